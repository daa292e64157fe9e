//! Values that know where they stand in their file.
//!
//! RON lets a value be taken raw, as a slice that borrows from the text: its address
//! tells its place. [`Located`] takes the slice, reads the value from it, and keeps
//! the place; [`Items`] reads a list item by item, so that one broken item is
//! reported and the others are still read. What is wrong is collected on the side
//! while a file is being read.

use std::cell::RefCell;

use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error as _};

use crate::scenario::report::{Report, Severity, Span, nearest};

struct Reading {
    file: usize,
    base: usize,
    length: usize,
    reports: Vec<Report>,
}

thread_local! {
    static READING: RefCell<Option<Reading>> = const { RefCell::new(None) };
}

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Span,
}

impl<T> std::ops::Deref for Located<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A list whose broken items were reported and left out, and whether it stands in the
/// file at all: an empty list is not a missing one.
#[derive(Clone, Debug)]
pub struct Items<T>(pub Vec<Located<T>>, bool);

impl<T> Items<T> {
    /// Does the list stand in the file?
    #[must_use]
    pub const fn given(&self) -> bool {
        self.1
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self(Vec::new(), false)
    }
}

fn options() -> ron::Options {
    use ron::extensions::Extensions;
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
}

/// The place of a slice of the text that is being read.
fn place_of(text: &str) -> Span {
    READING.with_borrow(|reading| {
        let Some(reading) = reading else {
            return Span::default();
        };
        let start = (text.as_ptr() as usize).wrapping_sub(reading.base).min(reading.length);
        Span { file: reading.file, start, end: (start + text.len()).min(reading.length) }
    })
}

fn collect(report: Report) {
    READING.with_borrow_mut(|reading| {
        if let Some(reading) = reading {
            reading.reports.push(report);
        }
    });
}

/// Marks an error that has been collected already, so that the values around it do
/// not report it again.
const COLLECTED: &str = "\u{1}collected";

fn read_slice<'de, T: Deserialize<'de>>(text: &'de str) -> Option<Located<T>> {
    let trimmed = text.trim();
    match options().from_str::<T>(trimmed) {
        Ok(value) => Some(Located { value, at: place_of(trimmed) }),
        Err(error) => {
            report_ron(&error, trimmed);
            None
        }
    }
}

fn report_ron(error: &ron::error::SpannedError, text: &str) {
    use ron::Error;
    let (code, help) = match &error.code {
        Error::Message(message) if message.contains(COLLECTED) => return,
        Error::NoSuchStructField { expected, found, .. } => {
            let near = nearest(found, expected.iter().copied());
            let list = expected.join(", ");
            ("H0101", near.map_or(format!("fields here: {list}"), |near| format!("did you mean `{near}`? fields here: {list}")))
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            let near = nearest(found, expected.iter().copied());
            let list = expected.join(", ");
            ("H0102", near.map_or(format!("one of: {list}"), |near| format!("did you mean `{near}`? one of: {list}")))
        }
        Error::MissingStructField { field, .. } => ("H0103", format!("add `{field}: …`")),
        Error::DuplicateStructField { field, .. } => ("H0104", format!("keep one `{field}`")),
        Error::InvalidValueForType { .. } | Error::ExpectedString | Error::ExpectedFloat
        | Error::ExpectedInteger | Error::ExpectedBoolean | Error::ExpectedArray
        | Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            ("H0105", "numbers are written 1.5, texts and expressions \"in quotes\", lists [in, brackets], records (name: value)".to_owned())
        }
        _ => ("H0100", "is a comma, a quote or a bracket missing just before?".to_owned()),
    };
    let offset = |position: ron::error::Position| {
        let line: usize =
            text.split_inclusive('\n').take(position.line.saturating_sub(1)).map(str::len).sum();
        let rest = text.get(line..).unwrap_or("");
        line + rest
            .char_indices()
            .nth(position.col.saturating_sub(1))
            .map_or(rest.len(), |(at, _)| at)
    };
    let base = place_of(text);
    let start = base.start + offset(error.span.start);
    let end = (base.start + offset(error.span.end)).clamp(start + 1, start + 60);
    let at = Some(Span { file: base.file, start, end });
    collect(Report { code, severity: Severity::Error, message: error.code.to_string(), at, help });
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?;
        read_slice(raw.get_ron()).ok_or_else(|| D::Error::custom(COLLECTED))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Vec::<&'de RawValue>::deserialize(deserializer)?;
        Ok(Self(raw.into_iter().filter_map(|item| read_slice(item.get_ron())).collect(), true))
    }
}

/// A text alone, or a record that says more.
#[derive(Debug)]
pub enum TextOr<T> {
    /// The text.
    Text(Located<String>),
    /// The record.
    Record(Located<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for TextOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?.get_ron();
        let read = if raw.trim_start().starts_with('"') {
            read_slice(raw).map(Self::Text)
        } else {
            read_slice(raw).map(Self::Record)
        };
        read.ok_or_else(|| D::Error::custom(COLLECTED))
    }
}

/// Reads a whole file. What is wrong with it is added to `reports`.
pub fn read_file<'de, T: Deserialize<'de>>(
    file: usize,
    text: &'de str,
    reports: &mut Vec<Report>,
) -> Option<Located<T>> {
    let reading =
        Reading { file, base: text.as_ptr() as usize, length: text.len(), reports: Vec::new() };
    READING.set(Some(reading));
    let value = read_slice(text);
    if let Some(reading) = READING.take() {
        reports.extend(reading.reports);
    }
    value
}
