//! What the six criteria of Tetlock and Belkin (1996, *Counterfactual Thought Experiments in
//! World Politics*, ch. 1) ask of a counterfactual, as far as pairs of worldlines can tell:
//! does the consequent follow; does what the argument relies on survive; does anything
//! leave the range in which the model is meant; what is left of the effect when a
//! mechanism is switched off or an intervention undone; what else ought to be seen.
//!
//! A mechanism runs through an event or a decision. It is switched off by holding that at
//! what it was in the twin without the change, with all else left to itself: the
//! contrast of a controlled mediator (Pearl 2001), at the value of the factual twin.

use std::ops::Range;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::claim::{Claim, Witness};
use super::necessity::Pairs;
use crate::batch::runner::each_seed;
use crate::batch::statistics::{Difference, paired_mean};
use crate::batch::{self, Row};
use crate::policy::world::{Life, World};
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Link, MeasureKind};
use crate::sim::Whole;
use crate::sim::hold::{Course, Holds};

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// The world without the change.
    pub factual: &'a World,
    /// The world with it.
    pub changed: &'a World,
    /// The changed world with one of its interventions undone, one intervention after another.
    pub undone: &'a [World],
    /// The consequent first, then what the argument relies on; read in the changed world.
    pub claims: &'a [Claim],
    /// What mechanisms run through.
    pub links: &'a [Link],
}

/// A measure that moves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Its place in the scenario.
    pub measure: usize,
    /// Its mean, in its unit, or its share, 0 to 1, without the change.
    pub before: f64,
    /// With it.
    pub after: f64,
    /// The paired difference.
    pub difference: Difference,
    /// The difference in standard deviations of both worlds together (Cohen 1988).
    pub size: f64,
}

/// What the pairs tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Each claim: without the change, and with it.
    pub claims: Vec<Pairs>,
    /// The consequent with the change: with this intervention undone, and with all interventions.
    pub undone: Vec<Pairs>,
    /// The consequent with the change: with this link held as it was, and left to itself.
    pub held: Vec<Pairs>,
    /// The measures, those that move most first.
    pub moved: Vec<Moved>,
    /// Quantities that left their range in some worldline: without the change, and with it.
    pub broken: Vec<(String, Pairs)>,
    /// Pairs in all.
    pub n: u64,
}

/// What one seed tells.
struct Told {
    factual: (Vec<bool>, Row),
    changed: (Vec<bool>, Row),
    undone: Vec<bool>,
    held: Vec<bool>,
    broken: (Vec<usize>, Vec<usize>),
}

/// Lives, for each seed, both worlds, the changed one with each intervention undone and with each
/// link held. Those that were finished before `stop` was raised are counted.
#[must_use]
pub fn weigh(
    trial: &Trial<'_>,
    seeds: Range<u64>,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
) -> Findings {
    let told = each_seed(seeds, stop, &|_| {}, |seed| {
        let (factual, course, out_before) = live(trial.factual, Life::of(seed), trial.claims);
        let (changed, _, out_after) = live(trial.changed, Life::of(seed), trial.claims);
        let consequent = &trial.claims[..trial.claims.len().min(1)];
        let follows = |world: &World, life: Life| {
            let mut witness = Witness::new(consequent);
            world.live(life, |whole| witness.look(whole));
            witness.verdicts().first().copied().unwrap_or(false)
        };
        let undone = trial.undone.iter().map(|world| follows(world, Life::of(seed))).collect();
        let held = trial
            .links
            .iter()
            .map(|&link| follows(trial.changed, Life::of(seed).holding(as_it_was(link, &course))));
        let held: Vec<bool> = held.collect();
        done(2 + trial.undone.len() as u64 + trial.links.len() as u64);
        Told { factual, changed, undone, held, broken: (out_before, out_after) }
    });
    sum_up(trial, &told)
}

/// A link, held as it was; what an antecedent adds was never there.
fn as_it_was(link: Link, course: &Course) -> Holds {
    match link {
        Link::Event(event) => {
            let day = course.events.get(event).copied().flatten();
            Holds { events: vec![(event, day)], answers: Vec::new() }
        }
        Link::Decision(decision) => course.decision(decision),
    }
}

type Lived = ((Vec<bool>, Row), Course, Vec<usize>);

fn live(world: &World, life: Life, claims: &[Claim]) -> Lived {
    let ranges: Vec<_> = world
        .scenario()
        .vocabulary
        .iter()
        .enumerate()
        .filter_map(|(place, entry)| match entry.kind {
            Kind::Number { low, high, .. } => Some((place, entry.var, low, high)),
            _ => None,
        })
        .collect();
    let mut out: Vec<usize> = Vec::new();
    let mut witness = Witness::new(claims);
    let mut course: Option<Course> = None;
    let mut check = |whole: &Whole<'_>| {
        for &(place, var, low, high) in &ranges {
            let value = whole.read(var);
            let slack = 1e-9 * (high - low);
            let inside = (low - slack..=high + slack).contains(&value);
            if !inside && !out.contains(&place) {
                out.push(place);
            }
        }
    };
    let mut worldline = world.live(life, |whole| {
        witness.look(whole);
        course.get_or_insert_with(|| Course::of(whole)).note(whole);
        check(whole);
    });
    let row = batch::row(&worldline.whole());
    ((witness.verdicts(), row), course.unwrap_or_default(), out)
}

fn sum_up(trial: &Trial<'_>, told: &[Told]) -> Findings {
    let mut findings = Findings {
        claims: vec![Pairs::default(); trial.claims.len()],
        undone: vec![Pairs::default(); trial.undone.len()],
        held: vec![Pairs::default(); trial.links.len()],
        moved: Vec::new(),
        broken: Vec::new(),
        n: told.len() as u64,
    };
    for seed in told {
        for (place, pairs) in findings.claims.iter_mut().enumerate() {
            pairs.add(seed.factual.0[place], seed.changed.0[place]);
        }
        let follows = seed.changed.0.first().copied().unwrap_or(false);
        for (pairs, &without) in findings.undone.iter_mut().zip(&seed.undone) {
            pairs.add(without, follows);
        }
        for (pairs, &without) in findings.held.iter_mut().zip(&seed.held) {
            pairs.add(without, follows);
        }
    }
    findings.moved = moved(trial, told);
    let vocabulary = &trial.changed.scenario().vocabulary;
    for (place, entry) in vocabulary.iter().enumerate() {
        let mut pairs = Pairs::default();
        for seed in told {
            pairs.add(seed.broken.0.contains(&place), seed.broken.1.contains(&place));
        }
        if pairs.without() + pairs.with() > 0 {
            findings.broken.push((entry.name.clone(), pairs));
        }
    }
    findings
}

fn moved(trial: &Trial<'_>, told: &[Told]) -> Vec<Moved> {
    let measures = &trial.factual.scenario().measures;
    let mut all: Vec<Moved> = measures
        .iter()
        .enumerate()
        .filter_map(|(place, measure)| {
            let pairs: Vec<(f64, f64)> = told
                .iter()
                .filter_map(|seed| {
                    Some((seed.factual.1.measures[place]?, seed.changed.1.measures[place]?))
                })
                .collect();
            // What has a value in no pair has not moved.
            if pairs.is_empty() {
                return None;
            }
            let n = pairs.len() as f64;
            let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
            let (before, after) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
            let spread = mean(&|pair| {
                let (one, other) = (pair.0 - before, pair.1 - after);
                (one * one + other * other) / 2.0
            });
            let difference = if measure.kind == MeasureKind::Truth {
                let mut flips = Pairs::default();
                pairs.iter().for_each(|pair| flips.add(pair.0 != 0.0, pair.1 != 0.0));
                flips.difference()
            } else {
                paired_mean(&pairs.iter().map(|pair| pair.1 - pair.0).collect::<Vec<_>>())
            };
            let size = if spread > 0.0 { (after - before) / libm::sqrt(spread) } else { 0.0 };
            Some(Moved { measure: place, before, after, difference, size })
        })
        .collect();
    all.sort_by(|one, other| other.size.abs().total_cmp(&one.size.abs()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_count_who_gained_and_who_lost() {
        let mut pairs = Pairs::default();
        for (first, second) in [(false, true), (false, true), (true, false), (true, true)] {
            pairs.add(first, second);
        }
        assert_eq!((pairs.without(), pairs.with(), pairs.gained, pairs.lost), (2, 3, 2, 1));
        assert_eq!(pairs.difference().difference, 0.25);
    }
}
