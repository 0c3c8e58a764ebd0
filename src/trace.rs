//! Trace: from a figure back to the lines of the exports it came from.
//!
//! The pipeline keeps file and line of the first lines behind every figure; what those lines say is looked up
//! again here, in a second pass over just those lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::clean::{self, Meaning, tables::Origin};
use crate::compose::SourceLines;
use crate::compose::report::line_text;
use crate::ingest::{Export, Exports, IngestError, Role};
use crate::model::Settings;
use crate::model::register::Registers;
use crate::model::table::{QUESTION, RESPONDENT};

/// Looks up `wanted` lines again, in one pass over each file that has any.
///
/// Free text of questions and columns that are not part of the contract are left out: these lines may be published.
pub fn source_lines(exports: &Exports, wanted: &[Origin]) -> Result<SourceLines, IngestError> {
    look_up(exports, wanted, |_, _, _| None)
}

/// [`source_lines`], with each cell as it stood and, where that is something else, as it was understood.
pub fn explained_lines(
    exports: &Exports,
    wanted: &[Origin],
    settings: &Settings,
    registers: &Registers,
) -> Result<SourceLines, IngestError> {
    let meaning = Meaning::new(settings, registers);
    look_up(exports, wanted, |export, cells, field| meaning.of(export, cells, field))
}

fn look_up(
    exports: &Exports,
    wanted: &[Origin],
    meaning: impl Fn(&Export, &[&[u8]], usize) -> Option<String>,
) -> Result<SourceLines, IngestError> {
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
            let text = match corrected.get(&origin) {
                // The line as the office sent it is not what was read.
                Some(read) => {
                    let read: Vec<&[u8]> = read.iter().map(Vec::as_slice).collect();
                    let sent = publishable(export, &cells, |_| None);
                    let read = publishable(export, &read, |field| meaning(export, &read, field));
                    format!("{sent} → corrections.csv: {read}")
                }
                None => publishable(export, &cells, |field| meaning(export, &cells, field)),
            };
            lines.insert(origin, text);
        })?;
    }
    Ok(lines)
}

/// The cells of a row that the contract asks for, as `header = cell`.
fn publishable(export: &Export, cells: &[&[u8]], meaning: impl Fn(usize) -> Option<String>) -> String {
    let mut parts = Vec::new();
    for (field, ((role, header), cell)) in export.roles.iter().zip(&export.headers).zip(cells).enumerate() {
        let asked = match role {
            Role::Ignored => false,
            Role::Column(col) => *col != QUESTION && *col != RESPONDENT,
            Role::Wide(_) => true,
        };
        let cell = crate::model::fold::tidy(&String::from_utf8_lossy(cell));
        if asked && !cell.is_empty() {
            let understood = meaning(field).filter(|meaning| *meaning != cell);
            let understood = understood.map(|meaning| format!(" [{meaning}]")).unwrap_or_default();
            parts.push((header.to_string(), format!("{cell}{understood}")));
        }
    }
    line_text(parts)
}
