//! Which of many inputs matter at all? Screening by elementary effects (Morris 1991).
//!
//! A trajectory starts at a random point of a grid with four levels a side and moves one
//! input after the other, in random order, by two thirds of its range. The change of the
//! outcome over the step is that input's elementary effect there. Over `r` trajectories,
//! which cost `r (k + 1)` points for `k` inputs, `mu` is the mean effect, `mu*` the mean of
//! its size (Campolongo, Cariboni and Saltelli 2007), which misses nothing that goes both
//! ways, and `sigma` its spread: how much it depends on where the others stand.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

use crate::batch::statistics::quantile;
use crate::whatif::sobol::Estimate;

/// Levels of the grid.
const LEVELS: u64 = 4;
/// By how much an input moves: `LEVELS / (2 (LEVELS − 1))` of its range.
const STEP: f64 = 2.0 / 3.0;

/// A way through the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    start: Vec<f64>,
    /// The inputs in the order in which they move, and by how much.
    moves: Vec<(usize, f64)>,
}

impl Trajectory {
    /// The way of this number, among `inputs` inputs; `seed` draws it.
    #[must_use]
    pub fn new(inputs: usize, seed: u64, number: u64) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        dice.set_stream(number);
        let mut below = |n: u64| ((u128::from(dice.next_u64()) * u128::from(n)) >> 64) as u64;
        let levels: Vec<u64> = (0..inputs).map(|_| below(LEVELS)).collect();
        let mut order: Vec<usize> = (0..inputs).collect();
        // Fisher and Yates 1938.
        for place in (1..inputs).rev() {
            order.swap(place, below(place as u64 + 1) as usize);
        }
        let up = |input: &usize| if levels[*input] < LEVELS / 2 { STEP } else { -STEP };
        let moves = order.iter().map(|input| (*input, up(input))).collect();
        let start = levels.iter().map(|&level| level as f64 / (LEVELS - 1) as f64).collect();
        Self { start, moves }
    }

    /// How many points it has.
    #[must_use]
    pub fn points(&self) -> usize {
        self.moves.len() + 1
    }

    /// Its point after so many moves; each input from 0 to 1.
    #[must_use]
    pub fn point(&self, moves: usize) -> Vec<f64> {
        let mut point = self.start.clone();
        for &(input, step) in self.moves.iter().take(moves) {
            point[input] = (point[input] + step).clamp(0.0, 1.0);
        }
        point
    }

    /// The elementary effect of each input, from the outputs at its points in order: the
    /// change of the output per whole range of the input.
    #[must_use]
    pub fn effects(&self, outputs: &[f64]) -> Vec<f64> {
        let mut effects = vec![f64::NAN; self.moves.len()];
        for (pair, &(input, step)) in outputs.windows(2).zip(&self.moves) {
            effects[input] = (pair[1] - pair[0]) / step;
        }
        effects
    }
}

/// What screening says of an input.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Screened {
    /// Mean size of its effect, 0 or more, in the unit of the outcome over the whole range
    /// that is crossed, with an interval by bootstrap over trajectories.
    pub size: Estimate,
    /// Mean effect, with its sign, in the same unit.
    pub mean: f64,
    /// Spread of its effect: a standard deviation, in the same unit.
    pub spread: f64,
}

/// Sums up the effects of some trajectories, for each input.
#[must_use]
pub fn screen(effects: &[Vec<f64>], replicates: usize, seed: u64) -> Vec<Screened> {
    let inputs = effects.first().map_or(0, Vec::len);
    let n = effects.len() as f64;
    (0..inputs)
        .map(|input| {
            let own: Vec<f64> = effects.iter().map(|effects| effects[input]).collect();
            let mean = own.iter().sum::<f64>() / n;
            let squares = own.iter().map(|effect| (effect - mean) * (effect - mean)).sum::<f64>();
            let sizes: Vec<f64> = own.iter().map(|effect| effect.abs()).collect();
            let mut dice = ChaCha8Rng::seed_from_u64(seed);
            dice.set_stream(input as u64);
            let mut again: Vec<f64> = (0..replicates)
                .map(|_| {
                    let draw = |_| {
                        let place = (u128::from(dice.next_u64()) * sizes.len() as u128) >> 64;
                        sizes[place as usize]
                    };
                    (0..sizes.len()).map(draw).sum::<f64>() / n
                })
                .collect();
            again.sort_by(f64::total_cmp);
            Screened {
                size: Estimate {
                    value: sizes.iter().sum::<f64>() / n,
                    low: quantile(&again, 0.025),
                    high: quantile(&again, 0.975),
                },
                mean,
                spread: libm::sqrt(squares / (n - 1.0).max(1.0)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screened(inputs: usize, f: impl Fn(&[f64]) -> f64) -> Vec<Screened> {
        let effects: Vec<Vec<f64>> = (0..40)
            .map(|number| {
                let way = Trajectory::new(inputs, 7, number);
                let outputs: Vec<f64> = (0..way.points()).map(|at| f(&way.point(at))).collect();
                way.effects(&outputs)
            })
            .collect();
        screen(&effects, 200, 7)
    }

    #[test]
    fn in_a_straight_line_an_effect_is_its_slope_everywhere() {
        let found = screened(3, |x| 3.0 * x[0] - 2.0 * x[1]);
        for (screened, slope) in found.iter().zip([3.0_f64, -2.0, 0.0]) {
            assert!((screened.mean - slope).abs() < 1e-9, "{screened:?}");
            assert!((screened.size.value - slope.abs()).abs() < 1e-9, "{screened:?}");
            assert!(screened.spread < 1e-9, "{screened:?}");
        }
    }

    #[test]
    fn what_goes_both_ways_has_size_though_its_mean_is_nothing() {
        // A valley: down by a third from one side, up by a third from the other.
        let found = screened(1, |x| (x[0] - 0.5) * (x[0] - 0.5))[0];
        assert!((found.size.value - 1.0 / 3.0).abs() < 1e-9, "{found:?}");
        assert!(found.mean.abs() < 0.2 && found.spread > 0.25, "{found:?}");
    }

    #[test]
    fn inputs_that_work_together_spread() {
        let found = screened(2, |x| x[0] * x[1]);
        assert!(found.iter().all(|found| found.spread > 0.2 && found.mean > 0.2), "{found:?}");
    }

    #[test]
    fn a_way_moves_every_input_once_and_stays_on_the_grid() {
        let way = Trajectory::new(9, 1, 3);
        assert_eq!(way.points(), 10);
        for (before, after) in (0..9).map(|at| (way.point(at), way.point(at + 1))) {
            let moved = before.iter().zip(&after).filter(|(a, b)| a != b).count();
            assert_eq!(moved, 1);
            assert!(after.iter().all(|x| (0.0..=1.0).contains(x)), "{after:?}");
        }
        let (first, last) = (way.point(0), way.point(9));
        assert!(first.iter().zip(&last).all(|(a, b)| ((a - b).abs() - STEP).abs() < 1e-9));
        assert_ne!(way, Trajectory::new(9, 1, 4));
    }
}
