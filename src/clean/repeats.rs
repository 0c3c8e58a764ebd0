//! Questions that a number or a text marks as one: found by hash, compared cell by cell.

use std::collections::BTreeMap;

use super::audit::{Check, Repeats};
use super::claims::{Claim, judge};
use super::context::Context;
use super::keys::Names;
use super::layout::Job;
use super::messages;
use super::part::{Part, RowText, visit};
use super::places::{Parents, place_of};
use super::record::Fault;
use super::row_list::RowList;
use super::sessions::{EntryKey, Identity, Sessions};
use super::sides::{Told, listed};
use super::tables::Origin;
use crate::ingest::IngestError;
use crate::model::{Period, Place, Rule, Text};

/// Sessions of one export, read.
pub type Read<'a> = (Job<'a>, Part<Sessions>);

/// Rows looked at at a time.
const CHUNK: usize = 1 << 17;

/// A row that may repeat another.
struct Candidate {
    read: usize,
    origin: Origin,
    entry: EntryKey,
    opinions: Option<u64>,
    unmatched: Option<String>,
    identity: Identity,
}

/// The keys of all rows, taken from their exports: each with the export and the line in one word.
pub fn keys_of(reads: &mut [Read<'_>]) -> RowList {
    let mut keyed = RowList::default();
    for (i, (_, part)) in reads.iter_mut().enumerate() {
        let mut rows = std::mem::take(&mut part.gathered.keyed);
        // 16 bytes a row.
        rows.iter_mut().for_each(|(_, line)| *line = (i as u64) << 44 | *line & ((1 << 44) - 1));
        keyed.append(rows);
    }
    keyed
}

/// Sets repeated questions aside, and rejects those that contradict each other: both leave their counts.
/// `doubtful` are the keys that more than one row has, sorted. Gives the number of rows set aside in each export.
///
/// # Errors
/// Where a file can no longer be read.
pub fn settle(
    context: &Context<'_>,
    reads: &mut [Read<'_>],
    doubtful: &[(u64, u64)],
    names: &Names,
    parents: &mut Parents,
    checks: &mut Vec<Check>,
) -> Result<Vec<Repeats>, IngestError> {
    let mut set_aside = vec![Repeats::default(); reads.len()];
    let mut rest = doubtful;
    while !rest.is_empty() {
        // A chunk ends where a hash ends.
        let mut end = rest.len().min(CHUNK);
        while end < rest.len() && rest[end].0 == rest[end - 1].0 {
            end += 1;
        }
        let (chunk, tail) = rest.split_at(end);
        rest = tail;
        let candidates = look_up(reads, chunk, names, parents)?;
        compare(context, reads, candidates, &mut set_aside, checks)?;
    }
    Ok(set_aside)
}

/// Session day and place, with the questions that may be one.
type Groups = BTreeMap<(Place, Period), Vec<Candidate>>;

fn look_up(
    reads: &mut [Read<'_>],
    chunk: &[(u64, u64)],
    names: &Names,
    parents: &mut Parents,
) -> Result<Groups, IngestError> {
    let mut groups = Groups::new();
    for (i, (job, part)) in reads.iter_mut().enumerate() {
        let mut lines: Vec<u64> = chunk
            .iter()
            .filter(|(_, row)| (row >> 44) as usize == i)
            .map(|(_, row)| row & ((1 << 44) - 1))
            .collect();
        lines.sort_unstable();
        visit(job, &lines, |row| {
            // The row was understood before; only a file that changed meanwhile could say otherwise.
            let Ok(Ok(question)) = part.gathered.read(job, &mut part.keys, row) else { return };
            let place = place_of(job, &part.keys, part.keys.spots.get(question.spot), names, parents);
            let candidate = Candidate {
                read: i,
                origin: Origin { file: job.file, line: row.line },
                entry: question.entry(job),
                opinions: question.opinions,
                unmatched: question.unmatched.clone(),
                identity: part.gathered.identity(job, row, &question),
            };
            groups.entry((place, question.when.period)).or_default().push(candidate);
        })?;
    }
    Ok(groups)
}

fn compare(
    context: &Context<'_>,
    reads: &mut [Read<'_>],
    groups: Groups,
    set_aside: &mut [Repeats],
    checks: &mut Vec<Check>,
) -> Result<(), IngestError> {
    let mut late: Vec<Vec<(u64, Contradiction)>> = reads.iter().map(|_| Vec::new()).collect();
    for ((place, day), mut candidates) in groups {
        // Rows that say more come first, so that what parts questions does not depend on the order of rows.
        candidates.sort_by(|a, b| (a.identity.order(), a.origin).cmp(&(b.identity.order(), b.origin)));
        let mut questions: Vec<&Identity> = Vec::new();
        let mut claims = Vec::new();
        let mut keys = Vec::with_capacity(candidates.len());
        for candidate in &candidates {
            let identity = &candidate.identity;
            let same = |question: &&Identity| question.is_question_of(identity) && question.says_as(identity);
            let known = questions
                .iter()
                .position(same)
                .or_else(|| questions.iter().position(|question| question.is_question_of(identity)));
            let key = known.unwrap_or_else(|| {
                questions.push(identity);
                questions.len() - 1
            });
            keys.push(key);
            claims.push(Claim { key, value: candidate.identity.clone(), origins: vec![candidate.origin] });
        }
        let file_of =
            |file: u32| reads.iter().find(|(job, _)| job.file == file).map(|(job, _)| &job.export.source);
        let rank = |file: u32| file_of(file).map_or(usize::MAX, |source| context.rank(&source.file));
        let verdict = judge(claims, Identity::says_as, |_, _| {}, rank, context.settings.rank.len());
        for conflict in &verdict.conflicts {
            let (vi, en) = questions[conflict.key].named(&place, day);
            let what = Text::new(vi, en);
            let label = |identity: &Identity| topic_label(context, identity.topic());
            let side = |(identity, origin): &(Identity, Origin)| {
                let file = file_of(origin.file).map(|source| source.file.to_string()).unwrap_or_default();
                let (vi, en) = identity.shown(&label(identity));
                (format!("{file}:{} ({vi})", origin.line), format!("{file}:{} ({en})", origin.line))
            };
            let told: Vec<Told> = conflict.sides.iter().map(side).collect();
            for (i, (identity, origin)) in conflict.sides.iter().enumerate() {
                if let Some(read) = reads.iter().position(|(job, _)| job.file == origin.file) {
                    let values = identity.shown(&label(identity));
                    let others = listed(&told, Some(i), ", ");
                    late[read].push((origin.line, Contradiction { what: what.clone(), values, others }));
                }
            }
            checks.push(Check {
                rule: Rule::RowsConflict,
                origins: conflict.sides.iter().map(|(_, origin)| *origin).collect(),
                place: Some(place.clone()),
                period: Some(day),
                figure: None,
                problem: messages::opposed(&what, &told),
            });
        }
        for conflict in &verdict.ranked {
            let (vi, en) = questions[conflict.key].named(&place, day);
            let sides = conflict.sides.iter().map(|(identity, origin)| {
                let file = file_of(origin.file).map(|source| source.file.to_string()).unwrap_or_default();
                let (vi, en) = identity.shown(&topic_label(context, identity.topic()));
                (format!("{file}:{} ({vi})", origin.line), format!("{file}:{} ({en})", origin.line))
            });
            checks.push(Check {
                rule: Rule::ConflictRanked,
                origins: conflict.sides.iter().map(|(_, origin)| *origin).collect(),
                place: Some(place.clone()),
                period: Some(day),
                figure: None,
                problem: messages::ranked(&Text::new(vi, en), &sides.collect::<Vec<_>>()),
            });
        }
        // The spelling that a question leaves among those that no topic matched is one of all its rows, whichever comes first.
        let used: BTreeMap<usize, &Identity> =
            verdict.kept.iter().map(|(key, identity, _)| (*key, identity)).collect();
        let mut spelled: BTreeMap<usize, &str> = BTreeMap::new();
        for (candidate, key) in candidates.iter().zip(&keys) {
            let same = used.get(key).is_some_and(|identity| identity.says_as(&candidate.identity));
            if let Some(spelling) = candidate.unmatched.as_deref().filter(|_| same) {
                let known = spelled.entry(*key).or_insert(spelling);
                *known = spelling.min(known);
            }
        }
        for (candidate, key) in candidates.iter().zip(&keys) {
            if verdict.used.contains(&candidate.origin) {
                let sessions = &mut reads[candidate.read].1.gathered;
                sessions.respell(candidate.unmatched.as_deref(), spelled.get(key).copied());
            }
            let repeats = verdict.repeats.contains(&candidate.origin);
            if repeats || verdict.rejected.contains(&candidate.origin) {
                if repeats {
                    set_aside[candidate.read].note(candidate.origin.line);
                }
                let sessions = &mut reads[candidate.read].1.gathered;
                sessions.remove(
                    candidate.entry,
                    candidate.opinions,
                    candidate.origin.line,
                    candidate.unmatched.as_deref(),
                );
            }
        }
    }
    for ((job, part), mut faults) in reads.iter_mut().zip(late) {
        faults.sort_by_key(|(line, _)| *line);
        let faults =
            faults.into_iter().map(|(line, case)| (line, move |_: &dyn RowText| case.fault())).collect();
        part.reject_late(job, faults)?;
    }
    Ok(())
}

/// What a topic is called in messages: (Vietnamese, English).
fn topic_label(context: &Context<'_>, id: &str) -> (String, String) {
    let topics = context.registers.topics.as_deref();
    let topic = topics.and_then(|topics| topics.topics.iter().find(|topic| topic.id == id));
    topic.map_or_else(
        || (id.to_owned(), id.to_owned()),
        |topic| (topic.label.vi.clone(), topic.label.en.clone()),
    )
}

/// One row of a conflict.
struct Contradiction {
    what: Text,
    values: Told,
    others: Told,
}

impl Contradiction {
    fn fault(&self) -> Fault {
        messages::conflict(&self.what, &self.values, &self.others)
    }
}
