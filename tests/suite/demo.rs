//! Invented exports through the whole program: what was built in is found, and every fault is located.

use std::path::Path;

use nhipso::Project;
use nhipso::analyse::summary::TrendVerdict;
use nhipso::demo::{BUILT_IN, DemoOptions, DemoSummary, Series, Shape, demo};
use nhipso::model::{Overrides, Vintage};

fn write(options: &DemoOptions) -> (tempfile::TempDir, DemoSummary) {
    let folder = tempfile::tempdir().unwrap();
    let summary = demo(folder.path(), options).unwrap();
    (folder, summary)
}

fn run(folder: &Path) -> nhipso::Run {
    Project::open(folder, &Overrides::default()).unwrap().run(&|_| ()).unwrap()
}

fn expected(shape: Shape) -> TrendVerdict {
    match shape {
        Shape::Rising => TrendVerdict::Rising,
        Shape::Falling => TrendVerdict::Falling,
        Shape::Flat => TrendVerdict::NoClearTrend,
    }
}

#[test]
fn built_in_trends_are_found() {
    let (folder, _) = write(&DemoOptions { rows: 40_000, ..DemoOptions::default() });
    let run = run(folder.path());
    let topics: Vec<_> = run
        .summary
        .topic_trends
        .iter()
        .filter(|row| row.place.is_country() && row.metric == "share")
        .collect();
    assert_eq!(topics.len(), 40);
    let mut false_alarms = 0;
    for row in topics {
        let built = BUILT_IN.iter().find(|built| built.series == Series::Topic && built.id == &*row.topic);
        match built {
            Some(built) => assert_eq!(row.trend.verdict, expected(built.shape), "{}", row.topic),
            None => false_alarms += usize::from(row.trend.verdict != TrendVerdict::NoClearTrend),
        }
    }
    assert!(false_alarms <= 2, "{false_alarms} flat topics were called rising or falling");
    for built in BUILT_IN.iter().filter(|built| built.series == Series::Indicator) {
        let rows: Vec<_> =
            run.summary.coverage_trends.iter().filter(|row| &*row.indicator == built.id).collect();
        assert_eq!(rows.len(), 35, "{}", built.id);
        let found = rows.iter().filter(|row| row.trend.verdict == expected(built.shape)).count();
        assert!(found >= 34, "{}: {found} of 35", built.id);
    }
}

#[test]
fn every_fault_is_located_and_nothing_else_is_rejected() {
    for provinces in [Vintage::V34, Vintage::V63] {
        let options =
            DemoOptions { provinces, rows: 3_000, faults: 200, monthly: true, ..DemoOptions::default() };
        let (folder, written) = write(&options);
        let audit = run(folder.path()).audit;
        for file in written.files.iter().filter(|file| file.name.ends_with(".csv")) {
            let account = audit.files.iter().find(|account| &*account.source.file == file.name).unwrap();
            assert_eq!(account.read, file.rows, "{}", file.name);
            assert_eq!(account.rejected, file.faulty, "{}", file.name);
            assert_eq!(account.used, file.rows - file.faulty, "{}", file.name);
        }
    }
}
