//! What has happened: which events, which answers, the scenario's own variables, and
//! the questions on the table this week.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

use crate::scenario::{Week, limits};
use crate::sim::fingerprint::Mixer;

const NEVER: Week = Week::MAX;

/// What has happened in a worldline so far.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Week in which each event happened.
    #[serde(with = "BigArray")]
    events: [Week; limits::EVENTS],
    /// Each decision's last answer: 0 undecided, else the option's place plus one.
    #[serde(with = "BigArray")]
    answers: [u8; limits::DECISIONS],
    /// Week of each decision's last answer.
    #[serde(with = "BigArray")]
    answered: [Week; limits::DECISIONS],
    /// Is the question closed?
    #[serde(with = "BigArray")]
    settled: [bool; limits::DECISIONS],
    /// The scenario's own variables.
    #[serde(with = "BigArray")]
    pub own: [f64; limits::OWN],
    /// Persons who were taken out of their offices, a bit each.
    away: u64,
}

impl Record {
    /// Nothing has happened; own variables at their initial values.
    #[must_use]
    pub fn new(initial: &[f64]) -> Self {
        let mut own = [0.0; limits::OWN];
        own[..initial.len()].copy_from_slice(initial);
        Self {
            events: [NEVER; limits::EVENTS],
            answers: [0; limits::DECISIONS],
            answered: [NEVER; limits::DECISIONS],
            settled: [false; limits::DECISIONS],
            own,
            away: 0,
        }
    }

    /// Does a person serve, when the scenario has him in office?
    #[must_use]
    pub const fn serves(&self, person: usize) -> bool {
        self.away & (1 << person) == 0
    }

    /// Do all?
    #[must_use]
    pub const fn all_serve(&self) -> bool {
        self.away == 0
    }

    /// Takes a person out of all offices of this name, or lets him serve again.
    pub const fn let_serve(&mut self, person: usize, serves: bool) {
        if serves {
            self.away &= !(1 << person);
        } else {
            self.away |= 1 << person;
        }
    }

    /// Has an event happened?
    #[must_use]
    pub fn happened(&self, event: usize) -> bool {
        self.events.get(event).is_some_and(|&week| week != NEVER)
    }

    /// The week in which an event happened.
    #[must_use]
    pub fn week_of_event(&self, event: usize) -> Option<Week> {
        self.events.get(event).copied().filter(|&week| week != NEVER)
    }

    /// The week of a decision's last answer.
    #[must_use]
    pub fn week_of_answer(&self, decision: usize) -> Option<Week> {
        self.answered.get(decision).copied().filter(|&week| week != NEVER)
    }

    /// A decision's last answer: 0 undecided, else the option's place plus one.
    #[must_use]
    pub const fn answer(&self, decision: usize) -> u8 {
        self.answers[decision]
    }

    /// Is a decision closed?
    #[must_use]
    pub const fn settled(&self, decision: usize) -> bool {
        self.settled[decision]
    }

    /// Notes that an event has happened.
    pub const fn note_event(&mut self, event: usize, week: Week) {
        self.events[event] = week;
    }

    /// Notes an answer.
    pub const fn note_answer(&mut self, decision: usize, choice: usize, week: Week, settles: bool) {
        self.answers[decision] = choice as u8 + 1;
        self.answered[decision] = week;
        self.settled[decision] = settles;
    }

    /// Mixes everything into a fingerprint.
    pub fn mix(&self, mixer: &mut Mixer) {
        self.events.iter().for_each(|&week| mixer.bits(u64::from(week.cast_unsigned())));
        for (answer, week) in self.answers.iter().zip(&self.answered) {
            mixer.bits(u64::from(*answer) << 16 | u64::from(week.cast_unsigned()));
        }
        self.own.iter().for_each(|&value| mixer.number(value));
        mixer.bits(self.away);
    }
}

/// Most questions that can be on the table in one week: all of them.
pub const TABLE: usize = limits::DECISIONS;

/// A question that waits for an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Question {
    /// Place of the decision.
    pub decision: usize,
    /// Utility of each option, by the actor's beliefs; `None` when it is not open.
    pub utilities: [Option<f64>; limits::OPTIONS],
    /// The answer, once somebody has given it.
    pub answer: Option<usize>,
}

/// The questions of the week.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct Docket {
    questions: [Question; TABLE],
    count: usize,
}

impl Default for Docket {
    fn default() -> Self {
        Self { questions: [Question::default(); TABLE], count: 0 }
    }
}

impl Docket {
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
pub struct Seats(pub [Seat; limits::POWERS]);

impl Default for Seats {
    fn default() -> Self {
        Self([Seat::Doctrine; limits::POWERS])
    }
}
