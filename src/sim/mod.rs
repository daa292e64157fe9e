//! The world, one file a subject. This page is the week, in order.
//!
//! A worldline is an entity, each facet of its state a component, each rule a system
//! that sweeps over all worldlines in the `World`. The same rules are plain functions,
//! so that a loop over plain structs can call them too (the benchmark does).
//!
//! **The week opens** ([`OpenWeek`]): the calendar turns and the week's luck is drawn;
//! day by day interventions are carried out and the events of the date happen; the cabinets
//! sit; the law of the pact is applied; reports are read; questions are put on the table.
//!
//! Then somebody answers: a policy (the systems of [`Answer`]), or a player.
//!
//! **The week is played** ([`PlayWeek`]): the answers take effect, in the order of their
//! dates, and after them the dated events that waited for them; the border is
//! patrolled, and neutrality is practised; recruits, trains and lend-lease move; the eastern front fights, and the
//! western one where there is one; the Pacific and China take their toll; oil burns and
//! divisions move; the Far East fights or keeps its quotas; the events that follow from
//! all this happen; the wars' weeks are counted.

pub mod armies;
pub mod cabinet;
pub mod calendar;
pub mod chronicle;
pub mod conduct;
pub mod dating;
pub mod decisions;
pub mod eastern_front;
pub mod events;
pub mod facet;
pub mod fingerprint;
pub mod hold;
pub mod intelligence;
pub mod japan;
pub mod lend_lease;
pub mod luck;
pub mod pacific;
pub mod pact;
pub mod premise;
pub mod railway;
pub mod record;
pub mod sight;
pub mod sources;
pub mod soviet;
pub mod war;
pub mod western_front;
pub mod worldline;

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleLabel;

use crate::scenario::{Engine, EngineParameter};

pub use premise::Premise;
pub use worldline::{Whole, WholeQuery, Worldline};

/// The first half of a week, up to the questions.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct OpenWeek;

/// The second half of a week, from the answers on.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct PlayWeek;

/// Where policies answer, at the beginning of [`PlayWeek`].
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answer;

/// What the engine offers to scenarios.
#[must_use]
pub fn engine() -> Engine {
    let parameter =
        |&(name, unit, low, high, meaning): &(&str, &str, f64, f64, &str)| EngineParameter {
            name: name.to_owned(),
            unit: unit.to_owned(),
            low,
            high,
            meaning: meaning.to_owned(),
        };
    Engine {
        quantities: worldline::facet_entries(),
        parameters: premise::LISTS.into_iter().flatten().map(parameter).collect(),
        nodes: luck::NODES
            .iter()
            .chain(armies::NODES)
            .filter(|node| !node.starts_with("free."))
            .map(|&node| node.to_owned())
            .collect(),
        beliefs: intelligence::BELIEFS.iter().map(|belief| belief.name.to_owned()).collect(),
        signs: sources::SIGNS.iter().map(|&sign| sign.to_owned()).collect(),
        factions: cabinet::FACTIONS.iter().map(|&faction| faction.to_owned()).collect(),
    }
}

/// Adds the two schedules of the week to a `World`.
pub fn add_week(world: &mut World) {
    world.add_schedule(open_week());
    world.add_schedule(play_week());
}

fn single_threaded(label: impl ScheduleLabel) -> Schedule {
    let mut schedule = Schedule::new(label);
    // A chunk of worldlines lives on one thread; threads have Worlds of their own.
    schedule.set_executor(bevy_ecs::schedule::SingleThreadedExecutor::new());
    schedule
}

/// The opening of the week, rule by rule.
#[must_use]
pub fn open_week() -> Schedule {
    let mut schedule = single_threaded(OpenWeek);
    schedule.add_systems(
        (
            turn_the_calendar,
            let_dated_events_happen,
            let_the_cabinets_sit,
            apply_the_law,
            read_reports,
            pose_questions,
        )
            .chain(),
    );
    schedule
}

/// The play of the week, rule by rule.
#[must_use]
pub fn play_week() -> Schedule {
    let mut schedule = single_threaded(PlayWeek);
    schedule.add_systems(
        (
            enact_answers,
            patrol_the_border,
            practise_neutrality,
            run_the_soviet_union,
            fight_the_eastern_front,
            fight_in_the_west,
            run_the_pacific,
            run_japan,
            fight_the_far_east,
            let_awaited_events_happen,
            count_weeks,
        )
            .chain()
            .after(Answer),
    );
    schedule
}

fn turn_the_calendar(mut worldlines: Query<(&Premise, &mut calendar::Calendar, &mut luck::Luck)>) {
    for (premise, mut calendar, mut luck) in &mut worldlines {
        calendar::turn_week(premise, &mut calendar, &mut luck);
    }
}

fn let_dated_events_happen(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        events::open(&mut worldline.whole());
    }
}

fn let_the_cabinets_sit(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        cabinet::sit(&mut worldline.whole());
    }
}

fn apply_the_law(mut worldlines: Query<(&calendar::Calendar, &war::War, &mut pact::Pact)>) {
    for (calendar, war, mut pact) in &mut worldlines {
        pact::apply_the_law(calendar, war, &mut pact);
    }
}

fn read_reports(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        intelligence::read_reports(&mut worldline.whole());
    }
}

fn pose_questions(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        decisions::pose(&mut worldline.whole());
    }
}

fn enact_answers(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        let mut worldline = worldline.whole();
        decisions::enact(&mut worldline);
        events::follow_the_answers(&mut worldline);
    }
}

type Border<'a> =
    (&'a Premise, &'a luck::Luck, &'a war::War, &'a cabinet::Cabinet, &'a mut pact::Pact);

fn patrol_the_border(mut worldlines: Query<Border<'static>>) {
    for (premise, luck, war, cabinet, mut pact) in &mut worldlines {
        pact::patrol_the_border(premise, luck, war, cabinet, &mut pact);
    }
}

fn practise_neutrality(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        conduct::week(&mut worldline.whole());
    }
}

fn run_the_soviet_union(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        let mut worldline = worldline.whole();
        lend_lease::week(&mut worldline);
        railway::week(&mut worldline);
        soviet::week(&mut worldline);
    }
}

type Front<'a> = (
    &'a Premise,
    &'a calendar::Calendar,
    &'a mut luck::Luck,
    &'a war::War,
    &'a soviet::Soviet,
    &'a lend_lease::LendLease,
    &'a mut eastern_front::EasternFront,
);

fn fight_the_eastern_front(mut worldlines: Query<Front<'static>>) {
    for (premise, calendar, mut luck, war, soviet, aid, mut front) in &mut worldlines {
        eastern_front::fight(premise, calendar, &mut luck, war, soviet, aid, &mut front);
    }
}

type West<'a> = (
    &'a Premise,
    &'a luck::Luck,
    &'a war::War,
    &'a mut eastern_front::EasternFront,
    &'a mut western_front::WesternFront,
);

fn fight_in_the_west(mut worldlines: Query<West<'static>>) {
    for (premise, luck, war, mut front, mut west) in &mut worldlines {
        western_front::week(premise, luck, war, &mut front, &mut west);
    }
}

type PacificWar<'a> = (
    &'a Premise,
    &'a luck::Luck,
    &'a calendar::Calendar,
    &'a war::War,
    &'a mut japan::Japan,
    &'a mut pacific::Pacific,
);

fn run_the_pacific(mut worldlines: Query<PacificWar<'static>>) {
    for (premise, luck, calendar, war, mut japan, mut pacific) in &mut worldlines {
        pacific::week(premise, luck, calendar, war, &mut japan, &mut pacific);
    }
}

fn run_japan(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        japan::week(&mut worldline.whole());
    }
}

fn fight_the_far_east(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        let mut worldline = worldline.whole();
        armies::week(&mut worldline);
        let sunday = worldline.calendar.day + 6;
        events::come_in_the_field(&mut worldline, sunday);
    }
}

fn let_awaited_events_happen(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        events::close(&mut worldline.whole());
    }
}

fn count_weeks(mut worldlines: Query<&mut war::War>) {
    for mut war in &mut worldlines {
        war::count_weeks(&mut war);
    }
}

/// How many times in a week the rules can be watched: see [`Station`].
pub const STATIONS: usize = 14;

/// A place between two rules of the week, in order: 0 to 4 while it opens, the rest while
/// it is played. Who imposes a path of values on a worldline does so at every one of
/// them, so that no rule reads anything else.
pub type Station = usize;

/// The opening of the week for one plain worldline, without a `World`.
pub fn open_week_directly(whole: &mut Whole<'_>) {
    open_week_watched(whole, &mut |_, _| {});
}

/// The play of the week for one plain worldline, without a `World`.
pub fn play_week_directly(whole: &mut Whole<'_>) {
    play_week_watched(whole, &mut |_, _| {});
}

/// The opening of the week, with somebody who looks in between the rules.
#[inline]
pub fn open_week_watched(whole: &mut Whole<'_>, watch: &mut impl FnMut(Station, &mut Whole<'_>)) {
    calendar::turn_week(whole.premise, whole.calendar, whole.luck);
    watch(0, whole);
    events::open(whole);
    watch(1, whole);
    cabinet::sit(whole);
    pact::apply_the_law(whole.calendar, whole.war, whole.pact);
    watch(2, whole);
    intelligence::read_reports(whole);
    watch(3, whole);
    decisions::pose(whole);
    watch(4, whole);
}

/// The play of the week, with somebody who looks in between the rules.
#[inline]
pub fn play_week_watched(whole: &mut Whole<'_>, watch: &mut impl FnMut(Station, &mut Whole<'_>)) {
    decisions::enact(whole);
    events::follow_the_answers(whole);
    watch(5, whole);
    pact::patrol_the_border(whole.premise, whole.luck, whole.war, whole.cabinet, whole.pact);
    conduct::week(whole);
    watch(6, whole);
    lend_lease::week(whole);
    railway::week(whole);
    watch(7, whole);
    soviet::week(whole);
    watch(8, whole);
    eastern_front::fight(
        whole.premise,
        whole.calendar,
        whole.luck,
        whole.war,
        whole.soviet,
        whole.lend_lease,
        whole.front,
    );
    western_front::week(whole.premise, whole.luck, whole.war, whole.front, whole.west);
    watch(9, whole);
    pacific::week(whole.premise, whole.luck, whole.calendar, whole.war, whole.japan, whole.pacific);
    watch(10, whole);
    japan::week(whole);
    watch(11, whole);
    armies::week(whole);
    events::come_in_the_field(whole, whole.calendar.day + 6);
    watch(12, whole);
    events::close(whole);
    war::count_weeks(whole.war);
    watch(13, whole);
}
