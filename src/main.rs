//! The binary: parse, dispatch, exit code. 0 done, 1 failed, 2 bad input.

use std::process::ExitCode;

use clap::Parser;
use hokushin::cli::{Cli, Failure};

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::BadFile(reports)) => {
            eprint!("{reports}");
            ExitCode::from(2)
        }
        Err(Failure::BadInput(message)) => {
            eprintln!("hokushin: {message}");
            ExitCode::from(2)
        }
        Err(Failure::Failed(message)) => {
            eprintln!("hokushin: {message}");
            ExitCode::FAILURE
        }
    }
}
