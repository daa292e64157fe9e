//! Where rows come from: all that is needed to make them again, and to tell whether two
//! files belong together.
//!
//! No clock, no number of threads and no part of a divided run is in it, so that what is
//! merged, resumed or run at one go carries the same bytes.

use serde::{Deserialize, Serialize};

use crate::batch::run_directly;
use crate::batch::table::Schema;
use crate::files::fingerprint::Fingerprint;
use crate::history::save::PROGRAM;
use crate::scenario::{CitedFile, Scenario, Text};
use crate::sim::Premise;
use crate::sim::agenda::{Seat, Seats};
use crate::sim::fingerprint::Print;

/// Who answers for a power.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answerer {
    /// The power: `japan`.
    pub power: String,
    /// `history`, `doctrine` or `player`.
    pub by: String,
}

/// One of the worlds that are run on the same seeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorldProvenance {
    /// What the rows call it: `baseline`, or its counterfactuals joined by `+`.
    pub name: String,
    /// The counterfactuals that are compiled into it, in order.
    pub counterfactuals: Vec<String>,
    /// The fingerprint of all its files together (see [`Scenario::fingerprint`]).
    pub fingerprint: Fingerprint,
    /// The `state_hash` of the history of the first seed: another program, or other rules,
    /// would live another one.
    pub first_state_hash: String,
    /// Who answers.
    pub answers: Vec<Answerer>,
}

/// Where rows come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The program and its version.
    pub program: String,
    /// The specification that makes the rows again.
    pub inquiry: serde_json::Value,
    /// The same as a command, for people.
    pub command: String,
    /// The scenario.
    pub scenario: String,
    /// Its title.
    pub title: Text,
    /// The files of all worlds, each once: which file has which fingerprint.
    pub files: Vec<CitedFile>,
    /// The worlds, in the order in which a seed's rows come.
    pub worlds: Vec<WorldProvenance>,
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds, one after the other: 1 to 10,000,000.
    pub runs: u64,
    /// The tables and their columns.
    pub tables: Vec<Schema>,
}

impl WorldProvenance {
    /// Describes a world.
    #[must_use]
    pub fn of(premise: &Premise, seats: &Seats, first_seed: u64) -> Self {
        let scenario = &premise.scenario;
        let by = |seat| match seat {
            Seat::History => "history",
            Seat::Doctrine => "doctrine",
            Seat::Player => "player",
        };
        let answers = scenario.powers.iter().zip(&seats.0);
        Self {
            name: if scenario.counterfactuals.is_empty() {
                "baseline".to_owned()
            } else {
                scenario.counterfactuals.join("+")
            },
            counterfactuals: scenario.counterfactuals.clone(),
            fingerprint: scenario.fingerprint,
            first_state_hash: Print(run_directly(premise, seats, first_seed).state_hash)
                .to_string(),
            answers: answers
                .map(|(power, &seat)| Answerer { power: power.id.clone(), by: by(seat).to_owned() })
                .collect(),
        }
    }
}

impl Provenance {
    /// Describes the run of some worlds on the same seeds. Scenario and title are those of
    /// the first.
    #[must_use]
    pub fn new(
        (inquiry, command): (serde_json::Value, String),
        worlds: &[(&Premise, &Seats)],
        first_seed: u64,
        runs: u64,
        tables: Vec<Schema>,
    ) -> Self {
        let first = worlds.first().map(|(premise, _)| &premise.scenario);
        Self {
            program: PROGRAM.to_owned(),
            inquiry,
            command,
            scenario: first.map(|scenario| scenario.id.clone()).unwrap_or_default(),
            title: first.map(|scenario| scenario.title.clone()).unwrap_or_default(),
            files: cited(worlds.iter().map(|(premise, _)| &premise.scenario)),
            worlds: worlds
                .iter()
                .map(|(premise, seats)| WorldProvenance::of(premise, seats, first_seed))
                .collect(),
            first_seed,
            runs,
            tables,
        }
    }

    /// The table of this name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Schema> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// As one line of JSON.
    #[must_use]
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As the file `provenance.json`.
    #[must_use]
    pub fn file(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// In what another origin differs from this one, said for people; nothing when they
    /// are the same.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let say = |found: &mut Vec<String>, what: &str, here: &str, there: &str| {
            if here != there {
                found.push(format!("{what}: `{there}` there, `{here}` here"));
            }
        };
        say(&mut found, "program", &self.program, &other.program);
        say(&mut found, "scenario", &self.scenario, &other.scenario);
        say(&mut found, "first seed", &self.first_seed.to_string(), &other.first_seed.to_string());
        say(&mut found, "runs", &self.runs.to_string(), &other.runs.to_string());
        let names = |of: &Self| {
            of.worlds.iter().map(|world| world.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        say(&mut found, "worlds", &names(self), &names(other));
        for (kind, id) in self.files.iter().chain(&other.files).map(|file| (file.kind, &file.id)) {
            let same = |file: &&CitedFile| file.kind == kind && file.id == *id;
            let print = |of: &Self| {
                let file = of.files.iter().find(same);
                file.map_or_else(|| "none".to_owned(), |file| file.fingerprint.short())
            };
            let text = format!("{} `{id}` (its fingerprint)", kind.called());
            if !found.iter().any(|said| said.starts_with(&text)) {
                say(&mut found, &text, &print(self), &print(other));
            }
        }
        for (here, there) in self.worlds.iter().zip(&other.worlds) {
            for (here, there) in here.answers.iter().zip(&there.answers) {
                say(&mut found, &format!("who answers for {}", here.power), &here.by, &there.by);
            }
        }
        if found.is_empty() {
            say(&mut found, "command", &self.command, &other.command);
        }
        if found.is_empty() && self != other {
            let lived = self
                .worlds
                .iter()
                .zip(&other.worlds)
                .find(|(here, there)| here.first_state_hash != there.first_state_hash);
            found.push(match lived {
                Some((here, there)) => format!(
                    "the first history of `{}`: state_hash {} there, {} here; the program's rules have changed",
                    here.name, there.first_state_hash, here.first_state_hash
                ),
                None => "the columns of the tables".to_owned(),
            });
        }
        found
    }
}

/// The files of some scenarios, each once, in the order in which they are met.
#[must_use]
pub fn cited<'a>(scenarios: impl IntoIterator<Item = &'a Scenario>) -> Vec<CitedFile> {
    let mut files: Vec<CitedFile> = Vec::new();
    for file in scenarios.into_iter().flat_map(|scenario| &scenario.files) {
        if !files.contains(file) {
            files.push(file.clone());
        }
    }
    files
}
