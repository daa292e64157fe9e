//! Each code of what can be wrong with a file, shown: a small text that is right, in which
//! one thing is written wrong. The wrong form has the code, and the right one has it not.
//!
//! Where the example that `hokushin check --explain CODE` prints can stand in a file as it is,
//! it is that example which is tried.

use hokushin::hindcast::{order_rules, record_files};
use hokushin::history::recipe::Recipe;
use hokushin::history::save::{File, Save};
use hokushin::history::{History, Subject};
use hokushin::policy;
use hokushin::scenario::Scenario;
use hokushin::scenario::codes::{self, CODES};
use hokushin::scenario::library::{self, FILES, Origin, Written};
use hokushin::scenario::report::Reports;
use hokushin::scenario::vocabulary::Vocabulary;
use hokushin::sim;

use crate::desk::{Desk, RECORD};
use crate::program::hokushin;

const CHANGE: &str = r#"Counterfactual(
    version: 1,
    scenario: "1941-neutrality-pact",
    title: (en: "A", es: "B"),
    question: (en: "What if …?", es: "¿Y si …?"),
    defence: (en: "A", es: "B"),
    divergence: "1941-07-07",
    sources: ["assumed"],
    interventions: [DropEvent(event: "uranus")], consequent: (claim: "stalingrad_fell", by: "1943-03-31"),
)
"#;

/// The same with more that is done.
const MORE: &str = r#"Counterfactual(
    version: 1,
    scenario: "1941-neutrality-pact",
    title: (en: "A", es: "B"),
    question: (en: "What if …?", es: "¿Y si …?"),
    defence: (en: "A", es: "B"),
    divergence: "1941-07-07",
    sources: ["assumed"],
    interventions: [
        ForceOption(decision: "yalta", option: "decline"),
        SetVariable(effect: "pact.tension = 0.3", on: "1941-07-07"),
        ChangeParameter(parameter: "pact.calm", to: 0.5),
        AddEvent(id: "third", when: "event.barbarossa", from: "1942-04-01", until: "1942-05-01", source: "assumed"),
    ],
    consequent: (claim: "stalingrad_fell", by: "1943-03-31"),
)
"#;

const SCENARIO: &str = r#"Scenario(
    version: 1,
    title: (en: "A", es: "B"),
    summary: (en: "A", es: "B"),
    like: "1941-neutrality-pact",
    start: "1945-08-06", end: "1945-09-09",
    variables: [
        (name: "own.level", initial: 1.5, range: (1.0, 2.0), unit: "points", meaning: (en: "A", es: "B")),
    ],
    parameters: [
        (name: "own.number", value: 12.0, range: (0.0, 20.0), unit: "points", meaning: "A", source: "assumed"),
        (name: "soviet.training", value: 0.0, range: (0.0, 0.0), source: "assumed"),
    ],
    events: [
        (id: "north_china", at: "1945-08-09", source: "Coox 1985"),
        (id: "hen", when: "event.north_china", source: "assumed"),
        (id: "dry", when: "japan.oil.stock < 10", source: "assumed"),
        (id: "kept", when: "pact.state == in_force", effects: ["pact.tension = 0.3"], source: "assumed"),
    ],
    decisions: [
        (
            id: "go", actor: "japan", title: (en: "A", es: "B"), question: (en: "A", es: "B"),
            from: "1945-08-06", until: "1945-08-30", temperature: 0.5,
            options: [(id: "wait", label: (en: "A", es: "B"), meaning: (en: "A", es: "B"), utility: "0", history: true, source: "assumed")],
        ),
    ],
    outcomes: [(id: "all", title: (en: "A", es: "B"), meaning: (en: "A", es: "B"), when: "true")],
    measures: [
        (id: "three", title: (en: "A", es: "B"), unit: "points", value: "1 + 2"),
        (id: "ramped", title: (en: "A", es: "B"), unit: "points", value: "ramp(japan.oil.months, 40, 15)"),
    ],
)
"#;

const OPTIONS: &str = r#"options: [(id: "wait", label: (en: "A", es: "B"), meaning: (en: "A", es: "B"), utility: "0", history: true, source: "assumed")]"#;

const PLAIN: &str = "series,date,value\njapan.oil.stock,1941-04-01,48.9\n";
const WITH_SOURCES: &str = "series,date,value,source
japan.oil.stock,1941-12-01,42,\"closed\"
japan.oil.stock,1942-12-01,42,x
";
const BY_COHEN: &str = "series,date,value,source
japan.oil.stock,1941-12-01,42,\"by Cohen, 1949\"
";
const SPREAD: &str = "series,date,value,low,high\njapan.oil.stock,1941-04-01,48.9,47,50\n";
const WITH_UNITS: &str = "series,date,value,unit
japan.oil.stock,1941-12-01,42,million barrels
japan.oil.stock,1942-12-01,41,million barrels
";
const ODDS: &str = "event,share\nmoscow_falls,0.1\n";
const ORDERS: &str = "happening,rule,other,why\nuranus,only after,stalingrad_reached,…\nyalta: promise,never after,germany_surrenders,…\n";
const RECIPE: &str = r#"(
    subject: (scenario: "1941-neutrality-pact"),
    seed: 7,
    answers: [(week: "1941-07-28", decision: "northern_question", option: "strike")],
)
"#;

/// How a text is read.
#[derive(Clone, Copy)]
enum By {
    /// As a scenario or a counterfactual.
    Check,
    /// As dated series of the record.
    Series,
    /// As assumed odds.
    Odds,
    /// As rules of order.
    Rules,
    /// As the recipe of a history, or a save.
    Replay,
}

/// What is right in a text, and what stands there when it is wrong.
#[derive(Clone, Copy)]
enum Form {
    /// As in the example of the code.
    Example,
    /// As here.
    Here(&'static str, &'static str),
}

use By::{Check, Odds, Replay, Rules, Series};
use Form::{Example, Here};

const SHOWN: &[(&str, By, &str, Form)] = &[
    ("H0005", Check, CHANGE, Here(CHANGE, "")),
    (
        "H0006",
        Check,
        CHANGE,
        Here(
            "sources: [",
            "sources: [((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
        ),
    ),
    (
        "H0007",
        Check,
        SCENARIO,
        Here("like: \"1941-neutrality-pact\"", "like: \"1941-neutralty-pact\""),
    ),
    ("H0100", Check, SCENARIO, Example),
    ("H0101", Check, SCENARIO, Here("(id: \"all\", title:", "(id: \"all\", titel:")),
    ("H0102", Check, CHANGE, Example),
    (
        "H0103",
        Check,
        SCENARIO,
        Here("at: \"1945-08-09\", source: \"Coox 1985\"", "at: \"1945-08-09\""),
    ),
    ("H0104", Check, SCENARIO, Here("(id: \"hen\",", "(id: \"hen\", id: \"cock\",")),
    ("H0105", Check, SCENARIO, Example),
    ("H0106", Check, SCENARIO, Here("title: (en: \"A\"", "title: (en: \"\\u{1b}[31mRed\"")),
    ("H0201", Check, SCENARIO, Here("actor: \"japan\"", "actor: \"japn\"")),
    ("H0202", Check, SCENARIO, Example),
    ("H0203", Check, SCENARIO, Here("(id: \"dry\"", "(id: \"hen\"")),
    ("H0301", Check, MORE, Here("to: 0.5", "to: 7.0")),
    ("H0302", Check, MORE, Here("on: \"1941-07-07\"", "on: \"1941-02-30\"")),
    ("H0303", Check, MORE, Example),
    ("H0304", Check, SCENARIO, Example),
    ("H0306", Check, CHANGE, Example),
    ("H0307", Check, SCENARIO, Here("when: \"true\"", "when: \"event.hen\"")),
    ("H0308", Check, SCENARIO, Example),
    (
        "H0310",
        Check,
        SCENARIO,
        Here("(id: \"north_china\", at: \"1945-08-09\",", "(id: \"north_china\","),
    ),
    ("H0311", Check, SCENARIO, Here("at: \"1945-08-09\"", "when: \"event.hen\"")),
    ("H0312", Check, SCENARIO, Here(OPTIONS, "options: []")),
    ("H0400", Check, SCENARIO, Example),
    ("H0401", Check, SCENARIO, Example),
    ("H0402", Check, SCENARIO, Example),
    ("H0403", Check, SCENARIO, Example),
    ("H0404", Check, SCENARIO, Example),
    ("H0502", Check, MORE, Example),
    ("H0503", Check, MORE, Here("divergence: \"1941-07-07\"", "divergence: \"1942-01-01\"")),
    (
        "H0504",
        Check,
        CHANGE,
        Here("interventions: [DropEvent(event: \"uranus\")]", "interventions: []"),
    ),
    ("H0505", Check, CHANGE, Example),
    ("H0507", Check, SCENARIO, Here("like: \"1941-neutrality-pact\"", "like: \"shown\"")),
    ("H0601", Check, SCENARIO, Here("history: true, ", "")),
    ("H0602", Check, CHANGE, Example),
    ("H0603", Check, SCENARIO, Here("range: (0.0, 0.0)", "range: (0.0, 0.0), unit: \"points\"")),
    ("H0702", Series, PLAIN, Here("series,date,value", "series,when,value")),
    ("H0703", Series, PLAIN, Here(PLAIN, "series,date,value\n")),
    ("H0704", Series, PLAIN, Example),
    ("H0705", Series, PLAIN, Example),
    ("H0706", Series, PLAIN, Example),
    ("H0707", Series, SPREAD, Here("47,50", "50,52")),
    ("H0708", Series, PLAIN, Here("48.9\n", "48.9\njapan.oil.stock,1941-04-01,49.6\n")),
    ("H0709", Odds, ODDS, Example),
    ("H0710", Series, WITH_SOURCES, Example),
    ("H0711", Series, BY_COHEN, Example),
    ("H0712", Series, WITH_UNITS, Here("41,million barrels", "41000,thousand barrels")),
    ("H0713", Series, WITH_UNITS, Example),
    ("H0714", Rules, ORDERS, Example),
    ("H0715", Rules, ORDERS, Example),
    ("H0801", Replay, RECIPE, Example),
];

/// What no small text can show, and where it is shown or why it is not.
const ELSEWHERE: &[(&str, &str)] = &[
    ("H0001", "no text is wrong, but the place; below"),
    ("H0002", "no text is wrong, but the place; below"),
    ("H0003", "the text is large; below"),
    ("H0004", "it is no text; below"),
    ("H0008", "the whole campaign is needed, which names a fit; below"),
    (
        "H0009",
        "it takes a hundred other errors, and is told where they are printed; broken_files.rs",
    ),
    ("H0010", "no text is wrong, but the place; below"),
    ("H0011", "two flags of one command are wrong together; below"),
    ("H0305", "the text is long; below"),
    ("H0309", "the whole campaign is needed, which has all parameters; below"),
    ("H0501", "a scenario and a change are wrong together; below"),
    ("H0506", "a name stands in the wrong place of a command; below"),
    ("H0701", "no text has it: its own example is told of as H0702; below"),
    ("H0802", "a save is made by playing; below"),
];

fn codes_of(reports: &Reports) -> Vec<&'static str> {
    reports.reports.iter().map(|report| report.code).collect()
}

/// The codes of what is told of a file, warnings among them.
fn checked(path: &str) -> Vec<&'static str> {
    match library::check(&sim::engine(), path) {
        Ok(warnings) => codes_of(&warnings),
        Err(wrong) => codes_of(&wrong),
    }
}

fn told_of(desk: &Desk, by: By, text: &str, scenario: &Scenario) -> Vec<&'static str> {
    let file = desk.path("shown.ron");
    std::fs::write(&file, text).expect("written");
    let wrong = |read: Result<(), Box<Reports>>| read.err().map_or(vec![], |it| codes_of(&it));
    let record = || Origin::from(Written { id: "shown".to_owned(), text: text.to_owned() });
    match by {
        Check => checked(&desk.at("shown.ron")),
        Series => wrong(record_files::read_series(&record(), &[], &scenario.vocabulary).map(drop)),
        Odds => wrong(record_files::read_odds(&record()).map(drop)),
        Rules => wrong(order_rules::read(&record(), scenario, false).map(drop)),
        Replay => wrong(File::read(&file).and_then(|file| match file {
            File::Recipe(recipe) => History::open(*recipe).map(drop),
            File::Save(_) => Ok(()),
        })),
    }
}

fn campaign() -> &'static str {
    let file = FILES.iter().find(|file| file.name == "1941-neutrality-pact.ron");
    file.expect("it is shipped").text
}

#[test]
fn the_wrong_form_has_its_code_and_the_right_one_has_it_not() {
    let desk = Desk::new("codes");
    let loaded = library::load(&sim::engine(), "1941-neutrality-pact", &[]).expect("sound");
    let scenario = &loaded.scenario;
    let mut amiss = Vec::new();
    for &(code, by, base, form) in SHOWN {
        let example = codes::find(code).unwrap_or_else(|| panic!("{code} is no code"));
        let (right, wrong) = match form {
            Example => (example.good, example.bad),
            Here(right, wrong) => (right, wrong),
        };
        assert!(base.contains(right), "{code}: the text has no `{right}`");
        let before = told_of(&desk, by, base, scenario);
        if !before.is_empty() {
            amiss.push(format!("{code}: the right form has {before:?}"));
        }
        let after = told_of(&desk, by, &base.replacen(right, wrong, 1), scenario);
        if !after.contains(&code) {
            amiss.push(format!("{code}: the wrong form has {after:?}"));
        }
    }
    assert!(amiss.is_empty(), "{amiss:#?}");
}

#[test]
fn every_code_is_shown_or_it_is_said_why_not() {
    let mut named: Vec<&str> = SHOWN.iter().map(|shown| shown.0).collect();
    named.extend(ELSEWHERE.iter().map(|(code, _)| *code));
    named.sort_unstable();
    let all: Vec<&str> = CODES.iter().map(|code| code.code).collect();
    assert_eq!(named, all, "a new code needs a row in SHOWN, or in ELSEWHERE with the reason");
}

#[test]
fn places_that_are_no_text_and_texts_that_are_too_much_have_their_codes() {
    let desk = Desk::new("places");
    let write = |text: &[u8]| {
        std::fs::write(desk.path("shown.ron"), text).expect("written");
        checked(&desk.at("shown.ron"))
    };
    assert_eq!(write(CHANGE.as_bytes()), [] as [&str; 0]);
    assert_eq!(checked(&desk.at("nowhere.ron")), ["H0001"]);
    assert_eq!(checked(&desk.at("")), ["H0002"]);
    let padded = format!("{CHANGE}{}", " ".repeat(4 * 1024 * 1024));
    assert_eq!(write(padded.as_bytes()), ["H0003"]);
    assert_eq!(write(&[0x80; 8]), ["H0004"]);
    #[cfg(unix)]
    assert_eq!(checked("/dev/null"), ["H0010"]);
    let long = SCENARIO.replacen("id: \"hen\"", &format!("id: \"{}\"", "n".repeat(1000)), 1);
    assert!(write(long.as_bytes()).contains(&"H0305"));
}

#[test]
fn a_campaign_without_its_fit_or_a_parameter_is_told_of() {
    let desk = Desk::new("campaign");
    let write = |text: &str| {
        std::fs::write(desk.path("1941-neutrality-pact.ron"), text).expect("written");
        checked(&desk.at("1941-neutrality-pact.ron"))
    };
    assert_eq!(write(campaign()), [] as [&str; 0]);
    let (no_fit, fit) = codes::find("H0008").map(|code| (code.bad, code.good)).expect("a code");
    assert!(campaign().contains(fit));
    assert!(write(&campaign().replacen(fit, no_fit, 1)).contains(&"H0008"));
    let one = "name: \"pact.calm\"";
    assert!(campaign().contains(one));
    assert!(write(&campaign().replacen(one, "name: \"pact.calmer\"", 1)).contains(&"H0309"));
}

#[test]
fn a_name_in_the_wrong_place_is_told_of() {
    let names = |scenario: &str, with: &str| {
        let with: Vec<String> = with.split_whitespace().map(str::to_owned).collect();
        match library::load(&sim::engine(), scenario, &with) {
            Ok(_) => Vec::new(),
            Err(wrong) => codes_of(&wrong),
        }
    };
    assert!(names("1941-neutrality-pact", "no-pact").is_empty());
    assert!(names("1939-khalkhin-gol", "no-pact").contains(&"H0501"));
    assert!(names("no-pact", "").contains(&"H0506"));
    assert!(names("1941-neutrality-pact", "1939-khalkhin-gol").contains(&"H0506"));
}

#[test]
fn a_save_of_another_version_is_told_of() {
    let desk = Desk::new("version");
    let mut history =
        History::open(Recipe::of(Subject::of("1939-khalkhin-gol"), 7)).expect("sound");
    history.play(&mut policy::answer).expect("played");
    let save = Save::of(&history).ron();
    let (bad, good) = codes::find("H0802").map(|code| (code.bad, code.good)).expect("a code");
    assert!(save.contains(good));
    for (text, told) in [(save.clone(), vec![]), (save.replacen(good, bad, 1), vec!["H0802"])] {
        std::fs::write(desk.path("a.save"), text).expect("written");
        let read = File::read(&desk.path("a.save"));
        assert_eq!(read.err().map_or(vec![], |wrong| codes_of(&wrong)), told);
    }
}

#[test]
fn a_file_that_one_command_is_to_read_and_to_write_is_told_of() {
    let desk = Desk::new("both");
    let record = desk.at(RECORD);
    let asks = ["validate", "1939-khalkhin-gol", "--runs", "20", "--data", &record, "--force"];
    let before = std::fs::read(&record).expect("read");
    for (page, told) in [(record.clone(), true), (desk.at("page.html"), false)] {
        let output = hokushin(&[&asks[..], &["--html", &page]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            (output.status.code() == Some(2), said.contains("H0011")),
            (told, told),
            "{said}"
        );
        assert_eq!(std::fs::read(&record).expect("read"), before);
    }
}

#[test]
fn a_record_that_is_not_csv_lacks_its_columns() {
    let text = PLAIN.replace(',', ";");
    let record = Origin::from(Written { id: "shown".to_owned(), text });
    let wrong =
        record_files::read_series(&record, &[], &Vocabulary::default()).expect_err("no commas");
    assert!(codes_of(&wrong).iter().all(|&code| code == "H0702"), "{wrong}");
}
