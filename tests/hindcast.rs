//! The record beside the baseline, as a user would ask for it.

use std::process::Command;

fn hokushin(arguments: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_hokushin"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (run.status.code().unwrap_or(-1), text(run.stdout), text(run.stderr))
}

fn file(name: &str, text: &str) -> String {
    let path =
        std::env::temp_dir().join(format!("hokushin-hindcast-{}-{name}", std::process::id()));
    std::fs::write(&path, text).expect("written");
    path.to_str().expect("a plain path").to_owned()
}

#[test]
fn the_record_lies_inside_the_baselines_spread_as_often_as_it_should() {
    let (code, out, err) = hokushin(&["validate", "--runs", "400", "--format", "json"]);
    assert_eq!(code, 0, "{err}");
    let table: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let of = |key: &str| table["summary"][key].as_f64().expect("a number");
    assert!(of("coverage90") >= 0.85, "{}", of("coverage90"));
    assert!((0.35..=0.75).contains(&of("coverage50")), "{}", of("coverage50"));
    assert!(of("skill") > 0.3, "{}", of("skill"));
    assert!(of("points") > 100.0);
    // Of 33 events one or two may fall just outside in so small a batch.
    assert!(of("events_inside") >= of("events") - 2.0, "{}", of("events_inside"));
}

#[test]
fn another_record_is_scored_and_what_nothing_answers_to_is_said() {
    let own = file(
        "own.csv",
        "series,date,value,unit\njapan.oil.stock,1942-04-01,38.2,million barrels\neastern_front.soviet_men,1942-05-05,5450,thousand men\nmoon.cheese,1942-01-01,3,tons\njapan.oil.stock,1931-04-01,1.0,million barrels\n",
    );
    let (code, out, err) =
        hokushin(&["validate", "--runs", "50", "--data", &own, "--format", "json"]);
    assert_eq!(code, 0, "{err}");
    let table: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(table["summary"]["points"], 2);
    assert_eq!(table["unanswered"][0]["series"], "moon.cheese");
    // The same men, whether counted in thousands or in millions.
    let men = &table["series"][1]["points"][0];
    assert!(men["median"].as_f64().expect("a number") > 1000.0);
}

#[test]
fn a_names_file_joins_other_peoples_names() {
    let own = file("foreign.csv", "series,date,value\nbarrels,1942-04-01,38.2\n");
    let names = file("names.csv", "series,quantity\nbarrels,japan.oil.stock\n");
    let (code, out, _) = hokushin(&["validate", "--runs", "20", "--data", &own, "--names", &names]);
    assert_eq!(code, 0);
    assert!(out.contains("barrels"), "{out}");
}

#[test]
fn a_broken_record_is_refused_with_its_place() {
    let broken = file(
        "broken.csv",
        "series,date,value,low,high\njapan.oil.stock,1942-02-30,38.2,,\njapan.oil.stock,1942-04-01,many,,\njapan.oil.stock,1942-05-01,9,10,12\n",
    );
    let (code, _, err) = hokushin(&["validate", "--runs", "20", "--data", &broken]);
    assert_eq!(code, 2);
    for place in [":2:17: error[H0705]", ":3:28: error[H0704]", ":4:28: error[H0707]"] {
        assert!(err.contains(place), "{place} in {err}");
    }
    let (code, _, err) =
        hokushin(&["validate", "--data", &file("columns.csv", "name,when\na,b\n")]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no column `series`"), "{err}");
}

#[test]
fn the_page_has_a_figure_a_series_and_stands_alone() {
    let page = std::env::temp_dir().join(format!("hokushin-page-{}.html", std::process::id()));
    let name = page.to_str().expect("a plain path");
    let (code, ..) = hokushin(&["--language", "es", "validate", "--runs", "30", "--html", name]);
    assert_eq!(code, 0);
    let html = std::fs::read_to_string(&page).expect("the page");
    assert!(html.matches("<svg").count() > 10 && html.contains("lang=\"es\""));
    for foreign in ["src=", "href=", "<script", "NaN"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
}

#[test]
fn a_calibration_writes_a_file_that_a_scenario_can_name() {
    let fitted = std::env::temp_dir().join(format!("hokushin-fitted-{}.ron", std::process::id()));
    let name = fitted.to_str().expect("a plain path");
    let call = ["calibrate", "--runs", "8", "--generations", "2", "--only", "japan", "--out", name];
    let (code, first, err) = hokushin(&call);
    assert_eq!(code, 0, "{err}");
    let text = std::fs::read_to_string(&fitted).expect("the file");
    assert!(text.contains("Fitted(") && text.contains("japan.strip"), "{text}");
    // The same call finds the same values, whatever the number of threads.
    let (_, second, _) = hokushin(&[&call[..], &["--threads", "1"]].concat());
    let values = |out: &str| {
        out.lines().filter(|line| line.starts_with("japan")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(values(&first), values(&second));
}

#[test]
fn a_fit_of_nothing_or_to_nothing_is_refused() {
    for arguments in [
        &["calibrate", "--only", "nosuch"][..],
        &["calibrate", "1945-august-storm", "--runs", "4", "--generations", "1"],
        &["calibrate", "--runs", "1"],
        &["calibrate", "--runs", "8", "--generations", "1", "--out", "/no/such/folder/x.ron"],
        &["validate", "--runs", "1"],
        &["validate", "--html", "/no/such/folder/x.html"],
    ] {
        let (code, out, err) = hokushin(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
    }
}

#[test]
fn a_scenario_of_its_own_campaign_is_held_against_that_campaign() {
    let page = std::env::temp_dir().join(format!("hokushin-storm-{}.html", std::process::id()));
    let name = page.to_str().expect("a plain path");
    let (code, out, err) =
        hokushin(&["validate", "1945-august-storm", "--runs", "100", "--html", name]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("Days to Mukden") && !out.contains("NaN"), "{out}");
    let html = std::fs::read_to_string(&page).expect("the page");
    assert!(html.contains("Days to Mukden") && !html.contains("NaN"));
}

#[test]
fn fitted_values_of_another_scenario_are_refused() {
    let fitted = file(
        "other.ron",
        "Fitted(version: 1, scenario: \"1939-khalkhin-gol\", method: \"\", parameters: [])",
    );
    let (code, out, err) = hokushin(&["check", &fitted]);
    assert_eq!(code, 2);
    assert!((out + &err).contains("does not name this file"));
}
