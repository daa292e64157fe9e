//! Where two histories part, told.

use serde_json::{Value, json};

use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::Provenance;
use crate::report::number::{Number, four_digits};
use crate::report::sheet::Sheet;
use crate::report::story::said;
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::vocabulary::is_day;
use crate::sim::calendar;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::parting::{Diff, Diffed, Difference, Parting, Reading, Side};
use crate::whatif::told::Told;

/// What `diff` says.
mod say {
    use crate::report::sentences::sentences;

    sentences! {
        sides(first, second):
            "  first:  {first}\n  second: {second}",
            "  primera: {first}\n  segunda: {second}";
        unchanged(seed): "without changes, seed {seed}", "sin cambios, semilla {seed}";
        changed(titles, seed): "with {titles}, seed {seed}", "con {titles}, semilla {seed}";
        SAME:
            "They never part: every week has the same fingerprint.",
            "No se separan nunca: todas las semanas tienen la misma huella.";
        BARE:
            "Nothing tells the second from the first: give --against-with or --against-seed.",
            "Nada distingue la segunda de la primera: dé --against-with o --against-seed.";
        part(date, week, subjects):
            "They part in the week of {date} (week {week})\nSubjects that differ: {subjects}\n",
            "Se separan en la semana del {date} (semana {week})\nMaterias que difieren: {subjects}\n";

        NO_QUANTITY:
            "No quantity that can be named ever differs.\n",
            "Nunca difiere ninguna cantidad con nombre.\n";
        quantities_from(date):
            "Quantities that can be named differ only from the week of {date}\n",
            "Las cantidades con nombre no difieren hasta la semana del {date}\n";
        QUANTITY: "Quantity", "Cantidad";
        FIRST: "first", "primera";
        SECOND: "second", "segunda";
        UNIT: "unit", "unidad";
        RELATIVE: "relative", "relativa";
        DATE: "date", "fecha";
        more[n]:
            "{n} more differs less.\n" | "{n} more differ less.\n",
            "{n} más difiere menos.\n" | "{n} más difieren menos.\n";

        SAME_CHRONICLES:
            "\nBoth chronicles tell the same to the end.\n",
            "\nLas dos crónicas cuentan lo mismo hasta el final.\n";
        told(date, first, second):
            "\nThe first thing told of only one, in the week of {date}\n  first:  {first}\n  second: {second}\n",
            "\nLo primero que se cuenta solo de una, en la semana del {date}\n  primera: {first}\n  segunda: {second}\n";
        entry(date, id, text): "{date} [{id}] {text}";
        NOTHING_ELSE: "nothing else", "nada más";

        UNKNOWN: "unknown", "desconocida";
    }
}

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
        refuted: None,
        interrupted: None,
    })
}

fn sheet(asked: &Diff, found: &Diffed, language: Language) -> Sheet {
    let Diffed { first, second, findings } = found;
    let mut sheet = Sheet::new(language.of(&first.world.scenario().title));
    sheet.under(say::sides(language, first.head(language), second.head(language)));
    sheet.lines(match &findings.parting {
        Some(parting) => parting.tell(language),
        None => say::SAME.of(language).to_owned(),
    });
    if asked.is_bare() && asked.subject.with.is_empty() {
        sheet.under(say::BARE.of(language));
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
        if self.titles.is_empty() {
            return say::unchanged(language, self.seed);
        }
        let titles: Vec<&str> = self.titles.iter().map(|title| language.of(title)).collect();
        say::changed(language, titles.join(", "), self.seed)
    }

    fn json(&self) -> Value {
        json!({ "counterfactuals": self.world.scenario().counterfactuals, "seed": self.seed })
    }
}

impl Parting {
    /// The parting in words.
    #[must_use]
    pub fn tell(&self, language: Language) -> String {
        let date = language.date(calendar::monday(self.week));
        let mut text = say::part(language, date, i32::from(self.week), self.subjects.join(", "));
        text += &self.tell_quantities(language);
        text + &self.tell_told(language)
    }

    fn tell_quantities(&self, language: Language) -> String {
        let Some(week) = self.quantities_week else {
            return say::NO_QUANTITY.of(language).to_owned();
        };
        let mut text = String::new();
        if week != self.week {
            text += &say::quantities_from(language, language.date(calendar::monday(week)));
        }
        let head = [say::QUANTITY, say::FIRST, say::SECOND, say::UNIT, say::RELATIVE];
        let mut table = Table::headed(head, language);
        for quantity in self.quantities.iter().take(MOST) {
            let (first, second) = quantity.values(language);
            table.row(vec![
                quantity.name.clone(),
                first,
                second,
                if is_day(&quantity.unit) {
                    say::DATE.of(language).to_owned()
                } else {
                    words::unit(&quantity.unit, language)
                },
                four_digits(quantity.relative).of(language),
            ]);
        }
        text += &format!("\n{table}");
        if self.quantities.len() > MOST {
            text += &say::more(language, self.quantities.len() - MOST);
        }
        text
    }

    fn tell_told(&self, language: Language) -> String {
        let Some(apart) = &self.told else {
            return say::SAME_CHRONICLES.of(language).to_owned();
        };
        let side = |told: &Option<Told>| match told {
            Some(told) => {
                let text = said(&told.what, language);
                say::entry(language, language.date(told.day), &told.id, text)
            }
            None => say::NOTHING_ELSE.of(language).to_owned(),
        };
        let date = language.date(calendar::monday(apart.week));
        say::told(language, date, side(&apart.first), side(&apart.second))
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
        // A share is told in per cent.
        let scale = if self.unit.starts_with("share") { 100.0 } else { 1.0 };
        let scaled = |reading: &Option<Reading>| match reading {
            Some(Reading::Number(value)) => Some(Reading::Number(value * scale)),
            other => other.clone(),
        };
        let both = [&scaled(&self.first), &scaled(&self.second)];
        both_in_words(both, &self.unit, say::UNKNOWN.of(language), language)
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
    let write = |reading: &Option<Reading>, number: fn(f64) -> Number| match reading {
        Some(Reading::Number(value)) if value.is_nan() => words::missing(unit, language),
        Some(Reading::Number(value)) if is_day(unit) => {
            calendar::date_of(*value as i32).to_string()
        }
        Some(Reading::Number(value)) => number(*value).of(language),
        Some(Reading::Truth(truth)) => words::yes_or_no(*truth, language),
        Some(Reading::State(state)) => words::state(state, language),
        None => absent.to_owned(),
    };
    let [first, second] = both;
    let four = (write(first, four_digits), write(second, four_digits));
    if four.0 != four.1 {
        return four;
    }
    (write(first, Number::all_digits), write(second, Number::all_digits))
}
