//! Values in words: units and states as a reader of either language says them.

use super::Language;
use crate::report::number::{Number, whole_percent};
use crate::scenario::expression::Spelling;
use crate::scenario::vocabulary::{Kind, Var, is_day};
use crate::scenario::{EventId, Scenario, first_clause, terms};

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        untold_event(name): "“{name}” (not told by the chronicle)", "“{name}” (la crónica no lo cuenta)";
        amount(number, unit): "{number} {unit}";
        quoted(name): "“{name}”";
        YES: "yes", "sí";
        NO: "no";
        UNDEFINED: "undefined", "sin definir";
        NOT_YET: "not yet", "aún no";
    }
}

fn in_words(said: Option<terms::Said>, language: Language) -> Option<String> {
    said.map(|(en, es)| language.pick(en, es).to_owned())
}

/// A unit in words; one that a scenario brings stands for itself.
#[must_use]
pub fn unit(name: &str, language: Language) -> String {
    in_words(terms::unit(name), language).unwrap_or_else(|| name.to_owned())
}

/// A state in words; one that a scenario brings stands for itself.
#[must_use]
pub fn state(name: &str, language: Language) -> String {
    in_words(terms::state(name), language).unwrap_or_else(|| name.replace('_', " "))
}

/// A name up to its explanation, without what stands in brackets.
#[must_use]
pub fn name_of(words: &str) -> String {
    let name = first_clause(words);
    match (name.find(" ("), name.rfind(')')) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &name[..from], &name[to + 1..]),
        _ => name.to_owned(),
    }
}

/// An event by its line of the chronicle.
#[must_use]
pub fn event(scenario: &Scenario, place: EventId, language: Language) -> String {
    let event = &scenario.events[place];
    let text = first_clause(language.of(&event.text));
    if text.is_empty() {
        say::untold_event(language, event.id.replace('_', " "))
    } else {
        text.to_owned()
    }
}

/// A number as it is given: up to six digits, none of them idle.
#[must_use]
pub fn number(value: f64, language: Language) -> String {
    Number::exact(value).of(language)
}

/// A number with its unit, in the singular beside a bare 1; without one alone.
fn with_unit(number: &Number, name: &str, language: Language) -> String {
    let one = terms::one(name).filter(|_| number.is_one());
    let one = in_words(one, language);
    let unit = one.unwrap_or_else(|| unit(name, language));
    if unit.is_empty() { number.of(language) } else { say::amount(language, number, unit) }
}

/// A number with a unit, as it is given: shares as percentages.
#[must_use]
pub fn exactly(value: f64, unit_name: &str, language: Language) -> String {
    let value = if unit_name.starts_with("share") { value * 100.0 } else { value };
    with_unit(&Number::exact(value), unit_name, language)
}

/// A value that is laid down, with all its digits; else as [`value`].
#[must_use]
pub fn exact(kind: &Kind, laid_down: f64, language: Language) -> String {
    match kind {
        Kind::Number { unit, .. } if !is_day(unit) => exactly(laid_down, unit, language),
        _ => value(kind, laid_down, language),
    }
}

/// A formula in words: quantities by their names, values as their kinds ask.
#[derive(Clone, Copy, Debug)]
pub struct InWords<'a> {
    /// Whose quantities they are.
    pub scenario: &'a Scenario,
    /// The language.
    pub language: Language,
}

impl Spelling for InWords<'_> {
    fn quantity(&self, var: Var) -> String {
        let known = self.scenario.vocabulary.entry(var);
        let words = known.map_or("?", |known| self.language.pick(&known.en, &known.es));
        say::quoted(self.language, name_of(words))
    }

    fn parameter(&self, place: u16) -> String {
        let known = self.scenario.parameters.get(usize::from(place));
        let words = known.map_or_else(
            || "?".to_owned(),
            |known| crate::report::parameters::meaning(&known.name, self.language),
        );
        say::quoted(self.language, words)
    }

    fn number(&self, value: f64) -> String {
        if value.is_nan() {
            return missing("", self.language);
        }
        number(value, self.language)
    }

    fn value(&self, var: Var, value: f64) -> String {
        let known = self.scenario.vocabulary.entry(var);
        known.map_or_else(
            || number(value, self.language),
            |known| exact(&known.kind, value, self.language),
        )
    }

    fn word(&self, en: &'static str, es: &'static str) -> &'static str {
        self.language.pick(en, es)
    }
}

/// A truth in words.
#[must_use]
pub fn yes_or_no(yes: bool, language: Language) -> String {
    if yes { say::YES } else { say::NO }.of(language).to_owned()
}

/// What is said of a quantity in this unit that has no value: a date has not come yet.
#[must_use]
pub fn missing(unit: &str, language: Language) -> String {
    if is_day(unit) { say::NOT_YET } else { say::UNDEFINED }.of(language).to_owned()
}

/// A value in words: shares as percentages, days as dates, states by their names.
#[must_use]
pub fn value(kind: &Kind, value: f64, language: Language) -> String {
    match kind {
        Kind::Truth => yes_or_no(value != 0.0, language),
        Kind::States(states) => {
            let Some(named) = states.get(value as usize) else { return number(value, language) };
            state(named, language)
        }
        Kind::Number { unit, .. } if value.is_nan() => missing(unit, language),
        Kind::Number { unit, .. } if unit == "share" => whole_percent(value).of(language),
        Kind::Number { unit, .. } if is_day(unit) => language.date(value as i32),
        Kind::Number { unit: name, high, .. } => {
            // Nobody counts half weeks or a tenth of a bomb; small scales need decimals.
            let size = value.abs();
            let whole = matches!(
                name.as_str(),
                "weeks" | "bombs" | "incidents" | "breaches" | "airmen" | "ships"
            );
            let digits = if whole || size >= 100.0 {
                0
            } else if size >= 10.0 || *high > 20.0 {
                1
            } else {
                2
            };
            with_unit(&Number::fixed(value, digits), name, language)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_and_state_of_the_engine_is_said_in_both_languages() {
        for entry in crate::sim::engine().quantities {
            match entry.kind {
                Kind::Truth => {}
                Kind::Number { unit, .. } => {
                    assert!(terms::unit(&unit).is_some(), "{}: {unit}", entry.name);
                }
                Kind::States(states) => {
                    for state in states {
                        assert!(terms::state(&state).is_some(), "{}: {state}", entry.name);
                    }
                }
            }
        }
    }

    #[test]
    fn a_single_one_is_no_plural() {
        let (en, es) = (Language::English, Language::Spanish);
        assert_eq!(exactly(1.0, "divisions a week", en), "1 division a week");
        assert_eq!(exactly(1.0, "million barrels", es), "1 millón de barriles");
        assert_eq!(exactly(0.01, "share", es), "1 %");
        assert_eq!(exactly(1.5, "weeks", es), "1,5 semanas");
        assert_eq!(exactly(1.0, "ratio", en), "1");
    }

    #[test]
    fn a_name_is_told_without_its_brackets() {
        assert_eq!(name_of("Men on the axis (Breslau 0, Stalingrad 2253): all"), "Men on the axis");
    }

    #[test]
    fn values_are_said_as_a_reader_says_them() {
        let share = Kind::Number { unit: "share".to_owned(), low: 0.0, high: 1.0 };
        assert_eq!(value(&share, 0.284, Language::English), "28 %");
        let months = Kind::Number { unit: "months".to_owned(), low: 0.0, high: 99.0 };
        assert_eq!(value(&months, 24.36, Language::Spanish), "24,4 meses");
        let day =
            Kind::Number { unit: "days since 1941-01-06".to_owned(), low: -4000.0, high: 4000.0 };
        assert_eq!(value(&day, f64::NAN, Language::English), "not yet");
        assert_eq!(value(&day, -1.0, Language::English), "5 January 1941");
        assert_eq!(value(&day, 97.0, Language::English), "13 April 1941");
    }
}
