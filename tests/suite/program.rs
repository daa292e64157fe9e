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
