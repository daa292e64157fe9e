//! The world, one file a subject. This page is the week, in order.
//!
//! A worldline is an entity, each facet of its state a component, each rule a system
//! that sweeps over all worldlines in the `World`. The same rules are plain functions,
//! so that a loop over plain structs can call them too (the benchmark does).
//!
//! The week is one table ([`Phase`]): first it **opens**, up to the questions; then somebody
//! answers, a policy (the systems of [`Answer`]) or a player; then it **is played**. The
//! schedules of the `World` and the direct loop over one worldline are both made of it.

pub mod agenda;
pub mod armies;
pub mod bomb;
pub mod cabinet;
pub mod calendar;
pub mod chronicle;
pub mod cities;
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
pub mod past;
pub mod premise;
pub mod proviso;
pub mod railway;
pub mod sources;
pub mod soviet;
pub mod visibility;
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

/// Writes the week once: gives the phases in their order, what each does, and the two halves.
macro_rules! week {
    (
        opening { $( $(#[$open_doc:meta])* $open:ident => |$ow:ident| $open_rules:block )* }
        play { $( $(#[$play_doc:meta])* $play:ident => |$pw:ident| $play_rules:block )* }
    ) => {
        /// A phase of the week, and the place behind it: who looks on between the rules, or
        /// imposes a path of values on a worldline, does so behind every phase, so that no
        /// rule reads anything else.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SystemSet)]
        pub enum Phase {
            $( $(#[$open_doc])* $open, )*
            $( $(#[$play_doc])* $play, )*
        }

        impl Phase {
            /// The phases in which the week opens, in order.
            pub const OPENING: &[Self] = &[ $( Self::$open, )* ];
            /// The phases in which it is played, in order.
            pub const PLAY: &[Self] = &[ $( Self::$play, )* ];

            /// Applies the rules of the phase to one worldline.
            #[inline]
            pub fn apply(self, whole: &mut Whole<'_>) {
                match self {
                    $( Self::$open => { let $ow = whole; $open_rules } )*
                    $( Self::$play => { let $pw = whole; $play_rules } )*
                }
            }
        }
    };
}

week! {
    opening {
        /// The calendar turns, and the week's luck is drawn.
        Calendar => |w| { calendar::turn_week(w.premise, w.calendar, w.luck); }
        /// Day by day, interventions are carried out and the events of the date happen.
        DatedEvents => |w| { events::open(w); }
        /// The cabinets sit, and the law of the pact is applied.
        Cabinets => |w| {
            cabinet::sit(w);
            pact::apply_the_law(w.calendar, w.war, w.pact);
        }
        /// Reports are read.
        Reports => |w| { intelligence::read_reports(w); }
        /// Questions are put on the table.
        Questions => |w| { decisions::pose(w); }
    }
    play {
        /// The answers take effect, and after them the dated events that waited for them; who
        /// has attacked against the pact is noted.
        Answers => |w| {
            decisions::enact(w);
            events::follow_the_answers(w);
            pact::note_violation(w.war, w.pact);
        }
        /// The border is patrolled, and neutrality is practised.
        Border => |w| {
            pact::patrol_the_border(w.premise, w.luck, w.war, w.cabinet, w.pact);
            conduct::week(w);
        }
        /// Lend-lease and trains move.
        Transport => |w| {
            lend_lease::week(w);
            railway::week(w);
        }
        /// The Soviet Union recruits, produces and sends divisions west.
        Soviet => |w| { soviet::week(w); }
        /// The eastern front fights, cities fall and are retaken, and the war in the west
        /// goes its own way.
        Europe => |w| {
            eastern_front::fight(
                w.premise, w.calendar, w.luck, w.war, w.soviet, w.lend_lease, w.front,
            );
            cities::week(w);
            western_front::week(w);
        }
        /// The bomb is worked on; the Pacific and China take their toll.
        Pacific => |w| {
            bomb::week(w);
            pacific::week(w);
        }
        /// Japan burns its oil and moves its divisions.
        Japan => |w| { japan::week(w); }
        /// The Far East fights, or keeps its quotas.
        FarEast => |w| {
            armies::week(w);
            events::come_in_the_field(w, w.calendar.day + 6);
        }
        /// The events that follow from all this happen, and the wars' weeks are counted.
        Consequences => |w| {
            events::close(w);
            war::count_weeks(w.war);
        }
    }
}

/// Adds the two schedules of the week to a `World`.
pub fn add_week(world: &mut World) {
    world.add_schedule(open_week());
    world.add_schedule(play_week());
}

/// The opening of the week.
#[must_use]
pub fn open_week() -> Schedule {
    schedule(OpenWeek, Phase::OPENING)
}

/// The play of the week, behind the answers.
#[must_use]
pub fn play_week() -> Schedule {
    let mut play = schedule(PlayWeek, Phase::PLAY);
    play.configure_sets(Phase::PLAY[0].after(Answer));
    play
}

/// Each phase is a system that sweeps over all worldlines; they run one after the other.
fn schedule(label: impl ScheduleLabel, phases: &[Phase]) -> Schedule {
    let mut schedule = Schedule::new(label);
    // A chunk of worldlines lives on one thread; threads have Worlds of their own.
    schedule.set_executor(bevy_ecs::schedule::SingleThreadedExecutor::new());
    for &phase in phases {
        let sweep = move |mut worldlines: Query<WholeQuery>| {
            for mut worldline in &mut worldlines {
                phase.apply(&mut worldline.whole());
            }
        };
        schedule.add_systems(sweep.in_set(phase));
    }
    for pair in phases.windows(2) {
        schedule.configure_sets(pair[1].after(pair[0]));
    }
    schedule
}
