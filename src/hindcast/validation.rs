//! Validation: the record beside the ensemble, series by series, event by event, figure by
//! figure of a campaign.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::batch::seeds::Sample;
use crate::batch::statistics::{Quantile, quantile, quantile_within};
use crate::batch::work::{Trouble, Work};
use crate::hindcast::ensemble::{self, EnsemblePlan, Look, Mark, Member};
use crate::hindcast::record::{
    ComparableRecord, LeftOut, looks, read_campaign, read_events, read_record,
};
use crate::hindcast::record_files::{Answer, CampaignFigure, DatedEvent, Series};
use crate::hindcast::score::{SeriesScore, Summary};
use crate::history::Subject;
use crate::policy::world::World;
use crate::scenario::Day;
use crate::scenario::library::Selection;
use crate::sim::{self, Premise};

/// The specification: how a scenario scores against a record.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::batch::work::Work;
/// use hokushin::hindcast::validation::Validate;
/// use hokushin::history::Subject;
///
/// let validate = Validate {
///     subject: Subject::of("1945-august-storm"),
///     sample: Sample { runs: 4, ..Sample::default() },
///     ..Validate::default()
/// };
/// assert_eq!(validate.run(&Work::QUIET)?.findings.runs, 4);
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Validate {
    /// The histories.
    pub subject: Subject,
    /// Files of dated series that take the place of the shipped ones.
    pub data: Vec<PathBuf>,
    /// A file that joins names of series to names of the vocabulary.
    pub names: Option<PathBuf>,
    /// The seeds.
    pub sample: Sample,
}

impl Default for Validate {
    fn default() -> Self {
        Self {
            subject: Subject::of(SCENARIO),
            data: Vec::new(),
            names: None,
            sample: Sample::default(),
        }
    }
}

/// The scenario that is meant when none is named.
pub const SCENARIO: &str = "1941-neutrality-pact";

/// Histories that a validation keeps at once.
const MOST: u64 = 100_000;

/// Days between the points of a figure's bands.
const EVERY: usize = 14;

/// An answered validation.
#[derive(Debug)]
pub struct Validated {
    /// The world that was held against the record.
    pub world: World,
    /// What was found.
    pub findings: Findings,
}

/// What a validation finds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Findings {
    /// All series together.
    pub summary: Summary,
    /// The series of the record.
    pub scored: Vec<Scored>,
    /// The ensemble between the dates of the record, where figures are wanted.
    pub bands: Option<Bands>,
    /// The dated events.
    pub dated: Vec<Dated>,
    /// The figures of the campaign.
    pub campaign: Vec<CampaignScore>,
    /// What of the record plays no part.
    pub left_out: Vec<LeftOut>,
    /// Histories that were lived.
    pub runs: u64,
}

/// A series of the record with what answers to it and how it scored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scored {
    /// The series.
    pub series: Series,
    /// What answers to it.
    pub answer: Answer,
    /// How it scored.
    pub score: SeriesScore,
}

/// The ensemble over the whole time of the scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bands {
    /// The days.
    pub days: Vec<Day>,
    /// By series, by day: the quantiles at 5, 25, 50, 75 and 95 per cent, in its unit.
    pub quantiles: Vec<Vec<[f64; 5]>>,
}

/// An event of the record and what the ensemble says of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dated {
    /// The event.
    pub event: DatedEvent,
    /// How many members it happened in.
    pub happened: u64,
    /// Days at 5, 50 and 95 per cent of those.
    pub days: [Quantile; 3],
}

impl Dated {
    fn new(event: DatedEvent, place: usize, members: &[Member]) -> Self {
        let mut days: Vec<f64> =
            members.iter().filter_map(|member| member.days[place]).map(f64::from).collect();
        days.sort_by(f64::total_cmp);
        let at = |share| quantile_within(&days, share);
        Self { happened: days.len() as u64, days: [at(0.05), at(0.5), at(0.95)], event }
    }

    /// Does the day of the record lie within those of the ensemble?
    #[must_use]
    pub fn inside(&self) -> bool {
        let day = f64::from(self.event.day);
        self.happened > 0 && self.days[0].value <= day && day <= self.days[2].value
    }
}

/// A figure of the campaign and what the ensemble says of it: 5, 50 and 95 per cent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CampaignScore {
    /// Place of the measure.
    pub place: usize,
    /// The figure.
    pub figure: CampaignFigure,
    /// Quantiles of the ensemble at 5, 50 and 95 per cent, in the unit of the measure.
    pub bands: [Quantile; 3],
    /// Histories in which the measure has a value.
    pub n: u64,
}

impl CampaignScore {
    fn new((place, figure): (usize, CampaignFigure), column: usize, members: &[Member]) -> Self {
        let mut values: Vec<f64> =
            members.iter().filter_map(|member| member.measures[column]).collect();
        values.sort_by(f64::total_cmp);
        let bands = [0.05, 0.5, 0.95].map(|share| quantile_within(&values, share));
        Self { place, figure, bands, n: values.len() as u64 }
    }

    /// Does the spread of the sources meet that of the ensemble?
    #[must_use]
    pub fn inside(&self) -> bool {
        self.bands[0].value <= self.figure.high && self.figure.low <= self.bands[2].value
    }
}

/// An ensemble has at least two members, and at most so many as memory is meant for.
///
/// # Errors
/// What is wrong with the sample.
pub fn enough(sample: &Sample, most: u64) -> Result<(), Trouble> {
    sample.check().map_err(Trouble::Asked)?;
    if (2..=most).contains(&sample.runs) {
        return Ok(());
    }
    let runs = sample.runs;
    Err(Trouble::Asked(format!("--runs {runs}: an ensemble has 2 to {most} histories")))
}

/// How the series of a record score beside an ensemble that was looked at as [`looks`] says.
#[must_use]
pub fn score(answered: Vec<(Series, Answer, Vec<usize>)>, members: &[Member]) -> Vec<Scored> {
    let mut first = 0;
    answered
        .into_iter()
        .map(|(series, answer, inside)| {
            let columns = (first..first + inside.len())
                .map(|look| {
                    let values = members.iter().map(|member| member.values[look]);
                    values.filter(|value| value.is_finite()).collect()
                })
                .collect();
            first += inside.len();
            let score = SeriesScore::new(&series, &inside, columns);
            Scored { series, answer, score }
        })
        .collect()
}

impl Validate {
    /// Lives the histories and scores them.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file, and when it is stopped before
    /// there is an ensemble.
    pub fn run(&self, work: &Work<'_>) -> Result<Validated, Trouble> {
        self.carried_out(work, false)
    }

    /// The same, looking at the ensemble between the dates of the record too: what figures
    /// want.
    ///
    /// # Errors
    /// As [`Validate::run`].
    pub fn run_for_figures(&self, work: &Work<'_>) -> Result<Validated, Trouble> {
        self.carried_out(work, true)
    }

    fn carried_out(&self, work: &Work<'_>, figures: bool) -> Result<Validated, Trouble> {
        enough(&self.sample, MOST)?;
        let loaded = self.subject.open()?.compile(&sim::engine(), Selection::ALL)?;
        work.warn(&loaded.warnings);
        let premise = Premise::new(loaded.scenario);
        let scenario = &premise.scenario;
        let ComparableRecord { answered, mut left_out } =
            read_record(scenario, &self.data, self.names.as_deref())?;
        let (events, no_event) = read_events(scenario)?;
        let (campaign, no_measure) = read_campaign(scenario)?;
        left_out.extend(no_event);
        left_out.extend(no_measure);
        let days: Vec<Day> = match figures {
            true => (scenario.start..=scenario.end).step_by(EVERY).collect(),
            false => Vec::new(),
        };
        let of_record = looks(&answered);
        let between = answered.iter().flat_map(|(_, answer, _)| {
            days.iter().map(|&day| Look { var: answer.var, day, factor: answer.factor })
        });
        let plan = EnsemblePlan {
            looks: of_record.iter().copied().chain(between).collect(),
            marks: events.iter().map(|&(_, mark): &(_, Mark)| mark).collect(),
            measures: campaign.iter().map(|&(place, _)| place).collect(),
        };
        let seats = self.subject.seating.seats(scenario);
        (work.total)(self.sample.runs);
        let members =
            ensemble::run(&premise, &seats, self.sample.seeds(), &plan, work.stop, work.done);
        if members.len() < 2 {
            return Err(Trouble::Stopped("interrupted before two histories were run".to_owned()));
        }
        let scored = score(answered, &members);
        let bands = figures.then(|| Bands::new(days, of_record.len(), scored.len(), &members));
        let dated = events.into_iter().enumerate();
        let campaign = campaign.into_iter().enumerate();
        let findings = Findings {
            summary: Summary::new(scored.iter().map(|scored| &scored.score)),
            scored,
            bands,
            dated: dated.map(|(place, (event, _))| Dated::new(event, place, &members)).collect(),
            campaign: campaign
                .map(|(place, figure)| CampaignScore::new(figure, place, &members))
                .collect(),
            left_out,
            runs: members.len() as u64,
        };
        Ok(Validated { world: World { premise, seats }, findings })
    }
}

impl Bands {
    /// From the looks that stand after those of the record, series by series.
    fn new(days: Vec<Day>, first: usize, series: usize, members: &[Member]) -> Self {
        let of_look = |look: usize| {
            let values = members.iter().map(|member| member.values[look]);
            let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
            values.sort_by(f64::total_cmp);
            [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| quantile(&values, share))
        };
        let of_series = |place: usize| {
            let start = first + place * days.len();
            (start..start + days.len()).map(of_look).collect()
        };
        Self { quantiles: (0..series).map(of_series).collect(), days }
    }
}
