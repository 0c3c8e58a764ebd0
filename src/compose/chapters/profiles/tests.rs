//! Every place and topic has its page, and the page says what the figures say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analyse::Summary;
use crate::analyse::summary::UncountedTopic;
use crate::clean::Audit;
use crate::compose::report::{Block, Part, Report, Span, Subject, Table};
use crate::compose::{Notes, SourceLines, compose, sample};
use crate::model::{Lang, Level, Place, Settings, Vintage};

fn large() -> (Summary, Report) {
    let (tables, registers, mut audit) = (sample::large(), sample::registers(), Audit::default());
    let settings = Settings { invented: true, ..sample::settings(Lang::Vi) };
    let summary = crate::analyse::analyse(&tables, &mut audit, &settings, &registers).unwrap();
    let report = compose(&summary, &audit, &SourceLines::new(), &Notes::new(), &settings, &registers);
    (summary, report)
}

fn written(summary: &Summary) -> Report {
    let (audit, registers) = (Audit::default(), sample::registers());
    compose(summary, &audit, &SourceLines::new(), &Notes::new(), &sample::settings(Lang::Vi), &registers)
}

fn blocks(subject: &Subject) -> impl Iterator<Item = &Block> {
    subject.page.iter().filter_map(|part| match part {
        Part::Block(block) => Some(block),
        Part::Small { .. } => None,
    })
}

fn spans(subject: &Subject) -> Vec<&Span> {
    let mut all = Vec::new();
    for block in blocks(subject) {
        match block {
            Block::Paragraph(spans) | Block::Note(spans) => all.extend(spans),
            Block::List(items) => all.extend(items.iter().flatten()),
            _ => {}
        }
    }
    all
}

fn tables(subject: &Subject) -> impl Iterator<Item = &Table> {
    blocks(subject).filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

#[test]
fn a_place_has_its_sentences_its_lines_and_all_its_targets_and_commitments() {
    let (summary, report) = large();
    assert_eq!(report.places.len(), 63);
    let latest = summary.coverage.iter().map(|row| row.period).max().unwrap();
    let (mut targets, mut promises) = (0, 0);
    for subject in &report.places {
        let named: BTreeSet<&str> = spans(subject)
            .into_iter()
            .filter_map(|span| if let Span::Figure { id, .. } = span { Some(id.as_str()) } else { None })
            .collect();
        for row in &summary.coverage {
            if *row.place.name == subject.called && row.period == latest {
                let id = format!("coverage/{}/{}/{latest}", row.place.code, row.indicator);
                for part in ["", "/rank", "/change_pp"] {
                    assert!(named.contains(&*format!("{id}{part}")), "{id}{part} in {named:?}");
                }
            }
        }
        let drawn = subject.page.iter().find_map(|part| match part {
            Part::Small { charts, .. } => charts.first(),
            Part::Block(_) => None,
        });
        let lines = &drawn.expect("small lines").lines.lines;
        assert_eq!((lines[0].label.as_str(), lines[0].strong), (subject.called.as_str(), true));
        assert!(lines.len() == 2 && !lines[1].strong, "beside all places");
        let rows =
            |end: &str| tables(subject).find(|table| table.id.ends_with(end)).map_or(0, |t| t.rows.len());
        targets += rows("-targets-table");
        // Its signs are explained where it stands, as no chapter is in sight, and heads do not break within words.
        for table in tables(subject).filter(|table| table.id.ends_with("-targets-table")) {
            assert!(
                table.notes.iter().any(|note| note.contains("Số dương là còn thiếu")),
                "{:?}",
                table.notes
            );
            let heads: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
            assert!(
                heads.iter().all(|head| !head.contains("khoảng cách") && !head.contains("cần có")),
                "{heads:?}"
            );
        }
        promises += rows("-commitments-table");
    }
    assert_eq!(targets, summary.targets.iter().filter(|row| !row.place.is_country()).count());
    assert_eq!(promises, summary.commitments.len());
    let names: Vec<&str> = report.places.iter().map(|subject| subject.name.as_str()).collect();
    assert!(names.starts_with(&["An Giang"]) && names.ends_with(&["Yên Bái"]), "in the order of names");
}

#[test]
fn a_topic_has_its_sentence_and_all_places() {
    let (summary, report) = large();
    for subject in &report.topics {
        let raised: BTreeSet<&Place> = summary
            .topics
            .iter()
            .filter(|row| {
                *row.topic == *subject.key
                    && row.total > 0
                    && Some(row.period.calendar_year()) == summary.year
            })
            .map(|row| &row.place)
            .collect();
        let table = tables(subject).next().unwrap();
        assert_eq!(table.rows.len(), raised.len(), "{}", subject.key);
        assert!(table.rows[0].strong, "all places stand first");
        assert!(table.rows[1..].iter().all(|row| row.place.is_some()));
        assert!(spans(subject).iter().any(|span| matches!(span, Span::Figure { .. })), "{}", subject.key);
    }
}

#[test]
fn a_change_stands_with_its_interval_and_whether_it_is_clear() {
    let (_, report) = large();
    let (mut clear, mut unclear) = (0, 0);
    for subject in report.places.iter().chain(&report.topics) {
        for table in tables(subject).filter(|table| table.columns.iter().any(|head| head.label == "Rõ rệt?"))
        {
            let at = |label: &str| {
                let mut heads = table.columns.iter().map(|head| head.label.replace('\u{a0}', " "));
                heads.position(|head| head.starts_with(label))
            };
            let (change, said) = (at("Thay đổi so với").unwrap(), at("Rõ rệt?").unwrap());
            let interval = at("Khoảng tin cậy 95 % của thay đổi").unwrap();
            for row in table.rows.iter().filter(|row| !row.cells[said].text.is_empty()) {
                let (low, change) = (row.cells[interval].value.unwrap(), row.cells[change].value.unwrap());
                let said = row.cells[said].text.replace('\u{a0}', " ");
                match said.as_str() {
                    "tăng rõ" => assert!(low > 0.0 && change > 0.0, "{:?}", row.cells),
                    "giảm rõ" => assert!(low < change && change < 0.0, "{:?}", row.cells),
                    other => assert_eq!(other, "chưa rõ"),
                }
                if said == "chưa rõ" { unclear += 1 } else { clear += 1 }
            }
        }
    }
    assert!(clear > 0 && unclear > 0, "{clear} {unclear}");
}

#[test]
fn pages_of_places_show_an_indicator_on_one_scale() {
    let (_, report) = large();
    let axes: BTreeSet<String> = report
        .places
        .iter()
        .filter_map(|subject| {
            subject.page.iter().find_map(|part| match part {
                Part::Small { charts, .. } => charts.first(),
                Part::Block(_) => None,
            })
        })
        .map(|chart| format!("{} {}–{}", chart.title, chart.lines.axis.low, chart.lines.axis.high))
        .collect();
    assert_eq!(axes.len(), 1, "{axes:?}");
    for subject in &report.places {
        for part in &subject.page {
            if let Part::Small { charts, .. } = part {
                let shares =
                    charts.iter().filter(|chart| report.topics.iter().any(|t| t.name == chart.title));
                let axes: BTreeSet<String> = shares.map(|chart| format!("{:?}", chart.lines.axis)).collect();
                assert!(axes.len() <= 1, "{}: {axes:?}", subject.name);
            }
        }
    }
}

#[test]
fn what_is_raised_without_a_count_has_its_pages() {
    let mut summary = sample::summary();
    let place = summary.topics.iter().map(|row| &row.place).find(|place| !place.is_country()).unwrap();
    let place = Place { code: Arc::from("33"), name: Arc::from("Hưng Yên"), ..place.clone() };
    let like = summary.uncounted.first().unwrap().clone();
    summary.uncounted = ["culture", "jobs"]
        .map(|topic| UncountedTopic { place: place.clone(), topic: Arc::from(topic), ..like.clone() })
        .to_vec();
    let report = written(&summary);
    let of = |subjects: &[Subject], key: &str| subjects.iter().find(|one| one.key == key).unwrap().clone();
    for (subject, rows) in
        [(of(&report.places, "33"), 2), (of(&report.topics, "culture"), 1), (of(&report.topics, "jobs"), 1)]
    {
        let table = tables(&subject).find(|table| table.id.ends_with("-uncounted-table")).expect("a table");
        assert_eq!(table.rows.len(), rows, "{}", subject.name);
        assert_eq!(table.columns.len(), 3, "place or topic, period, rows");
        assert!(spans(&subject).iter().any(|span| matches!(span, Span::Figure { .. })), "{}", subject.name);
    }
}

#[test]
fn where_communes_are_too_many_provinces_keep_their_pages() {
    let (mut summary, _) = large();
    let like = summary.coverage.iter().find(|row| !row.place.is_country()).unwrap().clone();
    summary.coverage.extend((0..20).map(|n| {
        let (code, name) = (Arc::from(format!("9{n:04}")), Arc::from(format!("Xã {n}")));
        let place = Place { code, name, level: Level::Commune, ..like.place.clone() };
        crate::analyse::summary::CoverageRow { place, ..like.clone() }
    }));
    let report = written(&summary);
    let paged = report.places.iter().filter(|subject| !subject.page.is_empty()).count();
    assert_eq!((report.places.len(), paged), (83, 63));
}

#[test]
fn a_code_that_went_on_to_another_place_is_two_places() {
    let mut summary = sample::summary();
    let place = |vintage, code: &str, name: &str| Place {
        vintage,
        code: Arc::from(code),
        name: Arc::from(name),
        ..summary.coverage.iter().map(|row| &row.place).find(|place| !place.is_country()).unwrap().clone()
    };
    let rows = [
        place(Vintage::V63, "44", "Quảng Bình"),
        place(Vintage::V63, "45", "Quảng Trị"),
        place(Vintage::V34, "44", "Quảng Trị"),
    ];
    let like = summary.coverage.iter().find(|row| !row.place.is_country()).unwrap().clone();
    summary.coverage = rows
        .into_iter()
        .map(|place| crate::analyse::summary::CoverageRow { place, ..like.clone() })
        .collect();
    (summary.teams, summary.topics, summary.uncounted) = Default::default();
    (summary.targets, summary.commitments) = Default::default();
    let report = written(&summary);
    let places: Vec<(&str, &str, Vec<&str>)> = report
        .places
        .iter()
        .map(|one| (&*one.key, &*one.name, one.codes.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        places,
        [("44@63", "Quảng Bình (đến tháng 6/2025)", vec!["44"]), ("44", "Quảng Trị", vec!["45", "44"])]
    );
}

#[test]
fn one_place_alone_is_no_choice() {
    let report = written(&Summary::default());
    assert!(report.places.is_empty() && report.topics.is_empty());
}
