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
