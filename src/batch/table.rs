//! Tables of rows: typed columns that say what they mean, written as CSV, JSON or Parquet
//! a row at a time.
//!
//! The bytes of a file are a function of its columns and rows alone: row groups of
//! Parquet have a fixed number of rows, whoever writes them and however often he was
//! interrupted. Numbers are written in the shortest form that reads back to the same
//! bits.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use serde::{Deserialize, Serialize};

use crate::batch::provenance::Provenance;
use crate::files::place;
use crate::scenario::Text;

/// Rows in a row group of Parquet.
pub const ROW_GROUP: usize = 65_536;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Whole numbers of 64 bits.
    Whole,
    /// Numbers: doubles.
    Number,
    /// 0 or 1: it did not happen, or it did. A double in files.
    Truth,
    /// Texts (UTF-8).
    Text,
}

/// One of the texts that a column of texts can hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// As the rows have it.
    pub id: String,
    /// As a reader sees it.
    pub title: Text,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name in the head of the file.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Its unit; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What it means.
    pub meaning: Text,
    /// May a cell be empty?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// The texts it can hold, where that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<State>,
}

impl Column {
    /// A column of a kind; its meaning in English and Spanish.
    #[must_use]
    pub fn new(name: &str, kind: ColumnKind, unit: &str, (en, es): (&str, &str)) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            unit: unit.to_owned(),
            meaning: Text { en: en.to_owned(), es: es.to_owned() },
            optional: false,
            states: Vec::new(),
        }
    }

    /// A column of whole numbers.
    #[must_use]
    pub fn whole(name: &str, unit: &str, meaning: (&str, &str)) -> Self {
        Self::new(name, ColumnKind::Whole, unit, meaning)
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(name: &str, unit: &str, meaning: (&str, &str)) -> Self {
        Self::new(name, ColumnKind::Number, unit, meaning)
    }

    /// A column of yes and no, as 1 and 0.
    #[must_use]
    pub fn truth(name: &str, meaning: (&str, &str)) -> Self {
        Self::new(name, ColumnKind::Truth, "", meaning)
    }

    /// A column of texts.
    #[must_use]
    pub fn text(name: &str, meaning: (&str, &str)) -> Self {
        Self::new(name, ColumnKind::Text, "", meaning)
    }

    /// The same column, whose cells may be empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same column of texts, which can hold only these.
    #[must_use]
    pub fn of(mut self, states: Vec<State>) -> Self {
        self.states = states;
        self
    }

    fn holds(&self, cell: &Cell) -> bool {
        match (self.kind, cell) {
            (_, Cell::Nothing) => self.optional,
            (ColumnKind::Whole, Cell::Whole(_)) => true,
            (ColumnKind::Number, Cell::Number(value)) => value.is_finite(),
            (ColumnKind::Text, Cell::Text(text)) => {
                self.states.is_empty() || self.states.iter().any(|state| state.id == *text)
            }
            (ColumnKind::Truth, Cell::Number(value)) => *value == 0.0 || *value == 1.0,
            _ => false,
        }
    }

    /// A cell from its text in a CSV file.
    fn read(&self, text: &str) -> Result<Cell, String> {
        if self.optional && text.is_empty() {
            return Ok(Cell::Nothing);
        }
        let wrong = |what| format!("`{text}` in the column `{}` is no {what}", self.name);
        let cell = match self.kind {
            ColumnKind::Whole => Cell::Whole(text.parse().map_err(|_| wrong("whole number"))?),
            ColumnKind::Number | ColumnKind::Truth => {
                Cell::Number(text.parse().map_err(|_| wrong("number"))?)
            }
            ColumnKind::Text => Cell::Text(text.to_owned()),
        };
        if self.holds(&cell) {
            return Ok(cell);
        }
        if self.kind != ColumnKind::Text {
            let wanted = if self.kind == ColumnKind::Number { "finite number" } else { "0 or 1" };
            return Err(wrong(wanted));
        }
        let states: Vec<&str> = self.states.iter().map(|state| state.id.as_str()).collect();
        Err(format!(
            "`{text}` in the column `{}` is none of its states: {}",
            self.name,
            states.join(", ")
        ))
    }
}

/// The name of a table and its columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// The name: that of its file, without the ending.
    pub name: String,
    /// The columns.
    pub columns: Vec<Column>,
}

impl Schema {
    /// A table.
    #[must_use]
    pub fn new(name: &str, columns: Vec<Column>) -> Self {
        Self { name: name.to_owned(), columns }
    }

    /// The place of a column.
    #[must_use]
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// The names of the columns: the head of a CSV file.
    pub fn head(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// Is this a row of the table?
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, row: &[Cell]) -> io::Result<()> {
        let refuse = |what: String| {
            Err(io::Error::new(io::ErrorKind::InvalidInput, format!("table {}: {what}", self.name)))
        };
        if row.len() != self.columns.len() {
            let columns = self.columns.len();
            return refuse(format!("a row of {} cells, but {columns} columns", row.len()));
        }
        match self.columns.iter().zip(row).find(|(column, cell)| !column.holds(cell)) {
            Some((column, cell)) => {
                refuse(format!("{cell:?} does not belong into the column `{}`", column.name))
            }
            None => Ok(()),
        }
    }

    /// A row from a record of a CSV file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&self, record: &csv::StringRecord) -> Result<Vec<Cell>, String> {
        if record.len() != self.columns.len() {
            return Err(format!(
                "a row of {} cells, but {} columns",
                record.len(),
                self.columns.len()
            ));
        }
        self.columns.iter().zip(record).map(|(column, text)| column.read(text)).collect()
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known, or nothing happened: an empty cell in CSV, null in JSON and Parquet.
    Nothing,
    /// A whole number.
    Whole(i64),
    /// A finite number; 0 or 1 in a column of yes and no.
    Number(f64),
    /// A text.
    Text(String),
}

impl Cell {
    /// As a CSV file has it.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Whole(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    /// The number, of either kind.
    #[must_use]
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Whole(value) => Some(*value as f64),
            Self::Number(value) => Some(*value),
            Self::Nothing | Self::Text(_) => None,
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What is no finite number is nothing.
impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::Nothing }
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Whole(value)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Number(f64::from(u8::from(value)))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a head; an empty cell is nothing.
    Csv,
    /// A list of objects; nothing is `null`.
    Json,
    /// Parquet, with the provenance in its metadata under `hokushin.provenance`.
    Parquet,
}

impl Format {
    /// The format that a file's ending names.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

/// Writes a table row by row.
pub struct Writer<W: Write + Send> {
    schema: Schema,
    to: To<W>,
}

enum To<W: Write + Send> {
    Csv(Box<csv::Writer<W>>),
    Json { out: W, rows: u64 },
    Parquet { file: Box<SerializedFileWriter<W>>, group: Group },
}

impl<W: Write + Send> Writer<W> {
    /// Begins a table. Parquet carries the provenance in itself.
    ///
    /// # Errors
    /// What the place it is written to says.
    pub fn new(
        out: W,
        format: Format,
        schema: &Schema,
        provenance: Option<&Provenance>,
    ) -> io::Result<Self> {
        let to = match format {
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(out);
                csv.write_record(schema.head())?;
                To::Csv(Box::new(csv))
            }
            Format::Json => To::Json { out, rows: 0 },
            Format::Parquet => {
                let origin = provenance.map(|provenance| {
                    vec![KeyValue::new("hokushin.provenance".to_owned(), provenance.line())]
                });
                let properties = WriterProperties::builder()
                    .set_created_by("hokushin".to_owned())
                    .set_key_value_metadata(origin)
                    .build();
                let fields = Arc::new(fields(schema).map_err(io::Error::other)?);
                let file = SerializedFileWriter::new(out, fields, Arc::new(properties));
                let file = Box::new(file.map_err(io::Error::other)?);
                To::Parquet { file, group: Group::new(schema) }
            }
        };
        Ok(Self { schema: schema.clone(), to })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// A row that does not fit the columns; what the place it is written to says.
    pub fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        self.schema.check(row)?;
        match &mut self.to {
            To::Csv(csv) => csv.write_record(row.iter().map(Cell::written))?,
            To::Json { out, rows } => {
                out.write_all(if *rows == 0 { b"[\n" } else { b",\n" })?;
                *rows += 1;
                write_object(out, &self.schema, row)?;
            }
            To::Parquet { file, group } => {
                group.push(row);
                if group.rows == ROW_GROUP {
                    group.write(file)?;
                }
            }
        }
        Ok(())
    }

    /// Ends the table and gives back the place it was written to.
    ///
    /// # Errors
    /// What that place says.
    pub fn finish(self) -> io::Result<W> {
        match self.to {
            To::Csv(csv) => csv.into_inner().map_err(|error| error.into_error()),
            To::Json { mut out, rows } => {
                out.write_all(if rows == 0 { b"[]\n" } else { b"\n]\n" })?;
                Ok(out)
            }
            To::Parquet { mut file, mut group } => {
                if group.rows > 0 {
                    group.write(&mut file)?;
                }
                file.into_inner().map_err(io::Error::other)
            }
        }
    }
}

fn write_object(out: &mut impl Write, schema: &Schema, row: &[Cell]) -> io::Result<()> {
    for (place, (column, cell)) in schema.columns.iter().zip(row).enumerate() {
        out.write_all(if place == 0 { b"{" } else { b"," })?;
        serde_json::to_writer(&mut *out, &column.name)?;
        out.write_all(b":")?;
        match cell {
            Cell::Nothing => out.write_all(b"null")?,
            Cell::Whole(value) => serde_json::to_writer(&mut *out, value)?,
            Cell::Number(value) => serde_json::to_writer(&mut *out, value)?,
            Cell::Text(text) => serde_json::to_writer(&mut *out, text)?,
        }
    }
    out.write_all(b"}")
}

/// The columns as Parquet has them.
fn fields(schema: &Schema) -> Result<Type, parquet::errors::ParquetError> {
    let mut fields = Vec::new();
    for column in &schema.columns {
        let physical = match column.kind {
            ColumnKind::Whole => Physical::INT64,
            ColumnKind::Number | ColumnKind::Truth => Physical::DOUBLE,
            ColumnKind::Text => Physical::BYTE_ARRAY,
        };
        let repetition = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let logical = (column.kind == ColumnKind::Text).then_some(LogicalType::String);
        let field = Type::primitive_type_builder(&column.name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()?;
        fields.push(Arc::new(field));
    }
    Type::group_type_builder(&schema.name).with_fields(fields).build()
}

/// A row group that is being filled, column by column.
struct Group {
    rows: usize,
    columns: Vec<Values>,
}

struct Values {
    /// For each row, is there a value? Only where some may be missing.
    present: Option<Vec<i16>>,
    values: Typed,
}

enum Typed {
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Text(Vec<ByteArray>),
}

impl Group {
    fn new(schema: &Schema) -> Self {
        let values = |column: &Column| Values {
            present: column.optional.then(Vec::new),
            values: match column.kind {
                ColumnKind::Whole => Typed::Whole(Vec::new()),
                ColumnKind::Number | ColumnKind::Truth => Typed::Number(Vec::new()),
                ColumnKind::Text => Typed::Text(Vec::new()),
            },
        };
        Self { rows: 0, columns: schema.columns.iter().map(values).collect() }
    }

    /// Adds a row that fits the columns.
    fn push(&mut self, row: &[Cell]) {
        self.rows += 1;
        for (column, cell) in self.columns.iter_mut().zip(row) {
            if let Some(present) = &mut column.present {
                present.push(i16::from(*cell != Cell::Nothing));
            }
            match (&mut column.values, cell) {
                (Typed::Whole(values), Cell::Whole(value)) => values.push(*value),
                (Typed::Number(values), Cell::Number(value)) => values.push(*value),
                (Typed::Text(values), Cell::Text(text)) => {
                    values.push(ByteArray::from(text.as_str()));
                }
                _ => {}
            }
        }
    }

    /// Writes what is there, and is empty again.
    fn write<W: Write + Send>(&mut self, file: &mut SerializedFileWriter<W>) -> io::Result<()> {
        let mut group = file.next_row_group().map_err(io::Error::other)?;
        for column in &mut self.columns {
            column.write(&mut group).map_err(io::Error::other)?;
        }
        self.rows = 0;
        group.close().map(|_| ()).map_err(io::Error::other)
    }
}

impl Values {
    fn write<W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), parquet::errors::ParquetError> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let present = self.present.as_deref();
        match &mut self.values {
            Typed::Whole(values) => {
                column.typed::<Int64Type>().write_batch(values, present, None)?;
                values.clear();
            }
            Typed::Number(values) => {
                column.typed::<DoubleType>().write_batch(values, present, None)?;
                values.clear();
            }
            Typed::Text(values) => {
                column.typed::<ByteArrayType>().write_batch(values, present, None)?;
                values.clear();
            }
        }
        if let Some(present) = &mut self.present {
            present.clear();
        }
        column.close()
    }
}

/// Writes a table to a file, and gives the file back.
///
/// # Errors
/// What `rows` or the file system says; a row that does not fit.
pub fn write<Row: AsRef<[Cell]>>(
    file: File,
    format: Format,
    schema: &Schema,
    provenance: Option<&Provenance>,
    rows: impl IntoIterator<Item = io::Result<Row>>,
) -> io::Result<File> {
    let mut table = Writer::new(io::BufWriter::new(file), format, schema, provenance)?;
    for row in rows {
        table.row(row?.as_ref())?;
    }
    table.finish()?.into_inner().map_err(io::IntoInnerError::into_error)
}

/// Writes a table into a folder of our own twice: `NAME.csv` and `NAME.parquet`. `rows` gives
/// the rows from the first one on, once for each.
///
/// # Errors
/// What the file system says, the file named; a row that does not fit.
pub fn write_both<Row: AsRef<[Cell]>, Rows: IntoIterator<Item = io::Result<Row>>>(
    folder: &Path,
    schema: &Schema,
    provenance: Option<&Provenance>,
    rows: impl Fn() -> Rows,
) -> io::Result<()> {
    for (ending, format) in [("csv", Format::Csv), ("parquet", Format::Parquet)] {
        let path = folder.join(format!("{}.{ending}", schema.name));
        place::new(&path, |file| write(file, format, schema, provenance, rows()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    /// The rows of a CSV file with these columns, in order.
    ///
    /// # Errors
    /// What the file system says; another head; and for each row, what is wrong with it.
    fn read(
        path: &Path,
        schema: &Schema,
    ) -> io::Result<impl Iterator<Item = io::Result<Vec<Cell>>> + use<>> {
        let schema = schema.clone();
        let mut csv = csv::Reader::from_reader(std::fs::File::open(path)?);
        let wrong = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
        if !csv.headers()?.iter().eq(schema.head()) {
            return Err(wrong(format!(
                "this is not a table `{}`: its columns would be {}",
                schema.name,
                schema.head().collect::<Vec<_>>().join(", ")
            )));
        }
        Ok(csv.into_records().map(move |record| {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            schema.read(&record).map_err(|what| wrong(format!("line {line}: {what}")))
        }))
    }

    fn scratch(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("hokushin-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a scratch folder");
        folder
    }

    fn schema() -> Schema {
        Schema::new(
            "all_kinds",
            vec![
                Column::whole("seed", "", ("the seed", "la semilla")),
                Column::number("oil", "million barrels", ("oil", "petróleo")),
                Column::truth("war", ("war", "guerra")),
                Column::text("who says \"so\"", ("who", "quién")).optional(),
                Column::number("week", "weeks", ("the week", "la semana")).optional(),
            ],
        )
    }

    fn rows() -> Vec<Vec<Cell>> {
        let hard = [0.1 + 0.2, -0.0, f64::MIN_POSITIVE / 3.0, f64::MAX, 1.0 / 3.0, f64::MIN];
        let row = |(place, &value): (usize, &f64)| {
            vec![
                Cell::from(i64::MAX - place as i64),
                value.into(),
                (place % 2 == 0).into(),
                (place != 1).then_some("a \"quoted\", text\nof two lines: 北進").into(),
                (place != 2).then_some(value).into(),
            ]
        };
        hard.iter().enumerate().map(row).collect()
    }

    #[test]
    fn every_kind_of_cell_survives_the_way_through_a_csv_file_to_the_bit() {
        let folder = scratch("kinds");
        write_both(&folder, &schema(), None, || rows().into_iter().map(Ok)).expect("written");
        let read: Vec<_> = read(&folder.join("all_kinds.csv"), &schema())
            .expect("read")
            .collect::<io::Result<_>>()
            .expect("sound");
        assert_eq!(read, rows());
        let bits = |rows: &[Vec<Cell>]| -> Vec<u64> {
            rows.iter().filter_map(|row| row[1].number()).map(f64::to_bits).collect()
        };
        assert_eq!(bits(&read), bits(&rows()));
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn parquet_holds_the_same_cells_and_nothing_where_there_is_nothing() {
        let folder = scratch("parquet");
        write_both(&folder, &schema(), None, || rows().into_iter().map(Ok)).expect("written");
        let file = std::fs::File::open(folder.join("all_kinds.parquet")).expect("there");
        let reader = SerializedFileReader::new(file).expect("Parquet");
        let read: Vec<Vec<Cell>> = reader
            .get_row_iter(None)
            .expect("rows")
            .map(|row| {
                let cell = |(_, field): (&String, &Field)| match field {
                    Field::Null => Cell::Nothing,
                    Field::Long(value) => Cell::Whole(*value),
                    Field::Double(value) => Cell::Number(*value),
                    Field::Str(text) => Cell::Text(text.clone()),
                    other => panic!("{other:?}"),
                };
                row.expect("a row").get_column_iter().map(cell).collect()
            })
            .collect();
        assert_eq!(read, rows());
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn json_is_a_list_of_objects_in_the_order_of_the_columns() {
        let mut table = Writer::new(Vec::new(), Format::Json, &schema(), None).expect("begun");
        for row in rows() {
            table.row(&row).expect("written");
        }
        let bytes = table.finish().expect("ended");
        let read: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(read.as_array().map(Vec::len), Some(rows().len()));
        assert_eq!(read[0]["seed"], i64::MAX);
        assert!(read[1]["who says \"so\""].is_null() && read[2]["week"].is_null());
        let empty = Writer::new(Vec::new(), Format::Json, &schema(), None).expect("begun");
        assert_eq!(empty.finish().expect("ended"), b"[]\n");
    }

    #[test]
    fn a_row_group_of_parquet_has_a_fixed_number_of_rows() {
        let schema = Schema::new("n", vec![Column::whole("seed", "", ("seed", "semilla"))]);
        let mut table = Writer::new(Vec::new(), Format::Parquet, &schema, None).expect("begun");
        for seed in 0..ROW_GROUP as i64 + 1 {
            table.row(&[Cell::Whole(seed)]).expect("written");
        }
        let folder = scratch("groups");
        let path = folder.join("n.parquet");
        std::fs::write(&path, table.finish().expect("ended")).expect("written");
        let reader = SerializedFileReader::new(std::fs::File::open(&path).expect("there"));
        let groups: Vec<i64> = reader
            .expect("Parquet")
            .metadata()
            .row_groups()
            .iter()
            .map(parquet::file::metadata::RowGroupMetaData::num_rows)
            .collect();
        assert_eq!(groups, [ROW_GROUP as i64, 1]);
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn what_is_no_finite_number_is_nothing_and_never_written_as_a_number() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Cell::from(value), Cell::Nothing);
            let bare = Column::number("oil", "", ("", ""));
            let maybe = bare.clone().optional();
            assert!(!bare.holds(&value.into()), "a column without gaps has no room for it");
            assert!(!maybe.holds(&Cell::Number(value)));
            assert!(maybe.read(&value.to_string()).is_err(), "nor is it read from a file");
        }
    }

    #[test]
    fn a_row_that_does_not_fit_is_refused_and_nothing_is_left_of_the_file() {
        let folder = scratch("misfit");
        let mut wrong = rows();
        wrong[3][2] = Cell::Number(0.5);
        let error = write_both(&folder, &schema(), None, || wrong.iter().map(Ok))
            .expect_err("half a truth");
        assert!(error.to_string().contains("`war`"), "{error}");
        assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 0);
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
