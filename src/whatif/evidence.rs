//! Abduction: only histories that fit what is known are counted (Pearl 2009, ch. 7).
//!
//! What is given is a row of claims about the world without the change, or the record
//! itself. A history fits the record when the root mean square of its misfits is no more
//! than a tolerance (rejection; Beaumont, Zhang and Balding 2002): each misfit is in units
//! of `sqrt(spread of the sources² + spread of the ensemble²)`, since history is one draw.
//! Nobody knows beforehand how near a model comes, so the tolerance is read off a pilot:
//! that of its nearest tenth. The answer moves with it, and is shown at several.

use crate::batch::statistics::FEWEST_CASES;
use crate::scenario::vocabulary::Var;
use crate::scenario::{Day, Scenario, Week};
use crate::sim::{Whole, calendar};
use crate::whatif::claim::{Claim, Witness};

/// A figure of the record that a history is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// The quantity.
    pub var: Var,
    /// The day on whose morning it is read: between the ends of two weeks.
    pub day: Day,
    /// The figure, in the quantity's unit.
    pub value: f64,
    /// One standard deviation of what is to be expected, in the quantity's unit.
    pub spread: f64,
}

/// What is given.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Claims that must hold.
    pub claims: Vec<Claim>,
    /// Figures of the record.
    pub record: Vec<Observation>,
    /// The largest misfit with the record that counts, in standard deviations.
    pub tolerance: f64,
}

/// Fewer histories than this are no ground for a share.
pub const FEWEST: u64 = FEWEST_CASES;

impl Default for Evidence {
    fn default() -> Self {
        Self { claims: Vec::new(), record: Vec::new(), tolerance: f64::INFINITY }
    }
}

impl Observation {
    /// How far a value is off, in standard deviations.
    #[must_use]
    pub fn misfit(&self, value: f64) -> f64 {
        (value - self.value) / self.spread
    }
}

/// The root mean square; 0 of nothing.
#[must_use]
pub fn root_mean_square(misfits: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, n) = misfits.into_iter().fold((0.0, 0.0), |(sum, n), off| (sum + off * off, n + 1.0));
    if n == 0.0 { 0.0 } else { libm::sqrt(sum / n) }
}

impl Evidence {
    /// Is anything given?
    #[must_use]
    pub fn anything(&self) -> bool {
        !self.claims.is_empty() || !self.record.is_empty()
    }

    /// The last week of which something is given.
    #[must_use]
    pub fn known_until(&self, scenario: &Scenario) -> Option<Week> {
        let claims = self.claims.iter().map(|claim| claim.decided_in(scenario));
        claims.chain(self.record.iter().map(|figure| calendar::week_of(figure.day))).max()
    }

    /// Somebody who will say how a history fits.
    #[must_use]
    pub fn judge(&self) -> Judge<'_> {
        let seen = vec![(0.0, 0.0); self.record.len()];
        Judge { given: self, witness: Witness::new(&self.claims), seen }
    }
}

/// Watches a history and says how it fits.
#[derive(Clone, Debug)]
pub struct Judge<'a> {
    given: &'a Evidence,
    witness: Witness<'a>,
    /// For each figure, the weighted sum of what was read, and of the weights.
    seen: Vec<(f64, f64)>,
}

impl Judge<'_> {
    /// Looks at the worldline at the end of a week.
    pub fn look(&mut self, whole: &Whole<'_>) {
        self.witness.look(whole);
        self.read(whole);
    }

    /// Looks at the worldline on the eve of its scenario: figures of the first week lie
    /// between it and the week's end.
    pub fn look_at_the_eve(&mut self, whole: &Whole<'_>) {
        self.read(whole);
    }

    fn read(&mut self, whole: &Whole<'_>) {
        use crate::scenario::expression::Reader;
        let now = whole.calendar.week;
        for (figure, seen) in self.given.record.iter().zip(&mut self.seen) {
            let week = calendar::week_of(figure.day);
            let share = f64::from(figure.day - calendar::monday(week)) / 7.0;
            let weight = match week - now {
                0 => share,
                1 => 1.0 - share,
                _ => continue,
            };
            seen.0 += weight * whole.read(figure.var);
            seen.1 += weight;
        }
    }

    /// Do all claims hold?
    #[must_use]
    pub fn claims_hold(&self) -> bool {
        self.witness.verdicts().into_iter().all(|holds| holds)
    }

    /// The root mean square of the misfits, in standard deviations; 0 without a record.
    #[must_use]
    pub fn misfit(&self) -> f64 {
        let figures = self.given.record.iter().zip(&self.seen);
        let read = figures.filter(|(_, (_, weight))| *weight > 0.0);
        root_mean_square(read.map(|(figure, (sum, weight))| figure.misfit(sum / weight)))
    }
}

#[cfg(test)]
mod tests {
    use crate::batch::statistics::wilson;
    use crate::sim::fingerprint::name_of;
    use crate::sim::luck::named_draws;

    /// Three coins; it is given that at least two show heads. Of the four such worlds, three
    /// have the first coin heads.
    #[test]
    fn rejection_gives_the_exact_posterior_of_a_small_model() {
        let (mut kept, mut heads) = (0_u64, 0_u64);
        for seed in 0..40_000 {
            let coins: [f64; 3] = named_draws(seed, 0, name_of("given.coins"));
            let shown = coins.map(|coin| coin < 0.5);
            if shown.iter().filter(|&&head| head).count() >= 2 {
                kept += 1;
                heads += u64::from(shown[0]);
            }
        }
        let share = wilson(heads, kept);
        // Four standard errors: one draw in sixteen thousand lies outside.
        assert!((share.share - 0.75).abs() < share.high - share.low, "{share:?}");
        assert!((kept as f64 / 40_000.0 - 0.5).abs() < 0.01);
    }
}
