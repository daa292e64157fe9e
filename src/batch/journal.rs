//! Rows that outlive an interruption, and the parts of a divided run.
//!
//! A journal is a CSV file with one line above its head: where the rows come from, and
//! which part of the seeds they are. Rows stand in it in the order of their seeds, so that
//! a journal is always a prefix of what the whole run would give, and to go on is to run
//! the seeds that are missing. While a run lasts, its journal stands beside the file that
//! is wanted (`rows.csv.partial`); a part of a divided run (`--shard K/N`) *is* a journal,
//! and merging is reading journals one after the other. So straight, resumed and merged
//! runs end in the same way, and write the same bytes.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::batch::files;
use crate::batch::provenance::Provenance;
use crate::batch::table::{Cell, Kind, Schema};

/// How the first line begins.
const MAGIC: &str = "# hokushin rows 1 ";
/// The longest first line that is read, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024;
/// Most parts of a divided run.
pub const MOST_PARTS: u32 = 10_000;

/// Why rows cannot be kept or taken: said for people, the file named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// The file system would not.
    #[must_use]
    pub fn place(path: &Path, error: &io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }

    fn about(path: &Path, what: &str) -> Self {
        Self(format!("{}: {what}", path.display()))
    }
}

/// A part of a divided run: the `part`-th of `of`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Part {
    /// Which.
    pub part: u32,
    /// Of how many.
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
    /// How many rows a seed has: one a world.
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
        if !seed.is_some_and(|column| column.name == "seed" && column.kind == Kind::Whole) {
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

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    head: Head,
    schema: Schema,
    csv: csv::Writer<BufWriter<File>>,
    /// The seed whose rows are wanted next.
    next: u64,
}

impl Journal {
    /// Begins a journal. One that is there already is not touched.
    ///
    /// # Errors
    /// When there is one already, or what the file system says.
    pub fn begin(path: &Path, head: Head) -> Result<Self, Refusal> {
        let file = match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Refusal::about(
                    path,
                    "the histories of an interrupted run are kept here: go on with --resume, or delete the file to begin anew",
                ));
            }
            Err(error) => return Err(Refusal::place(path, &error)),
        };
        let line = serde_json::to_string(&head).unwrap_or_default();
        let written = lock(path, &file).and_then(|()| {
            let mut csv = csv::Writer::from_writer(Vec::new());
            let schema = head.schema();
            csv.write_record(schema.head())
                .map_err(io::Error::from)
                .and_then(|()| csv.into_inner().map_err(csv::IntoInnerError::into_error))
                .and_then(|names| {
                    let mut top = format!("{MAGIC}{line}\n").into_bytes();
                    top.extend(names);
                    (&file).write_all(&top)
                })
                .map_err(|error| Refusal::place(path, &error))
        });
        if let Err(refusal) = written {
            let _ = std::fs::remove_file(path);
            return Err(refusal);
        }
        let next = head.seeds().start;
        Ok(Self::on(path, head, file, next))
    }

    /// Goes on with a journal of the same provenance: a torn last line and an unfinished
    /// seed are dropped.
    ///
    /// # Errors
    /// When there is none, it is another run's or damaged, or what the file system says.
    pub fn resume(path: &Path, head: Head) -> Result<Self, Refusal> {
        let place = |error: io::Error| Refusal::place(path, &error);
        if !path.exists() {
            return Err(Refusal::about(
                path,
                "there is no interrupted run to go on with: leave out --resume",
            ));
        }
        let kept = Kept::read(path)?;
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
        let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(place)?;
        lock(path, &file)?;
        let mut rows = kept.rows()?;
        let mut seeds = 0;
        let mut end = rows.position();
        while let Some(row) = rows.next() {
            row?;
            if rows.count.is_multiple_of(head.rows_a_seed) {
                seeds = rows.count / head.rows_a_seed;
                end = rows.position();
            }
        }
        file.set_len(end).map_err(place)?;
        file.seek(SeekFrom::End(0)).map_err(place)?;
        let next = head.seeds().start + seeds;
        Ok(Self::on(path, head, file, next))
    }

    fn on(path: &Path, head: Head, file: File, next: u64) -> Self {
        let csv = csv::WriterBuilder::new().has_headers(false).from_writer(BufWriter::new(file));
        Self { path: path.to_owned(), schema: head.schema(), head, csv, next }
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
            self.csv.write_record(row.iter().map(Cell::written))?;
        }
        self.next += 1;
        if self.next.is_multiple_of(64) { self.csv.flush() } else { Ok(()) }
    }

    /// Ends the writing, whole or not, and gives what is kept.
    ///
    /// # Errors
    /// What the file system says.
    pub fn close(mut self) -> Result<Kept, Refusal> {
        let flushed = self.csv.flush().and_then(|()| files::safe(self.csv.get_ref().get_ref()));
        flushed.map_err(|error| Refusal::place(&self.path, &error))?;
        Kept::read(&self.path)
    }
}

/// Two runs must not write into one journal. Where files cannot be locked nobody looks.
fn lock(path: &Path, file: &File) -> Result<(), Refusal> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            Err(Refusal::about(path, "another run is writing here at this moment"))
        }
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// A journal that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    path: PathBuf,
    head: Head,
    /// Where its first line ends and its last whole line ends, in bytes.
    lines: Range<u64>,
    /// Does it end in a whole line?
    torn: bool,
}

impl Kept {
    /// Reads the head of a journal.
    ///
    /// # Errors
    /// When it is none, or what the file system says.
    pub fn read(path: &Path) -> Result<Self, Refusal> {
        let place = |error: io::Error| Refusal::place(path, &error);
        if !std::fs::metadata(path).map_err(place)?.is_file() {
            return Err(Refusal::about(path, "this is not a file"));
        }
        let mut file = File::open(path).map_err(place)?;
        let mut first = Vec::new();
        BufReader::new(&file).take(LONGEST).read_until(b'\n', &mut first).map_err(place)?;
        let alien = "this is no part of a run and no interrupted run: --shard K/N and Ctrl-C leave such files";
        let start = first.len() as u64;
        let line = String::from_utf8(first).map_err(|_| Refusal::about(path, alien))?;
        let Some(json) = line.strip_prefix(MAGIC).filter(|_| line.ends_with('\n')) else {
            return Err(Refusal::about(path, alien));
        };
        let head: Head = serde_json::from_str(json)
            .map_err(|error| Refusal::about(path, &format!("its first line: {error}")))?;
        head.check().map_err(|what| Refusal::about(path, &what))?;
        let length = file.metadata().map_err(place)?.len();
        let end = last_line(&mut file, start, length).map_err(place)?;
        Ok(Self { path: path.to_owned(), head, lines: start..end, torn: end < length })
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

    /// Its rows so far, in order.
    ///
    /// # Errors
    /// Another head than the columns', or what the file system says; a damaged line is the
    /// last that is given.
    pub fn rows(&self) -> Result<Rows, Refusal> {
        let place = |error: io::Error| Refusal::place(&self.path, &error);
        let mut file = File::open(&self.path).map_err(place)?;
        file.seek(SeekFrom::Start(self.lines.start)).map_err(place)?;
        let mut csv = csv::Reader::from_reader(file.take(self.lines.end - self.lines.start));
        let schema = self.head.schema();
        let names = csv.headers().map_err(|error| place(error.into()))?;
        if !names.iter().eq(schema.head()) {
            return Err(Refusal::about(&self.path, "its columns are not those it says it has"));
        }
        let seeds = self.head.seeds();
        Ok(Rows { kept: self.clone(), schema, csv, seeds, count: 0, over: false })
    }
}

/// Where the last whole line ends: after the last line feed between two places.
fn last_line(file: &mut File, start: u64, length: u64) -> io::Result<u64> {
    const BLOCK: u64 = 64 * 1024;
    let mut end = length;
    while end > start {
        let from = end.saturating_sub(BLOCK).max(start);
        let mut block = vec![0; usize::try_from(end - from).unwrap_or(0)];
        file.seek(SeekFrom::Start(from))?;
        file.read_exact(&mut block)?;
        if let Some(place) = block.iter().rposition(|&byte| byte == b'\n') {
            return Ok(from + place as u64 + 1);
        }
        end = from;
    }
    Ok(start)
}

/// The rows of a journal.
pub struct Rows {
    kept: Kept,
    schema: Schema,
    csv: csv::Reader<io::Take<File>>,
    seeds: Range<u64>,
    count: u64,
    over: bool,
}

impl Rows {
    /// Where in the file the next row begins.
    fn position(&self) -> u64 {
        self.kept.lines.start + self.csv.position().byte()
    }

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

/// All seeds of a run, from one journal or from its parts.
#[derive(Clone, Debug)]
pub struct Gathered {
    kept: Vec<Kept>,
    head: Head,
}

impl Gathered {
    /// Puts the parts of one run in order.
    ///
    /// # Errors
    /// Parts of different runs; a part that is missing or there twice.
    pub fn new(mut kept: Vec<Kept>) -> Result<Self, Refusal> {
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

fn rows_of_a_whole_part(kept: &Kept) -> AnyRows {
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
    use crate::batch::provenance::World;
    use crate::batch::table::{self, Column, State};
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
        let world = |name: &str| World {
            name: name.to_owned(),
            counterfactuals: Vec::new(),
            fingerprint: "0".repeat(16),
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
            command: "hokushin test".to_owned(),
            scenario: "none".to_owned(),
            title: Text::default(),
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

    fn written(path: &Path, runs: u64, part: &str) -> Kept {
        let mut journal = Journal::begin(path, head(runs, part)).expect("begun");
        keep(&mut journal, u64::MAX >> 1);
        journal.close().expect("closed")
    }

    fn gathered(kept: Vec<Kept>) -> Result<Vec<Vec<Cell>>, Refusal> {
        Gathered::new(kept)?.rows().collect()
    }

    #[test]
    fn wherever_a_journal_is_torn_it_goes_on_to_the_same_bytes() {
        let folder = Folder::new("torn");
        let (straight, torn) = (folder.0.join("straight"), folder.0.join("torn"));
        let whole = written(&straight, 5, "1/1");
        let bytes = std::fs::read(&straight).expect("read");
        let names = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1);
        let after_names = names.expect("two lines at the head").0 + 1;
        for length in after_names..=bytes.len() {
            std::fs::write(&torn, &bytes[..length]).expect("written");
            let mut journal = Journal::resume(&torn, head(5, "1/1")).expect("gone on with");
            assert_eq!(journal.missing().end, 15);
            keep(&mut journal, 5);
            journal.close().expect("closed");
            assert_eq!(std::fs::read(&torn).expect("read"), bytes, "torn after {length} bytes");
        }
        let all: Vec<_> = (10..15).flat_map(rows).collect();
        assert_eq!(gathered(vec![whole]), Ok(all));
    }

    #[test]
    fn what_was_kept_is_not_run_again() {
        let folder = Folder::new("again");
        let path = folder.0.join("rows.csv.partial");
        let mut journal = Journal::begin(&path, head(200, "2/2")).expect("begun");
        assert_eq!(journal.missing(), 110..210);
        keep(&mut journal, 37);
        journal.close().expect("closed");
        let journal = Journal::resume(&path, head(200, "2/2")).expect("gone on with");
        assert_eq!(journal.missing(), 147..210);
        let second = Journal::resume(&path, head(200, "2/2")).expect_err("two write at once");
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
            let refusal = Journal::resume(&path, head.clone()).expect_err("another run");
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
        // The fifth row stands in the seventh line; where it is gone, the sixth may pass for
        // it, and the seventh is out of its place.
        for (damage, line) in [
            ("", 8),
            ("12,baseline,\n", 7),
            ("13,baseline,1\n", 7),
            ("12,baseline,28\n9,x,1\n", 8),
            ("12,baseline\n", 7),
        ] {
            let mut lines = sound.clone();
            lines[6] = damage;
            std::fs::write(&path, lines.concat()).expect("written");
            let said = format!("line {line} is damaged");
            let kept = Kept::read(&path).expect("its head is sound");
            let error = gathered(vec![kept]).expect_err("damaged");
            assert!(error.to_string().contains(&said), "{damage:?}: {error}");
            let error = Journal::resume(&path, head(6, "1/1")).expect_err("damaged");
            assert!(error.to_string().contains(&said), "{damage:?}: {error}");
        }
        std::fs::write(&path, &text).expect("written");
        assert_eq!(gathered(vec![kept]).map(|rows| rows.len()), Ok(12));
    }

    #[test]
    fn a_part_that_was_cut_short_is_not_taken_for_a_whole_one() {
        let folder = Folder::new("short");
        let paths = [folder.0.join("1"), folder.0.join("2")];
        let parts = [(&paths[0], "1/2"), (&paths[1], "2/2")];
        let kept = parts.map(|(path, part)| written(path, 9, part)).to_vec();
        let all: Vec<_> = (10..19).flat_map(rows).collect();
        assert_eq!(gathered(kept.into_iter().rev().collect()), Ok(all));
        let bytes = std::fs::read(&paths[0]).expect("read");
        let last_line = bytes[..bytes.len() - 1].iter().rposition(|&byte| byte == b'\n');
        for length in [bytes.len() - 1, bytes.len() - 3, last_line.expect("lines") + 1] {
            std::fs::write(&paths[0], &bytes[..length]).expect("written");
            let kept = paths.iter().map(|path| Kept::read(path)).collect::<Result<_, _>>();
            let error = gathered(kept.expect("their heads are sound")).expect_err("cut short");
            assert!(error.to_string().contains("7 of 8 rows"), "{error}");
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

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_leaves_nothing_under_the_final_name() {
        let folder = Folder::new("full");
        let kept = written(&folder.0.join("rows.partial"), 3000, "1/1");
        for ending in ["csv", "json", "parquet"] {
            let file = folder.0.join(format!("rows.{ending}"));
            let new = files::with_more(&file, ".new");
            std::os::unix::fs::symlink("/dev/full", &new).expect("linked");
            let all = Gathered::new(vec![kept.clone()]).expect("whole");
            let rows = all.rows().map(|row| row.map_err(|refusal| io::Error::other(refusal.0)));
            let error = table::write(&file, &all.schema(), Some(all.provenance()), rows);
            assert!(error.expect_err("full").to_string().contains("No space left"));
            assert!(!file.exists() && !new.exists(), "{ending}");
        }
    }
}
