//! What the texts say where figures are alike, close to nothing, in parts only, or missing altogether.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::composer::Composer;
use super::in_doubt;
use super::report::{Block, Chart, Report, Span};
use super::sample::{audit, level, period, province, registers, settings, summary};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::summary::{
    Basis, CoverageRow, DistinctiveTopic, Laggard, Laggards, Movement, TeamBases, TeamRow, TopicMove,
    TopicRow,
};
use crate::clean::Audit;
use crate::clean::tables::{Origins, TeamLevel};
use crate::ingest::ExportKind;
use crate::model::{FigureId, Lang, Level, Place, Vintage};

fn written(lang: Lang, summary: &Summary, audit: &Audit) -> Report {
    compose(summary, audit, &SourceLines::new(), &Notes::new(), &settings(lang), &registers())
}

/// Paragraphs and notes of a chapter, a line each.
fn told(report: &Report, chapter: &str) -> String {
    let chapter = report.chapters.iter().find(|one| one.id == chapter).unwrap();
    let spans = chapter.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(spans) | Block::Note(spans) => {
            Some(spans.iter().map(Span::text).collect::<String>())
        }
        _ => None,
    });
    spans.collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
}

#[test]
fn teams_told_by_levels_alone_are_told_and_not_added_up() {
    let row = |place: &Place, level, teams| TeamRow {
        note: None,
        place: place.clone(),
        period: period("2024"),
        level,
        teams: Some(teams),
        members: None,
        trained: None,
        members_per_team: None,
        trained_share: None,
        teams_per_commune: None,
        bases: TeamBases::default(),
        places_with_figures: None,
        places_expected: None,
        source: None,
        origins: Origins::default(),
    };
    let sum = Place { name: "Các huyện có số liệu".into(), ..Place::country(Vintage::V63) };
    let mut teams = vec![row(&sum, TeamLevel::Commune, 130), row(&sum, TeamLevel::Village, 1300)];
    for number in 1..=13 {
        let code = format!("14/{number}");
        let place = Place { level: Level::District, ..province(&code, &format!("Huyện {number}")) };
        teams.extend([row(&place, TeamLevel::Commune, 10), row(&place, TeamLevel::Village, 100)]);
    }
    let summary = Summary { teams, ..Summary::default() };
    let report = written(Lang::Vi, &summary, &Audit::default());
    let said = told(&report, "teams");
    assert!(said.contains("có 130 tổ cấp xã và 1.300 tổ ở thôn, bản"), "{said}");
    assert!(!said.contains("1.430"), "{said}");
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let table = blocks.filter_map(|block| match block {
        Block::Table(table) if table.id == "teams-table" => Some(table.rows.len()),
        _ => None,
    });
    assert_eq!(table.collect::<Vec<_>>(), [28], "every level of every place");
    let figure = report.figures.iter().find(|figure| figure.id == "teams-by-level").unwrap();
    let Chart::Stacked(bars) = &figure.chart else { panic!("no bars") };
    assert!(bars.rows.iter().all(|bar| bar.total.is_empty()), "no export gives a total");
    assert!(bars.rows.iter().all(|bar| bar.label != "Các huyện có số liệu"), "a sum dwarfs its parts");
    assert!(!figure.headline.contains("1.430"), "{}", figure.headline);
    let english = told(&written(Lang::En, &summary, &Audit::default()), "teams");
    assert!(english.contains("130 commune teams and 1,300 village teams"), "{english}");
}

#[test]
fn rows_that_all_fail_are_not_said_to_be_missing() {
    let mut failed = audit();
    let targets = failed.files.iter_mut().find(|file| file.kind == ExportKind::Targets).unwrap();
    (targets.used, targets.rejected) = (0, targets.read);
    let said = told(&written(Lang::Vi, &Summary::default(), &failed), "targets");
    assert!(said.contains("Không dòng nào trong 3 dòng mục tiêu dùng được"), "{said}");
    assert!(!said.contains("không có mục tiêu nào"), "{said}");
    let said = told(&written(Lang::Vi, &Summary::default(), &Audit::default()), "targets");
    assert!(said.contains("không có mục tiêu nào"), "{said}");
}

#[test]
fn that_nothing_is_in_doubt_is_said() {
    let mut sound = audit();
    sound.checks.clear();
    sound.rejections.clear();
    for file in &mut sound.files {
        (file.used, file.rejected) = (file.read, 0);
    }
    let report = written(Lang::Vi, &Summary::default(), &sound);
    let said = told(&report, "key-figures");
    assert!(said.contains("Đối chiếu giữa các dòng không thấy mâu thuẫn hay nghi vấn nào."), "{said}");
    let heads = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let doubts = |block: &&Block| matches!(block, Block::Heading { id, .. } if id == "key-doubts");
    assert_eq!(heads.filter(doubts).count(), 1);
}

#[test]
fn a_preliminary_figure_is_marked_wherever_it_leads() {
    let report = written(Lang::Vi, &summary(), &audit());
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let keys = blocks.filter_map(|block| match block {
        Block::KeyFigures(keys) => Some(keys),
        _ => None,
    });
    let marked: Vec<&str> =
        keys.flatten().filter(|key| key.change.contains("sơ bộ")).map(|key| &*key.value).collect();
    assert_eq!(marked, ["73,5\u{a0}%"]);
    let ranking = report.figures.iter().find(|figure| figure.id == "coverage-adults_smartphone-ranking");
    let Chart::Ranking(ranking) = &ranking.unwrap().chart else { panic!("no ranking") };
    assert_eq!(ranking.reference.as_ref().unwrap().text, "Cả nước: 73,5\u{a0}% (sơ bộ)");
}

#[test]
fn a_ranking_marks_its_preliminary_figures() {
    let mut summary = summary();
    let of = |summary: &Summary| {
        let report = written(Lang::Vi, summary, &audit());
        let mut figures = report.figures.into_iter();
        let figure = figures.find(|figure| figure.id == "coverage-adults_smartphone-ranking").unwrap();
        let Chart::Ranking(ranking) = figure.chart else { panic!("no ranking") };
        let weak: Vec<String> =
            ranking.rows.into_iter().filter(|row| row.weak).map(|row| row.label).collect();
        (weak, figure.subtitle)
    };
    let (weak, subtitle) = of(&summary);
    assert!(weak.is_empty() && !subtitle.contains("sơ bộ"), "{weak:?} {subtitle}");
    let is_it = |row: &&mut CoverageRow| &*row.indicator == "adults_smartphone" && &*row.place.code == "31";
    summary.coverage.iter_mut().filter(is_it).for_each(|row| row.preliminary = true);
    let (weak, subtitle) = of(&summary);
    assert_eq!(weak, ["Hải Phòng"]);
    assert!(subtitle.ends_with("; chấm rỗng: sơ bộ hoặc ước tính"), "{subtitle}");
    let is_it = |row: &&mut CoverageRow| &*row.indicator == "adults_smartphone" && &*row.place.code == "48";
    let before = summary.coverage.iter_mut().find(is_it).unwrap();
    (before.change_pp, before.change_since) = (Some(2.0), Some(period("2021-03")));
    let (_, subtitle) = of(&summary);
    assert!(subtitle.ends_with("; chấm rỗng đậm màu: sơ bộ hoặc ước tính"), "{subtitle}");
}

#[test]
fn communes_that_print_the_same_are_counted_and_not_ranked() {
    let rows = |alike: usize| -> Vec<Laggard> {
        (0..12)
            .map(|at| {
                let code = format!("14/Huyện {at}/Xã {at}");
                Laggard {
                    place: Place { level: Level::Commune, ..province(&code, &format!("Xã {at}")) },
                    province: province("14", "Sơn La"),
                    value: if at < alike { 50.0 } else { 60.0 + at as f64 },
                    counts: None,
                    origin: None,
                }
            })
            .collect()
    };
    let said = |alike, lang| {
        let son_la = province("14", "Sơn La");
        let indicator = "villages_mobile_broadband";
        let coverage = vec![level(&son_la, indicator, "2024", 90.0, 2)];
        let laggards = vec![Laggards {
            indicator: indicator.into(),
            period: period("2024"),
            communes: 12,
            zero: 0,
            down: false,
            rows: rows(alike),
        }];
        told(
            &written(lang, &Summary { coverage, laggards, ..Summary::default() }, &Audit::default()),
            "coverage",
        )
    };
    let five = said(5, Lang::Vi);
    assert!(five.contains(") là 5 đơn vị cùng ở mức 50 %"), "{five}");
    assert!(!five.contains("Xã 0 ("), "{five}");
    let one = said(1, Lang::Vi);
    assert!(one.contains(") là Xã 0 (Huyện 0, Sơn La: 50 %), Xã 1 (Huyện 1, Sơn La: 61 %)"), "{one}");
    assert!(said(5, Lang::En).contains(") was 50%, in 5 communes"), "{}", said(5, Lang::En));
}

#[test]
fn an_interval_off_zero_never_prints_zero() {
    let (summary, audit, lines, registers) =
        (Summary::default(), Audit::default(), SourceLines::new(), registers());
    let settings = settings(Lang::Vi);
    let c = Composer::new(&summary, &audit, &lines, &settings, &registers);
    let row = |interval| TopicMove {
        place: province("14", "Sơn La"),
        topic: "education".into(),
        period: period("2024"),
        since: period("2023"),
        movement: Movement::Growing,
        now: (20, 100),
        before: (10, 100),
        change_pp: 0.2,
        interval,
    };
    assert_eq!(c.move_interval(&row((0.12, 0.41))), "từ +0,1 đến +0,4");
    assert_eq!(c.move_interval(&row((0.012, 0.41))), "từ trên 0 đến +0,4");
    assert_eq!(c.move_interval(&row((-0.41, -0.003))), "từ −0,4 đến dưới 0");
    assert_eq!(c.move_interval(&row((0.0, 0.41))), "từ 0,0 đến +0,4");
}

#[test]
fn a_sum_of_some_places_is_a_common_level_and_not_a_place() {
    let indicator = "villages_mobile_broadband";
    let said = |name: &str, lang| {
        let line = Place { name: name.into(), ..Place::country(Vintage::V63) };
        let mut coverage = vec![CoverageRow {
            basis: Basis::Computed,
            places_with_figures: Some(3),
            places_expected: Some(63),
            ..level(&line, indicator, "2024", 80.0, 2)
        }];
        for (code, name, percent) in
            [("14", "Sơn La", 90.0), ("11", "Điện Biên", 75.0), ("12", "Lai Châu", 85.0)]
        {
            coverage.push(level(&province(code, name), indicator, "2024", percent, 3));
        }
        told(&written(lang, &Summary { coverage, ..Summary::default() }, &Audit::default()), "coverage")
    };
    let sum = said("Các tỉnh có số liệu", Lang::Vi);
    assert!(sum.contains("Có 2 trong 3 tỉnh, thành phố cao hơn mức chung"), "{sum}");
    let whole = said("Cả nước", Lang::Vi);
    assert!(whole.contains("Có 2 trong 3 tỉnh, thành phố cao hơn mức của cả nước"), "{whole}");
    let english = said("Các tỉnh có số liệu", Lang::En);
    assert!(
        english.contains("In 2 of the 3 provinces the figure was above their overall level."),
        "{english}"
    );
}

#[test]
fn every_topic_a_slope_chart_speaks_of_is_drawn_strongly() {
    let row = |topic: &str, questions: u64, change| TopicRow {
        place: province("14", "Sơn La"),
        period: period("2024"),
        topic: topic.into(),
        questions: Some(questions),
        total: 10_000,
        share: Some(questions as f64 / 100.0),
        share_low: None,
        share_high: None,
        change_pp: Some(change),
        partial: false,
        origins: Origins::default(),
    };
    let mut topics = Vec::new();
    for (topic, now, before) in
        [("education", 3000, 2796), ("jobs", 2500, 2303), ("union", 2000, 1950), ("culture", 1500, 1600)]
    {
        topics.push(TopicRow { period: period("2023"), change_pp: None, ..row(topic, before, 0.0) });
        topics.push(row(topic, now, (now as f64 - before as f64) / 100.0));
    }
    let report = written(Lang::Vi, &Summary { topics, ..Summary::default() }, &Audit::default());
    let figure = report.figures.iter().find(|figure| figure.id == "topics-slopes").unwrap();
    let Chart::Slopes(slopes) = &figure.chart else { panic!("no slopes") };
    let strong: Vec<&str> = slopes.rows.iter().filter(|row| row.strong).map(|row| &*row.label).collect();
    assert_eq!(strong.len(), 2, "{strong:?}");
    assert!(strong.iter().all(|name| figure.headline.contains(name)), "{}", figure.headline);
}

#[test]
fn topics_that_mark_one_place_are_told_with_its_name_once() {
    let mark = |code: &str, name: &str, topic: &str, z| DistinctiveTopic {
        place: province(code, name),
        topic: topic.into(),
        questions: 9,
        log_odds: z / 2.0,
        z,
        by_chance: 0.02,
    };
    let topics = vec![TopicRow {
        place: province("14", "Sơn La"),
        period: period("2024"),
        topic: "jobs".into(),
        questions: Some(60),
        total: 100,
        share: Some(60.0),
        share_low: None,
        share_high: None,
        change_pp: None,
        partial: false,
        origins: Origins::default(),
    }];
    let said = |distinctive, lang| {
        let summary = Summary { topics: topics.clone(), distinctive, year: Some(2024), ..Summary::default() };
        let report = written(lang, &summary, &Audit::default());
        let figure = report.figures.iter().find(|figure| figure.id == "topics-distinctive").unwrap();
        let Chart::Diverging(bars) = &figure.chart else { panic!("no bars") };
        (told(&report, "topics"), bars.rows[0].1.clone())
    };
    let one = vec![mark("14", "Sơn La", "jobs", 4.0), mark("14", "Sơn La", "union", 3.0)];
    let (text, label) = said(one, Lang::Vi);
    assert!(text.contains("Sơn La hỏi nhiều hơn hẳn về “Việc làm, đào tạo nghề” (z = 4,0) và “"), "{text}");
    assert_eq!(label, "Việc làm, đào tạo nghề");
    let two = vec![mark("14", "Sơn La", "jobs", 4.0), mark("11", "Điện Biên", "union", 3.0)];
    let (text, label) = said(two.clone(), Lang::Vi);
    assert!(
        text.contains("nổi trội nhất là Sơn La với “Việc làm, đào tạo nghề” (z = 4,0) và Điện Biên với “"),
        "{text}"
    );
    assert_eq!(label, "Sơn La: Việc làm, đào tạo nghề");
    assert!(
        said(two, Lang::En).0.contains("2 of 2 pairs of place and topic stand out in this way (z ≥ 1.96)")
    );
}

#[test]
fn a_doubt_stands_beside_every_key_figure_and_finding_that_rests_on_it() {
    // The sample doubts one figure, of teams; here the level of an indicator with a target as well.
    let summary = summary();
    let mut audit = audit();
    let teams = audit.checks.iter().find_map(|check| check.figure.clone()).unwrap();
    let level: FigureId = FigureId("coverage/14/villages_mobile_broadband/2022".into());
    let mut second = audit.checks.iter().find(|check| check.figure.is_some()).unwrap().clone();
    second.figure = Some(level.clone());
    second.problem = crate::model::Text::new("lên quá nhanh".to_owned(), "rose too fast".to_owned());
    audit.checks.push(second);
    for (lang, mark, why) in
        [(Lang::Vi, "cần kiểm tra lại", "lên quá nhanh"), (Lang::En, "should be checked", "rose too fast")]
    {
        let report = written(lang, &summary, &audit);
        let blocks = &report.chapters[0].blocks;
        let keys = blocks.iter().filter_map(|block| match block {
            Block::KeyFigures(keys) => Some(keys),
            _ => None,
        });
        let marked: Vec<&FigureId> =
            keys.flatten().filter(|key| key.change.contains(mark)).map(|key| &key.id).collect();
        assert_eq!(marked, [&level, &teams]);
        let lists: Vec<Vec<&Vec<Span>>> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::List(items) => Some(items.iter().collect()),
                _ => None,
            })
            .collect();
        let [findings, doubts] = lists.as_slice() else { panic!("findings and doubts") };
        let text = |spans: &&Vec<Span>| spans.iter().map(Span::text).collect::<String>();
        let tells = |spans: &Vec<Span>, of: &dyn Fn(&FigureId) -> bool| {
            spans.iter().any(|span| matches!(span, Span::Figure { id, .. } if of(id)))
        };
        for finding in findings {
            let rests = tells(finding, &|id| *id == level || *id == teams);
            let touched = tells(finding, &|id| {
                let operands = report.explanations[id].operands.iter();
                operands.filter_map(|(_, _, id)| id.as_ref()).any(|id| *id == level || *id == teams)
            });
            assert_eq!(rests || touched, text(finding).contains(mark), "{}", text(finding));
        }
        assert!(findings.iter().any(|finding| text(finding).contains(mark)));
        let said: Vec<String> = doubts.iter().map(text).collect();
        let doubted = said.iter().find(|one| one.contains(why)).unwrap_or_else(|| panic!("{said:?}"));
        assert_eq!(doubted.to_lowercase().matches(mark).count(), 2, "{doubted}");
        // The table of the chapter says it in its row, as that of the indicator does.
        for id in ["teams-table", "coverage-villages_mobile_broadband-table"] {
            let mut blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
            let table = blocks.find_map(|block| match block {
                Block::Table(table) if table.id == id => Some(table),
                _ => None,
            });
            let cells = table.unwrap().rows.iter().flat_map(|row| &row.cells);
            let doubtful = lang.pick("nghi vấn, xem", "in doubt, see");
            let cells: Vec<_> = cells.filter(|cell| cell.text.contains(doubtful)).collect();
            assert_eq!(cells.len(), 1, "{id}");
            // It names the table of doubts, and leads to it.
            let mut blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
            let doubts = blocks.find_map(|block| match block {
                Block::Table(table) if table.id == in_doubt::DOUBTS => Some(table.number),
                _ => None,
            });
            let see = cells[0].see.as_ref().unwrap();
            assert_eq!((see.id.as_str(), Some(see.number)), (in_doubt::DOUBTS, doubts));
            assert_eq!(see.text, format!("{}\u{a0}{}", lang.pick("Bảng", "Table"), see.number));
            assert!(cells[0].text.contains(&see.text), "{}", cells[0].text);
        }
    }
}

#[test]
fn what_was_done_after_the_date_of_judgement_is_told_and_not_called_unrecorded() {
    let mut commitments = summary().commitments;
    let overdue = commitments.iter().filter(|row| row.days_late.is_some()).count();
    assert_eq!(overdue, 3);
    // The longest overdue was done afterwards, and one that was not yet due then as well.
    commitments.sort_by_key(|row| std::cmp::Reverse(row.days_late));
    commitments[0].commitment.done = Some(period("2025-02-03"));
    commitments[3].commitment.done = Some(period("2025-02-04"));
    let longest = commitments[0].commitment.text.to_string();
    // Nothing else is uncertain.
    let alone = Summary { commitments, as_of: summary().as_of, ..Summary::default() };
    let mut audit = audit();
    audit.checks.clear();
    audit.rejections.clear();
    audit.files.iter_mut().for_each(|file| (file.used, file.rejected) = (file.read, 0));
    for (lang, since, doubt, status) in [
        (
            Lang::Vi,
            "Sau ngày đó, 1 cam kết quá hạn và 1 cam kết chưa đến hạn đã được ghi nhận hoàn thành",
            "Có 2 trong 3 cam kết quá hạn đến nay vẫn chưa ghi nhận hoàn thành",
            "quá hạn, sau đó hoàn thành",
        ),
        (
            Lang::En,
            "After that day, 1 of those overdue and 1 of those not yet due were recorded as done",
            "Of 3 overdue commitments, 2 still have no completion recorded",
            "overdue then, done since",
        ),
    ] {
        let report = written(lang, &alone, &audit);
        let all: Vec<String> = report.chapters.iter().map(|chapter| told(&report, &chapter.id)).collect();
        let all = all.join("\n");
        assert!(all.contains(since), "{all}");
        let worst = all.lines().find(|line| line.contains(since)).unwrap();
        assert!(!worst.contains(&longest), "what is done is not the longest without a record: {worst}");
        let lists: Vec<String> = report.chapters[0]
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::List(items) => Some(items.iter().flatten().map(Span::text).collect::<String>()),
                _ => None,
            })
            .map(|item| item.replace('\u{a0}', " "))
            .collect();
        assert!(lists.join("\n").contains(doubt), "{lists:?}");
        let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let mut tables = blocks.filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let table = tables.find(|table| table.id == "commitments-table").unwrap();
        assert!(table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.text == status)));
    }
}
