//! Honest numbers: shares with Wilson intervals, paired differences with theirs,
//! quantiles.

/// The normal quantile of a two-sided 95 % interval.
pub const Z: f64 = 1.959_963_984_540_054;

/// A share with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share, 0 to 1.
    pub share: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
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
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Counterfactual less factual.
    pub difference: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The difference of two shares over the same `n` seeds: `gained` pairs went from no to
/// yes, `lost` from yes to no. Half a pair is added to each of the four cells (Agresti
/// and Min 2005), so that the interval is honest for small counts.
#[must_use]
pub fn paired_share(gained: u64, lost: u64, n: u64) -> Difference {
    let (b, c, total) = (gained as f64 + 0.5, lost as f64 + 0.5, n as f64 + 2.0);
    let centre = (b - c) / total;
    let half = Z * libm::sqrt(((b + c) - (b - c) * (b - c) / total).max(0.0)) / total;
    let difference = if n == 0 { f64::NAN } else { (gained as f64 - lost as f64) / n as f64 };
    Difference { difference, low: (centre - half).max(-1.0), high: (centre + half).min(1.0) }
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
    fn the_median_of_four_lies_between_the_middle_two() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), 3.0);
    }
}
