//! Files, whole or not at all.
//!
//! A file is written beside its place under a temporary name and moved there when it
//! is whole, so that nothing half-written is ever found.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The same path with something behind its ending: `rows.csv` becomes `rows.csv.partial`.
#[must_use]
pub fn with_more(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    PathBuf::from(name)
}

/// Writes bytes to a file, whole or not at all.
///
/// # Errors
/// What the file system says.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    whole(path, |mut file| {
        file.write_all(bytes)?;
        Ok(file)
    })
}

/// Lets a file be written beside its place, and moves it there when it is whole and safe
/// on the disk. `write` gives the file back when all is in it.
///
/// # Errors
/// What `write` or the file system says; then nothing of the new file is left.
pub fn whole(path: &Path, write: impl FnOnce(File) -> io::Result<File>) -> io::Result<()> {
    let new = with_more(path, ".new");
    let written = File::create(&new).and_then(write).and_then(|file| safe(&file));
    if let Err(error) = written.and_then(|()| std::fs::rename(&new, path)) {
        let _ = std::fs::remove_file(&new);
        return Err(error);
    }
    Ok(())
}

/// Waits until what was written is on the disk. A device or a pipe has nothing to wait for.
pub(super) fn safe(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

/// The error with the name of the file before it.
#[must_use]
pub fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
