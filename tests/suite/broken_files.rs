//! Bad files get located, helpful errors and exit code 2; nothing panics.

use crate::folder::Folder;
use crate::program::hokushin;
use proptest::prelude::*;

#[test]
fn every_broken_file_is_refused_with_its_place_and_what_would_be_right() {
    let mut told = String::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/broken");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("fixtures")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    files.sort();
    assert!(files.len() >= 10);
    for file in files {
        let path = format!("tests/fixtures/broken/{}", file.to_string_lossy());
        let output = hokushin(&["check", &path]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(2), "{path}: {text}");
        assert!(text.contains(&format!("{path}:")) && text.contains("error[H0"), "{path}: {text}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{path}");
        told += &text;
        told.push('\n');
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_directory_and_a_missing_file_are_told_apart() {
    let output = hokushin(&["check", "tests", "no/such/file.ron"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(text.contains("H0002") && text.contains("H0001"), "{text}");
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let file = std::env::temp_dir().join(format!("hokushin-many-{}.ron", std::process::id()));
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/scenarios/counterfactuals/no-embargo.ron"
    ))
    .expect("shipped");
    let wrong = r#"ForceOption(decision: "embrago", option: "licences"), ForceNode(node: "event.urnus", value: 2.0), DropEvent(evnt: "typhoon"),"#;
    std::fs::write(&file, text.replace("interventions: [", &format!("interventions: [{wrong}")))
        .expect("written");
    let output = hokushin(&["check", file.to_str().expect("a plain path")]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    std::fs::remove_file(&file).expect("removed");
    for code in ["embrago", "event.urnus", "evnt"] {
        assert!(told.contains(code), "{code} is not told:\n{told}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_of_expressions_panic(text in ".{0,60}") {
        use hokushin::scenario::expression::{Scope, compile, parse_effect};
        use hokushin::scenario::vocabulary::Vocabulary;
        let vocabulary = Vocabulary::default();
        let scope = Scope { vocabulary: &vocabulary, parameter: &|_| None };
        let _ = compile(&text, None, &scope);
        let _ = parse_effect(&text);
    }
}

/// Writes a file and gives its path.
fn write(folder: &Folder, name: &str, text: &str) -> String {
    std::fs::write(folder.path(name), text).expect("written");
    folder.file(name)
}

/// A small counterfactual; what is wrong is put in place of something right.
const SMALL: &str = r#"Counterfactual(
    version: 1,
    scenario: "1941-neutrality-pact",
    title: (en: "t", es: "t"), question: (en: "t", es: "t"), defence: (en: "t", es: "t"),
    divergence: "1941-07-28",
    sources: ["s"],
    interventions: [
        ForceNode(node: "event.uranus", value: 0.5),
    ],
    reference: (what: (en: "t", es: "t"), happened: 4, of: 8, source: "s"),
)
"#;

#[test]
fn for_every_kind_of_fault_the_help_fits() {
    let faults = [
        ("a whole number with a point", "version: 1,", "version: 1.0,"),
        ("a count below nothing", "happened: 4", "happened: -4"),
        ("a count beyond counting", "happened: 4", "happened: 99999999999999999999"),
        ("half a case", "happened: 4", "happened: 4.5"),
        ("a text for a number", "value: 0.5", "value: \"0.5\""),
        ("no number", "value: 0.5", "value: NaN"),
        ("an endless number", "value: 0.5", "value: inf"),
        ("a number for a text", "divergence: \"1941-07-28\"", "divergence: 1941"),
        ("a text for a list", "sources: [\"s\"]", "sources: \"s\""),
        ("a record for a list", "sources: [\"s\"]", "sources: (\"s\")"),
        ("a text for a record", "title: (en: \"t\", es: \"t\")", "title: \"t\""),
        ("a number in a list of texts", "sources: [\"s\"]", "sources: [5]"),
        ("an open text", "es: \"t\"), question", "es: \"t), question"),
        ("a last text that is open", "source: \"s\"),\n)", "source: \"s),\n)"),
        ("an end too soon", "source: \"s\"),\n)", "source: \"s\"),"),
        ("something after the end", "source: \"s\"),\n)", "source: \"s\"),\n) and more"),
        ("a missing comma", "version: 1,", "version: 1"),
        ("a missing colon", "version: 1,", "version 1,"),
        ("a comma too many", "version: 1,", "version: 1,,"),
        ("an unknown escape", "sources: [\"s\"]", "sources: [\"\\q\"]"),
        ("an open comment", "version: 1,", "version: 1, /* never closed"),
        ("a stray character", "version: 1,", "version: 1, @"),
        ("a field in quotes", "version: 1,", "\"version\": 1,"),
        ("a missing value", "version: 1,", "version: ,"),
        ("a field twice", "version: 1,", "version: 1, version: 1,"),
        ("no field", "divergence: \"1941-07-28\",", ""),
        ("an extension", "Counterfactual(\n", "#![enable(magic)]\nCounterfactual(\n"),
        ("another kind of file", "Counterfactual(\n", "Counterfact(\n"),
        ("an escape sequence", "sources: [\"s\"]", "sources: [\"\\u{1b}[2J\"]"),
        ("letters turned round", "title: (en: \"t\"", "title: (en: \"\u{202e}t\""),
    ];
    let folder = Folder::new("broken-faults");
    let mut told = String::new();
    for (what, right, wrong) in faults {
        assert!(SMALL.contains(right), "{what}");
        let path = write(&folder, "wrong.ron", &SMALL.replacen(right, wrong, 1));
        let reports = hokushin::scenario::library::check(&hokushin::sim::engine(), &path);
        let reports = reports.expect_err(what).to_string();
        told += &format!("== {what}\n{}\n", reports.replace(&path, "wrong.ron"));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn of_a_hundred_thousand_errors_the_first_hundred_are_told_and_the_rest_counted() {
    let folder = Folder::new("broken-many-errors");
    let item = "(a: 1),\n".repeat(100_000);
    let path = write(
        &folder,
        "many.ron",
        &format!(
            "Scenario(version: 1, title: (en: \"t\", es: \"t\"), summary: (en: \"t\", es: \"t\"), start: \"1941-04-07\", end: \"1942-04-07\", outcomes: [], measures: [],\nevents: [\n{item}],\n)"
        ),
    );
    let began = std::time::Instant::now();
    let output = hokushin(&["check", &path]);
    let took = began.elapsed();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.len() < 100_000, "{} bytes are printed", output.stdout.len());
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(told.matches("error[H0101]").count(), 100);
    assert!(
        told.contains("error[H0009]: and 99901 more, 100001 in all"),
        "{}",
        &told[told.len() - 400..]
    );
    // A minute and more, when each error counted its line from the top of the file.
    assert!(took < std::time::Duration::from_secs(20), "{took:?}");
    let output = hokushin(&["check", "--format", "json", &path]);
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(101));
    assert_eq!(rows[99]["line"], 102, "the hundredth item stands two lines below the first");
    assert_eq!(rows[100]["code"], "H0009");
}

#[test]
fn the_list_names_broken_files_and_how_to_see_why() {
    let folder = Folder::new("broken-library");
    let sound = SMALL.replacen("reference", "// ( [ \"\n    reference", 1);
    write(&folder, "sound.ron", &sound);
    write(&folder, "syntax.ron", "garbage(");
    write(&folder, "number.ron", &SMALL.replace("value: 0.5", "value: 2"));
    let shelf = folder.here().display().to_string();
    let list = |arguments: &[&str]| {
        crate::program::command(arguments)
            .env("HOKUSHIN_SCENARIOS", &shelf)
            .output()
            .expect("it starts")
    };
    let output = list(&["list"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    for line in [
        "--with sound",
        "syntax  ·  cannot be read",
        "hokushin check syntax",
        "hokushin check number",
    ] {
        assert!(told.contains(line), "{line} is missing:\n{told}");
    }
    let told = String::from_utf8_lossy(&list(&["list", "--language", "es"]).stdout).into_owned();
    assert!(told.contains("no se puede leer"), "{told}");
    let output = list(&["list", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let broken: Vec<_> =
        rows.as_array().expect("a list").iter().filter(|row| !row["broken"].is_null()).collect();
    assert_eq!(broken.len(), 2);
    assert_eq!(broken[1]["broken"]["see"], "hokushin check syntax");
    // A broken file has a name like any other.
    let output = list(&["check", "sintax"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("did you mean `syntax`?"), "{told}");
    // What is no folder cannot be looked into, and that is said.
    write(&folder, "counterfactuals", "not a folder");
    for command in [["list", "--format=text"], ["check", "sound"]] {
        let output = list(&command);
        let told = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("cannot be looked into"), "{told}");
    }
}

#[test]
fn what_the_language_allows_is_printed_from_what_is_checked() {
    let output = hokushin(&["check", "--limits"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0));
    for line in [
        "region.fortification: a number from 1 to 3",
        "report.lag: a whole number from 0 to 7 (weeks)",
        "16 powers",
        "pact.calm: from 0 to 1",
    ] {
        assert!(told.contains(line), "{line} is missing:\n{told}");
    }
    let output = hokushin(&["check", "--limits", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let limits = all["limits"].as_array().map(Vec::len);
    assert_eq!(limits, Some(hokushin::scenario::limits::LIST.len()));
}
