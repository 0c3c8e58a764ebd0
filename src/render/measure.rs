//! How wide the columns of a table are on a printed page, and how large its letters.
//!
//! A page has one width, and a table has to fit it: words are never cut, numbers stay in one line, and letters become
//! smaller only when lines would break too often. Widths are estimates (the serif's letters by kind), good to a few
//! percent, which the space between columns takes up.

use crate::compose::report::Table;

/// Width of the text column of the page, mm: A4 less 30 mm at the left and 18 at the right.
pub(super) const PAGE: f64 = 162.0;
/// Space at both sides of a cell, mm.
pub(super) const INSET: f64 = 1.6;
/// Letter sizes that are tried, in points.
const SIZES: [f64; 6] = [11.0, 10.5, 10.0, 9.5, 9.0, 8.5];
/// A table whose rows get higher than so many lines is tried in smaller letters.
const LINES: f64 = 3.0;
/// A text up to this width (in letters m) is not broken.
const SHORT: f64 = 4.5;

/// The columns of one table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Columns {
    /// Size of the letters, points.
    pub size: f64,
    /// Width of each column, mm; together the width of the page.
    pub widths: Vec<f64>,
}

/// What a column needs, in widths of a letter m.
struct Want {
    /// Its longest word: it cannot be narrower.
    least: f64,
    /// Its longest line.
    most: f64,
}

/// Columns for a table on a page that is `width` mm wide.
pub(super) fn columns(table: &Table, width: f64) -> Columns {
    let wants: Vec<Want> = (0..table.columns.len()).map(|column| want(table, column)).collect();
    let fitted = SIZES.map(|size| fit(&wants, size, width));
    let good = fitted.iter().find(|(_, lines)| *lines <= LINES);
    // None is good: the one with the fewest lines, the larger of two alike.
    let best = good.or_else(|| fitted.iter().min_by(|a, b| a.1.total_cmp(&b.1)));
    best.map_or(Columns { size: SIZES[0], widths: Vec::new() }, |(columns, _)| columns.clone())
}

/// The columns at one size, and the lines of the highest cell.
fn fit(wants: &[Want], size: f64, width: f64) -> (Columns, f64) {
    // Millimetres of one m, and the space around the text.
    let (em, around) = (size * 0.3528, 2.0 * INSET);
    let least: Vec<f64> = wants.iter().map(|want| want.least * em + around).collect();
    let most: Vec<f64> = wants.iter().map(|want| want.most * em + around).collect();
    let (all_least, all_most) = (least.iter().sum::<f64>(), most.iter().sum::<f64>());
    let widths: Vec<f64> = if all_most <= width {
        most.iter().map(|most| most * width / all_most).collect()
    } else if all_least < width {
        let spare = (width - all_least) / (all_most - all_least);
        least.iter().zip(&most).map(|(least, most)| least + (most - least) * spare).collect()
    } else {
        least.iter().map(|least| least * width / all_least).collect()
    };
    let lines = |(width, want): (&f64, &Want)| (want.most * em / (width - around).max(0.1)).ceil();
    let highest = widths.iter().zip(wants).map(lines).fold(1.0, f64::max);
    // Words that would be cut are worse than any number of lines.
    let cut = if all_least > width { 100.0 } else { 0.0 };
    (Columns { size, widths }, highest + cut)
}

fn want(table: &Table, index: usize) -> Want {
    let mut want = Want { least: 1.0, most: 1.0 };
    let longest_word = |text: &str| text.split([' ', '\n']).map(letters).fold(0.0, f64::max);
    // A name or a date of a few letters is read in one line.
    let kept = |text: &str| if letters(text) <= SHORT { letters(text) } else { longest_word(text) };
    if let Some(column) = table.columns.get(index) {
        for head in [&column.label, &column.unit] {
            // Headers are bold, and may stand in two lines without making a column wider.
            want.least = want.least.max(kept(head) * 1.08);
            want.most = want.most.max(letters(head) * 0.55);
        }
    }
    for row in &table.rows {
        if let Some(cell) = row.cells.get(index) {
            let bold = if row.strong { 1.08 } else { 1.0 };
            want.least = want.least.max(kept(&cell.text) * bold);
            want.most = want.most.max(letters(&cell.text) * bold);
        }
    }
    want.most = want.most.max(want.least);
    want
}

/// Width of a text in widths of a letter m, by the kinds of its letters.
fn letters(text: &str) -> f64 {
    let letter = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | 'ì' | 'í' | 'ị' | 'ỉ'
        | 'ĩ' => 0.32,
        ' ' | '\u{a0}' => 0.26,
        'm' | 'w' | 'M' | 'W' | '%' | '…' => 0.88,
        c if c.is_uppercase() => 0.72,
        _ => 0.5,
    };
    text.chars().map(letter).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::report::{TableCell, TableColumn, TableRow};

    fn table(heads: &[&str], rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| TableCell { text: (*text).into(), ..TableCell::default() };
        Table {
            columns: heads
                .iter()
                .map(|label| TableColumn { label: (*label).into(), ..TableColumn::default() })
                .collect(),
            rows: rows
                .iter()
                .map(|row| TableRow { cells: row.iter().map(cell).collect(), strong: false })
                .collect(),
            ..Table::default()
        }
    }

    #[test]
    fn a_small_table_fills_the_page_in_large_letters() {
        let columns = columns(&table(&["Đơn vị", "2022"], &[&["Sơn La", "95,10"]]), PAGE);
        assert_eq!(columns.size, 11.0);
        assert!((columns.widths.iter().sum::<f64>() - PAGE).abs() < 1e-9);
    }

    #[test]
    fn no_column_gets_narrower_than_its_longest_word() {
        let long = "Tập huấn cập nhật dữ liệu cho các cơ quan trong tỉnh và các huyện, thành phố, thị xã";
        let row: &[&str] =
            &[long, "VNPT Sơn La", "Sơn La", "22/3/2023", "20/4/2023", long, "4,90\u{a0}điểm\u{a0}%", "621"];
        let heads = [
            "Nội dung cam kết",
            "Cơ quan",
            "Đơn vị",
            "Ngày đối thoại",
            "Thời hạn",
            "Tình trạng",
            "Còn cách",
            "Quá hạn",
        ];
        let table = table(&heads, &[row]);
        let columns = columns(&table, PAGE);
        assert!((columns.widths.iter().sum::<f64>() - PAGE).abs() < 1e-9);
        for (index, width) in columns.widths.iter().enumerate() {
            let least = want(&table, index).least * columns.size * 0.3528 + 2.0 * INSET;
            assert!(*width >= least - 1e-9, "{index}: {width} < {least}");
        }
        assert!(columns.size < 11.0);
    }

    #[test]
    fn an_empty_table_has_no_columns() {
        assert!(columns(&Table::default(), PAGE).widths.is_empty());
    }
}
