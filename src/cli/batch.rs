//! `hokushin batch`, and how any command runs many histories: in the order of their
//! seeds, kept through interruptions, and in parts.

use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::output::place_of;
use super::{Failure, Format, Subject, complain, interrupt, never_taken_up};
use crate::batch::journal::{self, Head, Journal, Live, Part, SavedPart, SavedRun};
use crate::batch::provenance::Provenance;
use crate::batch::runner;
use crate::batch::seeds::{LAST_REPLICATION, LAST_SEED, Sample};
use crate::batch::table::{self, Cell, Schema};
use crate::batch::tally::Tally;
use crate::batch::worldlines::Worldlines;
use crate::batch::{Row, run_directly};
use crate::files::fingerprint::Fingerprint;
use crate::files::place::Place;
use crate::files::{self, Existing, Refusal};
use crate::report::Language;
use crate::report::batch::Counted;
use crate::sim::Premise;
use crate::sim::agenda::Seats;
use crate::whatif::endings::{self, Batch as Specification};
use crate::whatif::inquiry::{Inquiry, Work};

/// How many, and how.
#[derive(Clone, Debug, Args)]
pub struct Scale {
    /// How many histories (seeds).
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub runs: u64,
    /// First seed; the others follow it one by one, so that runs with --seed 1 and --seed 2
    /// share all histories but one. For independent repeats use --replication.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(..=LAST_SEED))]
    pub seed: u64,
    /// The K-th independent repeat: its seeds begin K times 2^32 above --seed, and no two
    /// replications of one --seed share a history.
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=LAST_REPLICATION))]
    pub replication: u64,
    /// Threads [default: one a core]. The result does not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

impl Scale {
    /// The seeds, for a specification.
    #[must_use]
    pub const fn sample(&self) -> Sample {
        Sample { runs: self.runs, seed: self.seed, replication: self.replication }
    }
}

/// Runs the worldlines of some premises on the same seeds, with one progress bar, and
/// hands the rows of each seed to `sink` in the order of the seeds. Ctrl-C ends it
/// early. Gives how many seeds were handed over, or the error of `sink` that ended it.
///
/// # Errors
/// When threads cannot be started.
fn stream<E: Send>(
    threads: Option<u16>,
    worlds: &[(&Premise, &Seats)],
    seeds: Range<u64>,
    sink: impl FnMut(u64, &[Row]) -> Result<(), E> + Send,
) -> Result<Result<u64, E>, Failure> {
    with_work(threads, |work| {
        (work.total)(seeds.end.saturating_sub(seeds.start) * worlds.len() as u64);
        runner::rows(worlds, seeds, work.stop, work.done, sink)
    })
}

/// Runs the seeds that a journal misses, and keeps their rows in it. Where the journal
/// cannot be written it ends early, and what is in it stays there.
///
/// # Errors
/// When threads cannot be started, or the journal cannot be read.
fn keep(
    threads: Option<u16>,
    worlds: &[(&Premise, &Seats)],
    table: &Worldlines,
    mut journal: Journal,
) -> Result<Ran, Failure> {
    let missing = journal.missing();
    let began = Instant::now();
    let ran = stream(threads, worlds, missing.clone(), |_, rows| {
        let cells = |(world, row)| table.cells(world, row);
        journal.keep(&rows.iter().enumerate().map(cells).collect::<Vec<_>>())
    })?;
    let seconds = began.elapsed().as_secs_f64();
    let path = journal.path().to_owned();
    let unkept = ran.err().map(|error| format!("{}: {error}", path.display()));
    let (kept, unkept) = match journal.close() {
        Ok(kept) => (kept, unkept),
        Err(refusal) => (SavedPart::read(&path)?, Some(refusal.to_string())),
    };
    let end = kept.seeds().end;
    let seeds = end.saturating_sub(missing.start);
    Ok(Ran { kept, seeds, whole: end == missing.end, seconds, unkept })
}

/// What a run has left in its journal.
#[derive(Debug)]
pub struct Ran {
    /// The journal.
    pub kept: SavedPart,
    /// Seeds that were run now, and not before.
    pub seeds: u64,
    /// Are all seeds of the run, or of its part, in it?
    pub whole: bool,
    /// How long it took.
    pub seconds: f64,
    /// Why no more could be kept, if that ended it.
    pub unkept: Option<String>,
}

impl Ran {
    /// That it ended early, how much is done, and how to go on.
    #[must_use]
    pub fn ended_early(&self) -> Failure {
        let (done, of) = (self.kept.seeds(), self.kept.head().seeds());
        let (done, of) = (done.end - done.start, of.end - of.start);
        let path = self.kept.path().display();
        let shown = format!("{done} of {of} histories are shown, and kept");
        Failure::Failed(match &self.unkept {
            Some(why) => format!("{why}: {shown}; {GO_ON}"),
            None => format!("interrupted: {shown} in {path}; {GO_ON}"),
        })
    }
}

/// What can be done where histories are kept.
pub(super) const GO_ON: &str = "the same command with --resume goes on";

/// How rows are kept: through interruptions, and in parts.
#[derive(Clone, Debug, Args)]
pub struct Keeping {
    /// Go on with an interrupted run: what it has done stands beside `--out`, as `.partial`.
    #[arg(long, requires = "out")]
    pub resume: bool,
    /// Run only the K-th of N parts of the seeds; `hokushin merge` puts the parts together.
    #[arg(long, value_name = "K/N", requires = "out")]
    pub shard: Option<Part>,
}

impl Keeping {
    /// The journal of a run: a new one, or with `--resume` that of the interrupted run.
    /// The table is among those of the provenance, and has a row a seed and world.
    ///
    /// # Errors
    /// A journal that is in the way, missing, damaged or another run's, which some seeds are
    /// lived again to find; what its place says.
    pub fn journal(
        &self,
        path: &Path,
        provenance: Provenance,
        table: &str,
        live: Live<'_>,
    ) -> Result<Journal, Refusal> {
        let head = Head::new(provenance, table, self.shard.unwrap_or(Part::WHOLE))?;
        if self.resume { Journal::resume(path, head, live) } else { Journal::begin(path, head) }
    }
}

/// Where rows are to be written, and beside them where they come from
/// (`FILE.provenance.json`).
#[derive(Debug)]
pub(super) struct RowsPlace {
    rows: Place,
    origin: Place,
    format: table::Format,
}

impl RowsPlace {
    /// Asks for the place that `--out` names.
    ///
    /// # Errors
    /// An ending that names no format; why nothing is written there.
    pub fn of(file: &Path, existing: Existing) -> Result<Self, Failure> {
        let format = known_ending(file, false)?;
        let origin = files::with_more(file, ".provenance.json");
        Ok(Self {
            rows: place_of("--out", file, existing)?,
            origin: place_of("--out", &origin, existing)?,
            format,
        })
    }

    /// Writes all rows, and counts them whether they can be written or not.
    ///
    /// # Errors
    /// Rows that are not all there, or damaged.
    pub fn write(&self, saved_run: &SavedRun) -> Result<(Tally, io::Result<()>), Failure> {
        let schema = saved_run.schema();
        let mut tally = Tally::new(&schema);
        let mut refused = None;
        let rows = saved_run.rows().map(|row| match row {
            Ok(row) => {
                tally.add(&row);
                Ok(row)
            }
            Err(refusal) => {
                let error = io::Error::other(refusal.to_string());
                refused = Some(refusal);
                Err(error)
            }
        });
        let origin = saved_run.provenance();
        // The rows come last: where they stand all is there.
        let written = self.origin.write(origin.file().as_bytes()).and_then(|()| {
            self.rows.whole(|file| table::write(file, self.format, &schema, Some(origin), rows))
        });
        if let Some(refusal) = refused {
            return Err(refusal.into());
        }
        if written.is_err() {
            return Ok((count(&schema, saved_run.rows())?, written));
        }
        tally.sort();
        Ok((tally, written))
    }
}

/// Counts rows.
///
/// # Errors
/// A row that is damaged.
pub fn count(
    schema: &Schema,
    rows: impl Iterator<Item = Result<Vec<Cell>, Refusal>>,
) -> Result<Tally, Failure> {
    let mut tally = Tally::new(schema);
    for row in rows {
        tally.add(&row?);
    }
    tally.sort();
    Ok(tally)
}

/// Does an inquiry's work on the wanted number of threads, with a bar that counts histories.
/// Ctrl-C and its like stop it.
///
/// # Errors
/// When threads cannot be started.
pub fn with_work<T: Send>(
    threads: Option<u16>,
    work: impl FnOnce(&Work<'_>) -> T + Send,
) -> Result<T, Failure> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .build()
        .map_err(|error| Failure::Failed(error.to_string()))?;
    let stop = interrupt::flag();
    let bar = ProgressBar::no_length();
    let style = "{bar:32} {pos}/{len}  {per_sec}  {eta}";
    bar.set_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let (total, done) = (|total| bar.set_length(total), |count| bar.inc(count));
    let note = |what: &str| bar.suspend(|| complain(what));
    let work_on = Work { stop, total: &total, done: &done, note: &note };
    let result = pool.install(|| work(&work_on));
    bar.finish_and_clear();
    Ok(result)
}

/// The ending of a file of rows.
///
/// # Errors
/// An ending that names no format; a part of a run that is not wanted as `.csv`.
pub(super) fn known_ending(file: &Path, part: bool) -> Result<table::Format, Failure> {
    let wrong = |what: &str| Err(Failure::BadInput(format!("{}: {what}", file.display())));
    match table::Format::of(file) {
        None => wrong("the file must end in .csv, .json or .parquet"),
        Some(format) if part && format != table::Format::Csv => wrong(
            "a part of a run is kept as .csv; `hokushin merge` writes .json or .parquet of the whole",
        ),
        Some(format) => Ok(format),
    }
}

/// Run many histories: outcomes with their intervals.
#[derive(Debug, Args)]
pub struct Batch {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    scale: Scale,
    /// Write one row a history to this file (.csv, .json or .parquet), and where the rows
    /// come from beside it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file that is there already.
    #[arg(long, requires = "out")]
    force: bool,
    #[command(flatten)]
    keeping: Keeping,
    /// Text, or JSON with the keys `outcomes`, `measures`, `runs`, `seconds`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Batch {
    pub(super) fn inquiry(self) -> Inquiry {
        let (subject, sample) = (self.subject.subject(), self.scale.sample());
        Inquiry::Batch(Specification { subject, sample })
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let asked = Specification { subject: self.subject.subject(), sample: self.scale.sample() };
        let rows = RowsOutput { out: self.out, force: self.force, keeping: self.keeping };
        give(&asked, &rows, self.format, self.scale.threads, language)
    }
}

/// Where the rows of a batch go, and how they are kept.
#[derive(Clone, Debug)]
pub(super) struct RowsOutput {
    pub(super) out: Option<PathBuf>,
    pub(super) force: bool,
    pub(super) keeping: Keeping,
}

/// Runs a batch and gives its answer.
pub(super) fn give(
    asked: &Specification,
    output: &RowsOutput,
    format: Format,
    threads: Option<u16>,
    language: Language,
) -> Result<(), Failure> {
    let kept_in = output.out.as_deref().map(|out| output.place(out)).transpose()?;
    let prepared = with_work(threads, |work| asked.lay(work))??;
    let (world, table) = (&prepared.world, &prepared.table);
    let (first, runs) = (asked.sample.first(), asked.sample.runs);
    let title = &world.scenario().title;
    let Some(kept_in) = kept_in else {
        let began = Instant::now();
        let endings::Counted { ran, tally } = with_work(threads, |work| prepared.count(work))?;
        let seconds = began.elapsed().as_secs_f64();
        let counted = Counted {
            title,
            schema: &table.schema,
            tally: &tally,
            never: &never_taken_up(world, first..first + ran),
            first,
            speed: Some((ran, seconds)),
        };
        print(&counted, format, language)?;
        if ran < runs {
            return Err(Failure::Failed(format!(
                "interrupted: {ran} of {runs} histories were run and are shown; with --out they would be kept"
            )));
        }
        return Ok(());
    };
    let provenance = prepared.provenance(first, runs);
    let path = journal::beside(kept_in.path());
    let worlds = prepared.worlds();
    let mut live = living(&worlds, table);
    let journal = output.keeping.journal(&path, provenance, &table.schema.name, &mut live)?;
    if !journal.missing().is_empty() {
        kept_in.must_be_new()?;
    }
    let ran = keep(threads, &worlds, table, journal)?;
    let (tally, written) = match &kept_in {
        KeptIn::Rows(rows) if ran.whole => rows.write(&SavedRun::new(vec![ran.kept.clone()])?)?,
        KeptIn::Part(part) if ran.whole => {
            let tally = count(&table.schema, ran.kept.rows()?)?;
            (tally, part.take(&path))
        }
        _ => (count(&table.schema, ran.kept.rows()?)?, Ok(())),
    };
    let seeds = ran.kept.seeds();
    let counted = Counted {
        title,
        schema: &table.schema,
        tally: &tally,
        never: &never_taken_up(world, seeds.clone()),
        first: seeds.start,
        speed: Some((ran.seeds, ran.seconds)),
    };
    let printed = print(&counted, format, language);
    written.map_err(|error| {
        Failure::Unwritten(format!(
            "{error}; the histories are kept in {}, and {GO_ON}",
            path.display()
        ))
    })?;
    if !ran.whole {
        printed?;
        return Err(ran.ended_early());
    }
    if matches!(kept_in, KeptIn::Rows(_)) {
        files::journal::remove(&path)?;
    }
    printed
}

/// Lives some seeds of the parts of a divided run again: `asked` is the specification that
/// they were made with. Where its scenario is not at hand that cannot be, and is said.
///
/// # Errors
/// A history that is another one now.
pub(super) fn live_again(asked: &Specification, saved_run: &SavedRun) -> Result<(), Failure> {
    let there = saved_run.provenance();
    let cannot = |why: &str| {
        complain(&format!(
            "hokushin: no history of these parts is lived again to prove them: {why}"
        ));
        Ok(())
    };
    let Ok(prepared) = with_work(None, |work| asked.lay(work))? else {
        return cannot(&format!("the scenario `{}` cannot be loaded here", there.scenario));
    };
    let here = prepared.provenance(there.first_seed, there.runs);
    let texts = |of: &Provenance| -> Vec<Fingerprint> {
        of.worlds.iter().map(|world| world.fingerprint).collect()
    };
    let differences = here.differences(there);
    if texts(&here) != texts(there) {
        return cannot(&differences.join("; "));
    }
    if !differences.is_empty() {
        return Err(Failure::BadInput(format!(
            "these parts are of another run than this program would make now ({})",
            differences.join("; ")
        )));
    }
    Ok(journal::live_again(saved_run.kept(), &mut living(&prepared.worlds(), &prepared.table))?)
}

impl RowsOutput {
    fn place(&self, out: &Path) -> Result<KeptIn, Failure> {
        let existing = Existing::by(self.force, self.keeping.resume);
        if self.keeping.shard.is_none() {
            return Ok(KeptIn::Rows(RowsPlace::of(out, existing)?));
        }
        known_ending(out, true)?;
        Ok(KeptIn::Part(part_of("--out", out, existing)?))
    }
}

/// The place of a part of a run: its journal is moved there.
pub(super) fn part_of(flag: &str, out: &Path, existing: Existing) -> Result<Place, Failure> {
    // A part that is there is whole, and its journal gone: there is nothing to resume.
    let existing = if existing == Existing::TheSame { Existing::Refused } else { existing };
    let place = place_of(flag, out, existing)?;
    if place.is_a_file() {
        Ok(place)
    } else {
        Err(Failure::BadInput(format!(
            "{flag} {}: a part of a run is kept in a file, and this is none",
            out.display()
        )))
    }
}

/// What `--out` of batch is to hold.
#[derive(Debug)]
enum KeptIn {
    Rows(RowsPlace),
    Part(Place),
}

impl KeptIn {
    /// Rows may be there only if the journal that is gone on with is whole.
    fn must_be_new(&self) -> Result<(), Refusal> {
        match self {
            Self::Rows(rows) => rows.rows.must_be_new(),
            Self::Part(part) => part.must_be_new(),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Rows(rows) => rows.rows.path(),
            Self::Part(part) => part.path(),
        }
    }
}

/// Lives single seeds in some worlds, and gives their rows.
pub(super) fn living<'a>(
    worlds: &'a [(&'a Premise, &'a Seats)],
    table: &'a Worldlines,
) -> impl FnMut(u64) -> Vec<Vec<Cell>> + 'a {
    move |seed| {
        let row = |(world, (premise, seats)): (usize, &(&Premise, &Seats))| {
            table.cells(world, &run_directly(premise, seats, seed))
        };
        worlds.iter().enumerate().map(row).collect()
    }
}

/// Prints what was counted.
pub(super) fn print(
    counted: &Counted<'_>,
    format: Format,
    language: Language,
) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match format {
        Format::Json => writeln!(out, "{:#}", counted.json(language))?,
        Format::Text => write!(out, "{}", counted.text(language))?,
    }
    Ok(())
}
