//! An inquiry is a value: a specification says what is asked, and running it yields
//! findings. Flags, files, pages and journals write the same specifications; a report tells
//! the findings.
//!
//! This is what all inquiries share beside how they are run ([`Work`]) and why they are not
//! ([`Trouble`]): their file and their command, and the worlds of their subject ([`Worlds`]),
//! whose files are read once.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use crate::batch::work::{Trouble, Work, within};
use crate::hindcast::calibration::Calibrate;
use crate::hindcast::orders::Orders;
use crate::hindcast::validation::Validate;
use crate::history::{Recipe, Subject};
use crate::policy::world::World;
use crate::scenario::library::{Listing, Loaded, Opened, Selection};
use crate::scenario::located::{read_file, written};
use crate::scenario::report::{self, Reports};
use crate::sim::{self, Premise};
use crate::whatif::attribution::Attribute;
use crate::whatif::comparison::Compare;
use crate::whatif::endings::Batch;
use crate::whatif::explanation::Explain;
use crate::whatif::parting::Diff;
use crate::whatif::plausibility::Plausibility;
use crate::whatif::rewrite::Rewrite;
use crate::whatif::sensitivity::Sensitivity;
use crate::whatif::sweep::Sweep;

/// A question about histories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inquiry {
    /// How does a scenario end?
    Batch(Batch),
    /// What does a change do, and how surely?
    Compare(Compare),
    /// Was a change needed, was it enough, and through what did it work?
    Attribute(Attribute),
    /// What led from a change to an outcome, in one worldline?
    Explain(Explain),
    /// Where do two histories part?
    Diff(Diff),
    /// How does a scenario score against a record?
    Validate(Validate),
    /// How often do histories break a rule of order?
    Orders(Orders),
    /// Which values of assumed parameters fit a record?
    Calibrate(Calibrate),
    /// What does an outcome hang on?
    Sensitivity(Sensitivity),
    /// How surprising is a change, or which is the smallest that would do?
    Rewrite(Rewrite),
    /// How does a counterfactual stand by the six criteria?
    Plausibility(Plausibility),
    /// What do outcomes become while one thing takes value after value?
    Sweep(Sweep),
}

impl Inquiry {
    /// Reads a specification from its file.
    ///
    /// # Errors
    /// Everything that is wrong with it, located.
    pub fn read(path: &Path) -> Result<Self, Box<Reports>> {
        let source = report::read(path)?;
        let mut found = Vec::new();
        let read = read_file::<Self>(0, &source.text, &mut found);
        match read {
            Some(inquiry) if found.is_empty() => Ok(inquiry.value),
            _ => Err(Box::new(Reports { sources: vec![source], reports: found })),
        }
    }

    /// The text of its file.
    #[must_use]
    pub fn ron(&self) -> String {
        written(self)
    }

    /// The command that asks it, flag by flag: each field of the specification is the flag of
    /// its name, and what is as usual is left out.
    #[must_use]
    pub fn command(&self) -> String {
        let usual = match self {
            Self::Batch(_) => Self::Batch(Batch::default()),
            Self::Compare(_) => Self::Compare(Compare::default()),
            Self::Attribute(_) => Self::Attribute(Attribute::default()),
            Self::Explain(_) => Self::Explain(Explain::default()),
            Self::Diff(_) => Self::Diff(Diff::default()),
            Self::Validate(_) => Self::Validate(Validate::default()),
            Self::Orders(_) => Self::Orders(Orders::default()),
            Self::Calibrate(_) => Self::Calibrate(Calibrate::default()),
            Self::Sensitivity(_) => Self::Sensitivity(Sensitivity::default()),
            Self::Rewrite(_) => Self::Rewrite(Rewrite::default()),
            Self::Plausibility(_) => Self::Plausibility(Plausibility::default()),
            Self::Sweep(_) => Self::Sweep(Sweep::default()),
        };
        command(self, &usual)
    }
}

impl Inquiry {
    /// The worlds that its histories are of, by the names that rows and reports give them, and
    /// the first seed of each.
    fn histories(&self) -> Vec<(String, Subject, u64)> {
        let of =
            |subject: &Subject, with: &[String]| Subject { with: with.to_vec(), ..subject.clone() };
        // Without a change, with each of them, and with all.
        let beside = |subject: &Subject, first: u64| {
            let mut worlds = vec![("baseline".to_owned(), of(subject, &[]), first)];
            for with in &subject.with {
                worlds.push((with.clone(), of(subject, std::slice::from_ref(with)), first));
            }
            worlds.push(("changed".to_owned(), subject.clone(), first));
            worlds
        };
        let plain =
            |subject: &Subject, first: u64| vec![("baseline".to_owned(), subject.clone(), first)];
        match self {
            Self::Batch(asked) => plain(&asked.subject, asked.sample.first()),
            Self::Compare(asked) => beside(&asked.subject, asked.sample.first()),
            Self::Attribute(asked) => beside(&asked.subject, asked.sample.first()),
            Self::Sensitivity(asked) => plain(&asked.subject, asked.sample.first()),
            Self::Sweep(asked) => plain(&asked.subject, asked.sample.first()),
            Self::Rewrite(asked) => beside(&asked.subject, asked.sample.first()),
            Self::Plausibility(asked) => beside(&asked.subject, asked.sample.first()),
            Self::Explain(asked) => beside(&asked.subject, asked.seed),
            Self::Diff(asked) => {
                let first =
                    if asked.is_bare() { of(&asked.subject, &[]) } else { asked.subject.clone() };
                let second = match asked.against_with.as_slice() {
                    [] => asked.subject.clone(),
                    with => of(&asked.subject, with),
                };
                let seed = asked.against_seed.unwrap_or(asked.seed);
                vec![("first".to_owned(), first, asked.seed), ("second".to_owned(), second, seed)]
            }
            Self::Validate(asked) => plain(&asked.subject, asked.sample.first()),
            Self::Orders(asked) => plain(&asked.subject, asked.sample.first()),
            Self::Calibrate(asked) => plain(&asked.subject, 1),
        }
    }

    /// The recipe of one of its histories: of a world, the last when none is named, and a seed,
    /// the first when none is given.
    ///
    /// # Errors
    /// A world that it does not have.
    pub fn recipe(&self, world: Option<&str>, seed: Option<u64>) -> Result<Recipe, Trouble> {
        let mut worlds = self.histories();
        let place = match world {
            None => worlds.len() - 1,
            Some(named) => {
                let names = || worlds.iter().map(|(name, ..)| name.as_str());
                names().position(|name| name == named).ok_or_else(|| {
                    let known = names().collect::<Vec<_>>().join(", ");
                    Trouble::Asked(format!(
                        "no world of it is called `{named}`; there are: {known}"
                    ))
                })?
            }
        };
        let (_, subject, first) = worlds.swap_remove(place);
        Ok(Recipe::of(subject, seed.unwrap_or(first)))
    }

    /// As a journal and a file of rows carry it: for programs, and for people.
    #[must_use]
    pub fn made(&self) -> (Value, String) {
        (serde_json::to_value(self).unwrap_or_default(), self.command())
    }

    /// Reads it out of what a journal or a file of rows carries.
    #[must_use]
    pub fn of_rows(made: &Value) -> Option<Self> {
        serde_json::from_value(made.clone()).ok()
    }
}

/// An inquiry as a command line, from its serialised form and that of a usual one.
fn command(inquiry: &Inquiry, usual: &Inquiry) -> String {
    let fields = |inquiry: &Inquiry| match serde_json::to_value(inquiry) {
        Ok(Value::Object(object)) => object.into_iter().next(),
        _ => None,
    };
    let (Some((kind, Value::Object(mut asked))), Some((_, usual))) =
        (fields(inquiry), fields(usual))
    else {
        return String::new();
    };
    let subject = asked.remove("subject").unwrap_or_default();
    let sample = asked.remove("sample").unwrap_or_default();
    let mut words = vec!["hokushin".to_owned(), kind.to_lowercase()];
    words.extend(subject["scenario"].as_str().map(str::to_owned));
    flag(&mut words, "with", &subject["with"]);
    for seat in ["japan", "soviet", "others"] {
        flag(&mut words, seat, &subject["seating"][seat]);
    }
    for (name, value) in &asked {
        if *value != usual[name] {
            flag(&mut words, name, value);
        }
    }
    for number in ["runs", "seed", "replication"] {
        flag(&mut words, number, &sample[number]);
    }
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_default()
}

/// Adds a flag with its value, if it has one.
fn flag(words: &mut Vec<String>, name: &str, value: &Value) {
    let name = format!("--{}", name.replace('_', "-"));
    let mut put = |text: String| {
        if text.starts_with('-') {
            words.push(format!("{name}={text}"));
        } else {
            words.extend([name.clone(), text]);
        }
    };
    match value {
        Value::Null | Value::Bool(false) | Value::Object(_) => {}
        Value::Bool(true) => words.push(name),
        Value::String(text) => put(text.clone()),
        Value::Number(number) => put(number.to_string()),
        Value::Array(values) => {
            values.iter().for_each(|value| flag(words, name.trim_start_matches('-'), value))
        }
    }
}

/// The worlds of a subject.
#[derive(Clone, Debug)]
pub struct Worlds {
    subject: Subject,
    opened: Opened,
    /// The place of the change that each counterfactual belongs to.
    change_of: Vec<usize>,
}

/// A world, and the counterfactuals that made it.
#[derive(Debug)]
pub struct Made {
    /// The world.
    pub world: World,
    /// The counterfactuals that are built in.
    pub counterfactuals: Vec<Listing>,
    /// What is to be warned of.
    pub warnings: Reports,
}

impl Worlds {
    /// Reads the files of a subject.
    ///
    /// # Errors
    /// Which file is not found, or cannot be read.
    pub fn open(subject: &Subject) -> Result<Self, Box<Reports>> {
        let changes = subject.changes().into_iter().enumerate();
        let change_of = changes.flat_map(|(place, names)| vec![place; names.len()]).collect();
        Ok(Self { opened: subject.open()?, subject: subject.clone(), change_of })
    }

    /// The subject.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The world of the scenario without any change.
    ///
    /// # Errors
    /// What is wrong with the scenario.
    pub fn baseline(&self) -> Result<Made, Box<Reports>> {
        self.make(Selection::ALONE)
    }

    /// The world with all changes.
    ///
    /// # Errors
    /// What is wrong with any of the files, and where two changes contradict each other.
    pub fn changed(&self) -> Result<Made, Box<Reports>> {
        self.make(Selection::ALL)
    }

    /// The world with some of the changes, by their places in `with`.
    ///
    /// # Errors
    /// As [`Worlds::changed`].
    pub fn with(&self, made: &dyn Fn(usize) -> bool) -> Result<Made, Box<Reports>> {
        self.make(Selection::counterfactuals(&|place| made(self.change_of[place])))
    }

    /// The world with some of the interventions of all changes.
    ///
    /// # Errors
    /// As [`Worlds::changed`].
    pub fn of_interventions(&self, kept: &dyn Fn(usize) -> bool) -> Result<Made, Box<Reports>> {
        self.make(Selection::interventions(kept))
    }

    /// The world with one of the changes, of which no intervention is kept: it must be the one
    /// without any change.
    ///
    /// # Errors
    /// As [`Worlds::changed`].
    pub fn of_no_intervention(&self, change: usize) -> Result<Made, Box<Reports>> {
        let chosen = |place: usize| self.change_of[place] == change;
        let none = Selection { counterfactuals: &chosen, interventions: &|_| false, fitted: true };
        self.make(none)
    }

    /// Of how many interventions all changes are made.
    #[must_use]
    pub fn interventions(&self) -> usize {
        self.opened.interventions().len()
    }

    fn make(&self, which: Selection<'_>) -> Result<Made, Box<Reports>> {
        let Loaded { scenario, counterfactuals, warnings, .. } =
            self.opened.compile(&sim::engine(), which)?;
        let premise = Premise::new(scenario);
        let seats = self.subject.seating.seats(&premise.scenario);
        Ok(Made { world: World { premise, seats }, counterfactuals, warnings })
    }
}
