//! The account of one export: what became of its rows.

use std::collections::BTreeMap;

use super::audit::{Account, Rejection};
use super::layout::Job;
use super::part::Part;
use super::place::UnitId;
use super::settle::{Read, Tally};
use crate::ingest::Export;
use crate::model::Text;

/// What the audit needs of an export, whatever its kind.
pub struct Outline {
    read: u64,
    totals: u64,
    empty: u64,
    form_lines: u64,
    /// Rejected rows.
    pub rejections: Vec<Rejection>,
    /// Lines that `corrections.csv` names and that are no data rows.
    pub unmet: Vec<u64>,
    /// Borders of the file, where something said which.
    read_in: Option<Text>,
}

/// Outlines of exports, by file.
pub fn outline<G>(reads: Vec<Read<'_, G>>, parts: &mut BTreeMap<u32, Outline>) {
    for (job, part) in reads {
        let Part { read, totals, empty, form_lines, rejections, corrected, keys: part_keys, .. } = part;
        let unmet = job.corrections.keys().filter(|line| !corrected.contains(line)).copied().collect();
        let read_in = read_in(&job, part_keys.former_at);
        parts.insert(job.file, Outline { read, totals, empty, form_lines, rejections, unmet, read_in });
    }
}

/// In which borders an export is read, where the project or a line of it says so.
fn read_in(job: &Job<'_>, former: Option<(u64, UnitId)>) -> Option<Text> {
    if let Some(borders) = job.borders {
        return Some(Text::new(
            format!("đọc theo địa giới {borders} tỉnh như nhipso.toml ghi"),
            format!("read in the borders of the {borders} provinces, as nhipso.toml says"),
        ));
    }
    let (line, unit) = former?;
    let name = &job.context.places.unit(unit)?.name;
    Some(Text::new(
        format!("đọc theo 63 tỉnh vì dòng {line} có {name}"),
        format!("read in the borders of the 63 provinces, because line {line} names {name}"),
    ))
}

impl Outline {
    /// The account, with the rows that were used and those that repeat others.
    pub fn account(&self, export: &Export, Tally { used, repeats }: Tally) -> Account {
        let digest = export.digest().cloned().unwrap_or_default();
        Account {
            source: export.source.clone(),
            kind: export.kind,
            encoding: export.encoding,
            encoding_confidence: export.encoding_confidence,
            separator: export.separator,
            sha256: digest.sha256,
            bytes: digest.bytes,
            read: self.read,
            used,
            totals: self.totals,
            empty: self.empty,
            repeats,
            rejected: self.rejections.len() as u64,
            unread: export.unread.clone(),
            read_in: self.read_in.clone(),
            form_lines: self.form_lines,
        }
    }
}
