//! Which seeds a run lives: consecutive ones from its first.
//!
//! Two runs whose first seeds are neighbours share all histories but one, and are no
//! repetition of one another. Replication *k* of a run begins 2³² seeds farther for each
//! *k*, beyond anything that a run can reach, so that replications of one `--seed` have no
//! history in common. Half way to the next block lie the seeds of pilots: what a command
//! must know of a world before it can look at it (how wide it is) comes from histories that
//! it does not count.

use std::ops::Range;

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
