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

use crate::scenario::figure::Field;
use crate::scenario::report::{Report, Severity, Span, nearest};
use crate::scenario::texts;

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

/// A list whose broken items were reported and left out, and how many items it has in the
/// file: an empty list is not a missing one.
#[derive(Clone, Debug)]
pub struct Items<T>(pub Vec<Located<T>>, Option<usize>);

impl<T> Items<T> {
    /// Does the list stand in the file?
    #[must_use]
    pub const fn given(&self) -> bool {
        self.1.is_some()
    }

    /// Has it no item in the file, not even a broken one?
    #[must_use]
    pub fn nothing_written(&self) -> bool {
        self.1.unwrap_or(0) == 0
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self(Vec::new(), None)
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

/// What would be right, for each thing that RON does not like.
fn help_for(error: &ron::Error) -> (&'static str, String) {
    use ron::Error;
    let one_of = |expected: &[&str], found: &str, list: String| {
        let near = nearest(found, expected.iter().copied());
        near.map_or_else(|| list.clone(), |near| format!("did you mean `{near}`? {list}"))
    };
    let help = match error {
        Error::NoSuchStructField { expected, found, .. } => {
            let list = format!("fields here: {}", expected.join(", "));
            return ("H0101", one_of(expected, found, list));
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            let list = format!("one of: {}", expected.join(", "));
            return ("H0102", one_of(expected, found, list));
        }
        Error::MissingStructField { field, .. } => return ("H0103", format!("add `{field}: …`")),
        Error::DuplicateStructField { field, .. } => {
            return ("H0104", format!("keep one `{field}`"));
        }
        Error::ExpectedString | Error::ExpectedByteString => {
            return ("H0105", "texts, names, dates and expressions stand \"in quotes\"".to_owned());
        }
        Error::ExpectedBoolean => return ("H0105", "write true or false".to_owned()),
        Error::ExpectedArray => return ("H0105", "a list stands [in, brackets]".to_owned()),
        Error::ExpectedStructLike | Error::ExpectedMap | Error::ExpectedUnit => {
            return ("H0105", "a record is written (name: value, name: value)".to_owned());
        }
        Error::ExpectedNamedStructLike("Text") => {
            return ("H0105", "a text stands in two languages: (en: \"…\", es: \"…\")".to_owned());
        }
        Error::ExpectedNamedStructLike(name)
        | Error::ExpectedDifferentStructName { expected: name, .. } => {
            return ("H0105", format!("write {name}(name: value), or leave the name out"));
        }
        Error::ExpectedStructName(name) => {
            return ("H0105", format!("write {name}(name: value)"));
        }
        Error::ExpectedFloat
        | Error::ExpectedInteger
        | Error::FloatUnderscore
        | Error::IntegerOutOfBounds
        | Error::InvalidIntegerDigit { .. }
        | Error::UnderscoreAtBeginning
        | Error::ExpectedRangeSyntax => {
            return ("H0105", "numbers are written 12, 1.5 or -0.2".to_owned());
        }
        Error::InvalidValueForType { .. }
        | Error::ExpectedDifferentLength { .. }
        | Error::ExpectedChar
        | Error::ExpectedByteLiteral
        | Error::ExpectedOption
        | Error::Message(_) => {
            return (
                "H0105",
                "numbers are written 1.5, texts and expressions \"in quotes\", lists [in, brackets], records (name: value)".to_owned(),
            );
        }
        Error::Eof => {
            "the file ends too soon: a quote or a bracket is not closed, here or far above"
        }
        Error::ExpectedStringEnd => "the quote that opens this text is never closed",
        Error::UnclosedBlockComment => "close the comment with */",
        Error::UnclosedLineComment => "end the line of the comment",
        Error::InvalidEscape(_) => "in a text, write \\\\ for a backslash and \\\" for a quote",
        Error::TrailingCharacters => {
            "this stands after the end of the value: take it out, or is a bracket one too many before it?"
        }
        Error::ExpectedComma
        | Error::ExpectedArrayEnd
        | Error::ExpectedStructLikeEnd
        | Error::ExpectedMapEnd
        | Error::ExpectedOptionEnd => {
            "is a comma missing before this, or a quote or a bracket not closed?"
        }
        Error::ExpectedMapColon => "a field is written `name: value`: is the colon missing?",
        Error::ExpectedIdentifier
        | Error::InvalidIdentifier(_)
        | Error::SuggestRawIdentifier(_) => {
            "the name of a field or of a kind of thing stands here, without quotes: is there a comma too many?"
        }
        Error::UnexpectedChar(_) => {
            "is a value missing here? this character has no meaning outside a text in quotes"
        }
        Error::ExceededRecursionLimit => "brackets are nested too deep: is one missing above?",
        Error::ExpectedRawValue => "a value is missing here",
        Error::ExpectedAttribute | Error::ExpectedAttributeEnd | Error::NoSuchExtension(_) => {
            "a file of this language needs no `#![enable(…)]`: leave it out"
        }
        Error::Utf8Error(_) => "save the file as text in UTF-8",
        _ => "is a comma, a quote or a bracket missing just before?",
    };
    ("H0100", help.to_owned())
}

fn report_ron(error: &ron::error::SpannedError, text: &str) {
    if matches!(&error.code, ron::Error::Message(message) if message.contains(COLLECTED)) {
        return;
    }
    let (code, help) = help_for(&error.code);
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
    // Who wrote the file knows its values, not the types of this program.
    let message = match &error.code {
        ron::Error::NoSuchStructField { found, .. } => format!("there is no field `{found}` here"),
        ron::Error::NoSuchEnumVariant { found, .. } => format!("there is no `{found}` here"),
        ron::Error::MissingStructField { field, .. } => format!("`{field}` is missing"),
        ron::Error::DuplicateStructField { field, .. } => format!("`{field}` stands here twice"),
        other => other.to_string(),
    };
    collect(Report { code, severity: Severity::Error, message, at, help });
}

/// Reads a number, and tells what does not fit its field. What is told of is taken as
/// the nearest number that fits, so that the rest of the file is still looked at.
pub fn figure<'de, D: Deserializer<'de>>(
    deserializer: D,
    field: &Field,
) -> Result<Located<f64>, D::Error> {
    let text = <&'de RawValue>::deserialize(deserializer)?.get_ron().trim();
    let at = place_of(text);
    let value = number(text, at, field).unwrap_or_else(|nearest| nearest);
    Ok(Located { value, at })
}

/// Reads (lowest, highest) in the same way.
pub fn pair<'de, D: Deserializer<'de>>(
    deserializer: D,
    field: &Field,
) -> Result<Located<(f64, f64)>, D::Error> {
    let text = <&'de RawValue>::deserialize(deserializer)?.get_ron().trim();
    let at = place_of(text);
    let halves = options().from_str::<(&RawValue, &RawValue)>(text);
    let Ok((low, high)) = halves else {
        collect(Report {
            code: "H0105",
            severity: Severity::Error,
            message: format!("`{}` is two numbers", field.name),
            at: Some(at),
            help: "write (lowest, highest)".to_owned(),
        });
        return Ok(Located { value: (field.low, field.high), at });
    };
    let read = |half: &RawValue| {
        let half = half.get_ron().trim();
        number(half, place_of(half), field)
    };
    let value = match (read(low), read(high)) {
        (Ok(low), Ok(high)) => (low, high),
        _ => (field.low, field.high),
    };
    Ok(Located { value, at })
}

/// The number, or the nearest that fits when it was told of.
fn number(text: &str, at: Span, field: &Field) -> Result<f64, f64> {
    let name = field.name;
    let tell = |code, message: String| {
        let help = format!("give {}", field.range());
        collect(Report { code, severity: Severity::Error, message, at: Some(at), help });
    };
    let Ok(value) = options().from_str::<f64>(text) else {
        tell("H0105", format!("`{name}` is a number"));
        return Err(field.low);
    };
    let nearest = if value.is_nan() { field.low } else { value.clamp(field.low, field.high) };
    if field.whole && text.contains(['.', 'e', 'E']) {
        tell("H0105", format!("`{name}` is a whole number, written without a point"));
        return Err(nearest);
    }
    if !field.fits(value) {
        tell("H0301", format!("`{name}` is {value}, outside {} to {}", field.low, field.high));
        return Err(nearest);
    }
    Ok(value)
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
        let written = raw.len();
        let items = raw.into_iter().filter_map(|item| read_slice(item.get_ron())).collect();
        Ok(Self(items, Some(written)))
    }
}

/// A text alone, or a record that says more.
#[derive(Clone, Debug)]
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

/// A value as the text of a file that [`read_file`] reads back.
#[must_use]
pub fn written<T: serde::Serialize>(value: &T) -> String {
    written_to(value, usize::MAX)
}

/// The same, with what lies deeper than so many brackets on one line.
#[must_use]
pub fn written_to<T: serde::Serialize>(value: &T, depth: usize) -> String {
    let style = ron::ser::PrettyConfig::new()
        .struct_names(false)
        .indentor("    ")
        .depth_limit(depth)
        .separate_tuple_members(false);
    // Our own types are all of shapes that RON knows.
    options().to_string_pretty(value, style).map(|text| text + "\n").unwrap_or_default()
}

/// Reads a whole file. What is wrong with it is added to `reports`.
pub fn read_file<'de, T: Deserialize<'de>>(
    file: usize,
    text: &'de str,
    reports: &mut Vec<Report>,
) -> Option<Located<T>> {
    if !texts::check(file, text, reports) {
        return None;
    }
    let reading =
        Reading { file, base: text.as_ptr() as usize, length: text.len(), reports: Vec::new() };
    READING.set(Some(reading));
    let value = read_slice(text);
    if let Some(reading) = READING.take() {
        reports.extend(reading.reports);
    }
    value
}
