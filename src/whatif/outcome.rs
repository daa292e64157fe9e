//! What an effect is measured on, and how surely it is known.
//!
//! An outcome is a yes or no (a claim: 1 or 0), or a number (a measure of the scenario). An
//! effect is the mean, over seeds, of a contrast between runs that share a seed. Where a
//! measure has no value it is no number (`NaN`), and so is every contrast with it: a seed
//! counts only where all its runs have a value.

use crate::batch::statistics::{Difference, Z, paired_mean, paired_share};
use crate::policy::world::{Life, World};
use crate::scenario::report::{Reports, nearest};
use crate::scenario::vocabulary::Var;
use crate::scenario::{MeasureKind, Scenario, Text};
use crate::sim::{Phase, Whole, Worldline};
use crate::whatif::claim::{Claim, Witness};

/// What an effect is measured on.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A yes or no.
    Claim(Claim),
    /// The number that a measure of the scenario gives on the last day.
    Number {
        /// Its place among the measures.
        place: usize,
        /// As a reader sees it.
        title: Text,
        /// Its unit.
        unit: String,
    },
}

impl Outcome {
    /// Reads an outcome: the id of a measure that is a number, or a claim. `option` is
    /// where it was written, for errors.
    ///
    /// # Errors
    /// What is wrong with the claim, located in the text.
    pub fn parse(scenario: &Scenario, option: &str, text: &str) -> Result<Self, Box<Reports>> {
        let number = scenario
            .measures
            .iter()
            .position(|measure| measure.kind == MeasureKind::Number && measure.id == text.trim());
        match number {
            None => Claim::parse(scenario, option, text).map(Self::Claim).map_err(|mut wrong| {
                // A claim knows no measure that is a number; here one may be meant.
                let name = text.trim();
                let ids = scenario.measures.iter().map(|measure| measure.id.as_str());
                let ids = ids.chain(scenario.outcomes.iter().map(|outcome| outcome.id.as_str()));
                let meant = nearest(name, ids).filter(|_| !name.contains(['.', ' ']));
                if let (Some(near), Some(report)) = (meant, wrong.reports.first_mut()) {
                    report.help = format!("did you mean `{near}`?");
                }
                wrong
            }),
            Some(place) => {
                let measure = &scenario.measures[place];
                let (title, unit) = (measure.title.clone(), measure.unit.clone());
                Ok(Self::Number { place, title, unit })
            }
        }
    }

    /// As a reader sees it.
    #[must_use]
    pub const fn title(&self) -> &Text {
        match self {
            Self::Claim(claim) => &claim.title,
            Self::Number { title, .. } => title,
        }
    }

    /// Its unit; `share` for a yes or no.
    #[must_use]
    pub fn unit(&self) -> &str {
        match self {
            Self::Claim(_) => "share",
            Self::Number { unit, .. } => unit,
        }
    }

    /// Is it a yes or no?
    #[must_use]
    pub const fn is_claim(&self) -> bool {
        matches!(self, Self::Claim(_))
    }

    /// The quantities that it is read off.
    #[must_use]
    pub fn reads(&self, scenario: &Scenario) -> Vec<Var> {
        match self {
            Self::Claim(claim) => claim.reads(scenario),
            Self::Number { place, .. } => scenario.measures[*place].value.names(),
        }
    }

    /// Lives a worldline to its end and reads the outcome in it: 1 or 0, or the number, which
    /// is `NaN` where the measure has no value.
    /// `watch` may look, and impose, between the rules of the week.
    pub fn lived(
        &self,
        world: &World,
        life: Life,
        watch: impl FnMut(Phase, &mut Whole<'_>),
    ) -> (f64, Worldline) {
        match self {
            Self::Claim(claim) => {
                let mut witness = Witness::new(std::slice::from_ref(claim));
                let worldline = world.live_watched(life, watch, |whole| witness.look(whole));
                (f64::from(u8::from(witness.verdicts()[0])), worldline)
            }
            Self::Number { place, .. } => {
                let mut worldline = world.live_watched(life, watch, |_| {});
                let measure = &world.scenario().measures[*place];
                (measure.of(&worldline.whole()).unwrap_or(f64::NAN), worldline)
            }
        }
    }

    /// The outcome in the plain life of a seed, or in a life in another luck.
    #[must_use]
    pub fn read(&self, world: &World, life: Life) -> f64 {
        match self {
            Self::Claim(claim) => {
                let mut witness = Witness::new(std::slice::from_ref(claim));
                world.live(life, |whole| witness.look(whole));
                f64::from(u8::from(witness.verdicts()[0]))
            }
            Self::Number { .. } => self.lived(world, life, |_, _| {}).0,
        }
    }

    /// The mean of one contrast a seed, with its 95 % interval.
    #[must_use]
    pub fn mean(&self, contrasts: &[f64]) -> Difference {
        if self.is_claim() { mean_of_flips(contrasts) } else { paired_mean(contrasts) }
    }

    /// The share that a part has of a whole: see [`share_of`].
    #[must_use]
    pub fn share_of(&self, part: &[f64], whole: &[f64]) -> Option<Difference> {
        share_of(part, whole, if self.is_claim() { 1.0 } else { 0.0 })
    }
}

/// The mean of contrasts between yes and no, with its 95 % interval. Contrasts of -1, 0 and
/// 1 are pairs, with the interval of [`paired_share`]. Contrasts of more than two runs may
/// take other values: as Agresti and Min (2005) add half a pair to each of the four cells of
/// a table of pairs, half a contrast of 1, half a one of -1 and a whole one of 0 are added
/// to them, so that what was never seen is not taken for impossible.
#[must_use]
pub fn mean_of_flips(contrasts: &[f64]) -> Difference {
    let n = contrasts.len() as f64;
    if contrasts.is_empty() {
        return Difference { difference: f64::NAN, low: -1.0, high: 1.0 };
    }
    let count = |wanted: f64| contrasts.iter().filter(|&&contrast| contrast == wanted).count();
    let [gained, lost, same] = [1.0, -1.0, 0.0].map(count);
    if gained + lost + same == contrasts.len() {
        return paired_share(gained as u64, lost as u64, contrasts.len() as u64);
    }
    let sum: f64 = contrasts.iter().sum();
    let squares: f64 = contrasts.iter().map(|contrast| contrast * contrast).sum();
    let total = n + 2.0;
    let centre = sum / total;
    let variance = ((squares + 1.0) / total - centre * centre).max(0.0);
    let half = Z * libm::sqrt(variance / total);
    // A contrast of two runs lies between -1 and 1; one of four may reach 2.
    let reach = contrasts.iter().fold(1.0, |reach: f64, contrast| reach.max(contrast.abs()));
    Difference {
        difference: sum / n,
        low: (centre - half).max(-reach),
        high: (centre + half).min(reach),
    }
}

/// The share that a part has of a whole, both known by one contrast a seed, with its 95 %
/// interval by the delta method (the mean of `part - share * whole` is nought). `None`
/// where the whole is not at least three of its standard errors from nought: then the
/// share of it means nothing. `unseen` is the square of a seed in which they part, added to
/// those that were seen: 1 for yes and no, as in [`mean_of_flips`].
#[must_use]
pub fn share_of(part: &[f64], whole: &[f64], unseen: f64) -> Option<Difference> {
    let n = whole.len().min(part.len()) as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n;
    let error = |values: &mut dyn Iterator<Item = f64>, mean: f64| {
        let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
        libm::sqrt((squares + unseen) / (n - 1.0).max(1.0) / n)
    };
    let (of_part, of_whole) = (mean(part), mean(whole));
    let sure = of_whole.abs() >= 3.0 * error(&mut whole.iter().copied(), of_whole);
    if n < 2.0 || of_whole == 0.0 || !sure {
        return None;
    }
    let share = of_part / of_whole;
    let mut rest = part.iter().zip(whole).map(|(part, whole)| part - share * whole);
    let half = Z * error(&mut rest, 0.0) / of_whole.abs();
    Some(Difference { difference: share, low: share - half, high: share + half })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::statistics::paired_share;

    #[test]
    fn half_flips_among_many_whole_ones_have_all_but_the_interval_of_paired_shares() {
        for (gained, lost, n) in [(150, 30, 1000), (700, 300, 1000)] {
            let mut contrasts = vec![1.0; gained];
            contrasts.extend(vec![-1.0; lost]);
            contrasts.resize(n, 0.0);
            let pairs = mean_of_flips(&contrasts);
            assert_eq!(pairs, paired_share(gained as u64, lost as u64, n as u64));
            contrasts.extend([0.5, -0.5]);
            let halves = mean_of_flips(&contrasts);
            assert!((halves.low - pairs.low).abs() < 1e-3, "{halves:?} {pairs:?}");
            assert!((halves.high - pairs.high).abs() < 1e-3, "{halves:?} {pairs:?}");
        }
    }

    #[test]
    fn a_part_that_is_always_two_thirds_is_two_thirds_without_doubt() {
        let whole: Vec<f64> = (0..100).map(|seed| f64::from(seed % 3)).collect();
        let part: Vec<f64> = whole.iter().map(|whole| whole * 2.0 / 3.0).collect();
        let share = share_of(&part, &whole, 0.0).expect("the whole is far from nought");
        assert!((share.difference - 2.0 / 3.0).abs() < 1e-12);
        assert!(share.high - share.low < 1e-9);
        let careful = share_of(&part, &whole, 1.0).expect("the same");
        assert!(careful.high - careful.low > 0.03, "what was not seen is not impossible");
        let noise: Vec<f64> = (0..100).map(|seed| f64::from(seed % 2 * 2 - 1)).collect();
        assert!(share_of(&part, &noise, 0.0).is_none());
    }
}
