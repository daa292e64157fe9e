//! How much of history a change rewrites, told.

mod searched;
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

/// What bits are, and what they are called.
fn explained(language: Language) -> &'static str {
    language.pick(
        "Bits: 0 is what would have happened anyway, 1 as likely as heads, 4.3 one chance in twenty, 10 one in a thousand. Up to 4.3 a change is called plausible, up to 10 strained, beyond that, or where an event is added from outside, a miracle (after Lebow 2010). These are the model’s odds, not history’s.",
        "Bits: 0 es lo que habría ocurrido de todos modos, 1 tan probable como cara o cruz, 4,3 una posibilidad entre veinte, 10 una entre mil. Hasta 4,3 un cambio se llama plausible, hasta 10 forzado, más allá, o cuando se añade un suceso desde fuera, milagro (según Lebow 2010). Son las probabilidades del modelo, no las de la historia.",
    )
}
