//! Cells onto a sheet: a marked table from A1, with formats, widths and heights.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, IgnoreError, Table as Marked, TableColumn as MarkedColumn, TableStyle,
    Url, Worksheet, XlsxError,
};

use super::look;

/// Characters of a cell.
pub(super) const CELL: usize = 32_767;
/// Digits of the widest column, of the narrowest, and of the widest line of a header: the first that lets the table fit.
const WIDEST: f64 = 64.0;
const LEAST: f64 = 9.0;
const HEADS: [f64; 4] = [24.0, 18.0, 12.0, 8.0];
/// Digits that a column has beside its longest text; in the header stands the mark of the filter besides.
const BESIDE: f64 = 1.5;
const FILTER: f64 = 2.0;
/// Digits between the headers of two columns.
const APART: f64 = 1.5;
/// Digits that an indent takes.
const INDENT: f64 = 1.5;
/// Digits that a printed page across holds: in letters that are read with ease, and in smaller ones, which a table has
/// where its rows would break into many lines.
const PAGE: f64 = 130.0;
const ROOMS: [f64; 4] = [PAGE, 142.0, 154.0, 166.0];
/// Lines of a row, and of the many rows of a long table, that need no smaller letters.
const LINES: f64 = 2.0;
const MANY_ROWS: usize = 15;
/// Digits of a page across in the smallest letters that can be read, where a table goes on over pages side by side.
const SIDE_BY_SIDE: f64 = 180.0;
/// Digits of an upright page, in letters a little smaller.
const UPRIGHT: f64 = 92.0;
/// The same for a table whose rows stand on one upright page and on two across, of that many to that many.
const UPRIGHT_LONG: f64 = 116.0;
const ACROSS: usize = 27;
const ON_ONE: usize = 48;

/// The room that a table takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Room {
    /// A page across: its texts break into lines.
    Page,
    /// As much as its texts need, in one line each; printed on pages side by side, each of which begins with so many columns.
    Wide(usize),
}

/// How a table lies on its sheet.
pub(super) struct Filled {
    /// Digits of all its columns.
    pub digits: f64,
    /// Printed on upright pages.
    pub upright: bool,
}

/// One cell of a sheet.
pub(super) enum Cell<'a> {
    Blank,
    Text(Cow<'a, str>),
    Number(f64, Cow<'a, str>),
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

/// The name of the table of a sheet, by which formulas speak of it: a name that is neither a cell's nor a row's.
pub(super) fn marked_name(sheet: &str) -> String {
    let name: String = sheet.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let cell = letters.len() <= 3 && letters.chars().all(|c| c.is_ascii_alphabetic());
    match cell || !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        true => format!("_{name}"),
        false => name,
    }
}

/// A text as long as a cell may be.
pub(super) fn clip(text: &str) -> String {
    clip_to(text, CELL)
}

/// A text of at most so many characters.
pub(super) fn clip_to(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
    }
}

/// The words of a text that stand in so many characters.
pub(super) fn whole_words(text: &str, most: usize) -> String {
    let clipped = clip_to(text, most);
    match (clipped == text, clipped.rsplit_once(' ')) {
        (false, Some((words, _))) => format!("{}…", words.trim_end_matches([',', ';', ':', ' '])),
        _ => clipped,
    }
}

/// Writes header and rows from A1 and marks them as the table `name`, in columns that take `room`.
pub(super) fn fill(
    page: &mut Worksheet,
    header: Vec<String>,
    rows: &[(Vec<Cell<'_>>, bool)],
    name: &str,
    room: Room,
) -> Result<Filled, XlsxError> {
    let columns = header.len();
    let index = |i: usize| u16::try_from(i).unwrap_or(u16::MAX);
    // Asked for every cell of text: found once a column.
    let numeric: Vec<bool> = (0..columns)
        .map(|i| rows.iter().any(|(cells, _)| matches!(cells.get(i), Some(Cell::Number(..)))))
        .collect();
    // Words behind a column of numbers, which stand at its right edge, keep a distance, and those behind words that break,
    // whose lines are full.
    let after = |i: usize| u8::from(i > 0 && !numeric[i] && (numeric[i - 1] || room == Room::Page));
    // An indent counts with an alignment of its own alone: LibreOffice passes over it elsewhere.
    let apart = |format: Format, i: usize| match after(i) {
        0 => format,
        indent => format.set_align(FormatAlign::Left).set_indent(indent),
    };
    let head = look::plain()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_border_bottom(FormatBorder::Thin);
    let indents: Vec<f64> = (0..columns).map(|i| INDENT * f64::from(after(i))).collect();
    let widths = match room {
        Room::Page => widths_on_page(&header, rows, &indents),
        Room::Wide(_) => widths(&header, rows, &indents, f64::INFINITY),
    };
    for (i, wide) in widths.iter().enumerate() {
        page.set_column_width(index(i), *wide)?;
    }
    // A narrow table is printed upright, where more of its rows stand on a page.
    let all: f64 = widths.iter().sum();
    let most = if (ACROSS..=ON_ONE).contains(&rows.len()) { UPRIGHT_LONG } else { UPRIGHT };
    let filled = Filled { digits: all, upright: all <= most };
    if let Room::Wide(keys) = room {
        let repeated: f64 = widths.iter().take(keys).sum();
        let pages = pages(all, repeated);
        if pages > 1 {
            page.set_print_fit_to_pages(pages, 0).set_page_order(false);
            if keys > 0 {
                page.set_repeat_columns(0, index(keys - 1))?;
            }
        }
    }
    let text = look::plain().set_text_wrap().set_align(FormatAlign::Top);
    let link = text.clone().set_hyperlink();
    let bold = |format: Format| [format.clone(), format.set_bold()];
    // Formats are large: each is made once, plain and strong.
    // A number's column says with a dash that it has none: that dash stands where numbers stand.
    let texts: Vec<[Format; 2]> = (0..columns)
        .map(|i| match numeric[i] {
            true => bold(text.clone().set_align(FormatAlign::Right)),
            false => bold(apart(text.clone(), i)),
        })
        .collect();
    let mut numbers: HashMap<&str, [Format; 2]> = HashMap::new();
    // LibreOffice shows a false one as 0 where no format says otherwise; Excel shows its own words.
    let flags = look::plain().set_num_format("\"TRUE\";\"TRUE\";\"FALSE\"").set_align(FormatAlign::Top);
    let high = |text: &str, bold: bool, i: usize, less: f64| {
        look::high(text, bold, look::SIZE, widths[i] - less - indents[i])
    };
    let highest = header.iter().enumerate().map(|(i, label)| high(label, true, i, FILTER));
    look::set_height(page, 0, highest.fold(0.0, f64::max))?;
    for (r, (cells, strong)) in rows.iter().enumerate() {
        let row = u32::try_from(r + 1).unwrap_or(u32::MAX);
        let highest = cells.iter().take(columns).enumerate().map(|(i, cell)| match cell {
            Cell::Text(text) if look::may_break(text) => high(text, *strong, i, 0.0),
            _ => 0.0,
        });
        look::set_height(page, row, highest.fold(0.0, f64::max))?;
        for (i, cell) in cells.iter().take(columns).enumerate() {
            let (column, weight) = (index(i), usize::from(*strong));
            match cell {
                Cell::Blank => {}
                Cell::Text(words) => {
                    page.write_string_with_format(row, column, clip(words), &texts[i][weight])?;
                }
                Cell::Number(value, format) => {
                    let formats = numbers.entry(format).or_insert_with(|| {
                        bold(look::plain().set_num_format(&**format).set_align(FormatAlign::Top))
                    });
                    page.write_number_with_format(row, column, *value, &formats[weight])?;
                }
                Cell::Flag(flag) => {
                    page.write_boolean_with_format(row, column, *flag, &flags)?;
                }
                Cell::Link(to, words) => {
                    page.write_url_with_format(row, column, Url::new(to).set_text(*words), &link)?;
                }
            }
        }
    }
    let marked: Vec<MarkedColumn> = header
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let format = match numeric[i] {
                true => head.clone().set_align(FormatAlign::Right),
                false => apart(head.clone(), i),
            };
            MarkedColumn::new().set_header(label).set_header_format(format)
        })
        .collect();
    // Even an empty table is marked: it has one empty row.
    let last = u32::try_from(rows.len().max(1)).unwrap_or(u32::MAX);
    let table = Marked::new().set_columns(&marked).set_style(TableStyle::Light1).set_banded_rows(false);
    let table = table.set_name(name);
    page.add_table(0, 0, last, index(columns.max(1) - 1), &table.set_alt_text_title(name))?;
    // A year that is a name, and a code, are texts on purpose.
    page.ignore_error_range(0, 0, last, index(columns.max(1) - 1), IgnoreError::NumberStoredAsText)?;
    Ok(filled)
}

/// How many pages side by side hold a table of so many digits, of which `repeated` stand on each.
fn pages(all: f64, repeated: f64) -> u16 {
    // A little smaller letters are better than a second page beside the first.
    if all <= SIDE_BY_SIDE * 1.18 {
        return 1;
    }
    let fits = |pages: &u16| all + f64::from(pages - 1) * repeated <= f64::from(*pages) * SIDE_BY_SIDE;
    (1..9).find(fits).unwrap_or(1)
}

/// Digits of each column of a table on a page across: the first of [`ROOMS`] in which no row gets high.
fn widths_on_page(header: &[String], rows: &[(Vec<Cell<'_>>, bool)], indents: &[f64]) -> Vec<f64> {
    let tries = ROOMS.map(|room| {
        let widths = widths(header, rows, indents, room);
        let lines = |(cells, bold): &(Vec<Cell<'_>>, bool)| {
            let one = |((cell, width), indent): ((&Cell<'_>, &f64), &f64)| match cell {
                Cell::Text(text) if look::may_break(text) => look::lines_of(text, *bold, width - indent),
                _ => 1,
            };
            cells.iter().zip(&widths).zip(indents).map(one).max().unwrap_or(1)
        };
        let lines = rows.iter().take(2000).map(lines).max().unwrap_or(1);
        (widths, lines as f64)
    });
    let low = |most: f64| tries.iter().find(|(_, lines)| *lines <= most);
    let good = low(1.0).filter(|_| rows.len() > MANY_ROWS).or_else(|| low(LINES));
    let best = good.or_else(|| tries.iter().min_by(|a, b| a.1.total_cmp(&b.1)));
    best.map(|(widths, _)| widths.clone()).unwrap_or_default()
}

/// Digits of each column: as many as its longest text takes; where all of them together would be wider than `room`,
/// headers break into more lines, then the widest columns become narrower; never narrower than their longest word.
/// `indents` are the digits by which the texts of a column are indented.
fn widths(header: &[String], rows: &[(Vec<Cell<'_>>, bool)], indents: &[f64], room: f64) -> Vec<f64> {
    // Words end at a space that a line may end at, which one between a number and its unit is not.
    let longest_word = |text: &str, bold: bool| {
        text.split([' ', '\n']).map(|word| look::wide(word, bold)).fold(0.0, f64::max)
    };
    let cells: Vec<(f64, f64)> = (0..header.len())
        .map(|i| {
            let (mut least, mut most) = (0.0f64, 0.0f64);
            for (cell, bold) in
                rows.iter().take(2000).filter_map(|(cells, bold)| Some((cells.get(i)?, *bold)))
            {
                let wide = width(cell, bold);
                most = most.max(wide);
                least = least.max(match cell {
                    Cell::Text(text) if wide > least => longest_word(text, bold),
                    Cell::Text(_) => least,
                    _ => wide,
                });
            }
            (least, most)
        })
        .collect();
    let wants = |head: f64| -> Vec<(f64, f64)> {
        let one = |((label, &(least, most)), indent): ((&String, &(f64, f64)), &f64)| {
            let word = longest_word(label, true);
            let few = widest_line(label, head).max(word);
            let beside = BESIDE + indent;
            let least = (least.max(widest_line(label, word) + FILTER) + beside).clamp(LEAST, WIDEST);
            (least, (most.max(few + FILTER) + beside).clamp(least, WIDEST))
        };
        header.iter().zip(&cells).zip(indents).map(one).collect()
    };
    let sum = |wants: &[(f64, f64)], cap: f64| {
        wants.iter().map(|&(least, most)| most.min(cap).max(least)).sum::<f64>()
    };
    let tries = HEADS.map(wants);
    let best = tries.iter().find(|wants| sum(wants, WIDEST) <= room).or(tries.last());
    let wants: &[(f64, f64)] = best.map_or(&[], Vec::as_slice);
    let (mut low, mut high) = (LEAST, WIDEST);
    if sum(wants, high) <= room {
        low = high;
    }
    while high - low > 0.1 {
        let middle = f64::midpoint(low, high);
        if sum(wants, middle) <= room { low = middle } else { high = middle }
    }
    wants.iter().map(|&(least, most)| most.min(low).max(least)).collect()
}

/// Digits of the widest line of a header in lines of at most `head`, a little more where the column it makes would take a
/// longer line up to its edge: the headers of two columns do not run into each other.
fn widest_line(label: &str, head: f64) -> f64 {
    let widest = |room: f64| {
        look::broken(label, true, room).iter().map(|line| look::wide(line, true)).fold(0.0, f64::max)
    };
    let mut line = widest(head);
    loop {
        let column = line + FILTER + BESIDE;
        let taken = widest(column);
        if column - taken >= APART - 1e-9 {
            return line;
        }
        line = taken + APART - FILTER - BESIDE;
    }
}

/// Digits of a cell, as wide as it is likely shown.
fn width(cell: &Cell<'_>, bold: bool) -> f64 {
    match cell {
        Cell::Blank | Cell::Flag(_) => 6.0,
        Cell::Text(text) => text.lines().map(|line| look::wide(line, bold)).fold(0.0, f64::max),
        Cell::Link(_, text) => look::wide(text, bold),
        Cell::Number(value, format) => {
            let decimals = format
                .split(';')
                .next()
                .and_then(|first| first.split_once('.'))
                .map_or(0, |(_, tail)| tail.len());
            let whole = value.abs().max(1.0).log10() as usize + 1;
            (whole + whole / 3 + decimals + 1) as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_columns_share_the_page_and_words_stay_whole() {
        let text = |text: &str| Cell::Text(Cow::Owned(text.to_owned()));
        let long = "Mục tiêu năm 2027: 6 trong 34 tỉnh, thành phố đã đạt hoặc đúng tiến độ thực hiện";
        let rows = [(vec![text(long), Cell::Number(12.5, "0.0".into()), text(long), text(long)], false)];
        let header = ["Chỉ tiêu", "Giá trị", "Thay đổi", "Mục tiêu"].map(str::to_owned);
        let widths = |rows: &[(Vec<Cell<'_>>, bool)], room| widths(&header, rows, &[0.0; 4], room);
        let free = widths(&rows, f64::INFINITY);
        assert_eq!(free[0], WIDEST);
        let page = widths(&rows, PAGE);
        assert!(page.iter().sum::<f64>() <= PAGE && page[0] > 30.0, "{page:?}");
        assert_eq!(page[1], free[1], "a narrow column keeps its width");
        let word = "x".repeat(50);
        let narrow = widths(&[((0..4).map(|_| text(&word)).collect(), false)], PAGE);
        assert!(narrow.iter().all(|wide| *wide > 50.0), "{narrow:?}");
    }

    #[test]
    fn a_table_gets_wider_where_its_rows_would_get_high() {
        let text = |text: &str| Cell::Text(Cow::Owned(text.to_owned()));
        let long = "Người trưởng thành có điện thoại thông minh trong các hộ gia đình";
        let header: Vec<String> = std::iter::once("Chỉ tiêu".to_owned())
            .chain((0..11).map(|n| format!("Tốc độ cần có {n}")))
            .collect();
        let cells = || std::iter::once(text(long)).chain((0..11).map(|_| Cell::Number(12.5, "0.00".into())));
        let rows = |count: usize| -> Vec<(Vec<Cell<'_>>, bool)> {
            (0..count).map(|_| (cells().collect(), false)).collect()
        };
        let narrow = widths(&header, &rows(1), &[0.0; 12], PAGE);
        assert!(look::lines_of(long, false, narrow[0]) > 2, "{narrow:?}");
        let few = widths_on_page(&header, &rows(1), &[0.0; 12]);
        assert!(look::lines_of(long, false, few[0]) <= 2, "{few:?}");
        let many = widths_on_page(&header, &rows(40), &[0.0; 12]);
        let (few, many) = (few.iter().sum::<f64>(), many.iter().sum::<f64>());
        assert!(few > PAGE && many >= few && many <= ROOMS[3] + 0.2, "{few} {many}");
    }

    #[test]
    fn headers_side_by_side_do_not_run_into_each_other() {
        for label in [
            "Change (percentage points)",
            "Contribution (percentage points)",
            "Pace seen (percentage points a year)",
        ] {
            for head in HEADS {
                let header = [label.to_owned()];
                let widths = widths(&header, &[], &[0.0], head + FILTER + BESIDE);
                let lines = look::broken(label, true, widths[0]);
                let widest = lines.iter().map(|line| look::wide(line, true)).fold(0.0, f64::max);
                assert!(widest + APART <= widths[0] + 1e-6, "{lines:?} in {widths:?}");
            }
        }
    }

    #[test]
    fn marked_tables_have_names_that_are_no_cells() {
        for (sheet, name) in [
            ("Bảng 1", "Bảng_1"),
            ("topic_trends", "topic_trends"),
            ("Q3", "_Q3"),
            ("r", "_r"),
            ("2024", "_2024"),
            ("–", "_"),
            ("Bìa", "Bìa"),
        ] {
            assert_eq!(marked_name(sheet), name);
        }
    }

    #[test]
    fn a_wide_table_goes_on_over_pages_side_by_side() {
        assert_eq!(pages(SIDE_BY_SIDE, 60.0), 1);
        assert_eq!(pages(SIDE_BY_SIDE * 1.15, 60.0), 1);
        assert_eq!(pages(SIDE_BY_SIDE * 1.2, 60.0), 2);
        assert_eq!(pages(2.0 * SIDE_BY_SIDE - 59.0, 60.0), 3);
        assert_eq!(pages(1e6, SIDE_BY_SIDE), 1);
    }

    #[test]
    fn headers_break_before_words_below_them_do() {
        let text = |text: &str| Cell::Text(Cow::Owned(text.to_owned()));
        let unit = "Tốc độ cần có (điểm\u{a0}%/năm)";
        let header: Vec<String> =
            std::iter::once("Chỉ tiêu".to_owned()).chain((0..5).map(|n| format!("{unit} {n}"))).collect();
        let place = "Người trưởng thành có điện thoại thông minh";
        let cells = std::iter::once(text(place)).chain((0..5).map(|_| Cell::Number(12.5, "0.00".into())));
        let rows = [(cells.collect(), false)];
        let widths = widths(&header, &rows, &[0.0; 6], PAGE);
        assert!(widths[0] >= look::wide(place, false), "{widths:?}");
        // A unit stays whole, with its brackets.
        let word = look::wide("(điểm\u{a0}%/năm)", true);
        assert!(widths[1..].iter().all(|wide| *wide >= word), "{widths:?}");
    }
}
