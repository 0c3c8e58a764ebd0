//! The header: which of the first lines of a table it is, what kind of export it makes, and what each field is.

use std::sync::Arc;

use crate::model::fold::fold;
use crate::model::table::{Col, DATE, INDICATOR, PERCENT, PERIOD, PROVINCE, SESSION_DATE, TEAMS};

use super::caption::{self, period_of_cell};
use super::captions::{
    CODE, Candidate, Parts, candidate, is_figure, is_part, is_unit, part_of_year, parts, shares_caption,
    vagueness,
};
use super::cells::Cells;
use super::names::{KINDS, Names, required};
use super::near::{self, NearMiss};
use super::wide::{is_serial, wide_measures};
use super::{Caption, ExportKind, Role, WideColumn, YearAt, YearOf};

/// One of the first lines of a table, as text.
#[derive(Clone, Debug, Default)]
pub(super) struct HeadRow {
    /// Line on which it starts.
    pub line: u64,
    /// Line on which the next record starts.
    pub next_line: u64,
    /// Bytes of text before it.
    pub offset: u64,
    /// Bytes of text before the next record.
    pub next_offset: u64,
    /// Its cells, tidied.
    pub cells: Cells,
    /// The record as it stands.
    pub raw: Vec<u8>,
}

impl HeadRow {
    /// Cell `i`; empty where the row is shorter.
    pub fn cell(&self, i: usize) -> &str {
        self.cells.get(i).unwrap_or_default()
    }

    /// The row as a title: its filled cells in one line.
    fn title(&self) -> String {
        let filled: Vec<&str> = self.cells.iter().filter(|cell| !cell.is_empty()).collect();
        filled.join(" ")
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(str::is_empty)
    }

    /// Fields up to the last one that is filled.
    fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |i| i + 1)
    }

    /// The row of column ids below a header: A B 1 2 3, (1) (2) (3), 1 2 3=1/2, (3)=(1)/(2).
    fn is_ids(&self) -> bool {
        let mut next = 1;
        let mut filled = 0;
        for cell in self.cells.iter().filter(|cell| !cell.is_empty()) {
            filled += 1;
            let text = cell.replace(['(', ')', '[', ']'], "");
            let digits = text.split(['=', ':', ' ']).next().unwrap_or_default();
            if text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
                continue;
            }
            if digits.parse() != Ok(next) {
                return false;
            }
            next += 1;
        }
        filled >= 2
    }

    /// Whether the row can be part of a header: no cell is a figure, unless it is a year.
    fn is_captions(&self) -> bool {
        !self.is_blank()
            && self.cells.iter().all(|cell| {
                !cell.starts_with(|ch: char| ch.is_ascii_digit()) || period_of_cell(cell).is_some()
            })
    }
}

/// A header that was found.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub kind: ExportKind,
    /// First and last row of it, as indices into the head.
    pub rows: std::ops::Range<usize>,
    /// Captions, per field.
    pub captions: Vec<String>,
    pub roles: Vec<Role>,
    pub caption: Caption,
    /// Where the year of its periods stands, where they have none.
    pub year: Option<YearOf>,
    /// Field of codes beside the names of places.
    pub place_code: Option<usize>,
    /// Index of the first row below it that is neither blank nor column ids.
    pub data: usize,
    /// How many fields have a meaning.
    pub understood: usize,
    /// A contract column that two fields mean.
    pub repeated: Option<(Col, usize, usize)>,
}

/// Rows in which a header is looked for.
const ROWS: usize = 100;
/// Rows that one header may take.
const DEPTH: usize = 3;

/// Finds the header among the first rows of a table.
pub(super) fn find(rows: &[HeadRow], names: &Names) -> Result<Header, Option<NearMiss>> {
    // What a row lacks to be a header is told only where none is one.
    look(rows, names, false).or_else(|_| look(rows, names, true))
}

fn look(rows: &[HeadRow], names: &Names, tell: bool) -> Result<Header, Option<NearMiss>> {
    let mut best: Option<Header> = None;
    let mut nearest: Option<NearMiss> = None;
    // A header that would be one without the captions below it, which say nothing that is known.
    let mut cut: Option<(std::ops::Range<usize>, ExportKind)> = None;
    let mut titles = Titles { rows, names, read: Vec::new() };
    for first in 0..rows.len().min(ROWS) {
        if rows[first].width() < 2 || rows[first].is_ids() || !rows[first].is_captions() {
            continue;
        }
        for depth in 1..=DEPTH.min(rows.len() - first) {
            if depth > 1 {
                let below = &rows[first + depth - 1];
                if below.is_ids() || !below.is_captions() {
                    break;
                }
            }
            let fields = parts(&rows[first..first + depth]);
            for kind in KINDS {
                match resolve(rows, first..first + depth, &fields, kind, tell, &mut titles) {
                    Ok(header) if depth < DEPTH && goes_on(rows.get(first + depth), &header.roles) => {
                        cut.get_or_insert((first..first + depth + 1, kind));
                    }
                    Ok(header) => {
                        let better = best.as_ref().is_none_or(|best| {
                            header.understood > best.understood
                                && (first < best.data || best.repeated.is_some())
                        });
                        if better {
                            best = Some(header);
                        }
                    }
                    Err(None) => {}
                    Err(Some(miss)) => {
                        let better =
                            nearest.as_ref().is_none_or(|nearest| miss.likeness() > nearest.likeness());
                        if better && !miss.found.is_empty() {
                            nearest = Some(miss);
                        }
                    }
                }
            }
        }
        // A header further down would lie amid the data of this one.
        if best.as_ref().is_some_and(|best| first >= best.rows.end) {
            break;
        }
    }
    best.ok_or_else(|| {
        if !tell {
            return None;
        }
        if let Some((cut, kind)) = cut
            && let Err(Some(miss)) = resolve(rows, cut.clone(), &parts(&rows[cut]), kind, tell, &mut titles)
        {
            return near::nearest(vec![miss], names);
        }
        // Which kind the row is nearest to is asked again with an eye on what its captions nearly say.
        let first = nearest.map_or(0..0, |miss| miss.rows);
        let rows_near = match first.is_empty() {
            false => first,
            // No column at all is known: the first row that could be one of captions, misspelled.
            true => {
                let first = rows.iter().take(ROWS).position(|row| row.width() > 1 && row.is_captions())?;
                first..first + 1
            }
        };
        let fields = parts(&rows[rows_near.clone()]);
        let readings = KINDS
            .iter()
            .filter_map(|kind| resolve(rows, rows_near.clone(), &fields, *kind, tell, &mut titles).err()?)
            .collect();
        near::nearest(readings, names)
    })
}

/// Whether a row is one more row of captions: what it says stands below figures, and nothing below places or periods.
fn goes_on(row: Option<&HeadRow>, roles: &[Role]) -> bool {
    let Some(row) = row.filter(|row| row.is_captions() && !row.is_ids()) else { return false };
    let mut below_figures = 0;
    for (i, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        match roles.get(i) {
            Some(Role::Column(col)) if !is_figure(*col) => return false,
            Some(Role::Ignored) | None => {}
            Some(_) => below_figures += u32::from(cell.chars().any(char::is_alphabetic) && !is_unit(cell)),
        }
    }
    below_figures > 0
}

/// The rows above a header, each read once as a title.
struct Titles<'a> {
    rows: &'a [HeadRow],
    names: &'a Names,
    read: Vec<Caption>,
}

impl Titles<'_> {
    /// What the rows above row `end` say together.
    fn above(&mut self, end: usize) -> Caption {
        for row in &self.rows[self.read.len().min(end)..end] {
            self.read.push(caption::read_line(&row.title(), self.names));
        }
        caption::join(self.read[..end].iter())
    }
}

fn resolve(
    rows: &[HeadRow],
    header: std::ops::Range<usize>,
    fields: &[Parts],
    kind: ExportKind,
    tell: bool,
    titles: &mut Titles<'_>,
) -> Result<Header, Option<NearMiss>> {
    let names = titles.names;
    let mut caption = titles.above(header.start);
    let candidates: Vec<Arc<Candidate>> = (fields.iter().enumerate())
        .map(|(i, parts)| candidate(parts, shares_caption(fields, i), kind, names))
        .collect();
    let mut data = header.end;
    while rows.get(data).is_some_and(|row| row.is_blank() || row.is_ids()) {
        data += 1;
    }
    let mut roles = vec![Role::Ignored; fields.len()];
    let mut repeated = None;
    let mut year = None;
    let mut place_code = None;
    let has = |col: Col| candidates.iter().any(|c| c.column == Some(col));
    let wide = match kind {
        ExportKind::Coverage => !has(INDICATOR),
        ExportKind::Teams => !has(TEAMS),
        _ => false,
    };
    for (i, candidate) in candidates.iter().enumerate() {
        let Some(col) = candidate.column else { continue };
        if kind == ExportKind::Coverage
            && (is_part(col) || !candidate.measures.is_empty())
            && (wide || candidate.period.is_some())
        {
            continue;
        }
        match roles.iter().position(|role| *role == Role::Column(col)) {
            None => roles[i] = Role::Column(col),
            Some(before) => {
                let (one, other) = (vagueness(&fields[before]), vagueness(&fields[i]));
                let is_when = matches!(col.name(), "period" | "date" | "session_date");
                let years = [before, i].map(|field| part_of_year(&fields[field]).filter(|_| is_when));
                if let ([Some(""), Some(part)] | [Some(part), Some("")], None) = (years, &year)
                    && !part.is_empty()
                {
                    let at = if years[0] == Some("") { before } else { i };
                    roles[i] = Role::Column(col);
                    year = Some(YearOf { part, year: YearAt::Field(at) });
                } else if other < one {
                    roles[before] = Role::Ignored;
                    roles[i] = Role::Column(col);
                    place_code = (one == CODE && col == PROVINCE).then_some(before);
                } else if other == CODE && other > one && col == PROVINCE {
                    place_code = Some(i);
                } else if one == other && !matches!(col.name(), "note" | "source") {
                    repeated.get_or_insert((col, before, i));
                }
            }
        }
    }
    match kind {
        ExportKind::Coverage if wide => {
            wide_measures(&candidates, fields, &rows[data.min(rows.len())..], &caption, &mut roles);
        }
        ExportKind::Coverage => {
            for (candidate, role) in candidates.iter().zip(&mut roles) {
                if let Some(period) = &candidate.period
                    && *role == Role::Ignored
                {
                    let measure = candidate.column.filter(|col| is_part(*col)).unwrap_or(PERCENT);
                    *role = Role::Wide(WideColumn {
                        indicator: None,
                        measure,
                        period: Some(period.as_str().into()),
                        also: Vec::new(),
                    });
                }
            }
        }
        ExportKind::Teams
            if wide
                && candidates.iter().any(|candidate| candidate.period.is_some())
                && (0..header.start).any(|i| names.title_names(&rows[i].title(), TEAMS)) =>
        {
            for (candidate, role) in candidates.iter().zip(&mut roles) {
                if let (Some(period), None) = (&candidate.period, candidate.column) {
                    let period = Some(period.as_str().into());
                    let also = Vec::new();
                    *role = Role::Wide(WideColumn { indicator: None, measure: TEAMS, period, also });
                }
            }
        }
        _ => {}
    }
    let found: Vec<(Col, usize)> = roles
        .iter()
        .enumerate()
        .filter_map(|(i, role)| match role {
            Role::Ignored => None,
            Role::Column(col) => Some((*col, i)),
            Role::Wide(wide) => Some((wide.measure, i)),
        })
        .collect();
    let present = |col: Col| roles.contains(&Role::Column(col));
    let any_wide = |test: &dyn Fn(&WideColumn) -> bool| {
        roles.iter().any(|role| matches!(role, Role::Wide(wide) if test(wide)))
    };
    let when = roles.iter().position(|role| matches!(role, Role::Column(PERIOD | DATE | SESSION_DATE)));
    if let (Some(i), None, Some(period)) = (when, &year, &caption.period)
        && let Some(part) = part_of_year(&fields[i]).filter(|part| !part.is_empty())
        && period.len() == 4
    {
        year = Some(YearOf { part, year: YearAt::Title(Arc::clone(period)) });
    }
    if present(PERIOD) || present(DATE) || any_wide(&|wide| wide.period.is_some()) {
        caption.period = None;
    }
    if present(PROVINCE) {
        caption.province = None;
    }
    let missing: Vec<&'static [Col]> = required(kind)
        .iter()
        .copied()
        .filter(|group| {
            !group.iter().any(|col| {
                present(*col)
                    || match col.name() {
                        "period" => caption.period.is_some() || any_wide(&|wide| wide.period.is_some()),
                        "province" => caption.province.is_some(),
                        "indicator" => any_wide(&|wide| wide.indicator.is_some()),
                        "percent" | "covered" => any_wide(&|wide| is_part(wide.measure)),
                        "teams" => any_wide(&|wide| wide.measure == TEAMS),
                        _ => false,
                    }
            })
        })
        .collect();
    if !missing.is_empty() && !tell {
        return Err(None);
    }
    if !missing.is_empty() {
        let mut miss = near_miss(rows, header, data, kind, fields, &found, missing);
        miss.unclear = caption.unclear.filter(|_| {
            miss.missing
                .iter()
                .flat_map(|group| *group)
                .any(|col| [PERIOD, INDICATOR, PROVINCE].contains(col))
        });
        return Err(Some(miss));
    }
    Ok(Header {
        kind,
        rows: header,
        captions: fields.iter().map(|parts| parts.join(" / ")).collect(),
        understood: found.len(),
        roles,
        caption,
        year,
        place_code,
        data,
        repeated,
    })
}

/// What is known of a row that lacks some columns of a kind.
fn near_miss(
    rows: &[HeadRow],
    header: std::ops::Range<usize>,
    data: usize,
    kind: ExportKind,
    fields: &[Parts],
    found: &[(Col, usize)],
    missing: Vec<&'static [Col]>,
) -> NearMiss {
    let text = |i: usize| fields.get(i).map(|parts| parts.join(" / ")).unwrap_or_default();
    let is_unknown = |i: &usize| {
        !found.iter().any(|(_, at)| at == i) && !text(*i).is_empty() && !is_serial(&fold(&text(*i)))
    };
    let unknown: Vec<usize> = (0..fields.len()).filter(is_unknown).collect();
    let below = rows.get(data..).unwrap_or_default().iter().take(20);
    let cells: Vec<&str> =
        below.flat_map(|row| unknown.iter().map(|i| row.cell(*i))).filter(|cell| !cell.is_empty()).collect();
    let numbers = cells.iter().filter(|cell| cell.starts_with(|ch: char| ch.is_ascii_digit())).count();
    NearMiss {
        line: rows[header.end - 1].line,
        rows: header,
        kind,
        found: found.iter().map(|(col, i)| (*col, text(*i))).collect(),
        missing,
        numeric: numbers * 2 > cells.len(),
        unknown: unknown.into_iter().map(text).collect(),
        unclear: None,
    }
}

/// Columns that rows of this kind are about (periods, places, indicators), and whether the rest is numbers.
pub(super) fn is_numeric(kind: ExportKind) -> bool {
    matches!(kind, ExportKind::Coverage | ExportKind::Teams | ExportKind::Targets)
}
