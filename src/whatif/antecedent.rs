//! An antecedent: a change, and the worlds in which its pieces are done one after another.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::history::Subject;
use crate::policy::world::World;
use crate::scenario::library::Listing;
use crate::scenario::report::Reports;
use crate::scenario::{Deed, Week};
use crate::sim::calendar::week_of;
use crate::whatif::inquiry::{Made, Work, Worlds};
use crate::whatif::surprise::{self, Chain, FirstSeen};

/// Pairs in which the first visible difference is looked for.
const SEEN: u64 = 100;

/// A change that is weighed.
#[derive(Debug)]
pub struct Antecedent {
    /// As it was named.
    pub with: String,
    /// World *k*: the first *k* pieces, in the order of their dates, are done.
    pub worlds: Vec<World>,
    /// The pieces in that order.
    pub deeds: Vec<Deed>,
    /// The counterfactuals that it is made of.
    pub counterfactuals: Vec<Listing>,
    /// What is to be warned of in their files.
    pub warnings: Reports,
    changed: World,
    divergence: Week,
}

/// How surprising a change is, and how soon it shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Surprise {
    /// Its pieces, weighed.
    pub chain: Chain,
    /// The first difference that a reader sees.
    pub seen: FirstSeen,
}

/// Reads the files of one of the changes of a subject: several stand beside one another, and
/// may have counterfactuals in common.
///
/// # Errors
/// Which file is not found, or cannot be read.
pub fn open(subject: &Subject, with: &str) -> Result<Worlds, Box<Reports>> {
    Worlds::open(&Subject { with: vec![with.to_owned()], ..subject.clone() })
}

impl Antecedent {
    /// Lays the worlds of all changes of a subject, which are named together.
    ///
    /// # Errors
    /// What is wrong with any of the files, and where two changes contradict each other.
    pub fn lay(worlds: &Worlds, with: &str) -> Result<Self, Box<Reports>> {
        let Made { world: changed, counterfactuals, warnings } = worlds.changed()?;
        let scenario = changed.scenario();
        let order = surprise::in_order(scenario, &scenario.deeds);
        let deeds: Vec<Deed> = order.iter().map(|&place| scenario.deeds[place].clone()).collect();
        let divergence = scenario.cases.iter().map(|case| week_of(case.divergence)).min();
        let mut chain = vec![worlds.baseline()?.world];
        for count in 1..order.len() {
            chain.push(worlds.of_pieces(&|piece| order[..count].contains(&piece))?.world);
        }
        if !order.is_empty() {
            chain.push(changed.clone());
        }
        Ok(Self {
            with: with.to_owned(),
            worlds: chain,
            deeds,
            counterfactuals,
            warnings,
            changed,
            divergence: divergence.unwrap_or(0),
        })
    }

    /// The world without the change.
    #[must_use]
    pub fn base(&self) -> &World {
        &self.worlds[0]
    }

    /// The world with all of it.
    #[must_use]
    pub const fn changed(&self) -> &World {
        &self.changed
    }

    /// Histories that weighing takes.
    #[must_use]
    pub fn histories(&self, runs: u64) -> u64 {
        self.worlds.len() as u64 * runs + SEEN.min(runs)
    }

    /// Weighs it; nothing when that was stopped.
    #[must_use]
    pub fn weigh(&self, seeds: Range<u64>, work: &Work<'_>) -> Option<Surprise> {
        let few = seeds.start..seeds.end.min(seeds.start + SEEN);
        let chain = surprise::weigh(&self.worlds, &self.deeds, seeds, work.stop, work.done)?;
        let (before, after, from) = (self.base(), self.changed(), self.divergence);
        let seen = surprise::first_seen(before, after, from, few, work.stop, work.done);
        (!work.stopped()).then_some(Surprise { chain, seen })
    }
}
