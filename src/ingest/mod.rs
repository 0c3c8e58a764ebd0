//! Ingest: files → bytes → text → header → [`Export`].
//!
//! A folder is searched for exports; each file (each sheet of a workbook) that carries a header of a known
//! kind becomes an [`Export`], whose rows are visited in blocks, in parallel, without ever holding the file.
//! Cells are strings here. What they mean is the business of `clean`.

mod blocks;
mod bytes;
mod caption;
mod captions;
mod carry;
mod cells;
mod charset;
mod discover;
mod encoding;
mod entries;
mod examine;
mod field;
mod fold;
#[cfg(test)]
mod folder_tests;
mod foreign;
mod form;
mod header;
mod layout;
mod lines;
mod names;
mod near;
mod ods;
mod record;
mod scan;
mod section;
mod sheet;
mod syllable;
#[cfg(test)]
mod tests;
mod wide;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

pub(crate) use blocks::ReadOptions;
pub use bytes::Digest;
use field::{Field, Held};
use fold::TextAccess;
use form::Shape;
use sheet::SheetRow;
pub(crate) use sheet::WORKBOOK_THREAD;

use crate::model::register::Registers;
use crate::model::table::Col;
use crate::model::{Rule, Settings, Text};

/// What an export carries, known from its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportKind {
    /// One row a question of a dialogue session.
    Sessions,
    /// One row a place, period and indicator (or a wide form).
    Coverage,
    /// One row a place, period and level of community digital teams.
    Teams,
    /// One row a target.
    Targets,
    /// One row a promise.
    Commitments,
}

impl ExportKind {
    /// As `accounting.csv` names it.
    pub fn as_str(self) -> &'static str {
        match self {
            ExportKind::Sessions => "sessions",
            ExportKind::Coverage => "coverage",
            ExportKind::Teams => "teams",
            ExportKind::Targets => "targets",
            ExportKind::Commitments => "commitments",
        }
    }
}

/// Where an export lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// Path below the project folder, with `/`, NFC.
    pub file: Arc<str>,
    /// Sheet, where the file is a workbook.
    pub sheet: Option<Arc<str>>,
}

/// What a field of the data rows is.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// Serial numbers, and columns nobody asked for.
    Ignored,
    /// A contract column.
    Column(Col),
    /// A measure of a wide form: one column an indicator, a part, a period.
    Wide(WideColumn),
}

/// One measure column of a wide form.
#[derive(Clone, Debug, PartialEq)]
pub struct WideColumn {
    /// Registered indicator id (or the caption, where indicators are not registered); `None` for teams, and where
    /// a column names the indicator of each row while years stand as columns.
    pub indicator: Option<Arc<str>>,
    /// `covered`, `total`, `percent`, `teams`, `members`, `trained`.
    pub measure: Col,
    /// Period as the caption writes it, where years stand as columns.
    pub period: Option<Arc<str>>,
    /// Further indicators that a total stands for: "Tổng số xã" may serve all columns that count communes.
    pub also: Vec<Arc<str>>,
}

/// Where the year of a column of quarters or months stands.
#[derive(Clone, Debug, PartialEq)]
pub struct YearOf {
    /// What the column holds: `quý` or `tháng`, as a period is written.
    pub part: &'static str,
    /// Where the year is.
    pub year: YearAt,
}

/// A column or a title line.
#[derive(Clone, Debug, PartialEq)]
pub enum YearAt {
    /// In this field of each row.
    Field(usize),
    /// In a title line, for all rows.
    Title(Arc<str>),
}

/// What title lines say for all rows of a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// Registered indicator id named in a title line.
    pub indicator: Option<Arc<str>>,
    /// Period, as written.
    pub period: Option<Arc<str>>,
    /// Province, as written.
    pub province: Option<Arc<str>>,
    /// Periods, indicators or provinces of a title line that names several, so that none is that of the rows.
    pub unclear: Option<Arc<str>>,
}

/// One export: a file (or a sheet) whose header is understood.
#[derive(Clone, Debug)]
pub struct Export {
    /// Where it lies.
    pub source: Source,
    /// What it carries.
    pub kind: ExportKind,
    /// Encoding found: `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `cp1258`, `tcvn3`, `vni`; `sheet` for a workbook.
    pub encoding: &'static str,
    /// How sure the finding of the encoding is, 0 to 1.
    pub encoding_confidence: f64,
    /// Separator; `None` for a sheet.
    pub separator: Option<u8>,
    /// Size of the file in bytes, before it was read.
    pub bytes: u64,
    /// Line of the header (the last one of a header of two rows).
    pub header_line: u64,
    /// What stands in the header, per field (captions of two rows joined by ` / `).
    pub headers: Vec<Arc<str>>,
    /// What each field is.
    pub roles: Vec<Role>,
    /// What title lines say for all rows.
    pub caption: Caption,
    /// Captions of columns that hold something and are not read; serial numbers are not among them.
    pub unread: Vec<Arc<str>>,
    /// Where the year of its periods stands, where they are quarters or months without one.
    pub year: Option<YearOf>,
    /// Field of the provinces' codes, where another one holds their names.
    pub place_code: Option<usize>,
    /// Whether a blank place cell takes the place above (merged cells), because the form shows it.
    pub carries_place: bool,
    /// Lines above the data that are no data: titles, header, column ids, blanks.
    pub form_lines_above: u64,
    digest: Arc<OnceLock<Digest>>,
    access: Access,
}

/// How to get at the rows of an export.
#[derive(Clone, Debug)]
enum Access {
    /// A text file.
    Text(TextAccess),
    /// A sheet of a workbook.
    Sheet {
        /// The workbook.
        path: PathBuf,
        /// First row below the header.
        data_line: u64,
        /// What rows look like.
        shape: Arc<Shape>,
        /// Percentage columns whose numbers may be fractions of one, and nothing tells.
        doubtful: Vec<usize>,
    },
    /// Entries of `nhipso.toml`.
    Entries(Arc<[SheetRow]>),
}

/// What a line of an export is, as far as its shape shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A data row (possibly a total row: that is for `clean` to see).
    Data,
    /// A header amid the rows: a form line, below which columns may stand in another order.
    Header,
    /// A form line: blank, column ids (A B 1 2), a signature, a note below the table.
    Form,
    /// A row whose shape is broken; it is rejected with this rule.
    Broken(Rule),
    /// A row of a sheet whose number in this field may be a percentage or a fraction of one.
    Fraction(usize),
}

/// One record, in place.
pub struct Row<'a> {
    /// Line on which it starts, from 1 (row number in a sheet).
    pub line: u64,
    /// What it is.
    pub kind: RowKind,
    fields: &'a [Field],
    raw: &'a [u8],
    scratch: &'a [u8],
    separator: u8,
    /// Where each field stands in the record, where that is not the order of the header.
    order: &'a [Option<usize>],
}

impl<'a> Row<'a> {
    /// The cell of field `i`, unescaped, in UTF-8 (invalid bytes are still there); empty where the row is shorter.
    ///
    /// Bytes that are no UTF-8 cost nothing here: whoever reads a cell checks it, once per distinct cell, and a
    /// column that nobody reads does not cost the row.
    pub fn cell(&self, i: usize) -> &'a [u8] {
        field::bytes_of(self.fields, self.raw, self.scratch, i)
    }

    /// Whether a sheet holds the cell as a number: it is written with `.` for decimals and nothing between
    /// thousands, so that it cannot be ambiguous. Never so for text files.
    pub fn is_number(&self, i: usize) -> bool {
        self.fields.get(i).is_some_and(|field| field.held == Held::Number)
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether the row has no field at all.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The record as it stands in the file, in UTF-8, without its line end. For a sheet, its cells joined by `;`.
    /// Only the first bytes of a record that is too long.
    pub fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// Where field `i` stands in [`Row::raw`], in bytes, with its quotes; `None` where it is not there. Walks over the record, so ask only for messages.
    pub fn span(&self, i: usize) -> Option<Range<usize>> {
        if self.order.is_empty() {
            return field::span(self.fields, self.raw, self.separator, i);
        }
        // Fields that were moved know their bytes, unless they had to be unescaped.
        let field = self.fields.get(i).filter(|field| field.held != Held::Scratch)?;
        field::span(std::slice::from_ref(field), self.raw, self.separator, 0)
    }

    /// The cell reference of field `i` in a sheet, such as `D7`.
    pub fn cell_ref(&self, i: usize) -> String {
        let at = self.order.get(i).copied().flatten().unwrap_or(i);
        format!("{}{}", sheet::column_letters(at), self.line)
    }
}

/// A file that could not be used at all.
#[derive(Clone, Debug)]
pub struct Unusable {
    /// Where it lies.
    pub source: Source,
    /// Why.
    pub rule: Rule,
    /// The case at hand.
    pub problem: Text,
    /// What to do.
    pub advice: Text,
    /// Line, where one is to blame.
    pub line: Option<u64>,
    /// What stands on that line; empty where none is to blame.
    pub line_text: String,
}

/// All exports of a folder.
#[derive(Debug, Default)]
pub struct Exports {
    /// In the order of their names.
    pub exports: Vec<Export>,
    /// Files that look like exports and are none.
    pub unusable: Vec<Unusable>,
    /// The project folder (of the one file, its folder): where `corrections.csv` lies.
    pub folder: PathBuf,
}

/// What ends a run.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The folder cannot be listed.
    #[error("cannot read {path}: {source}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file that could be opened before cannot be read now.
    #[error("cannot read {file}: {source}")]
    File {
        /// The file.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
}

/// Finds the exports in a folder (or the one file `input` names).
///
/// Looks at the first lines of every file, for its encoding and its header; files that look like exports and are none
/// are named in [`Exports::unusable`].
///
/// # Errors
/// Where the folder cannot be listed.
pub fn discover(input: &Path, settings: &Settings, registers: &Registers) -> Result<Exports, IngestError> {
    discover_with(input, settings, registers, ReadOptions::default())
}

/// [`discover`], with what is read at a time made known.
pub(crate) fn discover_with(
    input: &Path,
    settings: &Settings,
    registers: &Registers,
    options: ReadOptions,
) -> Result<Exports, IngestError> {
    discover::discover(input, settings, registers, options)
}

impl Export {
    /// Visits every line after the header, large files in chunks and in parallel. Each thread folds its chunks into
    /// an accumulator made by `new`, which meets its rows in the order of the file; rows of others may stand between
    /// them. So the result does not depend on the number of threads or the size of blocks as long as it does not
    /// depend on the order in which accumulators are merged; what is a list of rows is sorted by line afterwards.
    /// Rows that depend on those above ([`Export::carries_place`]) are visited one after the other.
    ///
    /// `step` may see rows that are read again later; only the accumulators that are merged count.
    ///
    /// # Errors
    /// Where the file can no longer be read.
    pub fn fold<A: Send>(
        &self,
        new: impl Fn() -> A + Sync,
        step: impl Fn(&mut A, &Row<'_>) + Sync,
        merge: impl FnMut(&mut A, A),
    ) -> Result<A, IngestError> {
        match &self.access {
            Access::Text(text) => text.fold(new, step, merge),
            Access::Sheet { .. } => {
                let mut all = new();
                self.access.sheet_rows(self.sheet_name(), |row| step(&mut all, row)).map(|()| all)
            }
            Access::Entries(rows) => {
                let mut all = new();
                entries::visit(rows, |row| step(&mut all, row));
                Ok(all)
            }
        }
        .map_err(|source| self.unreadable(source))
    }

    /// What the file can be checked by; known when its rows were read.
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.get()
    }

    /// Whether [`Export::fold`] visits it in several parts.
    pub fn has_parts(&self) -> bool {
        matches!(&self.access, Access::Text(text) if text.has_parts())
    }

    /// Visits the records that start at `lines` (ascending): the second pass, only when asked.
    ///
    /// # Errors
    /// Where the file can no longer be read.
    pub fn rows_at(&self, lines: &[u64], mut visit: impl FnMut(&Row<'_>)) -> Result<(), IngestError> {
        match &self.access {
            Access::Text(text) => text.rows_at(lines, visit),
            Access::Sheet { .. } => self.access.sheet_rows(self.sheet_name(), |row| {
                if lines.binary_search(&row.line).is_ok() {
                    visit(row);
                }
            }),
            Access::Entries(rows) => {
                entries::visit(rows, |row| {
                    if lines.binary_search(&row.line).is_ok() {
                        visit(row);
                    }
                });
                Ok(())
            }
        }
        .map_err(|source| self.unreadable(source))
    }

    fn sheet_name(&self) -> &str {
        self.source.sheet.as_deref().unwrap_or_default()
    }

    fn unreadable(&self, source: std::io::Error) -> IngestError {
        IngestError::File { file: self.source.file.to_string(), source }
    }
}
