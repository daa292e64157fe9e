//! What is held in a worldline from outside, as it was in another one: an event in its
//! week or never, a decision with the answers it was given.
//!
//! Who asks "was this link needed?" holds one thing at what it was without the change and
//! lets all else run (Halpern 2016, *Actual Causality*, ch. 2). To hold a worldline at its
//! own past changes nothing, to the last bit.

use std::sync::Arc;

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::scenario::{Day, Week};
use crate::sim::chronicle::Happening;
use crate::sim::dating::Trace;
use crate::sim::worldline::Whole;

/// Events and answers that are held.
#[derive(Component, Clone, Debug, Default, PartialEq)]
pub struct Held(Option<Arc<Holds>>);

/// The list of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Holds {
    /// Events by place: their day, or never.
    pub events: Vec<(usize, Option<Day>)>,
    /// Decisions by place: the week and the option of each answer; none at other times.
    pub answers: Vec<(usize, Vec<(Week, usize)>)>,
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
    pub fn event(&self, place: usize) -> Option<Option<Day>> {
        let holds = self.0.as_deref()?;
        holds.events.iter().find(|(held, _)| *held == place).map(|&(_, day)| day)
    }

    /// The answers at which a decision is held: `None` when it is left to itself.
    #[must_use]
    #[inline]
    pub fn answers(&self, decision: usize) -> Option<&[(Week, usize)]> {
        let holds = self.0.as_deref()?;
        let held = holds.answers.iter().find(|(held, _)| *held == decision);
        held.map(|(_, answers)| answers.as_slice())
    }

    /// The events that are held at a day of this week.
    pub fn events_of(&self, week: Week) -> impl Iterator<Item = (usize, Day)> + '_ {
        let events = self.0.as_deref().map_or(&[][..], |holds| &holds.events);
        let in_week = move |&(place, day): &(usize, Option<Day>)| {
            day.filter(|day| day.div_euclid(7) == i32::from(week)).map(|day| (place, day))
        };
        events.iter().filter_map(in_week)
    }
}

/// What has happened and been answered in a worldline, to hold another one at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Course {
    /// The day of each event, by place.
    pub events: Vec<Option<Day>>,
    /// The answers of each decision, by place: week and option.
    pub answers: Vec<Vec<(Week, usize)>>,
}

impl Course {
    /// Nothing yet.
    #[must_use]
    pub fn of(whole: &Whole<'_>) -> Self {
        let scenario = &whole.premise.scenario;
        Self {
            events: vec![None; scenario.events.len()],
            answers: vec![Vec::new(); scenario.decisions.len()],
        }
    }

    /// Notes what the week brought; to be called at the end of every week.
    pub fn note(&mut self, whole: &Whole<'_>) {
        let week = whole.calendar.week;
        for &(day, trace) in whole.chronicle.week.traces() {
            if let Trace::Happened(Happening::Event(place)) = trace {
                self.events[place] = Some(day);
            }
        }
        for (place, answers) in self.answers.iter_mut().enumerate() {
            if whole.past.week_of_answer(place) == Some(week) {
                answers.push((week, usize::from(whole.past.answer(place)) - 1));
            }
        }
    }

    /// An event, held as it is here.
    #[must_use]
    pub fn event(&self, place: usize) -> Holds {
        Holds { events: vec![(place, self.events[place])], answers: Vec::new() }
    }

    /// A decision, held as it is here.
    #[must_use]
    pub fn decision(&self, place: usize) -> Holds {
        Holds { events: Vec::new(), answers: vec![(place, self.answers[place].clone())] }
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
