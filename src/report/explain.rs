//! An explanation in words: two twins told together, the chain from the change to the
//! outcome, and what caused it; and the graph of it for pictures.
//!
//! Readers are historians: events are named by their lines of the chronicle, decisions by
//! their titles and options, and no id of a file is shown where there are words for it.

use crate::report::parting::{Parting, Reading};
use crate::report::{Language, playthrough, story, words};
use crate::scenario::library::Piece;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Day, Scenario, Week};
use crate::sim::{Whole, calendar};
use crate::whatif::cause::Cause;
use crate::whatif::explanation::{End, Explanation, Lived, Node, Otherwise, Play, Twins};

/// Quantities that are named where two histories part.
const NAMED: usize = 3;

/// Puts an explanation into words.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The twins.
    pub twins: &'a Twins,
    /// The pieces of the change.
    pub pieces: &'a [Piece],
    /// The language.
    pub language: Language,
}

/// Something told of both histories, or of one of them, or of both at other dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it is.
    pub text: String,
    /// Its day without the change.
    pub without: Option<Day>,
    /// Its day with it.
    pub with: Option<Day>,
}

impl Beside {
    /// Does it differ: told of one only, or a week or more apart?
    #[must_use]
    pub const fn differs(&self) -> bool {
        match (self.without, self.with) {
            (Some(one), Some(other)) => one.abs_diff(other) >= 7,
            _ => true,
        }
    }

    fn first(&self) -> Day {
        [self.without, self.with].into_iter().flatten().min().unwrap_or(Day::MAX)
    }
}

/// Both chronicles side by side, in the order of their dates. What is told more than once
/// is paired in order.
#[must_use]
pub fn side_by_side(without: &Whole<'_>, with: &Whole<'_>, language: Language) -> Vec<Beside> {
    let told = |whole: &Whole<'_>| -> Vec<(String, Day, String)> {
        let scenario = &whole.premise.scenario;
        let entries = whole.chronicle.entries().iter().map(|entry| {
            let id = playthrough::id(scenario, entry.happening);
            (id, entry.day, story::told(whole, scenario, entry, language).text)
        });
        entries.collect()
    };
    let mut others = told(with);
    let mut rows = Vec::new();
    for (id, day, text) in told(without) {
        let twin = others.iter().position(|(other, ..)| *other == id);
        let twin = twin.map(|place| others.remove(place));
        rows.push(Beside { text, without: Some(day), with: twin.map(|(_, day, _)| day) });
    }
    rows.extend(others.into_iter().map(|(_, day, text)| Beside {
        text,
        without: None,
        with: Some(day),
    }));
    rows.sort_by_key(Beside::first);
    rows
}

/// Rows of two stories as lines: date without, date with, text.
#[must_use]
pub fn columns(rows: &[&Beside], language: Language) -> String {
    const DATE: usize = 24;
    const TEXT: usize = 60;
    let date = |day: Option<Day>| day.map_or("–".to_owned(), |day| language.date(day));
    let pad =
        |text: &str| format!("{text}{}", " ".repeat(DATE.saturating_sub(text.chars().count())));
    let mut lines = format!(
        "{}{}\n",
        pad(language.pick("without the change", "sin el cambio")),
        pad(language.pick("with it", "con él"))
    );
    for row in rows {
        let mut begin = pad(&date(row.without)) + &pad(&date(row.with));
        let mut line = String::new();
        for word in row.text.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > TEXT {
                lines += &format!("{begin}{line}\n");
                begin = " ".repeat(2 * DATE);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
        lines += &format!("{begin}{line}\n");
    }
    lines
}

/// A text up to its first full stop, colon or semicolon.
fn shorten(text: &str) -> &str {
    let end = text.char_indices().find(|&(at, letter)| {
        matches!(letter, ':' | ';' | '.')
            && text[at + letter.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The text between quotes after `name:` in a piece of RON.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(&format!("{name}: \""))?;
    after.split_once('"').map(|(value, _)| value)
}

impl Teller<'_> {
    fn scenario(&self) -> &Scenario {
        self.twins.changed.world.scenario()
    }

    fn week(&self, week: Week) -> String {
        self.language.date(calendar::monday(week))
    }

    fn event(&self, place: usize) -> String {
        let event = &self.scenario().events[place];
        let text = shorten(self.language.of(&event.text));
        if text.is_empty() {
            let name = event.id.replace('_', " ");
            format!(
                "“{name}” ({})",
                self.language.pick("not told by the chronicle", "la crónica no lo cuenta")
            )
        } else {
            text.to_owned()
        }
    }

    fn decision(&self, place: usize) -> String {
        let title = self.language.of(&self.scenario().decisions[place].title);
        if title.ends_with('?') { title.to_owned() } else { format!("{title}:") }
    }

    /// What a decision stands at: 0 unanswered, else the option's place plus one.
    fn state(&self, decision: usize, state: usize) -> String {
        let choices = &self.scenario().decisions[decision].choices;
        match state.checked_sub(1).and_then(|option| choices.get(option)) {
            Some(choice) => format!("“{}”", self.language.of(&choice.label)),
            None => self.language.pick("no answer", "sin respuesta").to_owned(),
        }
    }

    /// A piece of the change in words; as the file writes it, where there are none.
    #[must_use]
    pub fn piece(&self, piece: usize) -> String {
        let Some(text) = self.pieces.get(piece).map(|piece| piece.text.trim()) else {
            return String::new();
        };
        self.piece_in_words(text)
            .unwrap_or_else(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn piece_in_words(&self, text: &str) -> Option<String> {
        let (language, scenario) = (self.language, self.scenario());
        let event = |id: &str| scenario.events.iter().position(|event| event.id == id);
        match text.split_once('(')?.0.trim() {
            "DropEvent" => Some(format!(
                "{} {}",
                language.pick("It never comes to this:", "Nunca se llega a esto:"),
                self.event(event(field(text, "event")?)?)
            )),
            "ForceOption" => {
                let id = field(text, "decision")?;
                let place = scenario.decisions.iter().position(|known| known.id == id)?;
                let id = field(text, "option")?;
                let option = scenario.decisions[place].choices.iter().position(|c| c.id == id)?;
                Some(format!(
                    "{} {} {}",
                    self.decision(place),
                    self.state(place, option + 1),
                    language.pick("is laid down", "queda impuesto")
                ))
            }
            "SetVariable" => {
                let mut effect = field(text, "effect")?.splitn(3, ' ');
                let known = scenario.vocabulary.named(effect.next()?)?;
                let operator = effect.next()?;
                let value: f64 = effect.next()?.trim().parse().ok()?;
                let date: jiff::civil::Date = field(text, "on")?.parse().ok()?;
                let day = (date - calendar::first_day()).get_days();
                let name = shorten(language.pick(&known.en, &known.es)).to_owned();
                let with_unit = words::value(&known.kind, value, language);
                let done = match operator {
                    "=" => format!("{} {with_unit}", language.pick("is set to", "se fija en")),
                    "+=" => format!("{} {with_unit}", language.pick("is raised by", "sube en")),
                    "-=" => format!("{} {with_unit}", language.pick("is lowered by", "baja en")),
                    "*=" => format!(
                        "{} {value}",
                        language.pick("is multiplied by", "se multiplica por")
                    ),
                    _ => return None,
                };
                Some(format!("{}: {name} {done}", language.date(day)))
            }
            _ => None,
        }
    }

    /// A link in a sentence without its full stop: what it is, and what it is instead of.
    #[must_use]
    pub fn link(&self, node: Node, baseline: &Lived, changed: &Lived) -> String {
        let language = self.language;
        match node {
            Node::Piece(piece) => self.piece(piece),
            Node::Event(place) => {
                let text = self.event(place);
                match (baseline.days[place], changed.days[place]) {
                    (Some(then), None) => format!(
                        "{}: {} ({} {})",
                        language.pick("Does not happen", "No ocurre"),
                        text,
                        language.pick("without the change:", "sin el cambio:"),
                        language.date(then)
                    ),
                    (None, Some(now)) => format!(
                        "{text} ({}; {})",
                        language.date(now),
                        language.pick("without the change, never", "sin el cambio, nunca")
                    ),
                    (Some(then), Some(now)) => format!(
                        "{text} ({}; {} {})",
                        language.date(now),
                        language.pick("without the change:", "sin el cambio:"),
                        language.date(then)
                    ),
                    (None, None) => text,
                }
            }
            Node::Decision(place) => {
                let (then, now) = (self.path(node, baseline), self.path(node, changed));
                let Some(week) = now.parts(then) else { return self.decision(place) };
                format!(
                    "{} {} {} {} ({} {})",
                    self.decision(place),
                    self.state(place, now.at(week)),
                    language.pick("instead of", "en lugar de"),
                    self.state(place, then.at(week)),
                    language.pick("week of", "semana del"),
                    self.week(week)
                )
            }
        }
    }

    fn path<'l>(&self, node: Node, lived: &'l Lived) -> &'l crate::whatif::explanation::Path {
        const NONE: &crate::whatif::explanation::Path =
            &crate::whatif::explanation::Path(Vec::new());
        self.twins.path_of(node).and_then(|path| lived.paths.get(path)).unwrap_or(NONE)
    }

    /// What an event or decision was in the changed world: the actual value of a cause.
    fn actual(&self, node: Node, changed: &Lived) -> String {
        match node {
            Node::Piece(piece) => self.piece(piece),
            Node::Event(place) => match changed.days[place] {
                Some(day) => format!("{} ({})", self.event(place), self.language.date(day)),
                None => format!(
                    "{}: {}",
                    self.language.pick("Does not happen", "No ocurre"),
                    self.event(place)
                ),
            },
            Node::Decision(place) => {
                let path = self.path(node, changed);
                match path.0.last() {
                    Some(&(week, state)) => format!(
                        "{} {} ({} {})",
                        self.decision(place),
                        self.state(place, state),
                        self.language.pick("week of", "semana del"),
                        self.week(week)
                    ),
                    None => format!("{} {}", self.decision(place), self.state(place, 0)),
                }
            }
        }
    }

    /// How it would have been otherwise.
    fn otherwise(&self, node: Node, other: &Otherwise, baseline: &Lived) -> String {
        let language = self.language;
        match (other, node) {
            (Otherwise::Without, _) => {
                language.pick("without this piece", "sin esta pieza").to_owned()
            }
            (Otherwise::AsInBaseline, Node::Event(place)) => match baseline.days[place] {
                Some(day) => {
                    format!(
                        "{} {}",
                        language.pick("had it come on", "de ocurrir el"),
                        language.date(day)
                    )
                }
                None => language.pick("had it not happened", "de no ocurrir").to_owned(),
            },
            (Otherwise::AsInBaseline, _) => language
                .pick(
                    "had it been answered as without the change",
                    "de responderse como sin el cambio",
                )
                .to_owned(),
            (Otherwise::Never, _) => {
                language.pick("had it not happened", "de no ocurrir").to_owned()
            }
            (Otherwise::Option(option), Node::Decision(place)) => format!(
                "{} {}",
                language.pick("had the answer been", "si la respuesta fuera"),
                self.state(place, option + 1)
            ),
            (Otherwise::Option(_), _) => String::new(),
        }
    }

    /// What became of something in a worldline in which something else was undone.
    fn moved(&self, node: Node, changed: &Lived, lived: &Lived) -> String {
        let language = self.language;
        match node {
            Node::Piece(_) => String::new(),
            Node::Event(place) => match lived.days[place] {
                Some(day) => format!("{} ({})", self.event(place), language.date(day)),
                None => format!("{}: {}", language.pick("not", "no"), self.event(place)),
            },
            Node::Decision(place) => {
                let (now, then) = (self.path(node, changed), self.path(node, lived));
                let Some(week) = now.parts(then) else { return self.decision(place) };
                format!(
                    "{} {} ({} {})",
                    self.decision(place),
                    self.state(place, then.at(week)),
                    language.pick("week of", "semana del"),
                    self.week(week)
                )
            }
        }
    }

    /// A cause in one or two sentences.
    #[must_use]
    pub fn cause(
        &self,
        cause: &Cause,
        play: &Play<'_>,
        baseline: &Lived,
        changed: &Lived,
    ) -> String {
        let language = self.language;
        let parts: Vec<String> = cause
            .set
            .iter()
            .map(|&(at, alternative)| {
                let node = play.nodes[at];
                let other = play.otherwise[at].get(alternative);
                let other = other.map(|other| self.otherwise(node, other, baseline));
                format!("{}, {}", self.actual(node, changed), other.unwrap_or_default())
            })
            .collect();
        let mut text = parts.join(language.pick("; and ", "; y "));
        if cause.witness.is_empty() {
            text += language.pick(": the outcome is gone.", ": el desenlace desaparece.");
            return text;
        }
        // Who tells of pre-emption says what would have stepped in.
        let instead = play.lived(&cause.set, &[]);
        let stepped_in: Vec<String> = cause
            .witness
            .iter()
            .map(|&at| match &instead {
                Some(lived) => self.moved(play.nodes[at], changed, lived),
                None => self.actual(play.nodes[at], changed),
            })
            .collect();
        text += &format!(
            "{} {}. {}",
            language.pick(
                ": the outcome comes all the same, for then",
                ": el desenlace llega igual, pues entonces"
            ),
            stepped_in.join("; "),
            language.pick(
                "With that held as it was, the outcome is gone.",
                "Con eso mantenido como fue, el desenlace desaparece."
            )
        );
        text
    }

    /// Where the twins part, in words.
    #[must_use]
    pub fn parting(&self, parting: &Parting) -> String {
        let language = self.language;
        let vocabulary = &self.scenario().vocabulary;
        let mut text = format!(
            "{} {}.",
            language.pick("They part in the week of", "Se separan en la semana del"),
            self.week(parting.week)
        );
        let said = |reading: &Option<Reading>, kind: &Kind| match reading {
            Some(Reading::Number(value)) => words::value(kind, *value, language),
            Some(Reading::Truth(truth)) => {
                words::value(&Kind::Truth, f64::from(u8::from(*truth)), language)
            }
            Some(Reading::State(state)) => match kind {
                Kind::States(states) => {
                    let place = states.iter().position(|known| known == state).unwrap_or(0);
                    words::value(kind, place as f64, language)
                }
                _ => state.clone(),
            },
            None => "–".to_owned(),
        };
        let shown = parting.quantities.iter().filter_map(|difference| {
            let known = vocabulary.named(&difference.name)?;
            let name = shorten(language.pick(&known.en, &known.es));
            let (one, other) =
                (said(&difference.first, &known.kind), said(&difference.second, &known.kind));
            (one != other && !name.is_empty()).then(|| {
                let colon = if name.ends_with('?') { "" } else { ":" };
                format!(
                    "{name}{colon} {one} {}, {other} {}",
                    language.pick("without the change", "sin el cambio"),
                    language.pick("with it", "con él")
                )
            })
        });
        let shown: Vec<String> = shown.take(NAMED).collect();
        if !shown.is_empty() {
            text += &format!(
                " {} {}.",
                language.pick("What moves most:", "Lo que más se mueve:"),
                shown.join("; ")
            );
        }
        if let Some(told) = &parting.told {
            let side = |told: &crate::report::parting::Told| {
                format!("{} ({})", shorten(language.of(&told.text)), language.date(told.day))
            };
            let sides = match (&told.first, &told.second) {
                (Some(one), Some(other)) => format!(
                    "{} {}; {} {}",
                    language.pick("without the change,", "sin el cambio,"),
                    side(one),
                    language.pick("with it,", "con él,"),
                    side(other)
                ),
                (Some(one), None) => format!(
                    "{} {}",
                    language.pick("only without the change,", "solo sin el cambio,"),
                    side(one)
                ),
                (None, Some(other)) => {
                    format!("{} {}", language.pick("only with it,", "solo con él,"), side(other))
                }
                (None, None) => String::new(),
            };
            text += &format!(
                " {} {sides}.",
                language.pick(
                    "The first thing told otherwise:",
                    "Lo primero que se cuenta de otro modo:"
                )
            );
        }
        text
    }

    /// The graph of an explanation, labelled.
    #[must_use]
    pub fn graph(&self, explanation: &Explanation, outcome: &str) -> Graph {
        let Explanation { baseline, changed, links, .. } = explanation;
        let held = changed.holds;
        let needs_root = explanation.arrows.iter().any(|&(from, _)| from == End::Change);
        let mut nodes = Vec::new();
        if needs_root {
            nodes.push(GraphNode {
                id: id(End::Change),
                label: self
                    .language
                    .pick("The change as a whole", "El cambio en conjunto")
                    .to_owned(),
                kind: GraphKind::Change,
                since: None,
                needed: None,
                on_chain: true,
            });
        }
        nodes.extend(links.iter().enumerate().map(|(at, link)| GraphNode {
            id: id(End::Link(at)),
            label: self.link(link.node, baseline, changed),
            kind: match link.node {
                Node::Piece(_) => GraphKind::Piece,
                Node::Event(_) => GraphKind::Event,
                Node::Decision(_) => GraphKind::Decision,
            },
            since: (!matches!(link.node, Node::Piece(_))).then_some(link.since),
            needed: link.undone.as_ref().map(|_| link.needed(held)),
            on_chain: explanation.chain.contains(&at),
        }));
        if baseline.holds != held {
            nodes.push(GraphNode {
                id: id(End::Outcome),
                label: outcome.to_owned(),
                kind: GraphKind::Outcome,
                since: None,
                needed: None,
                on_chain: true,
            });
        }
        let mut edges: Vec<GraphEdge> = Vec::new();
        for (arrows, on_chain) in [(&explanation.chain_arrows, true), (&explanation.arrows, false)]
        {
            for &(from, to) in arrows {
                let edge = GraphEdge { from: id(from), to: id(to), on_chain };
                let known =
                    edges.iter().any(|known| known.from == edge.from && known.to == edge.to);
                if !known {
                    edges.push(edge);
                }
            }
        }
        if !needs_root && edges.iter().any(|edge| edge.from == id(End::Change)) {
            edges.retain(|edge| edge.from != id(End::Change));
        }
        Graph { nodes, edges }
    }
}

fn id(end: End) -> String {
    match end {
        End::Change => "change".to_owned(),
        End::Link(at) => format!("link{}", at + 1),
        End::Outcome => "outcome".to_owned(),
    }
}

/// What a node of the graph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphKind {
    /// The change as a whole.
    Change,
    /// A piece of it.
    Piece,
    /// An event.
    Event,
    /// A decision.
    Decision,
    /// The outcome.
    Outcome,
}

impl GraphKind {
    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Piece => "piece",
            Self::Event => "event",
            Self::Decision => "decision",
            Self::Outcome => "outcome",
        }
    }
}

/// A node of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphNode {
    /// Its id in the graph.
    pub id: String,
    /// What a reader sees.
    pub label: String,
    /// What it is.
    pub kind: GraphKind,
    /// The week from which it is otherwise.
    pub since: Option<Week>,
    /// Does the outcome fall back when it alone is undone? Nothing, if that was not tried.
    pub needed: Option<bool>,
    /// Does it lie on the chain from the change to the outcome?
    pub on_chain: bool,
}

/// An arrow of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphEdge {
    /// From this node.
    pub from: String,
    /// To this one, which falls back when the first is undone alone.
    pub to: String,
    /// Does it lie on the chain?
    pub on_chain: bool,
}

/// The graph of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// Its nodes: the change first, in order of time, the outcome last.
    pub nodes: Vec<GraphNode>,
    /// Its arrows.
    pub edges: Vec<GraphEdge>,
}

impl Graph {
    /// The graph in the language of Graphviz: the chain stands out; what is needed has a
    /// double border.
    #[must_use]
    pub fn dot(&self) -> String {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let mut dot = "digraph explanation {\n  rankdir=TB;\n  node [fontname=\"sans-serif\", fontsize=11];\n".to_owned();
        for node in &self.nodes {
            let shape = match node.kind {
                GraphKind::Change | GraphKind::Piece => "box",
                GraphKind::Event => "ellipse",
                GraphKind::Decision => "diamond",
                GraphKind::Outcome => "octagon",
            };
            let borders = if node.needed == Some(true) { 2 } else { 1 };
            let style = if node.on_chain { "bold" } else { "solid" };
            dot += &format!(
                "  {} [label=\"{}\", shape={shape}, peripheries={borders}, style={style}];\n",
                node.id,
                quoted(&wrapped(&node.label)).replace('\n', "\\n")
            );
        }
        for edge in &self.edges {
            let style = if edge.on_chain { "bold" } else { "solid" };
            dot += &format!("  {} -> {} [style={style}];\n", edge.from, edge.to);
        }
        dot + "}\n"
    }
}

/// A label on lines of some thirty letters.
fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            if line.is_empty() || line.chars().count() + word.chars().count() < 30 {
                if !line.is_empty() {
                    line.push(' ');
                }
                *line += word;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_break_out_of_its_quotes() {
        let node = GraphNode {
            id: "link1".to_owned(),
            label: "say \"stop\" \\ go".to_owned(),
            kind: GraphKind::Event,
            since: None,
            needed: Some(true),
            on_chain: true,
        };
        let dot = Graph { nodes: vec![node], edges: Vec::new() }.dot();
        assert!(dot.contains("label=\"say \\\"stop\\\" \\\\ go\""), "{dot}");
        assert!(dot.contains("peripheries=2"), "{dot}");
    }

    #[test]
    fn a_text_is_shortened_at_its_first_stop_and_not_inside_a_number() {
        assert_eq!(shorten("Stalingrad falls; the Volga is cut."), "Stalingrad falls");
        assert_eq!(shorten("At 0.5 of the way: go"), "At 0.5 of the way");
    }

    #[test]
    fn a_week_apart_differs_and_a_day_apart_does_not() {
        let row = |without, with| Beside { text: String::new(), without, with };
        assert!(row(Some(3), Some(10)).differs() && row(None, Some(1)).differs());
        assert!(!row(Some(3), Some(9)).differs());
    }
}
