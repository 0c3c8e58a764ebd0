//! What holds for any rows: every one is accounted for, and the order of rows and files changes no figure.

use proptest::prelude::*;

use super::cleaning::project;
use nhipso::clean::{Cleaned, Tables};

/// Cells of each column, good and bad.
const PERIODS: &[&str] =
    &["2022", "2025", "2026", "Quý III/2023", "14/9/2022", "2022-13", "", "9 tháng", "TỔNG CỘNG"];
const PLACES: &[&str] = &[
    "Sơn La",
    "SON LA",
    "14",
    "Quảng Trị",
    "44",
    "45",
    "Thái Bình",
    "Cần Thơn",
    "Cả nước",
    "",
    "Tổng cộng",
    "Hà Tây",
];
const DISTRICTS: &[&str] = &["", "Mộc Châu", "MỘC CHÂU", "Yên Châu", "Tổng số", "Toàn tỉnh"];
const INDICATORS: &[&str] =
    &["adults_smartphone", "villages_mobile_broadband", "robots", "villages_mobile", ""];
const NUMBERS: &[&str] =
    &["", "10", "20", "1.234", "\"95,1\"", "95.10", ">90", "…", "-", "-3", "50", "7*", "1.447/1.459"];
const TOPICS: &[&str] = &["Giáo dục", "giao duc", "Dịch vụ công", "Chuyện khác", "", "…"];
const TEXTS: &[&str] = &["", "Học nghề?", "học nghề?", "Lừa đảo qua mạng", "\"hai\ndòng\""];
const THEMES: &[&str] = &["", "A", "B"];

fn cell(pool: &'static [&'static str]) -> impl Strategy<Value = String> {
    // Half of the cells are good ones, so that rows meet.
    prop_oneof![3 => Just(pool[0].to_owned()), 4 => proptest::sample::select(pool).prop_map(str::to_owned)]
}

fn row(pools: Vec<&'static [&'static str]>) -> impl Strategy<Value = String> {
    let cells: Vec<_> = pools.into_iter().map(cell).collect();
    let raw = proptest::sample::select(&["2022", "a,b", "\"open", ",,,,,,,,,,,", "x\"y,z"][..])
        .prop_map(str::to_owned);
    prop_oneof![12 => cells.prop_map(|cells| cells.join(",")), 1 => raw]
}

fn coverage() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(row(vec![PERIODS, PLACES, DISTRICTS, INDICATORS, NUMBERS, NUMBERS, NUMBERS]), 0..30)
}

fn sessions() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(
        row(vec![PERIODS, PLACES, DISTRICTS, THEMES, NUMBERS, TOPICS, TEXTS, NUMBERS]),
        0..30,
    )
}

const COVERAGE: &str = "period,province,district,indicator,covered,total,percent\n";
const SESSIONS: &str = "date,province,district,theme,question_no,topic,question,opinions\n";

fn text(header: &str, rows: &[String]) -> String {
    format!("{header}{}\n", rows.join("\n"))
}

/// The figures without the lines they came from.
fn figures(cleaned: &Cleaned) -> Vec<String> {
    let Tables { questions, coverage, teams, latest, level, unmatched_rows, unmatched_topics, .. } =
        &cleaned.tables;
    let mut lines = vec![format!("{latest:?} {level:?} {unmatched_rows} {unmatched_topics:?} {teams:?}")];
    lines.extend(questions.iter().map(|q| {
        format!(
            "{:?} {} {} {:?} {} {}",
            q.place, q.period, q.topic, q.questions, q.counted_rows, q.uncounted_rows
        )
    }));
    lines.extend(coverage.iter().map(|f| {
        let counts = (f.covered, f.total, f.percent, f.rolled_up, f.preliminary);
        format!("{:?} {} {} {:?} {:?} {:?}", f.place, f.period, f.indicator, f.definition, f.source, counts)
    }));
    lines
}

fn tally(cleaned: &Cleaned) -> (u64, u64, u64, u64) {
    let sum = |of: fn(&nhipso::clean::Account) -> u64| cleaned.audit.files.iter().map(of).sum();
    (sum(|a| a.read), sum(|a| a.used), sum(|a| a.set_aside()), sum(|a| a.rejected))
}

#[test]
fn the_spelling_that_a_question_leaves_unmatched_is_not_that_of_its_first_row() {
    let [blank, late, early] =
        ["", "Chuyện khác", "Chuyện gì"].map(|topic| format!("2022,Sơn La,,,,{topic},Không rõ?,"));
    for rows in [[&blank, &late, &early], [&late, &early, &blank], [&early, &blank, &late]] {
        let [one, other, last] = rows.map(|row| text(SESSIONS, std::slice::from_ref(row)));
        let apart = project(&[("a.csv", &one), ("b.csv", &other), ("c.csv", &last)]);
        let together = project(&[("a.csv", &text(SESSIONS, &rows.map(String::clone)))]);
        for cleaned in [apart, together] {
            assert_eq!(tally(&cleaned), (3, 1, 2, 0), "one question, said three times");
            assert_eq!(cleaned.tables.unmatched_topics, [("Chuyện gì".to_owned(), 1)], "{rows:?}");
        }
    }
    // Where they all say nothing, nothing is left; another question has its own.
    let other = "2022,Sơn La,,,,Chuyện khác,Vì sao?,".to_owned();
    let cleaned = project(&[("a.csv", &text(SESSIONS, &[blank.clone(), blank, other]))]);
    assert_eq!(cleaned.tables.unmatched_topics, [("Chuyện khác".to_owned(), 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// `project` asserts that read = used + set aside + rejected for every file.
    #[test]
    fn order_of_rows_and_files_changes_no_figure(
        coverage in coverage(),
        sessions in sessions(),
        turn in 0usize..30,
    ) {
        // Only rows of the right shape change places: what a broken line is depends on where it stands.
        let whole = |rows: &[String], commas: usize| -> Vec<String> {
            let has_shape = |row: &&String| {
                let outside: Vec<&str> = row.split('"').step_by(2).collect();
                outside.join("").matches(',').count() == commas && row.matches('"').count().is_multiple_of(2)
            };
            // A blank place may be a merged cell, which does depend on the rows above.
            let has_place = |row: &&String| row.split(',').nth(1).is_some_and(|place| !place.is_empty());
            rows.iter().filter(has_shape).filter(has_place).cloned().collect()
        };
        let as_they_are = project(&[("c.csv", &text(COVERAGE, &coverage)), ("s.csv", &text(SESSIONS, &sessions))]);
        let read: u64 = as_they_are.audit.files.iter().map(|file| file.read).sum();
        prop_assert!(read as usize <= coverage.len() + 2 * sessions.len());

        let (coverage, sessions) = (whole(&coverage, 6), whole(&sessions, 7));
        let (cut_c, cut_s) = (coverage.len() / 2, sessions.len() / 2);
        let straight = project(&[
            ("a.csv", &text(COVERAGE, &coverage[..cut_c])),
            ("b.csv", &text(COVERAGE, &coverage[cut_c..])),
            ("s.csv", &text(SESSIONS, &sessions[..cut_s])),
            ("t.csv", &text(SESSIONS, &sessions[cut_s..])),
        ]);
        let shuffled = |rows: &[String]| -> Vec<String> {
            let mut rows = rows.to_vec();
            let len = rows.len().max(1);
            rows.rotate_left(turn % len);
            rows.reverse();
            rows
        };
        let turned = project(&[
            ("z.csv", &text(COVERAGE, &shuffled(&coverage[..cut_c]))),
            ("b.csv", &text(COVERAGE, &shuffled(&coverage[cut_c..]))),
            ("y.csv", &text(SESSIONS, &shuffled(&sessions[..cut_s]))),
            ("c.csv", &text(SESSIONS, &shuffled(&sessions[cut_s..]))),
        ]);
        prop_assert_eq!(figures(&straight), figures(&turned));
        prop_assert_eq!(tally(&straight), tally(&turned));
    }
}
