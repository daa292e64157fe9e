//! Who is at war with whom: three wars that the pact kept apart, or joined.

use crate::scenario::Day;
use crate::sim::facet::{day, facet, number, states};

/// Peace, or a war not begun.
pub const PEACE: u16 = 0;
/// A war that is being fought (for [`War::japan_soviet`]: begun by Japan).
pub const WAR: u16 = 1;
/// [`War::japan_soviet`]: begun by the Soviet Union.
pub const SOVIET_ATTACK: u16 = 2;
/// [`War::germany_soviet`]: Germany is beaten. [`War::japan_america`]: Japan has
/// surrendered. Both are the second state after peace.
pub const BEATEN: u16 = 2;
/// [`War::germany_soviet`]: the Soviet Union is beaten.
pub const SOVIET_BEATEN: u16 = 3;

facet! {
    /// The three wars.
    pub struct War ("war", true) {
        germany_soviet: u16 = "war.germany_soviet",
            states(&["peace", "fighting", "germany_beaten", "soviet_beaten"]),
            "The war between Germany and the Soviet Union",
            "La guerra entre Alemania y la Unión Soviética";
        germany_soviet_weeks: u16 = "war.germany_soviet.weeks", number("weeks", 0.0, 400.0),
            "How long Germany and the Soviet Union have fought",
            "Cuánto han combatido Alemania y la Unión Soviética";
        japan_america: u16 = "war.japan_america",
            states(&["peace", "fighting", "japan_surrendered"]),
            "The war between Japan and the United States with their allies",
            "La guerra entre Japón y los Estados Unidos con sus aliados";
        japan_america_weeks: u16 = "war.japan_america.weeks", number("weeks", 0.0, 400.0),
            "How long Japan and the United States have fought",
            "Cuánto han combatido Japón y los Estados Unidos";
        japan_soviet: u16 = "war.japan_soviet",
            states(&["peace", "japan_attacked", "soviet_attacked", "over"]),
            "The war between Japan and the Soviet Union, and who began it",
            "La guerra entre Japón y la Unión Soviética, y quién la empezó";
        japan_soviet_began_on: Option<i32> = "war.japan_soviet.began_on", day(),
            "The day on which Japan and the Soviet Union began to fight",
            "El día en que Japón y la Unión Soviética empezaron a combatir";
        japan_soviet_weeks: u16 = "war.japan_soviet.weeks", number("weeks", 0.0, 400.0),
            "How long Japan and the Soviet Union have fought",
            "Cuánto han combatido Japón y la Unión Soviética";
    }
}

impl War {
    /// Do Germany and the Soviet Union fight?
    #[must_use]
    pub const fn in_the_west(&self) -> bool {
        self.germany_soviet == WAR
    }

    /// Do Japan and the United States fight?
    #[must_use]
    pub const fn in_the_pacific(&self) -> bool {
        self.japan_america == WAR
    }

    /// Do Japan and the Soviet Union fight?
    #[must_use]
    pub const fn in_the_far_east(&self) -> bool {
        self.japan_soviet == WAR || self.japan_soviet == SOVIET_ATTACK
    }
}

/// Remembers the day of the outbreak, when something of that day has just begun the
/// war in the Far East.
pub const fn note_outbreak(war: &mut War, was_fought: bool, day: Day) {
    if war.in_the_far_east() && !was_fought {
        war.japan_soviet_began_on = Some(day);
    }
}

/// Counts the weeks of each war.
pub fn count_weeks(war: &mut War) {
    war.germany_soviet_weeks += u16::from(war.in_the_west());
    war.japan_america_weeks += u16::from(war.in_the_pacific());
    war.japan_soviet_weeks += u16::from(war.in_the_far_east());
}
