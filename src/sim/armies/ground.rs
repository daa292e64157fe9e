//! What the rules of operations ask of a scenario, laid out so that a day need not search
//! for it.

use crate::scenario::{Day, Pool, Scenario, limits};
use crate::sim::fingerprint::name_of;

/// The two sides: Japan's and the Soviet Union's, with their allies.
pub(super) const JAPAN: usize = 0;
/// The Soviet Union's.
pub(super) const SOVIET: usize = 1;

/// The pools whose divisions the armies share: side and pool.
pub(super) const POOLS: [(usize, Pool); 4] =
    [(JAPAN, Pool::Theatre), (SOVIET, Pool::Theatre), (JAPAN, Pool::Korea), (JAPAN, Pool::Home)];

/// A way from one region to a neighbour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub to: u8,
    pub km: f64,
    pub going: f64,
    pub rail: bool,
    pub sea: bool,
}

/// A passage as supply sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Road {
    pub a: u8,
    pub b: u8,
    pub sea: bool,
    /// The way of supply, km of fair going, Japan's side first: carted, or by rail where
    /// the railway is the side's own from the first day, for a foreign gauge is of no use.
    pub km: [f64; 2],
}

/// An army's standing orders.
#[derive(Clone, Copy, Debug)]
pub(super) struct Post {
    pub side: usize,
    /// The place of its pool in [`POOLS`].
    pub pool: usize,
    pub from: Day,
    pub share: f64,
    pub quality: f64,
    pub tanks: f64,
    pub motorised: f64,
    pub scatters: bool,
    /// The name of its luck.
    pub stream: u64,
}

/// What these rules ask of a scenario.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The places of Japan and of the Soviet Union among the powers.
    sides: Option<[u8; 2]>,
    /// The side of each power.
    side_of: Vec<Option<usize>>,
    /// How many armies there are.
    pub(super) armies: usize,
    /// How many regions there are.
    pub(super) regions: usize,
    pub(super) posts: [Post; limits::ARMIES],
    /// The ways out of each region.
    pub(super) ways: Vec<Vec<Way>>,
    /// All passages.
    pub(super) roads: Vec<Road>,
    /// Whose country each region was on the first day: side and power.
    pub(super) country: Vec<(Option<usize>, u8)>,
    /// Regions with a depot, and what comes to it from outside.
    pub(super) depots: Vec<(u8, f64)>,
}

/// What a railway leaves of a way, for supply: assumed.
const RAIL: f64 = 0.05;
/// Going that is fair: carts and lorries make good time.
const FAIR: f64 = 0.5;

impl Ground {
    /// Reads it out of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let place = |id: &str| scenario.powers.iter().position(|power| power.id == id);
        let sides = place("japan").zip(place("soviet"));
        let side = |power: usize| match sides {
            Some((japan, _)) if power == japan => Some(JAPAN),
            Some((_, soviet)) if power == soviet => Some(SOVIET),
            _ => None,
        };
        let side_of: Vec<Option<usize>> = (0..scenario.powers.len())
            .map(|power| side(power).or_else(|| scenario.powers[power].ally.and_then(side)))
            .collect();
        let country: Vec<(Option<usize>, u8)> = scenario
            .regions
            .iter()
            .map(|region| (side_of.get(region.holder).copied().flatten(), region.holder as u8))
            .collect();
        let mut ways = vec![Vec::new(); scenario.regions.len()];
        let mut roads = Vec::new();
        for passage in &scenario.passages {
            let (km, going) = (passage.km, passage.going);
            let (rail, sea) = (passage.rail, passage.sea);
            ways[passage.a].push(Way { to: passage.b as u8, km, going, rail, sea });
            ways[passage.b].push(Way { to: passage.a as u8, km, going, rail, sea });
            let carted = if sea { km * FAIR } else { km * FAIR / going };
            let own = |side| {
                passage.rail
                    && country[passage.a].0 == Some(side)
                    && country[passage.b].0 == Some(side)
            };
            let way = [JAPAN, SOVIET].map(|side| if own(side) { km * RAIL } else { carted });
            roads.push(Road { a: passage.a as u8, b: passage.b as u8, sea, km: way });
        }
        let nobody = Post {
            side: JAPAN,
            pool: 0,
            from: Day::MAX,
            share: 0.0,
            quality: 1.0,
            tanks: 1.0,
            motorised: 0.0,
            scatters: false,
            stream: 0,
        };
        let mut posts = [nobody; limits::ARMIES];
        let mut armies = 0;
        for (post, army) in posts.iter_mut().zip(&scenario.armies) {
            armies += 1;
            let side = side_of.get(army.power).copied().flatten().unwrap_or(JAPAN);
            // The Soviet side has one pool.
            let pool = if side == SOVIET { Pool::Theatre } else { army.pool };
            *post = Post {
                side,
                pool: POOLS.iter().position(|&known| known == (side, pool)).unwrap_or(0),
                from: army.from,
                share: army.share,
                quality: army.quality,
                tanks: army.tanks,
                motorised: army.motorised,
                scatters: army.scatters,
                stream: name_of(&format!("army.{}", army.id)),
            };
        }
        let depots = scenario.regions.iter().enumerate();
        let depots = depots
            .filter(|(_, region)| region.depot > 0.0)
            .map(|(place, region)| (place as u8, region.depot))
            .collect();
        Self {
            sides: sides.map(|(japan, soviet)| [japan as u8, soviet as u8]),
            side_of,
            armies,
            regions: scenario.regions.len(),
            posts,
            ways,
            roads,
            country,
            depots,
        }
    }

    /// The places of Japan and of the Soviet Union among the powers, where both exist.
    pub(super) const fn sides(&self) -> Option<[u8; 2]> {
        self.sides
    }

    /// The place of the Soviet Union among the powers, where both sides exist.
    #[must_use]
    pub fn soviet(&self) -> Option<usize> {
        self.sides.map(|[_, soviet]| usize::from(soviet))
    }

    /// The side of a power, by its place.
    pub(super) fn side_of(&self, power: u8) -> Option<usize> {
        self.side_of.get(usize::from(power)).copied().flatten()
    }
}
