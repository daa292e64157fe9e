//! The smallest change that would do.

use serde_json::{Value, json};

use super::explained;
use crate::report::answer::Answer;
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::sheet::{Question, Sheet};
use crate::report::surprise::{bits_in_words, bits_json, label_id, label_in_words};
use crate::report::table::{Table, percent};
use crate::report::{Language, intervention};
use crate::sim::calendar::monday;
use crate::whatif::candidate::Candidate;
use crate::whatif::inquiry::Inquiry;
use crate::whatif::rewrite::{Costed, Findings, Rewrite, Searched};
use crate::whatif::smallest::{PILOT, Tried};

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
    fn verdict(&self, tried: &Tried) -> &'static str {
        if tried.reaches(self.wanted) {
            self.language.pick("shown", "mostrado")
        } else if tried.falls_short(self.wanted) {
            self.language.pick("falls short", "no llega")
        } else {
            self.language.pick("not shown", "no mostrado")
        }
    }

    fn share(tried: &Tried) -> String {
        let share = tried.share();
        format!(
            "{} ({} – {})",
            percent(share.share, tried.n),
            percent(share.low, tried.n),
            percent(share.high, tried.n)
        )
    }

    /// A change in words, without its dates: all lie in the window of the search.
    fn title(&self, candidate: &Candidate) -> String {
        match &candidate.counterfactual {
            Some(title) => self.language.of(title).to_owned(),
            None => {
                let scenario = self.searched.base.scenario();
                let does = |deed| intervention::what(scenario, deed, self.language);
                candidate.deeds.iter().map(does).collect::<Vec<_>>().join(" + ")
            }
        }
    }

    /// A set with what is said of it: one line a change.
    fn add_row(&self, table: &mut Table, set: &[usize], cells: Vec<String>) {
        let mut names = set.iter().map(|&place| self.title(&self.searched.candidates[place]));
        let first = names
            .next()
            .unwrap_or_else(|| self.language.pick("no change at all", "ningún cambio").to_owned());
        let blanks = vec![String::new(); cells.len()];
        table.row(std::iter::once(first).chain(cells).collect());
        for name in names {
            let more = std::iter::once(format!("  + {name}"));
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
        let wanted = percent(self.wanted, 1);
        let title = language.of(&searched.claim.title);
        let mut sheet = Sheet::new(format!(
            "{}: {title}",
            language.pick("The smallest rewrite for", "La reescritura más pequeña para")
        ));
        sheet.paragraph(Question::Forecast.said(language));
        sheet.paragraph(explained(language));
        sheet.paragraph(format!(
            "{} {wanted}; {} {} {} {}; {} {}.",
            language.pick(
                "Wanted: a probability of at least",
                "Se busca: una probabilidad de al menos"
            ),
            language.pick(
                "changes may be made from the week of",
                "se puede cambiar desde la semana del"
            ),
            language.date(monday(from)),
            language.pick("to", "al"),
            language.date(monday(until) + 6),
            searched.candidates.len(),
            language.pick("changes to choose from", "cambios entre los que elegir")
        ));
        sheet.paragraph(format!(
            "{} {} (n = {}).",
            language.pick("Without any change it comes about in", "Sin cambio alguno ocurre en el"),
            Self::share(&found.unchanged),
            found.unchanged.n
        ));
        sheet.heading(language.pick("What would do", "Lo que bastaría"));
        if sets.is_empty() {
            sheet.paragraph(if found.stopped {
                language
                    .pick(
                        "Interrupted before anything was found.",
                        "Interrumpido antes de hallar nada.",
                    )
                    .to_owned()
            } else {
                format!(
                    "{} {} {} {wanted}.",
                    language.pick("No set of up to", "Ningún conjunto de hasta"),
                    self.asked.most,
                    language.pick("changes is shown to reach", "cambios muestra alcanzar")
                )
            });
        } else {
            let mut table = Table::new(&[
                language
                    .pick("Changes, the fewest bits first", "Cambios, los de menos bits primero"),
                language.pick("probability (95 %)", "probabilidad (95 %)"),
                "bits (95 %)",
                language.pick("called", "llamado"),
            ]);
            for Costed { tried, chain } in sets.iter().take(SHOWN) {
                let bits = chain.as_ref().and_then(|chain| chain.whole);
                let nothing = tried.set.is_empty();
                let cells = vec![
                    Self::share(tried),
                    if nothing {
                        "0".to_owned()
                    } else {
                        bits.map_or_else(|| "–".to_owned(), bits_in_words)
                    },
                    if nothing {
                        language.pick("as it was", "como fue").to_owned()
                    } else {
                        chain
                            .as_ref()
                            .map_or("–", |chain| label_in_words(chain.label(), language))
                            .to_owned()
                    },
                ];
                self.add_row(&mut table, &tried.set, cells);
            }
            sheet.table(table);
            if found.reached.len() > SHOWN {
                sheet.paragraph(format!(
                    "{} {}.",
                    found.reached.len() - SHOWN,
                    language.pick("more of this size reach it", "más de este tamaño lo alcanzan")
                ));
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
        sheet.heading(language.pick(
            "What the claim itself names: it begs the question, and does not count",
            "Lo que la propia afirmación nombra: da por hecho lo que se pregunta, y no cuenta",
        ));
        let mut table = Table::new(&[
            language.pick("Change", "Cambio"),
            language.pick("probability (95 %)", "probabilidad (95 %)"),
            "bits (95 %)",
        ]);
        for (candidate, Costed { tried, chain }) in self.named() {
            let bits = chain.as_ref().and_then(|chain| chain.whole);
            table.row(vec![
                self.title(candidate),
                Self::share(tried),
                bits.map_or_else(|| "–".to_owned(), bits_in_words),
            ]);
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
        let mut table = Table::new(&[
            language.pick("Changes in a set", "Cambios por conjunto"),
            language.pick("sets there are", "conjuntos que hay"),
            language.pick("tried", "probados"),
            language.pick("histories", "historias"),
            language.pick("confirmed anew", "confirmados de nuevo"),
            language.pick("shown", "mostrados"),
        ]);
        for level in &found.levels {
            let shown = level.confirmed.iter().filter(|tried| tried.reaches(self.wanted));
            table.row(vec![
                level.size.to_string(),
                if level.possible > 0 {
                    level.possible.to_string()
                } else {
                    language.pick("too many", "demasiados").to_owned()
                },
                level.tried.to_string(),
                level.histories.to_string(),
                level.confirmed.len().to_string(),
                shown.count().to_string(),
            ]);
        }
        sheet.heading(language.pick("What was tried", "Lo que se probó"));
        sheet.table(table);
        if found.levels.iter().any(|level| level.possible == 0) {
            sheet.paragraph(language.pick(
                "Where there are too many sets, those were tried that add a change to the best of the size below.",
                "Donde hay demasiados conjuntos se probaron los que añaden un cambio a los mejores del tamaño inferior.",
            ));
        }
    }

    fn tell_short(&self, sheet: &mut Sheet) {
        let (found, language) = (&self.searched.findings.found, self.language);
        let mut table = Table::new(&[
            language.pick("Changes", "Cambios"),
            language.pick("probability (95 %)", "probabilidad (95 %)"),
            language.pick("at least the wanted?", "¿al menos la buscada?"),
        ]);
        let mut any = false;
        for level in &found.levels {
            // What moves nothing is no near miss.
            let moves = |tried: &&Tried| tried.share().low > found.unchanged.share().share;
            let short =
                level.confirmed.iter().filter(|tried| !tried.reaches(self.wanted)).filter(moves);
            for tried in short.take(SHOWN) {
                any = true;
                let cells = vec![Self::share(tried), self.verdict(tried).to_owned()];
                self.add_row(&mut table, &tried.set, cells);
            }
        }
        if any {
            sheet.heading(format!(
                "{} (n = {})",
                language.pick(
                    "What came nearest and fell short, on fresh seeds",
                    "Lo que más se acercó sin llegar, en semillas nuevas"
                ),
                self.asked.sample.runs
            ));
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
