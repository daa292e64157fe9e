//! Orders: where every army goes today.
//!
//! An army beside the enemy picks the neighbouring region that promises most for the
//! least resistance, and keeps to it unless another is far better. One that has no enemy
//! beside it marches to the main effort, opposite the worthiest region that the enemy
//! holds at the front, if its side is strong enough to want the battle; the weaker side
//! keeps its reserves where they stand.

use crate::scenario::{ArmyId, RegionId, limits};
use crate::sim::japan::NorthernOrders;
use crate::sim::war::InTheFarEast;
use crate::sim::worldline::Whole;

use super::Week;
use super::ground::{OfRegions, OfSides, Side, Way};
use super::land::Land;

/// How the war stands in the morning; all that happens in a day happens at once.
pub(super) struct Morning<'a> {
    /// Power that stands in each region.
    standing: OfSides<OfRegions<f64>>,
    /// All power of a side.
    pub total: OfSides<f64>,
    /// The lie of the land.
    pub land: &'a Land,
}

/// Odds that are enough: who could add to them goes elsewhere if there is anywhere.
const ENOUGH: f64 = 3.0;
/// A side that has less than this share of the other's power keeps its reserves.
const WANTS_BATTLE: f64 = 0.8;

impl<'a> Morning<'a> {
    /// Looks at a worldline.
    pub fn of(whole: &Whole<'_>, land: &'a Land, week: &Week) -> Self {
        let ground = &whole.premise.ground;
        let mut standing = OfSides::new([OfRegions::new([0.0; limits::REGIONS]); 2]);
        let mut total = OfSides::new([0.1; 2]);
        let armies = whole.armies.0.iter().zip(&ground.posts).zip(&week.fortune);
        for ((state, post), fortune) in armies {
            if !state.gone {
                let power = state.power() * fortune * will(whole, post.side);
                standing[post.side][state.region] += power;
                total[post.side] += power;
            }
        }
        Self { standing, total, land }
    }

    /// Power of a side's armies in a region.
    pub fn armies(&self, side: Side, region: RegionId) -> f64 {
        self.standing[side][region]
    }

    /// Power with which a side defends a region against who comes along a way: its armies
    /// and the guards of its own country, behind works and on the ground of the way.
    #[inline]
    pub fn defence(&self, whole: &Whole<'_>, week: &Week, side: Side, way: &Way) -> f64 {
        let rules = &whole.premise.armies;
        let region = &whole.premise.scenario.regions[way.to];
        let own_country = whole.premise.ground.country[way.to].0 == Some(side);
        let guards = if own_country { rules.garrison * region.guards } else { 0.0 };
        let trained = if side == Side::Japan { whole.japan.quality.min(1.0) } else { 1.0 };
        let here = self.standing[side][way.to] + guards * trained * will(whole, side) + 0.1;
        let works = if own_country { region.fortification } else { 1.0 };
        here * works * week.air[side] * (1.0 + rules.terrain * (1.0 - way.going))
    }
}

/// Was the war begun by the other side?
fn was_attacked(whole: &Whole<'_>, side: Side) -> bool {
    (whole.war.japan_soviet == InTheFarEast::SovietAttacked) == (side == Side::Japan)
}

/// Has Tokyo halted the war that it began?
fn is_told_to_hold(whole: &Whole<'_>, side: Side) -> bool {
    side == Side::Japan
        && whole.war.japan_soviet == InTheFarEast::JapanAttacked
        && whole.japan.northern_orders == NorthernOrders::Hold
}

/// Does a side fight another great war, on which its life hangs?
fn fights_elsewhere(whole: &Whole<'_>, side: Side) -> bool {
    if side == Side::Japan { whole.war.in_the_pacific() } else { whole.war.in_the_west() }
}

/// How far a side's armies are ordered and willing to fight.
pub(super) fn will(whole: &Whole<'_>, side: Side) -> f64 {
    if side == Side::Japan { 0.05 + 0.95 * whole.toll.resistance } else { 1.0 }
}

/// Gives every army its order for the day.
pub(super) fn give(whole: &mut Whole<'_>, morning: &Morning<'_>, week: &Week) {
    let ground = &whole.premise.ground;
    let mut sent = OfRegions::new([0.0; limits::REGIONS]);
    for army in ground.posts.ids() {
        let post = &ground.posts[army];
        let state = &mut whole.armies.0[army];
        if state.gone || state.divisions < 0.05 {
            continue;
        }
        if state.rest > 0 {
            state.rest -= 1;
            continue;
        }
        let state = *state;
        let attack = choose(whole, morning, week, &sent, army);
        let goal = attack.or_else(|| {
            let wants = morning.total[post.side] >= WANTS_BATTLE * morning.total[post.side.enemy()];
            let free = wants && !faces_the_enemy(whole, morning.land, post.side, state.region);
            if free { to_the_main_effort(whole, morning, post.side, state.region) } else { None }
        });
        if let Some(goal) = goal {
            sent[goal] += state.power();
        }
        if goal != state.goal {
            whole.armies.0[army].goal = goal;
            whole.armies.0[army].way = 0.0;
        }
    }
}

/// The neighbouring enemy region that promises most for the least resistance, when others
/// have been sent before.
fn choose(
    whole: &Whole<'_>,
    morning: &Morning<'_>,
    week: &Week,
    sent: &OfRegions<f64>,
    army: ArmyId,
) -> Option<RegionId> {
    let ground = &whole.premise.ground;
    let side = ground.posts[army].side;
    let state = &whole.armies.0[army];
    let here = morning.armies(side, state.region);
    let superior =
        morning.total[side] >= whole.premise.armies.caution * morning.total[side.enemy()];
    let cautious = !superior && was_attacked(whole, side) && fights_elsewhere(whole, side);
    let stays_at_home = cautious || is_told_to_hold(whole, side);
    let mut best: Option<(f64, RegionId)> = None;
    for way in &ground.ways[state.region] {
        let enemy = morning.land.held(side.enemy(), way.to);
        let foreign = ground.country[way.to].0 == Some(side.enemy());
        if !enemy || (way.sea && week.lift[side] < 0.05) || (foreign && stays_at_home) {
            continue;
        }
        let kept = if state.goal == Some(way.to) { 2.0 } else { 1.0 };
        // What stands here together can hope to gain, against no resistance at all.
        let defence = morning.defence(whole, week, side.enemy(), way);
        let ratio = here / defence;
        // Where enough have been sent, more find no room.
        let room = if sent[way.to] > ENOUGH * defence { 0.3 } else { 1.0 };
        let hope = (ratio - 1.0) / (ratio + 2.0);
        let score = kept
            * (0.5 + whole.premise.scenario.regions[way.to].worth)
            * hope.max(0.02 * ratio)
            * room
            / (1.0 + way.km / 400.0);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, way.to));
        }
    }
    best.map(|(_, goal)| goal)
}

/// Does the enemy hold a neighbouring region by land?
fn faces_the_enemy(whole: &Whole<'_>, land: &Land, side: Side, region: RegionId) -> bool {
    let ways = whole.premise.ground.ways[region].iter();
    ways.filter(|way| !way.sea).any(|way| land.held(side.enemy(), way.to))
}

/// The neighbouring region of its own side that is nearer to the main effort.
fn to_the_main_effort(
    whole: &Whole<'_>,
    morning: &Morning<'_>,
    side: Side,
    region: RegionId,
) -> Option<RegionId> {
    let away = &morning.land.away[side];
    let here = away[region];
    let ways = whole.premise.ground.ways[region].iter();
    ways.filter(|way| !way.sea && away[way.to] < here)
        .min_by(|a, b| a.km.total_cmp(&b.km))
        .map(|way| way.to)
}

/// Would an army that marches on its goal leave its region to an enemy who stands beside
/// it?
pub(super) fn leaves_it_open(whole: &Whole<'_>, morning: &Morning<'_>, army: ArmyId) -> bool {
    let ground = &whole.premise.ground;
    let side = ground.posts[army].side;
    let state = &whole.armies.0[army];
    let staying = morning.armies(side, state.region) - state.power();
    let beside: f64 = ground.ways[state.region]
        .iter()
        .filter(|way| Some(way.to) != state.goal && morning.land.held(side.enemy(), way.to))
        .map(|way| morning.armies(side.enemy(), way.to))
        .sum();
    beside > staying + 1.0
}
