//! kill -9 at random moments of every command that writes: what stands under a final name is
//! whole, nothing that was there is lost, and the next run ends well and leaves nothing else.
//!
//! `cargo test --release --test suite kills -- --ignored --nocapture`

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use crate::desk::{Desk, FIRST, smallest};
use crate::program::{command, hokushin};

/// How often each way of writing is killed.
const TIMES: usize = 10;

/// All files below a folder but those it began with, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            for (below, bytes) in files(&entry.path()) {
                found.insert(format!("{name}/{below}"), bytes);
            }
        } else if !FIRST.contains(&name.as_str()) && !name.starts_with("part") {
            found.insert(name, std::fs::read(entry.path()).expect("read"));
        }
    }
    found
}

fn run(line: &[String], more: &[&str]) -> Output {
    let words: Vec<&str> = line.iter().map(String::as_str).chain(more.iter().copied()).collect();
    hokushin(&words)
}

/// Between 0 and 1, new each time.
fn drawn() -> f64 {
    std::hash::RandomState::new().hash_one(0) as f64 / u64::MAX as f64
}

/// What happened in all.
#[derive(Debug, Default)]
struct Count {
    killed: usize,
    ended_before: usize,
    gone_on_with: usize,
    written_anew: usize,
    were_there: usize,
}

#[test]
#[ignore = "a hundred kills take minutes"]
fn a_kill_at_any_moment_loses_nothing_and_the_next_run_ends_well() {
    let desk = Desk::new("kills");
    let out = |name: &str| vec!["--out".to_owned(), desk.at(name)];
    let merge = |parts: [&str; 2], name: &str| {
        [vec!["merge".to_owned()], parts.map(|part| desk.at(part)).to_vec(), out(name)].concat()
    };
    let shard = |part: &str| vec!["--shard".to_owned(), part.to_owned()];
    for part in ["1/2", "2/2"] {
        for command in ["batch", "compare"] {
            let name = format!("part-{command}-{}", &part[..1])
                + if command == "batch" { ".csv" } else { "" };
            let line = [smallest(command, &desk), shard(part), out(&name)].concat();
            let output = run(&line, &[]);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let mut ways: Vec<Vec<String>> = vec![
        [smallest("batch", &desk), out("rows.csv")].concat(),
        [smallest("batch", &desk), out("rows.parquet")].concat(),
        [smallest("batch", &desk), out("rows.csv"), shard("1/2")].concat(),
        [smallest("compare", &desk), out("one"), shard("1/2")].concat(),
        merge(["part-batch-1.csv", "part-batch-2.csv"], "merged.json"),
        merge(["part-compare-1", "part-compare-2"], "merged"),
        [smallest("validate", &desk), vec!["--html".to_owned(), desk.at("page.html")]].concat(),
        [smallest("calibrate", &desk), out("fit.ron")].concat(),
        [smallest("explain", &desk), out("told"), vec!["--dot".to_owned(), desk.at("graph.dot")]]
            .concat(),
    ];
    for command in ["compare", "attribute", "sensitivity", "sweep", "rewrite", "plausibility"] {
        ways.push([smallest(command, &desk), out("report")].concat());
    }
    let mut count = Count::default();
    for way in &ways {
        for replaced in [false, true] {
            kill_one_way(&desk, way, replaced, &mut count);
        }
    }
    println!("{} ways of writing: {count:?}", 2 * ways.len());
    assert!(count.killed >= 100, "{count:?}");
}

fn kill_one_way(desk: &Desk, line: &[String], replaced: bool, count: &mut Count) {
    let told = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let clear = || {
        for name in desk.names().into_iter().filter(|name| !name.starts_with("part")) {
            let path = desk.path(&name);
            let _ = std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(&path));
        }
    };
    clear();
    let began = Instant::now();
    let output = run(line, &[]);
    let took = began.elapsed();
    assert!(output.status.success(), "{line:?}: {}", told(&output));
    let straight = files(&desk.path("."));
    for _ in 0..TIMES.div_ceil(2) {
        // With what an earlier run wrote in its place, or without.
        if !replaced {
            clear();
        }
        let force: &[&str] = if replaced { &["--force"] } else { &[] };
        let words: Vec<&str> =
            line.iter().map(String::as_str).chain(force.iter().copied()).collect();
        let mut child = command(&words)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        // Rather late than early: what is written is written at the end.
        std::thread::sleep(Duration::from_secs_f64(took.as_secs_f64() * drawn().sqrt()));
        let _ = child.kill();
        let ended = child.wait().expect("it is over");
        if ended.code().is_some() {
            count.ended_before += 1;
        } else {
            count.killed += 1;
        }
        // Under a final name all is whole, and what was there is there.
        let left = files(&desk.path("."));
        for (name, bytes) in &straight {
            match left.get(name) {
                Some(found) => assert!(found == bytes, "{line:?}: {name} is half-written"),
                None => assert!(!replaced, "{line:?}: {name} is lost"),
            }
        }
        // The next run ends well: by itself, or as it says.
        let mut output = run(line, force);
        if output.status.code() == Some(2) && told(&output).contains("--resume") {
            count.gone_on_with += 1;
            output = run(line, &[force, &["--resume"]].concat());
        } else if output.status.code() == Some(2) && told(&output).contains("exists already") {
            count.were_there += 1;
            output = run(line, &["--force"]);
            // It may have ended between its rows and its journal.
            if told(&output).contains("--resume") {
                output = run(line, &["--force", "--resume"]);
            }
        } else {
            count.written_anew += 1;
        }
        assert!(output.status.success(), "{line:?}: {}", told(&output));
        assert!(files(&desk.path(".")) == straight, "{line:?}: {:?}", desk.names());
    }
}
