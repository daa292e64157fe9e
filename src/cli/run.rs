//! `hokushin run`.

use std::io::Write;

use clap::Args;

use super::{Failure, Subject};
use crate::policy;
use crate::report::{Language, story};
use crate::sim::{self, Premise, Worldline};

/// Run one history and tell its story.
#[derive(Debug, Args)]
pub struct Run {
    #[command(flatten)]
    subject: Subject,
    /// The seed: the history's luck.
    #[arg(long, default_value_t = 1941)]
    seed: u64,
    /// Leave out the causes under each entry.
    #[arg(long)]
    brief: bool,
}

impl Run {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let loaded = self.subject.load(&self.subject.with)?;
        let premise = Premise::new(loaded.scenario);
        let seats = self.subject.seats(&premise);
        let mut worldline = Worldline::new(&premise, self.seed, seats, true);
        let mut whole = worldline.whole();
        for _ in 0..premise.weeks() {
            sim::open_week_directly(&mut whole);
            policy::answer_directly(&mut whole);
            sim::play_week_directly(&mut whole);
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", language.of(&premise.scenario.title))?;
        for counterfactual in &loaded.counterfactuals {
            writeln!(
                out,
                "  {}: {}",
                language.pick("with", "con"),
                language.of(&counterfactual.question)
            )?;
        }
        writeln!(
            out,
            "  {} {}\n",
            language.pick("seed", "semilla"),
            self.seed
        )?;
        for told in story::tell(&whole, language) {
            writeln!(out, "{}", told.date)?;
            writeln!(out, "    {}", told.text)?;
            if !self.brief {
                for cause in &told.because {
                    writeln!(
                        out,
                        "      {} {cause}",
                        language.pick("because:", "porque:")
                    )?;
                }
            }
        }
        let (title, meaning) = story::outcome(&whole, language);
        writeln!(
            out,
            "\n{}: {title}. {meaning}",
            language.pick("Outcome", "Desenlace")
        )?;
        writeln!(
            out,
            "{}: {}",
            language.pick("The pact", "El pacto"),
            story::pact(&whole, language)
        )?;
        writeln!(out, "state_hash {:016x}", whole.state_hash())?;
        Ok(())
    }
}
