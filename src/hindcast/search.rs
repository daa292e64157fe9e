//! The search of a calibration: CMA-ES in its separable form (Ros and Hansen 2008; Hansen
//! 2016 for the constants): no derivatives, a population a generation, a step size a
//! coordinate. All its draws are named, so that the same call gives the same fit on every
//! machine.

use crate::sim::fingerprint::name_of;
use crate::sim::luck;

/// Candidates of a generation for so many coordinates: Hansen's, and eight more against
/// the noise.
pub(super) fn population(coordinates: usize) -> usize {
    4 + (3.0 * libm::log(coordinates.max(1) as f64)) as usize + 8
}

/// Separable CMA-ES: a mean, a step, and a variance a coordinate.
pub(super) struct Search {
    pub mean: Vec<f64>,
    seed: u64,
    pub generation: u32,
    step: f64,
    variance: Vec<f64>,
    path: Vec<f64>,
    step_path: Vec<f64>,
    population: usize,
    weights: Vec<f64>,
    mass: f64,
}

impl Search {
    pub fn new(mean: Vec<f64>, seed: u64) -> Self {
        let n = mean.len();
        let population = population(n);
        let half = population / 2;
        let raw: Vec<f64> =
            (0..half).map(|place| libm::log((half as f64 + 0.5) / (place as f64 + 1.0))).collect();
        let sum: f64 = raw.iter().sum();
        let weights: Vec<f64> = raw.iter().map(|weight| weight / sum).collect();
        let mass = 1.0 / weights.iter().map(|weight| weight * weight).sum::<f64>();
        Self {
            mean,
            seed,
            generation: 0,
            step: 0.35,
            variance: vec![1.0; n],
            path: vec![0.0; n],
            step_path: vec![0.0; n],
            population,
            weights,
            mass,
        }
    }

    /// The candidates of a generation, mirrored in pairs.
    pub fn ask(&self, generation: u32) -> Vec<Vec<f64>> {
        let of = |pair: usize, coordinate: usize| {
            let name = name_of("calibration").wrapping_add((pair * 4096 + coordinate) as u64);
            let [drawn] = luck::named_draws(self.seed, generation as i16, name);
            luck::normal(drawn)
        };
        (0..self.population)
            .map(|candidate| {
                let sign = if candidate % 2 == 0 { 1.0 } else { -1.0 };
                (0..self.mean.len())
                    .map(|at| {
                        let deviation = libm::sqrt(self.variance[at]);
                        self.mean[at] + sign * self.step * deviation * of(candidate / 2, at)
                    })
                    .collect()
            })
            .collect()
    }

    /// Moves towards the better half.
    pub fn tell(&mut self, candidates: Vec<Vec<f64>>, scores: &[f64]) {
        let n = self.mean.len() as f64;
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(a.cmp(&b)));
        let (mass, old) = (self.mass, self.mean.clone());
        let middle = |at: usize| -> f64 {
            self.weights.iter().zip(&order).map(|(w, &c)| w * candidates[c][at]).sum()
        };
        let mean: Vec<f64> = (0..old.len()).map(middle).collect();
        let spread = |at: usize| -> f64 {
            let by = |c: usize| (candidates[c][at] - old[at]) / self.step;
            self.weights.iter().zip(&order).map(|(w, &c)| w * by(c) * by(c)).sum()
        };
        let spreads: Vec<f64> = (0..old.len()).map(spread).collect();
        let moves: Vec<f64> =
            mean.iter().zip(&old).map(|(new, old)| (new - old) / self.step).collect();
        self.mean = mean;
        let step_rate = (mass + 2.0) / (n + mass + 5.0);
        let damping = 1.0 + 2.0 * (libm::sqrt((mass - 1.0) / (n + 1.0)) - 1.0).max(0.0) + step_rate;
        let path_rate = (4.0 + mass / n) / (n + 4.0 + 2.0 * mass / n);
        // The separable form learns faster by (n + 2) / 3 (Ros and Hansen 2008).
        let faster = (n + 2.0) / 3.0;
        let one = (faster * 2.0 / ((n + 1.3) * (n + 1.3) + mass)).min(1.0);
        let many = (faster * 2.0 * (mass - 2.0 + 1.0 / mass) / ((n + 2.0) * (n + 2.0) + mass))
            .min(1.0 - one);
        let mut length = 0.0;
        for ((path, moved), variance) in self.step_path.iter_mut().zip(&moves).zip(&self.variance) {
            *path = (1.0 - step_rate) * *path
                + libm::sqrt(step_rate * (2.0 - step_rate) * mass) * moved / libm::sqrt(*variance);
            length += *path * *path;
        }
        let expected = libm::sqrt(n) * (1.0 - 1.0 / (4.0 * n) + 1.0 / (21.0 * n * n));
        let coordinates = self.variance.iter_mut().zip(&mut self.path);
        for ((variance, path), (moved, spread)) in coordinates.zip(moves.iter().zip(&spreads)) {
            *path = (1.0 - path_rate) * *path
                + libm::sqrt(path_rate * (2.0 - path_rate) * mass) * moved;
            *variance =
                ((1.0 - one - many) * *variance + one * *path * *path + many * spread).max(1e-12);
        }
        self.step *= libm::exp(step_rate / damping * (libm::sqrt(length) / expected - 1.0));
        self.step = self.step.clamp(1e-3, 2.0);
        self.generation += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_finds_the_floor_of_an_uneven_bowl() {
        let mut search = Search::new(vec![0.0; 12], 1941);
        let bowl = |point: &[f64]| -> f64 {
            let at = |(place, x): (usize, &f64)| (1.0 + place as f64) * (x - 1.0) * (x - 1.0);
            point.iter().enumerate().map(at).sum()
        };
        for generation in 0..150 {
            let candidates = search.ask(generation);
            let scores: Vec<f64> = candidates.iter().map(|point| bowl(point)).collect();
            search.tell(candidates, &scores);
        }
        assert!(bowl(&search.mean) < 1e-3, "{:?}", search.mean);
    }
}
