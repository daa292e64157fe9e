//! The graph of an explanation: boxes for the change, for events, decisions and the
//! outcome, arrows from cause to effect. Time runs downward, with dates at the left, as a
//! historian draws it; libraries that lay out graphs choose their own levels, so the
//! drawing is ours. The same graph as DOT is for those who want Graphviz.
//!
//! Boxes go into rows by date, so that no box shares a row with a cause of its own; in a
//! row they stand where the boxes that they hang on stand (the barycentre rule of
//! Sugiyama, Tagawa and Toda 1981). Arrows that pass a row go between its boxes.

use std::fmt::Write as _;

use super::axes::short_date;
use super::canvas::{
    self, Canvas, DIFFERENCE, Hand, INK, Key, PAPER, SOFT, Shape, WITH, WITHOUT, at, note, wrapped,
};
use super::letters::width_of;
use super::sentences as say;
use crate::report::Language;
use crate::scenario::Day;

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The change itself.
    Change,
    /// Something that happened.
    Event,
    /// What somebody decided.
    Decision,
    /// How history ended.
    Outcome,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The day; none where it has no date (an outcome at the end comes last).
    pub day: Option<Day>,
    /// What it says, short.
    pub text: String,
    /// What it stands for.
    pub kind: Kind,
}

/// An arrow from cause to effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The cause, as a place among the nodes.
    pub from: usize,
    /// The effect.
    pub to: usize,
    /// Whether the link held when it was tested; a broken one is dashed and crossed.
    pub kept: bool,
    /// How strong it is, 0 to 1: the share of tests in which it held, or of the effect that
    /// goes through it. Draws the width.
    pub weight: f64,
    /// A few words or a number on the arrow; may be empty.
    pub label: String,
}

/// A graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// Name of the picture.
    pub title: String,
    /// What is shown, in a few words.
    pub meaning: String,
    /// The boxes, in any order.
    pub nodes: Vec<Node>,
    /// The arrows; one that names no box, or goes from a box to itself, is left out.
    pub edges: Vec<Edge>,
    /// How many histories (or pairs) it stands on; 1 for a single one, 0 to say nothing.
    pub n: u64,
}

/// Columns of boxes.
const COLUMNS: usize = 3;
/// Where the first column begins, under the dates.
const LEFT: f64 = 160.0;
/// Where the line of time stands.
const AXIS: f64 = LEFT - 34.0;
/// Width of a box.
const BOX: f64 = 226.0;
/// Room between two columns.
const GAP: f64 = 44.0;
/// Room between two rows, for arrows and their labels.
const BETWEEN: f64 = 54.0;
/// Size of the text in a box.
const TEXT: f64 = 14.5;

/// A box in its place.
#[derive(Clone, Debug)]
struct Seat {
    row: usize,
    column: usize,
    lines: Vec<String>,
    height: f64,
}

impl Kind {
    const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Change => say::CHANGE,
            Self::Event => say::EVENT,
            Self::Decision => say::DECISION,
            Self::Outcome => say::OUTCOME,
        }
        .of(language)
    }

    const fn ink(self) -> &'static str {
        match self {
            Self::Change => WITH,
            Self::Event => SOFT,
            Self::Decision => WITHOUT,
            Self::Outcome => DIFFERENCE,
        }
    }

    const fn shape(self) -> Shape {
        match self {
            Self::Change => Shape::Star,
            Self::Event => Shape::Circle,
            Self::Decision => Shape::Diamond,
            Self::Outcome => Shape::Square,
        }
    }
}

impl Graph {
    fn arrows(&self) -> impl Iterator<Item = &Edge> {
        let most = self.nodes.len();
        self.edges
            .iter()
            .filter(move |edge| edge.from < most && edge.to < most && edge.from != edge.to)
    }

    /// When a box is placed: on its day; without one, before the first of its effects, and
    /// where it has none, at the end.
    fn time(&self, place: usize) -> Day {
        let effects = || {
            self.arrows()
                .filter(|edge| edge.from == place)
                .filter_map(|edge| self.nodes[edge.to].day)
        };
        self.nodes[place].day.or_else(|| effects().min()).unwrap_or(Day::MAX)
    }

    /// Boxes in an order of time in which causes come before effects where they can.
    fn order(&self) -> Vec<usize> {
        let key = |place: usize| (self.time(place), self.nodes[place].kind == Kind::Outcome, place);
        let mut left: Vec<usize> = (0..self.nodes.len()).collect();
        left.sort_by_key(|&place| key(place));
        let mut order = Vec::with_capacity(left.len());
        while !left.is_empty() {
            // The earliest day whose box waits for no other box of the same day; where
            // effects come before their causes in time, time wins.
            let day = self.time(left[0]);
            let free = |&place: &usize| {
                self.time(place) == day
                    && !self.arrows().any(|edge| {
                        edge.to == place && left.contains(&edge.from) && self.time(edge.from) == day
                    })
            };
            let next = left.iter().position(free).unwrap_or(0);
            order.push(left.remove(next));
        }
        order
    }

    fn rows(&self) -> Vec<Vec<usize>> {
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for place in self.order() {
            let joined = |row: &Vec<usize>| {
                self.arrows().any(|edge| {
                    (edge.to == place && row.contains(&edge.from))
                        || (edge.from == place && row.contains(&edge.to))
                })
            };
            match rows.last_mut() {
                Some(row) if row.len() < COLUMNS && !joined(row) && self.near(row[0], place) => {
                    row.push(place)
                }
                _ => rows.push(vec![place]),
            }
        }
        rows
    }

    /// Whether two boxes may share a row: within a quarter of a year, or both undated.
    fn near(&self, first: usize, other: usize) -> bool {
        match (self.nodes[first].day, self.nodes[other].day) {
            (Some(first), Some(other)) => (i64::from(other) - i64::from(first)).abs() <= 92,
            (None, None) => true,
            _ => false,
        }
    }

    fn seats(&self, rows: &[Vec<usize>]) -> Vec<Seat> {
        let mut seats: Vec<Seat> = self
            .nodes
            .iter()
            .map(|node| {
                let lines = wrapped(&node.text, TEXT, BOX - 24.0, 6);
                let height = 30.0 + lines.len() as f64 * TEXT * 1.25 + 8.0;
                Seat { row: 0, column: 0, lines, height }
            })
            .collect();
        for (number, row) in rows.iter().enumerate() {
            for (place, &node) in row.iter().enumerate() {
                seats[node].row = number;
                seats[node].column = if row.len() == 1 { 1 } else { place };
            }
        }
        // Down and up again: boxes move towards those that they are joined to.
        for sweep in 0..4 {
            let numbers: Vec<usize> = if sweep % 2 == 0 {
                (0..rows.len()).collect()
            } else {
                (0..rows.len()).rev().collect()
            };
            for number in numbers {
                self.settle(&rows[number], &mut seats);
            }
        }
        seats
    }

    /// Gives the boxes of one row the columns in which their arrows are shortest.
    fn settle(&self, row: &[usize], seats: &mut [Seat]) {
        let wish = |node: usize, seats: &[Seat]| {
            let near: Vec<f64> = self
                .arrows()
                .filter_map(|edge| match () {
                    () if edge.to == node => Some(edge.from),
                    () if edge.from == node => Some(edge.to),
                    () => None,
                })
                .map(|other| seats[other].column as f64)
                .collect();
            if near.is_empty() { 1.0 } else { near.iter().sum::<f64>() / near.len() as f64 }
        };
        let wishes: Vec<f64> = row.iter().map(|&node| wish(node, seats)).collect();
        let mut best: Option<(f64, Vec<usize>)> = None;
        let mut tried = vec![0; row.len()];
        // At most three boxes in three columns: all ways are tried.
        for way in 0..COLUMNS.pow(row.len() as u32) {
            let mut rest = way;
            for column in &mut tried {
                *column = rest % COLUMNS;
                rest /= COLUMNS;
            }
            let twice = (0..tried.len()).any(|place| tried[..place].contains(&tried[place]));
            if twice {
                continue;
            }
            let length: f64 = tried
                .iter()
                .zip(&wishes)
                .map(|(&column, wish)| (column as f64 - wish) * (column as f64 - wish))
                .sum();
            // A row is in the order of time; to stand otherwise must shorten arrows.
            let turned = tried.windows(2).filter(|pair| pair[0] > pair[1]).count();
            let cost = length + 0.5 * turned as f64;
            if best.as_ref().is_none_or(|(least, _)| cost < least - 1e-9) {
                best = Some((cost, tried.clone()));
            }
        }
        if let Some((_, columns)) = best {
            for (&node, column) in row.iter().zip(columns) {
                seats[node].column = column;
            }
        }
    }

    /// The graph in Graphviz's DOT.
    #[must_use]
    pub fn dot(&self, language: Language) -> String {
        let quoted = |text: &str| {
            let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
            text.replace('\\', "\\\\").replace('"', "\\\"")
        };
        let mut dot = format!(
            "digraph explanation {{\n  label=\"{}\";\n  labelloc=t;\n  rankdir=TB;\n  node [shape=box, fontname=\"Helvetica\"];\n  edge [fontname=\"Helvetica\"];\n",
            quoted(&self.title)
        );
        for (place, node) in self.nodes.iter().enumerate() {
            let date = node
                .day
                .map_or_else(String::new, |day| format!("{}\\n", short_date(day, language)));
            let shape = match node.kind {
                Kind::Change => "box, style=bold",
                Kind::Event => "box, style=rounded",
                Kind::Decision => "hexagon",
                Kind::Outcome => "box, peripheries=2",
            };
            let _ = writeln!(
                dot,
                "  n{place} [label=\"{}: {date}{}\", shape={shape}, color=\"{}\"];",
                node.kind.name(language),
                quoted(&node.text),
                node.kind.ink()
            );
        }
        for edge in self.arrows() {
            let weight = if edge.weight.is_finite() { edge.weight.clamp(0.0, 1.0) } else { 0.0 };
            let _ = writeln!(
                dot,
                "  n{} -> n{} [label=\"{}\", penwidth={:.1}, style={}];",
                edge.from,
                edge.to,
                quoted(&edge.label),
                1.0 + 3.0 * weight,
                if edge.kept { "solid" } else { "dashed" }
            );
        }
        dot + "}\n"
    }

    fn said(&self, language: Language) -> String {
        let mut said = vec![say::GRAPH.of(language).to_owned()];
        for place in self.order() {
            let node = &self.nodes[place];
            let kind = node.kind.name(language);
            let kind = node.day.map_or_else(
                || kind.to_owned(),
                |day| say::kind_on(language, kind, language.date(day)),
            );
            let mut told = say::told(language, kind, &node.text);
            for edge in self.arrows().filter(|edge| edge.from == place) {
                let effect = &self.nodes[edge.to].text;
                let arrow = if edge.kept {
                    say::leads_to(language, effect, &edge.label)
                } else {
                    say::led_to(language, effect, &edge.label)
                };
                told = format!("{told} {}", arrow.trim_end());
            }
            said.push(told + ".");
        }
        said.join(" ")
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let mut canvas = Canvas::new(canvas::WIDTH);
        let histories = match self.n {
            0 => String::new(),
            n => say::histories(language, n),
        };
        let y = canvas.head(&self.title, &note(&[&self.meaning, &histories]));
        let kinds = [Kind::Change, Kind::Decision, Kind::Event, Kind::Outcome];
        let mut keys: Vec<(Key, String)> = kinds
            .into_iter()
            .filter(|kind| self.nodes.iter().any(|node| node.kind == *kind))
            .map(|kind| (Key::Mark(kind.shape(), kind.ink(), true), kind.name(language).to_owned()))
            .collect();
        if self.arrows().any(|edge| edge.kept) {
            keys.push((Key::Line(INK, false), say::HELD.of(language).to_owned()));
        }
        if self.arrows().any(|edge| !edge.kept) {
            keys.push((Key::Line(SOFT, true), say::BROKE.of(language).to_owned()));
        }
        let top = canvas.keys(y, &keys) + 16.0;
        let rows = self.rows();
        let seats = self.seats(&rows);
        let mut tops = Vec::with_capacity(rows.len() + 1);
        let mut down = top;
        for row in &rows {
            tops.push(down);
            down += row.iter().map(|&node| seats[node].height).fold(0.0, f64::max) + BETWEEN;
        }
        let bottom = if rows.is_empty() { top } else { down - BETWEEN };
        let heights: Vec<f64> = rows
            .iter()
            .map(|row| row.iter().map(|&node| seats[node].height).fold(0.0, f64::max))
            .collect();
        self.draw_dates(&mut canvas, &rows, &tops, &heights, language);
        let labels = self.draw_arrows(&mut canvas, &rows, &seats, &tops, &heights);
        for (node, seat) in self.nodes.iter().zip(&seats) {
            draw_box(&mut canvas, node, seat, tops[seat.row], language);
        }
        for ([x, y], words, kept) in labels {
            let wide = width_of(&words, 13.0);
            let area = [x - wide / 2.0, y - 12.0, wide, 15.5];
            canvas.rect(area, &format!("fill=\"{PAPER}\" fill-opacity=\"0.9\""));
            let hand = Hand::of(13.0).middle();
            canvas.text(x, y, if kept { hand } else { hand.ink(SOFT) }, &words);
        }
        canvas.finish(bottom + 20.0, &self.title, &self.said(language))
    }

    fn draw_dates(
        &self,
        canvas: &mut Canvas,
        rows: &[Vec<usize>],
        tops: &[f64],
        heights: &[f64],
        language: Language,
    ) {
        if let (Some(first), Some(last), Some(height)) = (tops.first(), tops.last(), heights.last())
        {
            canvas.line(
                [AXIS, *first, AXIS, last + height],
                &format!("stroke=\"{SOFT}\" stroke-width=\"1.2\""),
            );
        }
        let mut before = None;
        for ((row, &top), &height) in rows.iter().zip(tops).zip(heights) {
            let days = || row.iter().filter_map(|&node| self.nodes[node].day);
            let Some((first, last)) = days().min().zip(days().max()) else { continue };
            let middle = top + height / 2.0;
            canvas.line(
                [AXIS - 5.0, middle, AXIS + 5.0, middle],
                &format!("stroke=\"{SOFT}\" stroke-width=\"1.6\""),
            );
            if before.replace((first, last)) == Some((first, last)) {
                continue;
            }
            let hand = Hand::of(14.0).bold().end();
            if first == last {
                canvas.text(AXIS - 10.0, middle + 5.0, hand, &short_date(first, language));
            } else {
                canvas.text(AXIS - 10.0, middle - 4.0, hand, &short_date(first, language));
                let until = say::until(language, short_date(last, language));
                canvas.text(AXIS - 10.0, middle + 14.0, hand, &until);
            }
        }
    }

    /// The arrows; what is to be written on them, over everything else.
    fn draw_arrows(
        &self,
        canvas: &mut Canvas,
        rows: &[Vec<usize>],
        seats: &[Seat],
        tops: &[f64],
        heights: &[f64],
    ) -> Vec<([f64; 2], String, bool)> {
        let mut used = vec![[0_usize; COLUMNS * 2 + 1]; rows.len()];
        let mut labels: Vec<([f64; 2], String, bool)> = Vec::new();
        let mut boxes: Vec<[f64; 4]> = Vec::new();
        for edge in self.arrows() {
            let (from, to) = (&seats[edge.from], &seats[edge.to]);
            let look = arrow_look(edge);
            let start = [self.port(edge, true, seats), tops[from.row] + from.height];
            let end = [self.port(edge, false, seats), tops[to.row]];
            if to.row <= from.row {
                // Against time, or in the same row: round by the right.
                let side = LEFT + COLUMNS as f64 * (BOX + GAP) - 26.0;
                let [y1, y2] = [(from, tops[from.row]), (to, tops[to.row])]
                    .map(|(seat, top)| top + seat.height / 2.0);
                let [x1, x2] = [from, to].map(|seat| column_left(seat.column) + BOX);
                let d = format!(
                    "M{} {}C{s} {} {s} {} {} {}",
                    at(x1),
                    at(y1),
                    at(y1),
                    at(y2),
                    at(x2 + 8.0),
                    at(y2),
                    s = at(side)
                );
                canvas.path(&d, &look);
                head(canvas, [x2, y2], true, edge);
                continue;
            }
            let mut points = vec![start];
            for row in from.row + 1..to.row {
                let share = (row - from.row) as f64 / (to.row - from.row) as f64;
                let wish = start[0] + (end[0] - start[0]) * share;
                let x = channel(wish, &rows[row], seats, &mut used[row]);
                points.push([x, tops[row] - 8.0]);
                points.push([x, tops[row] + heights[row] + 8.0]);
            }
            points.push([end[0], end[1] - 9.0]);
            canvas.path(&smooth(&points), &look);
            head(canvas, end, false, edge);
            // The words stand on the first stretch, where arrows have not met yet.
            let [a, b] = [points[0], points[1]];
            let middle = |share: f64| [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
            let wide = width_of(&edge.label, 13.0);
            let spot = [0.5, 0.35, 0.65, 0.25, 0.75]
                .map(middle)
                .into_iter()
                .find(|[x, y]| {
                    let area = [x - wide / 2.0 - 2.0, y - 8.0, x + wide / 2.0 + 2.0, y + 8.0];
                    boxes.iter().all(|other| {
                        area[2] < other[0]
                            || area[0] > other[2]
                            || area[3] < other[1]
                            || area[1] > other[3]
                    })
                })
                .unwrap_or_else(|| middle(0.5));
            let [x, y] = spot;
            if !edge.kept {
                let cross = format!(
                    "M{} {}l10 10m0 -10l-10 10",
                    at(x - 5.0),
                    at(y - 5.0 - if edge.label.is_empty() { 0.0 } else { 12.0 })
                );
                canvas
                    .path(&cross, &format!("fill=\"none\" stroke=\"{WITH}\" stroke-width=\"2.4\""));
            }
            if !edge.label.is_empty() {
                boxes.push([x - wide / 2.0, y - 8.0, x + wide / 2.0, y + 8.0]);
                labels.push(([x, y + 5.0], edge.label.clone(), edge.kept));
            }
        }
        labels
    }

    /// Where an arrow leaves or enters its box: arrows stand side by side in the order of
    /// where they go.
    fn port(&self, edge: &Edge, leaving: bool, seats: &[Seat]) -> f64 {
        let node = if leaving { edge.from } else { edge.to };
        let other = |edge: &Edge| if leaving { edge.to } else { edge.from };
        let mut others: Vec<usize> = self
            .arrows()
            .filter(|known| if leaving { known.from == node } else { known.to == node })
            .map(other)
            .collect();
        others.sort_by_key(|&place| (seats[place].column, seats[place].row, place));
        others.dedup();
        let place = others.iter().position(|&known| known == other(edge)).unwrap_or(0);
        column_left(seats[node].column) + BOX * (place as f64 + 1.0) / (others.len() as f64 + 1.0)
    }
}

fn column_left(column: usize) -> f64 {
    LEFT + column as f64 * (BOX + GAP)
}

/// Where an arrow may pass a row: between its boxes or through an empty column, as near
/// as can be to where it wants to; arrows in one passage stand side by side.
fn channel(wish: f64, row: &[usize], seats: &[Seat], used: &mut [usize; COLUMNS * 2 + 1]) -> f64 {
    let taken = |column: usize| row.iter().any(|&node| seats[node].column == column);
    let mut best = (f64::INFINITY, 0, 0.0);
    for (place, &crowd) in used.iter().enumerate() {
        let column = place / 2;
        let x = match place {
            // Even: the gap left of a column (the last one: right of all); odd: the column.
            _ if place % 2 == 1 => {
                if taken(column) {
                    continue;
                }
                column_left(column) + BOX / 2.0
            }
            0 => LEFT - 15.0,
            _ if column == COLUMNS => column_left(COLUMNS) - GAP + 10.0,
            _ => column_left(column) - GAP / 2.0,
        };
        let cost = (x - wish).abs() + crowd as f64 * 12.0;
        if cost < best.0 {
            best = (cost, place, x);
        }
    }
    let (_, place, x) = best;
    let number = used[place];
    used[place] += 1;
    let aside = number.div_ceil(2) as f64 * if number % 2 == 1 { 1.0 } else { -1.0 };
    // The outermost passages are narrow.
    let step = if place == 0 || place == COLUMNS * 2 { 5.0 } else { 9.0 };
    x + aside * step
}

/// A line through points that stands upright at each of them.
fn smooth(points: &[[f64; 2]]) -> String {
    let Some([x, y]) = points.first() else { return String::new() };
    let mut d = format!("M{} {}", at(*x), at(*y));
    for pair in points.windows(2) {
        let [[x1, y1], [x2, y2]] = [pair[0], pair[1]];
        let bend = (y2 - y1) * 0.5;
        let _ = write!(
            d,
            "C{} {} {} {} {} {}",
            at(x1),
            at(y1 + bend),
            at(x2),
            at(y2 - bend),
            at(x2),
            at(y2)
        );
    }
    d
}

fn arrow_look(edge: &Edge) -> String {
    let weight = if edge.weight.is_finite() { edge.weight.clamp(0.0, 1.0) } else { 0.0 };
    let (ink, dashes) = if edge.kept { (INK, "") } else { (SOFT, " stroke-dasharray=\"6 5\"") };
    format!(
        "fill=\"none\" stroke=\"{ink}\" stroke-opacity=\"0.8\" stroke-width=\"{:.1}\"{dashes}",
        1.2 + 3.0 * weight
    )
}

/// The head of an arrow: it points down, or (`leftward`) to the left.
fn head(canvas: &mut Canvas, [x, y]: [f64; 2], leftward: bool, edge: &Edge) {
    let ink = if edge.kept { INK } else { SOFT };
    let d = if leftward {
        format!("M{} {}l10 -5.5v11Z", at(x), at(y))
    } else {
        format!("M{} {}l-5.5 -10h11Z", at(x), at(y))
    };
    canvas.path(&d, &format!("fill=\"{ink}\""));
}

fn draw_box(canvas: &mut Canvas, node: &Node, seat: &Seat, top: f64, language: Language) {
    let (x, ink) = (column_left(seat.column), node.kind.ink());
    let area = [x, top, BOX, seat.height];
    let (width, corner) = match node.kind {
        Kind::Change => (3.4, 2.0),
        Kind::Event => (1.4, 12.0),
        Kind::Decision => (2.0, 2.0),
        Kind::Outcome => (2.0, 2.0),
    };
    canvas.rect(
        area,
        &format!("rx=\"{corner}\" fill=\"{PAPER}\" stroke=\"{ink}\" stroke-width=\"{width}\""),
    );
    if node.kind == Kind::Outcome {
        let inner = [x + 4.0, top + 4.0, BOX - 8.0, seat.height - 8.0];
        canvas.rect(inner, &format!("fill=\"none\" stroke=\"{ink}\" stroke-width=\"1\""));
    }
    canvas.mark(node.kind.shape(), x + 18.0, top + 18.0, 6.0, &format!("fill=\"{ink}\""));
    let kind = node.kind.name(language);
    let words = node.day.map_or_else(
        || kind.to_owned(),
        |day| say::kind_and_day(language, kind, short_date(day, language)),
    );
    canvas.text(x + 31.0, top + 22.5, Hand::of(12.5).bold().ink(ink), &words);
    for (line, words) in seat.lines.iter().enumerate() {
        let y = top + 43.0 + TEXT * 1.25 * line as f64;
        canvas.text(x + 12.0, y, Hand::of(TEXT), words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(day: Day, text: &str) -> Node {
        Node { day: Some(day), text: text.to_owned(), kind: Kind::Event }
    }

    fn edge(from: usize, to: usize) -> Edge {
        Edge { from, to, kept: true, weight: 1.0, label: String::new() }
    }

    fn graph(nodes: Vec<Node>, edges: Vec<Edge>) -> Graph {
        Graph { nodes, edges, n: 1, ..Graph::default() }
    }

    #[test]
    fn time_runs_downward_and_no_box_shares_a_row_with_its_cause() {
        let nodes = (0..25).map(|place| node(place * 9, "something that happened")).collect();
        let edges: Vec<Edge> = (1..25).map(|place| edge(place / 2, place)).collect();
        let graph = graph(nodes, edges);
        let rows = graph.rows();
        let seats = graph.seats(&rows);
        for edge in graph.arrows() {
            assert!(seats[edge.from].row < seats[edge.to].row, "{edge:?}");
        }
        for row in &rows {
            let mut columns: Vec<usize> = row.iter().map(|&node| seats[node].column).collect();
            columns.sort_unstable();
            columns.dedup();
            assert_eq!(columns.len(), row.len(), "two boxes in one place");
        }
        for pair in rows.windows(2) {
            let last = |row: &[usize]| row.iter().filter_map(|&node| graph.nodes[node].day).max();
            assert!(last(&pair[0]) <= last(&pair[1]));
        }
    }

    #[test]
    fn arrows_pass_between_the_boxes_of_a_row() {
        let nodes =
            vec![node(0, "a"), node(200, "b"), node(201, "c"), node(202, "d"), node(400, "e")];
        let graph = graph(nodes, vec![edge(0, 4), edge(0, 2), edge(2, 4)]);
        let rows = graph.rows();
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [1, 3, 1]);
        let seats = graph.seats(&rows);
        let mut used = [0; COLUMNS * 2 + 1];
        for wish in [LEFT, LEFT + 300.0, LEFT + 420.0, LEFT + 430.0, LEFT + 800.0] {
            let x = channel(wish, &rows[1], &seats, &mut used);
            let hit =
                (0..COLUMNS).any(|column| x > column_left(column) && x < column_left(column) + BOX);
            assert!(!hit, "{wish} → {x}");
        }
    }

    #[test]
    fn a_circle_and_a_wrong_place_are_drawn_or_left_out_without_harm() {
        let graph = graph(
            vec![node(5, "a"), node(5, "b \"quoted\" \\ and <b>")],
            vec![edge(0, 1), edge(1, 0), edge(0, 9), edge(1, 1)],
        );
        let svg = graph.svg(Language::Spanish);
        assert!(svg.contains("&lt;b&gt;") && !svg.contains("NaN"));
        let dot = graph.dot(Language::Spanish);
        assert!(dot.contains("b \\\"quoted\\\" \\\\ and <b>"), "{dot}");
        assert_eq!(dot.matches("->").count(), 2);
    }
}
