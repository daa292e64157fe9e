//! Effects over pairs: the same seeds in two worlds.
//!
//! The paired difference has the variance `Var Y₁ + Var Y₀ − 2 Cov(Y₁, Y₀)`. How far shared
//! luck makes it smaller (Glasserman and Yao 1992) is measured, not believed: the ratio
//! of the variance of unpaired samples to that of pairs stands beside every effect.

use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

use crate::batch::statistics::{Difference, Share, around, paired_share, wilson};
use crate::scenario::{EventId, Listed, MeasureKind, Scenario};
use crate::whatif::pairs::Seen;

/// Mean and variance, one value at a time (Welford 1962).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    /// How many.
    pub n: u64,
    /// Their mean, in their unit; of none, no number.
    pub mean: f64,
    squares: f64,
}

impl Default for Moments {
    fn default() -> Self {
        Self { n: 0, mean: f64::NAN, squares: 0.0 }
    }
}

impl Moments {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.n += 1;
        if self.n == 1 {
            self.mean = value;
        }
        let off = value - self.mean;
        self.mean += off / self.n as f64;
        self.squares += off * (value - self.mean);
    }

    /// The variance of the values; of fewer than two, nothing is known.
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.n < 2 { f64::NAN } else { self.squares / (self.n - 1) as f64 }
    }

    /// The level: a mean with its interval, or of a yes or no (`truth`) the share by Wilson.
    #[must_use]
    pub fn level(&self, truth: bool) -> Difference {
        if !truth {
            return self.interval();
        }
        let count = libm::round(self.mean * self.n as f64) as u64;
        let Share { share, low, high } = wilson(count, self.n);
        Difference { difference: share, low, high }
    }

    /// The mean with its 95 % interval by the normal approximation.
    #[must_use]
    pub fn interval(&self) -> Difference {
        around(self.mean, self.variance(), self.n as f64)
    }
}

/// The effect of a change on one yes or no, or on one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// Is it a yes or no?
    pub truth: bool,
    /// Without the change.
    pub factual: Moments,
    /// With it.
    pub changed: Moments,
    paired: Moments,
    /// Pairs in which the change brings it about, or raises it.
    pub gained: u64,
    /// Pairs in which it undoes it, or lowers it.
    pub lost: u64,
    /// Pairs that do not count, because the number has no value on one side or on both.
    pub undefined: u64,
}

impl Effect {
    /// The effect on a yes or no (`truth`) or on a number; no pairs yet.
    #[must_use]
    pub fn new(truth: bool) -> Self {
        Self { truth, ..Self::default() }
    }

    /// Adds a pair. It counts where both sides have a value: a finite number.
    pub fn add(&mut self, factual: f64, changed: f64) {
        if !(factual.is_finite() && changed.is_finite()) {
            self.undefined += 1;
            return;
        }
        self.factual.add(factual);
        self.changed.add(changed);
        self.paired.add(changed - factual);
        self.gained += u64::from(changed > factual);
        self.lost += u64::from(changed < factual);
    }

    /// How many pairs count.
    #[must_use]
    pub const fn n(&self) -> u64 {
        self.paired.n
    }

    /// With less without, and its 95 % interval: of shares that of [`paired_share`], of means
    /// by the normal approximation.
    #[must_use]
    pub fn difference(&self) -> Difference {
        if self.truth {
            paired_share(self.gained, self.lost, self.n())
        } else {
            self.paired.interval()
        }
    }

    /// How many times larger the variance of the difference would be with independent
    /// seeds on the two sides; nothing when the pairs never differ.
    #[must_use]
    pub fn variance_ratio(&self) -> Option<f64> {
        let paired = self.paired.variance();
        let unpaired = self.factual.variance() + self.changed.variance();
        (paired > 0.0 && unpaired.is_finite()).then(|| unpaired / paired)
    }
}

/// All effects of one change, over the pairs seen so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// On each outcome class, in their order.
    pub outcomes: Vec<Effect>,
    /// On each measure, in their order.
    pub measures: Vec<Effect>,
    /// On each claim that is said to follow.
    pub claims: Vec<Effect>,
    /// How many pairs went from which class to which, those that stayed among them.
    pub flows: BTreeMap<(usize, usize), u64>,
    /// Pairs in which each event happened only without the change, and only with it.
    pub events: Listed<EventId, (u64, u64)>,
}

impl Comparison {
    /// No pairs yet.
    #[must_use]
    pub fn new(scenario: &Scenario, claims: usize) -> Self {
        let kind =
            |measure: &crate::scenario::Measure| Effect::new(measure.kind == MeasureKind::Truth);
        Self {
            outcomes: vec![Effect::new(true); scenario.outcomes.len()],
            measures: scenario.measures.iter().map(kind).collect(),
            claims: vec![Effect::new(true); claims],
            flows: BTreeMap::new(),
            events: scenario.events.iter().map(|_| (0, 0)).collect(),
        }
    }

    /// Adds a pair: what was seen without the change, and with it.
    pub fn add(&mut self, without: &Seen, with: &Seen) {
        let (factual, changed) = (&without.row, &with.row);
        let yes = |holds: bool| f64::from(u8::from(holds));
        for (place, effect) in self.outcomes.iter_mut().enumerate() {
            effect.add(yes(factual.outcome == place), yes(changed.outcome == place));
        }
        let values = factual.measures.iter().zip(&changed.measures);
        for (effect, (&factual, &changed)) in self.measures.iter_mut().zip(values) {
            // A truth is any number but nought.
            let read = |value: Option<f64>| match value {
                Some(value) if effect.truth => yes(value != 0.0),
                _ => value.unwrap_or(f64::NAN),
            };
            effect.add(read(factual), read(changed));
        }
        *self.flows.entry((factual.outcome, changed.outcome)).or_insert(0) += 1;
        let claims = without.claims.iter().zip(&with.claims);
        for (effect, (&factual, &changed)) in self.claims.iter_mut().zip(claims) {
            effect.add(yes(factual), yes(changed));
        }
        let events = without.events.iter().zip(&with.events);
        for (count, (&without, &with)) in self.events.iter_mut().zip(events) {
            count.0 += u64::from(without && !with);
            count.1 += u64::from(with && !without);
        }
    }

    /// How many pairs.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.flows.values().sum()
    }

    /// How many of its effects on outcomes and measures have an interval of some width.
    #[must_use]
    pub fn intervals(&self) -> usize {
        let wide = |effect: &&Effect| {
            let Difference { low, high, .. } = effect.difference();
            high > low
        };
        self.outcomes.iter().chain(&self.measures).filter(wide).count()
    }

    /// How many pairs ended in another class.
    #[must_use]
    pub fn flipped(&self) -> u64 {
        self.flows.iter().filter(|((from, to), _)| from != to).map(|(_, count)| count).sum()
    }

    /// The widest half of a 95 % interval among the effects on outcomes and on what
    /// happened or not, as a share.
    #[must_use]
    pub fn precision(&self) -> f64 {
        let shares = self.outcomes.iter().chain(&self.measures).filter(|effect| effect.truth);
        let half = |effect: &Effect| {
            let Difference { low, high, .. } = effect.difference();
            (high - low) / 2.0
        };
        shares.map(half).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::fingerprint::name_of;
    use crate::sim::luck::named_draws;

    /// A model with a known effect: two thresholds on luck that is shared in part.
    /// `P(y0) = 0.3`; `P(y1) = P(min(u, v) < 0.3) = 1 - 0.7² = 0.51`; the effect is 0.21,
    /// and a second luck `w` undoes one case in ten of each world's own.
    fn pair(seed: u64) -> (f64, f64) {
        let [u, v, w]: [f64; 3] = named_draws(seed, 0, name_of("effect.test"));
        let (y0, y1) = (u < 0.3, u < 0.3 || v < 0.3);
        let yes = |holds: bool| f64::from(u8::from(holds));
        (yes(y0), yes(y1 && w > 0.1))
    }

    const EFFECT: f64 = 0.51 * 0.9 - 0.3;

    #[test]
    fn the_paired_interval_covers_the_known_effect_in_93_to_97_of_a_hundred() {
        let (repeats, n) = (1000, 200);
        let covered = (0..repeats).filter(|repeat| {
            let mut effect = Effect::new(true);
            for seed in repeat * n..(repeat + 1) * n {
                let (factual, changed) = pair(seed);
                effect.add(factual, changed);
            }
            let Difference { low, high, .. } = effect.difference();
            (low..=high).contains(&EFFECT)
        });
        let share = covered.count() as f64 / repeats as f64;
        assert!((0.93..=0.97).contains(&share), "{share}");
    }

    #[test]
    fn the_interval_of_a_mean_covers_it_as_often() {
        let (repeats, n) = (1000, 100);
        let covered = (0..repeats).filter(|repeat| {
            let mut effect = Effect::new(false);
            for seed in repeat * n..(repeat + 1) * n {
                let [u, v]: [f64; 2] = named_draws(seed, 0, name_of("effect.mean"));
                // The change adds 2 on average.
                effect.add(10.0 * u, 10.0 * u + 4.0 * v);
            }
            let Difference { low, high, .. } = effect.difference();
            (low..=high).contains(&2.0)
        });
        let share = covered.count() as f64 / repeats as f64;
        assert!((0.93..=0.97).contains(&share), "{share}");
    }

    #[test]
    fn pairs_need_fewer_seeds_than_independent_samples_and_agree_with_them() {
        let n = 20_000;
        let (mut paired, mut apart) = (Effect::new(true), Effect::new(true));
        for seed in 0..n {
            let (factual, changed) = pair(seed);
            paired.add(factual, changed);
            apart.add(factual, pair(seed + n).1);
        }
        let ratio = paired.variance_ratio().expect("pairs that differ");
        let independent = apart.variance_ratio().expect("pairs that differ");
        assert!(ratio > 1.5 && (independent - 1.0).abs() < 0.05, "{ratio} {independent}");
        // The known ratio: variances 0.21 and 0.459 × 0.541 over that of the difference.
        let (p0, p1, both) = (0.3, 0.459, 0.27);
        let known =
            (p0 * (1.0 - p0) + p1 * (1.0 - p1)) / (p0 + p1 - 2.0 * both - (p1 - p0) * (p1 - p0));
        assert!((ratio / known - 1.0).abs() < 0.05, "{ratio} {known}");
        for effect in [paired, apart] {
            // Four standard errors: one draw in sixteen thousand lies outside.
            let Difference { difference, low, high } = effect.difference();
            assert!((difference - EFFECT).abs() < high - low, "{low} {high}");
        }
    }

    #[test]
    fn a_change_that_changes_nothing_has_no_effect_and_no_ratio() {
        let mut effect = Effect::new(true);
        (0..100).for_each(|seed| effect.add(pair(seed).0, pair(seed).0));
        assert_eq!(effect.difference().difference, 0.0);
        assert_eq!((effect.gained, effect.lost), (0, 0));
        assert_eq!(effect.variance_ratio(), None);
    }
}
