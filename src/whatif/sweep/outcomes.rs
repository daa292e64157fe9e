//! Several outcomes, read off one life.

use crate::policy::world::{Life, World};
use crate::sim::Whole;
use crate::whatif::claim::{Claim, Witness};
use crate::whatif::outcome::Outcome;

/// Some outcomes that are read off one worldline after the other.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// The outcomes, each as it was written.
    pub asked: Vec<(String, Outcome)>,
    claims: Vec<Claim>,
}

impl Outcomes {
    /// Reads these.
    #[must_use]
    pub fn new(asked: Vec<(String, Outcome)>) -> Self {
        let claim = |(_, outcome): &(String, Outcome)| match outcome {
            Outcome::Claim(claim) => Some(claim.clone()),
            Outcome::Number { .. } => None,
        };
        Self { claims: asked.iter().filter_map(claim).collect(), asked }
    }

    /// Lives a worldline and reads all outcomes off it, in their order: 1 or 0, or the
    /// number (`NaN` where a measure has no value); `look` sees it at the end of every week.
    #[must_use]
    pub fn answers(&self, world: &World, life: Life, mut look: impl FnMut(&Whole<'_>)) -> Vec<f64> {
        let mut witness = Witness::new(&self.claims);
        let mut worldline = world.live(life, |whole| {
            witness.look(whole);
            look(whole);
        });
        let whole = worldline.whole();
        let mut verdicts = witness.verdicts().into_iter();
        let answer = |(_, outcome): &(String, Outcome)| match outcome {
            Outcome::Claim(_) => f64::from(u8::from(verdicts.next().unwrap_or(false))),
            Outcome::Number { place, .. } => {
                whole.premise.scenario.measures[*place].of(&whole).unwrap_or(f64::NAN)
            }
        };
        self.asked.iter().map(answer).collect()
    }
}
