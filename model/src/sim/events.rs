//! Events: what the scenario schedules, and what it makes conditional; and what
//! interventions set on a date.
//!
//! What has a date happens when its week opens, so that the week's decisions know of it,
//! in the order of the dates. Events with a condition are looked at when the week closes,
//! so that they follow from its decisions and battles: the earliest of those whose
//! condition holds happens, then all are looked at again, so that a chain of events does
//! not hang on the order of a file. Each happens once.

use crate::scenario::expression::Formula;
use crate::scenario::vocabulary::Var;
use crate::scenario::{Day, Event, EventId, Trigger, Week, ZoneId};
use crate::sim::calendar::week_of;
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::dating::{self, Trace};
use crate::sim::proviso;
use crate::sim::war;
use crate::sim::worldline::Whole;

/// What the week brings on a date, in order: of one day first what is set from outside,
/// then the events as the file has them.
pub(super) fn due(whole: &Whole<'_>) -> Vec<(Day, Trace)> {
    let premise = whole.premise;
    let week = whole.calendar.week;
    let mut due: Vec<(Day, Trace)> = Vec::new();
    let settings = &premise.scenario.settings;
    let first = settings.partition_point(|setting| setting.day < whole.calendar.day);
    for (place, setting) in settings.iter().enumerate().skip(first) {
        if !dating::in_week(whole, setting.day) {
            break;
        }
        due.push((setting.day, Trace::Set(place)));
    }
    let dated = &premise.dated_events;
    let first = dated.partition_point(|&(at, _)| at < week);
    for &(_, event) in dated[first..].iter().take_while(|&&(at, _)| at == week) {
        if let Trigger::On { moment, .. } = &premise.scenario.events[event].trigger {
            due.push((moment.day, Trace::Happened(Happening::Event(event))));
        }
    }
    // What is held at another date than its own.
    for (event, day) in whole.held.events_of(week) {
        if dated.iter().any(|&(at, known)| known == event && at != week) {
            due.push((day, Trace::Happened(Happening::Event(event))));
        }
    }
    due.sort_by_key(|&(day, _)| day);
    due
}

/// What the week brings on a date, up to the day behind which it waits for the answers.
pub fn open(whole: &mut Whole<'_>) {
    whole.chronicle.week.clear();
    let due = due(whole);
    let waits_after = dating::waits_after(whole, &due);
    whole.chronicle.week.waits_after = waits_after;
    for &(day, trace) in &due {
        if waits_after.is_none_or(|after| day <= after) {
            come_or_wait(whole, day, trace);
        }
    }
}

/// What has waited for the answers.
pub fn follow_the_answers(whole: &mut Whole<'_>) {
    let Some(after) = whole.chronicle.week.waits_after else {
        return;
    };
    for (day, trace) in due(whole) {
        if day > after {
            come_or_wait(whole, day, trace);
        }
    }
}

/// What has waited for its day of the war in the Far East, up to this one.
pub fn come_in_the_field(whole: &mut Whole<'_>, today: Day) {
    while let Some(&(day, trace)) = whole.chronicle.week.in_the_field.first()
        && day <= today
    {
        whole.chronicle.week.in_the_field.remove(0);
        come(whole, day, trace);
    }
}

fn come_or_wait(whole: &mut Whole<'_>, day: Day, trace: Trace) {
    let fought = whole.war.in_the_far_east() && day > whole.calendar.day;
    if fought && whole.premise.footprints.in_the_field(trace) {
        whole.chronicle.week.in_the_field.push((day, trace));
    } else {
        come(whole, day, trace);
    }
}

fn come(whole: &mut Whole<'_>, day: Day, due: Trace) {
    let premise = whole.premise;
    let id = match due {
        Trace::Set(place) => {
            whole.chronicle.week.note(day, due);
            let fought = whole.war.in_the_far_east();
            whole.apply(&premise.scenario.settings[place].effect);
            war::note_outbreak(whole.war, fought, day);
            return;
        }
        Trace::Happened(Happening::Event(id)) => id,
        Trace::Happened(_) | Trace::Passed(_) => return,
    };
    let event = &premise.scenario.events[id];
    let Trigger::On { moment, provided } = &event.trigger else {
        return;
    };
    if let Some(held) = whole.held.event(id) {
        let elsewhere = day != moment.day;
        if held.is_some_and(|held| week_of(held) == whole.calendar.week)
            && !(elsewhere && whole.past.happened(id))
        {
            let (clock, provided) =
                if elsewhere { (None, None) } else { (moment.clock, provided.as_ref()) };
            happen(whole, id, event, day, clock, provided);
        }
        return;
    }
    if provided.as_ref().is_none_or(|provided| provided.holds(whole))
        && comes_about(whole, id, event).is_some()
    {
        happen(whole, id, event, day, moment.clock, provided.as_ref());
    } else {
        whole.chronicle.week.note(day, Trace::Passed(id));
    }
}

/// The events whose condition holds as the week closes.
pub fn close(whole: &mut Whole<'_>) {
    while let Some((day, id)) = next_awaited(whole) {
        let event = &whole.premise.scenario.events[id];
        if let Trigger::When { condition, clock, .. } = &event.trigger {
            happen(whole, id, event, day, *clock, Some(condition));
        }
    }
    // What the premise has dropped, and another worldline had.
    let week = whole.calendar.week;
    let held: Vec<(EventId, Day)> = whole.held.events_of(week).collect();
    for (id, day) in held {
        let event = &whole.premise.scenario.events[id];
        if event.dropped && !whole.past.happened(id) {
            happen(whole, id, event, day, None, None);
        }
    }
}

/// The event that happens next as the week closes: the earliest of those whose condition
/// holds. Of one day come first those that come about by themselves, then those that are
/// held; then the order of the file counts.
fn next_awaited(whole: &Whole<'_>) -> Option<(Day, EventId)> {
    let premise = whole.premise;
    let week = whole.calendar.week;
    let mut next: Option<(Day, bool, EventId)> = None;
    for &(from, until, id) in &premise.awaited_events {
        let held = whole.held.event(id);
        if (held.is_none() && (week < from || week > until)) || whole.past.happened(id) {
            continue;
        }
        let event = &premise.scenario.events[id];
        let found = match held {
            None => awaited_day(whole, id, event).map(|day| (day, false, id)),
            Some(held) => held
                .filter(|&day| week_of(day) == week)
                .map(|day| (day, !comes_about_by_itself(whole, id, event), id)),
        };
        next = match (next, found) {
            (Some(known), Some(found)) => Some(known.min(found)),
            (known, found) => known.or(found),
        };
    }
    next.map(|(day, _, id)| (day, id))
}

fn comes_about_by_itself(whole: &Whole<'_>, id: EventId, event: &Event) -> bool {
    let Trigger::When { condition, .. } = &event.trigger else { return false };
    condition.holds(whole) && comes_about(whole, id, event).is_some()
}

/// The day of this week on which an event that waits for a condition comes about, if it
/// does: within its window, and not before what brought it about.
fn awaited_day(whole: &Whole<'_>, id: EventId, event: &Event) -> Option<Day> {
    let Trigger::When { condition, from, until, day, .. } = &event.trigger else {
        return None;
    };
    if !condition.holds(whole) {
        return None;
    }
    let draw = comes_about(whole, id, event)?;
    let (first, last) = dating::days_within(whole, (*from, *until));
    let footprint = whole.premise.footprints.event(id);
    let causes = whole.chronicle.week.not_before(whole.premise, footprint, day.is_none());
    let first = causes.map_or(first, |causes| causes.max(first));
    (first <= last).then(|| dating::day_among(whole, (first, last), day.as_ref(), draw))
}

/// Draws the event's chance node. Gives the number that picks the day, or nothing when
/// the event does not come about this week.
fn comes_about(whole: &Whole<'_>, id: EventId, event: &Event) -> Option<f64> {
    let week: Week = whole.calendar.week;
    let stream = whole.premise.event_streams[id];
    let [draw, day] = whole.luck.named(whole.premise, week, stream);
    let certain = event.chance.is_none();
    (certain || event.chance.as_ref().is_some_and(|chance| draw < chance.value(whole)))
        .then_some(day)
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
    id: EventId,
    event: &Event,
    day: Day,
    clock: Option<(u16, ZoneId)>,
    condition: Option<&Formula>,
) {
    let because = reasons(whole, &[condition, event.chance.as_ref()]);
    proviso::judge(whole, day, Happening::Event(id));
    whole.chronicle.week.note(day, Trace::Happened(Happening::Event(id)));
    whole.past.note_event(id, whole.calendar.week);
    let fought = whole.war.in_the_far_east();
    for effect in &event.effects {
        whole.apply(effect);
    }
    war::note_outbreak(whole.war, fought, day);
    if event.told {
        whole.chronicle.add(Entry { day, clock, happening: Happening::Event(id), because });
    }
}
