//! The chain from a change to an outcome, and the causes of the outcome, in a sheet.

use super::Telling;
use super::sentences as say;
use super::stories::hanging;
use crate::report::sheet::Sheet;
use crate::whatif::cause::Cause;
use crate::whatif::explanation::{End, Findings, Node, Traced};

/// Causes of the shared past that are listed.
const SHARED: usize = 8;
/// Causes of what the change brought that are listed.
const OWN: usize = 12;

/// Smallest sets that are listed.
const SETS: usize = 3;

/// A responsibility as a fraction.
fn fraction(cause: &Cause) -> String {
    match cause.set.len() + cause.witness.len() {
        1 => "1".to_owned(),
        parts => format!("1/{parts}"),
    }
}

impl Telling<'_> {
    /// What becomes of the outcome when a link alone is undone.
    fn verdict(&self, at: usize) -> String {
        let language = self.language();
        let explanation = &self.found.explanation;
        let link = &explanation.links[at];
        let said = match &link.undone {
            None => say::CANNOT_BE_UNDONE,
            Some(_) if !link.needed(explanation.changed.holds) => say::OUTCOME_STAYS,
            Some(undone) => {
                let third = undone.outcome != explanation.baseline.outcome;
                if third && self.asked.outcome.is_none() {
                    return say::outcome_becomes(language, self.class(undone.outcome));
                }
                say::OUTCOME_FALLS_BACK
            }
        };
        said.of(language).to_owned()
    }

    /// What must be undone together.
    fn set(&self, set: &[usize]) -> String {
        let explanation = &self.found.explanation;
        let links = set.iter().map(|&at| {
            let node = explanation.links[at].node;
            self.teller.link(node, &explanation.baseline, &explanation.changed)
        });
        links.reduce(|one, other| say::and(self.language(), one, other)).unwrap_or_default()
    }

    /// Sets, each of which would do.
    fn sets(&self, sets: &[Vec<usize>]) -> String {
        let sets = sets.iter().map(|set| self.set(set));
        sets.reduce(|one, other| say::or(self.language(), one, other)).unwrap_or_default()
    }

    pub(super) fn chain(&self, sheet: &mut Sheet) {
        let language = self.language();
        let explanation = &self.found.explanation;
        sheet.heading(say::FROM_CHANGE.of(language));
        if !self.differ() {
            sheet.paragraph([say::ENDS_ALIKE.of(language), &self.links_in_all()].join(" "));
            return;
        }
        let held = explanation.changed.holds;
        let needed = explanation.links.iter().filter(|link| link.needed(held)).count();
        let mut lines = String::new();
        let number = |end: End, chain: &[usize]| match end {
            End::Link(at) => {
                chain.iter().position(|&known| known == at).map(|n| (n + 1).to_string())
            }
            End::Outcome => Some(say::THE_OUTCOME.of(language).to_owned()),
            End::Change => None,
        };
        // Interventions come first even where none alone is needed: they are the change.
        let is_intervention =
            |&at: &usize| matches!(explanation.links[at].node, Node::Intervention(_));
        let mut chain: Vec<usize> = (0..explanation.links.len()).filter(is_intervention).collect();
        chain.extend(explanation.chain.iter().filter(|at| !is_intervention(at)));
        for (n, &at) in chain.iter().enumerate() {
            let link = &explanation.links[at];
            let arrows = explanation.chain_arrows.iter().filter(|(from, _)| *from == End::Link(at));
            let to: Vec<String> = arrows.filter_map(|&(_, to)| number(to, &chain)).collect();
            let said = self.teller.link(link.node, &explanation.baseline, &explanation.changed);
            lines += &hanging(&format!("{:>3}. ", n + 1), &say::full(language, said));
            let mut tested = vec![self.verdict(at)];
            if !to.is_empty() {
                tested.push(say::leads_to(language, to.join(", ")));
            }
            lines += &hanging("     ", &tested.join(" "));
        }
        let whole: Vec<String> = explanation
            .chain_arrows
            .iter()
            .filter(|(from, _)| *from == End::Change)
            .filter_map(|&(_, to)| number(to, &chain))
            .collect();
        lines += &hanging("     ", &say::outcome(language, self.claim_title()));
        sheet.lines(lines);
        sheet.figure(self.graph(false).svg(language), say::CHAIN.of(language));
        let mut text = Vec::new();
        if !whole.is_empty() && needed > 0 {
            text.push(say::of_the_whole(language, whole.join(", ")));
        }
        if needed == 0 {
            text.push(say::OVER_DETERMINED.of(language).to_owned());
        }
        let pieces = &explanation.smallest_interventions;
        let one_piece = pieces.iter().any(|set| set.len() == 1);
        if !one_piece && self.teller.twins.interventions > 1 && !pieces.is_empty() {
            text.push(say::fewest_pieces(language, self.sets(pieces)));
        }
        if needed == 0 && !explanation.smallest_sets.is_empty() {
            let all = &explanation.smallest_sets;
            let sets = self.sets(&all[..all.len().min(SETS)]);
            text.push(match all.len().saturating_sub(SETS) {
                0 => say::smallest_sets(language, sets),
                more => say::smallest_sets_and_more(language, more, sets),
            });
        }
        text.push(self.links_in_all());
        for line in text {
            sheet.paragraph(line);
        }
    }

    fn links_in_all(&self) -> String {
        let explanation = &self.found.explanation;
        let language = self.language();
        let own = || explanation.links.iter().filter(|l| !matches!(l.node, Node::Intervention(_)));
        let otherwise = own().count();
        if otherwise == 0 {
            return say::NOTHING_OTHERWISE.of(language).to_owned();
        }
        let said = if self.differ() {
            let needed = own().filter(|link| link.needed(explanation.changed.holds)).count();
            say::otherwise_and_needed(language, otherwise, needed)
        } else {
            say::otherwise(language, otherwise)
        };
        [&said, say::IN_THE_GRAPH.of(language)].join(" ")
    }

    pub(super) fn causes(&self, sheet: &mut Sheet) {
        let language = self.language();
        let Findings { explanation, causes, .. } = self.found;
        sheet.heading(say::what_caused(language, self.claim_title()));
        sheet.paragraph(say::CAUSES_ARE.of(language));
        let lines = |causes: &mut dyn Iterator<Item = &Traced>| -> String {
            let told = causes.map(|cause| {
                hanging(&format!("  {:<4} ", fraction(&cause.cause)), &self.cause(cause))
            });
            told.collect()
        };
        let own: Vec<&Traced> = causes.iter().filter(|cause| !cause.shared).collect();
        let omitted = |all: usize, shown: usize| match all.saturating_sub(shown) {
            0 => String::new(),
            more => format!("       {}\n", say::more_causes(language, more)),
        };
        if own.is_empty() {
            sheet.paragraph(say::NO_CAUSE.of(language));
        } else {
            let head = say::OF_THE_CHANGE.of(language);
            let more = omitted(own.len(), OWN);
            let shown = lines(&mut own.into_iter().take(OWN));
            sheet.lines(format!("{head}\n{shown}{more}"));
        }
        let shared: Vec<&Traced> = causes.iter().filter(|cause| cause.shared).collect();
        if !shared.is_empty() {
            let head = say::OF_THE_PAST.of(language);
            let more = omitted(shared.len(), SHARED);
            let shown = lines(&mut shared.into_iter().take(SHARED));
            sheet.lines(format!("{head}\n{shown}{more}"));
        }
        let runs = explanation.runs + self.found.cause_runs;
        let mut text = vec![say::runs(language, runs)];
        if self.found.stopped && !self.found.causes_complete {
            text.push(say::SEARCH_STOPPED.of(language).to_owned());
        } else if !self.found.causes_complete {
            text.push(say::search_cut(language, self.asked.most_runs));
        }
        sheet.paragraph(text.join(" "));
    }
}
