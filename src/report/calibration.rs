//! What a calibration found, told: the parameters before and after, the scores, and the file
//! that a scenario can name.

use std::time::Instant;

use serde_json::{Value, json};

use crate::hindcast::calibration::{Calibrate, Findings};
use crate::hindcast::fit::{Fit, Fitted};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::{FITTED, Provenance};
use crate::report::number::{Number, three_digits};
use crate::report::sheet::Sheet;
use crate::report::table::Table;
use crate::report::validation::left_out;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        PARAMETER: "Parameter", "Parámetro";
        BEFORE: "before", "antes";
        AFTER: "after", "después";
        RANGE: "range", "intervalo";
        range(low, high): "{low} – {high}";
        SCORE: "Score (1: persistence; lower is better)", "Puntuación (1: persistencia; menos es mejor)";
        ON_FITTED: "on what was fitted, with events and odds", "en lo ajustado, con sucesos y probabilidades";
        ON_HELD_OUT: "on the figures held out", "en las cifras apartadas";
        ran(parameters, figures, generations, seconds):
            "Parameters: {parameters}; figures fitted: {figures}; generations: {generations}; {seconds} s",
            "Parámetros: {parameters}; cifras ajustadas: {figures}; generaciones: {generations}; {seconds} s";
    }
}

/// Fits and tells what was found. The rows of the record that play no part are told before.
///
/// # Errors
/// As [`Calibrate::run`].
pub fn answer(asked: &Calibrate, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let began = Instant::now();
    let calibration = asked.lay(work)?;
    if !calibration.left_out.is_empty() {
        (work.note)(&left_out(&calibration.left_out, language));
    }
    let found = calibration.run(work)?;
    let (scenario, fit) = (calibration.scenario(), &found.fit);
    let inquiry = Inquiry::Calibrate(asked.clone());
    let command = inquiry.command().replace(['"', '\\'], "'");
    let (made, of) = (fit.generations, asked.generations);
    Ok(Answer {
        sheet: sheet(&found, began.elapsed().as_secs_f64(), language),
        json: as_json(&found),
        tables: Vec::new(),
        more: vec![(FITTED, file(fit, &scenario.id, &command))],
        provenance: Provenance::of(inquiry, scenario, asked.sample.first(), asked.sample.runs),
        refuted: None,
        interrupted: (made < of).then(|| {
            format!("interrupted: {made} of {of} generations were run, and what they found is kept")
        }),
    })
}

fn sheet(found: &Findings, seconds: f64, language: Language) -> Sheet {
    let fit = &found.fit;
    let columns = [say::PARAMETER, say::BEFORE, say::RANGE, say::AFTER, say::RANGE];
    let mut table = Table::headed(columns, language);
    let range = |(low, _, high): (f64, f64, f64)| {
        say::range(language, three_digits(low), three_digits(high))
    };
    for parameter in &fit.parameters {
        table.row(vec![
            parameter.name.clone(),
            three_digits(parameter.before.1).of(language),
            range(parameter.before),
            three_digits(parameter.after.1).of(language),
            range(parameter.after),
        ]);
    }
    let columns = [say::SCORE, say::BEFORE, say::AFTER];
    let mut scores = Table::headed(columns, language);
    for (name, (before, after)) in [(say::ON_FITTED, fit.fitted), (say::ON_HELD_OUT, fit.held_out)]
    {
        let [before, after] = [before, after].map(|score| Number::fixed(score, 3).of(language));
        scores.row(vec![name.of(language).to_owned(), before, after]);
    }
    let mut sheet = Sheet::new("");
    sheet.under(format!("{table}\n{scores}"));
    sheet.lines(say::ran(
        language,
        fit.parameters.len(),
        found.figures,
        fit.generations,
        Number::fixed(seconds, 1),
    ));
    sheet
}

fn as_json(found: &Findings) -> Value {
    let range =
        |(low, best, high): (f64, f64, f64)| json!({ "low": low, "best": best, "high": high });
    let parameters = |fitted: &[Fitted]| -> Vec<Value> {
        let parameter = |one: &Fitted| json!({ "name": one.name, "before": range(one.before), "after": range(one.after) });
        fitted.iter().map(parameter).collect()
    };
    let score = |(before, after): (f64, f64)| json!({ "before": before, "after": after });
    let fit = &found.fit;
    json!({
        "parameters": parameters(&fit.parameters), "kept": parameters(&fit.kept),
        "score": { "fitted": score(fit.fitted), "held_out": score(fit.held_out) },
        "figures": found.figures, "generations": fit.generations,
    })
}

/// The fit as a file that a scenario can name.
fn file(fit: &Fit, scenario: &str, command: &str) -> String {
    let mut text = format!(
        "// Written by the command below; a scenario takes it in with its field `fitted`.\n\
         Fitted(\n    version: 1,\n    scenario: \"{scenario}\",\n    method: \"`{command}`: fair CRPS in units of persistence, with the dates of events, {:.3} before and {:.3} after; on the figures held out {:.3} and {:.3}. Ranges are those at which independent draws score best together.\",\n    parameters: [\n",
        fit.fitted.0, fit.fitted.1, fit.held_out.0, fit.held_out.1
    );
    for parameter in fit.parameters.iter().chain(&fit.kept) {
        let (low, best, high) = parameter.after;
        let number = |value: f64| {
            let digits = (3 - libm::floor(libm::log10(best.abs().max(1e-6))) as i32).clamp(1, 8);
            format!("{value:.*}", digits as usize)
        };
        text += &format!(
            "        (name: \"{}\", value: {}, range: ({}, {})),\n",
            parameter.name,
            number(best),
            number(low),
            number(high)
        );
    }
    text + "    ],\n)\n"
}
