//! The window as a user opens it: without a display it says what to do instead; with
//! one it draws, and the history in it is the headless one.
#![cfg(feature = "game")]

#[path = "suite/program.rs"]
mod program;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

fn command(display: Option<&str>, arguments: &[&str]) -> Command {
    let mut command = program::command(arguments);
    for name in ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    if let Some(display) = display {
        command.env("DISPLAY", display);
    }
    command
}

fn hokushin(display: Option<&str>, arguments: &[&str]) -> Output {
    command(display, arguments).output().expect("the program starts")
}

/// A screen to draw on, and something to draw with; else says why there is none.
fn drawing_screen() -> Option<Screen> {
    let Some(screen) = Screen::open() else {
        eprintln!("skipped: there is no Xvfb to draw on");
        return None;
    };
    Some(screen)
}

/// Is there nothing to draw with?
fn cannot_draw(output: &Output) -> bool {
    let told = String::from_utf8_lossy(&output.stderr);
    let none = output.status.code() == Some(1) && told.contains("no graphics adapter");
    if none {
        eprintln!("skipped: {told}");
    }
    none
}

/// A picture of the window, taken away afterwards.
struct Picture(std::path::PathBuf);

impl Picture {
    fn new(name: &str) -> Self {
        let file = format!("hokushin-{name}-{}.png", std::process::id());
        Self(std::env::temp_dir().join(file))
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
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
fn a_wayland_that_is_gone_leaves_the_window_to_x() {
    let Some(screen) = drawing_screen() else { return };
    let picture = Picture::new("stale");
    let mut command = command(Some(&screen.name), &["play", "--screenshot", picture.path()]);
    command.env("WAYLAND_DISPLAY", "wayland-77").env("XDG_RUNTIME_DIR", std::env::temp_dir());
    let output = command.output().expect("the program starts");
    if cannot_draw(&output) {
        return;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(picture.0.is_file());
}

#[test]
fn a_screen_that_a_display_does_not_have_is_told_in_a_sentence() {
    let Some(screen) = drawing_screen() else { return };
    let output = hokushin(Some(&format!("{}.3", screen.name)), &["play"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("no such screen") && !told.contains("panicked"), "{told}");
}

/// Does the program listen for a signal yet? As the system counts: a bit a signal.
#[cfg(target_os = "linux")]
fn listens(program: &Child, signal: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.id()));
    let status = status.unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let caught = caught.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    caught.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_closes_the_window_and_is_no_failure() {
    use std::time::{Duration, Instant};

    let Some(screen) = drawing_screen() else { return };
    for (name, signal) in [("INT", 2), ("TERM", 15)] {
        let mut program = command(Some(&screen.name), &["play"]);
        program.stderr(Stdio::piped()).stdout(Stdio::null());
        let mut program = program.spawn().expect("the program starts");
        let began = Instant::now();
        while !listens(&program, signal)
            && program.try_wait().expect("it is ours").is_none()
            && began.elapsed() < Duration::from_secs(60)
        {
            std::thread::sleep(Duration::from_millis(20));
        }
        let sent = Command::new("kill").args(["-s", name, &program.id().to_string()]).status();
        let output = program.wait_with_output().expect("it ends");
        if cannot_draw(&output) {
            return;
        }
        assert!(sent.expect("kill is there").success());
        let told = String::from_utf8_lossy(&output.stderr);
        let (status, wanted) = (output.status, 128 + signal.cast_signed());
        assert_eq!(status.code(), Some(wanted), "{name}: {status}: {told}");
        assert!(!told.contains("failed"), "{name}: {told}");
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
    let Some(screen) = drawing_screen() else { return };
    let picture = Picture::new("map");
    let path = picture.path();
    let arguments =
        ["play", "1941-neutrality-pact", "--weeks", "20", "--screenshot", path, "--seed", "7"];
    let output = hokushin(Some(&screen.name), &arguments);
    if cannot_draw(&output) {
        return;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let png = std::fs::read(path).expect("a picture");
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
