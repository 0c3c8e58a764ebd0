//! Every place and topic has its page, and the page says what the figures say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analyse::Summary;
use crate::clean::Audit;
use crate::compose::report::{Block, Part, Report, Span, Subject, Table};
use crate::compose::{Notes, SourceLines, compose, sample};
use crate::model::{Lang, Place, Settings, Vintage};

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
