//! Small typed expressions over the vocabulary: conditions, utilities, effects.
//!
//! ```text
//! pact.state == in_force and eastern_front.center.position > 1600
//! ramp(tokyo.believes.germany_wins, 0.5, 0.9) - 0.4 * tokyo.believes.far_east_divisions / 30
//! soviet.call_west = 1.5
//! ```
//! `parser` reads the text into a tree, `compiler` resolves names and checks types,
//! `formula` is what runs.

mod compiler;
mod formula;
mod parser;

pub use compiler::{Scope, Type, compile};
pub use formula::{DEEPEST, Formula, Nowhere, Reader, Spelling, Step};
pub use parser::{FARTHEST, Fault, LARGEST, date_number, day_number, parse_effect};
