//! What a value in a picture is, so that it is written right in either language, and an
//! estimate with its interval.

use super::sentences as say;
use crate::batch::statistics::{Difference, Share, wilson};
use crate::report::Language;
use crate::report::number::{
    Number, borne, percent, percent_borne, points_borne, signed, signed_borne, three_digits,
};

/// What a value is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// A share, 0 to 1, written as a percentage.
    #[default]
    Share,
    /// A difference of shares, −1 to 1, written in points of a percentage with its sign.
    Points,
    /// A number with its unit (which may be empty).
    Number(String),
    /// A difference of numbers with its unit, written with its sign.
    Change(String),
}

/// A number as the language writes it, with a true minus.
#[must_use]
pub fn spelt(number: &Number, language: Language) -> String {
    number.of(language).replace('-', "−")
}

impl Measure {
    /// Whether it is a difference, which has a zero line.
    #[must_use]
    pub const fn is_difference(&self) -> bool {
        matches!(self, Self::Points | Self::Change(_))
    }

    /// The value without its unit, no finer than `n` histories can carry.
    #[must_use]
    pub fn short(&self, value: f64, n: u64, language: Language) -> String {
        if !value.is_finite() {
            return "?".to_owned();
        }
        let written = match self {
            Self::Share => percent(value, n),
            // Without an interval a difference is no finer than the shares that it parts.
            Self::Points => Number::signed_fixed(value * 100.0, usize::from(n >= 1000)),
            Self::Number(_) => three_digits(value),
            Self::Change(_) => signed(value),
        };
        spelt(&written, language)
    }

    /// One of the values of an estimate (itself, or an end of its interval), without its
    /// unit, in the digits that the interval bears; without one, in those of its n.
    pub(super) fn of_interval(&self, value: f64, known: &Estimate, language: Language) -> String {
        let reach = (known.low, known.high);
        if !(value + reach.0 + reach.1).is_finite() {
            return self.short(value, known.n, language);
        }
        let written = match self {
            Self::Share => percent_borne(value, reach),
            Self::Points => points_borne(value, reach),
            Self::Number(_) => borne(value, reach),
            Self::Change(_) => signed_borne(value, reach),
        };
        spelt(&written, language)
    }

    /// The value with its unit.
    #[must_use]
    pub fn say(&self, value: f64, n: u64, language: Language) -> String {
        self.with_unit(self.short(value, n, language), language)
    }

    fn with_unit(&self, short: String, language: Language) -> String {
        match self {
            Self::Share => short,
            Self::Points => say::in_points(language, short),
            Self::Number(unit) | Self::Change(unit) => {
                format!("{short} {unit}").trim_end().to_owned()
            }
        }
    }

    /// The value with its unit and its 95 % interval.
    #[must_use]
    pub fn say_whole(&self, known: &Estimate, language: Language) -> String {
        if known.low.is_finite() && known.high.is_finite() {
            let written = |value| self.of_interval(value, known, language);
            let value = self.with_unit(written(known.value), language);
            let (low, high) = (written(known.low), written(known.high));
            let low = low.trim_end_matches(" %");
            say::whole(language, value, low, high)
        } else {
            self.say(known.value, known.n, language)
        }
    }

    /// What an axis in this measure is called.
    #[must_use]
    pub fn axis(&self, language: Language) -> String {
        match self {
            Self::Share => String::new(),
            Self::Points => say::POINTS.of(language).to_owned(),
            Self::Number(unit) | Self::Change(unit) => unit.clone(),
        }
    }

    /// A mark on an axis whose marks are `step` apart.
    #[must_use]
    pub fn tick(&self, value: f64, step: f64, language: Language) -> String {
        let (value, step) = match self {
            Self::Share | Self::Points => (value * 100.0, step * 100.0),
            _ => (value, step),
        };
        // As many decimals as the step has: 0.25 has two.
        let whole = |digits: &usize| {
            let scaled = step * libm::pow(10.0, *digits as f64);
            (scaled - libm::round(scaled)).abs() < 1e-6
        };
        let digits = (0..6).find(whole).unwrap_or(6);
        let nothing = value.abs() < step * 1e-6;
        let size = match value.abs() {
            _ if nothing => Number::fixed(0.0, 0),
            long if long >= 1e7 => Number::exact(long),
            size => Number::fixed(size, digits),
        };
        let sign = match () {
            () if nothing => "",
            () if value < 0.0 => "−",
            () if self.is_difference() => "+",
            () => "",
        };
        let unit = if matches!(self, Self::Share) { " %" } else { "" };
        format!("{sign}{}{unit}", spelt(&size, language))
    }
}

/// An estimate with its 95 % interval and the histories that it stands on. Where no
/// interval is known its ends are NaN, and none is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Histories, or pairs of histories.
    pub n: u64,
}

impl Estimate {
    /// The share of `count` among `n`, with Wilson's interval.
    #[must_use]
    pub fn share(count: u64, n: u64) -> Self {
        let Share { share, low, high } = wilson(count, n);
        Self { value: share, low, high, n }
    }

    /// A paired difference over `n` pairs.
    #[must_use]
    pub const fn difference(known: &Difference, n: u64) -> Self {
        Self { value: known.difference, low: known.low, high: known.high, n }
    }

    /// A value without an interval: exact, or not estimated.
    #[must_use]
    pub const fn exact(value: f64, n: u64) -> Self {
        Self { value, low: f64::NAN, high: f64::NAN, n }
    }

    /// What there is of it to draw: value and ends that are finite.
    pub(super) fn reach(&self) -> impl Iterator<Item = f64> + use<> {
        [self.value, self.low, self.high].into_iter().filter(|value| value.is_finite())
    }
}

/// The one n of several estimates, if it is one.
pub(super) fn common_n<'a>(estimates: impl IntoIterator<Item = &'a Estimate>) -> Option<u64> {
    let mut all = estimates.into_iter().map(|estimate| estimate.n);
    let first = all.next()?;
    all.all(|n| n == first).then_some(first)
}
