//! Files that grow in their place: journals. Each is begun where nothing is, and one run
//! at a time writes into it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;

use crate::files::fresh::{self, Fresh};
use crate::files::{Existing, Refusal, no_file};

/// Begins a file where nothing is: it never stands there without these first bytes.
///
/// # Errors
/// When something is there: `kept` says what that is, if it is a file. What the file system
/// says.
pub fn begin(path: &Path, first: &[u8], kept: &str) -> Result<File, Refusal> {
    let place = |error: io::Error| Refusal::place(path, &error);
    if path.symlink_metadata().is_ok() {
        plain(path)?;
        return Err(Refusal::about(path, kept));
    }
    fresh::clean(path);
    let fresh = Fresh::file(path).map_err(place)?;
    let mut file = fresh.handle().map_err(place)?;
    file.write_all(first).map_err(place)?;
    lock(path, &file)?;
    fresh.put(path, Existing::Refused).map_err(place)?;
    Ok(file)
}

/// Opens a file that is there, to go on with it.
///
/// # Errors
/// What is no plain file, or is a link to one; another run that writes into it; what the file
/// system says.
pub fn go_on(path: &Path) -> Result<File, Refusal> {
    plain(path)?;
    let opened = OpenOptions::new().read(true).write(true).open(path);
    let file = opened.map_err(|error| Refusal::place(path, &error))?;
    lock(path, &file)?;
    Ok(file)
}

/// Takes away a file that is no longer wanted.
///
/// # Errors
/// What the file system says.
pub fn remove(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path).map_err(|error| crate::files::named(path, &error))
}

/// Waits until what was written is on the disk.
///
/// # Errors
/// What the file system says.
pub fn safe(file: &File) -> io::Result<()> {
    crate::files::safe(file)
}

fn plain(path: &Path) -> Result<(), Refusal> {
    let about = path.symlink_metadata().map_err(|error| Refusal::place(path, &error))?;
    match no_file(about.file_type()) {
        None => Ok(()),
        Some(kind) => Err(Refusal::about(
            path,
            &format!("this is {kind}, and here the histories of a run are kept: remove it"),
        )),
    }
}

/// Two runs must not write into one file. Where files cannot be locked nobody looks.
fn lock(path: &Path, file: &File) -> Result<(), Refusal> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            Err(Refusal::about(path, "another run is writing here at this moment"))
        }
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}
