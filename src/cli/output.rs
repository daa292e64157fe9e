//! Where a what-if command's answer goes: to the terminal as text or JSON, and with
//! `--out` to a folder.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::{Failure, Format};
use crate::report::Language;
use crate::report::folder::{self, Dataset, Provenance, Streamed};
use crate::report::sheet::Sheet;

/// Where the answer goes.
#[derive(Clone, Debug, Args)]
pub struct Output {
    /// Text, or JSON with the keys that the README lists.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write a report to this folder, which must not exist yet: a page (index.html), the
    /// tables as CSV and Parquet, and how to make them again (provenance.json).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// What a command answers.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For people.
    pub sheet: Sheet,
    /// For programs.
    pub json: Value,
    /// The rows behind it.
    pub tables: Vec<Dataset>,
    /// How it was made.
    pub provenance: Provenance,
}

impl Output {
    /// Says before the work what would be in the way after it.
    ///
    /// # Errors
    /// A folder that exists, or a place where none can be made.
    pub fn check(&self) -> Result<(), Failure> {
        let Some(out) = &self.out else { return Ok(()) };
        if out.symlink_metadata().is_ok() {
            return Err(Failure::BadInput(format!(
                "--out {}: it exists already; name a new folder, or remove this one",
                out.display()
            )));
        }
        let above = out.parent().filter(|folder| !folder.as_os_str().is_empty());
        match above.filter(|folder| !folder.is_dir()) {
            Some(folder) => Err(Failure::BadInput(format!(
                "--out {}: there is no folder {}",
                out.display(),
                folder.display()
            ))),
            None => Ok(()),
        }
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

    /// The folder of the report, if one is wanted: a command may lay more into it once the
    /// report is there.
    #[must_use]
    pub fn folder(&self) -> Option<&std::path::Path> {
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
        Self { format, out: None }
    }

    /// An output into a folder.
    #[must_use]
    pub const fn into_folder(format: Format, out: PathBuf) -> Self {
        Self { format, out: Some(out) }
    }

    /// Writes the report, if one is wanted, and prints the answer.
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
        let Answer { sheet, json, tables, provenance } = answer;
        if let Some(out) = &self.out {
            folder::write(out, sheet, tables, streamed, provenance, language).map_err(|error| {
                Failure::BadInput(format!(
                    "--out {}: {error}; nothing was left there",
                    out.display()
                ))
            })?;
        }
        let mut stdout = std::io::stdout().lock();
        match self.format {
            Format::Text => write!(stdout, "{sheet}")?,
            Format::Json => writeln!(stdout, "{json:#}")?,
        }
        if let Some(out) = self.out.as_ref().filter(|_| self.format == Format::Text) {
            let page = out.join("index.html");
            writeln!(stdout, "\n{}: {}", language.pick("The page", "La página"), page.display())?;
        }
        Ok(())
    }
}

/// The command line as it was given, without what does not change the answer.
#[must_use]
pub fn command_line() -> String {
    let mut words = vec!["hokushin".to_owned()];
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        let (name, glued) = match word.split_once('=') {
            Some((name, _)) => (name.to_owned(), true),
            None => (word.clone(), false),
        };
        if matches!(name.as_str(), "--out" | "--threads" | "--shard" | "--format" | "--language") {
            if !glued {
                given.next();
            }
            continue;
        }
        if name != "--resume" {
            words.push(word);
        }
    }
    // A word with a nul cannot come from a command line.
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_default()
}
