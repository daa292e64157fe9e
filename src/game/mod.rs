//! The window: the theatre's map, the panels around it, and the player's
//! commands.
//!
//! The window knows nothing of the simulation. It reads one [`ViewModel`] and
//! speaks to one [`Game`]; whoever implements [`Game`] brings the history, as
//! [`AtPlay`] does. The number of weeks played depends on the commands given and
//! on nothing else: no rule of the simulation ever sees a frame.

mod at_play;
mod commands;
mod contract;
mod display;
mod fonts;
mod map;
mod palette;
mod panels;
mod screenshot;
#[cfg(unix)]
mod signals;
mod text;
mod turn;
mod view_model;
mod wake;
mod window;

pub use at_play::AtPlay;
pub use commands::{COMMANDS, Command, Entry};
pub use contract::{Game, PlayError, PlayOptions};
pub use view_model::{
    Counter, DecisionOption, Happening, Outcome, PendingDecision, Quantity, ViewModel,
};
pub use window::play;
