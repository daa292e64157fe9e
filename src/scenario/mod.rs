//! What a scenario may say.

pub mod compiled;
pub mod expression;
pub mod vocabulary;

pub use compiled::*;
