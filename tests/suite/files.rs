//! Nothing is destroyed: what is read is never written over, what exists is replaced only when
//! that is asked for, and what is no plain file neither hangs nor becomes one.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::desk::{CHANGE, Desk, SCENARIO, smallest};
use crate::program::{command, hokushin};
use clap::{CommandFactory, Parser};
use hokushin::cli::Cli;
use hokushin::files::Existing;
use hokushin::files::place::Place;

/// What the file that a flag names is for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Use {
    Read,
    /// Written; the ending that its name needs.
    Written(&'static str),
    /// A folder that is written.
    Folder,
    /// A folder that is written and must be new or empty, whatever is asked for: what it must
    /// not do is tested with it.
    NewFolder,
}

/// Whoever adds a flag that names a file says here what it is for.
fn used(command: &str, flag: &str) -> Use {
    match (command, flag) {
        (_, "scenario" | "with" | "against_with" | "files" | "data" | "names" | "rules") => {
            Use::Read
        }
        ("batch" | "merge", "out") => Use::Written(".csv"),
        ("calibrate", "out") => Use::Written(".ron"),
        ("ask" | "replay", "file") | ("recipe", "from") | ("play", "load") => Use::Read,
        ("run" | "replay" | "play", "save") => Use::Written(".save"),
        ("ask" | "explain", "dot") => Use::Written(".dot"),
        ("ask" | "validate", "html") => Use::Written(".html"),
        ("play", "screenshot") => Use::Written(".png"),
        ("export-scenarios" | "man", "folder") => Use::NewFolder,
        (_, "out") => Use::Folder,
        _ => panic!("say what `{command}` does with the file that `{flag}` names"),
    }
}

/// Every flag of every command that names a file.
fn flags() -> Vec<(String, clap::Arg)> {
    let path = clap::value_parser!(PathBuf).type_id();
    let mut found = Vec::new();
    for command in Cli::command().get_subcommands() {
        for flag in command.get_arguments() {
            let named = flag.get_value_names().unwrap_or_default().iter().any(|name| {
                ["FILE", "DIR", "PATH", "SCENARIO", "COUNTERFACTUAL"]
                    .iter()
                    .any(|known| name.contains(known))
            });
            if named || flag.get_value_parser().type_id() == path {
                found.push((command.get_name().to_owned(), flag.clone()));
            }
        }
    }
    found
}

/// Runs the program; it must end soon.
fn ended(arguments: &[OsString]) -> Output {
    let mut child = command(&[])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let began = Instant::now();
    while child.try_wait().expect("it can be waited for").is_none() {
        if began.elapsed() > Duration::from_secs(60) {
            let _ = child.kill();
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.wait_with_output().expect("it has ended")
}

/// It says what is wrong, and ends as for bad input.
fn refused(arguments: &[OsString]) -> String {
    let output = ended(arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
    assert!(!told.contains("panicked") && told.len() > 20, "{arguments:?}: {told}");
    told
}

/// The smallest command with a value for one of its flags.
fn with(command: &str, flag: &clap::Arg, value: &OsStr, desk: &Desk) -> Vec<OsString> {
    let flag_id = flag.get_id().as_str();
    let mut words: Vec<OsString> = match command {
        "check" => vec!["check".into()],
        // It has the files of an explanation and of a validation.
        "ask" if flag_id == "html" => vec!["ask".into(), desk.at("validate.spec").into()],
        "ask" => vec!["ask".into(), desk.at("explain.spec").into()],
        "play" if flag_id == "load" => vec!["play".into()],
        "recipe" => vec!["recipe".into(), desk.at("explain.spec").into()],
        "replay" => vec!["replay".into(), desk.at("a.save").into()],
        "merge" => {
            let mut words: Vec<OsString> = vec!["merge".into()];
            if flag_id != "files" {
                words.push(desk.at("part.csv").into());
            }
            if flag_id != "out" {
                words.extend(["--out".into(), desk.at("merged.csv").into()]);
            }
            words
        }
        _ => smallest(command, desk).into_iter().map(OsString::from).collect(),
    };
    match flag.get_long() {
        Some(long) => words.extend([format!("--{long}").into(), value.to_owned()]),
        None if ["scenario", "file", "from"].contains(&flag_id) => words[1] = value.to_owned(),
        None => words.push(value.to_owned()),
    }
    words
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

/// A desk with a part of a run on it, a saved history, two specifications, and what nobody can read.
fn full_desk(name: &str) -> Desk {
    let desk = Desk::new(name);
    let line = [smallest("batch", &desk), more(&["--shard", "1/1", "--out", &desk.at("part.csv")])]
        .concat();
    let part = hokushin(&line.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(part.status.success(), "{}", String::from_utf8_lossy(&part.stderr));
    let line = [smallest("run", &desk), more(&["--save", &desk.at("a.save")])].concat();
    let saved = hokushin(&line.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
    for asked in ["explain", "validate"] {
        let line = [more(&["hokushin"]), smallest(asked, &desk)].concat();
        let inquiry = Cli::try_parse_from(line).ok().and_then(Cli::inquiry).expect("a question");
        let spec = desk.path(&format!("{asked}.spec"));
        std::fs::write(spec, inquiry.ron()).expect("written");
    }
    fifo(&desk.path("pipe"));
    desk
}

#[test]
fn whatever_is_to_be_read_and_is_no_file_is_refused_at_once() {
    let desk = full_desk("read");
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("socket")).expect("a socket");
    let nameless = desk.path("x").with_file_name(OsStr::from_bytes(b"\xff.ron"));
    for (command, flag) in flags() {
        if used(&command, flag.get_id().as_str()) != Use::Read {
            continue;
        }
        let mut paths = vec![
            (desk.path("pipe"), "a pipe"),
            (desk.path("."), ""),
            (desk.path("nothing.ron"), ""),
            (nameless.clone(), ""),
        ];
        // Three readers: of scenarios, of records and of rows.
        if ["check", "validate", "merge"].contains(&command.as_str()) {
            paths.push((desk.path("socket"), "a socket"));
            paths.push((PathBuf::from("/dev/zero"), "a device"));
        }
        for (path, said) in paths {
            let told = refused(&with(&command, &flag, path.as_os_str(), &desk));
            assert!(told.contains(said), "{command} {}: {told}", flag.get_id());
        }
    }
}

#[test]
fn pipes_among_the_files_of_a_library_hold_nobody_up() {
    let desk = full_desk("library");
    std::fs::create_dir(desk.path("counterfactuals")).expect("made");
    fifo(&desk.path("counterfactuals/pipe.ron"));
    fifo(&desk.path("dead.ron"));
    for (arguments, code) in [(&["list"][..], 0), (&["check", "dead"], 2), (&["run", "deaf"], 2)] {
        let began = Instant::now();
        let output = command(arguments)
            .env("HOKUSHIN_SCENARIOS", desk.path("."))
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
        assert!(began.elapsed().as_secs() < 30);
    }
}

#[test]
fn no_flag_that_writes_writes_over_what_is_read_or_is_there_or_is_no_file() {
    let desk = full_desk("written");
    let scenario = std::fs::read(desk.path(SCENARIO)).expect("read");
    for (command, flag) in flags() {
        let ending = match used(&command, flag.get_id().as_str()) {
            Use::Read | Use::NewFolder => continue,
            Use::Written(ending) => ending,
            Use::Folder => "",
        };
        let refused_at = |name: &str, more: &[&str]| {
            let mut words = with(&command, &flag, desk.path(name).as_os_str(), &desk);
            words.extend(more.iter().map(OsString::from));
            refused(&words)
        };
        let name = |name: &str| format!("{name}{ending}");
        // What is read, by other names of it; with --force, which is not meant so.
        let read = if command == "merge" { "part.csv" } else { SCENARIO };
        std::fs::hard_link(desk.path(read), desk.path(&name("hard"))).expect("linked");
        symlink(desk.path(read), desk.path(&name("link"))).expect("linked");
        symlink(desk.path("nothing"), desk.path(&name("dangling"))).expect("linked");
        symlink(desk.path("elsewhere"), desk.path(&name("new.new"))).expect("linked");
        std::fs::write(desk.path(&name("existing")), "mine").expect("written");
        fifo(&desk.path(&name("pipe2")));
        let before = desk.names();
        for other in ["hard", "link", "dangling", "pipe2"] {
            refused_at(&name(other), &[]);
            refused_at(&name(other), &["--force"]);
        }
        let told = refused_at(&name("existing"), &[]);
        assert!(told.contains("--force"), "{command}: {told}");
        let told = refused_at(&format!("no/folder/x{ending}"), &[]);
        assert!(told.contains("no/folder"), "{command}: {told}");
        let told =
            refused(&with(&command, &flag, OsStr::new("/proc/x").with(ending).as_os_str(), &desk));
        assert!(told.contains("/proc/x"), "{command}: {told}");
        assert_eq!(desk.names(), before, "{command} left something");
        assert_eq!(std::fs::read(desk.path(&name("existing"))).expect("read"), b"mine");
        assert!(std::fs::read(desk.path(SCENARIO)).expect("read") == scenario, "{command}");
        let kind = desk.path(&name("pipe2")).symlink_metadata().expect("there").file_type();
        assert!(kind.is_fifo() && desk.path(&name("link")).is_symlink(), "{command}");
        for made in ["hard", "link", "dangling", "new.new", "existing", "pipe2"] {
            std::fs::remove_file(desk.path(&name(made))).expect("removed");
        }
    }
}

/// A name with an ending.
trait WithEnding {
    fn with(&self, ending: &str) -> OsString;
}

impl WithEnding for OsStr {
    fn with(&self, ending: &str) -> OsString {
        let mut name = self.to_owned();
        name.push(ending);
        name
    }
}

fn words(of: &[Vec<String>]) -> Vec<OsString> {
    of.concat().into_iter().map(OsString::from).collect()
}

fn more(of: &[&str]) -> Vec<String> {
    of.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn what_stands_in_a_library_is_not_written_over_though_nobody_reads_it() {
    let desk = Desk::new("shelf");
    std::fs::create_dir_all(desk.path("record")).expect("made");
    std::fs::write(desk.path("record/notes.csv"), "mine").expect("written");
    let target = desk.at("record/notes.csv");
    let arguments = words(&[smallest("batch", &desk), more(&["--force", "--out", &target])]);
    let output = command(&[]).args(&arguments).env("HOKUSHIN_SCENARIOS", desk.path(".")).output();
    let output = output.expect("the program starts");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("library"), "{told}");
    assert_eq!(std::fs::read(&target).expect("read"), b"mine");
}

#[test]
fn every_file_that_is_read_for_a_run_is_none_that_it_writes() {
    let desk = Desk::new("all-inputs");
    // What a scenario stands on, what is fitted to it, what changes it, what it is held against.
    let ground = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for (from, to) in [
        ("1941-neutrality-pact.ron", "1941-neutrality-pact.ron"),
        ("fitted/1941-neutrality-pact.ron", "fitted.ron"),
        ("record/series.csv", "mine.csv"),
        ("record/names.csv", "names.csv"),
    ] {
        let text = std::fs::read_to_string(ground.join(from)).expect("shipped");
        let text =
            text.replace("fitted: \"fitted/1941-neutrality-pact.ron\"", "fitted: \"fitted.ron\"");
        std::fs::write(desk.path(to), text).expect("written");
    }
    let campaign = desk.at("1941-neutrality-pact.ron");
    let (mine, names) = (desk.at("mine.csv"), desk.at("names.csv"));
    let explain = smallest("explain", &desk);
    let validate = more(&[
        "validate", &campaign, "--runs", "2", "--data", &mine, "--names", &names, "--force",
    ]);
    let calibrate = more(&["calibrate", &campaign, "--runs", "2", "--data", &mine, "--force"]);
    for (line, flag, inputs) in [
        (&explain, "--dot", &[SCENARIO, CHANGE, "1941-neutrality-pact.ron", "fitted.ron"][..]),
        (&validate, "--html", &["1941-neutrality-pact.ron", "fitted.ron", "mine.csv", "names.csv"]),
        (&calibrate, "--out", &["1941-neutrality-pact.ron", "mine.csv"]),
    ] {
        for input in inputs {
            let before = std::fs::read(desk.path(input)).expect("read");
            let force = if line[0] == "explain" { more(&["--force"]) } else { Vec::new() };
            refused(&words(&[line.clone(), force, more(&[flag, &desk.at(input)])]));
            assert!(std::fs::read(desk.path(input)).expect("read") == before, "{flag} {input}");
        }
    }
}

#[test]
fn an_input_in_a_report_that_would_be_replaced_stays() {
    let desk = Desk::new("inside");
    let compare = |more_words: &[&str]| words(&[smallest("compare", &desk), more(more_words)]);
    let report = desk.at("report");
    assert!(ended(&compare(&["--out", &report])).status.success());
    std::fs::copy(desk.path(CHANGE), desk.path("report/rows.csv")).expect("copied");
    let told =
        refused(&compare(&["--with", &desk.at("report/rows.csv"), "--out", &report, "--force"]));
    assert!(told.contains("would write over this file"), "{told}");
    assert!(desk.path("report/rows.csv").is_file());
}

#[test]
fn force_replaces_a_file_and_a_report_and_nothing_that_is_not_ours() {
    let desk = Desk::new("force");
    let (rows, report) = (desk.at("rows.csv"), desk.at("report/"));
    let batch = |seed: &str, force: &[&str]| {
        words(&[smallest("batch", &desk), more(&["--out", &rows, "--seed", seed]), more(force)])
    };
    assert!(ended(&batch("1", &[])).status.success());
    let first = std::fs::read(&rows).expect("read");
    assert!(refused(&batch("2", &[])).contains("--force"));
    assert!(std::fs::read(&rows).expect("read") == first);
    assert!(ended(&batch("2", &["--force"])).status.success());
    assert!(std::fs::read(&rows).expect("read") != first);

    let compare = |force: &[&str]| {
        words(&[smallest("compare", &desk), more(&["--out", &report]), more(force)])
    };
    assert!(ended(&compare(&[])).status.success());
    assert!(refused(&compare(&[])).contains("--force"));
    std::fs::write(desk.path("report/notes.txt"), "mine").expect("written");
    let told = refused(&compare(&["--force"]));
    assert!(told.contains("notes.txt"), "{told}");
    assert_eq!(std::fs::read(desk.path("report/notes.txt")).expect("read"), b"mine");
    std::fs::remove_file(desk.path("report/notes.txt")).expect("removed");
    let page = std::fs::read(desk.path("report/index.html")).expect("a page");
    std::fs::write(desk.path("report/index.html"), "old").expect("written");
    assert!(ended(&compare(&["--force"])).status.success());
    assert!(std::fs::read(desk.path("report/index.html")).expect("a page") == page);
    assert_eq!(desk.names(), ["report", "rows.csv", "rows.csv.provenance.json"]);
}

#[test]
fn a_fit_is_made_anew_where_it_stands_and_nowhere_else() {
    let desk = Desk::new("fit");
    let fit = desk.at("fit.ron");
    let calibrate = |force: &[&str]| {
        words(&[smallest("calibrate", &desk), more(&["--out", &fit]), more(force)])
    };
    let output = ended(&calibrate(&[]));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let scenario = std::fs::read_to_string(desk.path(SCENARIO)).expect("read");
    let named = scenario.replacen("    campaign:", "    fitted: \"fit.ron\",\n    campaign:", 1);
    std::fs::write(desk.path(SCENARIO), named).expect("written");
    assert!(refused(&calibrate(&[])).contains("--force"));
    // The scenario reads it now.
    let output = ended(&calibrate(&["--force"]));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::write(&fit, "mine").expect("written");
    assert!(refused(&calibrate(&["--force"])).contains("no fitted values"));
    assert_eq!(std::fs::read(&fit).expect("read"), b"mine");
}

#[test]
fn a_name_that_is_no_text_is_written_like_any_other() {
    let desk = Desk::new("nameless");
    let out = desk.path("x").with_file_name(OsStr::from_bytes(b"\xff.csv"));
    let mut arguments = words(&[smallest("batch", &desk), more(&["--out"])]);
    arguments.push(out.clone().into_os_string());
    let output = ended(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(out.is_file());
}

#[test]
fn links_and_pipes_that_nobody_reads_are_refused_and_a_pipe_with_a_reader_is_written_through() {
    let desk = Desk::new("through");
    let pipe = desk.path("graph.dot");
    fifo(&pipe);
    let refusal = Place::of("--dot", &pipe, Existing::Replaced).expect_err("nobody reads");
    assert!(refusal.to_string().contains("nobody reads"), "{refusal}");
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().expect("cat");
    let began = Instant::now();
    // Until the reader is there.
    let output = loop {
        let output =
            ended(&words(&[smallest("explain", &desk), more(&["--dot", &desk.at("graph.dot")])]));
        if output.status.success() || began.elapsed().as_secs() > 30 {
            break output;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = reader.wait_with_output().expect("it ends").stdout;
    assert!(read.starts_with(b"digraph"), "{}", String::from_utf8_lossy(&read));
    assert_eq!(desk.names(), ["graph.dot"]);
}

/// Begins a run of many histories, waits until some are kept, and tells it to stop.
fn stopped(desk: &Desk, out: &str, signal: &str, around: &[&str]) -> (Option<i32>, String) {
    let line =
        [smallest("batch", desk), more(&["--runs", "400000", "--out", &desk.at(out)])].concat();
    let program = env!("CARGO_BIN_EXE_hokushin");
    let mut whole: Vec<&str> = around.to_vec();
    whole.push(program);
    whole.extend(line.iter().map(String::as_str));
    let runs = whole.iter().position(|word| *word == "20").expect("few runs");
    whole.drain(runs - 1..=runs);
    let child = Command::new(whole[0])
        .args(&whole[1..])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let journal = desk.path(&format!("{out}.partial"));
    let began = Instant::now();
    while std::fs::metadata(&journal).map_or(0, |file| file.len()) < 20_000 {
        assert!(began.elapsed().as_secs() < 60, "nothing is kept");
        std::thread::sleep(Duration::from_millis(5));
    }
    let send = |signal: &str| {
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
    };
    send(signal);
    if !around.is_empty() {
        // It goes on as if nothing had been said.
        let length = std::fs::metadata(&journal).expect("there").len();
        while std::fs::metadata(&journal).expect("there").len() <= length {
            assert!(began.elapsed().as_secs() < 60, "it does not go on");
            std::thread::sleep(Duration::from_millis(5));
        }
        send("-TERM");
    }
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn to_be_told_to_stop_is_the_same_by_whomever_and_what_is_done_is_kept() {
    let desk = Desk::new("signals");
    for signal in ["-INT", "-TERM", "-HUP"] {
        let (code, told) = stopped(&desk, &format!("rows{signal}.csv"), signal, &[]);
        assert_eq!(code, Some(1), "{signal}: {told}");
        assert!(told.contains("interrupted") && told.contains("--resume"), "{signal}: {told}");
    }
    let (code, told) = stopped(&desk, "nohup.csv", "-HUP", &["nohup"]);
    assert_eq!(code, Some(1), "{told}");
}

#[test]
fn nobody_who_does_not_listen_makes_it_panic() {
    let desk = Desk::new("deaf");
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let run = [smallest("batch", &desk), more(&["--format", "json"])].concat();
    let run: Vec<&str> = run.iter().map(String::as_str).collect();
    for arguments in [&run[..], &["list"], &["--help"], &["batch", "--help"], &["--version"]] {
        let output = command(arguments).stdout(full()).output().expect("the program starts");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
        assert!(told.contains("standard output") && !told.contains("panicked"), "{told}");
    }
    for arguments in [&["run", "nothing"][..], &["check", "--explain", "H9"], &["--nothing"]] {
        let output = command(arguments).stderr(full()).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    let output = command(&run).stderr(full()).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_is_told_though_its_place_has_no_room() {
    // A small disk in a name space of its own; where that is not allowed nothing is shown.
    let desk = Desk::new("room");
    std::fs::create_dir_all(desk.path("disk")).expect("a folder");
    let script = r#"mount -t tmpfs -o size="$1" none "$2" || exit 77
        shift 2; "$@"; echo "exit $?" >&2"#;
    let on_the_disk = |size: &str, line: Vec<String>| {
        Command::new("unshare")
            .args(["-rm", "sh", "-c", script, "sh", size, &desk.at("disk")])
            .arg(env!("CARGO_BIN_EXE_hokushin"))
            .args(line)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
    };
    let out = desk.at("disk/report");
    // There is room for the journal of compare, and not for its page.
    for (command, size) in [("compare", "64k"), ("sweep", "8k"), ("explain", "8k")] {
        let line = [smallest(command, &desk), more(&["--out", &out])].concat();
        let Ok(output) = on_the_disk(size, line) else {
            eprintln!("skipped: there is no unshare");
            return;
        };
        let told = String::from_utf8_lossy(&output.stderr);
        if !told.contains("exit ") {
            eprintln!("skipped: no disk can be mounted here: {told}");
            return;
        }
        let answer = String::from_utf8_lossy(&output.stdout);
        assert!(told.contains("exit 1\n") && told.contains("No space left"), "{command}: {told}");
        assert!(answer.len() > 300, "{command}: {answer}");
    }
}
