//! `hokushin orders`.

use std::path::PathBuf;

use clap::Args;

use super::ask;
use super::batch::Scale;
use super::output::Output;
use super::{Answerers, Failure, Format, Subject};
use crate::hindcast::orders::Orders as Specification;
use crate::report::Language;
use crate::whatif::inquiry::Inquiry;

/// Count impossible orders: histories that break a rule of what comes before what.
///
/// Exit code 0 when every rule holds in every history, 1 when one is broken.
#[derive(Debug, Args)]
pub struct Orders {
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
    /// A table of your own: a CSV file with the columns happening, rule, other, why. It takes
    /// the place of the shipped one.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Text, or JSON with the keys `rules`, `broken`, `left_out`, `runs`, `seconds`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Orders {
    pub(super) fn inquiry(self) -> Inquiry {
        let (scenario, with, answerers) = (self.scenario, self.with, self.answerers);
        Inquiry::Orders(Specification {
            subject: Subject { scenario, with, answerers }.subject(),
            rules: self.rules,
            sample: self.scale.sample(),
        })
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let (format, threads) = (self.format, self.scale.threads);
        ask::give(&self.inquiry(), Output::printing(format), threads, language)
    }
}
