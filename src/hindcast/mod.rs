//! The hindcast: the record beside the ensemble, scored.
//!
//! History is one draw. The baseline is right when the record lies inside its spread as
//! often as the spread claims, and when its middle is nearer the record than a rival who
//! only says "as last time". So nothing here asks whether a run *reproduces* history.
//!
//! - [`record_files`]: what the record says: dated series and dated events, from files;
//! - [`record`]: what of it a scenario answers to;
//! - [`ensemble`]: what many worldlines say on the same days;
//! - [`score`]: coverage, rank, fair CRPS and skill over persistence;
//! - [`validation`]: a scenario scored against the record;
//! - [`order_rules`], [`orders`]: what must not come before, after or beside what, and how
//!   often it does;
//! - [`calibration`]: assumed parameters fitted to a part of the record: [`fit`], what a fit is
//!   judged by and what it moves; `search`, how the best is looked for.

pub mod calibration;
pub mod ensemble;
pub mod fit;
pub mod order_rules;
pub mod orders;
pub mod record;
pub mod record_files;
pub mod score;
mod search;
pub mod units;
pub mod validation;
