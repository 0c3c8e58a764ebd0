//! The place and the period that the chapter on topics speaks of.

use crate::analyse::summary::TopicRow;
use crate::compose::composer::Composer;
use crate::compose::report::Block;
use crate::model::register::UNMATCHED;
use crate::model::{Level, Period, Place};

/// The topics of the place that speaks for the report, in its latest period.
pub(super) struct Focus<'a> {
    /// The line of all places, or the only place with counted questions.
    pub place: &'a Place,
    /// The latest period with counted questions; the report's year where it has any.
    pub period: Period,
    /// Its topics, most asked first, unmatched last.
    pub rows: Vec<&'a TopicRow>,
}

/// What the chapter speaks of; nothing where no question was counted.
pub(super) fn focus<'a>(c: &Composer<'a>) -> Option<Focus<'a>> {
    let summary: &'a crate::analyse::Summary = c.summary;
    let counted = || summary.topics.iter().filter(|row| row.total > 0);
    // A province that goes on under its name is one place, whatever borders its figures are on.
    let known = |place: &'a Place| match place.level {
        Level::Province => (place.level, &*place.name),
        _ => (place.level, &*place.code),
    };
    let places: std::collections::BTreeSet<(Level, &str)> =
        counted().map(|row| &row.place).filter(|place| !place.is_country()).map(known).collect();
    let within = |row: &TopicRow| match places.len() {
        1 => !row.place.is_country(),
        _ => row.place.is_country(),
    };
    let year = summary.year.and_then(Period::year);
    let period = counted()
        .filter(|row| within(row))
        .map(|row| row.period)
        .max_by_key(|period| (Some(*period) == year, period.end(), std::cmp::Reverse(period.start())))?;
    let mut rows: Vec<&TopicRow> = counted().filter(|row| within(row) && row.period == period).collect();
    let place = &rows.first()?.place;
    rows.retain(|row| row.place == *place);
    rows.sort_by(|a, b| {
        (&*a.topic == UNMATCHED)
            .cmp(&(&*b.topic == UNMATCHED))
            .then_with(|| b.questions.cmp(&a.questions))
            .then_with(|| c.topic_order(&a.topic, &b.topic))
    });
    Some(Focus { place, period, rows })
}

pub(super) fn heading(c: &Composer<'_>, id: &str, vi: &str, en: &str) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text: c.t(vi, en) }
}
