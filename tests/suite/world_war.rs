//! Worlds that have left the record: wars go on without each other, and what is lost can
//! come back. Each mechanism with it and without it, on the same seeds.

use hokushin::sim::agenda::{Seat, Seats};

use crate::twins::{TWINS, effect, load, values};

/// Germany has beaten the Soviet Union by decree.
const SOVIET_BEATEN: &str =
    r#"SetVariable(effect: "war.germany_soviet = soviet_beaten", on: "1942-10-05"),"#;

fn mean(change: &str, quantity: &str, date: &str) -> f64 {
    let values = values(&load(change), &Seats::all(Seat::History), quantity, date);
    values.iter().sum::<f64>() / TWINS as f64
}

#[test]
fn without_war_between_germany_and_america_nobody_lands_in_europe() {
    let peace = r#"ForceOption(decision: "declare_on_america", option: "hold_back"),
        DropEvent(event: "atlantic_war")"#;
    assert_eq!(mean(peace, "war.america_in_europe", "1945-06-04"), 0.0);
    for landing in ["western_front.italy", "western_front.landed"] {
        assert_eq!(mean(peace, landing, "1945-06-04"), 0.0, "{landing}");
        assert!(mean("", landing, "1945-06-04") > 0.8, "{landing}");
    }
    let ready = effect("", peace, "western_front.ready", "1944-06-05");
    assert!(ready < -15.0, "{ready} divisions");
}

#[test]
fn america_that_is_left_in_peace_comes_nearer_to_war_all_the_same() {
    let peace = r#"ForceOption(decision: "declare_on_america", option: "hold_back"),
        DropEvent(event: "atlantic_war"),"#;
    let (before, after) = (
        mean(peace, "america.against_germany", "1941-12-29"),
        mean(peace, "america.against_germany", "1943-12-27"),
    );
    assert!(after > before + 0.1, "{before}, then {after}");
    let beaten = effect(peace, SOVIET_BEATEN, "america.against_germany", "1943-12-27");
    assert!(beaten > 0.05, "a Europe that is lost frightens: {beaten}");
}

#[test]
fn the_war_in_the_west_goes_on_when_the_one_in_the_east_is_lost() {
    let fighting = 1.0;
    assert_eq!(mean(SOVIET_BEATEN, "war.germany_west", "1943-07-05"), fighting);
    let german = effect("", SOVIET_BEATEN, "western_front.german_divisions", "1944-05-29");
    assert!(german > 20.0, "{german} divisions come back from the east");
    let odds = effect("", SOVIET_BEATEN, "western_front.landing_odds", "1944-05-29");
    assert!(odds < -0.1, "{odds}");
    // They come out of an army that keeps a garrison where it was.
    let east = mean(SOVIET_BEATEN, "eastern_front.axis_men", "1945-06-04");
    assert!((600.0..3000.0).contains(&east), "{east} thousand men");
}

#[test]
fn a_germany_that_others_press_attacks_nowhere_in_the_east() {
    let summer = r#"SetVariable(effect: "eastern_front.focus = center", on: "1942-06-01"),
        ForceOption(decision: "german_effort", option: "center", from: "1942-06-01", until: "1942-09-30"),"#;
    let pressed = r#"SetVariable(effect: "western_front.landed = true", on: "1942-05-04"),
        SetVariable(effect: "western_front.allied_divisions = 70", on: "1942-05-04"),"#;
    let front = effect(summer, pressed, "eastern_front.center.position", "1942-09-28");
    assert!(front < -15.0, "{front} km");
    let drain = effect(summer, pressed, "eastern_front.drain", "1942-06-29");
    assert!(drain > 0.2, "{drain}");
}

/// The front in the center is put to a place, week after week.
fn center_stands(at: f64, from: &str, weeks: i64) -> String {
    let from: jiff::civil::Date = from.parse().expect("a date");
    let put = |week| {
        let day = from + jiff::Span::new().weeks(week);
        format!(r#"SetVariable(effect: "eastern_front.center.position = {at}", on: "{day}"),"#)
    };
    (0..weeks).map(put).collect()
}

#[test]
fn cohesion_comes_back_with_the_city_that_it_went_with() {
    let lost = center_stands(1950.0, "1942-02-02", 9);
    let kept_lost = lost.clone() + &center_stands(1950.0, "1942-04-06", 10);
    let retaken = lost.clone() + &center_stands(1500.0, "1942-04-06", 10);
    let shaken = effect("", &lost, "soviet.cohesion", "1942-03-30");
    assert!(shaken < -0.1, "{shaken}");
    assert!(mean(&kept_lost, "city.moscow.lost", "1942-06-08") > 0.9);
    assert_eq!(mean(&retaken, "city.moscow.lost", "1942-06-08"), 0.0);
    assert!(mean(&retaken, "event.moscow_retaken", "1942-06-08") > 0.9);
    let recovered = mean(&retaken, "soviet.cohesion", "1942-06-15");
    let still_lost = mean(&kept_lost, "soviet.cohesion", "1942-06-15");
    assert!(recovered > still_lost + 0.03, "{recovered} against {still_lost}");
}

#[test]
fn oil_that_is_lost_is_missing_at_the_front() {
    let lost = r#"SetVariable(effect: "caucasus.advance = 1", on: "1942-08-03"),"#;
    let fuel = effect("", lost, "soviet.fuel", "1942-08-10");
    assert!(fuel < -0.2, "{fuel}");
    // Who loses the Don loses the Caucasus behind it.
    let don = r#"SetVariable(effect: "eastern_front.south.position = 1500", on: "1942-10-19"),"#;
    let back = mean(&format!("{lost}{don}"), "caucasus.advance", "1942-12-14");
    assert!(back < 0.3, "{back}");
}

#[test]
fn half_a_railway_brings_fewer_divisions_and_delays_or_forbids_the_entry() {
    let half = r#"ChangeParameter(parameter: "railway.trains", to: 11.0),
        ChangeParameter(parameter: "railway.improved", to: 14.0)"#;
    let divisions = effect("", half, "soviet.far_east.divisions", "1945-08-06");
    assert!(divisions < -12.0, "{divisions} divisions");
    let entered = |change: &str| {
        let seats = Seats::default();
        let struck = values(&load(change), &seats, "war.soviet_struck_on", "1946-04-15");
        struck.iter().filter(|day| day.is_finite()).count()
    };
    let (whole, halved) = (entered(""), entered(half));
    assert!(halved + 3 < whole, "{halved} against {whole} of {TWINS}");
}

#[test]
fn a_strike_with_half_empty_units_is_weaker_than_one_that_was_prepared() {
    let strike = r#"SetVariable(effect: "war.japan_soviet = japan_attacked", on: "1941-07-07"),"#;
    let ready = r#"SetVariable(effect: "japan.kwantung_army.men = 700", on: "1941-06-30"),"#;
    let readiness = effect(strike, ready, "army.third_area.readiness", "1941-07-07");
    assert!(readiness > 0.1, "{readiness}");
}

#[test]
fn when_the_attackers_have_melted_away_moscow_calls_its_divisions_again() {
    let strike = r#"SetVariable(effect: "war.japan_soviet = japan_attacked", on: "1941-09-01"),
        ForceOption(decision: "armistice_answer", option: "refuse"),
        ForceOption(decision: "eastern_relief", option: "none"),
        ForceOption(decision: "siberians", option: "many"),
        ChangeParameter(parameter: "soviet.far_east_matches", to: 3.0),"#;
    let broken =
        r#"SetVariable(effect: "moscow.believes.kwantung_divisions = 4", on: "1941-11-03"),"#;
    let called = effect(strike, broken, "soviet.transfers_west.divisions", "1942-01-26");
    assert!(called > 2.0, "{called} divisions");
}

#[test]
fn an_army_that_is_told_to_hold_takes_nothing_more() {
    let strike = r#"SetVariable(effect: "war.japan_soviet = japan_attacked", on: "1941-09-01"),
        SetVariable(effect: "soviet.far_east.divisions = 10", on: "1941-08-25"),"#;
    let press = r#"ForceOption(decision: "northern_war", option: "press")"#;
    let hold = r#"SetVariable(effect: "japan.northern_orders = hold", on: "1941-09-01"),
        ForceOption(decision: "northern_war", option: "halt")"#;
    let taken = |change: &str| -> usize {
        let regions = ["primorye_south", "primorye_north", "khabarovsk", "amur", "transbaikal"];
        let premise = load(&format!("{strike}{change}"));
        let lost = |region: &str| {
            let control = format!("region.{region}.control");
            let values = values(&premise, &Seats::all(Seat::History), &control, "1941-11-24");
            values.iter().filter(|&&power| power == JAPAN).count()
        };
        regions.into_iter().map(lost).sum()
    };
    let (pressed, held) = (taken(press), taken(hold));
    assert!(held == 0 && pressed > TWINS as usize / 2, "{held} against {pressed}");
}
/// The place of Japan among the powers of the campaign.
const JAPAN: f64 = 5.0;

#[test]
fn lend_lease_that_never_comes_over_the_pacific_is_missed_at_the_front() {
    let closed = r#"SetVariable(effect: "lend_lease.pacific_allowed = false", on: "1941-12-01"),
        ForceOption(decision: "ships_to_vladivostok", option: "stop")"#;
    let front = effect("", closed, "eastern_front.center.position", "1944-12-04");
    assert!(front > 25.0, "the front stands {front} km farther east");
}

#[test]
fn the_red_army_pays_less_as_it_learns() {
    let taught = r#"ChangeParameter(parameter: "eastern_front.tuition", to: 0.0)"#;
    let dear = r#"ChangeParameter(parameter: "eastern_front.tuition", to: 1.2)"#;
    let share = |change: &str| {
        mean(change, "eastern_front.soviet_losses_year", "1941-12-22")
            / mean(change, "eastern_front.soviet_losses", "1944-12-18")
    };
    let (flat, steep) = (share(taught), share(dear));
    assert!(steep > flat + 0.02, "{steep} against {flat} of all losses in 1941");
}

#[test]
fn every_further_bomb_adds_to_what_is_hopeless() {
    let fight = r#"ForceOption(decision: "surrender", option: "fight_on"),
        SetVariable(effect: "america.bomb_work = 0", on: "1945-06-04"),"#;
    let bombs = |count: u32| {
        let drop = format!(r#"SetVariable(effect: "pacific.bombs = {count}", on: "1945-08-06")"#);
        mean(&format!("{fight}{drop}"), "tokyo.hopelessness", "1945-08-06")
    };
    let (none, one, three, six) = (bombs(0), bombs(1), bombs(3), bombs(6));
    assert!(none + 0.03 < one && one + 0.03 < three, "{none}, {one}, {three}");
    assert!(three + 0.005 < six, "{three}, {six}");
}

#[test]
fn the_bomb_falls_on_germany_first_while_it_fights() {
    let fights_on = format!(
        r#"{SOVIET_BEATEN}
        ForceOption(decision: "second_front", option: "wait"),
        DropEvent(event: "germany_gives_up"), DropEvent(event: "war_in_the_west_settled"),
        ForceOption(decision: "surrender", option: "fight_on")"#
    );
    assert!(mean(&fights_on, "western_front.bombs", "1946-01-07") > 1.0);
    assert_eq!(mean(&fights_on, "pacific.bombs", "1946-01-07"), 0.0);
}

#[test]
fn fire_burns_what_precision_misses() {
    let day = r#"ForceOption(decision: "fire_raids", option: "precision"),
        ForceOption(decision: "surrender", option: "fight_on")"#;
    let fire = r#"ForceOption(decision: "surrender", option: "fight_on")"#;
    let burnt = |change: &str| mean(change, "pacific.bombing", "1945-07-30");
    let (precise, by_fire) = (burnt(day), burnt(fire));
    assert!(by_fire > precise + 0.15, "{by_fire} against {precise}");
}

#[test]
fn mines_and_lost_ships_starve_the_islands() {
    let fight = r#"ForceOption(decision: "surrender", option: "fight_on"),"#;
    let none = r#"ChangeParameter(parameter: "pacific.mines", to: 0.0)"#;
    let blockade = effect(fight, none, "pacific.blockade", "1945-10-29");
    assert!(blockade < -0.005, "{blockade}");
    let open = r#"ChangeParameter(parameter: "pacific.sinking", to: 0.01)"#;
    let rice = effect(fight, open, "japan.rice", "1945-10-29");
    assert!(rice > 0.03, "{rice}");
}

#[test]
fn nobody_accepts_what_nobody_has_declared() {
    let silent =
        r#"DropEvent(event: "potsdam_declaration"), DropEvent(event: "allied_declaration")"#;
    let surrendered = |change: &str| {
        let seats = Seats::default();
        values(&load(change), &seats, "event.mandate_ends", "1946-02-04").iter().sum::<f64>()
    };
    assert_eq!(surrendered(silent), 0.0);
    assert!(surrendered("") > 0.7 * TWINS as f64);
}
