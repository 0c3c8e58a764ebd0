#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

#[test]
fn all_written_forms() {
    for (cell, iso) in [
        ("2022", "2022"),
        ("Năm 2022", "2022"),
        ("năm 2022 ", "2022"),
        ("2022-Q3", "2022-Q3"),
        ("2022Q3", "2022-Q3"),
        ("Q3/2023", "2023-Q3"),
        ("Q3 2023", "2023-Q3"),
        ("Quý III/2023", "2023-Q3"),
        ("QUÝ III/2023", "2023-Q3"),
        ("Quý 3 năm 2023", "2023-Q3"),
        ("quý IV-2023", "2023-Q4"),
        ("Quy\u{301} I/2023", "2023-Q1"),
        ("QIII/2023", "2023-Q3"),
        ("2022-09", "2022-09"),
        ("09/2022", "2022-09"),
        ("9/2022", "2022-09"),
        ("Tháng 9/2022", "2022-09"),
        ("tháng 09 năm 2022", "2022-09"),
        ("T9/2022", "2022-09"),
        ("Sep 2022", "2022-09"),
        ("2022-09-14", "2022-09-14"),
        ("2022-09-14 00:00:00", "2022-09-14"),
        ("2022-09-14T08:30:00", "2022-09-14"),
        ("14/9/2022", "2022-09-14"),
        ("14-09-2022", "2022-09-14"),
        ("14.9.2022", "2022-09-14"),
        ("ngày 14 tháng 9 năm 2022", "2022-09-14"),
        ("Đến 28/2/2023", "2023-02-28"),
        ("6 tháng đầu năm 2023", "2023-H1"),
        ("6 tháng cuối năm 2023", "2023-H2"),
        ("Sáu tháng đầu năm 2023", "2023-H1"),
        ("2023-H1", "2023-H1"),
        ("３/2023", "2023-03"),
        ("Q.III/2023", "2023-Q3"),
        ("III/2023", "2023-Q3"),
        ("Q.3/2023", "2023-Q3"),
        ("T.9/2023", "2023-09"),
        ("2022.0", "2022"),
        ("20220914", "2022-09-14"),
        ("Tháng chín năm 2023", "2023-09"),
        ("Tháng năm năm 2023", "2023-05"),
        ("Tháng mười hai năm 2023", "2023-12"),
        ("Quý ba năm 2023", "2023-Q3"),
    ] {
        assert_eq!(parse(cell).map(|p| p.to_string()), Ok(iso.to_owned()), "{cell}");
    }
}

#[test]
fn what_no_calendar_has_is_refused_with_its_reason() {
    for (cell, reason) in [
        ("2022-13", "tháng 13"),
        ("31/2/2022", "ngày 31 tháng 2"),
        ("9/14/2022", "ngày phải đứng trước tháng"),
        ("Quý V/2023", "không phải là một thời kỳ"),
        ("Q5/2023", "quý 5"),
        ("14/9/22", "hai chữ số"),
        ("Q3/22", "hai chữ số"),
        ("9 tháng đầu năm 2023", "lũy kế 9 tháng"),
        ("9 tháng", "lũy kế 9 tháng"),
        ("2021-2025", "giai đoạn"),
        ("44818", "2022-09-14"),
        ("Quý III", "thiếu năm"),
        ("II", "thiếu năm"),
        ("20221314", "không có"),
        ("3022", "ngoài khoảng"),
        ("hôm qua", "không phải là một thời kỳ"),
        ("", "không phải là một thời kỳ"),
        ("99999999999999", "không phải là một thời kỳ"),
    ] {
        let reason_given = parse(cell).unwrap_err().vi;
        assert!(reason_given.contains(reason), "{cell}: {reason_given}");
    }
}

#[test]
fn a_quarter_or_a_month_takes_its_year_from_elsewhere() {
    for (cell, part, year, iso) in [
        ("I", "quý", "2023", Some("2023-Q1")),
        ("2", "quý", "Năm 2023", Some("2023-Q2")),
        ("Quý III", "quý", "2023", Some("2023-Q3")),
        ("Q4", "quý", "2023", Some("2023-Q4")),
        ("6 tháng đầu", "quý", "2023", Some("2023-H1")),
        ("Cả năm", "quý", "2023", Some("2023")),
        ("12", "tháng", "2023", Some("2023-12")),
        ("Tháng 1", "tháng", "2023", Some("2023-01")),
        ("Quý I/2023", "quý", "2023", Some("2023-Q1")),
        ("Quý I/2022", "quý", "2023", None),
        ("5", "quý", "2023", None),
        ("13", "tháng", "2023", None),
        ("x", "quý", "2023", None),
        ("I", "quý", "", None),
    ] {
        let read = parse_part(cell, part, year, false).ok().map(|period| period.to_string());
        assert_eq!(read.as_deref(), iso, "{cell} {year}");
    }
    assert_eq!(parse_part("Quý I/2022", "quý", "2023", true).unwrap().to_string(), "2022-Q1");
}
