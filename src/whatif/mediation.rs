//! Through what? The effect of a change, parted into what goes through a path and what goes
//! past it (Robins and Greenland 1992; Pearl 2001).
//!
//! Four runs share a seed: each of two worlds as it is, and each on the path that the other
//! one took. Such cross-world runs cannot be had from experiments on real things; with named
//! luck they can. The identities hold in every seed, so the estimates are means of contrasts
//! of one seed each, and their intervals those of means.

use serde::{Deserialize, Serialize};

use crate::batch::statistics::Difference;
use crate::whatif::outcome::Outcome;

/// The outcomes of the four runs of one seed: `x` is the unchanged world, `x'` the changed
/// one, `M` the path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quadruple {
    /// `Y_x`.
    pub base: f64,
    /// `Y_x'`.
    pub full: f64,
    /// `Y_{x, M_x'}`: no change, but the path that it takes.
    pub base_on_full_path: f64,
    /// `Y_{x', M_x}`: the change, and the path as it was without it.
    pub full_on_base_path: f64,
}

impl Quadruple {
    /// Total effect: `Y_x' - Y_x`.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.full - self.base
    }

    /// Natural direct effect: `Y_{x', M_x} - Y_x`.
    #[must_use]
    pub fn direct(&self) -> f64 {
        self.full_on_base_path - self.base
    }

    /// Natural indirect effect: `Y_{x, M_x'} - Y_x`.
    #[must_use]
    pub fn indirect(&self) -> f64 {
        self.base_on_full_path - self.base
    }

    /// The indirect effect of going back, `x'` to `x`: `Y_{x', M_x} - Y_x'`. The total
    /// effect is the direct one less this one.
    #[must_use]
    pub fn reverse_indirect(&self) -> f64 {
        self.full_on_base_path - self.full
    }

    /// What neither way has alone: total less direct less indirect.
    #[must_use]
    pub fn interaction(&self) -> f64 {
        self.full + self.base - self.full_on_base_path - self.base_on_full_path
    }
}

/// The effects, as means over seeds with 95 % intervals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effects {
    /// `TE`.
    pub total: Difference,
    /// `NDE`.
    pub direct: Difference,
    /// `NIE`.
    pub indirect: Difference,
    /// `NIE` of going back.
    pub reverse_indirect: Difference,
    /// `TE - NDE - NIE`.
    pub interaction: Difference,
    /// `NIE / TE`: the share of the whole that the path alone would bring about. None where
    /// the whole is not surely other than nought.
    pub share: Option<Difference>,
    /// `-NIE(back) / TE`: the share of the whole that goes when the path alone is taken back.
    pub share_back: Option<Difference>,
}

/// Estimates the effects from the runs of some seeds.
#[must_use]
pub fn effects(runs: &[Quadruple], outcome: &Outcome) -> Effects {
    estimated(
        runs,
        |contrasts| outcome.mean(contrasts),
        |part, whole| outcome.share_of(part, whole),
    )
}

fn estimated(
    runs: &[Quadruple],
    mean: impl Fn(&[f64]) -> Difference,
    share_of: impl Fn(&[f64], &[f64]) -> Option<Difference>,
) -> Effects {
    let each = |contrast: fn(&Quadruple) -> f64| runs.iter().map(contrast).collect::<Vec<f64>>();
    let (total, indirect) = (each(Quadruple::total), each(Quadruple::indirect));
    let undone = each(|runs| -runs.reverse_indirect());
    Effects {
        total: mean(&total),
        direct: mean(&each(Quadruple::direct)),
        indirect: mean(&indirect),
        reverse_indirect: mean(&each(Quadruple::reverse_indirect)),
        interaction: mean(&each(Quadruple::interaction)),
        share: share_of(&indirect, &total),
        share_back: share_of(&undone, &total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::statistics::paired_mean;
    use crate::sim::fingerprint::name_of;
    use crate::sim::luck::{named_draws, normal};
    use crate::whatif::outcome::{mean_of_flips, share_of};

    /// The four runs of a structural model: a mediator of the change and luck, an outcome of
    /// the change, the mediator and luck.
    fn crossed(mediator: impl Fn(f64) -> f64, outcome: impl Fn(f64, f64) -> f64) -> Quadruple {
        let (without, with) = (mediator(0.0), mediator(1.0));
        Quadruple {
            base: outcome(0.0, without),
            full: outcome(1.0, with),
            base_on_full_path: outcome(0.0, with),
            full_on_base_path: outcome(1.0, without),
        }
    }

    fn luck(seed: u64) -> [f64; 2] {
        named_draws(seed, 0, name_of("mediation"))
    }

    /// `M = 2 x + e`, `Y = 3 x + 1.5 M + 0.5 x M + f`: NDE is 3 + 0.5 E[e] = 3, NIE 1.5 · 2,
    /// interaction 0.5 · 2, total 7 (VanderWeele 2015, ch. 2).
    fn linear(seed: u64) -> Quadruple {
        let [e, f] = luck(seed).map(normal);
        crossed(|x| 2.0 * x + e, |x, m| 3.0 * x + 1.5 * m + 0.5 * x * m + f)
    }

    /// A yes or no: `M` with probability 0.2 or, changed, 0.8; `Y` by the logit
    /// `-1 + x + 1.5 M`.
    fn logit(seed: u64) -> Quadruple {
        let [u, v] = luck(seed);
        let truth = |holds: bool| f64::from(u8::from(holds));
        crossed(|x| truth(u < 0.2 + 0.6 * x), |x, m| truth(v < inverse_logit(-1.0 + x + 1.5 * m)))
    }

    fn inverse_logit(x: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-x))
    }

    /// What Pearl's (2001) mediation formula gives for it: total, direct, indirect.
    fn logit_truth() -> [f64; 3] {
        let outcome = |x: f64, m: f64| inverse_logit(-1.0 + x + 1.5 * m);
        let on = |x: f64, share: f64| share * outcome(x, 1.0) + (1.0 - share) * outcome(x, 0.0);
        let base = on(0.0, 0.2);
        [on(1.0, 0.8) - base, on(1.0, 0.2) - base, on(0.0, 0.8) - base]
    }

    fn of_numbers(runs: &[Quadruple]) -> Effects {
        estimated(runs, paired_mean, |part, whole| share_of(part, whole, 0.0))
    }

    fn of_flips(runs: &[Quadruple]) -> Effects {
        estimated(runs, mean_of_flips, |part, whole| share_of(part, whole, 1.0))
    }

    fn holds(found: Difference, truth: f64) -> bool {
        found.low <= truth && truth <= found.high
    }

    #[test]
    fn the_linear_example_gives_its_closed_form() {
        let runs: Vec<Quadruple> = (0..4000).map(linear).collect();
        let found = of_numbers(&runs);
        assert!(holds(found.total, 7.0) && holds(found.direct, 3.0), "{found:?}");
        // Here these two are the same in every seed: without any doubt.
        assert!((found.indirect.difference - 3.0).abs() < 1e-9, "{found:?}");
        assert!((found.interaction.difference - 1.0).abs() < 1e-9, "{found:?}");
        assert!(found.share.is_some_and(|share| holds(share, 3.0 / 7.0)), "{found:?}");
        assert!(found.share_back.is_some_and(|share| holds(share, 4.0 / 7.0)), "{found:?}");
    }

    #[test]
    fn the_logit_example_gives_the_mediation_formula() {
        let runs: Vec<Quadruple> = (0..20_000).map(logit).collect();
        let found = of_flips(&runs);
        let [total, direct, indirect] = logit_truth();
        assert!(holds(found.total, total) && holds(found.direct, direct), "{found:?}");
        assert!(holds(found.indirect, indirect), "{found:?}");
        assert!(holds(found.interaction, total - direct - indirect), "{found:?}");
    }

    #[test]
    fn the_total_is_the_direct_less_the_reverse_indirect_effect() {
        for runs in [(0..500).map(linear).collect::<Vec<_>>(), (0..500).map(logit).collect()] {
            for runs in &runs {
                let parts = runs.direct() - runs.reverse_indirect();
                assert!((runs.total() - parts).abs() < 1e-12);
                let parts = runs.direct() + runs.indirect() + runs.interaction();
                assert!((runs.total() - parts).abs() < 1e-9);
            }
            let found = of_numbers(&runs);
            let parts = found.direct.difference - found.reverse_indirect.difference;
            assert!((found.total.difference - parts).abs() < 1e-12);
        }
    }

    #[test]
    fn the_interval_of_the_indirect_effect_covers_the_truth_in_some_95_of_100_samples() {
        let [.., truth] = logit_truth();
        let covered = (1..=1000_u64)
            .filter(|sample| {
                let runs: Vec<Quadruple> =
                    (0..200).map(|seed| logit(seed + (sample << 32))).collect();
                holds(of_flips(&runs).indirect, truth)
            })
            .count();
        assert!((930..=970).contains(&covered), "{covered} of 1000");
    }
}
