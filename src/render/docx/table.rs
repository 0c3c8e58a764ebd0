//! Tables of the text document: the report's, and the key figures as cards.

use super::flow::{ALONG, Flow, column as height_of, row_height, stays};
use super::inline::{caption_mark, field, run};
use super::styles::{self, colour, letters_of, place};
use super::xml::Xml;
use crate::compose::report::{KeyFigure, Table, TableCell, TableRow};
use crate::render::letters::{lines, serif};
use crate::render::measure;

/// Colour of what stands back.
const QUIET: &str = "44505C";
/// Width of the text column, twips.
pub(super) const COLUMN: u32 = 9184;

/// A table up to this height, points, about ten rows, is not parted by a page.
const LOW: f64 = 250.0;
/// Letters of a table that stands alone, points, where it has room for them.
pub(super) const LARGEST: f64 = 11.0;
/// Space left and right of the words of a cell, points.
const BESIDE: f64 = 9.0;
/// The same around the words of a key figure, twips; at both sides together, and above and below with a line, points.
const CARD_SPACE: [(&str, &str); 4] =
    [("w:top", "60"), ("w:left", "100"), ("w:bottom", "70"), ("w:right", "100")];
const CARD: (f64, f64) = (10.0, 7.0);

/// Space above and below the words of a cell each, as the style of tables has it, twips.
pub(super) const ABOVE: i32 = 40;
/// By how many steps rows may get lower, and higher.
pub(super) const CLOSER: i32 = 20;
pub(super) const WIDER: i32 = 20;
/// What a row gets lower by with a step: a twip above and one below, points.
pub(super) const STEP: f64 = 0.1;

/// What a table is called: for those who do not see it, and its number as the field of its caption shows it.
pub(super) struct Named<'a> {
    pub title: &'a str,
    pub field: &'a str,
    pub number: &'a str,
}

/// How a table stands on its pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    /// Size of its letters at most, points.
    pub most: f64,
    /// By how many steps its rows are closer; further apart: less than 0.
    pub closer: i32,
    /// Pages may part it; they may though it is low.
    pub named: bool,
    pub loose: bool,
    /// Its last rows stay with what follows.
    pub along: bool,
}

/// A table with a header row that repeats on every page; where pages may part it, the header begins with its number, so that
/// a piece on the next page says whose it is.
pub(super) fn table(xml: &mut Xml, flow: &mut Flow, table: &Table, named: &Named<'_>, stand: Stand) {
    let columns = measure::columns_within(table, measure::PAGE, stand.most);
    let Paged { parts, kept } = paged(flow, table, &columns, stand);
    let (closer, parts) = (stand.closer, parts && stand.named);
    let style = styles::cell(columns.size);
    // Twips: 56.7 a millimetre.
    let widths: Vec<String> = columns.widths.iter().map(|width| format!("{:.0}", width * 56.693)).collect();
    xml.open("w:tbl", &[]).open("w:tblPr", &[]).val("w:tblStyle", "ReportTable");
    xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]).empty("w:tblLayout", &[("w:type", "fixed")]);
    if closer != 0 {
        let space = (ABOVE - closer).to_string();
        xml.open("w:tblCellMar", &[]);
        for side in ["w:top", "w:bottom"] {
            xml.empty(side, &[("w:w", &space), ("w:type", "dxa")]);
        }
        xml.close();
    }
    look(xml, "0620", "1");
    xml.val("w:tblCaption", named.title).close().open("w:tblGrid", &[]);
    for width in &widths {
        xml.empty("w:gridCol", &[("w:w", width)]);
    }
    xml.close();

    xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]).empty("w:tblHeader", &[]).close();
    for (n, (column, width)) in table.columns.iter().zip(&widths).enumerate() {
        open_cell(xml, width, false);
        open_paragraph(xml, style, column.numeric, true);
        if n == 0 && parts {
            field(xml, named.field, named.number, "TableUnit");
            xml.open("w:r", &[]).empty("w:br", &[]).close();
        }
        run(xml, &column.label, "TableHead");
        if !column.unit.is_empty() {
            xml.open("w:r", &[]).empty("w:br", &[]).close();
            run(xml, &column.unit, "TableUnit");
        }
        xml.close().close();
    }
    xml.close();

    let empty = TableCell::default();
    for (row, kept) in table.rows.iter().zip(kept) {
        xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]).close();
        for (i, (column, width)) in table.columns.iter().zip(&widths).enumerate() {
            let cell = row.cells.get(i).unwrap_or(&empty);
            open_cell(xml, width, row.strong);
            open_paragraph(xml, style, column.numeric, kept);
            words(xml, cell, letters_of(cell.state, row.strong));
            xml.close().close();
        }
        xml.close();
    }
    xml.close();
}

/// The words of a cell; a table that they name is the field of its caption.
fn words(xml: &mut Xml, cell: &TableCell, style: &str) {
    let named = cell.see.as_ref().and_then(|table| Some((table, cell.text.split_once(&table.text)?)));
    match named {
        Some((table, (before, behind))) => {
            run(xml, before, style);
            field(xml, &format!("REF {} \\h", caption_mark(table.number).0), &table.text, style);
            run(xml, behind, style);
        }
        None => run(xml, &cell.text, style),
    }
}

/// How pages part a table: whether they may, and which of its rows stay on the page of the next one.
struct Paged {
    parts: bool,
    kept: Vec<bool>,
}

/// Tells `flow` of the table's rows.
fn paged(flow: &mut Flow, table: &Table, columns: &measure::Columns, stand: Stand) -> Paged {
    let size = columns.size;
    let widths: Vec<f64> = columns.widths.iter().map(|width| width / 25.4 * 72.0 - BESIDE).collect();
    let count_of = |text: &str, bold: bool, width: f64| lines(text, bold, width / size, 0.0);
    let heads = table.columns.iter().zip(&widths).map(|(column, width)| {
        let unit = if column.unit.is_empty() { 0 } else { count_of(&column.unit, false, *width) };
        count_of(&column.label, true, *width) + unit
    });
    let heads: Vec<usize> = heads.collect();
    let highest = heads.iter().copied().max().unwrap_or(1);
    let row_of = |row: &TableRow| {
        let cells = row.cells.iter().zip(&widths);
        row_height(
            cells.map(|(cell, width)| count_of(&cell.text, row.strong, *width)).max().unwrap_or(1),
            size,
        )
    };
    let rows: Vec<f64> = table.rows.iter().map(row_of).collect();
    let low = !stand.loose && row_height(highest, size) + rows.iter().sum::<f64>() <= LOW;
    // Above the first label of one that pages may part stands its number.
    let first = heads.first().map_or(0, |lines| lines + 1);
    let (bare, head) = (row_height(highest, size), row_height(highest.max(first), size));
    let count = table.rows.len();
    let kept: Vec<bool> =
        (0..count).map(|row| low || stays(row, count) || stand.along && row + ALONG >= count).collect();
    flow.header(if low { bare } else { head }, head - bare, !low);
    for (n, (row, kept)) in rows.iter().zip(&kept).enumerate() {
        flow.row(*row, n + 1 == count, *kept);
    }
    Paged { parts: !low, kept }
}

/// The key figures as cards, called `title` for those who do not see them.
pub(super) fn cards(xml: &mut Xml, flow: &mut Flow, figures: &[KeyFigure], title: &str) {
    let columns = measure::side_by_side(figures.len());
    let wide = COLUMN / columns as u32;
    let cell = wide.to_string();
    open_plain(xml, title, &vec![cell.as_str(); columns], &CARD_SPACE);
    let room = f64::from(wide) / 20.0 - CARD.0;
    for row in figures.chunks(columns) {
        let high = |figure: &KeyFigure| {
            height_of(card_lines(figure, room).iter().map(|(style, text)| (*style, text.as_str())), room)
        };
        flow.block(row.iter().map(high).fold(0.0, f64::max) + CARD.1);
        xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]).close();
        for i in 0..columns {
            xml.open("w:tc", &[]).open("w:tcPr", &[]).empty("w:tcW", &[("w:w", &cell), ("w:type", "dxa")]);
            match row.get(i) {
                Some(figure) => card(xml, figure, room),
                None => {
                    xml.close().empty("w:p", &[]);
                }
            }
            xml.close();
        }
        xml.close();
    }
    xml.close();
}

/// Opens a table that sets things side by side: what it is called, the widths of its columns, the space within its cells.
pub(super) fn open_plain(xml: &mut Xml, title: &str, widths: &[&str], space: &[(&'static str, &str)]) {
    xml.open("w:tbl", &[]).open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]).empty("w:tblLayout", &[("w:type", "fixed")]);
    if !space.is_empty() {
        xml.open("w:tblCellMar", &[]);
        for (side, width) in space {
            xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
        }
        xml.close();
    }
    look(xml, "0600", "0");
    if !title.is_empty() {
        xml.val("w:tblCaption", title);
    }
    xml.close().open("w:tblGrid", &[]);
    for width in widths {
        xml.empty("w:gridCol", &[("w:w", width)]);
    }
    xml.close();
}

/// Which parts of a table's style count: its first row, or none.
fn look(xml: &mut Xml, bits: &str, first_row: &str) {
    let parts = [("w:lastRow", "0"), ("w:firstColumn", "0"), ("w:lastColumn", "0")];
    let bands = [("w:noHBand", "1"), ("w:noVBand", "1")];
    let first = [("w:val", bits), ("w:firstRow", first_row)];
    xml.empty("w:tblLook", &[&first[..], &parts, &bands].concat());
}

fn card(xml: &mut Xml, figure: &KeyFigure, room: f64) {
    let mark = colour(figure.state).unwrap_or(QUIET);
    xml.open("w:tcBorders", &[]);
    for (side, size, colour) in [
        ("w:top", "4", "B9C2CB"),
        ("w:left", "24", mark),
        ("w:bottom", "4", "B9C2CB"),
        ("w:right", "4", "B9C2CB"),
    ] {
        xml.empty(side, &[("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", colour)]);
    }
    xml.close().close();
    let target = match letters_of(figure.state, false) {
        "" => "TableUnit",
        state => state,
    };
    for ((style, text), letters) in card_lines(figure, room).into_iter().zip(["", "", "", target]) {
        if !text.is_empty() {
            xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style).close();
            run(xml, &text, letters);
            xml.close();
        }
    }
}

/// The lines of a key figure with their styles, in a card with so much room, points.
fn card_lines(figure: &KeyFigure, room: f64) -> [(&'static str, String); 4] {
    let value = place("CardValue");
    // A number that has no room beside its unit stands above it.
    let wide = serif(&figure.value, value.bold) * value.size > room;
    [
        ("CardLabel", figure.label.clone()),
        ("CardValue", if wide { figure.value.replace('\u{a0}', " ") } else { figure.value.clone() }),
        ("CardText", figure.change.clone()),
        ("CardText", figure.target.clone()),
    ]
}

pub(super) fn open_cell(xml: &mut Xml, width: &str, shaded: bool) {
    xml.open("w:tc", &[]).open("w:tcPr", &[]).empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
    if shaded {
        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "F1F4F7")]);
    }
    xml.close();
}

fn open_paragraph(xml: &mut Xml, style: &str, right: bool, keep_next: bool) {
    xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style);
    if keep_next {
        xml.empty("w:keepNext", &[]);
    }
    if right {
        xml.val("w:jc", "right");
    }
    xml.close();
}
