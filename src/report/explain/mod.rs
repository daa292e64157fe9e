//! An explanation for people and for programs: two twins told together, from where they
//! part through the chain of causes to the outcome.
//!
//! - here: the sheet, from its head to the two stories;
//! - `chain`: the chain from the change to the outcome, and the causes;
//! - `time`: the distance of the twins, and inevitability, week by week;
//! - `words`: interventions, links and causes in sentences;
//! - `stories`: the two chronicles side by side;
//! - `graph`: what depended on what, with its labels;
//! - `data`: the same as JSON and as tables.

mod chain;
mod data;
mod graph;
mod stories;
mod time;
mod words;

use self::stories::{Beside, columns, gathered, side_by_side};
use self::words::Teller;
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::chart::graph::Graph;
use crate::report::folder::{GRAPH, Provenance};
use crate::report::intervention;
use crate::report::sheet::{Question, Sheet};
use crate::scenario::Scenario;
use crate::whatif::explanation::{Explain, Explained, Findings, Traced};
use crate::whatif::inquiry::{Inquiry, Trouble, Work};

/// Rows of the two stories that are shown.
const ROWS: usize = 60;

/// Explains and tells what was found.
///
/// # Errors
/// What is wrong with the specification or with a file.
pub fn answer(asked: &Explain, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let Explained { twins, counterfactuals, findings } = asked.run(work)?;
    let telling = Telling {
        teller: Teller { twins: &twins, language },
        asked,
        found: &findings,
        what_if: counterfactuals
            .iter()
            .map(|change| intervention::what_if(change, language))
            .collect(),
        rows: side_by_side(&findings.chronicles, language),
    };
    let scenario = twins.baseline.world.scenario();
    Ok(Answer {
        sheet: telling.sheet(),
        json: data::json(&telling),
        tables: data::tables(&telling),
        provenance: Provenance::of(Inquiry::Explain(asked.clone()), scenario, asked.seed, 1)
            .and(twins.changed.world.scenario()),
        more: vec![(GRAPH, telling.graph(true).dot(language))],
        interrupted: findings
            .stopped
            .then(|| "interrupted: what was found until then is shown".to_owned()),
    })
}

/// What is told.
#[derive(Debug)]
struct Telling<'a> {
    /// Who finds the words.
    teller: Teller<'a>,
    /// What was asked.
    asked: &'a Explain,
    /// What was found.
    found: &'a Findings,
    /// The change: title and question of each counterfactual.
    what_if: Vec<String>,
    /// Both chronicles.
    rows: Vec<Beside>,
}

impl Telling<'_> {
    fn language(&self) -> Language {
        self.teller.language
    }

    fn scenario(&self) -> &Scenario {
        self.teller.twins.changed.world.scenario()
    }

    fn class(&self, place: usize) -> String {
        self.language().of(&self.scenario().outcomes[place].title).to_owned()
    }

    fn claim_title(&self) -> String {
        let title = self.language().of(&self.teller.twins.changed.claim.title).to_owned();
        if self.found.explanation.changed.holds {
            title
        } else {
            format!("{}: {title}", self.language().pick("Not", "No"))
        }
    }

    /// Do the twins differ in the outcome?
    fn differ(&self) -> bool {
        self.found.explanation.baseline.holds != self.found.explanation.changed.holds
    }

    /// All of it, for people.
    fn sheet(&self) -> Sheet {
        let language = self.language();
        let mut sheet = Sheet::new(format!(
            "{}, {} {}",
            language.of(&self.scenario().title),
            language.pick("seed", "semilla"),
            self.teller.twins.seed
        ));
        self.head(&mut sheet);
        self.parting(&mut sheet);
        self.stories(&mut sheet);
        self.chain(&mut sheet);
        self.causes(&mut sheet);
        self.distance(&mut sheet);
        self.inevitability(&mut sheet);
        sheet
    }

    /// The graph: all of it, or the chain alone.
    fn graph(&self, all: bool) -> Graph {
        self.teller.graph(&self.found.explanation, &self.claim_title(), all)
    }

    fn head(&self, sheet: &mut Sheet) {
        let language = self.language();
        let explanation = &self.found.explanation;
        sheet.paragraph(Question::ThisWorldline.said(language));
        for asked in &self.what_if {
            sheet.paragraph(asked.as_str());
        }
        for (said, place) in [
            (language.pick("Without the change", "Sin el cambio"), explanation.baseline.outcome),
            (language.pick("With it", "Con él"), explanation.changed.outcome),
        ] {
            let class = &self.scenario().outcomes[place];
            let (title, meaning) = (language.of(&class.title), language.of(&class.meaning));
            sheet.paragraph(format!("{said}: {title}. {meaning}"));
        }
        if self.asked.outcome.is_some() {
            let say = |holds: bool| match (holds, language) {
                (true, Language::English) => "yes",
                (true, Language::Spanish) => "sí",
                (false, _) => "no",
            };
            sheet.paragraph(format!(
                "{}: {}. {}: {}; {}: {}.",
                language.pick("What is explained", "Lo que se explica"),
                language.of(&self.teller.twins.changed.claim.title),
                language.pick("Without the change", "Sin el cambio"),
                say(explanation.baseline.holds),
                language.pick("with it", "con él"),
                say(explanation.changed.holds)
            ));
        }
    }

    fn parting(&self, sheet: &mut Sheet) {
        let language = self.language();
        sheet.heading(language.pick("Where they part", "Dónde se separan"));
        let text = self.found.parting.as_ref().map_or_else(
            || {
                language
                    .pick(
                        "Nowhere: in this luck the change changes nothing.",
                        "En ninguna parte: con este azar el cambio no cambia nada.",
                    )
                    .to_owned()
            },
            |parting| self.teller.parting(parting),
        );
        sheet.paragraph(text);
    }

    fn stories(&self, sheet: &mut Sheet) {
        let language = self.language();
        let rows = &self.rows;
        let differing: Vec<&Beside> = rows.iter().filter(|row| row.differs()).collect();
        sheet.heading(
            language
                .pick("The two stories, where they differ", "Las dos historias, donde difieren"),
        );
        if differing.is_empty() {
            let text = language.pick("Both tell the same.", "Ambas cuentan lo mismo.");
            sheet.paragraph(text);
            return;
        }
        let differing = gathered(&differing, language);
        let shown = &differing[..differing.len().min(ROWS)];
        sheet.lines(columns(shown, language));
        let near = rows.iter().filter(|row| !row.differs()).count();
        let mut text = format!(
            "{near} {}",
            language.pick(
                "other entries are the same in both, to within a week.",
                "entradas más son iguales en ambas, con menos de una semana de diferencia."
            )
        );
        if differing.len() > ROWS {
            text = format!(
                "{} {} {text}",
                differing.len() - ROWS,
                language.pick(
                    "later differences are left out here (JSON has them).",
                    "diferencias posteriores se omiten aquí (están en el JSON)."
                )
            );
        }
        sheet.paragraph(text);
    }

    /// A cause in words.
    fn cause(&self, cause: &Traced) -> String {
        let explanation = &self.found.explanation;
        self.teller.cause(cause, &explanation.baseline, &explanation.changed)
    }
}
