//! A file that is to be written: asked for before the work, written whole after it.
//!
//! A plain file is written beside its place under a name that nobody could foresee, and moved
//! there when it is whole and safe on the disk, so that nothing half-written is ever found.
//! What is no plain file (a terminal, `/dev/null`, a pipe with a reader, as a shell lays it
//! for `>(…)`) is written through and never replaced.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use crate::files::fresh::{self, Fresh};
use crate::files::{Existing, Refusal, folder_of, ledger, no_file, safe};

const IT_EXISTS: &str = "it exists already; --force replaces it";

/// Where a file is to be written.
#[derive(Debug)]
pub struct Place {
    flag: String,
    path: PathBuf,
    existing: Existing,
    /// What is no plain file stays open from the beginning.
    through: Option<File>,
}

impl Place {
    /// Asks for the place of a file, for a flag (`--out`), and tries it: nothing is left there.
    ///
    /// # Errors
    /// A file that is read or wanted by another flag; one that exists, unless that is
    /// allowed; no folder, or one that cannot be written into; a link, a folder, a device.
    pub fn of(flag: &str, path: &Path, existing: Existing) -> Result<Self, Refusal> {
        let refusal = |what: &str| Refusal(format!("{flag} {}: {what}", path.display()));
        let refuse = |what: &str| Err(refusal(what));
        if path.file_name().is_none() || ends_in_a_slash(path) {
            return refuse("this is the name of a folder, and a file is wanted");
        }
        let mut place =
            Self { flag: flag.to_owned(), path: path.to_owned(), existing, through: None };
        match path.symlink_metadata() {
            Ok(about) if about.is_file() => {
                if is_standard(&about) {
                    return refuse("what this command prints is written there already");
                }
                if existing == Existing::Refused && !ledger::has_read(path) {
                    return refuse(IT_EXISTS);
                }
            }
            Ok(about) => match through(path, &about) {
                Ok(file) => {
                    place.through = Some(file);
                    return Ok(place);
                }
                Err(what) => return refuse(&what),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return refuse(&error.to_string()),
        }
        try_beside(path, Fresh::file).map_err(|what| refusal(&what))?;
        if existing != Existing::Renewed {
            ledger::want(flag, path).map_err(|what| refusal(&what))?;
        }
        fresh::clean(path);
        Ok(place)
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

    /// Is it, or will it be, a plain file?
    #[must_use]
    pub const fn is_a_file(&self) -> bool {
        self.through.is_none()
    }

    /// Writes bytes, whole or not at all.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        self.whole(|mut file| {
            file.write_all(bytes)?;
            Ok(file)
        })
    }

    /// Writes bytes, whole or not at all, and from then on in place of what was written so.
    ///
    /// # Errors
    /// What the file system says.
    pub fn renew(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes)?;
        self.existing = Existing::Replaced;
        Ok(())
    }

    /// Lets the file be written, and moves it to its place when it is whole and safe on the
    /// disk. `write` gives the file back when all is in it.
    ///
    /// # Errors
    /// What `write` or the file system says, the flag and the file named; then nothing of the
    /// new file is left.
    pub fn whole(&self, write: impl FnOnce(File) -> io::Result<File>) -> io::Result<()> {
        let named = |error: io::Error| {
            io::Error::new(error.kind(), format!("{} {}: {error}", self.flag, self.path.display()))
        };
        self.write_whole(write).map_err(named)?;
        ledger::release(&self.path);
        Ok(())
    }

    fn write_whole(&self, write: impl FnOnce(File) -> io::Result<File>) -> io::Result<()> {
        if let Some(through) = &self.through {
            // What was printed before comes before it.
            io::stdout().flush()?;
            let file = write(through.try_clone()?)?;
            return safe(&file);
        }
        let fresh = Fresh::file(&self.path)?;
        let file = write(fresh.handle()?)?;
        safe(&file)?;
        self.move_here(fresh)
    }

    /// Moves a file here that has grown elsewhere: a journal that is whole.
    ///
    /// # Errors
    /// What the file system says; the file stays where it is.
    pub fn take(&self, grown: &Path) -> io::Result<()> {
        let replaced = matches!(self.existing, Existing::Replaced | Existing::Renewed);
        let moved = if replaced && self.still_plain()? {
            std::fs::rename(grown, &self.path)
        } else {
            fresh::rename_to_nothing(grown, &self.path)
        };
        moved.map_err(|error| {
            io::Error::new(error.kind(), format!("{} {}: {error}", self.flag, self.path.display()))
        })?;
        ledger::release(&self.path);
        Ok(())
    }

    /// Is it a plain file that is there now?
    fn still_plain(&self) -> io::Result<bool> {
        match self.path.symlink_metadata() {
            Ok(about) if about.is_file() => Ok(true),
            Ok(about) => {
                let kind = no_file(about.file_type()).unwrap_or("no file");
                Err(io::Error::other(format!("this has become {kind}")))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn move_here(&self, fresh: Fresh) -> io::Result<()> {
        if self.still_plain()? && self.existing == Existing::TheSame {
            return if same_bytes(fresh.path(), &self.path)? {
                Ok(())
            } else {
                Err(io::Error::other("another file is there; --force replaces it"))
            };
        }
        fresh.put(&self.path, self.existing)
    }
}

/// A new file in a folder of our own, with these bytes.
///
/// # Errors
/// What the file system says, the file named.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    new(path, |mut file| {
        file.write_all(bytes)?;
        Ok(file)
    })
}

/// A new file in a folder of our own.
///
/// # Errors
/// What `write` or the file system says, the file named; then nothing of it is left.
pub fn new(path: &Path, write: impl FnOnce(File) -> io::Result<File>) -> io::Result<()> {
    let named = |error: io::Error| crate::files::named(path, &error);
    let file = OpenOptions::new().write(true).create_new(true).open(path).map_err(named)?;
    let written = write(file).and_then(|file| safe(&file));
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written.map_err(named)
}

pub(super) fn ends_in_a_slash(path: &Path) -> bool {
    path.as_os_str()
        .as_encoded_bytes()
        .last()
        .is_some_and(|&last| std::path::is_separator(last.into()))
}

/// Tries whether something can be made beside a place, and takes it away again.
pub(super) fn try_beside(
    path: &Path,
    make: impl FnOnce(&Path) -> io::Result<Fresh>,
) -> Result<(), String> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(format!("there is no folder {}", folder.display()));
    }
    make(path).map(drop).map_err(|error| format!("nothing can be written there: {error}"))
}

/// Do two files hold the same bytes?
pub(super) fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let mut others = BufReader::new(other).bytes();
    for byte in BufReader::new(one).bytes() {
        if others.next().transpose()? != Some(byte?) {
            return Ok(false);
        }
    }
    Ok(others.next().is_none())
}

/// Is it what this command prints to?
fn is_standard(about: &Metadata) -> bool {
    standard(about).is_some()
}

/// Our own standard output or standard error, if it is this file.
#[cfg(unix)]
fn standard(about: &Metadata) -> Option<File> {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let mine =
        [io::stdout().as_fd().try_clone_to_owned(), io::stderr().as_fd().try_clone_to_owned()];
    mine.into_iter().filter_map(|fd| Some(File::from(fd.ok()?))).find(|file| {
        file.metadata().is_ok_and(|mine| (mine.dev(), mine.ino()) == (about.dev(), about.ino()))
    })
}

#[cfg(not(unix))]
fn standard(_: &Metadata) -> Option<File> {
    None
}

/// Opens what is no plain file, to write through it; or says why not.
#[cfg(unix)]
fn through(path: &Path, about: &Metadata) -> Result<File, String> {
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
    let link = about.is_symlink();
    let told = |error: io::Error| error.to_string();
    let behind = if link {
        std::fs::metadata(path).map_err(|_| {
            let to = path.read_link().unwrap_or_default();
            format!("this is a link to {}, and nothing is there", to.display())
        })?
    } else {
        about.clone()
    };
    let kind = behind.file_type();
    if behind.is_file() {
        // `/dev/stdout` that a shell has sent to a file: the file is open at its place.
        let of_the_system = path.starts_with("/dev") || path.starts_with("/proc");
        return standard(&behind).filter(|_| of_the_system).ok_or_else(|| {
            let to = path.canonicalize().unwrap_or_default();
            format!("this is a link; name the file itself, {}", to.display())
        });
    }
    if kind.is_fifo() {
        // Whoever opens a pipe that nobody reads waits for ever; tried so, he is told.
        let at_once = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
        let _held = OpenOptions::new()
            .write(true)
            .custom_flags(at_once)
            .open(path)
            .map_err(|_| "this is a pipe, and nobody reads it".to_owned())?;
        return OpenOptions::new().write(true).open(path).map_err(told);
    }
    if kind.is_char_device() {
        return OpenOptions::new().write(true).open(path).map_err(told);
    }
    let kind = no_file(kind).unwrap_or("no file");
    Err(format!("this is {kind}, and a file is wanted"))
}

#[cfg(not(unix))]
fn through(_: &Path, about: &Metadata) -> Result<File, String> {
    let kind = no_file(about.file_type()).unwrap_or("no file");
    Err(format!("this is {kind}, and a file is wanted"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of one test's own.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("hokushin-place-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).expect("a scratch folder");
            Self(folder)
        }

        fn names(&self) -> Vec<std::ffi::OsString> {
            let names = crate::files::folder::names(&self.0).expect("a folder");
            names.into_iter().map(|(name, _)| name).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_place_is_tried_and_nothing_is_left_there_before_it_is_written_nor_when_it_fails() {
        let folder = Folder::new("tried");
        let place = Place::of("--out", &folder.0.join("rows.csv"), Existing::Refused);
        let place = place.expect("free");
        assert!(folder.names().is_empty());
        let error = place.whole(|_| Err(io::Error::other("no"))).expect_err("it failed");
        assert!(error.to_string().starts_with("--out "), "{error}");
        assert!(folder.names().is_empty());
        place.write(b"rows").expect("written");
        assert_eq!(folder.names(), ["rows.csv"]);
    }

    #[test]
    fn what_came_to_the_place_in_the_meantime_is_not_written_over() {
        let folder = Folder::new("meantime");
        let path = folder.0.join("rows.csv");
        let place = Place::of("--out", &path, Existing::Refused).expect("free");
        std::fs::write(&path, "mine").expect("written");
        place.write(b"rows").expect_err("another file is there");
        assert_eq!(std::fs::read(&path).expect("read"), b"mine");
        assert_eq!(folder.names(), ["rows.csv"]);
    }

    #[test]
    fn what_is_there_is_refused_or_replaced_or_found_to_be_the_same() {
        let folder = Folder::new("existing");
        let path = folder.0.join("rows.csv");
        std::fs::write(&path, "old").expect("written");
        let refusal = Place::of("--out", &path, Existing::Refused).expect_err("it exists");
        assert!(refusal.to_string().contains("--force"), "{refusal}");
        let same = Place::of("--out", &path, Existing::TheSame).expect("perhaps");
        same.write(b"new").expect_err("it is not");
        same.write(b"old").expect("it is");
        Place::of("--out", &path, Existing::Replaced).expect("allowed").write(b"new").expect("so");
        assert_eq!(std::fs::read(&path).expect("read"), b"new");
        assert_eq!(folder.names(), ["rows.csv"]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_device_is_written_through_and_stays_what_it_is() {
        let folder = Folder::new("device");
        let (full, null) = (folder.0.join("full"), folder.0.join("null"));
        std::os::unix::fs::symlink("/dev/full", &full).expect("linked");
        std::os::unix::fs::symlink("/dev/null", &null).expect("linked");
        for existing in [Existing::Refused, Existing::Replaced] {
            let place = Place::of("--out", &full, existing).expect("a device");
            let error = place.write(b"rows").expect_err("a full one");
            assert!(error.to_string().contains("No space left"), "{error}");
            Place::of("--out", &null, existing).expect("a device").write(b"rows").expect("gone");
        }
        assert!(full.is_symlink() && null.is_symlink());
        assert_eq!(folder.names(), ["full", "null"]);
    }
}
