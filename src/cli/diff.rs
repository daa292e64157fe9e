//! `hokushin diff`.

use clap::Args;

use super::output::Output;
use super::{Failure, Format, Subject, ask};
use crate::report::Language;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::parting::Diff as Specification;

/// Run two histories and say where they part. The second is the first with what the
/// `--against` options change.
#[derive(Debug, Args)]
pub struct Diff {
    #[command(flatten)]
    subject: Subject,
    /// The seed: the first history's luck.
    #[arg(long, default_value_t = 1941)]
    seed: u64,
    /// A counterfactual of the second history, in place of all those of `--with`; can be
    /// given more than once.
    #[arg(long, value_name = "COUNTERFACTUAL")]
    against_with: Vec<String>,
    /// The second history's seed [default: that of the first].
    #[arg(long, value_name = "SEED")]
    against_seed: Option<u64>,
    /// Text, or JSON with the keys `scenario`, `first` and `second` (each with
    /// `counterfactuals`, `seed`), and `parting`: null when they never part, else with
    /// `week`, `monday`, `subjects`, `quantities` (each with `name`, `unit`, `first`,
    /// `second`, `relative`; a state by its name, null where only the other has it; at
    /// most 12, the largest relative difference first), `quantities_that_differ` (how
    /// many in all), `quantities_week` (the first week in which one differs; later than
    /// `week`, or null, when one history drops events and so numbers them otherwise) and
    /// `told` (null when all that is told is the same, else with
    /// `week`, `monday`, `first`, `second`: each null or with `date`, `id`, `text`).
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Diff {
    pub(super) fn inquiry(self) -> Inquiry {
        Inquiry::Diff(Specification {
            subject: self.subject.subject(),
            seed: self.seed,
            against_with: self.against_with,
            against_seed: self.against_seed,
        })
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let output = Output::printing(self.format);
        ask::give(&self.inquiry(), output, None, language)
    }
}
