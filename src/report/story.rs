//! The chronicle as a dated story with causes.

use crate::report::{Language, words};
use crate::scenario::vocabulary::Family;
use crate::scenario::{Id, OptionId, Scenario, Trigger, first_clause, with_colon};
use crate::sim::Whole;
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::pact::{PactState, Violator};
use crate::whatif::told::What;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        at_hour(date, hour, zone): "{date}, {hour} ({zone})";
        full_stop(said): "{said}.";
        taken[n, regions, power]:
            "{regions}: taken by {power}" | "{regions}: taken by {power}",
            "{regions}: tomada por {power}" | "{regions}: tomadas por {power}";
        retaken[n, regions, power]:
            "{regions}: retaken by {power}" | "{regions}: retaken by {power}",
            "{regions}: recuperada por {power}" | "{regions}: recuperadas por {power}";
        beaten[n, armies]:
            "{armies} lays down its arms" | "{armies} lay down their arms",
            "{armies} depone las armas" | "{armies} deponen las armas";

        // Causes.
        happened(event, day): "{event} ({day})";
        // Decision and quantity have their colon, or their question mark.
        answered(decision, option): "{decision} {option}";
        was(quantity, value, name): "{quantity} {value} [{name}]";

        UNSIGNED: "not signed", "sin firmar";
        in_force(day): "in force, to {day}", "en vigor, hasta el {day}";
        IN_FORCE_WITHOUT_END: "in force, with no day set for its end", "en vigor, sin fecha de fin";
        denounced(day): "denounced, in force to {day}", "denunciado, en vigor hasta el {day}";
        DENOUNCED_WITHOUT_END:
            "denounced, in force with no day set for its end",
            "denunciado, en vigor sin fecha de fin";
        EXPIRED: "expired", "expirado";
        VIOLATED_BY_JAPAN: "violated by Japan", "violado por Japón";
        VIOLATED_BY_SOVIET: "violated by the Soviet Union", "violado por la Unión Soviética";
    }
}

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
        let hour = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        date = say::at_hour(language, date, hour, &zone.name);
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
            let taken = taken(&[language.of(region)], language.of(by), *again, language);
            say::full_stop(language, taken)
        }
        What::Beaten(army) => say::full_stop(language, beaten(&[language.of(army)], language)),
    }
}

/// Regions that one power takes; again, where they were its own on the first day.
pub(super) fn taken(regions: &[&str], power: &str, again: bool, language: Language) -> String {
    let (n, regions) = (regions.len(), regions.join(", "));
    if again {
        say::retaken(language, n, regions, power)
    } else {
        say::taken(language, n, regions, power)
    }
}

/// Armies that lay down their arms.
pub(super) fn beaten(armies: &[&str], language: Language) -> String {
    say::beaten(language, armies.len(), armies.join(", "))
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
                let text = language.of(&event.text);
                let text = first_clause(if text.is_empty() { event.id.as_str() } else { text });
                match day {
                    Some(day) => say::happened(language, text, language.date(day)),
                    None => text.to_owned(),
                }
            }
            Family::Decision if value != 0.0 => {
                let decision = &scenario.decisions[var.id()];
                let choice = &decision.choices[OptionId::at(value as usize - 1)];
                let asked = with_colon(language.of(&decision.title));
                say::answered(language, asked, &choice.label)
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
                let named = if words.ends_with('?') {
                    words
                } else {
                    words.split([':', ';']).next().unwrap_or(words)
                };
                say::was(language, with_colon(named), said, &known.name)
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
    if scenario.vocabulary.named("pact.state").is_none() {
        return String::new();
    }
    let until = whole.pact.expires_on.map(|day| language.date(day));
    match (whole.pact.state, until) {
        (PactState::Unsigned, _) => say::UNSIGNED.of(language).to_owned(),
        (PactState::InForce, Some(day)) => say::in_force(language, day),
        (PactState::InForce, None) => say::IN_FORCE_WITHOUT_END.of(language).to_owned(),
        (PactState::Denounced, Some(day)) => say::denounced(language, day),
        (PactState::Denounced, None) => say::DENOUNCED_WITHOUT_END.of(language).to_owned(),
        (PactState::Expired, _) => say::EXPIRED.of(language).to_owned(),
        (PactState::Violated, _) if whole.pact.violated_by == Violator::Japan => {
            say::VIOLATED_BY_JAPAN.of(language).to_owned()
        }
        (PactState::Violated, _) => say::VIOLATED_BY_SOVIET.of(language).to_owned(),
    }
}
