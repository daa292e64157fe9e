//! How an inquiry is worked on, and why it has no findings.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::scenario::report::Reports;

/// How an inquiry is run: on the threads of the current pool of `rayon`, with somebody who
/// may stop it and somebody who is told how far it is.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// When it is raised the work ends early, with what is found.
    pub stop: &'a AtomicBool,
    /// Is told how many histories it will take, before the first.
    pub total: &'a (dyn Fn(u64) + Sync),
    /// Is told how many histories have been lived since.
    pub done: &'a (dyn Fn(u64) + Sync),
    /// Is told what a reader should know though there are findings: warnings about files,
    /// rows of a record that play no part.
    pub note: &'a (dyn Fn(&str) + Sync),
}

impl std::fmt::Debug for Work<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Work").field("stop", self.stop).finish_non_exhaustive()
    }
}

/// Nobody ever stops this work.
static NEVER: AtomicBool = AtomicBool::new(false);

impl Work<'static> {
    /// Work that nobody watches or stops.
    pub const QUIET: Self = Self { stop: &NEVER, total: &|_| (), done: &|_| (), note: &|_| () };
}

impl Work<'_> {
    /// Has it been stopped?
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Passes on what files are to be warned of.
    pub fn warn(&self, warnings: &Reports) {
        if !warnings.reports.is_empty() {
            (self.note)(&warnings.to_string());
        }
    }
}

/// Why an inquiry has no findings.
#[derive(Debug)]
pub enum Trouble {
    /// Something is wrong with a file, or with a text of the specification, located.
    Files(Box<Reports>),
    /// What is asked cannot be asked: said for people.
    Asked(String),
    /// It was stopped before anything was found.
    Stopped(String),
    /// The histories were lived, and what is asked has no answer in them.
    Unanswerable(String),
}

/// Is a number of a specification within its range? A file can say anything.
///
/// # Errors
/// Which it is, what it is, and what it may be.
pub fn within(field: &str, is: u64, may_be: RangeInclusive<u64>) -> Result<(), Trouble> {
    if may_be.contains(&is) {
        return Ok(());
    }
    let (low, high) = (may_be.start(), may_be.end());
    Err(Trouble::Asked(format!("`{field}` is {is}, outside {low} to {high}")))
}

impl From<Box<Reports>> for Trouble {
    fn from(reports: Box<Reports>) -> Self {
        Self::Files(reports)
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Files(reports) => write!(out, "{reports}"),
            Self::Asked(what) | Self::Stopped(what) | Self::Unanswerable(what) => {
                out.write_str(what)
            }
        }
    }
}

impl std::error::Error for Trouble {}
