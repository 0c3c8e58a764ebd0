//! In which order the parts of a section fill the pages.
//!
//! A drawing stands on one page. Where it is too high for what is left of one, it is made a little lower, or what follows
//! it in its section fills the page before it; drawings, and tables, stay in the order of their numbers.

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
    /// Text or a table of a section.
    Text,
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
    let mut order = Vec::with_capacity(parts.len());
    while !rest.is_empty() {
        // Headings stay with what comes first below them.
        let heads = rest.iter().take_while(|part| parts[**part].kind == Kind::Heading).count();
        let heads: Vec<usize> = rest.drain(..heads).collect();
        let over: Vec<Piece> = heads.iter().flat_map(|part| parts[*part].pieces.clone()).collect();
        let below = |part: usize, by: f64| [over.clone(), lower(&parts[part].pieces, by)].concat();
        let mut placed = rest.front().map(|part| Placed { part: *part, lower: 0.0 });
        if let Some(first) = &mut placed
            && let Kind::Drawing { height, .. } = parts[first.part].kind
        {
            let lacks = filled.lacks(&below(first.part, 0.0));
            let next = rest.iter().take_while(|part| in_section(parts[**part].kind));
            let text = next.copied().find(|part| parts[*part].kind == Kind::Text);
            if lacks <= height * LOWER {
                first.lower = lacks;
            } else if let Some(text) = text
                && filled.free() > EMPTY
                && filled.lacks(&below(text, 0.0)) == 0.0
            {
                first.part = text;
            }
        }
        order.extend(heads.iter().map(|part| Placed { part: *part, lower: 0.0 }));
        match placed {
            Some(placed) => {
                filled.set(&below(placed.part, placed.lower));
                rest.retain(|part| *part != placed.part);
                order.push(placed);
            }
            None => filled.set(&over),
        }
    }
    order
}

fn in_section(kind: Kind) -> bool {
    matches!(kind, Kind::Drawing { .. } | Kind::Text)
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
    fn a_drawing_gets_a_little_lower_where_it_then_fits() {
        let mut filled = Filled::default();
        let parts = [heading(), drawing(1, 280.0), drawing(2, 330.0), text(30)];
        let order = arrange(&mut filled, &parts);
        assert_eq!(order.iter().map(|placed| placed.part).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(order[1].lower, 0.0);
        assert!(order[2].lower > 0.0 && order[2].lower <= 330.0 * LOWER, "{order:?}");
        // The page is then full.
        let mut before = Filled::default();
        let pieces: Vec<Piece> =
            order[..3].iter().flat_map(|placed| lower(&parts[placed.part].pieces, placed.lower)).collect();
        before.set(&pieces);
        assert!(before.free().abs() < 1.0, "{}", before.free());
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
