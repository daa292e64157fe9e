//! `hokushin run`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::output::place_of;
use super::{Failure, Subject, never_taken_up, warn};
use crate::files::Existing;
use crate::files::place::Place;
use crate::history::save::Save;
use crate::history::{History, Recipe};
use crate::policy::{self, world::World};
use crate::report::Language;
use crate::report::history::{Telling, trace_head, trace_row};
use crate::scenario::Scenario;
use crate::scenario::library::{Loaded, Selection};
use crate::scenario::report::suggestion;
use crate::scenario::vocabulary::Entry;
use crate::sim::{self, Premise};

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
    /// After the story, print by quarter what each side believed, beside the truth.
    #[arg(long)]
    beliefs: bool,
    /// After the story, print who held which office, and by quarter what the factions
    /// weighed.
    #[arg(long)]
    cabinet: bool,
    /// Instead of the story, print quantities week by week as CSV (such as
    /// `eastern_front.center.position`); can be given more than once.
    #[arg(long, value_name = "QUANTITY")]
    trace: Vec<String>,
    /// Keep the history in this file: its recipe, and what each week brought. `hokushin
    /// replay` plays it again.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Replace the file that an earlier run saved.
    #[arg(long, requires = "save")]
    force: bool,
}

impl Run {
    fn traced(&self, scenario: &Scenario) -> Result<Vec<Entry>, Failure> {
        let find = |name: &String| {
            scenario.vocabulary.named(name).cloned().ok_or_else(|| {
                let known = scenario.vocabulary.iter().map(|entry| entry.name.as_str());
                let help = suggestion(name, known.collect::<Vec<_>>());
                Failure::BadInput(format!("--trace: the vocabulary has no `{name}`: {help}"))
            })
        };
        self.trace.iter().map(find).collect()
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let existing = Existing::by(self.force, false);
        let place = |path: &PathBuf| place_of("--save", path, existing);
        let place: Option<Place> = self.save.as_ref().map(place).transpose()?;
        let subject = self.subject.clone().subject();
        let Loaded { scenario, counterfactuals, warnings, .. } =
            subject.open()?.compile(&sim::engine(), Selection::ALL)?;
        warn(&warnings);
        let seats = subject.seating.seats(&scenario);
        let world = World { premise: Premise::new(scenario), seats };
        let recipe = Recipe::of(subject, self.seed);
        let mut history = History::of_premise(recipe, &world.premise)?;
        let traced = self.traced(history.scenario())?;
        let mut out = std::io::stdout().lock();
        if !traced.is_empty() {
            writeln!(out, "{}", trace_head(&traced))?;
        }
        let mut telling = Telling {
            brief: self.brief,
            beliefs: self.beliefs.then(Default::default),
            cabinets: self.cabinet.then(Default::default),
        };
        while !history.finished() {
            history.play_week(&mut policy::answer)?;
            let whole = history.whole();
            telling.look(&whole);
            if !traced.is_empty() {
                writeln!(out, "{}", trace_row(&traced, &whole))?;
            }
        }
        if let Some(place) = place {
            let text = Save::of(&history).ron();
            place.write(text.as_bytes()).map_err(|error| Failure::Unwritten(error.to_string()))?;
        }
        if traced.is_empty() {
            let never = never_taken_up(&world, self.seed..self.seed + 1);
            let text = telling.tell(&history.whole(), &counterfactuals, &never, language);
            out.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}
