//! `tables/*.csv`: tidy tables for machines, UTF-8, `.` decimals at full precision, ISO periods, blank = undefined.
//!
//! A text cell is text: one that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab
//! or a carriage return) gets an apostrophe in front. Numbers, also negative ones, stay numbers.

use std::borrow::Cow;
use std::fmt::Write;
use std::io;

use rayon::prelude::*;

use super::{Edition, File, RenderError, Writer, datapackage};
use crate::compose::report::{DataTable, Value};

/// The writer of `tables/*.csv` and `datapackage.json`.
pub(super) struct Csv;

impl Writer for Csv {
    fn files(&self, edition: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        let tables = edition.report.data.par_iter();
        let mut files: Vec<File> = tables
            .map(|table| Ok(File::new(path(table), to_csv(table)?)))
            .collect::<Result<_, RenderError>>()?;
        let package = datapackage::write(edition, &files)?;
        files.push(package);
        Ok(files)
    }
}

/// Where a table lies within the edition.
pub(super) fn path(table: &DataTable) -> String {
    format!("tables/{}.csv", table.table.name)
}

/// The file of a table: UTF-8, `.` decimals at full precision, blank where undefined.
///
/// # Errors
/// When the rows do not have the columns that the table declares.
pub fn to_csv(table: &DataTable) -> Result<Vec<u8>, RenderError> {
    let columns = table.table.columns;
    if let Some(row) = table.rows.iter().find(|row| row.len() != columns.len()) {
        let problem = format!("a row of {} cells in a table of {} columns", row.len(), columns.len());
        let source = io::Error::new(io::ErrorKind::InvalidData, problem).into();
        return Err(RenderError::Csv { table: table.table.name, source });
    }
    let mut lines = String::new();
    for (i, column) in columns.iter().enumerate() {
        lines.push_str(if i > 0 { "," } else { "" });
        put_text(&mut lines, column.col.name());
    }
    lines.push('\n');
    let parts: Vec<String> = table.rows.par_chunks(ROWS).map(lines_of).collect();
    lines.reserve_exact(parts.iter().map(String::len).sum());
    parts.iter().for_each(|part| lines.push_str(part));
    Ok(lines.into_bytes())
}

/// Rows that are written at a time.
const ROWS: usize = 2048;

fn lines_of(rows: &[Vec<Value>]) -> String {
    let mut lines = String::with_capacity(rows.len() * 64);
    for row in rows {
        let start = lines.len();
        for (i, value) in row.iter().enumerate() {
            if i > 0 {
                lines.push(',');
            }
            match value {
                // `Display` of a float is the shortest text that reads back as the same number. Numbers need no quotes.
                Value::Number(number) if number.is_finite() => _ = write!(lines, "{number}"),
                Value::Blank | Value::Number(_) => {}
                Value::Count(count) => _ = write!(lines, "{count}"),
                Value::Flag(flag) => lines.push_str(if *flag { "true" } else { "false" }),
                Value::Text(text) => put_text(&mut lines, &safe(text)),
            }
        }
        // One blank cell alone would be a blank line, which readers pass by.
        lines.push_str(if lines.len() == start { "\"\"\n" } else { "\n" });
    }
    lines
}

/// A text cell as RFC 4180 has it: in quotes where it holds a comma, a quote or a line break.
fn put_text(lines: &mut String, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        lines.push('"');
        for (i, piece) in text.split('"').enumerate() {
            lines.push_str(if i > 0 { "\"\"" } else { "" });
            lines.push_str(piece);
        }
        lines.push('"');
    } else {
        lines.push_str(text);
    }
}

/// A value as it stands in the file.
pub(super) fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Blank => "".into(),
        Value::Text(text) => safe(text),
        Value::Count(count) => count.to_string().into(),
        // `Display` of a float is the shortest text that reads back as the same number.
        Value::Number(number) if number.is_finite() => number.to_string().into(),
        Value::Number(_) => "".into(),
        Value::Flag(flag) => if *flag { "true" } else { "false" }.into(),
    }
}

/// The text, with an apostrophe in front where a spreadsheet would take it for a formula.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn numbers_read_back_exactly_and_text_is_never_a_formula() {
        for number in [0.1 + 0.2, 1.0 / 3.0, -4.9, 1e-9, 95.1, 123_456_789.25] {
            assert_eq!(cell(&Value::Number(number)).parse::<f64>().unwrap(), number);
        }
        assert_eq!(cell(&Value::Number(f64::NAN)), "");
        assert_eq!(cell(&Value::Count(-3)), "-3");
        for text in ["=1+1", "+84", "-5", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(cell(&Value::Text(text.into())), format!("'{text}"));
        }
        assert_eq!(cell(&Value::Text("Sơn La".into())), "Sơn La");
    }

    #[test]
    fn lines_are_those_of_the_csv_crate() {
        let report = crate::render::sample::report();
        let mut some = report.data.iter().find(|table| table.table.name == "commitments").unwrap().clone();
        let columns = some.table.columns.len();
        let texts = ["", "a,b", "a\"b", "\"", "a\nb", "a\rb", " a ", "=1", "Xã A", "-"];
        for i in 0..5000 {
            let text = |j: usize| Value::Text(texts[(i * 7 + j) % texts.len()].into());
            let cell = |j: usize| match (i + j) % 5 {
                0 => Value::Number(i as f64 / 7.0 - 300.0),
                1 => Value::Count(i as i64 - 9),
                2 => Value::Flag(j.is_multiple_of(2)),
                3 => Value::Blank,
                _ => text(j),
            };
            some.rows.push((0..columns).map(cell).collect());
        }
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        writer.write_record(some.table.columns.iter().map(|column| column.col.name())).unwrap();
        for row in &some.rows {
            writer.write_record(row.iter().map(|value| cell(value).into_owned())).unwrap();
        }
        assert!(to_csv(&some).unwrap() == writer.into_inner().unwrap());
        some.rows.push(vec![Value::Blank]);
        assert!(to_csv(&some).is_err());
    }

    #[test]
    fn a_file_holds_the_declared_columns_and_quotes_what_needs_it() {
        let report = crate::render::sample::report();
        let table = report.data.iter().find(|table| table.table.name == "commitments").unwrap();
        let text = String::from_utf8(to_csv(table).unwrap()).unwrap();
        let header = text.lines().next().unwrap();
        assert_eq!(
            header.split(',').collect::<Vec<_>>(),
            table.table.columns.iter().map(|c| c.col.name()).collect::<Vec<_>>()
        );
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), table.rows.len());
        assert!(rows.iter().any(|row| row[6].contains('"') && row[6].contains('\n')), "{text}");
    }
}
