//! What the panels and the map show, as plain data.

use std::collections::BTreeMap;

use bevy::ecs::resource::Resource;

use crate::report::number::Number;

/// Everything that the window shows of one history, at one moment.
///
/// Every text is already in the player's language and every number already
/// written out: the window only lays it out.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct ViewModel {
    /// Name of the scenario.
    pub title: String,
    /// The date of the open week, for example `7 April 1941`.
    pub date: String,
    /// The seed that this history runs on.
    pub seed: u64,
    /// The fingerprint of this history at the end of the last week played.
    pub state_hash: u64,
    /// The state of the pact, in a few words.
    pub pact: String,
    /// The main quantities, most important first; the top bar has room for
    /// about seven.
    pub quantities: Vec<Quantity>,
    /// What happened, oldest first.
    pub chronicle: Vec<Happening>,
    /// Which power controls a region: region id to power id.
    pub controllers: BTreeMap<String, String>,
    /// Names of the powers, by their ids.
    pub powers: BTreeMap<String, String>,
    /// What else there is to say of a region, a line each.
    pub contents: BTreeMap<String, Vec<String>>,
    /// Armies on the map.
    pub counters: Vec<Counter>,
    /// Where the front between Germany and the Soviet Union stands, in km along its
    /// northern, central and southern axis; `None` before that war.
    pub front: Option<[f64; 3]>,
    /// How that war stands, in a few words.
    pub front_caption: String,
    /// The question that the player must answer before the week is played.
    pub decision: Option<PendingDecision>,
    /// How the history ended, once it has.
    pub finished: Option<Outcome>,
}

impl ViewModel {
    /// Does something to every text that a player reads.
    pub(super) fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self {
            title,
            date,
            seed: _,
            state_hash: _,
            pact,
            quantities,
            chronicle,
            controllers: _,
            powers,
            contents,
            counters,
            front: _,
            front_caption,
            decision,
            finished,
        } = self;
        [title, date, pact, front_caption].into_iter().for_each(&mut *change);
        for Quantity { label, value, unit, tip } in quantities {
            [label, value, unit, tip].into_iter().for_each(&mut *change);
        }
        for Happening { date, text, because } in chronicle {
            [date, text].into_iter().chain(because).for_each(&mut *change);
        }
        powers.values_mut().for_each(&mut *change);
        contents.values_mut().flatten().for_each(&mut *change);
        for Counter { region: _, power: _, divisions: _, name } in counters {
            change(name);
        }
        if let Some(PendingDecision { title, question, actor: _, options }) = decision {
            [title, question].into_iter().for_each(&mut *change);
            for DecisionOption { label, meaning, note, available: _ } in options {
                [label, meaning, note].into_iter().for_each(&mut *change);
            }
        }
        if let Some(Outcome { title, text }) = finished {
            [title, text].into_iter().for_each(&mut *change);
        }
    }

    /// The name of a power; an unknown id stands for itself.
    #[must_use]
    pub fn power_name(&self, id: &str) -> String {
        self.powers.get(id).cloned().unwrap_or_else(|| id.replace('_', " "))
    }
}

/// A quantity of the top bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantity {
    /// A short name.
    pub label: String,
    /// The value, written out.
    pub value: String,
    /// Its unit, short.
    pub unit: String,
    /// A sentence that says what it is.
    pub tip: String,
}

/// An entry of the chronicle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Happening {
    /// When it happened.
    pub date: String,
    /// What happened.
    pub text: String,
    /// What brought it about; empty if nothing in particular did.
    pub because: Vec<String>,
}

/// An army on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counter {
    /// Region id.
    pub region: String,
    /// Power id.
    pub power: String,
    /// Strength in divisions.
    pub divisions: f64,
    /// The army's name.
    pub name: String,
}

/// Divisions, as short as a counter needs.
pub fn strength(divisions: f64) -> Number {
    Number::fixed(divisions, usize::from(divisions < 9.95))
}

/// A question for the player.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PendingDecision {
    /// What is decided, in a few words.
    pub title: String,
    /// The question in full.
    pub question: String,
    /// Who decides.
    pub actor: String,
    /// The answers to choose from.
    pub options: Vec<DecisionOption>,
}

/// An answer that the player can choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionOption {
    /// A short name.
    pub label: String,
    /// What it would mean.
    pub meaning: String,
    /// Who considered it, how probable it is: whatever else is to be said.
    pub note: String,
    /// Whether it can be chosen now.
    pub available: bool,
}

/// How a history ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The class of the outcome.
    pub title: String,
    /// What it means, in a sentence or two.
    pub text: String,
}
