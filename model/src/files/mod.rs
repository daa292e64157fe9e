//! What is read from the disk and what is written to it: no other room opens a file.
//!
//! - [`reading`]: only plain files are opened, so that nothing waits for a pipe;
//! - `ledger`: what this process has read is never what it writes;
//! - [`place`]: a file that is to be written, tried before the work, written whole after it;
//! - [`folder`]: the same of a folder;
//! - `fresh`: names that nobody could foresee, beside the place, until all is whole;
//! - [`journal`]: the one kind of file that grows in its place;
//! - [`sum`]: whether bytes are those that were written;
//! - [`fingerprint`]: by what a text is cited.

pub mod fingerprint;
pub mod folder;
mod fresh;
pub mod journal;
mod ledger;
pub mod place;
pub mod reading;
pub mod sum;

use std::fs::{File, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// Why a file is not taken, or not written: said for people, the file named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// The file system would not.
    #[must_use]
    pub fn place(path: &Path, error: &io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }

    /// Something is wrong with a file.
    #[must_use]
    pub fn about(path: &Path, what: &str) -> Self {
        Self(format!("{}: {what}", path.display()))
    }
}

/// What may stand already where something is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Nothing.
    Refused,
    /// What an earlier run wrote, to be replaced (`--force`).
    Replaced,
    /// The same, though this run reads it: a fit that is made anew.
    Renewed,
    /// What is to be written, to the last byte: a run was ended after it had written it and
    /// before it was done (`--resume`).
    TheSame,
}

impl Existing {
    /// By what was asked for.
    #[must_use]
    pub const fn by(force: bool, resume: bool) -> Self {
        match (force, resume) {
            (true, _) => Self::Replaced,
            (false, true) => Self::TheSame,
            (false, false) => Self::Refused,
        }
    }
}

/// The same path with something behind its ending: `rows.csv` becomes `rows.csv.partial`.
#[must_use]
pub fn with_more(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    PathBuf::from(name)
}

/// The error with the name of the file before it.
#[must_use]
pub fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The folder in which a path stands.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What something is that is no plain file; nothing when it is one.
fn no_file(kind: FileType) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some("a pipe");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
        if kind.is_char_device() || kind.is_block_device() {
            return Some("a device");
        }
    }
    match kind {
        kind if kind.is_file() => None,
        kind if kind.is_dir() => Some("a folder"),
        kind if kind.is_symlink() => Some("a link"),
        _ => Some("no file"),
    }
}

/// Waits until what was written is on the disk. A device or a pipe has nothing to wait for.
fn safe(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}
