//! `hokushin attribute`.

use clap::Args;

use super::batch::Scale;
use super::output::Output;
use super::{Failure, Subject, ask};
use crate::report::Language;
use crate::whatif::attribution::{Attribute as Specification, HeldAt};
use crate::whatif::inquiry::Inquiry;

/// Say whether a change was needed, whether it was enough, and through what it worked.
#[derive(Debug, Args)]
pub struct Attribute {
    #[command(flatten)]
    subject: Subject,
    /// What the effect is measured on: an outcome class, a measure, or a condition such as
    /// `event.moscow_falls`; a yes or no may end in `by 1942-04-30` or `on 1942-04-30`.
    #[arg(long, value_name = "CLAIM")]
    outcome: Option<String>,
    /// A quantity whose path may carry the effect; several together are one path. Name what
    /// the rules read: `soviet.siberians_to_front` is how Siberian divisions reach the front,
    /// `soviet.call_west` that Moscow calls them, `soviet.far_east.divisions` how they deter
    /// Japan, `tokyo.believes.germany_wins` how the front is felt in Tokyo,
    /// `japan.oil.stock` how an embargo bites. Name together what belongs to one account:
    /// `soviet.far_east.divisions` with `soviet.siberians_to_front`.
    #[arg(long, value_name = "QUANTITY")]
    through: Vec<String>,
    /// Also the effect while the path is held in both worlds: at its mean in the unchanged
    /// one, or at a percentile of it (`10`, `50`, `90`) [default: mean, when there is a path].
    #[arg(long, value_name = "mean|PERCENT")]
    held_at: Vec<HeldAt>,
    /// Rank all decisions and chance nodes of the unchanged world by how often each, given
    /// other luck, turns the outcome over. It takes a history a seed for each of them.
    #[arg(long)]
    pivots: bool,
    /// Rank only these: a name such as `decision.siberians`, or a pattern such as
    /// `front.*`; `source.*`, `army.*` and `parameter.*` take those groups apart.
    #[arg(long, value_name = "PATTERN")]
    nodes: Vec<String>,
    /// Seeds for the ranking [default: those of --runs, at most 500].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pivot_runs: Option<u64>,
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

impl Attribute {
    pub(super) fn inquiry(self) -> Inquiry {
        Inquiry::Attribute(Specification {
            subject: self.subject.subject(),
            outcome: self.outcome,
            through: self.through,
            held_at: self.held_at,
            pivots: self.pivots,
            nodes: self.nodes,
            pivot_runs: self.pivot_runs,
            sample: self.scale.sample(),
        })
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let (output, threads) = (self.output.clone(), self.scale.threads);
        ask::give(&self.inquiry(), output, threads, language)
    }
}
