//! What is asked about most, as far as its numbers tell: a first place is told only where it stands apart.

use super::cite::few;
use super::composer::Composer;
use crate::analyse::summary::TopicRow;
use crate::model::register::UNMATCHED;
use crate::stats::wilson::{difference, wilson};

/// Whether of two topics of the same questions the one with `more` is asked about more often than the one with `less`, and
/// not by chance: the 95 % Wilson interval of its part of the questions on either of them lies above one half.
///
/// The two counts share their total, so that they are no independent samples: given their sum, the one is binomial.
pub(super) fn apart(more: u64, less: u64) -> bool {
    wilson(more, more + less).is_some_and(|(low, _)| low > 0.5)
}

/// How many at the head of a list, most asked first, are not told apart from the first.
pub(super) fn together<T>(rows: &[T], count: impl Fn(&T) -> u64) -> usize {
    let Some(most) = rows.first().map(&count) else { return 0 };
    rows.iter().take_while(|row| !apart(most, count(row))).count()
}

/// The topics with a question at least, in their order; what matched no topic apart.
pub(super) fn asked<'a>(rows: &[&'a TopicRow]) -> Vec<&'a TopicRow> {
    let asked = |row: &&TopicRow| &*row.topic != UNMATCHED && row.questions.is_some_and(|count| count > 0);
    rows.iter().copied().filter(asked).collect()
}

/// Whether small numbers alone do not explain the change of a share since a year earlier: neither total is small, and
/// Newcombe's 95 % interval of the change does not hold 0.
pub(super) fn clearly_changed(c: &Composer<'_>, row: &TopicRow) -> bool {
    c.topic_before(row).is_some_and(|before| clear_since(row, before))
}

/// The same of the row of a year earlier that is given.
pub(super) fn clear_since(row: &TopicRow, before: &TopicRow) -> bool {
    !few(before)
        && !few(row)
        && interval_since(row, before).is_some_and(|(low, high)| low > 0.0 || high < 0.0)
}

/// Newcombe's 95 % interval of the change of a share, percentage points.
pub(super) fn interval_since(row: &TopicRow, before: &TopicRow) -> Option<(f64, f64)> {
    let (now, then) = ((questions(row), row.total), (questions(before), before.total));
    difference(now, then).map(|(low, high)| (low * 100.0, high * 100.0))
}

/// The topics whose change is not told apart from that of `most`, the first of them: of those that clearly changed the same
/// way, those where the 95 % interval of the difference of the two changes holds 0 (the two intervals joined by the squares
/// of their halves, as Newcombe does).
pub(super) fn changed_alike<'a>(
    c: &Composer<'_>,
    rows: &[&'a TopicRow],
    most: &TopicRow,
) -> Vec<&'a TopicRow> {
    let change = |row: &TopicRow| row.change_pp.unwrap_or_default();
    let interval = |row: &TopicRow| {
        let before = c.topic_before(row)?;
        let (low, high) = difference((questions(row), row.total), (questions(before), before.total))?;
        Some((100.0 * low, 100.0 * high))
    };
    let (top, sign) = (change(most), change(most).signum());
    // The half of an interval towards nothing, and the one away from it.
    let half = |row: &TopicRow, inwards: bool| {
        let (low, high) = interval(row)?;
        let inner = if sign > 0.0 { change(row) - low } else { high - change(row) };
        Some(if inwards { inner } else { high - low - inner })
    };
    let alike = |row: &&&TopicRow| {
        let (Some(own), Some(of_most)) = (half(row, false), half(most, true)) else { return false };
        let apart = sign * (top - change(row)) - own.hypot(of_most);
        change(row).signum() == sign && apart <= 0.0
    };
    rows.iter().filter(|row| row.topic == most.topic || alike(row)).copied().collect()
}

/// Questions on a topic.
pub(super) fn questions(row: &TopicRow) -> u64 {
    row.questions.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_place_within_chance_is_shared() {
        // Half of the two lies within the interval as long as the difference stays below z times the root of the sum.
        assert!(!apart(196, 192) && !apart(259, 227) && apart(259, 185));
        assert!(!apart(2, 1) && !apart(1, 0) && apart(4, 0) && !apart(5, 5));
        assert_eq!(together(&[259_u64, 227, 185, 184], |count| *count), 2);
        assert_eq!(together(&[196_u64, 195, 192, 190, 190, 100], |count| *count), 5);
        assert_eq!(together(&[40_u64, 3], |count| *count), 1);
        assert_eq!(together(&[] as &[u64], |count| *count), 0);
    }
}
