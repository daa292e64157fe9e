//! A facet is one subject of a worldline's state: a small component of named
//! fields. The `facet!` macro writes a field once and gives the component, its
//! entries in the vocabulary, reading and writing by number, and its part of the
//! fingerprint. `parameters!` does the same for the constants of a rule.

use crate::scenario::vocabulary::{Entry, Family, Kind, Var};
use crate::sim::fingerprint::Mixer;

/// A value that a field of a facet may hold. It travels as an `f64`.
pub trait Quantity: Copy {
    /// As a number.
    fn to_number(self) -> f64;
    /// From a number; whoever writes has kept it inside the field's range.
    fn from_number(value: f64) -> Self;
}

impl Quantity for f64 {
    fn to_number(self) -> f64 {
        self
    }
    fn from_number(value: f64) -> Self {
        value
    }
}

impl Quantity for bool {
    fn to_number(self) -> f64 {
        if self { 1.0 } else { 0.0 }
    }
    fn from_number(value: f64) -> Self {
        value != 0.0
    }
}

impl Quantity for i32 {
    fn to_number(self) -> f64 {
        f64::from(self)
    }
    fn from_number(value: f64) -> Self {
        value as Self
    }
}

/// What may not have happened yet: undefined until then.
impl Quantity for Option<i32> {
    fn to_number(self) -> f64 {
        self.map_or(f64::NAN, f64::from)
    }
    fn from_number(value: f64) -> Self {
        value.is_finite().then_some(value as i32)
    }
}

/// A quantity that is written as a number with a fraction, as `f64` is.
pub mod as_f64 {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Quantity;

    /// Writes it.
    ///
    /// # Errors
    /// What the serializer says.
    pub fn serialize<Q: Quantity, S: Serializer>(
        value: &Q,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(value.to_number())
    }

    /// Reads it.
    ///
    /// # Errors
    /// What is no number.
    pub fn deserialize<'de, Q: Quantity, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Q, D::Error> {
        f64::deserialize(deserializer).map(Q::from_number)
    }
}

impl Quantity for i16 {
    fn to_number(self) -> f64 {
        f64::from(self)
    }
    fn from_number(value: f64) -> Self {
        value as Self
    }
}

impl Quantity for u16 {
    fn to_number(self) -> f64 {
        f64::from(self)
    }
    fn from_number(value: f64) -> Self {
        value as Self
    }
}

/// Axis by axis (north, center, south) quantities are small arrays; each place is
/// a quantity of its own.
pub trait Facet {
    /// The subject's name in diffs and playthroughs.
    const SUBJECT: &'static str;
    /// Its entries, for the vocabulary; `family` is its place among the facets.
    fn entries(family: u8) -> Vec<Entry>;
    /// The value of the n-th field.
    fn get(&self, field: u16) -> f64;
    /// Sets the n-th field.
    fn set(&mut self, field: u16, value: f64);
    /// Mixes all fields, in order, into a fingerprint.
    fn mix(&self, mixer: &mut Mixer);
}

/// A number with its unit and its range.
pub fn number(unit: &str, low: f64, high: f64) -> Kind {
    Kind::Number { unit: unit.to_owned(), low, high }
}

/// Yes or no.
pub fn truth() -> Kind {
    Kind::Truth
}

/// One of some named states.
pub fn one_of(names: &[&str]) -> Kind {
    Kind::States(names.iter().map(|&name| name.to_owned()).collect())
}

/// A day counted from 6 January 1941, negative before it; undefined when it has not come.
pub fn day() -> Kind {
    number("days since 1941-01-06", -4000.0, 4000.0)
}

pub(crate) fn entry(
    (family, field): (u8, u16),
    name: &str,
    kind: Kind,
    writable: bool,
    (en, es): (&str, &str),
) -> Entry {
    Entry {
        name: name.to_owned(),
        var: Var { family: Family::Facet(family), index: field },
        kind,
        writable,
        en: en.to_owned(),
        es: es.to_owned(),
    }
}

/// Writes a facet: see the module.
macro_rules! facet {
    (
        $(#[$meta:meta])*
        pub struct $name:ident ($subject:literal, $writable:literal) {
            $(
                $field:ident : $type:ty = $dotted:literal, $kind:expr,
                $en:literal, $es:literal;
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(
            bevy_ecs::prelude::Component, Clone, Debug, Default, PartialEq,
            serde::Serialize, serde::Deserialize,
        )]
        pub struct $name {
            $( #[doc = $en] pub $field: $type, )*
        }

        impl $crate::sim::facet::Facet for $name {
            const SUBJECT: &'static str = $subject;

            fn entries(family: u8) -> Vec<$crate::scenario::vocabulary::Entry> {
                let mut entries = Vec::new();
                $(
                    let at = (family, entries.len() as u16);
                    entries.push($crate::sim::facet::entry(
                        at, $dotted, $kind, $writable, ($en, $es),
                    ));
                )*
                entries
            }

            fn get(&self, field: u16) -> f64 {
                let mut place = 0;
                $(
                    if field == place {
                        return $crate::sim::facet::Quantity::to_number(self.$field);
                    }
                    place += 1;
                )*
                let _ = place;
                0.0
            }

            fn set(&mut self, field: u16, value: f64) {
                let mut place = 0;
                $(
                    if field == place {
                        self.$field = $crate::sim::facet::Quantity::from_number(value);
                        return;
                    }
                    place += 1;
                )*
                let _ = place;
            }

            fn mix(&self, mixer: &mut $crate::sim::fingerprint::Mixer) {
                $( mixer.number($crate::sim::facet::Quantity::to_number(self.$field)); )*
            }
        }
    };
}

/// Writes the states of something: an enum whose first state is the default, and whose
/// names the vocabulary knows. The vocabulary counts them in their order, and so does a file.
macro_rules! states {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(#[$first_doc:meta])* $first:ident = $first_word:literal,
            $( $(#[$doc:meta])* $state:ident = $word:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $(#[$first_doc])*
            #[default]
            $first,
            $( $(#[$doc])* $state, )*
        }

        impl $name {
            /// All of them, in their order.
            pub const ALL: [Self; [$first_word, $($word),*].len()] =
                [Self::$first, $(Self::$state),*];

            /// Their names in the vocabulary.
            #[must_use]
            pub fn kind() -> $crate::scenario::vocabulary::Kind {
                $crate::sim::facet::one_of(&[$first_word, $($word),*])
            }
        }

        impl $crate::sim::facet::Quantity for $name {
            fn to_number(self) -> f64 {
                f64::from(self as u8)
            }
            fn from_number(value: f64) -> Self {
                Self::ALL[(value as usize).min(Self::ALL.len() - 1)]
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u16(*self as u16)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = <u16 as serde::Deserialize>::deserialize(deserializer)?;
                Ok($crate::sim::facet::Quantity::from_number(f64::from(number)))
            }
        }
    };
}

/// Writes the parameters of a rule: a plain struct of numbers, and the list that
/// a scenario must give values and sources for.
macro_rules! parameters {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $field:ident = $dotted:literal, $unit:literal, $low:literal..$high:literal, $meaning:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( #[doc = $meaning] pub $field: f64, )*
        }

        impl $name {
            /// What a scenario must give: name, unit, lowest, highest, meaning.
            pub const LIST: &'static [(&'static str, &'static str, f64, f64, &'static str)] =
                &[ $( ($dotted, $unit, $low, $high, $meaning), )* ];

            /// Reads the values in the order of the list.
            pub fn read(mut value: impl FnMut() -> f64) -> Self {
                Self { $( $field: value(), )* }
            }
        }
    };
}

pub(crate) use {facet, parameters, states};
