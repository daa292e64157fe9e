//! What if: two worlds, one luck.
//!
//! - [`world`]: a world, and how a worldline of it is lived: in which luck, with what held
//!   from outside;
//! - [`claim`]: a yes or no that is asked of a worldline: an outcome class, a measure, or
//!   any condition, on a date or by it;
//! - [`surprise`]: how far from what was to be expected an antecedent lies, in bits, piece
//!   by piece;
//! - [`smallest`]: the smallest set of changes that brings an outcome about;
//! - [`criteria`]: what the six criteria ask of a counterfactual, as far as it can be
//!   computed.

pub mod claim;
pub mod criteria;
pub mod smallest;
pub mod surprise;
pub mod world;
