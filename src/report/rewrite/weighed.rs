//! How surprising some changes are, beside one another.

use serde_json::json;

use super::sentences as say;
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::sheet::{Question, Sheet};
use crate::sim::calendar::week_of;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::rewrite::{Rewrite, Weighed};
use crate::whatif::surprise::{Bits, WeighedIntervention};

/// An intervention of a change: the change and the intervention as they are named.
type Row<'a> = (String, String, &'a WeighedIntervention);

pub(super) fn answer(asked: &Rewrite, found: &Weighed, seconds: f64, language: Language) -> Answer {
    let (first, runs) = (asked.sample.first(), asked.sample.runs);
    let mut sheet = Sheet::new(say::HOW_SURPRISING.of(language));
    sheet.paragraph(Question::Forecast.said(language));
    sheet.paragraph(say::BITS_ARE.of(language));
    let (mut all, mut rows) = (Vec::new(), Vec::new());
    let base = found.antecedents[0].base().scenario();
    let mut provenance = Provenance::of(Inquiry::Rewrite(asked.clone()), base, first, runs);
    for (antecedent, surprise) in found.antecedents.iter().zip(&found.findings) {
        let Some(surprise) = surprise else { continue };
        antecedent.tell(&mut sheet, surprise, language);
        all.push(antecedent.json(surprise, language));
        rows.extend(surprise.chain.interventions.iter().enumerate().map(
            |(place, intervention)| {
                (antecedent.with.clone(), antecedent.words(place, language), intervention)
            },
        ));
        provenance = provenance.and(antecedent.changed().scenario());
    }
    let (finished, of) = (all.len(), found.antecedents.len());
    Answer {
        json: json!({ "antecedents": all, "runs": runs, "seconds": seconds, "question": Question::Forecast.id() }),
        sheet,
        tables: vec![table(&rows)],
        provenance,
        more: Vec::new(),
        refuted: None,
        interrupted: (finished < of)
            .then(|| format!("interrupted: {finished} of {of} changes were weighed and are shown")),
    }
}

/// Every intervention of every change.
fn table(rows: &[Row<'_>]) -> Dataset {
    let number = |of: &dyn Fn(&WeighedIntervention) -> f64| {
        Cells::Number(rows.iter().map(|(_, _, intervention)| of(intervention)).collect())
    };
    let bits = |of: &dyn Fn(Bits) -> f64| {
        number(&|intervention| intervention.surprise.map_or(f64::NAN, of))
    };
    let names = |of: &dyn Fn(&Row<'_>) -> String| Cells::Text(rows.iter().map(of).collect());
    Dataset::new("pieces")
        .with("antecedent", "", "the counterfactual", names(&|row| row.0.clone()))
        .with("piece", "", "what it does", names(&|row| row.1.clone()))
        .with(
            "week",
            "weeks since 1941-01-06",
            "its date",
            Cells::Whole(rows.iter().map(|row| i64::from(week_of(row.2.day))).collect()),
        )
        .with(
            "chance",
            "share",
            "its probability given the pieces before it",
            number(&|intervention| intervention.chance),
        )
        .with("bits", "bits", "its surprise", bits(&|bits| bits.bits))
        .with("low", "bits", "lower end of the 95 % interval", bits(&|bits| bits.low))
        .with("high", "bits", "upper end of the 95 % interval", bits(&|bits| bits.high))
        .with(
            "product",
            "share",
            "product of the probabilities so far",
            number(&|intervention| intervention.product),
        )
}
