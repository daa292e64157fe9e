//! `hokushin ask`, and how every inquiry is carried out and its answer given.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};

use super::batch::{self, Keeping, RowsOutput, with_work};
use super::output::{Output, place_of};
use super::{Failure, calibrate, compare};
use crate::files::Existing;
use crate::report::Language;
use crate::report::answer::answer;
use crate::report::folder::GRAPH;
use crate::report::validation::answer_with_page;
use crate::whatif::inquiry::{Inquiry, Trouble};

/// Ask what a specification asks: the file `inquiry.ron` of a report, or one of your own.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("written").multiple(true)))]
pub struct Ask {
    /// The specification.
    #[arg(value_name = "SPEC.ron")]
    file: PathBuf,
    /// Threads [default: one a core]. The result does not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    #[command(flatten)]
    beside: Beside,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    keeping: Keeping,
}

/// Files that some inquiries have beside their answer.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Beside {
    /// Of an explanation: write the graph of causes to this file, in the language of Graphviz.
    #[arg(long, value_name = "FILE", group = "written")]
    pub dot: Option<PathBuf>,
    /// Of a validation: write a page with a figure for each series to this file.
    #[arg(long, value_name = "FILE.html", group = "written")]
    pub html: Option<PathBuf>,
}

impl Ask {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let inquiry = Inquiry::read(&self.file)?;
        if (self.keeping.resume || self.keeping.shard.is_some())
            && !matches!(inquiry, Inquiry::Batch(_) | Inquiry::Compare(_))
        {
            return Err(Failure::BadInput(
                "--resume and --shard are for specifications of batch and compare".to_owned(),
            ));
        }
        match (&inquiry, &self.beside) {
            (Inquiry::Batch(asked), Beside { dot: None, html: None }) => {
                let rows = RowsOutput {
                    out: self.output.named().map(Path::to_owned),
                    force: self.output.force,
                    keeping: self.keeping,
                };
                batch::give(asked, &rows, self.output.format(), self.threads, language)
            }
            (Inquiry::Compare(asked), Beside { dot: None, html: None }) => {
                compare::give(asked, self.output, self.keeping, self.threads, language)
            }
            (Inquiry::Calibrate(_), Beside { dot: None, html: None }) => {
                let (format, force) = (self.output.format(), self.output.force);
                let out = self.output.named().map(|out| (out, force));
                calibrate::give(&inquiry, out, format, self.threads, language)
            }
            _ => give_with(&inquiry, self.output, self.beside, self.threads, language),
        }
    }
}

/// Carries out an inquiry and gives its answer.
///
/// # Errors
/// Why there is none, where it cannot be written, when it was interrupted, and when what was
/// to hold does not.
pub(super) fn give(
    inquiry: &Inquiry,
    output: Output,
    threads: Option<u16>,
    language: Language,
) -> Result<(), Failure> {
    give_with(inquiry, output, Beside::default(), threads, language)
}

/// The same with files beside the answer.
///
/// # Errors
/// As [`give`], and where the inquiry has no such file.
pub(super) fn give_with(
    inquiry: &Inquiry,
    mut output: Output,
    beside: Beside,
    threads: Option<u16>,
    language: Language,
) -> Result<(), Failure> {
    output.check(false)?;
    let existing = Existing::by(output.force, false);
    let place = |flag: &str, path: &Option<PathBuf>| {
        path.as_deref().map(|path: &Path| place_of(flag, path, existing)).transpose()
    };
    if beside.dot.is_some() && !matches!(inquiry, Inquiry::Explain(_)) {
        return Err(Failure::BadInput(
            "--dot: only an explanation (`Explain`) has a graph of causes".to_owned(),
        ));
    }
    if beside.html.is_some() && !matches!(inquiry, Inquiry::Validate(_)) {
        return Err(Failure::BadInput(
            "--html: only a validation (`Validate`) has such a page; --out DIR writes a report"
                .to_owned(),
        ));
    }
    let (dot, html) = (place("--dot", &beside.dot)?, place("--html", &beside.html)?);
    let figures = html.is_some() || output.writes();
    let (answer, page) = with_work(threads, |work| match inquiry {
        Inquiry::Validate(asked) if figures => answer_with_page(asked, work, language),
        _ => answer(inquiry, work, language).map(|answer| (answer, String::new())),
    })??;
    let given = output.when_whole(answer.interrupted.is_none()).give(&answer, language);
    let graph = answer.more.iter().find(|(name, _)| *name == GRAPH);
    let graph = graph.map_or("", |(_, graph)| graph.as_str());
    for (place, text) in [(dot, graph), (html, page.as_str())] {
        if let Some(place) = place {
            place.write(text.as_bytes()).map_err(|error| Failure::Unwritten(error.to_string()))?;
        }
    }
    given?;
    answer.interrupted.or(answer.refuted).map_or(Ok(()), |what| Err(Failure::Failed(what)))
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Files(reports) => Self::BadFile(reports),
            Trouble::Asked(what) => Self::BadInput(what),
            Trouble::Stopped(what) | Trouble::Unanswerable(what) => Self::Failed(what),
        }
    }
}
