//! Rows in files: CSV, JSON and Parquet, chosen by the file's ending.
//!
//! A file is written beside its place under a temporary name and moved there when it
//! is whole, so that nothing half-written is ever found.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::batch::Row;
use crate::scenario::Scenario;

/// The endings that [`write`] knows.
pub const ENDINGS: [&str; 3] = ["csv", "json", "parquet"];

/// Does the file's ending name a format?
#[must_use]
pub fn known(path: &Path) -> bool {
    path.extension().and_then(|end| end.to_str()).is_some_and(|end| ENDINGS.contains(&end))
}

/// Writes the rows: `seed`, `outcome`, one column a measure, `state_hash`.
///
/// # Errors
/// What the file system says; an unknown ending.
pub fn write(path: &Path, scenario: &Scenario, rows: &[Row]) -> io::Result<()> {
    let ending = path.extension().and_then(|end| end.to_str());
    whole(path, |partial| match ending {
        Some("csv") => write_csv(partial, scenario, rows),
        Some("json") => write_json(partial, scenario, rows),
        Some("parquet") => write_parquet(partial, scenario, rows),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "the file must end in .csv, .json or .parquet",
        )),
    })
}

/// Writes bytes to a file, whole or not at all.
///
/// # Errors
/// What the file system says.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    whole(path, |partial| std::fs::write(partial, bytes))
}

/// Lets a file be written beside its place, and moves it there when it is whole.
fn whole(path: &Path, write: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    let partial = Path::new(&name);
    if let Err(error) = write(partial).and_then(|()| std::fs::rename(partial, path)) {
        let _ = std::fs::remove_file(partial);
        return Err(error);
    }
    Ok(())
}

fn hash(row: &Row) -> String {
    format!("{:016x}", row.state_hash)
}

fn write_csv(path: &Path, scenario: &Scenario, rows: &[Row]) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
    let measures = scenario.measures.iter().map(|measure| measure.id.as_str());
    csv.write_record(["seed", "outcome"].into_iter().chain(measures).chain(["state_hash"]))?;
    for row in rows {
        let mut record = vec![row.seed.to_string(), scenario.outcomes[row.outcome].id.clone()];
        record.extend(row.measures.iter().map(f64::to_string));
        record.push(hash(row));
        csv.write_record(&record)?;
    }
    csv.flush()
}

fn write_json(path: &Path, scenario: &Scenario, rows: &[Row]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for (place, row) in rows.iter().enumerate() {
        let mut object = serde_json::Map::new();
        object.insert("seed".to_owned(), row.seed.into());
        object.insert("outcome".to_owned(), scenario.outcomes[row.outcome].id.clone().into());
        for (measure, value) in scenario.measures.iter().zip(&row.measures) {
            object.insert(measure.id.clone(), (*value).into());
        }
        object.insert("state_hash".to_owned(), hash(row).into());
        out.write_all(if place == 0 { b"[\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &object)?;
    }
    out.write_all(if rows.is_empty() { b"[]\n" } else { b"\n]\n" })?;
    out.flush()
}

fn write_parquet(path: &Path, scenario: &Scenario, rows: &[Row]) -> io::Result<()> {
    let mut schema =
        "message worldlines { required int64 seed; required binary outcome (UTF8);".to_owned();
    for measure in &scenario.measures {
        schema += &format!(" required double {};", measure.id);
    }
    schema += " required binary state_hash (UTF8); }";
    let schema = Arc::new(parse_message_type(&schema).map_err(io::Error::other)?);
    let properties =
        Arc::new(WriterProperties::builder().set_created_by("hokushin".to_owned()).build());
    let mut file = SerializedFileWriter::new(File::create(path)?, schema, properties)
        .map_err(io::Error::other)?;
    let mut group = file.next_row_group().map_err(io::Error::other)?;
    let text = |value: String| ByteArray::from(value.into_bytes());
    let columns = scenario.measures.len() + 3;
    for place in 0..columns {
        let Some(mut column) = group.next_column().map_err(io::Error::other)? else {
            break;
        };
        if place == 0 {
            let seeds: Vec<i64> = rows.iter().map(|row| row.seed as i64).collect();
            column
                .typed::<Int64Type>()
                .write_batch(&seeds, None, None)
                .map_err(io::Error::other)?;
        } else if place == 1 || place == columns - 1 {
            let texts: Vec<ByteArray> = rows
                .iter()
                .map(|row| {
                    text(if place == 1 {
                        scenario.outcomes[row.outcome].id.clone()
                    } else {
                        hash(row)
                    })
                })
                .collect();
            column
                .typed::<ByteArrayType>()
                .write_batch(&texts, None, None)
                .map_err(io::Error::other)?;
        } else {
            let values: Vec<f64> = rows.iter().map(|row| row.measures[place - 2]).collect();
            column
                .typed::<DoubleType>()
                .write_batch(&values, None, None)
                .map_err(io::Error::other)?;
        }
        column.close().map_err(io::Error::other)?;
    }
    group.close().map_err(io::Error::other)?;
    file.close().map_err(io::Error::other)?;
    Ok(())
}
