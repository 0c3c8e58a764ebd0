//! Exports as offices really send them: each folder below `tests/messy` with what must come out of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use nhipso::clean::tables::TeamLevel;
use nhipso::clean::{Cleaned, clean};
use nhipso::ingest::discover;
use nhipso::model::register::Registers;
use nhipso::model::settings::Settings;
use nhipso::model::{Level, Rule, Vintage};
use serde_json::Value;

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn run_with(folder: &Path, settings: &Settings) -> Cleaned {
    let registers = Registers::load(settings, folder).unwrap();
    let exports = discover(folder, settings, &registers).unwrap();
    assert!(exports.unusable.is_empty(), "{:?}", exports.unusable);
    let cleaned = clean(&exports, settings, &registers).unwrap();
    for account in &cleaned.audit.files {
        assert_eq!(account.read, account.used + account.set_aside() + account.rejected, "{account:?}");
    }
    assert_eq!(cleaned.audit.rejected(), cleaned.audit.rejections.len() as u64);
    cleaned
}

fn run(folder: &str) -> Cleaned {
    run_with(&root(folder), &Settings::default())
}

fn expected(case: &str) -> Value {
    let text = std::fs::read_to_string(root("tests/messy").join(case).join("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Rejected lines with their columns.
fn rejected(cleaned: &Cleaned) -> Vec<(u64, Option<&str>)> {
    cleaned.audit.rejections.iter().map(|r| (r.origin.line, r.column)).collect()
}

#[test]
fn rejected_rows_are_those_expected_and_no_others() {
    for entry in std::fs::read_dir(root("tests/messy")).unwrap() {
        let case = entry.unwrap().file_name().into_string().unwrap();
        let expected = expected(&case);
        let Some(rows) = expected["rejected"].as_array() else { continue };
        let cleaned = run(&format!("tests/messy/{case}"));
        let rows: Vec<(u64, Option<&str>)> =
            rows.iter().map(|row| (row["line"].as_u64().unwrap(), row["column"].as_str())).collect();
        assert_eq!(rejected(&cleaned), rows, "{case}");
        for rejection in &cleaned.audit.rejections {
            for text in [&rejection.problem, &rejection.advice] {
                assert!(!text.vi.is_empty() && !text.en.is_empty(), "{case} {rejection:?}");
            }
            if let Some(span) = &rejection.span {
                let quoted = &rejection.line_text[span.clone()];
                assert!(quoted.contains(&rejection.cell), "{case}: {quoted} is not {}", rejection.cell);
            }
        }
    }
}

#[test]
fn bad_cells_cost_their_rows_alone() {
    let expected = expected("bad-cells");
    let cleaned = run("tests/messy/bad-cells");
    let used: BTreeSet<u64> =
        cleaned.tables.coverage.iter().flat_map(|f| &f.origins.first).map(|o| o.line).collect();
    let lines = |key: &str| {
        expected[key].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect::<BTreeSet<_>>()
    };
    assert_eq!(used, lines("used_lines"));
    let account = &cleaned.audit.files[0];
    assert_eq!(account.repeats.count as usize, lines("duplicate_lines").len());
    assert_eq!(account.empty as usize, lines("missing_lines").len());
    let rules: Vec<&str> = cleaned.audit.rejections.iter().map(|r| r.rule.code()).collect();
    assert_eq!(rules, ["E021", "E020", "E011", "E013", "E017", "E022", "E002", "E001"]);
}

#[test]
fn a_spreadsheet_form_gives_its_figures() {
    let cleaned = run("tests/messy/form-excel-vi");
    let figures: Vec<_> = cleaned
        .tables
        .coverage
        .iter()
        .map(|f| (&*f.place.name, f.period.to_string(), &*f.indicator, f.covered, f.total, f.percent))
        .collect();
    let figure =
        |name| (name, "2022".to_owned(), "villages_mobile_broadband", Some(2137), Some(2247), Some(95.1));
    assert_eq!(figures, [figure("Điện Biên"), figure("Sơn La")]);
    assert_eq!(cleaned.audit.files[0].totals, 1);
}

#[test]
fn sessions_come_out_alike_in_every_encoding() {
    for case in ["sessions-cp1258", "sessions-nfd", "sessions-tcvn3", "sessions-vni"] {
        let expected = expected(case);
        let cleaned = run(&format!("tests/messy/{case}"));
        let questions: u64 = cleaned.tables.questions.iter().filter_map(|q| q.questions).sum();
        assert_eq!(Some(questions), expected["questions"].as_u64(), "{case}");
        assert_eq!(cleaned.audit.files[0].encoding, expected["encoding"].as_str().unwrap());
        let places: BTreeSet<&str> = cleaned.tables.questions.iter().map(|q| &*q.place.name).collect();
        assert_eq!(places, BTreeSet::from(["Sơn La", "Điện Biên"]), "{case}");
        assert_eq!(cleaned.tables.unmatched_rows, 0, "{case} {:?}", cleaned.tables.unmatched_topics);
    }
}

#[test]
fn an_unclosed_quote_costs_one_row() {
    let cleaned = run("tests/messy/open-quote");
    let questions: u64 = cleaned.tables.questions.iter().filter_map(|q| q.questions).sum();
    assert!(questions >= 20, "{questions}");
}

#[test]
fn a_total_is_never_added_to_its_parts() {
    let cleaned = run("tests/messy/teams-utf16");
    let teams: Vec<_> = cleaned.tables.teams.iter().map(|t| (t.level, t.teams, t.members)).collect();
    assert_eq!(
        teams,
        [
            (TeamLevel::All, Some(1459), Some(8966)),
            (TeamLevel::Commune, Some(204), None),
            (TeamLevel::Village, Some(1255), None),
        ]
    );
    assert!(cleaned.audit.checks.is_empty(), "{:?}", cleaned.audit.checks);
}

#[test]
fn a_sum_of_some_districts_is_not_the_province() {
    let cleaned = run("tests/messy/district-without-members");
    let teams: Vec<_> = cleaned.tables.teams.iter().map(|t| (&*t.place.name, t.teams, t.members)).collect();
    assert_eq!(teams, [("Hà Giang", Some(300), Some(1500)), ("Sơn La", Some(240), None)]);
}

#[test]
fn quarters_take_their_year_from_a_column_or_the_title() {
    for (case, quarters) in [
        ("year-and-quarter", &["2023-Q1", "2023-Q2", "2023-Q3"][..]),
        ("quarter-year-in-title", &["2023-Q1", "2023-Q2"]),
    ] {
        let cleaned = run(&format!("tests/messy/{case}"));
        let periods: Vec<String> = cleaned.tables.coverage.iter().map(|f| f.period.to_string()).collect();
        assert_eq!(periods, quarters, "{case}");
    }
}

#[test]
fn codes_beside_those_of_the_63_are_read_as_theirs() {
    let cleaned = run("tests/messy/codes-of-63");
    let places: Vec<_> = cleaned.tables.coverage.iter().map(|f| (f.place.vintage, &*f.place.name)).collect();
    assert_eq!(places, [(Vintage::V63, "Quảng Bình"), (Vintage::V63, "Quảng Trị")]);
    assert!(cleaned.audit.checks.iter().all(|check| check.rule == Rule::FormerPlaceAfterMerger));
}

#[test]
fn codes_mean_what_their_period_says() {
    let cleaned = run("tests/messy/code-vintages");
    let figures: Vec<_> = cleaned
        .tables
        .coverage
        .iter()
        .map(|f| (f.place.vintage, &*f.place.code, &*f.place.name, f.period.to_string()))
        .collect();
    assert_eq!(
        figures,
        [
            (Vintage::V63, "44", "Quảng Bình", "2024".to_owned()),
            (Vintage::V63, "45", "Quảng Trị", "2024".to_owned()),
            (Vintage::V34, "44", "Quảng Trị", "2026".to_owned()),
        ]
    );
}

#[test]
fn the_published_figures() {
    let cleaned = run("data/published");
    let file = |name: &str| cleaned.audit.files.iter().position(|f| &*f.source.file == name).unwrap();
    let sessions = file("sessions.csv");
    let account = &cleaned.audit.files[sessions];
    assert_eq!((account.read, account.used, account.rejected), (22, 17, 5));
    let departments: Vec<_> = cleaned
        .audit
        .rejections
        .iter()
        .filter(|r| r.origin.file as usize == sessions)
        .map(|r| (r.rule, r.column))
        .collect();
    assert_eq!(departments, vec![(Rule::CellMissing, Some("province")); 5]);
    let coverage = file("coverage.csv");
    let bound = cleaned.audit.rejections.iter().find(|r| r.origin.file as usize == coverage).unwrap();
    assert_eq!((bound.rule, bound.column, &*bound.cell), (Rule::NumberBound, Some("percent"), ">90"));
    assert_eq!(&bound.line_text[bound.span.clone().unwrap()], ">90");
    // Hưng Yên's topics were raised; how often is not known.
    for question in cleaned.tables.questions.iter().filter(|q| &*q.place.name == "Hưng Yên") {
        assert_eq!((question.questions, question.counted_rows), (None, 0));
    }
    let uncounted: u64 = cleaned.tables.questions.iter().map(|q| q.uncounted_rows).sum();
    assert_eq!(uncounted, 6);
    let country: Vec<_> =
        cleaned.tables.coverage.iter().filter(|f| f.place.is_country()).map(|f| f.percent).collect();
    assert_eq!(country, [Some(73.5), Some(45.8)]);
    let rules: Vec<(&str, String)> = cleaned
        .audit
        .checks
        .iter()
        .map(|c| (c.rule.code(), c.figure.as_ref().map(|f| f.to_string()).unwrap_or_default()))
        .collect();
    // 1459 = 204 + 1255 holds; the same total five months apart is doubted.
    assert_eq!(rules, [("D004", "teams/14/2023-02-28/all".to_owned())]);
    assert_eq!(cleaned.tables.level, Some(Level::Province));
    assert_eq!(cleaned.tables.latest.map(|p| p.to_string()).as_deref(), Some("2024"));
    assert_eq!((cleaned.tables.targets.len(), cleaned.tables.commitments.len()), (3, 6));
}
