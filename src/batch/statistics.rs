//! Honest numbers, with 95 % intervals: shares with Wilson intervals, paired differences with theirs, quantiles
//! with those that the order of the values gives.

use serde::{Deserialize, Serialize};

use crate::batch::binomial;

/// The normal quantile of a two-sided 95 % interval.
pub const Z: f64 = 1.959_963_984_540_054;

/// A share with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The share, 0 to 1.
    pub share: f64,
    /// Lower end of its interval, 0 to 1.
    pub low: f64,
    /// Upper end, 0 to 1.
    pub high: f64,
}

/// The share of `count` among `n` with its Wilson (1927) interval at 95 %. Of nothing,
/// nothing is known: 0 to 1.
#[must_use]
pub fn wilson(count: u64, n: u64) -> Share {
    wilson_at(count, n, Z)
}

/// The same with the interval at another normal quantile than that of 95 %.
#[must_use]
pub fn wilson_at(count: u64, n: u64, z: f64) -> Share {
    if n == 0 {
        return Share { share: f64::NAN, low: 0.0, high: 1.0 };
    }
    let (n, share) = (n as f64, count as f64 / n as f64);
    let centre = share + z * z / (2.0 * n);
    let half = z * libm::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    let scale = 1.0 + z * z / n;
    Share {
        share,
        low: ((centre - half) / scale).max(0.0),
        high: ((centre + half) / scale).min(1.0),
    }
}

/// A paired difference with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Counterfactual less factual: of shares −1 to 1, of numbers in their unit.
    pub difference: f64,
    /// Lower end of its interval, in the same unit.
    pub low: f64,
    /// Upper end, in the same unit.
    pub high: f64,
}

/// Cases below which no index is told of them: of so few the estimate is their own story,
/// and an interval by resampling them is far too narrow.
pub const FEWEST_CASES: u64 = 30;

/// How many runs would leave [`FEWEST_CASES`] cases, where so many runs left `cases`; nothing
/// where none was seen.
#[must_use]
pub fn runs_for_cases(cases: u64, runs: u64) -> Option<u64> {
    (runs * FEWEST_CASES).checked_div(cases).map(|enough| enough + 1)
}

/// Pairs of unlike answers up to which a paired difference has an exact interval. Above it
/// the approximation holds what it promises; below, it covers the truth in as few as 83 of
/// a hundred samples instead of 95.
pub const FEW_FLIPS: u64 = 60;

/// The difference of two shares over the same `n` seeds: `gained` pairs went from no to
/// yes, `lost` from yes to no.
///
/// Its 95 % interval is put together from exact ones where flips are few (up to
/// [`FEW_FLIPS`]). The shares of pairs that gained and that lost have Clopper and Pearson's
/// intervals; where at most half of the pairs flipped, their difference has the interval
/// that recovers its variance from those (Zou and Donner 2008), with the correlation of two
/// counts of one sample; else each is taken at 97.5 %, and the difference lies between the
/// ends. By enumeration it covers the truth in at least 95 of a hundred samples. Where flips
/// are many, half a pair is added to each of the four cells (Agresti and Min 2005).
#[must_use]
pub fn paired_share(gained: u64, lost: u64, n: u64) -> Difference {
    if gained + lost <= FEW_FLIPS && n > 0 {
        return few_flips(gained, lost, n);
    }
    let (b, c, total) = (gained as f64 + 0.5, lost as f64 + 0.5, n as f64 + 2.0);
    let centre = (b - c) / total;
    let half = Z * libm::sqrt(((b + c) - (b - c) * (b - c) / total).max(0.0)) / total;
    let difference = if n == 0 { f64::NAN } else { (gained as f64 - lost as f64) / n as f64 };
    Difference { difference, low: (centre - half).max(-1.0), high: (centre + half).min(1.0) }
}

fn few_flips(gained: u64, lost: u64, n: u64) -> Difference {
    let (up, down) = (gained as f64 / n as f64, lost as f64 / n as f64);
    let difference = (gained as f64 - lost as f64) / n as f64;
    if 2 * (gained + lost) > n {
        let side = binomial::SIDE / 2.0;
        let (up, down) =
            (binomial::clopper_pearson(gained, n, side), binomial::clopper_pearson(lost, n, side));
        return Difference {
            difference,
            low: (up.0 - down.1).max(-1.0),
            high: (up.1 - down.0).min(1.0),
        };
    }
    let ups = binomial::clopper_pearson(gained, n, binomial::SIDE);
    let downs = binomial::clopper_pearson(lost, n, binomial::SIDE);
    // Who gains cannot lose: the two counts of one sample are a little at odds.
    let correlation = -libm::sqrt(up * down / ((1.0 - up) * (1.0 - down)));
    let reach = |one: f64, other: f64| {
        libm::sqrt(one * one - 2.0 * correlation * one * other + other * other)
    };
    Difference {
        difference,
        low: (difference - reach(up - ups.0, downs.1 - down)).max(-1.0),
        high: (difference + reach(ups.1 - up, down - downs.0)).min(1.0),
    }
}

/// The mean of paired differences with its 95 % interval by the normal approximation; of
/// fewer than two no interval is known, and its ends are no numbers.
#[must_use]
pub fn paired_mean(differences: &[f64]) -> Difference {
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let variance =
        differences.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
    around(mean, variance, n)
}

/// A mean of `n` values with its 95 % interval by the normal approximation. Where the
/// variance is no number, as of fewer than two values, no end is one.
#[must_use]
pub fn around(mean: f64, variance: f64, n: f64) -> Difference {
    let half = Z * libm::sqrt(variance / n);
    Difference { difference: mean, low: mean - half, high: mean + half }
}

/// A quantile of sorted values, by linear interpolation (type 7 of Hyndman and Fan 1996).
#[must_use]
pub fn quantile(sorted: &[f64], at: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = at.clamp(0.0, 1.0) * last as f64;
    let (below, part) = (place as usize, place - libm::floor(place));
    let above = (below + 1).min(last);
    sorted[below] + part * (sorted[above] - sorted[below])
}

/// A quantile with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantile {
    /// The quantile of what was seen, in its unit; no number where nothing was.
    pub value: f64,
    /// Two of the values between which the true one lies with at least 95 % probability,
    /// whatever their distribution; nothing where there are too few values to say so (see
    /// [`binomial::fewest`]).
    pub interval: Option<(f64, f64)>,
}

/// A quantile of sorted values with its interval by order statistics.
#[must_use]
pub fn quantile_within(sorted: &[f64], at: f64) -> Quantile {
    let interval = binomial::places(sorted.len() as u64, at).and_then(|places| {
        let value = |place: u64| sorted.get(usize::try_from(place).ok()?).copied();
        Some((value(*places.start())?, value(*places.end())?))
    });
    Quantile { value: quantile(sorted, at), interval }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wilson_interval_of_5_in_10_is_the_textbooks() {
        let share = wilson(5, 10);
        assert!(
            (share.low - 0.2366).abs() < 1e-4 && (share.high - 0.7634).abs() < 1e-4,
            "{share:?}"
        );
    }

    #[test]
    fn nothing_seen_in_a_hundred_is_not_proof_of_never() {
        let share = wilson(0, 100);
        assert!(share.low < 1e-12);
        assert!(share.high > 0.03);
    }

    #[test]
    fn flips_both_ways_cancel_in_the_difference_but_widen_its_interval() {
        let few = paired_share(5, 5, 1000);
        let many = paired_share(200, 200, 1000);
        assert_eq!(few.difference, 0.0);
        assert_eq!(many.difference, 0.0);
        assert!(many.high - many.low > 3.0 * (few.high - few.low));
    }

    #[test]
    fn the_interval_of_few_flips_covers_every_truth_in_at_least_95_of_a_hundred_samples() {
        // All tables of n pairs, weighed by their probability under each truth.
        for n in [5_u64, 12, 30] {
            let grid: Vec<f64> = (0..=20).map(|step| f64::from(step) / 20.0).collect();
            let logs: Vec<f64> = (0..=n).map(|k| libm::lgamma(k as f64 + 1.0)).collect();
            let tables: Vec<(u64, u64, Difference)> = (0..=n)
                .flat_map(|gained| (0..=n - gained).map(move |lost| (gained, lost)))
                .map(|(gained, lost)| (gained, lost, paired_share(gained, lost, n)))
                .collect();
            for &up in &grid {
                for &down in grid.iter().filter(|&&down| up + down <= 1.0 + 1e-9) {
                    let stay = (1.0 - up - down).max(0.0);
                    let chance = |gained: u64, lost: u64| {
                        let rest = n - gained - lost;
                        let power = |p: f64, k: u64| match (k, p > 0.0) {
                            (0, _) => 0.0,
                            (_, false) => f64::NEG_INFINITY,
                            (k, true) => k as f64 * libm::log(p),
                        };
                        let ways = logs[n as usize]
                            - logs[gained as usize]
                            - logs[lost as usize]
                            - logs[rest as usize];
                        libm::exp(ways + power(up, gained) + power(down, lost) + power(stay, rest))
                    };
                    let covered: f64 = tables
                        .iter()
                        .filter(|(_, _, found)| {
                            (found.low - 1e-9..=found.high + 1e-9).contains(&(up - down))
                        })
                        .map(|&(gained, lost, _)| chance(gained, lost))
                        .sum();
                    assert!(covered >= 0.95, "{n} pairs, +{up} -{down}: {covered}");
                }
            }
        }
    }

    #[test]
    fn no_flip_among_a_thousand_leaves_room_for_four() {
        // (1 - p)^1000 = 0.025 at p = 0.0037, on either side.
        let found = paired_share(0, 0, 1000);
        assert_eq!(found.difference, 0.0);
        assert!((found.high - 0.003_68).abs() < 1e-5 && found.low == -found.high, "{found:?}");
        // Three gained and none lost: some effect, but not surely.
        let found = paired_share(3, 0, 1000);
        assert!(found.low < 0.0 && found.high > 0.008, "{found:?}");
        let found = paired_share(8, 0, 1000);
        assert!(found.low > 0.0, "{found:?}");
    }

    #[test]
    fn thirty_cases_are_enough_and_how_many_runs_would_bring_them_is_known() {
        assert_eq!(runs_for_cases(2, 120), Some(1801));
        assert_eq!(runs_for_cases(0, 120), None);
    }

    #[test]
    fn the_median_of_four_lies_between_the_middle_two() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), 3.0);
    }
}
