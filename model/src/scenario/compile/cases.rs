//! What the author of a counterfactual says for it: what is to follow, what the argument
//! relies on, by what it works, and how often the like has happened.

use crate::scenario::compiled::*;
use crate::scenario::expression::{Type, day_number};
use crate::scenario::language::*;
use crate::scenario::located::{Located, TextOr};
use crate::scenario::report::{Report, Severity, Span, nearest};
use crate::scenario::vocabulary::{Family, Kind};

use super::{Compiler, CounterfactualSource};

/// A counterfactual that does not say what follows can be run, but not weighed.
pub(super) fn nothing_follows(source: &CounterfactualSource<'_>) -> Option<Report> {
    source.content.consequent.is_none().then(|| Report {
        code: "H0602",
        severity: Severity::Warning,
        message: format!("`{}` does not say what is to follow, and by when", source.id),
        at: Some(source.content.divergence.at),
        help: "add `consequent: (claim: \"siberia_invaded\", by: \"1943-12-31\")`: an outcome, a measure or a condition, and the last day for it".to_owned(),
    })
}

impl Compiler {
    pub(super) fn case(&mut self, source: &CounterfactualSource<'_>, scenario: &Scenario) -> Case {
        let content = source.content;
        // A date that is none was told of where the interventions were compiled.
        let divergence = day_number(&content.divergence).unwrap_or(self.start);
        let consequent = content.consequent.as_ref().map(|consequent| {
            self.claim(&consequent.claim, scenario);
            let claim = consequent.claim.value.trim();
            let Some(by) = &consequent.by else { return claim.to_owned() };
            let deadline = self.day_inside(by);
            if deadline < divergence {
                self.error(
                    "H0303",
                    by.at,
                    "the deadline lies before the date of divergence",
                    "give a day by which the consequent can have come about",
                );
            }
            if dated_claim(claim).is_some() {
                self.error(
                    "H0302",
                    by.at,
                    "the claim has a date of its own",
                    "leave out `by`, or the date of the claim",
                );
            }
            format!("{claim} by {}", by.value)
        });
        let relies_on = content.relies_on.0.iter().map(|item| {
            let (claim, why) = match &item.value {
                TextOr::Text(claim) => (claim, Text::default()),
                TextOr::Record(full) => (&full.value.claim, full.value.why.clone()),
            };
            self.claim(claim, scenario);
            Reliance { claim: claim.value.clone(), why }
        });
        let relies_on = relies_on.collect();
        let mechanisms = content.mechanisms.0.iter().map(|item| self.mechanism(&item.value));
        let mechanisms = mechanisms.collect();
        let reference = content.reference.as_ref().map(|given| self.reference(&given.value));
        Case { id: source.id.clone(), divergence, consequent, relies_on, mechanisms, reference }
    }

    fn mechanism(&mut self, file: &MechanismFile) -> Mechanism {
        let through = file.through.as_ref().and_then(|through| {
            let link = self.vocabulary.named(through).and_then(|entry| match entry.var.family {
                Family::Event => Some(Link::Event(entry.var.id())),
                Family::Decision => Some(Link::Decision(entry.var.id())),
                _ => None,
            });
            if link.is_none() {
                let links =
                    |name: &str| name.starts_with("event.") || name.starts_with("decision.");
                let known: Vec<String> =
                    self.vocabulary.iter().map(|entry| entry.name.clone()).collect();
                let known = known.iter().map(String::as_str).filter(|name| links(name));
                let help = self.suggest(through, known);
                let message = format!("`{}` is neither an event nor a decision", through.value);
                self.error("H0201", through.at, message, help);
            }
            link
        });
        for series in &file.series.0 {
            let number = |kind: &Kind| matches!(kind, Kind::Number { .. });
            let known = self.vocabulary.named(&series.value.value);
            if !known.is_some_and(|entry| number(&entry.kind)) {
                let names: Vec<String> = self
                    .vocabulary
                    .iter()
                    .filter(|entry| number(&entry.kind))
                    .map(|entry| entry.name.clone())
                    .collect();
                let help = self.suggest(&series.value.value, names.iter().map(String::as_str));
                let message = format!("the vocabulary has no number `{}`", series.value.value);
                self.error("H0401", series.at, message, help);
            }
        }
        Mechanism {
            what: file.what.clone(),
            through,
            series: file.series.0.iter().map(|series| series.value.value.clone()).collect(),
            source: self.source(&file.source),
        }
    }

    fn reference(&mut self, file: &ReferenceFile) -> Reference {
        let (happened, of) = (file.happened.value as u64, file.of.value as u64);
        if happened > of {
            self.error(
                "H0301",
                file.happened.at,
                format!("{happened} of {of} is no count of cases"),
                "give how many there were in `of`, and in how many of them it happened",
            );
        }
        let (what, cases) = (file.what.clone(), file.cases.clone());
        Reference { what, cases, happened, of, source: self.source(&file.source) }
    }

    /// Checks a claim where it stands: `whatif::claim` reads it again when it is asked.
    fn claim(&mut self, words: &Words, scenario: &Scenario) {
        let text = words.value.as_str();
        let inside = |start: usize, end: usize| {
            let start = words.at.start + 1 + start;
            let end = (words.at.start + 1 + end).max(start + 1);
            Span { file: words.at.file, start, end }
        };
        let mut body = text;
        if let Some((claimed, _, date, at)) = dated_claim(text) {
            let at = inside(at, at + date.len());
            self.day_inside(&Located { value: date.to_owned(), at });
            body = claimed;
        }
        let name = body.trim();
        if scenario.outcomes.iter().any(|outcome| outcome.id == name) {
            return;
        }
        if let Some(measure) = scenario.measures.iter().find(|measure| measure.id == name) {
            if measure.kind != MeasureKind::Truth {
                let message = format!("`{name}` is a number, not a yes or no");
                let help = "compare a quantity instead: `japan.oil.stock > 20`";
                self.error("H0402", words.at, message, help);
            }
            return;
        }
        let ids = scenario.outcomes.iter().map(|outcome| outcome.id.as_str());
        let ids = ids.chain(scenario.measures.iter().map(|measure| measure.id.as_str()));
        if let Some(near) = nearest(name, ids).filter(|_| !name.contains(['.', ' '])) {
            let message = format!("there is no outcome or measure `{name}`");
            self.error("H0201", words.at, message, format!("did you mean `{near}`?"));
            return;
        }
        let place = Span { end: words.at.start + 2 + body.len(), ..words.at };
        self.formula(&Located { value: body.to_owned(), at: place }, Some(&Type::Truth));
    }
}
