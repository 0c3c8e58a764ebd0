//! Targets: where each one stands, and whether the pace seen suffices.

use super::borders::Borders;
use super::coverage::Coverage;
use super::series::Series;
use super::summary::{
    Basis, CoverageRow, CoverageTrend, PaceBasis, PaceRange, TargetRow, TargetVerdict, TrendVerdict,
};
use crate::clean::tables::{Origins, Target};
use crate::model::fast::FastMap;
use crate::model::register::{Direction, IndicatorRegister};
use crate::model::{Period, Place};
use crate::stats::{Z95, theil_sen};

/// Two percentages closer than this are one.
const TOLERANCE: f64 = 1e-9;

/// A pace within this part of the one needed is about that pace, where its interval holds the pace needed.
const ABOUT: f64 = 0.1;

/// Every target against the latest figure of its place, in the order of the table; `as_of` is the day on which the report
/// judges.
pub(super) fn targets(
    table: &[Target],
    coverage: &Coverage,
    borders: &Borders,
    register: &IndicatorRegister,
    as_of: Option<Period>,
) -> Vec<TargetRow> {
    // The series of each indicator: a target looks at no other.
    let mut series: FastMap<&str, Vec<&Series<usize>>> = FastMap::default();
    for one in &coverage.series {
        if let Some(&row) = one.rows.last() {
            series.entry(&coverage.rows[row].indicator).or_default().push(one);
        }
    }
    let mut trends: FastMap<(&str, &str), Vec<&CoverageTrend>> = FastMap::default();
    for one in &coverage.trends {
        trends.entry((&*one.indicator, &*one.place.code)).or_default().push(one);
    }
    table
        .iter()
        .map(|target| {
            // Where the run's borders have no such place, the target stays with the place it was set for, unjudged.
            let (place, elsewhere) = place_of(target, borders);
            let strand = borders.strand(&place, target.due);
            let serves = |row: &CoverageRow, own: &super::borders::Strand| {
                if place.is_country() { speaks_for_the_country(row) } else { *own == strand }
            };
            // The latest figure; of two for one period, the published one.
            let of_indicator = series.get(&*target.indicator).into_iter().flatten().copied();
            let latest = of_indicator
                .filter(|one| {
                    one.rows
                        .last()
                        .is_some_and(|&row| serves(&coverage.rows[row], &coverage.keys[row].strand))
                })
                .max_by_key(|one| {
                    let row = one.rows.last().map(|&row| &coverage.rows[row]);
                    row.map(|row| (row.period.end(), row.period.start(), row.basis == Basis::Published))
                });
            let direction = register.get(&target.indicator).map_or(Direction::Up, |known| known.direction);
            let counted = latest.map_or(0, |one| counting(&one.points, target.due));
            let trend = latest
                .filter(|one| counted == one.points.len())
                .and_then(|one| verdict_of(one, one.rows.last().map(|&row| &coverage.rows[row])?, &trends));
            let points = latest.map(|one| &one.points[..counted]);
            let mut judged = judge(target, place, points, direction, trend);
            if let Some(&row) = latest.and_then(|one| one.rows.get(counted.checked_sub(1)?)) {
                judged.latest_origins = coverage.rows[row].origins.clone();
            }
            // The time is over, by the figures that there are or by the day of the report, and nobody gave the figure for
            // it: no pace is to be kept any more.
            let passed = latest.is_some_and(|one| counted < one.points.len())
                || as_of.is_some_and(|day| day.end() >= target.due.end());
            let unseen = match judged.latest_period {
                Some(latest) if latest.end() < target.due.end() => judged.verdict != TargetVerdict::Met,
                // Where the first figure is later, it does not say what was there then.
                Some(latest) => latest.end() > target.due.end(),
                None => true,
            };
            if passed && unseen {
                (judged.pace_needed, judged.reached_year, judged.range) = (None, None, None);
                judged.verdict = TargetVerdict::Unseen;
            }
            if elsewhere {
                judged.verdict = TargetVerdict::OtherBorders;
            }
            let range = register.get(&target.indicator).map(|known| known.range);
            if range.is_some_and(|(low, high)| !(low..=high).contains(&target.target)) {
                judged.reached_year = None;
                // Nothing is reached that lies outside what the indicator can be.
                if let Some(range) = &mut judged.range {
                    (range.reached_from, range.reached_to) = (None, None);
                }
            }
            judged
        })
        .collect()
}

/// How many points count for a target: all of them while it is not due; once figures reach its due period, those up to
/// the last figure that ends by then. Where the first figure comes later, it alone is shown.
fn counting(points: &[(Period, f64)], due: Period) -> usize {
    match points.iter().rposition(|(period, _)| period.end() <= due.end()) {
        Some(last) => last + 1,
        None => points.len().min(1),
    }
}

/// What the tests say of a series, which ends in `last`.
fn verdict_of(
    series: &Series<usize>,
    last: &CoverageRow,
    trends: &FastMap<(&str, &str), Vec<&CoverageTrend>>,
) -> Option<TrendVerdict> {
    let of_place = trends.get(&(&*last.indicator, &*last.place.code))?;
    let same = |one: &&&CoverageTrend| {
        one.place == last.place && one.basis == last.basis && one.trend.points == series.points
    };
    of_place.iter().find(same).map(|one| one.trend.verdict)
}

/// The place on the run's borders that a target is for; a merged unit takes over no target of a part, which stays with the
/// place it was set for (true: these are other borders than the run's).
fn place_of(target: &Target, borders: &Borders) -> (Place, bool) {
    let unit = borders.unit_of(&target.place, target.due).or_else(|| borders.unit_before(&target.place));
    let whole = |unit: &Place| {
        unit.vintage == target.place.vintage
            || unit.is_country()
            || borders.strand(unit, target.due) == borders.strand(&target.place, target.due)
    };
    match unit {
        Some(unit) if whole(&unit) => (unit, false),
        _ => (target.place.clone(), true),
    }
}

/// Published for the country, or a sum of all its provinces; never a sum of fewer.
fn speaks_for_the_country(row: &CoverageRow) -> bool {
    row.place.is_country()
        && match (row.places_with_figures, row.places_expected) {
            (None, None) => true,
            (Some(with), Some(expected)) => with >= expected,
            _ => false,
        }
}

/// Gap, paces and verdict, from the series that holds the latest figure; `trend` is what the tests say of all of it.
fn judge(
    target: &Target,
    place: Place,
    points: Option<&[(Period, f64)]>,
    direction: Direction,
    trend: Option<TrendVerdict>,
) -> TargetRow {
    let mut row = TargetRow {
        indicator: target.indicator.clone(),
        place,
        due: target.due,
        target: target.target,
        latest_period: None,
        latest_value: None,
        gap: None,
        pace_needed: None,
        pace_seen: None,
        pace_basis: None,
        borne_out: None,
        reached_year: None,
        range: None,
        verdict: TargetVerdict::Unknown,
        source: target.source.clone(),
        origin: target.origin,
        latest_origins: Origins::default(),
    };
    let Some((points, &(latest, value))) = points.and_then(|points| Some((points, points.last()?))) else {
        return row;
    };
    let towards = match direction {
        Direction::Up => 1.0,
        Direction::Down => -1.0,
    };
    let gap = towards * (target.target - value) + 0.0;
    let years = target.due.decimal_end() - latest.decimal_end();
    (row.latest_period, row.latest_value, row.gap) = (Some(latest), Some(value), Some(gap));
    row.pace_needed = (years > 0.0).then(|| gap / years);
    // Gap and paces look one way: positive is towards the target, whether that is up or down.
    let seen = pace(points);
    (row.pace_seen, row.pace_basis) = seen.map(|seen| (towards * seen.pace + 0.0, seen.basis)).unzip();

    let met = gap <= TOLERANCE;
    let pace = row.pace_seen;
    // Whether the pace is a direction at all, or not told apart from standing still.
    row.borne_out = (points.len() >= super::trends::POINTS_FOR_VERDICT).then_some(()).and_then(|()| {
        let ahead = match trend? {
            TrendVerdict::Rising => towards > 0.0,
            TrendVerdict::Falling => towards < 0.0,
            TrendVerdict::NoClearTrend | TrendVerdict::TooFew | TrendVerdict::NotJudged => {
                return Some(false);
            }
        };
        Some(pace.is_some_and(|pace| pace != 0.0 && (pace > 0.0) == ahead))
    });
    // Nothing is reached at a pace that is none.
    let told_apart = row.borne_out.unwrap_or(true);
    let reached = |pace: f64| {
        let years = Some(gap / pace).filter(|years| !met && pace > 0.0 && (0.0..=100.0).contains(years));
        years.filter(|_| told_apart).map(|years| latest.decimal_end() + years)
    };
    row.reached_year = pace.and_then(reached);
    row.range = seen.and_then(|seen| seen.range).map(|ends| {
        let (low, high) = match direction {
            Direction::Up => ends,
            Direction::Down => (-ends.1 + 0.0, -ends.0 + 0.0),
        };
        PaceRange { n: points.len(), low, high, reached_from: reached(high), reached_to: reached(low) }
    });
    row.verdict = match (row.pace_needed, pace) {
        _ if met => TargetVerdict::Met,
        (None, _) => TargetVerdict::Missed,
        (Some(_), None) => TargetVerdict::Unknown,
        // Away from the target only where the tests bear it out, or, of too few values for a test, all of them: a range of
        // paces that holds zero is no direction, and neither is a single change.
        (Some(_), Some(pace))
            if pace < 0.0 && told_apart && row.range.as_ref().is_some_and(|range| range.high < 0.0) =>
        {
            TargetVerdict::Receding
        }
        (Some(needed), Some(pace)) if about(&row, needed, pace) => TargetVerdict::NearPace,
        (Some(needed), Some(pace)) if pace + TOLERANCE >= needed => TargetVerdict::OnPace,
        _ => TargetVerdict::Behind,
    };
    row
}

/// Whether a pace is about the one needed: close to it, and not told apart from it by its interval.
fn about(row: &TargetRow, needed: f64, pace: f64) -> bool {
    let held = row.range.as_ref().is_some_and(|range| (range.low..=range.high).contains(&needed));
    held && row.borne_out == Some(true) && (pace - needed).abs() <= ABOUT * needed
}

/// A pace as the values give it, up or down.
#[derive(Clone, Copy)]
struct Pace {
    pace: f64,
    basis: PaceBasis,
    /// Sen's interval, where there is one.
    range: Option<(f64, f64)>,
}

/// Points a year seen: Theil–Sen from three periods, else the last change over its years.
fn pace(points: &[(Period, f64)]) -> Option<Pace> {
    let times: Vec<f64> = points.iter().map(|(period, _)| period.decimal()).collect();
    let values: Vec<f64> = points.iter().map(|(_, value)| *value).collect();
    if points.len() >= super::trends::POINTS_FOR_TEST {
        return theil_sen(&times, &values, Z95).map(|sen| Pace {
            pace: sen.slope,
            basis: PaceBasis::TheilSen,
            range: Some((sen.low, sen.high)),
        });
    }
    match (times.as_slice(), values.as_slice()) {
        ([from, to], [before, now]) => {
            Some(Pace { pace: (now - before) / (to - from), basis: PaceBasis::LastChange, range: None })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_target_that_is_due_is_judged_by_what_was_there_then() {
        let year = |year| Period::year(year).unwrap();
        let points = [(year(2021), 80.0), (year(2023), 92.0), (year(2024), 88.0)];
        assert_eq!(counting(&points, year(2023)), 2);
        assert_eq!(counting(&points, year(2022)), 1);
        assert_eq!(counting(&points, year(2030)), 3);
        assert_eq!(counting(&points, year(2020)), 1);
        assert_eq!(counting(&[], year(2020)), 0);
    }
}
