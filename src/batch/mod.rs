//! Many worldlines: chunks of them in a `World` each, a `World` a thread, no locks.
//!
//! A row is a pure function of the premise and its seed, so neither the number of
//! threads nor the size of a chunk reaches it; rows come in the order of their seeds.
//! Seeds of a batch are consecutive from its own ([`seeds`]).
//!
//! `runner` does the work on all threads, in order and in bounded memory; `table` is what rows
//! look like in files, `worldlines` the table of histories; `provenance` says where rows come
//! from; `journal` keeps them through interruptions and in parts; `tally` counts them. `work` is
//! how an inquiry is worked on: who may stop it, who is told how far it is, and why it fails.

pub mod binomial;
pub mod journal;
pub mod provenance;
pub mod runner;
pub mod seeds;
pub mod statistics;
pub mod table;
pub mod tally;
pub mod work;
pub mod worldlines;

use std::sync::atomic::AtomicBool;

use bevy_ecs::prelude::*;

use crate::policy::{self, world::go_on};
use crate::sim::agenda::Seats;
use crate::sim::{self, OpenWeek, PlayWeek, Premise, Whole, WholeQuery, Worldline};

/// Worldlines in a chunk; 64 to 256 were measured best.
pub const CHUNK: usize = 64;

/// What is kept of a worldline.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its seed, 0 to 2⁶³ − 1.
    pub seed: u64,
    /// Place of its outcome class among those of the scenario, from 0.
    pub outcome: usize,
    /// Its measures, each in its own unit, in the order of the scenario; nothing where a
    /// measure has no value.
    pub measures: Vec<Option<f64>>,
    /// Its fingerprint on the last day.
    pub state_hash: u64,
}

/// Reads the row of a worldline whose last week is over.
#[must_use]
pub fn row(whole: &Whole<'_>) -> Row {
    let scenario = &whole.premise.scenario;
    let holds = |outcome: &crate::scenario::Outcome| outcome.condition.holds(whole);
    Row {
        seed: whole.luck.seed,
        outcome: scenario.outcomes.iter().position(holds).unwrap_or(scenario.outcomes.len() - 1),
        measures: scenario.measures.iter().map(|measure| measure.of(whole)).collect(),
        state_hash: whole.state_hash(),
    }
}

/// Runs the worldlines of some seeds in one `World` to their end.
#[must_use]
pub fn run_chunk(premise: &Premise, seats: &Seats, seeds: std::ops::Range<u64>) -> Vec<Row> {
    let mut world = World::new();
    sim::add_week(&mut world);
    policy::add_policies(&mut world);
    let entities: Vec<Entity> = seeds
        .map(|seed| world.spawn(Worldline::new(premise, seed, seats.clone(), false)).id())
        .collect();
    for _ in 0..premise.weeks() {
        world.run_schedule(OpenWeek);
        world.run_schedule(PlayWeek);
    }
    let mut query = world.query::<WholeQuery>();
    let read =
        |entity| query.get_mut(&mut world, entity).map(|mut worldline| row(&worldline.whole()));
    entities.into_iter().map(read).filter_map(Result::ok).collect()
}

/// Runs one worldline to its end by calling the rules directly, without a `World`.
#[must_use]
pub fn run_directly(premise: &Premise, seats: &Seats, seed: u64) -> Row {
    let mut worldline = Worldline::new(premise, seed, seats.clone(), false);
    go_on(&mut worldline, |_| {});
    row(&worldline.whole())
}

/// Runs a batch on as many threads as the current pool has. `done` is told how many
/// worldlines each finished chunk had; `stop` ends the batch early, and the rows up to the
/// first missing one are kept. All rows are held; [`runner::rows`] holds few.
#[must_use]
pub fn run(
    premise: &Premise,
    seats: &Seats,
    first_seed: u64,
    runs: u64,
    stop: &AtomicBool,
    done: impl Fn(u64) + Sync,
) -> Vec<Row> {
    let mut kept = Vec::new();
    let seeds = first_seed..first_seed.saturating_add(runs);
    let sink = |_, rows: &[Row]| {
        kept.extend_from_slice(rows);
        Ok::<(), std::convert::Infallible>(())
    };
    let Ok(_) = runner::rows(&[(premise, seats)], seeds, stop, done, sink);
    kept
}
