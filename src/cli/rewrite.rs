//! `hokushin rewrite`.

use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::antecedent::{Antecedent, bits_in_words, bits_json, label_id, label_in_words};
use super::batch::{Scale, with_progress};
use super::changes::{Candidate, NO_NUMBER, Rewrites, WEIGHED};
use super::output::{Output, command_line};
use super::{Failure, Subject};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, percent};
use crate::scenario::expression::day_number;
use crate::scenario::library;
use crate::scenario::report::suggestion;
use crate::scenario::{CitedFile, Day, Deed, Scenario, Week};
use crate::sim::calendar::{monday, week_of};
use crate::whatif::claim::Claim;
use crate::whatif::smallest::{self, Found, Plan, Puzzle, Tried};
use crate::whatif::surprise::{self, Bits, Chain, FirstSeen};
use crate::whatif::written::Written;

/// How far a change lies from what was to be expected; or the smallest one that would do.
#[derive(Debug, Args)]
pub struct Rewrite {
    #[command(flatten)]
    subject: Subject,
    /// Search for the smallest set of changes that brings this about: an outcome, a measure,
    /// or a condition, with ` by DATE` or ` on DATE` if wanted.
    #[arg(long = "for", value_name = "CLAIM")]
    wanted: Option<String>,
    /// With what probability at least: between 0 and 1.
    #[arg(long, default_value_t = 0.5, value_parser = probability)]
    probability: f64,
    /// First day on which anything may be changed [default: the first of the scenario].
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Last day on which anything may be changed [default: the last day of the claim].
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// What may be changed: all, decisions, events, counterfactuals, or names of these,
    /// parted by commas.
    #[arg(long, value_delimiter = ',', default_value = "all")]
    among: Vec<String>,
    /// Most changes in a set.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=4))]
    most: u8,
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

/// Histories of a size that the search may take for its first look.
const BUDGET: u64 = 60_000;
/// Most worldlines that weigh a set that was found.
const REWEIGHED: u64 = 400;
/// Reads a probability that can be searched for.
fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number > 0.0 && number < 1.0 => Ok(number),
        _ => Err("a probability lies between 0 and 1; 0.5 asks for a change that makes it as likely as not".to_owned()),
    }
}

impl Rewrite {
    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        self.output.check(false)?;
        match (&self.wanted, self.subject.with.is_empty()) {
            (None, true) => Err(Failure::BadInput(
                "rewrite needs a change to weigh (--with COUNTERFACTUAL) or an outcome to look for (--for CLAIM)".to_owned(),
            )),
            (Some(_), false) => Err(Failure::BadInput(
                "rewrite weighs a change (--with) or looks for one (--for), not both".to_owned(),
            )),
            (None, false) => self.weigh(language),
            (Some(claim), true) => self.search(claim, language),
        }
    }

    fn weigh(&self, language: Language) -> Result<(), Failure> {
        let mut antecedents = Vec::new();
        for with in &self.subject.with {
            antecedents.push(Antecedent::read(&self.subject, with)?);
        }
        let began = Instant::now();
        let total = antecedents.iter().map(|antecedent| antecedent.histories(self.scale.runs));
        let seeds = self.scale.first()..self.scale.first().saturating_add(self.scale.runs);
        let weighed: Vec<Option<(Chain, FirstSeen)>> =
            with_progress(&self.scale, total.sum(), |stop, done| {
                antecedents.iter().map(|one| one.weigh(seeds.clone(), stop, done)).collect()
            })?;
        let seconds = began.elapsed().as_secs_f64();
        let n = self.scale.runs;
        let title =
            language.pick("How surprising is the change?", "¿Cuán sorprendente es el cambio?");
        let mut sheet = Sheet::new(title);
        sheet.paragraph(Question::Forecast.said(language));
        sheet.paragraph(explained(language));
        let (mut all, mut rows) = (Vec::new(), Vec::new());
        let mut provenance = Provenance::new(
            command_line(),
            antecedents[0].base().scenario(),
            self.scale.first(),
            n,
        );
        let ready = antecedents.iter().zip(&weighed);
        for (antecedent, found) in ready.clone() {
            let Some((chain, seen)) = found else { continue };
            antecedent.tell(&mut sheet, chain, seen, language);
            all.push(antecedent.json(chain, seen, language));
            rows.extend(chain.pieces.iter().enumerate().map(|(place, piece)| {
                (antecedent.with.clone(), antecedent.words(place, language), piece)
            }));
            provenance = provenance.and(antecedent.changed().scenario());
        }
        let number = |of: &dyn Fn(&surprise::Piece) -> f64| {
            Cells::Number(rows.iter().map(|(_, _, piece)| of(piece)).collect())
        };
        let bits = |of: &dyn Fn(Bits) -> f64| number(&|piece| piece.surprise.map_or(f64::NAN, of));
        let names = |of: &dyn Fn(&(String, String, &surprise::Piece)) -> String| {
            Cells::Text(rows.iter().map(of).collect())
        };
        let table = Dataset::new("pieces")
            .with("antecedent", "", "the counterfactual", names(&|row| row.0.clone()))
            .with("piece", "", "what it does", names(&|row| row.1.clone()))
            .with(
                "week",
                "weeks since 1941-01-06",
                "its date",
                Cells::Whole(rows.iter().map(|row| i64::from(week_of(row.2.day))).collect()),
            )
            .with(
                "chance",
                "share",
                "its probability given the pieces before it",
                number(&|piece| piece.chance),
            )
            .with("bits", "bits", "its surprise", bits(&|bits| bits.bits))
            .with("low", "bits", "lower end of the 95 % interval", bits(&|bits| bits.low))
            .with("high", "bits", "upper end of the 95 % interval", bits(&|bits| bits.high))
            .with(
                "product",
                "share",
                "product of the probabilities so far",
                number(&|piece| piece.product),
            );
        let missing = weighed.iter().filter(|found| found.is_none()).count();
        let answer = Answer {
            json: json!({ "antecedents": all, "runs": n, "seconds": seconds, "question": Question::Forecast.id() }),
            sheet,
            tables: vec![table],
            provenance,
            more: Vec::new(),
            interrupted: None,
        };
        self.output.when_whole(missing == 0).give(&answer, language)?;
        if missing > 0 {
            return Err(Failure::Failed(format!(
                "interrupted: {} of {} changes were weighed and are shown",
                weighed.len() - missing,
                weighed.len()
            )));
        }
        Ok(())
    }

    fn search(&self, claim: &str, language: Language) -> Result<(), Failure> {
        let laid = self.subject.world(&[])?;
        let base = laid.world;
        let scenario = base.scenario();
        let claim = Claim::parse(scenario, "--for", claim)?;
        if claim.reads(scenario).is_empty() {
            let written = Written { option: "--for", text: &claim.text };
            let message =
                "this reads nothing of the world: no change can bring it about or prevent it";
            let help = "name an outcome, a measure, or a condition on a quantity or event, such as `event.moscow_falls`";
            return Err(written.refuse("", "H0400", message, help).into());
        }
        let last = claim.decided_in(scenario);
        let window = self.window(scenario, last)?;
        let (all, files) = self.candidates(scenario, window)?;
        let named = claim.names(scenario);
        let (begging, open): (Vec<Candidate>, Vec<Candidate>) =
            all.into_iter().partition(|candidate| candidate.begs(scenario, &named));
        if open.is_empty() {
            let text = &self.among.join(",");
            let message = "nothing that may be changed lies in this window";
            let help = "widen --from and --until, or name more with --among; what the claim itself names does not count";
            let written = Written { option: "--among", text };
            return Err(written.refuse("", "H0303", message, help).into());
        }
        let began = Instant::now();
        let guess = (open.len() + begging.len()) as u64 * 2 * WEIGHED + 4 * BUDGET;
        let (puzzle, found, outright, sets) = with_progress(&self.scale, guess, |stop, done| {
            let mut puzzle = Rewrites::new(&base, open, &claim, last);
            let plan = Plan {
                wanted: self.probability,
                most: usize::from(self.most),
                first: self.scale.first(),
                confirm: self.scale.runs,
                budget: BUDGET,
            };
            let mut named = Rewrites::new(&base, begging, &claim, last);
            // What comes about by itself needs no search, and no weighing of changes.
            let mut found = smallest::search(&puzzle, &Plan { most: 0, ..plan }, stop, done);
            if found.reached.is_empty() && found.unchanged.n > 0 {
                puzzle.weigh_candidates(self.scale.first(), stop, done);
                found = smallest::search_on(&puzzle, &plan, found.unchanged, stop, done);
                named.weigh_candidates(self.scale.first(), stop, done);
            } else {
                named.candidates.clear();
            }
            let from = self.scale.first();
            let outright: Vec<Tried> = (0..named.candidates.len())
                .map(|place| {
                    let set = vec![place];
                    let (n, seeds) = (
                        REWEIGHED.min(self.scale.runs),
                        from..from + REWEIGHED.min(self.scale.runs),
                    );
                    let hits = named.hits(&set, seeds);
                    done(n);
                    Tried { set, hits, n, among: 1 }
                })
                .collect();
            let mut sets: Vec<(Tried, Option<Chain>)> = Vec::new();
            for tried in found.reached.iter().take(8) {
                let seeds = from..from + REWEIGHED.min(self.scale.runs);
                let changed = !tried.set.is_empty();
                let chain = changed.then(|| puzzle.weigh(&tried.set, seeds, stop, done));
                sets.push((tried.clone(), chain.flatten()));
            }
            let cost = |chain: &Option<Chain>| {
                let whole = chain.as_ref().and_then(|chain| chain.whole);
                whole.map_or(
                    NO_NUMBER,
                    |whole| if whole.unbounded() { whole.low } else { whole.bits },
                )
            };
            sets.sort_by(|one, other| cost(&one.1).total_cmp(&cost(&other.1)));
            (puzzle, found, (named.candidates, named.chains, outright), sets)
        })?;
        let seconds = began.elapsed().as_secs_f64();
        if found.unchanged.n == 0 {
            return Err(Failure::Failed("interrupted before anything was known".to_owned()));
        }
        let told = Told {
            claim: &claim,
            plan: self,
            puzzle: &puzzle,
            found: &found,
            outright: &outright,
            sets: &sets,
        };
        let seeds = 256 + self.scale.runs;
        let mut provenance = Provenance::new(command_line(), scenario, self.scale.first(), seeds);
        provenance.with(&files);
        let answer = Answer {
            sheet: told.sheet(window, language),
            json: told.json(seconds),
            tables: vec![told.table()],
            provenance,
            more: Vec::new(),
            interrupted: None,
        };
        self.output.when_whole(!found.stopped).give(&answer, language)?;
        if found.stopped {
            return Err(Failure::Failed(
                "interrupted: the sizes that were finished are shown".to_owned(),
            ));
        }
        Ok(())
    }

    /// The weeks in which anything may be changed.
    fn window(&self, scenario: &Scenario, last: Week) -> Result<(Week, Week), Failure> {
        let day = |option: &str, given: Option<&String>, else_: Day| -> Result<Day, Failure> {
            let Some(text) = given else { return Ok(else_) };
            let written = Written { option, text };
            let day = day_number(text).map_err(|message| {
                written.refuse("", "H0302", message, "dates are written 1941-06-22")
            })?;
            if (scenario.start..=scenario.end).contains(&day) {
                return Ok(day);
            }
            let date = |day| Language::English.date(day);
            let help =
                format!("it is played from {} to {}", date(scenario.start), date(scenario.end));
            Err(written.refuse("", "H0303", "this lies outside the scenario", help).into())
        };
        let from = day("--from", self.from.as_ref(), scenario.start)?;
        let until = day("--until", self.until.as_ref(), monday(last) + 6)?.min(scenario.end);
        if from > until {
            let text = self.from.as_deref().or(self.until.as_deref()).unwrap_or_default();
            let help = format!("give a day up to {}", Language::English.date(until));
            let written = Written { option: "--from", text };
            let message = "the window ends before it begins";
            return Err(written.refuse("", "H0303", message, help).into());
        }
        Ok((week_of(from), week_of(until)))
    }

    /// What may be changed, and the files of the counterfactuals that were looked at for it.
    fn candidates(
        &self,
        scenario: &Scenario,
        window: (Week, Week),
    ) -> Result<(Vec<Candidate>, Vec<CitedFile>), Failure> {
        const KINDS: [&str; 4] = ["all", "decisions", "events", "counterfactuals"];
        let shelf: Vec<String> = library::list()?
            .listings
            .into_iter()
            .filter(|listing| listing.changes.as_deref() == Some(&scenario.id))
            .map(|listing| listing.id)
            .collect();
        let (mut found, mut read): (Vec<Candidate>, Vec<CitedFile>) = (Vec::new(), Vec::new());
        for name in self.among.iter().map(|name| name.trim()) {
            let (all, kind) = (name == "all", KINDS.contains(&name));
            let mut known = kind;
            for (place, decision) in scenario.decisions.iter().enumerate() {
                if all || name == "decisions" || name == decision.id {
                    known = true;
                    found.extend(Candidate::options(scenario, place, window));
                }
            }
            for (place, event) in scenario.events.iter().enumerate() {
                let chancy = event.chance.is_some() && !event.dropped;
                if (chancy && (all || name == "events")) || name == event.id {
                    known = true;
                    found.extend(Candidate::events(scenario, place, window));
                }
            }
            let files: Vec<&String> = shelf
                .iter()
                .filter(|file| all || name == "counterfactuals" || name == file.as_str())
                .collect();
            for file in files {
                known = true;
                found.extend(self.counterfactual(file, window, !kind, &mut read)?);
            }
            if !known && (name.contains('/') || name.ends_with(".ron")) {
                known = true;
                found.extend(self.counterfactual(name, window, true, &mut read)?);
            }
            if !known {
                let names = KINDS.iter().copied();
                let names = names.chain(shelf.iter().map(String::as_str));
                let names = names.chain(scenario.decisions.iter().map(|known| known.id.as_str()));
                let names: Vec<&str> =
                    names.chain(scenario.events.iter().map(|known| known.id.as_str())).collect();
                let message = format!("`{name}` is neither a kind of change nor the name of one");
                let list = self.among.join(",");
                let at = list.find(name).unwrap_or(0);
                let written = Written { option: "--among", text: &list };
                let help = suggestion(name, names);
                return Err(written.refuse_at(at..at + name.len(), "H0201", message, help).into());
            }
        }
        // What does the same as one before it is tried once.
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in found {
            let same = |known: &Candidate| known.does_the_same(&candidate, scenario);
            if !kept.iter().any(same) {
                kept.push(candidate);
            }
        }
        Ok((kept, read))
    }

    /// A counterfactual as one change; nothing where it lies outside the window.
    fn counterfactual(
        &self,
        name: &str,
        window: (Week, Week),
        asked_for: bool,
        read: &mut Vec<CitedFile>,
    ) -> Result<Option<Candidate>, Failure> {
        let loaded = self.subject.load(&[name.to_owned()])?;
        let scenario = loaded.scenario;
        read.extend(scenario.files.iter().cloned());
        let movable = scenario.deeds.iter().all(|deed| scenario.clone().carry_out(deed));
        if !movable {
            if asked_for {
                let message =
                    "it changes a parameter, or adds or moves an event: that cannot be joined to other changes".to_owned();
                let help = "weigh it alone: `hokushin rewrite SCENARIO --with …`";
                let written = Written { option: "--among", text: name };
                return Err(written.refuse("", "H0502", message, help).into());
            }
            return Ok(None);
        }
        let weeks = |deed: &Deed| week_of(surprise::day_of_deed(&scenario, deed));
        let dated = scenario.deeds.iter().filter(|deed| !matches!(deed, Deed::Drop(_)));
        let inside = dated.clone().all(|deed| (window.0..=window.1).contains(&weeks(deed)))
            && (dated.count() > 0 || scenario.deeds.iter().any(|deed| weeks(deed) <= window.1));
        let title = loaded.counterfactuals.first().map(|listing| listing.title.clone());
        Ok(inside.then(|| Candidate {
            id: name.to_owned(),
            title: title.unwrap_or_default(),
            deeds: scenario.deeds.clone(),
        }))
    }
}

fn explained(language: Language) -> &'static str {
    language.pick(
        "Bits: 0 is what would have happened anyway, 1 as likely as heads, 4.3 one chance in twenty, 10 one in a thousand. Up to 4.3 a change is called plausible, up to 10 strained, beyond that, or where an event is added from outside, a miracle (after Lebow 2010). These are the model’s odds, not history’s.",
        "Bits: 0 es lo que habría ocurrido de todos modos, 1 tan probable como cara o cruz, 4,3 una posibilidad entre veinte, 10 una entre mil. Hasta 4,3 un cambio se llama plausible, hasta 10 forzado, más allá, o cuando se añade un suceso desde fuera, milagro (según Lebow 2010). Son las probabilidades del modelo, no las de la historia.",
    )
}

/// What the search has to say.
struct Told<'a> {
    claim: &'a Claim,
    plan: &'a Rewrite,
    puzzle: &'a Rewrites<'a>,
    found: &'a Found,
    /// What the claim itself names, its surprise, and what came of it.
    outright: &'a (Vec<Candidate>, Vec<Option<Chain>>, Vec<Tried>),
    sets: &'a [(Tried, Option<Chain>)],
}

/// Sets that are shown of each size that fell short.
const SHOWN: usize = 5;

impl Told<'_> {
    fn verdict(&self, tried: &Tried, language: Language) -> &'static str {
        let wanted = self.plan.probability;
        if tried.reaches(wanted) {
            language.pick("shown", "mostrado")
        } else if tried.falls_short(wanted) {
            language.pick("falls short", "no llega")
        } else {
            language.pick("not shown", "no mostrado")
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

    fn sheet(&self, (from, until): (Week, Week), language: Language) -> Sheet {
        let (found, puzzle) = (self.found, self.puzzle);
        let wanted = percent(self.plan.probability, 1);
        let title = language.of(&self.claim.title);
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
            puzzle.candidates.len(),
            language.pick("changes to choose from", "cambios entre los que elegir")
        ));
        sheet.paragraph(format!(
            "{} {} (n = {}).",
            language.pick("Without any change it comes about in", "Sin cambio alguno ocurre en el"),
            Self::share(&found.unchanged),
            found.unchanged.n
        ));
        sheet.heading(language.pick("What would do", "Lo que bastaría"));
        if self.sets.is_empty() {
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
                    self.plan.most,
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
            for (tried, chain) in self.sets.iter().take(SHOWN) {
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
                puzzle.add_row(&mut table, &tried.set, cells, language);
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
        if !self.outright.0.is_empty() {
            sheet.heading(language.pick(
                "What the claim itself names: it begs the question, and does not count",
                "Lo que la propia afirmación nombra: da por hecho lo que se pregunta, y no cuenta",
            ));
            let mut table = Table::new(&[
                language.pick("Change", "Cambio"),
                language.pick("probability (95 %)", "probabilidad (95 %)"),
                "bits (95 %)",
            ]);
            let (candidates, chains, tried) = self.outright;
            for ((candidate, chain), tried) in candidates.iter().zip(chains).zip(tried) {
                let bits = chain.as_ref().and_then(|chain| chain.whole);
                table.row(vec![
                    language.of(&candidate.title).to_owned(),
                    Self::share(tried),
                    bits.map_or_else(|| "–".to_owned(), bits_in_words),
                ]);
            }
            sheet.table(table);
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
            let shown = level.confirmed.iter().filter(|tried| tried.reaches(self.plan.probability));
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
        if !found.levels.is_empty() {
            sheet.heading(language.pick("What was tried", "Lo que se probó"));
            sheet.table(table);
        }
        if found.levels.iter().any(|level| level.possible == 0) {
            sheet.paragraph(language.pick(
                "Where there are too many sets, those were tried that add a change to the best of the size below.",
                "Donde hay demasiados conjuntos se probaron los que añaden un cambio a los mejores del tamaño inferior.",
            ));
        }
        self.tell_short(&mut sheet, language);
        sheet
    }

    fn tell_short(&self, sheet: &mut Sheet, language: Language) {
        let mut table = Table::new(&[
            language.pick("Changes", "Cambios"),
            language.pick("probability (95 %)", "probabilidad (95 %)"),
            language.pick("at least the wanted?", "¿al menos la buscada?"),
        ]);
        let mut any = false;
        for level in &self.found.levels {
            // What moves nothing is no near miss.
            let moves = |tried: &&Tried| tried.share().low > self.found.unchanged.share().share;
            let short = level
                .confirmed
                .iter()
                .filter(|tried| !tried.reaches(self.plan.probability))
                .filter(moves);
            for tried in short.take(SHOWN) {
                any = true;
                let cells = vec![Self::share(tried), self.verdict(tried, language).to_owned()];
                self.puzzle.add_row(&mut table, &tried.set, cells, language);
            }
        }
        if any {
            sheet.heading(format!(
                "{} (n = {})",
                language.pick(
                    "What came nearest and fell short, on fresh seeds",
                    "Lo que más se acercó sin llegar, en semillas nuevas"
                ),
                self.plan.scale.runs
            ));
            sheet.table(table);
        }
    }

    fn json(&self, seconds: f64) -> Value {
        let wanted = self.plan.probability;
        let row = |tried: &Tried| {
            let share = tried.share();
            let verdict = if tried.reaches(wanted) {
                "shown"
            } else if tried.falls_short(wanted) {
                "falls_short"
            } else {
                "not_shown"
            };
            json!({ "set": self.puzzle.ids(&tried.set), "share": share.share, "low": share.low, "high": share.high, "verdict": verdict })
        };
        let found = self.sets.iter().map(|(tried, chain)| {
            let mut row = row(tried);
            row["surprise"] = bits_json(chain.as_ref().and_then(|chain| chain.whole));
            row["label"] = json!(chain.as_ref().map(|chain| label_id(chain.label())));
            row
        });
        let outright = self.outright.0.iter().zip(&self.outright.2).map(|(candidate, tried)| {
            let share = tried.share();
            json!({ "set": [candidate.id], "share": share.share, "low": share.low, "high": share.high })
        });
        let levels = self.found.levels.iter().map(|level| {
            json!({ "size": level.size, "possible": level.possible, "tried": level.tried, "histories": level.histories,
                "confirmed": level.confirmed.iter().map(row).collect::<Vec<_>>() })
        });
        json!({
            "claim": self.claim.text, "probability": wanted, "unchanged": row(&self.found.unchanged),
            "changes": self.puzzle.candidates.len(), "found": found.collect::<Vec<_>>(),
            "named_by_the_claim": outright.collect::<Vec<_>>(), "levels": levels.collect::<Vec<_>>(),
            "runs": self.plan.scale.runs, "seconds": seconds, "question": Question::Forecast.id(),
        })
    }

    /// Every set that was run on fresh seeds.
    fn table(&self) -> Dataset {
        let levels = &self.found.levels;
        let rows: Vec<&Tried> = levels.iter().flat_map(|level| &level.confirmed).collect();
        let numbers = |of: &dyn Fn(&Tried) -> f64| {
            Cells::Number(rows.iter().map(|tried| of(tried)).collect())
        };
        Dataset::new("sets")
            .with(
                "set",
                "",
                "the changes",
                Cells::Text(
                    rows.iter().map(|tried| self.puzzle.ids(&tried.set).join(" + ")).collect(),
                ),
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
