//! What many worldlines say on the days of the record.
//!
//! A figure of the record belongs to the morning of its day; a worldline has a state at
//! the end of every week. Between two of them the value is interpolated, so that a front
//! that moves 200 km in a week is not scored by the day of the week.

use std::sync::atomic::AtomicBool;

use crate::batch::runner::each_seed;
use crate::policy::world::go_on_until;
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::Var;
use crate::scenario::{Day, DecisionId, EventId, OptionId, Scenario, Week};
use crate::sim::agenda::Seats;
use crate::sim::chronicle::Happening;
use crate::sim::{Premise, Whole, Worldline, calendar};

/// A value to look at: a quantity on the morning of a day, times a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The quantity.
    pub var: Var,
    /// The day.
    pub day: Day,
    /// From the quantity's unit to the record's: above 0.
    pub factor: f64,
}

/// Something of the chronicle to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An event.
    Event(EventId),
    /// A decision's answer: decision and option.
    Answer(DecisionId, OptionId),
}

impl Mark {
    /// `pact_signed`, or `embargo: stop`; nothing when the scenario has no such thing.
    #[must_use]
    pub fn named(scenario: &Scenario, name: &str) -> Option<Self> {
        let Some((decision, option)) = name.split_once(':') else {
            return scenario.events.id_where(|event| event.id == name.trim()).map(Self::Event);
        };
        let decision = scenario.decisions.id_where(|known| known.id == decision.trim())?;
        let choices = &scenario.decisions[decision].choices;
        let choice = choices.id_where(|known| known.id == option.trim())?;
        Some(Self::Answer(decision, choice))
    }

    fn is(self, happening: Happening) -> bool {
        match (self, happening) {
            (Self::Event(event), Happening::Event(happened)) => event == happened,
            (Self::Answer(decision, choice), Happening::Answer(asked, answered)) => {
                (decision, choice) == (asked, answered)
            }
            _ => false,
        }
    }
}

/// What is looked at in every worldline.
#[derive(Clone, Debug, Default)]
pub struct EnsemblePlan {
    /// Values on days.
    pub looks: Vec<Look>,
    /// Things of the chronicle.
    pub marks: Vec<Mark>,
    /// The scenario's measures on the last day, by place.
    pub measures: Vec<usize>,
}

/// What one worldline says.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its seed.
    pub seed: u64,
    /// A value for each look, in the unit of the record.
    pub values: Vec<f64>,
    /// A day for each mark, where it happened.
    pub days: Vec<Option<Day>>,
    /// A value for each measure that has one, in the unit of the measure.
    pub measures: Vec<Option<f64>>,
}

/// Runs one worldline and looks.
#[must_use]
pub fn observe(premise: &Premise, seats: &Seats, seed: u64, plan: &EnsemblePlan) -> Member {
    let mut worldline = Worldline::new(premise, seed, seats.clone(), false);
    let mut whole = worldline.whole();
    let mut values = vec![0.0; plan.looks.len()];
    // What the end of a week gives to the looks of that week and of the next one.
    let mut order: Vec<(Week, usize, f64)> = Vec::with_capacity(2 * plan.looks.len());
    for (place, look) in plan.looks.iter().enumerate() {
        let week = calendar::week_of(look.day);
        let share = f64::from(look.day - calendar::monday(week)) / 7.0;
        order.push((week, place, share));
        order.push((week.saturating_sub(1), place, 1.0 - share));
    }
    order.sort_by_key(|&(week, place, _)| (week, place));
    let mut next = 0;
    let mut note = |whole: &Whole<'_>, values: &mut [f64], last: bool| {
        while next < order.len() && (order[next].0 <= whole.calendar.week || last) {
            let (_, place, share) = order[next];
            let look = &plan.looks[place];
            values[place] += share * look.factor * whole.read(look.var);
            next += 1;
        }
    };
    note(&whole, &mut values, false);
    go_on_until(&mut whole, premise.last_week(), |whole| note(whole, &mut values, false));
    note(&whole, &mut values, true);
    let entries = whole.chronicle.entries();
    let day_of =
        |mark: &Mark| entries.iter().find(|entry| mark.is(entry.happening)).map(|entry| entry.day);
    let measure = |&place: &usize| premise.scenario.measures[place].of(&whole);
    Member {
        seed,
        values,
        days: plan.marks.iter().map(day_of).collect(),
        measures: plan.measures.iter().map(measure).collect(),
    }
}

/// Runs the worldlines of some seeds on the threads of the current pool; members come in
/// the order of their seeds. `stop` ends it early: what follows the first missing member
/// is left out.
#[must_use]
pub fn run(
    premise: &Premise,
    seats: &Seats,
    seeds: std::ops::Range<u64>,
    plan: &EnsemblePlan,
    stop: &AtomicBool,
    done: impl Fn(u64) + Sync,
) -> Vec<Member> {
    each_seed(seeds, stop, &done, |seed| observe(premise, seats, seed, plan))
}
