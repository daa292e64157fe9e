//! Opening the window: the app, its plugins, its way out.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};

use bevy::{
    app::AppExit,
    log::{Level, LogPlugin},
    prelude::*,
    render::{RenderPlugin, settings::WgpuSettings},
    window::{PresentMode, WindowResolution},
};
use bevy_egui::EguiPlugin;

#[cfg(unix)]
use bevy::app::TerminalCtrlCHandlerPlugin;

#[cfg(unix)]
use super::signals::Signals;
use super::{
    contract::{Game, PlayError, PlayOptions},
    display, map, palette, panels, screenshot,
    turn::{self, ShownLanguage, Table},
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
pub fn play(game: Box<dyn Game>, options: PlayOptions) -> Result<(), PlayError> {
    let display = display::probe_display()?;
    let backends = display::probe_adapter()?;
    #[cfg(unix)]
    let signals = Signals::listen().map_err(|error| PlayError::Window(error.to_string()))?;
    let mut table = Table(game);
    let view = table.view(options.language);

    let mut app = unwound(App::new, |mut app| {
        let plugins = DefaultPlugins.build();
        // Its exit code is the same for every signal.
        #[cfg(unix)]
        let plugins = plugins.disable::<TerminalCtrlCHandlerPlugin>();
        app.add_plugins(
            plugins
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
    // The event loop has connected.
    drop(display);
    app.insert_resource(ClearColor(palette::SEA.map()))
        .insert_resource(table)
        .insert_resource(ShownLanguage(options.language))
        .add_plugins((turn::plugin, map::plugin, panels::plugin))
        .insert_resource(view);
    let verdict = options.screenshot.map(|place| screenshot::take(&mut app, place));
    if verdict.is_none() {
        app.add_plugins(wake::plugin);
    }

    #[cfg(unix)]
    app.add_plugins(signals.clone().plugin());

    let exit = unwound(|| app, |mut app| app.run());
    #[cfg(unix)]
    if let Some(number) = signals.came() {
        return Err(PlayError::Signal(number));
    }
    let exit = exit?;
    if let Some(verdict) = verdict {
        return match verdict.lock().ok().and_then(|mut verdict| verdict.take()) {
            Some(result) => result.map_err(PlayError::Screenshot),
            None => Err(PlayError::Screenshot("the window closed before it was drawn".into())),
        };
    }
    match exit {
        AppExit::Success => Ok(()),
        #[cfg(not(unix))]
        AppExit::Error(code) if code.get() == 130 => Err(PlayError::Signal(2)),
        AppExit::Error(code) => Err(PlayError::Window(format!("it closed with code {code}"))),
    }
}

/// Runs a step of the libraries below, which panic where a display or a driver fails them,
/// and turns that into an error. What they panicked for, and where, is told in its sentence,
/// and not printed by itself.
fn unwound<A, B>(make: impl FnOnce() -> A, step: impl FnOnce(A) -> B) -> Result<B, PlayError> {
    let first: Arc<Mutex<Option<String>>> = Arc::default();
    let usual = panic::take_hook();
    let record = Arc::clone(&first);
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line()));
        let why = format!("{}{}", reason(panic.payload()), place.unwrap_or_default());
        // One thread takes others down with it: the first is the cause.
        if let Ok(mut first) = record.lock() {
            first.get_or_insert(why);
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(|| step(make())));
    panic::set_hook(usual);
    result.map_err(|cause| {
        let told = first.lock().ok().and_then(|mut first| first.take());
        PlayError::Window(told.unwrap_or_else(|| reason(&*cause)))
    })
}

/// What a panic says.
fn reason(cause: &dyn std::any::Any) -> String {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| cause.downcast_ref::<&str>().copied());
    let words: Vec<&str> = text.unwrap_or("no reason was given").split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}
