//! Render: [`Report`] → files. Writers never compute, never round, never sort, never word.
//!
//! A [`Writer`] turns an [`Edition`] (the report and its drawn charts) into files in memory; [`write_edition`] lets
//! the writers of the chosen [`Format`]s work side by side and puts what they made into a folder. The caller hands
//! over a fresh folder and moves it to its place when everything is there.

pub mod charts;
pub mod csv;
pub mod datapackage;
mod docx;
mod error;
mod even;
pub mod fonts;
mod html;
mod keys;
mod letters;
mod logo;
mod measure;
mod pdf;
mod picture;
#[cfg(test)]
mod same_texts;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
mod theme;
mod xlsx;

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

pub use error::RenderError;
pub use html::font_faces;
pub(crate) use html::marked;
pub use logo::Logo;
use picture::Need;
pub use picture::Picture;
pub use theme::{Theme, ThemeError};

use crate::compose::Report;
use crate::compose::report::Rows;
use datapackage::{Described, Resource};

/// A format of the edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `index.html`.
    Html,
    /// `report.pdf`.
    Pdf,
    /// `report.docx`.
    Docx,
    /// `report.xlsx`.
    Xlsx,
    /// `tables/*.csv` and `datapackage.json`.
    Csv,
    /// `charts/*.svg` and `charts/*.png`.
    Charts,
}

impl Format {
    /// Every format, in the order of the command line's help.
    pub const ALL: [Format; 6] =
        [Format::Html, Format::Pdf, Format::Docx, Format::Xlsx, Format::Csv, Format::Charts];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Charts => "charts",
        }
    }

    /// The format of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    fn writer(self) -> &'static dyn Writer {
        match self {
            Format::Html => &html::Html,
            Format::Pdf => &pdf::Pdf,
            Format::Docx => &docx::Docx,
            Format::Xlsx => &xlsx::Xlsx,
            Format::Csv => &csv::Csv,
            Format::Charts => &picture::Charts,
        }
    }

    /// The form in which the format shows charts; the workbook has native ones.
    fn needs(self) -> Need {
        match self {
            Format::Html | Format::Pdf => Need { drawn: true, ..Need::default() },
            Format::Docx => Need { drawn: true, pixels: true, ..Need::default() },
            Format::Charts => Need { alone: true, ..Need::default() },
            Format::Xlsx | Format::Csv => Need::default(),
        }
    }
}

/// What the writers write.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its charts as drawn, in the order of [`Report::figures`].
    pub pictures: &'a [Picture],
    /// Colours and logo.
    pub theme: &'a Theme,
    /// Tables beside those of the report (`quality/*.csv`) that the data package describes.
    pub more: &'a [Resource],
}

/// A file of the edition, finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path within the edition, with `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl File {
    fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        File { path: path.into(), bytes: bytes.into() }
    }
}

/// One format of the edition. Equal editions give equal bytes.
pub trait Writer: Sync {
    /// Writes the edition.
    ///
    /// # Errors
    /// When the format cannot hold what the report says (a sign that its font lacks, a chart without words).
    fn files(&self, edition: &Edition<'_>) -> Result<Vec<File>, RenderError>;
}

/// Writes `report` in the given formats into the folder `dir`, which exists and is fresh, with the tables `more`
/// (already written there by the caller) described in the data package.
///
/// # Errors
/// When a writer fails or a file cannot be written.
pub fn write_edition(
    report: &Report,
    formats: &[Format],
    theme: &Theme,
    more: &[Resource],
    dir: &Path,
) -> Result<(), RenderError> {
    let asked =
        |formats: &[Format]| formats.iter().fold(Need::default(), |need, format| need.or(format.needs()));
    let colours = theme.charts();
    let drawn = picture::draw(report, &colours, asked(formats))?;
    let write = |group: &&[Format]| -> Result<(), RenderError> {
        let group: Vec<Format> = group.iter().filter(|format| formats.contains(format)).copied().collect();
        let need = asked(&group);
        let pictures = match need.pixels || need.alone {
            true => Cow::Owned(picture::paint(report, &colours, need, &drawn)?),
            false => Cow::Borrowed(&drawn),
        };
        let edition = Edition { report, pictures: &pictures, theme, more };
        group.par_iter().try_for_each(|format| {
            format.writer().files(&edition)?.iter().try_for_each(|file| put(dir, file))
        })
    };
    // Whoever is free takes the next.
    GROUPS.iter().par_bridge().try_for_each(write)
}

/// Formats in the order in which their writers begin, together where both show pixels: the typesetter and the workbook take
/// longest and are of one piece each; pixels are of many pieces, which all threads share in the end.
const GROUPS: [&[Format]; 5] =
    [&[Format::Pdf], &[Format::Xlsx], &[Format::Html], &[Format::Csv], &[Format::Docx, Format::Charts]];

/// Writes the tables of an edition and nothing else, as the format [`Format::Csv`], into the folder `dir`, which exists
/// and is fresh; a table whose rows are made when they are written is never in memory as a whole. [`write_package`]
/// describes them.
///
/// # Errors
/// When a table has other columns than it declares or a file cannot be written.
pub fn write_tables<T: Rows>(tables: &[T], dir: &Path) -> Result<Vec<Described>, RenderError> {
    csv::put(tables, dir)
}

/// Writes the data package of tables that are written, with the tables `more` beside them.
///
/// # Errors
/// When the file cannot be written.
pub fn write_package(
    report: &Report,
    tables: &[Described],
    more: &[Resource],
    dir: &Path,
) -> Result<(), RenderError> {
    put(dir, &datapackage::write(report, tables, more)?)
}

/// The source line with its word before it; empty where there is no source.
fn sourced(source: &str, report: &Report) -> String {
    match (source, report.words.source.as_str()) {
        ("", _) => String::new(),
        (source, "") => source.to_owned(),
        (source, word) => format!("{word}: {source}"),
    }
}

fn put(dir: &Path, file: &File) -> Result<(), RenderError> {
    let path = dir.join(&file.path);
    let failed = |source| RenderError::Write { path: path.clone(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(&path, &file.bytes).map_err(failed)
}
