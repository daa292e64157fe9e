//! The program alone, in a folder where nothing else is.

use crate::folder::Folder;
use std::path::{Path, PathBuf};
use std::process::Output;

use hokushin::scenario::library::FILES;

/// An empty folder; it is gone when the test is over.
struct Island(Folder);

impl Island {
    fn new(name: &str) -> Self {
        Self(Folder::new(name))
    }

    /// With the program in it.
    fn with_the_program(name: &str) -> Self {
        let island = Self::new(name);
        std::fs::copy(env!("CARGO_BIN_EXE_hokushin"), island.program()).expect("copied");
        island
    }

    fn program(&self) -> PathBuf {
        self.0.path(&format!("hokushin{}", std::env::consts::EXE_SUFFIX))
    }

    /// Runs the program here, with a folder of scenarios where one is named.
    fn run(&self, scenarios: Option<&Path>, arguments: &[&str]) -> Output {
        let own = self.program();
        let mut command = crate::program::command(arguments);
        if own.is_file() {
            command = std::process::Command::new(own);
            command.args(arguments);
        }
        command.current_dir(self.0.here()).env_remove("HOKUSHIN_SCENARIOS");
        command.envs(scenarios.map(|folder| ("HOKUSHIN_SCENARIOS", folder)));
        // A program that another test's child still holds open for writing starts a little later.
        loop {
            match command.output() {
                Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
                started => return started.expect("the program starts"),
            }
        }
    }

    fn does(&self, scenarios: Option<&Path>, arguments: &[&str]) -> String {
        let output = self.run(scenarios, arguments);
        let wrong = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {wrong}");
        String::from_utf8(output.stdout).expect("text")
    }

    fn refuses(&self, scenarios: Option<&Path>, arguments: &[&str]) -> String {
        let output = self.run(scenarios, arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned()
            + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        told
    }

    /// The names of what is there.
    fn names(&self) -> Vec<String> {
        self.0.names()
    }
}

const CAMPAIGN: &str = "1941-neutrality-pact";

#[test]
fn the_program_alone_does_its_work_in_an_empty_folder() {
    let island = Island::with_the_program("alone");
    let told = island.does(None, &["list"]);
    for name in [CAMPAIGN, "1939-khalkhin-gol", "--with stalingrad-falls"] {
        assert!(told.contains(name), "{told}");
    }
    let told = island.does(None, &["list", "--format", "json"]);
    assert!(told.contains("built-in/counterfactuals/no-sorge.ron"), "{told}");
    let calibrate = ["calibrate", "--runs", "4", "--generations", "1", "--only", "pact."];
    for arguments in [
        &["compare", CAMPAIGN, "--with", "stalingrad-falls", "--runs", "20"][..],
        &["validate", "--runs", "50"],
        &["validate", "1945-august-storm", "--runs", "4"],
        &["run", "1939-khalkhin-gol"],
        &["check", CAMPAIGN, "no-sorge", "built-in/fitted/1941-neutrality-pact.ron"],
        &["sweep", "1939-khalkhin-gol", "--over", "soviet.garrison=5..6/2", "--runs", "4"],
        &calibrate,
    ] {
        island.does(None, arguments);
    }
    assert_eq!(island.names().len(), 1, "something was left: {:?}", island.names());
}

#[test]
fn an_export_is_the_library_that_it_was_written_from() {
    let island = Island::new("export");
    let told = island.does(None, &["export-scenarios", "mine"]);
    assert!(told.contains(&format!("{} files", FILES.len())), "{told}");
    let mine = island.0.path("mine");
    for file in FILES {
        assert_eq!(std::fs::read_to_string(mine.join(file.name)).expect("written"), file.text);
    }
    let listed = island.does(Some(&mine), &["list", "--format", "json"]);
    assert!(!listed.contains("built-in"), "{listed}");
    let names = |folder: Option<&Path>| {
        let listed = island.does(folder, &["list", "--format", "json"]);
        let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
        let listed = listed.as_array().expect("a list").iter().map(|file| file["id"].clone());
        listed.collect::<Vec<_>>()
    };
    assert_eq!(names(Some(&mine)), names(None));
    let prints = |folder: Option<&Path>, out: &str| {
        let with = ["--with", "no-sorge", "--runs", "2", "--out", out];
        island.does(folder, &[&["compare", CAMPAIGN][..], &with].concat());
        let text = std::fs::read_to_string(island.0.path(out).join("provenance.json"));
        let all: serde_json::Value = serde_json::from_str(&text.expect("written")).expect("JSON");
        all["files"].clone()
    };
    let exported = prints(Some(&mine), "exported");
    assert_eq!(exported.as_array().map(Vec::len), Some(3), "{exported}");
    assert_eq!(exported, prints(None, "built-in"));
}

#[test]
fn an_export_goes_into_a_new_or_an_empty_folder_and_is_whole_or_not_there() {
    let island = Island::new("refused");
    std::fs::create_dir(island.0.path("empty")).expect("made");
    std::fs::create_dir(island.0.path("full")).expect("made");
    std::fs::write(island.0.path("full/mine.ron"), "mine").expect("written");
    std::fs::write(island.0.path("file"), "mine").expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(island.0.path("empty"), island.0.path("link")).expect("linked");
    let before = island.names();
    for place in ["full", "file", "no/such/folder", if cfg!(unix) { "link" } else { "file" }] {
        let told = island.refuses(None, &["export-scenarios", place]);
        assert!(told.contains(place), "{told}");
    }
    assert_eq!(island.names(), before);
    assert_eq!(std::fs::read_to_string(island.0.path("full/mine.ron")).expect("there"), "mine");
    island.does(None, &["export-scenarios", "empty"]);
    let told = island.does(None, &["export-scenarios", "scenarios", "--language", "es"]);
    assert!(told.contains("archivos"), "{told}");
    assert!(island.0.path("empty/record/series.csv").is_file());
    // It is the library now, and an edited export is not written over.
    assert!(!island.does(None, &["list", "--format", "json"]).contains("built-in"));
    island.refuses(None, &["export-scenarios", "scenarios"]);
}

#[test]
fn a_folder_lies_over_what_is_built_in_file_by_file() {
    let island = Island::new("over");
    let changed = |name: &str, from: &str, to: &str| {
        let text = FILES.iter().find(|file| file.name == name).expect("built in").text;
        assert!(text.contains(from), "{name} has no {from}");
        let path = island.0.path("scenarios").join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text.replace(from, to)).expect("written");
    };
    let history = |scenario: &str| island.does(None, &["playthrough", scenario, "--seed", "3"]);
    let before = [history(CAMPAIGN), history("1939-khalkhin-gol")];
    // A scenario of one's own finds what was fitted to it behind it.
    changed("1941-neutrality-pact.ron", "version: 1,", "version: 1, // mine");
    let listed = island.does(None, &["list", "--format", "json"]);
    assert!(listed.contains("scenarios/1941-neutrality-pact.ron\""), "{listed}");
    assert!(!listed.contains("built-in/1941-neutrality-pact.ron"), "{listed}");
    assert!(listed.contains("built-in/1939-khalkhin-gol.ron"), "{listed}");
    assert!(history(CAMPAIGN) == before[0], "the same was said");
    // A built-in scenario stands on the ground that lies over it.
    std::fs::write(island.0.path("scenarios/1941-neutrality-pact.ron"), "Scenario(").expect("so");
    let told = island.refuses(None, &["run", "1939-khalkhin-gol"]);
    assert!(told.contains("scenarios/1941-neutrality-pact.ron:1:"), "{told}");
    island.does(None, &["check", "built-in/1941-neutrality-pact.ron"]);
    std::fs::remove_file(island.0.path("scenarios/1941-neutrality-pact.ron")).expect("removed");
    assert!(history("1939-khalkhin-gol") == before[1]);
    // So does a record.
    changed("record/odds.csv", "event", "evnt");
    let told = island.refuses(None, &["calibrate", "--runs", "2", "--generations", "1"]);
    assert!(told.contains("record/odds.csv:1:"), "{told}");
    // A mistake in a built-in file would be told where it is.
    changed(
        "counterfactuals/no-sorge.ron",
        "scenario: \"1941-neutrality-pact\"",
        "scenario: \"x\"",
    );
    let told = island.refuses(None, &["run", CAMPAIGN, "--with", "no-sorge"]);
    assert!(told.contains("counterfactuals/no-sorge.ron:"), "{told}");
    let told = island.refuses(None, &["run", "1939-khalkhin-gol", "--with", "no-bomb"]);
    assert!(told.contains("built-in/counterfactuals/no-bomb.ron:"), "{told}");
}

#[test]
fn a_wrong_name_of_the_folder_is_told_as_far_as_a_library_is_needed() {
    let island = Island::new("wrong");
    let wrong = island.0.path("nowhere");
    for arguments in
        [&["list"][..], &["run", CAMPAIGN], &["check", "no-sorge"], &["validate", "--runs", "2"]]
    {
        let told = island.refuses(Some(&wrong), arguments);
        assert!(told.contains("HOKUSHIN_SCENARIOS") && told.contains("nowhere"), "{told}");
    }
    island.does(Some(&wrong), &["export-scenarios", "mine"]);
    island.does(Some(&wrong), &["run", "mine/1941-neutrality-pact.ron"]);
    // A variable that says nothing is none.
    island.does(Some(Path::new("")), &["check", CAMPAIGN]);
}
