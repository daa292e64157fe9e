//! The commands as a user runs them.

use crate::program::hokushin;

fn json(arguments: &[&str]) -> serde_json::Value {
    let output = hokushin(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn shipped_files_are_sound_and_listed_with_their_questions() {
    let listed = json(&["list", "--format", "json"]);
    let listed = listed.as_array().expect("a list");
    assert!(listed.len() >= 6);
    for listing in listed {
        assert!(
            listing["question"].as_str().is_some_and(|question| question.len() > 20),
            "{listing}"
        );
        let output = hokushin(&["check", listing["id"].as_str().expect("an id")]);
        assert!(output.status.success(), "{listing}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn the_shares_of_outcomes_sum_to_one_and_lie_in_their_intervals() {
    let table = json(&["batch", "1941-neutrality-pact", "--runs", "64", "--format", "json"]);
    let outcomes = table["outcomes"].as_array().expect("outcomes");
    let share = |outcome: &serde_json::Value, key: &str| outcome[key].as_f64().expect("a number");
    let sum: f64 = outcomes.iter().map(|outcome| share(outcome, "share")).sum();
    assert!((sum - 1.0).abs() < 1e-9);
    for outcome in outcomes {
        assert!(
            share(outcome, "low") <= share(outcome, "share")
                && share(outcome, "share") <= share(outcome, "high")
        );
    }
    assert_eq!(table["runs"], 64);
    assert!(table["seconds"].as_f64().is_some() && table["measures"].as_array().is_some());
}

#[test]
fn a_wrong_ending_an_unknown_quantity_and_a_missing_change_are_bad_input() {
    for arguments in [
        &["batch", "1941-neutrality-pact", "--runs", "1", "--out", "rows.xls"][..],
        &["run", "1941-neutrality-pact", "--trace", "japan.oil.stok"],
        &["compare", "1941-neutrality-pact"],
        &["batch", "1941-neutrality-pact", "--runs", "0"],
        &["run", "no-such-scenario"],
    ] {
        assert_eq!(hokushin(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_noticed_before_the_work_is_done() {
    let began = std::time::Instant::now();
    let output = hokushin(&[
        "batch",
        "1941-neutrality-pact",
        "--runs",
        "1000000",
        "--out",
        "no/such/folder/a.csv",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(began.elapsed().as_secs() < 30, "a million histories were run first");
}

#[test]
fn a_code_is_explained() {
    let output = hokushin(&["check", "--explain", "H0401"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("japan.oil.stock"));
    assert_eq!(hokushin(&["check", "--explain", "H9999"]).status.code(), Some(2));
}

#[test]
fn a_file_of_rows_holds_one_line_a_history_and_no_half_written_file_is_left() {
    let folder = std::env::temp_dir().join(format!("hokushin-rows-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    for ending in ["csv", "json", "parquet"] {
        let file = folder.join(format!("rows.{ending}"));
        let output = hokushin(&[
            "batch",
            "1941-neutrality-pact",
            "--runs",
            "20",
            "--out",
            file.to_str().expect("plain"),
        ]);
        assert!(output.status.success());
        assert!(file.is_file());
    }
    let csv = std::fs::read_to_string(folder.join("rows.csv")).expect("rows");
    assert_eq!(csv.lines().count(), 21);
    // Each with where its rows come from beside it, and nothing else.
    assert!(folder.join("rows.csv.provenance.json").is_file());
    assert_eq!(std::fs::read_dir(&folder).expect("folder").count(), 6);
    std::fs::remove_dir_all(&folder).expect("removed");
}
