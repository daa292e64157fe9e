//! The pact in practice: how neutrals treat each other between signature and war.
//!
//! **Northern Sakhalin.** With the pact Japan promised to give up its oil and coal there
//! within months. A promise that is overdue costs Moscow's trust week by week.
//! **Fish.** The convention that lets Japan fish in Soviet waters is bargained over every
//! year; while it is open, Tokyo's trust wears.
//! **Airmen.** American crews who come down on Soviet soil are interned, as a neutral
//! must; Moscow lets them go in secret, and now and then Tokyo hears of it.
//! **The strait.** Ships for Vladivostok pass before Japan's guns: some are stopped, a
//! few are sunk, and a sinking that nobody answers for is a quarrel that stays open. To
//! close the strait altogether costs more than all of that.
//! **Talks.** Who waits for Moscow's answer hopes less each week.
//!
//! A week in which the pact is kept earns a little trust on both sides.

use crate::sim::facet::{day, facet, number, parameters, states, truth};
use crate::sim::luck::node;
use crate::sim::worldline::Whole;

states! {
    /// Japan's concessions in northern Sakhalin.
    pub enum Concessions {
        /// They are Japan's.
        Held = "held",
        /// Japan has promised to give them up.
        Owed = "owed",
        /// They are given up.
        GivenUp = "given_up",
    }
}

states! {
    /// How far Tokyo has come with its request that Moscow mediate.
    pub enum Talks {
        /// Nothing is asked.
        None = "none",
        /// Moscow is sounded, no answer yet.
        Sounded = "sounded",
        /// Moscow has heard it.
        Heard = "heard",
        /// An envoy is offered, no answer yet.
        EnvoyOffered = "envoy_offered",
        /// Put off.
        PutOff = "put_off",
        /// Refused.
        Refused = "refused",
        /// The envoy is received.
        Received = "received",
    }
}

/// Days from the signature to the day on which the concessions are due: Matsuoka wrote
/// "within a few months" (Lensen 1972), here six.
const CONCESSIONS_DUE: i32 = 183;

parameters! {
    /// Parameters of the pact in practice.
    pub struct Parameters {
        mending = "conduct.mending", "share a week", 0.0..0.02, "Share of the missing trust that a week of the kept pact brings, on both sides";
        overdue = "conduct.overdue", "share a week", 0.0..0.02, "Moscow's trust that each week costs in which the promised concessions are overdue";
        sakhalin_oil = "conduct.sakhalin_oil", "million barrels a week", 0.0..0.05, "Oil that the concessions bring Japan";
        quarrel = "conduct.quarrel", "share a week", 0.0..0.02, "Tokyo's trust that each week without a fishing convention costs";
        landings = "conduct.landings", "airmen a week", 0.0..10.0, "American airmen who come down on Soviet soil each week at America's full strength of 1945";
        leak = "conduct.leak", "share a week", 0.0..0.5, "How likely Tokyo hears in a week of airmen who were let go in secret";
        release = "conduct.release", "share", 0.0..0.3, "Tokyo's trust that it costs when Tokyo hears of fifty of them";
        stops = "conduct.stops", "a week", 0.0..3.0, "How likely a ship for Vladivostok is stopped in a week of the traffic of 1944";
        sinkings = "conduct.sinkings", "share", 0.0..0.5, "Share of those that are sunk";
        closed = "conduct.closed", "share a week", 0.0..0.02, "Moscow's trust that each week costs in which Japan lets no ship for Vladivostok pass";
        stopped = "conduct.stopped", "share", 0.0..0.02, "Moscow's trust that a stopped ship costs";
        sunk = "conduct.sunk", "share", 0.0..0.1, "Moscow's trust that a sunk ship costs; tension rises by as much";
        waiting = "conduct.waiting", "share a week", 0.0..0.2, "Share of its hope that Tokyo loses in each week in which Moscow does not answer";
    }
}

facet! {
    /// The pact in practice.
    pub struct Conduct ("conduct", true) {
        concessions: Concessions = "sakhalin.concessions", Concessions::kind(),
            "Japan's oil and coal concessions in northern Sakhalin", "Concesiones japonesas de petróleo y carbón en el norte de Sajalín";
        concessions_due: Option<i32> = "sakhalin.due_on", day(),
            "Day on which they should have been given up", "Día en que debían haberse cedido";
        weeks_overdue: f64 = "sakhalin.weeks_overdue", number("weeks", 0.0, 400.0),
            "How long they have been overdue", "Cuánto llevan vencidas";
        fishing_open: bool = "fishing.open", truth(),
            "Is the fishing convention of the year still being bargained over?", "¿Se regatea aún el convenio de pesca del año?";
        interned: f64 = "airmen.interned", number("airmen", 0.0, 2000.0),
            "American airmen interned in the Soviet Union", "Aviadores americanos internados en la Unión Soviética";
        untold: f64 = "airmen.released_untold", number("airmen", 0.0, 2000.0),
            "Airmen whom Moscow has let go without Tokyo's knowing", "Aviadores que Moscú ha soltado sin que Tokio lo sepa";
        released: f64 = "airmen.released_total", number("airmen", 0.0, 2000.0),
            "Airmen whom Moscow has let go so far", "Aviadores que Moscú ha soltado hasta ahora";
        leaks: f64 = "airmen.leaks", number("incidents", 0.0, 400.0),
            "How often Tokyo has heard of it", "Cuántas veces lo ha sabido Tokio";
        stopped: f64 = "strait.stopped_total", number("ships", 0.0, 2000.0),
            "Soviet ships that Japan has stopped on their way", "Barcos soviéticos que Japón ha detenido en ruta";
        sunk: f64 = "strait.sunk_total", number("ships", 0.0, 400.0),
            "Soviet ships sunk there", "Barcos soviéticos hundidos allí";
        claims: f64 = "strait.claims", number("ships", 0.0, 400.0),
            "Sunk ships for which Moscow has had no answer", "Barcos hundidos por los que Moscú no ha tenido respuesta";
        peace_offered: bool = "talks.peace_offered", truth(),
            "Does Tokyo's offer to mediate between Moscow and Berlin await an answer?", "¿Espera respuesta la oferta de Tokio de mediar entre Moscú y Berlín?";
        talks: Talks = "talks.stage", Talks::kind(),
            "How far Tokyo has come with its request that Moscow mediate", "Hasta dónde ha llegado Tokio en su petición de que Moscú medie";
    }
}

/// A week between neutrals.
pub fn week(whole: &mut Whole<'_>) {
    wait_for_moscow(whole);
    if whole.war.in_the_far_east() {
        return;
    }
    mend(whole);
    owe_the_concessions(whole);
    come_down_on_soviet_soil(whole);
    pass_the_strait(whole);
}

fn mend(whole: &mut Whole<'_>) {
    if !whole.pact.in_force() {
        return;
    }
    let rules = &whole.premise.conduct;
    let pact = &mut *whole.pact;
    pact.tokyo_trust += rules.mending * (1.0 - pact.tokyo_trust);
    pact.moscow_trust += rules.mending * (1.0 - pact.moscow_trust);
    if whole.conduct.fishing_open {
        pact.tokyo_trust = (pact.tokyo_trust - rules.quarrel).max(0.0);
    }
}

fn owe_the_concessions(whole: &mut Whole<'_>) {
    let rules = &whole.premise.conduct;
    let conduct = &mut *whole.conduct;
    if conduct.concessions == Concessions::GivenUp {
        return;
    }
    whole.japan.oil = (whole.japan.oil + rules.sakhalin_oil).min(120.0);
    if conduct.concessions == Concessions::Owed {
        if conduct.concessions_due.is_none() {
            conduct.concessions_due = whole.pact.signed_on.map(|day| day + CONCESSIONS_DUE);
        }
        if conduct.concessions_due.is_some_and(|due| whole.calendar.day > due) {
            conduct.weeks_overdue += 1.0;
            whole.pact.moscow_trust = (whole.pact.moscow_trust - rules.overdue).max(0.0);
        }
    }
}

fn come_down_on_soviet_soil(whole: &mut Whole<'_>) {
    if !whole.war.in_the_pacific() {
        return;
    }
    let rules = &whole.premise.conduct;
    let conduct = &mut *whole.conduct;
    // Raids on the Kurils and on Japan grow with America's strength.
    let strength = whole.pacific.build_up;
    conduct.interned = (conduct.interned + rules.landings * strength * strength).min(2000.0);
    if conduct.untold > 0.0 && whole.luck.uniform(node::LEAK) < rules.leak {
        let share = (conduct.untold / 50.0).min(1.0);
        whole.pact.tokyo_trust = (whole.pact.tokyo_trust - rules.release * share).max(0.0);
        conduct.leaks += 1.0;
        conduct.untold = 0.0;
    }
}

fn pass_the_strait(whole: &mut Whole<'_>) {
    let rules = &whole.premise.conduct;
    if !whole.lend_lease.pacific_allowed {
        // A strait that is closed to a neutral is worse than any ship stopped in it.
        whole.pact.moscow_trust = (whole.pact.moscow_trust - rules.closed).max(0.0);
        return;
    }
    if !whole.war.in_the_pacific() {
        return;
    }
    let conduct = &mut *whole.conduct;
    // The traffic of 1944 was some 55 thousand tons a week (Motter 1952).
    let traffic = (whole.lend_lease.pacific_week / 55.0).min(1.5);
    let likely = (rules.stops * traffic * (0.7 + whole.pact.tension)).min(1.0);
    let draw = whole.luck.uniform(node::STRAIT);
    if draw >= likely {
        return;
    }
    conduct.stopped += 1.0;
    let mut cost = rules.stopped;
    if draw < likely * rules.sinkings {
        conduct.sunk += 1.0;
        conduct.claims += 1.0;
        cost = rules.sunk;
        whole.pact.tension = (whole.pact.tension + rules.sunk).min(1.0);
    }
    whole.pact.moscow_trust = (whole.pact.moscow_trust - cost).max(0.0);
}

fn wait_for_moscow(whole: &mut Whole<'_>) {
    if matches!(whole.conduct.talks, Talks::Sounded | Talks::EnvoyOffered | Talks::PutOff) {
        whole.japan.hope *= 1.0 - whole.premise.conduct.waiting;
    }
}
