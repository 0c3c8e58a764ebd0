//! What is said of rows that are not shown, of figures that could not be computed, and of whom a tile speaks for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::report::{Block, Report, Span};
use super::sample::{audit, period, province, registers, settings, summary};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::summary::{TeamBases, TeamRow};
use crate::clean::audit::{Audit, Check, Unshown, Why};
use crate::clean::tables::{Origin, Origins, TeamLevel};
use crate::ingest::ExportKind;
use crate::model::place::Boundaries;
use crate::model::{Lang, Place, Rule, Settings, Text, Vintage};

fn written(lang: Lang, summary: &Summary, audit: &Audit) -> Report {
    compose(summary, audit, &SourceLines::new(), &Notes::new(), &settings(lang), &registers())
}

/// Paragraphs, notes and lists of a chapter, a line each.
fn told(report: &Report, chapter: &str) -> String {
    let chapter = report.chapters.iter().find(|one| one.id == chapter).unwrap();
    let words = |spans: &Vec<Span>| spans.iter().map(Span::text).collect::<String>();
    let lines = chapter.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(spans) | Block::Note(spans) => vec![words(spans)],
        Block::List(items) => items.iter().map(words).collect(),
        _ => Vec::new(),
    });
    lines.collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
}

fn all_used() -> Audit {
    let mut audit = audit();
    audit.rejections.clear();
    audit.files.iter_mut().for_each(|file| (file.used, file.rejected) = (file.read, 0));
    audit
}

#[test]
fn rows_that_are_not_shown_are_told_with_files_and_periods() {
    let mut audit = all_used();
    assert!(told(&written(Lang::Vi, &summary(), &audit), "key-figures").contains("đều được dùng"));
    audit.unshown = vec![Unshown {
        why: Why::Ended,
        kind: ExportKind::Coverage,
        files: vec![1],
        rows: 7,
        periods: vec![period("2025-Q3"), period("2025-Q4"), period("2026-Q1")],
        first: vec![Origin { file: 1, line: 9 }],
    }];
    let summary = Summary { boundaries: Boundaries::Former, ..summary() };
    let page = told(&written(Lang::Vi, &summary, &audit), "key-figures");
    assert!(page.contains("đều hợp lệ") && !page.contains("đều được dùng"), "{page}");
    assert!(
        page.contains(
            "số liệu của 7 dòng (coverage.csv, từ quý III/2025 đến quý I/2026) không được trình bày"
        ),
        "{page}"
    );
    // As a doubt it is told with its reason.
    assert!(page.contains("không được trình bày, vì thuộc kỳ kết thúc sau tháng 6/2025"), "{page}");
    let report = written(Lang::En, &summary, &audit);
    let page = told(&report, "key-figures");
    assert!(
        page.contains("are sound; the figures of 7 rows (coverage.csv, the third quarter of 2025 to"),
        "{page}"
    );
    let methods = told(&report, "methods");
    assert!(
        methods.contains("hold figures of periods that end after June 2025, which are not shown"),
        "{methods}"
    );
}

#[test]
fn figures_that_could_not_be_computed_are_no_figures_in_doubt() {
    let mut audit = all_used();
    let check = |rule| Check {
        rule,
        origins: vec![Origin { file: 1, line: 2 }],
        place: Some(province("14", "Sơn La")),
        period: Some(period("2022")),
        figure: None,
        problem: Text::new("x", "x"),
    };
    audit.checks = vec![check(Rule::PartsNotCombined), check(Rule::PartsNotCombined), check(Rule::BaseJumps)];
    audit.checks.push(check(Rule::NoteUnused));
    let said = told(&written(Lang::Vi, &summary(), &audit), "quality");
    assert!(said.contains("phát hiện 1 điểm nghi vấn; số liệu vẫn được dùng"), "{said}");
    assert!(said.contains("không tính được 2 số liệu") && said.contains("có 1 lưu ý về tệp"), "{said}");
    audit.checks.truncate(2);
    let said = told(&written(Lang::En, &summary(), &audit), "quality");
    let of =
        "2 figures of provinces could not be computed, because the figures of districts and communes are not";
    assert!(said.contains(of), "{said}");
    assert!(!said.contains("the figures are used") && !said.contains("neither conflict"), "{said}");
    // There are no districts any more.
    for check in &mut audit.checks {
        check.place = Some(Place { vintage: Vintage::V34, ..province("14", "Sơn La") });
        check.period = Some(period("2025"));
    }
    let said = told(&written(Lang::Vi, &summary(), &audit), "quality");
    let of = "2 số liệu của tỉnh, thành phố vì số của đơn vị cấp xã không đủ để cộng";
    assert!(said.contains(of), "{said}");
}

#[test]
fn a_tile_of_some_places_says_of_how_many() {
    let sum = Place { name: "Các tỉnh có số liệu".into(), ..Place::country(Vintage::V34) };
    let row = |have| TeamRow {
        note: None,
        place: sum.clone(),
        period: period("2025"),
        level: TeamLevel::All,
        teams: Some(5997),
        members: None,
        trained: None,
        members_per_team: None,
        trained_share: None,
        teams_per_commune: None,
        bases: TeamBases::default(),
        places_with_figures: Some(have),
        places_expected: Some(34),
        source: None,
        origins: Origins::default(),
    };
    let label = |lang, have| {
        let summary = Summary { teams: vec![row(have)], ..Summary::default() };
        let report = compose(
            &summary,
            &Audit::default(),
            &SourceLines::new(),
            &Notes::new(),
            &Settings { lang, ..Settings::default() },
            &registers(),
        );
        let blocks = report.chapters.into_iter().flat_map(|chapter| chapter.blocks);
        let mut keys = blocks.filter_map(|block| match block {
            Block::KeyFigures(keys) => Some(keys),
            _ => None,
        });
        keys.next().unwrap()[0].label.replace('\u{a0}', " ")
    };
    assert_eq!(label(Lang::Vi, 5), "Tổ công nghệ số cộng đồng, 2025 (5/34 tỉnh, thành phố có số liệu)");
    assert_eq!(label(Lang::En, 5), "Community digital teams, 2025 (the 5 of 34 provinces with figures)");
}
