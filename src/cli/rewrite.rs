//! `hokushin rewrite`.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::batch::{Scale, with_progress};
use super::output::{Answer, Output, command_line};
use super::{Failure, Laid, Subject};
use crate::policy;
use crate::report::Language;
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, percent};
use crate::report::words;
use crate::scenario::expression::day_number;
use crate::scenario::library;
use crate::scenario::report::{Report, Reports, Severity, Source, Span, suggestion};
use crate::scenario::vocabulary::Family;
use crate::scenario::{Day, Deed, ForcedChoice, ForcedNode, Scenario, Text, Trigger, Week};
use crate::sim::calendar::{monday, week_of};
use crate::sim::{self, Premise};
use crate::whatif::claim::{Claim, Witness};
use crate::whatif::smallest::{self, Found, Plan, Puzzle, Tried};
use crate::whatif::surprise::{self, Bits, Chain, FirstSeen, Label, Outside};
use crate::whatif::world::{Life, World};

/// How far a change lies from what was to be expected; or the smallest one that would do.
#[derive(Debug, Args)]
pub struct Rewrite {
    #[command(flatten)]
    subject: Subject,
    /// Search for the smallest set of changes that brings this about: an outcome, a measure,
    /// or a condition, with ` by DATE` or ` on DATE` if wanted.
    #[arg(long = "for", value_name = "CLAIM")]
    wanted: Option<String>,
    /// With what probability at least.
    #[arg(long, default_value_t = 0.5)]
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

/// Pairs in which the first visible difference is looked for.
const SEEN: u64 = 100;
/// Histories of a size that the search may take for its first look.
const BUDGET: u64 = 60_000;
/// Worldlines that weigh a single change before the search.
const WEIGHED: u64 = 64;
/// Most worldlines that weigh a set that was found.
const REWEIGHED: u64 = 400;
/// A draw with which an event happens as soon as it can.
const AT_ONCE: f64 = 1e-9;
/// Bits that a change without a number counts for when sets are put in order.
const NO_NUMBER: f64 = 10.0;

impl Rewrite {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        self.output.check()?;
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
        let seeds = self.scale.seed..self.scale.seed.saturating_add(self.scale.runs);
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
        let mut provenance =
            Provenance::new(command_line(), antecedents[0].base().scenario(), self.scale.seed, n);
        let ready = antecedents.iter().zip(&weighed);
        for (antecedent, found) in ready.clone() {
            let Some((chain, seen)) = found else { continue };
            antecedent.tell(&mut sheet, chain, seen, language);
            all.push(antecedent.json(chain, seen, language));
            rows.extend(chain.pieces.iter().enumerate().map(|(place, piece)| {
                (antecedent.with.clone(), antecedent.words(place, language), piece)
            }));
            provenance = provenance.and(&antecedent.with, antecedent.changed().scenario());
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
                Cells::Whole(rows.iter().map(|row| i64::from(row.2.week)).collect()),
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
        };
        self.output.give(&answer, language)?;
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
        if !(self.probability > 0.0 && self.probability < 1.0) {
            return Err(refuse(
                "--probability",
                &self.probability.to_string(),
                "H0301",
                "a probability lies between 0 and 1".to_owned(),
                "0.5 asks for a change that makes it as likely as not".to_owned(),
            ));
        }
        let laid = self.subject.world(&[])?;
        let base = laid.world;
        let scenario = base.scenario();
        let claim = Claim::parse(scenario, "--for", claim)?;
        let last = claim.decided_in(scenario);
        let window = self.window(scenario, last)?;
        let all = self.candidates(scenario, window)?;
        let named = claim.names(scenario);
        let (begging, open): (Vec<Candidate>, Vec<Candidate>) =
            all.into_iter().partition(|candidate| candidate.begs(scenario, &named));
        if open.is_empty() {
            return Err(refuse(
                "--among",
                &self.among.join(","),
                "H0303",
                "nothing that may be changed lies in this window".to_owned(),
                "widen --from and --until, or name more with --among; what the claim itself names does not count".to_owned(),
            ));
        }
        let began = Instant::now();
        let guess = (open.len() + begging.len()) as u64 * 2 * WEIGHED + 4 * BUDGET;
        let (puzzle, found, outright, sets) = with_progress(&self.scale, guess, |stop, done| {
            let puzzle = Rewrites::new(&base, open, &claim, last, self.scale.seed, stop, done);
            let plan = Plan {
                wanted: self.probability,
                most: usize::from(self.most),
                first: self.scale.seed,
                confirm: self.scale.runs,
                budget: BUDGET,
            };
            let found = smallest::search(&puzzle, &plan, stop, done);
            let named = Rewrites::new(&base, begging, &claim, last, self.scale.seed, stop, done);
            let from = self.scale.seed;
            let outright: Vec<Tried> = (0..named.candidates.len())
                .map(|place| {
                    let set = vec![place];
                    let (n, seeds) = (
                        REWEIGHED.min(self.scale.runs),
                        from..from + REWEIGHED.min(self.scale.runs),
                    );
                    let hits = named.hits(&set, seeds);
                    done(n);
                    Tried { set, hits, n }
                })
                .collect();
            let mut sets: Vec<(Tried, Option<Chain>)> = Vec::new();
            for tried in found.reached.iter().take(8) {
                let seeds = from..from + REWEIGHED.min(self.scale.runs);
                sets.push((tried.clone(), puzzle.weigh(&tried.set, seeds, stop, done)));
            }
            let cost = |chain: &Option<Chain>| {
                let whole = chain.as_ref().and_then(|chain| chain.whole);
                whole.map_or(
                    NO_NUMBER,
                    |whole| if whole.unbounded() { whole.low } else { whole.bits },
                )
            };
            sets.sort_by(|one, other| cost(&one.1).total_cmp(&cost(&other.1)));
            (puzzle, found, (named.candidates, outright), sets)
        })?;
        let seconds = began.elapsed().as_secs_f64();
        let told = Told {
            claim: &claim,
            plan: self,
            puzzle: &puzzle,
            found: &found,
            outright: &outright,
            sets: &sets,
        };
        let answer = Answer {
            sheet: told.sheet(window, language),
            json: told.json(seconds),
            tables: vec![told.table()],
            provenance: Provenance::new(
                command_line(),
                scenario,
                self.scale.seed,
                256 + self.scale.runs,
            ),
        };
        self.output.give(&answer, language)?;
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
            let day = day_number(text).map_err(|message| {
                refuse(option, text, "H0302", message, "dates are written 1941-06-22".to_owned())
            })?;
            if (scenario.start..=scenario.end).contains(&day) {
                return Ok(day);
            }
            let date = |day| Language::English.date(day);
            let help =
                format!("it is played from {} to {}", date(scenario.start), date(scenario.end));
            Err(refuse(option, text, "H0303", "this lies outside the scenario".to_owned(), help))
        };
        let from = day("--from", self.from.as_ref(), scenario.start)?;
        let until = day("--until", self.until.as_ref(), monday(last) + 6)?.min(scenario.end);
        if from > until {
            let text = self.from.clone().or_else(|| self.until.clone()).unwrap_or_default();
            let message = "the window ends before it begins".to_owned();
            let help = format!("give a day up to {}", Language::English.date(until));
            return Err(refuse("--from", &text, "H0303", message, help));
        }
        Ok((week_of(from), week_of(until)))
    }

    /// What may be changed.
    fn candidates(
        &self,
        scenario: &Scenario,
        window: (Week, Week),
    ) -> Result<Vec<Candidate>, Failure> {
        const KINDS: [&str; 4] = ["all", "decisions", "events", "counterfactuals"];
        let shelf: Vec<String> = library::list()
            .into_iter()
            .filter(|listing| listing.changes.as_deref() == Some(&scenario.id))
            .map(|listing| listing.id)
            .collect();
        let mut found: Vec<Candidate> = Vec::new();
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
                found.extend(self.counterfactual(file, window, !kind)?);
            }
            if !known && (name.contains('/') || name.ends_with(".ron")) {
                known = true;
                found.extend(self.counterfactual(name, window, true)?);
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
                let place = at..at + name.len();
                return Err(refuse_at(
                    "--among",
                    &list,
                    place,
                    "H0201",
                    message,
                    suggestion(name, names),
                ));
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
        Ok(kept)
    }

    /// A counterfactual as one change; nothing where it lies outside the window.
    fn counterfactual(
        &self,
        name: &str,
        window: (Week, Week),
        asked_for: bool,
    ) -> Result<Option<Candidate>, Failure> {
        let loaded = self.subject.load(&[name.to_owned()])?;
        let scenario = loaded.scenario;
        let movable = scenario.deeds.iter().all(|deed| scenario.clone().carry_out(deed));
        if !movable {
            if asked_for {
                let message =
                    "it changes a parameter, or adds or moves an event: that cannot be joined to other changes".to_owned();
                let help = "weigh it alone: `hokushin rewrite SCENARIO --with …`".to_owned();
                return Err(refuse("--among", name, "H0502", message, help));
            }
            return Ok(None);
        }
        let weeks = |deed: &Deed| surprise::week_of_deed(&scenario, deed);
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

fn refuse(option: &str, text: &str, code: &'static str, message: String, help: String) -> Failure {
    refuse_at(option, text, 0..text.len(), code, message, help)
}

fn refuse_at(
    option: &str,
    text: &str,
    place: Range<usize>,
    code: &'static str,
    message: String,
    help: String,
) -> Failure {
    let source = Source { path: PathBuf::from(option), text: text.to_owned() };
    let at = Some(Span { file: 0, start: place.start, end: place.end });
    let report = Report { code, severity: Severity::Error, message, at, help };
    Failure::BadFile(Box::new(Reports { sources: vec![source], reports: vec![report] }))
}

fn explained(language: Language) -> &'static str {
    language.pick(
        "Bits: 0 is what would have happened anyway, 1 as likely as heads, 4.3 one chance in twenty, 10 one in a thousand. Up to 4.3 a change is called plausible, up to 10 strained, beyond that, or where an event is added from outside, a miracle (after Lebow 2010). These are the model’s odds, not history’s.",
        "Bits: 0 es lo que habría ocurrido de todos modos, 1 tan probable como cara o cruz, 4,3 una posibilidad entre veinte, 10 una entre mil. Hasta 4,3 un cambio se llama plausible, hasta 10 forzado, más allá, o cuando se añade un suceso desde fuera, milagro (según Lebow 2010). Son las probabilidades del modelo, no las de la historia.",
    )
}

pub(super) const fn label_in_words(label: Label, language: Language) -> &'static str {
    match label {
        Label::Plausible => language.pick("plausible", "plausible"),
        Label::Strained => language.pick("strained", "forzado"),
        Label::Miracle => language.pick("miracle", "milagro"),
        Label::Unweighed => language.pick("no number", "sin número"),
    }
}

const fn label_id(label: Label) -> &'static str {
    match label {
        Label::Plausible => "plausible",
        Label::Strained => "strained",
        Label::Miracle => "miracle",
        Label::Unweighed => "no_number",
    }
}

/// Bits with their interval, to a tenth.
pub(super) fn bits_in_words(bits: Bits) -> String {
    let tenth = |bits: f64| if bits < 0.05 { "0".to_owned() } else { format!("{bits:.1}") };
    if bits.unbounded() {
        return format!("> {}", tenth(bits.low));
    }
    let (low, high) =
        (tenth(bits.low), if bits.high.is_finite() { tenth(bits.high) } else { "∞".to_owned() });
    let middle = tenth(bits.bits);
    if low == middle && high == middle { middle } else { format!("{middle} ({low} – {high})") }
}

/// A probability: in per cent, or where it is small as one in so many.
pub(super) fn chance_in_words(chance: f64, n: u64, language: Language) -> String {
    if chance.is_nan() {
        return "–".to_owned();
    }
    if chance <= 0.0 {
        return format!("0 {} {n}", language.pick("of", "de"));
    }
    if chance >= 0.01 {
        let digits = usize::from(chance < 0.1);
        return format!("{:.digits$} %", chance * 100.0);
    }
    let one_in = 1.0 / chance;
    let size = libm::pow(10.0, libm::floor(libm::log10(one_in)) - 1.0);
    format!("1 {} {:.0}", language.pick("in", "de cada"), libm::round(one_in / size) * size)
}

fn outside_in_words(outside: Outside, language: Language) -> &'static str {
    match outside {
        Outside::Added => language.pick(
            "none: an event is added from outside the model",
            "ninguno: se añade un suceso ajeno al modelo",
        ),
        Outside::Moved => language.pick(
            "none: an event is moved from outside the model",
            "ninguno: se mueve un suceso desde fuera del modelo",
        ),
        Outside::Fixed => language.pick(
            "none: the scenario lets it happen in every history",
            "ninguno: el escenario lo hace ocurrir en toda historia",
        ),
        Outside::Still => language.pick(
            "none: the model has it the same in every history on that date",
            "ninguno: el modelo lo tiene igual en toda historia en esa fecha",
        ),
        Outside::Impossible => language.pick(
            "none: outside the parameter’s range",
            "ninguno: fuera del intervalo del parámetro",
        ),
        Outside::NeverAsked => language.pick(
            "none: nobody is asked in any of the histories",
            "ninguno: no se pregunta a nadie en ninguna historia",
        ),
    }
}

const fn outside_id(outside: Outside) -> &'static str {
    match outside {
        Outside::Added => "added",
        Outside::Moved => "moved",
        Outside::Fixed => "fixed",
        Outside::Still => "still",
        Outside::Impossible => "impossible",
        Outside::NeverAsked => "never_asked",
    }
}

/// What a deed does, as a reader says it.
pub(super) fn deed_in_words(scenario: &Scenario, deed: &Deed, language: Language) -> String {
    let event = |place: usize| -> String {
        let event = &scenario.events[place];
        let text = language.of(&event.text).trim_end_matches('.');
        let short: String = text.chars().take(60).collect();
        let text =
            if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short };
        if text.is_empty() { event.id.clone() } else { format!("{} ({text})", event.id) }
    };
    match deed {
        Deed::Option(forced) => {
            let decision = &scenario.decisions[forced.decision];
            let option = &decision.choices[forced.choice];
            format!("{}: {}", language.of(&decision.title), language.of(&option.label))
        }
        Deed::Quantity(setting) => {
            let entry = scenario.vocabulary.entry(setting.effect.target);
            let name = entry.map_or("?", |entry| entry.name.as_str());
            let sign = match setting.effect.change {
                crate::scenario::Change::Set => "=",
                crate::scenario::Change::Add => "+=",
                crate::scenario::Change::Subtract => "-=",
                crate::scenario::Change::Multiply => "*=",
            };
            format!("{name} {sign} {}", setting.effect.value.source().trim())
        }
        Deed::Node(forced) if forced.node.starts_with("event.") && forced.value <= AT_ONCE => {
            let id = forced.node.trim_start_matches("event.");
            let place = scenario.events.iter().position(|event| event.id == id);
            let said = place.map_or_else(|| id.to_owned(), event);
            format!("{}: {said}", language.pick("as soon as it can", "en cuanto puede"))
        }
        Deed::Node(forced) => format!("{} = {}", forced.node, forced.value),
        Deed::Parameter { name, to } => format!("{name} = {to}"),
        Deed::Drop(place) => {
            format!("{}: {}", language.pick("does not happen", "no ocurre"), event(*place))
        }
        Deed::Add(place) => format!("{}: {}", language.pick("is added", "se añade"), event(*place)),
        Deed::Move(place) => {
            format!("{}: {}", language.pick("is moved", "se mueve"), event(*place))
        }
    }
}

/// A change that is weighed: the worlds in which it is done piece by piece.
pub(super) struct Antecedent {
    /// As it was named.
    pub(super) with: String,
    /// World *k*: the first *k* pieces, in the order of their dates, are done.
    pub(super) worlds: Vec<World>,
    /// The pieces in that order.
    pub(super) deeds: Vec<Deed>,
    /// The counterfactuals that it is made of.
    pub(super) laid: Laid,
    divergence: Week,
}

impl Antecedent {
    pub(super) fn read(subject: &Subject, with: &str) -> Result<Self, Failure> {
        let names: Vec<String> = if PathBuf::from(with).exists() {
            vec![with.to_owned()]
        } else {
            with.split('+').map(str::to_owned).collect()
        };
        // Loading warns; what follows reads the same files again.
        let loaded = subject.load(&names)?;
        let order = surprise::in_order(&loaded.scenario, &loaded.scenario.deeds);
        let deeds = order.iter().map(|&place| loaded.scenario.deeds[place].clone()).collect();
        let mut worlds = Vec::new();
        for count in 0..order.len() {
            let keep = |piece: usize| order[..count].contains(&piece);
            worlds.push(subject.world_of_pieces(&names, &keep)?.world);
        }
        let laid = subject.world_of_pieces(&names, &|_| true)?;
        worlds.push(laid.world.clone());
        let cases = laid.world.scenario().cases.iter();
        let divergence = cases.map(|case| week_of(case.divergence)).min().unwrap_or(0);
        Ok(Self { with: with.to_owned(), worlds, deeds, laid, divergence })
    }

    pub(super) fn base(&self) -> &World {
        &self.worlds[0]
    }

    pub(super) fn changed(&self) -> &World {
        &self.laid.world
    }

    /// Histories that weighing takes.
    pub(super) fn histories(&self, runs: u64) -> u64 {
        self.worlds.len() as u64 * runs + SEEN.min(runs)
    }

    pub(super) fn weigh(
        &self,
        seeds: Range<u64>,
        stop: &AtomicBool,
        done: &(dyn Fn(u64) + Sync),
    ) -> Option<(Chain, FirstSeen)> {
        let few = seeds.start..seeds.end.min(seeds.start + SEEN);
        let chain = surprise::weigh(&self.worlds, &self.deeds, seeds, stop, done)?;
        let (before, after) = (self.base(), self.changed());
        let seen = surprise::first_seen(before, after, self.divergence, few, stop, done);
        (!stop.load(Ordering::Relaxed)).then_some((chain, seen))
    }

    pub(super) fn title(&self, language: Language) -> String {
        let titles = self.laid.counterfactuals.iter().map(|known| language.of(&known.title));
        titles.collect::<Vec<_>>().join(" + ")
    }

    fn words(&self, place: usize, language: Language) -> String {
        deed_in_words(self.changed().scenario(), &self.deeds[place], language)
    }

    /// The chain table under its title.
    fn tell(&self, sheet: &mut Sheet, chain: &Chain, seen: &FirstSeen, language: Language) {
        sheet.heading(format!("{} ({})", self.title(language), self.with));
        self.tell_chain(sheet, chain, seen, language);
    }

    /// The chain table alone.
    pub(super) fn tell_chain(
        &self,
        sheet: &mut Sheet,
        chain: &Chain,
        seen: &FirstSeen,
        language: Language,
    ) {
        let scenario = self.changed().scenario();
        let mut table = Table::new(&[
            language.pick("Piece, each given the ones above", "Pieza, dadas las de arriba"),
            language.pick("from the week of", "desde la semana del"),
            language.pick("probability", "probabilidad"),
            language.pick("so far", "hasta aquí"),
            "bits (95 %)",
        ]);
        let mut notes = Vec::new();
        for (place, piece) in chain.pieces.iter().enumerate() {
            let bits = match piece.surprise {
                Ok(bits) => bits_in_words(bits),
                Err(_) => language.pick("none", "ninguno").to_owned(),
            };
            let said = self.words(place, language);
            table.row(vec![
                said.clone(),
                language.date(monday(piece.week)),
                chance_in_words(piece.chance, chain.seeds, language),
                chance_in_words(piece.product, chain.seeds, language),
                bits,
            ]);
            if let Err(outside) = piece.surprise {
                notes.push(format!("{said}: {}.", outside_in_words(outside, language)));
            }
            if let (Some((was, set)), Deed::Quantity(setting)) =
                (piece.quantity, &self.deeds[place])
                && let Some(entry) = scenario.vocabulary.entry(setting.effect.target)
            {
                let value = |value| words::value(&entry.kind, value, language);
                notes.push(format!(
                    "{}: {} {}, {} {}.",
                    entry.name,
                    language.pick("on that date its median is", "en esa fecha su mediana es"),
                    value(was),
                    language.pick("it is set to", "se fija en"),
                    value(set)
                ));
            }
            if piece.asked < 0.995 {
                notes.push(format!(
                    "{said}: {} {} {}.",
                    language.pick("the question comes up in", "la pregunta surge en el"),
                    percent(piece.asked, chain.seeds.min(999)),
                    language.pick(
                        "of the histories, and is weighed in these",
                        "de las historias, y se pesa en ellas"
                    )
                ));
            }
        }
        let whole = chain.whole.map_or_else(|| "–".to_owned(), bits_in_words);
        table.row(vec![
            language.pick("The whole", "El conjunto").to_owned(),
            String::new(),
            String::new(),
            chain.pieces.last().map_or_else(String::new, |piece| {
                chance_in_words(
                    if chain.whole.is_some() { piece.product } else { f64::NAN },
                    chain.seeds,
                    language,
                )
            }),
            whole,
        ]);
        sheet.table(table);
        if !notes.is_empty() {
            sheet.lines(notes.join("\n"));
        }
        let label = label_in_words(chain.label(), language);
        let numbers = chain.pieces.iter().filter(|piece| piece.surprise.is_ok()).count();
        sheet.paragraph(format!(
            "{}: {label}. {} {}, {} {}.",
            language.pick("Verdict of the model", "Veredicto del modelo"),
            chain.pieces.len(),
            language.pick("pieces", "piezas"),
            numbers,
            language.pick("of them with a number", "de ellas con número"),
        ));
        sheet.paragraph(first_seen_in_words(seen, language));
    }

    pub(super) fn json(&self, chain: &Chain, seen: &FirstSeen, language: Language) -> Value {
        let pieces = chain.pieces.iter().enumerate().map(|(place, piece)| {
            let mut row = json!({
                "text": self.words(place, language), "date": iso(monday(piece.week)),
                "chance": number(piece.chance), "product": number(piece.product), "asked": piece.asked,
            });
            match piece.surprise {
                Ok(bits) => merge(&mut row, &bits_json(Some(bits))),
                Err(outside) => row["outside"] = json!(outside_id(outside)),
            }
            row
        });
        let mut whole = json!({
            "with": self.with, "label": label_id(chain.label()), "pieces": pieces.collect::<Vec<_>>(),
            "weeks_to_first_difference": seen.median(), "never_different": seen.never(),
            "pairs_looked_at": seen.weeks.len(),
        });
        merge(&mut whole, &bits_json(chain.whole));
        whole
    }
}

/// After how many weeks a reader of the chronicles sees a difference.
pub(super) fn first_seen_in_words(seen: &FirstSeen, language: Language) -> String {
    let n = seen.weeks.len();
    let never = seen.never();
    let when = match seen.median() {
        Some(weeks) => format!(
            "{} {weeks} {}",
            language.pick(
                "The first thing that is told differently comes, in the median,",
                "Lo primero que se cuenta de otro modo llega, en la mediana,"
            ),
            language.pick(
                "weeks after the date of divergence",
                "semanas después de la fecha de divergencia"
            )
        ),
        None => language
            .pick(
                "In half of the pairs or more nothing is ever told differently",
                "En la mitad de los pares o más nada se cuenta nunca de otro modo",
            )
            .to_owned(),
    };
    format!(
        "{when} ({n} {}; {} {never}).",
        language.pick("pairs", "pares"),
        language.pick("never in", "nunca en")
    )
}

pub(super) fn iso(day: Day) -> String {
    crate::sim::calendar::date_of(day).to_string()
}

fn number(value: f64) -> Value {
    if value.is_finite() { json!(value) } else { Value::Null }
}

/// What is infinite is null: of it only the lower bound is known.
pub(super) fn bits_json(bits: Option<Bits>) -> Value {
    let of = |pick: &dyn Fn(Bits) -> f64| bits.map_or(Value::Null, |bits| number(pick(bits)));
    json!({ "bits": of(&|bits| bits.bits), "low": of(&|bits| bits.low), "high": of(&|bits| bits.high) })
}

fn merge(into: &mut Value, from: &Value) {
    if let (Some(into), Some(from)) = (into.as_object_mut(), from.as_object()) {
        into.extend(from.clone());
    }
}

/// A change that the search may make.
#[derive(Clone, Debug)]
struct Candidate {
    id: String,
    title: Text,
    deeds: Vec<Deed>,
}

impl Candidate {
    /// Every option of a decision, forced while the decision's window and ours are open.
    fn options(scenario: &Scenario, place: usize, window: (Week, Week)) -> Vec<Self> {
        let decision = &scenario.decisions[place];
        let from = week_of(decision.from).max(window.0);
        let until = week_of(decision.until).min(window.1);
        if from > until {
            return Vec::new();
        }
        let option = |(choice, option): (usize, &crate::scenario::Choice)| {
            let title = |decision: &str, option: &str| format!("{decision}: {option}");
            Self {
                id: format!("{}: {}", decision.id, option.id),
                title: Text {
                    en: title(&decision.title.en, &option.label.en),
                    es: title(&decision.title.es, &option.label.es),
                },
                deeds: vec![Deed::Option(ForcedChoice { decision: place, choice, from, until })],
            }
        };
        decision.choices.iter().enumerate().map(option).collect()
    }

    /// An event that happens as soon as it can, where it has a chance; and one that does
    /// not.
    fn events(scenario: &Scenario, place: usize, window: (Week, Week)) -> Vec<Self> {
        let event = &scenario.events[place];
        let (opens, closes) = match &event.trigger {
            Trigger::On { moment, .. } => (week_of(moment.day), week_of(moment.day)),
            Trigger::When { from, until, .. } => (week_of(*from), week_of(*until)),
        };
        let (from, until) = (opens.max(window.0), closes.min(window.1));
        if from > until {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut add = |word: &str, deed: Deed| {
            let say = |language| deed_in_words(scenario, &deed, language);
            let title = Text { en: say(Language::English), es: say(Language::Spanish) };
            found.push(Self { id: format!("{word} {}", event.id), title, deeds: vec![deed] });
        };
        if event.chance.is_some() {
            let node = format!("event.{}", event.id);
            add("happens:", Deed::Node(ForcedNode { node, value: AT_ONCE, from, until }));
        }
        add("dropped:", Deed::Drop(place));
        found
    }

    /// Does it set the very thing that the claim speaks of?
    fn begs(&self, scenario: &Scenario, named: &[crate::scenario::vocabulary::Var]) -> bool {
        let names = |family: Family, place: usize| {
            named.iter().any(|var| var.family == family && usize::from(var.index) == place)
        };
        self.deeds.iter().any(|deed| match deed {
            Deed::Option(forced) => names(Family::Decision, forced.decision),
            Deed::Quantity(setting) => named.contains(&setting.effect.target),
            Deed::Drop(place) => names(Family::Event, *place),
            Deed::Node(forced) => {
                let id = forced.node.strip_prefix("event.");
                let place = scenario.events.iter().position(|event| Some(event.id.as_str()) == id);
                place.is_some_and(|place| names(Family::Event, place))
            }
            Deed::Parameter { .. } | Deed::Add(_) | Deed::Move(_) => false,
        })
    }

    /// The same deeds, in so far as windows are open?
    fn does_the_same(&self, other: &Self, scenario: &Scenario) -> bool {
        let same = |one: &Deed, two: &Deed| match (one, two) {
            (Deed::Option(one), Deed::Option(two)) => {
                let decision = &scenario.decisions[one.decision];
                let open = |forced: &ForcedChoice| {
                    (
                        forced.from.max(week_of(decision.from)),
                        forced.until.min(week_of(decision.until)),
                    )
                };
                (one.decision, one.choice) == (two.decision, two.choice) && open(one) == open(two)
            }
            (one, two) => one == two,
        };
        self.deeds.len() == other.deeds.len()
            && self.deeds.iter().zip(&other.deeds).all(|(one, two)| same(one, two))
    }

    /// Do the two touch the same thing at one time?
    fn clashes(&self, other: &Self) -> bool {
        let meet = |one: (Week, Week), two: (Week, Week)| one.0 <= two.1 && two.0 <= one.1;
        let clash = |one: &Deed, two: &Deed| match (one, two) {
            (Deed::Option(one), Deed::Option(two)) => {
                one.decision == two.decision && meet((one.from, one.until), (two.from, two.until))
            }
            (Deed::Node(one), Deed::Node(two)) => {
                one.node == two.node && meet((one.from, one.until), (two.from, two.until))
            }
            (Deed::Quantity(one), Deed::Quantity(two)) => {
                one.week == two.week && one.effect.target == two.effect.target
            }
            (Deed::Drop(one), Deed::Drop(two)) => one == two,
            _ => false,
        };
        self.deeds.iter().any(|one| other.deeds.iter().any(|two| clash(one, two)))
    }
}

/// The search's puzzle: worlds with some of the changes made.
struct Rewrites<'a> {
    base: &'a World,
    candidates: Vec<Candidate>,
    claim: &'a Claim,
    last: Week,
    chains: Vec<Option<Chain>>,
    clash: Vec<Vec<bool>>,
}

impl<'a> Rewrites<'a> {
    fn new(
        base: &'a World,
        candidates: Vec<Candidate>,
        claim: &'a Claim,
        last: Week,
        seed: u64,
        stop: &AtomicBool,
        done: &(dyn Fn(u64) + Sync),
    ) -> Self {
        let event = |deed: &Deed| match deed {
            Deed::Drop(place) => Some(*place),
            Deed::Node(forced) => {
                let id = forced.node.strip_prefix("event.")?;
                base.scenario().events.iter().position(|event| event.id == id)
            }
            _ => None,
        };
        let clash = |one: &Candidate, two: &Candidate| {
            one.clashes(two)
                || one
                    .deeds
                    .iter()
                    .filter_map(event)
                    .any(|place| two.deeds.iter().filter_map(event).any(|other| other == place))
        };
        let table = |one: &Candidate| candidates.iter().map(|two| clash(one, two)).collect();
        let clash = candidates.iter().map(table).collect();
        let mut puzzle = Self { base, candidates, claim, last, chains: Vec::new(), clash };
        puzzle.chains = (0..puzzle.candidates.len())
            .map(|place| puzzle.weigh(&[place], seed..seed + WEIGHED, stop, done))
            .collect();
        puzzle
    }

    fn deeds(&self, set: &[usize]) -> Vec<Deed> {
        let deeds: Vec<Deed> =
            set.iter().flat_map(|&place| self.candidates[place].deeds.iter().cloned()).collect();
        let order = surprise::in_order(self.base.scenario(), &deeds);
        order.into_iter().map(|place| deeds[place].clone()).collect()
    }

    fn world(&self, deeds: &[Deed]) -> World {
        let mut scenario = self.base.scenario().clone();
        for deed in deeds {
            scenario.carry_out(deed);
        }
        World { premise: Premise::new(scenario), seats: self.base.seats.clone() }
    }

    fn weigh(
        &self,
        set: &[usize],
        seeds: Range<u64>,
        stop: &AtomicBool,
        done: &(dyn Fn(u64) + Sync),
    ) -> Option<Chain> {
        let deeds = self.deeds(set);
        let worlds: Vec<World> =
            (0..=deeds.len()).map(|count| self.world(&deeds[..count])).collect();
        surprise::weigh(&worlds, &deeds, seeds, stop, done)
    }

    fn names(&self, set: &[usize], language: Language) -> String {
        let names = set.iter().map(|&place| language.of(&self.candidates[place].title));
        let names: Vec<&str> = names.collect();
        if names.is_empty() {
            language.pick("no change at all", "ningún cambio").to_owned()
        } else {
            names.join(" + ")
        }
    }

    fn ids(&self, set: &[usize]) -> Vec<&str> {
        set.iter().map(|&place| self.candidates[place].id.as_str()).collect()
    }
}

impl Puzzle for Rewrites<'_> {
    fn changes(&self) -> usize {
        self.candidates.len()
    }

    fn fit(&self, set: &[usize]) -> bool {
        set.iter()
            .enumerate()
            .all(|(at, &one)| set[at + 1..].iter().all(|&two| one != two && !self.clash[one][two]))
    }

    fn cost(&self, change: usize) -> f64 {
        let Some(chain) = &self.chains[change] else { return NO_NUMBER };
        let without = chain.pieces.iter().filter(|piece| piece.surprise.is_err()).count();
        let known =
            chain.whole.map_or(0.0, |whole| if whole.unbounded() { whole.low } else { whole.bits });
        known + NO_NUMBER * without as f64
    }

    fn hits(&self, set: &[usize], seeds: Range<u64>) -> u64 {
        let world = self.world(&self.deeds(set));
        let claims = std::slice::from_ref(self.claim);
        let holds = |seed: &u64| {
            let mut worldline = world.worldline(Life::of(*seed));
            let mut witness = Witness::new(claims);
            let mut whole = worldline.whole();
            // What comes after the claim is decided is nobody's business here.
            while whole.calendar.week < self.last {
                sim::open_week_directly(&mut whole);
                policy::answer_directly(&mut whole);
                sim::play_week_directly(&mut whole);
                witness.look(&whole);
            }
            witness.verdicts()[0]
        };
        seeds.filter(holds).count() as u64
    }
}

/// What the search has to say.
struct Told<'a> {
    claim: &'a Claim,
    plan: &'a Rewrite,
    puzzle: &'a Rewrites<'a>,
    found: &'a Found,
    outright: &'a (Vec<Candidate>, Vec<Tried>),
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
            "{} {wanted}; {} {} – {}; {} {}.",
            language.pick(
                "Wanted: a probability of at least",
                "Se busca: una probabilidad de al menos"
            ),
            language.pick("changes may be made from", "se puede cambiar del"),
            language.date(monday(from)),
            language.date(monday(until) + 6),
            puzzle.candidates.len(),
            language.pick("changes to choose from", "cambios entre los que elegir")
        ));
        sheet.paragraph(format!(
            "{}: {} (n = {}).",
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
                table.row(vec![
                    puzzle.names(&tried.set, language),
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
                ]);
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
            ]);
            for (candidate, tried) in self.outright.0.iter().zip(&self.outright.1) {
                table.row(vec![language.of(&candidate.title).to_owned(), Self::share(tried)]);
            }
            sheet.table(table);
        }
        sheet.heading(language.pick("What was tried", "Lo que se probó"));
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
        sheet.table(table);
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
            let short =
                level.confirmed.iter().filter(|tried| !tried.reaches(self.plan.probability));
            for tried in short.take(SHOWN) {
                any = true;
                table.row(vec![
                    self.puzzle.names(&tried.set, language),
                    Self::share(tried),
                    self.verdict(tried, language).to_owned(),
                ]);
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
        let outright = self.outright.0.iter().zip(&self.outright.1).map(|(candidate, tried)| {
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
