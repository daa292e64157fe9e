//! Calibration: assumed parameters are fitted to a part of the record.
//!
//! The method is the ensemble smoother with multiple data assimilation (Emerick and
//! Reynolds 2013), the derivative-free cousin of the Kalman filter (Iglesias, Law and
//! Stuart 2013). Each member is a worldline with parameters of its own and luck of its
//! own. How parameters and results vary together over the members says in which
//! direction the record pulls each parameter; a few small steps, each with the record's
//! error inflated so that all of them together count it once, move the ensemble there.
//! The spread that remains is the plausible range.
//!
//! - History is one draw: the members' luck spreads their results, and that spread
//!   stands in the denominator, beside the error of the record and the model's own
//!   discrepancy. No member is asked to hit the record.
//! - A parameter lives between the ends of its prior range (logit), so that no step
//!   leaves it.
//! - With some hundred members chance correlations are the danger: those too small to be
//!   told from noise are set to nothing (Luo, Bhakta and Nævdal 2018).
//! - Every third figure is held out, so that the fit is scored on what it has not seen.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::hindcast::ensemble::{self, Look, Plan};
use crate::sim::record::Seats;
use crate::sim::{Premise, luck};

/// A figure to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// What is looked at.
    pub look: Look,
    /// The record.
    pub value: f64,
    /// One standard deviation of the record's error and the model's discrepancy together.
    pub error: f64,
}

/// How it is done.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Worldlines in each round.
    pub members: u64,
    /// Steps; the record's error is inflated by as much in each.
    pub rounds: u32,
    /// First seed.
    pub seed: u64,
}

/// A parameter before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Its dotted name.
    pub name: String,
    /// Best value before, with its range.
    pub before: (f64, f64, f64),
    /// Best value after, with its plausible range: low, best, high.
    pub after: (f64, f64, f64),
}

/// What a fit gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// The parameters.
    pub parameters: Vec<Fitted>,
    /// Mean squared distance from the targets, in errors, of the ensemble's middle: before
    /// the first round, after each.
    pub misfits: Vec<f64>,
}

/// Ends of a parameter's way, so that the logit stays finite.
const EDGE: f64 = 0.002;
/// Half-width of a triangle in its standard deviations.
const TRIANGLE: f64 = 2.449_489_742_783_178;

fn logit(share: f64) -> f64 {
    let share = share.clamp(EDGE, 1.0 - EDGE);
    libm::log(share / (1.0 - share))
}

fn share(logit: f64) -> f64 {
    (1.0 / (1.0 + libm::exp(-logit))).clamp(EDGE, 1.0 - EDGE)
}

/// Fits the parameters that `wanted` picks by their place in the premise's list. Gives
/// nothing when it was stopped before the first round was over.
#[must_use]
pub fn fit(
    premise: &Premise,
    seats: &Seats,
    targets: &[Target],
    wanted: &[usize],
    settings: Settings,
    stop: &AtomicBool,
    done: impl Fn(u64) + Sync,
) -> Option<Fit> {
    let known = premise.parameters();
    let plan =
        Plan { looks: targets.iter().map(|target| target.look).collect(), marks: Vec::new() };
    let range = |place: usize| (known[wanted[place]].low, known[wanted[place]].high);
    let mut drawn: Vec<Vec<f64>> =
        (0..settings.members).map(|member| premise.drawn(settings.seed + member)).collect();
    // One row a member, one column a wanted parameter.
    let mut places: Vec<Vec<f64>> = drawn
        .iter()
        .map(|values| {
            let at = |place: usize| {
                let (low, high) = range(place);
                logit((values[wanted[place]] - low) / (high - low).max(f64::MIN_POSITIVE))
            };
            (0..wanted.len()).map(at).collect()
        })
        .collect();
    let mut fit = Fit::default();
    for round in 0..=settings.rounds {
        for (values, row) in drawn.iter_mut().zip(&places) {
            for (place, &at) in row.iter().enumerate() {
                let (low, high) = range(place);
                values[wanted[place]] = low + (high - low) * share(at);
            }
        }
        // Fresh luck in every round: a parameter must not fit itself to one seed.
        let first = settings.seed + u64::from(round) * settings.members;
        let results: Vec<Vec<f64>> = drawn
            .par_iter()
            .enumerate()
            .map(|(member, values)| {
                let seed = first + member as u64;
                let own = premise.with_values(values);
                if stop.load(Ordering::Relaxed) {
                    return Vec::new();
                }
                let member = ensemble::observe(&own, seats, seed, &plan);
                done(1);
                let scaled =
                    |(value, target): (f64, &Target)| (value - target.value) / target.error;
                member.values.into_iter().zip(targets).map(scaled).collect()
            })
            .collect();
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        fit.misfits.push(misfit(&results));
        if round < settings.rounds {
            step(&mut places, &results, f64::from(settings.rounds), settings.seed, round);
        }
    }
    fit.parameters = (0..wanted.len())
        .map(|place| {
            let parameter = &known[wanted[place]];
            let (low, high) = range(place);
            let values: Vec<f64> =
                places.iter().map(|row| low + (high - low) * share(row[place])).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
                / (values.len() as f64 - 1.0).max(1.0);
            let half = TRIANGLE * libm::sqrt(variance);
            Fitted {
                name: parameter.name.to_owned(),
                before: (parameter.low, parameter.best, parameter.high),
                after: ((mean - half).max(low), mean, (mean + half).min(high)),
            }
        })
        .collect();
    Some(fit)
}

/// Mean squared distance of the ensemble's median from the targets, in errors.
fn misfit(results: &[Vec<f64>]) -> f64 {
    let targets = results.first().map_or(0, Vec::len);
    let median = |target: usize| {
        let mut column: Vec<f64> = results.iter().map(|row| row[target]).collect();
        column.sort_by(f64::total_cmp);
        column[column.len() / 2]
    };
    (0..targets)
        .map(|target| {
            let m = median(target);
            m * m
        })
        .sum::<f64>()
        / targets.max(1) as f64
}

/// Deviations from the mean, column by column, and the standard deviation of each.
fn centred(rows: &[Vec<f64>]) -> (Vec<Vec<f64>>, Vec<f64>) {
    let n = rows.len() as f64;
    let width = rows.first().map_or(0, Vec::len);
    let mut centred = rows.to_vec();
    let mut spreads = Vec::with_capacity(width);
    for column in 0..width {
        let mean = rows.iter().map(|row| row[column]).sum::<f64>() / n;
        let mut sum = 0.0;
        for row in &mut centred {
            row[column] -= mean;
            sum += row[column] * row[column];
        }
        spreads.push(libm::sqrt(sum / (n - 1.0)));
    }
    (centred, spreads)
}

/// One step: every member moves by the gain times its distance from the (perturbed)
/// record, whose error is inflated by `inflation`.
fn step(places: &mut [Vec<f64>], results: &[Vec<f64>], inflation: f64, seed: u64, round: u32) {
    let n = places.len() as f64;
    let (parameters, spread_of) = centred(places);
    // A history that ran off the map must not own the covariance.
    let tamed: Vec<Vec<f64>> = results
        .iter()
        .map(|row| row.iter().map(|value| value.clamp(-12.0, 12.0)).collect())
        .collect();
    let (outcomes, outcome_spread) = centred(&tamed);
    let targets = outcome_spread.len();
    let mut matrix = vec![vec![0.0; targets]; targets];
    for a in 0..targets {
        for b in 0..=a {
            let sum: f64 = outcomes.iter().map(|row| row[a] * row[b]).sum();
            matrix[a][b] = sum / (n - 1.0);
            matrix[b][a] = matrix[a][b];
        }
        matrix[a][a] += inflation;
    }
    let Some(root) = cholesky(matrix) else {
        return;
    };
    let noise = 3.0 / libm::sqrt(n);
    let cross: Vec<Vec<f64>> = (0..spread_of.len())
        .map(|place| {
            (0..targets)
                .map(|target| {
                    let sum: f64 =
                        parameters.iter().zip(&outcomes).map(|(p, o)| p[place] * o[target]).sum();
                    let covariance = sum / (n - 1.0);
                    let scale = spread_of[place] * outcome_spread[target];
                    if scale > 0.0 && (covariance / scale).abs() > noise { covariance } else { 0.0 }
                })
                .collect()
        })
        .collect();
    let moved: Vec<Vec<f64>> = tamed
        .par_iter()
        .enumerate()
        .map(|(member, row)| {
            let name = u64::MAX - u64::from(round);
            let distance: Vec<f64> = row
                .iter()
                .enumerate()
                .map(|(target, value)| {
                    let drawn = luck::named_draws(seed + member as u64, target as u16, name)[0];
                    libm::sqrt(inflation) * luck::normal(drawn) - value
                })
                .collect();
            let pull = solve(&root, distance);
            cross.iter().map(|row| row.iter().zip(&pull).map(|(c, p)| c * p).sum()).collect()
        })
        .collect();
    for (row, by) in places.iter_mut().zip(moved) {
        for (place, step) in row.iter_mut().zip(by) {
            // A step over half the way in one round is noise, not knowledge.
            *place = (*place + f64::clamp(step, -2.0, 2.0)).clamp(logit(EDGE), logit(1.0 - EDGE));
        }
    }
}

/// The lower root of a symmetric positive matrix; nothing when it is not positive. Written
/// here, in a fixed order of sums, so that a fit is the same on every machine.
fn cholesky(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    for row in 0..matrix.len() {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| matrix[row][k] * matrix[column][k]).sum();
            let left = matrix[row][column] - known;
            if row == column {
                if left <= 0.0 {
                    return None;
                }
                matrix[row][row] = libm::sqrt(left);
            } else {
                matrix[row][column] = left / matrix[column][column];
            }
        }
    }
    Some(matrix)
}

/// Solves with the root of a matrix: forward, then backward.
fn solve(root: &[Vec<f64>], mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for row in 0..n {
        let known: f64 = (0..row).map(|k| root[row][k] * right[k]).sum();
        right[row] = (right[row] - known) / root[row][row];
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| root[k][row] * right[k]).sum();
        right[row] = (right[row] - known) / root[row][row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_and_its_root_solve_what_was_multiplied() {
        let matrix = vec![vec![4.0, 2.0, 0.5], vec![2.0, 5.0, 1.0], vec![0.5, 1.0, 3.0]];
        let x = [1.0, -2.0, 3.0];
        let right: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&x).map(|(a, b)| a * b).sum()).collect();
        let found = solve(&cholesky(matrix).expect("positive"), right);
        assert!(found.iter().zip(&x).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn a_planted_parameter_is_found_and_an_idle_one_keeps_its_range() {
        // A world of one line: the result is twice the first parameter, with luck.
        let uniform = |member: u64, of: u16| luck::named_draws(member, of, 7)[0];
        let mut places: Vec<Vec<f64>> =
            (0..400).map(|m| vec![logit(uniform(m, 0)), logit(uniform(m, 1))]).collect();
        let spread = |places: &[Vec<f64>], column: usize| centred(places).1[column];
        let idle = spread(&places, 1);
        for round in 0..4 {
            let results: Vec<Vec<f64>> = places
                .iter()
                .enumerate()
                .map(|(m, row)| {
                    let lucky = 0.05 * luck::normal(uniform(m as u64, 2 + round as u16));
                    vec![(2.0 * share(row[0]) + lucky - 1.5) / 0.05]
                })
                .collect();
            step(&mut places, &results, 4.0, 1, round);
        }
        let mean = places.iter().map(|row| share(row[0])).sum::<f64>() / 400.0;
        assert!((mean - 0.75).abs() < 0.03, "{mean}");
        assert!(spread(&places, 1) > 0.8 * idle);
    }
}
