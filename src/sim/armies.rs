//! Operations in the Far East: named armies on regions and the ways between them.
//!
//! In peace the armies share the divisions of their side by their quotas. In war each
//! has its own, and seven days a week it fights: the attacker picks the neighbouring
//! enemy region that promises most for the least resistance, and its daily advance
//! follows the ratio of power with a threshold, as in Dupuy (1979); losses follow
//! Lanchester's (1916) square law. Permanent works multiply the defender's power.
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
        speed = "far_east.speed", "km a day", 2.0..80.0, "Advance of an attacker of overwhelming power over open country";
        threshold = "far_east.threshold", "ratio of power", 1.0..2.5, "Ratio of power above which an attack gains ground";
        losses = "far_east.losses", "share a day", 0.0005..0.05, "Divisions lost a day for each enemy division of equal quality in an attack";
        fortune = "far_east.fortune", "log ratio", 0.0..0.6, "Spread of a week's fortune of battle";
        armour = "far_east.armour", "ratio", 1.0..3.0, "What tanks and guns add to Soviet attacking power in the Far East";
    }
}

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
                u64::from(army.region) << 16 | u64::from(army.goal) << 8 | u64::from(army.gone),
            );
        }
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
    if whole.war.in_the_far_east() {
        reinforce(whole, japan, whole.japan.manchuria, whole.japan.quality);
        reinforce(whole, soviet, whole.soviet.far_east_divisions, whole.soviet.far_east_quality);
        let begins = (whole.war.japan_soviet_began_on - whole.calendar.day).clamp(0, 6);
        for day in begins..7 {
            fight_a_day(whole, day, japan, soviet);
        }
        whole.japan.manchuria = total(whole, japan);
        whole.soviet.far_east_divisions = total(whole, soviet);
    } else {
        share_out(whole, japan, whole.japan.manchuria, whole.japan.quality);
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
    for place in 0..scenario.armies.len() {
        let army = &scenario.armies[place];
        let state = whole.armies.0[place];
        if state.gone || state.divisions < 0.2 || (army.power != japan && army.power != soviet) {
            continue;
        }
        let enemy = if army.power == japan { soviet } else { japan };
        let own_fortune = fortune[usize::from(army.power == soviet)];
        let armour = if army.power == soviet { rules.armour } else { 1.0 };
        let Some((goal, km, going)) = choose_goal(whole, place, enemy) else {
            continue;
        };
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
        attack *= armour * own_fortune;
        let (defenders, power) = whole.armies.strength(scenario, enemy, goal);
        let works = scenario.regions[usize::from(goal)].fortification;
        let defence = (power * works).max(0.15);
        let ratio = attack / defence;
        if ratio < rules.threshold {
            continue;
        }
        let speed =
            rules.speed * going * winter * (1.0 - libm::exp(-(ratio - rules.threshold) / 3.0));
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
    victor.goal = NOWHERE;
    victor.way = 0.0;
}
