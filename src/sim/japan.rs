//! Japan: oil, ships, divisions.
//!
//! Oil is a stock that home and synthetic production, imports until the embargo,
//! and the southern fields fill, and that everybody drains. Ships are built and sunk
//! (the sinking is the Pacific's). Divisions stand in five theatres; Manchuria gets
//! reinforcements by decision, and is stripped for the Pacific as the perimeter
//! breaks, first of its best.

use crate::sim::facet::{facet, number, parameters, truth};
use crate::sim::intelligence::Intelligence;
use crate::sim::luck::{Luck, node};
use crate::sim::pacific::Pacific;
use crate::sim::premise::Premise;
use crate::sim::war::War;

parameters! {
    /// Parameters of Japan.
    pub struct Parameters {
        home_oil = "japan.home_oil", "million barrels a week", 0.0..0.3, "Home and synthetic production";
        peace_use = "japan.peace_use", "million barrels a week", 0.2..1.2, "Consumption while only China is fought";
        war_use = "japan.war_use", "million barrels a week", 0.2..1.5, "Consumption in a war with America and Britain";
        north_use = "japan.north_use", "million barrels a week", 0.0..0.6, "What a war with the Soviet Union adds";
        imports = "japan.oil_imports", "million barrels a week", 0.0..1.2, "Imports while America and the Indies sell";
        southern = "japan.southern_oil", "million barrels a week", 0.0..1.0, "Southern oil that reaches Japan when all fields and all tankers work";
        strip = "japan.strip", "divisions a week", 0.0..1.0, "Divisions that leave Manchuria each week when the perimeter is gone and no danger is seen in the north";
        raise = "japan.raise", "divisions a week", 0.0..2.0, "Divisions raised in Manchuria each week in an emergency";
        raised_quality = "japan.raised_quality", "ratio", 0.05..1.0, "Fighting value of a division raised in an emergency";
        gather = "japan.gather", "divisions a week", 0.1..4.0, "Divisions that shipping can bring to Manchuria each week";
    }
}

facet! {
    /// Japan.
    pub struct Japan ("japan", true) {
        oil: f64 = "japan.oil.stock", number("million barrels", 0.0, 120.0),
            "Crude and products in store", "Crudo y derivados almacenados";
        oil_flow: f64 = "japan.oil.flow", number("million barrels a week", -3.0, 3.0),
            "What the stock gained or lost this week", "Lo que las existencias ganaron o perdieron esta semana";
        oil_months: f64 = "japan.oil.months", number("months", 0.0, 99.0),
            "How long the stock lasts at this week's loss; 99 when it does not shrink", "Cuánto duran las existencias al ritmo de esta semana; 99 si no bajan";
        trade: f64 = "japan.oil.trade", number("share", 0.0, 1.0),
            "Share of foreign oil that America and the Indies still sell", "Parte del petróleo extranjero que América y las Indias aún venden";
        ships: f64 = "japan.shipping.afloat", number("million gross tons", 0.0, 12.0),
            "Merchant ships afloat", "Marina mercante a flote";
        manchuria: f64 = "japan.kwantung_army.divisions", number("divisions", 0.0, 80.0),
            "Divisions in Manchuria", "Divisiones en Manchuria";
        quality: f64 = "japan.kwantung_army.quality", number("ratio", 0.0, 1.5),
            "Fighting value of a division in Manchuria: 1 is a first-class regular of 1941", "Valor combativo de una división en Manchuria: 1 es una regular de primera de 1941";
        gathering: f64 = "japan.gathering", number("divisions", 0.0, 40.0),
            "Divisions ordered to Manchuria and not yet there", "Divisiones enviadas a Manchuria que aún no han llegado";
        china: f64 = "japan.china.divisions", number("divisions", 0.0, 80.0),
            "Divisions pinned in China", "Divisiones retenidas en China";
        south: f64 = "japan.south.divisions", number("divisions", 0.0, 120.0),
            "Divisions in the south and the Pacific", "Divisiones en el sur y el Pacífico";
        northern_school: f64 = "tokyo.northern_school", number("share", 0.0, 1.0),
            "Weight in Tokyo of those who would strike north: 0 none, 1 they decide", "Peso en Tokio de quienes atacarían al norte: 0 ninguno, 1 deciden";
        northern_intent: f64 = "tokyo.northern_intent", number("share", 0.0, 1.0),
            "What Tokyo has resolved in secret: 0 peace in the north, 1 war", "Lo que Tokio ha resuelto en secreto: 0 paz en el norte, 1 guerra";
        emergency: bool = "japan.emergency_in_manchuria", truth(),
            "Is everybody in Manchuria who can carry a rifle called up?", "¿Se moviliza en Manchuria a todo el que pueda llevar un fusil?";
        held: bool = "japan.kwantung_army.held", truth(),
            "Is the Kwantung Army spared from calls for the south?", "¿Se libra al Ejército de Kwantung de las llamadas del sur?";
        hope: f64 = "tokyo.hope_of_mediation", number("share", 0.0, 1.0),
            "How much Tokyo hopes that Moscow will mediate a peace", "Cuánto espera Tokio que Moscú medie una paz";
    }
}

/// Burns and buys oil, moves and raises divisions.
pub fn week(
    premise: &Premise,
    luck: &Luck,
    war: &War,
    pacific: &Pacific,
    beliefs: &Intelligence,
    japan: &mut Japan,
) {
    burn_oil(premise, luck, war, pacific, japan);
    move_divisions(premise, war, pacific, beliefs, japan);
}

fn burn_oil(premise: &Premise, luck: &Luck, war: &War, pacific: &Pacific, japan: &mut Japan) {
    let rules = &premise.japan;
    let in_the_pacific = war.in_the_pacific();
    let wanted = if in_the_pacific { rules.war_use } else { rules.peace_use }
        + if war.in_the_far_east() { rules.north_use } else { 0.0 };
    // A country that runs dry rations: use falls with the stock.
    let ration = (japan.oil / 18.0).clamp(0.25, 1.0);
    let bought = if in_the_pacific { 0.0 } else { rules.imports * japan.trade };
    let tankers = (japan.ships / 6.0).clamp(0.0, 1.0);
    let southern = rules.southern * pacific.fields * tankers * tankers;
    let thrift = 1.0 + 0.08 * luck.normal(node::OIL).clamp(-2.5, 2.5);
    japan.oil_flow = rules.home_oil + bought + southern - wanted * ration * thrift;
    japan.oil = (japan.oil + japan.oil_flow).clamp(0.0, 120.0);
    japan.oil_months =
        if japan.oil_flow < -0.01 { (japan.oil / -japan.oil_flow / 4.35).min(99.0) } else { 99.0 };
}

fn move_divisions(
    premise: &Premise,
    war: &War,
    pacific: &Pacific,
    beliefs: &Intelligence,
    japan: &mut Japan,
) {
    let rules = &premise.japan;
    let arriving = japan.gathering.min(rules.gather);
    if arriving > 0.0 {
        let all = japan.manchuria + arriving;
        japan.quality = (japan.quality * japan.manchuria + 0.95 * arriving) / all;
        japan.manchuria = all;
        japan.gathering -= arriving;
    }
    let kept = japan.held || japan.emergency;
    if war.in_the_pacific() && !war.in_the_far_east() && !kept {
        let safe = 1.0 - beliefs.soviet_enters;
        let leaving = rules.strip * (1.0 - pacific.perimeter).max(0.0) * safe;
        let leaving = leaving.min((japan.manchuria - 6.0).max(0.0));
        japan.manchuria -= leaving;
        japan.south += leaving;
        // The best go first, with their guns and stocks.
        japan.quality = (japan.quality - 0.055 * leaving).max(0.25);
    }
    if japan.emergency && japan.manchuria < 24.0 {
        let all = japan.manchuria + rules.raise;
        japan.quality =
            (japan.quality * japan.manchuria + rules.raised_quality * rules.raise) / all;
        japan.manchuria = all;
    }
}
