//! What was believed, beside what was true, quarter by quarter.

use crate::report::Language;
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::{Entry, Kind};
use crate::scenario::{Day, Scenario};
use crate::sim::Whole;
use crate::sim::intelligence::BELIEFS;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        named(quantity, name): "{quantity} [{name}]";
        truth(named): "the truth: {named}", "la verdad: {named}";
        WEEK: "Week of", "Semana del";
        BELIEVED: "believed", "se creía";
        TRUTH: "truth", "verdad";
        ERROR: "error";
        below(size): "-{size}";
        above(size): "+{size}";
    }
}

/// Weeks between two rows.
const QUARTER: crate::scenario::Week = 13;

/// Beliefs and truths of one worldline, noted as its weeks pass.
#[derive(Clone, Debug, Default)]
pub struct Beliefs {
    /// The Monday, and for each belief what was believed and what was true.
    rows: Vec<(Day, [(f64, f64); BELIEFS.len()])>,
}

/// A belief and its truth in the vocabulary.
fn pair(scenario: &Scenario, place: usize) -> Option<(&Entry, &Entry)> {
    let belief = BELIEFS[place];
    let vocabulary = &scenario.vocabulary;
    vocabulary.named(belief.name).zip(vocabulary.named(belief.truth))
}

impl Beliefs {
    /// Notes the week that has just been played, when a quarter is over,
    /// and the first and the last one.
    pub fn note(&mut self, whole: &Whole<'_>) {
        let week = whole.calendar.week;
        let edge = week == whole.premise.first_week() || week == whole.premise.last_week();
        if week % QUARTER != 0 && !edge {
            return;
        }
        let scenario = &whole.premise.scenario;
        let row = std::array::from_fn(|place| {
            pair(scenario, place).map_or((f64::NAN, f64::NAN), |(belief, truth)| {
                (whole.read(belief.var), whole.read(truth.var))
            })
        });
        self.rows.push((whole.calendar.day, row));
    }

    /// One small table a belief: what was believed, what was true, and the error.
    #[must_use]
    pub fn tell(&self, scenario: &Scenario, language: Language) -> String {
        let mut text = String::new();
        for place in 0..BELIEFS.len() {
            let Some((belief, truth)) = pair(scenario, place) else { continue };
            let named = |entry: &Entry| {
                say::named(language, language.pick(&entry.en, &entry.es), &entry.name)
            };
            let true_one = say::truth(language, named(truth));
            text += &format!("{}\n  {true_one}\n", named(belief));
            let head = [say::WEEK, say::BELIEVED, say::TRUTH, say::ERROR];
            let mut table = Table::headed(head, language);
            for &(day, row) in &self.rows {
                let (believed, true_value) = row[place];
                let say = |value: f64| words::value(&belief.kind, value, language);
                let error = say_signed(&belief.kind, believed - true_value, language);
                table.row(vec![language.date(day), say(believed), say(true_value), error]);
            }
            text += &format!("{table}\n");
        }
        text
    }
}

/// An error with its sign; none where it is written as nothing.
fn say_signed(kind: &Kind, error: f64, language: Language) -> String {
    let size = words::value(kind, error.abs(), language);
    let nothing = !size.contains(|digit: char| digit.is_ascii_digit() && digit != '0');
    match () {
        () if nothing => size,
        () if error < 0.0 => say::below(language, size),
        () => say::above(language, size),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_nothing_has_no_sign() {
        let share = Kind::Number { unit: "share".to_owned(), low: 0.0, high: 1.0 };
        assert_eq!(say_signed(&share, 0.001, Language::English), "0 %");
        assert_eq!(say_signed(&share, -0.12, Language::English), "-12 %");
        assert_eq!(say_signed(&share, 0.3, Language::Spanish), "+30 %");
    }

    #[test]
    fn every_belief_is_known_and_has_a_truth_of_its_own_kind() {
        let known = crate::sim::engine().quantities;
        let unit = |name: &str| {
            let entry = known.iter().find(|entry| entry.name == name).expect(name);
            match &entry.kind {
                Kind::Number { unit, .. } => unit.clone(),
                kind => panic!("{name}: {kind:?}"),
            }
        };
        for belief in BELIEFS {
            assert_eq!(unit(belief.name), unit(belief.truth), "{}", belief.name);
            assert_eq!(unit(belief.name) == "divisions", belief.count, "{}", belief.name);
        }
    }
}
