//! `hokushin diff`.

use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::{Failure, Format, Subject};
use crate::report::Language;
use crate::report::parting::{self, MOST, Parting, Told};
use crate::scenario::library::{Listing, Loaded};
use crate::sim::calendar::{date_of, monday};
use crate::sim::{Premise, Worldline};

/// Run two histories and say where they part. The second is the first with what the
/// `--against` options change.
#[derive(Debug, Args)]
pub struct Diff {
    #[command(flatten)]
    subject: Subject,
    /// The seed: the first history's luck.
    #[arg(long, default_value_t = 1941)]
    seed: u64,
    /// A counterfactual of the second history, in place of all those of `--with`; can be
    /// given more than once.
    #[arg(long, value_name = "COUNTERFACTUAL")]
    against_with: Vec<String>,
    /// The second history's seed [default: that of the first].
    #[arg(long, value_name = "SEED")]
    against_seed: Option<u64>,
    /// Text, or JSON with the keys `scenario`, `first` and `second` (each with
    /// `counterfactuals`, `seed`), and `parting`: null when they never part, else with
    /// `week`, `monday`, `subjects`, `quantities` (each with `name`, `unit`, `first`,
    /// `second`, `relative`; a state by its name, null where only the other has it; at
    /// most 12, the largest relative difference first), `quantities_that_differ` (how
    /// many in all), `quantities_week` (the first week in which one differs; later than
    /// `week`, or null, when one history drops events and so numbers them otherwise) and
    /// `told` (null when all that is told is the same, else with
    /// `week`, `monday`, `first`, `second`: each null or with `date`, `id`, `text`).
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// One of the two histories.
struct Side {
    titles: Vec<String>,
    premise: Premise,
    seed: u64,
}

impl Side {
    fn new(loaded: Loaded, seed: u64, language: Language) -> Self {
        let title = |listing: &Listing| language.of(&listing.title).to_owned();
        Self {
            titles: loaded.counterfactuals.iter().map(title).collect(),
            premise: Premise::new(loaded.scenario),
            seed,
        }
    }

    fn worldline(&self, subject: &Subject) -> Worldline {
        Worldline::new(&self.premise, self.seed, subject.seats(&self.premise), false)
    }

    fn head(&self, language: Language) -> String {
        let with = if self.titles.is_empty() {
            language.pick("without changes", "sin cambios").to_owned()
        } else {
            format!("{} {}", language.pick("with", "con"), self.titles.join(", "))
        };
        format!("{with}, {} {}", language.pick("seed", "semilla"), self.seed)
    }

    fn json(&self) -> Value {
        json!({ "counterfactuals": self.premise.scenario.counterfactuals, "seed": self.seed })
    }
}

impl Diff {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        // With one change and nothing to hold it against, the first history is the bare one.
        let bare = self.against_with.is_empty() && self.against_seed.is_none();
        let with = self.subject.with.as_slice();
        let (before, against) = match (bare, self.against_with.as_slice()) {
            (true, _) => (&[][..], with),
            (false, []) => (with, with),
            (false, against) => (with, against),
        };
        let first = Side::new(self.subject.load(before)?, self.seed, language);
        let second = Side::new(
            self.subject.load(against)?,
            self.against_seed.unwrap_or(self.seed),
            language,
        );
        let parting = parting::between(
            &mut first.worldline(&self.subject),
            &mut second.worldline(&self.subject),
        );
        let mut out = std::io::stdout().lock();
        if self.format == Format::Json {
            let table = json!({
                "scenario": first.premise.scenario.id,
                "first": first.json(),
                "second": second.json(),
                "parting": parting.as_ref().map(|parting| as_json(parting, language)),
            });
            writeln!(out, "{table:#}")?;
            return Ok(());
        }
        writeln!(out, "{}", language.of(&first.premise.scenario.title))?;
        writeln!(out, "  {} {}", language.pick("first: ", "primera:"), first.head(language))?;
        writeln!(out, "  {} {}\n", language.pick("second:", "segunda:"), second.head(language))?;
        match parting {
            Some(parting) => write!(out, "{}", parting.tell(language))?,
            None => writeln!(
                out,
                "{}",
                language.pick(
                    "They never part: every week has the same fingerprint.",
                    "No se separan nunca: todas las semanas tienen la misma huella."
                )
            )?,
        }
        if self.against_with.is_empty() && self.against_seed.is_none() {
            writeln!(
                out,
                "{}",
                language.pick(
                    "Nothing tells the second from the first: give --against-with or --against-seed.",
                    "Nada distingue la segunda de la primera: dé --against-with o --against-seed."
                )
            )?;
        }
        Ok(())
    }
}

fn as_json(parting: &Parting, language: Language) -> Value {
    let date = |week| date_of(monday(week)).to_string();
    let quantities: Vec<Value> = parting
        .quantities
        .iter()
        .take(MOST)
        .map(|quantity| {
            json!({ "name": quantity.name, "unit": quantity.unit, "first": quantity.first,
                "second": quantity.second, "relative": quantity.relative })
        })
        .collect();
    let entry = |told: &Told| json!({ "date": date_of(told.day).to_string(), "id": told.id, "text": language.of(&told.text) });
    let told = parting.told.as_ref().map(|apart| {
        json!({ "week": apart.week, "monday": date(apart.week),
            "first": apart.first.as_ref().map(entry), "second": apart.second.as_ref().map(entry) })
    });
    json!({ "week": parting.week, "monday": date(parting.week), "subjects": parting.subjects,
        "quantities": quantities, "quantities_that_differ": parting.quantities.len(),
        "quantities_week": parting.quantities_week, "told": told })
}
