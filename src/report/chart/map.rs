//! The theatre on a date, coloured region by region: the share of histories in which a
//! region is in somebody's hands, how that share changes, or who holds it in one history.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::canvas::{self, Canvas, Hand, Hatch, INK, Key, PAPER, SOFT, note};
use super::heat::Shades;
use super::letters::width_of;
use super::measure::Measure;
use super::sentences as say;
use crate::report::Language;
use crate::report::atlas::{Atlas, Polygon, named};
use crate::scenario::Day;

/// What is known of a region.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// The share of histories in which it is in the hands that the title speaks of, 0 to 1.
    Share(f64),
    /// How that share changes, −1 to 1.
    Change(f64),
    /// Who holds it, by the power's id (`japan`, `soviet`, …).
    By(String),
}

/// A region to be coloured.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its id in `assets/map/ids.txt`; one that is not there is left out.
    pub id: String,
    /// What is known of it.
    pub held: Control,
    /// What is written in it where there is room; the value (or the holder) where empty.
    pub label: String,
}

/// What part of the theatre is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// All of it, from the Urals to Kamchatka and Borneo.
    #[default]
    Theatre,
    /// Manchuria and its borders.
    Manchuria,
}

impl View {
    /// West, east, south and north, in km from 45 °N, 115 °E.
    const fn frame(self) -> [f64; 4] {
        match self {
            Self::Theatre => [-3_750.0, 4_450.0, -4_900.0, 3_000.0],
            Self::Manchuria => [-150.0, 2_350.0, -900.0, 1_000.0],
        }
    }
}

/// A coloured map.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// Name of the picture.
    pub title: String,
    /// What is shown, in a few words.
    pub meaning: String,
    /// The date; none where the map is of no date.
    pub day: Option<Day>,
    /// The regions; what is not among them stays grey.
    pub regions: Vec<Region>,
    /// What part is shown.
    pub view: View,
    /// How many histories (or pairs) the shares stand on; 1 for a single history.
    pub n: u64,
}

const SEA: &str = "#dfe8ec";
const LAND: &str = "#e4e0d6";
const LAKE: &str = "#c3d8e0";

/// Powers: id, English, Spanish, short, colour, and strokes over it. Tints, so that text
/// on them can be read; strokes, so that colour is not needed.
const POWERS: [(&str, &str, &str, &str, &str, Hatch); 14] = [
    ("japan", "Japan", "Japón", "J", "#E9996B", Hatch::Rising),
    ("soviet", "Soviet Union", "Unión Soviética", "S", "#8DBADB", Hatch::Plain),
    ("mongolia", "Mongolia", "Mongolia", "M", "#B9D6EA", Hatch::Falling),
    ("tuva", "Tannu Tuva", "Tannu Tuvá", "T", "#D3E3EE", Hatch::Falling),
    ("china", "China", "China", "C", "#F0E08E", Hatch::Plain),
    ("china_communist", "Chinese Communists", "comunistas chinos", "CC", "#D9B85A", Hatch::Lying),
    ("sinkiang", "Sinkiang", "Sinkiang", "X", "#E9E3B4", Hatch::Lying),
    ("tibet", "Tibet", "Tíbet", "Ti", "#DCD0B8", Hatch::Plain),
    ("britain", "Britain", "Gran Bretaña", "B", "#DDA7C4", Hatch::Plain),
    ("netherlands", "Netherlands", "Países Bajos", "N", "#7CC4A6", Hatch::Standing),
    ("vichy_france", "Vichy France", "Francia de Vichy", "V", "#B9A2CC", Hatch::Crossed),
    ("thailand", "Thailand", "Tailandia", "Th", "#C6D6A0", Hatch::Plain),
    ("united_states", "United States", "Estados Unidos", "US", "#66B39B", Hatch::Plain),
    ("australia", "Australia", "Australia", "A", "#CFE0D6", Hatch::Crossed),
];

fn power(
    id: &str,
) -> Option<&'static (&'static str, &'static str, &'static str, &'static str, &'static str, Hatch)>
{
    POWERS.iter().find(|power| power.0 == id)
}

fn power_name(id: &str, language: Language) -> String {
    power(id)
        .map_or_else(|| id.replace('_', " "), |power| language.pick(power.1, power.2).to_owned())
}

/// From km on the plane to half units of the picture: a grid on which both sides of a
/// border are rounded alike, so that outlines lose points and no gap opens between them.
struct Plan {
    frame: [f64; 4],
    scale: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// Grid lines a unit.
const FINE: f64 = 2.0;

impl Plan {
    fn new(view: View, width: f64, top: f64) -> Self {
        let frame = view.frame();
        let scale = width / (frame[1] - frame[0]);
        Self { frame, scale, top, width, height: (frame[3] - frame[2]) * scale }
    }

    /// Where a place stands in the picture.
    fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [(x - self.frame[0]) * self.scale, self.top + (self.frame[3] - y) * self.scale]
    }

    /// A place on the grid; what is far outside the frame is brought to its border.
    fn snapped(&self, place: [f64; 2]) -> (i32, i32) {
        let [x, y] = self.place(place);
        let near = |value: f64, most: f64| (value.clamp(-60.0, most + 60.0) * FINE).round() as i32;
        (near(x, self.width), near(y, self.top + self.height))
    }

    /// Whether any point of an outline is in the frame.
    fn shows(&self, polygons: &[Polygon]) -> bool {
        polygons.iter().flatten().flatten().any(|&place| {
            let [x, y] = self.place(place);
            (0.0..=self.width).contains(&x) && (self.top..=self.top + self.height).contains(&y)
        })
    }

    /// The smallest box of whole units in the frame that holds outlines: left, top, width
    /// and height.
    fn bounds<'a>(&self, polygons: impl Iterator<Item = &'a Polygon>) -> [f64; 4] {
        let mut found = [self.width, self.top + self.height, 0.0, self.top];
        for &place in polygons.flatten().flatten() {
            let [x, y] = self.place(place);
            found = [found[0].min(x), found[1].min(y), found[2].max(x), found[3].max(y)];
        }
        let (left, top) = (found[0].max(0.0).floor(), found[1].max(self.top).floor());
        let right = found[2].min(self.width).ceil();
        let bottom = found[3].min(self.top + self.height).ceil();
        [left, top, (right - left).max(0.0), (bottom - top).max(0.0)]
    }

    /// Outlines as a path on the grid, without islands smaller than a point or two.
    fn path(&self, polygons: &[Polygon]) -> String {
        let mut d = String::new();
        for (part, polygon) in polygons.iter().enumerate() {
            for (number, ring) in polygon.iter().enumerate() {
                let mut points: Vec<(i32, i32)> = Vec::with_capacity(ring.len());
                for &place in ring {
                    let point = self.snapped(place);
                    if points.last() == Some(&point) {
                        continue;
                    }
                    if let [.., before, last] = points[..] {
                        let turn = (last.0 - before.0) * (point.1 - last.1)
                            - (last.1 - before.1) * (point.0 - last.0);
                        let on = (last.0 - before.0) * (point.0 - last.0)
                            + (last.1 - before.1) * (point.1 - last.1);
                        if turn == 0 && on > 0 {
                            points.pop();
                        }
                    }
                    points.push(point);
                }
                if points.len() > 1 && points.first() == points.last() {
                    points.pop();
                }
                // Twice the area, in grid units: an island of two thirds of a unit is seen.
                let area: i64 = points
                    .iter()
                    .zip(points.iter().cycle().skip(1))
                    .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
                    .sum();
                let first_of_all = part == 0 && number == 0;
                if points.len() < 3 || (area.abs() < 12 && !first_of_all) {
                    continue;
                }
                let (mut x, mut y) = points[0];
                let _ = write!(d, "M{x} {y}l");
                for (place, &(to_x, to_y)) in points.iter().skip(1).enumerate() {
                    let (dx, dy) = (to_x - x, to_y - y);
                    let gap = if place == 0 || dx < 0 { "" } else { " " };
                    let _ = write!(d, "{gap}{dx}{}{dy}", if dy < 0 { "" } else { " " });
                    (x, y) = (to_x, to_y);
                }
                d.push('z');
            }
        }
        d
    }
}

/// Boxes that are written in already.
#[derive(Default)]
struct Taken {
    boxes: Vec<[f64; 4]>,
}

impl Taken {
    fn claim(&mut self, [left, top, right, bottom]: [f64; 4]) -> bool {
        let free = self.boxes.iter().all(|other| {
            right < other[0] || left > other[2] || bottom < other[1] || top > other[3]
        });
        if free {
            self.boxes.push([left, top, right, bottom]);
        }
        free
    }
}

impl Map {
    fn measure(&self) -> Measure {
        let change = self.regions.iter().any(|region| matches!(region.held, Control::Change(_)));
        if change { Measure::Points } else { Measure::Share }
    }

    fn label(&self, region: &Region, language: Language) -> String {
        if !region.label.is_empty() {
            return region.label.clone();
        }
        match &region.held {
            Control::Share(value) | Control::Change(value) => self.figure(*value, language),
            Control::By(id) => {
                power(id).map_or_else(|| id.replace('_', " "), |power| power.3.to_owned())
            }
        }
    }

    /// A value in whole hundredths, for which there is room; what is not quite nothing, or
    /// not quite all, does not look so.
    fn figure(&self, value: f64, language: Language) -> String {
        let measure = self.measure();
        match value {
            some if measure == Measure::Share && some > 0.0 && some < 0.005 => "<1 %".to_owned(),
            most if measure == Measure::Share && (0.995..1.0).contains(&most) => ">99 %".to_owned(),
            other => measure.short(other, self.n.min(999), language),
        }
    }

    fn said(&self, atlas: &Atlas, language: Language) -> String {
        let mut regions = Vec::new();
        for region in &self.regions {
            let Some(known) = atlas.region(&region.id) else { continue };
            let value = match &region.held {
                Control::By(id) => power_name(id, language),
                Control::Share(value) | Control::Change(value) => {
                    self.measure().say(*value, self.n, language)
                }
            };
            regions.push(say::told(language, known.named(language), value));
        }
        say::with_list(say::MAP.of(language), &regions)
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self, language: Language) -> String {
        let atlas = Atlas::embedded();
        let mut canvas = Canvas::new(canvas::WIDTH);
        let date = self.day.map_or_else(String::new, |day| language.date(day));
        let histories = match self.n {
            0 => String::new(),
            n => say::histories(language, n),
        };
        let unit = self.measure().axis(language);
        let y = canvas.head(&self.title, &note(&[&self.meaning, &unit, &date, &histories]));
        let value = |region: &Region| match region.held {
            Control::Share(value) | Control::Change(value) => Some(value),
            Control::By(_) => None,
        };
        let measure = self.measure();
        let shades = Shades::over(
            self.regions.iter().filter_map(value).chain((measure == Measure::Share).then_some(1.0)),
            &measure,
        )
        .warm();
        let valued = self.regions.iter().any(|region| value(region).is_some());
        let mut top = if valued {
            shades.draw(&mut canvas, [12.0, y + 8.0], &measure, language);
            y + 48.0
        } else {
            y
        };
        let shown = |id: &str| {
            let plan = Plan::new(self.view, canvas.width, 0.0);
            atlas.region(id).is_some_and(|region| plan.shows(&region.polygons))
        };
        let holders = self.holders(&shown, language);
        top = canvas.keys(top, &holders) + 6.0;

        let plan = Plan::new(self.view, canvas.width, top);
        // Names inside one picture must not be those of another on the same page.
        let name = format!("{:016x}", canvas::name_of(&format!("{self:?}{language:?}")));
        self.draw_land(&mut canvas, &atlas, &plan, &shades, &name);
        self.write_names(&mut canvas, &atlas, &plan, language);
        let frame = [0.5, plan.top, plan.width - 1.0, plan.height];
        canvas.rect(frame, &format!("fill=\"none\" stroke=\"{SOFT}\" stroke-width=\"1\""));
        let credit = say::CREDIT.of(language);
        let below = plan.top + plan.height + 18.0;
        canvas.text(canvas.width - 8.0, below, Hand::of(12.0).ink(SOFT).end(), credit);
        canvas.finish(below + 10.0, &self.title, &self.said(&atlas, language))
    }

    /// Powers that hold something in the frame, for the legend.
    fn holders(&self, shown: &dyn Fn(&str) -> bool, language: Language) -> Vec<(Key, String)> {
        let mut seen: Vec<&str> = Vec::new();
        for region in &self.regions {
            if let Control::By(id) = &region.held
                && !seen.contains(&id.as_str())
                && shown(&region.id)
            {
                seen.push(id);
            }
        }
        let order =
            |id: &str| POWERS.iter().position(|power| power.0 == id).unwrap_or(POWERS.len());
        seen.sort_by_key(|id| order(id));
        seen.into_iter()
            .map(|id| {
                let (ink, hatch) =
                    power(id).map_or((LAND, Hatch::Plain), |power| (power.4, power.5));
                let name = power_name(id, language);
                let name = match power(id) {
                    Some(power) => say::power(language, name, power.3),
                    None => name,
                };
                (Key::Area(ink, hatch), name)
            })
            .collect()
    }

    fn draw_land(
        &self,
        canvas: &mut Canvas,
        atlas: &Atlas,
        plan: &Plan,
        shades: &Shades,
        name: &str,
    ) {
        let frame = [0.0, plan.top, plan.width, plan.height];
        canvas.raw(&format!("<clipPath id=\"f{name}\">"));
        canvas.rect(frame, "");
        canvas.raw(&format!("</clipPath><g clip-path=\"url(#f{name})\">"));
        canvas.rect(frame, &format!("fill=\"{SEA}\""));
        let scaled = format!("transform=\"scale({})\"", 1.0 / FINE);
        canvas.raw(&format!("<g {scaled} stroke-linejoin=\"round\" fill-rule=\"evenodd\">"));
        let mut context = plan.path(&atlas.land);
        for region in &atlas.europe {
            context += &plan.path(&region.polygons);
        }
        canvas.path(&context, &format!("fill=\"{LAND}\""));
        let mut hatched: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, region) in atlas.regions.iter().enumerate() {
            let d = plan.path(&region.polygons);
            if d.is_empty() {
                continue;
            }
            let known = self.regions.iter().find(|known| known.id == region.id);
            let mut id = String::new();
            let mut border = SOFT;
            let fill = match known.map(|known| &known.held) {
                Some(Control::Share(value) | Control::Change(value)) if value.is_finite() => {
                    if shades.ink(*value) != "#000000" {
                        border = PAPER;
                    }
                    shades.fill(*value)
                }
                Some(Control::By(holder)) => {
                    let place = POWERS.iter().position(|power| power.0 == *holder);
                    if let Some(place) = place.filter(|&place| POWERS[place].5 != Hatch::Plain) {
                        hatched.entry(place).or_default().push(number);
                        id = format!(" id=\"r{number}{name}\"");
                    }
                    place.map_or(LAND, |place| POWERS[place].4).to_owned()
                }
                _ => LAND.to_owned(),
            };
            canvas
                .path(&d, &format!("fill=\"{fill}\" stroke=\"{border}\" stroke-width=\"1.4\"{id}"));
        }
        canvas.raw("</g>");
        // Strokes over all, seen only within the lands of their power. A pattern would be
        // shorter, but printers get patterns as large bitmaps.
        for (place, regions) in hatched {
            canvas.raw(&format!("<clipPath id=\"h{place}{name}\">"));
            for &number in &regions {
                canvas.raw(&format!(
                    "<use href=\"#r{number}{name}\" {scaled} clip-rule=\"evenodd\"/>"
                ));
            }
            canvas.raw(&format!("</clipPath><g clip-path=\"url(#h{place}{name})\">"));
            let hatch = POWERS[place].5;
            let lands = regions.iter().flat_map(|&number| &atlas.regions[number].polygons);
            canvas.path(&hatch.strokes(plan.bounds(lands)), &hatch.look());
            canvas.raw("</g>");
        }
        canvas.path(
            &plan.path(&atlas.lakes),
            &format!("{scaled} fill=\"{LAKE}\" stroke=\"#8fb0bd\" stroke-width=\"0.8\""),
        );
        canvas.raw("</g>");
    }

    /// Values first, from the largest region to the smallest, then towns and seas, each
    /// only where there is room.
    fn write_names(&self, canvas: &mut Canvas, atlas: &Atlas, plan: &Plan, language: Language) {
        let mut taken = Taken::default();
        let inside = |[left, top, right, bottom]: [f64; 4]| {
            left > 2.0
                && right < plan.width - 2.0
                && top > plan.top + 2.0
                && bottom < plan.top + plan.height - 2.0
        };
        let mut order: Vec<&crate::report::atlas::Region> = atlas.regions.iter().collect();
        order.sort_by(|a, b| b.area_km2.total_cmp(&a.area_km2));
        for region in order {
            let Some(known) = self.regions.iter().find(|known| known.id == region.id) else {
                continue;
            };
            let room = region.area_km2.sqrt() * plan.scale;
            let words = self.label(known, language);
            let size = (room / 4.0).clamp(12.0, 17.0);
            // Nothing is said more softly than something.
            let nothing = known.held == Control::Share(0.0);
            let hand = Hand::of(if nothing { 12.0 } else { size }).middle().halo();
            let hand = if nothing { hand.ink(SOFT) } else { hand.bold() };
            let wide = width_of(&words, hand.measured());
            let [x, y] = plan.place(region.label);
            let area = [x - wide / 2.0, y - size * 0.8, x + wide / 2.0, y + size * 0.3];
            if room < 14.0 || wide > room * 2.4 || !inside(area) || !taken.claim(area) {
                continue;
            }
            canvas.text(x, y + size * 0.1, hand, &words);
        }
        let towns = || atlas.places.iter().filter(|place| place.kind == "town");
        let most = if self.view == View::Theatre { 1 } else { 2 };
        let mut order: Vec<_> = towns().filter(|town| town.rank <= most).collect();
        // The few that every reader looks for come first.
        const GREAT: [&str; 10] = [
            "Tokyo",
            "Vladivostok",
            "Khabarovsk",
            "Harbin",
            "Mukden",
            "Peiping",
            "Chungking",
            "Irkutsk",
            "Chita",
            "Shanghai",
        ];
        order.sort_by_key(|town| {
            (
                GREAT.iter().position(|great| *great == town.name[0]).unwrap_or(GREAT.len()),
                town.rank,
            )
        });
        for town in order {
            let words = named(&town.name, language);
            let (size, [x, y]) = (12.0, plan.place(town.at));
            let wide = width_of(words, size);
            let sides = [(x + 6.0, Hand::of(size).halo()), (x - 6.0 - wide, Hand::of(size).halo())];
            for (left, hand) in sides {
                let (begin, end) = (left.min(x - 4.0), (left + wide).max(x + 4.0));
                let area = [begin, y - size * 0.6, end, y + size * 0.5];
                if inside(area) && taken.claim(area) {
                    canvas.mark(
                        canvas::Shape::Circle,
                        x,
                        y,
                        3.0,
                        &format!("fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"1.4\""),
                    );
                    canvas.text(left, y + 4.0, hand, words);
                    break;
                }
            }
        }
        for sea in atlas.places.iter().filter(|place| place.kind == "sea") {
            let words = named(&sea.name, language);
            let (size, [x, y]) = (13.0, plan.place(sea.at));
            let wide = width_of(words, size);
            let area = [x - wide / 2.0, y - size, x + wide / 2.0, y + 4.0];
            if inside(area) && taken.claim(area) {
                canvas.text(x, y, Hand::of(size).ink("#3a5a70").middle(), words);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::projection::THEATRE;

    #[test]
    fn a_map_is_small_enough_to_be_mailed_and_loses_no_region() {
        let atlas = Atlas::embedded();
        let regions: Vec<Region> = atlas
            .regions
            .iter()
            .map(|region| Region {
                id: region.id.clone(),
                held: Control::By(region.holder_1941.clone()),
                label: String::new(),
            })
            .collect();
        for view in [View::Theatre, View::Manchuria] {
            let regions = regions.clone();
            let map = Map { title: "t".to_owned(), view, n: 1, regions, ..Map::default() };
            let svg = map.svg(Language::English);
            assert!(svg.len() < 150_000, "{view:?}: {} bytes", svg.len());
        }
        let plan = Plan::new(View::Theatre, canvas::WIDTH, 0.0);
        for region in &atlas.regions {
            assert!(!plan.path(&region.polygons).is_empty(), "{} is too small to see", region.id);
        }
    }

    #[test]
    fn both_sides_of_a_border_are_rounded_alike() {
        let plan = Plan::new(View::Theatre, canvas::WIDTH, 0.0);
        // Every vertex that two regions share lies at one point of the grid; here, where
        // three meet on the Ussuri, and on a square whose sides are straight.
        let [x, y] = plan.place(THEATRE.project([134.7, 48.4]));
        let (snapped_x, snapped_y) = plan.snapped(THEATRE.project([134.7, 48.4]));
        assert!((f64::from(snapped_x) / FINE - x).abs() <= 0.25);
        assert!((f64::from(snapped_y) / FINE - y).abs() <= 0.25);
        let corners =
            [[0.0, 0.0], [500.0, 0.0], [1000.0, 0.0], [1000.0, 1000.0], [0.0, 1000.0], [0.0, 0.0]];
        let d = plan.path(&[vec![corners.to_vec()]]);
        let numbers =
            d.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
        assert_eq!(numbers.count(), 8, "four corners and no point between: {d}");
    }
}
