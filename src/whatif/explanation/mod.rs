//! Twins explained: what came otherwise in one worldline because of a change, through
//! what, and whether each link was needed.
//!
//! A **link** is an intervention of the change, or an event or decision that came otherwise in the
//! changed world than in the baseline (not at all, at another date, with another answer).
//! Each is undone alone, by one run of the changed world in which it alone is as it was in
//! the baseline; what falls back then depended on it. That relation is the graph of the
//! explanation (Halpern 2016, *Actual Causality*, ch. 2, for the test; Aho, Garey and
//! Ullman 1972, for the transitive reduction that is drawn).
//!
//! Conquests, and armies that lay down their arms, are told in the stories but are no links:
//! they are states of the map, which nothing can hold.
//!
//! An event or a decision is seen as its **path**: what it stands at in each week. Two
//! paths are apart by the number of weeks in which they differ, and a link has *fallen
//! back* when its path is nearer to the baseline's than to the changed world's.
//!
//! - here: the specification, how it is run, and what it finds;
//! - `twins`: both worlds, and the ways to live the changed one;
//! - `links`: each undone alone, the chain to the outcome, the smallest sets;
//! - `play`: the changed worldline as a model of causes;
//! - [`distance`](mod@distance): how far apart they are in a week, and whether history returned
//!   to its course.

pub mod distance;
mod links;
mod play;
mod twins;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::distance::{Reversion, reversion};
pub use self::links::{End, Explanation, Link, Undone};
pub use self::play::{Otherwise, Play};
pub use self::twins::{Lived, Node, Path, Stage, Twins};
use crate::batch;
use crate::batch::seeds::LAST_SEED;
use crate::batch::work::within;
use crate::history::Subject;
use crate::policy::world::{Life, World};
use crate::scenario::library::Listing;
use crate::scenario::report::Reports;
use crate::scenario::{Day, Week};
use crate::whatif::cause::Cause;
use crate::whatif::claim::Claim;
use crate::whatif::inevitability::{self, Point};
use crate::whatif::inquiry::{Made, Trouble, Work, Worlds};
use crate::whatif::parting::{self, Parting};
use crate::whatif::told::{Told, told};

/// The specification: one seed with and without a change, and what led from the change to
/// the outcome. All changes of the subject together are one change.
///
/// ```
/// use hokushin::history::Subject;
/// use hokushin::whatif::explanation::Explain;
/// use hokushin::whatif::inquiry::Work;
///
/// let subject = Subject {
///     with: vec!["examples/a-week-later.ron".to_owned()],
///     ..Subject::of("1939-khalkhin-gol")
/// };
/// let explained = Explain { subject, most_runs: 50, ..Explain::default() }.run(&Work::QUIET)?;
/// assert!(explained.findings.parting.is_some(), "the two histories part");
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Explain {
    /// The histories, and the change.
    pub subject: Subject,
    /// The luck of both histories.
    pub seed: u64,
    /// What is explained, a claim; nothing: the outcome class of the changed history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The most histories that the search for causes may run, 1 to 10,000,000.
    pub most_runs: u64,
    /// Is it also said how likely the outcome was, given the state of each week?
    pub inevitability: bool,
    /// Weeks between two forkings, 1 to 520.
    pub every: u16,
    /// Forks at each, 2 to 100,000.
    pub forks: u64,
}

impl Default for Explain {
    fn default() -> Self {
        Self {
            subject: Subject::default(),
            seed: 1941,
            outcome: None,
            most_runs: 20_000,
            inevitability: false,
            every: 4,
            forks: 100,
        }
    }
}

/// An answered explanation.
#[derive(Debug)]
pub struct Explained {
    /// The worlds that it took.
    pub twins: Twins,
    /// The counterfactuals of the change.
    pub counterfactuals: Vec<Listing>,
    /// What was found.
    pub findings: Findings,
}

/// What an explanation found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Findings {
    /// The links and the chain.
    pub explanation: Explanation,
    /// Actual causes, the most responsible first.
    pub causes: Vec<Traced>,
    /// How many histories the search for causes took.
    pub cause_runs: u64,
    /// Was all searched that was asked for?
    pub causes_complete: bool,
    /// How far apart the twins are, by week, 0 (the same) to 1.
    pub distances: Vec<(Week, f64)>,
    /// Inevitability curves without and with the change, if asked for.
    pub curves: Option<[Vec<Point>; 2]>,
    /// Where the histories part.
    pub parting: Option<Parting>,
    /// What is told without and with the change.
    pub chronicles: [Vec<Told>; 2],
    /// Was the work stopped before its end?
    pub stopped: bool,
}

/// A cause with what became of the worldline in which it was undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traced {
    /// The cause.
    pub cause: Cause,
    /// What is undone, and how.
    pub set: Vec<(Node, Otherwise)>,
    /// What is held meanwhile.
    pub witness: Vec<Node>,
    /// Is it of the past that both histories share?
    pub shared: bool,
    /// Place of the outcome class in which the worldline then ends.
    pub end: Option<usize>,
    /// What each of the witness comes to when it is not held; nothing, where there is none or
    /// that cannot be lived.
    pub instead: Option<Vec<Became>>,
}

/// What an event or a decision came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Became {
    /// The day of an event.
    pub day: Option<Day>,
    /// Its path.
    pub path: Path,
}

/// The largest change whose interventions are also undone two and three at a time.
const INTERVENTIONS_TOGETHER: usize = 6;

impl Explain {
    /// Lives both histories, looks for the links and the causes, and says what they tell.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file.
    pub fn run(&self, work: &Work<'_>) -> Result<Explained, Trouble> {
        if self.subject.joined().is_empty() {
            return Err(Trouble::Asked(
                "explain needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                    .to_owned(),
            ));
        }
        within("seed", self.seed, 0..=LAST_SEED)?;
        within("most_runs", self.most_runs, 1..=10_000_000)?;
        within("every", u64::from(self.every), 1..=520)?;
        within("forks", self.forks, 2..=100_000)?;
        let (twins, counterfactuals) = self.twins(work)?;
        let findings = self.findings(&twins, work);
        Ok(Explained { twins, counterfactuals, findings })
    }

    fn twins(&self, work: &Work<'_>) -> Result<(Twins, Vec<Listing>), Trouble> {
        let worlds = Worlds::open(&self.subject)?;
        let warned = |made: Made| {
            work.warn(&made.warnings);
            made
        };
        let baseline = warned(worlds.baseline()?).world;
        let Made { world: changed, counterfactuals, .. } = warned(worlds.changed()?);
        let claim = self.outcome.clone().unwrap_or_else(|| {
            let mut end = changed.live(Life::of(self.seed), |_| {});
            let class = batch::row(&end.whole()).outcome;
            changed.scenario().outcomes[class].id.clone()
        });
        let stage = |world: World| -> Result<Stage, Box<Reports>> {
            let claim = Claim::parse(world.scenario(), "--outcome", &claim)?;
            Ok(Stage { world, claim })
        };
        let twins = Twins {
            baseline: stage(baseline)?,
            changed: stage(changed)?,
            without: without(&worlds, &stage),
            interventions: worlds.interventions(),
            seed: self.seed,
        };
        Ok((twins, counterfactuals))
    }

    fn findings(&self, twins: &Twins, work: &Work<'_>) -> Findings {
        let &Work { stop, done, .. } = work;
        let premise = &twins.changed.world.premise;
        let points =
            inevitability::weeks(premise.first_week(), premise.last_week(), self.every).len();
        let forked = if self.inevitability { 2 * points as u64 * self.forks } else { 0 };
        (work.total)(self.most_runs + forked);
        let mut explanation = twins.explain(stop, done);
        twins.smallest_sets(&mut explanation, self.most_runs, stop, done);
        let play = Play::new(twins, &explanation.baseline, &explanation.changed);
        let left = self.most_runs.saturating_sub(explanation.runs);
        let causes = play.causes(left, stop, done);
        let traced = causes.found.iter().map(|cause| play.traced(cause)).collect();
        let curves = self.inevitability.then(|| {
            [&twins.baseline, &twins.changed].map(|stage| {
                inevitability::curve(stage, self.seed, self.every, self.forks, stop, done)
            })
        });
        let [mut first, mut second] = [&twins.baseline, &twins.changed]
            .map(|stage| stage.world.worldline(Life::of(self.seed)));
        let parting = parting::between(&mut first, &mut second);
        Findings {
            causes: traced,
            cause_runs: causes.runs,
            causes_complete: causes.complete,
            distances: twins.distances(),
            curves,
            parting,
            chronicles: [told(&first.whole(), 0), told(&second.whole(), 0)],
            stopped: work.stopped(),
            explanation,
        }
    }
}

/// The changed world without one intervention of the change, and where there are few, without two
/// and three and all.
fn without(
    worlds: &Worlds,
    stage: &dyn Fn(World) -> Result<Stage, Box<Reports>>,
) -> BTreeMap<Vec<usize>, Stage> {
    let interventions = worlds.interventions();
    let mut sets: Vec<Vec<usize>> =
        (0..interventions).map(|intervention| vec![intervention]).collect();
    if interventions <= INTERVENTIONS_TOGETHER {
        let all = 1_usize..1 << interventions;
        sets = all
            .map(|set| {
                (0..interventions).filter(|intervention| set >> intervention & 1 == 1).collect()
            })
            .collect();
    } else {
        sets.push((0..interventions).collect());
    }
    let build = |set: &Vec<usize>| {
        let made = worlds.of_interventions(&|intervention| !set.contains(&intervention));
        stage(made.ok()?.world).ok()
    };
    sets.into_iter().filter_map(|set| Some((set.clone(), build(&set)?))).collect()
}

impl Play<'_> {
    /// A cause with what became of the worldline in which it was undone.
    fn traced(&self, cause: &Cause) -> Traced {
        let witness: Vec<Node> = cause.witness.iter().map(|&at| self.nodes[at]).collect();
        let became = |lived: Lived| {
            let of = |&node: &Node| match self.path_of(node) {
                None => Became::default(),
                Some(path) => Became {
                    day: match node {
                        Node::Event(event) => lived.days[event],
                        _ => None,
                    },
                    path: lived.paths[path].clone(),
                },
            };
            witness.iter().map(of).collect()
        };
        let instead = if witness.is_empty() { None } else { self.lived(&cause.set, &[]) };
        Traced {
            set: cause
                .set
                .iter()
                .map(|&(at, alternative)| (self.nodes[at], self.otherwise[at][alternative].clone()))
                .collect(),
            shared: cause.set.iter().all(|&(at, _)| self.is_shared(self.nodes[at])),
            end: self.lived(&cause.set, &cause.witness).map(|lived| lived.outcome),
            instead: instead.map(became),
            witness,
            cause: cause.clone(),
        }
    }
}
