//! A world: a premise and who answers in it; and how one of its worldlines is lived.
//!
//! A worldline is a pure function of its world, its luck and what is held in it. All that
//! this room computes is made of such runs: one change undone, one node lent from another
//! seed, one path imposed.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::policy;
use crate::scenario::Scenario;
use crate::sim::hold::{Held, Holds, Log};
use crate::sim::luck::Luck;
use crate::sim::record::Seats;
use crate::sim::{self, Premise, Station, Whole, Worldline};

/// A world in which worldlines are lived.
#[derive(Clone, Debug)]
pub struct World {
    /// What its worldlines take for granted.
    pub premise: Premise,
    /// Who answers for whom.
    pub seats: Seats,
}

/// How a worldline is lived.
#[derive(Clone, Debug)]
pub struct Life {
    /// Its luck, which may be lent in part from other seeds.
    pub luck: Luck,
    /// What is held in it from outside.
    pub held: Held,
    /// Does its chronicle keep reasons?
    pub keeps_reasons: bool,
}

impl Life {
    /// The plain life of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self::in_luck(Luck::new(seed))
    }

    /// A life in this luck.
    #[must_use]
    pub fn in_luck(luck: Luck) -> Self {
        Self { luck, held: Held::default(), keeps_reasons: false }
    }

    /// The same, with something held.
    #[must_use]
    pub fn holding(mut self, holds: Holds) -> Self {
        self.held = Held::new(holds);
        self
    }

    /// The same, with a chronicle that keeps its reasons.
    #[must_use]
    pub const fn with_reasons(mut self) -> Self {
        self.keeps_reasons = true;
        self
    }
}

impl World {
    /// The scenario that it plays.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.premise.scenario
    }

    /// A worldline on the eve of its scenario.
    #[must_use]
    pub fn worldline(&self, life: Life) -> Worldline {
        let Life { luck, held, keeps_reasons } = life;
        Worldline::with(&self.premise, luck, held, self.seats.clone(), keeps_reasons)
    }

    /// Lives a worldline to its end and looks at it at the end of every week.
    pub fn live(&self, life: Life, look: impl FnMut(&Whole<'_>)) -> Worldline {
        let mut worldline = self.worldline(life);
        go_on(&mut worldline, look);
        worldline
    }

    /// The same, with somebody who may look, and impose, between the rules of the week.
    pub fn live_watched(
        &self,
        life: Life,
        mut watch: impl FnMut(Station, &mut Whole<'_>),
        mut look: impl FnMut(&Whole<'_>),
    ) -> Worldline {
        let mut worldline = self.worldline(life);
        let mut whole = worldline.whole();
        for _ in 0..self.premise.weeks() {
            sim::open_week_watched(&mut whole, &mut watch);
            policy::answer_directly(&mut whole);
            sim::play_week_watched(&mut whole, &mut watch);
            look(&whole);
        }
        worldline
    }

    /// Lives a worldline to its end and notes what happens in it.
    #[must_use]
    pub fn logged(&self, life: Life) -> (Worldline, Log) {
        let mut log: Option<Log> = None;
        let worldline = self.live(life, |whole| {
            log.get_or_insert_with(|| Log::of(whole)).note(whole);
        });
        (worldline, log.unwrap_or_default())
    }
}

/// Plays a worldline from where it stands to its end.
pub fn go_on(worldline: &mut Worldline, mut look: impl FnMut(&Whole<'_>)) {
    let last = worldline.premise.last_week();
    let mut whole = worldline.whole();
    while whole.calendar.week < last {
        sim::open_week_directly(&mut whole);
        policy::answer_directly(&mut whole);
        sim::play_week_directly(&mut whole);
        look(&whole);
    }
}

/// Does something for each seed on the threads of the current pool; results come in the
/// order of the seeds. `stop` ends it early with those up to the first missing one; `done`
/// is told of each that is finished.
#[must_use]
pub fn each_seed<T: Send>(
    seeds: std::ops::Range<u64>,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
    work: impl Fn(u64) -> T + Sync,
) -> Vec<T> {
    let results: Vec<Option<T>> = seeds
        .into_par_iter()
        .map(|seed| {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let result = work(seed);
            done(1);
            Some(result)
        })
        .collect();
    results.into_iter().map_while(|result| result).collect()
}
