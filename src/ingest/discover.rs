//! Finding the exports of a folder.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::model::Settings;
use crate::model::register::Registers;
use crate::model::settings::RegisterChoice;

use super::blocks::ReadOptions;
use super::entries;
use super::examine::examine;
use super::names::Names;
use super::{Exports, IngestError};

/// Extensions of files that may be exports.
const EXTENSIONS: &[&str] = &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"];

/// Files of a project that are no exports.
const OWN_FILES: &[&str] = &["nhipso.toml", "corrections.csv"];

/// Folders of a project, or of an edition, that hold no exports.
const OWN_FOLDERS: &[&str] = &["notes", "private", "tables", "quality"];

/// Finds the exports below `input`, or in it where it is a file.
pub(super) fn discover(
    input: &Path,
    settings: &Settings,
    registers: &Registers,
    options: ReadOptions,
) -> Result<Exports, IngestError> {
    let folder = |source| IngestError::Folder { path: input.to_owned(), source };
    let mut files = Vec::new();
    if input.is_file() {
        let name = input.file_name().map(|name| name.to_string_lossy().nfc().collect()).unwrap_or_default();
        files.push((name, input.to_owned()));
    } else {
        list(input, "", &mut files).map_err(folder)?;
        let named = named(input, settings);
        files.retain(|(_, path)| !is_one_of(path, &named));
        files.sort();
    }
    let names = Names::new(registers);
    let found: Vec<Exports> =
        files.par_iter().map(|(name, path)| examine(name, path, settings, &names, options)).collect();
    let project = if input.is_file() { input.parent().unwrap_or(Path::new("")) } else { input };
    let mut all = Exports { folder: project.to_owned(), ..Exports::default() };
    for exports in found {
        all.exports.extend(exports.exports);
        all.unusable.extend(exports.unusable);
    }
    all.exports.extend(entries::export(project, settings));
    Ok(all)
}

/// The files that the settings name for another use: registers and the logo.
fn named(project: &Path, settings: &Settings) -> Vec<PathBuf> {
    let registers = [&settings.places, &settings.topics].into_iter().filter_map(|choice| match choice {
        RegisterChoice::File(path) => Some(project.join(path)),
        RegisterChoice::Default | RegisterChoice::Any => None,
    });
    let theme = settings.theme_folder.as_deref().unwrap_or(project);
    let logo = settings.theme.logo.iter().map(|path| theme.join(path));
    registers.chain(logo).filter_map(|path| path.canonicalize().ok()).collect()
}

/// Whether a path is one of `named`, which have no links in them.
fn is_one_of(path: &Path, named: &[PathBuf]) -> bool {
    let alike = named.iter().any(|named| named.file_name() == path.file_name());
    // Following all links of a path is slow, and only a link is another file than its name says.
    (alike || !named.is_empty() && path.is_symlink())
        && path.canonicalize().is_ok_and(|path| named.contains(&path))
}

/// Lists the files that may be exports, with their names below the project.
fn list(folder: &Path, below: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().nfc().collect::<String>()) else {
            continue;
        };
        let lower = name.to_lowercase();
        // Hidden files, and the locks that office programs leave.
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if path.is_dir() {
            if !path.is_symlink() && !OWN_FOLDERS.contains(&lower.as_str()) {
                list(&path, &format!("{below}{name}/"), files)?;
            }
        } else if path.metadata().is_ok_and(|data| !data.is_file()) {
            // Opening a pipe or a device would wait for ever. A link to nothing is told when it is opened.
        } else if !OWN_FILES.contains(&lower.as_str()) && has_extension(&lower) {
            files.push((format!("{below}{name}"), path));
        }
    }
    Ok(())
}

fn has_extension(name: &str) -> bool {
    let name = [".gz", ".zst", ".zstd"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(name);
    name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension))
}
