//! What cleaning makes of small projects: conflicts, open numbers, borders, levels, corrections, doubts.

use std::collections::BTreeMap;

use nhipso::clean::tables::CoverageFigure;
use nhipso::clean::{Cleaned, clean};
use nhipso::ingest::discover;
use nhipso::model::register::Registers;
use nhipso::model::settings::Settings;
use nhipso::model::{Level, Rule, Text};

/// Cleans a project of these files; `nhipso.toml` among them is its settings.
pub fn project(files: &[(&str, &str)]) -> Cleaned {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let settings = Settings::load(folder.path()).unwrap();
    let registers = Registers::load(&settings, folder.path()).unwrap();
    let exports = discover(folder.path(), &settings, &registers).unwrap();
    assert!(exports.unusable.is_empty(), "{:?}", exports.unusable);
    let cleaned = clean(&exports, &settings, &registers).unwrap();
    for account in &cleaned.audit.files {
        assert_eq!(account.read, account.used + account.set_aside() + account.rejected, "{account:?}");
    }
    cleaned
}

fn faults(cleaned: &Cleaned) -> Vec<(u64, &str, Option<&str>)> {
    cleaned.audit.rejections.iter().map(|r| (r.origin.line, r.rule.code(), r.column)).collect()
}

fn figures(cleaned: &Cleaned) -> Vec<String> {
    let show = |f: &CoverageFigure| {
        let percent = f.percent.map(|p| p.to_string()).unwrap_or_default();
        let counts = f.covered.zip(f.total).map(|(c, t)| format!("{c}/{t}")).unwrap_or_default();
        format!("{}@{} {} {} {counts} {percent}", f.place.name, f.place.vintage, f.period, f.indicator)
    };
    cleaned.tables.coverage.iter().map(show).collect()
}

fn doubts(cleaned: &Cleaned) -> Vec<(Rule, String)> {
    let figure = |c: &nhipso::clean::Check| c.figure.as_ref().map(|f| f.to_string()).unwrap_or_default();
    cleaned.audit.checks.iter().map(|c| (c.rule, figure(c))).collect()
}

const LONG: &str = "period,province,indicator,covered,total,percent\n";

#[test]
fn many_rows_for_one_figure_are_counted_and_not_all_told_in_each() {
    let rows = |n: u64| -> String { (0..n).map(|i| format!("2022,Sơn La,villages,{i},9999,\n")).collect() };
    let cleaned = project(&[("a.csv", &(LONG.to_owned() + &rows(2000)))]);
    assert_eq!(cleaned.audit.rejections.len(), 2000);
    for rejection in &cleaned.audit.rejections {
        let Text { vi, en } = &rejection.problem;
        assert!(vi.contains("và 1.996 dòng khác") && en.contains("and 1,996 other rows"), "{vi} {en}");
        assert!(vi.len() < 400, "{vi}");
    }
    let doubt = &cleaned.audit.checks[0];
    assert_eq!((doubt.rule, doubt.origins.len()), (Rule::RowsConflict, 2000));
    assert!(doubt.problem.vi.ends_with("a.csv:4 (2/9.999) và 1.997 dòng khác"), "{}", doubt.problem.vi);
    // As many sessions of one number.
    let sessions: String = (0..50).map(|i| format!("2022-01-05,Sơn La,3,việc làm,{i}\n")).collect();
    let cleaned =
        project(&[("s.csv", &("date,province,question_no,topic,opinions\n".to_owned() + &sessions))]);
    assert_eq!(cleaned.audit.rejections.len(), 50);
    assert!(cleaned.audit.rejections[0].problem.vi.contains("và 46 dòng khác"));
}

#[test]
fn two_files_that_contradict_each_other_are_shown_and_neither_is_used() {
    let a = format!(
        "{LONG}2022,Sơn La,villages_mobile_broadband,,,95.10\n2022,Điện Biên,adults_smartphone,,,57.6\n"
    );
    let b = format!(
        "{LONG}2022,Son La,villages_mobile_broadband,,,\"95,20\"\n2022,11,adults_smartphone,,,57.60\n"
    );
    let cleaned = project(&[("a.csv", &a), ("b.csv", &b)]);
    assert_eq!(figures(&cleaned), ["Điện Biên@63 2022 adults_smartphone  57.6"]);
    assert_eq!(faults(&cleaned), [(2, "C001", None), (2, "C001", None)]);
    assert_eq!(cleaned.audit.files[1].repeats.count, 1);
    let check = &cleaned.audit.checks[0];
    assert_eq!((check.rule, check.origins.len()), (Rule::RowsConflict, 2));
    assert_eq!(check.figure.as_ref().unwrap().as_str(), "coverage/14/villages_mobile_broadband/2022");
    assert!(
        check.problem.vi.contains("a.csv:2 (95,10\u{a0}%)")
            && check.problem.vi.contains("b.csv:2 (95,20\u{a0}%)"),
        "{check:?}"
    );
    // A ranking of the files settles it.
    let ranked = project(&[("a.csv", &a), ("b.csv", &b), ("nhipso.toml", "rank = [\"b.csv\"]\n")]);
    assert_eq!(
        figures(&ranked),
        ["Điện Biên@63 2022 adults_smartphone  57.6", "Sơn La@63 2022 villages_mobile_broadband  95.2"]
    );
    assert!(ranked.audit.rejections.is_empty());
    let [note] = &ranked.audit.checks[..] else { panic!("{:?}", ranked.audit.checks) };
    assert_eq!(note.rule, Rule::ConflictRanked);
    assert!(
        note.problem.vi.contains("dùng b.csv:2") && note.problem.vi.contains("không dùng a.csv:2"),
        "{note:?}"
    );
    // A name that no file has is told, with the file that was meant.
    let misspelled = project(&[
        ("a.csv", &a),
        ("nhipso.toml", "rank = [\"aa.csv\"]\n[files.\"a.csv\"]\ndecimal = \",\"\n"),
    ]);
    let [told] = &misspelled.audit.checks[..] else { panic!("{:?}", misspelled.audit.checks) };
    assert_eq!(told.rule, Rule::SettingUnused);
    assert!(told.problem.vi.contains("\"aa.csv\"") && told.problem.vi.contains("\"a.csv\"?"), "{told:?}");
}

#[test]
fn an_open_number_is_settled_by_evidence_or_reported_with_both_readings() {
    let alone = format!("{LONG}2022,Sơn La,adults_smartphone,,,1.234\n");
    let cleaned = project(&[("a.csv", &alone)]);
    assert_eq!(faults(&cleaned), [(2, "E016", Some("percent"))]);
    let problem = &cleaned.audit.rejections[0].problem;
    assert!(problem.vi.contains("1,234") && problem.vi.contains("1234"), "{problem:?}");
    // Another cell of the column, a count of the file, or the project can settle it.
    let by_column = format!("{alone}2022,Điện Biên,adults_smartphone,,,57.6\n");
    assert_eq!(figures(&project(&[("a.csv", &by_column)]))[1], "Sơn La@63 2022 adults_smartphone  1.234");
    let by_toml = project(&[("a.csv", &alone), ("nhipso.toml", "[files.\"a.csv\"]\ndecimal = \".\"\n")]);
    assert_eq!(figures(&by_toml), ["Sơn La@63 2022 adults_smartphone  1.234"]);
    // A point between thousands makes it 1234 %, which is out of range.
    let by_count = format!("{alone}2022,Điện Biên,adults_smartphone,1.447,1.459,\n");
    assert_eq!(faults(&project(&[("a.csv", &by_count)])), [(2, "E020", Some("percent"))]);
    // Cells that prove both marks prove neither.
    let both = format!(
        "{alone}2022,Điện Biên,adults_smartphone,,,57.6\n2022,Lai Châu,adults_smartphone,,,\"56,6\"\n"
    );
    assert_eq!(faults(&project(&[("a.csv", &both)])), [(2, "E016", Some("percent"))]);
}

#[test]
fn shares_bounds_marks_and_counts() {
    let rows = "2022,Sơn La,adults_smartphone,,,1.447/1.459\n\
        2022,Điện Biên,adults_smartphone,,,\"57,6*\"\n\
        2022,Lai Châu,adults_smartphone,-3,10,\n\
        2022,Lào Cai,adults_smartphone,\"2,5\",10,\n\
        2022,Yên Bái,adults_smartphone,5,,\n\
        2022,Hòa Bình,adults_smartphone,-,10,\n\
        2022,Hà Nam,online_service_files,115665,168746,68.54\n\
        2022,Nam Định,online_service_files,115665,168746,68.52\n\
        2022,Thái Bình,adults_smartphone,,,khoảng 60\n\
        2022,Bắc Ninh,adult_smartphone,,,60\n\
        2022,Bắc Giang,number of robots,,,1500\n\
        2022,,adults_smartphone,,,60\n\
        ,Sơn La,adults_smartphone,,,60\n\
        2022,Sơn La,,,,60\n";
    let cleaned = project(&[("a.csv", &format!("{LONG}{rows}"))]);
    assert_eq!(
        faults(&cleaned),
        [
            (3, "E018", Some("percent")),
            (4, "E019", Some("covered")),
            (5, "E019", Some("covered")),
            (6, "E023", Some("total")),
            (9, "E022", Some("percent")),
            (10, "E017", Some("percent")),
            (11, "E014", Some("indicator")),
            (13, "E010", Some("province")),
            (14, "E010", Some("period")),
            (15, "E010", Some("indicator")),
        ]
    );
    assert_eq!(
        figures(&cleaned),
        [
            "Sơn La@63 2022 adults_smartphone 1447/1459 ",
            "Hòa Bình@63 2022 adults_smartphone 0/10 ",
            "Bắc Giang@63 2022 number of robots  1500",
            "Hà Nam@63 2022 online_service_files 115665/168746 68.54",
        ]
        .map(str::to_owned)
    );
}

#[test]
fn the_borders_of_2025_are_those_that_the_file_names() {
    let row = |place: &str, period: &str| format!("{period},{place},adults_smartphone,,,50\n");
    let new = project(&[("a.csv", &format!("{LONG}{}{}", row("Hưng Yên", "2025"), row("44", "2025")))]);
    assert_eq!(
        figures(&new),
        ["Hưng Yên@34 2025 adults_smartphone  50", "Quảng Trị@34 2025 adults_smartphone  50"]
    );
    let old = project(&[(
        "a.csv",
        &format!("{LONG}{}{}{}", row("Hưng Yên", "2025"), row("44", "2025"), row("Thái Bình", "2025")),
    )]);
    assert_eq!(
        figures(&old),
        [
            "Hưng Yên@63 2025 adults_smartphone  50",
            "Thái Bình@63 2025 adults_smartphone  50",
            "Quảng Bình@63 2025 adults_smartphone  50"
        ]
    );
    let said = project(&[
        ("a.csv", &format!("{LONG}{}", row("Hưng Yên", "2025"))),
        ("nhipso.toml", "[files.\"a.csv\"]\nboundaries = \"63\"\n"),
    ]);
    assert_eq!(figures(&said), ["Hưng Yên@63 2025 adults_smartphone  50"]);
    // A former unit after the merger is kept as a part, and doubted; its neighbours are today's.
    let late =
        project(&[("a.csv", &format!("{LONG}{}{}", row("Hưng Yên", "2026"), row("Thái Bình", "2026")))]);
    assert_eq!(
        figures(&late),
        ["Thái Bình@63 2026 adults_smartphone  50", "Hưng Yên@34 2026 adults_smartphone  50"]
    );
    assert_eq!(
        doubts(&late),
        [(Rule::FormerPlaceAfterMerger, "coverage/34@63/adults_smartphone/2026".to_owned())]
    );
    // Units that were not there yet, or no more.
    let then = project(&[(
        "a.csv",
        &format!("{LONG}{}{}{}", row("Hà Tây", "2007"), row("Hà Tây", "2009"), row("Đắk Nông", "2003")),
    )]);
    assert_eq!(figures(&then), ["Hà Tây@63 2007 adults_smartphone  50"]);
    assert_eq!(faults(&then), [(3, "E011", Some("province")), (4, "E011", Some("province"))]);
}

#[test]
fn questions_repeat_by_number_or_text_and_otherwise_not_at_all() {
    let numbered = "date,province,question_no,topic,opinions\n\
        22/03/2023,Sơn La,1,Giáo dục,2\n\
        2023-03-22,son la,1,giao duc,2\n\
        22/03/2023,Sơn La,2,Giáo dục,2\n\
        22/03/2023,Sơn La,2,Dịch vụ công,2\n\
        22/03/2023,Sơn La,,Giáo dục,5\n\
        22/03/2023,Sơn La,,Giáo dục,5\n\
        22/03/2023,Sơn La,3,Giáo dục,\n";
    let cleaned = project(&[("a.csv", numbered)]);
    let account = &cleaned.audit.files[0];
    assert_eq!((account.read, account.used, account.repeats.count, account.rejected), (7, 4, 1, 2));
    assert_eq!(faults(&cleaned), [(4, "C001", None), (5, "C001", None)]);
    let education: Vec<_> = cleaned
        .tables
        .questions
        .iter()
        .map(|q| (&*q.topic, q.questions, q.counted_rows, q.uncounted_rows))
        .collect();
    assert_eq!(education, [("education", Some(12), 3, 1)]);
    // By text, across files, however it is composed; another theme is another session.
    let a = "date,province,theme,topic,question\n2023-03-22,Sơn La,A,Giáo dục,Học nghề?\n2023-03-22,Sơn La,B,Giáo dục,Học nghề?\n";
    let b = "date,province,topic,question\n2023-03-22,Sơn La,Giáo dục,Ho\u{323}c nghê\u{300}?\n2023-03-23,Sơn La,Giáo dục,Học nghề?\n";
    let cleaned = project(&[("a.csv", a), ("b.csv", b)]);
    assert_eq!(cleaned.tables.questions[0].questions, Some(3));
    assert_eq!(cleaned.audit.files[1].repeats.count, 1);
}

#[test]
fn topics_by_the_words_of_a_question() {
    let text = "date,province,topic,question\n\
        2023-03-22,Sơn La,,Làm gì để phòng chống lừa đảo qua mạng\n\
        2023-03-22,Sơn La,Chuyện khác hẳn,Xin hỏi về thời tiết\n\
        2023-03-22,Sơn La,,\n";
    let cleaned = project(&[("a.csv", text)]);
    let topics: Vec<&str> = cleaned.tables.questions.iter().map(|q| &*q.topic).collect();
    assert_eq!(topics, ["cyber-safety", "unmatched"]);
    assert_eq!(cleaned.tables.unmatched_rows, 1);
    assert_eq!(cleaned.tables.unmatched_topics, [("Chuyện khác hẳn".to_owned(), 1)]);
    assert_eq!(faults(&cleaned), [(4, "E010", Some("topic"))]);
}

const DISTRICTS: &str = "period,province,district,indicator,covered,total\n";

#[test]
fn districts_are_rolled_up_where_several_provinces_report() {
    let rows = "2022,Sơn La,Mộc Châu,villages_mobile_broadband,10,20\n\
        2022,Sơn La,MỘC CHÂU,villages_mobile_broadband,10,20\n\
        2022,Sơn La,Yên Châu,villages_mobile_broadband,20,30\n\
        2022,Sơn La,Tổng cộng,villages_mobile_broadband,30,50\n\
        2022,Điện Biên,,villages_mobile_broadband,7,10\n\
        2022,Điện Biên,Tủa Chùa,villages_mobile_broadband,5,9\n";
    let cleaned = project(&[("a.csv", &format!("{DISTRICTS}{rows}"))]);
    assert_eq!(cleaned.tables.level, Some(Level::Province));
    assert_eq!(
        figures(&cleaned),
        [
            "Điện Biên@63 2022 villages_mobile_broadband 7/10 ",
            "Sơn La@63 2022 villages_mobile_broadband 30/50 "
        ]
    );
    assert_eq!(cleaned.tables.coverage[1].rolled_up, 2);
    assert_eq!(
        doubts(&cleaned),
        [(Rule::ProvinceDisagrees, "coverage/11/villages_mobile_broadband/2022".to_owned())]
    );
    let account = &cleaned.audit.files[0];
    assert_eq!((account.used, account.repeats.count, account.totals), (4, 1, 1));
}

#[test]
fn a_provincial_percentage_or_count_that_its_parts_contradict_is_a_doubt() {
    let header = "period,province,district,indicator,covered,total,percent\n";
    let of = |year: u32, said: &str| {
        format!(
            "{year},Điện Biên,,villages_mobile_broadband,,,{said}\n\
             {year},Điện Biên,Tủa Chùa,villages_mobile_broadband,5,9,\n\
             {year},Sơn La,,villages_mobile_broadband,7,10,\n"
        )
    };
    // 5 of 9 is 55.55…: 55.6 and 55.5 are within one unit of their last digit, 56.7 is not.
    let rows = [of(2021, "55.5"), of(2022, "55.6"), of(2023, "56.7")].concat();
    let teams = "period,province,district,level,teams,members,trained\n\
        2022,Điện Biên,,all,9,50,4\n2022,Điện Biên,Tủa Chùa,all,9,51,4\n";
    let cleaned = project(&[("a.csv", &format!("{header}{rows}")), ("teams.csv", teams)]);
    assert_eq!(
        doubts(&cleaned),
        [
            (Rule::ProvinceDisagrees, "coverage/11/villages_mobile_broadband/2023".to_owned()),
            (Rule::ProvinceDisagrees, "teams/11/2022/all".to_owned())
        ]
    );
    let said: Vec<&str> = cleaned.audit.checks.iter().map(|check| check.problem.en.as_str()).collect();
    assert_eq!(said[0], "Điện Biên says 56.7 %, its parts add up to 55.56 %");
    assert_eq!(said[1], "Điện Biên says 50 members, its parts add up to 51 members");
}

#[test]
fn communes_without_a_district_and_districts_are_parts_of_one_sum() {
    let coverage = "period,province,district,commune,indicator,covered,total\n\
        2022,Sơn La,Mộc Châu,,villages_mobile_broadband,10,20\n\
        2022,Sơn La,,Chiềng Hắc,villages_mobile_broadband,12,20\n\
        2022,Sơn La,Yên Châu,,villages_mobile_broadband,13,20\n";
    let teams = "period,province,district,commune,teams\n\
        2022,Sơn La,Mộc Châu,,10\n2022,Sơn La,,Chiềng Hắc,12\n2022,Sơn La,Yên Châu,,13\n";
    let settings = "by = \"province\"\n";
    let cleaned = project(&[("a.csv", coverage), ("teams.csv", teams), ("nhipso.toml", settings)]);
    assert_eq!(figures(&cleaned), ["Sơn La@63 2022 villages_mobile_broadband 35/60 "]);
    let teams: Vec<_> = cleaned.tables.teams.iter().map(|t| (&*t.place.name, t.teams, t.rolled_up)).collect();
    assert_eq!(teams, [("Sơn La", Some(35), 3)]);
    assert_eq!(doubts(&cleaned), []);
}

#[test]
fn sums_of_other_parts_are_doubted_and_not_compared() {
    let row = |year: u32, district: &str, covered: u32| {
        format!("{year},Sơn La,{district},villages_mobile_broadband,{covered},20\n")
    };
    let rows = [
        row(2021, "Mộc Châu", 8),
        row(2021, "Yên Châu", 8),
        row(2022, "Mộc Châu", 9),
        row(2022, "Yên Châu", 9),
        row(2023, "Mộc Châu", 10),
    ];
    let text = format!("{DISTRICTS}{}", rows.concat());
    let cleaned = project(&[("a.csv", &text), ("nhipso.toml", "by = \"province\"\n")]);
    let casts: Vec<_> = cleaned.tables.coverage.iter().map(|f| (f.covered, f.rolled_up, f.cast)).collect();
    assert_eq!(casts, [(Some(16), 2, 1), (Some(18), 2, 1), (Some(10), 1, 2)]);
    let check = cleaned.audit.checks.iter().find(|check| check.rule == Rule::PartsChange).unwrap();
    assert_eq!(check.figure.as_ref().unwrap().to_string(), "coverage/14/villages_mobile_broadband/2023");
    assert_eq!(
        check.problem.vi,
        "Sơn La: số năm 2022 cộng từ 2 huyện, xã, số năm 2023 cộng từ 1; năm 2023 thiếu Yên Châu"
    );
}

#[test]
fn districts_are_one_with_and_without_their_kind() {
    let rows = "2021,Sơn La,Mai Sơn,villages_mobile_broadband,8,20\n\
        2022,Sơn La,Huyện Mai Sơn,villages_mobile_broadband,9,20\n\
        2023,Sơn La,H. Mai Sơn,villages_mobile_broadband,10,20\n\
        2023,Sơn La,huyện Mai Sơn,villages_mobile_broadband,11,20\n";
    let cleaned = project(&[("a.csv", &format!("{DISTRICTS}{rows}"))]);
    assert_eq!(
        figures(&cleaned),
        [
            "Mai Sơn@63 2021 villages_mobile_broadband 8/20 ",
            "Mai Sơn@63 2022 villages_mobile_broadband 9/20 "
        ]
    );
    assert_eq!(faults(&cleaned), [(4, "C001", None), (5, "C001", None)]);
}

#[test]
fn one_province_is_reported_by_its_districts() {
    let rows = "2022,Sơn La,Mộc Châu,villages_mobile_broadband,10,20\n2022,Sơn La,Yên Châu,villages_mobile_broadband,20,30\n";
    let text = format!("{DISTRICTS}{rows}");
    let cleaned = project(&[("a.csv", &text)]);
    assert_eq!(cleaned.tables.level, Some(Level::District));
    let codes: Vec<&str> = cleaned.tables.coverage.iter().map(|f| &*f.place.code).collect();
    assert_eq!(codes, ["14/Mộc Châu", "14/Yên Châu"]);
    let said = project(&[("a.csv", &text), ("nhipso.toml", "by = \"province\"\n")]);
    assert_eq!(figures(&said), ["Sơn La@63 2022 villages_mobile_broadband 30/50 "]);
}

#[test]
fn corrections_replace_exactly_their_lines() {
    let text = format!(
        "{LONG}2022,Atlantis,adults_smartphone,,,50\n2022,Lai Châu,adults_smartphone,,,>60\n2022,Hà Nam,adults_smartphone,,,hơn 60\n"
    );
    let corrections = "file,sheet,line,rule,row\na.csv,,2,E011,\"2022,Sơn La,adults_smartphone,,,50\"\na.csv,,3,E017,\"2022,Lai Châu,adults_smartphone,,,\"\"61,5\"\"\"\na.csv,,4,E017,\na.csv,,99,E017,x\nb.csv,,2,E017,x\n";
    let cleaned = project(&[("a.csv", &text), ("corrections.csv", corrections)]);
    assert_eq!(
        figures(&cleaned),
        ["Lai Châu@63 2022 adults_smartphone  61.5", "Sơn La@63 2022 adults_smartphone  50"]
    );
    assert_eq!((cleaned.audit.files[0].empty, cleaned.audit.rejected()), (1, 0));
    let unmet: Vec<Rule> = cleaned.audit.checks.iter().map(|check| check.rule).collect();
    assert_eq!(unmet, [Rule::CorrectionUnused; 2]);
}

#[test]
fn doubts_stand_beside_their_figures() {
    let coverage = "period,province,indicator,covered,total,percent,note\n\
        2021,Sơn La,villages_mobile_broadband,90,100,,\n\
        2022,Sơn La,villages_mobile_broadband,110,130,,\n\
        2023,Sơn La,villages_mobile_broadband,,,97,số sơ bộ\n\
        2024,Sơn La,villages_mobile_broadband,,,96,định nghĩa: có 5G\n";
    let teams = "period,province,level,teams,members\n\
        2022,Sơn La,all,100,\n2022,Sơn La,xã,40,\n2022,Sơn La,thôn,55,\n2023,Sơn La,all,100,\n";
    let cleaned = project(&[("coverage.csv", coverage), ("teams.csv", teams)]);
    let id = |year: u32| format!("coverage/14/villages_mobile_broadband/{year}");
    assert_eq!(
        doubts(&cleaned),
        [
            (Rule::PartsDisagree, "teams/14/2022/all".to_owned()),
            (Rule::BaseJumps, id(2022)),
            (Rule::LevelFalls, id(2022)),
            (Rule::TotalsRepeat, "teams/14/2023/all".to_owned()),
            (Rule::DefinitionChanges, id(2024)),
        ]
    );
    let preliminary: Vec<bool> = cleaned.tables.coverage.iter().map(|f| f.preliminary).collect();
    assert_eq!(preliminary, [false, false, true, false]);
}

#[test]
fn a_definition_is_shown_as_written_and_is_one_in_any_letters() {
    let coverage = "period,province,indicator,covered,total,percent,note\n\
        2022,Sơn La,villages_mobile_broadband,,,90,\n\
        2023,Sơn La,villages_mobile_broadband,,,91,Định nghĩa: có 5G của UBND\n\
        2024,Sơn La,villages_mobile_broadband,,,92,ĐỊNH NGHĨA: CÓ 5G CỦA UBND\n";
    let cleaned = project(&[("coverage.csv", coverage)]);
    let definitions: Vec<_> = cleaned.tables.coverage.iter().map(|f| f.definition.as_deref()).collect();
    assert_eq!(definitions, [None, Some("có 5G của UBND"), Some("có 5G của UBND")]);
    let checks = &cleaned.audit.checks;
    assert_eq!(checks.iter().map(|check| check.rule).collect::<Vec<_>>(), [Rule::DefinitionChanges]);
    assert!(checks[0].problem.vi.contains("\"có 5G của UBND\""), "{}", checks[0].problem.vi);
}

#[test]
fn free_names_come_as_they_are() {
    let text = "date,province,topic\n2023-03-22,BAVARIA,Roads\n2023-03-23,Bavaria,roads\n2023-03-23,Cần Thơn,ROADS\n";
    let cleaned = project(&[("a.csv", text), ("nhipso.toml", "places = \"any\"\ntopics = \"any\"\n")]);
    let counts: BTreeMap<(&str, &str), Option<u64>> =
        cleaned.tables.questions.iter().map(|q| ((&*q.place.code, &*q.topic), q.questions)).collect();
    assert_eq!(counts, BTreeMap::from([(("Bavaria", "Roads"), Some(2)), (("Cần Thơn", "Roads"), Some(1))]));
}

#[test]
fn a_total_shared_by_columns_and_one_that_serves_none() {
    let shared = "Năm;Tỉnh;Số xã có cáp quang đến trung tâm;Số xã có dịch vụ viễn thông;Tổng số xã\n2024;Sơn La;200;201;204\n";
    let beside = "Năm;Tỉnh;Xã có cáp quang đến trung tâm;Người trưởng thành có điện thoại thông minh (%);Tổng số xã\n\
                  2024;Lai Châu;98,5;60,1;106\n2023;Lai Châu;;60,2;106\n";
    let cleaned = project(&[("a.csv", shared), ("b.csv", beside)]);
    assert_eq!(faults(&cleaned), []);
    assert_eq!(
        figures(&cleaned),
        [
            "Lai Châu@63 2023 adults_smartphone  60.2",
            "Lai Châu@63 2024 adults_smartphone  60.1",
            "Lai Châu@63 2024 communes_fibre  98.5",
            "Sơn La@63 2024 communes_fibre 200/204 ",
            "Sơn La@63 2024 communes_telecom 201/204 ",
        ]
    );
}

#[test]
fn regions_are_subtotals_of_a_form_and_no_place_of_a_session() {
    let form = "STT;Tỉnh;Năm;Số bản được phủ sóng băng rộng di động;Tổng số bản\n\
                I;Trung du và miền núi phía Bắc;2023;2200;2500\n1;Sơn La;2023;1200;1400\n\
                II;Vùng đồng bằng sông Hồng;2023;2000;2500\n2;Thái Bình;2023;2000;2500\n";
    let sessions = "date,province,topic,question\n2023-03-22,Tây Nguyên,a,b\n2023-03-22,Sơn La,a,b\n";
    let cleaned = project(&[("a.csv", form), ("b.csv", sessions)]);
    assert_eq!(faults(&cleaned), [(2, "E011", Some("province"))]);
    assert_eq!((cleaned.audit.files[0].used, cleaned.audit.files[0].set_aside()), (2, 2));
}

/// Communes are added up, and those that lag can still be named: whatever the sums, and however they were read.
#[test]
fn communes_that_lag_are_named() {
    let mut coverage = String::from("period,province,commune,indicator,covered,total,percent\n");
    for (i, province) in ["Sơn La", "Lai Châu"].into_iter().enumerate() {
        for commune in 0..40 {
            let covered = (commune * 7 + i * 3) % 20;
            coverage
                .push_str(&format!("2024,{province},Xã {commune},villages_mobile_broadband,{covered},20,\n"));
        }
    }
    // A row that is there twice counts once.
    coverage.push_str("2024,Sơn La,Xã 0,villages_mobile_broadband,0,20,\n");
    let teams =
        "period,province,commune,teams\n2024,Sơn La,Xã 1,5\n2024,Sơn La,Xã 2,7\n2024,Lai Châu,Xã 3,\n";
    let Cleaned { tables, .. } = project(&[("coverage.csv", &coverage), ("teams.csv", teams)]);
    assert_eq!(tables.coverage.len(), 2);
    let told = &tables.laggards[0];
    assert_eq!((told.communes, told.zero, told.rows.len()), (80, 4, 50));
    assert!(told.rows.windows(2).all(|pair| pair[0].value <= pair[1].value));
    let first = &told.rows[0];
    assert_eq!((&*first.place.name, &*first.province.name, first.value), ("Xã 0", "Sơn La", 0.0));
    assert_eq!(first.counts, Some((0, 20)));
    let son_la = tables.teams.iter().find(|row| &*row.place.name == "Sơn La").unwrap();
    assert_eq!((son_la.teams, son_la.communes), (Some(12), Some(2)));
}

#[test]
fn targets_of_the_settings_are_rows_like_others() {
    let toml = "title = \"x\"\n\n[[target]]\nindicator = \"adults_smartphone\"\nprovince = \"Sơn La\"\ndue = 2027\ntarget = 99.5\n\
                [[target]]\nindicator = \"adults_smartphone\"\nprovince = \"Cả nước\"\ndue = \"Quý IV/2027\"\ntarget = \"95,5\"\nsource = \"QĐ\"\n\
                [[target]]\nindicator = \"adults_smartphone\"\nprovince = \"Cần Thơn\"\ndue = 2027\ntarget = 90\n\
                [[target]]\nindicator = \"adults_smartphone\"\nprovince = \"Sơn La\"\ndue = 2026\ntarget = 90\n";
    let file = "indicator,province,due,target\nadults_smartphone,Sơn La,2027,\"99,5\"\nadults_smartphone,Sơn La,2026,91\n";
    let cleaned = project(&[("nhipso.toml", toml), ("t.csv", file)]);
    let account = cleaned.audit.files.last().unwrap();
    assert_eq!((&*account.source.file, account.kind.as_str(), account.read), ("nhipso.toml", "targets", 4));
    assert_eq!((account.used, account.repeats.count, account.rejected), (1, 1, 2));
    let told: Vec<_> = cleaned
        .tables
        .targets
        .iter()
        .map(|t| (&*t.place.name, t.due.to_string(), t.target, t.origin.line))
        .collect();
    assert_eq!(told, [("Cả nước", "2027-Q4".to_owned(), 95.5, 8), ("Sơn La", "2027".to_owned(), 99.5, 2)]);
    // One in conflict with a file, one of an unknown place, each at its line.
    let lines: Vec<_> =
        cleaned.audit.rejections.iter().map(|r| (r.origin.file, r.origin.line, r.rule.code())).collect();
    assert_eq!(lines, [(0, 3, "C001"), (1, 14, "E011"), (1, 19, "C001")]);
}

/// Two versions of a definition are two series; a note that names its own goes before.
#[test]
fn figures_follow_the_version_of_their_time() {
    let toml = "[[indicator]]\nid = \"markets_cashless\"\nname = { vi = \"Chợ không tiền mặt\", en = \"Cashless markets\" }\n\
                covered = { vi = \"chợ\", en = \"markets\" }\ntotal = { vi = \"tổng số chợ\", en = \"all markets\" }\n\
                concept = { vi = \"x\", en = \"x\" }\nversion = 3\nsince = 2023\n";
    let rows = "period,province,indicator,percent,note\n2021,Sơn La,markets_cashless,50,\n2022,Sơn La,markets_cashless,52,\n\
                2023,Sơn La,markets_cashless,40,sơ bộ\n2024,Sơn La,markets_cashless,43,định nghĩa: của tỉnh\n";
    let cleaned = project(&[("a.csv", rows), ("nhipso.toml", toml)]);
    let definitions: Vec<_> =
        cleaned.tables.coverage.iter().map(|f| f.definition.as_deref().unwrap()).collect();
    assert_eq!(definitions, ["v2", "v2", "v3", "của tỉnh"]);
    let changes: Vec<_> =
        cleaned.audit.checks.iter().map(|c| (c.rule.code(), c.period.unwrap().to_string())).collect();
    assert_eq!(changes, [("D005", "2023".to_owned()), ("D005", "2024".to_owned())]);
}

#[test]
fn an_entry_that_joins_what_is_not_there_is_a_doubt_and_none_promises_what_it_does_not_do() {
    let rows = format!(
        "{},note\n2020,Sơn La,adults_smartphone,,,50,định nghĩa: a\n2021,Sơn La,adults_smartphone,52,100,,định nghĩa: b\n",
        LONG.trim()
    );
    let told = |entries: &[&str]| {
        let entry = |e: &&str| format!("[[run_through]]\nreason = \"Sở xác nhận\"\n{e}\n");
        let toml: String = entries.iter().map(entry).collect();
        let cleaned = project(&[("a.csv", &rows), ("nhipso.toml", &toml)]);
        let checks = cleaned.audit.checks.iter();
        checks.map(|c| (c.rule.code(), c.problem.en.clone())).collect::<Vec<_>>()
    };
    let (definition, basis) = ("change = \"definition\"", "change = \"basis\"");
    let unmet = |entry: &str| {
        let all = told(&[&format!("{definition}\n{entry}")]);
        all.into_iter().find(|(rule, _)| *rule == "D015").map(|(_, text)| text)
    };
    let line = "[[run_through]] in nhipso.toml, line 1: ";
    assert_eq!(
        unmet("indicator = \"adult_smartphone\"").unwrap(),
        format!(
            "{line}the indicator \"adult_smartphone\" has no figures; did you mean \"adults_smartphone\"?"
        )
    );
    assert_eq!(
        unmet("province = \"Điện Biên\"").unwrap(),
        format!("{line}\"Điện Biên\" has no such figures")
    );
    for met in ["", "province = \"14\"", "province = \"Cả nước\"", "indicator = \"ADULTS_SMARTPHONE\""] {
        assert_eq!(unmet(met), None, "{met}");
    }
    // The basis changes as well: the definition alone does not let the series go on.
    let says = |entries: &[&str]| told(entries)[0].1.contains("the series goes on");
    assert!(!says(&[definition]) && says(&[definition, basis]));
}
