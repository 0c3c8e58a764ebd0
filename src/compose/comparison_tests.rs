//! What the report compares, and what it must not: other places behind a sum, other borders.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::report::{Block, Chart, Report, Span, Value};
use super::sample::{level, period, province, registers, settings};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::summary::{Basis, CoverageRow, NotCombined, Spread, TeamRow, TopicRow};
use crate::clean::Audit;
use crate::clean::tables::{Origins, TeamLevel};
use crate::model::{Lang, Level, Place, Vintage};

fn written(summary: &Summary) -> Report {
    let (audit, settings) = (Audit::default(), settings(Lang::Vi));
    compose(summary, &audit, &SourceLines::new(), &Notes::new(), &settings, &registers())
}

fn paragraphs(report: &Report) -> String {
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let spans = blocks.filter_map(|block| match block {
        Block::Paragraph(spans) => Some(spans.iter().map(Span::text).collect::<String>()),
        _ => None,
    });
    spans.collect::<Vec<_>>().join("\n")
}

fn sum(vintage: Vintage) -> Place {
    Place { name: "Các tỉnh có số liệu".into(), ..Place::country(vintage) }
}

fn today(code: &str, name: &str) -> Place {
    Place { vintage: Vintage::V34, level: Level::Province, code: code.into(), name: name.into() }
}

/// Two sums over other places: no line joins them, and no sentence compares them.
#[test]
fn sums_over_other_places_are_not_compared() {
    let indicator = "villages_mobile_broadband";
    let computed = |iso: &str, percent, change: Option<(f64, &str)>| CoverageRow {
        basis: Basis::Computed,
        places_with_figures: Some(3),
        places_expected: Some(63),
        change_pp: change.map(|change| change.0),
        change_since: change.map(|change| period(change.1)),
        ..level(&sum(Vintage::V63), indicator, iso, percent, 2)
    };
    let drawn = |change| {
        let coverage = vec![computed("2023", 60.0, None), computed("2024", 80.0, change)];
        let report = written(&Summary { coverage, ..Summary::default() });
        let figure = report.figures.iter().find(|figure| matches!(figure.chart, Chart::Lines(_))).unwrap();
        let Chart::Lines(lines) = &figure.chart else { panic!("no lines") };
        (figure.headline.clone(), lines.lines[0].points[1].breaks)
    };
    let (headline, breaks) = drawn(None);
    assert!(breaks && !headline.contains("so với"), "{headline}");
    let (headline, breaks) = drawn(Some((20.0, "2023")));
    assert!(
        !breaks && headline.replace('\u{a0}', " ").contains("tăng 20 điểm % so với năm 2023"),
        "{headline}"
    );
}

/// The spread of 63 provinces and the spread of 34 are no change.
#[test]
fn a_spread_is_compared_on_one_set_of_borders() {
    let indicator = "villages_mobile_broadband";
    let names = ["01", "11", "12", "14", "31"];
    let drawn = |now: Vintage| {
        let at = |vintage, iso: &str| {
            let place = move |code: &&str| Place { vintage, ..province(code, code) };
            let iso = iso.to_owned();
            names
                .iter()
                .map(place)
                .map(move |place| level(&place, indicator, &iso, 80.0, 2))
                .collect::<Vec<_>>()
        };
        let spread = |iso: &str, high| Spread {
            vintage: Vintage::V63,
            indicator: indicator.into(),
            period: period(iso),
            basis: Basis::Published,
            places: 5,
            quartiles: [50.0, 55.0, 60.0, 65.0, high],
        };
        let coverage = [at(Vintage::V63, "2024"), at(now, "2025")].concat();
        let summary = Summary {
            coverage,
            spread: vec![spread("2024", 90.0), spread("2025", 60.0)],
            ..Summary::default()
        };
        written(&summary).figures.iter().any(|figure| figure.id.ends_with("-spread"))
    };
    assert!(drawn(Vintage::V63));
    assert!(!drawn(Vintage::V34));
}

/// The key figure of teams is that of the latest period, whatever its borders, and compares nothing across them.
#[test]
fn the_latest_teams_speak() {
    let row = |place: Place, iso: &str, teams| TeamRow {
        note: None,
        place,
        period: period(iso),
        level: TeamLevel::All,
        teams: Some(teams),
        members: None,
        trained: None,
        members_per_team: None,
        trained_share: None,
        teams_per_commune: None,
        bases: crate::analyse::summary::TeamBases::default(),
        places_with_figures: Some(2),
        places_expected: None,
        source: None,
        origins: Origins::default(),
    };
    let teams = vec![
        row(Place::country(Vintage::V63), "2024", 900),
        row(Place::country(Vintage::V34), "2025", 1200),
        row(today("14", "Sơn La"), "2025", 700),
        row(today("15", "Lào Cai"), "2025", 500),
        row(province("10", "Lào Cai"), "2024", 200),
        row(province("14", "Sơn La"), "2024", 700),
        row(province("15", "Yên Bái"), "2024", 300),
    ];
    let report = written(&Summary { teams, ..Summary::default() });
    let key = report.chapters.iter().flat_map(|chapter| &chapter.blocks).find_map(|block| match block {
        Block::KeyFigures(key) => key.first(),
        _ => None,
    });
    let key = key.unwrap();
    assert!(key.label.contains(", 2025") && key.value.starts_with("1.200"), "{key:?}");
    assert_eq!(key.change, "");
    let told = paragraphs(&report);
    assert!(told.contains("3\u{a0}tỉnh, thành phố (địa giới trước ngày 1/7/2025) và"), "{told}");
    assert!(told.contains("2\u{a0}tỉnh, thành phố (địa giới từ ngày 1/7/2025)"), "{told}");
}

/// A sum that holds parts of merged units says so.
#[test]
fn parts_of_incomplete_units_are_named() {
    let indicator = "adults_smartphone";
    let coverage = vec![CoverageRow {
        basis: Basis::Computed,
        covered: Some(3040),
        total: Some(4600),
        places_with_figures: Some(2),
        places_expected: Some(34),
        ..level(&sum(Vintage::V34), indicator, "2025", 66.09, 2)
    }];
    let unit = NotCombined {
        place: today("15", "Lào Cai"),
        measure: indicator.to_owned(),
        period: period("2025"),
        parts_reported: vec!["Yên Bái".into()],
        parts_expected: vec!["Lào Cai".into(), "Yên Bái".into()],
        no_base: false,
        origins: Origins::default(),
    };
    let summary = |not_combined| Summary { coverage: coverage.clone(), not_combined, ..Summary::default() };
    let words = "gồm cả phần đã có số liệu của đơn vị mới chưa đủ số liệu";
    assert!(paragraphs(&written(&summary(vec![unit]))).contains(words));
    assert!(!paragraphs(&written(&summary(Vec::new()))).contains(words));
}

/// No counted question: no total, where 0 would read as an answer.
#[test]
fn a_topic_without_count_has_no_total() {
    let topics = vec![TopicRow {
        place: province("14", "Sơn La"),
        period: period("2024"),
        topic: "jobs".into(),
        questions: None,
        total: 0,
        share: None,
        share_low: None,
        share_high: None,
        change_pp: None,
        partial: true,
        origins: Origins::default(),
    }];
    let report = written(&Summary { topics, ..Summary::default() });
    let table = report.data.iter().find(|table| table.table.name == "topics").unwrap();
    assert_eq!(table.rows[0][6..8], [Value::Blank, Value::Blank]);
}
