//! `hokushin compare`.

use std::convert::Infallible;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use clap::Args;

use super::batch::{Scale, with_progress};
use super::output::{Answer, Output, command_line};
use super::validate::read_annals;
use super::{Failure, Format, Subject};
use crate::batch::statistics::quantile;
use crate::hindcast::annals::Point;
use crate::hindcast::ensemble::{self, Look};
use crate::report::Language;
use crate::report::comparison::{Change, Condition, Findings, surest};
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::scenario::report::suggestion;
use crate::scenario::{Day, MeasureKind, Scenario, Week};
use crate::sim::calendar;
use crate::whatif::claim::Claim;
use crate::whatif::effect::{Comparison, Effect};
use crate::whatif::follow::Followed;
use crate::whatif::given::{FEWEST, Figure, Given, root_mean_square};
use crate::whatif::pairs::{self, Plan, Sight};
use crate::whatif::world::{Life, World};

/// Run the same seeds with and without a change: what differs, and how surely. Each
/// `--with` is a change of its own, side by side with the others; `a+b` is one change made
/// of two counterfactuals.
#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    scale: Scale,
    /// Count only histories in which this holds without the change: an outcome, a measure
    /// or a condition, on the last day, or `… on DATE`, `… by DATE`; or `record`, `record by
    /// DATE`: those that fit the figures of the record. Can be given more than once.
    #[arg(long, value_name = "CONDITION")]
    given: Vec<String>,
    /// How far a history may be from the record that is given: the root mean square of its
    /// misfits, in standard deviations [default: that of the nearest tenth of 400 histories].
    #[arg(long, value_parser = positive)]
    tolerance: Option<f64>,
    /// Go on beyond --runs until every 95 % interval of a share is at most plus or minus
    /// so many points of a percentage wide.
    #[arg(long, value_name = "POINTS", value_parser = positive)]
    until: Option<f64>,
    /// With --until: stop after so many seeds whatever the precision.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    at_most: u64,
    /// Follow a quantity over time in both worlds; can be given more than once.
    #[arg(long, value_name = "QUANTITY")]
    track: Vec<String>,
    /// Draw the map of a date into the report; can be given more than once [default: a year
    /// after the change].
    #[arg(long, value_name = "DATE")]
    map: Vec<String>,
    #[command(flatten)]
    output: Output,
}

fn bad_date(scenario: &Scenario, date: &str) -> Failure {
    let said = |day| calendar::date_of(day).to_string();
    Failure::BadInput(format!(
        "--map {date}: a date between {} and {} is wanted, such as 1942-11-30",
        said(scenario.start),
        said(scenario.end)
    ))
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a number above 0 is wanted".to_owned()),
    }
}

/// Seeds that are followed over time.
const FOLLOWED: u64 = 2000;
/// Weeks between two looks at what is followed.
const EVERY: usize = 4;
/// Histories on which the spread of the ensemble is measured when the record is given.
const PILOT: u64 = 400;
/// Histories of the placebo.
const PLACEBO: u64 = 32;
/// The share of the pilot that lies within the tolerance.
const NEAREST: f64 = 0.1;
/// Tolerances at which the answer is shown, as multiples of the one that is used.
const TOLERANCES: [f64; 4] = [0.9, 1.0, 1.2, f64::INFINITY];

/// A change that is compared.
struct Laid {
    name: String,
    world: World,
    counterfactuals: Vec<crate::scenario::library::Listing>,
    placebo: World,
}

/// What has been counted of a change.
struct Counted {
    all: Comparison,
    halves: [Comparison; 2],
    /// By tolerance.
    tolerances: Vec<Comparison>,
}

impl Compare {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        self.output.check()?;
        if self.subject.with.is_empty() {
            return Err(Failure::BadInput(
                "compare needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                    .to_owned(),
            ));
        }
        let factual = self.subject.world(&[])?.world;
        let changes = self.lay()?;
        let plan = self.plan(&factual, &changes)?;
        let worlds: Vec<World> = std::iter::once(factual.clone())
            .chain(changes.iter().map(|change| change.world.clone()))
            .collect();
        let scenario = factual.scenario();
        let most =
            if self.until.is_some() { self.at_most.max(self.scale.runs) } else { self.scale.runs };
        let truths =
            scenario.measures.iter().filter(|measure| measure.kind == MeasureKind::Truth).count();
        let claims = plan.claims.len();
        let mut followed = Followed::new(&plan, truths);
        let mut counted: Vec<Counted> = changes
            .iter()
            .map(|_| Counted {
                all: Comparison::new(scenario, claims),
                halves: [Comparison::new(scenario, claims), Comparison::new(scenario, claims)],
                tolerances: vec![Comparison::new(scenario, claims); TOLERANCES.len()],
            })
            .collect();
        let mut rows = Rows::new(self.output.writes());
        let mut fitting = vec![0_u64; TOLERANCES.len()];
        let began = Instant::now();
        let tolerance = plan.given.tolerance;
        let first = self.scale.seed;
        let work = with_progress(&self.scale, most * worlds.len() as u64, |stop, done| {
            let mut seeds = 0;
            let step = self.scale.runs;
            while seeds < most {
                let range: Range<u64> = first + seeds..first + (seeds + step).min(most);
                let wanted = range.end - range.start;
                let each = |count: u64| done(count * worlds.len() as u64);
                let mut take = |sight: Sight| -> Result<(), Infallible> {
                    let fits = sight.fits && sight.misfit <= tolerance;
                    rows.add(&sight, fits);
                    if fits {
                        followed.add(&sight);
                    }
                    for (place, share) in TOLERANCES.iter().enumerate() {
                        fitting[place] +=
                            u64::from(sight.fits && sight.misfit <= tolerance * share);
                    }
                    count(&mut counted, &sight, fits, tolerance);
                    Ok(())
                };
                let Ok(ran) = pairs::run(&worlds, &plan, first, range, stop, &each, &mut take);
                seeds += ran;
                if ran < wanted || self.until.is_none_or(|until| reached(&counted, until)) {
                    break;
                }
            }
            seeds
        })?;
        let seconds = began.elapsed().as_secs_f64();
        let n = counted.first().map_or(0, |counted| counted.all.n());
        if work == 0 {
            return Err(Failure::Failed("interrupted before the first pair was run".to_owned()));
        }
        if plan.given.anything() && n < FEWEST {
            return Err(Failure::Failed(too_few(n, work)));
        }
        let findings = Findings {
            scenario,
            condition: condition(scenario, &plan, (&counted, &fitting), work),
            changes: changes
                .iter()
                .zip(counted)
                .map(|(laid, counted)| Change {
                    name: laid.name.clone(),
                    counterfactuals: laid.counterfactuals.clone(),
                    consequents: laid
                        .world
                        .scenario()
                        .cases
                        .iter()
                        .filter_map(|case| case.consequent.clone())
                        .collect(),
                    divergence: laid.world.scenario().divergence.unwrap_or(scenario.start),
                    all: counted.all,
                    halves: counted.halves,
                    placebo: placebo(&factual, &laid.placebo, first),
                })
                .collect(),
            followed,
            plan: &plan,
        };
        let mut provenance = Provenance::new(command_line(), scenario, first, work);
        for change in &changes {
            provenance = provenance.and(&change.name, change.world.scenario());
        }
        let mut json = findings.json(language);
        json["seconds"] = seconds.into();
        let answer = Answer {
            sheet: findings.sheet(language),
            json,
            tables: rows.tables(&worlds, &changes),
            provenance,
        };
        self.output.give(&answer, language)?;
        if self.output.format() == Format::Text {
            writeln!(
                std::io::stdout(),
                "\n{work} {}, {seconds:.1} s, {:.0} {}",
                language.pick("seeds", "semillas"),
                (worlds.len() as u64 * work) as f64 / seconds,
                language.pick("histories a second", "historias por segundo")
            )?;
        }
        self.say_what_is_missing(work, most, &findings)
    }

    /// Was it interrupted, or did it not come as near as was asked?
    fn say_what_is_missing(
        &self,
        seeds: u64,
        most: u64,
        findings: &Findings<'_>,
    ) -> Result<(), Failure> {
        let Some(until) = self.until else {
            return if seeds < most {
                Err(Failure::Failed(format!(
                    "interrupted: {seeds} of {most} pairs were run and are shown"
                )))
            } else {
                Ok(())
            };
        };
        let precision =
            findings.changes.iter().map(|change| change.all.precision()).fold(0.0, f64::max);
        if precision * 100.0 <= until {
            return Ok(());
        }
        Err(Failure::Failed(format!(
            "the widest interval is ±{:.2} points after {seeds} pairs, ±{until} was asked for; --at-most lets it go on",
            precision * 100.0
        )))
    }

    /// Each `--with` is a world of its own.
    fn lay(&self) -> Result<Vec<Laid>, Failure> {
        let mut changes: Vec<Laid> = Vec::new();
        for name in &self.subject.with {
            if changes.iter().any(|known| known.name == *name) {
                return Err(Failure::BadInput(format!("--with {name}: it is given twice")));
            }
            let with: Vec<String> = if Path::new(name).exists() {
                vec![name.clone()]
            } else {
                name.split('+').map(str::to_owned).collect()
            };
            let laid = self.subject.world(&with)?;
            let placebo = self.subject.world_of_pieces(&with, &|_| false)?.world;
            changes.push(Laid {
                name: name.clone(),
                world: laid.world,
                counterfactuals: laid.counterfactuals,
                placebo,
            });
        }
        Ok(changes)
    }

    fn plan(&self, factual: &World, changes: &[Laid]) -> Result<Plan, Failure> {
        let scenario = factual.scenario();
        let mut given = Given::default();
        for text in &self.given {
            match text.trim().strip_prefix("record") {
                Some(rest) if rest.is_empty() || rest.starts_with(' ') => {
                    (given.record, given.tolerance) = self.record(factual, text)?;
                }
                _ => given.claims.push(Claim::parse(scenario, "--given", text)?),
            }
        }
        for name in &self.track {
            if scenario.vocabulary.named(name).is_none() {
                let names = scenario.vocabulary.iter().map(|entry| entry.name.as_str());
                let near = suggestion(name, names.collect::<Vec<_>>());
                return Err(Failure::BadInput(format!(
                    "--track {name}: the vocabulary has no such quantity; {near}"
                )));
            }
        }
        let (start, end) = (factual.premise.first_week(), factual.premise.last_week());
        // The last week is looked at whatever the step.
        let mut weeks: Vec<Week> = (start..=end).rev().step_by(EVERY).collect();
        weeks.reverse();
        let divergence = changes.iter().filter_map(|change| change.world.scenario().divergence);
        let maps = self.map_weeks(scenario, divergence.min().unwrap_or(scenario.start))?;
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
        Ok(Plan { given, claims, tracks, weeks, maps, followed: FOLLOWED })
    }

    /// The weeks of the maps.
    fn map_weeks(&self, scenario: &Scenario, divergence: Day) -> Result<Vec<Week>, Failure> {
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
        Ok(if self.output.writes() { weeks } else { Vec::new() })
    }

    /// The figures of the record, up to a date where one is given, with what is to be
    /// expected of each; and the tolerance.
    fn record(&self, factual: &World, text: &str) -> Result<(Vec<Figure>, f64), Failure> {
        let scenario = factual.scenario();
        let until = match text.trim().strip_prefix("record").map(str::trim) {
            None | Some("") => scenario.end,
            // The date is read as that of any other claim.
            Some(rest) => {
                let claim = Claim::parse(scenario, "--given", &format!("true {rest}"))?;
                calendar::monday(claim.decided_in(scenario)) + 6
            }
        };
        let annals = read_annals(scenario, &[], None)?;
        let mut points = Vec::new();
        for (series, answer, inside) in &annals.answered {
            for point in inside.iter().map(|&place| series.points[place]) {
                if point.day <= until {
                    points.push((answer.var, answer.factor, point));
                }
            }
        }
        if points.is_empty() {
            return Err(Failure::BadInput(format!(
                "--given {text}: the record has no figure up to then; its figures lie between {} and {}",
                calendar::date_of(scenario.start),
                calendar::date_of(scenario.end)
            )));
        }
        let looks = points.iter().map(|&(var, factor, point)| Look { var, day: point.day, factor });
        let plan = ensemble::Plan { looks: looks.collect(), ..ensemble::Plan::default() };
        let seeds = self.scale.seed..self.scale.seed + PILOT;
        let members = with_progress(&self.scale, PILOT, |stop, done| {
            ensemble::run(&factual.premise, &factual.seats, seeds, &plan, stop, done)
        })?;
        let figure = |(place, (var, factor, point)): (usize, (_, f64, Point))| {
            let mut values: Vec<f64> = members.iter().map(|member| member.values[place]).collect();
            values.sort_by(f64::total_cmp);
            // Two thirds of a bell lie within one deviation on either side.
            let ensemble = (quantile(&values, 0.841) - quantile(&values, 0.159)) / 2.0;
            let sources = (point.high - point.low) / 2.0;
            let spread = libm::hypot(ensemble, sources).max(1e-6 * point.value.abs()).max(1e-9);
            let (value, spread) = (point.value / factor, spread / factor.abs());
            (Figure { var, day: point.day, value, spread }, factor)
        };
        let figures: Vec<(Figure, f64)> = points.into_iter().enumerate().map(figure).collect();
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
    plan: &Plan,
    (counted, fitting): (&[Counted], &[u64]),
    of: u64,
) -> Option<Condition> {
    let record = !plan.given.record.is_empty();
    let claims = plan.given.claims.iter();
    let until = plan.given.known_until(scenario)?;
    let places: Vec<Option<usize>> = counted.iter().map(|counted| surest(&counted.all)).collect();
    let tolerances = if record {
        let row = |(place, share): (usize, &f64)| {
            let effects = counted.iter().zip(&places).map(|(counted, measure)| {
                measure.map_or(Effect::new(true), |measure| {
                    counted.tolerances[place].measures[measure]
                })
            });
            (plan.given.tolerance * share, fitting[place], effects.collect())
        };
        TOLERANCES.iter().enumerate().map(row).collect()
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

/// Counts a seed for every change.
fn count(counted: &mut [Counted], sight: &Sight, fits: bool, tolerance: f64) {
    let Some((factual, changed)) = sight.worlds.split_first() else { return };
    for (counted, seen) in counted.iter_mut().zip(changed) {
        if fits {
            counted.all.add(factual, seen);
            counted.halves[usize::from(sight.seed % 2 == 1)].add(factual, seen);
        }
        if tolerance.is_finite() && sight.fits {
            for (comparison, share) in counted.tolerances.iter_mut().zip(TOLERANCES) {
                if sight.misfit <= tolerance * share {
                    comparison.add(factual, seen);
                }
            }
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

/// With no piece of the change kept, a world is the one without change.
fn placebo(factual: &World, placebo: &World, first: u64) -> (u64, u64) {
    let end = |world: &World, seed| world.live(Life::of(seed), |_| {}).whole().state_hash();
    let equal = (first..first + PLACEBO).filter(|&seed| end(factual, seed) == end(placebo, seed));
    (equal.count() as u64, PLACEBO)
}

/// The rows behind the answer, one a seed and world.
struct Rows {
    wanted: bool,
    seeds: Vec<i64>,
    worlds: Vec<usize>,
    fits: Vec<i64>,
    misfits: Vec<f64>,
    outcomes: Vec<usize>,
    measures: Vec<Vec<f64>>,
    hashes: Vec<String>,
}

impl Rows {
    fn new(wanted: bool) -> Self {
        Self {
            wanted,
            seeds: Vec::new(),
            worlds: Vec::new(),
            fits: Vec::new(),
            misfits: Vec::new(),
            outcomes: Vec::new(),
            measures: Vec::new(),
            hashes: Vec::new(),
        }
    }

    fn add(&mut self, sight: &Sight, fits: bool) {
        if !self.wanted {
            return;
        }
        for (world, seen) in sight.worlds.iter().enumerate() {
            self.seeds.push(sight.seed.cast_signed());
            self.worlds.push(world);
            self.fits.push(i64::from(fits));
            self.misfits.push(sight.misfit);
            self.outcomes.push(seen.row.outcome);
            self.measures.resize(seen.row.measures.len(), Vec::new());
            for (column, &value) in self.measures.iter_mut().zip(&seen.row.measures) {
                column.push(value);
            }
            self.hashes.push(format!("{:016x}", seen.row.state_hash));
        }
    }

    fn tables(self, worlds: &[World], changes: &[Laid]) -> Vec<Dataset> {
        if !self.wanted {
            return Vec::new();
        }
        let scenario = worlds[0].scenario();
        let name = |&world: &usize| match world.checked_sub(1) {
            None => "baseline".to_owned(),
            Some(change) => changes[change].name.clone(),
        };
        let outcome = |&place: &usize| scenario.outcomes[place].id.clone();
        let mut table = Dataset::new("rows")
            .with("seed", "", "luck of the history", Cells::Whole(self.seeds))
            .with(
                "world",
                "",
                "baseline, or the change",
                Cells::Text(self.worlds.iter().map(name).collect()),
            )
            .with("fits", "", "1 when it fits what is given", Cells::Whole(self.fits))
            .with(
                "misfit",
                "standard deviations",
                "distance from the record that is given",
                Cells::Number(self.misfits),
            )
            .with(
                "outcome",
                "",
                "outcome class",
                Cells::Text(self.outcomes.iter().map(outcome).collect()),
            );
        for (measure, values) in scenario.measures.iter().zip(self.measures) {
            table =
                table.with(&measure.id, &measure.unit, &measure.title.en, Cells::Number(values));
        }
        vec![table.with("state_hash", "", "fingerprint of the last day", Cells::Text(self.hashes))]
    }
}
