//! One picture of the window, and out.

use std::{
    io::Cursor,
    sync::{Arc, Mutex},
};

use bevy::{
    app::AppExit,
    image::ImageFormat,
    prelude::*,
    render::view::screenshot::{Screenshot, ScreenshotCaptured},
};

use crate::files::place::Place;

/// Frames to wait until fonts, meshes and shaders are really on the screen.
const SETTLE: u32 = 24;
/// Frames after which a picture that never came is given up.
const PATIENCE: u32 = 2_000;

/// What became of the picture: written by the window, read when it has closed.
pub type Verdict = Arc<Mutex<Option<Result<(), String>>>>;

#[derive(Resource)]
struct Order {
    place: Arc<Place>,
    verdict: Verdict,
    frames: u32,
}

/// Adds the taking of one picture, after which the app exits.
pub fn take(app: &mut App, place: Arc<Place>) -> Verdict {
    let verdict = Verdict::default();
    app.insert_resource(Order { place, verdict: verdict.clone(), frames: 0 })
        .add_systems(First, leave_the_cursor_out)
        .add_systems(Update, wait_and_take);
    verdict
}

/// Wherever the cursor happens to be, it points at nothing in a picture.
fn leave_the_cursor_out(mut moved: ResMut<Messages<CursorMoved>>) {
    moved.clear();
}

fn wait_and_take(
    mut order: ResMut<Order>,
    mut commands: Commands,
    mut exit: MessageWriter<AppExit>,
) {
    order.frames += 1;
    if order.frames == SETTLE {
        commands.spawn(Screenshot::primary_window()).observe(save);
    } else if order.frames > PATIENCE {
        conclude(&order, Err("nothing was drawn".into()));
        exit.write(AppExit::Success);
    }
}

fn save(captured: On<ScreenshotCaptured>, order: Res<Order>, mut exit: MessageWriter<AppExit>) {
    let saved = png(&captured.image)
        .and_then(|png| order.place.write(&png).map_err(|error| error.to_string()));
    conclude(&order, saved);
    exit.write(AppExit::Success);
}

fn png(captured: &Image) -> Result<Vec<u8>, String> {
    let picture = captured.clone().try_into_dynamic().map_err(|error| error.to_string())?;
    let format = ImageFormat::Png.as_image_crate_format().ok_or("no PNG can be written")?;
    let mut bytes = Cursor::new(Vec::new());
    picture.to_rgb8().write_to(&mut bytes, format).map_err(|error| error.to_string())?;
    Ok(bytes.into_inner())
}

fn conclude(order: &Order, result: Result<(), String>) {
    if let Ok(mut verdict) = order.verdict.lock() {
        *verdict = Some(result);
    }
}
