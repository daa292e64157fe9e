//! `hokushin sweep`.

use clap::Args;

use super::batch::Scale;
use super::output::Output;
use super::{Failure, Subject, ask};
use crate::report::Language;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::sweep::{MOST, Sweep as Specification};

/// Let one thing take value after value, on the same seeds: an outcome over a date, a
/// parameter, a quantity, or the options of a decision.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Sweep {
    #[command(flatten)]
    subject: Subject,
    /// What is swept: NAME=VALUES (see below); up to a grid with several.
    #[arg(long, value_name = "AXIS", required = true)]
    over: Vec<String>,
    /// What is looked at: an outcome, a measure, or a condition; can be given more than
    /// once [default: all outcome classes].
    #[arg(long, value_name = "CLAIM|MEASURE")]
    outcome: Vec<String>,
    /// Instead of a grid, draw so many points of a Latin hypercube over the axes; ranges
    /// are then written without `/VALUES`.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=MOST as i64))]
    latin: Option<u16>,
    /// Histories at every point (`--runs`), on the same seeds.
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Axes:
  eastern_front.fortune=0.1..0.3/5        a parameter, at five values from 0.1 to 0.3
  japan.oil.stock@1941-08-04=20..60/5     a quantity, set in the week of that date
  pact.state@1941-08-04=in_force|denounced
                                          the same for one that has states
  northern_question=wait|strike               a decision, its option forced whenever it is asked
  northern_question=strike@1941-06-30..1941-10-27/2w
                                          a decision, asked in one week, every second one
                                          from the first date on, and answered so; nobody is
                                          asked before or after, and where its condition does
                                          not hold in that week nothing happens
  divergence=-8..8/2w                     all dates of the counterfactual, so many weeks later;
                                          questions keep their own windows

Examples:
  hokushin sweep 1941-neutrality-pact --outcome soviet_defeat --outcome moscow_fell \\
      --over northern_question=strike@1941-06-30..1941-10-27/2w
  hokushin sweep 1941-neutrality-pact --with strike-north-1941 --over divergence=-4..4/2w
  hokushin sweep 1941-neutrality-pact --outcome moscow_fell --latin 50 \\
      --over eastern_front.fortune=0.1..0.3 --over eastern_front.winter=0.2..0.6";

impl Sweep {
    pub(super) fn inquiry(self) -> Inquiry {
        Inquiry::Sweep(Specification {
            subject: self.subject.subject(),
            over: self.over,
            outcome: self.outcome,
            latin: self.latin,
            sample: self.scale.sample(),
        })
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let (output, threads) = (self.output.clone(), self.scale.threads);
        ask::give(&self.inquiry(), output, threads, language)
    }
}
