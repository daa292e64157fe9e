//! Axes and what is plotted on them, drawn by the library `plotters`.
//!
//! `plotters` puts everything on whole pixels, so it draws ten times as large as the
//! picture is, and the picture takes its drawing at a tenth. It measures text without a
//! font, which is what an SVG needs.

use jiff::civil::{Date, date};
use plotters::coord::Shift;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, ValueFormatter};
use plotters::prelude::*;

use super::canvas;
use super::measure::Measure;
use crate::report::Language;
use crate::scenario::Day;
use crate::sim::calendar;

/// How much larger `plotters` draws.
const FINE: f64 = 10.0;

/// One axis: its ends and its marks.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Marks with their words.
    pub ticks: Vec<(f64, String)>,
}

/// A round step that divides a span into four to eight parts.
#[must_use]
pub fn round_step(span: f64) -> f64 {
    let rough = (span / 5.0).max(f64::MIN_POSITIVE);
    let size = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|step| step * size >= rough);
    step.unwrap_or(10.0) * size
}

/// The short name of a month.
#[must_use]
pub fn month(number: i8, language: Language) -> &'static str {
    const EN: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const ES: [&str; 12] =
        ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
    let place = usize::from((number - 1).unsigned_abs() % 12);
    language.pick(EN[place], ES[place])
}

/// A date as short as a mark needs: `7 Dec 1941`.
#[must_use]
pub fn short_date(day: Day, language: Language) -> String {
    let date = calendar::date_of(day);
    format!("{} {} {}", date.day(), month(date.month(), language), date.year())
}

fn day_of(date: Date) -> Day {
    (date - calendar::first_day()).get_days()
}

impl Scale {
    /// An axis of numbers that holds all `values`; from zero where that costs little,
    /// and for a difference always over zero.
    #[must_use]
    pub fn of(
        values: impl IntoIterator<Item = f64>,
        measure: &Measure,
        language: Language,
    ) -> Self {
        let (mut low, mut high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .map(|value| value.clamp(-1e15, 1e15))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if measure.is_difference() {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if low > 0.0 && (low < 0.4 * high || matches!(measure, Measure::Share)) {
            low = 0.0;
        }
        // Equal values, or nearly: an axis needs a length that its numbers can carry.
        let least = (1e-9 * low.abs().max(high.abs())).max(1e-9);
        if high - low < least {
            let about: f64 =
                if matches!(measure, Measure::Share | Measure::Points) { 0.1 } else { 1.0 };
            high = low + about.max(1e3 * least);
            if measure.is_difference() {
                low -= high - low;
            }
        }
        let room = 0.04 * (high - low);
        if matches!(measure, Measure::Share) && high <= 1.0 {
            high = (high + room).min(1.02);
        } else {
            high += room;
        }
        if low < 0.0 {
            low -= room;
        }
        Self::between(low, high, measure, language)
    }

    /// An axis of numbers between two ends.
    #[must_use]
    pub fn between(low: f64, high: f64, measure: &Measure, language: Language) -> Self {
        let step = round_step(high - low);
        let first = libm::ceil(low / step - 1e-9);
        let ticks = (0..12)
            .map(|place| (first + f64::from(place)) * step)
            .take_while(|tick| *tick <= high + 1e-9 * step)
            .map(|tick| (tick, measure.tick(tick, step, language)))
            .collect();
        Self { low, high, ticks }
    }

    /// An axis of days: years, quarters, months or weeks are marked as its length asks.
    #[must_use]
    pub fn days(first: Day, last: Day, language: Language) -> Self {
        let last = last.max(first.saturating_add(1));
        let span = last.saturating_sub(first);
        let named = |date: Date, with_year: bool| {
            let month = month(date.month(), language);
            if with_year { format!("{month} {}", date.year()) } else { month.to_owned() }
        };
        let mut ticks: Vec<(f64, String)> = Vec::new();
        let inside = |day: Day| day >= first && day <= last;
        if span <= 100 {
            let step = if span <= 45 { 7 } else { 14 };
            let mut day = first;
            while inside(day) && ticks.len() < 16 {
                let date = calendar::date_of(day);
                let words = format!("{} {}", date.day(), month(date.month(), language));
                ticks.push((f64::from(day), words));
                day += step;
            }
        } else {
            let every = match span {
                ..=270 => 1,
                271..=500 => 2,
                501..=1100 => 3,
                _ => 12,
            };
            let years = calendar::date_of(first).year()..=calendar::date_of(last).year();
            for year in years.take(400) {
                for month in (1..=12).step_by(every) {
                    let mark = date(year, month, 1);
                    let day = day_of(mark);
                    if !inside(day) {
                        continue;
                    }
                    let words = if every == 12 {
                        year.to_string()
                    } else {
                        named(mark, month == 1 || ticks.is_empty())
                    };
                    ticks.push((f64::from(day), words));
                }
            }
        }
        Self { low: f64::from(first), high: f64::from(last), ticks }
    }

    /// An axis of names: the first at 0, each one further on; where there are many, only
    /// every second, third, … is written.
    #[must_use]
    pub fn names(names: &[String], width: f64) -> Self {
        let room = width / names.len().max(1) as f64;
        let widest =
            names.iter().map(|name| canvas::width_of(name, 14.0)).fold(1.0, f64::max).min(150.0);
        let every = (libm::ceil((widest + 10.0) / room.max(1.0)) as usize).max(1);
        let ticks = names
            .iter()
            .enumerate()
            .step_by(every)
            .map(|(place, name)| (place as f64, canvas::cut(name, 14.0, 150.0)))
            .collect();
        Self { low: -0.5, high: names.len().max(1) as f64 - 0.5, ticks }
    }

    /// Where a value stands, as a share of the axis.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    fn holds(&self, value: f64) -> bool {
        value.is_finite() && value >= self.low && value <= self.high
    }
}

/// Two axes and the frame that they make.
#[derive(Clone, Debug)]
pub struct Axes {
    /// The axis that runs to the right.
    pub across: Scale,
    /// The axis that runs up.
    pub up: Scale,
    /// Left, top, right and bottom of the frame in the picture.
    pub frame: [f64; 4],
    /// Whether the marks of the axis to the right run up through the frame.
    pub upright_grid: bool,
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        (f64::from(from) + f64::from(to - from) * self.share(*value)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _most: Hint) -> Vec<f64> {
        self.ticks.iter().map(|tick| tick.0).collect()
    }

    fn range(&self) -> std::ops::Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for Scale {
    fn format_ext(&self, value: &f64) -> String {
        let found = self.ticks.iter().find(|tick| tick.0 == *value);
        found.map_or_else(String::new, |tick| tick.1.clone())
    }
}

type Drawing<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<Scale, Scale>>;
/// Why nothing could be drawn; drawing into a text does not fail.
type Never = DrawingAreaErrorKind<std::io::Error>;

/// What is being plotted.
pub struct Plot<'a, 'b> {
    drawing: &'a mut Drawing<'b>,
    axes: &'a Axes,
}

fn colour(ink: &str) -> RGBColor {
    let part = |from: usize| {
        ink.get(from..from + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or(0)
    };
    RGBColor(part(1), part(3), part(5))
}

fn fine(value: f64) -> u32 {
    if value.is_finite() { (value * FINE).clamp(0.0, 1e6) as u32 } else { 0 }
}

impl Plot<'_, '_> {
    /// Points that are known, in runs: where one is not, the line is broken.
    fn runs(&self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        points
            .split(|(x, y)| !self.axes.across.holds(*x) || !y.is_finite())
            .filter(|run| !run.is_empty())
            .map(|run| {
                let within = |y: f64| y.clamp(self.axes.up.low, self.axes.up.high);
                run.iter().map(|&(x, y)| (x, within(y))).collect()
            })
            .collect()
    }

    /// A band between two values at each point.
    pub fn band(
        &mut self,
        points: &[(f64, f64, f64)],
        ink: &str,
        density: f64,
    ) -> Result<(), Never> {
        let known = |&(x, low, high): &(f64, f64, f64)| {
            self.axes.across.holds(x) && low.is_finite() && high.is_finite()
        };
        let within = |y: f64| y.clamp(self.axes.up.low, self.axes.up.high);
        let outlines: Vec<Vec<(f64, f64)>> = points
            .split(|point| !known(point))
            .filter(|run| !run.is_empty())
            .map(|run| {
                let above = run.iter().map(|&(x, _, high)| (x, within(high)));
                let below = run.iter().rev().map(|&(x, low, _)| (x, within(low)));
                above.chain(below).collect()
            })
            .collect();
        for outline in outlines {
            let style = colour(ink).mix(density).filled();
            self.drawing.draw_series([Polygon::new(outline, style)])?;
        }
        Ok(())
    }

    /// A line through points.
    pub fn line(
        &mut self,
        points: &[(f64, f64)],
        ink: &str,
        width: f64,
        dashed: bool,
    ) -> Result<(), Never> {
        let style = colour(ink).stroke_width(fine(width));
        for run in self.runs(points) {
            if dashed {
                self.drawing.draw_series(DashedLineSeries::new(
                    run,
                    fine(8.0),
                    fine(5.0),
                    style,
                ))?;
            } else {
                self.drawing.draw_series(LineSeries::new(run, style))?;
            }
        }
        Ok(())
    }
}

impl Axes {
    /// Where a point stands in the picture.
    #[must_use]
    pub fn place(&self, x: f64, y: f64) -> [f64; 2] {
        let [left, top, right, bottom] = self.frame;
        [left + (right - left) * self.across.share(x), bottom - (bottom - top) * self.up.share(y)]
    }

    /// Draws the axes and what `plot` puts on them.
    #[must_use]
    pub fn draw(
        &self,
        width: f64,
        plot: impl Fn(&mut Plot<'_, '_>) -> Result<(), Never>,
    ) -> String {
        let mut svg = String::new();
        // A String takes whatever is written to it, so there is nothing to report; the
        // error belongs to backends that write to files.
        let drawn = self.try_draw(&mut svg, width, plot).is_ok();
        let inside = svg.find('>').map_or("", |head| &svg[head + 1..]);
        let inside = inside.trim_end().trim_end_matches("</svg>");
        if !drawn || inside.is_empty() {
            return String::new();
        }
        format!("<g transform=\"scale({})\">{}</g>", 1.0 / FINE, inside.replace('\n', ""))
    }

    fn try_draw(
        &self,
        svg: &mut String,
        width: f64,
        plot: impl Fn(&mut Plot<'_, '_>) -> Result<(), Never>,
    ) -> Result<(), Never> {
        let [left, top, right, bottom] = self.frame;
        let below = 34.0;
        let root: DrawingArea<SVGBackend<'_>, Shift> =
            SVGBackend::with_string(svg, (fine(width), fine(bottom + below))).into_drawing_area();
        let mut drawing = ChartBuilder::on(&root)
            .margin_top(fine(top))
            .margin_right(fine(width - right))
            .set_label_area_size(LabelAreaPosition::Left, fine(left))
            .set_label_area_size(LabelAreaPosition::Bottom, fine(below))
            .build_cartesian_2d(self.across.clone(), self.up.clone())?;
        // The library writes text at 1/1.24 of the size that it is given.
        let hand = ("inherit", fine(14.0 * 1.24)).into_font().color(&colour(canvas::SOFT));
        let mut mesh = drawing.configure_mesh();
        if !self.upright_grid {
            mesh.disable_x_mesh();
        }
        mesh.bold_line_style(colour(canvas::GRID).stroke_width(fine(1.0)))
            .light_line_style(TRANSPARENT)
            .axis_style(colour(canvas::SOFT).stroke_width(fine(1.0)))
            .set_all_tick_mark_size(fine(4.0))
            .label_style(hand)
            .draw()?;
        if self.up.low < 0.0 && self.up.high > 0.0 {
            let ends = [(self.across.low, 0.0), (self.across.high, 0.0)];
            let style = colour(canvas::INK).stroke_width(fine(1.4));
            drawing.draw_series(LineSeries::new(ends, style))?;
        }
        plot(&mut Plot { drawing: &mut drawing, axes: self })?;
        drop(drawing);
        root.present()
    }
}

/// Moves labels apart so that none lies on another: `wanted` heights, `gap` between two,
/// within `low` and `high`. The order of heights is kept.
#[must_use]
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let height = |place: usize| if wanted[place].is_finite() { wanted[place] } else { low };
    order.sort_by(|&a, &b| height(a).total_cmp(&height(b)));
    let mut heights = vec![0.0; wanted.len()];
    let mut floor = f64::NEG_INFINITY;
    for &place in &order {
        heights[place] = height(place).max(floor).max(low);
        floor = heights[place] + gap;
    }
    let mut ceiling = high;
    for &place in order.iter().rev() {
        heights[place] = heights[place].min(ceiling);
        ceiling = heights[place] - gap;
    }
    heights
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
    fn an_axis_holds_its_values_and_a_difference_its_zero() {
        let english = Language::English;
        let scale = Scale::of([3.0, 7.0], &Measure::Change(String::new()), english);
        assert!(scale.low <= 0.0 && scale.high >= 7.0);
        assert!(scale.ticks.iter().any(|tick| tick.1 == "0"), "{scale:?}");
        let scale = Scale::of([0.2, 0.4], &Measure::Share, english);
        assert_eq!(scale.low, 0.0);
        assert!(scale.ticks.iter().any(|tick| tick.1 == "20 %"), "{scale:?}");
        for odd in [vec![], vec![5.0; 3], vec![f64::NAN], vec![1e300, -1e300], vec![1e-300]] {
            let scale = Scale::of(odd.clone(), &Measure::Number(String::new()), english);
            assert!(scale.low < scale.high && scale.high.is_finite(), "{odd:?}: {scale:?}");
        }
    }

    #[test]
    fn days_are_marked_by_year_quarter_month_or_week() {
        let first = |span| Scale::days(0, span, Language::English).ticks[0].1.clone();
        assert_eq!(first(2000), "1942");
        assert_eq!(first(900), "Apr 1941");
        assert_eq!(first(300), "Mar 1941");
        assert_eq!(first(200), "Feb 1941");
        assert_eq!(first(40), "6 Jan");
        assert!(!Scale::days(7, 7, Language::Spanish).ticks.is_empty());
    }

    #[test]
    fn labels_keep_their_order_and_their_distance() {
        let heights = spread(&[50.0, 49.0, 10.0, 98.0, 99.0], 10.0, 0.0, 100.0);
        assert!(heights.iter().all(|height| (0.0..=100.0).contains(height)));
        assert!(heights[1] < heights[0] && heights[3] < heights[4]);
        let mut sorted = heights;
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 9.999));
    }
}
