//! What if: two worlds, one luck.
//!
//! - [`world`]: a world, and how a worldline of it is lived: in which luck, with what held
//!   from outside;
//! - [`claim`]: a yes or no that is asked of a worldline: an outcome class, a measure, or
//!   any condition, on a date or by it.

pub mod claim;
pub mod world;
