//! The codes and units of tables for machines as people say them, defined where the report words the same.

use super::chapters;
use super::composer::Composer;
use super::names::metric;
use crate::analyse::summary::{CommitmentStatus, TargetVerdict, TrendVerdict};
use crate::model::Lang;
use crate::model::table::{Col, METRIC, STATUS, VERDICT};

/// What the series of trends measure.
const METRICS: [&str; 8] = [
    "share",
    "count",
    "teams",
    "members",
    "trained",
    "members_per_team",
    "trained_share",
    "teams_per_commune",
];

/// The codes of columns, each with what it says.
pub(super) fn all(c: &Composer<'_>) -> Vec<(Col, &'static str, String)> {
    use CommitmentStatus::{Done, DoneLate, Open, Overdue};
    use TargetVerdict::{Behind, Met, Missed, NearPace, OnPace, OtherBorders, Receding, Unknown, Unseen};
    use TrendVerdict::{Falling, NoClearTrend, Rising, TooFew};
    let trends = [Rising, Falling, NoClearTrend, TooFew];
    let targets = [Met, OnPace, NearPace, Behind, Receding, Missed, Unknown, OtherBorders];
    let statuses = [Open, Overdue, Done, DoneLate];
    let trends = trends.map(|verdict| (VERDICT, verdict.as_str(), c.verdict(verdict)));
    let targets = targets.map(|verdict| {
        let said = chapters::target_verdict(c, verdict);
        // One code for what waits for its figures and for what is past its date without one.
        let said = match verdict {
            Unknown => format!("{said}{}{}", c.t(" hoặc ", ", or "), chapters::target_verdict(c, Unseen)),
            _ => said,
        };
        (VERDICT, verdict.as_str(), said)
    });
    let statuses = statuses.map(|status| (STATUS, status.as_str(), c.status(status)));
    let metrics = METRICS.map(|code| (METRIC, code, metric(code, c.lang).to_owned()));
    trends.into_iter().chain(targets).chain(statuses).chain(metrics).collect()
}

/// A code of a column as people say it; what is no code stays as it is.
pub(super) fn said(c: &Composer<'_>, column: Col, code: &str) -> String {
    // Measures have names of their own where rows are explained.
    let known = all(c).into_iter().find(|(of, known, _)| *of == column && *known == code && *of != METRIC);
    known.map_or_else(|| code.to_owned(), |(.., said)| said)
}

/// A unit of a column; what has no words in the language stays as it is declared.
pub(super) fn unit(unit: &'static str, lang: Lang) -> &'static str {
    let (vi, en) = match unit {
        "percentage points" => ("điểm\u{a0}%", "percentage points"),
        "percentage points per year" => ("điểm\u{a0}%/năm", "percentage points a year"),
        "per year" => ("đơn vị của chuỗi, mỗi năm", "unit of the series, a year"),
        "year" => ("năm", "year"),
        "people" => ("người", "people"),
        "people per team" => ("người/tổ", "people per team"),
        "teams" => ("tổ", "teams"),
        "places" => ("đơn vị", "places"),
        "communes" => ("xã", "communes"),
        "topics" => ("chủ đề", "topics"),
        "questions" => ("câu hỏi", "questions"),
        "periods" => ("kỳ", "periods"),
        "days" => ("ngày", "days"),
        "lines" | "rows" => ("dòng", unit),
        other => (other, other),
    };
    lang.pick(vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table;

    #[test]
    fn units_of_all_columns_have_words_in_vietnamese() {
        let columns = || table::ALL.iter().flat_map(|table| table.columns);
        for column in columns() {
            let said = unit(column.unit, Lang::Vi);
            // What is read alike in every language.
            let same = ["", "%", "bit", "nat"].contains(&column.unit);
            assert_eq!(said == column.unit, same, "{}: {said}", column.col.name());
            assert!(!unit(column.unit, Lang::En).contains("điểm"));
        }
    }
}
