//! A history as a value.
//!
//! - [`subject`]: what it is of: a scenario with its changes, and who answers;
//! - [`recipe`]: which history; it follows from its recipe to the last bit;
//! - [`week`]: the week, lived: who answers and who looks on are given to it;
//! - [`log`]: what it brought, week by week;
//! - [`History`]: a history that is played, looked back into and forked;
//! - [`save`]: recipe and log in a file, and playing them again.

#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod history;
pub mod log;
pub mod recipe;
pub mod save;

pub mod subject;
pub mod week;

pub use history::History;
pub use recipe::Recipe;
pub use subject::{Seating, Subject};
