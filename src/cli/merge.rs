//! `hokushin merge`.

use std::path::PathBuf;

use clap::Args;

use super::batch::{Counted, folder_of, known_ending, print, write_rows};
use super::output::Output;
use super::{Command, Failure, Format};
use crate::batch::journal::{Gathered, Kept};
use crate::batch::seeds;
use crate::report::Language;

/// Put the parts of a run together, which `--shard K/N` has written: the file is byte for
/// byte what one run would have written.
#[derive(Debug, Args)]
pub struct Merge {
    /// The parts, in any order.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Of batch: write all rows to this file (.csv, .json or .parquet), and where they come
    /// from beside it. Of compare: write the report to this folder, which must be new.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Text, or JSON with the keys `outcomes`, `measures`, `runs`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Merge {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let out = self.out.canonicalize().ok();
        for file in &self.files {
            if out.is_some() && file.canonicalize().ok() == out {
                let file = file.display();
                return Err(Failure::BadInput(format!(
                    "{file}: this is one of the parts; give --out another name"
                )));
            }
        }
        let kept: Vec<Kept> =
            self.files.iter().map(|file| Kept::read(file)).collect::<Result<_, _>>()?;
        apart(&self.files, &kept)?;
        let gathered = Gathered::new(kept)?;
        let provenance = gathered.provenance();
        match provenance.subcommand() {
            "batch" => {
                known_ending(&self.out, false)?;
                folder_of(Some(&self.out))?;
                let tally = write_rows(&self.out, &gathered)?;
                let counted = Counted {
                    title: &provenance.title,
                    schema: &gathered.schema(),
                    tally: &tally,
                    never: &[],
                    first: provenance.first_seed,
                    speed: None,
                };
                print(&counted, self.format, language)
            }
            "compare" => {
                let Some(Command::Compare(compare)) = super::read_back(&provenance.command) else {
                    return Err(Failure::BadInput(format!(
                        "these parts were made with a command that this program does not know: {}",
                        provenance.command
                    )));
                };
                compare.merge(&gathered, Output::into_folder(self.format, self.out), language)
            }
            other => Err(Failure::BadInput(format!(
                "these are parts of `hokushin {other}`; merge knows those of batch and compare"
            ))),
        }
    }
}

/// Runs from neighbouring seeds are no repeats of one another: said before that they are not
/// parts of one run.
fn apart(files: &[PathBuf], kept: &[Kept]) -> Result<(), Failure> {
    let seeds = |kept: &Kept| {
        let provenance = &kept.head().provenance;
        provenance.first_seed..provenance.first_seed + provenance.runs
    };
    let Some((first, others)) = kept.split_first() else { return Ok(()) };
    for (file, other) in files.iter().skip(1).zip(others) {
        let (one, two) = (seeds(first), seeds(other));
        let shared = seeds::shared(&one, &two);
        if one.start != two.start && shared > 0 {
            return Err(Failure::BadInput(format!(
                "{} and {}: these are two runs, which share {shared} of their histories (seeds {} to {} and {} to {}), and no parts of one; for independent repeats use --replication",
                files[0].display(),
                file.display(),
                one.start,
                one.end - 1,
                two.start,
                two.end - 1
            )));
        }
    }
    Ok(())
}
