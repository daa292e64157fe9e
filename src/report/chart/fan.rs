//! A fan chart: an ensemble's bands over time and its median, with the record drawn in;
//! or two ensembles, without and with a change; or the paired difference between them.

use super::axes::{Axes, Scale, short_date, spread};
use super::canvas::{
    self, Canvas, DIFFERENCE, Hand, INK, Key, PAPER, RECORD, Shape, WITH, WITHOUT, note,
};
use super::curve::mark_day;
use super::letters::width_of;
use super::measure::Measure;
use super::sentences as say;
use crate::report::Language;
use crate::scenario::Day;

/// One ensemble over time.
#[derive(Clone, Debug, Default)]
pub struct Ensemble {
    /// What it is called at the end of its line; nothing where there is only one.
    pub name: String,
    /// Days at which the bands are known, in order.
    pub days: Vec<Day>,
    /// Quantiles at those days: 5, 25, 50, 75, 95 per cent.
    pub bands: Vec<[f64; 5]>,
}

/// How the name of an ensemble is written.
const NAME: Hand = Hand::of(16.0).bold().halo();

/// What a fan chart shows.
#[derive(Clone, Debug, Default)]
pub struct Fan {
    /// Name of the series.
    pub title: String,
    /// What it is, in a few words.
    pub meaning: String,
    /// What the values are. A difference (`Points`, `Change`) is drawn about its zero line.
    pub measure: Measure,
    /// One ensemble; or two: without the change, and with it.
    pub ensembles: Vec<Ensemble>,
    /// The record: day, figure, lowest and highest among the sources.
    pub record: Vec<(Day, f64, f64, f64)>,
    /// The day on which the two part, and what happens on it.
    pub parting: Option<(Day, String)>,
    /// How many histories (or pairs) the bands stand on.
    pub n: u64,
}

impl Fan {
    fn inks(&self) -> &'static [&'static str] {
        match (self.measure.is_difference(), self.ensembles.len()) {
            (true, _) => &[DIFFERENCE],
            (_, ..=1) => &["#24406b"],
            _ => &[WITHOUT, WITH],
        }
    }

    /// The record is red beside one ensemble, and black where red is the changed world's.
    const fn record_ink(&self) -> &'static str {
        if self.ensembles.len() < 2 { RECORD } else { INK }
    }

    fn said(&self, language: Language) -> String {
        let bands = if self.measure.is_difference() { say::FAN_OF_PAIRS } else { say::FAN };
        let mut said = vec![bands.of(language).to_owned()];
        for ensemble in &self.ensembles {
            let ends = [
                ensemble.days.first().zip(ensemble.bands.first()),
                ensemble.days.last().zip(ensemble.bands.last()),
            ];
            for (day, band) in ends.into_iter().flatten() {
                let (day, median) =
                    (language.date(*day), self.measure.say(band[2], self.n, language));
                let [low, high] =
                    [band[0], band[4]].map(|end| self.measure.short(end, self.n, language));
                said.push(if ensemble.name.is_empty() {
                    say::fan_on(language, day, median, low, high)
                } else {
                    say::fan_of(language, &ensemble.name, day, median, low, high)
                });
            }
        }
        if !self.record.is_empty() {
            said.push(say::RECORD_AS_POINTS.of(language).to_owned());
        }
        said.join(" ")
    }

    /// The chart.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let mut canvas = Canvas::new(canvas::WIDTH);
        let inks = self.inks();
        let ink = |place: usize| inks[place.min(inks.len() - 1)];
        let y = canvas.head(
            &self.title,
            &note(&[
                &self.meaning,
                &self.measure.axis(language),
                &say::histories(language, self.n),
            ]),
        );
        let top =
            canvas.keys(y, &self.keys(language)) + if self.parting.is_some() { 26.0 } else { 8.0 };
        let values = self
            .ensembles
            .iter()
            .flat_map(|ensemble| &ensemble.bands)
            .flat_map(|band| [band[0], band[4]])
            .chain(self.record.iter().flat_map(|&(_, _, low, high)| [low, high]));
        let days = || {
            let banded = self.ensembles.iter().flat_map(|ensemble| ensemble.days.iter().copied());
            banded.chain(self.record.iter().map(|point| point.0))
        };
        let names = self.ensembles.iter().map(|ensemble| width_of(&ensemble.name, NAME.measured()));
        let right = 24.0_f64.max(names.fold(0.0, f64::max).min(220.0) + 14.0);
        let axes = Axes {
            across: Scale::days(days().min().unwrap_or(0), days().max().unwrap_or(365), language),
            up: Scale::of(values, &self.measure, language),
            frame: [78.0, top, canvas.width - right, top + 300.0],
            upright_grid: true,
        };
        axes.draw(&mut canvas, |plot| {
            for (density, below, above) in [(0.20, 0, 4), (0.34, 1, 3)] {
                for (place, ensemble) in self.ensembles.iter().enumerate() {
                    let band: Vec<_> = ensemble
                        .days
                        .iter()
                        .zip(&ensemble.bands)
                        .map(|(&day, band)| (f64::from(day), band[below], band[above]))
                        .collect();
                    plot.band(&band, ink(place), density);
                }
            }
            // Where bands lie on each other their edges tell them apart.
            for (place, ensemble) in
                self.ensembles.iter().enumerate().filter(|_| self.ensembles.len() > 1)
            {
                for edge in [0, 4] {
                    let edge: Vec<_> = ensemble
                        .days
                        .iter()
                        .zip(&ensemble.bands)
                        .map(|(&day, band)| (f64::from(day), band[edge]))
                        .collect();
                    plot.line(&edge, ink(place), 0.9, place > 0);
                }
            }
            for (place, ensemble) in self.ensembles.iter().enumerate() {
                let middle: Vec<_> = ensemble
                    .days
                    .iter()
                    .zip(&ensemble.bands)
                    .map(|(&day, band)| (f64::from(day), band[2]))
                    .collect();
                plot.line(&middle, ink(place), 3.0, place > 0);
            }
        });
        if let Some((day, what)) = &self.parting {
            mark_day(&mut canvas, &axes, *day, what, language);
        }
        self.mark_record(&mut canvas, &axes, language);
        self.name_ends(&mut canvas, &axes, &ink);
        canvas.finish(axes.frame[3] + 36.0, &self.title, &self.said(language))
    }

    fn keys(&self, language: Language) -> Vec<(Key, String)> {
        let mut keys = Vec::new();
        for (place, ensemble) in self.ensembles.iter().enumerate() {
            let ink = self.inks()[place.min(self.inks().len() - 1)];
            let words = if ensemble.name.is_empty() {
                say::MEDIAN.of(language).to_owned()
            } else {
                say::median_of(language, &ensemble.name)
            };
            keys.push((Key::Line(ink, place > 0), words));
        }
        if let Some(&ink) = self.inks().first().filter(|_| !self.ensembles.is_empty()) {
            let (half, most) = if self.measure.is_difference() {
                (say::HALF_OF_PAIRS, say::MOST_OF_PAIRS)
            } else {
                (say::HALF_OF_HISTORIES, say::MOST_OF_HISTORIES)
            };
            keys.push((Key::Band(ink, 0.5), half.of(language).to_owned()));
            keys.push((Key::Band(ink, 0.2), most.of(language).to_owned()));
        }
        if !self.record.is_empty() {
            let words = say::RECORD.of(language);
            keys.push((Key::Mark(Shape::Circle, self.record_ink(), true), words.to_owned()));
        }
        keys
    }

    fn mark_record(&self, canvas: &mut Canvas, axes: &Axes, language: Language) {
        let ink = self.record_ink();
        for &(day, value, lowest, highest) in &self.record {
            if !value.is_finite() {
                continue;
            }
            let [x, y] = axes.place(f64::from(day), value);
            let ends = [lowest, highest]
                .map(|end| axes.place(0.0, if end.is_finite() { end } else { value })[1]);
            canvas.line([x, ends[0], x, ends[1]], &format!("stroke=\"{ink}\" stroke-width=\"2\""));
            let told = say::dated(
                language,
                short_date(day, language),
                self.measure.say(value, self.n, language),
            );
            canvas.raw(&format!("<g><title>{}</title>", canvas::escaped(&told)));
            canvas.mark(
                Shape::Circle,
                x,
                y,
                4.5,
                &format!("fill=\"{ink}\" stroke=\"{PAPER}\" stroke-width=\"1.2\""),
            );
            canvas.raw("</g>");
        }
    }

    fn name_ends(&self, canvas: &mut Canvas, axes: &Axes, ink: &dyn Fn(usize) -> &'static str) {
        let ends: Vec<f64> = self
            .ensembles
            .iter()
            .map(|ensemble| {
                let last = ensemble.bands.last().map_or(f64::NAN, |band| band[2]);
                axes.place(0.0, last)[1] + 5.0
            })
            .collect();
        let heights = spread(&ends, 20.0, axes.frame[1] + 12.0, axes.frame[3]);
        for (place, ensemble) in self.ensembles.iter().enumerate() {
            let hand = NAME.ink(ink(place));
            let name = canvas::cut(&ensemble.name, hand.measured(), 220.0);
            canvas.text(axes.frame[2] + 8.0, heights[place], hand, &name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_of_one_flat_day_is_still_a_chart() {
        let fan = Fan {
            title: "a < b".to_owned(),
            ensembles: vec![Ensemble {
                name: String::new(),
                days: vec![100],
                bands: vec![[1.0; 5]],
            }],
            record: vec![(100, 1.0, 1.0, 1.0)],
            ..Fan::default()
        };
        let svg = fan.svg(Language::English);
        assert!(svg.contains("a &lt; b") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
