//! `hokushin attribute`.

use clap::Args;

use super::batch::{Scale, with_progress};
use super::output::{Answer, Output, command_line};
use super::{Failure, Laid, Subject, never_taken_up};
use crate::report::Language;
use crate::report::attribution;
use crate::report::folder::Provenance;
use crate::scenario::library::{self, Listing, Origin};
use crate::scenario::report::suggestion;
use crate::scenario::{MeasureKind, Scenario};
use crate::whatif::attribution::{Attribution, Findings, HeldAt};
use crate::whatif::outcome::Outcome;
use crate::whatif::path::Mediator;
use crate::whatif::pivot::{self, Item};
use crate::whatif::shapley;
use crate::whatif::world::World;
use crate::whatif::written::Written;

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
    #[arg(long, value_name = "mean|PERCENT", value_parser = held_at)]
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

/// Reads where a path is held.
fn held_at(text: &str) -> Result<HeldAt, String> {
    match (text, text.parse()) {
        ("mean", _) => Ok(HeldAt::Mean),
        (_, Ok(percent @ 1..=99)) => Ok(HeldAt::Percent(percent)),
        _ => Err("give `mean`, or a percentile from 1 to 99".to_owned()),
    }
}

/// Seeds that are ranked on when nothing else is said.
const PIVOT_RUNS: u64 = 500;

impl Attribute {
    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        self.output.check(false)?;
        let asked = self.ask()?;
        let pivot_runs = match asked.items.len() {
            0 => 0,
            _ => self.pivot_runs.unwrap_or(PIVOT_RUNS).min(self.scale.runs),
        };
        let total = asked.histories(self.scale.runs, pivot_runs);
        let seeds = self.scale.first()..self.scale.first() + self.scale.runs;
        let found = with_progress(&self.scale, total, |stop, done| {
            asked.runs(seeds, pivot_runs, stop, done)
        })?;
        if found.lived.is_empty() {
            return Err(Failure::Failed("interrupted before the first pair was run".to_owned()));
        }
        let n = found.lived.len() as u64;
        let results = Findings::of(&asked, &found);
        let mut sheet = results.sheet(&asked, language);
        for said in never_taken_up(asked.all(), self.scale.first()..self.scale.first() + n) {
            sheet.lead(language.of(&said));
        }
        let (runs, held, ranked) =
            (self.scale.runs, found.held.len() as u64, found.turned.len() as u64);
        let mut missing = Vec::new();
        if n < runs {
            missing.push((language.pick("seeds lived", "semillas vividas"), n, runs));
        }
        if !asked.held_at.is_empty() && held < runs {
            missing.push((language.pick("with the path held", "con el camino fijo"), held, runs));
        }
        if ranked < pivot_runs {
            let ranking = language.pick("in the ranking", "en la clasificación");
            missing.push((ranking, ranked, pivot_runs));
        }
        let missing: Vec<String> = missing
            .into_iter()
            .map(|(what, done, of)| format!("{what} {done} {} {of}", language.pick("of", "de")))
            .collect();
        if !missing.is_empty() {
            let interrupted = language.pick("Interrupted", "Interrumpido");
            sheet.paragraph(format!("{interrupted}: {}.", missing.join(", ")));
        }
        let scenario = asked.worlds[0].scenario();
        let provenance = Provenance::new(command_line(), scenario, self.scale.first(), n)
            .and(asked.all().scenario());
        let answer = Answer {
            sheet,
            json: results.json(&asked, language),
            tables: attribution::tables(&asked, &found, &results, self.scale.first(), language),
            provenance,
            more: Vec::new(),
        };
        self.output.when_whole(missing.is_empty()).give(&answer, language)?;
        if !missing.is_empty() {
            return Err(Failure::Failed(format!(
                "interrupted: {n} of {runs} seeds were lived; what was run is shown"
            )));
        }
        Ok(())
    }

    /// Reads what is asked, and lays the worlds.
    fn ask(&self) -> Result<Attribution, Failure> {
        let names = antecedents(&self.subject.with)?;
        let laid = self.subject.world(&[])?;
        let scenario = laid.world.scenario();
        let Some(outcome) = &self.outcome else {
            return Err(Failure::BadInput(claims_of(scenario)));
        };
        let outcome = Outcome::parse(scenario, "--outcome", outcome)?;
        let wants_path = !self.through.is_empty();
        let mediator = match wants_path {
            true => Some(Mediator::parse(scenario, "--through", &self.through)?),
            false => None,
        };
        if !wants_path && !self.held_at.is_empty() {
            return Err(Failure::BadInput(
                "--held-at holds a path: name its quantity with --through".to_owned(),
            ));
        }
        let mut held_at = if wants_path { vec![HeldAt::Mean] } else { Vec::new() };
        if !self.held_at.is_empty() {
            held_at.clear();
            for &at in &self.held_at {
                if !held_at.contains(&at) {
                    held_at.push(at);
                }
            }
        }
        if let Some(wanted) = self.pivot_runs.filter(|wanted| *wanted > self.scale.runs) {
            return Err(Failure::BadInput(format!(
                "--pivot-runs {wanted}: the ranking is made on the seeds of --runs, which are {}",
                self.scale.runs
            )));
        }
        let pivots = self.pivots || !self.nodes.is_empty() || self.pivot_runs.is_some();
        if pivots && !outcome.is_claim() {
            return Err(Failure::BadInput(
                "--pivots asks what turns an outcome over: give --outcome a yes or no, such as `japan.oil.stock > 20`"
                    .to_owned(),
            ));
        }
        let items = if pivots { self.items(&laid.world)? } else { Vec::new() };
        let (antecedents, worlds) = self.lay(&names, laid)?;
        Ok(Attribution { antecedents, worlds, outcome, mediator, held_at, items })
    }

    fn items(&self, world: &World) -> Result<Vec<Item>, Failure> {
        let all = pivot::items(&world.premise);
        let mut known: Vec<String> = all.iter().map(|item| item.name.clone()).collect();
        known.extend(all.iter().flat_map(|item| item.nodes.iter().cloned()));
        pivot::narrowed(all, &self.nodes).map_err(|place| {
            let pattern = &self.nodes[place];
            let help = suggestion(pattern.trim(), known.iter().map(String::as_str));
            let message = format!("no decision or chance node fits `{pattern}`");
            Written { option: "--nodes", text: pattern }.refuse("", "H0201", message, help).into()
        })
    }

    /// A world for each subset of the antecedents; all of them together come first, so that
    /// those which contradict each other are refused at once.
    fn lay(
        &self,
        names: &[Vec<String>],
        unchanged: Laid,
    ) -> Result<(Vec<Vec<Listing>>, Vec<World>), Failure> {
        let all = self.subject.world(&names.concat())?;
        let mut listings = all.counterfactuals.into_iter();
        let antecedents =
            names.iter().map(|names| listings.by_ref().take(names.len()).collect()).collect();
        let last = (1 << names.len()) - 1;
        let mut worlds = vec![unchanged.world];
        for subset in 1..last {
            let made = (0..names.len()).filter(|place| subset & (1 << place) != 0);
            let with: Vec<String> = made.flat_map(|place| names[place].clone()).collect();
            worlds.push(self.subject.world_of_pieces(&with, &|_| true)?.world);
        }
        worlds.push(all.world);
        Ok((antecedents, worlds))
    }
}

/// The antecedents, each split into its counterfactuals.
fn antecedents(with: &[String]) -> Result<Vec<Vec<String>>, Failure> {
    if with.is_empty() {
        return Err(Failure::BadInput(
            "attribute needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                .to_owned(),
        ));
    }
    if with.len() > shapley::MOST {
        return Err(Failure::BadInput(format!(
            "--with is given {} times; at most {}, since every subset of them is lived in a world of its own ({} would be {}). Join some with `+`, or ask for fewer",
            with.len(),
            shapley::MOST,
            with.len(),
            1_u64
                .checked_shl(with.len() as u32)
                .map_or("too many".to_owned(), |all| all.to_string())
        )));
    }
    let mut known: Vec<(Origin, &str)> = Vec::new();
    let mut antecedents = Vec::new();
    for text in with {
        let written = Written { option: "--with", text };
        let mut names = Vec::new();
        for name in text.split('+').map(str::trim) {
            if name.is_empty() {
                let message = "a counterfactual has no name here".to_owned();
                let help = "write one name, or several joined as `a+b`".to_owned();
                return Err(written.refuse("", "H0007", message, help).into());
            }
            let place = library::find(name)?;
            if let Some((_, other)) = known.iter().find(|(other, _)| other.is(&place)) {
                let message = format!("`{name}` is there twice: it stands in `{other}` already");
                let help = "name each counterfactual once; an effect cannot be shared out between a change and itself".to_owned();
                return Err(written.refuse("", "H0203", message, help).into());
            }
            known.push((place, text));
            names.push(name.to_owned());
        }
        antecedents.push(names);
    }
    Ok(antecedents)
}

/// What can be asked of a scenario.
fn claims_of(scenario: &Scenario) -> String {
    let of = |kind| {
        let measures = scenario.measures.iter().filter(move |measure| measure.kind == kind);
        measures.map(|measure| measure.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    let outcomes: Vec<&str> = scenario.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    format!(
        "attribute needs one thing to ask about: --outcome CLAIM\n  happened or not: {}\n  outcome classes: {}\n  numbers: {}\n  or a condition, such as `event.moscow_falls`; a yes or no may end in `by 1942-04-30`",
        of(MeasureKind::Truth),
        outcomes.join(", "),
        of(MeasureKind::Number)
    )
}
