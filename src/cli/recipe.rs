//! `hokushin recipe`.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::Failure;
use crate::files::{Refusal, reading, with_more};
use crate::report::folder::INQUIRY;
use crate::scenario::located::written;
use crate::whatif::inquiry::Inquiry;

/// Print the recipe of a history that a report, a file of rows or a specification speaks of;
/// `hokushin replay` plays it.
#[derive(Debug, Args)]
pub struct Recipe {
    /// The folder of a report, a file of rows with its FILE.provenance.json, or a
    /// specification.
    #[arg(value_name = "FROM")]
    from: PathBuf,
    /// The seed of the history [default: the first].
    #[arg(long)]
    seed: Option<u64>,
    /// Its world, as the rows name it: `baseline`, or a change [default: the changed one].
    #[arg(long, value_name = "WORLD")]
    world: Option<String>,
}

/// The largest provenance that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

impl Recipe {
    pub(super) fn run(self) -> Result<(), Failure> {
        let inquiry = inquiry_of(&self.from)?;
        let recipe = inquiry.recipe(self.world.as_deref(), self.seed)?;
        Ok(write!(std::io::stdout(), "{}", written(&recipe))?)
    }
}

/// The specification that was asked there.
fn inquiry_of(from: &Path) -> Result<Inquiry, Failure> {
    if from.is_dir() {
        return Ok(Inquiry::read(&from.join(INQUIRY))?);
    }
    if from.extension().is_some_and(|end| end == "ron") {
        return Ok(Inquiry::read(from)?);
    }
    // Whatever cannot be read at all is told of itself, not of what should stand beside it.
    reading::look(from).map_err(|error| Refusal::about(from, &error.to_string()))?;
    let beside = if from.extension().is_some_and(|end| end == "json")
        && from.to_string_lossy().ends_with("provenance.json")
    {
        from.to_owned()
    } else {
        with_more(from, ".provenance.json")
    };
    let refuse = |what: &str| Failure::from(Refusal::about(&beside, what));
    let file = reading::look(&beside).map_err(|error| refuse(&error.to_string()))?;
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text).map_err(|error| refuse(&error.to_string()))?;
    let provenance: Value =
        serde_json::from_str(&text).map_err(|error| refuse(&error.to_string()))?;
    Inquiry::of_rows(&provenance["inquiry"])
        .ok_or_else(|| refuse("it carries no specification that this program knows"))
}
