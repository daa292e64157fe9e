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

use crate::scenario::{Day, Scenario, limits};
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
    fn power(&self, ground: &Ground, power: usize) -> f64 {
        let armies = self.0[..ground.armies].iter().zip(&ground.power);
        armies
            .filter(|(state, known)| usize::from(**known) == power && !state.gone)
            .map(|(state, _)| state.divisions * state.quality)
            .sum()
    }

    /// Divisions of a power in a region, and their power (divisions times quality).
    fn strength(&self, ground: &Ground, power: usize, region: u8) -> (f64, f64) {
        let mut strength = (0.0, 0.0);
        for (state, known) in self.0[..ground.armies].iter().zip(&ground.power) {
            if usize::from(*known) == power && state.region == region && !state.gone {
                strength.0 += state.divisions;
                strength.1 += state.divisions * state.quality;
            }
        }
        strength
    }
}

/// A way from one region to a neighbour.
#[derive(Clone, Copy, Debug)]
struct Way {
    to: u8,
    km: f64,
    going: f64,
}

/// What these rules ask of a scenario, laid out so that a week need not search for it.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The places of Japan and of the Soviet Union among the powers.
    sides: Option<(usize, usize)>,
    /// How many armies there are.
    armies: usize,
    /// Each army's power, first day and quota.
    power: [u8; limits::ARMIES],
    from: [Day; limits::ARMIES],
    share: [f64; limits::ARMIES],
    /// The ways out of each region.
    ways: Vec<Vec<Way>>,
    /// How many regions lie between each region and a side's own country of the first
    /// day, Japan's side first: 0 inside it, 255 where no way leads.
    home: [[u8; limits::REGIONS]; 2],
}

impl Ground {
    /// Reads it out of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let place = |id: &str| scenario.powers.iter().position(|power| power.id == id);
        let sides = place("japan").zip(place("soviet"));
        let mut ways = vec![Vec::new(); scenario.regions.len()];
        for passage in &scenario.passages {
            let (km, going) = (passage.km, passage.going);
            ways[passage.a].push(Way { to: passage.b as u8, km, going });
            ways[passage.b].push(Way { to: passage.a as u8, km, going });
        }
        let mut ground = Self {
            sides,
            armies: scenario.armies.len(),
            power: [u8::MAX; limits::ARMIES],
            from: [Day::MAX; limits::ARMIES],
            share: [0.0; limits::ARMIES],
            ways,
            home: [[u8::MAX; limits::REGIONS]; 2],
        };
        for (place, army) in scenario.armies.iter().enumerate() {
            ground.power[place] = army.power as u8;
            ground.from[place] = army.from;
            ground.share[place] = army.share;
        }
        if let Some((japan, soviet)) = sides {
            ground.home = [japan, soviet].map(|power| ground.ways_home(scenario, power));
        }
        ground
    }

    fn ways_home(&self, scenario: &Scenario, power: usize) -> [u8; limits::REGIONS] {
        let mut home = [u8::MAX; limits::REGIONS];
        let mut reached: Vec<usize> = (0..scenario.regions.len())
            .filter(|&place| scenario.regions[place].holder == power)
            .collect();
        reached.iter().for_each(|&place| home[place] = 0);
        while !reached.is_empty() {
            let mut next = Vec::new();
            for from in reached {
                for way in &self.ways[from] {
                    let to = usize::from(way.to);
                    if home[to] == u8::MAX {
                        home[to] = home[from] + 1;
                        next.push(to);
                    }
                }
            }
            reached = next;
        }
        home
    }

    /// The place of the Soviet Union among the powers, where both sides exist.
    #[must_use]
    pub fn soviet(&self) -> Option<usize> {
        self.sides.map(|(_, soviet)| soviet)
    }

    /// Is this army one of that power's?
    fn serves(&self, army: usize, power: usize) -> bool {
        usize::from(self.power[army]) == power
    }
}

/// A week in the Far East: quotas in peace, seven days of battle in war.
pub fn week(whole: &mut Whole<'_>) {
    let Some((japan, soviet)) = whole.premise.ground.sides else {
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
    let ground = &whole.premise.ground;
    let armies = whole.armies.0[..ground.armies].iter().zip(&ground.power);
    armies
        .filter(|(state, known)| usize::from(**known) == power && !state.gone)
        .map(|(state, _)| state.divisions)
        .sum()
}

/// Gives each army of a power its quota of the theatre's divisions.
fn share_out(whole: &mut Whole<'_>, power: usize, divisions: f64, quality: f64) {
    let day = whole.calendar.day;
    let ground = &whole.premise.ground;
    let present = |&army: &usize| ground.serves(army, power) && ground.from[army] <= day;
    let shares: f64 = (0..ground.armies).filter(present).map(|army| ground.share[army]).sum();
    for army in (0..ground.armies).filter(|&army| ground.serves(army, power)) {
        let state = &mut whole.armies.0[army];
        if !state.gone {
            state.divisions = if present(&army) && shares > 0.0 {
                divisions * ground.share[army] / shares
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
    let ground = &whole.premise.ground;
    for (state, known) in whole.armies.0[..ground.armies].iter_mut().zip(&ground.power) {
        if usize::from(*known) == power && !state.gone {
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
    let ground = &premise.ground;
    let rules = &premise.armies;
    let spread =
        |place: usize| libm::exp(rules.fortune * whole.luck.normal(place).clamp(-2.5, 2.5));
    let fortune = [spread(node::FAR_EAST_JAPAN), spread(node::FAR_EAST_SOVIET)];
    let winter = 1.0 - 0.4 * whole.calendar.winter.min(1.0);
    let powers = [japan, soviet].map(|power| whole.armies.power(ground, power).max(0.1));
    for place in 0..ground.armies {
        let own = usize::from(ground.power[place]);
        let state = whole.armies.0[place];
        if state.gone || state.divisions < 0.2 || (own != japan && own != soviet) {
            continue;
        }
        if state.rest > 0 {
            whole.armies.0[place].rest -= 1;
            continue;
        }
        let enemy = if own == japan { soviet } else { japan };
        let soviet_army = usize::from(own == soviet);
        let own_fortune = fortune[soviet_army];
        let armour = if own == soviet { rules.armour } else { 1.0 };
        let Some((goal, km, going)) = choose_goal(whole, place, enemy) else {
            continue;
        };
        let odds = (powers[1 - soviet_army] / powers[soviet_army]).clamp(1.0, 2.0);
        if whole.armies.0[place].goal != goal {
            whole.armies.0[place].goal = goal;
            whole.armies.0[place].way = 0.0;
        }
        // All armies that press on the same goal fight together.
        let mut attack = 0.0;
        for (other, known) in whole.armies.0[..ground.armies].iter().zip(&ground.power) {
            if usize::from(*known) == own && !other.gone && other.goal == goal {
                attack += other.divisions * other.quality;
            }
        }
        let hops = ground.home[soviet_army][usize::from(goal)].saturating_sub(1);
        attack *= armour * own_fortune * libm::pow(rules.supply, f64::from(hops));
        let (defenders, power) = whole.armies.strength(ground, enemy, goal);
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
        let lorries = (whole.lend_lease.total() / premise.lend_lease.whole).min(1.0);
        let mobile =
            rules.on_foot + (1.0 - rules.on_foot) * if soviet_army == 1 { lorries } else { 0.0 };
        let speed =
            rules.speed * mobile * going * winter * (1.0 - libm::exp(-(ratio - threshold) / 3.0));
        let share = state.divisions * state.quality * armour * own_fortune / attack.max(0.01);
        let lost_there = rules.losses * attack * share * if defenders > 0.0 { 1.0 } else { 0.0 };
        let lost_here = rules.losses * defence * share;
        for (other, known) in whole.armies.0[..ground.armies].iter_mut().zip(&ground.power) {
            if usize::from(*known) == enemy
                && other.region == goal
                && !other.gone
                && defenders > 0.0
            {
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
    let ground = &whole.premise.ground;
    let state = whole.armies.0[place];
    let (_, all) = whole.armies.strength(ground, usize::from(ground.power[place]), state.region);
    let staying = all - state.divisions * state.quality;
    let beside: f64 = ground.ways[usize::from(state.region)]
        .iter()
        .filter(|way| {
            way.to != goal && usize::from(whole.theatre.control[usize::from(way.to)]) == enemy
        })
        .map(|way| whole.armies.strength(ground, enemy, way.to).1)
        .sum();
    beside > staying + 1.0
}

/// The neighbouring enemy region that promises most for the least resistance, with the
/// way there. An army keeps its goal unless another is far better.
fn choose_goal(whole: &Whole<'_>, place: usize, enemy: usize) -> Option<(u8, f64, f64)> {
    let ground = &whole.premise.ground;
    let state = whole.armies.0[place];
    let mut best: Option<(f64, (u8, f64, f64))> = None;
    for way in &ground.ways[usize::from(state.region)] {
        if usize::from(whole.theatre.control[usize::from(way.to)]) != enemy {
            continue;
        }
        let (_, power) = whole.armies.strength(ground, enemy, way.to);
        let region = &whole.premise.scenario.regions[usize::from(way.to)];
        let kept = if state.goal == way.to { 2.0 } else { 1.0 };
        let score = kept * (0.5 + region.worth)
            / (1.0 + power * region.fortification)
            / (1.0 + way.km / 400.0);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, (way.to, way.km, way.going)));
        }
    }
    best.map(|(_, goal)| goal)
}

/// An army takes a region.
fn take(whole: &mut Whole<'_>, place: usize, region: u8, enemy: usize, day: i32) {
    let ground = &whole.premise.ground;
    let power = usize::from(ground.power[place]);
    let day = whole.calendar.day + day;
    let tell = |happening| Entry { day, clock: None, happening, because: Vec::new() };
    whole.theatre.control[usize::from(region)] = power as u8;
    whole.chronicle.add(tell(Happening::Conquest(usize::from(region), power)));
    let refuge = ground.ways[usize::from(region)]
        .iter()
        .map(|way| way.to)
        .find(|&to| usize::from(whole.theatre.control[usize::from(to)]) == enemy);
    for defender in 0..ground.armies {
        let state = &mut whole.armies.0[defender];
        if !ground.serves(defender, enemy) || state.region != region || state.gone {
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
