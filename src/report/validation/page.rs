//! A validation as a page with a figure for each series: the ensemble's bands and the record.

use super::{campaign_table, iso, short_unit, verdict};
use crate::hindcast::annals::Point;
use crate::hindcast::validation::{Findings, Scored};
use crate::report::chart::Measure;
use crate::report::chart::fan::{Ensemble, Fan};
use crate::report::table::percent;
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
                    percent(dated.happened as f64 / *runs as f64, *runs),
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
