//! What the rules of operations ask of a scenario, laid out so that a day need not search
//! for it.

use crate::scenario::{ArmyId, Day, Id, Listed, Pool, PowerId, RegionId, Room, Scenario, limits};
use crate::sim::fingerprint::name_of;

/// The two sides, each with its allies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Japan,
    Soviet,
}

impl Side {
    /// Both, in the order in which lists have them.
    pub const BOTH: [Self; 2] = [Self::Japan, Self::Soviet];

    /// The other one.
    pub const fn enemy(self) -> Self {
        match self {
            Self::Japan => Self::Soviet,
            Self::Soviet => Self::Japan,
        }
    }
}

impl Id for Side {
    fn at(place: usize) -> Self {
        Self::BOTH[place]
    }

    fn place(self) -> usize {
        self as usize
    }
}

/// Something of each side.
pub(super) type OfSides<T> = Room<Side, T, 2>;
/// Something of each region.
pub(super) type OfRegions<T> = Room<RegionId, T, { limits::REGIONS }>;
/// Something of each army.
pub(super) type OfArmies<T> = Room<ArmyId, T, { limits::ARMIES }>;

/// The pools whose divisions the armies share: side and pool.
pub(super) const POOLS: [(Side, Pool); 4] = [
    (Side::Japan, Pool::Theatre),
    (Side::Soviet, Pool::Theatre),
    (Side::Japan, Pool::Korea),
    (Side::Japan, Pool::Home),
];

/// A way from one region to a neighbour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub to: RegionId,
    pub km: f64,
    pub going: f64,
    pub rail: bool,
    pub sea: bool,
}

/// A passage as supply sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Road {
    pub a: RegionId,
    pub b: RegionId,
    pub sea: bool,
    /// The way of supply, km of fair going: carted, or by rail where
    /// the railway is the side's own from the first day, for a foreign gauge is of no use.
    pub km: OfSides<f64>,
}

/// An army's standing orders.
#[derive(Clone, Copy, Debug)]
pub(super) struct Post {
    pub side: Side,
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
    /// Japan and the Soviet Union among the powers.
    sides: Option<OfSides<PowerId>>,
    /// The side of each power.
    side_of: Listed<PowerId, Option<Side>>,
    pub(super) posts: Listed<ArmyId, Post>,
    /// The ways out of each region.
    pub(super) ways: Listed<RegionId, Vec<Way>>,
    /// All passages.
    pub(super) roads: Vec<Road>,
    /// Whose country each region was on the first day: side and power.
    pub(super) country: Listed<RegionId, (Option<Side>, PowerId)>,
    /// Regions with a depot, and what comes to it from outside.
    pub(super) depots: Vec<(RegionId, f64)>,
}

/// What a railway leaves of a way, for supply: assumed.
const RAIL: f64 = 0.05;
/// Going that is fair: carts and lorries make good time.
const FAIR: f64 = 0.5;

impl Ground {
    /// Reads it out of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let power = |id: &str| scenario.powers.id_where(|power| power.id == id);
        let sides = power("japan").zip(power("soviet"));
        let side = |power: PowerId| match sides {
            Some((japan, _)) if power == japan => Some(Side::Japan),
            Some((_, soviet)) if power == soviet => Some(Side::Soviet),
            _ => None,
        };
        let side_of: Listed<PowerId, Option<Side>> = scenario
            .powers
            .enumerated()
            .map(|(id, power)| side(id).or_else(|| power.ally.and_then(side)))
            .collect();
        let country: Listed<RegionId, (Option<Side>, PowerId)> = scenario
            .regions
            .iter()
            .map(|region| (side_of.get(region.holder).copied().flatten(), region.holder))
            .collect();
        let mut ways: Listed<RegionId, Vec<Way>> =
            scenario.regions.iter().map(|_| Vec::new()).collect();
        let mut roads = Vec::new();
        for passage in &scenario.passages {
            let (km, going) = (passage.km, passage.going);
            let (rail, sea) = (passage.rail, passage.sea);
            ways[passage.a].push(Way { to: passage.b, km, going, rail, sea });
            ways[passage.b].push(Way { to: passage.a, km, going, rail, sea });
            let carted = if sea { km * FAIR } else { km * FAIR / going };
            let own = |side| {
                passage.rail
                    && country[passage.a].0 == Some(side)
                    && country[passage.b].0 == Some(side)
            };
            let way = Side::BOTH.map(|side| if own(side) { km * RAIL } else { carted });
            roads.push(Road { a: passage.a, b: passage.b, sea, km: OfSides::new(way) });
        }
        let posts = scenario.armies.iter().map(|army| {
            let side = side_of.get(army.power).copied().flatten().unwrap_or(Side::Japan);
            // The Soviet side has one pool.
            let pool = if side == Side::Soviet { Pool::Theatre } else { army.pool };
            Post {
                side,
                pool: POOLS.iter().position(|&known| known == (side, pool)).unwrap_or(0),
                from: army.from,
                share: army.share,
                quality: army.quality,
                tanks: army.tanks,
                motorised: army.motorised,
                scatters: army.scatters,
                stream: name_of(&format!("army.{}", army.id)),
            }
        });
        let posts = posts.collect();
        let depots = scenario.regions.enumerated();
        let depots = depots
            .filter(|(_, region)| region.depot > 0.0)
            .map(|(id, region)| (id, region.depot))
            .collect();
        Self {
            sides: sides.map(|(japan, soviet)| OfSides::new([japan, soviet])),
            side_of,
            posts,
            ways,
            roads,
            country,
            depots,
        }
    }

    /// Japan and the Soviet Union among the powers, where both exist.
    pub(super) const fn sides(&self) -> Option<OfSides<PowerId>> {
        self.sides
    }

    /// The Soviet Union among the powers, where both sides exist.
    #[must_use]
    pub fn soviet(&self) -> Option<PowerId> {
        self.sides.map(|sides| sides[Side::Soviet])
    }

    /// The side of a power.
    pub(super) fn side_of(&self, power: PowerId) -> Option<Side> {
        self.side_of.get(power).copied().flatten()
    }
}
