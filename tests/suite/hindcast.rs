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
fn a_unit_that_nobody_knows_is_refused_and_not_taken_for_ones() {
    let own = file(
        "unit.csv",
        "series,date,value,unit\njapan.oil.stock,1941-12-01,42,M bbl\njapan.oil.stock,1942-01-01,41,M bbl\n",
    );
    let (code, out, err) = hokushin(&["validate", "--runs", "20", "--data", &own]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    for said in [":2:31: error[H0713]", "`M bbl`", "measured in million barrels", "`barrels`"] {
        assert!(err.contains(said), "{said} in {err}");
    }
    assert_eq!(err.matches("error[").count(), 1, "a series has one unit: {err}");
}

#[test]
fn a_quote_that_is_not_closed_swallows_no_rows() {
    for (name, rows, place) in [
        (
            "open.csv",
            "japan.oil.stock,1941-12-01,42,\"open\njapan.oil.stock,1942-01-01,41,b\n",
            ":2:31",
        ),
        (
            "far.csv",
            "japan.oil.stock,1941-12-01,42,a\njapan.oil.stock,1942-01-01,41,\"open\njapan.oil.stock,1942-06-01,39,\"c\"\n",
            ":3:31",
        ),
        ("after.csv", "japan.oil.stock,1941-12-01,42,\"a\"b\n", ":2:34"),
    ] {
        let own = file(name, &format!("series,date,value,source\n{rows}"));
        let (code, _, err) = hokushin(&["validate", "--runs", "20", "--data", &own]);
        assert_eq!(code, 2, "{name}: {err}");
        assert!(err.contains(&format!("{place}: error[H0710]")), "{name}: {err}");
        assert!(!err.contains("scenario"), "{name}: {err}");
    }
    // A field may go over several lines when it is in quotes.
    let own = file(
        "lines.csv",
        "series,date,value,source\njapan.oil.stock,1942-01-01,41,\"two\nlines, and a \"\"word\"\"\"\n",
    );
    let (code, _, err) = hokushin(&["validate", "--runs", "20", "--data", &own]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn rows_that_play_no_part_are_counted_and_named() {
    let own = file(
        "left.csv",
        "series,date,value\njapan.oil.stock,1942-04-01,38.2\njapan.oil.stock,1931-04-01,1\nmoon.cheese,1942-01-01,3\nmoon.cheese,1942-02-01,3\njapan.shipping.afloat,1999-01-01,5\n",
    );
    let names = file("left-names.csv", "series,quantity\nbarrels,japan.oil.stock\n");
    let (code, out, err) =
        hokushin(&["validate", "--runs", "20", "--data", &own, "--names", &names]);
    assert_eq!(code, 0, "{err}");
    for said in [
        "5 rows left out:",
        "moon.cheese (2): no quantity",
        "japan.oil.stock (1): rows with a date outside",
        "japan.shipping.afloat (1): all its dates",
        "barrels (1): no series of the record",
    ] {
        assert!(out.contains(said), "{said} in {out}");
    }
}

#[test]
fn figures_fields_and_columns_that_cannot_be_meant_are_refused() {
    let head = "series,date,value,unit,low,high";
    for (name, text, said) in [
        ("nan.csv", format!("{head}\njapan.oil.stock,1942-04-01,NaN,,,\n"), "H0704"),
        ("inf.csv", format!("{head}\njapan.oil.stock,1942-04-01,38,,,inf\n"), "H0704"),
        ("more.csv", format!("{head}\njapan.oil.stock,1942-04-01,38,,,,by A, 1949\n"), "H0711"),
        (
            "units.csv",
            format!(
                "{head}\njapan.oil.stock,1942-04-01,38,million barrels,,\njapan.oil.stock,1942-05-01,38000,thousand barrels,,\n"
            ),
            "H0712",
        ),
        (
            "lov.csv",
            "series,date,value,lov\njapan.oil.stock,1942-04-01,38,37\n".to_owned(),
            "`low`",
        ),
        (
            "twice.csv",
            "series,date,value,value\njapan.oil.stock,1942-04-01,38,37\n".to_owned(),
            "two columns",
        ),
        ("empty.csv", String::new(), "names its columns"),
    ] {
        let own = file(name, &text);
        let (code, _, err) = hokushin(&["validate", "--runs", "20", "--data", &own]);
        assert_eq!(code, 2, "{name}: {err}");
        assert!(err.contains(said), "{name}: {err}");
        assert!(!err.contains("Scenario("), "{name}: {err}");
    }
    let (code, _, err) = hokushin(&["validate", "--data", "no-such-record.csv"]);
    assert_eq!(code, 2);
    assert!(err.contains("CSV file") && !err.contains("hokushin list"), "{err}");
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
    let (_, second, _) = hokushin(&[&call[..], &["--threads", "1", "--force"]].concat());
    std::fs::remove_file(&fitted).expect("it can be removed");
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
