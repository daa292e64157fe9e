//! `hokushin plausibility`.

use std::sync::atomic::Ordering;
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::antecedent::{Antecedent, bits_json, iso, verdict};
use super::batch::{Scale, with_progress};
use super::output::{Output, command_line};
use super::{Failure, Subject};
use crate::batch::statistics::wilson;
use crate::hindcast::answered::{Scored, looks, read_annals, score};
use crate::hindcast::ensemble::{self, Plan};
use crate::policy::world::World;
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::intervention;
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, percent, points, signed, three_digits};
use crate::report::words;
use crate::scenario::library;
use crate::scenario::report::{Reports, Severity};
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Case, Choice, Decision, Deed, Link, MeasureKind, Scenario};
use crate::sim;
use crate::whatif::claim::Claim;
use crate::whatif::criteria::{self, Findings, Trial};
use crate::whatif::necessity::Pairs;
use crate::whatif::surprise::{Chain, FirstSeen, days_of_deed};

/// Weigh a counterfactual by the six criteria of Tetlock and Belkin: what its author says,
/// and what the simulator finds.
#[derive(Debug, Args)]
pub struct Plausibility {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

/// Measures that are shown.
const SHOWN: usize = 6;
/// Worldlines that score the hindcast.
const SCORED: u64 = 400;

/// One counterfactual on its way to a sheet.
struct Ready {
    antecedent: Antecedent,
    cases: Vec<Case>,
    claims: Vec<Claim>,
    undone: Vec<World>,
    links: Vec<Link>,
}

/// What was found for it.
struct Weighed {
    chain: Chain,
    seen: FirstSeen,
    findings: Findings,
}

impl Ready {
    fn read(subject: &Subject, with: &str) -> Result<Self, Failure> {
        let names = super::counterfactuals(with);
        refuse_what_does_not_follow(subject, &names)?;
        let antecedent = Antecedent::read(subject, with)?;
        let scenario = antecedent.changed().scenario();
        let cases = scenario.cases.clone();
        let mut claims = Vec::new();
        let consequents = cases.iter().filter_map(|case| case.consequent.as_ref());
        let relies_on =
            cases.iter().flat_map(|case| &case.relies_on).map(|reliance| &reliance.claim);
        // The first file's consequent is the one that mechanisms are held against.
        for claim in consequents.chain(relies_on) {
            claims.push(Claim::parse(scenario, "a counterfactual", claim)?);
        }
        let pieces = antecedent.laid.pieces;
        let mut undone = Vec::new();
        for left_out in 0..if pieces > 1 { pieces } else { 0 } {
            undone.push(subject.world_of_pieces(&names, &|piece| piece != left_out)?.world);
        }
        let mut links: Vec<Link> = Vec::new();
        for through in mechanisms(&cases).filter_map(|mechanism| mechanism.through) {
            if !links.contains(&through) {
                links.push(through);
            }
        }
        Ok(Self { antecedent, cases, claims, undone, links })
    }

    fn consequents(&self) -> usize {
        self.cases.iter().filter(|case| case.consequent.is_some()).count()
    }

    fn histories(&self, runs: u64) -> u64 {
        let each = 2 + self.undone.len() as u64 + self.links.len() as u64;
        self.antecedent.histories(runs) + each * runs
    }

    fn base(&self) -> &Scenario {
        self.antecedent.base().scenario()
    }
}

fn mechanisms(cases: &[Case]) -> impl Iterator<Item = &crate::scenario::Mechanism> {
    cases.iter().flat_map(|case| &case.mechanisms)
}

/// What `check` warns of is an error here: without a consequent there is nothing to weigh.
fn refuse_what_does_not_follow(subject: &Subject, names: &[String]) -> Result<(), Failure> {
    let loaded = library::load(&sim::engine(), &subject.scenario, names)?;
    let Reports { sources, mut reports } = loaded.warnings;
    reports.retain(|report| report.code == "H0602");
    if reports.is_empty() {
        return Ok(());
    }
    reports.iter_mut().for_each(|report| report.severity = Severity::Error);
    Err(Failure::BadFile(Box::new(Reports { sources, reports })))
}

impl Plausibility {
    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        self.output.check(false)?;
        if self.subject.with.is_empty() {
            return Err(Failure::BadInput(
                "plausibility needs a counterfactual: --with COUNTERFACTUAL (`hokushin list` shows them)".to_owned(),
            ));
        }
        let mut ready = Vec::new();
        for with in &self.subject.with {
            ready.push(Ready::read(&self.subject, with)?);
        }
        let runs = self.scale.runs;
        let seeds = self.scale.first()..self.scale.first().saturating_add(runs);
        let base = ready[0].antecedent.base();
        let annals = read_annals(base.scenario(), &[], None)?;
        let wanted: Vec<&str> = ready
            .iter()
            .flat_map(|one| mechanisms(&one.cases))
            .flat_map(|mechanism| mechanism.series.iter().map(String::as_str))
            .collect();
        let mut answered = annals.answered;
        answered.retain(|(_, answer, _)| wanted.contains(&answer.quantity.as_str()));
        let members = if answered.is_empty() { 0 } else { SCORED.min(runs).max(2) };
        let total: u64 = ready.iter().map(|one| one.histories(runs)).sum::<u64>() + members;
        let began = Instant::now();
        let (weighed, scored) = with_progress(&self.scale, total, |stop, done| {
            let plan = Plan { looks: looks(&answered), ..Plan::default() };
            let few = self.scale.first()..self.scale.first() + members;
            let found = ensemble::run(&base.premise, &base.seats, few, &plan, stop, done);
            let scored = if found.len() < 2 { Vec::new() } else { score(answered, &found) };
            let weighed: Vec<Option<Weighed>> = ready
                .iter()
                .map(|one| {
                    let (chain, seen) = one.antecedent.weigh(seeds.clone(), stop, done)?;
                    let trial = Trial {
                        factual: one.antecedent.base(),
                        changed: one.antecedent.changed(),
                        undone: &one.undone,
                        claims: &one.claims,
                        links: &one.links,
                    };
                    let findings = criteria::weigh(&trial, seeds.clone(), stop, done);
                    (!stop.load(Ordering::Relaxed)).then_some(Weighed { chain, seen, findings })
                })
                .collect();
            (weighed, scored)
        })?;
        let seconds = began.elapsed().as_secs_f64();
        let mut sheet = Sheet::new(language.pick(
            "Plausibility by six criteria (Tetlock and Belkin 1996)",
            "Plausibilidad según seis criterios (Tetlock y Belkin 1996)",
        ));
        sheet.paragraph(Question::Forecast.said(language));
        sheet.paragraph(language.pick(
            "The author’s words stand beside what the model finds. The model is one witness: it can show that an argument does not hold in it, not that it holds in history.",
            "Las palabras del autor, junto a lo que halla el modelo. El modelo es un testigo: puede mostrar que un argumento no se sostiene en él, no que se sostenga en la historia.",
        ));
        let mut all = Vec::new();
        let mut rows: Vec<(String, String, Pairs)> = Vec::new();
        let mut provenance =
            Provenance::new(command_line(), base.scenario(), self.scale.first(), runs);
        for (one, found) in ready.iter().zip(&weighed) {
            let Some(found) = found else { continue };
            let page = Page { one, found, scored: &scored, language };
            page.tell(&mut sheet);
            all.push(page.json());
            rows.extend(page.rows());
            provenance = provenance.and(&one.antecedent.with, one.antecedent.changed().scenario());
        }
        let numbers = |of: &dyn Fn(&Pairs) -> f64| {
            Cells::Number(rows.iter().map(|(_, _, pairs)| of(pairs)).collect())
        };
        let table = Dataset::new("pairs")
            .with(
                "antecedent",
                "",
                "the counterfactual",
                Cells::Text(rows.iter().map(|row| row.0.clone()).collect()),
            )
            .with(
                "what",
                "",
                "the claim, the piece that is undone, or the mechanism that is switched off",
                Cells::Text(rows.iter().map(|row| row.1.clone()).collect()),
            )
            .with(
                "first",
                "share",
                "without the change; without this piece or mechanism",
                numbers(&|pairs| pairs.before().share),
            )
            .with("second", "share", "with it", numbers(&|pairs| pairs.after().share))
            .with(
                "low",
                "share",
                "lower end of the difference’s 95 % interval",
                numbers(&|pairs| pairs.difference().low),
            )
            .with("high", "share", "upper end", numbers(&|pairs| pairs.difference().high));
        let answer = Answer {
            sheet,
            json: json!({ "sheets": all, "runs": runs, "seconds": seconds, "question": Question::Forecast.id() }),
            tables: vec![table],
            provenance,
            more: Vec::new(),
            interrupted: None,
        };
        let missing = weighed.iter().filter(|found| found.is_none()).count();
        self.output.when_whole(missing == 0).give(&answer, language)?;
        if missing > 0 {
            return Err(Failure::Failed(format!(
                "interrupted: {} of {} counterfactuals were weighed and are shown",
                weighed.len() - missing,
                weighed.len()
            )));
        }
        Ok(())
    }
}

/// One counterfactual's page.
struct Page<'a> {
    one: &'a Ready,
    found: &'a Weighed,
    scored: &'a [Scored],
    language: Language,
}

fn share_in_words(share: crate::batch::statistics::Share, n: u64) -> String {
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
        for known in &one.antecedent.laid.counterfactuals {
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

    fn reliances(&self) -> impl Iterator<Item = (&crate::scenario::Reliance, &Claim, &Pairs)> {
        let first = self.one.consequents();
        let reliances = self.one.cases.iter().flat_map(|case| &case.relies_on);
        let claims = self.one.claims[first..].iter().zip(&self.found.findings.claims[first..]);
        reliances.zip(claims).map(|(reliance, (claim, pairs))| (reliance, claim, pairs))
    }

    /// The quantities that leave their range because of the change.
    fn broken(&self) -> impl Iterator<Item = &(String, Pairs)> {
        let broken = self.found.findings.broken.iter();
        broken.filter(|(_, pairs)| pairs.differ() && pairs.with() > pairs.without())
    }

    fn held(&self, through: Option<Link>) -> Option<&Pairs> {
        let place = self.one.links.iter().position(|link| Some(*link) == through)?;
        self.found.findings.held.get(place)
    }

    fn at_a_glance(&self) -> Table {
        let language = self.language;
        let mut table = Table::new(&[
            self.pick("Criterion", "Criterio"),
            self.pick("At a glance", "De un vistazo"),
        ]);
        let n = self.found.findings.n;
        let mut row = |criterion: &str, said: String| table.row(vec![criterion.to_owned(), said]);
        let consequent = &self.found.findings.claims[0];
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
        let chain = &self.found.chain;
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

    fn clarity(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(self.pick(
            "1 Clarity: what is changed, and what is to follow",
            "1 Claridad: qué se cambia y qué ha de seguirse",
        ));
        let scenario = self.one.antecedent.changed().scenario();
        let told = |deed| format!("  {}", intervention::told(scenario, deed, language));
        let done: Vec<String> = scenario.deeds.iter().map(told).collect();
        sheet.lines(done.join("\n"));
        for known in &self.one.antecedent.laid.counterfactuals {
            sheet.paragraph(format!(
                "{}: {}",
                self.pick("Defence", "Defensa"),
                language.of(&known.defence)
            ));
        }
        let n = self.found.findings.n;
        for (claim, pairs) in
            self.one.claims.iter().zip(&self.found.findings.claims).take(self.one.consequents())
        {
            sheet.paragraph(format!(
                "{}: {}. {} {}; {} {}, {} {} (n = {n}).",
                self.pick("Is to follow", "Ha de seguirse"),
                language.of(&claim.title),
                self.pick("The model: with the change in", "El modelo: con el cambio en el"),
                share_in_words(pairs.after(), n),
                self.pick("without it in", "sin él en el"),
                share_in_words(pairs.before(), n),
                self.pick("a difference, in points, of", "una diferencia, en puntos, de"),
                difference_in_words(pairs)
            ));
        }
    }

    fn cotenability(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.findings.n, self.language);
        sheet.heading(self.pick(
            "2 Cotenability: does what the argument relies on survive the change?",
            "2 Cosostenibilidad: ¿sobrevive al cambio aquello en que se apoya el argumento?",
        ));
        let mut table = Table::new(&[
            self.pick("The argument relies on", "El argumento se apoya en"),
            self.pick("with the change (95 %)", "con el cambio (95 %)"),
            self.pick("without (95 %)", "sin él (95 %)"),
        ]);
        let mut why = Vec::new();
        for (reliance, claim, pairs) in self.reliances() {
            table.row(vec![
                language.of(&claim.title).to_owned(),
                share_in_words(pairs.after(), n),
                share_in_words(pairs.before(), n),
            ]);
            if !language.of(&reliance.why).is_empty() {
                why.push(format!("{}: {}", language.of(&claim.title), language.of(&reliance.why)));
            }
        }
        if self.reliances().count() == 0 {
            sheet.paragraph(self.pick(
                "The author names nothing (`relies_on` is empty): the argument cannot be tested here.",
                "El autor no nombra nada (`relies_on` está vacío): el argumento no puede probarse aquí.",
            ));
        } else {
            sheet.table(table);
            why.into_iter().for_each(|line| {
                sheet.paragraph(line);
            });
        }
        let broken = self.broken().count();
        let alike = self.found.findings.broken.len() - broken;
        if broken == 0 {
            sheet.paragraph(format!(
                "{} (n = {n}).",
                self.pick(
                    "Ranges: the change drives no quantity out of the range that the model means for it",
                    "Intervalos: el cambio no saca a ninguna cantidad del intervalo que el modelo le asigna"
                )
            ));
        }
        for (name, pairs) in self.broken() {
            sheet.paragraph(format!(
                "{name} {} {} {} {n} {} {}.",
                self.pick("leaves its range in", "abandona su intervalo en"),
                pairs.with(),
                self.pick("of", "de"),
                self.pick(
                    "changed histories; without the change in",
                    "historias cambiadas; sin el cambio en"
                ),
                pairs.without()
            ));
        }
        if alike > 0 {
            sheet.paragraph(format!(
                "{} {alike}.",
                self.pick(
                    "Quantities that leave their range now and then, with the change and without it:",
                    "Cantidades que abandonan su intervalo a veces, con el cambio y sin él:"
                )
            ));
        }
        let scenario = self.one.antecedent.changed().scenario();
        for (piece, deed) in self.found.chain.pieces.iter().zip(&self.one.antecedent.deeds) {
            let (Some((was, set)), Deed::Quantity(setting)) = (piece.quantity, deed) else {
                continue;
            };
            let Some(entry) = scenario.vocabulary.entry(setting.effect.target) else { continue };
            if !matches!(entry.kind, Kind::Number { .. }) {
                continue;
            }
            sheet.paragraph(format!(
                "{} “{}”: {} {} → {}; {}.",
                self.pick("An account is changed by hand:", "Se cambia una cuenta a mano:"),
                words::name_of(language.pick(&entry.en, &entry.es)),
                self.pick(
                    "in the median, given the pieces before it,",
                    "en la mediana, dadas las piezas anteriores,"
                ),
                words::value(&entry.kind, was, language),
                words::value(&entry.kind, set, language),
                self.pick(
                    "nothing else is moved to make up for it",
                    "nada más se mueve para compensarlo"
                )
            ));
        }
    }

    fn minimal_rewrite(&self, sheet: &mut Sheet) {
        sheet.heading(self.pick(
            "3 Minimal rewrite: how much of history is changed?",
            "3 Reescritura mínima: ¿cuánta historia se cambia?",
        ));
        self.one.antecedent.tell_chain(sheet, &self.found.chain, &self.found.seen, self.language);
    }

    fn theory(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(
            self.pick("4 Theory: by what does it work?", "4 Teoría: ¿por qué medios actúa?"),
        );
        let mut table = Table::new(&[
            self.pick("Mechanism", "Mecanismo"),
            self.pick("runs through", "pasa por"),
            self.pick("switched off", "desconectado"),
            self.pick("on", "conectado"),
            self.pick("what it adds, points (95 %)", "lo que añade, puntos (95 %)"),
        ]);
        let mut sources = Vec::new();
        let n = self.found.findings.n;
        let scenario = self.one.antecedent.changed().scenario();
        for (place, mechanism) in mechanisms(&self.one.cases).enumerate() {
            let name = match mechanism.through {
                Some(Link::Event(place)) => format!("event.{}", scenario.events[place].id),
                Some(Link::Decision(place)) => format!("decision.{}", scenario.decisions[place].id),
                None => "–".to_owned(),
            };
            let mut row = vec![format!("({})", place + 1), name];
            match self.held(mechanism.through) {
                Some(pairs) => row.extend([
                    percent(pairs.before().share, n),
                    percent(pairs.after().share, n),
                    difference_in_words(pairs),
                ]),
                None => row.extend(["–".to_owned(), "–".to_owned(), "–".to_owned()]),
            }
            table.row(row);
            sources.push(format!(
                "({}) {} [{}]",
                place + 1,
                language.of(&mechanism.what),
                mechanism.source
            ));
        }
        if sources.is_empty() {
            sheet.paragraph(
                self.pick("The author names no mechanism.", "El autor no nombra mecanismos."),
            );
        } else {
            for line in sources {
                sheet.paragraph(line);
            }
            sheet.table(table);
            sheet.paragraph(self.pick(
                "Switched off: what it runs through is held at what it was in the twin without the change. Shares are those of the consequent.",
                "Desconectado: aquello por lo que pasa se mantiene como fue en la gemela sin el cambio. Las partes son las del consecuente.",
            ));
        }
        if !self.one.undone.is_empty() {
            let mut table = Table::new(&[
                self.pick("Piece undone", "Pieza deshecha"),
                self.pick("without it", "sin ella"),
                self.pick("with all", "con todas"),
                self.pick("what it adds, points (95 %)", "lo que añade, puntos (95 %)"),
            ]);
            for (deed, pairs) in scenario.deeds.iter().zip(&self.found.findings.undone) {
                table.row(vec![
                    intervention::told(scenario, deed, language),
                    percent(pairs.before().share, n),
                    percent(pairs.after().share, n),
                    difference_in_words(pairs),
                ]);
            }
            sheet.table(table);
        }
    }

    fn statistics(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.findings.n, self.language);
        sheet.heading(self.pick(
            "5 Statistics: how often does the like happen?",
            "5 Estadística: ¿con qué frecuencia ocurre algo así?",
        ));
        let mut table = Table::new(&[
            "",
            self.pick("happened", "ocurrió"),
            self.pick("share (95 %)", "parte (95 %)"),
        ]);
        let consequent = &self.found.findings.claims[0];
        table.row(vec![
            self.pick("the model, with the change", "el modelo, con el cambio").to_owned(),
            format!("{} {} {n}", consequent.with(), self.pick("of", "de")),
            share_in_words(consequent.after(), n),
        ]);
        let mut said = Vec::new();
        for reference in self.one.cases.iter().filter_map(|case| case.reference.as_ref()) {
            let share = wilson(reference.happened, reference.of);
            table.row(vec![
                self.pick("the reference class", "la clase de referencia").to_owned(),
                format!("{} {} {}", reference.happened, self.pick("of", "de"), reference.of),
                share_in_words(share, reference.of),
            ]);
            let model = consequent.after();
            let apart = model.low > share.high || model.high < share.low;
            said.push(format!(
                "{}: {} {} [{}]. {}",
                self.pick("Reference class", "Clase de referencia"),
                language.of(&reference.what),
                language.of(&reference.cases),
                reference.source,
                if apart {
                    self.pick(
                        "The intervals do not meet: either this case is unlike the others, or the model is.",
                        "Los intervalos no se tocan: o este caso no es como los otros, o no lo es el modelo.",
                    )
                } else {
                    self.pick("The intervals meet.", "Los intervalos se tocan.")
                }
            ));
        }
        sheet.table(table);
        if said.is_empty() {
            sheet.paragraph(self.pick(
                "The author gives no reference class.",
                "El autor no da clase de referencia.",
            ));
        }
        for line in said {
            sheet.paragraph(line);
        }
    }

    /// The series of the record that the mechanisms name.
    fn series(&self) -> Vec<&Scored> {
        let named = |scored: &&Scored| {
            mechanisms(&self.one.cases)
                .any(|mechanism| mechanism.series.contains(&scored.answer.quantity))
        };
        self.scored.iter().filter(named).collect()
    }

    fn projectability(&self, sheet: &mut Sheet) {
        let (n, language) = (self.found.findings.n, self.language);
        sheet.heading(self.pick(
            "6 Projectability: what else ought to be seen?",
            "6 Proyectabilidad: ¿qué más debería verse?",
        ));
        let mut table = Table::new(&[
            self.pick("What moves most besides", "Lo que más se mueve además"),
            self.pick("without", "sin"),
            self.pick("with", "con"),
            self.pick("difference (95 %)", "diferencia (95 %)"),
            self.pick("in standard deviations", "en desviaciones típicas"),
        ]);
        let named: Vec<_> = self.one.claims[0].names(self.one.base());
        let others = self.found.findings.moved.iter().filter(|moved| {
            let measure = &self.one.base().measures[moved.measure];
            let clear = moved.difference.low > 0.0 || moved.difference.high < 0.0;
            clear && !measure.value.names().iter().any(|var| named.contains(var))
        });
        let mut any = false;
        for moved in others.take(SHOWN) {
            any = true;
            let measure = &self.one.base().measures[moved.measure];
            let found = moved.difference;
            let (title, cells) = if measure.kind == MeasureKind::Truth {
                (
                    language.of(&measure.title).to_owned(),
                    [
                        percent(moved.before, n),
                        percent(moved.after, n),
                        format!(
                            "{} ({} … {})",
                            points(found.difference, n),
                            points(found.low, n),
                            points(found.high, n)
                        ),
                    ],
                )
            } else {
                (
                    format!(
                        "{} ({})",
                        language.of(&measure.title),
                        words::unit(&measure.unit, language)
                    ),
                    [
                        three_digits(moved.before),
                        three_digits(moved.after),
                        format!(
                            "{} ({} … {})",
                            signed(found.difference),
                            signed(found.low),
                            signed(found.high)
                        ),
                    ],
                )
            };
            let mut row = vec![title];
            row.extend(cells);
            row.push(signed(moved.size));
            table.row(row);
        }
        if any {
            sheet.table(table);
        } else {
            sheet.paragraph(self.pick("No other measure moves.", "Ninguna otra medida se mueve."));
        }
        let series = self.series();
        if series.is_empty() {
            sheet.paragraph(self.pick(
                "The mechanisms name no series that the record dates: nothing here is scored against what was.",
                "Los mecanismos no nombran series que el registro feche: nada se puntúa aquí contra lo que fue.",
            ));
            return;
        }
        let mut table = Table::new(&[
            self.pick("The mechanism in the hindcast", "El mecanismo ante el registro"),
            self.pick("figures", "cifras"),
            self.pick("in 50 %", "en 50 %"),
            self.pick("in 90 %", "en 90 %"),
            self.pick("skill over persistence", "acierto sobre la persistencia"),
        ]);
        for scored in series {
            let score = &scored.score;
            table.row(vec![
                scored.answer.quantity.clone(),
                score.points.len().to_string(),
                percent(score.coverage50(), 1),
                percent(score.coverage90(), 1),
                score.skill().map_or_else(|| "–".to_owned(), |skill| format!("{skill:.2}")),
            ]);
        }
        sheet.table(table);
    }

    /// The options that are forced, with who considered them.
    fn options(&self) -> Vec<(&Decision, &Choice)> {
        let scenario = self.one.antecedent.changed().scenario();
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

    fn contemporaries(&self, sheet: &mut Sheet) {
        let language = self.language;
        sheet.heading(self.pick(
            "Contemporaries: did anybody consider it? (Ferguson 1997)",
            "Los contemporáneos: ¿alguien lo consideró? (Ferguson 1997)",
        ));
        let options = self.options();
        if options.is_empty() {
            sheet.paragraph(self.pick(
                "No option is forced: the change is of circumstances, not of a choice.",
                "No se fuerza ninguna opción: cambian las circunstancias, no una elección.",
            ));
        }
        for (decision, choice) in options {
            let who = if choice.considered_by.is_empty() {
                self.pick(
                    "nobody is known to have considered this",
                    "no consta que nadie lo considerara",
                )
                .to_owned()
            } else {
                format!(
                    "{}: {}",
                    self.pick("considered by", "lo consideraron"),
                    choice.considered_by
                )
            };
            sheet.paragraph(format!(
                "{}, {}: {who} [{}].",
                language.of(&decision.title),
                language.of(&choice.label),
                choice.source
            ));
        }
    }

    fn rows(&self) -> Vec<(String, String, Pairs)> {
        let (one, findings) = (self.one, &self.found.findings);
        let with = &one.antecedent.with;
        let claims = one.claims.iter().zip(&findings.claims);
        let mut rows: Vec<(String, String, Pairs)> =
            claims.map(|(claim, pairs)| (with.clone(), claim.text.clone(), *pairs)).collect();
        let scenario = one.antecedent.changed().scenario();
        let pieces = scenario.deeds.iter().zip(&findings.undone);
        rows.extend(pieces.map(|(deed, pairs)| {
            (with.clone(), intervention::told(scenario, deed, self.language), *pairs)
        }));
        rows.extend(one.links.iter().zip(&findings.held).map(|(link, pairs)| {
            let name = match link {
                Link::Event(place) => format!("event.{}", scenario.events[*place].id),
                Link::Decision(place) => format!("decision.{}", scenario.decisions[*place].id),
            };
            (with.clone(), name, *pairs)
        }));
        rows
    }

    fn json(&self) -> Value {
        let (one, found) = (self.one, self.found);
        let n = found.findings.n;
        let pairs = |pairs: &Pairs| {
            let (before, after, apart) = (pairs.before(), pairs.after(), pairs.difference());
            json!({ "first": { "share": before.share, "low": before.low, "high": before.high },
                "second": { "share": after.share, "low": after.low, "high": after.high },
                "difference": apart.difference, "low": apart.low, "high": apart.high })
        };
        let named = |text: &str, of: &Pairs| json!({ "claim": text, "pairs": pairs(of) });
        let first = one.consequents();
        let claims: Vec<Value> = one
            .claims
            .iter()
            .zip(&found.findings.claims)
            .map(|(claim, of)| named(&claim.text, of))
            .collect();
        let theory = mechanisms(&one.cases).map(|mechanism| {
            json!({ "what": self.language.of(&mechanism.what), "source": mechanism.source,
                "series": mechanism.series, "switched_off": self.held(mechanism.through).map(pairs) })
        });
        let scenario = one.antecedent.changed().scenario();
        let undone = scenario.deeds.iter().zip(&found.findings.undone);
        let undone = undone.map(|(deed, of)| {
            let (first, last) = days_of_deed(scenario, deed);
            json!({ "piece": intervention::told(scenario, deed, self.language),
                "from": iso(first), "until": iso(last), "pairs": pairs(of) })
        });
        let reference = one.cases.iter().find_map(|case| case.reference.as_ref()).map(|known| {
            let share = wilson(known.happened, known.of);
            json!({ "what": self.language.of(&known.what), "happened": known.happened, "of": known.of,
                "share": share.share, "low": share.low, "high": share.high, "source": known.source })
        });
        let moved = found.findings.moved.iter().take(SHOWN).map(|moved| {
            json!({ "measure": one.base().measures[moved.measure].id, "before": moved.before, "after": moved.after,
                "difference": moved.difference.difference, "low": moved.difference.low, "high": moved.difference.high, "size": moved.size })
        });
        let hindcast = self.series().into_iter().map(|scored| {
            json!({ "quantity": scored.answer.quantity, "points": scored.score.points.len(),
                "coverage50": scored.score.coverage50(), "coverage90": scored.score.coverage90(), "skill": scored.score.skill() })
        });
        let contemporaries = self.options().into_iter().map(|(decision, choice)| {
            json!({ "decision": decision.id, "option": choice.id, "considered_by": choice.considered_by, "source": choice.source })
        });
        let dates: Vec<String> = one.cases.iter().map(|case| iso(case.divergence)).collect();
        json!({
            "with": one.antecedent.with, "divergence": dates,
            "clarity": claims[..first], "cotenability": { "relies_on": claims[first..],
                "broken": self.broken().map(|(name, pairs)| json!({ "quantity": name, "without": pairs.without(), "with": pairs.with() })).collect::<Vec<_>>() },
            "rewrite": one.antecedent.json(&found.chain, &found.seen, self.language), "surprise": bits_json(found.chain.whole),
            "theory": { "mechanisms": theory.collect::<Vec<_>>(), "undone": undone.collect::<Vec<_>>() },
            "statistics": reference, "projectability": { "moved": moved.collect::<Vec<_>>(), "hindcast": hindcast.collect::<Vec<_>>() },
            "contemporaries": contemporaries.collect::<Vec<_>>(), "n": n,
        })
    }
}
