//! An inquiry is a value: flags, the file that a report keeps of it, and the command that a
//! page shows ask the same and are answered the same, to the byte.

use std::collections::BTreeMap;
use std::path::Path;

use crate::folder::Folder;
use crate::program::hokushin;
use hokushin::whatif::inquiry::Inquiry;

const CAMPAIGN: &str = "1941-neutrality-pact";

/// What is printed, and each file of the report.
fn answer(arguments: &[&str], out: &Path) -> (String, BTreeMap<String, Vec<u8>>) {
    let path = out.to_str().expect("plain");
    let output = hokushin(&[arguments, &["--out", path]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("text").replace(path, "OUT");
    let files = std::fs::read_dir(out).expect("a report").flatten().map(|file| {
        let name = file.file_name().into_string().expect("plain");
        (name, std::fs::read(file.path()).expect("a file of the report"))
    });
    (printed, files.collect())
}

/// Asks by flags, by the file that the report keeps, and by the command that it shows.
fn ask_three_ways(name: &str, flags: &[&str], printing: &[&str]) {
    let folder = Folder::new(&format!("inquiry-{name}"));
    let by = |way: &str| folder.path(way);
    let first = answer(&[flags, printing].concat(), &by("flags"));
    let kept = by("flags").join("inquiry.ron");
    let spec = kept.to_str().expect("plain");
    assert_eq!(first, answer(&[&["ask", spec], printing].concat(), &by("file")), "{name}: ask");
    let command = Inquiry::read(&kept).expect("a specification").command();
    let words = shlex::split(&command).expect("words");
    let words: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let again = answer(&[&words[..], printing].concat(), &by("command"));
    assert_eq!(first, again, "{name}: {command}");
}

/// A specification is refused, with these words.
fn refused(name: &str, ron: &str, said: &str) {
    let folder = Folder::new(&format!("inquiry-{name}"));
    let file = folder.path("asked.ron");
    std::fs::write(&file, ron).expect("a file");
    let output = hokushin(&["ask", file.to_str().expect("plain")]);
    let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{ron}: {wrong}");
    assert!(wrong.contains(said), "{ron}: {wrong}");
}

#[test]
fn sensitivity_is_asked_by_flags_by_file_and_by_its_command_alike() {
    let flags = [
        "sensitivity",
        CAMPAIGN,
        "--with",
        "no-embargo",
        "--outcome",
        "japan_oil",
        "--by",
        "kinds",
        "--column",
        "the winter=weather.winter",
        "--screen",
        "1",
        "--screen-seeds",
        "1",
        "--top",
        "3",
        "--runs",
        "20",
        "--replication",
        "1",
    ];
    ask_three_ways("sensitivity", &flags, &["--language", "es"]);
    let flags = ["sensitivity", CAMPAIGN, "--outcome", "germany_beaten", "--screen", "0"];
    let flags = [&flags[..], &["--by", "kinds", "--runs", "20", "--japan", "history"]].concat();
    ask_three_ways("sensitivity-json", &flags, &["--format", "json"]);
}

#[test]
fn a_sensitivity_that_cannot_be_asked_is_refused_in_a_file_too() {
    let ron = |fields: &str| format!("Sensitivity(subject: (scenario: \"{CAMPAIGN}\"), {fields})");
    for (fields, said) in [
        ("outcome: \"moscow_fell\", screen: 5000", "`screen` is 5000, outside 0 to 1000"),
        ("outcome: \"moscow_fell\", screen_seeds: 0", "`screen_seeds` is 0, outside 1 to 10000"),
        ("outcome: \"moscow_fell\", sample: (runs: 3)", "at least 20 rows"),
        ("outcome: \"moscow_fell\", by: \"weeks\"", "asked.ron:1:"),
        ("screen: 0", "--outcome:1:1"),
        ("outcome: \"moscow_fel\"", "moscow_fell"),
    ] {
        refused("sensitivity-refused", &ron(fields), said);
    }
}

#[test]
fn rewrite_weighs_by_flags_by_file_and_by_its_command_alike() {
    let weigh = ["rewrite", CAMPAIGN, "--with", "no-yalta-deal", "--with", "no-pact+hokkaido"];
    let flags = [&weigh[..], &["--runs", "6", "--seed", "3", "--others", "history"]].concat();
    ask_three_ways("rewrite", &flags, &["--language", "es"]);
}

#[test]
fn rewrite_searches_by_flags_by_file_and_by_its_command_alike() {
    let flags = [
        "rewrite",
        CAMPAIGN,
        "--for",
        "event.talks_fail by 1941-06-20",
        "--probability",
        "0.8",
        "--among",
        "soviet_terms,japan_terms",
        "--until",
        "1941-06-20",
        "--most",
        "1",
        "--runs",
        "40",
    ];
    ask_three_ways("rewrite-for", &flags, &[]);
}

#[test]
fn a_rewrite_that_cannot_be_asked_is_refused_in_a_file_too() {
    let ron = |fields: &str| format!("Rewrite(subject: (scenario: \"{CAMPAIGN}\"), {fields})");
    for (fields, said) in [
        ("for: \"siberia_invaded\", most: 5", "`most` is 5, outside 1 to 4"),
        ("for: \"siberia_invaded\", probability: 1.0", "asked.ron:1:"),
        ("for: \"siberia_invaded\", probability: 1.0", "between 0 and 1"),
        ("for: \"siberia_invaded\", sample: (runs: 0)", "`runs` is 0"),
        ("for: \"siberia_invaded\", among: [\"kantokuen_\"]", "--among:1:1"),
        ("for: \"siberia_invaded\", from: \"soon\"", "--from:1:1"),
        ("most: 2", "--with"),
    ] {
        refused("rewrite-refused", &ron(fields), said);
    }
}

#[test]
fn plausibility_is_asked_by_flags_by_file_and_by_its_command_alike() {
    let flags = ["plausibility", CAMPAIGN, "--with", "no-yalta-deal", "--with", "no-embargo"];
    let flags = [&flags[..], &["--runs", "4", "--replication", "1"]].concat();
    ask_three_ways("plausibility", &flags, &[]);
}

#[test]
fn a_plausibility_that_cannot_be_asked_is_refused_in_a_file_too() {
    let ron = |fields: &str| format!("Plausibility(subject: (scenario: \"{CAMPAIGN}\"{fields}");
    for (fields, said) in [
        ("))", "--with"),
        (", with: [\"no-embargo\"]), sample: (runs: 0))", "`runs` is 0"),
        (", with: [\"no-embargoo\"]))", "no-embargo"),
    ] {
        refused("plausibility-refused", &ron(fields), said);
    }
}

/// The fingerprints that a report names.
fn fingerprints(flags: &[&str], name: &str) -> Vec<(String, String)> {
    let folder = Folder::new(&format!("inquiry-{name}"));
    let (_, files) = answer(flags, &folder.path("report"));
    let made: serde_json::Value =
        serde_json::from_slice(&files["provenance.json"]).expect("provenance");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let prints = made["files"].as_array().expect("a list").iter();
    let own = prints.filter(|print| {
        ["scenario", "counterfactual"].contains(&print["kind"].as_str().unwrap_or_default())
    });
    own.map(|print| (text(&print["id"]), text(&print["fingerprint"]))).collect()
}

#[test]
fn the_scenario_is_named_by_its_own_fingerprint_and_the_changed_one_beside_it() {
    let search = ["rewrite", CAMPAIGN, "--for", "event.talks_fail by 1941-06-20"];
    let search =
        [&search[..], &["--among", "soviet_terms", "--most", "1", "--runs", "10"]].concat();
    let own = fingerprints(&search, "prints-search").remove(0);
    assert_eq!(own.0, CAMPAIGN);
    for command in ["rewrite", "plausibility"] {
        let flags = [command, CAMPAIGN, "--with", "no-yalta-deal", "--runs", "2"];
        let prints = fingerprints(&flags, &format!("prints-{command}"));
        assert_eq!(prints[0], own, "{command}");
        assert_eq!(prints[1].0, "no-yalta-deal", "{command}");
        assert_ne!(prints[1].1, own.1, "{command}");
    }
}

#[test]
fn sweep_is_asked_by_flags_by_file_and_by_its_command_alike() {
    let flags = [
        "sweep",
        CAMPAIGN,
        "--with",
        "strike-north-1941",
        "--over",
        "divergence=-1..1/2w",
        "--over",
        "eastern_front.fortune=0.1..0.3/2",
        "--outcome",
        "moscow_fell",
        "--outcome",
        "event.moscow_falls by 1941-12-31",
        "--runs",
        "3",
        "--seed",
        "1941",
        "--others",
        "history",
    ];
    ask_three_ways("sweep", &flags, &["--language", "es"]);
    let flags = ["sweep", CAMPAIGN, "--over", "eastern_front.fortune=0.1..0.3", "--latin", "2"];
    ask_three_ways("sweep-latin", &[&flags[..], &["--runs", "2"]].concat(), &["--format", "json"]);
}

#[test]
fn a_sweep_that_cannot_be_asked_is_refused_in_a_file_too() {
    let ron = |fields: &str| format!("Sweep(subject: (scenario: \"{CAMPAIGN}\"), {fields})");
    for (fields, said) in [
        ("over: []", "--over NAME=VALUES"),
        ("over: [\"northern_question=wait\"], latin: 1", "`latin` is 1, outside 2 to 10000"),
        ("over: [\"northern_question=wait\"], sample: (runs: 0)", "`runs` is 0"),
        ("over: [\"northern_question=wit\"]", "wait"),
        ("over: [\"northern_question=wait\"], outcome: [\"moscow_fel\"]", "moscow_fell"),
    ] {
        refused("sweep-refused", &ron(fields), said);
    }
}
