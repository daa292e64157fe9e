//! Pictures for reports: plain data in, one `<svg>` out.
//!
//! Every picture says its n, is told in words for those who hear it, and can be read
//! without its colours (in print, or by the colour-blind), which are those of Okabe and
//! Ito (2008, *Color Universal Design*). All of it is drawn here.
//!
//! - [`fan`]: an ensemble over time as bands, two of them, or their paired difference;
//! - [`intervals`]: rows of estimates with their intervals, in one series or two;
//! - [`curve`]: lines of estimates along days or along the values of a sweep;
//! - [`distance`]: how far twins are apart, week by week;
//! - [`joint`]: how pairs of twins end, for the next two;
//! - [`icons`]: out of a hundred histories, how many end so;
//! - [`flow`]: ribbons from endings without the change to endings with it;
//! - [`heat`]: a sweep of two quantities as a coloured table;
//! - [`map`]: the theatre on a date, coloured by region;
//! - [`graph`]: the causes and effects of an explanation, time running downward;
//! - `canvas`, `axes`, `letters`, `measure`: the sheet, its axes, how wide its letters are, and
//!   how values are written;
//! - `sentences`: what pictures say.

mod axes;
mod canvas;
pub mod curve;
pub mod distance;
pub mod fan;
pub mod flow;
pub mod graph;
pub mod heat;
pub mod icons;
pub mod intervals;
pub mod joint;
mod letters;
pub mod map;
mod measure;
mod sentences;

pub use canvas::escaped;
pub use letters::{BOLD, width_of};
pub use measure::{Estimate, Measure};
