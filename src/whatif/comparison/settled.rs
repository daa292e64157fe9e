//! Endings that were settled before the worlds of a comparison part.
//!
//! A scenario says of an outcome when it is settled for good. At the end of the last week
//! before the divergence, at which both worlds are equal, each history is asked; of several
//! classes whose condition holds the first in the scenario's order names the ending, as at
//! the end of a history.

use crate::scenario::{Day, Scenario};
use crate::sim::calendar;
use crate::whatif::claim::Claim;

/// The endings that can be settled before a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endings {
    /// Place of the outcome, and of the claim that it is settled, in the order of outcomes.
    asked: Vec<(usize, usize)>,
}

impl Endings {
    /// What is to be asked of the world without the change before a divergence; the claims
    /// that ask it are added to those of the plan.
    pub(super) fn before(
        scenario: &Scenario,
        divergence: Option<Day>,
        claims: &mut Vec<String>,
    ) -> Self {
        let week = calendar::week_of(divergence.unwrap_or(scenario.start));
        let eve = calendar::monday(week) - 1;
        if eve < scenario.start {
            return Self::default();
        }
        let date = calendar::date_of(eve);
        let mut asked = Vec::new();
        for (place, outcome) in scenario.outcomes.iter().enumerate() {
            let Some(settled) = &outcome.settled else { continue };
            let claim = format!("({settled}) on {date}");
            if Claim::parse(scenario, "settled", &claim).is_err() {
                continue;
            }
            let known = claims.iter().position(|known| *known == claim);
            let at = known.unwrap_or_else(|| {
                claims.push(claim);
                claims.len() - 1
            });
            asked.push((place, at));
        }
        Self { asked }
    }

    /// The outcome that a history was bound to end in, by what its claims say.
    #[must_use]
    pub fn settled(&self, claims: &[bool]) -> Option<usize> {
        let holds = |&&(_, at): &&(usize, usize)| claims.get(at).copied().unwrap_or(false);
        self.asked.iter().find(holds).map(|&(outcome, _)| outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_class_that_is_settled_names_the_ending() {
        let endings = Endings { asked: vec![(0, 2), (3, 4)] };
        assert_eq!(endings.settled(&[true, true, false, true, false]), None);
        assert_eq!(endings.settled(&[false, false, true, false, true]), Some(0));
        assert_eq!(endings.settled(&[false, false, false, false, true]), Some(3));
        assert_eq!(endings.settled(&[]), None);
    }
}
