//! Projects of any shape: nothing panics, every row is accounted for, and how a table is written changes no figure.
//!
//! `PROPTEST_CASES` asks for a longer run than that of every test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};
use std::path::Path;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::{self, Style};
use crate::model::table::ORIGINS;
use crate::model::{Lang, Overrides};
use crate::{Error, Project, compose, edition};

/// Choices taken one after the other from a list of numbers; the first choice of all where the list is used up.
/// A shorter list of smaller numbers is a simpler project, so that a finding shrinks by itself.
struct Dice<'a> {
    rolls: std::slice::Iter<'a, u32>,
}

impl<'a> Dice<'a> {
    fn new(rolls: &'a [u32]) -> Self {
        Dice { rolls: rolls.iter() }
    }

    fn below(&mut self, most: usize) -> usize {
        self.rolls.next().map_or(0, |roll| *roll as usize % most.max(1))
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// One time in `n`.
    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }
}

const PERIODS: &[&str] = &[
    "2022",
    "2023",
    "2025",
    "2026",
    "Quý III/2023",
    "14/9/2022",
    "6 tháng đầu năm 2023",
    "2022-13",
    "",
    "9999",
    "31/2/2023",
    "Tháng 0/2023",
    "năm",
    "2022-09-14 10:00",
    "III",
    "-1",
    "0",
];
const PLACES: &[&str] = &[
    "Sơn La",
    "Điện Biên",
    "14",
    "Tỉnh Quảng Trị",
    "44",
    "1",
    "Thái Bình",
    "Cả nước",
    "TỔNG CỘNG",
    "Hà Tây",
    "Cần Thơn",
    "",
    "Hà",
    "tp. hcm",
    "\u{202e}Sơn La",
    "S\u{323}",
    "=1+1",
    "Trong đó",
    "a/b|c",
];
const INDICATORS: &[&str] =
    &["villages_mobile_broadband", "adults_smartphone", "Chợ 4.0", "", "villages_mobile", "x/y", "Tổng số"];
const NUMBERS: &[&str] = &[
    "10",
    "20",
    "1.234",
    "95,10",
    "95.1",
    "1.447/1.459",
    ">90",
    "…",
    "-",
    "-3",
    "7*",
    "99999999999999999999",
    "0",
    "0/0",
    "1e400",
    "NaN",
    "５０",
    "1 234",
    "\"",
    "%",
    "1.234.567,89",
    "",
];
const TEXTS: &[&str] = &[
    "Học nghề?",
    "",
    "<b>&amp;\u{0}",
    "hai\ndòng",
    "a,b;c|d\te",
    "Dịch vụ công",
    "sơ bộ",
    "\u{feff}",
    "xong",
    "x",
];
const SUBS: &[&str] = &["", "Mộc Châu", "Yên Châu", "MỘC CHÂU", "Toàn tỉnh", "/", "14"];
const LEVELS: &[&str] = &["all", "cấp xã", "thôn, bản", "", "?", "chung"];

/// A column: its names, and what stands in it.
type Column = (&'static [&'static str], &'static [&'static str]);

const KINDS: &[&[Column]] = &[
    &[
        (&["period", "Kỳ", "Năm"], PERIODS),
        (&["province", "Tỉnh", "Đơn vị"], PLACES),
        (&["indicator", "Chỉ tiêu"], INDICATORS),
        (&["covered", "Số đạt"], NUMBERS),
        (&["total", "Tổng số"], NUMBERS),
        (&["percent", "Tỷ lệ (%)"], NUMBERS),
        (&["district", "Huyện"], SUBS),
        (&["commune", "Xã"], SUBS),
        (&["note", "Ghi chú"], TEXTS),
    ],
    &[
        (&["Tỉnh", "province"], PLACES),
        (&["Năm", "period"], PERIODS),
        (&["Số bản được phủ sóng băng rộng di động"], NUMBERS),
        (&["Tổng số bản"], NUMBERS),
        (&["Tỷ lệ (%)"], NUMBERS),
        (&["2022", "2023"], NUMBERS),
        (&["TT"], NUMBERS),
    ],
    &[
        (&["date", "Ngày"], PERIODS),
        (&["province", "Tỉnh"], PLACES),
        (&["topic", "Chủ đề"], TEXTS),
        (&["question", "Câu hỏi"], TEXTS),
        (&["opinions", "Số ý kiến"], NUMBERS),
        (&["question_no", "Câu hỏi số"], NUMBERS),
        (&["district"], SUBS),
        (&["theme", "Chuyên đề"], TEXTS),
    ],
    &[
        (&["period", "Thời điểm"], PERIODS),
        (&["province", "Tỉnh, thành phố"], PLACES),
        (&["teams", "Số tổ"], NUMBERS),
        (&["level", "Cấp"], LEVELS),
        (&["members", "Số thành viên"], NUMBERS),
        (&["trained", "Số tổ đã tập huấn"], NUMBERS),
        (&["commune", "Xã"], SUBS),
    ],
    &[
        (&["indicator", "Chỉ tiêu"], INDICATORS),
        (&["province", "Tỉnh"], PLACES),
        (&["due", "Thời hạn"], PERIODS),
        (&["target", "Mục tiêu"], NUMBERS),
    ],
    &[
        (&["session_date", "Ngày đối thoại"], PERIODS),
        (&["province", "Tỉnh"], PLACES),
        (&["commitment", "Cam kết"], TEXTS),
        (&["due", "Thời hạn"], PERIODS),
        (&["done", "Hoàn thành"], PERIODS),
        (&["question_no"], NUMBERS),
        (&["agency", "Cơ quan"], TEXTS),
    ],
];

const TITLES: &[&str] =
    &["", "BÁO CÁO NĂM 2023", "Tỉnh Sơn La", "Thôn, bản được phủ băng rộng di động", "Cả nước"];

/// A table of one of the kinds, its rows as cells; the first ones may be titles.
fn table(dice: &mut Dice<'_>) -> Vec<Vec<String>> {
    let kind = dice.of(KINDS);
    let mut columns: Vec<Column> = kind.to_vec();
    for _ in 0..dice.below(3) {
        let last = columns.len() - 1;
        columns.swap(dice.below(kind.len()) % (last + 1), last);
        if dice.once_in(3) {
            columns.pop();
        }
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for _ in 0..dice.below(3) {
        rows.push(vec![dice.of(TITLES).to_owned()]);
    }
    rows.push(columns.iter().map(|(names, _)| dice.of(names).to_owned()).collect());
    for _ in 0..dice.below(12) {
        if dice.once_in(9) {
            rows.push(
                dice.of(&[&["A", "B", "1", "2"][..], &[""], &["Người lập", "", "", "Ký"]])
                    .iter()
                    .map(|c| (*c).to_owned())
                    .collect(),
            );
            continue;
        }
        // Half of the cells are good ones, so that rows meet.
        let cell = |dice: &mut Dice<'_>, pool: &[&str]| match dice.below(2) {
            0 => pool[dice.below(2)].to_owned(),
            _ => dice.of(pool).to_owned(),
        };
        rows.push(columns.iter().map(|(_, pool)| cell(dice, pool)).collect());
    }
    rows
}

const NASTY: &[&[u8]] = &[
    b"\"",
    b"\x00",
    b"\xff",
    b"\r",
    b"\n",
    b"\r\n",
    b",",
    b";",
    b"\t",
    b"\"\"",
    b",,,,,,,,,,",
    b"\xef\xbb\xbf",
    b"\xe1\xba",
    b"\xcc\x81",
    b"\n\"",
    b"\",\"",
    b"=",
    b"x",
    b"<",
    b"&#0;",
    b"-",
    b"9",
];

fn mangle(dice: &mut Dice<'_>, bytes: &mut Vec<u8>, times: usize) {
    for _ in 0..dice.below(times + 1) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(4) {
            0 | 1 => {
                let nasty = dice.of(NASTY);
                bytes.splice(at..at, nasty.iter().copied());
            }
            2 => {
                let end = (at + dice.below(20)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let end = (at + dice.below(200)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
}

fn quoted(cell: &str, separator: &str) -> String {
    match cell.contains(['"', '\n', '\r']) || cell.contains(separator) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

fn csv(rows: &[Vec<String>], separator: &str, line_end: &str) -> String {
    let line = |row: &Vec<String>| {
        row.iter().map(|cell| quoted(cell, separator)).collect::<Vec<_>>().join(separator) + line_end
    };
    rows.iter().map(line).collect()
}

fn encoded(text: &str, encoding: usize) -> Vec<u8> {
    match encoding {
        1 => format!("\u{feff}{text}").into(),
        2 => {
            [&[0xff, 0xfe][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat()
        }
        3 => {
            [&[0xfe, 0xff][..], &text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()].concat()
        }
        _ => text.into(),
    }
}

/// A workbook of some tables, with cells of every type.
fn workbook(dice: &mut Dice<'_>) -> Vec<u8> {
    let mut book = Workbook::new();
    for nth in 0..1 + dice.below(3) {
        let rows = table(dice);
        let sheet = book.add_worksheet().set_name(format!("Biểu {nth}")).unwrap();
        for (row, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                let number = cell.replace(',', ".").parse::<f64>().ok().filter(|x| x.is_finite());
                match (dice.below(8), number) {
                    (0, _) => sheet.write_formula(row, column, Formula::new("=A1/0").set_result(cell)),
                    (1, _) => sheet.write_formula(row, column, Formula::new("=1+2")),
                    (2, _) => sheet.write_boolean(row, column, true),
                    (3, _) => {
                        let day = ExcelDateTime::from_ymd(2023, 2, 28).unwrap();
                        let format = Format::new().set_num_format("dd/mm/yyyy");
                        sheet.write_with_format(row, column, &day, &format)
                    }
                    (4, Some(number)) => {
                        let format = Format::new().set_num_format("0.0%");
                        sheet.write_with_format(row, column, number / 100.0, &format)
                    }
                    (_, Some(number)) => sheet.write(row, column, number),
                    _ => sheet.write(row, column, cell),
                }
                .unwrap();
            }
        }
        if dice.once_in(3) {
            let (row, column) = (dice.below(8) as u32, dice.below(4) as u16);
            let _ = sheet.merge_range(
                row,
                column,
                row + dice.below(4) as u32,
                column + 1,
                "Sơn La",
                &Format::new(),
            );
        }
        sheet.set_hidden(nth > 0 && dice.once_in(3));
    }
    book.save_to_buffer().unwrap()
}

/// The same workbook with the text of its parts mangled, and packed again.
fn mangled_workbook(dice: &mut Dice<'_>, bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = dice.below(from.len());
    for i in 0..from.len() {
        let mut entry = from.by_index(i).unwrap();
        let mut text = Vec::new();
        entry.read_to_end(&mut text).unwrap();
        let name = entry.name().unwrap().into_owned();
        if i == chosen || name.contains("sheet1") {
            mangle(dice, &mut text, 2);
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&text).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// What a project of some files says of itself; nothing is left to chance but what the dice say.
fn files(dice: &mut Dice<'_>) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for nth in 0..1 + dice.below(3) {
        let (name, bytes) = match dice.below(6) {
            0 => {
                let book = workbook(dice);
                (format!("{nth}.xlsx"), if dice.once_in(2) { mangled_workbook(dice, &book) } else { book })
            }
            _ => {
                let (separator, end) = (dice.of(&[",", ";", "\t", "|"]), dice.of(&["\n", "\r\n", "\r"]));
                let text = csv(&table(dice), separator, end);
                let encoding = dice.below(8);
                (format!("{nth}.csv"), encoded(&text, encoding))
            }
        };
        let mut bytes = bytes;
        if dice.once_in(2) {
            mangle(dice, &mut bytes, 6);
        }
        files.push((name, bytes));
    }
    if dice.once_in(4) {
        let mut text = String::from("file,sheet,line,rule,row\n");
        for _ in 0..dice.below(4) {
            let row = table(dice).pop().unwrap_or_default().join(",");
            let file = dice.of(&["0.csv", "0.xlsx", "1.csv", "?"]);
            writeln!(
                text,
                "{file},{},{},,\"{}\"",
                dice.of(&["", "Biểu 0"]),
                dice.below(9),
                row.replace('"', "\"\"")
            )
            .unwrap();
        }
        let mut text = text.into_bytes();
        mangle(dice, &mut text, 2);
        files.push(("corrections.csv".to_owned(), text));
    }
    if dice.once_in(4) {
        let line = dice.of(&[
            "boundaries = \"34\"",
            "boundaries = \"63\"",
            "places = \"any\"",
            "topics = \"any\"",
            "by = \"commune\"",
            "period = \"quarter\"",
            "rank = [\"1.csv\", \"0.csv\"]",
            "[files.\"0.csv\"]\ndecimal = \",\"\nboundaries = \"63\"",
            "encoding = \"tcvn3\"",
            "encoding = \"utf-16le\"",
            "lang = \"en\"",
        ]);
        let mut text = line.as_bytes().to_vec();
        if dice.once_in(8) {
            mangle(dice, &mut text, 2);
        }
        files.push(("nhipso.toml".to_owned(), text));
    }
    files
}

fn write(folder: &Path, files: &[(String, Vec<u8>)]) {
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

/// Cases of a run.
fn cases(few: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(few)
}

fn rolls(most: usize) -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(24), failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    /// From the bytes of the files to the report: no panic, and every row of every file is accounted for.
    #[test]
    fn any_project_is_accounted_for(rolls in rolls(400), report in 0..4usize) {
        let mut dice = Dice::new(&rolls);
        let files = files(&mut dice);
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &files);
        let Ok(project) = Project::open(folder.path(), &Overrides::default()) else { return Ok(()) };
        let audit = match project.check() {
            Ok(audit) => audit,
            Err(Error::NoExports { audit, .. }) => {
                prop_assert!(audit.files.is_empty());
                *audit
            }
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };
        let mut rejected = vec![0; audit.files.len()];
        for rejection in &audit.rejections {
            rejected[rejection.origin.file as usize] += 1;
        }
        for (account, rejected) in audit.files.iter().zip(rejected) {
            prop_assert_eq!(account.read, account.used + account.set_aside() + account.rejected, "{:?}", account);
            prop_assert_eq!(account.rejected, rejected);
        }
        for lang in [Lang::Vi, Lang::En] {
            diagnostics::messages(&audit, Style { colours: false, lang, per_rule: 100 });
        }
        let private = tempfile::tempdir().unwrap();
        let nothing = compose::report::DataTable { table: &ORIGINS, title: String::new(), rows: Vec::new() };
        edition::quality::write(&audit, &nothing, Lang::Vi, private.path()).unwrap();
        if report == 0 && !audit.files.is_empty() {
            let run = project.run(&|_| ()).unwrap();
            prop_assert_eq!(format!("{:?}", run.audit.files), format!("{:?}", audit.files));
        }
    }

    /// One table, written in many ways, gives the same figures.
    #[test]
    fn how_a_table_is_written_changes_no_figure(rolls in rolls(200), way in rolls(60)) {
        let mut dice = Dice::new(&rolls);
        let mut told: Vec<Told> = Vec::new();
        for _ in 0..1 + dice.below(20) {
            let total = 1 + dice.below(1_900_000) as u64;
            let one = Told {
                place: dice.below(SPELLINGS.len()),
                year: 2019 + dice.below(5),
                indicator: dice.below(NAMES.len()),
                covered: dice.below(total as usize + 1) as u64,
                total,
            };
            if !told.iter().any(|t| (t.place, t.year, t.indicator) == (one.place, one.year, one.indicator)) {
                told.push(one);
            }
        }
        let mut plain: Vec<String> = told.iter().map(|t| t.figure()).collect();
        plain.sort();
        let mut dice = Dice::new(&way);
        let (name, bytes) = written(&mut dice, &told);
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[(name, bytes)]);
        let project = Project::open(folder.path(), &Overrides::default()).unwrap();
        let exports = project.discover().map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        let cleaned = crate::clean::clean(&exports, &project.settings, &project.registers).unwrap();
        prop_assert!(cleaned.audit.rejections.is_empty(), "{:#?}", cleaned.audit.rejections);
        let figures = cleaned.tables.coverage.iter().map(|f| {
            let counts = (f.covered.unwrap_or_default(), f.total.unwrap_or_default());
            format!("{} {} {} {}/{}", f.place.code, f.period, f.indicator, counts.0, counts.1)
        });
        let mut figures: Vec<String> = figures.collect();
        figures.sort();
        prop_assert_eq!(figures, plain);
    }
}

const SPELLINGS: &[(&str, &[&str])] = &[
    ("14", &["Sơn La", "SƠN LA", "Tỉnh Sơn La", "T. Sơn La", "Son La", "14"]),
    ("01", &["Hà Nội", "TP. Hà Nội", "Thành phố Hà Nội", "HA NOI", "01", "1"]),
    ("79", &["Thành phố Hồ Chí Minh", "TP.HCM", "TP Hồ Chí Minh", "79"]),
    ("46", &["Thừa Thiên Huế", "Thừa Thiên - Huế", "tỉnh thừa thiên huế", "46"]),
    ("66", &["Đắk Lắk", "Đắc Lắc", "DAK LAK", "66"]),
    ("38", &["Thanh Hóa", "Thanh Hoá", "38"]),
];

const NAMES: &[(&str, &[&str])] = &[
    ("villages_mobile_broadband", &["Thôn, bản được phủ băng rộng di động", "villages_mobile_broadband"]),
    ("adults_smartphone", &["Người trưởng thành có điện thoại thông minh", "Adults with a smartphone"]),
    ("communes_fibre", &["Xã có cáp quang đến trung tâm", "communes_fibre"]),
];

/// One figure of a table.
struct Told {
    place: usize,
    year: usize,
    indicator: usize,
    covered: u64,
    total: u64,
}

impl Told {
    fn figure(&self) -> String {
        let (place, indicator) = (SPELLINGS[self.place].0, NAMES[self.indicator].0);
        format!("{place} {} {indicator} {}/{}", self.year, self.covered, self.total)
    }
}

fn grouped(count: u64, mark: &str) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push_str(mark);
        }
        text.push(digit);
    }
    text
}

/// A table in one of many ways: order of rows and columns, names, marks, form lines, separator, line ends, encoding, sheet.
fn written(dice: &mut Dice<'_>, told: &[Told]) -> (String, Vec<u8>) {
    let sheet = dice.once_in(4);
    let mark = dice.of(&["", ".", ",", " ", "\u{a0}", "\u{202f}"]);
    let (decimal, percent_sign) = (dice.of(&[",", "."]), dice.of(&["", "%", " %"]));
    let years = dice.of(&["", "Năm "]);
    let mut columns = [0, 1, 2, 3, 4, 5, 6];
    for i in (1..columns.len()).rev() {
        columns.swap(i, dice.below(i + 1));
    }
    let names = [
        dice.of(&["Kỳ", "Năm", "NĂM", "period"]),
        dice.of(&["Tỉnh", "Tỉnh, thành phố", "TÊN TỈNH", "Địa phương", "province"]),
        dice.of(&["Chỉ tiêu", "Tên chỉ tiêu", "indicator"]),
        dice.of(&["Số đạt", "covered", "Tử số"]),
        dice.of(&["Tổng số", "total", "Mẫu số"]),
        dice.of(&["Tỷ lệ (%)", "Tỉ lệ", "percent"]),
        dice.of(&["TT", "STT", "Người nhập", ""]),
    ];
    let mut order: Vec<usize> = (0..told.len()).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, dice.below(i + 1));
    }
    let mut rows = Vec::new();
    for _ in 0..dice.below(3) {
        rows.push(vec![
            dice.of(&["BIỂU TỔNG HỢP", "", "Đơn vị báo cáo: Sở Khoa học và Công nghệ"]).to_owned(),
        ]);
    }
    rows.push(columns.iter().map(|c| names[*c].to_owned()).collect());
    if dice.once_in(3) {
        rows.push((0..columns.len()).map(|i| (i + 1).to_string()).collect());
    }
    for (nth, i) in order.into_iter().enumerate() {
        let one = &told[i];
        let percent = format!("{:.2}", 100.0 * one.covered as f64 / one.total as f64).replace('.', decimal);
        let cells = [
            format!("{years}{}", one.year),
            dice.of(SPELLINGS[one.place].1).to_owned(),
            dice.of(NAMES[one.indicator].1).to_owned(),
            grouped(one.covered, mark),
            grouped(one.total, mark),
            format!("{percent}{percent_sign}"),
            (nth + 1).to_string(),
        ];
        rows.push(columns.iter().map(|c| cells[*c].clone()).collect());
        if dice.once_in(12) {
            rows.push(vec![String::new()]);
        }
    }
    if dice.once_in(3) {
        rows.push(vec![String::new()]);
        rows.push(vec!["Người lập biểu".to_owned(), String::new(), "Thủ trưởng đơn vị".to_owned()]);
    }
    if sheet {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let numbers = dice.once_in(2);
        for (row, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                let digits = numbers && cell.bytes().all(|b| b.is_ascii_digit()) && !cell.starts_with('0');
                let plain = cell.parse::<f64>().ok().filter(|_| digits);
                match plain {
                    Some(number) => sheet.write(row, column, number),
                    None => sheet.write(row, column, cell),
                }
                .unwrap();
            }
        }
        return ("a.xlsx".to_owned(), book.save_to_buffer().unwrap());
    }
    let (separator, end) = (dice.of(&[",", ";", "\t", "|"]), dice.of(&["\n", "\r\n", "\r"]));
    let width = columns.len();
    for row in &mut rows {
        row.resize(width, String::new());
    }
    let text = csv(&rows, separator, end);
    let text = if dice.once_in(4) { text.nfd().collect() } else { text };
    ("a.csv".to_owned(), encoded(&text, dice.below(5)))
}
