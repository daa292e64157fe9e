//! `hokushin man` and `hokushin completions`: the manual, made of the commands themselves.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, CommandFactory};

use super::export_scenarios::empty;
use super::{Cli, Failure};
use crate::files::{Existing, folder};

/// Write the manual pages, one a command, to a new or empty folder.
#[derive(Debug, Args)]
pub struct Man {
    /// The folder.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    pub(super) fn run(self) -> Result<(), Failure> {
        let place = folder::Place::of("man", &self.folder, Existing::Replaced, empty)?;
        let pages = pages()?;
        let count = pages.len();
        let files = pages.iter().map(|(name, page)| (name.as_str(), page.as_slice()));
        place.write(files).map_err(|error| Failure::Unwritten(error.to_string()))?;
        writeln!(std::io::stdout(), "{count} pages: {}", self.folder.display())?;
        Ok(())
    }
}

/// The pages with the names of their files.
fn pages() -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut program = Cli::command();
    program.build();
    let whole = clap_mangen::Man::new(program.clone());
    let mut pages = vec![("hokushin.1".to_owned(), rendered(&whole)?)];
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = format!("hokushin-{}", command.get_name());
        let page = clap_mangen::Man::new(command.clone()).title(name.clone());
        pages.push((format!("{name}.1"), rendered(&page)?));
    }
    Ok(pages)
}

fn rendered(page: &clap_mangen::Man) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    page.render(&mut text)?;
    Ok(text)
}

/// Print completions for a shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn run(self) -> Result<(), Failure> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "hokushin", &mut text);
        Ok(std::io::stdout().write_all(&text)?)
    }
}
