//! Operations in the Far East: each mechanism with and without it, and the two campaigns
//! of the record that the rules must serve with the same parameters.
//!
//! A mechanism is tried on twins: the same seeds, one change. What is compared is a mean;
//! the tests ask for the direction of the effect and for a size that is no accident.

use std::sync::atomic::{AtomicU32, Ordering};

use hokushin::batch;
use hokushin::batch::statistics::quantile;
use hokushin::scenario::expression::Reader;
use hokushin::scenario::library;
use hokushin::sim::agenda::{Seat, Seats};
use hokushin::sim::{self, Premise, Worldline};
use proptest::prelude::*;

const STORM: &str = "1945-august-storm";
const KHALKHIN_GOL: &str = "1939-khalkhin-gol";
const CAMPAIGN: &str = "1941-neutrality-pact";
const TWINS: u64 = 24;

/// A scenario with changes written on the spot.
fn load(scenario: &str, from: &str, interventions: &str) -> Premise {
    static FILES: AtomicU32 = AtomicU32::new(0);
    if interventions.is_empty() {
        let loaded = library::load(&sim::engine(), scenario, &[]);
        return Premise::new(loaded.unwrap_or_else(|reports| panic!("{reports}")).scenario);
    }
    let file = std::env::temp_dir().join(format!(
        "hokushin-operations-{}-{}.ron",
        std::process::id(),
        FILES.fetch_add(1, Ordering::Relaxed)
    ));
    let text = format!(
        r#"Counterfactual(version: 1, scenario: "{scenario}",
        title: (en: "A change", es: "Un cambio"), question: (en: "What if?", es: "¿Y si?"),
        defence: (en: "A test.", es: "Una prueba."), divergence: "{from}", sources: [],
        interventions: [{interventions}])"#
    );
    std::fs::write(&file, text).expect("written");
    let with = [file.to_str().expect("a plain path").to_owned()];
    let loaded = library::load(&sim::engine(), scenario, &with);
    std::fs::remove_file(&file).expect("removed");
    Premise::new(loaded.unwrap_or_else(|reports| panic!("{reports}")).scenario)
}

fn storm(interventions: &str) -> Premise {
    load(STORM, "1945-08-06", interventions)
}

fn khalkhin_gol(interventions: &str) -> Premise {
    load(KHALKHIN_GOL, "1939-08-14", interventions)
}

/// Plays worldlines to the end of the week of a date, and reads something of each.
fn at(premise: &Premise, date: &str, read: impl Fn(&dyn Fn(&str) -> f64) -> f64) -> Vec<f64> {
    let date: jiff::civil::Date = date.parse().expect("a date");
    let last = sim::calendar::week_of((date - sim::calendar::first_day()).get_days());
    (0..TWINS)
        .map(|seed| {
            let seats = Seats::all(Seat::History);
            let mut worldline = Worldline::new(premise, seed, seats, false);
            let mut whole = worldline.whole();
            while whole.calendar.week < last {
                hokushin::policy::live_week(&mut whole);
            }
            let vocabulary = &premise.scenario.vocabulary;
            read(&|name| whole.read(vocabulary.named(name).expect("a known quantity").var))
        })
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The mean of a quantity.
fn of(premise: &Premise, quantity: &str, date: &str) -> f64 {
    mean(&at(premise, date, |read| read(quantity)))
}

/// The mean day of August 1945 on which a region fell; 40 where it did not.
fn fell(premise: &Premise, region: &str) -> f64 {
    let first = f64::from((jiff::civil::date(1945, 7, 31) - sim::calendar::first_day()).get_days());
    let days = at(premise, "1945-09-03", |read| {
        let day = read(&format!("region.{region}.taken_on"));
        if day.is_nan() { 40.0 } else { day - first }
    });
    mean(&days)
}

#[test]
fn a_fortified_zone_costs_the_attacker_days() {
    let works = r#"ChangeParameter(parameter: "far_east.works", to: 2.0)"#;
    let open = r#"ChangeParameter(parameter: "far_east.works", to: 0.0)"#;
    let hailar = |works: &str| fell(&storm(works), "manchukuo_west");
    let cost = hailar(works) - hailar(open);
    assert!(cost > 2.0, "{cost} days before Hailar");
}

#[test]
fn an_army_that_is_cut_off_starves_and_lays_down_its_arms() {
    // The attackers can beat nobody; only the road through Nomonhan makes the difference.
    // The Japanese hold their trenches and do not go for it.
    let siege = |road: &str| {
        khalkhin_gol(&format!(
            r#"SetVariable(effect: "far_east.japanese_resistance = 0.49", on: "1939-08-21"),
            ChangeParameter(parameter: "far_east.threshold", to: 2.5),
            ChangeParameter(parameter: "far_east.terrain", to: 2.0), {road}"#
        ))
    };
    let cut = r#"SetVariable(effect: "region.nomonhan.control = soviet", on: "1939-08-21")"#;
    let supply = |premise: &Premise| of(premise, "army.twenty_third.supply", "1939-08-21");
    let (cut_off, fed) = (supply(&siege(cut)), supply(&siege("")));
    assert!(cut_off < fed - 0.2, "{cut_off} against {fed}");
    let left = |premise: &Premise| of(premise, "army.twenty_third.divisions", "1939-08-28");
    let (cut_off, fed) = (left(&siege(cut)), left(&siege("")));
    assert!(cut_off < 0.5 * fed, "{cut_off} divisions hold out against {fed}");
}

#[test]
fn who_breaks_out_of_a_pocket_is_not_lost() {
    let breakout = |share: f64| {
        let change = format!(r#"ChangeParameter(parameter: "far_east.breakout", to: {share})"#);
        let premise = khalkhin_gol(&change);
        of(&premise, "japan.kwantung_army.divisions", "1939-09-11")
    };
    let (some, none) = (breakout(0.7), breakout(0.0));
    assert!(some > none + 0.1, "{some} divisions against {none}");
}

#[test]
fn nobody_lands_on_the_kurils_without_ships() {
    let ships = |divisions: f64| {
        let lift = format!(
            r#"SetVariable(effect: "far_east.soviet_lift = {divisions}", on: "1945-08-06"),
            SetVariable(effect: "far_east.japanese_resistance = 0.05", on: "1945-08-13")"#
        );
        let taken = at(&storm(&lift), "1945-09-03", |read| read("region.kurils.taken_on"));
        taken.iter().filter(|&&day| day > 0.0).count()
    };
    let (with, without) = (ships(3.0), ships(0.0));
    assert!(without == 0 && with > TWINS as usize / 4, "{with} against {without} of {TWINS}");
}

#[test]
fn nobody_lands_where_the_enemy_commands_the_sea() {
    let fleet = |perimeter: f64| {
        let sea = format!(
            r#"SetVariable(effect: "pacific.perimeter = {perimeter}", on: "1945-08-06"),
            SetVariable(effect: "pacific.perimeter = {perimeter}", on: "1945-08-13"),
            SetVariable(effect: "pacific.perimeter = {perimeter}", on: "1945-08-20"),
            SetVariable(effect: "far_east.soviet_lift = 3", on: "1945-08-06"),
            SetVariable(effect: "far_east.japanese_resistance = 0.05", on: "1945-08-13")"#
        );
        let taken = at(&storm(&sea), "1945-08-20", |read| read("region.kurils.taken_on"));
        taken.iter().filter(|&&day| day > 0.0).count()
    };
    assert!(fleet(1.0) < fleet(0.0), "{} against {}", fleet(1.0), fleet(0.0));
}

#[test]
fn rain_slows() {
    let weather = |rain: f64| {
        let node = format!(
            r#"ForceNode(node: "far_east.rain", value: {rain}, from: "1945-08-06", until: "1945-09-02")"#
        );
        fell(&storm(&node), "manchukuo_center")
    };
    let (wet, dry) = (weather(0.99), weather(0.01));
    assert!(wet > dry + 0.5, "{wet} against {dry} August");
}

#[test]
fn mud_slows() {
    // A Soviet attack in the October of 1941 on an army that hardly fights.
    let taken = |mud: f64| {
        let change = format!(
            r#"SetVariable(effect: "war.japan_soviet = soviet_attacked", on: "1941-10-06"),
            SetVariable(effect: "japan.kwantung_army.quality = 0.2", on: "1941-10-06"),
            ForceNode(node: "weather.mud", value: {mud}, from: "1941-09-01", until: "1941-11-30")"#
        );
        let premise = load(CAMPAIGN, "1941-09-01", &change);
        let regions = ["east", "northeast", "north", "west", "khingan", "center", "northwest"];
        mean(&at(&premise, "1941-10-27", |read| {
            let taken = |at: &&&str| read(&format!("region.manchukuo_{at}.taken_on")) > -4000.0;
            regions.iter().filter(taken).count() as f64
        }))
    };
    let (deep, shallow) = (taken(0.99), taken(0.01));
    assert!(deep < shallow - 0.2, "{deep} regions against {shallow}");
}

#[test]
fn an_army_without_supply_loses_its_power() {
    let supplied = |share: f64| {
        let armies = ["fifth", "first_red_banner", "twenty_fifth", "thirty_fifth"];
        let hunger: String = armies
            .iter()
            .map(|army| {
                format!(r#"SetVariable(effect: "army.{army}.supply = {share}", on: "1945-08-13"),"#)
            })
            .collect();
        let reach = if share < 0.5 {
            r#"ChangeParameter(parameter: "far_east.reach", to: 50.0),"#
        } else {
            ""
        };
        fell(&storm(&format!("{hunger}{reach}")), "manchukuo_center")
    };
    let (full, hungry) = (supplied(1.0), supplied(0.1));
    assert!(hungry > full + 1.0, "{hungry} against {full} August");
}

#[test]
fn tanks_and_the_air_help_the_attacker() {
    let without = r#"ChangeParameter(parameter: "far_east.armour", to: 1.0),
        ChangeParameter(parameter: "far_east.air", to: 0.0)"#;
    let date = "1939-08-28";
    let ground = |premise: &Premise| {
        mean(&at(premise, date, |read| {
            let taken = |region: &str| read(&format!("region.{region}.taken_on")).is_finite();
            ["fui_heights", "big_sands", "nomonhan"].iter().filter(|at| taken(at)).count() as f64
        }))
    };
    let (with, without) = (ground(&khalkhin_gol("")), ground(&khalkhin_gol(without)));
    assert!(with > without + 0.3, "{with} regions against {without}");
}

#[test]
fn who_is_told_to_stop_fighting_is_taken_alive() {
    let on = r#"SetVariable(effect: "far_east.japanese_resistance = 1", on: "1945-08-13"),
        DropEvent(event: "emperor_speaks"), DropEvent(event: "ceasefire_order")"#;
    let prisoners = |premise: &Premise| of(premise, "far_east.japanese_prisoners", "1945-09-03");
    let (told, fighting) = (prisoners(&storm("")), prisoners(&storm(on)));
    assert!(told > fighting + 100.0, "{told} thousand against {fighting}");
}

#[test]
fn manchuria_of_1945_falls_in_weeks_and_that_of_1941_does_not() {
    // Four weeks of a Soviet attack, in both years, on Harbin and Hsinking.
    let attack = r#"SetVariable(effect: "war.japan_soviet = soviet_attacked", on: "1941-08-04")"#;
    let of_1941 = load(CAMPAIGN, "1941-08-04", attack);
    let taken = |premise: &Premise, date: &str| {
        let days = at(premise, date, |read| read("region.manchukuo_center.taken_on"));
        days.iter().filter(|&&day| day > 0.0).count()
    };
    let (hollow, strong) = (taken(&storm(""), "1945-08-27"), taken(&of_1941, "1941-08-25"));
    assert!(hollow > 20, "1945: {hollow} of {TWINS}");
    assert!(strong < 6, "1941: {strong} of {TWINS}");
}

#[test]
fn trained_divisions_make_the_attack_longer_and_dearer() {
    let fights_on = r#"DropEvent(event: "emperor_speaks"), DropEvent(event: "ceasefire_order"),"#;
    let trained = r#"SetVariable(effect: "japan.kwantung_army.quality = 0.95", on: "1945-08-06")"#;
    let (hollow, strong) = (storm(fights_on), storm(&format!("{fights_on} {trained}")));
    let gap = fell(&strong, "manchukuo_center") - fell(&hollow, "manchukuo_center");
    assert!(gap > 3.0, "Harbin holds out {gap} days longer");
    let dead = |premise: &Premise| of(premise, "far_east.soviet_dead", "1945-09-03");
    let blood = dead(&strong) / dead(&hollow);
    assert!(blood > 1.5, "it costs {blood} times the dead");
}

/// Japan strikes in the August of 1941, with all of Kantokuen.
const NORTH: &str = r#"ForceOption(decision: "kantokuen", option: "full"),
    ForceOption(decision: "northern_question", option: "strike", from: "1941-08-04")"#;

#[test]
fn a_strike_northern_question_is_a_hard_fight() {
    let premise = load(CAMPAIGN, "1941-07-07", NORTH);
    let date = "1942-05-04";
    let taken = |region: &str| {
        let days = at(&premise, date, |read| read(&format!("region.{region}.taken_on")));
        days.iter().filter(|&&day| day > 0.0).count() as f64 / TWINS as f64
    };
    let (primorye, transbaikal) = (taken("primorye_south"), taken("transbaikal"));
    assert!(primorye > 0.3, "Primorye is fought for in {primorye} of the histories");
    assert!(transbaikal < 0.3, "Transbaikal falls in {transbaikal} of them");
    let dead = of(&premise, "far_east.japanese_dead", date);
    assert!((20.0..400.0).contains(&dead), "{dead} thousand Japanese dead by May");
    let within_weeks = at(&premise, "1941-08-25", |read| read("region.primorye_south.taken_on"));
    let walk_over = within_weeks.iter().filter(|&&day| day > 0.0).count();
    assert!(walk_over < TWINS as usize / 4, "{walk_over} walk-overs");
}

/// The measures of a scenario in many histories, with the record's figure and bounds: the
/// middle ninety in a hundred histories must reach into them.
fn stands_beside_the_record(scenario: &str, case: &str) {
    let record = include_str!("../../scenarios/record/campaigns.csv");
    let premise = load(scenario, "", "");
    let stop = std::sync::atomic::AtomicBool::new(false);
    let rows = batch::run(&premise, &Seats::default(), 1, 300, &stop, |_| {});
    let mut compared = 0;
    for (place, measure) in premise.scenario.measures.iter().enumerate() {
        let Some(line) =
            record.lines().find(|line| line.starts_with(&format!("{case},{},", measure.id)))
        else {
            continue;
        };
        let fields: Vec<f64> =
            line.split(',').skip(2).take(3).map(|x| x.parse().expect("a number")).collect();
        let mut values: Vec<f64> = rows.iter().filter_map(|row| row.measures[place]).collect();
        values.sort_by(f64::total_cmp);
        let (low, high) = (quantile(&values, 0.05), quantile(&values, 0.95));
        // Days are whole; a tenth of the figure is generous for men.
        let room = if measure.unit == "days" { 1.0 } else { 0.1 * fields[0] };
        assert!(
            low <= fields[2] + room && high >= fields[1] - room,
            "{}: {low} to {high}, in the record {} ({} to {})",
            measure.id,
            fields[0],
            fields[1],
            fields[2]
        );
        compared += 1;
    }
    assert!(compared >= 4, "only {compared} measures stand in the record");
}

#[test]
fn one_set_of_rules_serves_the_campaign_and_both_cases() {
    let rules = |scenario: &str| {
        let premise = load(scenario, "", "");
        let mut rules: Vec<_> = premise
            .scenario
            .parameters
            .iter()
            .filter(|known| known.name.starts_with("far_east."))
            .map(|known| (known.name.clone(), known.value.to_bits()))
            .collect();
        rules.sort();
        rules
    };
    assert!(rules(CAMPAIGN).len() > 20);
    assert_eq!(rules(CAMPAIGN), rules(STORM));
    assert_eq!(rules(CAMPAIGN), rules(KHALKHIN_GOL));
}

#[test]
fn august_1945_stands_beside_the_record() {
    stands_beside_the_record(STORM, "manchuria_1945");
}

#[test]
fn khalkhin_gol_stands_beside_the_record() {
    stands_beside_the_record(KHALKHIN_GOL, "khalkhin_gol_1939");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_army_has_less_than_nothing_and_no_more_men_are_lost_than_there_were(
        seed in 0_u64..1_000_000,
        quality in 0.05_f64..1.5,
        divisions in 1.0_f64..60.0,
    ) {
        let change = format!(
            r#"SetVariable(effect: "japan.kwantung_army.quality = {quality}", on: "1945-08-06"),
            SetVariable(effect: "japan.kwantung_army.divisions = {divisions}", on: "1945-08-06")"#
        );
        let premise = storm(&change);
        let mut worldline = Worldline::new(&premise, seed, Seats::default(), false);
        let mut whole = worldline.whole();
        for _ in 0..premise.weeks() {
            hokushin::policy::live_week(&mut whole);
            for state in &whole.armies.0 {
                prop_assert!(state.divisions >= 0.0 && state.divisions.is_finite());
                prop_assert!((0.0..=1.0).contains(&state.readiness));
                prop_assert!((0.0..=1.0).contains(&state.supply));
                prop_assert!(!state.gone || state.divisions == 0.0);
            }
        }
        let toll = &whole.toll;
        let japanese = toll.japanese_dead + toll.japanese_wounded + toll.japanese_prisoners;
        // Manchuria, seven divisions in Korea, and what the home islands lend the north.
        let men = 60.0 * divisions + 1700.0;
        prop_assert!(japanese <= men, "{japanese} of {men} thousand");
        let soviet = toll.soviet_dead + toll.soviet_wounded + toll.soviet_prisoners;
        prop_assert!(soviet <= 1578.0 + 400.0, "{soviet} thousand");
    }
}
