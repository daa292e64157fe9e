//! The war between Germany and the Western Allies, as an account that goes on whatever
//! happens in the east: the sea, the air, the army that gathers in Britain, the landing,
//! and the road from the coast to the Rhine and the Elbe.
//!
//! Nothing comes ashore that has not crossed the Atlantic, and little crosses it before
//! America is at war with Germany. A landing is a gamble on strength, air and sea against
//! what stands behind the coast; one that fails costs a year. Ashore the rule is that of
//! the eastern front: ratio of power above which ground is gained (Dupuy 1979), losses in
//! proportion to the other's power (Lanchester 1916), supply that falls with the way from
//! the ports (van Creveld 1977 on the autumn of 1944), and works: hedgerows, the West
//! Wall, the Rhine.
//!
//! Germany pays for every front it stands on: what it answers with comes out of the same
//! replacements, and in need out of the army in the east. A Germany that has beaten the
//! Soviet Union brings that army back, but for what garrisons the country.

use crate::sim::facet::{day, facet, number, parameters, truth};
use crate::sim::luck::node;
use crate::sim::war::InTheWest;
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of the war in the west.
    pub struct Parameters {
        atlantic = "western_front.atlantic", "share a week", 0.0..0.05, "Share of what is unsafe in the Atlantic that a week of American and British effort makes safe";
        alone = "western_front.britain_alone", "share", 0.0..1.0, "Share of that which Britain does without America";
        raised = "western_front.raised", "divisions a week", 0.0..3.0, "Divisions that America makes ready for Europe each week at full mobilisation, if the sea is safe";
        raised_weeks = "western_front.raised_weeks", "weeks", 20.0..250.0, "Weeks of its war with Germany in which two thirds of that are reached";
        british = "western_front.british", "divisions a week", 0.0..0.6, "Divisions that Britain and the Dominions make ready for the continent each week";
        command = "western_front.air_command", "share a week", 0.0..0.05, "Share of what is missing to command of the air that a week of both air forces brings";
        bombing = "western_front.bombing_rate", "share a week", 0.0..0.03, "Growth of the destruction of German industry and cities at full command of the air";
        lift = "western_front.lift", "divisions", 2.0..20.0, "Divisions that land in the first week of an invasion";
        ports = "western_front.ports", "divisions a week", 0.5..8.0, "Divisions that beaches and ports can bring ashore each week";
        coast = "western_front.coast", "ratio", 0.5..5.0, "How far the Atlantic wall multiplies the power of the divisions that meet a landing";
        guard = "western_front.guard", "divisions", 10.0..60.0, "German divisions that guard the west while nothing gathers against it";
        feared = "western_front.feared", "ratio", 0.0..2.0, "German divisions that are added for each Allied division that is ready to come";
        quality = "western_front.german_quality", "ratio", 0.2..1.5, "Fighting value of a German division in the west against an Allied one";
        pace = "western_front.pace", "share a week", 0.02..0.4, "Share of the way from the coast to the Rhine that a week brings against an enemy who is overwhelmed";
        threshold = "western_front.threshold", "ratio of power", 0.5..2.0, "Ratio of power above which the Allies gain ground";
        reach = "western_front.reach", "share", 0.1..1.5, "Way beyond the ports, as a share of that from the coast to the Rhine, at which supply is halved";
        base = "western_front.base_pace", "share a week", 0.0..0.1, "How fast ports, railways and pipelines follow";
        hedgerows = "western_front.hedgerows", "ratio", 1.0..3.0, "How far the hedgerows behind the coast multiply a defender's power";
        rhine = "western_front.rhine", "ratio", 1.0..5.0, "How far the West Wall and the Rhine multiply it";
        losses = "western_front.german_attrition", "share a week", 0.0..0.1, "German divisions lost for each unit of Allied power in a week of attack";
        fortune = "western_front.fortune", "ratio", 0.0..1.0, "Spread of a week's fortune";
        italy = "western_front.italy_share", "share", 0.0..0.6, "Share of Germany's replacements that Italy and the Mediterranean take";
        watched = "western_front.watch_share", "share", 0.0..0.6, "Share that the guard of the west takes when an army of forty divisions is ready to come";
        fought = "western_front.fight_share", "share", 0.0..0.9, "Share that a front in the west takes when sixty divisions attack it";
        division = "western_front.division_men", "thousand men", 5.0..30.0, "Men of a German division in the west, with its share of the army's troops";
        formed = "western_front.formed", "ratio", 0.0..4.0, "Men who become divisions again in the west, against the replacements that go there: navy, air force and schools are combed out as well";
        pull = "western_front.pull", "share a week", 0.0..0.05, "Share of the army in the east that a week of utter need brings west while it is fought there";
        release = "western_front.release", "share a week", 0.0..0.1, "The same once the war in the east is won";
        occupation = "western_front.occupation", "thousand men", 100.0..2500.0, "Men who stay to hold down a beaten Soviet Union";
        hope = "western_front.hope", "share a week", 0.0..0.02, "Resolve that the Western Allies lose each week in which nothing is gained and nothing is to be hoped";
    }
}

facet! {
    /// The war in the west.
    pub struct WesternFront ("western_front", true) {
        sea: f64 = "western_front.sea", number("share", 0.0, 1.0),
            "How safe the Atlantic is for Allied ships: 0 nothing crosses, 1 nothing is lost", "Seguridad del Atlántico para los barcos aliados: 0 nada cruza, 1 nada se pierde";
        air: f64 = "western_front.air", number("share", 0.0, 1.0),
            "Allied command of the air over western Europe: 0 none, 1 complete", "Dominio aéreo aliado sobre Europa occidental: 0 ninguno, 1 completo";
        ready: f64 = "western_front.ready", number("divisions", 0.0, 150.0),
            "Allied divisions that are ready for the continent and not yet on it", "Divisiones aliadas listas para el continente que aún no están en él";
        bombing: f64 = "western_front.bombing", number("share", 0.0, 1.0),
            "Destruction of German industry and cities from the air: 0 none, 1 all", "Destrucción aérea de la industria y las ciudades alemanas: 0 ninguna, 1 toda";
        italy: bool = "western_front.italy", truth(),
            "Do the Western Allies fight on the mainland of Italy?", "¿Combaten los aliados occidentales en la Italia continental?";
        landing: bool = "western_front.landing", truth(),
            "Has the invasion of France been ordered for this week?", "¿Se ha ordenado para esta semana la invasión de Francia?";
        odds: f64 = "western_front.landing_odds", number("share", 0.0, 1.0),
            "How likely a landing in France would hold, by the season's weather", "Probabilidad de que se sostuviera un desembarco en Francia, según la estación";
        landed: bool = "western_front.landed", truth(),
            "Have the Western Allies landed in France?", "¿Han desembarcado en Francia los aliados occidentales?";
        landed_on: Option<i32> = "western_front.landed_on", day(),
            "Day of the landing that held", "Día del desembarco que se sostuvo";
        repulsed_on: Option<i32> = "western_front.repulsed_on", day(),
            "Day of the last landing that was thrown back", "Día del último desembarco rechazado";
        allied: f64 = "western_front.allied_divisions", number("divisions", 0.0, 200.0),
            "Allied divisions in France, the Low Countries and Germany", "Divisiones aliadas en Francia, los Países Bajos y Alemania";
        german: f64 = "western_front.german_divisions", number("divisions", 0.0, 300.0),
            "German divisions in the west, many of them weak", "Divisiones alemanas en el oeste, muchas de ellas débiles";
        position: f64 = "western_front.position", number("share", 0.0, 2.0),
            "How far the Western Allies have come: 0 the coast, 1 the Rhine, 2 the Elbe", "Cuánto han avanzado los aliados occidentales: 0 la costa, 1 el Rin, 2 el Elba";
        base: f64 = "western_front.base", number("share", 0.0, 2.0),
            "How far ports, railways and pipelines bring their supply", "Hasta dónde llegan sus puertos, ferrocarriles y oleoductos";
        resolve: f64 = "western_front.resolve", number("share", 0.0, 1.0),
            "How firmly the Western Allies mean to fight Germany to the end", "Con cuánta firmeza quieren los aliados occidentales combatir a Alemania hasta el fin";
        anger: f64 = "america.against_germany", number("share", 0.0, 1.0),
            "How far America is ready to fight Germany: 0 not at all, 1 at once", "Cuánto está América dispuesta a combatir a Alemania: 0 nada, 1 ya mismo";
    }
}

/// Where the hedgerows end, and where the works along the German border begin and the
/// Rhine is crossed: shares of the way.
const HEDGEROWS: f64 = 0.06;
const WEST_WALL: f64 = 0.8;
const RHINE: f64 = 1.05;
/// The end of the way: the Elbe.
const ELBE: f64 = 2.0;
/// Power above which half of an attacker's full pace is reached: assumed, as in the east.
const SOFT: f64 = 0.6;
/// How many more divisions a Germany without an eastern front sets against the danger in
/// the west: assumed.
const FREED: f64 = 2.5;
/// Weeks in which the North Atlantic and the Channel let a landing of months be supplied
/// over beaches: the middle of May to the middle of September (the planners of 1944).
const SUMMER: std::ops::RangeInclusive<i16> = 5..=9;

/// A week in the west.
pub fn week(whole: &mut Whole<'_>) {
    if !whole.war.in_western_europe() {
        whole.front.drain = 0.0;
        return;
    }
    cross_the_sea(whole);
    land(whole);
    advance(whole);
    answer(whole);
    despair(whole);
}

/// The sea becomes safe, the air is won, divisions become ready.
fn cross_the_sea(whole: &mut Whole<'_>) {
    let rules = &whole.premise.west;
    let luck = 1.0 + 0.5 * whole.luck.normal(node::ATLANTIC).clamp(-2.0, 2.0);
    let america = whole.war.america_fights_germany();
    let effort = if america { 1.0 } else { rules.alone };
    let mobilised =
        1.0 - libm::exp(-f64::from(whole.war.america_in_europe_weeks) / rules.raised_weeks);
    // Whom Germany need not fight in the east it fights in the air.
    let at_ease = if whole.war.in_the_west() { 1.0 } else { 0.7 };
    let west = &mut *whole.west;
    west.sea += rules.atlantic * effort * luck * (1.0 - west.sea);
    west.sea = west.sea.clamp(0.0, 1.0);
    west.air += rules.command * effort * at_ease * (0.4 + 0.6 * mobilised) * (1.0 - west.air);
    west.air = west.air.clamp(0.0, 1.0);
    let american = if america { rules.raised * mobilised * west.sea } else { 0.0 };
    west.ready = (west.ready + american + rules.british * west.sea).clamp(0.0, 150.0);
    west.bombing = (west.bombing + rules.bombing * west.air * effort).clamp(0.0, 1.0);
    let summer = SUMMER.contains(&whole.calendar.month);
    let met = (0.35 * west.german * rules.quality * rules.coast).max(1.0);
    let comes =
        (2.0 * rules.lift.min(west.ready) + 0.3 * west.ready) * west.air * west.air * west.sea;
    let weather = if summer { 1.0 } else { 0.4 };
    west.odds = 1.0 / (1.0 + libm::pow(met / comes.max(0.1), 3.0)) * weather;
}

/// The invasion comes, and holds or is thrown back into the sea.
fn land(whole: &mut Whole<'_>) {
    let rules = &whole.premise.west;
    let held = whole.luck.uniform(node::LANDING) < whole.west.odds;
    let west = &mut *whole.west;
    let ordered = std::mem::take(&mut west.landing);
    if !ordered || west.landed {
        return;
    }
    let first = rules.lift.min(west.ready);
    if held {
        west.landed = true;
        west.landed_on = Some(whole.calendar.day + 1);
        west.ready -= first;
        west.allied = first;
        west.position = 0.0;
        west.base = 0.0;
    } else {
        west.repulsed_on = Some(whole.calendar.day + 1);
        west.ready -= 0.7 * first;
        west.resolve = (west.resolve - 0.15).max(0.0);
    }
}

/// What is ashore grows and fights its way inland.
fn advance(whole: &mut Whole<'_>) {
    let rules = &whole.premise.west;
    let fortune = libm::exp(rules.fortune * whole.luck.normal(node::WEST).clamp(-2.5, 2.5));
    let winter = 1.0 - 0.35 * whole.calendar.winter.min(1.0);
    let eased = match whole.war.germany_soviet {
        InTheWest::SovietBeaten => 1.3,
        _ => 1.0,
    };
    let west = &mut *whole.west;
    if !west.landed {
        return;
    }
    let ashore = west.ready.min(rules.ports);
    west.ready -= ashore;
    west.allied += ashore;
    let far = (west.position - west.base).max(0.0) / rules.reach;
    let supply = 1.0 / (1.0 + far * far);
    let works = if west.position < HEDGEROWS {
        rules.hedgerows
    } else if (WEST_WALL..RHINE).contains(&west.position) {
        rules.rhine
    } else {
        1.0
    };
    // Who has little ashore meets only what can reach him.
    let engaged = west.german * (0.4 + 0.6 * (west.allied / 50.0).min(1.0));
    let power = west.allied * (0.5 + 0.5 * west.air) * supply * fortune * winter;
    let ratio = power / (engaged * rules.quality * eased * works).max(0.5);
    let excess = (ratio - rules.threshold).max(0.0);
    let step = rules.pace * (1.0 - libm::exp(-excess / SOFT));
    west.position = (west.position + step).min(ELBE);
    west.base = (west.base + rules.base).min((west.position - 0.05).max(west.base));
    let lost = rules.losses * power * (0.5 + 0.5 * ratio.min(2.0)) / eased;
    west.german = (west.german - lost).max(5.0);
    let gained = if step > 0.01 { 0.01 } else { 0.0 };
    west.resolve = (west.resolve + gained).min(1.0);
}

/// Germany answers: with its replacements, and out of the east.
fn answer(whole: &mut Whole<'_>) {
    let rules = &whole.premise.west;
    let new = whole.premise.front.replacements;
    let (west, front) = (&mut *whole.west, &mut *whole.front);
    let fear = west.ready + west.allied;
    // Who need not fight elsewhere meets the danger with all he has.
    let freed = match whole.war.germany_soviet {
        InTheWest::SovietBeaten => FREED,
        _ => 1.0,
    };
    let wanted = rules.guard + rules.feared * fear * freed;
    let need = ((wanted - west.german) / wanted.max(1.0)).clamp(0.0, 1.0);
    let italy = if west.italy { rules.italy } else { 0.0 };
    let watched = rules.watched * (west.ready / 40.0).min(1.0);
    let fought = rules.fought * (west.allied / 60.0).min(1.2);
    front.drain = (italy + watched + fought).clamp(0.0, 0.95);
    let formed = rules.formed * (watched + fought) * new / rules.division;
    let spare = match whole.war.germany_soviet {
        InTheWest::Fighting => rules.pull * need * front.axis_men(),
        // An army that has won comes home, but for the garrison.
        InTheWest::SovietBeaten => {
            (front.axis_men() - rules.occupation).max(0.0) * rules.release * need
        }
        InTheWest::Peace | InTheWest::GermanyBeaten => 0.0,
    };
    let share = spare / front.axis_men().max(1.0);
    for axis in &mut front.axes {
        axis.axis_men *= 1.0 - share;
    }
    west.german = (west.german + formed * need.max(0.2) + spare / rules.division).min(300.0);
}

/// A war in which nothing is gained wears out who fights it, and the longer America looks
/// on the nearer it comes.
fn despair(whole: &mut Whole<'_>) {
    let rules = &whole.premise.west;
    let america = whole.war.america_fights_germany();
    let alone = !whole.war.in_the_west();
    let west = &mut *whole.west;
    let hopeless = match (america, alone, west.landed) {
        (_, false, _) | (true, _, true) => 0.0,
        (true, true, false) => 1.0,
        (false, true, _) => 2.5,
    };
    west.resolve = (west.resolve - rules.hope * hopeless).clamp(0.0, 1.0);
    if !america {
        // Ships are sunk and escorts shoot; a Europe that is lost frightens.
        let peril = if alone { 0.004 } else { 0.002 };
        west.anger = (west.anger + peril).min(1.0);
    }
}
