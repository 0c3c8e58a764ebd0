//! Rows for one figure that differ in words which are not read, such as a column of offices beside that of provinces:
//! they may well speak of different things, so equal figures do not make one a repeat of the other.

use std::collections::BTreeMap;

use super::Read;
use crate::clean::claims::Claim;
use crate::clean::layout::Job;
use crate::clean::part::visit;
use crate::clean::tables::Origin;
use crate::ingest::{IngestError, Role};
use crate::model::fold::{fold, tidy};

/// What the columns that are not read say in words in one row: captions and cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread(Vec<(String, String)>);

impl Unread {
    /// Whether no column that both rows fill says something else.
    pub fn agrees(&self, other: &Unread) -> bool {
        self.0.iter().all(|(caption, text)| {
            let in_other = other.0.iter().find(|(theirs, _)| fold(theirs) == fold(caption));
            in_other.is_none_or(|(_, theirs)| fold(theirs) == fold(text))
        })
    }

    /// For messages: `; Đơn vị: Mai Sơn`.
    pub fn shown(&self) -> String {
        self.0.iter().map(|(caption, text)| format!("; {caption}: {text}")).collect()
    }
}

/// Fields with a caption and no meaning. A code beside a place's name has one.
fn unread(job: &Job<'_>) -> Vec<usize> {
    let export = job.export;
    let fields = export.roles.iter().enumerate().filter(|(_, role)| **role == Role::Ignored);
    let fields = fields.map(|(field, _)| field).filter(|field| export.place_code != Some(*field));
    fields.filter(|field| export.headers.get(*field).is_some_and(|caption| !caption.is_empty())).collect()
}

/// Claims with what their rows say besides.
pub(super) type Apart<K, V> = Vec<Claim<K, (V, Unread)>>;

/// Splits claims whose rows say different things in words that are not read. Only rows that share their key with
/// others are looked at.
pub(super) fn split<G, K: Ord + Clone, V: Clone>(
    reads: &[Read<'_, G>],
    claims: Vec<Claim<K, V>>,
) -> Result<Apart<K, V>, IngestError> {
    let mut lines: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
    if reads.iter().any(|(job, _)| !unread(job).is_empty()) {
        let mut counts: BTreeMap<&K, usize> = BTreeMap::new();
        for claim in &claims {
            *counts.entry(&claim.key).or_default() += claim.origins.len();
        }
        let shared = claims.iter().filter(|claim| counts.get(&claim.key).is_some_and(|count| *count > 1));
        for origin in shared.flat_map(|claim| &claim.origins) {
            lines.entry(origin.file).or_default().push(origin.line);
        }
    }
    let mut said: BTreeMap<Origin, Unread> = BTreeMap::new();
    for (job, _) in reads {
        let fields = unread(job);
        let Some(lines) = lines.get_mut(&job.file).filter(|_| !fields.is_empty()) else { continue };
        lines.sort_unstable();
        lines.dedup();
        visit(job, lines, |row| {
            let words = fields.iter().filter_map(|field| {
                let text = tidy(&String::from_utf8_lossy(row.cells.get(*field)?));
                let caption = job.export.headers.get(*field)?.to_string();
                text.chars().any(char::is_alphabetic).then_some((caption, text))
            });
            let unread = Unread(words.collect());
            if !unread.0.is_empty() {
                said.insert(Origin { file: job.file, line: row.line }, unread);
            }
        })?;
    }
    let mut all = Vec::with_capacity(claims.len());
    for Claim { key, value, origins } in claims {
        let mut groups: Vec<(Unread, Vec<Origin>)> = Vec::new();
        if said.is_empty() {
            groups.push((Unread::default(), origins));
        } else {
            for origin in origins {
                let unread = said.get(&origin).cloned().unwrap_or_default();
                match groups.iter_mut().find(|(known, _)| known.agrees(&unread)) {
                    Some((_, origins)) => origins.push(origin),
                    None => groups.push((unread, vec![origin])),
                }
            }
        }
        let claims = groups.into_iter().map(|(unread, origins)| Claim {
            key: key.clone(),
            value: (value.clone(), unread),
            origins,
        });
        all.extend(claims);
    }
    Ok(all)
}
