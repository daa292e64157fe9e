//! Whose doing is the variance? Sobol's indices (Sobol 1993).
//!
//! An outcome is a function of inputs that do not depend on each other. Two independent
//! draws of all inputs, A and B, make a row; `mixed[i]` is the outcome at A with input i
//! taken from B. The first-order index is the share of the outcome's variance that would be
//! gone, on average, if input i were known; its estimator is that of Saltelli et al. (2010),
//! `mean[f(B)(f(AB_i) − f(A))] / V`. The total index is the share that would remain if all
//! but input i were known; Jansen (1999), `mean[(f(A) − f(AB_i))²] / 2V`. What the total
//! has beyond the first order it has together with other inputs.
//!
//! Outputs are taken from their mean first. This moves no index, since `f(AB_i) − f(A)` is
//! zero on average, and makes the first-order estimate much less noisy when the mean is far
//! from zero. Intervals are percentiles of a bootstrap over rows (Efron 1979; for indices
//! Archer, Saltelli and Sobol 1997): a row is drawn with all its points, so that the
//! interval of a sum of indices is honest too.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::batch::statistics::quantile;

/// Outputs at one pair of draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// At A.
    pub a: f64,
    /// At B.
    pub b: f64,
    /// At A with each input in turn from B.
    pub mixed: Vec<f64>,
}

/// A number with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Estimate {
    /// What it leaves of the whole.
    #[must_use]
    pub fn rest(self) -> Self {
        Self { value: 1.0 - self.value, low: 1.0 - self.high, high: 1.0 - self.low }
    }
}

/// The shares of the variance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Mean of the output, in its unit.
    pub mean: f64,
    /// Its variance, in the square of its unit.
    pub variance: f64,
    /// First-order index of each input: 0 to 1, but for the noise of few rows.
    pub first: Vec<Estimate>,
    /// Total index of each input: 0 to 1, but for the noise of few rows.
    pub total: Vec<Estimate>,
    /// Sum of the first-order indices of each group.
    pub sums: Vec<Estimate>,
}

/// The widest interval of an index that is told, as a share.
const WIDEST: f64 = 0.5;

impl Estimate {
    /// What of it is possible: a share lies between nothing and the whole.
    fn possible(&self) -> (f64, f64) {
        (self.low.clamp(0.0, 1.0), self.high.clamp(0.0, 1.0))
    }

    /// Is it too rough to be a share of anything? What lies beyond the whole altogether is.
    fn rough(&self) -> bool {
        let (low, high) = self.possible();
        !(high - low <= WIDEST && self.low <= 1.0)
    }

    /// Cut at the whole, and at `lowest`; what is too rough is no number.
    fn told(&mut self, lowest: f64) {
        if self.rough() {
            *self = Self { value: f64::NAN, low: f64::NAN, high: f64::NAN };
        } else {
            for end in [&mut self.value, &mut self.low, &mut self.high] {
                *end = end.clamp(lowest, 1.0);
            }
        }
    }
}

impl Shares {
    /// Leaves out the indices that are too rough to be told: those are no numbers afterwards.
    /// Gives how many rows would be needed for all of them, where so many `rows` were run;
    /// nothing when none is too rough.
    pub fn refuse_rough(&mut self, rows: u64) -> Option<u64> {
        let all = || self.first.iter().chain(&self.total).chain(&self.sums);
        let rough = all().filter(|index| index.rough());
        // An interval shrinks with the root of the rows.
        let times = |index: &Estimate| {
            let (low, high) = index.possible();
            let times = (high - low) / WIDEST;
            if times.is_finite() { (times * times).max(2.0) } else { 2.0 }
        };
        let needed = rough.map(times).fold(None, |most: Option<f64>, times| {
            Some(most.map_or(times, |most| most.max(times)))
        });
        // An index of the first order is noise around nothing where it is small.
        self.first.iter_mut().chain(&mut self.sums).for_each(|index| index.told(-1.0));
        self.total.iter_mut().for_each(|index| index.told(0.0));
        needed.map(|times| (rows as f64 * times) as u64)
    }
}

/// How many times the rows are drawn again for an interval.
pub const REPLICATES: usize = 1000;

/// Estimates the indices of all inputs, and the sums over groups of them. `None` when the
/// output never varies: then there is nothing to share. `seed` draws the bootstrap.
#[must_use]
pub fn shares(rows: &[Row], groups: &[Vec<usize>], replicates: usize, seed: u64) -> Option<Shares> {
    let n = rows.len();
    let inputs = rows.first()?.mixed.len();
    let mean = rows.iter().map(|row| row.a + row.b).sum::<f64>() / (2 * n) as f64;
    let centred: Vec<Row> = rows
        .iter()
        .map(|row| Row {
            a: row.a - mean,
            b: row.b - mean,
            mixed: row.mixed.iter().map(|value| value - mean).collect(),
        })
        .collect();
    let once = vec![1.0; n];
    let (variance, whole) = weighed(&centred, &once, inputs, groups)?;
    let again: Vec<Vec<f64>> = (0..replicates)
        .into_par_iter()
        .filter_map(|replicate| {
            let weights = drawn_again(n, seed, replicate as u64);
            weighed(&centred, &weights, inputs, groups).map(|(_, indices)| indices)
        })
        .collect();
    let estimate = |place: usize| {
        let mut values: Vec<f64> = again.iter().map(|indices| indices[place]).collect();
        values.sort_by(f64::total_cmp);
        Estimate {
            value: whole[place],
            low: quantile(&values, 0.025),
            high: quantile(&values, 0.975),
        }
    };
    Some(Shares {
        mean,
        variance,
        first: (0..inputs).map(estimate).collect(),
        total: (inputs..2 * inputs).map(estimate).collect(),
        sums: (2 * inputs..2 * inputs + groups.len()).map(estimate).collect(),
    })
}

/// Variance, then first-order indices, total indices, and sums of the former over groups,
/// when each row counts as often as its weight says.
fn weighed(
    rows: &[Row],
    weights: &[f64],
    inputs: usize,
    groups: &[Vec<usize>],
) -> Option<(f64, Vec<f64>)> {
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut products = vec![0.0; inputs];
    let mut differences = vec![0.0; inputs];
    let mut jumps = vec![0.0; inputs];
    for (row, &weight) in rows.iter().zip(weights) {
        if weight == 0.0 {
            continue;
        }
        sum += weight * (row.a + row.b);
        squares += weight * (row.a * row.a + row.b * row.b);
        for (input, mixed) in row.mixed.iter().enumerate() {
            let difference = mixed - row.a;
            products[input] += weight * row.b * difference;
            differences[input] += weight * difference;
            jumps[input] += weight * difference * difference;
        }
    }
    let n = weights.iter().sum::<f64>();
    let mean = sum / (2.0 * n);
    let variance = (squares - 2.0 * n * mean * mean) / (2.0 * n - 1.0);
    // What rounding leaves of a constant is no variance.
    if variance.is_nan() || variance <= 1e-12 * (1.0 + squares / n) {
        return None;
    }
    let first: Vec<f64> = products
        .iter()
        .zip(&differences)
        .map(|(product, difference)| (product - mean * difference) / n / variance)
        .collect();
    let total = jumps.iter().map(|jump| jump / (2.0 * n) / variance);
    let sums = groups.iter().map(|group| group.iter().map(|&input| first[input]).sum::<f64>());
    let indices: Vec<f64> = first.iter().copied().chain(total).chain(sums).collect();
    Some((variance, indices))
}

/// How often each of `n` rows comes when `n` are drawn with return.
fn drawn_again(n: usize, seed: u64, replicate: u64) -> Vec<f64> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    dice.set_stream(replicate);
    let mut weights = vec![0.0; n];
    for _ in 0..n {
        let place = (u128::from(dice.next_u64()) * n as u128) >> 64;
        weights[place as usize] += 1.0;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a function of uniform inputs.
    fn rows(inputs: usize, n: usize, seed: u64, f: impl Fn(&[f64]) -> f64) -> Vec<Row> {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        dice.set_stream(u64::MAX);
        let mut draw = || -> Vec<f64> {
            (0..inputs).map(|_| (dice.next_u64() >> 11) as f64 / (1_u64 << 53) as f64).collect()
        };
        (0..n)
            .map(|_| {
                let (a, b) = (draw(), draw());
                let mixed = |input: usize| {
                    let mut point = a.clone();
                    point[input] = b[input];
                    f(&point)
                };
                Row { a: f(&a), b: f(&b), mixed: (0..inputs).map(mixed).collect() }
            })
            .collect()
    }

    #[test]
    fn an_index_is_cut_at_the_whole_and_refused_where_it_is_too_rough() {
        let index = |value, low, high| Estimate { value, low, high };
        let all = vec![
            index(1.02, 0.8, 1.3),
            index(-0.01, -0.2, 0.15),
            index(0.5, 0.1, 0.9),
            index(1.98, 1.97, 1.98),
        ];
        let mut shares =
            Shares { mean: 0.0, variance: 1.0, first: all, total: Vec::new(), sums: Vec::new() };
        let needed = shares.refuse_rough(100);
        let [whole, noise, wide, beyond] = shares.first[..] else { panic!("four") };
        assert_eq!(whole, index(1.0, 0.8, 1.0), "who does it all is told");
        assert_eq!(noise, index(-0.01, -0.2, 0.15), "noise around nothing stays as it is");
        assert!(wide.value.is_nan() && beyond.value.is_nan());
        // Four fifths wide: two and a half times as many rows make it a half.
        assert_eq!(needed, Some(256));
        shares.first.truncate(2);
        assert_eq!(shares.refuse_rough(100), None);
    }

    fn inside(estimate: Estimate, known: f64) -> bool {
        estimate.low <= known && known <= estimate.high
    }

    /// Ishigami and Homma (1990), with 7 and 0.1.
    fn ishigami(x: &[f64]) -> f64 {
        let angle = |x: f64| std::f64::consts::PI * (2.0 * x - 1.0);
        let (first, second, third) = (angle(x[0]), libm::sin(angle(x[1])), angle(x[2]));
        libm::sin(first) * (1.0 + 0.1 * third * third * third * third) + 7.0 * second * second
    }

    #[test]
    fn the_function_of_ishigami_has_its_known_indices() {
        let found = shares(&rows(3, 4000, 1, ishigami), &[], 400, 1).expect("it varies");
        for (estimate, known) in found.first.iter().zip([0.3139, 0.4424, 0.0]) {
            assert!(inside(*estimate, known), "first {known}: {estimate:?}");
            assert!(estimate.high - estimate.low < 0.15, "{estimate:?}");
        }
        for (estimate, known) in found.total.iter().zip([0.5576, 0.4424, 0.2437]) {
            assert!(inside(*estimate, known), "total {known}: {estimate:?}");
            assert!(estimate.high - estimate.low < 0.15, "{estimate:?}");
        }
    }

    #[test]
    fn sobols_product_has_its_known_indices() {
        const A: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
        let g = |x: &[f64]| -> f64 {
            x.iter().zip(A).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
        };
        let parts = A.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let whole: f64 = parts.iter().map(|part| 1.0 + part).product();
        let variance = whole - 1.0;
        let found = shares(&rows(8, 8000, 2, g), &[vec![0, 1], vec![2, 3]], 400, 1).expect("V");
        let mut pairs = vec![
            (found.sums[0], (parts[0] + parts[1]) / variance),
            (found.sums[1], (parts[2] + parts[3]) / variance),
        ];
        for (input, part) in parts.iter().enumerate() {
            pairs.push((found.first[input], part / variance));
            pairs.push((found.total[input], part * whole / (1.0 + part) / variance));
        }
        // Of eighteen such intervals one misses more often than none does.
        let missed = pairs.iter().filter(|(estimate, known)| !inside(*estimate, *known)).count();
        assert!(missed <= 2, "{missed} of {}: {pairs:?}", pairs.len());
        for (estimate, known) in pairs {
            assert!((estimate.value - known).abs() <= estimate.high - estimate.low, "{known}");
        }
    }

    #[test]
    fn in_a_model_that_only_adds_the_shares_add_to_the_whole() {
        let groups = [vec![0, 1, 2], vec![0], vec![1, 2]];
        let model = |x: &[f64]| 1000.0 + 3.0 * x[0] + 2.0 * x[1] + x[2];
        let known = [1.0, 9.0 / 14.0, 5.0 / 14.0, 4.0 / 14.0, 4.0 / 14.0];
        let repeats = 200;
        let (mut held, mut mean) = ([0; 5], [0.0; 5]);
        for repeat in 0..repeats {
            let rows = rows(3, 300, 500 + repeat, model);
            let found = shares(&rows, &groups, 200, repeat).expect("it varies");
            let estimates = [&found.sums[..], &[found.first[1], found.total[1]]].concat();
            for (place, estimate) in estimates.into_iter().enumerate() {
                held[place] += u32::from(inside(estimate, known[place]));
                mean[place] += estimate.value / repeats as f64;
            }
        }
        for ((held, mean), known) in held.into_iter().zip(mean).zip(known) {
            let share = f64::from(held) / repeats as f64;
            assert!((0.9..0.99).contains(&share), "{known} is in {share} of the intervals");
            assert!((mean - known).abs() < 0.02, "{mean} for {known}");
        }
    }

    #[test]
    fn an_input_that_nobody_reads_has_no_share_at_all() {
        let found = shares(&rows(2, 200, 4, |x| x[0]), &[], 100, 1).expect("it varies");
        let nothing = Estimate { value: 0.0, low: 0.0, high: 0.0 };
        assert_eq!((found.first[1], found.total[1]), (nothing, nothing));
    }

    #[test]
    fn where_nothing_varies_there_is_nothing_to_share() {
        assert_eq!(shares(&rows(2, 50, 5, |_| 0.1), &[], 100, 1), None);
        assert_eq!(shares(&[], &[], 100, 1), None);
    }

    /// A yes or no that is likelier the larger the sum: two inputs, known by counting areas.
    #[test]
    fn ninety_five_intervals_in_a_hundred_hold_what_is_known() {
        // 1 where x + y > 1.5: p = 1/8, V = 7/64. Given x, the chance is (x − 0.5)+, so
        // Var = 1/24 − 1/64, and the total is the whole less the other's first order.
        let variance = 7.0 / 64.0;
        let first = (1.0 / 24.0 - 1.0 / 64.0) / variance;
        let known = [first, 1.0 - first];
        let repeats = 400;
        let mut held = [0; 2];
        for repeat in 0..repeats {
            let yes = |x: &[f64]| f64::from(u8::from(x[0] + x[1] > 1.5));
            let found = shares(&rows(2, 300, 100 + repeat, yes), &[], 200, repeat).expect("V");
            for (held, (estimate, known)) in
                held.iter_mut().zip([found.first[0], found.total[0]].into_iter().zip(known))
            {
                *held += u32::from(inside(estimate, known));
            }
        }
        for held in held {
            let share = f64::from(held) / repeats as f64;
            assert!((0.90..0.985).contains(&share), "{share}");
        }
    }
}
