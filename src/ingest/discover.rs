//! Finding the exports of a folder.

use std::fs::FileType;
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
        files.push(Listed { name, path: input.to_owned(), is_link: false });
    } else {
        list(input, "", &mut files).map_err(folder)?;
        let named = named(input, settings);
        files.retain(|file| !file.is_one_of(&named));
        files.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    }
    let names = Names::new(registers);
    let found: Vec<Exports> = files
        .par_iter()
        .map(|Listed { name, path, .. }| examine(name, path, settings, &names, options))
        .collect();
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

/// A file that may be an export.
struct Listed {
    /// Its name below the project.
    name: String,
    path: PathBuf,
    is_link: bool,
}

impl Listed {
    /// Whether it is one of `named`, which have no links in them.
    fn is_one_of(&self, named: &[PathBuf]) -> bool {
        let alike = named.iter().any(|named| named.file_name() == self.path.file_name());
        // Following all links of a path is slow, and only a link is another file than its name says.
        (alike || self.is_link) && self.path.canonicalize().is_ok_and(|path| named.contains(&path))
    }
}

/// Lists the files that may be exports. The folder says what its entries are, so that only links are asked further.
fn list(folder: &Path, below: &str, files: &mut Vec<Listed>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().nfc().collect::<String>()) else {
            continue;
        };
        let lower = name.to_lowercase();
        // Hidden files, and the locks that office programs leave.
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        let kind = if is_link { path.metadata().map(|data| data.file_type()) } else { entry.file_type() };
        if kind.as_ref().is_ok_and(FileType::is_dir) {
            if !is_link && !OWN_FOLDERS.contains(&lower.as_str()) {
                list(&path, &format!("{below}{name}/"), files)?;
            }
        } else if kind.is_ok_and(|kind| !kind.is_file()) {
            // Opening a pipe or a device would wait for ever. A link to nothing is told when it is opened.
        } else if !OWN_FILES.contains(&lower.as_str()) && has_extension(&lower) {
            files.push(Listed { name: format!("{below}{name}"), path, is_link });
        }
    }
    Ok(())
}

fn has_extension(name: &str) -> bool {
    let name = [".gz", ".zst", ".zstd"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(name);
    name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension))
}
