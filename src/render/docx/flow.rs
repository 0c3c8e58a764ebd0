//! On which page of the text document a heading stands.
//!
//! The contents show page numbers from the start, before a program has laid the document out. Widths of letters and
//! heights of lines are those of Times New Roman, whose metrics are known, so that pages can be counted here as a text
//! program fills them: line by line, with what keeps together kept together.

use super::styles::{Place, place};
use crate::render::letters::lines;

/// Height of the text column, points: A4 less 25 mm above and 20 mm below.
const HEIGHT: f64 = 714.3;
/// Width of the text column, points.
pub(super) const WIDTH: f64 = 459.2;
/// Height of a line in sizes of its letters: ascent, descent and gap of the font.
const FONT: f64 = 1.1499;
/// The same where lines are 1.1 apart, as in tables.
const LINE: f64 = FONT * 1.1;
/// Lines of a paragraph that stand together at the foot and at the head of a page.
const TOGETHER: usize = 2;
/// Space above and below the words of a cell together, and the line below it, points.
const CELL: f64 = 4.5;

/// What the rules above and below a table add, points.
const RULES: f64 = 2.75;

/// A piece of the document that stands below the one before.
#[derive(Clone, Debug, Default)]
struct Piece {
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
    /// Its style, where paragraphs of one style have no space between them.
    tight: Option<&'static str>,
}

/// The document's pieces from top to bottom.
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
        self.pieces.push(Piece { line, lines: 1, whole: true, ..piece(&place) });
    }

    /// A row of a table, of cells (text, bold, size of letters, width in points); the first row is the header.
    pub(super) fn row<'t>(
        &mut self,
        cells: impl Iterator<Item = (&'t str, bool, f64, f64)>,
        header: bool,
        keep_next: bool,
    ) {
        let line = row_height(cells) + if header { RULES } else { 0.0 };
        let head = if header { 0.0 } else { self.head };
        if header {
            self.head = line;
        }
        self.pieces.push(Piece { line, lines: 1, whole: true, keep_next, head, ..Piece::default() });
    }

    /// Something of a known height that no page parts.
    pub(super) fn block(&mut self, height: f64) {
        self.pieces.push(Piece { line: height, lines: 1, whole: true, ..Piece::default() });
    }

    /// The page of each heading, in their order; the first page is 1.
    pub(super) fn pages(&self) -> Vec<usize> {
        let (mut page, mut used, mut pages) = (1, 0.0f64, Vec::new());
        let mut before: Option<&Piece> = None;
        let mut from = 0;
        while from < self.pieces.len() {
            // What has to stand on one page: pieces that stay with the next one, and the beginning of that.
            let to = (from..self.pieces.len())
                .find(|&i| !self.pieces[i].keep_next)
                .unwrap_or(self.pieces.len() - 1);
            let chain = &self.pieces[from..=to];
            if used > 0.0 && (chain[0].fresh || used + needed(chain, before) > HEIGHT + 0.5) {
                (page, used) = (page + 1, 0.0);
            }
            for piece in chain {
                let gap = match used {
                    // No space above stands at the head of a page, unless a page is begun on purpose.
                    0.0 if !piece.fresh && page > 1 => 0.0,
                    _ => space(before, piece),
                };
                let mut left = piece.lines;
                let fits = ((HEIGHT + 0.5 - used - gap) / piece.line.max(0.1)).floor().max(0.0) as usize;
                let here = match fits {
                    fits if fits >= left => left,
                    _ if piece.whole || left < 2 * TOGETHER => 0,
                    fits => match fits.min(left - TOGETHER) {
                        here if here >= TOGETHER => here,
                        _ => 0,
                    },
                };
                used += gap + here as f64 * piece.line;
                left -= here;
                if here == 0 && used > gap {
                    (page, used) = (page + 1, piece.head);
                }
                if piece.heading {
                    pages.push(page);
                }
                if here > 0 && left > 0 {
                    (page, used) = (page + 1, 0.0);
                }
                used += left as f64 * piece.line;
                // Higher than a page: it goes on over the next ones.
                while used > HEIGHT + piece.line {
                    (page, used) = (page + 1, used - HEIGHT);
                }
                before = Some(piece);
            }
            from = to + 1;
        }
        pages
    }
}

fn piece(place: &Place) -> Piece {
    Piece {
        above: place.space.0,
        below: place.space.1,
        line: place.size * FONT * place.apart,
        whole: place.keep_next,
        keep_next: place.keep_next,
        tight: place.tight,
        ..Piece::default()
    }
}

/// Lines of a text in a style.
fn count(place: &Place, text: &str, width: f64) -> usize {
    let room = (width - place.inset) / place.size;
    lines(text, place.bold, room, place.indent / place.size).max(1)
}

/// Height of a row of a table: that of its highest cell.
pub(super) fn row_height<'t>(cells: impl Iterator<Item = (&'t str, bool, f64, f64)>) -> f64 {
    let high = |(text, bold, size, width): (&str, bool, f64, f64)| {
        lines(text, bold, width / size, 0.0).max(1) as f64 * size * LINE
    };
    cells.map(high).fold(0.0, f64::max) + CELL
}

/// Height of paragraphs below each other in a column of `width` points.
pub(super) fn column<'t>(paragraphs: impl Iterator<Item = (&'static str, &'t str)>, width: f64) -> f64 {
    let high = |(style, text)| {
        let place = place(style);
        count(&place, text, width) as f64 * place.size * FONT * place.apart + place.space.0 + place.space.1
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
        assert_eq!(flow.pages(), [1, 2, 2]);
    }

    #[test]
    fn long_texts_and_tables_run_over_pages() {
        let mut flow = Flow::default();
        flow.heading("Heading1", "Một", false);
        // 17.7 points a line: 40 lines a page.
        flow.paragraph("BodyText", &"chữ\n".repeat(100), false);
        flow.heading("Heading2", "Hai", false);
        flow.row([("Đơn vị", true, 11.0, 100.0)].into_iter(), true, true);
        for _ in 0..80 {
            flow.row([("Sơn La", false, 11.0, 100.0)].into_iter(), false, false);
        }
        flow.heading("Heading2", "Ba", false);
        assert_eq!(flow.pages(), [1, 3, 5]);
    }
}
