//! The chronicle as a dated story with causes.

use crate::report::{Language, words};
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::Family;
use crate::scenario::{Id, OptionId, Scenario, Trigger, first_clause};
use crate::sim::Whole;
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::pact::Violator;
use crate::whatif::told::What;

/// One told entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The date, with the hour and the place of the clock where they are known.
    pub date: String,
    /// What happened.
    pub text: String,
    /// Because of what: one line a cause.
    pub because: Vec<String>,
    /// Where the date or the mechanism comes from.
    pub source: String,
}

/// The entries of a worldline in the order of their dates.
#[must_use]
pub fn tell(whole: &Whole<'_>, language: Language) -> Vec<Told> {
    let scenario = &whole.premise.scenario;
    let mut entries: Vec<&Entry> = whole.chronicle.entries().iter().collect();
    // In universal time; an entry without an hour stands at the end of its day.
    entries.sort_by_key(|entry| {
        let minutes = entry.clock.map_or(24 * 60, |(minutes, zone)| {
            i32::from(minutes) - scenario.zones[zone].minutes + 720
        });
        (entry.day * 24 * 60 + minutes, entry.day)
    });
    entries.into_iter().map(|entry| told(whole, scenario, entry, language)).collect()
}

fn told(whole: &Whole<'_>, scenario: &Scenario, entry: &Entry, language: Language) -> Told {
    let mut date = language.date(entry.day);
    if let Some((minutes, zone)) = entry.clock {
        let zone = &scenario.zones[zone];
        date += &format!(", {:02}:{:02} ({})", minutes / 60, minutes % 60, language.of(&zone.name));
    }
    let source = match entry.happening {
        Happening::Event(place) => scenario.events[place].source.clone(),
        Happening::Answer(decision, choice) => {
            scenario.decisions[decision].choices[choice].source.clone()
        }
        Happening::Conquest(..) | Happening::Surrender(_) => String::new(),
    };
    let text = said(&What::of(scenario, entry.happening), language);
    Told { date, text, because: causes(whole, scenario, entry, language), source }
}

/// An entry in words.
#[must_use]
pub fn said(what: &What, language: Language) -> String {
    match what {
        What::Said(text) => language.of(text).to_owned(),
        What::Taken { region, by, again } => {
            taken(&[language.of(region)], language.of(by), *again, language) + "."
        }
        What::Beaten(army) => beaten(&[language.of(army)], language) + ".",
    }
}

/// Regions that one power takes; again, where they were its own on the first day.
pub(super) fn taken(regions: &[&str], power: &str, again: bool, language: Language) -> String {
    let done = match (again, regions.len()) {
        (false, 1) => language.pick("taken by", "tomada por"),
        (true, 1) => language.pick("retaken by", "recuperada por"),
        (false, _) => language.pick("taken by", "tomadas por"),
        (true, _) => language.pick("retaken by", "recuperadas por"),
    };
    format!("{}: {done} {power}", regions.join(", "))
}

/// Armies that lay down their arms.
pub(super) fn beaten(armies: &[&str], language: Language) -> String {
    let done = match armies.len() {
        1 => language.pick("lays down its arms", "depone las armas"),
        _ => language.pick("lay down their arms", "deponen las armas"),
    };
    format!("{} {done}", armies.join(", "))
}

/// Each cause in words: an earlier event or answer with its date, or a quantity with
/// the value it had.
fn causes(
    whole: &Whole<'_>,
    scenario: &Scenario,
    entry: &Entry,
    language: Language,
) -> Vec<String> {
    let mut causes = Vec::new();
    for &(var, value) in &entry.because {
        let line = match var.family {
            Family::Event if value != 0.0 => {
                let place = var.id();
                let Some(event) = scenario.events.get(place) else {
                    continue;
                };
                let told = whole
                    .chronicle
                    .entries()
                    .iter()
                    .rev()
                    .find(|entry| entry.happening == Happening::Event(place));
                let day = match (told, &event.trigger) {
                    (Some(entry), _) => Some(entry.day),
                    (None, Trigger::On { moment, .. }) => Some(moment.day),
                    (None, Trigger::When { .. }) => {
                        whole.past.week_of_event(place).map(|week| i32::from(week) * 7)
                    }
                };
                let when = day.map(|day| language.date(day)).unwrap_or_default();
                let text = language.of(&event.text);
                let text = if text.is_empty() { event.id.as_str() } else { text };
                format!("{} ({when})", first_clause(text))
            }
            Family::Decision if value != 0.0 => {
                let decision = &scenario.decisions[var.id()];
                let choice = &decision.choices[OptionId::at(value as usize - 1)];
                format!("{}: {}", language.of(&decision.title), language.of(&choice.label))
            }
            Family::Event | Family::Decision => continue,
            _ => {
                let Some(known) = scenario.vocabulary.entry(var) else {
                    continue;
                };
                if known.name.starts_with("calendar.") {
                    continue;
                }
                let words = language.pick(&known.en, &known.es);
                let said = words::value(&known.kind, value, language);
                // A question is answered; anything else is named up to its explanation.
                if words.ends_with('?') {
                    format!("{words} {said} [{}]", known.name)
                } else {
                    let named = words.split([':', ';']).next().unwrap_or(words);
                    format!("{named}: {said} [{}]", known.name)
                }
            }
        };
        causes.push(line);
    }
    causes
}

/// The outcome of a finished worldline: title and meaning.
#[must_use]
pub fn outcome(whole: &Whole<'_>, language: Language) -> (String, String) {
    let row = crate::batch::row(whole);
    let outcome = &whole.premise.scenario.outcomes[row.outcome];
    (language.of(&outcome.title).to_owned(), language.of(&outcome.meaning).to_owned())
}

/// The state of the pact in words, with its term.
#[must_use]
pub fn pact(whole: &Whole<'_>, language: Language) -> String {
    let scenario = &whole.premise.scenario;
    let Some(known) = scenario.vocabulary.named("pact.state") else {
        return String::new();
    };
    let state = whole.read(known.var) as u16;
    let until = || match whole.pact.expires_on {
        Some(day) => language.date(day),
        None => language.pick("no set day", "fecha sin fijar").to_owned(),
    };
    match state {
        0 => language.pick("not signed", "sin firmar").to_owned(),
        1 => format!("{} {}", language.pick("in force, to", "en vigor, hasta el"), until()),
        2 => format!(
            "{} {}",
            language.pick("denounced, in force to", "denunciado, en vigor hasta el"),
            until()
        ),
        3 => language.pick("expired", "expirado").to_owned(),
        _ => {
            let who = if whole.pact.violated_by == Violator::Japan {
                language.pick("Japan", "Japón")
            } else {
                language.pick("the Soviet Union", "la Unión Soviética")
            };
            format!("{} {who}", language.pick("violated by", "violado por"))
        }
    }
}
