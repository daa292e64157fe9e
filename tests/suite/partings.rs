//! Two worldlines that part are told apart by week, subject and quantity; equal ones
//! never are.

use crate::program::hokushin;
use hokushin::policy;
use hokushin::report::Language;
use hokushin::scenario::expression::Reader;
use hokushin::scenario::vocabulary::Kind;
use hokushin::scenario::{EventId, Id, library, limits};
use hokushin::sim::agenda::Seats;
use hokushin::sim::{self, Premise, Whole, Worldline};
use hokushin::whatif::parting::{Parting, Reading, Watch, between};

const CAMPAIGN: &str = "1941-neutrality-pact";

fn premise(with: &[&str]) -> Premise {
    let with: Vec<String> = with.iter().map(|&name| name.to_owned()).collect();
    let loaded = library::load(&sim::engine(), CAMPAIGN, &with);
    Premise::new(loaded.unwrap_or_else(|reports| panic!("{with:?}: {reports}")).scenario)
}

fn worldline(premise: &Premise, seed: u64) -> Worldline {
    Worldline::new(premise, seed, Seats::default(), false)
}

fn live_a_week(whole: &mut Whole<'_>) {
    policy::live_week(whole);
}

#[test]
fn equal_worldlines_do_not_part() {
    let premise = premise(&[]);
    for seed in [1, 7, 1941] {
        let parting = between(&mut worldline(&premise, seed), &mut worldline(&premise, seed));
        if let Some(parting) = parting {
            panic!("seed {seed}: {}", parting.tell(Language::English));
        }
    }
}

/// Steps two equal worldlines to the end; at the end of one week a quantity of the second
/// is changed.
fn fault(seed: u64, in_week: u32, name: &str, by: f64) -> Parting {
    let premise = premise(&[]);
    let (mut one, mut two) = (worldline(&premise, seed), worldline(&premise, seed));
    let (mut one, mut two) = (one.whole(), two.whole());
    let mut watch = Watch::default();
    for week in 0..premise.weeks() {
        live_a_week(&mut one);
        live_a_week(&mut two);
        if week == in_week {
            let var = premise.scenario.vocabulary.named(name).expect("a known quantity").var;
            two.write(var, two.read(var) + by);
        }
        watch.look(&one, &two);
    }
    watch.parting().expect("a fault is a parting")
}

#[test]
fn an_injected_fault_is_named_by_its_week_its_subject_and_its_quantity() {
    for (in_week, name, subject) in [
        (0, "japan.oil.stock", "japan"),
        (40, "pact.tension", "pact"),
        (61, "soviet.cohesion", "soviet"),
        (90, "moscow.believes.japan_strikes", "intelligence"),
        (276 - 13, "pacific.blockade", "pacific"),
    ] {
        let parting = fault(1941, in_week, name, -0.001);
        let week = premise(&[]).first_week() + i16::try_from(in_week).expect("a small number");
        assert_eq!(parting.week, week, "{name}");
        assert_eq!(parting.quantities_week, Some(week), "{name}");
        assert_eq!(parting.subjects, [subject], "{name}");
        let named: Vec<&str> =
            parting.quantities.iter().map(|quantity| quantity.name.as_str()).collect();
        assert_eq!(named, [name]);
        let (Some(Reading::Number(first)), Some(Reading::Number(second))) =
            (&parting.quantities[0].first, &parting.quantities[0].second)
        else {
            panic!("{name} is a number in both");
        };
        assert!((first - second - 0.001).abs() < 1e-12, "{name}: {first} {second}");
    }
}

#[test]
fn no_quantity_that_can_be_written_escapes() {
    let premise = premise(&[]);
    let mut base = worldline(&premise, 7);
    for _ in 0..60 {
        live_a_week(&mut base.whole());
    }
    let mut tried = 0;
    for entry in premise.scenario.vocabulary.iter().filter(|entry| entry.writable) {
        let (mut one, mut two) = (base.clone(), base.clone());
        let (one, mut two) = (one.whole(), two.whole());
        let now = two.read(entry.var);
        let changed = match &entry.kind {
            Kind::Number { low, high, .. } if now == *low => *high,
            Kind::Number { low, .. } => *low,
            Kind::Truth => 1.0 - now,
            Kind::States(states) => (now + 1.0) % states.len() as f64,
        };
        two.write(entry.var, changed);
        let mut watch = Watch::default();
        watch.look(&one, &two);
        let parting = watch.parting().unwrap_or_else(|| panic!("{} escapes", entry.name));
        assert_eq!(parting.subjects.len(), 1, "{}: {:?}", entry.name, parting.subjects);
        // With a region's holder the day on which it changed hands goes along.
        let named: Vec<&str> = parting
            .quantities
            .iter()
            .map(|quantity| quantity.name.as_str())
            .filter(|name| !name.ends_with(".taken_on"))
            .collect();
        assert_eq!(named, [entry.name.as_str()]);
        tried += 1;
    }
    assert!(tried > 40, "only {tried} quantities can be written");
}

#[test]
fn the_smallest_difference_is_written_with_enough_digits_in_both_languages() {
    let parting = fault(7, 30, "japan.oil.stock", 1e-12);
    let (english, spanish) = (parting.tell(Language::English), parting.tell(Language::Spanish));
    assert!(english.contains("They part in the week of 3 November 1941 (week 43)"), "{english}");
    assert!(spanish.contains("Se separan en la semana del 3 de noviembre de 1941"), "{spanish}");
    for text in [&english, &spanish] {
        let line = text.lines().find(|line| line.starts_with("japan.oil.stock")).expect("a row");
        let cells: Vec<&str> = line.split_whitespace().collect();
        assert_ne!(cells[1], cells[2], "{line}");
    }
}

#[test]
fn what_only_fingerprints_notice_does_not_hide_the_quantities_that_follow() {
    let premise = premise(&[]);
    let (mut one, mut two) = (worldline(&premise, 7), worldline(&premise, 7));
    let (mut one, mut two) = (one.whole(), two.whole());
    let mut watch = Watch::default();
    live_a_week(&mut one);
    live_a_week(&mut two);
    // A place that no event of the scenario has: there is no name for it.
    two.past.note_event(EventId::at(limits::EVENTS - 1), 13);
    watch.look(&one, &two);
    let nameless = watch.clone().parting().expect("the fingerprints differ");
    assert_eq!((nameless.week, nameless.quantities_week), (13, None));
    assert_eq!(nameless.subjects, ["record"]);
    assert!(nameless.tell(Language::English).contains("No quantity that can be named"));
    two.calendar.week = 14;
    one.calendar.week = 14;
    two.pact.tension += 0.25;
    watch.look(&one, &two);
    let named = watch.parting().expect("the fingerprints differ");
    assert_eq!((named.week, named.quantities_week), (13, Some(14)));
    assert_eq!(named.quantities[0].name, "pact.tension");
    assert!(named.tell(Language::English).contains("only from the week of 14 April 1941"));
}

#[test]
fn what_is_told_apart_may_come_later_and_belongs_to_one_of_them() {
    let parting = fault(7, 20, "eastern_front.center.position", -400.0);
    let told = parting.told.as_ref().expect("so great a change is told");
    assert!(told.week >= parting.week);
    assert!(told.first.is_some() || told.second.is_some());
    assert_ne!(told.first, told.second);
}

#[test]
fn a_quantity_that_only_one_world_knows_is_matched_by_name() {
    let folder = std::env::temp_dir().join(format!("hokushin-parting-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    let file = folder.join("comet.ron");
    let text = r#"Counterfactual(version: 1, scenario: "1941-neutrality-pact",
        title: (en: "A comet", es: "Un cometa"), question: (en: "What if a comet is seen?", es: "¿Y si se ve un cometa?"),
        defence: (en: "It changes nothing.", es: "No cambia nada."), divergence: "1943-02-01", sources: [],
        interventions: [AddEvent(id: "comet", at: "1943-02-03", effects: [],
            text: (en: "A comet is seen.", es: "Se ve un cometa."), source: "assumed")])"#;
    std::fs::write(&file, text).expect("written");
    let changed = premise(&[file.to_str().expect("a plain path")]);
    std::fs::remove_dir_all(&folder).expect("removed");
    let factual = premise(&[]);
    let there = between(&mut worldline(&factual, 7), &mut worldline(&changed, 7));
    let there = there.expect("one of them sees a comet");
    assert_eq!(sim::calendar::date_of(sim::calendar::monday(there.week)).to_string(), "1943-02-01");
    assert_eq!(there.subjects, ["record", "chronicle"]);
    assert_eq!(there.quantities.len(), 1);
    assert_eq!(there.quantities[0].name, "event.comet");
    assert_eq!(
        (&there.quantities[0].first, &there.quantities[0].second),
        (&None, &Some(Reading::Truth(true)))
    );
    let told = there.told.expect("it is told");
    assert_eq!(told.first, None);
    assert_eq!(told.second.expect("told of the second").id, "event comet");
    // And the other way round.
    let back = between(&mut worldline(&changed, 7), &mut worldline(&factual, 7));
    let back = back.expect("one of them sees a comet");
    assert_eq!(back.quantities[0].first, Some(Reading::Truth(true)));
    assert_eq!(back.quantities[0].second, None);
}

#[test]
fn the_command_has_its_documented_keys() {
    let output = hokushin(&[
        "diff",
        CAMPAIGN,
        "--seed",
        "1",
        "--against-with",
        "no-pact",
        "--format",
        "json",
    ]);
    assert!(output.status.success());
    let table: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(table["scenario"], CAMPAIGN);
    assert_eq!(table["first"]["counterfactuals"], serde_json::json!([]));
    assert_eq!(table["second"]["counterfactuals"], serde_json::json!(["no-pact"]));
    assert_eq!((&table["first"]["seed"], &table["second"]["seed"]), (&1.into(), &1.into()));
    let parting = &table["parting"];
    assert_eq!(parting["monday"], "1941-04-07");
    for key in ["week", "subjects", "quantities_that_differ", "quantities_week"] {
        assert!(!parting[key].is_null(), "{key}");
    }
    let quantities = parting["quantities"].as_array().expect("a list");
    assert!(!quantities.is_empty() && quantities.len() <= 12);
    let size = |quantity: &serde_json::Value| quantity["relative"].as_f64().expect("a number");
    assert!(quantities.windows(2).all(|pair| size(&pair[0]) >= size(&pair[1])));
    for key in ["name", "unit", "first"] {
        assert!(!quantities[0][key].is_null(), "{key}");
    }
    let known = quantities.iter().filter(|known| !known["second"].is_null()).count();
    assert!(known > 0 && known < quantities.len(), "what was never signed has no day");
    for key in ["date", "id", "text"] {
        assert!(!parting["told"]["second"][key].is_null(), "{key}");
    }
}

#[test]
fn histories_that_never_part_are_no_failure_and_unknown_names_are_bad_input() {
    let output = hokushin(&["diff", CAMPAIGN, "--language", "en"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("They never part"));
    let output = hokushin(&["diff", CAMPAIGN, "--format", "json"]);
    let table: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(table["parting"].is_null());
    let output = hokushin(&["diff", CAMPAIGN, "--against-with", "no-such-thing"]);
    assert_eq!(output.status.code(), Some(2));
    let output = hokushin(&["diff", CAMPAIGN, "--against-seed", "7", "--language", "es"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("Se separan en la semana"));
}
