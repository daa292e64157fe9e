//! What each government believes. Decisions read beliefs, never the truth.
//!
//! Each week the reports that arrive are weighed: what sources say on one matter is
//! averaged by how far each is believed, and the belief moves by a share of the distance to
//! that average; the more is believed, the faster. So a belief is late by the lags of
//! its sources and by the slowness of those who hear what they did not expect, and it is
//! wrong by the sources' biases: Oshima in Berlin reports German victory, Kwantung Army
//! intelligence counts too few Soviet divisions, and while Sorge reports from Tokyo,
//! Moscow reads what the cabinet has resolved.
//!
//! Intent is weighed once more: a signature that is worth something calms, and an
//! incident at the border alarms.

use crate::sim::facet::{facet, number, parameters};
use crate::sim::sources;
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of intelligence.
    pub struct Parameters {
        learning = "intelligence.learning", "share a week", 0.01..1.0, "Share of the distance to the week's reports by which a belief moves when its sources weigh 1";
        bias = "intelligence.bias", "ratio", 0.0..3.0, "How biased sources are against what the campaign says of them";
        noise = "intelligence.noise", "ratio", 0.0..3.0, "How noisy sources are against what the campaign says of them";
        credit = "intelligence.credit", "share", 0.0..1.0, "How much a signature that is worth everything takes from the fear of an attack";
        alarm = "intelligence.alarm", "share", 0.0..1.0, "How much tension at the border as in 1939 adds to Moscow's fear of an attack";
        distraction = "intelligence.distraction", "share", 0.0..1.0, "How much Japan's war with America takes from it";
        suspicion = "intelligence.suspicion", "share", 0.0..0.5, "What Tokyo fears from Moscow when nothing is said and nothing moves";
        warning = "intelligence.warning", "share", 0.0..1.5, "How much a plain warning adds to that";
        calming = "intelligence.calming", "share", 0.0..1.5, "How much a full assurance takes from it";
        alarming_trains = "intelligence.alarming_trains", "divisions", 1.0..30.0, "Divisions on the rails going east that look like certain war";
        usual_garrison = "intelligence.usual_garrison", "divisions", 5.0..25.0, "Japanese divisions in Manchuria that alarm nobody in Moscow";
        alarming_growth = "intelligence.alarming_growth", "divisions", 2.0..30.0, "Divisions above that which look like certain war";
    }
}

facet! {
    /// Beliefs.
    pub struct Intelligence ("intelligence", true) {
        germany_wins: f64 = "tokyo.believes.germany_wins", number("share", 0.0, 1.0),
            "How likely Tokyo thinks a German victory over the Soviet Union", "Probabilidad que Tokio da a una victoria alemana sobre la Unión Soviética";
        german_attack: f64 = "tokyo.believes.german_attack", number("share", 0.0, 1.0),
            "How likely Tokyo thinks, in the spring of 1941, a German attack on the Soviet Union", "Probabilidad que Tokio da, en la primavera de 1941, a un ataque alemán a la Unión Soviética";
        far_east_divisions: f64 = "tokyo.believes.far_east_divisions", number("divisions", 0.0, 120.0),
            "Soviet divisions in the Far East, as Tokyo counts them", "Divisiones soviéticas en el Extremo Oriente según Tokio";
        soviet_enters: f64 = "tokyo.believes.soviet_enters", number("share", 0.0, 1.0),
            "How likely Tokyo thinks a Soviet attack within months", "Probabilidad que Tokio da a un ataque soviético en meses";
        tokyo_on_america: f64 = "tokyo.believes.america_resolve", number("share", 0.0, 1.0),
            "How firm Tokyo thinks America", "Cuán firme cree Tokio a América";
        japan_strikes: f64 = "moscow.believes.japan_strikes", number("share", 0.0, 1.0),
            "How likely Moscow thinks a Japanese attack within months", "Probabilidad que Moscú da a un ataque japonés en meses";
        moscow_on_germany: f64 = "moscow.believes.germany_wins", number("share", 0.0, 1.0),
            "How likely Moscow thinks a German victory", "Probabilidad que Moscú da a una victoria alemana";
        kwantung_divisions: f64 = "moscow.believes.kwantung_divisions", number("divisions", 0.0, 80.0),
            "Japanese divisions in Manchuria, as Moscow counts them", "Divisiones japonesas en Manchuria según Moscú";
        moscow_on_america: f64 = "moscow.believes.america_resolve", number("share", 0.0, 1.0),
            "How firm Moscow thinks America against Japan", "Cuán firme cree Moscú a América frente a Japón";
        warned: f64 = "tokyo.warned", number("share", 0.0, 1.0),
            "How plainly Tokyo has been told or shown that Moscow will not stay neutral", "Con cuánta claridad se ha advertido a Tokio de que Moscú no seguirá neutral";
        assured: f64 = "tokyo.assured", number("share", 0.0, 1.0),
            "How far Moscow's assurances calm Tokyo", "Cuánto tranquilizan a Tokio las garantías de Moscú";
    }
}

/// A belief that sources feed, and the truth that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belief {
    /// Its dotted name.
    pub name: &'static str,
    /// The dotted name of the truth. What is likely within months has no truth yet:
    /// there it is what the other side has resolved.
    pub truth: &'static str,
    /// Is it a count? Then bias and noise are shares of it.
    pub count: bool,
}

const fn share(name: &'static str, truth: &'static str) -> Belief {
    Belief { name, truth, count: false }
}

const fn count(name: &'static str, truth: &'static str) -> Belief {
    Belief { name, truth, count: true }
}

/// All of them, each with its truth: the one list for sources, tables and tests.
pub const BELIEFS: [Belief; 8] = [
    share("tokyo.believes.germany_wins", "eastern_front.prospects"),
    count("tokyo.believes.far_east_divisions", "soviet.far_east.divisions"),
    share("tokyo.believes.soviet_enters", "moscow.eastern_intent"),
    share("tokyo.believes.america_resolve", "america.resolve"),
    share("moscow.believes.japan_strikes", "tokyo.northern_intent"),
    count("moscow.believes.kwantung_divisions", "japan.kwantung_army.divisions"),
    share("moscow.believes.america_resolve", "america.resolve"),
    share("moscow.believes.germany_wins", "eastern_front.prospects"),
];
const GERMANY_WINS: [usize; 2] = [0, 7];
const SOVIET_ENTERS: usize = 2;
const JAPAN_STRIKES: usize = 4;

/// How much believed sources can hasten learning at most.
const FASTEST: f64 = 2.5;

impl Intelligence {
    /// The beliefs in the order of [`BELIEFS`].
    const fn held(&mut self) -> [&mut f64; BELIEFS.len()] {
        [
            &mut self.germany_wins,
            &mut self.far_east_divisions,
            &mut self.soviet_enters,
            &mut self.tokyo_on_america,
            &mut self.japan_strikes,
            &mut self.kwantung_divisions,
            &mut self.moscow_on_america,
            &mut self.moscow_on_germany,
        ]
    }
}

/// Reads the week's reports.
pub fn read_reports(whole: &mut Whole<'_>) {
    sources::look(whole);
    sources::draw_errors(whole);
    let rules = &whole.premise.intelligence;
    let mut said = hear(whole);
    let (pact, war) = (&*whole.pact, &*whole.war);
    let distraction = if war.in_the_pacific() { rules.distraction } else { 0.0 };
    said[JAPAN_STRIKES].sum += said[JAPAN_STRIKES].weight
        * (rules.alarm * pact.tension - rules.credit * pact.moscow_trust - distraction);
    said[SOVIET_ENTERS].sum -= said[SOVIET_ENTERS].weight * rules.credit * pact.tokyo_trust;
    if !war.in_the_west() {
        // Nobody reports on a war that is not fought.
        GERMANY_WINS.into_iter().for_each(|place| said[place].weight = 0.0);
    }
    let learning = rules.learning;
    for (place, held) in whole.beliefs.held().into_iter().enumerate() {
        let Said { sum, weight } = said[place];
        if weight <= 0.0 {
            continue;
        }
        let highest = if BELIEFS[place].count { f64::MAX } else { 1.0 };
        let report = (sum / weight).clamp(0.0, highest);
        *held += (report - *held) * (learning * weight.min(FASTEST)).min(1.0);
    }
}

/// What is said on a matter: the reports times their weights, and the weights.
#[derive(Clone, Copy, Default)]
struct Said {
    sum: f64,
    weight: f64,
}

/// Hears all who report this week.
fn hear(whole: &Whole<'_>) -> [Said; BELIEFS.len()] {
    let premise = whole.premise;
    let rules = &premise.intelligence;
    let (day, week) = (whole.calendar.day, whole.calendar.week);
    let mut said = [Said::default(); BELIEFS.len()];
    for (id, source) in premise.scenario.sources.enumerated() {
        let there = whole.sources.open[id] && source.from <= day && day <= source.until;
        if !there || source.provided.as_ref().is_some_and(|provided| !provided.holds(whole)) {
            continue;
        }
        let error = rules.noise * sources::error(whole, id);
        for report in &source.reports {
            let seen = whole.sources.sign(report.sign, week, report.lag);
            let wrong = rules.bias * report.bias + report.noise * error;
            let size = if BELIEFS[report.belief].count { seen } else { 1.0 };
            let said = &mut said[report.belief];
            said.sum += report.weight * (seen + size * wrong);
            said.weight += report.weight;
        }
    }
    said
}
