//! The words of an explanation: its pieces, links and causes in sentences, two chronicles
//! side by side, and the graph with its labels.
//!
//! Readers are historians: events are named by their lines of the chronicle, decisions by
//! their titles and options, and no id of a file is shown where there are words for it.

use crate::report::chart::graph::{self as chart, Edge, Graph, Kind as BoxKind};
use crate::report::parting::{Parting, Reading};
use crate::report::words::name_of;
use crate::report::{Language, intervention, playthrough, story, words};
use crate::scenario::vocabulary::{Family, Kind};
use crate::scenario::{Day, Scenario, Week, first_clause};
use crate::sim::chronicle::Happening;
use crate::sim::{Whole, calendar};
use crate::whatif::cause::Cause;
use crate::whatif::explanation::{End, Explanation, Lived, Node, Otherwise, Path, Play, Twins};
use crate::whatif::surprise::days_of_deed;

/// Quantities that are named where two histories part.
const NAMED: usize = 3;

/// Puts an explanation into words.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The twins.
    pub twins: &'a Twins,
    /// The language.
    pub language: Language,
}

/// Something told of both histories, or of one of them, or of both at other dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it is.
    pub text: String,
    /// Is it of the map?
    pub on_the_map: Option<OnTheMap>,
    /// Its day without the change.
    pub without: Option<Day>,
    /// Its day with it.
    pub with: Option<Day>,
}

/// Something of the map: what is done, to which region or army.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTheMap {
    /// The region or the army.
    pub name: String,
    /// What is done to it.
    pub done: Done,
}

/// What is done on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// A power takes a region.
    Taken {
        /// The power.
        by: String,
        /// Was it the power's own on the first day?
        again: bool,
    },
    /// An army lays down its arms.
    Beaten,
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
    let told = |whole: &Whole<'_>| -> Vec<(String, Day, String, Option<OnTheMap>)> {
        let scenario = &whole.premise.scenario;
        let entries = whole.chronicle.entries().iter().map(|entry| {
            let id = playthrough::id(scenario, entry.happening);
            let text = story::told(whole, scenario, entry, language).text;
            let named = |text, done| Some(OnTheMap { name: language.of(text).to_owned(), done });
            let on_the_map = match entry.happening {
                Happening::Conquest(region, power) => {
                    let by = language.of(&scenario.powers[power].name).to_owned();
                    let again = scenario.regions[region].holder == power;
                    named(&scenario.regions[region].name, Done::Taken { by, again })
                }
                Happening::Surrender(army) => named(&scenario.armies[army].name, Done::Beaten),
                Happening::Event(_) | Happening::Answer(..) => None,
            };
            (id, entry.day, text, on_the_map)
        });
        entries.collect()
    };
    let mut others = told(with);
    let mut rows = Vec::new();
    for (id, day, text, on_the_map) in told(without) {
        let twin = others.iter().position(|(other, ..)| *other == id);
        let with = twin.map(|place| others.remove(place).1);
        rows.push(Beside { text, on_the_map, without: Some(day), with });
    }
    rows.extend(others.into_iter().map(|(_, day, text, on_the_map)| Beside {
        text,
        on_the_map,
        without: None,
        with: Some(day),
    }));
    rows.sort_by_key(Beside::first);
    rows
}

/// Rows of the map that follow each other and say the same of several regions or armies on
/// one side only, told in one row with the dates of the first and the last.
#[must_use]
pub fn gathered(rows: &[&Beside], language: Language) -> Vec<Beside> {
    let side = |row: &Beside| (row.without.is_some(), row.with.is_some());
    // Armies on the map come between its regions: each kind has an open row of its own.
    let mut open: Vec<Open> = Vec::new();
    let mut told = Vec::new();
    let close = |open: &mut Vec<Open>, told: &mut Vec<Beside>| {
        for Open { mut row, names, done, last } in open.drain(..) {
            if names.len() > 1 {
                let until = if last == row.first() {
                    String::new()
                } else {
                    format!(" ({} {})", language.pick("to", "hasta el"), language.date(last))
                };
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let said = match &done {
                    Done::Taken { by, again } => story::taken(&names, by, *again, language),
                    Done::Beaten => story::beaten(&names, language),
                };
                row.text = format!("{said}{until}.");
            }
            told.push(row);
        }
    };
    for &row in rows {
        let on_the_map = row.on_the_map.as_ref().filter(|_| side(row) != (true, true));
        let Some(OnTheMap { name, done }) = on_the_map else {
            close(&mut open, &mut told);
            told.push(row.clone());
            continue;
        };
        let known =
            open.iter_mut().find(|known| known.done == *done && side(&known.row) == side(row));
        match known {
            Some(known) => {
                known.names.push(name.clone());
                known.last = row.first();
            }
            None => open.push(Open {
                row: row.clone(),
                names: vec![name.clone()],
                done: done.clone(),
                last: row.first(),
            }),
        }
    }
    close(&mut open, &mut told);
    told
}

/// A row of the map that others may still join.
struct Open {
    row: Beside,
    names: Vec<String>,
    done: Done,
    last: Day,
}

/// Rows of two stories as lines: date without, date with, text.
#[must_use]
pub fn columns(rows: &[Beside], language: Language) -> String {
    const DATE: usize = 24;
    let date = |day: Option<Day>| day.map_or("–".to_owned(), |day| language.date(day));
    let pad =
        |text: &str| format!("{text}{}", " ".repeat(DATE.saturating_sub(text.chars().count())));
    let mut lines = format!(
        "{}{}\n",
        pad(language.pick("without the change", "sin el cambio")),
        pad(language.pick("with it", "con él"))
    );
    for row in rows {
        lines += &hanging(&(pad(&date(row.without)) + &pad(&date(row.with))), &row.text);
    }
    lines
}

/// Width of a line of a story.
const WIDTH: usize = 108;

/// A text after a beginning, its further lines set in under its first.
#[must_use]
pub fn hanging(begin: &str, text: &str) -> String {
    let room = begin.chars().count();
    let (mut lines, mut line) = (String::new(), begin.to_owned());
    let mut bare = true;
    for word in text.split_whitespace() {
        if !bare && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines += &format!("{}\n", line.trim_end());
            line = " ".repeat(room);
            bare = true;
        }
        if !bare {
            line.push(' ');
        }
        line += word;
        bare = false;
    }
    lines + line.trim_end() + "\n"
}

impl Teller<'_> {
    fn scenario(&self) -> &Scenario {
        self.twins.changed.world.scenario()
    }

    fn week(&self, week: Week) -> String {
        self.language.date(calendar::monday(week))
    }

    fn event(&self, place: usize) -> String {
        words::event(self.scenario(), place, self.language)
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

    /// A piece of the change: what was compiled of it, with its dates.
    #[must_use]
    pub fn piece(&self, piece: usize) -> String {
        let scenario = self.scenario();
        let deed = scenario.deeds.get(piece);
        deed.map_or_else(String::new, |deed| intervention::told(scenario, deed, self.language))
    }

    /// The first day on which a piece of the change can do anything.
    #[must_use]
    pub fn day_of_piece(&self, piece: usize) -> Option<Day> {
        let scenario = self.scenario();
        scenario.deeds.get(piece).map(|deed| days_of_deed(scenario, deed).0)
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

    fn path<'l>(&self, node: Node, lived: &'l Lived) -> &'l Path {
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
                let answers: Vec<&(Week, usize)> =
                    path.0.iter().filter(|&&(week, _)| week <= changed.settled).collect();
                let Some(&&(week, state)) = answers.last() else {
                    return format!("{} {}", self.decision(place), self.state(place, 0));
                };
                let (state, week) = (self.state(place, state), self.week(week));
                match answers.len() {
                    1 => format!(
                        "{} {state} ({} {week})",
                        self.decision(place),
                        self.language.pick("from the week of", "desde la semana del")
                    ),
                    n => format!(
                        "{} {} {n} {} {state} ({} {week})",
                        self.decision(place),
                        self.language.pick("answered in", "respondida de"),
                        self.language.pick("turns, at last", "modos sucesivos, por último"),
                        self.language.pick("week of", "semana del"),
                    ),
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
                language.pick("had the answer always been", "si la respuesta fuera siempre"),
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
            Node::Event(place) => match (lived.days[place], changed.days[place]) {
                (Some(day), None) => format!("“{}” ({})", self.event(place), language.date(day)),
                (Some(day), Some(actual)) => format!(
                    "“{}” ({} {} {})",
                    self.event(place),
                    language.date(day),
                    language.pick("instead of", "en lugar del"),
                    language.date(actual)
                ),
                (None, _) => format!(
                    "{} “{}”",
                    language.pick("it does not come to", "no se llega a"),
                    self.event(place)
                ),
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
        let end = self.end(play.lived(&cause.set, &cause.witness).as_ref());
        if cause.witness.is_empty() {
            return format!("{text} {end}.");
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
            "{} {}. {} {end}.",
            language.pick(
                ": the outcome comes all the same, for then",
                ": el desenlace llega igual, pues entonces"
            ),
            stepped_in.join("; "),
            language.pick("With that held as it was", "Con eso mantenido como fue")
        );
        text
    }

    /// What a worldline without the outcome ends in.
    fn end(&self, lived: Option<&Lived>) -> String {
        let language = self.language;
        match lived.map(|lived| &self.scenario().outcomes[lived.outcome]) {
            Some(class) => format!("→ {}", language.of(&class.title)),
            None => language.pick("the outcome is gone", "el desenlace desaparece").to_owned(),
        }
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
            // Events and answers are told, not measured.
            if matches!(known.var.family, Family::Event | Family::Decision) {
                return None;
            }
            let name = name_of(language.pick(&known.en, &known.es));
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
                format!("{} ({})", first_clause(language.of(&told.text)), language.date(told.day))
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

    /// The graph of an explanation, labelled: all links, or those of the chain. Arrows of the
    /// chain are wide.
    #[must_use]
    pub fn graph(&self, explanation: &Explanation, outcome: &str, all: bool) -> Graph {
        let Explanation { baseline, changed, links, .. } = explanation;
        let language = self.language;
        let differ = baseline.holds != changed.holds;
        let arrows: Vec<(End, End, bool)> = {
            let chain = explanation.chain_arrows.iter().map(|&(from, to)| (from, to, true));
            let others = explanation
                .arrows
                .iter()
                .filter(|arrow| all && !explanation.chain_arrows.contains(arrow));
            chain.chain(others.map(|&(from, to)| (from, to, false))).collect()
        };
        let is_piece = |at: usize| matches!(links[at].node, Node::Piece(_));
        let mut ends = vec![End::Change];
        ends.extend((0..links.len()).map(End::Link));
        ends.push(End::Outcome);
        ends.retain(|&end| match end {
            End::Change => arrows.iter().any(|&(from, ..)| from == End::Change),
            End::Link(at) => all || is_piece(at) || explanation.chain.contains(&at),
            End::Outcome => differ,
        });
        let changed_from = (0..self.twins.pieces).filter_map(|at| self.day_of_piece(at)).min();
        let nodes = ends.iter().map(|&end| {
            let (kind, day, text) = match end {
                End::Change => {
                    let whole = language.pick("The change as a whole", "El cambio en conjunto");
                    (BoxKind::Change, changed_from, whole.to_owned())
                }
                End::Outcome => (BoxKind::Outcome, None, outcome.to_owned()),
                End::Link(at) => {
                    let link = &links[at];
                    let mut text = self.link(link.node, baseline, changed);
                    if differ && link.needed(changed.holds) {
                        text += language.pick(" [needed]", " [necesario]");
                    }
                    match link.node {
                        Node::Piece(piece) => (BoxKind::Change, self.day_of_piece(piece), text),
                        Node::Decision(_) => {
                            (BoxKind::Decision, Some(calendar::monday(link.since)), text)
                        }
                        Node::Event(place) => {
                            let days = [baseline.days[place], changed.days[place]];
                            (BoxKind::Event, days.into_iter().flatten().min(), text)
                        }
                    }
                }
            };
            chart::Node { day, text, kind }
        });
        let nodes = nodes.collect();
        let place = |end: End| ends.iter().position(|&known| known == end);
        let edges = arrows
            .into_iter()
            .filter_map(|(from, to, on_chain)| {
                Some(Edge {
                    from: place(from)?,
                    to: place(to)?,
                    kept: true,
                    weight: if on_chain { 0.8 } else { 0.1 },
                    label: String::new(),
                })
            })
            .collect();
        let (title, meaning) = if all {
            (
                language.pick("What depended on what", "Qué dependía de qué"),
                language.pick(
                    "an arrow: without its beginning alone, its end falls back; wide: to the outcome",
                    "una flecha: sin su principio solo, su fin se deshace; ancha: hacia el desenlace",
                ),
            )
        } else {
            (
                language.pick("From the change to the outcome", "Del cambio al desenlace"),
                language.pick(
                    "an arrow: without its beginning alone, its end falls back",
                    "una flecha: sin su principio solo, su fin se deshace",
                ),
            )
        };
        Graph { title: title.to_owned(), meaning: meaning.to_owned(), nodes, edges, n: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_lines_hang_under_the_first() {
        let text = hanging("  1. ", &"word ".repeat(40));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() == 2 && lines[1].starts_with("     word"), "{text}");
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
    }

    #[test]
    fn regions_that_fall_together_are_told_together_and_a_single_one_as_it_was() {
        let row = |text: &str, name: &str, done: Option<Done>, day| Beside {
            text: text.to_owned(),
            on_the_map: done.map(|done| OnTheMap { name: name.to_owned(), done }),
            without: Some(day),
            with: None,
        };
        let taken = || Some(Done::Taken { by: "X".to_owned(), again: false });
        let rows = [
            row("A: taken by X.", "A", taken(), 1),
            row("4th Army lays down its arms.", "4th Army", Some(Done::Beaten), 2),
            row("B: taken by X.", "B", taken(), 3),
            row("5th Army lays down its arms.", "5th Army", Some(Done::Beaten), 3),
            row("Peace: taken by storm.", "", None, 4),
            row("C: taken by X.", "C", taken(), 5),
        ];
        let told = gathered(&rows.iter().collect::<Vec<_>>(), Language::English);
        let text: Vec<&str> = told.iter().map(|row| row.text.as_str()).collect();
        let together = format!("A, B: taken by X (to {}).", Language::English.date(3));
        let armies =
            format!("4th Army, 5th Army lay down their arms (to {}).", Language::English.date(3));
        assert_eq!(text, [&together, &armies, "Peace: taken by storm.", "C: taken by X."]);
    }

    #[test]
    fn a_week_apart_differs_and_a_day_apart_does_not() {
        let row = |without, with| Beside { text: String::new(), on_the_map: None, without, with };
        assert!(row(Some(3), Some(10)).differs() && row(None, Some(1)).differs());
        assert!(!row(Some(3), Some(9)).differs());
    }
}
