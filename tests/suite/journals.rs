//! What earlier programs have left is read for ever, or refused with a reason that says what
//! to do: journals of batches, and what stands beside a file of rows.
//!
//! The files of `tests/fixtures/journals/` are never written anew: when the format of journals
//! changes, a file of the new version is added, and those of the old ones stay.

use std::path::PathBuf;

use hokushin::batch::journal::{Part, SavedPart};
use hokushin::batch::provenance::Provenance;
use hokushin::batch::seeds::Sample;
use hokushin::history::Subject;
use hokushin::whatif::endings::Batch;
use hokushin::whatif::inquiry::Inquiry;

use crate::desk::Desk;
use crate::program::hokushin;

const SCENARIO: &str = "1939-khalkhin-gol";

fn fixture(name: &str) -> PathBuf {
    PathBuf::from("tests/fixtures/journals").join(name)
}

fn words(path: &std::path::Path) -> &str {
    path.to_str().expect("a plain path")
}

/// How the program ends, and what it says of it.
fn told(arguments: &[&str]) -> (Option<i32>, String) {
    let output = hokushin(arguments);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).expect("text"))
}

/// What the journal of version 3 was asked with.
fn asked() -> Inquiry {
    let sample = Sample { runs: 70, ..Sample::default() };
    Inquiry::Batch(Batch { subject: Subject::of(SCENARIO), sample })
}

#[test]
fn a_journal_of_version_3_is_read() {
    let kept = SavedPart::read(&fixture("version-3.csv.partial")).expect("its sums are right");
    assert_eq!((kept.head().part, kept.head().rows()), (Part::WHOLE, 70));
    // Its end is torn: what no sum stands under is left out.
    assert_eq!(kept.seeds(), 1..65);
    let rows: Vec<_> = kept.rows().expect("its columns").collect::<Result<_, _>>().expect("sound");
    assert_eq!(rows.len(), 64);
    let columns = &kept.head().provenance.table("worldlines").expect("its table").columns;
    assert!(rows.iter().all(|row| row.len() == columns.len()));
    // It says of itself how it was made, in a form that this program still asks.
    let provenance = &kept.head().provenance;
    assert_eq!(Inquiry::of_rows(&provenance.inquiry), Some(asked()));
    assert_eq!(provenance.scenario, SCENARIO);
}

/// Rules and scenarios change, and rows of two programs are not mixed: then it is refused, and
/// it is said what can be done.
#[test]
fn a_journal_of_version_3_is_gone_on_with_or_it_is_said_why_not() {
    let desk = Desk::new("journal-3");
    let rows = desk.at("rows.csv");
    let torn = std::fs::read(fixture("version-3.csv.partial")).expect("read");
    std::fs::write(desk.path("rows.csv.partial"), &torn).expect("written");
    let asks = ["batch", SCENARIO, "--runs", "70", "--threads", "1", "--out", &rows];
    let (code, said) = told(&asks);
    assert!(code == Some(2) && said.contains("go on with --resume"), "{said}");
    assert_eq!(std::fs::read(desk.path("rows.csv.partial")).expect("read"), torn);
    let (code, said) = told(&[&asks[..], &["--resume"]].concat());
    match code {
        Some(0) => assert!(desk.path("rows.csv").exists(), "{said}"),
        _ => {
            assert_eq!(code, Some(2), "{said}");
            // Another text of the scenario, or other rules: it names what differs.
            let why = ["kept of another run (", "delete the file to begin anew"];
            assert!(why.iter().any(|why| said.contains(why)), "{said}");
        }
    }
}

#[test]
fn journals_of_versions_1_and_2_are_refused_with_what_to_do() {
    for (name, lacks) in
        [("version-1.csv.partial", "without the sums"), ("version-2.csv.partial", "fingerprints")]
    {
        let refusal = SavedPart::read(&fixture(name)).expect_err(name).to_string();
        for says in [name, "an earlier version", lacks, "run these seeds again"] {
            assert!(refusal.contains(says), "{says}: {refusal}");
        }
        let desk = Desk::new(name);
        let (code, said) = told(&["merge", words(&fixture(name)), "--out", &desk.at("merged.csv")]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(lacks) && !desk.path("merged.csv").exists(), "{said}");
    }
}

#[test]
fn what_stands_beside_rows_is_read_and_gives_the_recipe_of_each() {
    let text = std::fs::read_to_string(fixture("rows.csv.provenance.json")).expect("read");
    let provenance: Provenance = serde_json::from_str(&text).expect("a provenance");
    assert_eq!((provenance.first_seed, provenance.runs), (1, 70));
    assert_eq!(Inquiry::of_rows(&provenance.inquiry), Some(asked()));
    // What is read is all that is there: written again it says the same.
    let (read, file): (serde_json::Value, serde_json::Value) = (
        serde_json::from_str(&text).expect("JSON"),
        serde_json::from_str(&provenance.file()).expect("JSON"),
    );
    assert_eq!(read, file);
    let (code, said) = told(&["recipe", words(&fixture("rows.csv")), "--seed", "3"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(SCENARIO) && said.contains("seed: 3"), "{said}");
}

#[test]
fn what_stood_beside_rows_before_there_were_specifications_is_refused() {
    let (code, said) = told(&["recipe", words(&fixture("older.csv"))]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("older.csv.provenance.json"), "{said}");
    assert!(said.contains("no specification that this program knows"), "{said}");
}
