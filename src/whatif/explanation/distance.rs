//! How far apart twins are in a week, and whether history returned to its course (Lebow 2010,
//! *Forbidden Fruit*).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::twins::{Stage, Twins};
use crate::policy::world::Life;
use crate::scenario::Week;
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::{Family, Kind, Var, is_day};

impl Twins {
    /// How far apart the twins are, week by week: see [`distance`].
    #[must_use]
    pub fn distances(&self) -> Vec<(Week, f64)> {
        let scenarios = [self.baseline.world.scenario(), self.changed.world.scenario()];
        let quantities: Vec<(String, [Var; 2], bool)> = scenarios[0]
            .vocabulary
            .iter()
            .filter_map(|entry| {
                let twin = scenarios[1].vocabulary.named(&entry.name)?;
                // What is only remembered never comes together again.
                let remembered = match (&entry.var.family, &entry.kind) {
                    (Family::Event | Family::Decision | Family::RegionTaken, _) => true,
                    (_, Kind::Number { unit, .. }) => is_day(unit),
                    _ => false,
                };
                let subject = entry.name.split('.').next().unwrap_or_default().to_owned();
                let states = matches!(entry.kind, Kind::States(_));
                (!remembered).then_some((subject, [entry.var, twin.var], states))
            })
            .collect();
        let rows = |stage: &Stage, side: usize| {
            let (mut weeks, mut values) = (Vec::new(), vec![Vec::new(); quantities.len()]);
            stage.world.live(Life::of(self.seed), |whole| {
                weeks.push(whole.calendar.week);
                for (values, (_, vars, _)) in values.iter_mut().zip(&quantities) {
                    values.push(whole.read(vars[side]));
                }
            });
            (weeks, values)
        };
        let (weeks, one) = rows(&self.baseline, 0);
        let (_, other) = rows(&self.changed, 1);
        let series: Vec<Series<'_>> = quantities
            .iter()
            .zip(one.iter().zip(&other))
            .map(|((subject, _, states), (one, other))| Series {
                subject,
                states: *states,
                one,
                other,
            })
            .collect();
        weeks.into_iter().zip(distance(&series)).collect()
    }
}

/// A quantity in two worldlines, week by week.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Its subject: all subjects weigh the same.
    pub subject: &'a str,
    /// Are its values names of states? Then two that differ are apart by 1.
    pub states: bool,
    /// Its values in one worldline.
    pub one: &'a [f64],
    /// Its values in the other.
    pub other: &'a [f64],
}

/// How far apart two worldlines are in each week, 0 (the same) to 1.
///
/// A number is apart by the difference as a share of all the ground that it covers in
/// either worldline; a truth or a state by 1 if it differs. These are averaged within each
/// subject over the quantities that ever move, and then over the subjects, so that forty
/// armies do not outvote one treaty.
#[must_use]
pub fn distance(series: &[Series<'_>]) -> Vec<f64> {
    let mut subjects: BTreeMap<&str, Vec<(&Series<'_>, f64)>> = BTreeMap::new();
    for quantity in series {
        let values = || quantity.one.iter().chain(quantity.other).copied();
        let (low, high) = values()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if high > low {
            subjects.entry(quantity.subject).or_default().push((quantity, high - low));
        }
    }
    let weeks = series.first().map_or(0, |quantity| quantity.one.len().min(quantity.other.len()));
    let apart = |quantity: &Series<'_>, ground: f64, week: usize| {
        let (one, other) = (quantity.one[week], quantity.other[week]);
        if one == other || (one.is_nan() && other.is_nan()) {
            0.0
        } else if quantity.states {
            1.0
        } else {
            let share = (one - other).abs() / ground;
            if share.is_finite() { share.min(1.0) } else { 1.0 }
        }
    };
    (0..weeks)
        .map(|week| {
            let means = subjects.values().map(|quantities| {
                let sum: f64 = quantities.iter().map(|(q, ground)| apart(q, *ground, week)).sum();
                sum / quantities.len() as f64
            });
            means.sum::<f64>() / subjects.len().max(1) as f64
        })
        .collect()
}

/// The share of the greatest distance below which history counts as back on its course.
pub const BACK: f64 = 0.1;

/// Did history return to its course?
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reversion {
    /// Place of the week of the greatest distance.
    pub greatest: usize,
    /// Place of the first week from which on the distance stays below [`BACK`] of the
    /// greatest, if any.
    pub back: Option<usize>,
    /// By what share a week the distance shrinks after the greatest: the slope of its
    /// logarithm, by least squares over the weeks in which it is above 0. Negative when it
    /// grows; nothing, when fewer than three weeks are left.
    pub decay: Option<f64>,
}

/// Judges the distances of two worldlines; nothing, if they never parted.
#[must_use]
pub fn reversion(distances: &[f64]) -> Option<Reversion> {
    let top = distances.iter().copied().fold(0.0, f64::max);
    if top <= 0.0 {
        return None;
    }
    let greatest = distances.iter().position(|&distance| distance >= top)?;
    let last_far = distances.iter().rposition(|&distance| distance >= BACK * top)?;
    let back = (last_far + 1 < distances.len()).then_some(last_far + 1);
    let points: Vec<(f64, f64)> = distances[greatest..]
        .iter()
        .enumerate()
        .filter(|&(_, &distance)| distance > 0.0)
        .map(|(week, &distance)| (week as f64, libm::log(distance)))
        .collect();
    let n = points.len() as f64;
    let decay = (points.len() >= 3).then(|| {
        let (mean_x, mean_y) = (
            points.iter().map(|point| point.0).sum::<f64>() / n,
            points.iter().map(|point| point.1).sum::<f64>() / n,
        );
        let across: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
        let spread: f64 = points.iter().map(|(x, _)| (x - mean_x) * (x - mean_x)).sum();
        1.0 - libm::exp(across / spread)
    });
    Some(Reversion { greatest, back, decay })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_null_change_is_at_no_distance_and_a_state_is_at_most_at_one() {
        let (one, other) = ([1.0, 2.0, 5.0], [1.0, 2.0, 1.0]);
        let series = |other| Series { subject: "a", states: false, one: &one, other };
        assert_eq!(distance(&[series(&one)]), [0.0; 3]);
        assert_eq!(distance(&[series(&other)]), [0.0, 0.0, 1.0]);
        let still = Series { subject: "b", states: true, one: &[2.0; 3], other: &[2.0; 3] };
        // What never moves does not water it down; another subject that moves does.
        assert_eq!(distance(&[series(&other), still]), [0.0, 0.0, 1.0]);
        let moving =
            Series { subject: "b", states: true, one: &[0.0, 1.0, 1.0], other: &[0.0, 1.0, 1.0] };
        assert_eq!(distance(&[series(&other), moving]), [0.0, 0.0, 0.5]);
        assert_eq!(reversion(&distance(&[series(&one)])), None);
    }

    #[test]
    fn a_planted_decay_is_recovered_and_history_returns_when_a_tenth_is_left() {
        let planted: Vec<f64> = (0..60)
            .map(|week| if week < 10 { 0.0 } else { 0.4 * libm::pow(0.9, f64::from(week - 10)) })
            .collect();
        let found = reversion(&planted).expect("they part");
        assert_eq!(found.greatest, 10);
        assert!((found.decay.expect("fifty weeks") - 0.1).abs() < 1e-9, "{found:?}");
        // 0.9^22 is the first power below a tenth.
        assert_eq!(found.back, Some(32));
        let growing = reversion(&[0.0, 0.1, 0.2, 0.3]).expect("they part");
        assert_eq!((growing.greatest, growing.back), (3, None));
    }
}
