//! What is held in a worldline from outside, as it was in another one: an event in its
//! week or never, a decision with the answers it was given.
//!
//! Who asks "was this link needed?" holds one thing at what it was without the change and
//! lets all else run (Halpern 2016, *Actual Causality*, ch. 2). To hold a worldline at its
//! own past changes nothing, to the last bit.

use std::sync::Arc;

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::scenario::{Day, DecisionId, EventId, Listed, OptionId, Week};
use crate::sim::chronicle::Happening;
use crate::sim::dating::Trace;
use crate::sim::worldline::Whole;

/// Events and answers that are held.
#[derive(Component, Clone, Debug, Default, PartialEq)]
pub struct Held(Option<Arc<Holds>>);

/// The list of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Holds {
    /// Events: their day, or never.
    pub events: Vec<(EventId, Option<Day>)>,
    /// Decisions: the week and the option of each answer; none at other times.
    pub answers: Vec<(DecisionId, Vec<(Week, OptionId)>)>,
}

impl Held {
    /// Holds these.
    #[must_use]
    pub fn new(holds: Holds) -> Self {
        Self((!holds.events.is_empty() || !holds.answers.is_empty()).then(|| Arc::new(holds)))
    }

    /// How an event is held: `None` when it is left to itself.
    #[must_use]
    #[inline]
    pub fn event(&self, event: EventId) -> Option<Option<Day>> {
        let holds = self.0.as_deref()?;
        holds.events.iter().find(|(held, _)| *held == event).map(|&(_, day)| day)
    }

    /// The answers at which a decision is held: `None` when it is left to itself.
    #[must_use]
    #[inline]
    pub fn answers(&self, decision: DecisionId) -> Option<&[(Week, OptionId)]> {
        let holds = self.0.as_deref()?;
        let held = holds.answers.iter().find(|(held, _)| *held == decision);
        held.map(|(_, answers)| answers.as_slice())
    }

    /// The events that are held at a day of this week.
    pub fn events_of(&self, week: Week) -> impl Iterator<Item = (EventId, Day)> + '_ {
        let events = self.0.as_deref().map_or(&[][..], |holds| &holds.events);
        let in_week = move |&(event, day): &(EventId, Option<Day>)| {
            day.filter(|day| day.div_euclid(7) == i32::from(week)).map(|day| (event, day))
        };
        events.iter().filter_map(in_week)
    }
}

/// What has happened and been answered in a worldline, to hold another one at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// The day of each event.
    pub events: Listed<EventId, Option<Day>>,
    /// The answers of each decision: week and option.
    pub answers: Listed<DecisionId, Vec<(Week, OptionId)>>,
}

impl Course {
    /// Nothing yet.
    #[must_use]
    pub fn of(whole: &Whole<'_>) -> Self {
        let scenario = &whole.premise.scenario;
        Self {
            events: scenario.events.iter().map(|_| None).collect(),
            answers: scenario.decisions.iter().map(|_| Vec::new()).collect(),
        }
    }

    /// Notes what the week brought; to be called at the end of every week.
    pub fn note(&mut self, whole: &Whole<'_>) {
        let week = whole.calendar.week;
        for &(day, trace) in whole.chronicle.week.traces() {
            if let Trace::Happened(Happening::Event(event)) = trace {
                self.events[event] = Some(day);
            }
        }
        for (decision, answers) in self.answers.enumerated_mut() {
            if whole.past.week_of_answer(decision) == Some(week) {
                answers.extend(whole.past.answer(decision).map(|option| (week, option)));
            }
        }
    }

    /// An event, held as it is here.
    #[must_use]
    pub fn event(&self, event: EventId) -> Holds {
        Holds { events: vec![(event, self.events[event])], answers: Vec::new() }
    }

    /// A decision, held as it is here.
    #[must_use]
    pub fn decision(&self, decision: DecisionId) -> Holds {
        Holds { events: Vec::new(), answers: vec![(decision, self.answers[decision].clone())] }
    }
}

impl Holds {
    /// Both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.events.extend(other.events);
        self.answers.extend(other.answers);
        self
    }
}
