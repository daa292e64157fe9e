//! Every command of the window: what it does, its key, its words.

use bevy::{ecs::message::Message, input::keyboard::KeyCode};

use super::text;
use crate::report::sentences::Sentence;

/// Something that the player asks for.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Play the open week.
    NextWeek,
    /// Play week after week.
    Run,
    /// Stop playing.
    Pause,
    /// Run if paused, pause if running.
    RunOrPause,
    /// More weeks a second.
    Faster,
    /// Fewer weeks a second.
    Slower,
    /// Answer the pending question with the option at this place.
    Answer(usize),
    /// Change to the other language.
    Language,
    /// Open or close the help.
    Help,
    /// Close the help or the outcome.
    Escape,
    /// Show the whole theatre.
    Theatre,
    /// Show Manchuria.
    Manchuria,
    /// Closer.
    ZoomIn,
    /// Farther.
    ZoomOut,
    /// Show or hide the eastern front.
    EasternFront,
    /// Move the map: steps east and north.
    Pan(i8, i8),
}

/// A row of the table of commands.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it does.
    pub command: Command,
    /// The keys that give it; the first is the one shown.
    pub keys: &'static [KeyCode],
    /// The name of the key.
    pub key: Sentence,
    /// A short name.
    pub label: Sentence,
    /// A sentence that says what it does.
    pub tip: Sentence,
    /// Whether it goes on while the key is held.
    pub held: bool,
}

const fn once(
    command: Command,
    keys: &'static [KeyCode],
    key: Sentence,
    label: Sentence,
    tip: Sentence,
) -> Entry {
    Entry { command, keys, key, label, tip, held: false }
}

const fn held(
    command: Command,
    keys: &'static [KeyCode],
    key: Sentence,
    label: Sentence,
    tip: Sentence,
) -> Entry {
    Entry { command, keys, key, label, tip, held: true }
}

/// The table of commands.
pub const COMMANDS: &[Entry] = &[
    once(
        Command::NextWeek,
        &[KeyCode::Space],
        text::KEY_SPACE,
        text::NEXT_WEEK,
        text::NEXT_WEEK_TIP,
    ),
    once(
        Command::RunOrPause,
        &[KeyCode::KeyP],
        Sentence::same("P"),
        text::RUN_OR_PAUSE,
        text::RUN_TIP,
    ),
    once(Command::Slower, &[KeyCode::Comma], Sentence::same(","), text::SLOWER, text::SLOWER_TIP),
    once(Command::Faster, &[KeyCode::Period], Sentence::same("."), text::FASTER, text::FASTER_TIP),
    once(
        Command::Answer(0),
        &[KeyCode::Digit1, KeyCode::Numpad1],
        Sentence::same("1"),
        text::ANSWER_1,
        text::ANSWER_TIP,
    ),
    once(
        Command::Answer(1),
        &[KeyCode::Digit2, KeyCode::Numpad2],
        Sentence::same("2"),
        text::ANSWER_2,
        text::ANSWER_TIP,
    ),
    once(
        Command::Answer(2),
        &[KeyCode::Digit3, KeyCode::Numpad3],
        Sentence::same("3"),
        text::ANSWER_3,
        text::ANSWER_TIP,
    ),
    once(
        Command::Answer(3),
        &[KeyCode::Digit4, KeyCode::Numpad4],
        Sentence::same("4"),
        text::ANSWER_4,
        text::ANSWER_TIP,
    ),
    once(
        Command::Answer(4),
        &[KeyCode::Digit5, KeyCode::Numpad5],
        Sentence::same("5"),
        text::ANSWER_5,
        text::ANSWER_TIP,
    ),
    once(
        Command::Answer(5),
        &[KeyCode::Digit6, KeyCode::Numpad6],
        Sentence::same("6"),
        text::ANSWER_6,
        text::ANSWER_TIP,
    ),
    once(Command::Theatre, &[KeyCode::Home], text::KEY_HOME, text::THEATRE, text::THEATRE_TIP),
    once(
        Command::Manchuria,
        &[KeyCode::KeyM],
        Sentence::same("M"),
        text::MANCHURIA,
        text::MANCHURIA_TIP,
    ),
    once(
        Command::EasternFront,
        &[KeyCode::KeyF],
        Sentence::same("F"),
        text::EASTERN_FRONT,
        text::EASTERN_FRONT_SHOW_TIP,
    ),
    held(
        Command::ZoomIn,
        &[KeyCode::Equal, KeyCode::NumpadAdd],
        Sentence::same("+"),
        text::ZOOM_IN,
        text::ZOOM_IN_TIP,
    ),
    held(
        Command::ZoomOut,
        &[KeyCode::Minus, KeyCode::NumpadSubtract],
        Sentence::same("-"),
        text::ZOOM_OUT,
        text::ZOOM_OUT_TIP,
    ),
    held(Command::Pan(-1, 0), &[KeyCode::ArrowLeft], text::KEY_LEFT, text::PAN_WEST, text::PAN_TIP),
    held(
        Command::Pan(1, 0),
        &[KeyCode::ArrowRight],
        text::KEY_RIGHT,
        text::PAN_EAST,
        text::PAN_TIP,
    ),
    held(Command::Pan(0, 1), &[KeyCode::ArrowUp], text::KEY_UP, text::PAN_NORTH, text::PAN_TIP),
    held(
        Command::Pan(0, -1),
        &[KeyCode::ArrowDown],
        text::KEY_DOWN,
        text::PAN_SOUTH,
        text::PAN_TIP,
    ),
    once(
        Command::Language,
        &[KeyCode::KeyL],
        Sentence::same("L"),
        text::LANGUAGE,
        text::LANGUAGE_TIP,
    ),
    once(Command::Help, &[KeyCode::F1], Sentence::same("F1"), text::HELP, text::HELP_TIP),
    once(
        Command::Escape,
        &[KeyCode::Escape],
        Sentence::same("Esc"),
        text::ESCAPE,
        text::ESCAPE_TIP,
    ),
];

/// The row of a command.
#[must_use]
pub fn entry(command: Command) -> Option<&'static Entry> {
    COMMANDS.iter().find(|entry| entry.command == command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_key_of_its_own_and_words() {
        let mut keys = Vec::new();
        for entry in COMMANDS {
            assert!(!entry.keys.is_empty(), "{:?}", entry.command);
            for text in [entry.key, entry.label, entry.tip] {
                assert!(!text.english.is_empty() && !text.spanish.is_empty());
            }
            for key in entry.keys {
                assert!(!keys.contains(key), "{key:?} is given twice");
                keys.push(*key);
            }
        }
    }

    #[test]
    fn what_the_buttons_give_is_in_the_table() {
        for command in [
            Command::NextWeek,
            Command::RunOrPause,
            Command::Slower,
            Command::Faster,
            Command::Language,
            Command::Help,
            Command::Theatre,
            Command::Manchuria,
            Command::EasternFront,
        ] {
            assert!(entry(command).is_some(), "{command:?}");
        }
    }
}
