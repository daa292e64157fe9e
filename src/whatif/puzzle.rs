//! The puzzle that a search is given: worlds in which some of its candidates are done.

use std::ops::Range;

use crate::policy::world::{Life, World, go_on_until};
use crate::scenario::{Intervention, Week};
use crate::sim::Premise;
use crate::whatif::candidate::Candidate;
use crate::whatif::claim::{Claim, Witness};
use crate::whatif::inquiry::Work;
use crate::whatif::subset_search::Puzzle;
use crate::whatif::surprise::{self, Chain};

/// Worldlines that weigh a single change before the search.
pub const WEIGHED: u64 = 64;
/// Bits that a change without a number counts for when sets are put in order.
pub const NO_NUMBER: f64 = 10.0;

/// The search's puzzle: worlds with some of the changes made.
#[derive(Debug)]
pub struct Rewrites<'a> {
    base: &'a World,
    /// The changes.
    pub candidates: Vec<Candidate>,
    claim: &'a Claim,
    last: Week,
    /// What each of them costs alone, once it is weighed.
    pub chains: Vec<Option<Chain>>,
    clash: Vec<Vec<bool>>,
}

impl<'a> Rewrites<'a> {
    /// The puzzle of some changes, whose `claim` is decided in the week `last`.
    #[must_use]
    pub fn new(base: &'a World, candidates: Vec<Candidate>, claim: &'a Claim, last: Week) -> Self {
        let event = |intervention: &Intervention| match intervention {
            Intervention::Drop(event) => Some(*event),
            Intervention::Node(forced) => {
                let id = forced.node.strip_prefix("event.")?;
                base.scenario().events.id_where(|event| event.id == id)
            }
            _ => None,
        };
        let clash =
            |one: &Candidate, two: &Candidate| {
                one.clashes(two)
                    || one.interventions.iter().filter_map(event).any(|one| {
                        two.interventions.iter().filter_map(event).any(|other| other == one)
                    })
            };
        let table = |one: &Candidate| candidates.iter().map(|two| clash(one, two)).collect();
        let clash = candidates.iter().map(table).collect();
        let chains = candidates.iter().map(|_| None).collect();
        Self { base, candidates, claim, last, chains, clash }
    }

    /// Weighs each change alone, so that sets can be told apart by what they cost.
    pub fn weigh_candidates(&mut self, seed: u64, work: &Work<'_>) {
        self.chains = (0..self.candidates.len())
            .map(|place| self.weigh(&[place], seed..seed + WEIGHED, work))
            .collect();
    }

    fn interventions(&self, set: &[usize]) -> Vec<Intervention> {
        let interventions: Vec<Intervention> = set
            .iter()
            .flat_map(|&place| self.candidates[place].interventions.iter().cloned())
            .collect();
        let order = surprise::in_order(self.base.scenario(), &interventions);
        order.into_iter().map(|place| interventions[place].clone()).collect()
    }

    fn world(&self, interventions: &[Intervention]) -> World {
        let mut scenario = self.base.scenario().clone();
        for intervention in interventions {
            scenario.carry_out(intervention);
        }
        World { premise: Premise::new(scenario), seats: self.base.seats.clone() }
    }

    /// Weighs a set; nothing when that was stopped.
    #[must_use]
    pub fn weigh(&self, set: &[usize], seeds: Range<u64>, work: &Work<'_>) -> Option<Chain> {
        let interventions = self.interventions(set);
        let worlds: Vec<World> =
            (0..=interventions.len()).map(|count| self.world(&interventions[..count])).collect();
        surprise::weigh(&worlds, &interventions, seeds, work.stop, work.done)
    }
}

impl Puzzle for Rewrites<'_> {
    fn changes(&self) -> usize {
        self.candidates.len()
    }

    fn fit(&self, set: &[usize]) -> bool {
        set.iter()
            .enumerate()
            .all(|(at, &one)| set[at + 1..].iter().all(|&two| one != two && !self.clash[one][two]))
    }

    fn cost(&self, change: usize) -> f64 {
        let Some(chain) = &self.chains[change] else { return NO_NUMBER };
        let without = chain
            .interventions
            .iter()
            .filter(|intervention| intervention.surprise.is_err())
            .count();
        let known =
            chain.whole.map_or(0.0, |whole| if whole.unbounded() { whole.low } else { whole.bits });
        known + NO_NUMBER * without as f64
    }

    fn hits(&self, set: &[usize], seeds: Range<u64>) -> u64 {
        let world = self.world(&self.interventions(set));
        let claims = std::slice::from_ref(self.claim);
        let holds = |seed: &u64| {
            let mut worldline = world.worldline(Life::of(*seed));
            let mut witness = Witness::new(claims);
            // What comes after the claim is decided is nobody's business here.
            go_on_until(&mut worldline.whole(), self.last, |whole| witness.look(whole));
            witness.verdicts()[0]
        };
        seeds.filter(holds).count() as u64
    }
}
