//! `hokushin explain`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use serde_json::{Value, json};

use super::batch::{Scale, folder_of, with_progress};
use super::output::{Answer, Output, command_line};
use super::{Failure, Laid, Subject};
use crate::batch::statistics::{Share, wilson};
use crate::report::Language;
use crate::report::explain::{Beside, Graph, Teller, columns, side_by_side};
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::parting::{self, Parting};
use crate::report::sheet::{Question, Sheet};
use crate::report::story;
use crate::report::table::{Table, percent};
use crate::scenario::report::Reports;
use crate::scenario::{Scenario, Week};
use crate::sim::calendar;
use crate::whatif::cause::{Cause, Causes};
use crate::whatif::claim::Claim;
use crate::whatif::explanation::{
    End, Explanation, Node, Play, Reversion, Stage, Twins, reversion,
};
use crate::whatif::inevitability::{self, Point};
use crate::whatif::world::{Life, World};

/// Run one seed with and without a change and say what led from the change to the outcome.
#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    subject: Subject,
    /// The seed: the luck of both histories.
    #[arg(long, default_value_t = 1941, value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64 / 2))]
    seed: u64,
    /// What is explained: an outcome class, a measure that happens or not, or a condition,
    /// `… on DATE` or `… by DATE` [default: the outcome class of the changed history].
    #[arg(long, value_name = "CLAIM")]
    outcome: Option<String>,
    /// The most histories that the search for causes may run.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    most_runs: u64,
    /// Also say how likely the outcome was, given the state of each week, by forks with
    /// fresh luck.
    #[arg(long)]
    inevitability: bool,
    /// Weeks between two forkings.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=520))]
    every: u16,
    /// Forks at each.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(2..=100_000))]
    forks: u64,
    /// Write the graph of causes to this file, in the language of Graphviz.
    #[arg(long, value_name = "FILE")]
    dot: Option<PathBuf>,
    /// Threads [default: one a core]. The result does not depend on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    #[command(flatten)]
    output: Output,
}

/// Causes of the shared past that are listed.
const SHARED: usize = 8;
/// Rows of the two stories that are shown.
const ROWS: usize = 60;
/// The largest change whose pieces are also undone two and three at a time.
const PIECES_TOGETHER: usize = 6;

/// Everything that is found.
struct Found {
    explanation: Explanation,
    causes: Causes,
    distances: Vec<(Week, f64)>,
    curves: Option<[Vec<Point>; 2]>,
    stopped: bool,
}

impl Explain {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        if self.subject.with.is_empty() {
            return Err(Failure::BadInput(
                "explain needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                    .to_owned(),
            ));
        }
        self.output.check()?;
        folder_of(self.dot.as_deref())?;
        let baseline = self.subject.world(&[])?.world;
        let Laid { world: changed, counterfactuals, pieces } =
            self.subject.world(&self.subject.with)?;
        // The default claim is the class in which the changed history ends.
        let claim = match &self.outcome {
            Some(claim) => claim.clone(),
            None => {
                let mut end = changed.live(Life::of(self.seed), |_| {});
                let class = crate::batch::row(&end.whole()).outcome;
                changed.scenario().outcomes[class].id.clone()
            }
        };
        let stage = |world: World| -> Result<Stage, Box<Reports>> {
            let claim = Claim::parse(world.scenario(), "--outcome", &claim)?;
            Ok(Stage { world, claim })
        };
        let twins = Twins {
            baseline: stage(baseline)?,
            changed: stage(changed)?,
            without: self.without(pieces.len(), &stage),
            pieces: pieces.len(),
            seed: self.seed,
        };
        if let Some(dot) = &self.dot {
            // Opened before the work, so that a file that cannot be written is said at once.
            std::fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(dot)
                .map_err(|error| Failure::BadInput(format!("--dot {}: {error}", dot.display())))?;
        }
        let found = self.find(&twins)?;

        let [mut first, mut second] = [&twins.baseline, &twins.changed]
            .map(|stage| stage.world.worldline(Life::of(self.seed).with_reasons()));
        let parting = parting::between(&mut first, &mut second);
        let rows = side_by_side(&first.whole(), &second.whole(), language);
        let teller = Teller { twins: &twins, pieces: &pieces, language };
        let mut telling = Telling {
            teller,
            found: &found,
            claim_given: self.outcome.is_some(),
            most_runs: self.most_runs,
            sheet: Sheet::new(format!(
                "{}, {} {}",
                language.of(&twins.changed.world.scenario().title),
                language.pick("seed", "semilla"),
                self.seed
            )),
        };
        let what_if: Vec<String> = counterfactuals
            .iter()
            .map(|counterfactual| {
                let (title, question) =
                    (language.of(&counterfactual.title), language.of(&counterfactual.question));
                format!("{} {title}: {question}", language.pick("What if", "Y si"))
            })
            .collect();
        telling.head(
            &what_if,
            &story::outcome(&first.whole(), language),
            &story::outcome(&second.whole(), language),
        );
        telling.parting(parting.as_ref());
        telling.stories(&rows);
        telling.chain();
        let causes = telling.causes();
        telling.distance();
        telling.inevitability(self.every);
        let graph = teller.graph(&found.explanation, &telling.claim_title());
        let json = as_json(&telling, parting.as_ref(), &rows, &causes, &graph);
        let mut provenance =
            Provenance::new(command_line(), twins.baseline.world.scenario(), self.seed, 1);
        provenance = provenance.and("changed", twins.changed.world.scenario());
        let answer =
            Answer { tables: tables(&telling, &graph), sheet: telling.sheet, json, provenance };
        self.output.give(&answer, language)?;
        let in_folder = self.output.folder().map(|folder| folder.join("explanation.dot"));
        for file in self.dot.iter().chain(&in_folder) {
            std::fs::write(file, graph.dot())
                .map_err(|error| Failure::Failed(format!("{}: {error}", file.display())))?;
        }
        if found.stopped {
            return Err(Failure::Failed(
                "interrupted: what was found until then is shown".to_owned(),
            ));
        }
        Ok(())
    }

    /// The changed world without one piece of the change, and where there are few, without
    /// two and three and all.
    fn without(
        &self,
        pieces: usize,
        stage: &dyn Fn(World) -> Result<Stage, Box<Reports>>,
    ) -> BTreeMap<Vec<usize>, Stage> {
        let mut sets: Vec<Vec<usize>> = (0..pieces).map(|piece| vec![piece]).collect();
        if pieces <= PIECES_TOGETHER {
            let all = 1_usize..1 << pieces;
            sets = all
                .map(|set| (0..pieces).filter(|piece| set >> piece & 1 == 1).collect())
                .collect();
        } else {
            sets.push((0..pieces).collect());
        }
        let build = |set: &Vec<usize>| {
            let laid =
                self.subject.world_of_pieces(&self.subject.with, &|piece| !set.contains(&piece));
            stage(laid.ok()?.world).ok()
        };
        sets.into_iter().filter_map(|set| Some((set.clone(), build(&set)?))).collect()
    }

    fn find(&self, twins: &Twins) -> Result<Found, Failure> {
        let scale = Scale { runs: 1, seed: self.seed, threads: self.threads };
        let premise = &twins.changed.world.premise;
        let points =
            inevitability::weeks(premise.first_week(), premise.last_week(), self.every).len();
        let forked = if self.inevitability { 2 * points as u64 * self.forks } else { 0 };
        with_progress(&scale, self.most_runs + forked, |stop: &AtomicBool, done| {
            let mut explanation = twins.explain(stop, done);
            twins.smallest_sets(&mut explanation, self.most_runs, stop, done);
            let play = Play::new(twins, &explanation.baseline, &explanation.changed);
            let left = self.most_runs.saturating_sub(explanation.runs);
            let causes = play.causes(left, stop, done);
            let curves = self.inevitability.then(|| {
                [&twins.baseline, &twins.changed].map(|stage| {
                    inevitability::curve(stage, self.seed, self.every, self.forks, stop, done)
                })
            });
            let distances = twins.distances();
            let stopped = stop.load(Ordering::Relaxed);
            Found { explanation, causes, distances, curves, stopped }
        })
    }
}

/// What is told, and where it is written.
struct Telling<'a> {
    teller: Teller<'a>,
    found: &'a Found,
    claim_given: bool,
    most_runs: u64,
    sheet: Sheet,
}

/// A cause as it is told.
struct ToldCause {
    cause: Cause,
    text: String,
    /// Is it of the past that both histories share?
    shared: bool,
}

/// A responsibility as a fraction.
fn fraction(cause: &Cause) -> String {
    match cause.set.len() + cause.witness.len() {
        1 => "1".to_owned(),
        parts => format!("1/{parts}"),
    }
}

impl Telling<'_> {
    fn language(&self) -> Language {
        self.teller.language
    }

    fn scenario(&self) -> &Scenario {
        self.teller.twins.changed.world.scenario()
    }

    fn class(&self, place: usize) -> String {
        self.language().of(&self.scenario().outcomes[place].title).to_owned()
    }

    fn claim_title(&self) -> String {
        let title = self.language().of(&self.teller.twins.changed.claim.title).to_owned();
        if self.found.explanation.changed.holds {
            title
        } else {
            format!("{}: {title}", self.language().pick("Not", "No"))
        }
    }

    /// Do the twins differ in the outcome?
    fn differ(&self) -> bool {
        self.found.explanation.baseline.holds != self.found.explanation.changed.holds
    }

    fn head(&mut self, what_if: &[String], without: &(String, String), with: &(String, String)) {
        let language = self.language();
        self.sheet.paragraph(Question::ThisWorldline.said(language));
        for line in what_if {
            self.sheet.paragraph(line.clone());
        }
        let end =
            |said: &str, (title, meaning): &(String, String)| format!("{said}: {title}. {meaning}");
        self.sheet.paragraph(end(language.pick("Without the change", "Sin el cambio"), without));
        self.sheet.paragraph(end(language.pick("With it", "Con él"), with));
        if self.claim_given {
            let say = |holds: bool| {
                language.pick(if holds { "yes" } else { "no" }, if holds { "sí" } else { "no" })
            };
            let text = format!(
                "{}: {}. {}: {}; {}: {}.",
                language.pick("What is explained", "Lo que se explica"),
                language.of(&self.teller.twins.changed.claim.title),
                language.pick("Without the change", "Sin el cambio"),
                say(self.found.explanation.baseline.holds),
                language.pick("with it", "con él"),
                say(self.found.explanation.changed.holds)
            );
            self.sheet.paragraph(text);
        }
    }

    fn parting(&mut self, parting: Option<&Parting>) {
        let language = self.language();
        self.sheet.heading(language.pick("Where they part", "Dónde se separan"));
        let text = parting.map_or_else(
            || {
                language
                    .pick(
                        "Nowhere: in this luck the change changes nothing.",
                        "En ninguna parte: con este azar el cambio no cambia nada.",
                    )
                    .to_owned()
            },
            |parting| self.teller.parting(parting),
        );
        self.sheet.paragraph(text);
    }

    fn stories(&mut self, rows: &[Beside]) {
        let language = self.language();
        let differing: Vec<&Beside> = rows.iter().filter(|row| row.differs()).collect();
        self.sheet.heading(
            language
                .pick("The two stories, where they differ", "Las dos historias, donde difieren"),
        );
        if differing.is_empty() {
            let text = language.pick("Both tell the same.", "Ambas cuentan lo mismo.");
            self.sheet.paragraph(text);
            return;
        }
        let shown = &differing[..differing.len().min(ROWS)];
        self.sheet.lines(columns(shown, language));
        let near = rows.iter().filter(|row| !row.differs()).count();
        let mut text = format!(
            "{near} {}",
            language.pick(
                "other entries are the same in both, to within a week.",
                "entradas más son iguales en ambas, con menos de una semana de diferencia."
            )
        );
        if differing.len() > ROWS {
            text = format!(
                "{} {} {text}",
                differing.len() - ROWS,
                language.pick(
                    "later differences are left out here (JSON has them).",
                    "diferencias posteriores se omiten aquí (están en el JSON)."
                )
            );
        }
        self.sheet.paragraph(text);
    }

    fn verdict(&self, at: usize) -> String {
        let language = self.language();
        let explanation = &self.found.explanation;
        let link = &explanation.links[at];
        let Some(undone) = &link.undone else {
            return language
                .pick("it cannot be undone alone", "no puede deshacerse sola")
                .to_owned();
        };
        if !self.differ() {
            return String::new();
        }
        if link.needed(explanation.changed.holds) {
            let third = undone.outcome != explanation.baseline.outcome;
            let other = if third && !self.claim_given {
                format!(" ({}: {})", language.pick("to", "a"), self.class(undone.outcome))
            } else {
                String::new()
            };
            format!("{}{other}", language.pick("the outcome falls back", "el desenlace se deshace"))
        } else {
            language.pick("the outcome stays", "el desenlace queda").to_owned()
        }
    }

    fn list(&self, set: &[usize]) -> String {
        let explanation = &self.found.explanation;
        let parts: Vec<String> = set
            .iter()
            .map(|&at| {
                let node = explanation.links[at].node;
                self.teller.link(node, &explanation.baseline, &explanation.changed)
            })
            .collect();
        parts.join(self.language().pick("; and ", "; y "))
    }

    fn chain(&mut self) {
        let language = self.language();
        let explanation = &self.found.explanation;
        self.sheet
            .heading(language.pick("From the change to the outcome", "Del cambio al desenlace"));
        if !self.differ() {
            let text = format!(
                "{} {}",
                language.pick(
                    "Both histories end alike in what is asked, so no chain leads from the change to it. Ask for something else with --outcome.",
                    "Ambas historias acaban igual en lo que se pregunta: ninguna cadena lleva a ello desde el cambio. Pregunte otra cosa con --outcome."
                ),
                self.links_in_all()
            );
            self.sheet.paragraph(text);
            return;
        }
        let held = explanation.changed.holds;
        let needed = explanation.links.iter().filter(|link| link.needed(held)).count();
        let mut lines = String::new();
        let number = |end: End, chain: &[usize]| match end {
            End::Link(at) => {
                chain.iter().position(|&known| known == at).map(|n| (n + 1).to_string())
            }
            End::Outcome => Some(language.pick("the outcome", "el desenlace").to_owned()),
            End::Change => None,
        };
        // Pieces come first even where none alone is needed: they are the change.
        let mut chain = explanation.chain.clone();
        let pieces: Vec<usize> = (0..explanation.links.len())
            .filter(|&at| {
                matches!(explanation.links[at].node, Node::Piece(_)) && !chain.contains(&at)
            })
            .collect();
        chain.splice(0..0, pieces);
        for (n, &at) in chain.iter().enumerate() {
            let link = &explanation.links[at];
            let arrows = explanation.chain_arrows.iter().filter(|(from, _)| *from == End::Link(at));
            let to: Vec<String> = arrows.filter_map(|&(_, to)| number(to, &chain)).collect();
            lines += &format!(
                "{:>3}. {}.\n     {}: {}{}.\n",
                n + 1,
                self.teller.link(link.node, &explanation.baseline, &explanation.changed),
                language.pick("Undone alone", "Deshecho solo"),
                self.verdict(at),
                if to.is_empty() {
                    String::new()
                } else {
                    format!("; {} {}", language.pick("it leads to", "lleva a"), to.join(", "))
                }
            );
        }
        let whole: Vec<String> = explanation
            .chain_arrows
            .iter()
            .filter(|(from, _)| *from == End::Change)
            .filter_map(|&(_, to)| number(to, &chain))
            .collect();
        lines += &format!(
            "     {}: {}.\n",
            language.pick("The outcome", "El desenlace"),
            self.claim_title()
        );
        self.sheet.lines(lines);
        let mut text = Vec::new();
        if !whole.is_empty() && needed > 0 {
            text.push(format!(
                "{} {}.",
                language.pick(
                    "No single link before it brings about, by itself,",
                    "Ningún eslabón anterior produce por sí solo"
                ),
                whole.join(", ")
            ));
        }
        if needed == 0 {
            text.push(
                language
                    .pick(
                        "No single link is needed: undo any one of them, and the outcome still comes. It is over-determined.",
                        "Ningún eslabón es necesario por sí solo: deshecho cualquiera, el desenlace llega igual. Está sobredeterminado.",
                    )
                    .to_owned(),
            );
        }
        let one_piece = explanation.smallest_pieces.iter().any(|set| set.len() == 1);
        if !one_piece && self.teller.twins.pieces > 1 {
            let sets: Vec<String> =
                explanation.smallest_pieces.iter().map(|set| self.list(set)).collect();
            if !sets.is_empty() {
                text.push(format!(
                    "{} {}.",
                    language.pick(
                        "No piece of the change is needed alone; the fewest that must go together for the outcome to fall back:",
                        "Ninguna pieza del cambio es necesaria sola; las menos que han de faltar juntas para que el desenlace se deshaga:"
                    ),
                    sets.join(language.pick("; or: ", "; o bien: "))
                ));
            }
        }
        if needed == 0 && !explanation.smallest_sets.is_empty() {
            let sets: Vec<String> =
                explanation.smallest_sets.iter().take(3).map(|set| self.list(set)).collect();
            let more = explanation.smallest_sets.len() - sets.len();
            text.push(format!(
                "{} {}{}.",
                language.pick(
                    "The smallest sets without which it falls back:",
                    "Los conjuntos más pequeños sin los cuales se deshace:"
                ),
                sets.join(language.pick("; or: ", "; o bien: ")),
                if more > 0 { format!(" (+ {more})") } else { String::new() }
            ));
        }
        text.push(self.links_in_all());
        for line in text {
            self.sheet.paragraph(line);
        }
    }

    fn links_in_all(&self) -> String {
        let explanation = &self.found.explanation;
        let language = self.language();
        let links = explanation.links.len() - self.teller.twins.pieces;
        let needed = explanation
            .links
            .iter()
            .filter(|link| self.differ() && !matches!(link.node, Node::Piece(_)))
            .filter(|link| link.needed(explanation.changed.holds))
            .count();
        format!(
            "{links} {}, {needed} {} {}",
            language.pick("events and decisions came otherwise", "hechos y decisiones fueron de otro modo"),
            language.pick("of them needed.", "de ellos necesarios."),
            language.pick(
                "All of them, and what fell back with each, are in the graph (--dot FILE, or --out DIR).",
                "Todos, y lo que se deshizo con cada uno, están en el grafo (--dot FICHERO, o --out CARPETA)."
            )
        )
    }

    fn causes(&mut self) -> Vec<ToldCause> {
        let language = self.language();
        let Found { explanation, causes, .. } = self.found;
        let (baseline, changed) = (&explanation.baseline, &explanation.changed);
        let play = Play::new(self.teller.twins, baseline, changed);
        let told: Vec<ToldCause> = causes
            .found
            .iter()
            .map(|cause| ToldCause {
                text: self.teller.cause(cause, &play, baseline, changed),
                shared: cause.set.iter().all(|&(at, _)| {
                    let path = self.teller.twins.path_of(play.nodes[at]);
                    path.is_some_and(|path| {
                        baseline.paths[path].parts(&changed.paths[path]).is_none()
                    })
                }),
                cause: cause.clone(),
            })
            .collect();
        self.sheet.heading(format!(
            "{}: {}",
            language.pick("What caused it", "Qué lo causó"),
            self.claim_title()
        ));
        let text = language.pick(
            "Actual causes in the changed history (Halpern 2015): what, had it alone been otherwise, would have undone the outcome, if need be with other things held as they were. The number is its responsibility: 1 when it decides alone, 1/2 when one thing more must be undone or held, and so on.",
            "Causas efectivas en la historia cambiada (Halpern 2015): aquello que, de haber sido distinto, habría deshecho el desenlace, si hace falta con otras cosas mantenidas como fueron. El número es su responsabilidad: 1 si decide por sí sola, 1/2 si hay que deshacer o mantener algo más, etc.",
        );
        self.sheet.paragraph(text);
        let lines = |told: &mut dyn Iterator<Item = &ToldCause>| -> String {
            told.map(|told| format!("  {:<4} {}\n", fraction(&told.cause), told.text)).collect()
        };
        let own = lines(&mut told.iter().filter(|told| !told.shared));
        if own.is_empty() {
            let text = language.pick(
                "Of what the change brought, nothing alone or in pairs, with up to three things held, is a cause.",
                "De lo que trajo el cambio, nada, solo o en parejas y con hasta tres cosas mantenidas, es causa.",
            );
            self.sheet.paragraph(text);
        } else {
            let head =
                language.pick("Of what the change brought:\n", "De lo que trajo el cambio:\n");
            self.sheet.lines(format!("{head}{own}"));
        }
        let shared: Vec<&ToldCause> = told.iter().filter(|told| told.shared).collect();
        if !shared.is_empty() {
            let head = language.pick(
                "Of the past that both histories share, each needed:\n",
                "Del pasado que ambas historias comparten, cada uno necesario:\n",
            );
            let more = shared.len().saturating_sub(SHARED);
            let more = if more > 0 {
                format!(
                    "       {more} {}\n",
                    language.pick("more (JSON has them)", "más (están en el JSON)")
                )
            } else {
                String::new()
            };
            let shown = lines(&mut shared.into_iter().take(SHARED));
            self.sheet.lines(format!("{head}{shown}{more}"));
        }
        let runs = explanation.runs + causes.runs;
        let mut text =
            format!("{runs} {}", language.pick("histories were run.", "historias se calcularon."));
        if !causes.complete {
            text += &format!(
                " {} {}",
                language.pick(
                    "The search was not finished: less responsible causes may be missing. Let it run more with",
                    "La búsqueda no terminó: pueden faltar causas menos responsables. Dele más con"
                ),
                if self.found.stopped { "…".to_owned() } else { format!("--most-runs (> {}).", self.most_runs) }
            );
        }
        self.sheet.paragraph(text);
        told
    }

    fn reversion(&self) -> Option<Reversion> {
        let distances: Vec<f64> =
            self.found.distances.iter().map(|&(_, distance)| distance).collect();
        reversion(&distances)
    }

    fn distance(&mut self) {
        let language = self.language();
        let Some(reversion) = self.reversion() else { return };
        self.sheet.heading(language.pick("How far apart", "A qué distancia"));
        let date = |place: usize| language.date(calendar::monday(self.found.distances[place].0));
        let top = self.found.distances[reversion.greatest].1;
        let mut table = Table::new(&[
            language.pick("Week of", "Semana del"),
            language.pick("distance", "distancia"),
            "",
        ]);
        let parted = self.found.distances.iter().position(|&(_, distance)| distance > 0.0);
        for &(week, distance) in self.found.distances.iter().skip(parted.unwrap_or(0)).step_by(13) {
            let bar = libm::round(30.0 * distance / top) as usize;
            let bar = format!("{}{}", "█".repeat(bar), " ".repeat(30 - bar.min(30)));
            table.row(vec![language.date(calendar::monday(week)), percent(distance, 1000), bar]);
        }
        let back = match reversion.back {
            Some(place) => format!(
                "{} {}.",
                language.pick(
                    "History came back to its course: below a tenth of that from the week of",
                    "La historia volvió a su curso: por debajo de un décimo de eso desde la semana del"
                ),
                date(place)
            ),
            None => format!(
                "{} {}.",
                language.pick(
                    "History did not come back to its course: at the end they are apart by",
                    "La historia no volvió a su curso: al final las separa un"
                ),
                percent(self.found.distances.last().map_or(0.0, |&(_, distance)| distance), 1000)
            ),
        };
        let text = format!(
            "{} {} {} {}. {back}",
            language.pick(
                "Mean over all subjects of how far their quantities are apart, as a share of the ground that each covers in these two histories.",
                "Media, sobre todas las materias, de cuánto difieren sus cantidades, como parte del recorrido de cada una en estas dos historias."
            ),
            language.pick("They are farthest apart in the week of", "La distancia es máxima en la semana del"),
            date(reversion.greatest),
            format_args!("({})", percent(top, 1000)),
        );
        self.sheet.paragraph(text);
        self.sheet.table(table);
    }

    fn inevitability(&mut self, every: u16) {
        let language = self.language();
        let Some([without, with]) = &self.found.curves else { return };
        self.sheet.heading(format!(
            "{}: {}",
            language.pick("How likely it was, week by week", "Cuán probable era, semana a semana"),
            language.of(&self.teller.twins.changed.claim.title)
        ));
        let forks = with.first().map_or(0, |point| point.forks);
        let text = format!(
            "{} {every} {} n = {forks}. {}",
            language.pick("Each history is forked every", "Cada historia se bifurca cada"),
            language.pick(
                "weeks: its state is kept, its luck is fresh from then on. Shares of the forks with their 95 % intervals,",
                "semanas: se conserva su estado y el azar es nuevo desde entonces. Partes de las bifurcaciones con sus intervalos del 95 %,"
            ),
            language.pick(
                "The first row is the base rate: all luck fresh, and the model's parameters too, which the others share with this seed. Rows in which neither moved by five points are left out.",
                "La primera fila es la tasa base: todo el azar nuevo, y también los parámetros del modelo, que en las demás son los de esta semilla. Se omiten las filas en que ninguna se movió cinco puntos."
            )
        );
        self.sheet.paragraph(text);
        let mut table = Table::new(&[
            language.pick("After the week of", "Tras la semana del"),
            language.pick("without", "sin"),
            "95 %",
            language.pick("with", "con"),
            "95 %",
        ]);
        let cells = |point: &Point| {
            let (share, low, high) = share(point.held, point);
            [
                percent(share, point.forks.max(100)),
                format!(
                    "{} – {}",
                    percent(low, point.forks.max(100)),
                    percent(high, point.forks.max(100))
                ),
            ]
        };
        let at = |point: &Point| point.held as f64 / point.forks.max(1) as f64;
        let n = without.len().min(with.len());
        let mut last: Option<(f64, f64)> = None;
        for (place, (one, other)) in without.iter().zip(with).enumerate() {
            let now = (at(one), at(other));
            let moved =
                last.is_none_or(|(a, b)| (now.0 - a).abs() >= 0.05 || (now.1 - b).abs() >= 0.05);
            if !moved && place > 1 && place + 1 < n {
                continue;
            }
            last = Some(now);
            let week = other.week.map_or_else(
                || language.pick("(base rate)", "(tasa base)").to_owned(),
                |week| language.date(calendar::monday(week)),
            );
            table.row([vec![week], cells(one).to_vec(), cells(other).to_vec()].concat());
        }
        self.sheet.table(table);
    }
}

/// A share of the forks with its interval; what is a fact has none.
fn share(count: u64, point: &Point) -> (f64, f64, f64) {
    let Share { share, low, high } = wilson(count, point.forks);
    if point.certain { (share, share, share) } else { (share, low, high) }
}

fn node_id(scenario: &Scenario, node: Node) -> String {
    match node {
        Node::Piece(piece) => format!("piece.{}", piece + 1),
        Node::Event(place) => format!("event.{}", scenario.events[place].id),
        Node::Decision(place) => format!("decision.{}", scenario.decisions[place].id),
    }
}

fn as_json(
    telling: &Telling<'_>,
    parting: Option<&Parting>,
    rows: &[Beside],
    causes: &[ToldCause],
    graph: &Graph,
) -> Value {
    let Found { explanation, distances, .. } = telling.found;
    let twins = telling.teller.twins;
    let scenario = telling.scenario();
    let date = |day: i32| calendar::date_of(day).to_string();
    let monday = |week: Week| date(calendar::monday(week));
    let (baseline, changed) = (&explanation.baseline, &explanation.changed);
    let play = Play::new(twins, baseline, changed);
    let id = |node: Node| node_id(scenario, node);
    let links: Vec<Value> = explanation
        .links
        .iter()
        .map(|link| {
            json!({
                "id": id(link.node), "text": telling.teller.link(link.node, baseline, changed),
                "since": (!matches!(link.node, Node::Piece(_))).then(|| monday(link.since)),
                "needed": telling.differ().then(|| link.needed(changed.holds)),
                "undone": link.undone.as_ref().map(|undone| json!({
                    "outcome": scenario.outcomes[undone.outcome].id, "holds": undone.holds,
                    "fell_back": undone.fell_back.iter().map(|&at| id(explanation.links[at].node)).collect::<Vec<_>>(),
                })),
            })
        })
        .collect();
    let end = |end: End| match end {
        End::Change => "change".to_owned(),
        End::Link(at) => id(explanation.links[at].node),
        End::Outcome => "outcome".to_owned(),
    };
    let arrows = |arrows: &[(End, End)]| -> Vec<Value> {
        arrows.iter().map(|&(from, to)| json!({ "from": end(from), "to": end(to) })).collect()
    };
    let sets = |sets: &[Vec<usize>]| -> Vec<Vec<String>> {
        sets.iter()
            .map(|set| set.iter().map(|&at| id(explanation.links[at].node)).collect())
            .collect()
    };
    let curve = |points: &[Point]| -> Vec<Value> {
        let point = |point: &Point| {
            let classes = scenario.outcomes.iter().zip(&point.classes).map(|(outcome, &count)| {
                let (share, low, high) = share(count, point);
                json!({ "id": outcome.id, "share": share, "low": low, "high": high })
            });
            let (held, low, high) = share(point.held, point);
            json!({
                "week": point.week.map(monday), "forks": point.forks, "share": held, "low": low, "high": high,
                "classes": classes.collect::<Vec<_>>(),
            })
        };
        points.iter().map(point).collect()
    };
    let stories = rows.iter().filter(|row| row.differs()).map(|row| {
        json!({ "text": row.text, "without": row.without.map(date), "with": row.with.map(date) })
    });
    let told = causes.iter().map(|told| {
        let names = |set: &mut dyn Iterator<Item = usize>| -> Vec<String> {
            set.map(|at| id(play.nodes[at])).collect()
        };
        json!({
            "set": names(&mut told.cause.set.iter().map(|&(at, _)| at)),
            "witness": names(&mut told.cause.witness.iter().copied()),
            "responsibility": told.cause.responsibility(), "shared_past": told.shared, "text": told.text,
        })
    });
    let reversion = telling.reversion().map(|found| {
        json!({
            "greatest": distances[found.greatest].1, "greatest_week": monday(distances[found.greatest].0),
            "back_week": found.back.map(|place| monday(distances[place].0)), "decay_a_week": found.decay,
        })
    });
    json!({
        "question": Question::ThisWorldline.id(),
        "seed": twins.seed,
        "outcome": {
            "claim": twins.changed.claim.text, "without": baseline.holds, "with": changed.holds,
            "class_without": scenario.outcomes[baseline.outcome].id, "class_with": scenario.outcomes[changed.outcome].id,
            "settled": monday(changed.settled),
        },
        "parting": parting.map(|parting| json!({ "week": monday(parting.week), "subjects": parting.subjects })),
        "stories": stories.collect::<Vec<_>>(),
        "links": links,
        "arrows": arrows(&explanation.arrows),
        "chain": explanation.chain.iter().map(|&at| id(explanation.links[at].node)).collect::<Vec<_>>(),
        "chain_arrows": arrows(&explanation.chain_arrows),
        "smallest_pieces": sets(&explanation.smallest_pieces),
        "smallest_sets": sets(&explanation.smallest_sets),
        "causes": told.collect::<Vec<_>>(),
        "runs": explanation.runs + telling.found.causes.runs,
        "complete": explanation.complete && telling.found.causes.complete,
        "distance": distances.iter().map(|&(week, distance)| json!({ "week": monday(week), "distance": distance })).collect::<Vec<_>>(),
        "reversion": reversion,
        "inevitability": telling.found.curves.as_ref().map(|[without, with]| json!({ "without": curve(without), "with": curve(with) })),
        "dot": graph.dot(),
    })
}

fn tables(telling: &Telling<'_>, graph: &Graph) -> Vec<Dataset> {
    let date = |week: Week| calendar::date_of(calendar::monday(week)).to_string();
    let text = |cells: Vec<String>| Cells::Text(cells);
    let truth = |value: Option<bool>| match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let distances = &telling.found.distances;
    let mut tables = vec![
        Dataset::new("distance")
            .with(
                "week",
                "",
                "Monday of the week",
                text(distances.iter().map(|&(week, _)| date(week)).collect()),
            )
            .with(
                "distance",
                "share",
                "how far apart the twins are",
                Cells::Number(distances.iter().map(|&(_, distance)| distance).collect()),
            ),
        Dataset::new("nodes")
            .with(
                "id",
                "",
                "node of the graph",
                text(graph.nodes.iter().map(|node| node.id.clone()).collect()),
            )
            .with(
                "kind",
                "",
                "change, piece, event, decision or outcome",
                text(graph.nodes.iter().map(|node| node.kind.name().to_owned()).collect()),
            )
            .with(
                "label",
                "",
                "what it is",
                text(graph.nodes.iter().map(|node| node.label.clone()).collect()),
            )
            .with(
                "since",
                "",
                "Monday of the first week in which it is otherwise",
                text(
                    graph
                        .nodes
                        .iter()
                        .map(|node| node.since.map(date).unwrap_or_default())
                        .collect(),
                ),
            )
            .with(
                "needed",
                "",
                "does the outcome fall back when it alone is undone",
                text(graph.nodes.iter().map(|node| truth(node.needed).to_owned()).collect()),
            )
            .with(
                "on_chain",
                "",
                "does it lie on the chain to the outcome",
                text(
                    graph.nodes.iter().map(|node| truth(Some(node.on_chain)).to_owned()).collect(),
                ),
            ),
        Dataset::new("arrows")
            .with(
                "from_node",
                "",
                "node that was undone",
                text(graph.edges.iter().map(|edge| edge.from.clone()).collect()),
            )
            .with(
                "to_node",
                "",
                "node that fell back with it",
                text(graph.edges.iter().map(|edge| edge.to.clone()).collect()),
            )
            .with(
                "on_chain",
                "",
                "does it lie on the chain to the outcome",
                text(
                    graph.edges.iter().map(|edge| truth(Some(edge.on_chain)).to_owned()).collect(),
                ),
            ),
    ];
    if let Some(curves) = &telling.found.curves {
        let points: Vec<(&str, &Point)> = ["without", "with"]
            .into_iter()
            .zip(curves)
            .flat_map(|(twin, points)| points.iter().map(move |point| (twin, point)))
            .collect();
        let whole = |count: &dyn Fn(&Point) -> u64| {
            Cells::Whole(points.iter().map(|(_, point)| count(point).cast_signed()).collect())
        };
        let mut table = Dataset::new("inevitability")
            .with(
                "twin",
                "",
                "without or with the change",
                text(points.iter().map(|(twin, _)| (*twin).to_owned()).collect()),
            )
            .with(
                "week",
                "",
                "Monday of the week; empty before the first",
                text(
                    points
                        .iter()
                        .map(|(_, point)| point.week.map(date).unwrap_or_default())
                        .collect(),
                ),
            )
            .with("forks", "histories", "how many forks", whole(&|point| point.forks))
            .with(
                "claim",
                "histories",
                "forks in which what is explained holds",
                whole(&|point| point.held),
            );
        for (place, outcome) in telling.scenario().outcomes.iter().enumerate() {
            table = table.with(
                &outcome.id,
                "histories",
                "forks that end in this class",
                whole(&|point| point.classes[place]),
            );
        }
        tables.push(table);
    }
    tables
}
