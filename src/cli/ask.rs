//! `hokushin ask`, and how every inquiry is carried out and its answer given.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use super::batch::with_work;
use super::output::Output;
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
}

impl Ask {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let inquiry = Inquiry::read(&self.file)?;
        give(&inquiry, self.output, self.threads, language)
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
            Trouble::Stopped(what) | Trouble::Unanswerable(what) => Self::Failed(what),
        }
    }
}
