//! The library: where scenarios and counterfactuals are found, and how one is loaded.
//!
//! A library is a folder as `scenarios/` of the project is one: scenarios, and beside them
//! `counterfactuals/`, `fitted/` and `record/`. One is built into the program, so that the
//! program alone works anywhere. A folder on the disk lies over it file by file: what the
//! folder has is read there, and for every name that it lacks the built-in file serves,
//! whether a command names it, a scenario (`like`, `fitted`) or a score (`record/…`). That
//! folder is the one named by `HOKUSHIN_SCENARIOS`, which must be one then; else the nearest
//! `scenarios/` in the current folder or above it; else in the folder of the program or
//! above it.
//!
//! A built-in file is told by a path such as `built-in/1941-neutrality-pact.ron`, and that
//! path names it also where a folder has another of its name.
//!
//! `shelf` finds files, `opened` reads a scenario with all that belongs to it once and
//! compiles any part of it, `ground` lays what a scenario stands on.

mod built_in;
mod ground;
mod opened;
mod shelf;

use std::path::{Path, PathBuf};

use crate::files::fingerprint::Fingerprint;
use crate::scenario::compile::Engine;
use crate::scenario::compiled::{Scenario, Text};
use crate::scenario::language::File;
use crate::scenario::library::opened::parse;
use crate::scenario::library::shelf::files;
use crate::scenario::located::Located;
use crate::scenario::report::{Report, Reports, Severity, Source, read};
use crate::scenario::texts::plain;

pub use built_in::{BuiltIn, FILES};
pub use opened::{Opened, Selection, open};
pub use shelf::{Origin, Written, find, holds, library_file};

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
    /// Where it is; of a built-in file `built-in/…`.
    pub path: PathBuf,
    /// The fingerprint of its text.
    pub fingerprint: Fingerprint,
}

/// A file of the library that cannot be read.
#[derive(Clone, Debug)]
pub struct Broken {
    /// File stem: the name that commands take, `check` among them.
    pub id: String,
    /// Where it is; of a built-in file `built-in/…`.
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
    /// How many interventions they are made of, kept or not. Of those that are kept,
    /// [`Scenario::interventions`] says what they do, in the same order.
    pub interventions: usize,
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

/// What there is to warn of in a scenario with counterfactuals whose origins are known.
fn warnings(engine: &Engine, scenario: Origin, with: Vec<Origin>) -> Result<Reports, Box<Reports>> {
    let opened = Opened::read(scenario, with, &[])?;
    opened.compile(engine, Selection::ALL).map(|loaded| loaded.warnings)
}

/// The scenario of that name in the folder of a file or in the one above it, where
/// counterfactuals and fitted parameters have it, or in the library.
fn scenario_of(file: &Origin, name: &str) -> Result<Origin, Box<Reports>> {
    let folders = file.on_disk().into_iter().flat_map(Path::ancestors).skip(1).take(2);
    let mut beside = folders.map(|folder| folder.join(format!("{name}.ron")));
    let beside = beside.find(|beside| beside.is_file() && Some(beside.as_path()) != file.on_disk());
    beside.map_or_else(|| find(name), |beside| Ok(Origin::from(beside)))
}

/// Checks a file of either kind, a counterfactual together with its scenario. Gives
/// warnings when it is sound.
///
/// # Errors
/// Everything that is wrong, located.
pub fn check(engine: &Engine, name: &str) -> Result<Reports, Box<Reports>> {
    let origin = find(name)?;
    let source = origin.read()?;
    let mut reports = Vec::new();
    let file = parse(0, &source, &mut reports);
    match file.map(|file| file.value) {
        None => Err(Box::new(Reports { sources: vec![source], reports })),
        Some(File::Fitted(content)) => check_fitted(engine, &origin, source, &content.scenario),
        Some(File::Scenario(_)) => warnings(engine, origin, Vec::new()),
        Some(File::Counterfactual(content)) => match scenario_of(&origin, &content.scenario) {
            Ok(scenario) => warnings(engine, scenario, vec![origin]),
            Err(unknown) => {
                let mut reports = unknown.reports;
                reports.iter_mut().for_each(|report| report.at = Some(content.scenario.at));
                Err(Box::new(Reports { sources: vec![source], reports }))
            }
        },
    }
}

/// Checks a file of fitted parameters as its scenario reads it.
fn check_fitted(
    engine: &Engine,
    origin: &Origin,
    source: Source,
    wanted: &Located<String>,
) -> Result<Reports, Box<Reports>> {
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
    let found = scenario_of(origin, wanted)
        .map_err(|_| refuse(format!("there is no scenario `{}`", wanted.value)))?;
    let scenario = found.read()?;
    let parsed = parse(0, &scenario, &mut Vec::new()).map(|file| file.value);
    let Some(File::Scenario(content)) = parsed else {
        return Err(refuse(format!("`{}` is not a scenario", wanted.value)));
    };
    let named = content.fitted.as_ref().map(|name| ground::origin_of_fitted(&found, name, &[]));
    if !named.transpose()?.is_some_and(|named| named.is(origin)) {
        return Err(refuse(format!("`{}` does not name this file", wanted.value)));
    }
    warnings(engine, found, Vec::new())
}

/// All scenarios and counterfactuals of the library, and the files that cannot be read.
///
/// # Errors
/// A report when `HOKUSHIN_SCENARIOS` names no folder, or one cannot be looked into.
pub fn list() -> Result<Library, Box<Reports>> {
    let mut library = Library::default();
    for origin in files()? {
        let (id, path) = (origin.id(), origin.path());
        let mut found = Vec::new();
        let mut fingerprint = Fingerprint::of("");
        let file = match origin.read() {
            Ok(source) => {
                fingerprint = Fingerprint::of(&source.text);
                parse(0, &source, &mut found).map(|file| file.value)
            }
            Err(reports) => {
                found = reports.reports;
                None
            }
        };
        if let Some(first) = found.first() {
            library.broken.push(Broken {
                id,
                path,
                errors: found.len(),
                first: plain(&first.message),
            });
            continue;
        }
        library.listings.extend(match file {
            Some(File::Scenario(file)) => Some(Listing {
                id,
                changes: None,
                title: file.title,
                question: file.summary,
                defence: Text::default(),
                path,
                fingerprint,
            }),
            Some(File::Counterfactual(file)) => Some(Listing {
                id,
                changes: Some(file.scenario.value),
                title: file.title,
                question: file.question,
                defence: file.defence,
                path,
                fingerprint,
            }),
            // Nobody runs these: the scenario that names them does.
            Some(File::Fitted(_)) | None => None,
        });
    }
    Ok(library)
}
