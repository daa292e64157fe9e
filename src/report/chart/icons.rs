//! Icon arrays: out of a hundred histories, how many end so, without the change and with
//! it. People read counts of things better than chances (Gigerenzer and Hoffrage 1995).
//! A place in both arrays is the same history with the same luck; one whose ending the
//! change changes is ringed.

use super::canvas::{self, Anchor, Canvas, Hand, INK, PAPER, SOFT, Shape, look, note, wrapped};
use super::joint::Joint;
use super::measure::Measure;
use super::sentences as say;
use crate::report::Language;

/// Icon arrays of a table of twins.
#[derive(Clone, Debug, Default)]
pub struct Icons {
    /// Name of the picture.
    pub title: String,
    /// What is shown, in a few words; may be empty.
    pub meaning: String,
    /// Names of the two worlds: without the change, and with it; a language's own words
    /// where empty.
    pub worlds: [String; 2],
    /// The endings of pairs.
    pub joint: Joint,
    /// Figures in an array: 100, or 200.
    pub figures: u64,
}

/// Names of the two worlds where the caller gives none.
pub(super) fn worlds(given: &[String; 2], language: Language) -> [String; 2] {
    let own = [say::WITHOUT, say::WITH].map(|name| name.of(language));
    std::array::from_fn(|place| {
        if given[place].is_empty() { own[place].to_owned() } else { given[place].clone() }
    })
}

impl Icons {
    /// The endings of the figures, one a place: (without, with).
    #[must_use]
    pub fn figures(&self) -> Vec<(usize, usize)> {
        let cells = self.joint.out_of(self.figures.clamp(1, 1000));
        let mut figures = Vec::new();
        for (from, row) in cells.iter().enumerate() {
            // Those that stay come first in each group, so that change is seen as a block.
            let order = std::iter::once(from).chain((0..row.len()).filter(|&to| to != from));
            for to in order {
                figures.extend(std::iter::repeat_n((from, to), row[to] as usize));
            }
        }
        figures
    }

    fn said(&self, figures: &[(usize, usize)], language: Language) -> String {
        let [without, with] = worlds(&self.worlds, language);
        let whole = figures.len();
        let mut endings = Vec::new();
        for (place, ending) in self.joint.endings.iter().enumerate() {
            let before = figures.iter().filter(|figure| figure.0 == place).count();
            let after = figures.iter().filter(|figure| figure.1 == place).count();
            if before + after > 0 {
                endings.push(say::ending(language, ending, &without, before, &with, after));
            }
        }
        if endings.is_empty() {
            return String::new();
        }
        let changed = figures.iter().filter(|figure| figure.0 != figure.1).count();
        let out_of = say::out_of(language, whole, say::listed(&endings));
        format!("{out_of} {}", say::end_otherwise(language, changed))
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let mut canvas = Canvas::new(canvas::WIDTH);
        let figures = self.figures();
        let whole = figures.len();
        let n = self.joint.n();
        let rounded = if whole == 0 { String::new() } else { say::each_figure(language, whole) };
        let y = canvas
            .head(&self.title, &note(&[&self.meaning, &rounded, &say::histories(language, n)]));
        let columns: usize = if whole > 100 { 20 } else { 10 };
        let half = canvas.width / 2.0;
        let step = (half - 60.0) / columns as f64;
        let step = step.min(36.0);
        let radius = step * 0.29;
        let rows = whole.div_ceil(columns);
        let top = y + 44.0;
        for (side, name) in worlds(&self.worlds, language).iter().enumerate() {
            let left = half * side as f64 + (half - step * columns as f64) / 2.0;
            let hand = Hand::of(17.0).bold();
            canvas.text(left, y + 26.0, hand, &canvas::cut(name, hand.measured(), half - 40.0));
            for (place, &(without, with)) in figures.iter().enumerate() {
                let ending = if side == 0 { without } else { with };
                let (shape, ink, _) = look(ending);
                let x = left + step * ((place % columns) as f64 + 0.5);
                let y = top + step * ((place / columns) as f64 + 0.5);
                if side == 1 && without != with {
                    let ring = format!("fill=\"none\" stroke=\"{INK}\" stroke-width=\"2.2\"");
                    canvas.mark(Shape::Circle, x, y, step * 0.46, &ring);
                }
                let fill = format!("fill=\"{ink}\" stroke=\"{INK}\" stroke-width=\"0.6\"");
                canvas.mark(shape, x, y, radius, &fill);
            }
        }
        let mut y = top + step * rows as f64 + 30.0;
        y = self.legend(&mut canvas, y, &figures, language);
        canvas.finish(y, &self.title, &self.said(&figures, language))
    }

    /// The endings with their counts, as a table under the arrays.
    fn legend(
        &self,
        canvas: &mut Canvas,
        y: f64,
        figures: &[(usize, usize)],
        language: Language,
    ) -> f64 {
        let mut y = y;
        let n = self.joint.n();
        let columns = [canvas.width - 330.0, canvas.width - 24.0];
        for (side, name) in worlds(&self.worlds, language).iter().enumerate() {
            let hand = Hand { anchor: Anchor::End, ..Hand::of(14.0).ink(SOFT) };
            canvas.text(columns[side], y, hand, &canvas::cut(name, 14.0, 260.0));
        }
        y += 24.0;
        let count = |count: usize, exact: u64| {
            let share = Measure::Share.short(exact as f64 / n.max(1) as f64, n, language);
            say::figures(language, count, figures.len(), share)
        };
        for (place, ending) in self.joint.endings.iter().enumerate() {
            let (before, after) = (self.joint.without(place), self.joint.with(place));
            if before + after == 0 {
                continue;
            }
            let (shape, ink, _) = look(place);
            let fill = format!("fill=\"{ink}\" stroke=\"{INK}\" stroke-width=\"0.6\"");
            canvas.mark(shape, 26.0, y - 5.0, 8.0, &fill);
            let lines = wrapped(ending, 15.0, columns[0] - 200.0, 3);
            for (line, words) in lines.iter().enumerate() {
                canvas.text(46.0, y + 18.0 * line as f64, Hand::of(15.0), words);
            }
            let shown = |side: usize| {
                figures.iter().filter(|figure| [figure.0, figure.1][side] == place).count()
            };
            canvas.text(columns[0], y, Hand::of(15.0).end(), &count(shown(0), before));
            canvas.text(columns[1], y, Hand::of(15.0).end(), &count(shown(1), after));
            y += 18.0 * lines.len().max(1) as f64 + 8.0;
        }
        let changed = figures.iter().filter(|figure| figure.0 != figure.1).count();
        let share =
            Measure::Share.short(self.joint.changed() as f64 / n.max(1) as f64, n, language);
        let ring = format!("fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"2.2\"");
        canvas.mark(Shape::Circle, 26.0, y - 5.0, 9.0, &ring);
        let words = say::ringed(language, changed, figures.len(), share);
        canvas.text(46.0, y, Hand::of(15.0).bold(), &words);
        y + 18.0
    }
}
