//! Small typed expressions over the vocabulary: conditions, utilities, effects.

mod formula;

pub use formula::{DEEPEST, Formula, Reader, Step};
