//! What the cursor points at.

use bevy::{prelude::*, window::PrimaryWindow};

use super::{atlas::Atlas, view::MapView};
use crate::game::view_model::ViewModel;

/// The region under the cursor.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Hovered {
    /// Its id.
    pub region: Option<String>,
    /// What stands in it, a line each.
    pub contents: Vec<String>,
}

/// Adds the pointing.
pub fn plugin(app: &mut App) {
    app.init_resource::<Hovered>().add_systems(Update, point);
}

fn point(
    mut hovered: ResMut<Hovered>,
    map_view: Res<MapView>,
    atlas: Res<Atlas>,
    view: Res<ViewModel>,
    window: Single<&Window, With<PrimaryWindow>>,
) {
    let region = window
        .cursor_position()
        .filter(|_| map_view.pointed)
        .map(|cursor| map_view.to_plane(cursor))
        .and_then(|place| atlas.region_at([f64::from(place.x), f64::from(place.y)]))
        .map(|region| region.id.clone());
    if region == hovered.region && !view.is_changed() {
        return;
    }
    let contents =
        region.as_deref().and_then(|id| view.contents.get(id).cloned()).unwrap_or_default();
    hovered.set_if_neq(Hovered { region, contents });
}
