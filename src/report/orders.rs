//! Which rules of order histories break, told.

use std::time::Instant;

use serde_json::{Value, json};

use crate::batch::seeds::Sample;
use crate::batch::statistics::wilson;
use crate::hindcast::order_rules::Row;
use crate::hindcast::orders::{Example, Findings, Kept, Ordered, Orders};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::Provenance;
use crate::report::number::{Number, percent};
use crate::report::sheet::Sheet;
use crate::report::table::Table;
use crate::scenario::{Day, Scenario};
use crate::sim::calendar;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};

/// What `orders` says.
mod say {
    use crate::report::sentences::sentences;

    sentences! {
        RULE: "Rule that is broken", "Regla que se incumple";
        CAME_ABOUT: "came about", "ocurrió";
        BROKEN: "broken", "incumplida";
        HISTORIES: "histories", "historias";
        why(rule, why): "{rule}: {why}", "{rule}: {why}";

        EXAMPLE: "For example", "Por ejemplo";
        SEED: "seed", "semilla";
        HAPPENED: "happened", "ocurrió";
        OTHER: "the other", "lo otro";

        kept[n, runs]:
            "{n} rule holds in all {runs} histories." | "{n} rules hold in all {runs} histories.",
            "{n} regla se cumple en las {runs} historias." | "{n} reglas se cumplen en las {runs} historias.";
        idle[n, rules]:
            "Of {n} rule nothing can be said, for what it binds never came about: {rules}." | "Of {n} rules nothing can be said, for what they bind never came about: {rules}.",
            "De {n} regla nada puede decirse, pues nunca ocurrió lo que sujeta: {rules}." | "De {n} reglas nada puede decirse, pues nunca ocurrió lo que sujetan: {rules}.";
        left_out[n]:
            "{n} rule left out, which names what this scenario does not have." | "{n} rules left out, which name what this scenario does not have.",
            "{n} regla sin usar, que nombra lo que este escenario no tiene." | "{n} reglas sin usar, que nombran lo que este escenario no tiene.";
        again(command): "To read such a history: {command}", "Para leer tal historia: {command} --language es";
        ran[n, seconds]:
            "n = {n} history, {seconds} s" | "n = {n} histories, {seconds} s",
            "n = {n} historia, {seconds} s" | "n = {n} historias, {seconds} s";
    }
}

/// Holds histories against the rules and tells what was found.
///
/// # Errors
/// As [`Orders::run`].
pub fn answer(asked: &Orders, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let began = Instant::now();
    let Ordered { world, findings } = asked.run(work)?;
    let seconds = began.elapsed().as_secs_f64();
    let (scenario, sample) = (world.scenario(), &asked.sample);
    let (runs, of) = (findings.runs, sample.runs);
    let broken = findings.broken().count();
    Ok(Answer {
        sheet: sheet(asked, &findings, seconds, scenario, language),
        json: json(&findings, seconds),
        tables: Vec::new(),
        provenance: Provenance::of(Inquiry::Orders(asked.clone()), scenario, sample.first(), runs),
        more: Vec::new(),
        interrupted: (runs < of)
            .then(|| format!("interrupted: {runs} of {of} histories were run and are counted")),
        refuted: (broken > 0).then(|| format!("rules that histories break: {broken}")),
    })
}

fn sheet(
    asked: &Orders,
    found: &Findings,
    seconds: f64,
    scenario: &Scenario,
    language: Language,
) -> Sheet {
    let runs = found.runs;
    let mut sheet = Sheet::new(language.of(&scenario.title));
    let broken: Vec<&Kept> = found.broken().collect();
    if !broken.is_empty() {
        sheet.lines(broken_table(&broken, runs, language).to_string());
        let why = |kept: &&Kept| say::why(language, written(&kept.row), of(&kept.row, language));
        sheet.lines(broken.iter().map(why).collect::<Vec<_>>().join("\n"));
        sheet.lines(examples(&broken, language).to_string());
        let seed = broken.iter().flat_map(|kept| &kept.examples).next().map(|first| first.seed);
        if let Some(seed) = seed {
            sheet.lines(say::again(language, run(asked, seed)));
        }
    }
    let held = found.rules.iter().filter(|kept| kept.broken == 0 && kept.came_about > 0).count();
    sheet.lines(say::kept(language, held, runs));
    let idle: Vec<&Row> =
        found.rules.iter().filter(|kept| kept.came_about == 0).map(|kept| &kept.row).collect();
    if !idle.is_empty() {
        sheet.lines(say::idle(language, idle.len(), listed(idle.iter().copied())));
    }
    if !found.left_out.is_empty() {
        sheet.lines(say::left_out(language, found.left_out.len()));
    }
    sheet.lines(say::ran(language, runs, Number::fixed(seconds, 1)));
    sheet
}

/// A rule as the table writes it.
fn written(row: &Row) -> String {
    format!("{} {} {}", row.happening, row.rule, row.other).trim_end().to_owned()
}

fn listed<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    rows.into_iter().map(written).collect::<Vec<_>>().join("; ")
}

/// Why somebody insists on it.
fn of(row: &Row, language: Language) -> &str {
    let spanish = if row.why_es.is_empty() { &row.why } else { &row.why_es };
    language.pick(&row.why, spanish)
}

fn broken_table(broken: &[&Kept], runs: u64, language: Language) -> Table {
    let columns = [say::RULE, say::CAME_ABOUT, say::BROKEN, say::HISTORIES];
    let mut table = Table::headed(columns, language);
    for kept in broken {
        let share = |count: u64| percent(count as f64 / runs as f64, runs).of(language);
        table.row(vec![
            written(&kept.row),
            share(kept.came_about),
            share(kept.broken),
            kept.broken.to_string(),
        ]);
    }
    table
}

fn examples(broken: &[&Kept], language: Language) -> Table {
    let columns = [say::EXAMPLE, say::SEED, say::HAPPENED, say::OTHER];
    let mut table = Table::headed(columns, language);
    for kept in broken {
        for Example { seed, breach } in &kept.examples {
            let other = breach.other.map_or_else(|| Number::missing().of(language), date);
            table.row(vec![written(&kept.row), seed.to_string(), date(breach.day), other]);
        }
    }
    table
}

fn date(day: Day) -> String {
    calendar::date_of(day).to_string()
}

/// The command that tells the history of a seed.
fn run(asked: &Orders, seed: u64) -> String {
    let sample = Sample { runs: 1, seed, replication: 0 };
    let of_one = Inquiry::Orders(Orders { sample, rules: None, ..asked.clone() }).command();
    of_one.replacen(" orders ", " run ", 1).replacen(" --runs 1", "", 1)
}

fn json(found: &Findings, seconds: f64) -> Value {
    let runs = found.runs;
    let rule = |row: &Row| json!({ "happening": row.happening, "rule": row.rule, "other": row.other, "why": row.why });
    let rules: Vec<Value> = found
        .rules
        .iter()
        .map(|kept| {
            let share = wilson(kept.broken, runs);
            let examples: Vec<Value> = kept
                .examples
                .iter()
                .map(|Example { seed, breach }| {
                    json!({ "seed": seed, "date": date(breach.day), "other": breach.other.map(date) })
                })
                .collect();
            let mut told = rule(&kept.row);
            told["came_about"] = json!(kept.came_about);
            told["broken"] = json!(kept.broken);
            told["share"] = json!(share.share);
            told["low"] = json!(share.low);
            told["high"] = json!(share.high);
            told["examples"] = json!(examples);
            told
        })
        .collect();
    let left_out: Vec<Value> = found.left_out.iter().map(rule).collect();
    json!({ "rules": rules, "broken": found.broken().count(), "left_out": left_out, "runs": runs, "seconds": seconds })
}
