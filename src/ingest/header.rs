//! The header: which of the first lines of a table it is, what kind of export it makes, and what each field is.

use std::sync::Arc;

use crate::model::Text;
use crate::model::fold::{fold, tidy};
use crate::model::table::{COVERED, Col, DATE, INDICATOR, PERCENT, PERIOD, PROVINCE, TEAMS};

use super::caption::{self, period_of_cell};
use super::names::{KINDS, Meaning, Names, required};
use super::{Caption, ExportKind, Role, WideColumn};

/// One of the first lines of a table, as text.
#[derive(Clone, Debug, Default)]
pub(super) struct HeadRow {
    /// Line on which it starts.
    pub line: u64,
    /// Lines from it to the next record.
    pub lines: u64,
    /// Bytes of text before it.
    pub offset: u64,
    /// Its cells, tidied.
    pub cells: Vec<String>,
    /// The record as it stands.
    pub raw: Vec<u8>,
}

impl HeadRow {
    fn cell(&self, i: usize) -> &str {
        self.cells.get(i).map_or("", String::as_str)
    }

    /// The row as a title: its filled cells in one line.
    fn title(&self) -> String {
        let filled: Vec<&str> =
            self.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        filled.join(" ")
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    /// Fields up to the last one that is filled.
    fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |i| i + 1)
    }

    /// The row of column ids below a header: A B 1 2 3, (1) (2) (3), 1 2 3=1/2.
    fn is_ids(&self) -> bool {
        let mut next = 1;
        let mut filled = 0;
        for cell in self.cells.iter().filter(|cell| !cell.is_empty()) {
            filled += 1;
            let text = cell.trim_matches(['(', ')', '[', ']']);
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
    /// Index of the first row below it that is neither blank nor column ids.
    pub data: usize,
    /// How many fields have a meaning.
    pub understood: usize,
    /// A contract column that two fields mean.
    pub repeated: Option<(Col, usize, usize)>,
}

/// The row that comes nearest to being a header.
#[derive(Clone, Debug)]
pub(super) struct NearMiss {
    pub line: u64,
    pub kind: ExportKind,
    /// Contract column and the caption that means it.
    pub found: Vec<(Col, String)>,
    /// What the kind lacks.
    pub missing: Vec<&'static [Col]>,
}

/// Rows in which a header is looked for.
const ROWS: usize = 40;
/// Rows that one header may take.
const DEPTH: usize = 3;

/// Finds the header among the first rows of a table.
pub(super) fn find(rows: &[HeadRow], names: &Names) -> Result<Header, Option<NearMiss>> {
    let mut best: Option<Header> = None;
    let mut nearest: Option<NearMiss> = None;
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
            for kind in KINDS {
                match resolve(rows, first..first + depth, kind, names, &mut titles) {
                    Ok(header) => {
                        let better = best.as_ref().is_none_or(|best| {
                            header.understood > best.understood
                                && (first < best.data || best.repeated.is_some())
                        });
                        if better {
                            best = Some(header);
                        }
                    }
                    Err(miss) => {
                        let better = nearest.as_ref().is_none_or(|nearest| {
                            (miss.found.len(), usize::MAX - miss.missing.len())
                                > (nearest.found.len(), usize::MAX - nearest.missing.len())
                        });
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
    best.ok_or(nearest)
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

/// The captions of one field, from the top row down.
type Parts = Vec<String>;

/// The captions of each field. In rows above others, a blank cell takes the caption to its left, where that one
/// spans (has captions of its own below it).
fn parts(rows: &[HeadRow]) -> Vec<Parts> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mut fields = vec![Parts::new(); width];
    for (depth, row) in rows.iter().enumerate() {
        let has_below = |i: usize| rows[depth + 1..].iter().any(|below| !below.cell(i).is_empty());
        let mut span = "";
        for (i, field) in fields.iter_mut().enumerate() {
            let cell = row.cell(i);
            if !cell.is_empty() {
                // A caption merged over several rows comes once.
                if field.last().is_none_or(|above| above != cell) {
                    field.push(cell.to_owned());
                }
                span = if has_below(i) { cell } else { "" };
            } else if has_below(i) && !span.is_empty() {
                field.push(span.to_owned());
            } else {
                span = "";
            }
        }
    }
    fields
}

/// What one field can be.
struct Candidate {
    column: Option<Col>,
    measures: Vec<(Arc<str>, Col)>,
    period: Option<String>,
}

fn candidate(parts: &Parts, kind: ExportKind, names: &Names) -> Candidate {
    let joined = parts.join(" ");
    let mut texts: Vec<&str> = vec![&joined];
    if parts.len() > 1 {
        texts.extend(parts.iter().rev().map(String::as_str));
    }
    let meanings: Vec<Meaning> = texts.iter().map(|text| names.meaning(text)).collect();
    let period = parts.iter().find_map(|part| period_of_cell(part));
    let mut measures = meanings.iter().find_map(|m| (!m.measures.is_empty()).then(|| m.measures.clone()));
    // Below "Năm", a year is no column of periods but a period.
    let column = meanings
        .iter()
        .find_map(|m| m.column(kind))
        .filter(|col| period.is_none() || !matches!(col.name(), "period" | "date"));
    // "Thôn, bản được phủ sóng / Tổng số": the upper caption names the indicator, the lower one the part.
    if let (Some(measures), Some(part)) = (&mut measures, column)
        && parts.len() > 1
        && names.meaning(&joined).measures.is_empty()
        && is_part(part)
    {
        for measure in measures.iter_mut() {
            measure.1 = part;
        }
        measures.dedup();
    }
    Candidate { column, measures: measures.unwrap_or_default(), period }
}

/// How vaguely a caption names its column: where two columns could be the place, "Tỉnh" is, before "Đơn vị" (which
/// may be an office), and names before codes.
fn vagueness(parts: &Parts) -> u8 {
    const VAGUE: &[&str] =
        &["don vi", "don vi bao cao", "dia phuong", "dia ban", "place", "unit", "region", "area", "locality"];
    let folded = fold(&parts.join(" "));
    if folded.split(' ').any(|word| matches!(word, "ma" | "code")) {
        return 2;
    }
    u8::from(VAGUE.contains(&folded.as_str()))
}

fn is_part(col: Col) -> bool {
    matches!(col.name(), "percent" | "covered" | "total")
}

fn resolve(
    rows: &[HeadRow],
    header: std::ops::Range<usize>,
    kind: ExportKind,
    names: &Names,
    titles: &mut Titles<'_>,
) -> Result<Header, NearMiss> {
    let fields = parts(&rows[header.clone()]);
    let mut caption = titles.above(header.start);
    let candidates: Vec<Candidate> = fields.iter().map(|parts| candidate(parts, kind, names)).collect();
    let mut data = header.end;
    while rows.get(data).is_some_and(|row| row.is_blank() || row.is_ids()) {
        data += 1;
    }
    let mut roles = vec![Role::Ignored; fields.len()];
    let mut repeated = None;
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
                if other < one {
                    roles[before] = Role::Ignored;
                    roles[i] = Role::Column(col);
                } else if one == other && !matches!(col.name(), "note" | "source") {
                    repeated.get_or_insert((col, before, i));
                }
            }
        }
    }
    match kind {
        ExportKind::Coverage if wide => {
            wide_measures(&candidates, &fields, &rows[data.min(rows.len())..], &caption, &mut roles);
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
                    *role = Role::Wide(WideColumn { indicator: None, measure: TEAMS, period });
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
    if !missing.is_empty() {
        let found = found.into_iter().map(|(col, i)| (col, fields[i].join(" / "))).collect();
        return Err(NearMiss { line: rows[header.end - 1].line, kind, found, missing });
    }
    Ok(Header {
        kind,
        rows: header,
        captions: fields.iter().map(|parts| parts.join(" / ")).collect(),
        understood: found.len(),
        roles,
        caption,
        data,
        repeated,
    })
}

/// Gives each measure column of a wide form its indicator, part and period.
fn wide_measures(
    candidates: &[Candidate],
    fields: &[Parts],
    data: &[HeadRow],
    caption: &Caption,
    roles: &mut [Role],
) {
    let free = |i: usize, roles: &[Role]| roles[i] == Role::Ignored;
    let covered = |i: usize| {
        candidates[i].measures.iter().filter(|(_, part)| *part == COVERED).map(|(id, _)| id).next().cloned()
    };
    let mut named = false;
    for i in 0..roles.len() {
        let candidate = &candidates[i];
        if !free(i, roles) || candidate.measures.is_empty() {
            continue;
        }
        // One caption ("tổng số thôn") may serve several indicators: the neighbours tell, then the title.
        let serves = |id: &Arc<str>| candidate.measures.iter().find(|(other, _)| other == id).cloned();
        let near = neighbours(i, roles.len()).filter_map(covered).find_map(|id| serves(&id));
        let titled = caption.indicator.as_ref().and_then(serves);
        let chosen = match &candidate.measures[..] {
            [only] => Some(only.clone()),
            several => near.or(titled).or_else(|| several.first().cloned()),
        };
        if let Some((id, part)) = chosen {
            let period = candidate.period.as_deref().map(Arc::from);
            roles[i] = Role::Wide(WideColumn { indicator: Some(id), measure: part, period });
            named = true;
        }
    }
    // "Tỷ lệ (%)", "2022": the indicator is that of the neighbour, or the one in the title.
    for i in 0..roles.len() {
        let candidate = &candidates[i];
        let part = candidate.column.filter(|col| is_part(*col));
        if !free(i, roles) || (part.is_none() && candidate.period.is_none()) {
            continue;
        }
        let of_neighbour = neighbours(i, roles.len()).take_while(|_| named).find_map(|j| match &roles[j] {
            Role::Wide(wide)
                if candidates[j].measures.iter().any(|(id, _)| Some(id) == wide.indicator.as_ref()) =>
            {
                wide.indicator.clone()
            }
            _ => None,
        });
        let Some(indicator) = of_neighbour.or_else(|| caption.indicator.clone()) else { continue };
        let period = candidate.period.as_deref().map(Arc::from);
        let measure = part.unwrap_or(PERCENT);
        roles[i] = Role::Wide(WideColumn { indicator: Some(indicator), measure, period });
    }
    let measured = roles.iter().any(|role| matches!(role, Role::Wide(_)));
    if measured {
        return;
    }
    // Indicators that nobody registered come as they are, where a column shows plainly that it holds one.
    for (i, parts) in fields.iter().enumerate() {
        let text = parts.join(" / ");
        let folded = fold(&text);
        let rate = text.contains('%')
            || ["ty le ", "ti le ", "rate of ", "share of "].iter().any(|w| folded.starts_with(w));
        let numbers =
            data.iter().filter(|row| row.cell(i).starts_with(|ch: char| ch.is_ascii_digit())).count();
        let named = folded.split(' ').filter(|word| !word.is_empty()).count() >= 2;
        if free(i, roles)
            && candidates[i].column.is_none()
            && rate
            && named
            && !is_serial(&folded)
            && numbers * 2 > data.len()
        {
            let indicator = Some(Arc::from(tidy(&text)));
            roles[i] = Role::Wide(WideColumn { indicator, measure: PERCENT, period: None });
        }
    }
}

fn is_serial(folded: &str) -> bool {
    matches!(folded, "" | "tt" | "stt" | "so tt" | "so thu tu" | "no" | "id" | "code" | "ma")
}

/// Fields beside `i`, the nearest first, those to the left before those to the right.
fn neighbours(i: usize, len: usize) -> impl Iterator<Item = usize> {
    (0..i).rev().chain(i + 1..len)
}

/// What to tell of a table whose header is not understood.
pub(super) fn explain(miss: Option<&NearMiss>) -> Text {
    let Some(miss) = miss else {
        return Text::new(
            "không có dòng nào chứa tên cột đã biết",
            "no line holds the name of a known column",
        );
    };
    let found: Vec<String> =
        miss.found.iter().map(|(col, text)| format!("{} (“{text}”)", col.name())).collect();
    let missing = |or: &str| {
        let groups = miss.missing.iter();
        let names = groups.map(|group| group.iter().map(|col| col.name()).collect::<Vec<_>>().join(or));
        names.collect::<Vec<_>>().join(", ")
    };
    Text::new(
        format!(
            "gần nhất là loại {} ở dòng {}: nhận ra các cột {}; còn thiếu {}",
            miss.kind.as_str(),
            miss.line,
            found.join(", "),
            missing(" hoặc ")
        ),
        format!(
            "nearest to {} on line {}: found {}; missing {}",
            miss.kind.as_str(),
            miss.line,
            found.join(", "),
            missing(" or ")
        ),
    )
}

/// Columns that rows of this kind are about (periods, places, indicators), and whether the rest is numbers.
pub(super) fn is_numeric(kind: ExportKind) -> bool {
    matches!(kind, ExportKind::Coverage | ExportKind::Teams | ExportKind::Targets)
}
