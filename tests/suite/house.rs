//! The house keeps its order.

use std::path::{Path, PathBuf};

/// The rooms from top to bottom, and the crate of each: nothing imports from a room below its
/// own.
const ROOMS: [(&str, &str); 11] = [
    ("model/src", "files"),
    ("model/src", "scenario"),
    ("model/src", "sim"),
    ("model/src", "history"),
    ("model/src", "policy"),
    ("src", "batch"),
    ("src", "hindcast"),
    ("src", "whatif"),
    ("src", "report"),
    ("src", "game"),
    ("src", "cli"),
];

fn house() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the house").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The sources of both crates.
fn all_sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for of in ["model/src", "src"] {
        sources(&house().join(of), &mut files);
    }
    files
}

#[test]
fn arrows_run_one_way_through_the_house() {
    let mut wrong = Vec::new();
    for (place, (sources_of, room)) in ROOMS.iter().enumerate() {
        let mut files = Vec::new();
        sources(&house().join(sources_of).join(room), &mut files);
        assert!(!files.is_empty(), "the room {room} is empty");
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a source file");
            assert!(!text.contains("use crate::{"), "{}: one import a room", file.display());
            for (_, below) in &ROOMS[place + 1..] {
                if text.contains(&format!("crate::{below}")) {
                    wrong.push(format!("{} looks down into {below}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a source file says before its tests.
fn without_its_tests(file: &Path) -> String {
    let text = std::fs::read_to_string(file).expect("a source file");
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

#[test]
fn one_room_opens_files_and_nobody_panics_because_nobody_listens() {
    let mut wrong = Vec::new();
    let opening = house().join("model/src/files");
    for file in all_sources().iter().filter(|file| !file.starts_with(&opening)) {
        let text = without_its_tests(file);
        for doing in [
            "fs::write",
            "fs::read",
            "fs::create_",
            "fs::remove_",
            "fs::rename",
            "fs::copy",
            "File::create",
            "File::open",
            "OpenOptions",
        ] {
            // Which files a library holds is asked of its folders.
            if text.replace("fs::read_dir", "").contains(doing) {
                wrong.push(format!("{}: `{doing}` belongs into the room of files", file.display()));
            }
        }
        for printing in ["print!(", "println!("] {
            if text.contains(printing) {
                wrong.push(format!("{}: `{printing}…)` panics where nobody reads", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_week_is_lived_in_one_place_and_flags_live_nothing() {
    let week = ["model/src/sim/mod.rs", "model/src/history/week.rs"].map(|name| house().join(name));
    let mut wrong = Vec::new();
    for file in all_sources().iter().filter(|file| !week.contains(file)) {
        let text = without_its_tests(file);
        if text.contains("Phase::OPENING") || text.contains("Phase::PLAY") {
            wrong.push(format!("{} loops over the week", file.display()));
        }
        if !file.starts_with(house().join("src/cli")) {
            continue;
        }
        for analysis in ["each_seed", "Worldline::new", "Sheet::new", "Table::new", "statistics::"]
        {
            if text.contains(analysis) {
                wrong.push(format!("{}: `{analysis}` is no flag", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_a_reader_reads_stands_in_tables_with_both_languages_side_by_side() {
    let mut files = Vec::new();
    for room in ["report", "game", "cli"] {
        sources(&house().join("src").join(room), &mut files);
    }
    // What sentences and numbers are made of, and tables that are no sentences.
    let made_of = ["report/language.rs", "report/sentences.rs", "report/number.rs"];
    files.retain(|file| !made_of.iter().any(|name| file.ends_with(name)));
    let mut wrong = Vec::new();
    for file in &files {
        let text: String = without_its_tests(file).split_whitespace().collect();
        for doing in [".pick(\"", "Language::Spanish=>format!", "Language::Spanish=>\""] {
            if text.contains(doing) {
                wrong.push(format!("{} says `{doing}…` outside of a table", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn two_rules_that_touch_the_same_facet_have_an_order() {
    use bevy_ecs::prelude::*;
    use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings};
    let settings = || ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        ..ScheduleBuildSettings::default()
    };
    for mut schedule in [hokushin::sim::open_week(), hokushin::sim::play_week()] {
        schedule.set_build_settings(settings());
        let mut world = World::new();
        schedule.initialize(&mut world).expect("no unordered conflict");
    }
}

#[test]
fn every_quantity_has_its_words_in_both_languages_and_a_sound_range() {
    use hokushin::scenario::vocabulary::Kind;
    let engine = hokushin::sim::engine();
    let mut names: Vec<&str> = Vec::new();
    for entry in &engine.quantities {
        assert!(
            !entry.en.is_empty() && !entry.es.is_empty() && entry.en != entry.es,
            "{}",
            entry.name
        );
        assert!(!names.contains(&entry.name.as_str()), "{} is there twice", entry.name);
        names.push(&entry.name);
        if let Kind::Number { unit, low, high } = &entry.kind {
            assert!(!unit.is_empty() && low < high, "{}", entry.name);
        }
    }
}

#[test]
fn every_file_of_tests_is_run() {
    let suite = house().join("tests/suite");
    let mut files = Vec::new();
    sources(&suite, &mut files);
    for file in files {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let told = include_str!("main.rs").lines().any(|line| line == format!("mod {name};"));
        assert!(told || name == "main", "tests/suite/main.rs does not say `mod {name};`");
    }
}
