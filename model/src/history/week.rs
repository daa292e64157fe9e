//! The week, lived: it opens, somebody answers, it is played. Nobody else loops over it.

use crate::scenario::Week;
use crate::sim::{Phase, Whole};

/// Lives one week of a worldline. `answer` puts answers on the table; `watch` may look, and
/// impose, behind every phase.
#[inline]
pub fn live(
    whole: &mut Whole<'_>,
    answer: &mut impl FnMut(&mut Whole<'_>),
    watch: &mut impl FnMut(Phase, &mut Whole<'_>),
) {
    for &phase in Phase::OPENING {
        phase.apply(whole);
        watch(phase, whole);
    }
    answer(whole);
    for &phase in Phase::PLAY {
        phase.apply(whole);
        watch(phase, whole);
    }
}

/// Lives a worldline from where it stands to the end of a week; `look` sees every week's end.
#[inline]
pub fn live_until(
    whole: &mut Whole<'_>,
    last: Week,
    answer: &mut impl FnMut(&mut Whole<'_>),
    watch: &mut impl FnMut(Phase, &mut Whole<'_>),
    look: &mut impl FnMut(&Whole<'_>),
) {
    while whole.calendar.week < last {
        live(whole, answer, watch);
        look(whole);
    }
}
