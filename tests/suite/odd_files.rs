//! Files that were pasted together, padded, or saved by programs that mean well.

use nhipso::Project;
use nhipso::clean::Cleaned;
use nhipso::diagnostics::{Style, messages};
use nhipso::model::{Lang, Overrides};

use super::cleaning::project;

/// Teams and members by place and period.
fn teams(cleaned: &Cleaned) -> Vec<String> {
    let show = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
    let row = |f: &nhipso::clean::tables::TeamCount| {
        format!("{} {} {} {}", f.place.name, f.period, show(f.teams), show(f.members))
    };
    cleaned.tables.teams.iter().map(row).collect()
}

/// Covered of total by period.
fn coverage(cleaned: &Cleaned) -> Vec<String> {
    let show = |f: &nhipso::clean::tables::CoverageFigure| {
        let counts = f.covered.zip(f.total).map_or("-".to_owned(), |(c, t)| format!("{c}/{t}"));
        format!("{} {} {counts}", f.place.name, f.period)
    };
    cleaned.tables.coverage.iter().map(show).collect()
}

fn faults(cleaned: &Cleaned) -> Vec<(u64, &str, Option<&str>)> {
    cleaned.audit.rejections.iter().map(|r| (r.origin.line, r.rule.code(), r.column)).collect()
}

/// The messages of a project of one file.
fn told(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let audit = Project::open(folder.path(), &Overrides::default()).unwrap().check().unwrap();
    messages(&audit, Style { colours: false, lang: Lang::En, per_rule: 99 }).join("\n\n")
}

#[test]
fn a_second_header_of_another_order_speaks_for_the_rows_below_it() {
    let first = "period,province,teams,members\n2021,Sơn La,10,50\n2021,Lai Châu,11,55\n";
    let moved =
        "Tỉnh,Số thành viên,Kỳ,Số tổ\nSơn La,60,2022,12\nLai Châu,\"65\",2022,13\nHà Giang,x,2022,14\n";
    let back = "period,province,teams,members\n2023,Sơn La,14,70\n";
    let cleaned = project(&[("t.csv", &format!("{first}{moved}{back}"))]);
    assert_eq!(
        teams(&cleaned),
        [
            "Lai Châu 2021 11 55",
            "Lai Châu 2022 13 65",
            "Sơn La 2021 10 50",
            "Sơn La 2022 12 60",
            "Sơn La 2023 14 70"
        ]
    );
    assert_eq!(faults(&cleaned), [(7, "E015", Some("members"))]);
    let rejection = &cleaned.audit.rejections[0];
    assert_eq!(&rejection.line_text[rejection.span.clone().unwrap()], "x");
    assert_eq!(cleaned.audit.files[0].form_lines, 3);
}

#[test]
fn rows_below_a_header_of_other_columns_are_rejected() {
    let text = "period,province,teams,members\n2021,Sơn La,10,50\n\nperiod,province,trained\n2022,Sơn La,60\n2022,Lai Châu,65\n";
    let cleaned = project(&[("t.csv", text)]);
    assert_eq!(teams(&cleaned), ["Sơn La 2021 10 50"]);
    assert_eq!(faults(&cleaned), [(5, "E027", None), (6, "E027", None)]);
}

#[test]
fn a_mark_amid_joined_files_and_signs_without_width_cost_nothing() {
    let header = "period,province,indicator,covered,total\n";
    let text = format!(
        "\u{feff}{header}2022,Sơn La,villages_mobile_broadband,90,100\n\u{feff}{header}\u{feff}2023,\u{202a}Sơn\u{200d} La\u{202c},villages_mobile_broadband,9\u{200b}1,\u{200e}100\n"
    );
    let cleaned = project(&[("a.csv", &text)]);
    assert_eq!(coverage(&cleaned), ["Sơn La 2022 90/100", "Sơn La 2023 91/100"]);
    assert_eq!(faults(&cleaned), []);
}

#[test]
fn what_a_data_base_writes_for_nothing_is_blank() {
    let text = "period,province,indicator,covered,total,percent\n2022,Sơn La,villages_mobile_broadband,\\N,\\N,90\n2022,Lai Châu,villages_mobile_broadband,NULL,NULL,80\n2022,Hà Giang,villages_mobile_broadband,,,\\N\n(3 rows affected)\n";
    let cleaned = project(&[("a.csv", text)]);
    assert_eq!(coverage(&cleaned), ["Lai Châu 2022 -", "Sơn La 2022 -"]);
    assert_eq!(faults(&cleaned), []);
    let account = &cleaned.audit.files[0];
    assert_eq!((account.read, account.empty, account.form_lines), (3, 1, 2));
}

#[test]
fn a_header_below_a_page_of_text_is_found() {
    let text = format!("{}Kỳ,Tỉnh,Số tổ\n2022,Sơn La,5\n", "Dòng mở đầu,,\n".repeat(70));
    assert_eq!(teams(&project(&[("a.csv", &text)])), ["Sơn La 2022 5 -"]);
}

#[test]
fn members_without_teams_are_no_row_of_teams() {
    let cleaned = project(&[("t.csv", "Kỳ,Tỉnh,Số tổ,Số thành viên\n2022,Sơn La,,5\n2022,Hà Giang,3,\n")]);
    assert_eq!(teams(&cleaned), ["Hà Giang 2022 3 -"]);
    assert_eq!(faults(&cleaned), [(2, "E010", Some("teams"))]);
}

#[test]
fn messages_point_at_the_place_in_the_file() {
    // A quote, in the middle of its line.
    let header = "period,province,indicator,percent,note\n";
    let row = "2022,Sơn \"La,villages_mobile_broadband,90,\n";
    assert!(told("a.csv", &format!("{header}{row}")).contains("a.csv:2:10"));
    let row = "2022,Sơn La,villages_mobile_broadband,90,\"x\n2023,Sơn La,villages_mobile_broadband,91,\n";
    assert!(told("a.csv", &format!("{header}{row}")).contains("a.csv:2:42"));
    // A cell far down a long line.
    let header = "note,period,province,indicator,percent\n";
    for words in [300, 3000, 30_000] {
        let row = format!("{},2022,Sơn La,villages_mobile_broadband,>90\n", "á".repeat(words));
        let column = words + 1 + 5 + 7 + 26 + 1;
        let told = told("a.csv", &format!("{header}{row}"));
        assert!(told.contains(&format!("a.csv:2:{column}\n")), "{column}: {told}");
        assert!(told.contains(",>90"), "{told}");
    }
    // A cell behind one of several lines.
    let row = "\"hai\ndòng\",2022,Sơn La,villages_mobile_broadband,>90\n";
    assert!(told("a.csv", &format!("{header}{row}")).contains("a.csv:3:45\n"));
}
