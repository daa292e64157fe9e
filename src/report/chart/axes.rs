//! Axes and what is plotted on them.
//!
//! Marks stand at round numbers as Heckbert chooses them (1990, "Nice numbers for graph
//! labels", *Graphics Gems*, pp. 61–63): one, two or five times a power of ten, whichever is
//! nearest to the step that is wished. His axes begin and end on a mark; ours end where the
//! values do, with the marks that fall within. Dates are marked at the first of a year, a
//! quarter or a month, or by weeks.

use jiff::civil::{Date, date};

use super::canvas::{Canvas, GRID, Hand, INK, SOFT, at, cut};
use super::letters::width_of;
use super::measure::Measure;
use super::sentences as say;
use crate::report::Language;
use crate::scenario::Day;
use crate::sim::calendar;

/// Size of the words at marks.
const SIZE: f64 = 14.0;
/// Least room between the words of two marks.
const APART: f64 = 8.0;

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

/// The round step nearest to a fifth of a span, which it divides into three to eight parts.
#[must_use]
pub fn round_step(span: f64) -> f64 {
    let rough = (span / 5.0).max(f64::MIN_POSITIVE);
    let size = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let nice = match rough / size {
        ..1.5 => 1.0,
        1.5..3.0 => 2.0,
        3.0..7.0 => 5.0,
        _ => 10.0,
    };
    nice * size
}

/// The short name of a month.
#[must_use]
pub fn month(number: i8, language: Language) -> &'static str {
    say::MONTHS[usize::from((number - 1).unsigned_abs() % 12)].of(language)
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
        let widest = names.iter().map(|name| width_of(name, SIZE)).fold(1.0, f64::max).min(150.0);
        let every = (libm::ceil((widest + 10.0) / room.max(1.0)) as usize).max(1);
        let ticks = names
            .iter()
            .enumerate()
            .step_by(every)
            .map(|(place, name)| (place as f64, cut(name, SIZE, 150.0)))
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

/// What is being plotted.
pub struct Plot<'a> {
    canvas: &'a mut Canvas,
    axes: &'a Axes,
}

impl Plot<'_> {
    /// A run of points as a path, kept within the height of the axes.
    fn path(&self, points: impl IntoIterator<Item = (f64, f64)>) -> String {
        let up = &self.axes.up;
        let mut d = String::new();
        for (x, y) in points {
            let [x, y] = self.axes.place(x, y.clamp(up.low, up.high));
            d += &format!("{}{} {}", if d.is_empty() { 'M' } else { 'L' }, at(x), at(y));
        }
        d
    }

    /// A band between two values at each point; where one is not known, it is broken.
    pub fn band(&mut self, points: &[(f64, f64, f64)], ink: &str, density: f64) {
        let known = |&(x, low, high): &(f64, f64, f64)| {
            self.axes.across.holds(x) && low.is_finite() && high.is_finite()
        };
        for run in points.split(|point| !known(point)).filter(|run| !run.is_empty()) {
            let above = run.iter().map(|&(x, _, high)| (x, high));
            let below = run.iter().rev().map(|&(x, low, _)| (x, low));
            let outline = self.path(above.chain(below));
            let look = format!("fill=\"{ink}\" fill-opacity=\"{density}\"");
            self.canvas.path(&format!("{outline}Z"), &look);
        }
    }

    /// A line through points; where one is not known, it is broken.
    pub fn line(&mut self, points: &[(f64, f64)], ink: &str, width: f64, dashed: bool) {
        let known = |&(x, y): &(f64, f64)| self.axes.across.holds(x) && y.is_finite();
        let dashes = if dashed { " stroke-dasharray=\"8 5\"" } else { "" };
        for run in points.split(|point| !known(point)).filter(|run| !run.is_empty()) {
            let d = self.path(run.iter().copied());
            let look = format!("fill=\"none\" stroke=\"{ink}\" stroke-width=\"{width}\"{dashes}");
            self.canvas.path(&d, &look);
        }
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
    pub fn draw(&self, canvas: &mut Canvas, plot: impl FnOnce(&mut Plot<'_>)) {
        let [left, top, right, bottom] = self.frame;
        let grid = format!("stroke=\"{GRID}\" stroke-width=\"1\"");
        let axis = format!("stroke=\"{SOFT}\" stroke-width=\"1\"");
        let upright = self.across.ticks.iter().filter(|tick| self.across.holds(tick.0));
        let lying = self.up.ticks.iter().filter(|tick| self.up.holds(tick.0));
        for [x, _] in upright.clone().map(|tick| self.place(tick.0, self.up.low)) {
            if self.upright_grid {
                canvas.line([x, top, x, bottom], &grid);
            }
            canvas.line([x, bottom, x, bottom + 4.0], &axis);
        }
        for [_, y] in lying.clone().map(|tick| self.place(self.across.low, tick.0)) {
            canvas.line([left, y, right, y], &grid);
            canvas.line([left - 4.0, y, left, y], &axis);
        }
        canvas.path(
            &format!("M{} {}V{}H{}", at(left), at(top), at(bottom), at(right)),
            &format!("fill=\"none\" {axis}"),
        );
        if self.up.low < 0.0 && self.up.high > 0.0 {
            let [_, y] = self.place(self.across.low, 0.0);
            canvas.line([left, y, right, y], &format!("stroke=\"{INK}\" stroke-width=\"1.4\""));
        }
        // A mark whose words would lie on those before it has none; words at the ends stay on
        // the sheet.
        let mut free = f64::NEG_INFINITY;
        for (value, words) in upright {
            let half = width_of(words, SIZE) / 2.0;
            let [x, _] = self.place(*value, self.up.low);
            let x = x.min(canvas.width - half - 2.0).max(half + 2.0);
            if x - half >= free {
                canvas.text(x, bottom + 20.0, Hand::of(SIZE).ink(SOFT).middle(), words);
                free = x + half + APART;
            }
        }
        for (value, words) in lying {
            let [_, y] = self.place(self.across.low, *value);
            let size = SIZE * ((left - 10.0) / width_of(words, SIZE)).min(1.0);
            canvas.text(left - 9.0, y + 0.35 * size, Hand::of(size).ink(SOFT).end(), words);
        }
        plot(&mut Plot { canvas, axes: self });
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
    fn a_scale_has_three_to_eight_round_steps() {
        for (span, step) in [(1.02, 0.2), (0.3, 0.05), (48.9, 10.0), (70.0, 10.0), (2253.0, 500.0)]
        {
            assert!((round_step(span) - step).abs() < 1e-9 * step, "{span}: {}", round_step(span));
        }
        for span in (1..2000).map(|tenth| f64::from(tenth) * 0.37) {
            let steps = span / round_step(span);
            assert!((2.9..=7.6).contains(&steps), "{span}: {steps}");
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
