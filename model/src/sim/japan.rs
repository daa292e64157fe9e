//! Japan: oil, ships, divisions.
//!
//! Oil is a stock that home and synthetic production, imports until the embargo,
//! and the southern fields fill, and that navy, army and country drain; as it runs low,
//! it is rationed. Ships are built and sunk (the sinking is the Pacific's), and where
//! ships and oil are short, divisions neither come nor go.
//!
//! Divisions stand in five theatres: Manchuria, Korea, China, the south, home. New ones
//! are raised the faster, the worse the war looks in Tokyo. Manchuria gets
//! reinforcements by decision, and is stripped for the Pacific as the perimeter
//! breaks, first of its best.

use crate::sim::facet::{facet, number, parameters, states, truth};
use crate::sim::luck::node;
use crate::sim::war::InThePacific;
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of Japan.
    pub struct Parameters {
        home_oil = "japan.home_oil", "million barrels a week", 0.0..0.3, "Home and synthetic production";
        navy_use = "japan.navy_use", "million barrels a week", 0.0..0.8, "What the fleet burns in a war with America";
        army_use = "japan.army_use", "million barrels a week", 0.0..0.4, "What the army and its aircraft burn while China is fought";
        civil_use = "japan.civil_use", "million barrels a week", 0.0..0.8, "What the country burns in peace";
        austerity = "japan.austerity", "share", 0.0..0.9, "Share of that which a war with America makes it do without";
        north_use = "japan.north_use", "million barrels a week", 0.0..0.6, "What a war with the Soviet Union adds";
        ration = "japan.ration", "million barrels", 2.0..40.0, "Stock below which oil is rationed, in proportion";
        imports = "japan.oil_imports", "million barrels a week", 0.0..1.2, "Imports while America and the Indies sell";
        southern = "japan.southern_oil", "million barrels a week", 0.0..1.5, "Southern oil that reaches Japan when all fields and all tankers work";
        tankers = "japan.tankers", "million gross tons", 3.0..9.0, "Merchant ships afloat with which tankers can bring all of it";
        strip = "japan.strip", "divisions a week", 0.0..1.5, "Divisions that leave Manchuria each week when the perimeter is gone and no danger is seen in the north";
        best_first = "japan.best_first", "ratio a division", 0.0..0.2, "Fighting value that the rest of the Kwantung Army loses with each division that leaves: the best go first";
        raise = "japan.raise", "divisions a week", 0.0..2.5, "Divisions raised in Manchuria each week in an emergency";
        raised_quality = "japan.raised_quality", "ratio", 0.05..1.0, "Fighting value of a division raised in an emergency";
        gather = "japan.gather", "divisions a week", 0.1..4.0, "Divisions that shipping can bring to Manchuria each week";
        mobilise = "japan.mobilise", "divisions a week", 0.0..1.0, "Divisions raised each week while the war goes well";
        alarm = "japan.alarm", "exponent", 0.0..8.0, "How that grows as the war looks more hopeless";
        garrison_men = "japan.manchuria_peace_men", "thousand men", 10.0..60.0, "Men in Manchuria for each division there, on the footing of early 1941";
        war_men = "japan.manchuria_war_men", "thousand men", 20.0..80.0, "The same, filled up for war, with army troops and depots";
        raised_men = "japan.raised_men", "thousand men", 5.0..40.0, "Men of a division raised in an emergency";
        prepare = "japan.southern_preparation", "weeks", 4.0..60.0, "Weeks that fleet, shipping and army need to be ready for war in the south, once America stops its trade";
        fill = "japan.fill", "thousand men a week", 1.0..100.0, "Men who can be brought to Manchuria each week to fill up units";
    }
}

states! {
    /// What the armies in the north are ordered to do in a war that Japan began.
    pub enum NorthernOrders {
        /// Conquer what they can.
        Attack = "attack",
        /// Hold what has been taken, and their own country.
        Hold = "hold",
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
        oil_imported: f64 = "japan.oil.imports_total", number("million barrels", 0.0, 400.0),
            "Oil that came over the sea since April 1941", "Petróleo llegado por mar desde abril de 1941";
        oil_imported_year: f64 = "japan.oil.imports_year", number("million barrels", 0.0, 120.0),
            "Oil that came over the sea in the calendar year so far", "Petróleo llegado por mar en lo que va de año";
        trade: f64 = "japan.oil.trade", number("share", 0.0, 1.0),
            "Share of foreign oil that America and the Indies still sell", "Parte del petróleo extranjero que América y las Indias aún venden";
        ships: f64 = "japan.shipping.afloat", number("million gross tons", 0.0, 12.0),
            "Merchant ships afloat", "Marina mercante a flote";
        sunk: f64 = "japan.shipping.sunk_total", number("million gross tons", 0.0, 20.0),
            "Merchant ships lost since the war with America began", "Marina mercante perdida desde el inicio de la guerra con América";
        sunk_year: f64 = "japan.shipping.sunk_year", number("million gross tons", 0.0, 12.0),
            "Merchant ships lost in the calendar year so far", "Marina mercante perdida en lo que va de año";
        built: f64 = "japan.shipping.built_total", number("million gross tons", 0.0, 20.0),
            "Merchant ships built and taken since then", "Marina mercante construida y apresada desde entonces";
        army: f64 = "japan.army.divisions", number("divisions", 0.0, 300.0),
            "Divisions in all", "Divisiones en total";
        korea: f64 = "japan.korea.divisions", number("divisions", 0.0, 60.0),
            "Divisions in Korea", "Divisiones en Corea";
        home: f64 = "japan.home.divisions", number("divisions", 0.0, 150.0),
            "Divisions in the home islands and Formosa", "Divisiones en las islas metropolitanas y Formosa";
        men: f64 = "japan.kwantung_army.men", number("thousand men", 0.0, 3000.0),
            "Men in Manchuria", "Hombres en Manchuria";
        war_footing: bool = "japan.kwantung_army.war_footing", truth(),
            "Are units in Manchuria filled up for war?", "¿Se completan las unidades de Manchuria para la guerra?";
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
        southern_readiness: f64 = "japan.south.readiness", number("share", 0.0, 1.0),
            "How far fleet, shipping and army are ready for war in the south", "Hasta qué punto la flota, los transportes y el ejército están listos para la guerra en el sur";
        northern_school: f64 = "tokyo.northern_school", number("share", 0.0, 1.0),
            "Weight in Tokyo of those who would strike north: 0 none, 1 they decide", "Peso en Tokio de quienes atacarían al norte: 0 ninguno, 1 deciden";
        northern_intent: f64 = "tokyo.northern_intent", number("share", 0.0, 1.0),
            "What Tokyo has resolved in secret: 0 peace in the north, 1 war", "Lo que Tokio ha resuelto en secreto: 0 paz en el norte, 1 guerra";
        emergency: bool = "japan.emergency_in_manchuria", truth(),
            "Is everybody in Manchuria who can carry a rifle called up?", "¿Se moviliza en Manchuria a todo el que pueda llevar un fusil?";
        held: bool = "japan.kwantung_army.held", truth(),
            "Is the Kwantung Army spared from calls for the south?", "¿Se libra al Ejército de Kwantung de las llamadas del sur?";
        northern_orders: NorthernOrders = "japan.northern_orders", NorthernOrders::kind(),
            "What the armies in the north are ordered to do in a war that Japan began",
            "Lo que se ordena a los ejércitos del norte en una guerra que empezó Japón";
        hope: f64 = "tokyo.hope_of_mediation", number("share", 0.0, 1.0),
            "How much Tokyo hopes that Moscow will mediate a peace", "Cuánto espera Tokio que Moscú medie una paz";
    }
}

impl Japan {
    /// How far the divisions in Manchuria are filled up for war: an attack unprepared
    /// begins with half-empty units.
    #[must_use]
    pub fn prepared(&self, rules: &Parameters) -> f64 {
        (self.men / (self.manchuria * rules.war_men).max(1.0)).clamp(0.4, 1.0)
    }
}

/// Burns and buys oil, raises and moves divisions.
pub fn week(whole: &mut Whole<'_>) {
    burn_oil(whole);
    prepare_for_the_south(whole);
    mobilise(whole);
    move_divisions(whole);
    fill_up(whole);
    let japan = &mut *whole.japan;
    japan.army = japan.manchuria + japan.korea + japan.china + japan.south + japan.home;
}

fn burn_oil(whole: &mut Whole<'_>) {
    let rules = &whole.premise.japan;
    let pacific = &mut *whole.pacific;
    let japan = &mut *whole.japan;
    let in_the_pacific = whole.war.in_the_pacific();
    let wanted = rules.army_use
        + if in_the_pacific {
            rules.navy_use + rules.civil_use * (1.0 - rules.austerity)
        } else {
            rules.civil_use + 0.25 * rules.navy_use
        }
        + if whole.war.in_the_far_east() { rules.north_use } else { 0.0 };
    // A country that runs dry rations: use falls with the stock.
    let ration = (japan.oil / rules.ration).clamp(0.15, 1.0);
    let bought = if in_the_pacific { 0.0 } else { rules.imports * japan.trade };
    let tankers = (japan.ships / rules.tankers).clamp(0.0, 1.0);
    pacific.lift_oil(whole.premise.pacific.wells, tankers * tankers);
    let southern = rules.southern * pacific.fields * tankers * tankers;
    let thrift = 1.0 + 0.08 * whole.luck.normal(node::OIL).clamp(-2.5, 2.5);
    japan.oil_imported += bought + southern;
    if whole.calendar.opens_a_year() {
        japan.oil_imported_year = 0.0;
    }
    japan.oil_imported_year += bought + southern;
    japan.oil_flow = rules.home_oil + bought + southern - wanted * ration * thrift;
    japan.oil = (japan.oil + japan.oil_flow).clamp(0.0, 120.0);
    japan.oil_months =
        if japan.oil_flow < -0.01 { (japan.oil / -japan.oil_flow / 4.35).min(99.0) } else { 99.0 };
}

/// The trade that is cut is the signal: ships are requisitioned, carriers and armies
/// trained, until everything stands ready.
fn prepare_for_the_south(whole: &mut Whole<'_>) {
    let japan = &mut *whole.japan;
    if whole.war.japan_america == InThePacific::Peace && japan.trade < CUT {
        let weekly = 1.0 / whole.premise.japan.prepare;
        japan.southern_readiness = (japan.southern_readiness + weekly).min(1.0);
    }
}
/// The perimeter at which nothing is called to the south: assumed.
const WHOLE: f64 = 0.85;
/// Share of foreign oil below which Tokyo counts its trade as cut: the freeze with
/// licences (0.6) already is, to the naval staff (Ike 1967).
const CUT: f64 = 0.65;

/// New divisions: more, the worse the war goes; for the south while there is a perimeter
/// to hold and ships to reach it, then for the home islands and Korea.
fn mobilise(whole: &mut Whole<'_>) {
    if !whole.war.in_the_pacific() {
        return;
    }
    let rules = &whole.premise.japan;
    let raised = rules.mobilise * libm::exp(rules.alarm * whole.pacific.hopelessness.min(1.0));
    let abroad = (whole.pacific.perimeter * transport(whole)).clamp(0.0, 1.0);
    let japan = &mut *whole.japan;
    japan.south += raised * abroad * 0.85;
    japan.korea += raised * (1.0 - abroad) * 0.08;
    japan.home += raised * (abroad * 0.15 + (1.0 - abroad) * 0.92);
}

/// What share of their peacetime work ships and oil still do for the army.
fn transport(whole: &Whole<'_>) -> f64 {
    let ships = (whole.japan.ships / whole.premise.japan.tankers).clamp(0.0, 1.0);
    let oil = (whole.japan.oil / 6.0).clamp(0.2, 1.0);
    ships * oil
}

fn move_divisions(whole: &mut Whole<'_>) {
    let rules = &whole.premise.japan;
    let transport = transport(whole);
    let (war, pacific, beliefs) = (&*whole.war, &*whole.pacific, &*whole.beliefs);
    let japan = &mut *whole.japan;
    let arriving = japan.gathering.min(rules.gather * transport);
    if arriving > 0.0 {
        // They come from home while there are any, then out of China.
        let from_home = arriving.min((japan.home - 2.0).max(0.0));
        japan.home -= from_home;
        japan.china = (japan.china - (arriving - from_home)).max(0.0);
        let all = japan.manchuria + arriving;
        japan.quality = (japan.quality * japan.manchuria + 0.95 * arriving) / all;
        japan.manchuria = all;
        japan.gathering -= arriving;
    }
    let kept = japan.held || japan.emergency;
    if war.in_the_pacific() && !war.in_the_far_east() && !kept {
        let safe = 1.0 - beliefs.soviet_enters;
        // Nobody is missed in the south while the perimeter stands.
        let called = rules.strip * (WHOLE - pacific.perimeter).max(0.0) / WHOLE * safe;
        // Nobody sails whom no ship can carry.
        let leaving = (called * transport.max(0.3)).min((japan.manchuria - 6.0).max(0.0));
        japan.men -= leaving * japan.men / japan.manchuria.max(1.0) * 0.8;
        japan.manchuria -= leaving;
        japan.south += leaving;
        // The best go first, with their guns and stocks.
        japan.quality = (japan.quality - rules.best_first * leaving).max(0.25);
    }
    // Who has surrendered raises nobody.
    let raises = japan.emergency && rules.raise > 0.0;
    if raises && japan.manchuria < 24.0 && war.in_the_pacific() {
        let all = japan.manchuria + rules.raise;
        japan.quality =
            (japan.quality * japan.manchuria + rules.raised_quality * rules.raise) / all;
        japan.manchuria = all;
        japan.men += rules.raise * rules.raised_men;
    }
}

/// Units in Manchuria are filled up for war, when it is ordered, as fast as trains and
/// ships bring men.
fn fill_up(whole: &mut Whole<'_>) {
    let rules = &whole.premise.japan;
    let pace = rules.fill * transport(whole);
    let japan = &mut *whole.japan;
    if japan.emergency || whole.war.in_the_far_east() {
        return;
    }
    let each = if japan.war_footing { rules.war_men } else { rules.garrison_men };
    let missing = japan.manchuria * each - japan.men;
    japan.men += missing.clamp(0.0, pace) - (-missing).clamp(0.0, 0.25 * rules.fill);
}
