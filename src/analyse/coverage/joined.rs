//! Series that go on through a change of definition or basis, because the project says so.

use std::collections::BTreeMap;

use super::SeriesKey;
use crate::analyse::series;
use crate::analyse::summary::{Basis, CoverageRow, Join, Joined};
use crate::model::Period;
use crate::model::register::Registers;
use crate::model::settings::{RunThrough, SeriesBreak};

/// Makes one key of those that the entries join, and lists where series now go on; one answer an entry.
pub(super) fn join(
    rows: &[CoverageRow],
    keys: &mut [SeriesKey],
    registers: &Registers,
    entries: &[RunThrough],
) -> Vec<Joined> {
    if entries.is_empty() {
        return Vec::new();
    }
    let covers = |entry: &RunThrough, row: &CoverageRow| entry.covers(&row.indicator, &row.place, registers);
    let apart = keys.to_vec();
    for (row, key) in rows.iter().zip(keys.iter_mut()) {
        for entry in entries.iter().filter(|entry| covers(entry, row)) {
            match entry.change {
                SeriesBreak::Definition => (key.definition, key.runs_through) = (None, true),
                SeriesBreak::Basis => key.basis = Basis::Published,
            }
        }
    }
    part_overlaps(rows, keys, &apart);
    let points = rows.iter().zip(keys.iter()).enumerate();
    let series =
        series::collect(points.filter_map(|(i, (row, key))| Some((key, row.period, row.percent?, i))));
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
    let figures = |entry: &RunThrough| rows.iter().filter(|row| covers(entry, row)).count();
    let told =
        |entry: &RunThrough| Joined { told: entry.clone(), figures: figures(entry), joins: joins(entry) };
    entries.iter().map(told).collect()
}

/// Where both definitions have a figure for one period, the series goes on with that of the part which lasts longer;
/// the other figure gets its own key back and stands by itself.
fn part_overlaps(rows: &[CoverageRow], keys: &mut [SeriesKey], apart: &[SeriesKey]) {
    let with_figure: Vec<usize> = (0..rows.len()).filter(|&i| rows[i].percent.is_some()).collect();
    let mut ends: BTreeMap<&SeriesKey, Period> = BTreeMap::new();
    for &i in &with_figure {
        let end = ends.entry(&apart[i]).or_insert(rows[i].period);
        *end = rows[i].period.max(*end);
    }
    let mut at: BTreeMap<(&SeriesKey, Period), Vec<usize>> = BTreeMap::new();
    for &i in with_figure.iter().filter(|&&i| keys[i].runs_through) {
        at.entry((&keys[i], rows[i].period)).or_default().push(i);
    }
    let mut alone = Vec::new();
    for figures in at.into_values() {
        let Some(&on) = figures.iter().max_by_key(|&&i| (ends.get(&apart[i]), i)) else { continue };
        alone.extend(figures.into_iter().filter(|&i| apart[i] != apart[on]));
    }
    for i in alone {
        keys[i] = apart[i].clone();
    }
}
