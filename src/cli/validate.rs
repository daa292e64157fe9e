//! `hokushin validate`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::batch::{Scale, with_progress};
use super::{Answerers, Failure, Format};
use crate::batch::statistics::{quantile, wilson};
use crate::hindcast::annals::{self, Answer, DatedEvent, Series};
use crate::hindcast::ensemble::{self, Look, Mark, Member, Plan};
use crate::hindcast::score::{SeriesScore, Summary};
use crate::report::Language;
use crate::report::table::{Table, percent, three_digits};
use crate::report::words;
use crate::scenario::{Day, Scenario, library};
use crate::sim::{self, Premise, calendar};

/// Score the baseline against the record: dated series and dated events.
#[derive(Debug, Args)]
pub struct Validate {
    /// The scenario: a name (see `hokushin list`) or a file.
    #[arg(default_value = "1941-neutrality-pact")]
    scenario: String,
    /// A counterfactual to build in; can be given more than once.
    #[arg(long, value_name = "COUNTERFACTUAL")]
    with: Vec<String>,
    #[command(flatten)]
    answerers: Answerers,
    #[command(flatten)]
    scale: Scale,
    /// A record of your own: a CSV file with the columns series, date, value and, if you
    /// like, unit, low, high, source; can be given more than once. It takes the place of
    /// the shipped series.
    #[arg(long, value_name = "FILE")]
    data: Vec<PathBuf>,
    /// Joins names of series to names of the vocabulary: a CSV file with the columns
    /// series, quantity.
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// Text, or JSON with the keys `summary`, `series`, `events`, `unanswered`, `runs`,
    /// `seconds`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A series of the record with what answers to it and how it scored.
pub(super) struct Scored {
    pub(super) series: Series,
    pub(super) answer: Answer,
    pub(super) score: SeriesScore,
}

/// An event of the record and what the ensemble says of it.
struct Dated {
    event: DatedEvent,
    /// How many members it happened in.
    happened: u64,
    /// Days at 5, 50 and 95 per cent of those.
    days: [f64; 3],
}

impl Dated {
    fn inside(&self) -> bool {
        let day = f64::from(self.event.day);
        self.happened > 0 && self.days[0] <= day && day <= self.days[2]
    }
}

/// The record: what the scenario answers to, and the names of what it does not.
pub(super) struct Annals {
    pub(super) answered: Vec<(Series, Answer, Vec<usize>)>,
    pub(super) unanswered: Vec<(String, usize, &'static str)>,
}

/// Reads the series of some files, or those that are shipped, and finds what answers to
/// them.
pub(super) fn read_annals(
    scenario: &Scenario,
    data: &[PathBuf],
    names: Option<&Path>,
) -> Result<Annals, Failure> {
    let shipped = library::shelved("record/series.csv");
    let files: Vec<PathBuf> =
        if data.is_empty() { shipped.into_iter().collect() } else { data.to_vec() };
    if files.is_empty() {
        return Err(Failure::BadInput("scenarios/record/series.csv was not found here, above here or beside the program; name a record with --data".to_owned()));
    }
    let joined = match names.map(Path::to_owned).or_else(|| library::shelved("record/names.csv")) {
        Some(file) => annals::read_names(&file, &scenario.vocabulary)?,
        None => Vec::new(),
    };
    let mut annals = Annals { answered: Vec::new(), unanswered: Vec::new() };
    for file in files {
        for series in annals::read_series(&file)? {
            let Some(answer) = annals::answer(&series, &joined, &scenario.vocabulary) else {
                annals.unanswered.push((series.name, series.points.len(), "no_quantity"));
                continue;
            };
            let inside: Vec<usize> = (0..series.points.len())
                .filter(|&place| {
                    (scenario.start..=scenario.end).contains(&series.points[place].day)
                })
                .collect();
            if inside.is_empty() {
                annals.unanswered.push((series.name, series.points.len(), "outside_the_time"));
            } else {
                annals.answered.push((series, answer, inside));
            }
        }
    }
    Ok(annals)
}

/// The dated events of the shipped record that the scenario can tell of.
pub(super) fn read_events(scenario: &Scenario) -> Result<Vec<(DatedEvent, Mark)>, Failure> {
    let events = match library::shelved("record/events.csv") {
        Some(file) => annals::read_events(&file)?,
        None => Vec::new(),
    };
    Ok(events
        .into_iter()
        .filter(|event| (scenario.start..=scenario.end).contains(&event.day))
        .filter_map(|event| Mark::named(scenario, &event.name).map(|mark| (event, mark)))
        .collect())
}

/// Each point that lies inside the scenario's time, as something to look at.
pub(super) fn looks(answered: &[(Series, Answer, Vec<usize>)]) -> Vec<Look> {
    answered
        .iter()
        .flat_map(|(series, answer, inside)| {
            inside.iter().map(|&place| Look {
                var: answer.var,
                day: series.points[place].day,
                factor: answer.factor,
            })
        })
        .collect()
}

impl Validate {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let loaded = library::load(&sim::engine(), &self.scenario, &self.with)?;
        let premise = Premise::new(loaded.scenario);
        let scenario = &premise.scenario;
        let annals = read_annals(scenario, &self.data, self.names.as_deref())?;
        let known = read_events(scenario)?;
        let plan = Plan {
            looks: looks(&annals.answered),
            marks: known.iter().map(|&(_, mark)| mark).collect(),
        };
        let seats = self.answerers.seats(&premise);
        let began = Instant::now();
        let seeds = self.scale.seed..self.scale.seed.saturating_add(self.scale.runs);
        let members = with_progress(&self.scale, self.scale.runs, |stop, done| {
            ensemble::run(&premise, &seats, seeds.clone(), &plan, stop, done)
        })?;
        let seconds = began.elapsed().as_secs_f64();
        if members.len() < 2 {
            return Err(Failure::Failed("interrupted before two histories were run".to_owned()));
        }
        let scored = score(annals.answered, &members);
        let dated: Vec<Dated> = known
            .into_iter()
            .enumerate()
            .map(|(place, (event, _))| date(event, place, &members))
            .collect();
        let summary = Summary::new(scored.iter().map(|scored| &scored.score));
        let mut out = std::io::stdout().lock();
        if self.format == Format::Json {
            let table =
                as_json(&summary, &scored, &dated, &annals.unanswered, members.len(), seconds);
            writeln!(out, "{table:#}")?;
        } else {
            write!(
                out,
                "{}",
                as_text(
                    scenario,
                    &summary,
                    &scored,
                    &dated,
                    &annals.unanswered,
                    members.len(),
                    language
                )
            )?;
            writeln!(
                out,
                "\nn = {} {}, {seconds:.1} s",
                members.len(),
                language.pick("histories", "historias")
            )?;
        }
        if (members.len() as u64) < self.scale.runs {
            return Err(Failure::Failed(format!(
                "interrupted: {} of {} histories were run and are scored",
                members.len(),
                self.scale.runs
            )));
        }
        Ok(())
    }
}

pub(super) fn score(
    answered: Vec<(Series, Answer, Vec<usize>)>,
    members: &[Member],
) -> Vec<Scored> {
    let mut first = 0;
    answered
        .into_iter()
        .map(|(series, answer, inside)| {
            let columns = (first..first + inside.len())
                .map(|look| members.iter().map(|member| member.values[look]).collect())
                .collect();
            first += inside.len();
            let score = SeriesScore::new(&series, &inside, columns);
            Scored { series, answer, score }
        })
        .collect()
}

fn date(event: DatedEvent, place: usize, members: &[Member]) -> Dated {
    let mut days: Vec<f64> =
        members.iter().filter_map(|member| member.days[place]).map(f64::from).collect();
    days.sort_by(f64::total_cmp);
    let at = |share| quantile(&days, share);
    Dated { happened: days.len() as u64, days: [at(0.05), at(0.5), at(0.95)], event }
}

fn iso(day: f64) -> String {
    if day.is_finite() { calendar::date_of(day as Day).to_string() } else { "–".to_owned() }
}

fn as_json(
    summary: &Summary,
    scored: &[Scored],
    dated: &[Dated],
    unanswered: &[(String, usize, &'static str)],
    runs: usize,
    seconds: f64,
) -> Value {
    let series: Vec<Value> = scored
        .iter()
        .map(|Scored { series, answer, score }| {
            let points: Vec<Value> = score
                .points
                .iter()
                .map(|point| {
                    let [q05, q25, median, q75, q95] = point.bands;
                    json!({ "date": iso(f64::from(point.day)), "value": point.value, "q05": q05, "q25": q25, "median": median,
                        "q75": q75, "q95": q95, "rank": point.rank, "crps": point.crps, "persistence": point.persistence })
                })
                .collect();
            json!({ "series": series.name, "quantity": answer.quantity, "unit": series.unit, "points": points,
                "coverage50": score.coverage50(), "coverage90": score.coverage90(), "crps": score.crps(),
                "persistence": score.persistence(), "skill": score.skill() })
        })
        .collect();
    let events: Vec<Value> = dated
        .iter()
        .map(|dated| {
            let share = wilson(dated.happened, runs as u64);
            json!({ "event": dated.event.name, "date": iso(f64::from(dated.event.day)), "share": share.share, "low": share.low,
                "high": share.high, "q05": iso(dated.days[0]), "median": iso(dated.days[1]), "q95": iso(dated.days[2]), "inside": dated.inside() })
        })
        .collect();
    let unanswered: Vec<Value> = unanswered
        .iter()
        .map(|(name, points, why)| json!({ "series": name, "points": points, "why": why }))
        .collect();
    json!({
        "summary": { "coverage50": summary.coverage50, "coverage90": summary.coverage90, "skill": summary.skill, "points": summary.points,
            "events": dated.len(), "events_inside": dated.iter().filter(|dated| dated.inside()).count() },
        "series": series, "events": events, "unanswered": unanswered, "runs": runs, "seconds": seconds,
    })
}

fn as_text(
    scenario: &Scenario,
    summary: &Summary,
    scored: &[Scored],
    dated: &[Dated],
    unanswered: &[(String, usize, &'static str)],
    runs: usize,
    language: Language,
) -> String {
    let n = runs as u64;
    let mut series = Table::new(&[
        language.pick("Series of the record", "Serie del registro"),
        language.pick("points", "puntos"),
        language.pick("in 50 %", "en 50 %"),
        language.pick("in 90 %", "en 90 %"),
        "CRPS",
        language.pick("persistence", "persistencia"),
        language.pick("skill", "destreza"),
        language.pick("unit", "unidad"),
    ]);
    let count = |share: f64, of: usize| format!("{:.0}", share * of as f64);
    for Scored { series: record, answer, score } in scored {
        let unit = record.unit.split(|c| ",;(".contains(c)).next().unwrap_or_default();
        let unit = if unit.len() > 40 || unit.is_empty() {
            scenario.vocabulary.named(&answer.quantity).map_or_else(String::new, |entry| {
                match &entry.kind {
                    crate::scenario::vocabulary::Kind::Number { unit, .. } => {
                        words::unit(unit, language)
                    }
                    _ => String::new(),
                }
            })
        } else {
            unit.to_owned()
        };
        let points = score.points.len();
        series.row(vec![
            record.name.clone(),
            points.to_string(),
            count(score.coverage50(), points),
            count(score.coverage90(), points),
            three_digits(score.crps()),
            score.persistence().map_or_else(|| "–".to_owned(), three_digits),
            score.skill().map_or_else(|| "–".to_owned(), |skill| format!("{skill:+.2}")),
            unit,
        ]);
    }
    let mut events = Table::new(&[
        language.pick("Event of the record", "Suceso del registro"),
        language.pick("record", "registro"),
        language.pick("happened", "ocurrió"),
        "5 %",
        language.pick("median", "mediana"),
        "95 %",
        language.pick("inside", "dentro"),
    ]);
    for dated in dated {
        events.row(vec![
            dated.event.name.clone(),
            iso(f64::from(dated.event.day)),
            percent(dated.happened as f64 / runs as f64, n),
            iso(dated.days[0]),
            iso(dated.days[1]),
            iso(dated.days[2]),
            if dated.inside() { language.pick("yes", "sí") } else { "no" }.to_owned(),
        ]);
    }
    let inside = dated.iter().filter(|dated| dated.inside()).count();
    let mut text = format!("{}\n\n{series}\n", language.of(&scenario.title));
    text += &match language {
        Language::English => format!(
            "Of {} points {:.0} % lie inside the middle half of the ensemble and {:.0} % inside its middle 90 %;\nmean skill over persistence {:+.2} (1 perfect, 0 no better than the figure before).\n",
            summary.points,
            summary.coverage50 * 100.0,
            summary.coverage90 * 100.0,
            summary.skill
        ),
        Language::Spanish => format!(
            "De {} puntos, {:.0} % caen en la mitad central del conjunto y {:.0} % en su 90 % central;\ndestreza media frente a la persistencia {:+.2} (1 perfecta, 0 no mejor que la cifra anterior).\n",
            summary.points,
            summary.coverage50 * 100.0,
            summary.coverage90 * 100.0,
            summary.skill
        ),
    };
    if !dated.is_empty() {
        text += &format!("\n{events}\n");
        text += &match language {
            Language::English => format!(
                "{inside} of {} events lie inside their 5 to 95 % range, among the histories in which they happened.\n",
                dated.len()
            ),
            Language::Spanish => format!(
                "{inside} de {} sucesos caen en su intervalo de 5 a 95 %, entre las historias en que ocurrieron.\n",
                dated.len()
            ),
        };
    }
    for (name, points, why) in unanswered {
        let why = if *why == "no_quantity" {
            language.pick(
                "no quantity of the vocabulary answers to it (see --names)",
                "ninguna magnitud del vocabulario le responde (véase --names)",
            )
        } else {
            language.pick(
                "all its dates lie outside the scenario",
                "todas sus fechas quedan fuera del escenario",
            )
        };
        text +=
            &format!("{}: {name} ({points}): {why}\n", language.pick("Not scored", "Sin puntuar"));
    }
    text
}
