//! How much of history a change rewrites, told.

mod searched;
mod sentences;
mod weighed;

use std::time::Instant;

use crate::report::Language;
use crate::report::answer::Answer;
use crate::whatif::inquiry::{Trouble, Work};
use crate::whatif::rewrite::{Rewrite, Rewritten};

/// Carries it out and tells what it found.
///
/// # Errors
/// Why it has no findings.
pub fn answer(asked: &Rewrite, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let began = Instant::now();
    let found = asked.run(work)?;
    let seconds = began.elapsed().as_secs_f64();
    Ok(match found {
        Rewritten::Weighed(weighed) => weighed::answer(asked, &weighed, seconds, language),
        Rewritten::Searched(searched) => searched::answer(asked, &searched, seconds, language),
    })
}
