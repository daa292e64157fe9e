//! The commands, one file each.

mod ask;
mod attribute;
mod batch;
mod calibrate;
mod check;
mod compare;
mod diff;
mod explain;
mod export_scenarios;
mod interrupt;
mod list;
mod man;
mod merge;
mod orders;
pub mod output;
mod plausibility;
mod play;
mod playthrough;
mod recipe;
mod replay;
mod rewrite;
mod run;
mod sensitivity;
mod sweep;
mod validate;

use std::io::Write;
use std::sync::atomic::AtomicBool;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::files::Refusal;
use crate::history::{self, Seating};
use crate::policy::world::World;
use crate::report::{Language, intervention};
use crate::scenario::Text;
use crate::scenario::report::Reports;
use crate::sim::agenda::Seat;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::uptake::Uptake;

/// Play, run and compare histories of the Soviet-Japanese Neutrality Pact, 1941-46.
#[derive(Debug, Parser)]
#[command(name = "hokushin", version, about)]
pub struct Cli {
    /// Language of what is printed (default: from LANG, else English).
    #[arg(long, global = true, value_enum)]
    language: Option<LanguageFlag>,
    /// Print what the command asks as a specification, which `hokushin ask` carries out, and
    /// do nothing else.
    #[arg(long, global = true)]
    print_inquiry: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LanguageFlag {
    En,
    Es,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List scenarios and counterfactuals with their question.
    List(list::List),
    /// Load files and say everything that is wrong with them, located.
    Check(check::Check),
    /// Play a history in a window (the default when no command is given).
    Play(play::Play),
    /// Run one history and tell its story.
    Run(run::Run),
    /// Play a saved history again, and say where it differs from what was saved.
    Replay(replay::Replay),
    /// Print the recipe of a history that a report or a file of rows speaks of.
    Recipe(recipe::Recipe),
    /// Run many histories: outcomes with their intervals.
    Batch(batch::Batch),
    /// Run the same seeds with and without a change: what differs, and how surely.
    Compare(compare::Compare),
    /// Ask what a specification asks, as the flags of its command would.
    ///
    /// Of a calibration `--out` is the file of the fitted values, as it is of its command.
    Ask(ask::Ask),
    /// Say whether a change was needed, whether it was enough, and through what it worked.
    ///
    /// Each `--with` is a change of its own, `a+b` one change made of two counterfactuals;
    /// with several, all are made together, and the effect is shared out among them. The
    /// same seeds are lived with and without them.
    Attribute(attribute::Attribute),
    /// Say what an outcome hangs on: which luck, whose decisions, which parameters.
    Sensitivity(sensitivity::Sensitivity),
    /// Let one thing take value after value: an outcome over a date, a parameter, an option.
    Sweep(sweep::Sweep),
    /// Run one seed with and without a change and say what led from the change to the outcome.
    Explain(explain::Explain),
    /// Put the parts of a divided run (`--shard`) together.
    Merge(merge::Merge),
    /// Score the baseline against the record: dated series and dated events.
    Validate(validate::Validate),
    /// Count impossible orders: histories that break a rule of what comes before what.
    Orders(orders::Orders),
    /// Fit assumed parameters to a part of the record.
    Calibrate(calibrate::Calibrate),
    /// Run two histories and say where they part; the second is the first with what the
    /// `--against` options change.
    Diff(diff::Diff),
    /// Say how surprising a change is, in bits, or look for the smallest that would do.
    Rewrite(rewrite::Rewrite),
    /// Weigh a counterfactual by six criteria: its author’s words beside what is found.
    Plausibility(plausibility::Plausibility),
    /// Write the scenarios that are built in to a folder, to read, to change and to add to.
    ExportScenarios(export_scenarios::ExportScenarios),
    /// Write the manual pages to a folder.
    Man(man::Man),
    /// Print completions for a shell.
    Completions(man::Completions),
    /// Write one history week by week, as the tests keep it.
    Playthrough(playthrough::Playthrough),
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs; the keys are documented in docs/json.md.
    Json,
}

/// Why a command did not do its work.
#[derive(Debug)]
pub enum Failure {
    /// The input was wrong: exit code 2.
    BadInput(String),
    /// A file was wrong: exit code 2.
    BadFile(Box<Reports>),
    /// The work failed: exit code 1.
    Failed(String),
    /// The work was done and told, and could not be written where it was wanted: exit code 1.
    Unwritten(String),
    /// A signal, by its number, asked the window to leave: exit code 128 and the number.
    Signal(u8),
    /// Nobody reads our output any more: that is success.
    ClosedPipe,
}

impl From<Box<Reports>> for Failure {
    fn from(reports: Box<Reports>) -> Self {
        Self::BadFile(reports)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::BadInput(refusal.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            // Every other error names its file.
            let whose = error.raw_os_error().map_or("", |_| "standard output: ");
            Self::Failed(format!("{whose}{error}"))
        }
    }
}

/// Says something on standard error. Where nobody can hear it nothing is lost but the words.
pub fn complain(what: &str) {
    let _ = writeln!(std::io::stderr(), "{}", what.trim_end_matches('\n'));
}

/// Says what of the files is to be warned of.
fn warn(warnings: &Reports) {
    if !warnings.reports.is_empty() {
        complain(&warnings.to_string());
    }
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Policy {
    /// The record.
    History,
    /// The utilities, with temper and luck.
    Doctrine,
}

/// What of a world's counterfactuals none of its histories takes up, a sentence each: a
/// table of zeros is no finding then.
#[must_use]
pub fn never_taken_up(world: &World, seeds: std::ops::Range<u64>) -> Vec<Text> {
    let uptake = Uptake::of(world, seeds, &AtomicBool::new(false));
    intervention::never_taken_up(world.scenario(), &uptake)
}

/// Which histories.
#[derive(Clone, Debug, Args)]
pub struct Subject {
    /// A scenario: a name (see `hokushin list`) or a file.
    pub scenario: String,
    /// A counterfactual to build in: a name or a file; can be given more than once.
    #[arg(long, value_name = "COUNTERFACTUAL")]
    pub with: Vec<String>,
    /// Who answers decisions.
    #[command(flatten)]
    pub answerers: Answerers,
}

/// Who answers decisions.
#[derive(Clone, Debug, Default, Args)]
pub struct Answerers {
    /// Who answers for Japan [default: doctrine].
    #[arg(long, value_enum)]
    pub japan: Option<Policy>,
    /// Who answers for the Soviet Union [default: doctrine].
    #[arg(long, value_enum)]
    pub soviet: Option<Policy>,
    /// Who answers for Berlin and Washington [default: history when both sides follow history,
    /// else doctrine].
    #[arg(long, value_enum)]
    pub others: Option<Policy>,
}

impl Subject {
    /// The subject of a specification.
    #[must_use]
    pub fn subject(self) -> history::Subject {
        let seating = self.answerers.seating();
        history::Subject { scenario: self.scenario, with: self.with, written: Vec::new(), seating }
    }
}

impl Answerers {
    /// Who answers, for a specification.
    #[must_use]
    pub fn seating(self) -> Seating {
        let seat = |policy| match policy {
            Some(Policy::History) => Seat::History,
            Some(Policy::Doctrine) | None => Seat::Doctrine,
        };
        let Self { japan, soviet, others } = self;
        let others = others.map(|policy| seat(Some(policy)));
        Seating { japan: seat(japan), soviet: seat(soviet), others }
    }
}

impl Cli {
    /// What the command asks, as a specification; nothing, where it asks nothing or cannot say
    /// it so.
    #[must_use]
    pub fn inquiry(self) -> Option<Inquiry> {
        match self.command? {
            Command::Batch(batch) => Some(batch.inquiry()),
            Command::Compare(compare) => Some(compare.inquiry()),
            Command::Attribute(attribute) => Some(attribute.inquiry()),
            Command::Sensitivity(sensitivity) => Some(sensitivity.inquiry()),
            Command::Sweep(sweep) => Some(sweep.inquiry()),
            Command::Rewrite(rewrite) => Some(rewrite.inquiry()),
            Command::Plausibility(plausibility) => Some(plausibility.inquiry()),
            Command::Explain(explain) => Some(explain.inquiry()),
            Command::Diff(diff) => Some(diff.inquiry()),
            Command::Validate(validate) => Some(validate.inquiry()),
            Command::Orders(orders) => Some(orders.inquiry()),
            Command::Calibrate(calibrate) => Some(calibrate.inquiry()),
            _ => None,
        }
    }

    fn print_inquiry(self) -> Result<(), Failure> {
        let Some(inquiry) = self.inquiry() else {
            return Err(Failure::BadInput(
                "--print-inquiry: this command asks nothing; batch, compare, explain, attribute, sensitivity, sweep, rewrite, plausibility, diff, validate, orders and calibrate do".to_owned(),
            ));
        };
        Ok(write!(std::io::stdout(), "{}", inquiry.ron())?)
    }

    /// Carries out the command.
    ///
    /// # Errors
    /// Why it did not do its work.
    pub fn run(self) -> Result<(), Failure> {
        let language = match self.language {
            Some(LanguageFlag::En) => Language::English,
            Some(LanguageFlag::Es) => Language::Spanish,
            None if std::env::var("LANG").is_ok_and(|lang| lang.starts_with("es")) => {
                Language::Spanish
            }
            None => Language::English,
        };
        if self.print_inquiry {
            return self.print_inquiry();
        }
        match self.command.unwrap_or_else(|| Command::Play(play::Play::default())) {
            Command::Play(play) => play.run(language),
            Command::List(list) => list.run(language),
            Command::Check(check) => check.run(),
            Command::Run(run) => run.run(language),
            Command::Replay(replay) => replay.run(language),
            Command::Recipe(recipe) => recipe.run(),
            Command::Batch(batch) => batch.run(language),
            Command::Compare(compare) => compare.run(language),
            Command::Ask(ask) => ask.run(language),
            Command::Attribute(attribute) => attribute.run(language),
            Command::Sensitivity(sensitivity) => sensitivity.run(language),
            Command::Sweep(sweep) => sweep.run(language),
            Command::Explain(explain) => explain.run(language),
            Command::Merge(merge) => merge.run(language),
            Command::Validate(validate) => validate.run(language),
            Command::Orders(orders) => orders.run(language),
            Command::Calibrate(calibrate) => calibrate.run(language),
            Command::Diff(diff) => diff.run(language),
            Command::Rewrite(rewrite) => rewrite.run(language),
            Command::Plausibility(plausibility) => plausibility.run(language),
            Command::ExportScenarios(export) => export.run(language),
            Command::Man(man) => man.run(),
            Command::Completions(completions) => completions.run(),
            Command::Playthrough(playthrough) => playthrough.run(),
        }
    }
}
