//! Who decides: factions and the persons who lead them.
//!
//! In Tokyo the army, the navy, the foreign ministry and the court share power; in Moscow
//! the Stavka, the foreign commissariat and the Far Eastern command. A faction has a weight
//! and a leaning: in Tokyo how far it would go to war in the north, in Moscow how far
//! it would guard the Far East rather than send its divisions west. Persons add to
//! both while they are in office, and nothing of theirs stays when they leave.
//!
//! The weight of the northern school is what the factions lean to, by their weights, and
//! the mood that events leave behind: a victory of Germany's, a war begun elsewhere.

use crate::scenario::{PersonId, Scenario, Week};
use crate::sim::calendar::monday;
use crate::sim::facet::{facet, number, parameters};
use crate::sim::worldline::Whole;

/// The factions, Tokyo's before Moscow's.
pub const FACTIONS: [&str; 7] = [
    "tokyo.army",
    "tokyo.navy",
    "tokyo.foreign_ministry",
    "tokyo.court",
    "moscow.stavka",
    "moscow.foreign_commissariat",
    "moscow.far_east",
];
/// How many of them sit in Tokyo.
const TOKYO: usize = 4;

parameters! {
    /// Parameters of the cabinets: each faction by itself, without the persons who lead it.
    pub struct Parameters {
        army = "tokyo.army_weight", "share", 0.05..0.8, "Weight of the army in Tokyo, before persons";
        navy = "tokyo.navy_weight", "share", 0.05..0.8, "Weight of the navy in Tokyo";
        foreign_ministry = "tokyo.foreign_ministry_weight", "share", 0.02..0.8, "Weight of the foreign ministry in Tokyo";
        court = "tokyo.court_weight", "share", 0.02..0.8, "Weight of the court in Tokyo";
        army_north = "tokyo.army_leans_north", "share", 0.0..1.0, "How far the army leans to war in the north";
        navy_north = "tokyo.navy_leans_north", "share", 0.0..1.0, "How far the navy does";
        foreign_ministry_north = "tokyo.foreign_ministry_leans_north", "share", 0.0..1.0, "How far the foreign ministry does";
        court_north = "tokyo.court_leans_north", "share", 0.0..1.0, "How far the court does";
        stavka = "moscow.stavka_weight", "share", 0.05..0.9, "Weight of the Stavka in Moscow";
        commissariat = "moscow.foreign_commissariat_weight", "share", 0.02..0.8, "Weight of the foreign commissariat in Moscow";
        far_east = "moscow.far_east_weight", "share", 0.02..0.8, "Weight of the Far Eastern command in Moscow";
        stavka_east = "moscow.stavka_leans_east", "share", 0.0..1.0, "How far the Stavka would guard the Far East";
        commissariat_east = "moscow.foreign_commissariat_leans_east", "share", 0.0..1.0, "How far the foreign commissariat would";
        far_east_east = "moscow.far_east_leans_east", "share", 0.0..1.0, "How far the Far Eastern command would";
    }
}

facet! {
    /// The cabinets, and what governments have resolved.
    pub struct Cabinet ("cabinet", true) {
        army: f64 = "tokyo.cabinet.army", number("share", 0.0, 1.0),
            "Weight of the army in Tokyo's cabinet", "Peso del ejército en el gabinete de Tokio";
        navy: f64 = "tokyo.cabinet.navy", number("share", 0.0, 1.0),
            "Weight of the navy in Tokyo's cabinet", "Peso de la armada en el gabinete de Tokio";
        foreign_ministry: f64 = "tokyo.cabinet.foreign_ministry", number("share", 0.0, 1.0),
            "Weight of the foreign ministry in Tokyo's cabinet", "Peso del ministerio de Exteriores en el gabinete de Tokio";
        court: f64 = "tokyo.cabinet.court", number("share", 0.0, 1.0),
            "Weight of the court in Tokyo's cabinet", "Peso de la corte en el gabinete de Tokio";
        stavka: f64 = "moscow.cabinet.stavka", number("share", 0.0, 1.0),
            "Weight of the Stavka in Moscow", "Peso de la Stavka en Moscú";
        commissariat: f64 = "moscow.cabinet.foreign_commissariat", number("share", 0.0, 1.0),
            "Weight of the foreign commissariat in Moscow", "Peso del comisariado de Exteriores en Moscú";
        far_east: f64 = "moscow.cabinet.far_east", number("share", 0.0, 1.0),
            "Weight of the Far Eastern command in Moscow", "Peso del mando del Extremo Oriente en Moscú";
        leaning: f64 = "tokyo.cabinet.leaning", number("share", 0.0, 1.0),
            "How far Tokyo's factions, by their weights, lean to war in the north", "Cuánto se inclinan a la guerra en el norte, según su peso, las facciones de Tokio";
        mood: f64 = "tokyo.northern_mood", number("share", -1.0, 1.0),
            "What events have added to the northern school's weight, or taken from it", "Lo que los sucesos han dado o quitado al peso de la escuela del norte";
        caution: f64 = "moscow.eastern_caution", number("share", 0.0, 1.0),
            "How far Moscow's factions, by their weights, would guard the Far East", "Cuánto guardarían el Extremo Oriente, según su peso, las facciones de Moscú";
        restraint: f64 = "tokyo.kwantung_restraint", number("share", 0.0, 1.0),
            "Share of the quarrels at the border that the Kwantung Army's commander holds down", "Parte de las riñas fronterizas que contiene el jefe del Ejército de Kwantung";
        intent: f64 = "moscow.eastern_intent", number("share", 0.0, 1.0),
            "What Moscow has resolved in secret about Japan: 0 peace, 1 war", "Lo que Moscú ha resuelto en secreto sobre Japón: 0 paz, 1 guerra";
        america: f64 = "america.resolve", number("share", 0.0, 1.0),
            "How firmly America stands against Japan: 0 not at all, 1 to the end", "Con cuánta firmeza se opone América a Japón: 0 nada, 1 hasta el fin";
    }
}

/// What persons add to their factions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Persons {
    weight: [f64; FACTIONS.len()],
    leaning: [f64; FACTIONS.len()],
    unrestrained: f64,
}

impl Persons {
    const NOBODY: Self =
        Self { weight: [0.0; FACTIONS.len()], leaning: [0.0; FACTIONS.len()], unrestrained: 1.0 };

    fn add(&mut self, person: &crate::scenario::Person) {
        self.weight[person.faction] += person.weight;
        self.leaning[person.faction] += person.leans;
        self.unrestrained *= 1.0 - person.restrains;
    }
}

/// Who holds office in each week, worked out once for all worldlines.
#[derive(Clone, Debug, Default)]
pub struct Offices {
    first: Week,
    /// By week: those who are there whatever has happened.
    settled: Vec<Persons>,
    /// Those whose being there depends on what has happened.
    depending: Vec<PersonId>,
}

impl Offices {
    /// Looks through the persons of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario, first: Week, last: Week) -> Self {
        let settled = (first..=last).map(|week| {
            let mut persons = Persons::NOBODY;
            scenario
                .persons
                .iter()
                .filter(|person| person.provided.is_none() && holds_office(person, monday(week)))
                .for_each(|person| persons.add(person));
            persons
        });
        let depending = scenario.persons.enumerated();
        Self {
            first,
            settled: settled.collect(),
            depending: depending
                .filter(|(_, person)| person.provided.is_some())
                .map(|(id, _)| id)
                .collect(),
        }
    }
}

/// Is a Monday in a person's term? Who comes in the course of a week counts from the next.
fn holds_office(person: &crate::scenario::Person, monday: i32) -> bool {
    person.from <= monday && monday <= person.until
}

/// Is a person in office this week?
#[must_use]
pub fn in_office(whole: &Whole<'_>, id: PersonId) -> bool {
    let person = &whole.premise.scenario.persons[id];
    holds_office(person, whole.calendar.day)
        && whole.past.serves(id)
        && person.provided.as_ref().is_none_or(|provided| provided.holds(whole))
}

/// Who sits this week, what the factions weigh, and where they lean.
pub fn sit(whole: &mut Whole<'_>) {
    let premise = whole.premise;
    let rules = &premise.cabinet;
    let offices = &premise.offices;
    let week = whole.calendar.week;
    let mut persons = offices
        .settled
        .get((week - offices.first).max(0) as usize)
        .copied()
        .unwrap_or(Persons::NOBODY);
    if whole.past.all_serve() {
        let depending = offices.depending.iter().copied();
        depending.filter(|&id| in_office(whole, id)).for_each(|id| {
            persons.add(&premise.scenario.persons[id]);
        });
    } else {
        // Somebody was taken out: all are counted anew.
        persons = Persons::NOBODY;
        for (id, person) in premise.scenario.persons.enumerated() {
            if in_office(whole, id) {
                persons.add(person);
            }
        }
    }
    let own = [
        (rules.army, rules.army_north),
        (rules.navy, rules.navy_north),
        (rules.foreign_ministry, rules.foreign_ministry_north),
        (rules.court, rules.court_north),
        (rules.stavka, rules.stavka_east),
        (rules.commissariat, rules.commissariat_east),
        (rules.far_east, rules.far_east_east),
    ];
    let weight: [f64; FACTIONS.len()] =
        std::array::from_fn(|place| (own[place].0 + persons.weight[place]).max(0.01));
    let leaning = |place: usize| (own[place].1 + persons.leaning[place]).clamp(0.0, 1.0);
    let in_tokyo: f64 = weight[..TOKYO].iter().sum();
    let in_moscow: f64 = weight[TOKYO..].iter().sum();
    let cabinet = &mut *whole.cabinet;
    cabinet.army = weight[0] / in_tokyo;
    cabinet.navy = weight[1] / in_tokyo;
    cabinet.foreign_ministry = weight[2] / in_tokyo;
    cabinet.court = weight[3] / in_tokyo;
    cabinet.stavka = weight[4] / in_moscow;
    cabinet.commissariat = weight[5] / in_moscow;
    cabinet.far_east = weight[6] / in_moscow;
    let leanings = |places: std::ops::Range<usize>| -> f64 {
        places.map(|place| weight[place] * leaning(place)).sum()
    };
    cabinet.leaning = leanings(0..TOKYO) / in_tokyo;
    cabinet.caution = leanings(TOKYO..FACTIONS.len()) / in_moscow;
    cabinet.restraint = 1.0 - persons.unrestrained;
    whole.japan.northern_school = (cabinet.leaning + cabinet.mood).clamp(0.0, 1.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Person, Text};

    fn person(faction: usize, restrains: f64) -> Person {
        Person {
            id: "somebody".to_owned(),
            name: Text::default(),
            faction,
            office: Text::default(),
            from: 0,
            until: 100,
            provided: None,
            weight: 0.1,
            leans: -0.2,
            restrains,
            towards: Text::default(),
            source: "assumed".to_owned(),
        }
    }

    #[test]
    fn persons_add_to_their_own_faction_and_to_no_other() {
        let mut persons = Persons::NOBODY;
        persons.add(&person(1, 0.0));
        persons.add(&person(1, 0.0));
        assert_eq!(persons.weight[1], 0.2);
        assert_eq!(persons.leaning[1], -0.4);
        assert_eq!(persons.weight[0], 0.0);
    }

    #[test]
    fn two_who_hold_quarrels_down_leave_what_both_let_through() {
        let mut persons = Persons::NOBODY;
        persons.add(&person(0, 0.5));
        persons.add(&person(0, 0.2));
        assert!((persons.unrestrained - 0.4).abs() < 1e-12);
    }

    #[test]
    fn a_term_has_a_first_and_a_last_monday() {
        let person = person(0, 0.0);
        assert!(holds_office(&person, 0) && holds_office(&person, 98));
        assert!(!holds_office(&person, 105));
    }
}
