//! The changes that a search may make, and the puzzle that they make up: worlds in which
//! some of them are done.

use std::ops::Range;
use std::sync::atomic::AtomicBool;

use crate::policy::world::{Life, World, go_on_until};
use crate::report::Language;
use crate::report::intervention::{self, AT_ONCE};
use crate::report::table::Table;
use crate::scenario::vocabulary::{Family, Var};
use crate::scenario::{Choice, Day, Deed, ForcedChoice, ForcedNode, Scenario, Text, Trigger, Week};
use crate::sim::Premise;
use crate::sim::calendar::monday;
use crate::whatif::claim::{Claim, Witness};
use crate::whatif::smallest::Puzzle;
use crate::whatif::surprise::{self, Chain};

/// Worldlines that weigh a single change before the search.
pub(super) const WEIGHED: u64 = 64;
/// Bits that a change without a number counts for when sets are put in order.
pub(super) const NO_NUMBER: f64 = 10.0;

/// What a change does, without its dates: all lie in the window of the search.
fn in_words(scenario: &Scenario, deed: &Deed) -> Text {
    let say = |language| intervention::what(scenario, deed, language);
    Text { en: say(Language::English), es: say(Language::Spanish) }
}

/// A change that the search may make.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) id: String,
    pub(super) title: Text,
    pub(super) deeds: Vec<Deed>,
}

impl Candidate {
    /// Every option of a decision, forced while the decision's window and ours are open.
    pub(super) fn options(scenario: &Scenario, place: usize, window: (Week, Week)) -> Vec<Self> {
        let decision = &scenario.decisions[place];
        let from = decision.from.max(monday(window.0));
        let until = decision.until.min(monday(window.1) + 6);
        if from > until {
            return Vec::new();
        }
        let option = |(choice, option): (usize, &Choice)| {
            let deed = Deed::Option(ForcedChoice { decision: place, choice, from, until });
            Self {
                id: format!("{}: {}", decision.id, option.id),
                title: in_words(scenario, &deed),
                deeds: vec![deed],
            }
        };
        decision.choices.iter().enumerate().map(option).collect()
    }

    /// An event that happens as soon as it can, where it has a chance; and one that does
    /// not.
    pub(super) fn events(scenario: &Scenario, place: usize, window: (Week, Week)) -> Vec<Self> {
        let event = &scenario.events[place];
        let (opens, closes) = match &event.trigger {
            Trigger::On { moment, .. } => (moment.day, moment.day),
            Trigger::When { from, until, .. } => (*from, *until),
        };
        let (from, until) = (opens.max(monday(window.0)), closes.min(monday(window.1) + 6));
        if from > until {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut add = |word: &str, deed: Deed| {
            let title = in_words(scenario, &deed);
            found.push(Self { id: format!("{word} {}", event.id), title, deeds: vec![deed] });
        };
        if event.chance.is_some() {
            let node = format!("event.{}", event.id);
            add("happens:", Deed::Node(ForcedNode { node, value: AT_ONCE, from, until }));
        }
        add("dropped:", Deed::Drop(place));
        found
    }

    /// Does it set the very thing that the claim speaks of?
    pub(super) fn begs(&self, scenario: &Scenario, named: &[Var]) -> bool {
        let names = |family: Family, place: usize| {
            named.iter().any(|var| var.family == family && usize::from(var.index) == place)
        };
        self.deeds.iter().any(|deed| match deed {
            Deed::Option(forced) => names(Family::Decision, forced.decision),
            Deed::Quantity(setting) => named.contains(&setting.effect.target),
            Deed::Drop(place) => names(Family::Event, *place),
            Deed::Node(forced) => {
                let id = forced.node.strip_prefix("event.");
                let place = scenario.events.iter().position(|event| Some(event.id.as_str()) == id);
                place.is_some_and(|place| names(Family::Event, place))
            }
            Deed::Parameter { .. } | Deed::Add(_) | Deed::Move(_) => false,
        })
    }

    /// The same deeds, in so far as windows are open?
    pub(super) fn does_the_same(&self, other: &Self, scenario: &Scenario) -> bool {
        let same = |one: &Deed, two: &Deed| match (one, two) {
            (Deed::Option(one), Deed::Option(two)) => {
                let decision = &scenario.decisions[one.decision];
                let open = |forced: &ForcedChoice| {
                    (forced.from.max(decision.from), forced.until.min(decision.until))
                };
                (one.decision, one.choice) == (two.decision, two.choice) && open(one) == open(two)
            }
            (one, two) => one == two,
        };
        self.deeds.len() == other.deeds.len()
            && self.deeds.iter().zip(&other.deeds).all(|(one, two)| same(one, two))
    }

    /// Do the two touch the same thing at one time?
    fn clashes(&self, other: &Self) -> bool {
        let meet = |one: (Day, Day), two: (Day, Day)| one.0 <= two.1 && two.0 <= one.1;
        let clash = |one: &Deed, two: &Deed| match (one, two) {
            (Deed::Option(one), Deed::Option(two)) => {
                one.decision == two.decision && meet((one.from, one.until), (two.from, two.until))
            }
            (Deed::Node(one), Deed::Node(two)) => {
                one.node == two.node && meet((one.from, one.until), (two.from, two.until))
            }
            (Deed::Quantity(one), Deed::Quantity(two)) => {
                one.day == two.day && one.effect.target == two.effect.target
            }
            (Deed::Drop(one), Deed::Drop(two)) => one == two,
            _ => false,
        };
        self.deeds.iter().any(|one| other.deeds.iter().any(|two| clash(one, two)))
    }
}

/// The search's puzzle: worlds with some of the changes made.
pub(super) struct Rewrites<'a> {
    base: &'a World,
    pub(super) candidates: Vec<Candidate>,
    claim: &'a Claim,
    last: Week,
    pub(super) chains: Vec<Option<Chain>>,
    clash: Vec<Vec<bool>>,
}

impl<'a> Rewrites<'a> {
    pub(super) fn new(
        base: &'a World,
        candidates: Vec<Candidate>,
        claim: &'a Claim,
        last: Week,
    ) -> Self {
        let event = |deed: &Deed| match deed {
            Deed::Drop(place) => Some(*place),
            Deed::Node(forced) => {
                let id = forced.node.strip_prefix("event.")?;
                base.scenario().events.iter().position(|event| event.id == id)
            }
            _ => None,
        };
        let clash = |one: &Candidate, two: &Candidate| {
            one.clashes(two)
                || one
                    .deeds
                    .iter()
                    .filter_map(event)
                    .any(|place| two.deeds.iter().filter_map(event).any(|other| other == place))
        };
        let table = |one: &Candidate| candidates.iter().map(|two| clash(one, two)).collect();
        let clash = candidates.iter().map(table).collect();
        let chains = candidates.iter().map(|_| None).collect();
        Self { base, candidates, claim, last, chains, clash }
    }

    /// Weighs each change alone, so that sets can be told apart by what they cost.
    pub(super) fn weigh_candidates(
        &mut self,
        seed: u64,
        stop: &AtomicBool,
        done: &(dyn Fn(u64) + Sync),
    ) {
        self.chains = (0..self.candidates.len())
            .map(|place| self.weigh(&[place], seed..seed + WEIGHED, stop, done))
            .collect();
    }

    fn deeds(&self, set: &[usize]) -> Vec<Deed> {
        let deeds: Vec<Deed> =
            set.iter().flat_map(|&place| self.candidates[place].deeds.iter().cloned()).collect();
        let order = surprise::in_order(self.base.scenario(), &deeds);
        order.into_iter().map(|place| deeds[place].clone()).collect()
    }

    fn world(&self, deeds: &[Deed]) -> World {
        let mut scenario = self.base.scenario().clone();
        for deed in deeds {
            scenario.carry_out(deed);
        }
        World { premise: Premise::new(scenario), seats: self.base.seats.clone() }
    }

    pub(super) fn weigh(
        &self,
        set: &[usize],
        seeds: Range<u64>,
        stop: &AtomicBool,
        done: &(dyn Fn(u64) + Sync),
    ) -> Option<Chain> {
        let deeds = self.deeds(set);
        let worlds: Vec<World> =
            (0..=deeds.len()).map(|count| self.world(&deeds[..count])).collect();
        surprise::weigh(&worlds, &deeds, seeds, stop, done)
    }

    /// A set with what is said of it: one line a change.
    pub(super) fn add_row(
        &self,
        table: &mut Table,
        set: &[usize],
        cells: Vec<String>,
        language: Language,
    ) {
        let name = |&place: &usize| language.of(&self.candidates[place].title).to_owned();
        let mut names = set.iter().map(name);
        let first = names
            .next()
            .unwrap_or_else(|| language.pick("no change at all", "ningún cambio").to_owned());
        let blanks = vec![String::new(); cells.len()];
        table.row(std::iter::once(first).chain(cells).collect());
        for name in names {
            let more = std::iter::once(format!("  + {name}"));
            table.row(more.chain(blanks.clone()).collect());
        }
    }

    pub(super) fn ids(&self, set: &[usize]) -> Vec<&str> {
        set.iter().map(|&place| self.candidates[place].id.as_str()).collect()
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
        let without = chain.pieces.iter().filter(|piece| piece.surprise.is_err()).count();
        let known =
            chain.whole.map_or(0.0, |whole| if whole.unbounded() { whole.low } else { whole.bits });
        known + NO_NUMBER * without as f64
    }

    fn hits(&self, set: &[usize], seeds: Range<u64>) -> u64 {
        let world = self.world(&self.deeds(set));
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
