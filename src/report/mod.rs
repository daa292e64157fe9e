//! Text that people read: the story of a worldline, tables of many, where two part, and
//! a worldline week by week for engineers; pictures, the map that they share with the
//! window, and pages.

pub mod answer;
pub mod atlas;
pub mod attribution;
pub mod batch;
pub mod beliefs;
pub mod cabinet;
pub mod calibration;
pub mod certainty;
pub mod chart;
pub mod comparison;
pub mod explain;
pub mod folder;
pub mod history;
pub mod intervention;
pub mod language;
pub mod library;
pub mod number;
pub mod orders;
pub mod page;
pub mod parameters;
pub mod parting;
pub mod plausibility;
pub mod playthrough;
pub mod projection;
pub mod replay;
pub mod rewrite;
pub mod sensitivity;
pub mod sentences;
pub mod sheet;
pub mod story;
pub mod surprise;
pub mod sweep;
pub mod table;
pub mod validation;
pub mod words;

pub use language::Language;
