//! What the window asks of a game, and what may go wrong.

use std::{fmt, sync::Arc};

use super::view_model::ViewModel;
use crate::files::place::Place;
use crate::report::Language;

/// A history that can be played week by week.
///
/// It comes to the window with a week open. While a question is
/// [`pending`](Self::pending) the window calls [`answer`](Self::answer), and then
/// [`play_week`](Self::play_week); the next week is opened at once with
/// [`open_week`](Self::open_week), so that its questions stand before the player.
pub trait Game: Send + Sync + 'static {
    /// What there is to see now.
    fn view(&mut self, language: Language) -> ViewModel;
    /// Opens the next week; questions for the player may now be pending.
    fn open_week(&mut self);
    /// Whether a question waits for the player's answer.
    fn pending(&mut self) -> bool;
    /// Answers the pending question with the option at this place in
    /// [`PendingDecision::options`](super::PendingDecision::options).
    fn answer(&mut self, option: usize);
    /// Plays the open week to its end. Called only when nothing is pending.
    fn play_week(&mut self);
    /// Whether the history has ended: no further week will be opened.
    fn finished(&self) -> bool;
}

/// How to play.
#[derive(Clone, Debug, Default)]
pub struct PlayOptions {
    /// Draw once, save the picture here as PNG, and close.
    pub screenshot: Option<Arc<Place>>,
    /// The language to begin in.
    pub language: Language,
}

/// Why the window could not be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlayError {
    /// There is no display to open a window on.
    NoDisplay(String),
    /// There is a display, but nothing that can draw on it.
    NoAdapter(String),
    /// The picture could not be saved.
    Screenshot(String),
    /// The window closed with an error.
    Window(String),
    /// A signal, by its number, asked it to leave: no failure.
    Signal(u8),
}

impl fmt::Display for PlayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEADLESS: &str = "Everything but the window works without one: \
            `hokushin run` plays one history, `hokushin batch` many, \
            `hokushin compare` sets two scenarios side by side.";
        match self {
            Self::NoDisplay(why) => write!(f, "no display to open a window on: {why}. {HEADLESS}"),
            Self::NoAdapter(why) => write!(
                f,
                "no graphics adapter can draw the window: {why}. Install a Vulkan driver \
                 (Mesa's lavapipe, package `mesa-vulkan-drivers`, draws without a graphics card). {HEADLESS}"
            ),
            Self::Screenshot(why) => write!(f, "the picture was not saved: {why}"),
            Self::Window(why) => write!(f, "the window failed: {why}. {HEADLESS}"),
            Self::Signal(number) => write!(f, "signal {number} asked the window to leave"),
        }
    }
}

impl std::error::Error for PlayError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_display_the_headless_commands_are_named() {
        let message = PlayError::NoDisplay("DISPLAY is not set".into()).to_string();
        for command in ["hokushin run", "hokushin batch", "hokushin compare"] {
            assert!(message.contains(command), "{message}");
        }
    }
}
