//! Who sat in the cabinets of one history, and what the factions weighed.

use crate::report::Language;
use crate::report::sentences::Sentence;
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::expression::Reader;
use crate::scenario::{Day, Scenario};
use crate::sim::{Whole, cabinet};

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        IN_OFFICE: "In office", "En el cargo";
        OFFICE: "office", "cargo";
        FROM: "from the week of", "desde la semana del";
        TO: "to that of", "hasta la del";
        FOR: "for", "a favor de";
        WEEK: "Week of", "Semana del";
        ARMY: "army", "ejército";
        NAVY: "navy", "armada";
        MINISTRY: "ministry", "ministerio";
        COURT: "court", "corte";
        NORTH: "north", "norte";
        FAR_EAST: "Far East", "Extremo Oriente";
        CAUTION: "caution", "cautela";
    }
}

/// Weeks between two rows of weights.
const QUARTER: crate::scenario::Week = 13;

/// The weights that are told, quarter by quarter, with a head that fits a column.
const WEIGHTS: [(&str, Sentence); 7] = [
    ("tokyo.cabinet.army", say::ARMY),
    ("tokyo.cabinet.navy", say::NAVY),
    ("tokyo.cabinet.foreign_ministry", say::MINISTRY),
    ("tokyo.cabinet.court", say::COURT),
    ("tokyo.northern_school", say::NORTH),
    ("moscow.cabinet.far_east", say::FAR_EAST),
    ("moscow.eastern_caution", say::CAUTION),
];

/// Who held office when, and the weights, noted as weeks pass.
#[derive(Clone, Debug, Default)]
pub struct Cabinets {
    /// By person: the first and the last Monday in office.
    terms: Vec<Option<(Day, Day)>>,
    /// The Monday and the weights.
    rows: Vec<(Day, [f64; WEIGHTS.len()])>,
}

impl Cabinets {
    /// Notes the week that has just been played.
    pub fn note(&mut self, whole: &Whole<'_>) {
        let day = whole.calendar.day;
        let scenario = &whole.premise.scenario;
        self.terms.resize(scenario.persons.len(), None);
        for (person, term) in scenario.persons.ids().zip(&mut self.terms) {
            if cabinet::in_office(whole, person) {
                *term = Some((term.map_or(day, |(first, _)| first), day));
            }
        }
        let week = whole.calendar.week;
        let edge = week == whole.premise.first_week() || week == whole.premise.last_week();
        if week % QUARTER == 0 || edge {
            let weights = WEIGHTS.map(|(name, _)| {
                scenario.vocabulary.named(name).map_or(f64::NAN, |entry| whole.read(entry.var))
            });
            self.rows.push((day, weights));
        }
    }

    /// The persons with their terms, and the weights by quarter.
    #[must_use]
    pub fn tell(&self, scenario: &Scenario, language: Language) -> String {
        let head = [say::IN_OFFICE, say::OFFICE, say::FROM, say::TO, say::FOR];
        let mut persons = Table::headed(head, language);
        for (person, term) in scenario.persons.iter().zip(&self.terms) {
            if let Some((first, last)) = *term {
                persons.row(vec![
                    language.of(&person.name).to_owned(),
                    language.of(&person.office).to_owned(),
                    language.date(first),
                    language.date(last),
                    language.of(&person.towards).to_owned(),
                ]);
            }
        }
        let mut head = vec![say::WEEK.of(language)];
        head.extend(WEIGHTS.map(|(_, title)| title.of(language)));
        let mut weights = Table::new(&head);
        for (day, row) in &self.rows {
            let mut cells = vec![language.date(*day)];
            for ((name, _), value) in WEIGHTS.iter().zip(row) {
                let known = scenario.vocabulary.named(name);
                cells.push(
                    known.map_or_else(String::new, |entry| {
                        words::value(&entry.kind, *value, language)
                    }),
                );
            }
            weights.row(cells);
        }
        format!("{persons}\n{weights}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_knows_every_weight_that_is_told() {
        let known = crate::sim::engine().quantities;
        for (name, _) in WEIGHTS {
            assert!(known.iter().any(|entry| entry.name == name), "{name}");
        }
    }
}
