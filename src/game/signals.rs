//! Ctrl-C in the terminal, and a request to end: the window closes, and the program's exit
//! code names the signal, as shells count it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bevy::prelude::*;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

/// The signal that came, by its number; 0 before one has.
#[derive(Resource, Clone, Default)]
pub struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// Listens from now on. A second signal, to a window that does not obey the first, ends
    /// the program at once.
    ///
    /// # Errors
    /// Why the system does not let us listen.
    pub fn listen() -> std::io::Result<Self> {
        let signals = Self::default();
        let again = Arc::new(std::sync::atomic::AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // Heard from the first line on: a signal between two of these is not lost.
            flag::register_usize(signal, Arc::clone(&signals.0), signal.unsigned_abs() as usize)?;
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&again))?;
            flag::register(signal, Arc::clone(&again))?;
        }
        Ok(signals)
    }

    /// The signal that came.
    #[must_use]
    pub fn came(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::SeqCst)).ok().filter(|&number| number != 0)
    }

    /// Adds the obeying.
    pub fn plugin(self) -> impl Fn(&mut App) + Send + Sync + 'static {
        move |app| {
            app.insert_resource(self.clone()).add_systems(First, obey);
        }
    }
}

/// Leaves at once: nothing is half-done between two turns of the window's loop, and a driver
/// that still compiles its shaders may crash when it is taken down.
fn obey(signals: Res<Signals>) {
    if let Some(number) = signals.came() {
        low_level::exit(128 + i32::from(number));
    }
}
