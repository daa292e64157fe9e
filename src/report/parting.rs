//! Where two histories part: the first week in which their fingerprints differ, the
//! subjects and quantities that differ in it, and the first thing that is told of one
//! and not of the other.
//!
//! Fingerprints alone say only that two worldlines differ. Two questions need more: why
//! a change sends a history elsewhere (`hokushin diff`), and which rule broke the
//! promise that equal worldlines stay equal (the tests of determinism).
//!
//! Quantities are matched by name and not by place, since a counterfactual may add to
//! the vocabulary; states are compared by name for the same reason.

use serde::Serialize;

use crate::policy::live_week;
use crate::report::Language;
use crate::report::playthrough;
use crate::report::story;
use crate::report::table::{Table, four_digits};
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::{Entry, Kind, show_value};
use crate::scenario::{Day, Text, Week};
use crate::sim::{Whole, Worldline, calendar, chronicle};

/// How many quantities are told.
pub const MOST: usize = 12;

/// Where two worldlines part.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    /// The first week at whose end their fingerprints differ.
    pub week: Week,
    /// The subjects whose fingerprints differ in that week, in their order.
    pub subjects: Vec<&'static str>,
    /// The first week in which a quantity that can be named differs: that week, unless
    /// the two premises number their events otherwise, which only fingerprints notice.
    pub quantities_week: Option<Week>,
    /// The quantities that differ then, the largest relative difference first.
    pub quantities: Vec<Difference>,
    /// The first thing told of only one of them, in that week or later.
    pub told: Option<ToldApart>,
}

/// A quantity in two worldlines.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its dotted name.
    pub name: String,
    /// Its unit; empty for truths and states.
    pub unit: String,
    /// Its value in the first worldline, if its vocabulary has it.
    pub first: Option<Reading>,
    /// Its value in the second worldline, if its vocabulary has it.
    pub second: Option<Reading>,
    /// The difference as a share of the larger of both: 0 to 2 for numbers; 1 for
    /// truths, states, and what only one vocabulary has.
    pub relative: f64,
}

/// The value of a quantity, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Reading {
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A state, by its name.
    State(String),
}

/// What was told of one worldline and not of the other.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldApart {
    /// The week.
    pub week: Week,
    /// The first entry of that week that only the first worldline has.
    pub first: Option<Told>,
    /// The first entry of that week that only the second worldline has.
    pub second: Option<Told>,
}

/// An entry of a chronicle that outlives its worldline.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The day.
    pub day: Day,
    /// What it is, by the ids of the scenario: `event uranus`.
    pub id: String,
    /// What readers see.
    pub text: Text,
}

/// Watches two worldlines that are stepped together.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    parting: Option<Parting>,
    /// How much of each chronicle was already there at the last look.
    seen: (usize, usize),
}

impl Watch {
    /// Looks at both; to be called at the end of every week.
    pub fn look(&mut self, first: &Whole<'_>, second: &Whole<'_>) {
        if self.parting.is_none() && first.state_hash() != second.state_hash() {
            self.parting = Some(Parting {
                week: first.calendar.week,
                subjects: subjects(first, second),
                quantities_week: None,
                quantities: Vec::new(),
                told: None,
            });
        }
        if let Some(parting) = &mut self.parting
            && parting.quantities.is_empty()
        {
            parting.quantities = quantities(first, second);
            if !parting.quantities.is_empty() {
                parting.quantities_week = Some(first.calendar.week);
            }
        }
        // What is told may differ long after the numbers do, never before.
        if let Some(parting) = &mut self.parting
            && parting.told.is_none()
        {
            parting.told = told_apart(first, second, self.seen);
        }
        self.seen = (first.chronicle.entries().len(), second.chronicle.entries().len());
    }

    /// Where they parted, if they did.
    #[must_use]
    pub fn parting(self) -> Option<Parting> {
        self.parting
    }
}

/// Plays two worldlines to the end of the first one's scenario, and says where they part.
#[must_use]
pub fn between(first: &mut Worldline, second: &mut Worldline) -> Option<Parting> {
    let (mut first, mut second) = (first.whole(), second.whole());
    let mut watch = Watch::default();
    for _ in 0..first.premise.weeks() {
        for whole in [&mut first, &mut second] {
            live_week(whole);
        }
        watch.look(&first, &second);
    }
    watch.parting()
}

fn subjects(first: &Whole<'_>, second: &Whole<'_>) -> Vec<&'static str> {
    let pairs = first.subjects().into_iter().zip(second.subjects());
    pairs.filter(|(one, other)| one != other).map(|((name, _), _)| name).collect()
}

fn quantities(first: &Whole<'_>, second: &Whole<'_>) -> Vec<Difference> {
    let vocabularies = [&first.premise.scenario.vocabulary, &second.premise.scenario.vocabulary];
    let only_second =
        vocabularies[1].iter().filter(|entry| vocabularies[0].named(&entry.name).is_none());
    let mut differences: Vec<Difference> = vocabularies[0]
        .iter()
        .chain(only_second)
        .filter_map(|entry| {
            let read = |whole: &Whole<'_>, place: usize| {
                vocabularies[place].named(&entry.name).map(|known| reading(whole, known))
            };
            difference(entry, read(first, 0), read(second, 1))
        })
        .collect();
    differences.sort_by(|one, other| other.relative.total_cmp(&one.relative));
    differences
}

fn reading(whole: &Whole<'_>, entry: &Entry) -> Reading {
    let value = whole.read(entry.var);
    match &entry.kind {
        Kind::Number { .. } => Reading::Number(value),
        Kind::Truth => Reading::Truth(value != 0.0),
        Kind::States(_) => Reading::State(show_value(&entry.kind, value)),
    }
}

fn difference(
    entry: &Entry,
    first: Option<Reading>,
    second: Option<Reading>,
) -> Option<Difference> {
    let relative = match (&first, &second) {
        (Some(Reading::Number(one)), Some(Reading::Number(other))) => {
            if one == other || (one.is_nan() && other.is_nan()) {
                return None;
            }
            let share = (one - other).abs() / one.abs().max(other.abs());
            // Infinite and undefined values are the worst that can happen to a number.
            if share.is_finite() { share } else { 2.0 }
        }
        (Some(one), Some(other)) if one == other => return None,
        // What only one of them can name, and what is not the case there, is no difference.
        (Some(Reading::Number(0.0) | Reading::Truth(false)), None)
        | (None, Some(Reading::Number(0.0) | Reading::Truth(false))) => return None,
        _ => 1.0,
    };
    let unit = match &entry.kind {
        Kind::Number { unit, .. } => unit.clone(),
        Kind::Truth | Kind::States(_) => String::new(),
    };
    Some(Difference { name: entry.name.clone(), unit, first, second, relative })
}

fn told_apart(
    first: &Whole<'_>,
    second: &Whole<'_>,
    (seen_first, seen_second): (usize, usize),
) -> Option<ToldApart> {
    let new = |whole: &Whole<'_>, seen: usize| -> Vec<Told> {
        whole.chronicle.entries()[seen..].iter().map(|entry| told(whole, entry)).collect()
    };
    let (first_new, second_new) = (new(first, seen_first), new(second, seen_second));
    let only =
        |one: &[Told], other: &[Told]| one.iter().find(|&told| !other.contains(told)).cloned();
    let (only_first, only_second) = (only(&first_new, &second_new), only(&second_new, &first_new));
    (only_first.is_some() || only_second.is_some()).then_some(ToldApart {
        week: first.calendar.week,
        first: only_first,
        second: only_second,
    })
}

fn told(whole: &Whole<'_>, entry: &chronicle::Entry) -> Told {
    let scenario = &whole.premise.scenario;
    let in_words = |language| story::told(whole, scenario, entry, language).text;
    Told {
        day: entry.day,
        id: playthrough::id(scenario, entry.happening),
        text: Text { en: in_words(Language::English), es: in_words(Language::Spanish) },
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
                format!("{} [{}] {}", language.date(told.day), told.id, language.of(&told.text))
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
}

impl Difference {
    /// Both values in words: with four digits where these tell them apart, else with all.
    fn values(&self, language: Language) -> (String, String) {
        let is_day = self.unit.starts_with("days since");
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
            None => language.pick("unknown", "sin ella").to_owned(),
        };
        let (first, second) = (write(&self.first, four_digits), write(&self.second, four_digits));
        if first != second {
            return (first, second);
        }
        let all_digits = |value: f64| value.to_string();
        (write(&self.first, all_digits), write(&self.second, all_digits))
    }
}
