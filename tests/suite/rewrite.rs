//! How surprising a change is, and the smallest that would do.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::program::hokushin;
use hokushin::policy::world::{Life, World};
use hokushin::scenario::library::{self, Selection};
use hokushin::scenario::{Id, Intervention, Scenario};
use hokushin::sim::agenda::Seats;
use hokushin::sim::{self, Premise};
use hokushin::whatif::surprise::{self, Chain, Label, Outside};
use serde_json::Value;

const CAMPAIGN: &str = "1941-neutrality-pact";

fn json(arguments: &[&str]) -> Value {
    let output = hokushin(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// A counterfactual of a test, in a file that goes when the test is over.
struct File(PathBuf);

impl File {
    fn of(name: &str, divergence: &str, interventions: &str) -> Self {
        let path = std::env::temp_dir()
            .join(format!("hokushin-rewrite-{}-{name}.ron", std::process::id()));
        let text = format!(
            "Counterfactual(version: 1, scenario: \"{CAMPAIGN}\", title: (en: \"a\", es: \"b\"), \
             question: (en: \"What if it were so?\", es: \"¿Y si fuera así?\"), defence: (en: \"a test\", es: \"una prueba\"), \
             divergence: \"{divergence}\", sources: [], interventions: [{interventions}], \
             consequent: (claim: \"moscow_fell\", by: \"1946-01-01\"))"
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

fn world(scenario: Scenario) -> World {
    World { premise: Premise::new(scenario), seats: Seats::default() }
}

fn scenario(with: &[&str]) -> Scenario {
    let with: Vec<String> = with.iter().map(|&name| name.to_owned()).collect();
    library::load(&sim::engine(), CAMPAIGN, &with).expect("it loads").scenario
}

/// The chain of a counterfactual in doctrine's hands.
fn chain(with: &str, seeds: u64) -> Chain {
    let full = scenario(&[with]);
    let order = surprise::in_order(&full, &full.interventions);
    let interventions: Vec<Intervention> =
        order.iter().map(|&place| full.interventions[place].clone()).collect();
    let worlds: Vec<World> = (0..=interventions.len())
        .map(|count| {
            let names = [with.to_owned()];
            let keep = |intervention: usize| order[..count].contains(&intervention);
            let opened = library::open(CAMPAIGN, &names, &[]).expect("it is there");
            let loaded = opened.compile(&sim::engine(), Selection::interventions(&keep));
            world(loaded.expect("it loads").scenario)
        })
        .collect();
    let stop = AtomicBool::new(false);
    surprise::weigh(&worlds, &interventions, 1..1 + seeds, &stop, &|_| {})
        .expect("nobody stopped it")
}

/// Of the baseline's histories in which something holds, the share in which another does.
fn share(seeds: u64, test: impl Fn(&World, u64) -> Option<bool>) -> (f64, f64) {
    let base = world(scenario(&[]));
    let found: Vec<bool> = (1..1 + seeds).filter_map(|seed| test(&base, seed)).collect();
    let n = found.len() as f64;
    let share = found.iter().filter(|&&holds| holds).count() as f64 / n;
    (share, (share * (1.0 - share) / n).sqrt())
}

#[test]
fn an_option_of_known_probability_costs_its_bits() {
    // Berlin weighs silence at 1.5 against 0, at a temperature of 0.5, in every worldline.
    let file = File::of(
        "tell",
        "1941-04-07",
        r#"ForceOption(decision: "berlin_tells", option: "tell", until: "1941-04-13")"#,
    );
    let chain = chain(file.name(), 20);
    let known = libm::log2(1.0 + libm::exp(3.0));
    let bits = chain.whole.expect("a number");
    assert!((bits.bits - known).abs() < 1e-9, "{bits:?} is not {known}");
    assert!(bits.low == bits.bits && bits.high == bits.bits, "it is known exactly: {bits:?}");
}

#[test]
fn a_settled_question_costs_how_often_doctrine_answers_so() {
    let chain = chain("kantokuen-full", 100);
    let (share, error) = share(300, |base, seed| {
        let place = base.scenario().decisions.id_where(|known| known.id == "kantokuen")?;
        let (_, course) = base.course(Life::of(seed));
        course.answers[place]
            .first()
            .map(|&(_, choice)| base.scenario().decisions[place].choices[choice].id == "full")
    });
    let chance = chain.interventions[0].chance;
    assert!((chance - share).abs() < 4.0 * error, "{chance} is not {share} ± {error}");
}

#[test]
fn an_answer_that_is_asked_for_again_costs_every_asking() {
    let chain = chain("honour-pact", 150);
    let (share, error) = share(300, |base, seed| {
        let place = base.scenario().decisions.id_where(|known| known.id == "enter_the_war")?;
        let (_, course) = base.course(Life::of(seed));
        let answers = &course.answers[place];
        (!answers.is_empty()).then(|| answers.iter().all(|&(_, choice)| choice.place() == 0))
    });
    let chance = chain.interventions[0].chance;
    assert!((chance - share).abs() < 4.0 * error + 0.01, "{chance} is not {share} ± {error}");
    assert!(chain.interventions[0].asked > 0.5 && chain.interventions[0].asked < 1.0);
}

#[test]
fn an_event_that_is_dropped_costs_how_often_it_stays_away() {
    let file = File::of("drop", "1942-10-20", r#"DropEvent(event: "uranus")"#);
    let chain = chain(file.name(), 200);
    let (share, error) = share(300, |base, seed| {
        let place = base.scenario().events.id_where(|known| known.id == "uranus")?;
        Some(base.course(Life::of(seed)).1.events[place].is_none())
    });
    let chance = chain.interventions[0].chance;
    assert!((chance - share).abs() < 4.0 * error + 0.02, "{chance} is not {share} ± {error}");
}

#[test]
fn interventions_multiply_to_the_whole() {
    let chain = chain("strike-north-1941", 150);
    let bits: Vec<f64> = chain
        .interventions
        .iter()
        .map(|intervention| intervention.surprise.expect("a number").bits)
        .collect();
    let whole = chain.whole.expect("a number");
    assert!((whole.bits - bits.iter().sum::<f64>()).abs() < 1e-9);
    let last = chain.interventions.last().expect("two pieces");
    assert!((libm::exp2(-whole.bits) - last.product).abs() < 1e-9);
    assert!(whole.low < whole.bits && whole.bits < whole.high);
    // Who has gathered twenty-five divisions strikes more readily than who has not.
    let file = File::of(
        "strike-alone",
        "1941-08-04",
        r#"ForceOption(decision: "northern_question", option: "strike", from: "1941-08-04")"#,
    );
    let alone = self::chain(file.name(), 150);
    assert!(alone.interventions[0].chance < last.chance, "{alone:?} {chain:?}");
}

#[test]
fn two_interventions_together_cost_how_often_the_model_does_both_by_itself() {
    let file = File::of(
        "both",
        "1941-06-30",
        r#"ForceOption(decision: "kantokuen", option: "double"), ForceOption(decision: "north_or_south", option: "south")"#,
    );
    let chain = chain(file.name(), 100);
    assert!(
        chain.interventions[0].day < chain.interventions[1].day,
        "in the order of dates, not of the file"
    );
    let (share, error) = share(300, |base, seed| {
        let (_, course) = base.course(Life::of(seed));
        let first = |decision: &str, option: &str| {
            let decisions = &base.scenario().decisions;
            let place = decisions.id_where(|known| known.id == decision)?;
            let choice = course.answers[place].first()?.1;
            Some(decisions[place].choices[choice].id == option)
        };
        Some(first("kantokuen", "double")? && first("north_or_south", "south")?)
    });
    let chance = chain.interventions[1].product;
    assert!((chance - share).abs() < 4.0 * error, "{chance} is not {share} ± {error}");
}

#[test]
fn what_happened_anyway_costs_nothing() {
    let file = File::of(
        "anyway",
        "1941-04-07",
        r#"ForceOption(decision: "berlin_tells", option: "keep_silent", until: "1941-05-30"), SetVariable(effect: "japan.oil.stock += 0", on: "1942-01-05")"#,
    );
    let told = json(&[
        "rewrite",
        CAMPAIGN,
        "--with",
        file.name(),
        "--runs",
        "20",
        "--japan",
        "history",
        "--soviet",
        "history",
    ]);
    let change = &told["antecedents"][0];
    assert_eq!(number(&change["bits"]), 0.0, "{change}");
    assert_eq!(change["label"], "plausible");
    assert!(change["weeks_to_first_difference"].is_null(), "{change}");
}

#[test]
fn what_the_model_holds_fixed_or_is_added_from_outside_has_no_number() {
    let fixed = chain("matsuoka-stays", 5);
    assert_eq!(fixed.interventions[0].surprise, Err(Outside::Fixed));
    assert_eq!((fixed.whole, fixed.label()), (None, Label::Unweighed));
    let still = chain("no-sorge", 5);
    assert_eq!(still.interventions[0].surprise, Err(Outside::Still));
    let file = File::of(
        "comet",
        "1942-01-05",
        r#"AddEvent(id: "comet", at: "1942-01-05", effects: ["soviet.cohesion -= 0.3"], source: "assumed")"#,
    );
    let comet = chain(file.name(), 5);
    assert_eq!(comet.interventions[0].surprise, Err(Outside::Added));
    assert_eq!(comet.label(), Label::Miracle);
}

#[test]
fn a_parameter_costs_the_tail_of_its_triangle() {
    // Half-way from the best value to the end of its range a quarter lies beyond.
    let base = scenario(&[]);
    let known = base.parameters.iter().find(|known| known.name == "pacific.hold").expect("known");
    let half = (known.value + known.range.1) / 2.0;
    let change = format!("ChangeParameter(parameter: \"pacific.hold\", to: {half})");
    let file = File::of("hold", "1941-04-07", &change);
    let chain = chain(file.name(), 2);
    assert!((chain.interventions[0].chance - 0.25).abs() < 1e-9, "{chain:?}");
}

#[test]
fn several_changes_are_weighed_beside_each_other_and_on_any_number_of_threads() {
    let arguments = [
        "rewrite",
        CAMPAIGN,
        "--with",
        "no-yalta-deal",
        "--with",
        "no-pact+hokkaido",
        "--runs",
        "16",
    ];
    let one = json(&[&arguments[..], &["--threads", "1"]].concat());
    let two = json(&[&arguments[..], &["--threads", "2"]].concat());
    assert_eq!(one["antecedents"], two["antecedents"]);
    assert_eq!(one["antecedents"][1]["pieces"].as_array().map(Vec::len), Some(2));
    // Stalin refuses in the spring of 1941, long before anybody thinks of Hokkaido.
    let text = one["antecedents"][1]["pieces"][0]["text"].as_str().expect("a text");
    assert!(text.contains("Refuse"), "{text}");
}

#[test]
fn the_smallest_change_that_keeps_the_pact_from_being_signed_is_found() {
    let found = json(&[
        "rewrite",
        CAMPAIGN,
        "--for",
        "event.talks_fail by 1941-06-20",
        "--probability",
        "0.8",
        "--among",
        "decisions",
        "--until",
        "1941-06-20",
        "--runs",
        "150",
    ]);
    assert!(number(&found["unchanged"]["share"]) < 0.5);
    let best = &found["found"][0];
    assert_eq!(best["set"].as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(best["verdict"], "shown");
    let names: Vec<&str> = found["found"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|set| set["set"][0].as_str())
        .collect();
    assert!(names.contains(&"soviet_terms: refuse") && names.contains(&"japan_terms: break_off"));
    let bits: Vec<f64> = found["found"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|set| number(&set["surprise"]["bits"]))
        .collect();
    assert!(bits.is_sorted(), "the fewest bits come first: {bits:?}");
    let level = &found["levels"][0];
    assert_eq!(level["possible"], level["tried"], "all changes were tried");
}

#[test]
fn what_the_claim_itself_names_does_not_count() {
    let found = json(&[
        "rewrite",
        CAMPAIGN,
        "--for",
        "decision.soviet_terms == refuse by 1941-05-20",
        "--probability",
        "0.9",
        "--among",
        "decisions",
        "--until",
        "1941-05-20",
        "--runs",
        "100",
        "--most",
        "1",
    ]);
    assert_eq!(found["found"].as_array().map(Vec::len), Some(0), "{found}");
    let named = found["named_by_the_claim"].as_array().expect("a list");
    let outright = named.iter().find(|row| row["set"][0] == "soviet_terms: refuse");
    assert_eq!(number(&outright.expect("it is shown beside")["share"]), 1.0);
}

#[test]
fn bad_input_is_told_where_it_stands_and_what_would_be_right() {
    let none =
        File::of("none", "1941-07-07", r#"ForceOption(decision: "kantokuen", option: "none")"#);
    let both = format!("kantokuen-full+{}", none.name());
    for (arguments, told) in [
        (&["--for", "siberia_invadd"][..], "siberia_invaded"),
        (
            &["--for", "siberia_invaded", "--probability", "1.5"],
            "a probability lies between 0 and 1",
        ),
        (&["--for", "siberia_invaded", "--probability", "0"], "between 0 and 1"),
        (
            &["--for", "siberia_invaded", "--from", "1943-01-01", "--until", "1942-01-01"],
            "ends before it begins",
        ),
        (&["--for", "siberia_invaded", "--from", "1951-01-01"], "outside the scenario"),
        (&["--for", "siberia_invaded", "--from", "soon"], "--from:1:1"),
        (&["--for", "siberia_invaded", "--among", "events,kantokuen_"], "--among:1:8"),
        (
            &["--for", "siberia_invaded", "--among", "kantokuen", "--from", "1944-01-01"],
            "nothing that may be changed",
        ),
        (&["--with", &both], "H0502"),
        (&["--with", "no-such-thing"], "H0007"),
        (&["--with", "no-pact", "--for", "siberia_invaded"], "not both"),
        (&[], "--with"),
    ] {
        let output = hokushin(&[&["rewrite", CAMPAIGN, "--runs", "5"], arguments].concat());
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
        assert!(text.contains(told), "{arguments:?}: {text}");
    }
}

#[test]
fn the_sheet_speaks_both_languages_and_a_folder_holds_the_interventions() {
    let folder = std::env::temp_dir().join(format!("hokushin-rewrite-{}", std::process::id()));
    let out = folder.to_str().expect("a plain path");
    let output = hokushin(&[
        "rewrite",
        CAMPAIGN,
        "--with",
        "no-yalta-deal",
        "--runs",
        "8",
        "--language",
        "es",
        "--out",
        out,
    ]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && text.contains("Veredicto del modelo"), "{text}");
    let interventions = std::fs::read_to_string(folder.join("pieces.csv")).expect("a table");
    assert_eq!(interventions.lines().count(), 2);
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn bits_that_rest_on_a_few_histories_say_so() {
    let rough = |runs: &str| {
        let told = hokushin(&["rewrite", CAMPAIGN, "--with", "honour-pact", "--runs", runs]);
        String::from_utf8(told.stdout).expect("text").contains("rough, for this rests on")
    };
    assert!(rough("30"), "Stalin seldom waits for a year when he is asked every week");
    assert!(!rough("600"));
}

#[test]
fn what_comes_about_anyway_needs_no_search_and_what_reads_nothing_is_refused() {
    let found = json(&["rewrite", CAMPAIGN, "--for", "japan.oil.stock > -1", "--runs", "40"]);
    assert_eq!(number(&found["unchanged"]["share"]), 1.0, "{found}");
    assert_eq!(found["found"][0]["set"].as_array().map(Vec::len), Some(0));
    assert_eq!(found["levels"].as_array().map(Vec::len), Some(0), "nothing was tried");
    for claim in ["true", "false", "1 > 2", "not false", "2 == 2"] {
        let output = hokushin(&["rewrite", CAMPAIGN, "--for", claim]);
        let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{claim}: {wrong}");
        assert!(wrong.contains("reads nothing of the world"), "{claim}: {wrong}");
    }
}
