//! One history told whole: its story, how it ended, and what was believed and weighed on the
//! way; or quantities week by week.

use std::fmt::Write as _;

use crate::report::beliefs::Beliefs;
use crate::report::cabinet::Cabinets;
use crate::report::{Language, story};
use crate::scenario::expression::Reader;
use crate::scenario::library::Listing;
use crate::scenario::vocabulary::{Entry, Kind, show_value};
use crate::scenario::{Scenario, Text};
use crate::sim::{Whole, calendar};

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        with(question): "with: {question}", "con: {question}";
        seed(seed): "seed {seed}", "semilla {seed}";
        because(cause): "because: {cause}", "porque: {cause}";
        outcome(title, meaning): "Outcome: {title}. {meaning}", "Desenlace: {title}. {meaning}";
        pact(state): "The pact: {state}", "El pacto: {state}";
    }
}

/// What is told beside the story, gathered as the weeks pass.
#[derive(Clone, Debug, Default)]
pub struct Telling {
    /// Are the causes under each entry left out?
    pub brief: bool,
    /// What each side believed, when it is wanted.
    pub beliefs: Option<Beliefs>,
    /// Who held office and what the factions weighed, when it is wanted.
    pub cabinets: Option<Cabinets>,
}

impl Telling {
    /// Looks at a week that is over.
    pub fn look(&mut self, whole: &Whole<'_>) {
        self.beliefs.iter_mut().for_each(|beliefs| beliefs.note(whole));
        self.cabinets.iter_mut().for_each(|cabinets| cabinets.note(whole));
    }

    /// Tells a history that is over. `never` says what of its changes took no effect.
    #[must_use]
    pub fn tell(
        &self,
        whole: &Whole<'_>,
        counterfactuals: &[Listing],
        never: &[Text],
        language: Language,
    ) -> String {
        let scenario: &Scenario = &whole.premise.scenario;
        let mut text = format!("{}\n", language.of(&scenario.title));
        for counterfactual in counterfactuals {
            let _ = writeln!(text, "  {}", say::with(language, &counterfactual.question));
        }
        let _ = writeln!(text, "  {}\n", say::seed(language, whole.luck.seed));
        for told in story::tell(whole, language) {
            let _ = writeln!(text, "{}\n    {}", told.date, told.text);
            for cause in told.because.iter().filter(|_| !self.brief) {
                let _ = writeln!(text, "      {}", say::because(language, cause));
            }
        }
        for said in never {
            let _ = writeln!(text, "\n{}", language.of(said));
        }
        let (title, meaning) = story::outcome(whole, language);
        let _ = writeln!(text, "\n{}", say::outcome(language, title, meaning));
        let _ = writeln!(text, "{}", say::pact(language, story::pact(whole, language)));
        if let Some(beliefs) = &self.beliefs {
            let _ = writeln!(text, "\n{}", beliefs.tell(scenario, language).trim_end());
        }
        if let Some(cabinets) = &self.cabinets {
            let _ = writeln!(text, "\n{}", cabinets.tell(scenario, language).trim_end());
        }
        let _ = writeln!(text, "state_hash {:016x}", whole.state_hash());
        text
    }
}

/// The head of a table of quantities week by week.
#[must_use]
pub fn trace_head(entries: &[Entry]) -> String {
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    format!("monday,{},state_hash", names.join(","))
}

/// A row of it. What is undefined is an empty cell.
#[must_use]
pub fn trace_row(entries: &[Entry], whole: &Whole<'_>) -> String {
    let value = |entry: &Entry| match &entry.kind {
        Kind::States(_) => show_value(&entry.kind, whole.read(entry.var)),
        _ => match whole.read(entry.var) {
            value if value.is_finite() => value.to_string(),
            _ => String::new(),
        },
    };
    let values: Vec<String> = entries.iter().map(value).collect();
    let monday = calendar::date_of(whole.calendar.day);
    format!("{monday},{},{:016x}", values.join(","), whole.state_hash())
}
