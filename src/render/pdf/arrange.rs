//! In which order the blocks of a section fill the pages.
//!
//! A drawing stands on one page, a short table too. Where one does not fit what is left of a page, what follows it in its
//! section stands before it: drawings keep their order among themselves, and so do texts and tables, and nothing leaves
//! its section or comes between the rows of a table. A drawing as high as a page has a page of its own, so that it may also
//! follow what begins the next section of its chapter. The order is that of the whole report that leaves least of its pages
//! empty: several ways to have filled them so far are followed at a time.

use super::height::{BETWEEN, Piece, sum};

/// Height of the text column, mm.
const PAGE: f64 = 252.0;
/// What fits by less than this may not fit: heights are told before anything is set.
const SPARE: f64 = 2.0;
/// What stands before something that it follows in the report costs as much as an empty part of a page of this height, mm.
const MOVED: f64 = 22.0;
/// Where more than a third of a page is left empty, that costs so much more, mm.
const THIRD: f64 = PAGE / 3.0 - SPARE;
const STARK: f64 = 80.0;
/// Where the title of a chapter and a text of a few lines alone end a page, that costs as much as an empty part of a page of this
/// height, mm. So few lines are no higher than this, mm.
const LONE: f64 = 95.0;
const FEW_LINES: f64 = 22.0;
/// Where a text that leads to a table is left on the page before, that costs as much as an empty part of a page of this
/// height, mm: less than a chapter that begins at the foot of a page, or much of a page.
const APART: f64 = 30.0;
/// Ways that are followed at a time.
const KEPT: usize = 48;
/// Ways that end this close to each other are one, mm.
const ALIKE: f64 = 1.5;

/// A drawing that is no lower than this, mm, has a page of its own.
const OF_ITS_OWN: f64 = 0.9 * PAGE;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The title of a chapter.
    Chapter,
    /// A heading: it begins a section, as a title does.
    Heading,
    /// Text that may lead to a table below it.
    Text,
    /// Other text.
    Set,
    /// A table.
    Table,
    /// A drawing.
    Drawing,
}

/// A form in which a block can be set.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// From top to bottom.
    pub pieces: Vec<Piece>,
    /// The room that it wants to begin in.
    pub room: f64,
    /// What is repeated above it on a next page.
    pub repeated: f64,
    /// No page parts its rows.
    pub whole: bool,
    /// Its size as a part of the drawing's own.
    pub scale: f64,
    /// Its rows are set closer.
    pub close: bool,
    /// What the form costs, and what it costs more where a page parts it: an empty part of a page of this height, mm.
    pub cost: f64,
    pub parted: f64,
    /// The piece with its last rows, and what it costs more where a page begins with them.
    pub last_rows: usize,
    pub stray: f64,
    /// Its last piece holds what stands below all blocks, which is set close.
    pub holds_end: bool,
    pub end_close: bool,
    /// What leads to it may end the page before.
    pub apart: bool,
    /// It begins a page.
    pub fresh: bool,
}

impl Shape {
    /// The plain form: these pieces.
    pub(super) fn new(pieces: Vec<Piece>) -> Self {
        Shape {
            pieces,
            room: 0.0,
            repeated: 0.0,
            whole: true,
            scale: 1.0,
            close: false,
            cost: 0.0,
            parted: 0.0,
            last_rows: 0,
            stray: 0.0,
            holds_end: false,
            end_close: false,
            apart: false,
            fresh: false,
        }
    }
}

/// A block as something that takes room of the pages; millimetres.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub kind: Kind,
    /// Space above and below it; none where it is content with that between paragraphs.
    pub above: f64,
    pub below: f64,
    /// At least one.
    pub shapes: Vec<Shape>,
}

/// A block in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// Index of the block.
    pub part: usize,
    /// No page parts its rows.
    pub whole: bool,
    /// Its size as a part of the drawing's own.
    pub scale: f64,
    /// Its rows are set closer.
    pub close: bool,
    /// It stays with what follows.
    pub leads: bool,
    /// What stands below all blocks stays with it, and is set close.
    pub holds_end: bool,
    pub end_close: bool,
    /// It begins a page, though there may be room on the one before.
    pub fresh: bool,
    /// The page on which what it stands with begins, from 0.
    pub page: usize,
}

/// A place on the pages.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    page: usize,
    /// How much of the page is used, and the space that what stands last wants below.
    used: f64,
    below: f64,
    /// What was left empty so far, as a sum of squares: one large gap is worse than two small ones.
    cost: f64,
    /// The title of a chapter and a short text stand last.
    lone: bool,
}

/// Blocks that stay together: headings, a text that leads to a table, and the block below them, which has shapes.
struct Item {
    parts: Vec<usize>,
    drawing: bool,
    /// Its section; those that take part in one search are counted from 0.
    section: usize,
    /// It stands before the others of its section.
    first: bool,
    /// It is the title of a chapter and a short text.
    lone: bool,
    above: f64,
    below: f64,
    shapes: Vec<Shape>,
}

impl Item {
    /// It has a page of its own.
    fn has_a_page(&self) -> bool {
        self.drawing && self.shapes.first().is_some_and(|shape| sum(&shape.pieces) >= OF_ITS_OWN)
    }
}

/// A way to have filled the pages so far.
#[derive(Clone, Copy)]
struct Way {
    at: Place,
    /// The last step of it.
    step: Option<usize>,
}

/// An item in one of its shapes, on a page, after an earlier step.
struct Step {
    before: Option<usize>,
    item: usize,
    shape: usize,
    page: usize,
}

/// The blocks in the order in which they fill the pages.
pub(super) fn arrange(parts: &[Part]) -> Vec<Placed> {
    let mut ways = vec![Way { at: Place::default(), step: None }];
    let (mut items, mut steps) = (Vec::new(), Vec::new());
    let heading = |at: usize| matches!(parts[at].kind, Kind::Chapter | Kind::Heading);
    let (mut start, mut from, mut sections) = (0, 0, 0);
    for end in 1..=parts.len() {
        // A section begins with its headings.
        if end == parts.len() || heading(end) && !heading(end - 1) {
            let found = section(parts, start, end, sections);
            // What has a page of its own may be one of the pages of the next section.
            let of_its_own = found.iter().any(Item::has_a_page);
            let goes_on = end < parts.len() && parts[end].kind != Kind::Chapter;
            items.extend(found);
            start = end;
            sections += 1;
            if !(of_its_own && goes_on && sections == 1) {
                ways = filled(ways, &items, from, &mut steps);
                (from, sections) = (items.len(), 0);
            }
        }
    }
    let mut order = Vec::with_capacity(parts.len());
    let mut last = ways.first().and_then(|way| way.step);
    while let Some(step) = last.and_then(|step| steps.get(step)) {
        let item: &Item = &items[step.item];
        let shape = &item.shapes[step.shape];
        for (behind, part) in item.parts.iter().rev().enumerate() {
            // A heading stays with what follows by itself.
            let leads = behind > 0 && !heading(*part);
            let leads = leads && !shape.apart;
            let fresh = shape.fresh && behind + 1 == item.parts.len();
            let Shape { whole, scale, close, holds_end, end_close, .. } = *shape;
            order.push(Placed {
                part: *part,
                whole,
                scale,
                close,
                leads,
                holds_end,
                end_close,
                fresh,
                page: step.page,
            });
        }
        last = step.before;
    }
    order.reverse();
    order
}

/// The blocks from `start` to `end` as items: headings stay with what stands first, and a text with the table that it
/// leads to.
fn section(parts: &[Part], start: usize, end: usize, section: usize) -> Vec<Item> {
    let mut items = Vec::new();
    let mut above: Option<Item> = None;
    let (mut headed, mut leads) = (false, true);
    for at in start..end {
        let part = &parts[at];
        let mut item = Item {
            parts: vec![at],
            drawing: part.kind == Kind::Drawing,
            section,
            first: false,
            lone: false,
            above: part.above,
            below: part.below,
            shapes: part.shapes.clone(),
        };
        if let Some(above) = above.take() {
            let led = part.kind == Kind::Table && parts[at - 1].kind == Kind::Text;
            let chapter = parts[above.parts[0]].kind == Kind::Chapter;
            let short = || part.shapes.first().is_some_and(|shape| sum(&shape.pieces) <= FEW_LINES);
            let lone = chapter && start > 0 && matches!(part.kind, Kind::Text | Kind::Set) && short();
            item = if led { led_by(&above, item) } else { joined(&above, item) };
            item.lone = lone;
            if lone && let Some(shape) = item.shapes.first().cloned() {
                item.shapes.push(Shape { fresh: true, ..shape });
            }
        }
        if matches!(part.kind, Kind::Chapter | Kind::Heading) {
            (above, headed) = (Some(item), true);
            continue;
        }
        let table = at + 1 < end && parts[at + 1].kind == Kind::Table;
        leads &= !matches!(part.kind, Kind::Drawing | Kind::Table);
        if table && part.kind == Kind::Text && !headed {
            above = Some(item);
            continue;
        }
        item.first = leads || headed;
        headed = false;
        items.push(item);
    }
    if let Some(above) = above {
        items.push(Item { first: true, ..above });
    }
    items
}

/// Space between two blocks, as one wants it below and the other above.
fn between(below: f64, above: f64) -> f64 {
    if below.max(above) > 0.0 { below.max(above) } else { BETWEEN }
}

/// `above` and `item`, which stays with it.
fn joined(above: &Item, item: Item) -> Item {
    let gap = between(above.below, item.above);
    let over = above.shapes.first().map_or(0.0, |shape| sum(&shape.pieces)) + gap;
    // The room that a chapter wants to begin in.
    let room = above.shapes.first().map_or(0.0, |shape| shape.room);
    let lower = |mut shape: Shape| {
        if let Some(piece) = shape.pieces.first_mut() {
            piece.height += over;
        }
        shape.room += if shape.room > 0.0 { over } else { 0.0 };
        shape.room = shape.room.max(room);
        shape
    };
    Item {
        parts: [&above.parts[..], &item.parts].concat(),
        above: above.above,
        shapes: item.shapes.into_iter().map(lower).collect(),
        ..item
    }
}

/// `above`, a text, and `item`, a table, to which it leads: it stays with it, or ends the page before where that keeps the table
/// whole.
fn led_by(above: &Item, item: Item) -> Item {
    let gap = between(above.below, item.above);
    let apart = item.shapes.iter().filter(|shape| shape.whole && shape.room == 0.0).map(|shape| {
        let mut pieces = above.shapes.first().map_or_else(Vec::new, |shape| shape.pieces.clone());
        let own = shape.pieces.iter().enumerate();
        pieces.extend(own.map(|(at, piece)| if at == 0 { Piece { gap, ..*piece } } else { *piece }));
        Shape { pieces, cost: shape.cost.hypot(APART), apart: true, ..shape.clone() }
    });
    let apart: Vec<Shape> = apart.collect();
    let mut item = joined(above, item);
    item.shapes.extend(apart);
    item
}

/// The place below an item in one of its shapes, and the page on which it begins.
fn below(at: Place, item: &Item, shape: &Shape) -> (Place, usize) {
    let fits = |height: f64| height <= PAGE - SPARE;
    let Place { mut page, mut used, mut cost, .. } = at;
    used += if used > 0.0 { between(at.below, item.above) } else { 0.0 };
    let mut begun = page;
    for (n, piece) in shape.pieces.iter().enumerate() {
        let gap = if n == 0 || used == 0.0 { 0.0 } else { piece.gap };
        let wants = if n == 0 { piece.height.max(shape.room) } else { piece.height };
        if used > 0.0 && (!fits(used + gap + wants) || n == 0 && shape.fresh) {
            page += 1;
            if n == 0 {
                let empty = PAGE - at.used;
                cost += if at.lone { LONE.powi(2) } else { 0.0 };
                cost += empty.powi(2) + if empty > THIRD { STARK.powi(2) } else { 0.0 };
                begun = page;
                used = piece.height;
            } else {
                if page == begun + 1 {
                    cost += shape.parted.powi(2);
                }
                // What is left empty between a text and its table.
                if shape.apart {
                    let empty = PAGE - used;
                    cost += empty.powi(2) + if empty > THIRD { STARK.powi(2) } else { 0.0 };
                }
                if n == shape.last_rows {
                    cost += shape.stray.powi(2);
                }
                used = shape.repeated + piece.height;
            }
        } else {
            used += gap + piece.height;
        }
    }
    cost += shape.cost.powi(2);
    (Place { page, used: used.min(PAGE), below: item.below, cost, lone: item.lone }, begun)
}

/// What is left of a page on which these parts stand in their order, each in its first shape; none where they do not fit.
pub(super) fn room_left(parts: &[&Part]) -> Option<f64> {
    let mut used = 0.0;
    let mut below = 0.0;
    for part in parts {
        let shape = part.shapes.first()?;
        used += if used > 0.0 { between(below, part.above) } else { 0.0 };
        used += sum(&shape.pieces);
        below = part.below;
    }
    (used <= PAGE - SPARE).then_some(PAGE - SPARE - used)
}

/// The ways below some ways, with an item in each of its shapes; `cost` more than the item by itself.
fn after(ways: &[Way], items: &[Item], item: usize, cost: f64, steps: &mut Vec<Step>, into: &mut Vec<Way>) {
    for way in ways {
        for (shape, form) in items[item].shapes.iter().enumerate() {
            let (mut at, page) = below(way.at, &items[item], form);
            at.cost += cost;
            into.push(Way { at, step: Some(steps.len()) });
            steps.push(Step { before: way.step, item, shape, page });
        }
    }
}

/// The best of some ways, and no two that end at the same height: what costs less so far may leave less room for the rest.
fn best(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort_by(|a, b| a.at.cost.total_cmp(&b.at.cost));
    let mut found: Vec<Way> = Vec::with_capacity(KEPT);
    for way in ways {
        let alike = |other: &Way| (other.at.used - way.at.used).abs() <= ALIKE;
        if found.len() < KEPT && !found.iter().any(alike) {
            found.push(way);
        }
    }
    found
}

/// The ways to have filled the pages with the items of a section, or of two, those from `from` on.
fn filled(ways: Vec<Way>, items: &[Item], from: usize, steps: &mut Vec<Step>) -> Vec<Way> {
    let mut ways = ways;
    let lead = items[from..].iter().take_while(|item| item.first && item.section == 0).count() + from;
    for item in from..lead {
        let mut tries = Vec::new();
        after(&ways, items, item, 0.0, steps, &mut tries);
        ways = best(tries);
    }
    let (drawings, others): (Vec<usize>, Vec<usize>) = (lead..items.len()).partition(|at| items[*at].drawing);
    // The best ways to have placed so many of the drawings, and so many of the others.
    let wide = others.len() + 1;
    let mut grid = vec![ways];
    // None where a section would not be left before the next.
    let overtaken = |at: usize, waiting: &[usize]| {
        let mut cost = 0.0;
        for other in waiting.iter().filter(|other| **other < at) {
            let (other, item) = (&items[*other], &items[at]);
            let earlier = other.section < item.section;
            if earlier && (item.drawing || !other.has_a_page()) || !earlier && other.first {
                return None;
            }
            cost += MOVED.powi(2);
        }
        Some(cost)
    };
    for i in 0..=drawings.len() {
        for j in 0..wide {
            if i + j == 0 {
                continue;
            }
            let mut tries = Vec::new();
            if i > 0 {
                let at = drawings[i - 1];
                if let Some(cost) = overtaken(at, &others[j..]) {
                    after(&grid[(i - 1) * wide + j], items, at, cost, steps, &mut tries);
                }
            }
            if j > 0 {
                let at = others[j - 1];
                if let Some(cost) = overtaken(at, &drawings[i..]) {
                    after(&grid[i * wide + j - 1], items, at, cost, steps, &mut tries);
                }
            }
            grid.push(best(tries));
        }
    }
    grid.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::height::one;
    use super::*;

    fn part(kind: Kind, heights: &[f64]) -> Part {
        let pieces = heights.iter().map(|height| Piece { gap: 0.0, height: *height }).collect();
        Part { kind, above: 0.0, below: 0.0, shapes: vec![Shape::new(pieces)] }
    }

    fn heading() -> Part {
        part(Kind::Heading, &[6.0])
    }

    fn drawing(height: f64) -> Part {
        let shape = |scale: f64, cost| Shape { scale, cost, ..Shape::new(one(height * scale)) };
        Part { kind: Kind::Drawing, above: 6.0, below: 6.0, shapes: vec![shape(1.0, 0.0), shape(0.86, 34.0)] }
    }

    fn text(lines: usize) -> Part {
        part(Kind::Text, &vec![6.3; lines])
    }

    fn order(parts: &[Part]) -> Vec<usize> {
        arrange(parts).iter().map(|placed| placed.part).collect()
    }

    #[test]
    fn a_page_before_a_high_drawing_is_filled_from_its_section() {
        let parts = [heading(), text(20), drawing(240.0), text(20), heading(), text(9)];
        assert_eq!(order(&parts), [0, 1, 3, 2, 4, 5]);
        // Where its section ends, it may be one of the pages of the next, but not of the next chapter.
        let mut parts = [heading(), text(20), drawing(240.0), heading(), text(12), text(20), drawing(90.0)];
        assert_eq!(order(&parts), [0, 1, 3, 4, 2, 5, 6]);
        parts[3].kind = Kind::Chapter;
        assert_eq!(order(&parts), [0, 1, 2, 3, 4, 5, 6]);
        // A lower one does not leave its section, nor does one of the next come before it.
        let parts = [heading(), text(20), drawing(140.0), heading(), text(12), text(20), drawing(40.0)];
        assert_eq!(order(&parts), [0, 1, 2, 3, 4, 5, 6]);
        // What fits is left where it was.
        let parts = [heading(), text(3), drawing(90.0), text(3), drawing(90.0)];
        assert_eq!(order(&parts), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_chapter_does_not_begin_with_one_sentence_at_the_foot_of_a_page() {
        let fresh = |above: f64, lines: usize| {
            let chapter = || part(Kind::Chapter, &[10.0]);
            let parts = [chapter(), part(Kind::Set, &[above]), chapter(), text(lines), drawing(90.0)];
            arrange(&parts)[2].fresh
        };
        assert!(fresh(190.0, 1));
        // What follows fits, the text is longer, or much would stand empty.
        assert!(!fresh(100.0, 1) && !fresh(190.0, 5) && !fresh(140.0, 1));
        // Nor does it stand alone where the next block does not leave it.
        assert!(!fresh(225.0, 1), "it begins a page by itself");
    }

    #[test]
    fn a_text_may_end_the_page_before_the_table_that_it_leads_to() {
        let leads = |above: f64| {
            let table = part(Kind::Table, &[80.0]);
            let parts = [heading(), part(Kind::Set, &[above]), text(4), table];
            let order = arrange(&parts);
            (order[2].leads, order[3].page)
        };
        assert_eq!(leads(100.0), (true, 0), "both have room");
        assert!(leads(222.0).0, "neither has room");
        assert!(!leads(150.0).0, "the text alone has room, and much would stand empty");
    }

    #[test]
    fn drawings_are_smaller_where_two_of_them_then_fill_a_page() {
        let scales = |parts: &[Part]| arrange(parts).iter().map(|placed| placed.scale).collect::<Vec<_>>();
        let parts = [heading(), drawing(130.0), drawing(130.0)];
        assert_eq!(scales(&parts), [0.86, 0.86, 0.86]);
        let parts = [heading(), drawing(100.0), drawing(100.0)];
        assert_eq!(scales(&parts), [1.0, 1.0, 1.0]);
    }

    #[test]
    fn a_section_is_set_so_that_the_next_one_fills_its_pages_too() {
        // As large as it may be, the drawing of the first section would leave no room for that of the second.
        let parts = [heading(), drawing(130.0), heading(), text(1), drawing(110.0)];
        let placed = arrange(&parts);
        assert!(placed.iter().all(|placed| placed.page == 0), "{placed:?}");
        assert!(placed[1].scale < 1.0, "{placed:?}");
    }

    #[test]
    fn a_chapter_begins_where_it_has_room() {
        for (lines, page) in [(20, 0), (32, 1)] {
            let mut chapter = part(Kind::Chapter, &[9.0]);
            chapter.shapes[0].room = 84.0;
            let placed = arrange(&[heading(), text(lines), chapter, text(2), heading(), text(20)]);
            assert_eq!((placed[2].page, placed[3].page), (page, page), "{lines} lines");
        }
    }

    #[test]
    fn rows_are_closer_where_the_last_ones_else_had_a_page_of_their_own() {
        let table = |count: usize| {
            let rows = |height, close, cost| {
                let mut pieces = vec![height; count];
                pieces.push(30.0);
                let shape = part(Kind::Table, &pieces).shapes.remove(0);
                Shape { whole: false, close, cost, last_rows: count, stray: 70.0, ..shape }
            };
            Part { shapes: vec![rows(5.0, false, 0.0), rows(4.6, true, 30.0)], ..part(Kind::Table, &[0.0]) }
        };
        // Those of a longer table go on anyway.
        for (count, close) in [(40, false), (44, true), (60, false)] {
            let placed = arrange(&[heading(), table(count)]);
            assert_eq!(placed[1].close, close, "{count} rows");
        }
    }

    #[test]
    fn a_table_that_goes_on_repeats_its_head() {
        // Rows of 450 mm end on the second page by themselves, and on the third with a head of 60 mm.
        for (repeated, page) in [(0.0, 1), (60.0, 2)] {
            let mut table = part(Kind::Table, &[5.0; 90]);
            table.shapes[0].repeated = repeated;
            assert_eq!(arrange(&[heading(), table, heading(), text(2)])[3].page, page);
        }
    }
}
