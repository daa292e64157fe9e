//! The agenda: the questions on the table this week, and who answers them.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::scenario::{DecisionId, OptionId, PowerId, Room, limits};

/// Most questions that can be on the table in one week: all of them.
pub const TABLE: usize = limits::DECISIONS;

/// A question that waits for an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Question {
    /// The decision.
    pub decision: DecisionId,
    /// Utility of each option, by the actor's beliefs; `None` when it is not open.
    pub utilities: Room<OptionId, Option<f64>, { limits::OPTIONS }>,
    /// The answer, once somebody has given it.
    pub answer: Option<OptionId>,
}

/// The questions of the week.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct Agenda {
    questions: [Question; TABLE],
    count: usize,
}

impl Default for Agenda {
    fn default() -> Self {
        Self { questions: [Question::default(); TABLE], count: 0 }
    }
}

impl Agenda {
    /// The questions.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions[..self.count]
    }

    /// The questions, to answer them.
    pub fn questions_mut(&mut self) -> &mut [Question] {
        &mut self.questions[..self.count]
    }

    /// Puts a question on the table.
    pub fn put(&mut self, question: Question) {
        if self.count < TABLE {
            self.questions[self.count] = question;
            self.count += 1;
        }
    }

    /// Clears the table.
    pub const fn clear(&mut self) {
        self.count = 0;
    }
}

/// Who answers an actor's decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Seat {
    /// The record, where it can be followed; doctrine elsewhere.
    History,
    /// The utilities, with temper and luck (Gumbel-max).
    #[default]
    Doctrine,
    /// Somebody outside puts the answer on the table.
    Player,
}

/// Who answers, by power.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct Seats(pub Room<PowerId, Seat, { limits::POWERS }>);

impl Seats {
    /// The same everywhere.
    #[must_use]
    pub const fn all(seat: Seat) -> Self {
        Self(Room::new([seat; limits::POWERS]))
    }
}

impl Default for Seats {
    fn default() -> Self {
        Self::all(Seat::Doctrine)
    }
}
