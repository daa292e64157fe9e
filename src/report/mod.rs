//! Text that people read: the story of a worldline, tables of many.

pub mod language;
pub mod story;
pub mod table;
pub mod words;

pub use language::Language;
