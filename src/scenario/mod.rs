//! What a scenario may say: the language of the RON files, how a file is read and
//! checked, and the compiled form that worldlines run on.
//!
//! Read `language` for what can be written, `expression` for conditions and effects,
//! `vocabulary` for what they can name, `compile` for what is checked, `library` for
//! where files are found, `report` for how mistakes are told, `codes` for what each code
//! of theirs means.

pub mod codes;
pub mod compile;
pub mod compiled;
pub mod expression;
pub mod language;
pub mod library;
mod located;
pub mod report;
pub mod vocabulary;

pub use compile::{Engine, EngineParameter, limits};
pub use compiled::*;
