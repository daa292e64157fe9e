//! What was counted over many histories: outcomes with their intervals, measures with their
//! quantiles.

use serde_json::{Value, json};

use crate::batch::statistics::Share;
use crate::batch::table::{ColumnKind, Schema};
use crate::batch::tally::Tally;
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::{quantiles_explained, seeds_said, undefined};
use crate::report::folder::Provenance;
use crate::report::intervention;
use crate::report::number::{Number, quantile_borne, share_borne};
use crate::report::sheet::Sheet;
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::Text;
use crate::whatif::endings::{self, Batch};
use crate::whatif::inquiry::{Inquiry, Trouble, Work};

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        title(scenario, n): "{scenario}  (n = {n})";
        OUTCOME: "Outcome", "Desenlace";
        HAPPENED: "What happened", "Qué ocurrió";
        SHARE: "share", "parte";
        INTERVAL: "95 %";
        between(low, high): "{low} – {high}";
        MEASURE: "Measure", "Medida";
        LOWEST: "5 %";
        MEDIAN: "median", "mediana";
        HIGHEST: "95 %";
        UNIT: "unit", "unidad";
        histories[n]: "{n} history" | "{n} histories", "{n} historia" | "{n} historias";
        timed[n, seconds, rate]:
            "{n} history, {seconds} s, {rate} a second" | "{n} histories, {seconds} s, {rate} a second",
            "{n} historia, {seconds} s, {rate} por segundo" | "{n} historias, {seconds} s, {rate} por segundo";
    }
}

/// What was counted of the histories.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    pub title: &'a Text,
    pub schema: &'a Schema,
    pub tally: &'a Tally,
    /// What of the counterfactuals none of them has taken up.
    pub never: &'a [Text],
    /// Their first seed.
    pub first: u64,
    /// How many were run now, and how long that took.
    pub speed: Option<(u64, f64)>,
}

/// Runs a batch at once and tells how it ended.
///
/// # Errors
/// Why nothing is told.
pub fn ask(asked: &Batch, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let prepared = asked.lay(work)?;
    let endings::Counted { ran, tally } = prepared.count(work);
    if ran == 0 {
        return Err(Trouble::Stopped("interrupted before the first history was run".to_owned()));
    }
    let (scenario, first, runs) =
        (prepared.world.scenario(), asked.sample.first(), asked.sample.runs);
    let never = intervention::never_taken_up(scenario, &prepared.uptake(first..first + ran));
    let (title, schema) = (&scenario.title, &prepared.table.schema);
    let counted = Counted { title, schema, tally: &tally, never: &never, first, speed: None };
    let mut sheet = Sheet::new(language.of(title).to_owned());
    sheet.lines(counted.text(language));
    Ok(Answer {
        sheet,
        json: counted.json(language),
        tables: Vec::new(),
        provenance: Provenance::of(Inquiry::Batch(asked.clone()), scenario, first, ran),
        more: Vec::new(),
        refuted: None,
        interrupted: (ran < runs)
            .then(|| format!("interrupted: {ran} of {runs} histories were run and are shown")),
    })
}

impl Counted<'_> {
    /// For programs.
    #[must_use]
    pub fn json(&self, language: Language) -> Value {
        let mut all = as_json(self.schema, self.tally, self.speed.map(|(_, seconds)| seconds));
        all["never_taken_up"] = self.never.iter().map(|said| language.of(said)).collect();
        all
    }

    /// For people.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let &Self { title, schema, tally, never, first, speed } = self;
        let mut text = String::new();
        for said in never {
            text += &format!("{}\n\n", language.of(said));
        }
        text += &as_text(title, schema, tally, language);
        let counted = match speed {
            Some((ran, seconds)) => say::timed(
                language,
                tally.n(),
                Number::fixed(seconds, 1),
                Number::fixed(ran as f64 / seconds, 0),
            ),
            None => say::histories(language, tally.n()),
        };
        text += &format!("\n{counted}\n");
        text + &seeds_said(first, tally.n(), language) + "\n"
    }
}

fn as_json(schema: &Schema, tally: &Tally, seconds: Option<f64>) -> Value {
    let mut outcomes = Vec::new();
    let mut measures = Vec::new();
    for (place, column) in schema.columns.iter().enumerate() {
        for (state, known) in column.states.iter().enumerate() {
            let share = tally.state(place, state);
            outcomes.push(json!({ "id": known.id, "share": share.share, "low": share.low, "high": share.high }));
        }
        match column.kind {
            ColumnKind::Truth => {
                let share = tally.truth(place);
                measures.push(json!({ "id": column.name, "unit": "share", "share": share.share, "low": share.low, "high": share.high }));
            }
            ColumnKind::Number => {
                let undefined = tally.undefined(place);
                let mut told = json!({ "id": column.name, "unit": column.unit, "n": tally.n() - undefined, "undefined": undefined });
                for (name, at) in QUANTILES {
                    let found = tally.quantile(place, at);
                    told[name] = found.value.into();
                    told[format!("{name}_low")] = found.interval.map(|(low, _)| low).into();
                    told[format!("{name}_high")] = found.interval.map(|(_, high)| high).into();
                }
                measures.push(told);
            }
            ColumnKind::Whole | ColumnKind::Text => {}
        }
    }
    let mut all = json!({ "outcomes": outcomes, "measures": measures, "runs": tally.n() });
    if let Some(seconds) = seconds {
        all["seconds"] = seconds.into();
    }
    all
}

/// The quantiles of a measure, as the keys of JSON name them.
const QUANTILES: [(&str, f64); 5] =
    [("q05", 0.05), ("q25", 0.25), ("median", 0.5), ("q75", 0.75), ("q95", 0.95)];

fn as_text(title: &Text, schema: &Schema, tally: &Tally, language: Language) -> String {
    let n = tally.n();
    let row = |title: &str, share: Share| {
        let [share, low, high] = share_borne(share);
        vec![title.to_owned(), share.of(language), say::between(language, low, high)]
    };
    let shares = |head| Table::headed([head, say::SHARE, say::INTERVAL], language);
    let mut outcomes = shares(say::OUTCOME);
    let mut truths = shares(say::HAPPENED);
    let columns = [say::MEASURE, say::LOWEST, say::MEDIAN, say::HIGHEST, say::UNIT];
    let mut numbers = Table::headed(columns, language);
    let mut gaps = String::new();
    // How many values the measure with the fewest has.
    let mut fewest = n;
    for (place, column) in schema.columns.iter().enumerate() {
        for (state, known) in column.states.iter().enumerate() {
            outcomes.row(row(language.of(&known.title), tally.state(place, state)));
        }
        let meaning = language.of(&column.meaning);
        match column.kind {
            ColumnKind::Truth => truths.row(row(meaning, tally.truth(place))),
            ColumnKind::Number => {
                let at = |share| quantile_borne(tally.quantile(place, share)).of(language);
                numbers.row(vec![
                    meaning.to_owned(),
                    at(0.05),
                    at(0.5),
                    at(0.95),
                    words::unit(&column.unit, language),
                ]);
                let missing = tally.undefined(place);
                if missing < n {
                    fewest = fewest.min(n - missing);
                }
                if missing > 0 {
                    gaps += &undefined(meaning, missing, n, language);
                    gaps.push('\n');
                }
            }
            ColumnKind::Whole | ColumnKind::Text => {}
        }
    }
    let mut text = format!("{}\n\n{outcomes}", say::title(language, title, n));
    for table in [&truths, &numbers].into_iter().filter(|table| table.rows().len() > 1) {
        text += &format!("\n{table}");
    }
    if numbers.rows().len() > 1 {
        text.push('\n');
        text += &quantiles_explained(fewest, &[0.05, 0.5], language);
        text.push('\n');
        text += &gaps;
    }
    text
}
