//! A validation as a page with a figure for each series: the ensemble's bands and the record.

use super::{campaign_table, events_table, sentences as say, short_unit, verdict};
use crate::hindcast::record_files::Point;
use crate::hindcast::validation::{Findings, Scored};
use crate::report::chart::Measure;
use crate::report::chart::fan::{Ensemble, Fan};
use crate::report::{Language, page};
use crate::scenario::Scenario;

/// The figures: the ensemble's bands and the record, one a series.
#[must_use]
pub(super) fn fans(found: &Findings, scenario: &Scenario, language: Language) -> Vec<Fan> {
    let Some(bands) = &found.bands else { return Vec::new() };
    found
        .scored
        .iter()
        .zip(&bands.quantiles)
        .map(|(Scored { series, answer, score }, quantiles)| {
            let inside = |point: &&Point| score.points.iter().any(|known| known.day == point.day);
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
                    days: bands.days.clone(),
                    bands: quantiles.clone(),
                }],
                record: series
                    .points
                    .iter()
                    .filter(inside)
                    .map(|point| (point.day, point.value, point.low, point.high))
                    .collect(),
                parting: None,
                n: found.runs,
            }
        })
        .collect()
}

/// The page: what is found, with its figures.
#[must_use]
pub(super) fn page(
    found: &Findings,
    scenario: &Scenario,
    fans: &[Fan],
    seed: u64,
    language: Language,
) -> String {
    let Findings { summary, dated, runs, .. } = found;
    let title = say::title(language, &scenario.title);
    let mut html = page::begin(&title, language);
    html += &page::paragraph(&say::one_draw(language, runs, seed));
    if !found.scored.is_empty() {
        html += &page::paragraph(&verdict(summary, language));
    }
    if !found.campaign.is_empty() {
        html += &page::heading(say::CAMPAIGN.of(language));
        html +=
            &page::preformatted(&campaign_table(&found.campaign, scenario, language).to_string());
    }
    for fan in fans {
        html += &page::figure(&fan.svg(language));
    }
    if !dated.is_empty() {
        html += &page::heading(say::DATED.of(language));
        html += &page::table(&events_table(dated, *runs, language));
    }
    html + page::END
}
