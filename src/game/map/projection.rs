//! Lambert's azimuthal equal-area projection, centred on 45 °N, 115 °E.

/// Radius of the sphere that stands for the Earth, in km.
const RADIUS: f64 = 6371.0;
const CENTRE_LATITUDE: f64 = 45.0;
const CENTRE_LONGITUDE: f64 = 115.0;

/// A place on the plane, in km east and north of the centre.
#[must_use]
pub fn project([longitude, latitude]: [f64; 2]) -> [f64; 2] {
    let (sin0, cos0) = CENTRE_LATITUDE.to_radians().sin_cos();
    let (sin, cos) = latitude.to_radians().sin_cos();
    let (sin_l, cos_l) = (longitude - CENTRE_LONGITUDE).to_radians().sin_cos();
    let scale = (2.0 / (1.0 + sin0 * sin + cos0 * cos * cos_l)).sqrt();
    [RADIUS * scale * cos * sin_l, RADIUS * scale * (cos0 * sin - sin0 * cos * cos_l)]
}

/// Longitude and latitude of a place on the plane.
#[cfg(test)]
#[must_use]
pub fn unproject([x, y]: [f64; 2]) -> [f64; 2] {
    let rho = x.hypot(y);
    if rho < 1e-9 {
        return [CENTRE_LONGITUDE, CENTRE_LATITUDE];
    }
    let (sin0, cos0) = CENTRE_LATITUDE.to_radians().sin_cos();
    let (sin_g, cos_g) = (2.0 * (rho / (2.0 * RADIUS)).asin()).sin_cos();
    let latitude = (cos_g * sin0 + y * sin_g * cos0 / rho).asin();
    let longitude = (x * sin_g).atan2(rho * cos0 * cos_g - y * sin0 * sin_g);
    [CENTRE_LONGITUDE + longitude.to_degrees(), latitude.to_degrees()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_is_the_same_place() {
        for longitude in (60..=195).step_by(5) {
            for latitude in (-15..=80).step_by(5) {
                let place = [f64::from(longitude), f64::from(latitude)];
                let back = unproject(project(place));
                assert!((back[0] - place[0]).abs() < 1e-9, "{place:?} {back:?}");
                assert!((back[1] - place[1]).abs() < 1e-9, "{place:?} {back:?}");
            }
        }
    }

    #[test]
    fn the_centre_is_the_origin_and_north_is_up() {
        assert_eq!(project([115.0, 45.0]).map(f64::round), [0.0, 0.0]);
        assert!(project([115.0, 50.0])[1] > 500.0);
        assert!(project([120.0, 45.0])[0] > 350.0);
    }
}
