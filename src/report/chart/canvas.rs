//! The sheet that a picture is drawn on: one `<svg>` that stands alone, with a title
//! and a description for those who hear it, text that fits, and no number that a
//! browser cannot read.

use std::fmt::Write as _;

use super::letters::{BOLD, METRICS, width_of};

/// Width of a picture in its own units; at this width a letter of 16 is as large as
/// the text of a page.
pub const WIDTH: f64 = 960.0;

/// The hand of all lettering: sans-serif, as it is read from the back of a room.
const FACE: &str =
    "'Segoe UI','Helvetica Neue',Helvetica,Arial,'Liberation Sans','Noto Sans CJK JP',sans-serif";

/// Text and lines.
pub const INK: &str = "#2b2723";
/// What is less important, and still has a contrast of 6 to 1 on paper.
pub const SOFT: &str = "#5f5649";
/// Lines of a grid.
pub const GRID: &str = "#e6dcc6";
/// The paper of a figure.
pub const PAPER: &str = "#fffdf7";
/// The history without the change (Okabe and Ito's blue).
pub const WITHOUT: &str = "#0072B2";
/// The history with the change (their vermilion, darker, so that text in it can be read).
pub const WITH: &str = "#B84A00";
/// A difference between the two (their bluish green, darker).
pub const DIFFERENCE: &str = "#00694B";
/// The record.
pub const RECORD: &str = "#8c2f1f";

/// Colours that the colour-blind tell apart (Okabe and Ito 2008), darker where their
/// own would not stand out on paper; what comes after the last begins anew, so a
/// colour never stands alone.
pub const PALETTE: [&str; 8] =
    ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5A5A5A", "#8A6D00"];

/// How the ending (or line) at a place is drawn: its mark, its colour and its strokes. After
/// the eighth, marks come again in other colours.
#[must_use]
pub const fn look(place: usize) -> (Shape, &'static str, Hatch) {
    let (marks, round) = (PALETTE.len(), place / PALETTE.len());
    (
        Shape::ALL[place % marks],
        PALETTE[(place + 3 * round) % marks],
        Hatch::ALL[place % Hatch::ALL.len()],
    )
}

/// Text that may stand in XML: marks of the markup escaped, control characters left out.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => written += "&amp;",
            '<' => written += "&lt;",
            '>' => written += "&gt;",
            '"' => written += "&quot;",
            '\n' | '\t' => written.push(' '),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => written.push(other),
        }
    }
    written
}

/// A coordinate as a browser reads it: a tenth of a unit, and never NaN or infinite.
#[must_use]
pub fn at(value: f64) -> String {
    let safe = if value.is_finite() { value.clamp(-1e5, 1e5) } else { 0.0 };
    let written = format!("{safe:.1}");
    match written.strip_suffix(".0").unwrap_or(&written) {
        "-0" => "0".to_owned(),
        short => short.to_owned(),
    }
}

/// The words of a text; `95 %` and `n = 40` are one.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if word.starts_with(['%', '=']) || last.ends_with('=') => {
                *last = format!("{last} {word}");
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Breaks text into lines no wider than `width`; what is left after `most` lines is cut
/// with an ellipsis.
#[must_use]
pub fn wrapped(text: &str, size: f64, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for mut word in words(text) {
        loop {
            let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if width_of(&longer, size) <= width {
                line = longer;
                break;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                continue;
            }
            // One word wider than the line is broken where it must be.
            let mut head = String::new();
            let mut letters = word.chars();
            for letter in letters.by_ref() {
                head.push(letter);
                if width_of(&head, size) > width {
                    break;
                }
            }
            let rest: String = letters.collect();
            if rest.is_empty() {
                line = head;
                break;
            }
            lines.push(head);
            word = rest;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most.max(1));
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width_of(&format!("{last}…"), size) > width {
                last.pop();
            }
            *last = format!("{}…", last.trim_end_matches([' ', ',', ';', ':']));
        }
    }
    lines
}

/// Text cut to one line.
#[must_use]
pub fn cut(text: &str, size: f64, width: f64) -> String {
    wrapped(text, size, width, 1).pop().unwrap_or_default()
}

/// Where a line of text stands about its point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Begins there.
    #[default]
    Start,
    /// Is centred there.
    Middle,
    /// Ends there.
    End,
}

/// How a line of text is written.
#[derive(Clone, Copy, Debug)]
pub struct Hand {
    /// Size in units.
    pub size: f64,
    /// Its colour.
    pub ink: &'static str,
    /// Whether bold.
    pub bold: bool,
    /// Where it stands about its point.
    pub anchor: Anchor,
    /// Whether paper shines round the letters, so that they are read over lines.
    pub halo: bool,
}

impl Hand {
    /// Plain text of a size.
    pub const fn of(size: f64) -> Self {
        Self { size, ink: INK, bold: false, anchor: Anchor::Start, halo: false }
    }

    /// The size by which its letters are measured: bold ones are wider.
    #[must_use]
    pub fn measured(self) -> f64 {
        if self.bold { self.size * BOLD } else { self.size }
    }

    /// The same in another colour.
    pub const fn ink(self, ink: &'static str) -> Self {
        Self { ink, ..self }
    }

    /// The same, bold.
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same, centred.
    pub const fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    /// The same, ending at its point.
    pub const fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    /// The same, with paper round the letters.
    pub const fn halo(self) -> Self {
        Self { halo: true, ..self }
    }
}

/// A picture being drawn.
#[derive(Clone, Debug)]
pub struct Canvas {
    /// Width in units.
    pub width: f64,
    body: String,
}

/// A number that names a picture: the same picture has the same one (FNV-1a).
pub fn name_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

impl Canvas {
    /// An empty picture.
    pub const fn new(width: f64) -> Self {
        Self { width, body: String::new() }
    }

    /// Adds what is SVG already.
    pub fn raw(&mut self, svg: &str) {
        self.body += svg;
    }

    /// A line of text.
    pub fn text(&mut self, x: f64, y: f64, hand: Hand, text: &str) {
        self.written(x, y, hand, "", text);
    }

    /// A line of text that is read upwards.
    pub fn upright(&mut self, x: f64, y: f64, hand: Hand, text: &str) {
        let turn = format!(" transform=\"rotate(-90 {} {})\"", at(x), at(y));
        self.written(x, y, hand, &turn, text);
    }

    fn written(&mut self, x: f64, y: f64, hand: Hand, more: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let anchor = match hand.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{}{anchor}{}{more}>{}</text>",
            at(x),
            at(y),
            at(hand.size),
            hand.ink,
            if hand.bold { " font-weight=\"bold\"" } else { "" },
            if hand.halo {
                format!(
                    " stroke=\"{PAPER}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
                )
            } else {
                String::new()
            },
            escaped(text)
        );
    }

    /// Text over several lines; the height that it took.
    pub fn paragraph(
        &mut self,
        x: f64,
        y: f64,
        hand: Hand,
        width: f64,
        most: usize,
        text: &str,
    ) -> f64 {
        let lines = wrapped(text, hand.measured(), width, most);
        let height = hand.size * 1.25;
        for (place, line) in lines.iter().enumerate() {
            self.text(x, y + height * place as f64, hand, line);
        }
        height * lines.len() as f64
    }

    /// A rectangle; `more` are further attributes.
    pub fn rect(&mut self, [x, y, width, height]: [f64; 4], more: &str) {
        let _ = write!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {more}/>",
            at(x),
            at(y),
            at(width.max(0.0)),
            at(height.max(0.0))
        );
    }

    /// A line.
    pub fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], more: &str) {
        let _ = write!(
            self.body,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {more}/>",
            at(x1),
            at(y1),
            at(x2),
            at(y2)
        );
    }

    /// A path.
    pub fn path(&mut self, d: &str, more: &str) {
        let _ = write!(self.body, "<path d=\"{d}\" {more}/>");
    }

    /// A mark at a point: the shapes differ, so that colour is not needed to tell them apart.
    pub fn mark(&mut self, shape: Shape, x: f64, y: f64, radius: f64, more: &str) {
        self.body += &shape.svg(x, y, radius, more);
    }

    /// Title and note at the top; where the picture may begin.
    pub fn head(&mut self, title: &str, note: &str) -> f64 {
        let room = self.width - 24.0;
        let mut y = 30.0;
        y += self.paragraph(12.0, y, Hand::of(21.0).bold(), room, 3, title);
        y += self.paragraph(12.0, y - 3.0, Hand::of(15.0).ink(SOFT), room, 4, note);
        y - 10.0
    }

    /// Keys of a legend in a row, each a small drawing and its words; where the picture
    /// may go on.
    pub fn keys(&mut self, y: f64, keys: &[(Key, String)]) -> f64 {
        let hand = Hand::of(14.0);
        let (mut x, mut y) = (12.0, y + 16.0);
        for (key, words) in keys {
            let words = cut(words, hand.size, self.width - 80.0);
            let wide = 40.0 + width_of(&words, hand.size) + 18.0;
            if x + wide > self.width && x > 12.0 {
                (x, y) = (12.0, y + 22.0);
            }
            key.draw(self, x, y - 5.0);
            self.text(x + 38.0, y, hand, &words);
            x += wide;
        }
        if keys.is_empty() { y - 16.0 } else { y + 10.0 }
    }

    /// The finished picture: `title` names it and `said` tells it in words.
    pub fn finish(self, height: f64, title: &str, said: &str) -> String {
        let name = name_of(&self.body) ^ name_of(title).rotate_left(1);
        let (width, height) = (at(self.width), at(height.max(10.0)));
        format!(
            "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"t{name:016x} d{name:016x}\" xmlns=\"http://www.w3.org/2000/svg\" font-family=\"{FACE}\" data-widths=\"{METRICS}\"><title id=\"t{name:016x}\">{}</title><desc id=\"d{name:016x}\">{}</desc>{}</svg>",
            escaped(title),
            escaped(said),
            self.body
        )
    }
}

/// The small drawing before the words of a legend.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// A line, dashed or not.
    Line(&'static str, bool),
    /// A band: its colour and how dense it is.
    Band(&'static str, f64),
    /// A mark: its shape, its colour, and whether it is filled.
    Mark(Shape, &'static str, bool),
    /// An area of a colour with strokes over it.
    Area(&'static str, Hatch),
}

impl Key {
    fn draw(self, canvas: &mut Canvas, x: f64, y: f64) {
        match self {
            Self::Line(ink, dashed) => canvas.line(
                [x, y, x + 32.0, y],
                &format!(
                    "stroke=\"{ink}\" stroke-width=\"3\"{}",
                    if dashed { " stroke-dasharray=\"8 5\"" } else { "" }
                ),
            ),
            Self::Band(ink, density) => canvas.rect(
                [x, y - 7.0, 32.0, 14.0],
                &format!("fill=\"{ink}\" fill-opacity=\"{density}\""),
            ),
            Self::Mark(shape, ink, full) => {
                let fill = if full { ink } else { PAPER };
                let more = format!("fill=\"{fill}\" stroke=\"{ink}\" stroke-width=\"2\"");
                canvas.mark(shape, x + 20.0, y, 6.5, &more);
            }
            Self::Area(ink, hatch) => {
                let d = rectangle([x, y - 8.0, 32.0, 16.0]);
                canvas.path(&d, &format!("fill=\"{ink}\" stroke=\"{SOFT}\" stroke-width=\"0.7\""));
                let strokes = hatch.strokes([x, y - 8.0, 32.0, 16.0]);
                canvas.path(&strokes, &hatch.look());
            }
        }
    }
}

/// A rectangle as a path.
#[must_use]
pub fn rectangle([x, y, width, height]: [f64; 4]) -> String {
    format!("M{} {}h{}v{}h{}Z", at(x), at(y), at(width), at(height), at(-width))
}

/// Marks that differ by their outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A circle.
    Circle,
    /// A square.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle on its base.
    Triangle,
    /// A triangle on its point.
    Funnel,
    /// A cross with thick arms.
    Plus,
    /// A hexagon.
    Hexagon,
    /// A star of four points.
    Star,
}

impl Shape {
    /// All, in the order in which they are given out.
    pub const ALL: [Self; 8] = [
        Self::Circle,
        Self::Square,
        Self::Triangle,
        Self::Diamond,
        Self::Funnel,
        Self::Plus,
        Self::Hexagon,
        Self::Star,
    ];

    /// The mark about a point.
    fn svg(self, x: f64, y: f64, radius: f64, more: &str) -> String {
        let corners: &[(f64, f64)] = match self {
            Self::Circle => {
                return format!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {more}/>",
                    at(x),
                    at(y),
                    at(radius)
                );
            }
            Self::Square => &[(-0.87, -0.87), (0.87, -0.87), (0.87, 0.87), (-0.87, 0.87)],
            Self::Diamond => &[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)],
            Self::Triangle => &[(0.0, -1.1), (1.08, 0.85), (-1.08, 0.85)],
            Self::Funnel => &[(0.0, 1.1), (1.08, -0.85), (-1.08, -0.85)],
            Self::Plus => &[
                (-0.4, -1.1),
                (0.4, -1.1),
                (0.4, -0.4),
                (1.1, -0.4),
                (1.1, 0.4),
                (0.4, 0.4),
                (0.4, 1.1),
                (-0.4, 1.1),
                (-0.4, 0.4),
                (-1.1, 0.4),
                (-1.1, -0.4),
                (-0.4, -0.4),
            ],
            Self::Hexagon => &[
                (1.05, 0.0),
                (0.52, 0.91),
                (-0.52, 0.91),
                (-1.05, 0.0),
                (-0.52, -0.91),
                (0.52, -0.91),
            ],
            Self::Star => &[
                (0.0, -1.3),
                (0.36, -0.36),
                (1.3, 0.0),
                (0.36, 0.36),
                (0.0, 1.3),
                (-0.36, 0.36),
                (-1.3, 0.0),
                (-0.36, -0.36),
            ],
        };
        let d: String = corners
            .iter()
            .enumerate()
            .map(|(place, (dx, dy))| {
                let letter = if place == 0 { "M" } else { "L" };
                format!("{letter}{} {}", at(x + dx * radius), at(y + dy * radius))
            })
            .collect();
        format!("<path d=\"{d}Z\" {more}/>")
    }
}

/// Strokes over an area, so that it is known without its colour. They are drawn, not
/// referred to: a pattern that lies in a folded part of a page is lost to some browsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hatch {
    /// None.
    Plain,
    /// Rising to the right.
    Rising,
    /// Falling to the right.
    Falling,
    /// Lying.
    Lying,
    /// Standing.
    Standing,
    /// Rising and falling.
    Crossed,
}

impl Hatch {
    /// All, in the order in which they are given out.
    pub const ALL: [Self; 6] =
        [Self::Plain, Self::Rising, Self::Falling, Self::Lying, Self::Crossed, Self::Standing];

    /// Attributes of its strokes.
    pub fn look(self) -> String {
        format!("fill=\"none\" stroke=\"{PAPER}\" stroke-width=\"1.3\" stroke-opacity=\"0.85\"")
    }

    /// Its strokes within a rectangle, as a path.
    pub fn strokes(self, [x, y, width, height]: [f64; 4]) -> String {
        let mut d = String::new();
        let gap = 6.0;
        match self {
            Self::Plain => {}
            Self::Lying => {
                let mut down = gap / 2.0;
                while down < height {
                    let _ = write!(d, "M{} {}h{}", at(x), at(y + down), at(width));
                    down += gap;
                }
            }
            Self::Standing => {
                let mut across = gap / 2.0;
                while across < width {
                    let _ = write!(d, "M{} {}v{}", at(x + across), at(y), at(height));
                    across += gap;
                }
            }
            Self::Crossed => {
                d = Self::Rising.strokes([x, y, width, height])
                    + &Self::Falling.strokes([x, y, width, height]);
            }
            Self::Rising | Self::Falling => {
                // A diagonal enters and leaves the rectangle where x + y (or y − x) is constant.
                let mut sum = gap;
                while sum < width + height {
                    let (from, to) = ((sum - height).max(0.0), sum.min(width));
                    let (start, run) = (sum - from, to - from);
                    let (start, fall) = match self {
                        Self::Rising => (start, -run),
                        _ => (height - start, run),
                    };
                    let _ =
                        write!(d, "M{} {}l{} {}", at(x + from), at(y + start), at(run), at(fall));
                    sum += gap * 1.4;
                }
            }
        }
        d
    }
}

/// The parts of a note that are not empty, with semicolons between.
#[must_use]
pub fn note(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("; ")
}
