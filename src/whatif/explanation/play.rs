//! The events and decisions of a changed worldline as a model whose variables can be undone
//! and held: what caused its outcome?

use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::twins::{Lived, Node, Spec, Twins};
use crate::policy::world::Life;
use crate::scenario::{DecisionId, Id, Listed, OptionId, Week};
use crate::sim::hold::Holds;
use crate::sim::{Phase, Whole};
use crate::whatif::cause::{self, Causes, Evaluation, Model, Search};

/// Another way for an event or a decision to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Otherwise {
    /// The intervention of the change is not there.
    Without,
    /// The event never happens.
    Never,
    /// As it was in the baseline.
    AsInBaseline,
    /// Another option at the same weeks.
    Option(OptionId),
}

/// The options that were open, by decision: week and a bit an option.
type WereOpen = Listed<DecisionId, Vec<(Week, u32)>>;

/// The events and decisions of the changed worldline as a model: what caused the outcome?
#[derive(Debug)]
pub struct Play<'a> {
    twins: &'a Twins,
    baseline: &'a Lived,
    changed: &'a Lived,
    /// The variables.
    pub nodes: Vec<Node>,
    /// For each variable, the other ways for it to be.
    pub otherwise: Vec<Vec<Otherwise>>,
    specs: Vec<Vec<Spec>>,
}

impl<'a> Play<'a> {
    /// The changed worldline, and all that could have been otherwise in it.
    #[must_use]
    pub fn new(twins: &'a Twins, baseline: &'a Lived, changed: &'a Lived) -> Self {
        let paths = changed.paths.len();
        let nodes: Vec<Node> = (0..twins.interventions)
            .map(Node::Intervention)
            .chain((0..paths).map(|path| twins.node_of(path)))
            .collect();
        let open = twins.open_options();
        let mut play = Self {
            twins,
            baseline,
            changed,
            otherwise: vec![Vec::new(); nodes.len()],
            specs: vec![Vec::new(); nodes.len()],
            nodes,
        };
        for at in 0..play.nodes.len() {
            for (otherwise, spec) in play.ways(play.nodes[at], &open) {
                play.otherwise[at].push(otherwise);
                play.specs[at].push(spec);
            }
        }
        play
    }

    fn ways(&self, node: Node, open: &WereOpen) -> Vec<(Otherwise, Spec)> {
        let mut ways = Vec::new();
        let as_in_baseline = || self.twins.as_in_baseline(node, self.baseline);
        if let Node::Intervention(_) = node {
            return vec![(Otherwise::Without, as_in_baseline())];
        }
        if self.twins.is_set(node) {
            return ways;
        }
        let differs = self.twins.path_of(node).is_some_and(|path| {
            self.baseline.paths[path].parts(&self.changed.paths[path]).is_some()
        });
        if differs {
            ways.push((Otherwise::AsInBaseline, as_in_baseline()));
        }
        match node {
            Node::Intervention(_) => {}
            Node::Event(event) => {
                let known = differs && self.baseline.days[event].is_none();
                if self.changed.days[event].is_some() && !known {
                    let holds = Holds { events: vec![(event, None)], answers: Vec::new() };
                    ways.push((Otherwise::Never, Spec { without: Vec::new(), holds }));
                }
            }
            Node::Decision(decision) => {
                let answers = &self.changed.course.answers[decision];
                let choices = &self.twins.scenario().decisions[decision].choices;
                for (option, choice) in choices.enumerated() {
                    let mut other: Vec<(Week, OptionId)> = Vec::new();
                    for &(week, _) in answers {
                        other.push((week, option));
                        if choice.settles {
                            break;
                        }
                    }
                    let is_open = |week: Week| {
                        let bit = 1 << option.place();
                        open[decision].iter().any(|&(at, set)| at == week && set & bit != 0)
                    };
                    let possible = other.iter().all(|&(week, _)| is_open(week));
                    let known = other == *answers
                        || (differs && other == self.baseline.course.answers[decision]);
                    if !other.is_empty() && possible && !known {
                        let holds = Holds { events: Vec::new(), answers: vec![(decision, other)] };
                        let spec = Spec { without: Vec::new(), holds };
                        ways.push((Otherwise::Option(option), spec));
                    }
                }
            }
        }
        ways
    }

    /// Searches for the causes of the outcome in the changed worldline: among what came
    /// before the outcome was settled. What both worlds share is undone alone only.
    #[must_use]
    pub fn causes(&self, most_runs: u64, stop: &AtomicBool, done: &(dyn Fn(u64) + Sync)) -> Causes {
        let settled = self.changed.settled;
        let (mut alone, mut together) = (Vec::new(), Vec::new());
        for (at, &node) in self.nodes.iter().enumerate() {
            if self.otherwise[at].is_empty() {
                continue;
            }
            let Some(path) = self.twins.path_of(node) else {
                together.push(at);
                continue;
            };
            let (now, then) = (&self.changed.paths[path], &self.baseline.paths[path]);
            match now.parts(then) {
                Some(week) if week <= settled => together.push(at),
                None if now.0.first().is_some_and(|&(week, _)| week <= settled) => alone.push(at),
                _ => {}
            }
        }
        let asked = Search { alone, together, largest_set: 2, largest_witness: 3, most_runs };
        cause::search(self, &asked, stop, done)
    }

    /// The worldline in which some variables are undone and others held.
    #[must_use]
    pub fn lived(&self, undone: &[(usize, usize)], held: &[usize]) -> Option<Lived> {
        let mut all = Spec::default();
        for &(at, alternative) in undone {
            let one = self.specs[at].get(alternative)?.clone();
            all.without.extend(one.without);
            all.holds = all.holds.and(one.holds);
        }
        for &at in held {
            match self.nodes[at] {
                Node::Intervention(_) => {}
                Node::Event(event) => all.holds.events.push((event, self.changed.days[event])),
                Node::Decision(decision) => {
                    let answers = self.changed.course.answers[decision].clone();
                    all.holds.answers.push((decision, answers));
                }
            }
        }
        all.without.sort_unstable();
        self.twins.spec(all)
    }
}

impl Play<'_> {
    /// The place of an event or a decision among the paths.
    pub(super) fn path_of(&self, node: Node) -> Option<usize> {
        self.twins.path_of(node)
    }

    /// Is it the same in both worldlines?
    pub(super) fn is_shared(&self, node: Node) -> bool {
        self.path_of(node).is_some_and(|path| {
            self.baseline.paths[path].parts(&self.changed.paths[path]).is_none()
        })
    }
}

impl Model for Play<'_> {
    fn variables(&self) -> usize {
        self.nodes.len()
    }

    fn alternatives(&self, variable: usize) -> usize {
        self.otherwise[variable].len()
    }

    fn evaluate(&self, undone: &[(usize, usize)], held: &[usize]) -> Option<Evaluation> {
        let lived = self.lived(undone, held)?;
        let moved = (0..self.nodes.len()).filter(|&at| {
            let path = self.twins.path_of(self.nodes[at]);
            path.is_some_and(|path| lived.paths[path] != self.changed.paths[path])
        });
        Some(Evaluation { outcome: lived.holds == self.changed.holds, moved: moved.collect() })
    }
}

impl Twins {
    /// The options that were open in the changed worldline.
    fn open_options(&self) -> WereOpen {
        let mut open: WereOpen = self.scenario().decisions.iter().map(|_| Vec::new()).collect();
        let watch = |phase, whole: &mut Whole<'_>| {
            if phase != Phase::Questions {
                return;
            }
            for question in whole.agenda.questions() {
                let options = question.utilities.iter().enumerate();
                let set = options
                    .filter(|(_, utility)| utility.is_some())
                    .fold(0, |set: u32, (place, _)| set | 1 << place);
                open[question.decision].push((whole.calendar.week, set));
            }
        };
        self.changed.world.live_watched(Life::of(self.seed), watch, |_| {});
        open
    }
}
