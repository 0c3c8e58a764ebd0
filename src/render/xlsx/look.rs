//! The letters of the workbook, and how much room they take.
//!
//! Times New Roman, as the other documents: its widths are known, in Excel and in programs that put another font of
//! the same widths in its place, so that columns and rows fit their texts without a program to lay them out.

use rust_xlsxwriter::{Color, Format, Workbook, Worksheet, XlsxError};

use crate::render::charts;
use crate::render::letters::{lines, serif};

/// The letters of the workbook.
pub(super) const FONT: &str = "Times New Roman";
/// Size of the letters, points.
pub(super) const SIZE: f64 = 12.0;
/// Height of a row of one line, in sizes of its letters, and what every further line adds.
pub(super) const LINE: f64 = 1.3125;
const NEXT: f64 = 1.25;
/// Digits that a line of a cell has to spare.
pub(super) const SPARE: f64 = 0.4;
/// What of a line texts are counted to fill: programs set letters closer or wider, in print by a few hundredths.
pub(super) const SAFE: f64 = 0.96;
/// Greatest height of a row, points.
const HIGHEST: f64 = 409.0;
/// A row of one line and a column as a new sheet has them, pixels.
const ROW: u32 = 21;
const COLUMN: u32 = 72;

/// A colour as the library has it.
pub(super) fn color(charts::Color(red, green, blue): charts::Color) -> Color {
    Color::RGB(u32::from_be_bytes([0, red, green, blue]))
}

/// A cell in the letters of the workbook.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE)
}

/// An empty workbook in its letters.
pub(super) fn book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&plain(), ROW, COLUMN)?;
    Ok(book)
}

/// An empty sheet in its letters.
pub(super) fn page(name: &str) -> Result<Worksheet, XlsxError> {
    let mut page = Worksheet::new();
    page.set_default_format(&plain(), ROW, COLUMN)?;
    page.set_name(name)?;
    Ok(page)
}

/// Width of a text in the unit of columns: a digit of [`SIZE`], which is half as wide as its letters are high.
pub(super) fn wide(text: &str, bold: bool) -> f64 {
    serif(text, bold) * 2.0
}

/// Whether a text can need more than one line: short ones, of which there are many, are not measured.
pub(super) fn may_break(text: &str) -> bool {
    text.len() > 8
}

/// Lines of a text that is broken between words in a column of so many digits.
pub(super) fn lines_of(text: &str, bold: bool, column: f64) -> usize {
    // What a line may take, with a little to spare: programs round, each in its own way.
    lines(text, bold, (column - SPARE).max(1.0) / 2.0, 0.0)
}

/// A text in lines of so many digits, broken at spaces.
pub(super) fn broken(text: &str, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if wide(&format!("{line} {word}"), bold) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Height in points of a text that is broken between words in a column of so many digits.
pub(super) fn high(text: &str, bold: bool, size: f64, column: f64) -> f64 {
    let room = (column - SPARE).max(1.0) * SAFE * SIZE / size;
    let lines = lines(text, bold, room / 2.0, 0.0);
    size * LINE + lines.saturating_sub(1) as f64 * size * NEXT
}

/// Sets the height of a row; a row of one line keeps that of the sheet.
pub(super) fn set_height(page: &mut Worksheet, row: u32, points: f64) -> Result<(), XlsxError> {
    if points > SIZE * LINE + 0.1 {
        page.set_row_height(row, points.min(HIGHEST))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let one = SIZE * LINE;
        assert!((high("Sơn La", false, SIZE, 20.0) - one).abs() < 1e-9);
        assert!((wide("2024", false) - 4.0).abs() < 1e-9, "a digit is the unit");
        let text = "0000 ".repeat(10);
        // Four digits and a space: six words a line of 30.
        let two = one + SIZE * NEXT;
        assert!((high(text.trim_end(), false, SIZE, 30.0) - two).abs() < 1e-9);
        assert!((high("a\nb", false, SIZE, 30.0) - two).abs() < 1e-9);
        assert!(high(&text, true, 2.0 * SIZE, 30.0) > 5.5 * one);
    }
}
