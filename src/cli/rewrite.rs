//! `hokushin rewrite`.

use clap::Args;

use super::batch::Scale;
use super::output::Output;
use super::{Failure, Subject, ask};
use crate::report::Language;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::rewrite::{Probability, Rewrite as Specification};

/// How far a change lies from what was to be expected; or the smallest one that would do.
#[derive(Debug, Args)]
pub struct Rewrite {
    #[command(flatten)]
    subject: Subject,
    /// Search for the smallest set of changes that brings this about: an outcome, a measure,
    /// or a condition, with ` by DATE` or ` on DATE` if wanted.
    #[arg(long = "for", value_name = "CLAIM")]
    wanted: Option<String>,
    /// With what probability at least: between 0 and 1.
    #[arg(long, default_value_t)]
    probability: Probability,
    /// First day on which anything may be changed [default: the first of the scenario].
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Last day on which anything may be changed [default: the last day of the claim].
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// What may be changed: all, decisions, events, counterfactuals, or names of these,
    /// parted by commas.
    #[arg(long, value_delimiter = ',', default_value = "all")]
    among: Vec<String>,
    /// Most changes in a set.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=4))]
    most: u8,
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

impl Rewrite {
    pub(super) fn inquiry(self) -> Inquiry {
        Inquiry::Rewrite(Specification {
            subject: self.subject.subject(),
            wanted: self.wanted,
            probability: self.probability,
            from: self.from,
            until: self.until,
            among: self.among,
            most: self.most,
            sample: self.scale.sample(),
        })
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let (output, threads) = (self.output.clone(), self.scale.threads);
        ask::give(&self.inquiry(), output, threads, language)
    }
}
