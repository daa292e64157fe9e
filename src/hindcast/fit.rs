//! A fit: what it is judged by, what it can move, and how it is made.
//!
//! What is fitted is the ensemble and not a run: every candidate is a best value for each
//! parameter and, for each group of parameters (`eastern_front`, `japan`, …), how wide
//! its plausible ranges are. Its worldlines draw their parameters from those ranges and
//! live in luck of their own, and the candidate is judged by a proper score, the fair
//! CRPS (Ferro 2014): each series' mean over its figures, measured in what persistence
//! scores on it, and the dates of events, measured in half years. What did not happen has
//! no date; for a few such things the odds that the literature leaves them are given
//! (assumed), lest the fit call impossible whatever did not come about. A proper score is best
//! where the middle is right *and* the width is honest: too narrow is punished as too
//! wide is. History is one draw, and no worldline is asked to hit it.
//!
//! A parameter lives between the ends of its prior range (logit), so that no step of the
//! search leaves it. Seeds change with every generation, so that nothing fits itself to one
//! luck.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::hindcast::ensemble::{self, EnsemblePlan, Member};
use crate::hindcast::score::fair_crps;
use crate::hindcast::search::{Search, population};
use crate::scenario::Day;
use crate::sim::Premise;
use crate::sim::agenda::Seats;

/// A figure to be near.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Its place among the looks of the plan.
    pub look: usize,
    /// The record, in the unit of its series.
    pub value: f64,
    /// Which series it belongs to: its place, from 0.
    pub series: usize,
    /// Is it kept from the fit?
    pub held_out: bool,
}

/// What a fit is judged by.
#[derive(Clone, Debug, Default)]
pub struct Aim {
    /// What is looked at in every worldline.
    pub plan: EnsemblePlan,
    /// The figures.
    pub figures: Vec<Figure>,
    /// What persistence scores on each series, in its unit.
    pub persistence: Vec<f64>,
    /// The day of the record for each mark of the plan.
    pub days: Vec<Day>,
    /// Assumed odds, 0 to 1, of things that did not happen, for the marks after those of the
    /// record.
    pub odds: Vec<f64>,
    /// The last day: what never happens is counted as happening then.
    pub last: Day,
}

/// How it is done.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Worldlines that judge a candidate, 2 to 20,000.
    pub members: u64,
    /// Generations, 1 to 5,000.
    pub generations: u32,
    /// First seed.
    pub seed: u64,
}

/// A parameter before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    /// Its dotted name.
    pub name: String,
    /// Before: lowest, best, highest, in its unit.
    pub before: (f64, f64, f64),
    /// After: lowest, best, highest, in its unit.
    pub after: (f64, f64, f64),
}

/// What a fit gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The parameters.
    pub parameters: Vec<Fitted>,
    /// Parameters that an earlier fit has found and this one did not touch.
    pub kept: Vec<Fitted>,
    /// Score before and after on the figures that were fitted: less is better, and
    /// 1 is what persistence has.
    pub fitted: (f64, f64),
    /// The same on the figures that were held out.
    pub held_out: (f64, f64),
    /// Generations that were run.
    pub generations: u32,
}

/// Ends of a parameter's way, so that the logit stays finite.
const EDGE: f64 = 0.01;
/// How many times the histories of a candidate speak the last word.
const LAST_WORD: u64 = 4;
/// What an event's date is measured in, days.
const HALF_A_YEAR: f64 = 182.0;
/// Weight of the assumed odds: a share that is missed by ten points costs as much as a
/// series of twenty that is no better than persistence.
const ODDS: f64 = 0.5;
/// Weight of the events beside that of the series.
const EVENTS: f64 = 3.0;

fn logit(share: f64) -> f64 {
    let share = share.clamp(EDGE, 1.0 - EDGE);
    libm::log(share / (1.0 - share))
}

fn share(logit: f64) -> f64 {
    (1.0 / (1.0 + libm::exp(-logit))).clamp(EDGE, 1.0 - EDGE)
}

/// What can be moved: parameters, and the widths of their groups.
pub struct Handles<'a> {
    premise: &'a Premise,
    /// What all other parameters stay at.
    today: &'a Premise,
    wanted: &'a [usize],
    /// The group of each wanted parameter.
    group: Vec<usize>,
    groups: usize,
}

impl<'a> Handles<'a> {
    /// The parameters at the places `wanted` of the premise's list, whose ranges bound the
    /// search; it begins from the best values of `today`, and what is not wanted stays
    /// there.
    #[must_use]
    pub fn new(premise: &'a Premise, today: &'a Premise, wanted: &'a [usize]) -> Self {
        let known = premise.parameters();
        let mut names: Vec<&str> = Vec::new();
        let mut group = Vec::new();
        for &place in wanted {
            let name = known[place].name.split('.').next().unwrap_or_default();
            group.push(names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            }));
        }
        Self { premise, today, wanted, group, groups: names.len() }
    }

    /// How many histories a search runs.
    #[must_use]
    pub fn histories(&self, settings: Settings) -> u64 {
        let candidates = population(self.wanted.len() + self.groups) as u64;
        let last_word = 2 * LAST_WORD * settings.members;
        candidates * settings.members * u64::from(settings.generations) + last_word
    }

    /// Where the search begins: today's best values, and a quarter of the ranges.
    fn start(&self) -> Vec<f64> {
        let place = |&at: &usize| {
            let (known, today) = (&self.premise.parameters()[at], &self.today.parameters()[at]);
            logit((today.best - known.low) / (known.high - known.low))
        };
        self.wanted.iter().map(place).chain(vec![logit(0.25); self.groups]).collect()
    }

    /// Lowest, best and highest value of the n-th wanted parameter at a point.
    fn range(&self, point: &[f64], n: usize) -> (f64, f64, f64) {
        let known = &self.premise.parameters()[self.wanted[n]];
        let best = known.low + (known.high - known.low) * share(point[n]);
        let width = share(point[self.wanted.len() + self.group[n]]);
        (best - width * (best - known.low), best, best + width * (known.high - best))
    }

    fn premise_at(&self, point: &[f64]) -> Premise {
        let ranges: Vec<(usize, (f64, f64, f64))> =
            self.wanted.iter().enumerate().map(|(n, &at)| (at, self.range(point, n))).collect();
        self.today.with_ranges(&ranges)
    }
}

/// The score of an ensemble on the figures that are (or are not) held out; lower is
/// better, 1 is about what persistence has.
#[must_use]
pub fn score(aim: &Aim, members: &[Member], held_out: bool) -> f64 {
    let mut sums = vec![(0.0, 0.0); aim.persistence.len()];
    let mut column = Vec::with_capacity(members.len());
    for figure in aim.figures.iter().filter(|figure| figure.held_out == held_out) {
        column.clear();
        column.extend(members.iter().map(|member| member.values[figure.look]));
        column.sort_by(f64::total_cmp);
        let (sum, count) = &mut sums[figure.series];
        *sum += fair_crps(&column, figure.value);
        *count += 1.0;
    }
    let shares: Vec<f64> = sums
        .iter()
        .zip(&aim.persistence)
        .filter(|((_, count), rival)| *count > 0.0 && **rival > 0.0)
        .map(|((sum, count), rival)| sum / count / rival)
        .collect();
    let series = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
    if held_out || aim.days.is_empty() {
        return series;
    }
    let mut dates = 0.0;
    for (mark, &day) in aim.days.iter().enumerate() {
        column.clear();
        column
            .extend(members.iter().map(|member| f64::from(member.days[mark].unwrap_or(aim.last))));
        column.sort_by(f64::total_cmp);
        dates += fair_crps(&column, f64::from(day)) / HALF_A_YEAR;
    }
    let missed: f64 = aim
        .odds
        .iter()
        .enumerate()
        .map(|(place, odds)| {
            let mark = aim.days.len() + place;
            let count = members.iter().filter(|member| member.days[mark].is_some()).count();
            (count as f64 / members.len() as f64 - odds).abs()
        })
        .sum();
    series + EVENTS * dates / aim.days.len() as f64 + ODDS * missed
}

/// Fits parameters. Interrupted, it gives what the generations that are over have found.
#[must_use]
pub fn fit(
    handles: &Handles<'_>,
    seats: &Seats,
    aim: &Aim,
    settings: Settings,
    stop: &AtomicBool,
    done: impl Fn(u64) + Sync,
) -> Fit {
    let &Handles { premise, today, wanted, .. } = handles;
    let run = |point: &[f64], first: u64| -> Vec<Member> {
        let premise = handles.premise_at(point);
        let seeds = first..first + settings.members;
        seeds
            .take_while(|_| !stop.load(Ordering::Relaxed))
            .map(|seed| ensemble::observe(&premise, seats, seed, &aim.plan))
            .collect()
    };
    let start = handles.start();
    let mut search = Search::new(start.clone(), settings.seed);
    for generation in 0..settings.generations {
        let first = settings.seed + u64::from(generation) * settings.members;
        let candidates = search.ask(generation);
        let judged: Vec<Option<f64>> = candidates
            .par_iter()
            .map(|candidate| {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let members = run(candidate, first);
                if members.len() as u64 != settings.members {
                    return None;
                }
                done(settings.members);
                // Far out in the logit nothing changes any more: lean back.
                let far: f64 = candidate.iter().map(|at| (at.abs() - 3.0).max(0.0)).sum();
                Some(score(aim, &members, false) + 0.01 * far)
            })
            .collect();
        let Some(judged) = judged.into_iter().collect::<Option<Vec<f64>>>() else {
            break;
        };
        search.tell(candidates, &judged);
    }
    // The last word is spoken on luck that no generation has seen.
    let fresh = settings.seed.wrapping_add(1 << 40);
    let both = |premise: &Premise| {
        let seeds = fresh..fresh + LAST_WORD * settings.members;
        let members = ensemble::run(premise, seats, seeds, &aim.plan, stop, &done);
        if members.len() < 2 {
            return (f64::NAN, f64::NAN);
        }
        (score(aim, &members, false), score(aim, &members, true))
    };
    let (before, after) = (both(today), both(&handles.premise_at(&search.mean)));
    let known = premise.parameters();
    // What an earlier fit has found and this one did not touch goes into the file again.
    let untouched =
        |place: &usize| !wanted.contains(place) && known[*place] != today.parameters()[*place];
    let kept: Vec<Fitted> = (0..known.len())
        .filter(untouched)
        .map(|place| {
            let today = &today.parameters()[place];
            let range = (today.low, today.best, today.high);
            Fitted { name: today.name.to_string(), before: range, after: range }
        })
        .collect();
    let parameters = (0..wanted.len())
        .map(|n| {
            let (known, today) = (&known[wanted[n]], &today.parameters()[wanted[n]]);
            Fitted {
                name: known.name.to_string(),
                before: (today.low, today.best, today.high),
                after: handles.range(&search.mean, n),
            }
        })
        .collect();
    Fit {
        parameters,
        kept,
        fitted: (before.0, after.0),
        held_out: (before.1, after.1),
        generations: search.generation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::luck;

    #[test]
    fn an_honest_width_scores_better_than_a_narrow_or_a_wide_one() {
        // The record is one draw of a normal law; ensembles are three times too narrow,
        // right, three times too wide. The mean score over many records tells them apart.
        let stratum = |n: usize, of: usize| luck::normal((n as f64 + 0.5) / of as f64);
        let mean = |width: f64| {
            let members: Vec<f64> = (0..200).map(|n| width * stratum(n, 200)).collect();
            (0..100).map(|n| fair_crps(&members, stratum(n, 100))).sum::<f64>() / 100.0
        };
        assert!(mean(1.0) < mean(1.0 / 3.0) && mean(1.0) < mean(3.0));
    }
}
