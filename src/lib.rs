//! The plan of the house.

#[cfg(feature = "game")]
pub mod game;
pub mod scenario;
