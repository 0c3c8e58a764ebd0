//! The captions of each field, over one header row or several, and what they can mean.

use std::sync::Arc;

use crate::model::fold::fold;
use crate::model::table::Col;

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

/// What one field can be.
pub(super) struct Candidate {
    pub column: Option<Col>,
    pub measures: Vec<(Arc<str>, Col)>,
    pub period: Option<String>,
}

/// What a field can be in an export of this kind.
pub(super) fn candidate(parts: &Parts, kind: ExportKind, names: &Names) -> Arc<Candidate> {
    names.candidate(parts, kind, || read_candidate(parts, kind, names))
}

fn read_candidate(parts: &Parts, kind: ExportKind, names: &Names) -> Candidate {
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
