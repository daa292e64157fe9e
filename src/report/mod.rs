//! Text that people read: the story of a worldline, tables of many, where two part, and
//! a worldline week by week for engineers, fan charts and pages.

pub mod attribution;
pub mod beliefs;
pub mod cabinet;
pub mod comparison;
pub mod fan;
pub mod folder;
pub mod language;
pub mod page;
pub mod parting;
pub mod playthrough;
pub mod sheet;
pub mod story;
pub mod table;
pub mod words;

pub use language::Language;
