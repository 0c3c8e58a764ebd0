//! Community digital teams: counts by place, period and level.

use std::sync::Arc;

use super::below::{Counts, Sums, TeamSum, named};
use super::keys::{Cells, Interner};
use super::lacking::{Lost, Why};
use super::layout::{Group, Job};
use super::messages;
use super::notes::words_of;
use super::part::{Gather, Outcome};
use super::reader::{Head, KeyReader};
use super::record::{Fault, Record, decoded, undecodable};
use super::row_keys::RowKeys;
use super::sessions::count_cell;
use super::tables::{Origin, TeamLevel};
use crate::model::Period;
use crate::model::fold::fold;
use crate::model::table::{Col, LEVEL, MEMBERS, TEAMS, TRAINED};

/// One figure of one export.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure {
    /// Place.
    pub spot: u32,
    /// When.
    pub period: Period,
    /// Which teams.
    pub level: TeamLevel,
    /// Counts.
    pub counts: Counts,
    /// Source, as the export gives it.
    pub source: Option<Arc<str>>,
    /// What the note says, as it is written.
    pub note: Option<Arc<str>>,
}

/// The teams of one export.
#[derive(Default)]
pub struct Teams {
    /// Distinct figures.
    pub figures: Interner<Figure>,
    /// Every row of every figure: line, figure.
    pub rows: Vec<(u64, u32)>,
    /// Rows of communes added up: by what they are part of, period, level.
    pub sums: Sums<(u32, Period, TeamLevel), TeamSum>,
    /// Keys of the rows of communes.
    pub keyed: RowKeys<(Period, TeamLevel)>,
    /// Rows that were added up.
    pub folded: u64,
    /// Figures that rows fail to give.
    pub lost: Lost<(Period, TeamLevel)>,
    /// The cells and the figures of one row.
    cells: Vec<Result<Counts, Fault>>,
    row: Vec<Figure>,
    levels: Cells<Option<TeamLevel>>,
    sources: Cells<Option<Arc<str>>>,
    notes: Cells<Option<Arc<str>>>,
}

fn counts(group: &Group, row: &impl Record) -> Result<Counts, Fault> {
    let count = |column: Col| -> Result<Option<u64>, Fault> {
        let Some(field) = group.field(column) else { return Ok(None) };
        count_cell(row, field)
            .map_err(|fault| messages::number(fault, row.cell(field)).at(column, Some(field)))
    };
    Ok(Counts { teams: count(TEAMS)?, members: count(MEMBERS)?, trained: count(TRAINED)? })
}

/// The level that a cell names; blank is all teams.
pub fn read_level(cell: &str) -> Option<TeamLevel> {
    let folded = fold(cell);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let is = |name: &str| words.contains(&name);
    let exact = |names: &[&str]| names.contains(&folded.as_str());
    if folded.is_empty()
        || exact(&[
            "all",
            "tong",
            "tong so",
            "tong cong",
            "tat ca",
            "chung",
            "total",
            "toan tinh",
            "cong",
            "tong so to",
            "all teams",
        ])
    {
        return Some(TeamLevel::All);
    }
    let village = ["thon", "ban", "ap", "buon", "lang", "village", "villages", "khom", "plei", "phum", "soc"];
    let commune = ["xa", "phuong", "commune", "communes", "ward", "wards"];
    let has_village =
        village.into_iter().any(is) || folded.contains("to dan pho") || folded.contains("khu pho");
    let has_commune = commune.into_iter().any(is) || folded.contains("thi tran");
    // A name with a number (`tổ dân phố 5`) is one team, not a level.
    if words.iter().any(|word| word.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    match (has_commune, has_village) {
        (true, false) => Some(TeamLevel::Commune),
        (false, true) => Some(TeamLevel::Village),
        _ => None,
    }
}

impl Teams {
    /// The level of a row.
    fn level(&mut self, job: &Job<'_>, row: &impl Record) -> Result<TeamLevel, Fault> {
        match job.field(LEVEL) {
            None => Ok(TeamLevel::All),
            Some(field) => {
                let cell = row.cell(field);
                let id = self.levels.id(cell, |cell| decoded(cell).and_then(read_level));
                match self.levels.get(id) {
                    Some(level) => Ok(*level),
                    None if decoded(cell).is_none() => Err(undecodable(cell).at(LEVEL, Some(field))),
                    None => {
                        let text = String::from_utf8_lossy(cell);
                        Err(messages::level_unknown(&text).at(LEVEL, Some(field)))
                    }
                }
            }
        }
    }

    /// Notes the figures of a part that a row fails to give: those of its blank cells, or all.
    fn note_lost(
        &mut self,
        job: &Job<'_>,
        keys: &mut KeyReader,
        row: &impl Record,
        head: Head,
        blank_only: bool,
    ) {
        let Ok(level) = self.level(job, row) else { return };
        for group in &job.groups {
            let blank = counts(group, row).is_ok_and(|counts| counts == Counts::default());
            if blank_only && !blank {
                continue;
            }
            let Ok(when) = keys.when_of(job, group, row) else { continue };
            let Ok(Some(spot)) = keys.spot(job, row, head, when) else { continue };
            if keys.is_part(spot) {
                let why = if blank { Why::Blank } else { Why::Rejected };
                self.lost.note(spot, &(when.period, level), row.line(), why);
                if job.fold.on && keys.whole_of(spot).is_some() {
                    self.keyed.note(spot, (when.period, level));
                }
            }
        }
    }

    /// Takes the figures of one row: adds them up, where it is a commune's, or keeps them.
    fn take(&mut self, job: &Job<'_>, keys: &mut KeyReader, line: u64, figures: &[Figure]) {
        let wholes = figures.iter().all(|figure| keys.whole_of(figure.spot).is_some());
        let names =
            figures.iter().map(|figure| named(keys.spots.get(figure.spot), (figure.period, figure.level)));
        if !wholes || !job.fold.takes(names) {
            for figure in figures {
                let id = self.figures.id(figure);
                self.rows.push((line, id));
            }
            return;
        }
        self.folded += 1;
        for (nth, figure) in figures.iter().enumerate() {
            let Some(whole) = keys.whole_of(figure.spot) else { continue };
            self.keyed.note(figure.spot, (figure.period, figure.level));
            let sum = self.sums.of(nth, &(whole, figure.period, figure.level), TeamSum::default);
            sum.add(figure.counts, figure.source.as_ref());
            sum.origins.push(Origin { file: job.file, line });
        }
    }
}

impl Gather for Teams {
    fn row(&mut self, job: &Job<'_>, keys: &mut KeyReader, row: &impl Record) -> Result<Outcome, Fault> {
        let head = keys.head(job, row);
        if head == Head::Total {
            return Ok(Outcome::Total);
        }
        // The buffers go from row to row; a row that is rejected gives its own away.
        let mut found = std::mem::take(&mut self.cells);
        found.clear();
        found.extend(job.groups.iter().map(|group| counts(group, row)));
        let empty = |counts: &Counts| *counts == Counts::default();
        if found.iter().all(|counts| counts.as_ref().is_ok_and(empty)) {
            if head != Head::Above {
                self.note_lost(job, keys, row, head, true);
            }
            return Ok(Outcome::Empty);
        }
        if head == Head::Above {
            return Ok(Outcome::Above);
        }
        let mut figures = std::mem::take(&mut self.row);
        figures.clear();
        let mut some_are_blank = false;
        for (group, counts) in job.groups.iter().zip(found.drain(..)) {
            if counts.as_ref().is_ok_and(empty) {
                some_are_blank = true;
                continue;
            }
            let when = keys.when_of(job, group, row)?;
            let Some(spot) = keys.spot(job, row, head, when)? else { return Ok(Outcome::Total) };
            let level = self.level(job, row)?;
            let counts = counts?;
            if counts.teams.is_none() {
                return Err(messages::missing("số tổ", "number of teams").at(TEAMS, group.field(TEAMS)));
            }
            if let (Some(trained), Some(teams)) = (counts.trained, counts.teams)
                && trained > teams
            {
                return Err(messages::trained_above(trained, teams).at(TRAINED, group.field(TRAINED)));
            }
            let source = job.hot.source.and_then(|field| words_of(&mut self.sources, row.cell(field)));
            let note = job.hot.note.and_then(|field| words_of(&mut self.notes, row.cell(field)));
            figures.push(Figure { spot, period: when.period, level, counts, source, note });
        }
        if some_are_blank && figures.iter().any(|figure| keys.is_part(figure.spot)) {
            self.note_lost(job, keys, row, head, true);
        }
        self.take(job, keys, row.line(), &figures);
        (self.row, self.cells) = (figures, found);
        Ok(Outcome::Taken)
    }

    fn miss(&mut self, job: &Job<'_>, keys: &mut KeyReader, row: &impl Record) {
        let head = keys.head(job, row);
        if head != Head::Total {
            self.note_lost(job, keys, row, head, false);
        }
    }

    fn absorb(&mut self, other: Self, spots: &[u32]) {
        self.lost.absorb(other.lost, spots, |key| *key);
        self.keyed.absorb(other.keyed, spots, |key| *key);
        for ((spot, period, level), sum) in other.sums.into_sums() {
            self.sums.absorb(&(spots[spot as usize], period, level), sum, TeamSum::absorb);
        }
        self.folded += other.folded;
        let moved: Vec<u32> = other
            .figures
            .into_values()
            .into_iter()
            .map(|mut figure| {
                figure.spot = spots[figure.spot as usize];
                self.figures.id(&figure)
            })
            .collect();
        self.rows.extend(other.rows.into_iter().map(|(line, figure)| (line, moved[figure as usize])));
    }

    fn finish(&mut self) {
        self.rows.sort_by_key(|(line, _)| *line);
        self.lost.sort();
        self.sums.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_as_offices_write_them() {
        for (cell, level) in [
            ("", Some(TeamLevel::All)),
            ("Tổng số", Some(TeamLevel::All)),
            ("all", Some(TeamLevel::All)),
            ("Cấp xã", Some(TeamLevel::Commune)),
            ("xã, phường, thị trấn", Some(TeamLevel::Commune)),
            ("commune", Some(TeamLevel::Commune)),
            ("Cấp thôn, bản", Some(TeamLevel::Village)),
            ("thôn/bản/tổ dân phố", Some(TeamLevel::Village)),
            ("tổ dân phố 5", None),
            ("huyện", None),
        ] {
            assert_eq!(read_level(cell), level, "{cell}");
        }
    }
}
