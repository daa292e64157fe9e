//! What a history is of: a scenario, the counterfactuals that are built into it, and who
//! answers.

use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;
use crate::scenario::library::{self, Opened, Written};
use crate::scenario::report::Reports;
use crate::sim::agenda::{Seat, Seats};

/// A scenario with its changes, and who answers in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Subject {
    /// A scenario: a name of the library, or a file.
    pub scenario: String,
    /// Counterfactuals, by name or file. `a+b` is one change made of two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Counterfactuals (or a scenario) that stand in no file: their names are looked for here
    /// first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<Written>,
    /// Who answers.
    #[serde(skip_serializing_if = "Seating::is_usual")]
    pub seating: Seating,
}

/// Who answers decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seating {
    /// Who answers for Japan.
    #[serde(skip_serializing_if = "is_doctrine")]
    pub japan: Seat,
    /// Who answers for the Soviet Union.
    #[serde(skip_serializing_if = "is_doctrine")]
    pub soviet: Seat,
    /// Who answers for all others: where nothing is said, history when both sides follow
    /// history, else doctrine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<Seat>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_doctrine(seat: &Seat) -> bool {
    *seat == Seat::Doctrine
}

impl Seating {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Who answers, by power.
    #[must_use]
    pub fn seats(self, scenario: &Scenario) -> Seats {
        let both = self.japan == Seat::History && self.soviet == Seat::History;
        let others = self.others.unwrap_or(if both { Seat::History } else { Seat::Doctrine });
        let mut seats = Seats::default();
        for (seat, power) in seats.0.iter_mut().zip(&scenario.powers) {
            *seat = match power.id.as_str() {
                "japan" => self.japan,
                "soviet" => self.soviet,
                _ => others,
            };
        }
        seats
    }
}

impl Subject {
    /// The plain histories of a scenario.
    #[must_use]
    pub fn of(scenario: &str) -> Self {
        Self { scenario: scenario.to_owned(), ..Self::default() }
    }

    /// The counterfactuals of each change, in order.
    #[must_use]
    pub fn changes(&self) -> Vec<Vec<String>> {
        self.with.iter().map(|with| self.counterfactuals(with)).collect()
    }

    /// The counterfactuals of all changes, one by one.
    #[must_use]
    pub fn joined(&self) -> Vec<String> {
        self.changes().concat()
    }

    /// The counterfactuals of one change: a file may have a plus in its name.
    fn counterfactuals(&self, with: &str) -> Vec<String> {
        let is_one = self.written.iter().any(|written| written.id == with)
            || std::path::Path::new(with).exists();
        if is_one {
            vec![with.to_owned()]
        } else {
            with.split('+').map(|name| name.trim().to_owned()).collect()
        }
    }

    /// Reads the files.
    ///
    /// # Errors
    /// Which file is not found, or cannot be read.
    pub fn open(&self) -> Result<Opened, Box<Reports>> {
        library::open(&self.scenario, &self.joined(), &self.written)
    }
}
