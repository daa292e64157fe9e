//! `hokushin calibrate`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::batch::{Scale, with_work};
use super::output::{Output, place_of};
use super::{Answerers, Failure, Format, Subject};
use crate::files::Existing;
use crate::files::place::Place;
use crate::hindcast::calibration::Calibrate as Specification;
use crate::report::Language;
use crate::report::answer::answer;
use crate::report::folder::FITTED;
use crate::scenario::library;
use crate::whatif::inquiry::Inquiry;

/// Fit the parameters marked `assumed` to a part of the record, and write them to a file.
#[derive(Debug, Args)]
pub struct Calibrate {
    /// The scenario: a name (see `hokushin list`) or a file.
    #[arg(default_value = "1941-neutrality-pact")]
    scenario: String,
    #[command(flatten)]
    answerers: Answerers,
    #[command(flatten)]
    scale: Scale,
    /// Generations of the search.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=5000))]
    generations: u32,
    /// Fit only parameters whose name begins so; can be given more than once.
    #[arg(long, value_name = "PREFIX")]
    only: Vec<String>,
    /// A record of your own, as for `validate`; can be given more than once.
    #[arg(long, value_name = "FILE")]
    data: Vec<PathBuf>,
    /// Where the fitted values are written.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file of fitted values that is there already.
    #[arg(long, requires = "out")]
    force: bool,
}

impl Calibrate {
    pub(super) fn inquiry(self) -> Inquiry {
        let (scenario, answerers) = (self.scenario, self.answerers);
        Inquiry::Calibrate(Specification {
            subject: Subject { scenario, with: Vec::new(), answerers }.subject(),
            generations: self.generations,
            only: self.only,
            data: self.data,
            sample: self.scale.sample(),
        })
    }

    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        let (out, force, threads) = (self.out.take(), self.force, self.scale.threads);
        let to = out.as_deref().map(|out| (out, force));
        give(&self.inquiry(), to, Format::Text, threads, language)
    }
}

/// Carries out a calibration, gives its answer, and writes the fitted values to a file, which
/// may be replaced.
///
/// # Errors
/// Why there is no answer, where it cannot be written, and when it was interrupted.
pub(super) fn give(
    inquiry: &Inquiry,
    out: Option<(&Path, bool)>,
    format: Format,
    threads: Option<u16>,
    language: Language,
) -> Result<(), Failure> {
    let place = out.map(|(out, force)| place(out, force)).transpose()?;
    let answer = with_work(threads, |work| answer(inquiry, work, language))??;
    Output::printing(format).give(&answer, language)?;
    let fitted = answer.more.iter().find(|(name, _)| *name == FITTED);
    if let (Some(place), Some((_, fitted))) = (place, fitted) {
        place.write(fitted.as_bytes()).map_err(|error| Failure::Unwritten(error.to_string()))?;
    }
    answer.interrupted.map_or(Ok(()), |what| Err(Failure::Failed(what)))
}

/// A fit may be made anew where it stands, also in the library, though it is read to say
/// how it scored before; nothing else is written over.
fn place(out: &Path, force: bool) -> Result<Place, Failure> {
    if !force || out.symlink_metadata().is_err() {
        return place_of("--out", out, Existing::Refused);
    }
    if !library::is_fitted(out) {
        return Err(Failure::BadInput(format!(
            "--out {}: it holds no fitted values, and --force replaces only such a file",
            out.display()
        )));
    }
    place_of("--out", out, Existing::Renewed)
}
