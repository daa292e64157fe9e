//! Sensitivity: what an outcome hangs on. Which parameters matter at all ([`morris`]), and
//! whose doing its variance is ([`sobol`]): luck's, that of those who decide, or that of
//! parameters which nobody knows ([`columns`]).
//!
//! [`columns`]: crate::whatif::node_groups
//! [`morris`]: crate::whatif::morris
//! [`sobol`]: crate::whatif::sobol

use serde::{Deserialize, Serialize};

use crate::batch::runner::each_seed;
use crate::batch::seeds::Sample;
use crate::batch::statistics::{Difference, FEWEST_CASES, paired_mean, wilson};
use crate::history::Subject;
use crate::policy::world::{Life, World};
use crate::scenario::library::Listing;
use crate::sim::luck::Luck;
use crate::whatif::inquiry::{Trouble, Work, Worlds, within};
use crate::whatif::morris::{Screened, Trajectory, screen};
use crate::whatif::node_groups::{self, By, NodeGroup};
use crate::whatif::outcome::Outcome;
use crate::whatif::sobol::{REPLICATES, Row, Shares, shares};

/// The specification: what an outcome hangs on. The sample counts rows; each costs a history
/// for either of its two seeds, and one a column.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::history::Subject;
/// use hokushin::whatif::inquiry::Work;
/// use hokushin::whatif::sensitivity::Sensitivity;
///
/// let sensitivity = Sensitivity {
///     subject: Subject::of("1939-khalkhin-gol"),
///     outcome: "border_reached".to_owned(),
///     screen: 0,
///     sample: Sample { runs: 20, ..Sample::default() },
///     ..Sensitivity::default()
/// };
/// assert_eq!(sensitivity.run(&Work::QUIET)?.findings.rows, 20);
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sensitivity {
    /// The histories.
    pub subject: Subject,
    /// What is explained: an outcome class, a measure, or a condition.
    pub outcome: String,
    /// How fine the default columns are.
    pub by: By,
    /// Columns of one's own, `NAME=pattern,pattern`.
    pub column: Vec<String>,
    /// Trajectories of the screening of parameters, 0 to 1,000; with none it is left out.
    pub screen: u64,
    /// Seeds at every point of the screening, the same ones, 1 to 10,000.
    pub screen_seeds: u64,
    /// How many parameters the screening lists.
    pub top: usize,
    /// The rows.
    pub sample: Sample,
}

impl Default for Sensitivity {
    fn default() -> Self {
        Self {
            subject: Subject::default(),
            outcome: String::new(),
            by: By::default(),
            column: Vec::new(),
            screen: 8,
            screen_seeds: 10,
            top: 10,
            sample: Sample::default(),
        }
    }
}

/// Rows below which an interval says nothing.
const FEWEST: u64 = 20;
/// The middle part of a parameter's range that the screening crosses.
const MIDDLE: f64 = 0.9;

/// An answered sensitivity.
#[derive(Debug)]
pub struct Answered {
    /// What was asked, laid out.
    pub design: Design,
    /// All that was lived.
    pub rows: Vec<Row>,
    /// What it tells.
    pub findings: Findings,
}

/// What was found, estimated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Findings {
    /// How many rows of two seeds.
    pub rows: u64,
    /// Mean of the outcome over both seeds of all rows: of a yes or no a share, 0 to 1, else in
    /// its unit.
    pub mean: Difference,
    /// Its variance, in the square of its unit; nothing where there are too few cases to say so.
    pub variance: Option<f64>,
    /// How many histories have the rarer answer, where these are too few for a bootstrap.
    pub few_cases: Option<u64>,
    /// Shares of the variance, of the columns and then of the kinds; nothing where there is
    /// none to share out, or where cases are too few.
    pub shares: Option<Shares>,
    /// Rows that would be needed for the indices that are too rough to be told.
    pub needed: Option<u64>,
    /// Trajectories of the screening that were finished.
    pub trajectories: u64,
    /// What the screening found, the largest effect first.
    pub screened: Vec<Ranked>,
}

/// A parameter that was screened.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Ranked {
    /// Its place among those of the premise.
    pub place: usize,
    /// What moving it does.
    pub effect: Screened,
}

impl Sensitivity {
    /// Lives the histories and says what they tell.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file; when it is stopped before there
    /// are rows enough, and when the outcome has no value in some history.
    pub fn run(&self, work: &Work<'_>) -> Result<Answered, Trouble> {
        self.check()?;
        let design = self.lay(work)?;
        let (runs, first) = (self.sample.runs, self.sample.first());
        let points = design.points();
        (work.total)(runs * points + self.screen * design.stations() * self.screen_seeds);
        let effects = self.screened(&design, work);
        let rows = each_seed(0..runs, work.stop, &|_| (work.done)(points), |row| {
            design.row(first + 2 * row)
        });
        let done = rows.len() as u64;
        if done < FEWEST {
            return Err(Trouble::Stopped(format!(
                "interrupted: {done} of {runs} rows were run, too few to say anything"
            )));
        }
        design.defined(&rows, &effects)?;
        let findings = Findings::of(&design, &rows, &effects, first);
        Ok(Answered { design, rows, findings })
    }

    /// Can it be asked for?
    fn check(&self) -> Result<(), Trouble> {
        self.sample.check().map_err(Trouble::Asked)?;
        within("screen", self.screen, 0..=1000)?;
        within("screen_seeds", self.screen_seeds, 1..=10_000)?;
        if self.sample.runs < FEWEST {
            return Err(Trouble::Asked(format!(
                "--runs {}: shares of variance need at least {FEWEST} rows, and a thousand to be of use",
                self.sample.runs
            )));
        }
        Ok(())
    }

    /// Reads what is asked, and lays it out.
    fn lay(&self, work: &Work<'_>) -> Result<Design, Trouble> {
        let made = Worlds::open(&self.subject)?.changed()?;
        work.warn(&made.warnings);
        let world = made.world;
        let outcome = Outcome::parse(world.scenario(), "--outcome", &self.outcome)?;
        let columns = node_groups::node_groups(&world.premise, self.by, "--column", &self.column)?;
        let kinds = node_groups::kinds(&world.premise);
        let parameters = world.premise.parameters();
        let open = (0..parameters.len())
            .filter(|&place| parameters[place].low < parameters[place].high)
            .collect();
        Ok(Design { counterfactuals: made.counterfactuals, world, outcome, columns, kinds, open })
    }

    /// The effects of the parameters along each trajectory that was finished.
    fn screened(&self, design: &Design, work: &Work<'_>) -> Vec<Vec<f64>> {
        let (seed, seeds) = (self.sample.first(), self.screen_seeds);
        let ways: Vec<Trajectory> =
            (0..self.screen).map(|way| Trajectory::new(design.open.len(), seed, way)).collect();
        let points = design.stations();
        let done = |_| (work.done)(seeds);
        let outputs = each_seed(0..self.screen * points, work.stop, &done, |place| {
            let (way, point) = (place / points, place % points);
            let values = design.values(&ways[way as usize].point(point as usize));
            let world = World {
                premise: design.world.premise.with_values(&values),
                seats: design.world.seats.clone(),
            };
            let answer = |seed| design.outcome.read(&world, Life::of(seed));
            (seed..seed + seeds).map(answer).sum::<f64>() / seeds as f64
        });
        let whole = outputs.chunks_exact(points as usize);
        ways.iter().zip(whole).map(|(way, outputs)| way.effects(outputs)).collect()
    }
}

/// What is asked, laid out: the world, and the inputs that its outcome may hang on. Where
/// indices follow one another, those of the columns come first and those of the kinds next.
#[derive(Debug)]
pub struct Design {
    /// The world.
    pub world: World,
    /// The counterfactuals that are built in.
    pub counterfactuals: Vec<Listing>,
    /// What is explained.
    pub outcome: Outcome,
    /// The columns.
    pub columns: Vec<NodeGroup>,
    /// Parameters, decisions and chance as a whole.
    pub kinds: Vec<NodeGroup>,
    /// Places, among the parameters of the premise, of those that are not known exactly.
    pub open: Vec<usize>,
}

impl Design {
    /// The column that is a whole kind: it need not be run twice.
    #[must_use]
    pub fn alike(&self, kind: &NodeGroup) -> Option<usize> {
        self.columns.iter().position(|column| column.nodes == kind.nodes)
    }

    /// The kinds that are not columns themselves, with the places of their indices.
    pub fn kinds_apart(&self) -> impl Iterator<Item = (usize, &NodeGroup)> {
        let kinds = self.kinds.iter().enumerate().filter(|(_, kind)| self.alike(kind).is_none());
        kinds.map(|(place, kind)| (self.columns.len() + place, kind))
    }

    /// Histories of a row.
    fn points(&self) -> u64 {
        2 + (self.columns.len() + self.kinds_apart().count()) as u64
    }

    /// Points of a trajectory.
    const fn stations(&self) -> u64 {
        self.open.len() as u64 + 1
    }

    /// The answers at a pair of seeds: the first, the second, and the first with each
    /// column, then each kind, from the second.
    fn row(&self, seed: u64) -> Row {
        let (own, other) = (seed, seed + 1);
        let answer = |luck| self.outcome.read(&self.world, Life::in_luck(luck));
        let mixed = |column: &NodeGroup| answer(column.lend(Luck::new(own), other));
        let mut outputs: Vec<f64> = self.columns.iter().map(mixed).collect();
        let kinds = self.kinds.iter().map(|kind| match self.alike(kind) {
            Some(place) => outputs[place],
            None => mixed(kind),
        });
        let kinds: Vec<f64> = kinds.collect();
        outputs.extend(kinds);
        Row { a: answer(Luck::new(own)), b: answer(Luck::new(other)), mixed: outputs }
    }

    /// The sums that are wanted: of all columns, and of the kinds.
    fn groups(&self) -> Vec<Vec<usize>> {
        let columns = self.columns.len();
        vec![(0..columns).collect(), (columns..columns + self.kinds.len()).collect()]
    }

    /// Values of all parameters at a point of the screening.
    fn values(&self, point: &[f64]) -> Vec<f64> {
        let parameters = self.world.premise.parameters();
        let mut values: Vec<f64> = parameters.iter().map(|known| known.best).collect();
        for (&place, at) in self.open.iter().zip(point) {
            values[place] = parameters[place].at(0.5 + MIDDLE * (at - 0.5));
        }
        values
    }

    /// A variance has no place for histories in which the outcome has no value.
    fn defined(&self, rows: &[Row], effects: &[Vec<f64>]) -> Result<(), Trouble> {
        let all = || rows.iter().flat_map(|row| row.mixed.iter().chain([&row.a, &row.b]));
        let undefined = all().filter(|value| !value.is_finite()).count();
        let screened = effects.iter().flatten().all(|effect| effect.is_finite());
        if undefined == 0 && screened {
            return Ok(());
        }
        Err(Trouble::Unanswerable(format!(
            "`{}` is undefined in {undefined} of {} histories, and a variance needs a value in each; ask whether it comes about first (a condition), or of a measure that is always defined",
            self.outcome.title().en,
            all().count()
        )))
    }

    /// Mean of the outcome over both seeds of all rows.
    fn mean(&self, rows: &[Row]) -> Difference {
        if self.outcome.is_claim() {
            let count = rows.iter().map(|row| row.a + row.b).sum::<f64>() as u64;
            let share = wilson(count, 2 * rows.len() as u64);
            return Difference { difference: share.share, low: share.low, high: share.high };
        }
        let values: Vec<f64> = rows.iter().flat_map(|row| [row.a, row.b]).collect();
        paired_mean(&values)
    }

    /// How many histories have the rarer answer, where these are too few for a bootstrap.
    fn few_cases(&self, rows: &[Row]) -> Option<u64> {
        let yes = rows.iter().map(|row| row.a + row.b).sum::<f64>() as u64;
        let rarer = yes.min(2 * rows.len() as u64 - yes.min(2 * rows.len() as u64));
        (self.outcome.is_claim() && rarer < FEWEST_CASES).then_some(rarer)
    }

    /// What screening found, the largest first.
    fn ranked(&self, effects: &[Vec<f64>], seed: u64) -> Vec<Ranked> {
        let found = screen(effects, REPLICATES, seed);
        let ranked = self.open.iter().zip(found).map(|(&place, effect)| Ranked { place, effect });
        let mut ranked: Vec<Ranked> = ranked.collect();
        ranked.sort_by(|a, b| b.effect.size.value.total_cmp(&a.effect.size.value));
        ranked
    }
}

impl Findings {
    /// Estimates them; `seed` draws the bootstrap.
    fn of(design: &Design, rows: &[Row], effects: &[Vec<f64>], seed: u64) -> Self {
        let n = rows.len() as u64;
        let few_cases = design.few_cases(rows);
        // Of a handful of cases no index is told.
        let mut shares = match few_cases {
            None => shares(rows, &design.groups(), REPLICATES, seed),
            Some(_) => None,
        };
        let needed = shares.as_mut().and_then(|shares| shares.refuse_rough(n));
        let variance = match &shares {
            Some(shares) => Some(shares.variance),
            None => (few_cases.unwrap_or(0) == 0).then_some(0.0),
        };
        Self {
            rows: n,
            mean: design.mean(rows),
            variance,
            few_cases,
            shares,
            needed,
            trajectories: effects.len() as u64,
            screened: design.ranked(effects, seed),
        }
    }
}
