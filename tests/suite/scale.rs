//! Many histories: in parts, through interruptions, and in files that are the same bytes
//! however they came about.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::folder::Folder;
use crate::program::{command, done, refused};

const CAMPAIGN: &str = "1941-neutrality-pact";

fn bytes(file: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(file.as_ref()).unwrap_or_else(|error| panic!("{:?}: {error}", file.as_ref()))
}

#[test]
fn three_parts_merged_are_the_bytes_of_one_run_in_every_format() {
    let folder = Folder::new("scale-parts");
    let batch = |out: &str, more: &[&str]| {
        done(&[&["batch", CAMPAIGN, "--runs", "100", "--seed", "5", "--out", out], more].concat())
    };
    let parts: Vec<String> = (1..=3).map(|part| folder.file(&format!("part{part}.csv"))).collect();
    for (place, part) in parts.iter().enumerate() {
        batch(part, &["--shard", &format!("{}/3", place + 1), "--threads", "1"]);
    }
    for ending in ["csv", "json", "parquet"] {
        let (one, merged) =
            (folder.file(&format!("one.{ending}")), folder.file(&format!("all.{ending}")));
        let alone = batch(&one, &["--threads", "2"]);
        // In any order.
        let gathered = done(&["merge", &parts[2], &parts[0], &parts[1], "--out", &merged]);
        assert_eq!(bytes(&one), bytes(&merged), "{ending}");
        assert_eq!(
            bytes(format!("{one}.provenance.json")),
            bytes(format!("{merged}.provenance.json"))
        );
        let table = |text: &str| text.rsplit_once("\n\n").map(|(table, _)| table.to_owned());
        assert_eq!(table(&alone), table(&gathered), "{ending}");
    }
}

#[test]
fn parts_that_are_missing_doubled_or_foreign_are_refused() {
    let folder = Folder::new("scale-foreign");
    let part = |name: &str, shard: &str, seed: &str| {
        let file = folder.file(name);
        done(&[
            "batch", CAMPAIGN, "--runs", "12", "--seed", seed, "--shard", shard, "--out", &file,
        ]);
        file
    };
    let (first, second) = (part("1.csv", "1/2", "1"), part("2.csv", "2/2", "1"));
    let foreign = part("other.csv", "2/2", "9");
    let out = folder.file("all.csv");
    for (files, said) in [
        (vec![&first], "2/2 is missing"),
        (vec![&first, &first, &second], "twice"),
        (vec![&first, &foreign], "which share 4 of their histories"),
    ] {
        let files: Vec<&str> = files.into_iter().map(String::as_str).collect();
        let errors = refused(&[&["merge"], &files[..], &["--out", &out]].concat());
        assert!(errors.contains(said), "{said}: {errors}");
    }
    let alien = folder.file("alien.csv");
    std::fs::write(&alien, "seed,outcome\n1,x\n").expect("written");
    let errors = refused(&["merge", &alien, "--out", &out]);
    assert!(errors.contains("no part of a run"), "{errors}");
    assert!(!Path::new(&out).exists());
}

#[test]
fn an_interrupted_run_goes_on_and_ends_in_the_same_bytes() {
    let folder = Folder::new("scale-resume");
    let (straight, broken) = (folder.file("straight.csv"), folder.file("broken.csv"));
    let arguments = |out| ["batch", CAMPAIGN, "--runs", "3000", "--threads", "1", "--out", out];
    done(&arguments(&straight));
    let mut child = command(&arguments(&broken))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let journal = format!("{broken}.partial");
    let began = std::time::Instant::now();
    while std::fs::metadata(&journal).map_or(0, |file| file.len()) < 40_000 {
        assert!(began.elapsed().as_secs() < 60, "nothing is kept");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.expect("kill").success());
    let ended = child.wait().expect("it ends");
    assert_eq!(ended.code(), Some(1));
    assert!(!Path::new(&broken).exists(), "nothing stands under the name before it is whole");
    // A second run does not write over what is kept, and says what to do.
    let errors = refused(&arguments(&broken));
    assert!(errors.contains("--resume"), "{errors}");
    // Another run's journal is not gone on with.
    let errors = refused(&[
        "batch",
        CAMPAIGN,
        "--runs",
        "2999",
        "--threads",
        "1",
        "--out",
        &broken,
        "--resume",
    ]);
    assert!(errors.contains("runs"), "{errors}");
    // A torn last line is dropped.
    let mut kept = bytes(&journal);
    kept.truncate(kept.len() - 7);
    std::fs::write(&journal, kept).expect("written");
    done(&[&arguments(&broken)[..], &["--resume"]].concat());
    assert_eq!(bytes(&straight), bytes(&broken));
    assert!(!Path::new(&journal).exists());
}

#[test]
fn a_part_that_is_out_of_range_is_bad_input() {
    for (shard, said) in
        [("0/3", "1/3"), ("4/3", "3/3"), ("1/0", "1 to"), ("x", "K/N"), ("1/20000", "10000")]
    {
        let errors =
            refused(&["batch", CAMPAIGN, "--runs", "10", "--out", "rows.csv", "--shard", shard]);
        assert!(errors.contains(said), "{shard}: {errors}");
    }
    let errors = refused(&["batch", CAMPAIGN, "--runs", "10", "--shard", "1/2"]);
    assert!(errors.contains("--out"), "{errors}");
}

/// Every file of a folder, by name.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), bytes(entry.path())))
        .collect();
    files.sort();
    files
}

#[test]
fn a_report_of_parts_that_are_merged_is_that_of_one_run_to_the_last_byte() {
    let folder = Folder::new("scale-report-parts");
    let compare = |out: &str, more: &[&str]| {
        let arguments = [
            "compare",
            CAMPAIGN,
            "--with",
            "no-yalta-deal",
            "--with",
            "no-bomb",
            "--runs",
            "60",
            "--given",
            "war.japan_america == japan_surrendered",
            "--track",
            "japan.oil.stock",
            "--out",
            out,
        ];
        done(&[&arguments[..], more].concat())
    };
    let parts: Vec<String> = (1..=3).map(|part| folder.file(&format!("part{part}"))).collect();
    for (place, part) in parts.iter().enumerate() {
        compare(part, &["--shard", &format!("{}/3", place + 1), "--threads", "1"]);
    }
    let (one, merged) = (folder.file("one"), folder.file("merged"));
    compare(&one, &["--threads", "2"]);
    done(&["merge", &parts[1], &parts[2], &parts[0], "--out", &merged]);
    let (one, merged) = (files(&one), files(&merged));
    let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
        files.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(
        names(&one),
        ["index.html", "inquiry.ron", "provenance.json", "rows.csv", "rows.parquet"]
    );
    assert_eq!(names(&one), names(&merged));
    for ((name, one), (_, merged)) in one.iter().zip(&merged) {
        assert!(one == merged, "{name} differs");
    }
    let left: Vec<_> = std::fs::read_dir(folder.here()).expect("a folder").flatten().collect();
    assert_eq!(left.len(), 5, "no journal is left: {left:?}");
}

#[test]
fn a_comparison_that_was_interrupted_goes_on_and_ends_in_the_same_report() {
    let folder = Folder::new("scale-report-resume");
    let (straight, broken) = (folder.file("straight"), folder.file("broken"));
    let arguments = |out| {
        ["compare", CAMPAIGN, "--with", "no-bomb", "--runs", "1500", "--threads", "1", "--out", out]
    };
    done(&arguments(&straight));
    let mut child = command(&arguments(&broken))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let journal = format!("{broken}.rows.partial");
    let began = std::time::Instant::now();
    while std::fs::metadata(&journal).map_or(0, |file| file.len()) < 200_000 {
        assert!(began.elapsed().as_secs() < 60, "nothing is kept");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.expect("kill").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert!(!Path::new(&broken).exists());
    let errors = refused(&arguments(&broken));
    assert!(errors.contains("--resume"), "{errors}");
    done(&[&arguments(&broken)[..], &["--resume"]].concat());
    assert!(files(&straight) == files(&broken));
    assert!(!Path::new(&journal).exists());
}

#[test]
fn nobody_knows_beforehand_how_many_seeds_a_precision_takes() {
    let errors = refused(&[
        "compare", CAMPAIGN, "--with", "no-bomb", "--until", "2", "--shard", "1/2", "--out", "part",
    ]);
    assert!(errors.contains("--until"), "{errors}");
}

#[test]
fn a_place_that_cannot_be_written_is_named_before_the_work_and_is_bad_input() {
    let began = std::time::Instant::now();
    for (out, named) in
        [("/proc/rows.csv", "/proc/rows.csv"), ("no/such/folder/rows.csv", "no/such/folder")]
    {
        let errors = refused(&["batch", CAMPAIGN, "--runs", "1000000", "--out", out]);
        assert!(errors.contains(named), "{errors}");
    }
    assert!(began.elapsed().as_secs() < 30, "a million histories were run first");
}

#[test]
#[cfg(target_os = "linux")]
fn on_a_disk_that_fills_up_what_is_kept_stays_and_nothing_stands_under_the_final_name() {
    // A disk of 64 KB in a name space of its own; where that is not allowed nothing is shown.
    let folder = Folder::new("scale-disk");
    let disk = folder.path("disk");
    std::fs::create_dir_all(&disk).expect("a folder");
    let script = r#"mount -t tmpfs -o size=64k none "$1" || exit 77
        "$2" batch 1941-neutrality-pact --runs 2000 --out "$1/rows.csv" > /dev/null
        echo "exit $?" >&2
        ls "$1" >&2"#;
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", script, "sh"])
        .args([disk.as_os_str(), env!("CARGO_BIN_EXE_hokushin").as_ref()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: there is no unshare");
        return;
    };
    let told = String::from_utf8_lossy(&output.stderr);
    if !told.contains("exit ") {
        eprintln!("skipped: no disk can be mounted here: {told}");
        return;
    }
    assert!(told.contains("exit 1\nrows.csv.partial\n"), "{told}");
    assert!(told.contains("No space left") && told.contains("--resume"), "{told}");
    assert!(told.contains("rows.csv.partial: "), "{told}");
}
