//! Commitments: what leaders promised, and where it stands on the day of judgement.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::borders::Borders;
use super::summary::{AgencyRow, CommitmentRow, CommitmentStatus};
use crate::clean::tables::Commitment;
use crate::model::{Period, PeriodKind, Place};

/// The status of every commitment at the end of `as_of`, in the order of the table; and the commitments that nobody had made
/// by then.
pub(super) fn commitments(
    table: &[Commitment],
    borders: &Borders,
    as_of: Option<Period>,
) -> (Vec<CommitmentRow>, Vec<Commitment>) {
    let located = table.iter().filter_map(|commitment| {
        let place = borders.unit_of(&commitment.place, commitment.session)?;
        Some(Commitment { place, ..commitment.clone() })
    });
    let as_of = as_of.map(Period::end);
    let (later, made): (Vec<Commitment>, Vec<Commitment>) =
        located.partition(|commitment| as_of.is_some_and(|day| commitment.session.start() > day));
    let judged = made.into_iter().map(|commitment| {
        let (status, days_late) = status(&commitment, as_of);
        CommitmentRow { commitment, status, days_late }
    });
    (judged.collect(), later)
}

/// A promise is due by the end of its period; one completed within a period that reaches past it is not called late.
fn status(commitment: &Commitment, as_of: Option<Date>) -> (CommitmentStatus, Option<i64>) {
    let due = commitment.due.end();
    let late = |day: Date| (day - due).get_days();
    // What was completed after the day of judgement was not complete on it.
    let done = commitment.done.filter(|done| as_of.is_none_or(|day| done.start() <= day));
    match (done, as_of) {
        // "2023" may have been in time: late is what began after the promise was due, by so many days only where the
        // day is known.
        (Some(done), _) if done.start() > due => {
            let days = (done.kind() == PeriodKind::Day).then(|| i64::from(late(done.end())));
            (CommitmentStatus::DoneLate, days)
        }
        (Some(_), _) => (CommitmentStatus::Done, None),
        (None, Some(day)) if day > due => (CommitmentStatus::Overdue, Some(i64::from(late(day)))),
        (None, _) => (CommitmentStatus::Open, None),
    }
}

/// Promises by agency and place: most overdue first, then most promises.
pub(super) fn agencies(rows: &[CommitmentRow]) -> Vec<AgencyRow> {
    let mut agencies: BTreeMap<(Place, Option<Arc<str>>), AgencyRow> = BTreeMap::new();
    for row in rows {
        let (place, agency) = (&row.commitment.place, &row.commitment.agency);
        let sums = agencies.entry((place.clone(), agency.clone())).or_insert_with(|| AgencyRow {
            agency: agency.clone(),
            place: place.clone(),
            promised: 0,
            open: 0,
            overdue: 0,
            done: 0,
            done_late: 0,
            longest_delay: None,
        });
        sums.promised += 1;
        sums.longest_delay = sums.longest_delay.max(row.days_late);
        *match row.status {
            CommitmentStatus::Open => &mut sums.open,
            CommitmentStatus::Overdue => &mut sums.overdue,
            CommitmentStatus::Done => &mut sums.done,
            CommitmentStatus::DoneLate => &mut sums.done_late,
        } += 1;
    }
    let mut agencies: Vec<AgencyRow> = agencies.into_values().collect();
    agencies.sort_by_key(|row| (Reverse(row.overdue), Reverse(row.promised)));
    agencies
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::sync::Arc;

    use super::*;
    use crate::clean::tables::Origin;
    use crate::model::{Place, Vintage};

    fn judged(due: &str, done: Option<&str>, as_of: &str) -> (CommitmentStatus, Option<i64>) {
        let period = |iso: &str| Period::from_iso(iso).unwrap();
        let commitment = Commitment {
            session: period("2023-03-22"),
            place: Place::country(Vintage::V63),
            question_no: None,
            agency: None,
            text: Arc::from("x"),
            due: period(due),
            done: done.map(period),
            source: None,
            origin: Origin { file: 0, line: 2 },
        };
        status(&commitment, Some(period(as_of).end()))
    }

    #[test]
    fn due_is_the_end_of_its_period() {
        assert_eq!(judged("2023-Q3", None, "2023-09-30"), (CommitmentStatus::Open, None));
        assert_eq!(judged("2023-Q3", None, "2023-10-01"), (CommitmentStatus::Overdue, Some(1)));
        assert_eq!(judged("2025", None, "2024"), (CommitmentStatus::Open, None));
        assert_eq!(judged("2023-04-20", None, "2024-12-31"), (CommitmentStatus::Overdue, Some(621)));
    }

    #[test]
    fn what_is_promised_later_is_not_judged() {
        let period = |iso: &str| Period::from_iso(iso).unwrap();
        let promise = |session: &str| Commitment {
            session: period(session),
            place: Place::country(Vintage::V63),
            question_no: None,
            agency: None,
            text: Arc::from("x"),
            due: period("2025-12-31"),
            done: None,
            source: None,
            origin: Origin { file: 0, line: 2 },
        };
        let table = ["2024-06-30", "2024-07-01", "2024", "2025"].map(promise);
        let borders =
            Borders::new(None, crate::model::place::Boundaries::AsReported, &crate::clean::Tables::default());
        let sessions = |as_of: Option<&str>| {
            let (judged, later) = commitments(&table, &borders, as_of.map(period));
            let judged: Vec<String> = judged.iter().map(|row| row.commitment.session.to_string()).collect();
            (judged, later.iter().map(|promise| promise.session.to_string()).collect::<Vec<_>>())
        };
        let (judged, later) = sessions(Some("2024-06-30"));
        assert_eq!((judged.join(" "), later.join(" ")), ("2024-06-30 2024".into(), "2024-07-01 2025".into()));
        assert_eq!(sessions(None).1, Vec::<String>::new());
    }

    #[test]
    fn done_in_time_or_late() {
        assert_eq!(judged("2023-05-30", Some("2023-05-30"), "2024"), (CommitmentStatus::Done, None));
        assert_eq!(judged("2023-05-30", Some("2023-06-02"), "2024"), (CommitmentStatus::DoneLate, Some(3)));
        assert_eq!(judged("2023-Q3", Some("2023-Q3"), "2024"), (CommitmentStatus::Done, None));
        // Seen from before its completion it was still overdue.
        assert_eq!(
            judged("2023-05-30", Some("2023-08-01"), "2023-06"),
            (CommitmentStatus::Overdue, Some(31))
        );
    }
}
