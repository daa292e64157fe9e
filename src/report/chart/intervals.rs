//! Estimates in rows, each a mark with its 95 % interval: outcomes without and with the
//! change, effects about a zero line, Sobol indices, Shapley shares, rankings.

use super::axes::{Axes, Scale};
use super::canvas::{
    self, Canvas, DIFFERENCE, GRID, Hand, INK, Key, PAPER, SOFT, Shape, WITH, WITHOUT, note,
    wrapped,
};
use super::letters::width_of;
use super::measure::{Estimate, Measure, common_n};
use super::sentences as say;
use crate::report::Language;

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What is estimated.
    pub label: String,
    /// One estimate a series; none where it could not be had.
    pub estimates: Vec<Option<Estimate>>,
}

/// Rows of estimates.
#[derive(Clone, Debug, Default)]
pub struct Intervals {
    /// Name of the picture.
    pub title: String,
    /// What is shown, in a few words.
    pub meaning: String,
    /// What the values are. A difference (`Points`, `Change`) is drawn about its zero line.
    pub measure: Measure,
    /// Names of the series: none or one, or two (without and with; first-order and total).
    pub series: Vec<String>,
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
    /// Whether a bar runs from zero to each value: for shares and counts.
    pub bars: bool,
}

const LOOKS: [(Shape, bool); 4] = [
    (Shape::Circle, true),
    (Shape::Diamond, false),
    (Shape::Square, true),
    (Shape::Triangle, false),
];

impl Intervals {
    fn estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.rows.iter().flat_map(|row| row.estimates.iter().flatten())
    }

    fn series_count(&self) -> usize {
        let most = self.rows.iter().map(|row| row.estimates.len()).max().unwrap_or(1);
        most.max(self.series.len()).clamp(1, LOOKS.len())
    }

    fn ink(&self, place: usize) -> &'static str {
        match (self.series_count(), self.measure.is_difference()) {
            (1, true) => DIFFERENCE,
            (1, false) => WITHOUT,
            _ => [WITHOUT, WITH, DIFFERENCE, SOFT][place % 4],
        }
    }

    fn said(&self, language: Language) -> String {
        let mut said = vec![say::ESTIMATES.of(language).to_owned()];
        for row in &self.rows {
            let mut values = Vec::new();
            for (place, known) in row.estimates.iter().enumerate() {
                let value = known.as_ref().map_or_else(
                    || say::NOT_KNOWN.of(language).to_owned(),
                    |known| self.measure.say_whole(known, language),
                );
                values.push(match self.series.get(place) {
                    Some(name) => say::named(language, name, value),
                    None => value,
                });
            }
            said.push(say::told(language, &row.label, say::listed(&values)) + ".");
        }
        said.join(" ")
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let mut canvas = Canvas::new(canvas::WIDTH);
        let n = common_n(self.estimates());
        let interval = say::LINES_ARE.of(language);
        let histories = n.map_or_else(String::new, |n| say::histories(language, n));
        let drawn = self.estimates().any(|known| known.low.is_finite() && known.high.is_finite());
        let y = canvas.head(
            &self.title,
            &note(&[
                &self.meaning,
                &self.measure.axis(language),
                if drawn { interval } else { "" },
                &histories,
            ]),
        );
        let keys: Vec<(Key, String)> = self
            .series
            .iter()
            .take(LOOKS.len())
            .enumerate()
            .filter(|_| self.series.len() > 1)
            .map(|(place, name)| {
                let (shape, full) = LOOKS[place];
                (Key::Mark(shape, self.ink(place), full), name.clone())
            })
            .collect();
        let top = canvas.keys(y, &keys) + 10.0;

        let series = self.series_count();
        let lane = 22.0;
        let labels: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| {
                let mut lines = wrapped(&row.label, 15.0, 268.0, 3);
                let known = || row.estimates.iter().flatten().map(|known| known.n);
                if let (None, Some(least), Some(most)) = (n, known().min(), known().max()) {
                    lines.push(if most > least {
                        say::counts(language, least, most)
                    } else {
                        say::count(language, least)
                    });
                }
                lines
            })
            .collect();
        let values: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| {
                let say = |known: &Option<Estimate>| {
                    let known = known.as_ref()?;
                    Some(self.measure.say_whole(known, language))
                };
                row.estimates
                    .iter()
                    .map(|known| {
                        say(known).unwrap_or_else(|| say::NOT_KNOWN.of(language).to_owned())
                    })
                    .collect()
            })
            .collect();
        let widest = |lines: &[Vec<String>], size: f64| {
            lines.iter().flatten().map(|line| width_of(line, size)).fold(0.0, f64::max)
        };
        let left = (widest(&labels, 15.0) + 24.0).clamp(60.0, 300.0);
        let right = canvas.width - (widest(&values, 14.0) + 26.0).clamp(40.0, 300.0);
        let heights: Vec<f64> = labels
            .iter()
            .map(|label| (label.len() as f64 * 18.0).max(series as f64 * lane) + 14.0)
            .collect();
        let bottom = top + heights.iter().sum::<f64>().max(20.0) + 6.0;

        let zero = self.bars.then_some(0.0);
        let axes = Axes {
            across: Scale::of(
                self.estimates().flat_map(Estimate::reach).chain(zero),
                &self.measure,
                language,
            ),
            up: Scale { low: 0.0, high: 1.0, ticks: Vec::new() },
            frame: [left, top, right, bottom],
            upright_grid: true,
        };
        axes.draw(&mut canvas, |_| {});
        let x = |value: f64| axes.place(value.clamp(axes.across.low, axes.across.high), 0.0)[0];
        if axes.across.low < 0.0 && axes.across.high > 0.0 {
            let line = [x(0.0), top, x(0.0), bottom];
            canvas.line(line, &format!("stroke=\"{INK}\" stroke-width=\"1.6\""));
        }

        let mut above = top + 3.0;
        for ((row, label), &height) in self.rows.iter().zip(&labels).zip(&heights) {
            let middle = above + height / 2.0;
            if above > top + 4.0 {
                let rule = format!("stroke=\"{GRID}\" stroke-width=\"1\"");
                canvas.line([8.0, above, canvas.width - 8.0, above], &rule);
            }
            let first = middle + 5.0 - (label.len() as f64 - 1.0) * 9.0;
            for (line, words) in label.iter().enumerate() {
                let at = first + 18.0 * line as f64;
                canvas.text(left - 12.0, at, Hand::of(15.0).end(), words);
            }
            for (place, known) in row.estimates.iter().take(LOOKS.len()).enumerate() {
                let y = middle + (place as f64 - (series as f64 - 1.0) / 2.0) * lane;
                let ink = self.ink(place);
                let hand = Hand::of(14.0).ink(if series > 1 { ink } else { INK });
                let Some(known) = known.as_ref().filter(|known| known.value.is_finite()) else {
                    let words = say::NOT_KNOWN.of(language);
                    canvas.text(right + 14.0, y + 5.0, hand.ink(SOFT), words);
                    continue;
                };
                if self.bars {
                    let (from, to) = (x(0.0).min(x(known.value)), x(0.0).max(x(known.value)));
                    let look = format!("fill=\"{ink}\" fill-opacity=\"0.28\"");
                    canvas.rect([from, y - 8.0, to - from, 16.0], &look);
                }
                if known.low.is_finite() && known.high.is_finite() {
                    let look = format!("stroke=\"{ink}\" stroke-width=\"2.6\"");
                    canvas.line([x(known.low), y, x(known.high), y], &look);
                    for end in [known.low, known.high] {
                        canvas.line([x(end), y - 5.0, x(end), y + 5.0], &look);
                    }
                }
                let (shape, full) = LOOKS[place];
                let fill = if full { ink } else { PAPER };
                canvas.mark(
                    shape,
                    x(known.value),
                    y,
                    6.0,
                    &format!("fill=\"{fill}\" stroke=\"{ink}\" stroke-width=\"2\""),
                );
                let words = self.measure.say_whole(known, language);
                canvas.text(right + 14.0, y + 5.0, hand, &words);
            }
            above += height;
        }
        if self.rows.is_empty() {
            let words = say::NOTHING.of(language);
            canvas.text(left + 10.0, top + 16.0, Hand::of(15.0).ink(SOFT), words);
        }
        canvas.finish(bottom + 36.0, &self.title, &self.said(language))
    }
}
