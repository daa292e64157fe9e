//! The house keeps its order.

use std::path::{Path, PathBuf};

/// The rooms from top to bottom: nothing imports from a room below its own.
const ROOMS: [&str; 9] =
    ["scenario", "sim", "policy", "batch", "hindcast", "whatif", "report", "game", "cli"];

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

#[test]
fn arrows_run_one_way_through_the_house() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (place, room) in ROOMS.iter().enumerate() {
        let mut files = Vec::new();
        sources(&root.join(room), &mut files);
        assert!(!files.is_empty(), "the room {room} is empty");
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a source file");
            assert!(!text.contains("use crate::{"), "{}: one import a room", file.display());
            for below in &ROOMS[place + 1..] {
                if text.contains(&format!("crate::{below}")) {
                    wrong.push(format!("{} looks down into {below}", file.display()));
                }
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
