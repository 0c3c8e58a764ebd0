//! Coverage, teams, targets and commitments of all exports: claims are judged, contradictions rejected.

mod apart;
mod coverage;
mod promises;
pub mod questions;
mod teams;

use std::collections::BTreeMap;
use std::sync::Arc;

use apart::Unread;

use super::audit::Check;
use super::audit::Repeats;
use super::claims::{Claim, Conflict, Verdict, judge};
use super::context::Context;
use super::keys::Names;
use super::lacking::{Lack, Why};
use super::laggards;
use super::layout::Job;
use super::messages;
use super::number::Decimal;
use super::part::{Gather, Part, RowText};
use super::places::{Parents, place_of};
use super::rollup::AddedUp;
use super::sides::{Told, listed};
use super::tables::Origin;
use crate::ingest::IngestError;
use crate::model::{FigureId, Period, Place, Rule, Text};

/// One export with what was read of it.
pub type Read<'a, G> = (Job<'a>, Part<G>);

/// Rows used and rows set aside as repeats, by file.
pub type Tallies = BTreeMap<u32, Tally>;

/// What became of the rows of one file that claim a figure.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Rows used.
    pub used: u64,
    /// Rows set aside, since others say the same.
    pub repeats: Repeats,
}

/// What the judging of one kind of export needs and gives.
pub struct Bench<'a, 'b> {
    /// Registers and settings.
    pub context: &'a Context<'a>,
    /// Spellings of names that come as they are, in all exports.
    pub names: &'b Names,
    /// Names of the files, by account.
    pub files: &'b [Arc<str>],
    /// What was found so far.
    pub found: Found,
}

/// What the judging of exports gives beside their figures.
#[derive(Default)]
pub struct Found {
    /// Districts and communes with what they are part of.
    pub parents: Parents,
    /// Conflicts.
    pub checks: Vec<Check>,
    /// Rows used and set aside.
    pub tallies: Tallies,
    /// Rows of communes that were added up while they were read.
    pub added_up: AddedUp,
    /// Communes among them that lag.
    pub laggards: laggards::Told,
}

impl Found {
    /// Takes in what was found in the exports of another kind.
    pub fn absorb(&mut self, other: Found) {
        self.parents.absorb(other.parents);
        self.checks.extend(other.checks);
        self.tallies.extend(other.tallies);
        self.added_up.absorb(other.added_up);
        self.laggards.extend(other.laggards);
    }
}

/// Figures lost to conflicts.
fn lost_to_conflicts<K>(opposed: Vec<(K, Origin)>) -> impl Iterator<Item = Lack<K>> {
    opposed.into_iter().map(|(key, origin)| Lack { key, origin, why: Why::Opposed })
}

/// The places of an export, by spot.
pub fn places_of<G>((job, part): &Read<'_, G>, names: &Names, parents: &mut Parents) -> Vec<Place> {
    let spots = &part.keys.spots;
    parents.expect(spots.count());
    (0..spots.count() as u32).map(|id| place_of(job, &part.keys, spots.get(id), names, parents)).collect()
}

/// A side of a conflict with its place.
fn told((at, (vi, en)): (String, Told)) -> Told {
    (format!("{at} ({vi})"), format!("{at} ({en})"))
}

/// What came of claims.
struct Judged<K, V> {
    /// One value a key, and the row it stands in.
    kept: Vec<(K, V, Origin)>,
    /// Keys of conflicts, and a row of each.
    opposed: Vec<(K, Origin)>,
}

/// How a key names its figure in messages.
struct Named {
    place: Place,
    period: Period,
    figure: FigureId,
    what: Text,
}

impl Bench<'_, '_> {
    /// The places of an export, which may be known already.
    fn places<G>(&mut self, read: &mut Read<'_, G>) -> Vec<Place> {
        let known = std::mem::take(&mut read.1.places);
        if known.len() == read.1.keys.spots.count() {
            known
        } else {
            places_of(read, self.names, &mut self.found.parents)
        }
    }

    /// File and line.
    fn at(&self, origin: Origin) -> String {
        let file = self.files.get(origin.file as usize).map(|file| &**file).unwrap_or_default();
        format!("{file}:{}", origin.line)
    }

    /// Judges claims; conflicts are rejected in their exports and told to the audit.
    fn settle<G: Gather, K: Ord + Clone, V: Clone>(
        &mut self,
        reads: &mut [Read<'_, G>],
        claims: Vec<Claim<K, V>>,
        same: impl Fn(&V, &V) -> bool,
        mut join: impl FnMut(&mut V, &V),
        named: impl Fn(&Context<'_>, &K) -> Named,
        shown: impl Fn(&V) -> (String, String),
    ) -> Result<Judged<K, V>, IngestError> {
        let context = self.context;
        let rank = |file: u32| self.files.get(file as usize).map_or(usize::MAX, |name| context.rank(name));
        let claims = apart::split(reads, claims)?;
        let verdict: Verdict<K, (V, Unread)> = judge(
            claims,
            |a, b| same(&a.0, &b.0) && a.1.agrees(&b.1),
            |known, other| join(&mut known.0, &other.0),
            rank,
            context.settings.rank.len(),
        );
        let shown = |(value, unread): &(V, Unread)| {
            let ((vi, en), unread) = (shown(value), unread.shown());
            (format!("{vi}{unread}"), format!("{en}{unread}"))
        };
        for origin in &verdict.used {
            self.found.tallies.entry(origin.file).or_default().used += 1;
        }
        for origin in &verdict.repeats {
            self.found.tallies.entry(origin.file).or_default().repeats.note(origin.line);
        }
        // A wide row can be in several conflicts: it is rejected once, for the first.
        let mut faults: BTreeMap<Origin, (Text, Told, Told)> = BTreeMap::new();
        for Conflict { key, sides } in &verdict.conflicts {
            let Named { place, period, figure, what } = named(context, key);
            let told: Vec<Told> =
                sides.iter().map(|(value, origin)| told((self.at(*origin), shown(value)))).collect();
            for (i, (value, origin)) in sides.iter().enumerate() {
                faults
                    .entry(*origin)
                    .or_insert_with(|| (what.clone(), shown(value), listed(&told, Some(i), ", ")));
            }
            self.found.checks.push(Check {
                rule: Rule::RowsConflict,
                origins: sides.iter().map(|(_, origin)| *origin).collect(),
                place: Some(place),
                period: Some(period),
                figure: Some(figure),
                problem: messages::opposed(&what, &told),
            });
        }
        for Conflict { key, sides } in &verdict.ranked {
            let Named { place, period, figure, what } = named(context, key);
            let told: Vec<Told> =
                sides.iter().map(|(value, origin)| (self.at(*origin), shown(value))).map(told).collect();
            self.found.checks.push(Check {
                rule: Rule::ConflictRanked,
                origins: sides.iter().map(|(_, origin)| *origin).collect(),
                place: Some(place),
                period: Some(period),
                figure: Some(figure),
                problem: messages::ranked(&what, &told),
            });
        }
        for (job, part) in reads.iter_mut() {
            let at = |line| Origin { file: job.file, line };
            let faults = faults
                .range(at(0)..=at(u64::MAX))
                .map(|(origin, (what, values, others))| {
                    (origin.line, move |_: &dyn RowText| messages::conflict(what, values, others))
                })
                .collect();
            part.reject_late(job, faults)?;
        }
        let opposed = verdict.conflicts.into_iter();
        let opposed = opposed.filter_map(|Conflict { key, sides }| Some((key, sides.first()?.1))).collect();
        let kept = verdict.kept.into_iter().map(|(key, (value, _), origin)| (key, value, origin)).collect();
        Ok(Judged { kept, opposed })
    }
}

/// Sources of equal rows: the first in order, whatever the order of rows.
fn first_source(a: Option<Arc<str>>, b: Option<Arc<str>>) -> Option<Arc<str>> {
    [a, b].into_iter().flatten().min()
}

fn equal(a: Decimal, b: Decimal) -> bool {
    let scaled = |n: Decimal, other: Decimal| i128::from(n.digits) * 10_i128.pow(u32::from(other.decimals));
    scaled(a, b) == scaled(b, a)
}
