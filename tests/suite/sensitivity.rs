//! What an outcome hangs on: luck and decisions are inputs like parameters.

use crate::program::hokushin;
use hokushin::policy::world::{Life, World};
use hokushin::scenario::library;
use hokushin::sim::luck::Luck;
use hokushin::sim::record::Seats;
use hokushin::sim::{self, Premise};
use hokushin::whatif::columns::{self, By, Kind};

const CAMPAIGN: &str = "1941-neutrality-pact";
const ALL: [By; 4] = [By::Kinds, By::Groups, By::Decisions, By::Events];

fn world(scenario: &str) -> World {
    let loaded = library::load(&sim::engine(), scenario, &[]).expect("it loads");
    World { premise: Premise::new(loaded.scenario), seats: Seats::default() }
}

fn hash(world: &World, life: Life) -> u64 {
    world.live(life, |_| {}).whole().state_hash()
}

fn text(arguments: &[&str]) -> String {
    let output = hokushin(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&text(arguments)).expect("JSON")
}

/// The column of an answer, by its id.
fn column<'a>(answer: &'a serde_json::Value, id: &str) -> &'a serde_json::Value {
    let columns = answer["columns"].as_array().expect("columns");
    columns.iter().find(|column| column["id"] == id).expect(id)
}

#[test]
fn every_chance_node_and_every_parameter_is_in_exactly_one_column() {
    let engine = sim::engine();
    for scenario in [CAMPAIGN, "1945-august-storm", "1939-khalkhin-gol"] {
        let world = world(scenario);
        let premise = &world.premise;
        let mut nodes = premise.scenario.chance_nodes(&engine.nodes);
        nodes.extend(premise.parameters().iter().map(|known| format!("parameter.{}", known.name)));
        let own = ["mine=weather.*,parameter.soviet.*".to_owned()];
        for by in ALL {
            for wanted in [&[][..], &own] {
                let columns = columns::columns(premise, by, "--column", wanted).expect("columns");
                for node in &nodes {
                    let has = columns.iter().filter(|column| column.nodes.contains(node)).count();
                    assert_eq!(has, 1, "{scenario}: {node}");
                }
                let ids: Vec<&str> = columns.iter().map(|column| column.id.as_str()).collect();
                assert!(!ids.contains(&"parameters_others"), "a parameter without a subject");
            }
        }
    }
}

#[test]
fn with_all_columns_from_elsewhere_a_worldline_is_the_other_one_to_the_last_bit() {
    let world = world(CAMPAIGN);
    for (own, other) in [(3, 4), (20, 31)] {
        let theirs = hash(&world, Life::of(other));
        for by in ALL {
            let columns = columns::columns(&world.premise, by, "--column", &[]).expect("columns");
            let lent = columns.iter().fold(Luck::new(own), |luck, column| column.lend(luck, other));
            assert_eq!(hash(&world, Life::in_luck(lent)), theirs, "{by:?}");
        }
        let kinds = columns::kinds(&world.premise);
        let two = kinds.iter().filter(|kind| kind.kind() != Some(Kind::Chance));
        let lent = two.fold(Luck::new(own), |luck, column| column.lend(luck, other));
        assert_ne!(hash(&world, Life::in_luck(lent)), theirs, "chance is missing");
    }
}

#[test]
fn the_depth_of_a_winter_is_the_luck_of_the_winter_and_nothing_else() {
    let answer = json(&[
        "sensitivity",
        CAMPAIGN,
        "--outcome",
        "calendar.winter > 0.95 on 1942-01-12",
        "--by",
        "kinds",
        "--column",
        "winter=weather.winter",
        "--screen",
        "0",
        "--runs",
        "400",
        "--format",
        "json",
    ]);
    let winter = column(&answer, "winter");
    for index in ["first", "total"] {
        let (low, high) = (&winter[index]["low"], &winter[index]["high"]);
        assert!(low.as_f64() <= Some(1.0) && high.as_f64() >= Some(1.0), "{winter}");
        assert!(low.as_f64() > Some(0.5), "{winter}");
    }
    for other in answer["columns"].as_array().expect("columns") {
        if other["id"] != "winter" {
            assert_eq!(other["first"]["value"], 0.0, "{other}");
            assert_eq!(other["total"]["high"], 0.0, "{other}");
        }
    }
    let chance = answer["kinds"].as_array().expect("kinds").iter().find(|k| k["id"] == "chance");
    assert_eq!(chance.expect("chance")["first"], winter["first"]);
}

#[test]
fn what_is_decided_in_1945_has_no_part_in_what_happened_in_1941() {
    let answer = json(&[
        "sensitivity",
        CAMPAIGN,
        "--outcome",
        "soviet.transfers_west.divisions > 15 by 1941-12-31",
        "--column",
        "later=decision.hokkaido.*,decision.surrender.*",
        "--screen",
        "1",
        "--screen-seeds",
        "1",
        "--runs",
        "100",
        "--format",
        "json",
    ]);
    assert!(answer["variance"].as_f64() > Some(0.0), "{}", answer["outcome"]);
    assert_eq!(column(&answer, "later")["total"]["high"], 0.0);
    assert!(column(&answer, "soviet_decides")["total"]["value"].as_f64() > Some(0.0));
    assert_eq!(answer["trajectories"], 1);
    assert!(answer["screening"].as_array().is_some_and(|screened| screened.len() > 100));
    for key in ["question", "outcome", "kinds", "interactions", "rows"] {
        assert!(!answer[key].is_null(), "{key}");
    }
}

#[test]
fn threads_do_not_reach_the_answer_and_it_is_said_in_both_languages() {
    let run = |threads: &str, language: &str| {
        text(&[
            "sensitivity",
            CAMPAIGN,
            "--with",
            "no-embargo",
            "--outcome",
            "japan_oil",
            "--by",
            "kinds",
            "--screen",
            "0",
            "--runs",
            "24",
            "--threads",
            threads,
            "--language",
            language,
        ])
    };
    let (one, two) = (run("1", "en"), run("2", "en"));
    assert_eq!(one, two);
    assert!(one.contains("Of its variance") && one.contains("million barrels"), "{one}");
    let spanish = run("2", "es");
    assert!(spanish.contains("De su varianza") && spanish.contains("n = 24"), "{spanish}");
    assert!(!spanish.contains("Of its"), "{spanish}");
}

#[test]
fn what_never_happens_has_no_variance_to_share_out() {
    let said = text(&[
        "sensitivity",
        CAMPAIGN,
        "--outcome",
        "event.barbarossa by 1941-05-05",
        "--screen",
        "0",
        "--by",
        "kinds",
        "--runs",
        "20",
    ]);
    assert!(said.contains("no variance to share out"), "{said}");
}

#[test]
fn a_column_that_cannot_be_is_refused_where_it_stands() {
    let outcome = ["sensitivity", CAMPAIGN, "--outcome", "moscow_fell"];
    for (more, said) in [
        (&["--column", "weather=wether.*"][..], "--column:1:9"),
        (&["--column", "S=event.urans"], "event.uranus"),
        (&["--column", "weather.*"], "NAME=pattern"),
        (&["--column", "=weather.*"], "no name"),
        (&["--column", "a=weather.*", "--column", "b=weather.mud"], "is in `a` already"),
        (&["--column", "a=weather.*", "--column", "a=front.*"], "two columns"),
        (&["--runs", "3"], "at least 20 rows"),
        (&["--outcome", "moscow_fell"], "--outcome"),
        (&["--screen", "5000"], "--screen"),
    ] {
        let output = hokushin(&[&outcome[..], more].concat());
        let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(wrong.contains(said), "{more:?}: {wrong}");
    }
    let wrong = hokushin(&["sensitivity", CAMPAIGN, "--outcome", "japan_oill"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("japan_oil`"));
}

#[test]
fn a_report_holds_the_points_behind_the_shares() {
    let folder = std::env::temp_dir().join(format!("hokushin-sensitivity-{}", std::process::id()));
    let out = folder.to_str().expect("plain");
    let arguments = ["--by", "kinds", "--screen", "0", "--runs", "20", "--out", out];
    let asked = ["sensitivity", CAMPAIGN, "--outcome", "germany_beaten"];
    text(&[&asked[..], &arguments].concat());
    let points = std::fs::read_to_string(folder.join("points.csv")).expect("points");
    // Twenty rows of A, B and three kinds as columns, which are the kinds again.
    assert_eq!(points.lines().count(), 1 + 20 * (2 + 3));
    assert!(folder.join("index.html").is_file() && folder.join("provenance.json").is_file());
    std::fs::remove_dir_all(&folder).expect("removed");
}
