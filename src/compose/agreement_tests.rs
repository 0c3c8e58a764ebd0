//! That English words agree with their numbers, and that both languages show the same things.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::report::{Block, Chart, Report, Span};
use super::sample::{audit, country, level, period, province, registers, settings, summary};
use super::{Notes, SourceLines, compose};
use crate::analyse::Summary;
use crate::analyse::summary::{
    CommitmentRow, CommitmentStatus, Laggard, Laggards, Movement, MovesCompared, TopicMove, TopicRow,
};
use crate::clean::tables::Origins;
use crate::model::{Lang, Level, Place, Settings};
use crate::stats::wilson::{difference, wilson};

const VILLAGES: &str = "villages_mobile_broadband";

fn written(lang: Lang, summary: &Summary) -> Report {
    compose(summary, &audit(), &SourceLines::new(), &Notes::new(), &settings(lang), &registers())
}

/// All words of the report that are sentences or parts of them.
fn texts(report: &Report) -> Vec<String> {
    let mut texts = vec![report.title.clone(), report.subtitle.clone()];
    let joined = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>();
    for block in report.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        match block {
            Block::Paragraph(spans) | Block::Note(spans) => texts.push(joined(spans)),
            Block::List(items) => texts.extend(items.iter().map(|item| joined(item))),
            Block::KeyFigures(figures) => {
                texts.extend(figures.iter().flat_map(|one| [&one.change, &one.target]).cloned());
                texts.extend(figures.iter().map(|one| one.value.clone()));
            }
            Block::Table(table) => {
                texts.push(table.title.clone());
                texts.extend(table.notes.clone());
            }
            Block::Heading { .. } | Block::Figure(_) | Block::OfficeNote { .. } => {}
        }
    }
    texts.extend(report.figures.iter().flat_map(|figure| [figure.headline.clone(), figure.subtitle.clone()]));
    texts.iter().map(|text| text.replace('\u{a0}', " ")).collect()
}

/// `1` before a word of the plural, as in `1 are` or `1 topics`.
fn disagreements(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let singular =
        ["is", "was", "has", "counts", "shows", "names", "stands", "does", "rises", "falls", "this", "as"];
    let plural = |word: &str| {
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        ["are", "were", "have", "do"].contains(&word)
            || (word.ends_with('s') && !word.ends_with("ss") && !singular.contains(&word))
    };
    let one = |word: &str| word.trim_matches(|sign| "(“;:".contains(sign)) == "1";
    let found = words.windows(2).filter(|pair| one(pair[0]) && plural(pair[1]));
    found.map(|pair| format!("{} in: {text}", pair.join(" "))).collect()
}

fn asked(place: &Place, topic: &str, questions: u64, total: u64) -> TopicRow {
    let (low, high) = wilson(questions, total).unwrap();
    TopicRow {
        place: place.clone(),
        period: period("2024"),
        topic: topic.into(),
        questions: Some(questions),
        total,
        share: Some(100.0 * questions as f64 / total as f64),
        share_low: Some(100.0 * low),
        share_high: Some(100.0 * high),
        change_pp: None,
        partial: false,
        origins: Origins::default(),
    }
}

/// The sample with one of everything that is counted.
fn of_one() -> Summary {
    let mut one = summary();
    let son_la = province("14", "Sơn La");
    one.topics = vec![TopicRow { partial: true, ..asked(&son_la, "jobs", 1, 1) }];
    one.uncounted.truncate(1);
    one.uncounted[0].rows = 1;
    one.teams.iter_mut().for_each(|row| {
        (row.teams, row.members, row.trained) = (Some(1), Some(1), Some(1));
    });
    let promise = one.commitments[0].clone();
    let of = |status, done: Option<&str>| {
        let mut row = CommitmentRow { status, ..promise.clone() };
        row.commitment.done = done.map(period);
        row.days_late = Some(1);
        row
    };
    one.commitments = vec![
        of(CommitmentStatus::Done, Some("2023-04-01")),
        of(CommitmentStatus::DoneLate, Some("2023-05-01")),
        of(CommitmentStatus::Overdue, Some("2025-02-01")),
        of(CommitmentStatus::Open, None),
    ];
    one.targets.truncate(1);
    let commune = |at: usize| Laggard {
        place: Place { level: Level::Commune, ..province(&format!("14/x/Xã {at}"), &format!("Xã {at}")) },
        province: son_la.clone(),
        value: 10.0 * at as f64,
        counts: Some((at as u64, 10)),
        origin: None,
    };
    one.laggards = vec![Laggards {
        indicator: VILLAGES.into(),
        period: period("2022"),
        communes: 12,
        zero: 1,
        down: false,
        rows: (0..12).map(commune).collect(),
    }];
    let interval = difference((0, 1), (2, 9)).unwrap();
    one.moves = vec![TopicMove {
        place: son_la.clone(),
        topic: "union".into(),
        period: period("2024"),
        since: period("2023"),
        movement: Movement::Gone,
        now: (0, 1),
        before: (2, 9),
        change_pp: -22.2,
        interval: (100.0 * interval.0, 100.0 * interval.1),
    }];
    one.moves_compared = vec![MovesCompared { place: son_la, topics: 1, by_chance: 0.2 }];
    one
}

#[test]
fn one_of_anything_is_told_in_the_singular() {
    assert_eq!(disagreements("1 are overdue and (1 topics), of 1 question 1 is").len(), 2);
    let one = of_one();
    // All at once, and each status of the commitments alone.
    let mut all = vec![one.clone()];
    for row in &one.commitments {
        all.push(Summary { commitments: vec![row.clone()], topics: Vec::new(), ..one.clone() });
    }
    let told: Vec<String> = all.iter().flat_map(|summary| texts(&written(Lang::En, summary))).collect();
    let said = told.join("\n");
    for part in [
        "there was 1 question in Sơn La, about “Jobs and vocational training”",
        "recorded 1 question on 1 topic",
        "1 had been done on time",
        "1 was overdue with no completion recorded",
        "1 commitment made in sessions",
        "had 1 community digital team",
        "1 row names a topic",
        "1 was still at 0",
        "underlie 1 topic",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let wrong: Vec<String> = told.iter().flat_map(|text| disagreements(text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Of topics asked about as often, a chart that has no room for all of them leaves out the same ones in both languages.
#[test]
fn both_languages_show_the_same_topics() {
    let topics: Vec<String> =
        registers().topics.unwrap().topics.iter().map(|topic| topic.id.clone()).collect();
    assert!(topics.len() > 12);
    let rows = |place: &Place| -> Vec<TopicRow> {
        let total = 10 * topics.len() as u64;
        topics
            .iter()
            .map(|topic| TopicRow { change_pp: Some(0.1), ..asked(place, topic, 10, total) })
            .collect()
    };
    let mut all = rows(&country());
    all.extend(rows(&province("14", "Sơn La")));
    all.extend(rows(&province("11", "Điện Biên")));
    let summary = Summary { topics: all, year: Some(2024), ..Summary::default() };
    let shown = |lang: Lang| -> Vec<Vec<String>> {
        let report = written(lang, &summary);
        let known = registers().topics.unwrap();
        let id = |label: &str| {
            let named = known.topics.iter().find(|topic| topic.label.get(lang) == label);
            named.unwrap_or_else(|| panic!("no topic {label}")).id.clone()
        };
        let charts = report.figures.iter().filter_map(|figure| match &figure.chart {
            Chart::Intervals(chart) => Some(chart.rows.iter().map(|row| id(&row.label)).collect()),
            Chart::Slopes(chart) => Some(chart.rows.iter().map(|row| id(&row.label)).collect()),
            Chart::Heat(chart) => Some(chart.columns.iter().map(|name| id(name)).collect()),
            _ => None,
        });
        charts.collect()
    };
    let (vi, en) = (shown(Lang::Vi), shown(Lang::En));
    assert_eq!(vi.len(), 3);
    assert!(vi.iter().any(|topics| topics.len() == 8), "a chart cuts within the tie");
    assert_eq!(vi, en);
}

/// A period that the title spells out needs no note that has it in short.
#[test]
fn what_a_title_says_at_length_no_note_says_in_short() {
    let places = [("14", "Sơn La"), ("11", "Điện Biên"), ("12", "Lai Châu")];
    let coverage =
        places.map(|(code, name)| level(&province(code, name), VILLAGES, "2022-03", 90.0, 2)).to_vec();
    let report = written(Lang::En, &Summary { coverage, ..Summary::default() });
    let tables = report.chapters.iter().flat_map(|chapter| &chapter.blocks).filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let table = tables.into_iter().find(|table| table.title.contains("March\u{a0}2022")).unwrap();
    assert!(table.notes.iter().all(|note| !note.contains("Mar 2022")), "{:?}", table.notes);
}

/// A title may end in the year that it is about: the date of a source stands apart from it.
#[test]
fn the_date_of_a_source_stands_in_brackets() {
    let known: crate::model::settings::Citation = toml::from_str(
        "title = { vi = \"Báo chí về hồ sơ năm 2024\", en = \"Press reports\" }\ndate = \"2025\"\n",
    )
    .unwrap();
    let known = Settings { sources: [("press".to_owned(), known)].into(), ..Settings::default() };
    let (summary, audit, lines, registers) = (Summary::default(), audit(), SourceLines::new(), registers());
    let c = super::Composer::new(&summary, &audit, &lines, &known, &registers);
    assert_eq!(c.citation("press"), "Báo chí về hồ sơ năm 2024 (2025)");
}
