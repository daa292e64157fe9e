//! A sweep: one thing in a world takes one value after another, all luck the same.
//!
//! - [`axis`]: what is swept, and how it is written;
//! - [`plan`]: the points;
//! - [`outcomes`]: what is looked at in every history;
//! - [`compliance`]: whether what is forced was really done.

pub mod axis;
pub mod compliance;
mod divergence;
pub mod outcomes;
pub mod plan;

use serde::{Deserialize, Serialize};

use crate::batch::runner::each_seed;
use crate::batch::seeds::Sample;
use crate::history::Subject;
use crate::policy::world::{Life, World};
use crate::scenario::Scenario;
use crate::scenario::library::Listing;
use crate::sim::Premise;
use crate::whatif::effect::Effect;
use crate::whatif::inquiry::{Trouble, Work, Worlds, within};
use crate::whatif::outcome::Outcome;
use crate::whatif::sweep::axis::Axis;
use crate::whatif::sweep::compliance::Compliance;
use crate::whatif::sweep::outcomes::Outcomes;
use crate::whatif::sweep::plan::Plan;

/// The most cells of a sweep.
pub const MOST: usize = 10_000;

/// The specification: what outcomes become while one thing, or several, take value after
/// value. The sample is lived at every point.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::history::Subject;
/// use hokushin::whatif::inquiry::Work;
/// use hokushin::whatif::sweep::Sweep;
///
/// let sweep = Sweep {
///     subject: Subject::of("1939-khalkhin-gol"),
///     over: vec!["soviet.garrison=5..6/2".to_owned()],
///     outcome: vec!["border_reached".to_owned()],
///     sample: Sample { runs: 4, ..Sample::default() },
///     ..Sweep::default()
/// };
/// assert_eq!(sweep.run(&Work::QUIET)?.findings.cells.len(), 2);
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sweep {
    /// The histories.
    pub subject: Subject,
    /// What is swept, each an axis of [`axis`].
    pub over: Vec<String>,
    /// What is looked at: outcome classes, measures, conditions; nothing: all outcome
    /// classes.
    pub outcome: Vec<String>,
    /// Points of a Latin hypercube, 2 to [`MOST`]; nothing: a grid.
    pub latin: Option<u16>,
    /// The seeds.
    pub sample: Sample,
}

/// An answered sweep.
#[derive(Debug)]
pub struct Answered {
    /// The world in which nothing is swept.
    pub world: World,
    /// The counterfactuals that are built into it.
    pub counterfactuals: Vec<Listing>,
    /// What was swept.
    pub plan: Plan,
    /// What was looked at.
    pub outcomes: Outcomes,
    /// What was seen.
    pub findings: Findings,
}

/// What was seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Findings {
    /// Histories at every point.
    pub n: u64,
    /// The points that were finished, in their order.
    pub cells: Vec<Cell>,
}

/// A point of the sweep and what was seen there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    /// A value for each axis.
    pub point: Vec<f64>,
    /// Against the world in which nothing is swept, by outcome.
    pub effects: Vec<Effect>,
    /// Histories in which all that is forced was done.
    pub done: u64,
}

/// What is seen in one history: the outcomes, and whether all that is forced was done.
type Seen = (Vec<f64>, bool);

impl Sweep {
    /// Lives the histories and says what is seen.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file, and when it is stopped before the
    /// first point is done.
    pub fn run(&self, work: &Work<'_>) -> Result<Answered, Trouble> {
        self.check()?;
        let worlds = Worlds::open(&self.subject)?;
        let plain = worlds.baseline()?.world;
        let changed = worlds.changed()?;
        work.warn(&changed.warnings);
        let world = changed.world;
        let outcomes = self.outcomes(world.scenario())?;
        let plan = self.plan(plain.scenario(), world.scenario())?;
        let n = self.sample.runs;
        (work.total)(n * (plan.points.len() as u64 + 1));
        let baseline = self.live(&world, &outcomes, work);
        let mut cells = Vec::new();
        if baseline.len() as u64 == n {
            for point in &plan.points {
                let scenario = plan.scenario(plain.scenario(), world.scenario(), point);
                let seats = self.subject.seating.seats(&scenario);
                let swept = World { premise: Premise::new(scenario), seats };
                let seen = self.live(&swept, &outcomes, work);
                if (seen.len() as u64) < n {
                    break;
                }
                cells.push(Cell::of(point, &outcomes, &baseline, &seen));
            }
        }
        if cells.is_empty() {
            return Err(Trouble::Stopped(format!(
                "interrupted after {} histories, before the first point of the sweep was done",
                baseline.len()
            )));
        }
        let findings = Findings { n, cells };
        let counterfactuals = changed.counterfactuals;
        Ok(Answered { world, counterfactuals, plan, outcomes, findings })
    }

    /// Can it be asked for?
    fn check(&self) -> Result<(), Trouble> {
        self.sample.check().map_err(Trouble::Asked)?;
        if let Some(points) = self.latin {
            within("latin", points.into(), 2..=MOST as u64)?;
        }
        if self.over.is_empty() {
            return Err(Trouble::Asked(
                "sweep needs something that takes values: --over NAME=VALUES, such as `northern_question=wait|strike`"
                    .to_owned(),
            ));
        }
        Ok(())
    }

    fn outcomes(&self, scenario: &Scenario) -> Result<Outcomes, Trouble> {
        let texts: Vec<String> = if self.outcome.is_empty() {
            scenario.outcomes.iter().map(|outcome| outcome.id.clone()).collect()
        } else {
            self.outcome.clone()
        };
        let read = |text: String| {
            let outcome = Outcome::parse(scenario, "--outcome", &text)?;
            Ok((text.trim().to_owned(), outcome))
        };
        texts.into_iter().map(read).collect::<Result<_, Trouble>>().map(Outcomes::new)
    }

    fn plan(&self, plain: &Scenario, changed: &Scenario) -> Result<Plan, Trouble> {
        let read = |text: &String| Axis::parse(plain, changed, "--over", text);
        let axes = self.over.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(Plan::new("--over", axes, self.latin.map(usize::from), self.sample.first())?)
    }

    /// All seeds in one world; fewer where it is stopped.
    fn live(&self, world: &World, outcomes: &Outcomes, work: &Work<'_>) -> Vec<Seen> {
        each_seed(self.sample.seeds(), work.stop, work.done, |seed| {
            let mut compliance = Compliance::new(world.scenario());
            let answers = outcomes.answers(world, Life::of(seed), |whole| compliance.look(whole));
            (answers, compliance.all())
        })
    }
}

impl Cell {
    fn of(point: &[f64], outcomes: &Outcomes, baseline: &[Seen], seen: &[Seen]) -> Self {
        let mut effects: Vec<Effect> =
            outcomes.asked.iter().map(|(_, outcome)| Effect::new(outcome.is_claim())).collect();
        for ((factual, _), (changed, _)) in baseline.iter().zip(seen) {
            for ((effect, &before), &after) in effects.iter_mut().zip(factual).zip(changed) {
                effect.add(before, after);
            }
        }
        let done = seen.iter().filter(|(_, done)| *done).count() as u64;
        Self { point: point.to_vec(), effects, done }
    }
}
