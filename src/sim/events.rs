//! Events: what the scenario schedules, and what it makes conditional.
//!
//! Events with a date happen when their week opens, so that the week's decisions know
//! of them. Events with a condition are looked at when the week closes, so that they
//! follow from its decisions and battles. Each happens once.

use crate::scenario::expression::Formula;
use crate::scenario::vocabulary::{Family, Var};
use crate::scenario::{Day, Event, Trigger};
use crate::sim::calendar::week_of;
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::war;
use crate::sim::worldline::Whole;

/// Carries out what interventions set in this week, before anything else.
pub fn intervene(whole: &mut Whole<'_>) {
    let premise = whole.premise;
    for setting in &premise.scenario.settings {
        if setting.week == whole.calendar.week {
            whole.apply(&setting.effect);
        }
    }
}

/// The events of the date.
pub fn open(whole: &mut Whole<'_>) {
    let premise = whole.premise;
    let week = whole.calendar.week;
    let dated = &premise.dated_events;
    let first = dated.partition_point(|&(at, _)| at < week);
    for &(at, place) in &dated[first..] {
        if at != week {
            break;
        }
        let event = &premise.scenario.events[place];
        let Trigger::On { moment, provided } = &event.trigger else {
            continue;
        };
        if let Some(held) = whole.held.event(place) {
            if held.is_some_and(|day| week_of(day) == week) {
                happen(whole, place, event, moment.day, moment.clock, provided.as_ref());
            }
            continue;
        }
        if provided.as_ref().is_some_and(|provided| !provided.holds(whole)) {
            continue;
        }
        if comes_about(whole, place, event).is_some() {
            happen(whole, place, event, moment.day, moment.clock, provided.as_ref());
        }
    }
    // What is held at another date than its own.
    let held: Vec<(usize, Day)> = whole.held.events_of(week).collect();
    for (place, day) in held {
        let event = &premise.scenario.events[place];
        let elsewhere = dated.iter().any(|&(at, known)| known == place && at != week);
        if elsewhere && !whole.record.happened(place) {
            happen(whole, place, event, day, None, None);
        }
    }
}

/// The events whose condition holds as the week closes.
pub fn close(whole: &mut Whole<'_>) {
    let premise = whole.premise;
    let week = whole.calendar.week;
    for &(from, until, place) in &premise.awaited_events {
        if let Some(held) = whole.held.event(place) {
            if let Some(day) = held.filter(|&day| week_of(day) == week) {
                let event = &premise.scenario.events[place];
                let Trigger::When { condition, clock, .. } = &event.trigger else {
                    continue;
                };
                happen(whole, place, event, day, *clock, Some(condition));
            }
            continue;
        }
        if week < from || week > until || whole.record.happened(place) {
            continue;
        }
        let event = &premise.scenario.events[place];
        let Trigger::When { condition, day, clock, .. } = &event.trigger else {
            continue;
        };
        if !condition.holds(whole) {
            continue;
        }
        let Some(draw) = comes_about(whole, place, event) else {
            continue;
        };
        let drawn = day_in_week(whole, day.as_ref(), draw);
        // Where luck dates an event, it does not date it before what brought it about.
        let day = match day {
            Some(_) => drawn,
            None => drawn.max(day_of_causes(whole, condition)),
        };
        happen(whole, place, event, day, *clock, Some(condition));
    }
    // What the premise has dropped, and another worldline had.
    let held: Vec<(usize, Day)> = whole.held.events_of(week).collect();
    for (place, day) in held {
        let event = &premise.scenario.events[place];
        if event.dropped && !whole.record.happened(place) {
            happen(whole, place, event, day, None, None);
        }
    }
}

/// The latest day, in this week, of the events and answers that a condition asks for;
/// Monday when there is none.
fn day_of_causes(whole: &Whole<'_>, condition: &Formula) -> Day {
    let monday = whole.calendar.day;
    let asked = condition.names();
    let this_week = whole.chronicle.entries().iter().rev().take_while(|entry| entry.day >= monday);
    this_week
        .filter(|entry| {
            let cause = match entry.happening {
                Happening::Event(place) => (Family::Event, place),
                Happening::Answer(decision, _) => (Family::Decision, decision),
                Happening::Conquest(..) | Happening::Surrender(_) => return false,
            };
            asked.iter().any(|var| (var.family, usize::from(var.index)) == cause)
        })
        .map(|entry| entry.day)
        .fold(monday, Day::max)
}

/// Draws the event's chance node. Gives the number that picks the day, or nothing when
/// the event does not come about this week.
fn comes_about(whole: &Whole<'_>, place: usize, event: &Event) -> Option<f64> {
    let stream = whole.premise.event_streams[place];
    let [draw, day] = whole.luck.named(whole.premise, whole.calendar.week, stream);
    let certain = event.chance.is_none();
    (certain || event.chance.as_ref().is_some_and(|chance| draw < chance.value(whole)))
        .then_some(day)
}

/// A day of this week: by formula, where one is given and falls into it, else by luck.
pub(super) fn day_in_week(whole: &Whole<'_>, formula: Option<&Formula>, draw: f64) -> Day {
    let monday = whole.calendar.day;
    let wanted = formula.map_or(f64::from(monday) + (draw * 7.0).min(6.0), |day| day.value(whole));
    (wanted as Day).clamp(monday, monday + 6)
}

/// The quantities that formulas read, with their present values, if reasons are kept.
pub(super) fn reasons(whole: &Whole<'_>, formulas: &[Option<&Formula>]) -> Vec<(Var, f64)> {
    use crate::scenario::expression::Reader;
    if !whole.chronicle.keeps_reasons() {
        return Vec::new();
    }
    let mut reasons: Vec<(Var, f64)> = Vec::new();
    for var in formulas.iter().flatten().flat_map(|formula| formula.names()) {
        if !reasons.iter().any(|&(known, _)| known == var) {
            reasons.push((var, whole.read(var)));
        }
    }
    reasons
}

fn happen(
    whole: &mut Whole<'_>,
    place: usize,
    event: &Event,
    day: Day,
    clock: Option<(u16, usize)>,
    condition: Option<&Formula>,
) {
    let because = reasons(whole, &[condition, event.chance.as_ref()]);
    whole.record.note_event(place, whole.calendar.week);
    let fought = whole.war.in_the_far_east();
    for effect in &event.effects {
        whole.apply(effect);
    }
    war::note_outbreak(whole.war, fought, day);
    if event.told {
        whole.chronicle.add(Entry { day, clock, happening: Happening::Event(place), because });
    }
}
