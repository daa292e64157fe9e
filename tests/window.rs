//! The window as a user opens it: without a display it says what to do instead; with
//! one it draws, and the history in it is the headless one.
#![cfg(feature = "game")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

fn hokushin(display: Option<&str>, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hokushin"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DISPLAY");
    if let Some(display) = display {
        command.env("DISPLAY", display);
    }
    command.output().expect("the program starts")
}

/// A display of our own, closed at the end.
struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    /// Nothing where `Xvfb` is not installed.
    fn open() -> Option<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?).read_line(&mut number).ok()?;
        Some(Self { server, name: format!(":{}", number.trim()) })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn without_a_display_it_fails_and_names_the_headless_commands() {
    for arguments in [&["play"][..], &[], &["play", "--weeks", "3", "--screenshot", "shot.png"]] {
        let output = hokushin(None, arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        for command in ["hokushin run", "hokushin batch", "hokushin compare"] {
            assert!(told.contains(command), "{told}");
        }
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn what_cannot_be_played_or_drawn_is_bad_input() {
    for arguments in [
        &["play", "1941-neutrality-pakt"][..],
        &["play", "--as", "germany"],
        &["play", "--as", "japan", "--japan", "history"],
        &["play", "--with", "stalingrad-stands"],
        &["play", "--screenshot", "shot.gif"],
        &["play", "--screenshot", "no/such/folder/shot.png"],
    ] {
        let output = hokushin(None, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_screenshot_shows_the_map_and_the_history_of_a_headless_run() {
    let Some(screen) = Screen::open() else {
        eprintln!("skipped: there is no Xvfb to draw on");
        return;
    };
    let picture = std::env::temp_dir().join(format!("hokushin-{}.png", std::process::id()));
    let path = picture.to_str().expect("a plain path");
    let arguments =
        ["play", "1941-neutrality-pact", "--weeks", "20", "--screenshot", path, "--seed", "7"];
    let output = hokushin(Some(&screen.name), &arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(1) && told.contains("no graphics adapter") {
        eprintln!("skipped: {told}");
        return;
    }
    assert!(output.status.success(), "{told}");
    let png = std::fs::read(&picture).expect("a picture");
    std::fs::remove_file(&picture).expect("removed");
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert_eq!((number(16), number(20)), (1280, 720));
    // An empty window packs into a few kilobytes; a map with names and panels does not.
    assert!(png.len() > 60_000, "a picture of {} bytes shows no map", png.len());

    let headless = hokushin(
        None,
        &[
            "run",
            "1941-neutrality-pact",
            "--seed",
            "7",
            "--japan",
            "history",
            "--soviet",
            "history",
            "--trace",
            "calendar.week",
        ],
    );
    let trace = String::from_utf8_lossy(&headless.stdout).into_owned();
    let hash = trace.lines().nth(20).and_then(|row| row.rsplit(',').next()).expect("20 weeks");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains(hash), "{printed} has not the fingerprint {hash}");
}
