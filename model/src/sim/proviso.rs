//! Provisos: what somebody asks of the world in which a happening comes about.
//!
//! A worldline changes nothing for being asked. A proviso is judged just before the effects
//! of its happening: all that took effect before it, of the same week and the same day too,
//! has changed the world by then, and it itself has not. Of ground that changes hands that is
//! before it has, of an army that lays down its arms while it still stands. Answers that only
//! repeat the last one are no happening.

use serde::{Deserialize, Serialize};

use crate::scenario::Day;
use crate::scenario::expression::Formula;
use crate::sim::chronicle::Happening;
use crate::sim::worldline::Whole;

/// A condition on the world in which some happenings come about.
#[derive(Clone, Debug, PartialEq)]
pub struct Proviso {
    /// The happenings of which it is asked.
    pub of: Vec<Happening>,
    /// The condition.
    pub condition: Formula,
}

/// A proviso as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Its place among [`PremiseShared::provisos`](crate::sim::premise::PremiseShared).
    pub proviso: usize,
    /// The happening.
    pub happening: Happening,
    /// Its day.
    pub day: Day,
    /// Did the condition hold?
    pub held: bool,
}

/// Judges all provisos of a happening, before its effects.
pub(super) fn judge(whole: &mut Whole<'_>, day: Day, happening: Happening) {
    let premise = whole.premise;
    for (proviso, asked) in premise.provisos.iter().enumerate() {
        if asked.of.contains(&happening) {
            let held = asked.condition.holds(whole);
            whole.chronicle.week.judged.push(Judged { proviso, happening, day, held });
        }
    }
}
