//! What a counterfactual does, in words: each thing is told from what was compiled, never
//! from the text of its file, and with its own dates.

use crate::report::number::Number;
use crate::report::sentences::in_both;
use crate::report::words::InWords;
use crate::report::{Language, parameters, words};
use crate::scenario::library::Listing;
use crate::scenario::vocabulary::{Entry, Kind};
use crate::scenario::{
    Change, Effect, EventId, ForcedNode, Intervention, Scenario, Text, with_colon,
};
use crate::whatif::candidate::AT_ONCE;
use crate::whatif::pivot;
use crate::whatif::uptake::Uptake;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        on(what, day): "{what} ({day})";
        since(what, first): "{what} (from {first})", "{what} (desde el {first})";
        until(what, last): "{what} (to {last})", "{what} (hasta el {last})";
        between(what, first, last):
            "{what} (from {first} to {last})",
            "{what} (desde el {first} hasta el {last})";
        never[histories, told, place]:
            "Took no effect in the one history looked at: {told} [{place}]."
            | "Took effect in 0 of {histories} histories looked at: {told} [{place}].",
            "No surtió efecto en la única historia examinada: {told} [{place}]."
            | "Surtió efecto en 0 de {histories} historias examinadas: {told} [{place}].";
        what_if(title, question): "What if {title}: {question}", "Y si {title}: {question}";

        /// The decision has its colon, or its question mark.
        laid_down(decision, option):
            "{decision} “{option}” is laid down",
            "{decision} “{option}” queda impuesto";
        parameter(meaning, name, to, was):
            "“{meaning}” [{name}] is set to {to}, without the change {was}",
            "“{meaning}” [{name}] se fija en {to}; sin el cambio, {was}";
        drawn_parameter(meaning, name, to, was, low, high):
            "“{meaning}” [{name}] is set to {to}, without the change {was} (drawn between {low} and {high})",
            "“{meaning}” [{name}] se fija en {to}; sin el cambio, {was} (sorteado entre {low} y {high})";
        ruled_out(event): "Ruled out: {event}", "Queda excluido: {event}";
        added(event): "Added: {event}", "Añadido: {event}";
        moved(event): "Moved: {event}", "Trasladado: {event}";

        answered(question, by): "“{question}” is answered with {by}", "“{question}” se responde con {by}";
        set(quantity, to): "“{quantity}” is set to {to}", "“{quantity}” se fija en {to}";
        raised(quantity, by): "“{quantity}” is raised by {by}", "“{quantity}” sube en {by}";
        lowered(quantity, by): "“{quantity}” is lowered by {by}", "“{quantity}” baja en {by}";
        multiplied(quantity, by):
            "“{quantity}” is multiplied by {by}",
            "“{quantity}” se multiplica por {by}";
        points[n]: "{n} point" | "{n} points", "{n} punto" | "{n} puntos";

        at_once(event): "As soon as it can: {event}", "En cuanto puede: {event}";
        above(chance, event):
            "As soon as its chance is above {chance}: {event}",
            "En cuanto su probabilidad pasa del {chance}: {event}";
        held(draw, at):
            "“{draw}”: the draw is held at {at} of 1",
            "“{draw}”: el sorteo se fija en {at} de 1";
    }
}

/// What is done, with its dates: no full stop.
#[must_use]
pub fn told(scenario: &Scenario, intervention: &Intervention, language: Language) -> String {
    let what = what(scenario, intervention, language);
    // No dates are told of what holds from the first day to the last.
    let (from, until) = scenario.days_of(intervention);
    let (first, last) = (language.date(from), language.date(until));
    if from == until {
        return say::on(language, what, first);
    }
    match (from > scenario.start, until < scenario.end) {
        (false, false) => what,
        (true, false) => say::since(language, what, first),
        (false, true) => say::until(language, what, last),
        (true, true) => say::between(language, what, first, last),
    }
}

/// What no history has taken up, a sentence each, with its place in its file.
#[must_use]
pub fn never_taken_up(scenario: &Scenario, uptake: &Uptake) -> Vec<Text> {
    let said = |place: usize| {
        let intervention = scenario.interventions.get(place)?;
        let at = scenario.written_at.get(place)?.to_string();
        Some(in_both(|language| {
            say::never(language, uptake.histories, told(scenario, intervention, language), &at)
        }))
    };
    uptake.never().filter_map(said).collect()
}

/// What is asked of a counterfactual, a line.
#[must_use]
pub fn what_if(change: &Listing, language: Language) -> String {
    say::what_if(language, &change.title, &change.question)
}

/// What is done, without its dates.
#[must_use]
pub fn what(scenario: &Scenario, intervention: &Intervention, language: Language) -> String {
    let event = |place: EventId| words::event(scenario, place, language);
    match intervention {
        Intervention::Option(forced) => {
            let decision = &scenario.decisions[forced.decision];
            let (title, label) = (&decision.title, &decision.choices[forced.choice].label);
            say::laid_down(language, with_colon(language.of(title)), label)
        }
        Intervention::Quantity(setting) => quantity(scenario, &setting.effect, language),
        Intervention::Node(forced) => node(scenario, forced, language),
        Intervention::Parameter { name, to, was, drawn } => {
            let unit = scenario.parameters.iter().find(|known| known.name == *name);
            let unit = unit.map_or("", |known| known.unit.as_str());
            let value = |value: f64| words::exactly(value, unit, language);
            let (meaning, to, was) = (parameters::meaning(name, language), value(*to), value(*was));
            let (low, high) = *drawn;
            if low == high {
                say::parameter(language, meaning, name, to, was)
            } else {
                let (low, high) = (value(low), value(high));
                say::drawn_parameter(language, meaning, name, to, was, low, high)
            }
        }
        Intervention::Drop(place) => say::ruled_out(language, event(*place)),
        Intervention::Add(place) => say::added(language, event(*place)),
        Intervention::Move(place) => say::moved(language, event(*place)),
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
    match effect.change {
        // A question is answered; anything else is set.
        Change::Set if !number && name.ends_with('?') => say::answered(language, name, by),
        Change::Set => say::set(language, name, by),
        Change::Add => say::raised(language, name, by),
        Change::Subtract => say::lowered(language, name, by),
        Change::Multiply => say::multiplied(language, name, by),
    }
}

/// A difference of a quantity: of shares in points, of dates in days or weeks.
fn step(entry: &Entry, value: f64, language: Language) -> String {
    let unit = match &entry.kind {
        Kind::Number { unit, .. } => unit.as_str(),
        _ => "",
    };
    match unit {
        "share" => say::points(language, Number::exact(value * 100.0)),
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
            say::at_once(language, event)
        } else {
            say::above(language, words::exactly(forced.value, "share", language), event)
        };
    }
    let title = pivot::node_title(scenario, &forced.node);
    let title = title.as_ref().map_or(forced.node.as_str(), |title| language.of(title));
    say::held(language, title, Number::exact(forced.value))
}
