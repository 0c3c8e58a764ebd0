//! The published figures, as the report must give them.

use super::fixture::*;
use crate::analyse::Summary;
use crate::analyse::summary::*;
use crate::clean::Tables;
use crate::model::place::Boundaries;

fn published(boundaries: Boundaries) -> Summary {
    let tables = Tables {
        coverage: coverage(
            "2021,Sơn La,villages_mobile_broadband,,,92.39
             2022,Sơn La,villages_mobile_broadband,,,95.10
             2023-03,Sơn La,communes_telecom,,,100
             2024,Bình Phước,scheme_targets_met,6,10,
             2024,Hà Nam,online_service_files,115665,168746,68.54
             2024,Đà Nẵng,online_service_files,,,58.89
             2024,Cả nước,online_service_files,,,45.8",
        ),
        questions: questions(
            "2023,Sơn La,government-data,1
             2023,Sơn La,cyber-safety,2
             2023,Sơn La,education,1
             2023,Hưng Yên,education,
             2023,Hưng Yên,cyber-safety,",
        ),
        teams: teams(
            "2022-09-14,Sơn La,all,1459,,1447
             2023-02-28,Sơn La,all,1459,8966,
             2023-02-28,Sơn La,commune,204,,
             2023-02-28,Sơn La,village,1255,,
             2024,Kon Tum,all,566,2519,",
        ),
        targets: targets(
            "villages_mobile_broadband,Sơn La,2025,100
             scheme_targets_met,Bình Phước@63,2025,100
             online_service_files,Cả nước,2024,50",
        ),
        commitments: commitments("2023-03-22,Sơn La,Sở Nội vụ,2023-05-30,\n2023-03-22,Sơn La,Sở X,2025,"),
        latest: Some(period("2024-12-31")),
        ..Tables::default()
    };
    summary(&tables, boundaries)
}

fn coverage_row<'a>(summary: &'a Summary, place: &str, indicator: &str, when: &str) -> &'a CoverageRow {
    let wanted = |row: &&CoverageRow| {
        (&*row.place.name, &*row.indicator, row.period) == (place, indicator, period(when))
    };
    let rows: Vec<&CoverageRow> = summary.coverage.iter().filter(wanted).collect();
    assert_eq!(rows.len(), 1, "{place} {indicator} {when}");
    rows[0]
}

#[test]
fn levels_and_changes() {
    let summary = published(Boundaries::AsReported);
    assert_eq!(summary.year, Some(2024));
    let villages = coverage_row(&summary, "Sơn La", "villages_mobile_broadband", "2022");
    assert_eq!(villages.percent, Some(95.10));
    assert!(close(villages.change_pp.unwrap(), 2.71));
    assert_eq!((villages.change_since, villages.basis), (Some(period("2021")), Basis::Published));
    // A percentage given wins over counts; the counts stand beside it.
    let files = coverage_row(&summary, "Hà Nam", "online_service_files", "2024");
    assert_eq!((files.percent, files.covered, files.basis), (Some(68.54), Some(115_665), Basis::Published));
    let scheme = coverage_row(&summary, "Bình Phước", "scheme_targets_met", "2024");
    assert_eq!((scheme.percent, scheme.basis, scheme.change_pp), (Some(60.0), Basis::Computed, None));
}

#[test]
fn the_country_is_what_was_published_for_it() {
    let summary = published(Boundaries::AsReported);
    let country = coverage_row(&summary, "Cả nước", "online_service_files", "2024");
    assert_eq!((country.percent, country.places_expected), (Some(45.8), None));
    // One province with counts is a sum of one, named for what it is.
    let sum = coverage_row(&summary, "Các tỉnh có số liệu", "online_service_files", "2024");
    assert!(close(sum.percent.unwrap(), 100.0 * 115_665.0 / 168_746.0));
    assert_eq!((sum.places_with_figures, sum.places_expected), (Some(1), Some(63)));
    assert!(sum.place.code.is_empty());
}

#[test]
fn too_few_for_a_trend() {
    let summary = published(Boundaries::AsReported);
    let trend =
        summary.coverage_trends.iter().find(|row| &*row.indicator == "villages_mobile_broadband").unwrap();
    let found = (trend.trend.n, trend.trend.slope, trend.trend.mk_p, trend.trend.verdict);
    assert_eq!(found, (2, None, None, TrendVerdict::TooFew));
}

#[test]
fn targets_and_paces() {
    let summary = published(Boundaries::AsReported);
    let villages = &summary.targets[0];
    assert!(close(villages.gap.unwrap(), 4.90) && close(villages.pace_needed.unwrap(), 4.90 / 3.0));
    assert!(close(villages.pace_seen.unwrap(), 2.71));
    assert_eq!((villages.pace_basis, villages.verdict), (Some(PaceBasis::LastChange), TargetVerdict::OnPace));
    assert!(close(villages.reached_year.unwrap(), 2023.0 + 4.90 / 2.71));
    let scheme = &summary.targets[1];
    assert_eq!((scheme.latest_value, scheme.verdict), (Some(60.0), TargetVerdict::Unknown));
    let country = &summary.targets[2];
    assert_eq!((country.latest_value, country.verdict), (Some(45.8), TargetVerdict::Missed));
    assert_eq!(country.pace_needed, None);
}

#[test]
fn a_part_alone_is_no_figure_of_the_merged_unit() {
    let summary = published(Boundaries::Today);
    let blank = summary.teams.iter().find(|row| &*row.place.name == "Quảng Ngãi").unwrap();
    assert_eq!((blank.teams, blank.members, blank.members_per_team), (None, None, None));
    assert_eq!((blank.places_with_figures, blank.places_expected), (Some(1), Some(2)));
    let missing = summary.not_combined.iter().find(|row| row.measure == "teams/all").unwrap();
    assert_eq!(missing.parts_reported.iter().map(|name| &**name).collect::<Vec<_>>(), ["Kon Tum"]);
    assert_eq!(missing.parts_expected.len(), 2);
    assert!(summary.team_trends.iter().all(|row| &*row.place.name != "Quảng Ngãi"));
    // The sum of what was reported keeps it.
    let sum =
        summary.teams.iter().find(|row| row.place.is_country() && row.period == period("2024")).unwrap();
    assert_eq!((sum.teams, sum.places_with_figures, sum.places_expected), (Some(566), Some(0), Some(34)));
    assert_eq!(&*sum.place.name, "Các tỉnh có số liệu");
}

#[test]
fn teams_and_their_ratios() {
    let summary = published(Boundaries::AsReported);
    let of = |when: &str, level: &str| {
        let wanted = |row: &&TeamRow| row.period == period(when) && row.level.as_str() == level;
        summary.teams.iter().filter(|row| !row.place.is_country()).find(wanted).unwrap()
    };
    assert!(close(of("2022-09-14", "all").trained_share.unwrap(), 100.0 * 1447.0 / 1459.0));
    assert_eq!(of("2022-09-14", "all").members_per_team, None);
    assert!(close(of("2023-02-28", "all").members_per_team.unwrap(), 8966.0 / 1459.0));
    assert_eq!(of("2023-02-28", "all").teams, Some(1459));
    assert_eq!(of("2023-02-28", "commune").teams, Some(204));
}

#[test]
fn topics_without_a_count_enter_no_share() {
    let summary = published(Boundaries::AsReported);
    let yen: Vec<&TopicRow> = summary.topics.iter().filter(|row| &*row.place.name == "Hưng Yên").collect();
    assert_eq!(yen.len(), 2);
    for row in yen {
        assert_eq!((row.questions, row.share, row.share_low, row.partial), (None, None, None, true));
    }
    let uncounted: Vec<&str> = summary.uncounted.iter().map(|row| &*row.topic).collect();
    assert_eq!(uncounted, ["cyber-safety", "education"]);
    let share =
        summary.topics.iter().find(|row| &*row.place.name == "Sơn La" && &*row.topic == "cyber-safety");
    let share = share.unwrap();
    assert_eq!((share.questions, share.total, share.share, share.partial), (Some(2), 4, Some(50.0), false));
    // The line of all places knows that one of them gave no counts.
    let all = summary.topics.iter().find(|row| row.place.is_country() && &*row.topic == "education").unwrap();
    assert_eq!((all.questions, all.total, all.partial), (Some(1), 4, true));
    assert_eq!(&*all.place.name, "Các tỉnh có số liệu");
}

#[test]
fn commitments_at_the_end_of_the_figures() {
    let summary = published(Boundaries::AsReported);
    let found: Vec<_> = summary.commitments.iter().map(|row| (row.status, row.days_late)).collect();
    assert_eq!(found, [(CommitmentStatus::Overdue, Some(581)), (CommitmentStatus::Open, None)]);
}
