//! Actual causes, and how responsible each is, in any model whose variables can be undone
//! and held. No simulator is in this file.
//!
//! The definition is the modified one of Halpern (2015, "A modification of the
//! Halpern-Pearl definition of causality"; 2016, *Actual Causality*, ch. 2): a set X of
//! variables is a cause of the outcome if
//!
//! 1. the outcome came about;
//! 2. some other values of X undo it, with the variables of a set W, the *witness*, held
//!    at what they **actually** were;
//! 3. no part of X does the same.
//!
//! With W empty this is the plain "but for". A witness is needed where one cause pre-empts
//! another: without Suzy's stone Billy's would have hit, so Billy's miss is held.
//!
//! Responsibility of a variable is 1 / (|X| + |W|) for the smallest such pair with the
//! variable in X (Chockler and Halpern 2004; Halpern 2016, ch. 6): one of eleven voters in a
//! unanimous vote bears 1/6, each of the six in a vote of six to five bears 1.
//!
//! The search goes by |X| + |W|, so what it finds first is most responsible, and what a cap
//! on the runs cuts off is least. A variable enters a witness only if it moved when the
//! rest was undone and held: to hold what did not move changes nothing, so no smallest
//! witness is missed.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Something whose variables can be set from outside.
pub trait Model: Sync {
    /// How many variables it has.
    fn variables(&self) -> usize;

    /// How many other values than its actual one a variable can take.
    fn alternatives(&self, variable: usize) -> usize;

    /// What comes about when some variables are undone, each by one of its alternatives
    /// (counted from 0), and others are held at their actual values. Nothing, if that
    /// cannot be done.
    fn evaluate(&self, undone: &[(usize, usize)], held: &[usize]) -> Option<Evaluation>;
}

/// What comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Does the outcome still come about?
    pub outcome: bool,
    /// The variables that are not at their actual values.
    pub moved: Vec<usize>,
}

/// What is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Variables that are undone each alone, with nothing held.
    pub alone: Vec<usize>,
    /// Variables that are also undone together, and with others held.
    pub together: Vec<usize>,
    /// The largest set that is undone.
    pub largest_set: usize,
    /// The largest witness that is held.
    pub largest_witness: usize,
    /// The most evaluations.
    pub most_runs: u64,
}

/// A cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// What is undone: variable and alternative.
    pub set: Vec<(usize, usize)>,
    /// What is held at its actual value meanwhile.
    pub witness: Vec<usize>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes {
    /// The causes, the most responsible first.
    pub found: Vec<Cause>,
    /// How many evaluations were made.
    pub runs: u64,
    /// Was all searched that was asked for? If not, the cap was reached or the search was
    /// stopped.
    pub complete: bool,
}

impl Cause {
    /// 1 / (|X| + |W|).
    #[must_use]
    pub fn responsibility(&self) -> f64 {
        1.0 / (self.set.len() + self.witness.len()) as f64
    }

    fn has(&self, variable: usize) -> bool {
        self.set.iter().any(|&(known, _)| known == variable)
    }
}

impl Causes {
    /// How responsible a variable is for the outcome, 0 to 1.
    #[must_use]
    pub fn responsibility(&self, variable: usize) -> f64 {
        let mine = self.found.iter().filter(|cause| cause.has(variable));
        mine.map(Cause::responsibility).fold(0.0, f64::max)
    }
}

/// One thing to try: what is undone, what is held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Trial {
    undone: Vec<(usize, usize)>,
    held: Vec<usize>,
}

/// Searches for causes on the threads of the current pool. The result does not depend on
/// their number. `stop` ends the search early; `done` is told of each evaluation.
#[must_use]
pub fn search(
    model: &impl Model,
    asked: &Search,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
) -> Causes {
    let mut causes = Causes { complete: true, ..Causes::default() };
    // Nothing has caused what did not come about.
    if !model.evaluate(&[], &[]).is_some_and(|actual| actual.outcome) {
        return causes;
    }
    let mut open: Vec<(Trial, Vec<usize>)> = Vec::new();
    for size in 1..=asked.largest_set + asked.largest_witness {
        let left = usize::try_from(asked.most_runs - causes.runs).unwrap_or(usize::MAX);
        let (trials, all) = level(model, asked, size, &open, &causes.found, left);
        causes.complete &= all;
        let results: Vec<Option<Option<Evaluation>>> = trials
            .par_iter()
            .map(|trial| {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let evaluation = model.evaluate(&trial.undone, &trial.held);
                done(1);
                Some(evaluation)
            })
            .collect();
        open = Vec::new();
        for (trial, result) in trials.into_iter().zip(results) {
            let Some(result) = result else {
                causes.complete = false;
                continue;
            };
            causes.runs += 1;
            match result {
                Some(Evaluation { outcome: false, .. }) => {
                    let same = |cause: &Cause| {
                        cause.set.len() == trial.undone.len()
                            && trial.undone.iter().all(|&(variable, _)| cause.has(variable))
                    };
                    if !causes.found.iter().any(same) {
                        causes.found.push(Cause { set: trial.undone, witness: trial.held });
                    }
                }
                Some(Evaluation { moved, .. }) => open.push((trial, moved)),
                None => {}
            }
        }
        if !causes.complete {
            break;
        }
    }
    // A part that needs a larger witness is found after the whole, and unmakes it.
    let found = causes.found.clone();
    causes.found.retain(|cause| {
        !found.iter().any(|other| {
            other.set.len() < cause.set.len() && other.set.iter().all(|&(v, _)| cause.has(v))
        })
    });
    causes
}

/// All that is tried at one |X| + |W|, or as much of it as is left to try; and whether it
/// is all.
fn level(
    model: &impl Model,
    asked: &Search,
    size: usize,
    open: &[(Trial, Vec<usize>)],
    found: &[Cause],
    left: usize,
) -> (Vec<Trial>, bool) {
    // What contains a cause is not minimal.
    let contains_cause = |set: &[(usize, usize)]| {
        found.iter().any(|cause| {
            cause.set.iter().all(|&(variable, _)| set.iter().any(|&(v, _)| v == variable))
        })
    };
    let mut trials = Vec::new();
    let mut known: BTreeSet<Trial> = BTreeSet::new();
    for (trial, moved) in open {
        let wide = trial.undone.iter().all(|(variable, _)| asked.together.contains(variable));
        if !wide || trial.held.len() == asked.largest_witness || contains_cause(&trial.undone) {
            continue;
        }
        for &variable in moved {
            let undone = trial.undone.iter().any(|&(known, _)| known == variable);
            if undone || trial.held.contains(&variable) {
                continue;
            }
            let mut wider = trial.clone();
            wider.held.push(variable);
            wider.held.sort_unstable();
            if known.insert(wider.clone()) {
                if trials.len() == left {
                    return (trials, false);
                }
                trials.push(wider);
            }
        }
    }
    let mut sets: Vec<Vec<usize>> = Vec::new();
    if size == 1 {
        let mut single = asked.alone.clone();
        single.extend(asked.together.iter().filter(|variable| !asked.alone.contains(variable)));
        sets.extend(single.into_iter().map(|variable| vec![variable]));
    } else if size <= asked.largest_set {
        // What is already a cause alone is no part of another one.
        let pool: Vec<usize> = asked
            .together
            .iter()
            .copied()
            .filter(|&variable| !contains_cause(&[(variable, 0)]))
            .collect();
        sets = subsets(&pool, size, left.saturating_sub(trials.len()) + 1);
    }
    for set in sets {
        let mut choices = vec![Vec::new()];
        for variable in set {
            let longer = |undone: &Vec<(usize, usize)>| {
                (0..model.alternatives(variable))
                    .map(|alternative| {
                        let mut undone = undone.clone();
                        undone.push((variable, alternative));
                        undone
                    })
                    .collect::<Vec<_>>()
            };
            choices = choices.iter().flat_map(longer).collect();
        }
        for undone in choices {
            if contains_cause(&undone) {
                continue;
            }
            if trials.len() == left {
                return (trials, false);
            }
            trials.push(Trial { undone, held: Vec::new() });
        }
    }
    (trials, true)
}

/// The subsets of a size in lexicographic order; no more than so many.
fn subsets(pool: &[usize], size: usize, most: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut places: Vec<usize> = (0..size).collect();
    if size > pool.len() {
        return found;
    }
    while found.len() < most {
        found.push(places.iter().map(|&place| pool[place]).collect());
        let movable = (0..size).rev().find(|&at| places[at] < pool.len() - size + at);
        let Some(at) = movable else { break };
        places[at] += 1;
        for later in at + 1..size {
            places[later] = places[later - 1] + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Yes-or-no variables, each with its equation over those before it.
    struct Equations {
        equations: Vec<fn(&[bool]) -> bool>,
        outcome: fn(&[bool]) -> bool,
    }

    impl Equations {
        fn solve(&self, undone: &[(usize, usize)], held: &[usize], actual: &[bool]) -> Vec<bool> {
            let mut values = Vec::new();
            for (variable, equation) in self.equations.iter().enumerate() {
                let value = if undone.iter().any(|&(known, _)| known == variable) {
                    !actual[variable]
                } else if held.contains(&variable) {
                    actual[variable]
                } else {
                    equation(&values)
                };
                values.push(value);
            }
            values
        }
    }

    impl Model for Equations {
        fn variables(&self) -> usize {
            self.equations.len()
        }

        fn alternatives(&self, _: usize) -> usize {
            1
        }

        fn evaluate(&self, undone: &[(usize, usize)], held: &[usize]) -> Option<Evaluation> {
            let actual = self.solve(&[], &[], &[]);
            let values = self.solve(undone, held, &actual);
            let moved = (0..values.len()).filter(|&place| values[place] != actual[place]);
            Some(Evaluation { outcome: (self.outcome)(&values), moved: moved.collect() })
        }
    }

    fn causes(equations: Vec<fn(&[bool]) -> bool>, outcome: fn(&[bool]) -> bool) -> Causes {
        let model = Equations { equations, outcome };
        let all: Vec<usize> = (0..model.variables()).collect();
        let asked = Search {
            alone: Vec::new(),
            together: all,
            largest_set: 6,
            largest_witness: 3,
            most_runs: 100_000,
        };
        let causes = search(&model, &asked, &AtomicBool::new(false), &|_| {});
        assert!(causes.complete);
        causes
    }

    fn sets(causes: &Causes) -> Vec<Vec<usize>> {
        causes.found.iter().map(|cause| cause.set.iter().map(|&(v, _)| v).collect()).collect()
    }

    const YES: fn(&[bool]) -> bool = |_| true;
    const NO: fn(&[bool]) -> bool = |_| false;

    #[test]
    fn a_fire_that_needs_lightning_and_a_match_has_both_as_causes() {
        let found = causes(vec![YES, YES], |v| v[0] && v[1]);
        assert_eq!(sets(&found), [vec![0], vec![1]]);
        assert_eq!((found.responsibility(0), found.responsibility(1)), (1.0, 1.0));
    }

    #[test]
    fn a_fire_that_either_would_have_lit_has_the_pair_as_its_cause() {
        let found = causes(vec![YES, YES], |v| v[0] || v[1]);
        assert_eq!(sets(&found), [vec![0, 1]]);
        assert_eq!((found.responsibility(0), found.responsibility(1)), (0.5, 0.5));
    }

    #[test]
    fn suzys_stone_broke_the_bottle_though_billys_would_have() {
        // Suzy throws, Billy throws, Suzy hits, Billy hits what still stands.
        let found = causes(vec![YES, YES, |v| v[0], |v| v[1] && !v[2]], |v| v[2] || v[3]);
        assert_eq!(sets(&found), [vec![0], vec![2]]);
        assert!(found.found.iter().all(|cause| cause.witness == [3]), "{found:?}");
        assert_eq!(found.responsibility(0), 0.5);
        assert_eq!((found.responsibility(1), found.responsibility(3)), (0.0, 0.0));
    }

    #[test]
    fn a_voter_bears_a_sixth_of_a_unanimous_vote_and_all_of_a_narrow_one() {
        let wins: fn(&[bool]) -> bool = |v| v.iter().filter(|&&vote| vote).count() >= 6;
        let unanimous = causes(vec![YES; 11], wins);
        let narrow = causes([vec![YES; 6], vec![NO; 5]].concat(), wins);
        for voter in 0..11 {
            assert!((unanimous.responsibility(voter) - 1.0 / 6.0).abs() < 1e-12);
            assert_eq!(narrow.responsibility(voter), if voter < 6 { 1.0 } else { 0.0 });
        }
        assert_eq!(unanimous.found.len(), 462);
    }

    #[test]
    fn who_loads_a_gun_that_nobody_fires_has_killed_nobody() {
        // A loads B's gun, B shoots, C shoots with his own.
        let dies: fn(&[bool]) -> bool = |v| (v[0] && v[1]) || v[2];
        let only_c = causes(vec![YES, NO, YES], dies);
        assert_eq!(sets(&only_c), [vec![2]]);
        assert_eq!(only_c.responsibility(0), 0.0);
        let both = causes(vec![YES, YES, YES], dies);
        assert_eq!(sets(&both), [vec![0, 2], vec![1, 2]]);
        assert_eq!(both.responsibility(0), 0.5);
    }

    #[test]
    fn what_did_not_come_about_has_no_cause() {
        assert_eq!(causes(vec![YES, NO], |v| v[0] && v[1]).found, []);
    }

    #[test]
    fn a_search_that_is_cut_short_says_so() {
        let model = Equations { equations: vec![YES; 11], outcome: |v| v.contains(&true) };
        let all: Vec<usize> = (0..11).collect();
        let asked = Search {
            alone: Vec::new(),
            together: all,
            largest_set: 11,
            largest_witness: 0,
            most_runs: 100,
        };
        let found = search(&model, &asked, &AtomicBool::new(false), &|_| {});
        assert!(!found.complete && found.runs == 100 && found.found.is_empty());
    }
}
