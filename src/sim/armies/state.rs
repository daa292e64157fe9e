//! What a worldline holds: the armies, and who controls the regions since when.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

use crate::scenario::{Day, Scenario, limits};
use crate::sim::fingerprint::Mixer;

/// Nobody's goal.
pub(super) const NOWHERE: u8 = u8::MAX;
/// The day of what has not happened: no scenario reaches so far back.
const NOT_YET: i16 = i16::MIN;

/// An army in a worldline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmyState {
    /// Divisions.
    pub divisions: f64,
    /// Fighting value of a division: 1 is a full, trained Soviet one of June 1941.
    pub quality: f64,
    /// Tanks and assault guns.
    pub tanks: f64,
    /// How far it is rested, ordered and filled up, 0 to 1.
    pub readiness: f64,
    /// Share of what it needs that it has, 0 to 1.
    pub supply: f64,
    /// Where it stands.
    pub region: u8,
    /// The region it attacks or marches to; none is 255.
    pub goal: u8,
    /// How far it has come towards the goal, km.
    pub way: f64,
    /// Days before it can move again.
    pub rest: u8,
    /// Has it laid down its arms?
    pub gone: bool,
}

impl ArmyState {
    /// Divisions of full value that it is worth today: without supply a quarter of its
    /// power is left (assumed).
    #[must_use]
    pub const fn power(&self) -> f64 {
        self.divisions * self.quality * self.readiness * (0.25 + 0.75 * self.supply)
    }

    /// Tanks a division.
    pub(super) const fn tanks_a_division(&self) -> f64 {
        if self.divisions > 0.01 { self.tanks / self.divisions } else { 0.0 }
    }

    /// Loses a share of itself.
    pub(super) const fn shrink(&mut self, share: f64) {
        self.divisions *= 1.0 - share;
        self.tanks *= 1.0 - share;
    }
}

/// The armies, in the order of the scenario.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Armies(#[serde(with = "BigArray")] pub [ArmyState; limits::ARMIES]);

impl Armies {
    /// As the scenario starts.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let nobody = ArmyState {
            divisions: 0.0,
            quality: 1.0,
            tanks: 0.0,
            readiness: 1.0,
            supply: 1.0,
            region: 0,
            goal: NOWHERE,
            way: 0.0,
            rest: 0,
            gone: true,
        };
        let mut armies = [nobody; limits::ARMIES];
        for (state, army) in armies.iter_mut().zip(&scenario.armies) {
            *state = ArmyState { region: army.region as u8, gone: false, ..nobody };
        }
        Self(armies)
    }

    /// Has no army been given a division yet?
    pub(super) fn nobody_stands(&self, armies: usize) -> bool {
        self.0[..armies].iter().all(|state| state.divisions <= 0.0 && !state.gone)
    }

    /// Mixes everything into a fingerprint.
    pub fn mix(&self, mixer: &mut Mixer) {
        for army in &self.0 {
            mixer.number(army.divisions);
            mixer.number(army.quality);
            mixer.number(army.tanks);
            mixer.number(army.readiness);
            mixer.number(army.supply);
            mixer.number(army.way);
            mixer.bits(
                u64::from(army.rest) << 24
                    | u64::from(army.region) << 16
                    | u64::from(army.goal) << 8
                    | u64::from(army.gone),
            );
        }
    }
}

/// The regions: who controls each, by the power's place, and since when.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Theatre {
    /// Controller of each region.
    #[serde(with = "BigArray")]
    pub control: [u8; limits::REGIONS],
    /// The day on which each last changed hands, if it has.
    #[serde(with = "BigArray")]
    taken_on: [i16; limits::REGIONS],
}

impl Theatre {
    /// As the scenario starts.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let mut control = [u8::MAX; limits::REGIONS];
        for (control, region) in control.iter_mut().zip(&scenario.regions) {
            *control = region.holder as u8;
        }
        Self { control, taken_on: [NOT_YET; limits::REGIONS] }
    }

    /// A region changes hands.
    pub fn hand_over(&mut self, region: usize, power: u8, day: Day) {
        if self.control[region] != power {
            self.control[region] = power;
            self.taken_on[region] = i16::try_from(day).unwrap_or(NOT_YET);
        }
    }

    /// The day on which a region last changed hands, if it has.
    #[must_use]
    pub fn taken_on(&self, region: usize) -> Option<Day> {
        let day = self.taken_on[region];
        (day != NOT_YET).then(|| Day::from(day))
    }

    /// Mixes everything into a fingerprint.
    pub fn mix(&self, mixer: &mut Mixer) {
        for eight in self.control.chunks_exact(8) {
            mixer.bits(eight.iter().fold(0, |bits, &control| bits << 8 | u64::from(control)));
        }
        for four in self.taken_on.chunks_exact(4) {
            let day = |bits, day: &i16| bits << 16 | u64::from(day.cast_unsigned());
            mixer.bits(four.iter().fold(0, day));
        }
    }
}
