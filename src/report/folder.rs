//! A report in a folder: `index.html`, a page that stands alone; each table of numbers as
//! CSV and as Parquet; and `provenance.json`, which says how to make it all again.
//!
//! The folder is written beside its place and moved there when it is whole, so that
//! nothing half-written is ever found.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};

use super::Language;
use super::sheet::Sheet;
use crate::scenario::Scenario;

/// A table of numbers, by column.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Name of its files, without ending.
    pub name: String,
    /// The columns, all of one length.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name in the files.
    pub name: String,
    /// Unit; empty for names.
    pub unit: String,
    /// What it holds, in a few words.
    pub meaning: String,
    /// The values.
    pub cells: Cells,
}

/// Values of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Whole numbers: seeds, weeks, counts.
    Whole(Vec<i64>),
    /// Numbers; what is not known is not a number.
    Number(Vec<f64>),
    /// Names.
    Text(Vec<String>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Self::Whole(cells) => cells.len(),
            Self::Number(cells) => cells.len(),
            Self::Text(cells) => cells.len(),
        }
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::Whole(_) => "int64",
            Self::Number(_) => "double",
            Self::Text(_) => "text",
        }
    }

    fn written(&self, row: usize) -> String {
        match self {
            Self::Whole(cells) => cells[row].to_string(),
            Self::Number(cells) => cells[row].to_string(),
            Self::Text(cells) => cells[row].clone(),
        }
    }
}

impl Dataset {
    /// An empty table.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), columns: Vec::new() }
    }

    /// The same with one more column.
    #[must_use]
    pub fn with(mut self, name: &str, unit: &str, meaning: &str, cells: Cells) -> Self {
        let (name, unit, meaning) = (name.to_owned(), unit.to_owned(), meaning.to_owned());
        self.columns.push(Column { name, unit, meaning, cells });
        self
    }

    fn rows(&self) -> usize {
        self.columns.iter().map(|column| column.cells.len()).min().unwrap_or(0)
    }

    /// Its columns for `provenance.json`.
    #[must_use]
    pub fn schema(&self) -> Value {
        let columns = self.columns.iter().map(|column| {
            json!({ "name": column.name, "type": column.cells.kind(), "unit": column.unit, "meaning": column.meaning })
        });
        json!({ "table": self.name, "rows": self.rows(), "columns": columns.collect::<Vec<_>>() })
    }

    fn write_csv(&self, folder: &Path) -> io::Result<()> {
        let mut csv = csv::Writer::from_path(folder.join(format!("{}.csv", self.name)))?;
        csv.write_record(self.columns.iter().map(|column| column.name.as_str()))?;
        for row in 0..self.rows() {
            csv.write_record(self.columns.iter().map(|column| column.cells.written(row)))?;
        }
        csv.flush()
    }

    fn write_parquet(&self, folder: &Path) -> io::Result<()> {
        let field = |column: &Column| match column.cells {
            Cells::Whole(_) => format!("required int64 {};", column.name),
            Cells::Number(_) => format!("required double {};", column.name),
            Cells::Text(_) => format!("required binary {} (UTF8);", column.name),
        };
        let fields: String = self.columns.iter().map(field).collect();
        let schema = format!("message {} {{ {fields} }}", self.name);
        let schema = Arc::new(parse_message_type(&schema).map_err(io::Error::other)?);
        let properties =
            Arc::new(WriterProperties::builder().set_created_by("hokushin".to_owned()).build());
        let file = File::create(folder.join(format!("{}.parquet", self.name)))?;
        let mut file =
            SerializedFileWriter::new(file, schema, properties).map_err(io::Error::other)?;
        let mut group = file.next_row_group().map_err(io::Error::other)?;
        for column in &self.columns {
            let Some(mut writer) = group.next_column().map_err(io::Error::other)? else {
                break;
            };
            put(&mut writer, &column.cells).map_err(io::Error::other)?;
            writer.close().map_err(io::Error::other)?;
        }
        group.close().map_err(io::Error::other)?;
        file.close().map_err(io::Error::other)?;
        Ok(())
    }
}

fn put(
    writer: &mut SerializedColumnWriter<'_>,
    cells: &Cells,
) -> Result<usize, parquet::errors::ParquetError> {
    match cells {
        Cells::Whole(cells) => writer.typed::<Int64Type>().write_batch(cells, None, None),
        Cells::Number(cells) => writer.typed::<DoubleType>().write_batch(cells, None, None),
        Cells::Text(cells) => {
            let cells: Vec<ByteArray> =
                cells.iter().map(|cell| ByteArray::from(cell.as_bytes().to_vec())).collect();
            writer.typed::<ByteArrayType>().write_batch(&cells, None, None)
        }
    }
}

/// How an answer was made: enough to make it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The command that makes it again.
    pub command: String,
    /// The scenario.
    pub scenario: String,
    /// Its fingerprint, with that of its counterfactuals.
    pub fingerprints: Vec<(String, u64)>,
    /// First seed.
    pub first_seed: u64,
    /// How many seeds.
    pub seeds: u64,
}

impl Provenance {
    /// Of a command on a scenario without changes; [`Provenance::and`] adds changed ones.
    #[must_use]
    pub fn new(command: String, scenario: &Scenario, first_seed: u64, seeds: u64) -> Self {
        let fingerprints = vec![(scenario.id.clone(), scenario.fingerprint)];
        Self { command, scenario: scenario.id.clone(), fingerprints, first_seed, seeds }
    }

    /// The same, with a changed scenario.
    #[must_use]
    pub fn and(mut self, name: &str, scenario: &Scenario) -> Self {
        self.fingerprints.push((name.to_owned(), scenario.fingerprint));
        self
    }

    /// For `provenance.json`.
    #[must_use]
    pub fn json(&self, tables: &[Dataset]) -> Value {
        let prints = self
            .fingerprints
            .iter()
            .map(|(name, print)| json!({ "name": name, "fingerprint": format!("{print:016x}") }));
        json!({
            "program": "hokushin", "version": env!("CARGO_PKG_VERSION"),
            "command": self.command, "scenario": self.scenario,
            "fingerprints": prints.collect::<Vec<_>>(),
            "seeds": { "first": self.first_seed, "count": self.seeds },
            "tables": tables.iter().map(Dataset::schema).collect::<Vec<_>>(),
        })
    }

    /// The foot of a page: how to make it again, how to cite it, and what it is not.
    #[must_use]
    pub fn foot(&self, language: Language) -> Vec<String> {
        let version = env!("CARGO_PKG_VERSION");
        let prints: Vec<String> =
            self.fingerprints.iter().map(|(name, print)| format!("{name} {print:016x}")).collect();
        let prints = prints.join(", ");
        vec![
            format!(
                "{}: {}",
                language.pick("To make it again", "Para repetirlo"),
                self.command
            ),
            format!(
                "{}: Hokushin {version}; {prints}; {} {}–{}.",
                language.pick("Made with", "Hecho con"),
                language.pick("seeds", "semillas"),
                self.first_seed,
                self.first_seed.saturating_add(self.seeds.saturating_sub(1))
            ),
            format!(
                "{}: Hokushin {version}, “{}”, {} {:016x}.",
                language.pick("To cite it", "Para citarlo"),
                self.command,
                language.pick("scenario fingerprint", "huella del escenario"),
                self.fingerprints.first().map_or(0, |(_, print)| *print)
            ),
            language
                .pick(
                    "What it is not: this is a model’s answer under its stated assumptions, not the verdict of history. An interval says how far chance in the sample may move a number; it does not say how far the model may be wrong.",
                    "Lo que no es: es la respuesta de un modelo bajo sus supuestos declarados, no el veredicto de la historia. Un intervalo dice cuánto puede mover un número el azar de la muestra; no dice cuánto puede errar el modelo.",
                )
                .to_owned(),
        ]
    }
}

/// Writes a report to a folder that does not exist yet.
///
/// # Errors
/// What the file system says; nothing is left behind.
pub fn write(
    folder: &Path,
    sheet: &Sheet,
    tables: &[Dataset],
    provenance: &Provenance,
    language: Language,
) -> io::Result<()> {
    whole(folder, |partial| {
        let page = sheet.page(&provenance.foot(language), language);
        fs::write(partial.join("index.html"), page)?;
        for table in tables {
            table.write_csv(partial)?;
            table.write_parquet(partial)?;
        }
        let json = format!("{:#}\n", provenance.json(tables));
        fs::write(partial.join("provenance.json"), json)
    })
}

/// Lets a folder be filled beside its place, and moves it there when it is whole.
fn whole(folder: &Path, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let mut name = folder.as_os_str().to_owned();
    while name.to_string_lossy().ends_with('/') {
        name = PathBuf::from(name.to_string_lossy().trim_end_matches('/')).into();
    }
    name.push(".partial");
    let partial = PathBuf::from(name);
    let done = fs::create_dir(&partial)
        .and_then(|()| fill(&partial))
        .and_then(|()| fs::rename(&partial, folder));
    if let Err(error) = done {
        // What was there before is not ours to take away.
        if error.kind() != io::ErrorKind::AlreadyExists {
            let _ = fs::remove_dir_all(&partial);
        }
        return Err(error);
    }
    Ok(())
}
