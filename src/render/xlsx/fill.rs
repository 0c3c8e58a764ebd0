//! Cells onto a sheet: a marked table from A1, with formats, widths and heights.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, Table as Marked, TableColumn as MarkedColumn, TableStyle, Url,
    Worksheet, XlsxError,
};

/// Characters of a cell.
const CELL: usize = 32_767;
/// Characters of the widest column.
const WIDEST: usize = 70;

/// One cell of a sheet.
pub(super) enum Cell<'a> {
    Blank,
    Text(Cow<'a, str>),
    Number(f64, String),
    Flag(bool),
    Link(String, &'a str),
}

/// Headers as a marked table needs them: none empty, none twice (without regard to case).
pub(super) fn unique(header: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    header
        .into_iter()
        .enumerate()
        .map(|(i, label)| {
            let base = if label.trim().is_empty() { format!("{}", i + 1) } else { label };
            let mut label = base.clone();
            let mut n = 2;
            while !seen.insert(label.to_lowercase()) {
                label = format!("{base} ({n})");
                n += 1;
            }
            label
        })
        .collect()
}

/// A text as long as a cell may be.
pub(super) fn clip(text: &str) -> String {
    if text.chars().count() <= CELL {
        text.to_owned()
    } else {
        text.chars().take(CELL - 1).chain(['…']).collect()
    }
}

/// Writes header and rows from A1 and marks them as a table named for its sheet.
pub(super) fn fill(
    page: &mut Worksheet,
    header: Vec<String>,
    rows: &[(Vec<Cell<'_>>, bool)],
    name: &str,
) -> Result<(), XlsxError> {
    let columns = header.len();
    let index = |i: usize| u16::try_from(i).unwrap_or(u16::MAX);
    // Asked for every cell of text: found once a column.
    let numeric: Vec<bool> = (0..columns)
        .map(|i| rows.iter().any(|(cells, _)| matches!(cells.get(i), Some(Cell::Number(..)))))
        .collect();
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_border_bottom(FormatBorder::Thin);
    for (i, label) in header.iter().enumerate() {
        let longest =
            rows.iter().take(2000).filter_map(|(cells, _)| cells.get(i)).map(width).max().unwrap_or(0);
        let words = label.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        let wide = longest.max(words).max(label.chars().count().min(24)) + 3;
        page.set_column_width(index(i), (wide as f64).clamp(9.0, WIDEST as f64))?;
    }
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (r, (cells, strong)) in rows.iter().enumerate() {
        let row = u32::try_from(r + 1).unwrap_or(u32::MAX);
        let lines = cells.iter().map(|cell| lines(cell)).max().unwrap_or(1);
        if lines > 1 {
            page.set_row_height(row, 15.0 * lines as f64)?;
        }
        for (i, cell) in cells.iter().take(columns).enumerate() {
            let (column, bold) =
                (index(i), |format: Format| if *strong { format.set_bold() } else { format });
            match cell {
                Cell::Blank => {}
                Cell::Text(words) => {
                    // A number's column says with a dash that it has none: that dash stands where numbers stand.
                    let format =
                        if numeric[i] { text.clone().set_align(FormatAlign::Right) } else { text.clone() };
                    page.write_string_with_format(row, column, clip(words), &bold(format))?;
                }
                Cell::Number(value, format) => {
                    let format = Format::new().set_num_format(format).set_align(FormatAlign::Top);
                    page.write_number_with_format(row, column, *value, &bold(format))?;
                }
                Cell::Flag(flag) => {
                    page.write_boolean(row, column, *flag)?;
                }
                Cell::Link(to, words) => {
                    page.write_url(row, column, Url::new(to).set_text(*words))?;
                }
            }
        }
    }
    let marked: Vec<MarkedColumn> = header
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let format = if numeric[i] { head.clone().set_align(FormatAlign::Right) } else { head.clone() };
            MarkedColumn::new().set_header(label).set_header_format(format)
        })
        .collect();
    // Even an empty table is marked: it has one empty row.
    let last = u32::try_from(rows.len().max(1)).unwrap_or(u32::MAX);
    let table = Marked::new().set_columns(&marked).set_style(TableStyle::Light1).set_banded_rows(false);
    page.add_table(0, 0, last, index(columns.max(1) - 1), &table.set_alt_text_title(name))?;
    Ok(())
}

/// Lines of a cell in a column that is not wider than the widest.
fn lines(cell: &Cell<'_>) -> usize {
    match cell {
        Cell::Text(text) => text.lines().map(|line| line.chars().count().div_ceil(WIDEST).max(1)).sum(),
        _ => 1,
    }
}

/// Characters of a cell, as wide as it is likely shown.
fn width(cell: &Cell<'_>) -> usize {
    match cell {
        Cell::Blank | Cell::Flag(_) => 5,
        Cell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
        Cell::Link(_, text) => text.chars().count(),
        Cell::Number(value, format) => {
            let decimals = format
                .split(';')
                .next()
                .and_then(|first| first.split_once('.'))
                .map_or(0, |(_, tail)| tail.len());
            let whole = value.abs().max(1.0).log10() as usize + 1;
            whole + whole / 3 + decimals + 1
        }
    }
}
