//! The eastern front: its land, its axes, the line on them, and the ground that each
//! side has won.
//!
//! The simulation knows where the front stands on three axes and nothing else. Between
//! them the line is drawn smoothly; from the outer two it runs on to the Baltic and to
//! the Black Sea or the Caucasus along [`FLANKS`], as it ran in 1941–45 when the outer
//! axis stood at the same km.

use bevy::ecs::resource::Resource;

use super::{
    atlas::{Atlas, Axis, Line, Milestone, Polygon},
    projection::{EUROPE, Lambert},
    shapes::{Triangles, triangulate},
};
use crate::game::palette::{self, Ink};

/// The axes that the simulation moves the front on, from north to south.
pub const AXES: [&str; 3] = ["north", "center", "south"];
/// Where the border of 22 June 1941 crosses them, in km.
pub const BORDER_1941: [f64; 3] = [100.0, 704.0, 460.0];
/// West, east, south and north of what is shown, in km.
pub const FRAME: [f64; 4] = [-1_800.0, 850.0, -830.0, 900.0];

/// The ends of the line at the sea: km along the northern and the southern axis,
/// longitude, latitude.
const FLANKS: [&[[f64; 3]]; 2] = [
    &[
        [0.0, 19.9, 54.6],
        [100.0, 21.1, 55.8],
        [220.0, 21.1, 56.6],
        [350.0, 22.2, 57.5],
        [448.0, 24.4, 57.4],
        [600.0, 23.7, 58.6],
        [790.0, 24.0, 59.4],
        [856.0, 27.8, 59.4],
        [992.0, 29.8, 60.0],
        [1_176.0, 32.5, 60.2],
        [1_539.0, 37.5, 60.9],
        [2_133.0, 39.8, 64.8],
    ],
    &[
        [0.0, 16.4, 48.2],
        [237.0, 19.1, 47.5],
        [330.0, 22.4, 45.4],
        [400.0, 26.1, 44.2],
        [460.0, 28.7, 45.4],
        [531.0, 30.0, 46.0],
        [1_000.0, 33.2, 46.2],
        [1_304.0, 34.8, 46.3],
        [1_433.0, 37.4, 47.0],
        [1_707.0, 38.9, 47.2],
        [1_858.0, 39.1, 46.8],
        [2_020.0, 38.0, 44.8],
        [2_253.0, 44.5, 43.6],
        [2_626.0, 47.5, 43.0],
    ],
];

/// The border of 22 June 1941 from the Baltic to the Danube, as the regions have it:
/// the path it is at (0 the northern flank, 1 to 3 the axes, 4 the southern flank),
/// longitude, latitude.
const BORDER: &[[f64; 3]] = &[
    [0.0, 21.05, 55.95],
    [0.4, 22.0, 55.15],
    [1.0, 22.75, 54.75],
    [1.25, 23.1, 54.3],
    [1.5, 23.55, 53.9],
    [1.75, 23.85, 52.8],
    [2.0, 23.6, 52.1],
    [2.35, 23.65, 51.4],
    [2.65, 24.1, 50.7],
    [3.0, 23.0, 49.8],
    [3.12, 22.65, 49.1],
    [3.27, 22.9, 48.1],
    [3.5, 24.6, 47.85],
    [3.65, 26.6, 48.2],
    [3.85, 28.0, 46.7],
    [4.0, 28.4, 45.4],
];
/// So far from the border, in km, a front no longer follows its windings.
const BENDS: f64 = 300.0;

/// Columns between two neighbouring paths.
const COLUMNS: usize = 8;
/// Rows from the border of 1941 to the front.
const ROWS: usize = 20;
/// What is smaller than this, in km, does not show and is not drawn.
const DETAIL: f64 = 7.0;

/// The map of the eastern front, made once.
#[derive(Resource)]
pub struct EasternFront {
    /// Land, with its ink.
    pub land: Vec<(Ink, Triangles)>,
    /// Coasts and shores.
    pub coasts: Vec<Line>,
    /// Borders between regions.
    pub borders: Vec<Line>,
    /// The axes of [`AXES`].
    pub axes: Vec<Axis>,
    flanks: [Axis; 2],
    /// By how much the border leaves the smooth line through its three points, at each
    /// column.
    bends: Line,
}

/// Where the front stands, ready to be painted.
pub struct Standing {
    /// The front, from the Baltic to the south.
    pub line: Line,
    /// Ground east of the border of 1941 that the Axis holds.
    pub axis_ground: Triangles,
    /// Ground west of it that the Red Army holds.
    pub soviet_ground: Triangles,
}

impl EasternFront {
    /// The map that the crate carries.
    #[must_use]
    pub fn embedded() -> Self {
        let atlas = Atlas::on(EUROPE);
        let own = |holder: &str| match holder {
            "soviet" => palette::front_land("soviet"),
            _ => palette::front_land("germany"),
        };
        let mut land = vec![(palette::CONTEXT, in_frame(&atlas.land))];
        for region in &atlas.regions {
            land.push((own(&region.holder_1941), in_frame(&region.polygons)));
        }
        for region in &atlas.europe {
            land.push((own(&region.holder_1941), in_frame(&region.polygons)));
        }
        land.push((palette::LAKE, in_frame(&atlas.lakes)));
        land.retain(|(_, triangles)| !triangles.indices.is_empty());

        let shapes = atlas.land.iter().chain(&atlas.lakes);
        let regions = atlas.regions.iter().chain(&atlas.europe);
        let coasts = shapes.chain(regions.flat_map(|region| &region.polygons)).flatten();
        let borders = atlas.borders.iter().map(|border| &border.line);
        let axis = |id: &str| atlas.axes.iter().position(|axis| axis.id == id);
        let places = AXES.map(axis);
        let mut axes: Vec<Option<Axis>> = atlas.axes.into_iter().map(Some).collect();
        let axes = places.into_iter().flatten().filter_map(|place| axes[place].take()).collect();
        let border = along(BORDER, EUROPE);
        let mut front = Self {
            land,
            coasts: coasts.filter(|line| touches_frame(line)).map(thinned).collect(),
            borders: borders.filter(|line| touches_frame(line)).map(thinned).collect(),
            axes,
            flanks: FLANKS.map(|stations| along(stations, EUROPE)),
            bends: Line::new(),
        };
        let plain = front.line(BORDER_1941).into_iter().enumerate();
        front.bends = plain
            .map(|(column, plain)| {
                let true_place = border.at(column as f64 / COLUMNS as f64);
                [0, 1].map(|side| true_place[side] - plain[side])
            })
            .collect();
        front
    }

    /// The line through these km along the axes, and the ground between it and the
    /// border of 1941.
    #[must_use]
    pub fn standing(&self, positions: [f64; 3]) -> Standing {
        let rows: Vec<Line> = (0..=ROWS)
            .map(|row| {
                let share = row as f64 / ROWS as f64;
                let km = [0, 1, 2]
                    .map(|axis| BORDER_1941[axis] + (positions[axis] - BORDER_1941[axis]) * share);
                self.line(km)
            })
            .collect();
        let [mut axis_ground, mut soviet_ground] = [(); 2].map(|()| Triangles::default());
        for pair in rows.windows(2) {
            for column in 0..pair[0].len() - 1 {
                let east = won(positions, column) + won(positions, column + 1);
                if east.abs() < 1.0 {
                    continue;
                }
                let ground = if east > 0.0 { &mut axis_ground } else { &mut soviet_ground };
                let first = ground.points.len() as u32;
                let [from, to] = [&pair[0], &pair[1]];
                ground.points.extend([from[column], from[column + 1], to[column + 1], to[column]]);
                ground.indices.extend([0, 1, 2, 0, 2, 3].map(|corner| first + corner));
            }
        }
        let line = self.line(positions);
        Standing { line, axis_ground, soviet_ground }
    }

    /// The line through these km along the axes, from the northern flank to the southern.
    #[must_use]
    pub fn line(&self, km: [f64; 3]) -> Line {
        let [north, south] = &self.flanks;
        let mut through = vec![north.at(km[0])];
        through.extend(self.axes.iter().zip(km).map(|(axis, km)| axis.at(km)));
        through.push(south.at(km[2]));
        let mut line = smooth(&through);
        for (column, (point, bend)) in line.iter_mut().zip(&self.bends).enumerate() {
            let share = (1.0 - won(km, column).abs() / BENDS).max(0.0);
            *point = [0, 1].map(|side| point[side] + bend[side] * share);
        }
        line
    }

    /// Where a town on the axes lies.
    #[must_use]
    pub fn town(&self, name: &str) -> Option<[f64; 2]> {
        let mut milestones = self.axes.iter().flat_map(|axis| &axis.milestones);
        milestones.find(|milestone| milestone.name == name).map(|milestone| milestone.at)
    }
}

/// Km won east of the border at a column of the line.
fn won(km: [f64; 3], column: usize) -> f64 {
    let gained = [0, 0, 1, 2, 2].map(|axis: usize| km[axis] - BORDER_1941[axis]);
    let (path, share) = (column / COLUMNS, (column % COLUMNS) as f64 / COLUMNS as f64);
    let next = gained[(path + 1).min(gained.len() - 1)];
    gained[path] + (next - gained[path]) * share
}

fn along(stations: &[[f64; 3]], plane: Lambert) -> Axis {
    let milestone = |&[km, longitude, latitude]: &[f64; 3]| Milestone {
        name: String::new(),
        km,
        at: plane.project([longitude, latitude]),
    };
    Axis { id: String::new(), milestones: stations.iter().map(milestone).collect() }
}

/// A smooth line (Catmull–Rom) through points.
fn smooth(through: &[[f64; 2]]) -> Line {
    let point = |place: isize| {
        let last = through.len() as isize - 1;
        through[place.clamp(0, last) as usize]
    };
    let mut line = Line::new();
    for place in 0..through.len() as isize - 1 {
        let [a, b, c, d] = [-1, 0, 1, 2].map(|step| point(place + step));
        for column in 0..COLUMNS {
            let t = column as f64 / COLUMNS as f64;
            line.push([0, 1].map(|side| {
                let slope = (c[side] - a[side]) / 2.0;
                let next_slope = (d[side] - b[side]) / 2.0;
                let gap = c[side] - b[side];
                b[side]
                    + t * (slope
                        + t * (3.0 * gap - 2.0 * slope - next_slope
                            + t * (slope + next_slope - 2.0 * gap)))
            }));
        }
    }
    line.extend(through.last());
    line
}

fn in_frame(polygons: &[Polygon]) -> Triangles {
    let shown: Vec<Polygon> = polygons
        .iter()
        .filter(|polygon| polygon.first().is_some_and(touches_frame))
        .cloned()
        .collect();
    triangulate(&shown)
}

/// Whether the box around a line meets the frame.
fn touches_frame(line: &Line) -> bool {
    let [west, east, south, north] = FRAME;
    let most = |side: usize| line.iter().map(|at| at[side]).fold(f64::NEG_INFINITY, f64::max);
    let least = |side: usize| line.iter().map(|at| at[side]).fold(f64::INFINITY, f64::min);
    most(0) > west && least(0) < east && most(1) > south && least(1) < north
}

/// A line without the points that do not show.
fn thinned(line: &Line) -> Line {
    let mut thin = Line::new();
    for (place, point) in line.iter().enumerate() {
        let far = thin
            .last()
            .is_none_or(|last: &[f64; 2]| (last[0] - point[0]).hypot(last[1] - point[1]) >= DETAIL);
        if far || place + 1 == line.len() {
            thin.push(*point);
        }
    }
    thin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: [f64; 2], b: [f64; 2]) -> bool {
        (a[0] - b[0]).hypot(a[1] - b[1]) < 1e-6
    }

    #[test]
    fn the_line_passes_the_towns_that_the_front_stands_at() {
        let front = EasternFront::embedded();
        let line = front.line([992.0, 1709.0, 2253.0]);
        for town in ["Leningrad", "Moscow", "Stalingrad"] {
            let at = front.town(town).expect("a town on an axis");
            assert!(line.iter().any(|point| near(*point, at)), "{town}");
        }
        assert_eq!(line.len(), 4 * COLUMNS + 1);
    }

    #[test]
    fn nothing_is_won_while_the_front_stands_on_the_border() {
        let standing = EasternFront::embedded().standing(BORDER_1941);
        assert!(standing.axis_ground.area() + standing.soviet_ground.area() < 1.0);
    }

    #[test]
    fn whoever_moves_the_front_wins_the_ground_behind_it() {
        let front = EasternFront::embedded();
        let east = front.standing([992.0, 1605.0, 1433.0]);
        // The Axis held some 1.2 to 1.5 million km² of Soviet land at the end of 1941.
        let held = east.axis_ground.area();
        assert!((0.9e6..1.8e6).contains(&held), "{held:.0} km²");
        assert!(east.soviet_ground.indices.is_empty());

        let west = front.standing([0.0, 0.0, 0.0]);
        assert!(west.axis_ground.indices.is_empty());
        assert!(west.soviet_ground.area() > 0.4e6);

        let both = front.standing([500.0, 400.0, 900.0]);
        assert!(both.axis_ground.area() > 1e5 && both.soviet_ground.area() > 1e4);
    }

    #[test]
    fn a_smooth_line_keeps_its_points() {
        let through = [[0.0, 0.0], [10.0, 5.0], [20.0, -5.0]];
        let line = smooth(&through);
        assert!([0, COLUMNS, 2 * COLUMNS].iter().zip(through).all(|(&i, at)| near(line[i], at)));
    }

    #[test]
    fn the_frame_holds_every_town_that_is_named() {
        let front = EasternFront::embedded();
        let [west, east, south, north] = FRAME;
        for town in ["Leningrad", "Moscow", "Stalingrad", "Kiev", "Berlin"] {
            let [x, y] = front.town(town).expect("a town on an axis");
            assert!(x > west + 30.0 && x < east - 30.0 && y > south + 30.0 && y < north - 30.0);
        }
    }
}
