//! Exact binomial probabilities, and what follows from them without any approximation: the
//! interval of a share (Clopper and Pearson 1934), and the interval of a quantile between
//! two of the values that were seen, whatever their distribution (Conover 1999, 3.2).

use std::ops::RangeInclusive;

/// The share that an interval of 95 % leaves out on either side.
pub const SIDE: f64 = 0.025;

/// How likely at most `k` of `n` independent trials succeed, each with probability `p`.
#[must_use]
pub fn at_most(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    incomplete_beta((n - k) as f64, k as f64 + 1.0, 1.0 - p)
}

/// The interval of a share of which `count` of `n` were seen, by Clopper and Pearson (1934):
/// each end leaves out at most `side` beyond it, whatever the true share. Of nothing, nothing
/// is known: 0 to 1.
#[must_use]
pub fn clopper_pearson(count: u64, n: u64, side: f64) -> (f64, f64) {
    let low = if count == 0 {
        0.0
    } else {
        // At the low end, as many or more are seen with the probability `side`.
        crossing(|p| 1.0 - at_most(count - 1, n, p) > side)
    };
    let high = if count >= n { 1.0 } else { crossing(|p| at_most(count, n, p) <= side) };
    (low, high)
}

/// Where a condition on a probability begins to hold, by halving.
fn crossing(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut below, mut above) = (0.0, 1.0);
    // Sixty halvings leave less than a double can tell.
    for _ in 0..60 {
        let middle = f64::midpoint(below, above);
        if holds(middle) {
            above = middle;
        } else {
            below = middle;
        }
    }
    f64::midpoint(below, above)
}

/// The places, among `n` values in order, between which the quantile `at` lies with at least
/// 95 % probability, whatever the values' distribution; nothing where there are too few
/// values for it.
#[must_use]
pub fn places(n: u64, at: f64) -> Option<RangeInclusive<u64>> {
    // The number of values below the quantile is binomial.
    let above = first(n, |k| at_most(k, n, at) > SIDE);
    let last = first(n, |k| at_most(k, n, at) >= 1.0 - SIDE);
    // `above` values may lie below it, and no fewer: it is no less than the value before.
    (above >= 1 && last < n).then(|| above - 1..=last)
}

/// The fewest values of which [`places`] of the quantile are known.
#[must_use]
pub fn fewest(at: f64) -> u64 {
    let rarer = at.min(1.0 - at);
    if rarer <= 0.0 {
        return u64::MAX;
    }
    // All values on one side of it must be unlikely enough.
    let all = libm::log(SIDE) / libm::log(1.0 - rarer);
    libm::ceil(all) as u64
}

/// The first whole number up to `n` for which a condition holds that goes on holding.
fn first(n: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut from, mut until) = (0, n);
    while from < until {
        let middle = u64::midpoint(from, until);
        if holds(middle) {
            until = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}

/// The regularised incomplete beta function, by its continued fraction (Press et al. 2007,
/// 6.4).
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = libm::exp(
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)
            + a * libm::log(x)
            + b * libm::log1p(-x),
    );
    // The fraction converges fast on this side of the mean only.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, 1.0 - x) / b
    }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    /// Instead of nought under a fraction.
    const TINY: f64 = 1e-300;
    /// It takes about the root of the larger of `a` and `b`.
    const MOST: u32 = 100_000;
    let apart = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / apart(1.0 - (a + b) * x / (a + 1.0));
    let mut whole = d;
    for step in 1..=MOST {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / apart(1.0 + even * d);
        c = apart(1.0 + even / c);
        whole *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / apart(1.0 + odd * d);
        c = apart(1.0 + odd / c);
        whole *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The probability of exactly `k` of `n`, term by term.
    fn exactly(k: u64, n: u64, p: f64) -> f64 {
        let ways = (0..k).fold(1.0, |ways, at| ways * (n - at) as f64 / (at + 1) as f64);
        ways * libm::pow(p, k as f64) * libm::pow(1.0 - p, (n - k) as f64)
    }

    #[test]
    fn sums_of_single_terms_are_the_tails() {
        for n in [1, 2, 7, 40] {
            for p in [0.01, 0.3, 0.5, 0.95] {
                let mut sum = 0.0;
                for k in 0..=n {
                    sum += exactly(k, n, p);
                    assert!((at_most(k, n, p) - sum).abs() < 1e-12, "{k} of {n} at {p}");
                }
            }
        }
    }

    #[test]
    fn of_ten_million_trials_the_normal_approximation_is_met() {
        let (n, p) = (10_000_000_u64, 0.05);
        let (mean, spread) = (n as f64 * p, libm::sqrt(n as f64 * p * (1.0 - p)));
        for z in [-2.0, -0.5, 0.0, 1.0, 2.5] {
            let normal = 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
            let found = at_most((mean + z * spread) as u64, n, p);
            assert!((found - normal).abs() < 1e-3, "{z}: {found} {normal}");
        }
    }

    #[test]
    fn the_exact_interval_of_a_share_is_the_textbooks_and_never_covers_too_seldom() {
        let (low, high) = clopper_pearson(4, 20, SIDE);
        assert!((low - 0.0573).abs() < 1e-4 && (high - 0.4366).abs() < 1e-4, "{low} {high}");
        assert_eq!(clopper_pearson(0, 0, SIDE), (0.0, 1.0));
        // Of nothing in n, the high end leaves (1 - high)^n = 0.025.
        let (low, high) = clopper_pearson(0, 30, SIDE);
        assert_eq!(low, 0.0);
        assert!((libm::pow(1.0 - high, 30.0) - SIDE).abs() < 1e-12);
        for n in [1, 5, 12, 30] {
            for step in 1..50 {
                let p = f64::from(step) / 50.0;
                let covered: f64 = (0..=n)
                    .filter(|&k| {
                        let (low, high) = clopper_pearson(k, n, SIDE);
                        (low..=high).contains(&p)
                    })
                    .map(|k| exactly(k, n, p))
                    .sum();
                assert!(covered >= 0.95 - 1e-9, "n {n}, p {p}: {covered}");
            }
        }
    }

    #[test]
    fn a_quantile_lies_between_its_places_in_at_least_95_of_a_hundred_samples() {
        for at in [0.05, 0.25, 0.5, 0.75, 0.95] {
            for n in 1..200 {
                let Some(places) = places(n, at) else {
                    assert!(n < fewest(at), "{n} values are enough for the quantile {at}");
                    continue;
                };
                assert!(n >= fewest(at));
                let (low, high) = (*places.start(), *places.end());
                // It lies between them when at least `low + 1` and at most `high` values,
                // counted from the lowest, lie below it.
                let covered: f64 = (low + 1..=high).map(|k| exactly(k, n, at)).sum();
                assert!(covered >= 0.95 - 1e-9, "n {n}, {at}: {covered}");
            }
        }
    }

    #[test]
    fn a_median_needs_six_values_and_a_tail_of_a_twentieth_seventy_two() {
        assert_eq!([0.5, 0.05, 0.95].map(fewest), [6, 72, 72]);
        assert_eq!(places(6, 0.5), Some(0..=5));
        assert_eq!(places(5, 0.5), None);
        // Of a hundred, the median lies between the 40th and the 61st (the textbook's).
        assert_eq!(places(100, 0.5), Some(39..=60));
    }
}
