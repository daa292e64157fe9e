//! What has happened so far: which events, which answers; the scenario's own variables.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

use crate::scenario::{DecisionId, EventId, Id, OptionId, PersonId, Room, Week, limits};
use crate::sim::calendar::Perhaps;
use crate::sim::fingerprint::Mixer;

/// A week, if it has come.
type Noted = Perhaps<{ Week::MAX }>;

/// What has happened in a worldline so far.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// Week in which each event happened.
    events: Room<EventId, Noted, { limits::EVENTS }>,
    /// Each decision's last answer: 0 undecided, else the option's place plus one.
    answers: Room<DecisionId, u8, { limits::DECISIONS }>,
    /// Week of each decision's last answer.
    answered: Room<DecisionId, Noted, { limits::DECISIONS }>,
    /// Is the question closed?
    settled: Room<DecisionId, bool, { limits::DECISIONS }>,
    /// The scenario's own variables.
    #[serde(with = "BigArray")]
    pub own: [f64; limits::OWN],
    /// Persons who were taken out of their offices, a bit each.
    away: u64,
}

impl Past {
    /// Nothing has happened; own variables at their initial values.
    #[must_use]
    pub fn new(initial: &[f64]) -> Self {
        let mut own = [0.0; limits::OWN];
        own[..initial.len()].copy_from_slice(initial);
        Self {
            events: Room::new([Noted::NOT_YET; limits::EVENTS]),
            answers: Room::new([0; limits::DECISIONS]),
            answered: Room::new([Noted::NOT_YET; limits::DECISIONS]),
            settled: Room::new([false; limits::DECISIONS]),
            own,
            away: 0,
        }
    }

    /// Does a person serve, when the scenario has him in office?
    #[must_use]
    pub fn serves(&self, person: PersonId) -> bool {
        self.away & (1 << person.place()) == 0
    }

    /// Do all?
    #[must_use]
    pub const fn all_serve(&self) -> bool {
        self.away == 0
    }

    /// Takes a person out of all offices of this name, or lets him serve again.
    pub fn let_serve(&mut self, person: PersonId, serves: bool) {
        if serves {
            self.away &= !(1 << person.place());
        } else {
            self.away |= 1 << person.place();
        }
    }

    /// Has an event happened?
    #[must_use]
    pub fn happened(&self, event: EventId) -> bool {
        self.week_of_event(event).is_some()
    }

    /// The week in which an event happened.
    #[must_use]
    pub fn week_of_event(&self, event: EventId) -> Option<Week> {
        self.events.get(event).and_then(|week| week.known())
    }

    /// The week of a decision's last answer.
    #[must_use]
    pub fn week_of_answer(&self, decision: DecisionId) -> Option<Week> {
        self.answered.get(decision).and_then(|week| week.known())
    }

    /// A decision's last answer, if it has been answered.
    #[must_use]
    pub fn answer(&self, decision: DecisionId) -> Option<OptionId> {
        usize::from(self.answers[decision]).checked_sub(1).map(OptionId::at)
    }

    /// The same as the vocabulary counts it: 0 undecided, else the option's place plus one.
    #[must_use]
    pub fn state_of(&self, decision: DecisionId) -> u8 {
        self.answers[decision]
    }

    /// Is a decision closed?
    #[must_use]
    pub fn settled(&self, decision: DecisionId) -> bool {
        self.settled[decision]
    }

    /// Notes that an event has happened.
    pub fn note_event(&mut self, event: EventId, week: Week) {
        self.events[event] = Noted::of(week);
    }

    /// Notes an answer.
    pub fn note_answer(
        &mut self,
        decision: DecisionId,
        option: OptionId,
        week: Week,
        settles: bool,
    ) {
        self.answers[decision] = option.place() as u8 + 1;
        self.answered[decision] = Noted::of(week);
        self.settled[decision] = settles;
    }

    /// Mixes everything into a fingerprint.
    pub fn mix(&self, mixer: &mut Mixer) {
        self.events.iter().for_each(|week| mixer.bits(week.bits()));
        for (answer, week) in self.answers.iter().zip(&self.answered) {
            mixer.bits(u64::from(*answer) << 16 | week.bits());
        }
        self.own.iter().for_each(|&value| mixer.number(value));
        mixer.bits(self.away);
    }
}
