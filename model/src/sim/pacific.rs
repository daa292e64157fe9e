//! The Pacific and China as accounts: what pins Japan, drains it, and ends its war.
//!
//! America's build-up grows while it fights; the perimeter widens in the first
//! months and then shrinks where the build-up exceeds what Japan can hold; the
//! submarines sink a share of the ships that grows with the square of the build-up.
//! When the perimeter is broken bombers come within reach: their number grows week by
//! week, and with the change from precision to fire what each of them burns. Mines close
//! the ports, rice fails to come, the home islands are invaded at last. All of it, with
//! the bomb (`bomb`) and the Soviet entry, adds up to how hopeless the war looks in Tokyo.

use crate::sim::bomb::Bomb;
use crate::sim::calendar::date_of;
use crate::sim::facet::{facet, number, parameters, truth};
use crate::sim::japan::Japan;
use crate::sim::luck::{Luck, node};
use crate::sim::premise::Premise;
use crate::sim::war::{InThePacific, War};
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of the Pacific and of China.
    pub struct Parameters {
        build_up = "pacific.build_up_rate", "share a week", 0.0..0.05, "Growth of America's strength in the Pacific while at war";
        contest = "pacific.contest", "share a week", 0.0..0.05, "What Japan's fleet and outposts, at their best, take from it each week";
        conquest = "pacific.conquest", "share a week", 0.01..0.2, "How fast Japan's perimeter widens in the first months";
        pushback = "pacific.pushback", "share a week", 0.0..0.1, "How fast the perimeter shrinks at overwhelming American strength";
        hold = "pacific.hold", "share", 0.0..1.0, "American strength that Japan can just hold";
        sinking = "pacific.sinking", "share a week", 0.0..0.1, "Share of Japan's ships sunk each week at full American strength";
        hunters = "pacific.hunters", "exponent", 1.0..4.0, "How the sinking grows with American strength: 1 as it does, 2 with its square";
        peace_building = "pacific.peace_building", "million tons a week", 0.0..0.02, "Growth of the merchant fleet in a week of peace with America";
        building = "pacific.building", "million tons a week", 0.0..0.1, "Merchant ships built each week at full effort";
        yards = "pacific.yards", "weeks", 20.0..200.0, "Weeks of war until the yards are at full effort";
        prizes = "pacific.prizes", "million tons", 0.0..2.0, "Merchant ships taken and raised in the harbours of the south";
        wells = "pacific.wells", "million barrels a week", 0.5..2.0, "Production of the Indies and Borneo before the war";
        wells_left = "pacific.wells_left", "share", 0.0..0.6, "Share of the wells that work soon after the conquest";
        repair = "pacific.repair", "share a week", 0.0..0.05, "Share of the wells that is brought back each week after the conquest";
        bombers = "pacific.bombers", "thousand tons a week", 0.0..1.0, "What each week of bases in reach adds to the bombs that can be carried to Japan in a week";
        precision = "pacific.precision", "share", 0.05..1.0, "Share of that which reaches its aims by day and from a great height";
        burnt = "pacific.burnt", "share a thousand tons", 0.0..0.05, "Share of what still stands in Japan's cities that a thousand tons burn";
        mines = "pacific.mines", "share a week", 0.0..0.05, "Blockade that a week of mining from the air adds";
        hunger = "pacific.hunger", "share", 0.0..0.6, "How much famine at half of an average year's rice adds to hopelessness";
        invasion = "pacific.invasion_share", "share", 0.0..0.6, "How much an invasion of the home islands adds to it";
        bomb_share = "pacific.bomb_share", "share", 0.0..1.0, "How much two atomic bombs add to hopelessness (the debate of Frank, Asada and Hasegawa)";
        entry_share = "pacific.entry_share", "share", 0.0..1.0, "How much a Soviet entry adds to hopelessness (the same debate)";
    }
}

facet! {
    /// The Pacific and China.
    pub struct Pacific ("pacific", true) {
        build_up: f64 = "pacific.build_up", number("share", 0.0, 1.0),
            "American strength in the Pacific: 0 none, 1 that of 1945", "Fuerza americana en el Pacífico: 0 ninguna, 1 la de 1945";
        perimeter: f64 = "pacific.perimeter", number("share", 0.0, 1.0),
            "Japan's perimeter: 0 the home islands, 1 that of mid 1942", "Perímetro japonés: 0 las islas metropolitanas, 1 el de mediados de 1942";
        fields: f64 = "pacific.fields", number("share", 0.0, 1.0),
            "Share of the southern oil fields that work for Japan", "Parte de los pozos del sur que trabajan para Japón";
        production: f64 = "southern_oil.production_total", number("million barrels", 0.0, 600.0),
            "Crude of the Indies and Borneo produced for Japan", "Crudo de las Indias y Borneo producido para Japón";
        production_year: f64 = "southern_oil.production_year", number("million barrels", 0.0, 120.0),
            "Crude of the Indies and Borneo produced for Japan in the calendar year so far", "Crudo de las Indias y Borneo producido para Japón en lo que va de año";
        blockade: f64 = "pacific.blockade", number("share", 0.0, 1.0),
            "Blockade of Japan: 0 open, 1 cut off", "Bloqueo de Japón: 0 abierto, 1 incomunicado";
        bombing: f64 = "pacific.bombing", number("share", 0.0, 1.0),
            "Bombing of Japan: 0 none, 1 every city burnt", "Bombardeo de Japón: 0 ninguno, 1 todas las ciudades quemadas";
        bases: bool = "pacific.bases", truth(),
            "Have American bombers bases within reach of Japan?", "¿Tienen los bombarderos americanos bases al alcance del Japón?";
        bombers: f64 = "pacific.bombers_in_reach", number("thousand tons a week", 0.0, 60.0),
            "Bombs that American aircraft can carry to Japan in a week", "Bombas que los aviones americanos pueden llevar al Japón en una semana";
        fire: bool = "pacific.fire_raids", truth(),
            "Are Japan's cities burnt by night, from a low height?", "¿Se queman de noche y a baja altura las ciudades del Japón?";
        bombs_month: f64 = "pacific.bombs_month", number("thousand tons", 0.0, 300.0),
            "Bombs dropped on Japan in the month so far", "Bombas lanzadas sobre Japón en lo que va de mes";
        bombs_total: f64 = "pacific.bombs_total", number("thousand tons", 0.0, 3000.0),
            "Bombs dropped on Japan in all", "Bombas lanzadas sobre Japón en total";
        mined: f64 = "pacific.mined", number("share", 0.0, 1.0),
            "How far mines close Japan's ports", "Hasta qué punto cierran las minas los puertos del Japón";
        rice: f64 = "japan.rice", number("share", 0.0, 1.2),
            "Rice at home, against an average year of 1931 to 1940", "Arroz en la metrópoli, respecto a un año medio de 1931 a 1940";
        invaded: bool = "pacific.invaded", truth(),
            "Have the home islands been invaded?", "¿Han sido invadidas las islas metropolitanas?";
        fight: f64 = "pacific.japan_fights_on", number("share", 0.0, 1.0),
            "How much Japan's navy has left", "Lo que le queda a la armada japonesa";
        hopelessness: f64 = "tokyo.hopelessness", number("share", 0.0, 1.5),
            "How hopeless the war looks in Tokyo: 0 it is won, 1 nothing is left", "Lo perdida que parece la guerra en Tokio: 0 ganada, 1 no queda nada";
        china: f64 = "china.strain", number("share", 0.0, 1.0),
            "How much the war in China strains Japan: 0 not at all, 1 beyond its means", "Cuánto agota a Japón la guerra de China: 0 nada, 1 más de lo que puede";
    }
}

impl Pacific {
    /// The wells pump a week: what tankers cannot lift fills the tanks, and then the
    /// pumps stand still, down to what is burnt on the spot (about half).
    pub fn lift_oil(&mut self, wells: f64, tankers: f64) {
        let pumped = wells * self.fields * (0.45 + 0.55 * tankers);
        self.production += pumped;
        self.production_year += pumped;
    }
}

/// Rice at which nobody starves yet, and half of what is missing below it: shares of an
/// average year.
const ENOUGH_RICE: f64 = 0.85;
/// Share of the way to what the blockade leaves by which rice falls each week: assumed,
/// stocks and the last harvest last for months.
const EATEN: f64 = 0.03;

/// A week of the war in the Pacific and in China.
pub fn week(whole: &mut Whole<'_>) {
    let premise = whole.premise;
    let rules = &premise.pacific;
    let (luck, war) = (&*whole.luck, &*whole.war);
    let (japan, pacific) = (&mut *whole.japan, &mut *whole.pacific);
    if whole.calendar.opens_a_year() {
        pacific.production_year = 0.0;
        japan.sunk_year = 0.0;
    }
    if date_of(whole.calendar.day).day() <= 7 {
        pacific.bombs_month = 0.0;
    }
    pacific.china = (pacific.china + 0.0008 + 0.004 * luck.normal(node::CHINA).clamp(-2.0, 2.0))
        .clamp(0.2, 1.0);
    if war.in_the_pacific() {
        fight(premise, luck, war, japan, pacific);
        bombard(premise, pacific);
        // What cannot come over the sea is not eaten.
        let left = 1.0 - 0.6 * ((pacific.blockade - 0.55) / 0.45).clamp(0.0, 1.0);
        pacific.rice += EATEN * (left - pacific.rice);
    } else if war.japan_america == InThePacific::Peace {
        japan.ships = (japan.ships + rules.peace_building).min(7.0);
    }
    let entry = if war.in_the_far_east() { rules.entry_share } else { 0.0 };
    let bombs = rules.bomb_share * Bomb::shock(whole.bomb.on_japan);
    let hunger = rules.hunger * ((ENOUGH_RICE - pacific.rice) / 0.35).clamp(0.0, 1.0);
    let invasion = if pacific.invaded { rules.invasion } else { 0.0 };
    pacific.hopelessness = if war.in_the_pacific() {
        0.3 * pacific.blockade
            + 0.25 * (1.0 - pacific.perimeter)
            + 0.2 * pacific.bombing
            + bombs
            + entry
            + hunger
            + invasion
    } else {
        0.0
    };
}

/// Bombers come in reach with the islands from which they fly.
fn bombard(premise: &Premise, pacific: &mut Pacific) {
    let rules = &premise.pacific;
    if !pacific.bases {
        return;
    }
    pacific.bombers = (pacific.bombers + rules.bombers).min(60.0);
    let method = if pacific.fire { 1.0 } else { rules.precision };
    let dropped = pacific.bombers * method;
    pacific.bombs_month += dropped;
    pacific.bombs_total += dropped;
    pacific.bombing = (pacific.bombing + rules.burnt * dropped * (1.0 - pacific.bombing)).min(1.0);
    if pacific.fire {
        pacific.mined = (pacific.mined + rules.mines * (1.0 - pacific.mined)).min(1.0);
    }
}

/// Who fights in the north too has fewer divisions, ships and aircraft for the south.
const fn divided(war: &War) -> f64 {
    if war.in_the_far_east() { 0.6 } else { 1.0 }
}

fn fight(premise: &Premise, luck: &Luck, war: &War, japan: &mut Japan, pacific: &mut Pacific) {
    let rules = &premise.pacific;
    let weeks = f64::from(war.japan_america_weeks);
    pacific.build_up =
        (pacific.build_up + rules.build_up - rules.contest * pacific.fight).clamp(0.0, 1.0);
    let fortune = 1.0 + 0.25 * luck.normal(node::PACIFIC).clamp(-2.5, 2.5);
    if weeks <= 22.0 {
        pacific.perimeter =
            (pacific.perimeter + rules.conquest * fortune * divided(war)).clamp(0.0, 1.0);
        pacific.fields = (pacific.perimeter - 0.3).clamp(0.0, rules.wells_left);
    } else {
        // Wrecked wells are brought back within a year, if the perimeter holds.
        pacific.fields = (pacific.fields + rules.repair).min(0.9).min(pacific.perimeter * 1.3);
        let excess = (pacific.build_up - rules.hold).max(0.0) / (1.0 - rules.hold).max(0.05);
        pacific.perimeter =
            (pacific.perimeter - rules.pushback * excess * fortune.max(0.0)).max(0.0);
    }
    let hunt = 1.0 + 0.3 * luck.normal(node::SUBMARINES).clamp(-2.5, 2.5);
    let hunters = libm::pow(pacific.build_up, rules.hunters);
    let sunk = rules.sinking * hunters * japan.ships * hunt.max(0.0);
    let yards = (weeks / rules.yards).clamp(0.15, 1.0)
        * (1.0 - pacific.bombing)
        * (1.0 - 0.6 * pacific.blockade);
    let taken = if weeks <= 22.0 { rules.prizes * rules.conquest * divided(war) } else { 0.0 };
    let new = rules.building * yards + taken;
    let sunk = sunk.min(japan.ships);
    japan.sunk += sunk;
    japan.sunk_year += sunk;
    japan.built += new;
    japan.ships = (japan.ships - sunk + new).clamp(0.0, 12.0);
    pacific.blockade = (1.15 - japan.ships / 5.5 + 0.15 * pacific.mined).clamp(0.0, 1.0);
    pacific.fight = (1.0 - pacific.build_up) * pacific.perimeter;
}
