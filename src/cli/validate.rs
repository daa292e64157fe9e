//! `hokushin validate`.

use std::path::PathBuf;

use clap::Args;

use super::ask::{self, Beside};
use super::batch::Scale;
use super::output::Output;
use super::{Answerers, Failure, Format, Subject};
use crate::hindcast::validation::Validate as Specification;
use crate::report::Language;
use crate::whatif::inquiry::Inquiry;

/// Score the baseline against the record: dated series and dated events.
#[derive(Debug, Args)]
pub struct Validate {
    /// The scenario: a name (see `hokushin list`) or a file.
    #[arg(default_value = "1941-neutrality-pact")]
    scenario: String,
    /// A counterfactual to build in; can be given more than once.
    #[arg(long, value_name = "COUNTERFACTUAL")]
    with: Vec<String>,
    #[command(flatten)]
    answerers: Answerers,
    #[command(flatten)]
    scale: Scale,
    /// A record of your own: a CSV file with the columns series, date, value and, if you
    /// like, unit, low, high, source; can be given more than once. It takes the place of
    /// the shipped series.
    #[arg(long, value_name = "FILE")]
    data: Vec<PathBuf>,
    /// Joins names of series to names of the vocabulary: a CSV file with the columns
    /// series, quantity.
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// Write a page with a figure for each series: the ensemble's bands and the record.
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// Replace a page that is there already.
    #[arg(long, requires = "html")]
    force: bool,
    /// Text, or JSON with the keys `summary`, `series`, `events`, `campaign`, `unanswered`,
    /// `runs`, `seconds`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Validate {
    pub(super) fn inquiry(self) -> Inquiry {
        let (scenario, with, answerers) = (self.scenario, self.with, self.answerers);
        Inquiry::Validate(Specification {
            subject: Subject { scenario, with, answerers }.subject(),
            data: self.data,
            names: self.names,
            sample: self.scale.sample(),
        })
    }

    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        let mut output = Output::printing(self.format);
        output.force = self.force;
        let beside = Beside { html: self.html.take(), ..Beside::default() };
        let threads = self.scale.threads;
        ask::give_with(&self.inquiry(), output, beside, threads, language)
    }
}
