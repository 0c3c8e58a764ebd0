//! The stage as a whole, on files that are written here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::sync::LazyLock;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::charset::{TCVN3, VNI};
use super::encoding::tests::to_1258;
use super::*;
use crate::model::table::{COVERED, PERCENT};

static REGISTERS: LazyLock<Registers> = LazyLock::new(names::tests::registers);

/// A row as it was visited: line, kind, cells, raw.
type Seen = (u64, RowKind, Vec<Vec<u8>>, Vec<u8>);

fn seen(row: &Row<'_>) -> Seen {
    for i in 0..=row.len() {
        // Never outside the record, whatever the record is.
        if let Some(span) = row.span(i) {
            assert!(span.end <= row.raw().len() && span.start <= span.end);
        }
    }
    (row.line, row.kind, (0..row.len()).map(|i| row.cell(i).to_vec()).collect(), row.raw().to_vec())
}

fn discover_file(name: &str, bytes: &[u8], options: ReadOptions) -> (tempfile::TempDir, Exports) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
    let exports = discover_with(folder.path(), &Settings::default(), &REGISTERS, options).unwrap();
    (folder, exports)
}

fn rows_of(export: &Export) -> Vec<Seen> {
    let mut rows =
        export.fold(Vec::new, |rows, row| rows.push(seen(row)), |all, part| all.extend(part)).unwrap();
    rows.sort_by_key(|row| row.0);
    rows
}

fn read(name: &str, bytes: &[u8]) -> (Export, Vec<Seen>) {
    let (_folder, exports) = discover_file(name, bytes, ReadOptions::default());
    assert!(exports.unusable.is_empty(), "{:?}", exports.unusable);
    let export = exports.exports.into_iter().next().unwrap();
    let rows = rows_of(&export);
    (export, rows)
}

/// Reads in tiny blocks and parts, whose starts are often guessed wrong.
fn tiny(block: usize, max_record: usize) -> ReadOptions {
    ReadOptions { block, max_record, proof: block % 3, threads: 3 }
}

/// Reads in one block, one part, one thread.
fn one_block(max_record: usize) -> ReadOptions {
    ReadOptions { block: 1 << 22, max_record, threads: 1, ..ReadOptions::default() }
}

fn texts(row: &Seen) -> Vec<String> {
    row.2.iter().map(|cell| String::from_utf8_lossy(cell).nfc().collect()).collect()
}

fn kinds(rows: &[Seen]) -> Vec<(u64, RowKind)> {
    rows.iter().map(|row| (row.0, row.1)).collect()
}

#[test]
fn a_form_as_excel_writes_it() {
    let text = "\u{feff}Biểu số 05/CĐS;;;;\nSỞ THÔNG TIN;;;;\n;;;;\n\
                TT;Tỉnh;Năm;Số bản được phủ sóng băng rộng di động;Tổng số bản;Tỷ lệ (%)\nA;B;1;2;3;4\n\
                ;TỔNG CỘNG;2022;4.274;4.494;95,10\n1;Tỉnh Sơn La;2022;2.137;2.247;95,10%\n;;;;;\n\
                Người lập biểu;;;Thủ trưởng đơn vị;;\n";
    let (export, rows) = read("bieu05.csv", text.as_bytes());
    assert_eq!(
        (export.kind, export.encoding, export.separator),
        (ExportKind::Coverage, "utf-8-bom", Some(b';'))
    );
    assert_eq!((export.header_line, export.form_lines_above), (4, 5));
    let villages = |measure| {
        let indicator = Some("villages_mobile_broadband".into());
        Role::Wide(WideColumn { indicator, measure, period: None, also: Vec::new() })
    };
    assert_eq!(
        export.roles[3..],
        [villages(COVERED), villages(crate::model::table::TOTAL), villages(PERCENT)]
    );
    let form = RowKind::Form;
    assert_eq!(kinds(&rows), [(6, RowKind::Data), (7, RowKind::Data), (8, form), (9, form)]);
    assert_eq!(texts(&rows[1])[5], "95,10%");
}

#[test]
fn merged_captions_years_and_titles() {
    let text = "Tỉnh Sơn La,,,,,,\n,Thôn bản được phủ sóng băng rộng di động,,,Dân số được phủ sóng băng rộng di động,,\n\
                Năm,Số được phủ,Tổng số,Tỷ lệ (%),Số được phủ,Tổng số,Tỷ lệ (%)\n2021,1,2,50,3,4,75\n";
    let registers = crate::model::register::Registers::default_set().unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), text).unwrap();
    std::fs::write(
        folder.path().join("b.csv"),
        "Thôn, bản được phủ sóng băng rộng di động (%),,,\nTT,Tỉnh,2021,2022\n1,Sơn La,\"92,39\",\"95,10\"\n",
    )
    .unwrap();
    std::fs::write(
        folder.path().join("c.csv"),
        "Thôn, bản được phủ sóng băng rộng di động (%),,,\nTT,\"Tỉnh, thành phố\",Năm,\n,,2021,2022\n1,Sơn La,\"92,39\",95\n",
    )
    .unwrap();
    let exports = discover(folder.path(), &Settings::default(), &registers).unwrap();
    assert_eq!(exports.unusable.len(), 0, "{:?}", exports.unusable);
    let wide = |roles: &[Role]| -> Vec<(String, &'static str, String)> {
        roles
            .iter()
            .filter_map(|role| match role {
                Role::Wide(wide) => Some((
                    wide.indicator.as_deref().unwrap_or_default().to_owned(),
                    wide.measure.name(),
                    wide.period.as_deref().unwrap_or_default().to_owned(),
                )),
                _ => None,
            })
            .collect()
    };
    let (villages, people) =
        ("villages_mobile_broadband".to_owned(), "population_mobile_broadband".to_owned());
    let part = |id: &String, part| (id.clone(), part, String::new());
    let form = &exports.exports[0];
    assert_eq!(form.caption.province.as_deref(), Some("Sơn La"));
    assert_eq!(
        wide(&form.roles),
        [
            part(&villages, "covered"),
            part(&villages, "total"),
            part(&villages, "percent"),
            part(&people, "covered"),
            part(&people, "total"),
            part(&people, "percent"),
        ]
    );
    assert_eq!((form.header_line, form.form_lines_above), (3, 3));
    let merged = &exports.exports[2];
    assert_eq!(wide(&merged.roles), wide(&exports.exports[1].roles));
    assert_eq!((merged.header_line, &*merged.headers[3]), (3, "Năm / 2022"));
    let years = &exports.exports[1];
    assert_eq!(
        wide(&years.roles),
        [(villages.clone(), "percent", "2021".to_owned()), (villages, "percent", "2022".to_owned())]
    );
}

#[test]
fn what_is_no_export_is_named_with_what_it_lacks() {
    let (_folder, exports) =
        discover_file("a.csv", "Năm,Tỉnh,Ghi chú\n2022,Sơn La,x\n".as_bytes(), ReadOptions::default());
    let [lost] = &exports.unusable[..] else { panic!("{exports:?}") };
    assert_eq!((lost.rule, lost.line), (Rule::HeaderUnknown, Some(1)));
    assert!(lost.problem.en.contains("recognised “Năm” (period), “Tỉnh” (province)"), "{}", lost.problem.en);
    for (name, text, unusable) in [
        ("doc.txt", "Kính gửi các đồng chí,\nxin gửi số liệu.\n", 0),
        ("notes/a.csv", "a,b\n1,2\n", 0),
        ("corrections.csv", "a,b\n1,2\n", 0),
        (".hidden.csv", "a,b\n1,2\n", 0),
        ("x.json", "{}", 0),
        ("sub/a.csv", "a,b\n1,2\n", 1),
        ("empty.csv", "", 1),
    ] {
        let (_folder, exports) = discover_file(name, text.as_bytes(), ReadOptions::default());
        assert_eq!((exports.exports.len(), exports.unusable.len()), (0, unusable), "{name}");
    }
    // "Đơn vị" may be an office: beside "Tỉnh" it is not the place.
    let (export, _) = read("a.csv", "Tỉnh;Đơn vị;Năm;Số tổ\nSơn La;Sở TTTT;2022;5\n".as_bytes());
    assert_eq!(export.roles[..2], [Role::Column(crate::model::table::PROVINCE), Role::Ignored]);
    let twice = "period,province,province,indicator,percent\n2022,a,b,c,1\n";
    let (_folder, exports) = discover_file("a.csv", twice.as_bytes(), ReadOptions::default());
    assert_eq!(exports.unusable[0].rule, Rule::HeaderRepeated);
}

#[test]
fn packed_files_are_read_by_content() {
    let text = "period,province,teams\n2022,Sơn La,1459\n2023,Sơn La,1460\n";
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(text.as_bytes()).unwrap();
    let zst = ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    for (name, bytes) in [("a.csv", gz.finish().unwrap()), ("a.csv.zst", zst), ("a.csv", text.into())] {
        let (export, rows) = read(name, &bytes);
        assert_eq!(export.kind, ExportKind::Teams);
        assert_eq!(kinds(&rows), [(2, RowKind::Data), (3, RowKind::Data)]);
        assert_eq!(texts(&rows[0]), ["2022", "Sơn La", "1459"]);
    }
}

#[test]
fn a_packed_file_that_ends_too_early_costs_itself_alone() {
    let rows: String = (0..40_000_u64)
        .map(|i| format!("{},Sơn La,{},{}\n", 1000 + i % 1000, i * 7919 % 10_007, i * 104_729 % 1_000_003))
        .collect();
    let text = format!("period,province,teams,members\n{rows}");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    let zst = ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let mut bent = gz.clone();
    let middle = bent.len() / 2;
    bent[middle..middle + 64].fill(0xff);
    let registers = crate::model::register::Registers::default_set().unwrap();
    for (bytes, says) in [
        (&gz[..gz.len() * 9 / 10], "tệp nén bị cắt giữa chừng"),
        (&gz[..gz.len() - 8], "tệp nén bị cắt giữa chừng"),
        (&zst[..zst.len() * 9 / 10], "tệp nén bị cắt giữa chừng"),
        (&bent, "tệp nén bị hỏng"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), bytes).unwrap();
        std::fs::write(folder.path().join("b.csv"), "period,province,teams\n2022,Sơn La,5\n").unwrap();
        let exports = discover(folder.path(), &Settings::default(), &registers).unwrap();
        assert_eq!(exports.exports.len(), 1);
        let [lost] = &exports.unusable[..] else { panic!("{:?}", exports.unusable) };
        assert!(lost.problem.vi.contains(says), "{says}: {}", lost.problem.vi);
        let lines = lost.problem.en.split(' ').find_map(|word| word.replace(',', "").parse::<u64>().ok());
        let of_zstd = bytes[0] == 0x28;
        assert!(
            of_zstd || lines.is_some_and(|lines| (10_000..=40_001).contains(&lines)),
            "{}",
            lost.problem.en
        );
    }
}

/// A workbook as an office makes it: a cover, a form with a percentage, merged provinces, a hidden sheet.
fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Bìa").unwrap().write(0, 0, "BÁO CÁO").unwrap();
    let form = book.add_worksheet().set_name("Biểu 1").unwrap();
    form.merge_range(0, 0, 0, 5, "BIỂU SỐ 1", &Format::new()).unwrap();
    let captions =
        ["TT", "Tỉnh", "Năm", "Số bản được phủ sóng băng rộng di động", "Tổng số bản", "Tỷ lệ (%)"];
    form.write_row(3, 0, captions).unwrap();
    form.write_row(4, 0, ["A", "B"]).unwrap();
    form.write_row(4, 2, [1, 2, 3, 4]).unwrap();
    form.write(5, 1, "Sơn\nLa").unwrap();
    form.write_row(5, 2, [2022.0, 2137.0, 2247.0, 95.1]).unwrap();
    form.write(6, 1, "Điện Biên").unwrap();
    form.write_row(6, 2, [2022.0, 1.234, 2000.0]).unwrap();
    form.write_with_format(6, 5, 0.951, &Format::new().set_num_format("0.00%")).unwrap();
    form.write(8, 1, "Người lập biểu").unwrap();
    let teams = book.add_worksheet().set_name("Tổ").unwrap();
    teams.write_row(1, 1, ["Kỳ", "Tỉnh", "Số tổ"]).unwrap();
    let day = ExcelDateTime::from_ymd(2022, 9, 14).unwrap();
    for (row, teams_text) in [(2, "1.459"), (3, "5")] {
        let format = Format::new().set_num_format("dd/mm/yyyy");
        teams.write_datetime_with_format(row, 1, &day, &format).unwrap();
        teams.write(row, 3, teams_text).unwrap();
    }
    teams.merge_range(2, 2, 3, 2, "Sơn La", &Format::new()).unwrap();
    let hidden = book.add_worksheet().set_name("Cũ").unwrap();
    hidden.write_row(0, 0, ["period", "province", "teams"]).unwrap();
    hidden.set_hidden(true);
    book.save_to_buffer().unwrap()
}

#[test]
fn sheets_of_a_workbook() {
    let (_folder, exports) = discover_file("a.xlsx", &workbook(), ReadOptions::default());
    let [hidden] = &exports.unusable[..] else { panic!("{:?}", exports.unusable) };
    assert_eq!((hidden.rule, hidden.source.sheet.as_deref()), (Rule::SheetHidden, Some("Cũ")));
    let [form, teams] = &exports.exports[..] else { panic!("{:?}", exports.exports) };
    assert_eq!(form.source.sheet.as_deref(), Some("Biểu 1"));
    assert_eq!(
        (form.encoding, form.separator, form.header_line, form.form_lines_above),
        ("sheet", None, 4, 5)
    );
    let mut seen_rows = Vec::new();
    form.rows_at(&[6, 7, 9], |row| {
        let numbers: Vec<bool> = (0..row.len()).map(|i| row.is_number(i)).collect();
        assert_eq!(row.cell_ref(3), format!("D{}", row.line));
        seen_rows.push((row.line, row.kind, String::from_utf8_lossy(row.raw()).into_owned(), numbers));
    })
    .unwrap();
    let numbers = vec![false, false, true, true, true, true];
    assert_eq!(
        seen_rows,
        [
            (6, RowKind::Data, ";Sơn La;2022;2137;2247;95.1".to_owned(), numbers.clone()),
            (7, RowKind::Data, ";Điện Biên;2022;1.234;2000;95.1".to_owned(), numbers),
            (9, RowKind::Form, ";Người lập biểu;;;;".to_owned(), vec![false; 6]),
        ]
    );
    // The merged cell holds its province in both rows, and a text that looks like a number is a text.
    assert!(!teams.carries_place);
    let rows: Vec<Vec<String>> = rows_of(teams).iter().map(texts).collect();
    assert_eq!(rows, [["", "2022-09-14", "Sơn La", "1.459"], ["", "2022-09-14", "Sơn La", "5"]]);
}

#[test]
fn a_formula_that_nobody_computed_is_not_blank() {
    let path = format!("{}/tests/ingest/formula.xlsx", env!("CARGO_MANIFEST_DIR"));
    let (_, rows) = read("a.xlsx", &std::fs::read(path).unwrap());
    let teams: Vec<String> = rows.iter().map(|row| texts(row)[3].clone()).collect();
    // The second formula has an empty text as its value; the last row is one prepared for later.
    assert_eq!(teams, ["=3+4", "", ""]);
}

#[test]
fn months_typed_as_dates_are_months() {
    let path = format!("{}/tests/ingest/months.xlsx", env!("CARGO_MANIFEST_DIR"));
    let (_, rows) = read("a.xlsx", &std::fs::read(path).unwrap());
    let periods: Vec<String> = rows.iter().map(|row| texts(row)[0].clone()).collect();
    assert_eq!(periods, ["2022-09", "2022-09", "2022-09", "2022-09-01", "2022"]);
    let path = format!("{}/tests/ingest/months.ods", env!("CARGO_MANIFEST_DIR"));
    let (_, rows) = read("a.ods", &std::fs::read(path).unwrap());
    let periods: Vec<String> = rows.iter().map(|row| texts(row)[0].clone()).collect();
    assert_eq!(periods, ["2022-09", "2022-09", "2022-09", "2022-09-01", "2022"]);
}

#[test]
fn workbooks_that_cannot_be_read_whole_say_so() {
    for (name, rule, sheets, exports) in [
        ("hidden_sheets.xlsx", Rule::SheetHidden, 2, 1),
        ("far_cell.xlsx", Rule::FileUnreadable, 1, 0),
        ("damaged.xls", Rule::FileUnreadable, 1, 0),
    ] {
        let bytes = std::fs::read(format!("{}/tests/ingest/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let (_folder, found) = discover_file(name, &bytes, ReadOptions::default());
        let rules: Vec<Rule> = found.unusable.iter().map(|unusable| unusable.rule).collect();
        assert_eq!((rules, found.exports.len()), (vec![rule; sheets], exports), "{name}");
    }
}

#[test]
fn percentages_of_older_workbooks() {
    let fixture =
        |name: &str| std::fs::read(format!("{}/tests/ingest/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    // OpenDocument says what is a percentage; the old Excel format says nothing that we read, so it is not guessed.
    let (_, rows) = read("a.ods", &fixture("percent.ods"));
    assert_eq!(texts(&rows[0]), ["2022", "Sơn La", "villages_mobile_broadband", "58.3"]);
    assert_eq!(texts(&rows[1])[1..], ["Sơn La", "population_mobile_broadband", "60"]);
    let (_, rows) = read("a.xls", &fixture("percent.xls"));
    assert_eq!(kinds(&rows), [(2, RowKind::Fraction(3)), (3, RowKind::Data)]);
}

#[test]
fn a_long_line_costs_itself_only() {
    let mut text = b"date,province,topic,question\n2023-03-22,A,t,q\n2023-03-22,A,t,".to_vec();
    text.extend(std::iter::repeat_n(b'x', 5 << 20));
    text.extend(b"\n2023-03-23,B,t,\"a\nb\"\n2023-03-24,C,t,q\n");
    let (_, rows) = read("a.csv", &text);
    assert_eq!(
        kinds(&rows),
        [(2, RowKind::Data), (3, RowKind::Broken(Rule::RowTooLong)), (4, RowKind::Data), (6, RowKind::Data),]
    );
    assert!(rows[1].3.len() < 10_000);
}

#[test]
fn a_quote_open_beyond_the_head_costs_one_row() {
    let mut text = String::from("date,province,topic,question\n2023-01-01,A,t,\"open\n");
    let rows = 20_000;
    for i in 0..rows {
        text.push_str(&format!("2023-01-03,B,t,q number {i}\n"));
    }
    assert!(text.len() > 2 * super::bytes::HEAD);
    let (export, seen) = read("a.csv", text.as_bytes());
    assert_eq!(export.form_lines_above, 1);
    assert_eq!(kinds(&seen[..2]), [(2, RowKind::Broken(Rule::QuoteUnclosed)), (3, RowKind::Data)]);
    assert_eq!(seen.len(), rows + 1);
}

#[test]
fn spans_point_at_the_cell() {
    let line = "2023-03-22,\"Sơn \"\"La\"\"\",t,\"câu, hỏi\nthứ hai\"";
    let text = format!("date,province,topic,question\n{line}\n2023,a,b,\"c, d\"\n");
    let (_folder, exports) = discover_file("a.csv", text.as_bytes(), ReadOptions::default());
    let export = &exports.exports[0];
    let mut spans = Vec::new();
    export
        .rows_at(&[2, 4], |row| {
            let text = |i| row.span(i).map(|span| String::from_utf8_lossy(&row.raw()[span]).into_owned());
            spans.push((0..5).map(text).collect::<Vec<_>>());
        })
        .unwrap();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        spans,
        [
            vec![
                some("2023-03-22"),
                some("\"Sơn \"\"La\"\"\""),
                some("t"),
                some("\"câu, hỏi\nthứ hai\""),
                None
            ],
            vec![some("2023"), some("a"), some("b"), some("\"c, d\""), None],
        ]
    );
}

const HEADER: &str = "date,province,topic,question\n";

/// Pieces that tables and troubles are made of.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        6 => Just(b"2023-03-22,a,b,c\n".to_vec()),
        2 => Just(b"2023-03-22,a,\"b, \"\"x\"\"\",c\r\n".to_vec()),
        2 => Just(b"2023-03-22,a,b,\"c\nd\"\n".to_vec()),
        1 => Just(b"question,topic,date,province\n".to_vec()),
        1 => Just(b"topic,date,host\n".to_vec()),
        1 => Just(HEADER.into()),
        1 => Just(b"2023-03-22,a,b\r".to_vec()),
        1 => Just(b"2023-03-22,a,b,\"open\n".to_vec()),
        1 => Just(b"2023-03-22,a,b\"b,c\n".to_vec()),
        1 => Just(b"\n".to_vec()),
        1 => Just(b",,,\n".to_vec()),
        1 => Just(b"\x00\xff".to_vec()),
        1 => Just(vec![b'x'; 300]),
        3 => prop::collection::vec(prop::sample::select(b"\"\"\",,\n\r a1\xc3\x00".to_vec()), 1..12),
    ]
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| [HEADER.as_bytes(), &pieces.concat()].concat())
}

/// Inputs a property is tried with; `PROPTEST_CASES` asks for a longer run.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(100)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), ext in 0..3usize) {
        let name = ["a.csv", "a.txt", "a.xlsx"][ext];
        let (_folder, exports) = discover_file(name, &bytes, tiny(7, 100));
        for export in &exports.exports {
            rows_of(export);
        }
        let bytes = [HEADER.as_bytes(), &bytes].concat();
        let (_folder, exports) = discover_file(name, &bytes, tiny(7, 100));
        for export in &exports.exports {
            rows_of(export);
        }
    }

    #[test]
    fn how_it_is_read_changes_nothing(bytes in text(), block in 1..90usize) {
        let (_folder, whole) = discover_file("a.csv", &bytes, one_block(200));
        let (_folder2, parts) = discover_file("a.csv", &bytes, tiny(block, 200));
        prop_assert_eq!(whole.exports.len(), parts.exports.len());
        for (one, many) in whole.exports.iter().zip(&parts.exports) {
            let rows = rows_of(one);
            prop_assert_eq!(&rows, &rows_of(many));
            // Lines ascend, and the second pass finds every row again.
            prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
            let lines: Vec<u64> = rows.iter().map(|row| row.0).collect();
            for export in [one, many] {
                let mut again = Vec::new();
                export.rows_at(&lines, |row| again.push(seen(row))).unwrap();
                prop_assert_eq!(&rows, &again);
            }
            // Nothing is left over, and lines are counted as they are.
            let Access::Text(access) = &one.access else { continue };
            if access.encoding.is_utf8() {
                let end = access.end().unwrap();
                prop_assert_eq!(end.offset, bytes.len() as u64);
                prop_assert_eq!(end.line, 1 + lines::count_lines(&bytes) + u64::from(!ends_a_line(&bytes)));
            }
        }
    }

    #[test]
    fn mangled_tables_come_back(
        rows in prop::collection::vec((cell(), cell(), cell()), 1..20),
        encoding in 0..7usize, separator in 0..4usize, line_end in 0..3usize, block in 1..90usize,
    ) {
        let separator = [",", ";", "\t", "|"][separator];
        let line_end = ["\n", "\r\n", "\r"][line_end];
        let quote = |cell: &str| match cell.contains(['"', '\n', '\r', ',', ';', '\t', '|']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_owned(),
        };
        // Enough text to tell the encoding by.
        let mut table = vec![["Ngày", "Tỉnh", "Vấn đề", "question"].map(str::to_owned)];
        for (a, b, c) in &rows {
            table.push(["22/03/2022".to_owned(), format!("Điện Biên {a}"), format!("Khởi nghiệp, {b}"), c.clone()]);
        }
        let mut text = String::new();
        for row in &table {
            text.push_str(&row.iter().map(|cell| quote(cell)).collect::<Vec<_>>().join(separator));
            text.push_str(line_end);
        }
        let (name, bytes): (&str, Vec<u8>) = match encoding {
            0 => ("utf-8", text.clone().into()),
            1 => ("utf-8-bom", format!("\u{feff}{text}").into()),
            2 => ("utf-16le", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            3 => ("utf-16be", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            4 => ("cp1258", to_1258(&text)),
            5 => ("tcvn3", TCVN3.encode(&text).unwrap()),
            _ => ("vni", VNI.encode(&text).unwrap()),
        };
        let (_folder, exports) = discover_file("a.txt", &bytes, tiny(block, 100_000));
        let [export] = &exports.exports[..] else { return Err(TestCaseError::fail(format!("{exports:?}"))) };
        prop_assert_eq!(export.encoding, name);
        let read: Vec<Vec<String>> = rows_of(export).iter().map(texts).collect();
        let expected: Vec<Vec<String>> = table[1..].iter().map(|row| row.to_vec()).collect();
        prop_assert_eq!(read, expected);
    }
}

/// Cells of letters that all the encodings have.
fn cell() -> impl Strategy<Value = String> {
    let words =
        ["giáo dục", "Sơn La", "an toàn", "\"hứa\"", ",", ";", "1.459", "\n", "đường", "x|y", "\t", "hỏi"];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..4)
        .prop_map(|words| words.join(" ").trim().to_owned())
}

/// Rows of which one in ten is of several lines, and one in thirteen has a quote that stays open.
fn many_rows() -> String {
    let mut text = String::from("Ngày,Tỉnh,Vấn đề,Câu hỏi\n");
    for n in 0..4000 {
        let question = match (n % 10, n % 13) {
            (_, 7) => format!("\"mở {n}"),
            (3, _) => format!("\"câu {n}\n22/03/2022,Sơn La,Giáo dục,x\n\""),
            _ => format!("câu {n}"),
        };
        text.push_str(&format!("22/03/2022,Sơn La,Giáo dục,{question}\n"));
    }
    text
}

#[test]
fn a_file_is_read_once_by_all_threads_and_hashed_meanwhile() {
    let text = many_rows();
    let digest = Digest::of(text.as_bytes());
    let (_folder, whole) = discover_file("a.csv", text.as_bytes(), one_block(200));
    let rows = rows_of(&whole.exports[0]);
    assert_eq!(whole.exports[0].digest(), Some(&digest));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    let mut most = 0;
    for (block, proof) in [(300, 1), (300, 2), (1000, 3), (4000, 6)].into_iter().cycle().take(40) {
        let options = ReadOptions { block, proof, max_record: 2000, threads: 4 };
        let (_folder, parts) = discover_file("a.csv", text.as_bytes(), options);
        let export = &parts.exports[0];
        let made = std::sync::atomic::AtomicUsize::new(0);
        let new = || {
            made.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Vec::new()
        };
        let fold =
            || export.fold(new, |rows, row| rows.push(seen(row)), |all, part| all.extend(part)).unwrap();
        let mut read = pool.install(fold);
        read.sort_by_key(|row| row.0);
        assert!(read == rows, "blocks of {block}, proof of {proof}");
        assert_eq!(export.digest(), Some(&digest), "blocks of {block}, proof of {proof}");
        most = most.max(made.into_inner());
    }
    assert!(most > 1, "one thread read everything");
}

#[test]
fn every_file_has_the_digest_of_its_bytes() {
    let text = many_rows();
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    let files = [
        ("a.csv", text.clone().into_bytes()),
        ("b.csv", utf16),
        ("c.csv", TCVN3.encode(&text).unwrap()),
        ("d.csv.gz", gzip.finish().unwrap()),
        ("e.csv", text.as_bytes()[..2000].to_vec()),
    ];
    for (name, bytes) in files {
        for options in
            [ReadOptions::default(), ReadOptions { block: 1000, threads: 3, ..ReadOptions::default() }]
        {
            let (_folder, exports) = discover_file(name, &bytes, options);
            let export = &exports.exports[0];
            assert!(!rows_of(export).is_empty());
            assert_eq!(export.digest(), Some(&Digest::of(&bytes)), "{name}");
        }
    }
}

fn ends_a_line(bytes: &[u8]) -> bool {
    matches!(bytes.last(), Some(b'\n' | b'\r'))
}
