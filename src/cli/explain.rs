//! `hokushin explain`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{ArgGroup, Args};

use super::batch::{Scale, with_progress};
use super::output::{Answer, Output, command_line, place_of};
use super::{Failure, Laid, Subject};
use crate::files::Existing;
use crate::report::Language;
use crate::report::explain::words::{Teller, side_by_side};
use crate::report::explain::{Found, Telling, data};
use crate::report::folder::{GRAPH, Provenance};
use crate::report::parting;
use crate::scenario::report::Reports;
use crate::whatif::claim::Claim;
use crate::whatif::explanation::{Play, Stage, Twins};
use crate::whatif::inevitability;
use crate::whatif::world::{Life, World};

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

/// The largest change whose pieces are also undone two and three at a time.
const PIECES_TOGETHER: usize = 6;

impl Explain {
    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        // All counterfactuals together are one change.
        self.subject.with = self.subject.joined();
        if self.subject.with.is_empty() {
            return Err(Failure::BadInput(
                "explain needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                    .to_owned(),
            ));
        }
        self.output.check(false)?;
        let existing = Existing::by(self.output.force, false);
        let dot = self.dot.as_deref().map(|dot| place_of("--dot", dot, existing)).transpose()?;
        let baseline = self.subject.world(&[])?.world;
        let Laid { world: changed, counterfactuals, pieces } =
            self.subject.world(&self.subject.with)?;
        // The default claim is the class in which the changed history ends.
        let claim = match &self.outcome {
            Some(claim) => claim.clone(),
            None => {
                let mut end = changed.live(Life::of(self.seed), |_| {});
                let class = crate::batch::row(&end.whole()).outcome;
                changed.scenario().outcomes[class].id.clone()
            }
        };
        let stage = |world: World| -> Result<Stage, Box<Reports>> {
            let claim = Claim::parse(world.scenario(), "--outcome", &claim)?;
            Ok(Stage { world, claim })
        };
        let twins = Twins {
            baseline: stage(baseline)?,
            changed: stage(changed)?,
            without: self.without(pieces, &stage),
            pieces,
            seed: self.seed,
        };
        let found = self.find(&twins)?;

        let [mut first, mut second] = [&twins.baseline, &twins.changed]
            .map(|stage| stage.world.worldline(Life::of(self.seed).with_reasons()));
        let parting = parting::between(&mut first, &mut second);
        let rows = side_by_side(&first.whole(), &second.whole(), language);
        let telling = Telling {
            teller: Teller { twins: &twins, language },
            found: &found,
            claim_given: self.outcome.is_some(),
            most_runs: self.most_runs,
            every: self.every,
            what_if: counterfactuals
                .iter()
                .map(|what_if| {
                    let text = |text| language.of(text).to_owned();
                    (text(&what_if.title), text(&what_if.question))
                })
                .collect(),
            parting,
            rows,
        };
        let provenance =
            Provenance::new(command_line(), twins.baseline.world.scenario(), self.seed, 1)
                .and(twins.changed.world.scenario());
        let answer = Answer {
            sheet: telling.sheet(),
            json: data::json(&telling),
            tables: data::tables(&telling),
            provenance,
            more: vec![(GRAPH, telling.graph(true).dot(language))],
        };
        let given = self.output.when_whole(!found.stopped).give(&answer, language);
        if let Some(dot) = dot {
            dot.write(telling.graph(true).dot(language).as_bytes())
                .map_err(|error| Failure::Unwritten(error.to_string()))?;
        }
        given?;
        if found.stopped {
            return Err(Failure::Failed(
                "interrupted: what was found until then is shown".to_owned(),
            ));
        }
        Ok(())
    }

    /// The changed world without one piece of the change, and where there are few, without
    /// two and three and all.
    fn without(
        &self,
        pieces: usize,
        stage: &dyn Fn(World) -> Result<Stage, Box<Reports>>,
    ) -> BTreeMap<Vec<usize>, Stage> {
        let mut sets: Vec<Vec<usize>> = (0..pieces).map(|piece| vec![piece]).collect();
        if pieces <= PIECES_TOGETHER {
            let all = 1_usize..1 << pieces;
            sets = all
                .map(|set| (0..pieces).filter(|piece| set >> piece & 1 == 1).collect())
                .collect();
        } else {
            sets.push((0..pieces).collect());
        }
        let build = |set: &Vec<usize>| {
            let laid =
                self.subject.world_of_pieces(&self.subject.with, &|piece| !set.contains(&piece));
            stage(laid.ok()?.world).ok()
        };
        sets.into_iter().filter_map(|set| Some((set.clone(), build(&set)?))).collect()
    }

    fn find(&self, twins: &Twins) -> Result<Found, Failure> {
        let scale = Scale { replication: 0, runs: 1, seed: self.seed, threads: self.threads };
        let premise = &twins.changed.world.premise;
        let points =
            inevitability::weeks(premise.first_week(), premise.last_week(), self.every).len();
        let forked = if self.inevitability { 2 * points as u64 * self.forks } else { 0 };
        with_progress(&scale, self.most_runs + forked, |stop: &AtomicBool, done| {
            let mut explanation = twins.explain(stop, done);
            twins.smallest_sets(&mut explanation, self.most_runs, stop, done);
            let play = Play::new(twins, &explanation.baseline, &explanation.changed);
            let left = self.most_runs.saturating_sub(explanation.runs);
            let causes = play.causes(left, stop, done);
            let curves = self.inevitability.then(|| {
                [&twins.baseline, &twins.changed].map(|stage| {
                    inevitability::curve(stage, self.seed, self.every, self.forks, stop, done)
                })
            });
            let distances = twins.distances();
            let stopped = stop.load(Ordering::Relaxed);
            Found { explanation, causes, distances, curves, stopped }
        })
    }
}
