//! Was what a sweep forces really done?

use crate::scenario::{ForcedChoice, Scenario};
use crate::sim::Whole;

/// Sees in a worldline whether what is forced was really done: each decision that is forced
/// was answered so at least once, in a week in which it is.
#[derive(Clone, Debug)]
pub struct Compliance {
    wanted: Vec<(ForcedChoice, bool)>,
}

impl Compliance {
    /// Nothing has been done yet of what this scenario forces.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self { wanted: scenario.forced_choices.iter().map(|&forced| (forced, false)).collect() }
    }

    /// Looks at a worldline at the end of a week.
    pub fn look(&mut self, whole: &Whole<'_>) {
        let week = whole.calendar.week;
        for (forced, done) in &mut self.wanted {
            *done |= forced.touches(week)
                && whole.past.week_of_answer(forced.decision) == Some(week)
                && whole.past.answer(forced.decision) == Some(forced.choice);
        }
    }

    /// Was all of it done?
    #[must_use]
    pub fn all(&self) -> bool {
        self.wanted.iter().all(|(_, done)| *done)
    }
}
