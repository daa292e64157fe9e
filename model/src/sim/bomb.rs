//! The atomic bomb: America's work on it, the bombs that it yields, and where they fall.
//!
//! The work goes on while there is an enemy to fear, and its end is uncertain by months
//! (Rhodes 1986). The first two bombs come together, the others more and more quickly.
//! They were meant for Germany and fall there first, as long as it fights; on Japan as soon
//! as bombers reach it. Each falls by itself, and each adds less to what the one before has
//! done.

use crate::scenario::Week;
use crate::sim::facet::{day, facet, number, parameters};
use crate::sim::luck::node;
use crate::sim::worldline::Whole;

parameters! {
    /// Parameters of the bomb.
    pub struct Parameters {
        weeks = "america.bomb_weeks", "weeks", 100.0..400.0, "Weeks of work from October 1941 to the first atomic bomb";
        spread = "america.bomb_spread", "weeks a week", 0.0..2.0, "Spread of a week's progress of that work";
        rate = "america.bomb_rate", "bombs a week", 0.0..3.0, "Bombs that a week yields after the first two";
        growth = "america.bomb_growth", "bombs a week", 0.0..0.2, "How much more each week yields than the one before";
    }
}

facet! {
    /// The bomb.
    pub struct Bomb ("bomb", true) {
        work: f64 = "america.bomb_work", number("weeks", 0.0, 500.0),
            "Weeks of progress on the atomic bomb", "Semanas de progreso en la bomba atómica";
        made: f64 = "america.bombs_made", number("bombs", 0.0, 200.0),
            "Atomic bombs made so far, dropped or not", "Bombas atómicas fabricadas hasta ahora, lanzadas o no";
        on_japan: f64 = "pacific.bombs", number("bombs", 0.0, 100.0),
            "Atomic bombs dropped on Japan", "Bombas atómicas lanzadas sobre Japón";
        japan_last_on: Option<i32> = "pacific.last_bomb_on", day(),
            "Day of the last one on Japan", "Día de la última sobre Japón";
        on_germany: f64 = "western_front.bombs", number("bombs", 0.0, 100.0),
            "Atomic bombs dropped on Germany", "Bombas atómicas lanzadas sobre Alemania";
        germany_last_on: Option<i32> = "western_front.last_bomb_on", day(),
            "Day of the last one on Germany", "Día de la última sobre Alemania";
    }
}

/// The week after the decision of 9 October 1941 to build it (Rhodes 1986).
const BEGUN: Week = 40;
/// The first two are ready together: one of each kind.
const FIRST: f64 = 2.0;
/// Bombs that can be dropped in a week: assumed, as in August 1945.
const AT_ONCE: f64 = 2.0;
/// Days between two bombs of a week.
const BETWEEN: i32 = 3;

impl Bomb {
    /// What the bombs on an enemy have done to his hope, against what two do: each adds
    /// half of the one before.
    #[must_use]
    pub fn shock(bombs: f64) -> f64 {
        (1.0 - libm::exp2(-bombs)) / 0.75
    }
}

/// A week of work, and what falls.
pub fn week(whole: &mut Whole<'_>) {
    work(whole);
    let bomb = &mut *whole.bomb;
    let store = (bomb.made - bomb.on_japan - bomb.on_germany).floor().min(AT_ONCE);
    if store < 1.0 {
        return;
    }
    let last = whole.calendar.day + BETWEEN * (store as i32 - 1);
    let japan = whole.war.in_the_pacific() && whole.pacific.bases;
    if whole.war.america_fights_germany() {
        bomb.on_germany += store;
        bomb.germany_last_on = Some(last);
    } else if japan {
        bomb.on_japan += store;
        bomb.japan_last_on = Some(last);
    }
}

fn work(whole: &mut Whole<'_>) {
    if whole.calendar.week < BEGUN {
        return;
    }
    let rules = &whole.premise.bomb;
    // Peace slows the work; a Germany that is feared keeps it going.
    let feared = whole.war.in_the_pacific() || whole.war.in_western_europe();
    let pace = if feared { 1.0 } else { 0.5 };
    let step = pace + rules.spread * whole.luck.normal(node::BOMB).clamp(-2.5, 2.5);
    let bomb = &mut *whole.bomb;
    bomb.work = (bomb.work + step.max(0.0)).min(500.0);
    if bomb.work < rules.weeks {
        return;
    }
    let since = bomb.work - rules.weeks;
    bomb.made = if bomb.made < FIRST {
        FIRST
    } else {
        (bomb.made + rules.rate + rules.growth * since).min(200.0)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bomb_adds_half_of_the_one_before_and_none_adds_nothing() {
        assert_eq!(Bomb::shock(0.0), 0.0);
        assert_eq!(Bomb::shock(2.0), 1.0);
        for bombs in 1..8 {
            let bombs = f64::from(bombs);
            let added = |bombs| Bomb::shock(bombs) - Bomb::shock(bombs - 1.0);
            assert!((added(bombs + 1.0) - 0.5 * added(bombs)).abs() < 1e-12);
        }
    }
}
