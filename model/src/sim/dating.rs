//! When, within its week, a happening falls.
//!
//! A week is lived rule by rule, but what it brings has dates, and nobody may find in a
//! story an effect before its cause. So within each part of the week (its dated events and
//! interventions; its answers; the events that wait for a condition) happenings take effect
//! in the order of their dates, ties in the order of the file. Between the parts, what
//! *follows* from another is dated no earlier than it: it reads what the other wrote, or
//! writes anew what the other wrote. Where nothing but luck dates it, neither is it dated
//! before what read a quantity before it wrote it: so the story is as if all had taken
//! effect in the order of their dates.
//!
//! Windows hold to the day. A week that they cut leaves only their days to date a happening
//! by; and where the last day of a question falls inside of a week, the dated events behind
//! it that touch the question wait until it has been answered. While there is war in the Far
//! East, which is fought day by day, what touches its armies and its ground waits for its day.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use crate::scenario::expression::Formula;
use crate::scenario::vocabulary::{Family, Var};
use crate::scenario::{
    Change, Choice, Day, Decision, DecisionId, Effect, Event, EventId, Listed, OptionId, Scenario,
    Setting, Trigger,
};
use crate::sim::calendar::monday;
use crate::sim::chronicle::Happening;
use crate::sim::premise::Premise;
use crate::sim::proviso::Judged;
use crate::sim::worldline::Whole;

/// What a happening reads and what it writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    reads: Vec<Var>,
    /// What it writes anew.
    sets: Vec<Var>,
    /// What it adds to or takes from: of two that do, the order does not count.
    adds: Vec<Var>,
}

/// The footprints of all that a scenario can bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footprints {
    settings: Vec<Footprint>,
    events: Listed<EventId, Footprint>,
    answers: Listed<DecisionId, Listed<OptionId, Footprint>>,
    /// The account of the war in the Far East, and the war itself.
    far_east: Option<(Family, Var)>,
}

/// What happened on a day of the week, told or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trace {
    /// An intervention set a quantity, by its place among the settings.
    Set(usize),
    /// What a chronicle can tell.
    Happened(Happening),
    /// An event came up on its date and did not happen.
    Passed(EventId),
}

/// The happenings of the week so far, in the order in which they took effect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekSoFar {
    traces: Vec<(Day, Trace)>,
    /// The last day whose dated events have happened, where later ones wait for the answers.
    pub waits_after: Option<Day>,
    /// What waits for its day of the war in the Far East, in order.
    pub in_the_field: Vec<(Day, Trace)>,
    /// The provisos of what has happened, as they were found.
    #[serde(skip)]
    pub judged: Vec<Judged>,
}

/// First and last day on which something can be dated.
pub type Days = (Day, Day);

impl Footprint {
    fn writes(&self, var: &Var) -> bool {
        self.sets.contains(var) || self.adds.contains(var)
    }

    /// Does it follow from an earlier one: does it read or write anew what that wrote, or
    /// add to what that wrote anew?
    fn follows(&self, earlier: &Self) -> bool {
        self.reads.iter().chain(&self.sets).any(|var| earlier.writes(var))
            || self.adds.iter().any(|var| earlier.sets.contains(var))
    }

    /// Does it write what an earlier one has read?
    fn was_unknown_to(&self, earlier: &Self) -> bool {
        earlier.reads.iter().any(|var| self.writes(var))
    }
}

impl Footprints {
    /// Works out the footprints of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let named = |name: &str| scenario.vocabulary.named(name).map(|entry| entry.var);
        // Who begins the war in the Far East dates it.
        let war = named("war.japan_soviet").zip(named("war.japan_soviet.began_on"));
        let of = |asked: &[Option<&Formula>], effects: &[Effect], also: Option<Var>| {
            let formulas = effects.iter().map(|effect| &effect.value);
            let formulas = asked.iter().flatten().copied().chain(formulas);
            let added = |effect: &&Effect| matches!(effect.change, Change::Add | Change::Subtract);
            let (adds, sets): (Vec<&Effect>, Vec<&Effect>) = effects.iter().partition(added);
            let targets = |effects: Vec<&Effect>| -> Vec<Var> {
                effects.into_iter().map(|effect| effect.target).collect()
            };
            let mut sets = targets(sets);
            if let Some((_, began)) = war.filter(|(war, _)| sets.contains(war)) {
                sets.push(began);
            }
            sets.extend(also);
            let reads = formulas.flat_map(Formula::names).collect();
            Footprint { reads, sets, adds: targets(adds) }
        };
        let event = |(id, event): (EventId, &Event)| {
            let (condition, day) = match &event.trigger {
                Trigger::On { provided, .. } => (provided.as_ref(), None),
                Trigger::When { condition, day, .. } => (Some(condition), day.as_ref()),
            };
            let itself = Var::of(Family::Event, id);
            of(&[condition, day, event.chance.as_ref()], &event.effects, Some(itself))
        };
        let answers = |(id, decision): (DecisionId, &Decision)| {
            let itself = Var::of(Family::Decision, id);
            let mut asked = vec![decision.condition.as_ref(), decision.day.as_ref()];
            for choice in &decision.choices {
                asked.extend([choice.available.as_ref(), Some(&choice.utility)]);
            }
            let answer = |choice: &Choice| of(&asked, &choice.effects, Some(itself));
            decision.choices.iter().map(answer).collect()
        };
        let setting = |setting: &Setting| of(&[], std::slice::from_ref(&setting.effect), None);
        Self {
            settings: scenario.settings.iter().map(setting).collect(),
            events: scenario.events.enumerated().map(event).collect(),
            answers: scenario.decisions.enumerated().map(answers).collect(),
            far_east: named("far_east.last_battle_on")
                .zip(named("war.japan_soviet"))
                .map(|(toll, war)| (toll.family, war)),
        }
    }

    /// The footprint of an event.
    #[must_use]
    pub fn event(&self, event: EventId) -> &Footprint {
        &self.events[event]
    }

    /// The footprint of an answer.
    #[must_use]
    pub fn answer(&self, decision: DecisionId, option: OptionId) -> &Footprint {
        &self.answers[decision][option]
    }

    fn of(&self, trace: Trace) -> Cow<'_, Footprint> {
        let taken = |sets: Vec<Var>| Cow::Owned(Footprint { sets, ..Footprint::default() });
        match trace {
            Trace::Set(place) => Cow::Borrowed(&self.settings[place]),
            Trace::Happened(Happening::Event(event)) => Cow::Borrowed(&self.events[event]),
            Trace::Happened(Happening::Answer(decision, option)) => {
                Cow::Borrowed(&self.answers[decision][option])
            }
            Trace::Happened(Happening::Conquest(region, _)) => taken(
                [Family::RegionControl, Family::RegionTaken].map(|of| Var::of(of, region)).into(),
            ),
            Trace::Happened(Happening::Surrender(army)) => {
                taken(vec![Var::of(Family::ArmyDivisions, army)])
            }
            Trace::Passed(event) => {
                let reads = self.events[event].reads.clone();
                Cow::Owned(Footprint { reads, ..Footprint::default() })
            }
        }
    }

    /// Does it touch the armies and the ground of the Far East? What begins or ends the war
    /// there does not wait for its battles.
    #[must_use]
    pub fn in_the_field(&self, trace: Trace) -> bool {
        let Some((toll, war)) = self.far_east else { return false };
        let footprint = self.of(trace);
        let of_the_field = |var: &Var| {
            let family = var.family;
            family == toll
                || matches!(
                    family,
                    Family::RegionControl
                        | Family::RegionTaken
                        | Family::ArmyDivisions
                        | Family::ArmyQuality
                        | Family::ArmyReadiness
                        | Family::ArmySupply
                        | Family::ArmyTanks
                        | Family::ArmyRegion
                )
        };
        let Footprint { reads, sets, adds } = &*footprint;
        !footprint.writes(&war) && reads.iter().chain(sets).chain(adds).any(of_the_field)
    }

    /// Would the order of these two count?
    fn touch(&self, one: &Footprint, trace: Trace) -> bool {
        let other = self.of(trace);
        one.follows(&other) || other.follows(one) || one.was_unknown_to(&other)
    }
}

impl WeekSoFar {
    /// A new week begins.
    pub fn clear(&mut self) {
        self.traces.clear();
        self.waits_after = None;
        self.in_the_field.clear();
        self.judged.clear();
    }

    /// Notes what has taken effect.
    pub fn note(&mut self, day: Day, trace: Trace) {
        self.traces.push((day, trace));
    }

    /// What has happened, in the order in which it took effect.
    #[must_use]
    pub fn traces(&self) -> &[(Day, Trace)] {
        &self.traces
    }

    /// The first day on which something can be dated by what has happened this week; where
    /// nothing but luck dates it, by what could not know of it either.
    #[must_use]
    pub fn not_before(&self, premise: &Premise, late: &Footprint, by_luck: bool) -> Option<Day> {
        let before = |&&(_, trace): &&(Day, Trace)| {
            let earlier = premise.footprints.of(trace);
            // What passed by without an event would have let it happen, had this come first.
            let weighs = by_luck || matches!(trace, Trace::Passed(_));
            late.follows(&earlier) || weighs && late.was_unknown_to(&earlier)
        };
        self.traces.iter().filter(before).map(|&(day, _)| day).max()
    }
}

/// The days of this week that lie within a window; the first is later than the last when
/// there is none.
#[must_use]
pub fn days_within(whole: &Whole<'_>, (from, until): Days) -> Days {
    let monday = whole.calendar.day;
    (monday.max(from), (monday + 6).min(until))
}

/// A day out of some days: by formula, where one is given that is defined, else by luck.
#[must_use]
pub fn day_among(
    whole: &Whole<'_>,
    (first, last): Days,
    formula: Option<&Formula>,
    draw: f64,
) -> Day {
    let wanted = formula.map(|day| day.value(whole)).filter(|day| day.is_finite());
    let wanted = wanted.map_or_else(
        || first + (draw * f64::from(last - first + 1)) as Day,
        |day| libm::floor(day) as Day,
    );
    wanted.clamp(first, last.max(first))
}

/// The last day whose dated happenings come before the week's answers, where some come
/// after them. `due` is what the week brings on a date, in order.
#[must_use]
pub fn waits_after(whole: &Whole<'_>, due: &[(Day, Trace)]) -> Option<Day> {
    let premise = whole.premise;
    let (week, sunday) = (whole.calendar.week, whole.calendar.day + 6);
    let (latest, _) = due.last()?;
    let mut cut: Option<Day> = None;
    for (decision, &(from, until)) in premise.decision_windows.enumerated() {
        if until != week || from > week || whole.past.settled(decision) {
            continue;
        }
        let last = premise.scenario.decisions[decision].until;
        if last >= *latest || last >= sunday || cut.is_some_and(|cut| cut <= last) {
            continue;
        }
        let later = due.iter().filter(|&&(day, _)| day > last);
        if later.into_iter().any(|&(_, trace)| {
            premise.footprints.answers[decision]
                .iter()
                .any(|answer| premise.footprints.touch(answer, trace))
        }) {
            cut = Some(last);
        }
    }
    cut
}

/// The earliest day of what waits for the answers and touches this.
#[must_use]
pub fn earliest_waiting(whole: &Whole<'_>, due: &[(Day, Trace)], by: &Footprint) -> Option<Day> {
    let week = &whole.chronicle.week;
    let after = week.waits_after.unwrap_or(Day::MAX);
    let waiting = due.iter().filter(|&&(day, _)| day > after).chain(&week.in_the_field);
    waiting
        .filter(|&&(_, trace)| whole.premise.footprints.touch(by, trace))
        .map(|&(day, _)| day)
        .min()
}

/// Is a day in a week?
#[must_use]
pub fn in_week(whole: &Whole<'_>, day: Day) -> bool {
    let monday = monday(whole.calendar.week);
    (monday..monday + 7).contains(&day)
}
