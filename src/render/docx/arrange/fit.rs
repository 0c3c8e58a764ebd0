//! How much closer the rows of tables stand, and how much lower drawings are, so that a page holds what it is to hold.

use super::super::flow::{End, Filled, Piece, closer, rows};
use super::super::table::{CLOSER, STEP, WIDER};
use super::{Kind, LINE, Part, Placed};

/// How much lower a drawing may be made, as a part of its height; where much of the page would stand empty without.
pub(super) const LOWER: f64 = 0.14;
pub(super) const MUCH_LOWER: f64 = 0.3;
/// Fewer rows than this on the last page of a table are brought to the page before where they can be.
const FEW: usize = 5;

/// By how many steps the rows of a table stand closer (further apart: less than 0) so that its notes stay with its last rows,
/// and no few rows are left for a page of their own: as few as do, `from` at least where they are closer at all.
pub(super) fn steps(filled: &Filled, pieces: &[Piece], from: i32) -> i32 {
    // The end is good with a line more and without one.
    let ends = |steps: i32| {
        let pieces = closer(pieces, f64::from(steps) * STEP);
        [filled.end(&pieces), filled.fuller(LINE).end(&pieces)]
    };
    let parted = |ends: &[End; 2]| ends.iter().any(|end| end.parted);
    let few = |ends: &[End; 2]| ends.iter().any(|end| end.rows.is_some_and(|rows| rows < FEW));
    let now = ends(from);
    if !parted(&now) && !few(&now) {
        return from;
    }
    let good = (from + 1..=CLOSER).find(|steps| {
        let ends = ends(*steps);
        !parted(&ends) && !few(&ends)
    });
    // Few rows on a page of their own are better than none with the notes.
    let apart = || (1..=WIDER).map(|steps| -steps).find(|steps| !parted(&ends(*steps)));
    good.or_else(|| apart().filter(|_| parted(&now))).unwrap_or(from)
}

/// Makes these parts lower by so many points together, where they may be: rows of tables first, then drawings by the same
/// part of their height each, `much` of it at most. What is freed of the page beside what the last part is lower; `None` where it is too little.
pub(super) fn lower_all(placed: &mut [Placed], parts: &[Part], by: f64, much: f64) -> Option<f64> {
    let rows_of = |placed: &Placed| match parts[placed.part].kind {
        Kind::Table { .. } if placed.whole => rows(&parts[placed.part].pieces) as f64 * STEP,
        _ => 0.0,
    };
    let steps = |placed: &Placed| f64::from((CLOSER - placed.closer).max(0));
    let can = |placed: &Placed| match parts[placed.part].kind {
        Kind::Drawing { height, least, .. } => ((height * much).min(height - least) - placed.lower).max(0.0),
        _ => 0.0,
    };
    let of_tables: f64 = placed.iter().map(|placed| rows_of(placed) * steps(placed)).sum();
    let of_drawings: f64 = placed.iter().map(can).sum();
    if by > of_tables + of_drawings {
        return None;
    }
    let share = (by / of_tables.max(1e-9)).min(1.0);
    let (mut left, mut others) = (by, 0.0);
    let last = placed.len() - 1;
    for (at, placed) in placed.iter_mut().enumerate() {
        let closer = (steps(placed) * share - 1e-9).ceil().max(0.0);
        if rows_of(placed) > 0.0 && closer > 0.0 {
            let freed = rows_of(placed) * closer;
            placed.closer += closer as i32;
            left -= freed;
            others += if at == last { 0.0 } else { freed };
        }
    }
    let share = left.max(0.0) / of_drawings.max(1e-9);
    for (at, placed) in placed.iter_mut().enumerate() {
        let freed = can(placed) * share;
        placed.lower += freed;
        others += if at == last { 0.0 } else { freed };
    }
    Some(others)
}
