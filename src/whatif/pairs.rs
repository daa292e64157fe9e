//! The same seeds in several worlds, and what is seen of each.
//!
//! What is seen of a seed is small and is handed on at once, in the order of the seeds, so
//! that a million pairs need no more room than a thousand.

use std::sync::atomic::AtomicBool;

use crate::batch::runner::for_each_seed;
use crate::batch::{self, Row};
use crate::policy::world::{Life, World, go_on};
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::Var;
use crate::scenario::{EventId, Listed, MeasureKind, PowerId, Week};
use crate::sim::Whole;
use crate::whatif::claim::{Claim, Witness};
use crate::whatif::evidence::Evidence;

/// What is looked at in every worldline, beside its end.
#[derive(Clone, Debug, Default)]
pub struct Observables {
    /// What is given of the first world.
    pub given: Evidence,
    /// What is claimed to follow: asked in every world.
    pub claims: Vec<String>,
    /// Quantities that are followed, by name.
    pub tracks: Vec<String>,
    /// The weeks at whose end they are read, in order.
    pub weeks: Vec<Week>,
    /// The weeks at whose end a map is drawn, in order.
    pub maps: Vec<Week>,
    /// How many seeds from the first are followed over time.
    pub followed: u64,
}

/// What is seen of a seed.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedObserved {
    /// The seed.
    pub seed: u64,
    /// Do the claims hold that are given?
    pub fits: bool,
    /// How far it is from the record that is given, in standard deviations.
    pub misfit: f64,
    /// Each world, the one without change first.
    pub worlds: Vec<Seen>,
}

/// What is seen of a worldline.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its end.
    pub row: Row,
    /// Which events of the first world's scenario happened.
    pub events: Listed<EventId, bool>,
    /// Does each claim of the plan hold?
    pub claims: Vec<bool>,
    /// Week by week of the plan, each quantity that is followed, then each measure that
    /// happens or not, then each claim of the plan as it stood; empty when the seed is not
    /// followed.
    pub track: Vec<f64>,
    /// Map by map of the plan, who holds each region; empty when not followed.
    pub regions: Vec<PowerId>,
}

/// Lives the worlds on some seeds and hands on what is seen, in order. Gives how many
/// seeds were handed on before `stop` was raised.
///
/// # Errors
/// What `take` says; the work ends there.
pub fn run<E>(
    worlds: &[World],
    plan: &Observables,
    first: u64,
    seeds: std::ops::Range<u64>,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
    take: impl FnMut(SeedObserved) -> Result<(), E>,
) -> Result<u64, E> {
    let named: Vec<Named> = worlds.iter().map(|world| Named::of(world, plan)).collect();
    let look = |seed| observed(worlds, plan, &named, seed, seed - first < plan.followed);
    for_each_seed(seeds, stop, done, look, take)
}

/// What a plan names, as one world has it: a quantity has the same name in every world,
/// not always the same place.
struct Named {
    vars: Vec<Var>,
    claims: Vec<Claim>,
}

impl Named {
    fn of(world: &World, plan: &Observables) -> Self {
        let scenario = world.scenario();
        let vars = plan.tracks.iter().filter_map(|name| scenario.vocabulary.named(name));
        let claims = plan.claims.iter().filter_map(|text| Claim::parse(scenario, "", text).ok());
        Self { vars: vars.map(|known| known.var).collect(), claims: claims.collect() }
    }
}

fn observed(
    worlds: &[World],
    plan: &Observables,
    named: &[Named],
    seed: u64,
    followed: bool,
) -> SeedObserved {
    let mut judge = plan.given.judge();
    let of_the_first = worlds.first().map(|world| &world.scenario().events);
    let seen = worlds.iter().zip(named).enumerate().map(|(place, (world, named))| {
        let mut witness = Witness::new(&named.claims);
        let (mut track, mut regions) = (Vec::new(), Vec::new());
        let mut worldline = world.worldline(Life::of(seed));
        if place == 0 {
            judge.look_at_the_eve(&worldline.whole());
        }
        go_on(&mut worldline, |whole| {
            if place == 0 {
                judge.look(whole);
            }
            witness.look(whole);
            if followed {
                follow(whole, plan, (&named.vars, &witness), &mut track, &mut regions);
            }
        });
        let whole = worldline.whole();
        Seen {
            row: batch::row(&whole),
            events: of_the_first
                .into_iter()
                .flat_map(Listed::ids)
                .map(|event| whole.past.happened(event))
                .collect(),
            claims: witness.verdicts(),
            track,
            regions,
        }
    });
    let worlds = seen.collect();
    SeedObserved { seed, fits: judge.claims_hold(), misfit: judge.misfit(), worlds }
}

fn follow(
    whole: &Whole<'_>,
    plan: &Observables,
    (vars, witness): (&[Var], &Witness<'_>),
    track: &mut Vec<f64>,
    regions: &mut Vec<PowerId>,
) {
    let week = whole.calendar.week;
    if plan.weeks.binary_search(&week).is_ok() {
        track.extend(vars.iter().map(|&var| whole.read(var)));
        let measures = whole.premise.scenario.measures.iter();
        let truths = measures.filter(|measure| measure.kind == MeasureKind::Truth);
        let yes = |holds: bool| f64::from(u8::from(holds));
        track.extend(truths.map(|measure| yes(measure.value.value(whole) != 0.0)));
        track.extend(witness.so_far(whole).into_iter().map(yes));
    }
    if plan.maps.binary_search(&week).is_ok() {
        let all = whole.premise.scenario.regions.ids();
        regions.extend(all.map(|region| whole.theatre.control[region]));
    }
}
