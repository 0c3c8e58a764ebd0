//! Series that go on through a change of definition or basis, because the project says so.

use super::SeriesKey;
use crate::analyse::series;
use crate::analyse::summary::{Basis, CoverageRow, Join, Joined};
use crate::model::register::IndicatorRegister;
use crate::model::settings::{RunThrough, SeriesBreak};

/// Makes one key of those that the entries join, and lists where series now go on; one answer an entry.
pub(super) fn join(
    rows: &[CoverageRow],
    keys: &mut [SeriesKey],
    register: &IndicatorRegister,
    entries: &[RunThrough],
) -> Vec<Joined> {
    let covers = |entry: &RunThrough, row: &CoverageRow| {
        entry.covers(&row.indicator, register.get(&row.indicator), &row.place)
    };
    for (row, key) in rows.iter().zip(keys.iter_mut()) {
        for entry in entries.iter().filter(|entry| covers(entry, row)) {
            match entry.change {
                SeriesBreak::Definition => key.definition = None,
                SeriesBreak::Basis => key.basis = Basis::Published,
            }
        }
    }
    if entries.is_empty() {
        return Vec::new();
    }
    let points = rows.iter().zip(keys.iter()).enumerate();
    let series = series::collect(
        points.filter_map(|(i, (row, key))| Some((key.clone(), row.period, row.percent?, i))),
    );
    let steps =
        || series.iter().flat_map(|one| one.rows.windows(2)).map(|pair| (&rows[pair[0]], &rows[pair[1]]));
    let joins = |entry: &RunThrough| {
        let changes = |before: &CoverageRow, after: &CoverageRow| match entry.change {
            SeriesBreak::Definition => before.definition != after.definition,
            SeriesBreak::Basis => before.basis != after.basis,
        };
        let of_entry = steps().filter(|(before, after)| covers(entry, after) && changes(before, after));
        let join = |(before, after): (&CoverageRow, &CoverageRow)| Join {
            place: after.place.clone(),
            indicator: after.indicator.clone(),
            before: before.period,
            after: after.period,
        };
        of_entry.map(join).collect()
    };
    entries.iter().map(|entry| Joined { told: entry.clone(), joins: joins(entry) }).collect()
}
