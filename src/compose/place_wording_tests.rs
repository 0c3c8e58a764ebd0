//! What the texts say of places: who moved, who stands last, who has met a target, and what the methods explain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::report::{Block, Report, Span};
use super::sample::{country, level, period, province, registers, settings, summary, trend};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::summary::{
    Contribution, CoverageRow, CoverageTrend, Laggard, Laggards, PaceRange, RankRow, TargetRow,
    TargetVerdict, TopicRow, Trend, TrendVerdict,
};
use crate::clean::Audit;
use crate::model::{Lang, Level, Place};

fn written(lang: Lang, summary: &Summary) -> Report {
    compose(summary, &Audit::default(), &SourceLines::new(), &Notes::new(), &settings(lang), &registers())
}

/// Paragraphs, notes, lists and notes of tables of a chapter, a line each.
fn told(report: &Report, chapter: &str) -> String {
    let text = |spans: &Vec<Span>| spans.iter().map(Span::text).collect::<String>();
    let chapter = report.chapters.iter().find(|one| one.id == chapter).unwrap();
    let lines = chapter.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(spans) | Block::Note(spans) => vec![text(spans)],
        Block::List(items) => items.iter().map(text).collect(),
        Block::Table(table) => table.notes.clone(),
        Block::Heading { text, .. } => vec![text.clone()],
        _ => Vec::new(),
    });
    lines.collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
}

const SMARTPHONE: &str = "adults_smartphone";

/// Twelve places and the line of all of them, which changed by `whole`; the first place rose, the last fell, by `by`.
fn moved(whole: f64, by: f64, verdict: TrendVerdict) -> Summary {
    let mut summary = Summary { year: Some(2024), ..Summary::default() };
    let since = period("2023");
    let mut add = |place: &Place, percent: f64, change: f64| {
        summary.coverage.push(CoverageRow {
            change_pp: Some(change),
            change_since: Some(since),
            ..level(place, SMARTPHONE, "2024", percent, 2)
        });
        let of = trend(&[("2020", percent), ("2021", percent), ("2022", percent), ("2024", percent)]);
        summary.coverage_trends.push(CoverageTrend {
            place: place.clone(),
            indicator: SMARTPHONE.into(),
            basis: crate::analyse::summary::Basis::Published,
            trend: Trend { verdict, ..of },
        });
    };
    add(&country(), 70.25, whole);
    let places: Vec<Place> =
        (1..=12).map(|number| province(&format!("9{number}"), &format!("Tỉnh {number}"))).collect();
    for (at, place) in places.iter().enumerate() {
        let change = match at {
            0 => by,
            11 => -by,
            _ => 0.0,
        };
        add(place, 80.25 - at as f64, change);
        let rank = at as u32 + 1;
        let before = if at == 0 { 6 } else { rank };
        summary.ranks.push(RankRow {
            indicator: SMARTPHONE.into(),
            period: period("2024"),
            place: place.clone(),
            value: 80.0,
            rank,
            places: 12,
            previous: Some((since, before)),
        });
        summary.contributions.push(Contribution {
            indicator: SMARTPHONE.into(),
            place: place.clone(),
            since,
            period: period("2024"),
            level_pp: whole / 12.0,
            weight_pp: 0.0,
            whole: (70.0 - whole, 70.0),
        });
    }
    summary
}

#[test]
fn nobody_moved_most_where_nothing_clearly_moved() {
    let wavers = moved(0.01, 0.36, TrendVerdict::NoClearTrend);
    for (lang, noise) in [
        (Lang::Vi, ["tăng nhiều nhất", "về thứ hạng", "thay đổi nhiều nhất", "đóng góp"]),
        (Lang::En, ["the largest rise", "in rank", "moved most", "contribution"]),
    ] {
        let report = written(lang, &wavers);
        for chapter in ["key-figures", "coverage"] {
            let said = told(&report, chapter).to_lowercase();
            for words in noise {
                assert!(!said.contains(words), "{words}: {said}");
            }
        }
        let mut blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let table = blocks.find_map(|block| match block {
            Block::Table(table) if table.id == "coverage-adults_smartphone-table" => Some(table),
            _ => None,
        });
        let heads: Vec<String> =
            table.unwrap().columns.iter().map(|column| column.label.to_lowercase()).collect();
        assert!(!heads.iter().any(|head| noise.contains(&head.as_str())), "{heads:?}");
    }
    for clear in [
        // The whole moved; a place has a trend; too few periods tell, and a place moved.
        moved(1.2, 3.0, TrendVerdict::NoClearTrend),
        moved(0.01, 0.36, TrendVerdict::Rising),
        moved(0.01, 0.36, TrendVerdict::TooFew),
    ] {
        let said = told(&written(Lang::Vi, &clear), "coverage");
        assert!(said.contains("tăng nhiều nhất là Tỉnh 1") && said.contains("Về thứ hạng"), "{said}");
    }
}

fn last_communes(counts: &[(u64, u64)]) -> Summary {
    let indicator = "villages_mobile_broadband";
    let rows = counts.iter().enumerate().map(|(at, (covered, total))| {
        let code = format!("14/Xã {at}");
        Laggard {
            place: Place { level: Level::Commune, ..province(&code, &format!("Xã {at}")) },
            province: province("14", "Sơn La"),
            value: 100.0 * *covered as f64 / *total as f64,
            counts: Some((*covered, *total)),
            origin: None,
        }
    });
    let laggards = vec![Laggards {
        indicator: indicator.into(),
        period: period("2024"),
        communes: 3284,
        zero: 0,
        down: false,
        rows: rows.collect(),
    }];
    let coverage = vec![level(&province("14", "Sơn La"), indicator, "2024", 90.0, 2)];
    Summary { coverage, laggards, ..Summary::default() }
}

#[test]
fn the_sentence_on_the_last_communes_names_their_table() {
    use crate::compose::report::{Block, Span};
    let large: Vec<(u64, u64)> = (0..11).map(|at| (500 + 10 * at, 1000)).collect();
    for (lang, word) in [(Lang::Vi, "Bảng"), (Lang::En, "Table")] {
        let report = written(lang, &last_communes(&large));
        let blocks = || report.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let table = blocks().find_map(|block| match block {
            Block::Table(table) if table.id.ends_with("-laggards") => Some(table),
            _ => None,
        });
        let table = table.unwrap();
        let name = Span::Table { id: table.id.clone(), text: format!("{word}\u{a0}{}", table.number) };
        let named = blocks().any(|block| matches!(block, Block::Paragraph(spans) if spans.contains(&name)));
        assert!(named, "{name:?}");
    }
}

#[test]
fn the_last_communes_are_told_with_their_small_bases() {
    let mut few = vec![(2, 4); 5];
    few.extend([(4, 7), (5, 8), (6, 9), (6, 9), (60, 89), (61, 90)]);
    let said = told(&written(Lang::Vi, &last_communes(&few)), "coverage");
    assert!(said.contains(") là 5 đơn vị cùng ở mức 50 %; tổng số thôn, bản ở mỗi nơi này chỉ là 4, nên thêm bớt một trường hợp cũng làm tỷ lệ thay đổi nhiều."), "{said}");
    assert!(said.contains("Ở 9 trong 10 đơn vị của bảng, tổng số thôn, bản chỉ từ 4 đến 9:"), "{said}");
    let said = told(&written(Lang::En, &last_communes(&few)), "coverage");
    assert!(said.contains("their bases are small (4 villages each)"), "{said}");
    assert!(
        said.contains("In 9 of the 10 communes shown the base is small (4 to 9 villages each)"),
        "{said}"
    );
    let large: Vec<(u64, u64)> = (0..11).map(|at| (500 + 10 * at, 1000)).collect();
    // A base that is spoken of does not stand behind the other columns.
    for (counts, aside) in [(&few, false), (&large, true)] {
        let report = written(Lang::Vi, &last_communes(counts));
        let mut blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let base = blocks.find_map(|block| match block {
            Block::Table(table) if table.id.ends_with("-laggards") => {
                Some(&table.columns[table.columns.len() - 2])
            }
            _ => None,
        });
        assert_eq!(base.map(|base| base.aside), Some(aside), "{base:?}");
    }
    let said = told(&written(Lang::Vi, &last_communes(&large)), "coverage");
    assert!(said.contains(") là Xã 0"), "{said}");
    assert!(!said.contains("hơn kém một"), "{said}");
}

#[test]
fn few_places_under_a_verdict_are_named() {
    let mut summary = summary();
    let model = summary.targets.iter().find(|row| row.verdict == TargetVerdict::OnPace).unwrap().clone();
    let target = |number: usize, verdict| TargetRow {
        place: province(&format!("9{number}"), &format!("Tỉnh {number}")),
        verdict,
        pace_seen: Some(2.0),
        ..model.clone()
    };
    summary.targets = (0..6).map(|number| target(number, TargetVerdict::Behind)).collect();
    summary.targets.push(target(6, TargetVerdict::Met));
    let said = told(&written(Lang::Vi, &summary), "targets");
    assert!(said.contains("1 đơn vị đã đạt (Tỉnh 6) và 6 đơn vị chậm tiến độ;"), "{said}");
    summary.targets.iter_mut().take(2).for_each(|row| row.verdict = TargetVerdict::Receding);
    summary.targets.iter_mut().take(2).for_each(|row| row.pace_seen = Some(0.0));
    let said = told(&written(Lang::Vi, &summary), "targets");
    // What moves away does move: nothing in the bracket says that it stands still.
    let both = "2 đơn vị đang xa dần mục tiêu (Tỉnh 0 và Tỉnh 1)";
    assert!(said.contains(both), "{said}");
    let said = told(&written(Lang::En, &summary), "targets");
    assert!(said.contains("1 has met it (Tỉnh 6)"), "{said}");
}

#[test]
fn the_methods_tell_what_the_edition_uses() {
    let never = [
        "Kitagawa",
        "Monroe",
        "Jensen–Shannon",
        "Newcombe",
        "tứ phân vị",
        "Theil–Sen, khi",
        "Mann–Kendall",
        "Benjamini",
    ];
    let published = told(&written(Lang::Vi, &summary()), "methods");
    for name in never {
        assert!(!published.contains(name), "{name}: {published}");
    }
    for kept in ["Wilson", "Dòng không ghi số ý kiến", "Tốc độ cần có", "Cam kết đến hạn", "Tổng số tổ"]
    {
        assert!(published.contains(kept), "{kept}: {published}");
    }
    let moved = told(&written(Lang::Vi, &moved(1.2, 3.0, TrendVerdict::NoClearTrend)), "methods");
    assert!(moved.contains("Kitagawa"), "{moved}");
    for name in ["Wilson", "Cam kết đến hạn", "Tốc độ cần có", "Mỗi câu hỏi", "Tổng số tổ"]
    {
        assert!(!moved.contains(name), "{name}: {moved}");
    }
    let nothing = told(&written(Lang::En, &Summary::default()), "methods");
    assert!(!nothing.contains("Topics") && !nothing.contains("Targets"), "{nothing}");
}

#[test]
fn a_range_within_one_year_is_no_interval() {
    let mut summary = summary();
    let mut target = summary.targets.iter().find(|row| row.verdict == TargetVerdict::OnPace).unwrap().clone();
    target.reached_year = Some(2024.5);
    let mut said = |n, (from, to), lang| {
        let range = PaceRange { n, low: 1.9, high: 2.1, reached_from: Some(from), reached_to: Some(to) };
        summary.targets = vec![TargetRow { range: Some(range), ..target.clone() }];
        summary.as_of = Some(period("2022-12-31"));
        told(&written(lang, &summary), "targets")
    };
    let one = said(7, (2024.3, 2024.7), Lang::Vi);
    assert!(one.contains("(cả khoảng tin cậy 95 % nằm trong năm 2024)"), "{one}");
    let one = said(7, (2024.3, 2024.7), Lang::En);
    assert!(one.contains("(the whole 95% interval falls in 2024)"), "{one}");
    let two = said(7, (2024.3, 2025.7), Lang::Vi);
    assert!(two.contains("(khoảng tin cậy 95 %: 2024–2025)"), "{two}");
    let few = said(4, (2024.3, 2024.7), Lang::Vi);
    assert!(few.contains("(theo tốc độ nhanh nhất và chậm nhất giữa hai kỳ: 2024)"), "{few}");
}

#[test]
fn the_tile_of_the_questions_says_what_they_are_about() {
    let keys = |counts: &[(&str, u64)]| {
        let mut summary = summary();
        let model = summary.topics.iter().find(|row| row.total > 0).unwrap().clone();
        let total = counts.iter().map(|(_, count)| count).sum();
        let row = |(topic, count): &(&str, u64)| TopicRow {
            topic: (*topic).into(),
            questions: Some(*count),
            total,
            ..model.clone()
        };
        summary.topics = counts.iter().map(row).collect();
        let report = written(Lang::Vi, &summary);
        let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let keys = blocks.filter_map(|block| match block {
            Block::KeyFigures(keys) => Some(keys.clone()),
            _ => None,
        });
        let tile = keys.flatten().find(|key| key.value.contains("câu hỏi"));
        tile.unwrap().target.replace('\u{a0}', " ")
    };
    assert_eq!(keys(&[("jobs", 60), ("education", 20), ("union", 9)]), "Nhiều nhất: Việc làm, đào tạo nghề");
    assert_eq!(
        keys(&[("jobs", 60), ("education", 50), ("union", 9)]),
        "Nhiều nhất: Việc làm, đào tạo nghề; Giáo dục và đào tạo"
    );
    assert_eq!(
        keys(&[("jobs", 60), ("education", 55), ("union", 50), ("culture", 9)]),
        "Nhiều nhất: Việc làm, đào tạo nghề; Giáo dục và đào tạo; Công tác Đoàn, Hội"
    );
    let level = [
        ("jobs", 11),
        ("education", 10),
        ("culture", 9),
        ("union", 9),
        ("defence", 9),
        ("policy", 8),
        ("other", 1),
    ];
    assert_eq!(keys(&level), "Không chủ đề nào nổi trội; nhiều nhất: Việc làm, đào tạo nghề (11 câu hỏi)");
    assert_eq!(keys(&[("jobs", 8), ("education", 1)]), "");
}
