//! Every scenario and every counterfactual has one playthrough under version control, so
//! that a change of the rules shows what it does to a history, week by week.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Once;

use hokushin::report::playthrough;
use hokushin::scenario::library;
use hokushin::sim::agenda::Seats;
use hokushin::sim::{self, Premise};

const SEED: u64 = 1941;
const REWRITE: &str = "HOKUSHIN_REWRITE=1 cargo test --test suite playthroughs";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/playthroughs")
}

/// File stems of a folder's files that end so, in order.
fn stems(folder: &Path, ending: &str) -> Vec<String> {
    let mut stems: Vec<String> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    stems.sort();
    stems
}

/// Every playthrough that there should be: its name, scenario and counterfactuals.
fn wanted() -> BTreeMap<String, (String, Vec<String>)> {
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let listed = library::list().expect("the library").listings;
    let mut wanted = BTreeMap::new();
    for id in stems(&shelf, "ron") {
        wanted.insert(id.clone(), (id, Vec::new()));
    }
    for id in stems(&shelf.join("counterfactuals"), "ron") {
        let scenario = listed
            .iter()
            .find(|listing| listing.id == id)
            .and_then(|listing| listing.changes.clone())
            .unwrap_or_else(|| panic!("the library cannot read the counterfactual {id}"));
        wanted.insert(format!("{scenario}+{id}"), (scenario, vec![id]));
    }
    wanted
}

fn fresh(scenario: &str, with: &[String]) -> String {
    let loaded = library::load(&sim::engine(), scenario, with)
        .unwrap_or_else(|reports| panic!("{scenario} {with:?}: {reports}"));
    playthrough::write(&Premise::new(loaded.scenario), SEED, &Seats::default())
}

/// Writes all files anew, once and before any test reads them, when that is asked for.
fn rewrite_when_asked() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("HOKUSHIN_REWRITE").is_none_or(|asked| asked != "1") {
            return;
        }
        std::fs::create_dir_all(folder()).expect("a folder for playthroughs");
        for (name, (scenario, with)) in wanted() {
            let file = folder().join(format!("{name}.txt"));
            std::fs::write(file, fresh(&scenario, &with)).expect("written");
        }
    });
}

/// The first line that differs: its number, what was kept there and what came now; and
/// where that is only a fingerprint, the first other line too, which says more. Line ends
/// do not count: version control may change them.
fn first_difference(kept: &str, now: &str) -> Option<String> {
    let (mut kept, mut now) = (kept.lines(), now.lines());
    let mut fingerprint = String::new();
    for number in 1.. {
        let (one, other) = (kept.next(), now.next());
        if one.is_none() && other.is_none() {
            break;
        }
        if one == other {
            continue;
        }
        let show = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
        let difference =
            format!("line {number}\n  expected: {}\n  got:      {}", show(one), show(other));
        let week = |line: Option<&str>| Some(line?.split_once(" state_hash ")?.0.to_owned());
        if week(one).is_none() || week(one) != week(other) {
            return Some(match fingerprint.as_str() {
                "" => difference,
                earlier => format!("{earlier}\n and past the fingerprints, {difference}"),
            });
        }
        if fingerprint.is_empty() {
            fingerprint = difference;
        }
    }
    (!fingerprint.is_empty()).then_some(fingerprint)
}

#[test]
fn every_history_plays_out_as_its_playthrough_says() {
    rewrite_when_asked();
    let mut wrong = String::new();
    for (name, (scenario, with)) in wanted() {
        let file = folder().join(format!("{name}.txt"));
        // A missing file is the other test's business.
        let Ok(kept) = std::fs::read_to_string(&file) else { continue };
        if let Some(difference) = first_difference(&kept, &fresh(&scenario, &with)) {
            wrong += &format!("tests/playthroughs/{name}.txt, {difference}\n");
        }
    }
    assert!(
        wrong.is_empty(),
        "histories play out otherwise than they did:\n{wrong}If that is meant, rewrite the files and read what changed:\n  {REWRITE}\n  git diff tests/playthroughs"
    );
}

#[test]
fn every_scenario_and_counterfactual_has_a_playthrough_and_every_playthrough_a_scenario() {
    rewrite_when_asked();
    let wanted = wanted();
    assert!(wanted.len() >= 2, "the shelf of scenarios is empty");
    let there = stems(&folder(), "txt");
    let missing: Vec<&String> = wanted.keys().filter(|&name| !there.contains(name)).collect();
    let orphans: Vec<&String> = there.iter().filter(|&name| !wanted.contains_key(name)).collect();
    assert!(missing.is_empty(), "no playthrough of {missing:?}; write them: {REWRITE}");
    assert!(orphans.is_empty(), "nothing plays {orphans:?} any more; remove these files");
}

#[test]
fn the_command_prints_what_the_files_keep() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_hokushin"))
        .args(["playthrough", "1941-neutrality-pact", "--with", "no-pact", "--seed", "1941"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program starts");
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).expect("text");
    assert_eq!(printed, fresh("1941-neutrality-pact", &["no-pact".to_owned()]));
    assert!(printed.starts_with("scenario 1941-neutrality-pact with no-pact, seed 1941, "));
    assert!(
        printed.contains("(forced)")
            && printed.lines().last().is_some_and(|line| line.starts_with("outcome "))
    );
}

#[test]
fn an_event_that_came_about_by_chance_drew_less_than_its_chance() {
    let mut seen = 0;
    for (_, (scenario, with)) in wanted() {
        for line in fresh(&scenario, &with).lines() {
            let Some((_, numbers)) = line.split_once(", chance ") else { continue };
            let (chance, draw) = numbers.split_once(", draw ").expect("both numbers");
            let number = |text: &str| text.parse::<f64>().expect("a number");
            assert!(number(draw) <= number(chance), "{scenario} {with:?}: {line}");
            seen += 1;
        }
    }
    assert!(seen > 0, "no event hung on chance");
}

#[test]
fn a_difference_is_named_by_its_line() {
    assert_eq!(first_difference("a\nb\nc\n", "a\r\nb\r\nc\r\n"), None);
    let changed = first_difference("a\nb\nc\n", "a\nx\nc\n").expect("they differ");
    assert_eq!(changed, "line 2\n  expected: b\n  got:      x");
    let cut = first_difference("a\nb\n", "a\n").expect("they differ");
    assert_eq!(cut, "line 2\n  expected: b\n  got:      (the end)");
    let grown = first_difference("a\n", "a\nb\n").expect("they differ");
    assert_eq!(grown, "line 2\n  expected: (the end)\n  got:      b");
    let hashes = first_difference(
        "1941-04-07 week 13 state_hash aa\n  state\n    x 1\n",
        "1941-04-07 week 13 state_hash bb\n  state\n    x 2\n",
    );
    let hashes = hashes.expect("they differ");
    assert!(hashes.starts_with("line 1\n") && hashes.contains("past the fingerprints, line 3\n"));
    let only = first_difference("w state_hash aa\n", "w state_hash bb\n").expect("they differ");
    assert_eq!(only, "line 1\n  expected: w state_hash aa\n  got:      w state_hash bb");
}
