//! The graph of an explanation with its labels.

use super::sentences as say;
use super::words::Teller;
use crate::report::chart::graph::{self as chart, Edge, Graph, Kind as BoxKind};
use crate::sim::calendar;
use crate::whatif::explanation::{End, Explanation, Node};

impl Teller<'_> {
    /// The graph of an explanation, labelled: all links, or those of the chain. Arrows of the
    /// chain are wide.
    #[must_use]
    pub fn graph(&self, explanation: &Explanation, outcome: &str, all: bool) -> Graph {
        let Explanation { baseline, changed, links, .. } = explanation;
        let language = self.language;
        let differ = baseline.holds != changed.holds;
        let arrows: Vec<(End, End, bool)> = {
            let chain = explanation.chain_arrows.iter().map(|&(from, to)| (from, to, true));
            let others = explanation
                .arrows
                .iter()
                .filter(|arrow| all && !explanation.chain_arrows.contains(arrow));
            chain.chain(others.map(|&(from, to)| (from, to, false))).collect()
        };
        let is_intervention = |at: usize| matches!(links[at].node, Node::Intervention(_));
        let mut ends = vec![End::Change];
        ends.extend((0..links.len()).map(End::Link));
        ends.push(End::Outcome);
        ends.retain(|&end| match end {
            End::Change => arrows.iter().any(|&(from, ..)| from == End::Change),
            End::Link(at) => all || is_intervention(at) || explanation.chain.contains(&at),
            End::Outcome => differ,
        });
        let changed_from =
            (0..self.twins.interventions).filter_map(|at| self.day_of_intervention(at)).min();
        let nodes = ends.iter().map(|&end| {
            let (kind, day, text) = match end {
                End::Change => {
                    (BoxKind::Change, changed_from, say::WHOLE_CHANGE.of(language).to_owned())
                }
                End::Outcome => (BoxKind::Outcome, None, outcome.to_owned()),
                End::Link(at) => {
                    let link = &links[at];
                    let mut text = self.link(link.node, baseline, changed);
                    if differ && link.needed(changed.holds) {
                        text = say::needed(language, text);
                    }
                    match link.node {
                        Node::Intervention(intervention) => {
                            (BoxKind::Change, self.day_of_intervention(intervention), text)
                        }
                        Node::Decision(_) => {
                            (BoxKind::Decision, Some(calendar::monday(link.since)), text)
                        }
                        Node::Event(place) => {
                            let days = [baseline.days[place], changed.days[place]];
                            (BoxKind::Event, days.into_iter().flatten().min(), text)
                        }
                    }
                }
            };
            chart::Node { day, text, kind }
        });
        let nodes = nodes.collect();
        let place = |end: End| ends.iter().position(|&known| known == end);
        let edges = arrows
            .into_iter()
            .filter_map(|(from, to, on_chain)| {
                Some(Edge {
                    from: place(from)?,
                    to: place(to)?,
                    kept: true,
                    weight: if on_chain { 0.8 } else { 0.1 },
                    label: String::new(),
                })
            })
            .collect();
        let (title, meaning) =
            if all { (say::DEPENDED, say::ARROWS_OF_ALL) } else { (say::FROM_CHANGE, say::ARROWS) };
        let (title, meaning) = (title.of(language).to_owned(), meaning.of(language).to_owned());
        Graph { title, meaning, nodes, edges, n: 1 }
    }
}
