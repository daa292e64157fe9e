//! A counterfactual by the six criteria of Tetlock and Belkin, told: its author's words
//! beside what the model finds.

mod criteria;
mod data;

use std::time::Instant;

use serde_json::json;

use crate::batch::statistics::Share;
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::Provenance;
use crate::report::sheet::{Question, Sheet};
use crate::report::surprise::verdict;
use crate::report::table::{Table, percent, points};
use crate::scenario::{Choice, Decision, Deed, Link, Reliance};
use crate::whatif::claim::Claim;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::necessity::Pairs;
use crate::whatif::plausibility::{Argued, Hindcast, Plausibility, Weighed, mechanisms};

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
    let mut sheet = Sheet::new(language.pick(
        "Plausibility by six criteria (Tetlock and Belkin 1996)",
        "Plausibilidad según seis criterios (Tetlock y Belkin 1996)",
    ));
    sheet.paragraph(Question::Forecast.said(language));
    sheet.paragraph(language.pick(
        "The author’s words stand beside what the model finds. The model is one witness: it can show that an argument does not hold in it, not that it holds in history.",
        "Las palabras del autor, junto a lo que halla el modelo. El modelo es un testigo: puede mostrar que un argumento no se sostiene en él, no que se sostenga en la historia.",
    ));
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

fn share_in_words(share: Share, n: u64) -> String {
    format!("{} ({} – {})", percent(share.share, n), percent(share.low, n), percent(share.high, n))
}

fn difference_in_words(pairs: &Pairs) -> String {
    let found = pairs.difference();
    format!(
        "{} ({} … {})",
        points(found.difference, pairs.all()),
        points(found.low, pairs.all()),
        points(found.high, pairs.all())
    )
}

impl Page<'_> {
    fn pick<'t>(&self, en: &'t str, es: &'t str) -> &'t str {
        self.language.pick(en, es)
    }

    fn tell(&self, sheet: &mut Sheet) {
        let (one, language) = (self.one, self.language);
        sheet.heading(format!("{} ({})", one.antecedent.title(language), one.antecedent.with));
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
        let mut table = Table::new(&[
            self.pick("Criterion", "Criterio"),
            self.pick("At a glance", "De un vistazo"),
        ]);
        let n = self.found.criteria.n;
        let mut row = |criterion: &str, said: String| table.row(vec![criterion.to_owned(), said]);
        let consequent = &self.found.criteria.claims[0];
        row(
            self.pick("1 clarity", "1 claridad"),
            format!(
                "{} {} {}, {} {}",
                self.pick("dated at both ends; follows in", "con dos fechas; se sigue en el"),
                percent(consequent.before().share, n),
                self.pick("without", "sin él"),
                percent(consequent.after().share, n),
                self.pick("with it", "con él")
            ),
        );
        let weakest = self.reliances().map(|(.., pairs)| pairs.after().share).fold(1.0, f64::min);
        let broken = self.broken().count();
        let any = self.reliances().count() > 0;
        row(
            self.pick("2 cotenability", "2 cosostenibilidad"),
            format!(
                "{}; {}",
                if any {
                    format!(
                        "{} {}",
                        self.pick(
                            "the weakest premise holds in",
                            "la premisa más débil se mantiene en el"
                        ),
                        percent(weakest, n)
                    )
                } else {
                    self.pick("the author names no premise", "el autor no nombra premisas")
                        .to_owned()
                },
                match broken {
                    0 => self.pick("it breaks no range", "no rompe ningún intervalo").to_owned(),
                    some => format!(
                        "{} {some}",
                        self.pick("ranges that it breaks:", "intervalos que rompe:")
                    ),
                }
            ),
        );
        let chain = &self.found.surprise.chain;
        row(self.pick("3 minimal rewrite", "3 reescritura mínima"), verdict(chain, language));
        let named = mechanisms(&self.one.cases).count();
        let tried: Vec<&Pairs> =
            mechanisms(&self.one.cases).filter_map(|found| self.held(found.through)).collect();
        let matter = tried.iter().filter(|pairs| pairs.differ()).count();
        row(
            self.pick("4 theory", "4 teoría"),
            format!(
                "{named} {}; {} {}, {matter} {}",
                self.pick("mechanisms named", "mecanismos nombrados"),
                tried.len(),
                self.pick("switched off", "desconectados"),
                self.pick("of them change the result", "de ellos cambian el resultado")
            ),
        );
        let reference = self.one.cases.iter().find_map(|case| case.reference.as_ref());
        row(
            self.pick("5 statistics", "5 estadística"),
            match reference {
                Some(known) => format!(
                    "{} {}, {} {} {} {}",
                    self.pick("model", "modelo"),
                    percent(consequent.after().share, n),
                    self.pick("elsewhere", "en otros casos"),
                    known.happened,
                    self.pick("of", "de"),
                    known.of
                ),
                None => self
                    .pick("no reference class is given", "no se da clase de referencia")
                    .to_owned(),
            },
        );
        let series = self.series();
        let covered: usize = series
            .iter()
            .map(|scored| scored.score.points.iter().filter(|point| point.in_most()).count())
            .sum();
        let points: usize = series.iter().map(|scored| scored.score.points.len()).sum();
        row(
            self.pick("6 projectability", "6 proyectabilidad"),
            if points == 0 {
                self.pick(
                    "no series of the record shows it",
                    "ninguna serie del registro lo muestra",
                )
                .to_owned()
            } else {
                format!(
                    "{covered} {} {points} {}",
                    self.pick("of", "de"),
                    self.pick(
                        "figures of the record inside 90 % of the histories",
                        "cifras del registro dentro del 90 % de las historias"
                    )
                )
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
        let deeds = self.one.antecedent.deeds.iter();
        deeds
            .filter_map(|deed| match deed {
                Deed::Option(forced) => {
                    let decision = &scenario.decisions[forced.decision];
                    Some((decision, &decision.choices[forced.choice]))
                }
                _ => None,
            })
            .collect()
    }
}
