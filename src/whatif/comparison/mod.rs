//! A comparison: the same seeds with and without a change, and how surely they differ.
//!
//! [`Compare`] is the specification, [`Comparing`] the worlds that it takes and what is looked
//! at in them, [`Count`] what has been counted so far, [`Findings`] what that tells. Rows
//! ([`rows`]) keep what was seen of a seed, so that a run can be interrupted or divided.

pub mod rows;
pub mod settled;

use std::convert::Infallible;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use self::rows::Rows;
use self::settled::Endings;
use crate::batch::binomial::SIDE;
use crate::batch::provenance::Provenance;
use crate::batch::seeds::{self, Sample};
use crate::batch::statistics::{Z, quantile};
use crate::batch::table::Cell;
use crate::files::Refusal;
use crate::hindcast::ensemble::{self, Look};
use crate::hindcast::record::read_record;
use crate::hindcast::record_files::Point;
use crate::history::Subject;
use crate::policy::world::{Life, World};
use crate::scenario::library::Listing;
use crate::scenario::report::suggestion;
use crate::scenario::{Day, MeasureKind, Scenario, Text, Week};
use crate::sim::calendar;
use crate::whatif::claim::Claim;
use crate::whatif::effect::Comparison;
use crate::whatif::evidence::{Evidence, FEWEST, Observation, root_mean_square};
use crate::whatif::inquiry::{Inquiry, Made, Trouble, Work, Worlds};
use crate::whatif::pairs::{self, Observables, SeedObserved, Seen};
use crate::whatif::time_series::TimeSeries;
use crate::whatif::uptake::Uptake;

/// The specification: the same seeds with and without a change. Each change of the subject is
/// one of its own, side by side with the others.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::history::Subject;
/// use hokushin::whatif::comparison::Compare;
/// use hokushin::whatif::inquiry::Work;
///
/// let subject = Subject {
///     with: vec!["examples/a-week-later.ron".to_owned()],
///     ..Subject::of("1939-khalkhin-gol")
/// };
/// let sample = Sample { runs: 4, ..Sample::default() };
/// let compare = Compare { subject, sample, ..Compare::default() };
/// let comparing = compare.lay(false, &Work::QUIET)?;
/// let count = comparing.live_all(&Work::QUIET, |_| ());
/// let findings = comparing.findings(count);
/// assert_eq!(findings.changes[0].all.n(), 4);
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Compare {
    /// The histories, and the changes.
    pub subject: Subject,
    /// Only histories count in which these hold without the change: claims, or `record`,
    /// `record by DATE`.
    pub given: Vec<String>,
    /// How far a history may be from the record that is given: the root mean square of its
    /// misfits, in standard deviations; nothing: that of the nearest tenth of 400 others.
    pub tolerance: Option<f64>,
    /// It goes on beyond the sample until every 95 % interval of a share is at most plus or
    /// minus so many points of a percentage wide.
    pub until: Option<f64>,
    /// With `until`: the most seeds, whatever the precision.
    pub at_most: u64,
    /// Quantities that are followed over time in both worlds.
    pub track: Vec<String>,
    /// Dates of maps; none: a year after the change.
    pub map: Vec<String>,
    /// The seeds.
    pub sample: Sample,
}

impl Default for Compare {
    fn default() -> Self {
        Self {
            subject: Subject::default(),
            given: Vec::new(),
            tolerance: None,
            until: None,
            at_most: 1_000_000,
            track: Vec::new(),
            map: Vec::new(),
            sample: Sample::default(),
        }
    }
}

/// Seeds that are followed over time.
const FOLLOWED: u64 = 2000;
/// Weeks between two looks at what is followed.
const EVERY: usize = 4;
/// Histories on which the spread of the ensemble is measured when the record is given; none
/// of them is counted.
const PILOT: u64 = 400;
/// Histories of the placebo.
const PLACEBO: u64 = 32;
/// The share of the pilot that lies within the tolerance.
const NEAREST: f64 = 0.1;
/// Tolerances at which the answer is shown, as multiples of the one that is used.
const TOLERANCES: [f64; 4] = [0.9, 1.0, 1.2, f64::INFINITY];

/// A change that is compared.
#[derive(Debug)]
pub struct ComparedChange {
    /// Its name: `stalingrad-falls`, or several joined by `+`.
    pub name: String,
    /// The world with it.
    pub world: World,
    /// The counterfactuals that it is made of.
    pub counterfactuals: Vec<Listing>,
    /// The world with its files and none of their interventions.
    placebo: World,
}

/// What has been counted of a change.
#[derive(Debug)]
pub struct Counted {
    /// Over all pairs that are open.
    pub all: Comparison,
    /// Pairs that were settled before the change, by outcome.
    settled: Vec<u64>,
    halves: [Comparison; 2],
    /// By tolerance.
    tolerances: Vec<Comparison>,
}

/// All that has been counted.
#[derive(Debug)]
pub struct Count {
    /// By change.
    pub changes: Vec<Counted>,
    followed: TimeSeries,
    /// Seeds that fit what is given, by tolerance.
    fitting: Vec<u64>,
    /// Seeds that were seen.
    pub seeds: u64,
}

/// The worlds that are compared, and what is looked at in them.
#[derive(Debug)]
pub struct Comparing {
    /// What was asked.
    pub asked: Compare,
    /// The changes, side by side.
    pub changes: Vec<ComparedChange>,
    /// What is looked at.
    pub plan: Observables,
    /// The world without any change, then each change.
    pub worlds: Vec<World>,
    /// The rows of a seed.
    pub rows: Rows,
    /// The first seed.
    pub first: u64,
    /// The endings that can be settled before the worlds part.
    endings: Endings,
}

/// One change and what it did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Change {
    /// Its name: `stalingrad-falls`, or several joined by `+`.
    pub name: String,
    /// The titles of the counterfactuals that it is made of.
    pub titles: Vec<Text>,
    /// The questions that they ask.
    pub questions: Vec<Text>,
    /// What its authors say will follow, as claims.
    pub consequents: Vec<String>,
    /// The first day on which anything differs.
    pub divergence: Day,
    /// Over all pairs that were still open at the divergence.
    pub all: Comparison,
    /// Pairs whose ending was settled before it, by outcome of the scenario: they are
    /// counted here and nowhere else.
    pub settled: Vec<u64>,
    /// Over every other pair: the check that halves agree.
    pub halves: [Comparison; 2],
    /// Over the pairs that lie within each tolerance of the condition.
    pub tolerances: Vec<Comparison>,
    /// Of so many histories, so many stayed equal to the last bit when no intervention of the
    /// change was kept.
    pub placebo: (u64, u64),
    /// What of it is taken up at all.
    pub uptake: Uptake,
}

/// What is said of the condition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Condition {
    /// The claims, for a reader.
    pub claims: Vec<Text>,
    /// Is the record given?
    pub record: bool,
    /// The last week of which something is given.
    pub until: Week,
    /// Histories that were run.
    pub of: u64,
    /// Tolerances, and how many histories fit at each.
    pub tolerances: Vec<(f64, u64)>,
}

/// All that a comparison found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Findings {
    /// The changes, side by side.
    pub changes: Vec<Change>,
    /// What was given, if anything was.
    pub condition: Option<Condition>,
    /// What was followed over time.
    pub followed: TimeSeries,
    /// Seeds that were lived.
    pub seeds: u64,
}

impl Findings {
    /// Half the width of the widest interval of a share.
    #[must_use]
    pub fn precision(&self) -> f64 {
        self.changes.iter().map(|change| change.all.precision()).fold(0.0, f64::max)
    }
}

/// What it takes, at least and at most, until every interval of a share is at most plus or
/// minus so many points wide: pairs of which none flips, and pairs which all do, one way as
/// often as the other. By the exact interval of no flips among `n`, and by the normal one.
#[must_use]
pub fn pairs_until(points: f64) -> (f64, f64) {
    // (1 - p)^n = 0.025 is p = 3.69 / n.
    let least = -libm::log(SIDE) / (points / 100.0);
    let most = libm::pow(Z / (points / 100.0), 2.0);
    (libm::ceil(least), libm::ceil(most.max(least)))
}

fn bad_date(scenario: &Scenario, date: &str) -> Trouble {
    let said = |day| calendar::date_of(day).to_string();
    Trouble::Asked(format!(
        "--map {date}: a date between {} and {} is wanted, such as 1942-11-30",
        said(scenario.start),
        said(scenario.end)
    ))
}

impl Compare {
    /// Lays the worlds and reads what is looked at in them. `drawn`: are maps wanted?
    ///
    /// # Errors
    /// What is wrong with the specification or with a file.
    pub fn lay(&self, drawn: bool, work: &Work<'_>) -> Result<Comparing, Trouble> {
        self.check()?;
        let worlds = Worlds::open(&self.subject)?;
        let factual = worlds.baseline()?.world;
        let mut changes: Vec<ComparedChange> = Vec::new();
        for (place, name) in self.subject.with.iter().enumerate() {
            if changes.iter().any(|known| known.name == *name) {
                return Err(Trouble::Asked(format!("--with {name}: it is given twice")));
            }
            let Made { world, counterfactuals, warnings } =
                worlds.with(&|change| change == place)?;
            work.warn(&warnings);
            let placebo = worlds.of_no_intervention(place)?.world;
            changes.push(ComparedChange { name: name.clone(), world, counterfactuals, placebo });
        }
        let mut plan = self.plan(&factual, &changes, drawn, work)?;
        // Changes side by side count the same pairs: those open when the first of them parts.
        let divergences = changes.iter().map(|change| change.world.scenario().divergence);
        let divergence = divergences.min().flatten();
        let endings = Endings::before(factual.scenario(), divergence, &mut plan.claims);
        let titles: Vec<(String, Text)> = changes.iter().map(ComparedChange::titled).collect();
        let rows = Rows::new(factual.scenario(), &titles);
        let mut worlds = vec![factual];
        worlds.extend(changes.iter().map(|change| change.world.clone()));
        let (asked, first) = (self.clone(), self.sample.first());
        Ok(Comparing { asked, changes, plan, worlds, rows, first, endings })
    }

    fn check(&self) -> Result<(), Trouble> {
        let asked = |what: String| Err(Trouble::Asked(what));
        self.sample.check().map_err(Trouble::Asked)?;
        if self.subject.with.is_empty() {
            return asked(
                "compare needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                    .to_owned(),
            );
        }
        for (name, value) in [("tolerance", self.tolerance), ("until", self.until)] {
            if value.is_some_and(|value| !(value.is_finite() && value > 0.0)) {
                return asked(format!("`{name}`: a number above 0 is wanted, such as 0.5"));
            }
        }
        if !(1..=Sample::MOST).contains(&self.at_most) {
            return asked(format!("`at_most` is {}, outside 1 to {}", self.at_most, Sample::MOST));
        }
        if self.tolerance.is_some() && self.given.is_empty() {
            return asked(
                "--tolerance says how near a history must be to what --given gives".to_owned(),
            );
        }
        Ok(())
    }

    /// The most seeds that are lived.
    #[must_use]
    pub fn most(&self) -> u64 {
        match self.until {
            Some(_) => self.at_most.max(self.sample.runs),
            None => self.sample.runs,
        }
    }

    fn plan(
        &self,
        factual: &World,
        changes: &[ComparedChange],
        drawn: bool,
        work: &Work<'_>,
    ) -> Result<Observables, Trouble> {
        let scenario = factual.scenario();
        let mut given = Evidence::default();
        for text in &self.given {
            match text.trim().strip_prefix("record") {
                Some(rest) if rest.is_empty() || rest.starts_with(' ') => {
                    if !given.record.is_empty() {
                        return Err(Trouble::Asked(format!(
                            "--given {text}: the record is given twice; one date is enough"
                        )));
                    }
                    (given.record, given.tolerance) = self.record(factual, text, work)?;
                }
                _ => given.claims.push(Claim::parse(scenario, "--given", text)?),
            }
        }
        for name in &self.track {
            if scenario.vocabulary.named(name).is_none() {
                let names = scenario.vocabulary.iter().map(|entry| entry.name.as_str());
                let near = suggestion(name, names.collect::<Vec<_>>());
                return Err(Trouble::Asked(format!(
                    "--track {name}: the vocabulary has no such quantity; {near}"
                )));
            }
        }
        let (start, end) = (factual.premise.first_week(), factual.premise.last_week());
        // The last week is looked at whatever the step.
        let mut weeks: Vec<Week> = (start..=end).rev().step_by(EVERY).collect();
        weeks.reverse();
        let divergence = changes.iter().filter_map(|change| change.world.scenario().divergence);
        let maps = self.map_weeks(scenario, divergence.min().unwrap_or(scenario.start), drawn)?;
        // What the author of a change says will follow, where the world without it can tell.
        let mut claims: Vec<String> = Vec::new();
        for case in changes.iter().flat_map(|change| &change.world.scenario().cases) {
            let told = case.consequent.iter().filter(|text| {
                Claim::parse(scenario, "consequent", text).is_ok() && !claims.contains(text)
            });
            let told: Vec<String> = told.cloned().collect();
            claims.extend(told);
        }
        let tracks = self.track.clone();
        Ok(Observables { given, claims, tracks, weeks, maps, followed: FOLLOWED })
    }

    /// The weeks of the maps.
    fn map_weeks(
        &self,
        scenario: &Scenario,
        divergence: Day,
        drawn: bool,
    ) -> Result<Vec<Week>, Trouble> {
        let mut weeks = Vec::new();
        for date in &self.map {
            let claim = Claim::parse(scenario, "--map", &format!("true on {date}"));
            weeks.push(claim.map_err(|_| bad_date(scenario, date))?.decided_in(scenario));
        }
        if weeks.is_empty() {
            weeks.push(calendar::week_of((divergence + 365).min(scenario.end)));
        }
        weeks.sort_unstable();
        weeks.dedup();
        Ok(if drawn { weeks } else { Vec::new() })
    }

    /// The figures of the record, up to a date where one is given, with what is to be
    /// expected of each; and the tolerance.
    fn record(
        &self,
        factual: &World,
        text: &str,
        work: &Work<'_>,
    ) -> Result<(Vec<Observation>, f64), Trouble> {
        let scenario = factual.scenario();
        let until = match text.trim().strip_prefix("record").map(str::trim) {
            None | Some("") => scenario.end,
            // The date is read as that of any other claim.
            Some(rest) => {
                let claim = Claim::parse(scenario, "--given", &format!("true {rest}")).map_err(|_| {
                    Trouble::Asked(format!(
                        "--given {text}: it is written `record` or `record by DATE`, with a date between {} and {}",
                        calendar::date_of(scenario.start),
                        calendar::date_of(scenario.end)
                    ))
                })?;
                calendar::monday(claim.decided_in(scenario)) + 6
            }
        };
        let comparable = read_record(scenario, &[], None)?;
        let mut points = Vec::new();
        for (series, answer, inside) in &comparable.answered {
            for point in inside.iter().map(|&place| series.points[place]) {
                if point.day <= until {
                    points.push((answer.var, answer.factor, point));
                }
            }
        }
        if points.is_empty() {
            return Err(Trouble::Asked(format!(
                "--given {text}: the record has no figure up to then; its figures lie between {} and {}",
                calendar::date_of(scenario.start),
                calendar::date_of(scenario.end)
            )));
        }
        let looks = points.iter().map(|&(var, factor, point)| Look { var, day: point.day, factor });
        let plan =
            ensemble::EnsemblePlan { looks: looks.collect(), ..ensemble::EnsemblePlan::default() };
        // How wide the ensemble is must be known from histories that are not counted.
        let seeds = seeds::pilot(self.sample.first(), PILOT);
        (work.total)(PILOT);
        let (premise, seats) = (&factual.premise, &factual.seats);
        let members = ensemble::run(premise, seats, seeds, &plan, work.stop, work.done);
        let figure = |(place, (var, factor, point)): (usize, (_, f64, Point))| {
            let mut values: Vec<f64> = members.iter().map(|member| member.values[place]).collect();
            values.sort_by(f64::total_cmp);
            // Two thirds of a bell lie within one deviation on either side.
            let ensemble = (quantile(&values, 0.841) - quantile(&values, 0.159)) / 2.0;
            let sources = (point.high - point.low) / 2.0;
            let spread = libm::hypot(ensemble, sources).max(1e-6 * point.value.abs()).max(1e-9);
            let (value, spread) = (point.value / factor, spread / factor.abs());
            (Observation { var, day: point.day, value, spread }, factor)
        };
        let figures: Vec<(Observation, f64)> = points.into_iter().enumerate().map(figure).collect();
        let misfit = |member: &ensemble::Member| {
            let off = figures.iter().zip(&member.values);
            root_mean_square(off.map(|((figure, factor), value)| figure.misfit(value / factor)))
        };
        let mut misfits: Vec<f64> = members.iter().map(misfit).collect();
        misfits.sort_by(f64::total_cmp);
        let tolerance = self.tolerance.unwrap_or_else(|| quantile(&misfits, NEAREST));
        Ok((figures.into_iter().map(|(figure, _)| figure).collect(), tolerance))
    }
}

/// What is said of the condition, if there is one.
fn condition(
    scenario: &Scenario,
    plan: &Observables,
    fitting: &[u64],
    of: u64,
) -> Option<Condition> {
    let record = !plan.given.record.is_empty();
    let claims = plan.given.claims.iter();
    let until = plan.given.known_until(scenario)?;
    let tolerances = if record {
        let tolerances = TOLERANCES.iter().map(|share| plan.given.tolerance * share);
        tolerances.zip(fitting.iter().copied()).collect()
    } else {
        Vec::new()
    };
    Some(Condition {
        claims: claims.map(|claim| claim.title.clone()).collect(),
        record,
        until,
        of,
        tolerances,
    })
}

impl ComparedChange {
    /// What its authors say will follow.
    fn consequents(&self) -> Vec<String> {
        let cases = self.world.scenario().cases.iter();
        cases.filter_map(|case| case.consequent.clone()).collect()
    }

    /// Its name, and what it is called.
    fn titled(&self) -> (String, Text) {
        let join = |of: &dyn Fn(&Text) -> String| {
            let titles = self.counterfactuals.iter().map(|listing| of(&listing.title));
            titles.collect::<Vec<_>>().join(" + ")
        };
        let title = Text { en: join(&|text| text.en.clone()), es: join(&|text| text.es.clone()) };
        (self.name.clone(), title)
    }
}

impl Comparing {
    /// The scenario without any change.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        self.worlds[0].scenario()
    }

    /// Where rows of it come from.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        let worlds: Vec<_> =
            self.worlds.iter().map(|world| (&world.premise, &world.seats)).collect();
        let made = Inquiry::Compare(self.asked.clone()).made();
        let tables = vec![self.rows.kept.clone()];
        Provenance::new(made, &worlds, self.first, self.asked.sample.runs, tables)
    }

    /// Lives seeds until all are lived, or the precision is reached. `take` is handed what is
    /// seen of each before it is counted.
    pub fn live_all(&self, work: &Work<'_>, mut take: impl FnMut(&SeedObserved)) -> Count {
        let most = self.asked.most();
        let mut count = self.nothing_counted();
        (work.total)(most * self.worlds.len() as u64);
        while count.seeds < most {
            let wanted = self.asked.sample.runs.min(most - count.seeds);
            let range: Range<u64> = self.first + count.seeds..self.first + count.seeds + wanted;
            let Ok(ran) = self.live_some(range, work, |observed| {
                take(&observed);
                self.count(&mut count, &observed);
                Ok::<(), Infallible>(())
            });
            let near = self.asked.until.is_none_or(|until| reached(&count.changes, until));
            if ran < wanted || near {
                break;
            }
        }
        count
    }

    /// Lives some seeds and hands over what is seen of each, in order. Gives how many were.
    ///
    /// # Errors
    /// What `take` says, which ends the work.
    pub fn live_some<E>(
        &self,
        seeds: Range<u64>,
        work: &Work<'_>,
        take: impl FnMut(SeedObserved) -> Result<(), E>,
    ) -> Result<u64, E> {
        let each = |count: u64| (work.done)(count * self.worlds.len() as u64);
        pairs::run(&self.worlds, &self.plan, self.first, seeds, work.stop, &each, take)
    }

    /// Can anything be told of what was counted?
    ///
    /// # Errors
    /// Why not.
    pub fn enough(&self, count: &Count) -> Result<(), Trouble> {
        let seen = |counted: &Counted| counted.all.n() + counted.settled.iter().sum::<u64>();
        let n = count.changes.first().map_or(0, seen);
        if count.seeds == 0 {
            return Err(Trouble::Stopped("interrupted before the first pair was run".to_owned()));
        }
        if self.plan.given.anything() && n < FEWEST {
            return Err(Trouble::Stopped(too_few(n, count.seeds)));
        }
        Ok(())
    }

    /// The rows of a seed, lived anew.
    #[must_use]
    pub fn live(&self, seed: u64) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        let stop = AtomicBool::new(false);
        let take = |observed: SeedObserved| -> Result<(), Infallible> {
            rows = self.rows.cells(&observed);
            Ok(())
        };
        let seeds = seed..seed + 1;
        let Ok(_) = pairs::run(&self.worlds, &self.plan, self.first, seeds, &stop, &|_| (), take);
        rows
    }

    fn nothing_counted(&self) -> Count {
        let scenario = self.scenario();
        let truths =
            scenario.measures.iter().filter(|measure| measure.kind == MeasureKind::Truth).count();
        let comparison = || Comparison::new(scenario, self.plan.claims.len());
        let counted = |_: &ComparedChange| Counted {
            all: comparison(),
            settled: vec![0; scenario.outcomes.len()],
            halves: [comparison(), comparison()],
            tolerances: vec![comparison(); TOLERANCES.len()],
        };
        Count {
            changes: self.changes.iter().map(counted).collect(),
            followed: TimeSeries::new(&self.plan, truths),
            fitting: vec![0; TOLERANCES.len()],
            seeds: 0,
        }
    }

    /// Is a seed counted?
    #[must_use]
    pub fn fits(&self, observed: &SeedObserved) -> bool {
        observed.fits && observed.misfit <= self.plan.given.tolerance
    }

    /// Was it interrupted, or did it not come as near as was asked?
    #[must_use]
    pub fn falls_short(&self, findings: &Findings) -> Option<String> {
        let (seeds, most) = (findings.seeds, self.asked.most());
        let Some(until) = self.asked.until else {
            return (seeds < most)
                .then(|| format!("interrupted: {seeds} of {most} pairs were run and are shown"));
        };
        let precision = findings.precision() * 100.0;
        (precision > until).then(|| format!(
            "the widest interval is ±{precision:.2} points after {seeds} pairs, ±{until} was asked for; --at-most lets it go on"
        ))
    }

    /// A row that was kept, as a reader is given it.
    #[must_use]
    pub fn row_shown(&self, row: Vec<Cell>) -> Vec<Cell> {
        let number = |place: usize| row.get(place).and_then(Cell::number);
        let near = number(3).is_some_and(|misfit| misfit <= self.plan.given.tolerance);
        let fits = number(2) == Some(1.0) && near;
        self.rows.shown(row, fits)
    }

    /// Counts a seed for every change.
    fn count(&self, count: &mut Count, observed: &SeedObserved) {
        let tolerance = self.plan.given.tolerance;
        let fits = self.fits(observed);
        // A change without a date may act before its own: settled is what all worlds hold to be.
        let ending = |seen: &Seen| self.endings.settled(&seen.claims);
        let settled = observed.worlds.first().and_then(ending);
        let settled =
            settled.filter(|_| observed.worlds.iter().all(|seen| ending(seen) == settled));
        count.seeds += 1;
        if fits && settled.is_none() {
            count.followed.add(observed);
        }
        for (fitting, share) in count.fitting.iter_mut().zip(TOLERANCES) {
            *fitting += u64::from(observed.fits && observed.misfit <= tolerance * share);
        }
        let Some((factual, changed)) = observed.worlds.split_first() else { return };
        for (counted, seen) in count.changes.iter_mut().zip(changed) {
            if let Some(ending) = settled {
                counted.settled[ending] += u64::from(fits);
                continue;
            }
            if fits {
                counted.all.add(factual, seen);
                counted.halves[usize::from(observed.seed % 2 == 1)].add(factual, seen);
            }
            if tolerance.is_finite() && observed.fits {
                for (comparison, share) in counted.tolerances.iter_mut().zip(TOLERANCES) {
                    if observed.misfit <= tolerance * share {
                        comparison.add(factual, seen);
                    }
                }
            }
        }
    }

    /// Counts the seeds of a journal.
    ///
    /// # Errors
    /// A row that this program has not written.
    pub fn count_rows(
        &self,
        rows: impl Iterator<Item = Result<Vec<Cell>, Refusal>>,
    ) -> Result<Count, Refusal> {
        let mut count = self.nothing_counted();
        let mut seed = Vec::new();
        for row in rows {
            seed.push(row?);
            if seed.len() == self.worlds.len() {
                let observed = self.rows.observed(&seed).map_err(Refusal)?;
                self.count(&mut count, &observed);
                seed.clear();
            }
        }
        Ok(count)
    }

    /// What the counted seeds tell.
    #[must_use]
    pub fn findings(&self, count: Count) -> Findings {
        let scenario = self.scenario();
        let condition = condition(scenario, &self.plan, &count.fitting, count.seeds);
        let seeds = self.first..self.first + count.seeds;
        let change = |(change_made, counted): (&ComparedChange, Counted)| {
            let told = change_made.world.scenario();
            let listings = change_made.counterfactuals.iter();
            Change {
                name: change_made.name.clone(),
                titles: listings.clone().map(|listing| listing.title.clone()).collect(),
                questions: listings.map(|listing| listing.question.clone()).collect(),
                consequents: change_made.consequents(),
                divergence: told.divergence.unwrap_or(scenario.start),
                all: counted.all,
                settled: counted.settled,
                halves: counted.halves,
                tolerances: counted.tolerances,
                placebo: placebo(&self.worlds[0], &change_made.placebo, self.first),
                uptake: Uptake::of(&change_made.world, seeds.clone(), &AtomicBool::new(false)),
            }
        };
        Findings {
            condition,
            changes: self.changes.iter().zip(count.changes).map(change).collect(),
            followed: count.followed,
            seeds: count.seeds,
        }
    }
}

/// Is every interval as narrow as was asked?
fn reached(counted: &[Counted], until: f64) -> bool {
    counted
        .iter()
        .all(|counted| counted.all.n() >= FEWEST && counted.all.precision() * 100.0 <= until)
}

fn too_few(n: u64, of: u64) -> String {
    let more = (of * FEWEST).checked_div(n).map_or_else(
        || "none of them does".to_owned(),
        |enough| format!("--runs {} would leave about {FEWEST}", enough + 1),
    );
    format!(
        "{n} of {of} histories fit what is given, and fewer than {FEWEST} are no ground for a share; {more}, or ask for less, or for less exactly (--tolerance)"
    )
}

/// With no intervention of the change kept, a world is the one without change.
fn placebo(factual: &World, placebo: &World, first: u64) -> (u64, u64) {
    let end = |world: &World, seed| world.live(Life::of(seed), |_| {}).whole().state_hash();
    let equal = (first..first + PLACEBO).filter(|&seed| end(factual, seed) == end(placebo, seed));
    (equal.count() as u64, PLACEBO)
}
