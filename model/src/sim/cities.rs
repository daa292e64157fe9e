//! The great cities of the eastern front, and the oil of the Caucasus.
//!
//! Leningrad, Moscow and Stalingrad fall when the front has passed them, and are retaken
//! when it has come back: at any time, and more than once. What the loss of one means
//! follows from its being lost (industry, fuel, cohesion: `soviet`), so that a city that is
//! retaken counts again.
//!
//! The road to the oil fields leads over Rostov: whoever stands on the lower Don can send
//! an army south to Maikop, Grozny and Baku, as far as the mountains, the season and the
//! flank on the Volga let it; who loses the Don loses the Caucasus behind it.

use crate::sim::eastern_front::{Attacker, AxisId, EasternFront, MainEffort};
use crate::sim::facet::{day, facet, number, parameters, truth};
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of the road to the oil.
    pub struct Parameters {
        road = "caucasus.road", "share a week", 0.0..0.2, "Share of the way from Rostov to Baku that a week of summer brings";
        mountains = "caucasus.mountains", "share", 0.2..1.0, "Where the mountains and the Terek stop an army whose flank on the Volga is open";
        retreat = "caucasus.retreat", "share a week", 0.02..0.5, "Share of the way that a week brings back an army whose rear is threatened";
    }
}

facet! {
    /// The great cities.
    pub struct Cities ("cities", true) {
        leningrad: bool = "city.leningrad.lost", truth(),
            "Is Leningrad in German hands?", "¿Está Leningrado en manos alemanas?";
        leningrad_first: Option<i32> = "city.leningrad.first_fell_on", day(),
            "Day on which Leningrad first fell", "Día en que cayó Leningrado por primera vez";
        leningrad_fell: Option<i32> = "city.leningrad.fell_on", day(),
            "Day on which Leningrad last fell", "Día en que cayó Leningrado por última vez";
        leningrad_retaken: Option<i32> = "city.leningrad.retaken_on", day(),
            "Day on which Leningrad was last retaken", "Día en que se recobró Leningrado por última vez";
        moscow: bool = "city.moscow.lost", truth(),
            "Is Moscow in German hands?", "¿Está Moscú en manos alemanas?";
        moscow_first: Option<i32> = "city.moscow.first_fell_on", day(),
            "Day on which Moscow first fell", "Día en que cayó Moscú por primera vez";
        moscow_fell: Option<i32> = "city.moscow.fell_on", day(),
            "Day on which Moscow last fell", "Día en que cayó Moscú por última vez";
        moscow_retaken: Option<i32> = "city.moscow.retaken_on", day(),
            "Day on which Moscow was last retaken", "Día en que se recobró Moscú por última vez";
        stalingrad: bool = "city.stalingrad.lost", truth(),
            "Is Stalingrad in German hands?", "¿Está Stalingrado en manos alemanas?";
        stalingrad_first: Option<i32> = "city.stalingrad.first_fell_on", day(),
            "Day on which Stalingrad first fell", "Día en que cayó Stalingrado por primera vez";
        stalingrad_fell: Option<i32> = "city.stalingrad.fell_on", day(),
            "Day on which Stalingrad last fell", "Día en que cayó Stalingrado por última vez";
        stalingrad_retaken: Option<i32> = "city.stalingrad.retaken_on", day(),
            "Day on which Stalingrad was last retaken", "Día en que se recobró Stalingrado por última vez";
        caucasus: f64 = "caucasus.advance", number("share", 0.0, 1.0),
            "How far the Germans have come on the way from Rostov (0) by Maikop (0.3) and Grozny (0.65) to Baku (1)",
            "Cuánto han avanzado los alemanes de Rostov (0), por Maikop (0,3) y Grozni (0,65), a Bakú (1)";
    }
}

/// A city: where the front has passed it, and where it has come back far enough, km.
struct Place {
    axis: AxisId,
    lost: f64,
    free: f64,
}

/// Leningrad, Moscow and Stalingrad on the map's axes.
const PLACES: [Place; 3] = [
    Place { axis: AxisId::North, lost: 1000.0, free: 960.0 },
    Place { axis: AxisId::Center, lost: 1712.0, free: 1680.0 },
    Place { axis: AxisId::South, lost: 2255.0, free: 2200.0 },
];
/// Rostov, and the Don crossings behind it, on the southern axis, km.
const ROSTOV: f64 = 1858.0;
const BEYOND_THE_DON: f64 = 1930.0;
/// Weeks for which a lost Stalingrad covers the flank before the way to Baku is open.
const FLANK_WEEKS: f64 = 8.0;

/// Looks which cities have changed hands this week.
pub fn week(whole: &mut Whole<'_>) {
    if !whole.war.in_the_west() {
        return;
    }
    let monday = whole.calendar.day;
    for (place, index) in PLACES.iter().zip(0..) {
        let axis = &whole.front.axes[place.axis];
        // The front crosses the city's line on a day between two Mondays.
        let crossed = |line: f64| {
            let before = axis.position - axis.gained;
            let way = ((line - before) / axis.gained).clamp(0.0, 1.0);
            monday + (way * 6.0) as i32
        };
        let (lost, first, fell, retaken) = whole.cities.city(index);
        if !*lost && axis.position >= place.lost {
            let day = if axis.gained > 0.0 { crossed(place.lost) } else { monday };
            *lost = true;
            *fell = Some(day);
            *first = first.or(Some(day));
        } else if *lost && axis.position < place.free {
            let day = if axis.gained < 0.0 { crossed(place.free) } else { monday };
            *lost = false;
            *retaken = Some(day);
        }
    }
    to_the_oil(whole);
}

impl Cities {
    /// What is known of a city: lost, first and last fall, last retaken.
    const fn city(
        &mut self,
        index: usize,
    ) -> (&mut bool, &mut Option<i32>, &mut Option<i32>, &mut Option<i32>) {
        match index {
            0 => (
                &mut self.leningrad,
                &mut self.leningrad_first,
                &mut self.leningrad_fell,
                &mut self.leningrad_retaken,
            ),
            1 => (
                &mut self.moscow,
                &mut self.moscow_first,
                &mut self.moscow_fell,
                &mut self.moscow_retaken,
            ),
            _ => (
                &mut self.stalingrad,
                &mut self.stalingrad_first,
                &mut self.stalingrad_fell,
                &mut self.stalingrad_retaken,
            ),
        }
    }
}

fn to_the_oil(whole: &mut Whole<'_>) {
    let rules = &whole.premise.cities;
    let south = &whole.front.axes[AxisId::South];
    if south.position < BEYOND_THE_DON {
        let back = if south.position < ROSTOV { 1.0 } else { 0.5 };
        whole.cities.caucasus = (whole.cities.caucasus - rules.retreat * back).max(0.0);
        return;
    }
    if south.attacker == Attacker::Soviet {
        whole.cities.caucasus = (whole.cities.caucasus - 0.5 * rules.retreat).max(0.0);
        return;
    }
    if !heads_south(whole.front) {
        return;
    }
    let covered =
        whole.cities.stalingrad_fell.filter(|_| whole.cities.stalingrad).map_or(0.0, |fell| {
            (f64::from(whole.calendar.day - fell) / 7.0 / FLANK_WEEKS).clamp(0.0, 1.0)
        });
    let farthest = rules.mountains + (1.0 - rules.mountains) * covered;
    let going = (1.0 - whole.calendar.winter).max(0.0) * (1.0 - whole.calendar.mud);
    let supplied = 0.4 + 0.6 * south.readiness;
    let next = whole.cities.caucasus + rules.road * going * supplied;
    whole.cities.caucasus = next.min(farthest).max(whole.cities.caucasus);
}

/// Does Germany make an effort in the south, with reserves to make it?
fn heads_south(front: &EasternFront) -> bool {
    matches!(front.focus, MainEffort::South | MainEffort::Wings) && front.drain < 0.5
}
