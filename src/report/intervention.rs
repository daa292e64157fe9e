//! What a counterfactual does, in words: each thing is told from what was compiled, never
//! from the text of its file, and with its own dates.

use crate::report::words::InWords;
use crate::report::{Language, parameters, words};
use crate::scenario::library::Listing;
use crate::scenario::vocabulary::{Entry, Kind};
use crate::scenario::{Change, Effect, EventId, ForcedNode, Intervention, Scenario, Text};
use crate::whatif::candidate::AT_ONCE;
use crate::whatif::pivot;
use crate::whatif::uptake::Uptake;

/// What is done, with its dates: no full stop.
#[must_use]
pub fn told(scenario: &Scenario, intervention: &Intervention, language: Language) -> String {
    let when = when(scenario, intervention, language);
    let what = what(scenario, intervention, language);
    if when.is_empty() { what } else { format!("{what} ({when})") }
}

/// What no history has taken up, a sentence each.
#[must_use]
pub fn never_taken_up(scenario: &Scenario, uptake: &Uptake) -> Vec<Text> {
    let said = |place: usize| {
        let intervention = scenario.interventions.get(place)?;
        let of = uptake.histories;
        Some(Text {
            en: format!(
                "Took effect in 0 of {of} histories looked at: {}.",
                told(scenario, intervention, Language::English)
            ),
            es: format!(
                "Surtió efecto en 0 de {of} historias examinadas: {}.",
                told(scenario, intervention, Language::Spanish)
            ),
        })
    };
    uptake.never().filter_map(said).collect()
}

/// What is asked of a counterfactual, a line.
#[must_use]
pub fn what_if(change: &Listing, language: Language) -> String {
    let (title, question) = (language.of(&change.title), language.of(&change.question));
    format!("{} {title}: {question}", language.pick("What if", "Y si"))
}

/// Its dates; empty for what holds from the first day to the last.
fn when(scenario: &Scenario, intervention: &Intervention, language: Language) -> String {
    let (from, until) = scenario.days_of(intervention);
    let (first, last) = (language.date(from), language.date(until));
    if from == until {
        return first;
    }
    let (since, to) = (language.pick("from", "desde el"), language.pick("to", "hasta el"));
    match (from > scenario.start, until < scenario.end) {
        (false, false) => String::new(),
        (true, false) => format!("{since} {first}"),
        (false, true) => format!("{to} {last}"),
        (true, true) => format!("{since} {first} {to} {last}"),
    }
}

/// What is done, without its dates.
#[must_use]
pub fn what(scenario: &Scenario, intervention: &Intervention, language: Language) -> String {
    let event = |place: EventId| words::event(scenario, place, language);
    match intervention {
        Intervention::Option(forced) => {
            let decision = &scenario.decisions[forced.decision];
            let title = language.of(&decision.title);
            let colon = if title.ends_with('?') { "" } else { ":" };
            format!(
                "{title}{colon} “{}” {}",
                language.of(&decision.choices[forced.choice].label),
                language.pick("is laid down", "queda impuesto")
            )
        }
        Intervention::Quantity(setting) => quantity(scenario, &setting.effect, language),
        Intervention::Node(forced) => node(scenario, forced, language),
        Intervention::Parameter { name, to, was, drawn } => {
            let unit = scenario.parameters.iter().find(|known| known.name == *name);
            let unit = unit.map_or("", |known| known.unit.as_str());
            let value = |value: f64| words::exactly(value, unit, language);
            let without = if drawn.0 == drawn.1 {
                value(*was)
            } else {
                let between = language.pick("drawn between", "sorteado entre");
                let and = language.pick("and", "y");
                format!("{} ({between} {} {and} {})", value(*was), value(drawn.0), value(drawn.1))
            };
            format!(
                "“{}” [{name}] {} {}{} {without}",
                parameters::meaning(name, language),
                language.pick("is set to", "se fija en"),
                value(*to),
                language.pick(", without the change", "; sin el cambio,"),
            )
        }
        Intervention::Drop(place) => {
            format!("{} {}", language.pick("Ruled out:", "Queda excluido:"), event(*place))
        }
        Intervention::Add(place) => {
            format!("{} {}", language.pick("Added:", "Añadido:"), event(*place))
        }
        Intervention::Move(place) => {
            format!("{} {}", language.pick("Moved:", "Trasladado:"), event(*place))
        }
    }
}

/// A quantity that is set, raised, lowered or multiplied.
fn quantity(scenario: &Scenario, effect: &Effect, language: Language) -> String {
    let Some(entry) = scenario.vocabulary.entry(effect.target) else { return String::new() };
    let name = words::name_of(language.pick(&entry.en, &entry.es));
    let number = matches!(entry.kind, Kind::Number { .. });
    let by = match effect.value.unchanging() {
        Some(value) => match effect.change {
            Change::Set => words::exact(&entry.kind, value, language),
            Change::Add | Change::Subtract => step(entry, value, language),
            Change::Multiply => words::number(value, language),
        },
        None => effect.value.written(&InWords { scenario, language }),
    };
    let done = match effect.change {
        // A question is answered; anything else is set.
        Change::Set if !number && name.ends_with('?') => {
            language.pick("is answered with", "se responde con")
        }
        Change::Set => language.pick("is set to", "se fija en"),
        Change::Add => language.pick("is raised by", "sube en"),
        Change::Subtract => language.pick("is lowered by", "baja en"),
        Change::Multiply => language.pick("is multiplied by", "se multiplica por"),
    };
    format!("“{name}” {done} {by}")
}

/// A difference of a quantity: of shares in points, of dates in days or weeks.
fn step(entry: &Entry, value: f64, language: Language) -> String {
    let unit = match &entry.kind {
        Kind::Number { unit, .. } => unit.as_str(),
        _ => "",
    };
    match unit {
        "share" => format!(
            "{} {}",
            words::number(value * 100.0, language),
            language.pick("points", "puntos")
        ),
        unit => {
            // "days since 1941-01-06" apart are days.
            let span = unit.split_once(" since ").map_or(unit, |(span, _)| span);
            words::exactly(value, span, language)
        }
    }
}

/// The event whose chance is forced.
fn event_of(scenario: &Scenario, forced: &ForcedNode) -> Option<EventId> {
    let id = forced.node.strip_prefix("event.")?;
    scenario.events.id_where(|event| event.id == id)
}

/// A draw that is held.
fn node(scenario: &Scenario, forced: &ForcedNode, language: Language) -> String {
    if let Some(place) = event_of(scenario, forced) {
        let event = words::event(scenario, place, language);
        return if forced.value <= AT_ONCE {
            format!("{} {event}", language.pick("As soon as it can:", "En cuanto puede:"))
        } else {
            format!(
                "{} {}: {event}",
                language
                    .pick("As soon as its chance is above", "En cuanto su probabilidad pasa del"),
                words::exactly(forced.value, "share", language)
            )
        };
    }
    let title = pivot::node_title(scenario, &forced.node);
    format!(
        "“{}”: {} {} {}",
        title.as_ref().map_or(forced.node.as_str(), |title| language.of(title)),
        language.pick("the draw is held at", "el sorteo se fija en"),
        words::number(forced.value, language),
        language.pick("of 1", "de 1")
    )
}
