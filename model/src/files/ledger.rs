//! What this process has read, and what it is going to write: nothing is both.
//!
//! The ledger belongs to the process, as the files do that must not be lost: whoever reads a
//! file notes it by opening it, and whoever is going to write one by asking for its place, in
//! whatever order. So no command lists its inputs, and a new flag is held against all of them.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::files::folder_of;

/// A file, whatever it is called.
#[derive(Clone, Debug)]
struct Identity {
    /// Its name without links.
    path: PathBuf,
    /// Where the file system keeps it: two names of one file have one node.
    node: Option<(u64, u64)>,
}

impl Identity {
    /// Of what stands there, or will stand there.
    fn of(path: &Path) -> Self {
        let inside = || {
            let folder = folder_of(path).canonicalize().ok()?;
            Some(folder.join(path.file_name()?))
        };
        let real = path.canonicalize().ok().or_else(inside);
        Self { path: real.unwrap_or_else(|| path.to_owned()), node: node_of(path) }
    }

    /// Is it the other, or, where that is a folder, in it?
    fn is_or_is_in(&self, other: &Self) -> bool {
        self.path.starts_with(&other.path)
            || self.node.is_some() && self.node == other.node && self.stands() && other.stands()
    }

    /// Is it still there? The node of a file that is gone is given to the next one.
    fn stands(&self) -> bool {
        node_of(&self.path) == self.node
    }
}

#[cfg(unix)]
fn node_of(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn node_of(_: &Path) -> Option<(u64, u64)> {
    None
}

/// A place that is going to be written.
#[derive(Debug)]
struct Wanted {
    flag: String,
    identity: Identity,
}

#[derive(Debug, Default)]
struct Ledger {
    read: Vec<Identity>,
    wanted: Vec<Wanted>,
}

static LEDGER: Mutex<Ledger> = Mutex::new(Ledger { read: Vec::new(), wanted: Vec::new() });

fn ledger() -> MutexGuard<'static, Ledger> {
    LEDGER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Notes that a file is read. Otherwise gives the flag that is going to write it.
pub(super) fn read(path: &Path) -> Result<(), String> {
    let identity = Identity::of(path);
    let mut ledger = ledger();
    if let Some(wanted) = ledger.wanted.iter().find(|wanted| identity.is_or_is_in(&wanted.identity))
    {
        return Err(wanted.flag.clone());
    }
    if !ledger.read.iter().any(|known| known.path == identity.path && known.node == identity.node) {
        ledger.read.push(identity);
    }
    Ok(())
}

/// Has this file been read?
pub(super) fn has_read(path: &Path) -> bool {
    let identity = Identity::of(path);
    ledger().read.iter().any(|read| read.is_or_is_in(&identity))
}

/// Notes that a file or a folder is going to be written, for the flag that is named.
/// Otherwise says what it is already.
pub(super) fn want(flag: &str, path: &Path) -> Result<(), String> {
    let identity = Identity::of(path);
    if has_read(path) {
        return Err("this is read for the answer, and is not written over; name another".to_owned());
    }
    let mut ledger = ledger();
    let meets = |wanted: &&Wanted| {
        identity.is_or_is_in(&wanted.identity) || wanted.identity.is_or_is_in(&identity)
    };
    match ledger.wanted.iter().find(meets) {
        Some(wanted) if wanted.flag != flag => {
            Err(format!("{} is written there too; name another", wanted.flag))
        }
        Some(_) => Ok(()),
        None => {
            ledger.wanted.push(Wanted { flag: flag.to_owned(), identity });
            Ok(())
        }
    }
}

/// Notes that a place has been written, or is given up: it may be read like any other.
pub(super) fn release(path: &Path) {
    let identity = Identity::of(path);
    ledger().wanted.retain(|wanted| wanted.identity.path != identity.path);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_any_of_its_names_and_in_whatever_order_it_is_named() {
        let folder = std::env::temp_dir().join(format!("hokushin-ledger-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("report")).expect("a scratch folder");
        let name = |name: &str| folder.join(name);
        for file in ["input", "output", "report/rows.csv"] {
            std::fs::write(name(file), "x").expect("written");
        }
        std::fs::hard_link(name("input"), name("again")).expect("linked");
        read(&name("input")).expect("nobody wants it");
        for same in ["input", "again", "report/../input"] {
            assert!(want("--out", &name(same)).is_err(), "{same}");
        }
        want("--out", &name("output")).expect("free");
        want("--out", &name("output")).expect("asked for again");
        assert!(want("--dot", &name("output")).is_err(), "two would write it");
        assert_eq!(read(&name("output")), Err("--out".to_owned()));
        want("--out", &name("report")).expect("free");
        assert_eq!(read(&name("report/rows.csv")), Err("--out".to_owned()));
        release(&name("output"));
        read(&name("output")).expect("it is written");
        release(&name("report"));
        std::fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn a_file_that_is_gone_does_not_lend_its_node_to_the_next_one() {
        let folder = std::env::temp_dir().join(format!("hokushin-nodes-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a scratch folder");
        // Most file systems give the node that was freed last.
        for place in 0..50 {
            let (gone, next) = (folder.join(format!("g{place}")), folder.join(format!("n{place}")));
            std::fs::write(&gone, "x").expect("written");
            read(&gone).expect("nobody wants it");
            std::fs::remove_file(&gone).expect("removed");
            std::fs::write(&next, "x").expect("written");
            want("--out", &next).expect("another file");
            release(&next);
        }
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
