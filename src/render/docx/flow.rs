//! On which page of the text document a heading stands.
//!
//! The contents show page numbers from the start, before a program has laid the document out. Widths of letters and
//! heights of lines are those of Times New Roman, whose metrics are known, so that pages can be counted here as a text
//! program fills them: line by line, with what keeps together kept together.

use super::styles::{Place, place};
use crate::render::letters;

/// Height of the text column, points: A4 less 25 mm above and 20 mm below.
pub(super) const HEIGHT: f64 = 714.3;
/// Width of the text column, points.
pub(super) const WIDTH: f64 = 459.2;
/// Height of a line in sizes of its letters: ascent, descent and gap of the font.
const FONT: f64 = 1.1499;
/// The same in twentieths of a point, where programs that round each part of it come to another sum: by half points.
const ROUNDED: [(f64, f64); 2] = [(17.0, 195.0), (20.0, 231.0)];
/// How far apart lines are in tables.
const APART: f64 = 1.1;
/// Lines of a paragraph that stand together at the foot and at the head of a page.
const TOGETHER: usize = 2;
/// Space above and below the words of a cell together, and the line below it, points.
const CELL: f64 = 4.5;
/// What rows of small letters are higher than their lines and that, by the size of the letters, points.
const SMALL_ROWS: [(f64, f64); 4] = [(8.5, 0.3), (9.0, 0.25), (9.5, 0.2), (10.0, 0.1)];
/// Rows at the end of a table that go along with what follows.
pub(super) const ALONG: usize = 3;
/// Rows of a table that is parted where it has to be alone.
const FEW_ROWS: usize = 6;
/// What fits by less than this, points, may not fit: text programs round.
const SPARE: f64 = 0.3;
/// What the rules around the header of a table and the one below its last row are higher than that between rows, points.
const HEADER_RULES: f64 = 1.75;
const LAST_RULE: f64 = 1.0;

/// A piece of the document that stands below the one before.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    above: f64,
    below: f64,
    /// Height of a line, and how many there are.
    line: f64,
    lines: usize,
    /// Its lines stay on one page; it stays on the page of the next piece; it begins a page.
    whole: bool,
    keep_next: bool,
    fresh: bool,
    /// What is repeated above it where it begins a page: the header of its table.
    head: f64,
    /// A heading, whose page is asked for.
    heading: bool,
    /// A picture: its height may be less.
    picture: bool,
    /// A row of a table, whose words may have less or more space around, and the header of one.
    row: bool,
    header: bool,
    /// What of the header's height is for a name, which a table that stands on one page does not need; what a name would add.
    name: f64,
    unnamed: f64,
    /// Its style, where paragraphs of one style have no space between them.
    tight: Option<&'static str>,
}

/// The pieces of a part of the document from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pieces: Vec<Piece>,
    /// Height of the header of the table that is being written.
    head: f64,
}

impl Flow {
    /// A paragraph in a style; `keep_next` where it stays with the next one though its style does not say so.
    pub(super) fn paragraph(&mut self, style: &str, text: &str, keep_next: bool) {
        let place = place(style);
        self.pieces.push(Piece {
            lines: count(&place, text, WIDTH),
            keep_next: keep_next || place.keep_next,
            ..piece(&place)
        });
    }

    /// A heading, which begins a page where `fresh`.
    pub(super) fn heading(&mut self, style: &str, text: &str, fresh: bool) {
        self.paragraph(style, text, true);
        if let Some(piece) = self.pieces.last_mut() {
            (piece.heading, piece.fresh) = (true, fresh);
        }
    }

    /// A picture in a line of its own.
    pub(super) fn picture(&mut self, style: &str, height: f64) {
        let place = place(style);
        // Below the picture is what reaches below the line of its style's letters.
        let line = height + place.size * 0.22;
        self.pieces.push(Piece { line, lines: 1, whole: true, picture: true, ..piece(&place) });
    }

    /// The header of a table, with the height of its [`row_height`], and what is, or would be, higher with the name that says
    /// whose a piece of the table on the next page is.
    pub(super) fn header(&mut self, height: f64, name: f64, named: bool) {
        self.head = height + HEADER_RULES;
        self.pieces.push(Piece {
            line: self.head,
            lines: 1,
            whole: true,
            keep_next: true,
            header: true,
            name: if named { name } else { 0.0 },
            unnamed: if named { 0.0 } else { name },
            ..Piece::default()
        });
    }

    /// A row below it.
    pub(super) fn row(&mut self, height: f64, last: bool, keep_next: bool) {
        let line = height + if last { LAST_RULE } else { 0.0 };
        let head = self.head;
        let row = Piece { line, lines: 1, whole: true, keep_next, head, row: true, ..Piece::default() };
        self.pieces.push(row);
    }

    /// What was written last stays on one page.
    pub(super) fn whole(&mut self) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.whole = true;
        }
    }

    /// Other space above and below what was written last than its style has, and lines so far apart, in their own height.
    pub(super) fn spaced(&mut self, style: &str, space: (f64, f64), apart: f64) {
        if let Some(piece) = self.pieces.last_mut() {
            (piece.above, piece.below) = space;
            piece.line = line_height(place(style).size, apart);
        }
    }

    /// Something of a known height that no page parts.
    pub(super) fn block(&mut self, height: f64) {
        self.pieces.push(Piece { line: height, lines: 1, whole: true, ..Piece::default() });
    }

    /// The pieces: what they stand for is written after them.
    pub(super) fn pieces(self) -> Vec<Piece> {
        self.pieces
    }
}

/// The first of the pieces begins a page.
pub(super) fn begin_page(pieces: &mut [Piece]) {
    if let Some(first) = pieces.first_mut() {
        first.fresh = true;
    }
}

/// Lines of a text in a style, across the page.
pub(super) fn lines_in(style: &str, text: &str) -> usize {
    count(&place(style), text, WIDTH)
}

/// Where spaces of a justified text in a style are let go, at which else no line ends, so that the words of no line are drawn
/// apart by more than so many sizes of its letters where that can be had.
pub(super) fn eased(style: &str, text: &str, most: f64) -> Vec<usize> {
    let place = place(style);
    let room = (WIDTH - place.inset) / place.size;
    match place.justified {
        true => letters::eased(text, place.bold, (room, place.indent / place.size), most),
        false => Vec::new(),
    }
}

/// The same pieces with pictures that are lower by so many points.
pub(super) fn lower(pieces: &[Piece], by: f64) -> Vec<Piece> {
    let one =
        |piece: &Piece| Piece { line: piece.line - if piece.picture { by } else { 0.0 }, ..piece.clone() };
    pieces.iter().map(one).collect()
}

/// The same pieces with rows of tables, their headers among them, that are lower by so many points each; higher where it is
/// less than 0.
pub(super) fn closer(pieces: &[Piece], by: f64) -> Vec<Piece> {
    let one = |piece: &Piece| {
        let less = if piece.row || piece.header { by } else { 0.0 };
        Piece { line: piece.line - less, head: (piece.head - less).max(0.0), ..piece.clone() }
    };
    pieces.iter().map(one).collect()
}

/// Lines of all pieces.
pub(super) fn lines(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.lines).sum()
}

/// Rows of tables among the pieces, with their headers.
pub(super) fn rows(pieces: &[Piece]) -> usize {
    pieces.iter().filter(|piece| piece.row || piece.header).count()
}

/// What the first of these pieces and those that follow leave of a page for a picture among them, points; a line more than
/// was counted finds its place.
pub(super) fn room(pieces: &[Piece]) -> f64 {
    // No space above stands at the head of a page.
    let above = pieces.first().map_or(0.0, |piece| piece.above);
    let line = pieces.first().map_or(0.0, |piece| piece.line);
    HEIGHT - line.max(SPARE) - needed(&whole(pieces), None) + above
}

fn whole(pieces: &[Piece]) -> Vec<Piece> {
    pieces.iter().map(|piece| Piece { whole: true, ..piece.clone() }).collect()
}

/// The same pieces without the line of a header that says whose a piece of a table on the next page is.
pub(super) fn unnamed(pieces: &[Piece]) -> Vec<Piece> {
    let one = |piece: &Piece| {
        let line = piece.line - if piece.header { piece.name } else { 0.0 };
        Piece { line, name: 0.0, ..piece.clone() }
    };
    pieces.iter().map(one).collect()
}

/// The same pieces where pages may part the rows of a table that would keep it whole.
pub(super) fn loosened(pieces: &[Piece]) -> Vec<Piece> {
    let count = pieces.iter().filter(|piece| piece.row).count();
    let (mut row, mut more) = (0, 0.0);
    let one = |piece: &Piece| {
        if piece.header {
            more = piece.unnamed;
            let line = piece.line + more;
            return Piece { line, name: piece.name + more, unnamed: 0.0, ..piece.clone() };
        }
        let keep_next = if piece.row { stays(row, count) } else { piece.keep_next };
        row += usize::from(piece.row);
        Piece { keep_next, head: if piece.row { piece.head + more } else { piece.head }, ..piece.clone() }
    };
    pieces.iter().map(one).collect()
}

/// Whether a row of a table that pages may part stays on the page of the next one: two rows with the header, three where they
/// are few, and the last one with the row before and with what is said below.
pub(super) fn stays(row: usize, count: usize) -> bool {
    let first = if count <= FEW_ROWS { 2 } else { 1 };
    row < first || row + 2 >= count
}

/// The end of these pieces stays on the page of what follows: the last rows of a table and all below them, or else what stands
/// last. `whole`: all of them stay together, and what follows does not matter.
pub(super) fn stay(pieces: &mut [Piece], whole: bool) {
    let count = pieces.iter().filter(|piece| piece.row).count();
    let from = pieces.iter().enumerate().filter(|(_, piece)| piece.row).nth(count.saturating_sub(ALONG));
    let from = if whole { 0 } else { from.map_or(pieces.len().saturating_sub(1), |(at, _)| at) };
    let to = pieces.len() - usize::from(whole && !pieces.is_empty());
    pieces[from..to].iter_mut().for_each(|piece| piece.keep_next = true);
}

/// How a table that goes on over pages ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// Rows on the last of its pages, where it has more than one.
    pub rows: Option<usize>,
    /// Something that is said below it stands on another page than its last row.
    pub parted: bool,
}

/// How far the pages are filled.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    /// The page that is being filled; the first is 1.
    page: usize,
    /// How much of it, points.
    used: f64,
    /// What stands last.
    before: Option<Piece>,
    /// The page of each heading, in their order.
    headings: Vec<usize>,
    /// What of pages was left empty, each as its part of a page, squared: one large hole is worse than two small ones.
    empty: f64,
}

impl Filled {
    /// The page with this number, empty.
    pub(super) fn empty(page: usize) -> Self {
        Filled { page, used: 0.0, before: None, headings: Vec::new(), empty: 0.0 }
    }
}

impl Default for Filled {
    fn default() -> Self {
        Filled::empty(1)
    }
}

impl Filled {
    /// The page of each heading so far, in their order.
    pub(super) fn headings(&self) -> &[usize] {
        &self.headings
    }

    /// The page that is being filled; the first is 1.
    pub(super) fn page(&self) -> usize {
        self.page
    }

    /// Frees so much of the page that is being filled: what stands on it got lower.
    pub(super) fn free_up(&mut self, points: f64) {
        self.used -= points;
    }

    /// The same with so much more, points, on the page.
    pub(super) fn fuller(&self, points: f64) -> Filled {
        Filled { used: self.used + points, ..self.clone() }
    }

    /// What of pages was left empty so far, in pages; of two that are equal, the further one is worse.
    pub(super) fn loss(&self) -> f64 {
        self.empty + 0.01 * (self.page as f64 + self.used / HEIGHT)
    }

    /// How much of the page is free, points.
    pub(super) fn free(&self) -> f64 {
        HEIGHT - self.used
    }

    /// By how much the beginning of these pieces is too high for what is free; 0 where it fits.
    pub(super) fn lacks(&self, pieces: &[Piece]) -> f64 {
        let to = pieces.iter().position(|piece| !piece.keep_next).map_or(pieces.len(), |last| last + 1);
        let fresh = pieces.first().is_some_and(|piece| piece.fresh);
        if fresh { 0.0 } else { (needed(&pieces[..to], self.before.as_ref()) + SPARE - self.free()).max(0.0) }
    }

    /// Whether the beginning of these pieces fits by less, or lacks less, than so many points.
    pub(super) fn close(&self, pieces: &[Piece], (fits, lacks): (f64, f64)) -> bool {
        let to = pieces.iter().position(|piece| !piece.keep_next).map_or(pieces.len(), |last| last + 1);
        let fresh = pieces.first().is_some_and(|piece| piece.fresh) || self.used == 0.0;
        let over = needed(&pieces[..to], self.before.as_ref()) + SPARE - self.free();
        !fresh && -fits < over && over < lacks
    }

    /// Whether all of these pieces stand on this page.
    pub(super) fn holds(&self, pieces: &[Piece]) -> bool {
        !pieces.first().is_some_and(|piece| piece.fresh) && self.lacks_of_all(pieces) == 0.0
    }

    /// By how much all of these pieces together are too high for what is free; 0 where they fit.
    pub(super) fn lacks_of_all(&self, pieces: &[Piece]) -> f64 {
        let fresh = pieces.first().is_some_and(|piece| piece.fresh);
        if fresh {
            0.0
        } else {
            (needed(&whole(pieces), self.before.as_ref()) + SPARE - self.free()).max(0.0)
        }
    }

    /// How a table ends that is set here.
    pub(super) fn end(&self, pieces: &[Piece]) -> End {
        let pages = self.clone().set(pieces);
        let Some(last) = pieces.iter().rposition(|piece| piece.row) else {
            return End { rows: None, parted: false };
        };
        let rows = || pieces.iter().zip(&pages).filter(|(piece, _)| piece.row);
        let here = rows().filter(|(_, page)| **page == pages[last]).count();
        End {
            rows: (here < rows().count()).then_some(here),
            parted: pages[last + 1..].iter().any(|page| *page != pages[last]),
        }
    }

    /// Fills the pages further; the last piece is not one that stays with the next. Tells on which page each piece begins.
    pub(super) fn set(&mut self, pieces: &[Piece]) -> Vec<usize> {
        let mut pages = Vec::with_capacity(pieces.len());
        let mut from = 0;
        while from < pieces.len() {
            // What has to stand on one page: pieces that stay with the next one, and the beginning of that.
            let to = (from..pieces.len())
                .find(|&i| !pieces[i].keep_next)
                .unwrap_or(pieces.len().saturating_sub(1));
            let chain = &pieces[from..=to];
            if self.used > 0.0 && (chain[0].fresh || self.lacks(chain) > 0.0) {
                self.turn(chain[0].head);
            }
            pages.extend(chain.iter().map(|piece| self.set_one(piece)));
            from = to + 1;
        }
        pages
    }

    /// Sets a piece, and tells on which page it begins.
    fn set_one(&mut self, piece: &Piece) -> usize {
        let gap = match self.used {
            // No space above stands at the head of a page.
            0.0 if self.page > 1 => 0.0,
            _ => space(self.before.as_ref(), piece),
        };
        let mut left = piece.lines;
        let fits = ((self.free() - SPARE - gap) / piece.line.max(0.1)).floor().max(0.0) as usize;
        let here = match fits {
            fits if fits >= left => left,
            _ if piece.whole || left < 2 * TOGETHER => 0,
            fits => match fits.min(left - TOGETHER) {
                here if here >= TOGETHER => here,
                _ => 0,
            },
        };
        self.used += gap + here as f64 * piece.line;
        left -= here;
        if here == 0 && self.used > gap {
            self.turn(piece.head);
        }
        let first = self.page;
        if piece.heading {
            self.headings.push(first);
        }
        if here > 0 && left > 0 {
            self.turn(0.0);
        }
        self.used += left as f64 * piece.line;
        // Higher than a page: it goes on over the next ones.
        while self.used > HEIGHT + piece.line {
            (self.page, self.used) = (self.page + 1, self.used - HEIGHT);
        }
        self.before = Some(piece.clone());
        first
    }

    /// Begins a page, with what is repeated at its head.
    fn turn(&mut self, head: f64) {
        self.empty += (self.free().max(0.0) / HEIGHT).powi(2);
        (self.page, self.used) = (self.page + 1, head);
    }
}

fn piece(place: &Place) -> Piece {
    Piece {
        above: place.space.0,
        below: place.space.1,
        line: line_height(place.size, place.apart) + place.rule,
        whole: place.keep_next || place.whole,
        keep_next: place.keep_next,
        tight: place.tight,
        ..Piece::default()
    }
}

/// Height of a line of letters of a size, with lines so far apart, points: text programs count whole twentieths.
fn line_height(size: f64, apart: f64) -> f64 {
    let rounded = ROUNDED.iter().find(|(half_points, _)| *half_points == size * 2.0);
    let height = rounded.map_or((size * 20.0 * FONT).ceil(), |(_, height)| *height);
    (height * apart).floor() / 20.0
}

/// Lines of a text in a style.
fn count(place: &Place, text: &str, width: f64) -> usize {
    let room = (width - place.inset) / place.size;
    letters::lines(text, place.bold, room, place.indent / place.size).max(1)
}

/// Height of a row of a table whose highest cell has so many lines of letters of a size.
pub(super) fn row_height(lines: usize, size: f64) -> f64 {
    let more = SMALL_ROWS.iter().find(|(small, _)| *small == size).map_or(0.0, |(_, more)| *more);
    lines as f64 * line_height(size, APART) + CELL + more
}

/// Height of paragraphs below each other in a column of `width` points.
pub(super) fn column<'t>(paragraphs: impl Iterator<Item = (&'static str, &'t str)>, width: f64) -> f64 {
    let high = |(style, text)| {
        let place = place(style);
        count(&place, text, width) as f64 * line_height(place.size, place.apart)
            + place.space.0
            + place.space.1
            + place.rule
    };
    paragraphs.filter(|(_, text)| !text.is_empty()).map(high).sum()
}

/// Space between two pieces: the larger of what the two ask for.
fn space(before: Option<&Piece>, piece: &Piece) -> f64 {
    match before {
        Some(before) if before.tight.is_some() && before.tight == piece.tight => 0.0,
        Some(before) => before.below.max(piece.above),
        None => piece.above,
    }
}

/// What a chain of pieces needs of a page: all of them, of the last one its first lines.
fn needed<'p>(chain: &'p [Piece], mut before: Option<&'p Piece>) -> f64 {
    let mut sum = 0.0;
    for (i, piece) in chain.iter().enumerate() {
        let last = i + 1 == chain.len();
        let lines = match piece.lines {
            lines if !last || piece.whole || lines < 2 * TOGETHER => lines,
            _ => TOGETHER,
        };
        sum += space(before, piece) + lines as f64 * piece.line;
        before = Some(piece);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(flow: Flow) -> Vec<usize> {
        let mut filled = Filled::default();
        filled.set(&flow.pieces());
        filled.headings
    }

    #[test]
    fn headings_go_to_the_page_of_what_they_stand_over() {
        let mut flow = Flow::default();
        flow.heading("Heading1", "Một", true);
        flow.block(HEIGHT - 100.0);
        // A heading and two lines would not fit any more.
        flow.heading("Heading2", "Hai", false);
        flow.paragraph("BodyText", &"chữ ".repeat(400), false);
        flow.heading("Heading2", "Ba", false);
        flow.paragraph("BodyText", "Hết.", false);
        assert_eq!(pages(flow), [1, 2, 2]);
    }

    #[test]
    fn any_note_on_another_page_parts_a_table_from_what_is_said_below() {
        let table = |above: f64| {
            let mut flow = Flow::default();
            flow.block(above);
            flow.header(20.0, 0.0, true);
            (0..3).for_each(|n| flow.row(20.0, n == 2, n != 2));
            flow.paragraph("Source", "Ghi chú", false);
            flow.paragraph("Source", "1. Một.", false);
            flow.paragraph("Source", "Nguồn", false);
            flow.pieces()
        };
        let parted = |above: f64| Filled::empty(2).end(&table(above)).parted;
        // The table and its three lines take some 120 points.
        assert!(!parted(HEIGHT - 135.0));
        assert!(parted(HEIGHT - 118.0), "the last line alone");
        assert!(parted(HEIGHT - 90.0), "all of them");
    }

    #[test]
    fn a_picture_as_high_as_its_page_leaves_a_line() {
        let mut flow = Flow::default();
        flow.paragraph("Caption", "Hình", true);
        flow.picture("Picture", 0.0);
        flow.paragraph("Source", "Nguồn", false);
        let pieces = flow.pieces();
        let line = pieces[0].line;
        let mut filled = Filled::empty(2);
        filled.set(&lower(&pieces, -room(&pieces)));
        assert!(filled.page() == 2 && filled.free() >= line - 0.01, "{} {line}", filled.free());
    }

    #[test]
    fn long_texts_and_tables_run_over_pages() {
        let mut flow = Flow::default();
        flow.heading("Heading1", "Một", false);
        // 17.7 points a line: 40 lines a page.
        flow.paragraph("BodyText", &"chữ\n".repeat(100), false);
        flow.heading("Heading2", "Hai", false);
        flow.header(row_height(1, 11.0), 0.0, true);
        for _ in 0..80 {
            flow.row(row_height(1, 11.0), false, false);
        }
        flow.heading("Heading2", "Ba", false);
        assert_eq!(pages(flow), [1, 3, 5]);
    }
}
