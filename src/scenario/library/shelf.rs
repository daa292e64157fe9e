//! Where files are found: among the texts that came with a history, and in the folders
//! that hold a library.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::scenario::report::{Reports, Source, read, source, suggestion};

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
pub(super) enum Place {
    /// On the disk.
    Disk(PathBuf),
    /// Among the texts that were given.
    Written(Written),
}

impl Place {
    /// The path that reports name.
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Disk(path) => path.clone(),
            Self::Written(written) => PathBuf::from(format!("{}.ron", written.id)),
        }
    }

    /// What stands there.
    ///
    /// # Errors
    /// A report when it cannot be read.
    pub fn read(&self) -> Result<Source, Box<Reports>> {
        match self {
            Self::Disk(path) => read(path),
            Self::Written(written) => source(&self.path(), &written.text),
        }
    }

    /// Is it the same file? A name and a path, or two paths, may lead to one.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Disk(one), Self::Disk(other)) => {
                let (one, other) = (one.canonicalize().ok(), other.canonicalize().ok());
                one.is_some() && one == other
            }
            (Self::Written(one), Self::Written(other)) => one.id == other.id,
            (Self::Disk(_), Self::Written(_)) | (Self::Written(_), Self::Disk(_)) => false,
        }
    }
}

pub(super) fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The folders that may hold a `scenarios/`.
fn shelves() -> Vec<PathBuf> {
    let mut shelves: Vec<PathBuf> =
        std::env::var_os("HOKUSHIN_SCENARIOS").map(PathBuf::from).into_iter().collect();
    let starts = [std::env::current_dir().ok(), std::env::current_exe().ok()];
    for start in starts.into_iter().flatten() {
        shelves.extend(start.ancestors().map(|folder| folder.join("scenarios")));
    }
    shelves.retain(|shelf| shelf.is_dir());
    shelves
}

/// A file of the first `scenarios/` that has it, such as `record/series.csv`.
#[must_use]
pub fn shelved(name: &str) -> Option<PathBuf> {
    shelves().into_iter().map(|shelf| shelf.join(name)).find(|file| file.is_file())
}

/// Does something stand there, in a `scenarios/`? Links are followed.
#[must_use]
pub fn holds(path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(path).is_some_and(|path| {
        shelves().iter().filter_map(|shelf| real(shelf)).any(|shelf| path.starts_with(shelf))
    })
}

/// Every `.ron` file of the first `scenarios/` that is found, scenarios first, each
/// kind by name.
///
/// # Errors
/// A report when there is no such folder, or when it cannot be looked into.
pub(super) fn files() -> Result<Vec<PathBuf>, Box<Reports>> {
    let Some(shelf) = shelves().into_iter().next() else {
        let help = match std::env::var_os("HOKUSHIN_SCENARIOS") {
            Some(named) => format!(
                "HOKUSHIN_SCENARIOS names `{}`, which is no folder; nor is there a `scenarios/` here, above here or beside the program",
                Path::new(&named).display()
            ),
            None => "there is none here, above here or beside the program; set HOKUSHIN_SCENARIOS"
                .to_owned(),
        };
        let message = "no folder of scenarios was found".to_owned();
        return Err(Box::new(Reports::about(Path::new("scenarios"), "H0007", message, help)));
    };
    let ron = |folder: PathBuf| -> Result<Vec<PathBuf>, Box<Reports>> {
        let unreadable = |error: &std::io::Error| {
            let message = format!("the folder cannot be looked into: {error}");
            let help = "scenarios are looked for in it".to_owned();
            Box::new(Reports::about(&folder, "H0001", message, help))
        };
        let entries = match std::fs::read_dir(&folder) {
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
        files.sort();
        Ok(files)
    };
    let mut all = ron(shelf.clone())?;
    all.extend(ron(shelf.join("counterfactuals"))?);
    Ok(all)
}

/// The text of that name, if it was given.
pub(super) fn written(name: &str, among: &[Written]) -> Option<Place> {
    among.iter().find(|written| written.id == name).cloned().map(Place::Written)
}

/// Finds a file by name or path.
///
/// # Errors
/// A report that offers the nearest names.
pub fn find(name: &str) -> Result<PathBuf, Box<Reports>> {
    let path = PathBuf::from(name);
    if name.contains(['/', '\\']) || name.ends_with(".ron") || path.exists() {
        return Ok(path);
    }
    let files = files().map_err(|mut reports| {
        let missing = format!("there is no scenario or counterfactual `{name}`");
        reports.reports.iter_mut().for_each(|report| {
            report.message = format!("{missing}: {}", report.message);
        });
        reports
    })?;
    let stems: Vec<String> = files.iter().map(|file| stem(file)).collect();
    if let Some(place) = stems.iter().position(|known| known == name) {
        return Ok(files[place].clone());
    }
    let help = format!(
        "{} (`hokushin list` shows all)",
        suggestion(name, stems.iter().map(String::as_str))
    );
    Err(Box::new(Reports::about(
        &path,
        "H0007",
        format!("there is no scenario or counterfactual `{name}`"),
        help,
    )))
}
