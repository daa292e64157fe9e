//! An explanation for people and for programs: two twins told together, from where they
//! part through the chain of causes to the outcome.
//!
//! - here: the sheet, from its head to the two stories;
//! - `chain`: the chain from the change to the outcome, and the causes;
//! - `time`: the distance of the twins, and inevitability, week by week;
//! - `sentences`: what is said, in both languages;
//! - `words`: interventions, links and causes in sentences;
//! - `stories`: the two chronicles side by side;
//! - `graph`: what depended on what, with its labels;
//! - `data`: the same as JSON and as tables.

mod chain;
mod data;
mod graph;
mod sentences;
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

use sentences as say;

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
        refuted: None,
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
        let title = &self.teller.twins.changed.claim.title;
        if self.found.explanation.changed.holds {
            self.language().of(title).to_owned()
        } else {
            say::not(self.language(), title)
        }
    }

    /// Do the twins differ in the outcome?
    fn differ(&self) -> bool {
        self.found.explanation.baseline.holds != self.found.explanation.changed.holds
    }

    /// All of it, for people.
    fn sheet(&self) -> Sheet {
        let language = self.language();
        let (scenario, seed) = (&self.scenario().title, self.teller.twins.seed);
        let mut sheet = Sheet::new(say::title(language, scenario, seed));
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
        let class = |place: usize| {
            let class = &self.scenario().outcomes[place];
            (&class.title, &class.meaning)
        };
        let (title, meaning) = class(explanation.baseline.outcome);
        sheet.paragraph(say::ends_without(language, title, meaning));
        let (title, meaning) = class(explanation.changed.outcome);
        sheet.paragraph(say::ends_with(language, title, meaning));
        if self.asked.outcome.is_some() {
            let holds = |holds| crate::report::words::yes_or_no(holds, language);
            sheet.paragraph(say::explained(
                language,
                &self.teller.twins.changed.claim.title,
                holds(explanation.baseline.holds),
                holds(explanation.changed.holds),
            ));
        }
    }

    fn parting(&self, sheet: &mut Sheet) {
        let language = self.language();
        sheet.heading(say::WHERE_THEY_PART.of(language));
        sheet.paragraph(match &self.found.parting {
            Some(parting) => self.teller.parting(parting),
            None => say::NOWHERE.of(language).to_owned(),
        });
    }

    fn stories(&self, sheet: &mut Sheet) {
        let language = self.language();
        let rows = &self.rows;
        let differing: Vec<&Beside> = rows.iter().filter(|row| row.differs()).collect();
        sheet.heading(say::TWO_STORIES.of(language));
        if differing.is_empty() {
            sheet.paragraph(say::SAME_STORY.of(language));
            return;
        }
        let differing = gathered(&differing, language);
        let shown = &differing[..differing.len().min(ROWS)];
        sheet.lines(columns(shown, language));
        let near = rows.iter().filter(|row| !row.differs()).count();
        let alike = say::alike(language, near);
        sheet.paragraph(match differing.len().saturating_sub(ROWS) {
            0 => alike,
            more => [say::left_out(language, more), alike].join(" "),
        });
    }

    /// A cause in words.
    fn cause(&self, cause: &Traced) -> String {
        let explanation = &self.found.explanation;
        self.teller.cause(cause, &explanation.baseline, &explanation.changed)
    }
}
