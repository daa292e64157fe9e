//! The inputs of a worldline, as columns whose share of an outcome's variance is measured.
//!
//! Everything that is left open in a world is a chance node: the draw of each parameter
//! (`parameter.NAME`), each option's luck in a decision (`decision.ID.OPTION`), each source's
//! errors, each event's, and the luck of the engine's rules. A column is a named set of
//! nodes; every node belongs to exactly one. A point of the design that takes some columns
//! from elsewhere is a worldline whose luck is lent for just these nodes.
//!
//! Columns can be chosen by patterns: `Stalingrad=event.uranus`, `weather=weather.*`. What no
//! pattern takes stays in the columns that are there by default.

use serde::{Deserialize, Serialize};

use crate::scenario::report::{Reports, nearest};
use crate::scenario::{Scenario, Text, Week};
use crate::sim::luck::{Loan, Luck, Nodes};
use crate::sim::{self, Premise};
use crate::whatif::option_text::OptionText;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// A parameter that nobody knows exactly.
    Parameter,
    /// What somebody decides.
    Decision,
    /// The rest of luck.
    Chance,
}

impl NodeKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Parameter, Self::Decision, Self::Chance];

    /// The kind of a node.
    #[must_use]
    pub fn of(node: &str) -> Self {
        match node.split('.').next() {
            Some("parameter") => Self::Parameter,
            Some("decision") => Self::Decision,
            _ => Self::Chance,
        }
    }

    /// Its name in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Parameter => "parameters",
            Self::Decision => "decisions",
            Self::Chance => "chance",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Parameter => text("Parameters nobody knows", "Parámetros que nadie conoce"),
            Self::Decision => text("Decisions", "Decisiones"),
            Self::Chance => text("Chance", "Azar"),
        }
    }
}

fn text(en: &str, es: &str) -> Text {
    Text { en: en.to_owned(), es: es.to_owned() }
}

/// How fine the columns are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Parameters, decisions, chance.
    Kinds,
    /// Luck by where it strikes, decisions by who decides, parameters by subject.
    #[default]
    Groups,
    /// Each decision by itself.
    Decisions,
    /// Each event that may or may not happen by itself.
    Events,
}

/// A named set of chance nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeGroup {
    /// Its name in JSON and in tables of numbers.
    pub id: String,
    /// As a reader sees it.
    pub title: Text,
    /// Its nodes.
    pub nodes: Vec<String>,
    lent: Nodes,
}

impl NodeGroup {
    fn new(id: String, title: Text, nodes: Vec<String>) -> Self {
        let lent = Nodes::named(nodes.iter().map(String::as_str));
        Self { id, title, nodes, lent }
    }

    /// What kind of nodes it has, when they are of one kind.
    #[must_use]
    pub fn kind(&self) -> Option<NodeKind> {
        let first = NodeKind::of(self.nodes.first()?);
        self.nodes.iter().all(|node| NodeKind::of(node) == first).then_some(first)
    }

    /// A luck that has this column from another seed, in all weeks.
    #[must_use]
    pub fn lend(&self, luck: Luck, seed: u64) -> Luck {
        luck.lent(Loan { seed, nodes: self.lent.clone(), from: Week::MIN, until: Week::MAX })
    }
}

/// All chance nodes of a premise. Events that are certain are among them, since luck dates
/// them within their week, and the draws of the parameters.
#[must_use]
pub fn every_node(premise: &Premise) -> Vec<String> {
    let scenario = &premise.scenario;
    let mut nodes = scenario.chance_nodes(&sim::engine().nodes);
    let certain = scenario.events.iter().filter(|event| event.chance.is_none());
    nodes.extend(certain.map(|event| format!("event.{}", event.id)));
    nodes.extend(premise.parameters().iter().map(|known| format!("parameter.{}", known.name)));
    nodes
}

/// The default columns: id, English, Spanish.
const GROUPS: [(&str, &str, &str); 18] = [
    ("weather", "Weather", "El tiempo"),
    ("front", "Fortune at the eastern front", "Fortuna en el frente oriental"),
    ("events", "Events by chance", "Sucesos por azar"),
    ("japan_decides", "Decisions in Tokyo", "Decisiones en Tokio"),
    ("soviet_decides", "Decisions in Moscow", "Decisiones en Moscú"),
    ("others_decide", "Decisions elsewhere", "Decisiones en otras capitales"),
    ("intelligence", "Errors of intelligence", "Errores de la inteligencia"),
    ("pacific", "Fortune in the Pacific and China", "Fortuna en el Pacífico y China"),
    ("far_east", "Fortune in the Far East", "Fortuna en el Extremo Oriente"),
    ("other_luck", "Other luck", "Otros azares"),
    ("parameters_fronts", "Parameters: the fronts", "Parámetros: los frentes"),
    ("parameters_soviet", "Parameters: the Soviet Union", "Parámetros: la Unión Soviética"),
    ("parameters_japan", "Parameters: Japan", "Parámetros: Japón"),
    ("parameters_pacific", "Parameters: the Pacific", "Parámetros: el Pacífico"),
    ("parameters_far_east", "Parameters: the Far East", "Parámetros: el Extremo Oriente"),
    ("parameters_intelligence", "Parameters: intelligence", "Parámetros: inteligencia"),
    ("parameters_politics", "Parameters: politics and pact", "Parámetros: política y pacto"),
    ("parameters_others", "Parameters: others", "Parámetros: otros"),
];

/// The default column of a node: the first that fits, else one of the two that take the
/// rest.
fn group_of(scenario: &Scenario, node: &str) -> &'static str {
    let mut words = node.split('.');
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    match (first, second) {
        ("weather", _) | ("far_east", "rain") => "weather",
        ("front", _) => "front",
        ("event", _) => "events",
        ("decision", id) => {
            let asked = scenario.decisions.iter().find(|decision| decision.id == id);
            match asked.map_or("", |decision| scenario.powers[decision.actor].id.as_str()) {
                "japan" => "japan_decides",
                "soviet" => "soviet_decides",
                _ => "others_decide",
            }
        }
        ("source", _) => "intelligence",
        ("pacific" | "japan" | "china", _) => "pacific",
        ("far_east" | "army" | "pact", _) => "far_east",
        ("parameter", subject) => match subject {
            "eastern_front" | "western_front" | "caucasus" => "parameters_fronts",
            "soviet" | "railway" | "lend_lease" => "parameters_soviet",
            "japan" => "parameters_japan",
            "pacific" | "america" => "parameters_pacific",
            "far_east" => "parameters_far_east",
            "intelligence" => "parameters_intelligence",
            "tokyo" | "moscow" | "pact" | "conduct" => "parameters_politics",
            _ => "parameters_others",
        },
        _ => "other_luck",
    }
}

/// The three kinds as columns.
#[must_use]
pub fn kinds(premise: &Premise) -> Vec<NodeGroup> {
    let nodes = every_node(premise);
    NodeKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let own: Vec<String> =
                nodes.iter().filter(|node| NodeKind::of(node) == kind).cloned().collect();
            (!own.is_empty()).then(|| NodeGroup::new(kind.id().to_owned(), kind.title(), own))
        })
        .collect()
}

/// The columns of a premise: those that `wanted` names (`NAME=pattern,pattern`), and the
/// default ones for what these leave. `option` is where they were written, for errors.
///
/// # Errors
/// A column that cannot be read, has a name that is taken, matches nothing, or takes what
/// another one has, located in its text.
pub fn node_groups(
    premise: &Premise,
    by: By,
    option: &str,
    wanted: &[String],
) -> Result<Vec<NodeGroup>, Box<Reports>> {
    let scenario = &premise.scenario;
    let nodes = every_node(premise);
    let mut owner: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut own: Vec<NodeGroup> = Vec::new();
    for (place, written) in wanted.iter().enumerate() {
        let refuse = |part: &str, code, message: String, help: &str| {
            Err(OptionText { option, text: written }.refuse(part, code, message, help))
        };
        let Some((name, patterns)) = written.split_once('=') else {
            let help = "a column is written NAME=pattern,pattern: `weather=weather.*`";
            return refuse(written, "H0400", "this is not a column".to_owned(), help);
        };
        let name = name.trim();
        if name.is_empty() {
            let help = "give it one before the `=`: `weather=weather.*`";
            return refuse(written, "H0400", "the column has no name".to_owned(), help);
        }
        if own.iter().any(|other| other.id == name) {
            let message = format!("two columns are called `{name}`");
            return refuse(name, "H0203", message, "give one of them another name");
        }
        for pattern in patterns.split(',') {
            let pattern = pattern.trim();
            let matched: Vec<usize> =
                (0..nodes.len()).filter(|&node| matches(pattern, &nodes[node])).collect();
            if matched.is_empty() {
                let message = format!("no chance node is called `{pattern}`");
                return refuse(
                    if pattern.is_empty() { written } else { pattern },
                    "H0201",
                    message,
                    &known_near(pattern, &nodes),
                );
            }
            for node in matched {
                if let Some(other) = owner[node].filter(|&other| other != place) {
                    let message = format!(
                        "`{}` is in `{}` already",
                        nodes[node],
                        own.get(other).map_or("another column", |other| other.id.as_str())
                    );
                    let help = "a node belongs to one column: let the patterns not overlap";
                    return refuse(pattern, "H0203", message, help);
                }
                owner[node] = Some(place);
            }
        }
        let mine = (0..nodes.len()).filter(|&node| owner[node] == Some(place));
        let mine = mine.map(|node| nodes[node].clone()).collect();
        own.push(NodeGroup::new(name.to_owned(), text(name, name), mine));
    }
    let left: Vec<&String> = nodes
        .iter()
        .zip(&owner)
        .filter(|(_, owner)| owner.is_none())
        .map(|(node, _)| node)
        .collect();
    let whole = kinds(premise);
    own.extend(by_default(scenario, by, &left).into_iter().map(|mut column| {
        let named = wanted
            .iter()
            .any(|written| written.split('=').next().map(str::trim) == Some(column.id.as_str()));
        let part = |kind: &NodeGroup| kind.id == column.id && kind.nodes != column.nodes;
        if named || whole.iter().any(part) {
            column.id += "_rest";
            column.title.en += ", the rest";
            column.title.es += ", el resto";
        }
        column
    }));
    Ok(own)
}

/// The default columns of some nodes, those without any left out.
fn by_default(scenario: &Scenario, by: By, nodes: &[&String]) -> Vec<NodeGroup> {
    let mut found: Vec<(String, Text, Vec<String>)> = Vec::new();
    let groups = GROUPS.iter().map(|(id, en, es)| (*id, text(en, es)));
    let kinds = NodeKind::ALL.map(|kind| (kind.id(), kind.title()));
    match by {
        By::Groups => {
            found.extend(groups.map(|(id, title)| (id.to_owned(), title, Vec::new())));
        }
        By::Kinds | By::Decisions | By::Events => {
            found.extend(kinds.map(|(id, title)| (id.to_owned(), title, Vec::new())));
        }
    }
    if by == By::Decisions {
        found.extend(scenario.decisions.iter().map(|decision| {
            let power = &scenario.powers[decision.actor].name;
            let title = Text {
                en: format!("{} ({})", decision.title.en, power.en),
                es: format!("{} ({})", decision.title.es, power.es),
            };
            (format!("decision.{}", decision.id), title, Vec::new())
        }));
    }
    if by == By::Events {
        let chancy = scenario.events.iter().filter(|event| event.chance.is_some());
        found.extend(chancy.map(|event| {
            let id = format!("event.{}", event.id);
            (id.clone(), text(&id, &id), Vec::new())
        }));
    }
    for node in nodes {
        let alone = match by {
            By::Decisions => node.rsplit_once('.').map_or(node.as_str(), |(decision, _)| decision),
            _ => node.as_str(),
        };
        let kind = match by {
            By::Groups => group_of(scenario, node),
            _ => NodeKind::of(node).id(),
        };
        let place = found
            .iter()
            .position(|(id, ..)| id == alone)
            .or_else(|| found.iter().position(|(id, ..)| id == kind));
        if let Some(place) = place {
            found[place].2.push((*node).clone());
        }
    }
    found
        .into_iter()
        .filter(|(.., nodes)| !nodes.is_empty())
        .map(|(id, title, nodes)| NodeGroup::new(id, title, nodes))
        .collect()
}

/// Does a name fit a pattern, in which `*` stands for anything?
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(name) = name.strip_prefix(head) else {
        return false;
    };
    (0..=name.len())
        .filter(|&from| name.is_char_boundary(from))
        .any(|from| matches(rest, &name[from..]))
}

/// What a pattern that fits nothing may have meant.
fn known_near(pattern: &str, nodes: &[String]) -> String {
    let plain = pattern.trim_end_matches(['*', '.']);
    let names = nodes.iter().map(String::as_str);
    if let Some(near) = nearest(plain, names) {
        return format!("did you mean `{near}`?");
    }
    let mut heads: Vec<&str> = nodes.iter().filter_map(|node| node.split('.').next()).collect();
    heads.sort_unstable();
    heads.dedup();
    if let Some(near) = nearest(plain, heads.iter().copied()) {
        return format!("did you mean `{near}.*`?");
    }
    format!("nodes begin with {}; `*` stands for anything", heads.join(", "))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_anything_and_everything_else_for_itself() {
        for (pattern, name, fits) in [
            ("weather.*", "weather.winter", true),
            ("event.uranus", "event.uranus", true),
            ("event.uranus", "event.uranus2", false),
            ("front.*.fortune", "front.north.fortune", true),
            ("front.*.fortune", "front.season", false),
            ("*", "pact.incident", true),
            ("", "pact.incident", false),
            ("*wint*er", "weather.winter", true),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}
