//! The map's data: what there is to draw, projected. The window and the pictures of
//! reports draw from it.

use bevy_ecs::resource::Resource;
use serde::Deserialize;
use serde_json::Value;

use super::Language;
use super::projection::{Lambert, THEATRE};

/// A line on the plane, in km.
pub type Line = Vec<[f64; 2]>;
/// An outer ring and its holes.
pub type Polygon = Vec<Line>;

/// Everything on the map, projected to km.
#[derive(Resource, Default)]
pub struct Atlas {
    /// The regions of the theatre.
    pub regions: Vec<Region>,
    /// The regions west of the Urals: the theatre does not play in them.
    pub europe: Vec<Region>,
    /// The ways along which the eastern front moves.
    pub axes: Vec<Axis>,
    /// Shallow sea.
    pub shelf: Vec<Polygon>,
    /// Land that is not played.
    pub land: Vec<Polygon>,
    /// Lakes.
    pub lakes: Vec<Polygon>,
    /// Rivers, with their rank: 1 great, 9 small.
    pub rivers: Vec<(u8, Line)>,
    /// What two regions share.
    pub borders: Vec<Border>,
    /// Railways and roads.
    pub ways: Vec<Way>,
    /// Towns, seas, ranges.
    pub places: Vec<Place>,
}

/// A region.
pub struct Region {
    /// Its id.
    pub id: String,
    /// Its name, in English and Spanish.
    pub name: [String; 2],
    /// Who held it on 7 April 1941.
    pub holder_1941: String,
    /// Where its name stands.
    pub label: [f64; 2],
    /// Its area by the source.
    pub area_km2: f64,
    /// Its shape.
    pub polygons: Vec<Polygon>,
}

impl Region {
    /// Its name in a language.
    #[must_use]
    pub fn named(&self, language: Language) -> &str {
        named(&self.name, language)
    }
}

/// A way along which the eastern front moves.
pub struct Axis {
    /// `north`, `center`, `south` or `caucasus`.
    pub id: String,
    /// The towns that it passes, from west to east.
    pub milestones: Vec<Milestone>,
}

/// A town on an axis.
pub struct Milestone {
    /// Its English name.
    pub name: String,
    /// Km along the axis.
    pub km: f64,
    /// Where it is.
    pub at: [f64; 2],
}

impl Axis {
    /// The place so many km along the axis; beyond an end, the end.
    #[must_use]
    pub fn at(&self, km: f64) -> [f64; 2] {
        let after = self.milestones.iter().position(|milestone| milestone.km >= km);
        match (after, self.milestones.last()) {
            (Some(0), _) => self.milestones[0].at,
            (Some(after), _) => {
                let [from, to] = [&self.milestones[after - 1], &self.milestones[after]];
                let share = (km - from.km) / (to.km - from.km);
                [0, 1].map(|side| from.at[side] + (to.at[side] - from.at[side]) * share)
            }
            (None, last) => last.map_or([0.0; 2], |milestone| milestone.at),
        }
    }

    /// Km along the axis to a town on it.
    #[must_use]
    pub fn km_to(&self, town: &str) -> Option<f64> {
        self.milestones.iter().find(|milestone| milestone.name == town).map(|town| town.km)
    }
}

/// A border between two regions.
pub struct Border {
    /// The region ids on both sides.
    pub sides: [String; 2],
    /// Its line.
    pub line: Line,
}

/// A railway or a road.
pub struct Way {
    /// Whether it is a railway.
    pub rail: bool,
    /// Whether it had more than one track in 1941.
    pub double: bool,
    /// Its line.
    pub line: Line,
}

/// A place with a name.
pub struct Place {
    /// `town`, `sea`, `strait`, `range`, `desert` or `lake`.
    pub kind: String,
    /// Its name, in English and Spanish.
    pub name: [String; 2],
    /// 1 great, 3 small.
    pub rank: u8,
    /// Where it is.
    pub at: [f64; 2],
}

/// The one of two names that a language uses.
#[must_use]
pub fn named(names: &[String; 2], language: Language) -> &str {
    match language {
        Language::English => &names[0],
        Language::Spanish => &names[1],
    }
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Properties {
    id: String,
    kind: String,
    name: String,
    name_es: String,
    holder_1941: String,
    rank: u8,
    label: [f64; 2],
    area_km2: f64,
    tracks_1941: u8,
    a: String,
    b: String,
    milestones: Vec<Station>,
}

#[derive(Deserialize)]
struct Station {
    name: String,
    lon: f64,
    lat: f64,
    km: f64,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: Value,
}

impl Properties {
    fn names(&self) -> [String; 2] {
        let spanish = if self.name_es.is_empty() { &self.name } else { &self.name_es };
        [self.name.clone(), spanish.clone()]
    }
}

impl Feature {
    fn region(self, plane: Lambert) -> Region {
        Region {
            name: self.properties.names(),
            label: plane.project(self.properties.label),
            polygons: polygons(&self.geometry.coordinates, plane),
            id: self.properties.id,
            holder_1941: self.properties.holder_1941,
            area_km2: self.properties.area_km2,
        }
    }

    fn axis(self, plane: Lambert) -> Axis {
        let milestone = |station: Station| Milestone {
            name: station.name,
            km: station.km,
            at: plane.project([station.lon, station.lat]),
        };
        Axis {
            id: self.properties.id,
            milestones: self.properties.milestones.into_iter().map(milestone).collect(),
        }
    }
}

impl Atlas {
    /// The map that the crate carries, on the plane of the theatre.
    #[must_use]
    pub fn embedded() -> Self {
        Self::on(THEATRE)
    }

    /// The map that the crate carries, on another plane.
    #[must_use]
    pub fn on(plane: Lambert) -> Self {
        let mut atlas = Self::default();
        for feature in features(include_str!("../../assets/map/regions.geojson")) {
            atlas.regions.push(feature.region(plane));
        }
        for feature in features(include_str!("../../assets/map/europe.geojson")) {
            if feature.properties.kind == "axis" {
                atlas.axes.push(feature.axis(plane));
            } else {
                atlas.europe.push(feature.region(plane));
            }
        }
        for feature in features(include_str!("../../assets/map/context.geojson")) {
            let coordinates = &feature.geometry.coordinates;
            match feature.properties.kind.as_str() {
                "shelf" => atlas.shelf.extend(polygons(coordinates, plane)),
                "land" => atlas.land.extend(polygons(coordinates, plane)),
                "lake" => atlas.lakes.extend(polygons(coordinates, plane)),
                _ => atlas.rivers.extend(
                    lines(coordinates, plane)
                        .into_iter()
                        .map(|line| (feature.properties.rank, line)),
                ),
            }
        }
        for feature in features(include_str!("../../assets/map/borders.geojson")) {
            let sides = [feature.properties.a, feature.properties.b];
            for line in lines(&feature.geometry.coordinates, plane) {
                atlas.borders.push(Border { sides: sides.clone(), line });
            }
        }
        for feature in features(include_str!("../../assets/map/rail.geojson")) {
            for line in lines(&feature.geometry.coordinates, plane) {
                atlas.ways.push(Way {
                    rail: feature.properties.kind == "rail",
                    double: feature.properties.tracks_1941 > 1,
                    line,
                });
            }
        }
        for feature in features(include_str!("../../assets/map/places.geojson")) {
            if let Some(at) = position(&feature.geometry.coordinates) {
                atlas.places.push(Place {
                    name: feature.properties.names(),
                    at: plane.project(at),
                    rank: feature.properties.rank,
                    kind: feature.properties.kind,
                });
            }
        }
        atlas
    }

    /// The region with this id.
    #[must_use]
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// The region that a place on the plane lies in.
    #[must_use]
    pub fn region_at(&self, place: [f64; 2]) -> Option<&Region> {
        self.regions.iter().find(|region| {
            region
                .polygons
                .iter()
                .any(|polygon| polygon.iter().filter(|ring| encloses(ring, place)).count() % 2 == 1)
        })
    }
}

/// Whether a ring goes round a place.
fn encloses(ring: &Line, [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    let mut last = ring.last().copied().unwrap_or_default();
    for &point in ring {
        if (point[1] > y) != (last[1] > y)
            && x < (last[0] - point[0]) * (y - point[1]) / (last[1] - point[1]) + point[0]
        {
            inside = !inside;
        }
        last = point;
    }
    inside
}

fn features(geojson: &str) -> Vec<Feature> {
    // The files are part of the crate and the tests below read every one.
    serde_json::from_str::<Collection>(geojson)
        .map(|collection| collection.features)
        .unwrap_or_default()
}

fn position(value: &Value) -> Option<[f64; 2]> {
    let pair = value.as_array()?;
    Some([pair.first()?.as_f64()?, pair.get(1)?.as_f64()?])
}

/// How many lists deep the positions are.
fn depth(value: &Value) -> usize {
    value.as_array().and_then(|list| list.first()).map_or(0, |first| 1 + depth(first))
}

fn line(value: &Value, plane: Lambert) -> Line {
    let positions = value.as_array().into_iter().flatten().filter_map(position);
    positions.map(|place| plane.project(place)).collect()
}

fn list_of<T>(value: &Value, item: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().into_iter().flatten().map(item).collect()
}

fn lines(value: &Value, plane: Lambert) -> Vec<Line> {
    let line = |value: &Value| line(value, plane);
    if depth(value) == 2 { vec![line(value)] } else { list_of(value, line) }
}

fn polygons(value: &Value, plane: Lambert) -> Vec<Polygon> {
    let polygon = |value: &Value| list_of(value, |ring| line(ring, plane));
    if depth(value) == 3 { vec![polygon(value)] } else { list_of(value, polygon) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_map_is_read() {
        let atlas = Atlas::embedded();
        assert_eq!(atlas.regions.len(), 66);
        assert_eq!((atlas.europe.len(), atlas.axes.len()), (20, 4));
        assert!(atlas.shelf.len() + atlas.land.len() > 8);
        assert!(atlas.lakes.len() >= 40 && atlas.rivers.len() >= 200);
        assert!(atlas.borders.len() >= 166);
        assert_eq!(atlas.ways.len(), 64);
        assert_eq!(atlas.places.len(), 175);
        assert!(atlas.regions.iter().all(|region| !region.polygons.is_empty()));
    }

    #[test]
    fn a_place_is_found_in_its_region() {
        let atlas = Atlas::embedded();
        let at = |longitude, latitude| {
            atlas.region_at(THEATRE.project([longitude, latitude])).map(|region| region.id.as_str())
        };
        assert_eq!(at(143.2, 43.3), Some("hokkaido"));
        assert_eq!(at(106.9, 47.9), Some("mongolia_central"));
        assert_eq!(at(150.0, 40.0), None);
    }

    #[test]
    fn an_axis_is_walked_from_town_to_town_and_not_beyond_its_ends() {
        let atlas = Atlas::embedded();
        let center = atlas.axes.iter().find(|axis| axis.id == "center").expect("the axis");
        let at = |longitude, latitude| THEATRE.project([longitude, latitude]);
        assert_eq!(center.at(1709.0), at(37.62, 55.75));
        assert_eq!(center.at(-5.0), at(13.4, 52.52));
        assert_eq!(center.at(9_999.0), at(60.6, 56.84));
        let [minsk, between, smolensk] = [1031.0, 1185.0, 1339.0].map(|km| center.at(km));
        for side in [0, 1] {
            assert!((between[side] - (minsk[side] + smolensk[side]) / 2.0).abs() < 1e-9);
        }
        assert_eq!(center.km_to("Berlin"), Some(0.0));
    }
}
