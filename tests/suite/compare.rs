//! `compare` as a user runs it.

use crate::program::hokushin;
use std::path::Path;
use std::process::Output;

const CAMPAIGN: &str = "1941-neutrality-pact";

fn compare(arguments: &[&str]) -> Output {
    hokushin(&[&["compare", CAMPAIGN], arguments].concat())
}

fn json(arguments: &[&str]) -> serde_json::Value {
    let output = compare(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn number(value: &serde_json::Value, key: &str) -> f64 {
    value[key].as_f64().expect("a number")
}

/// A folder of this test's own, which does not exist yet.
fn fresh(name: &str) -> std::path::PathBuf {
    let folder =
        std::env::temp_dir().join(format!("hokushin-compare-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

#[test]
fn a_comparison_has_its_documented_keys_and_says_which_question_it_answers() {
    let table = json(&["--with", "no-yalta-deal", "--runs", "64"]);
    assert_eq!(table["question"], "forecast");
    let change = &table["changes"][0];
    let open = 64.0 - settled(change);
    assert_eq!(number(&table, "runs"), open);
    let keys = ["id", "factual", "counterfactual", "difference", "low", "high", "gained", "lost"];
    for key in keys {
        assert!(!change["outcomes"][0][key].is_null(), "{key}");
        assert!(!change["measures"][0][key].is_null(), "{key}");
    }
    let flips = change["flips"].as_array().expect("flips");
    let pairs: f64 = flips.iter().map(|flip| number(flip, "count")).sum();
    assert_eq!(pairs, open, "every open pair goes from one class to one class");
}

/// Pairs that were settled before the change.
fn settled(change: &serde_json::Value) -> f64 {
    let classes = change["settled"].as_array().expect("settled");
    classes.iter().map(|class| number(class, "count")).sum()
}

#[test]
fn an_ending_that_was_settled_before_the_change_is_not_counted_for_or_against_it() {
    // Germany beats the Soviet Union by decree; two years later the bomb changes nothing of it.
    let folder = fresh("settled");
    std::fs::create_dir_all(&folder).expect("made");
    let change = |name: &str, divergence: &str, interventions: &str| {
        let file = folder.join(format!("{name}.ron"));
        let text = format!(
            r#"Counterfactual(version: 1, scenario: "{CAMPAIGN}",
            title: (en: "A change", es: "Un cambio"), question: (en: "What if?", es: "¿Y si?"),
            defence: (en: "A test.", es: "Una prueba."), divergence: "{divergence}", sources: [],
            interventions: [{interventions}])"#
        );
        std::fs::write(&file, text).expect("written");
        file.to_str().expect("a plain path").to_owned()
    };
    let late = change(
        "late",
        "1945-06-04",
        r#"SetVariable(effect: "america.bomb_work -= 60", on: "1945-06-04")"#,
    );
    let early = change(
        "early",
        "1942-06-01",
        r#"SetVariable(effect: "america.bomb_work -= 60", on: "1945-06-04")"#,
    );
    let run = |file: &str| json(&["--with", file, "--runs", "400", "--seed", "11"]);
    let (late, early) = (run(&late), run(&early));
    let defeat = |table: &serde_json::Value, side: &str| {
        let outcomes = table["changes"][0]["outcomes"].as_array().expect("outcomes").clone();
        let found = outcomes.iter().find(|line| line["id"] == "soviet_defeat");
        number(found.expect("a class"), side) * number(table, "runs")
    };
    let (late_settled, early_settled) =
        (settled(&late["changes"][0]), settled(&early["changes"][0]));
    assert!(late_settled > early_settled, "{late_settled} after, {early_settled} before");
    // What is settled and what is open add up to what the whole gives.
    let whole = |table: &serde_json::Value, settled: f64| number(table, "runs") + settled;
    assert_eq!((whole(&late, late_settled), whole(&early, early_settled)), (400.0, 400.0));
    let defeats = defeat(&early, "factual") + early_settled;
    let class = late["changes"][0]["settled"].as_array().expect("settled");
    let beaten = class.iter().find(|class| class["outcome"] == "soviet_defeat");
    let beaten = beaten.map_or(0.0, |class| number(class, "count"));
    assert!((defeat(&late, "factual") + beaten - defeats).abs() < 0.5, "{defeats}");
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn changes_side_by_side_are_what_they_are_alone() {
    let both = json(&["--with", "no-yalta-deal", "--with", "no-bomb", "--runs", "64"]);
    let alone = json(&["--with", "no-bomb", "--runs", "64"]);
    assert_eq!(both["changes"].as_array().map(Vec::len), Some(2));
    assert_eq!(both["changes"][1]["outcomes"], alone["changes"][0]["outcomes"]);
    let joined = json(&["--with", "no-yalta-deal+no-bomb", "--runs", "64"]);
    assert_eq!(joined["changes"].as_array().map(Vec::len), Some(1));
    assert_ne!(joined["changes"][0]["measures"], alone["changes"][0]["measures"]);
}

#[test]
fn what_is_given_is_certain_in_every_history_that_is_counted() {
    let given = json(&["--with", "no-yalta-deal", "--runs", "128", "--given", "august_storm"]);
    assert_eq!(given["question"], "real_past");
    let change = &given["changes"][0];
    let outcomes = change["outcomes"].as_array().expect("outcomes");
    let storm = outcomes.iter().find(|outcome| outcome["id"] == "august_storm").expect("a class");
    assert_eq!(number(storm, "factual"), 1.0);
    let fits = number(&given["given"], "effective_sample_size");
    assert!(fits < 128.0 && fits == number(&given, "runs"), "{fits}");
}

#[test]
fn the_record_is_fitted_by_the_nearest_tenth_or_so() {
    let given =
        json(&["--with", "no-yalta-deal", "--runs", "800", "--given", "record by 1942-11-01"]);
    let fits = number(&given["given"], "effective_sample_size");
    assert!((30.0..200.0).contains(&fits), "{fits}");
}

#[test]
fn it_goes_on_until_the_intervals_are_as_narrow_as_was_asked() {
    let table =
        json(&["--with", "no-yalta-deal", "--runs", "100", "--until", "3", "--at-most", "3000"]);
    let measures = table["changes"][0]["measures"].as_array().expect("measures");
    let shares = measures.iter().filter(|measure| measure["unit"] == "share");
    let widest = shares.map(|line| number(line, "high") - number(line, "low")).fold(0.0, f64::max);
    assert!(widest <= 0.06, "{widest}");
    assert!(number(&table, "runs") > 100.0);
}

#[test]
fn a_report_stands_alone_and_can_be_made_again() {
    let folder = fresh("compare");
    let out = folder.to_str().expect("a plain path");
    let arguments = ["--with", "no-yalta-deal", "--runs", "64", "--track", "japan.oil.stock"];
    let output = compare(&[&arguments[..], &["--out", out]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = std::fs::read_to_string(folder.join("index.html")).expect("a page");
    assert!(page.contains("The Soviet Union breaks the pact"));
    for elsewhere in ["<script", "<link", "src=\"http", "@import"] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
    let rows = std::fs::read_to_string(folder.join("rows.csv")).expect("rows");
    assert_eq!(rows.lines().count(), 1 + 2 * 64);
    let provenance = std::fs::read_to_string(folder.join("provenance.json")).expect("provenance");
    assert!(provenance.contains("--track japan.oil.stock") && !provenance.contains(out));
    // A second report does not overwrite the first.
    let again = compare(&[&arguments[..], &["--out", out]].concat());
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("exists already"));
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn a_report_that_finds_no_room_leaves_nothing_behind() {
    let out = Path::new("/dev/full-not-a-folder/report");
    let arguments =
        ["--with", "no-yalta-deal", "--runs", "8", "--out", out.to_str().expect("plain")];
    assert_eq!(compare(&arguments).status.code(), Some(2));
    assert!(!out.exists());
}

#[test]
fn a_change_that_contradicts_itself_is_located() {
    let file = std::env::temp_dir().join(format!("hokushin-against-{}.ron", std::process::id()));
    let text =
        std::fs::read_to_string("scenarios/counterfactuals/no-yalta-deal.ron").expect("read");
    std::fs::write(&file, text.replace("\"decline\"", "\"promise\"")).expect("written");
    let joined = ["--with", "no-yalta-deal+FILE"].map(str::to_owned);
    let joined = joined[1].replace("FILE", file.to_str().expect("a plain path"));
    let output = compare(&["--with", &joined, "--runs", "8"]);
    std::fs::remove_file(&file).expect("removed");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains("two ways") && errors.contains(".ron:"), "{errors}");
}

#[test]
fn a_condition_that_too_few_histories_meet_fails_and_leaves_nothing_behind() {
    let folder = fresh("too-few");
    let out = folder.to_str().expect("a plain path");
    let given = "not event.barbarossa";
    let output = compare(&["--with", "no-bomb", "--runs", "40", "--given", given, "--out", out]);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("0 of 40 histories fit"), "{errors}");
    assert!(!folder.exists() && !Path::new(&format!("{out}.rows.partial")).exists());
}

#[test]
fn bad_input_is_said_before_any_work() {
    for (arguments, said) in [
        (&[][..], "--with"),
        (&["--with", "stalingrad-fals"], "stalingrad-falls"),
        (&["--with", "no-bomb", "--with", "no-bomb"], "twice"),
        (&["--with", "no-bomb", "--given", ""], "nothing is claimed"),
        (&["--with", "no-bomb", "--given", "moscow_fel"], "moscow_fell"),
        (&["--with", "no-bomb", "--given", "record by 1941-01-07"], "1941"),
        (&["--with", "no-bomb", "--track", "japan.oil.stok"], "japan.oil.stock"),
        (&["--with", "no-bomb", "--until", "0"], "above 0"),
        (&["--with", "no-bomb", "--until", "1e-300"], "3.7e302 pairs"),
        (&["--with", "no-bomb", "--until", "0.01", "--at-most", "20000"], "36889 pairs"),
        (&["--with", "no-bomb+no-bombs", "--runs", "8"], "did you mean `no-bomb`"),
    ] {
        let output = compare(arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
        assert!(errors.contains(said), "{arguments:?}: {errors}");
    }
}
