//! Names that nobody could foresee, beside the place that is meant, until all is whole.
//!
//! Nothing of such a name was there before, so no link that somebody laid is followed. While
//! a run writes there it holds a lock; what a killed run left has none, and the next run to
//! the same place takes it away.

use std::fs::{File, OpenOptions};
use std::hash::BuildHasher;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::{Existing, folder_of, sum};

/// A new file or folder beside a place. Unless it is moved it is gone when it is dropped.
#[derive(Debug)]
pub(super) struct Fresh {
    path: PathBuf,
    /// Holds the lock.
    lock: File,
    moved: bool,
}

impl Fresh {
    /// A new file for a place.
    pub(super) fn file(place: &Path) -> io::Result<Self> {
        let path = name(place);
        let lock = OpenOptions::new().write(true).create_new(true).open(&path)?;
        let _ = lock.try_lock();
        Ok(Self { path, lock, moved: false })
    }

    /// A new folder for a place.
    pub(super) fn folder(place: &Path) -> io::Result<Self> {
        let path = name(place);
        std::fs::create_dir(&path)?;
        match File::open(&path) {
            Ok(lock) => {
                let _ = lock.try_lock();
                Ok(Self { path, lock, moved: false })
            }
            Err(error) => {
                let _ = std::fs::remove_dir(&path);
                Err(error)
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Another handle of the file.
    pub(super) fn handle(&self) -> io::Result<File> {
        self.lock.try_clone()
    }

    /// Moves it to its place. What stands there is replaced if that is allowed, and else
    /// never: also when it came after all was looked at.
    pub(super) fn put(mut self, place: &Path, existing: Existing) -> io::Result<()> {
        let folder = self.path.is_dir();
        match existing {
            Existing::Replaced | Existing::Renewed if folder && place.exists() => {
                exchange(&self.path, place)?;
                // What stood there is now what will be dropped.
                drop(self);
            }
            Existing::Replaced | Existing::Renewed => {
                std::fs::rename(&self.path, place)?;
                self.moved = true;
            }
            Existing::Refused | Existing::TheSame => {
                rename_to_nothing(&self.path, place)?;
                self.moved = true;
            }
        }
        // So that the name outlives a loss of power as the bytes do.
        if let Ok(folder) = File::open(folder_of(place)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !self.moved {
            remove(&self.path);
        }
    }
}

fn remove(path: &Path) {
    let _ = if path.is_dir() && !path.is_symlink() {
        std::fs::remove_dir_all(path)
    } else {
        std::fs::remove_file(path)
    };
}

/// How the names of one place begin. The name of the place itself may be as long as names
/// can be, so it is not in them.
fn beginning(place: &Path) -> String {
    let name = place.file_name().unwrap_or_default().as_encoded_bytes();
    format!(".hokushin-{:08x}-", sum::on(sum::OF_NOTHING, name) >> 32)
}

const ENDING: &str = ".new";

fn name(place: &Path) -> PathBuf {
    // The standard library keys its hashes with what the system draws.
    let drawn = std::hash::RandomState::new().hash_one(std::process::id());
    folder_of(place).join(format!("{}{drawn:016x}{ENDING}", beginning(place)))
}

/// Takes away what killed runs left beside a place.
pub(super) fn clean(place: &Path) {
    let beginning = beginning(place);
    for entry in std::fs::read_dir(folder_of(place)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let drawn =
            name.to_str().and_then(|name| name.strip_prefix(&beginning)?.strip_suffix(ENDING));
        let ours = drawn.is_some_and(|drawn| {
            drawn.len() == 16 && drawn.bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        let plain = entry.file_type().is_ok_and(|kind| kind.is_file() || kind.is_dir());
        if ours && plain && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            remove(&entry.path());
        }
    }
}

/// Moves to a name that nothing has.
pub(super) fn rename_to_nothing(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            moved => return moved.map_err(io::Error::from),
        }
    }
    // A file system that cannot do it in one step: a link never replaces either.
    if from.is_file() && std::fs::hard_link(from, to).is_ok() {
        return std::fs::remove_file(from);
    }
    if to.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    std::fs::rename(from, to)
}

/// Lets two folders change places.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            moved => return moved.map_err(io::Error::from),
        }
    }
    let aside = name(old);
    std::fs::rename(old, &aside)?;
    if let Err(error) = std::fs::rename(new, old) {
        let _ = std::fs::rename(&aside, old);
        return Err(error);
    }
    std::fs::rename(&aside, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_taken_away_and_what_a_living_one_writes_is_not() {
        let folder = std::env::temp_dir().join(format!("hokushin-fresh-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a scratch folder");
        let place = folder.join("rows.csv");
        let living = [Fresh::file(&place), Fresh::folder(&place)].map(|fresh| fresh.expect("new"));
        for (left, folder) in [(name(&place), false), (name(&place), true)] {
            if folder {
                std::fs::create_dir(&left).expect("made");
                std::fs::write(left.join("index.html"), "half").expect("written");
            } else {
                std::fs::write(left, "half").expect("written");
            }
        }
        let others = ["rows.csv.new", ".hokushin-notes.new"].map(|other| folder.join(other));
        for other in &others {
            std::fs::write(other, "mine").expect("written");
        }
        assert_eq!(std::fs::read_dir(&folder).expect("there").count(), 6);
        clean(&place);
        assert_eq!(std::fs::read_dir(&folder).expect("there").count(), 4);
        assert!(living.iter().all(|fresh| fresh.path().exists()));
        assert!(others.iter().all(|other| other.exists()));
        drop(living);
        assert_eq!(std::fs::read_dir(&folder).expect("there").count(), 2);
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
