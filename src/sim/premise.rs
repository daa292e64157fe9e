//! A premise: what a worldline takes for granted.
//!
//! It is the compiled scenario, with the interventions of its counterfactuals,
//! and the parameters of the rules read out of it. It is shared and read-only
//! while weeks run. Each worldline carries a reference to its premise as a
//! component (and does not find it in a resource of the `World`), so that a
//! worldline and its twin, which live under different premises, can stand side by
//! side in one `World` and be swept by the same systems.

use std::ops::Deref;
use std::sync::Arc;

use bevy_ecs::prelude::Component;

use crate::scenario::{Scenario, Trigger, Week};
use crate::sim::calendar::week_of;
use crate::sim::fingerprint::name_of;
use crate::sim::{
    armies, eastern_front, intelligence, japan, luck, pacific, pact, soviet, western_front,
};

/// The premise of a worldline.
#[derive(Component, Clone, Debug)]
pub struct Premise(Arc<Grounds>);

/// What a premise holds.
#[derive(Debug)]
pub struct Grounds {
    /// The scenario with its interventions.
    pub scenario: Scenario,
    /// Parameters of the eastern front.
    pub front: eastern_front::Parameters,
    /// Parameters of the war in the west.
    pub west: western_front::Parameters,
    /// Parameters of Japan's economy and army.
    pub japan: japan::Parameters,
    /// Parameters of the Soviet Union.
    pub soviet: soviet::Parameters,
    /// Parameters of the war in the Pacific and in China.
    pub pacific: pacific::Parameters,
    /// Parameters of the pact and the border.
    pub pact: pact::Parameters,
    /// Parameters of intelligence and belief.
    pub intelligence: intelligence::Parameters,
    /// Parameters of operations in the Far East.
    pub armies: armies::Parameters,
    /// The Far East as its rules want it.
    pub ground: armies::Ground,
    /// Forced nodes of the engine's rules.
    pub forced_engine_nodes: Vec<ForcedEngineNode>,
    /// Forced nodes of events and options.
    pub forced_named_nodes: Vec<ForcedNamedNode>,
    /// Stream of each event's chance node.
    pub event_streams: Vec<u64>,
    /// Stream of each option's chance node, by decision.
    pub choice_streams: Vec<Vec<u64>>,
    /// Places of the events that happen on a date, by date.
    pub dated_events: Vec<(Week, usize)>,
    /// Places of the events that wait for a condition, with their windows in weeks.
    pub awaited_events: Vec<(Week, Week, usize)>,
    /// First and last week of each decision's window.
    pub decision_windows: Vec<(Week, Week)>,
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

impl Deref for Premise {
    type Target = Grounds;
    fn deref(&self) -> &Grounds {
        &self.0
    }
}

impl Premise {
    /// Reads the rules' parameters out of a scenario and sorts its events by week.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let value = |name: &str| {
            scenario
                .parameters
                .iter()
                .find(|parameter| parameter.name == name)
                .map_or(f64::NAN, |parameter| parameter.value)
        };
        let mut forced_engine_nodes = Vec::new();
        let mut forced_named_nodes = Vec::new();
        for forced in &scenario.forced_nodes {
            let (value, from, until) = (forced.value, forced.from, forced.until);
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
        let kept = scenario.events.iter().enumerate().filter(|(_, event)| !event.dropped);
        for (place, event) in kept {
            match &event.trigger {
                Trigger::On { moment, .. } => dated_events.push((week_of(moment.day), place)),
                Trigger::When { from, until, .. } => {
                    awaited_events.push((week_of(*from), week_of(*until), place));
                }
            }
        }
        dated_events.sort_by_key(|&(week, place)| (week, place));
        Self(Arc::new(Grounds {
            front: eastern_front::Parameters::read(value),
            west: western_front::Parameters::read(value),
            japan: japan::Parameters::read(value),
            soviet: soviet::Parameters::read(value),
            pacific: pacific::Parameters::read(value),
            pact: pact::Parameters::read(value),
            intelligence: intelligence::Parameters::read(value),
            armies: armies::Parameters::read(value),
            ground: armies::Ground::new(&scenario),
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
            dated_events,
            awaited_events,
            scenario,
        }))
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
        u32::from(self.last_week() - self.first_week()) + 1
    }
}
