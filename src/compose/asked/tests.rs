//! Every row of every table can be asked for, by the spellings that people use.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use super::*;
use crate::Project;
use crate::demo::{DemoOptions, demo};
use crate::model::Overrides;

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn found(folder: &Path, asked: &str) -> Box<Found> {
    match Project::open(folder, &Overrides::default()).unwrap().explain(asked).unwrap() {
        Answer::Found(found) => found,
        other => panic!("{asked}: {other:?}"),
    }
}

#[test]
fn every_row_of_every_table_is_explained_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("demo");
    demo(&made, &DemoOptions { rows: 3000, seed: 5, ..DemoOptions::default() }).unwrap();
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published");
    let mut asked_for = std::collections::BTreeSet::new();
    for folder in [&made, &published] {
        let project = Project::open(folder, &Overrides::default()).unwrap();
        let exports = project.discover().unwrap();
        let cleaned = crate::clean::clean(&exports, &project.settings, &project.registers).unwrap();
        let mut audit = cleaned.audit;
        let (settings, registers) = (&project.settings, &project.registers);
        let summary = crate::analyse::analyse(&cleaned.tables, &mut audit, settings, registers).unwrap();
        let lines = SourceLines::new();
        let c = Composer::new(&summary, &audit, &lines, settings, registers);
        // Each name that stands in the report is that of one figure.
        chapters::all(&c);
        let told: Vec<FigureId> = c.explanations.borrow().keys().cloned().collect();
        for id in told.iter().step_by(1 + told.len() / 150) {
            let answer = super::answer(&summary, &audit, settings, registers, id.as_str());
            assert!(matches!(answer, Answer::Found(_)), "{id}: {answer:?}");
        }
        for table in table::ALL {
            let rows = names::rows(&c, &segments(table.name)[0]);
            for row in rows.iter().step_by(1 + rows.len() / 4) {
                let answer = super::answer(&summary, &audit, settings, registers, row.id.as_str());
                let Answer::Found(found) = answer else { panic!("{}: {answer:?}", row.id) };
                let e = &found.explanation;
                assert!(
                    !e.title.is_empty() && !e.formula.is_empty() && !e.value.is_empty(),
                    "{}: {e:?}",
                    row.id
                );
                // A topic that a place never raised in a period has no line to show.
                assert!(!e.lines.is_empty() || !e.operands.is_empty(), "{}: {e:?}", row.id);
                asked_for.insert(table.name);
            }
        }
    }
    assert_eq!(asked_for.len(), table::ALL.len(), "{asked_for:?}");
}

const COVERAGE: &str = "period,province,district,commune,indicator,covered,total,percent\n\
    2022,Sơn La,,,adults_smartphone,,,\"58,3\"\n2023,Sơn La,,,adults_smartphone,1.459,\"2.000\",\n\
    2022,Điện Biên,,,adults_smartphone,,,50\n";

#[test]
fn a_place_may_be_written_as_people_do() {
    let folder = project(&[("a.csv", COVERAGE)]);
    for asked in [
        "coverage/14/adults_smartphone/2022",
        "coverage/Sơn La/adults_smartphone/2022",
        "Coverage/SON LA/adults_smartphone/2022/published",
        "coverage/14@63/adults_smartphone/2022/percent",
        "coverage/sơn la@63/adults_smartphone/2022",
    ] {
        let found = found(folder.path(), asked);
        assert_eq!(found.explanation.value, "58,30\u{a0}%", "{asked}");
        assert_eq!(found.explanation.lines[0].place, "a.csv:2", "{asked}");
        assert!(found.explanation.lines[0].text.contains("percent = 58,3 [58.3]"), "{found:?}");
    }
    let found = found(folder.path(), "coverage/14/adults_smartphone/2023");
    let line = &found.explanation.lines[0].text;
    assert!(
        line.contains("covered = 1.459 [1459]") && line.contains("province = Sơn La [Sơn La, 14]"),
        "{line}"
    );
}

#[test]
fn communes_are_named_by_code_or_name() {
    let rows = "period,province,commune,teams\n2022,Sơn La,Vân Hồ,5\n2022,Sơn La,Mường La,7\n";
    let folder = project(&[("a.csv", rows)]);
    for asked in [
        "teams/14/Vân Hồ/2022/all",
        "teams/14|Vân Hồ/2022/all",
        "teams/Sơn La/van ho/2022/all",
        "teams/Vân Hồ/2022",
    ] {
        assert_eq!(found(folder.path(), asked).explanation.value, "5", "{asked}");
    }
    assert_eq!(found(folder.path(), "teams//2022/all").explanation.value, "12");
}

#[test]
fn a_conflict_is_answered_with_both_rows() {
    let other = "period,province,indicator,percent\n2022,Sơn La,adults_smartphone,60\n";
    let folder = project(&[("a.csv", COVERAGE), ("b.csv", other)]);
    for asked in ["coverage/14/adults_smartphone/2022", "coverage/Sơn La/adults_smartphone/2022"] {
        let found = found(folder.path(), asked);
        let e = &found.explanation;
        assert_eq!(e.value, "mâu thuẫn, không dùng", "{asked}");
        assert_eq!(e.lines.iter().map(|line| &*line.place).collect::<Vec<_>>(), ["a.csv:2", "b.csv:2"]);
        assert!(e.lines[1].text.contains("percent = 60"), "{e:?}");
    }
}

#[test]
fn a_corrected_line_is_shown_as_sent_and_as_read() {
    let corrections = "file,sheet,line,rule,row\na.csv,,2,,\"2022,Sơn La,,,adults_smartphone,,,59\"\n";
    let folder = project(&[("a.csv", COVERAGE), ("corrections.csv", corrections)]);
    let found = found(folder.path(), "coverage/14/adults_smartphone/2022");
    let line = &found.explanation.lines[0].text;
    assert!(line.contains("percent = 58,3 → corrections.csv:") && line.ends_with("percent = 59"), "{line}");
}

#[test]
fn a_name_that_is_not_known_gets_its_nearest() {
    let folder = project(&[("a.csv", COVERAGE)]);
    let project = Project::open(folder.path(), &Overrides::default()).unwrap();
    let near = |asked: &str| match project.explain(asked).unwrap() {
        Answer::Unknown(near) | Answer::Several(near) => near,
        other => panic!("{asked}: {other:?}"),
    };
    let first = near("coverage/14/adults_smartphone/2021")[0].to_string();
    assert!(first.starts_with("coverage/14/adults_smartphone/202"), "{first}");
    assert_eq!(near("coverage/14/adults_smartphone").len(), 2);
    assert!(near("foo").is_empty(), "what has nothing in common is not near");
    assert!(near("coveragge/14").iter().any(|id| id.as_str() == "coverage/…"));
}

/// Its points before and after the change, and on whose word they are one series.
#[test]
fn a_series_that_goes_on_is_explained_by_all_its_points() {
    let rows = "period,province,indicator,covered,total,percent\n2020,Sơn La,adults_smartphone,,,50\n\
                2021,Sơn La,adults_smartphone,52,100,\n2022,Sơn La,adults_smartphone,57,100,\n";
    let toml = "[[run_through]]\nchange = \"basis\"\nreason = \"Sở xác nhận\"\n";
    let folder = project(&[("a.csv", rows), ("nhipso.toml", toml)]);
    let found = found(folder.path(), "coverage_trends/14/adults_smartphone");
    let e = &found.explanation;
    let lines: Vec<&str> = e.lines.iter().map(|line| &*line.place).collect();
    assert_eq!(lines, ["a.csv:2", "a.csv:3", "a.csv:4"], "{e:?}");
    assert!(e.caveats.iter().any(|text| text.contains("Sở xác nhận")), "{e:?}");
}

#[test]
fn two_definitions_of_one_period_are_asked_for_by_name() {
    let rows = "period,province,indicator,covered,total,percent,note\n\
                2022,Sơn La,adults_smartphone,,,50,định nghĩa: QĐ 1/2021\n\
                2022,Sơn La,adults_smartphone,,,60,định nghĩa: Từ 15 tuổi\n";
    let folder = project(&[("a.csv", rows)]);
    let project = Project::open(folder.path(), &Overrides::default()).unwrap();
    let Answer::Several(names) = project.explain("coverage/14/adults_smartphone/2022").unwrap() else {
        panic!("one of two was taken");
    };
    let mut levels: Vec<(String, String)> = names
        .iter()
        .map(|name| (name.to_string(), found(folder.path(), name.as_str()).explanation.value.clone()))
        .collect();
    levels.sort();
    let name = |definition: &str| format!("coverage/14/adults_smartphone/2022/published/{definition}");
    let level = |number: &str| format!("{number}\u{a0}%");
    assert_eq!(levels, [(name("QĐ 1|2021"), level("50")), (name("Từ 15 tuổi"), level("60"))]);
}
