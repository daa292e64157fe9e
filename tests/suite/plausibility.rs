//! A counterfactual is weighed by six criteria: its author's words beside what is found.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::program::hokushin;
use hokushin::policy::world::World;
use hokushin::scenario::{DecisionId, EventId, Id, Link, library};
use hokushin::sim::agenda::Seats;
use hokushin::sim::{self, Premise};
use hokushin::whatif::claim::Claim;
use hokushin::whatif::criteria::{self, Trial};
use serde_json::Value;

const CAMPAIGN: &str = "1941-neutrality-pact";

fn sheet(with: &str, runs: &str) -> Value {
    let output =
        hokushin(&["plausibility", CAMPAIGN, "--with", with, "--runs", runs, "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    told["sheets"][0].clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

struct File(PathBuf);

impl File {
    /// The shipped `no-pact` with other last fields.
    fn of(name: &str, fields: &str) -> Self {
        let path = std::env::temp_dir()
            .join(format!("hokushin-plausibility-{}-{name}.ron", std::process::id()));
        let text = format!(
            "Counterfactual(version: 1, scenario: \"{CAMPAIGN}\", title: (en: \"a\", es: \"b\"),\n\
             question: (en: \"What if it were so?\", es: \"¿Y si fuera así?\"),\n\
             defence: (en: \"a test\", es: \"una prueba\"),\n\
             divergence: \"1941-04-07\",\n\
             sources: [], interventions: [ForceOption(decision: \"soviet_terms\", option: \"refuse\")],\n\
             {fields})"
        );
        std::fs::write(&path, text).expect("written");
        Self(path)
    }

    fn name(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn every_shipped_counterfactual_says_what_follows_what_it_relies_on_and_by_what_it_works() {
    let files = library::list()
        .expect("the library")
        .listings
        .into_iter()
        .filter(|listing| listing.changes.is_some());
    let mut count = 0;
    for listing in files {
        let loaded = library::load(&sim::engine(), CAMPAIGN, std::slice::from_ref(&listing.id));
        let loaded = loaded.expect("it loads");
        let case = &loaded.scenario.cases[0];
        let consequent = case.consequent.as_deref().unwrap_or_default();
        assert!(
            consequent.contains(" by 194") || consequent.contains(" on 194"),
            "{}: {consequent}",
            listing.id
        );
        assert!(!case.relies_on.is_empty() && !case.mechanisms.is_empty(), "{}", listing.id);
        for claim in case.relies_on.iter().map(|reliance| &reliance.claim).chain(&case.consequent) {
            Claim::parse(&loaded.scenario, &listing.id, claim).expect(claim);
        }
        count += 1;
    }
    assert!(count > 20);
}

#[test]
fn what_the_change_destroys_is_told_and_what_it_works_through_can_be_switched_off() {
    let sheet = sheet("stalingrad-falls", "40");
    let consequent = &sheet["clarity"][0]["pairs"];
    assert!(number(&consequent["second"]["share"]) > number(&consequent["first"]["share"]));
    let city = &sheet["cotenability"]["relies_on"][0]["pairs"];
    assert!(number(&city["second"]["share"]) > 0.9 && number(&city["first"]["share"]) < 0.5);
    let mechanisms = sheet["theory"]["mechanisms"].as_array().expect("a list");
    assert!(number(&mechanisms[0]["switched_off"]["difference"]) > 0.0, "{mechanisms:?}");
    assert!(mechanisms.last().expect("some")["switched_off"].is_null());
    assert_eq!(sheet["theory"]["undone"].as_array().map(Vec::len), Some(3));
    assert_eq!(number(&sheet["statistics"]["share"]), 0.5);
    let hindcast = sheet["projectability"]["hindcast"].as_array().expect("a list");
    assert!(hindcast.iter().any(|series| series["quantity"] == "eastern_front.south.position"));
    assert!(number(&sheet["surprise"]["bits"]) > 2.0);
    assert_eq!(sheet["contemporaries"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_premise_that_the_change_itself_destroys_holds_nowhere() {
    let file = File::of(
        "destroys",
        r#"consequent: (claim: "moscow_fell", by: "1942-12-31"), relies_on: ["event.pact_signed by 1941-06-20"]"#,
    );
    let sheet = sheet(file.name(), "20");
    let signed = &sheet["cotenability"]["relies_on"][0]["pairs"];
    assert_eq!(number(&signed["second"]["share"]), 0.0);
    assert!(number(&signed["first"]["share"]) > 0.5);
    let stalin = &sheet["contemporaries"][0];
    assert_eq!(
        (&stalin["option"], &stalin["considered_by"]),
        (&Value::from("refuse"), &Value::from(""))
    );
    assert!(sheet["statistics"].is_null());
}

#[test]
fn a_change_of_nothing_moves_nothing() {
    let scenario = library::load(&sim::engine(), CAMPAIGN, &[]).expect("it loads").scenario;
    let claims = ["moscow_fell", "event.uranus by 1943-01-31"]
        .map(|text| Claim::parse(&scenario, "a test", text).expect(text));
    let world = World { premise: Premise::new(scenario), seats: Seats::default() };
    let undone = [world.clone()];
    let trial = Trial {
        factual: &world,
        changed: &world,
        undone: &undone,
        claims: &claims,
        links: &[Link::Event(EventId::at(3)), Link::Decision(DecisionId::at(2))],
    };
    let found = criteria::weigh(&trial, 1..13, &AtomicBool::new(false), &|_| {});
    assert_eq!(found.n, 12);
    for pairs in found.claims.iter().chain(&found.undone).chain(&found.held) {
        assert_eq!((pairs.all(), pairs.gained, pairs.lost), (12, 0, 0));
    }
    assert!(found.moved.iter().all(|moved| moved.size == 0.0));
}

#[test]
fn without_a_consequent_there_is_nothing_to_weigh_but_the_file_can_be_run() {
    let file = File::of("silent", "");
    let output = hokushin(&["plausibility", CAMPAIGN, "--with", file.name(), "--runs", "2"]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}");
    let place = format!("{}:4:13: error[H0602]", file.name());
    assert!(text.contains(&place) && text.contains("consequent: (claim:"), "{text}");
    let output = hokushin(&["check", file.name()]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("warning[H0602]"), "{text}");
}

#[test]
fn what_is_wrong_with_a_case_is_told_where_it_stands() {
    let consequent = r#"consequent: (claim: "moscow_fell", by: "1942-12-31")"#;
    for (name, fields, told) in [
        (
            "claim",
            r#"consequent: (claim: "moscow_fel", by: "1942-12-31")"#.to_owned(),
            "moscow_fell",
        ),
        ("number", r#"consequent: (claim: "japan_oil", by: "1942-12-31")"#.to_owned(), "H0402"),
        ("late", r#"consequent: (claim: "moscow_fell", by: "1952-12-31")"#.to_owned(), "H0303"),
        ("early", r#"consequent: (claim: "moscow_fell", by: "1941-04-06")"#.to_owned(), "H0303"),
        (
            "twice",
            r#"consequent: (claim: "moscow_fell by 1942-12-31", by: "1942-12-31")"#.to_owned(),
            "date of its own",
        ),
        ("field", r#"consequent: (clam: "moscow_fell")"#.to_owned(), "clam"),
        ("relies", format!(r#"{consequent}, relies_on: ["event.uranuss"]"#), "event.uranus"),
        (
            "dated",
            format!(r#"{consequent}, relies_on: [(claim: "moscow_fell on 1960-01-01")]"#),
            "H0303",
        ),
        (
            "through",
            format!(
                r#"{consequent}, mechanisms: [(what: (en: "a", es: "b"), through: "japan.oil.stock", source: "assumed")]"#
            ),
            "neither an event nor a decision",
        ),
        (
            "series",
            format!(
                r#"{consequent}, mechanisms: [(what: (en: "a", es: "b"), series: ["japan.oil.stok"], source: "assumed")]"#
            ),
            "japan.oil.stock",
        ),
        (
            "source",
            format!(r#"{consequent}, mechanisms: [(what: (en: "a", es: "b"), source: "")]"#),
            "H0304",
        ),
        (
            "count",
            format!(
                r#"{consequent}, reference: (what: (en: "a", es: "b"), happened: 4, of: 3, source: "assumed")"#
            ),
            "H0301",
        ),
    ] {
        let file = File::of(name, &fields);
        let output = hokushin(&["check", file.name()]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(2), "{name}: {text}");
        assert!(text.contains(":6:") && text.contains(told), "{name}: {text}");
    }
}

#[test]
fn the_sheet_says_the_six_criteria_in_both_languages() {
    for (language, words) in [
        (
            "en",
            [
                "1 Clarity",
                "2 Cotenability",
                "3 Minimal rewrite",
                "4 Theory",
                "5 Statistics",
                "6 Projectability",
            ],
        ),
        (
            "es",
            [
                "1 Claridad",
                "2 Cosostenibilidad",
                "3 Reescritura",
                "4 Teoría",
                "5 Estadística",
                "6 Proyectabilidad",
            ],
        ),
    ] {
        let output = hokushin(&[
            "plausibility",
            CAMPAIGN,
            "--with",
            "no-yalta-deal",
            "--runs",
            "10",
            "--language",
            language,
        ]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for word in words {
            assert!(text.contains(word), "{word} is missing:\n{text}");
        }
    }
    assert_eq!(hokushin(&["plausibility", CAMPAIGN]).status.code(), Some(2));
}
