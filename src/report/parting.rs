//! Where two histories part, told.

use serde_json::{Value, json};

use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::Provenance;
use crate::report::sheet::Sheet;
use crate::report::story::said;
use crate::report::table::{Table, four_digits};
use crate::sim::calendar;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::parting::{Diff, Diffed, Difference, Parting, Reading, Side};
use crate::whatif::told::Told;

/// How many quantities are told.
const MOST: usize = 12;

/// Holds two histories against each other and tells where they part.
///
/// # Errors
/// What is wrong with the files.
pub fn answer(asked: &Diff, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let found = asked.run(work)?;
    let scenario = found.first.world.scenario();
    Ok(Answer {
        sheet: sheet(asked, &found, language),
        json: json(&found, language),
        tables: Vec::new(),
        provenance: Provenance::of(Inquiry::Diff(asked.clone()), scenario, asked.seed, 1)
            .and(found.second.world.scenario()),
        more: Vec::new(),
        interrupted: None,
    })
}

fn sheet(asked: &Diff, found: &Diffed, language: Language) -> Sheet {
    let Diffed { first, second, findings } = found;
    let mut sheet = Sheet::new(language.of(&first.world.scenario().title));
    sheet.under(format!(
        "  {} {}\n  {} {}",
        language.pick("first: ", "primera:"),
        first.head(language),
        language.pick("second:", "segunda:"),
        second.head(language)
    ));
    sheet.lines(match &findings.parting {
        Some(parting) => parting.tell(language),
        None => language
            .pick(
                "They never part: every week has the same fingerprint.",
                "No se separan nunca: todas las semanas tienen la misma huella.",
            )
            .to_owned(),
    });
    if asked.is_bare() && asked.subject.with.is_empty() {
        sheet.under(language.pick(
            "Nothing tells the second from the first: give --against-with or --against-seed.",
            "Nada distingue la segunda de la primera: dé --against-with o --against-seed.",
        ));
    }
    sheet
}

fn json(found: &Diffed, language: Language) -> Value {
    let Diffed { first, second, findings } = found;
    json!({
        "scenario": first.world.scenario().id,
        "first": first.json(),
        "second": second.json(),
        "parting": findings.parting.as_ref().map(|parting| parting.json(language)),
    })
}

impl Side {
    fn head(&self, language: Language) -> String {
        let with = if self.titles.is_empty() {
            language.pick("without changes", "sin cambios").to_owned()
        } else {
            let titles: Vec<&str> = self.titles.iter().map(|title| language.of(title)).collect();
            format!("{} {}", language.pick("with", "con"), titles.join(", "))
        };
        format!("{with}, {} {}", language.pick("seed", "semilla"), self.seed)
    }

    fn json(&self) -> Value {
        json!({ "counterfactuals": self.world.scenario().counterfactuals, "seed": self.seed })
    }
}

impl Parting {
    /// The parting in words.
    #[must_use]
    pub fn tell(&self, language: Language) -> String {
        let mut text = format!(
            "{} {} ({} {})\n{} {}\n",
            language.pick("They part in the week of", "Se separan en la semana del"),
            language.date(calendar::monday(self.week)),
            language.pick("week", "semana"),
            self.week,
            language.pick("Subjects that differ:", "Materias que difieren:"),
            self.subjects.join(", ")
        );
        text += &self.tell_quantities(language);
        text + &self.tell_told(language)
    }

    fn tell_quantities(&self, language: Language) -> String {
        let Some(week) = self.quantities_week else {
            return language
                .pick(
                    "No quantity that can be named ever differs.\n",
                    "Nunca difiere ninguna cantidad con nombre.\n",
                )
                .to_owned();
        };
        let mut text = String::new();
        if week != self.week {
            text += &format!(
                "{} {}\n",
                language.pick(
                    "Quantities that can be named differ only from the week of",
                    "Las cantidades con nombre no difieren hasta la semana del"
                ),
                language.date(calendar::monday(week))
            );
        }
        let mut table = Table::new(&[
            language.pick("Quantity", "Cantidad"),
            language.pick("first", "primera"),
            language.pick("second", "segunda"),
            language.pick("unit", "unidad"),
            language.pick("relative", "relativa"),
        ]);
        for quantity in self.quantities.iter().take(MOST) {
            let (first, second) = quantity.values(language);
            table.row(vec![
                quantity.name.clone(),
                first,
                second,
                if quantity.unit.starts_with("days since") {
                    language.pick("date", "fecha").to_owned()
                } else {
                    quantity.unit.clone()
                },
                four_digits(quantity.relative),
            ]);
        }
        text += &format!("\n{table}");
        if self.quantities.len() > MOST {
            text += &format!(
                "{} {}\n",
                self.quantities.len() - MOST,
                language.pick("more differ less.", "más difieren menos.")
            );
        }
        text
    }

    fn tell_told(&self, language: Language) -> String {
        let Some(apart) = &self.told else {
            return language
                .pick(
                    "\nBoth chronicles tell the same to the end.\n",
                    "\nLas dos crónicas cuentan lo mismo hasta el final.\n",
                )
                .to_owned();
        };
        let side = |told: &Option<Told>| match told {
            Some(told) => {
                format!("{} [{}] {}", language.date(told.day), told.id, said(&told.what, language))
            }
            None => language.pick("nothing else", "nada más").to_owned(),
        };
        format!(
            "\n{} {}\n  {} {}\n  {} {}\n",
            language.pick(
                "The first thing told of only one, in the week of",
                "Lo primero que se cuenta solo de una, en la semana del"
            ),
            language.date(calendar::monday(apart.week)),
            language.pick("first: ", "primera:"),
            side(&apart.first),
            language.pick("second:", "segunda:"),
            side(&apart.second)
        )
    }

    /// The parting for programs.
    fn json(&self, language: Language) -> Value {
        let date = |week| calendar::date_of(calendar::monday(week)).to_string();
        let quantities: Vec<Value> = self
            .quantities
            .iter()
            .take(MOST)
            .map(|quantity| {
                json!({ "name": quantity.name, "unit": quantity.unit, "first": quantity.first,
                    "second": quantity.second, "relative": quantity.relative })
            })
            .collect();
        let entry = |told: &Told| json!({ "date": calendar::date_of(told.day).to_string(), "id": told.id, "text": said(&told.what, language) });
        let told = self.told.as_ref().map(|apart| {
            json!({ "week": apart.week, "monday": date(apart.week),
                "first": apart.first.as_ref().map(entry), "second": apart.second.as_ref().map(entry) })
        });
        json!({ "week": self.week, "monday": date(self.week), "subjects": self.subjects,
            "quantities": quantities, "quantities_that_differ": self.quantities.len(),
            "quantities_week": self.quantities_week, "told": told })
    }
}

impl Difference {
    /// Both values in words.
    fn values(&self, language: Language) -> (String, String) {
        let absent = language.pick("unknown", "sin ella");
        both_in_words([&self.first, &self.second], &self.unit, absent, language)
    }
}

/// Two values of a quantity in words: with four digits where these tell them apart, else with
/// all. `absent` stands for what is not there.
pub(super) fn both_in_words(
    both: [&Option<Reading>; 2],
    unit: &str,
    absent: &str,
    language: Language,
) -> (String, String) {
    let is_day = unit.starts_with("days since");
    let write = |reading: &Option<Reading>, number: fn(f64) -> String| match reading {
        Some(Reading::Number(value)) if value.is_nan() && is_day => {
            language.pick("not yet", "aún no").to_owned()
        }
        Some(Reading::Number(value)) if value.is_nan() => {
            language.pick("undefined", "sin definir").to_owned()
        }
        Some(Reading::Number(value)) if is_day => calendar::date_of(*value as i32).to_string(),
        Some(Reading::Number(value)) => number(*value),
        Some(Reading::Truth(true)) => language.pick("yes", "sí").to_owned(),
        Some(Reading::Truth(false)) => "no".to_owned(),
        Some(Reading::State(state)) => state.clone(),
        None => absent.to_owned(),
    };
    let [first, second] = both;
    let four = (write(first, four_digits), write(second, four_digits));
    if four.0 != four.1 {
        return four;
    }
    let all_digits = |value: f64| value.to_string();
    (write(first, all_digits), write(second, all_digits))
}
