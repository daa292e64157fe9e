//! Twins: a baseline and a changed world in one luck, and the ways to live the changed one:
//! without some interventions of the change, holding an event or a decision at what it was.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::policy::world::{Life, World};
use crate::scenario::{Day, DecisionId, EventId, Id, Listed, Week};
use crate::sim::hold::{Course, Holds};
use crate::sim::{Premise, Whole};
use crate::whatif::claim::{Claim, Witness};

/// A world with the claim whose cause is asked, compiled for it.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The world.
    pub world: World,
    /// The claim: the outcome that is explained.
    pub claim: Claim,
}

/// A baseline and a changed world in one luck.
#[derive(Debug)]
pub struct Twins {
    /// Without the change.
    pub baseline: Stage,
    /// With it.
    pub changed: Stage,
    /// The changed world without some interventions of the change; the interventions, in order,
    /// are the key. What is missing cannot be built.
    pub without: BTreeMap<Vec<usize>, Stage>,
    /// How many interventions the change has.
    pub interventions: usize,
    /// The luck.
    pub seed: u64,
}

/// What a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Node {
    /// An intervention of the change.
    #[serde(rename = "Piece")]
    Intervention(usize),
    /// An event of the changed scenario.
    Event(EventId),
    /// A decision of the changed scenario.
    Decision(DecisionId),
}

/// What an event or a decision stands at, week by week: the weeks in which that changes,
/// and to what. An event stands at 0 until it happens and at 1 from then on, a decision at
/// 0 until it is answered and at the place of its option plus one from then on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Path(pub Vec<(Week, usize)>);

impl Path {
    /// What it stands at in a week.
    #[must_use]
    pub fn at(&self, week: Week) -> usize {
        self.0.iter().rev().find(|&&(from, _)| from <= week).map_or(0, |&(_, state)| state)
    }

    /// In how many weeks it stands elsewhere than another one, up to the last week.
    #[must_use]
    pub fn apart(&self, other: &Self, first: Week, last: Week) -> usize {
        (first..=last).filter(|&week| self.at(week) != other.at(week)).count()
    }

    /// The first week in which both stand elsewhere.
    #[must_use]
    pub fn parts(&self, other: &Self) -> Option<Week> {
        let weeks = self.0.iter().chain(&other.0).map(|&(week, _)| week);
        weeks.filter(|&week| self.at(week) != other.at(week)).min()
    }
}

/// A worldline that was lived.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lived {
    /// What happened and was answered, by the ids of its own scenario.
    #[serde(rename = "log")]
    pub course: Course,
    /// The path of each event of the changed scenario, then of each of its decisions.
    pub paths: Vec<Path>,
    /// The day of each event of the changed scenario.
    pub days: Listed<EventId, Option<Day>>,
    /// Place of the outcome class.
    pub outcome: usize,
    /// Did the claim hold?
    pub holds: bool,
    /// The week from which the claim stood as it did in the end; the last, if it never stood
    /// otherwise.
    pub settled: Week,
}

/// A way to live the changed world: without some interventions, holding some things.
#[derive(Clone, Debug, Default)]
pub(super) struct Spec {
    pub without: Vec<usize>,
    pub holds: Holds,
}

impl Twins {
    pub(super) fn scenario(&self) -> &crate::scenario::Scenario {
        self.changed.world.scenario()
    }

    pub(super) fn weeks(&self) -> (Week, Week) {
        let premise: &Premise = &self.changed.world.premise;
        (premise.first_week(), premise.last_week())
    }

    /// The baseline's worldline.
    #[must_use]
    pub fn live_baseline(&self) -> Lived {
        self.live(&self.baseline, Holds::default())
    }

    /// The changed worldline.
    #[must_use]
    pub fn live_changed(&self) -> Lived {
        self.live(&self.changed, Holds::default())
    }

    pub(super) fn spec(&self, spec: Spec) -> Option<Lived> {
        let stage = if spec.without.is_empty() {
            &self.changed
        } else {
            self.without.get(&spec.without)?
        };
        // A world without an intervention may number the events that the intervention added
        // otherwise, or not have them.
        let mut holds = Holds { events: Vec::new(), answers: spec.holds.answers };
        for (event, day) in spec.holds.events {
            match self.event_in(stage, event) {
                Some(event) => holds.events.push((event, day)),
                None if day.is_none() => {}
                None => return None,
            }
        }
        Some(self.live(stage, holds))
    }

    fn event_in(&self, stage: &Stage, event: EventId) -> Option<EventId> {
        let events = &stage.world.scenario().events;
        let name = &self.scenario().events[event].id;
        // Places are the same but for what an intervention has added.
        match events.get(event) {
            Some(there) if there.id == *name => Some(event),
            _ => events.id_where(|there| there.id == *name),
        }
    }

    fn live(&self, stage: &Stage, holds: Holds) -> Lived {
        let claims = std::slice::from_ref(&stage.claim);
        let mut witness = Witness::new(claims);
        let mut course: Option<Course> = None;
        let last = self.weeks().1;
        let (mut stood, mut settled) = (None, last);
        let mut worldline =
            stage.world.live(Life::of(self.seed).holding(holds), |whole: &Whole<'_>| {
                course.get_or_insert_with(|| Course::of(whole)).note(whole);
                witness.look(whole);
                let stands = stage.claim.holds_now(whole);
                if stood != Some(stands) {
                    // What has held from the first day on is settled on the last.
                    let first = stood.is_none();
                    stood = Some(stands);
                    settled = if first { last } else { whole.calendar.week };
                }
            });
        let course = course.unwrap_or_default();
        let events = self.scenario().events.ids();
        let days: Listed<EventId, Option<Day>> =
            events.map(|event| course.events[self.event_in(stage, event)?]).collect();
        let happened = days
            .iter()
            .map(|day| Path(day.map(|day| (day.div_euclid(7) as Week, 1)).into_iter().collect()));
        let answered = course.answers.iter().map(|answers| {
            let mut path: Vec<(Week, usize)> = Vec::new();
            for &(week, option) in answers {
                let state = option.place() + 1;
                if path.last().is_none_or(|&(_, known)| known != state) {
                    path.push((week, state));
                }
            }
            Path(path)
        });
        let paths = happened.chain(answered).collect();
        let outcome = crate::batch::row(&worldline.whole()).outcome;
        Lived { course, paths, days, outcome, holds: witness.verdicts()[0], settled }
    }

    /// Is an event or a decision what the change itself sets? Then it is no link of its own:
    /// to undo it is to undo the intervention.
    pub(super) fn is_set(&self, node: Node) -> bool {
        match node {
            Node::Intervention(_) => true,
            Node::Event(id) => {
                let event = &self.scenario().events[id];
                self.event_in(&self.baseline, id).is_none_or(|known| {
                    let known = &self.baseline.world.scenario().events[known];
                    known.dropped != event.dropped || known.trigger != event.trigger
                })
            }
            Node::Decision(decision) => {
                self.scenario().forced_choices.iter().any(|forced| forced.decision == decision)
            }
        }
    }

    /// The place of an event or a decision among the paths.
    #[must_use]
    pub fn path_of(&self, node: Node) -> Option<usize> {
        match node {
            Node::Intervention(_) => None,
            Node::Event(event) => Some(event.place()),
            Node::Decision(decision) => Some(self.scenario().events.len() + decision.place()),
        }
    }

    pub(super) fn node_of(&self, path: usize) -> Node {
        match path.checked_sub(self.scenario().events.len()) {
            None => Node::Event(EventId::at(path)),
            Some(decision) => Node::Decision(DecisionId::at(decision)),
        }
    }

    /// What holds an event or a decision at what it was in the baseline.
    pub(super) fn as_in_baseline(&self, node: Node, baseline: &Lived) -> Spec {
        let mut spec = Spec::default();
        match node {
            Node::Intervention(intervention) => spec.without.push(intervention),
            Node::Event(event) => spec.holds.events.push((event, baseline.days[event])),
            Node::Decision(decision) => {
                spec.holds.answers.push((decision, baseline.course.answers[decision].clone()));
            }
        }
        spec
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_apart_by_the_weeks_in_which_they_differ() {
        let path = |steps: &[(Week, usize)]| Path(steps.to_vec());
        let (early, late, never) = (path(&[(3, 1)]), path(&[(7, 1)]), path(&[]));
        assert_eq!(early.apart(&late, 0, 9), 4);
        assert_eq!(early.apart(&never, 0, 9), 7);
        assert_eq!((early.parts(&late), early.parts(&early)), (Some(3), None));
        assert_eq!((late.at(6), late.at(7)), (0, 1));
    }
}
