//! `hokushin playthrough`.

use std::io::Write;

use clap::Args;

use super::{Failure, Subject, warn};
use crate::policy::world::World;
use crate::report::playthrough;
use crate::whatif::inquiry::Worlds;

/// Write one history week by week for engineers, as tests/playthroughs/ keeps it.
#[derive(Debug, Args)]
pub struct Playthrough {
    #[command(flatten)]
    subject: Subject,
    /// The seed: the history's luck.
    #[arg(long, default_value_t = 1941)]
    seed: u64,
}

impl Playthrough {
    pub(super) fn run(self) -> Result<(), Failure> {
        let made = Worlds::open(&self.subject.subject())?.changed()?;
        warn(&made.warnings);
        let World { premise, seats } = made.world;
        let text = playthrough::write(&premise, self.seed, &seats);
        std::io::stdout().lock().write_all(text.as_bytes())?;
        Ok(())
    }
}
