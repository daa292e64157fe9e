//! Twins explained: what came otherwise in one worldline because of a change, through
//! what, and whether each link was needed.
//!
//! A **link** is a piece of the change, or an event or decision that came otherwise in the
//! changed world than in the baseline (not at all, at another date, with another answer).
//! Each is undone alone, by one run of the changed world in which it alone is as it was in
//! the baseline; what falls back then depended on it. That relation is the graph of the
//! explanation (Halpern 2016, *Actual Causality*, ch. 2, for the test; Aho, Garey and
//! Ullman 1972, for the transitive reduction that is drawn).
//!
//! Conquests, and armies that lay down their arms, are told in the stories but are no links:
//! they are states of the map, which nothing can hold.
//!
//! An event or a decision is seen as its **path**: what it stands at in each week. Two
//! paths are apart by the number of weeks in which they differ, and a link has *fallen
//! back* when its path is nearer to the baseline's than to the changed world's.
//!
//! [`distance`] measures how far apart two worldlines are in a week, [`reversion`] whether
//! history returned to its course (Lebow 2010, *Forbidden Fruit*).

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::policy::world::{Life, World};
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::{Family, Kind, Var};
use crate::scenario::{Day, Week};
use crate::sim::hold::{Holds, Log};
use crate::sim::{Phase, Premise, Whole};
use crate::whatif::cause::{self, Causes, Evaluation, Model, Search};
use crate::whatif::claim::{Claim, Witness};

/// A world with the claim whose cause is asked, compiled for it.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The world.
    pub world: World,
    /// The claim: the outcome that is explained.
    pub claim: Claim,
}

/// A baseline and a changed world in one luck.
#[derive(Debug)]
pub struct Twins {
    /// Without the change.
    pub baseline: Stage,
    /// With it.
    pub changed: Stage,
    /// The changed world without some pieces of the change; the pieces, in order, are the
    /// key. What is missing cannot be built.
    pub without: BTreeMap<Vec<usize>, Stage>,
    /// How many pieces the change has.
    pub pieces: usize,
    /// The luck.
    pub seed: u64,
}

/// What a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A piece of the change.
    Piece(usize),
    /// An event, by its place in the changed scenario.
    Event(usize),
    /// A decision, by its place in the changed scenario.
    Decision(usize),
}

/// What an event or a decision stands at, week by week: the weeks in which that changes,
/// and to what. An event stands at 0 until it happens and at 1 from then on, a decision at
/// 0 until it is answered and at the place of its option plus one from then on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(pub Vec<(Week, usize)>);

impl Path {
    /// What it stands at in a week.
    #[must_use]
    pub fn at(&self, week: Week) -> usize {
        self.0.iter().rev().find(|&&(from, _)| from <= week).map_or(0, |&(_, state)| state)
    }

    /// In how many weeks it stands elsewhere than another one, up to the last week.
    #[must_use]
    pub fn apart(&self, other: &Self, first: Week, last: Week) -> usize {
        (first..=last).filter(|&week| self.at(week) != other.at(week)).count()
    }

    /// The first week in which both stand elsewhere.
    #[must_use]
    pub fn parts(&self, other: &Self) -> Option<Week> {
        let weeks = self.0.iter().chain(&other.0).map(|&(week, _)| week);
        weeks.filter(|&week| self.at(week) != other.at(week)).min()
    }
}

/// A worldline that was lived.
#[derive(Clone, Debug)]
pub struct Lived {
    /// What happened and was answered, by the places of its own scenario.
    pub log: Log,
    /// The path of each event of the changed scenario, then of each of its decisions.
    pub paths: Vec<Path>,
    /// The day of each event of the changed scenario.
    pub days: Vec<Option<Day>>,
    /// Place of the outcome class.
    pub outcome: usize,
    /// Did the claim hold?
    pub holds: bool,
    /// The week from which the claim stood as it did in the end; the last, if it never stood
    /// otherwise.
    pub settled: Week,
}

/// A link and what its undoing shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub node: Node,
    /// The first week in which it is otherwise; for a piece, the first week played.
    pub since: Week,
    /// What came about when it alone was undone; nothing, if it cannot be undone alone.
    pub undone: Option<Undone>,
}

/// What came about when a link was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Place of the outcome class.
    pub outcome: usize,
    /// Did the claim hold all the same?
    pub holds: bool,
    /// Places of the links that fell back.
    pub fell_back: Vec<usize>,
}

impl Link {
    /// Is the outcome undone without it alone?
    #[must_use]
    pub fn needed(&self, held: bool) -> bool {
        self.undone.as_ref().is_some_and(|undone| undone.holds != held)
    }
}

/// An end of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The change as a whole: where no piece alone brings a link about.
    Change,
    /// A link, by place.
    Link(usize),
    /// The outcome.
    Outcome,
}

/// The links, what depends on what, and the chain that leads to the outcome.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The baseline's worldline.
    pub baseline: Lived,
    /// The changed one.
    pub changed: Lived,
    /// The links: the pieces of the change, then the rest in order of time.
    pub links: Vec<Link>,
    /// What depends on what, of which nothing follows from the rest.
    pub arrows: Vec<(End, End)>,
    /// Places of the links that lead from the change to the outcome: those whose undoing
    /// undoes it, and those that join them.
    pub chain: Vec<usize>,
    /// The arrows among them.
    pub chain_arrows: Vec<(End, End)>,
    /// The smallest sets of pieces of the change whose undoing together undoes the outcome.
    pub smallest_pieces: Vec<Vec<usize>>,
    /// The smallest sets of links without which, together, the outcome falls back, where no
    /// link alone is needed.
    pub smallest_sets: Vec<Vec<usize>>,
    /// How many worldlines were lived.
    pub runs: u64,
    /// Was everything asked tried?
    pub complete: bool,
}

/// A way to live the changed world: without some pieces, holding some things.
#[derive(Clone, Debug, Default)]
struct Spec {
    without: Vec<usize>,
    holds: Holds,
}

impl Twins {
    fn scenario(&self) -> &crate::scenario::Scenario {
        self.changed.world.scenario()
    }

    fn weeks(&self) -> (Week, Week) {
        let premise: &Premise = &self.changed.world.premise;
        (premise.first_week(), premise.last_week())
    }

    /// The baseline's worldline.
    #[must_use]
    pub fn live_baseline(&self) -> Lived {
        self.live(&self.baseline, Holds::default())
    }

    /// The changed worldline.
    #[must_use]
    pub fn live_changed(&self) -> Lived {
        self.live(&self.changed, Holds::default())
    }

    fn spec(&self, spec: Spec) -> Option<Lived> {
        let stage = if spec.without.is_empty() {
            &self.changed
        } else {
            self.without.get(&spec.without)?
        };
        // A world without a piece may number the events that the piece added otherwise, or
        // not have them.
        let mut holds = Holds { events: Vec::new(), answers: spec.holds.answers };
        for (place, day) in spec.holds.events {
            match self.event_in(stage, place) {
                Some(place) => holds.events.push((place, day)),
                None if day.is_none() => {}
                None => return None,
            }
        }
        Some(self.live(stage, holds))
    }

    fn event_in(&self, stage: &Stage, place: usize) -> Option<usize> {
        let events = &stage.world.scenario().events;
        let id = &self.scenario().events[place].id;
        // Places are the same but for what a piece has added.
        match events.get(place) {
            Some(event) if event.id == *id => Some(place),
            _ => events.iter().position(|event| event.id == *id),
        }
    }

    fn live(&self, stage: &Stage, holds: Holds) -> Lived {
        let claims = std::slice::from_ref(&stage.claim);
        let mut witness = Witness::new(claims);
        let mut log: Option<Log> = None;
        let last = self.weeks().1;
        let (mut stood, mut settled) = (None, last);
        let mut worldline =
            stage.world.live(Life::of(self.seed).holding(holds), |whole: &Whole<'_>| {
                log.get_or_insert_with(|| Log::of(whole)).note(whole);
                witness.look(whole);
                let stands = stage.claim.holds_now(whole);
                if stood != Some(stands) {
                    // What has held from the first day on is settled on the last.
                    let first = stood.is_none();
                    stood = Some(stands);
                    settled = if first { last } else { whole.calendar.week };
                }
            });
        let log = log.unwrap_or_default();
        let events = 0..self.scenario().events.len();
        let days: Vec<Option<Day>> =
            events.map(|place| log.events[self.event_in(stage, place)?]).collect();
        let happened = days
            .iter()
            .map(|day| Path(day.map(|day| (day.div_euclid(7) as Week, 1)).into_iter().collect()));
        let answered = log.answers.iter().map(|answers| {
            let mut path: Vec<(Week, usize)> = Vec::new();
            for &(week, option) in answers {
                if path.last().is_none_or(|&(_, known)| known != option + 1) {
                    path.push((week, option + 1));
                }
            }
            Path(path)
        });
        let paths = happened.chain(answered).collect();
        let outcome = crate::batch::row(&worldline.whole()).outcome;
        Lived { log, paths, days, outcome, holds: witness.verdicts()[0], settled }
    }

    /// Is an event or a decision what the change itself sets? Then it is no link of its own:
    /// to undo it is to undo the piece.
    fn is_set(&self, node: Node) -> bool {
        match node {
            Node::Piece(_) => true,
            Node::Event(place) => {
                let event = &self.scenario().events[place];
                self.event_in(&self.baseline, place).is_none_or(|known| {
                    let known = &self.baseline.world.scenario().events[known];
                    known.dropped != event.dropped || known.trigger != event.trigger
                })
            }
            Node::Decision(place) => {
                self.scenario().forced_choices.iter().any(|forced| forced.decision == place)
            }
        }
    }

    /// The place of an event or a decision among the paths.
    #[must_use]
    pub fn path_of(&self, node: Node) -> Option<usize> {
        match node {
            Node::Piece(_) => None,
            Node::Event(place) => Some(place),
            Node::Decision(place) => Some(self.scenario().events.len() + place),
        }
    }

    fn node_of(&self, path: usize) -> Node {
        match path.checked_sub(self.scenario().events.len()) {
            None => Node::Event(path),
            Some(decision) => Node::Decision(decision),
        }
    }

    /// What holds an event or a decision at what it was in the baseline.
    fn as_in_baseline(&self, node: Node, baseline: &Lived) -> Spec {
        let mut spec = Spec::default();
        match node {
            Node::Piece(piece) => spec.without.push(piece),
            Node::Event(place) => spec.holds.events.push((place, baseline.days[place])),
            Node::Decision(place) => {
                spec.holds.answers.push((place, baseline.log.answers[place].clone()));
            }
        }
        spec
    }

    /// Where a link stands in its week: dated events come before answers, and these before
    /// what follows from them.
    fn order(&self, node: Node, since: Week) -> (Week, u8, usize) {
        use crate::scenario::Trigger;
        match node {
            Node::Piece(piece) => (Week::MIN, 0, piece),
            Node::Decision(place) => (since, 1, place),
            Node::Event(place) => {
                let dated = matches!(self.scenario().events[place].trigger, Trigger::On { .. });
                (since, if dated { 0 } else { 2 }, place)
            }
        }
    }

    /// Lives both worldlines, finds the links and undoes each alone. `stop` ends it early;
    /// `done` is told of each worldline.
    #[must_use]
    pub fn explain(&self, stop: &AtomicBool, done: &(dyn Fn(u64) + Sync)) -> Explanation {
        let (baseline, changed) = (self.live_baseline(), self.live_changed());
        done(2);
        let (first, last) = self.weeks();
        let mut nodes: Vec<(Node, Week)> =
            (0..self.pieces).map(|piece| (Node::Piece(piece), first)).collect();
        let differing = baseline.paths.iter().zip(&changed.paths).enumerate();
        let mut found: Vec<(Node, Week)> = differing
            .filter_map(|(place, (one, other))| Some((self.node_of(place), one.parts(other)?)))
            .filter(|&(node, _)| !self.is_set(node))
            .collect();
        found.sort_by_key(|&(node, since)| self.order(node, since));
        nodes.extend(found);
        let undone: Vec<Option<Option<Lived>>> = nodes
            .par_iter()
            .map(|&(node, _)| {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let lived = self.spec(self.as_in_baseline(node, &baseline));
                done(1);
                Some(lived)
            })
            .collect();
        let complete = undone.iter().all(Option::is_some);
        let fell_back = |lived: &Lived, at: usize| -> Vec<usize> {
            let falls = |&(other, &(node, _)): &(usize, &(Node, Week))| {
                let Some(path) = self.path_of(node).filter(|_| other > at) else { return false };
                let now = &lived.paths[path];
                now.apart(&baseline.paths[path], first, last)
                    < now.apart(&changed.paths[path], first, last)
            };
            nodes.iter().enumerate().filter(falls).map(|(other, _)| other).collect()
        };
        let links: Vec<Link> = nodes
            .iter()
            .zip(&undone)
            .enumerate()
            .map(|(at, (&(node, since), lived))| Link {
                node,
                since,
                undone: lived.as_ref().and_then(Option::as_ref).map(|lived| Undone {
                    outcome: lived.outcome,
                    holds: lived.holds,
                    fell_back: fell_back(lived, at),
                }),
            })
            .collect();
        let runs = 2 + links.len() as u64;
        let mut explanation = Explanation {
            arrows: Vec::new(),
            chain: Vec::new(),
            chain_arrows: Vec::new(),
            smallest_pieces: Vec::new(),
            smallest_sets: Vec::new(),
            baseline,
            changed,
            links,
            runs,
            complete,
        };
        explanation.draw();
        explanation
    }

    /// Looks for the smallest sets of links that must be undone together, where one alone is
    /// not enough: among the pieces of the change, and among all links.
    pub fn smallest_sets(
        &self,
        explanation: &mut Explanation,
        most_runs: u64,
        stop: &AtomicBool,
        done: &(dyn Fn(u64) + Sync),
    ) {
        let (baseline, changed) = (&explanation.baseline, &explanation.changed);
        if baseline.holds == changed.holds {
            return;
        }
        let held = changed.holds;
        let nodes: Vec<Node> = explanation.links.iter().map(|link| link.node).collect();
        let together = Together { twins: self, nodes: &nodes, baseline, held };
        let mut search = |among: Vec<usize>, largest_set: usize| {
            let asked = Search {
                alone: Vec::new(),
                together: among,
                largest_set,
                largest_witness: 0,
                most_runs: most_runs.saturating_sub(explanation.runs),
            };
            let causes = cause::search(&together, &asked, stop, done);
            explanation.runs += causes.runs;
            let smallest = causes.found.iter().map(|cause| cause.set.len()).min();
            let sets = causes.found.iter().filter(|cause| Some(cause.set.len()) == smallest);
            let sets: Vec<Vec<usize>> = sets
                .map(|cause| cause.set.iter().map(|&(variable, _)| variable).collect())
                .collect();
            (sets, causes.complete)
        };
        let (pieces, all_pieces) = search((0..self.pieces).collect(), self.pieces);
        let alone = explanation.links.iter().any(|link| link.needed(held));
        let (sets, all_sets) = if alone {
            (Vec::new(), true)
        } else {
            let before = explanation.links.iter().enumerate().filter(|(_, link)| {
                matches!(link.node, Node::Piece(_)) || link.since <= changed.settled
            });
            search(before.map(|(at, _)| at).collect(), 3)
        };
        explanation.smallest_pieces = pieces;
        // Pieces alone are told of already.
        explanation.smallest_sets = sets
            .into_iter()
            .filter(|set| set.iter().any(|&at| !matches!(nodes[at], Node::Piece(_))))
            .collect();
        explanation.complete &= all_pieces && all_sets;
    }
}

/// Links, each of which can be as it was in the baseline.
struct Together<'a> {
    twins: &'a Twins,
    nodes: &'a [Node],
    baseline: &'a Lived,
    held: bool,
}

impl Model for Together<'_> {
    fn variables(&self) -> usize {
        self.nodes.len()
    }

    fn alternatives(&self, _: usize) -> usize {
        1
    }

    fn evaluate(&self, undone: &[(usize, usize)], _: &[usize]) -> Option<Evaluation> {
        let mut all = Spec::default();
        for &(at, _) in undone {
            let one = self.twins.as_in_baseline(self.nodes[at], self.baseline);
            all.without.extend(one.without);
            all.holds = all.holds.and(one.holds);
        }
        all.without.sort_unstable();
        let lived = self.twins.spec(all)?;
        Some(Evaluation { outcome: lived.holds == self.held, moved: Vec::new() })
    }
}

impl Explanation {
    /// Draws the arrows: the dependencies that do not follow from others.
    fn draw(&mut self) {
        let n = self.links.len();
        let held = self.changed.holds;
        let differs = self.baseline.holds != held;
        // Places: the links, then the outcome. Arrows lead onwards only.
        let mut leads = vec![vec![false; n + 1]; n];
        for (at, link) in self.links.iter().enumerate() {
            let Some(undone) = &link.undone else { continue };
            undone.fell_back.iter().for_each(|&to| leads[at][to] = true);
            leads[at][n] = differs && link.needed(held);
        }
        let end = |at: usize| if at == n { End::Outcome } else { End::Link(at) };
        let reduced = |among: &[usize]| -> Vec<(End, End)> {
            let mut arrows = Vec::new();
            for (from, &at) in among.iter().enumerate() {
                for &to in &among[from + 1..] {
                    if leads[at][to] && !leads_around(&leads, among, at, to) {
                        arrows.push((End::Link(at), end(to)));
                    }
                }
            }
            // What no link alone has brought about comes of the change as a whole.
            for &to in among {
                let piece = self.links.get(to).is_some_and(|l| matches!(l.node, Node::Piece(_)));
                let known = arrows.iter().any(|&(_, known)| known == end(to));
                if !piece && !known && (to < n || differs) {
                    arrows.push((End::Change, end(to)));
                }
            }
            arrows
        };
        let all: Vec<usize> = (0..=n).collect();
        self.arrows = reduced(&all);
        if !differs {
            return;
        }
        // The needed links, and for each that no needed one leads to, the shortest way to it.
        let mut chain: Vec<usize> = (0..n).filter(|&at| leads[at][n]).collect();
        for at in chain.clone() {
            let reached = chain.iter().any(|&from| from < at && leads[from][at]);
            if !reached && !matches!(self.links[at].node, Node::Piece(_)) {
                chain.extend(self.way_to(&leads, at));
            }
        }
        chain.sort_unstable();
        chain.dedup();
        let mut among = chain.clone();
        among.push(n);
        self.chain_arrows = reduced(&among);
        self.chain = chain;
    }

    /// The links on a shortest way from a piece of the change to a link.
    fn way_to(&self, leads: &[Vec<bool>], to: usize) -> Vec<usize> {
        let mut ways: Vec<Vec<usize>> = vec![vec![to]];
        for _ in 0..self.links.len() {
            let mut longer = Vec::new();
            for way in &ways {
                for (from, leads) in leads.iter().enumerate().take(way[0]) {
                    if leads[way[0]] {
                        let mut way = way.clone();
                        way.insert(0, from);
                        if matches!(self.links[from].node, Node::Piece(_)) {
                            way.pop();
                            return way;
                        }
                        longer.push(way);
                    }
                }
            }
            // One way to each place is enough.
            longer.sort_by_key(|way| way[0]);
            longer.dedup_by_key(|way| way[0]);
            ways = longer;
        }
        Vec::new()
    }
}

/// Does a longer way lead from one place to another?
fn leads_around(leads: &[Vec<bool>], among: &[usize], from: usize, to: usize) -> bool {
    let mut reached: Vec<usize> = Vec::new();
    for &between in among.iter().filter(|&&between| from < between && between < to) {
        if leads[from][between] || reached.iter().any(|&at| leads[at][between]) {
            reached.push(between);
        }
    }
    reached.iter().any(|&at| leads[at][to])
}

/// Another way for an event or a decision to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Otherwise {
    /// The piece of the change is not there.
    Without,
    /// The event never happens.
    Never,
    /// As it was in the baseline.
    AsInBaseline,
    /// Another option at the same weeks, by place.
    Option(usize),
}

/// The events and decisions of the changed worldline as a model: what caused the outcome?
#[derive(Debug)]
pub struct Play<'a> {
    twins: &'a Twins,
    baseline: &'a Lived,
    changed: &'a Lived,
    /// The variables.
    pub nodes: Vec<Node>,
    /// For each variable, the other ways for it to be.
    pub otherwise: Vec<Vec<Otherwise>>,
    specs: Vec<Vec<Spec>>,
}

impl<'a> Play<'a> {
    /// The changed worldline, and all that could have been otherwise in it.
    #[must_use]
    pub fn new(twins: &'a Twins, baseline: &'a Lived, changed: &'a Lived) -> Self {
        let paths = changed.paths.len();
        let nodes: Vec<Node> = (0..twins.pieces)
            .map(Node::Piece)
            .chain((0..paths).map(|path| twins.node_of(path)))
            .collect();
        let open = twins.open_options();
        let mut play = Self {
            twins,
            baseline,
            changed,
            otherwise: vec![Vec::new(); nodes.len()],
            specs: vec![Vec::new(); nodes.len()],
            nodes,
        };
        for at in 0..play.nodes.len() {
            for (otherwise, spec) in play.ways(play.nodes[at], &open) {
                play.otherwise[at].push(otherwise);
                play.specs[at].push(spec);
            }
        }
        play
    }

    fn ways(&self, node: Node, open: &[Vec<(Week, u32)>]) -> Vec<(Otherwise, Spec)> {
        let mut ways = Vec::new();
        let as_in_baseline = || self.twins.as_in_baseline(node, self.baseline);
        if let Node::Piece(_) = node {
            return vec![(Otherwise::Without, as_in_baseline())];
        }
        if self.twins.is_set(node) {
            return ways;
        }
        let differs = self.twins.path_of(node).is_some_and(|path| {
            self.baseline.paths[path].parts(&self.changed.paths[path]).is_some()
        });
        if differs {
            ways.push((Otherwise::AsInBaseline, as_in_baseline()));
        }
        match node {
            Node::Piece(_) => {}
            Node::Event(place) => {
                let known = differs && self.baseline.days[place].is_none();
                if self.changed.days[place].is_some() && !known {
                    let holds = Holds { events: vec![(place, None)], answers: Vec::new() };
                    ways.push((Otherwise::Never, Spec { without: Vec::new(), holds }));
                }
            }
            Node::Decision(place) => {
                let answers = &self.changed.log.answers[place];
                let choices = &self.twins.scenario().decisions[place].choices;
                for (option, choice) in choices.iter().enumerate() {
                    let mut other: Vec<(Week, usize)> = Vec::new();
                    for &(week, _) in answers {
                        other.push((week, option));
                        if choice.settles {
                            break;
                        }
                    }
                    let is_open = |week: Week| {
                        open[place].iter().any(|&(at, set)| at == week && set & (1 << option) != 0)
                    };
                    let possible = other.iter().all(|&(week, _)| is_open(week));
                    let known =
                        other == *answers || (differs && other == self.baseline.log.answers[place]);
                    if !other.is_empty() && possible && !known {
                        let holds = Holds { events: Vec::new(), answers: vec![(place, other)] };
                        let spec = Spec { without: Vec::new(), holds };
                        ways.push((Otherwise::Option(option), spec));
                    }
                }
            }
        }
        ways
    }

    /// Searches for the causes of the outcome in the changed worldline: among what came
    /// before the outcome was settled. What both worlds share is undone alone only.
    #[must_use]
    pub fn causes(&self, most_runs: u64, stop: &AtomicBool, done: &(dyn Fn(u64) + Sync)) -> Causes {
        let settled = self.changed.settled;
        let (mut alone, mut together) = (Vec::new(), Vec::new());
        for (at, &node) in self.nodes.iter().enumerate() {
            if self.otherwise[at].is_empty() {
                continue;
            }
            let Some(path) = self.twins.path_of(node) else {
                together.push(at);
                continue;
            };
            let (now, then) = (&self.changed.paths[path], &self.baseline.paths[path]);
            match now.parts(then) {
                Some(week) if week <= settled => together.push(at),
                None if now.0.first().is_some_and(|&(week, _)| week <= settled) => alone.push(at),
                _ => {}
            }
        }
        let asked = Search { alone, together, largest_set: 2, largest_witness: 3, most_runs };
        cause::search(self, &asked, stop, done)
    }

    /// The worldline in which some variables are undone and others held.
    #[must_use]
    pub fn lived(&self, undone: &[(usize, usize)], held: &[usize]) -> Option<Lived> {
        let mut all = Spec::default();
        for &(at, alternative) in undone {
            let one = self.specs[at].get(alternative)?.clone();
            all.without.extend(one.without);
            all.holds = all.holds.and(one.holds);
        }
        for &at in held {
            match self.nodes[at] {
                Node::Piece(_) => {}
                Node::Event(place) => all.holds.events.push((place, self.changed.days[place])),
                Node::Decision(place) => {
                    all.holds.answers.push((place, self.changed.log.answers[place].clone()));
                }
            }
        }
        all.without.sort_unstable();
        self.twins.spec(all)
    }
}

impl Model for Play<'_> {
    fn variables(&self) -> usize {
        self.nodes.len()
    }

    fn alternatives(&self, variable: usize) -> usize {
        self.otherwise[variable].len()
    }

    fn evaluate(&self, undone: &[(usize, usize)], held: &[usize]) -> Option<Evaluation> {
        let lived = self.lived(undone, held)?;
        let moved = (0..self.nodes.len()).filter(|&at| {
            let path = self.twins.path_of(self.nodes[at]);
            path.is_some_and(|path| lived.paths[path] != self.changed.paths[path])
        });
        Some(Evaluation { outcome: lived.holds == self.changed.holds, moved: moved.collect() })
    }
}

impl Twins {
    /// The options that were open in the changed worldline, by decision: week and a bit an
    /// option.
    fn open_options(&self) -> Vec<Vec<(Week, u32)>> {
        let mut open = vec![Vec::new(); self.scenario().decisions.len()];
        let watch = |phase, whole: &mut Whole<'_>| {
            if phase != Phase::Questions {
                return;
            }
            for question in whole.docket.questions() {
                let options = question.utilities.iter().enumerate();
                let set = options
                    .filter(|(_, utility)| utility.is_some())
                    .fold(0, |set: u32, (place, _)| set | 1 << place);
                open[question.decision].push((whole.calendar.week, set));
            }
        };
        self.changed.world.live_watched(Life::of(self.seed), watch, |_| {});
        open
    }

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
                    (_, Kind::Number { unit, .. }) => unit.starts_with("days since"),
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
#[derive(Clone, Copy, Debug, PartialEq)]
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
    fn paths_are_apart_by_the_weeks_in_which_they_differ() {
        let path = |steps: &[(Week, usize)]| Path(steps.to_vec());
        let (early, late, never) = (path(&[(3, 1)]), path(&[(7, 1)]), path(&[]));
        assert_eq!(early.apart(&late, 0, 9), 4);
        assert_eq!(early.apart(&never, 0, 9), 7);
        assert_eq!((early.parts(&late), early.parts(&early)), (Some(3), None));
        assert_eq!((late.at(6), late.at(7)), (0, 1));
    }

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

    #[test]
    fn an_arrow_that_follows_from_others_is_not_drawn() {
        let leads = [vec![false, true, true], vec![false, false, true]];
        assert!(leads_around(&leads, &[0, 1, 2], 0, 2));
        assert!(!leads_around(&leads, &[0, 2], 0, 2));
    }
}
