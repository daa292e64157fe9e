//! Operations in the Far East: named armies on regions and the ways between them.
//!
//! In peace the armies share the divisions of their side by their quotas. In war each
//! has its own, and seven days a week it fights: the attacker picks the neighbouring
//! enemy region that promises most for the least resistance, and its daily advance
//! follows the ratio of power with a threshold, as in Dupuy (1979); losses follow
//! Lanchester's (1916) square law. Permanent works multiply the defender's power; supply
//! thins with every region that lies between an army and its own country. The weaker
//! side attacks only where it is sure, and nobody leaves a region that an enemy beside it
//! would walk into.
//! When the way to a region's heart is gone, it changes hands: its defenders fall back
//! to a neighbouring region of their own, or lay down their arms if there is none.

use bevy_ecs::prelude::Component;

use crate::scenario::{Scenario, limits};
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::facet::parameters;
use crate::sim::fingerprint::Mixer;
use crate::sim::luck::node;
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of operations in the Far East.
    pub struct Parameters {
        speed = "far_east.speed", "km a day", 2.0..200.0, "Advance of an attacker of overwhelming power over open country";
        threshold = "far_east.threshold", "ratio of power", 1.0..2.5, "Ratio of power above which an attack gains ground";
        losses = "far_east.losses", "share a day", 0.0005..0.05, "Divisions lost a day for each enemy division of equal quality in an attack";
        fortune = "far_east.fortune", "log ratio", 0.0..0.6, "Spread of a week's fortune of battle";
        division = "far_east.japanese_division", "ratio", 1.0..3.0, "Power of a first-class Japanese division against a Soviet one of equal training: it has more men";
        on_foot = "far_east.on_foot", "share", 0.1..1.0, "Speed of an army without lorries against one that has all it needs";
        supply = "far_east.supply", "share", 0.3..1.0, "Share of its power that an army keeps for each region beyond the first that lies between it and its own country";
        garrison = "far_east.garrison", "divisions", 0.0..5.0, "Border guards, police and reservists who defend each region of their own country, in divisions of full value";
        armour = "far_east.armour", "ratio", 1.0..3.0, "What tanks and guns add to Soviet attacking power in the Far East";
    }
}

/// Days that an army waits for its supplies after it has taken a region: assumed.
const PAUSE: u8 = 3;
/// Days that an army needs to gather itself after a retreat: assumed.
const RALLY: u8 = 28;
/// Nobody's goal.
const NOWHERE: u8 = u8::MAX;

/// An army in a worldline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArmyState {
    /// Divisions.
    pub divisions: f64,
    /// Fighting value of a division.
    pub quality: f64,
    /// Where it stands.
    pub region: u8,
    /// The region it attacks; none is 255.
    pub goal: u8,
    /// How far it has come towards the goal, km.
    pub way: f64,
    /// Days before it can attack again: after a victory it waits for its supplies, after
    /// a retreat it gathers itself.
    pub rest: u8,
    /// Has it laid down its arms?
    pub gone: bool,
}

/// The armies, in the order of the scenario.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct Armies(pub [ArmyState; limits::ARMIES]);

/// The regions: who controls each, by the power's place.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct Theatre {
    /// Controller of each region.
    pub control: [u8; limits::REGIONS],
}

impl Theatre {
    /// As the scenario starts.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let mut control = [u8::MAX; limits::REGIONS];
        for (control, region) in control.iter_mut().zip(&scenario.regions) {
            *control = region.holder as u8;
        }
        Self { control }
    }

    /// Mixes everything into a fingerprint.
    pub fn mix(&self, mixer: &mut Mixer) {
        for eight in self.control.chunks_exact(8) {
            mixer.bits(eight.iter().fold(0, |bits, &control| bits << 8 | u64::from(control)));
        }
    }
}

impl Armies {
    /// As the scenario starts.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let nobody = ArmyState {
            divisions: 0.0,
            quality: 1.0,
            region: 0,
            goal: NOWHERE,
            way: 0.0,
            rest: 0,
            gone: true,
        };
        let mut armies = [nobody; limits::ARMIES];
        for (state, army) in armies.iter_mut().zip(&scenario.armies) {
            *state = ArmyState { region: army.region as u8, gone: false, ..nobody };
        }
        Self(armies)
    }

    /// Mixes everything into a fingerprint.
    pub fn mix(&self, mixer: &mut Mixer) {
        for army in &self.0 {
            mixer.number(army.divisions);
            mixer.number(army.quality);
            mixer.number(army.way);
            mixer.bits(
                u64::from(army.rest) << 24
                    | u64::from(army.region) << 16
                    | u64::from(army.goal) << 8
                    | u64::from(army.gone),
            );
        }
    }

    /// Divisions times quality of all armies of a power.
    fn power(&self, scenario: &Scenario, power: usize) -> f64 {
        let armies = self.0.iter().zip(&scenario.armies);
        armies
            .filter(|(state, army)| army.power == power && !state.gone)
            .map(|(state, _)| state.divisions * state.quality)
            .sum()
    }

    /// Divisions of a power in a region, and their power (divisions times quality).
    fn strength(&self, scenario: &Scenario, power: usize, region: u8) -> (f64, f64) {
        let mut strength = (0.0, 0.0);
        for (state, army) in self.0.iter().zip(&scenario.armies) {
            if army.power == power && state.region == region && !state.gone {
                strength.0 += state.divisions;
                strength.1 += state.divisions * state.quality;
            }
        }
        strength
    }
}

/// How many regions lie between each region and a side's own country of the first day,
/// Japan's side first: 0 inside it, 255 where no way leads.
#[must_use]
pub fn ways_home(scenario: &Scenario) -> [[u8; limits::REGIONS]; 2] {
    let sides = sides(scenario).unwrap_or((usize::MAX, usize::MAX));
    [sides.0, sides.1].map(|power| {
        let mut way = [u8::MAX; limits::REGIONS];
        for (way, region) in way.iter_mut().zip(&scenario.regions) {
            if region.holder == power {
                *way = 0;
            }
        }
        for step in 1..u8::MAX {
            let mut reached = false;
            for passage in &scenario.passages {
                for (from, to) in [(passage.a, passage.b), (passage.b, passage.a)] {
                    if way[from] == step - 1 && way[to] == u8::MAX {
                        way[to] = step;
                        reached = true;
                    }
                }
            }
            if !reached {
                break;
            }
        }
        way
    })
}

/// The two sides' places among the powers of a scenario.
fn sides(scenario: &Scenario) -> Option<(usize, usize)> {
    let place = |id: &str| scenario.powers.iter().position(|power| power.id == id);
    Some((place("japan")?, place("soviet")?))
}

/// A week in the Far East: quotas in peace, seven days of battle in war.
pub fn week(whole: &mut Whole<'_>) {
    let Some((japan, soviet)) = sides(&whole.premise.scenario) else {
        return;
    };
    let japanese = whole.japan.quality * whole.premise.armies.division;
    if whole.war.in_the_far_east() {
        reinforce(whole, japan, whole.japan.manchuria, japanese);
        reinforce(whole, soviet, whole.soviet.far_east_divisions, whole.soviet.far_east_quality);
        let begins = (whole.war.japan_soviet_began_on - whole.calendar.day).clamp(0, 6);
        for day in begins..7 {
            fight_a_day(whole, day, japan, soviet);
        }
        whole.japan.manchuria = total(whole, japan);
        whole.soviet.far_east_divisions = total(whole, soviet);
    } else {
        share_out(whole, japan, whole.japan.manchuria, japanese);
        share_out(whole, soviet, whole.soviet.far_east_divisions, whole.soviet.far_east_quality);
    }
}

fn total(whole: &Whole<'_>, power: usize) -> f64 {
    let armies = whole.armies.0.iter().zip(&whole.premise.scenario.armies);
    armies
        .filter(|(state, army)| army.power == power && !state.gone)
        .map(|(state, _)| state.divisions)
        .sum()
}

/// Gives each army of a power its quota of the theatre's divisions.
fn share_out(whole: &mut Whole<'_>, power: usize, divisions: f64, quality: f64) {
    let day = whole.calendar.day;
    let scenario = &whole.premise.scenario;
    let present = |army: &&crate::scenario::Army| army.power == power && army.from <= day;
    let shares: f64 = scenario.armies.iter().filter(present).map(|army| army.share).sum();
    for (state, army) in whole.armies.0.iter_mut().zip(&scenario.armies) {
        if army.power == power && !state.gone {
            state.divisions = if army.from <= day && shares > 0.0 {
                divisions * army.share / shares
            } else {
                0.0
            };
            state.quality = quality;
        }
    }
}

/// Spreads what the theatre gained over its armies, by their present strength.
fn reinforce(whole: &mut Whole<'_>, power: usize, divisions: f64, quality: f64) {
    let now = total(whole, power);
    let gained = divisions - now;
    if now <= 0.01 || gained <= 0.0 {
        return;
    }
    for (state, army) in whole.armies.0.iter_mut().zip(&whole.premise.scenario.armies) {
        if army.power == power && !state.gone {
            let new = gained * state.divisions / now;
            let all = state.divisions + new;
            if all > 0.0 {
                state.quality = (state.quality * state.divisions + quality * new) / all;
                state.divisions = all;
            }
        }
    }
}

fn fight_a_day(whole: &mut Whole<'_>, day: i32, japan: usize, soviet: usize) {
    let premise = whole.premise;
    let scenario = &premise.scenario;
    let rules = &premise.armies;
    let spread =
        |place: usize| libm::exp(rules.fortune * whole.luck.normal(place).clamp(-2.5, 2.5));
    let fortune = [spread(node::FAR_EAST_JAPAN), spread(node::FAR_EAST_SOVIET)];
    let winter = 1.0 - 0.4 * whole.calendar.winter.min(1.0);
    let powers = [japan, soviet].map(|power| whole.armies.power(scenario, power).max(0.1));
    for place in 0..scenario.armies.len() {
        let army = &scenario.armies[place];
        let state = whole.armies.0[place];
        if state.gone || state.divisions < 0.2 || (army.power != japan && army.power != soviet) {
            continue;
        }
        if state.rest > 0 {
            whole.armies.0[place].rest -= 1;
            continue;
        }
        let enemy = if army.power == japan { soviet } else { japan };
        let own_fortune = fortune[usize::from(army.power == soviet)];
        let armour = if army.power == soviet { rules.armour } else { 1.0 };
        let Some((goal, km, going)) = choose_goal(whole, place, enemy) else {
            continue;
        };
        let soviet_army = usize::from(army.power == soviet);
        let odds = (powers[1 - soviet_army] / powers[soviet_army]).clamp(1.0, 2.0);
        if whole.armies.0[place].goal != goal {
            whole.armies.0[place].goal = goal;
            whole.armies.0[place].way = 0.0;
        }
        // All armies that press on the same goal fight together.
        let mut attack = 0.0;
        for (other, known) in whole.armies.0.iter().zip(&scenario.armies) {
            if known.power == army.power && !other.gone && other.goal == goal {
                attack += other.divisions * other.quality;
            }
        }
        let hops = premise.way_home[soviet_army][usize::from(goal)].saturating_sub(1);
        attack *= armour * own_fortune * libm::pow(rules.supply, f64::from(hops));
        let (defenders, power) = whole.armies.strength(scenario, enemy, goal);
        let region = &scenario.regions[usize::from(goal)];
        let garrison = if region.holder == enemy { rules.garrison } else { 0.15 };
        let defence = (power + garrison) * region.fortification;
        let ratio = attack / defence;
        // Who is far stronger in all need not fear for what he leaves.
        let feared = (powers[1 - soviet_army] / powers[soviet_army]).min(1.0);
        let exposed =
            if leaves_it_open(whole, place, goal, enemy) { 1.0 + 2.0 * feared } else { 1.0 };
        let threshold = rules.threshold * odds * exposed;
        if ratio < threshold {
            continue;
        }
        // Horses and railways until lend-lease brings lorries.
        let lorries = whole.soviet.lend_lease_effect / premise.soviet.lend_lease_worth.max(0.001);
        let mobile =
            rules.on_foot + (1.0 - rules.on_foot) * if soviet_army == 1 { lorries } else { 0.0 };
        let speed =
            rules.speed * mobile * going * winter * (1.0 - libm::exp(-(ratio - threshold) / 3.0));
        let share = state.divisions * state.quality * armour * own_fortune / attack.max(0.01);
        let lost_there = rules.losses * attack * share * if defenders > 0.0 { 1.0 } else { 0.0 };
        let lost_here = rules.losses * defence * share;
        for (other, known) in whole.armies.0.iter_mut().zip(&scenario.armies) {
            if known.power == enemy && other.region == goal && !other.gone && defenders > 0.0 {
                let part = lost_there / defenders.max(0.01) / other.quality.max(0.1);
                other.divisions *= (1.0 - part).max(0.5);
            }
        }
        let attacker = &mut whole.armies.0[place];
        attacker.divisions = (attacker.divisions - lost_here / attacker.quality.max(0.1))
            .max(attacker.divisions * 0.9);
        attacker.way += speed;
        if attacker.way >= km {
            take(whole, place, goal, enemy, day);
        }
    }
}

/// Would an army that marches on its goal leave its region to an enemy who stands beside
/// it?
fn leaves_it_open(whole: &Whole<'_>, place: usize, goal: u8, enemy: usize) -> bool {
    let scenario = &whole.premise.scenario;
    let army = &scenario.armies[place];
    let here = whole.armies.0[place].region;
    let (_, all) = whole.armies.strength(scenario, army.power, here);
    let staying = all - whole.armies.0[place].divisions * whole.armies.0[place].quality;
    let beside: f64 = scenario
        .passages
        .iter()
        .filter_map(|passage| {
            let here = usize::from(here);
            let other = match (passage.a == here, passage.b == here) {
                (true, _) => passage.b,
                (_, true) => passage.a,
                _ => return None,
            };
            (other != usize::from(goal) && usize::from(whole.theatre.control[other]) == enemy)
                .then(|| whole.armies.strength(scenario, enemy, other as u8).1)
        })
        .sum();
    beside > staying + 1.0
}

/// The neighbouring enemy region that promises most for the least resistance, with the
/// way there. An army keeps its goal unless another is far better.
fn choose_goal(whole: &Whole<'_>, place: usize, enemy: usize) -> Option<(u8, f64, f64)> {
    let scenario = &whole.premise.scenario;
    let state = whole.armies.0[place];
    let mut best: Option<(f64, (u8, f64, f64))> = None;
    for passage in &scenario.passages {
        let other = if passage.a == usize::from(state.region) {
            passage.b
        } else if passage.b == usize::from(state.region) {
            passage.a
        } else {
            continue;
        };
        if usize::from(whole.theatre.control[other]) != enemy {
            continue;
        }
        let (_, power) = whole.armies.strength(scenario, enemy, other as u8);
        let region = &scenario.regions[other];
        let kept = if state.goal == other as u8 { 2.0 } else { 1.0 };
        let score = kept * (0.5 + region.worth)
            / (1.0 + power * region.fortification)
            / (1.0 + passage.km / 400.0);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, (other as u8, passage.km, passage.going)));
        }
    }
    best.map(|(_, goal)| goal)
}

/// An army takes a region.
fn take(whole: &mut Whole<'_>, place: usize, region: u8, enemy: usize, day: i32) {
    let scenario = &whole.premise.scenario;
    let power = scenario.armies[place].power;
    let day = whole.calendar.day + day;
    let tell = |happening| Entry { day, clock: None, happening, because: Vec::new() };
    whole.theatre.control[usize::from(region)] = power as u8;
    whole.chronicle.add(tell(Happening::Conquest(usize::from(region), power)));
    let refuge = scenario.passages.iter().find_map(|passage| {
        let other = if passage.a == usize::from(region) {
            passage.b
        } else if passage.b == usize::from(region) {
            passage.a
        } else {
            return None;
        };
        (usize::from(whole.theatre.control[other]) == enemy).then_some(other as u8)
    });
    for (defender, army) in scenario.armies.iter().enumerate() {
        let state = &mut whole.armies.0[defender];
        if army.power != enemy || state.region != region || state.gone {
            continue;
        }
        state.goal = NOWHERE;
        state.way = 0.0;
        match refuge {
            Some(refuge) => {
                state.region = refuge;
                // Guns, stores and stragglers stay behind.
                state.divisions *= 0.75;
                state.rest = RALLY;
            }
            None => {
                state.divisions = 0.0;
                state.gone = true;
                whole.chronicle.add(tell(Happening::Surrender(defender)));
            }
        }
    }
    let victor = &mut whole.armies.0[place];
    victor.region = region;
    victor.rest = PAUSE;
    victor.goal = NOWHERE;
    victor.way = 0.0;
}
