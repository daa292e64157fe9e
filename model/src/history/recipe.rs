//! A recipe says which history: it follows from it to the last bit.
//!
//! A save, a fork, a twin, a row of a table and a citation are recipes. Dates stand in it as
//! dates and everything else by its name, so that a recipe outlives the places of things in a
//! scenario, and can be written by hand.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::history::{Seating, Subject};
use crate::scenario::library::Written;
use crate::scenario::report::{Reports, suggestion};
use crate::scenario::{Decision, DecisionId, Event, OptionId, Scenario, Week};
use crate::sim::agenda::Seats;
use crate::sim::calendar::{IsoDay, week_of};
use crate::sim::hold::{Held, Holds};
use crate::sim::luck::{Loan, Luck, Nodes};
use crate::sim::worldline::Worldline;
use crate::sim::{self, Premise};

/// Which history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// The scenario, its changes, and who answers.
    pub subject: Subject,
    /// Of the changes only these interventions are made, by their place; nothing: all.
    #[serde(rename = "pieces", skip_serializing_if = "Option::is_none")]
    pub interventions: Option<Vec<usize>>,
    /// The seed: all luck follows from it.
    pub seed: u64,
    /// Luck that is lent from other seeds; a later loan goes before an earlier one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lent: Vec<Lent>,
    /// What is held from outside.
    #[serde(skip_serializing_if = "Hold::is_nothing")]
    pub held: Hold,
    /// Answers that are given, whoever sits in the seat.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Given>,
    /// Where the history is turned another way: what holds from a week on, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn>,
    /// A day of the last week that is played; nothing: to the end of the scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<IsoDay>,
}

/// Chance nodes that live in another seed's luck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lent {
    /// The seed that lends.
    pub seed: u64,
    /// The nodes, by name; none: all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
    /// A day of the first week; nothing: always, the draws of parameters too.
    pub from: Option<IsoDay>,
    /// A day of the last week; nothing: for ever.
    pub until: Option<IsoDay>,
}

/// Events and decisions that are held at what they were elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hold {
    /// Events: their day, or never.
    pub events: Vec<(String, Option<IsoDay>)>,
    /// Decisions: every answer with a day of its week; no answer at other times.
    pub answers: Vec<(String, Vec<(IsoDay, String)>)>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// A day of the week in which it is given.
    pub week: IsoDay,
    /// The decision.
    pub decision: String,
    /// The option.
    pub option: String,
}

/// What holds from a week on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Turn {
    /// A day of the first week for which it holds.
    pub from: IsoDay,
    /// Another seed's luck.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// More counterfactuals, which may change nothing before that day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Counterfactuals that stand in no file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<Written>,
    /// Who answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seating: Option<Seating>,
}

impl Hold {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What of a recipe has no name in the scenario.
pub(super) fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Box<Reports> {
    let known: Vec<&str> = known.into_iter().collect();
    refused(format!("the scenario has no {what} `{name}`"), suggestion(name, known))
}

/// A recipe that cannot be followed.
pub(super) fn refused(message: String, help: String) -> Box<Reports> {
    Box::new(Reports::about(Path::new("recipe"), "H0801", message, help))
}

fn decision_of(scenario: &Scenario, id: &str) -> Result<DecisionId, Box<Reports>> {
    let ids = || scenario.decisions.iter().map(|decision: &Decision| decision.id.as_str());
    let found = scenario.decisions.id_where(|known| known.id == id);
    found.ok_or_else(|| unknown("decision", id, ids()))
}

/// A decision and one of its options.
pub(super) fn answer_of(
    scenario: &Scenario,
    decision: &str,
    option: &str,
) -> Result<(DecisionId, OptionId), Box<Reports>> {
    let found = decision_of(scenario, decision)?;
    let choices = &scenario.decisions[found].choices;
    let ids = || choices.iter().map(|choice| choice.id.as_str());
    let choice = choices.id_where(|known| known.id == option);
    Ok((found, choice.ok_or_else(|| unknown(&format!("option of `{decision}`"), option, ids()))?))
}

impl Recipe {
    /// The plain history of a seed.
    #[must_use]
    pub fn of(subject: Subject, seed: u64) -> Self {
        Self { subject, seed, ..Self::default() }
    }

    /// Does it name what the scenario has, on days of the scenario? An answer or a turn of
    /// another day would never come up, and nobody would hear of it.
    pub(super) fn check(&self, premise: &Premise) -> Result<(), Box<Reports>> {
        let weeks = premise.first_week()..=premise.last_week();
        let inside = |what: &str, day: IsoDay| {
            if weeks.contains(&week_of(day.0)) {
                return Ok(());
            }
            let [first, last] = [premise.scenario.start, premise.scenario.end].map(IsoDay);
            let help = format!("the scenario is played from {first} to {last}");
            Err(refused(format!("{what} of {day} is never reached"), help))
        };
        for given in &self.answers {
            answer_of(&premise.scenario, &given.decision, &given.option)?;
            inside("an answer", given.week)?;
        }
        self.turns.iter().try_for_each(|turn| inside("a turn", turn.from))
    }

    /// The luck of the history, before any turn.
    ///
    /// # Errors
    /// A chance node that the scenario does not have.
    pub fn luck(&self, premise: &Premise) -> Result<Luck, Box<Reports>> {
        let mut luck = Luck::new(self.seed);
        let known = premise.scenario.chance_nodes(&sim::engine().nodes);
        for lent in &self.lent {
            let names = || known.iter().map(String::as_str);
            let is_known = |name: &str| {
                let parameter = name.strip_prefix("parameter.");
                parameter.map_or_else(
                    || names().any(|known| known == name),
                    |name| premise.parameters().iter().any(|known| *known.name == *name),
                )
            };
            if let Some(name) = lent.nodes.iter().find(|name| !is_known(name)) {
                return Err(unknown("chance node", name, names()));
            }
            let nodes = match lent.nodes.as_slice() {
                [] => Nodes::All,
                names => Nodes::named(names.iter().map(String::as_str)),
            };
            let week = |day: Option<IsoDay>, open: Week| day.map_or(open, |day| week_of(day.0));
            let (from, until) = (week(lent.from, Week::MIN), week(lent.until, Week::MAX));
            luck = luck.lent(Loan { seed: lent.seed, nodes, from, until });
        }
        Ok(luck)
    }

    /// What is held in it.
    ///
    /// # Errors
    /// An event, a decision or an option that the scenario does not have.
    pub fn holds(&self, scenario: &Scenario) -> Result<Held, Box<Reports>> {
        let mut holds = Holds::default();
        let ids = || scenario.events.iter().map(|event: &Event| event.id.as_str());
        for (id, day) in &self.held.events {
            let event = scenario.events.id_where(|known| known.id == *id);
            let event = event.ok_or_else(|| unknown("event", id, ids()))?;
            holds.events.push((event, day.map(|day| day.0)));
        }
        for (decision, answers) in &self.held.answers {
            let asked = decision_of(scenario, decision)?;
            let option = |(day, option): &(IsoDay, String)| {
                answer_of(scenario, decision, option).map(|(_, choice)| (week_of(day.0), choice))
            };
            holds.answers.push((asked, answers.iter().map(option).collect::<Result<_, _>>()?));
        }
        Ok(Held::new(holds))
    }

    /// The worldline on the eve of its scenario.
    ///
    /// # Errors
    /// What the scenario does not have.
    pub fn worldline(&self, premise: &Premise) -> Result<Worldline, Box<Reports>> {
        let (luck, held) = (self.luck(premise)?, self.holds(&premise.scenario)?);
        let seats: Seats = self.subject.seating.seats(&premise.scenario);
        Ok(Worldline::with(premise, luck, held, seats, true))
    }
}
