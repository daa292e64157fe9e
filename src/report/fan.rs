//! A fan chart as SVG: the ensemble's bands over time, its median, and the record drawn in.

use std::fmt::Write as _;

use super::Language;
use crate::scenario::Day;
use crate::sim::calendar;

/// What a fan chart shows.
#[derive(Clone, Debug, Default)]
pub struct Fan {
    /// Name of the series.
    pub title: String,
    /// What it is, in a few words.
    pub meaning: String,
    /// Unit of the vertical axis.
    pub unit: String,
    /// Days at which the bands are known, in order.
    pub days: Vec<Day>,
    /// Quantiles at those days: 5, 25, 50, 75, 95 per cent.
    pub bands: Vec<[f64; 5]>,
    /// The record: day, figure, lowest and highest among the sources.
    pub record: Vec<(Day, f64, f64, f64)>,
    /// How many histories the bands stand on.
    pub n: usize,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 30.0;

/// A round step that divides a span into four to eight parts.
fn round_step(span: f64) -> f64 {
    let rough = (span / 5.0).max(f64::MIN_POSITIVE);
    let size = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|step| step * size >= rough);
    step.unwrap_or(10.0) * size
}

/// Text that may stand in XML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Fan {
    fn reach(&self) -> (f64, f64) {
        let banded = self.bands.iter().flat_map(|band| [band[0], band[4]]);
        let recorded = self.record.iter().flat_map(|&(_, _, low, high)| [low, high]);
        let (mut low, mut high) = banded
            .chain(recorded)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > 0.0 && low < 0.4 * high {
            low = 0.0;
        }
        if high - low < 1e-9 {
            high = low + 1.0;
        }
        (low, high + 0.04 * (high - low))
    }

    /// The chart as an SVG element with a title and a description for those who hear it.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let (low, high) = self.reach();
        let first = f64::from(self.days.first().copied().unwrap_or(0));
        let last = f64::from(self.days.last().copied().unwrap_or(1)).max(first + 1.0);
        let x =
            |day: Day| LEFT + (WIDTH - LEFT - RIGHT) * (f64::from(day) - first) / (last - first);
        let y =
            |value: f64| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low);
        let mut svg = format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title><desc>{}</desc>",
            escaped(&self.title),
            language.pick(
                "Bands of 50 and 90 per cent of the histories, their median, and the record as points.",
                "Bandas del 50 y el 90 por ciento de las historias, su mediana y el registro en puntos."
            )
        );
        let _ = write!(
            svg,
            "<text class=\"name\" x=\"{LEFT}\" y=\"16\">{}</text><text class=\"note\" x=\"{LEFT}\" y=\"31\">{}n = {}</text>",
            escaped(&self.title),
            escaped(
                &[&self.meaning, &self.unit]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .fold(String::new(), |line, text| line + text + ", ")
            ),
            self.n
        );
        let step = round_step(high - low);
        let mut tick = libm::ceil(low / step) * step;
        while tick <= high {
            let at = y(tick);
            // As many decimals as the step has: 0.25 has two.
            let whole = |digits: &usize| {
                let scaled = step * libm::pow(10.0, *digits as f64);
                (scaled - libm::round(scaled)).abs() < 1e-6
            };
            let digits = (0..6).find(whole).unwrap_or(6);
            let _ = write!(
                svg,
                "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/><text class=\"tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{tick:.digits$}</text>",
                WIDTH - RIGHT,
                LEFT - 6.0,
                at + 4.0
            );
            tick += step;
        }
        let year_of = |day: f64| calendar::date_of(day as Day).year();
        for year in year_of(first)..=year_of(last) {
            let day = (jiff::civil::date(year, 1, 1) - calendar::first_day()).get_days();
            if f64::from(day) >= first && f64::from(day) <= last {
                let at = x(day);
                let _ = write!(
                    svg,
                    "<line class=\"grid\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{}\"/><text class=\"tick\" x=\"{at:.1}\" y=\"{}\">{year}</text>",
                    HEIGHT - BOTTOM,
                    HEIGHT - BOTTOM + 16.0
                );
            }
        }
        for (class, below, above) in [("most", 0, 4), ("half", 1, 3)] {
            let mut path = String::new();
            for (place, (&day, band)) in self.days.iter().zip(&self.bands).enumerate() {
                let _ = write!(
                    path,
                    "{}{:.1} {:.1}",
                    if place == 0 { "M" } else { "L" },
                    x(day),
                    y(band[above])
                );
            }
            for (&day, band) in self.days.iter().zip(&self.bands).rev() {
                let _ = write!(path, "L{:.1} {:.1}", x(day), y(band[below]));
            }
            let _ = write!(svg, "<path class=\"{class}\" d=\"{path}Z\"/>");
        }
        let middle: Vec<String> = self
            .days
            .iter()
            .zip(&self.bands)
            .map(|(&day, band)| format!("{:.1},{:.1}", x(day), y(band[2])))
            .collect();
        let _ = write!(svg, "<polyline class=\"middle\" points=\"{}\"/>", middle.join(" "));
        for &(day, value, lowest, highest) in &self.record {
            let at = x(day);
            let date = calendar::date_of(day);
            let _ = write!(
                svg,
                "<line class=\"record\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/><circle class=\"record\" cx=\"{at:.1}\" cy=\"{:.1}\" r=\"3.5\"><title>{date}: {value}</title></circle>",
                y(lowest),
                y(highest),
                y(value)
            );
        }
        svg + "</svg>"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_four_to_eight_round_steps() {
        for span in [0.3, 1.0, 7.0, 48.9, 100.0, 1578.0, 2253.0] {
            let steps = span / round_step(span);
            assert!((2.4..=8.0).contains(&steps), "{span}: {steps}");
        }
    }

    #[test]
    fn a_chart_of_one_flat_day_is_still_a_chart() {
        let fan = Fan {
            title: "a < b".to_owned(),
            days: vec![100],
            bands: vec![[1.0; 5]],
            record: vec![(100, 1.0, 1.0, 1.0)],
            ..Fan::default()
        };
        let svg = fan.svg(Language::English);
        assert!(svg.contains("a &lt; b") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
