//! The lie of the land: who holds what, what supply reaches every region, and how far it
//! is to the main effort. It is worked out anew when a region changes hands.

use crate::scenario::limits;
use crate::sim::worldline::Whole;

use super::ground::{Ground, JAPAN, SOVIET};

/// The lie of the land on a morning.
pub(super) struct Land {
    /// Who controls each region, by the power's place.
    control: [u8; limits::REGIONS],
    /// The side that holds each region; 2 is neither.
    side: [u8; limits::REGIONS],
    /// Share of an army's needs that arrives in each region from outside, Japan's side
    /// first.
    pub comes: [[f64; limits::REGIONS]; 2],
    /// Days for which an army there can live on stores.
    pub stored: [[f64; limits::REGIONS]; 2],
    /// How many regions lie between each region and the main effort.
    pub away: [[u8; limits::REGIONS]; 2],
}

/// Nobody's side.
const NEITHER: u8 = 2;
/// Days of supply that an army carries with it: assumed.
const CARRIED: f64 = 14.0;
/// Share of a region's stores that is of use in the next: assumed.
const FETCHED: f64 = 0.7;

impl Land {
    /// Surveys it.
    pub fn of(whole: &Whole<'_>) -> Self {
        let ground = &whole.premise.ground;
        let mut land = Self {
            control: whole.theatre.control,
            side: [NEITHER; limits::REGIONS],
            comes: [[0.0; limits::REGIONS]; 2],
            stored: [[CARRIED; limits::REGIONS]; 2],
            away: [[u8::MAX; limits::REGIONS]; 2],
        };
        let regions = land.side[..ground.regions].iter_mut().zip(&land.control);
        for (side, &power) in regions {
            *side = ground.side_of(power).map_or(NEITHER, |side| side as u8);
        }
        for side in [JAPAN, SOVIET] {
            land.survey_supply(whole, side);
            land.find_the_main_effort(whole, side);
        }
        land
    }

    /// Has a region changed hands since?
    pub fn has_changed(&self, whole: &Whole<'_>) -> bool {
        self.control != whole.theatre.control
    }

    /// Does a side hold a region?
    pub fn held(&self, side: usize, region: u8) -> bool {
        usize::from(self.side[usize::from(region)]) == side
    }

    /// Does the other side hold a neighbouring region, by land or over the sea?
    pub fn touches_the_enemy(&self, ground: &Ground, side: usize, region: u8) -> bool {
        ground.ways[usize::from(region)].iter().any(|way| self.held(1 - side, way.to))
    }

    /// Shortest ways from the depots (Bellman 1958, Ford 1956) over ground that the side
    /// holds.
    fn survey_supply(&mut self, whole: &Whole<'_>, side: usize) {
        let ground = &whole.premise.ground;
        let half = whole.premise.armies.reach;
        let held = |land: &Self, region: u8| land.held(side, region);
        let mut away = [f64::INFINITY; limits::REGIONS];
        let line = if side == SOVIET { whole.railway.supply.clamp(0.05, 1.0) } else { 1.0 };
        for &(depot, brings) in ground.depots.iter().filter(|(depot, _)| held(self, *depot)) {
            // A depot that brings half lies, in effect, one halving away.
            away[usize::from(depot)] = -half * libm::log2(brings * line);
        }
        for (place, region) in whole.premise.scenario.regions.iter().enumerate() {
            if ground.country[place].0 == Some(side) && held(self, place as u8) {
                self.stored[side][place] = region.stores;
            }
        }
        let stored = &mut self.stored[side];
        let sides = &self.side;
        let open = |region: u8| usize::from(sides[usize::from(region)]) == side;
        let mut better = true;
        while better {
            better = false;
            for road in ground.roads.iter().filter(|road| open(road.a) && open(road.b)) {
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
        for (comes, away) in self.comes[side].iter_mut().zip(&away[..ground.regions]) {
            *comes = if away.is_finite() { libm::exp2(-away / half).min(1.0) } else { 0.0 };
        }
    }

    /// The main effort is made from all ground beside the worthiest region that the enemy
    /// holds at the front.
    fn find_the_main_effort(&mut self, whole: &Whole<'_>, side: usize) {
        let ground = &whole.premise.ground;
        let contacts = || {
            let land = ground.roads.iter().filter(|road| !road.sea);
            let both = land.flat_map(|road| [(road.a, road.b), (road.b, road.a)]);
            both.filter(|&(own, other)| self.held(side, own) && self.held(1 - side, other))
        };
        let worth = |region: u8| whole.premise.scenario.regions[usize::from(region)].worth;
        let Some((_, goal)) = contacts().max_by(|a, b| worth(a.1).total_cmp(&worth(b.1))) else {
            return;
        };
        let mut away = [u8::MAX; limits::REGIONS];
        for (own, _) in contacts().filter(|&(_, other)| other == goal) {
            away[usize::from(own)] = 0;
        }
        let mut nearer = true;
        while nearer {
            nearer = false;
            let own = ground.roads.iter().filter(|road| !road.sea);
            for road in own.filter(|road| self.held(side, road.a) && self.held(side, road.b)) {
                let (a, b) = (usize::from(road.a), usize::from(road.b));
                for (from, to) in [(a, b), (b, a)] {
                    let hops = away[from].saturating_add(1);
                    if hops < away[to] {
                        away[to] = hops;
                        nearer = true;
                    }
                }
            }
        }
        self.away[side] = away;
    }
}
