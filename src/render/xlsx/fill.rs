//! Cells onto a sheet: a marked table from A1, with formats, widths and heights.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, FormatUnderline, IgnoreError, Table as Marked,
    TableColumn as MarkedColumn, TableStyle, Url, Worksheet, XlsxError,
};

use super::look;
use super::widths::{
    FILTER, INDENT, Names, UPRIGHT, in_sight, on_upright_page, pages, upright, widths, widths_on_page,
};

/// Digits that a head which leads on has to spare, and the widest column that programs have.
const MARGIN: f64 = 0.2;
const LINK: f64 = 250.0;
/// Characters of a unit in brackets that stays in one line.
const UNIT: usize = 19;
/// Indent of a header that stands at the right edge of its column, where the mark of the filter is.
const FILTERED: u8 = 1;
/// Characters of what a table is to those who do not see it.
const WORDS: usize = 255;
/// Characters of a cell.
pub(super) const CELL: usize = 32_767;

/// The room that a table takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Room {
    /// A page across: its texts break into lines.
    Page,
    /// An upright page: so do they.
    Upright,
    /// As much as its texts need, in one line each; printed on pages side by side, each of which begins with what names its rows.
    Wide(Names),
}

/// Where a head of a sheet leads to, and what says so.
pub(super) struct Jump<'a> {
    pub to: String,
    pub tip: &'a str,
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

/// A head as it is typed in formulas and looked for: with plain spaces, but where no line may end: within the mark of its
/// notes, before a sign of percent, and within brackets that hold a unit.
fn typed(head: &str) -> String {
    let (words, mark) = head.split_at(head.find('[').unwrap_or(head.len()));
    let plain = words.replace("\u{a0}%", "\u{1}").replace('\u{a0}', " ").replace('\u{1}', "\u{a0}%");
    let mut typed = String::with_capacity(head.len());
    let mut rest = plain.as_str();
    while let Some((before, from)) = rest.find('(').map(|at| rest.split_at(at)) {
        let (within, after) = from.split_at(from.find(')').unwrap_or(from.len()));
        typed.push_str(before);
        match within.chars().count() <= UNIT {
            true => typed.push_str(&within.replace(' ', "\u{a0}")),
            false => typed.push_str(&within.replace('\u{a0}', " ")),
        }
        rest = after;
    }
    typed + rest + mark
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

/// Writes header and rows from A1 and marks them as a table of a name and a title, in columns that take `room`; its first head
/// and others that have one line lead where `jumps` say.
pub(super) fn fill(
    page: &mut Worksheet,
    header: Vec<String>,
    rows: &[(Vec<Cell<'_>>, bool)],
    (name, title): (&str, &str),
    room: Room,
    jumps: &[Jump<'_>],
) -> Result<Filled, XlsxError> {
    let header = unique(header.iter().map(|head| typed(head)).collect());
    let columns = header.len();
    let index = |i: usize| u16::try_from(i).unwrap_or(u16::MAX);
    // Asked for every cell of text: found once a column.
    let numeric: Vec<bool> = (0..columns)
        .map(|i| rows.iter().any(|(cells, _)| matches!(cells.get(i), Some(Cell::Number(..)))))
        .collect();
    // Words behind a column of numbers, which stand at its right edge, keep a distance, and those behind words that break,
    // whose lines are full.
    let after =
        |i: usize| u8::from(i > 0 && !numeric[i] && (numeric[i - 1] || !matches!(room, Room::Wide(_))));
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
    let mut widths = match room {
        Room::Page => widths_on_page(&header, rows, &indents),
        Room::Upright => on_upright_page(widths(&header, rows, &indents, UPRIGHT)),
        Room::Wide(_) => widths(&header, rows, &indents, f64::INFINITY),
    };
    // A head that leads on has one line: some programs cut a link that has more.
    let line = |head: &str| look::wide(head, true) + FILTER + look::SPARE;
    let needs: Vec<f64> =
        header.iter().zip(&indents).map(|(head, indent)| line(head) + indent + MARGIN).collect();
    let lacks = |i: usize, widths: &[f64]| (needs[i].min(LINK) - widths[i]).max(0.0);
    if !jumps.is_empty() && columns > 0 {
        widths[0] += lacks(0, &widths);
    }
    // Beside a head that leads to its notes, the one that lacks least leads back.
    if jumps.len() > 1
        && let Some(next) = (1..columns).min_by(|a, b| lacks(*a, &widths).total_cmp(&lacks(*b, &widths)))
    {
        widths[next] += lacks(next, &widths);
    }
    for (i, wide) in widths.iter().enumerate() {
        page.set_column_width(index(i), *wide)?;
    }
    let all: f64 = widths.iter().sum();
    let filled = Filled { digits: all, upright: upright(all, rows.len()) };
    if let Room::Wide(names) = room {
        let (repeated, frozen) = in_sight(&widths, names);
        page.set_freeze_panes(1, index(frozen))?;
        let pages = pages(all, widths[repeated.clone()].iter().sum());
        if pages > 1 {
            page.set_print_fit_to_pages(pages, 0).set_page_order(false);
            if !repeated.is_empty() {
                page.set_repeat_columns(index(repeated.start), index(repeated.end - 1))?;
            }
        }
    }
    let text = look::plain().set_text_wrap().set_align(FormatAlign::Top);
    let links: Vec<Format> = (0..columns).map(|i| apart(text.clone().set_hyperlink(), i)).collect();
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
    let number = |format: &str| bold(look::plain().set_num_format(format).set_align(FormatAlign::Top));
    // What most cells of a column look like is told once, for the column: the library compares a cell's own format with
    // all others.
    let usual: Vec<Option<&str>> = (0..columns)
        .map(|i| {
            rows.iter().find_map(|(cells, strong)| match cells.get(i) {
                Some(Cell::Number(_, format)) if !strong => Some(&**format),
                _ => None,
            })
        })
        .collect();
    for i in 0..columns {
        let [plain, _] = usual[i].map_or_else(|| texts[i].clone(), number);
        page.set_column_format(index(i), &plain)?;
    }
    // LibreOffice shows a false one as 0 where no format says otherwise; Excel shows its own words.
    // They stand below their header as words do.
    let flag = look::plain().set_num_format("\"TRUE\";\"TRUE\";\"FALSE\"").set_align(FormatAlign::Left);
    let flags: Vec<Format> =
        (0..columns).map(|i| apart(flag.clone(), i).set_align(FormatAlign::Top)).collect();
    let high = |text: &str, bold: bool, i: usize| look::high(text, bold, look::SIZE, widths[i] - indents[i]);
    // Beside the mark of the filter a head has room to spare.
    let room = |i: usize| (widths[i] - FILTER - indents[i]) / look::SAFE;
    let highest = header.iter().enumerate().map(|(i, label)| look::high(label, true, look::SIZE, room(i)));
    look::set_height(page, 0, highest.fold(0.0, f64::max))?;
    for (r, (cells, strong)) in rows.iter().enumerate() {
        let row = u32::try_from(r + 1).unwrap_or(u32::MAX);
        let highest = cells.iter().take(columns).enumerate().map(|(i, cell)| match cell {
            Cell::Text(text) if look::may_break(text) => high(text, *strong, i),
            _ => 0.0,
        });
        look::set_height(page, row, highest.fold(0.0, f64::max))?;
        for (i, cell) in cells.iter().take(columns).enumerate() {
            let (column, weight) = (index(i), usize::from(*strong));
            match cell {
                Cell::Blank => {}
                Cell::Text(words) if !strong && usual[i].is_none() => {
                    page.write_string(row, column, clip(words))?;
                }
                Cell::Text(words) => {
                    page.write_string_with_format(row, column, clip(words), &texts[i][weight])?;
                }
                Cell::Number(value, format) if !strong && usual[i] == Some(format) => {
                    page.write_number(row, column, *value)?;
                }
                Cell::Number(value, format) => {
                    let formats = numbers.entry(format).or_insert_with(|| number(format));
                    page.write_number_with_format(row, column, *value, &formats[weight])?;
                }
                Cell::Flag(flag) => {
                    page.write_boolean_with_format(row, column, *flag, &flags[i])?;
                }
                Cell::Link(to, words) => {
                    page.write_url_with_format(row, column, Url::new(to).set_text(*words), &links[i])?;
                }
            }
        }
    }
    let at_right = |format: Format| format.set_align(FormatAlign::Right).set_indent(FILTERED);
    let marked: Vec<MarkedColumn> = header
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let format = match numeric[i] {
                // Left of the mark of the filter, which lies over the end of its last line.
                true => at_right(head.clone()),
                false => apart(head.clone(), i),
            };
            MarkedColumn::new().set_header(label).set_header_format(format)
        })
        .collect();
    // Even an empty table is marked: it has one empty row.
    let last = u32::try_from(rows.len().max(1)).unwrap_or(u32::MAX);
    let table = Marked::new().set_columns(&marked).set_style(TableStyle::Light1).set_banded_rows(false);
    let table = table.set_name(name);
    page.add_table(0, 0, last, index(columns.max(1) - 1), &table.set_alt_text_title(clip_to(title, WORDS)))?;
    // Nothing stands beside a table: its heads lead on, the one that every reader meets first before the others.
    let alone = header.iter().zip(&widths).enumerate();
    let alone = alone.filter(|(i, (head, wide))| line(head) <= **wide - indents[*i]);
    for (jump, (i, (shown, _))) in jumps.iter().zip(alone) {
        let format = if numeric[i] { at_right(head.clone()) } else { apart(head.clone(), i) };
        let format = format.set_underline(FormatUnderline::Single);
        page.write_url_with_format(
            0,
            index(i),
            Url::new(&jump.to).set_text(shown).set_tip(jump.tip),
            &format,
        )?;
    }
    // A year that is a name, and a code, are texts on purpose.
    page.ignore_error_range(0, 0, last, index(columns.max(1) - 1), IgnoreError::NumberStoredAsText)?;
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_typed_with_plain_spaces_but_within_units() {
        for (head, shown) in [
            ("Thay\u{a0}đổi so\u{a0}với 2024 (điểm\u{a0}%)", "Thay đổi so với 2024 (điểm~%)"),
            ("2024 (câu hỏi)", "2024 (câu~hỏi)"),
            ("Khoảng tin cậy 95\u{a0}%: cận dưới (%)", "Khoảng tin cậy 95~%: cận dưới (%)"),
            (
                "Pace (percentage\u{a0}points a year) [note\u{a0}1]",
                "Pace (percentage points a year) [note~1]",
            ),
            ("(a b) c d (e", "(a~b) c d (e"),
        ] {
            assert_eq!(typed(head), shown.replace('~', "\u{a0}"));
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
}
