//! Edition: the folder a run leaves behind, put into place in whole or not at all.
//!
//! Everything is written into a fresh folder beside the destination, which then takes its place in one step;
//! a run that fails or is killed leaves the previous edition as it was.

pub mod manifest;
mod points;
pub mod quality;
pub mod quality_page;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that tells a folder is an edition (and may be replaced by the next one).
pub const MANIFEST: &str = "manifest.json";

/// Why an edition could not be put into place.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// A file of the edition could not be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The destination holds something that is no edition.
    #[error(
        "{path} is not empty and holds no edition of nhipso; name another folder with --out, or empty it"
    )]
    NotAnEdition {
        /// The destination.
        path: PathBuf,
    },
    /// The destination has no name that a new folder could take.
    #[error("{path} cannot be an edition's folder; name a folder with --out")]
    NoName {
        /// The destination.
        path: PathBuf,
    },
    /// Another run is writing the same edition.
    #[error(
        "{path} exists: another run is writing this edition, or one was killed; remove it if none is running"
    )]
    Busy {
        /// The other run's folder.
        path: PathBuf,
    },
}

impl EditionError {
    /// For `map_err` on a file operation.
    pub fn write(path: &Path) -> impl FnOnce(io::Error) -> EditionError + '_ {
        move |source| EditionError::Write { path: path.to_owned(), source }
    }
}

/// A folder being filled beside its destination. Dropped before [`Draft::publish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Draft {
    folder: PathBuf,
    destination: PathBuf,
    published: bool,
}

impl Draft {
    /// Opens a draft for `destination`: fails early where the edition could not be put there.
    pub fn open(destination: &Path) -> Result<Self, EditionError> {
        let name = destination
            .file_name()
            .ok_or_else(|| EditionError::NoName { path: destination.to_owned() })?
            .to_string_lossy();
        let occupied = fs::read_dir(destination).is_ok_and(|mut entries| entries.next().is_some());
        if destination.is_file() || (occupied && !destination.join(MANIFEST).is_file()) {
            return Err(EditionError::NotAnEdition { path: destination.to_owned() });
        }
        let parent = match destination.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(EditionError::write(&parent))?;
        let folder = parent.join(format!(".{name}.draft"));
        match fs::create_dir(&folder) {
            Ok(()) => Ok(Draft { folder, destination: destination.to_owned(), published: false }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_abandoned(&folder) => {
                fs::remove_dir_all(&folder).map_err(EditionError::write(&folder))?;
                fs::create_dir(&folder).map_err(EditionError::write(&folder))?;
                Ok(Draft { folder, destination: destination.to_owned(), published: false })
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(EditionError::Busy { path: folder })
            }
            Err(source) => Err(EditionError::Write { path: folder, source }),
        }
    }

    /// Where to write.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts the finished folder in the place of the previous edition.
    pub fn publish(mut self) -> Result<(), EditionError> {
        let destination = self.destination.clone();
        if destination.exists() {
            if exchange(&self.folder, &destination).is_err() {
                let previous = self.folder.with_extension("previous");
                fs::rename(&destination, &previous).map_err(EditionError::write(&previous))?;
                if let Err(source) = fs::rename(&self.folder, &destination) {
                    // Back to what was there: the caller sees the error, the reader the old edition.
                    let _ = fs::rename(&previous, &destination);
                    return Err(EditionError::Write { path: destination, source });
                }
                fs::rename(&previous, &self.folder).map_err(EditionError::write(&previous))?;
            }
            // What lies under the draft's name now is the previous edition.
            fs::remove_dir_all(&self.folder).map_err(EditionError::write(&self.folder))?;
        } else {
            fs::rename(&self.folder, &destination).map_err(EditionError::write(&destination))?;
        }
        self.published = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.published {
            // Nothing to tell anybody: the run is failing for a reason of its own.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// A draft untouched for an hour was left by a run that was killed.
fn is_abandoned(folder: &Path) -> bool {
    let newest = fs::metadata(folder).and_then(|meta| meta.modified());
    newest.is_ok_and(|time| time.elapsed().is_ok_and(|age| age.as_secs() > 3600))
}

/// Swaps two folders in one step, where the system can.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn edition(text: &str, at: &Path) -> Result<(), EditionError> {
        let draft = Draft::open(at)?;
        fs::write(draft.folder().join(MANIFEST), text).unwrap();
        draft.publish()
    }

    #[test]
    fn replaces_an_edition_in_whole() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("2024");
        edition("one", &place).unwrap();
        fs::write(place.join("stale"), "").unwrap();
        edition("two", &place).unwrap();
        assert_eq!(fs::read_to_string(place.join(MANIFEST)).unwrap(), "two");
        assert!(!place.join("stale").exists());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_failed_run_leaves_the_previous_edition() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("2024");
        edition("one", &place).unwrap();
        let draft = Draft::open(&place).unwrap();
        fs::write(draft.folder().join(MANIFEST), "half").unwrap();
        assert!(matches!(Draft::open(&place), Err(EditionError::Busy { .. })));
        drop(draft);
        assert_eq!(fs::read_to_string(place.join(MANIFEST)).unwrap(), "one");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn never_replaces_what_is_no_edition() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.docx"), "").unwrap();
        assert!(matches!(Draft::open(dir.path()), Err(EditionError::NotAnEdition { .. })));
        assert!(dir.path().join("thesis.docx").exists());
        assert!(matches!(Draft::open(Path::new("/")), Err(EditionError::NoName { .. })));
    }
}
