//! Where a what-if command's answer goes: to the terminal as text or JSON, and with
//! `--out` to a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::{Failure, Format};
use crate::files::place::Place;
use crate::files::{Existing, Refusal, folder};
use crate::report::Language;
use crate::report::answer::{Answer, page_written};
use crate::report::folder::{self as report, Report, Streamed};
use crate::report::sheet::Sheet;
use crate::scenario::library;

/// Where the answer goes.
#[derive(Clone, Debug, Args)]
pub struct Output {
    /// Text, or JSON with the keys that docs/json.md lists.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write a report to this folder, which must not exist yet (but see --force): a page (index.html), the
    /// tables as CSV and Parquet, and how to make them again (provenance.json).
    #[arg(long, value_name = "DIR", group = "written")]
    out: Option<PathBuf>,
    /// Replace what an earlier run wrote there: a file, or a folder that holds a report and
    /// nothing else.
    #[arg(long, requires = "written")]
    pub force: bool,
    #[arg(skip)]
    place: Option<folder::Place>,
}

/// The place of a file that a flag names.
///
/// # Errors
/// Why nothing is written there.
pub fn place_of(flag: &str, path: &Path, existing: Existing) -> Result<Place, Failure> {
    if existing != Existing::Renewed {
        spare_the_library(flag, path)?;
    }
    Ok(Place::of(flag, path, existing)?)
}

/// What stands in the library of scenarios is not written over, whether it is read or not.
fn spare_the_library(flag: &str, path: &Path) -> Result<(), Failure> {
    if library::holds(path) {
        return Err(Failure::BadInput(format!(
            "{flag} {}: this stands in the library of scenarios, and is not written over; name another",
            path.display()
        )));
    }
    Ok(())
}

impl Output {
    /// Asks for the place of the report before the work, and tries it. `resume`: the report
    /// may be there already, if it is the same.
    ///
    /// # Errors
    /// A folder that exists, or a place where none can be made.
    pub fn check(&mut self, resume: bool) -> Result<(), Failure> {
        let Some(out) = &self.out else { return Ok(()) };
        spare_the_library("--out", out)?;
        let existing = Existing::by(self.force, resume);
        self.place = Some(folder::Place::of("--out", out, existing, report::recognise)?);
        Ok(())
    }

    /// Refuses a report that may be there only if it is the same, where it cannot be.
    ///
    /// # Errors
    /// When one is there that is not to be replaced.
    pub fn must_be_new(&self) -> Result<(), Refusal> {
        self.place.as_ref().map_or(Ok(()), folder::Place::must_be_new)
    }

    /// Text or JSON?
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Is a report wanted?
    #[must_use]
    pub const fn writes(&self) -> bool {
        self.out.is_some()
    }

    /// What `--out` names.
    #[must_use]
    pub fn named(&self) -> Option<&Path> {
        self.out.as_deref()
    }

    /// The same output when the work was done whole; what was interrupted is only printed, so
    /// that no folder holds half a report.
    #[must_use]
    pub fn when_whole(&self, whole: bool) -> Self {
        if whole { self.clone() } else { Self::printing(self.format) }
    }

    /// An output that only prints.
    #[must_use]
    pub const fn printing(format: Format) -> Self {
        Self { format, out: None, force: false, place: None }
    }

    /// An output into a folder.
    #[must_use]
    pub const fn into_folder(format: Format, out: PathBuf, force: bool) -> Self {
        Self { format, out: Some(out), force, place: None }
    }

    /// Writes the report, if one is wanted, and prints the answer, whether the report could be
    /// written or not.
    ///
    /// # Errors
    /// When the folder cannot be written, or nobody reads.
    pub fn give(&self, answer: &Answer, language: Language) -> Result<(), Failure> {
        self.give_with(answer, None, language)
    }

    /// The same, with a table too large to be held, whose rows come one after the other.
    ///
    /// # Errors
    /// When the folder cannot be written, or nobody reads.
    pub fn give_with(
        &self,
        answer: &Answer,
        streamed: Option<Streamed<'_>>,
        language: Language,
    ) -> Result<(), Failure> {
        let Answer { sheet, json, tables, provenance, more, .. } = answer;
        let written = self.place.as_ref().map(|place| {
            let parts = Report { sheet, tables, streamed, provenance, more };
            report::write(place, parts, language).map(|()| place.path().join("index.html"))
        });
        let page = written.as_ref().and_then(|written| written.as_ref().ok());
        let printed = self.print(sheet, json, page.map(PathBuf::as_path), language);
        match written {
            Some(Err(error)) => Err(Failure::Unwritten(format!(
                "{error}; nothing was left there, and the answer is above"
            ))),
            _ => printed,
        }
    }

    fn print(
        &self,
        sheet: &Sheet,
        json: &Value,
        page: Option<&Path>,
        language: Language,
    ) -> Result<(), Failure> {
        let mut stdout = std::io::stdout().lock();
        match self.format {
            Format::Text => write!(stdout, "{sheet}")?,
            Format::Json => writeln!(stdout, "{json:#}")?,
        }
        if let Some(page) = page.filter(|_| self.format == Format::Text) {
            writeln!(stdout, "\n{}", page_written(page, language))?;
        }
        Ok(())
    }
}
