//! Scores of an ensemble against one history.
//!
//! Coverage: does the record lie inside the middle 50 or 90 per cent? Rank: how many
//! members lie below it? CRPS (Hersbach 2000), by the fair estimator for a finite
//! ensemble (Ferro 2014): the mean distance from the record less half the mean distance
//! of the members from each other; 0 is best, and its unit is that of the series. Skill:
//! one less the ratio of that to what persistence scores, which says "as in the figure
//! before": 1 is perfect, 0 no better, below 0 worse.

use serde::{Deserialize, Serialize};

use crate::batch::statistics::quantile;
use crate::hindcast::record_files::Series;
use crate::scenario::Day;

/// One figure of the record beside the ensemble.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PointScore {
    /// The day.
    pub day: Day,
    /// The record, in the unit of its series.
    pub value: f64,
    /// Quantiles of the ensemble: 5, 25, 50, 75, 95 per cent, in the unit of the series.
    pub bands: [f64; 5],
    /// Share of members below the record, 0 to 1; half of those that equal it count as below.
    pub rank: f64,
    /// Fair CRPS of the ensemble, in the unit of the series: less is better.
    pub crps: f64,
    /// What persistence scores, in the same unit, where there is a figure before.
    pub persistence: Option<f64>,
}

impl PointScore {
    /// Scores members against one figure.
    #[must_use]
    pub fn new(day: Day, value: f64, before: Option<f64>, members: &mut [f64]) -> Self {
        members.sort_by(f64::total_cmp);
        let at = |share| quantile(members, share);
        let below = members.iter().filter(|&&member| member < value).count() as f64;
        let equal = members.iter().filter(|&&member| member == value).count() as f64;
        Self {
            day,
            value,
            bands: [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)],
            rank: (below + 0.5 * equal) / members.len() as f64,
            crps: fair_crps(members, value),
            persistence: before.map(|before| (value - before).abs()),
        }
    }

    /// Inside the middle 50 per cent?
    #[must_use]
    pub fn in_half(&self) -> bool {
        self.bands[1] <= self.value && self.value <= self.bands[3]
    }

    /// Inside the middle 90 per cent?
    #[must_use]
    pub fn in_most(&self) -> bool {
        self.bands[0] <= self.value && self.value <= self.bands[4]
    }
}

/// Fair CRPS of sorted members (Ferro 2014).
#[must_use]
pub fn fair_crps(sorted: &[f64], value: f64) -> f64 {
    let m = sorted.len() as f64;
    let distance = sorted.iter().map(|member| (member - value).abs()).sum::<f64>() / m;
    if sorted.len() < 2 {
        return distance;
    }
    // The sum of |xi - xj| over all ordered pairs, from the sorted members in one pass.
    let spread: f64 = sorted
        .iter()
        .enumerate()
        .map(|(place, member)| member * (2.0 * place as f64 + 1.0 - m))
        .sum::<f64>()
        * 2.0;
    distance - spread / (2.0 * m * (m - 1.0))
}

/// A series scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesScore {
    /// Its points.
    pub points: Vec<PointScore>,
}

impl SeriesScore {
    /// Scores the points of a series that lie inside a time; `columns` gives the members'
    /// values of each of them, in order.
    #[must_use]
    pub fn new(series: &Series, inside: &[usize], mut columns: Vec<Vec<f64>>) -> Self {
        let points = inside
            .iter()
            .zip(&mut columns)
            .map(|(&place, members)| {
                let point = series.points[place];
                let before = place.checked_sub(1).map(|before| series.points[before].value);
                PointScore::new(point.day, point.value, before, members)
            })
            .collect();
        Self { points }
    }

    /// Share of points inside the middle 50 per cent.
    #[must_use]
    pub fn coverage50(&self) -> f64 {
        share(self.points.iter().filter(|point| point.in_half()).count(), self.points.len())
    }

    /// Share of points inside the middle 90 per cent.
    #[must_use]
    pub fn coverage90(&self) -> f64 {
        share(self.points.iter().filter(|point| point.in_most()).count(), self.points.len())
    }

    /// Mean CRPS over the points, in the series' unit.
    #[must_use]
    pub fn crps(&self) -> f64 {
        self.points.iter().map(|point| point.crps).sum::<f64>() / self.points.len() as f64
    }

    /// Mean score of persistence over the points that have a figure before them.
    #[must_use]
    pub fn persistence(&self) -> Option<f64> {
        let scores: Vec<f64> = self.points.iter().filter_map(|point| point.persistence).collect();
        (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
    }

    /// Skill over persistence, on the points that have a figure before them.
    #[must_use]
    pub fn skill(&self) -> Option<f64> {
        let rivals: Vec<(f64, f64)> = self
            .points
            .iter()
            .filter_map(|point| point.persistence.map(|rival| (point.crps, rival)))
            .collect();
        let (ours, theirs) =
            rivals.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
        (theirs > 0.0).then(|| 1.0 - ours / theirs)
    }
}

fn share(count: usize, of: usize) -> f64 {
    if of == 0 { f64::NAN } else { count as f64 / of as f64 }
}

/// All series together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Share of all points inside the middle 50 per cent, 0 to 1: 0.5 is right.
    pub coverage50: f64,
    /// Share of all points inside the middle 90 per cent, 0 to 1: 0.9 is right.
    pub coverage90: f64,
    /// Mean of the series' skills, above 0 where the ensemble beats persistence: series have
    /// units of their own, skill has none. Nothing where no figure has one before it.
    pub skill: Option<f64>,
    /// How many points.
    pub points: usize,
}

impl Summary {
    /// Sums up.
    #[must_use]
    pub fn new<'a>(scores: impl IntoIterator<Item = &'a SeriesScore>) -> Self {
        let (mut points, mut half, mut most, mut skills) = (0, 0, 0, Vec::new());
        for score in scores {
            points += score.points.len();
            half += score.points.iter().filter(|point| point.in_half()).count();
            most += score.points.iter().filter(|point| point.in_most()).count();
            skills.extend(score.skill());
        }
        let skill = (!skills.is_empty()).then(|| skills.iter().sum::<f64>() / skills.len() as f64);
        Self { coverage50: share(half, points), coverage90: share(most, points), skill, points }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fair_crps_of_the_normal_law_against_itself_is_0_564() {
        // Members and records by stratified inverse transform, so that the mean is sharp.
        let n = 400;
        let normal = |place: usize| crate::sim::luck::normal((place as f64 + 0.5) / f64::from(n));
        let members: Vec<f64> = (0..n as usize).map(normal).collect();
        let mean = (0..n as usize).map(|place| fair_crps(&members, normal(place))).sum::<f64>()
            / f64::from(n);
        assert!((mean - 0.564).abs() < 0.005, "{mean}");
    }

    #[test]
    fn one_sure_member_scores_its_distance() {
        assert_eq!(fair_crps(&[3.0], 5.0), 2.0);
        assert_eq!(fair_crps(&[3.0, 3.0], 5.0), 2.0);
    }

    #[test]
    fn a_record_in_the_middle_of_its_ensemble_is_covered_and_an_outlier_is_not() {
        let mut members: Vec<f64> = (0..101).map(f64::from).collect();
        let middle = PointScore::new(0, 50.0, Some(40.0), &mut members);
        assert!(middle.in_half() && middle.in_most() && middle.persistence == Some(10.0));
        let outlier = PointScore::new(0, 99.0, None, &mut members);
        assert!(!outlier.in_half() && !outlier.in_most());
    }
}
