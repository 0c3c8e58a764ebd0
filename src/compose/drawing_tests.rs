//! What drawings show: by which rule, in which colour, under which title; and that nothing is said twice over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use super::report::{Block, Chart, Figure, Report, Span};
use super::sample::{country, level, period, province, registers, settings, summary, trend};
use super::{Notes, SourceLines, compose};
use crate::analyse::summary::{
    Basis, CommitmentStatus, Contribution, Convergence, DistinctiveTopic, Family, RegionTopic, Spread,
    TopicRow, TopicTrend, TrendVerdict,
};
use crate::analyse::{Summary, analyse};
use crate::clean::Audit;
use crate::clean::tables::Origins;
use crate::model::{Lang, Place, Vintage};

const LATE: &str = "files_late";

fn written(lang: Lang, summary: &Summary) -> Report {
    compose(
        summary,
        &super::sample::audit(),
        &SourceLines::new(),
        &Notes::new(),
        &settings(lang),
        &registers(),
    )
}

fn figure<'a>(report: &'a Report, id: &str) -> Option<&'a Figure> {
    report.figures.iter().find(|figure| figure.id == id)
}

/// Paragraphs, notes and lists of a chapter.
fn told(report: &Report, chapter: &str) -> String {
    let chapter = report.chapters.iter().find(|one| one.id == chapter).unwrap();
    let mut said = String::new();
    let mut add = |spans: &[Span]| {
        said.extend(spans.iter().map(Span::text));
        said.push('\n');
    };
    for block in &chapter.blocks {
        match block {
            Block::Paragraph(spans) | Block::Note(spans) => add(spans),
            Block::List(items) => items.iter().for_each(|item| add(item)),
            _ => {}
        }
    }
    said.replace('\u{a0}', " ")
}

/// Provinces of today in the order of their register.
fn provinces(count: usize) -> Vec<Place> {
    let places = registers().places.unwrap();
    let units = places.units_of(Vintage::V34).take(count);
    units.map(|unit| Place { vintage: Vintage::V34, ..province(&unit.code, &unit.name) }).collect()
}

fn asked(place: &Place, topic: &str, questions: u64, total: u64) -> TopicRow {
    let share = 100.0 * questions as f64 / total as f64;
    TopicRow {
        place: place.clone(),
        period: period("2025"),
        topic: topic.into(),
        questions: Some(questions),
        total,
        share: Some(share),
        share_low: Some(share),
        share_high: Some(share),
        change_pp: None,
        partial: false,
        origins: Origins::default(),
    }
}

#[test]
fn a_tile_is_coloured_by_what_stands_on_it() {
    let rates = [2.51, 3.496, 4.004, 4.6, 5.61, 5.02];
    let places = provinces(6);
    let coverage = places.iter().zip(rates).map(|(place, rate)| level(place, LATE, "2025", rate, 2));
    let report = written(Lang::Vi, &Summary { coverage: coverage.collect(), ..Summary::default() });
    let map = figure(&report, "coverage-files_late-map").unwrap();
    let Chart::Tiles(tiles) = &map.chart else { panic!("no map") };
    let tile = tiles.tiles.iter().find(|tile| tile.text == "4,00\u{a0}%").unwrap();
    let class = tiles.classes.iter().find(|class| tile.value.unwrap() <= class.0).unwrap();
    assert_eq!(class.1, "trên 3 đến 4\u{a0}%");
    // The data behind the drawing keep the full figure.
    let full = map.data.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.value);
    assert!(full.into_iter().any(|value| value == 4.004));
}

#[test]
fn a_heat_map_leaves_small_numbers_without_colour() {
    let places = provinces(3);
    let topics = places
        .iter()
        .zip([100, 29, 60])
        .flat_map(|(place, total)| [asked(place, "education", 10, total), asked(place, "jobs", 5, total)]);
    let all = [asked(&country(), "education", 30, 189), asked(&country(), "jobs", 15, 189)];
    let summary = Summary { topics: topics.chain(all).collect(), year: Some(2025), ..Summary::default() };
    let report = written(Lang::Vi, &summary);
    let figure = figure(&report, "topics-by-place").unwrap();
    let Chart::Heat(heat) = &figure.chart else { panic!("no map") };
    let weak: Vec<(&str, bool)> = heat.rows.iter().map(|row| (&*row.label, row.weak)).collect();
    assert_eq!(weak.iter().filter(|row| row.1).count(), 1, "{weak:?}");
    assert!(heat.weak.contains("dưới 30 câu hỏi"), "{}", heat.weak);
    // A share that no colour shows makes no class either.
    assert!(heat.classes.iter().all(|class| class.0.is_infinite() || class.0 < 20.0), "{:?}", heat.classes);
    assert!(figure.subtitle.replace('\u{a0}', " ").contains("2 chủ đề được hỏi nhiều nhất"));
}

#[test]
fn a_topic_never_asked_about_is_no_lack_of_data() {
    let places = provinces(3);
    let mut topics: Vec<TopicRow> = places
        .iter()
        .flat_map(|place| [asked(place, "education", 40, 100), asked(place, "jobs", 0, 100)])
        .collect();
    // One place never asked about jobs: there is no row. Of another it is not known how often it did.
    topics.remove(1);
    if let Some(row) = topics.last_mut() {
        (row.questions, row.share) = (None, None);
    }
    let all = [asked(&country(), "education", 120, 300), asked(&country(), "jobs", 1, 300)];
    let summary =
        Summary { topics: topics.into_iter().chain(all).collect(), year: Some(2025), ..Summary::default() };
    let report = written(Lang::Vi, &summary);
    let data = &figure(&report, "topics-by-place").unwrap().data;
    let jobs: Vec<&str> = data.rows.iter().map(|row| &*row.cells[2].text).collect();
    let count = |mark: &str| jobs.iter().filter(|text| **text == mark).count();
    assert_eq!((count("–"), count("…"), count("0,0")), (1, 1, 1), "{jobs:?}");
    assert_eq!(data.notes, ["“–”: đơn vị chưa từng nêu chủ đề này"]);
}

#[test]
fn the_trend_chart_says_what_it_shows_and_what_its_verdicts_rest_on() {
    let one = |n: usize| TopicTrend {
        place: country(),
        topic: format!("topic-{n:02}").into(),
        metric: "share",
        trend: crate::analyse::summary::Trend {
            n: 7,
            slope: Some(0.5 - n as f64 / 20.0),
            slope_low: Some(0.1),
            slope_high: Some(0.9),
            verdict: if n == 0 { TrendVerdict::Rising } else { TrendVerdict::NoClearTrend },
            ..trend(&[("2019", 1.0), ("2025", 4.0)])
        },
    };
    let summary = Summary {
        topics: vec![asked(&country(), "topic-00", 20, 200), asked(&country(), "topic-01", 20, 200)],
        topic_trends: (0..20).map(one).collect(),
        ..Summary::default()
    };
    for (lang, rule, shown) in [
        (Lang::Vi, "q < 0,05", "15 chủ đề thay đổi nhanh nhất trong 20 chủ đề"),
        (Lang::En, "q < 0.05", "the 15 of 20 topics that change fastest"),
    ] {
        let report = written(lang, &summary);
        let subtitle = figure(&report, "topics-trends").unwrap().subtitle.replace('\u{a0}', " ");
        assert!(subtitle.contains(rule) && subtitle.contains(shown), "{subtitle}");
    }
}

#[test]
fn bars_of_distinctive_topics_all_pass_the_threshold() {
    let places = provinces(3);
    let mark = |place: &Place, topic: &str, z| DistinctiveTopic {
        place: place.clone(),
        topic: topic.into(),
        questions: 10,
        log_odds: z / 4.0,
        z,
        by_chance: 0.02,
    };
    let drawn = |zs: [f64; 4]| {
        let distinctive = zs.iter().zip(["education", "jobs", "policy", "other"]);
        let distinctive = distinctive.map(|(z, topic)| mark(&places[0], topic, *z)).collect();
        let topics = places.iter().map(|place| asked(place, "education", 20, 200));
        let topics = topics.chain([asked(&country(), "education", 60, 600)]).collect();
        let report =
            written(Lang::Vi, &Summary { distinctive, topics, year: Some(2025), ..Summary::default() });
        figure(&report, "topics-distinctive").cloned()
    };
    let figure = drawn([3.0, 1.9, -1.95, -2.4]).unwrap();
    let Chart::Diverging(bars) = &figure.chart else { panic!("no bars") };
    assert_eq!(bars.rows.iter().map(|row| row.0).collect::<Vec<_>>(), [3.0, -2.4]);
    let subtitle = figure.subtitle.replace('\u{a0}', " ");
    assert!(
        subtitle.contains("1 chủ đề có z ≥ 1,96 và 1 chủ đề có z ≤ −1,96") && !subtitle.contains("điểm z"),
        "the unit stands once: {subtitle}"
    );
    let figure = drawn([3.0, 2.5, 1.0, -1.0]).unwrap();
    let Chart::Diverging(bars) = &figure.chart else { panic!("no bars") };
    assert!(bars.left.is_empty() && !bars.right.is_empty(), "a side without bars has no name");
    assert!(drawn([1.9, 1.0, 0.5, -1.0]).is_none(), "nothing stands out");
}

#[test]
fn contributions_know_which_way_is_good() {
    let row = |place: &Place, indicator: &str| Contribution {
        place: place.clone(),
        indicator: indicator.into(),
        since: period("2024"),
        period: period("2025"),
        level_pp: -0.5,
        weight_pp: 0.0,
        whole: (8.0, 6.5),
    };
    for (indicator, less) in [(LATE, true), ("online_service_files", false)] {
        let places = provinces(3);
        let summary = Summary {
            coverage: places.iter().map(|place| level(place, indicator, "2025", 6.5, 2)).collect(),
            contributions: places.iter().map(|place| row(place, indicator)).collect(),
            ..Summary::default()
        };
        let report = written(Lang::Vi, &summary);
        let figure = figure(&report, &format!("coverage-{indicator}-contributions")).unwrap();
        let Chart::Waterfall(chart) = &figure.chart else { panic!("no waterfall") };
        assert_eq!(chart.less_is_better, less, "{indicator}");
        assert_eq!(figure.subtitle.contains("(càng thấp càng tốt)"), less, "{}", figure.subtitle);
    }
}

#[test]
fn the_title_of_the_spread_says_what_the_text_says() {
    let places = provinces(5);
    let rates = |by: f64| [50.0, 55.0, 60.0, 65.0, 80.0].map(|rate| rate + by);
    let at = |iso: &str, by: f64| {
        let rates = rates(by);
        places.iter().zip(rates).map(|(place, rate)| level(place, LATE, iso, rate, 2)).collect::<Vec<_>>()
    };
    let spread = |iso: &str, quartiles| Spread {
        vintage: Vintage::V34,
        indicator: LATE.into(),
        period: period(iso),
        basis: Basis::Published,
        places: 5,
        quartiles,
    };
    let (then, now) = ([50.0, 55.0, 60.0, 65.0, 80.0], [60.0, 61.0, 62.0, 66.0, 70.0]);
    let summary = |verdict| Summary {
        coverage: [at("2019", 0.0), at("2025", 1.0)].concat(),
        spread: vec![spread("2019", then), spread("2025", now)],
        convergence: vec![Convergence {
            indicator: LATE.into(),
            basis: Basis::Published,
            places: 5,
            quartiles: vec![(period("2019"), then), (period("2025"), now)],
            trend: crate::analyse::summary::Trend {
                n: 7,
                q: Some(0.3),
                verdict,
                ..trend(&[("2019", 10.0), ("2025", 5.0)])
            },
        }],
        ..Summary::default()
    };
    for (verdict, title) in [
        (TrendVerdict::NoClearTrend, "chưa có xu hướng rõ rệt"),
        (TrendVerdict::Falling, "thu hẹp từ"),
        (TrendVerdict::Rising, "nới rộng từ"),
    ] {
        let report = written(Lang::Vi, &summary(verdict));
        let headline = figure(&report, "coverage-files_late-spread").unwrap().headline.replace('\u{a0}', " ");
        let text = told(&report, "coverage");
        for figure in ["10,0 điểm % năm 2019", "5,0 điểm % năm 2025"] {
            assert!(text.contains(figure), "{text}");
        }
        assert!(headline.contains("10,0 điểm %") && headline.contains("5,0 điểm %"), "{headline}");
        assert!(headline.contains(title), "{headline}");
        assert!(text.contains("30 điểm % năm 2019 và 10 điểm % năm 2025"), "the ends are told too: {text}");
    }
}

#[test]
fn topics_asked_as_often_share_their_place_in_a_region() {
    let row = |region: &str, topic: &str, questions| RegionTopic {
        region: region.into(),
        vintage: Vintage::V34,
        period: period("2025"),
        topic: topic.into(),
        questions,
        total: 100,
        share: (questions as f64, 1.0, 30.0),
        partial: false,
        places_with_figures: 3,
        places_expected: 3,
    };
    let summary = Summary {
        topics: vec![asked(&country(), "education", 60, 200), asked(&country(), "jobs", 60, 200)],
        region_topics: vec![
            row("DBSH", "education", 20),
            row("DBSH", "jobs", 20),
            row("DBSH", "policy", 5),
            row("DNB", "education", 30),
            row("DNB", "policy", 8),
            row("DNB", "jobs", 8),
        ],
        ..Summary::default()
    };
    let report = written(Lang::Vi, &summary);
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let mut table = blocks.filter_map(|block| match block {
        Block::Table(table) if table.id == "topics-regions-table" => Some(table),
        _ => None,
    });
    let table = table.next().unwrap();
    let said: Vec<String> = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join("|"))
        .collect();
    assert!(said[0].contains("Giáo dục và đào tạo; Việc làm, đào tạo nghề|20,0"), "{said:?}");
    assert!(said[1].contains("Cơ chế, chính sách; Việc làm, đào tạo nghề|8,0"), "{said:?}");
    assert!(table.notes.iter().any(|note| note.contains("cùng số câu hỏi")), "{:?}", table.notes);
    let text = told(&report, "topics");
    let both = "“Giáo dục và đào tạo” và “Việc làm, đào tạo nghề” ở Đồng bằng sông Hồng (mỗi chủ đề 20,0 %)";
    assert!(text.contains(both), "{text}");
}

#[test]
fn a_topic_is_one_series_and_not_two() {
    let one = |metric| TopicTrend {
        place: province("14", "Sơn La"),
        topic: "education".into(),
        metric,
        trend: trend(&[("2024", 1.0), ("2025", 4.0)]),
    };
    let summary = Summary { topic_trends: vec![one("count"), one("share")], ..summary() };
    let report = written(Lang::Vi, &summary);
    let series = report.explanations.iter().find(|(id, _)| id.as_str() == "families/series").unwrap().1;
    // One topic, and the two coverage series of the sample; the line of all places beside them is none of a place.
    assert_eq!(series.value, "3");
}

#[test]
fn what_is_uncertain_is_told_where_every_row_was_used() {
    let mut audit = super::sample::audit();
    audit.checks.clear();
    audit.rejections.clear();
    for file in &mut audit.files {
        (file.used, file.rejected) = (file.read, 0);
    }
    let places = provinces(4);
    let topics = places.iter().flat_map(|place| {
        [asked(place, "education", 3, 50), asked(place, "jobs", 2, 50), asked(place, "policy", 9, 50)]
    });
    let all = [asked(&country(), "education", 12, 200), asked(&country(), "jobs", 8, 200)];
    let summary = Summary {
        topics: topics.chain(all).collect(),
        families: vec![Family { name: "topics/place/share".to_owned(), tests: 12, found: 0, longest: 7 }],
        commitments: summary().commitments,
        ..Summary::default()
    };
    assert!(summary.commitments.iter().any(|row| row.status == CommitmentStatus::Overdue));
    for (lang, said) in [
        (
            Lang::Vi,
            [
                "8 trong 12 cặp đơn vị và chủ đề đã từng được nêu có dưới 5 câu hỏi",
                "12 chuỗi tỷ trọng",
                "vì chưa ghi nhận hoàn thành",
            ],
        ),
        (
            Lang::En,
            [
                "8 of 12 pairs of place and topic ever raised",
                "none of the 12 series",
                "because no completion is recorded",
            ],
        ),
    ] {
        let report =
            compose(&summary, &audit, &SourceLines::new(), &Notes::new(), &settings(lang), &registers());
        let text = told(&report, "key-figures").to_lowercase();
        for part in said {
            assert!(text.contains(&part.to_lowercase()), "{part}: {text}");
        }
    }
}

/// What a figure is stands in the title of its account: place, unit of time, measure. No two share one.
#[test]
fn every_account_of_a_figure_has_a_title_of_its_own() {
    let large = {
        let mut audit = Audit::default();
        analyse(&super::sample::large(), &mut audit, &settings(Lang::Vi), &registers()).unwrap()
    };
    for lang in [Lang::Vi, Lang::En] {
        for summary in [&summary(), &large] {
            let report = written(lang, summary);
            let mut titles: BTreeMap<String, &str> = BTreeMap::new();
            let mut twice = Vec::new();
            for (id, account) in &report.explanations {
                let other = titles.insert(account.title.to_lowercase(), id.as_str());
                twice.extend(other.map(|other| format!("{id}, {other}: {}", account.title)));
            }
            assert!(twice.is_empty(), "{}", twice.join("\n"));
        }
    }
}

/// A caption says more than the heading above it.
#[test]
fn no_caption_repeats_the_heading_above_it() {
    for lang in [Lang::Vi, Lang::En] {
        let report = written(lang, &summary());
        for chapter in &report.chapters {
            let mut heading = chapter.title.as_str();
            for block in &chapter.blocks {
                match block {
                    Block::Heading { text, .. } => heading = text,
                    Block::Table(table) => assert_ne!(table.title, heading),
                    _ => {}
                }
            }
        }
    }
}
