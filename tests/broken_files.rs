//! Bad files get located, helpful errors and exit code 2; nothing panics.

mod program;

use program::hokushin;
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
