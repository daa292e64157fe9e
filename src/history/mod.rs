//! A history as a value.
//!
//! - [`subject`]: what it is of: a scenario with its changes, and who answers;
//! - [`week`]: the week, lived: who answers and who looks on are given to it.

pub mod subject;
pub mod week;

pub use subject::{Seating, Subject};
