//! Supply: armies eat what reaches them (`land` says how much), then their stores, then
//! they starve.
//!
//! It comes from outside the theatre to its depots, runs along a side's own railways almost
//! without loss, and over every other road of ground that the side holds with half of it
//! lost in each `far_east.reach`. Where none arrives, armies live on what is stored in
//! their own country, there and in the regions that they still have a road to. The Soviet
//! depots get no more than the Trans-Siberian brings.

use crate::scenario::Day;
use crate::sim::worldline::Whole;

use super::Week;
use super::battle::{self, Fate};
use super::land::Land;

/// Share of what an army lacks that a day brings: assumed.
const REFILL: f64 = 0.25;
/// Below this share an army starves, below that it can fight no longer: assumed.
const HUNGER: f64 = 0.3;
const END: f64 = 0.1;

/// Armies eat: their stores follow what reaches them, and who has nothing left starves or
/// gives up.
pub(super) fn feed(whole: &mut Whole<'_>, land: &Land, week: &Week, day: Day) {
    let ground = &whole.premise.ground;
    let starving = whole.premise.armies.starving;
    for army in ground.posts.ids() {
        let post = &ground.posts[army];
        let state = &mut whole.armies.0[army];
        // Who stands on a third power's ground is fed or disarmed by it.
        if state.gone || state.divisions <= 0.0 || !land.held(post.side, state.region) {
            continue;
        }
        let region = state.region;
        let comes = land.comes[post.side][region];
        let stores = land.stored[post.side][region];
        state.supply = if state.supply < comes {
            state.supply + REFILL * (comes - state.supply)
        } else {
            (state.supply - 1.0 / stores).max(comes)
        };
        if state.supply >= HUNGER {
            continue;
        }
        let hungry = starving * (1.0 - state.supply / HUNGER);
        let (supply, cut_off) = (state.supply, comes <= 0.0);
        battle::lose(whole, week, army, hungry, Fate::Starved);
        if cut_off && supply <= END {
            battle::give_up(whole, week, army, day);
        }
    }
}
