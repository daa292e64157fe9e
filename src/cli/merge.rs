//! `hokushin merge`.

use std::path::PathBuf;

use clap::Args;

use super::batch::{RowsPlace, live_again, print};
use super::output::Output;
use super::{Failure, Format};
use crate::batch::journal::{Gathered, Kept};
use crate::batch::seeds;
use crate::files::Existing;
use crate::report::Language;
use crate::report::batch::Counted;
use crate::whatif::inquiry::Inquiry;

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
    /// Replace what an earlier run wrote there: a file, or a folder that holds a report and
    /// nothing else.
    #[arg(long)]
    force: bool,
    /// Text, or JSON with the keys `outcomes`, `measures`, `runs`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Merge {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let kept: Vec<Kept> =
            self.files.iter().map(|file| Kept::read(file)).collect::<Result<_, _>>()?;
        apart(&self.files, &kept)?;
        let gathered = Gathered::new(kept)?;
        let provenance = gathered.provenance();
        match Inquiry::of_rows(&provenance.inquiry) {
            Some(Inquiry::Batch(batch)) => {
                let place = RowsPlace::of(&self.out, Existing::by(self.force, false))?;
                live_again(&batch, &gathered)?;
                let (tally, written) = place.write(&gathered)?;
                let counted = Counted {
                    title: &provenance.title,
                    schema: &gathered.schema(),
                    tally: &tally,
                    never: &[],
                    first: provenance.first_seed,
                    speed: None,
                };
                let printed = print(&counted, self.format, language);
                written.map_err(|error| Failure::Unwritten(error.to_string()))?;
                printed
            }
            Some(Inquiry::Compare(compare)) => {
                let output = Output::into_folder(self.format, self.out, self.force);
                super::compare::merge(&compare, &gathered, output, language)
            }
            Some(_) => Err(Failure::BadInput(format!(
                "these are parts of `{}`; merge knows those of batch and compare",
                provenance.command
            ))),
            None => Err(Failure::BadInput(format!(
                "these parts were made with a specification that this program does not know: {}",
                provenance.command
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
