//! What a validation found, told: the record beside the ensemble.
//!
//! - here: the sheet and JSON;
//! - `sentences`: what it says;
//! - `page`: a page of its own with a figure for each series.

mod page;
mod sentences;

use std::time::Instant;

use serde_json::{Value, json};

use self::page::fans;
use self::sentences as say;
use crate::batch::statistics::wilson;
use crate::hindcast::record::{LeftOut, Why};
use crate::hindcast::record_files::{Answer as Quantity, Series};
use crate::hindcast::score::Summary;
use crate::hindcast::validation::{CampaignScore, Dated, Findings, Scored, Validate, Validated};
use crate::report::answer::Answer;
use crate::report::certainty::{quantiles_explained, undefined};
use crate::report::folder::Provenance;
use crate::report::number::{Number, percent, quantile_borne, three_digits, whole_percent};
use crate::report::sheet::Sheet;
use crate::report::table::Table;
use crate::report::{Language, words};
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Day, Scenario};
use crate::sim::calendar;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};

/// Validates and tells what was found.
///
/// # Errors
/// As [`Validate::run`].
pub fn answer(asked: &Validate, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let began = Instant::now();
    let found = asked.run(work)?;
    Ok(told(asked, &found, began.elapsed().as_secs_f64(), language))
}

/// The same with a figure for each series, and with a page of its own.
///
/// # Errors
/// As [`Validate::run`].
pub fn answer_with_page(
    asked: &Validate,
    work: &Work<'_>,
    language: Language,
) -> Result<(Answer, String), Trouble> {
    let began = Instant::now();
    let found = asked.run_for_figures(work)?;
    let seconds = began.elapsed().as_secs_f64();
    let (scenario, findings) = (found.world.scenario(), &found.findings);
    let fans = fans(findings, scenario, language);
    let page = page::page(findings, scenario, &fans, asked.sample.first(), language);
    Ok((told(asked, &found, seconds, language), page))
}

fn told(asked: &Validate, found: &Validated, seconds: f64, language: Language) -> Answer {
    let Validated { world, findings } = found;
    let (scenario, sample) = (world.scenario(), &asked.sample);
    let (runs, inquiry) = (findings.runs, Inquiry::Validate(asked.clone()));
    let of = sample.runs;
    Answer {
        sheet: sheet(findings, seconds, scenario, language),
        json: json(findings, seconds, scenario),
        tables: Vec::new(),
        provenance: Provenance::of(inquiry, scenario, sample.first(), runs),
        more: Vec::new(),
        refuted: None,
        interrupted: (runs < of)
            .then(|| format!("interrupted: {runs} of {of} histories were run and are scored")),
    }
}

fn sheet(found: &Findings, seconds: f64, scenario: &Scenario, language: Language) -> Sheet {
    let Findings { summary, scored, dated, campaign, runs, .. } = found;
    let mut sheet = Sheet::new(language.of(&scenario.title));
    if !scored.is_empty() {
        let table = series_table(scored, scenario, language);
        sheet.lines(format!("{table}\n{}", verdict(summary, language)));
    }
    for fan in fans(found, scenario, language) {
        sheet.figure(fan.svg(language), "");
    }
    if !campaign.is_empty() {
        sheet.lines(of_campaign(found, scenario, language));
    }
    if !dated.is_empty() {
        let inside = dated.iter().filter(|dated| dated.inside()).count();
        let said = say::dated_inside(language, inside, dated.len());
        sheet.lines(format!("{}\n{said}", events_table(dated, *runs, language)));
    }
    if !found.left_out.is_empty() {
        sheet.lines(left_out(&found.left_out, language));
    }
    sheet.lines(say::ran(language, *runs, Number::fixed(seconds, 1)));
    sheet
}

fn of_campaign(found: &Findings, scenario: &Scenario, language: Language) -> String {
    let Findings { campaign, runs, .. } = found;
    let said = say::INSIDE_IS.of(language);
    let fewest = campaign.iter().map(|held| held.n).min().unwrap_or(*runs);
    let mut text = format!(
        "{}\n{said}\n{}\n",
        campaign_table(campaign, scenario, language),
        quantiles_explained(fewest, &[0.05, 0.5], language)
    );
    for held in campaign.iter().filter(|held| held.n < *runs) {
        let title = language.of(&scenario.measures[held.place].title);
        text += &format!("{}\n", undefined(title, runs - held.n, *runs, language));
    }
    text
}

fn events_table(dated: &[Dated], runs: u64, language: Language) -> Table {
    let columns = [
        say::EVENT,
        say::RECORD,
        say::HAPPENED,
        say::LOWEST,
        say::MEDIAN,
        say::ITS_INTERVAL,
        say::HIGHEST,
        say::INSIDE,
    ];
    let mut events = Table::headed(columns, language);
    let between = |ends: Option<(f64, f64)>| {
        ends.map_or_else(
            || Number::missing().of(language),
            |(low, high)| say::between(language, iso(low), iso(high)),
        )
    };
    for dated in dated {
        events.row(vec![
            dated.event.name.clone(),
            iso(f64::from(dated.event.day)),
            percent(dated.happened as f64 / runs as f64, runs).of(language),
            iso(dated.days[0].value),
            iso(dated.days[1].value),
            between(dated.days[1].interval),
            iso(dated.days[2].value),
            words::yes_or_no(dated.inside(), language),
        ]);
    }
    events
}

fn iso(day: f64) -> String {
    if day.is_finite() { calendar::date_of(day as Day).to_string() } else { "–".to_owned() }
}

fn json(found: &Findings, seconds: f64, scenario: &Scenario) -> Value {
    let Findings { summary, scored, dated, campaign, left_out, runs, .. } = found;
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
            let share = wilson(dated.happened, *runs);
            json!({ "event": dated.event.name, "date": iso(f64::from(dated.event.day)), "share": share.share, "low": share.low,
                "high": share.high, "q05": iso(dated.days[0].value), "median": iso(dated.days[1].value), "q95": iso(dated.days[2].value),
                "median_low": dated.days[1].interval.map(|(low, _)| iso(low)), "median_high": dated.days[1].interval.map(|(_, high)| iso(high)), "inside": dated.inside() })
        })
        .collect();
    let unanswered: Vec<Value> = left_out
        .iter()
        .map(|rows| json!({ "series": rows.name, "points": rows.rows, "why": rows.why }))
        .collect();
    json!({
        "summary": { "coverage50": summary.coverage50, "coverage90": summary.coverage90, "skill": summary.skill, "points": summary.points,
            "events": dated.len(), "events_inside": dated.iter().filter(|dated| dated.inside()).count() },
        "series": series, "events": events, "campaign": campaign, "unanswered": unanswered, "runs": runs, "seconds": seconds,
    })
}

/// The summary in a sentence or two.
fn verdict(summary: &Summary, language: Language) -> String {
    let (half, most) = (whole_percent(summary.coverage50), whole_percent(summary.coverage90));
    let coverage = say::coverage(language, summary.points, half, most);
    match summary.skill {
        None => coverage,
        Some(skill) => {
            format!("{coverage} {}", say::mean_skill(language, Number::signed_fixed(skill, 2)))
        }
    }
}

/// The record's unit in a few words: the vocabulary's, in the record's thousands or
/// millions.
fn short_unit(
    record: &Series,
    answer: &Quantity,
    scenario: &Scenario,
    language: Language,
) -> String {
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
    let columns = [
        say::SERIES,
        say::POINTS,
        say::IN_HALF,
        say::IN_MOST,
        say::CRPS,
        say::PERSISTENCE,
        say::SKILL,
        say::UNIT,
    ];
    let mut series = Table::headed(columns, language);
    let count = |share: f64, of: usize| Number::fixed(share * of as f64, 0).of(language);
    for Scored { series: record, answer, score } in scored {
        let unit = short_unit(record, answer, scenario, language);
        let points = score.points.len();
        series.row(vec![
            record.name.clone(),
            points.to_string(),
            count(score.coverage50(), points),
            count(score.coverage90(), points),
            three_digits(score.crps()).of(language),
            score.persistence().map_or_else(Number::missing, three_digits).of(language),
            score
                .skill()
                .map_or_else(Number::missing, |skill| Number::signed_fixed(skill, 2))
                .of(language),
            unit,
        ]);
    }
    series
}

fn campaign_table(campaign: &[CampaignScore], scenario: &Scenario, language: Language) -> Table {
    let columns = [
        say::CAMPAIGN_FIGURE,
        say::RECORD,
        say::SOURCES,
        say::LOWEST,
        say::MEDIAN,
        say::HIGHEST,
        say::INSIDE,
        say::UNIT,
    ];
    let mut table = Table::headed(columns, language);
    for held in campaign {
        let measure = &scenario.measures[held.place];
        let figure = &held.figure;
        table.row(vec![
            language.of(&measure.title).to_owned(),
            three_digits(figure.value).of(language),
            say::between(language, three_digits(figure.low), three_digits(figure.high)),
            quantile_borne(held.bands[0]).of(language),
            quantile_borne(held.bands[1]).of(language),
            quantile_borne(held.bands[2]).of(language),
            words::yes_or_no(held.inside(), language),
            words::unit(&measure.unit, language),
        ]);
    }
    table
}

/// The rows of the record that play no part: how many, which, and why.
#[must_use]
pub fn left_out(left_out: &[LeftOut], language: Language) -> String {
    let rows: usize = left_out.iter().map(|left| left.rows).sum();
    let said = |LeftOut { name, rows, why }: &LeftOut| {
        let said = match why {
            Why::NoQuantity => say::no_quantity(language, name, rows),
            Why::NoEvent => say::no_event(language, name, rows),
            Why::NoMeasure => say::no_measure(language, name, rows),
            Why::NoSeries => say::no_series(language, name, rows),
            Why::SomeOutside => say::some_outside(language, name, rows),
            Why::OutsideTheTime => say::all_outside(language, name, rows),
        };
        format!("  {said}")
    };
    let head = say::rows_left_out(language, rows);
    std::iter::once(head).chain(left_out.iter().map(said)).collect::<Vec<_>>().join("\n")
}
