//! The plan of the house. Arrows run one way, down this list; nothing imports from a
//! room below it.
//!
//! - [`files`]: what is read from the disk and what is written to it;
//! - [`scenario`]: what RON may say: language, vocabulary, loading, located errors;
//! - [`sim`]: the world, one file a subject; its page is the week, in order;
//! - [`history`]: a history as a value; the week, lived;
//! - [`policy`]: who answers decisions, and the worlds in which they do;
//! - [`batch`]: many worldlines, statistics, files;
//! - [`hindcast`]: the record beside the ensemble: scores, calibration;
//! - [`whatif`]: two worlds in one luck: claims, links undone, effects, causes;
//! - [`report`]: text that people read;
//! - `game`: the window (behind the feature `game`);
//! - [`cli`]: one file a command.

pub mod files;

pub mod scenario;

pub mod sim;

pub mod history;

pub mod policy;

pub mod batch;

pub mod hindcast;

pub mod whatif;

pub mod report;

#[cfg(feature = "game")]
pub mod game;

pub mod cli;
