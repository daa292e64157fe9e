//! An explanation for people and for programs: two twins told together, from where they
//! part through the chain of causes to the outcome.
//!
//! - here: the sheet;
//! - [`words`]: its sentences;
//! - [`stories`]: the two chronicles side by side;
//! - [`graph`]: what depended on what, with its labels;
//! - [`data`]: the same as JSON and as tables.

pub mod data;
pub mod graph;
pub mod stories;
pub mod words;

use self::stories::{Beside, columns, gathered, hanging, side_by_side};
use self::words::Teller;
use crate::batch::statistics::{Share, wilson};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::chart::curve::{Along, Curve, Line};
use crate::report::chart::distance::Distance;
use crate::report::chart::graph::Graph;
use crate::report::chart::{Estimate, Measure};
use crate::report::folder::{GRAPH, Provenance};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, percent};
use crate::scenario::Scenario;
use crate::sim::calendar;
use crate::whatif::cause::Cause;
use crate::whatif::explanation::{
    End, Explain, Explained, Findings, Node, Reversion, Traced, reversion,
};
use crate::whatif::inevitability::Point;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};

/// Causes of the shared past that are listed.
const SHARED: usize = 8;
/// Causes of what the change brought that are listed.
const OWN: usize = 12;
/// A step of an inevitability curve that is shown.
const STEP: f64 = 0.05;
/// Rows of the two stories that are shown.
const ROWS: usize = 60;

/// Explains and tells what was found.
///
/// # Errors
/// What is wrong with the specification or with a file.
pub fn answer(asked: &Explain, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let Explained { twins, counterfactuals, findings } = asked.run(work)?;
    let telling = Telling {
        teller: Teller { twins: &twins, language },
        asked,
        found: &findings,
        what_if: counterfactuals
            .iter()
            .map(|what_if| {
                let text = |text| language.of(text).to_owned();
                (text(&what_if.title), text(&what_if.question))
            })
            .collect(),
        rows: side_by_side(&findings.chronicles, language),
    };
    let scenario = twins.baseline.world.scenario();
    Ok(Answer {
        sheet: telling.sheet(),
        json: data::json(&telling),
        tables: data::tables(&telling),
        provenance: Provenance::of(Inquiry::Explain(asked.clone()), scenario, asked.seed, 1)
            .and(twins.changed.world.scenario()),
        more: vec![(GRAPH, telling.graph(true).dot(language))],
        interrupted: findings
            .stopped
            .then(|| "interrupted: what was found until then is shown".to_owned()),
    })
}

/// What is told.
#[derive(Debug)]
struct Telling<'a> {
    /// Who finds the words.
    teller: Teller<'a>,
    /// What was asked.
    asked: &'a Explain,
    /// What was found.
    found: &'a Findings,
    /// The change: title and question of each counterfactual.
    what_if: Vec<(String, String)>,
    /// Both chronicles.
    rows: Vec<Beside>,
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

    /// All of it, for people.
    fn sheet(&self) -> Sheet {
        let language = self.language();
        let mut sheet = Sheet::new(format!(
            "{}, {} {}",
            language.of(&self.scenario().title),
            language.pick("seed", "semilla"),
            self.teller.twins.seed
        ));
        self.head(&mut sheet);
        self.parting(&mut sheet);
        self.stories(&mut sheet);
        self.chain(&mut sheet);
        self.causes(&mut sheet);
        self.distance(&mut sheet);
        self.inevitability(&mut sheet);
        sheet
    }

    /// The graph: all of it, or the chain alone.
    fn graph(&self, all: bool) -> Graph {
        self.teller.graph(&self.found.explanation, &self.claim_title(), all)
    }

    fn head(&self, sheet: &mut Sheet) {
        let language = self.language();
        let explanation = &self.found.explanation;
        sheet.paragraph(Question::ThisWorldline.said(language));
        for (title, question) in &self.what_if {
            sheet.paragraph(format!("{} {title}: {question}", language.pick("What if", "Y si")));
        }
        for (said, place) in [
            (language.pick("Without the change", "Sin el cambio"), explanation.baseline.outcome),
            (language.pick("With it", "Con él"), explanation.changed.outcome),
        ] {
            let class = &self.scenario().outcomes[place];
            let (title, meaning) = (language.of(&class.title), language.of(&class.meaning));
            sheet.paragraph(format!("{said}: {title}. {meaning}"));
        }
        if self.asked.outcome.is_some() {
            let say = |holds: bool| match (holds, language) {
                (true, Language::English) => "yes",
                (true, Language::Spanish) => "sí",
                (false, _) => "no",
            };
            sheet.paragraph(format!(
                "{}: {}. {}: {}; {}: {}.",
                language.pick("What is explained", "Lo que se explica"),
                language.of(&self.teller.twins.changed.claim.title),
                language.pick("Without the change", "Sin el cambio"),
                say(explanation.baseline.holds),
                language.pick("with it", "con él"),
                say(explanation.changed.holds)
            ));
        }
    }

    fn parting(&self, sheet: &mut Sheet) {
        let language = self.language();
        sheet.heading(language.pick("Where they part", "Dónde se separan"));
        let text = self.found.parting.as_ref().map_or_else(
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
        sheet.paragraph(text);
    }

    fn stories(&self, sheet: &mut Sheet) {
        let language = self.language();
        let rows = &self.rows;
        let differing: Vec<&Beside> = rows.iter().filter(|row| row.differs()).collect();
        sheet.heading(
            language
                .pick("The two stories, where they differ", "Las dos historias, donde difieren"),
        );
        if differing.is_empty() {
            let text = language.pick("Both tell the same.", "Ambas cuentan lo mismo.");
            sheet.paragraph(text);
            return;
        }
        let differing = gathered(&differing, language);
        let shown = &differing[..differing.len().min(ROWS)];
        sheet.lines(columns(shown, language));
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
        sheet.paragraph(text);
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
            let other = if third && !self.asked.outcome.is_some() {
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

    fn chain(&self, sheet: &mut Sheet) {
        let language = self.language();
        let explanation = &self.found.explanation;
        sheet.heading(language.pick("From the change to the outcome", "Del cambio al desenlace"));
        if !self.differ() {
            let text = format!(
                "{} {}",
                language.pick(
                    "Both histories end alike in what is asked, so no chain leads from the change to it. Ask for something else with --outcome.",
                    "Ambas historias acaban igual en lo que se pregunta: ninguna cadena lleva a ello desde el cambio. Pregunte otra cosa con --outcome."
                ),
                self.links_in_all()
            );
            sheet.paragraph(text);
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
        let is_piece = |&at: &usize| matches!(explanation.links[at].node, Node::Piece(_));
        let mut chain: Vec<usize> = (0..explanation.links.len()).filter(is_piece).collect();
        chain.extend(explanation.chain.iter().filter(|at| !is_piece(at)));
        for (n, &at) in chain.iter().enumerate() {
            let link = &explanation.links[at];
            let arrows = explanation.chain_arrows.iter().filter(|(from, _)| *from == End::Link(at));
            let to: Vec<String> = arrows.filter_map(|&(_, to)| number(to, &chain)).collect();
            let said =
                self.teller.link(link.node, &explanation.baseline, &explanation.changed) + ".";
            lines += &hanging(&format!("{:>3}. ", n + 1), &said);
            let tested = format!(
                "{}: {}{}.",
                language.pick("Undone alone", "Deshecho solo"),
                self.verdict(at),
                if to.is_empty() {
                    String::new()
                } else {
                    format!("; {} {}", language.pick("it leads to", "lleva a:"), to.join(", "))
                }
            );
            lines += &hanging("     ", &tested);
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
        sheet.lines(lines);
        sheet.figure(
            self.graph(false).svg(language),
            language.pick(
                "The chain from the change to the outcome.",
                "La cadena del cambio al desenlace.",
            ),
        );
        let mut text = Vec::new();
        if !whole.is_empty() && needed > 0 {
            text.push(format!(
                "{} {} {}.",
                language.pick("No single link brings about", "Ningún eslabón produce por sí solo"),
                whole.join(", "),
                language.pick(
                    "by itself: this comes of the change as a whole",
                    ": viene del cambio en conjunto"
                )
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
            sheet.paragraph(line);
        }
    }

    fn links_in_all(&self) -> String {
        let explanation = &self.found.explanation;
        let language = self.language();
        let own = || explanation.links.iter().filter(|l| !matches!(l.node, Node::Piece(_)));
        let mut text = format!(
            "{} {}",
            own().count(),
            language.pick(
                "events and decisions came otherwise",
                "hechos y decisiones fueron de otro modo"
            )
        );
        if self.differ() {
            let needed = own().filter(|link| link.needed(explanation.changed.holds)).count();
            text +=
                &format!(", {needed} {}", language.pick("of them needed", "de ellos necesarios"));
        }
        text + language.pick(
            ". All of them, and what fell back with each, are in the graph (--dot FILE, or --out DIR).",
            ". Todos, y lo que se deshizo con cada uno, están en el grafo (--dot FICHERO, o --out CARPETA).",
        )
    }

    /// A cause in words.
    fn cause(&self, cause: &Traced) -> String {
        let explanation = &self.found.explanation;
        self.teller.cause(cause, &explanation.baseline, &explanation.changed)
    }

    fn causes(&self, sheet: &mut Sheet) {
        let language = self.language();
        let Findings { explanation, causes, .. } = self.found;
        sheet.heading(format!(
            "{}: {}",
            language.pick("What caused it", "Qué lo causó"),
            self.claim_title()
        ));
        let text = language.pick(
            "Actual causes in the changed history (Halpern 2015): what, had it alone been otherwise, would have undone the outcome, if need be with other things held as they were. The number is its responsibility: 1 when it decides alone, 1/2 when one thing more must be undone or held, and so on.",
            "Causas efectivas en la historia cambiada (Halpern 2015): aquello que, de haber sido distinto, habría deshecho el desenlace, si hace falta con otras cosas mantenidas como fueron. El número es su responsabilidad: 1 si decide por sí sola, 1/2 si hay que deshacer o mantener algo más, etc.",
        );
        sheet.paragraph(text);
        let lines = |causes: &mut dyn Iterator<Item = &Traced>| -> String {
            let told = causes.map(|cause| {
                hanging(&format!("  {:<4} ", fraction(&cause.cause)), &self.cause(cause))
            });
            told.collect()
        };
        let own: Vec<&Traced> = causes.iter().filter(|cause| !cause.shared).collect();
        let omitted = |all: usize, shown: usize| match all.saturating_sub(shown) {
            0 => String::new(),
            more => format!(
                "       {more} {}\n",
                language.pick("more (JSON has them)", "más (están en el JSON)")
            ),
        };
        if own.is_empty() {
            let text = language.pick(
                "Of what the change brought, nothing that was tried, alone or in pairs and with up to three things held, is a cause.",
                "De lo que trajo el cambio, nada de lo probado, solo o en parejas y con hasta tres cosas mantenidas, es causa.",
            );
            sheet.paragraph(text);
        } else {
            let head =
                language.pick("Of what the change brought:\n", "De lo que trajo el cambio:\n");
            let more = omitted(own.len(), OWN);
            let shown = lines(&mut own.into_iter().take(OWN));
            sheet.lines(format!("{head}{shown}{more}"));
        }
        let shared: Vec<&Traced> = causes.iter().filter(|cause| cause.shared).collect();
        if !shared.is_empty() {
            let head = language.pick(
                "Of the past that both histories share, each needed:\n",
                "Del pasado que ambas historias comparten, cada uno necesario:\n",
            );
            let more = omitted(shared.len(), SHARED);
            let shown = lines(&mut shared.into_iter().take(SHARED));
            sheet.lines(format!("{head}{shown}{more}"));
        }
        let runs = explanation.runs + self.found.cause_runs;
        let mut text =
            format!("{runs} {}", language.pick("histories were run.", "historias se calcularon."));
        if !self.found.causes_complete {
            text += &format!(
                " {}{}",
                language.pick(
                    "The search was not finished, so less responsible causes may be missing",
                    "La búsqueda no terminó; pueden faltar causas menos responsables"
                ),
                if self.found.stopped {
                    ".".to_owned()
                } else {
                    format!(
                        "{} --most-runs {}.",
                        language.pick(": the most was", ": el máximo era"),
                        self.asked.most_runs
                    )
                }
            );
        }
        sheet.paragraph(text);
    }

    fn reversion(&self) -> Option<Reversion> {
        let distances: Vec<f64> =
            self.found.distances.iter().map(|&(_, distance)| distance).collect();
        reversion(&distances)
    }

    fn distance(&self, sheet: &mut Sheet) {
        let language = self.language();
        let Some(reversion) = self.reversion() else { return };
        sheet.heading(language.pick("How far apart", "A qué distancia"));
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
        sheet.paragraph(text);
        sheet.table(table);
        let parted = self.found.parting.as_ref().map(|parting| {
            let said = language.pick("they part", "se separan").to_owned();
            (calendar::monday(parting.week), said)
        });
        let picture = Distance {
            title: language
                .pick("How far apart the twins are", "A qué distancia están las gemelas")
                .to_owned(),
            meaning: language
                .pick(
                    "mean over all subjects; 0: the same, 1: each quantity across all its ground",
                    "media de todas las materias; 0: iguales, 1: cada cantidad en el otro extremo",
                )
                .to_owned(),
            days: self.found.distances.iter().map(|&(week, _)| calendar::monday(week)).collect(),
            one: self.found.distances.iter().map(|&(_, distance)| distance).collect(),
            parting: parted,
            ..Distance::default()
        };
        sheet.figure(
            picture.svg(language),
            language.pick("Distance between the twins.", "Distancia entre las gemelas."),
        );
    }

    fn inevitability(&self, sheet: &mut Sheet) {
        let language = self.language();
        let Some([without, with]) = &self.found.curves else { return };
        // Who interrupts the work before it has a point gets none.
        if without.is_empty() || with.is_empty() {
            return;
        }
        sheet.heading(format!(
            "{}: {}",
            language.pick("How likely it was, week by week", "Cuán probable era, semana a semana"),
            language.of(&self.teller.twins.changed.claim.title)
        ));
        let forks = with.first().map_or(0, |point| point.forks);
        let text = format!(
            "{} {} {} n = {forks}. {}",
            language.pick("Each history is forked every", "Cada historia se bifurca cada"),
            self.asked.every,
            language.pick(
                "weeks: its state is kept, its luck is fresh from then on. Shares of the forks with their 95 % intervals,",
                "semanas: se conserva su estado y el azar es nuevo desde entonces. Partes de las bifurcaciones con sus intervalos del 95 %,"
            ),
            language.pick(
                "The first row is the base rate: all luck fresh, and the model's parameters too, which the others share with this seed. Rows in which neither moved by five points are left out.",
                "La primera fila es la tasa base: todo el azar nuevo, y también los parámetros del modelo, que en las demás son los de esta semilla. Se omiten las filas en que ninguna se movió cinco puntos."
            )
        );
        sheet.paragraph(text);
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
        let moved = |from: usize, to: usize| {
            (at(&without[to]) - at(&without[from])).abs() >= STEP
                || (at(&with[to]) - at(&with[from])).abs() >= STEP
        };
        let mut shown = vec![false; n];
        let mut last = 0;
        for place in 0..n {
            // The row before a step is shown too, so that the step has its size.
            if place < 2 || place + 1 == n || moved(last, place) {
                shown[place] = true;
                shown[place.saturating_sub(1)] = true;
                last = place;
            }
        }
        for (place, (one, other)) in without.iter().zip(with).enumerate() {
            if !shown[place] {
                continue;
            }
            let week = other.week.map_or_else(
                || language.pick("(base rate)", "(tasa base)").to_owned(),
                |week| language.date(calendar::monday(week)),
            );
            table.row([vec![week], cells(one).to_vec(), cells(other).to_vec()].concat());
        }
        sheet.table(table);
        let line = |name: &str, points: &[Point]| Line {
            name: name.to_owned(),
            points: points
                .iter()
                .filter(|point| point.week.is_some())
                .map(|point| {
                    let (value, low, high) = share(point.held, point);
                    Some(Estimate { value, low, high, n: forks })
                })
                .collect(),
        };
        let days = with.iter().filter_map(|point| point.week.map(calendar::monday));
        let picture = Curve {
            title: language.of(&self.teller.twins.changed.claim.title).to_owned(),
            meaning: language
                .pick(
                    "probability given the state of each week",
                    "probabilidad dado el estado de cada semana",
                )
                .to_owned(),
            measure: Measure::Share,
            along: Along::Days(days.collect()),
            lines: vec![
                line(language.pick("without", "sin"), without),
                line(language.pick("with", "con"), with),
            ],
            steps: true,
            parting: self.found.parting.as_ref().map(|parting| {
                let said = language.pick("they part", "se separan").to_owned();
                (calendar::monday(parting.week), said)
            }),
        };
        sheet.figure(
            picture.svg(language),
            language.pick("Inevitability curves.", "Curvas de inevitabilidad."),
        );
    }
}

/// A share of the forks with its interval; what is a fact has none.
fn share(count: u64, point: &Point) -> (f64, f64, f64) {
    let Share { share, low, high } = wilson(count, point.forks);
    if point.certain { (share, share, share) } else { (share, low, high) }
}
