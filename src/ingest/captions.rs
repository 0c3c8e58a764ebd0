//! The captions of each field, over one header row or several, and what they can mean.

use std::sync::Arc;

use crate::model::fold::fold;
use crate::model::table::{COVERED, Col, PERCENT, TOTAL};

use super::ExportKind;
use super::caption::period_of_cell;
use super::header::HeadRow;
use super::names::{Meaning, Names};

/// The captions of one field, from the top row down.
pub(super) type Parts = Vec<String>;

/// The captions of each field. In rows above others, a blank cell takes the caption to its left, where that one
/// spans (has captions of its own below it).
pub(super) fn parts(rows: &[HeadRow]) -> Vec<Parts> {
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

/// Whether the first of several captions of field `i` stands over a field beside it as well.
pub(super) fn shares_caption(fields: &[Parts], i: usize) -> bool {
    let top = |i: usize| fields.get(i).filter(|parts| parts.len() > 1).map(|parts| &parts[0]);
    let own = top(i);
    own.is_some() && (own == top(i + 1) || i.checked_sub(1).is_some_and(|left| own == top(left)))
}

/// What one field can be.
#[derive(Clone)]
pub(super) struct Candidate {
    pub column: Option<Col>,
    /// Whether the column is one of figures and an upper caption alone says so.
    pub from_above: bool,
    pub measures: Vec<(Arc<str>, Col)>,
    pub period: Option<String>,
}

/// What a field of these captions can be in an export of this kind. `shared` says whether the upper ones stand over
/// other fields as well: then none of them alone is a figure of each field.
pub(super) fn candidate(parts: &Parts, shared: bool, kind: ExportKind, names: &Names) -> Arc<Candidate> {
    let candidate = names.candidate(parts, kind, || read_candidate(parts, kind, names));
    if shared && candidate.from_above {
        return Arc::new(Candidate { column: None, ..Candidate::clone(&candidate) });
    }
    candidate
}

fn read_candidate(parts: &Parts, kind: ExportKind, names: &Names) -> Candidate {
    // What stands in brackets behind an upper caption is its unit.
    let bare = |part: &'_ str| part.split(['(', '[']).next().unwrap_or_default().to_owned();
    let joined: Vec<String> = (parts.iter().enumerate())
        .map(|(i, part)| if i + 1 == parts.len() { part.clone() } else { bare(part) })
        .collect();
    let joined = joined.join(" ");
    let mut texts: Vec<&str> = vec![&joined];
    if parts.len() > 1 {
        texts.extend(parts.iter().rev().map(String::as_str));
    }
    let meanings: Vec<Meaning> = texts.iter().map(|text| names.meaning(text)).collect();
    let period = parts.iter().find_map(|part| period_of_cell(part));
    let mut measures = meanings.iter().find_map(|m| (!m.measures.is_empty()).then(|| m.measures.clone()));
    // Below "Năm", a year is no column of periods but a period.
    let mut from_above = false;
    let column = meanings
        .iter()
        .find_map(|m| m.column(kind))
        .filter(|col| period.is_none() || !matches!(col.name(), "period" | "date"));
    // What an upper caption alone means is no figure of each field below it: "Tổ công nghệ số / Cấp xã".
    let lower = lower_caption(parts).filter(|lower| !names.meaning(lower).is_known(kind));
    if let Some(lower) = lower
        && !names.meaning(&joined).is_known(kind)
    {
        let part = part_by_words(lower);
        if let Some(measures) = &mut measures {
            match part {
                Some(part) => measures.iter_mut().for_each(|measure| measure.1 = part),
                None => measures.clear(),
            }
            measures.dedup();
        }
        from_above = part.is_none() && column.is_some_and(is_figure);
    }
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
    Candidate { column, from_above, measures: measures.unwrap_or_default(), period }
}

/// The unit of the caption above: `(người)`, `(%)`.
pub(super) fn is_unit(caption: &str) -> bool {
    caption.starts_with('(') && caption.ends_with(')')
}

/// The lowest caption below others that is no period and no unit.
pub(super) fn lower_caption(parts: &Parts) -> Option<&str> {
    let at = parts.iter().rposition(|part| period_of_cell(part).is_none() && !is_unit(part))?;
    (at > 0).then(|| parts[at].as_str())
}

/// Which part of an indicator a caption below its name says in plain words: "Số thôn được phủ", "Tổng số hộ dân".
fn part_by_words(caption: &str) -> Option<Col> {
    let folded = fold(caption);
    if folded.is_empty() || caption.contains('%') {
        return Some(PERCENT);
    }
    let mut words = folded.split(' ');
    match (words.next()?, words.next()) {
        ("tong", _) | ("total", _) => Some(TOTAL),
        ("ty" | "ti", Some("le")) => Some(PERCENT),
        ("so", Some("luong")) | ("number", _) => Some(COVERED),
        ("so", _) => {
            words.any(|word| matches!(word, "duoc" | "da" | "dat" | "phu" | "co")).then_some(COVERED)
        }
        _ => None,
    }
}

/// Whether a contract column holds counts or rates.
pub(super) fn is_figure(col: Col) -> bool {
    is_part(col) || matches!(col.name(), "teams" | "members" | "trained" | "opinions" | "target")
}

/// The vagueness of a column of codes.
pub(super) const CODE: u8 = 2;

/// What a column of periods holds by its caption: `quý` or `tháng` without a year, or (blank) the year alone.
pub(super) fn part_of_year(parts: &Parts) -> Option<&'static str> {
    let folded = fold(&parts.join(" "));
    let mut words = folded.split(' ');
    let part = match words.next()? {
        "nam" | "year" => "",
        "quy" | "quarter" => "quý",
        "thang" | "month" => "tháng",
        _ => return None,
    };
    let whole = ["nam", "year", "quy", "quarter", "thang", "month", "ngay", "date"];
    (!words.any(|word| whole.contains(&word))).then_some(part)
}

/// How vaguely a caption names its column: where two columns could be the place, "Tỉnh" is, before "Đơn vị" (which
/// may be an office), and names before codes.
pub(super) fn vagueness(parts: &Parts) -> u8 {
    const VAGUE: &[&str] =
        &["don vi", "don vi bao cao", "dia phuong", "dia ban", "place", "unit", "region", "area", "locality"];
    let folded = fold(&parts.join(" "));
    if folded.split(' ').any(|word| matches!(word, "ma" | "code")) {
        return CODE;
    }
    u8::from(VAGUE.contains(&folded.as_str()))
}

pub(super) fn is_part(col: Col) -> bool {
    matches!(col.name(), "percent" | "covered" | "total")
}
