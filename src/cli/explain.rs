//! `hokushin explain`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::ask::{self, Beside};
use super::output::Output;
use super::{Failure, Subject};
use crate::report::Language;
use crate::whatif::explanation::Explain as Specification;
use crate::whatif::inquiry::Inquiry;

/// Run one seed with and without a change and say what led from the change to the outcome.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("written").multiple(true)))]
pub struct Explain {
    #[command(flatten)]
    subject: Subject,
    /// The seed: the luck of both histories.
    #[arg(long, default_value_t = 1941, value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64 / 2))]
    seed: u64,
    /// What is explained: an outcome class, a measure that happens or not, or a condition,
    /// `… on DATE` or `… by DATE` [default: the outcome class of the changed history].
    #[arg(long, value_name = "CLAIM")]
    outcome: Option<String>,
    /// The most histories that the search for causes may run.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    most_runs: u64,
    /// Also say how likely the outcome was, given the state of each week, by forks with
    /// fresh luck.
    #[arg(long)]
    inevitability: bool,
    /// Weeks between two forkings.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=520))]
    every: u16,
    /// Forks at each.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(2..=100_000))]
    forks: u64,
    /// Write the graph of causes to this file, in the language of Graphviz.
    #[arg(long, value_name = "FILE", group = "written")]
    dot: Option<PathBuf>,
    /// Threads [default: one a core]. The result does not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    #[command(flatten)]
    output: Output,
}

impl Explain {
    pub(super) fn inquiry(self) -> Inquiry {
        Inquiry::Explain(Specification {
            subject: self.subject.subject(),
            seed: self.seed,
            outcome: self.outcome,
            most_runs: self.most_runs,
            inevitability: self.inevitability,
            every: self.every,
            forks: self.forks,
        })
    }

    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        let (output, threads) = (self.output.clone(), self.threads);
        let beside = Beside { dot: self.dot.take(), ..Beside::default() };
        ask::give_with(&self.inquiry(), output, beside, threads, language)
    }
}
