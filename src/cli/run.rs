//! `hokushin run`.

use std::io::Write;

use clap::Args;

use super::{Failure, Subject, never_taken_up};
use crate::policy::live_week;
use crate::policy::world::World;
use crate::report::beliefs::Beliefs;
use crate::report::cabinet::Cabinets;
use crate::report::{Language, story};
use crate::scenario::Scenario;
use crate::scenario::expression::Reader;
use crate::scenario::report::suggestion;
use crate::scenario::vocabulary::{Entry, Kind, show_value};
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
}

impl Run {
    fn traced<'a>(&self, scenario: &'a Scenario) -> Result<Vec<&'a Entry>, Failure> {
        let find = |name: &String| {
            scenario.vocabulary.named(name).ok_or_else(|| {
                let known = scenario.vocabulary.iter().map(|entry| entry.name.as_str());
                let help = suggestion(name, known.collect::<Vec<_>>());
                Failure::BadInput(format!("--trace: the vocabulary has no `{name}`: {help}"))
            })
        };
        self.trace.iter().map(find).collect()
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let loaded = self.subject.load(&self.subject.with)?;
        let premise = Premise::new(loaded.scenario);
        let seats = self.subject.seats(&premise);
        let mut worldline = Worldline::new(&premise, self.seed, seats, true);
        let mut whole = worldline.whole();
        let traced = self.traced(&premise.scenario)?;
        let mut out = std::io::stdout().lock();
        if !traced.is_empty() {
            writeln!(out, "monday,{},state_hash", self.trace.join(","))?;
        }
        let (mut beliefs, mut cabinets) = (Beliefs::default(), Cabinets::default());
        for _ in 0..premise.weeks() {
            live_week(&mut whole);
            beliefs.note(&whole);
            cabinets.note(&whole);
            if !traced.is_empty() {
                let values = traced.iter().map(|entry| match &entry.kind {
                    Kind::States(_) => show_value(&entry.kind, whole.read(entry.var)),
                    // What is undefined is an empty cell.
                    _ => match whole.read(entry.var) {
                        value if value.is_finite() => value.to_string(),
                        _ => String::new(),
                    },
                });
                let monday = sim::calendar::date_of(whole.calendar.day);
                let values = values.collect::<Vec<_>>().join(",");
                writeln!(out, "{monday},{values},{:016x}", whole.state_hash())?;
            }
        }
        if !traced.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", language.of(&premise.scenario.title))?;
        for counterfactual in &loaded.counterfactuals {
            writeln!(
                out,
                "  {}: {}",
                language.pick("with", "con"),
                language.of(&counterfactual.question)
            )?;
        }
        writeln!(out, "  {} {}\n", language.pick("seed", "semilla"), self.seed)?;
        for told in story::tell(&whole, language) {
            writeln!(out, "{}", told.date)?;
            writeln!(out, "    {}", told.text)?;
            if !self.brief {
                for cause in &told.because {
                    writeln!(out, "      {} {cause}", language.pick("because:", "porque:"))?;
                }
            }
        }
        let world = World { premise: premise.clone(), seats: self.subject.seats(&premise) };
        for said in never_taken_up(&world, self.seed..self.seed + 1) {
            writeln!(out, "\n{}", language.of(&said))?;
        }
        let (title, meaning) = story::outcome(&whole, language);
        writeln!(out, "\n{}: {title}. {meaning}", language.pick("Outcome", "Desenlace"))?;
        writeln!(
            out,
            "{}: {}",
            language.pick("The pact", "El pacto"),
            story::pact(&whole, language)
        )?;
        if self.beliefs {
            writeln!(out, "\n{}", beliefs.tell(&premise.scenario, language).trim_end())?;
        }
        if self.cabinet {
            writeln!(out, "\n{}", cabinets.tell(&premise.scenario, language).trim_end())?;
        }
        writeln!(out, "state_hash {:016x}", whole.state_hash())?;
        Ok(())
    }
}
