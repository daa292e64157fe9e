//! Who is at war with whom: the wars that the pact kept apart, or joined. Germany's war
//! with the Soviet Union and its war with the Western Allies are two: neither ends with
//! the other, and America is in the second one or not.

use crate::scenario::Day;
use crate::sim::facet::{day, facet, number, states, truth};

states! {
    /// The war between Germany and the Soviet Union.
    pub enum InTheWest {
        /// It has not begun.
        Peace = "peace",
        /// It is fought.
        Fighting = "fighting",
        /// Germany is beaten.
        GermanyBeaten = "germany_beaten",
        /// The Soviet Union is beaten.
        SovietBeaten = "soviet_beaten",
    }
}

states! {
    /// The war between Germany and the Western Allies.
    pub enum GermanyAndTheWest {
        /// It has not begun.
        Peace = "peace",
        /// It is fought, on the continent, in the air or at sea.
        Fighting = "fighting",
        /// Germany is beaten.
        GermanyBeaten = "germany_beaten",
        /// Both sides have settled.
        Settled = "settled",
    }
}

states! {
    /// The war between Japan and the United States with their allies.
    pub enum InThePacific {
        /// It has not begun.
        Peace = "peace",
        /// It is fought.
        Fighting = "fighting",
        /// Japan has surrendered.
        JapanSurrendered = "japan_surrendered",
    }
}

states! {
    /// The war between Japan and the Soviet Union. After an armistice a second one is possible.
    pub enum InTheFarEast {
        /// It has not begun.
        Peace = "peace",
        /// It is fought; Japan began it.
        JapanAttacked = "japan_attacked",
        /// It is fought; the Soviet Union began it.
        SovietAttacked = "soviet_attacked",
        /// It is over.
        Over = "over",
    }
}

facet! {
    /// The wars.
    pub struct War ("war", true) {
        germany_soviet: InTheWest = "war.germany_soviet", InTheWest::kind(),
            "The war between Germany and the Soviet Union",
            "La guerra entre Alemania y la Unión Soviética";
        germany_soviet_weeks: u16 = "war.germany_soviet.weeks", number("weeks", 0.0, 400.0),
            "How long Germany and the Soviet Union have fought",
            "Cuánto han combatido Alemania y la Unión Soviética";
        germany_west: GermanyAndTheWest = "war.germany_west", GermanyAndTheWest::kind(),
            "The war between Germany and the Western Allies",
            "La guerra entre Alemania y los aliados occidentales";
        america_in_europe: bool = "war.america_in_europe", truth(),
            "Is America at war with Germany?",
            "¿Está América en guerra con Alemania?";
        america_in_europe_weeks: u16 = "war.america_in_europe.weeks", number("weeks", 0.0, 400.0),
            "How long America and Germany have fought",
            "Cuánto han combatido América y Alemania";
        japan_america: InThePacific = "war.japan_america", InThePacific::kind(),
            "The war between Japan and the United States with their allies",
            "La guerra entre Japón y los Estados Unidos con sus aliados";
        japan_america_weeks: u16 = "war.japan_america.weeks", number("weeks", 0.0, 400.0),
            "How long Japan and the United States have fought",
            "Cuánto han combatido Japón y los Estados Unidos";
        japan_soviet: InTheFarEast = "war.japan_soviet", InTheFarEast::kind(),
            "The war between Japan and the Soviet Union, and who began it",
            "La guerra entre Japón y la Unión Soviética, y quién la empezó";
        japan_soviet_began_on: Option<i32> = "war.japan_soviet.began_on", day(),
            "The day on which Japan and the Soviet Union began to fight",
            "El día en que Japón y la Unión Soviética empezaron a combatir";
        japan_struck_on: Option<i32> = "war.japan_struck_on", day(),
            "The day on which Japan first attacked the Soviet Union",
            "El día en que Japón atacó por primera vez a la Unión Soviética";
        soviet_struck_on: Option<i32> = "war.soviet_struck_on", day(),
            "The day on which the Soviet Union first attacked Japan",
            "El día en que la Unión Soviética atacó por primera vez a Japón";
        japan_soviet_weeks: u16 = "war.japan_soviet.weeks", number("weeks", 0.0, 400.0),
            "How long Japan and the Soviet Union have fought",
            "Cuánto han combatido Japón y la Unión Soviética";
    }
}

impl War {
    /// Do Germany and the Soviet Union fight?
    #[must_use]
    pub const fn in_the_west(&self) -> bool {
        matches!(self.germany_soviet, InTheWest::Fighting)
    }

    /// Do Germany and the Western Allies fight?
    #[must_use]
    pub const fn in_western_europe(&self) -> bool {
        matches!(self.germany_west, GermanyAndTheWest::Fighting)
    }

    /// Do Germany and the United States fight?
    #[must_use]
    pub const fn america_fights_germany(&self) -> bool {
        self.america_in_europe && self.in_western_europe()
    }

    /// Do Japan and the United States fight?
    #[must_use]
    pub const fn in_the_pacific(&self) -> bool {
        matches!(self.japan_america, InThePacific::Fighting)
    }

    /// Do Japan and the Soviet Union fight?
    #[must_use]
    pub const fn in_the_far_east(&self) -> bool {
        matches!(self.japan_soviet, InTheFarEast::JapanAttacked | InTheFarEast::SovietAttacked)
    }
}

/// Remembers the day of the outbreak and who began, when something of that day has just
/// begun a war in the Far East, the first or one after an armistice.
pub fn note_outbreak(war: &mut War, was_fought: bool, day: Day) {
    if !war.in_the_far_east() || was_fought {
        return;
    }
    war.japan_soviet_began_on = Some(day);
    war.japan_soviet_weeks = 0;
    if war.japan_soviet == InTheFarEast::JapanAttacked {
        war.japan_struck_on.get_or_insert(day);
    } else {
        war.soviet_struck_on.get_or_insert(day);
    }
}

/// Counts the weeks of each war.
pub fn count_weeks(war: &mut War) {
    war.germany_soviet_weeks += u16::from(war.in_the_west());
    war.america_in_europe_weeks += u16::from(war.america_fights_germany());
    war.japan_america_weeks += u16::from(war.in_the_pacific());
    war.japan_soviet_weeks += u16::from(war.in_the_far_east());
}
