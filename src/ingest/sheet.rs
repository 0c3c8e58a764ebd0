//! Workbooks: each sheet is a table, its row numbers are the lines.
//!
//! A sheet holds numbers as numbers, so they are unambiguous: they are written with `.` and no grouping, with the
//! 15 digits that a sheet shows at most, and marked as numbers. A formula that no program has computed yet stands
//! as it is written, so that its row is rejected and not read as blank. A cell shown as a percentage (0.951 shown as
//! 95,1 %) is read as what it shows. Dates are written as ISO dates.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use calamine::{
    Cell, Data, DataRef, Dimensions, Range, Reader, SheetType, SheetVisible, Sheets, StyleRange, Xlsx,
    XlsxError, open_workbook_auto_from_rs,
};

use crate::model::{Text, reason};

use super::field::{Field, Fields, Held};
use super::ods;

/// One row of a sheet: its cells joined by `;`, and where each is.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetRow {
    /// Row number, from 1.
    pub line: u64,
    /// Its cells joined by `;`; line ends within cells are spaces.
    pub raw: Vec<u8>,
    /// The cells.
    pub fields: Fields,
}

/// One sheet as rows.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether a reader of the workbook does not see it.
    pub hidden: bool,
    /// Its rows, from the first one that holds anything.
    pub rows: Vec<SheetRow>,
    /// Whether it is known which numbers are shown as percentages. In the older formats it is not: 0.583 may be
    /// shown as 58,3 %.
    pub shows_percent: bool,
}

/// Separates the cells of a row in messages.
pub(super) const JOINT: u8 = b';';

/// Whether the first bytes of a file are those of a workbook.
pub(super) fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum SheetError {
    /// It is no workbook, or damaged.
    #[error(transparent)]
    Book(#[from] calamine::Error),
    /// Nothing but a few cells fills the way to a far one: no table looks so, and no memory would hold it.
    #[error("cell {cell} of sheet `{sheet}` lies far outside of the table")]
    FarCell {
        /// Name of the sheet.
        sheet: String,
        /// The cell, such as `XFD1048576`.
        cell: String,
    },
    /// It is damaged in a way that its reader does not know of.
    #[error("the file is damaged")]
    Damaged,
}

impl SheetError {
    /// The reason in both languages.
    pub(super) fn text(&self) -> Text {
        let en = self.to_string();
        let vi = match self {
            SheetError::Book(calamine::Error::Io(error)) => return reason::of_io(error),
            SheetError::Book(_) if en.to_lowercase().contains("password") => {
                "tệp được đặt mật khẩu".to_owned()
            }
            SheetError::Book(_) | SheetError::Damaged => {
                "tệp bảng tính bị hỏng, hoặc không phải định dạng xlsx, xls hay ods".to_owned()
            }
            SheetError::FarCell { sheet, cell } => {
                format!("ô {cell} của trang “{sheet}” nằm rất xa ngoài bảng; hãy xóa ô đó rồi lưu lại tệp")
            }
        };
        Text::new(vi, en)
    }
}

/// Name of the threads that read workbooks: a panic there costs the workbook and nothing else.
pub(crate) const WORKBOOK_THREAD: &str = "workbook";

/// The sheets of a workbook (or the one named), hidden ones too, in their order.
pub(super) fn read(path: &Path, only: Option<&str>) -> Result<Vec<Sheet>, SheetError> {
    // calamine panics on some damaged .xls files.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name(WORKBOOK_THREAD.to_owned());
        let reading = thread.spawn_scoped(scope, || read_book(path, only)).map_err(calamine::Error::Io)?;
        reading.join().unwrap_or(Err(SheetError::Damaged))
    })
}

fn read_book(path: &Path, only: Option<&str>) -> Result<Vec<Sheet>, SheetError> {
    let bytes: Arc<[u8]> = std::fs::read(path).map_err(calamine::Error::Io)?.into();
    let mut book: Sheets<_> = open_workbook_auto_from_rs(Cursor::new(Arc::clone(&bytes)))?;
    let tables: Vec<calamine::Sheet> = (book.sheets_metadata().iter())
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .filter(|sheet| only.is_none_or(|only| only == sheet.name))
        .cloned()
        .collect();
    let mut extras = match &book {
        Sheets::Ods(_) => ods::read(Cursor::new(bytes)),
        _ => BTreeMap::new(),
    };
    let mut sheets = Vec::new();
    for calamine::Sheet { name, visible, .. } in tables {
        let range = match &mut book {
            Sheets::Xlsx(book) => cells(book, &name)?,
            book => book.worksheet_range(&name)?,
        };
        let styles = book.worksheet_style(&name).unwrap_or_default();
        let extras = extras.remove(&name).unwrap_or_default();
        let merged = match &mut book {
            Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(&name).unwrap_or_default(),
            Sheets::Xls(book) => book.merge_cells_by_sheet_name(&name).unwrap_or_default(),
            _ => extras.merged,
        };
        let above = filled_from_above(&merged);
        let formulas = match &mut book {
            Sheets::Xlsx(book) => formulas_without_value(book, &name, &range),
            _ => BTreeMap::new(),
        };
        let (first_row, first_col) = range.start().unwrap_or_default();
        let mut rows = Vec::with_capacity(range.height());
        for (row, cells) in (first_row..).zip(range.rows()) {
            let mut sheet_row = SheetRow { line: u64::from(row) + 1, ..SheetRow::default() };
            for _ in 0..first_col {
                sheet_row.push("", Held::Raw);
            }
            // A row prepared for later holds a number and formulas, and no data yet.
            let holds = cells.iter().filter(|cell| **cell != Data::Empty).count() >= 2;
            for (col, cell) in (first_col..).zip(cells) {
                let top = above.get(&(row, col)).copied().unwrap_or(row);
                let cell = range.get_value((top, col)).unwrap_or(cell);
                let percent = is_percentage(&styles, top, col) || extras.percentages.contains(&(top, col));
                match formulas.get(&(top, col)).filter(|_| holds) {
                    Some(formula) => sheet_row.push(&format!("={formula}"), Held::Raw),
                    None => {
                        let shown = extras.dates.get(&(top, col)).copied();
                        let shown = shown.unwrap_or_else(|| date_shown(&styles, top, col));
                        let (text, held) = render(cell, percent, shown);
                        sheet_row.push(&text, held);
                    }
                }
            }
            rows.push(sheet_row);
        }
        let shows_percent = matches!(book, Sheets::Xlsx(_) | Sheets::Ods(_));
        let hidden = visible != SheetVisible::Visible;
        sheets.push(Sheet { name, hidden, rows, shows_percent });
    }
    Ok(sheets)
}

/// Cells that a sheet may span for nothing, and how many times the cells that hold something.
const SPAN: u64 = 4_000_000;
const SPARSE: u64 = 8;

/// The cells of a sheet, unless a far one would take memory for millions of blank cells.
fn cells<R: Read + Seek>(book: &mut Xlsx<R>, name: &str) -> Result<Range<Data>, SheetError> {
    let error = |error: XlsxError| SheetError::Book(calamine::Error::Xlsx(error));
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Range::default()),
        Err(fault) => return Err(error(fault)),
    };
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(error)? {
        if *cell.get_value() != DataRef::Empty {
            cells.push(Cell::new(cell.get_position(), Data::from(cell.get_value().clone())));
        }
    }
    let positions = || cells.iter().map(Cell::get_position);
    let rows = positions().map(|(row, _)| row).max().zip(positions().map(|(row, _)| row).min());
    let cols = positions().map(|(_, col)| col).max().zip(positions().map(|(_, col)| col).min());
    let span = |(last, first): (u32, u32)| u64::from(last - first) + 1;
    let area = rows.map_or(0, span) * cols.map_or(0, span);
    if area > SPAN && area / SPARSE > cells.len() as u64 {
        let (row, col) =
            positions().max_by_key(|(row, col)| u64::from(*row) * u64::from(*col)).unwrap_or_default();
        let cell = format!("{}{}", column_letters(col as usize), row + 1);
        return Err(SheetError::FarCell { sheet: name.to_owned(), cell });
    }
    Ok(Range::from_sparse(cells))
}

/// Formulas of the blank cells of `range`: written by a program that computes nothing. An empty text is a value.
fn formulas_without_value<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    range: &Range<Data>,
) -> BTreeMap<(u32, u32), String> {
    let mut found = BTreeMap::new();
    // Another reading of the sheet: only where a cell is blank.
    if !range.rows().flatten().any(|cell| *cell == Data::Empty) {
        return found;
    }
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return found };
    while let Ok(Some(cell)) = cells.next_formula() {
        if !cell.get_value().is_empty() && range.get_value(cell.get_position()) == Some(&Data::Empty) {
            found.insert(cell.get_position(), cell.get_value().clone());
        }
    }
    found
}

/// Cells of one column merged into one all hold what the first one does: cell, and the row that it takes.
/// Captions merged across columns are left to the reading of the header.
fn filled_from_above(merged: &[Dimensions]) -> BTreeMap<(u32, u32), u32> {
    let mut above = BTreeMap::new();
    for area in merged.iter().filter(|area| area.start.1 == area.end.1) {
        for row in (area.start.0..=area.end.0).skip(1).take(MERGED_ROWS) {
            above.insert((row, area.start.1), area.start.0);
        }
    }
    above
}

/// Rows that one merged cell may cover; whole columns are merged by mistake.
const MERGED_ROWS: usize = 10_000;

impl SheetRow {
    /// Adds a cell.
    pub fn push(&mut self, text: &str, held: Held) {
        if !self.fields.list.is_empty() {
            self.raw.push(JOINT);
        }
        let start = self.raw.len() as u32;
        if text.bytes().any(|byte| matches!(byte, JOINT | b'"')) {
            self.push_quoted(text);
            return;
        }
        self.raw.extend(text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
        self.fields.list.push(Field { start, end: self.raw.len() as u32, held });
    }
}

impl SheetRow {
    /// A cell that holds the joint or a quote stands in quotes, so that the row can be split again.
    fn push_quoted(&mut self, text: &str) {
        let line = text.replace(['\n', '\r'], " ");
        self.raw.extend(format!("\"{}\"", line.replace('"', "\"\"")).into_bytes());
        let start = self.fields.scratch.len() as u32;
        self.fields.scratch.extend(line.into_bytes());
        let end = self.fields.scratch.len() as u32;
        self.fields.list.push(Field { start, end, held: Held::Scratch });
    }
}

fn is_percentage(styles: &StyleRange, row: u32, col: u32) -> bool {
    let format = styles.get((row, col)).and_then(|style| style.number_format.as_ref());
    format.is_some_and(|format| {
        // A % within quotes or behind a backslash is only text.
        let mut quoted = false;
        let mut before = ' ';
        format.format_code.chars().any(|ch| {
            quoted ^= ch == '"';
            let shown = ch == '%' && !quoted && before != '\\';
            before = ch;
            shown
        })
    })
}

/// What of a date its cell shows: whoever types 9/2022 gets the first of the month, shown as "Sep-22".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Day,
    Month,
    Year,
}

/// What a number format shows of a date.
fn shown_of(format: &str) -> Shown {
    let mut letters = String::new();
    let mut chars = format.split(';').next().unwrap_or_default().chars();
    while let Some(ch) = chars.next() {
        match ch {
            '"' => while chars.next().is_some_and(|ch| ch != '"') {},
            '[' => while chars.next().is_some_and(|ch| ch != ']') {},
            '\\' => {
                chars.next();
            }
            ch => letters.extend(ch.to_lowercase()),
        }
    }
    // Beside hours and seconds, m are minutes.
    match (letters.contains('y'), letters.contains('m'), letters.contains(['d', 'h', 's'])) {
        (true, true, false) => Shown::Month,
        (true, false, false) => Shown::Year,
        _ => Shown::Day,
    }
}

fn date_shown(styles: &StyleRange, row: u32, col: u32) -> Shown {
    let format = styles.get((row, col)).and_then(|style| style.number_format.as_ref());
    format.map_or(Shown::Day, |format| shown_of(&format.format_code))
}

fn render(cell: &Data, percent: bool, shown: Shown) -> (String, Held) {
    match cell {
        Data::Empty => (String::new(), Held::Raw),
        Data::String(text) => (text.clone(), Held::Raw),
        Data::Int(n) if percent => (number(*n as f64 * 100.0), Held::Number),
        Data::Int(n) => (n.to_string(), Held::Number),
        Data::Float(x) => (number(if percent { x * 100.0 } else { *x }), Held::Number),
        Data::Bool(yes) => (if *yes { "TRUE" } else { "FALSE" }.to_owned(), Held::Raw),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let text = match shown {
                Shown::Day => format!("{year:04}-{month:02}-{day:02}"),
                Shown::Month => format!("{year:04}-{month:02}"),
                Shown::Year => format!("{year:04}"),
            };
            (text, Held::Raw)
        }
        Data::DateTime(duration) => (number(duration.as_f64()), Held::Raw),
        // An ISO moment; the day is the most that the columns ask for.
        Data::DateTimeIso(text) => {
            let date = text.split('T').next().unwrap_or_default();
            let parts = match shown {
                Shown::Day => 3,
                Shown::Month => 2,
                Shown::Year => 1,
            };
            let end = date.match_indices('-').nth(parts - 1).map_or(date.len(), |(end, _)| end);
            (date[..end].to_owned(), Held::Raw)
        }
        Data::DurationIso(text) => (text.clone(), Held::Raw),
        Data::Error(error) => (error.to_string(), Held::Raw),
    }
}

/// A number as a sheet shows it: the 15 digits that it keeps, without those that binary fractions add.
fn number(x: f64) -> String {
    if !x.is_finite() {
        return x.to_string();
    }
    let kept = format!("{x:.14e}").parse().unwrap_or(x);
    let kept = if kept == 0.0 { 0.0 } else { kept };
    format!("{kept}")
}

/// The letters of column `i`, from 0: A, B, …, Z, AA.
pub(super) fn column_letters(i: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = i + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    letters.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_invent_no_precision() {
        for (x, text) in [
            (95.1, "95.1"),
            (2137.0, "2137"),
            (0.1 + 0.2, "0.3"),
            (0.951 * 100.0, "95.1"),
            (0.6854 * 100.0, "68.54"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (12345678.9, "12345678.9"),
        ] {
            assert_eq!(number(x), text);
        }
    }

    #[test]
    fn dates_are_what_they_show() {
        for (format, shown) in [
            ("dd/mm/yyyy", Shown::Day),
            ("mmm-yy", Shown::Month),
            ("mm/yyyy", Shown::Month),
            ("\"Tháng\" m/yyyy", Shown::Month),
            ("[$-42A]mm\\/yyyy;@", Shown::Month),
            ("yyyy", Shown::Year),
            ("yyyy-mm-dd hh:mm:ss", Shown::Day),
            ("General", Shown::Day),
        ] {
            assert_eq!(shown_of(format), shown, "{format}");
        }
    }

    #[test]
    fn cells_that_hold_the_joint_are_quoted() {
        let mut row = SheetRow::default();
        for cell in ["2022", "có, phẩy; chấm \"nháy\"", "x"] {
            row.push(cell, Held::Raw);
        }
        assert_eq!(String::from_utf8_lossy(&row.raw), "2022;\"có, phẩy; chấm \"\"nháy\"\"\";x");
        assert_eq!(row.fields.cell(&row.raw, 1), "có, phẩy; chấm \"nháy\"".as_bytes());
        assert_eq!(row.fields.cell(&row.raw, 2), b"x");
    }

    #[test]
    fn letters_of_columns() {
        for (i, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(i), letters);
        }
    }
}
