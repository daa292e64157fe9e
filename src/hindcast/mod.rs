//! The hindcast: the record beside the ensemble, scored.
//!
//! History is one draw. The baseline is right when the record lies inside its spread as
//! often as the spread claims, and when its middle is nearer the record than a rival who
//! only says "as last time". So nothing here asks whether a run *reproduces* history.
//!
//! - [`annals`]: what the record says: dated series and dated events, from files;
//! - [`answered`]: the series that a scenario answers to, looked at and scored;
//! - [`ensemble`]: what many worldlines say on the same days;
//! - [`score`]: coverage, rank, fair CRPS and skill over persistence;
//! - [`calibration`]: fitting assumed parameters to a part of the record.

pub mod annals;
pub mod answered;
pub mod calibration;
pub mod ensemble;
pub mod score;
pub mod units;
