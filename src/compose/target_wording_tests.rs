//! What the texts say of targets, trends of single places and commitments: no more than their figures bear out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::report::{Block, Report, Span, Table};
use super::sample::{audit, country, level, period, province, registers, settings, summary, trend};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::summary::{
    CommitmentRow, CommitmentStatus, CoverageRow, CoverageTrend, TargetRow, TargetVerdict, TeamRow,
    TeamTrend, Trend, TrendVerdict,
};
use crate::clean::Audit;
use crate::clean::tables::TeamLevel;
use crate::model::{Lang, Place, Vintage};

const VILLAGES: &str = "villages_mobile_broadband";

fn written(lang: Lang, summary: &Summary) -> Report {
    compose(summary, &Audit::default(), &SourceLines::new(), &Notes::new(), &settings(lang), &registers())
}

/// All paragraphs, notes and lists of the report.
fn text(report: &Report) -> String {
    let mut said = String::new();
    let mut add = |spans: &[Span]| {
        said.extend(spans.iter().map(Span::text));
        said.push('\n');
    };
    for block in report.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        match block {
            Block::Paragraph(spans) | Block::Note(spans) => add(spans),
            Block::List(items) => items.iter().for_each(|item| add(item)),
            _ => {}
        }
    }
    said.replace('\u{a0}', " ")
}

fn table<'r>(report: &'r Report, id: &str) -> &'r Table {
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let mut tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.find(|table| table.id == id).unwrap()
}

fn places(count: usize) -> Vec<Place> {
    (0..count).map(|n| province(&format!("{n:02}"), &format!("Tỉnh {n:02}"))).collect()
}

fn target(indicator: &str, place: &Place, verdict: TargetVerdict) -> TargetRow {
    TargetRow {
        place: place.clone(),
        indicator: indicator.into(),
        verdict,
        pace_needed: None,
        pace_seen: None,
        reached_year: None,
        ..summary().targets[0].clone()
    }
}

/// A pace away from the target says so, and none that hardly is one is carried on to a year.
#[test]
fn a_pace_is_told_with_its_direction() {
    let said = |lang, pace: f64| {
        let target = TargetRow {
            pace_seen: Some(pace),
            pace_needed: Some(5.0),
            gap: Some(20.0),
            reached_year: Some(2090.0),
            ..target(VILLAGES, &province("14", "Sơn La"), TargetVerdict::Behind)
        };
        text(&written(lang, &Summary { targets: vec![target], ..Summary::default() }))
    };
    let (down, up) = (said(Lang::Vi, -0.03), said(Lang::Vi, 0.02));
    assert!(down.contains("hầu như không đổi (mỗi năm giảm 0,03 điểm %)"), "{down}");
    assert!(up.contains("hầu như không tiến thêm (mỗi năm chỉ tăng 0,02 điểm %)"), "{up}");
    assert!(!up.contains("2089") && !up.contains("2090"), "{up}");
    let down = said(Lang::En, -0.03);
    assert!(down.contains("has hardly moved (−0.03 percentage points a year)"), "{down}");
}

/// A target is told with the figure that it is judged by, and the card has the one that is to come.
#[test]
fn targets_of_several_years_are_told_with_their_own_figures() {
    let son_la = province("14", "Sơn La");
    let of = |due: &str, goal: f64, latest: &str, value: f64, verdict| TargetRow {
        due: period(due),
        target: goal,
        latest_period: Some(period(latest)),
        latest_value: Some(value),
        gap: Some(goal - value),
        pace_needed: Some(1.30),
        pace_seen: Some(1.20),
        ..target(VILLAGES, &son_la, verdict)
    };
    let summary = Summary {
        coverage: [("2021", 92.39), ("2022", 95.10)].map(|(y, v)| level(&son_la, VILLAGES, y, v, 2)).to_vec(),
        targets: vec![
            of("2020", 91.0, "2021", 92.39, TargetVerdict::Unseen),
            of("2021", 95.0, "2021", 92.39, TargetVerdict::Missed),
            of("2025", 99.0, "2022", 95.10, TargetVerdict::Behind),
        ],
        as_of: Some(period("2022")),
        ..Summary::default()
    };
    let report = written(Lang::Vi, &summary);
    let said = text(&report);
    assert!(said.contains("Sơn La còn thiếu 3,90 điểm % so với mục tiêu 99 %"), "{said}");
    assert!(said.contains("; Sơn La năm 2021 ở mức 92,39 %, không đạt mục tiêu 95 % của năm 2021"), "{said}");
    assert!(said.contains("năm 2021 là 92,39 %, không có số liệu đến hạn nên không đánh giá được mục tiêu 91 % đến hết năm 2020"), "{said}");
    let en = text(&written(Lang::En, &summary));
    assert!(en.contains("was at 92.39% in 2021, so the target of 95% for 2021 was missed by 2.61"), "{en}");
    let cards = report.chapters.iter().flat_map(|chapter| &chapter.blocks).find_map(|block| match block {
        Block::KeyFigures(cards) => cards.first(),
        _ => None,
    });
    assert_eq!(cards.unwrap().target.replace('\u{a0}', " "), "Mục tiêu 2025: 99 %, chậm tiến độ");
}

/// Who moved most is told among places that are compared with the same time.
#[test]
fn a_place_that_is_compared_alone_has_not_moved_most() {
    let said = |since: &[&str]| {
        let row = |(n, (place, since)): (usize, (&Place, &&str))| CoverageRow {
            change_pp: Some(5.0 + n as f64),
            change_since: Some(period(since)),
            ..level(place, VILLAGES, "2024", 60.0 + n as f64, 2)
        };
        let coverage = places(3).iter().zip(since).enumerate().map(row).collect();
        text(&written(Lang::Vi, &Summary { coverage, ..Summary::default() }))
    };
    let together = said(&["2020", "2020", "2020"]);
    assert!(together.contains("thay đổi nhiều nhất"), "{together}");
    assert!(!said(&["2018", "2019", "2020"]).contains("thay đổi nhiều nhất"));
}

/// A province that the merger left as it was is one place: named, and with its latest teams alone.
#[test]
fn one_province_on_both_borders_is_told_once() {
    let now = Place { vintage: Vintage::V34, ..province("14", "Sơn La") };
    let model = summary().teams[0].clone();
    let row = |place: &Place, when: &str, teams| TeamRow {
        place: place.clone(),
        period: period(when),
        level: TeamLevel::All,
        teams: Some(teams),
        ..model.clone()
    };
    let teams = vec![row(&province("14", "Sơn La"), "2025-H1", 500), row(&now, "2025-H2", 543)];
    let report = written(Lang::Vi, &Summary { teams, ..Summary::default() });
    let said = text(&report);
    assert!(said.contains("áo cáo tổng hợp số liệu năm 2025 của tỉnh Sơn La. "), "{said}");
    assert!(!said.contains("dưới đây"), "{said}");
    let cards: Vec<_> = report
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.blocks)
        .filter_map(|block| match block {
            Block::KeyFigures(cards) => Some(cards),
            _ => None,
        })
        .flatten()
        .map(|card| (card.label.as_str(), card.value.as_str()))
        .filter(|(label, _)| label.starts_with("Tổ công nghệ số"))
        .collect();
    assert!(matches!(cards.as_slice(), [(_, value)] if value.starts_with("543")), "{cards:?}");
}

/// Targets of places that have merged are no miss of anybody: the others are judged, and the reason is said.
#[test]
fn targets_of_other_borders_are_told_as_such() {
    let places = places(5);
    let targets = places.iter().enumerate().map(|(n, place)| TargetRow {
        pace_seen: Some(1.0),
        gap: Some(20.0),
        ..target(VILLAGES, place, if n < 3 { TargetVerdict::Behind } else { TargetVerdict::OtherBorders })
    });
    let summary = Summary { targets: targets.collect(), ..Summary::default() };
    let report = written(Lang::Vi, &summary);
    // How many have the target is no count of verdicts.
    let given = || report.explanations.values().filter(|one| one.title.contains("số đơn vị có mục tiêu"));
    assert!(given().count() > 0 && given().all(|one| one.formula == "Đếm đơn vị được giao mục tiêu này"));
    let vi = text(&report);
    assert!(
        vi.contains("3 mục tiêu chậm tiến độ và 2 mục tiêu không xét được theo địa giới của báo cáo này"),
        "{vi}"
    );
    assert!(vi.contains("trong 3 tỉnh, thành phố có mục tiêu 100 % đến hết năm 2025, cả 3 đơn vị đều chậm tiến độ; không xét mục tiêu của 2 đơn vị đã sáp nhập"), "{vi}");
    let en = text(&written(Lang::En, &summary));
    assert!(en.contains("the targets of 2 places that have merged are not judged"), "{en}");
}

/// Where all places rise, or some, the chapter says so beside the trend of all of them; the director's page names the last.
#[test]
fn trends_of_single_places_are_told_in_one_sentence() {
    let said = |clear: usize, lang| {
        let points = [("2020", 1.0), ("2021", 2.0), ("2022", 3.0), ("2023", 4.0), ("2024", 5.0)];
        let of = |place: &Place, verdict| CoverageTrend {
            place: place.clone(),
            indicator: VILLAGES.into(),
            basis: level(place, VILLAGES, "2024", 90.0, 2).basis,
            trend: Trend { verdict, slope: Some(1.0), q: Some(0.01), ..trend(&points) },
        };
        let places = places(8);
        let mut coverage: Vec<CoverageRow> = places
            .iter()
            .enumerate()
            .map(|(n, place)| level(place, VILLAGES, "2024", 60.0 + n as f64, 2))
            .collect();
        coverage.push(level(&country(), VILLAGES, "2024", 64.0, 3));
        let verdict = |n| if n < clear { TrendVerdict::Rising } else { TrendVerdict::NoClearTrend };
        let mut coverage_trends: Vec<CoverageTrend> =
            places.iter().enumerate().map(|(n, place)| of(place, verdict(n))).collect();
        coverage_trends.push(of(&country(), TrendVerdict::Rising));
        text(&written(lang, &Summary { coverage, coverage_trends, ..Summary::default() }))
    };
    let all = said(8, Lang::Vi);
    assert!(all.contains("Xét riêng từng nơi, cả 8 đơn vị đều tăng rõ rệt."), "{all}");
    assert!(all.lines().take(6).any(|line| line.contains("; thấp nhất là Tỉnh 00 (60")), "{all}");
    let some = said(3, Lang::En);
    assert!(some.contains("Taken one by one, 3 of 8 places show a clear rise."), "{some}");
    let none = said(0, Lang::Vi);
    assert!(none.contains("Xét riêng từng nơi trong 8 đơn vị, chưa nơi nào có xu hướng rõ rệt."), "{none}");
}

/// The same of the number of teams.
#[test]
fn trends_of_the_teams_of_single_places_are_told() {
    let points = [("2020", 1.0), ("2021", 2.0), ("2022", 3.0), ("2023", 4.0), ("2024", 5.0)];
    let mut all = places(8);
    all.push(country());
    let model = summary().teams[0].clone();
    let rows = all.iter().map(|place| TeamRow {
        place: place.clone(),
        period: period("2024"),
        level: TeamLevel::All,
        ..model.clone()
    });
    let trends = all.iter().map(|place| TeamTrend {
        place: place.clone(),
        level: TeamLevel::All,
        metric: "teams",
        trend: Trend { verdict: TrendVerdict::Rising, slope: Some(1.0), q: Some(0.01), ..trend(&points) },
    });
    let summary = Summary { teams: rows.collect(), team_trends: trends.collect(), ..Summary::default() };
    let report = written(Lang::Vi, &summary);
    let said = text(&report);
    let found = said.find("số tổ có xu hướng tăng rõ rệt").unwrap();
    let each = said.find("Xét riêng từng nơi, cả 8 đơn vị đều tăng rõ rệt.").unwrap();
    let trained = said.find("Có 1.447 tổ đã được tập huấn").unwrap();
    assert!(found < each && each < trained, "a trend stands beside what it is of: {said}");
    let english = text(&written(Lang::En, &summary));
    assert!(english.contains("the rise in the number of teams is clear"), "{english}");
    // What is the same in all rows is told in the title.
    let table = table(&report, "teams-table");
    assert!(table.title.ends_with("năm\u{a0}2024"), "{}", table.title);
    assert!(table.columns.iter().all(|column| column.label != "Kỳ"), "{:?}", table.columns);
}

/// Averages that lie close together are no first and last place.
#[test]
fn averages_that_are_nearly_alike_have_no_extremes() {
    let said = |members: [f64; 4]| {
        let model = summary().teams[0].clone();
        let row = |(place, members): (&Place, f64)| TeamRow {
            place: place.clone(),
            members_per_team: Some(members),
            level: TeamLevel::All,
            ..model.clone()
        };
        let teams = places(4).iter().zip(members).map(row).collect();
        text(&written(Lang::Vi, &Summary { teams, ..Summary::default() }))
    };
    let near = said([6.27, 6.33, 6.34, 6.70]);
    assert!(near.contains("ố thành viên bình quân một tổ gần như nhau ở các nơi, từ 6,3 đến 6,7"), "{near}");
    assert!(!near.contains("một tổ cao nhất"), "{near}");
    let far = said([5.0, 6.0, 6.5, 8.0]);
    assert!(far.contains("ố thành viên bình quân một tổ cao nhất ở Tỉnh 03 (8,0"), "{far}");
}

/// The cover dates what it dates; commitments of later sessions are set aside and said; a status that all share is said once.
#[test]
fn commitments_are_told_as_of_their_day() {
    let model = summary().commitments.into_iter().find(|row| row.days_late.is_some()).unwrap();
    let row = |late: i64| CommitmentRow {
        days_late: Some(late),
        status: CommitmentStatus::Overdue,
        ..model.clone()
    };
    let mut alone = Summary {
        commitments: (1..=25).map(row).collect(),
        promised_later: vec![model.commitment.clone(); 2],
        as_of: Some(period("2024-06-30")),
        ..Summary::default()
    };
    let report = written(Lang::Vi, &alone);
    let said = text(&report);
    assert!(said.contains("Có 2 cam kết khác được lập sau ngày 30/6/2024 nên không tính ở đây."), "{said}");
    assert!(report.subtitle.contains("am kết tính đến ngày 30/6/2024"), "{}", report.subtitle);
    assert!(!report.subtitle.contains("số liệu"), "{}", report.subtitle);
    let listed = table(&report, "commitments-table");
    assert_eq!(listed.title.replace('\u{a0}', " "), "Cam kết quá hạn lâu nhất");
    assert!(listed.columns.iter().all(|column| column.label != "Tình trạng"));
    assert!(listed.notes.iter().any(|one| one.contains("tình trạng: ")), "{:?}", listed.notes);
    alone.commitments.clear();
    let said = text(&written(Lang::En, &alone));
    assert!(said.contains("2 more were made after 30 June 2024 and are not counted here."), "{said}");
    // Figures have a period of their own.
    let report = compose(
        &Summary { as_of: Some(period("2026-03-31")), ..summary() },
        &audit(),
        &SourceLines::new(),
        &Notes::new(),
        &settings(Lang::Vi),
        &registers(),
    );
    assert!(
        report
            .subtitle
            .replace('\u{a0}', " ")
            .contains("số liệu đến năm 2024; cam kết tính đến ngày 31/3/2026"),
        "{}",
        report.subtitle
    );
}
