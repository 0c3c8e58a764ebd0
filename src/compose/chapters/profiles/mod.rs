//! The pages of single places and topics, which the page offers to pick from: what the chapters tell of all of them,
//! told of one.

mod places;
mod small;
mod topics;

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::composer::Composer;
use crate::compose::report::{Block, Part, Subject, Table};
use crate::model::{Level, Place, Vintage};

/// At most so many places have a page each, and so many topics: the report stays one file that opens at once.
const MOST_PAGES: usize = 70;

/// One place under its name, on the borders of its times, the latest last.
struct Named<'a> {
    places: Vec<&'a Place>,
}

impl<'a> Named<'a> {
    fn latest(&self) -> Option<&'a Place> {
        self.places.last().copied()
    }

    fn holds(&self, place: &Place) -> bool {
        self.places.contains(&place)
    }
}

/// The places that can be picked; none where there is one only, or none.
pub(in crate::compose) fn places(c: &Composer<'_>) -> Vec<Subject> {
    let named = named(c);
    if named.len() < 2 {
        return Vec::new();
    }
    // One province's edition is itself the page of that province.
    let paged = named.len() <= MOST_PAGES && c.summary.province.is_none();
    let desk = paged.then(|| places::Desk::new(c));
    let today = named.iter().filter_map(Named::latest).any(|place| place.vintage == Vintage::V34);
    let mut taken = BTreeSet::new();
    let mut subjects: Vec<(&str, Subject)> = Vec::new();
    for one in &named {
        let Some(place) = one.latest() else { continue };
        let key = match taken.insert(place.code.to_string()) {
            true => place.code.to_string(),
            // The code went on to another place.
            false => format!("{}@{}", place.code, place.vintage.as_str()),
        };
        let called = c.place(place);
        let name = match today && place.vintage == Vintage::V63 {
            true => c.until_merger(&called),
            false => called.clone(),
        };
        let mut codes: Vec<String> = one.places.iter().map(|place| place.code.to_string()).collect();
        codes.dedup();
        let page = desk.as_ref().map(|desk| desk.page(one, subjects.len())).unwrap_or_default();
        // A title does not move a name: it stands in a list where tables have it.
        subjects.push((&place.name, Subject { key, name, called, codes, page }));
    }
    subjects.sort_by(|a, b| c.names.compare(a.0, b.0).then_with(|| a.1.key.cmp(&b.1.key)));
    subjects.into_iter().map(|(_, subject)| subject).collect()
}

/// All places with figures, those of today's borders first: a province that goes on under its name is one of them, other
/// units are named by their codes.
fn named<'a>(c: &Composer<'a>) -> Vec<Named<'a>> {
    let s: &'a crate::analyse::Summary = c.summary;
    let places: BTreeSet<&Place> = (s.coverage.iter().map(|row| &row.place))
        .chain(s.teams.iter().map(|row| &row.place))
        .chain(s.topics.iter().map(|row| &row.place))
        .chain(s.uncounted.iter().map(|row| &row.place))
        .chain(s.targets.iter().map(|row| &row.place))
        .chain(s.commitments.iter().map(|row| &row.commitment.place))
        .filter(|place| !place.is_country() && !place.code.is_empty())
        .collect();
    let mut groups: BTreeMap<(Level, &str), Vec<&Place>> = BTreeMap::new();
    for place in places {
        let name = if place.level == Level::Province { &*place.name } else { &*place.code };
        groups.entry((place.level, name)).or_default().push(place);
    }
    let mut named: Vec<Named<'_>> = groups
        .into_values()
        .map(|mut places| {
            places.sort_by_key(|place| place.vintage);
            Named { places }
        })
        .collect();
    let key = |one: &Named<'a>| one.latest().map(|place| (std::cmp::Reverse(place.vintage), &place.code));
    named.sort_by(|a, b| key(a).cmp(&key(b)));
    named
}

/// The topics that can be picked.
pub(in crate::compose) fn topics(c: &Composer<'_>) -> Vec<Subject> {
    let ids: BTreeSet<&str> = (c.summary.topics.iter().map(|row| &*row.topic))
        .chain(c.summary.uncounted.iter().map(|row| &*row.topic))
        .collect();
    if ids.len() < 2 {
        return Vec::new();
    }
    let paged = ids.len() <= MOST_PAGES;
    let mut subjects: Vec<Subject> = ids
        .into_iter()
        .enumerate()
        .map(|(n, id)| Subject {
            key: id.to_owned(),
            name: c.topic(id),
            called: c.topic(id),
            codes: vec![id.to_owned()],
            page: if paged { topics::page(c, id, n) } else { Vec::new() },
        })
        .collect();
    subjects.sort_by(|a, b| c.names.compare(&a.name, &b.name).then_with(|| a.key.cmp(&b.key)));
    subjects
}

/// A heading within such a page.
fn heading(c: &Composer<'_>, id: String, vi: &str, en: &str) -> Part {
    Part::Block(Block::Heading { level: 2, id, text: c.t(vi, en) })
}

/// A table without a number: a page of one place or topic stands beside the report.
fn table(table: Table) -> Option<Part> {
    (!table.rows.is_empty()).then_some(Part::Block(Block::Table(table)))
}

#[cfg(test)]
mod tests;
