//! A report in a folder: `index.html`, a page that stands alone; each table of numbers as
//! CSV and as Parquet; and `provenance.json`, which says how to make it all again.
//!
//! The folder is written beside its place and moved there when it is whole, so that
//! nothing half-written is ever found.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Language;
use super::sheet::Sheet;
use crate::batch::table::{self, Cell, Kind, Schema};
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

    const fn kind(&self) -> Kind {
        match self {
            Self::Whole(_) => Kind::Whole,
            Self::Number(_) => Kind::Number,
            Self::Text(_) => Kind::Text,
        }
    }

    fn cell(&self, row: usize) -> Cell {
        match self {
            Self::Whole(cells) => cells[row].into(),
            Self::Number(cells) => cells[row].into(),
            Self::Text(cells) => cells[row].clone().into(),
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

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.iter().map(|column| column.cells.len()).min().unwrap_or(0)
    }

    /// Its columns.
    #[must_use]
    pub fn schema(&self) -> Schema {
        let column = |column: &Column| {
            let meaning = (column.meaning.as_str(), column.meaning.as_str());
            let kind = column.cells.kind();
            let told = table::Column::new(&column.name, kind, &column.unit, meaning);
            if kind == Kind::Number { told.optional() } else { told }
        };
        Schema::new(&self.name, self.columns.iter().map(column).collect())
    }

    fn row(&self, place: usize) -> Vec<Cell> {
        self.columns.iter().map(|column| column.cells.cell(place)).collect()
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
    pub fn json(&self, tables: &[Schema]) -> Value {
        let prints = self
            .fingerprints
            .iter()
            .map(|(name, print)| json!({ "name": name, "fingerprint": format!("{print:016x}") }));
        json!({
            "program": "hokushin", "version": env!("CARGO_PKG_VERSION"),
            "command": self.command, "scenario": self.scenario,
            "fingerprints": prints.collect::<Vec<_>>(),
            "seeds": { "first": self.first_seed, "count": self.seeds },
            "tables": tables,
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
                "{}: {}{}",
                language.pick("To make it again", "Para repetirlo"),
                self.command,
                language.pick("", " --language es")
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

/// Rows that come one after the other.
pub type StreamedRows<'a> = Box<dyn Iterator<Item = io::Result<Vec<Cell>>> + 'a>;

/// A table too large to be held.
#[derive(Clone, Copy)]
pub struct Streamed<'a> {
    /// Its columns.
    pub schema: &'a Schema,
    /// Its rows, from the first one on.
    pub rows: &'a dyn Fn() -> StreamedRows<'a>,
}

/// Writes a report to a folder that does not exist yet; `streamed` is one more table, whose
/// rows are asked for anew for each file.
///
/// # Errors
/// What the file system says; nothing is left behind.
pub fn write(
    folder: &Path,
    sheet: &Sheet,
    tables: &[Dataset],
    streamed: Option<Streamed<'_>>,
    provenance: &Provenance,
    language: Language,
) -> io::Result<()> {
    whole(folder, |partial| {
        let page = sheet.page(&provenance.foot(language), language);
        fs::write(partial.join("index.html"), page)?;
        let mut schemas: Vec<Schema> = tables.iter().map(Dataset::schema).collect();
        for (dataset, schema) in tables.iter().zip(&schemas) {
            let rows = || (0..dataset.rows()).map(|row| Ok(dataset.row(row)));
            table::write_both(partial, schema, None, rows)?;
        }
        if let Some(Streamed { schema, rows }) = streamed {
            table::write_both(partial, schema, None, rows)?;
            schemas.push(schema.clone());
        }
        let json = format!("{:#}\n", provenance.json(&schemas));
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
