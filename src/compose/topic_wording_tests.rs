//! What the texts say of topics: what is asked about most, what moved, who asks alike, as far as the numbers tell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::report::{Block, Report, Span};
use super::sample::{country, period, province, registers, settings, summary, trend};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::province::{Province, narrow};
use crate::analyse::summary::{
    DistinctiveTopic, Likeness, Movement, MovesCompared, RegionTopic, TopicMove, TopicRow, TopicTrend, Trend,
    TrendVerdict,
};
use crate::clean::Audit;
use crate::clean::tables::Origins;
use crate::model::{Lang, Place, Vintage};
use crate::stats::wilson::{difference, wilson};

fn written(lang: Lang, summary: &Summary) -> Report {
    compose(summary, &Audit::default(), &SourceLines::new(), &Notes::new(), &settings(lang), &registers())
}

fn text(spans: &[Span]) -> String {
    spans.iter().map(Span::text).collect::<String>().replace('\u{a0}', " ")
}

/// Paragraphs, notes and lists of a chapter, a line each.
fn told(report: &Report, chapter: &str) -> String {
    let chapter = report.chapters.iter().find(|one| one.id == chapter).unwrap();
    let lines = chapter.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(spans) | Block::Note(spans) => vec![text(spans)],
        Block::List(items) => items.iter().map(|spans| text(spans)).collect(),
        _ => Vec::new(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn headline(report: &Report, id: &str) -> String {
    let figure = report.figures.iter().find(|figure| figure.id == id);
    figure.unwrap_or_else(|| panic!("no {id}")).headline.replace('\u{a0}', " ")
}

/// Topics of a place in a year, with their questions.
fn asked(place: &Place, year: &str, counts: &[(&str, u64)]) -> Vec<TopicRow> {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let row = |(topic, count): &(&str, u64)| {
        let (low, high) = wilson(*count, total).unwrap();
        TopicRow {
            place: place.clone(),
            period: period(year),
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

fn of_topics(topics: Vec<TopicRow>) -> Summary {
    Summary { topics, year: Some(2024), ..Summary::default() }
}

#[test]
fn what_is_asked_about_most_stands_on_the_directors_page() {
    let counts = [("jobs", 300), ("education", 185), ("culture", 120), ("union", 90)];
    let clear = of_topics(asked(&province("14", "Sơn La"), "2024", &counts));
    let said = told(&written(Lang::Vi, &clear), "key-figures");
    let wanted = "Năm 2024, trong 695 câu hỏi của tỉnh Sơn La, thanh niên hỏi nhiều nhất về “Việc làm, đào tạo nghề” (300 câu hỏi); tiếp theo là “Giáo dục và đào tạo” (185) và “Văn hóa";
    assert!(said.contains(wanted), "{said}");
    let said = told(&written(Lang::En, &clear), "key-figures");
    assert!(
        said.contains("In 2024, of the 695 questions in Sơn La, young people asked most about “Jobs"),
        "{said}"
    );
    // Six weightier findings of other kinds do not drive it from the page.
    let mut full = summary();
    full.topics = clear.topics;
    let rising = Trend {
        verdict: TrendVerdict::Rising,
        slope: Some(2.0),
        q: Some(0.01),
        ..trend(&[("2019", 1.0), ("2020", 2.0), ("2021", 3.0), ("2022", 4.0), ("2024", 9.0)])
    };
    let place = province("14", "Sơn La");
    full.topic_trends = vec![TopicTrend { place, topic: "culture".into(), metric: "share", trend: rising }];
    let said = told(&written(Lang::Vi, &full), "key-figures");
    assert!(said.contains("thanh niên hỏi nhiều nhất về “Việc làm, đào tạo nghề”"), "{said}");
}

#[test]
fn topics_too_close_to_tell_apart_lead_together() {
    let place = province("14", "Sơn La");
    let two = [("jobs", 259), ("education", 227), ("culture", 185), ("union", 30)];
    let report = written(Lang::Vi, &of_topics(asked(&place, "2024", &two)));
    let said = told(&report, "key-figures");
    assert!(said.contains("hỏi nhiều nhất về 2 chủ đề (sát nhau): “Việc làm, đào tạo nghề” (259 câu hỏi) và “Giáo dục và đào tạo” (227); tiếp theo là “Văn hóa"), "{said}");
    let said = told(&report, "topics");
    assert!(said.contains("Hai chủ đề dẫn đầu, sát nhau: “"), "{said}");
    assert!(!said.contains("được hỏi nhiều nhất là “"), "{said}");
    let over = headline(&report, "topics-shares");
    assert_eq!(
        over,
        "“Việc làm, đào tạo nghề” và “Giáo dục và đào tạo” dẫn đầu, sát nhau: từ 32,4 % đến 36,9 % trong 701 câu hỏi"
    );
    // Few questions tell 23 and 13 no more apart than many tell 259 and 227, but those are not close.
    let few = [("jobs", 23), ("education", 15), ("culture", 13), ("union", 4)];
    let report = written(Lang::Vi, &of_topics(asked(&place, "2024", &few)));
    let said = told(&report, "key-figures");
    assert!(said.contains("hỏi nhiều nhất về 3 chủ đề (chưa phân được hơn kém): “"), "{said}");
    let many =
        [("jobs", 196), ("education", 195), ("culture", 192), ("union", 190), ("digital-economy", 190)];
    let mut topics = asked(&place, "2024", &many);
    topics.extend(
        asked(&place, "2024", &[("defence", 20)]).into_iter().map(|row| TopicRow { total: 983, ..row }),
    );
    let report = written(Lang::En, &of_topics(topics));
    let said = told(&report, "key-figures");
    assert!(said.contains("asked most about 5 topics (too close to rank): “"), "{said}");
    assert!(said.contains(" and 2 other topics."), "{said}");
    assert!(headline(&report, "topics-shares").starts_with("Five topics lead, too close to rank"));
}

/// What follows is not told as third by one question, and more than five topics are no lead.
#[test]
fn a_third_place_within_chance_is_shared_and_many_leaders_are_none() {
    let place = province("14", "Sơn La");
    let counts = [
        ("jobs", 259),
        ("education", 227),
        ("culture", 185),
        ("union", 184),
        ("defence", 170),
        ("startup", 20),
    ];
    let report = written(Lang::Vi, &of_topics(asked(&place, "2024", &counts)));
    let page = told(&report, "key-figures");
    assert!(
        page.contains("; tiếp theo là 3 chủ đề chưa phân được hơn kém, mỗi chủ đề từ 170 đến 185 câu hỏi"),
        "{page}"
    );
    let two = [("jobs", 259), ("education", 227), ("culture", 185), ("union", 184), ("defence", 20)];
    let page = told(&written(Lang::En, &of_topics(asked(&place, "2024", &two))), "key-figures");
    assert!(page.contains("(185) and “") && page.contains("(184)."), "{page}");
    let level = [
        ("jobs", 11),
        ("education", 10),
        ("culture", 9),
        ("union", 9),
        ("defence", 9),
        ("startup", 8),
        ("health", 1),
    ];
    let report = written(Lang::Vi, &of_topics(asked(&place, "2024", &level)));
    for chapter in ["key-figures", "topics"] {
        let said = told(&report, chapter);
        assert!(said.contains("hông chủ đề nào nổi trội: nhiều nhất là “Việc làm"), "{said}");
        assert!(said.contains("chưa phân được hơn kém với 5 chủ đề khác"), "{said}");
        assert!(!said.contains("dẫn đầu"), "{said}");
    }
    assert!(headline(&report, "topics-shares").starts_with("Không chủ đề nào nổi trội: “Việc làm"));
}

#[test]
fn one_topic_alone_is_said_once() {
    let report =
        written(Lang::Vi, &of_topics(asked(&province("14", "Sơn La"), "2024", &[("education", 20)])));
    let page = told(&report, "key-figures");
    assert!(page.contains("tỉnh Sơn La có 20 câu hỏi, đều về “Giáo dục và đào tạo”"), "{page}");
    let said = told(&report, "topics");
    assert!(said.contains("ghi nhận 20 câu hỏi thuộc 1 chủ đề: “Giáo dục và đào tạo”"), "{said}");
}

/// A topic that marks a place is told by its share beside that of all places.
#[test]
fn what_marks_a_place_is_told_in_shares() {
    let mut topics = asked(&country(), "2024", &[("jobs", 400), ("education", 600)]);
    topics.extend(asked(&province("14", "Sơn La"), "2024", &[("jobs", 60), ("education", 40)]));
    let mark = DistinctiveTopic {
        place: province("14", "Sơn La"),
        topic: "jobs".into(),
        questions: 60,
        log_odds: 1.0,
        z: 4.0,
        by_chance: 0.01,
    };
    let summary = Summary { distinctive: vec![mark], ..of_topics(topics) };
    let said = told(&written(Lang::Vi, &summary), "topics");
    assert!(
        said.contains(
            "Sơn La hỏi nhiều hơn hẳn về “Việc làm, đào tạo nghề” (60,0 % câu hỏi, cả nước 40,0 %)"
        ),
        "{said}"
    );
    let said = told(&written(Lang::En, &summary), "topics");
    assert!(said.contains("(60.0% of its questions, 40.0% nationwide)"), "{said}");
    // Quarters of the year are added up.
    let mut quarters = Summary { topics: Vec::new(), ..summary };
    for (quarter, own) in
        [("2024-Q1", [("jobs", 40), ("education", 10)]), ("2024-Q2", [("jobs", 20), ("education", 30)])]
    {
        quarters.topics.extend(asked(&country(), quarter, &[("jobs", 200), ("education", 300)]));
        quarters.topics.extend(asked(&province("14", "Sơn La"), quarter, &own));
    }
    let said = told(&written(Lang::Vi, &quarters), "topics");
    assert!(said.contains("(60,0 % câu hỏi, cả nước 40,0 %)"), "{said}");
}

#[test]
fn few_questions_have_no_first_place() {
    let place = province("14", "Sơn La");
    let counts = [("jobs", 2), ("education", 1), ("culture", 1), ("union", 1)];
    let few = of_topics(asked(&place, "2024", &counts));
    for (lang, page, chapter, never) in [
        (
            Lang::Vi,
            "Năm 2024, tỉnh Sơn La có 5 câu hỏi về 4 chủ đề: 2 câu về “Việc làm, đào tạo nghề”, mỗi chủ đề còn lại 1 câu.",
            "thuộc 4 chủ đề: 2 câu về “Việc làm, đào tạo nghề”, mỗi chủ đề còn lại 1 câu.",
            "nhiều nhất",
        ),
        (
            Lang::En,
            "In 2024, there were 5 questions on 4 topics in Sơn La: 2 on “Jobs",
            "1 on each of the others.",
            "most",
        ),
    ] {
        let report = written(lang, &few);
        let said = told(&report, "key-figures");
        assert!(said.contains(page), "{said}");
        let said = told(&report, "topics");
        assert!(said.contains(chapter), "{said}");
        assert!(!said.contains(never), "{said}");
        let over = headline(&report, "topics-shares");
        assert!(!over.contains(never) && over.contains('2'), "{over}");
        for profile in report.places.iter().chain(&report.topics) {
            let parts = format!("{:?}", profile.page);
            assert!(!parts.contains(never) && !parts.contains("đứng thứ"), "{parts}");
        }
    }
    let uneven = [("jobs", 7), ("education", 5), ("culture", 3), ("union", 2), ("defence", 1)];
    let said = told(&written(Lang::Vi, &of_topics(asked(&place, "2024", &uneven))), "topics");
    assert!(said.contains("mỗi chủ đề từ 1 đến 7 câu, chưa đủ"), "{said}");
}

#[test]
fn only_changes_beyond_small_numbers_are_named() {
    let place = province("14", "Sơn La");
    let before = [("jobs", 300), ("education", 700)];
    let over = |now: &[(&str, u64)]| {
        let mut topics = asked(&place, "2023", &before);
        let changed = asked(&place, "2024", now).into_iter().map(|row| {
            let then = topics.iter().find(|then| then.topic == row.topic).unwrap();
            let change_pp = row.share.zip(then.share).map(|(now, then)| now - then);
            TopicRow { change_pp, ..row }
        });
        let changed: Vec<TopicRow> = changed.collect();
        topics.extend(changed);
        let report = written(Lang::Vi, &of_topics(topics));
        (told(&report, "topics"), headline(&report, "topics-slopes"))
    };
    let (said, slopes) = over(&[("jobs", 320), ("education", 680)]);
    assert!(!said.contains("tăng nhiều nhất"), "{said}");
    assert_eq!(slopes, "Tỷ trọng các chủ đề chính không thay đổi rõ rệt");
    let (said, slopes) = over(&[("jobs", 400), ("education", 600)]);
    assert!(said.contains("tỷ trọng tăng nhiều nhất là “Việc làm, đào tạo nghề” (10,0 điểm %)"), "{said}");
    assert!(slopes.contains("tăng nhiều nhất trong các chủ đề chính"), "{slopes}");
}

/// 4.0 and 3.6 points with intervals of 1.7: none of the two is the first.
#[test]
fn changes_that_are_not_told_apart_are_told_together() {
    let place = province("14", "Sơn La");
    let mut topics =
        asked(&place, "2023", &[("jobs", 300), ("culture", 300), ("union", 900), ("education", 1500)]);
    let now = asked(&place, "2024", &[("jobs", 420), ("culture", 408), ("union", 915), ("education", 1257)]);
    let changed = now.into_iter().map(|row| {
        let then = topics.iter().find(|then| then.topic == row.topic).unwrap();
        let change_pp = row.share.zip(then.share).map(|(now, then)| now - then);
        TopicRow { change_pp, ..row }
    });
    let changed: Vec<TopicRow> = changed.collect();
    topics.extend(changed);
    let report = written(Lang::Vi, &of_topics(topics));
    let said = told(&report, "topics");
    assert!(
        said.contains("(4,0 điểm %) và “")
            && said.contains("(3,6 điểm %) (chưa phân được hơn kém), giảm nhiều nhất là “Giáo dục"),
        "{said}"
    );
    let slopes = headline(&report, "topics-slopes");
    assert!(slopes.starts_with("“Giáo dục và đào tạo” giảm nhiều nhất"), "{slopes}");
}

#[test]
fn a_map_names_the_surest_share_and_not_the_highest() {
    let mut topics = asked(&country(), "2024", &[("jobs", 310), ("education", 730)]);
    topics.extend(asked(&province("14", "Sơn La"), "2024", &[("jobs", 12), ("education", 28)]));
    topics.extend(asked(&province("11", "Điện Biên"), "2024", &[("jobs", 298), ("education", 702)]));
    // 72 of 100 is less than 28 of 40, were it not for the interval.
    topics.iter_mut().filter(|row| &*row.place.code == "14" && &*row.topic == "education").for_each(|row| {
        row.share = Some(72.0);
    });
    let mut summary = of_topics(topics);
    let over = headline(&written(Lang::Vi, &summary), "topics-by-place");
    assert_eq!(
        over,
        "Cao rõ nhất là Điện Biên: “Giáo dục và đào tạo” chiếm 70,2 % (702/1.000 câu hỏi), cả nước 70,2 %"
    );
    // Where a topic surely stands out from the other places, it is that one.
    let mark = |code: &str, name: &str, topic: &str, z| DistinctiveTopic {
        place: province(code, name),
        topic: topic.into(),
        questions: 12,
        log_odds: 1.0,
        z,
        by_chance: 0.01,
    };
    summary.distinctive = vec![
        mark("14", "Sơn La", "education", 2.1),
        mark("11", "Điện Biên", "jobs", 2.6),
        mark("11", "Điện Biên", "education", 1.1),
    ];
    let over = headline(&written(Lang::Vi, &summary), "topics-by-place");
    let best = "Nổi trội nhất so với nơi khác là Điện Biên: “Việc làm, đào tạo nghề” chiếm 29,8 % (298/1.000 câu hỏi), cả nước 29,8 %";
    assert_eq!(over, best);
    // Of more topics than the map holds it speaks of those that it shows.
    let more = ["culture", "union", "defence", "startup", "health", "environment", "digital-economy"];
    for place in [country(), province("11", "Điện Biên")] {
        let rows = more.iter().flat_map(|topic| asked(&place, "2024", &[(topic, 9)]));
        summary.topics.extend(rows.map(|row| TopicRow { total: 1040, ..row }));
    }
    let over = headline(&written(Lang::Vi, &summary), "topics-by-place");
    assert!(
        over.starts_with("Trong 8 chủ đề được hỏi nhiều nhất, nổi trội nhất so với nơi khác là"),
        "{over}"
    );
    let over = headline(&written(Lang::En, &summary), "topics-by-place");
    assert!(
        over.starts_with(
            "Among the 8 topics most asked about, Điện Biên stands out most from the other places: “"
        ),
        "{over}"
    );
}

fn moved(topic: &str, movement: Movement, now: (u64, u64), before: (u64, u64)) -> TopicMove {
    let interval = difference(now, before).unwrap();
    let share = |(count, total): (u64, u64)| 100.0 * count as f64 / total as f64;
    TopicMove {
        place: province("14", "Sơn La"),
        topic: topic.into(),
        period: period("2024"),
        since: period("2023"),
        movement,
        now,
        before,
        change_pp: share(now) - share(before),
        interval: (100.0 * interval.0, 100.0 * interval.1),
    }
}

#[test]
fn one_provinces_edition_names_clear_changes_beside_chance_and_no_others() {
    let place = province("14", "Sơn La");
    let moves = vec![
        moved("jobs", Movement::Growing, (23, 193), (4, 175)),
        moved("education", Movement::Growing, (15, 193), (4, 175)),
        moved("union", Movement::Growing, (13, 193), (3, 175)),
        moved("culture", Movement::Fading, (1, 193), (10, 175)),
        moved("defence", Movement::Gone, (0, 193), (9, 175)),
        moved("public-services", Movement::Gone, (0, 193), (4, 175)),
        moved("cyber-safety", Movement::Gone, (0, 193), (2, 175)),
        moved("digital-economy", Movement::Gone, (0, 193), (1, 175)),
    ];
    let own = Province { name: "Sơn La".into(), places: vec![place.clone()], regions: Vec::new() };
    let topics = asked(&place, "2024", &[("jobs", 23), ("education", 15), ("union", 13), ("culture", 142)]);
    let moves_compared = vec![MovesCompared { place, topics: 40, by_chance: 1.8 }];
    let summary = Summary { moves, moves_compared, province: Some(own), ..of_topics(topics) };
    let report = written(Lang::Vi, &summary);
    let said = told(&report, "topics");
    let clear = "So với năm 2023, có 3 chủ đề nổi lên rõ rệt: “Việc làm, đào tạo nghề” (+9,6 điểm %)";
    assert!(said.contains(clear), "{said}");
    assert!(said.contains("2 chủ đề lắng xuống rõ rệt: “"), "{said}");
    // The section tells what moved: the first paragraph does not tell it again.
    assert_eq!(said.matches("So với năm 2023").count(), 1, "{said}");
    assert!(said.contains("(−5,1 điểm %, không còn được nêu)"), "{said}");
    assert!(said.contains("Tổng cộng 5 trong 40 chủ đề được so sánh thay đổi rõ rệt, trong khi riêng ngẫu nhiên cũng tạo ra khoảng 2 chủ đề nếu"), "{said}");
    assert!(said.contains("Có 2 chủ đề được nêu năm 2023 (từ 2 đến 4 câu hỏi mỗi chủ đề) nay không được nêu nữa, quá ít để coi là thay đổi."), "{said}");
    for unclear in ["Dịch vụ công trực tuyến", "An toàn, an ninh mạng", "Kinh tế số"] {
        assert!(!said.contains(unclear), "{unclear}: {said}");
    }
    let english = told(&written(Lang::En, &summary), "topics");
    assert!(
        english.contains(
            "In all, 5 of 40 topics compared changed clearly; about 2 would be expected by chance if"
        ),
        "{english}"
    );
    assert!(english.contains("Of the topics raised in 2023, 2 (2 to 4 questions each) were not raised again: too few questions to call it a change."), "{english}");
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let rows = blocks.filter_map(|block| match block {
        Block::Table(table) if table.id == "topics-moves-table" => Some(table.rows.len()),
        _ => None,
    });
    assert_eq!(rows.collect::<Vec<_>>(), [7], "one question that went is no row");
}

#[test]
fn each_place_that_asks_alike_has_its_own_chance_beside_it() {
    let place = province("14", "Sơn La");
    let like = |rank, code: &str, name: &str, divergence, by_chance| Likeness {
        place: province("14", "Sơn La"),
        other: province(code, name),
        rank,
        divergence,
        by_chance,
        chance_deviation: 0.01,
        questions: (193, 200),
    };
    let likeness = vec![
        like(1, "10", "Lào Cai", 0.163, 0.097),
        like(2, "66", "Đắk Lắk", 0.214, 0.125),
        like(3, "08", "Tuyên Quang", 0.168, 0.066),
    ];
    let own = Province { name: "Sơn La".into(), places: vec![place.clone()], regions: Vec::new() };
    let topics = asked(&place, "2024", &[("jobs", 100), ("education", 93)]);
    let summary = Summary { likeness, province: Some(own), ..of_topics(topics) };
    let said = told(&written(Lang::Vi, &summary), "topics");
    let all = "Lào Cai (0,163; do ngẫu nhiên: 0,097), Đắk Lắk (0,214; do ngẫu nhiên: 0,125) và Tuyên Quang (0,168; do ngẫu nhiên: 0,066)";
    assert!(said.contains(all), "{said}");
    let english = told(&written(Lang::En, &summary), "topics");
    assert!(english.contains("Tuyên Quang (0.168; by chance: 0.066)"), "{english}");
}

#[test]
fn one_provinces_edition_is_about_its_own_indicators() {
    // Files submitted online and smartphones have national lines; of the two Sơn La has the latter alone.
    let place = province("14", "Sơn La");
    let own = Province { name: "Sơn La".into(), places: vec![place], regions: Vec::new() };
    let narrowed = narrow(summary(), own);
    for (lang, indicators, national) in [
        (Lang::Vi, "với 4 chỉ tiêu bao phủ", "hồ sơ thủ tục hành chính nộp trực tuyến"),
        (Lang::En, "with 4 coverage indicators", "files submitted online"),
    ] {
        let report = written(lang, &narrowed);
        let said = told(&report, "key-figures");
        assert!(said.contains(indicators), "{said}");
        for chapter in ["key-figures", "coverage", "targets"] {
            let said = told(&report, chapter).to_lowercase();
            assert!(!said.contains(national), "{chapter}: {said}");
        }
    }
}

#[test]
fn a_region_names_the_topic_that_leads_and_no_other() {
    let row = |region: &str, topic: &str, questions: u64, total: u64| RegionTopic {
        region: region.into(),
        vintage: Vintage::V63,
        period: period("2024"),
        topic: topic.into(),
        questions,
        total,
        share: (100.0 * questions as f64 / total as f64, 0.0, 100.0),
        partial: false,
        places_with_figures: 3,
        places_expected: 3,
    };
    let mut region_topics = Vec::new();
    let regions =
        [("dbsh", [90_u64, 40, 38, 37, 36]), ("dbscl", [31, 30, 9, 8, 7]), ("dnb", [31, 30, 30, 29, 28])];
    let registers = registers();
    let known: Vec<&str> =
        registers.places.as_ref().unwrap().regions.iter().map(|region| &*region.code).take(3).collect();
    for ((_, counts), code) in regions.iter().zip(known) {
        for (topic, count) in ["jobs", "education", "culture", "union", "defence"].iter().zip(counts) {
            region_topics.push(row(code, topic, *count, counts.iter().sum()));
        }
    }
    let counts = [("jobs", 300), ("education", 100)];
    let summary = Summary { region_topics, ..of_topics(asked(&country(), "2024", &counts)) };
    let said = told(&written(Lang::Vi, &summary), "topics");
    assert!(said.contains("“Việc làm, đào tạo nghề” ở "), "{said}");
    assert!(
        said.contains("“Việc làm, đào tạo nghề” và “Giáo dục và đào tạo” (chưa phân được hơn kém) ở "),
        "{said}"
    );
    assert!(
        said.contains(
            ", có 5 chủ đề ở tốp đầu chưa phân được hơn kém, nên chưa thể nói chủ đề nào được hỏi nhiều nhất."
        ),
        "{said}"
    );
    let english = told(&written(Lang::En, &summary), "topics");
    assert!(english.contains("5 topics at the top are too close to rank"), "{english}");
}
