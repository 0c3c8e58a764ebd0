//! In which order the parts of a section fill the pages, and how high its drawings are.
//!
//! A drawing stands on one page. Where it is too high for what is left of one, or where a table would leave a few rows or its
//! notes for the next one, the drawings of the page are made a little lower; where that is not enough, what follows a drawing
//! in its section fills the page before it. Drawings, and tables, stay in the order of their numbers.

use std::collections::VecDeque;

use super::flow::{Filled, Piece, lower};

/// How much lower a drawing may be made, as a part of its height: its letters can still be read.
const LOWER: f64 = 0.14;
/// Less than this, points, is left empty rather than filled with what follows a drawing.
const EMPTY: f64 = 90.0;

/// What a part of the document is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A heading: it begins a section, which nothing leaves.
    Heading,
    /// A drawing, with its number and its height, points.
    Drawing { number: usize, height: f64 },
    /// Text of a section.
    Text,
    /// A table of a section, with its notes.
    Table,
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
    /// By how much it is lower than it was written, points.
    pub lower: f64,
}

/// The parts in the order in which they fill the pages, which are `filled` by what stands before.
pub(super) fn arrange(filled: &mut Filled, parts: &[Part]) -> Vec<Placed> {
    let mut rest: VecDeque<usize> = (0..parts.len()).collect();
    let mut order: Vec<Placed> = Vec::with_capacity(parts.len());
    // The page, and where in the order its first drawing stands at the earliest.
    let mut page = (filled.page(), 0);
    while !rest.is_empty() {
        // Headings stay with what comes first below them.
        let heads = rest.iter().take_while(|part| parts[**part].kind == Kind::Heading).count();
        let heads: Vec<usize> = rest.drain(..heads).collect();
        let over: Vec<Piece> = heads.iter().flat_map(|part| parts[*part].pieces.clone()).collect();
        order.extend(heads.iter().map(|part| Placed { part: *part, lower: 0.0 }));
        let Some(&(mut next)) = rest.front() else {
            filled.set(&over);
            break;
        };
        let mut pieces = [over.clone(), parts[next].pieces.clone()].concat();
        order.push(Placed { part: next, lower: 0.0 });
        let lacks = if parts[next].kind == Kind::Text { 0.0 } else { filled.lacks_of_all(&pieces) };
        if lacks > 0.0 && lower_all(&mut order[page.1..], parts, lacks) {
            let own = order.last().map_or(0.0, |placed| placed.lower);
            filled.free_up(lacks - own);
            pieces = lower(&pieces, own);
        } else if lacks > 0.0 && matches!(parts[next].kind, Kind::Drawing { .. }) && filled.free() > EMPTY {
            let section = rest.iter().take_while(|part| in_section(parts[**part].kind));
            let text = section.copied().find(|part| matches!(parts[*part].kind, Kind::Text | Kind::Table));
            let instead = text.map(|text| (text, [over, parts[text].pieces.clone()].concat()));
            if let Some((text, instead)) = instead.filter(|(_, instead)| filled.lacks(instead) == 0.0) {
                (next, pieces) = (text, instead);
                order.pop();
                order.push(Placed { part: next, lower: 0.0 });
            }
        }
        filled.set(&pieces);
        rest.retain(|part| *part != next);
        if filled.page() != page.0 {
            // What stands last may stand on the new page, and nothing before it.
            page = (filled.page(), order.len() - 1);
        }
    }
    order
}

/// Makes these drawings lower by so many points together, each by the same part of its height, where they may be.
fn lower_all(placed: &mut [Placed], parts: &[Part], by: f64) -> bool {
    let height = |placed: &Placed| match parts[placed.part].kind {
        Kind::Drawing { height, .. } => height,
        _ => 0.0,
    };
    let can = |placed: &Placed| (height(placed) * LOWER - placed.lower).max(0.0);
    let all: f64 = placed.iter().map(can).sum();
    if by > all {
        return false;
    }
    for placed in placed {
        placed.lower += can(placed) * by / all;
    }
    true
}

fn in_section(kind: Kind) -> bool {
    matches!(kind, Kind::Drawing { .. } | Kind::Text | Kind::Table)
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
        part(Kind::Drawing { number, height }, |flow| {
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
        // Nothing leaves its section, and what fits is left where it was.
        let parts = [heading(), drawing(1, 300.0), drawing(2, 400.0), heading(), text(4)];
        assert_eq!(order(&parts).0, [0, 1, 2, 3, 4]);
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
        assert!(before.page() == 1 && before.free().abs() < 1.0, "{}", before.free());
    }

    #[test]
    fn drawings_get_lower_where_a_table_would_leave_its_end_to_the_next_page() {
        let table = |rows: usize| {
            part(Kind::Table, |flow| {
                flow.paragraph("Caption", "Bảng", false);
                flow.header(20.0);
                (0..rows).for_each(|n| flow.row(20.0, n + 1 == rows, false));
                flow.paragraph("Source", "Nguồn", false);
            })
        };
        // What is free below the drawing, and a table that needs a little more of it.
        let mut filled = Filled::default();
        arrange(&mut filled, &[heading(), drawing(1, 300.0)]);
        let fits = (filled.free() / 20.0) as usize - 3;
        for (rows, lowered) in [(fits - 1, false), (fits + 1, true), (fits + 9, false)] {
            let mut filled = Filled::default();
            let order = arrange(&mut filled, &[heading(), drawing(1, 300.0), table(rows)]);
            assert_eq!(order[1].lower > 0.0, lowered, "{rows} rows: {order:?}");
            assert_eq!(filled.page(), if rows > fits + 1 { 2 } else { 1 }, "{rows} rows");
        }
        // A drawing of an earlier page is left as it is.
        let parts = [heading(), drawing(1, 300.0), text(80), table(30)];
        assert!(arrange(&mut Filled::default(), &parts).iter().all(|placed| placed.lower == 0.0));
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
