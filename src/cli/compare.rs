//! `hokushin compare`, and how its pairs are kept through interruptions and in parts.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use clap::Args;

use super::batch::{GO_ON, Keeping, Scale, part_of, with_work};
use super::output::Output;
use super::{Failure, Format, Subject, complain};
use crate::batch::binomial::SIDE;
use crate::batch::journal::{self, SavedPart, SavedRun};
use crate::batch::table::Cell;
use crate::files::place::Place;
use crate::files::{self, Existing};
use crate::report::Language;
use crate::report::certainty::seeds_said;
use crate::report::comparison::{answer, part_written, speed};
use crate::report::folder::{Streamed, StreamedRows};
use crate::whatif::comparison::rows::NAME;
use crate::whatif::comparison::{Compare as Specification, Comparing, Count, pairs_until};
use crate::whatif::inquiry::Inquiry;

/// Run the same seeds with and without a change: what differs, and how surely. Each
/// `--with` is a change of its own, side by side with the others; `a+b` is one change made
/// of two counterfactuals.
#[derive(Clone, Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    scale: Scale,
    /// Count only histories in which this holds without the change: an outcome, a measure
    /// or a condition, on the last day, or `… on DATE`, `… by DATE`; or `record`, `record by
    /// DATE`: those that fit the figures of the record. Can be given more than once.
    #[arg(long, value_name = "CONDITION")]
    given: Vec<String>,
    /// How far a history may be from the record that is given: the root mean square of its
    /// misfits, in standard deviations [default: that of the nearest tenth of 400 other histories].
    #[arg(long, value_parser = positive, requires = "given")]
    tolerance: Option<f64>,
    /// Go on beyond --runs until every 95 % interval of a share is at most plus or minus
    /// so many points of a percentage wide.
    #[arg(long, value_name = "POINTS", value_parser = positive)]
    until: Option<f64>,
    /// With --until: stop after so many seeds whatever the precision.
    #[arg(long, default_value_t = 1_000_000, requires = "until", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    at_most: u64,
    /// Follow a quantity over time in both worlds; can be given more than once.
    #[arg(long, value_name = "QUANTITY")]
    track: Vec<String>,
    /// Draw the map of a date into the report; can be given more than once [default: a year
    /// after the change].
    #[arg(long, value_name = "DATE", requires = "out")]
    map: Vec<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    keeping: Keeping,
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a number above 0 is wanted, such as 0.5".to_owned()),
    }
}

/// A few points of a percentage as people read them.
fn narrow(points: f64) -> String {
    if points < 1e-3 { format!("{points:e}") } else { points.to_string() }
}

/// A large number of pairs as people read it.
fn many(pairs: f64) -> String {
    if pairs < 1e9 { format!("{pairs:.0}") } else { format!("{pairs:.1e}") }
}

impl Compare {
    fn specification(self) -> Specification {
        Specification {
            subject: self.subject.subject(),
            given: self.given,
            tolerance: self.tolerance,
            until: self.until,
            at_most: self.at_most,
            track: self.track,
            map: self.map,
            sample: self.scale.sample(),
        }
    }

    pub(super) fn inquiry(self) -> Inquiry {
        Inquiry::Compare(self.specification())
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let (output, keeping, threads) =
            (self.output.clone(), self.keeping.clone(), self.scale.threads);
        give(&self.specification(), output, keeping, threads, language)
    }
}

/// Compares, and gives the answer.
pub(super) fn give(
    asked: &Specification,
    mut output: Output,
    keeping: Keeping,
    threads: Option<u16>,
    language: Language,
) -> Result<(), Failure> {
    let part = match (keeping.shard, output.named()) {
        (Some(_), Some(out)) => {
            Some(part_of("--out", out, Existing::by(output.force, keeping.resume))?)
        }
        _ => {
            output.check(keeping.resume)?;
            None
        }
    };
    if (keeping.shard.is_some() || keeping.resume) && asked.until.is_some() {
        return Err(Failure::BadInput(
            "--until cannot be taken up again or divided: nobody knows beforehand how many seeds it takes; give --runs instead".to_owned(),
        ));
    }
    let comparing = lay(asked, &output, threads)?;
    let run = Run { comparing: &comparing, output, keeping, threads, language };
    match run.output.named().map(Path::to_owned) {
        Some(out) if asked.until.is_none() => run.keep(&out, part.as_ref()),
        _ => run.at_once(),
    }
}

fn lay(asked: &Specification, output: &Output, threads: Option<u16>) -> Result<Comparing, Failure> {
    Ok(with_work(threads, |work| asked.lay(output.writes(), work))??)
}

/// Puts the parts of a divided comparison together: `asked` is the specification that they
/// were made with.
pub(super) fn merge(
    asked: &Specification,
    saved_run: &SavedRun,
    mut output: Output,
    language: Language,
) -> Result<(), Failure> {
    output.check(false)?;
    let comparing = lay(asked, &output, None)?;
    let differences = comparing.provenance().differences(saved_run.provenance());
    if !differences.is_empty() {
        return Err(Failure::BadInput(format!(
            "these parts are of another run than this program would make now ({})",
            differences.join("; ")
        )));
    }
    journal::live_again(saved_run.kept(), &mut |seed| comparing.live(seed))?;
    let count = comparing.count_rows(saved_run.rows())?;
    let keeping = Keeping { resume: false, shard: None };
    let run = Run { comparing: &comparing, output, keeping, threads: None, language };
    run.answer(count, None, &Source::Saved(saved_run))
}

/// A comparison that is run from a terminal.
struct Run<'a> {
    comparing: &'a Comparing,
    output: Output,
    keeping: Keeping,
    threads: Option<u16>,
    language: Language,
}

impl Run<'_> {
    /// Runs all seeds and keeps nothing but what is counted, and with `--until` and a report
    /// the rows.
    fn at_once(&self) -> Result<(), Failure> {
        let comparing = self.comparing;
        if let Some(points) = comparing.asked.until {
            self.can_be_reached(points, comparing.asked.most())?;
        }
        let mut rows = Vec::new();
        let began = Instant::now();
        let count = with_work(self.threads, |work| {
            comparing.live_all(work, |observed| {
                if self.output.writes() {
                    let fits = comparing.fits(observed);
                    let cells = comparing.rows.cells(observed).into_iter();
                    rows.extend(cells.map(|cells| comparing.rows.shown(cells, fits)));
                }
            })
        })?;
        let seconds = began.elapsed().as_secs_f64();
        self.answer(count, Some(seconds), &Source::Lived(rows))
    }

    /// Says what a precision takes before the work begins, and refuses what cannot be done.
    fn can_be_reached(&self, points: f64, most: u64) -> Result<(), Failure> {
        let (least, worst) = pairs_until(points);
        if least > most as f64 {
            return Err(Failure::BadInput(format!(
                "--until {}: intervals so narrow take at least {} pairs, even of a change that changes nothing, and --at-most allows {most}; that many can bear ±{:.1e} points",
                narrow(points),
                many(least),
                -100.0 * libm::log(SIDE) / most as f64
            )));
        }
        complain(&format!(
            "--until {}: this takes between {} pairs, of which none flips, and {}, of which all do; at most {most} are run",
            narrow(points),
            many(least),
            many(worst)
        ));
        Ok(())
    }

    /// Runs the seeds that are missing and keeps them in a journal; the answer is counted
    /// from the journal alone, so that it does not matter in how many goes it was filled.
    fn keep(&self, out: &Path, part: Option<&Place>) -> Result<(), Failure> {
        let comparing = self.comparing;
        let more = if part.is_some() { ".partial" } else { ".rows.partial" };
        // Without a slash at its end.
        let bare = out.file_name().map_or_else(|| out.to_owned(), |name| out.with_file_name(name));
        let path = files::with_more(&bare, more);
        let origin = comparing.provenance();
        let mut live = |seed| comparing.live(seed);
        let mut journal = self.keeping.journal(&path, origin, NAME, &mut live)?;
        let missing = journal.missing();
        let wanted = missing.end - missing.start;
        if wanted > 0 {
            self.output.must_be_new()?;
        }
        let began = Instant::now();
        let ran = with_work(self.threads, |work| {
            (work.total)(wanted * comparing.worlds.len() as u64);
            comparing
                .live_some(missing, work, |observed| journal.keep(&comparing.rows.cells(&observed)))
        })?;
        let seconds = began.elapsed().as_secs_f64();
        let unkept = ran.err().map(|error| format!("{}: {error}", path.display()));
        let (kept, unkept) = match journal.close() {
            Ok(kept) => (kept, unkept),
            Err(refusal) => (SavedPart::read(&path)?, Some(refusal.to_string())),
        };
        if kept.seeds().end < kept.head().seeds().end {
            let count = comparing.count_rows(kept.rows()?)?;
            let early = unkept.unwrap_or_else(|| "interrupted".to_owned());
            let early = format!(
                "{early}: {} pairs are shown, and kept in {}; {GO_ON}",
                count.seeds,
                path.display()
            );
            let shown = Run {
                output: Output::printing(self.output.format()),
                keeping: self.keeping.clone(),
                ..*self
            };
            return match shown.answer(count, None, &Source::Lived(Vec::new())) {
                // Too few to be shown are kept all the same.
                Ok(()) => Err(Failure::Failed(early)),
                Err(Failure::Failed(why)) => Err(Failure::Failed(format!("{early} ({why})"))),
                other => other,
            };
        }
        let stays = |why: &dyn std::fmt::Display| {
            Failure::Unwritten(format!(
                "{why}; the pairs are kept in {}, and {GO_ON}",
                path.display()
            ))
        };
        if let Some((place, part)) = part.zip(self.keeping.shard) {
            place.take(&path).map_err(|error| stays(&error))?;
            let written = part_written(&part.to_string(), out, wanted, seconds, self.language);
            writeln!(std::io::stdout(), "{written}")?;
            return Ok(());
        }
        let saved_run = SavedRun::new(vec![kept])?;
        let count = comparing.count_rows(saved_run.rows())?;
        let answered = self.answer(count, Some(seconds), &Source::Saved(&saved_run));
        // Where the report found no room its histories stay, and `--resume` writes it once
        // there is room; in any other case nobody will ask for them again.
        match answered {
            Err(Failure::Unwritten(why)) => Err(stays(&why)),
            answered => {
                files::journal::remove(&path)?;
                answered
            }
        }
    }

    /// Tells what was counted, with the report if one is wanted. `seconds`:
    /// how long it took, where all of it was run now.
    fn answer(
        &self,
        count: Count,
        seconds: Option<f64>,
        source: &Source<'_>,
    ) -> Result<(), Failure> {
        let (comparing, language) = (self.comparing, self.language);
        comparing.enough(&count)?;
        let findings = comparing.findings(count);
        let mut answer = answer(comparing, &findings, language);
        if let Some(seconds) = seconds {
            answer.json["seconds"] = seconds.into();
        }
        let rows = || source.rows(comparing);
        let streamed = Streamed { schema: comparing.rows.shown_columns(), rows: &rows };
        self.output.give_with(&answer, Some(streamed), language)?;
        let Some(seconds) = seconds else { return Ok(()) };
        if self.output.format() == Format::Text {
            let histories = comparing.worlds.len() as u64 * findings.seeds;
            let mut out = std::io::stdout();
            writeln!(out, "\n{}", speed(findings.seeds, histories, seconds, language))?;
            writeln!(out, "{}", seeds_said(comparing.first, findings.seeds, language))?;
        }
        comparing.falls_short(&findings).map_or(Ok(()), |what| Err(Failure::Failed(what)))
    }
}

/// Where the rows of a report come from.
enum Source<'a> {
    Lived(Vec<Vec<Cell>>),
    Saved(&'a SavedRun),
}

impl Source<'_> {
    /// The rows as a reader is given them.
    fn rows<'b>(&'b self, comparing: &'b Comparing) -> StreamedRows<'b> {
        match self {
            Self::Lived(rows) => Box::new(rows.iter().map(|row| Ok(row.clone()))),
            Self::Saved(saved_run) => Box::new(
                saved_run
                    .rows()
                    .map(|row| Ok(comparing.row_shown(row.map_err(std::io::Error::other)?))),
            ),
        }
    }
}
