//! The axis `divergence`: all dates of a counterfactual, so many weeks later.

use crate::scenario::{Day, EventId, Scenario, Text, Trigger, Week};
use crate::sim::calendar;
use crate::whatif::option_text::OptionText;
use crate::whatif::sweep::axis::{Lever, Read, Stops, Wrong, played, span, step_of};

/// Reads the axis. `plain` is the scenario without counterfactuals, `changed` the same with
/// them.
pub(super) fn divergence(
    written: OptionText<'_>,
    plain: &Scenario,
    changed: &Scenario,
    values: &str,
) -> Result<Read, Wrong> {
    if changed.counterfactuals.is_empty() {
        let help = "name one: --with COUNTERFACTUAL (`hokushin list` shows them)";
        return Err(written.refuse("", "H0201", "there is no counterfactual to move", help));
    }
    let (low, high, step) = span(written, values)?;
    let whole = |part: &str| {
        part.trim().trim_start_matches('+').parse::<Week>().map_err(|_| {
            let message = format!("`{}` is no number of weeks", part.trim());
            written.refuse(part, "H0402", message, "write `divergence=-8..8/2w`")
        })
    };
    let (from, until) = (whole(low)?, whole(high)?);
    if from >= until {
        let message = if from == until { "the range is empty" } else { "the range is reversed" };
        return Err(written.refuse(values, "H0308", message, "write LOW..HIGH, the lower first"));
    }
    let dates = dates_of(plain, changed);
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else {
        let help =
            "sweep one that forces an option from a date, sets a quantity, or moves an event";
        return Err(written.refuse("", "H0201", "nothing in the counterfactual has a date", help));
    };
    let (begins, ends) = (calendar::week_of(plain.start), calendar::week_of(plain.end));
    for (shift, part) in [(from, low), (until, high)] {
        for week in [*first, *last] {
            let moved = i32::from(week) + i32::from(shift);
            if moved < i32::from(begins) || moved > i32::from(ends) {
                let message = format!(
                    "{shift:+} weeks bring what is done in the week of {} out of the scenario",
                    calendar::date_of(calendar::monday(week))
                );
                return Err(written.refuse(part, "H0303", message, played(plain)));
            }
        }
    }
    let step = step.map_or(Ok(1), |part| step_of(written, part))?;
    let shifts = (from..=until).step_by(usize::from(step.unsigned_abs())).map(f64::from).collect();
    let title = Text {
        en: "all dates of the change, so many weeks later".to_owned(),
        es: "todas las fechas del cambio, tantas semanas después".to_owned(),
    };
    Ok((Lever::Divergence, Stops::Listed(shifts), "weeks".to_owned(), title))
}

/// The weeks that a counterfactual names.
fn dates_of(plain: &Scenario, changed: &Scenario) -> Vec<Week> {
    let settings = changed.settings.iter().map(|setting| setting.day);
    let mut dates: Vec<Week> = settings.map(calendar::week_of).collect();
    let windows = changed.forced_choices.iter().map(|forced| (forced.from, forced.until));
    let nodes = changed.forced_nodes.iter().map(|forced| (forced.from, forced.until));
    for (from, until) in windows.chain(nodes) {
        let begins = [from].into_iter().filter(|&from| from != plain.start);
        let ends = [until].into_iter().filter(|&until| until != plain.end);
        dates.extend(begins.chain(ends).map(calendar::week_of));
    }
    for event in moved_events(plain, changed) {
        match &changed.events[event].trigger {
            Trigger::On { moment, .. } => dates.push(calendar::week_of(moment.day)),
            Trigger::When { from, until, .. } => {
                dates.extend(
                    [*from].into_iter().filter(|&day| day != plain.start).map(calendar::week_of),
                );
                dates.extend(
                    [*until].into_iter().filter(|&day| day != plain.end).map(calendar::week_of),
                );
            }
        }
    }
    dates
}

/// The events that a counterfactual has added or moved.
fn moved_events(plain: &Scenario, changed: &Scenario) -> Vec<EventId> {
    let differs = |&id: &EventId| {
        let event = &changed.events[id];
        let known = plain.events.iter().find(|known| known.id == event.id);
        known.is_none_or(|known| known.trigger != event.trigger)
    };
    changed.events.ids().filter(differs).collect()
}

/// Moves all dates of a counterfactual. What it forces from the first day of the scenario,
/// or to the last one, has no date there, and stays. Dates inside of conditions stay too.
pub(super) fn shift(plain: &Scenario, scenario: &mut Scenario, weeks: Week) {
    let days = Day::from(weeks) * 7;
    let moved = |(from, until): (Day, Day)| {
        (
            if from == plain.start { from } else { from + days },
            if until == plain.end { until } else { until + days },
        )
    };
    let events = moved_events(plain, scenario);
    for setting in &mut scenario.settings {
        setting.day += days;
    }
    for forced in &mut scenario.forced_choices {
        (forced.from, forced.until) = moved((forced.from, forced.until));
    }
    for forced in &mut scenario.forced_nodes {
        (forced.from, forced.until) = moved((forced.from, forced.until));
    }
    for event in events {
        match &mut scenario.events[event].trigger {
            Trigger::On { moment, .. } => moment.day += days,
            Trigger::When { from, until, .. } => {
                *from += if *from == plain.start { 0 } else { days };
                *until += if *until == plain.end { 0 } else { days };
            }
        }
    }
    scenario.divergence = scenario.divergence.map(|day| day + days);
}
