//! `hokushin sensitivity`.

use clap::{Args, ValueEnum};

use super::batch::Scale;
use super::output::Output;
use super::{Failure, Subject, ask};
use crate::report::Language;
use crate::whatif::columns::By;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::sensitivity::Sensitivity as Specification;

/// Say what an outcome hangs on: which luck, whose decisions, which parameters.
///
/// First the parameters are screened one by one (Morris 1991): each is moved across the
/// middle nine tenths of what is thought possible, in the same luck. Then the variance of
/// the outcome is shared out (Sobol 1993) among columns of inputs: each row has two seeds,
/// and a column is taken from one into the other with all else fixed, luck as well as
/// parameters.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Sensitivity {
    #[command(flatten)]
    subject: Subject,
    /// What is explained: an outcome, a measure, or a condition, such as `moscow_fell`,
    /// `japan_oil`, `event.moscow_falls by 1941-12-31`.
    #[arg(long, value_name = "CLAIM|MEASURE")]
    outcome: String,
    /// How fine the default columns are.
    #[arg(long, value_enum, default_value_t)]
    by: Fineness,
    /// A column of your own: NAME=pattern,pattern of chance nodes, in which `*` stands for
    /// anything; can be given more than once. The rest stays in the default columns.
    #[arg(long, value_name = "NAME=PATTERNS")]
    column: Vec<String>,
    /// Trajectories of the screening of parameters; 0 leaves it out.
    #[arg(long, value_name = "R", default_value_t = 8, value_parser = clap::value_parser!(u64).range(..=1000))]
    screen: u64,
    /// Seeds at every point of the screening: the same ones.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    screen_seeds: u64,
    /// How many parameters the screening lists.
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// Rows (`--runs`): each costs a history for either seed and one a column.
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  hokushin sensitivity 1941-neutrality-pact --outcome moscow_fell
  hokushin sensitivity 1941-neutrality-pact --outcome moscow_fell --by decisions --screen 0
  hokushin sensitivity 1941-neutrality-pact --outcome stalingrad_fell \\
      --column 'Stalingrad=event.uranus' --column 'winter=weather.winter'

Chance nodes are called weather.…, front.…, pacific.…, event.ID, decision.ID.OPTION,
source.ID, army.ID and parameter.NAME. --runs counts rows: two seeds each, and one history
more for every column.";

/// How fine the columns are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Fineness {
    /// Parameters, decisions, chance.
    Kinds,
    /// Luck by where it strikes, decisions by capital, parameters by subject.
    #[default]
    Groups,
    /// Each decision by itself.
    Decisions,
    /// Each event that may or may not happen by itself.
    Events,
}

impl From<Fineness> for By {
    fn from(fineness: Fineness) -> Self {
        match fineness {
            Fineness::Kinds => Self::Kinds,
            Fineness::Groups => Self::Groups,
            Fineness::Decisions => Self::Decisions,
            Fineness::Events => Self::Events,
        }
    }
}

impl Sensitivity {
    pub(super) fn inquiry(self) -> Inquiry {
        Inquiry::Sensitivity(Specification {
            subject: self.subject.subject(),
            outcome: self.outcome,
            by: self.by.into(),
            column: self.column,
            screen: self.screen,
            screen_seeds: self.screen_seeds,
            top: self.top,
            sample: self.scale.sample(),
        })
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let (output, threads) = (self.output.clone(), self.scale.threads);
        ask::give(&self.inquiry(), output, threads, language)
    }
}
