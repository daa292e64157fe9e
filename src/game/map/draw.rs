//! The map's meshes: made once, recoloured when a region changes hands,
//! thickened and thinned with the zoom.

use bevy::{asset::AssetEventSystems, prelude::*};

use super::{
    atlas::{Atlas, Border, Line},
    hover::Hovered,
    projection::THEATRE,
    shapes::{hairlines, strokes, triangulate},
    view::MapView,
};
use crate::game::{
    palette::{self, Ink},
    view_model::ViewModel,
};

/// Heights, from the sea bed up.
mod height {
    pub const SHELF: f32 = 1.0;
    pub const GRATICULE: f32 = 1.5;
    pub const LAND: f32 = 2.0;
    pub const EUROPE: f32 = 2.5;
    pub const REGION: f32 = 3.0;
    pub const LAKE: f32 = 4.0;
    pub const RIVER: f32 = 5.0;
    pub const COAST: f32 = 6.0;
    pub const WAY: f32 = 7.0;
    pub const BORDER: f32 = 8.0;
    pub const HOVER: f32 = 9.0;
}

/// The mesh of a region, by its place in the atlas.
#[derive(Component)]
struct RegionArea(usize);

/// A mesh of lines that keeps its width on the screen.
#[derive(Component)]
struct Stroke {
    kind: StrokeKind,
    /// Width in points.
    width: f32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum StrokeKind {
    GreatRivers,
    SmallRivers,
    Roads,
    Railways,
    DoubleRailways,
    Frontiers,
    HoverOutline,
}

/// The scale that the strokes were last made for.
#[derive(Resource, Default)]
struct StrokeScale(f32);

/// Adds the drawing of the map.
pub fn plugin(app: &mut App) {
    app.init_resource::<StrokeScale>()
        .add_systems(Startup, lay_out)
        .add_systems(PostUpdate, (colour_regions, draw_strokes).before(AssetEventSystems));
}

fn lay_out(
    mut commands: Commands,
    atlas: Res<Atlas>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<ColorMaterial>>,
) {
    let mut put = |mesh: Mesh, ink: Ink, height: f32| {
        commands
            .spawn((
                Mesh2d(meshes.add(mesh)),
                MeshMaterial2d(materials.add(ColorMaterial::from_color(ink.map()))),
                Transform::from_xyz(0.0, 0.0, height),
            ))
            .id()
    };
    put(triangulate(&atlas.shelf).mesh(), palette::SHELF, height::SHELF);
    put(hairlines(&graticule()), palette::GRATICULE, height::GRATICULE);
    put(triangulate(&atlas.land).mesh(), palette::CONTEXT, height::LAND);
    let europe: Vec<_> = atlas.europe.iter().flat_map(|region| region.polygons.clone()).collect();
    put(triangulate(&europe).mesh(), palette::CONTEXT, height::EUROPE);
    put(triangulate(&atlas.lakes).mesh(), palette::LAKE, height::LAKE);
    let shores = atlas.land.iter().chain(&atlas.lakes).flatten();
    let regions = atlas.regions.iter().chain(&atlas.europe);
    let coasts = regions.flat_map(|region| region.polygons.iter().flatten());
    put(hairlines(shores), palette::COAST, height::COAST);
    put(hairlines(coasts), palette::COAST, height::COAST);
    put(
        hairlines(atlas.borders.iter().map(|border| &border.line)),
        palette::BORDER,
        height::COAST + 0.1,
    );
    let mut areas = Vec::new();
    for (place, region) in atlas.regions.iter().enumerate() {
        let ink = palette::power(&region.holder_1941);
        areas.push((place, put(triangulate(&region.polygons).mesh(), ink, height::REGION)));
    }
    use StrokeKind as Kind;
    let mut lines = Vec::new();
    for (kind, width, ink, height) in [
        (Kind::SmallRivers, 0.8, palette::RIVER, height::RIVER),
        (Kind::GreatRivers, 1.5, palette::RIVER, height::RIVER),
        (Kind::Roads, 1.0, palette::ROAD, height::WAY),
        (Kind::Railways, 1.2, palette::RAIL, height::WAY),
        (Kind::DoubleRailways, 2.0, palette::RAIL, height::WAY),
        (Kind::Frontiers, 2.2, palette::FRONTIER, height::BORDER),
        (Kind::HoverOutline, 2.4, palette::HOVER, height::HOVER),
    ] {
        lines.push((Stroke { kind, width }, put(strokes([], 0.0), ink, height)));
    }
    for (place, entity) in areas {
        commands.entity(entity).insert(RegionArea(place));
    }
    for (stroke, entity) in lines {
        commands.entity(entity).insert(stroke);
    }
}

/// Meridians and parallels, every ten degrees.
fn graticule() -> Vec<Line> {
    let meridians = (5..=21).map(|ten| {
        (-20..=85)
            .map(|latitude| THEATRE.project([f64::from(ten * 10), f64::from(latitude)]))
            .collect()
    });
    let parallels = (-2..=8).map(|ten| {
        (50..=210)
            .map(|longitude| THEATRE.project([f64::from(longitude), f64::from(ten * 10)]))
            .collect()
    });
    meridians.chain(parallels).collect()
}

fn colour_regions(
    view: Res<ViewModel>,
    hovered: Res<Hovered>,
    atlas: Res<Atlas>,
    areas: Query<(&RegionArea, &MeshMaterial2d<ColorMaterial>)>,
    mut materials: ResMut<Assets<ColorMaterial>>,
) {
    if !view.is_changed() && !hovered.is_changed() {
        return;
    }
    for (area, material) in &areas {
        let region = &atlas.regions[area.0];
        let holder = view.controllers.get(&region.id).unwrap_or(&region.holder_1941);
        let mut ink = palette::power(holder);
        if hovered.region.as_deref() == Some(&region.id) {
            ink = ink.towards(palette::HALO, 0.25);
        }
        if let Some(mut material) = materials.get_mut(&material.0) {
            material.color = ink.map();
        }
    }
}

fn draw_strokes(
    mut scale: ResMut<StrokeScale>,
    map_view: Res<MapView>,
    view: Res<ViewModel>,
    hovered: Res<Hovered>,
    atlas: Res<Atlas>,
    lines: Query<(&Stroke, &Mesh2d)>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    let zoomed = (scale.0 / map_view.scale - 1.0).abs() > 0.06;
    if zoomed {
        scale.0 = map_view.scale;
    }
    for (stroke, mesh) in &lines {
        let changed = match stroke.kind {
            StrokeKind::Frontiers => view.is_changed(),
            StrokeKind::HoverOutline => hovered.is_changed(),
            _ => false,
        };
        if (zoomed || changed)
            && let Some(mut mesh) = meshes.get_mut(&mesh.0)
        {
            // From far away the small would hide the great.
            let far = (map_view.scale / 4.0).clamp(1.0, 2.0);
            let width = if stroke.kind == StrokeKind::HoverOutline {
                stroke.width
            } else {
                stroke.width / far
            };
            *mesh = strokes(stroke.kind.lines(&atlas, &view, &hovered), width * map_view.scale);
        }
    }
}

impl StrokeKind {
    fn lines<'a>(self, atlas: &'a Atlas, view: &ViewModel, hovered: &Hovered) -> Vec<&'a Line> {
        let rivers = |great: bool| {
            let wanted = move |rank: u8| (rank <= 4) == great;
            atlas.rivers.iter().filter(move |river| wanted(river.0)).map(|river| &river.1).collect()
        };
        let ways = |rail: bool, double: bool| {
            atlas
                .ways
                .iter()
                .filter(move |way| way.rail == rail && (!rail || way.double == double))
                .map(|way| &way.line)
                .collect()
        };
        match self {
            Self::GreatRivers => rivers(true),
            Self::SmallRivers => rivers(false),
            Self::Roads => ways(false, false),
            Self::Railways => ways(true, false),
            Self::DoubleRailways => ways(true, true),
            Self::Frontiers => {
                // Nobody takes or loses what is not played, so it has no holder.
                let holder = |id: &str| {
                    let region = atlas.region(id)?;
                    Some(view.controllers.get(id).unwrap_or(&region.holder_1941))
                };
                let parts = |border: &&Border| {
                    let [a, b] = [0, 1].map(|side| holder(&border.sides[side]));
                    a.zip(b).is_some_and(|(a, b)| a != b)
                };
                atlas.borders.iter().filter(parts).map(|border| &border.line).collect()
            }
            Self::HoverOutline => hovered
                .region
                .as_deref()
                .and_then(|id| atlas.region(id))
                .map(|region| region.polygons.iter().flatten().collect())
                .unwrap_or_default(),
        }
    }
}
