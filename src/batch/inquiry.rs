//! The specification of a batch: how many histories, and of what.

use serde::{Deserialize, Serialize};

use crate::batch::seeds::Sample;
use crate::history::Subject;

/// How a scenario ends, over many histories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Batch {
    /// The histories; all changes are built in.
    pub subject: Subject,
    /// The seeds.
    pub sample: Sample,
}
