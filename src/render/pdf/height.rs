//! How high the blocks of the report are on its pages, told before they are set.
//!
//! Widths of letters and heights of lines are those of the embedded serif, which the typesetter uses as well. An error of a
//! line makes a page less full and nothing else: where a page ends is for the typesetter to say.

use crate::compose::report::{KeyFigure, Report, Signing, Span, Table};
use crate::model::numbers::NBSP;
use crate::render::letters::{broken, serif};
use crate::render::measure::{Columns, INSET, PAGE, side_by_side};

/// Millimetres of a point.
pub(super) const POINT: f64 = 25.4 / 72.0;
/// Height of a line above its foot in sizes of its letters: that of a capital of the serif.
const CAPITAL: f64 = 1341.0 / 2048.0;
/// Size of the text, points; what lies between its lines, in sizes, and between paragraphs, mm.
const TEXT: f64 = 13.0;
const APART: f64 = 0.72;
pub(super) const BETWEEN: f64 = 0.85 * TEXT * POINT;
/// Space above and below the words of a cell, mm: as it is, and in a table whose rows are set closer.
pub(super) const CELL: f64 = 1.35;
pub(super) const CLOSE_CELL: f64 = 1.15;
/// By how much of its width a space gives way in a line that is justified: less than it may, since a line too many told
/// costs less than one too few, which moves a drawing to the next page.
const GIVES: f64 = 0.3;

/// Something that no page parts, and the space above it where it does not begin a page; millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub gap: f64,
    pub height: f64,
}

/// Height of pieces that stand on one page.
pub(super) fn sum(pieces: &[Piece]) -> f64 {
    pieces.iter().enumerate().map(|(at, piece)| piece.height + if at == 0 { 0.0 } else { piece.gap }).sum()
}

/// One piece.
pub(super) fn one(height: f64) -> Vec<Piece> {
    vec![Piece { gap: 0.0, height }]
}

/// A text in one or more weights.
type Runs<'a> = [(&'a str, bool)];

/// Lines of a text that is broken between words; `room` and the `indent` of the first line in sizes of its letters. A line
/// that is justified holds a little more, since its spaces give way.
fn lines(runs: &Runs<'_>, room: f64, indent: f64, justified: bool) -> usize {
    let gives = if justified { GIVES * serif(" ", false) } else { 0.0 };
    // Spaces at which no line ends give way like others.
    let (mut lines, mut used, mut spaces, mut word, mut held) = (1, indent, 0.0, 0.0, 0.0);
    let mut put = |word: &mut f64, held: &mut f64, space: f64, forced: bool| {
        if used > 0.0 && used + *word > room + gives * (spaces + *held) {
            lines += 1;
            (used, spaces) = (0.0, 0.0);
        }
        // What is longer than a line is cut.
        let cut = (*word / room.max(0.1)).ceil().max(1.0) as usize - 1;
        lines += cut;
        used += *word - cut as f64 * room + space;
        spaces += *held + if space > 0.0 { 1.0 } else { 0.0 };
        (*word, *held) = (0.0, 0.0);
        if forced {
            lines += 1;
            (used, spaces) = (0.0, 0.0);
        }
    };
    for (text, bold) in runs {
        for part in broken(text) {
            let bare = part.trim_end_matches([' ', '\n']);
            word += serif(bare, *bold);
            held += if justified { bare.matches(NBSP).count() as f64 } else { 0.0 };
            if bare.len() < part.len() || bare.ends_with(['-', '–', '—']) {
                let forced = part.ends_with('\n');
                let space = if part.ends_with(' ') { serif(" ", *bold) } else { 0.0 };
                put(&mut word, &mut held, space, forced);
            }
        }
    }
    put(&mut word, &mut held, 0.0, false);
    lines
}

/// Height of so many lines of a size, points, with so much between them, points; millimetres.
fn stacked(lines: usize, size: f64, between: f64) -> f64 {
    if lines == 0 { 0.0 } else { (lines as f64 * CAPITAL * size + (lines - 1) as f64 * between) * POINT }
}

/// Height of a text in one weight, in a column of so many millimetres.
fn text(words: &str, bold: bool, size: f64, width: f64, between: f64) -> f64 {
    stacked(lines(&[(words, bold)], width / (size * POINT), 0.0, false), size, between)
}

fn runs(spans: &[Span]) -> Vec<(&str, bool)> {
    spans.iter().map(|span| (span.text(), matches!(span, Span::Strong(_)))).collect()
}

/// The lines of a paragraph: at least two of them stand together at the foot and at the head of a page.
fn parted(lines: usize, size: f64, between: f64) -> Vec<Piece> {
    let line = |lines: usize| Piece { gap: between * POINT, height: stacked(lines, size, between) };
    match lines {
        0..=3 => vec![line(lines)],
        _ => {
            let mut pieces = vec![line(2)];
            pieces.extend(vec![line(1); lines - 4]);
            pieces.push(line(2));
            pieces
        }
    }
}

/// A heading of a level.
pub(super) fn heading(level: u8, words: &str) -> f64 {
    let (size, more) = match level {
        1 => (18.0, 2.5),
        2 => (14.0, 0.0),
        _ => (13.0, 0.0),
    };
    text(words, true, size, PAGE, APART * size) + more
}

/// How the words of a chapter are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Size of the text, points.
    pub size: f64,
    /// Space between the items of a list, mm.
    pub items: f64,
    /// Space above a heading of the second level, mm.
    pub heading: f64,
}

impl Look {
    /// As nearly all chapters are.
    pub(super) const PLAIN: Look = Look { size: TEXT, items: 4.6, heading: 7.0 };
    /// Closer, for what should stand on one page: the first that is enough.
    pub(super) const CLOSE: [Look; 3] = [
        Look { size: TEXT, items: 2.8, heading: 5.0 },
        Look { size: 12.5, items: 2.5, heading: 4.5 },
        Look { size: 12.0, items: 2.2, heading: 4.0 },
    ];
}

/// A paragraph.
pub(super) fn paragraph(spans: &[Span], look: Look) -> Vec<Piece> {
    let size = look.size * POINT;
    parted(lines(&runs(spans), PAGE / size, 10.0 / size, true), look.size, APART * look.size)
}

/// A numbered list.
pub(super) fn list(items: &[Vec<Span>], look: Look) -> Vec<Piece> {
    let number = serif(&format!("{}.", items.len()), false) + 0.5;
    let room = PAGE / (look.size * POINT) - number;
    let mut pieces = Vec::new();
    for item in items {
        let mut lines = parted(lines(&runs(item), room, 0.0, true), look.size, APART * look.size);
        lines[0].gap = look.items;
        pieces.extend(lines);
    }
    pieces
}

/// A remark set apart.
pub(super) fn note(spans: &[Span]) -> f64 {
    let lines = lines(&runs(spans), (PAGE - 8.0) / (12.0 * POINT), 0.0, true);
    stacked(lines, 12.0, APART * TEXT) + 6.0
}

/// An office's own words.
pub(super) fn office(heading: &str, paragraphs: &[String]) -> Vec<Piece> {
    let width = PAGE - 8.0;
    let mut pieces = one(text(heading, true, TEXT, width, APART * TEXT) + 4.0);
    for words in paragraphs {
        let lines = lines(&[(words, false)], width / (TEXT * POINT), 0.0, true);
        let mut lines = parted(lines, TEXT, APART * TEXT);
        lines[0].gap = BETWEEN;
        pieces.extend(lines);
    }
    if let Some(last) = pieces.last_mut() {
        last.height += 4.0;
    }
    pieces
}

/// Space between key figures, mm.
pub(super) const CARDS_APART: f64 = 2.5;

/// Size of the letters of key figures, points: as large as it is, and the least that a long one is made smaller to.
const VALUE: (f64, f64) = (16.0, 10.0);

/// Width of the words of a key figure, mm.
fn card_room(figures: &[KeyFigure]) -> f64 {
    let columns = side_by_side(figures.len());
    (PAGE - CARDS_APART * (columns - 1) as f64) / columns as f64 - 5.0
}

/// Size of the letters in which all key figures are set, points: that of the longest in one line of its card.
pub(super) fn value_size(figures: &[KeyFigure]) -> f64 {
    let longest = figures.iter().map(|figure| serif(&figure.value, true)).fold(0.0, f64::max);
    let fits = card_room(figures) / (longest.max(0.1) * POINT);
    ((fits * 2.0).floor() / 2.0).clamp(VALUE.1, VALUE.0)
}

/// The key figures, some side by side.
pub(super) fn cards(figures: &[KeyFigure]) -> Vec<Piece> {
    let columns = side_by_side(figures.len());
    let (room, size) = (card_room(figures), value_size(figures));
    let card = |figure: &KeyFigure| {
        let line = |words: &str, size: f64, bold| text(words, bold, size, room, 0.5 * size);
        let more = |words: &str| if words.is_empty() { 0.0 } else { 1.5 + line(words, 9.5, false) };
        // A mark stands before the change.
        let change = if figure.change.is_empty() { String::new() } else { format!("▲ {}", figure.change) };
        4.4 + line(&figure.label, 9.5, false)
            + 1.5
            + line(&figure.value, size, true)
            + more(&change)
            + more(&figure.target)
    };
    let row =
        |row: &[KeyFigure]| Piece { gap: CARDS_APART, height: row.iter().map(card).fold(0.0, f64::max) };
    figures.chunks(columns).map(row).collect()
}

/// A drawing of a height with its caption above and its source below.
pub(super) fn figure(number: &str, headline: &str, measure: &str, source: &str, drawn: f64) -> f64 {
    let head = lines(&[(number, false), (" ", false), (headline, true)], PAGE / (12.0 * POINT), 0.0, false);
    let second = if measure.is_empty() {
        0.0
    } else {
        text(measure, false, 10.5, PAGE, APART * TEXT) + APART * TEXT * POINT
    };
    let below = if source.is_empty() { 0.0 } else { 2.5 + text(source, false, 10.0, PAGE, APART * 10.0) };
    stacked(head, 12.0, APART * TEXT) + second + 2.5 + drawn + below
}

/// The parts of a table, millimetres.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// Its caption with the space below it.
    pub caption: f64,
    /// Its head, which is repeated where it goes on.
    pub head: f64,
    /// Its rows.
    pub rows: Vec<f64>,
    /// What is said below it, line by line.
    pub said: Vec<Piece>,
}

impl Rows {
    /// All that no page parts where the table stands on one: caption, head and rows.
    pub(super) fn whole(&self) -> f64 {
        self.caption + self.head + self.rows.iter().sum::<f64>()
    }

    /// The same with rows set closer.
    pub(super) fn closer(&self) -> Rows {
        let less = 2.0 * (CELL - CLOSE_CELL);
        let rows = self.rows.iter().map(|row| row - less).collect();
        Rows { head: self.head - less, rows, ..self.clone() }
    }

    /// What is said below, line by line, with so much space above it.
    pub(super) fn said_below(&self, gap: f64) -> impl Iterator<Item = Piece> + '_ {
        self.said
            .iter()
            .enumerate()
            .map(move |(at, line)| if at == 0 { Piece { gap, ..*line } } else { *line })
    }

    /// Height of what is said below, with so much space above it.
    pub(super) fn said(&self, above: f64) -> f64 {
        if self.said.is_empty() { 0.0 } else { above + sum(&self.said) }
    }
}

/// Space above what is said below a table.
pub(super) const SAID: f64 = 2.5;
/// Space above and below it where it stands in the foot of a table that may be parted.
pub(super) const SAID_IN_FOOT: f64 = 3.6;

/// A table in its columns, with its finished caption and source.
pub(super) fn table(table: &Table, columns: &Columns, caption: &str, note: &str, source: &str) -> Rows {
    let size = columns.size;
    let em = size * POINT;
    let cell = |lines: usize| stacked(lines, size, 0.5 * size) + 2.0 * CELL;
    let lines =
        |words: &str, bold, width: f64| lines(&[(words, bold)], (width - 2.0 * INSET) / em, 0.0, false);
    let head = table.columns.iter().zip(&columns.widths).map(|(column, width)| {
        let unit = if column.unit.is_empty() { 0 } else { lines(&column.unit, false, *width) };
        lines(&column.label, true, *width) + unit
    });
    let row = |cells: &[crate::compose::report::TableCell], strong| {
        let cells = cells.iter().zip(&columns.widths);
        cell(cells.map(|(cell, width)| lines(&cell.text, strong, *width)).max().unwrap_or(1))
    };
    Rows {
        caption: text(caption, true, 12.0, PAGE, APART * TEXT) + 2.5,
        head: cell(head.max().unwrap_or(1)),
        rows: table.rows.iter().map(|line| row(&line.cells, line.strong)).collect(),
        said: said(&table.notes, note, source),
    }
}

/// Notes and source below a table.
fn said(notes: &[String], word: &str, source: &str) -> Vec<Piece> {
    let (size, between, apart) = (10.0, 6.0, 7.0 * POINT);
    let mut pieces = Vec::new();
    let put = |pieces: &mut Vec<Piece>, words: &str, indent: f64, gap: f64| {
        let room = PAGE / (size * POINT) - indent;
        let mut lines = parted(lines(&[(words, false)], room, 0.0, false), size, between);
        lines[0].gap = gap;
        pieces.extend(lines);
    };
    // The last note and the source stay together.
    let mut end = 0;
    match notes {
        [] => {}
        [note] => put(&mut pieces, &format!("{word}: {note}"), 0.0, apart),
        notes => {
            put(&mut pieces, &format!("{word}:"), 0.0, apart);
            let number = serif(&format!("{}.", notes.len()), false) + 0.5;
            for note in notes {
                end = pieces.len();
                put(&mut pieces, note, number, between * POINT);
            }
        }
    }
    if !source.is_empty() {
        put(&mut pieces, source, 0.0, apart);
    }
    let together = sum(&pieces[end..]);
    pieces.truncate(end + 1);
    if let Some(last) = pieces.get_mut(end) {
        last.height = together;
    }
    pieces
}

/// How what stands below the last block is set.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub(super) struct Closing {
    /// Space above the rule of the technical lines and below it, mm.
    pub above: f64,
    pub inset: f64,
    /// Size of their letters, points, and the space between them, in sizes.
    pub size: f64,
    pub spacing: f64,
    /// Space above the place to sign, and for the signature, mm.
    pub apart: f64,
    pub sign: f64,
}

impl Closing {
    /// As it is where there is room.
    pub(super) const PLAIN: Closing =
        Closing { above: 8.0, inset: 2.5, size: 8.5, spacing: 0.55, apart: 8.0, sign: 26.0 };
    /// Closer, so that it need not go to the next page and take the last rows along.
    pub(super) const CLOSE: Closing =
        Closing { above: 5.0, inset: 2.0, size: 8.0, spacing: 0.45, apart: 5.0, sign: 23.0 };
}

/// What stands below the last block: the technical lines and the place to sign; nothing where there is neither.
pub(super) fn closing(report: &Report, set: Closing) -> f64 {
    let signing = report.signing.as_ref().map_or(0.0, |signing| signed(signing, set));
    let lines = report.imprint.iter().map(|line| text(line, false, set.size, PAGE, 0.5 * set.size));
    let imprint = match report.imprint.len() {
        0 => 0.0,
        count => {
            let between = set.spacing * set.size * POINT;
            set.above + set.inset + lines.sum::<f64>() + (count - 1) as f64 * between
        }
    };
    match signing + imprint {
        0.0 => 0.0,
        both => both + CLOSING_SPARE,
    }
}

/// The head of the first page: who writes, beside the state, each above its rule, and the number beside the day.
pub(super) fn document_head(signing: &Signing) -> f64 {
    let issuer = signing.issuer.to_uppercase();
    let issuer: f64 =
        issuer.lines().map(|line| text(line, true, TEXT, PAGE - 98.0, 0.5 * TEXT) + 0.5 * TEXT * POINT).sum();
    let line = stacked(1, TEXT, 0.0);
    issuer.max(2.0 * line + 2.4) + 1.8 + 3.0 + line
}

/// Room that is kept below the imprint, mm: were it told a line too low, it would have a page of its own.
const CLOSING_SPARE: f64 = 3.0;

/// The place to sign, beside those who receive the report.
fn signed(signing: &Signing, set: Closing) -> f64 {
    let width = (PAGE - 6.0) / 2.0;
    let line = |words: &str, bold, size: f64| text(words, bold, size, width, APART * size);
    let apart = 1.6;
    let receivers = signing.receivers.iter().map(|one| apart + line(one, false, 11.0)).sum::<f64>();
    let how = if signing.how.is_empty() { 0.0 } else { apart + line(&signing.how, false, 12.0) };
    let signed = line(&signing.post.to_uppercase(), true, TEXT)
        + how
        + 2.0 * apart
        + set.sign
        + line(&signing.name, true, TEXT);
    set.apart + (line(&signing.recipients, true, 12.0) + receivers).max(signed)
}

/// Width of a block that holds a short text in lines of about the same length, where `room` is too narrow for one line.
pub(super) fn balanced(words: &str, bold: bool, size: f64, room: f64) -> f64 {
    let whole = serif(words, bold) * size * POINT;
    let lines = (whole / room).ceil();
    if lines > 1.0 { (whole / lines * 1.12 + 4.0).min(room) } else { room }
}

/// Height of a short text in the width of the page.
pub(super) fn line(words: &str, bold: bool, size: f64) -> f64 {
    text(words, bold, size, PAGE, APART * size)
}
