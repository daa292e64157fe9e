//! Lines of estimates with their 95 % intervals along an axis: inevitability curves
//! (Tetlock and Lebow 2001), and how an outcome answers one quantity of a sweep. Each
//! line is named at its end.

use super::axes::{Axes, Scale, short_date, spread};
use super::canvas::{self, Canvas, Hand, INK, PAPER, SOFT, WITHOUT, look, note, wrapped};
use super::letters::width_of;
use super::measure::{Estimate, Measure, common_n};
use super::sentences as say;
use crate::report::Language;
use crate::report::number::Number;
use crate::scenario::Day;

/// So many places at most have a mark with whiskers each; more have a band.
const FEW: usize = 24;

/// What runs along the axis.
#[derive(Clone, Debug)]
pub enum Along {
    /// Days, in order.
    Days(Vec<Day>),
    /// Values of a quantity, in order, with its name and unit.
    Numbers(String, Vec<f64>),
    /// Names in an order of their own, and what they are.
    Names(String, Vec<String>),
}

impl Along {
    /// How many places there are on it.
    fn len(&self) -> usize {
        match self {
            Self::Days(days) => days.len(),
            Self::Numbers(_, values) => values.len(),
            Self::Names(_, names) => names.len(),
        }
    }

    fn at(&self, place: usize) -> f64 {
        match self {
            Self::Days(days) => f64::from(days[place]),
            Self::Numbers(_, values) => values[place],
            Self::Names(..) => place as f64,
        }
    }

    fn said(&self, place: usize, language: Language) -> String {
        match self {
            Self::Days(days) => language.date(days[place]),
            Self::Numbers(_, values) => Number::exact(values[place]).of(language),
            Self::Names(_, names) => names[place].clone(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Days(_) => "",
            Self::Numbers(name, _) | Self::Names(name, _) => name,
        }
    }

    fn scale(&self, width: f64, language: Language) -> Scale {
        match self {
            Self::Days(days) => {
                let first = days.iter().copied().min().unwrap_or(0);
                let last = days.iter().copied().max().unwrap_or(first);
                let mut scale = Scale::days(first, last, language);
                // Marks and whiskers of a few days would stand on the axis.
                if days.len() <= FEW {
                    let room = 0.03 * (scale.high - scale.low);
                    (scale.low, scale.high) = (scale.low - room, scale.high + room);
                }
                scale
            }
            Self::Numbers(_, values) => {
                let known = || values.iter().copied().filter(|value| value.is_finite());
                let low = known().fold(f64::INFINITY, f64::min).clamp(-1e15, 1e15);
                let high = known().fold(f64::NEG_INFINITY, f64::max).clamp(-1e15, 1e15);
                let (low, high) = if low < high {
                    (low, high)
                } else {
                    (low.min(high) - 0.5, low.min(high) + 0.5)
                };
                let room = 0.03 * (high - low);
                Scale::between(low - room, high + room, &Measure::Number(String::new()), language)
            }
            Self::Names(_, names) => Scale::names(names, width),
        }
    }
}

/// One line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// One estimate a place along the axis; none where it is not known.
    pub points: Vec<Option<Estimate>>,
}

/// Lines along an axis.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Name of the picture.
    pub title: String,
    /// What is shown, in a few words.
    pub meaning: String,
    /// What the values are.
    pub measure: Measure,
    /// What runs along the axis.
    pub along: Along,
    /// The lines; eight can be told apart.
    pub lines: Vec<Line>,
    /// Whether a value holds until the next one: for probabilities week by week.
    pub steps: bool,
    /// A day to mark, and what happens on it (only along days).
    pub parting: Option<(Day, String)>,
}

impl Curve {
    fn ink(&self, place: usize) -> &'static str {
        if self.lines.len() == 1 { WITHOUT } else { look(place).1 }
    }

    fn estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.lines.iter().flat_map(|line| line.points.iter().flatten())
    }

    /// Points of a line that are known: where along the axis, and the estimate.
    fn known(&self, line: &Line) -> Vec<(f64, Estimate)> {
        line.points
            .iter()
            .take(self.along.len())
            .enumerate()
            .filter_map(|(place, known)| known.map(|known| (self.along.at(place), known)))
            .filter(|(x, known)| x.is_finite() && known.value.is_finite())
            .collect()
    }

    /// The same points with the corners of steps between them.
    fn stepped<T: Copy>(&self, points: Vec<(f64, T)>) -> Vec<(f64, T)> {
        if !self.steps || matches!(self.along, Along::Names(..)) {
            return points;
        }
        let mut all = Vec::with_capacity(points.len() * 2);
        for (place, &(x, value)) in points.iter().enumerate() {
            all.push((x, value));
            if let Some(&(next, _)) = points.get(place + 1) {
                all.push((next, value));
            }
        }
        all
    }

    fn said(&self, language: Language) -> String {
        let mut said = vec![say::LINES.of(language).to_owned()];
        for line in &self.lines {
            let known: Vec<(usize, &Estimate)> = line
                .points
                .iter()
                .take(self.along.len())
                .enumerate()
                .filter_map(|(place, known)| Some((place, known.as_ref()?)))
                .collect();
            let ends = [known.first(), known.get(known.len() / 2), known.last()];
            let mut before = None;
            let mut points = Vec::new();
            for &(place, known) in ends.into_iter().flatten() {
                if before.replace(place) != Some(place) {
                    let (when, what) =
                        (self.along.said(place, language), self.measure.say_whole(known, language));
                    points.push(say::told(language, when, what));
                }
            }
            if points.is_empty() {
                continue;
            }
            said.push(say::told(language, &line.name, say::listed(&points)) + ".");
        }
        said.join(" ")
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let mut canvas = Canvas::new(canvas::WIDTH);
        let n = common_n(self.estimates()).map_or_else(
            || {
                let least = self.estimates().map(|known| known.n).min()?;
                let most = self.estimates().map(|known| known.n).max()?;
                Some(say::between_at_points(language, least, most))
            },
            |n| Some(say::at_each_point(language, n)),
        );
        let few = self.along.len() <= FEW;
        let shown = match (self.estimates().any(|known| known.low.is_finite()), few) {
            (false, _) => "",
            (true, true) => say::BARS.of(language),
            (true, false) => say::BANDS.of(language),
        };
        let y = canvas.head(
            &self.title,
            &note(&[
                &self.meaning,
                &self.measure.axis(language),
                shown,
                n.as_deref().unwrap_or(""),
            ]),
        );
        let top = y + if self.parting.is_some() { 34.0 } else { 12.0 };
        let names: Vec<Vec<String>> =
            self.lines.iter().map(|line| wrapped(&line.name, 15.0, 200.0, 3)).collect();
        let widest = names.iter().flatten().map(|line| width_of(line, 15.0)).fold(0.0, f64::max);
        let right = canvas.width - (widest + 42.0).max(24.0);
        let most = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let needed = names.len() as f64 * (most * 18.0 + 3.0);
        let bottom = top + needed.max(320.0);
        let axes = Axes {
            across: self.along.scale(right - 78.0, language),
            up: Scale::of(self.estimates().flat_map(Estimate::reach), &self.measure, language),
            frame: [78.0, top, right, bottom],
            upright_grid: !matches!(self.along, Along::Names(..)),
        };
        let density = if self.lines.len() > 3 { 0.14 } else { 0.22 };
        axes.draw(&mut canvas, |plot| {
            for (place, line) in self.lines.iter().enumerate().filter(|_| !few) {
                let ends =
                    self.known(line).into_iter().map(|(x, known)| (x, (known.low, known.high)));
                let band: Vec<_> = self
                    .stepped(ends.collect())
                    .into_iter()
                    .map(|(x, (low, high))| (x, low, high))
                    .collect();
                plot.band(&band, self.ink(place), density);
            }
            for (place, line) in self.lines.iter().enumerate() {
                let points =
                    self.known(line).into_iter().map(|(x, known)| (x, known.value)).collect();
                let dashed = place % 2 == 1;
                plot.line(&self.stepped(points), self.ink(place), 2.6, dashed);
            }
        });
        self.mark_parting(&mut canvas, &axes, language);
        self.mark_points(&mut canvas, &axes, few);
        self.name_lines(&mut canvas, &axes, &names);
        let name = self.along.name();
        let mut height = bottom + 36.0;
        if !name.is_empty() {
            let name = canvas::cut(name, 15.0, right - 78.0);
            canvas.text(
                (78.0 + right) / 2.0,
                bottom + 46.0,
                Hand::of(15.0).ink(SOFT).middle(),
                &name,
            );
            height += 22.0;
        }
        canvas.finish(height, &self.title, &self.said(language))
    }

    fn mark_parting(&self, canvas: &mut Canvas, axes: &Axes, language: Language) {
        let Some((day, what)) =
            self.parting.as_ref().filter(|_| matches!(self.along, Along::Days(_)))
        else {
            return;
        };
        mark_day(canvas, axes, *day, what, language);
    }

    /// Marks with whiskers where there are few places; a mark now and then where there are
    /// many, so that lines are told apart by shape as well.
    fn mark_points(&self, canvas: &mut Canvas, axes: &Axes, few: bool) {
        let lines = self.lines.len();
        for (place, line) in self.lines.iter().enumerate() {
            let ink = self.ink(place);
            let known = self.known(line);
            let every = if few { 1 } else { (known.len() / 5).max(1) };
            // Whiskers of several lines stand side by side.
            let aside = if few {
                (place as f64 - (lines as f64 - 1.0) / 2.0) * (24.0 / lines as f64).min(7.0)
            } else {
                0.0
            };
            for (number, (x, known)) in known.into_iter().enumerate() {
                let [at, y] = axes.place(x, known.value);
                let at = at + aside;
                if few && known.low.is_finite() && known.high.is_finite() {
                    let [low, high] = [known.low, known.high].map(|end| axes.place(x, end)[1]);
                    let look = format!("stroke=\"{ink}\" stroke-width=\"2\"");
                    canvas.line([at, low, at, high], &look);
                    for end in [low, high] {
                        canvas.line([at - 4.0, end, at + 4.0, end], &look);
                    }
                }
                let shape = look(place).0;
                if (lines > 1 || few) && number % every == every / 2 {
                    let look = format!("fill=\"{PAPER}\" stroke=\"{ink}\" stroke-width=\"2\"");
                    canvas.mark(shape, at, y, 5.0, &look);
                }
            }
        }
    }

    fn name_lines(&self, canvas: &mut Canvas, axes: &Axes, names: &[Vec<String>]) {
        let [_, top, right, bottom] = axes.frame;
        let ends: Vec<f64> = self
            .lines
            .iter()
            .map(|line| {
                self.known(line)
                    .last()
                    .map_or(bottom, |&(_, known)| axes.place(0.0, known.value)[1])
            })
            .collect();
        // Names of several lines take more room: the widest gap is kept between all.
        let most = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let heights = spread(&ends, most * 18.0 + 3.0, top + 4.0, bottom - 4.0);
        for (place, name) in names.iter().enumerate() {
            if name.is_empty() {
                continue;
            }
            let ink = self.ink(place);
            let middle = heights[place];
            let leader = format!("stroke=\"{ink}\" stroke-width=\"1.2\" fill=\"none\"");
            let [from, to] = [ends[place], middle].map(canvas::at);
            canvas.path(
                &format!("M{} {from}L{} {to}", canvas::at(right + 3.0), canvas::at(right + 14.0)),
                &leader,
            );
            let mark = format!("fill=\"{PAPER}\" stroke=\"{ink}\" stroke-width=\"2\"");
            if self.lines.len() > 1 {
                canvas.mark(look(place).0, right + 20.0, middle, 5.0, &mark);
            }
            let first = middle + 5.0 - (name.len() as f64 - 1.0) * 9.0;
            for (line, words) in name.iter().enumerate() {
                canvas.text(right + 31.0, first + 18.0 * line as f64, Hand::of(15.0), words);
            }
        }
    }
}

/// A dotted line at a day, with the date and what happens on it.
pub(super) fn mark_day(canvas: &mut Canvas, axes: &Axes, day: Day, what: &str, language: Language) {
    let x = f64::from(day);
    if x < axes.across.low || x > axes.across.high {
        return;
    }
    let [at, _] = axes.place(x, axes.up.low);
    let [left, top, right, bottom] = axes.frame;
    canvas.line(
        [at, top - 4.0, at, bottom],
        &format!("stroke=\"{INK}\" stroke-width=\"1.6\" stroke-dasharray=\"2 4\""),
    );
    let date = short_date(day, language);
    let words = if what.is_empty() { date } else { say::dated(language, date, what) };
    let words = canvas::cut(&words, 14.0, right - left);
    let wide = width_of(&words, 14.0);
    let begin = (at - wide / 2.0).clamp(left, (canvas.width - wide - 8.0).max(left));
    canvas.text(begin, top - 9.0, Hand::of(14.0), &words);
}
