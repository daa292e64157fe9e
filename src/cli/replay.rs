//! `hokushin replay`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::output::place_of;
use super::{Failure, Format, warn};
use crate::files::Existing;
use crate::history::History;
use crate::history::save::{File, Save};
use crate::policy;
use crate::report::history::Telling;
use crate::report::{Language, replay};

/// Play a saved history again, and say where it differs from what was saved.
///
/// Exit code 0 when every week is the same, 1 when one differs. A recipe without a log (such
/// as `hokushin recipe` writes) is played and told.
#[derive(Debug, Args)]
pub struct Replay {
    /// What `run --save` wrote, or a recipe.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Tell the story too.
    #[arg(long)]
    story: bool,
    /// Save what is played now to this file.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Replace the file that an earlier run saved.
    #[arg(long, requires = "save")]
    force: bool,
    /// Text, or JSON with the keys `same`, `weeks`, `changed`, `unasked`, `difference`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Replay {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let file = File::read(&self.file)?;
        let existing = Existing::by(self.force, false);
        let place =
            self.save.as_ref().map(|path| place_of("--save", path, existing)).transpose()?;
        let (found, mut history) = match file {
            File::Save(save) => {
                let (found, history) = save.replay(&mut policy::answer)?;
                (Some(found), history)
            }
            File::Recipe(recipe) => {
                let mut history = History::open(*recipe)?;
                history.play(&mut policy::answer)?;
                (None, history)
            }
        };
        warn(history.warnings());
        if let Some(place) = place {
            let text = Save::of(&history).ron();
            place.write(text.as_bytes()).map_err(|error| Failure::Unwritten(error.to_string()))?;
        }
        let mut out = std::io::stdout().lock();
        if self.story || found.is_none() {
            let text = Telling::default().tell(&history.whole(), &[], &[], language);
            writeln!(out, "{text}")?;
        }
        let Some(found) = found else { return Ok(()) };
        match self.format {
            Format::Text => write!(out, "{}", replay::tell(&found, history.scenario(), language))?,
            Format::Json => writeln!(out, "{:#}", replay::json(&found))?,
        }
        match found.difference {
            None => Ok(()),
            Some(difference) => Err(Failure::Failed(format!(
                "{}: it differs from what was saved from the week of {} on",
                self.file.display(),
                difference.week
            ))),
        }
    }
}
