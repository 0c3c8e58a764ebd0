//! That what is claimed is borne out: a superlative by all rows, a note by the cells it is about, a verdict by figures of today.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::report::{Block, Report, Span, State, Table};
use super::sample::{audit, country, level, period, province, registers, settings, summary};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::province::Province;
use crate::analyse::summary::{
    CommitmentRow, CommitmentStatus, Contribution, CoverageRow, Family, Likeness, RegionTopic, TopicRow,
    TopicTrend,
};
use crate::clean::Audit;
use crate::clean::tables::Origins;
use crate::model::{Lang, Place, Vintage};
use crate::stats::wilson::wilson;

const VILLAGES: &str = "villages_mobile_broadband";

fn written(lang: Lang, summary: &Summary, audit: &Audit) -> Report {
    compose(summary, audit, &SourceLines::new(), &Notes::new(), &settings(lang), &registers())
}

fn told(report: &Report, chapter: &str) -> String {
    let chapter = report.chapters.iter().find(|one| one.id == chapter).unwrap();
    let text = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>().replace('\u{a0}', " ");
    let lines = chapter.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(spans) | Block::Note(spans) => vec![text(spans)],
        Block::List(items) => items.iter().map(|spans| text(spans)).collect(),
        _ => Vec::new(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn table<'r>(report: &'r Report, id: &str) -> &'r Table {
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let mut tables = blocks.filter_map(|block| match block {
        Block::Table(table) if table.id == id => Some(table),
        _ => None,
    });
    tables.next().unwrap_or_else(|| panic!("no table {id}"))
}

fn notes(report: &Report, id: &str) -> String {
    table(report, id).notes.join("\n").replace('\u{a0}', " ")
}

fn asked(place: &Place, counts: &[(&str, u64)]) -> Vec<TopicRow> {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let row = |(topic, count): &(&str, u64)| {
        let (low, high) = wilson(*count, total).unwrap();
        TopicRow {
            place: place.clone(),
            period: period("2024"),
            topic: (*topic).into(),
            questions: Some(*count),
            total,
            share: Some(100.0 * *count as f64 / total as f64),
            share_low: Some(100.0 * low),
            share_high: Some(100.0 * high),
            change_pp: None,
            partial: false,
            origins: Origins::default(),
        }
    };
    counts.iter().map(row).collect()
}

/// The last place of an indicator is told once on the director's page.
#[test]
fn no_finding_repeats_what_another_one_tells() {
    let places: Vec<Place> = (0..8).map(|n| province(&format!("{n:02}"), &format!("Tỉnh {n:02}"))).collect();
    let of = |(n, place): (usize, &Place)| level(place, VILLAGES, "2024", 60.0 + n as f64, 2);
    let mut coverage: Vec<CoverageRow> = places.iter().enumerate().map(of).collect();
    coverage.push(level(&country(), VILLAGES, "2024", 63.5, 2));
    let summary = Summary { coverage, ..Summary::default() };
    let said = told(&written(Lang::Vi, &summary, &Audit::default()), "key-figures");
    assert!(said.contains("thấp nhất là Tỉnh 00"), "{said}");
    assert_eq!(said.matches("Tỉnh 00").count(), 1, "{said}");
}

/// Of places that print the same contribution none is named before the others.
#[test]
fn nobody_contributed_most_beside_others_who_print_the_same() {
    let said = |parts: &[f64]| {
        let places: Vec<Place> =
            (0..parts.len()).map(|n| province(&format!("{n:02}"), &format!("Tỉnh {n:02}"))).collect();
        let change: f64 = parts.iter().sum();
        let mut coverage: Vec<CoverageRow> = Vec::new();
        for place in places.iter().chain([&country()]) {
            coverage.push(level(place, VILLAGES, "2023", 50.0, 2));
            coverage.push(level(place, VILLAGES, "2024", 50.0 + change, 3));
        }
        let one = |(place, part): (&Place, &f64)| Contribution {
            indicator: VILLAGES.into(),
            place: place.clone(),
            since: period("2023"),
            period: period("2024"),
            level_pp: *part,
            weight_pp: 0.0,
            whole: (50.0, 50.0 + change),
        };
        let contributions = places.iter().zip(parts).map(one).collect();
        let summary = Summary { coverage, contributions, ..Summary::default() };
        told(&written(Lang::Vi, &summary, &Audit::default()), "coverage")
    };
    let first = said(&[0.5, 0.2, 0.2, 0.2, 0.1]);
    assert!(first.contains("đóng góp nhiều nhất là Tỉnh 00 (+0,50 điểm %)."), "{first}");
    let some = said(&[0.2, 0.2, 0.1, 0.1]);
    assert!(
        some.contains("đóng góp nhiều nhất là Tỉnh 00 (+0,20 điểm %) và Tỉnh 01 (+0,20 điểm %)."),
        "{some}"
    );
    // More of them lead nothing.
    let many = said(&[0.2, 0.2, 0.2, 0.2, 0.1]);
    assert!(many.contains("không nơi nào đóng góp nổi trội (nhiều nhất +0,20 điểm %)."), "{many}");
    let three = said(&[0.5, 0.4, 0.3, 0.2]);
    assert!(
        three.contains("Tỉnh 00 (+0,50 điểm %), Tỉnh 01 (+0,40 điểm %) và Tỉnh 02 (+0,30 điểm %)."),
        "{three}"
    );
}

/// A note speaks of cells that are there.
#[test]
fn a_note_on_equal_topics_stands_below_a_cell_that_has_them() {
    let row = |region: &str, topic: &str, questions| RegionTopic {
        region: region.into(),
        vintage: Vintage::V34,
        period: period("2024"),
        topic: topic.into(),
        questions,
        total: 100,
        share: (questions as f64, 1.0, 30.0),
        partial: false,
        places_with_figures: 3,
        places_expected: 3,
    };
    let notes = |region_topics: Vec<RegionTopic>| {
        let topics = asked(&country(), &[("education", 60), ("jobs", 60)]);
        let summary = Summary { topics, region_topics, year: Some(2024), ..Summary::default() };
        notes(&written(Lang::Vi, &summary, &Audit::default()), "topics-regions-table")
    };
    // Five topics that are too close name none of them in the cell.
    let open = ["education", "jobs", "policy", "union", "culture"].map(|topic| row("DBSH", topic, 9));
    let clear = [row("DNB", "education", 60), row("DNB", "jobs", 20), row("DNB", "policy", 5)];
    let said = notes(open.iter().chain(&clear).cloned().collect());
    assert!(!said.contains("dấu chấm phẩy") && !said.contains("xếp theo số câu hỏi"), "{said}");
    let tied = [row("DBSH", "education", 60), row("DBSH", "jobs", 20), row("DBSH", "policy", 20)];
    let said = notes(tied.iter().chain(&clear).cloned().collect());
    assert!(said.contains("dấu chấm phẩy"), "{said}");
}

/// A divergence above the one of chance, though not clearly, is not said to be no more than that.
#[test]
fn a_divergence_above_chance_is_not_said_to_lie_below() {
    let places = [("14", "Sơn La"), ("11", "Điện Biên"), ("12", "Lai Châu"), ("02", "Hà Giang")];
    let places = places.map(|(code, name)| province(code, name));
    let mut likeness = Vec::new();
    for place in &places {
        for (rank, other) in (1..).zip(places.iter().filter(|other| *other != place)) {
            likeness.push(Likeness {
                place: place.clone(),
                other: other.clone(),
                rank,
                divergence: 0.194,
                by_chance: 0.187,
                chance_deviation: 0.05,
                questions: (50, 50),
            });
        }
    }
    let topics = asked(&country(), &[("education", 60), ("jobs", 60)]);
    let summary = Summary { topics, likeness, year: Some(2024), ..Summary::default() };
    for (lang, said, not) in [
        (Lang::Vi, "0,194 trên thang từ 0 đến 1, không cao hơn rõ rệt so với mức", "không vượt mức"),
        (
            Lang::En,
            "0.194 on a scale from 0 to 1 is not clearly more than chance alone gives",
            "no more than chance",
        ),
    ] {
        let text = told(&written(lang, &summary, &Audit::default()), "topics");
        assert!(text.contains(said) && !text.contains(not), "{text}");
    }
}

/// Those that ask most alike stand in the order of the bound in brackets, as the table for machines has them, and no name is
/// torn in a narrow column.
#[test]
fn places_that_ask_alike_stand_in_the_order_of_their_bound() {
    let places = [("08", "Tuyên Quang"), ("11", "Điện Biên"), ("12", "Lai Châu"), ("02", "Hà Giang")];
    let places = places.map(|(code, name)| province(code, name));
    let mut likeness = Vec::new();
    for place in &places {
        for (rank, other) in (1..).zip(places.iter().filter(|other| *other != place)) {
            let (rank, at): (u32, _) = (rank, f64::from(rank));
            likeness.push(Likeness {
                place: place.clone(),
                other: other.clone(),
                rank,
                // The bare excess falls, the bound rises.
                divergence: 0.2 - 0.01 * at,
                by_chance: 0.1,
                chance_deviation: 0.02 * at,
                questions: (50, 50),
            });
        }
    }
    let topics = asked(&country(), &[("education", 60), ("jobs", 60)]);
    let summary = Summary { topics, likeness, year: Some(2024), ..Summary::default() };
    let report = written(Lang::Vi, &summary, &Audit::default());
    let rows = table(&report, "topics-alike-table").rows.iter();
    let row =
        rows.map(|row| row.cells.iter().map(|cell| cell.text.replace('\u{a0}', "_")).collect::<Vec<_>>());
    let row = row.into_iter().find(|cells| cells[0] == "Điện_Biên").unwrap();
    assert!(row.contains(&"Tuyên_Quang_(+0,123)".to_owned()), "{row:?}");
    assert_eq!(row.last().unwrap(), "Lai_Châu_(+0,146); Hà_Giang_(+0,169)");
}

/// Of overdue commitments that are shown the whole is all overdue ones.
#[test]
fn the_longest_overdue_are_some_of_those_overdue() {
    let base = summary().commitments[0].clone();
    let row = |n: u64, status| {
        let mut row = CommitmentRow { status, ..base.clone() };
        row.commitment.origin.line = n;
        row
    };
    let mut commitments: Vec<CommitmentRow> = (0..30).map(|n| row(n, CommitmentStatus::Overdue)).collect();
    commitments.extend((30..100).map(|n| row(n, CommitmentStatus::Done)));
    let summary = Summary { commitments, as_of: summary().as_of, ..Summary::default() };
    let said = notes(&written(Lang::Vi, &summary, &Audit::default()), "commitments-table");
    assert!(said.contains("Bảng nêu 20 trong 30 cam kết quá hạn,"), "{said}");
    let said = notes(&written(Lang::En, &summary, &Audit::default()), "commitments-table");
    assert!(said.contains("The table shows 20 of 30 overdue commitments,"), "{said}");
}

/// A verdict on figures of two years ago is no green light.
#[test]
fn a_card_on_old_figures_says_so() {
    let card = |as_of: &str| {
        let summary = Summary { as_of: Some(period(as_of)), ..summary() };
        let report = written(Lang::Vi, &summary, &audit());
        let blocks = report.chapters.into_iter().flat_map(|chapter| chapter.blocks);
        let keys = blocks.filter_map(|block| match block {
            Block::KeyFigures(keys) => Some(keys),
            _ => None,
        });
        let key = keys.flatten().find(|key| key.target.contains("đúng tiến độ")).unwrap();
        (key.target.replace('\u{a0}', " "), key.state)
    };
    let (said, state) = card("2024-12-31");
    assert!(said.ends_with("đúng tiến độ (theo số liệu năm 2022)"), "{said}");
    assert_eq!(state, State::Neutral);
    let (said, state) = card("2023-06-30");
    assert!(said.ends_with("đúng tiến độ"), "{said}");
    assert_eq!(state, State::Good);
}

/// A place is named for a topic only where its share lies above that of all places even at the lower end of its interval.
#[test]
fn nobody_is_named_for_a_handful_of_questions() {
    let said = |jobs: u64, lang| {
        let mut topics = asked(&country(), &[("jobs", 30), ("education", 970)]);
        for n in 0..6 {
            let place = province(&format!("{n:02}"), &format!("Tỉnh {n:02}"));
            let jobs = if n == 0 { jobs } else { 2 };
            topics.extend(asked(&place, &[("jobs", jobs), ("education", 40 - jobs)]));
        }
        let summary = Summary { topics, year: Some(2024), ..Summary::default() };
        let report = written(lang, &summary, &Audit::default());
        format!("{:?}", report.topics).replace("\\u{a0}", " ").replace('\u{a0}', " ")
    };
    let few = said(2, Lang::Vi);
    assert!(few.contains("hông nơi nào có tỷ trọng cao hơn rõ rệt mức "), "{few}");
    assert!(!few.contains("ao rõ nhất ở"), "{few}");
    assert!(said(2, Lang::En).contains("o place has a share clearly above the "));
    let many = said(20, Lang::Vi);
    assert!(many.contains("ao rõ nhất ở Tỉnh 00 ("), "{many}");
    assert!(many.contains("; 20/40)"), "{many}");
}

/// Lines that follow each other with one fault share a row of the table, and all of them are counted.
#[test]
fn lines_with_the_same_fault_share_a_row() {
    let report = written(Lang::Vi, &Summary::default(), &audit());
    let rows = &table(&report, "quality-rejections").rows;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].cells[0].text, "sessions.csv:19–23");
    let mut many = audit();
    let one = many.rejections[0].clone();
    let line = |line| {
        let mut rejection = one.clone();
        rejection.origin.line = line;
        rejection
    };
    // Two lines at a time, three lines apart: 30 rows of two lines each.
    many.rejections = (0..30).flat_map(|n| [line(5 * n), line(5 * n + 1)]).collect();
    let said = notes(&written(Lang::Vi, &Summary::default(), &many), "quality-rejections");
    assert!(said.contains("Bảng nêu 40 trong 60 dòng"), "{said}");
}

/// One province's edition speaks of the series of the province, and not of those of all of them.
#[test]
fn an_edition_of_one_province_counts_its_own_series() {
    let place = province("14", "Sơn La");
    let points = [("2020", 1.0), ("2021", 2.0), ("2022", 1.0), ("2023", 2.0), ("2024", 1.5)];
    let series = |topic: &str| TopicTrend {
        place: place.clone(),
        topic: topic.into(),
        metric: "share",
        trend: super::sample::trend(&points),
    };
    let whole = Summary {
        topics: asked(&place, &[("education", 60), ("jobs", 60)]),
        topic_trends: vec![series("education"), series("jobs")],
        families: vec![Family { name: "topics/place/share".to_owned(), tests: 1360, found: 0, longest: 5 }],
        year: Some(2024),
        ..Summary::default()
    };
    let own = Province { name: "Sơn La".into(), places: vec![place], regions: Vec::new() };
    let one = Summary { province: Some(own), ..whole.clone() };
    let said = told(&written(Lang::Vi, &one, &audit()), "key-figures");
    assert!(said.contains("hưa chủ đề nào trong 2 chủ đề của tỉnh Sơn La có xu hướng rõ rệt"), "{said}");
    let all = told(&written(Lang::Vi, &one, &audit()), "topics") + &said;
    assert!(!all.contains("1.360"), "{all}");
    let all = told(&written(Lang::Vi, &whole, &audit()), "topics");
    assert!(all.contains("1.360"), "{all}");
}
