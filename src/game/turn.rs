//! The turn: from the player's commands to the game, and back to the view.

use std::time::Duration;

use bevy::{app::AppExit, prelude::*};

use super::{
    commands::{COMMANDS, Command},
    contract::Game,
    fonts,
    view_model::ViewModel,
};
use crate::report::Language;

/// Weeks a second at each speed.
pub const SPEEDS: [f32; 5] = [0.5, 1.0, 2.0, 4.0, 8.0];

/// The game on the table.
#[derive(Resource)]
pub struct Table(pub Box<dyn Game>);

impl Table {
    /// What there is to see, in letters that the window has.
    pub fn view(&mut self, language: Language) -> ViewModel {
        let mut view = self.0.view(language);
        view.each_text(&mut fonts::mark_unread);
        view
    }
}

/// The language of the window.
#[derive(Resource, Clone, Copy, Default, PartialEq, Eq)]
pub struct ShownLanguage(pub Language);

/// Whether weeks run by themselves, and how fast.
#[derive(Resource)]
pub struct Pace {
    /// Whether they do.
    pub running: bool,
    /// An index into [`SPEEDS`].
    pub speed: usize,
    since_last: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { running: false, speed: 1, since_last: Duration::ZERO }
    }
}

/// Adds the turn.
pub fn plugin(app: &mut App) {
    app.add_message::<Command>()
        .init_resource::<Pace>()
        .init_resource::<ViewModel>()
        .add_systems(PreUpdate, read_keys.after(bevy::input::InputSystems))
        .add_systems(Update, (run_weeks, obey).chain())
        .add_systems(Last, leave_when_closed);
}

fn read_keys(keys: Res<ButtonInput<KeyCode>>, mut commands: MessageWriter<Command>) {
    for entry in COMMANDS {
        let given = if entry.held {
            keys.any_pressed(entry.keys.iter().copied())
        } else {
            keys.any_just_pressed(entry.keys.iter().copied())
        };
        if given {
            commands.write(entry.command);
        }
    }
}

/// While running, asks for a week whenever its time has come.
fn run_weeks(
    mut pace: ResMut<Pace>,
    time: Res<Time>,
    mut table: ResMut<Table>,
    mut commands: MessageWriter<Command>,
) {
    if !pace.running || table.0.pending() || table.0.finished() {
        return;
    }
    pace.since_last += time.delta();
    if pace.since_last.as_secs_f32() >= 1.0 / SPEEDS[pace.speed] {
        pace.since_last = Duration::ZERO;
        commands.write(Command::NextWeek);
    }
}

/// Does what the commands say to the game, and shows what came of it.
fn obey(
    mut commands: MessageReader<Command>,
    mut table: ResMut<Table>,
    mut shown_language: ResMut<ShownLanguage>,
    mut pace: ResMut<Pace>,
    mut view: ResMut<ViewModel>,
) {
    let mut stale = false;
    for command in commands.read() {
        match *command {
            Command::NextWeek => stale |= next_week(table.0.as_mut()),
            Command::Answer(option) => stale |= answer(table.0.as_mut(), option, &view),
            Command::Run => pace.running = true,
            Command::Pause => pace.running = false,
            Command::RunOrPause => pace.running = !pace.running,
            Command::Faster => pace.speed = (pace.speed + 1).min(SPEEDS.len() - 1),
            Command::Slower => pace.speed = pace.speed.saturating_sub(1),
            Command::Language => {
                shown_language.0 = shown_language.0.other();
                stale = true;
            }
            Command::Help
            | Command::Escape
            | Command::Theatre
            | Command::Manchuria
            | Command::EasternFront
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::Pan(..) => {}
        }
    }
    if table.0.finished() {
        pace.running = false;
    }
    if stale {
        view.set_if_neq(table.view(shown_language.0));
    }
}

fn next_week(game: &mut dyn Game) -> bool {
    if game.finished() || game.pending() {
        return false;
    }
    game.play_week();
    if !game.finished() {
        game.open_week();
    }
    true
}

fn answer(game: &mut dyn Game, option: usize, view: &ViewModel) -> bool {
    let available = view
        .decision
        .as_ref()
        .and_then(|decision| decision.options.get(option))
        .is_some_and(|option| option.available);
    if !available || !game.pending() {
        return false;
    }
    game.answer(option);
    true
}

fn leave_when_closed(windows: Query<&Window>, mut exit: MessageWriter<AppExit>) {
    if windows.is_empty() {
        exit.write(AppExit::Success);
    }
}
