//! A report in a folder: `index.html`, a page that stands alone; each table of numbers as
//! CSV and as Parquet; and `provenance.json`, which says how to make it all again.
//!
//! The folder is written beside its place and moved there when it is whole, so that
//! nothing half-written is ever found.

use std::io::{self, Read};
use std::path::Path;

use serde_json::{Value, json};

use super::Language;
use super::sheet::Sheet;
use crate::batch::table::{self, Cell, ColumnKind, Schema};
use crate::files::place::write_new;
use crate::files::{folder, reading};
use crate::scenario::{CitedFile, FileKind, Scenario};
use crate::whatif::inquiry::Inquiry;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        scenario(id, print): "scenario {id} {print}", "escenario {id} {print}";
        counterfactual(id, print): "counterfactual {id} {print}", "contrafactual {id} {print}";
        ground(id, print): "ground {id} {print}", "terreno {id} {print}";
        fitted(id, print): "fitted parameters {id} {print}", "parámetros ajustados {id} {print}";

        again(command): "To make it again: {command}", "Para repetirlo: {command} --language es";
        made[seeds, version, files, first, last]:
            "Made with: Hokushin {version}; {files}; seed {first}. The number after a file is the beginning of its BLAKE3; provenance.json has the whole." | "Made with: Hokushin {version}; {files}; seeds {first}–{last}. The number after a file is the beginning of its BLAKE3; provenance.json has the whole.",
            "Hecho con: Hokushin {version}; {files}; semilla {first}. El número tras cada archivo es el comienzo de su BLAKE3; provenance.json lo da entero." | "Hecho con: Hokushin {version}; {files}; semillas {first}–{last}. El número tras cada archivo es el comienzo de su BLAKE3; provenance.json lo da entero.";
        cite(version, command, files):
            "To cite it: Hokushin {version}, “{command}”, {files}.",
            "Para citarlo: Hokushin {version}, “{command}”, {files}.";
        WHAT_IT_IS_NOT:
            "What it is not: this is a model’s answer under its stated assumptions, not the verdict of history. An interval says how far chance in the sample may move a number; it does not say how far the model may be wrong.",
            "Lo que no es: es la respuesta de un modelo bajo sus supuestos declarados, no el veredicto de la historia. Un intervalo dice cuánto puede mover un número el azar de la muestra; no dice cuánto puede errar el modelo.";
    }
}

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

    const fn kind(&self) -> ColumnKind {
        match self {
            Self::Whole(_) => ColumnKind::Whole,
            Self::Number(_) => ColumnKind::Number,
            Self::Text(_) => ColumnKind::Text,
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
            if kind == ColumnKind::Number { told.optional() } else { told }
        };
        Schema::new(&self.name, self.columns.iter().map(column).collect())
    }

    fn row(&self, place: usize) -> Vec<Cell> {
        self.columns.iter().map(|column| column.cells.cell(place)).collect()
    }
}

/// How an answer was made: enough to make it again.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// The command that makes it again.
    pub command: String,
    /// The specification that makes it again.
    pub inquiry: Inquiry,
    /// The scenario.
    pub scenario: String,
    /// All files that were read for it, each once: which has which fingerprint.
    pub files: Vec<CitedFile>,
    /// First seed.
    pub first_seed: u64,
    /// How many seeds.
    pub seeds: u64,
}

impl Provenance {
    /// Of an inquiry into a scenario without changes; [`Provenance::and`] adds changed ones.
    #[must_use]
    pub fn of(inquiry: Inquiry, scenario: &Scenario, first_seed: u64, seeds: u64) -> Self {
        let files = scenario.files.clone();
        let scenario = scenario.id.clone();
        Self { command: inquiry.command(), inquiry, scenario, files, first_seed, seeds }
    }

    /// The same, with the files of a changed scenario.
    #[must_use]
    pub fn and(mut self, scenario: &Scenario) -> Self {
        self.with(&scenario.files);
        self
    }

    /// Adds files that were read too.
    pub fn with(&mut self, files: &[CitedFile]) {
        for file in files {
            if !self.files.contains(file) {
                self.files.push(file.clone());
            }
        }
    }

    /// For `provenance.json`.
    #[must_use]
    pub fn json(&self, tables: &[Schema]) -> Value {
        json!({
            "program": "hokushin", "version": env!("CARGO_PKG_VERSION"),
            "inquiry": self.inquiry.made().0, "command": self.command, "scenario": self.scenario,
            "files": self.files,
            "seeds": { "first": self.first_seed, "count": self.seeds },
            "tables": tables,
        })
    }

    /// The foot of a page: how to make it again, how to cite it, and what it is not.
    #[must_use]
    pub fn foot(&self, language: Language) -> Vec<String> {
        let version = env!("CARGO_PKG_VERSION");
        let file = |file: &CitedFile| {
            let (id, print) = (&file.id, file.fingerprint.short());
            match file.kind {
                FileKind::Scenario => say::scenario(language, id, print),
                FileKind::Counterfactual => say::counterfactual(language, id, print),
                FileKind::Ground => say::ground(language, id, print),
                FileKind::Fitted => say::fitted(language, id, print),
            }
        };
        let files = self.files.iter().map(file).collect::<Vec<_>>().join(", ");
        let last = self.first_seed.saturating_add(self.seeds.saturating_sub(1));
        vec![
            say::again(language, &self.command),
            say::made(language, self.seeds, version, &files, self.first_seed, last),
            say::cite(language, version, &self.command, &files),
            say::WHAT_IT_IS_NOT.of(language).to_owned(),
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

/// What a report is made of.
#[derive(Clone, Copy)]
pub struct Report<'a, 'b> {
    /// The page.
    pub sheet: &'a Sheet,
    /// The tables behind it.
    pub tables: &'a [Dataset],
    /// One more table, whose rows are asked for anew for each file.
    pub streamed: Option<Streamed<'b>>,
    /// How it was made.
    pub provenance: &'a Provenance,
    /// More files, by name: those of `MORE`.
    pub more: &'a [(&'static str, String)],
}

const PAGE: &str = "index.html";
const PROVENANCE: &str = "provenance.json";
/// The specification, for `hokushin ask`.
pub const INQUIRY: &str = "inquiry.ron";
/// The graph of an explanation, in the language of Graphviz.
pub const GRAPH: &str = "explanation.dot";
/// The values that a calibration found, as a scenario can name them.
pub const FITTED: &str = "fitted.ron";
/// The files that a report may have beside its page, its tables and its provenance.
const MORE: [&str; 2] = [GRAPH, FITTED];

/// Writes a report to its folder.
///
/// # Errors
/// What the file system says; nothing is left behind.
pub fn write(place: &folder::Place, report: Report<'_, '_>, language: Language) -> io::Result<()> {
    let Report { sheet, tables, streamed, provenance, more } = report;
    place.whole(|partial| {
        let page = sheet.page(&provenance.foot(language), language);
        write_new(&partial.join(PAGE), page.as_bytes())?;
        let mut schemas: Vec<Schema> = tables.iter().map(Dataset::schema).collect();
        for (dataset, schema) in tables.iter().zip(&schemas) {
            let rows = || (0..dataset.rows()).map(|row| Ok(dataset.row(row)));
            table::write_both(partial, schema, None, rows)?;
        }
        if let Some(Streamed { schema, rows }) = streamed {
            table::write_both(partial, schema, None, rows)?;
            schemas.push(schema.clone());
        }
        write_new(&partial.join(INQUIRY), provenance.inquiry.ron().as_bytes())?;
        for (name, text) in more {
            write_new(&partial.join(name), text.as_bytes())?;
        }
        let json = format!("{:#}\n", provenance.json(&schemas));
        write_new(&partial.join(PROVENANCE), json.as_bytes())
    })
}

/// Is this folder a report of ours, and nothing else? An empty one will do.
///
/// # Errors
/// What it is instead.
pub fn recognise(folder: &Path) -> Result<(), String> {
    let names = folder::names(folder).map_err(|error| error.to_string())?;
    if names.is_empty() {
        return Ok(());
    }
    let mut text = String::new();
    let read = reading::look(&folder.join(PROVENANCE))
        .is_ok_and(|file| file.take(LARGEST_PROVENANCE).read_to_string(&mut text).is_ok());
    let provenance: Value = serde_json::from_str(&text).unwrap_or_default();
    let tables = provenance["tables"].as_array();
    let Some(tables) = tables.filter(|_| read && provenance["program"] == "hokushin") else {
        return Err(format!("it has no {PROVENANCE} of a report"));
    };
    let mut known: Vec<String> =
        [PAGE, PROVENANCE, INQUIRY].iter().chain(&MORE).map(|&name| name.to_owned()).collect();
    for name in tables.iter().filter_map(|table| table["name"].as_str()) {
        known.extend(["csv", "parquet"].map(|ending| format!("{name}.{ending}")));
    }
    match names
        .iter()
        .find(|(name, plain)| !plain || !known.iter().any(|known| name == known.as_str()))
    {
        Some((name, _)) => Err(format!("it holds `{}`, which no report has", name.display())),
        None => Ok(()),
    }
}

/// The largest `provenance.json` that is looked at, in bytes.
const LARGEST_PROVENANCE: u64 = 4 * 1024 * 1024;
