//! A heat map: one cell a pair of values of a sweep, darker where more, with its value,
//! its interval and its n written in it. For one axis alone see `curve`.

use super::canvas::{self, Canvas, Hand, PAPER, SOFT, cut, note, wrapped};
use super::letters::{BOLD, width_of};
use super::measure::{Estimate, Measure, common_n};
use super::sentences as say;
use crate::report::Language;

/// A table of estimates, to be coloured.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// Name of the picture.
    pub title: String,
    /// What is shown, in a few words.
    pub meaning: String,
    /// What the values are. A difference is coloured on both sides of zero.
    pub measure: Measure,
    /// What runs down, and its values; one value for a single row.
    pub rows: (String, Vec<String>),
    /// What runs across, and its values.
    pub columns: (String, Vec<String>),
    /// The cells, row by row; none where nothing is known.
    pub cells: Vec<Vec<Option<Estimate>>>,
}

/// Letters smaller than this are not read.
const SMALLEST: f64 = 10.0;

type Rgb = [f64; 3];

/// Little, to much: one hue that darkens, so that grey print keeps the order.
const MORE: [Rgb; 3] = [[247.0, 244.0, 232.0], [116.0, 173.0, 209.0], [8.0, 64.0, 129.0]];
/// Less than nothing: its counterpart in vermilion.
const LESS: [Rgb; 3] = [[247.0, 244.0, 232.0], [240.0, 160.0, 100.0], [160.0, 60.0, 0.0]];

/// A colour at a share of the way through three.
fn mixed(ramp: &[Rgb; 3], share: f64) -> Rgb {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 } * 2.0;
    let (from, to, rest) = if share < 1.0 { (0, 1, share) } else { (1, 2, share - 1.0) };
    std::array::from_fn(|part| ramp[from][part] + (ramp[to][part] - ramp[from][part]) * rest)
}

fn hex([red, green, blue]: Rgb) -> String {
    format!("#{:02x}{:02x}{:02x}", red.round() as u8, green.round() as u8, blue.round() as u8)
}

/// The share of light that a colour sends back (WCAG 2, relative luminance).
fn luminance(colour: Rgb) -> f64 {
    let part = |value: f64| {
        let value = value / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    };
    0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
}

/// Colour of a value and the colour in which text on it is read.
pub(super) struct Shades {
    low: f64,
    high: f64,
    both: bool,
    warm: bool,
}

impl Shades {
    /// For values of a measure: shares from 0 to 1 where they use much of it, differences
    /// as far on either side of zero, other numbers over what there is.
    pub(super) fn over(values: impl Iterator<Item = f64>, measure: &Measure) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            return Self { low: 0.0, high: 1.0, both: measure.is_difference(), warm: false };
        }
        match measure {
            Measure::Points | Measure::Change(_) => {
                let most = low.abs().max(high.abs());
                Self { low: -most, high: most, both: true, warm: false }
            }
            Measure::Share => Self {
                low: 0.0,
                high: if high > 0.5 { 1.0 } else { high },
                both: false,
                warm: false,
            },
            Measure::Number(_) => Self { low, high, both: false, warm: false },
        }
    }

    /// The same in the other hue: on a map the sea is blue already.
    pub(super) const fn warm(self) -> Self {
        Self { warm: true, ..self }
    }

    fn rgb(&self, value: f64) -> Rgb {
        let span = self.high - self.low;
        if self.both {
            let share = if self.high > 0.0 { value.abs() / self.high } else { 0.0 };
            let ramp = if (value < 0.0) == self.warm { &MORE } else { &LESS };
            return mixed(ramp, share);
        }
        let ramp = if self.warm { &LESS } else { &MORE };
        mixed(ramp, if span > 0.0 { (value - self.low) / span } else { 0.0 })
    }

    /// The colour of a value.
    pub(super) fn fill(&self, value: f64) -> String {
        hex(self.rgb(value))
    }

    /// The colour of text on it: black or white, whichever stands out (never under 4.5 to 1).
    pub(super) fn ink(&self, value: f64) -> &'static str {
        if luminance(self.rgb(value)) > 0.179 { "#000000" } else { "#ffffff" }
    }

    /// A scale from the lowest to the highest, with words at its ends and middle.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas,
        [x, y]: [f64; 2],
        measure: &Measure,
        language: Language,
    ) {
        let (steps, wide) = (24, 240.0);
        let cell = wide / f64::from(steps);
        for step in 0..steps {
            let value =
                self.low + (self.high - self.low) * (f64::from(step) + 0.5) / f64::from(steps);
            let area = [x + cell * f64::from(step), y, cell + 0.3, 14.0];
            canvas.rect(area, &format!("fill=\"{}\"", self.fill(value)));
        }
        canvas.rect(
            [x, y, wide, 14.0],
            &format!("fill=\"none\" stroke=\"{SOFT}\" stroke-width=\"0.7\""),
        );
        let ends =
            [(0.0, Hand::of(13.0)), (0.5, Hand::of(13.0).middle()), (1.0, Hand::of(13.0).end())];
        for (share, hand) in ends {
            let value = self.low + (self.high - self.low) * share;
            let words = measure.tick(value, round(self.high - self.low), language);
            canvas.text(x + wide * share, y + 28.0, hand.ink(SOFT), &words);
        }
    }
}

/// A step fine enough to write the ends of a scale.
fn round(span: f64) -> f64 {
    super::axes::round_step(if span > 0.0 { span / 4.0 } else { 1.0 })
}

impl Heat {
    fn estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.cells.iter().flatten().flatten()
    }

    fn cell(&self, row: usize, column: usize) -> Option<&Estimate> {
        let known = self.cells.get(row)?.get(column)?.as_ref()?;
        known.value.is_finite().then_some(known)
    }

    fn said(&self, language: Language) -> String {
        let mut cells = Vec::new();
        for (row, name) in self.rows.1.iter().enumerate() {
            for (column, other) in self.columns.1.iter().enumerate() {
                if let Some(known) = self.cell(row, column) {
                    let value = self.measure.say_whole(known, language);
                    cells.push(say::cell(language, name, other, value));
                }
            }
        }
        say::with_list(say::VALUES.of(language), &cells)
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let columns = self.columns.1.len().max(1);
        let row_names: Vec<Vec<String>> =
            self.rows.1.iter().map(|name| wrapped(name, 14.0, 190.0, 3)).collect();
        let widest =
            row_names.iter().flatten().map(|line| width_of(line, 14.0)).fold(0.0, f64::max);
        let left = 24.0 + widest.max(20.0) + if self.rows.0.is_empty() { 0.0 } else { 26.0 };
        // Many columns make a wider picture rather than cells that nobody can read.
        let wide = ((canvas::WIDTH - left - 16.0) / columns as f64).clamp(58.0, 170.0);
        let mut canvas = Canvas::new((left + wide * columns as f64 + 16.0).max(canvas::WIDTH));
        let n = common_n(self.estimates());
        let each = n.map_or_else(String::new, |n| say::in_each_cell(language, n));
        let y =
            canvas.head(&self.title, &note(&[&self.meaning, &self.measure.axis(language), &each]));
        let shades = Shades::over(self.estimates().map(|known| known.value), &self.measure);
        shades.draw(&mut canvas, [12.0, y + 8.0], &self.measure, language);

        let right = left + wide * columns as f64;
        let mut top = y + 62.0;
        if !self.columns.0.is_empty() {
            let hand = Hand::of(15.0).bold();
            let words = cut(&self.columns.0, hand.measured(), canvas.width - left);
            if width_of(&words, hand.measured()) < right - left {
                canvas.text((left + right) / 2.0, top, hand.middle(), &words);
            } else {
                canvas.text(left, top, hand, &words);
            }
            top += 10.0;
        }
        let heads: Vec<Vec<String>> =
            self.columns.1.iter().map(|name| wrapped(name, 14.0, wide - 6.0, 3)).collect();
        let lines = heads.iter().map(Vec::len).max().unwrap_or(0) as f64;
        // Names that would be broken or cut stand upright instead.
        let upright = self.columns.1.iter().any(|name| {
            let broken = name.split(' ').any(|word| width_of(word, 14.0) > wide - 6.0);
            broken || wrapped(name, 14.0, wide - 6.0, 9).len() > 3
        });
        let longest = self.columns.1.iter().map(|name| width_of(name, 14.0)).fold(0.0, f64::max);
        let upright_room = longest.min(150.0) + 4.0;
        for (column, head) in heads.iter().enumerate() {
            let x = left + wide * (column as f64 + 0.5);
            if upright {
                let name = cut(&self.columns.1[column], 14.0, 150.0);
                canvas.upright(x + 5.0, top + 4.0 + upright_room, Hand::of(14.0), &name);
                continue;
            }
            for (line, words) in head.iter().enumerate() {
                let at = top + 16.0 + 17.0 * line as f64;
                canvas.text(x, at, Hand::of(14.0).middle(), words);
            }
        }
        top += if upright { upright_room + 10.0 } else { 17.0 * lines + 10.0 };

        let interval =
            self.estimates().any(|known| known.low.is_finite() && known.high.is_finite());
        let smaller = usize::from(interval) + usize::from(n.is_none());
        let tall = (26.0 + 16.0 * smaller as f64 + 12.0).max(44.0);
        for (row, name) in row_names.iter().enumerate() {
            let y = top + tall * row as f64;
            let first = y + tall / 2.0 + 5.0 - (name.len() as f64 - 1.0) * 8.5;
            for (line, words) in name.iter().enumerate() {
                canvas.text(left - 8.0, first + 17.0 * line as f64, Hand::of(14.0).end(), words);
            }
            for column in 0..self.columns.1.len() {
                let area = [left + wide * column as f64, y, wide, tall];
                self.draw_cell(
                    &mut canvas,
                    area,
                    self.cell(row, column),
                    &shades,
                    n.is_none(),
                    language,
                );
            }
        }
        let bottom = top + tall * row_names.len() as f64;
        if !self.rows.0.is_empty() {
            let hand = Hand::of(15.0).bold();
            let words = cut(&self.rows.0, hand.measured(), (bottom - top).max(120.0));
            canvas.upright(24.0, (top + bottom) / 2.0, hand.middle(), &words);
        }
        canvas.finish(bottom + 14.0, &self.title, &self.said(language))
    }

    fn draw_cell(
        &self,
        canvas: &mut Canvas,
        [x, y, wide, tall]: [f64; 4],
        known: Option<&Estimate>,
        shades: &Shades,
        own_n: bool,
        language: Language,
    ) {
        let middle = x + wide / 2.0;
        let Some(known) = known else {
            canvas.rect(
                [x, y, wide, tall],
                &format!(
                    "fill=\"none\" stroke=\"{SOFT}\" stroke-width=\"0.7\" stroke-dasharray=\"3 3\""
                ),
            );
            canvas.text(middle, y + tall / 2.0 + 5.0, Hand::of(14.0).ink(SOFT).middle(), "–");
            return;
        };
        let fill = shades.fill(known.value);
        canvas.rect(
            [x, y, wide, tall],
            &format!("fill=\"{fill}\" stroke=\"{PAPER}\" stroke-width=\"2\""),
        );
        let ink = shades.ink(known.value);
        let mut below = Vec::new();
        if known.low.is_finite() && known.high.is_finite() {
            let [low, high] =
                [known.low, known.high].map(|end| self.measure.of_interval(end, known, language));
            let without_unit = |words: &str| words.trim_end_matches(" %").to_owned();
            let words = say::reach(language, without_unit(&low), without_unit(&high));
            // Where it would be too small to read, it is left to the description.
            if width_of(&words, SMALLEST) < wide - 6.0 {
                below.push(words);
            }
        }
        if own_n {
            below.push(say::count(language, known.n));
        }
        let height = 20.0 + 16.0 * below.len() as f64;
        let first = y + (tall - height) / 2.0 + 16.0;
        let words = self.measure.of_interval(known.value, known, language);
        let fitted =
            |words: &str, size: f64| size.min(size * (wide - 6.0) / width_of(words, size).max(1.0));
        let hand = Hand::of(fitted(&words, 18.0 * BOLD) / BOLD).bold().ink(ink).middle();
        canvas.text(middle, first, hand, &words);
        for (line, words) in below.iter().enumerate() {
            let hand = Hand::of(fitted(words, 13.0)).ink(ink).middle();
            canvas.text(middle, first + 17.0 + 15.0 * line as f64, hand, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_every_shade_can_be_read() {
        for (both, warm) in [(false, false), (false, true), (true, false)] {
            let shades = Shades { low: if both { -1.0 } else { 0.0 }, high: 1.0, both, warm };
            for step in 0..=40 {
                let value = shades.low + (shades.high - shades.low) * f64::from(step) / 40.0;
                let back = luminance(shades.rgb(value));
                let part = |from: usize| {
                    f64::from(
                        u8::from_str_radix(&shades.ink(value)[from..from + 2], 16).expect("hex"),
                    )
                };
                let front = luminance([part(1), part(3), part(5)]);
                let contrast = (front.max(back) + 0.05) / (front.min(back) + 0.05);
                assert!(contrast >= 4.5, "{value}: {contrast}");
            }
        }
    }
}
