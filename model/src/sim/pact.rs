//! The Neutrality Pact as law and as trust.
//!
//! In law it runs five years from ratification. Article 3: whoever wishes to end it
//! gives notice a year before the five years are over; then it stays in force to
//! their end. Without notice it renews itself for five more. As trust it is what each
//! side thinks the other's signature is worth. The declaration signed with it
//! promises that Manchukuo and the Mongolian People's Republic will not be touched:
//! an incident at their border is a breach, and it costs trust and raises tension. What
//! else neutrals owe each other, week by week, is `conduct`'s.

use crate::sim::cabinet::Cabinet;
use crate::sim::calendar::Calendar;
use crate::sim::facet::{day, facet, number, parameters, states, truth};
use crate::sim::luck::{Luck, node};
use crate::sim::premise::Premise;
use crate::sim::war::{InTheFarEast, War};

states! {
    /// Where the pact stands.
    pub enum PactState {
        /// No pact.
        Unsigned = "unsigned",
        /// Signed and in force.
        InForce = "in_force",
        /// Notice was given; still in force.
        Denounced = "denounced",
        /// Its term is over.
        Expired = "expired",
        /// One side has attacked the other while it was in force.
        Violated = "violated",
    }
}

states! {
    /// Who has attacked while the pact was in force.
    pub enum Violator {
        /// Nobody.
        Nobody = "nobody",
        /// Japan.
        Japan = "japan",
        /// The Soviet Union.
        Soviet = "soviet",
    }
}

/// Five years, in days, from 25 April 1941 to 25 April 1946.
pub const TERM: i32 = 1826;

parameters! {
    /// Parameters of the pact and the border.
    pub struct Parameters {
        incidents = "pact.incidents", "a week", 0.0..1.0, "Border incidents a week that reach a chancellery, at middling tension and without a pact";
        calm = "pact.calm", "share", 0.0..1.0, "Share of incidents that the declaration on Mongolia and Manchukuo prevents";
        breach = "pact.breach", "share", 0.0..0.5, "Trust that a grave breach of the declaration costs";
        forgetting = "pact.forgetting", "share a week", 0.0..0.2, "Share of tension that a quiet week takes away";
    }
}

facet! {
    /// The pact.
    pub struct Pact ("pact", true) {
        state: PactState = "pact.state", PactState::kind(),
            "Where the Neutrality Pact stands; a denounced pact is still in force",
            "Situación del Pacto de Neutralidad; denunciado sigue en vigor";
        signed_on: Option<i32> = "pact.signed_on", day(),
            "Day of the signature", "Día de la firma";
        expires_on: Option<i32> = "pact.expires_on", day(),
            "Day on which its term ends", "Día en que termina su plazo";
        notice_on: Option<i32> = "pact.notice_on", day(),
            "Day on which notice was given under article 3", "Día en que se dio el preaviso del artículo 3";
        violated_by: Violator = "pact.violated_by", Violator::kind(),
            "Who attacked while the pact was in force", "Quién atacó estando el pacto en vigor";
        declaration: bool = "pact.declaration", truth(),
            "Does the declaration on Mongolia and Manchukuo hold?", "¿Rige la declaración sobre Mongolia y Manchukuo?";
        tension: f64 = "pact.tension", number("share", 0.0, 1.0),
            "Tension at the border: 0 quiet, 1 as in the summer of 1939", "Tensión en la frontera: 0 calma, 1 como en el verano de 1939";
        incidents: f64 = "pact.incidents_total", number("incidents", 0.0, 2000.0),
            "Border incidents so far", "Incidentes fronterizos hasta ahora";
        breaches: f64 = "pact.breaches", number("breaches", 0.0, 200.0),
            "Grave breaches of the declaration so far", "Violaciones graves de la declaración hasta ahora";
        tokyo_trust: f64 = "pact.tokyo_trust", number("share", 0.0, 1.0),
            "What the Soviet signature is worth in Tokyo: 0 nothing, 1 everything", "Lo que vale en Tokio la firma soviética: 0 nada, 1 todo";
        moscow_trust: f64 = "pact.moscow_trust", number("share", 0.0, 1.0),
            "What the Japanese signature is worth in Moscow: 0 nothing, 1 everything", "Lo que vale en Moscú la firma japonesa: 0 nada, 1 todo";
        promise: bool = "promise.given", truth(),
            "Has Moscow secretly promised America to enter the war against Japan?", "¿Ha prometido Moscú en secreto a América entrar en la guerra contra Japón?";
        germany_ended_on: Option<i32> = "promise.clock_started_on", day(),
            "Day, in Moscow, on which the war in Europe ended and the promise's clock started",
            "Día, en Moscú, en que acabó la guerra en Europa y empezó a correr el plazo de la promesa";
        due_from: Option<i32> = "promise.due_from", day(),
            "First day of the promised entry: two months after the end in Europe", "Primer día de la entrada prometida: dos meses tras el fin en Europa";
        due_by: Option<i32> = "promise.due_by", day(),
            "Last day of the promised entry: three months after the end in Europe", "Último día de la entrada prometida: tres meses tras el fin en Europa";
    }
}

impl Pact {
    /// Does it bind? A denounced pact does, to the end of its term.
    #[must_use]
    pub const fn in_force(&self) -> bool {
        matches!(self.state, PactState::InForce | PactState::Denounced)
    }
}

/// The law: violations, terms that end, renewals, and the promise's clock.
///
/// It is read when a week opens. A term that ends in the course of the week has ended
/// for the week's questions: nobody asks on Monday whether to break on Wednesday what
/// lapses on Thursday.
pub fn apply_the_law(calendar: &Calendar, war: &War, pact: &mut Pact) {
    note_violation(war, pact);
    if let Some(end) = pact.expires_on
        && pact.in_force()
        && calendar.day + 6 >= end
    {
        if pact.state == PactState::Denounced {
            pact.state = PactState::Expired;
            pact.declaration = false;
        } else {
            pact.expires_on = Some(end + TERM);
        }
    }
    if let Some(ended) = pact.germany_ended_on
        && pact.due_by.is_none()
    {
        // Two and three calendar months, counted from the day in Moscow.
        let ended = crate::sim::calendar::date_of(ended);
        let after = |months: i32| {
            let due = ended.checked_add(jiff::Span::new().months(months)).unwrap_or(ended);
            (due - crate::sim::calendar::first_day()).get_days()
        };
        pact.due_from = Some(after(2));
        pact.due_by = Some(after(3));
    }
}

/// Who attacks while the pact binds has violated it, however soon the war is over again: it
/// is noted when the week's answers have taken effect, and when a week opens.
pub fn note_violation(war: &War, pact: &mut Pact) {
    if pact.in_force() && war.in_the_far_east() {
        // Who is attacked puts no trust in the attacker's signature.
        if war.japan_soviet == InTheFarEast::SovietAttacked {
            pact.violated_by = Violator::Soviet;
            pact.tokyo_trust = 0.0;
        } else {
            pact.violated_by = Violator::Japan;
            pact.moscow_trust = 0.0;
        }
        pact.state = PactState::Violated;
        pact.declaration = false;
    }
}

/// The border: incidents, breaches, tension and trust. A commander of the Kwantung Army
/// who wants no quarrels has fewer.
pub fn patrol_the_border(
    premise: &Premise,
    luck: &Luck,
    war: &War,
    cabinet: &Cabinet,
    pact: &mut Pact,
) {
    let rules = &premise.pact;
    pact.tension *= 1.0 - rules.forgetting;
    if war.in_the_far_east() {
        return;
    }
    let prevented = if pact.declaration { rules.calm } else { 0.0 };
    let let_happen = (1.0 - prevented) * (1.0 - cabinet.restraint);
    let likely = rules.incidents * (0.5 + pact.tension) * let_happen;
    if luck.uniform(node::INCIDENT) >= likely {
        return;
    }
    pact.incidents += 1.0;
    let grave = luck.uniform(node::INCIDENT_SIZE) > 0.94;
    pact.tension = (pact.tension + if grave { 0.3 } else { 0.05 }).min(1.0);
    if grave && pact.declaration {
        pact.breaches += 1.0;
        pact.tokyo_trust = (pact.tokyo_trust - rules.breach).max(0.0);
        pact.moscow_trust = (pact.moscow_trust - rules.breach).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed() -> Pact {
        Pact { state: PactState::InForce, expires_on: Some(1935), ..Pact::default() }
    }

    fn on(day: i32) -> Calendar {
        Calendar { day, ..Calendar::default() }
    }

    #[test]
    fn the_pact_stays_in_force_for_a_year_after_it_is_denounced() {
        let mut pact = Pact { state: PactState::Denounced, notice_on: Some(1550), ..signed() };
        apply_the_law(&on(1550 + 300), &War::default(), &mut pact);
        assert!(pact.in_force());
        apply_the_law(&on(1935), &War::default(), &mut pact);
        assert_eq!(pact.state, PactState::Expired);
    }

    #[test]
    fn without_notice_it_renews_itself() {
        let mut pact = signed();
        apply_the_law(&on(1935), &War::default(), &mut pact);
        assert!(pact.in_force());
        assert_eq!(pact.expires_on, Some(1935 + TERM));
    }

    #[test]
    fn an_attack_while_it_is_in_force_violates_it_and_names_the_attacker() {
        let mut pact =
            Pact { state: PactState::Denounced, tokyo_trust: 0.6, moscow_trust: 0.5, ..signed() };
        let war = War { japan_soviet: InTheFarEast::SovietAttacked, ..War::default() };
        apply_the_law(&on(1600), &war, &mut pact);
        assert_eq!((pact.state, pact.violated_by), (PactState::Violated, Violator::Soviet));
        assert_eq!((pact.tokyo_trust, pact.moscow_trust), (0.0, 0.5), "who was attacked");
    }

    #[test]
    fn three_months_from_9_may_1945_in_moscow_is_9_august() {
        let may = (jiff::civil::date(1945, 5, 9) - crate::sim::calendar::first_day()).get_days();
        let mut pact = Pact { germany_ended_on: Some(may), ..signed() };
        apply_the_law(&on(may), &War::default(), &mut pact);
        let due = pact.due_by.map(crate::sim::calendar::date_of);
        assert_eq!(due, Some(jiff::civil::date(1945, 8, 9)));
    }

    #[test]
    fn the_eve_of_the_first_monday_of_1941_is_a_day_like_another() {
        let mut pact = Pact { germany_ended_on: Some(-1), ..signed() };
        apply_the_law(&on(0), &War::default(), &mut pact);
        let due = pact.due_by.map(crate::sim::calendar::date_of);
        assert_eq!(due, Some(jiff::civil::date(1941, 4, 5)));
    }
}
