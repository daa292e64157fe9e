//! `hokushin plausibility`.

use clap::Args;

use super::batch::Scale;
use super::output::Output;
use super::{Failure, Subject, ask};
use crate::report::Language;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::plausibility::Plausibility as Specification;

/// Weigh a counterfactual by the six criteria of Tetlock and Belkin: what its author says,
/// and what the simulator finds.
#[derive(Debug, Args)]
pub struct Plausibility {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

impl Plausibility {
    pub(super) fn inquiry(self) -> Inquiry {
        Inquiry::Plausibility(Specification {
            subject: self.subject.subject(),
            sample: self.scale.sample(),
        })
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let (output, threads) = (self.output.clone(), self.scale.threads);
        ask::give(&self.inquiry(), output, threads, language)
    }
}
