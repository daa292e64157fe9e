//! Calibration: assumed parameters are fitted to a part of the record.
//!
//! Every third figure of a series is held out: the fit is told its score on what it has
//! not seen, beside that on what it has. What a fit is judged by stands in
//! [`fit`].

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::batch::seeds::Sample;
use crate::batch::work::{Trouble, Work, within};
use crate::hindcast::fit::{self, Aim, Figure, Fit, Handles, Settings};
use crate::hindcast::record::{LeftOut, looks, read_events, read_odds, read_record};
use crate::hindcast::validation::{SCENARIO, enough};
use crate::history::Subject;
use crate::scenario::Scenario;
use crate::scenario::library::Selection;
use crate::sim::{self, Premise};

/// The specification: the parameters marked `assumed`, fitted to a part of the record.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::batch::work::Work;
/// use hokushin::hindcast::calibration::Calibrate;
/// use hokushin::history::Subject;
///
/// let calibrate = Calibrate {
///     subject: Subject::of("1939-khalkhin-gol"),
///     generations: 1,
///     only: vec!["japan".to_owned()],
///     data: vec!["tests/fixtures/records/khalkhin-gol.csv".into()],
///     sample: Sample { runs: 4, ..Sample::default() },
/// };
/// assert_eq!(calibrate.run(&Work::QUIET)?.fit.generations, 1);
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Calibrate {
    /// The histories; a fit is of the scenario alone, without changes.
    pub subject: Subject,
    /// Generations of the search, 1 to 5,000.
    pub generations: u32,
    /// Fit only parameters whose name begins so.
    pub only: Vec<String>,
    /// Files of dated series that take the place of the shipped ones.
    pub data: Vec<PathBuf>,
    /// The seeds: how many histories judge a candidate.
    pub sample: Sample,
}

impl Default for Calibrate {
    fn default() -> Self {
        Self {
            subject: Subject::of(SCENARIO),
            generations: 60,
            only: Vec::new(),
            data: Vec::new(),
            sample: Sample::default(),
        }
    }
}

/// Of every so many figures of a series the last is held out of the fit.
const HELD_OUT: usize = 3;

/// Histories that judge one candidate: more take hours.
const MOST: u64 = 20_000;

/// What is to be fitted, to what.
#[derive(Debug)]
pub struct Calibration<'a> {
    asked: &'a Calibrate,
    /// The scenario with the ranges that bound the search.
    premise: Premise,
    /// The scenario as it is, with what an earlier fit has found.
    today: Premise,
    /// The parameters that are fitted, by their places.
    wanted: Vec<usize>,
    aim: Aim,
    /// What of the record plays no part.
    pub left_out: Vec<LeftOut>,
}

/// What a calibration finds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// The fit.
    pub fit: Fit,
    /// Figures that it was fitted to.
    pub figures: usize,
    /// What of the record plays no part.
    pub left_out: Vec<LeftOut>,
}

impl Calibrate {
    /// Reads the files.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file.
    pub fn lay(&self, work: &Work<'_>) -> Result<Calibration<'_>, Trouble> {
        enough(&self.sample, MOST)?;
        within("generations", u64::from(self.generations), 1..=5000)?;
        if !self.subject.with.is_empty() {
            return Err(Trouble::Asked(
                "a fit is of the scenario alone: leave `with` out of its subject".to_owned(),
            ));
        }
        let opened = self.subject.open()?;
        let engine = sim::engine();
        let loaded = opened.compile(&engine, Selection::ALL)?;
        work.warn(&loaded.warnings);
        let today = Premise::new(loaded.scenario);
        let unfitted = opened.compile(&engine, Selection::ALL.unfitted())?;
        let premise = Premise::new(unfitted.scenario);
        let (aim, left_out) = self.aim(&premise.scenario)?;
        let wanted = premise
            .parameters()
            .iter()
            .enumerate()
            .filter(|(_, known)| known.assumed && known.low < known.high)
            .filter(|(_, known)| {
                self.only.is_empty()
                    || self.only.iter().any(|prefix| known.name.starts_with(prefix.as_str()))
            })
            .map(|(place, _)| place)
            .collect();
        Ok(Calibration { asked: self, premise, today, wanted, aim, left_out })
    }

    /// What the fit is judged by: two in three of the figures, and the events.
    fn aim(&self, scenario: &Scenario) -> Result<(Aim, Vec<LeftOut>), Trouble> {
        let comparable = read_record(scenario, &self.data, None)?;
        let mut aim = Aim { last: scenario.end, ..Aim::default() };
        aim.plan.looks = looks(&comparable.answered);
        let mut left_out = comparable.left_out;
        for (place, (series, _, inside)) in comparable.answered.iter().enumerate() {
            let steps: Vec<f64> = inside
                .iter()
                .filter_map(|&at| {
                    Some((series.points[at].value - series.points[at.checked_sub(1)?].value).abs())
                })
                .collect();
            aim.persistence.push(steps.iter().sum::<f64>() / steps.len().max(1) as f64);
            for (n, &at) in inside.iter().enumerate() {
                aim.figures.push(Figure {
                    look: aim.figures.len(),
                    value: series.points[at].value,
                    series: place,
                    held_out: n % HELD_OUT == HELD_OUT - 1,
                });
            }
        }
        let (events, unknown) = read_events(scenario)?;
        left_out.extend(unknown);
        for (event, mark) in events {
            aim.plan.marks.push(mark);
            aim.days.push(event.day);
        }
        let (odds, unknown) = read_odds(scenario)?;
        left_out.extend(unknown);
        for (odds, mark) in odds {
            aim.plan.marks.push(mark);
            aim.odds.push(odds);
        }
        Ok((aim, left_out))
    }

    /// Fits.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file, and when it is stopped before the
    /// first generation is over.
    pub fn run(&self, work: &Work<'_>) -> Result<Findings, Trouble> {
        self.lay(work)?.run(work)
    }
}

impl Calibration<'_> {
    /// The scenario whose parameters are fitted.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.premise.scenario
    }

    /// Fits.
    ///
    /// # Errors
    /// Where nothing is to be fitted, or nothing to fit to, and when it is stopped before the
    /// first generation is over.
    pub fn run(&self, work: &Work<'_>) -> Result<Findings, Trouble> {
        let Self { asked, premise, today, wanted, aim, left_out } = self;
        if wanted.is_empty() {
            return Err(Trouble::Asked(format!(
                "no parameter marked `assumed` has a name that begins with {}",
                asked.only.join(" or ")
            )));
        }
        if aim.figures.is_empty() && aim.days.is_empty() {
            return Err(Trouble::Asked(format!(
                "{}: the record has no figure and no event in its time; name one with --data",
                asked.subject.scenario
            )));
        }
        let settings = Settings {
            members: asked.sample.runs,
            generations: asked.generations,
            seed: asked.sample.first(),
        };
        let seats = asked.subject.seating.seats(&premise.scenario);
        let handles = Handles::new(premise, today, wanted);
        (work.total)(handles.histories(settings));
        let fit = fit::fit(&handles, &seats, aim, settings, work.stop, work.done);
        if fit.generations == 0 {
            return Err(Trouble::Stopped(
                "interrupted before the first generation was over: nothing is written".to_owned(),
            ));
        }
        let figures = aim.figures.iter().filter(|figure| !figure.held_out).count();
        Ok(Findings { fit, figures, left_out: left_out.clone() })
    }
}
