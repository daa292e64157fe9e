//! How far two twins are from each other, week by week: one pair as a line, many pairs as
//! bands, and below them the share of pairs that are still apart. It shows reversion:
//! whether history returns to its course (Lebow 2000).

use super::axes::{Axes, Scale};
use super::canvas::{self, Canvas, DIFFERENCE, Hand, INK, Key, SOFT, WITH, note};
use super::curve::mark_day;
use super::measure::{Estimate, Measure, spelt};
use super::sentences as say;
use crate::report::Language;
use crate::report::number::three_digits;
use crate::report::sentences::Sentence;
use crate::scenario::Day;

/// The distance between twins over time.
#[derive(Clone, Debug, Default)]
pub struct Distance {
    /// Name of the picture.
    pub title: String,
    /// What the distance is made of, and what 0 and 1 mean.
    pub meaning: String,
    /// The days, in order.
    pub days: Vec<Day>,
    /// The distance in one pair, by day; empty where none is shown.
    pub one: Vec<f64>,
    /// Quantiles over many pairs, by day: 5, 25, 50, 75, 95 per cent; empty where there are none.
    pub many: Vec<[f64; 5]>,
    /// The share of pairs that are still apart, by day; may be empty.
    pub apart: Vec<Estimate>,
    /// The day on which they part, and what happens on it.
    pub parting: Option<(Day, String)>,
    /// How many pairs the bands stand on.
    pub n: u64,
}

impl Distance {
    fn said(&self, language: Language) -> String {
        let mut said = vec![say::DISTANCE.of(language).to_owned()];
        if let Some((day, band)) = self.days.last().zip(self.many.last()) {
            let median = spelt(&three_digits(band[2]), language);
            said.push(say::distance_on(language, language.date(*day), median));
        }
        if let Some((day, known)) = self.days.last().zip(self.apart.last()) {
            let share = Measure::Share.say_whole(known, language);
            said.push(say::apart_on(language, language.date(*day), share));
        }
        said.join(" ")
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let mut canvas = Canvas::new(canvas::WIDTH);
        let pairs = match self.n {
            0 => String::new(),
            n => say::run_twice(language, n),
        };
        let y = canvas.head(&self.title, &note(&[&self.meaning, &pairs]));
        let mut keys = Vec::new();
        if !self.many.is_empty() {
            let keyed = |name: Sentence| name.of(language).to_owned();
            keys.push((Key::Line(DIFFERENCE, false), keyed(say::MEDIAN)));
            keys.push((Key::Band(DIFFERENCE, 0.5), keyed(say::HALF_OF_PAIRS)));
            keys.push((Key::Band(DIFFERENCE, 0.2), keyed(say::MOST_OF_PAIRS)));
        }
        if !self.one.is_empty() {
            let words = say::ITS_TWIN.of(language);
            keys.push((Key::Line(WITH, true), words.to_owned()));
        }
        let top = canvas.keys(y, &keys) + if self.parting.is_some() { 28.0 } else { 8.0 };
        let first = self.days.first().copied().unwrap_or(0);
        let across = Scale::days(first, self.days.last().copied().unwrap_or(first), language);
        let day = |place: usize| self.days.get(place).map_or(f64::NAN, |&day| f64::from(day));
        let banded = self.many.iter().flat_map(|band| [band[0], band[4]]);
        let measure = Measure::Number(String::new());
        let values = banded.chain(self.one.iter().copied()).chain([0.0]);
        let mut axes = Axes {
            across,
            up: Scale::of(values, &measure, language),
            frame: [78.0, top, canvas.width - 24.0, top + 280.0],
            upright_grid: true,
        };
        axes.draw(&mut canvas, |plot| {
            for (density, below, above) in [(0.20, 0, 4), (0.34, 1, 3)] {
                let band = self
                    .many
                    .iter()
                    .enumerate()
                    .map(|(place, band)| (day(place), band[below], band[above]));
                plot.band(&band.collect::<Vec<_>>(), DIFFERENCE, density);
            }
            let middle = self.many.iter().enumerate().map(|(place, band)| (day(place), band[2]));
            plot.line(&middle.collect::<Vec<_>>(), DIFFERENCE, 3.0, false);
            let one = self.one.iter().enumerate().map(|(place, &value)| (day(place), value));
            plot.line(&one.collect::<Vec<_>>(), WITH, 2.4, true);
        });
        if let Some((day, what)) = &self.parting {
            mark_day(&mut canvas, &axes, *day, what, language);
        }
        let mut bottom = axes.frame[3];
        if !self.apart.is_empty() {
            let name = say::STILL_APART.of(language);
            let under = bottom + 72.0;
            canvas.text(78.0, under - 12.0, Hand::of(15.0).ink(INK), name);
            axes.up = Scale::between(0.0, 1.02, &Measure::Share, language);
            axes.frame = [78.0, under, canvas.width - 24.0, under + 130.0];
            axes.draw(&mut canvas, |plot| {
                let known = || self.apart.iter().enumerate();
                let band: Vec<_> =
                    known().map(|(place, known)| (day(place), known.low, known.high)).collect();
                plot.band(&band, SOFT, 0.25);
                let line: Vec<_> =
                    known().map(|(place, known)| (day(place), known.value)).collect();
                plot.line(&line, INK, 2.4, false);
            });
            bottom = under + 130.0;
        }
        canvas.finish(bottom + 36.0, &self.title, &self.said(language))
    }
}
