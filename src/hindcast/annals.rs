//! What the record says: dated series and dated events, read from CSV files.
//!
//! A series file has the columns `series, date, value` and may have `unit, low, high,
//! source, confidence`; `low` and `high` are the spread between sources. An events file
//! has `event, date` and may have `source`: an event of the scenario by its id, or a
//! decision with its option (`embargo: stop`).
//!
//! A series answers to the quantity of the same name; where other people's names differ,
//! a names file (`series, quantity`) joins them. Units that differ by a thousand or a
//! million are converted (men, thousand men, million men); what is counted must be the same.

use std::path::Path;

use crate::scenario::Day;
use crate::scenario::report::{Report, Reports, Severity, Source, Span, nearest, read};
use crate::scenario::vocabulary::{Kind, Var, Vocabulary};
use crate::sim::calendar;

/// One dated figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The day.
    pub day: Day,
    /// The figure.
    pub value: f64,
    /// Lowest figure among the sources.
    pub low: f64,
    /// Highest figure among the sources.
    pub high: f64,
}

/// A dated series of the record.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct DatedEvent {
    /// An event's id, or `decision: option`.
    pub name: String,
    /// The day of the record.
    pub day: Day,
}

/// The quantity that answers to a series, and the factor from its unit to the series'.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The quantity.
    pub var: Var,
    /// Its dotted name.
    pub quantity: String,
    /// Value of the quantity times this is in the series' unit.
    pub factor: f64,
}

/// A CSV file with its header, read for located errors.
struct Sheet {
    source: Source,
    reports: Vec<Report>,
    columns: Vec<String>,
    /// First byte and fields of each row.
    rows: Vec<(usize, Vec<String>)>,
}

impl Sheet {
    fn open(path: &Path, needed: &[&str]) -> Result<Self, Box<Reports>> {
        let source = read(path)?;
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
        for row in reader.records() {
            match row {
                Ok(row) => {
                    let start = row.position().map_or(0, |place| place.byte() as usize);
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

    fn field<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let place = self.columns.iter().position(|known| known == column);
        place.and_then(|place| row.get(place)).map_or("", String::as_str)
    }

    /// Points at a column of the row that starts at a byte.
    fn refuse(
        &mut self,
        code: &'static str,
        start: usize,
        column: &str,
        message: String,
        help: &str,
    ) {
        // The reader gives the end of the line before; the row begins after its newlines.
        let text = &self.source.text;
        let start = start.min(text.len());
        let line =
            start + text[start..].len() - text[start..].trim_start_matches(['\n', '\r']).len();
        let end = text[line..].find('\n').map_or(text.len(), |end| line + end);
        let place = self.columns.iter().position(|known| known == column);
        let field = place.map_or(0..1, |place| field_of(&text[line..end], place));
        let span =
            Span { file: 0, start: line + field.start, end: line + field.end.max(field.start + 1) };
        self.reports.push(Report {
            code,
            severity: Severity::Error,
            message,
            at: Some(span),
            help: help.to_owned(),
        });
    }

    fn fail(self) -> Box<Reports> {
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

/// Reads dated series; series come in the order of the file, their points by day.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_series(path: &Path) -> Result<Vec<Series>, Box<Reports>> {
    let mut sheet = Sheet::open(path, &["series", "date", "value"])?;
    let mut all: Vec<Series> = Vec::new();
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
        match all.iter_mut().find(|series| series.name == name) {
            Some(series) if series.points.iter().any(|known| known.day == day) => {
                sheet.refuse(
                    "H0708",
                    start,
                    "date",
                    format!("`{name}` has this date twice"),
                    "one figure a day; put the spread between sources into low and high",
                );
            }
            Some(series) => series.points.push(point),
            None => all.push(Series {
                name,
                unit: sheet.field(&row, "unit").to_owned(),
                source: sheet.field(&row, "source").to_owned(),
                points: vec![point],
            }),
        }
    }
    all.iter_mut().for_each(|series| series.points.sort_by_key(|point| point.day));
    if sheet.reports.is_empty() { Ok(all) } else { Err(sheet.fail()) }
}

/// Reads dated events.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_events(path: &Path) -> Result<Vec<DatedEvent>, Box<Reports>> {
    let mut sheet = Sheet::open(path, &["event", "date"])?;
    let mut events = Vec::new();
    for (start, row) in sheet.rows.clone() {
        let name = sheet.field(&row, "event").to_owned();
        if let Some(day) = sheet.day(start, &row) {
            events.push(DatedEvent { name, day });
        }
    }
    if sheet.reports.is_empty() { Ok(events) } else { Err(sheet.fail()) }
}

/// A single figure of a campaign: what one of a scenario's measures is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignFigure {
    /// Id of the measure.
    pub measure: String,
    /// The figure.
    pub value: f64,
    /// Lowest figure among the sources.
    pub low: f64,
    /// Highest figure among the sources.
    pub high: f64,
}

/// Reads the figures of one campaign: `case, measure, value, low, high`.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_campaign(path: &Path, case: &str) -> Result<Vec<CampaignFigure>, Box<Reports>> {
    let mut sheet = Sheet::open(path, &["case", "measure", "value"])?;
    let mut figures = Vec::new();
    for (start, row) in sheet.rows.clone() {
        if sheet.field(&row, "case") != case {
            continue;
        }
        let measure = sheet.field(&row, "measure").to_owned();
        let Some(value) = sheet.number(start, &row, "value", None) else { continue };
        let low = sheet.number(start, &row, "low", Some(value)).unwrap_or(value);
        let high = sheet.number(start, &row, "high", Some(value)).unwrap_or(value);
        figures.push(CampaignFigure { measure, value, low, high });
    }
    if sheet.reports.is_empty() { Ok(figures) } else { Err(sheet.fail()) }
}

/// Reads assumed odds: how likely historians' debate leaves what did not happen. The record
/// is silent on it, and a fit without it would call impossible whatever did not come about.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_odds(path: &Path) -> Result<Vec<(String, f64)>, Box<Reports>> {
    let mut sheet = Sheet::open(path, &["event", "share"])?;
    let mut odds = Vec::new();
    for (start, row) in sheet.rows.clone() {
        let name = sheet.field(&row, "event").to_owned();
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
    path: &Path,
    vocabulary: &Vocabulary,
) -> Result<Vec<(String, String)>, Box<Reports>> {
    let mut sheet = Sheet::open(path, &["series", "quantity"])?;
    let mut names = Vec::new();
    for (start, row) in sheet.rows.clone() {
        let (series, quantity) =
            (sheet.field(&row, "series").to_owned(), sheet.field(&row, "quantity").to_owned());
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

/// What a unit counts in: ones, thousands or millions.
fn magnitude(unit: &str) -> f64 {
    match unit.split_whitespace().next() {
        Some("thousand" | "thousands") => 1e3,
        Some("million" | "millions") => 1e6,
        _ => 1.0,
    }
}

/// The quantity that answers to a series, if one does.
#[must_use]
pub fn answer(
    series: &Series,
    names: &[(String, String)],
    vocabulary: &Vocabulary,
) -> Option<Answer> {
    let named = names.iter().find(|(known, _)| *known == series.name);
    let quantity = named.map_or(series.name.as_str(), |(_, quantity)| quantity.as_str());
    let entry = vocabulary.named(quantity)?;
    let Kind::Number { unit, .. } = &entry.kind else {
        return None;
    };
    // Who gives no unit has taken ours.
    let factor =
        if series.unit.is_empty() { 1.0 } else { magnitude(unit) / magnitude(&series.unit) };
    Some(Answer { var: entry.var, quantity: quantity.to_owned(), factor })
}
