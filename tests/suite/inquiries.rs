//! An inquiry is a value: flags and `hokushin ask` give the same bytes, and the command that a
//! specification writes is read back as that specification.

use std::path::{Path, PathBuf};

use clap::Parser;
use hokushin::batch::work::{Trouble, Work};
use hokushin::cli::Cli;
use hokushin::history::Subject;
use hokushin::whatif::explanation::{Explain, Findings};
use hokushin::whatif::inquiry::Inquiry;
use hokushin::whatif::parting::{self, Diff};

use crate::desk::{Desk, smallest};
use crate::program::hokushin;

/// What a command line asks.
fn asked(words: &[String]) -> Inquiry {
    let line = [vec!["hokushin".to_owned()], words.to_vec()].concat();
    let command = Cli::try_parse_from(line).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    command.inquiry().unwrap_or_else(|| panic!("{words:?} asks nothing"))
}

/// The command of a specification asks it again, and so does its file.
fn comes_back(words: &[String]) {
    let inquiry = asked(words);
    let command = inquiry.command();
    let again = shlex::split(&command).expect("a command line");
    assert_eq!(asked(&again[1..]), inquiry, "{command}");
    let desk = Desk::new(&format!("back-{}", words[0]));
    let file = desk.path("asked.spec");
    std::fs::write(&file, inquiry.ron()).expect("written");
    let read = Inquiry::read(&file).unwrap_or_else(|reports| panic!("{reports}"));
    assert_eq!(read, inquiry, "{}", inquiry.ron());
}

fn words(of: &[&str]) -> Vec<String> {
    of.iter().map(|&word| word.to_owned()).collect()
}

/// What is printed; the time that it took is not looked at.
fn printed(words: &[String]) -> String {
    let output = hokushin(&words.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    let timeless = |line: &&str| !line.ends_with(" s") && !line.contains("\"seconds\"");
    text.lines().filter(timeless).collect::<Vec<_>>().join("\n")
}

/// What lies in a folder.
fn folder(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(path).expect("a folder").flatten();
    let mut files: Vec<(PathBuf, Vec<u8>)> = entries
        .map(|entry| {
            let text = std::fs::read(entry.path()).expect("a file");
            (PathBuf::from(entry.file_name()), text)
        })
        .collect();
    files.sort();
    files
}

/// A command asked by flags and from a file: the same is printed, as text and as JSON, and the
/// same is written by `flag`.
fn same_by_flags_and_from_a_file(command: &str, extra: &[&str], flag: &str, ending: &str) {
    let desk = Desk::new(&format!("asked-{command}"));
    let by_flags = [smallest(command, &desk), words(extra)].concat();
    let spec = desk.at("asked.spec");
    std::fs::write(&spec, asked(&by_flags).ron()).expect("written");
    let from_file = words(&["ask", &spec, "--threads", "1"]);
    let more = |words_: &[String], extra: &[&str]| [words_.to_vec(), words(extra)].concat();
    for language in ["en", "es"] {
        let language = ["--language", language];
        let one = printed(&more(&by_flags, &language));
        assert_eq!(one, printed(&more(&from_file, &language)), "{command}");
    }
    if command != "calibrate" {
        let json = ["--format", "json"];
        assert_eq!(
            printed(&more(&by_flags, &json)),
            printed(&more(&from_file, &json)),
            "{command}"
        );
    }
    if !flag.is_empty() {
        let (one, other) = (format!("one{ending}"), format!("other{ending}"));
        printed(&more(&by_flags, &[flag, &desk.at(&one)]));
        printed(&more(&from_file, &[flag, &desk.at(&other)]));
        let read = |name: &str| std::fs::read(desk.path(name)).expect(name);
        assert!(!read(&one).is_empty());
        assert_eq!(read(&one), read(&other), "{command} {flag}");
    }
}

/// A specification that is refused.
fn refused(desk: &Desk, inquiry: &Inquiry, said: &str) {
    let spec = desk.at("refused.spec");
    std::fs::write(&spec, inquiry.ron()).expect("written");
    let output = hokushin(&["ask", &spec]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains(said), "{said}: {told}");
}

#[test]
fn an_explanation_is_the_same_by_flags_and_from_its_report() {
    same_by_flags_and_from_a_file("explain", &[], "--dot", ".dot");
    let desk = Desk::new("report-explain");
    let more = ["--inevitability", "--every", "3", "--forks", "4", "--seed", "7"];
    let by_flags = [smallest("explain", &desk), words(&more)].concat();
    let (one, other) = (desk.at("one"), desk.at("other"));
    printed(&[by_flags, words(&["--out", &one])].concat());
    let inquiry = desk.at("one/inquiry.ron");
    printed(&words(&["ask", &inquiry, "--out", &other]));
    assert_eq!(folder(&desk.path("one")), folder(&desk.path("other")));
}

#[test]
fn a_difference_is_the_same_by_flags_and_from_a_file() {
    same_by_flags_and_from_a_file("diff", &[], "", "");
    same_by_flags_and_from_a_file("diff", &["--against-seed", "7", "--seed", "3"], "", "");
}

#[test]
fn a_validation_is_the_same_by_flags_and_from_a_file() {
    same_by_flags_and_from_a_file("validate", &[], "--html", ".html");
    let desk = Desk::new("report-validate");
    let record = desk.at(crate::desk::RECORD);
    let by_flags = [smallest("validate", &desk), words(&["--data", &record])].concat();
    let spec = desk.at("asked.spec");
    std::fs::write(&spec, asked(&by_flags).ron()).expect("written");
    printed(&words(&["ask", &spec, "--out", &desk.at("report")]));
    let page = std::fs::read_to_string(desk.path("report/index.html")).expect("a page");
    assert!(page.contains("<svg") && page.contains("hokushin validate"), "a figure a series");
}

#[test]
fn orders_are_the_same_by_flags_and_from_a_file() {
    same_by_flags_and_from_a_file("orders", &[], "", "");
    same_by_flags_and_from_a_file("orders", &["--seed", "40", "--soviet", "history"], "", "");
}

#[test]
fn a_calibration_is_the_same_by_flags_and_from_a_file() {
    same_by_flags_and_from_a_file("calibrate", &["--only", "japan"], "--out", ".ron");
}

#[test]
fn the_command_of_a_specification_asks_it_again() {
    for line in [
        &["explain", "x", "--with", "a", "--with", "b c", "--seed", "7", "--outcome", "-1 < a.b"][..],
        &["explain", "x", "--inevitability", "--every", "9", "--forks", "3", "--most-runs", "5"],
        &["diff", "x"],
        &["diff", "x", "--with", "a", "--seed", "9", "--japan", "history", "--others", "doctrine"],
        &["diff", "x", "--against-seed", "0", "--against-with", "a+b", "--against-with", "c"],
        &["validate"],
        &["validate", "x", "--with", "a", "--data", "my record.csv", "--data", "b", "--names", "n"],
        &[
            "validate",
            "x",
            "--runs",
            "5",
            "--seed",
            "2",
            "--replication",
            "3",
            "--soviet",
            "history",
        ],
        &["orders"],
        &[
            "orders",
            "x",
            "--with",
            "a",
            "--rules",
            "my rules.csv",
            "--runs",
            "5",
            "--japan",
            "history",
        ],
        &["calibrate"],
        &["calibrate", "x", "--generations", "3", "--only", "japan", "--only", "a", "--data", "b"],
    ] {
        // A flag whose value begins with a line is glued to it.
        let line = line.join("\u{1}").replace("--outcome\u{1}", "--outcome=");
        comes_back(&line.split('\u{1}').map(str::to_owned).collect::<Vec<_>>());
    }
}

#[test]
fn what_flags_would_refuse_a_file_may_not_say_either() {
    let desk = Desk::new("refused-specs");
    let subject = Subject {
        with: vec![desk.at(crate::desk::CHANGE)],
        ..Subject::of(&desk.at(crate::desk::SCENARIO))
    };
    let explain = Explain { subject: subject.clone(), ..Explain::default() };
    refused(&desk, &Inquiry::Explain(Explain { every: 0, ..explain.clone() }), "`every` is 0");
    refused(&desk, &Inquiry::Explain(Explain { forks: 1, ..explain.clone() }), "`forks` is 1");
    refused(&desk, &Inquiry::Explain(Explain { most_runs: 0, ..explain.clone() }), "`most_runs`");
    refused(&desk, &Inquiry::Explain(Explain { seed: u64::MAX, ..explain.clone() }), "`seed`");
    refused(&desk, &Inquiry::Explain(Explain::default()), "needs a change");
    let calibrate = |more: &[&str]| asked(&[smallest("calibrate", &desk), words(more)].concat());
    if let Inquiry::Calibrate(mut asked) = calibrate(&[]) {
        asked.subject.with = subject.with;
        refused(&desk, &Inquiry::Calibrate(asked.clone()), "leave `with` out");
        asked.subject.with.clear();
        asked.generations = 0;
        refused(&desk, &Inquiry::Calibrate(asked), "`generations` is 0");
    }
    refused(&desk, &asked(&words(&["validate", "--runs", "1"])), "2 to 100000 histories");
    // Files that an inquiry does not have.
    let spec = desk.at("validate.spec");
    std::fs::write(&spec, asked(&words(&["validate", "--runs", "20"])).ron()).expect("written");
    let output = hokushin(&["ask", &spec, "--dot", &desk.at("graph.dot")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--dot"));
}

#[test]
fn findings_are_values_that_can_be_written_and_read() {
    let desk = Desk::new("findings");
    let subject = Subject {
        with: vec![desk.at(crate::desk::CHANGE)],
        ..Subject::of(&desk.at(crate::desk::SCENARIO))
    };
    let asked = Explain { subject: subject.clone(), most_runs: 60, ..Explain::default() };
    let explained = asked.run(&Work::QUIET).unwrap_or_else(|trouble| panic!("{trouble}"));
    let written = serde_json::to_string(&explained.findings).expect("JSON");
    let read: Findings = serde_json::from_str(&written).expect("findings");
    let (one, other) = (&explained.findings, &read);
    let text = |findings: &Findings| serde_json::to_string(&findings.explanation).expect("JSON");
    assert_eq!(text(one), text(other));
    assert_eq!((&one.causes, &one.chronicles), (&other.causes, &other.chronicles));
    assert_eq!(one.distances.len(), other.distances.len());
    assert!(!read.explanation.links.is_empty() && !read.chronicles[1].is_empty());
    let diffed = Diff { subject, ..Diff::default() }.run(&Work::QUIET);
    let findings = diffed.unwrap_or_else(|trouble| panic!("{trouble}")).findings;
    let written = serde_json::to_string(&findings).expect("JSON");
    let read: parting::Findings = serde_json::from_str(&written).expect("findings");
    assert_eq!(read.parting.map(|parting| parting.week), findings.parting.map(|it| it.week));
    let nothing = Explain::default().run(&Work::QUIET);
    assert!(matches!(nothing, Err(Trouble::Asked(_))));
}
