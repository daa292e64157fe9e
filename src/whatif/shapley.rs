//! Who contributed how much, when several changes are made at once.
//!
//! The share of a change is what it adds, averaged over all orders in which the changes
//! could be made (Shapley 1953). It is computed exactly, over all subsets, seed by seed, so
//! that its interval is that of a mean over seeds. The shares of a seed sum to what all
//! changes together do in it.

/// The most changes whose subsets are all lived: 64 worlds.
pub const MOST: usize = 6;

/// The shares of the changes in one seed. `values` are the outcomes by subset: bit `i` of
/// the place says whether change `i` is made; `values[0]` is the world without any.
#[must_use]
pub fn shares(values: &[f64]) -> Vec<f64> {
    let changes = values.len().max(1).ilog2() as usize;
    let share = |change: usize| {
        let bit = 1 << change;
        let without = (0..values.len()).filter(|subset| subset & bit == 0);
        without
            .map(|subset| {
                let others = subset.count_ones() as usize;
                weight(others, changes) * (values[subset | bit] - values[subset])
            })
            .sum()
    };
    (0..changes).map(share).collect()
}

/// The share of all orders in which exactly a given set of `others` stands before a
/// change: `others! (changes - others - 1)! / changes!`.
fn weight(others: usize, changes: usize) -> f64 {
    let factorial = |of: usize| (1..=of).map(|factor| factor as f64).product::<f64>();
    factorial(others) * factorial(changes - others - 1) / factorial(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn where_effects_add_each_has_its_own() {
        let own = [0.3, -0.1, 0.5];
        let values: Vec<f64> = (0..8_usize)
            .map(|set| 2.0 + (0..3).filter(|i| set & (1 << i) != 0).map(|i| own[i]).sum::<f64>())
            .collect();
        assert!(shares(&values).iter().zip(own).all(|(&share, own)| near(share, own)));
    }

    #[test]
    fn where_all_are_needed_and_each_is_like_the_others_they_share_alike() {
        let values: Vec<f64> = (0..16_u32).map(|set| f64::from(u8::from(set == 15))).collect();
        assert!(shares(&values).iter().all(|&share| near(share, 0.25)), "unanimity");
        let majority: Vec<f64> =
            (0..8_u32).map(|set| f64::from(u8::from(set.count_ones() >= 2))).collect();
        assert!(shares(&majority).iter().all(|&share| near(share, 1.0 / 3.0)));
    }

    #[test]
    fn who_is_needed_among_two_who_replace_each_other_has_most() {
        // A glove game: one left glove (change 0), two right ones: shares 2/3, 1/6, 1/6.
        let values: Vec<f64> =
            (0..8_u32).map(|set| f64::from(u8::from(set & 1 == 1 && set & 6 != 0))).collect();
        let found = shares(&values);
        assert!(
            near(found[0], 2.0 / 3.0) && near(found[1], 1.0 / 6.0) && near(found[2], 1.0 / 6.0)
        );
    }

    #[test]
    fn one_change_has_the_whole_effect_and_a_change_that_does_nothing_has_none() {
        assert_eq!(shares(&[1.0, 4.0]), [3.0]);
        assert_eq!(shares(&[0.0, 1.0, 0.0, 1.0]), [1.0, 0.0]);
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_whole_effect(values in prop::collection::vec(-5.0..5.0_f64, 64)) {
            let sum: f64 = shares(&values).iter().sum();
            prop_assert!((sum - (values[63] - values[0])).abs() < 1e-9);
        }
    }
}
