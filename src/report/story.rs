//! The chronicle as a dated story with causes.

use crate::report::{Language, words};
use crate::scenario::vocabulary::{Family, Kind};
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
        was(quantity, value): "{quantity} {value}";

        // The wars, as what everything else stands on.
        EASTERN_WAR: "Germany and the Soviet Union are at war", "Alemania y la Unión Soviética están en guerra";
        EASTERN_PEACE: "Germany and the Soviet Union are still at peace", "Alemania y la Unión Soviética siguen en paz";
        GERMANY_BEATEN: "Germany is beaten", "Alemania está vencida";
        SOVIET_BEATEN: "the Soviet Union is beaten", "la Unión Soviética está vencida";
        WESTERN_WAR: "Germany and the Western Allies are at war", "Alemania y los aliados occidentales están en guerra";
        WESTERN_SETTLEMENT: "Germany and the Western Allies have settled", "Alemania y los aliados occidentales se han puesto de acuerdo";
        PACIFIC_WAR: "Japan and America are at war", "Japón y América están en guerra";
        PACIFIC_PEACE: "Japan and America are still at peace", "Japón y América siguen en paz";
        JAPAN_SURRENDERED: "Japan has surrendered", "Japón se ha rendido";
        FAR_EASTERN_PEACE: "Japan and the Soviet Union are at peace", "Japón y la Unión Soviética están en paz";
        JAPAN_ATTACKED: "Japan has attacked the Soviet Union", "Japón ha atacado a la Unión Soviética";
        SOVIET_ATTACKED: "the Soviet Union has attacked Japan", "la Unión Soviética ha atacado a Japón";
        FAR_EASTERN_END: "the war in the Far East is over", "la guerra en el Extremo Oriente ha terminado";
        AMERICA_IN_EUROPE: "America is at war with Germany", "América está en guerra con Alemania";

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
    let (mut causes, mut background) = (Vec::new(), Vec::new());
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
                if known.name.starts_with("war.") {
                    background.extend(standing(&known.name, &known.kind, value, language));
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
                say::was(language, with_colon(named), said)
            }
        };
        causes.push(line);
    }
    // Who is at war explains nothing by itself; it is told where nothing else is.
    if causes.is_empty() { background } else { causes }
}

/// Who is at war with whom, in a sentence; nothing of how long.
fn standing(name: &str, kind: &Kind, value: f64, language: Language) -> Option<String> {
    if name == "war.america_in_europe" {
        return (value != 0.0).then(|| say::AMERICA_IN_EUROPE.of(language).to_owned());
    }
    let Kind::States(states) = kind else { return None };
    let said = match (name, states.get(value as usize)?.as_str()) {
        ("war.germany_soviet", "peace") => say::EASTERN_PEACE,
        ("war.germany_soviet", "fighting") => say::EASTERN_WAR,
        ("war.germany_soviet" | "war.germany_west", "germany_beaten") => say::GERMANY_BEATEN,
        ("war.germany_soviet", "soviet_beaten") => say::SOVIET_BEATEN,
        ("war.germany_west", "fighting") => say::WESTERN_WAR,
        ("war.germany_west", "settled") => say::WESTERN_SETTLEMENT,
        ("war.japan_america", "peace") => say::PACIFIC_PEACE,
        ("war.japan_america", "fighting") => say::PACIFIC_WAR,
        ("war.japan_america", "japan_surrendered") => say::JAPAN_SURRENDERED,
        ("war.japan_soviet", "peace") => say::FAR_EASTERN_PEACE,
        ("war.japan_soviet", "japan_attacked") => say::JAPAN_ATTACKED,
        ("war.japan_soviet", "soviet_attacked") => say::SOVIET_ATTACKED,
        ("war.japan_soviet", "over") => say::FAR_EASTERN_END,
        _ => return None,
    };
    Some(said.of(language).to_owned())
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
