//! The edition made from the published figures: what is committed is what the code makes, and the figures in it
//! are the ones its sources give.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use nhipso::Project;
use nhipso::model::Overrides;
use nhipso::model::place::Boundaries;
use nhipso::render::Format;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn edition(overrides: &Overrides, formats: &[Format]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::open(&root().join("data/published"), overrides).unwrap();
    project.report(&folder.path().join("edition"), formats, &|_| ()).unwrap();
    folder
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned());
            }
        }
    }
    found.into_iter().filter(|path| !path.starts_with("private")).collect()
}

/// Rows of a table of the edition, as column → cell.
fn rows(folder: &tempfile::TempDir, table: &str) -> Vec<BTreeMap<String, String>> {
    let path = folder.path().join("edition").join(table);
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn find<'a>(rows: &'a [BTreeMap<String, String>], wanted: &[(&str, &str)]) -> &'a BTreeMap<String, String> {
    let mut found = rows.iter().filter(|row| wanted.iter().all(|(column, cell)| row[*column] == *cell));
    let row = found.next().unwrap_or_else(|| panic!("no row with {wanted:?}"));
    assert!(found.next().is_none(), "more than one row with {wanted:?}");
    row
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} = {:?}", row[column]))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn the_committed_edition_is_what_the_code_makes() {
    let made = edition(&Overrides::default(), &Format::ALL);
    let (made, committed) = (made.path().join("edition"), root().join("reports/published"));
    assert_eq!(files(&made), files(&committed), "the same files; run `cargo run -- report`");
    for file in files(&made) {
        let same = fs::read(made.join(&file)).unwrap() == fs::read(committed.join(&file)).unwrap();
        assert!(same, "{} differs; run `cargo run -- report` and look at it", file.display());
    }
}

#[test]
fn son_la_is_on_pace_and_has_too_few_years_for_a_trend() {
    let folder = edition(&Overrides::default(), &[Format::Csv]);
    let coverage = rows(&folder, "tables/coverage.csv");
    let level = find(
        &coverage,
        &[("place", "Sơn La"), ("indicator", "villages_mobile_broadband"), ("period", "2022")],
    );
    assert!(close(number(level, "percent"), 95.10) && close(number(level, "change_pp"), 2.71));
    assert_eq!((level["change_since"].as_str(), level["basis"].as_str()), ("2021", "published"));
    let targets = rows(&folder, "tables/targets.csv");
    let target = find(&targets, &[("place", "Sơn La"), ("indicator", "villages_mobile_broadband")]);
    assert!(close(number(target, "gap"), 4.90));
    assert!(close(number(target, "pace_needed"), 4.90 / 3.0));
    assert!(close(number(target, "pace_seen"), 2.71));
    assert_eq!(target["verdict"], "on_pace");
    let trends = rows(&folder, "tables/coverage_trends.csv");
    for trend in trends.iter().filter(|row| row["place"] == "Sơn La") {
        assert_eq!(trend["verdict"], "too_few");
        assert_eq!(trend["mk_p"], "");
    }
}

#[test]
fn the_countrys_share_was_published_and_missed_its_target() {
    let folder = edition(&Overrides::default(), &[Format::Csv]);
    let coverage = rows(&folder, "tables/coverage.csv");
    let ha_nam = find(&coverage, &[("place", "Hà Nam"), ("indicator", "online_service_files")]);
    assert_eq!((ha_nam["covered"].as_str(), ha_nam["total"].as_str()), ("115665", "168746"));
    assert!(close(number(ha_nam, "percent"), 68.54));
    assert_eq!(ha_nam["basis"], "published");
    let country = find(&coverage, &[("place", "Cả nước"), ("indicator", "online_service_files")]);
    assert!(close(number(country, "percent"), 45.8));
    assert_eq!(country["place_code"], "");
    let targets = rows(&folder, "tables/targets.csv");
    let target = find(&targets, &[("place", "Cả nước"), ("indicator", "online_service_files")]);
    assert!(close(number(target, "gap"), 4.2));
    assert_eq!(target["verdict"], "missed");
}

#[test]
fn teams_are_never_added_to_their_own_parts() {
    let folder = edition(&Overrides::default(), &[Format::Csv]);
    let teams = rows(&folder, "tables/teams.csv");
    for (level, count) in [("all", "1459"), ("commune", "204"), ("village", "1255")] {
        let row = find(&teams, &[("place", "Sơn La"), ("period", "2023-02-28"), ("level", level)]);
        assert_eq!(row["teams"], count);
    }
    assert!(teams.iter().all(|row| row["teams"] != "2918"));
    let all = find(&teams, &[("place", "Sơn La"), ("period", "2023-02-28"), ("level", "all")]);
    assert!(close(number(all, "members_per_team"), 8966.0 / 1459.0));
    let earlier = find(&teams, &[("place", "Sơn La"), ("period", "2022-09-14"), ("level", "all")]);
    assert!(close(number(earlier, "trained_share"), 100.0 * 1447.0 / 1459.0));
}

#[test]
fn topics_without_a_count_enter_no_share() {
    let folder = edition(&Overrides::default(), &[Format::Csv]);
    let topics = rows(&folder, "tables/topics.csv");
    let son_la: Vec<_> = topics.iter().filter(|row| row["place"] == "Sơn La").collect();
    assert!(son_la.iter().all(|row| row["total"] == "11"));
    assert_eq!(son_la.iter().map(|row| number(row, "questions")).sum::<f64>(), 11.0);
    for row in topics.iter().filter(|row| row["place"] == "Hưng Yên") {
        assert_eq!((row["share"].as_str(), row["partial"].as_str()), ("", "true"), "{row:?}");
    }
    let rejected = rows(&folder, "quality/rejected.csv");
    assert_eq!(rejected.iter().filter(|row| row["rule"] == "E017").count(), 1);
    let no_place: Vec<_> = rejected.iter().filter(|row| row["rule"] == "E010").collect();
    assert_eq!(no_place.len(), 5);
    assert!(no_place.iter().all(|row| row["column"] == "province" && row["file"] == "sessions.csv"));
    for account in rows(&folder, "quality/accounting.csv") {
        let count = |column: &str| number(&account, column);
        assert_eq!(count("read"), count("used") + count("set_aside") + count("rejected"), "{account:?}");
    }
}

#[test]
fn kon_tum_is_a_part_of_quang_ngai_today_and_does_not_stand_for_it() {
    let today = Overrides { boundaries: Some(Boundaries::Today), ..Overrides::default() };
    let folder = edition(&today, &[Format::Csv]);
    let teams = rows(&folder, "tables/teams.csv");
    assert!(teams.iter().all(|row| row["place"] != "Kon Tum"));
    let merged = find(&teams, &[("place", "Quảng Ngãi"), ("period", "2024"), ("level", "all")]);
    assert_eq!(
        (merged["place_code"].as_str(), merged["vintage"].as_str(), merged["teams"].as_str()),
        ("51", "34", "")
    );
}

#[test]
fn two_runs_write_the_same_bytes_in_both_languages() {
    use nhipso::model::Lang;
    for lang in [Lang::Vi, Lang::En] {
        let overrides = Overrides { lang: Some(lang), ..Overrides::default() };
        let (a, b) = (edition(&overrides, &Format::ALL), edition(&overrides, &Format::ALL));
        for file in files(&a.path().join("edition")) {
            let read =
                |folder: &tempfile::TempDir| fs::read(folder.path().join("edition").join(&file)).unwrap();
            assert!(read(&a) == read(&b), "{}", file.display());
        }
    }
}
