//! A premise: what a worldline takes for granted.
//!
//! It is the compiled scenario, with the interventions of its counterfactuals,
//! and the parameters of the rules read out of it. It is shared and read-only
//! while weeks run. Each worldline carries a reference to its premise as a
//! component (and does not find it in a resource of the `World`), so that a
//! worldline and its twin, which live under different premises, can stand side by
//! side in one `World` and be swept by the same systems.
//!
//! Nobody knows the parameters exactly. Each has a best value and a plausible range,
//! and [`Premise::of`] gives a worldline parameters of its own: one draw each, named
//! `parameter.NAME`, from the triangle over the range with its peak at the best value.
//! So an ensemble is as wide as our ignorance, and twins, which share their luck, share
//! their parameters too. A counterfactual that changes a parameter fixes it.

use std::ops::Deref;
use std::sync::Arc;

use bevy_ecs::prelude::Component;

use crate::scenario::{DecisionId, EventId, Listed, OptionId, Scenario, SourceId, Trigger, Week};
use crate::sim::calendar::week_of;
use crate::sim::dating::Footprints;
use crate::sim::fingerprint::name_of;
use crate::sim::proviso::Proviso;
use crate::sim::{
    armies, bomb, cabinet, cities, conduct, eastern_front, intelligence, japan, lend_lease, luck,
    pacific, pact, railway, soviet, western_front,
};

/// The premise of a worldline.
#[derive(Component, Clone, Debug)]
pub struct Premise(Arc<PremiseInner>);

/// What a premise holds: the parameters, and what all worldlines of a scenario share.
#[derive(Debug)]
pub struct PremiseInner {
    shared: Arc<PremiseShared>,
    /// The value of each parameter, in the order of [`Premise::parameters`]; rules read
    /// theirs in the fields below, formulas here.
    values: Box<[f64]>,
    /// Does each worldline draw its parameters, or do all take these?
    draws: bool,
    /// Parameters of the eastern front.
    pub front: eastern_front::Parameters,
    /// Parameters of the road to the oil of the Caucasus.
    pub cities: cities::Parameters,
    /// Parameters of the war in the west.
    pub west: western_front::Parameters,
    /// Parameters of Japan's economy and army.
    pub japan: japan::Parameters,
    /// Parameters of the Soviet Union.
    pub soviet: soviet::Parameters,
    /// Parameters of the Trans-Siberian.
    pub railway: railway::Parameters,
    /// Parameters of lend-lease.
    pub lend_lease: lend_lease::Parameters,
    /// Parameters of the war in the Pacific and in China.
    pub pacific: pacific::Parameters,
    /// Parameters of the bomb.
    pub bomb: bomb::Parameters,
    /// Parameters of the pact and the border.
    pub pact: pact::Parameters,
    /// Parameters of intelligence and belief.
    pub intelligence: intelligence::Parameters,
    /// Parameters of operations in the Far East.
    pub armies: armies::Parameters,
    /// Parameters of the cabinets.
    pub cabinet: cabinet::Parameters,
    /// Parameters of the pact in practice.
    pub conduct: conduct::Parameters,
}

/// What all worldlines of a scenario share.
#[derive(Clone, Debug)]
pub struct PremiseShared {
    /// The scenario with its interventions.
    pub scenario: Scenario,
    /// The parameters: the engine's in the order in which they are read, then the
    /// scenario's own.
    known: Vec<Known>,
    /// For each parameter of the scenario, its place among them.
    places: Vec<usize>,
    /// The Far East as its rules want it.
    pub ground: armies::Ground,
    /// Who holds office, week by week.
    pub offices: cabinet::Offices,
    /// Forced nodes of the engine's rules.
    pub forced_engine_nodes: Vec<ForcedEngineNode>,
    /// Forced nodes of events and options.
    pub forced_named_nodes: Vec<ForcedNamedNode>,
    /// Stream of each source's chance node.
    pub source_streams: Listed<SourceId, u64>,
    /// Stream of each event's chance node.
    pub event_streams: Listed<EventId, u64>,
    /// Stream of each option's chance node, by decision.
    pub choice_streams: Listed<DecisionId, Listed<OptionId, u64>>,
    /// The events that happen on a date, with their weeks, in the order of the
    /// dates; of one day, in that of the file.
    pub dated_events: Vec<(Week, EventId)>,
    /// The events that wait for a condition, with their windows in weeks.
    pub awaited_events: Vec<(Week, Week, EventId)>,
    /// First and last week of each decision's window.
    pub decision_windows: Listed<DecisionId, (Week, Week)>,
    /// What each happening reads and writes.
    pub footprints: Footprints,
    /// What somebody asks of the world in which happenings come about.
    pub provisos: Vec<Proviso>,
}

/// A forced node of an engine rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForcedEngineNode {
    /// Its place in [`luck::NODES`].
    pub place: usize,
    /// The number it gives.
    pub value: f64,
    /// First week.
    pub from: Week,
    /// Last week.
    pub until: Week,
}

/// A forced node of an event or an option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForcedNamedNode {
    /// The node's name.
    pub stream: u64,
    /// The number it gives.
    pub value: f64,
    /// First week.
    pub from: Week,
    /// Last week.
    pub until: Week,
}

/// What is known of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Its dotted name.
    pub name: Arc<str>,
    /// The best value.
    pub best: f64,
    /// The lowest plausible value.
    pub low: f64,
    /// The highest plausible value.
    pub high: f64,
    /// Is it assumed, in whole or in part?
    pub assumed: bool,
    /// The name of its draw.
    stream: u64,
}

impl Known {
    /// The value at a uniform number: the triangle from `low` over `best` to `high`.
    #[must_use]
    pub fn at(&self, uniform: f64) -> f64 {
        let width = self.high - self.low;
        if width <= 0.0 {
            return self.best;
        }
        let peak = (self.best - self.low) / width;
        if uniform < peak {
            self.low + libm::sqrt(uniform * width * (self.best - self.low))
        } else {
            self.high - libm::sqrt((1.0 - uniform) * width * (self.high - self.best))
        }
    }
}

impl Deref for Premise {
    type Target = PremiseInner;
    fn deref(&self) -> &PremiseInner {
        &self.0
    }
}

impl Deref for PremiseInner {
    type Target = PremiseShared;
    fn deref(&self) -> &PremiseShared {
        &self.shared
    }
}

/// The engine's lists of parameters, in the order in which a premise reads them.
pub const LISTS: [&[EngineList]; 14] = [
    eastern_front::Parameters::LIST,
    cities::Parameters::LIST,
    western_front::Parameters::LIST,
    japan::Parameters::LIST,
    soviet::Parameters::LIST,
    railway::Parameters::LIST,
    lend_lease::Parameters::LIST,
    pacific::Parameters::LIST,
    bomb::Parameters::LIST,
    pact::Parameters::LIST,
    intelligence::Parameters::LIST,
    armies::Parameters::LIST,
    cabinet::Parameters::LIST,
    conduct::Parameters::LIST,
];

/// A parameter of a rule: name, unit, lowest, highest, meaning.
pub type EngineList = (&'static str, &'static str, f64, f64, &'static str);

impl PremiseInner {
    fn read(shared: Arc<PremiseShared>, draws: bool, values: Box<[f64]>) -> Self {
        let mut next = values.iter().copied();
        let mut value = || next.next().unwrap_or(f64::NAN);
        Self {
            draws,
            front: eastern_front::Parameters::read(&mut value),
            cities: cities::Parameters::read(&mut value),
            west: western_front::Parameters::read(&mut value),
            japan: japan::Parameters::read(&mut value),
            soviet: soviet::Parameters::read(&mut value),
            railway: railway::Parameters::read(&mut value),
            lend_lease: lend_lease::Parameters::read(&mut value),
            pacific: pacific::Parameters::read(&mut value),
            bomb: bomb::Parameters::read(&mut value),
            pact: pact::Parameters::read(&mut value),
            intelligence: intelligence::Parameters::read(&mut value),
            armies: armies::Parameters::read(&mut value),
            cabinet: cabinet::Parameters::read(&mut value),
            conduct: conduct::Parameters::read(&mut value),
            values,
            shared,
        }
    }

    /// The value of a parameter, by its place in the scenario.
    #[must_use]
    pub fn value_of(&self, place: u16) -> f64 {
        let known = self.places.get(usize::from(place));
        known.and_then(|&known| self.values.get(known)).copied().unwrap_or(f64::NAN)
    }
}

impl PremiseShared {
    fn best_values(&self) -> Box<[f64]> {
        self.known.iter().map(|known| known.best).collect()
    }
}

impl Premise {
    /// Reads the rules' parameters out of a scenario and sorts its events by week. Its
    /// worldlines draw parameters of their own.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self::build(scenario, true)
    }

    /// The same, but all worldlines take the best value of every parameter.
    #[must_use]
    pub fn at_best_values(scenario: Scenario) -> Self {
        Self::build(scenario, false)
    }

    /// The premise of one worldline, with the parameters that its luck draws.
    #[must_use]
    pub fn of(&self, luck: &luck::Luck) -> Self {
        if !self.draws {
            return self.clone();
        }
        self.with_values(&self.drawn(luck))
    }

    /// The parameters: the engine's, in the order of [`LISTS`], then the scenario's own.
    #[must_use]
    pub fn parameters(&self) -> &[Known] {
        &self.known
    }

    /// The values that a luck draws for them.
    #[must_use]
    pub fn drawn(&self, luck: &luck::Luck) -> Vec<f64> {
        let draw = |known: &Known| {
            let [draw] = luck::named_draws(luck.seed_of(0, known.stream), 0, known.stream);
            known.at(draw)
        };
        self.known.iter().map(draw).collect()
    }

    /// The same premise with other ranges (lowest, best, highest) for the parameters at
    /// some places of [`Premise::parameters`]; its worldlines draw from them.
    #[must_use]
    pub fn with_ranges(&self, ranges: &[(usize, (f64, f64, f64))]) -> Self {
        let mut shared = PremiseShared::clone(&self.shared);
        for &(place, (low, best, high)) in ranges {
            if let Some(known) = shared.known.get_mut(place) {
                (known.low, known.best, known.high) = (low, best, high);
            }
        }
        let best = shared.best_values();
        Self(Arc::new(PremiseInner::read(Arc::new(shared), true, best)))
    }

    /// The same premise with these values of the parameters, in the order of
    /// [`Premise::parameters`], for all worldlines.
    #[must_use]
    pub fn with_values(&self, values: &[f64]) -> Self {
        Self(Arc::new(PremiseInner::read(Arc::clone(&self.shared), false, values.into())))
    }

    /// The same premise, whose worldlines judge these provisos; their histories are the same.
    #[must_use]
    pub fn with_provisos(&self, provisos: Vec<Proviso>) -> Self {
        let shared = PremiseShared { provisos, ..PremiseShared::clone(&self.shared) };
        Self(Arc::new(PremiseInner::read(Arc::new(shared), self.draws, self.values.clone())))
    }

    fn build(scenario: Scenario, draws: bool) -> Self {
        let engine: Vec<&str> = LISTS.into_iter().flatten().map(|(name, ..)| *name).collect();
        let own = scenario.parameters.iter().map(|parameter| parameter.name.as_str());
        let own = own.filter(|name| !engine.contains(name));
        let known: Vec<Known> = engine
            .iter()
            .copied()
            .chain(own)
            .map(|name| {
                let given = scenario.parameters.iter().find(|parameter| parameter.name == name);
                let (best, (low, high)) =
                    given.map_or((f64::NAN, (0.0, 0.0)), |known| (known.value, known.range));
                let assumed = given.is_some_and(|known| known.source.contains("assumed"));
                let stream = name_of(&format!("parameter.{name}"));
                Known { name: name.into(), best, low, high, assumed, stream }
            })
            .collect();
        let place_of = |name: &str| known.iter().position(|known| *known.name == *name);
        let places = scenario.parameters.iter().filter_map(|known| place_of(&known.name)).collect();
        let mut forced_engine_nodes = Vec::new();
        let mut forced_named_nodes = Vec::new();
        for forced in &scenario.forced_nodes {
            // A node is drawn once a week: it is forced in each week of which a day is.
            let (value, from, until) = (forced.value, week_of(forced.from), week_of(forced.until));
            match luck::NODES.iter().position(|&node| node == forced.node) {
                Some(place) => {
                    forced_engine_nodes.push(ForcedEngineNode { place, value, from, until });
                }
                None => forced_named_nodes.push(ForcedNamedNode {
                    stream: name_of(&forced.node),
                    value,
                    from,
                    until,
                }),
            }
        }
        let mut dated_events = Vec::new();
        let mut awaited_events = Vec::new();
        let kept = scenario.events.enumerated().filter(|(_, event)| !event.dropped);
        for (id, event) in kept {
            match &event.trigger {
                Trigger::On { moment, .. } => dated_events.push((moment.day, id)),
                Trigger::When { from, until, .. } => {
                    awaited_events.push((week_of(*from), week_of(*until), id));
                }
            }
        }
        dated_events.sort_unstable();
        let shared = Arc::new(PremiseShared {
            known,
            places,
            ground: armies::Ground::new(&scenario),
            offices: cabinet::Offices::new(
                &scenario,
                week_of(scenario.start),
                week_of(scenario.end),
            ),
            source_streams: scenario
                .sources
                .iter()
                .map(|source| name_of(&format!("source.{}", source.id)))
                .collect(),
            forced_engine_nodes,
            forced_named_nodes,
            event_streams: scenario
                .events
                .iter()
                .map(|event| name_of(&format!("event.{}", event.id)))
                .collect(),
            choice_streams: scenario
                .decisions
                .iter()
                .map(|decision| {
                    let node = |id: &str| name_of(&format!("decision.{}.{id}", decision.id));
                    decision.choices.iter().map(|choice| node(&choice.id)).collect()
                })
                .collect(),
            decision_windows: scenario
                .decisions
                .iter()
                .map(|decision| (week_of(decision.from), week_of(decision.until)))
                .collect(),
            dated_events: dated_events
                .into_iter()
                .map(|(day, event)| (week_of(day), event))
                .collect(),
            awaited_events,
            footprints: Footprints::new(&scenario),
            provisos: Vec::new(),
            scenario,
        });
        let best = shared.best_values();
        Self(Arc::new(PremiseInner::read(shared, draws, best)))
    }

    /// First week of the scenario.
    #[must_use]
    pub fn first_week(&self) -> Week {
        week_of(self.scenario.start)
    }

    /// Last week of the scenario.
    #[must_use]
    pub fn last_week(&self) -> Week {
        week_of(self.scenario.end)
    }

    /// How many weeks a whole history has.
    #[must_use]
    pub fn weeks(&self) -> u32 {
        u32::from((self.last_week() - self.first_week()).max(0).cast_unsigned()) + 1
    }
}
