//! The links between a change and an outcome: each undone alone, what depends on what, the
//! chain that leads to the outcome, and the smallest sets that must be undone together.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::twins::{Lived, Node, Spec, Twins};
use crate::scenario::{Id, Week};
use crate::whatif::cause::{self, Evaluation, Model, Search};

/// A link and what its undoing shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it is.
    pub node: Node,
    /// The first week in which it is otherwise; for an intervention, the first week played.
    pub since: Week,
    /// What came about when it alone was undone; nothing, if it cannot be undone alone.
    pub undone: Option<Undone>,
}

/// What came about when a link was undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum End {
    /// The change as a whole: where no intervention alone brings a link about.
    Change,
    /// A link, by place.
    Link(usize),
    /// The outcome.
    Outcome,
}

/// The links, what depends on what, and the chain that leads to the outcome.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Explanation {
    /// The baseline's worldline.
    pub baseline: Lived,
    /// The changed one.
    pub changed: Lived,
    /// The links: the interventions of the change, then the rest in order of time.
    pub links: Vec<Link>,
    /// What depends on what, of which nothing follows from the rest.
    pub arrows: Vec<(End, End)>,
    /// Places of the links that lead from the change to the outcome: those whose undoing
    /// undoes it, and those that join them.
    pub chain: Vec<usize>,
    /// The arrows among them.
    pub chain_arrows: Vec<(End, End)>,
    /// The smallest sets of interventions of the change whose undoing together undoes the outcome.
    #[serde(rename = "smallest_pieces")]
    pub smallest_interventions: Vec<Vec<usize>>,
    /// The smallest sets of links without which, together, the outcome falls back, where no
    /// link alone is needed.
    pub smallest_sets: Vec<Vec<usize>>,
    /// How many worldlines were lived.
    pub runs: u64,
    /// Was everything asked tried?
    pub complete: bool,
}

impl Twins {
    /// Where a link stands in its week: dated events come before answers, and these before
    /// what follows from them.
    fn order(&self, node: Node, since: Week) -> (Week, u8, usize) {
        use crate::scenario::Trigger;
        match node {
            Node::Intervention(intervention) => (Week::MIN, 0, intervention),
            Node::Decision(decision) => (since, 1, decision.place()),
            Node::Event(event) => {
                let dated = matches!(self.scenario().events[event].trigger, Trigger::On { .. });
                (since, if dated { 0 } else { 2 }, event.place())
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
        let mut nodes: Vec<(Node, Week)> = (0..self.interventions)
            .map(|intervention| (Node::Intervention(intervention), first))
            .collect();
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
            smallest_interventions: Vec::new(),
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
    /// not enough: among the interventions of the change, and among all links.
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
        let (interventions, all_interventions) =
            search((0..self.interventions).collect(), self.interventions);
        let alone = explanation.links.iter().any(|link| link.needed(held));
        let (sets, all_sets) = if alone {
            (Vec::new(), true)
        } else {
            let before = explanation.links.iter().enumerate().filter(|(_, link)| {
                matches!(link.node, Node::Intervention(_)) || link.since <= changed.settled
            });
            search(before.map(|(at, _)| at).collect(), 3)
        };
        explanation.smallest_interventions = interventions;
        // Interventions alone are told of already.
        explanation.smallest_sets = sets
            .into_iter()
            .filter(|set| set.iter().any(|&at| !matches!(nodes[at], Node::Intervention(_))))
            .collect();
        explanation.complete &= all_interventions && all_sets;
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
                let intervention =
                    self.links.get(to).is_some_and(|l| matches!(l.node, Node::Intervention(_)));
                let known = arrows.iter().any(|&(_, known)| known == end(to));
                if !intervention && !known && (to < n || differs) {
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
            if !reached && !matches!(self.links[at].node, Node::Intervention(_)) {
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

    /// The links on a shortest way from an intervention of the change to a link.
    fn way_to(&self, leads: &[Vec<bool>], to: usize) -> Vec<usize> {
        let mut ways: Vec<Vec<usize>> = vec![vec![to]];
        for _ in 0..self.links.len() {
            let mut longer = Vec::new();
            for way in &ways {
                for (from, leads) in leads.iter().enumerate().take(way[0]) {
                    if leads[way[0]] {
                        let mut way = way.clone();
                        way.insert(0, from);
                        if matches!(self.links[from].node, Node::Intervention(_)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_that_follows_from_others_is_not_drawn() {
        let leads = [vec![false, true, true], vec![false, false, true]];
        assert!(leads_around(&leads, &[0, 1, 2], 0, 2));
        assert!(!leads_around(&leads, &[0, 2], 0, 2));
    }
}
