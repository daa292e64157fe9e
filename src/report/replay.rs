//! What came of playing a saved history again.

use serde_json::{Value, json};

use crate::history::save::{Changed, PROGRAM, Replay};
use crate::report::Language;
use crate::report::parting::both_in_words;
use crate::report::table::Table;
use crate::scenario::Scenario;
use crate::scenario::vocabulary::Kind;
use crate::whatif::parting::Reading;

/// Quantities that are shown.
const SHOWN: usize = 12;

/// For people.
#[must_use]
pub fn tell(replay: &Replay, scenario: &Scenario, language: Language) -> String {
    let mut lines: Vec<String> =
        replay.changed.iter().map(|changed| changed_in_words(changed, language)).collect();
    for given in &replay.unasked {
        lines.push(match language {
            Language::English => format!(
                "The answer `{}` to `{}` in the week of {} was not asked for, or its option was closed.",
                given.option, given.decision, language.date(given.week.0)
            ),
            Language::Spanish => format!(
                "La respuesta `{}` a `{}` en la semana del {} no se pidió, o su opción estaba cerrada.",
                given.option, given.decision, language.date(given.week.0)
            ),
        });
    }
    let Some(difference) = &replay.difference else {
        lines.push(match language {
            Language::English => {
                format!("All {} weeks are as they were saved, to the last bit.", replay.weeks)
            }
            Language::Spanish => {
                format!("Las {} semanas son como se guardaron, hasta el último bit.", replay.weeks)
            }
        });
        return lines.join("\n") + "\n";
    };
    let week = language.date(difference.week.0);
    if let Some((saved, now)) = difference.weeks {
        lines.push(match language {
            Language::English => format!(
                "The weeks are as they were saved, but {saved} were saved and {now} are played: they part in the week of {week}."
            ),
            Language::Spanish => format!(
                "Las semanas son como se guardaron, pero se guardaron {saved} y se juegan {now}: se separan en la semana del {week}."
            ),
        });
        return lines.join("\n") + "\n";
    }
    let hashes = difference
        .state_hashes
        .filter(|(saved, now)| saved != now)
        .map_or_else(String::new, |(saved, now)| format!(" ({saved} → {now})"));
    lines.push(match language {
        Language::English => format!("The first week that differs is that of {week}{hashes}."),
        Language::Spanish => format!("La primera semana que difiere es la del {week}{hashes}."),
    });
    if !difference.subjects.is_empty() {
        let subjects = difference.subjects.join(", ");
        lines.push(match language {
            Language::English => format!("Subjects that differ: {subjects}."),
            Language::Spanish => format!("Materias que difieren: {subjects}."),
        });
    }
    let answers = |answers: &[(String, String)]| -> String {
        let said = |(decision, option): &(String, String)| format!("{decision}: {option}");
        answers.iter().map(said).collect::<Vec<_>>().join(", ")
    };
    let (saved, now) = (answers(&difference.answers.0), answers(&difference.answers.1));
    if !saved.is_empty() {
        lines.push(match language {
            Language::English => format!("Answers only in the save: {saved}."),
            Language::Spanish => format!("Respuestas solo en lo guardado: {saved}."),
        });
    }
    if !now.is_empty() {
        lines.push(match language {
            Language::English => format!("Answers only now: {now}."),
            Language::Spanish => format!("Respuestas solo ahora: {now}."),
        });
    }
    let mut text = lines.join("\n") + "\n";
    if !difference.quantities.is_empty() {
        let mut table = Table::new(&[
            language.pick("Quantity", "Cantidad"),
            language.pick("saved", "guardada"),
            language.pick("now", "ahora"),
        ]);
        for moved in difference.quantities.iter().take(SHOWN) {
            let gone = language.pick("no such quantity", "no existe");
            let kind = scenario.vocabulary.named(&moved.name).map(|entry| &entry.kind);
            let unit = match kind {
                Some(Kind::Number { unit, .. }) => unit.as_str(),
                _ => "",
            };
            let read = |value| kind.map_or(Reading::Number(value), |kind| Reading::of(kind, value));
            let both = [&Some(read(moved.saved)), &moved.now.map(read)];
            let (saved, now) = both_in_words(both, unit, gone, language);
            table.row(vec![moved.name.clone(), saved, now]);
        }
        text += &format!("\n{table}");
        if let Some(more) = difference.quantities.len().checked_sub(SHOWN).filter(|more| *more > 0)
        {
            text += &match language {
                Language::English => format!("{more} more differ less.\n"),
                Language::Spanish => format!("{more} más difieren menos.\n"),
            };
        }
    }
    text + "\n" + conclusion(replay, language) + "\n"
}

/// What changed, in words.
fn changed_in_words(changed: &Changed, language: Language) -> String {
    let spanish = language == Language::Spanish;
    match changed {
        Changed::Program { saved } => {
            let here = PROGRAM;
            if spanish {
                format!("Lo guardó {saved}; este programa es {here}.")
            } else {
                format!("It was saved by {saved}; this program is {here}.")
            }
        }
        Changed::File { name, saved: Some(saved), now: Some(now), .. } => {
            let (saved, now) = (saved.short(), now.short());
            if spanish {
                format!("El archivo `{name}` ha cambiado desde que se guardó ({saved} → {now}).")
            } else {
                format!("The file `{name}` has changed since it was saved ({saved} → {now}).")
            }
        }
        Changed::File { name, now: None, .. } => {
            if spanish {
                format!("El archivo `{name}` ya no forma parte del escenario.")
            } else {
                format!("The file `{name}` is no longer a part of the scenario.")
            }
        }
        Changed::File { name, .. } => {
            if spanish {
                format!("El archivo `{name}` no formaba parte del escenario.")
            } else {
                format!("The file `{name}` was no part of the scenario.")
            }
        }
        Changed::Recipe => language
            .pick(
                "The recipe was written over since it was saved.",
                "La receta se ha reescrito desde que se guardó.",
            )
            .to_owned(),
        Changed::Log => language
            .pick(
                "The log was written over since it was saved.",
                "El registro se ha reescrito desde que se guardó.",
            )
            .to_owned(),
    }
}

/// What the difference comes from.
fn conclusion(replay: &Replay, language: Language) -> &'static str {
    let changed = &replay.changed;
    if changed.iter().any(|changed| matches!(changed, Changed::File { .. })) {
        language.pick(
            "It is another history because the files say something else than when it was saved.",
            "Es otra historia porque los archivos dicen otra cosa que cuando se guardó.",
        )
    } else if changed.contains(&Changed::Recipe) {
        language.pick(
            "It is another history because its recipe is another one.",
            "Es otra historia porque su receta es otra.",
        )
    } else if changed.contains(&Changed::Log) {
        language.pick(
            "The history is the one that was saved; the log was changed by hand.",
            "La historia es la que se guardó; el registro se cambió a mano.",
        )
    } else {
        language.pick(
            "Files and recipe are as they were saved: it is the rules of the program that are others.",
            "Archivos y receta son como se guardaron: son otras las reglas del programa.",
        )
    }
}

/// For programs.
#[must_use]
pub fn json(replay: &Replay) -> Value {
    json!({
        "same": replay.difference.is_none(), "weeks": replay.weeks,
        "changed": replay.changed, "unasked": replay.unasked, "difference": replay.difference,
    })
}
