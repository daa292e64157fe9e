//! The Soviet Union behind its fronts: recruits and their training, the garrison of
//! the Far East and its calls west, the Trans-Siberian that both share, lend-lease
//! by the Pacific route, and the cohesion of the state.
//!
//! The railway is one account. A train takes freight or a part of a division, and
//! there are only so many a day; the autumn of 1941 and the build-up of 1945 come
//! out of the same line, run in the two directions.

use crate::sim::facet::{facet, number, parameters};
use crate::sim::luck::{Luck, node};
use crate::sim::pact::{self, Pact};
use crate::sim::premise::Premise;
use crate::sim::war::{self, War};

parameters! {
    /// Parameters of the Soviet Union.
    pub struct Parameters {
        call_up = "soviet.call_up", "share a week", 0.001..0.1, "Share of the men not yet called up who reach the front each week";
        yearly_class = "soviet.yearly_class", "thousand men a week", 0.0..80.0, "Recruits of the yearly class, and recovered wounded, each week";
        division_men = "soviet.division_men", "thousand men", 5.0..20.0, "Men of a Siberian division";
        siberian_worth = "soviet.siberian_worth", "ratio", 1.0..3.0, "Fighting value of a Siberian division's men against new recruits in 1941";
        division_trains = "soviet.division_trains", "trains", 20.0..60.0, "Trains that move one division";
        trains = "soviet.trains", "trains a day", 8.0..40.0, "Military trains a day each way on the Trans-Siberian";
        transit = "soviet.transit", "share a week", 0.2..1.0, "Share of the divisions on the railway that arrive each week";
        raised = "soviet.raised", "divisions a week", 0.0..2.0, "Divisions that the Far East raises anew each week while it is short";
        garrison = "soviet.garrison", "divisions", 5.0..60.0, "Garrison of the Far East that Moscow aims at";
        raw = "soviet.raw", "ratio", 0.2..1.0, "Fighting value of a new Far Eastern division against an old one";
        training = "soviet.training", "share a week", 0.0..0.1, "Share of what a division lacks that a week of training gives";
        pacific_route = "soviet.pacific_route", "thousand tons a week", 5.0..100.0, "Most that the Pacific route carries while Japan lets ships pass";
        other_routes = "soviet.other_routes", "thousand tons a week", 5.0..200.0, "Most that the Arctic and Persian routes carry";
        lend_lease_worth = "soviet.lend_lease_worth", "share", 0.0..0.6, "What full lend-lease adds to the Red Army's fighting value after two years";
    }
}

facet! {
    /// The Soviet Union.
    pub struct Soviet ("soviet", true) {
        reserve_men: f64 = "soviet.reserve_men", number("thousand men", 0.0, 30000.0),
            "Men of military age not yet called up", "Hombres en edad militar aún no llamados a filas";
        recruits_to_front: f64 = "soviet.recruits_to_front", number("thousand men a week", 0.0, 500.0),
            "Recruits who reach the front this week", "Reclutas que llegan al frente esta semana";
        siberians_to_front: f64 = "soviet.siberians_to_front", number("thousand men a week", 0.0, 200.0),
            "Men of Siberian divisions who reach the front this week, counted at their fighting value",
            "Hombres de divisiones siberianas que llegan al frente esta semana, contados según su valor combativo";
        far_east_divisions: f64 = "soviet.far_east.divisions", number("divisions", 0.0, 120.0),
            "Divisions (and brigades, two to one) in the Far East and Transbaikal",
            "Divisiones (y brigadas, dos por una) en el Extremo Oriente y Transbaikalia";
        far_east_quality: f64 = "soviet.far_east.quality", number("ratio", 0.0, 2.0),
            "Fighting value of a Far Eastern division: 1 is a full, trained one of June 1941",
            "Valor combativo de una división del Extremo Oriente: 1 es una completa y adiestrada de junio de 1941";
        sent_west: f64 = "soviet.transfers_west.divisions", number("divisions", 0.0, 120.0),
            "Divisions sent west of the Urals from the Far East since June 1941",
            "Divisiones enviadas al oeste de los Urales desde el Extremo Oriente desde junio de 1941";
        call_west: f64 = "soviet.call_west", number("divisions a week", 0.0, 6.0),
            "Divisions that Moscow calls west each week", "Divisiones que Moscú llama al oeste cada semana";
        build_up: f64 = "soviet.build_up", number("divisions a week", 0.0, 6.0),
            "Divisions that Moscow sends to the Far East each week", "Divisiones que Moscú envía al Extremo Oriente cada semana";
        on_rails_west: f64 = "soviet.on_rails_west", number("divisions", 0.0, 40.0),
            "Divisions on the railway, going west", "Divisiones en el ferrocarril, hacia el oeste";
        on_rails_east: f64 = "soviet.on_rails_east", number("divisions", 0.0, 40.0),
            "Divisions on the railway, going east", "Divisiones en el ferrocarril, hacia el este";
        trains_used: f64 = "soviet.trains_used", number("trains a day", 0.0, 60.0),
            "Military trains a day on the Trans-Siberian, both ways", "Trenes militares diarios en el Transiberiano, en ambos sentidos";
        pacific_route: f64 = "lend_lease.pacific_week", number("thousand tons a week", 0.0, 100.0),
            "Lend-lease over the Pacific route", "Préstamo y arriendo por la ruta del Pacífico";
        pacific_total: f64 = "lend_lease.pacific_total", number("thousand tons", 0.0, 20000.0),
            "Lend-lease over the Pacific route since 1941", "Préstamo y arriendo por la ruta del Pacífico desde 1941";
        other_total: f64 = "lend_lease.other_total", number("thousand tons", 0.0, 40000.0),
            "Lend-lease over the other routes since 1941", "Préstamo y arriendo por las otras rutas desde 1941";
        pacific_allowed: bool = "lend_lease.pacific_allowed", crate::sim::facet::truth(),
            "Does Japan let Soviet ships pass to Vladivostok?", "¿Deja Japón pasar los barcos soviéticos hacia Vladivostok?";
        aid: f64 = "lend_lease.aid", number("share", 0.0, 1.0),
            "How much aid America has decided to send: 0 none, 1 all it can", "Cuánta ayuda ha decidido enviar América: 0 ninguna, 1 toda la posible";
        lend_lease_effect: f64 = "lend_lease.effect", number("share", 0.0, 0.6),
            "What lend-lease adds to the Red Army's fighting value", "Lo que el préstamo y arriendo añade al valor combativo del Ejército Rojo";
        cohesion: f64 = "soviet.cohesion", number("share", 0.0, 1.0),
            "How firmly the state stands: 1 firm, 0 falls apart", "Firmeza del Estado: 1 firme, 0 se deshace";
    }
}

/// Calls up recruits, moves divisions on the railway and brings lend-lease.
pub fn week(premise: &Premise, luck: &Luck, pact: &Pact, war: &War, soviet: &mut Soviet) {
    recruit(premise, war, soviet);
    run_the_railway(premise, luck, war, soviet);
    ship_lend_lease(premise, pact, war, soviet);
}

fn recruit(premise: &Premise, war: &War, soviet: &mut Soviet) {
    if !war.in_the_west() {
        soviet.recruits_to_front = 0.0;
        return;
    }
    // Mobilisation takes a few weeks to reach the front.
    let begun = (f64::from(war.germany_soviet_weeks) / 6.0).min(1.0);
    let called = soviet.reserve_men * premise.soviet.call_up * begun;
    soviet.reserve_men -= called;
    soviet.recruits_to_front = (called + premise.soviet.yearly_class * begun) * soviet.cohesion;
}

fn run_the_railway(premise: &Premise, luck: &Luck, war: &War, soviet: &mut Soviet) {
    let rules = &premise.soviet;
    let traffic = 1.0 + 0.1 * luck.normal(node::RAILWAY).clamp(-2.0, 2.0);
    // A war in the Far East takes trains for its own supply, and may cut the line.
    let fighting = if war.in_the_far_east() { 0.7 } else { 1.0 };
    let trains = rules.trains * traffic * fighting * 7.0;
    // A goods train of lend-lease carries about half a thousand tons.
    let freight = (soviet.pacific_route / 0.5).min(trains * 0.6);
    let west_room = (trains - freight).max(0.0) / rules.division_trains;
    let east_room = trains * 0.75 / rules.division_trains;
    let spare = (soviet.far_east_divisions - 8.0).max(0.0);
    // Nobody calls divisions away from a front that is attacked.
    let called = if war.in_the_far_east() { 0.0 } else { soviet.call_west };
    let west = called.min(west_room).min(spare);
    let east = soviet.build_up.min(east_room);
    soviet.far_east_divisions -= west;
    soviet.on_rails_west += west;
    soviet.sent_west += west;
    soviet.on_rails_east += east;
    soviet.trains_used = ((west + east) * rules.division_trains + freight) / 7.0;

    let arriving_west = soviet.on_rails_west * rules.transit;
    soviet.on_rails_west -= arriving_west;
    soviet.siberians_to_front = arriving_west * rules.division_men * rules.siberian_worth;
    let arriving_east = soviet.on_rails_east * rules.transit;
    soviet.on_rails_east -= arriving_east;

    // Divisions from the west come full and trained; new ones are raw, and learn.
    let raised = if war.in_the_west() && soviet.far_east_divisions < rules.garrison {
        rules.raised
    } else {
        0.0
    };
    let old = soviet.far_east_divisions;
    let all = old + arriving_east + raised;
    if all > 0.0 {
        let quality = old * soviet.far_east_quality + arriving_east * 1.15 + raised * rules.raw;
        soviet.far_east_quality = quality / all;
    }
    soviet.far_east_divisions = all;
    soviet.far_east_quality += (1.0 - soviet.far_east_quality).max(0.0) * rules.training;
}

fn ship_lend_lease(premise: &Premise, pact: &Pact, war: &War, soviet: &mut Soviet) {
    let rules = &premise.soviet;
    if !war.in_the_west() {
        soviet.pacific_route = 0.0;
        return;
    }
    // The route lives on the pact: Japan lets ships under the Soviet flag pass while
    // it is at peace with the Soviet Union and has not closed the straits.
    let open =
        soviet.pacific_allowed && war.japan_soviet == war::PEACE && pact.state != pact::VIOLATED;
    let grown = (f64::from(war.germany_soviet_weeks) / 100.0).min(1.0) * soviet.aid;
    soviet.pacific_route = if open { rules.pacific_route * grown } else { 0.0 };
    let other = rules.other_routes * grown;
    soviet.pacific_total += soviet.pacific_route;
    soviet.other_total += other;
    let full = (rules.pacific_route + rules.other_routes) * 104.0;
    let effect =
        rules.lend_lease_worth * ((soviet.pacific_total + soviet.other_total) / full).min(1.0);
    soviet.lend_lease_effect = effect;
}
