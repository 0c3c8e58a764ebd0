//! What cards, notes and headlines claim: no more than the figures below them bear out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use super::report::{Block, Report, Span, Table, Value};
use super::sample::{country, level, period, province, registers, settings, summary, trend};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::summary::{
    Basis, Contribution, Convergence, CoverageRow, Laggard, Laggards, Movement, MovesCompared, TargetRow,
    TargetVerdict, TopicMove, TopicRow, TopicTrend, TrendVerdict,
};
use crate::clean::Audit;
use crate::clean::tables::Origins;
use crate::model::register::Direction;
use crate::model::{Lang, Level, Place, Text};

const VILLAGES: &str = "villages_mobile_broadband";

fn written(lang: Lang, summary: &Summary) -> Report {
    compose(summary, &Audit::default(), &SourceLines::new(), &Notes::new(), &settings(lang), &registers())
}

fn tables(report: &Report) -> Vec<&Table> {
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect()
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

/// The card of an indicator with one target a place.
fn card(lang: Lang, verdicts: &[TargetVerdict], as_of: &str) -> String {
    let places = places(verdicts.len());
    let mut coverage: Vec<CoverageRow> =
        places.iter().map(|place| level(place, VILLAGES, "2025", 90.0, 2)).collect();
    coverage.push(level(&country(), VILLAGES, "2025", 90.0, 3));
    let targets =
        places.iter().zip(verdicts).map(|(place, verdict)| target(VILLAGES, place, *verdict)).collect();
    let summary = Summary { coverage, targets, as_of: Some(period(as_of)), ..Summary::default() };
    let report = written(lang, &summary);
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let mut keys = blocks.filter_map(|block| match block {
        Block::KeyFigures(keys) => Some(keys),
        _ => None,
    });
    keys.next().unwrap().iter().find(|key| !key.target.is_empty()).unwrap().target.replace('\u{a0}', " ")
}

#[test]
fn a_card_says_on_pace_only_while_a_target_is_running() {
    use TargetVerdict::{Behind, Met, Missed, NearPace, OnPace, OtherBorders, Unknown, Unseen};
    let over = "2025-12-31";
    assert_eq!(card(Lang::En, &[Met, Missed, Missed], over), "Targets for 2025: 1 of 3 met");
    assert_eq!(card(Lang::Vi, &[Met, Missed, Missed], over), "Mục tiêu 2025: 1/3 đã đạt");
    let unseen = card(Lang::En, &[Met, Missed, Unseen], over);
    assert_eq!(unseen, "Targets for 2025: 1 of 3 met, 1 past the date with no figure for it");
    let unseen = card(Lang::Vi, &[Met, Missed, Unseen], over);
    assert_eq!(unseen, "Mục tiêu 2025: 1/3 đã đạt, 1 đã đến hạn mà không có số liệu kỳ đó");
    let unseen = card(Lang::Vi, &[Unseen], over);
    assert_eq!(unseen, "Mục tiêu 2025 của Tỉnh 00: 100 %, đã đến hạn, không có số liệu kỳ đó");
    let said = |running: &[TargetVerdict]| card(Lang::En, running, "2024-12-31");
    assert_eq!(said(&[Met, OnPace, Missed]), "Targets for 2025: 2 of 3 met or on track");
    let unknown = said(&[Met, Unknown, Met]);
    assert_eq!(unknown, "Targets for 2025: 2 of 3 met or on track, 1 cannot be judged yet");
    // Of those that can be judged; how many cannot on these borders is said.
    let merged = card(Lang::Vi, &[OnPace, Behind, NearPace, OtherBorders, OtherBorders], "2024-12-31");
    let counted = "Mục tiêu 2025: 1/3 đã đạt hoặc đúng tiến độ, 1 sát tiến độ cần có";
    assert_eq!(merged, format!("{counted}; không xét mục tiêu của 2 đơn vị đã sáp nhập"));
}

#[test]
fn counts_of_the_last_communes_are_headed_by_what_they_count() {
    let heads = |down: bool, named: bool| -> Vec<String> {
        let mut registers = registers();
        let known = Arc::make_mut(&mut registers.indicators);
        let known = known.indicators.iter_mut().find(|known| known.id == VILLAGES).unwrap();
        known.direction = if down { Direction::Down } else { Direction::Up };
        if !named {
            (known.covered, known.total) = (Text::new("", ""), Text::new("", ""));
        }
        let rows = (0..12)
            .map(|at| Laggard {
                place: Place {
                    level: Level::Commune,
                    ..province(&format!("14/H/{at}"), &format!("Xã {at}"))
                },
                province: province("14", "Sơn La"),
                value: 10.0 + f64::from(at),
                counts: Some((10 + u64::try_from(at).unwrap(), 100)),
                origin: None,
            })
            .collect();
        let summary = Summary {
            coverage: vec![level(&province("14", "Sơn La"), VILLAGES, "2024", 90.0, 2)],
            laggards: vec![Laggards {
                indicator: VILLAGES.into(),
                period: period("2024"),
                communes: 12,
                zero: 0,
                down,
                rows,
            }],
            ..Summary::default()
        };
        let lines = SourceLines::new();
        let report =
            compose(&summary, &Audit::default(), &lines, &Notes::new(), &settings(Lang::Vi), &registers);
        let table = tables(&report).into_iter().find(|table| table.id.ends_with("-laggards")).unwrap();
        table.columns[1..3].iter().map(|column| column.label.clone()).collect()
    };
    let own = ["Thôn, bản được phủ sóng băng rộng di động", "Tổng số thôn, bản"];
    assert_eq!(heads(true, true), own);
    assert_eq!(heads(false, true), own);
    assert_eq!(heads(true, false), ["Số đếm", "Tổng số"]);
    assert_eq!(heads(false, false), ["Số đạt", "Tổng số"]);
}

#[test]
fn the_table_of_targets_begins_with_the_places_that_the_text_names() {
    let places = places(25);
    let targets = places.iter().enumerate().map(|(n, place)| TargetRow {
        // Those that recede are near, those that are behind far away.
        gap: Some(1.0 + n as f64),
        ..target(
            "population_mobile_broadband",
            place,
            if n < 5 { TargetVerdict::Receding } else { TargetVerdict::Behind },
        )
    });
    let summary = Summary { targets: targets.collect(), as_of: Some(period("2025")), ..Summary::default() };
    let report = written(Lang::Vi, &summary);
    let all = tables(&report);
    let table = all.iter().find(|table| table.id == "targets-table").unwrap();
    let listed: Vec<&str> = table
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.text.as_str())
        .filter(|text| places.iter().any(|place| &*place.name == *text))
        .collect();
    let far: Vec<&str> = places.iter().rev().take(3).map(|place| &*place.name).collect();
    assert_eq!(&listed[..3], far);
    let said = text(&report);
    assert!(far.iter().all(|name| said.contains(&format!("{name} ("))), "{said}");
}

#[test]
fn every_table_of_targets_says_its_own_share_and_explains_its_own_columns() {
    let mut targets = Vec::new();
    for place in places(15) {
        targets.push(target(VILLAGES, &place, TargetVerdict::Missed));
        targets.push(TargetRow {
            pace_needed: Some(1.0),
            pace_seen: Some(0.5),
            reached_year: Some(2030.5),
            ..target("population_mobile_broadband", &place, TargetVerdict::Behind)
        });
    }
    let report = written(Lang::Vi, &Summary { targets, as_of: Some(period("2025")), ..Summary::default() });
    let all = tables(&report);
    let notes =
        |id: &str| all.iter().find(|table| table.id == id).unwrap().notes.join("\n").replace('\u{a0}', " ");
    let (first, second) = (notes("targets-table"), notes("targets-table-2"));
    for one in [&first, &second] {
        assert!(one.contains("10 trong 15 mục tiêu, xếp theo khoảng cách tới mục tiêu"), "{one}");
    }
    assert!(first.contains("Số dương là còn thiếu") && !second.contains("Số dương"), "{second}");
    for what in ["Tốc độ cần có:", "Tốc độ thực tế:", "Năm đạt:"] {
        assert!(!first.contains(what), "it has no such column: {first}");
        assert!(second.contains(what), "{second}");
    }
    // What a table before has explained is found there by its number.
    let number = all.iter().find(|table| table.id == "targets-table").unwrap().number;
    assert!(second.contains(&format!("xem ghi chú của Bảng {number}.")), "{second}");
}

#[test]
fn targets_met_and_missed_are_told_in_one_tense() {
    use TargetVerdict::{Behind, Met, Missed};
    let said = |verdicts: &[TargetVerdict]| {
        let places = places(verdicts.len());
        let rows = places.iter().zip(verdicts).map(|(place, verdict)| target(VILLAGES, place, *verdict));
        text(&written(Lang::En, &Summary { targets: rows.collect(), ..Summary::default() }))
    };
    let both = said(&[Met, Missed, Missed]);
    assert!(both.contains("Of 3 targets, 1 has been met and 2 missed."), "{both}");
    let apart = said(&[Met, Met, Behind, Missed]);
    assert!(
        apart.contains("Of 4 targets, 2 have been met, 1 is behind schedule and 1 was missed."),
        "{apart}"
    );
}

fn topic_row(topic: &str) -> TopicRow {
    TopicRow {
        place: country(),
        period: period("2024"),
        topic: topic.into(),
        questions: Some(50),
        total: 100,
        share: Some(50.0),
        share_low: None,
        share_high: None,
        change_pp: None,
        partial: false,
        origins: Origins::default(),
    }
}

#[test]
fn a_table_of_moving_topics_says_how_many_it_leaves_out() {
    let one = |place: Place, change: f64| TopicMove {
        place,
        topic: "education".into(),
        period: period("2024"),
        since: period("2023"),
        movement: if change > 0.0 { Movement::Growing } else { Movement::Fading },
        now: (30, 100),
        before: (10, 100),
        change_pp: change,
        interval: (change - 1.0, change + 1.0),
    };
    let notes = |count: usize| {
        let mut moves = vec![one(country(), 5.0)];
        moves.extend(places(count).into_iter().enumerate().map(|(n, place)| one(place, 20.0 + n as f64)));
        // One that is raised for the first time, by so few that nothing is clear.
        let unclear =
            TopicMove { movement: Movement::New, interval: (-1.0, 1.0), ..one(places(1).remove(0), 0.5) };
        moves.push(TopicMove { topic: "jobs".into(), ..unclear });
        let moves_compared =
            moves.iter().map(|row| MovesCompared { place: row.place.clone(), topics: 1, by_chance: 0.04 });
        let summary = Summary {
            topics: vec![topic_row("education"), topic_row("jobs")],
            moves_compared: moves_compared.collect(),
            moves,
            ..Summary::default()
        };
        let report = written(Lang::Vi, &summary);
        // What the note tells readers of the file to look for.
        let data = report.data.iter().find(|data| data.table.name == "topic_moves").unwrap();
        let column =
            |name: &str| data.table.columns.iter().position(|column| column.col.name() == name).unwrap();
        let (code, low, high) = (column("place_code"), column("change_low"), column("change_high"));
        let number =
            |value: &Value| if let Value::Number(number) = value { *number } else { panic!("{value:?}") };
        let found = data
            .rows
            .iter()
            .filter(|row| row[code] != Value::Blank && (number(&row[low]) > 0.0 || number(&row[high]) < 0.0));
        assert_eq!(found.count(), count);
        let all = tables(&report);
        all.iter()
            .find(|table| table.id == "topics-moves-table")
            .unwrap()
            .notes
            .join("\n")
            .replace('\u{a0}', " ")
    };
    let some = notes(15);
    assert!(
        some.contains("có 15 cặp")
            && some.contains("bảng nêu 12 cặp rõ nhất")
            && some.contains("tables/topic_moves.csv"),
        "{some}"
    );
    assert!(
        some.contains("place_code") && some.contains("change_low lớn hơn 0 hoặc change_high nhỏ hơn 0"),
        "{some}"
    );
    assert!(!notes(12).contains("bảng nêu"), "all are shown");
}

#[test]
fn a_headline_quotes_the_topics_it_names() {
    let one = |topic: &str, slope: f64, verdict| TopicTrend {
        place: country(),
        topic: topic.into(),
        metric: "share",
        trend: crate::analyse::summary::Trend {
            slope: Some(slope),
            verdict,
            ..trend(&[("2020", 1.0), ("2021", 2.0), ("2022", 3.0), ("2023", 4.0), ("2024", 5.0)])
        },
    };
    let summary = Summary {
        topics: vec![topic_row("safety"), topic_row("jobs")],
        topic_trends: vec![
            one("jobs", -1.0, TrendVerdict::Falling),
            one("culture", -0.5, TrendVerdict::Falling),
        ],
        ..Summary::default()
    };
    let report = written(Lang::Vi, &summary);
    let figure = report.figures.iter().find(|figure| figure.id == "topics-trends").unwrap();
    assert!(
        figure.headline.contains("“Việc làm, đào tạo nghề” và “Văn hóa, di tích, du lịch”"),
        "{}",
        figure.headline
    );
}

#[test]
fn a_part_that_prints_as_the_whole_change_is_told_alone() {
    let said = |lang, level_pp: f64, weight_pp: f64| {
        let places = places(3);
        let change = 3.0 * (level_pp + weight_pp);
        let mut coverage: Vec<CoverageRow> = Vec::new();
        for place in places.iter().chain([&country()]) {
            coverage.push(level(place, VILLAGES, "2023", 50.0, 2));
            coverage.push(CoverageRow {
                change_pp: Some(change),
                change_since: Some(period("2023")),
                ..level(place, VILLAGES, "2024", 50.0 + change, 3)
            });
        }
        let one = |place: &Place| Contribution {
            indicator: VILLAGES.into(),
            place: place.clone(),
            since: period("2023"),
            period: period("2024"),
            level_pp,
            weight_pp,
            whole: (50.0, 50.0 + change),
        };
        let contributions = places.iter().map(one).collect();
        text(&written(lang, &Summary { coverage, contributions, ..Summary::default() }))
    };
    // 7.428 and 0.006 make 7.434: they print as +7.43, +0.01 and +7.43.
    let whole = said(Lang::Vi, 2.4760, 0.0020);
    assert!(whole.contains("hầu như toàn bộ do tỷ lệ của từng đơn vị thay đổi"), "{whole}");
    let english = said(Lang::En, 0.0020, 2.4760);
    assert!(english.contains("came almost wholly from shifts in the weights of the places"), "{english}");
    // Weights that print as nothing are not none.
    let hardly = said(Lang::Vi, 2.4760, 0.0010);
    assert!(hardly.contains("hầu như toàn bộ do tỷ lệ") && !hardly.contains("hoàn toàn"), "{hardly}");
    let none = said(Lang::Vi, 2.4760, 0.0);
    assert!(
        none.contains("hoàn toàn do tỷ lệ của từng đơn vị thay đổi; mỗi nơi đóng góp +2,48 điểm %"),
        "{none}"
    );
    let both = said(Lang::Vi, 2.0, 0.5);
    assert!(
        both.contains(
            "+6,00 điểm % là do tỷ lệ của từng đơn vị thay đổi, +1,50 điểm % là do trọng số (quy mô)"
        ),
        "{both}"
    );
}

#[test]
fn a_width_that_prints_the_same_is_told_once() {
    let places = places(12);
    let coverage = places.iter().map(|place| level(place, VILLAGES, "2025", 90.0, 2)).collect();
    let convergence = vec![Convergence {
        indicator: VILLAGES.into(),
        basis: Basis::Published,
        places: 12,
        quartiles: Vec::new(),
        trend: crate::analyse::summary::Trend {
            verdict: TrendVerdict::NoClearTrend,
            ..trend(&[("2019", 1.21), ("2021", 1.5), ("2023", 1.4), ("2024", 1.3), ("2025", 1.19)])
        },
    }];
    let summary = Summary { coverage, convergence, ..Summary::default() };
    let vi = text(&written(Lang::Vi, &summary));
    assert!(vi.contains("rộng 1,2 điểm % cả năm 2019 và năm 2025"), "{vi}");
    let en = text(&written(Lang::En, &summary));
    assert!(en.contains("was 1.2 percentage points both in 2019 and in 2025"), "{en}");
}

/// What is slight is not called clear in the same sentence.
#[test]
fn a_slight_change_of_the_middle_half_is_significant_and_not_clear() {
    let places = places(12);
    let coverage = places.iter().map(|place| level(place, VILLAGES, "2025", 90.0, 2)).collect();
    let convergence = vec![Convergence {
        indicator: VILLAGES.into(),
        basis: Basis::Published,
        places: 12,
        quartiles: Vec::new(),
        trend: crate::analyse::summary::Trend {
            verdict: TrendVerdict::Rising,
            q: Some(0.033),
            ..trend(&[("2019", 7.5), ("2021", 7.6), ("2023", 7.8), ("2024", 7.9), ("2025", 8.1)])
        },
    }];
    let summary = Summary { coverage, convergence, ..Summary::default() };
    let vi = text(&written(Lang::Vi, &summary));
    assert!(vi.contains("nới rộng nhẹ từ 7,5"), "{vi}");
    assert!(vi.contains("nhưng qua 5 kỳ đó là xu hướng có ý nghĩa thống kê (q = 0,033)"), "{vi}");
    let en = text(&written(Lang::En, &summary));
    assert!(en.contains("but over 5 periods the divergence is statistically significant"), "{en}");
}

#[test]
fn a_title_compares_two_years_and_dates_nothing() {
    let report = written(Lang::En, &summary());
    let titles: Vec<&str> = report.explanations.iter().map(|one| one.1.title.as_str()).collect();
    let compared =
        |title: &&&str| title.starts_with("Change") && title.ends_with(", 2022 compared with 2021");
    assert!(titles.iter().filter(compared).count() >= 2, "{titles:?}");
    assert!(titles.iter().all(|title| !title.contains(" since ")), "{titles:?}");
}

/// Of places that are behind, those whose value stands still are told: they need more than time.
#[test]
fn places_that_hardly_move_are_told_among_those_behind() {
    let said = |paces: [f64; 3]| {
        let places = places(3);
        let targets = places.iter().zip(paces).map(|(place, pace)| TargetRow {
            pace_seen: Some(pace),
            gap: Some(20.0),
            ..target(VILLAGES, place, TargetVerdict::Behind)
        });
        let summary = Summary { targets: targets.collect(), ..Summary::default() };
        (text(&written(Lang::Vi, &summary)), text(&written(Lang::En, &summary)))
    };
    let (vi, en) = said([0.01, -0.02, 0.03]);
    assert!(vi.contains("cả 3 đơn vị đều chậm tiến độ (cả 3 đều hầu như không tiến thêm)"), "{vi}");
    assert!(en.contains("all 3 are behind schedule (in all 3 the figure has hardly moved)"), "{en}");
    let (vi, en) = said([0.01, 2.0, 3.0]);
    assert!(vi.contains("đều chậm tiến độ (trong đó 1 đơn vị hầu như không tiến thêm)"), "{vi}");
    assert!(en.contains("(in 1 of them the figure has hardly moved)"), "{en}");
    // Who goes back comes no nearer either, and is counted with those that stand still.
    let (vi, en) = said([0.01, -0.2, 3.0]);
    assert!(vi.contains("(trong đó 2 đơn vị hầu như không tiến thêm hoặc thụt lùi)"), "{vi}");
    assert!(en.contains("(in 2 of them the figure has hardly moved or moved back)"), "{en}");
    let (vi, _) = said([1.0, 2.0, 3.0]);
    assert!(!vi.contains("hầu như không tiến"), "{vi}");
}
