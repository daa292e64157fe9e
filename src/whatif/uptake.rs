//! Is what a counterfactual does taken up at all? An option that is forced on a question
//! that never comes up, an event that is dropped and would not have happened, a quantity
//! that is set to what it is: each leaves every history as it was, and a table of zeros is
//! then no finding.

use serde::{Deserialize, Serialize};

use std::ops::Range;
use std::sync::atomic::AtomicBool;

use crate::batch::runner::each_seed;
use crate::policy::world::{Life, World};
use crate::scenario::expression::Reader;
use crate::scenario::{Event, EventId, ForcedNode, Intervention, Trigger};
use crate::sim::calendar::week_of;
use crate::sim::{Phase, Whole};

/// Histories that are looked at, at most: what is taken up in none of so many is taken up
/// in fewer than one in a hundred (the rule of three).
pub const LOOKED_AT: u64 = 300;

/// In how many histories each intervention was taken up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uptake {
    /// Histories that were looked at.
    pub histories: u64,
    /// In how many, by the place of the intervention.
    pub taken: Vec<u64>,
}

impl Uptake {
    /// Looks at the histories of some seeds, [`LOOKED_AT`] of them at most.
    #[must_use]
    pub fn of(world: &World, seeds: Range<u64>, stop: &AtomicBool) -> Self {
        let interventions = &world.scenario().interventions;
        if interventions.is_empty() {
            return Self::default();
        }
        let seeds = seeds.start..seeds.end.min(seeds.start.saturating_add(LOOKED_AT));
        let rows = each_seed(seeds, stop, &|_| (), |seed| {
            let mut taken = vec![false; interventions.len()];
            let watch = |phase, whole: &mut Whole<'_>| {
                for (intervention, taken) in interventions.iter().zip(&mut taken) {
                    *taken = *taken || is_taken(intervention, phase, whole);
                }
            };
            world.live_watched(Life::of(seed), watch, |_| {});
            taken
        });
        let count = |place: usize| rows.iter().filter(|taken| taken[place]).count() as u64;
        Self { histories: rows.len() as u64, taken: (0..interventions.len()).map(count).collect() }
    }

    /// The places of the interventions that no history has taken up.
    pub fn never(&self) -> impl Iterator<Item = usize> + '_ {
        let none = |&(_, &count): &(usize, &u64)| count == 0 && self.histories > 0;
        self.taken.iter().enumerate().filter(none).map(|(place, _)| place)
    }
}

fn is_taken(intervention: &Intervention, phase: Phase, whole: &Whole<'_>) -> bool {
    let week = whole.calendar.week;
    match intervention {
        Intervention::Option(forced) => {
            phase == Phase::Answers
                && forced.touches(week)
                && whole.past.week_of_answer(forced.decision) == Some(week)
                && whole.past.answer(forced.decision) == Some(forced.choice)
        }
        Intervention::Quantity(setting) => {
            let now = whole.read(setting.effect.target);
            phase == Phase::Calendar
                && week_of(setting.day) == week
                && whole
                    .result(&setting.effect)
                    .is_some_and(|value| value.to_bits() != now.to_bits())
        }
        Intervention::Node(forced) => forced.touches(week) && is_drawn(forced, phase, whole),
        Intervention::Parameter { to, was, drawn, .. } => {
            drawn.0 < drawn.1 || to.to_bits() != was.to_bits()
        }
        Intervention::Drop(id) => {
            let event = whole.premise.scenario.events.get(*id);
            event.is_some_and(|event| comes_up(event, *id, phase, whole))
        }
        Intervention::Add(event) | Intervention::Move(event) => {
            phase == Phase::Consequences && whole.past.happened(*event)
        }
    }
}

/// Is a node asked for this week? Those of the engine always are.
fn is_drawn(forced: &ForcedNode, phase: Phase, whole: &Whole<'_>) -> bool {
    let scenario = &whole.premise.scenario;
    if let Some(name) = forced.node.strip_prefix("event.") {
        let id = scenario.events.id_where(|event| event.id == name);
        return id.is_some_and(|id| comes_up(&scenario.events[id], id, phase, whole));
    }
    if let Some(option) = forced.node.strip_prefix("decision.") {
        let questions = whole.agenda.questions().iter();
        let mut asked = questions.map(|question| &scenario.decisions[question.decision].id);
        return phase == Phase::Questions
            && asked.any(|id| {
                option.strip_prefix(id.as_str()).is_some_and(|rest| rest.starts_with('.'))
            });
    }
    true
}

/// Would an event come up now: on its date, or by its condition?
fn comes_up(event: &Event, id: EventId, phase: Phase, whole: &Whole<'_>) -> bool {
    let week = whole.calendar.week;
    match &event.trigger {
        Trigger::On { moment, provided } => {
            // Other events of the week may bring about what it is provided that.
            (Phase::Calendar..Phase::Questions).contains(&phase)
                && week_of(moment.day) == week
                && provided.as_ref().is_none_or(|provided| provided.holds(whole))
        }
        Trigger::When { condition, from, until, .. } => {
            let happened = whole.past.week_of_event(id);
            let open = (week_of(*from)..=week_of(*until)).contains(&week);
            let waits = phase == Phase::FarEast && happened.is_none() && condition.holds(whole);
            // What it waits for may come about in the same chain of events.
            let follows = phase == Phase::Consequences && condition.holds(whole);
            open && (waits || follows && happened.is_none_or(|then| then == week))
        }
    }
}
