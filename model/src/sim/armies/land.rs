//! The lie of the land: who holds what, what supply reaches every region, and how far it
//! is to the main effort. It is worked out anew when a region changes hands.

use crate::scenario::{PowerId, RegionId, limits};
use crate::sim::worldline::Whole;

use super::ground::{Ground, OfRegions, OfSides, Side};

/// The lie of the land on a morning.
pub(super) struct Land {
    /// Who controls each region.
    control: OfRegions<PowerId>,
    /// The side that holds each region, if one does.
    side: OfRegions<Option<Side>>,
    /// Share of an army's needs that arrives in each region from outside.
    pub comes: OfSides<OfRegions<f64>>,
    /// Days for which an army there can live on stores.
    pub stored: OfSides<OfRegions<f64>>,
    /// How many regions lie between each region and the main effort.
    pub away: OfSides<OfRegions<u8>>,
}

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
            side: OfRegions::new([None; limits::REGIONS]),
            comes: OfSides::new([OfRegions::new([0.0; limits::REGIONS]); 2]),
            stored: OfSides::new([OfRegions::new([CARRIED; limits::REGIONS]); 2]),
            away: OfSides::new([OfRegions::new([u8::MAX; limits::REGIONS]); 2]),
        };
        for region in ground.country.ids() {
            land.side[region] = ground.side_of(land.control[region]);
        }
        for side in Side::BOTH {
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
    pub fn held(&self, side: Side, region: RegionId) -> bool {
        self.side[region] == Some(side)
    }

    /// Does the other side hold a neighbouring region, by land or over the sea?
    pub fn touches_the_enemy(&self, ground: &Ground, side: Side, region: RegionId) -> bool {
        ground.ways[region].iter().any(|way| self.held(side.enemy(), way.to))
    }

    /// Shortest ways from the depots (Bellman 1958, Ford 1956) over ground that the side
    /// holds.
    fn survey_supply(&mut self, whole: &Whole<'_>, side: Side) {
        let ground = &whole.premise.ground;
        let half = whole.premise.armies.reach;
        let held = |land: &Self, region: RegionId| land.held(side, region);
        let mut away = OfRegions::new([f64::INFINITY; limits::REGIONS]);
        let line = if side == Side::Soviet { whole.railway.supply.clamp(0.05, 1.0) } else { 1.0 };
        for &(depot, brings) in ground.depots.iter().filter(|(depot, _)| held(self, *depot)) {
            // A depot that brings half lies, in effect, one halving away.
            away[depot] = -half * libm::log2(brings * line);
        }
        for (id, region) in whole.premise.scenario.regions.enumerated() {
            if ground.country[id].0 == Some(side) && held(self, id) {
                self.stored[side][id] = region.stores;
            }
        }
        let stored = &mut self.stored[side];
        let sides = &self.side;
        let open = |region: RegionId| sides[region] == Some(side);
        let mut better = true;
        while better {
            better = false;
            for road in ground.roads.iter().filter(|road| open(road.a) && open(road.b)) {
                let km = road.km[side];
                for (from, to) in [(road.a, road.b), (road.b, road.a)] {
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
        for (comes, away) in self.comes[side].iter_mut().zip(&away).take(ground.country.len()) {
            *comes = if away.is_finite() { libm::exp2(-away / half).min(1.0) } else { 0.0 };
        }
    }

    /// The main effort is made from all ground beside the worthiest region that the enemy
    /// holds at the front.
    fn find_the_main_effort(&mut self, whole: &Whole<'_>, side: Side) {
        let ground = &whole.premise.ground;
        let contacts = || {
            let land = ground.roads.iter().filter(|road| !road.sea);
            let both = land.flat_map(|road| [(road.a, road.b), (road.b, road.a)]);
            both.filter(|&(own, other)| self.held(side, own) && self.held(side.enemy(), other))
        };
        let worth = |region: RegionId| whole.premise.scenario.regions[region].worth;
        let Some((_, goal)) = contacts().max_by(|a, b| worth(a.1).total_cmp(&worth(b.1))) else {
            return;
        };
        let mut away = OfRegions::new([u8::MAX; limits::REGIONS]);
        for (own, _) in contacts().filter(|&(_, other)| other == goal) {
            away[own] = 0;
        }
        let mut nearer = true;
        while nearer {
            nearer = false;
            let own = ground.roads.iter().filter(|road| !road.sea);
            for road in own.filter(|road| self.held(side, road.a) && self.held(side, road.b)) {
                for (from, to) in [(road.a, road.b), (road.b, road.a)] {
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
