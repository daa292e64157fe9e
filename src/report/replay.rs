//! What came of playing a saved history again.

use serde_json::{Value, json};

use crate::history::save::{Changed, PROGRAM, Replay};
use crate::report::Language;
use crate::report::parting::both_in_words;
use crate::report::table::Table;
use crate::scenario::Scenario;
use crate::scenario::vocabulary::Kind;
use crate::whatif::parting::Reading;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        unasked(option, decision, week):
            "The answer `{option}` to `{decision}` in the week of {week} was not asked for, or its option was closed.",
            "La respuesta `{option}` a `{decision}` en la semana del {week} no se pidió, o su opción estaba cerrada.";
        same[weeks]:
            "Its one week is as it was saved, to the last bit."
            | "All {weeks} weeks are as they were saved, to the last bit.",
            "Su única semana es como se guardó, hasta el último bit."
            | "Las {weeks} semanas son como se guardaron, hasta el último bit.";
        other_length(saved, now, week):
            "The weeks are as they were saved, but the save holds {saved} of them and this history has {now}: they part in the week of {week}.",
            "Las semanas son como se guardaron, pero lo guardado tiene {saved} y esta historia {now}: se separan en la semana del {week}.";
        differs(week):
            "The first week that differs is that of {week}.",
            "La primera semana que difiere es la del {week}.";
        differs_in_hash(week, saved, now):
            "The first week that differs is that of {week} ({saved} → {now}).",
            "La primera semana que difiere es la del {week} ({saved} → {now}).";
        subjects(subjects): "Subjects that differ: {subjects}.", "Materias que difieren: {subjects}.";
        answer(decision, option): "{decision}: {option}";
        answers_saved(answers):
            "Answers only in the save: {answers}.",
            "Respuestas solo en lo guardado: {answers}.";
        answers_now(answers): "Answers only now: {answers}.", "Respuestas solo ahora: {answers}.";
        QUANTITY: "Quantity", "Cantidad";
        SAVED: "saved", "guardada";
        NOW: "now", "ahora";
        GONE: "no such quantity", "no existe";
        more[n]:
            "One more differs less." | "{n} more differ less.",
            "Otra difiere menos." | "Otras {n} difieren menos.";

        program(saved, here):
            "It was saved by {saved}; this program is {here}.",
            "Lo guardó {saved}; este programa es {here}.";
        file_changed(name, saved, now):
            "The file `{name}` has changed since it was saved ({saved} → {now}).",
            "El archivo `{name}` ha cambiado desde que se guardó ({saved} → {now}).";
        file_gone(name):
            "The file `{name}` is no longer a part of the scenario.",
            "El archivo `{name}` ya no forma parte del escenario.";
        file_new(name):
            "The file `{name}` was not a part of the scenario.",
            "El archivo `{name}` no formaba parte del escenario.";
        RECIPE_CHANGED:
            "The recipe was written over since it was saved.",
            "La receta se ha reescrito desde que se guardó.";
        LOG_CHANGED:
            "The log was written over since it was saved.",
            "El registro se ha reescrito desde que se guardó.";

        BY_FILES:
            "It is another history because the files say something else than when it was saved.",
            "Es otra historia porque los archivos dicen otra cosa que cuando se guardó.";
        BY_RECIPE:
            "It is another history because its recipe is another one.",
            "Es otra historia porque su receta es otra.";
        BY_HAND:
            "The history is the one that was saved; the log was changed by hand.",
            "La historia es la que se guardó; el registro se cambió a mano.";
        BY_ONE_OF_THEM:
            "More than one thing has changed; which of them makes the difference, the save cannot say.",
            "Ha cambiado más de una cosa; cuál de ellas hace la diferencia, lo guardado no puede decirlo.";
        BY_RULES:
            "Files and recipe are as they were saved: it is the rules of the program that have changed.",
            "Los archivos y la receta son como se guardaron: son otras las reglas del programa.";
    }
}

/// Quantities that are shown.
const SHOWN: usize = 12;

/// For people.
#[must_use]
pub fn tell(replay: &Replay, scenario: &Scenario, language: Language) -> String {
    let mut lines: Vec<String> =
        replay.changed.iter().map(|changed| changed_in_words(changed, language)).collect();
    for given in &replay.unasked {
        let week = language.date(given.week.0);
        lines.push(say::unasked(language, &given.option, &given.decision, week));
    }
    let Some(difference) = &replay.difference else {
        lines.push(say::same(language, replay.weeks));
        return lines.join("\n") + "\n";
    };
    let week = language.date(difference.week.0);
    if let Some((saved, now)) = difference.weeks {
        lines.push(say::other_length(language, saved, now, week));
        return lines.join("\n") + "\n";
    }
    lines.push(match difference.state_hashes.filter(|(saved, now)| saved != now) {
        Some((saved, now)) => {
            say::differs_in_hash(language, week, saved.to_string(), now.to_string())
        }
        None => say::differs(language, week),
    });
    if !difference.subjects.is_empty() {
        lines.push(say::subjects(language, difference.subjects.join(", ")));
    }
    let answers = |answers: &[(String, String)]| -> String {
        let said = |(decision, option): &(String, String)| say::answer(language, decision, option);
        answers.iter().map(said).collect::<Vec<_>>().join(", ")
    };
    let (saved, now) = (answers(&difference.answers.0), answers(&difference.answers.1));
    if !saved.is_empty() {
        lines.push(say::answers_saved(language, saved));
    }
    if !now.is_empty() {
        lines.push(say::answers_now(language, now));
    }
    let mut text = lines.join("\n") + "\n";
    if !difference.quantities.is_empty() {
        let mut table = Table::headed([say::QUANTITY, say::SAVED, say::NOW], language);
        for moved in difference.quantities.iter().take(SHOWN) {
            let kind = scenario.vocabulary.named(&moved.name).map(|entry| &entry.kind);
            let unit = match kind {
                Some(Kind::Number { unit, .. }) => unit.as_str(),
                _ => "",
            };
            let read = |value| kind.map_or(Reading::Number(value), |kind| Reading::of(kind, value));
            let both = [&Some(read(moved.saved)), &moved.now.map(read)];
            let (saved, now) = both_in_words(both, unit, say::GONE.of(language), language);
            table.row(vec![moved.name.clone(), saved, now]);
        }
        text += &format!("\n{table}");
        if let Some(more) = difference.quantities.len().checked_sub(SHOWN).filter(|more| *more > 0)
        {
            text += &format!("{}\n", say::more(language, more));
        }
    }
    text + "\n" + conclusion(replay, language) + "\n"
}

/// What changed, in words.
fn changed_in_words(changed: &Changed, language: Language) -> String {
    match changed {
        Changed::Program { saved } => say::program(language, saved.to_string(), PROGRAM),
        Changed::File { name, saved: Some(saved), now: Some(now), .. } => {
            say::file_changed(language, name, saved.short(), now.short())
        }
        Changed::File { name, now: None, .. } => say::file_gone(language, name),
        Changed::File { name, .. } => say::file_new(language, name),
        Changed::Recipe => say::RECIPE_CHANGED.of(language).to_owned(),
        Changed::Log => say::LOG_CHANGED.of(language).to_owned(),
    }
}

/// What the difference comes from, where one thing alone has changed.
fn conclusion(replay: &Replay, language: Language) -> &'static str {
    let changed = &replay.changed;
    let files = changed.iter().any(|changed| matches!(changed, Changed::File { .. }));
    let why = match (files, changed.contains(&Changed::Recipe), changed.contains(&Changed::Log)) {
        (true, false, false) => say::BY_FILES,
        (false, true, false) => say::BY_RECIPE,
        (false, false, true) => say::BY_HAND,
        (false, false, false) => say::BY_RULES,
        _ => say::BY_ONE_OF_THEM,
    };
    why.of(language)
}

/// For programs.
#[must_use]
pub fn json(replay: &Replay) -> Value {
    json!({
        "same": replay.difference.is_none(), "weeks": replay.weeks,
        "changed": replay.changed, "unasked": replay.unasked, "difference": replay.difference,
    })
}
