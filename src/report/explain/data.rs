//! An explanation as JSON and as tables.

use serde_json::{Value, json};

use super::Telling;
use super::time::share;
use crate::batch::statistics::Share;
use crate::report::folder::{Cells, Dataset};
use crate::report::sheet::Question;
use crate::scenario::{Scenario, Week};
use crate::sim::calendar;
use crate::whatif::explanation::{End, Findings, Link, Node};
use crate::whatif::inevitability::Point;

fn node_id(scenario: &Scenario, node: Node) -> String {
    match node {
        Node::Intervention(intervention) => format!("piece.{}", intervention + 1),
        Node::Event(place) => format!("event.{}", scenario.events[place].id),
        Node::Decision(place) => format!("decision.{}", scenario.decisions[place].id),
    }
}

fn end_id(telling: &Telling<'_>, end: End) -> String {
    match end {
        End::Change => "change".to_owned(),
        End::Link(at) => node_id(telling.scenario(), telling.found.explanation.links[at].node),
        End::Outcome => "outcome".to_owned(),
    }
}

/// Monday of the first week in which a link is otherwise; of an intervention of the change, which
/// may do nothing for a while, its own date.
fn since(telling: &Telling<'_>, link: &Link) -> String {
    let day = match link.node {
        Node::Intervention(intervention) => telling.teller.day_of_intervention(intervention),
        Node::Event(_) | Node::Decision(_) => Some(calendar::monday(link.since)),
    };
    day.map_or_else(String::new, |day| calendar::date_of(day).to_string())
}

/// The answer for programs.
#[must_use]
pub(super) fn json(telling: &Telling<'_>) -> Value {
    let Findings { explanation, causes, distances, parting, .. } = telling.found;
    let twins = telling.teller.twins;
    let scenario = telling.scenario();
    let date = |day: i32| calendar::date_of(day).to_string();
    let monday = |week: Week| date(calendar::monday(week));
    let (baseline, changed) = (&explanation.baseline, &explanation.changed);
    let id = |node: Node| node_id(scenario, node);
    let links: Vec<Value> = explanation
        .links
        .iter()
        .map(|link| {
            json!({
                "id": id(link.node), "text": telling.teller.link(link.node, baseline, changed),
                "since": since(telling, link),
                "needed": (telling.differ() && link.undone.is_some()).then(|| link.needed(changed.holds)),
                "undone": link.undone.as_ref().map(|undone| json!({
                    "outcome": scenario.outcomes[undone.outcome].id, "holds": undone.holds,
                    "fell_back": undone.fell_back.iter().map(|&at| id(explanation.links[at].node)).collect::<Vec<_>>(),
                })),
            })
        })
        .collect();
    let end = |end: End| end_id(telling, end);
    let arrows = |arrows: &[(End, End)]| -> Vec<Value> {
        arrows.iter().map(|&(from, to)| json!({ "from": end(from), "to": end(to) })).collect()
    };
    let sets = |sets: &[Vec<usize>]| -> Vec<Vec<String>> {
        sets.iter()
            .map(|set| set.iter().map(|&at| id(explanation.links[at].node)).collect())
            .collect()
    };
    let curve = |points: &[Point]| -> Vec<Value> {
        let point = |point: &Point| {
            let classes = scenario.outcomes.iter().zip(&point.classes).map(|(outcome, &count)| {
                let Share { share, low, high } = share(count, point);
                json!({ "id": outcome.id, "share": share, "low": low, "high": high })
            });
            let Share { share: held, low, high } = share(point.held, point);
            json!({
                "week": point.week.map(monday), "forks": point.forks, "share": held, "low": low, "high": high,
                "classes": classes.collect::<Vec<_>>(),
            })
        };
        points.iter().map(point).collect()
    };
    let stories = telling.rows.iter().filter(|row| row.differs()).map(|row| {
        json!({ "text": row.text, "without": row.without.map(date), "with": row.with.map(date) })
    });
    let told = causes.iter().map(|cause| {
        let set = cause.set.iter().map(|&(node, _)| id(node)).collect::<Vec<_>>();
        let witness = cause.witness.iter().map(|&node| id(node)).collect::<Vec<_>>();
        json!({
            "set": set, "witness": witness, "responsibility": cause.cause.responsibility(),
            "shared_past": cause.shared, "text": telling.cause(cause),
        })
    });
    let reversion = telling.reversion().map(|found| {
        json!({
            "greatest": distances[found.greatest].1, "greatest_week": monday(distances[found.greatest].0),
            "back_week": found.back.map(|place| monday(distances[place].0)), "decay_a_week": found.decay,
        })
    });
    json!({
        "question": Question::ThisWorldline.id(),
        "seed": twins.seed,
        "outcome": {
            "claim": twins.changed.claim.text, "without": baseline.holds, "with": changed.holds,
            "class_without": scenario.outcomes[baseline.outcome].id, "class_with": scenario.outcomes[changed.outcome].id,
            "settled": monday(changed.settled),
        },
        "parting": parting.as_ref().map(|parting| json!({ "week": monday(parting.week), "subjects": parting.subjects })),
        "stories": stories.collect::<Vec<_>>(),
        "links": links,
        "arrows": arrows(&explanation.arrows),
        "chain": explanation.chain.iter().map(|&at| id(explanation.links[at].node)).collect::<Vec<_>>(),
        "chain_arrows": arrows(&explanation.chain_arrows),
        "smallest_pieces": sets(&explanation.smallest_interventions),
        "smallest_sets": sets(&explanation.smallest_sets),
        "causes": told.collect::<Vec<_>>(),
        "runs": explanation.runs + telling.found.cause_runs,
        "complete": explanation.complete && telling.found.causes_complete,
        "distance": distances.iter().map(|&(week, distance)| json!({ "week": monday(week), "distance": distance })).collect::<Vec<_>>(),
        "reversion": reversion,
        "inevitability": telling.found.curves.as_ref().map(|[without, with]| json!({ "without": curve(without), "with": curve(with) })),
        "dot": telling.graph(true).dot(telling.language()),
    })
}

/// The rows behind it: distances, links, arrows, and the curves where they were asked for.
#[must_use]
pub(super) fn tables(telling: &Telling<'_>) -> Vec<Dataset> {
    let date = |week: Week| calendar::date_of(calendar::monday(week)).to_string();
    let truth = |value: bool| if value { "yes" } else { "no" }.to_owned();
    let Findings { explanation, distances, .. } = telling.found;
    let (baseline, changed, links) =
        (&explanation.baseline, &explanation.changed, &explanation.links);
    let of_links = |cell: &dyn Fn(usize, &Link) -> String| {
        Cells::Text(links.iter().enumerate().map(|(at, link)| cell(at, link)).collect())
    };
    let end = |end: End| end_id(telling, end);
    let arrows: Vec<&(End, End)> = explanation
        .chain_arrows
        .iter()
        .chain(explanation.arrows.iter().filter(|arrow| !explanation.chain_arrows.contains(arrow)))
        .collect();
    let of_arrows = |cell: &dyn Fn(&(End, End)) -> String| {
        Cells::Text(arrows.iter().map(|arrow| cell(arrow)).collect())
    };
    let mut tables = vec![
        Dataset::new("distance")
            .with("week", "", "Monday of the week", Cells::Text(distances.iter().map(|&(week, _)| date(week)).collect()))
            .with("distance", "share", "how far apart the twins are", Cells::Number(distances.iter().map(|&(_, distance)| distance).collect())),
        Dataset::new("links")
            .with("id", "", "what came otherwise", of_links(&|at, _| end(End::Link(at))))
            .with("label", "", "in words", of_links(&|_, link| telling.teller.link(link.node, baseline, changed)))
            .with("since", "", "Monday of the first week in which it is otherwise; of a piece of the change its own date", of_links(&|_, link| since(telling, link)))
            .with("needed", "", "does the outcome fall back when it alone is undone; empty where that cannot be tried", of_links(&|_, link| {
                link.undone.as_ref().map_or_else(String::new, |_| truth(telling.differ() && link.needed(changed.holds)))
            }))
            .with("on_chain", "", "does it lie on the chain to the outcome", of_links(&|at, _| truth(explanation.chain.contains(&at)))),
        Dataset::new("arrows")
            .with("from_link", "", "what was undone", of_arrows(&|arrow| end(arrow.0)))
            .with("to_link", "", "what fell back with it", of_arrows(&|arrow| end(arrow.1)))
            .with("on_chain", "", "does it lie on the chain to the outcome", of_arrows(&|arrow| truth(explanation.chain_arrows.contains(arrow)))),
    ];
    if let Some(curves) = &telling.found.curves {
        let points: Vec<(&str, &Point)> = ["without", "with"]
            .into_iter()
            .zip(curves)
            .flat_map(|(twin, points)| points.iter().map(move |point| (twin, point)))
            .collect();
        let whole = |count: &dyn Fn(&Point) -> u64| {
            Cells::Whole(points.iter().map(|(_, point)| count(point).cast_signed()).collect())
        };
        let mut table = Dataset::new("inevitability")
            .with(
                "twin",
                "",
                "without or with the change",
                Cells::Text(points.iter().map(|(twin, _)| (*twin).to_owned()).collect()),
            )
            .with(
                "week",
                "",
                "Monday of the week; empty before the first",
                Cells::Text(
                    points
                        .iter()
                        .map(|(_, point)| point.week.map(date).unwrap_or_default())
                        .collect(),
                ),
            )
            .with("forks", "histories", "how many forks", whole(&|point| point.forks))
            .with(
                "claim",
                "histories",
                "forks in which what is explained holds",
                whole(&|point| point.held),
            );
        for (place, outcome) in telling.scenario().outcomes.iter().enumerate() {
            table = table.with(
                &outcome.id,
                "histories",
                "forks that end in this class",
                whole(&|point| point.classes[place]),
            );
        }
        tables.push(table);
    }
    tables
}
