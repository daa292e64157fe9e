//! Which seeds a run lives: consecutive ones from its first.
//!
//! Two runs whose first seeds are neighbours share all histories but one, and are no
//! repetition of one another. Replication *k* of a run begins 2³² seeds farther for each
//! *k*, beyond anything that a run can reach, so that replications of one `--seed` have no
//! history in common. Half way to the next block lie the seeds of pilots: what a command
//! must know of a world before it can look at it (how wide it is) comes from histories that
//! it does not count.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Which seeds, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sample {
    /// How many histories, 1 to 10,000,000.
    pub runs: u64,
    /// The first seed, 0 to [`LAST_SEED`].
    pub seed: u64,
    /// The independent repeat, 0 to [`LAST_REPLICATION`].
    #[serde(skip_serializing_if = "is_zero")]
    pub replication: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Default for Sample {
    fn default() -> Self {
        Self { runs: 1000, seed: 1, replication: 0 }
    }
}

impl Sample {
    /// The most histories that can be asked for.
    pub const MOST: u64 = 10_000_000;

    /// The first seed, of the replication that is asked for.
    #[must_use]
    pub const fn first(&self) -> u64 {
        first(self.seed, self.replication)
    }

    /// All of them.
    #[must_use]
    pub const fn seeds(&self) -> Range<u64> {
        self.first()..self.first() + self.runs
    }

    /// Can such seeds be asked for?
    ///
    /// # Errors
    /// What is wrong, said for people.
    pub fn check(&self) -> Result<(), String> {
        let wrong = |what: &str, is: u64, low: u64, high: u64| {
            Err(format!("`{what}` is {is}, outside {low} to {high}"))
        };
        match *self {
            Self { runs, .. } if !(1..=Self::MOST).contains(&runs) => {
                wrong("runs", runs, 1, Self::MOST)
            }
            Self { seed, .. } if seed > LAST_SEED => wrong("seed", seed, 0, LAST_SEED),
            Self { replication, .. } if replication > LAST_REPLICATION => {
                wrong("replication", replication, 0, LAST_REPLICATION)
            }
            _ => Ok(()),
        }
    }
}

/// Seeds from the first of a replication to the first of the next one.
pub const BLOCK: u64 = 1 << 32;
/// The last replication: the seeds that follow must be numbers of 63 bits too, as files have
/// them.
pub const LAST_REPLICATION: u64 = 1 << 29;
/// The largest first seed that may be asked for.
pub const LAST_SEED: u64 = i64::MAX as u64 / 2;

/// The first seed of a replication of the run that begins at a seed.
#[must_use]
pub const fn first(seed: u64, replication: u64) -> u64 {
    seed.saturating_add(replication.saturating_mul(BLOCK))
}

/// The seeds of a pilot of some histories, for a run that begins at a seed.
#[must_use]
pub const fn pilot(first: u64, histories: u64) -> Range<u64> {
    let from = first + BLOCK / 2;
    from..from + histories
}

/// How many seeds two runs have in common.
#[must_use]
pub fn shared(one: &Range<u64>, other: &Range<u64>) -> u64 {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The most seeds that any command lives: two a row of ten million.
    const MOST: u64 = 20_000_000;

    #[test]
    fn neighbouring_seeds_share_all_histories_but_one_and_replications_none() {
        assert_eq!(shared(&(1..1001), &(2..1002)), 999);
        assert_eq!(shared(&(1..1001), &(2000..3000)), 0);
        for (one, other) in [(0, 1), (1, 2), (0, LAST_REPLICATION)] {
            let run = |replication| {
                let from = first(1941, replication);
                from..from + MOST
            };
            assert_eq!(shared(&run(one), &run(other)), 0);
            assert_eq!(shared(&run(one), &pilot(run(one).start, 400)), 0);
            assert_eq!(shared(&run(other), &pilot(run(one).start, 400)), 0);
        }
    }

    #[test]
    fn the_last_seed_of_all_is_a_number_in_any_file() {
        let last = pilot(first(LAST_SEED, LAST_REPLICATION), MOST).end;
        assert!(i64::try_from(last).is_ok(), "{last}");
    }
}
