//! `hokushin compare`.

mod rows;

use std::convert::Infallible;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use clap::Args;

use self::rows::{NAME, Rows};
use super::batch::{GO_ON, Keeping, Scale, part_of, with_progress};
use super::output::{Output, command_line};
use super::{Failure, Format, Subject, complain, never_taken_up};
use crate::batch::binomial::SIDE;
use crate::batch::journal::{self, Gathered, Kept};
use crate::batch::provenance::Provenance as Origin;
use crate::batch::seeds;
use crate::batch::statistics::{Z, quantile};
use crate::batch::table::Cell;
use crate::files::place::Place;
use crate::files::{self, Existing, Refusal};
use crate::hindcast::annals::Point;
use crate::hindcast::answered::read_annals;
use crate::hindcast::ensemble::{self, Look};
use crate::policy::world::{Life, World};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::seeds_said;
use crate::report::comparison::{Change, Condition, Findings};
use crate::report::folder::{Provenance, Streamed, StreamedRows};
use crate::scenario::report::suggestion;
use crate::scenario::{Day, MeasureKind, Scenario, Text, Week};
use crate::sim::calendar;
use crate::whatif::claim::Claim;
use crate::whatif::effect::Comparison;
use crate::whatif::follow::Followed;
use crate::whatif::given::{FEWEST, Figure, Given, root_mean_square};
use crate::whatif::pairs::{self, Plan, Sight};

/// Run the same seeds with and without a change: what differs, and how surely. Each
/// `--with` is a change of its own, side by side with the others; `a+b` is one change made
/// of two counterfactuals.
#[derive(Clone, Debug, Args)]
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
    /// misfits, in standard deviations [default: that of the nearest tenth of 400 other histories].
    #[arg(long, value_parser = positive, requires = "given")]
    tolerance: Option<f64>,
    /// Go on beyond --runs until every 95 % interval of a share is at most plus or minus
    /// so many points of a percentage wide.
    #[arg(long, value_name = "POINTS", value_parser = positive)]
    until: Option<f64>,
    /// With --until: stop after so many seeds whatever the precision.
    #[arg(long, default_value_t = 1_000_000, requires = "until", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    at_most: u64,
    /// Follow a quantity over time in both worlds; can be given more than once.
    #[arg(long, value_name = "QUANTITY")]
    track: Vec<String>,
    /// Draw the map of a date into the report; can be given more than once [default: a year
    /// after the change].
    #[arg(long, value_name = "DATE", requires = "out")]
    map: Vec<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    keeping: Keeping,
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
        _ => Err("a number above 0 is wanted, such as 0.5".to_owned()),
    }
}

/// What it takes, at least and at most, until every interval of a share is at most plus or
/// minus so many points wide: pairs of which none flips, and pairs which all do, one way as
/// often as the other. By the exact interval of no flips among `n`, and by the normal one.
fn pairs_until(points: f64) -> (f64, f64) {
    // (1 - p)^n = 0.025 is p = 3.69 / n.
    let least = -libm::log(SIDE) / (points / 100.0);
    let most = libm::pow(Z / (points / 100.0), 2.0);
    (libm::ceil(least), libm::ceil(most.max(least)))
}

/// A few points of a percentage as people read them.
fn narrow(points: f64) -> String {
    if points < 1e-3 { format!("{points:e}") } else { points.to_string() }
}

/// A large number of pairs as people read it.
fn many(pairs: f64) -> String {
    if pairs < 1e9 { format!("{pairs:.0}") } else { format!("{pairs:.1e}") }
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

/// All that has been counted.
struct Count {
    changes: Vec<Counted>,
    followed: Followed,
    /// Seeds that fit what is given, by tolerance.
    fitting: Vec<u64>,
    /// Seeds that were seen.
    seeds: u64,
}

/// The worlds that are compared, and what is looked at in them.
struct Job {
    /// The command that does it again.
    command: String,
    factual: World,
    changes: Vec<Laid>,
    plan: Plan,
    worlds: Vec<World>,
    rows: Rows,
    first: u64,
}

impl Compare {
    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        let part = match (self.keeping.shard, self.output.named()) {
            (Some(_), Some(out)) => {
                Some(part_of("--out", out, Existing::by(self.output.force, self.keeping.resume))?)
            }
            _ => {
                self.output.check(self.keeping.resume)?;
                None
            }
        };
        let apart = self.keeping.shard.is_some() || self.keeping.resume;
        if apart && self.until.is_some() {
            return Err(Failure::BadInput(
                "--until cannot be taken up again or divided: nobody knows beforehand how many seeds it takes; give --runs instead".to_owned(),
            ));
        }
        let job = self.job(command_line())?;
        match self.output.named() {
            Some(out) if self.until.is_none() => {
                self.run_and_keep(&job, out, part.as_ref(), language)
            }
            _ => self.run_at_once(&job, language),
        }
    }

    /// Puts the parts of a divided comparison together: `self` is the command that they
    /// were made with.
    pub(super) fn merge(
        mut self,
        gathered: &Gathered,
        output: Output,
        language: Language,
    ) -> Result<(), Failure> {
        self.output = output;
        self.output.check(false)?;
        let job = self.job(gathered.provenance().command.clone())?;
        let differences = job.provenance(self.scale.runs).differences(gathered.provenance());
        if !differences.is_empty() {
            return Err(Failure::BadInput(format!(
                "these parts are of another run than this program would make now ({})",
                differences.join("; ")
            )));
        }
        journal::live_again(gathered.kept(), &mut |seed| job.live(seed))?;
        let count = job.count_rows(gathered.rows())?;
        self.answer(&job, count, None, &Source::Kept(gathered), language)
    }

    fn job(&self, command: String) -> Result<Job, Failure> {
        if self.subject.with.is_empty() {
            return Err(Failure::BadInput(
                "compare needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                    .to_owned(),
            ));
        }
        let factual = self.subject.world(&[])?.world;
        let changes = self.lay()?;
        let plan = self.plan(&factual, &changes)?;
        let worlds = std::iter::once(factual.clone())
            .chain(changes.iter().map(|change| change.world.clone()))
            .collect();
        let titles: Vec<(String, Text)> = changes.iter().map(Laid::titled).collect();
        let rows = Rows::new(factual.scenario(), &titles);
        Ok(Job { command, factual, changes, plan, worlds, rows, first: self.scale.first() })
    }

    /// Runs all seeds and keeps nothing but what is counted, and with `--until` and a report
    /// the rows.
    fn run_at_once(&self, job: &Job, language: Language) -> Result<(), Failure> {
        let most =
            if self.until.is_some() { self.at_most.max(self.scale.runs) } else { self.scale.runs };
        if let Some(points) = self.until {
            self.can_be_reached(points, most)?;
        }
        let mut count = job.nothing_counted();
        let mut rows = Vec::new();
        let began = Instant::now();
        with_progress(&self.scale, most * job.worlds.len() as u64, |stop, done| {
            let first = job.first;
            while count.seeds < most {
                let wanted = self.scale.runs.min(most - count.seeds);
                let range: Range<u64> = first + count.seeds..first + count.seeds + wanted;
                let mut take = |sight: Sight| -> Result<(), Infallible> {
                    if self.output.writes() {
                        let fits = job.fits(&sight);
                        let cells = job.rows.cells(&sight).into_iter();
                        rows.extend(cells.map(|cells| job.rows.shown(cells, fits)));
                    }
                    job.count(&mut count, &sight);
                    Ok(())
                };
                let each = |count: u64| done(count * job.worlds.len() as u64);
                let Ok(ran) =
                    pairs::run(&job.worlds, &job.plan, first, range, stop, &each, &mut take);
                if ran < wanted || self.until.is_none_or(|until| reached(&count.changes, until)) {
                    break;
                }
            }
        })?;
        let seconds = began.elapsed().as_secs_f64();
        self.answer(job, count, Some((most, seconds)), &Source::Held(rows), language)
    }

    /// Says what a precision takes before the work begins, and refuses what cannot be done.
    fn can_be_reached(&self, points: f64, most: u64) -> Result<(), Failure> {
        let (least, worst) = pairs_until(points);
        if least > most as f64 {
            return Err(Failure::BadInput(format!(
                "--until {}: intervals so narrow take at least {} pairs, even of a change that changes nothing, and --at-most allows {most}; that many can bear ±{:.1e} points",
                narrow(points),
                many(least),
                -100.0 * libm::log(SIDE) / most as f64
            )));
        }
        complain(&format!(
            "--until {}: this takes between {} pairs, of which none flips, and {}, of which all do; at most {most} are run",
            narrow(points),
            many(least),
            many(worst)
        ));
        Ok(())
    }

    /// Runs the seeds that are missing and keeps them in a journal; the answer is counted
    /// from the journal alone, so that it does not matter in how many goes it was filled.
    fn run_and_keep(
        &self,
        job: &Job,
        out: &Path,
        part: Option<&Place>,
        language: Language,
    ) -> Result<(), Failure> {
        let more = if part.is_some() { ".partial" } else { ".rows.partial" };
        // Without a slash at its end.
        let bare = out.file_name().map_or_else(|| out.to_owned(), |name| out.with_file_name(name));
        let path = files::with_more(&bare, more);
        let origin = job.provenance(self.scale.runs);
        let mut journal = self.keeping.journal(&path, origin, NAME, &mut |seed| job.live(seed))?;
        let missing = journal.missing();
        let wanted = missing.end - missing.start;
        if wanted > 0 {
            self.output.must_be_new()?;
        }
        let began = Instant::now();
        let ran = with_progress(&self.scale, wanted * job.worlds.len() as u64, |stop, done| {
            let each = |count: u64| done(count * job.worlds.len() as u64);
            pairs::run(&job.worlds, &job.plan, job.first, missing, stop, &each, |sight| {
                journal.keep(&job.rows.cells(&sight))
            })
        })?;
        let seconds = began.elapsed().as_secs_f64();
        let unkept = ran.err().map(|error| format!("{}: {error}", path.display()));
        let (kept, unkept) = match journal.close() {
            Ok(kept) => (kept, unkept),
            Err(refusal) => (Kept::read(&path)?, Some(refusal.to_string())),
        };
        if kept.seeds().end < kept.head().seeds().end {
            let count = job.count_rows(kept.rows()?)?;
            let (seeds, shown) = (count.seeds, Output::printing(self.output.format()));
            let early = unkept.unwrap_or_else(|| "interrupted".to_owned());
            let early = format!(
                "{early}: {seeds} pairs are shown, and kept in {}; {GO_ON}",
                path.display()
            );
            let part = Self { output: shown, ..self.clone() };
            return match part.answer(job, count, None, &Source::Held(Vec::new()), language) {
                // Too few to be shown are kept all the same.
                Ok(()) => Err(Failure::Failed(early)),
                Err(Failure::Failed(why)) => Err(Failure::Failed(format!("{early} ({why})"))),
                other => other,
            };
        }
        let stays = |why: &dyn std::fmt::Display| {
            Failure::Unwritten(format!(
                "{why}; the pairs are kept in {}, and {GO_ON}",
                path.display()
            ))
        };
        if let Some((place, part)) = part.zip(self.keeping.shard) {
            place.take(&path).map_err(|error| stays(&error))?;
            writeln!(
                std::io::stdout(),
                "{} {part}: {} ({wanted} {}, {seconds:.1} s)",
                language.pick("part", "parte"),
                out.display(),
                language.pick("seeds", "semillas")
            )?;
            return Ok(());
        }
        let gathered = Gathered::new(vec![kept])?;
        let count = job.count_rows(gathered.rows())?;
        let speed = Some((self.scale.runs, seconds));
        let answered = self.answer(job, count, speed, &Source::Kept(&gathered), language);
        // Where the report found no room its histories stay, and `--resume` writes it once
        // there is room; in any other case nobody will ask for them again.
        match answered {
            Err(Failure::Unwritten(why)) => Err(stays(&why)),
            answered => {
                files::journal::remove(&path)?;
                answered
            }
        }
    }

    /// Tells what was counted, with the report if one is wanted. `speed`: how many seeds
    /// were to be run, and how long it took.
    fn answer(
        &self,
        job: &Job,
        count: Count,
        speed: Option<(u64, f64)>,
        source: &Source<'_>,
        language: Language,
    ) -> Result<(), Failure> {
        let seeds = count.seeds;
        let n = count.changes.first().map_or(0, |counted| counted.all.n());
        if seeds == 0 {
            return Err(Failure::Failed("interrupted before the first pair was run".to_owned()));
        }
        if job.plan.given.anything() && n < FEWEST {
            return Err(Failure::Failed(too_few(n, seeds)));
        }
        let scenario = job.factual.scenario();
        let mut provenance = Provenance::new(job.command.clone(), scenario, job.first, seeds);
        for change in &job.changes {
            provenance = provenance.and(&change.name, change.world.scenario());
        }
        let findings = job.findings(count);
        let mut json = findings.json(language);
        if let Some((_, seconds)) = speed {
            json["seconds"] = seconds.into();
        }
        let sheet = findings.sheet(language);
        let (tables, more) = (Vec::new(), Vec::new());
        let answer = Answer { sheet, json, tables, provenance, more, interrupted: None };
        let rows = || source.rows(job);
        self.output.give_with(
            &answer,
            Some(Streamed { schema: job.rows.shown_columns(), rows: &rows }),
            language,
        )?;
        let Some((most, seconds)) = speed else { return Ok(()) };
        if self.output.format() == Format::Text {
            writeln!(
                std::io::stdout(),
                "\n{seeds} {}, {seconds:.1} s, {:.0} {}",
                language.pick("seeds", "semillas"),
                (job.worlds.len() as u64 * seeds) as f64 / seconds,
                language.pick("histories a second", "historias por segundo")
            )?;
            writeln!(std::io::stdout(), "{}", seeds_said(job.first, seeds, language))?;
        }
        self.say_what_is_missing(seeds, most, &findings)
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
            let with = super::counterfactuals(name);
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
                    if !given.record.is_empty() {
                        return Err(Failure::BadInput(format!(
                            "--given {text}: the record is given twice; one date is enough"
                        )));
                    }
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
                let claim = Claim::parse(scenario, "--given", &format!("true {rest}")).map_err(|_| {
                    Failure::BadInput(format!(
                        "--given {text}: it is written `record` or `record by DATE`, with a date between {} and {}",
                        calendar::date_of(scenario.start),
                        calendar::date_of(scenario.end)
                    ))
                })?;
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
        // How wide the ensemble is must be known from histories that are not counted.
        let seeds = seeds::pilot(self.scale.first(), PILOT);
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
fn condition(scenario: &Scenario, plan: &Plan, fitting: &[u64], of: u64) -> Option<Condition> {
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

impl Laid {
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

/// Where the rows of a report come from.
enum Source<'a> {
    Held(Vec<Vec<Cell>>),
    Kept(&'a Gathered),
}

impl Source<'_> {
    /// The rows as a reader is given them.
    fn rows<'b>(&'b self, job: &'b Job) -> StreamedRows<'b> {
        match self {
            Self::Held(rows) => Box::new(rows.iter().map(|row| Ok(row.clone()))),
            Self::Kept(gathered) => Box::new(gathered.rows().map(|row| {
                let row = row.map_err(std::io::Error::other)?;
                let number = |place: usize| row.get(place).and_then(Cell::number);
                let near = number(3).is_some_and(|misfit| misfit <= job.plan.given.tolerance);
                let fits = number(2) == Some(1.0) && near;
                Ok(job.rows.shown(row, fits))
            })),
        }
    }
}

impl Job {
    fn provenance(&self, runs: u64) -> Origin {
        let worlds: Vec<_> =
            self.worlds.iter().map(|world| (&world.premise, &world.seats)).collect();
        let tables = vec![self.rows.kept.clone()];
        Origin::new(self.command.clone(), &worlds, self.first, runs, tables)
    }

    /// The rows of a seed, lived anew.
    fn live(&self, seed: u64) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        let stop = AtomicBool::new(false);
        let take = |sight: Sight| -> Result<(), Infallible> {
            rows = self.rows.cells(&sight);
            Ok(())
        };
        let seeds = seed..seed + 1;
        let Ok(_) = pairs::run(&self.worlds, &self.plan, self.first, seeds, &stop, &|_| (), take);
        rows
    }

    fn nothing_counted(&self) -> Count {
        let scenario = self.factual.scenario();
        let truths =
            scenario.measures.iter().filter(|measure| measure.kind == MeasureKind::Truth).count();
        let comparison = || Comparison::new(scenario, self.plan.claims.len());
        let counted = |_: &Laid| Counted {
            all: comparison(),
            halves: [comparison(), comparison()],
            tolerances: vec![comparison(); TOLERANCES.len()],
        };
        Count {
            changes: self.changes.iter().map(counted).collect(),
            followed: Followed::new(&self.plan, truths),
            fitting: vec![0; TOLERANCES.len()],
            seeds: 0,
        }
    }

    fn fits(&self, sight: &Sight) -> bool {
        sight.fits && sight.misfit <= self.plan.given.tolerance
    }

    /// Counts a seed for every change.
    fn count(&self, count: &mut Count, sight: &Sight) {
        let tolerance = self.plan.given.tolerance;
        let fits = self.fits(sight);
        count.seeds += 1;
        if fits {
            count.followed.add(sight);
        }
        for (fitting, share) in count.fitting.iter_mut().zip(TOLERANCES) {
            *fitting += u64::from(sight.fits && sight.misfit <= tolerance * share);
        }
        let Some((factual, changed)) = sight.worlds.split_first() else { return };
        for (counted, seen) in count.changes.iter_mut().zip(changed) {
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

    /// Counts the seeds of a journal.
    fn count_rows(
        &self,
        rows: impl Iterator<Item = Result<Vec<Cell>, Refusal>>,
    ) -> Result<Count, Failure> {
        let mut count = self.nothing_counted();
        let mut seed = Vec::new();
        for row in rows {
            seed.push(row?);
            if seed.len() == self.worlds.len() {
                let sight = self.rows.sight(&seed).map_err(Failure::BadInput)?;
                self.count(&mut count, &sight);
                seed.clear();
            }
        }
        Ok(count)
    }

    fn findings(&self, count: Count) -> Findings<'_> {
        let scenario = self.factual.scenario();
        let condition = condition(scenario, &self.plan, &count.fitting, count.seeds);
        let change = |(laid, counted): (&Laid, Counted)| {
            let told = laid.world.scenario();
            Change {
                name: laid.name.clone(),
                counterfactuals: laid.counterfactuals.clone(),
                consequents: laid.consequents(),
                divergence: told.divergence.unwrap_or(scenario.start),
                all: counted.all,
                halves: counted.halves,
                tolerances: counted.tolerances,
                placebo: placebo(&self.factual, &laid.placebo, self.first),
                never_taken_up: never_taken_up(&laid.world, self.first..self.first + count.seeds),
            }
        };
        Findings {
            scenario,
            condition,
            changes: self.changes.iter().zip(count.changes).map(change).collect(),
            followed: count.followed,
            plan: &self.plan,
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
