//! Compose: [`Summary`] → [`Report`]: headings, sentences, tables, figures, notes; no format yet.
//!
//! Every number becomes words here and nowhere else: rounding and number formats live in one place.

pub mod report;

pub use report::Report;

use std::collections::BTreeMap;

use crate::analyse::Summary;
use crate::clean::Audit;
use crate::clean::tables::Origin;
use crate::model::Settings;
use crate::model::register::Registers;

/// The lines behind the figures as they stood, for those that were looked up again.
pub type SourceLines = BTreeMap<Origin, String>;

/// Writes the report in the language of `settings`.
pub fn compose(
    summary: &Summary,
    audit: &Audit,
    lines: &SourceLines,
    settings: &Settings,
    registers: &Registers,
) -> Report {
    let _ = (summary, audit, lines, settings, registers);
    Report::default()
}
