//! In which order the parts of a section fill the pages, how high its drawings are, and how close the rows of its tables.
//!
//! A drawing stands on one page. Where it is too high for what is left of one, or where a table would leave a few rows or its
//! notes for the next one, rows of the page's tables stand a little closer, then its drawings are made a little lower; where
//! that is not enough, what follows it in its section fills the page before it, or drawings are made still lower. Rows of a
//! long table stand closer where pages after it are better filled for it, and a chapter begins a page rather than stand over
//! nothing. What is of one section never stands in another, except that a drawing as high as a page may be one of the pages of
//! the next section. Of several ways the one that leaves least of the pages empty is taken. Where a long table would leave its
//! notes alone, its rows stand closer, or further apart so that rows go over with them. Drawings, and tables, stay in the order
//! of their numbers.

use std::collections::VecDeque;

mod fit;
#[cfg(test)]
mod tests;

use super::flow::{Filled, HEIGHT, Piece, begin_page, begins_page, closer, loosened, lower, rows, unnamed};
use super::table::STEP;
use fit::{LOWER, MUCH_LOWER, lower_all, steps};

/// Less than this, points, is left empty rather than filled with what follows a drawing.
const EMPTY: f64 = 90.0;
/// What would stand empty of a page for which drawings are made much lower, points.
const HOLE: f64 = HEIGHT / 4.0;
/// By how much less than this a heading fits, or does not, with what it stands over, programs may differ, points: there it is
/// written down that it begins a page.
const CLOSE: (f64, f64) = (18.0, 20.0);
/// What is lost at most so that a signature stands below what it signs, in pages left empty: half of one that the next thing
/// leaves on purpose.
const STARK: f64 = 0.1;
/// A drawing that takes so much of a page has it for itself, points.
const OF_ITS_OWN: f64 = HEIGHT * 0.75;
/// By how many steps rows of a long table are tried closer, where it has so many rows at least.
const CLOSER_BY: [i32; 4] = [5, 10, 15, 20];
const MANY_ROWS: usize = 12;
/// How many choices are made to look where one leads, and what they win at least, in pages left empty.
const DEPTH: usize = 3;
const LITTLE: f64 = 0.02;
/// What fits by less than this, points, may not fit: programs round heights, each in its own way.
const HAIR: f64 = 4.0;
/// Height of a line of small letters, such as stand below a table, points.
const LINE: f64 = 13.0;

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
    /// It begins a page, which programs are told: by themselves they may or may not begin one.
    pub fresh: bool,
    /// Its header begins with its number, where it is a table that goes on over pages, or may do so.
    pub named: bool,
    /// What is said below it may go on over pages, where it is a table.
    pub loose: bool,
}

impl Placed {
    fn new(part: usize) -> Self {
        Placed { part, lower: 0.0, closer: 0, whole: true, fresh: false, named: true, loose: false }
    }

    /// What it takes of the page, of the pieces that it was written as.
    fn pieces(&self, pieces: &[Piece]) -> Vec<Piece> {
        let pieces = closer(&lower(pieces, self.lower), f64::from(self.closer) * STEP);
        let pieces = if self.loose { loosened(&pieces) } else { pieces };
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
    };
    pages.fill(parts, 0, 0);
    let mut order = pages.order;
    match signed(filled, parts, &mut order) {
        Some(signed) => *filled = signed,
        None => *filled = pages.filled,
    }
    order
}

/// Where what closes the document, and with it the place to sign, would go over to a page of its own, the section before begins
/// that page, so that a signature stands below what it signs: the last one that the page holds with it.
fn signed(before: &Filled, parts: &[Part], order: &mut [Placed]) -> Option<Filled> {
    let last = order.last().filter(|placed| parts[placed.part].kind == Kind::Imprint)?.part;
    let set = |order: &[Placed]| {
        let mut pieces = Vec::new();
        let mut begins = Vec::new();
        for placed in order {
            begins.push(pieces.len());
            let mut own = placed.pieces(&parts[placed.part].pieces);
            if placed.fresh {
                begin_page(&mut own);
            }
            pieces.append(&mut own);
        }
        let mut filled = before.clone();
        let pages = filled.set(&pieces);
        (begins, pages, filled)
    };
    let imprint = order.iter().position(|placed| placed.part == last)?;
    let (begins, pages, now) = set(order);
    let begin = *begins.get(imprint)?;
    // Something stands above it, on the page on which it ends.
    if begin.checked_sub(1).is_none_or(|above| pages.get(above) == Some(&now.page())) {
        return None;
    }
    for at in (0..imprint).rev().filter(|at| is_heading(parts[order[*at].part].kind)) {
        // A heading below another one stays with it.
        if at > 0 && is_heading(parts[order[at - 1].part].kind) || order[at].fresh {
            continue;
        }
        let mut other = order.to_vec();
        other[at].fresh = true;
        let (begins, pages, filled) = set(&other);
        if begins.get(at).and_then(|begin| pages.get(*begin)) != Some(&filled.page()) {
            return None;
        }
        // Its page may be worse to see than a signature below the lines that close the document.
        if filled.loss() > now.loss() + STARK {
            return None;
        }
        order.copy_from_slice(&other);
        return Some(filled);
    }
    None
}

/// A way to go on where the next part does not fit.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// With it, where it finds its place.
    On,
    /// With this part of its section first.
    Instead(usize),
    /// With it or another part of its section on this page, where drawings are made much lower.
    Lower(usize),
    /// With it, a table, whose rows are closer by so many steps.
    Closer(i32),
    /// With what stands behind it in the next section: it has a page of its own.
    Later,
    /// With it, the head of a chapter, on a page that begins with it.
    Fresh,
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

    /// How the pages can be filled further: one way where the next part fits, or is made to fit. The first ones are those to
    /// take where others win little.
    fn ways(&self, parts: &[Part]) -> Vec<Way> {
        let (heads, over) = self.heads(parts);
        let Some(&next) = self.rest.get(heads) else { return vec![Way::On] };
        let mut ways = self.ways_with(parts, next, heads, over);
        let chapter = heads > 0 && parts[self.rest[0]].kind == Kind::Chapter;
        if chapter && self.filled.free() < HEIGHT / 2.0 && !begins_page(&parts[self.rest[0]].pieces) {
            ways.push(Way::Fresh);
        }
        ways
    }

    /// The same for this part, which stands below so many headings, over what it stands below.
    fn ways_with(&self, parts: &[Part], next: usize, heads: usize, over: Vec<Piece>) -> Vec<Way> {
        let pieces = [over.clone(), parts[next].pieces.clone()].concat();
        let kind = parts[next].kind;
        let free = self.filled.free();
        let lacks = kind != Kind::Text && self.filled.lacks_of_all(&pieces) > 0.0 && free > EMPTY;
        let drawing = matches!(kind, Kind::Drawing { .. });
        let begins = !drawing && (self.filled.lacks(&pieces) == 0.0 || free <= EMPTY);
        let table = matches!(kind, Kind::Table { .. });
        if table && begins && rows(&pieces) > MANY_ROWS {
            return [Way::On].into_iter().chain(CLOSER_BY.map(Way::Closer)).collect();
        }
        if !lacks || begins || self.lowered(parts, next, &pieces, LOWER).is_some() {
            return vec![Way::On];
        }
        let section =
            || self.rest.iter().skip(heads).copied().take_while(|part| in_section(parts[*part].kind));
        let with = |part: usize| [over.clone(), parts[part].pieces.clone()].concat();
        let text = section().find(|part| parts[*part].kind == Kind::Text);
        let table = section().find(|part| drawing && matches!(parts[*part].kind, Kind::Table { .. }));
        // In the order of the report.
        let mut others: Vec<usize> = [text, table].into_iter().flatten().collect();
        others.sort_unstable();
        let fits = |part: &usize| self.filled.lacks(&with(*part)) == 0.0;
        let mut ways: Vec<Way> = others.iter().copied().filter(fits).map(Way::Instead).collect();
        ways.push(Way::On);
        let lower = |part: &usize| self.lowered(parts, *part, &with(*part), MUCH_LOWER).is_some();
        ways.extend([next].into_iter().chain(others).filter(lower).map(Way::Lower));
        if heads == 0 && self.behind(parts).is_some() {
            ways.push(Way::Later);
        }
        ways
    }

    /// How many parts, the headings of the next section and the part below, can stand before the next part, which is a
    /// drawing as high as a page, the last of its section, on what is left of this page.
    fn behind(&self, parts: &[Part]) -> Option<usize> {
        let high = |part: &usize| match parts[*part].kind {
            Kind::Drawing { height, .. } => height >= OF_ITS_OWN,
            _ => false,
        };
        self.rest.front().filter(|next| high(next))?;
        let heads = self.rest.iter().skip(1).take_while(|part| is_heading(parts[**part].kind)).count();
        let chunk: Vec<usize> = self.rest.iter().skip(1).take(heads + 1).copied().collect();
        let chapter = chunk.iter().any(|part| parts[*part].kind == Kind::Chapter);
        let below = chunk.last().map(|part| parts[*part].kind)?;
        // Its own section is at its end, or has been left.
        let left = heads > 0 || self.order.last().is_some_and(|last| self.rest[0] < last.part);
        let pieces: Vec<Piece> = chunk.iter().flat_map(|part| parts[*part].pieces.clone()).collect();
        let fits = self.filled.fuller(LINE).lacks_of_all(&pieces) == 0.0;
        let moves = matches!(below, Kind::Text | Kind::Table { .. });
        (left && moves && !chapter && fits).then_some(chunk.len())
    }

    /// What stands on this page, lower, where the next part then fits, with its pieces, and what of the page that frees.
    /// `much` is how much lower drawings get at most, of their height.
    fn lowered(
        &self,
        parts: &[Part],
        next: usize,
        pieces: &[Piece],
        much: f64,
    ) -> Option<(Vec<Placed>, f64)> {
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
            let freed = lower_all(&mut placed, parts, lacks(spare), much)?;
            Some((placed, freed))
        })
    }

    /// Goes one way.
    fn go(&mut self, parts: &[Part], way: Way) {
        if let (Way::Later, Some(count)) = (way, self.behind(parts)) {
            let high = self.rest.pop_front();
            high.into_iter().for_each(|high| self.rest.insert(count, high));
            return self.go(parts, Way::On);
        }
        let (heads, mut pieces) = self.heads(parts);
        let first = self.order.len();
        self.order.extend(self.rest.drain(..heads).map(Placed::new));
        let next = match way {
            Way::Instead(part) | Way::Lower(part) => Some(part),
            _ => self.rest.front().copied(),
        };
        let Some(next) = next else { return self.set(&pieces) };
        pieces.extend(parts[next].pieces.clone());
        if way == Way::Fresh {
            self.order[first].fresh = true;
            begin_page(&mut pieces);
        }
        let mut placed = Placed::new(next);
        let lowered = match way {
            Way::On => self.lowered(parts, next, &pieces, LOWER),
            Way::Lower(_) => self.lowered(parts, next, &pieces, MUCH_LOWER),
            _ => None,
        };
        if let Some((mut lower, freed)) = lowered {
            placed = lower.pop().unwrap_or(placed);
            self.order.truncate(self.page.1);
            self.order.append(&mut lower);
            self.filled.free_up(freed);
            pieces = placed.pieces(&pieces);
        }
        if let Kind::Table { .. } = parts[next].kind {
            // What is said below goes on over pages sooner than much of one stands empty.
            if way == Way::On && self.filled.lacks(&pieces) > 0.0 && self.filled.free() > HOLE {
                let loose = loosened(&pieces);
                if self.filled.fuller(HAIR).lacks(&loose) == 0.0 {
                    placed.loose = true;
                    pieces = loose;
                }
            }
            if placed.closer == 0 && !placed.loose {
                let from = if let Way::Closer(steps) = way { steps } else { 0 };
                placed.closer = steps(&self.filled, &pieces, from);
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
        // Drawings and tables have been made to fit, or not to.
        if heads > 0 && parts[next].kind == Kind::Text && self.filled.close(&pieces, CLOSE) {
            self.order[first].fresh = true;
            begin_page(&mut pieces);
        }
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
}

fn is_heading(kind: Kind) -> bool {
    matches!(kind, Kind::Chapter | Kind::Heading)
}

fn in_section(kind: Kind) -> bool {
    matches!(kind, Kind::Drawing { .. } | Kind::Text | Kind::Table { .. })
}
