//! Which decision, which chance was pivotal?
//!
//! A node is pivotal in a worldline when it alone, given other luck, turns the outcome over.
//! So each seed is lived once more for every item with the item's nodes lent from a partner
//! seed, all else held. The share of seeds that turn over ranks the items.
//!
//! An item is what a reader would call one thing: a decision with the chance of all its
//! options; an event that may or may not happen; one engine node; the errors of all who
//! report to one government; the fortunes of one power's armies; the parameters of one
//! subject. A pattern takes such a group apart.

use std::collections::BTreeMap;

use crate::scenario::{PowerId, Scenario, Text, Week, with_colon};
use crate::sim::Premise;
use crate::sim::luck::{Loan, Luck, Nodes};
use crate::whatif::node_groups::matches;

/// What may be pivotal.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name, such as `decision.siberians`; patterns are held against it.
    pub name: String,
    /// As a reader sees it.
    pub title: Text,
    /// The chance nodes that are lent together.
    pub nodes: Vec<String>,
    /// Each of them as a reader sees it, where a pattern may take the item apart.
    parts: Vec<Text>,
}

/// The seed whose luck is lent to a seed: 2^63 further, so that no sample holds both.
#[must_use]
pub const fn partner(seed: u64) -> u64 {
    seed.wrapping_add(1 << 63)
}

impl Item {
    /// The nodes, ready to be lent.
    #[must_use]
    pub fn lent(&self) -> Nodes {
        Nodes::named(self.nodes.iter().map(String::as_str))
    }
}

/// The luck of a seed, with some nodes lent from its partner in all weeks.
#[must_use]
pub fn luck(seed: u64, nodes: Nodes) -> Luck {
    Luck::new(seed).lent(Loan { seed: partner(seed), nodes, from: Week::MIN, until: Week::MAX })
}

/// A chance node as a reader calls it: an engine's, or that of an event, a source, an army
/// or an option.
#[must_use]
pub fn node_title(scenario: &Scenario, node: &str) -> Option<Text> {
    if let Some((_, en, es)) = ENGINE.iter().find(|(known, ..)| *known == node) {
        return Some(text(en, es));
    }
    let (kind, id) = node.split_once('.')?;
    match kind {
        "event" => {
            let event = scenario.events.iter().find(|event| event.id == id)?;
            Some(if event.text.en.is_empty() { plain(id) } else { event.text.clone() })
        }
        "source" => {
            let source = scenario.sources.iter().find(|source| source.id == id)?;
            let said = |name: &str, what: &str| format!("{name}: {what}");
            Some(text(
                &said(&source.name.en, "what it gets wrong"),
                &said(&source.name.es, "lo que yerra"),
            ))
        }
        "army" => {
            let army = scenario.armies.iter().find(|army| army.id == id)?;
            let said = |name: &str, what: &str| format!("{name}: {what}");
            Some(text(&said(&army.name.en, "its fortune"), &said(&army.name.es, "su fortuna")))
        }
        "decision" => {
            let (decision, option) = id.split_once('.')?;
            let decision = scenario.decisions.iter().find(|known| known.id == decision)?;
            let choice = decision.choices.iter().find(|choice| choice.id == option)?;
            let said = |title: &str, label: &str| format!("{} {label}", with_colon(title));
            Some(text(
                &said(&decision.title.en, &choice.label.en),
                &said(&decision.title.es, &choice.label.es),
            ))
        }
        _ => None,
    }
}

/// All items of a premise: decisions, events, engine nodes, sources, armies, parameters.
#[must_use]
pub fn items(premise: &Premise) -> Vec<Item> {
    let scenario = &premise.scenario;
    let mut items = Vec::new();
    for decision in &scenario.decisions {
        let nodes = decision.choices.iter();
        let nodes = nodes.map(|choice| format!("decision.{}.{}", decision.id, choice.id)).collect();
        let name = format!("decision.{}", decision.id);
        items.push(Item { name, title: decision.title.clone(), nodes, parts: Vec::new() });
    }
    for event in scenario.events.iter().filter(|event| event.chance.is_some()) {
        let name = format!("event.{}", event.id);
        let title = if event.text.en.is_empty() { plain(&event.id) } else { event.text.clone() };
        items.push(Item { nodes: vec![name.clone()], name, title, parts: Vec::new() });
    }
    for (node, en, es) in ENGINE {
        let (name, title) = ((*node).to_owned(), text(en, es));
        items.push(Item { nodes: vec![name.clone()], name, title, parts: Vec::new() });
    }
    let mut by_power: BTreeMap<PowerId, Vec<(String, Text)>> = BTreeMap::new();
    for source in &scenario.sources {
        let part = (format!("source.{}", source.id), source.name.clone());
        by_power.entry(source.power).or_default().push(part);
    }
    items.extend(by_power.into_iter().map(|(power, parts)| {
        let title =
            of_power(scenario, power, "what its sources get wrong", "lo que yerran sus fuentes");
        group(format!("sources.{}", scenario.powers[power].id), title, parts)
    }));
    let mut by_power: BTreeMap<PowerId, Vec<(String, Text)>> = BTreeMap::new();
    for army in &scenario.armies {
        let part = (format!("army.{}", army.id), army.name.clone());
        by_power.entry(army.power).or_default().push(part);
    }
    items.extend(by_power.into_iter().map(|(power, parts)| {
        let title = of_power(
            scenario,
            power,
            "the fortunes of its armies in the Far East",
            "la fortuna de sus ejércitos en el Extremo Oriente",
        );
        group(format!("armies.{}", scenario.powers[power].id), title, parts)
    }));
    let mut by_subject: BTreeMap<&str, Vec<(String, Text)>> = BTreeMap::new();
    for known in premise.parameters() {
        let subject = known.name.split('.').next().unwrap_or(&known.name);
        let part = (format!("parameter.{}", known.name), uncertain(&known.name));
        by_subject.entry(subject).or_default().push(part);
    }
    items.extend(
        by_subject.into_iter().map(|(subject, parts)| {
            group(format!("parameters.{subject}"), uncertain(subject), parts)
        }),
    );
    items
}

/// The items that a pattern names, in which `*` stands for anything. A pattern that names
/// single nodes of a group of sources, armies or parameters (`source.sorge`) takes them out
/// of it one by one. A decision is always one item.
///
/// # Errors
/// The place of the first pattern that names nothing.
pub fn narrowed(all: Vec<Item>, patterns: &[String]) -> Result<Vec<Item>, usize> {
    if patterns.is_empty() {
        return Ok(all);
    }
    let mut used = vec![false; patterns.len()];
    let mut fits = |name: &str| {
        let mut any = false;
        for (pattern, used) in patterns.iter().zip(&mut used) {
            let fits = matches(pattern.trim(), name);
            *used |= fits;
            any |= fits;
        }
        any
    };
    let mut kept = Vec::new();
    for item in all {
        let members: Vec<bool> = item.nodes.iter().map(|node| fits(node)).collect();
        if fits(&item.name) || item.name.starts_with("decision.") && members.contains(&true) {
            kept.push(item);
        } else {
            let parts = item.nodes.into_iter().zip(item.parts).zip(members);
            kept.extend(parts.filter(|(_, fits)| *fits).map(|((node, title), _)| Item {
                name: node.clone(),
                title,
                nodes: vec![node],
                parts: Vec::new(),
            }));
        }
    }
    match used.iter().position(|used| !used) {
        Some(unused) => Err(unused),
        None => Ok(kept),
    }
}

fn text(en: &str, es: &str) -> Text {
    Text { en: en.to_owned(), es: es.to_owned() }
}

fn plain(id: &str) -> Text {
    text(&id.replace('_', " "), &id.replace('_', " "))
}

/// What is not known of a parameter, or of those of a subject.
fn uncertain(name: &str) -> Text {
    let shown = name.replace(['_', '.'], " ");
    text(&format!("Unknown parameters: {shown}"), &format!("Parámetros inciertos: {shown}"))
}

/// Nodes that are lent together, each with its title.
fn group(name: String, title: Text, parts: Vec<(String, Text)>) -> Item {
    let (nodes, parts) = parts.into_iter().unzip();
    Item { name, title, nodes, parts }
}

fn of_power(scenario: &Scenario, power: PowerId, en: &str, es: &str) -> Text {
    let name = &scenario.powers[power].name;
    text(&format!("{}: {en}", name.en), &format!("{}: {es}", name.es))
}

/// The engine's nodes as a reader calls them.
const ENGINE: &[(&str, &str, &str)] = &[
    (
        "front.north.fortune",
        "Fortune of battle before Leningrad",
        "Fortuna de las armas ante Leningrado",
    ),
    ("front.center.fortune", "Fortune of battle before Moscow", "Fortuna de las armas ante Moscú"),
    (
        "front.south.fortune",
        "Fortune of battle in the Ukraine and on the Volga",
        "Fortuna de las armas en Ucrania y el Volga",
    ),
    (
        "front.north.breakthrough",
        "Breakthroughs and encirclements in the north",
        "Rupturas y cercos en el norte",
    ),
    (
        "front.center.breakthrough",
        "Breakthroughs and encirclements in the centre",
        "Rupturas y cercos en el centro",
    ),
    (
        "front.south.breakthrough",
        "Breakthroughs and encirclements in the south",
        "Rupturas y cercos en el sur",
    ),
    (
        "front.season",
        "How well each season’s campaign is led",
        "Lo bien que se dirige la campaña de cada estación",
    ),
    ("front.attrition", "Losses at the eastern front", "Bajas en el frente oriental"),
    ("weather.winter", "How hard the winters are", "Dureza de los inviernos"),
    ("weather.mud", "How deep the mud is", "Profundidad del barro"),
    (
        "pact.incident",
        "Whether there is an incident at the border",
        "Si hay un incidente en la frontera",
    ),
    ("pact.incident.size", "How grave the incidents are", "Gravedad de los incidentes"),
    ("pacific.fortune", "Fortune of the war in the Pacific", "Fortuna de la guerra en el Pacífico"),
    ("pacific.submarines", "Fortune of the submarines", "Fortuna de los submarinos"),
    ("pacific.bomb", "Progress of the bomb", "Avance de la bomba"),
    (
        "japan.oil",
        "Japan’s oil: finds, losses, thrift",
        "Petróleo de Japón: hallazgos, pérdidas, ahorro",
    ),
    ("railway.traffic", "Traffic on the Trans-Siberian", "Tráfico en el Transiberiano"),
    (
        "far_east.fortune.japan",
        "Fortune of Japanese arms in the Far East",
        "Fortuna de las armas japonesas en el Extremo Oriente",
    ),
    (
        "far_east.fortune.soviet",
        "Fortune of Soviet arms in the Far East",
        "Fortuna de las armas soviéticas en el Extremo Oriente",
    ),
    ("far_east.rain", "How hard it rains in the Far East", "Cuánto llueve en el Extremo Oriente"),
    ("china.fortune", "Fortune of the war in China", "Fortuna de la guerra en China"),
    ("west.fortune", "Fortune of the war in the west", "Fortuna de la guerra en el oeste"),
    (
        "west.landing",
        "Whether a landing in France holds",
        "Si se sostiene un desembarco en Francia",
    ),
    ("west.atlantic", "Fortune of the war in the Atlantic", "Fortuna de la guerra en el Atlántico"),
    (
        "lend_lease.shipping",
        "What America can ship in a year",
        "Lo que América puede embarcar en un año",
    ),
    ("lend_lease.convoys", "Fortune of the Arctic convoys", "Fortuna de los convoyes del Ártico"),
    (
        "conduct.leak",
        "Whether Tokyo hears of airmen let go",
        "Si Tokio se entera de aviadores soltados",
    ),
    (
        "conduct.strait",
        "Whether a ship for Vladivostok is stopped",
        "Si un barco hacia Vladivostok es detenido",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::luck::NODES;

    #[test]
    fn every_engine_node_has_its_words() {
        let mut known: Vec<&str> = ENGINE.iter().map(|(node, ..)| *node).collect();
        let mut nodes: Vec<&str> =
            NODES.iter().copied().filter(|node| !node.starts_with("free.")).collect();
        nodes.extend(crate::sim::armies::NODES);
        known.sort_unstable();
        nodes.sort_unstable();
        assert_eq!(known, nodes);
    }

    #[test]
    fn a_star_stands_for_anything() {
        assert!(matches("decision.*", "decision.siberians"));
        assert!(matches("*.center.*", "front.center.fortune"));
        assert!(matches("*", ""));
        assert!(!matches("decision.*", "event.uranus"));
        assert!(!matches("decision", "decision.siberians"));
    }

    #[test]
    fn a_pattern_takes_groups_apart_and_leaves_a_decision_whole() {
        let item = |name: &str, nodes: &[&str]| Item {
            name: name.to_owned(),
            title: Text::default(),
            nodes: nodes.iter().map(|&node| node.to_owned()).collect(),
            parts: vec![Text::default(); if name.starts_with("sources") { nodes.len() } else { 0 }],
        };
        let all = vec![
            item("decision.a", &["decision.a.yes", "decision.a.no"]),
            item("event.b", &["event.b"]),
            item("sources.c", &["source.d", "source.e"]),
        ];
        let names = |patterns: &[&str]| -> Result<Vec<String>, usize> {
            let patterns: Vec<String> = patterns.iter().map(|&one| one.to_owned()).collect();
            let kept = narrowed(all.clone(), &patterns)?;
            Ok(kept.into_iter().map(|item| item.name).collect())
        };
        assert_eq!(names(&[]).map(|names| names.len()), Ok(3));
        assert_eq!(names(&["source.e"]), Ok(vec!["source.e".to_owned()]));
        assert_eq!(names(&["decision.a.no"]), Ok(vec!["decision.a".to_owned()]));
        assert_eq!(names(&["event.*", "sources.c"]).map(|names| names.len()), Ok(2));
        assert_eq!(names(&["event.*", "nothing"]), Err(1));
    }

    #[test]
    fn no_sample_holds_a_seed_and_its_partner() {
        assert!(partner(1) > 4_000_000_000_000_000_000 + 10_000_000);
        assert_eq!(partner(partner(7)), 7);
    }
}
