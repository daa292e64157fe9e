//! `hokushin ask`, and how every inquiry is carried out and its answer given.

use std::path::{Path, PathBuf};

use clap::Args;

use super::batch::{self, Keeping, RowsOutput, with_work};
use super::output::Output;
use super::{Failure, compare};
use crate::report::Language;
use crate::report::answer::answer;
use crate::whatif::inquiry::{Inquiry, Trouble};

/// Ask what a specification asks: the file `inquiry.ron` of a report, or one of your own.
#[derive(Debug, Args)]
pub struct Ask {
    /// The specification.
    #[arg(value_name = "SPEC.ron")]
    file: PathBuf,
    /// Threads [default: one a core]. The result does not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    keeping: Keeping,
}

impl Ask {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let inquiry = Inquiry::read(&self.file)?;
        match &inquiry {
            Inquiry::Batch(asked) => {
                let rows = RowsOutput {
                    out: self.output.named().map(Path::to_owned),
                    force: self.output.force,
                    keeping: self.keeping,
                };
                let format = self.output.format();
                batch::give(asked, &rows, format, self.threads, language)
            }
            Inquiry::Compare(asked) => {
                compare::give(asked, self.output, self.keeping, self.threads, language)
            }
            inquiry => {
                if self.keeping.resume || self.keeping.shard.is_some() {
                    return Err(Failure::BadInput(
                        "--resume and --shard are for specifications of batch and compare"
                            .to_owned(),
                    ));
                }
                give(inquiry, self.output, self.threads, language)
            }
        }
    }
}

/// Carries out an inquiry and gives its answer.
///
/// # Errors
/// Why there is none, where it cannot be written, and when it was interrupted.
pub(super) fn give(
    inquiry: &Inquiry,
    mut output: Output,
    threads: Option<u16>,
    language: Language,
) -> Result<(), Failure> {
    output.check(false)?;
    let answer = with_work(threads, |work| answer(inquiry, work, language))??;
    output.when_whole(answer.interrupted.is_none()).give(&answer, language)?;
    answer.interrupted.map_or(Ok(()), |what| Err(Failure::Failed(what)))
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Files(reports) => Self::BadFile(reports),
            Trouble::Asked(what) => Self::BadInput(what),
            Trouble::Stopped(what) => Self::Failed(what),
        }
    }
}
