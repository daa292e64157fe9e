//! Opening the window: the app, its plugins, its way out.

use std::panic::{self, AssertUnwindSafe};

use bevy::{
    app::AppExit,
    log::{Level, LogPlugin},
    prelude::*,
    render::{RenderPlugin, settings::WgpuSettings},
    window::{PresentMode, WindowResolution},
};
use bevy_egui::EguiPlugin;

use super::{
    contract::{Game, PlayError, PlayOptions},
    display, map, palette, panels, screenshot,
    turn::{self, Table, Tongue},
    wake,
};

/// The size that the window opens in, and of every screenshot.
const SIZE: (u32, u32) = (1280, 720);

/// Plays a game in a window, until the player closes it.
///
/// # Errors
///
/// When there is no display, nothing that can draw on it, or when the
/// screenshot that was asked for could not be saved.
pub fn play(mut game: Box<dyn Game>, options: PlayOptions) -> Result<(), PlayError> {
    display::probe_display()?;
    let backends = display::probe_adapter()?;
    let view = game.view(options.language);

    let mut app = unwound(App::new, |mut app| {
        app.add_plugins(
            DefaultPlugins
                .set(WindowPlugin {
                    primary_window: Some(Window {
                        title: "Hokushin".into(),
                        resolution: WindowResolution::from(SIZE),
                        present_mode: PresentMode::AutoVsync,
                        resizable: options.screenshot.is_none(),
                        ..default()
                    }),
                    ..default()
                })
                .set(RenderPlugin {
                    render_creation: WgpuSettings { backends: Some(backends), ..default() }.into(),
                    ..default()
                })
                .set(LogPlugin { level: Level::ERROR, filter: "wgpu=error".into(), ..default() }),
        )
        .add_plugins(EguiPlugin::default());
        app
    })?;
    app.insert_resource(ClearColor(palette::SEA.map()))
        .insert_resource(Table(game))
        .insert_resource(Tongue(options.language))
        .add_plugins((turn::plugin, map::plugin, panels::plugin))
        .insert_resource(view);
    let verdict = options.screenshot.map(|place| screenshot::take(&mut app, place));
    if verdict.is_none() {
        app.add_plugins(wake::plugin);
    }

    let exit = unwound(|| app, |mut app| app.run())?;
    if let Some(verdict) = verdict {
        return match verdict.lock().ok().and_then(|mut verdict| verdict.take()) {
            Some(result) => result.map_err(PlayError::Screenshot),
            None => Err(PlayError::Screenshot("the window closed before it was drawn".into())),
        };
    }
    match exit {
        AppExit::Success => Ok(()),
        AppExit::Error(code) => Err(PlayError::Window(format!("it closed with code {code}"))),
    }
}

/// Runs a step of the libraries below, which panic where they cannot open a
/// window, and turns that into an error.
fn unwound<A, B>(make: impl FnOnce() -> A, step: impl FnOnce(A) -> B) -> Result<B, PlayError> {
    panic::catch_unwind(AssertUnwindSafe(|| step(make()))).map_err(|cause| {
        let why = cause
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| cause.downcast_ref::<&str>().copied())
            .unwrap_or("no reason was given");
        PlayError::Window(why.to_owned())
    })
}
