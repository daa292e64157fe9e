//! `hokushin export-scenarios`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use crate::files::{Existing, folder};
use crate::report::{self, Language};
use crate::scenario::library;

/// Write the scenarios that are built in to a folder, to read, to change and to add to.
///
/// `HOKUSHIN_SCENARIOS=DIR` makes it the library.
#[derive(Debug, Args)]
pub struct ExportScenarios {
    /// The folder: a new one, or one that is empty.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl ExportScenarios {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        // Without --force: what stands in an export may have been changed by hand.
        let existing = Existing::Replaced;
        let place = folder::Place::of("export-scenarios", &self.folder, existing, empty)?;
        let files = library::FILES.iter().map(|file| (file.name, file.text.as_bytes()));
        place.write(files)?;
        let written = report::library::written(library::FILES.len(), place.path(), language);
        writeln!(std::io::stdout().lock(), "{written}")?;
        Ok(())
    }
}

/// Nothing stands in a folder that is filled.
pub(super) fn empty(folder: &Path) -> Result<(), String> {
    let names = folder::names(folder).map_err(|error| error.to_string())?;
    match names.first() {
        Some((name, _)) => Err(format!("it holds `{}`", name.display())),
        None => Ok(()),
    }
}
