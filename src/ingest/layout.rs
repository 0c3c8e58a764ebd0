//! From a header to what its rows look like.

use crate::model::table::{COMMUNE, Col, DATE, DISTRICT, DUE, INDICATOR, PERIOD, PROVINCE, SESSION_DATE};

use super::form::Shape;
use super::header::{self, HeadRow, Header};
use super::names::Names;
use super::section::Heads;
use super::{ExportKind, Role};

/// What rows look like, and how many fields they may have (columns without a caption among them).
pub(super) fn shape(rows: &[HeadRow], header: &Header, names: &Names) -> (Shape, usize) {
    let captioned = header.captions.iter().rposition(|caption| !caption.is_empty()).map_or(0, |i| i + 1);
    let data = rows.get(header.data..).unwrap_or_default();
    let mut shape = Shape {
        columns: captioned,
        width: header.captions.len(),
        keys: Vec::new(),
        periods: Vec::new(),
        content: Vec::new(),
        numeric: header::is_numeric(header.kind),
        repeats: rows[header.rows.start..header.data.min(rows.len())]
            .iter()
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
            .map(|row| row.raw.clone())
            .collect(),
        heads: Heads::new(header, names),
    };
    const PERIODS: [Col; 4] = [DATE, SESSION_DATE, PERIOD, DUE];
    const KEYS: [Col; 8] = [DATE, SESSION_DATE, PROVINCE, INDICATOR, PERIOD, DISTRICT, COMMUNE, DUE];
    for key in KEYS {
        shape.keys.extend(header.roles.iter().position(|role| *role == Role::Column(key)));
    }
    for (i, role) in header.roles.iter().enumerate() {
        match role {
            Role::Column(col) if PERIODS.contains(col) => shape.periods.push(i),
            Role::Column(col) if is_content(header.kind, *col) => shape.content.push(i),
            Role::Wide(_) => shape.content.push(i),
            _ => {}
        }
    }
    // A header whose last columns have no caption: all rows are longer alike.
    let longer: Vec<usize> = data
        .iter()
        .filter(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() > 2)
        .map(|row| row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |i| i + 1))
        .collect();
    if longer.len() >= 3 && longer.iter().all(|len| *len > shape.width && Some(len) == longer.first()) {
        shape.width = longer[0];
    }
    let width = shape.width;
    (shape, width)
}

fn is_content(kind: ExportKind, col: Col) -> bool {
    match kind {
        ExportKind::Sessions => matches!(col.name(), "topic" | "question"),
        ExportKind::Coverage => matches!(col.name(), "percent" | "covered" | "total"),
        ExportKind::Teams => matches!(col.name(), "teams" | "members" | "trained"),
        ExportKind::Targets => col.name() == "target",
        ExportKind::Commitments => col.name() == "commitment",
    }
}
