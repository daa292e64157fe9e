//! The library: where scenarios and counterfactuals are found, and how one is loaded.
//!
//! A name without path or `.ron` is looked for in `scenarios/` and
//! `scenarios/counterfactuals/` of the folder named by `HOKUSHIN_SCENARIOS`, of the
//! current folder and those above it, and of those above the program itself.

//!
//! `shelf` finds files, `opened` reads a scenario with all that belongs to it once and
//! compiles any part of it, `ground` lays what a scenario stands on.

mod ground;
mod opened;
mod shelf;

use std::path::{Path, PathBuf};

use crate::scenario::compile::Engine;
use crate::scenario::compiled::{Scenario, Text};
use crate::scenario::language::{File, ScenarioFile};
use crate::scenario::library::opened::parse;
use crate::scenario::library::shelf::{Place, files, stem};
use crate::scenario::located::Located;
use crate::scenario::report::{Report, Reports, Severity, Source, read};
use crate::scenario::texts::plain;

pub use opened::{Opened, Selection, open};
pub use shelf::{Written, find, holds, shelved};

/// A scenario or a counterfactual of the library.
#[derive(Clone, Debug)]
pub struct Listing {
    /// File stem: the name that commands take.
    pub id: String,
    /// The scenario that a counterfactual changes; `None` for a scenario.
    pub changes: Option<String>,
    /// Title.
    pub title: Text,
    /// A counterfactual's question, a scenario's summary.
    pub question: Text,
    /// Why a counterfactual is worth thinking about; empty for a scenario.
    pub defence: Text,
    /// Where it is.
    pub path: PathBuf,
}

/// A file of the library that cannot be read.
#[derive(Clone, Debug)]
pub struct Broken {
    /// File stem: the name that commands take, `check` among them.
    pub id: String,
    /// Where it is.
    pub path: PathBuf,
    /// How many errors there are.
    pub errors: usize,
    /// The first of them.
    pub first: String,
}

/// What the library holds.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// What can be read, scenarios first, each kind by name.
    pub listings: Vec<Listing>,
    /// What cannot.
    pub broken: Vec<Broken>,
}

/// A scenario ready to run.
#[derive(Debug)]
pub struct Loaded {
    /// The scenario, with its counterfactuals compiled in.
    pub scenario: Scenario,
    /// The counterfactuals.
    pub counterfactuals: Vec<Listing>,
    /// How many pieces they are made of, kept or not. Of those that are kept,
    /// [`Scenario::deeds`] says what they do, in the same order.
    pub pieces: usize,
    /// Warnings.
    pub warnings: Reports,
}

/// Is this a file of fitted parameters?
#[must_use]
pub fn is_fitted(path: &Path) -> bool {
    let source = read(path).ok();
    let file = source.and_then(|source| parse(0, &source, &mut Vec::new()));
    file.is_some_and(|file| matches!(file.value, File::Fitted(_)))
}

/// Loads a scenario with counterfactuals, by name or path.
///
/// # Errors
/// Everything that is wrong with any of the files, located.
pub fn load(engine: &Engine, scenario: &str, with: &[String]) -> Result<Loaded, Box<Reports>> {
    open(scenario, with, &[])?.compile(engine, Selection::ALL)
}

/// Loads a scenario with counterfactuals whose files are known.
fn load_files(engine: &Engine, scenario: &Path, with: &[PathBuf]) -> Result<Loaded, Box<Reports>> {
    let with = with.iter().cloned().map(Place::Disk).collect();
    Opened::read(Place::Disk(scenario.to_owned()), with, &[])?.compile(engine, Selection::ALL)
}

/// Checks a file of either kind, a counterfactual together with its scenario. Gives
/// warnings when it is sound.
///
/// # Errors
/// Everything that is wrong, located.
pub fn check(engine: &Engine, name: &str) -> Result<Reports, Box<Reports>> {
    let path = find(name)?;
    let source = read(&path)?;
    let mut reports = Vec::new();
    let file = parse(0, &source, &mut reports);
    let with = match file.map(|file| file.value) {
        None => {
            return Err(Box::new(Reports { sources: vec![source], reports }));
        }
        Some(File::Fitted(content)) => {
            return check_fitted(engine, &path, source, &content.scenario);
        }
        Some(File::Scenario(_)) => Vec::new(),
        Some(File::Counterfactual(content)) => {
            // Its scenario may stand beside it, or in the library.
            let beside = path
                .parent()
                .into_iter()
                .flat_map(Path::ancestors)
                .take(2)
                .map(|folder| folder.join(format!("{}.ron", content.scenario.value)))
                .find(|beside| beside.is_file());
            let found = match beside {
                Some(beside) => Ok(beside),
                None => find(&content.scenario),
            };
            match found {
                Ok(path) => vec![path],
                Err(unknown) => {
                    let mut reports = unknown.reports;
                    reports.iter_mut().for_each(|report| report.at = Some(content.scenario.at));
                    return Err(Box::new(Reports { sources: vec![source], reports }));
                }
            }
        }
    };
    match with.first() {
        None => load_files(engine, &path, &[]),
        Some(scenario) => load_files(engine, scenario, &[path]),
    }
    .map(|loaded| loaded.warnings)
}

/// Checks a file of fitted parameters as its scenario reads it.
fn check_fitted(
    engine: &Engine,
    path: &Path,
    source: Source,
    wanted: &Located<String>,
) -> Result<Reports, Box<Reports>> {
    let beside = path
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(format!("{}.ron", wanted.value)))
        .find(|beside| beside.is_file() && beside != path);
    let refuse = |message: String| {
        let report = Report {
            code: "H0506",
            severity: Severity::Error,
            message,
            at: Some(wanted.at),
            help: "name the scenario whose field `fitted` names this file".to_owned(),
        };
        Box::new(Reports { sources: vec![source.clone()], reports: vec![report] })
    };
    let found = match beside {
        Some(beside) => beside,
        None => find(&wanted.value)
            .map_err(|_| refuse(format!("there is no scenario `{}`", wanted.value)))?,
    };
    let scenario = read(&found)?;
    let parsed = parse(0, &scenario, &mut Vec::new()).map(|file| file.value);
    let Some(File::Scenario(content)) = parsed else {
        return Err(refuse(format!("`{}` is not a scenario", wanted.value)));
    };
    let named = content.fitted.as_ref().map(|name| found.with_file_name(&name.value));
    let same = |other: &PathBuf| other.canonicalize().ok() == path.canonicalize().ok();
    if !named.as_ref().is_some_and(same) {
        return Err(refuse(format!("`{}` does not name this file", wanted.value)));
    }
    load_files(engine, &found, &[]).map(|loaded| loaded.warnings)
}

/// All scenarios and counterfactuals of the library, and the files that cannot be read.
///
/// # Errors
/// A report when there is no library, or its folder cannot be looked into.
pub fn list() -> Result<Library, Box<Reports>> {
    let mut library = Library::default();
    for path in files()? {
        let mut found = Vec::new();
        let file = match read(&path) {
            Ok(source) => parse(0, &source, &mut found).map(|file| file.value),
            Err(reports) => {
                found = reports.reports;
                None
            }
        };
        if let Some(first) = found.first() {
            library.broken.push(Broken {
                id: stem(&path),
                errors: found.len(),
                first: plain(&first.message),
                path,
            });
            continue;
        }
        library.listings.extend(match file {
            Some(File::Scenario(file)) => Some(of_scenario(&path, *file)),
            Some(File::Counterfactual(file)) => Some(Listing {
                id: stem(&path),
                changes: Some(file.scenario.value),
                title: file.title,
                question: file.question,
                defence: file.defence,
                path,
            }),
            // Nobody runs these: the scenario that names them does.
            Some(File::Fitted(_)) | None => None,
        });
    }
    Ok(library)
}

fn of_scenario(path: &Path, file: ScenarioFile) -> Listing {
    Listing {
        id: stem(path),
        changes: None,
        title: file.title,
        question: file.summary,
        defence: Text::default(),
        path: path.to_owned(),
    }
}
