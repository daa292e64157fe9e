//! What a search may change: every option of a decision, every event that has a chance, every
//! counterfactual of the library.

use crate::history::Subject;
use crate::scenario::CitedFile;
use crate::scenario::library::{self, Listing};
use crate::scenario::report::suggestion;
use crate::scenario::vocabulary::{Family, Var};
use crate::scenario::{
    Choice, Day, DecisionId, EventId, ForcedChoice, ForcedNode, Intervention, OptionId, Scenario,
    Text, Trigger, Week,
};
use crate::sim::calendar::{monday, week_of};
use crate::whatif::antecedent;
use crate::whatif::inquiry::{Made, Trouble, Work, Worlds};
use crate::whatif::option_text::OptionText;

/// Words that stand for many changes.
const KINDS: [&str; 4] = ["all", "decisions", "events", "counterfactuals"];

/// A draw with which an event happens as soon as it can.
pub const AT_ONCE: f64 = 1e-9;

/// A change that the search may make.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its name for programs.
    pub id: String,
    /// The title of the counterfactual that it is, if it is one.
    pub counterfactual: Option<Text>,
    /// What it does.
    pub interventions: Vec<Intervention>,
}

impl Candidate {
    /// Every option of a decision, forced while the decision's window and ours are open.
    #[must_use]
    pub fn options(scenario: &Scenario, id: DecisionId, window: (Week, Week)) -> Vec<Self> {
        let decision = &scenario.decisions[id];
        let from = decision.from.max(monday(window.0));
        let until = decision.until.min(monday(window.1) + 6);
        if from > until {
            return Vec::new();
        }
        let option = |(choice, option): (OptionId, &Choice)| {
            let intervention =
                Intervention::Option(ForcedChoice { decision: id, choice, from, until });
            Self {
                id: format!("{}: {}", decision.id, option.id),
                counterfactual: None,
                interventions: vec![intervention],
            }
        };
        decision.choices.enumerated().map(option).collect()
    }

    /// An event that happens as soon as it can, where it has a chance; and one that does
    /// not.
    #[must_use]
    pub fn events(scenario: &Scenario, id: EventId, window: (Week, Week)) -> Vec<Self> {
        let event = &scenario.events[id];
        let (opens, closes) = match &event.trigger {
            Trigger::On { moment, .. } => (moment.day, moment.day),
            Trigger::When { from, until, .. } => (*from, *until),
        };
        let (from, until) = (opens.max(monday(window.0)), closes.min(monday(window.1) + 6));
        if from > until {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut add = |word: &str, intervention: Intervention| {
            let id = format!("{word} {}", event.id);
            found.push(Self { id, counterfactual: None, interventions: vec![intervention] });
        };
        if event.chance.is_some() {
            let node = format!("event.{}", event.id);
            add("happens:", Intervention::Node(ForcedNode { node, value: AT_ONCE, from, until }));
        }
        add("dropped:", Intervention::Drop(id));
        found
    }

    /// Does it set the very thing that the claim speaks of?
    #[must_use]
    pub fn begs(&self, scenario: &Scenario, named: &[Var]) -> bool {
        let decides = |id: DecisionId| named.contains(&Var::of(Family::Decision, id));
        let happens = |id: EventId| named.contains(&Var::of(Family::Event, id));
        self.interventions.iter().any(|intervention| match intervention {
            Intervention::Option(forced) => decides(forced.decision),
            Intervention::Quantity(setting) => named.contains(&setting.effect.target),
            Intervention::Drop(event) => happens(*event),
            Intervention::Node(forced) => {
                let id = forced.node.strip_prefix("event.");
                let event = scenario.events.id_where(|event| Some(event.id.as_str()) == id);
                event.is_some_and(happens)
            }
            Intervention::Parameter { .. } | Intervention::Add(_) | Intervention::Move(_) => false,
        })
    }

    /// The same interventions, in so far as windows are open?
    #[must_use]
    pub fn does_the_same(&self, other: &Self, scenario: &Scenario) -> bool {
        let same = |one: &Intervention, two: &Intervention| match (one, two) {
            (Intervention::Option(one), Intervention::Option(two)) => {
                let decision = &scenario.decisions[one.decision];
                let open = |forced: &ForcedChoice| {
                    (forced.from.max(decision.from), forced.until.min(decision.until))
                };
                (one.decision, one.choice) == (two.decision, two.choice) && open(one) == open(two)
            }
            (one, two) => one == two,
        };
        self.interventions.len() == other.interventions.len()
            && self.interventions.iter().zip(&other.interventions).all(|(one, two)| same(one, two))
    }

    /// Do the two touch the same thing at one time?
    pub(super) fn clashes(&self, other: &Self) -> bool {
        let meet = |one: (Day, Day), two: (Day, Day)| one.0 <= two.1 && two.0 <= one.1;
        let clash = |one: &Intervention, two: &Intervention| match (one, two) {
            (Intervention::Option(one), Intervention::Option(two)) => {
                one.decision == two.decision && meet((one.from, one.until), (two.from, two.until))
            }
            (Intervention::Node(one), Intervention::Node(two)) => {
                one.node == two.node && meet((one.from, one.until), (two.from, two.until))
            }
            (Intervention::Quantity(one), Intervention::Quantity(two)) => {
                one.day == two.day && one.effect.target == two.effect.target
            }
            (Intervention::Drop(one), Intervention::Drop(two)) => one == two,
            _ => false,
        };
        self.interventions.iter().any(|one| other.interventions.iter().any(|two| clash(one, two)))
    }
}

/// Among what is searched.
#[derive(Clone, Copy, Debug)]
pub struct Among<'a> {
    /// The histories.
    pub subject: &'a Subject,
    /// Their scenario.
    pub scenario: &'a Scenario,
    /// Kinds of changes, and names of decisions, events and counterfactuals.
    pub names: &'a [String],
    /// The weeks in which anything may be changed.
    pub window: (Week, Week),
}

/// Something that a name stands for.
enum Offered {
    Change(Candidate),
    /// A counterfactual: is it asked for by its own name?
    File(String, bool),
}

impl Among<'_> {
    /// All changes that may be made, each once, and the files that were read for them.
    ///
    /// # Errors
    /// A name that nobody knows, and what is wrong with a counterfactual.
    pub fn candidates(&self, work: &Work<'_>) -> Result<(Vec<Candidate>, Vec<CitedFile>), Trouble> {
        let changes = |listing: &Listing| listing.changes.as_deref() == Some(&self.scenario.id);
        let shelf: Vec<String> = library::list()?
            .listings
            .into_iter()
            .filter(changes)
            .map(|listing| listing.id)
            .collect();
        let mut offered = Vec::new();
        for name in self.names.iter().map(|name| name.trim()) {
            offered.extend(self.named(name, &shelf)?);
        }
        let mut wanted: Vec<String> = Vec::new();
        for offer in &offered {
            if let Offered::File(name, _) = offer
                && shelf.contains(name)
                && !wanted.contains(name)
            {
                wanted.push(name.clone());
            }
        }
        let files = Worlds::open(&Subject { with: wanted.clone(), ..self.subject.clone() })?;
        let mut kept: Vec<Candidate> = Vec::new();
        let mut read: Vec<CitedFile> = Vec::new();
        for offer in offered {
            let candidate = match offer {
                Offered::Change(candidate) => Some(candidate),
                Offered::File(name, asked_for) => {
                    let made = match wanted.iter().position(|known| *known == name) {
                        Some(place) => files.with(&|other| other == place)?,
                        None => antecedent::open(self.subject, &name)?.changed()?,
                    };
                    work.warn(&made.warnings);
                    read.extend(made.world.scenario().files.iter().cloned());
                    self.counterfactual(name, &made, asked_for)?
                }
            };
            // What does the same as one before it is tried once.
            let same =
                |one: &Candidate| kept.iter().any(|known| known.does_the_same(one, self.scenario));
            kept.extend(candidate.filter(|candidate| !same(candidate)));
        }
        Ok((kept, read))
    }

    /// What a name stands for.
    fn named(&self, name: &str, shelf: &[String]) -> Result<Vec<Offered>, Trouble> {
        let (scenario, window) = (self.scenario, self.window);
        let (all, kind) = (name == "all", KINDS.contains(&name));
        let mut known = kind;
        let mut found: Vec<Offered> = Vec::new();
        for (id, decision) in scenario.decisions.enumerated() {
            if all || name == "decisions" || name == decision.id {
                known = true;
                let options = Candidate::options(scenario, id, window);
                found.extend(options.into_iter().map(Offered::Change));
            }
        }
        for (id, event) in scenario.events.enumerated() {
            let chancy = event.chance.is_some() && !event.dropped;
            if (chancy && (all || name == "events")) || name == event.id {
                known = true;
                let ways = Candidate::events(scenario, id, window);
                found.extend(ways.into_iter().map(Offered::Change));
            }
        }
        for file in shelf {
            if all || name == "counterfactuals" || name == file.as_str() {
                known = true;
                found.push(Offered::File(file.clone(), !kind));
            }
        }
        let given = || self.subject.written.iter().any(|written| written.id == name);
        if !known && (name.contains('/') || name.ends_with(".ron") || given()) {
            known = true;
            found.push(Offered::File(name.to_owned(), true));
        }
        if known { Ok(found) } else { Err(self.unknown(name, shelf)) }
    }

    fn unknown(&self, name: &str, shelf: &[String]) -> Trouble {
        let names = KINDS.iter().copied().chain(shelf.iter().map(String::as_str));
        let names = names.chain(self.scenario.decisions.iter().map(|known| known.id.as_str()));
        let names = names.chain(self.scenario.events.iter().map(|known| known.id.as_str()));
        let names: Vec<&str> = names.collect();
        let message = format!("`{name}` is neither a kind of change nor the name of one");
        let list = self.names.join(",");
        let at = list.find(name).unwrap_or(0);
        let written = OptionText { option: "--among", text: &list };
        let help = suggestion(name, names);
        written.refuse_at(at..at + name.len(), "H0201", message, help).into()
    }

    /// A counterfactual as one change; nothing where it lies outside the window.
    fn counterfactual(
        &self,
        name: String,
        made: &Made,
        asked_for: bool,
    ) -> Result<Option<Candidate>, Trouble> {
        let scenario = made.world.scenario();
        let movable = scenario
            .interventions
            .iter()
            .all(|intervention| scenario.clone().carry_out(intervention));
        if !movable {
            if asked_for {
                let message =
                    "it changes a parameter, or adds or moves an event: that cannot be joined to other changes".to_owned();
                let help = "weigh it alone: `hokushin rewrite SCENARIO --with …`";
                let written = OptionText { option: "--among", text: &name };
                return Err(written.refuse("", "H0502", message, help).into());
            }
            return Ok(None);
        }
        let weeks = |intervention: &Intervention| week_of(scenario.days_of(intervention).0);
        let dated = scenario
            .interventions
            .iter()
            .filter(|intervention| !matches!(intervention, Intervention::Drop(_)));
        let inside = dated
            .clone()
            .all(|intervention| (self.window.0..=self.window.1).contains(&weeks(intervention)))
            && (dated.count() > 0
                || scenario
                    .interventions
                    .iter()
                    .any(|intervention| weeks(intervention) <= self.window.1));
        let title = made.counterfactuals.first().map(|listing| listing.title.clone());
        let counterfactual = Some(title.unwrap_or_default());
        Ok(inside.then(|| Candidate {
            id: name,
            counterfactual,
            interventions: scenario.interventions.clone(),
        }))
    }
}
