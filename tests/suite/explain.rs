//! `hokushin explain`: twins told together, links tested by undoing them, causes, distance,
//! inevitability.

use std::collections::BTreeMap;
use std::process::Output;
use std::sync::atomic::AtomicBool;

use crate::program::hokushin;
use hokushin::policy::world::World;
use hokushin::scenario::library::{self, Selection};
use hokushin::sim::agenda::Seats;
use hokushin::sim::{self, Premise};
use hokushin::whatif::claim::Claim;
use hokushin::whatif::explanation::{Play, Stage, Twins, reversion};
use hokushin::whatif::inevitability::{self, Point};
use serde_json::Value;

const CAMPAIGN: &str = "1941-neutrality-pact";

/// `explain` of the fall of Stalingrad on seed 288, with a few more words.
fn explained(more: &[&str]) -> Vec<String> {
    let first = ["explain", CAMPAIGN, "--with", "stalingrad-falls", "--seed", "288"];
    first.iter().chain(more).map(|&word| word.to_owned()).collect()
}

fn run(words: &[String]) -> Output {
    hokushin(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn json(words: &[String]) -> Value {
    let output = run(words);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn stage(with: &[&str], claim: &str) -> Stage {
    let with: Vec<String> = with.iter().map(|&name| name.to_owned()).collect();
    let loaded = library::load(&sim::engine(), CAMPAIGN, &with).expect("it loads");
    let world = World { premise: Premise::new(loaded.scenario), seats: Seats::default() };
    let claim = Claim::parse(world.scenario(), "--outcome", claim).expect("a claim");
    Stage { world, claim }
}

fn names(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|name| name.as_str().expect("a name")).collect()
}

#[test]
fn the_fall_of_stalingrad_leads_to_siberia_by_links_that_are_each_needed() {
    let told = json(&explained(&["--format", "json", "--most-runs", "400"]));
    assert_eq!(told["question"], "this_worldline");
    assert_eq!(told["outcome"]["class_without"], "august_storm");
    assert_eq!(told["outcome"]["class_with"], "siberia_invaded");
    let chain = names(&told["chain"]);
    assert!(chain[0].starts_with("piece."), "{chain:?}");
    for needed in ["event.stalingrad_falls", "decision.northern_question"] {
        assert!(chain.contains(&needed), "{chain:?}");
    }
    let links = told["links"].as_array().expect("links");
    for link in links {
        let id = link["id"].as_str().expect("an id");
        assert_eq!(link["needed"], chain.contains(&id), "{id}");
        let holds = link["undone"]["holds"].as_bool().expect("it was tried");
        assert_eq!(link["needed"], !holds, "{id}");
    }
    // The encirclement that the change rules out is the intervention, and no link beside it.
    assert!(links.iter().all(|link| link["id"] != "event.uranus"));
    let back = links.iter().find(|link| link["id"] == "event.stalingrad_falls").expect("a link");
    assert!(names(&back["undone"]["fell_back"]).contains(&"decision.northern_question"));
    assert!(!told["smallest_pieces"].as_array().expect("sets").is_empty());
    assert!(told["runs"].as_u64().expect("a number") <= 400);
}

#[test]
fn causes_are_those_whose_undoing_undoes_the_outcome_and_bear_it_in_full() {
    let told = json(&explained(&["--format", "json", "--most-runs", "400"]));
    let causes = told["causes"].as_array().expect("causes");
    for wanted in ["event.stalingrad_falls", "decision.northern_question", "event.barbarossa"] {
        let cause = causes.iter().find(|cause| names(&cause["set"]) == [wanted]).expect(wanted);
        assert_eq!(cause["responsibility"], 1.0, "{wanted}");
        assert_eq!(cause["shared_past"], wanted == "event.barbarossa", "{wanted}");
        assert!(names(&cause["witness"]).is_empty());
    }
    // What comes after the invasion did not cause it.
    assert!(causes.iter().all(|cause| !names(&cause["set"]).contains(&"event.germany_surrenders")));
}

#[test]
fn the_stories_differ_only_after_the_change_and_tell_of_both() {
    let told = json(&explained(&["--format", "json", "--most-runs", "100"]));
    let parted = told["parting"]["week"].as_str().expect("a date");
    assert_eq!(parted, "1942-11-09");
    let stories = told["stories"].as_array().expect("rows");
    for row in stories {
        for date in [&row["without"], &row["with"]].into_iter().filter_map(Value::as_str) {
            assert!(date >= parted, "{row}");
        }
    }
    assert!(stories.iter().any(|row| row["without"].is_null()));
    assert!(stories.iter().any(|row| row["with"].is_null()));
    for point in told["distance"].as_array().expect("weeks") {
        let apart = point["distance"].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&apart));
        let week = point["week"].as_str().expect("a date");
        assert_eq!(apart > 0.0, week >= parted, "{point}");
    }
}

#[test]
fn a_change_that_changes_nothing_leaves_no_links_and_no_distance() {
    let world = stage(&[], "pacific_war");
    let twins = Twins {
        baseline: world.clone(),
        changed: world,
        without: BTreeMap::new(),
        interventions: 0,
        seed: 3,
    };
    let stop = AtomicBool::new(false);
    let explanation = twins.explain(&stop, &|_| {});
    assert!(explanation.links.is_empty() && explanation.arrows.is_empty());
    let distances: Vec<f64> = twins.distances().into_iter().map(|(_, apart)| apart).collect();
    assert!(distances.len() > 200 && distances.iter().all(|&apart| apart == 0.0));
    assert_eq!(reversion(&distances), None);
    // What caused the war in the Pacific can be asked all the same.
    let play = Play::new(&twins, &explanation.baseline, &explanation.changed);
    let causes = play.causes(200, &stop, &|_| {});
    let of = |id: &str| {
        let events = &twins.changed.world.scenario().events;
        events.iter().position(|event| event.id == id).expect("an event")
    };
    assert_eq!(causes.responsibility(of("pearl_harbor")), 1.0);
    assert_eq!(causes.responsibility(of("normandy")), 0.0);
}

#[test]
fn a_change_without_any_of_its_interventions_is_the_baseline() {
    let told = json(&explained(&["--format", "json", "--most-runs", "100"]));
    let interventions: Vec<&str> = names(&told["smallest_pieces"][0]);
    assert!(
        !interventions.is_empty()
            && interventions.iter().all(|intervention| intervention.starts_with("piece."))
    );
    let with = ["stalingrad-falls".to_owned()];
    let opened = library::open(CAMPAIGN, &with, &[]).expect("it is there");
    let none =
        opened.compile(&sim::engine(), Selection::interventions(&|_| false)).expect("it loads");
    let baseline = stage(&[], "siberia_invaded");
    let world = World { premise: Premise::new(none.scenario), seats: Seats::default() };
    let twins = Twins {
        changed: Stage { world, claim: baseline.claim.clone() },
        baseline,
        without: BTreeMap::new(),
        interventions: 0,
        seed: 288,
    };
    assert!(twins.explain(&AtomicBool::new(false), &|_| {}).links.is_empty());
}

#[test]
fn what_is_ruled_out_twice_has_no_needed_link_but_a_smallest_pair() {
    // The change rules out the encirclement by name, and by the summer offensive without
    // which nobody stands there to be encircled: each is enough.
    let file = std::env::temp_dir().join(format!("hokushin-twice-{}.ron", std::process::id()));
    let text = format!(
        r#"Counterfactual(version: 1, scenario: "{CAMPAIGN}",
        title: (en: "A change", es: "Un cambio"), question: (en: "What if?", es: "¿Y si?"),
        defence: (en: "A test.", es: "Una prueba."), divergence: "1942-06-01", sources: [],
        interventions: [DropEvent(event: "uranus"), DropEvent(event: "case_blue")])"#
    );
    std::fs::write(&file, text).expect("written");
    let path = file.to_str().expect("a plain path");
    let words = ["explain", CAMPAIGN, "--with", path, "--seed", "1", "--outcome", "event.uranus"];
    let asked = |more: &[&str]| -> Vec<String> {
        words.iter().chain(more).map(|&word| word.to_owned()).collect()
    };
    let told = json(&asked(&["--format", "json", "--most-runs", "400"]));
    assert_eq!(
        (&told["outcome"]["without"], &told["outcome"]["with"]),
        (&true.into(), &false.into())
    );
    assert!(told["links"].as_array().expect("links").iter().all(|link| link["needed"] == false));
    let sets = told["smallest_pieces"].as_array().expect("sets");
    let sets: Vec<Vec<&str>> = sets.iter().map(names).collect();
    assert_eq!(sets, [["piece.1", "piece.2"]]);
    let text = run(&asked(&["--most-runs", "400"]));
    assert!(String::from_utf8_lossy(&text.stdout).contains("over-determined"));
    std::fs::remove_file(&file).expect("removed");
}

fn share(point: &Point) -> f64 {
    point.held as f64 / point.forks as f64
}

#[test]
fn an_inevitability_curve_ends_in_a_fact_and_its_classes_add_to_one() {
    let stage = stage(&["stalingrad-falls"], "siberia_invaded");
    let points = inevitability::curve(&stage, 288, 60, 20, &AtomicBool::new(false), &|_| {});
    assert_eq!(points[0].week, None);
    for point in &points {
        assert_eq!(point.classes.iter().sum::<u64>(), point.forks);
        let class = &stage.world.scenario().outcomes;
        let place = class.iter().position(|class| class.id == "siberia_invaded").expect("a class");
        assert_eq!(point.classes[place], point.held);
    }
    let last = points.last().expect("points");
    assert!(last.certain && share(last) == 1.0, "{last:?}");
    // After the invasion it is no longer in doubt.
    assert_eq!(share(&points[points.len() - 2]), 1.0);
}

#[test]
fn what_is_expected_of_the_mean_worldline_does_not_change_with_time() {
    let stage = stage(&[], "august_storm");
    let stop = AtomicBool::new(false);
    let curves: Vec<Vec<Point>> =
        (1..=48).map(|seed| inevitability::curve(&stage, seed, 90, 8, &stop, &|_| {})).collect();
    let n = curves.len() as f64;
    for at in 1..curves[0].len() {
        let differences: Vec<f64> =
            curves.iter().map(|curve| share(&curve[at]) - share(&curve[0])).collect();
        let mean = differences.iter().sum::<f64>() / n;
        let variance = differences.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
            / (n - 1.0);
        let error = libm::sqrt(variance / n);
        assert!(mean.abs() < 3.5 * error, "{:?}: {mean} ± {error}", curves[0][at].week);
    }
    // It is no constant: worldlines differ.
    let last: Vec<f64> = curves.iter().map(|curve| share(&curve[curve.len() - 1])).collect();
    assert!(last.contains(&0.0) && last.contains(&1.0));
}

#[test]
fn the_answer_does_not_depend_on_threads_and_any_claim_can_be_asked() {
    let claim = "japan_attacks_soviet by 1943-06-01";
    let ask = |threads: &str| {
        json(&explained(&[
            "--outcome",
            claim,
            "--format",
            "json",
            "--most-runs",
            "150",
            "--threads",
            threads,
            "--inevitability",
            "--every",
            "100",
            "--forks",
            "4",
        ]))
    };
    let one = ask("1");
    assert_eq!(one, ask("2"));
    assert_eq!(
        (&one["outcome"]["without"], &one["outcome"]["with"]),
        (&false.into(), &true.into())
    );
    let curve = one["inevitability"]["with"].as_array().expect("points");
    assert!(curve[0]["week"].is_null());
    assert_eq!(curve[curve.len() - 1]["share"], 1.0);
}

#[test]
fn a_report_has_a_page_with_pictures_tables_and_the_graph() {
    let folder = std::env::temp_dir().join(format!("hokushin-explain-{}", std::process::id()));
    let dot = folder.with_extension("dot");
    let (out, file) = (folder.display().to_string(), dot.display().to_string());
    let output =
        run(&explained(&["--out", &out, "--dot", &file, "--most-runs", "60", "--language", "es"]));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("Del cambio al desenlace") && text.contains("La cuestión del norte"),
        "{text}"
    );
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    assert!(read("index.html").matches("<svg").count() >= 2);
    assert!(read("links.csv").contains("decision.northern_question"));
    let graph = read("explanation.dot");
    assert!(graph.starts_with("digraph") && graph.matches(" -> ").count() > 3, "{graph}");
    assert_eq!(graph, std::fs::read_to_string(&dot).expect("the file of --dot"));
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    std::fs::remove_file(&dot).expect("it can be removed");
}

#[test]
fn what_cannot_be_explained_is_said_with_what_would_be_right() {
    let with = ["--with", "stalingrad-falls"];
    for (more, help) in [
        (vec!["--seed", "3"], "--with"),
        ([&with[..], &["--outcome", "siberia_invadd"]].concat(), "siberia_invaded"),
        ([&with[..], &["--outcome", "moscow_fell by 1951-01-01"]].concat(), "1941"),
        ([&with[..], &["--seed", "18446744073709551615"]].concat(), "--seed"),
        ([&with[..], &["--dot", "/no/such/folder/graph.dot"]].concat(), "/no/such/folder"),
        ([&with[..], &["--dot", "src"]].concat(), "folder"),
        ([&with[..], &["--out", "src"]].concat(), "exists"),
        ([&with[..], &["--most-runs", "0"]].concat(), "--most-runs"),
        ([&with[..], &["--every", "0"]].concat(), "--every"),
        (vec!["--with", "stalingrad-fals"], "stalingrad-falls"),
    ] {
        let output = hokushin(&[&["explain", CAMPAIGN], &more[..]].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{more:?}: {said}");
        assert!(said.contains(help), "{more:?}: {said}");
    }
}
