//! Rows that outlive an interruption, and the parts of a divided run.
//!
//! A journal is a CSV file with one line above its head: where the rows come from, and
//! which part of the seeds they are. Rows stand in it in the order of their seeds, so that
//! a journal is always a prefix of what the whole run would give, and to go on is to run
//! the seeds that are missing. While a run lasts, its journal stands beside the file that
//! is wanted (`rows.csv.partial`); a part of a divided run (`--shard K/N`) *is* a journal,
//! and merging is reading journals one after the other. So straight, resumed and merged
//! runs end in the same way, and write the same bytes.
//!
//! Under the head and under every [`BLOCK`] seeds a line holds the sum of all bytes above it
//! (`# sum 0123456789abcdef`), so that a digit that was changed, or a line that was lost, is
//! noticed and found. What no sum stands under yet is not taken. Before a journal is gone on
//! with, or merged, some of its seeds are lived again: sums say that the rows are those that
//! were written, these that they are the histories' own.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::batch::provenance::Provenance;
use crate::batch::table::{Cell, Column, ColumnKind, Schema};
use crate::files::reading::{self, Unread};
use crate::files::{self, Refusal, sum};

/// How the first line begins.
const MAGIC: &str = "# hokushin rows 3 ";
/// How the first line began in earlier versions, and what was wrong with them.
const EARLIER: [(&str, &str); 2] = [
    ("# hokushin rows 1 ", "without the sums by which damage is noticed"),
    (
        "# hokushin rows 2 ",
        "without the fingerprints by which its scenario can be told from another",
    ),
];
/// How a line with a sum begins.
const SUM: &str = "# sum ";
/// Seeds under which a sum stands.
pub const BLOCK: u64 = 64;
/// The longest line that is read, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024;
/// Most parts of a divided run.
pub const MOST_PARTS: u32 = 10_000;

/// A part of a divided run: the `part`-th of `of`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    /// Which: 1 to `of`.
    pub part: u32,
    /// Of how many: 1 to [`MOST_PARTS`].
    pub of: u32,
}

impl Part {
    /// An undivided run.
    pub const WHOLE: Self = Self { part: 1, of: 1 };

    /// Its seeds: parts are contiguous, in order, and differ by one seed at most.
    #[must_use]
    pub fn seeds(self, first: u64, runs: u64) -> Range<u64> {
        let cut = |part: u32| (u128::from(runs) * u128::from(part) / u128::from(self.of)) as u64;
        first + cut(self.part - 1)..first + cut(self.part)
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}/{}", self.part, self.of)
    }
}

impl std::str::FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text
            .split_once('/')
            .and_then(|(part, of)| Some(Self { part: part.parse().ok()?, of: of.parse().ok()? }));
        let Some(part) = parsed else {
            return Err("a part is written K/N: 2/3 is the second of three".to_owned());
        };
        if part.of == 0 || part.of > MOST_PARTS {
            return Err(format!("a run is divided into 1 to {MOST_PARTS} parts"));
        }
        if part.part == 0 || part.part > part.of {
            return Err(format!("parts are counted from 1/{0} to {0}/{0}", part.of));
        }
        Ok(part)
    }
}

/// What stands at the head of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Where the rows come from; among its tables the one of the rows.
    pub provenance: Provenance,
    /// The name of that table. Its first column is `seed`.
    pub table: String,
    /// How many rows a seed has: one a world, at least 1.
    pub rows_a_seed: u64,
    /// Which part of the seeds.
    pub part: Part,
}

impl Head {
    /// A head for the rows of a table, which the provenance describes, as many a seed as
    /// there are worlds.
    ///
    /// # Errors
    /// When there is no such table, its first column is not `seed`, or there are fewer
    /// seeds than parts.
    pub fn new(provenance: Provenance, table: &str, part: Part) -> Result<Self, Refusal> {
        let rows_a_seed = provenance.worlds.len() as u64;
        let head = Self { provenance, table: table.to_owned(), rows_a_seed, part };
        head.check().map_err(Refusal)?;
        Ok(head)
    }

    fn check(&self) -> Result<(), String> {
        let Some(schema) = self.provenance.table(&self.table) else {
            return Err(format!("there is no table `{}`", self.table));
        };
        let seed = schema.columns.first();
        if !seed.is_some_and(|column| column.name == "seed" && column.kind == ColumnKind::Whole) {
            return Err(format!("the first column of `{}` is not `seed`", self.table));
        }
        let Part { part, of } = self.part;
        if self.rows_a_seed == 0 || part == 0 || part > of || of > MOST_PARTS {
            return Err(format!("`{part}/{of}` is no part of a run"));
        }
        let runs = self.provenance.runs;
        if u64::from(of) > runs {
            return Err(format!("{runs} seeds cannot be divided into {of} parts"));
        }
        match self.provenance.first_seed.checked_add(runs) {
            Some(end) if i64::try_from(end).is_ok() => Ok(()),
            _ => Err("the seeds are too large".to_owned()),
        }
    }

    /// The lines above the rows.
    fn top(&self) -> io::Result<Vec<u8>> {
        let mut top = format!("{MAGIC}{}\n", serde_json::to_string(self)?).into_bytes();
        let mut names = rows_of_a_block();
        names.write_record(self.schema().head())?;
        top.extend(names.into_inner().map_err(csv::IntoInnerError::into_error)?);
        top.extend(line_with_sum(sum::on(sum::OF_NOTHING, &top)).as_bytes());
        Ok(top)
    }

    /// The columns.
    fn schema(&self) -> Schema {
        // `check` has found it.
        self.provenance.table(&self.table).cloned().unwrap_or(Schema::new("", Vec::new()))
    }

    /// The seeds of this part.
    #[must_use]
    pub fn seeds(&self) -> Range<u64> {
        self.part.seeds(self.provenance.first_seed, self.provenance.runs)
    }

    /// How many rows this part has when it is whole.
    #[must_use]
    pub fn rows(&self) -> u64 {
        let seeds = self.seeds();
        (seeds.end - seeds.start) * self.rows_a_seed
    }

    /// What another journal would have to be told, to be of this run; nothing when it is.
    fn differences(&self, other: &Self) -> Vec<String> {
        let mut found = self.provenance.differences(&other.provenance);
        if found.is_empty() && (&self.table, self.rows_a_seed) != (&other.table, other.rows_a_seed)
        {
            found.push(format!("table: `{}` there, `{}` here", other.table, self.table));
        }
        found
    }
}

/// Where the journal of a file stands while a run lasts.
#[must_use]
pub fn beside(file: &Path) -> PathBuf {
    files::with_more(file, ".partial")
}

/// The rows of a seed, lived anew: one a world.
pub type Live<'a> = &'a mut dyn FnMut(u64) -> Vec<Vec<Cell>>;

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    head: Head,
    schema: Schema,
    file: File,
    /// The sum of all bytes of the file.
    sum: u64,
    /// The rows that no sum stands under yet: they are handed over with it.
    block: csv::Writer<Vec<u8>>,
    /// The seed whose rows are wanted next.
    next: u64,
    /// Has the file system refused a block? Then the file ends in a piece of it.
    broken: bool,
}

fn rows_of_a_block() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new())
}

fn line_with_sum(sum: u64) -> String {
    format!("{SUM}{sum:016x}\n")
}

impl Journal {
    /// Begins a journal. One that is there already is not touched.
    ///
    /// # Errors
    /// When there is one already, or what the file system says.
    pub fn begin(path: &Path, head: Head) -> Result<Self, Refusal> {
        let top = head.top().map_err(|error| Refusal::place(path, &error))?;
        let kept = "the histories of an interrupted run are kept here: go on with --resume, or delete the file to begin anew";
        let file = files::journal::begin(path, &top, kept)?;
        let next = head.seeds().start;
        Ok(Self::on(path, head, file, sum::on(sum::OF_NOTHING, &top), next))
    }

    /// Goes on with a journal of the same provenance, some of whose seeds are lived again. A
    /// torn end, and what no sum stands under, is dropped.
    ///
    /// # Errors
    /// When there is none, it is another run's or damaged, a history that is lived again is
    /// another one, or what the file system says.
    pub fn resume(path: &Path, head: Head, live: Live<'_>) -> Result<Self, Refusal> {
        let place = |error: io::Error| Refusal::place(path, &error);
        if path.symlink_metadata().is_err() {
            return Err(Refusal::about(
                path,
                "there is no interrupted run to go on with: leave out --resume",
            ));
        }
        let mut file = files::journal::go_on(path)?;
        let anew = |Refusal(what)| Refusal(format!("{what}; delete the file to begin anew"));
        let kept = SavedPart::read(path).map_err(anew)?;
        let mut differences = head.differences(&kept.head);
        if head.part != kept.head.part {
            differences.push(format!("part: {} there, {} here", kept.head.part, head.part));
        }
        if !differences.is_empty() {
            return Err(Refusal::about(
                path,
                &format!("this is kept of another run ({})", differences.join("; ")),
            ));
        }
        live_again(std::slice::from_ref(&kept), live).map_err(anew)?;
        let Some(last) = &kept.last else {
            let top = head.top().map_err(place)?;
            file.set_len(0).and_then(|()| file.write_all(&top)).map_err(place)?;
            let next = head.seeds().start;
            return Ok(Self::on(path, head, file, sum::on(sum::OF_NOTHING, &top), next));
        };
        // Sums stand at the same seeds however often a run was interrupted, so that its parts
        // are the same bytes; only at an interruption does one stand elsewhere.
        let seeds = last.rows / head.rows_a_seed;
        let next = head.seeds().start + seeds;
        let usual = seeds.is_multiple_of(BLOCK) || next == head.seeds().end;
        let (end, sum) = if usual { last.after } else { last.before };
        file.set_len(end).and_then(|()| file.seek(SeekFrom::Start(end))).map_err(place)?;
        Ok(Self::on(path, head, file, sum, next))
    }

    fn on(path: &Path, head: Head, file: File, sum: u64, next: u64) -> Self {
        let (path, schema, block) = (path.to_owned(), head.schema(), rows_of_a_block());
        Self { path, head, schema, file, sum, block, next, broken: false }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands at its head.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The seeds that are still to be run.
    #[must_use]
    pub fn missing(&self) -> Range<u64> {
        self.next..self.head.seeds().end
    }

    /// Keeps the rows of the next seed; every so often they are handed to the system.
    ///
    /// # Errors
    /// Rows that are not those of the next seed; what the file system says.
    pub fn keep(&mut self, rows: &[Vec<Cell>]) -> io::Result<()> {
        let refuse = |what: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, what.to_owned()));
        if rows.len() as u64 != self.head.rows_a_seed || self.missing().is_empty() {
            return refuse("a seed has a row a world, and there are no more seeds than runs");
        }
        for row in rows {
            self.schema.check(row)?;
            if row.first() != Some(&Cell::Whole(self.next.cast_signed())) {
                return refuse("rows are kept in the order of their seeds");
            }
            if row.iter().filter_map(Cell::text).any(|text| text.contains(['\n', '\r'])) {
                return refuse("a text of more than one line cannot be kept in a journal");
            }
        }
        for row in rows {
            self.block.write_record(row.iter().map(Cell::written))?;
        }
        self.next += 1;
        let seeds = self.next - self.head.seeds().start;
        if seeds.is_multiple_of(BLOCK) || self.missing().is_empty() { self.seal() } else { Ok(()) }
    }

    /// Hands the rows that wait to the system, with the sum of all that is then in the file.
    fn seal(&mut self) -> io::Result<()> {
        let rows = std::mem::replace(&mut self.block, rows_of_a_block()).into_inner();
        let mut bytes = rows.map_err(csv::IntoInnerError::into_error)?;
        if bytes.is_empty() {
            return Ok(());
        }
        let line = line_with_sum(sum::on(self.sum, &bytes));
        bytes.extend(line.as_bytes());
        self.sum = sum::on(self.sum, &bytes);
        let written = self.file.write_all(&bytes);
        self.broken |= written.is_err();
        written
    }

    /// Ends the writing, whole or not, and gives what is kept.
    ///
    /// # Errors
    /// What the file system says.
    pub fn close(mut self) -> Result<SavedPart, Refusal> {
        if !self.broken {
            let sealed = self.seal().and_then(|()| files::journal::safe(&self.file));
            sealed.map_err(|error| Refusal::place(&self.path, &error))?;
        }
        SavedPart::read(&self.path)
    }
}

/// A line with a sum, where it is sound.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seal {
    /// Where it begins, in bytes, and the sum of all before.
    before: (u64, u64),
    /// Where it ends, and the sum of all up to there.
    after: (u64, u64),
    /// Rows above it.
    rows: u64,
}

/// A journal that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedPart {
    path: PathBuf,
    head: Head,
    /// Where its first line ends, in bytes.
    start: u64,
    /// The last line with a sum; nothing where not even the head has one.
    last: Option<Seal>,
    /// Does more stand below that?
    torn: bool,
}

impl SavedPart {
    /// Reads the head of a journal, and holds all its lines against their sums.
    ///
    /// # Errors
    /// When it is none, or damaged, or what the file system says.
    pub fn read(path: &Path) -> Result<Self, Refusal> {
        let file = reading::open(path).map_err(|unread| match unread {
            Unread::Error(error) => Refusal::place(path, &error),
            other => Refusal::about(path, &other.to_string()),
        })?;
        let mut lines = Lines { file: BufReader::new(file), at: 0, sum: sum::OF_NOTHING, count: 0 };
        let place = |error: io::Error| Refusal::place(path, &error);
        let alien = "this is no part of a run and no interrupted run: --shard K/N and Ctrl-C leave such files";
        let mut line = Vec::new();
        lines.next(&mut line).map_err(place)?;
        let first = std::str::from_utf8(&line).map_err(|_| Refusal::about(path, alien))?;
        if let Some((_, lack)) = EARLIER.iter().find(|(magic, _)| first.starts_with(magic)) {
            let what = format!(
                "an earlier version of the program has written this, {lack}: it is not taken; run these seeds again, or finish them with that version"
            );
            return Err(Refusal::about(path, &what));
        }
        let Some(json) = first.strip_prefix(MAGIC).filter(|_| first.ends_with('\n')) else {
            return Err(Refusal::about(path, alien));
        };
        let head: Head = serde_json::from_str(json)
            .map_err(|error| Refusal::about(path, &format!("its first line: {error}")))?;
        head.check().map_err(|what| Refusal::about(path, &what))?;
        let mut kept =
            Self { path: path.to_owned(), head, start: lines.at, last: None, torn: false };
        kept.hold_against_sums(&mut lines)?;
        Ok(kept)
    }

    fn hold_against_sums(&mut self, lines: &mut Lines) -> Result<(), Refusal> {
        let mut line = Vec::new();
        // The names of the columns are no row.
        let mut rows = 0_u64;
        let mut from = 1;
        loop {
            let before = (lines.at, lines.sum);
            lines.next(&mut line).map_err(|error| Refusal::place(&self.path, &error))?;
            if line.last() != Some(&b'\n') {
                self.torn = self.last.as_ref().map_or(self.start, |seal| seal.after.0) < lines.at;
                return Ok(());
            }
            let Some(written) = line.strip_prefix(SUM.as_bytes()) else {
                rows += 1;
                continue;
            };
            let wanted = line_with_sum(before.1);
            let whole =
                rows.checked_sub(1).filter(|rows| rows.is_multiple_of(self.head.rows_a_seed));
            match whole.filter(|&rows| line == wanted.as_bytes() && rows <= self.head.rows()) {
                Some(rows) => {
                    self.last = Some(Seal { before, after: (lines.at, lines.sum), rows });
                }
                None => return Err(self.damaged(from, lines.count, before.0, written, &wanted)),
            }
            from = lines.count + 1;
        }
    }

    /// What is wrong above a line with a sum, as near as it can be said.
    fn damaged(&self, from: u64, to: u64, end: u64, written: &[u8], wanted: &str) -> Refusal {
        let first = self.rows_until(end).map(|mut rows| rows.find_map(Result::err));
        match first {
            Ok(Some(refusal)) | Err(refusal) => refusal,
            Ok(None) => {
                let wanted = wanted.strip_prefix(SUM).unwrap_or(wanted).trim_end();
                let written = String::from_utf8_lossy(written);
                Refusal::about(
                    &self.path,
                    &format!(
                        "lines {from} to {to} are damaged: their sum was {} when they were written, and is {wanted}",
                        written.trim_end()
                    ),
                )
            }
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands at its head.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The seeds whose rows it holds.
    #[must_use]
    pub fn seeds(&self) -> Range<u64> {
        let start = self.head.seeds().start;
        start..start + self.last.as_ref().map_or(0, |seal| seal.rows) / self.head.rows_a_seed
    }

    /// Its rows so far, in order.
    ///
    /// # Errors
    /// Another head than the columns', or what the file system says; a damaged line is the
    /// last that is given.
    pub fn rows(&self) -> Result<Rows, Refusal> {
        self.rows_until(self.last.as_ref().map_or(self.start, |seal| seal.after.0))
    }

    fn rows_until(&self, end: u64) -> Result<Rows, Refusal> {
        let place = |error: io::Error| Refusal::place(&self.path, &error);
        let opened = reading::open(&self.path);
        let mut file = opened.map_err(|unread| Refusal::about(&self.path, &unread.to_string()))?;
        file.seek(SeekFrom::Start(self.start)).map_err(place)?;
        let mut csv = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(file.take(end.saturating_sub(self.start)));
        let schema = self.head.schema();
        let names = csv.headers().map_err(|error| place(error.into()))?;
        if end > self.start && !names.iter().eq(schema.head()) {
            return Err(Refusal::about(
                &self.path,
                "line 2 is damaged: its columns are not those it says it has",
            ));
        }
        let seeds = self.head.seeds();
        Ok(Rows { kept: self.clone(), schema, csv, seeds, count: 0, over: false })
    }
}

/// The lines of a journal, with the sum of all that was read.
struct Lines {
    file: BufReader<File>,
    at: u64,
    sum: u64,
    count: u64,
}

impl Lines {
    /// The next line with its line feed, or what there is without one.
    fn next(&mut self, line: &mut Vec<u8>) -> io::Result<()> {
        line.clear();
        (&mut self.file).take(LONGEST).read_until(b'\n', line)?;
        if line.len() as u64 == LONGEST {
            return Err(io::Error::other(format!("line {} has no end", self.count + 1)));
        }
        self.at += line.len() as u64;
        self.sum = sum::on(self.sum, line);
        self.count += 1;
        Ok(())
    }
}

/// The rows of a journal.
pub struct Rows {
    kept: SavedPart,
    schema: Schema,
    csv: csv::Reader<io::Take<File>>,
    seeds: Range<u64>,
    count: u64,
    over: bool,
}

impl Rows {
    fn read(&mut self, record: &csv::StringRecord) -> Result<Vec<Cell>, String> {
        let seed = self.seeds.start + self.count / self.kept.head.rows_a_seed;
        let row = self.schema.read(record)?;
        if seed >= self.seeds.end || row.first() != Some(&Cell::Whole(seed.cast_signed())) {
            return Err(format!("the seed {seed} should stand here"));
        }
        Ok(row)
    }
}

impl Iterator for Rows {
    type Item = Result<Vec<Cell>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = csv::StringRecord::new();
        if self.over {
            return None;
        }
        let row = match self.csv.read_record(&mut record) {
            Ok(false) => return None,
            Ok(true) => self.read(&record),
            Err(error) => Err(error.to_string()),
        };
        self.count += 1;
        Some(row.map_err(|what| {
            self.over = true;
            // The first line was not counted.
            let line = record.position().map_or(0, |position| position.line() + 1);
            Refusal::about(&self.kept.path, &format!("line {line} is damaged: {what}"))
        }))
    }
}

/// Histories of a journal that are lived again, the first and the last among them; of many
/// journals about one of each.
const AGAIN: u64 = 5;
/// However many journals there are.
const MOST_AGAIN: u64 = 16;

/// Some of the seeds: the first, the last, and one of each of some equal pieces between them,
/// chosen by `drawn`.
fn some_of(seeds: &Range<u64>, pieces: u64, drawn: u64) -> Vec<u64> {
    let inner = seeds.end.saturating_sub(seeds.start).saturating_sub(2);
    let mut some: Vec<u64> = [seeds.start, seeds.end.saturating_sub(1)].into_iter().collect();
    let pieces = pieces.min(inner);
    for piece in 0..pieces {
        let cut = |piece: u64| (u128::from(inner) * u128::from(piece) / u128::from(pieces)) as u64;
        let (from, to) = (cut(piece), cut(piece + 1));
        some.push(seeds.start + 1 + from + drawn % (to - from));
    }
    some.sort_unstable();
    some.dedup();
    some
}

/// Lives some of the seeds of a run again, whose journals come in order, and holds each
/// against its rows.
///
/// # Errors
/// The first cell that differs, with its seed and its column; damage.
pub fn live_again(kept: &[SavedPart], live: Live<'_>) -> Result<(), Refusal> {
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return Ok(()) };
    let seeds = first.seeds().start..last.seeds().end;
    if seeds.is_empty() {
        return Ok(());
    }
    let drawn = kept
        .iter()
        .filter_map(|kept| Some(kept.last.as_ref()?.after.1))
        .fold(0, |drawn, sum| drawn ^ sum);
    let pieces = (kept.len() as u64).clamp(AGAIN, MOST_AGAIN) - 2;
    let mut some = some_of(&seeds, pieces, drawn).into_iter().peekable();
    for kept in kept {
        let mut rows = kept.rows()?;
        for seed in kept.seeds() {
            let again = some.next_if_eq(&seed).map(&mut *live);
            for world in 0..kept.head.rows_a_seed {
                let row = match rows.next() {
                    Some(row) => row?,
                    None => return Ok(()),
                };
                let Some(again) = &again else { continue };
                let none = Vec::new();
                let lived = again.get(world as usize).unwrap_or(&none);
                kept.hold_against(seed, &row, lived, rows.schema.columns.iter())?;
            }
        }
    }
    Ok(())
}

impl SavedPart {
    fn hold_against<'a>(
        &self,
        seed: u64,
        row: &[Cell],
        lived: &[Cell],
        columns: impl Iterator<Item = &'a Column>,
    ) -> Result<(), Refusal> {
        let nothing = Cell::Nothing;
        let mut lived = lived.iter();
        for (column, cell) in columns.zip(row) {
            let (kept, lived) = (cell.written(), lived.next().unwrap_or(&nothing).written());
            if kept != lived {
                let name = &column.name;
                return Err(Refusal::about(
                    &self.path,
                    &format!(
                        "the history of seed {seed} is not the one that is lived now: `{name}` is `{kept}` there, `{lived}` here; the file was changed, or is another program's"
                    ),
                ));
            }
        }
        Ok(())
    }
}

/// All seeds of a run, from one journal or from its parts.
#[derive(Clone, Debug)]
pub struct SavedRun {
    kept: Vec<SavedPart>,
    head: Head,
}

impl SavedRun {
    /// Puts the parts of one run in order.
    ///
    /// # Errors
    /// Parts of different runs; a part that is missing or there twice.
    pub fn new(mut kept: Vec<SavedPart>) -> Result<Self, Refusal> {
        let Some(first) = kept.first().cloned() else {
            return Err(Refusal("there are no parts to merge".to_owned()));
        };
        for other in &kept[1..] {
            let mut differences = first.head.differences(&other.head);
            if first.head.part.of != other.head.part.of {
                differences.push(format!(
                    "parts: of {} there, of {} here",
                    other.head.part.of, first.head.part.of
                ));
            }
            if !differences.is_empty() {
                return Err(Refusal::about(
                    &other.path,
                    &format!(
                        "this is not of the same run as {} ({})",
                        first.path.display(),
                        differences.join("; ")
                    ),
                ));
            }
        }
        kept.sort_by_key(|kept| kept.head.part);
        if let Some(pair) = kept.windows(2).find(|pair| pair[0].head.part == pair[1].head.part) {
            return Err(Refusal::about(
                &pair[1].path,
                &format!(
                    "part {} is there twice: also in {}",
                    pair[1].head.part,
                    pair[0].path.display()
                ),
            ));
        }
        let of = first.head.part.of;
        let there = |part: &u32| kept.iter().any(|kept| kept.head.part.part == *part);
        let missing: Vec<u32> = (1..=of).filter(|part| !there(part)).collect();
        if !missing.is_empty() {
            let named: Vec<String> =
                missing.iter().take(5).map(|&part| Part { part, of }.to_string()).collect();
            let more = missing.len() - named.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let (parts, are) = if missing.len() == 1 { ("part", "is") } else { ("parts", "are") };
            return Err(Refusal(format!("{parts} {}{more} {are} missing", named.join(", "))));
        }
        Ok(Self { kept, head: Head { part: Part::WHOLE, ..first.head } })
    }

    /// The journals, in the order of their seeds.
    #[must_use]
    pub fn kept(&self) -> &[SavedPart] {
        &self.kept
    }

    /// The head of the whole run.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// Where the rows come from.
    #[must_use]
    pub const fn provenance(&self) -> &Provenance {
        &self.head.provenance
    }

    /// The columns of the rows.
    #[must_use]
    pub fn schema(&self) -> Schema {
        self.head.schema()
    }

    /// All rows, in the order of the seeds and, within a seed, of the worlds. A part that
    /// is torn, damaged or not finished is an error where it ends, and the last item.
    pub fn rows(&self) -> impl Iterator<Item = Result<Vec<Cell>, Refusal>> + '_ {
        let mut failed = false;
        self.kept.iter().flat_map(rows_of_a_whole_part).take_while(move |row| {
            let before = failed;
            failed |= row.is_err();
            !before
        })
    }
}

type AnyRows = Box<dyn Iterator<Item = Result<Vec<Cell>, Refusal>>>;

fn rows_of_a_whole_part(kept: &SavedPart) -> AnyRows {
    let mut rows = match kept.rows() {
        Ok(rows) => rows,
        Err(refusal) => return Box::new(std::iter::once(Err(refusal))),
    };
    let (path, torn, wanted) = (kept.path.clone(), kept.torn, kept.head.rows());
    let mut over = false;
    Box::new(std::iter::from_fn(move || {
        if over {
            return None;
        }
        match rows.next() {
            Some(row) => {
                over = row.is_err();
                Some(row)
            }
            None if rows.count < wanted || torn => {
                over = true;
                let what = format!(
                    "this part is not finished: {} of {wanted} rows; go on with its command and --resume",
                    rows.count
                );
                Some(Err(Refusal::about(&path, &what)))
            }
            None => None,
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::provenance::WorldProvenance;
    use crate::batch::table::State;
    use crate::files::fingerprint::Fingerprint;
    use crate::scenario::Text;

    /// A folder of one test's own.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir()
                .join(format!("hokushin-journal-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).expect("a scratch folder");
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    /// Two worlds on `runs` seeds from 10 on: a table of which every cell follows from the
    /// seed and the world.
    fn provenance(runs: u64) -> Provenance {
        let world = |name: &str| WorldProvenance {
            name: name.to_owned(),
            counterfactuals: Vec::new(),
            fingerprint: Fingerprint::of(""),
            first_state_hash: "1".repeat(16),
            answers: Vec::new(),
        };
        let worlds = ["baseline", "changed"];
        let state = |name: &str| State { id: name.to_owned(), title: Text::default() };
        let columns = vec![
            Column::whole("seed", "", ("", "")),
            Column::text("world", ("", "")).of(worlds.map(state).to_vec()),
            Column::number("oil", "", ("", "")),
        ];
        Provenance {
            program: "hokushin".to_owned(),
            inquiry: serde_json::Value::Null,
            command: "hokushin test".to_owned(),
            scenario: "none".to_owned(),
            title: Text::default(),
            files: Vec::new(),
            worlds: worlds.map(world).to_vec(),
            first_seed: 10,
            runs,
            tables: vec![Schema::new("rows", columns)],
        }
    }

    fn head(runs: u64, part: &str) -> Head {
        Head::new(provenance(runs), "rows", part.parse().expect("a part")).expect("sound")
    }

    fn rows(seed: u64) -> Vec<Vec<Cell>> {
        let row = |(place, world): (u64, &str)| {
            vec![
                Cell::Whole(seed.cast_signed()),
                world.into(),
                ((seed * 7 + place) as f64 / 3.0).into(),
            ]
        };
        [(0, "baseline"), (1, "changed")].map(row).to_vec()
    }

    fn keep(journal: &mut Journal, seeds: u64) {
        for seed in journal.missing().take(usize::try_from(seeds).expect("few")) {
            journal.keep(&rows(seed)).expect("kept");
        }
    }

    fn written(path: &Path, runs: u64, part: &str) -> SavedPart {
        let mut journal = Journal::begin(path, head(runs, part)).expect("begun");
        keep(&mut journal, u64::MAX >> 1);
        journal.close().expect("closed")
    }

    fn saved_run(kept: Vec<SavedPart>) -> Result<Vec<Vec<Cell>>, Refusal> {
        SavedRun::new(kept)?.rows().collect()
    }

    #[test]
    fn wherever_a_journal_is_torn_it_goes_on_to_the_same_bytes() {
        let folder = Folder::new("torn");
        let (straight, torn) = (folder.0.join("straight"), folder.0.join("torn"));
        let whole = written(&straight, 70, "1/1");
        let bytes = std::fs::read(&straight).expect("read");
        let after_first = bytes.iter().position(|&byte| byte == b'\n').expect("lines") + 1;
        let mut kept = Vec::new();
        for length in (after_first..=bytes.len()).rev().step_by(23) {
            std::fs::write(&torn, &bytes[..length]).expect("written");
            let journal = Journal::resume(&torn, head(70, "1/1"), &mut rows);
            let mut journal = journal.expect("gone on with");
            kept.push(journal.missing().start - 10);
            keep(&mut journal, 70);
            journal.close().expect("closed");
            assert_eq!(std::fs::read(&torn).expect("read"), bytes, "torn after {length} bytes");
        }
        kept.dedup();
        assert_eq!(kept, [70, 64, 0], "what stands above a sum is kept");
        let all: Vec<_> = (10..80).flat_map(rows).collect();
        assert_eq!(saved_run(vec![whole]), Ok(all));
    }

    #[test]
    fn wherever_a_run_is_interrupted_all_is_kept_and_it_goes_on_to_the_same_bytes() {
        let folder = Folder::new("interrupted");
        let (straight, broken) = (folder.0.join("straight"), folder.0.join("broken"));
        written(&straight, 70, "1/1");
        for done in [0, 1, 37, 63, 64, 65, 69, 70] {
            let mut journal = Journal::begin(&broken, head(70, "1/1")).expect("begun");
            keep(&mut journal, done);
            assert_eq!(journal.close().map(|kept| kept.seeds()), Ok(10..10 + done));
            let journal = Journal::resume(&broken, head(70, "1/1"), &mut rows);
            let mut journal = journal.expect("gone on with");
            assert_eq!(journal.missing(), 10 + done..80);
            keep(&mut journal, 70);
            journal.close().expect("closed");
            assert!(std::fs::read(&broken).ok() == std::fs::read(&straight).ok(), "after {done}");
            std::fs::remove_file(&broken).expect("removed");
        }
    }

    #[test]
    fn no_byte_of_a_journal_can_be_changed_without_its_being_noticed() {
        let folder = Folder::new("changed");
        let path = folder.0.join("rows.csv.partial");
        written(&path, 66, "1/1");
        let bytes = std::fs::read(&path).expect("read");
        for place in (0..bytes.len()).step_by(5) {
            let mut changed = bytes.clone();
            changed[place] = if changed[place] == b'7' { b'1' } else { b'7' };
            std::fs::write(&path, &changed).expect("written");
            let taken = SavedPart::read(&path).and_then(|kept| saved_run(vec![kept]));
            let refusal = taken.expect_err("one byte is another");
            assert!(refusal.to_string().contains("rows.csv.partial: "), "{place}: {refusal}");
        }
    }

    #[test]
    fn a_changed_digit_is_found_by_the_lines_that_stand_above_one_sum() {
        let folder = Folder::new("digit");
        let path = folder.0.join("rows.csv.partial");
        written(&path, 200, "1/1");
        let text = std::fs::read_to_string(&path).expect("read");
        let (sound, changed) = ("\n99,baseline,231\n", "\n99,baseline,237\n");
        assert!(text.contains(sound));
        std::fs::write(&path, text.replace(sound, changed)).expect("written");
        // Two rows a seed, three lines above the rows, one more under 64 seeds: seed 99 is
        // among those of the second block, 74 to 137.
        let refusal = SavedPart::read(&path).expect_err("damaged");
        assert!(refusal.to_string().contains("lines 133 to 261 are damaged"), "{refusal}");
        let refusal = Journal::resume(&path, head(200, "1/1"), &mut rows).expect_err("damaged");
        assert!(refusal.to_string().contains("delete the file to begin anew"), "{refusal}");
    }

    #[test]
    fn rows_that_are_no_history_of_their_seed_are_found_though_their_sums_are_right() {
        let folder = Folder::new("again");
        let path = folder.0.join("rows.csv.partial");
        for wrong in [10, 209] {
            let mut journal = Journal::begin(&path, head(300, "1/1")).expect("begun");
            for seed in 10..210 {
                let mut rows = rows(seed);
                if seed == wrong {
                    rows[1][2] = 0.5.into();
                }
                journal.keep(&rows).expect("kept");
            }
            journal.close().expect("closed");
            let refusal = Journal::resume(&path, head(300, "1/1"), &mut rows);
            let told = refusal.expect_err("another history").to_string();
            assert!(told.contains(&format!("seed {wrong}")) && told.contains("`oil`"), "{told}");
            std::fs::remove_file(&path).expect("removed");
        }
    }

    #[test]
    fn the_first_the_last_and_some_between_are_lived_again() {
        assert_eq!(some_of(&(5..6), 3, 9), [5]);
        assert_eq!(some_of(&(5..7), 3, 9), [5, 6]);
        for drawn in [0, 1, u64::MAX] {
            let some = some_of(&(5..1005), 3, drawn);
            assert_eq!((some.len(), some[0], some[4]), (5, 5, 1004));
            assert!(some.windows(2).all(|pair| pair[0] < pair[1]), "{some:?}");
        }
    }

    #[test]
    fn a_journal_of_an_earlier_version_is_not_taken_and_why_is_said() {
        let folder = Folder::new("old");
        let path = folder.0.join("rows.csv.partial");
        written(&path, 6, "1/1");
        let text = std::fs::read_to_string(&path).expect("read");
        for (magic, lack) in EARLIER {
            std::fs::write(&path, text.replace(MAGIC, magic)).expect("written");
            let refusal = Journal::resume(&path, head(6, "1/1"), &mut rows).expect_err("old");
            let told = refusal.to_string();
            assert!(told.contains("an earlier version") && told.contains(lack), "{told}");
        }
    }

    #[test]
    fn what_was_kept_is_not_run_again() {
        let folder = Folder::new("again");
        let path = folder.0.join("rows.csv.partial");
        let mut journal = Journal::begin(&path, head(200, "2/2")).expect("begun");
        assert_eq!(journal.missing(), 110..210);
        keep(&mut journal, 37);
        journal.close().expect("closed");
        let journal = Journal::resume(&path, head(200, "2/2"), &mut rows).expect("gone on with");
        assert_eq!(journal.missing(), 147..210);
        let second =
            Journal::resume(&path, head(200, "2/2"), &mut rows).expect_err("two write at once");
        assert!(second.to_string().contains("another run is writing"), "{second}");
    }

    #[test]
    fn a_journal_of_another_run_is_refused_and_left_as_it_is() {
        let folder = Folder::new("foreign");
        let path = folder.0.join("rows.csv.partial");
        written(&path, 6, "1/2");
        let bytes = std::fs::read(&path).expect("read");
        let mut other = provenance(6);
        other.worlds[1].first_state_hash = "2".repeat(16);
        let other = Head::new(other, "rows", Part { part: 1, of: 2 }).expect("sound");
        for (head, said) in [
            (head(7, "1/2"), "runs: `6` there, `7` here"),
            (head(6, "2/2"), "part: 1/2 there, 2/2 here"),
            (other, "rules have changed"),
        ] {
            let refusal = Journal::resume(&path, head.clone(), &mut rows).expect_err("another run");
            assert!(refusal.to_string().contains(said), "{refusal}");
            let refusal = Journal::begin(&path, head).expect_err("something is in the way");
            assert!(refusal.to_string().contains("--resume"), "{refusal}");
        }
        assert_eq!(std::fs::read(&path).expect("read"), bytes);
    }

    #[test]
    fn damage_in_the_middle_is_named_by_its_line_and_not_passed_over() {
        let folder = Folder::new("damage");
        let path = folder.0.join("rows.csv.partial");
        let kept = written(&path, 6, "1/1");
        let text = std::fs::read_to_string(&path).expect("read");
        let sound: Vec<&str> = text.split_inclusive('\n').collect();
        // The fifth row stands in the eighth line; where it is gone, the sixth may pass for
        // it, and the seventh is out of its place.
        for (damage, line) in [
            ("", 9),
            ("12,baseline,\n", 8),
            ("13,baseline,1\n", 8),
            ("12,other,28\n", 8),
            ("12,baseline,28\n9,x,1\n", 9),
            ("12,baseline\n", 8),
        ] {
            let mut lines = sound.clone();
            lines[7] = damage;
            std::fs::write(&path, lines.concat()).expect("written");
            let said = format!("line {line} is damaged");
            let error = SavedPart::read(&path).expect_err("damaged");
            assert!(error.to_string().contains(&said), "{damage:?}: {error}");
            let error = Journal::resume(&path, head(6, "1/1"), &mut rows).expect_err("damaged");
            assert!(error.to_string().contains(&said), "{damage:?}: {error}");
        }
        std::fs::write(&path, &text).expect("written");
        assert_eq!(saved_run(vec![kept]).map(|rows| rows.len()), Ok(12));
    }

    #[test]
    fn a_part_that_was_cut_short_is_not_taken_for_a_whole_one() {
        let folder = Folder::new("short");
        let paths = [folder.0.join("1"), folder.0.join("2")];
        let parts = [(&paths[0], "1/2"), (&paths[1], "2/2")];
        let kept = parts.map(|(path, part)| written(path, 135, part)).to_vec();
        let all: Vec<_> = (10..145).flat_map(rows).collect();
        assert_eq!(saved_run(kept.into_iter().rev().collect()), Ok(all));
        let bytes = std::fs::read(&paths[0]).expect("read");
        let last_line = bytes[..bytes.len() - 1].iter().rposition(|&byte| byte == b'\n');
        for length in [bytes.len() - 1, bytes.len() - 3, last_line.expect("lines") + 1] {
            std::fs::write(&paths[0], &bytes[..length]).expect("written");
            let kept = paths.iter().map(|path| SavedPart::read(path)).collect::<Result<_, _>>();
            let error = saved_run(kept.expect("their heads are sound")).expect_err("cut short");
            assert!(error.to_string().contains("128 of 134 rows"), "{error}");
            assert!(error.to_string().contains("--resume"), "{error}");
        }
    }

    #[test]
    fn parts_are_contiguous_and_leave_no_seed_out() {
        for (runs, of) in [(1, 1), (10, 3), (10_000, 10_000), (9_999_999, 7)] {
            let mut next = 5;
            for part in 1..=of {
                let seeds = Part { part, of }.seeds(5, runs);
                assert_eq!(seeds.start, next);
                let even = runs / u64::from(of);
                assert!((even..=even + 1).contains(&(seeds.end - seeds.start)));
                next = seeds.end;
            }
            assert_eq!(next, 5 + runs);
        }
    }

    #[test]
    fn rows_out_of_order_of_other_columns_or_of_too_many_lines_are_not_kept() {
        let folder = Folder::new("order");
        let mut journal = Journal::begin(&folder.0.join("j"), head(3, "1/1")).expect("begun");
        let mut other_kind = rows(10);
        other_kind[1][2] = "much".into();
        let mut two_lines = rows(10);
        two_lines[0][1] = "base\nline".into();
        for wrong in [rows(11), rows(10)[..1].to_vec(), other_kind, two_lines] {
            assert!(journal.keep(&wrong).is_err(), "{wrong:?}");
        }
    }
}
