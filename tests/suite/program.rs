//! The program, as a user starts it.

use std::process::{Command, Output};

/// The program with some arguments, in the folder of the project.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hokushin"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// What it prints, and how it ends.
#[allow(dead_code, reason = "the tests of the window start it on displays of their own")]
pub fn hokushin(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program starts")
}

/// What a command prints that does its work.
#[allow(dead_code, reason = "not for the tests of the window")]
pub fn done(arguments: &[&str]) -> String {
    let output = hokushin(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a command says that is refused as bad input.
#[allow(dead_code, reason = "not for the tests of the window")]
pub fn refused(arguments: &[&str]) -> String {
    let output = hokushin(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
    errors
}
