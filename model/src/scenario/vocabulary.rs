//! The vocabulary: every quantity that a scenario, an intervention, a measure or
//! a plot can name is one [`Entry`], written once, beside the rule that owns it.
//!
//! The entry carries the dotted name, the unit, the range and a sentence in both
//! languages; parsing, checking, help and labels all read it. The rooms of the
//! simulation contribute the engine's entries (see `sim::vocabulary`), and a
//! scenario adds those of its own regions, armies, decisions, events and
//! variables when it is compiled.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::scenario::id::Id;

/// A sentence in the two languages of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// English.
    pub en: &'static str,
    /// Spanish.
    pub es: &'static str,
}

/// What kind of value a quantity holds. Every value travels as an `f64`; the kind
/// says how it is written and compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number with a unit (`"million barrels"`) inside an inclusive range.
    Number {
        /// Unit, in words a reader knows.
        unit: String,
        /// Lowest value that makes sense.
        low: f64,
        /// Highest value that makes sense.
        high: f64,
    },
    /// Yes or no: 1 or 0.
    Truth,
    /// One of several named states; the value is the index in this list.
    States(Vec<String>),
}

impl Kind {
    /// The lowest and the highest value, as they travel.
    #[must_use]
    pub const fn range(&self) -> (f64, f64) {
        match self {
            Self::Number { low, high, .. } => (*low, *high),
            Self::Truth => (0.0, 1.0),
            Self::States(states) => (0.0, states.len() as f64 - 1.0),
        }
    }
}

/// Whose value a [`Var`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Family {
    /// A field of the n-th facet of a worldline (the order is `sim`'s).
    Facet(u8),
    /// Who controls a region.
    RegionControl,
    /// The day on which a region last changed hands.
    RegionTaken,
    /// Divisions of an army.
    ArmyDivisions,
    /// Fighting value of an army's divisions.
    ArmyQuality,
    /// How far an army is rested and ordered.
    ArmyReadiness,
    /// Share of what an army needs that it has.
    ArmySupply,
    /// Tanks of an army.
    ArmyTanks,
    /// Where an army stands.
    ArmyRegion,
    /// What a decision was last answered with: 0 is "undecided", then its options.
    Decision,
    /// Whether an event has happened.
    Event,
    /// Whether a source of intelligence reports.
    Source,
    /// Whether a person serves, in the terms and under the conditions of the scenario.
    Person,
    /// A variable that the scenario itself declares.
    Own,
}

/// A quantity, resolved: what compiled expressions read and effects write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Var {
    /// Whose value it is.
    pub family: Family,
    /// Which one within the family.
    pub index: u16,
}

impl Var {
    /// A quantity of something that has an id.
    #[must_use]
    pub fn of(family: Family, id: impl Into<u16>) -> Self {
        Self { family, index: id.into() }
    }

    /// The id of what the quantity is of, when its family has ids of this type.
    #[must_use]
    #[inline]
    pub fn id<I: Id>(self) -> I {
        I::at(self.index.into())
    }
}

/// One quantity of the vocabulary.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Dotted name, such as `japan.oil.stock`.
    pub name: String,
    /// How it is resolved.
    pub var: Var,
    /// Number, truth or states.
    pub kind: Kind,
    /// May an effect or an intervention write it?
    pub writable: bool,
    /// What it means, in English.
    pub en: String,
    /// What it means, in Spanish.
    pub es: String,
}

/// All quantities, in order of declaration, and by name.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    entries: Vec<Entry>,
    by_name: BTreeMap<String, usize>,
    by_var: BTreeMap<Var, usize>,
}

impl Vocabulary {
    /// Adds an entry. A name that is already there is refused and given back.
    ///
    /// # Errors
    /// The entry itself, when its name is taken.
    pub fn add(&mut self, entry: Entry) -> Result<(), Box<Entry>> {
        if self.by_name.contains_key(&entry.name) {
            return Err(Box::new(entry));
        }
        let place = self.entries.len();
        self.by_name.insert(entry.name.clone(), place);
        self.by_var.insert(entry.var, place);
        self.entries.push(entry);
        Ok(())
    }

    /// The entry of a dotted name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Entry> {
        self.by_name.get(name).map(|&place| &self.entries[place])
    }

    /// The entry of a resolved quantity.
    #[must_use]
    pub fn entry(&self, var: Var) -> Option<&Entry> {
        self.by_var.get(&var).map(|&place| &self.entries[place])
    }

    /// All entries, in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Is there no entry at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Whether what is counted in this unit is a date, which may not have come yet.
#[must_use]
pub fn is_day(unit: &str) -> bool {
    unit.starts_with("days since")
}

/// The value written as its kind asks: a state by its name, a truth as yes or no.
#[must_use]
pub fn show_value(kind: &Kind, value: f64) -> String {
    match kind {
        Kind::Truth => if value == 0.0 { "no" } else { "yes" }.to_owned(),
        Kind::States(states) => {
            states.get(value as usize).cloned().unwrap_or_else(|| format!("state {value}"))
        }
        Kind::Number { unit, .. } if value.is_nan() => {
            if is_day(unit) { "not yet" } else { "undefined" }.to_owned()
        }
        Kind::Number { unit, .. } => {
            let digits = if value.abs() >= 100.0 {
                0
            } else if value.abs() >= 10.0 {
                1
            } else {
                2
            };
            format!("{value:.digits$} {unit}")
        }
    }
}
