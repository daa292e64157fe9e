//! Values in words: units and states as a reader of either language says them.

use super::Language;
use crate::report::number::{Number, whole_percent};
use crate::scenario::expression::Spelling;
use crate::scenario::vocabulary::{Kind, Var};
use crate::scenario::{EventId, Scenario, first_clause};

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

/// Units: as the vocabulary writes them, in English, in Spanish.
const UNITS: &[(&str, &str, &str)] = &[
    ("a week", "a week", "por semana"),
    ("aircraft", "aircraft", "aviones"),
    ("airmen a week", "airmen a week", "aviadores por semana"),
    ("airmen", "airmen", "aviadores"),
    ("bombs", "bombs", "bombas"),
    ("breaches", "breaches", "violaciones"),
    ("days since 1941-01-06", "", ""),
    ("days", "days", "días"),
    ("divisions a million tons", "divisions a million tons", "divisiones por millón de toneladas"),
    ("divisions a week", "divisions a week", "divisiones por semana"),
    ("divisions", "divisions", "divisiones"),
    ("exponent", "", ""),
    ("incidents", "incidents", "incidentes"),
    ("km a day", "km a day", "km diarios"),
    ("km a week", "km a week", "km por semana"),
    ("km along the axis", "km", "km"),
    ("km", "km", "km"),
    ("log ratio", "", ""),
    ("million barrels a week", "million barrels a week", "millones de barriles por semana"),
    ("men", "men", "hombres"),
    ("million men", "million men", "millones de hombres"),
    ("million barrels", "million barrels", "millones de barriles"),
    ("million gross tons", "million gross tons", "millones de toneladas brutas"),
    ("million tons", "million tons", "millones de toneladas"),
    ("million tons a week", "million tons a week", "millones de toneladas por semana"),
    ("months", "months", "meses"),
    ("ratio", "", ""),
    ("ratio a division", "a division", "por división"),
    ("ratio of power", "", ""),
    ("share", "%", "%"),
    ("share a day", "% a day", "% diario"),
    ("share a week", "% a week", "% por semana"),
    ("ships", "ships", "barcos"),
    ("tanks", "tanks", "carros de combate"),
    ("thousand men a km", "thousand men a km", "miles de hombres por km"),
    ("thousand men a week", "thousand men a week", "miles de hombres por semana"),
    ("thousand men", "thousand men", "miles de hombres"),
    ("thousand tons a week", "thousand tons a week", "miles de toneladas por semana"),
    ("thousand tons", "thousand tons", "miles de toneladas"),
    ("trains", "trains", "trenes"),
    ("trains a day", "trains a day", "trenes diarios"),
    ("trains a week", "trains a week", "trenes semanales"),
    ("weeks a week", "weeks a week", "semanas por semana"),
    ("weeks since 1941-01-06", "weeks since 6 January 1941", "semanas desde el 6 de enero de 1941"),
    ("weeks", "weeks", "semanas"),
];

/// What those units that are counted are called beside a bare 1.
const ONE: &[(&str, &str, &str)] = &[
    ("aircraft", "aircraft", "avión"),
    ("airmen a week", "airman a week", "aviador por semana"),
    ("airmen", "airman", "aviador"),
    ("bombs", "bomb", "bomba"),
    ("breaches", "breach", "violación"),
    ("days", "day", "día"),
    ("divisions a million tons", "division a million tons", "división por millón de toneladas"),
    ("divisions a week", "division a week", "división por semana"),
    ("divisions", "division", "división"),
    ("incidents", "incident", "incidente"),
    ("men", "man", "hombre"),
    ("million barrels a week", "million barrels a week", "millón de barriles por semana"),
    ("million barrels", "million barrels", "millón de barriles"),
    ("million gross tons", "million gross tons", "millón de toneladas brutas"),
    ("million men", "million men", "millón de hombres"),
    ("million tons a week", "million tons a week", "millón de toneladas por semana"),
    ("million tons", "million tons", "millón de toneladas"),
    ("months", "month", "mes"),
    ("ships", "ship", "barco"),
    ("tanks", "tank", "carro de combate"),
    ("thousand men a km", "thousand men a km", "millar de hombres por km"),
    ("thousand men a week", "thousand men a week", "millar de hombres por semana"),
    ("thousand men", "thousand men", "millar de hombres"),
    ("thousand tons a week", "thousand tons a week", "millar de toneladas por semana"),
    ("thousand tons", "thousand tons", "millar de toneladas"),
    ("trains a day", "train a day", "tren diario"),
    ("trains a week", "train a week", "tren semanal"),
    ("trains", "train", "tren"),
    ("weeks a week", "week a week", "semana por semana"),
    ("weeks since 1941-01-06", "week since 6 January 1941", "semana desde el 6 de enero de 1941"),
    ("weeks", "week", "semana"),
];

/// States: as the vocabulary writes them, in English, in Spanish.
const STATES: &[(&str, &str, &str)] = &[
    ("center", "center", "centro"),
    ("denounced", "denounced", "denunciado"),
    ("envoy_offered", "an envoy is offered", "se ofrece un enviado"),
    ("everywhere", "everywhere", "en todas partes"),
    ("expired", "expired", "expirado"),
    ("fighting", "being fought", "se libra"),
    ("germany_beaten", "Germany is beaten", "Alemania está vencida"),
    ("germany", "Germany", "Alemania"),
    ("given_up", "given up", "cedidas"),
    ("heard", "heard", "escuchados"),
    ("held", "held", "conservadas"),
    ("in_force", "in force", "en vigor"),
    ("japan", "Japan", "Japón"),
    ("japan_attacked", "begun by Japan", "empezada por Japón"),
    ("japan_surrendered", "Japan has surrendered", "Japón se ha rendido"),
    ("few", "a few", "unas pocas"),
    ("many", "many", "muchas"),
    ("nobody", "nobody", "nadie"),
    ("nowhere", "nowhere", "en ninguna parte"),
    ("none", "none", "ninguno"),
    ("north", "north", "norte"),
    ("over", "over", "terminada"),
    ("owed", "promised, not given up", "prometidas, sin ceder"),
    ("peace", "peace", "paz"),
    ("put_off", "put off", "con largas"),
    ("received", "received", "recibido"),
    ("refused", "refused", "rechazados"),
    ("sounded", "sounded", "sondeados"),
    ("south", "south", "sur"),
    ("soviet", "the Soviet Union", "la Unión Soviética"),
    ("soviet_attacked", "begun by the Soviet Union", "empezada por la Unión Soviética"),
    ("soviet_beaten", "the Soviet Union is beaten", "la Unión Soviética está vencida"),
    ("trickle", "now and then one", "alguna de vez en cuando"),
    ("unsigned", "not signed", "sin firmar"),
    ("wings", "both wings", "ambas alas"),
    ("violated", "violated", "violado"),
];

fn find(table: &[(&str, &str, &str)], name: &str, language: Language) -> Option<String> {
    let row = table.iter().find(|(known, ..)| *known == name);
    row.map(|(_, en, es)| language.pick(en, es).to_owned())
}

/// Is this unit said in both languages?
#[cfg(test)]
pub(super) fn known_unit(name: &str) -> bool {
    UNITS.iter().any(|(known, ..)| *known == name)
}

/// A unit in words; one that a scenario brings stands for itself.
#[must_use]
pub fn unit(name: &str, language: Language) -> String {
    find(UNITS, name, language).unwrap_or_else(|| name.to_owned())
}

/// A state in words; one that a scenario brings stands for itself.
#[must_use]
pub fn state(name: &str, language: Language) -> String {
    find(STATES, name, language).unwrap_or_else(|| name.replace('_', " "))
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
    let one = if number.is_one() { find(ONE, name, language) } else { None };
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
        Kind::Number { unit, .. } if !unit.starts_with("days since") => {
            exactly(laid_down, unit, language)
        }
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
            return say::UNDEFINED.of(self.language).to_owned();
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

/// A value in words: shares as percentages, days as dates, states by their names.
#[must_use]
pub fn value(kind: &Kind, value: f64, language: Language) -> String {
    match kind {
        Kind::Truth => if value == 0.0 { say::NO } else { say::YES }.of(language).to_owned(),
        Kind::States(states) => {
            let Some(named) = states.get(value as usize) else { return number(value, language) };
            state(named, language)
        }
        Kind::Number { unit, .. } if value.is_nan() && !unit.starts_with("days since") => {
            say::UNDEFINED.of(language).to_owned()
        }
        Kind::Number { unit, .. } if unit == "share" => whole_percent(value).of(language),
        Kind::Number { unit, .. } if unit.starts_with("days since") => {
            if value.is_nan() {
                say::NOT_YET.of(language).to_owned()
            } else {
                language.date(value as i32)
            }
        }
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
                    assert!(
                        UNITS.iter().any(|(known, ..)| *known == unit),
                        "{}: {unit}",
                        entry.name
                    );
                }
                Kind::States(states) => {
                    for state in states {
                        let known = STATES.iter().any(|(known, ..)| *known == state);
                        assert!(known, "{}: {state}", entry.name);
                    }
                }
            }
        }
    }

    #[test]
    fn a_single_one_is_no_plural() {
        for (name, ..) in ONE {
            assert!(known_unit(name), "{name}");
        }
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
