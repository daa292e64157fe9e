//! How often the window draws: at full rate while weeks run or a hand is on the mouse or
//! the keys, twice or three times a second while it waits. A player thinks far longer than he
//! clicks, and a map that does not change should not warm the room.

use std::time::Duration;

use bevy::input::mouse::AccumulatedMouseMotion;
use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};

use super::turn::Pace;

/// Time between two pictures while nothing happens.
const DOZE: Duration = Duration::from_millis(400);

/// Adds the waking and dozing.
pub fn plugin(app: &mut App) {
    app.insert_resource(WinitSettings::game()).add_systems(Last, wake_or_doze);
}

fn wake_or_doze(
    pace: Res<Pace>,
    keys: Res<ButtonInput<KeyCode>>,
    buttons: Res<ButtonInput<MouseButton>>,
    motion: Res<AccumulatedMouseMotion>,
    mut settings: ResMut<WinitSettings>,
) {
    let awake = pace.running
        || keys.get_pressed().next().is_some()
        || buttons.get_pressed().next().is_some()
        || motion.delta != Vec2::ZERO;
    let mode = if awake { UpdateMode::Continuous } else { UpdateMode::reactive(DOZE) };
    if settings.focused_mode != mode {
        settings.focused_mode = mode;
        settings.unfocused_mode =
            if pace.running { mode } else { UpdateMode::reactive_low_power(DOZE) };
    }
}
