//! Numbers as a reader sees them: one rule for their digits, and the decimal sign of the
//! reader's language.
//!
//! A figure that was estimated is given in the digits that its interval bears ([`borne`]):
//! the same figure with the same interval is the same digits wherever it stands, in a table,
//! a picture or a sentence. A figure without an interval has about three digits.

use crate::batch::statistics::{Quantile, Share, wilson};
use crate::report::Language;

/// A number whose digits are chosen and whose decimal sign is not: that is the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// With so many decimals.
    #[must_use]
    pub fn fixed(value: f64, decimals: usize) -> Self {
        if value.is_nan() {
            return Self::missing();
        }
        Self(unsigned_zero(format!("{value:.decimals$}")))
    }

    /// With so many decimals and its sign; none at zero.
    #[must_use]
    pub fn signed_fixed(value: f64, decimals: usize) -> Self {
        Self(unsigned_zero(format!("{value:+.decimals$}")))
    }

    /// What has no value.
    #[must_use]
    pub fn missing() -> Self {
        Self("–".to_owned())
    }

    /// As a programmer writes it: up to six significant digits, none of them idle.
    #[must_use]
    pub fn exact(value: f64) -> Self {
        let size = value.abs();
        let rounded = format!("{value:.5e}").parse().unwrap_or(value);
        Self(if value == 0.0 {
            "0".to_owned()
        } else if (1e-9..1e15).contains(&size) {
            f64::to_string(&rounded)
        } else {
            format!("{rounded:e}")
        })
    }

    /// A number that somebody else has written, with a decimal point.
    #[must_use]
    pub const fn written(number: String) -> Self {
        Self(number)
    }

    /// With all the digits that the machine has.
    #[must_use]
    pub fn all_digits(value: f64) -> Self {
        Self(value.to_string())
    }

    /// Whether it is written as a bare one: then what it counts stands in the singular.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.0 == "1"
    }

    /// As it is written in a language.
    #[must_use]
    pub fn of(&self, language: Language) -> String {
        match language {
            Language::English => self.0.clone(),
            Language::Spanish => self.0.replace('.', ","),
        }
    }

    /// With what follows it: a sign of percentage, of a ratio.
    #[must_use]
    fn then(self, what: &str) -> Self {
        Self(self.0 + what)
    }
}

/// A number with an interval, in no more digits than that bears: the interval is at least
/// two and fewer than twenty units of the last digit wide, before the point too. Where there
/// is no interval, or one of no width, with about three digits.
#[must_use]
pub fn borne(value: f64, (low, high): (f64, f64)) -> Number {
    // What is always the same whole number is known to the last digit.
    let whole = high == low && value == libm::round(value);
    let known = || if whole { Number::fixed(value, 0) } else { three_digits(value) };
    rounded(value, high - low).unwrap_or_else(known)
}

/// A share as a percentage by the rule of [`borne`], but never coarser than whole per cents:
/// nineteen of twenty are not all.
#[must_use]
pub fn percent_borne(share: f64, interval: (f64, f64)) -> Number {
    borne(share * 100.0, (0.0, points_wide(interval))).then(" %")
}

/// A share with both ends of its interval, each by the rule of [`percent_borne`].
#[must_use]
pub fn share_borne(Share { share, low, high }: Share) -> [Number; 3] {
    [share, low, high].map(|end| percent_borne(end, (low, high)))
}

/// A difference of shares in points of a percentage, with its sign, by the rule of
/// [`percent_borne`]; no sign at zero.
#[must_use]
pub fn points_borne(difference: f64, interval: (f64, f64)) -> Number {
    signed_borne(difference * 100.0, (0.0, points_wide(interval)))
}

/// How wide an interval of shares is, in points; no wider than bears whole per cents.
fn points_wide((low, high): (f64, f64)) -> f64 {
    let width = (high - low) * 100.0;
    // What is not known stays unknown.
    if width > WHOLE { WHOLE } else { width }
}

/// The widest interval, in points, that bears whole per cents.
const WHOLE: f64 = 19.0;

/// A share of `n` histories as a percentage, in the digits that its interval (Wilson 1927)
/// bears.
#[must_use]
pub fn percent(share: f64, n: u64) -> Number {
    if n == 0 || !share.is_finite() {
        return Number::missing();
    }
    let known = wilson(libm::round(share.clamp(0.0, 1.0) * n as f64) as u64, n);
    percent_borne(share, (known.low, known.high))
}

/// A share as a whole percentage: of what is laid down, or is only to be pictured.
#[must_use]
pub fn whole_percent(share: f64) -> Number {
    Number::fixed(share * 100.0, 0).then(" %")
}

/// A share that is laid down, not estimated, as a percentage in all its digits.
#[must_use]
pub fn exact_percent(share: f64) -> Number {
    Number::exact(share * 100.0).then(" %")
}

/// A share that stands without an interval and is no count, as a percentage with about three
/// digits.
#[must_use]
pub fn three_digit_percent(share: f64) -> Number {
    three_digits(share * 100.0).then(" %")
}

/// A difference with its sign by the rule of [`borne`]; none at zero.
#[must_use]
pub fn signed_borne(difference: f64, (low, high): (f64, f64)) -> Number {
    with_sign(difference, &borne(difference.abs(), (low, high)))
}

/// A quantile with its interval beside it, or alone where there is none.
#[must_use]
pub fn quantile_borne(quantile: Quantile) -> Number {
    let Quantile { value, interval } = quantile;
    match interval {
        None if value.is_nan() => Number::missing(),
        None => three_digits(value),
        Some((low, high)) => {
            let [value, low, high] = [value, low, high].map(|end| borne(end, (low, high)).0);
            Number(format!("{value} [{low} – {high}]"))
        }
    }
}

/// How many times: “2.2×”.
#[must_use]
pub fn times(ratio: f64) -> Number {
    Number::fixed(ratio, 1).then("×")
}

/// A number with about three digits.
#[must_use]
pub fn three_digits(value: f64) -> Number {
    let size = value.abs();
    let digits = if size >= 100.0 {
        0
    } else if size >= 10.0 {
        1
    } else {
        2
    };
    Number(unsigned_zero(format!("{value:.digits$}")))
}

/// A number with four significant digits; digits before the point are never dropped.
#[must_use]
pub fn four_digits(value: f64) -> Number {
    // The exponent is read from the rounded number: 9.9996 is written as 10.00.
    let rounded = format!("{value:.3e}");
    let exponent = rounded.split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok());
    Number(match exponent {
        _ if value == 0.0 => "0".to_owned(),
        Some(exponent) if exponent < -4 => rounded,
        Some(exponent) => format!("{value:.*}", usize::try_from(3 - exponent).unwrap_or(0)),
        None => value.to_string(),
    })
}

/// A difference with about three digits and its sign; none at zero.
#[must_use]
pub fn signed(difference: f64) -> Number {
    with_sign(difference, &three_digits(difference.abs()))
}

/// The digits of a difference with its sign.
fn with_sign(difference: f64, Number(digits): &Number) -> Number {
    Number(unsigned_zero(format!("{}{digits}", if difference < 0.0 { "-" } else { "+" })))
}

/// A number rounded to what an interval of a width bears.
fn rounded(value: f64, width: f64) -> Option<Number> {
    if !value.is_finite() || !width.is_finite() || width <= 0.0 {
        return None;
    }
    // The exponent is read from the written number, which no rounding of a logarithm moves.
    let half = format!("{:e}", width / 2.0);
    let power: i32 = half.split_once('e')?.1.parse().ok()?;
    if power <= 0 {
        return Some(Number::fixed(value, usize::try_from(-power).ok()?.min(17)));
    }
    let unit = libm::pow(10.0, f64::from(power));
    Some(Number::fixed(libm::round(value / unit) * unit, 0))
}

/// A space at which no line is broken.
pub const NO_BREAK: char = '\u{a0}';

/// A text in which a number and its “%” stay on one line, and so does “n = 300”.
#[must_use]
pub fn unbroken(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut before = ' ';
    for (place, letter) in text.char_indices() {
        let parted = letter == ' ' && before.is_ascii_digit() && text[place..].starts_with(" %");
        kept.push(if parted { NO_BREAK } else { letter });
        before = letter;
    }
    kept.replace("n = ", &format!("n{NO_BREAK}={NO_BREAK}"))
}

/// A number that was written as nought has no sign.
fn unsigned_zero(written: String) -> String {
    if written.contains(|digit: char| digit.is_ascii_digit() && digit != '0') {
        written
    } else {
        written.trim_start_matches(['+', '-']).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn en(number: &Number) -> String {
        number.of(Language::English)
    }

    #[test]
    fn an_interval_bears_two_to_twenty_units_of_the_last_digit() {
        for (value, interval, written) in [
            (12.345, (12.15, 12.52), "12.3"),
            (12.345, (11.3, 13.4), "12"),
            (12.347, (12.33, 12.37), "12.35"),
            (123_456.7, (123_000.0, 123_800.0), "123500"),
            (0.000_123_4, (0.000_120, 0.000_131), "0.000123"),
            (7.0, (7.0, 7.0), "7"),
            (7.0, (f64::NAN, f64::NAN), "7.00"),
            (-12.345, (-13.0, -11.0), "-12"),
        ] {
            assert_eq!(en(&borne(value, interval)), written, "{value} {interval:?}");
        }
        assert_eq!(en(&borne(7.5, (7.5, 7.5))), "7.50");
        // Of 1,000 histories a half is known to three points, of 100,000 to a third of one.
        assert_eq!(en(&percent_borne(0.5034, (0.472, 0.534))), "50 %");
        assert_eq!(en(&percent_borne(0.5034, (0.500, 0.5065))), "50.3 %");
        assert_eq!(en(&percent_borne(0.95, (0.76, 0.99))), "95 %");
        assert_eq!(en(&points_borne(-0.05, (-0.25, 0.13))), "-5");
        assert_eq!(en(&points_borne(-0.004, (-0.25, 0.13))), "0");
        // Noise around nothing is not less than nothing; what never varies is known for sure.
        assert_eq!(en(&percent_borne(-0.004, (-0.05, 0.04))), "0 %");
        assert_eq!(en(&percent_borne(0.0, (0.0, 0.0))), "0 %");
        assert_eq!(en(&points_borne(0.0, (0.0, 0.0))), "0");
        // A fact has no interval: all of it is known.
        assert_eq!(en(&percent_borne(1.0, (1.0, 1.0))), "100 %");
        assert_eq!(en(&exact_percent(0.075)), "7.5 %");
        assert_eq!(en(&signed_borne(-0.04, (-2.0, 2.0))), "0");
        assert_eq!(en(&signed_borne(3.26, (2.9, 3.6))), "+3.3");
    }

    #[test]
    fn a_share_is_the_same_digits_by_its_count_and_by_its_interval() {
        for (count, n) in [(0, 20), (3, 20), (87, 1000), (503, 1000), (50_340, 100_000)] {
            let (share, known) = (count as f64 / n as f64, wilson(count, n));
            assert_eq!(percent(share, n), percent_borne(share, (known.low, known.high)));
        }
        assert_eq!(en(&percent(0.087, 10_000)), "8.7 %");
        assert_eq!(en(&percent(f64::NAN, 0)), "–");
    }

    #[test]
    fn the_decimal_sign_is_the_readers() {
        let number = three_digits(-12.34);
        assert_eq!(number.of(Language::English), "-12.3");
        assert_eq!(number.of(Language::Spanish), "-12,3");
        let (value, interval) = (12.345, Some((12.15, 12.52)));
        let written = quantile_borne(Quantile { value, interval }).of(Language::Spanish);
        assert_eq!(written, "12,3 [12,2 – 12,5]");
    }

    #[test]
    fn four_digits_are_four_whatever_the_size() {
        for (value, written) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1.000"),
            (-12.345_6, "-12.35"),
            (9.999_6, "10.00"),
            (123_456.7, "123457"),
            (0.000_123_456, "0.0001235"),
            (1.234_56e-7, "1.235e-7"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(en(&four_digits(value)), written);
        }
    }

    #[test]
    fn a_difference_of_nothing_has_no_sign() {
        assert_eq!(en(&Number::signed_fixed(-0.000_1, 1)), "0.0");
        assert_eq!(en(&Number::signed_fixed(1.2, 1)), "+1.2");
        assert_eq!(en(&signed(-0.001)), "0.00");
        assert_eq!(en(&signed(-12.34)), "-12.3");
    }
}
