//! The map's data: what there is to draw, projected.

use bevy::ecs::resource::Resource;
use serde::Deserialize;
use serde_json::Value;

use super::projection::project;
use crate::report::Language;

/// A line on the plane, in km.
pub type Line = Vec<[f64; 2]>;
/// An outer ring and its holes.
pub type Polygon = Vec<Line>;

/// Everything on the map, projected to km.
#[derive(Resource, Default)]
pub struct Atlas {
    /// The regions of the theatre.
    pub regions: Vec<Region>,
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

/// A region of the theatre.
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

impl Atlas {
    /// The map that the crate carries.
    #[must_use]
    pub fn embedded() -> Self {
        let mut atlas = Self::default();
        for feature in features(include_str!("../../../assets/map/regions.geojson")) {
            let properties = feature.properties;
            atlas.regions.push(Region {
                name: properties.names(),
                label: project(properties.label),
                polygons: polygons(&feature.geometry.coordinates),
                id: properties.id,
                holder_1941: properties.holder_1941,
                area_km2: properties.area_km2,
            });
        }
        for feature in features(include_str!("../../../assets/map/context.geojson")) {
            let coordinates = &feature.geometry.coordinates;
            match feature.properties.kind.as_str() {
                "shelf" => atlas.shelf.extend(polygons(coordinates)),
                "land" => atlas.land.extend(polygons(coordinates)),
                "lake" => atlas.lakes.extend(polygons(coordinates)),
                _ => atlas.rivers.extend(
                    lines(coordinates).into_iter().map(|line| (feature.properties.rank, line)),
                ),
            }
        }
        for feature in features(include_str!("../../../assets/map/borders.geojson")) {
            let sides = [feature.properties.a, feature.properties.b];
            for line in lines(&feature.geometry.coordinates) {
                atlas.borders.push(Border { sides: sides.clone(), line });
            }
        }
        for feature in features(include_str!("../../../assets/map/rail.geojson")) {
            for line in lines(&feature.geometry.coordinates) {
                atlas.ways.push(Way {
                    rail: feature.properties.kind == "rail",
                    double: feature.properties.tracks_1941 > 1,
                    line,
                });
            }
        }
        for feature in features(include_str!("../../../assets/map/places.geojson")) {
            if let Some(at) = position(&feature.geometry.coordinates) {
                atlas.places.push(Place {
                    name: feature.properties.names(),
                    at: project(at),
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

fn line(value: &Value) -> Line {
    value.as_array().into_iter().flatten().filter_map(position).map(project).collect()
}

fn list_of<T>(value: &Value, item: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().into_iter().flatten().map(item).collect()
}

fn lines(value: &Value) -> Vec<Line> {
    if depth(value) == 2 { vec![line(value)] } else { list_of(value, line) }
}

fn polygons(value: &Value) -> Vec<Polygon> {
    let polygon = |value: &Value| list_of(value, line);
    if depth(value) == 3 { vec![polygon(value)] } else { list_of(value, polygon) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_map_is_read() {
        let atlas = Atlas::embedded();
        assert_eq!(atlas.regions.len(), 66);
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
            atlas.region_at(project([longitude, latitude])).map(|region| region.id.as_str())
        };
        assert_eq!(at(143.2, 43.3), Some("hokkaido"));
        assert_eq!(at(106.9, 47.9), Some("mongolia_central"));
        assert_eq!(at(150.0, 40.0), None);
    }
}
