//! The Soviet Union behind its fronts: recruits and their training, industry and what
//! the loss of ground takes from it, the garrison of the Far East, and the cohesion of
//! the state.
//!
//! Industry grows with the war economy and shrinks with the ground that is lost:
//! Leningrad, Moscow, the Ukraine with the Donbas, and the Volga at Stalingrad, by which
//! the oil of the Caucasus comes. What was moved to the Urals in time works again after
//! months. The army feels it later still, when it has worn out what it had.
//!
//! The state stands as firmly as its cities, its oil and the news let it: what is lost
//! shakes it within weeks, what is retaken steadies it within months.
//!
//! The Far East is a garrison with men, tanks and aircraft of its own. It gives
//! divisions away and raises new ones; Moscow wants it the larger, the likelier it
//! thinks a Japanese attack.

use crate::sim::eastern_front::{AxisId, EasternFront};
use crate::sim::facet::{facet, number, parameters, states, truth};
use crate::sim::intelligence::Intelligence;
use crate::sim::war::{InTheFarEast, InTheWest, War};
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of the Soviet Union.
    pub struct Parameters {
        call_up = "soviet.call_up", "share a week", 0.001..0.1, "Share of the men not yet called up who reach the front each week";
        yearly_class = "soviet.yearly_class", "thousand men a week", 0.0..80.0, "Recruits of the yearly class, and recovered wounded, each week";
        held_back = "soviet.held_back", "share", 0.0..0.6, "Share of the recruits that the Stavka holds back for reserve armies while it gathers them";
        division_men = "soviet.division_men", "thousand men", 5.0..20.0, "Men of a Siberian division";
        siberian_worth = "soviet.siberian_worth", "ratio", 1.0..3.0, "Fighting value of a Siberian division's men against new recruits in 1941";
        leningrad = "soviet.industry_leningrad", "share", 0.0..0.3, "Share of industry in and around Leningrad";
        moscow = "soviet.industry_moscow", "share", 0.0..0.4, "Share of industry in and around Moscow";
        donbas = "soviet.industry_donbas", "share", 0.0..0.5, "Share of industry in the Ukraine and the Donbas";
        volga = "soviet.industry_volga", "share", 0.0..0.3, "Share of industry in Stalingrad and on the lower Volga";
        moved = "soviet.industry_moved", "share", 0.0..0.9, "Share of lost industry that works again in the east in the end";
        moved_weeks = "soviet.industry_moved_weeks", "weeks", 10.0..120.0, "Weeks that it takes";
        boom = "soviet.industry_boom", "ratio", 1.0..4.0, "Output of arms at full war economy on whole ground, against June 1941";
        boom_weeks = "soviet.industry_boom_weeks", "weeks", 20.0..250.0, "Weeks after which two thirds of that growth are reached";
        equip = "soviet.equip", "share a week", 0.005..0.2, "Share of the army's equipment that a week wears out and replaces";
        arms = "soviet.arms", "exponent", 0.0..1.0, "How the fighting value of a soldier grows with his arms";
        fuel = "soviet.fuel", "share", 0.0..0.8, "Share of the army's fuel that comes up the Volga past Stalingrad";
        fuel_grozny = "soviet.fuel_grozny", "share", 0.0..0.5, "Share of the army's fuel that comes from Grozny and Maikop";
        fuel_baku = "soviet.fuel_baku", "share", 0.0..0.8, "Share of the army's fuel that comes from Baku by ways other than the Volga";
        mourn_leningrad = "soviet.cohesion_leningrad", "share", 0.0..0.5, "Cohesion that the state lacks while Leningrad is lost";
        mourn_moscow = "soviet.cohesion_moscow", "share", 0.0..0.6, "The same of Moscow";
        mourn_stalingrad = "soviet.cohesion_stalingrad", "share", 0.0..0.5, "The same of Stalingrad";
        mourn_oil = "soviet.cohesion_oil", "share", 0.0..0.5, "The same of Grozny and Baku";
        peril = "soviet.cohesion_peril", "share", 0.0..0.3, "The same while the enemy stands at the gates of Moscow";
        shaken = "soviet.cohesion_shaken", "share a week", 0.05..1.0, "Share of the way to what the news allow by which cohesion falls each week";
        steadied = "soviet.cohesion_steadied", "share a week", 0.005..0.2, "Share by which it recovers each week while the Red Army advances; half as fast while it does not";
        matches = "soviet.far_east_matches", "ratio", 0.5..4.0, "Divisions that Moscow keeps in the Far East at war for each Japanese division that it counts in Manchuria";
        few = "soviet.called_few", "divisions a week", 0.0..3.0, "Divisions called west each week when Moscow calls a few";
        many = "soviet.called_many", "divisions a week", 0.0..6.0, "Divisions called west each week when Moscow calls all that can go";
        trickle = "soviet.called_trickle", "divisions a week", 0.0..1.0, "Divisions exchanged with the west each week when the great calls are over";
        raised = "soviet.raised", "divisions a week", 0.0..2.0, "Divisions that the Far East raises anew each week while it is short";
        garrison = "soviet.garrison", "divisions", 5.0..60.0, "Garrison of the Far East that Moscow aims at";
        raw = "soviet.raw", "ratio", 0.2..1.0, "Fighting value of a new Far Eastern division against an old one";
        training = "soviet.training", "share a week", 0.0..0.1, "Share of what a division lacks that a week of training gives";
        eastern_call_up = "soviet.far_east_call_up", "thousand men", 0.0..1500.0, "Men of Siberia and the Far East called up there when the war breaks out";
        eastern_call_up_weeks = "soviet.far_east_call_up_weeks", "weeks", 2.0..40.0, "Weeks after which two thirds of them are in uniform";
        calm_men = "soviet.far_east_calm", "thousand men", 300.0..1500.0, "Men whom Moscow keeps in the Far East when it fears nothing there";
        feared_men = "soviet.far_east_feared", "thousand men", 0.0..2500.0, "Men whom it adds when it is sure of a Japanese attack";
        eastern_drafts = "soviet.far_east_drafts", "share a week", 0.0..0.2, "Share of the men above what it wants that leave for the front each week, without their units";
        sent_men = "soviet.far_east_sent_men", "thousand men", 5.0..40.0, "Men whom a division takes along, with corps troops, on its way west";
        brought_men = "soviet.far_east_brought_men", "thousand men", 5.0..40.0, "Men whom a division of a build-up brings";
        sent_tanks = "soviet.far_east_sent_tanks", "tanks", 0.0..200.0, "Tanks that a division takes along on its way west, mean of all kinds";
        brought_tanks = "soviet.far_east_brought_tanks", "tanks", 0.0..200.0, "Tanks that a division of a build-up brings, mean of all kinds";
        kept_tanks = "soviet.far_east_tanks_kept", "tanks", 500.0..5000.0, "Tanks that Moscow keeps in the Far East";
        feared_tanks = "soviet.far_east_tanks_feared", "tanks", 0.0..4000.0, "Tanks that it adds when it is sure of a Japanese attack";
        sent_aircraft = "soviet.far_east_sent_aircraft", "aircraft", 0.0..200.0, "Aircraft that go west for each division that goes";
        brought_aircraft = "soviet.far_east_brought_aircraft", "aircraft", 0.0..200.0, "Aircraft that come for each division of a build-up";
        kept_aircraft = "soviet.far_east_aircraft_kept", "aircraft", 500.0..8000.0, "Aircraft that Moscow keeps in the Far East when factories work as in June 1941";
        renewal = "soviet.far_east_renewal", "share a week", 0.0..0.3, "Share of what is missing there in tanks and aircraft that a week brings";
    }
}

states! {
    /// Where the reserve armies are committed.
    pub enum Committed {
        /// Nowhere: they wait.
        Nowhere = "nowhere",
        /// On the northern axis.
        North = "north",
        /// On the central axis.
        Center = "center",
        /// On the southern axis.
        South = "south",
    }
}

impl Committed {
    const fn axis(self) -> Option<AxisId> {
        match self {
            Self::Nowhere => None,
            Self::North => Some(AxisId::North),
            Self::Center => Some(AxisId::Center),
            Self::South => Some(AxisId::South),
        }
    }
}

states! {
    /// How many divisions Moscow calls west.
    pub enum CallWest {
        /// None.
        None = "none",
        /// One now and then.
        Trickle = "trickle",
        /// Some of those that are trained.
        Few = "few",
        /// Most of those that are trained.
        Many = "many",
    }
}

facet! {
    /// The Soviet Union.
    pub struct Soviet ("soviet", true) {
        reserve_men: f64 = "soviet.reserve_men", number("thousand men", 0.0, 30000.0),
            "Men of military age not yet called up", "Hombres en edad militar aún no llamados a filas";
        recruits_to_front: f64 = "soviet.recruits_to_front", number("thousand men a week", 0.0, 500.0),
            "Recruits who reach the front this week", "Reclutas que llegan al frente esta semana";
        holds_back: bool = "soviet.holds_back", truth(),
            "Does the Stavka gather reserve armies?", "¿Reúne la Stavka ejércitos de reserva?";
        reserve_armies: f64 = "soviet.reserve_armies", number("thousand men", 0.0, 5000.0),
            "Men of the Stavka's reserve armies behind the front", "Hombres de los ejércitos de reserva de la Stavka tras el frente";
        committed: Committed = "soviet.reserves_committed", Committed::kind(),
            "Where the reserve armies are committed this week", "Dónde se emplean esta semana los ejércitos de reserva";
        siberians_to_front: f64 = "soviet.siberians_to_front", number("thousand men a week", 0.0, 200.0),
            "Men of Siberian divisions who reach the front this week, counted at their fighting value",
            "Hombres de divisiones siberianas que llegan al frente esta semana, contados según su valor combativo";
        industry: f64 = "soviet.industry", number("ratio", 0.0, 5.0),
            "Output of arms against June 1941", "Producción de armas respecto a junio de 1941";
        moved_industry: f64 = "soviet.industry_in_the_east", number("share", 0.0, 1.0),
            "Share of all industry that was moved east and works again", "Parte de la industria trasladada al este que vuelve a funcionar";
        equipment: f64 = "soviet.equipment", number("ratio", 0.0, 5.0),
            "Arms of a soldier against June 1941", "Armamento de un soldado respecto a junio de 1941";
        fuel: f64 = "soviet.fuel", number("share", 0.0, 1.0),
            "Share of the army's fuel that arrives", "Parte del combustible del ejército que llega";
        far_east_divisions: f64 = "soviet.far_east.divisions", number("divisions", 0.0, 120.0),
            "Divisions (and brigades, two to one) in the Far East and Transbaikal",
            "Divisiones (y brigadas, dos por una) en el Extremo Oriente y Transbaikalia";
        far_east_quality: f64 = "soviet.far_east.quality", number("ratio", 0.0, 2.0),
            "Fighting value of a Far Eastern division: 1 is a full, trained one of June 1941",
            "Valor combativo de una división del Extremo Oriente: 1 es una completa y adiestrada de junio de 1941";
        far_east_men: f64 = "soviet.far_east.men", number("thousand men", 0.0, 4000.0),
            "Men in the Far East and Transbaikal, all services", "Hombres en el Extremo Oriente y Transbaikalia, todas las armas";
        far_east_tanks: f64 = "soviet.far_east.tanks", number("tanks", 0.0, 15000.0),
            "Tanks and assault guns in the Far East and Transbaikal", "Carros y cañones de asalto en el Extremo Oriente y Transbaikalia";
        far_east_aircraft: f64 = "soviet.far_east.aircraft", number("aircraft", 0.0, 15000.0),
            "Aircraft in the Far East and Transbaikal", "Aviones en el Extremo Oriente y Transbaikalia";
        called_up_east: f64 = "soviet.far_east.called_up", number("thousand men", 0.0, 2000.0),
            "Men called up there since the war broke out", "Hombres llamados a filas allí desde que estalló la guerra";
        sent_west: f64 = "soviet.transfers_west.divisions", number("divisions", 0.0, 120.0),
            "Divisions sent west of the Urals from the Far East since June 1941",
            "Divisiones enviadas al oeste de los Urales desde el Extremo Oriente desde junio de 1941";
        call_west: CallWest = "soviet.call_west", CallWest::kind(),
            "How many divisions Moscow calls west", "Cuántas divisiones llama Moscú al oeste";
        build_up: f64 = "soviet.build_up", number("divisions a week", 0.0, 6.0),
            "Divisions that Moscow wants to send to the Far East each week", "Divisiones que Moscú quiere enviar al Extremo Oriente cada semana";
        on_rails_west: f64 = "soviet.on_rails_west", number("divisions", 0.0, 40.0),
            "Divisions on the railway, going west", "Divisiones en el ferrocarril, hacia el oeste";
        on_rails_east: f64 = "soviet.on_rails_east", number("divisions", 0.0, 40.0),
            "Divisions on the railway, going east", "Divisiones en el ferrocarril, hacia el este";
        trains_used: f64 = "soviet.trains_used", number("trains a day", 0.0, 120.0),
            "Military trains a day on the Trans-Siberian, both ways", "Trenes militares diarios en el Transiberiano, en ambos sentidos";
        cohesion: f64 = "soviet.cohesion", number("share", 0.0, 1.0),
            "How firmly the state stands: 1 firm, 0 falls apart", "Firmeza del Estado: 1 firme, 0 se deshace";
    }
}

impl Soviet {
    /// Divisions called west a week.
    #[must_use]
    pub fn called(&self, rules: &Parameters) -> f64 {
        match self.call_west {
            CallWest::None => 0.0,
            CallWest::Trickle => rules.trickle,
            CallWest::Few => rules.few * self.trained(rules),
            CallWest::Many => rules.many * self.trained(rules),
        }
    }

    /// How much of the garrison is fit to be sent: raw divisions stay until they have
    /// learned their trade.
    fn trained(&self, rules: &Parameters) -> f64 {
        ((self.far_east_quality - rules.raw) / (1.0 - rules.raw).max(0.05)).clamp(0.1, 1.0)
    }

    /// Divisions leave for the west; the railway has taken them.
    pub const fn leave_the_far_east(&mut self, divisions: f64) {
        self.far_east_divisions -= divisions;
        self.sent_west += divisions;
    }
}

/// Calls up recruits, makes arms, and keeps the garrison of the Far East.
pub fn week(whole: &mut Whole<'_>) {
    stand_firm(whole);
    recruit(whole);
    make_arms(whole);
    garrison_the_far_east(whole);
}

/// Cohesion that a beaten state beyond the Volga can hope for: assumed.
const RUMP: f64 = 0.6;

/// Cohesion follows the news.
fn stand_firm(whole: &mut Whole<'_>) {
    let rules = &whole.premise.soviet;
    let (cities, front) = (&*whole.cities, &*whole.front);
    let lost = |lost: bool, share: f64| if lost { share } else { 0.0 };
    let peril = rules.peril * passed(front, AxisId::Center, 1560.0, 1680.0);
    let oil = ((cities.caucasus - 0.55) / 0.45).clamp(0.0, 1.0);
    let missing = lost(cities.leningrad, rules.mourn_leningrad)
        + if cities.moscow { rules.mourn_moscow } else { peril }
        + lost(cities.stalingrad, rules.mourn_stalingrad)
        + rules.mourn_oil * oil;
    let goal = match whole.war.germany_soviet {
        InTheWest::Fighting => 1.0 - missing,
        InTheWest::SovietBeaten => RUMP,
        InTheWest::Peace | InTheWest::GermanyBeaten => 1.0,
    };
    let advances = front.momentum < 0.0 || !whole.war.in_the_west();
    let soviet = &mut *whole.soviet;
    let pace = match goal < soviet.cohesion {
        true => rules.shaken,
        false if advances => rules.steadied,
        false => 0.5 * rules.steadied,
    };
    soviet.cohesion = (soviet.cohesion + pace * (goal - soviet.cohesion)).clamp(0.0, 1.0);
}

fn recruit(whole: &mut Whole<'_>) {
    let rules = &whole.premise.soviet;
    let soviet = &mut *whole.soviet;
    if !whole.war.in_the_west() {
        soviet.recruits_to_front = 0.0;
        return;
    }
    // Mobilisation takes a few weeks to reach the front.
    let begun = (f64::from(whole.war.germany_soviet_weeks) / 6.0).min(1.0);
    let called = soviet.reserve_men * rules.call_up * begun;
    soviet.reserve_men -= called;
    let new = (called + rules.yearly_class * begun) * soviet.cohesion;
    let held = if soviet.holds_back { rules.held_back * new } else { 0.0 };
    soviet.reserve_armies += held;
    soviet.recruits_to_front = new - held;
    commit_reserves(whole);
}

/// The Stavka's reserve armies go in: fresh, together, and where they are not expected;
/// or, when they are not gathered any more, they fill up the armies at the front.
fn commit_reserves(whole: &mut Whole<'_>) {
    let soviet = &mut *whole.soviet;
    if let Some(axis) = soviet.committed.axis() {
        let axis = &mut whole.front.axes[axis];
        axis.soviet_men += soviet.reserve_armies;
        axis.stroke = 1.0;
        soviet.reserve_armies = 0.0;
        soviet.committed = Committed::Nowhere;
    } else if !soviet.holds_back {
        soviet.recruits_to_front += soviet.reserve_armies;
        soviet.reserve_armies = 0.0;
    }
}

/// How far the front has passed through the country between two places on an axis.
fn passed(front: &EasternFront, axis: AxisId, from: f64, to: f64) -> f64 {
    ((front.axes[axis].position - from) / (to - from)).clamp(0.0, 1.0)
}

fn make_arms(whole: &mut Whole<'_>) {
    let rules = &whole.premise.soviet;
    let soviet = &mut *whole.soviet;
    if !whole.war.in_the_west() {
        return;
    }
    // Places in km along the axes of the map: Pskov to Leningrad, Mozhaisk to Moscow,
    // Kiev to Rostov, and the last miles to the Volga.
    let volga = passed(whole.front, AxisId::South, 2190.0, 2253.0);
    let lost = rules.leningrad * passed(whole.front, AxisId::North, 720.0, 992.0)
        + rules.moscow * passed(whole.front, AxisId::Center, 1605.0, 1709.0)
        + rules.donbas * passed(whole.front, AxisId::South, 1000.0, 1858.0)
        + rules.volga * volga;
    let goal = rules.moved * lost;
    // What has been moved stays in the east when the ground is free again.
    soviet.moved_industry += (goal - soviet.moved_industry).max(0.0) / rules.moved_weeks;
    let weeks = f64::from(whole.war.germany_soviet_weeks);
    let boom = 1.0 + (rules.boom - 1.0) * (1.0 - libm::exp(-weeks / rules.boom_weeks));
    soviet.industry =
        boom * (1.0 - lost + soviet.moved_industry).clamp(0.1, 1.0) * soviet.cohesion.min(1.0);
    soviet.equipment += (soviet.industry - soviet.equipment) * rules.equip;
    let road = whole.cities.caucasus;
    let grozny = ((road - 0.3) / 0.35).clamp(0.0, 1.0);
    let baku = ((road - 0.65) / 0.35).clamp(0.0, 1.0);
    let oil = rules.fuel * volga + rules.fuel_grozny * grozny + rules.fuel_baku * baku;
    soviet.fuel = (1.0 - oil).max(0.1);
}

/// How much Moscow fears for the Far East: what it believes of Japan, or what it sees while
/// Japan attacks, less and less as the attackers melt away.
fn fear(war: &War, beliefs: &Intelligence) -> f64 {
    match war.japan_soviet {
        InTheFarEast::JapanAttacked => (beliefs.kwantung_divisions / 12.0).clamp(0.2, 1.0),
        _ => beliefs.japan_strikes,
    }
}

/// Divisions that Moscow does not let go from the Far East: a watch on the frontier in
/// peace; in war what it takes to meet the Japanese divisions that it counts.
#[must_use]
pub fn kept_in_the_far_east(whole: &Whole<'_>) -> f64 {
    let watch = 8.0_f64;
    match whole.war.japan_soviet {
        InTheFarEast::JapanAttacked => {
            watch.max(whole.premise.soviet.matches * whole.beliefs.kwantung_divisions)
        }
        InTheFarEast::SovietAttacked => f64::MAX,
        InTheFarEast::Peace | InTheFarEast::Over => watch,
    }
}

fn garrison_the_far_east(whole: &mut Whole<'_>) {
    let rules = &whole.premise.soviet;
    let soviet = &mut *whole.soviet;
    let left = whole.railway.left_west;
    let arrived = whole.railway.arrived_east;
    soviet.siberians_to_front =
        whole.railway.arrived_west * rules.division_men * rules.siberian_worth;

    // Divisions from the west come full and trained; new ones are raw, and learn.
    let at_war = whole.war.in_the_west() || whole.war.in_the_far_east();
    let raised =
        if at_war && soviet.far_east_divisions < rules.garrison { rules.raised } else { 0.0 };
    let old = soviet.far_east_divisions;
    let all = old + arrived + raised;
    if all > 0.0 {
        let quality = old * soviet.far_east_quality + arrived * 1.15 + raised * rules.raw;
        soviet.far_east_quality = quality / all;
    }
    soviet.far_east_divisions = all;
    soviet.far_east_quality += (1.0 - soviet.far_east_quality).max(0.0) * rules.training;

    // The first whole week of the war is the one after the outbreak.
    let mobilised = whole.war.germany_soviet_weeks > 0 || whole.war.japan_soviet_weeks > 0;
    let called = if at_war && mobilised {
        (rules.eastern_call_up - soviet.called_up_east).max(0.0) / rules.eastern_call_up_weeks
    } else {
        0.0
    };
    soviet.called_up_east += called;
    let feared = fear(whole.war, whole.beliefs);
    let wanted = rules.calm_men + rules.feared_men * feared;
    let gathering = soviet.build_up > 0.0 || whole.war.japan_soviet == InTheFarEast::SovietAttacked;
    let too_many = if gathering { 0.0 } else { (soviet.far_east_men - wanted).max(0.0) };
    // The call-up has to be over before Moscow counts whom it can spare.
    let counted = soviet.called_up_east / rules.eastern_call_up.max(1.0);
    let drafted = too_many * rules.eastern_drafts * counted * counted;
    soviet.far_east_men = (soviet.far_east_men + called + rules.brought_men * arrived
        - rules.sent_men * left
        - drafted)
        .clamp(0.0, 4000.0);

    let renewed = |stock: f64, kept: f64| rules.renewal * (kept - stock);
    let quiet = if gathering || arrived > 0.0 { 0.0 } else { 1.0 };
    let tanks = soviet.far_east_tanks - rules.sent_tanks * left + rules.brought_tanks * arrived;
    let kept = rules.kept_tanks + rules.feared_tanks * feared;
    let new = if mobilised { renewed(tanks, kept) } else { 0.0 };
    soviet.far_east_tanks = (tanks + new * quiet).clamp(0.0, 15000.0);
    let aircraft =
        soviet.far_east_aircraft - rules.sent_aircraft * left + rules.brought_aircraft * arrived;
    let kept = rules.kept_aircraft * libm::sqrt(soviet.industry.max(0.1));
    let new = if mobilised { renewed(aircraft, kept) } else { 0.0 };
    soviet.far_east_aircraft = (aircraft + new * quiet).clamp(0.0, 15000.0);
}
