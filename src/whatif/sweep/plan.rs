//! The points of a sweep: the grid of its axes, or a Latin hypercube over them (McKay,
//! Beckman and Conover 1979): of `n` points each lies in a slice of its own, of `n` equal
//! ones, on every axis.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::scenario::Scenario;
use crate::whatif::sweep::MOST;
use crate::whatif::sweep::axis::{Axis, Lever, Stops, Wrong};
use crate::whatif::written::Written;

/// What is swept, and at which points.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What is swept.
    pub axes: Vec<Axis>,
    /// The points: a value for each axis.
    pub points: Vec<Vec<f64>>,
    /// Are they a grid?
    pub grid: bool,
}

impl Plan {
    /// The sweep over some axes: their grid, or with `latin` so many points of a Latin
    /// hypercube that `seed` draws.
    ///
    /// # Errors
    /// Two axes that move one thing, too many cells, an axis without a number of values in
    /// a grid, or with one in a hypercube.
    pub fn new(
        option: &str,
        axes: Vec<Axis>,
        latin: Option<usize>,
        seed: u64,
    ) -> Result<Self, Wrong> {
        let mut cells = 1_usize;
        for (place, axis) in axes.iter().enumerate() {
            let written = Written { option, text: &axis.text };
            if axes[..place].iter().any(|other| other.moves_what(axis)) {
                let message = format!("another axis moves `{}` already", axis.name);
                return Err(written.refuse("", "H0203", message, "sweep one thing once"));
            }
            match (&axis.stops, latin) {
                (Stops::Span(_, _, None), None) => {
                    let help = format!("write how many after a `/`: `{}/5`", axis.text.trim());
                    let message = "a grid needs to know how many values";
                    return Err(written.refuse("", "H0400", message, help));
                }
                (Stops::Span(_, _, Some(steps)), Some(_)) => {
                    let message = "a Latin hypercube draws from the whole range";
                    let help = format!("leave out `/{steps}`");
                    return Err(written.refuse("", "H0400", message, help));
                }
                _ => {}
            }
            cells = cells.saturating_mul(if latin.is_some() { 1 } else { axis.values().len() });
            if cells > MOST {
                let message = format!("with this axis the sweep has {cells} cells");
                let help = format!(
                    "at most {MOST}: take fewer values, or draw some points with --latin N"
                );
                return Err(written.refuse("", "H0305", message, help));
            }
        }
        let points = latin.map_or_else(
            || grid(&axes),
            |points| hypercube(axes.len(), points, seed, |axis, uniform| axes[axis].at(uniform)),
        );
        Ok(Self { axes, points, grid: latin.is_none() })
    }

    /// The scenario at a point. `plain` is the one without counterfactuals.
    #[must_use]
    pub fn scenario(&self, plain: &Scenario, changed: &Scenario, point: &[f64]) -> Scenario {
        let mut scenario = changed.clone();
        // The counterfactual's own dates move before any axis adds others.
        let first = |axis: &Axis| axis.lever == Lever::Divergence;
        for wanted in [true, false] {
            for (axis, &value) in self.axes.iter().zip(point) {
                if first(axis) == wanted {
                    axis.put(plain, &mut scenario, value);
                }
            }
        }
        scenario
    }

    /// Does any axis make somebody take an option?
    #[must_use]
    pub fn forces(&self) -> bool {
        self.axes.iter().any(Axis::forces)
    }
}

fn grid(axes: &[Axis]) -> Vec<Vec<f64>> {
    axes.iter().fold(vec![Vec::new()], |points, axis| {
        let values = axis.values();
        let longer = |point: &Vec<f64>| {
            let point = point.clone();
            let with = move |&value: &f64| {
                let mut point = point.clone();
                point.push(value);
                point
            };
            values.iter().map(with).collect::<Vec<_>>()
        };
        points.iter().flat_map(longer).collect()
    })
}

/// Points of a Latin hypercube; `at` gives the value of an axis at a uniform number.
fn hypercube(
    axes: usize,
    points: usize,
    seed: u64,
    at: impl Fn(usize, f64) -> f64,
) -> Vec<Vec<f64>> {
    let columns: Vec<Vec<f64>> = (0..axes)
        .map(|axis| {
            let mut dice = ChaCha8Rng::seed_from_u64(seed);
            dice.set_stream(axis as u64);
            let mut slices: Vec<usize> = (0..points).collect();
            for place in (1..points).rev() {
                let other = (u128::from(dice.next_u64()) * (place as u128 + 1)) >> 64;
                slices.swap(place, other as usize);
            }
            let inside = |slice: usize| {
                let part = (dice.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
                at(axis, (slice as f64 + part) / points as f64)
            };
            slices.into_iter().map(inside).collect()
        })
        .collect();
    (0..points).map(|point| columns.iter().map(|column| column[point]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_hypercube_has_one_point_in_each_slice_of_each_axis() {
        let points = hypercube(3, 20, 7, |_, uniform| uniform);
        for axis in 0..3 {
            let mut slices: Vec<usize> =
                points.iter().map(|point| (point[axis] * 20.0) as usize).collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..20).collect::<Vec<_>>());
        }
        assert_eq!(points, hypercube(3, 20, 7, |_, uniform| uniform));
        assert_ne!(points, hypercube(3, 20, 8, |_, uniform| uniform));
    }
}
