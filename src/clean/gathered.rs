//! All exports of a project, read side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::account::{Outline, outline};
use super::audit::Audit;
use super::below::{self, Fold};
use super::context::Context;
use super::corrections::Corrections;
use super::coverage::{Coverage, WHOLE_ROW};
use super::keys::Names;
use super::layout::Job;
use super::part::{Gather, Part};
use super::places::Parents;
use super::promises::{Commitments, Targets};
use super::reader::KeyReader;
use super::repeats;
use super::row_keys::{self, Keyed};
use super::sessions::Sessions;
use super::settle::questions::questions;
use super::settle::{self, Bench, Found, Read, Tallies, Tally};

use super::spot::Below;
use super::tables::Tables;
use super::teams::Teams;
use crate::ingest::{ExportKind, Exports, IngestError};

/// One export, read.
enum Any<'a> {
    Sessions(Box<Read<'a, Sessions>>),
    Coverage(Box<Read<'a, Coverage>>),
    Teams(Box<Read<'a, Teams>>),
    Targets(Box<Read<'a, Targets>>),
    Commitments(Box<Read<'a, Commitments>>),
}

/// All exports, read, by kind.
#[derive(Default)]
pub struct Gathered<'a> {
    /// Sessions.
    pub sessions: Vec<Read<'a, Sessions>>,
    /// Coverage.
    pub coverage: Vec<Read<'a, Coverage>>,
    /// Teams.
    pub teams: Vec<Read<'a, Teams>>,
    /// Targets.
    pub targets: Vec<Read<'a, Targets>>,
    /// Commitments.
    pub commitments: Vec<Read<'a, Commitments>>,
}

impl<'a> Gathered<'a> {
    /// Reads all exports, with the rows of communes added up (`fold`) or kept.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn read(
        context: &'a Context<'a>,
        exports: &'a Exports,
        corrections: &Corrections,
        fold: bool,
    ) -> Result<Self, IngestError> {
        let mut all = Gathered::default();
        let mut jobs: Vec<Job<'a>> = exports
            .exports
            .iter()
            .enumerate()
            .map(|(file, export)| Job::new(context, export, file as u32, corrections))
            .collect();
        let whole_rows = say_when_in_rows(&jobs);
        for job in &mut jobs {
            job.fold = Fold { on: fold, whole_rows, apart: Vec::new() };
        }
        let read = |job: Job<'a>| {
            let file = job.file;
            let read = match job.export.kind {
                ExportKind::Sessions => Any::Sessions(read(job)?.into()),
                ExportKind::Coverage => Any::Coverage(read(job)?.into()),
                ExportKind::Teams => Any::Teams(read(job)?.into()),
                ExportKind::Targets => Any::Targets(read(job)?.into()),
                ExportKind::Commitments => Any::Commitments(read(job)?.into()),
            };
            Ok((file, read))
        };
        // Large exports are read in chunks by whichever thread is free, so that all end together; beside them those that
        // one thread reads from top to bottom.
        let (cut, whole): (Vec<_>, Vec<_>) = jobs.into_iter().partition(|job| job.export.has_parts());
        let (whole, cut): (Result<Vec<_>, IngestError>, Result<Vec<_>, IngestError>) = rayon::join(
            || whole.into_par_iter().map(read).collect(),
            || cut.into_par_iter().map(read).collect(),
        );
        let mut reads: Vec<(u32, Any<'a>)> = cut?;
        reads.extend(whole?);
        reads.sort_by_key(|(file, _)| *file);
        let of_coverage = reads.iter().filter(|(_, read)| matches!(read, Any::Coverage(_))).count();
        // Folders with thousands of exports hold those.
        all.coverage.reserve(of_coverage);
        for (_, read) in reads {
            match read {
                Any::Sessions(read) => all.sessions.push(*read),
                Any::Coverage(read) => all.coverage.push(*read),
                Any::Teams(read) => all.teams.push(*read),
                Any::Targets(read) => all.targets.push(*read),
                Any::Commitments(read) => all.commitments.push(*read),
            }
        }
        Ok(all)
    }

    /// Finds the rows that repeat or contradict others, and judges what all exports say. The kinds have nothing in common,
    /// so they are judged side by side. `files` are the names of the files, `doubtful` the keys that several questions have.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn settle(
        &mut self,
        context: &Context<'_>,
        names: &Names,
        files: &[Arc<str>],
        doubtful: &[(u64, u64)],
    ) -> Result<(Tables, Found), IngestError> {
        let Gathered { sessions, coverage, teams, targets, commitments } = self;
        let bench = || Bench { context, names, files, found: Found::default() };
        let of_sessions = || {
            let (mut tables, mut found) = (Tables::default(), Found::default());
            let Found { parents, checks, tallies, .. } = &mut found;
            let repeated = repeats::settle(context, sessions, doubtful, names, parents, checks)?;
            for ((job, part), repeats) in sessions.iter().zip(repeated) {
                let rows =
                    part.gathered.entries.iter().map(|(_, entry)| entry.counted + entry.uncounted).sum();
                tallies.insert(job.file, Tally { used: rows, repeats });
            }
            questions(context, sessions, names, parents, &mut tables, checks);
            Ok((tables, found))
        };
        let of_coverage = || {
            let mut bench = bench();
            keep_coverage_apart(coverage, names, &mut bench.found.parents)?;
            Ok((bench.coverage(coverage)?, bench.found))
        };
        let of_teams = || {
            let mut bench = bench();
            keep_teams_apart(teams, names, &mut bench.found.parents)?;
            Ok((bench.teams(teams)?, bench.found))
        };
        let of_promises = || {
            let mut bench = bench();
            Ok(((bench.targets(targets)?, bench.commitments(commitments)?), bench.found))
        };
        let ((asked, promised), (covered, counted)) =
            rayon::join(|| rayon::join(of_sessions, of_promises), || rayon::join(of_coverage, of_teams));
        let (mut tables, mut found): (Tables, Found) = asked?;
        let (figures, of_coverage): (_, Found) = covered?;
        let (counts, of_teams): (_, Found) = counted?;
        let ((targets, commitments), of_promises): (_, Found) = promised?;
        tables = Tables { coverage: figures, teams: counts, targets, commitments, ..tables };
        found.absorb(of_coverage);
        found.absorb(of_teams);
        found.absorb(of_promises);
        Ok((tables, found))
    }

    /// Spellings of the definitions that notes give, in all exports together.
    pub fn definitions(&self) -> Names {
        let mut definitions = Names::default();
        for (_, part) in &self.coverage {
            definitions.absorb(part.gathered.definitions.clone());
        }
        definitions
    }

    /// Spellings of names that come as they are, in all exports together.
    pub fn names(&self, context: &Context<'_>) -> Names {
        let mut keys: Vec<&KeyReader> = Vec::new();
        let mut names = Names::default();
        for (_, part) in &self.sessions {
            keys.push(&part.keys);
            names.absorb(part.gathered.names.clone());
        }
        for (_, part) in &self.coverage {
            keys.push(&part.keys);
            names.absorb(part.gathered.names.clone());
        }
        for (_, part) in &self.targets {
            keys.push(&part.keys);
            names.absorb(part.gathered.names.clone());
        }
        keys.extend(self.teams.iter().map(|(_, part)| &part.keys));
        keys.extend(self.commitments.iter().map(|(_, part)| &part.keys));
        for keys in &keys {
            names.absorb(keys.names.clone());
        }
        let mut add = |cell: &[u8], below: &Below| {
            if let Below::Name(name) = below {
                context.folded.with(*name, |name| names.add(name, &Below::spelling(cell)));
            }
        };
        context.districts.each(keys.iter().flat_map(|keys| keys.districts_seen()), &mut add);
        context.communes.each(keys.iter().flat_map(|keys| keys.communes_seen()), &mut add);
        names
    }

    /// The accounts of all exports; lines that corrections name in vain go to `unmet`.
    pub fn audit(
        self,
        exports: &Exports,
        tallies: &Tallies,
        unmet: &mut Vec<(Option<u32>, u64, String)>,
    ) -> Audit {
        let mut parts: BTreeMap<u32, Outline> = BTreeMap::new();
        outline(self.sessions, &mut parts);
        outline(self.coverage, &mut parts);
        outline(self.teams, &mut parts);
        outline(self.targets, &mut parts);
        outline(self.commitments, &mut parts);
        let mut audit = Audit::default();
        for (file, export) in exports.exports.iter().enumerate() {
            let Some(part) = parts.remove(&(file as u32)) else { continue };
            let tally = tallies.get(&(file as u32)).cloned().unwrap_or_default();
            audit.files.push(part.account(export, tally));
            let name = export.source.file.to_string();
            unmet.extend(part.unmet.iter().map(|line| (Some(file as u32), *line, name.clone())));
            let mut rejections = part.rejections;
            rejections.sort_by_key(|rejection| rejection.origin);
            audit.rejections.append(&mut rejections);
        }
        audit
    }
}

fn read<'a, G: Gather>(job: Job<'a>) -> Result<Read<'a, G>, IngestError> {
    let part = Part::read(&job)?;
    Ok((job, part))
}

fn keep_coverage_apart(
    reads: &mut [Read<'_, Coverage>],
    names: &Names,
    parents: &mut Parents,
) -> Result<(), IngestError> {
    let keyed = reads.iter_mut().filter(|(job, _)| job.fold.on).map(|read| {
        read.1.places = settle::places_of(read, names, parents);
        let Part { gathered, places, keys, .. } = &mut read.1;
        let Coverage { keyed, indicators, .. } = gathered;
        let indicator = |id: u32| (id != WHOLE_ROW).then(|| indicators.get(id));
        Keyed::new(
            std::mem::take(keyed),
            places,
            |(period, id)| (*period, indicator(*id).map(|key| names.get(key))),
            move |spot, (period, id)| below::named(keys.spots.get(spot), (*period, indicator(*id))),
        )
    });
    let apart = row_keys::meeting(&keyed.collect::<Vec<_>>());
    read_apart(reads, apart)
}

fn keep_teams_apart(
    reads: &mut [Read<'_, Teams>],
    names: &Names,
    parents: &mut Parents,
) -> Result<(), IngestError> {
    let keyed = reads.iter_mut().filter(|(job, _)| job.fold.on).map(|read| {
        read.1.places = settle::places_of(read, names, parents);
        let Part { gathered, places, keys, .. } = &mut read.1;
        let keyed = std::mem::take(&mut gathered.keyed);
        Keyed::new(keyed, places, |key| *key, move |spot, key| below::named(keys.spots.get(spot), *key))
    });
    let apart = row_keys::meeting(&keyed.collect::<Vec<_>>());
    read_apart(reads, apart)
}

/// Reads exports again with the rows kept apart that meet others.
fn read_apart<G: Gather>(reads: &mut [Read<'_, G>], apart: Vec<Vec<u64>>) -> Result<(), IngestError> {
    for ((job, part), apart) in reads.iter_mut().zip(apart).filter(|(_, apart)| !apart.is_empty()) {
        job.fold.apart = apart;
        *part = Part::read(job)?;
    }
    Ok(())
}

/// Whether all exports of coverage have one layout, in which rows say when and captions say what: then two rows can
/// only repeat each other where place and period are the same.
fn say_when_in_rows(jobs: &[Job<'_>]) -> bool {
    let mut coverage = jobs.iter().filter(|job| job.export.kind == ExportKind::Coverage);
    let Some(first) = coverage.next() else { return false };
    let distinct: BTreeSet<_> = first.groups.iter().map(|group| &group.indicator).collect();
    first.groups.iter().all(|group| group.indicator.is_some() && group.period.is_none())
        && distinct.len() == first.groups.len()
        && coverage.all(|job| {
            job.groups.len() == first.groups.len()
                && job
                    .groups
                    .iter()
                    .all(|group| group.period.is_none() && distinct.contains(&group.indicator))
        })
}
