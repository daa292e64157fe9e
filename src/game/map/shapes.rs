//! From outlines to meshes: triangulated areas, lines with a width.

use bevy::{
    asset::RenderAssetUsages,
    mesh::{Indices, Mesh, PrimitiveTopology},
};
use earcut::Earcut;

use super::atlas::{Line, Polygon};

/// Triangles over polygons with holes.
#[derive(Default)]
pub struct Triangles {
    /// The corners, in km.
    pub points: Vec<[f64; 2]>,
    /// Three for each triangle.
    pub indices: Vec<u32>,
}

/// Cuts polygons into triangles.
#[must_use]
pub fn triangulate(polygons: &[Polygon]) -> Triangles {
    let mut cutter = Earcut::new();
    let mut all = Triangles::default();
    let mut cut: Vec<u32> = Vec::new();
    for polygon in polygons {
        let mut corners: Vec<[f64; 2]> = Vec::new();
        let mut holes: Vec<u32> = Vec::new();
        for (place, ring) in polygon.iter().enumerate() {
            if place > 0 {
                holes.push(corners.len() as u32);
            }
            let closed = ring.len() > 1 && ring.first() == ring.last();
            corners.extend(&ring[..ring.len() - usize::from(closed)]);
        }
        cutter.earcut(corners.iter().copied(), &holes, &mut cut);
        let first = all.points.len() as u32;
        all.indices.extend(cut.iter().map(|index| first + index));
        all.points.extend(corners);
    }
    all
}

impl Triangles {
    /// The area that the triangles cover, in km².
    #[cfg(test)]
    #[must_use]
    pub fn area(&self) -> f64 {
        self.indices
            .chunks_exact(3)
            .map(|triangle| {
                let [a, b, c] = [0, 1, 2].map(|corner| self.points[triangle[corner] as usize]);
                ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
            })
            .sum()
    }

    /// A mesh of them.
    #[must_use]
    pub fn mesh(&self) -> Mesh {
        let points = self.points.iter().map(|point| flat(*point)).collect();
        mesh_of(points, self.indices.clone(), PrimitiveTopology::TriangleList)
    }
}

/// A mesh of lines, one pixel wide at every zoom.
#[must_use]
pub fn hairlines<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Mesh {
    let mut points = Vec::new();
    for line in lines {
        for pair in line.windows(2) {
            points.extend([flat(pair[0]), flat(pair[1])]);
        }
    }
    Mesh::new(PrimitiveTopology::LineList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, points)
}

/// A mesh of lines with a width in km.
#[must_use]
pub fn strokes<'a>(lines: impl IntoIterator<Item = &'a Line>, width: f32) -> Mesh {
    let mut points: Vec<[f32; 3]> = Vec::new();
    let mut indices = Vec::new();
    for line in lines {
        for pair in line.windows(2) {
            let [from, to] = [flat(pair[0]), flat(pair[1])];
            let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
            let length = dx.hypot(dy);
            if length < 1e-6 {
                continue;
            }
            let half = width / 2.0;
            // Ends run on by a little, so that the line has no gaps at its bends.
            let (ax, ay) = (dx / length * half, dy / length * half);
            let (nx, ny) = (-ay, ax);
            let first = points.len() as u32;
            let run_on = 0.5;
            let [ex, ey] = [ax * run_on, ay * run_on];
            points.extend([
                [from[0] - ex + nx, from[1] - ey + ny, 0.0],
                [from[0] - ex - nx, from[1] - ey - ny, 0.0],
                [to[0] + ex - nx, to[1] + ey - ny, 0.0],
                [to[0] + ex + nx, to[1] + ey + ny, 0.0],
            ]);
            indices.extend([0, 1, 2, 0, 2, 3].map(|corner| first + corner));
        }
    }
    mesh_of(points, indices, PrimitiveTopology::TriangleList)
}

fn flat(point: [f64; 2]) -> [f32; 3] {
    [point[0] as f32, point[1] as f32, 0.0]
}

fn mesh_of(mut points: Vec<[f32; 3]>, mut indices: Vec<u32>, topology: PrimitiveTopology) -> Mesh {
    // The renderer gives an empty mesh no room in its buffers and then complains that
    // it has none: nothing is drawn as a triangle without area.
    if indices.is_empty() {
        points = vec![[0.0; 3]; 3];
        indices = vec![0, 1, 2];
    }
    Mesh::new(topology, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, points)
        .with_inserted_indices(Indices::U32(indices))
}

#[cfg(test)]
mod tests {
    use super::{super::atlas::Atlas, *};

    #[test]
    fn every_region_is_covered_by_its_triangles() {
        for region in &Atlas::embedded().regions {
            let area = triangulate(&region.polygons).area();
            let error = (area / region.area_km2 - 1.0).abs();
            assert!(error < 0.05, "{}: {area:.0} km², not {:.0}", region.id, region.area_km2);
        }
    }

    #[test]
    fn a_hole_is_not_covered() {
        let square = |half: f64| {
            vec![[-half, -half], [half, -half], [half, half], [-half, half], [-half, -half]]
        };
        assert_eq!(triangulate(&[vec![square(2.0), square(1.0)]]).area(), 12.0);
    }

    #[test]
    fn nothing_is_still_a_mesh_that_the_renderer_takes() {
        let mesh = strokes([], 1.0);
        assert!(mesh.count_vertices() > 0 && mesh.indices().is_some_and(|list| !list.is_empty()));
    }
}
