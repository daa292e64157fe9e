//! What if: two worlds, one luck.
//!
//! - [`world`]: a world, and how a worldline of it is lived: in which luck, with what held
//!   from outside;
//! - [`claim`]: a yes or no that is asked of a worldline: an outcome class, a measure, or
//!   any condition, on a date or by it;
//! - [`given`]: only histories that fit what is known;
//! - [`pairs`]: the same seeds in several worlds;
//! - [`effect`]: what a change does over many pairs, and how surely;
//! - [`follow`]: quantities over time;
//! - [`cause`]: actual causes and responsibility, in any model;
//! - [`explanation`]: twins told together: links, each undone alone, distance, reversion;
//! - [`inevitability`]: how likely an outcome was, given the state of each week.

pub mod cause;
pub mod claim;
pub mod effect;
pub mod explanation;
pub mod follow;
pub mod given;
pub mod inevitability;
pub mod pairs;
pub mod world;
