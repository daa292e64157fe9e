//! Errors as data: what was wrong, where, and what would be right.
//!
//! A [`Report`] points at bytes of a [`Source`]; it is printed as
//! `file:line:column: error[code]: message`, the line with a caret under it, and a
//! help line, or written as JSON from the same value.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::files::reading::{self, Unread};
use crate::scenario::limits;
use crate::scenario::texts::{is_hidden, plain};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = limits::FILE as u64;

/// A file's text.
#[derive(Clone)]
pub struct Source {
    /// Where it was read.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// A text can be megabytes long: who looks at a source is told how long it is.
impl std::fmt::Debug for Source {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} ({} bytes)", self.path.display(), self.text.len())
    }
}

/// A stretch of bytes in one of the sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Which source.
    pub file: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// How grave a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// It can, but look at this.
    Warning,
    /// Another place that the report before it speaks of.
    Note,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Report {
    /// Stable code, such as `H0201`.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where; `None` for the file as a whole.
    pub at: Option<Span>,
    /// What would be right.
    pub help: String,
}

/// All reports, with the sources they point at.
#[derive(Clone, Debug, Default)]
pub struct Reports {
    /// The files.
    pub sources: Vec<Source>,
    /// What is wrong with them.
    pub reports: Vec<Report>,
}

/// A report as it is written to JSON.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    line: usize,
    column: usize,
    code: &'a str,
    severity: Severity,
    message: String,
    help: String,
}

/// Where the lines of a source begin, found once for all its reports.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let after = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
    }

    /// Line and column of a place, both counted from 1, the column in characters.
    #[must_use]
    pub fn place(&self, at: usize) -> (usize, usize) {
        let at = floor(self.text, at);
        let line = self.starts.partition_point(|&start| start <= at);
        let start = self.starts[line - 1];
        (line, self.text[start..at].chars().count() + 1)
    }

    fn line(&self, line: usize) -> Option<&'a str> {
        let start = *self.starts.get(line - 1)?;
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        self.text.get(start..end)
    }
}

impl std::error::Error for Reports {}

impl Reports {
    /// Is there an error among them (not only warnings)?
    #[must_use]
    pub fn fatal(&self) -> bool {
        self.reports.iter().any(|report| report.severity == Severity::Error)
    }

    /// A single error about a file as a whole.
    #[must_use]
    pub fn about(path: &Path, code: &'static str, message: String, help: String) -> Self {
        let source = Source { path: path.to_owned(), text: String::new() };
        let at = Some(Span::default());
        let report = Report { code, severity: Severity::Error, message, at, help };
        Self { sources: vec![source], reports: vec![report] }
    }

    /// The reports that are shown: the first hundred, and then how many more there are.
    fn shown(&self) -> Vec<(Line<'_>, Option<(String, String)>)> {
        let indices: Vec<Option<Lines<'_>>> = self
            .sources
            .iter()
            .enumerate()
            .map(|(file, source)| {
                let reports = self.reports.iter().take(limits::SHOWN);
                let mut places = reports.map(|report| report.at.unwrap_or_default().file);
                places.any(|place| place == file).then(|| Lines::new(&source.text))
            })
            .collect();
        let line = |report: &Report, at: Span, line: usize, column: usize| Line {
            file: plain(&self.sources[at.file].path.display().to_string()),
            line,
            column,
            code: report.code,
            severity: report.severity,
            message: plain(&report.message),
            help: plain(&report.help),
        };
        let mut shown = Vec::new();
        for report in self.reports.iter().take(limits::SHOWN) {
            let at = report.at.unwrap_or_default();
            let Some(Some(lines)) = indices.get(at.file) else { continue };
            let (row, column) = lines.place(at.start);
            let text = lines.line(row).filter(|_| !lines.text.is_empty());
            let length = at.end.saturating_sub(at.start);
            let excerpt = text.map(|text| window(text, column, length));
            shown.push((line(report, at, row, column), excerpt));
        }
        if let Some(more) = self.more() {
            shown.push((line(&more, Span::default(), 1, 1), None));
        }
        shown
    }

    /// What stands in place of the reports that are not shown.
    fn more(&self) -> Option<Report> {
        let rest = self.reports.get(limits::SHOWN..).filter(|rest| !rest.is_empty())?;
        let fatal = rest.iter().any(|report| report.severity == Severity::Error);
        Some(Report {
            code: "H0009",
            severity: if fatal { Severity::Error } else { Severity::Warning },
            message: format!("and {} more, {} in all", rest.len(), self.reports.len()),
            at: None,
            help: "mend the first, which may have brought the others about".to_owned(),
        })
    }

    /// As a JSON array of `{file, line, column, code, severity, message, help}`: the first
    /// hundred, then one of code `H0009` that says how many more there are.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        let lines: Vec<Line<'_>> = self.shown().into_iter().map(|(line, _)| line).collect();
        serde_json::json!(lines)
    }
}

impl std::fmt::Display for Reports {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (line, excerpt) in self.shown() {
            let severity = match line.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            writeln!(
                out,
                "{}:{}:{}: {severity}[{}]: {}",
                line.file, line.line, line.column, line.code, line.message
            )?;
            if let Some((shown, caret)) = excerpt {
                writeln!(out, "  {:>5} | {shown}\n        | {caret}", line.line)?;
            }
            if !line.help.is_empty() {
                writeln!(out, "        = help: {}", line.help)?;
            }
        }
        Ok(())
    }
}

/// The part of a line around a column, and the carets under it: lines of a scenario
/// can be long sentences.
fn window(text: &str, column: usize, length: usize) -> (String, String) {
    let skipped = column.saturating_sub(60);
    let characters: Vec<char> = text.chars().skip(skipped).take(111).collect();
    let (start, whole) = (if characters.is_empty() { 0 } else { skipped }, characters.len() < 111);
    let characters = &characters[..characters.len().min(110)];
    let mut shown = String::new();
    if start > 0 {
        shown.push('…');
    }
    shown.extend(characters.iter().map(|&c| if c == '\t' || is_hidden(c) { ' ' } else { c }));
    if !whole {
        shown.push('…');
    }
    let before = column - 1 - start.min(column - 1) + usize::from(start > 0);
    let room = shown.chars().count().saturating_sub(before).max(1);
    let mut caret = " ".repeat(before);
    let _ = write!(caret, "{}", "^".repeat(length.clamp(1, room)));
    (shown, caret)
}

fn floor(text: &str, mut place: usize) -> usize {
    place = place.min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

/// The nearest of some names to a misspelt one, if one is near.
pub fn nearest<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    among
        .into_iter()
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|&(likeness, _)| likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

/// "did you mean …", or a list to choose from.
pub fn suggestion<'a>(name: &str, among: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(name, among.clone()) {
        return format!("did you mean `{near}`?");
    }
    let known: Vec<&str> = among.into_iter().take(12).collect();
    if known.is_empty() {
        "there is none to name".to_owned()
    } else {
        format!("known: {}", known.join(", "))
    }
}

/// Reads a file as text, or says why it cannot be.
///
/// # Errors
/// A report when the file is missing, a directory, a pipe or a device, empty, too large, not
/// UTF-8, or is also to be written.
pub fn read(path: &Path) -> Result<Source, Box<Reports>> {
    let refuse = |code, message: String, help: &str| {
        Err(Box::new(Reports::about(path, code, message, help.to_owned())))
    };
    let file = match reading::open(path) {
        Ok(file) => file,
        Err(unread @ Unread::Error(_)) => {
            return refuse(
                "H0001",
                format!("cannot open the file: {unread}"),
                "`hokushin list` shows what there is",
            );
        }
        Err(Unread::Folder) => {
            return refuse(
                "H0002",
                "this is a directory, not a file".to_owned(),
                "name one of the .ron files in it",
            );
        }
        Err(unread @ Unread::NoFile(_)) => {
            return refuse(
                "H0010",
                unread.to_string(),
                "write what it says into a file, and name that",
            );
        }
        Err(unread @ Unread::Wanted(_)) => {
            return refuse("H0011", unread.to_string(), "name another file to be written");
        }
    };
    let length = file.metadata().map_or(0, |about| about.len());
    if length > LARGEST {
        let message =
            format!("the file has {} MB; at most {} MB are read", length >> 20, LARGEST >> 20);
        return refuse(
            "H0003",
            message,
            "a scenario has a few hundred kilobytes of text, a record a few dozen",
        );
    }
    // Some files do not know how long they are.
    let mut bytes = Vec::new();
    let whole = std::io::Read::read_to_end(&mut std::io::Read::take(file, LARGEST + 1), &mut bytes);
    if bytes.len() as u64 > LARGEST {
        let message = format!("the file has more than {} MB", LARGEST >> 20);
        return refuse("H0003", message, "at most that much is read");
    }
    if let Err(error) = whole {
        return refuse("H0001", format!("cannot read the file: {error}"), "");
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return refuse(
            "H0004",
            "the file is not text (UTF-8)".to_owned(),
            "a scenario is a RON text file, a record a CSV text file",
        );
    };
    source(path, &text)
}

/// A text as a file has it: without the mark some editors begin with, line ends as `\n`.
///
/// # Errors
/// A report when it is empty or too large.
pub fn source(path: &Path, text: &str) -> Result<Source, Box<Reports>> {
    let refuse = |code, message: String, help: &str| {
        Err(Box::new(Reports::about(path, code, message, help.to_owned())))
    };
    if text.len() as u64 > LARGEST {
        let message = format!("the file has more than {} MB", LARGEST >> 20);
        return refuse("H0003", message, "at most that much is read");
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    if text.trim().is_empty() {
        return refuse(
            "H0005",
            "the file is empty".to_owned(),
            "a scenario begins with `Scenario(`, a counterfactual with `Counterfactual(`",
        );
    }
    Ok(Source { path: path.to_owned(), text })
}
