//! What a worldline holds: the armies, and who controls the regions since when.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::scenario::{ArmyId, Day, Id, PowerId, RegionId, Room, Scenario, limits};
use crate::sim::calendar::Perhaps;
use crate::sim::fingerprint::Mixer;

/// What stands for no region, and for no power, where a number is wanted.
const NONE: u8 = u8::MAX;
/// A day, if it has come: no scenario reaches so far back as the one that stands for none.
type Noted = Perhaps<{ i16::MIN }>;

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
    pub region: RegionId,
    /// The region it attacks or marches to, if any; written as a number, of which 255 is none.
    #[serde(serialize_with = "goal_as_number", deserialize_with = "goal_of_number")]
    pub goal: Option<RegionId>,
    /// How far it has come towards the goal, km.
    pub way: f64,
    /// Days before it can move again.
    pub rest: u8,
    /// Has it laid down its arms?
    pub gone: bool,
}

fn number_of(goal: Option<RegionId>) -> u8 {
    goal.map_or(NONE, |region| region.place() as u8)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn goal_as_number<S: Serializer>(
    goal: &Option<RegionId>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    number_of(*goal).serialize(serializer)
}

fn goal_of_number<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<RegionId>, D::Error> {
    let number = u8::deserialize(deserializer)?;
    Ok((number != NONE).then(|| RegionId::at(number.into())))
}

impl ArmyState {
    /// An army without a division.
    pub(super) fn nobody() -> Self {
        Self {
            divisions: 0.0,
            quality: 1.0,
            tanks: 0.0,
            readiness: 1.0,
            supply: 1.0,
            region: RegionId::default(),
            goal: None,
            way: 0.0,
            rest: 0,
            gone: true,
        }
    }

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
pub struct Armies(pub Room<ArmyId, ArmyState, { limits::ARMIES }>);

impl Armies {
    /// As the scenario starts.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let nobody = ArmyState::nobody();
        let mut armies = [nobody; limits::ARMIES];
        for (state, army) in armies.iter_mut().zip(&scenario.armies) {
            *state = ArmyState { region: army.region, gone: false, ..nobody };
        }
        Self(Room::new(armies))
    }

    /// Has no army been given a division yet?
    pub(super) fn nobody_stands(&self, armies: usize) -> bool {
        self.0.iter().take(armies).all(|state| state.divisions <= 0.0 && !state.gone)
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
                    | (army.region.place() as u64) << 16
                    | u64::from(number_of(army.goal)) << 8
                    | u64::from(army.gone),
            );
        }
    }
}

/// The regions: who controls each, and since when.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Theatre {
    /// Controller of each region.
    pub control: Room<RegionId, PowerId, { limits::REGIONS }>,
    /// The day on which each last changed hands, if it has.
    taken_on: Room<RegionId, Noted, { limits::REGIONS }>,
}

impl Theatre {
    /// As the scenario starts.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let mut control = Room::new([PowerId::at(NONE.into()); limits::REGIONS]);
        for (id, region) in scenario.regions.enumerated() {
            control[id] = region.holder;
        }
        Self { control, taken_on: Room::new([Noted::NOT_YET; limits::REGIONS]) }
    }

    /// A region changes hands.
    pub fn hand_over(&mut self, region: RegionId, power: PowerId, day: Day) {
        if self.control[region] != power {
            self.control[region] = power;
            self.taken_on[region] = i16::try_from(day).map_or(Noted::NOT_YET, Noted::of);
        }
    }

    /// The day on which a region last changed hands, if it has.
    #[must_use]
    pub fn taken_on(&self, region: RegionId) -> Option<Day> {
        self.taken_on[region].known().map(Day::from)
    }

    /// Mixes everything into a fingerprint.
    pub fn mix(&self, mixer: &mut Mixer) {
        for eight in self.control.chunks_exact(8) {
            let holder = |bits, power: &PowerId| bits << 8 | power.place() as u64;
            mixer.bits(eight.iter().fold(0, holder));
        }
        for four in self.taken_on.chunks_exact(4) {
            let day = |bits, day: &Noted| bits << 16 | day.bits();
            mixer.bits(four.iter().fold(0, day));
        }
    }
}
