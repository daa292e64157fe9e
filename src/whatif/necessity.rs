//! Was the change needed, was it enough? (Pearl 1999; Tian and Pearl 2000.)
//!
//! Pairs of worldlines share a seed; one lives without the change, the other with it. From
//! the four counts of who has the outcome where follow the probabilities of necessity
//! `PN = P(Y_x = 0 | Y_x' = 1)` ("but for the change it would not have happened"), of
//! sufficiency `PS = P(Y_x' = 1 | Y_x = 0)` ("the change brings it about where it was
//! absent") and of both, `PNS = P(Y_x' = 1, Y_x = 0)`.
//!
//! How the luck of two worlds is tied together is an assumption of the model. The bounds of
//! Tian and Pearl (2000) need the two shares alone, and no way of tying moves them.

use serde::{Deserialize, Serialize};

use crate::batch::statistics::{Difference, FEWEST_CASES, Share, Z, paired_share, wilson};

/// Pairs, by who has the outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairs {
    /// Both.
    pub both: u64,
    /// Only the changed one: the change brought it about.
    pub gained: u64,
    /// Only the unchanged one: the change undid it.
    pub lost: u64,
    /// Neither.
    pub neither: u64,
}

/// A probability of causation: its value where luck is tied as the model ties it, and the
/// bounds that hold however it is tied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Causation {
    /// Its value, with the Wilson interval on its own denominator.
    pub value: Share,
    /// How many pairs it is a share of.
    pub of: u64,
    /// The lower bound, with its 95 % interval.
    pub least: Share,
    /// The upper bound, with its 95 % interval.
    pub most: Share,
}

/// Necessity, sufficiency and both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Causations {
    /// PN.
    pub needed: Causation,
    /// PS.
    pub enough: Causation,
    /// PNS.
    pub both: Causation,
}

impl Pairs {
    /// Counts pairs: (without, with).
    #[must_use]
    pub fn count(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut counts = Self::default();
        pairs.into_iter().for_each(|(without, with)| counts.add(without, with));
        counts
    }

    /// Counts a pair.
    pub const fn add(&mut self, without: bool, with: bool) {
        *match (without, with) {
            (true, true) => &mut self.both,
            (false, true) => &mut self.gained,
            (true, false) => &mut self.lost,
            (false, false) => &mut self.neither,
        } += 1;
    }

    /// How many have it without the change.
    #[must_use]
    pub const fn without(&self) -> u64 {
        self.both + self.lost
    }

    /// How many have it with it.
    #[must_use]
    pub const fn with(&self) -> u64 {
        self.both + self.gained
    }

    /// With less without, paired.
    #[must_use]
    pub fn difference(&self) -> Difference {
        paired_share(self.gained, self.lost, self.all())
    }

    /// Is the difference told from nothing, by its interval?
    #[must_use]
    pub fn differ(&self) -> bool {
        let found = self.difference();
        found.low > 0.0 || found.high < 0.0
    }

    /// How many there are.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.both + self.gained + self.lost + self.neither
    }

    /// The same pairs, asked whether the outcome stays away: then the change is asked as
    /// what prevents it.
    #[must_use]
    pub const fn turned(&self) -> Self {
        Self { both: self.neither, gained: self.lost, lost: self.gained, neither: self.both }
    }

    /// The share that has the outcome without the change.
    #[must_use]
    pub fn before(&self) -> Share {
        wilson(self.without(), self.all())
    }

    /// The share that has it with the change.
    #[must_use]
    pub fn after(&self) -> Share {
        wilson(self.with(), self.all())
    }

    /// Necessity, sufficiency and both.
    #[must_use]
    pub fn causations(&self) -> Causations {
        let Self { both, gained, lost, neither } = *self;
        let n = self.all();
        let (before, after) = (self.before(), self.after());
        let plain = self.difference();
        let clamped = |value: f64| value.clamp(0.0, 1.0);
        // Whoever has it with the change had it without it at most as often as all had:
        // PN >= 1 - p0/p1; and PS >= 1 - (1 - p1)/(1 - p0).
        let needed_least = ratio(both, lost, gained).rest();
        let enough_least = ratio(neither, lost, gained).rest();
        // PN <= (1 - p0)/p1, PS <= p1/(1 - p0).
        let needed_most = ratio(gained, neither, both);
        let enough_most = ratio(gained, both, neither);
        let both_most = Share {
            share: after.share.min(1.0 - before.share),
            low: after.low.min(1.0 - before.high),
            high: after.high.min(1.0 - before.low),
        };
        let both_least = Share {
            share: clamped(plain.difference),
            low: clamped(plain.low),
            high: clamped(plain.high),
        };
        let causation =
            |count, of, least, most| Causation { value: wilson(count, of), of, least, most };
        Causations {
            needed: causation(gained, both + gained, needed_least, needed_most),
            enough: causation(gained, gained + neither, enough_least, enough_most),
            both: causation(gained, n, both_least, both_most),
        }
    }

    /// The largest share of pairs in which the change may undo the outcome, at 95 %: if it
    /// never does, the change works one way only (it is monotone) and PNS is the plain
    /// difference of the shares.
    #[must_use]
    pub fn undone(&self) -> Share {
        wilson(self.lost, self.all())
    }
}

impl Causation {
    /// Are there enough histories to tell it of?
    #[must_use]
    pub const fn told(&self) -> bool {
        self.of >= FEWEST_CASES
    }
}

impl Share {
    /// What is left of one.
    fn rest(self) -> Self {
        Self { share: 1.0 - self.share, low: 1.0 - self.high, high: 1.0 - self.low }
    }
}

/// The ratio of two shares among the same pairs, cut at 1, with its 95 % interval by the
/// logarithm of the ratio of paired shares (Nam and Blackwelder 2002): `shared` are in
/// both, `first` in the upper one alone, `second` in the lower one alone. Half a pair is
/// added where one is empty.
fn ratio(shared: u64, first: u64, second: u64) -> Share {
    let (above, below) = (shared + first, shared + second);
    if below == 0 {
        return Share { share: f64::NAN, low: 0.0, high: 1.0 };
    }
    let add = if above == 0 || first + second == 0 { 0.5 } else { 0.0 };
    let (over, under) = (above as f64 + add, below as f64 + add);
    let half = Z * libm::sqrt((first as f64 + second as f64 + 2.0 * add) / (over * under));
    let share = above as f64 / below as f64;
    let end = |by: f64| (over / under * libm::exp(by)).min(1.0);
    let share = share.min(1.0);
    // The half pair that is added may not push the interval off the value.
    Share { share, low: end(-half).min(share), high: end(half).max(share) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::fingerprint::name_of as stream;
    use crate::sim::luck::named_draws;
    use proptest::prelude::*;

    /// A structural model: it happens without the change where `a < 0.2`, with it where
    /// `a < 0.2` and `b < 0.9`, or else `a < 0.7`. All its probabilities are known.
    fn model(seed: u64, sample: u64) -> (bool, bool) {
        let [a, b] = named_draws(seed.wrapping_add(sample << 32), 0, stream("model"));
        let without = a < 0.2;
        (without, if without { b < 0.9 } else { a < 0.7 })
    }

    #[test]
    fn the_probabilities_of_a_known_model_lie_in_their_intervals() {
        let pairs = Pairs::count((0..20_000).map(|seed| model(seed, 0)));
        let found = pairs.causations();
        for (found, truth) in
            [(found.needed, 0.5 / 0.68), (found.enough, 0.5 / 0.8), (found.both, 0.5)]
        {
            let Share { low, high, .. } = found.value;
            assert!(low < truth && truth < high, "{truth}: {found:?}");
        }
    }

    #[test]
    fn the_interval_of_both_covers_the_truth_in_some_95_of_100_samples() {
        let covered = (1..=1000)
            .filter(|&sample| {
                let pairs = Pairs::count((0..200).map(|seed| model(seed, sample)));
                let Share { low, high, .. } = pairs.causations().both.value;
                low <= 0.5 && 0.5 <= high
            })
            .count();
        assert!((930..=970).contains(&covered), "{covered} of 1000");
    }

    #[test]
    fn the_interval_of_the_paired_difference_covers_the_truth_in_some_95_of_100_samples() {
        let truth = 0.68 - 0.2;
        let covered = (1..=1000)
            .filter(|&sample| {
                let pairs = Pairs::count((0..200).map(|seed| model(seed, sample)));
                let found = paired_share(pairs.gained, pairs.lost, pairs.all());
                found.low <= truth && truth <= found.high
            })
            .count();
        assert!((930..=970).contains(&covered), "{covered} of 1000");
    }

    #[test]
    fn the_bounds_of_the_known_model_are_covered_too() {
        // PN >= 1 - p0/p1 with p0 = 0.2, p1 = 0.68.
        let truth = 1.0 - 0.2 / 0.68;
        let covered = (1..=1000)
            .filter(|&sample| {
                let pairs = Pairs::count((0..300).map(|seed| model(seed, sample)));
                let Share { low, high, .. } = pairs.causations().needed.least;
                low <= truth && truth <= high
            })
            .count();
        assert!((930..=970).contains(&covered), "{covered} of 1000");
    }

    #[test]
    fn a_change_that_works_one_way_only_has_the_plain_difference_for_both() {
        let pairs = Pairs { both: 300, gained: 200, lost: 0, neither: 500 };
        let found = pairs.causations().both;
        let (before, after) = (pairs.before(), pairs.after());
        assert!((found.value.share - (after.share - before.share)).abs() < 1e-12);
        assert!((found.value.share - found.least.share).abs() < 1e-12);
    }

    #[test]
    fn what_prevents_is_what_brings_about_the_contrary() {
        let pairs = Pairs { both: 10, gained: 2, lost: 30, neither: 58 };
        assert_eq!(pairs.turned().turned(), pairs);
        let found = pairs.turned().causations();
        assert!((found.needed.value.share - 30.0 / 88.0).abs() < 1e-12, "{found:?}");
        assert!((found.enough.value.share - 30.0 / 40.0).abs() < 1e-12, "{found:?}");
    }

    proptest! {
        #[test]
        fn every_value_lies_inside_its_bounds(
            both in 0_u64..60, gained in 0_u64..60, lost in 0_u64..60, neither in 0_u64..60,
        ) {
            let found = Pairs { both, gained, lost, neither }.causations();
            for found in [found.needed, found.enough, found.both] {
                if found.of > 0 {
                    let value = found.value.share;
                    prop_assert!(found.least.share.max(0.0) <= value + 1e-12, "{found:?}");
                    prop_assert!(value <= found.most.share + 1e-12, "{found:?}");
                    for bound in [found.least, found.most] {
                        prop_assert!((0.0..=1.0).contains(&bound.low), "{found:?}");
                        prop_assert!((0.0..=1.0).contains(&bound.high), "{found:?}");
                        prop_assert!(bound.low <= bound.high, "{found:?}");
                    }
                }
            }
        }
    }
}
