//! From a finished text back to a number format, so that a cell that holds a number reads as the report does.

use crate::compose::report::{Table, TableCell};
use crate::model::Lang;

/// Stands between the two numbers of an interval, and between those of a part and its whole.
const BOUNDS: char = '–';
const PART: char = '/';
/// Decimals of a number that is close to zero, at most.
const MOST_DECIMALS: usize = 6;

/// The two numbers that each cell of a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// The ends of an interval, which the cell carries.
    Ends,
    /// The ends of an interval, as its text says them.
    Bounds,
    /// A part and its whole.
    Parts,
}

/// The two numbers that each cell of a column of numbers holds; `None` where some cell holds another text.
pub(super) fn pairs_in(table: &Table, column: usize, lang: Lang) -> Option<Pair> {
    let numeric = table.columns.get(column)?.numeric;
    let cells = || table.rows.iter().filter_map(|row| row.cells.get(column));
    let filled = || cells().filter(|cell| cell.text.chars().any(char::is_alphanumeric));
    let held = |kind: &Pair| {
        filled().next().is_some()
            && filled().all(|cell| pair(cell, *kind, lang).is_some())
            && (numeric || *kind == Pair::Ends)
    };
    [Pair::Ends, Pair::Bounds, Pair::Parts].into_iter().find(held)
}

/// The two numbers of a cell, the first not above the second, with their formats.
pub(super) fn pair(cell: &TableCell, kind: Pair, lang: Lang) -> Option<[(f64, String); 2]> {
    let mark = match kind {
        Pair::Ends => {
            let (low, high) = cell.range?;
            let said = |value: f64, mut texts: Vec<&str>| {
                texts.retain(|text| format_of(text, value, lang).is_some());
                texts.first().and_then(|text| format_of(text, value, lang))
            };
            let texts = || cell.text.split([' ', '\u{a0}', BOUNDS]);
            // An end that is told in words (below 0) is written as the other one.
            let (first, last) = (said(low, texts().collect()), said(high, texts().rev().collect()));
            let fine = |format: &Option<String>| format.as_ref().is_some_and(|format| format.contains('.'));
            let pick = |own: &Option<String>, other: &Option<String>| match fine(own) || !fine(other) {
                true => own.clone().or(other.clone()),
                false => other.clone(),
            };
            let (first, last) = (pick(&first, &last)?, pick(&last, &first)?);
            return Some([(low, finer(low, first)), (high, finer(high, last))]);
        }
        Pair::Bounds => BOUNDS,
        Pair::Parts => PART,
    };
    let (low, high) = cell.text.split_once(mark)?;
    let (low, high) = (number(low, lang)?, number(high, lang)?);
    (low.0 <= high.0).then_some([low, high])
}

/// The format of an end that is told in words, since it would round to zero: with as many decimals as it has a digit in.
fn finer(value: f64, format: String) -> String {
    let decimals = format.split(';').next().and_then(|plain| plain.split_once('.'));
    let decimals = decimals.map_or(0, |(_, digits)| digits.chars().take_while(|digit| *digit == '0').count());
    let rounded = |decimals: usize| format!("{:.decimals$}", value.abs()).parse::<f64>().unwrap_or(0.0);
    let more = (decimals..=MOST_DECIMALS).find(|decimals| rounded(*decimals) > 0.0).unwrap_or(decimals);
    if more == decimals {
        return format;
    }
    let digits =
        |count: usize| if count == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(count)) };
    format.replace(&digits(decimals), &digits(more))
}

/// The number that a text says, with its format.
fn number(text: &str, lang: Lang) -> Option<(f64, String)> {
    let group = lang.pick('.', ',');
    let plain: String = text.trim().chars().filter(|c| *c != group).collect();
    let value = plain.replace(',', ".").replace('\u{2212}', "-").parse().ok()?;
    Some((value, format_of(text.trim(), value, lang)?))
}

/// The number format under which `value` reads as `text` in a spreadsheet of the report's language, or `None` where
/// the text says something else or something more than the value (then the text is what the cell holds).
///
/// ```text
/// "95,10"   95.1     → #,##0.00          "+2,71"  2.71  → +#,##0.00;"−"#,##0.00;0.00
/// "1.459"   1459.0   → #,##0             "18,2 %" 18.18 → #,##0.0" %"
/// "2022"    2022.0   → 0                 ">90"    90.0  → none
/// ```
pub(super) fn format_of(text: &str, value: f64, lang: Lang) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let (group, decimal) = lang.pick(('.', ','), (',', '.'));
    let signs = ['+', '-', '\u{2212}'];
    let sign = text.chars().next().filter(|first| signs.contains(first));
    let rest = text.trim_start_matches(signs);
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != group && c != decimal).unwrap_or(rest.len());
    let (number, suffix) = rest.split_at(end);
    if number.is_empty() || suffix.contains('"') || suffix.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let (whole, fraction) = number.split_once(decimal).unwrap_or((number, ""));
    let digits: String = whole.chars().filter(|c| *c != group).collect();
    let negative = sign.is_some_and(|sign| sign != '+');
    let read: f64 = format!("{}{digits}.{fraction}0", if negative { "-" } else { "" }).parse().ok()?;
    let decimals = i32::try_from(fraction.len()).ok()?;
    // Half a unit of the last printed digit, and a hair for numbers that lie on it.
    if (read - value).abs() > 0.5 * 10f64.powi(-decimals) * (1.0 + 1e-9) + 1e-12 {
        return None;
    }
    // A year has four digits and no group mark; of what lies within it the cell would say more than its text.
    if digits.len() > 3 && !whole.contains(group) && value.fract() != 0.0 {
        return None;
    }
    let mut plain = String::from(if digits.len() > 3 && !whole.contains(group) { "0" } else { "#,##0" });
    if !fraction.is_empty() {
        plain.push('.');
        plain.extend(std::iter::repeat_n('0', fraction.len()));
    }
    if !suffix.is_empty() {
        plain.push_str(&format!("\"{suffix}\""));
    }
    Some(match sign {
        Some('+') => format!("+{plain};\"\u{2212}\"{plain};{plain}"),
        // What rounds to zero has no sign.
        None if value < 0.0 => format!("{plain};{plain}"),
        _ => format!("{plain};\"\u{2212}\"{plain}"),
    })
}

/// The format of the number that a text begins with, for another number that is written with the same decimals.
pub(super) fn like(text: &str, lang: Lang) -> Option<String> {
    let rest = text.trim_start_matches(['+', '-', '\u{2212}']);
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    number(rest[..end].trim_end_matches(['.', ',']), lang).map(|(_, format)| format)
}

/// One format for all numbers of a series: what stands behind each of them, where it is the same, else their decimals alone.
/// Words of one row are not those of another.
pub(super) fn alike<'t>(entries: impl IntoIterator<Item = (f64, &'t str)>, lang: Lang) -> Option<String> {
    let entries: Vec<(f64, &str)> = entries.into_iter().collect();
    let behind = |text: &str| {
        let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
        text[end..].to_owned()
    };
    let first = entries.first().map(|(_, text)| behind(text))?;
    let same = entries.iter().all(|(_, text)| behind(text) == first);
    let format = |(value, text): &(f64, &str)| match same {
        true => format_of(text, *value, lang).or_else(|| like(text, lang)),
        false => like(text, lang),
    };
    // One that has a sign for either side holds for all.
    let signs = |format: &String| (format.starts_with('+'), format.contains('\u{2212}'));
    let mut formats = entries.iter().filter_map(format);
    let mut best = formats.next()?;
    for format in formats {
        if signs(&format) > signs(&best) {
            best = format;
        }
    }
    Some(best)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::compose::report::{TableColumn, TableRow};

    #[test]
    fn formats_follow_the_finished_text() {
        let vi = |text: &str, value| format_of(text, value, Lang::Vi);
        assert_eq!(vi("95,10", 95.1).as_deref(), Some("#,##0.00;\"−\"#,##0.00"));
        assert_eq!(vi("1.459", 1459.0).as_deref(), Some("#,##0;\"−\"#,##0"));
        assert_eq!(vi("+2,71", 2.7099).as_deref(), Some("+#,##0.00;\"−\"#,##0.00;#,##0.00"));
        assert_eq!(vi("−0,4", -0.4).as_deref(), Some("#,##0.0;\"−\"#,##0.0"));
        assert_eq!(vi("18,2\u{a0}%", 18.1818).as_deref(), Some("#,##0.0\"\u{a0}%\";\"−\"#,##0.0\"\u{a0}%\""));
        assert_eq!(vi("0,00", -0.004).as_deref(), Some("#,##0.00;#,##0.00"), "a rounded zero has no sign");
        assert_eq!(vi("2022", 2022.0).as_deref(), Some("0;\"−\"0"));
        assert_eq!(vi("2028", 2028.1176), None, "a year, and no number that is cut");
        assert_eq!(
            format_of("1,459.5%", 1459.5, Lang::En).as_deref(),
            Some("#,##0.0\"%\";\"−\"#,##0.0\"%\"")
        );
    }

    #[test]
    fn another_number_is_written_with_the_same_decimals() {
        for (text, format) in [
            ("87,76\u{a0}%", "#,##0.00;\"−\"#,##0.00"),
            ("−0,4", "#,##0.0;\"−\"#,##0.0"),
            ("18,2 % (2/11)", "#,##0.0;\"−\"#,##0.0"),
        ] {
            assert_eq!(like(text, Lang::Vi).as_deref(), Some(format), "{text}");
        }
        assert_eq!(like("…", Lang::Vi), None);
        let alike = |entries: &[(f64, &str)]| alike(entries.iter().copied(), Lang::Vi);
        let united = "#,##0.0\"\u{a0}%\";\"−\"#,##0.0\"\u{a0}%\"";
        assert_eq!(alike(&[(2.0, "2,0\u{a0}%"), (3.5, "3,5\u{a0}%")]).as_deref(), Some(united));
        let plain = "#,##0.00;\"−\"#,##0.00";
        let worded = [(0.23, "0,23 (xu hướng tăng)"), (-0.5, "−0,50 (xu hướng giảm)")];
        assert_eq!(alike(&worded).as_deref(), Some(plain), "words of one row are not those of another");
        // What rounds to zero has no sign, and says nothing of that of others.
        assert_eq!(alike(&[(-0.004, "0,00"), (-2.0, "−2,00")]).as_deref(), Some(plain));
        assert_eq!(alike(&[]), None);
    }

    #[test]
    fn a_column_of_intervals_is_two_columns_of_numbers() {
        let table = |texts: &[&str]| {
            let cell = |text: &&str| TableCell { text: (*text).into(), ..TableCell::default() };
            Table {
                columns: vec![TableColumn { numeric: true, ..TableColumn::default() }],
                rows: texts
                    .iter()
                    .map(|text| TableRow { cells: vec![cell(text)], ..TableRow::default() })
                    .collect(),
                ..Table::default()
            }
        };
        let mark = |texts: &[&str]| pairs_in(&table(texts), 0, Lang::Vi);
        let pair = |text: &str, kind, lang| {
            pair(&TableCell { text: text.into(), ..TableCell::default() }, kind, lang)
        };
        assert_eq!(mark(&["5,1–47,7", "…", "−0,74–1,2"]), Some(Pair::Bounds));
        assert_eq!(mark(&["137/4.633", "9/9", ""]), Some(Pair::Parts));
        for other in [&["5,1–47,7", "18,2"][..], &["22/3/2023"], &["2024–2022"], &["", "…"], &["Hà Nội–Huế"]]
        {
            assert_eq!(mark(other), None, "{other:?}");
        }
        let [part, whole] = pair("137/4.633", Pair::Parts, Lang::Vi).unwrap();
        assert_eq!((part.0, whole.0, whole.1.as_str()), (137.0, 4633.0, "#,##0;\"−\"#,##0"));
        let [low, _] = pair("−0.74–1.2", Pair::Bounds, Lang::En).unwrap();
        assert_eq!(low.0, -0.74);
    }

    #[test]
    fn the_ends_of_an_interval_are_those_that_it_was_made_of() {
        let cell =
            |text: &str, range| TableCell { text: text.into(), range: Some(range), ..TableCell::default() };
        let ends = |text: &str, range| pair(&cell(text, range), Pair::Ends, Lang::Vi);
        let plain = "#,##0.0;\"−\"#,##0.0".to_owned();
        assert_eq!(
            ends("5,1–47,7", (5.1367, 47.7204)),
            Some([(5.1367, plain.clone()), (47.7204, plain.clone())])
        );
        let signed = "+#,##0.0;\"−\"#,##0.0;#,##0.0".to_owned();
        let both = ends("từ +1,0 đến +2,6", (0.9981, 2.6304)).unwrap();
        assert_eq!(both, [(0.9981, signed.clone()), (2.6304, signed.clone())]);
        let one = ends("từ −2,6 đến dưới 0", (-2.6304, -0.013)).unwrap();
        // What the text says in words, since it would round to zero, has the decimals to tell its sign.
        let finer = "#,##0.00;\"−\"#,##0.00".to_owned();
        assert_eq!(one, [(-2.6304, plain.clone()), (-0.013, finer)]);
        let finer = "+#,##0.000;\"−\"#,##0.000;#,##0.000".to_owned();
        assert_eq!(ends("từ trên 0 đến +2,6", (0.0007, 2.6304)), Some([(0.0007, finer), (2.6304, signed)]));
        assert_eq!(ends("từ −2,6 đến 0,0", (-2.6304, 0.0)).map(|[_, last]| last), Some((0.0, plain)));
        // Words among numbers, and a column of words whose cells carry their ends.
        let table = Table {
            columns: vec![TableColumn::default()],
            rows: vec![
                TableRow {
                    cells: vec![cell("từ +1,0 đến +2,6", (0.9981, 2.6304))], ..TableRow::default()
                },
                TableRow { cells: vec![TableCell::default()], ..TableRow::default() },
            ],
            ..Table::default()
        };
        assert_eq!(pairs_in(&table, 0, Lang::Vi), Some(Pair::Ends));
    }

    #[test]
    fn a_text_that_says_more_or_else_stays_text() {
        for (text, value) in
            [(">90", 90.0), ("18,2 % (2/11)", 18.18), ("95,10", 95.2), ("–", 0.0), ("", 1.0), ("1\"", 1.0)]
        {
            assert_eq!(format_of(text, value, Lang::Vi), None, "{text}");
        }
        assert_eq!(format_of("1", f64::NAN, Lang::Vi), None);
    }
}
