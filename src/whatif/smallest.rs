//! The smallest set of changes that brings an outcome about.
//!
//! Sets of one change, of two, of three are tried in turn, until one brings the outcome
//! about with the wanted probability; among sets of one size the one of the fewest bits is
//! the smallest. All sets of a size live in the same luck at first, few histories each;
//! those that cannot reach the probability any more (by the upper end of their Wilson
//! interval) and the worse half are left behind, and the others go on with twice as many
//! (successive halving: Karnin, Koren and Somekh 2013). What is left is run again on fresh
//! seeds, so that nothing is believed for having been picked: a set is *shown* when the
//! lower end of its interval, made wider for the number of sets that are judged together,
//! reaches the probability there.
//!
//! Every set of a size is tried where the budget allows it; else those that add one change
//! to the best sets of the size below.
//!
//! This file knows nothing of history: it searches over a [`Puzzle`], which a test may give
//! it as well.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::batch::statistics::{Share, wilson, wilson_at};
use crate::sim::luck;

/// What is searched.
pub trait Puzzle: Sync {
    /// How many changes there are.
    fn changes(&self) -> usize;
    /// Can these be made together? They come in rising order.
    fn fit(&self, set: &[usize]) -> bool;
    /// About how many bits a change costs: decides between sets that bring it about.
    fn cost(&self, change: usize) -> f64;
    /// In how many of these seeds a set brings the outcome about.
    fn hits(&self, set: &[usize], seeds: Range<u64>) -> u64;
}

/// How it is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// The wanted probability, above 0 and at most 1.
    pub wanted: f64,
    /// The largest size of a set.
    pub most: usize,
    /// First seed.
    pub first: u64,
    /// Fresh seeds on which what is found is confirmed.
    pub confirm: u64,
    /// Histories of a size that the first look at its sets may take.
    pub budget: u64,
}

/// Most histories of a set before it is confirmed.
pub const PILOT: u64 = 256;
/// Sets that go on to be confirmed.
const FINALISTS: usize = 12;
/// Histories that one task lives.
const TASK: u64 = 64;

/// A set and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The changes, by place, in rising order.
    pub set: Vec<usize>,
    /// In how many histories the outcome came about.
    pub hits: u64,
    /// Of how many.
    pub n: u64,
    /// How many sets were judged together on the same seeds.
    pub among: u64,
}

impl Tried {
    /// The share with its interval.
    #[must_use]
    pub fn share(&self) -> Share {
        wilson(self.hits, self.n)
    }

    /// Is it shown to reach the probability? The more sets are judged together, the farther
    /// above it must lie (Bonferroni), so that none is shown for having been lucky.
    #[must_use]
    pub fn reaches(&self, wanted: f64) -> bool {
        let z = luck::normal(1.0 - 0.025 / self.among.max(1) as f64);
        wilson_at(self.hits, self.n, z).low >= wanted
    }

    /// Is it shown to fall short of it?
    #[must_use]
    pub fn falls_short(&self, wanted: f64) -> bool {
        self.share().high < wanted
    }
}

/// What was tried at one size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Changes in a set.
    pub size: usize,
    /// Sets of that size that do not contradict themselves; 0 where nobody counted, as they
    /// were too many.
    pub possible: u64,
    /// Sets that were tried.
    pub tried: u64,
    /// Histories that the looking took, without confirming.
    pub histories: u64,
    /// The finalists on fresh seeds, the best share first.
    pub confirmed: Vec<Tried>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Without any change, on the fresh seeds.
    pub unchanged: Tried,
    /// Size by size.
    pub levels: Vec<Level>,
    /// The sets of the smallest size that are shown to reach the probability, the cheapest
    /// first; the empty set where nothing need be changed.
    pub reached: Vec<Tried>,
    /// Was it stopped before its end?
    pub stopped: bool,
}

/// Searches.
#[must_use]
pub fn search(
    puzzle: &impl Puzzle,
    plan: &Plan,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
) -> Found {
    let search = Search { puzzle, plan, stop, done };
    let unchanged = search.confirm(vec![Vec::new()]).pop();
    let nothing = Tried { set: Vec::new(), hits: 0, n: 0, among: 1 };
    search_on(puzzle, plan, unchanged.unwrap_or(nothing), stop, done)
}

/// Goes on searching where it is known what comes about without any change.
#[must_use]
pub fn search_on(
    puzzle: &impl Puzzle,
    plan: &Plan,
    unchanged: Tried,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
) -> Found {
    let search = Search { puzzle, plan, stop, done };
    let mut found = Found { unchanged, levels: Vec::new(), reached: Vec::new(), stopped: false };
    if found.unchanged.reaches(plan.wanted) {
        found.reached.push(found.unchanged.clone());
        return found;
    }
    let mut below: Vec<Tried> = Vec::new();
    for size in 1..=plan.most {
        let (sets, possible) = search.sets(size, &below);
        let tried = sets.len() as u64;
        let (finalists, seen, histories) = search.halve(sets);
        let mut confirmed = search.confirm(finalists);
        found.stopped = stop.load(Ordering::Relaxed);
        let mut reached: Vec<Tried> =
            confirmed.iter().filter(|tried| tried.reaches(plan.wanted)).cloned().collect();
        reached.sort_by(|one, other| search.cost(&one.set).total_cmp(&search.cost(&other.set)));
        confirmed.sort_by(|one, other| {
            other.share().share.total_cmp(&one.share().share).then(one.set.cmp(&other.set))
        });
        found.levels.push(Level { size, possible, tried, histories, confirmed });
        if !reached.is_empty() || found.stopped {
            found.reached = reached;
            break;
        }
        below = seen;
    }
    found
}

struct Search<'a, P> {
    puzzle: &'a P,
    plan: &'a Plan,
    stop: &'a AtomicBool,
    done: &'a (dyn Fn(u64) + Sync),
}

impl<P: Puzzle> Search<'_, P> {
    /// Histories of the first look: enough to see a hit or two at the wanted probability.
    fn look(&self) -> u64 {
        (libm::ceil(4.0 / self.plan.wanted) as u64).clamp(8, 64)
    }

    fn cost(&self, set: &[usize]) -> f64 {
        set.iter().map(|&change| self.puzzle.cost(change)).sum()
    }

    /// The sets of a size that are tried, and how many there are: 0 where not all are.
    fn sets(&self, size: usize, below: &[Tried]) -> (Vec<Vec<usize>>, u64) {
        let room = (self.plan.budget / self.look()).max(1);
        let changes = self.puzzle.changes();
        let all = (0..size as u64).fold(1_u64, |all, taken| {
            all.saturating_mul((changes as u64).saturating_sub(taken)) / (taken + 1)
        });
        if all <= room {
            let mut sets = Vec::new();
            self.choose(size, 0, &mut Vec::new(), &mut sets);
            let possible = sets.len() as u64;
            return (sets, possible);
        }
        let mut known = BTreeSet::new();
        let mut sets = Vec::new();
        if size == 1 {
            sets.extend((0..changes).map(|change| vec![change]).take(room as usize));
        }
        for base in below {
            for change in (0..changes).filter(|change| !base.set.contains(change)) {
                let mut set = base.set.clone();
                set.push(change);
                set.sort_unstable();
                if sets.len() as u64 >= room {
                    return (sets, 0);
                }
                if self.puzzle.fit(&set) && known.insert(set.clone()) {
                    sets.push(set);
                }
            }
        }
        (sets, 0)
    }

    fn choose(&self, left: usize, from: usize, set: &mut Vec<usize>, sets: &mut Vec<Vec<usize>>) {
        if left == 0 {
            sets.push(set.clone());
            return;
        }
        for change in from..self.puzzle.changes() {
            set.push(change);
            if self.puzzle.fit(set) {
                self.choose(left - 1, change + 1, set, sets);
            }
            set.pop();
        }
    }

    /// Those that reach the probability come first, the cheapest at the head; then those
    /// that come nearest to it.
    fn rank(&self, sets: &mut [Tried]) {
        let share = |tried: &Tried| tried.hits as f64 / tried.n.max(1) as f64;
        sets.sort_by(|one, other| {
            let (first, second) = (share(one), share(other));
            let (reach, reached) = (first >= self.plan.wanted, second >= self.plan.wanted);
            let cost = || self.cost(&one.set).total_cmp(&self.cost(&other.set));
            let order = reached.cmp(&reach);
            let order = order.then_with(|| {
                if reach { cost() } else { second.total_cmp(&first).then_with(cost) }
            });
            order.then_with(|| one.set.cmp(&other.set))
        });
    }

    /// Halves the sets until few are left. Gives the finalists, all sets with what was seen
    /// of them, the best first, and how many histories it took.
    fn halve(&self, sets: Vec<Vec<usize>>) -> (Vec<Vec<usize>>, Vec<Tried>, u64) {
        let mut pool: Vec<Tried> =
            sets.into_iter().map(|set| Tried { set, hits: 0, n: 0, among: 1 }).collect();
        let mut left: Vec<Tried> = Vec::new();
        let mut histories = 0;
        let mut until = self.look();
        loop {
            let from = pool.first().map_or(until, |tried| tried.n);
            let asked: Vec<&[usize]> = pool.iter().map(|tried| tried.set.as_slice()).collect();
            let block = self.plan.first + from..self.plan.first + until;
            let hits = self.run(&asked, &block);
            histories += (until - from) * asked.len() as u64;
            for (tried, hits) in pool.iter_mut().zip(hits) {
                tried.hits += hits;
                tried.n = until;
            }
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            self.rank(&mut pool);
            let hopeless = |tried: &Tried| tried.falls_short(self.plan.wanted);
            let (worse, mut better): (Vec<Tried>, Vec<Tried>) =
                pool.into_iter().partition(|tried| hopeless(tried));
            left.extend(worse);
            let keep = (better.len() / 2).max(FINALISTS);
            left.extend(better.split_off(keep.min(better.len())));
            pool = better;
            if pool.is_empty() || until >= PILOT {
                break;
            }
            until = (2 * until).min(PILOT);
        }
        pool.truncate(2 * FINALISTS);
        let mut finalists: Vec<Vec<usize>> =
            pool.iter().take(FINALISTS).map(|tried| tried.set.clone()).collect();
        left.extend(pool);
        self.rank(&mut left);
        // What came nearest is confirmed too, so that it can be said how near.
        let near: Vec<Vec<usize>> = left.iter().take(3).map(|tried| tried.set.clone()).collect();
        for set in near {
            if !finalists.contains(&set) {
                finalists.push(set);
            }
        }
        (finalists, left, histories)
    }

    fn confirm(&self, sets: Vec<Vec<usize>>) -> Vec<Tried> {
        let from = self.plan.first + PILOT;
        let asked: Vec<&[usize]> = sets.iter().map(Vec::as_slice).collect();
        let among = sets.len() as u64;
        let hits = self.run(&asked, &(from..from + self.plan.confirm));
        if self.stop.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let tried = |(set, hits)| Tried { set, hits, n: self.plan.confirm, among };
        sets.into_iter().zip(hits).map(tried).collect()
    }

    /// The hits of each set in a block of seeds.
    fn run(&self, sets: &[&[usize]], block: &Range<u64>) -> Vec<u64> {
        let parts: Vec<Range<u64>> = block
            .clone()
            .step_by(TASK as usize)
            .map(|from| from..(from + TASK).min(block.end))
            .collect();
        let tasks: Vec<(usize, &Range<u64>)> =
            (0..sets.len()).flat_map(|set| parts.iter().map(move |part| (set, part))).collect();
        let hits: Vec<u64> = tasks
            .par_iter()
            .map(|&(set, part)| {
                if self.stop.load(Ordering::Relaxed) {
                    return 0;
                }
                let hits = self.puzzle.hits(sets[set], part.clone());
                (self.done)(part.end - part.start);
                hits
            })
            .collect();
        let mut sums = vec![0; sets.len()];
        for ((set, _), hits) in tasks.iter().zip(hits) {
            sums[*set] += hits;
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::luck::engine_draws;

    /// A world of seven changes: the outcome comes about with a probability that hangs on
    /// the set, in a luck that all sets share.
    struct Toy {
        costs: Vec<f64>,
        chance: fn(&[usize]) -> f64,
    }

    impl Puzzle for Toy {
        fn changes(&self) -> usize {
            self.costs.len()
        }
        fn fit(&self, set: &[usize]) -> bool {
            // The first two contradict each other.
            !(set.contains(&0) && set.contains(&1))
        }
        fn cost(&self, change: usize) -> f64 {
            self.costs[change]
        }
        fn hits(&self, set: &[usize], seeds: Range<u64>) -> u64 {
            let chance = (self.chance)(set);
            seeds.filter(|&seed| engine_draws(seed, 0)[0] < chance).count() as u64
        }
    }

    const PLAN: Plan = Plan { wanted: 0.5, most: 3, first: 1, confirm: 600, budget: 60_000 };

    fn find(toy: &Toy, plan: &Plan) -> Found {
        search(toy, plan, &AtomicBool::new(false), &|_| {})
    }

    /// The cheapest of the smallest sets by looking at every one of them.
    fn exhaustive(toy: &Toy, wanted: f64) -> Option<Vec<usize>> {
        let all: Vec<Vec<usize>> = (0..1_usize << toy.costs.len())
            .map(|bits| (0..toy.costs.len()).filter(|change| bits >> change & 1 == 1).collect())
            .collect();
        let cost = |set: &[usize]| set.iter().map(|&change| toy.costs[change]).sum::<f64>();
        let reach = |set: &&Vec<usize>| toy.fit(set) && (toy.chance)(set) >= wanted;
        let best = all.iter().filter(reach).min_by(|one, other| {
            one.len().cmp(&other.len()).then(cost(one).total_cmp(&cost(other)))
        });
        best.cloned()
    }

    #[test]
    fn the_search_agrees_with_looking_at_every_set() {
        let sum = |set: &[usize]| -> f64 {
            let parts = [0.3, 0.35, 0.05, 0.28, 0.28, 0.02, 0.01];
            set.iter().map(|&change| parts[change]).sum::<f64>().min(1.0)
        };
        let pair = |set: &[usize]| if set.contains(&2) && set.contains(&5) { 0.9 } else { 0.1 };
        let three = |set: &[usize]| {
            if [1, 3, 6].iter().all(|change| set.contains(change)) { 0.8 } else { 0.05 }
        };
        let one = |set: &[usize]| if set.contains(&4) || set.contains(&6) { 0.7 } else { 0.2 };
        let costs = vec![1.0, 6.0, 3.0, 2.0, 5.0, 1.5, 4.0];
        for (name, chance) in
            [("sum", sum as fn(&[usize]) -> f64), ("pair", pair), ("three", three), ("one", one)]
        {
            let toy = Toy { costs: costs.clone(), chance };
            let found = find(&toy, &PLAN);
            let best = found.reached.first().map(|tried| tried.set.clone());
            assert_eq!(best, exhaustive(&toy, PLAN.wanted), "{name}: {found:?}");
        }
    }

    #[test]
    fn where_it_comes_about_anyway_nothing_need_be_changed() {
        let toy = Toy { costs: vec![1.0; 4], chance: |_| 0.8 };
        let found = find(&toy, &PLAN);
        assert_eq!(found.reached.len(), 1);
        assert!(found.reached[0].set.is_empty() && found.levels.is_empty());
    }

    #[test]
    fn what_nothing_brings_about_is_not_found_and_what_came_nearest_is_said() {
        let chance = |set: &[usize]| if set.contains(&3) { 0.2 } else { 0.0 };
        let toy = Toy { costs: vec![1.0; 5], chance };
        let found = find(&toy, &PLAN);
        assert!(found.reached.is_empty());
        assert_eq!(found.levels.len(), 3);
        assert_eq!(found.levels[0].confirmed[0].set, [3]);
        assert!(found.levels[0].confirmed[0].falls_short(0.5));
    }

    #[test]
    fn sets_that_contradict_themselves_are_not_tried() {
        let chance = |set: &[usize]| if set.contains(&0) && set.contains(&1) { 1.0 } else { 0.0 };
        let toy = Toy { costs: vec![1.0; 4], chance };
        let found = find(&toy, &PLAN);
        assert!(found.reached.is_empty());
        // Six pairs and four threes, less those with both.
        assert_eq!((found.levels[1].possible, found.levels[2].possible), (5, 2));
    }

    #[test]
    fn with_a_small_budget_the_best_sets_are_extended() {
        let chance = |set: &[usize]| match (set.contains(&7), set.contains(&11)) {
            (true, true) => 0.9,
            (true, false) | (false, true) => 0.3,
            _ => 0.02,
        };
        let toy = Toy { costs: vec![1.0; 40], chance };
        let found = find(&toy, &Plan { budget: 800, ..PLAN });
        assert_eq!(found.levels[1].possible, 0);
        assert!(found.levels[1].tried <= 100);
        assert_eq!(found.reached[0].set, [7, 11]);
    }
}
