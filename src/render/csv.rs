//! `tables/*.csv`: tidy tables for machines, UTF-8, `.` decimals at full precision, ISO periods, blank = undefined.
//!
//! A text cell is text: one that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab
//! or a carriage return) gets an apostrophe in front. Numbers, also negative ones, stay numbers.

use std::borrow::Cow;
use std::fmt::Write;

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
    let failed = |source| RenderError::Csv { table: table.table.name, source };
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(table.table.columns.iter().map(|column| column.col.name())).map_err(failed)?;
    let mut number = String::new();
    for row in &table.rows {
        for value in row {
            match value {
                // Most cells: written into one buffer, not into a string each.
                Value::Number(finite) if finite.is_finite() => {
                    number.clear();
                    _ = write!(number, "{finite}");
                    writer.write_field(&number)
                }
                Value::Count(count) => {
                    number.clear();
                    _ = write!(number, "{count}");
                    writer.write_field(&number)
                }
                value => writer.write_field(&*cell(value)),
            }
            .map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| failed(error.into_error().into()))
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
