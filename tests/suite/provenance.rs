//! Every answer that is kept says which files it was made of, each by its kind and by a
//! fingerprint that anybody can check.

use crate::desk::{CHANGE, Desk, SCENARIO, smallest};
use crate::program::hokushin;
use hokushin::files::fingerprint::Fingerprint;
use hokushin::scenario::library::{FILES, open};
use hokushin::scenario::{CitedFile, FileKind};

fn does(line: &[String]) {
    let words: Vec<&str> = line.iter().map(String::as_str).collect();
    let output = hokushin(&words);
    assert!(output.status.success(), "{line:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The files that a provenance names.
fn files(desk: &Desk, name: &str) -> Vec<CitedFile> {
    let text = std::fs::read_to_string(desk.path(name)).expect("a provenance");
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(all["scenario"], "1939-khalkhin-gol", "{name}");
    serde_json::from_value(all["files"].clone()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_command_names_the_scenario_and_its_changes_by_their_own_fingerprints() {
    let desk = Desk::new("provenance");
    let text = |name: &str| std::fs::read_to_string(desk.path(name)).expect("read");
    let cited = |kind, id: &str, text: &str| CitedFile {
        kind,
        id: id.to_owned(),
        fingerprint: Fingerprint::of(text),
    };
    let shipped = |name: &str| FILES.iter().find(|file| file.name == name).expect("there").text;
    let scenario = [
        cited(FileKind::Scenario, "1939-khalkhin-gol", &text(SCENARIO)),
        cited(FileKind::Ground, "1941-neutrality-pact", shipped("1941-neutrality-pact.ron")),
        cited(
            FileKind::Fitted,
            "fitted/1941-neutrality-pact",
            shipped("fitted/1941-neutrality-pact.ron"),
        ),
    ];
    let change = cited(FileKind::Counterfactual, "later", &text(CHANGE));
    for command in
        ["compare", "attribute", "explain", "rewrite", "plausibility", "sweep", "sensitivity"]
    {
        let mut line = smallest(command, &desk);
        line.extend(["--out".to_owned(), desk.at(command)]);
        does(&line);
        let named = files(&desk, &format!("{command}/provenance.json"));
        let changed = line.iter().any(|word| word == "--with");
        assert_eq!(named.len(), 3 + usize::from(changed), "{command}: {named:?}");
        assert!(scenario.iter().all(|file| named.contains(file)), "{command}: {named:?}");
        assert_eq!(named.contains(&change), changed, "{command}: {named:?}");
        assert_eq!(named[0], scenario[0], "{command}");
        let page = std::fs::read_to_string(desk.path(&format!("{command}/index.html")));
        let page = page.expect("a page");
        for file in &named {
            let print = file.fingerprint.short();
            assert_eq!(page.matches(&print).count(), 2, "{command}: {} {print}", file.id);
        }
    }
    // What a search may take up is read too.
    let dropped = text(CHANGE).replace(
        "MoveEvent(event: \"offensive\", to: \"1939-08-27\")",
        "DropEvent(event: \"offensive\")",
    );
    std::fs::write(desk.path("never.ron"), &dropped).expect("written");
    let (scenario_file, never, out) = (desk.at(SCENARIO), desk.at("never.ron"), desk.at("search"));
    let line = ["rewrite", &scenario_file, "--for", "border_reached", "--runs", "20"];
    let more = ["--among", &never, "--most", "1", "--out", &out];
    does(&line.iter().chain(&more).map(|&word| word.to_owned()).collect::<Vec<_>>());
    let named = files(&desk, "search/provenance.json");
    assert_eq!(named.len(), 4, "{named:?}");
    assert!(named.contains(&cited(FileKind::Counterfactual, "never", &dropped)), "{named:?}");
    // Rows say it too.
    let mut line = smallest("batch", &desk);
    line.extend(["--with".to_owned(), desk.at(CHANGE), "--out".to_owned(), desk.at("rows.csv")]);
    does(&line);
    let named = files(&desk, "rows.csv.provenance.json");
    assert_eq!(named.len(), 4, "{named:?}");
    assert!(named.contains(&change) && named[0] == scenario[0], "{named:?}");
}

#[test]
fn a_part_of_a_run_on_another_text_says_which_text_that_is() {
    let desk = Desk::new("other-text");
    let mut line = smallest("batch", &desk);
    let change = ["--with".to_owned(), desk.at(CHANGE)];
    line.extend(change);
    let part = |part: &str, name: &str| {
        let more = ["--shard".to_owned(), part.to_owned(), "--out".to_owned(), desk.at(name)];
        does(&[&line[..], &more[..]].concat());
    };
    part("1/2", "one.csv");
    let text = std::fs::read_to_string(desk.path(CHANGE)).expect("read");
    std::fs::write(desk.path(CHANGE), text.replace("The roads", "All roads")).expect("written");
    part("2/2", "two.csv");
    let (one, two) = (desk.at("one.csv"), desk.at("two.csv"));
    let output = hokushin(&["merge", &one, &two, "--out", &desk.at("rows.csv")]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("counterfactual `later`"), "{told}");
    assert!(told.contains(&Fingerprint::of(&text).short()), "{told}");
    assert!(!told.contains("scenario `"), "only one text is another: {told}");
}

#[test]
fn windows_line_ends_make_no_other_text() {
    let desk = Desk::new("line-ends");
    let opened = || {
        let opened = open(&desk.at(SCENARIO), &[desk.at(CHANGE)], &[]).expect("it is there");
        opened.files().to_vec()
    };
    let before = opened();
    for name in [SCENARIO, CHANGE] {
        let text = std::fs::read_to_string(desk.path(name)).expect("read");
        std::fs::write(desk.path(name), text.replace('\n', "\r\n")).expect("written");
    }
    assert_eq!(opened(), before);
    assert!(desk.names().is_empty(), "to read leaves nothing: {:?}", desk.names());
}
