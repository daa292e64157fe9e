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

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::scenario::vocabulary::Entry;
use crate::scenario::{Id, Room, Week};
use crate::sim::calendar::Calendar;
use crate::sim::facet::{Facet, Quantity, as_f64, entry, number, parameters, states};
use crate::sim::fingerprint::Mixer;
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
    }
}

impl MainEffort {
    /// The axis on which it is made, when it is one.
    const fn axis(self) -> Option<AxisId> {
        match self {
            Self::North => Some(AxisId::North),
            Self::Center => Some(AxisId::Center),
            Self::South => Some(AxisId::South),
            Self::Wings | Self::Everywhere => None,
        }
    }

    /// Is it made on this axis, among others or alone?
    fn is_on(self, axis: AxisId) -> bool {
        match self {
            Self::Everywhere => true,
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
/// The western end of each axis, km: Königsberg, Berlin, Breslau.
const WEST_END: f64 = 0.0;
/// The eastern end beyond which the rule does not follow an army, km: Vologda,
/// Gorky, Astrakhan.
const EAST_END: OfAxes<f64> = OfAxes::new([1539.0, 2112.0, 2626.0]);

parameters! {
    /// Parameters of the eastern front.
    pub struct Parameters {
        speed = "eastern_front.speed", "km a week", 20.0..400.0, "Advance of an attacker of overwhelming power on dry ground with full supply";
        threshold = "eastern_front.threshold", "ratio of power", 1.0..2.0, "Ratio of power above which an attack gains ground";
        reach = "eastern_front.reach", "km", 50.0..600.0, "Distance from the railhead at which supply is halved";
        german_railhead = "eastern_front.german_railhead", "km a week", 5.0..120.0, "How fast German railway troops bring the railhead forward";
        soviet_railhead = "eastern_front.soviet_railhead", "km a week", 5.0..120.0, "How fast Soviet railway troops bring the railhead forward through destroyed country";
        soviet_losses = "eastern_front.soviet_attrition", "share a week", 0.001..0.1, "Soviet men lost for good for each unit of Axis power in a week of attack";
        axis_losses = "eastern_front.axis_attrition", "share a week", 0.001..0.1, "Axis men lost for good for each unit of Soviet power in a week of attack";
        quiet = "eastern_front.quiet", "share", 0.0..1.0, "Intensity of losses where nobody attacks, against a week of attack";
        pocket = "eastern_front.pocket", "share", 0.0..0.6, "Share of an axis' men cut off in an encirclement";
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
        kiev = "eastern_front.kiev", "ratio", 0.3..4.0, "How strong the fortified region of Kiev was, against the works of Moscow and Leningrad";
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
        soviet_front_recruits = "eastern_front.recruits_per_km", "thousand men a km", 0.0..5.0, "Men of liberated country who join the Red Army, for each km of an axis";
    }
}

/// One axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Where the front stands, km along the axis.
    pub position: f64,
    /// Axis men, thousands.
    pub axis_men: f64,
    /// Soviet men, thousands.
    pub soviet_men: f64,
    /// German railhead, km.
    pub german_railhead: f64,
    /// Soviet railhead, km.
    pub soviet_railhead: f64,
    /// Weeks since the front last moved.
    pub quiet_weeks: f64,
    /// Axis men cut off this week, thousands.
    pub axis_pocket: f64,
    /// Soviet men cut off this week, thousands.
    pub soviet_pocket: f64,
    /// Share of the Axis' lorries, tanks and horses that are fit, 0 to 1.
    pub readiness: f64,
    /// Who attacks this week.
    #[serde(with = "as_f64")]
    pub attacker: Attacker,
    /// How far a prepared Soviet counterstroke still carries: 1 fresh, 0 spent.
    pub stroke: f64,
}

/// The eastern front.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EasternFront {
    /// The axes.
    pub axes: OfAxes<Axis>,
    /// Axis men lost for good since the war began, thousands.
    pub axis_lost: f64,
    /// Soviet men lost for good since the war began, thousands.
    pub soviet_lost: f64,
    /// Germany's main effort.
    #[serde(with = "as_f64")]
    pub focus: MainEffort,
    /// Share of Germany's replacements that other fronts take, 0 to 1.
    pub drain: f64,
    /// Ground won by the Axis in the last weeks, km, fading by an eighth a week.
    pub momentum: f64,
    /// How Germany's war in the east looks from outside: 0 hopeless, 1 all but won.
    pub prospects: f64,
    /// The axis of the Red Army's main effort.
    #[serde(with = "as_f64")]
    pub soviet_focus: AxisId,
    /// Axis men on all axes as the week closes, thousands.
    pub axis_strength: f64,
    /// Soviet men on all axes as the week closes, thousands.
    pub soviet_strength: f64,
}

const AXIS_FIELDS: u16 = 11;
const GLOBALS: u16 = AXIS_FIELDS * AXES as u16;

impl Axis {
    fn set(&mut self, field: u16, value: f64) {
        match field {
            0 => self.position = value,
            1 => self.axis_men = value,
            2 => self.soviet_men = value,
            3 => self.german_railhead = value,
            4 => self.soviet_railhead = value,
            5 => self.quiet_weeks = value,
            6 => self.axis_pocket = value,
            7 => self.soviet_pocket = value,
            8 => self.readiness = value,
            9 => self.attacker = Attacker::from_number(value),
            _ => self.stroke = value,
        }
    }

    fn values(&self) -> [f64; AXIS_FIELDS as usize] {
        [
            self.position,
            self.axis_men,
            self.soviet_men,
            self.german_railhead,
            self.soviet_railhead,
            self.quiet_weeks,
            self.axis_pocket,
            self.soviet_pocket,
            self.readiness,
            self.attacker.to_number(),
            self.stroke,
        ]
    }
}

impl EasternFront {
    /// Axis men at the front, thousands.
    #[must_use]
    pub fn axis_men(&self) -> f64 {
        self.axes.iter().map(|axis| axis.axis_men).sum()
    }

    /// Soviet men at the front, thousands.
    #[must_use]
    pub fn soviet_men(&self) -> f64 {
        self.axes.iter().map(|axis| axis.soviet_men).sum()
    }

    /// How deep the Axis stands in the Soviet Union, mean of the axes: 0 at the border of
    /// 1941, 1 at the three cities, below 0 in Germany.
    #[must_use]
    pub fn held(&self) -> f64 {
        depths(self).iter().sum::<f64>() / AXES as f64
    }

    fn globals(&self) -> [f64; 9] {
        [
            self.axis_lost,
            self.soviet_lost,
            self.focus.to_number(),
            self.drain,
            self.momentum,
            self.prospects,
            self.soviet_focus.to_number(),
            self.axis_strength,
            self.soviet_strength,
        ]
    }
}

/// Each axis answers to eleven names (`eastern_front.center.position`), the whole
/// front to nine: the facet is written by hand because the axes are an array.
impl Facet for EasternFront {
    const SUBJECT: &'static str = "eastern_front";

    fn entries(family: u8) -> Vec<Entry> {
        let km = || number("km along the axis", 0.0, 2700.0);
        let men = || number("thousand men", 0.0, 12000.0);
        let mut entries = Vec::new();
        let mut add = |name: String, kind, en: String, es: String| {
            let at = (family, entries.len() as u16);
            entries.push(entry(at, &name, kind, true, (&en, &es)));
        };
        for (id, en, es) in [
            (
                "north",
                "northern axis (Königsberg 0, Leningrad 992)",
                "eje norte (Königsberg 0, Leningrado 992)",
            ),
            (
                "center",
                "central axis (Berlin 0, Moscow 1709)",
                "eje central (Berlín 0, Moscú 1709)",
            ),
            (
                "south",
                "southern axis (Breslau 0, Stalingrad 2253)",
                "eje sur (Breslavia 0, Stalingrado 2253)",
            ),
        ] {
            let name = |field: &str| format!("eastern_front.{id}.{field}");
            add(
                name("position"),
                km(),
                format!("Where the front stands on the {en}"),
                format!("Dónde está el frente en el {es}"),
            );
            add(
                name("axis_men"),
                men(),
                format!("Axis men on the {en}"),
                format!("Hombres del Eje en el {es}"),
            );
            add(
                name("soviet_men"),
                men(),
                format!("Soviet men on the {en}"),
                format!("Hombres soviéticos en el {es}"),
            );
            add(
                name("german_railhead"),
                km(),
                format!("German railhead on the {en}"),
                format!("Cabeza de vía alemana en el {es}"),
            );
            add(
                name("soviet_railhead"),
                km(),
                format!("Soviet railhead on the {en}"),
                format!("Cabeza de vía soviética en el {es}"),
            );
            add(
                name("quiet"),
                number("weeks", 0.0, 400.0),
                format!("Weeks since the front moved on the {en}"),
                format!("Semanas desde que el frente se movió en el {es}"),
            );
            add(
                name("axis_pocket"),
                men(),
                format!("Axis men cut off this week on the {en}"),
                format!("Hombres del Eje cercados esta semana en el {es}"),
            );
            add(
                name("soviet_pocket"),
                men(),
                format!("Soviet men cut off this week on the {en}"),
                format!("Hombres soviéticos cercados esta semana en el {es}"),
            );
            add(
                name("axis_readiness"),
                number("share", 0.0, 1.0),
                format!("Share of lorries, tanks and horses of the Axis that are fit on the {en}"),
                format!("Parte de camiones, carros y caballos del Eje en buen estado en el {es}"),
            );
            add(
                name("attacker"),
                Attacker::kind(),
                format!("Who attacks this week on the {en}"),
                format!("Quién ataca esta semana en el {es}"),
            );
            add(
                name("stroke"),
                number("share", 0.0, 1.0),
                format!("How far a prepared Soviet counterstroke still carries on the {en}"),
                format!("Cuánto impulso conserva un contragolpe soviético preparado en el {es}"),
            );
        }
        let mut whole = |name: &str, kind, en: &str, es: &str| {
            add(format!("eastern_front.{name}"), kind, en.to_owned(), es.to_owned());
        };
        whole(
            "axis_losses",
            number("thousand men", 0.0, 30000.0),
            "Axis men lost for good since the war began",
            "Hombres del Eje perdidos definitivamente desde el inicio de la guerra",
        );
        whole(
            "soviet_losses",
            number("thousand men", 0.0, 60000.0),
            "Soviet men lost for good since the war began",
            "Hombres soviéticos perdidos definitivamente desde el inicio de la guerra",
        );
        whole(
            "focus",
            MainEffort::kind(),
            "The axis of Germany's main effort; wings: north and south together",
            "El eje del esfuerzo principal alemán; alas: norte y sur a la vez",
        );
        whole(
            "drain",
            number("share", 0.0, 1.0),
            "Share of Germany's replacements that other fronts take",
            "Parte de los reemplazos alemanes que absorben otros frentes",
        );
        whole(
            "momentum",
            number("km", -2000.0, 2000.0),
            "Ground the Axis won in the last weeks, mean of the axes",
            "Terreno ganado por el Eje en las últimas semanas, media de los ejes",
        );
        whole(
            "prospects",
            number("share", 0.0, 1.0),
            "How Germany's war in the east looks from outside: 0 hopeless, 1 all but won",
            "Cómo se ve desde fuera la guerra de Alemania en el este: 0 perdida, 1 casi ganada",
        );
        whole(
            "soviet_focus",
            AxisId::kind(),
            "The axis of the Red Army's main effort",
            "El eje del esfuerzo principal del Ejército Rojo",
        );
        whole("axis_men", men(), "Axis men at the front", "Hombres del Eje en el frente");
        whole("soviet_men", men(), "Soviet men at the front", "Hombres soviéticos en el frente");
        entries
    }

    fn get(&self, field: u16) -> f64 {
        if field < GLOBALS {
            let axis = AxisId::at(usize::from(field / AXIS_FIELDS));
            self.axes[axis].values()[usize::from(field % AXIS_FIELDS)]
        } else {
            self.globals()[usize::from(field - GLOBALS)]
        }
    }

    fn set(&mut self, field: u16, value: f64) {
        if field < GLOBALS {
            let axis = AxisId::at(usize::from(field / AXIS_FIELDS));
            self.axes[axis].set(field % AXIS_FIELDS, value);
            return;
        }
        match field - GLOBALS {
            0 => self.axis_lost = value,
            1 => self.soviet_lost = value,
            2 => self.focus = MainEffort::from_number(value),
            3 => self.drain = value,
            4 => self.momentum = value,
            5 => self.prospects = value,
            6 => self.soviet_focus = AxisId::from_number(value),
            7 => self.axis_strength = value,
            _ => self.soviet_strength = value,
        }
    }

    fn mix(&self, mixer: &mut Mixer) {
        for axis in &self.axes {
            axis.values().into_iter().for_each(|value| mixer.number(value));
        }
        self.globals().into_iter().for_each(|value| mixer.number(value));
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
    let surprised = if weeks <= 4.0 { 1.0 - rules.surprise } else { 1.0 };
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
    let losses_of_the_week = 1.0 + 0.25 * luck.normal(node::ATTRITION).clamp(-2.5, 2.5);

    let mut ground = 0.0;
    let mut recruits = 0.0;
    let salients = salients(front);
    let stretched = libm::exp(rules.stretch * (HALF_WAY - front.held()));
    for id in AxisId::ALL {
        let german_effort = front.focus.is_on(id);
        let main_effort = match front.focus {
            MainEffort::Everywhere => 1.0,
            _ if german_effort => rules.focus,
            _ => 2.0 - rules.focus,
        };
        let soviet_main = front.soviet_focus == id;
        let axis = &mut front.axes[id];
        let german_supply = supply(axis.position - axis.german_railhead, rules.reach);
        let soviet_supply = supply(axis.soviet_railhead - axis.position, rules.reach) * soviet.fuel;
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

        // Away from the main effort nobody attacks who is not sure.
        let german_bar = rules.threshold * if german_effort { 1.0 } else { rules.german_elsewhere };
        let soviet_bar = rules.threshold
            * if soviet_main || stroke > 0.5 { 1.0 } else { rules.soviet_elsewhere };
        let (attacker, moved, intensity) =
            if german_ratio > german_bar && german_ratio > soviet_ratio {
                (Attacker::Germany, attack(rules, german_ratio) * dry, 1.0)
            } else if soviet_ratio > soviet_bar {
                (Attacker::Soviet, -attack(rules, soviet_ratio) * dry, 1.0)
            } else {
                (Attacker::Nobody, 0.0, rules.quiet)
            };
        axis.attacker = attacker;
        let soviet_lost =
            rules.soviet_losses * german * german_supply.max(0.4) * intensity * losses_of_the_week;
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
                axis.soviet_pocket = axis.soviet_men * rules.pocket;
            } else {
                axis.axis_pocket = axis.axis_men * rules.pocket;
            }
        }
        let soviet_gone = (soviet_lost + axis.soviet_pocket).min(axis.soviet_men * 0.5);
        let axis_gone = (axis_lost + axis.axis_pocket).min(axis.axis_men * 0.5);
        axis.soviet_men -= soviet_gone;
        axis.axis_men -= axis_gone;
        front.soviet_lost += soviet_gone;
        front.axis_lost += axis_gone;

        let before = axis.position;
        axis.position = (before + step).clamp(WEST_END, EAST_END[id]);
        // Nobody takes a great city in his stride.
        if let Some((gate, _)) = next.filter(|&(gate, _)| before < gate) {
            axis.position = axis.position.min(gate + 5.0);
        }
        let gained = axis.position - before;
        let fallen_out = tire(rules, axis, gained, winter_bite, german_supply);
        front.axis_lost += 0.3 * fallen_out;
        ground += gained / AXES as f64;
        recruits += (-gained).max(0.0) * rules.soviet_front_recruits;
        axis.quiet_weeks = if gained.abs() < 4.0 { axis.quiet_weeks + 1.0 } else { 0.0 };
        follow_with_railheads(rules, axis);
    }
    front.axes[AxisId::Center].soviet_men += recruits;
    replace(premise, soviet, front);
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

/// How far an attacker of such a ratio goes on dry ground, km a week.
fn attack(rules: &Parameters, ratio: f64) -> f64 {
    rules.speed * (1.0 - libm::exp(-(ratio - rules.threshold) / 1.2))
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
fn replace(premise: &Premise, soviet: &Soviet, front: &mut EasternFront) {
    let rules = &premise.front;
    let axis_new = rules.replacements * (1.0 - front.drain);
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
