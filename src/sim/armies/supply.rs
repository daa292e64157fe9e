//! Supply: what comes from outside the theatre to its depots, and how much of it reaches
//! an army.
//!
//! It runs along a side's own railways almost without loss, and over every other road of
//! ground that the side holds with half of it lost in each `far_east.reach`. Where none
//! arrives, armies live on what is stored in their own country, there and in the regions
//! that they still have a road to. The Soviet depots get no more than the Trans-Siberian
//! brings.

use crate::scenario::{Day, limits};
use crate::sim::worldline::Whole;

use super::Week;
use super::battle::{self, Fate};
use super::ground::SOVIET;

/// What reaches the regions this morning, Japan's side first.
pub(super) struct Reach {
    /// Share of an army's needs that arrives from outside.
    pub comes: [[f64; limits::REGIONS]; 2],
    /// Days for which an army there can live on stores.
    stored: [[f64; limits::REGIONS]; 2],
}

/// Days of supply that an army carries with it: assumed.
const CARRIED: f64 = 14.0;
/// Share of a region's stores that is of use in the next: assumed.
const FETCHED: f64 = 0.7;

/// Works out what reaches every region: shortest ways from the depots (Bellman 1958, Ford
/// 1956) over ground that the side holds.
pub(super) fn reach(whole: &Whole<'_>) -> Reach {
    let ground = &whole.premise.ground;
    let half = whole.premise.armies.reach;
    let mut reach =
        Reach { comes: [[0.0; limits::REGIONS]; 2], stored: [[CARRIED; limits::REGIONS]; 2] };
    for side in 0..2 {
        let held = |region: u8| {
            ground.side_of(whole.theatre.control[usize::from(region)]) == Some(side)
        };
        let mut away = [f64::INFINITY; limits::REGIONS];
        for &(depot, brings) in ground.depots.iter().filter(|(depot, _)| held(*depot)) {
            let line = if side == SOVIET { whole.railway.supply.clamp(0.05, 1.0) } else { 1.0 };
            // A depot that brings half lies, in effect, one halving away.
            away[usize::from(depot)] = -half * libm::log2(brings * line);
        }
        let stored = &mut reach.stored[side];
        for (place, region) in whole.premise.scenario.regions.iter().enumerate() {
            if ground.country[place].0 == Some(side) && held(place as u8) {
                stored[place] = region.stores;
            }
        }
        let mut better = true;
        while better {
            better = false;
            for road in ground.roads.iter().filter(|road| held(road.a) && held(road.b)) {
                let km = road.km[side];
                for (from, to) in [(road.a, road.b), (road.b, road.a)] {
                    let (from, to) = (usize::from(from), usize::from(to));
                    if away[from] + km < away[to] {
                        away[to] = away[from] + km;
                        better = true;
                    }
                    if FETCHED * stored[from] > stored[to] {
                        stored[to] = FETCHED * stored[from];
                        better = true;
                    }
                }
            }
        }
        for (comes, away) in reach.comes[side].iter_mut().zip(&away[..ground.regions]) {
            *comes = if away.is_finite() { libm::exp2(-away / half).min(1.0) } else { 0.0 };
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
        let comes = reach.comes[post.side][region];
        let stores = reach.stored[post.side][region];
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
