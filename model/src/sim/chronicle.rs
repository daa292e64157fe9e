//! The chronicle: what happened, when, and because of what.
//!
//! An entry holds no words: it names an event, an answer or a conquest, and the
//! report writes the sentence. Where reasons are wanted (a story, the window) the
//! quantities that a condition or a utility read are kept with their values.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::scenario::vocabulary::Var;
use crate::scenario::{
    ArmyId, Day, DecisionId, EventId, Id, OptionId, PowerId, RegionId, Scenario, ZoneId,
};
use crate::sim::dating::{Trace, WeekSoFar};
use crate::sim::fingerprint::Mixer;

/// What an entry tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// An event of the scenario.
    Event(EventId),
    /// An answer: decision and option.
    Answer(DecisionId, OptionId),
    /// A region changes hands: region and new holder.
    Conquest(RegionId, PowerId),
    /// An army lays down its arms.
    Surrender(ArmyId),
}

impl Happening {
    /// What it is by the ids of the scenario: `event uranus`.
    #[must_use]
    pub fn id(self, scenario: &Scenario) -> String {
        match self {
            Self::Event(event) => format!("event {}", scenario.events[event].id),
            Self::Answer(decision, option) => {
                let decision = &scenario.decisions[decision];
                format!("answer {} {}", decision.id, decision.choices[option].id)
            }
            Self::Conquest(region, power) => {
                format!("conquest {} by {}", scenario.regions[region].id, scenario.powers[power].id)
            }
            Self::Surrender(army) => format!("surrender {}", scenario.armies[army].id),
        }
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The day.
    pub day: Day,
    /// Minutes after midnight on the clocks of a zone, where the record knows them.
    pub clock: Option<(u16, ZoneId)>,
    /// What happened.
    pub happening: Happening,
    /// Quantities that brought it about, with their values; empty unless the
    /// chronicle keeps reasons.
    pub because: Vec<(Var, f64)>,
}

/// The entries of a worldline in the order in which they came about.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chronicle {
    entries: Vec<Entry>,
    keeps_reasons: bool,
    print: u64,
    /// What has happened this week, told or not: it dates what follows.
    pub week: WeekSoFar,
}

impl Chronicle {
    /// An empty chronicle.
    #[must_use]
    pub fn new(keeps_reasons: bool) -> Self {
        Self {
            entries: Vec::with_capacity(96),
            keeps_reasons,
            print: 0,
            week: WeekSoFar::default(),
        }
    }

    /// The entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Does it keep reasons?
    #[must_use]
    pub const fn keeps_reasons(&self) -> bool {
        self.keeps_reasons
    }

    /// Adds an entry.
    pub fn add(&mut self, entry: Entry) {
        let (kind, a, b) = match entry.happening {
            Happening::Event(event) => (1, event.place(), 0),
            Happening::Answer(decision, option) => (2, decision.place(), option.place()),
            Happening::Conquest(region, power) => (3, region.place(), power.place()),
            Happening::Surrender(army) => (4, army.place(), 0),
        };
        let mut mixer = Mixer::new("chronicle");
        mixer.bits(self.print);
        mixer.bits(kind << 40 | (a as u64) << 20 | b as u64);
        mixer.bits(entry.day as u64);
        self.print = mixer.finish();
        if matches!(entry.happening, Happening::Conquest(..) | Happening::Surrender(_)) {
            self.week.note(entry.day, Trace::Happened(entry.happening));
        }
        self.entries.push(entry);
    }

    /// A fingerprint of all that was told, in order.
    #[must_use]
    pub const fn print(&self) -> u64 {
        self.print
    }
}
