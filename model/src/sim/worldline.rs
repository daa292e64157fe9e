//! A worldline: one simulated history, an entity whose components are its facets.

use bevy_ecs::prelude::*;
use bevy_ecs::query::QueryData;
use serde::{Deserialize, Serialize};

use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::{Entry, Family, Var};
use crate::scenario::{Change, Effect, Id, PowerId, RegionId, Week};
use crate::sim::agenda::{Agenda, Seats};
use crate::sim::armies::{Armies, Theatre, Toll};
use crate::sim::bomb::Bomb;
use crate::sim::cabinet::Cabinet;
use crate::sim::calendar::{self, Calendar};
use crate::sim::chronicle::Chronicle;
use crate::sim::cities::Cities;
use crate::sim::conduct::Conduct;
use crate::sim::eastern_front::EasternFront;
use crate::sim::facet::Facet;
use crate::sim::fingerprint::Mixer;
use crate::sim::hold::Held;
use crate::sim::intelligence::Intelligence;
use crate::sim::japan::Japan;
use crate::sim::lend_lease::LendLease;
use crate::sim::luck::{Loan, Luck, Nodes};
use crate::sim::pacific::Pacific;
use crate::sim::pact::Pact;
use crate::sim::past::Past;
use crate::sim::premise::Premise;
use crate::sim::railway::Railway;
use crate::sim::sources::Sources;
use crate::sim::soviet::Soviet;
use crate::sim::war::War;
use crate::sim::western_front::WesternFront;

/// Lists the facets once: gives the bundle, the query over all of them, the borrowed
/// whole, reading and writing by [`Var`], and the subjects of the fingerprint.
macro_rules! worldline {
    ($( $place:literal $field:ident : $facet:ident ),* $(,)?) => {
        /// All components of a worldline.
        #[derive(Bundle, Clone, Debug)]
        pub struct Worldline {
            /// What it takes for granted.
            pub premise: Premise,
            /// Its luck.
            pub luck: Luck,
            $( #[doc = concat!("Its ", stringify!($field), ".")] pub $field: $facet, )*
            /// What has happened.
            pub past: Past,
            /// This week's questions.
            pub agenda: Agenda,
            /// Who answers.
            pub seats: Seats,
            /// What is held from outside.
            pub held: Held,
            /// The regions.
            pub theatre: Theatre,
            /// The armies.
            pub armies: Armies,
            /// What is told.
            pub chronicle: Chronicle,
        }

        /// The state of a worldline in a week, written down: all but what its recipe says.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Snapshot {
            luck: Luck,
            $( $field: $facet, )*
            #[serde(rename = "record")]
            past: Past,
            theatre: Theatre,
            armies: Armies,
            chronicle: Chronicle,
        }

        impl Worldline {
            /// Its state, as it is.
            #[must_use]
            pub fn snapshot(&self) -> Snapshot {
                Snapshot {
                    luck: self.luck.clone(),
                    $( $field: self.$field.clone(), )*
                    past: self.past.clone(),
                    theatre: self.theatre.clone(),
                    armies: self.armies.clone(),
                    chronicle: self.chronicle.clone(),
                }
            }

            /// This worldline in another state of its own, between two weeks.
            #[must_use]
            pub fn in_state(&self, state: Snapshot) -> Self {
                Self {
                    premise: self.premise.clone(),
                    seats: self.seats.clone(),
                    held: self.held.clone(),
                    agenda: Agenda::default(),
                    luck: state.luck,
                    $( $field: state.$field, )*
                    past: state.past,
                    theatre: state.theatre,
                    armies: state.armies,
                    chronicle: state.chronicle,
                }
            }
        }

        /// A query over a whole worldline.
        #[derive(QueryData)]
        #[query_data(mutable)]
        pub struct WholeQuery {
            premise: &'static Premise,
            luck: &'static mut Luck,
            $( $field: &'static mut $facet, )*
            past: &'static mut Past,
            agenda: &'static mut Agenda,
            seats: &'static Seats,
            held: &'static Held,
            theatre: &'static mut Theatre,
            armies: &'static mut Armies,
            chronicle: &'static mut Chronicle,
        }

        /// A whole worldline, borrowed: from the `World` or from a [`Worldline`].
        #[expect(missing_docs, reason = "the fields are those of `Worldline`")]
        pub struct Whole<'a> {
            pub premise: &'a Premise,
            pub luck: &'a mut Luck,
            $( pub $field: &'a mut $facet, )*
            pub past: &'a mut Past,
            pub agenda: &'a mut Agenda,
            pub seats: &'a Seats,
            pub held: &'a Held,
            pub theatre: &'a mut Theatre,
            pub armies: &'a mut Armies,
            pub chronicle: &'a mut Chronicle,
        }

        impl WholeQueryItem<'_, '_> {
            /// The worldline as plain references.
            pub fn whole(&mut self) -> Whole<'_> {
                Whole {
                    premise: self.premise,
                    luck: &mut self.luck,
                    $( $field: &mut self.$field, )*
                    past: &mut self.past,
                    agenda: &mut self.agenda,
                    seats: self.seats,
                    held: self.held,
                    theatre: &mut self.theatre,
                    armies: &mut self.armies,
                    chronicle: &mut self.chronicle,
                }
            }
        }

        impl Worldline {
            /// The worldline as plain references.
            pub fn whole(&mut self) -> Whole<'_> {
                Whole {
                    premise: &self.premise,
                    luck: &mut self.luck,
                    $( $field: &mut self.$field, )*
                    past: &mut self.past,
                    agenda: &mut self.agenda,
                    seats: &self.seats,
                    held: &self.held,
                    theatre: &mut self.theatre,
                    armies: &mut self.armies,
                    chronicle: &mut self.chronicle,
                }
            }
        }

        /// The facets' entries of the vocabulary.
        #[must_use]
        pub fn facet_entries() -> Vec<Entry> {
            let mut entries = Vec::new();
            $( entries.extend($facet::entries($place)); )*
            entries
        }

        impl Reader for Whole<'_> {
            fn read(&self, var: Var) -> f64 {
                match var.family {
                    $( Family::Facet($place) => self.$field.get(var.index), )*
                    Family::Facet(_) => 0.0,
                    Family::RegionControl => f64::from(u16::from(self.theatre.control[var.id()])),
                    Family::RegionTaken => self.theatre.taken_on(var.id()).map_or(f64::NAN, f64::from),
                    Family::ArmyDivisions => self.armies.0[var.id()].divisions,
                    Family::ArmyQuality => self.armies.0[var.id()].quality,
                    Family::ArmyReadiness => self.armies.0[var.id()].readiness,
                    Family::ArmySupply => self.armies.0[var.id()].supply,
                    Family::ArmyTanks => self.armies.0[var.id()].tanks,
                    Family::ArmyRegion => f64::from(u16::from(self.armies.0[var.id()].region)),
                    Family::Decision => f64::from(self.past.state_of(var.id())),
                    Family::Event => f64::from(u8::from(self.past.happened(var.id()))),
                    Family::Person => f64::from(u8::from(self.past.serves(var.id()))),
                    Family::Source => f64::from(u8::from(self.sources.open[var.id()])),
                    Family::Own => self.past.own[usize::from(var.index)],
                }
            }

            fn parameter(&self, place: u16) -> f64 {
                self.premise.value_of(place)
            }

            fn weeks_since(&self, var: Var) -> Option<u32> {
                let week = match var.family {
                    Family::Event => self.past.week_of_event(var.id()),
                    Family::Decision => self.past.week_of_answer(var.id()),
                    _ => None,
                };
                week.map(|week| {
                    u32::from(self.calendar.week.saturating_sub(week).max(0).cast_unsigned())
                })
            }
        }

        impl Whole<'_> {
            /// Writes a quantity; the caller keeps it inside its range.
            pub fn write(&mut self, var: Var, value: f64) {
                match var.family {
                    $( Family::Facet($place) => self.$field.set(var.index, value), )*
                    Family::RegionControl => {
                        let today = self.calendar.day;
                        self.theatre.hand_over(var.id(), PowerId::at(value as usize), today);
                    }
                    Family::ArmyDivisions => self.armies.0[var.id()].divisions = value,
                    Family::ArmyQuality => self.armies.0[var.id()].quality = value,
                    Family::Person => self.past.let_serve(var.id(), value != 0.0),
                    Family::Source => self.sources.open[var.id()] = value != 0.0,
                    Family::Own => self.past.own[usize::from(var.index)] = value,
                    Family::ArmyReadiness => self.armies.0[var.id()].readiness = value,
                    Family::ArmySupply => self.armies.0[var.id()].supply = value,
                    Family::ArmyTanks => self.armies.0[var.id()].tanks = value,
                    Family::ArmyRegion => self.armies.0[var.id()].region = RegionId::at(value as usize),
                    Family::Facet(_)
                    | Family::RegionTaken
                    | Family::Decision
                    | Family::Event => {}
                }
            }

            /// The fingerprint of each subject, in order.
            #[must_use]
            pub fn subjects(&self) -> Vec<(&'static str, u64)> {
                let mut subjects = Vec::with_capacity(16);
                $(
                    let mut mixer = Mixer::new($facet::SUBJECT);
                    self.$field.mix(&mut mixer);
                    subjects.push(($facet::SUBJECT, mixer.finish()));
                )*
                let mut mixer = Mixer::new("record");
                self.past.mix(&mut mixer);
                subjects.push(("record", mixer.finish()));
                let mut mixer = Mixer::new("far_east");
                self.theatre.mix(&mut mixer);
                self.armies.mix(&mut mixer);
                subjects.push(("far_east", mixer.finish()));
                subjects.push(("chronicle", self.chronicle.print()));
                subjects
            }
        }
    };
}

worldline! {
    0 calendar: Calendar,
    1 war: War,
    2 pact: Pact,
    3 beliefs: Intelligence,
    4 japan: Japan,
    5 soviet: Soviet,
    6 front: EasternFront,
    7 pacific: Pacific,
    8 west: WesternFront,
    9 railway: Railway,
    10 lend_lease: LendLease,
    11 cabinet: Cabinet,
    12 conduct: Conduct,
    13 sources: Sources,
    14 toll: Toll,
    15 cities: Cities,
    16 bomb: Bomb,
}

impl Worldline {
    /// A worldline on the eve of its scenario.
    #[must_use]
    pub fn new(premise: &Premise, seed: u64, seats: Seats, keeps_reasons: bool) -> Self {
        Self::with(premise, Luck::new(seed), Held::default(), seats, keeps_reasons)
    }

    /// The same, in a luck that may be lent in part from other seeds, and with something
    /// held from outside.
    #[must_use]
    pub fn with(
        premise: &Premise,
        luck: Luck,
        held: Held,
        seats: Seats,
        keeps_reasons: bool,
    ) -> Self {
        let scenario = &premise.scenario;
        let eve: Week = premise.first_week().saturating_sub(1);
        let mut worldline = Self {
            premise: premise.of(&luck),
            luck,
            calendar: Calendar { week: eve, day: calendar::monday(eve), ..Calendar::default() },
            war: War::default(),
            pact: Pact::default(),
            beliefs: Intelligence::default(),
            japan: Japan::default(),
            soviet: Soviet::default(),
            front: EasternFront::default(),
            pacific: Pacific::default(),
            west: WesternFront::default(),
            railway: Railway { open: 1.0, supply: 1.0, ..Railway::default() },
            lend_lease: LendLease::default(),
            cabinet: Cabinet::default(),
            conduct: Conduct::default(),
            sources: Sources::new(scenario),
            cities: Cities::default(),
            bomb: Bomb::default(),
            toll: Toll { resistance: 1.0, ..Toll::default() },
            past: Past::new(&scenario.own),
            agenda: Agenda::default(),
            seats,
            held,
            theatre: Theatre::new(scenario),
            armies: Armies::new(scenario),
            chronicle: Chronicle::new(keeps_reasons),
        };
        let mut whole = worldline.whole();
        for effect in &scenario.initial {
            whole.apply(effect);
        }
        worldline
    }
}

impl Worldline {
    /// This worldline as it is, with another seed's luck from next week on.
    #[must_use]
    pub fn fork(&self, seed: u64) -> Self {
        let mut fork = self.clone();
        let from = self.calendar.week + 1;
        let loan = Loan { seed, nodes: Nodes::All, from, until: Week::MAX };
        fork.luck = fork.luck.lent(loan);
        fork.sources.draw_again();
        fork
    }
}

impl Whole<'_> {
    /// What an effect would make of its target, inside its range; nothing where that would be
    /// no number.
    #[must_use]
    pub fn result(&self, effect: &Effect) -> Option<f64> {
        let by = effect.value.value(self);
        let now = self.read(effect.target);
        let value = match effect.change {
            Change::Set => by,
            Change::Add => now + by,
            Change::Subtract => now - by,
            Change::Multiply => now * by,
        };
        let (low, high) = effect.range;
        value.is_finite().then(|| value.clamp(low, high))
    }

    /// Carries out an effect.
    pub fn apply(&mut self, effect: &Effect) {
        if let Some(value) = self.result(effect) {
            self.write(effect.target, value);
        }
    }

    /// `state_hash`: the published 64-bit fingerprint of the worldline in this week.
    #[must_use]
    pub fn state_hash(&self) -> u64 {
        let mut mixer = Mixer::new("worldline");
        self.subjects().into_iter().for_each(|(_, subject)| mixer.bits(subject));
        mixer.finish()
    }
}
