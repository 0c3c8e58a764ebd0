//! What holds for every format.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

fn files(report: &Report, format: Format) -> Vec<File> {
    sample::with_edition(report, |edition| format.writer().files(edition).unwrap())
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = sample::report();
    for format in Format::ALL {
        let (first, second) = (files(&report, format), files(&report, format));
        assert!(!first.is_empty(), "{}", format.name());
        for (a, b) in first.iter().zip(&second) {
            assert!(a == b, "{}", a.path);
        }
    }
}

#[test]
fn an_empty_report_is_written_too() {
    let report = Report { title: "Báo cáo".into(), ..Report::default() };
    for format in Format::ALL {
        files(&report, format);
    }
}

#[test]
fn odd_reports_are_written_too() {
    use crate::compose::report::{Block, Chapter, Table, TableCell, TableColumn, TableRow};
    let heading = |level, text: &str| Block::Heading { level, id: format!("h{level}"), text: text.into() };
    let column = TableColumn { label: "ລາວ".into(), ..TableColumn::default() };
    let cell = |text: &str| TableCell { text: text.into(), value: Some(f64::NAN), ..TableCell::default() };
    let row = |cells| TableRow { cells, strong: true, ..TableRow::default() };
    let table =
        |id: &str, columns, rows| Block::Table(Table { id: id.into(), columns, rows, ..Table::default() });
    let mut report = sample::report();
    report.title = String::new();
    report.office = Some("中文 😀 \u{7} e\u{301}".into());
    report.figures[0].source = String::new();
    report.figures[1].id = "a b/../<c>".into();
    report.figures[1].data = Table::default();
    report.chapters.push(Chapter {
        id: "odd".into(),
        title: "Ô".repeat(300),
        blocks: vec![
            heading(3, "no level between"),
            heading(2, ""),
            Block::List(Vec::new()),
            Block::KeyFigures(Vec::new()),
            Block::Paragraph(Vec::new()),
            Block::Figure(99),
            table("no-columns", vec![], vec![row(vec![cell("x")])]),
            table("no-rows", vec![column.clone(), column.clone()], vec![]),
            table(
                "ragged",
                vec![column.clone(), column],
                vec![row(vec![]), row(vec![cell("a"), cell("b"), cell("c")])],
            ),
        ],
    });
    for format in Format::ALL {
        let written = sample::with_edition(&report, |edition| format.writer().files(edition));
        assert!(written.is_ok(), "{}: {}", format.name(), written.unwrap_err());
    }
}

#[test]
fn a_chart_without_words_fails_the_typeset_report() {
    let mut report = sample::report();
    report.figures[0].alt = String::new();
    let error = sample::with_edition(&report, |edition| Format::Pdf.writer().files(edition)).unwrap_err();
    assert!(error.to_string().contains("alt text"), "{error}");
}

/// Writes the sample to `NHIPSO_SAMPLE`, to be looked at: `NHIPSO_SAMPLE=folder cargo test --lib render:: `.
#[test]
fn the_sample_is_written_into_a_folder() {
    let kept = std::env::var_os("NHIPSO_SAMPLE").map(std::path::PathBuf::from);
    let fresh = tempfile::tempdir().unwrap();
    let dir = kept.as_deref().unwrap_or(fresh.path());
    write_edition(&sample::report(), &Format::ALL, &Theme::default(), &[], dir).unwrap();
    for path in [
        "index.html",
        "report.xlsx",
        "report.pdf",
        "report.docx",
        "datapackage.json",
        "tables/coverage.csv",
        "charts/coverage-lines.png",
    ] {
        assert!(fs::metadata(dir.join(path)).unwrap().len() > 0, "{path}");
    }
    let refused =
        write_edition(&sample::report(), &[Format::Csv], &Theme::default(), &[], &dir.join("index.html"));
    assert!(refused.unwrap_err().to_string().contains("cannot write") || kept.is_some());
}
