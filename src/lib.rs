//! The plan of the house.

pub mod scenario;
