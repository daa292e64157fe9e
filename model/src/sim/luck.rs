//! Luck: every draw has a name.
//!
//! A draw is a pure function of the seed, the week and the name of its chance
//! node, and never of the order in which rules happen to ask. ChaCha8 (Bernstein
//! 2008) gives it: the key is the seed, the stream is the node's name, the block
//! position is the week. What is added to one world therefore shifts nobody
//! else's luck, and two worldlines with one seed live in the same luck.
//!
//! The nodes of the engine's own rules share one stream. ChaCha is computed four
//! blocks at a time, so that a week has four blocks: 32 numbers for 32 nodes at
//! the price of one. Each has a fixed place in [`NODES`]; places are given for
//! ever, and a new node takes the next free one.
//!
//! One node gives one uniform number a week. Normal and Gumbel numbers come from
//! it by inverse transform, which is monotone: a luckier draw stays luckier.

use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;
use std::sync::Arc;

use bevy_ecs::prelude::Component;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::scenario::Week;
use crate::sim::fingerprint::name_of;
use crate::sim::premise::Premise;

/// How many engine nodes a week has room for.
pub const ROOM: usize = 32;

/// The chance nodes of the engine's rules, each in its place.
pub const NODES: &[&str] = &[
    "front.north.fortune",
    "front.center.fortune",
    "front.south.fortune",
    "front.north.breakthrough",
    "front.center.breakthrough",
    "front.south.breakthrough",
    "front.season",
    "weather.winter",
    "weather.mud",
    "pact.incident",
    "pact.incident.size",
    // Free places: sources of intelligence have nodes of their own, `source.NAME`.
    "free.11",
    "free.12",
    "free.13",
    "west.landing",
    "west.atlantic",
    "pacific.fortune",
    "pacific.submarines",
    "pacific.bomb",
    "japan.oil",
    "railway.traffic",
    "far_east.fortune.japan",
    "far_east.fortune.soviet",
    "china.fortune",
    "front.attrition",
    "west.fortune",
    "lend_lease.shipping",
    "lend_lease.convoys",
    "conduct.leak",
    "conduct.strait",
];

/// Places of the engine's nodes, for the rules that read them.
pub mod node {
    /// Fortune of battle on the three axes, north first.
    pub const FRONT: usize = 0;
    /// Breakthrough and encirclement on the three axes, north first.
    pub const BREAKTHROUGH: usize = 3;
    /// How well the campaign of this season is led; held for eight weeks.
    pub const SEASON: usize = 6;
    /// Severity of the winter.
    pub const WINTER: usize = 7;
    /// Depth of the mud.
    pub const MUD: usize = 8;
    /// Does an incident happen at the border?
    pub const INCIDENT: usize = 9;
    /// How grave it is.
    pub const INCIDENT_SIZE: usize = 10;
    /// Does a landing in France hold?
    pub const LANDING: usize = 14;
    /// Fortune of the war in the Atlantic.
    pub const ATLANTIC: usize = 15;
    /// Fortune of the war in the Pacific.
    pub const PACIFIC: usize = 16;
    /// Fortune of the submarine war.
    pub const SUBMARINES: usize = 17;
    /// Progress of the bomb.
    pub const BOMB: usize = 18;
    /// Japan's oil: finds, losses, thrift.
    pub const OIL: usize = 19;
    /// Traffic on the Trans-Siberian.
    pub const RAILWAY: usize = 20;
    /// Fortune of Japanese arms in the Far East.
    pub const FAR_EAST_JAPAN: usize = 21;
    /// Fortune of Soviet arms in the Far East.
    pub const FAR_EAST_SOVIET: usize = 22;
    /// Fortune of the war in China.
    pub const CHINA: usize = 23;
    /// Losses at the front.
    pub const ATTRITION: usize = 24;
    /// Fortune of the war in the west.
    pub const WEST: usize = 25;
    /// What America can ship this year; held for a year.
    pub const AMERICAN_SHIPPING: usize = 26;
    /// The fortune of a season's Arctic convoys; held for a quarter.
    pub const CONVOYS: usize = 27;
    /// Does Tokyo hear of airmen who were let go?
    pub const LEAK: usize = 28;
    /// Is a ship for Vladivostok stopped or sunk?
    pub const STRAIT: usize = 29;
}

/// The nodes whose number holds for a season.
const HELD: [usize; 5] =
    [node::SEASON, node::WINTER, node::MUD, node::AMERICAN_SHIPPING, node::CONVOYS];

/// Weeks for which the leadership of a campaign holds.
pub const SEASON_WEEKS: Week = 8;
/// Weeks for which America's shipping holds.
pub const SHIPPING_WEEKS: Week = 52;
/// Weeks for which the fortune of the Arctic convoys holds.
pub const CONVOY_WEEKS: Week = 13;
/// Weeks for which a source errs in one direction.
pub const SPELL_WEEKS: Week = 4;

/// The luck of a worldline: its seed, and this week's numbers of the engine's nodes.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Luck {
    /// The seed: two worldlines with one seed live in the same luck.
    pub seed: u64,
    #[serde(with = "BigArray")]
    week: [f64; ROOM],
    /// Numbers that hold for a season, by node: the week they were drawn in, and they.
    held: [(Week, f64); HELD.len()],
    /// Nodes that live in another seed's luck; a later loan goes before an earlier one.
    loans: Option<Arc<[Loan]>>,
}

/// Some nodes, in some weeks, live in another seed's luck: the weather of one history in
/// another one, or a future that is drawn anew from a week on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loan {
    /// The seed that lends.
    pub seed: u64,
    /// What it lends.
    pub nodes: Nodes,
    /// First week.
    pub from: Week,
    /// Last week.
    pub until: Week,
}

/// A set of chance nodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Nodes {
    /// All of them, the draws of parameters too when week 0 is among the weeks.
    All,
    /// These.
    Some {
        /// The engine's nodes: a bit for each place in [`NODES`].
        engine: u32,
        /// Streams of the named nodes, by [`name_of`], in rising order.
        named: Arc<[u64]>,
    },
}

impl Nodes {
    /// The nodes of these names.
    #[must_use]
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut engine, mut named) = (0, Vec::new());
        for name in names {
            match NODES.iter().position(|&node| node == name) {
                Some(place) => engine |= 1 << place,
                None => named.push(name_of(name)),
            }
        }
        named.sort_unstable();
        named.dedup();
        Self::Some { engine, named: named.into() }
    }

    fn lends_engine(&self, place: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some { engine, .. } => engine & (1 << place) != 0,
        }
    }

    fn lends_named(&self, stream: u64) -> bool {
        match self {
            Self::All => true,
            Self::Some { named, .. } => named.binary_search(&stream).is_ok(),
        }
    }
}

impl Luck {
    /// Luck before any week has begun.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, week: [0.5; ROOM], held: [(Week::MAX, 0.5); HELD.len()], loans: None }
    }

    /// The same luck with one more loan, from the next week that is drawn on.
    #[must_use]
    pub fn lent(mut self, loan: Loan) -> Self {
        let known = self.loans.iter().flat_map(|loans| loans.iter().cloned());
        self.loans = Some(known.chain([loan]).collect());
        self
    }

    /// The seed in whose luck a node lives in a week, by what the loan lends.
    fn lender(&self, week: Week, lends: impl Fn(&Nodes) -> bool) -> u64 {
        let loans = self.loans.as_deref().unwrap_or(&[]);
        let lent = |loan: &&Loan| (loan.from..=loan.until).contains(&week) && lends(&loan.nodes);
        loans.iter().rev().find(lent).map_or(self.seed, |loan| loan.seed)
    }

    /// The seed in whose luck a named node lives in a week; `stream` is its name, by
    /// [`name_of`].
    #[must_use]
    pub fn seed_of(&self, week: Week, stream: u64) -> u64 {
        self.lender(week, |nodes| nodes.lends_named(stream))
    }

    /// The engine's numbers of a week, before anything is forced.
    fn drawn(&self, week: Week) -> [f64; ROOM] {
        let mut drawn = engine_draws(self.seed, week);
        for loan in self.loans.as_deref().unwrap_or(&[]) {
            if (loan.from..=loan.until).contains(&week) {
                let lent = engine_draws(loan.seed, week);
                for place in (0..ROOM).filter(|&place| loan.nodes.lends_engine(place)) {
                    drawn[place] = lent[place];
                }
            }
        }
        drawn
    }

    /// Draws the week's numbers of the engine's nodes, and puts the forced ones in
    /// their places.
    pub fn turn(&mut self, premise: &Premise, week: Week) {
        self.week = self.drawn(week);
        for forced in &premise.forced_engine_nodes {
            if (forced.from..=forced.until).contains(&week) {
                self.week[forced.place] = forced.value;
            }
        }
    }

    /// The uniform number that an engine node gave in an earlier week: luck that holds
    /// for a season is the draw of the week in which the season began. Only the nodes
    /// of `HELD` may be asked.
    pub fn held(&mut self, premise: &Premise, place: usize, began: Week) -> f64 {
        let kept = HELD.iter().position(|&known| known == place).unwrap_or(0);
        if self.held[kept].0 != began {
            let drawn = self.drawn(began)[place];
            let forced = premise.forced_engine_nodes.iter().rev().find(|forced| {
                forced.place == place && (forced.from..=forced.until).contains(&began)
            });
            self.held[kept] = (began, forced.map_or(drawn, |forced| forced.value));
        }
        self.held[kept].1
    }

    /// This week's uniform number of an engine node, above 0 and below 1.
    #[inline]
    #[must_use]
    pub const fn uniform(&self, place: usize) -> f64 {
        self.week[place]
    }

    /// This week's standard normal number of an engine node.
    #[inline]
    #[must_use]
    pub fn normal(&self, place: usize) -> f64 {
        normal(self.week[place])
    }

    /// Two uniform numbers of a named node in a week: whether or which, and the
    /// day of the week. `stream` is the node's name, by [`name_of`].
    #[must_use]
    pub fn named(&self, premise: &Premise, week: Week, stream: u64) -> [f64; 2] {
        let [first, second] = named_draws(self.seed_of(week, stream), week, stream);
        let forced = premise
            .forced_named_nodes
            .iter()
            .find(|forced| forced.stream == stream && (forced.from..=forced.until).contains(&week));
        [forced.map_or(first, |forced| forced.value), second]
    }
}

const ENGINE_STREAM: u64 = name_of("engine");
/// A week has four blocks of sixteen words.
const BLOCKS_A_WEEK: i64 = 4;
const WORDS_A_BLOCK: u128 = 16;

fn generator(seed: u64, week: Week, stream: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    let mut generator = ChaCha8Rng::from_seed(key);
    generator.set_stream(stream);
    // The blocks of a stream are a circle of 2^64: weeks before the first lie at its end.
    let block = (i64::from(week) * BLOCKS_A_WEEK).cast_unsigned();
    generator.set_word_pos(u128::from(block) * WORDS_A_BLOCK);
    generator
}

/// Above 0 and below 1, in steps of 2^-53: the half step keeps both ends out, so
/// that every inverse transform is finite.
fn to_uniform(bits: u64) -> f64 {
    ((bits >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
}

/// The next uniform numbers of a generator, one after the other.
fn uniforms<const N: usize>(mut generator: ChaCha8Rng) -> [f64; N] {
    // `from_fn` would be a call a number wherever nothing inlines across libraries.
    let mut drawn = [0.0; N];
    for number in &mut drawn {
        *number = to_uniform(generator.next_u64());
    }
    drawn
}

/// The uniform numbers of the engine's nodes in a week.
#[must_use]
pub fn engine_draws(seed: u64, week: Week) -> [f64; ROOM] {
    uniforms(generator(seed, week, ENGINE_STREAM))
}

/// The first uniform numbers of a named node in a week; there are 32.
#[must_use]
pub fn named_draws<const N: usize>(seed: u64, week: Week, stream: u64) -> [f64; N] {
    uniforms(generator(seed, week, stream))
}

/// A standard Gumbel number from a uniform one.
#[must_use]
pub fn gumbel(uniform: f64) -> f64 {
    -libm::log(-libm::log(uniform))
}

/// A standard normal number from a uniform one: algorithm AS 241 (Wichura 1988),
/// accurate to about one part in 10^16.
#[must_use]
pub fn normal(uniform: f64) -> f64 {
    let q = uniform - 0.5;
    let ratio = |x: f64, over: &[f64; 8], under: &[f64; 8]| {
        let horner = |of: &[f64; 8]| of.iter().rev().fold(0.0, |sum, &term| sum * x + term);
        horner(over) / horner(under)
    };
    if q.abs() <= 0.425 {
        return q * ratio(0.180_625 - q * q, &CENTRE.0, &CENTRE.1);
    }
    let tail = if q < 0.0 { uniform } else { 1.0 - uniform };
    let r = libm::sqrt(-libm::log(tail));
    let size = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE.0, &MIDDLE.1)
    } else {
        ratio(r - 5.0, &FAR.0, &FAR.1)
    };
    if q < 0.0 { -size } else { size }
}

type Rational = ([f64; 8], [f64; 8]);

#[expect(clippy::excessive_precision, reason = "the constants as published")]
const CENTRE: Rational = (
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_461,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
);
const MIDDLE: Rational = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        0.000_774_545_014_278_341_4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        0.000_547_593_808_499_534_5,
        0.000_000_001_050_750_071_644_416_9,
    ],
);
const FAR: Rational = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        0.000_027_115_555_687_434_876,
        0.000_000_201_033_439_929_228_82,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        0.000_786_869_131_145_613_2,
        0.000_018_463_183_175_100_548,
        0.000_000_142_151_175_831_644_6,
        0.000_000_000_000_002_044_263_103_389_939_8,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_does_not_depend_on_what_was_asked_before() {
        let alone: [f64; 4] = named_draws(7, 20, name_of("event.uranus"));
        let _: [f64; 4] = named_draws(7, 19, name_of("event.uranus"));
        let _ = engine_draws(7, 20);
        assert_eq!(alone, named_draws(7, 20, name_of("event.uranus")));
    }

    #[test]
    fn seeds_weeks_and_names_each_give_other_luck() {
        let base: [f64; 4] = named_draws(7, 20, name_of("a"));
        assert_ne!(base, named_draws(8, 20, name_of("a")));
        assert_ne!(base, named_draws(7, 21, name_of("a")));
        assert_ne!(base, named_draws(7, 20, name_of("b")));
    }

    #[test]
    fn weeks_before_the_first_have_luck_of_their_own() {
        let weeks: Vec<_> = (-80..80).map(|week| engine_draws(7, week)).collect();
        for (place, week) in weeks.iter().enumerate() {
            assert!(!weeks[..place].contains(week), "week {place} repeats another");
        }
    }

    #[test]
    fn the_published_numbers_of_seed_1941_stay_for_ever() {
        let week = engine_draws(1941, 13);
        assert_eq!(week[0].to_bits(), GOLDEN_FIRST, "{:#x}", week[0].to_bits());
        assert_eq!(week[31].to_bits(), GOLDEN_LAST, "{:#x}", week[31].to_bits());
    }
    const GOLDEN_FIRST: u64 = 0x3fdb_24f3_88bb_8c29;
    const GOLDEN_LAST: u64 = 0x3fe6_2d7c_1770_67ec;

    #[test]
    fn the_normal_numbers_are_the_tables() {
        for (uniform, expected) in [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.025, -1.959_963_984_540_054),
            (1e-10, -6.361_340_902_404_056),
        ] {
            assert!((normal(uniform) - expected).abs() < 1e-12, "{uniform}: {}", normal(uniform));
        }
    }

    #[test]
    fn a_luckier_draw_stays_luckier() {
        let mut last = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for step in 1..10_000 {
            let uniform = f64::from(step) / 10_000.0;
            let now = (normal(uniform), gumbel(uniform));
            assert!(now.0 > last.0 && now.1 > last.1, "at {uniform}");
            last = now;
        }
    }

    #[test]
    fn a_loan_moves_the_nodes_it_names_in_its_weeks_and_no_others() {
        let winter = NODES[node::WINTER];
        let nodes = Nodes::named([winter, "event.uranus"]);
        let loan = Loan { seed: 8, nodes, from: 10, until: 20 };
        let lent = Luck::new(7).lent(loan);
        let (own, other) = (engine_draws(7, 12), engine_draws(8, 12));
        let drawn = lent.drawn(12);
        for place in 0..ROOM {
            let expected = if place == node::WINTER { other[place] } else { own[place] };
            assert_eq!(drawn[place], expected, "{place}");
        }
        assert_eq!(lent.drawn(21), engine_draws(7, 21));
        assert_eq!(lent.seed_of(12, name_of("event.uranus")), 8);
        assert_eq!(lent.seed_of(12, name_of("event.citadel")), 7);
        assert_eq!(lent.seed_of(9, name_of("event.uranus")), 7);
    }

    #[test]
    fn every_engine_node_has_a_name_of_its_own() {
        let mut names = NODES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NODES.len());
        assert!(NODES.len() <= ROOM);
    }
}
