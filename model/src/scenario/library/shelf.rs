//! Where files are found: among the texts that came with a history, in a folder of
//! scenarios, and behind it in the library that is built in.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::scenario::library::built_in::{self, BuiltIn};
use crate::scenario::report::{Reports, Source, read, source, suggestion};

/// Names the folder of scenarios.
const VARIABLE: &str = "HOKUSHIN_SCENARIOS";

/// Stands before the name of a built-in file where a path is told.
const BUILT_IN: &str = "built-in/";

/// A scenario, a counterfactual or another file of the library, written out: the text of
/// its RON file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The name that it is known by: what a file of the library is called, without `.ron`.
    pub id: String,
    /// What it says.
    pub text: String,
}

/// Where a file stands.
#[derive(Clone, Debug)]
pub struct Origin(At);

#[derive(Clone, Debug)]
enum At {
    Disk(PathBuf),
    BuiltIn(&'static BuiltIn),
    Written(Written),
}

impl From<PathBuf> for Origin {
    fn from(path: PathBuf) -> Self {
        Self(At::Disk(path))
    }
}

impl From<Written> for Origin {
    fn from(written: Written) -> Self {
        Self(At::Written(written))
    }
}

impl Origin {
    /// The path that reports name.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        match &self.0 {
            At::Disk(path) => path.clone(),
            At::BuiltIn(file) => PathBuf::from(format!("{BUILT_IN}{}", file.name)),
            At::Written(written) => PathBuf::from(format!("{}.ron", written.id)),
        }
    }

    /// What stands there.
    ///
    /// # Errors
    /// A report when it cannot be read.
    pub fn read(&self) -> Result<Source, Box<Reports>> {
        match &self.0 {
            At::Disk(path) => read(path),
            At::BuiltIn(file) => source(&self.path(), file.text),
            At::Written(written) => source(&self.path(), &written.text),
        }
    }

    /// Is it the same file? A name and a path, or two paths, may lead to one.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (At::Disk(one), At::Disk(other)) => {
                let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
                real(one) == real(other)
            }
            (At::BuiltIn(one), At::BuiltIn(other)) => one.name == other.name,
            (At::Written(one), At::Written(other)) => one.id == other.id,
            _ => false,
        }
    }

    /// Where it is on the disk, if it is there.
    pub(super) fn on_disk(&self) -> Option<&Path> {
        match &self.0 {
            At::Disk(path) => Some(path),
            At::BuiltIn(_) | At::Written(_) => None,
        }
    }

    /// What commands call it.
    pub(super) fn id(&self) -> String {
        stem(&self.path())
    }
}

pub(super) fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn named_folder() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).filter(|named| !named.is_empty()).map(PathBuf::from)
}

/// The folders that are, or may be, a library, the nearest first.
fn shelves() -> Vec<PathBuf> {
    let mut shelves: Vec<PathBuf> = named_folder().into_iter().collect();
    let starts = [std::env::current_dir().ok(), std::env::current_exe().ok()];
    for start in starts.into_iter().flatten() {
        shelves.extend(start.ancestors().map(|folder| folder.join("scenarios")));
    }
    shelves.retain(|shelf| shelf.is_dir());
    shelves
}

/// The folder that lies over the built-in library, if there is one.
fn shelf() -> Result<Option<PathBuf>, Box<Reports>> {
    match named_folder() {
        Some(named) if !named.is_dir() => {
            let message = format!("{VARIABLE} names `{}`, which is no folder", named.display());
            let help = format!(
                "name a folder of scenarios (`hokushin export-scenarios DIR` writes one), or unset {VARIABLE}: what is built in serves too"
            );
            Err(Box::new(Reports::about(&named, "H0007", message, help)))
        }
        _ => Ok(shelves().into_iter().next()),
    }
}

/// A file of the library by its path in it, if it has one.
pub(super) fn look_up(name: &str) -> Result<Option<Origin>, Box<Reports>> {
    let over = shelf()?.map(|shelf| shelf.join(name)).filter(|file| file.is_file());
    Ok(over.map(Origin::from).or_else(|| built_in::named(name).map(At::BuiltIn).map(Origin)))
}

/// A file of the library by its path in it, such as `record/series.csv`.
///
/// # Errors
/// A report when it has none, or when `HOKUSHIN_SCENARIOS` names no folder.
pub fn library_file(name: &str) -> Result<Origin, Box<Reports>> {
    look_up(name)?.ok_or_else(|| {
        let message = format!("the library has no `{name}`");
        let help = suggestion(name, built_in::FILES.iter().map(|file| file.name));
        Box::new(Reports::about(Path::new(name), "H0007", message, help))
    })
}

/// Does something stand there, in a folder that is or may be a library? Links are followed.
#[must_use]
pub fn holds(path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(path).is_some_and(|path| {
        shelves().iter().filter_map(|shelf| real(shelf)).any(|shelf| path.starts_with(shelf))
    })
}

/// Every `.ron` file of a folder, by name; none where there is no folder.
fn ron(folder: &Path) -> Result<Vec<PathBuf>, Box<Reports>> {
    let unreadable = |error: &std::io::Error| {
        let message = format!("the folder cannot be looked into: {error}");
        let help = "scenarios are looked for in it".to_owned();
        Box::new(Reports::about(folder, "H0001", message, help))
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(&error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(&error))?.path();
        if path.extension().is_some_and(|end| end == "ron") {
            files.push(path);
        }
    }
    Ok(files)
}

/// Every scenario and counterfactual of the library, scenarios first, each kind by name.
///
/// # Errors
/// A report when `HOKUSHIN_SCENARIOS` names no folder, or one cannot be looked into.
pub(super) fn files() -> Result<Vec<Origin>, Box<Reports>> {
    let kinds = ["", "counterfactuals/"];
    let mut over: [Vec<Origin>; 2] = [Vec::new(), Vec::new()];
    if let Some(shelf) = shelf()? {
        for (kind, files) in kinds.iter().zip(&mut over) {
            files.extend(ron(&shelf.join(kind))?.into_iter().map(Origin::from));
        }
    }
    let known: Vec<String> = over.iter().flatten().map(Origin::id).collect();
    for (kind, files) in kinds.iter().zip(&mut over) {
        let of_kind =
            |file: &&BuiltIn| file.name.strip_prefix(kind).is_some_and(|name| !name.contains('/'));
        let behind = built_in::FILES.iter().filter(of_kind).map(|file| Origin(At::BuiltIn(file)));
        files.extend(behind.filter(|file| !known.contains(&file.id())));
        files.sort_by_key(Origin::id);
    }
    Ok(over.concat())
}

/// The text of that name, if it was given.
pub(super) fn written(name: &str, among: &[Written]) -> Option<Origin> {
    let written = among.iter().find(|written| written.id == name)?;
    Some(Origin(At::Written(written.clone())))
}

/// Finds a scenario or a counterfactual by name or path.
///
/// # Errors
/// A report that offers the nearest names.
pub fn find(name: &str) -> Result<Origin, Box<Reports>> {
    let path = PathBuf::from(name);
    if name.contains(['/', '\\']) || name.ends_with(".ron") || path.exists() {
        // The path that reports give of a built-in file leads to it also where a file of a
        // folder lies over it.
        let built_in = name.strip_prefix(BUILT_IN).filter(|_| !path.exists());
        let built_in = built_in.and_then(built_in::named).map(|file| Origin(At::BuiltIn(file)));
        return Ok(built_in.unwrap_or_else(|| Origin::from(path)));
    }
    let missing = format!("there is no scenario or counterfactual `{name}`");
    let files = files().map_err(|mut reports| {
        reports.reports.iter_mut().for_each(|report| {
            report.message = format!("{missing}: {}", report.message);
        });
        reports
    })?;
    if let Some(found) = files.iter().find(|known| known.id() == name) {
        return Ok(found.clone());
    }
    let ids: Vec<String> = files.iter().map(Origin::id).collect();
    let help = suggestion(name, ids.iter().map(String::as_str));
    let help = format!("{help} (`hokushin list` shows all)");
    Err(Box::new(Reports::about(&path, "H0007", missing, help)))
}
