//! What the chronicle of a worldline told, kept beyond it: by ids and names, so that it can be
//! held against another worldline's and put into words without either of them.

use serde::{Deserialize, Serialize};

use crate::scenario::{Day, Scenario, Text};
use crate::sim::Whole;
use crate::sim::chronicle::{Entry, Happening};

/// An entry of a chronicle that outlives its worldline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The day.
    pub day: Day,
    /// What it is, by the ids of the scenario: `event uranus`.
    pub id: String,
    /// What is told.
    pub what: What,
}

/// What an entry tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// An event or an answer, in the words of the scenario.
    Said(Text),
    /// A power takes a region.
    Taken {
        /// The region.
        region: Text,
        /// The power, as a sentence calls it.
        by: Text,
        /// Was it the power's own on the first day?
        again: bool,
    },
    /// An army lays down its arms.
    Beaten(Text),
}

impl What {
    /// What a happening of a scenario tells.
    #[must_use]
    pub fn of(scenario: &Scenario, happening: Happening) -> Self {
        match happening {
            Happening::Event(event) => Self::Said(scenario.events[event].text.clone()),
            Happening::Answer(decision, choice) => {
                Self::Said(scenario.decisions[decision].choices[choice].text.clone())
            }
            Happening::Conquest(region, power) => Self::Taken {
                region: scenario.regions[region].name.clone(),
                by: scenario.powers[power].in_sentence.clone(),
                again: scenario.regions[region].holder == power,
            },
            Happening::Surrender(army) => Self::Beaten(scenario.armies[army].name.clone()),
        }
    }
}

impl Told {
    fn of(scenario: &Scenario, entry: &Entry) -> Self {
        let happening = entry.happening;
        Self { day: entry.day, id: happening.id(scenario), what: What::of(scenario, happening) }
    }
}

/// What a worldline has told, from an entry of its chronicle on.
#[must_use]
pub fn told(whole: &Whole<'_>, from: usize) -> Vec<Told> {
    let scenario = &whole.premise.scenario;
    whole.chronicle.entries()[from..].iter().map(|entry| Told::of(scenario, entry)).collect()
}
