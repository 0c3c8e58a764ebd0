//! The words of faults: the case at hand and what to do, in both languages.

mod places;

pub use places::{city, code_disagrees, place_not_then, place_shared, place_unknown};

use std::ops::Range;

use super::number::{Decimal, Mark, NumberFault};
use super::record::{Fault, decoded, undecodable};
use super::sides::{Told, listed};
use crate::model::numbers::{EN, Numbers, VI, decimals_of};
use crate::model::{Rule, Text};

fn cell_text(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    let text = text.trim();
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// A required cell is blank.
pub fn missing(vi: &str, en: &str) -> Fault {
    Fault::new(Rule::CellMissing, Text::new(format!("ô {vi} bị trống"), format!("the {en} is blank")))
        .advise(format!("điền {vi} cho dòng này"), format!("fill in the {en} of this row"))
}

/// The place of a row that stands first below the header is blank.
pub fn not_carried() -> Fault {
    Fault::new(
        Rule::PlaceNotCarried,
        Text::new(
            "ô tên đơn vị trống và phía trên không có đơn vị nào",
            "the place is blank and none stands above it",
        ),
    )
}

/// A day that lies before the session in which the commitment was made; `session` as its cell says it.
pub fn before_session((vi, en): (&str, &str), day: &[u8], session: &[u8]) -> Fault {
    let (day, session) = (cell_text(day), cell_text(session));
    Fault::new(
        Rule::BeforeSession,
        Text::new(
            format!("{vi} {day} trước buổi đối thoại {session}"),
            format!("the {en} {day} lies before the session of {session}"),
        ),
    )
}

/// A cell that is no number.
pub fn number(fault: NumberFault, cell: &[u8]) -> Fault {
    if decoded(cell).is_none() {
        return undecodable(cell);
    }
    let cell = cell_text(cell);
    match fault {
        NumberFault::Invalid if cell.starts_with('=') => Fault::new(
            Rule::NumberInvalid,
            Text::new(
                format!("công thức \"{cell}\" chưa có giá trị"),
                format!("the formula \"{cell}\" has no value"),
            ),
        )
        .advise(
            "mở tệp bằng phần mềm bảng tính, tính lại và lưu, hoặc ghi thẳng con số vào ô",
            "open the file in a spreadsheet program, recalculate and save it, or write the number itself",
        ),
        NumberFault::Invalid if cell.starts_with('#') && cell.ends_with(['!', '?']) => Fault::new(
            Rule::NumberInvalid,
            Text::new(
                format!("\"{cell}\" là lỗi của công thức, không phải là số"),
                format!("\"{cell}\" is the error of a formula, not a number"),
            ),
        )
        .advise(
            "sửa công thức trong bảng tính gốc rồi xuất lại, hoặc ghi thẳng con số vào ô",
            "mend the formula in the original sheet and export it again, or write the number itself",
        ),
        NumberFault::Invalid | NumberFault::TooLarge => Fault::new(
            Rule::NumberInvalid,
            Text::new(format!("\"{cell}\" không phải là số"), format!("\"{cell}\" is not a number")),
        ),
        NumberFault::Bound => Fault::new(
            Rule::NumberBound,
            Text::new(
                format!("\"{cell}\" chỉ cho biết một khoảng hoặc một giới hạn, không phải con số cụ thể"),
                format!("\"{cell}\" is a bound or an approximation, not a figure"),
            ),
        )
        .advise("ghi số chính xác hoặc để trống ô này", "give the exact figure or leave the cell blank"),
        NumberFault::Footnote => {
            let digits = cell.chars().take_while(|ch| ch.is_ascii_digit() || matches!(ch, '.' | ',' | ' '));
            let bare: String = digits.collect();
            let bare = bare.trim().to_owned();
            Fault::new(
                Rule::NumberFootnote,
                Text::new(
                    format!("số \"{cell}\" có kèm dấu chú thích"),
                    format!("the number \"{cell}\" carries a footnote mark"),
                ),
            )
            .advise(
                format!("chỉ ghi \"{bare}\" trong ô và chuyển chú thích sang cột ghi chú"),
                format!("leave \"{bare}\" in the cell and move the note to the note column"),
            )
        }
        NumberFault::Negative => Fault::new(
            Rule::CountInvalid,
            Text::new(
                format!("\"{cell}\" là số âm, không thể là số đếm"),
                format!("\"{cell}\" is below zero, no count can be"),
            ),
        ),
        NumberFault::Fraction => Fault::new(
            Rule::CountInvalid,
            Text::new(
                format!("\"{cell}\" có phần thập phân, không thể là số đếm"),
                format!("\"{cell}\" has a fraction, no count can have one"),
            ),
        ),
    }
}

/// A number as it reads with the given decimal mark.
fn shown(number: Decimal, mark: char) -> String {
    let digits = number.digits.abs().to_string();
    let sign = if number.digits < 0 { "-" } else { "" };
    let decimals = usize::from(number.decimals);
    if decimals == 0 {
        return format!("{sign}{digits}");
    }
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    format!("{sign}{whole}{mark}{part}")
}

/// A number that can be read in two ways.
pub fn ambiguous(cell: &str, mark: Mark, decimal: Decimal, grouped: Decimal, file: &str) -> Fault {
    let cell = cell.trim();
    let (vi_mark, en_mark) = match mark {
        Mark::Point => ("dấu chấm", "point"),
        Mark::Comma => ("dấu phẩy", "comma"),
    };
    let as_decimal = if mark == Mark::Point { '.' } else { ',' };
    let as_grouped = if mark == Mark::Point { ',' } else { '.' };
    Fault::new(
        Rule::NumberAmbiguous,
        Text::new(
            format!(
                "\"{cell}\" có thể là {} ({vi_mark} thập phân) hoặc {} ({vi_mark} phân cách hàng nghìn)",
                shown(decimal, ','),
                shown(grouped, ',')
            ),
            format!(
                "\"{cell}\" can be {} (a decimal {en_mark}) or {} (a {en_mark} between thousands)",
                shown(decimal, '.'),
                shown(grouped, '.')
            ),
        ),
    )
    .advise(
        format!("viết số sao cho chỉ có một cách đọc, hoặc đặt decimal = \"{as_decimal}\" hay \"{as_grouped}\" cho [files.\"{file}\"] trong nhipso.toml"),
        format!("write it so that it reads one way only, or set decimal = \"{as_decimal}\" or \"{as_grouped}\" for [files.\"{file}\"] in nhipso.toml"),
    )
}

/// A number of a sheet that does not tell whether it is shown as a percentage.
pub fn fraction(cell: &[u8]) -> Fault {
    let cell = cell_text(cell);
    let value: f64 = cell.parse().unwrap_or_default();
    let readings = |n: Numbers| {
        [n.percent(value, decimals_of(value, 6)), n.percent(value * 100.0, decimals_of(value * 100.0, 4))]
    };
    let ([vi_low, vi_high], [en_low, en_high]) = (readings(VI), readings(EN));
    Fault::new(
        Rule::NumberAmbiguous,
        Text::new(
            format!("\"{cell}\" có thể là {vi_low} hoặc {vi_high}: tệp .xls không cho biết ô được hiển thị thế nào"),
            format!("\"{cell}\" can be {en_low} or {en_high}: an .xls file does not tell how the cell is shown"),
        ),
    )
    .advise(
        "mở tệp và lưu lại dạng .xlsx, hoặc ghi tỷ lệ theo phần trăm",
        "open the file and save it as .xlsx, or write the rate in per cent",
    )
}

/// A cell that is no period.
pub fn period(why: &Text) -> Fault {
    Fault::new(Rule::PeriodImpossible, why.clone())
}

/// An indicator that is nearly a registered one.
pub fn indicator_near(cell: &str, id: &str, name: &Text) -> Fault {
    let cell = cell.trim();
    Fault::new(
        Rule::IndicatorUnknown,
        Text::new(
            format!("danh mục không có chỉ tiêu \"{cell}\"; có phải là {id} ({})?", name.vi),
            format!("the register has no indicator \"{cell}\"; did you mean {id} ({})?", name.en),
        ),
    )
    .advise(
        format!("sửa thành \"{id}\" nếu đúng, hoặc khai báo chỉ tiêu này trong nhipso.toml"),
        format!("write \"{id}\" if that is meant, or declare the indicator in nhipso.toml"),
    )
}

/// A value outside the range of its indicator.
pub fn out_of_range(cell: &str, (low, high): (f64, f64)) -> Fault {
    let cell = cell.trim();
    Fault::new(
        Rule::RangeExceeded,
        Text::new(
            format!(
                "\"{cell}\" nằm ngoài khoảng {}–{} của chỉ tiêu",
                VI.trimmed(low, 2),
                VI.trimmed(high, 2)
            ),
            format!(
                "\"{cell}\" lies outside the indicator's range of {} to {}",
                EN.trimmed(low, 2),
                EN.trimmed(high, 2)
            ),
        ),
    )
}

/// Covered is larger than total.
pub fn covered_above(covered: u64, total: u64) -> Fault {
    Fault::new(
        Rule::CoveredAboveTotal,
        Text::new(
            format!("số đạt {} lớn hơn tổng số {}", VI.count(covered), VI.count(total)),
            format!("covered {} is larger than total {}", EN.count(covered), EN.count(total)),
        ),
    )
}

/// A percentage that disagrees with its counts.
pub fn percent_disagrees(cell: &str, covered: u64, total: u64) -> Fault {
    let cell = cell.trim().trim_end_matches('%').trim();
    let exact = 100.0 * covered as f64 / total as f64;
    let of = |n: Numbers| format!("{}/{}", n.count(covered), n.count(total));
    Fault::new(
        Rule::PercentDisagrees,
        Text::new(
            format!("tỷ lệ ghi {cell} % nhưng {} là {}", of(VI), VI.percent(exact, 2)),
            format!("the percentage says {cell}, but {} is {}", of(EN), EN.percent(exact, 2)),
        ),
    )
}

/// A share such as `1.447/1.459` that disagrees with the counts beside it.
pub fn share_disagrees(cell: &str, covered: Option<u64>, total: Option<u64>) -> Fault {
    let cell = cell.trim();
    let shown = |n: Numbers, count: Option<u64>| count.map_or("…".to_owned(), |count| n.count(count));
    let beside = |n: Numbers| format!("{}/{}", shown(n, covered), shown(n, total));
    Fault::new(
        Rule::PercentDisagrees,
        Text::new(
            format!("ô tỷ lệ ghi {cell} nhưng hai ô số đếm là {}", beside(VI)),
            format!("the share says {cell}, but the counts say {}", beside(EN)),
        ),
    )
}

/// One of covered and total is missing.
pub fn part_missing(has_covered: bool) -> Fault {
    let text = if has_covered {
        Text::new("có số đạt mà thiếu tổng số", "covered is given without a total")
    } else {
        Text::new("có tổng số mà thiếu số đạt", "total is given without covered")
    };
    Fault::new(Rule::PartMissing, text)
}

/// A level of teams that is not known.
pub fn level_unknown(cell: &str) -> Fault {
    let cell = cell.trim();
    Fault::new(
        Rule::LevelUnknown,
        Text::new(
            format!("không rõ \"{cell}\" là cấp nào của tổ"),
            format!("\"{cell}\" is no level of teams"),
        ),
    )
    .advise("ghi \"tổng số\", \"cấp xã\" hoặc \"thôn, bản\"", "write \"all\", \"commune\" or \"village\"")
}

/// More teams were trained than there are.
pub fn trained_above(trained: u64, teams: u64) -> Fault {
    Fault::new(
        Rule::PartAboveWhole,
        Text::new(
            format!("số tổ đã tập huấn {} lớn hơn số tổ {}", VI.count(trained), VI.count(teams)),
            format!("{} teams trained of {} teams", EN.count(trained), EN.count(teams)),
        ),
    )
}

/// Two different rows for one figure: what this row says, and what the others say and where they stand
/// (each as Vietnamese and English).
pub fn conflict(what: &Text, values: &Told, others: &Told) -> Fault {
    Fault::new(
        Rule::RowsConflict,
        Text::new(
            format!(
                "{}: dòng này ghi {}, khác với {}; không dòng nào được dùng",
                what.vi, values.0, others.0
            ),
            format!("{}: this row says {}, unlike {}; none of them is used", what.en, values.1, others.1),
        ),
    )
    .advise(
        "giữ lại dòng đúng và bỏ dòng kia, hoặc ghi thứ tự tin cậy của các tệp vào rank trong nhipso.toml",
        "keep the right row and drop the other, or list the files by trust under rank in nhipso.toml",
    )
}

/// Different rows for one figure, settled by the ranks of their files: the first of `sides` is used.
pub fn ranked(what: &Text, sides: &[Told]) -> Text {
    let Some((used, rest)) = sides.split_first() else { return what.clone() };
    let (vi, en) = listed(rest, None, ", ");
    Text::new(
        format!("{}: dùng {} theo thứ tự xếp tệp, không dùng {vi}", what.vi, used.0),
        format!("{}: {} is used by the ranks of the files, not {en}", what.en, used.1),
    )
}

/// Different rows for one figure, none of which is used.
pub fn opposed(what: &Text, sides: &[Told]) -> Text {
    let (vi, en) = listed(sides, None, " ≠ ");
    Text::new(format!("{}: {vi}", what.vi), format!("{}: {en}", what.en))
}

/// A row whose shape is broken; `raw` is its record, whose fields `separator` parts.
pub fn broken(rule: Rule, fields: usize, expected: usize, raw: &[u8], separator: u8) -> Fault {
    let (vi, en) = rule.title();
    let problem = match rule {
        Rule::FieldsTooMany | Rule::FieldsTooFew => Text::new(
            format!("dòng có {fields} ô, dòng tiêu đề có {expected}"),
            format!("the row has {fields} fields, the header {expected}"),
        ),
        _ => Text::new(vi, en),
    };
    let span = match rule {
        Rule::QuoteStray | Rule::QuoteUnclosed => bad_quote(raw, separator),
        _ => None,
    };
    Fault::new(rule, problem).within(span)
}

/// The quote to blame on the first line of a record: one that stands amid a field, or one that opens and does not close
/// (with what follows it).
fn bad_quote(raw: &[u8], separator: u8) -> Option<Range<usize>> {
    let line = raw.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let spaces = |at: usize| line[at..].iter().take_while(|byte| **byte == b' ').count();
    let mut start = 0;
    while start < line.len() {
        let mut at = start + spaces(start);
        if line.get(at) == Some(&b'"') {
            let opening = at;
            at += 1;
            // Doubled quotes belong to the text.
            loop {
                match (line.get(at), line.get(at + 1)) {
                    (None, _) => return Some(opening..line.len()),
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => break,
                    _ => at += 1,
                }
            }
            let after = at + 1 + spaces(at + 1);
            if line.get(after).is_some_and(|byte| *byte != separator) {
                return Some(at..at + 1);
            }
            start = after + 1;
            continue;
        }
        let end = line[at..].iter().position(|byte| *byte == separator).map_or(line.len(), |i| at + i);
        if let Some(quote) = line[at..end].iter().position(|byte| *byte == b'"') {
            return Some(at + quote..at + quote + 1);
        }
        start = end + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quote_to_blame_is_found() {
        for (line, found) in [
            ("2023,Sơn \"La,5", Some("\"")),
            ("2023,\"Sơn La,5", Some("\"Sơn La,5")),
            ("2023,\"Sơn\" La,5", Some("\"")),
            ("2023,\"Sơn \"\"La\"\"\",\"5", Some("\"5")),
            ("\"2023\", \"a\" ,5\"", Some("\"")),
            ("2023,\"Sơn La\",5", None),
            ("", None),
        ] {
            let span = bad_quote(line.as_bytes(), b',');
            assert_eq!(span.map(|span| &line[span]), found, "{line}");
        }
    }
}
