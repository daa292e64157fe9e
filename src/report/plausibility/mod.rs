//! A counterfactual by the six criteria of Tetlock and Belkin, told: its author's words
//! beside what the model finds.

mod criteria;
mod data;
mod sentences;

use std::time::Instant;

use serde_json::json;

use crate::batch::statistics::{Difference, Share};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::Provenance;
use crate::report::number::{Number, percent, points_borne, share_borne};
use crate::report::sentences::Sentence;
use crate::report::sheet::{Question, Sheet};
use crate::report::surprise::verdict;
use crate::report::table::Table;
use crate::scenario::{Choice, Decision, Intervention, Link, Reliance};
use crate::whatif::claim::Claim;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::necessity::Pairs;
use crate::whatif::plausibility::{Argued, Hindcast, Plausibility, Weighed, mechanisms};

use sentences as say;

/// Carries it out and tells what it found.
///
/// # Errors
/// Why it has no findings.
pub fn answer(
    asked: &Plausibility,
    work: &Work<'_>,
    language: Language,
) -> Result<Answer, Trouble> {
    let began = Instant::now();
    let judged = asked.run(work)?;
    let seconds = began.elapsed().as_secs_f64();
    let (first, runs) = (asked.sample.first(), asked.sample.runs);
    let mut sheet = Sheet::new(say::TITLE.of(language));
    sheet.paragraph(Question::Forecast.said(language));
    sheet.paragraph(say::WITNESS.of(language));
    let (mut all, mut rows) = (Vec::new(), Vec::new());
    let base = judged.argued[0].base();
    let mut provenance = Provenance::of(Inquiry::Plausibility(asked.clone()), base, first, runs);
    for (one, found) in judged.argued.iter().zip(&judged.findings.weighed) {
        let Some(found) = found else { continue };
        let page = Page { one, found, scored: &judged.findings.hindcast, language };
        page.tell(&mut sheet);
        all.push(page.json());
        rows.extend(page.rows());
        provenance = provenance.and(one.changed());
    }
    let (finished, of) = (all.len(), judged.argued.len());
    Ok(Answer {
        sheet,
        json: json!({ "sheets": all, "runs": runs, "seconds": seconds, "question": Question::Forecast.id() }),
        tables: vec![data::table(&rows)],
        provenance,
        more: Vec::new(),
        refuted: None,
        interrupted: (finished < of).then(|| {
            format!("interrupted: {finished} of {of} counterfactuals were weighed and are shown")
        }),
    })
}

/// One counterfactual's page.
struct Page<'a> {
    one: &'a Argued,
    found: &'a Weighed,
    scored: &'a [Hindcast],
    language: Language,
}

/// A share with its interval, in the digits that this bears.
fn share_in_words(share: Share, language: Language) -> String {
    let [share, low, high] = share_borne(share);
    say::share(language, share, low, high)
}

/// What a change adds, in points, and both ends of its interval, in the digits that this bears.
fn points(found: Difference) -> [Number; 3] {
    let Difference { difference, low, high } = found;
    [difference, low, high].map(|end| points_borne(end, (low, high)))
}

fn points_in_words(found: Difference, language: Language) -> String {
    let [difference, low, high] = points(found);
    say::difference(language, difference, low, high)
}

impl Page<'_> {
    fn tell(&self, sheet: &mut Sheet) {
        let (one, language) = (self.one, self.language);
        sheet.heading(say::head(language, one.antecedent.title(language), &one.antecedent.with));
        for known in &one.antecedent.counterfactuals {
            sheet.paragraph(language.of(&known.question).to_owned());
        }
        sheet.table(self.at_a_glance());
        self.clarity(sheet);
        self.cotenability(sheet);
        self.minimal_rewrite(sheet);
        self.theory(sheet);
        self.statistics(sheet);
        self.projectability(sheet);
        self.contemporaries(sheet);
    }

    fn reliances(&self) -> impl Iterator<Item = (&Reliance, &Claim, &Pairs)> {
        let first = self.one.consequents();
        let reliances = self.one.cases.iter().flat_map(|case| &case.relies_on);
        let claims = self.one.claims[first..].iter().zip(&self.found.criteria.claims[first..]);
        reliances.zip(claims).map(|(reliance, (claim, pairs))| (reliance, claim, pairs))
    }

    /// The quantities that leave their range because of the change.
    fn broken(&self) -> impl Iterator<Item = &(String, Pairs)> {
        let broken = self.found.criteria.broken.iter();
        broken.filter(|(_, pairs)| pairs.differ() && pairs.with() > pairs.without())
    }

    fn held(&self, through: Option<Link>) -> Option<&Pairs> {
        let place = self.one.links.iter().position(|link| Some(*link) == through)?;
        self.found.criteria.held.get(place)
    }

    fn at_a_glance(&self) -> Table {
        let language = self.language;
        let mut table = Table::headed([say::CRITERION, say::AT_A_GLANCE], language);
        let n = self.found.criteria.n;
        let mut row = |criterion: Sentence, said: String| {
            table.row(vec![criterion.of(language).to_owned(), said]);
        };
        let consequent = &self.found.criteria.claims[0];
        let (before, after) = (consequent.before().share, consequent.after().share);
        row(say::CLARITY_ROW, say::clear(language, percent(before, n), percent(after, n)));
        let weakest = self.reliances().map(|(.., pairs)| pairs.after().share).reduce(f64::min);
        let weakest = weakest.map(|share| percent(share, n));
        row(
            say::COTENABILITY_ROW,
            match (weakest, self.broken().count()) {
                (Some(share), 0) => say::weakest(language, share),
                (Some(share), broken) => say::weakest_and_broken(language, broken, share),
                (None, 0) => say::NO_PREMISE.of(language).to_owned(),
                (None, broken) => say::no_premise_and_broken(language, broken),
            },
        );
        row(say::REWRITE_ROW, verdict(&self.found.surprise.chain, language));
        let named = mechanisms(&self.one.cases).count();
        let tried: Vec<&Pairs> =
            mechanisms(&self.one.cases).filter_map(|found| self.held(found.through)).collect();
        let matter = tried.iter().filter(|pairs| pairs.differ()).count();
        row(say::THEORY_ROW, say::mechanisms(language, named, tried.len(), matter));
        let reference = self.one.cases.iter().find_map(|case| case.reference.as_ref());
        row(
            say::STATISTICS_ROW,
            match reference {
                Some(known) => {
                    say::model_and_elsewhere(language, percent(after, n), known.happened, known.of)
                }
                None => say::NO_CLASS.of(language).to_owned(),
            },
        );
        let series = self.series();
        let covered: usize = series
            .iter()
            .map(|scored| scored.score.points.iter().filter(|point| point.in_most()).count())
            .sum();
        let points: usize = series.iter().map(|scored| scored.score.points.len()).sum();
        row(
            say::PROJECTABILITY_ROW,
            if points == 0 {
                say::NO_SERIES.of(language).to_owned()
            } else {
                say::covered(language, covered, points)
            },
        );
        table
    }

    /// The series of the record that the mechanisms name.
    fn series(&self) -> Vec<&Hindcast> {
        let named = |scored: &&Hindcast| {
            mechanisms(&self.one.cases).any(|mechanism| mechanism.series.contains(&scored.quantity))
        };
        self.scored.iter().filter(named).collect()
    }

    /// The options that are forced, with who considered them.
    fn options(&self) -> Vec<(&Decision, &Choice)> {
        let scenario = self.one.changed();
        let interventions = self.one.antecedent.interventions.iter();
        interventions
            .filter_map(|intervention| match intervention {
                Intervention::Option(forced) => {
                    let decision = &scenario.decisions[forced.decision];
                    Some((decision, &decision.choices[forced.choice]))
                }
                _ => None,
            })
            .collect()
    }
}
