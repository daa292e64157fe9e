//! Lambert's azimuthal equal-area projection, for the theatre and for Europe.

/// Radius of the sphere that stands for the Earth, in km.
const RADIUS: f64 = 6371.0;

/// Of the theatre: centred on 45 °N, 115 °E.
pub const THEATRE: Lambert = Lambert { longitude: 115.0, latitude: 45.0 };
/// Of the eastern front: centred on 53 °N, 38 °E.
pub const EUROPE: Lambert = Lambert { longitude: 38.0, latitude: 53.0 };

/// The projection round one centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lambert {
    longitude: f64,
    latitude: f64,
}

impl Lambert {
    /// A place on the plane, in km east and north of the centre.
    #[must_use]
    pub fn project(self, [longitude, latitude]: [f64; 2]) -> [f64; 2] {
        let (sin0, cos0) = self.latitude.to_radians().sin_cos();
        let (sin, cos) = latitude.to_radians().sin_cos();
        let (sin_l, cos_l) = (longitude - self.longitude).to_radians().sin_cos();
        let scale = (2.0 / (1.0 + sin0 * sin + cos0 * cos * cos_l)).sqrt();
        [RADIUS * scale * cos * sin_l, RADIUS * scale * (cos0 * sin - sin0 * cos * cos_l)]
    }

    /// Longitude and latitude of a place on the plane.
    #[cfg(test)]
    #[must_use]
    pub fn unproject(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let rho = x.hypot(y);
        if rho < 1e-9 {
            return [self.longitude, self.latitude];
        }
        let (sin0, cos0) = self.latitude.to_radians().sin_cos();
        let (sin_g, cos_g) = (2.0 * (rho / (2.0 * RADIUS)).asin()).sin_cos();
        let latitude = (cos_g * sin0 + y * sin_g * cos0 / rho).asin();
        let longitude = (x * sin_g).atan2(rho * cos0 * cos_g - y * sin0 * sin_g);
        [self.longitude + longitude.to_degrees(), latitude.to_degrees()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_is_the_same_place() {
        for (projection, longitudes) in [(THEATRE, 60..=195), (EUROPE, 5..=80)] {
            for longitude in longitudes.step_by(5) {
                for latitude in (-15..=80).step_by(5) {
                    let place = [f64::from(longitude), f64::from(latitude)];
                    let back = projection.unproject(projection.project(place));
                    assert!((back[0] - place[0]).abs() < 1e-9, "{place:?} {back:?}");
                    assert!((back[1] - place[1]).abs() < 1e-9, "{place:?} {back:?}");
                }
            }
        }
    }

    #[test]
    fn the_centre_is_the_origin_and_north_is_up() {
        for (projection, [longitude, latitude]) in
            [(THEATRE, [115.0, 45.0]), (EUROPE, [38.0, 53.0])]
        {
            assert_eq!(projection.project([longitude, latitude]).map(f64::round), [0.0, 0.0]);
            assert!(projection.project([longitude, latitude + 5.0])[1] > 500.0);
            assert!(projection.project([longitude + 5.0, latitude])[0] > 300.0);
        }
    }

    #[test]
    fn distances_near_the_centre_of_europe_are_true() {
        let [moscow, stalingrad] = [[37.62, 55.75], [44.52, 48.71]].map(|at| EUROPE.project(at));
        let km = (moscow[0] - stalingrad[0]).hypot(moscow[1] - stalingrad[1]);
        assert!((km - 917.0).abs() < 10.0, "{km}");
    }
}
