//! What a scenario may say: the language of the RON files, how a file is read and
//! checked, and the compiled form that worldlines run on.
//!
//! Read `language` for what can be written, `figure` for how its numbers are held to their
//! ranges, `limits` for how much of each thing there may be, `texts` for what stands in quotes, `expression` for conditions and effects,
//! `vocabulary` for what they can name and `terms` for what a reader calls it, `id` for how
//! things of a list are told apart, `compile` for what is checked, `library` for
//! where files are found, `report` for how mistakes are told, `codes` for what each code
//! of theirs means.

pub mod codes;
pub mod compile;
pub mod compiled;
pub mod expression;
pub mod figure;
pub mod id;
pub mod language;
pub mod library;
pub mod limits;
pub mod located;
pub mod report;
pub mod terms;
pub mod texts;
pub mod vocabulary;

pub use compile::{Engine, EngineParameter};
pub use compiled::*;
pub use id::{
    ArmyId, DecisionId, EventId, Id, Listed, OptionId, PersonId, PowerId, RegionId, Room, SourceId,
    ZoneId,
};
