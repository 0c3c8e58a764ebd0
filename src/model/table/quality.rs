//! The tables of `quality/`: what became of the rows.

use super::columns::*;
use super::{Column, Kind, Table};

const C_FILE: Column = c(FILE, Kind::Text, "", "Tệp", "File");
const C_SHEET: Column = c(SHEET, Kind::Text, "", "Trang tính", "Sheet");
const C_LINE: Column = c(LINE, Kind::Count, "", "Dòng trong tệp, tính từ 1", "Line in the file, from 1");
const C_RULE: Column = c(RULE, Kind::Text, "", "Mã quy tắc", "Code of the rule");
const C_PROBLEM_VI: Column =
    c(PROBLEM_VI, Kind::Text, "", "Vấn đề (tiếng Việt)", "The problem, in Vietnamese");
const C_PROBLEM_EN: Column = c(PROBLEM_EN, Kind::Text, "", "Vấn đề (tiếng Anh)", "The problem, in English");

/// `quality/rejected.csv`: every row that was left out, and why.
pub static REJECTED: Table = Table {
    name: "rejected",
    vi: "Dòng bị loại",
    en: "Rejected rows",
    columns: &[
        C_FILE,
        C_SHEET,
        C_LINE,
        c(
            COLUMN,
            Kind::Text,
            "",
            "Cột theo mẫu; trống là cả dòng",
            "Contract name of the column; blank for a whole row",
        ),
        c(HEADER, Kind::Text, "", "Tiêu đề cột trong tệp", "Header of the column in the file"),
        c(CELL, Kind::Text, "", "Ô như trong tệp", "The cell as it stood"),
        C_RULE,
        C_PROBLEM_VI,
        C_PROBLEM_EN,
        c(ADVICE_VI, Kind::Text, "", "Cách sửa (tiếng Việt)", "What to do, in Vietnamese"),
        c(ADVICE_EN, Kind::Text, "", "Cách sửa (tiếng Anh)", "What to do, in English"),
    ],
    key: &[],
};

/// `quality/accounting.csv`: what became of the rows of each file.
pub static ACCOUNTING: Table = Table {
    name: "accounting",
    vi: "Kiểm kê dòng số liệu",
    en: "Account of every row",
    columns: &[
        C_FILE,
        C_SHEET,
        c(KIND, Kind::Text, "", "Loại số liệu", "Kind of export"),
        c(ENCODING, Kind::Text, "", "Bảng mã", "Encoding"),
        c(SEPARATOR, Kind::Text, "", "Dấu phân cách", "Separator"),
        c(READ, Kind::Count, "rows", "Số dòng đọc được", "Data rows read"),
        c(USED, Kind::Count, "rows", "Số dòng được dùng", "Rows used"),
        c(
            SET_ASIDE,
            Kind::Count,
            "rows",
            "Số dòng để riêng: dòng tổng, dòng trống, dòng lặp",
            "Rows set aside: totals, rows without data, repeats",
        ),
        c(REJECTED_ROWS, Kind::Count, "rows", "Số dòng bị loại", "Rows rejected"),
        c(
            FORM_LINES,
            Kind::Count,
            "lines",
            "Số dòng của biểu mẫu, không phải số liệu",
            "Lines of the form that are no data",
        ),
    ],
    key: &[FILE, SHEET],
};

/// `quality/checks.csv`: doubts and conflicts.
pub static CHECKS: Table = Table {
    name: "checks",
    vi: "Điểm cần kiểm tra",
    en: "Doubts and conflicts",
    columns: &[
        C_RULE,
        c(SEVERITY, Kind::Text, "", "doubt (nghi vấn) hoặc conflict (mâu thuẫn)", "doubt or conflict"),
        C_FILE,
        C_LINE,
        C_PLACE,
        C_PERIOD,
        c(FIGURE, Kind::Text, "", "Tên số liệu", "Name of the figure"),
        C_PROBLEM_VI,
        C_PROBLEM_EN,
    ],
    key: &[],
};

/// `quality/origins.csv`: the lines behind each row of the tables that come from lines of their own.
pub static ORIGINS: Table = Table {
    name: "origins",
    vi: "Dòng gốc của từng số liệu",
    en: "Lines behind each figure",
    columns: &[
        c(TABLE, Kind::Text, "", "Bảng trong tables/", "Table in tables/"),
        c(
            ROW,
            Kind::Text,
            "",
            "Các ô khóa của dòng trong bảng, cách nhau bằng |",
            "Key cells of the row of the table, parted by |",
        ),
        c(
            LINES,
            Kind::Text,
            "",
            "Tệp và dòng gốc; trống khi có nhiều hơn 8 dòng",
            "Files and lines; blank where there are more than 8",
        ),
        c(ROWS, Kind::Count, "rows", "Số dòng gốc", "Lines behind it"),
    ],
    key: &[TABLE, ROW],
};

/// The tables of `quality/`.
pub static QUALITY: &[&Table] = &[&REJECTED, &ACCOUNTING, &CHECKS, &ORIGINS];
