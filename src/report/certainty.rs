//! How sure a number is, as a reader sees it: the digits that its interval bears, and what is
//! said beside a table of values that are missing, of too few, and of many intervals at once.

use crate::batch::binomial;
use crate::batch::seeds;
use crate::batch::statistics::{Quantile, Z};
use crate::report::Language;
use crate::report::table::{three_digits, unsigned_zero};
use crate::sim::luck;

/// A number with an interval, in no more digits than that bears: the interval is at least
/// two and fewer than twenty units of the last digit wide, before the point too. Where there
/// is no interval, or one of no width, with about three digits.
#[must_use]
pub fn borne(value: f64, (low, high): (f64, f64)) -> String {
    // What is always the same whole number is known to the last digit.
    let whole = high == low && value == libm::round(value);
    let known = || if whole { format!("{value:.0}") } else { three_digits(value) };
    rounded(value, high - low).unwrap_or_else(known)
}

/// A share as a percentage by the rule of [`borne`].
#[must_use]
pub fn percent_borne(share: f64, (low, high): (f64, f64)) -> String {
    let written = rounded(share * 100.0, (high - low) * 100.0);
    format!("{} %", written.unwrap_or_else(|| three_digits(share * 100.0)))
}

/// A difference with its sign by the rule of [`borne`]; none at zero.
#[must_use]
pub fn signed_borne(difference: f64, (low, high): (f64, f64)) -> String {
    let written = rounded(difference.abs(), high - low);
    let digits = written.unwrap_or_else(|| three_digits(difference.abs()));
    unsigned_zero(format!("{}{digits}", if difference < 0.0 { "-" } else { "+" }))
}

/// A number rounded to what an interval of a width bears.
fn rounded(value: f64, width: f64) -> Option<String> {
    if !value.is_finite() || !width.is_finite() || width <= 0.0 {
        return None;
    }
    // The exponent is read from the written number, which no rounding of a logarithm moves.
    let half = format!("{:e}", width / 2.0);
    let power: i32 = half.split_once('e')?.1.parse().ok()?;
    if power <= 0 {
        return Some(format!("{value:.*}", usize::try_from(-power).ok()?.min(17)));
    }
    let unit = libm::pow(10.0, f64::from(power));
    Some(format!("{:.0}", libm::round(value / unit) * unit))
}

/// A quantile with its interval beside it, or alone where there is none.
#[must_use]
pub fn quantile_borne(quantile: Quantile) -> String {
    let Quantile { value, interval } = quantile;
    match interval {
        None if value.is_nan() => "–".to_owned(),
        None => three_digits(value),
        Some((low, high)) => {
            let said = |value| borne(value, (low, high));
            format!("{} [{} – {}]", said(value), said(low), said(high))
        }
    }
}

/// What the brackets of a table of quantiles are, and which of the quantiles `n` values are
/// too few for.
#[must_use]
pub fn quantiles_explained(n: u64, quantiles: &[f64], language: Language) -> String {
    let mut said = language
        .pick(
            "In brackets: the 95 % interval of a quantile, by the order of the values.",
            "Entre corchetes: el intervalo del 95 % de un cuantil, por el orden de los valores.",
        )
        .to_owned();
    let short = quantiles.iter().filter(|&&at| n < binomial::fewest(at));
    for &at in short {
        let (per_cent, fewest) = (at * 100.0, binomial::fewest(at));
        said += &match (language, at == 0.5) {
            (Language::English, true) => {
                format!(" A median without one: fewer than the {fewest} values that it needs.")
            }
            (Language::Spanish, true) => {
                format!(" Una mediana sin él: menos de los {fewest} valores que necesita.")
            }
            (Language::English, false) => format!(
                " A {per_cent:.0} or {:.0} % quantile without one: fewer than the {fewest} values that it needs.",
                100.0 - per_cent
            ),
            (Language::Spanish, false) => format!(
                " Un cuantil del {per_cent:.0} o {:.0} % sin él: menos de los {fewest} valores que necesita.",
                100.0 - per_cent
            ),
        };
    }
    said
}

/// That a measure has no value in some of the histories.
#[must_use]
pub fn undefined(title: &str, missing: u64, of: u64, language: Language) -> String {
    let left = of - missing;
    if left == 0 {
        return match language {
            Language::English => format!("{title}: undefined in all {of} histories."),
            Language::Spanish => format!("{title}: sin valor en ninguna de las {of} historias."),
        };
    }
    match language {
        Language::English => format!(
            "{title}: undefined in {missing} of {of} histories; what is said of it is among the other {left}."
        ),
        Language::Spanish => format!(
            "{title}: sin valor en {missing} de {of} historias; lo que se dice de ello vale entre las otras {left}."
        ),
    }
}

/// That a measure has no value in some of the pairs.
#[must_use]
pub fn undefined_pairs(title: &str, missing: u64, of: u64, language: Language) -> String {
    let left = of - missing;
    match language {
        Language::English => format!(
            "{title}: undefined on one side or both in {missing} of {of} pairs; means and differences are of the other {left}."
        ),
        Language::Spanish => format!(
            "{title}: sin valor a un lado o a ambos en {missing} de {of} pares; medias y diferencias son de los otros {left}."
        ),
    }
}

/// Which seeds a run has lived, and with which other run it shares histories.
#[must_use]
pub fn seeds_said(first: u64, runs: u64, language: Language) -> String {
    let last = first + runs.saturating_sub(1);
    let mut said = match language {
        Language::English => format!("Seeds {first} to {last}."),
        Language::Spanish => format!("Semillas {first} a {last}."),
    };
    // Who changes the seed a little means to repeat the run.
    let shared = seeds::shared(&(first..first + runs), &(1..1 + runs));
    if first != 1 && shared > 0 {
        said += &match language {
            Language::English => format!(
                " A run from --seed 1 shares {shared} of these {runs} histories: for independent repeats use --replication."
            ),
            Language::Spanish => format!(
                " Una ejecución desde --seed 1 comparte {shared} de estas {runs} historias: para repeticiones independientes use --replication."
            ),
        };
    }
    said
}

/// What many intervals at once are worth: how many of them miss by chance, and how much wider
/// they would be to hold all at once. Nothing of a single one.
#[must_use]
pub fn many_at_once(intervals: usize, language: Language) -> Option<String> {
    if intervals < 2 {
        return None;
    }
    let n = intervals as f64;
    let missed = 2.0 * binomial::SIDE * n;
    let missed = format!("{missed:.*}", usize::from(missed < 10.0));
    let wider = luck::normal(1.0 - binomial::SIDE / n) / Z;
    Some(match language {
        Language::English => format!(
            "{intervals} intervals stand side by side here: at 95 % some {missed} of them miss the truth by chance alone. To hold all at once (Bonferroni) each would be {wider:.1} times as wide."
        ),
        Language::Spanish => format!(
            "Aquí hay {intervals} intervalos juntos: al 95 %, unos {missed} yerran por puro azar. Para valer todos a la vez (Bonferroni) cada uno sería {wider:.1} veces más ancho."
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_looks_at_a_hundred_intervals_is_told_how_many_miss() {
        assert_eq!(many_at_once(1, Language::English), None);
        let said = many_at_once(100, Language::English).expect("many");
        assert!(said.contains("some 5.0 of them") && said.contains("1.8 times"), "{said}");
    }

    #[test]
    fn a_run_from_a_neighbouring_seed_says_what_it_shares() {
        assert_eq!(seeds_said(1, 1000, Language::English), "Seeds 1 to 1000.");
        assert!(seeds_said(2, 1000, Language::English).contains("shares 999 of these 1000"));
        let apart = seeds_said(seeds::first(1, 1), 1000, Language::English);
        assert_eq!(apart, "Seeds 4294967297 to 4294968296.");
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
            assert_eq!(borne(value, interval), written, "{value} {interval:?}");
        }
        assert_eq!(borne(7.5, (7.5, 7.5)), "7.50");
        // Of 1,000 histories a half is known to three points, of 100,000 to a third of one.
        assert_eq!(percent_borne(0.5034, (0.472, 0.534)), "50 %");
        assert_eq!(percent_borne(0.5034, (0.500, 0.5065)), "50.3 %");
        assert_eq!(signed_borne(-0.04, (-2.0, 2.0)), "0");
        assert_eq!(signed_borne(3.26, (2.9, 3.6)), "+3.3");
    }
}
