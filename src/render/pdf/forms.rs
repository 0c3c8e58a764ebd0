//! The forms that tables and drawings can be set in: a table whole, or parted between its rows; a drawing smaller.

use super::arrange::Shape;
use super::height::{self, Piece};

/// The least size in which a lower drawing can be set, as a part of its own.
const LEAST_SCALE: f64 = 0.86;
/// A drawing without height costs as much as an empty part of a page of this height, mm; one a little lower so much less.
pub(super) const SMALLER: f64 = 250.0;
/// No letter of a drawing is set smaller than this, points, but where the drawing as wide as the page has such letters.
const LEAST_LETTERS: f64 = 6.5;
/// A table goes to the next page unless there is so much room left on this one, mm.
const ROOM: f64 = 42.0;
/// A table of so few rows that is no higher than this, mm, rather stays on one page; where one parts it nevertheless, that
/// costs as much as an empty part of a page of this height: less than a third of one stays empty.
const FEW_ROWS: usize = 12;
const LOW: f64 = 150.0;
const PARTED: f64 = 110.0;
/// The same where it has no more rows than this: less than half of a page stays empty.
const FEWEST_ROWS: usize = 10;
const TORN: f64 = 200.0;
/// What it costs that the rows of a longer table are set closer, and that the rows at its end alone go to one more page; as an
/// empty part of a page of this height, mm.
const CLOSER: f64 = 30.0;
const STRAY: f64 = 70.0;
/// Rows at the end of a table that stay with what is said below them, and with the row before: at least, and at most.
const FOOT: (usize, usize) = (2, 4);

/// Rows of a table of so many that are its foot: fewer rows are not parted from what is said below them.
pub(super) fn foot(rows: usize) -> usize {
    if rows > FOOT.0 + 1 { (rows / 2).saturating_sub(1).clamp(FOOT.0, FOOT.1) } else { 0 }
}

/// The forms of a table: on one page where it is low, else parted, with its rows closer too where there are many; a low one
/// with long notes keeps its rows together alone.
pub(super) fn shapes(rows: &height::Rows, long: bool) -> Vec<Shape> {
    let few = rows.rows.len() <= FEW_ROWS;
    if long && few && rows.whole() <= LOW {
        let mut pieces = height::one(rows.whole());
        pieces.extend(rows.said_below(height::SAID));
        // The first of what is said stays with the rows.
        if pieces.len() > 1 {
            let first = pieces.remove(1);
            pieces[0].height += first.gap + first.height;
        }
        return vec![Shape::new(pieces)];
    }
    let all = rows.whole() + rows.said(height::SAID);
    let mut shapes = Vec::new();
    if !long && few && all <= LOW {
        shapes.push(Shape::new(height::one(all)));
        let closer = rows.closer();
        let all = closer.whole() + closer.said(height::SAID);
        shapes.push(Shape { close: true, cost: CLOSER, ..Shape::new(height::one(all)) });
    }
    let cost = if rows.rows.len() <= FEWEST_ROWS { TORN } else { PARTED };
    shapes.push(Shape { parted: if few && all <= LOW { cost } else { 0.0 }, ..parted(rows, long) });
    if !few {
        shapes.push(Shape { close: true, cost: CLOSER, ..parted(&rows.closer(), long) });
    }
    shapes
}

/// A table that pages part between its rows.
fn parted(rows: &height::Rows, long: bool) -> Shape {
    let first = rows.caption + rows.head;
    let mut pieces = height::one(first + rows.rows.first().copied().unwrap_or(0.0));
    let rest = rows.rows.get(1..).unwrap_or_default();
    // The foot stays with the row before it, and what is said with the foot.
    let foot = foot(rows.rows.len());
    let (rest, end) = rest.split_at(rest.len() - if foot > 0 { foot + 1 } else { 0 });
    pieces.extend(rest.iter().map(|height| Piece { gap: 0.0, height: *height }));
    pieces.extend((!end.is_empty()).then(|| Piece { gap: 0.0, height: end.iter().sum() }));
    let last_rows = pieces.len() - 1;
    if long {
        pieces.extend(rows.said_below(height::SAID));
    } else if let Some(last) = pieces.last_mut() {
        last.height += rows.said(if end.is_empty() { height::SAID } else { height::SAID_IN_FOOT });
    }
    let stray = if rows.rows.len() > FEW_ROWS { STRAY } else { 0.0 };
    Shape { room: ROOM, repeated: rows.head, whole: false, last_rows, stray, ..Shape::new(pieces) }
}

/// Sizes in which a drawing can be set whose smallest letters are so large, points: as it is, and two smaller ones.
pub(super) fn scales(letters: Option<f64>) -> Vec<f64> {
    let least = letters.map_or(LEAST_SCALE, |size| (LEAST_LETTERS / size).max(LEAST_SCALE));
    match least < 0.99 {
        true => vec![1.0, f64::midpoint(1.0, least), least],
        false => vec![1.0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> height::Rows {
        let said = height::one(15.0);
        height::Rows { caption: 8.0, head: 12.0, rows: vec![7.0; count], said }
    }

    #[test]
    fn a_table_of_few_rows_is_rather_not_parted() {
        for (count, whole) in [(5, true), (12, true), (13, false), (40, false)] {
            let shapes = shapes(&rows(count), false);
            assert_eq!(shapes[0].whole, whole, "{count} rows");
            let parted = shapes.last().unwrap_or(&shapes[0]);
            assert!(!parted.whole && (parted.parted > 0.0) == whole, "{count} rows");
        }
        // With long notes its rows alone keep together.
        let shapes = shapes(&rows(12), true);
        assert!(shapes.len() == 1 && shapes[0].whole && shapes[0].pieces.len() == 1, "{shapes:?}");
    }

    #[test]
    fn several_rows_stay_with_what_is_said_below_a_table() {
        assert_eq!([3, 4, 5, 6, 8, 10, 15, 60].map(foot), [0, 2, 2, 2, 3, 4, 4, 4]);
        let shapes = shapes(&rows(40), false);
        let last = shapes[0].pieces.last().map_or(0.0, |piece| piece.height);
        assert!(last > 5.0 * 7.0 + 15.0, "five rows and what is said: {last}");
    }

    #[test]
    fn no_letter_of_a_drawing_gets_too_small_to_read() {
        for letters in [6.0, 6.6, 6.73, 7.05, 7.38, 9.0] {
            let scales = scales(Some(letters));
            assert_eq!(scales[0], 1.0);
            let low = |scale: &f64| letters * scale < LEAST_LETTERS - 1e-9 && *scale < 1.0;
            assert!(!scales.iter().any(low), "{letters}: {scales:?}");
        }
        assert_eq!(scales(Some(6.5)).len(), 1);
        assert_eq!(scales(Some(20.0)).last(), Some(&LEAST_SCALE));
    }
}
