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

/// What offices write beside a count of teams goes on to the report; two notes of one count are one figure.
#[test]
fn notes_of_teams_are_kept_as_they_are_written() {
    let text = "period,province,commune,teams,note\n\
        2022,Sơn La,,12,\"202/204 xã tham gia\"\n2022,Sơn La,,12,\n2022,Lai Châu,Xã 1,5,tạm tính\n";
    let cleaned = project(&[("teams.csv", text), ("nhipso.toml", "by = \"province\"\n")]);
    let notes: Vec<_> =
        cleaned.tables.teams.iter().map(|row| (&*row.place.name, row.teams, row.note.as_deref())).collect();
    // A note on a part is none on the whole.
    assert_eq!(notes, [("Lai Châu", Some(5), None), ("Sơn La", Some(12), Some("202/204 xã tham gia"))]);
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

#[test]
fn counts_below_the_name_of_an_indicator_are_no_percentages() {
    let villages = "\"Thôn, bản được phủ băng rộng di động\"";
    let form = |upper: &str, lower: &str, row: &str| {
        project(&[("a.csv", &format!("TT,Tỉnh,Năm,{upper}\n,,,{lower}\n1,Nghệ An,2023,{row}\n"))])
    };
    let two = format!("{villages},");
    let three = format!("{villages},,");
    for (upper, lower, row, counts) in [
        (&two, "Số thôn được phủ,Tổng số thôn", "50,80", "50/80"),
        (&three, "Số lượng,Tổng,%", "50,80,62.5", "50/80"),
        (&three, "Số thôn,Tổng số thôn,Tỷ lệ (%)", "50,80,62.5", "50/80"),
        (&three, "Đã phủ,Số thôn,Tỷ lệ (%)", "50,80,62.5", "50/80"),
    ] {
        let cleaned = form(upper, lower, row);
        assert_eq!(coverage(&cleaned), [format!("Nghệ An 2023 {counts}")], "{lower}");
        assert_eq!(cleaned.audit.files[0].unread, [] as [std::sync::Arc<str>; 0], "{lower}");
    }
    // "Số thôn" alone may be those that are reached or all of them.
    let cleaned = form(&two, "Số thôn,Tỷ lệ (%)", "50,62.5");
    let figure = &cleaned.tables.coverage[0];
    assert_eq!((figure.covered, figure.total, figure.percent), (None, None, Some(62.5)));
    assert_eq!(&*cleaned.audit.files[0].unread[0], "Thôn, bản được phủ băng rộng di động / Số thôn");
}

#[test]
fn captions_below_an_indicator_that_say_no_part_of_it_are_no_percentages() {
    let text = "TT,Tỉnh,Năm,\"Thôn, bản được phủ băng rộng di động\",\n,,,Kế hoạch,Thực hiện\n1,Nghệ An,2023,90,85\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), text).unwrap();
    std::fs::write(folder.path().join("b.csv"), "Kỳ,Tỉnh,Số tổ\n2022,Sơn La,5\n").unwrap();
    let audit = Project::open(folder.path(), &Overrides::default()).unwrap().check().unwrap();
    let [lost] = &audit.unusable[..] else { panic!("{audit:?}") };
    assert!(lost.problem.vi.contains("Kế hoạch"), "{}", lost.problem.vi);
    // A row of units below the captions changes nothing.
    let text = "TT,Tỉnh,Năm,\"Thôn, bản được phủ băng rộng di động\"\n,,,(%)\n1,Nghệ An,2023,62.5\n";
    assert_eq!(project(&[("a.csv", text)]).tables.coverage[0].percent, Some(62.5));
}

#[test]
fn the_account_tells_how_sure_an_encoding_is() {
    let folder = tempfile::tempdir().unwrap();
    let tcvn3 =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/messy/sessions-tcvn3/doi-thoai.csv"));
    std::fs::write(folder.path().join("a.csv"), tcvn3.unwrap()).unwrap();
    let audit = Project::open(folder.path(), &Overrides::default()).unwrap().check().unwrap();
    assert!(audit.files[0].encoding_percent().is_some_and(|percent| percent > 50));
    let page = nhipso::edition::quality_page::html(&audit, Default::default(), Lang::Vi).unwrap();
    assert!(
        page.contains("Bảng mã: <span class=\"held\">TCVN3</span> (tin cậy") && page.contains("phông đuôi H"),
        "{page}"
    );
}

#[test]
fn the_page_of_a_check_shows_where_a_whole_row_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Kỳ,Tỉnh,Số tổ\n2022,Sơn La,\"5\"x\n2022,Lào Cai,7\n,Nghệ An,8\n";
    std::fs::write(folder.path().join("a.csv"), text).unwrap();
    let audit = Project::open(folder.path(), &Overrides::default()).unwrap().check().unwrap();
    let page = nhipso::edition::quality_page::html(&audit, Default::default(), Lang::Vi).unwrap();
    assert!(
        page.contains("E004") && page.contains("cả dòng") && page.contains("Sơn La,&quot;5&quot;x"),
        "{page}"
    );
    assert!(page.contains("(trống)"), "the period of the last row: {page}");
}

#[test]
fn columns_that_are_not_read_are_named() {
    let text = "TT,Tỉnh,Năm,Tỷ lệ người trưởng thành có điện thoại thông minh (%),Tỷ lệ hộ dùng nước sạch (%),Ký nhận\n1,Nghệ An,2023,60.5,77.7,\n";
    let cleaned = project(&[("a.csv", text)]);
    assert_eq!(cleaned.audit.files[0].unread.join("|"), "Tỷ lệ hộ dùng nước sạch (%)");
    let text = "TT,Tỉnh,Năm,Tổ công nghệ số cộng đồng,,\n,,,Tổng số tổ,Cấp xã,Thành viên\n1,Nghệ An,2023,30,10,150\n";
    let cleaned = project(&[("a.csv", text)]);
    assert_eq!(teams(&cleaned), ["Nghệ An 2023 30 150"]);
    assert_eq!(cleaned.audit.files[0].unread.join("|"), "Tổ công nghệ số cộng đồng / Cấp xã");
}

#[test]
fn lines_of_text_below_a_table_are_none_of_its_rows() {
    let text = "Kỳ,Tỉnh,Số tổ,Thành viên\n2022,Sơn La,5,20\n\n\"Sơn La, ngày 15 tháng 1 năm 2023\"\nSơn La, ngày 15 tháng 1 năm 2023\n(Ký, ghi rõ họ tên)\nLưu ý: số liệu chưa gồm Mường La, Vân Hồ\n";
    let cleaned = project(&[("a.csv", text)]);
    assert_eq!(faults(&cleaned), []);
    assert_eq!((cleaned.audit.files[0].read, cleaned.audit.files[0].form_lines), (1, 6));
}

#[test]
fn a_header_of_another_kind_amid_the_rows_is_seen() {
    let text = "Kỳ,Tỉnh,Số tổ\n2021,Lào Cai,30\nKỳ,Tỉnh,Chỉ tiêu,Tỷ lệ\n2022,Lào Cai,adults_smartphone,50\n";
    let cleaned = project(&[("a.csv", text)]);
    assert_eq!(faults(&cleaned), [(4, "E027", None)]);
    assert_eq!((cleaned.audit.files[0].read, teams(&cleaned).len()), (2, 1));
}

#[test]
fn nothing_is_due_or_done_before_it_was_promised() {
    let rows = "26/3/2023,Nghệ An,A,31/12/2022,\n26/3/2023,Nghệ An,B,Quý I/2023,\n26/3/2023,Nghệ An,C,2023,25/3/2023\n26/3/2023,Nghệ An,D,2023,3/2023\n";
    let text = format!("Ngày đối thoại,Tỉnh,Cam kết,Thời hạn,Hoàn thành\n{rows}");
    let cleaned = project(&[("a.csv", &text)]);
    assert_eq!(faults(&cleaned), [(2, "E028", Some("due")), (4, "E028", Some("done"))]);
    assert!(told("a.csv", &text).contains("the due date 31/12/2022 lies before the session of 26/3/2023"));
}

#[test]
fn corrections_are_read_as_spreadsheets_save_them() {
    let text = "Kỳ,Tỉnh,Số tổ\n2023,Nghệ Am,3\n2023,Hà Tĩnhh,5\n";
    let rows =
        "file;sheet;line;rule;row\r\na.csv;;2;E011;2023,Nghệ An,3\r\na.csv;;3;E011;\"2023,Hà Tĩnh,5\"\r\n";
    let wide: Vec<u8> =
        format!("\u{feff}{}", rows.replace(';', "\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [format!("\u{feff}{rows}").into_bytes(), wide] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), text).unwrap();
        std::fs::write(folder.path().join("corrections.csv"), bytes).unwrap();
        let audit = Project::open(folder.path(), &Overrides::default()).unwrap().check().unwrap();
        assert_eq!((audit.files[0].used, audit.rejected(), audit.checks.len()), (2, 0, 0));
    }
}

#[test]
fn errors_of_formulas_are_no_blanks() {
    let header = "period,province,indicator,percent\n";
    let row = |cell: &str| format!("{header}2022,Sơn La,villages_mobile_broadband,{cell}\n");
    for (cell, rows) in [("#N/A", 0), ("(null)", 0), ("NULL", 0), ("#REF!", 1), ("#DIV/0!", 1), ("#NAME?", 1)]
    {
        assert_eq!(faults(&project(&[("a.csv", &row(cell))])).len(), rows, "{cell}");
    }
    assert!(told("a.csv", &row("#REF!")).contains("\"#REF!\" is the error of a formula"));
}
