//! Inevitability curves: how likely an outcome was, given the state of each week (Tetlock
//! and Lebow 2001, "Poking counterfactual holes in covering laws", *APSR* 95).
//!
//! The worldline is forked at the end of a week: its state is kept, its luck is fresh from
//! then on. The share of forks with the outcome is the probability of the outcome given all
//! that had happened. Before the first week nothing is known, not even the parameters that
//! the worldline drew: that is the base rate. On the last day the outcome is a fact.
//!
//! The mean over worldlines of such a curve is flat: what is expected to be learnt does not
//! change what is expected (a martingale).

use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use crate::batch;
use crate::batch::runner::each_seed;
use crate::policy::world::{self, Life, live_week};
use crate::scenario::Week;
use crate::sim::fingerprint::scramble;
use crate::whatif::claim::Witness;
use crate::whatif::explanation::Stage;

/// What followed from the state of a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The week at whose end it was forked; nothing, before the first one.
    pub week: Option<Week>,
    /// How many forks ended in each outcome class.
    pub classes: Vec<u64>,
    /// In how many forks the claim held.
    pub held: u64,
    /// How many forks there were.
    pub forks: u64,
    /// Is it a fact, because the last week is over?
    pub certain: bool,
}

/// The weeks at whose end a worldline is forked: every so many, and the last.
#[must_use]
pub fn weeks(first: Week, last: Week, every: u16) -> Vec<Week> {
    let mut weeks: Vec<Week> =
        (first..=last).step_by(usize::from(every.max(1))).filter(|&week| week < last).collect();
    weeks.push(last);
    weeks
}

/// The curve of one worldline. Its forks live in lucks that are its own: another worldline
/// has others. `stop` ends it early with the points that are whole; `done` is told of each
/// fork.
#[must_use]
pub fn curve(
    stage: &Stage,
    seed: u64,
    every: u16,
    forks: u64,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
) -> Vec<Point> {
    let world = &stage.world;
    let claims = std::slice::from_ref(&stage.claim);
    let (first, last) = (world.premise.first_week(), world.premise.last_week());
    let wanted = weeks(first, last, every);
    let mut worldline = world.worldline(Life::of(seed));
    let mut witness = Witness::new(claims);
    let mut states = vec![(None, worldline.clone(), witness.clone())];
    for week in first..=last {
        {
            let mut whole = worldline.whole();
            live_week(&mut whole);
            witness.look(&whole);
        }
        if wanted.contains(&week) {
            states.push((Some(week), worldline.clone(), witness.clone()));
        }
    }
    let classes = world.scenario().outcomes.len();
    let mut points = Vec::new();
    for (week, state, witness) in &states {
        let certain = *week == Some(last);
        let n = if certain { 1 } else { forks };
        let ends = each_seed(0..n, stop, done, |fork| {
            let luck = scramble(scramble(seed) ^ fork);
            let mut fork = match week {
                None => world.worldline(Life::of(luck)),
                Some(_) if certain => state.clone(),
                Some(_) => state.fork(luck),
            };
            let mut witness = witness.clone();
            world::go_on(&mut fork, |whole| witness.look(whole));
            (batch::row(&fork.whole()).outcome, witness.verdicts()[0])
        });
        if ends.len() as u64 != n {
            break;
        }
        let mut point =
            Point { week: *week, classes: vec![0; classes], held: 0, forks: n, certain };
        for (class, held) in ends {
            point.classes[class] += 1;
            point.held += u64::from(held);
        }
        points.push(point);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::weeks;

    #[test]
    fn a_curve_has_every_nth_week_and_the_last() {
        assert_eq!(weeks(3, 12, 4), [3, 7, 11, 12]);
        assert_eq!(weeks(3, 11, 4), [3, 7, 11]);
    }
}
