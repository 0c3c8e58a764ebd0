#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use crate::model::register::Registers;
use crate::model::settings::Settings;

fn written(options: &DemoOptions) -> (tempfile::TempDir, DemoSummary) {
    let dir = tempfile::tempdir().unwrap();
    let summary = demo(dir.path(), options).unwrap_or_else(|error| panic!("{error}"));
    (dir, summary)
}

fn rows(dir: &Path, name: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(dir.join(name)).unwrap().into_records().map(Result::unwrap).collect()
}

#[test]
fn one_seed_gives_the_same_bytes_and_another_gives_others() {
    let options = DemoOptions { rows: 700, ..DemoOptions::default() };
    let (first, _) = written(&options);
    let (second, _) = written(&options);
    let (other, _) = written(&DemoOptions { seed: 2, ..options });
    for name in files::NAMES {
        let read = |dir: &tempfile::TempDir| fs::read(dir.path().join(name)).unwrap();
        assert_eq!(read(&first), read(&second), "{name}");
        if name.ends_with(".csv") {
            assert_ne!(read(&first), read(&other), "{name}");
        }
    }
}

#[test]
fn every_row_says_that_it_is_invented_and_the_settings_too() {
    for provinces in [Vintage::V34, Vintage::V63] {
        for monthly in [false, true] {
            let (dir, summary) =
                written(&DemoOptions { provinces, monthly, rows: 900, ..DemoOptions::default() });
            for file in summary.files.iter().filter(|file| file.name.ends_with(".csv")) {
                let rows = rows(dir.path(), file.name);
                assert_eq!(rows.len() as u64, file.rows, "{}", file.name);
                assert!(rows.iter().all(|row| row.get(row.len() - 1) == Some(SOURCE)), "{}", file.name);
                assert_eq!(fs::metadata(dir.path().join(file.name)).unwrap().len(), file.bytes);
            }
            let settings = Settings::load(dir.path()).unwrap_or_else(|error| panic!("{error}"));
            assert!(settings.invented);
            let registers = Registers::load(&settings, dir.path()).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(registers.topics.unwrap().topics.len(), 40);
        }
    }
}

#[test]
fn agencies_are_those_of_a_province_or_of_a_city() {
    let (dir, _) = written(&DemoOptions { rows: 900, ..DemoOptions::default() });
    let cities = ["Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ"];
    let mut of_cities = 0;
    for row in rows(dir.path(), files::COMMITMENTS) {
        let (place, agency) = (row.get(1).unwrap(), row.get(3).unwrap());
        if cities.contains(&place) {
            assert!(!["Công an tỉnh", "Tỉnh đoàn"].contains(&agency), "{place}: {agency}");
            of_cities += usize::from(["Công an thành phố", "Thành đoàn"].contains(&agency));
        } else if place == "Sơn La" {
            assert!(!["Công an thành phố", "Thành đoàn"].contains(&agency), "{place}: {agency}");
        }
    }
    assert!(of_cities > 10, "{of_cities}");
}

#[test]
fn the_63_provinces_end_in_june_2025() {
    let options =
        DemoOptions { provinces: Vintage::V63, monthly: true, rows: 3_000, ..DemoOptions::default() };
    let (dir, _) = written(&options);
    for row in rows(dir.path(), files::SESSIONS) {
        let date = row.get(0).unwrap();
        assert!(!date.ends_with("2025") || date[3..5] <= *"06", "{date}");
    }
    let months: Vec<String> =
        rows(dir.path(), files::COVERAGE).iter().map(|row| row.get(0).unwrap().to_owned()).collect();
    assert_eq!(months.last().unwrap(), "06/2025");
    assert!(demo(dir.path(), &DemoOptions { last_year: 2026, ..options }).is_err());
}

#[test]
fn shares_of_topics_go_the_way_that_was_built_in() {
    let (dir, _) = written(&DemoOptions { rows: 60_000, faults: 0, ..DemoOptions::default() });
    let topics = TopicRegister::from_toml(files::TOPICS, files::TOPIC_REGISTER).unwrap();
    let all = rows(dir.path(), files::SESSIONS);
    let share = |id: &str, year: &str| {
        let topic = topics.get(id).unwrap();
        let names: Vec<String> = std::iter::once(&topic.label.vi)
            .chain(&topic.aliases)
            .map(|name| crate::model::fold::fold(name))
            .collect();
        let in_year = all.iter().filter(|row| row.get(0).unwrap().ends_with(year));
        let (mut on_topic, mut count) = (0.0, 0.0);
        for row in in_year {
            count += 1.0;
            on_topic += f64::from(u8::from(names.contains(&crate::model::fold::fold(row.get(4).unwrap()))));
        }
        on_topic / count
    };
    for topic in &topics.topics {
        let (first, last) = (share(&topic.id, "2019"), share(&topic.id, "2025"));
        match shapes::of_topic(&topic.id) {
            Shape::Rising => assert!(last > 2.5 * first, "{} {first} {last}", topic.id),
            Shape::Falling => assert!(first > 2.5 * last, "{} {first} {last}", topic.id),
            Shape::Flat => assert!((last / first - 1.0).abs() < 0.3, "{} {first} {last}", topic.id),
        }
    }
}

#[test]
fn faults_are_counted() {
    let (dir, summary) = written(&DemoOptions { rows: 5_000, faults: 100, ..DemoOptions::default() });
    let sessions = summary.files.iter().find(|file| file.name == files::SESSIONS).unwrap();
    assert!((20..100).contains(&sessions.faulty), "{}", sessions.faulty);
    let text = fs::read_to_string(dir.path().join(files::SESSIONS)).unwrap();
    let seen = text.matches(",Tỉnh Không Có,").count()
        + text.matches("/13/").count()
        + text.matches(",>90,").count()
        + text.matches(",thừa\n").count();
    assert_eq!(seen as u64, sessions.faulty);
}

#[test]
fn nothing_is_overwritten() {
    let options = DemoOptions { rows: 100, ..DemoOptions::default() };
    let (dir, _) = written(&options);
    assert!(matches!(demo(dir.path(), &options), Err(DemoError::Exists(_))));
}

#[test]
fn built_in_series_are_registered() {
    let topics = TopicRegister::from_toml(files::TOPICS, files::TOPIC_REGISTER).unwrap();
    let indicators = crate::model::register::IndicatorRegister::built_in().unwrap();
    for built in BUILT_IN {
        match built.series {
            Series::Topic => assert!(topics.get(built.id).is_some(), "{}", built.id),
            Series::Indicator => assert!(indicators.get(built.id).is_some(), "{}", built.id),
        }
    }
}

#[test]
fn exports_are_understood_column_by_column() {
    use crate::ingest::{Role, discover};
    for (provinces, monthly) in [(Vintage::V34, false), (Vintage::V63, true)] {
        let (dir, _) = written(&DemoOptions { provinces, monthly, rows: 500, ..DemoOptions::default() });
        let settings = Settings::load(dir.path()).unwrap();
        let registers = Registers::load(&settings, dir.path()).unwrap();
        let found = discover(dir.path(), &settings, &registers).unwrap();
        assert!(found.unusable.is_empty(), "{:?}", found.unusable);
        let roles: Vec<String> = found
            .exports
            .iter()
            .map(|export| {
                let roles = export.roles.iter().map(|role| match role {
                    Role::Ignored => "-".to_owned(),
                    Role::Column(col) => col.name().to_owned(),
                    Role::Wide(wide) => {
                        format!("{}.{}", wide.indicator.as_deref().unwrap_or_default(), wide.measure.name())
                    }
                });
                format!("{}: {}", export.kind.as_str(), roles.collect::<Vec<_>>().join(" "))
            })
            .collect();
        let place = if provinces == Vintage::V63 { "province district commune" } else { "province commune" };
        assert_eq!(
            roles,
            [
                "commitments: session_date province question_no agency commitment due done source".to_owned(),
                format!(
                    "coverage: period {place} villages_mobile_broadband.covered villages_mobile_broadband.total \
                     villages_mobile_broadband.percent online_service_files.covered online_service_files.total \
                     adults_smartphone.covered adults_smartphone.total files_late.covered files_late.total source"
                ),
                "sessions: date province level host topic question opinions source".to_owned(),
                "targets: indicator province due target source".to_owned(),
                format!("teams: period {place} teams members trained source"),
            ]
        );
    }
}

#[test]
fn teams_begin_when_there_were_any() {
    let periods = |options: DemoOptions| -> Vec<String> {
        let (dir, _) = written(&DemoOptions { rows: 300, ..options });
        let mut periods: Vec<String> =
            rows(dir.path(), files::TEAMS).iter().map(|row| row.get(0).unwrap().to_owned()).collect();
        periods.dedup();
        periods
    };
    let small = periods(DemoOptions::default());
    assert_eq!(small.len(), 8);
    assert_eq!((&*small[0], &*small[7]), ("6 tháng đầu năm 2022", "6 tháng cuối năm 2025"));
    let former = periods(DemoOptions { provinces: Vintage::V63, ..DemoOptions::default() });
    assert_eq!(former.last().unwrap(), "6 tháng đầu năm 2025", "the 63 end there");
    // Where nothing is left of them they stand in all years; national exports keep their size.
    assert_eq!(periods(DemoOptions { last_year: 2021, ..DemoOptions::default() }).len(), 6);
    assert_eq!(periods(DemoOptions { monthly: true, ..DemoOptions::default() }).len(), 28);
}

#[test]
fn no_two_indicators_have_one_level() {
    let (dir, _) = written(&DemoOptions { rows: 6_000, ..DemoOptions::default() });
    let mut levels: std::collections::BTreeMap<String, [f64; 8]> = std::collections::BTreeMap::new();
    for row in rows(dir.path(), files::COVERAGE).iter().filter(|row| row.get(0) == Some("2025")) {
        let counts = [3, 4, 6, 7, 8, 9, 10, 11]
            .map(|at| row.get(at).unwrap().replace('.', "").parse::<f64>().unwrap());
        for name in [crate::model::fold::fold(row.get(1).unwrap()), String::new()] {
            let sums = levels.entry(name).or_default();
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
    let level = |sums: &[f64; 8], at: usize| 100.0 * sums[2 * at] / sums[2 * at + 1];
    let all: Vec<f64> = (0..4).map(|at| level(&levels[""], at)).collect();
    for (n, one) in all.iter().enumerate() {
        assert!(all[n + 1..].iter().all(|other| (one - other).abs() > 2.0), "{all:?}");
    }
    // Nor do the places that do well in one do so by the same in another.
    let near = levels.values().filter(|sums| (level(sums, 1) - level(sums, 2)).abs() < 0.2).count();
    assert!(near < levels.len() / 10, "{near} of {}", levels.len());
}
