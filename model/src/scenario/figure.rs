//! The numbers of the language. Each field's unit and range stand once, in `language`
//! beside the record it belongs to: reading a number checks it against them, `hokushin
//! check --limits` prints them, and the fuzz target draws from them.

use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};

use crate::scenario::located::{self, Located};
use crate::scenario::report::Span;

/// A number of the language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The record that has it: `region`.
    pub record: &'static str,
    /// Its name there: `fortification`.
    pub name: &'static str,
    /// What it is counted in, in words a reader knows.
    pub unit: &'static str,
    /// Lowest value that makes sense.
    pub low: f64,
    /// Highest value that makes sense.
    pub high: f64,
    /// Is it a whole number?
    pub whole: bool,
    /// What it is when it is left out; `None` where it must be given.
    pub default: Option<f64>,
}

impl Field {
    /// Does a number make sense here? No NaN and no infinity does.
    #[must_use]
    pub fn fits(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value) && (!self.whole || value.trunc() == value)
    }

    /// `from 1 to 5000 km`.
    #[must_use]
    pub fn range(&self) -> String {
        let kind = if self.whole { "a whole number" } else { "a number" };
        format!("{kind} from {} to {} ({})", self.low, self.high, self.unit)
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}: {}", self.record, self.name, self.range())?;
        match self.default {
            Some(default) => write!(out, "; {default} when it is left out"),
            None => Ok(()),
        }
    }
}

/// What a type of number is.
pub trait Ranged {
    /// The field.
    const FIELD: Field;
}

/// A number of a field, and its place. It lies inside the field's range, or the file was
/// refused.
#[derive(Clone, Copy, Debug)]
pub struct Figure<R> {
    /// The number.
    pub value: f64,
    /// Where it stands.
    pub at: Span,
    field: PhantomData<R>,
}

impl<R: Ranged> Default for Figure<R> {
    fn default() -> Self {
        let value = R::FIELD.default.unwrap_or(R::FIELD.low);
        Self { value, at: Span::default(), field: PhantomData }
    }
}

impl<'de, R: Ranged> Deserialize<'de> for Figure<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, at } = located::figure(deserializer, &R::FIELD)?;
        Ok(Self { value, at, field: PhantomData })
    }
}

/// Two numbers of a field, (lowest, highest), and their place.
#[derive(Clone, Copy, Debug)]
pub struct Pair<R> {
    /// The numbers.
    pub value: (f64, f64),
    /// Where they stand.
    pub at: Span,
    field: PhantomData<R>,
}

impl<'de, R: Ranged> Deserialize<'de> for Pair<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, at } = located::pair(deserializer, &R::FIELD)?;
        Ok(Self { value, at, field: PhantomData })
    }
}

/// Declares the numbers of a record: a list of its fields, and a type for each.
macro_rules! figures {
    ($list:ident, $record:literal: $(
        $figure:ident $name:literal $(($whole:ident))? $low:literal to $high:tt $unit:literal
        $(else $default:literal)?;
    )*) => {
        $(
            #[doc = concat!("The number `", $name, "` of `", $record, "`.")]
            #[derive(Clone, Copy, Debug)]
            pub enum $figure {}

            impl $crate::scenario::figure::Ranged for $figure {
                const FIELD: $crate::scenario::figure::Field = $crate::scenario::figure::Field {
                    record: $record,
                    name: $name,
                    unit: $unit,
                    low: $low,
                    high: $high,
                    whole: false $(|| stringify!($whole).len() > 0)?,
                    default: figures!(@default $($default)?),
                };
            }
        )*

        #[doc = concat!("The numbers of `", $record, "`.")]
        pub const $list: &[$crate::scenario::figure::Field] =
            &[$( <$figure as $crate::scenario::figure::Ranged>::FIELD, )*];
    };
    (@default) => { None };
    (@default $default:literal) => { Some($default) };
}

pub(super) use figures;
