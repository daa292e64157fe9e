//! What the record says: dated series and dated events, read from CSV files.
//!
//! A series file has the columns `series, date, value` and may have `unit, low, high,
//! source, confidence`; `low` and `high` are the spread between sources. An events file
//! has `event, date` and may have `source`: an event of the scenario by its id, or a
//! decision with its option (`embargo: stop`).
//!
//! A series answers to the quantity of the same name; where other people's names differ,
//! a names file (`series, quantity`) joins them. Units that differ by a thousand or a
//! million are converted (men, thousand men, million men); what is counted must be the same
//! (see [`units`]). A row that cannot be read is an error at its place, and
//! never only left out.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::hindcast::units;
use crate::scenario::Day;
use crate::scenario::library::Origin;
use crate::scenario::report::{Report, Reports, Severity, Source, Span, nearest};
use crate::scenario::vocabulary::{Kind, Var, Vocabulary};
use crate::sim::calendar;

/// One dated figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The day.
    pub day: Day,
    /// The figure, in the unit of its series.
    pub value: f64,
    /// Lowest figure among the sources, at most `value`.
    pub low: f64,
    /// Highest figure among the sources, at least `value`.
    pub high: f64,
}

/// A dated series of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Its dotted name.
    pub name: String,
    /// Unit, in words.
    pub unit: String,
    /// Where the figures come from.
    pub source: String,
    /// The figures, by day.
    pub points: Vec<Point>,
}

/// A dated event of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatedEvent {
    /// An event's id, or `decision: option`.
    pub name: String,
    /// The day of the record.
    pub day: Day,
}

/// The quantity that answers to a series, and the factor from its unit to the series'.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The quantity.
    pub var: Var,
    /// Its dotted name.
    pub quantity: String,
    /// Value of the quantity times this is in the series' unit: above 0.
    pub factor: f64,
}

/// A CSV file with its header, read for located errors.
pub(super) struct Sheet {
    source: Source,
    pub(super) reports: Vec<Report>,
    columns: Vec<String>,
    /// First byte and fields of each row.
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

impl Sheet {
    /// Reads a file that must have some columns, and may have others that are read.
    pub(super) fn open(
        place: &Origin,
        needed: &[&str],
        optional: &[&str],
    ) -> Result<Self, Box<Reports>> {
        let source = place.read().map_err(for_csv)?;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(source.text.as_bytes());
        let columns: Vec<String> = reader
            .headers()
            .map(|head| head.iter().map(str::to_owned).collect())
            .unwrap_or_default();
        let mut sheet =
            Self { source: source.clone(), reports: Vec::new(), columns, rows: Vec::new() };
        if let Some((at, message)) = broken_quote(&source.text) {
            // What stands after it cannot be told apart: one error is enough.
            sheet.reports.push(Report {
                code: "H0710",
                severity: Severity::Error,
                message: message.to_owned(),
                at: Some(Span { file: 0, start: at, end: at + 1 }),
                help: "a field in quotes ends with a quote before the next comma; inside, a quote is written twice".to_owned(),
            });
            return Err(sheet.fail());
        }
        for row in reader.records() {
            match row {
                Ok(row) => {
                    let start = row.position().map_or(0, |place| place.byte() as usize);
                    let (fields, columns) = (row.len(), sheet.columns.len());
                    if fields > columns {
                        sheet.refuse(
                            "H0711",
                            start,
                            "",
                            format!("the row has {fields} fields and the head {columns} columns"),
                            "put a field with a comma in it between quotes",
                        );
                    }
                    sheet.rows.push((start, row.iter().map(str::to_owned).collect()));
                }
                Err(error) => {
                    let start = error.position().map_or(0, |place| place.byte() as usize);
                    sheet.refuse(
                        "H0701",
                        start,
                        "",
                        format!("this is not CSV: {error}"),
                        "a header line, then one line a row, fields parted by commas",
                    );
                }
            }
        }
        for (place, column) in sheet.columns.clone().iter().enumerate() {
            if !column.is_empty() && sheet.columns[..place].contains(column) {
                let message = format!("there are two columns `{column}`");
                sheet.refuse_head("H0702", place, message, "each column has a name of its own");
            }
            let known = needed.iter().chain(optional).any(|known| known == column);
            let near = nearest(column, optional.iter().copied()).filter(|_| !known);
            if let Some(near) = near {
                let message = format!("nothing reads a column `{column}`");
                let help = format!("did you mean `{near}`? Name it otherwise if it is a note");
                sheet.refuse_head("H0702", place, message, &help);
            }
        }
        for column in needed {
            if !sheet.columns.iter().any(|known| known == column) {
                let help =
                    format!("the first line names the columns; needed are {}", needed.join(", "));
                sheet.refuse("H0702", 0, "", format!("there is no column `{column}`"), &help);
            }
        }
        if sheet.reports.is_empty() && sheet.rows.is_empty() {
            sheet.refuse(
                "H0703",
                0,
                "",
                "the file has a header and no rows".to_owned(),
                "one line a dated figure",
            );
        }
        if sheet.reports.is_empty() { Ok(sheet) } else { Err(sheet.fail()) }
    }

    pub(super) fn field<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let place = self.columns.iter().position(|known| known == column);
        place.and_then(|place| row.get(place)).map_or("", String::as_str)
    }

    /// Points at a column of the row that starts at a byte.
    pub(super) fn refuse(
        &mut self,
        code: &'static str,
        start: usize,
        column: &str,
        message: String,
        help: &str,
    ) {
        let Span { start, end, .. } = self.span(start, column);
        self.refuse_span(code, start..end, message, help);
    }

    /// Points at a part of what a column of the row says.
    pub(super) fn refuse_part(
        &mut self,
        code: &'static str,
        (start, column): (usize, &str),
        part: Range<usize>,
        message: String,
        help: &str,
    ) {
        let Span { start, end, .. } = self.span(start, column);
        let text = &self.source.text[start..end];
        // The reader takes the quotes away, and the spaces around them.
        let first = start + text.len() - text.trim_start_matches([' ', '\t', '"']).len();
        let place = (first + part.start).min(end)..(first + part.end).min(end);
        self.refuse_span(code, place.start..place.end.max(place.start + 1), message, help);
    }

    fn refuse_span(&mut self, code: &'static str, at: Range<usize>, message: String, help: &str) {
        self.reports.push(Report {
            code,
            severity: Severity::Error,
            message,
            at: Some(Span { file: 0, start: at.start, end: at.end }),
            help: help.to_owned(),
        });
    }

    fn span(&self, start: usize, column: &str) -> Span {
        // The reader gives the end of the line before; the row begins after its newlines.
        let text = &self.source.text;
        let start = start.min(text.len());
        let line =
            start + text[start..].len() - text[start..].trim_start_matches(['\n', '\r']).len();
        let end = text[line..].find('\n').map_or(text.len(), |end| line + end);
        let place = self.columns.iter().position(|known| known == column);
        let field = place.map_or(0..1, |place| field_of(&text[line..end], place));
        Span { file: 0, start: line + field.start, end: line + field.end.max(field.start + 1) }
    }

    /// Points at a name in the head.
    fn refuse_head(&mut self, code: &'static str, place: usize, message: String, help: &str) {
        let end = self.source.text.find('\n').unwrap_or(self.source.text.len());
        let field = field_of(&self.source.text[..end], place);
        let at = Some(Span { file: 0, start: field.start, end: field.end.max(field.start + 1) });
        let (severity, help) = (Severity::Error, help.to_owned());
        self.reports.push(Report { code, severity, message, at, help });
    }

    pub(super) fn fail(self) -> Box<Reports> {
        Box::new(Reports { sources: vec![self.source], reports: self.reports })
    }

    fn number(
        &mut self,
        start: usize,
        row: &[String],
        column: &str,
        otherwise: Option<f64>,
    ) -> Option<f64> {
        let text = self.field(row, column).to_owned();
        if text.is_empty() && otherwise.is_some() {
            return otherwise;
        }
        let number = text.parse::<f64>().ok().filter(|number| number.abs() < 1e15);
        if number.is_none() {
            self.refuse(
                "H0704",
                start,
                column,
                format!("`{text}` in column `{column}` is not a number"),
                "write 1234.5, without spaces or signs of units",
            );
        }
        number
    }

    fn day(&mut self, start: usize, row: &[String]) -> Option<Day> {
        let text = self.field(row, "date").to_owned();
        let date = text.parse::<jiff::civil::Date>().ok();
        if date.is_none() {
            self.refuse(
                "H0705",
                start,
                "date",
                format!("there is no date `{text}`"),
                "write YYYY-MM-DD, such as 1941-04-13",
            );
        }
        date.map(|date| (date - calendar::first_day()).get_days())
    }
}

/// What the reader of files says of a scenario is said of a record.
fn for_csv(mut reports: Box<Reports>) -> Box<Reports> {
    for report in &mut reports.reports {
        let help = match report.code {
            "H0001" => "name a CSV file that is there and may be read",
            "H0002" => "name a CSV file in it",
            "H0003" => "a record has a few hundred lines",
            "H0004" => "save it as CSV in UTF-8",
            "H0005" => "a record begins with a line that names its columns: series,date,value",
            _ => continue,
        };
        help.clone_into(&mut report.help);
    }
    reports
}

/// Where the quotes of a CSV file do not pair: it would be read, but not as it was meant,
/// and lines would be swallowed.
fn broken_quote(text: &str) -> Option<(usize, &'static str)> {
    enum At {
        Start,
        Bare,
        Quoted(usize),
        Closed(usize),
    }
    let mut at = At::Start;
    for (place, byte) in text.bytes().enumerate() {
        at = match (at, byte) {
            (At::Quoted(opened), b'"') => At::Closed(opened),
            (At::Quoted(opened), _) => At::Quoted(opened),
            (At::Closed(opened), b'"') => At::Quoted(opened),
            (_, b',' | b'\n') => At::Start,
            (At::Closed(opened), b' ' | b'\t' | b'\r') => At::Closed(opened),
            (At::Closed(opened), _) => {
                let same_line = !text[opened..place].contains('\n');
                return Some(if same_line {
                    (place, "there is text after the quote that ends the field")
                } else {
                    (opened, "this quote is not closed on its line")
                });
            }
            (At::Start, b'"') => At::Quoted(place),
            (At::Start, b' ' | b'\t') => At::Start,
            (At::Start | At::Bare, _) => At::Bare,
        };
    }
    if let At::Quoted(opened) = at { Some((opened, "this quote is never closed")) } else { None }
}

/// Where the n-th field of a line of CSV stands; commas between quotes part nothing.
fn field_of(line: &str, wanted: usize) -> std::ops::Range<usize> {
    let (mut place, mut start, mut quoted) = (0, 0, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                if place == wanted {
                    return start..at;
                }
                place += 1;
                start = at + 1;
            }
            _ => {}
        }
    }
    if place == wanted { start..line.len() } else { 0..1 }
}

/// A series with the quantity that answers to it, if one does.
pub type Answered = (Series, Option<Answer>);

/// Reads dated series; series come in the order of the file, their points by day, each with
/// the quantity of the vocabulary that answers to it, by its own name or by one of `names`.
///
/// # Errors
/// Everything that is wrong with the file, located; among it a unit that does not count what
/// the quantity counts.
pub fn read_series(
    place: &Origin,
    names: &[(String, String)],
    vocabulary: &Vocabulary,
) -> Result<Vec<Answered>, Box<Reports>> {
    let optional = ["unit", "low", "high", "source", "confidence"];
    let mut sheet = Sheet::open(place, &["series", "date", "value"], &optional)?;
    let mut all: Vec<Answered> = Vec::new();
    for (start, row) in sheet.rows.clone() {
        let name = sheet.field(&row, "series").to_owned();
        if name.is_empty() {
            sheet.refuse(
                "H0706",
                start,
                "series",
                "the row names no series".to_owned(),
                "a dotted name, such as japan.oil.stock",
            );
            continue;
        }
        let day = sheet.day(start, &row);
        let value = sheet.number(start, &row, "value", None);
        let low = sheet.number(start, &row, "low", value.or(Some(0.0)));
        let high = sheet.number(start, &row, "high", value.or(Some(0.0)));
        let (Some(day), Some(value), Some(low), Some(high)) = (day, value, low, high) else {
            continue;
        };
        if low > value || value > high {
            sheet.refuse(
                "H0707",
                start,
                "value",
                format!("{value} does not lie between low {low} and high {high}"),
                "low <= value <= high",
            );
            continue;
        }
        let point = Point { day, value, low, high };
        let unit = sheet.field(&row, "unit").to_owned();
        match all.iter_mut().find(|(series, _)| series.name == name) {
            Some((series, _)) if series.points.iter().any(|known| known.day == day) => {
                sheet.refuse(
                    "H0708",
                    start,
                    "date",
                    format!("`{name}` has this date twice"),
                    "one figure a day; put the spread between sources into low and high",
                );
            }
            Some((series, _)) if series.unit != unit => {
                let message =
                    format!("`{name}` was in `{}` above, and is in `{unit}` here", series.unit);
                sheet.refuse(
                    "H0712",
                    start,
                    "unit",
                    message,
                    "one unit for all figures of a series",
                );
            }
            Some((series, _)) => series.points.push(point),
            None => {
                let answer = sheet.answer(start, (&name, &unit), names, vocabulary);
                let source = sheet.field(&row, "source").to_owned();
                all.push((Series { name, unit, source, points: vec![point] }, answer));
            }
        }
    }
    all.iter_mut().for_each(|(series, _)| series.points.sort_by_key(|point| point.day));
    if sheet.reports.is_empty() { Ok(all) } else { Err(sheet.fail()) }
}

/// Reads dated events.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_events(place: &Origin) -> Result<Vec<DatedEvent>, Box<Reports>> {
    let mut sheet = Sheet::open(place, &["event", "date"], &["source"])?;
    let mut events: Vec<DatedEvent> = Vec::new();
    for (start, row) in sheet.rows.clone() {
        let name = sheet.field(&row, "event").to_owned();
        sheet.once(start, "event", &name, events.iter().any(|known| known.name == name));
        if let Some(day) = sheet.day(start, &row) {
            events.push(DatedEvent { name, day });
        }
    }
    if sheet.reports.is_empty() { Ok(events) } else { Err(sheet.fail()) }
}

/// A single figure of a campaign: what one of a scenario's measures is held against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CampaignFigure {
    /// Id of the measure.
    pub measure: String,
    /// The figure, in the unit of the measure.
    pub value: f64,
    /// Lowest figure among the sources, at most `value`.
    pub low: f64,
    /// Highest figure among the sources, at least `value`.
    pub high: f64,
}

/// Reads the figures of one campaign: `case, measure, value, low, high`.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_campaign(place: &Origin, case: &str) -> Result<Vec<CampaignFigure>, Box<Reports>> {
    let mut sheet =
        Sheet::open(place, &["case", "measure", "value"], &["low", "high", "note", "source"])?;
    let mut figures: Vec<CampaignFigure> = Vec::new();
    for (start, row) in sheet.rows.clone() {
        if sheet.field(&row, "case") != case {
            continue;
        }
        let measure = sheet.field(&row, "measure").to_owned();
        sheet.once(
            start,
            "measure",
            &measure,
            figures.iter().any(|known| known.measure == measure),
        );
        let Some(value) = sheet.number(start, &row, "value", None) else { continue };
        let low = sheet.number(start, &row, "low", Some(value)).unwrap_or(value);
        let high = sheet.number(start, &row, "high", Some(value)).unwrap_or(value);
        if low > value || value > high {
            let message = format!("{value} does not lie between low {low} and high {high}");
            sheet.refuse("H0707", start, "value", message, "low <= value <= high");
        }
        figures.push(CampaignFigure { measure, value, low, high });
    }
    if sheet.reports.is_empty() { Ok(figures) } else { Err(sheet.fail()) }
}

/// Reads assumed odds: how likely historians' debate leaves what did not happen. The record
/// is silent on it, and a fit without it would call impossible whatever did not come about.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_odds(place: &Origin) -> Result<Vec<(String, f64)>, Box<Reports>> {
    let mut sheet = Sheet::open(place, &["event", "share"], &["source"])?;
    let mut odds: Vec<(String, f64)> = Vec::new();
    for (start, row) in sheet.rows.clone() {
        let name = sheet.field(&row, "event").to_owned();
        sheet.once(start, "event", &name, odds.iter().any(|(known, _)| *known == name));
        let Some(share) = sheet.number(start, &row, "share", None) else { continue };
        if !(0.0..=1.0).contains(&share) {
            let message = format!("the share {share} is no probability");
            sheet.refuse("H0709", start, "share", message, "give a number from 0 to 1");
        }
        odds.push((name, share));
    }
    if sheet.reports.is_empty() { Ok(odds) } else { Err(sheet.fail()) }
}

/// Reads the names that join other people's series to quantities: `series, quantity`.
///
/// # Errors
/// Everything that is wrong with the file, located; a quantity that is not known.
pub fn read_names(
    place: &Origin,
    vocabulary: &Vocabulary,
) -> Result<Vec<(String, String)>, Box<Reports>> {
    let mut sheet = Sheet::open(place, &["series", "quantity"], &[])?;
    let mut names: Vec<(String, String)> = Vec::new();
    for (start, row) in sheet.rows.clone() {
        let (series, quantity) =
            (sheet.field(&row, "series").to_owned(), sheet.field(&row, "quantity").to_owned());
        sheet.once(start, "series", &series, names.iter().any(|(known, _)| *known == series));
        if vocabulary.named(&quantity).is_none() {
            let near = nearest(&quantity, vocabulary.iter().map(|entry| entry.name.as_str()));
            let help = near.map_or_else(
                || "a name of the vocabulary".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            sheet.refuse(
                "H0401",
                start,
                "quantity",
                format!("the vocabulary has no `{quantity}`"),
                &help,
            );
        }
        names.push((series, quantity));
    }
    if sheet.reports.is_empty() { Ok(names) } else { Err(sheet.fail()) }
}

impl Sheet {
    /// The quantity that answers to a series, if one does.
    fn answer(
        &mut self,
        start: usize,
        (series, unit): (&str, &str),
        names: &[(String, String)],
        vocabulary: &Vocabulary,
    ) -> Option<Answer> {
        let named = names.iter().find(|(known, _)| known == series);
        let quantity = named.map_or(series, |(_, quantity)| quantity.as_str());
        let entry = vocabulary.named(quantity)?;
        let Kind::Number { unit: ours, .. } = &entry.kind else {
            return None;
        };
        // Who gives no unit has taken ours.
        let factor = if unit.is_empty() { Ok(1.0) } else { units::factor(ours, unit) };
        let factor = factor.unwrap_or_else(|help| {
            let message =
                format!("nobody knows the unit `{unit}` here: `{quantity}` is measured in {ours}");
            self.refuse("H0713", start, "unit", message, &help);
            1.0
        });
        Some(Answer { var: entry.var, quantity: quantity.to_owned(), factor })
    }

    /// Refuses a second row that says something of the same thing.
    fn once(&mut self, start: usize, column: &str, name: &str, known: bool) {
        if known {
            let message = format!("`{name}` has a row already");
            self.refuse("H0708", start, column, message, "one row for each");
        } else if name.is_empty() {
            let message = format!("the row has no {column}");
            self.refuse("H0706", start, column, message, "name what the row is about");
        }
    }
}
