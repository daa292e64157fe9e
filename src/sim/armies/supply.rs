//! Supply: what comes from outside the theatre to its depots, and how much of it reaches
//! an army.
//!
//! It runs along a side's own railways almost without loss, and over every other road of
//! ground that the side holds with half of it lost in each `far_east.reach`. What no road
//! reaches lives on its stores. The Soviet depots get no more than the Trans-Siberian
//! brings.

use crate::scenario::{Day, limits};
use crate::sim::worldline::Whole;

use super::Week;
use super::battle::{self, Fate};
use super::ground::SOVIET;

/// Share of its needs that reaches each region, Japan's side first.
pub(super) type Reach = [[f64; limits::REGIONS]; 2];

/// Works out what reaches every region this morning: shortest ways from the depots
/// (Bellman 1958, Ford 1956) over ground that the side holds.
pub(super) fn reach(whole: &Whole<'_>) -> Reach {
    let ground = &whole.premise.ground;
    let half = whole.premise.armies.reach;
    let mut reach = [[0.0; limits::REGIONS]; 2];
    for (side, reached) in reach.iter_mut().enumerate() {
        let held = |region: u8| {
            ground.side_of(whole.theatre.control[usize::from(region)]) == Some(side)
        };
        let mut away = [f64::INFINITY; limits::REGIONS];
        for &(depot, brings) in ground.depots.iter().filter(|(depot, _)| held(*depot)) {
            let line = if side == SOVIET { whole.railway.supply.clamp(0.05, 1.0) } else { 1.0 };
            // A depot that brings half lies, in effect, one halving away.
            away[usize::from(depot)] = -half * libm::log2(brings * line);
        }
        let mut better = true;
        while better {
            better = false;
            for road in &ground.roads {
                let (a, b) = (usize::from(road.a), usize::from(road.b));
                if !held(road.a) || !held(road.b) {
                    continue;
                }
                let km = road.km[side];
                for (from, to) in [(a, b), (b, a)] {
                    if away[from] + km < away[to] {
                        away[to] = away[from] + km;
                        better = true;
                    }
                }
            }
        }
        for (reached, away) in reached.iter_mut().zip(&away[..ground.regions]) {
            *reached = if away.is_finite() { libm::exp2(-away / half).min(1.0) } else { 0.0 };
        }
    }
    reach
}

/// Share of what an army lacks that a day brings: assumed.
const REFILL: f64 = 0.25;
/// Below this share an army starves, below that it can fight no longer: assumed.
const HUNGER: f64 = 0.3;
const END: f64 = 0.1;

/// Armies eat: their stores follow what reaches them, and who has nothing left starves or
/// gives up.
pub(super) fn feed(whole: &mut Whole<'_>, reach: &Reach, week: &Week, day: Day) {
    let ground = &whole.premise.ground;
    let starving = whole.premise.armies.starving;
    for army in 0..ground.armies {
        let post = &ground.posts[army];
        let state = &mut whole.armies.0[army];
        if state.gone || state.divisions <= 0.0 {
            continue;
        }
        let region = usize::from(state.region);
        let comes = reach[post.side][region];
        let known = &whole.premise.scenario.regions[region];
        let stores = if ground.country[region].0 == Some(post.side) { known.stores } else { 14.0 };
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
