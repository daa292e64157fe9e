//! A folder that is to be written, whole or not at all: a report.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::fresh::{self, Fresh};
use crate::files::place::{same_bytes, try_beside, write_new};
use crate::files::{Existing, Refusal, folder_of, ledger, named, no_file};

/// Says whether a folder holds what an earlier run wrote, and nothing else; or what it is.
pub type Recognise = fn(&Path) -> Result<(), String>;

const IT_EXISTS: &str = "it exists already; name a new folder, or --force replaces a report";

/// Where a folder is to be written.
#[derive(Clone, Debug)]
pub struct Place {
    flag: String,
    path: PathBuf,
    existing: Existing,
    recognise: Recognise,
}

impl Place {
    /// Asks for the place of a folder, for a flag (`--out`), and tries it: nothing is left
    /// there.
    ///
    /// # Errors
    /// One that exists, unless it is recognised and that is allowed; no folder above it, or
    /// one that cannot be written into; a file in it that is read.
    pub fn of(
        flag: &str,
        path: &Path,
        existing: Existing,
        recognise: Recognise,
    ) -> Result<Self, Refusal> {
        let refusal = |what: &str| Refusal(format!("{flag} {}: {what}", path.display()));
        let refuse = |what: &str| Err(refusal(what));
        let Some(name) = path.file_name() else {
            return refuse("a new folder is wanted; give it a name");
        };
        // Without a slash at its end.
        let bare = path.with_file_name(name);
        match bare.symlink_metadata() {
            Ok(_) if existing == Existing::Refused => {
                return refuse(IT_EXISTS);
            }
            Ok(about) if !about.is_dir() => {
                let kind = no_file(about.file_type()).unwrap_or("a file");
                return refuse(&format!("this is {kind}, and a new folder is wanted"));
            }
            Ok(_) => recognise(&bare).map_err(|what| {
                refusal(&format!(
                    "it is not replaced: {what}; name a new folder, or remove this one"
                ))
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return refuse(&error.to_string()),
        }
        try_beside(&bare, Fresh::folder).map_err(|what| refusal(&what))?;
        ledger::want(flag, &bare).map_err(|what| refusal(&what))?;
        fresh::clean(&bare);
        Ok(Self { flag: flag.to_owned(), path: bare, existing, recognise })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Refuses what may be there only if it is the same, where it cannot be.
    ///
    /// # Errors
    /// When something is there that is not to be replaced.
    pub fn must_be_new(&self) -> Result<(), Refusal> {
        if self.existing == Existing::TheSame && self.path.symlink_metadata().is_ok() {
            return Err(Refusal(format!("{} {}: {IT_EXISTS}", self.flag, self.path.display())));
        }
        Ok(())
    }

    /// Lets the folder be filled beside its place, and moves it there when it is whole.
    ///
    /// # Errors
    /// What `fill` or the file system says, the flag and the folder named; then nothing of the
    /// new folder is left, and what was there is there.
    pub fn whole(&self, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        self.fill(fill).map_err(|error| {
            io::Error::new(error.kind(), format!("{} {}: {error}", self.flag, self.path.display()))
        })?;
        ledger::release(&self.path);
        Ok(())
    }

    /// Writes a folder that holds these files, by their paths in it, and nothing else.
    ///
    /// # Errors
    /// As for [`Place::whole`].
    pub fn write<'a>(
        &self,
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> io::Result<()> {
        self.whole(|folder| {
            for (name, bytes) in files {
                let path = folder.join(name);
                std::fs::create_dir_all(folder_of(&path)).map_err(|error| named(&path, &error))?;
                write_new(&path, bytes)?;
            }
            Ok(())
        })
    }

    fn fill(&self, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        let fresh = Fresh::folder(&self.path)?;
        // The name of the new folder would tell nobody anything.
        let renamed = |error: io::Error| {
            let new = fresh.path().display().to_string();
            let text = error.to_string().replace(&new, &self.path.display().to_string());
            io::Error::new(error.kind(), text)
        };
        fill(fresh.path()).map_err(renamed)?;
        if self.path.symlink_metadata().is_ok() {
            match self.existing {
                Existing::Refused => {}
                Existing::Replaced | Existing::Renewed => {
                    (self.recognise)(&self.path).map_err(io::Error::other)?
                }
                Existing::TheSame => {
                    return if same_files(fresh.path(), &self.path)? {
                        Ok(())
                    } else {
                        Err(io::Error::other("another report is there; --force replaces it"))
                    };
                }
            }
        }
        fresh.put(&self.path, self.existing)
    }
}

/// What stands in a folder, in the order of the names, and whether it is a plain file.
///
/// # Errors
/// What the file system says.
pub fn names(folder: &Path) -> io::Result<Vec<(OsString, bool)>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        names.push((entry.file_name(), entry.file_type()?.is_file()));
    }
    names.sort();
    Ok(names)
}

/// Do two folders hold the same files?
fn same_files(one: &Path, other: &Path) -> io::Result<bool> {
    let here = names(one)?;
    if here != names(other)? {
        return Ok(false);
    }
    for (name, plain) in here {
        if !plain || !same_bytes(&one.join(&name), &other.join(&name))? {
            return Ok(false);
        }
    }
    Ok(true)
}
