//! The map of the theatre.

mod atlas;
mod draw;
mod hover;
mod labels;
mod projection;
mod shapes;
mod sight;

use bevy::app::App;

pub use atlas::Atlas;
pub use hover::Hovered;
pub use labels::paint as paint_labels;
pub use sight::Sight;

/// Adds the map.
pub fn plugin(app: &mut App) {
    app.insert_resource(Atlas::embedded()).add_plugins((
        sight::plugin,
        draw::plugin,
        hover::plugin,
    ));
}
