//! A history as a value.
//!
//! - [`week`]: the week, lived: who answers and who looks on are given to it.

pub mod week;
