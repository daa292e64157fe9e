//! `hokushin batch`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{Failure, Format, Subject};
use crate::batch::statistics::{quantile, wilson};
use crate::batch::{self, Row, files};
use crate::report::Language;
use crate::report::table::{Table, percent, three_digits};
use crate::report::words;
use crate::scenario::{MeasureKind, Scenario};
use crate::sim::Premise;
use crate::sim::record::Seats;

/// The largest first seed: what follows it must be numbers too, also in a file.
const LAST_SEED: u64 = i64::MAX as u64 / 2;

/// How many, and how.
#[derive(Clone, Debug, Args)]
pub struct Scale {
    /// How many histories (seeds).
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub runs: u64,
    /// First seed; the others follow it.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(..=LAST_SEED))]
    pub seed: u64,
    /// Threads [default: one a core]. The result does not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

static STOP: AtomicBool = AtomicBool::new(false);

impl Scale {
    /// Runs the batches of some premises on the same seeds, with one progress bar. Ctrl-C
    /// keeps the histories that are done.
    ///
    /// # Errors
    /// When threads cannot be started.
    pub fn run(&self, premises: &[(&Premise, &Seats)]) -> Result<Vec<Vec<Row>>, Failure> {
        with_progress(self, self.runs * premises.len() as u64, |stop, done| {
            let run = |(premise, seats): &(&Premise, &Seats)| {
                batch::run(premise, seats, self.seed, self.runs, stop, done)
            };
            premises.iter().map(run).collect()
        })
    }
}

/// A file that is to be written needs its folder, and must not be one: said before the work
/// and not after it.
///
/// # Errors
/// What is missing.
pub fn folder_of(file: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = file else { return Ok(()) };
    if file.is_dir() {
        return Err(Failure::BadInput(format!("{}: this is a folder", file.display())));
    }
    match file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        Some(folder) => {
            Err(Failure::BadInput(format!("{}: there is no such folder", folder.display())))
        }
        None => Ok(()),
    }
}

/// Does long work on the wanted number of threads, with a bar that counts `total`
/// histories. Ctrl-C raises the flag that the work is given, so that it can keep what is
/// done; a second one ends the program as usual.
///
/// # Errors
/// When threads cannot be started.
pub fn with_progress<T: Send>(
    scale: &Scale,
    total: u64,
    work: impl FnOnce(&AtomicBool, &(dyn Fn(u64) + Sync)) -> T + Send,
) -> Result<T, Failure> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(scale.threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Failure::Failed(error.to_string()))?;
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    let bar = ProgressBar::new(total);
    let style = "{bar:32} {pos}/{len}  {per_sec}  {eta}";
    bar.set_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let done = |count| bar.inc(count);
    let result = pool.install(|| work(&STOP, &done));
    bar.finish_and_clear();
    Ok(result)
}

/// Run many histories: outcomes with their intervals.
#[derive(Debug, Args)]
pub struct Batch {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    scale: Scale,
    /// Write one row a history to this file (.csv, .json or .parquet).
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Text, or JSON with the keys `outcomes`, `measures`, `runs`, `seconds`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Batch {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        if let Some(out) = self.out.as_ref().filter(|out| !files::known(out)) {
            return Err(Failure::BadInput(format!(
                "{}: the file must end in .csv, .json or .parquet",
                out.display()
            )));
        }
        folder_of(self.out.as_deref())?;
        let loaded = self.subject.load(&self.subject.with)?;
        let premise = Premise::new(loaded.scenario);
        let seats = self.subject.seats(&premise);
        let began = Instant::now();
        let rows = self.scale.run(&[(&premise, &seats)])?.swap_remove(0);
        let seconds = began.elapsed().as_secs_f64();
        if let Some(out) = &self.out {
            files::write(out, &premise.scenario, &rows)
                .map_err(|error| Failure::Failed(format!("{}: {error}", out.display())))?;
        }
        let mut out = std::io::stdout().lock();
        if self.format == Format::Json {
            writeln!(out, "{:#}", as_json(&premise.scenario, &rows, seconds))?;
        } else {
            write!(out, "{}", as_text(&premise.scenario, &rows, language))?;
            writeln!(
                out,
                "\n{} {}, {:.1} s, {:.0} {}",
                rows.len(),
                language.pick("histories", "historias"),
                seconds,
                rows.len() as f64 / seconds,
                language.pick("a second", "por segundo")
            )?;
        }
        if (rows.len() as u64) < self.scale.runs {
            return Err(Failure::Failed(format!(
                "interrupted: {} of {} histories were run and are shown",
                rows.len(),
                self.scale.runs
            )));
        }
        Ok(())
    }
}

fn sorted(rows: &[Row], measure: usize) -> Vec<f64> {
    let mut values: Vec<f64> = rows.iter().map(|row| row.measures[measure]).collect();
    values.sort_by(f64::total_cmp);
    values
}

fn count(rows: &[Row], holds: impl Fn(&Row) -> bool) -> u64 {
    rows.iter().filter(|row| holds(row)).count() as u64
}

fn as_json(scenario: &Scenario, rows: &[Row], seconds: f64) -> serde_json::Value {
    let n = rows.len() as u64;
    let outcomes: Vec<_> = scenario
        .outcomes
        .iter()
        .enumerate()
        .map(|(place, outcome)| {
            let share = wilson(count(rows, |row| row.outcome == place), n);
            json!({ "id": outcome.id, "share": share.share, "low": share.low, "high": share.high })
        })
        .collect();
    let measures: Vec<_> = scenario
        .measures
        .iter()
        .enumerate()
        .map(|(place, measure)| {
            if measure.kind == MeasureKind::Truth {
                let share = wilson(count(rows, |row| row.measures[place] != 0.0), n);
                json!({ "id": measure.id, "unit": "share", "share": share.share, "low": share.low, "high": share.high })
            } else {
                let values = sorted(rows, place);
                let at = |share| quantile(&values, share);
                json!({ "id": measure.id, "unit": measure.unit, "q05": at(0.05), "q25": at(0.25), "median": at(0.5), "q75": at(0.75), "q95": at(0.95) })
            }
        })
        .collect();
    json!({ "outcomes": outcomes, "measures": measures, "runs": n, "seconds": seconds })
}

fn as_text(scenario: &Scenario, rows: &[Row], language: Language) -> String {
    let n = rows.len() as u64;
    let interval = |low, high| format!("{} – {}", percent(low, n), percent(high, n));
    let mut outcomes = Table::new(&[
        language.pick("Outcome", "Desenlace"),
        language.pick("share", "parte"),
        "95 %",
    ]);
    for (place, outcome) in scenario.outcomes.iter().enumerate() {
        let share = wilson(count(rows, |row| row.outcome == place), n);
        outcomes.row(vec![
            language.of(&outcome.title).to_owned(),
            percent(share.share, n),
            interval(share.low, share.high),
        ]);
    }
    let mut truths = Table::new(&[
        language.pick("What happened", "Qué ocurrió"),
        language.pick("share", "parte"),
        "95 %",
    ]);
    let mut numbers = Table::new(&[
        language.pick("Measure", "Medida"),
        "5 %",
        language.pick("median", "mediana"),
        "95 %",
        language.pick("unit", "unidad"),
    ]);
    for (place, measure) in scenario.measures.iter().enumerate() {
        let title = language.of(&measure.title).to_owned();
        if measure.kind == MeasureKind::Truth {
            let share = wilson(count(rows, |row| row.measures[place] != 0.0), n);
            truths.row(vec![title, percent(share.share, n), interval(share.low, share.high)]);
        } else {
            let values = sorted(rows, place);
            let at = |share| three_digits(quantile(&values, share));
            numbers.row(vec![
                title,
                at(0.05),
                at(0.5),
                at(0.95),
                words::unit(&measure.unit, language),
            ]);
        }
    }
    format!("{}  (n = {n})\n\n{outcomes}\n{truths}\n{numbers}", language.of(&scenario.title))
}
