//! The plan of the house.

pub mod policy;
pub mod scenario;
pub mod sim;
