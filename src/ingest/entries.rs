//! Targets that stand in `nhipso.toml`: an export like any other, whose rows are the `[[target]]` entries.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::model::settings::{FILE_NAME, TargetEntry};
use crate::model::table::{DUE, INDICATOR, PROVINCE, SOURCE, TARGET};
use crate::model::{Settings, called};

use super::bytes::Digest;
use super::field::Held;
use super::sheet::{JOINT, SheetRow};
use super::{Access, Caption, Export, ExportKind, Role, Row, RowKind, Source};

/// The targets of the settings as an export; `None` where there are none.
pub(super) fn export(folder: &Path, settings: &Settings) -> Option<Export> {
    if settings.targets.is_empty() {
        return None;
    }
    let bytes = std::fs::read(folder.join(FILE_NAME)).unwrap_or_default();
    let columns = [INDICATOR, PROVINCE, DUE, TARGET, SOURCE];
    Some(Export {
        source: Source { file: FILE_NAME.into(), sheet: None },
        kind: ExportKind::Targets,
        encoding: "utf-8",
        encoding_confidence: 1.0,
        separator: None,
        digest: Arc::new(OnceLock::from(Digest::of(&bytes))),
        bytes: bytes.len() as u64,
        header_line: settings.targets.first().map_or(1, |target| target.line),
        headers: columns.iter().map(|column| Arc::from(called::column(*column).vi)).collect(),
        roles: columns.into_iter().map(Role::Column).collect(),
        caption: Caption::default(),
        unread: Vec::new(),
        place_code: None,
        year: None,
        carries_place: false,
        form_lines_above: 0,
        access: Access::Entries(settings.targets.iter().map(row).collect()),
    })
}

fn row(target: &TargetEntry) -> SheetRow {
    let mut row = SheetRow { line: target.line, ..SheetRow::default() };
    let held = if target.is_number { Held::Number } else { Held::Raw };
    for (text, held) in [
        (&target.indicator, Held::Raw),
        (&target.province, Held::Raw),
        (&target.due, Held::Raw),
        (&target.target, held),
        (&target.source, Held::Raw),
    ] {
        row.push(text, held);
    }
    row
}

/// Visits the entries.
pub(super) fn visit(rows: &[SheetRow], mut see: impl FnMut(&Row<'_>)) {
    for row in rows {
        see(&Row {
            line: row.line,
            kind: RowKind::Data,
            fields: &row.fields.list,
            raw: &row.raw,
            scratch: &[],
            separator: JOINT,
            order: &[],
        });
    }
}
