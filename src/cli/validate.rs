//! `hokushin validate`.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::batch::{Scale, with_progress};
use super::output::place_of;
use super::{Answerers, Failure, Format};
use crate::batch::statistics::{Quantile, quantile, quantile_within, wilson};
use crate::files::Existing;
use crate::hindcast::annals::{self, Answer, CampaignFigure, DatedEvent, Series};
use crate::hindcast::answered::{Scored, looks, read_annals, score};
use crate::hindcast::ensemble::{self, Look, Mark, Member, Plan};
use crate::hindcast::score::Summary;
use crate::report::certainty::{quantile_borne, quantiles_explained, undefined};
use crate::report::chart::Measure;
use crate::report::chart::fan::{Ensemble, Fan};
use crate::report::table::{Table, percent, three_digits};
use crate::report::words;
use crate::report::{Language, page};
use crate::scenario::{Day, Scenario, library};
use crate::sim::{Premise, calendar};

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
    /// Write a page with a figure for each series: the ensemble's bands and the record.
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// Replace a page that is there already.
    #[arg(long, requires = "html")]
    force: bool,
    /// Text, or JSON with the keys `summary`, `series`, `events`, `campaign`, `unanswered`,
    /// `runs`, `seconds`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// An event of the record and what the ensemble says of it.
struct Dated {
    event: DatedEvent,
    /// How many members it happened in.
    happened: u64,
    /// Days at 5, 50 and 95 per cent of those.
    days: [Quantile; 3],
}

impl Dated {
    fn inside(&self) -> bool {
        let day = f64::from(self.event.day);
        self.happened > 0 && self.days[0].value <= day && day <= self.days[2].value
    }
}

/// What a validation finds.
struct Findings {
    summary: Summary,
    scored: Vec<Scored>,
    dated: Vec<Dated>,
    campaign: Vec<Held>,
    unanswered: Vec<(String, usize, &'static str)>,
    runs: usize,
}

/// Something to look for with what the record says of it, and the names of what the
/// scenario cannot tell of.
type Known<T> = (Vec<T>, Vec<(String, usize, &'static str)>);

/// The dated events of the shipped record that fall into the scenario's time.
pub(super) fn read_events(scenario: &Scenario) -> Result<Known<(DatedEvent, Mark)>, Failure> {
    let shipped = library::shelved("record/events.csv");
    let events = match shipped.filter(|_| scenario.campaign.is_empty()) {
        Some(file) => annals::read_events(&file)?,
        None => Vec::new(),
    };
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for event in events {
        if (scenario.start..=scenario.end).contains(&event.day) {
            match Mark::named(scenario, &event.name) {
                Some(mark) => known.push((event, mark)),
                None => unknown.push((event.name, 1, "no_event")),
            }
        } else {
            unknown.push((event.name, 1, "outside_the_time"));
        }
    }
    Ok((known, unknown))
}

/// The figures of the campaign that the scenario's measures are held against, by place of
/// the measure.
fn read_campaign(scenario: &Scenario) -> Result<Known<(usize, CampaignFigure)>, Failure> {
    let case = scenario.campaign.as_str();
    if case.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let Some(file) = library::shelved("record/campaigns.csv") else {
        return Err(Failure::BadInput(
            "scenarios/record/campaigns.csv was not found here, above here or beside the program"
                .to_owned(),
        ));
    };
    let figures = annals::read_campaign(&file, case)?;
    if figures.is_empty() {
        return Err(Failure::BadInput(format!(
            "{}: no row has the case `{case}` that the scenario names in its field `campaign`",
            file.display()
        )));
    }
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for figure in figures {
        match scenario.measures.iter().position(|measure| measure.id == figure.measure) {
            Some(place) => known.push((place, figure)),
            None => unknown.push((figure.measure, 1, "no_measure")),
        }
    }
    Ok((known, unknown))
}

/// A figure of the campaign and what the ensemble says of it: 5, 50 and 95 per cent.
struct Held {
    place: usize,
    figure: CampaignFigure,
    bands: [Quantile; 3],
    /// Histories in which the measure has a value.
    n: u64,
}

impl Held {
    /// Does the spread of the sources meet that of the ensemble?
    fn inside(&self) -> bool {
        self.bands[0].value <= self.figure.high && self.figure.low <= self.bands[2].value
    }
}

fn held(campaign: Vec<(usize, CampaignFigure)>, members: &[Member]) -> Vec<Held> {
    campaign
        .into_iter()
        .enumerate()
        .map(|(column, (place, figure))| {
            let mut values: Vec<f64> =
                members.iter().filter_map(|member| member.measures[column]).collect();
            values.sort_by(f64::total_cmp);
            Held {
                place,
                figure,
                bands: [0.05, 0.5, 0.95].map(|share| quantile_within(&values, share)),
                n: values.len() as u64,
            }
        })
        .collect()
}

/// Histories that a validation keeps at once.
const MOST: u64 = 100_000;

/// An ensemble has at least two members, and at most so many as memory is meant for.
pub(super) fn enough(scale: &Scale, most: u64) -> Result<(), Failure> {
    if (2..=most).contains(&scale.runs) {
        Ok(())
    } else {
        Err(Failure::BadInput(format!(
            "--runs {}: an ensemble has 2 to {most} histories",
            scale.runs
        )))
    }
}

impl Validate {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        enough(&self.scale, MOST)?;
        let existing = Existing::by(self.force, false);
        let html =
            self.html.as_deref().map(|html| place_of("--html", html, existing)).transpose()?;
        let loaded = super::load(&self.scenario, &self.with)?;
        let premise = Premise::new(loaded.scenario);
        let scenario = &premise.scenario;
        let annals = read_annals(scenario, &self.data, self.names.as_deref())?;
        let (known, no_event) = read_events(scenario)?;
        let known_looks = looks(&annals.answered);
        // The figures also want what lies between the dates of the record.
        let grid: Vec<Day> = if self.html.is_some() {
            (scenario.start..=scenario.end).step_by(EVERY).collect()
        } else {
            Vec::new()
        };
        let between = annals.answered.iter().flat_map(|(_, answer, _)| {
            grid.iter().map(|&day| Look { var: answer.var, day, factor: answer.factor })
        });
        let (campaign, no_measure) = read_campaign(scenario)?;
        let mut unanswered = annals.unanswered;
        unanswered.extend(no_event);
        unanswered.extend(no_measure);
        let plan = Plan {
            measures: campaign.iter().map(|&(place, _)| place).collect(),
            looks: known_looks.iter().copied().chain(between).collect(),
            marks: known.iter().map(|&(_, mark)| mark).collect(),
        };
        let seats = self.answerers.seats(&premise);
        let began = Instant::now();
        let seeds = self.scale.first()..self.scale.first().saturating_add(self.scale.runs);
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
        let found = Findings {
            summary: Summary::new(scored.iter().map(|scored| &scored.score)),
            scored,
            dated,
            campaign: held(campaign, &members),
            unanswered,
            runs: members.len(),
        };
        let written = html.map_or(Ok(()), |html| {
            let fans = fans(&found.scored, &grid, known_looks.len(), &members, scenario, language);
            let page = as_page(&found, scenario, &fans, self.scale.first(), language);
            html.write(page.as_bytes())
        });
        let mut out = std::io::stdout().lock();
        if self.format == Format::Json {
            writeln!(out, "{:#}", as_json(&found, seconds, scenario))?;
        } else {
            write!(out, "{}", as_text(&found, scenario, language))?;
            let histories = language.pick("histories", "historias");
            writeln!(out, "\nn = {} {histories}, {seconds:.1} s", found.runs)?;
        }
        written.map_err(|error| Failure::Unwritten(error.to_string()))?;
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

/// Days between the points of a figure's bands.
const EVERY: usize = 14;

/// The figures: bands from the looks that stand after those of the record.
fn fans(
    scored: &[Scored],
    grid: &[Day],
    first: usize,
    members: &[Member],
    scenario: &Scenario,
    language: Language,
) -> Vec<Fan> {
    let bands = |look: usize| {
        let values = members.iter().map(|member| member.values[look]);
        let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| quantile(&values, share))
    };
    scored
        .iter()
        .enumerate()
        .map(|(place, Scored { series, answer, score })| {
            let start = first + place * grid.len();
            let inside =
                |point: &&annals::Point| score.points.iter().any(|known| known.day == point.day);
            Fan {
                title: series.name.clone(),
                meaning: scenario
                    .vocabulary
                    .named(&answer.quantity)
                    .map_or_else(String::new, |entry| {
                        language.pick(&entry.en, &entry.es).to_owned()
                    }),
                measure: Measure::Number(short_unit(series, answer, scenario, language)),
                ensembles: vec![Ensemble {
                    name: String::new(),
                    days: grid.to_vec(),
                    bands: (start..start + grid.len()).map(bands).collect(),
                }],
                record: series
                    .points
                    .iter()
                    .filter(inside)
                    .map(|point| (point.day, point.value, point.low, point.high))
                    .collect(),
                parting: None,
                n: members.len() as u64,
            }
        })
        .collect()
}

fn as_page(
    found: &Findings,
    scenario: &Scenario,
    fans: &[Fan],
    seed: u64,
    language: Language,
) -> String {
    let Findings { summary, dated, runs, .. } = found;
    let title = format!(
        "{}: {}",
        language.of(&scenario.title),
        language.pick("the record beside the ensemble", "el registro junto al conjunto")
    );
    let mut html = page::begin(&title, language);
    html += &page::paragraph(&match language {
        Language::English => format!(
            "History is one draw. The bands hold the middle 50 and 90 per cent of {runs} histories (seeds from {seed}); the line is their median; points are the record, with the spread between sources. A sound model has about half of the points in the inner band and nine in ten in the outer one."
        ),
        Language::Spanish => format!(
            "La historia es un sorteo entre muchos. Las bandas contienen el 50 y el 90 por ciento central de {runs} historias (semillas desde {seed}); la línea es su mediana; los puntos son el registro, con la dispersión entre fuentes. Un modelo sano tiene cerca de la mitad de los puntos en la banda interior y nueve de cada diez en la exterior."
        ),
    });
    if !found.scored.is_empty() {
        html += &page::paragraph(&verdict(summary, language));
    }
    if !found.campaign.is_empty() {
        html += &page::heading(language.pick("Figures of the campaign", "Cifras de la campaña"));
        html +=
            &page::preformatted(&campaign_table(&found.campaign, scenario, language).to_string());
    }
    for fan in fans {
        html += &page::figure(&fan.svg(language));
    }
    if !dated.is_empty() {
        html += &page::heading(language.pick("Dated events", "Sucesos fechados"));
        let rows: Vec<Vec<String>> = dated
            .iter()
            .map(|dated| {
                vec![
                    dated.event.name.clone(),
                    iso(f64::from(dated.event.day)),
                    percent(dated.happened as f64 / *runs as f64, *runs as u64),
                    iso(dated.days[0].value),
                    iso(dated.days[1].value),
                    iso(dated.days[2].value),
                    if dated.inside() { language.pick("yes", "sí") } else { "no" }.to_owned(),
                ]
            })
            .collect();
        html += &page::table(
            &[
                language.pick("event", "suceso"),
                language.pick("record", "registro"),
                language.pick("happened", "ocurrió"),
                "5 %",
                language.pick("median", "mediana"),
                "95 %",
                language.pick("inside", "dentro"),
            ],
            &rows,
        );
    }
    html + page::END
}

fn date(event: DatedEvent, place: usize, members: &[Member]) -> Dated {
    let mut days: Vec<f64> =
        members.iter().filter_map(|member| member.days[place]).map(f64::from).collect();
    days.sort_by(f64::total_cmp);
    let at = |share| quantile_within(&days, share);
    Dated { happened: days.len() as u64, days: [at(0.05), at(0.5), at(0.95)], event }
}

fn iso(day: f64) -> String {
    if day.is_finite() { calendar::date_of(day as Day).to_string() } else { "–".to_owned() }
}

fn as_json(found: &Findings, seconds: f64, scenario: &Scenario) -> Value {
    let Findings { summary, scored, dated, campaign, unanswered, runs } = found;
    let campaign: Vec<Value> = campaign
        .iter()
        .map(|held| {
            let figure = &held.figure;
            json!({ "measure": figure.measure, "unit": scenario.measures[held.place].unit, "value": figure.value, "low": figure.low,
                "high": figure.high, "q05": held.bands[0].value, "median": held.bands[1].value, "q95": held.bands[2].value,
                "median_low": held.bands[1].interval.map(|(low, _)| low), "median_high": held.bands[1].interval.map(|(_, high)| high),
                "n": held.n, "inside": held.inside() })
        })
        .collect();
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
            let share = wilson(dated.happened, *runs as u64);
            json!({ "event": dated.event.name, "date": iso(f64::from(dated.event.day)), "share": share.share, "low": share.low,
                "high": share.high, "q05": iso(dated.days[0].value), "median": iso(dated.days[1].value), "q95": iso(dated.days[2].value),
                "median_low": dated.days[1].interval.map(|(low, _)| iso(low)), "median_high": dated.days[1].interval.map(|(_, high)| iso(high)), "inside": dated.inside() })
        })
        .collect();
    let unanswered: Vec<Value> = unanswered
        .iter()
        .map(|(name, points, why)| json!({ "series": name, "points": points, "why": why }))
        .collect();
    json!({
        "summary": { "coverage50": summary.coverage50, "coverage90": summary.coverage90, "skill": summary.skill, "points": summary.points,
            "events": dated.len(), "events_inside": dated.iter().filter(|dated| dated.inside()).count() },
        "series": series, "events": events, "campaign": campaign, "unanswered": unanswered, "runs": runs, "seconds": seconds,
    })
}

/// The summary in a sentence or two.
fn verdict(summary: &Summary, language: Language) -> String {
    let (half, most) = (summary.coverage50 * 100.0, summary.coverage90 * 100.0);
    let points = summary.points;
    let coverage = match language {
        Language::English => format!(
            "Of {points} points {half:.0} % lie inside the middle half of the ensemble and {most:.0} % inside its middle 90 %"
        ),
        Language::Spanish => format!(
            "De {points} puntos, {half:.0} % caen en la mitad central del conjunto y {most:.0} % en su 90 % central"
        ),
    };
    match (summary.skill, language) {
        (None, _) => coverage + ".",
        (Some(skill), Language::English) => format!(
            "{coverage}; mean skill over persistence {skill:+.2} (1 perfect, 0 no better than the figure before)."
        ),
        (Some(skill), Language::Spanish) => format!(
            "{coverage}; destreza media frente a la persistencia {skill:+.2} (1 perfecta, 0 no mejor que la cifra anterior)."
        ),
    }
}

/// The record's unit in a few words: the vocabulary's, in the record's thousands or
/// millions.
fn short_unit(record: &Series, answer: &Answer, scenario: &Scenario, language: Language) -> String {
    use crate::scenario::vocabulary::Kind;
    let entry = scenario.vocabulary.named(&answer.quantity);
    let Some(Kind::Number { unit, .. }) = entry.map(|entry| &entry.kind) else {
        return String::new();
    };
    if answer.factor == 1.0 {
        return words::unit(unit, language);
    }
    // The record counts in other thousands: its magnitude, and what we count.
    let theirs =
        record.unit.split(' ').next().filter(|word| ["thousand", "million"].contains(word));
    let counted = unit.trim_start_matches("thousand ").trim_start_matches("million ");
    words::unit(
        &theirs.map_or_else(|| counted.to_owned(), |word| format!("{word} {counted}")),
        language,
    )
}

fn series_table(scored: &[Scored], scenario: &Scenario, language: Language) -> Table {
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
        let unit = short_unit(record, answer, scenario, language);
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
    series
}

fn campaign_table(campaign: &[Held], scenario: &Scenario, language: Language) -> Table {
    let mut table = Table::new(&[
        language.pick("Figure of the campaign", "Cifra de la campaña"),
        language.pick("record", "registro"),
        language.pick("sources", "fuentes"),
        "5 %",
        language.pick("median", "mediana"),
        "95 %",
        language.pick("inside", "dentro"),
        language.pick("unit", "unidad"),
    ]);
    for held in campaign {
        let measure = &scenario.measures[held.place];
        let figure = &held.figure;
        table.row(vec![
            language.of(&measure.title).to_owned(),
            three_digits(figure.value),
            format!("{} – {}", three_digits(figure.low), three_digits(figure.high)),
            quantile_borne(held.bands[0]),
            quantile_borne(held.bands[1]),
            quantile_borne(held.bands[2]),
            if held.inside() { language.pick("yes", "sí") } else { "no" }.to_owned(),
            words::unit(&measure.unit, language),
        ]);
    }
    table
}

fn as_text(found: &Findings, scenario: &Scenario, language: Language) -> String {
    let Findings { summary, scored, dated, campaign, unanswered, runs } = found;
    let n = *runs as u64;
    let mut text = format!("{}\n", language.of(&scenario.title));
    if !scored.is_empty() {
        text += &format!(
            "\n{}\n{}\n",
            series_table(scored, scenario, language),
            verdict(summary, language)
        );
    }
    if !campaign.is_empty() {
        text += &format!(
            "\n{}\n{}\n",
            campaign_table(campaign, scenario, language),
            match language {
                Language::English =>
                    "Inside: the range between sources meets the middle 90 % of the ensemble.",
                Language::Spanish =>
                    "Dentro: el intervalo entre fuentes toca el 90 % central del conjunto.",
            }
        );
        let fewest = campaign.iter().map(|held| held.n).min().unwrap_or(n);
        text += &format!("{}\n", quantiles_explained(fewest, &[0.05, 0.5], language));
        for held in campaign.iter().filter(|held| held.n < n) {
            let title = language.of(&scenario.measures[held.place].title);
            text += &format!("{}\n", undefined(title, n - held.n, n, language));
        }
    }
    let mut events = Table::new(&[
        language.pick("Event of the record", "Suceso del registro"),
        language.pick("record", "registro"),
        language.pick("happened", "ocurrió"),
        "5 %",
        language.pick("median", "mediana"),
        language.pick("its 95 %", "su 95 %"),
        "95 %",
        language.pick("inside", "dentro"),
    ]);
    let between = |ends: Option<(f64, f64)>| {
        ends.map_or_else(|| "–".to_owned(), |(low, high)| format!("{} – {}", iso(low), iso(high)))
    };
    for dated in dated {
        events.row(vec![
            dated.event.name.clone(),
            iso(f64::from(dated.event.day)),
            percent(dated.happened as f64 / *runs as f64, n),
            iso(dated.days[0].value),
            iso(dated.days[1].value),
            between(dated.days[1].interval),
            iso(dated.days[2].value),
            if dated.inside() { language.pick("yes", "sí") } else { "no" }.to_owned(),
        ]);
    }
    let inside = dated.iter().filter(|dated| dated.inside()).count();
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
    if !unanswered.is_empty() {
        text += &format!("\n{}\n", left_out(unanswered, language));
    }
    text
}

/// The rows of the record that play no part: how many, which, and why.
pub(super) fn left_out(unanswered: &[(String, usize, &'static str)], language: Language) -> String {
    let rows: usize = unanswered.iter().map(|(_, rows, _)| rows).sum();
    let said = |(name, rows, why): &(String, usize, &'static str)| {
        let why = match *why {
            "no_quantity" => language.pick(
                "no quantity of the vocabulary answers to it (see --names)",
                "ninguna magnitud del vocabulario le responde (véase --names)",
            ),
            "no_event" => language.pick(
                "the scenario has no such event or answer",
                "el escenario no tiene tal suceso o respuesta",
            ),
            "no_measure" => language.pick(
                "no measure of the scenario answers to it",
                "ninguna medida del escenario le responde",
            ),
            "no_series" => language.pick(
                "no series of the record has this name",
                "ninguna serie del registro tiene este nombre",
            ),
            "some_outside" => language.pick(
                "rows with a date outside the scenario",
                "filas con fecha fuera del escenario",
            ),
            _ => language.pick(
                "all its dates lie outside the scenario",
                "todas sus fechas quedan fuera del escenario",
            ),
        };
        format!("  {name} ({rows}): {why}")
    };
    let head = match (language, rows) {
        (Language::English, 1) => "1 row left out:".to_owned(),
        (Language::English, _) => format!("{rows} rows left out:"),
        (Language::Spanish, 1) => "1 fila sin usar:".to_owned(),
        (Language::Spanish, _) => format!("{rows} filas sin usar:"),
    };
    std::iter::once(head).chain(unanswered.iter().map(said)).collect::<Vec<_>>().join("\n")
}
