//! In which order the parts of a section fill the pages, how high its drawings are, and how close the rows of its tables.
//!
//! A drawing stands on one page. Where it is too high for what is left of one, or where a table would leave a few rows or its
//! notes for the next one, rows of the page's tables stand a little closer, then its drawings are made a little lower; where
//! that is not enough, what follows it in its section fills the page before it; where nothing does, the next section begins
//! before what would leave much of a page empty. Of several ways the one that leaves least of the pages empty is taken. Where a long table would leave its notes alone, its rows stand
//! closer, or further apart so that rows go over with them. Drawings, and tables, stay in the order of their numbers.

use std::collections::VecDeque;

use super::flow::{End, Filled, HEIGHT, Piece, closer, lower, rows, unnamed};
use super::table::{CLOSER, STEP, WIDER};

/// How much lower a drawing may be made, as a part of its height.
const LOWER: f64 = 0.14;
/// Less than this, points, is left empty rather than filled with what follows a drawing.
const EMPTY: f64 = 90.0;
/// A page that is empty from here on is filled with the next section before a drawing, points.
const HOLE: f64 = HEIGHT / 3.0;
/// How many choices are made to look where one leads, and what they win at least, in pages left empty.
const DEPTH: usize = 3;
const LITTLE: f64 = 0.02;
/// What fits by less than this, points, may not fit: programs round heights, each in its own way.
const HAIR: f64 = 4.0;
/// Height of a line of small letters, such as stand below a table, points.
const LINE: f64 = 13.0;
/// Fewer rows than this on the last page of a table are brought to the page before where they can be.
const FEW: usize = 5;

/// What a part of the document is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// The heading of a chapter, which nothing leaves.
    Chapter,
    /// A heading: it begins a section, which drawings alone leave.
    Heading,
    /// A drawing, with its number, its height, and the least with which its letters can be read, points.
    Drawing { number: usize, height: f64, least: f64 },
    /// Text of a section.
    Text,
    /// A table of a section, with its notes, and its number.
    Table { number: usize },
    /// What closes the document.
    Imprint,
}

/// A part of the document: what was written of it, and what it takes of the page.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub kind: Kind,
    pub xml: String,
    pub pieces: Vec<Piece>,
}

/// A part in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// Index of the part.
    pub part: usize,
    /// By how much a drawing is lower than it was written, points.
    pub lower: f64,
    /// By how many steps the rows of a table are closer than they were written.
    pub closer: i32,
    /// It stands on one page.
    whole: bool,
    /// Its header begins with its number, where it is a table that goes on over pages, or may do so.
    pub named: bool,
}

impl Placed {
    fn new(part: usize) -> Self {
        Placed { part, lower: 0.0, closer: 0, whole: true, named: true }
    }

    /// What it takes of the page, of the pieces that it was written as.
    fn pieces(&self, pieces: &[Piece]) -> Vec<Piece> {
        let pieces = closer(&lower(pieces, self.lower), f64::from(self.closer) * STEP);
        if self.named { pieces } else { unnamed(&pieces) }
    }
}

/// The parts in the order in which they fill the pages, which are `filled` by what stands before.
pub(super) fn arrange(filled: &mut Filled, parts: &[Part]) -> Vec<Placed> {
    let mut pages = Pages {
        filled: filled.clone(),
        rest: (0..parts.len()).collect(),
        order: Vec::with_capacity(parts.len()),
        page: (filled.page(), 0),
        passed: None,
    };
    pages.fill(parts, 0, 0);
    *filled = pages.filled;
    pages.order
}

/// A way to go on where the next part does not fit.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// With it, on the next page.
    On,
    /// With this part of its section first.
    Instead(usize),
    /// With the beginning of the next section first.
    Ahead,
}

/// Pages that are being filled.
#[derive(Clone)]
struct Pages {
    filled: Filled,
    /// Parts that are still to be placed.
    rest: VecDeque<usize>,
    order: Vec<Placed>,
    /// The page, and where in the order its first drawing stands at the earliest.
    page: (usize, usize),
    /// The part that the next section has begun before.
    passed: Option<usize>,
}

impl Pages {
    /// Fills pages until so many parts are left; `depth` choices were made to look where they lead.
    fn fill(&mut self, parts: &[Part], left: usize, depth: usize) {
        while self.rest.len() > left {
            let ways = self.ways(parts);
            let best = match ways[..] {
                [only] => only,
                _ if depth >= DEPTH => ways[0],
                _ => {
                    // To the end of the next section: what is chosen for this one is felt there.
                    let to = self.sections(parts, 2).max(left);
                    let loss = |way: &Way| {
                        let mut pages = self.clone();
                        pages.go(parts, *way);
                        pages.fill(parts, to, depth + 1);
                        pages.filled.loss()
                    };
                    let losses: Vec<f64> = ways.iter().map(loss).collect();
                    let least = losses.iter().copied().fold(f64::INFINITY, f64::min);
                    // The order of the report counts where little is won.
                    let at = losses.iter().position(|loss| *loss <= least + LITTLE).unwrap_or(0);
                    ways[at]
                }
            };
            self.go(parts, best);
        }
    }

    /// How many parts are left behind so many sections.
    fn sections(&self, parts: &[Part], sections: usize) -> usize {
        let begins = |at: &usize| {
            let heading = |at: usize| self.rest.get(at).is_some_and(|part| is_heading(parts[*part].kind));
            *at > 0 && heading(*at) && !heading(at - 1)
        };
        let end = (0..self.rest.len()).filter(begins).nth(sections - 1);
        self.rest.len() - end.unwrap_or(self.rest.len())
    }

    /// Headings before the next part, which stay with it; with what they are written as.
    fn heads(&self, parts: &[Part]) -> (usize, Vec<Piece>) {
        let heads = self.rest.iter().take_while(|part| is_heading(parts[**part].kind)).count();
        let over = self.rest.iter().take(heads).flat_map(|part| parts[*part].pieces.clone()).collect();
        (heads, over)
    }

    /// How the pages can be filled further: one way where the next part fits, or is made to fit.
    fn ways(&self, parts: &[Part]) -> Vec<Way> {
        let (heads, over) = self.heads(parts);
        let Some(&next) = self.rest.get(heads) else { return vec![Way::On] };
        let pieces = [over.clone(), parts[next].pieces.clone()].concat();
        let lacks = parts[next].kind != Kind::Text
            && self.filled.lacks_of_all(&pieces) > 0.0
            && self.filled.free() > EMPTY;
        let drawing = matches!(parts[next].kind, Kind::Drawing { .. });
        if !lacks
            || !drawing && self.filled.lacks(&pieces) == 0.0
            || self.lowered(parts, next, &pieces).is_some()
        {
            return vec![Way::On];
        }
        let section =
            || self.rest.iter().skip(heads).copied().take_while(|part| in_section(parts[*part].kind));
        let fits =
            |part: &usize| self.filled.lacks(&[over.clone(), parts[*part].pieces.clone()].concat()) == 0.0;
        let text = section().find(|part| parts[*part].kind == Kind::Text);
        let table = section().find(|part| drawing && matches!(parts[*part].kind, Kind::Table { .. }));
        // In the order of the report.
        let mut others: Vec<usize> = [text, table].into_iter().flatten().filter(fits).collect();
        others.sort_unstable();
        let mut ways: Vec<Way> = others.into_iter().map(Way::Instead).collect();
        if ways.is_empty() && heads == 0 && self.passed != Some(next) && !self.ahead(parts).is_empty() {
            ways.push(Way::Ahead);
        }
        ways.push(Way::On);
        ways
    }

    /// What stands on this page, lower, where the next part then fits, with its pieces, and what of the page that frees.
    fn lowered(&self, parts: &[Part], next: usize, pieces: &[Piece]) -> Option<(Vec<Placed>, f64)> {
        let lacks = |spare: f64| match parts[next].kind {
            Kind::Text => 0.0,
            _ => self.filled.fuller(spare).lacks_of_all(pieces),
        };
        if lacks(HAIR) == 0.0 {
            return None;
        }
        let here = || self.order[self.page.1..].iter().copied().chain([Placed::new(next)]);
        // A line to spare, where there is one: programs break a text into a line more, now and then.
        [LINE, HAIR].into_iter().find_map(|spare| {
            let mut placed: Vec<Placed> = here().collect();
            let freed = lower_all(&mut placed, parts, lacks(spare))?;
            Some((placed, freed))
        })
    }

    /// Goes one way.
    fn go(&mut self, parts: &[Part], way: Way) {
        let (heads, mut pieces) = self.heads(parts);
        if way == Way::Ahead {
            let ahead = self.ahead(parts);
            self.passed = self.rest.front().copied();
            self.order.extend(ahead.iter().map(|part| Placed::new(*part)));
            pieces.extend(ahead.iter().flat_map(|part| parts[*part].pieces.clone()));
            self.rest.retain(|part| !ahead.contains(part));
            return self.set(&pieces);
        }
        self.order.extend(self.rest.drain(..heads).map(Placed::new));
        let next = match way {
            Way::Instead(part) => Some(part),
            _ => self.rest.front().copied(),
        };
        let Some(next) = next else { return self.set(&pieces) };
        pieces.extend(parts[next].pieces.clone());
        let mut placed = Placed::new(next);
        if let Some((mut lower, freed)) = self.lowered(parts, next, &pieces).filter(|_| way == Way::On) {
            placed = lower.pop().unwrap_or(placed);
            self.order.truncate(self.page.1);
            self.order.append(&mut lower);
            self.filled.free_up(freed);
            pieces = placed.pieces(&pieces);
        }
        if let Kind::Table { .. } = parts[next].kind {
            if placed.closer == 0 {
                placed.closer = steps(&self.filled, &pieces);
                pieces = placed.pieces(&pieces);
            }
            let whole = |spare: f64| self.filled.fuller(spare).end(&pieces).rows.is_none();
            placed.whole = whole(0.0);
            placed.named = !(placed.whole && whole(LINE));
            if !placed.named {
                pieces = unnamed(&pieces);
            }
        }
        self.order.push(placed);
        self.rest.retain(|part| *part != next);
        self.set(&pieces);
    }

    /// Sets what was placed last.
    fn set(&mut self, pieces: &[Piece]) {
        self.filled.set(pieces);
        if self.filled.page() != self.page.0 {
            // What stands last may stand on the new page, and nothing before it.
            self.page = (self.filled.page(), self.order.len().saturating_sub(1));
        }
    }

    /// What of the next section fills much of a page that the next part leaves empty: its headings and the text below them,
    /// all of which the page holds.
    fn ahead(&self, parts: &[Part]) -> Vec<usize> {
        let rest = &self.rest;
        let heads = rest.iter().skip(1).take_while(|part| parts[**part].kind == Kind::Heading).count();
        let text = rest.get(1 + heads).filter(|part| parts[**part].kind == Kind::Text);
        if self.filled.free() <= HOLE || heads == 0 || text.is_none() {
            return Vec::new();
        }
        let ahead: Vec<usize> = rest.iter().skip(1).take(heads + 1).copied().collect();
        let pieces: Vec<Piece> = ahead.iter().flat_map(|part| parts[*part].pieces.clone()).collect();
        if self.filled.lacks_of_all(&pieces) > 0.0 { Vec::new() } else { ahead }
    }
}

/// By how many steps the rows of a table stand closer (further apart: less than 0) so that its notes stay with its last rows,
/// and no few rows are left for a page of their own: as few as do.
fn steps(filled: &Filled, pieces: &[Piece]) -> i32 {
    // The end is good with a line more and without one.
    let ends = |steps: i32| {
        let pieces = closer(pieces, f64::from(steps) * STEP);
        [filled.end(&pieces), filled.fuller(LINE).end(&pieces)]
    };
    let parted = |ends: &[End; 2]| ends.iter().any(|end| end.parted);
    let few = |ends: &[End; 2]| ends.iter().any(|end| end.rows.is_some_and(|rows| rows < FEW));
    let now = ends(0);
    if !parted(&now) && !few(&now) {
        return 0;
    }
    let good = (1..=CLOSER).find(|steps| {
        let ends = ends(*steps);
        !parted(&ends) && !few(&ends)
    });
    // Few rows on a page of their own are better than none with the notes.
    let apart = || (1..=WIDER).map(|steps| -steps).find(|steps| !parted(&ends(*steps)));
    good.or_else(|| apart().filter(|_| parted(&now))).unwrap_or(0)
}

/// Makes these parts lower by so many points together, where they may be: rows of tables first, then drawings by the same
/// part of their height each. What is freed of the page beside what the last part is lower; `None` where it is too little.
fn lower_all(placed: &mut [Placed], parts: &[Part], by: f64) -> Option<f64> {
    let rows_of = |placed: &Placed| match parts[placed.part].kind {
        Kind::Table { .. } if placed.whole => rows(&parts[placed.part].pieces) as f64 * STEP,
        _ => 0.0,
    };
    let steps = |placed: &Placed| f64::from((CLOSER - placed.closer).max(0));
    let can = |placed: &Placed| match parts[placed.part].kind {
        Kind::Drawing { height, least, .. } => ((height * LOWER).min(height - least) - placed.lower).max(0.0),
        _ => 0.0,
    };
    let of_tables: f64 = placed.iter().map(|placed| rows_of(placed) * steps(placed)).sum();
    let of_drawings: f64 = placed.iter().map(can).sum();
    if by > of_tables + of_drawings {
        return None;
    }
    let share = (by / of_tables.max(1e-9)).min(1.0);
    let (mut left, mut others) = (by, 0.0);
    let last = placed.len() - 1;
    for (at, placed) in placed.iter_mut().enumerate() {
        let closer = (steps(placed) * share - 1e-9).ceil().max(0.0);
        if rows_of(placed) > 0.0 && closer > 0.0 {
            let freed = rows_of(placed) * closer;
            placed.closer += closer as i32;
            left -= freed;
            others += if at == last { 0.0 } else { freed };
        }
    }
    let share = left.max(0.0) / of_drawings.max(1e-9);
    for (at, placed) in placed.iter_mut().enumerate() {
        let freed = can(placed) * share;
        placed.lower += freed;
        others += if at == last { 0.0 } else { freed };
    }
    Some(others)
}

fn is_heading(kind: Kind) -> bool {
    matches!(kind, Kind::Chapter | Kind::Heading)
}

fn in_section(kind: Kind) -> bool {
    matches!(kind, Kind::Drawing { .. } | Kind::Text | Kind::Table { .. })
}

#[cfg(test)]
mod tests {
    use super::super::flow::Flow;
    use super::*;

    fn part(kind: Kind, write: impl FnOnce(&mut Flow)) -> Part {
        let mut flow = Flow::default();
        write(&mut flow);
        Part { kind, xml: String::new(), pieces: flow.pieces() }
    }

    fn heading() -> Part {
        part(Kind::Heading, |flow| flow.heading("Heading2", "Mục", false))
    }

    fn drawing(number: usize, height: f64) -> Part {
        part(Kind::Drawing { number, height, least: 0.0 }, |flow| {
            flow.paragraph("Caption", "Hình", false);
            flow.picture("Picture", height);
            flow.paragraph("Source", "Nguồn", false);
        })
    }

    fn text(lines: usize) -> Part {
        part(Kind::Text, |flow| flow.paragraph("BodyText", &"chữ\n".repeat(lines), false))
    }

    fn order(parts: &[Part]) -> (Vec<usize>, Filled) {
        let mut filled = Filled::default();
        let order = arrange(&mut filled, parts);
        (order.iter().map(|placed| placed.part).collect(), filled)
    }

    #[test]
    fn text_of_the_section_fills_the_page_before_a_drawing_that_does_not_fit() {
        let parts =
            [heading(), text(5), drawing(1, 300.0), drawing(2, 400.0), text(4), text(4), heading(), text(1)];
        assert_eq!(order(&parts).0, [0, 1, 2, 4, 5, 3, 6, 7]);
        // Where nothing of the section is left, the next one begins before the drawing; a chapter does not, and nothing does
        // where little is empty.
        let parts = |heading_of: Kind, height: f64| {
            let next = part(heading_of, |flow| flow.heading("Heading2", "Mục", false));
            [heading(), drawing(1, height), drawing(2, 400.0), next, text(4)]
        };
        assert_eq!(order(&parts(Kind::Heading, 300.0)).0, [0, 1, 3, 4, 2]);
        assert_eq!(order(&parts(Kind::Chapter, 300.0)).0, [0, 1, 2, 3, 4]);
        assert_eq!(order(&parts(Kind::Heading, 450.0)).0, [0, 1, 2, 3, 4]);
        // What fits is left where it was.
        let parts = [heading(), drawing(1, 200.0), drawing(2, 200.0), text(4)];
        assert_eq!(order(&parts).0, [0, 1, 2, 3]);
        // Text that would not fit either stays behind the drawing.
        let parts =
            [heading(), drawing(1, 300.0), drawing(2, 400.0), part(Kind::Text, |flow| flow.block(350.0))];
        assert_eq!(order(&parts).0, [0, 1, 2, 3]);
    }

    #[test]
    fn drawings_of_a_page_get_a_little_lower_where_one_more_then_fits() {
        let mut filled = Filled::default();
        let parts = [heading(), drawing(1, 280.0), drawing(2, 340.0), text(30)];
        let order = arrange(&mut filled, &parts);
        assert_eq!(order.iter().map(|placed| placed.part).collect::<Vec<_>>(), [0, 1, 2, 3]);
        let share = order[1].lower / 280.0;
        assert!(share > 0.0 && share <= LOWER, "{order:?}");
        assert!((order[2].lower / 340.0 - share).abs() < 1e-9, "{order:?}");
        // The page is then full.
        let mut before = Filled::default();
        let pieces: Vec<Piece> =
            order[..3].iter().flat_map(|placed| lower(&parts[placed.part].pieces, placed.lower)).collect();
        before.set(&pieces);
        assert!(before.page() == 1 && (0.0..LINE + 1.0).contains(&before.free()), "{}", before.free());
    }

    #[test]
    fn drawings_get_lower_where_a_table_would_leave_its_end_to_the_next_page() {
        let table = |rows: usize| {
            part(Kind::Table { number: 1 }, |flow| {
                flow.paragraph("Caption", "Bảng", false);
                flow.header(20.0, 0.0);
                (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, false));
                flow.paragraph("Source", "Nguồn", false);
            })
        };
        // What is free below the drawing, and a table that needs a little more of it.
        let mut filled = Filled::default();
        arrange(&mut filled, &[heading(), drawing(1, 300.0)]);
        let fits = (filled.free() / 20.0) as usize - 3;
        // Rows stand closer first; where that is not enough, the drawing is made lower.
        let whole = fits + 3;
        for (rows, close, lowered) in [
            (fits - 1, false, Some(false)),
            (fits + 1, true, None),
            (whole, true, Some(true)),
            (fits + 9, false, Some(false)),
        ] {
            let mut filled = Filled::default();
            let order = arrange(&mut filled, &[heading(), drawing(1, 300.0), table(rows)]);
            assert_eq!(order[2].closer > 0, close, "{rows} rows: {order:?}");
            assert!(
                lowered.is_none_or(|lowered| lowered == (order[1].lower > 0.0)),
                "{rows} rows: {order:?}"
            );
            assert_eq!(filled.page(), if rows > whole { 2 } else { 1 }, "{rows} rows");
            // The page is filled as the parts say.
            let mut again = Filled::default();
            let parts = [heading(), drawing(1, 300.0), table(rows)];
            order.iter().for_each(|placed| {
                again.set(&placed.pieces(&parts[placed.part].pieces));
            });
            assert!((again.free() - filled.free()).abs() < 0.01, "{} {}", again.free(), filled.free());
        }
        // A drawing of an earlier page is left as it is.
        let parts = [heading(), drawing(1, 300.0), text(80), table(30)];
        assert!(arrange(&mut Filled::default(), &parts).iter().all(|placed| placed.lower == 0.0));
    }

    #[test]
    fn what_gets_lower_to_fit_does_fit() {
        for n in 0..200 {
            let heights = [280.0 + f64::from(n) / 7.0, 310.0 + f64::from(n % 13) / 3.0];
            let parts = [heading(), drawing(1, heights[0]), drawing(2, heights[1]), text(1)];
            let mut filled = Filled::default();
            let order = arrange(&mut filled, &parts);
            if order[1].lower > 0.0 {
                assert!(filled.free() > 650.0 && filled.page() == 2, "{order:?}");
                let mut again = Filled::default();
                let pages: Vec<usize> =
                    order.iter().flat_map(|one| again.set(&one.pieces(&parts[one.part].pieces))).collect();
                let last = pages.len() - 1;
                assert!(
                    pages[..last].iter().all(|page| *page == 1) && pages[last] == 2,
                    "{pages:?} {order:?}"
                );
            }
        }
    }

    #[test]
    fn letters_of_a_drawing_stay_readable() {
        let drawings = |least: f64| {
            let drawing = |number| Part {
                kind: Kind::Drawing { number, height: 310.0, least },
                ..drawing(number, 310.0)
            };
            [heading(), drawing(1), drawing(2), text(30)]
        };
        let lowest = |least: f64| {
            let order = arrange(&mut Filled::default(), &drawings(least));
            order[1..3].iter().map(|placed| 310.0 - placed.lower).fold(f64::INFINITY, f64::min)
        };
        let free = lowest(0.0);
        assert!(free < 310.0, "a page holds both where they are made lower: {free}");
        assert_eq!(lowest(free + LINE), 310.0, "not where letters would be too small");
    }

    #[test]
    fn notes_stay_with_the_last_rows_of_their_table() {
        let table = |rows: usize| {
            part(Kind::Table { number: 1 }, |flow| {
                flow.paragraph("Caption", "Bảng", false);
                flow.header(20.0, 0.0);
                (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, n < 2 || n + 2 == rows));
                flow.paragraph("Source", "Ghi chú", true);
                flow.paragraph("Source", "Nguồn", false);
            })
        };
        let mut closer_than_written = 0;
        for rows in 25..110 {
            let (part, filled) = (table(rows), Filled::default());
            let as_written = filled.end(&part.pieces);
            let order = arrange(&mut filled.clone(), std::slice::from_ref(&part));
            let end = filled.end(&order[0].pieces(&part.pieces));
            assert!(!end.parted, "{rows} rows: {as_written:?} {order:?}");
            assert!(end.rows.is_none_or(|rows| rows > 1), "{rows} rows: {end:?}");
            closer_than_written += usize::from(order[0].closer != 0);
        }
        assert!((2..43).contains(&closer_than_written), "{closer_than_written}");
    }

    #[test]
    fn what_fits_by_a_hair_is_made_to_fit() {
        // Below the first drawing there is room for the second with two points to spare.
        let parts = |height: f64| [heading(), drawing(1, 280.0), drawing(2, height), text(1)];
        let mut filled = Filled::default();
        arrange(&mut filled, &parts(100.0)[..3]);
        let height = 100.0 + filled.free() - 2.0;
        let order = arrange(&mut Filled::default(), &parts(height));
        assert!(order[1].lower > 0.0 && order[2].lower > 0.0, "{order:?}");
        let order = arrange(&mut Filled::default(), &parts(height - 10.0));
        assert!(order.iter().all(|placed| placed.lower == 0.0), "{order:?}");
    }

    #[test]
    fn a_table_has_its_number_in_its_head_where_pages_may_part_it() {
        let table = |rows: usize| {
            part(Kind::Table { number: 1 }, |flow| {
                flow.header(33.0, 13.0);
                (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, n < 2 || n + 2 >= rows));
                flow.paragraph("Source", "Nguồn", false);
            })
        };
        let named = |rows: usize| {
            let mut filled = Filled::default();
            let order = arrange(&mut filled, &[table(rows)]);
            (order[0].named, filled.page(), filled.free())
        };
        assert_eq!((named(10).0, named(60).0, named(60).1), (false, true, 2));
        // Without its number its head is a line lower.
        let mut with = Filled::default();
        with.set(&table(10).pieces);
        assert!((named(10).2 - with.free() - 13.0).abs() < 0.01);
    }

    #[test]
    fn every_part_has_one_place() {
        let parts: Vec<Part> = (0..60)
            .map(|n| match n % 7 {
                0 => heading(),
                1 | 3 | 4 => drawing(n, 150.0 + 40.0 * (n % 11) as f64),
                _ => text(1 + n % 13),
            })
            .chain([part(Kind::Imprint, |flow| flow.paragraph("Source", "Hết", false))])
            .collect();
        let (mut order, filled) = order(&parts);
        assert_eq!(order.last(), Some(&60));
        assert_eq!(filled.headings().len(), 9);
        assert!(filled.headings().is_sorted());
        let drawings: Vec<usize> =
            order.iter().copied().filter(|part| matches!(parts[*part].kind, Kind::Drawing { .. })).collect();
        assert!(drawings.is_sorted());
        order.sort_unstable();
        assert_eq!(order, (0..61).collect::<Vec<_>>());
    }
}
