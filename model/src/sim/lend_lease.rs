//! Lend-lease by its routes: over the Pacific to Vladivostok under the Soviet flag,
//! through Persia, round the North Cape, and at last through the Black Sea.
//!
//! What America ships in a year is data (Motter 1952): it is decided in Washington and
//! by the yards. What arrives is the rule's: the Pacific route lives on the pact, for it
//! passes before Japan's guns; the Arctic route lives on luck, convoy by convoy; where
//! one route is shut, the others take over a part of its cargo, as far as their ports
//! and railways go and after they have grown. What has arrived in all, and lately, is
//! what the Red Army drives, eats and telephones with.

use crate::scenario::Week;
use crate::sim::facet::{facet, number, parameters, truth};
use crate::sim::luck::{self, node};
use crate::sim::pact::PactState;
use crate::sim::war::{InTheFarEast, InTheWest};
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of lend-lease: what each route carries in a mean week of a calendar
    /// year when nobody hinders it.
    pub struct Parameters {
        pacific_1941 = "lend_lease.pacific_1941", "thousand tons a week", 0.0..80.0, "Pacific route, second half of 1941";
        pacific_1942 = "lend_lease.pacific_1942", "thousand tons a week", 0.0..80.0, "Pacific route, 1942";
        pacific_1943 = "lend_lease.pacific_1943", "thousand tons a week", 0.0..120.0, "Pacific route, 1943";
        pacific_1944 = "lend_lease.pacific_1944", "thousand tons a week", 0.0..120.0, "Pacific route, 1944";
        pacific_1945 = "lend_lease.pacific_1945", "thousand tons a week", 0.0..120.0, "Pacific route, 1945, to the end of the war with Japan";
        persian_1941 = "lend_lease.persian_1941", "thousand tons a week", 0.0..80.0, "Persian route, second half of 1941";
        persian_1942 = "lend_lease.persian_1942", "thousand tons a week", 0.0..80.0, "Persian route, 1942";
        persian_1943 = "lend_lease.persian_1943", "thousand tons a week", 0.0..120.0, "Persian route, 1943";
        persian_1944 = "lend_lease.persian_1944", "thousand tons a week", 0.0..120.0, "Persian route, 1944";
        persian_1945 = "lend_lease.persian_1945", "thousand tons a week", 0.0..120.0, "Persian route, 1945, to Germany's end: the Black Sea takes over";
        black_sea_1945 = "lend_lease.black_sea_1945", "thousand tons a week", 0.0..120.0, "Black Sea route, 1945, to Germany's end";
        arctic_1941 = "lend_lease.arctic_1941", "thousand tons a week", 0.0..80.0, "Arctic route, second half of 1941";
        arctic_1942 = "lend_lease.arctic_1942", "thousand tons a week", 0.0..80.0, "Arctic route, 1942";
        arctic_1943 = "lend_lease.arctic_1943", "thousand tons a week", 0.0..120.0, "Arctic route, 1943";
        arctic_1944 = "lend_lease.arctic_1944", "thousand tons a week", 0.0..120.0, "Arctic route, 1944";
        arctic_1945 = "lend_lease.arctic_1945", "thousand tons a week", 0.0..120.0, "Arctic route, 1945, to Germany's end";
        convoys = "lend_lease.convoys", "ratio", 0.0..1.0, "Spread of what a season's Arctic convoys bring";
        supply = "lend_lease.supply", "ratio", 0.0..1.0, "Spread of what America ships in a year, all routes";
        diverted = "lend_lease.diverted", "share", 0.0..1.0, "Share of a shut route's cargo that the others can take over in the end";
        divert_weeks = "lend_lease.divert_weeks", "weeks", 4.0..150.0, "Weeks that they need for it";
        worth = "lend_lease.worth", "share", 0.0..0.6, "What lend-lease adds to the Red Army's fighting value when all of it has arrived";
        mobility = "lend_lease.mobility", "ratio", 0.0..1.5, "How much farther from its railheads the Red Army is supplied when all of its lorries have arrived";
        whole = "lend_lease.whole", "thousand tons", 5000.0..20000.0, "All of it: what had arrived by all routes when the Red Army stood on the Vistula";
    }
}

facet! {
    /// Lend-lease.
    pub struct LendLease ("lend_lease", true) {
        pacific_week: f64 = "lend_lease.pacific_week", number("thousand tons a week", 0.0, 200.0),
            "Lend-lease over the Pacific route", "Préstamo y arriendo por la ruta del Pacífico";
        persian_week: f64 = "lend_lease.persian_week", number("thousand tons a week", 0.0, 200.0),
            "Lend-lease over the Persian route", "Préstamo y arriendo por la ruta de Persia";
        arctic_week: f64 = "lend_lease.arctic_week", number("thousand tons a week", 0.0, 200.0),
            "Lend-lease over the Arctic route", "Préstamo y arriendo por la ruta del Ártico";
        pacific_total: f64 = "lend_lease.pacific_total", number("thousand tons", 0.0, 30000.0),
            "Lend-lease over the Pacific route since 1941", "Préstamo y arriendo por la ruta del Pacífico desde 1941";
        persian_total: f64 = "lend_lease.persian_total", number("thousand tons", 0.0, 30000.0),
            "Lend-lease over the Persian route since 1941", "Préstamo y arriendo por la ruta de Persia desde 1941";
        arctic_total: f64 = "lend_lease.arctic_total", number("thousand tons", 0.0, 30000.0),
            "Lend-lease over the Arctic route since 1941", "Préstamo y arriendo por la ruta del Ártico desde 1941";
        black_sea_week: f64 = "lend_lease.black_sea_week", number("thousand tons a week", 0.0, 200.0),
            "Lend-lease over the Black Sea route", "Préstamo y arriendo por la ruta del mar Negro";
        black_sea_total: f64 = "lend_lease.black_sea_total", number("thousand tons", 0.0, 30000.0),
            "Lend-lease over the Black Sea route since 1941", "Préstamo y arriendo por la ruta del mar Negro desde 1941";
        pacific_year: f64 = "lend_lease.pacific_year", number("thousand tons", 0.0, 8000.0),
            "Lend-lease over the Pacific route in the calendar year so far", "Préstamo y arriendo por la ruta del Pacífico en lo que va de año";
        persian_year: f64 = "lend_lease.persian_year", number("thousand tons", 0.0, 8000.0),
            "Lend-lease over the Persian route in the calendar year so far", "Préstamo y arriendo por la ruta de Persia en lo que va de año";
        arctic_year: f64 = "lend_lease.arctic_year", number("thousand tons", 0.0, 8000.0),
            "Lend-lease over the Arctic route in the calendar year so far", "Préstamo y arriendo por la ruta del Ártico en lo que va de año";
        pacific_allowed: bool = "lend_lease.pacific_allowed", truth(),
            "Does Japan let Soviet ships pass to Vladivostok?", "¿Deja Japón pasar los barcos soviéticos hacia Vladivostok?";
        aid: f64 = "lend_lease.aid", number("share", 0.0, 1.0),
            "How much aid America has decided to send: 0 none, 1 all it can", "Cuánta ayuda ha decidido enviar América: 0 ninguna, 1 toda la posible";
        shut_weeks: f64 = "lend_lease.pacific_shut_weeks", number("weeks", 0.0, 400.0),
            "How long the Pacific route has been shut", "Cuánto lleva cerrada la ruta del Pacífico";
        lorries: f64 = "lend_lease.lorries", number("ratio", 0.0, 1.5),
            "How much farther from its railheads the Red Army is supplied by them", "Cuánto más lejos de sus cabezas de vía se abastece con él el Ejército Rojo";
        effect: f64 = "lend_lease.effect", number("share", 0.0, 0.6),
            "What lend-lease adds to the Red Army's fighting value", "Lo que el préstamo y arriendo añade al valor combativo del Ejército Rojo";
    }
}

impl LendLease {
    /// Thousand tons by all routes since 1941.
    #[must_use]
    pub const fn total(&self) -> f64 {
        self.pacific_total + self.persian_total + self.arctic_total + self.black_sea_total
    }
}

impl Parameters {
    /// What the routes carry in a mean week of a year: Pacific, Persian, Arctic, Black Sea.
    const fn of_year(&self, year: i16) -> [f64; 4] {
        match year {
            ..=1941 => [self.pacific_1941, self.persian_1941, self.arctic_1941, 0.0],
            1942 => [self.pacific_1942, self.persian_1942, self.arctic_1942, 0.0],
            1943 => [self.pacific_1943, self.persian_1943, self.arctic_1943, 0.0],
            1944 => [self.pacific_1944, self.persian_1944, self.arctic_1944, 0.0],
            _ => [self.pacific_1945, self.persian_1945, self.arctic_1945, self.black_sea_1945],
        }
    }
}

/// A week of shipping.
pub fn week(whole: &mut Whole<'_>) {
    let rules = &whole.premise.lend_lease;
    if whole.calendar.opens_a_year() {
        whole.lend_lease.pacific_year = 0.0;
        whole.lend_lease.persian_year = 0.0;
        whole.lend_lease.arctic_year = 0.0;
    }
    let in_europe = whole.war.in_the_west();
    // After Germany's end ships go on to Vladivostok, for the war that is to come, as
    // long as Japan is at war with those who send them.
    let in_asia =
        whole.war.germany_soviet == InTheWest::GermanyBeaten && whole.war.in_the_pacific();
    if !in_europe && !in_asia {
        whole.lend_lease.pacific_week = 0.0;
        whole.lend_lease.persian_week = 0.0;
        whole.lend_lease.arctic_week = 0.0;
        whole.lend_lease.black_sea_week = 0.0;
        return;
    }
    let week = whole.calendar.week;
    let year = crate::sim::calendar::date_of(whole.calendar.day).year();
    let mut season = |node, weeks: Week| {
        let drawn = whole.luck.held(whole.premise, node, week.div_euclid(weeks) * weeks);
        crate::sim::luck::normal(drawn).clamp(-2.5, 2.5)
    };
    let shipped =
        (1.0 + rules.supply * season(node::AMERICAN_SHIPPING, luck::SHIPPING_WEEKS)).max(0.2);
    let convoys = (1.0 + rules.convoys * season(node::CONVOYS, luck::CONVOY_WEEKS)).max(0.0);
    let [pacific, persian, arctic, black_sea] =
        rules.of_year(year).map(|most| most * shipped * whole.lend_lease.aid);
    // The route lives on the pact: Japan lets ships under the Soviet flag pass while it
    // is at peace with the Soviet Union and has not closed the straits; and it ends in
    // Vladivostok, which is worth nothing when the line behind it is cut.
    let aid = &mut *whole.lend_lease;
    let passes = aid.pacific_allowed
        && whole.war.japan_soviet == InTheFarEast::Peace
        && whole.pact.state != PactState::Violated;
    let open = if passes && whole.railway.open >= 1.0 { 1.0 } else { 0.0 };
    aid.shut_weeks = if open > 0.0 { 0.0 } else { aid.shut_weeks + 1.0 };
    let grown = 1.0 - libm::exp(-aid.shut_weeks / rules.divert_weeks);
    let diverted = pacific * (1.0 - open) * rules.diverted * grown;
    aid.pacific_week = pacific * open;
    let in_europe = if in_europe { 1.0 } else { 0.0 };
    aid.persian_week = (persian + 0.6 * diverted) * in_europe;
    aid.arctic_week = (arctic + 0.4 * diverted) * convoys * in_europe;
    aid.black_sea_week = black_sea * in_europe;
    aid.pacific_total += aid.pacific_week;
    aid.black_sea_total += aid.black_sea_week;
    aid.pacific_year += aid.pacific_week;
    aid.persian_year += aid.persian_week;
    aid.arctic_year += aid.arctic_week;
    aid.persian_total += aid.persian_week;
    aid.arctic_total += aid.arctic_week;
    let share = (aid.total() / rules.whole).min(1.0);
    aid.effect = rules.worth * share;
    aid.lorries = rules.mobility * share;
}
