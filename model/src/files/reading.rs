//! Reading: plain files only, and each is noted, so that it is never written over.
//!
//! A pipe may never say anything, a device may never end, and what a socket is asked for it
//! does not know: a file that is none of these is either there or not, at once.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use crate::files::{ledger, no_file};

/// Why a file is not read.
#[derive(Debug)]
pub enum Unread {
    /// The file system would not.
    Error(io::Error),
    /// It is a folder.
    Folder,
    /// It is `a pipe`, `a socket`, `a device`.
    NoFile(&'static str),
    /// It is also to be written: by the flag that is named.
    Wanted(String),
}

impl std::fmt::Display for Unread {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Error(error) => error.fmt(out),
            Self::Folder => out.write_str("this is a folder, not a file"),
            Self::NoFile(kind) => write!(out, "this is {kind}, and only files are read"),
            Self::Wanted(flag) => {
                write!(out, "{flag} would write over this file, and it is read here")
            }
        }
    }
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::Error(error)
    }
}

/// Opens a plain file, also behind links, and notes that it is read.
///
/// # Errors
/// Why it is not read; nothing is waited for.
pub fn open(path: &Path) -> Result<File, Unread> {
    let file = look(path)?;
    ledger::read(path).map_err(Unread::Wanted)?;
    Ok(file)
}

/// Opens a plain file that is no input: no answer hangs on it.
///
/// # Errors
/// Why it is not read; nothing is waited for.
pub fn look(path: &Path) -> Result<File, Unread> {
    // Looked at before it is opened, because to open a device or a pipe does something to it,
    // and after, because the name may have become another file's.
    plain(std::fs::metadata(path)?.file_type())?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let at_once = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(at_once.bits().cast_signed());
    }
    let file = options.open(path)?;
    plain(file.metadata()?.file_type())?;
    Ok(file)
}

fn plain(kind: std::fs::FileType) -> Result<(), Unread> {
    match no_file(kind) {
        None => Ok(()),
        Some(_) if kind.is_dir() => Err(Unread::Folder),
        Some(other) => Err(Unread::NoFile(other)),
    }
}
