//! A world: a premise and who answers in it; and how one of its worldlines is lived.
//!
//! A worldline is a pure function of its world, its luck and what is held in it. All that
//! is asked of worlds is made of such runs: one change undone, one node lent from another
//! seed, one path imposed.

use crate::history::week;
use crate::policy;
use crate::scenario::{Scenario, Week};
use crate::sim::agenda::Seats;
use crate::sim::hold::{Course, Held, Holds};
use crate::sim::luck::Luck;
use crate::sim::{Phase, Premise, Whole, Worldline};

/// A world in which worldlines are lived.
#[derive(Clone, Debug)]
pub struct World {
    /// What its worldlines take for granted.
    pub premise: Premise,
    /// Who answers for whom.
    pub seats: Seats,
}

/// How a worldline is lived.
#[derive(Clone, Debug)]
pub struct Life {
    /// Its luck, which may be lent in part from other seeds.
    pub luck: Luck,
    /// What is held in it from outside.
    pub held: Held,
    /// Does its chronicle keep reasons?
    pub keeps_reasons: bool,
}

impl Life {
    /// The plain life of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self::in_luck(Luck::new(seed))
    }

    /// A life in this luck.
    #[must_use]
    pub fn in_luck(luck: Luck) -> Self {
        Self { luck, held: Held::default(), keeps_reasons: false }
    }

    /// The same, with something held.
    #[must_use]
    pub fn holding(mut self, holds: Holds) -> Self {
        self.held = Held::new(holds);
        self
    }

    /// The same, with a chronicle that keeps its reasons.
    #[must_use]
    pub const fn with_reasons(mut self) -> Self {
        self.keeps_reasons = true;
        self
    }
}

impl World {
    /// The scenario that it plays.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.premise.scenario
    }

    /// A worldline on the eve of its scenario.
    #[must_use]
    pub fn worldline(&self, life: Life) -> Worldline {
        let Life { luck, held, keeps_reasons } = life;
        Worldline::with(&self.premise, luck, held, self.seats.clone(), keeps_reasons)
    }

    /// Lives a worldline to its end and looks at it at the end of every week.
    pub fn live(&self, life: Life, look: impl FnMut(&Whole<'_>)) -> Worldline {
        let mut worldline = self.worldline(life);
        go_on(&mut worldline, look);
        worldline
    }

    /// The same, with somebody who may look, and impose, behind every phase of the week.
    pub fn live_watched(
        &self,
        life: Life,
        mut watch: impl FnMut(Phase, &mut Whole<'_>),
        mut look: impl FnMut(&Whole<'_>),
    ) -> Worldline {
        let mut worldline = self.worldline(life);
        let last = self.premise.last_week();
        let mut whole = worldline.whole();
        week::live_until(&mut whole, last, &mut policy::answer, &mut watch, &mut look);
        worldline
    }

    /// Lives a worldline to its end and notes what happens in it.
    #[must_use]
    pub fn course(&self, life: Life) -> (Worldline, Course) {
        let mut course: Option<Course> = None;
        let worldline = self.live(life, |whole| {
            course.get_or_insert_with(|| Course::of(whole)).note(whole);
        });
        (worldline, course.unwrap_or_default())
    }
}

/// Lives a worldline from where it stands to its end.
pub fn go_on(worldline: &mut Worldline, look: impl FnMut(&Whole<'_>)) {
    let last = worldline.premise.last_week();
    go_on_until(&mut worldline.whole(), last, look);
}

/// Lives a worldline from where it stands to the end of a week.
pub fn go_on_until(whole: &mut Whole<'_>, last: Week, mut look: impl FnMut(&Whole<'_>)) {
    week::live_until(whole, last, &mut policy::answer, &mut |_, _| {}, &mut look);
}

/// Lives one week, in which those answer who sit in the seats.
pub fn live_week(whole: &mut Whole<'_>) {
    week::live(whole, &mut policy::answer, &mut |_, _| {});
}
