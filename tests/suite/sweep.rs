//! One thing takes one value after another, all luck the same.

use crate::program::hokushin;
use serde_json::Value;

const CAMPAIGN: &str = "1941-neutrality-pact";

fn text(arguments: &[&str]) -> String {
    let output = hokushin(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn sweep(arguments: &[&str]) -> Value {
    let all = [&["sweep", CAMPAIGN, "--format", "json", "--seed", "1941"][..], arguments].concat();
    serde_json::from_str(&text(&all)).expect("JSON")
}

fn cells(answer: &Value) -> &Vec<Value> {
    answer["cells"].as_array().expect("cells")
}

#[test]
fn a_quantity_that_is_set_is_what_it_was_set_to() {
    let answer = sweep(&[
        "--over",
        "japan.oil.stock@1941-08-04=20..60/3",
        "--outcome",
        "japan.oil.stock > 30 on 1941-08-04",
        "--outcome",
        "japan.oil.stock > 50 on 1941-08-04",
        "--runs",
        "8",
    ]);
    let shares: Vec<Vec<f64>> = cells(&answer)
        .iter()
        .map(|cell| {
            let outcomes = cell["outcomes"].as_array().expect("outcomes");
            outcomes.iter().map(|outcome| outcome["value"].as_f64().expect("share")).collect()
        })
        .collect();
    assert_eq!(shares, [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]);
    let at: Vec<&Value> = cells(&answer).iter().map(|cell| &cell["at"][0]).collect();
    assert_eq!(at, ["20", "40", "60"]);
}

#[test]
fn north_can_be_struck_in_any_week_of_the_german_war_and_in_no_other() {
    let answer = sweep(&[
        "--over",
        "northern_question=strike@1941-05-26..1941-11-24/13w",
        "--outcome",
        "war.japan_soviet == japan_attacked by 1941-12-31",
        "--runs",
        "10",
    ]);
    let seen: Vec<(u64, f64)> = cells(&answer)
        .iter()
        .map(|cell| {
            let share = cell["outcomes"][0]["value"].as_f64().expect("share");
            (cell["done"].as_u64().expect("a count"), share)
        })
        .collect();
    // Before the invasion nobody asks; in August and in November it is done.
    assert_eq!(seen[0], (0, 0.0));
    assert_eq!(seen[1..], [(10, 1.0), (10, 1.0)], "{answer}");
}

#[test]
fn a_sweep_that_does_what_a_counterfactual_does_finds_what_it_finds() {
    let swept = sweep(&[
        "--over",
        "kantokuen=full",
        "--over",
        "northern_question=strike@1941-08-04..1941-08-04/1w",
        "--outcome",
        "moscow_fell",
        "--outcome",
        "sent_west",
        "--runs",
        "12",
    ]);
    let batch = text(&[
        "sweep",
        CAMPAIGN,
        "--with",
        "strike-north-1941",
        "--over",
        "divergence=-0..1/1w",
        "--outcome",
        "moscow_fell",
        "--outcome",
        "sent_west",
        "--runs",
        "12",
        "--seed",
        "1941",
        "--format",
        "json",
    ]);
    let file: Value = serde_json::from_str(&batch).expect("JSON");
    for outcome in 0..2 {
        let base = &file["outcomes"][outcome]["baseline"];
        assert_eq!(cells(&swept)[0]["outcomes"][outcome]["value"], base["value"], "{outcome}");
        // Moved by no week at all it is itself, pair by pair.
        assert_eq!(cells(&file)[0]["outcomes"][outcome]["difference"]["value"], 0.0);
        assert_eq!(cells(&file)[0]["outcomes"][outcome]["gained"], 0);
        assert_eq!(cells(&file)[0]["outcomes"][outcome]["lost"], 0);
    }
    assert_eq!(cells(&swept)[0]["done"], 12);
}

#[test]
fn a_date_of_divergence_moves_what_the_counterfactual_sets() {
    let with = |shift: &str, date: &str| {
        let over = format!("divergence={shift}");
        let asked = format!("decision.northern_question == strike by {date}");
        let answer = sweep(&[
            "--with",
            "strike-north-1941",
            "--over",
            &over,
            "--outcome",
            &asked,
            "--runs",
            "6",
        ]);
        let share = |cell: &Value| cell["outcomes"][0]["value"].as_f64().expect("share");
        cells(&answer).iter().map(share).collect::<Vec<f64>>()
    };
    // Its own week is that of 4 August; four weeks later nobody has struck by then, unless
    // Tokyo does so of its own.
    let shares = with("0..4/4w", "1941-08-10");
    assert_eq!(shares[0], 1.0);
    assert!(shares[1] < 0.5, "{shares:?}");
}

#[test]
fn options_and_parameters_make_a_grid_and_threads_do_not_reach_it() {
    let run = |threads: &str, language: &str| {
        text(&[
            "sweep",
            CAMPAIGN,
            "--over",
            "northern_question=give_up|strike",
            "--over",
            "eastern_front.fortune=0.1..0.3/2",
            "--outcome",
            "japan_attacks_soviet",
            "--outcome",
            "sent_west",
            "--runs",
            "6",
            "--threads",
            threads,
            "--language",
            language,
        ])
    };
    let (one, two) = (run("1", "en"), run("2", "en"));
    assert_eq!(one, two);
    assert!(one.contains("n = 6 a cell") && one.contains("(nothing swept)"), "{one}");
    assert!(run("2", "es").contains("(sin barrer)"));
}

#[test]
fn a_latin_hypercube_lies_within_its_ranges_and_is_drawn_from_the_seed() {
    let run = || {
        sweep(&[
            "--over",
            "eastern_front.fortune=0.1..0.3",
            "--over",
            "northern_question=give_up|strike",
            "--latin",
            "4",
            "--outcome",
            "moscow_fell",
            "--runs",
            "3",
        ])
    };
    let answer = run();
    assert_eq!(answer, run());
    let mut strikes = 0;
    for cell in cells(&answer) {
        let fortune: f64 = cell["at"][0].as_str().expect("text").parse().expect("a number");
        assert!((0.1..=0.3).contains(&fortune), "{cell}");
        strikes += u32::from(cell["at"][1] == "strike");
    }
    assert_eq!((cells(&answer).len(), strikes), (4, 2));
}

#[test]
fn an_axis_that_leads_nowhere_is_refused_where_it_stands() {
    for (arguments, said) in [
        (&["--over", "eastern_front.fortun=0.1..0.3/5"][..], "eastern_front.fortune"),
        (&["--over", "eastern_front.fortune=0.3..0.1/5"], "--over:1:23"),
        (&["--over", "eastern_front.fortune=0.1..0.1/5"], "empty"),
        (&["--over", "eastern_front.fortune=0.1..0.3/0"], "--over:1:32"),
        (&["--over", "eastern_front.fortune=0.1..0.3/99999"], "2 to 10000"),
        (&["--over", "eastern_front.fortune=0.1..0.3"], "/5"),
        (&["--over", "eastern_front.fortune=0.1..9/5"], "0 to 0.6"),
        (&["--over", "eastern_front.fortune=0.1..NaN/5"], "not a number"),
        (&["--over", "eastern_front.fortune=0.1..0.3/5", "--latin", "4"], "leave out"),
        (&["--over", "japan.oil.stok@1941-08-04=20..60/5"], "japan.oil.stock"),
        (&["--over", "japan.oil.stock=20..60/5"], "japan.oil.stock@1941-08-04"),
        (&["--over", "japan.oil.stock@1951-08-04=20..60/5"], "1946-04-28"),
        (&["--over", "pact.state@1941-08-04=in_forse|denounced"], "in_force"),
        (&["--over", "event.barbarossa@1941-06-22=yes|no"], "cannot be written"),
        (&["--over", "northern_question=strik|wait"], "strike"),
        (&["--over", "northern_question=strike|strike"], "twice"),
        (&["--over", "northern_question=strike@1941-10-27..1941-06-30/2w"], "reversed"),
        (&["--over", "northern_question=strike@1941-06-30..1941-10-27/0w"], "--over:1:49"),
        (&["--over", "divergence=-8..8/2w"], "no counterfactual"),
        (&["--with", "strike-north-1941", "--over", "divergence=-99..8/2w"], "--over:1:12"),
        (&["--with", "stalingrad-falls+no-bomb", "--over", "divergence=8..8/2w"], "empty"),
        (&["--over", "northern_question=wait", "--over", "northern_question=strike"], "already"),
        (&["--over", "weather"], "NAME=VALUES"),
        (&["--over", ""], "NAME=VALUES"),
        (
            &["--over", "eastern_front.fortune=0.1..0.3/200", "--over", "pact.calm=0..1/60"],
            "12000 cells",
        ),
    ] {
        let output = hokushin(&[&["sweep", CAMPAIGN, "--runs", "2"][..], arguments].concat());
        let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {wrong}");
        assert!(wrong.contains(said), "{arguments:?}: {wrong}");
    }
}
