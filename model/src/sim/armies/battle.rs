//! Battle: ground gained, men lost, armies that fall back or lay down their arms.
//!
//! All armies that press on one region fight together against all that stand in it. When
//! the way to the region's heart is gone, it changes hands: its defenders fall back to a
//! neighbouring region of their own, or lay down their arms if there is none.

use crate::scenario::{ArmyId, Day, RegionId, limits};
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::proviso;
use crate::sim::worldline::Whole;

use super::Week;
use super::ground::{OfArmies, OfRegions, OfSides, Side, Way};
use super::orders::{self, Morning};

/// Share of an army that stays behind when it falls back in disorder: assumed.
const STRAGGLERS: f64 = 0.1;
/// Farthest that men slip through the enemy's lines, km: assumed.
const SLIPS_THROUGH: f64 = 150.0;
/// Odds above which a side that is superior in all fights without hope of ground, to pin
/// the enemy down: assumed.
const PINNED: f64 = 0.7;
/// How superior it has to be: assumed.
const SUPERIOR: f64 = 1.3;
/// Odds above which a defender loses no more: no more attackers find room before him.
/// Assumed.
const ROOM: f64 = 3.0;
/// Readiness that is left to it: assumed.
const SHAKEN: f64 = 0.6;
/// Readiness that a day without battle gives back at full supply: assumed.
const RECOVERY: f64 = 0.03;
/// Days that an army waits for its tail after it has taken a region: assumed.
const PAUSE: u8 = 1;
/// Share of the way after which an army enters a region together with the one that took
/// it: assumed.
const TOGETHER: f64 = 0.5;
/// Where the defenders' will is below this, they give up instead of falling back: assumed.
const WILLING: f64 = 0.5;
/// Speed of an army on its own railways, km a day, with loading: assumed.
const BY_RAIL: f64 = 100.0;
/// A beach, as far as a defended way is counted, km: assumed.
const BEACH: f64 = 60.0;
/// Dead among Soviet armies that are overrun: assumed.
const SOVIET_LAST_STAND: f64 = 0.2;

/// Thousand men of a division who fight, Japan's side first; the others of its slice of the
/// army serve behind it (Coox 1985, Glantz 2003).
const FIGHTING: OfSides<f64> = OfSides::new([20.0, 12.0]);

/// How men are lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fate {
    /// In battle: dead and wounded.
    Fought,
    /// By hunger and exhaustion: half die, half are taken.
    Starved,
    /// Left behind and overrun, or given up, with how far they were brought to it by
    /// battle, 0 to 1.
    Overrun(f64),
}

/// What an army attempts today.
#[derive(Clone, Copy)]
struct Attempt {
    way: Way,
    /// Attacking power, before it is known whether it is enough.
    power: f64,
    /// Does it press on?
    presses: bool,
    /// How far it comes, km.
    comes: f64,
}

/// A day of battle everywhere.
pub(super) fn fight(whole: &mut Whole<'_>, morning: &Morning<'_>, week: &Week, day: i32) {
    let ground = &whole.premise.ground;
    let rules = &whole.premise.armies;
    let mut attempts: OfArmies<Option<Attempt>> = OfArmies::new([None; limits::ARMIES]);
    let mut attack = OfRegions::new([0.0; limits::REGIONS]);
    for (army, attempted) in attempts.enumerated_mut().take(ground.posts.len()) {
        *attempted = attempt(whole, week, army);
        if let Some(attempt) = attempted {
            attack[attempt.way.to] += attempt.power;
        }
    }
    // Who has odds enough presses on.
    let mut pressed = OfRegions::new([0.0; limits::REGIONS]);
    let mut defended = OfRegions::new([0.0_f64; limits::REGIONS]);
    for (army, attempt) in attempts.enumerated_mut().take(ground.posts.len()) {
        let Some(attempt) = attempt else { continue };
        if attempt.power <= 0.0 {
            attempt.comes = march(whole, week, army, &attempt.way);
            continue;
        }
        let goal = attempt.way.to;
        let side = ground.posts[army].side;
        let defence = morning.defence(whole, week, side.enemy(), &attempt.way);
        let ratio = attack[goal] / defence;
        // Who is weaker in all attacks only where he is sure; who is far stronger need not
        // fear for what he leaves.
        let odds = (morning.total[side.enemy()] / morning.total[side]).clamp(1.0, 2.0);
        let feared = (morning.total[side.enemy()] / morning.total[side]).min(1.0);
        let exposed =
            if orders::leaves_it_open(whole, morning, army) { 1.0 + 2.0 * feared } else { 1.0 };
        let threshold = rules.threshold * odds * exposed;
        // The stronger side pins down what it cannot beat.
        let superior = morning.total[side] >= SUPERIOR * morning.total[side.enemy()];
        let pins = superior && exposed <= 1.0 && ratio >= PINNED;
        attempt.presses = ratio >= threshold || pins;
        if attempt.presses {
            pressed[goal] += attempt.power;
            defended[goal] = defended[goal].max(defence);
            let gains = 1.0 - libm::exp((threshold - ratio) / 3.0);
            attempt.comes = march(whole, week, army, &attempt.way) * gains.max(0.0);
        }
    }
    spend(whole, week, &attempts, &pressed, &defended, day);
    // They come where they wanted to; the first on the spot takes it.
    for (army, attempt) in attempts.enumerated().take(ground.posts.len()) {
        let Some(attempt) = attempt else { continue };
        let goal = attempt.way.to;
        let state = &mut whole.armies.0[army];
        if state.gone || state.goal != Some(goal) {
            continue;
        }
        state.way += attempt.comes;
        let side = ground.posts[army].side;
        let held = ground.side_of(whole.theatre.control[goal]);
        if whole.armies.0[army].way < length(whole, side, &attempt.way) {
            continue;
        }
        if held == Some(side) {
            enter(whole, army, 0);
        } else if attempt.presses {
            take(whole, morning, week, (army, goal), &attempts, day);
        }
    }
}

/// What an army can attempt today: attacking power, or none where it only marches.
fn attempt(whole: &Whole<'_>, week: &Week, army: ArmyId) -> Option<Attempt> {
    let ground = &whole.premise.ground;
    let rules = &whole.premise.armies;
    let side = ground.posts[army].side;
    let state = &whole.armies.0[army];
    if state.gone || state.goal.is_none() || state.rest > 0 {
        return None;
    }
    let way = *ground.ways[state.region].iter().find(|way| Some(way.to) == state.goal)?;
    let enemy = ground.side_of(whole.theatre.control[way.to]) == Some(side.enemy());
    let mut power = 0.0;
    if enemy {
        if side == Side::Japan && whole.toll.resistance < WILLING {
            return None;
        }
        let armour = 1.0 + (rules.armour - 1.0) * (state.tanks_a_division() / 60.0).min(1.0);
        let landed = if way.sea { (week.lift[side] / state.divisions).min(1.0) } else { 1.0 };
        power = state.power() * week.fortune[army] * armour * week.air[side] * landed;
    }
    Some(Attempt { way, power, presses: false, comes: 0.0 })
}

/// How far an army comes in a day that nobody contests, km.
fn march(whole: &Whole<'_>, week: &Week, army: ArmyId, way: &Way) -> f64 {
    let ground = &whole.premise.ground;
    let side = ground.posts[army].side;
    let state = &whole.armies.0[army];
    let own = |region: RegionId| {
        ground.country[region].0 == Some(side)
            && ground.side_of(whole.theatre.control[region]) == Some(side)
    };
    // Trains also run where the enemy has stopped fighting, and blows up nothing more.
    let given_up = ground.country[way.to].0 == Some(side.enemy())
        && orders::will(whole, side.enemy()) < WILLING;
    if way.rail && (own(state.region) && own(way.to) || given_up) {
        return BY_RAIL;
    }
    let fuel = (state.supply / 0.5).min(1.0);
    let mobile = week.vehicles[side].max(ground.posts[army].motorised * fuel);
    let going = if way.sea { 0.5 } else { way.going };
    whole.premise.armies.speed * mobile * going * week.weather
}

/// The way to a region's heart, with what its works add to it, km.
fn length(whole: &Whole<'_>, side: Side, way: &Way) -> f64 {
    let ground = &whole.premise.ground;
    let enemy = ground.side_of(whole.theatre.control[way.to]) == Some(side.enemy());
    let works = if enemy && ground.country[way.to].0 == Some(side.enemy()) {
        let doubled = whole.premise.scenario.regions[way.to].fortification - 1.0;
        whole.premise.armies.works * doubled * orders::will(whole, side.enemy())
    } else {
        0.0
    };
    (1.0 + works) * if way.sea { BEACH } else { way.km }
}

/// Losses and fatigue of the day, by Lanchester's square law: each side loses in
/// proportion to the other's power.
fn spend(
    whole: &mut Whole<'_>,
    week: &Week,
    attempts: &OfArmies<Option<Attempt>>,
    pressed: &OfRegions<f64>,
    defended: &OfRegions<f64>,
    day: i32,
) {
    let premise = whole.premise;
    let (ground, rules) = (&premise.ground, &premise.armies);
    for (army, attempt) in attempts.enumerated().take(ground.posts.len()) {
        let state = &whole.armies.0[army];
        if state.gone || state.divisions <= 0.0 {
            continue;
        }
        let side = ground.posts[army].side;
        let here = state.region;
        let mut lost = 0.0;
        let mut fought = false;
        if let Some(attempt) = attempt.as_ref().filter(|attempt| attempt.presses) {
            let goal = attempt.way.to;
            lost += rules.losses * defended[goal] / pressed[goal];
            fought = true;
        }
        let attacked =
            pressed[here] > 0.0 && ground.side_of(whole.theatre.control[here]) == Some(side);
        if attacked {
            let odds = (pressed[here] / defended[here]).min(ROOM);
            lost += rules.losses * rules.defender * odds * orders::will(whole, side);
            fought = true;
        }
        let state = &mut whole.armies.0[army];
        if fought {
            state.readiness = (state.readiness - rules.fatigue).max(0.2);
            whole.toll.last_battle = Some(whole.calendar.day + day);
            lose(whole, week, army, lost.min(0.5), Fate::Fought);
        } else {
            state.readiness = (state.readiness + RECOVERY * state.supply).min(1.0);
        }
    }
}

/// An army loses a share of itself.
pub(super) fn lose(whole: &mut Whole<'_>, week: &Week, army: ArmyId, share: f64, fate: Fate) {
    let post = &whole.premise.ground.posts[army];
    let rules = &whole.premise.armies;
    let state = &mut whole.armies.0[army];
    let all = week.men[post.pool];
    let men = if fate == Fate::Fought { all.min(FIGHTING[post.side]) } else { all };
    let men = state.divisions * share * men;
    state.shrink(share);
    if post.scatters {
        return;
    }
    let toll = &mut *whole.toll;
    let stand = if post.side == Side::Japan {
        rules.last_stand * toll.resistance
    } else {
        SOVIET_LAST_STAND
    };
    let (dead, wounded) = match fate {
        Fate::Fought if post.side == Side::Japan => {
            (rules.japanese_dead, 1.0 - rules.japanese_dead)
        }
        Fate::Fought => (rules.soviet_dead, 1.0 - rules.soviet_dead),
        Fate::Starved => (0.5, 0.0),
        Fate::Overrun(fought) => (stand * fought, 0.0),
    };
    let taken = men * (1.0 - dead - wounded);
    if post.side == Side::Japan {
        toll.japanese_dead += men * dead;
        toll.japanese_wounded += men * wounded;
        toll.japanese_prisoners += taken;
    } else {
        toll.soviet_dead += men * dead;
        toll.soviet_wounded += men * wounded;
        toll.soviet_prisoners += taken;
    }
}

/// An army lays down its arms. `fought` is how far it was brought to it by battle, 0 to 1.
pub(super) fn surrender(whole: &mut Whole<'_>, week: &Week, army: ArmyId, day: Day, fought: f64) {
    // When the guns are silent all lay down their arms, and it has been told.
    let happening = Happening::Surrender(army);
    let told = whole.war.in_the_far_east();
    if told {
        proviso::judge(whole, day, happening);
    }
    lose(whole, week, army, 1.0, Fate::Overrun(fought));
    let state = &mut whole.armies.0[army];
    state.divisions = 0.0;
    state.tanks = 0.0;
    state.goal = None;
    state.gone = true;
    if told {
        whole.chronicle.add(Entry { day, clock: None, happening, because: Vec::new() });
    }
}

/// An army that can hold out no longer breaks out if it still wants to, and can; else it
/// lays down its arms.
pub(super) fn give_up(whole: &mut Whole<'_>, week: &Week, army: ArmyId, day: Day) {
    let willing = orders::will(whole, whole.premise.ground.posts[army].side) >= WILLING;
    if !willing || !break_out(whole, week, army) {
        surrender(whole, week, army, day, 1.0);
    }
}

/// An army whose pocket is overrun breaks out, by night and without its guns, to the
/// nearest ground of its own side beyond one region of the enemy's. Is there any?
fn break_out(whole: &mut Whole<'_>, week: &Week, army: ArmyId) -> bool {
    let ground = &whole.premise.ground;
    let side = ground.posts[army].side;
    let from = whole.armies.0[army].region;
    let mut nearest: Option<(f64, RegionId)> = None;
    for near in ground.ways[from].iter().filter(|way| !way.sea) {
        for far in ground.ways[near.to].iter().filter(|way| !way.sea) {
            let km = near.km + far.km;
            let own = ground.side_of(whole.theatre.control[far.to]) == Some(side);
            let nearer = nearest.is_none_or(|(known, _)| km < known);
            if own && far.to != from && km <= SLIPS_THROUGH && nearer {
                nearest = Some((km, far.to));
            }
        }
    }
    let Some((_, refuge)) = nearest else { return false };
    let state = &mut whole.armies.0[army];
    state.goal = None;
    state.way = 0.0;
    state.rest = 5;
    state.region = refuge;
    state.readiness = (state.readiness * SHAKEN).max(0.2);
    state.tanks = 0.0;
    let lost = 1.0 - whole.premise.armies.breakout;
    lose(whole, week, army, lost, Fate::Overrun(1.0));
    true
}

/// An army takes a region, with all that have come far enough to enter with it.
fn take(
    whole: &mut Whole<'_>,
    morning: &Morning<'_>,
    week: &Week,
    (army, region): (ArmyId, RegionId),
    attempts: &OfArmies<Option<Attempt>>,
    day: i32,
) {
    let ground = &whole.premise.ground;
    let side = ground.posts[army].side;
    let day = whole.calendar.day + day;
    // An ally's country is given back to it.
    let (country, owner) = ground.country[region];
    let Some(sides) = ground.sides() else { return };
    let holder = if country == Some(side) { owner } else { sides[side] };
    let happening = Happening::Conquest(region, holder);
    proviso::judge(whole, day, happening);
    whole.theatre.hand_over(region, holder, day);
    whole.chronicle.add(Entry { day, clock: None, happening, because: Vec::new() });
    let willing = orders::will(whole, side.enemy()) >= WILLING;
    let refuge = refuge(whole, morning, side.enemy(), region).filter(|_| willing);
    for defender in ground.posts.ids() {
        let state = &mut whole.armies.0[defender];
        if ground.posts[defender].side == side || state.region != region || state.gone {
            continue;
        }
        if state.divisions <= 0.0 {
            // An army that is not there yet will stand where there is room.
            state.region = refuge.unwrap_or(region);
            continue;
        }
        match refuge {
            Some(refuge) => {
                state.goal = None;
                state.way = 0.0;
                state.rest = 2;
                state.region = refuge;
                state.readiness = (state.readiness * SHAKEN).max(0.2);
                lose(whole, week, defender, STRAGGLERS, Fate::Overrun(1.0));
            }
            None => give_up(whole, week, defender, day),
        }
    }
    for (other, attempt) in attempts.enumerated().take(ground.posts.len()) {
        let Some(attempt) = attempt.as_ref().filter(|attempt| attempt.presses) else { continue };
        let state = &whole.armies.0[other];
        let near = state.way >= TOGETHER * length(whole, side, &attempt.way);
        if ground.posts[other].side == side && state.goal == Some(region) && near {
            enter(whole, other, PAUSE);
        }
    }
    enter(whole, army, PAUSE);
}

/// An army stands in the region it went for.
fn enter(whole: &mut Whole<'_>, army: ArmyId, pause: u8) {
    let state = &mut whole.armies.0[army];
    if let Some(goal) = state.goal.take() {
        state.region = goal;
        state.way = 0.0;
        state.rest = pause;
    }
}

/// The neighbouring region by land that a side still holds, and that most supply reaches.
fn refuge(
    whole: &Whole<'_>,
    morning: &Morning<'_>,
    side: Side,
    region: RegionId,
) -> Option<RegionId> {
    let ground = &whole.premise.ground;
    let reach = |to: RegionId| morning.land.comes[side][to];
    ground.ways[region]
        .iter()
        .filter(|way| !way.sea)
        .map(|way| way.to)
        .filter(|&to| ground.side_of(whole.theatre.control[to]) == Some(side))
        .max_by(|&a, &b| reach(a).total_cmp(&reach(b)))
}
