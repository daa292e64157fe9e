//! The smallest change that would do.

use serde_json::{Value, json};

use super::sentences as say;
use crate::report::answer::Answer;
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::number::{Number, exact_percent, share_borne};
use crate::report::sentences::Sentence;
use crate::report::sheet::{Question, Sheet};
use crate::report::surprise::{bits_in_words, bits_json, label_id, label_in_words};
use crate::report::table::Table;
use crate::report::{Language, intervention};
use crate::sim::calendar::monday;
use crate::whatif::candidate::Candidate;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::rewrite::{Costed, Findings, Rewrite, Searched};
use crate::whatif::subset_search::{PILOT, Tried};
use crate::whatif::surprise::Chain;

pub(super) fn answer(
    asked: &Rewrite,
    searched: &Searched,
    seconds: f64,
    language: Language,
) -> Answer {
    let told = Told { asked, searched, wanted: asked.probability.into(), language };
    let (scenario, first) = (searched.base.scenario(), asked.sample.first());
    let seeds = PILOT + asked.sample.runs;
    let mut provenance = Provenance::of(Inquiry::Rewrite(asked.clone()), scenario, first, seeds);
    provenance.with(&searched.read);
    Answer {
        sheet: told.sheet(),
        json: told.json(seconds),
        tables: vec![told.table()],
        provenance,
        more: Vec::new(),
        refuted: None,
        interrupted: searched
            .findings
            .found
            .stopped
            .then(|| "interrupted: the sizes that were finished are shown".to_owned()),
    }
}

/// What the search has to say.
struct Told<'a> {
    asked: &'a Rewrite,
    searched: &'a Searched,
    wanted: f64,
    language: Language,
}

/// Sets that are shown of each size that fell short.
const SHOWN: usize = 5;

impl Told<'_> {
    fn verdict(&self, tried: &Tried) -> Sentence {
        if tried.reaches(self.wanted) {
            say::SHOWN
        } else if tried.falls_short(self.wanted) {
            say::FALLS_SHORT
        } else {
            say::NOT_SHOWN
        }
    }

    /// How often the outcome came about, in the digits that its interval bears.
    fn share(&self, tried: &Tried) -> String {
        let [share, low, high] = share_borne(tried.share());
        say::share(self.language, share, low, high)
    }

    /// The bits of a chain of changes.
    fn bits(&self, chain: Option<&Chain>) -> String {
        let bits = chain.and_then(|chain| chain.whole);
        bits.map_or_else(
            || Number::missing().of(self.language),
            |bits| bits_in_words(bits, self.language),
        )
    }

    /// A change in words, without its dates: all lie in the window of the search.
    fn title(&self, candidate: &Candidate) -> String {
        match &candidate.counterfactual {
            Some(title) => self.language.of(title).to_owned(),
            None => {
                let scenario = self.searched.base.scenario();
                let does = |intervention| intervention::what(scenario, intervention, self.language);
                candidate.interventions.iter().map(does).collect::<Vec<_>>().join(" + ")
            }
        }
    }

    /// A set with what is said of it: one line a change.
    fn add_row(&self, table: &mut Table, set: &[usize], cells: Vec<String>) {
        let mut names = set.iter().map(|&place| self.title(&self.searched.candidates[place]));
        let first = names.next().unwrap_or_else(|| say::NO_CHANGE.of(self.language).to_owned());
        let blanks = vec![String::new(); cells.len()];
        table.row(std::iter::once(first).chain(cells).collect());
        for name in names {
            let more = std::iter::once(say::and_change(self.language, name));
            table.row(more.chain(blanks.clone()).collect());
        }
    }

    fn ids(&self, set: &[usize]) -> Vec<&str> {
        set.iter().map(|&place| self.searched.candidates[place].id.as_str()).collect()
    }

    fn sheet(&self) -> Sheet {
        let (searched, language) = (self.searched, self.language);
        let Findings { found, sets, .. } = &searched.findings;
        let (from, until) = searched.window;
        // It is laid down, not estimated: all its digits count.
        let wanted = exact_percent(self.wanted);
        let mut sheet = Sheet::new(say::smallest_for(language, &searched.claim.title));
        sheet.paragraph(Question::Forecast.said(language));
        sheet.paragraph(say::BITS_ARE.of(language));
        let (from, until) = (language.date(monday(from)), language.date(monday(until) + 6));
        sheet.paragraph(say::wanted(language, &wanted, from, until));
        sheet.paragraph(say::choices(language, searched.candidates.len()));
        let unchanged = self.share(&found.unchanged);
        sheet.paragraph(say::unchanged(language, unchanged, found.unchanged.n));
        sheet.heading(say::WOULD_DO.of(language));
        if sets.is_empty() {
            sheet.paragraph(if found.stopped {
                say::INTERRUPTED.of(language).to_owned()
            } else {
                say::none_reaches(language, self.asked.most, &wanted)
            });
        } else {
            let head = [say::FEWEST_FIRST, say::PROBABILITY, say::BITS, say::CALLED];
            let mut table = Table::headed(head, language);
            for Costed { tried, chain } in sets.iter().take(SHOWN) {
                let (bits, called) = match chain {
                    _ if tried.set.is_empty() => {
                        (Number::fixed(0.0, 0).of(language), say::AS_IT_WAS.of(language).to_owned())
                    }
                    Some(chain) => {
                        (self.bits(Some(chain)), label_in_words(chain.label(), language).to_owned())
                    }
                    None => (self.bits(None), Number::missing().of(language)),
                };
                self.add_row(&mut table, &tried.set, vec![self.share(tried), bits, called]);
            }
            sheet.table(table);
            let more = found.reached.len().saturating_sub(SHOWN);
            if more > 0 {
                sheet.paragraph(say::more_reach(language, more));
            }
        }
        self.tell_named(&mut sheet);
        self.tell_levels(&mut sheet);
        self.tell_short(&mut sheet);
        sheet
    }

    fn tell_named(&self, sheet: &mut Sheet) {
        let (searched, language) = (self.searched, self.language);
        if searched.findings.named.is_empty() {
            return;
        }
        sheet.heading(say::NAMED_BY_CLAIM.of(language));
        let head = [say::CHANGE, say::PROBABILITY, say::BITS];
        let mut table = Table::headed(head, language);
        for (candidate, Costed { tried, chain }) in self.named() {
            let bits = self.bits(chain.as_ref());
            table.row(vec![self.title(candidate), self.share(tried), bits]);
        }
        sheet.table(table);
    }

    fn named(&self) -> impl Iterator<Item = (&Candidate, &Costed)> {
        self.searched.named.iter().zip(&self.searched.findings.named)
    }

    fn tell_levels(&self, sheet: &mut Sheet) {
        let (found, language) = (&self.searched.findings.found, self.language);
        if found.levels.is_empty() {
            return;
        }
        let head = [
            say::IN_A_SET,
            say::SETS,
            say::TRIED_SETS,
            say::HISTORIES,
            say::CONFIRMED,
            say::SHOWN_SETS,
        ];
        let mut table = Table::headed(head, language);
        for level in &found.levels {
            let shown = level.confirmed.iter().filter(|tried| tried.reaches(self.wanted));
            table.row(vec![
                level.size.to_string(),
                if level.possible > 0 {
                    level.possible.to_string()
                } else {
                    say::TOO_MANY.of(language).to_owned()
                },
                level.tried.to_string(),
                level.histories.to_string(),
                level.confirmed.len().to_string(),
                shown.count().to_string(),
            ]);
        }
        sheet.heading(say::TRIED.of(language));
        sheet.table(table);
        if found.levels.iter().any(|level| level.possible == 0) {
            sheet.paragraph(say::TOO_MANY_MEANS.of(language));
        }
    }

    fn tell_short(&self, sheet: &mut Sheet) {
        let (found, language) = (&self.searched.findings.found, self.language);
        let head = [say::CHANGES, say::PROBABILITY, say::AT_LEAST_WANTED];
        let mut table = Table::headed(head, language);
        let mut any = false;
        for level in &found.levels {
            // What moves nothing is no near miss.
            let moves = |tried: &&Tried| tried.share().low > found.unchanged.share().share;
            let short =
                level.confirmed.iter().filter(|tried| !tried.reaches(self.wanted)).filter(moves);
            for tried in short.take(SHOWN) {
                any = true;
                let cells = vec![self.share(tried), self.verdict(tried).of(language).to_owned()];
                self.add_row(&mut table, &tried.set, cells);
            }
        }
        if any {
            sheet.heading(say::nearest(language, self.asked.sample.runs));
            sheet.table(table);
        }
    }

    fn json(&self, seconds: f64) -> Value {
        let (searched, wanted) = (self.searched, self.wanted);
        let Findings { found, sets, .. } = &searched.findings;
        let row = |tried: &Tried| {
            let share = tried.share();
            let verdict = if tried.reaches(wanted) {
                "shown"
            } else if tried.falls_short(wanted) {
                "falls_short"
            } else {
                "not_shown"
            };
            json!({ "set": self.ids(&tried.set), "share": share.share, "low": share.low, "high": share.high, "verdict": verdict })
        };
        let shown = sets.iter().map(|Costed { tried, chain }| {
            let mut row = row(tried);
            row["surprise"] = bits_json(chain.as_ref().and_then(|chain| chain.whole));
            row["label"] = json!(chain.as_ref().map(|chain| label_id(chain.label())));
            row
        });
        let named = self.named().map(|(candidate, costed)| {
            let share = costed.tried.share();
            json!({ "set": [candidate.id], "share": share.share, "low": share.low, "high": share.high })
        });
        let levels = found.levels.iter().map(|level| {
            json!({ "size": level.size, "possible": level.possible, "tried": level.tried, "histories": level.histories,
                "confirmed": level.confirmed.iter().map(row).collect::<Vec<_>>() })
        });
        json!({
            "claim": searched.claim.text, "probability": wanted, "unchanged": row(&found.unchanged),
            "changes": searched.candidates.len(), "found": shown.collect::<Vec<_>>(),
            "named_by_the_claim": named.collect::<Vec<_>>(), "levels": levels.collect::<Vec<_>>(),
            "runs": self.asked.sample.runs, "seconds": seconds, "question": Question::Forecast.id(),
        })
    }

    /// Every set that was run on fresh seeds.
    fn table(&self) -> Dataset {
        let levels = &self.searched.findings.found.levels;
        let rows: Vec<&Tried> = levels.iter().flat_map(|level| &level.confirmed).collect();
        let numbers = |of: &dyn Fn(&Tried) -> f64| {
            Cells::Number(rows.iter().map(|tried| of(tried)).collect())
        };
        Dataset::new("sets")
            .with(
                "set",
                "",
                "the changes",
                Cells::Text(rows.iter().map(|tried| self.ids(&tried.set).join(" + ")).collect()),
            )
            .with(
                "size",
                "changes",
                "how many",
                Cells::Whole(rows.iter().map(|tried| tried.set.len() as i64).collect()),
            )
            .with(
                "share",
                "share",
                "how often the outcome came about",
                numbers(&|tried| tried.share().share),
            )
            .with(
                "low",
                "share",
                "lower end of the 95 % interval",
                numbers(&|tried| tried.share().low),
            )
            .with(
                "high",
                "share",
                "upper end of the 95 % interval",
                numbers(&|tried| tried.share().high),
            )
    }
}
