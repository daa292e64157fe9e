//! The calendar: weeks counted from Monday 6 January 1941, and the seasons.
//!
//! Winter and mud are fixed curves over the year, made harder or milder by a draw
//! that is held for the season: the winter of 1941 was among the hardest of the
//! century, and nobody knew it in June.

use jiff::civil::{Date, date};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::scenario::{Day, Week};
use crate::sim::facet::{day, facet, number};
use crate::sim::luck::{self, Luck, NODES, node};
use crate::sim::premise::Premise;

facet! {
    /// What week it is, and what the weather does to armies.
    pub struct Calendar ("calendar", false) {
        week: Week = "calendar.week", number("weeks since 1941-01-06", -600.0, 600.0),
            "The week, counted from the one that begins on 6 January 1941",
            "La semana, contada desde la que empieza el 6 de enero de 1941";
        day: i32 = "calendar.day", day(),
            "Monday of the week, as a day counted from 6 January 1941",
            "Lunes de la semana, en días contados desde el 6 de enero de 1941";
        month: i16 = "calendar.month", number("month", 1.0, 12.0),
            "The month of that Monday: 1 January, 12 December",
            "El mes de ese lunes: 1 enero, 12 diciembre";
        winter: f64 = "calendar.winter", number("share", 0.0, 1.5),
            "How far winter cripples operations on the eastern front: 0 in summer, 1 in a hard January",
            "Cuánto paraliza el invierno las operaciones en el frente oriental: 0 en verano, 1 en un enero duro";
        mud: f64 = "calendar.mud", number("share", 0.0, 1.0),
            "How deep the mud of spring and autumn is: 0 dry, 1 nothing moves",
            "Profundidad del barro de primavera y otoño: 0 seco, 1 nada se mueve";
    }
}

impl Calendar {
    /// Is this the first week that begins in its year? Accounts that run by the calendar
    /// year are opened anew in it.
    #[must_use]
    pub fn opens_a_year(&self) -> bool {
        day_of_year(self.day) <= 7
    }
}

/// The day from which days are counted.
#[must_use]
pub const fn first_day() -> Date {
    date(1941, 1, 6)
}

/// The week of a day.
#[must_use]
pub fn week_of(day: Day) -> Week {
    Week::try_from(day.div_euclid(7)).unwrap_or(Week::MAX)
}

/// Monday of a week.
#[must_use]
pub fn monday(week: Week) -> Day {
    Day::from(week) * 7
}

/// The date of a day.
#[must_use]
pub fn date_of(day: Day) -> Date {
    first_day().checked_add(jiff::Span::new().days(day)).unwrap_or_else(|_| first_day())
}

/// A day that is written as its date: `1941-04-13`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IsoDay(pub Day);

impl std::fmt::Display for IsoDay {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        date_of(self.0).fmt(out)
    }
}

impl Serialize for IsoDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IsoDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let day = text.parse::<Date>().ok().and_then(|date| date.since(first_day()).ok());
        let wrong = || D::Error::custom(format!("`{text}` is no date; write 1941-04-13"));
        day.map(|since| Self(since.get_days())).ok_or_else(wrong)
    }
}

/// Begins the next week: the date, the season's weather, and the week's luck.
pub fn turn_week(premise: &Premise, calendar: &mut Calendar, luck: &mut Luck) {
    calendar.week += 1;
    calendar.day = monday(calendar.week);
    calendar.month = i16::from(date_of(calendar.day).month());
    luck.turn(premise, calendar.week);
    let place = day_of_year(calendar.day);
    // A winter belongs to the week in which its November began, a mud season to
    // the week in which it began: one draw holds for the whole season.
    let since = |start: i32| (place - start).rem_euclid(365) / 7;
    let mut held = |start: i32, at: usize| {
        let began = i32::from(calendar.week) - since(start);
        luck.held(premise, at, Week::try_from(began).unwrap_or(0))
    };
    let winter = hump(place, WINTER);
    calendar.winter = if winter > 0.0 {
        (winter * (0.75 + 0.5 * held(WINTER.0, node::WINTER))).min(1.5)
    } else {
        0.0
    };
    let spring = hump(place, SPRING_MUD);
    let autumn = hump(place, AUTUMN_MUD);
    calendar.mud = if spring > 0.0 {
        (spring * (0.7 + 0.5 * held(SPRING_MUD.0, node::MUD))).min(1.0)
    } else if autumn > 0.0 {
        (autumn * (0.6 + 0.6 * held(AUTUMN_MUD.0, node::MUD))).min(1.0)
    } else {
        0.0
    };
}

/// Is a chance node drawn anew in a week, by its name? Most are every week; luck that holds
/// for a season is drawn in the week in which the season begins.
#[must_use]
pub fn drawn_anew(node: &str, week: Week) -> bool {
    let place = day_of_year(monday(week));
    let begins = |start: i32| (place - start).rem_euclid(365) / 7 == 0;
    let every = |weeks: Week| week.rem_euclid(weeks) == 0;
    match NODES.iter().position(|&known| known == node) {
        Some(node::WINTER) => begins(WINTER.0),
        Some(node::MUD) => begins(SPRING_MUD.0) || begins(AUTUMN_MUD.0),
        Some(node::SEASON) => every(luck::SEASON_WEEKS),
        Some(node::AMERICAN_SHIPPING) => every(luck::SHIPPING_WEEKS),
        Some(node::CONVOYS) => every(luck::CONVOY_WEEKS),
        _ => true,
    }
}

/// First day, length in days: mid November to mid March; the hard frosts before Moscow
/// came in the first days of December.
const WINTER: (i32, i32) = (320, 125);
/// The spring rasputitsa, mid March to early May.
const SPRING_MUD: (i32, i32) = (74, 48);
/// The autumn rasputitsa, early October to mid November.
const AUTUMN_MUD: (i32, i32) = (279, 38);

/// A curve over the year that rises from 0 to 1 and falls again, flat on top.
fn hump(day_of_year: i32, (start, length): (i32, i32)) -> f64 {
    let into = (day_of_year - start).rem_euclid(365);
    if into >= length {
        return 0.0;
    }
    let share = f64::from(into) / f64::from(length);
    (5.5 * share.min(1.0 - share)).min(1.0)
}

/// The summer rain of the Far East, mid June to mid September: most of the year's rain
/// falls then on Manchuria and Primorye.
const SUMMER_RAIN: (i32, i32) = (166, 92);

/// How far into the rains of the Far East a day lies: 0 dry, 1 in their midst.
#[must_use]
pub fn summer_rain(day: Day) -> f64 {
    hump(day_of_year(day), SUMMER_RAIN)
}

fn day_of_year(day: Day) -> i32 {
    i32::from(date_of(day).day_of_year())
}

/// A week or a day that may not have come yet, in the room of one number: one value of it
/// stands for "not yet", and a file and a fingerprint have it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Perhaps<const NOT_YET: i16>(i16);

impl<const NOT_YET: i16> Perhaps<NOT_YET> {
    /// It has not come.
    pub const NOT_YET: Self = Self(NOT_YET);

    /// It is this one.
    #[must_use]
    pub const fn of(known: i16) -> Self {
        Self(known)
    }

    /// Which, if it has come.
    #[must_use]
    pub fn known(self) -> Option<i16> {
        (self.0 != NOT_YET).then_some(self.0)
    }

    /// The number by which fingerprints know it.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0.cast_unsigned() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_mondays_and_are_counted_from_6_january_1941() {
        assert_eq!(first_day().weekday(), jiff::civil::Weekday::Monday);
        assert_eq!(date_of(monday(13)), date(1941, 4, 7));
        assert_eq!(week_of((date(1946, 4, 28) - first_day()).get_days()), 276);
    }

    #[test]
    fn weeks_before_the_first_are_counted_backwards() {
        let khalkhin_gol = (date(1939, 8, 20) - first_day()).get_days();
        assert_eq!(date_of(monday(week_of(khalkhin_gol))), date(1939, 8, 14));
        assert_eq!((week_of(-1), week_of(-7), week_of(-8)), (-1, -1, -2));
    }

    #[test]
    fn january_is_winter_and_july_is_not() {
        assert_eq!(hump(195, WINTER), 0.0);
        assert_eq!(hump(15, WINTER), 1.0);
    }
}
