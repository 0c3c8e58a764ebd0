//! In which order the parts of a section fill the pages, how high its drawings are, and how close the rows of its tables.
//!
//! A drawing stands on one page, and what is said below a table with its last rows. Where one is too high for what is left of a
//! page, rows of the page's tables stand a little closer, then its drawings are made a little lower; where that is not enough,
//! what follows it in its section fills the page before it, drawings are made still lower, or pages part a table that they would
//! keep whole. A drawing may stand before the table above it, and rows of a long table closer or further apart, where pages are
//! better filled for it. What is of one section never stands in another, but for a drawing as high as its page, before which the
//! next section of its chapter may begin. A text that leads to a table stays before it, and near it. All of these are weighed together: pages are filled in
//! many ways side by side, of which the ones that leave least of the pages empty go on; the order of the report counts for a
//! little. Drawings, and tables, stay in the order of their numbers.

use std::collections::{BTreeMap, VecDeque};

mod fit;
#[cfg(test)]
mod tests;

use super::flow::{Filled, Piece, begin_page, closer, lines, loosened, lower, rows, stay, unnamed};
use super::table::STEP;
use fit::{LOWER, MUCH_LOWER, lower_all, steps};

/// Less than this, points, is left empty rather than filled with what follows a drawing.
const EMPTY: f64 = 90.0;
/// By how much less than this a heading fits, or does not, with what it stands over, programs may differ, points: there it is
/// written down that it begins a page.
const CLOSE: (f64, f64) = (18.0, 20.0);
/// What is lost at most so that a signature stands below what it signs, in pages left empty: a third of one.
const STARK: f64 = 0.1;
/// By how many steps rows of a long table are tried closer, or further apart, where it has so many rows at least.
const CLOSER_BY: [i32; 6] = [5, 10, 15, 20, -5, -10];
const MANY_ROWS: usize = 12;
/// How many ways to fill the pages are followed side by side.
const WIDE: usize = 100;
/// What a change of the order of the report, drawings that are much lower, a low table on two pages, and rows that are a step
/// closer or further apart are to win at least, in pages left empty.
const ORDER: f64 = 0.02;
const LOW: f64 = 0.05;
const PARTED: f64 = 0.09;
const ROWS: f64 = 0.001;
/// The same for a table of so few rows on two pages, and for a chapter of which so many lines at most stand alone at the foot of
/// a page.
const TORN: (usize, f64) = (10, 0.35);
const LONE: (usize, f64) = (3, 0.07);
/// The same for a table that stands before the text that leads to it, and for each page between the two.
const BEFORE: f64 = 0.3;
const FAR: f64 = 0.2;
/// A drawing that takes so much of a page has it for itself.
const OF_ITS_OWN: f64 = 0.85;
/// What fits by less than this, points, may not fit: programs round heights, each in its own way.
const HAIR: f64 = 4.0;
/// Height of a line of text, points.
const LINE: f64 = 18.0;

/// What a part of the document is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// The heading of a chapter.
    Chapter,
    /// A heading: it begins a section, which nothing leaves.
    Heading,
    /// A drawing, with its number, its height, and the least with which its letters can be read, points.
    Drawing { number: usize, height: f64, least: f64 },
    /// Text of a section.
    Text,
    /// A table of a section, with its notes, its number, and whether the text before it leads to it.
    Table { number: usize, led: bool },
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
    /// Pages may part its rows, where it is a table that is so low that they would not.
    pub loose: bool,
    /// Its end stays with what closes the document; that stays together.
    pub along: bool,
}

impl Placed {
    fn new(part: usize) -> Self {
        Placed {
            part,
            lower: 0.0,
            closer: 0,
            whole: true,
            fresh: false,
            named: true,
            loose: false,
            along: false,
        }
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
    let pages = Pages {
        filled: filled.clone(),
        rest: (0..parts.len()).collect(),
        order: Vec::with_capacity(parts.len()),
        page: (filled.page(), 0),
        led: None,
        stood: filled.page(),
        lone: None,
        ahead: None,
        alone: false,
        changed: 0.0,
    };
    let found = pages.all(parts);
    let best = |alone: bool| {
        let those = found.iter().filter(|pages| pages.alone == alone);
        those.min_by(|one, other| one.loss().total_cmp(&other.loss()))
    };
    // A signature that would stand alone on its page takes something along, or pages are filled in another way.
    let taken = best(true).map(|pages| {
        let mut order = pages.order.clone();
        let signed = signed(filled, parts, &mut order);
        let loss = pages.changed + signed.as_ref().map_or(pages.filled.loss() + STARK, Filled::loss);
        (order, signed.unwrap_or_else(|| pages.filled.clone()), loss)
    });
    let other = best(false).map(|pages| (pages.order.clone(), pages.filled.clone(), pages.loss()));
    let ways = [other, taken].into_iter().flatten();
    let Some((order, now, _)) = ways.min_by(|one, other| one.2.total_cmp(&other.2)) else {
        return Vec::new();
    };
    *filled = now;
    order
}

/// Where what closes the document, and with it the place to sign, would go over to a page of its own, the section before begins
/// that page, so that a signature stands below what it signs; or the last rows of a table or the last text goes along, where that
/// leaves less of the pages empty.
fn signed(before: &Filled, parts: &[Part], order: &mut [Placed]) -> Option<Filled> {
    let last = order.last().filter(|placed| parts[placed.part].kind == Kind::Imprint)?.part;
    let set = |order: &[Placed]| {
        let mut pieces = Vec::new();
        let mut begins = Vec::new();
        for placed in order {
            begins.push(pieces.len());
            let part = &parts[placed.part];
            let mut own = placed.pieces(&part.pieces);
            if placed.fresh {
                begin_page(&mut own);
            }
            if placed.along {
                stay(&mut own, part.kind == Kind::Imprint);
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
    // Its page may be worse to see than a signature below the lines that close the document.
    let good = |filled: &Filled| filled.loss() <= now.loss() + STARK;
    // A heading below another one stays with it.
    let begins_section = |at: &usize| {
        let heading = |at: usize| is_heading(parts[order[at].part].kind);
        heading(*at) && !(*at > 0 && heading(*at - 1)) && !order[*at].fresh
    };
    let section = (0..imprint).rev().find(begins_section).and_then(|at| {
        let mut other = order.to_vec();
        other[at].fresh = true;
        let (begins, pages, filled) = set(&other);
        let held = begins.get(at).and_then(|begin| pages.get(*begin)) == Some(&filled.page());
        (held && good(&filled)).then_some((other, filled))
    });
    let end = || {
        let above = imprint.checked_sub(1)?;
        matches!(parts[order[above].part].kind, Kind::Text | Kind::Table { .. }).then_some(())?;
        let mut other = order.to_vec();
        (other[above].along, other[above].named, other[imprint].along) = (true, true, true);
        let (begins, pages, filled) = set(&other);
        let held = pages.get(begins.get(imprint)?.checked_sub(1)?) == Some(&filled.page());
        (held && good(&filled)).then_some((other, filled))
    };
    let best = section.into_iter().chain(end()).min_by(|one, other| one.1.loss().total_cmp(&other.1.loss()));
    let (other, filled) = best?;
    order.copy_from_slice(&other);
    Some(filled)
}

/// A way to go on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// With the next part, where it finds its place.
    On,
    /// With this part of its section first.
    Instead(usize),
    /// With it or another part of its section on this page, where drawings are made much lower.
    Lower(usize),
    /// With it, a text, on this page alone, whose drawings are made a little lower.
    Whole,
    /// With it, a table, whose rows are closer by so many steps.
    Closer(i32),
    /// With it, a low table of so many rows, which pages may part.
    Loose(usize),
    /// With it, the text of a chapter, and the chapter begins a page.
    Fresh,
    /// With the beginning of the next section, before the next part, a drawing with a page of its own.
    Ahead,
}

impl Way {
    /// What it is to win at least, in pages left empty.
    fn price(self) -> f64 {
        match self {
            Way::On | Way::Fresh => 0.0,
            Way::Instead(_) | Way::Whole | Way::Ahead => ORDER,
            Way::Lower(_) => LOW,
            Way::Closer(steps) => ROWS * f64::from(steps.abs()),
            Way::Loose(rows) if rows <= TORN.0 => TORN.1,
            Way::Loose(_) => PARTED,
        }
    }
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
    /// The text placed last that leads to a table, and the page on which it ends.
    led: Option<(usize, usize)>,
    /// The page on which the last piece begins.
    stood: usize,
    /// The page on which nothing but a chapter with a short text stands last.
    lone: Option<usize>,
    /// The drawing before which the next section began.
    ahead: Option<usize>,
    /// What closes the document stands alone on its page.
    alone: bool,
    /// What the ways that were gone are to win.
    changed: f64,
}

impl Pages {
    /// The pages with all parts, some ways to fill them: those go on that left least empty, from part to part.
    fn all(self, parts: &[Part]) -> Vec<Pages> {
        let mut best = vec![self.clone()];
        let mut ahead = BTreeMap::from([(self.rest.len(), vec![self])]);
        while let Some((left, mut reached)) = ahead.pop_last() {
            reached.sort_by(|one, other| one.loss().total_cmp(&other.loss()));
            // Of those that filled as much with the same parts one goes on.
            let mut kept: Vec<Pages> = Vec::new();
            for pages in reached {
                if kept.len() < WIDE && !kept.iter().any(|other| pages.goes_on_as(other)) {
                    kept.push(pages);
                }
            }
            if left == 0 {
                return kept;
            }
            for pages in &kept {
                for way in pages.ways(parts) {
                    let mut next = pages.clone();
                    next.go(parts, way);
                    ahead.entry(next.rest.len()).or_default().push(next);
                }
            }
            best = kept;
        }
        best
    }

    fn loss(&self) -> f64 {
        self.filled.loss() + self.changed
    }

    /// Whether the pages are filled as far, and the same parts are left.
    fn goes_on_as(&self, other: &Pages) -> bool {
        self.filled.page() == other.filled.page()
            && (self.filled.free() - other.filled.free()).abs() < 1.0
            && self.rest == other.rest
            && self.ahead == other.ahead
            && self.lone == other.lone
            && self.waits() == other.waits()
    }

    /// The page of a text whose table is still to be placed.
    fn waits(&self) -> Option<usize> {
        self.led.filter(|(text, _)| self.rest.contains(&(text + 1))).map(|(_, page)| page)
    }

    /// Headings before the next part, which stay with it; with what they are written as.
    fn heads(&self, parts: &[Part]) -> (usize, Vec<Piece>) {
        let heads = self.rest.iter().take_while(|part| is_heading(parts[**part].kind)).count();
        let over = self.rest.iter().take(heads).flat_map(|part| parts[*part].pieces.clone()).collect();
        (heads, over)
    }

    /// How the pages can be filled further: one way where the next part fits, or is made to fit. Of those that are as good the
    /// first one is taken.
    fn ways(&self, parts: &[Part]) -> Vec<Way> {
        let (heads, over) = self.heads(parts);
        let Some(&next) = self.rest.get(heads) else { return vec![Way::On] };
        let mut ways = self.ways_with(parts, next, heads, over);
        // A drawing may stand before the table that it follows.
        if let Kind::Table { .. } = parts[next].kind
            && heads == 0
        {
            let fits = |part: &&usize| {
                let pieces = &parts[**part].pieces;
                matches!(parts[**part].kind, Kind::Drawing { .. })
                    && (self.filled.lacks_of_all(pieces) == 0.0
                        || self.lowered(parts, **part, pieces, LOWER).is_some())
            };
            ways.extend(self.rest.get(1).filter(fits).map(|drawing| Way::Instead(*drawing)));
        }
        if heads == 0 && self.begins_ahead(parts, next) {
            ways.push(Way::Ahead);
        }
        ways
    }

    /// Whether a section can begin on this page before the next part, a drawing with a page of its own that ends its section.
    fn begins_ahead(&self, parts: &[Part], next: usize) -> bool {
        let empty = Filled::empty(2).fuller(Filled::empty(2).free() * (1.0 - OF_ITS_OWN));
        let high = || empty.lacks_of_all(&parts[next].pieces) > 0.0;
        let heads: Vec<usize> =
            self.rest.iter().skip(1).copied().take_while(|part| is_heading(parts[*part].kind)).collect();
        let first = self.rest.get(1 + heads.len());
        let begun = first.filter(|part| parts[**part].kind == Kind::Text).is_some_and(|part| {
            let pieces = heads.iter().chain([part]).flat_map(|part| parts[*part].pieces.clone());
            self.filled.fuller(HAIR).lacks_of_all(&pieces.collect::<Vec<_>>()) == 0.0
        });
        matches!(parts[next].kind, Kind::Drawing { .. })
            && self.ahead != Some(next)
            && begun
            && !heads.is_empty()
            && heads.iter().all(|head| parts[*head].kind == Kind::Heading)
            && high()
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
        let chapter = heads > 0 && parts[self.rest[0]].kind == Kind::Chapter;
        if chapter
            && kind == Kind::Text
            && lines(&parts[next].pieces) <= LONE.0
            && begins
            && self.order.len() > 1
        {
            return vec![Way::On, Way::Fresh];
        }
        if kind == Kind::Text && self.lowered(parts, next, &pieces, LOWER).is_some() {
            return vec![Way::On, Way::Whole];
        }
        if !lacks || begins || self.lowered(parts, next, &pieces, LOWER).is_some() {
            return vec![Way::On];
        }
        let section =
            || self.rest.iter().skip(heads).copied().take_while(|part| in_section(parts[*part].kind));
        let with = |part: usize| [over.clone(), parts[part].pieces.clone()].concat();
        let text = section().find(|part| parts[*part].kind == Kind::Text);
        let below = section().find(|part| drawing && matches!(parts[*part].kind, Kind::Table { .. }));
        // In the order of the report.
        let mut others: Vec<usize> = [text, below].into_iter().flatten().collect();
        others.sort_unstable();
        let fits = |part: &usize| self.filled.lacks(&with(*part)) == 0.0;
        let mut ways: Vec<Way> = others.iter().copied().filter(fits).map(Way::Instead).collect();
        ways.push(Way::On);
        let lower = |part: &usize| self.lowered(parts, *part, &with(*part), MUCH_LOWER).is_some();
        ways.extend([next].into_iter().chain(others).filter(lower).map(Way::Lower));
        if table && self.filled.fuller(HAIR).lacks(&loosened(&pieces)) == 0.0 {
            ways.push(Way::Loose(rows(&pieces).saturating_sub(1)));
        }
        ways
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
        let lacks = |spare: f64| self.filled.fuller(spare).lacks_of_all(pieces);
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
        self.changed += way.price();
        if way == Way::Ahead {
            self.ahead = self.rest.pop_front();
            self.go(parts, Way::On);
            if let Some(drawing) = self.ahead {
                self.rest.push_front(drawing);
            }
            return;
        }
        let (heads, mut pieces) = self.heads(parts);
        // Not every program lets a heading over a text go to the next page with it, where the text stays with a table and
        // the heading has room, be it narrowly.
        let strays = heads > 0 && self.filled.fuller(-LINE).holds(&pieces);
        let first = self.order.len();
        self.order.extend(self.rest.drain(..heads).map(Placed::new));
        let next = match way {
            Way::Instead(part) | Way::Lower(part) => Some(part),
            _ => self.rest.front().copied(),
        };
        let Some(next) = next else {
            self.set(&pieces);
            return;
        };
        pieces.extend(parts[next].pieces.clone());
        let mut placed = Placed::new(next);
        let lowered = match way {
            Way::On | Way::Instead(_) if parts[next].kind == Kind::Text => None,
            Way::On | Way::Instead(_) | Way::Whole => self.lowered(parts, next, &pieces, LOWER),
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
            if matches!(way, Way::Loose(_)) {
                placed.loose = true;
                pieces = loosened(&pieces);
            }
            if placed.closer == 0 {
                let from = if let Way::Closer(steps) = way { steps } else { 0 };
                placed.closer = steps(&self.filled, &pieces, from);
                pieces = closer(&pieces, f64::from(placed.closer) * STEP);
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
        let close = heads > 0 && parts[next].kind == Kind::Text && self.filled.close(&pieces, CLOSE);
        if close || way == Way::Fresh {
            self.order[first].fresh = true;
            begin_page(&mut pieces);
        }
        let (before, here) = (self.stood, self.filled.page());
        let begun = self.set(&pieces);
        if strays && begun > here && self.filled.page() > here {
            self.order[first].fresh = true;
        }
        if self.lone.take().is_some_and(|page| begun != page) {
            self.changed += LONE.1;
        }
        if heads > 0 && parts[self.order[first].part].kind == Kind::Chapter && parts[next].kind == Kind::Text
        {
            self.lone = (lines(&parts[next].pieces) <= LONE.0).then_some(self.filled.page());
        }
        match parts[next].kind {
            Kind::Text => self.led = Some((next, self.filled.page())),
            Kind::Table { led: true, .. } => {
                self.changed += match self.led.filter(|(text, _)| text + 1 == next) {
                    Some((_, page)) => FAR * begun.saturating_sub(page + 1) as f64,
                    None if self.rest.contains(&(next - 1)) => BEFORE,
                    None => 0.0,
                };
            }
            _ => {}
        }
        self.alone = parts[next].kind == Kind::Imprint && before != self.filled.page();
    }

    /// Sets what was placed last, and tells the page on which it begins.
    fn set(&mut self, pieces: &[Piece]) -> usize {
        let begun = self.filled.set(pieces);
        self.stood = begun.last().copied().unwrap_or(self.stood);
        if self.filled.page() != self.page.0 {
            // What stands last may stand on the new page, and nothing before it.
            self.page = (self.filled.page(), self.order.len().saturating_sub(1));
        }
        begun.first().copied().unwrap_or(self.page.0)
    }
}

fn is_heading(kind: Kind) -> bool {
    matches!(kind, Kind::Chapter | Kind::Heading)
}

fn in_section(kind: Kind) -> bool {
    matches!(kind, Kind::Drawing { .. } | Kind::Text | Kind::Table { .. })
}
