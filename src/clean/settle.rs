//! Coverage, teams, targets and commitments of all exports: claims are judged, contradictions rejected.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::audit::Check;
use super::claims::{Claim, Conflict, Verdict, judge};
use super::context::Context;
use super::coverage::{Coverage, Percent};
use super::keys::Names;
use super::layout::Job;
use super::messages;
use super::number::Decimal;
use super::part::{Gather, Part, RowText};
use super::places::{Parents, country_in, place_of};
use super::promises::{Commitments, Targets, folded, out_of_range};
use super::tables::{Commitment, CoverageFigure, Origin, Origins, Target, TeamCount, TeamLevel};
use super::teams::{Counts, Teams};
use crate::ingest::IngestError;
use crate::model::table::TARGET;
use crate::model::{FigureId, Period, Place, Rule, Text};

/// One export with what was read of it.
pub type Read<'a, G> = (Job<'a>, Part<G>);

/// Rows used and rows set aside as repeats, by file.
pub type Tallies = BTreeMap<u32, (u64, u64)>;

/// What the judging of all kinds needs and gives.
pub struct Bench<'a, 'b> {
    /// Registers and settings.
    pub context: &'a Context<'a>,
    /// Spellings of names that come as they are, in all exports.
    pub names: &'b Names,
    /// Districts and communes with what they are part of.
    pub parents: &'b mut Parents,
    /// Conflicts found.
    pub checks: &'b mut Vec<Check>,
    /// Rows used and set aside.
    pub tallies: &'b mut Tallies,
    /// Names of the files, by account.
    pub files: &'b [Arc<str>],
}

/// How a key names its figure in messages.
struct Named {
    place: Place,
    period: Period,
    figure: FigureId,
    what: Text,
}

impl Bench<'_, '_> {
    fn places<G>(&mut self, (job, part): &Read<'_, G>) -> Vec<Place> {
        let spots = &part.keys.spots;
        (0..spots.count() as u32)
            .map(|id| place_of(job, &part.keys, spots.get(id), self.names, self.parents))
            .collect()
    }

    /// Judges claims; conflicts are rejected in their exports and told to the audit.
    fn settle<G: Gather, K: Ord + Clone, V: Clone>(
        &mut self,
        reads: &mut [Read<'_, G>],
        claims: Vec<Claim<K, V>>,
        same: impl Fn(&V, &V) -> bool,
        join: impl FnMut(&mut V, &V),
        named: impl Fn(&Context<'_>, &K) -> Named,
        shown: impl Fn(&V) -> (String, String),
    ) -> Result<Vec<(K, V, Origin)>, IngestError> {
        let context = self.context;
        let rank = |file: u32| self.files.get(file as usize).map_or(usize::MAX, |name| context.rank(name));
        let verdict: Verdict<K, V> = judge(claims, same, join, rank, context.settings.rank.len());
        for origin in &verdict.used {
            self.tallies.entry(origin.file).or_default().0 += 1;
        }
        for origin in &verdict.repeats {
            self.tallies.entry(origin.file).or_default().1 += 1;
        }
        // A wide row can be in several conflicts: it is rejected once, for the first.
        let mut faults: BTreeMap<Origin, (Text, (String, String), Vec<(String, String)>)> = BTreeMap::new();
        for Conflict { key, sides } in &verdict.conflicts {
            let Named { place, period, figure, what } = named(context, key);
            let told: Vec<(String, String)> = sides
                .iter()
                .map(|(value, origin)| {
                    let file = self.files.get(origin.file as usize).map(|file| &**file).unwrap_or_default();
                    let (vi, en) = shown(value);
                    (format!("{file}:{} ({vi})", origin.line), format!("{file}:{} ({en})", origin.line))
                })
                .collect();
            for (i, (value, origin)) in sides.iter().enumerate() {
                let others =
                    told.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, side)| side.clone()).collect();
                faults.entry(*origin).or_insert_with(|| (what.clone(), shown(value), others));
            }
            let vi: Vec<&str> = told.iter().map(|(vi, _)| &**vi).collect();
            let en: Vec<&str> = told.iter().map(|(_, en)| &**en).collect();
            self.checks.push(Check {
                rule: Rule::RowsConflict,
                origins: sides.iter().map(|(_, origin)| *origin).collect(),
                place: Some(place),
                period: Some(period),
                figure: Some(figure),
                problem: Text::new(
                    format!("{}: {}", what.vi, vi.join(" ≠ ")),
                    format!("{}: {}", what.en, en.join(" ≠ ")),
                ),
            });
        }
        for (job, part) in reads.iter_mut() {
            let faults = faults
                .iter()
                .filter(|(origin, _)| origin.file == job.file)
                .map(|(origin, (what, values, others))| {
                    (origin.line, move |_: &dyn RowText| messages::conflict(what, values, others))
                })
                .collect();
            part.reject_late(job, faults)?;
        }
        Ok(verdict.kept)
    }

    /// Coverage of all exports.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn coverage(&mut self, reads: &mut [Read<'_, Coverage>]) -> Result<Vec<CoverageFigure>, IngestError> {
        let mut claims = Vec::new();
        for read in reads.iter_mut() {
            let (job, part) = (&read.0, &mut read.1);
            let late = part.gathered.settle(job);
            let faults =
                late.into_iter().map(|(line, late)| (line, move |row: &dyn RowText| late.fault(job, row)));
            part.reject_late(job, faults.collect())?;
            let places = self.places(read);
            let (job, part) = read;
            let gathered = &mut part.gathered;
            let mut lines: Vec<Vec<Origin>> = vec![Vec::new(); gathered.figures.count()];
            for (line, figure) in std::mem::take(&mut gathered.rows) {
                lines[figure as usize].push(Origin { file: job.file, line });
            }
            for (figure, origins) in
                std::mem::take(&mut gathered.figures).into_values().into_iter().zip(lines)
            {
                if origins.is_empty() {
                    continue;
                }
                let place = country_in(job, &part.keys, places[figure.spot as usize].clone(), figure.period);
                let indicator = self.names.get(gathered.indicators.get(figure.indicator));
                let percent = match figure.percent {
                    Percent::Exact(value) => Some(value),
                    _ => None,
                };
                claims.push(Claim {
                    key: (place, indicator, figure.period, figure.definition),
                    value: CoverageValue {
                        covered: figure.covered,
                        total: figure.total,
                        percent,
                        preliminary: figure.preliminary,
                        source: figure.source,
                    },
                    origins,
                });
            }
        }
        let named = |context: &Context<'_>, (place, indicator, period, _): &CoverageKey| Named {
            place: place.clone(),
            period: *period,
            figure: context.figure("coverage", place, *period, &[indicator, &period.to_string()]),
            what: Text::new(
                format!("{}, kỳ {period}, chỉ tiêu {indicator}", place.name),
                format!("{}, {period}, indicator {indicator}", place.name),
            ),
        };
        let kept = self.settle(
            reads,
            claims,
            CoverageValue::same,
            CoverageValue::join,
            named,
            CoverageValue::shown,
        )?;
        let figures =
            kept.into_iter().map(|((place, indicator, period, definition), value, origin)| CoverageFigure {
                place,
                period,
                indicator,
                covered: value.covered,
                total: value.total,
                percent: value.percent.map(Decimal::value),
                definition,
                preliminary: value.preliminary,
                source: value.source,
                rolled_up: 0,
                origins: one(origin),
            });
        Ok(figures.collect())
    }

    /// Teams of all exports.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn teams(&mut self, reads: &mut [Read<'_, Teams>]) -> Result<Vec<TeamCount>, IngestError> {
        let mut claims = Vec::new();
        for read in reads.iter_mut() {
            let places = self.places(read);
            let (job, part) = read;
            let gathered = &mut part.gathered;
            let mut lines: Vec<Vec<Origin>> = vec![Vec::new(); gathered.figures.count()];
            for (line, figure) in std::mem::take(&mut gathered.rows) {
                lines[figure as usize].push(Origin { file: job.file, line });
            }
            for (figure, origins) in
                std::mem::take(&mut gathered.figures).into_values().into_iter().zip(lines)
            {
                let place = country_in(job, &part.keys, places[figure.spot as usize].clone(), figure.period);
                claims.push(Claim {
                    key: (place, figure.period, figure.level),
                    value: (figure.counts, figure.source),
                    origins,
                });
            }
        }
        let named = |context: &Context<'_>, (place, period, level): &(Place, Period, TeamLevel)| Named {
            place: place.clone(),
            period: *period,
            figure: context.figure("teams", place, *period, &[&period.to_string(), level.as_str()]),
            what: Text::new(
                format!("{}, kỳ {period}, tổ công nghệ số ({})", place.name, level_vi(*level)),
                format!("{}, {period}, teams ({})", place.name, level.as_str()),
            ),
        };
        let shown = |(counts, _): &(Counts, Option<Arc<str>>)| {
            let n = |count: Option<u64>| count.map_or("…".to_owned(), |n| n.to_string());
            (
                format!(
                    "{} tổ, {} thành viên, {} tổ đã tập huấn",
                    n(counts.teams),
                    n(counts.members),
                    n(counts.trained)
                ),
                format!(
                    "{} teams, {} members, {} trained",
                    n(counts.teams),
                    n(counts.members),
                    n(counts.trained)
                ),
            )
        };
        let kept = self.settle(
            reads,
            claims,
            |a, b| a.0 == b.0,
            |known, other| known.1 = first_source(known.1.take(), other.1.clone()),
            named,
            shown,
        )?;
        let figures = kept.into_iter().map(|((place, period, level), (counts, source), origin)| {
            let Counts { teams, members, trained } = counts;
            let with = |a: Option<u64>, b: Option<u64>| a.filter(|_| b.is_some());
            TeamCount {
                place,
                period,
                level,
                teams,
                members,
                trained,
                teams_with_members: with(teams, members),
                members_with_teams: with(members, teams),
                teams_with_trained: with(teams, trained),
                trained_with_teams: with(trained, teams),
                source,
                rolled_up: 0,
                origins: one(origin),
            }
        });
        Ok(figures.collect())
    }

    /// Targets of all exports.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn targets(&mut self, reads: &mut [Read<'_, Targets>]) -> Result<Vec<Target>, IngestError> {
        let mut claims = Vec::new();
        for read in reads.iter_mut() {
            let places = self.places(read);
            let (job, part) = (&read.0, &mut read.1);
            let said = job.decimal.or(part.gathered.evidence.mark());
            let mut late = Vec::new();
            for (mut row, mark, grouped) in std::mem::take(&mut part.gathered.open) {
                let decimal = row.target;
                if let Some(said) = said {
                    row.target = if said == mark { decimal } else { grouped };
                    if out_of_range(job, &row.indicator, row.target, b"").is_none() {
                        part.gathered.rows.push(row);
                        continue;
                    }
                }
                late.push((row, mark, decimal, grouped));
            }
            let field = job.field(TARGET);
            let faults = late.into_iter().map(|(row, mark, decimal, grouped)| {
                let judge = move |cells: &dyn RowText| {
                    let cell = field.map(|field| cells.text(field)).unwrap_or_default();
                    let beyond =
                        said.and_then(|_| out_of_range(job, &row.indicator, row.target, cell.as_bytes()));
                    let open = || messages::ambiguous(&cell, mark, decimal, grouped, &job.export.source.file);
                    beyond.unwrap_or_else(open).at(TARGET, field)
                };
                (row.line, judge)
            });
            let faults = faults.collect();
            part.reject_late(job, faults)?;
            for row in std::mem::take(&mut part.gathered.rows) {
                let place = country_in(job, &part.keys, places[row.spot as usize].clone(), row.due);
                claims.push(Claim {
                    key: (self.names.get(&row.indicator), place, row.due),
                    value: (row.target, row.source),
                    origins: vec![Origin { file: job.file, line: row.line }],
                });
            }
        }
        let named = |context: &Context<'_>, (indicator, place, due): &(Arc<str>, Place, Period)| Named {
            place: place.clone(),
            period: *due,
            // The first part after the table is the place, then what the key asks for.
            figure: context.figure("targets", place, *due, &[indicator, &due.to_string()]),
            what: Text::new(
                format!("{}, mục tiêu {indicator} đến hết {due}", place.name),
                format!("{}, target of {indicator} by the end of {due}", place.name),
            ),
        };
        let kept = self.settle(
            reads,
            claims,
            |a, b| equal(a.0, b.0),
            |known, other| known.1 = first_source(known.1.take(), other.1.clone()),
            named,
            |(target, _)| (target.value().to_string().replace('.', ","), target.value().to_string()),
        )?;
        let targets = kept.into_iter().map(|((indicator, place, due), (target, source), origin)| Target {
            indicator,
            place,
            due,
            target: target.value(),
            source,
            origin,
        });
        Ok(targets.collect())
    }

    /// Commitments of all exports.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn commitments(
        &mut self,
        reads: &mut [Read<'_, Commitments>],
    ) -> Result<Vec<Commitment>, IngestError> {
        let mut claims = Vec::new();
        for read in reads.iter_mut() {
            let places = self.places(read);
            let (job, part) = read;
            for row in std::mem::take(&mut part.gathered.rows) {
                let place = country_in(job, &part.keys, places[row.spot as usize].clone(), row.session);
                let origin = Origin { file: job.file, line: row.line };
                claims.push(Claim {
                    key: (
                        row.session,
                        place.clone(),
                        folded(&row.question_no),
                        row.due,
                        folded(&row.agency),
                        folded(&Some(row.text.clone())),
                    ),
                    value: Commitment {
                        session: row.session,
                        place,
                        question_no: row.question_no,
                        agency: row.agency,
                        text: row.text,
                        due: row.due,
                        done: row.done,
                        source: row.source,
                        origin,
                    },
                    origins: vec![origin],
                });
            }
        }
        let named = |context: &Context<'_>, (session, place, number, due, agency, text): &CommitmentKey| {
            let short: String = text.chars().take(60).collect();
            Named {
                place: place.clone(),
                period: *session,
                figure: context.figure(
                    "commitments",
                    place,
                    *session,
                    &[&session.to_string(), number, agency, text, &due.to_string()],
                ),
                what: Text::new(
                    format!("{}, cam kết \"{short}\" trong buổi đối thoại {session}", place.name),
                    format!("{}, commitment \"{short}\" of {session}", place.name),
                ),
            }
        };
        let shown = |commitment: &Commitment| match commitment.done {
            Some(done) => (format!("hoàn thành {done}"), format!("done {done}")),
            None => ("chưa ghi hoàn thành".to_owned(), "not recorded as done".to_owned()),
        };
        let join = |known: &mut Commitment, other: &Commitment| {
            known.source = first_source(known.source.take(), other.source.clone());
            // Spellings of one text differ in case at most: the first in order is kept.
            known.text = known.text.clone().min(other.text.clone());
            known.agency = known.agency.clone().min(other.agency.clone());
            known.question_no = known.question_no.clone().min(other.question_no.clone());
        };
        let kept = self.settle(reads, claims, |a, b| a.done == b.done, join, named, shown)?;
        let commitments =
            kept.into_iter().map(|(_, commitment, origin)| Commitment { origin, ..commitment }).collect();
        Ok(commitments)
    }
}

type CoverageKey = (Place, Arc<str>, Period, Option<Arc<str>>);
type CommitmentKey = (Period, Place, String, Period, String, String);

fn one(origin: Origin) -> Origins {
    Origins { first: vec![origin], count: 1 }
}

fn level_vi(level: TeamLevel) -> &'static str {
    match level {
        TeamLevel::All => "tổng số",
        TeamLevel::Commune => "cấp xã",
        TeamLevel::Village => "thôn, bản",
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

#[derive(Clone)]
struct CoverageValue {
    covered: Option<u64>,
    total: Option<u64>,
    percent: Option<Decimal>,
    preliminary: bool,
    source: Option<Arc<str>>,
}

impl CoverageValue {
    fn same(&self, other: &Self) -> bool {
        let percent = match (self.percent, other.percent) {
            (Some(a), Some(b)) => equal(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        percent && self.covered == other.covered && self.total == other.total
    }

    fn join(&mut self, other: &Self) {
        self.preliminary &= other.preliminary;
        self.source = first_source(self.source.take(), other.source.clone());
    }

    fn shown(&self) -> (String, String) {
        let mut vi = Vec::new();
        let mut en = Vec::new();
        if let (Some(covered), Some(total)) = (self.covered, self.total) {
            vi.push(format!("{covered}/{total}"));
            en.push(format!("{covered}/{total}"));
        }
        if let Some(percent) = self.percent {
            let value = percent.value().to_string();
            vi.push(format!("{} %", value.replace('.', ",")));
            en.push(format!("{value} %"));
        }
        (vi.join(", "), en.join(", "))
    }
}
