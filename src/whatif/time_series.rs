//! Quantities over time in several worlds on the same seeds: their spread, and the paired
//! difference week by week.

use serde::{Deserialize, Serialize};

use crate::batch::statistics::{Quantile, quantile, quantile_within};
use crate::scenario::{Id, PowerId, RegionId};
use crate::whatif::effect::Effect;
use crate::whatif::pairs::{Observables, SeedObserved};

/// The weeks of the histories that are followed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TimeSeries {
    /// By seed, by world: what [`Observables`] asks for, week by week.
    histories: Vec<Vec<Vec<f64>>>,
    /// By seed, by world: who holds each region, map by map.
    maps: Vec<Vec<Vec<PowerId>>>,
    /// Values a week.
    width: usize,
}

impl TimeSeries {
    /// Nothing yet. `truths` is how many measures happen or not.
    #[must_use]
    pub fn new(plan: &Observables, truths: usize) -> Self {
        Self { width: plan.tracks.len() + truths + plan.claims.len(), ..Self::default() }
    }

    /// Adds a seed, if it is followed.
    pub fn add(&mut self, observed: &SeedObserved) {
        if observed.worlds.iter().any(|seen| !seen.track.is_empty()) {
            self.histories.push(observed.worlds.iter().map(|seen| seen.track.clone()).collect());
        }
        if observed.worlds.iter().any(|seen| !seen.regions.is_empty()) {
            self.maps.push(observed.worlds.iter().map(|seen| seen.regions.clone()).collect());
        }
    }

    /// How many histories are followed.
    #[must_use]
    pub fn n(&self) -> usize {
        self.histories.len().max(self.maps.len())
    }

    /// A value in a world at each history: `column` counts the quantities of the plan, then
    /// the measures that happen or not, then the claims; `week` is a place in the plan's weeks.
    fn values(&self, world: usize, column: usize, week: usize) -> impl Iterator<Item = f64> + '_ {
        let at = week * self.width + column;
        self.histories.iter().filter_map(move |worlds| worlds.get(world)?.get(at).copied())
    }

    /// The 5, 25, 50, 75 and 95 per cent quantiles of a quantity in a world in a week.
    #[must_use]
    pub fn band(&self, world: usize, column: usize, week: usize) -> [f64; 5] {
        self.quantiles(world, column, week).map(|quantile| quantile.value)
    }

    /// The same with their intervals.
    #[must_use]
    pub fn quantiles(&self, world: usize, column: usize, week: usize) -> [Quantile; 5] {
        let values = self.values(world, column, week);
        let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| quantile_within(&values, share))
    }

    /// The same quantiles of the paired differences.
    #[must_use]
    pub fn difference_band(&self, world: usize, column: usize, week: usize) -> [f64; 5] {
        let pairs = self.values(0, column, week).zip(self.values(world, column, week));
        let differences = pairs.map(|(factual, changed)| changed - factual);
        let mut values: Vec<f64> = differences.filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| quantile(&values, share))
    }

    /// The paired effect of a change on it in a week; `truth` says that it is a yes or no.
    #[must_use]
    pub fn effect(&self, world: usize, column: usize, week: usize, truth: bool) -> Effect {
        let mut effect = Effect::new(truth);
        let pairs = self.values(0, column, week).zip(self.values(world, column, week));
        pairs.for_each(|(factual, changed)| effect.add(factual, changed));
        effect
    }

    /// The share of histories in which a region is held by a power, on a map of a world.
    #[must_use]
    pub fn held(
        &self,
        world: usize,
        map: usize,
        region: RegionId,
        regions: usize,
        power: PowerId,
    ) -> f64 {
        let at = map * regions + region.place();
        let holders = self.maps.iter().filter_map(|worlds| worlds.get(world)?.get(at));
        let (held, all) = holders.fold((0_u32, 0_u32), |(held, all), &holder| {
            (held + u32::from(holder == power), all + 1)
        });
        if all == 0 { f64::NAN } else { f64::from(held) / f64::from(all) }
    }
}
