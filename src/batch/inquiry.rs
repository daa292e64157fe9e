//! The specification of a batch: how many histories, and of what.

use serde::{Deserialize, Serialize};

use crate::batch::seeds::Sample;
use crate::history::Subject;

/// How a scenario ends, over many histories.
///
/// ```
/// use hokushin::batch::inquiry::Batch;
/// use hokushin::batch::seeds::Sample;
/// use hokushin::batch::work::Work;
/// use hokushin::history::Subject;
/// use hokushin::report::{Language, answer::answer};
/// use hokushin::whatif::inquiry::Inquiry;
///
/// let subject = Subject::of("1939-khalkhin-gol");
/// let batch = Batch { subject, sample: Sample { runs: 4, ..Sample::default() } };
/// let answer = answer(&Inquiry::Batch(batch), &Work::QUIET, Language::English)?;
/// assert_eq!(answer.json["runs"], 4);
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Batch {
    /// The histories; all changes are built in.
    pub subject: Subject,
    /// The seeds.
    pub sample: Sample,
}
