//! A save: the recipe of a history, and its log to hold it against when it is played again.

use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::files::fingerprint::Fingerprint;
use crate::history::history::History;
use crate::history::log::{Difference, Log};
use crate::history::recipe::{Given, Recipe, refused};
use crate::scenario::located::{read_file, written_to};
use crate::scenario::report::{self, Report, Reports};
use crate::scenario::{CitedFile, FileKind};
use crate::sim::Whole;
use crate::sim::worldline::Snapshot;

/// The version of this language of saves.
pub const VERSION: u32 = 1;

/// A history that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    /// The version of the language of saves.
    pub version: u32,
    /// The program that wrote it.
    pub program: String,
    /// The files that it was made of, each with its fingerprint.
    pub files: Vec<CitedFile>,
    /// The sums of recipe and log, which tell whether they were written over by hand.
    pub sums: Sums,
    /// Which history.
    pub recipe: Recipe,
    /// What it brought.
    pub log: Log,
    /// Its state at the end of the last week: a cache, and never the truth.
    #[serde(default)]
    pub state: Option<Snapshot>,
}

/// The sums of the parts of a save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// Of the recipe.
    pub recipe: Fingerprint,
    /// Of the log.
    pub log: Fingerprint,
}

/// A history in a file: with its log, or its recipe alone.
#[derive(Clone, Debug, PartialEq)]
pub enum File {
    /// A save.
    Save(Box<Save>),
    /// A recipe.
    Recipe(Box<Recipe>),
}

impl File {
    /// Reads it.
    ///
    /// # Errors
    /// Everything that is wrong with it, located.
    pub fn read(path: &Path) -> Result<Self, Box<Reports>> {
        /// What every version of a save begins with.
        #[derive(Deserialize)]
        struct Head {
            #[serde(default)]
            version: Option<u32>,
        }
        let source = report::read(path)?;
        let head = read_file::<Head>(0, &source.text, &mut Vec::new());
        let version = match head {
            Some(head) => head.value.version,
            // What is wrong with a save is told of a save.
            None => source.text.contains("version:").then_some(VERSION),
        };
        let mut found = Vec::new();
        let read = match version {
            None => read_file::<Recipe>(0, &source.text, &mut found)
                .map(|recipe| Self::Recipe(Box::new(recipe.value))),
            Some(VERSION) => read_save(&source.text, &mut found).map(Self::Save),
            // Of a later version nothing but the version need be known.
            Some(other) => {
                let message =
                    format!("this save is of version {other}; this program reads {VERSION}");
                let help = "play it again with the program that wrote it".to_owned();
                return Err(Box::new(Reports::about(path, "H0802", message, help)));
            }
        };
        match read {
            Some(file) if found.is_empty() => Ok(file),
            _ => Err(Box::new(Reports { sources: vec![source], reports: found })),
        }
    }
}

/// Reads a save; a state that is of other rules than this program's is left out, for it is
/// a cache: the history is played again.
fn read_save(text: &str, found: &mut Vec<Report>) -> Option<Box<Save>> {
    /// A save, whatever its state is.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Stateless {
        version: u32,
        program: String,
        files: Vec<CitedFile>,
        sums: Sums,
        recipe: Recipe,
        log: Log,
        #[serde(default, rename = "state")]
        _state: Option<IgnoredAny>,
    }
    let mut wrong = Vec::new();
    if let Some(save) = read_file::<Save>(0, text, &mut wrong)
        && wrong.is_empty()
    {
        return Some(Box::new(save.value));
    }
    let mut wrong_elsewhere = Vec::new();
    let stateless = read_file::<Stateless>(0, text, &mut wrong_elsewhere);
    if let Some(save) = stateless
        && wrong_elsewhere.is_empty()
    {
        let Stateless { version, program, files, sums, recipe, log, .. } = save.value;
        return Some(Box::new(Save { version, program, files, sums, recipe, log, state: None }));
    }
    found.append(&mut wrong);
    None
}

/// What is different from when a history was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Changed {
    /// Another program wrote it.
    Program {
        /// Its name and version.
        saved: String,
    },
    /// A file says something else, or (`now` is nothing) is no part of it any more, or
    /// (`saved` is nothing) was none.
    File {
        /// Its name.
        name: String,
        /// What it is.
        kind: FileKind,
        /// The fingerprint that was saved.
        saved: Option<Fingerprint>,
        /// Its fingerprint now.
        now: Option<Fingerprint>,
    },
    /// The recipe was written over since.
    Recipe,
    /// The log was.
    Log,
}

/// What came of playing a history again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replay {
    /// How many weeks were saved.
    pub weeks: u32,
    /// What is different from when it was saved.
    pub changed: Vec<Changed>,
    /// Answers of the recipe that nobody asked for.
    pub unasked: Vec<Given>,
    /// The first week that differs.
    pub difference: Option<Difference>,
}

/// This program and its version, as files name it.
pub const PROGRAM: &str = concat!("hokushin ", env!("CARGO_PKG_VERSION"));

fn sums(recipe: &Recipe, log: &Log) -> Sums {
    // The whole of each part, written the same way every time.
    let sum = |text: String| Fingerprint::of(&text);
    Sums { recipe: sum(written_to(recipe, 1)), log: sum(written_to(log, 1)) }
}

impl Save {
    /// Saves a history as far as it was played.
    #[must_use]
    pub fn of(history: &History) -> Self {
        let (recipe, log) = (history.recipe().clone(), history.log().clone());
        Self {
            version: VERSION,
            program: PROGRAM.to_owned(),
            files: history.scenario().files.clone(),
            sums: sums(&recipe, &log),
            state: Some(history.snapshot()),
            recipe,
            log,
        }
    }

    /// The text of its file.
    #[must_use]
    pub fn ron(&self) -> String {
        written_to(self, 4)
    }

    /// The history, where it was left. Where program, files and recipe are those that it was
    /// saved with, and the state that is kept is that of its last week, it stands there at
    /// once; else it is played again.
    ///
    /// # Errors
    /// What makes it impossible to play it; when it is not the history that was saved.
    pub fn resume(&self, answer: &mut impl FnMut(&mut Whole<'_>)) -> Result<History, Box<Reports>> {
        let unchanged = self.program == PROGRAM && sums(&self.recipe, &self.log) == self.sums;
        if let Some(state) = self.state.as_ref().filter(|_| unchanged) {
            let mut history = History::open(self.recipe.clone())?;
            let stands = history.stand_in(state.clone(), self.log.clone())?;
            if stands && history.scenario().files == self.files {
                return Ok(history);
            }
        }
        let (replay, history) = self.replay(answer)?;
        match replay.difference {
            None => Ok(history),
            Some(difference) => Err(refused(
                format!(
                    "the history differs from what was saved from the week of {} on",
                    difference.week
                ),
                "`hokushin replay` says in what".to_owned(),
            )),
        }
    }

    /// Plays the history again, as far as it was saved, and says what differs.
    ///
    /// # Errors
    /// What makes it impossible to play it at all.
    pub fn replay(
        &self,
        answer: &mut impl FnMut(&mut Whole<'_>),
    ) -> Result<(Replay, History), Box<Reports>> {
        let mut changed = Vec::new();
        if self.program != PROGRAM {
            changed.push(Changed::Program { saved: self.program.clone() });
        }
        let mut history = History::open(self.recipe.clone())?;
        while !history.finished() && history.log().weeks.len() < self.log.weeks.len() {
            history.play_week(answer)?;
        }
        let now = &history.scenario().files;
        let is = |file: &CitedFile| (file.kind, file.id.clone());
        let differs = |file: &CitedFile, saved, now| Changed::File {
            name: file.id.clone(),
            kind: file.kind,
            saved,
            now,
        };
        for saved in &self.files {
            let now = now.iter().find(|file| is(file) == is(saved)).map(|file| file.fingerprint);
            if now != Some(saved.fingerprint) {
                changed.push(differs(saved, Some(saved.fingerprint), now));
            }
        }
        let added = now.iter().filter(|file| !self.files.iter().any(|saved| is(saved) == is(file)));
        changed.extend(added.map(|file| differs(file, None, Some(file.fingerprint))));
        let sums = sums(&self.recipe, &self.log);
        changed.extend((sums.recipe != self.sums.recipe).then_some(Changed::Recipe));
        changed.extend((sums.log != self.sums.log).then_some(Changed::Log));
        if let Some(week) = self.log.weeks.iter().find(|week| {
            week.moved.iter().any(|(place, _)| usize::from(*place) >= self.log.quantities.len())
        }) {
            let message =
                format!("the log of the week of {} moves a quantity without a name", week.week);
            return Err(refused(message, "the save is damaged".to_owned()));
        }
        let replay = Replay {
            weeks: self.log.weeks.len() as u32,
            changed,
            unasked: history.unasked().to_vec(),
            difference: self.log.parting(history.log()),
        };
        Ok((replay, history))
    }
}
