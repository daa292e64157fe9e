//! The eastern front: three axes, north (Leningrad), center (Moscow), south
//! (Stalingrad), each with a position in km, the men of both sides, and the
//! railheads they live on.
//!
//! The rule is a small one with known parents. Losses follow Lanchester's (1916)
//! square law with an intensity that depends on whether anybody attacks. Advance
//! follows from the ratio of power, as in Dupuy (1979): below a threshold nothing
//! moves, above it speed grows and levels off. Power is men times quality, times
//! what supply lets through: it falls with the square of the distance from the
//! railhead (van Creveld 1977 on 1941), and the railhead follows slowly. So an
//! offensive outruns its supply, stops, and waits: the pauses are not scripted.
//! An encirclement is the tail of a distribution: the stronger the attacker, the
//! likelier a breakthrough that cuts off part of the enemy's men.
//!
//! An advance also wears out the army that makes it: readiness falls with the km
//! marched and with hard winters, and comes back at rest, where supply reaches
//! (Clausewitz' culminating point; van Creveld 1977 for the lorries of 1941). No
//! army takes a great city in its stride, and the front is one: where an axis runs
//! ahead of its neighbours, long flanks take its power.
//!
//! Quality changes too: Germany's falls with the men it has lost, the Red Army's
//! grows with the weeks it has fought and with lend-lease.

mod state;

pub use state::{Axis, EasternFront};

use crate::scenario::{Id, Room, Week};
use crate::sim::calendar::Calendar;
use crate::sim::facet::{parameters, states};
use crate::sim::lend_lease::LendLease;
use crate::sim::luck::{self, Luck, node};
use crate::sim::premise::Premise;
use crate::sim::soviet::Soviet;
use crate::sim::war::War;

states! {
    /// Which axis.
    pub enum AxisId {
        /// The northern axis.
        North = "north",
        /// The central axis.
        Center = "center",
        /// The southern axis.
        South = "south",
    }
}

impl Id for AxisId {
    #[inline]
    fn at(place: usize) -> Self {
        Self::ALL[place]
    }

    #[inline]
    fn place(self) -> usize {
        self as usize
    }
}

/// Number of axes.
const AXES: usize = AxisId::ALL.len();

/// Something of each axis.
pub type OfAxes<T> = Room<AxisId, T, AXES>;

states! {
    /// Where Germany makes its main effort.
    pub enum MainEffort {
        /// On the northern axis.
        North = "north",
        /// On the central axis.
        Center = "center",
        /// On the southern axis.
        South = "south",
        /// On both wings: north and south together.
        Wings = "wings",
        /// All three army groups attack, none with more than its own.
        Everywhere = "everywhere",
        /// It makes none: its armies hold what they have.
        Nowhere = "nowhere",
    }
}

impl MainEffort {
    /// The axis on which it is made, when it is one.
    const fn axis(self) -> Option<AxisId> {
        match self {
            Self::North => Some(AxisId::North),
            Self::Center => Some(AxisId::Center),
            Self::South => Some(AxisId::South),
            Self::Wings | Self::Everywhere | Self::Nowhere => None,
        }
    }

    /// Is it made on this axis, among others or alone?
    fn is_on(self, axis: AxisId) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Nowhere => false,
            Self::Wings => axis != AxisId::Center,
            Self::North | Self::Center | Self::South => self.axis() == Some(axis),
        }
    }
}

states! {
    /// Who attacks on an axis.
    pub enum Attacker {
        /// Nobody.
        Nobody = "nobody",
        /// Germany.
        Germany = "germany",
        /// The Red Army.
        Soviet = "soviet",
    }
}

/// The city that bars each axis, km: Leningrad, Moscow, Stalingrad (milestones of
/// the map's axes).
pub const CITY: OfAxes<f64> = OfAxes::new([992.0, 1709.0, 2253.0]);
/// The border of June 1941 on each axis, km: near Memel, Brest-Litovsk, Przemyśl.
const BORDER: OfAxes<f64> = OfAxes::new([100.0, 704.0, 460.0]);
/// Depth of ground held at which the Axis' front is as long as its quality was measured.
const HALF_WAY: f64 = 0.5;
/// How far axes may stand apart before the flanks are long: assumed, a seventh of the way.
const STAGGER: f64 = 0.15;
/// The great cities with permanent works on each axis, from the west: km, how much of the
/// works' effect they have, and how far before the city the works begin, km. Leningrad;
/// Smolensk, the land bridge between Dvina and Dnieper (assumed: two fifths); Moscow;
/// Kiev with its fortified region, which held from July to September 1941; and
/// Stalingrad, an open city stretched along the river (assumed: half).
const GREAT_CITIES: OfAxes<&[(f64, f64, f64)]> = OfAxes::new([
    &[(992.0, 1.0, 17.0)],
    &[(1339.0, 0.4, 30.0), (1709.0, 1.0, 32.0)],
    &[(KIEV, 1.0, 35.0), (2253.0, 0.5, 10.0)],
]);
/// Kiev on the southern axis, km; its share of the works' effect is a parameter.
const KIEV: f64 = 1000.0;
/// East of Pskov the open Baltic country ends, and forest and marsh begin, km on the
/// northern axis.
const FOREST: f64 = 720.0;
/// How much faster an attacker goes through an enemy who is wholly surprised: assumed; the
/// armour of June 1941 made two and three times the way of any later week.
const DASH: f64 = 1.5;
/// Weeks of war after which two thirds of what Germany raises late are raised: assumed; the
/// call-ups of 1942 and the total war of 1943.
const TOTAL_WAR: f64 = 60.0;
/// What deep snow takes from an advance, on both sides: assumed.
const SNOW: f64 = 0.35;
/// The western end of each axis, km: Königsberg, Berlin, Breslau.
const WEST_END: f64 = 0.0;
/// The eastern end beyond which the rule does not follow an army, km: Vologda,
/// Gorky, Astrakhan.
const EAST_END: OfAxes<f64> = OfAxes::new([1539.0, 2112.0, 2626.0]);

parameters! {
    /// Parameters of the eastern front.
    pub struct Parameters {
        speed = "eastern_front.speed", "km a week", 20.0..400.0, "Advance of an attacker of overwhelming power on dry ground with full supply";
        soviet_speed = "eastern_front.soviet_speed", "km a week", 20.0..400.0, "The same of the Red Army, which had fewer lorries";
        threshold = "eastern_front.threshold", "ratio of power", 1.0..2.0, "Ratio of power above which an attack gains ground";
        reach = "eastern_front.reach", "km", 50.0..600.0, "Distance from the railhead at which supply is halved";
        german_railhead = "eastern_front.german_railhead", "km a week", 5.0..120.0, "How fast German railway troops bring the railhead forward";
        soviet_railhead = "eastern_front.soviet_railhead", "km a week", 5.0..120.0, "How fast Soviet railway troops bring the railhead forward through destroyed country";
        soviet_losses = "eastern_front.soviet_attrition", "share a week", 0.001..0.1, "Soviet men lost for good for each unit of Axis power in a week of attack";
        axis_losses = "eastern_front.axis_attrition", "share a week", 0.001..0.1, "Axis men lost for good for each unit of Soviet power in a week of attack";
        quiet = "eastern_front.quiet", "share", 0.0..1.0, "Intensity of losses where nobody attacks, against a week of attack";
        pocket = "eastern_front.pocket", "share", 0.0..0.6, "Share of an axis' men cut off in an encirclement";
        tuition = "eastern_front.tuition", "ratio", 0.0..4.0, "How much more the untaught Red Army of June 1941 loses to the same enemy than one that has learned its trade";
        green = "eastern_front.green", "ratio", 0.0..3.0, "How much larger the share of an untaught Red Army of June 1941 is, against one that has learned its trade";
        breakthrough = "eastern_front.breakthrough", "share a week", 0.0..0.5, "Weekly probability of an encirclement for each unit of power ratio above the threshold";
        fortune = "eastern_front.fortune", "log ratio", 0.0..0.6, "Spread of a week's fortune of battle";
        season = "eastern_front.season", "log ratio", 0.0..0.6, "Spread of how well a season's campaign is led";
        march = "eastern_front.march", "km", 300.0..5000.0, "Advance in which an Axis army wears out two thirds of its lorries, tanks and horses";
        refit = "eastern_front.refit", "share a week", 0.0..0.3, "Share of what is worn out that a week of full supply makes good";
        forest = "eastern_front.forest", "ratio", 1.0..2.5, "How far the forests and marshes of the north multiply a defender's power there, on both sides";
        stavka_north = "eastern_front.stavka_north", "share", 0.1..0.5, "Share of the Red Army that the Stavka means for the north";
        stavka_south = "eastern_front.stavka_south", "share", 0.1..0.5, "Share of the Red Army that the Stavka means for the south";
        german_north = "eastern_front.german_north", "share", 0.1..0.5, "Share of the Axis' men in the north while the main effort is elsewhere";
        stretch = "eastern_front.stretch", "log ratio", 0.0..2.0, "Power that the length of its front and the garrisons behind it take from the Axis, for each whole depth of ground held";
        flank = "eastern_front.flank", "ratio", 0.0..3.0, "Power that an army loses for each whole depth of the theatre by which it stands farther forward than its neighbours";
        city = "eastern_front.city", "ratio", 1.0..4.0, "How far a great city multiplies its defenders' power";
        kiev = "eastern_front.kiev", "ratio", 0.3..8.0, "How strong the fortified region of Kiev was, against the works of Moscow and Leningrad";
        entrench = "eastern_front.entrench", "ratio", 0.0..1.5, "What twelve quiet weeks of digging add to a defender's power";
        winter = "eastern_front.winter", "share", 0.0..0.9, "Share of German attacking power that a hard winter takes";
        focus = "eastern_front.focus_gain", "ratio", 1.0..2.0, "What the axis of main effort gains in power";
        allies = "eastern_front.allies", "ratio", 0.5..1.0, "Fighting value of the southern army group, in which Germany's allies serve, against the others";
        german_elsewhere = "eastern_front.german_elsewhere", "ratio", 1.0..3.0, "How much better a chance Germany wants before it attacks away from its main effort";
        soviet_elsewhere = "eastern_front.soviet_elsewhere", "ratio", 1.0..3.0, "How much better a chance the Red Army wants before it attacks away from its main effort";
        stroke = "eastern_front.stroke", "ratio", 0.0..1.5, "Attacking power that fresh reserve armies add by surprise and mass in their first week";
        toll = "eastern_front.toll", "ratio", 0.0..2.0, "Share of an Axis army's men that an advance or a hard winter wears out, against its lorries, tanks and horses";
        soviet_focus = "eastern_front.soviet_focus_gain", "ratio", 1.0..2.0, "What the Red Army's main effort gains in attacking power, and what the other axes lose";
        soviet_shift = "eastern_front.soviet_shift", "share", 0.0..0.4, "Share of the Red Army that the Stavka adds to its main effort";
        german_quality = "eastern_front.german_quality", "ratio", 1.0..4.0, "Fighting value of a German soldier in June 1941 against a trained Soviet soldier of 1943";
        german_quality_end = "eastern_front.german_quality_end", "ratio", 0.5..3.0, "The same when the army of 1941 has been lost";
        german_wear = "eastern_front.german_wear", "thousand men", 500.0..9000.0, "Losses after which two thirds of the difference are gone";
        soviet_quality = "eastern_front.soviet_quality", "ratio", 0.2..1.5, "Fighting value of a Soviet soldier in June 1941";
        soviet_quality_end = "eastern_front.soviet_quality_end", "ratio", 0.5..2.5, "The same when the army has learned its trade";
        soviet_learning = "eastern_front.soviet_learning", "weeks", 20.0..250.0, "Weeks of war after which two thirds of that are learned";
        surprise = "eastern_front.surprise", "share", 0.0..0.8, "Share of Soviet power that surprise takes in the first four weeks";
        replacements = "eastern_front.replacements", "thousand men a week", 0.0..80.0, "Axis replacements that reach the front each week";
        lent = "eastern_front.armour_lent", "share", 0.0..0.9, "Share of its power to attack that the center lacks while its armour fights on the wings";
        on_empty = "eastern_front.on_empty", "share", 0.0..1.0, "Share of its pace that an army keeps far beyond its railhead, on captured stores and by air";
        late = "eastern_front.mobilised_late", "share", 0.0..1.0, "Share of the replacements that Germany does not yet raise when the war begins";
        two_fronts = "eastern_front.two_fronts", "share", 0.0..1.0, "Share of its power to attack in the east that Germany lacks when other fronts take all its replacements";
        soviet_front_recruits = "eastern_front.recruits_per_km", "thousand men a km", 0.0..5.0, "Men of liberated country who join the Red Army, for each km of an axis";
    }
}

/// Supply that reaches an army so far beyond its railhead: 1 at it, ½ at `reach`.
fn supply(distance: f64, reach: f64) -> f64 {
    let far = distance.max(0.0) / reach;
    1.0 / (1.0 + far * far)
}

/// Fights a week on the three axes.
pub fn fight(
    premise: &Premise,
    calendar: &Calendar,
    luck: &mut Luck,
    war: &War,
    soviet: &Soviet,
    aid: &LendLease,
    front: &mut EasternFront,
) {
    for axis in &mut front.axes {
        axis.axis_pocket = 0.0;
        axis.soviet_pocket = 0.0;
        axis.gained = 0.0;
    }
    if calendar.opens_a_year() {
        front.soviet_lost_year = 0.0;
    }
    count_heads(front);
    // A war breaks out in the course of a week; its first whole week is the next one.
    if !war.in_the_west() || war.germany_soviet_weeks == 0 {
        return;
    }
    let rules = &premise.front;
    let weeks = f64::from(war.germany_soviet_weeks);
    let worn = libm::exp(-front.axis_lost / rules.german_wear);
    let german_quality =
        rules.german_quality_end + (rules.german_quality - rules.german_quality_end) * worn;
    let untaught = libm::exp(-weeks / rules.soviet_learning);
    let surprise = if weeks <= 4.0 { rules.surprise } else { 0.0 };
    let surprised = 1.0 - surprise;
    let soviet_quality = (rules.soviet_quality_end
        + (rules.soviet_quality - rules.soviet_quality_end) * untaught)
        * surprised
        * (1.0 + aid.effect)
        * libm::pow(soviet.equipment.max(0.1), premise.soviet.arms)
        * soviet.cohesion.min(1.0);
    let season = season_fortune(premise, luck, calendar.week) * rules.season;
    // The first winter found the German army without clothes, oil or rest; an army
    // that has lived through one is crippled half as much.
    let winter_bite = rules.winter * calendar.winter * if weeks < 40.0 { 1.0 } else { 0.5 };
    // An enemy who is not yet in his positions is passed by.
    let dash = 1.0 + DASH * surprise;
    // Reserves that other fronts need attack nowhere.
    let elsewhere = 1.0 - rules.two_fronts * front.drain;
    let pocket = rules.pocket * (1.0 + rules.green * untaught);
    let losses_of_the_week = 1.0 + 0.25 * luck.normal(node::ATTRITION).clamp(-2.5, 2.5);

    let mut ground = 0.0;
    let mut recruits = 0.0;
    let salients = salients(front);
    let stretched = libm::exp(rules.stretch * (HALF_WAY - front.held()));
    for id in AxisId::ALL {
        let german_effort = front.focus.is_on(id);
        let main_effort = match front.focus {
            MainEffort::Everywhere | MainEffort::Nowhere => 1.0,
            _ if german_effort => rules.focus,
            _ => 2.0 - rules.focus,
        };
        // The wings live on armour that the center lends them.
        let lent =
            if front.focus == MainEffort::Wings && id == AxisId::Center { rules.lent } else { 0.0 };
        let soviet_main = front.soviet_focus == id;
        let axis = &mut front.axes[id];
        let german_supply = supply(axis.position - axis.german_railhead, rules.reach);
        let soviet_reach = rules.reach * (1.0 + aid.lorries);
        let soviet_supply =
            supply(axis.soviet_railhead - axis.position, soviet_reach) * soviet.fuel;
        let forest = if id == AxisId::North && axis.position > FOREST { rules.forest } else { 1.0 };
        let dug_in = forest * (1.0 + rules.entrench * (axis.quiet_weeks / 12.0).min(1.0));
        let next = next_city(id, axis.position);
        let works = next.map_or(1.0, |(gate, share)| {
            let kiev = id == AxisId::South && gate < KIEV;
            let share = if kiev { rules.kiev } else { share };
            if axis.position >= gate { 1.0 + (rules.city - 1.0) * share } else { 1.0 }
        });
        let fresh = axis.readiness;
        let berlin = if axis.position < 60.0 { rules.city.min(1.3) } else { 1.0 };
        let fortune = libm::exp(
            season + rules.fortune * luck.normal(node::FRONT + id.place()).clamp(-3.0, 3.0),
        );
        // A salient has long flanks: whoever stands farther forward must guard them.
        let salient = rules.flank * salients[id];
        let german_flanks = 1.0 / (1.0 + salient.max(0.0));
        let soviet_flanks = 1.0 / (1.0 + (-salient).max(0.0));
        let allied = if id == AxisId::South { rules.allies } else { 1.0 };
        let german = axis.axis_men * german_quality * allied * fortune * german_flanks * stretched;
        let soviet_power = axis.soviet_men * soviet_quality * soviet_flanks;
        let german_attack = german
            * german_supply
            * (1.0 - winter_bite).max(0.1)
            * main_effort
            * elsewhere
            * (1.0 - lent)
            * (0.35 + 0.65 * fresh);
        let german_ratio = german_attack / (soviet_power * dug_in * works).max(1.0);
        let german_defence = german
            * (0.45 + 0.55 * german_supply)
            * (1.0 - 0.5 * winter_bite)
            * (0.6 + 0.4 * fresh)
            * dug_in
            * berlin;
        let soviet_effort = if soviet_main { rules.soviet_focus } else { 2.0 - rules.soviet_focus };
        let stroke = axis.stroke;
        let soviet_ratio =
            soviet_power * soviet_supply * soviet_effort.max(0.1) * (1.0 + rules.stroke * stroke)
                / german_defence.max(1.0);
        axis.stroke = stroke * 0.8;
        let dry = 1.0 - 0.85 * calendar.mud;
        let firm = dry * (1.0 - SNOW * calendar.winter.min(1.0));

        // Away from the main effort nobody attacks who is not sure.
        let german_bar = match front.focus {
            // Who has gone over to the defence attacks nowhere.
            MainEffort::Nowhere => f64::INFINITY,
            _ if german_effort => rules.threshold,
            _ => rules.threshold * rules.german_elsewhere,
        };
        let soviet_bar = rules.threshold
            * if soviet_main || stroke > 0.5 { 1.0 } else { rules.soviet_elsewhere };
        let (attacker, moved, intensity) =
            if german_ratio > german_bar && german_ratio > soviet_ratio {
                (
                    Attacker::Germany,
                    attack(rules, rules.speed * dash, german_ratio, german_supply) * firm,
                    1.0,
                )
            } else if soviet_ratio > soviet_bar {
                (
                    Attacker::Soviet,
                    -attack(rules, rules.soviet_speed, soviet_ratio, soviet_supply) * firm,
                    1.0,
                )
            } else {
                (Attacker::Nobody, 0.0, rules.quiet)
            };
        axis.attacker = attacker;
        let soviet_lost = rules.soviet_losses
            * (1.0 + rules.tuition * untaught)
            * german
            * german_supply.max(0.4)
            * intensity
            * losses_of_the_week;
        let axis_lost = rules.axis_losses
            * soviet_power
            * soviet_supply.max(0.4)
            * intensity
            * losses_of_the_week;
        let ratio = if moved > 0.0 { german_ratio } else { soviet_ratio };
        let tail = 1.0 - rules.breakthrough * (ratio - rules.threshold).min(2.0) * dry;
        let broken = moved != 0.0 && luck.uniform(node::BREAKTHROUGH + id.place()) > tail;
        let mut step = moved;
        if broken {
            step *= 1.5;
            if moved > 0.0 {
                axis.soviet_pocket = axis.soviet_men * pocket;
            } else {
                axis.axis_pocket = axis.axis_men * rules.pocket;
            }
        }
        let soviet_gone = (soviet_lost + axis.soviet_pocket).min(axis.soviet_men * 0.5);
        let axis_gone = (axis_lost + axis.axis_pocket).min(axis.axis_men * 0.5);
        axis.soviet_men -= soviet_gone;
        axis.axis_men -= axis_gone;
        front.soviet_lost += soviet_gone;
        front.soviet_lost_year += soviet_gone;
        front.axis_lost += axis_gone;

        let before = axis.position;
        axis.position = (before + step).clamp(WEST_END, EAST_END[id]);
        // Nobody takes a great city in his stride.
        if let Some((gate, _)) = next.filter(|&(gate, _)| before < gate) {
            axis.position = axis.position.min(gate + 5.0);
        }
        let gained = axis.position - before;
        axis.gained = gained;
        let fallen_out = tire(rules, axis, gained, winter_bite, german_supply);
        front.axis_lost += 0.3 * fallen_out;
        ground += gained / AXES as f64;
        recruits += (-gained).max(0.0) * rules.soviet_front_recruits;
        axis.quiet_weeks = if gained.abs() < 4.0 { axis.quiet_weeks + 1.0 } else { 0.0 };
        follow_with_railheads(rules, axis);
    }
    front.axes[AxisId::Center].soviet_men += recruits;
    replace(premise, soviet, front, weeks);
    front.momentum = (front.momentum * 0.875 + ground).clamp(-2000.0, 2000.0);
    front.prospects = outlook(front, weeks);
    count_heads(front);
}

fn count_heads(front: &mut EasternFront) {
    front.axis_strength = front.axis_men();
    front.soviet_strength = front.soviet_men();
}

/// How far the Germans stand forward on each axis of the others' mean, as a share of the
/// way from the border of 1941 to the axis' city: above 0 they have a salient, below 0
/// the Red Army has.
fn salients(front: &EasternFront) -> OfAxes<f64> {
    let depths = depths(front);
    let sum: f64 = depths.iter().sum();
    depths.map(|depth| {
        let ahead = depth - (sum - depth) / (AXES - 1) as f64;
        (ahead.abs() - STAGGER).max(0.0) * ahead.signum()
    })
}

/// How deep the Germans stand on each axis: 0 at the border of 1941, 1 at its city.
fn depths(front: &EasternFront) -> OfAxes<f64> {
    let depth = |axis: AxisId| {
        let way = CITY[axis] - BORDER[axis];
        ((front.axes[axis].position - BORDER[axis]) / way).clamp(-1.0, 1.2)
    };
    OfAxes::new(AxisId::ALL.map(depth))
}

/// Where the works of the next great city to the east begin, km, and its share of the
/// works' effect; nothing when the last has been passed.
fn next_city(axis: AxisId, position: f64) -> Option<(f64, f64)> {
    let next = GREAT_CITIES[axis].iter().find(|(city, ..)| position <= city + 15.0);
    next.map(|&(city, share, works)| (city - works, share))
}

/// An army on the move loses lorries, tanks and horses by the way (van Creveld 1977 has
/// a third of the lorries gone by the autumn of 1941), in a hard winter too; at rest,
/// and as far as supply reaches it, it refits. Men fall out with them, wounded, sick and
/// frostbitten: gives how many, thousands, of whom a part (three in ten, assumed) is lost
/// for good and the others come back among the replacements.
fn tire(rules: &Parameters, axis: &mut Axis, gained: f64, winter_bite: f64, supply: f64) -> f64 {
    let worn = gained.max(0.0) / rules.march + 0.5 * gained.min(0.0).abs() / rules.march;
    let frozen = 0.04 * winter_bite;
    let refitted = rules.refit * supply * (1.0 - axis.readiness);
    axis.readiness = (axis.readiness * libm::exp(-worn - frozen) + refitted).clamp(0.05, 1.0);
    let fallen_out = axis.axis_men * (1.0 - libm::exp(-rules.toll * (worn + frozen)));
    axis.axis_men -= fallen_out;
    fallen_out
}

/// How far an attacker of such a ratio goes on dry ground, km a week: no faster than his
/// lorries bring fuel (van Creveld 1977).
fn attack(rules: &Parameters, speed: f64, ratio: f64, supply: f64) -> f64 {
    let fuel = rules.on_empty + (1.0 - rules.on_empty) * supply.min(1.0);
    speed * fuel * (1.0 - libm::exp(-(ratio - rules.threshold) / 1.2))
}

/// The leadership of a season: one draw held for eight weeks, so that luck does not
/// average itself away within a campaign.
fn season_fortune(premise: &Premise, luck: &mut Luck, week: Week) -> f64 {
    luck::normal(luck.held(
        premise,
        node::SEASON,
        week.div_euclid(luck::SEASON_WEEKS) * luck::SEASON_WEEKS,
    ))
    .clamp(-2.5, 2.5)
}

fn follow_with_railheads(rules: &Parameters, axis: &mut Axis) {
    let german_goal = axis.position - 20.0;
    axis.german_railhead = if german_goal < axis.german_railhead {
        german_goal
    } else {
        (axis.german_railhead + rules.german_railhead).min(german_goal)
    };
    let soviet_goal = axis.position + 20.0;
    axis.soviet_railhead = if soviet_goal > axis.soviet_railhead {
        soviet_goal
    } else {
        (axis.soviet_railhead - rules.soviet_railhead).max(soviet_goal)
    };
}

/// Replacements arrive, and both commands shift reserves: Germany to its main effort,
/// the Stavka half to where the enemy is strongest and half by its own preference.
fn replace(premise: &Premise, soviet: &Soviet, front: &mut EasternFront, weeks: f64) {
    let rules = &premise.front;
    // Germany called up what it had late: the greater part after the first winter.
    let mobilised = 1.0 - rules.late * libm::exp(-weeks / TOTAL_WAR);
    let axis_new = rules.replacements * mobilised * (1.0 - front.drain);
    let axis_men = front.axis_men();
    let soviet_men = front.soviet_men();
    let mut meant = OfAxes::new([
        rules.stavka_north,
        1.0 - rules.stavka_north - rules.stavka_south,
        rules.stavka_south,
    ]);
    for (axis, share) in meant.enumerated_mut() {
        *share +=
            if front.soviet_focus == axis { rules.soviet_shift } else { -0.5 * rules.soviet_shift };
    }
    let mut german_goals = OfAxes::new(match front.focus {
        MainEffort::Everywhere => [0.2, 0.4, 0.4],
        MainEffort::Nowhere => [rules.german_north, 0.36, 0.36],
        MainEffort::Wings => [rules.german_north + 0.03, 0.29, 0.4],
        _ => [rules.german_north, 0.32, 0.32],
    });
    if let Some(main) = front.focus.axis() {
        german_goals[main] = 0.43;
    }
    // Siberian divisions go where the enemy makes his main effort; to Moscow, where he makes
    // several.
    let siberians_go = front.focus.axis().unwrap_or(AxisId::Center);
    // Whoever is moved is missing elsewhere.
    let all: f64 = german_goals.iter().sum();
    for (id, axis) in front.axes.enumerated_mut() {
        let german_goal = german_goals[id] / all;
        let threat = axis.axis_men / axis_men.max(1.0);
        let soviet_goal = 0.5 * threat + 0.5 * meant[id];
        axis.axis_men += axis_new * german_goal + 0.06 * (axis_men * german_goal - axis.axis_men);
        axis.soviet_men += soviet.recruits_to_front * soviet_goal
            + 0.06 * (soviet_men * soviet_goal - axis.soviet_men);
        if id == siberians_go {
            axis.soviet_men += soviet.siberians_to_front;
        }
        axis.axis_men = axis.axis_men.max(0.0);
        axis.soviet_men = axis.soviet_men.max(0.0);
    }
}

/// What an observer with a map and a newspaper would say of Germany's war: half
/// ground held, half how it goes, and a discount for every year it lasts.
fn outlook(front: &EasternFront, weeks: f64) -> f64 {
    let held = depths(front).iter().map(|depth| depth.max(0.0)).sum::<f64>() / AXES as f64;
    let going = (0.5 + front.momentum / 400.0).clamp(0.0, 1.0);
    (0.6 * held + 0.5 * going - 0.0012 * weeks).clamp(0.0, 1.0)
}
