//! Ranges of the pace towards targets and of the year they are reached. Slopes and their intervals are SciPy's
//! (`theilslopes`).

use super::fixture::*;
use crate::analyse::summary::*;
use crate::clean::Tables;
use crate::model::Period;
use crate::model::place::Boundaries;

/// The target of Sơn La, for one value a year up to 2022.
fn judged(indicator: &str, values: &[f64], target: &str) -> TargetRow {
    let first = 2023 - values.len();
    let rows: Vec<String> =
        (first..).zip(values).map(|(y, v)| format!("{y},Sơn La,{indicator},,,{v}")).collect();
    let tables = Tables {
        coverage: coverage(&rows.join("\n")),
        targets: targets(&format!("{indicator},Sơn La@63,{target}")),
        ..Tables::default()
    };
    summary(&tables, Boundaries::AsReported).targets[0].clone()
}

#[test]
fn the_year_of_a_target_has_the_range_of_its_pace() {
    let values = [50.0, 51.0, 53.0, 52.0, 55.0, 56.0, 55.0, 58.0, 59.0, 61.0];
    let row = judged("villages_mobile_broadband", &values, "2030,80");
    let range = row.range.unwrap();
    assert!(
        close(row.pace_seen.unwrap(), 8.0 / 7.0)
            && close(row.reached_year.unwrap(), 2023.0 + 19.0 * 7.0 / 8.0)
    );
    assert!(close(range.low, 1.0) && close(range.high, 1.4));
    assert!(
        close(range.reached_from.unwrap(), 2023.0 + 19.0 / 1.4) && close(range.reached_to.unwrap(), 2042.0)
    );
    assert_eq!((range.n, range.basis()), (10, RangeBasis::Sen95));
}

#[test]
fn a_pace_that_is_not_told_apart_from_nothing_leads_nowhere() {
    let row = judged("villages_mobile_broadband", &[50.0, 52.0, 55.0, 54.0, 60.0], "2030,80");
    let range = row.range.unwrap();
    assert_eq!((row.pace_seen, range.low, range.high), (Some(2.5), -1.0, 6.0));
    assert_eq!((row.borne_out, row.reached_year, range.reached_from), (Some(false), None, None));
    assert_eq!((range.reached_to, range.basis()), (None, RangeBasis::Sen95));
    // Four periods have no test: the range is left open, by its own name.
    let row = judged("villages_mobile_broadband", &[52.0, 55.0, 54.0, 60.0], "2030,80");
    let range = row.range.unwrap();
    assert!(row.reached_year.is_some() && range.reached_from.is_some());
    assert_eq!((row.borne_out, range.reached_to, range.basis()), (None, None, RangeBasis::SlowestFastest));
    // Away from it on the whole, and yet the fastest pace leads there: that is no direction.
    let row = judged("villages_mobile_broadband", &[60.0, 52.0, 55.0, 54.0, 50.0], "2030,80");
    let range = row.range.unwrap();
    assert_eq!((row.verdict, row.reached_year), (TargetVerdict::Behind, None));
    assert_eq!((range.low, range.high, range.reached_from), (-8.0, 3.0, None));
    // Every pace of the range leads away.
    let row = judged("villages_mobile_broadband", &[60.0, 58.0, 55.0, 54.0, 50.0], "2030,80");
    assert!(row.range.unwrap().high < 0.0);
    assert_eq!(row.verdict, TargetVerdict::Receding);
    // Two periods have no range: one change is no direction.
    let row = judged("villages_mobile_broadband", &[60.0, 58.0], "2030,80");
    assert_eq!((row.pace_seen, row.range.is_none(), row.verdict), (Some(-2.0), true, TargetVerdict::Behind));
}

/// What stood there on the day is not told by figures that come later, nor by those that end before it.
#[test]
fn a_target_whose_day_has_no_figure_is_not_judged() {
    let late = judged("villages_mobile_broadband", &[92.0, 95.0], "2019,90");
    assert_eq!((late.latest_value, late.verdict), (Some(92.0), TargetVerdict::Unseen));
    assert_eq!((late.pace_needed, late.reached_year), (None, None));
    let of = |latest: Option<&str>| {
        let tables = Tables {
            coverage: coverage(
                "2021,Sơn La,villages_mobile_broadband,,,90\n2022,Sơn La,villages_mobile_broadband,,,95",
            ),
            targets: targets("villages_mobile_broadband,Sơn La@63,2023,96"),
            latest: latest.map(|latest| Period::from_iso(latest).unwrap()),
            ..Tables::default()
        };
        summary(&tables, Boundaries::AsReported).targets[0].clone()
    };
    assert_eq!(of(Some("2022")).verdict, TargetVerdict::OnPace);
    // Another table reaches further: the report is one of 2024.
    let over = of(Some("2024"));
    assert_eq!((over.latest_value, over.pace_needed), (Some(95.0), None));
    assert_eq!((over.verdict, over.verdict.as_str()), (TargetVerdict::Unseen, "unknown"));
    // Without any figure it waits for one, until its day is past.
    let bare = |latest: &str| {
        let tables = Tables {
            targets: targets("villages_mobile_broadband,Sơn La@63,2023,96"),
            latest: Some(Period::from_iso(latest).unwrap()),
            ..Tables::default()
        };
        summary(&tables, Boundaries::AsReported).targets[0].verdict
    };
    assert_eq!((bare("2022"), bare("2023")), (TargetVerdict::Unknown, TargetVerdict::Unseen));
}

#[test]
fn where_less_is_better_the_range_looks_down() {
    let row = judged("files_late", &[60.0, 52.0, 55.0, 54.0, 50.0], "2030,10");
    let range = row.range.unwrap();
    assert_eq!((row.pace_seen, range.low, range.high), (Some(2.25), -3.0, 8.0));
    let row = judged("files_late", &[60.0, 57.0, 54.0, 52.0, 50.0], "2030,10");
    assert_eq!((row.borne_out, row.verdict), (Some(true), TargetVerdict::Behind));
    assert!(close(row.range.unwrap().reached_from.unwrap(), 2023.0 + 40.0 / 3.0));
}

/// The pace needed lies within the interval of the pace seen, which is close to it: neither behind nor on track.
#[test]
fn a_pace_that_is_about_the_one_needed_is_no_miss() {
    let values = [50.0, 52.0, 55.0, 57.0, 60.0];
    let near = |target: &str| judged("villages_mobile_broadband", &values, target);
    let row = near("2030,80.2");
    assert_eq!((row.pace_seen, row.borne_out), (Some(2.5), Some(true)));
    assert!(row.pace_needed.unwrap() > 2.5 && row.range.unwrap().high > row.pace_needed.unwrap());
    assert_eq!(row.verdict, TargetVerdict::NearPace);
    // Just above what is needed is as little told apart from it.
    assert_eq!(near("2030,79.8").verdict, TargetVerdict::NearPace);
    assert_eq!(
        (near("2030,84").verdict, near("2030,74").verdict),
        (TargetVerdict::Behind, TargetVerdict::OnPace)
    );
}

#[test]
fn three_periods_give_a_range_by_another_name_and_two_give_none() {
    let row = judged("villages_mobile_broadband", &[50.0, 49.0, 56.0], "2030,80");
    let range = row.range.unwrap();
    assert_eq!((range.low, range.high, range.n), (-1.0, 7.0, 3));
    assert_eq!(range.basis(), RangeBasis::SlowestFastest);
    assert_eq!(judged("villages_mobile_broadband", &[49.0, 56.0], "2030,80").range, None);
}

#[test]
fn what_is_met_or_cannot_be_has_no_year() {
    let met = judged("villages_mobile_broadband", &[50.0, 49.0, 56.0], "2030,55").range.unwrap();
    assert_eq!((met.reached_from, met.reached_to), (None, None));
    let beyond = judged("villages_mobile_broadband", &[50.0, 55.0, 60.0], "2030,120").range.unwrap();
    assert_eq!((beyond.low, beyond.reached_from, beyond.reached_to), (5.0, None, None));
    // All equal: no movement, no year.
    let still = judged("villages_mobile_broadband", &[50.0; 6], "2030,80");
    assert_eq!((still.reached_year, still.range.unwrap().reached_from), (None, None));
}
