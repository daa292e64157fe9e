//! The Trans-Siberian: one line that everything between Europe and the Pacific shares.
//!
//! It carries so many military trains a day each way. Westward go the divisions that
//! Moscow calls and what lend-lease lands at Vladivostok; eastward go the divisions of
//! a build-up and what the garrison eats and shoots. A division takes some forty trains
//! to load and some two weeks on the way; who asks for more than the line carries
//! waits. The autumn of 1941 and the summer of 1945 are this rule in two directions.
//!
//! The line is a row of regions. Where the enemy holds one, nothing passes: what lies
//! beyond is cut off, gets no supply but its stores, and sends nothing home.

use crate::sim::eastern_front::AxisId;
use crate::sim::facet::{facet, number, parameters};
use crate::sim::luck::node;
use crate::sim::soviet;
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of the Trans-Siberian.
    pub struct Parameters {
        trains = "railway.trains", "trains a day", 8.0..40.0, "Military trains a day each way in 1941";
        improved = "railway.improved", "trains a day", 8.0..40.0, "Military trains a day each way after four years of work on the line";
        division_trains = "railway.division_trains", "trains", 20.0..60.0, "Trains that move one division";
        transit = "railway.transit", "weeks", 1.0..4.0, "How long a division is on the way, from the first train's loading to the last one's unloading";
        cargo = "railway.cargo", "thousand tons", 0.2..1.5, "Freight of one train";
        upkeep = "railway.upkeep", "trains a week", 0.2..3.0, "Trains a week that feed a division in the Far East in peace";
        battle = "railway.battle", "trains a week", 0.5..6.0, "Trains a week that a division in battle there needs";
        stocks = "railway.stocks", "trains a week", 0.0..100.0, "Trains a week that carry stocks for an offensive while armies are sent east";
    }
}

facet! {
    /// The Trans-Siberian.
    pub struct Railway ("railway", true) {
        open: f64 = "railway.open", number("share", 0.0, 1.0),
            "Share of the line, from Irkutsk to Vladivostok, that trains from Europe reach", "Parte de la línea, de Irkutsk a Vladivostok, a la que llegan trenes de Europa";
        west_trains: f64 = "railway.trains_west", number("trains a day", 0.0, 60.0),
            "Military trains a day going west", "Trenes militares diarios hacia el oeste";
        east_trains: f64 = "railway.trains_east", number("trains a day", 0.0, 60.0),
            "Military trains a day going east", "Trenes militares diarios hacia el este";
        supply: f64 = "railway.supply", number("share", 0.0, 1.0),
            "Share of what the Far East needs that the line brings", "Parte de lo que necesita el Extremo Oriente que trae la línea";
        west_near: f64 = "railway.west.near", number("divisions", 0.0, 40.0),
            "Divisions going west that arrive next week", "Divisiones hacia el oeste que llegan la semana próxima";
        west_middle: f64 = "railway.west.middle", number("divisions", 0.0, 40.0),
            "Divisions going west that arrive in two weeks", "Divisiones hacia el oeste que llegan en dos semanas";
        west_far: f64 = "railway.west.far", number("divisions", 0.0, 40.0),
            "Divisions going west that arrive in three weeks", "Divisiones hacia el oeste que llegan en tres semanas";
        east_near: f64 = "railway.east.near", number("divisions", 0.0, 40.0),
            "Divisions going east that arrive next week", "Divisiones hacia el este que llegan la semana próxima";
        east_middle: f64 = "railway.east.middle", number("divisions", 0.0, 40.0),
            "Divisions going east that arrive in two weeks", "Divisiones hacia el este que llegan en dos semanas";
        east_far: f64 = "railway.east.far", number("divisions", 0.0, 40.0),
            "Divisions going east that arrive in three weeks", "Divisiones hacia el este que llegan en tres semanas";
        arrived_west: f64 = "railway.arrived_west", number("divisions", 0.0, 40.0),
            "Divisions that arrived in the west this week", "Divisiones que llegaron al oeste esta semana";
        arrived_east: f64 = "railway.arrived_east", number("divisions", 0.0, 40.0),
            "Divisions that arrived in the Far East this week", "Divisiones que llegaron al Extremo Oriente esta semana";
        left_west: f64 = "railway.left_west", number("divisions", 0.0, 40.0),
            "Divisions that left the Far East this week", "Divisiones que salieron del Extremo Oriente esta semana";
        moved_east: f64 = "railway.moved_east.divisions", number("divisions", 0.0, 120.0),
            "Divisions sent to the Far East since June 1941", "Divisiones enviadas al Extremo Oriente desde junio de 1941";
    }
}

/// Weeks of war in which the line is brought from its strength of 1941 to that of 1945.
const IMPROVED_AFTER: f64 = 220.0;

/// Divisions on the way, by the weeks that they still need.
struct Way<'a>(&'a mut f64, &'a mut f64, &'a mut f64);

impl Way<'_> {
    /// A week passes; gives the divisions that arrive.
    fn pass(&mut self) -> f64 {
        let arrived = std::mem::replace(self.0, *self.1);
        *self.1 = std::mem::replace(self.2, 0.0);
        arrived
    }

    /// Divisions leave that need so many weeks: what lies between two weeks is shared
    /// between them.
    fn leave(&mut self, divisions: f64, weeks: f64) {
        let weeks = weeks.clamp(1.0, 3.0);
        if weeks < 2.0 {
            *self.0 += divisions * (2.0 - weeks);
            *self.1 += divisions * (weeks - 1.0);
        } else {
            *self.1 += divisions * (3.0 - weeks);
            *self.2 += divisions * (weeks - 2.0);
        }
    }
}

/// A week on the line.
pub fn week(whole: &mut Whole<'_>) {
    let rules = &whole.premise.railway;
    let fighting = whole.war.in_the_far_east();
    whole.railway.open = reach(whole);
    let open = whole.railway.open;
    let work = (f64::from(whole.war.germany_soviet_weeks) / IMPROVED_AFTER).min(1.0);
    let traffic = 1.0 + 0.1 * whole.luck.normal(node::RAILWAY).clamp(-2.0, 2.0);
    let line = 7.0 * (rules.trains + (rules.improved - rules.trains) * work) * traffic;
    let garrison = whole.soviet.far_east_divisions;

    // What people eat goes first, then what they were promised, then who moves.
    let needed = garrison * if fighting { rules.battle } else { rules.upkeep };
    let stocks = if whole.soviet.build_up > 0.0 { rules.stocks } else { 0.0 };
    let fed = needed.min(line * open);
    whole.railway.supply = if needed > 0.0 { fed / needed } else { 1.0 };
    let east_room = (line - fed - stocks).max(0.0) / rules.division_trains;
    let east = whole.soviet.build_up.min(east_room) * if open > 0.0 { 1.0 } else { 0.0 };

    let freight = (whole.lend_lease.pacific_week / rules.cargo).min(0.6 * line);
    let west_room = (line - freight).max(0.0) / rules.division_trains;
    let called = whole.soviet.called(&whole.premise.soviet);
    // What stands beyond a cut cannot come, and nobody calls away what the enemy there binds.
    let spare = (garrison * open - soviet::kept_in_the_far_east(whole)).max(0.0);
    let west = called.min(west_room).min(spare);

    let railway = &mut *whole.railway;
    let mut going = Way(&mut railway.west_near, &mut railway.west_middle, &mut railway.west_far);
    railway.arrived_west = going.pass();
    going.leave(west, rules.transit);
    let mut coming = Way(&mut railway.east_near, &mut railway.east_middle, &mut railway.east_far);
    railway.arrived_east = coming.pass();
    coming.leave(east, rules.transit);
    railway.moved_east += east;
    railway.left_west = west;
    railway.west_trains = (west * rules.division_trains + freight) / 7.0;
    railway.east_trains = (fed
        + if open > 0.0 { stocks.min(line - fed) } else { 0.0 }
        + east * rules.division_trains)
        / 7.0;

    // Who goes east while the war in the west is fought is missing there.
    if whole.war.in_the_west() {
        let center = &mut whole.front.axes[AxisId::Center];
        center.soviet_men = (center.soviet_men - east * whole.premise.soviet.division_men).max(0.0);
    }
    let soviet = &mut *whole.soviet;
    soviet.on_rails_west = railway.west_near + railway.west_middle + railway.west_far;
    soviet.on_rails_east = railway.east_near + railway.east_middle + railway.east_far;
    soviet.trains_used = railway.west_trains + railway.east_trains;
    soviet.leave_the_far_east(west);
}

/// How much of the line trains from Europe reach: they pass region after region until
/// one is not Soviet.
fn reach(whole: &Whole<'_>) -> f64 {
    let Some(soviet) = whole.premise.ground.soviet() else { return 1.0 };
    let line = &whole.premise.scenario.trans_siberian;
    if line.is_empty() {
        return 1.0;
    }
    let passed = line.iter().take_while(|&&region| whole.theatre.control[region] == soviet).count();
    passed as f64 / line.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_on_a_two_and_a_half_weeks_way_arrives_half_after_two_and_half_after_three() {
        let (mut near, mut middle, mut far) = (0.0, 0.0, 0.0);
        let mut way = Way(&mut near, &mut middle, &mut far);
        way.leave(4.0, 2.5);
        assert_eq!([way.pass(), way.pass(), way.pass(), way.pass()], [0.0, 2.0, 2.0, 0.0]);
    }
}
