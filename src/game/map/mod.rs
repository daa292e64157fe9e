//! The map of the theatre.

mod draw;
pub mod eastern_front;
mod hover;
mod labels;
mod shapes;
mod view;

use bevy::app::App;

use crate::report::{atlas, projection};

pub use atlas::{Atlas, Line};
pub use eastern_front::EasternFront;
pub use hover::Hovered;
pub use labels::{letter, paint as paint_labels};
pub use shapes::Triangles;
pub use view::MapView;

/// Adds the map.
pub fn plugin(app: &mut App) {
    app.insert_resource(Atlas::embedded()).insert_resource(EasternFront::embedded()).add_plugins((
        view::plugin,
        draw::plugin,
        hover::plugin,
    ));
}
