//! The command line: exit codes, messages, and that nothing is said where nothing was asked.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

const COVERAGE: &str = "period,province,indicator,covered,total,percent\n";

fn nhipso() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nhipso"));
    command.env_remove("NO_COLOR");
    command
}

fn project(rows: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("coverage.csv"), format!("{COVERAGE}{rows}")).unwrap();
    folder
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn stderr(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stderr).unwrap()
}

#[test]
fn a_folder_that_is_not_there_is_told_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["report", "check", "watch"] {
        let output = nhipso().arg(command).arg(folder.path().join("nowhere")).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{command}: {told}");
        assert!(told.contains("nowhere"), "{command}: {told}");
    }
}

#[test]
fn check_ends_with_the_promised_codes() {
    let clean = project("2022,Sơn La,villages_mobile_broadband,,,95.10\n");
    nhipso().arg("check").arg(clean.path()).assert().code(0);
    let rejected = project("2022,Sơn La,villages_mobile_broadband,,,>90\n");
    nhipso().arg("check").arg(rejected.path()).assert().code(1);
    let conflict =
        project("2022,Sơn La,villages_mobile_broadband,,,95\n2022,Sơn La,villages_mobile_broadband,,,96\n");
    nhipso().arg("check").arg(conflict.path()).assert().code(1);
    let empty = tempfile::tempdir().unwrap();
    nhipso().arg("check").arg(empty.path()).assert().code(2);
    nhipso().arg("check").arg("/no/such/folder").assert().code(2);
    nhipso().arg("check").arg("--no-such-option").assert().code(64);
    nhipso().assert().code(64);
    nhipso().arg("--help").assert().code(0);
}

#[test]
fn report_goes_on_with_the_good_rows_unless_strict() {
    let folder = project(
        "2021,Sơn La,villages_mobile_broadband,,,92.39\n2022,Sơn La,villages_mobile_broadband,,,95.10\n2022,Atlantis,villages_mobile_broadband,,,1\n",
    );
    let out = folder.path().join("out");
    nhipso()
        .arg("report")
        .arg(folder.path())
        .arg("--out")
        .arg(&out)
        .args(["--format", "csv"])
        .assert()
        .code(0);
    let coverage = fs::read_to_string(out.join("tables/coverage.csv")).unwrap();
    assert!(coverage.contains("95.1"), "{coverage}");
    assert!(!coverage.contains("Atlantis"), "{coverage}");
    let rejected = fs::read_to_string(out.join("quality/rejected.csv")).unwrap();
    assert!(rejected.contains("Atlantis"), "{rejected}");
    nhipso()
        .arg("report")
        .arg(folder.path())
        .arg("--out")
        .arg(&out)
        .args(["--format", "csv", "--strict"])
        .assert()
        .code(1);
}

#[test]
fn a_message_shows_place_line_and_cell() {
    let folder = project("2022,Cần Thơn,villages_mobile_broadband,,,95\n");
    let said = stderr(nhipso().arg("check").arg(folder.path()).args(["--lang", "en"]));
    assert!(said.contains("coverage.csv:2:6"), "{said}");
    assert!(said.contains("E011"), "{said}");
    assert!(said.contains("^^^^^^^^"), "{said}");
    assert!(said.contains("Cần Thơ?") || said.contains("Cần Thơ\"") || said.contains("'Cần Thơ'"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colours where there is no terminal");
}

#[test]
fn quiet_is_quiet_and_json_is_json() {
    let folder = project("2022,Sơn La,villages_mobile_broadband,,,>90\n");
    let output = nhipso().arg("check").arg(folder.path()).arg("--quiet").output().unwrap();
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    let said = stdout(nhipso().arg("check").arg(folder.path()).arg("--json"));
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["rejected"][0]["rule"], "E017");
    assert_eq!(json["rejected"][0]["line"], 2);
    assert_eq!(json["files"][0]["read"], 1);
    assert_eq!(json["files"][0]["rejected"], 1);
}

#[test]
fn explain_leads_from_a_figure_to_its_line() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published");
    let said = stdout(
        nhipso()
            .args(["explain", "coverage/14/villages_mobile_broadband/2022"])
            .arg(&published)
            .args(["--lang", "en"]),
    );
    assert!(said.contains("95.10"), "{said}");
    assert!(said.contains("coverage.csv:3"), "{said}");
    let gap = stdout(
        nhipso()
            .args(["explain", "targets/14/villages_mobile_broadband/2025/gap", "--lang", "en"])
            .arg(&published),
    );
    assert!(gap.contains("4.90"), "{gap}");
    let unknown = nhipso().args(["explain", "coverage/14/nothing/2022"]).arg(&published).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("coverage/14/"));
}

#[test]
fn a_new_project_can_be_checked_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("so-lieu");
    nhipso().arg("init").arg(&project).assert().code(0);
    assert!(project.join("nhipso.toml").is_file());
    nhipso().arg("check").arg(&project).assert().code(0);
    nhipso().arg("init").arg(&project).assert().failure();
}

#[test]
fn rules_are_listed_and_explained() {
    let list = stdout(nhipso().arg("rules"));
    assert!(list.contains("E017") && list.contains("C001") && list.contains("D001"));
    let one = stdout(nhipso().args(["rules", "e017", "--lang", "en"]));
    assert!(one.contains(">90"), "{one}");
    nhipso().args(["rules", "E999"]).assert().code(64);
}

#[test]
fn completions_name_every_command() {
    let script = stdout(nhipso().args(["completions", "bash"]));
    for command in ["report", "check", "explain", "init", "demo", "rules"] {
        assert!(script.contains(command), "{command}");
    }
}

#[test]
fn a_wrong_setting_names_its_line() {
    let folder = project("2022,Sơn La,villages_mobile_broadband,,,95\n");
    fs::write(folder.path().join("nhipso.toml"), "title = \"Báo cáo\"\ncolour = \"red\"\n").unwrap();
    let output = nhipso().arg("check").arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("nhipso.toml") && said.contains('2') && said.contains("colour"), "{said}");
}

#[test]
fn a_corrected_row_is_used_and_says_so() {
    let folder = project("2022,Sơn La,villages_mobile_broadband,,,>90\n");
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    let report = |out: &Path| {
        nhipso()
            .arg("report")
            .arg(folder.path())
            .arg("--out")
            .arg(out)
            .args(["--format", "csv"])
            .assert()
            .code(0);
    };
    report(&before);
    fs::write(
        folder.path().join("corrections.csv"),
        "file,sheet,line,rule,row\ncoverage.csv,,2,E017,\"2022,Sơn La,villages_mobile_broadband,,,91.3\"\n",
    )
    .unwrap();
    report(&after);
    let said = stdout(
        nhipso()
            .args(["explain", "coverage/14/villages_mobile_broadband/2022", "--lang", "en"])
            .arg(folder.path()),
    );
    assert!(said.contains("91.3") && said.contains("→ corrections.csv"), "{said}");
    let moved = stdout(nhipso().arg("diff").arg("--csv").arg(&before).arg(&after));
    assert!(moved.contains("source_row,corrections.csv") && !moved.contains("program"), "{moved}");
}

#[test]
fn what_moved_between_two_editions_says_by_how_much_and_why() {
    let rows = "2023,Sơn La,villages_mobile_broadband,900,1000,\n2023,Quảng Bình,villages_mobile_broadband,700,1000,\n\
                2023,Quảng Trị,villages_mobile_broadband,600,1000,\n";
    let folder = project(rows);
    fs::write(
        folder.path().join("sessions.csv"),
        "Ngày,Tỉnh,Chủ đề,Số ý kiến\n26/3/2023,Sơn La,Việc làm,7\n26/3/2023,Sơn La,Mạng rất yếu,3\n",
    )
    .unwrap();
    let editions = tempfile::tempdir().unwrap();
    let settings = folder.path().join("nhipso.toml");
    let report = |name: &str, toml: &str| {
        fs::write(&settings, toml).unwrap();
        let out = editions.path().join(name);
        nhipso()
            .arg("report")
            .arg(folder.path())
            .arg("--out")
            .arg(&out)
            .args(["--format", "csv"])
            .assert()
            .code(0);
        out
    };
    let page = editions.path().join("page.html");
    let diff = |old: &Path, new: &Path| {
        let table = stdout(nhipso().arg("diff").arg("--csv").arg(old).arg(new).arg("--html").arg(&page));
        (table, fs::read_to_string(&page).unwrap())
    };
    let before = report("before", "year = 2023\n");
    let page_of_none = diff(&before, &before).1;
    assert!(page_of_none.contains("Không có số liệu nào thay đổi.") && page_of_none.contains("Trước: "));
    let told = stdout(nhipso().arg("diff").arg(&before).arg(&before));
    let head = format!("Trước: {}: Báo cáo", before.display());
    assert!(told.starts_with(&head) && told.contains("\n\nKhông có số liệu nào thay đổi."), "{told}");

    // A name keeps its place when borders change, so that what its land gained is told.
    let (table, text) = diff(&before, &report("border", "year = 2023\nboundaries = \"34\"\n"));
    let line = table.lines().find(|line| line.contains("Quảng Trị") && line.contains(",percent,")).unwrap();
    assert!(line.contains(",60,65,5,border,as-reported → 34"), "{line}");
    assert!(text.contains("địa giới của báo cáo khác (theo từng kỳ → 34)"), "{text}");
    assert!(text.contains(">60,00<") && text.contains(">65,00<") && text.contains(">+5,00<"), "{text}");

    let (table, _) =
        diff(&before, &report("mapping", "year = 2023\n[topic_aliases]\n\"Mạng rất yếu\" = \"jobs\"\n"));
    let line = table.lines().find(|line| line.contains("Sơn La") && line.contains(",questions,")).unwrap();
    assert!(line.contains(",7,10,3,mapping,topic_aliases"), "{line}");
    let parts = |name: &str| -> serde_json::Value {
        let manifest = fs::read_to_string(editions.path().join(name).join("manifest.json")).unwrap();
        serde_json::from_str::<serde_json::Value>(&manifest).unwrap()["register_parts"].clone()
    };
    let (old, new) = (parts("before"), parts("mapping"));
    assert!(old["topics"].is_string() && old["topics"] != new["topics"], "{old} {new}");
    assert!(["places", "indicators", "headers"].iter().all(|name| old[name] == new[name]), "{old} {new}");

    fs::write(folder.path().join("coverage.csv"), format!("{COVERAGE}{}", rows.replace("900", "910")))
        .unwrap();
    let (table, text) = diff(&before, &report("row", "year = 2023\n"));
    let line = table.lines().find(|line| line.contains("Sơn La") && line.contains(",covered,")).unwrap();
    assert!(line.ends_with(",900,910,10,source_row,coverage.csv:2"), "{line}");
    let told = stdout(nhipso().arg("diff").arg(&before).arg(editions.path().join("row")));
    assert!(told.contains("90,00 → 91,00 (+1,00)") && told.contains("(coverage.csv:2)"), "{told}");
    assert!(
        text.contains("số liệu gốc khác (coverage.csv:2)") && text.contains("Thôn, bản được phủ"),
        "{text}"
    );

    // A row that stands elsewhere is named where it was and where it is; one that went, where it was.
    let (first, rest) = rows.split_once('\n').unwrap();
    let moved =
        format!("{COVERAGE}{}{}\n", rest.replace("Quảng Bình", "Lai Châu"), first.replace("900", "920"));
    fs::write(folder.path().join("coverage.csv"), moved).unwrap();
    let (table, _) = diff(&before, &report("moved", "year = 2023\n"));
    let line = table.lines().find(|line| line.contains("Sơn La") && line.contains(",covered,")).unwrap();
    assert!(line.ends_with(",900,920,20,source_row,coverage.csv:2 → coverage.csv:4"), "{line}");
    let gone = table.lines().find(|line| line.contains("Quảng Bình")).unwrap();
    assert!(gone.ends_with(",,✓,,,source_row,coverage.csv:3 → –"), "{gone}");
    // What follows from another row does not blame its own.
    let history = |before: &str| {
        let row =
            |year: &str, covered: &str| format!("{year},Sơn La,villages_mobile_broadband,{covered},1000,\n");
        fs::write(
            folder.path().join("coverage.csv"),
            format!("{COVERAGE}{}{}", row("2022", before), row("2023", "900")),
        )
        .unwrap();
    };
    history("850");
    let earlier = report("earlier", "year = 2023\n");
    history("840");
    let (table, _) = diff(&earlier, &report("later", "year = 2023\n"));
    let change = table.lines().find(|line| line.contains("2023") && line.contains(",change_pp,")).unwrap();
    assert!(change.ends_with(",source_row,coverage.csv"), "{change}");
    fs::write(folder.path().join("coverage.csv"), format!("{COVERAGE}{}", rows.replace("900", "910")))
        .unwrap();

    // Where two things differ, both are named: which of them moved the figure, two editions cannot tell.
    let definition = "year = 2023\n[[indicator]]\nid = \"villages_mobile_broadband\"\nversion = 2\n\
        name = { vi = \"Thôn, bản được phủ băng rộng di động\", en = \"Villages\" }\n\
        covered = { vi = \"thôn\", en = \"villages\" }\ntotal = { vi = \"thôn\", en = \"villages\" }\n\
        concept = { vi = \"Từ 4G\", en = \"4G or later\" }\noffice = { vi = \"Sở\", en = \"Department\" }\n";
    let (table, _) = diff(&before, &report("definition", definition));
    let line = table.lines().find(|line| line.contains("Sơn La") && line.contains(",covered,")).unwrap();
    assert!(line.contains(",definition+source_row+mapping,1 → 2; coverage.csv:2; indicators"), "{line}");
}

#[test]
fn one_province_has_an_edition_of_its_own() {
    let folder = project(
        "2023,Sơn La,villages_mobile_broadband,90,100,\n2023,Lai Châu,villages_mobile_broadband,80,100,\n\
         2023,Điện Biên,villages_mobile_broadband,95,100,\n2024,Sơn La,villages_mobile_broadband,96,100,\n\
         2024,Lai Châu,villages_mobile_broadband,85,100,\n2024,Điện Biên,villages_mobile_broadband,95,100,\n\
         2023,Hòa Bình,villages_mobile_broadband,70,100,\n2024,Hòa Bình,villages_mobile_broadband,75,100,\n\
         2024,Lai Châu,files_late,5,100,\n",
    );
    let report = |province: &str, more: &[&str]| {
        let mut command = nhipso();
        command.arg("report").arg(folder.path()).args(["--only-province", province]).args(more);
        command
    };
    let out = folder.path().join("out");
    let to = out.to_str().unwrap();
    report("14", &["--out", to, "--format", "csv,html", "--lang", "en"]).assert().code(0);
    let coverage = fs::read_to_string(out.join("tables/coverage.csv")).unwrap();
    let codes: Vec<&str> = coverage.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert!(codes.contains(&"14") && codes.contains(&""), "{coverage}");
    assert!(codes.iter().all(|code| matches!(*code, "14" | "")), "{coverage}");
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("young people in Sơn La, 2024</title>"), "the title says which province");
    assert!(!page.contains("Lai Châu") && !page.contains("Điện Biên"), "no other province is named");
    // Its rank is that among all: first of three now, second a year before.
    assert!(page.contains(">1st</") && page.contains("(2nd in 2023)"), "rank");
    // The spread of all places says where it stood among them.
    assert!(page.contains("above the median in 2024, 5.00 in 2023"), "spread");
    // What other provinces alone have is no section of it, and is not counted.
    assert!(!page.contains("Applications settled late"), "sections");
    assert!(page.contains("1\u{a0}coverage indicator<"), "indicators counted");
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"only_province\": \"14\""), "{manifest}");

    let place = tempfile::tempdir().unwrap();
    report("Sơn La", &["--format", "csv"]).current_dir(place.path()).assert().code(0);
    let name = format!("{}-son-la", folder.path().file_name().unwrap().to_str().unwrap());
    assert!(place.path().join("reports").join(name).is_dir(), "the folder is named for the province");

    for (asked, said) in [
        ("Sơn Lan", "did you mean Sơn La?"),
        ("Hà Nội", "no figures of Hà Nội; there are figures of Hòa Bình, Lai Châu, Sơn La"),
        ("99", "there is no such province"),
    ] {
        let output = report(asked, &["--out", to, "--lang", "en"]).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{asked}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(said), "{asked}: {error}");
    }
    assert!(out.join("manifest.json").is_file(), "the edition before stays");
}

#[test]
fn a_check_says_why_rows_are_set_aside() {
    let folder = project(
        "2023,Sơn La,villages_mobile_broadband,900,1000,\n2023,TỔNG CỘNG,villages_mobile_broadband,900,1000,\n\
         2023,Sơn La,villages_mobile_broadband,900,1000,\n",
    );
    let told = stdout(nhipso().arg("check").arg(folder.path()));
    assert!(told.contains("để riêng 2 + loại 0; để riêng: 1 dòng tổng cộng, 1 dòng lặp (dòng 4)"), "{told}");
    let told = stdout(nhipso().arg("check").arg(folder.path()).args(["--lang", "en"]));
    assert!(told.contains("; set aside: 1 totals, 1 repeats (line 4)"), "{told}");
}

#[test]
fn a_note_that_belongs_to_no_chapter_is_told() {
    let folder = project("2023,Sơn La,villages_mobile_broadband,900,1000,\n");
    fs::create_dir(folder.path().join("notes")).unwrap();
    fs::write(folder.path().join("notes/abc.md"), "Lời").unwrap();
    fs::write(folder.path().join("notes/tong-quan.md"), "Lời *của* sở").unwrap();
    for command in ["check", "report"] {
        let out = folder.path().join("out");
        let mut run = nhipso();
        run.arg(command).arg(folder.path());
        if command == "report" {
            run.arg("--out").arg(&out).args(["--format", "html"]);
        }
        let output = run.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("cảnh báo[D017]: notes/abc.md") && said.contains("tong-quan.md"), "{said}");
    }
    let page = fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert!(page.contains("Lời của sở"), "the note of the first chapter stands in it");
}

/// Every line of the list fits a terminal, and names are those of its language.
#[test]
fn trends_are_readable_in_a_terminal() {
    let mut rows = String::new();
    for (year, level) in (2012..=2024).zip(40..) {
        for place in ["Bà Rịa - Vũng Tàu", "Cả nước"] {
            rows += &format!(
                "{year},{place},adults_smartphone,,,{level}.5\n{year},{place},files_late,,,{}\n",
                90 - level
            );
        }
        for month in 1..=12 {
            rows += &format!("{year}-{month:02},Sơn La,adults_smartphone,,,{level}\n");
        }
    }
    let folder = project(&rows);
    let run = |asked: &[&str]| stdout(nhipso().arg("trends").arg(folder.path()).args(asked));
    for lang in ["vi", "en"] {
        let text = run(&["--lang", lang, "--most", "0"]);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert_eq!(text.contains("Cả nước"), lang == "vi", "{text}");
    }
    let text = run(&["--province", "Bà Rịa - Vũng Tàu", "--indicator", "adults_smartphone"]);
    assert_eq!(
        text,
        "Bà Rịa - Vũng Tàu · Người trưởng thành có điện thoại thông minh, số công bố\n  ▁▂▂▃▃▄▅▅▆▆▇▇█  2012–2024  +1,00 [+1,00; +1,00] điểm % mỗi năm: tăng\n"
    );
    for (option, asked, said) in [
        ("--province", "Sơn L", "--province \"Sơn L\": there is no such province; did you mean \"Sơn La\"?"),
        ("--topic", "abcxyz", "--topic \"abcxyz\": there is no such topic; write the name or id"),
        ("--indicator", "adults_smartfone", "did you mean \"adults_smartphone\"?"),
    ] {
        let output =
            nhipso().arg("trends").arg(folder.path()).args(["--lang", "en", option, asked]).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{asked}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(said), "{asked}: {error}");
    }
    // A name that is known and has no series is no wrong usage.
    assert!(run(&["--lang", "en", "--province", "Hà Nội"]).contains("There is no such series."));
    // For machines: the same series as JSON and as CSV.
    let json: serde_json::Value = serde_json::from_str(&run(&["--json"])).unwrap();
    let csv = run(&["--csv"]);
    assert_eq!((json.as_array().unwrap().len(), csv.lines().count()), (5, 6));
    assert_eq!(json[0]["place"], "Cả nước");
    let monthly = json.as_array().unwrap().iter().find(|one| one["place"] == "Sơn La").unwrap();
    assert_eq!(monthly["points"].as_array().unwrap().len(), 156);
    assert!(csv.starts_with("table,place_code,vintage,place,subject,label,metric,n,"));
}

/// What a chart's marks mean is said in it, and what matched no topic stands beside the topics.
#[test]
fn charts_tell_preliminary_figures_few_questions_and_the_unmatched_share() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let mut questions = "Ngày,Tỉnh,Chủ đề,Số ý kiến\n".to_owned();
    for (year, count) in (2020..=2023).zip(3..) {
        for topic in ["Việc làm", "Giáo dục", "Chuyện lạ khó xếp"] {
            questions += &format!("1/3/{year},Sơn La,{topic},{count}\n");
        }
    }
    write("s.csv", &questions);
    write(
        "c.csv",
        "Kỳ,Tỉnh,Chỉ tiêu,Tỷ lệ (%),Ghi chú\n2022,Sơn La,adults_smartphone,52.3,\n2023,Sơn La,adults_smartphone,54.2,sơ bộ\n",
    );
    let out = folder.path().join("out");
    let mut report = nhipso();
    report.arg("report").arg(folder.path()).arg("--out").arg(&out).args(["--format", "html"]);
    report.assert().code(0);
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("; chấm rỗng: sơ bộ hoặc ước tính"));
    assert!(page.replace('\u{a0}', " ").contains("; mờ: dưới 30 câu hỏi"));
    let rows = |figure: &str| {
        let table = page
            .split(&format!("id=\"{figure}-data-caption\""))
            .nth(1)
            .unwrap_or_else(|| panic!("no {figure}"));
        table.split("</table>").next().unwrap().matches("<tr").count()
    };
    // A header, two topics, and what matched none.
    assert_eq!((rows("topics-slopes"), rows("topics-trends")), (4, 4));
}

#[test]
fn help_and_wrong_usage_speak_the_readers_language() {
    let help = |system: &str, args: &[&str]| {
        let mut command = nhipso();
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", system);
        command.args(args).output().unwrap()
    };
    let told = |system: &str, args: &[&str]| String::from_utf8(help(system, args).stdout).unwrap();
    assert!(told("C.UTF-8", &["report", "--help"]).contains("Cách dùng: nhipso report"));
    assert!(told("en_GB.UTF-8", &["report", "--help"]).contains("Usage: nhipso report"));
    assert!(told("vi_VN.UTF-8", &["--lang", "en", "--help"]).contains("Usage: nhipso"));
    assert!(told("C.UTF-8", &["help", "check"]).contains("Cách dùng: nhipso check"));
    assert!(told("C.UTF-8", &["completions", "zsh"]).contains("Ngôn ngữ của báo cáo"));
    let wrong = help("C.UTF-8", &["report", "--fromat", "html"]);
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(said.contains("không có tùy chọn “--fromat”") && said.contains("“--format”"), "{said}");
    assert_eq!(wrong.status.code(), Some(64));
    assert_eq!(help("C.UTF-8", &[]).status.code(), Some(64));
}
