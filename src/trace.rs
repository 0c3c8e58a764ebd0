//! Trace: from a figure back to the lines of the exports it came from.
//!
//! The pipeline keeps file and line of the first lines behind every figure; what those lines say is looked up
//! again here, in a second pass over just those lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::clean::{self, tables::Origin};
use crate::compose::SourceLines;
use crate::ingest::{Export, Exports, IngestError, Role};
use crate::model::table::{QUESTION, RESPONDENT};

/// Looks up `wanted` lines again, in one pass over each file that has any.
///
/// Free text of questions and columns that are not part of the contract are left out: these lines may be published.
pub fn source_lines(exports: &Exports, wanted: &[Origin]) -> Result<SourceLines, IngestError> {
    let mut by_file: BTreeMap<u32, BTreeSet<u64>> = BTreeMap::new();
    for origin in wanted {
        by_file.entry(origin.file).or_default().insert(origin.line);
    }
    let corrected = clean::corrected_lines(exports)?;
    let mut lines = SourceLines::new();
    for (file, numbers) in by_file {
        let Some(export) = exports.exports.get(file as usize) else { continue };
        let numbers: Vec<u64> = numbers.into_iter().collect();
        export.rows_at(&numbers, |row| {
            let cells: Vec<&[u8]> = (0..row.len()).map(|i| row.cell(i)).collect();
            let origin = Origin { file, line: row.line };
            let mut text = publishable(export, &cells);
            if corrected.contains(&origin) {
                // The line as the office sent it is not what was read.
                text.push_str(" → corrections.csv");
            }
            lines.insert(origin, text);
        })?;
    }
    Ok(lines)
}

/// The cells of a row that the contract asks for, as `header = cell`.
fn publishable(export: &Export, cells: &[&[u8]]) -> String {
    let mut parts = Vec::new();
    for ((role, header), cell) in export.roles.iter().zip(&export.headers).zip(cells) {
        let asked = match role {
            Role::Ignored => false,
            Role::Column(col) => *col != QUESTION && *col != RESPONDENT,
            Role::Wide(_) => true,
        };
        let cell = crate::model::fold::tidy(&String::from_utf8_lossy(cell));
        if asked && !cell.is_empty() {
            parts.push(format!("{header} = {cell}"));
        }
    }
    parts.join(" · ")
}
