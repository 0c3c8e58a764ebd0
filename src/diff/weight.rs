//! What of the differences people look at first.

use super::Difference;
use crate::model::table::{
    COMMITMENTS, COVERAGE, COVERED, Col, DISTINCTIVE_TOPICS, DONE, DUE, GAP, LATEST_PERIOD, LATEST_VALUE,
    MEMBERS, MEMBERS_PER_TEAM, PERCENT, PLACE, QUESTIONS, SHARE, SLOPE, STATUS, TARGET, TARGETS, TEAM_COUNTS,
    TEAMS, TOPICS, TOTAL, TRAINED, TRAINED_SHARE, Table, VERDICT, Z,
};

/// The columns that say what a figure is; the others follow from them (ends of intervals, tests, slopes of ends). The
/// first one says by how much a figure moved.
pub(super) fn leading(table: &Table) -> &'static [Col] {
    match table.name {
        name if name == TOPICS.name => &[SHARE, QUESTIONS],
        name if name == DISTINCTIVE_TOPICS.name => &[Z, QUESTIONS],
        name if name == COVERAGE.name => &[PERCENT, COVERED, TOTAL],
        name if name == TEAM_COUNTS.name => &[TEAMS, MEMBERS, TRAINED, MEMBERS_PER_TEAM, TRAINED_SHARE],
        name if name == TARGETS.name => &[VERDICT, LATEST_VALUE, TARGET, GAP, LATEST_PERIOD],
        name if name == COMMITMENTS.name => &[STATUS, DUE, DONE],
        _ => &[VERDICT, SLOPE],
    }
}

/// Place of a column among those that say what a figure is.
pub(super) fn place(table: &Table, column: Col) -> Option<usize> {
    leading(table).iter().position(|leading| *leading == column)
}

/// Whether a difference is of a column that follows from others.
pub(super) fn follows(one: &Difference) -> bool {
    // The name of the line of all places says whether they all have the figure.
    one.column.is_some_and(|column| column.col != PLACE && !leading(one.table).contains(&column.col))
}

/// Where the differences of one row stand among those of a table: what is judged otherwise, became known or is
/// known no longer comes first, then what moved most, then rows that came or went, and last what only follows from other
/// rows. Smaller comes first.
pub(super) fn rank(of_row: &[&Difference]) -> (u8, f64) {
    let led = || of_row.iter().filter(|one| !follows(one));
    if led().any(|one| one.column.is_some_and(|column| column.col != PLACE) && one.change.is_none()) {
        return (0, 0.0);
    }
    if of_row.iter().any(|one| one.column.is_none()) {
        return (u8::MAX - 1, 0.0);
    }
    // What is measured in one unit is compared; shares come before counts.
    let order = of_row.first().map_or(&[] as &[Col], |one| leading(one.table));
    let moved = (1..).zip(order).find_map(|(class, col)| {
        let of_column = led().find(|one| one.column.is_some_and(|column| column.col == *col))?;
        Some((class, -of_column.change?.abs()))
    });
    moved.unwrap_or((u8::MAX, 0.0))
}
