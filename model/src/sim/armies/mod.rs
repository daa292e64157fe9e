//! Operations in the Far East: named armies on regions and the ways between them.
//!
//! In peace the armies share the divisions of their side by their quotas. In war each has
//! its own, and seven days a week the same things happen: what reaches every region is
//! worked out (`land`, `supply`), every army gets its order for the day (`orders`), and where
//! one army attacks and another stands, it is fought (`battle`).
//!
//! **The model.** The power of an army is what Dupuy (*Numbers, Predictions and War*,
//! 1979) multiplies: strength, training, readiness, supply, for an attacker tanks and the
//! air, for a defender works and ground. Above a threshold of the ratio of power the
//! attacker gains ground, the faster, the higher the ratio, up to what his vehicles, the
//! going and the weather allow. Losses follow Lanchester's square law (*Aircraft in
//! Warfare*, 1916): each side loses in proportion to the other's power; a defender, who
//! is dug in, about half as much at equal power (Dupuy: 1.5 against 2.8 in a hundred a
//! day). An army that is cut off lives on what is stored where it stands, then starves,
//! then lays down its arms. Who comes over the sea needs ships.
//!
//! `ground` is what the rules ask of a scenario, `state` what a worldline holds, `toll`
//! who fell.

mod battle;
mod ground;
mod land;
mod orders;
mod state;
mod supply;
mod toll;

pub use ground::Ground;
pub use state::{Armies, ArmyState, Theatre};
pub use toll::Toll;

use crate::scenario::{ArmyId, Pool, limits};
use crate::sim::calendar;
use crate::sim::events;
use crate::sim::facet::parameters;
use crate::sim::fingerprint::name_of;
use crate::sim::luck::{self, node};
use crate::sim::war::{InTheFarEast, InThePacific};
use crate::sim::worldline::Whole;

use ground::{OfArmies, OfSides, POOLS, Side};
use land::Land;

parameters! {
    /// Parameters of operations in the Far East.
    pub struct Parameters {
        speed = "far_east.speed", "km a day", 2.0..200.0, "Advance of a motorised attacker of overwhelming power over open country";
        threshold = "far_east.threshold", "ratio of power", 1.0..2.5, "Ratio of power above which an attack gains ground";
        caution = "far_east.caution", "ratio of power", 1.0..4.0, "Superiority in all that a side asks for before it enters the enemy's country, if it was attacked while it fights for its life elsewhere";
        losses = "far_east.losses", "share a day", 0.0005..0.1, "Share of itself that an attacker loses each day to a defender of equal power";
        defender = "far_east.defender_losses", "ratio", 0.1..2.0, "The same share of a defender, against the attacker's";
        fortune = "far_east.fortune", "log ratio", 0.0..0.6, "Spread of a week's fortune of battle";
        division = "far_east.japanese_division", "ratio", 1.0..3.0, "Power of a first-class Japanese division against a Soviet one of equal training: it has more men";
        on_foot = "far_east.on_foot", "share", 0.1..1.0, "Speed of an army without lorries against one that has all it needs";
        lorries = "far_east.lorries", "share", 0.0..1.0, "Speed that all of lend-lease's lorries give to an army without tanks, against one that has all vehicles it needs";
        reach = "far_east.reach", "km", 50.0..1500.0, "Way from its own railways over which half of an army's supply is lost";
        starving = "far_east.starving", "share a day", 0.0..0.1, "Share of an army without any supply that is lost each day";
        fatigue = "far_east.fatigue", "share a day", 0.0..0.1, "Readiness that a day of battle costs";
        garrison = "far_east.garrison", "divisions", 0.0..5.0, "Border guards, police and reservists who defend each frontier region of their own country, in divisions";
        works = "far_east.works", "ratio", 0.0..5.0, "What works that double a defender's power add to the way through them";
        terrain = "far_east.terrain", "ratio", 0.0..2.0, "What mountain and swamp without a road add to a defender's power";
        armour = "far_east.armour", "ratio", 1.0..3.0, "Attacking power with sixty tanks a division against that with none";
        air = "far_east.air", "ratio", 0.0..1.0, "What command of the air adds to power";
        rain = "far_east.rain", "share", 0.0..0.9, "What the heaviest summer rain or the deepest mud takes from an advance";
        lift = "far_east.japanese_lift", "divisions a million tons", 0.1..5.0, "Divisions that Japan can land at once for each million tons of ships afloat";
        soviet_dead = "far_east.soviet_dead_share", "share", 0.1..0.6, "Dead and missing among Soviet casualties in battle";
        japanese_dead = "far_east.japanese_dead_share", "share", 0.1..0.9, "Dead and missing among Japanese casualties in battle";
        breakout = "far_east.breakout", "share", 0.0..1.0, "Share of an army beaten in a pocket that breaks out to its own lines, if they are near";
        last_stand = "far_east.last_stand", "share", 0.0..1.0, "Share of a beaten Japanese army that dies rather than be taken, while it is ordered to fight";
    }
}

/// What a week brings to all armies alike, worked out once before its first day.
struct Week {
    /// Fortune of battle of each army: a factor of its power.
    fortune: OfArmies<f64>,
    /// What weather leaves of an advance.
    weather: f64,
    /// What command of the air adds to power.
    air: OfSides<f64>,
    /// Divisions that can be landed at once.
    lift: OfSides<f64>,
    /// Speed of an army without tanks, against one with all vehicles it needs.
    vehicles: OfSides<f64>,
    /// Thousand men of a division, by its pool.
    men: [f64; POOLS.len()],
}

/// Thousand men of a Japanese division outside Manchuria, with its army's troops: assumed.
const MEN_ELSEWHERE: f64 = 20.0;
/// Fighting value of Japanese divisions in the home islands, in fractions of the Kwantung
/// Army's best: assumed.
const HOME_QUALITY: f64 = 0.7;

/// A week in the Far East: quotas in peace, seven days of battle in war.
pub fn week(whole: &mut Whole<'_>) {
    if whole.premise.ground.sides().is_none() {
        return;
    }
    if !whole.war.in_the_far_east() {
        share_out(whole);
        lay_down_arms_on_lost_ground(whole);
        return;
    }
    if whole.armies.nobody_stands(whole.premise.ground.posts.len()) {
        share_out(whole);
    } else {
        reinforce(whole);
    }
    let began = whole.war.japan_soviet_began_on.unwrap_or(whole.calendar.day);
    if began >= whole.calendar.day {
        set_out(whole);
    }
    let mut land = Land::of(whole);
    let week = Week::of(whole, &land);
    let before = pools(whole);
    let fallen = soviet_losses(whole);
    let begins = (began - whole.calendar.day).clamp(0, 6);
    for day in begins..7 {
        events::come_in_the_field(whole, whole.calendar.day + day);
        if land.has_changed(whole) {
            land = Land::of(whole);
        }
        supply::feed(whole, &land, &week, whole.calendar.day + day);
        let morning = orders::Morning::of(whole, &land, &week);
        orders::give(whole, &morning, &week);
        battle::fight(whole, &morning, &week, day);
    }
    count(whole, &week, &before, fallen);
    lay_down_arms_on_lost_ground(whole);
}

impl Week {
    fn of(whole: &Whole<'_>, land: &Land) -> Self {
        let premise = whole.premise;
        let (ground, rules) = (&premise.ground, &premise.armies);
        let now = whole.calendar.week;
        let sides = [node::FAR_EAST_JAPAN, node::FAR_EAST_SOVIET];
        let sides = OfSides::new(sides.map(|node| whole.luck.normal(node)));
        let own = |stream| luck::normal(whole.luck.named(premise, now, stream)[0]);
        let mut fortune = OfArmies::new([1.0; limits::ARMIES]);
        let armies = whole.armies.0.iter().zip(&ground.posts);
        for (fortune, (state, post)) in fortune.iter_mut().zip(armies) {
            if state.divisions <= 0.0 {
                continue;
            }
            // The side's luck and the army's own, together of variance one; who begins the
            // week far from the enemy has none of his own.
            let near = land.touches_the_enemy(ground, post.side, state.region);
            let drawn = 0.8 * sides[post.side] + if near { 0.6 * own(post.stream) } else { 0.0 };
            *fortune = libm::exp(rules.fortune * drawn.clamp(-2.5, 2.5));
        }
        let rain =
            calendar::summer_rain(whole.calendar.day) * whole.luck.named(premise, now, RAIN)[0];
        let weather = (1.0 - rules.rain * rain.max(whole.calendar.mud))
            * (1.0 - 0.4 * whole.calendar.winter.min(1.0));
        let (ours, theirs) = (whole.toll.japanese_aircraft, whole.soviet.far_east_aircraft);
        let command = (ours - theirs) / (ours + theirs).max(1.0);
        // Japan's fleet commands the sea in peace, and inside its perimeter in war.
        let fleet = match whole.war.japan_america {
            InThePacific::Peace => 1.0,
            InThePacific::Fighting => whole.pacific.perimeter,
            InThePacific::JapanSurrendered => 0.0,
        };
        let lorries = (whole.lend_lease.total() / premise.lend_lease.whole).min(1.0);
        let each = |men: f64, divisions: f64| {
            if divisions > 0.1 { (men / divisions).clamp(5.0, 60.0) } else { MEN_ELSEWHERE }
        };
        Self {
            fortune,
            weather,
            air: OfSides::new([command, -command].map(|ahead| 1.0 + rules.air * ahead.max(0.0))),
            lift: OfSides::new([
                rules.lift * whole.japan.ships * fleet,
                whole.toll.soviet_lift * (1.0 - fleet),
            ]),
            vehicles: OfSides::new([rules.on_foot, rules.on_foot.max(rules.lorries * lorries)]),
            men: [
                each(whole.japan.men, whole.japan.manchuria),
                each(whole.soviet.far_east_men, whole.soviet.far_east_divisions),
                MEN_ELSEWHERE,
                MEN_ELSEWHERE,
            ],
        }
    }
}

/// Chance nodes of these rules besides those of the engine's block, and each army's
/// fortune, which is `army.ID`.
pub const NODES: &[&str] = &["far_east.rain"];
/// How hard it rains in a week of summer.
const RAIN: u64 = name_of(NODES[0]);

/// Divisions and fighting value of a pool, as the rest of the world keeps them.
fn stock(whole: &Whole<'_>, pool: (Side, Pool)) -> (f64, f64) {
    let (japan, soviet) = (&whole.japan, &whole.soviet);
    let division = whole.premise.armies.division;
    match pool {
        (Side::Soviet, _) => (soviet.far_east_divisions, soviet.far_east_quality),
        (_, Pool::Theatre) => (japan.manchuria, japan.quality * division),
        (_, Pool::Korea) => (japan.korea, japan.quality * division),
        (_, Pool::Home) => (japan.home, HOME_QUALITY * division),
    }
}

/// Divisions of each pool that are with armies.
fn pools(whole: &Whole<'_>) -> [f64; POOLS.len()] {
    let ground = &whole.premise.ground;
    let mut pools = [0.0; POOLS.len()];
    for (state, post) in whole.armies.0.iter().zip(&ground.posts) {
        if !state.gone {
            pools[post.pool] += state.divisions;
        }
    }
    pools
}

/// Gives each army its quota of its pool's divisions.
fn share_out(whole: &mut Whole<'_>) {
    let ground = &whole.premise.ground;
    let day = whole.calendar.day;
    let mut shares = [0.0; POOLS.len()];
    for (state, post) in whole.armies.0.iter().zip(&ground.posts) {
        if post.from <= day && !state.gone {
            shares[post.pool] += post.share;
        }
    }
    let stocks = POOLS.map(|pool| stock(whole, pool));
    // All of a theatre stands under its armies; of the home islands only a part.
    let each: [f64; POOLS.len()] = std::array::from_fn(|pool| {
        let all = if POOLS[pool].1 == Pool::Home { shares[pool].max(1.0) } else { shares[pool] };
        if all > 0.0 { stocks[pool].0 / all } else { 0.0 }
    });
    let tanks = whole.soviet.far_east_tanks / whole.soviet.far_east_divisions.max(0.1);
    for (state, post) in whole.armies.0.iter_mut().zip(&ground.posts) {
        if state.gone {
            continue;
        }
        state.divisions = if post.from <= day { each[post.pool] * post.share } else { 0.0 };
        state.quality = stocks[post.pool].1 * post.quality;
        let tanks = if post.side == Side::Soviet { tanks * post.tanks } else { 0.0 };
        state.tanks = tanks * state.divisions;
        state.readiness = 1.0;
        state.supply = 1.0;
    }
}

/// Who attacks begins with what he has made ready.
fn set_out(whole: &mut Whole<'_>) {
    if whole.war.japan_soviet != InTheFarEast::JapanAttacked {
        return;
    }
    let prepared = whole.japan.prepared(&whole.premise.japan);
    let ground = &whole.premise.ground;
    for (state, post) in whole.armies.0.iter_mut().zip(&ground.posts) {
        if post.side == Side::Japan {
            state.readiness = state.readiness.min(prepared);
        }
    }
}

/// Spreads what a pool gained over its armies, by their present strength.
fn reinforce(whole: &mut Whole<'_>) {
    let ground = &whole.premise.ground;
    let now = pools(whole);
    let stocks = POOLS.map(|pool| stock(whole, pool));
    let gained: [f64; POOLS.len()] = std::array::from_fn(|pool| {
        let gained = stocks[pool].0 - now[pool];
        let gains = now[pool] > 0.01 && gained > 0.001 && POOLS[pool].1 != Pool::Home;
        if gains { gained / now[pool] } else { 0.0 }
    });
    for (state, post) in whole.armies.0.iter_mut().zip(&ground.posts) {
        let new = state.divisions * gained[post.pool];
        if new > 0.0 && !state.gone {
            let all = state.divisions + new;
            let fresh = stocks[post.pool].1 * post.quality;
            state.quality = (state.quality * state.divisions + fresh * new) / all;
            state.readiness = (state.readiness * state.divisions + new) / all;
            state.divisions = all;
        }
    }
}

/// Soviet dead, wounded and prisoners so far, thousand men.
fn soviet_losses(whole: &Whole<'_>) -> f64 {
    whole.toll.soviet_dead + whole.toll.soviet_wounded + whole.toll.soviet_prisoners
}

/// Tells the rest of the world what the week cost.
fn count(whole: &mut Whole<'_>, week: &Week, before: &[f64; POOLS.len()], fallen: f64) {
    let now = pools(whole);
    let men = soviet_losses(whole) - fallen;
    let lost: [f64; POOLS.len()] = std::array::from_fn(|pool| (before[pool] - now[pool]).max(0.0));
    let japan = &mut *whole.japan;
    japan.manchuria = now[0];
    japan.men = (japan.men - lost[0] * week.men[0]).max(0.0);
    japan.korea = (japan.korea - lost[2]).max(0.0);
    japan.home = (japan.home - lost[3]).max(0.0);
    let soviet = &mut *whole.soviet;
    let left = if before[1] > 0.0 { now[1] / before[1] } else { 1.0 };
    soviet.far_east_divisions = now[1];
    soviet.far_east_men = (soviet.far_east_men - men).max(0.0);
    soviet.far_east_tanks *= left;
}

/// An army whose ground was handed over lays down its arms: an order from above, not the
/// enemy, has beaten it.
fn lay_down_arms_on_lost_ground(whole: &mut Whole<'_>) {
    if whole.war.japan_soviet == InTheFarEast::Peace {
        return;
    }
    let ground = &whole.premise.ground;
    let stands_on_lost_ground = |whole: &Whole<'_>, army: ArmyId| {
        let state = &whole.armies.0[army];
        let holder = ground.side_of(whole.theatre.control[state.region]);
        let lost = holder == Some(ground.posts[army].side.enemy());
        lost && !state.gone && state.divisions > 0.0
    };
    if !ground.posts.ids().any(|army| stands_on_lost_ground(whole, army)) {
        return;
    }
    let week = Week::of(whole, &Land::of(whole));
    let (before, fallen) = (pools(whole), soviet_losses(whole));
    for army in ground.posts.ids() {
        if stands_on_lost_ground(whole, army) {
            battle::surrender(whole, &week, army, whole.calendar.day + 6, 0.0);
        }
    }
    count(whole, &week, &before, fallen);
}
