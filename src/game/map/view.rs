//! Where the map is looked at: panning, zooming, the two fixed frames.

use bevy::{
    input::mouse::{AccumulatedMouseMotion, AccumulatedMouseScroll, MouseScrollUnit},
    prelude::*,
    window::PrimaryWindow,
};

use crate::game::commands::Command;

/// West, east, south and north of the whole theatre, in km.
const THEATRE: [f32; 4] = [-3_750.0, 4_450.0, -5_000.0, 3_900.0];
/// The same for Manchuria and its borders.
const MANCHURIA: [f32; 4] = [60.0, 2_120.0, -1_000.0, 1_000.0];
/// The scales that the wheel stays between, in km a point.
const SCALES: [f32; 2] = [0.25, 20.0];

/// What part of the plane is seen, and where on the screen.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct MapView {
    /// What is in the middle of the frame, in km.
    pub centre: Vec2,
    /// Km a point of the screen.
    pub scale: f32,
    /// Least corner of the part of the screen that no panel covers, in points.
    pub frame_min: Vec2,
    /// Greatest corner of it.
    pub frame_max: Vec2,
    /// Whether the cursor is over the map, and not over a panel or window.
    pub pointed: bool,
    fitted: Option<[f32; 4]>,
}

impl Default for MapView {
    fn default() -> Self {
        Self {
            centre: Vec2::ZERO,
            scale: 10.0,
            frame_min: Vec2::ZERO,
            frame_max: Vec2::new(1280.0, 720.0),
            pointed: false,
            fitted: Some(THEATRE),
        }
    }
}

impl MapView {
    fn middle(&self) -> Vec2 {
        (self.frame_min + self.frame_max) / 2.0
    }

    /// Where a place on the plane is on the screen.
    #[must_use]
    pub fn to_screen(self, [x, y]: [f64; 2]) -> Vec2 {
        let away = (Vec2::new(x as f32, y as f32) - self.centre) / self.scale;
        self.middle() + Vec2::new(away.x, -away.y)
    }

    /// What place on the plane is at a point of the screen.
    #[must_use]
    pub fn to_plane(self, point: Vec2) -> Vec2 {
        let away = point - self.middle();
        self.centre + Vec2::new(away.x, -away.y) * self.scale
    }

    /// Whether a point of the screen is in the frame.
    #[must_use]
    pub fn frames(&self, point: Vec2) -> bool {
        point.cmpge(self.frame_min).all() && point.cmple(self.frame_max).all()
    }

    /// Zooms by a factor so that the place at `point` stays where it is.
    fn zoom(&mut self, factor: f32, point: Vec2) {
        let fixed = self.to_plane(point);
        self.scale = (self.scale * factor).clamp(SCALES[0], SCALES[1]);
        self.centre += fixed - self.to_plane(point);
        self.fitted = None;
        self.keep_in_theatre();
    }

    fn pan(&mut self, points: Vec2) {
        self.centre += Vec2::new(-points.x, points.y) * self.scale;
        self.fitted = None;
        self.keep_in_theatre();
    }

    fn keep_in_theatre(&mut self) {
        let [west, east, south, north] = THEATRE;
        self.centre = self.centre.clamp(Vec2::new(west, south), Vec2::new(east, north));
    }

    /// Fits what was asked for into the frame, for as long as nothing moves it.
    fn fit(&mut self) {
        if let Some([west, east, south, north]) = self.fitted {
            let size = (self.frame_max - self.frame_min).max(Vec2::ONE);
            self.centre = Vec2::new(west + east, south + north) / 2.0;
            self.scale = ((east - west) / size.x).max((north - south) / size.y);
        }
    }
}

/// Adds the camera and its steering.
pub fn plugin(app: &mut App) {
    app.init_resource::<MapView>()
        .add_systems(Startup, |mut commands: Commands| {
            commands.spawn((Camera2d, Msaa::Sample4));
        })
        .add_systems(Update, (obey, steer, aim).chain());
}

fn obey(mut commands: MessageReader<Command>, mut map_view: ResMut<MapView>, time: Res<Time>) {
    let seconds = time.delta_secs().min(0.1);
    for command in commands.read() {
        let middle = map_view.middle();
        match *command {
            Command::Theatre => map_view.fitted = Some(THEATRE),
            Command::Manchuria => map_view.fitted = Some(MANCHURIA),
            Command::ZoomIn => map_view.zoom(libm::expf(-1.5 * seconds), middle),
            Command::ZoomOut => map_view.zoom(libm::expf(1.5 * seconds), middle),
            Command::Pan(east, north) => {
                let step = Vec2::new(-f32::from(east), f32::from(north)) * 600.0 * seconds;
                map_view.pan(step);
            }
            _ => {}
        }
    }
}

fn steer(
    mut map_view: ResMut<MapView>,
    mut dragging: Local<bool>,
    window: Single<&Window, With<PrimaryWindow>>,
    buttons: Res<ButtonInput<MouseButton>>,
    motion: Res<AccumulatedMouseMotion>,
    wheel: Res<AccumulatedMouseScroll>,
) {
    if buttons.any_just_pressed([MouseButton::Left, MouseButton::Middle]) {
        *dragging = map_view.pointed;
    }
    *dragging &= buttons.any_pressed([MouseButton::Left, MouseButton::Middle]);
    if *dragging && motion.delta != Vec2::ZERO {
        map_view.pan(motion.delta / window.scale_factor());
    }
    if let Some(cursor) = window.cursor_position()
        && map_view.pointed
        && wheel.delta.y != 0.0
    {
        let notches = match wheel.unit {
            MouseScrollUnit::Line => wheel.delta.y,
            MouseScrollUnit::Pixel => wheel.delta.y / 60.0,
        };
        map_view.zoom(libm::powf(0.85, notches), cursor);
    }
}

/// Puts the camera where the sight says.
fn aim(
    mut map_view: ResMut<MapView>,
    window: Single<&Window, With<PrimaryWindow>>,
    camera: Single<(&mut Transform, &mut Projection), With<Camera2d>>,
) {
    let mut fitted = *map_view;
    fitted.fit();
    map_view.set_if_neq(fitted);
    let (mut transform, mut projection) = camera.into_inner();
    let middle = map_view.to_plane(window.size() / 2.0);
    transform.translation = middle.extend(transform.translation.z);
    if let Projection::Orthographic(orthographic) = projection.as_mut() {
        orthographic.scale = map_view.scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_what_is_under_the_cursor() {
        let mut map_view = MapView { frame_min: Vec2::new(0.0, 60.0), ..default() };
        map_view.fit();
        let cursor = Vec2::new(700.0, 300.0);
        let before = map_view.to_plane(cursor);
        map_view.zoom(0.5, cursor);
        assert!(map_view.to_plane(cursor).distance(before) < 0.1);
    }

    #[test]
    fn the_screen_and_the_plane_agree() {
        let mut map_view = MapView::default();
        map_view.fit();
        let place = map_view.to_plane(map_view.to_screen([400.0, -300.0]));
        assert!(place.distance(Vec2::new(400.0, -300.0)) < 0.01);
    }
}
