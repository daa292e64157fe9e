//! The binary: parse, dispatch, exit code. 0 done, 1 failed, 2 bad input,
//! and as shells count it, 128 and its number for a signal that asked the window to leave.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use hokushin::cli::{Cli, Failure, complain};

fn main() -> ExitCode {
    let done = match Cli::try_parse() {
        Ok(cli) => cli.run(),
        Err(told) => match told.print() {
            Err(error) if !told.use_stderr() => Err(error.into()),
            _ if told.exit_code() == 0 => Ok(()),
            _ => return ExitCode::from(2),
        },
    };
    // What waits to be printed may find no room, and nobody would hear of it at the exit.
    match done.and_then(|()| std::io::stdout().flush().map_err(Failure::from)) {
        Ok(()) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::BadFile(reports)) => {
            complain(&reports.to_string());
            ExitCode::from(2)
        }
        Err(Failure::BadInput(message)) => {
            complain(&format!("hokushin: {message}"));
            ExitCode::from(2)
        }
        Err(Failure::Signal(number)) => ExitCode::from(128_u8.saturating_add(number)),
        Err(Failure::Failed(message) | Failure::Unwritten(message)) => {
            complain(&format!("hokushin: {message}"));
            ExitCode::FAILURE
        }
    }
}
