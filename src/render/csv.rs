//! `tables/*.csv`: tidy tables for machines, UTF-8, `.` decimals at full precision, ISO periods, blank = undefined.
//!
//! A text cell is text: one that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab
//! or a carriage return) gets an apostrophe in front. Numbers, also negative ones, stay numbers.
//!
//! Rows are written as they come, a block at a time, so that no table is held as a whole.

use std::borrow::Cow;
use std::fs::{self, File as Disk};
use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::datapackage::{self, Described};
use super::keys::{Key, Keys};
use super::{Edition, File, RenderError, Writer};
use crate::compose::report::{DataTable, Datum, Rows};
use datapackage::Resource;

/// The writer of `tables/*.csv` and `datapackage.json`.
pub(super) struct Csv;

impl Writer for Csv {
    fn files(&self, edition: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        let tables = edition.report.data.par_iter();
        let made = tables.map(|table| {
            let mut bytes = Vec::new();
            let written = write(table, &mut bytes)?;
            Ok((File::new(path(table), bytes), described(table, written)))
        });
        let (mut files, described): (Vec<File>, Vec<Described>) =
            made.collect::<Result<Vec<_>, RenderError>>()?.into_iter().unzip();
        files.push(datapackage::write(edition.report, &described, edition.more)?);
        Ok(files)
    }
}

/// Writes tables straight into the folder `dir`: as the writer of an edition does, but without any table held in memory.
pub(super) fn put<T: Rows>(tables: &[T], dir: &Path) -> Result<Vec<Described>, RenderError> {
    let folder = dir.join("tables");
    fs::create_dir_all(&folder).map_err(|source| RenderError::Write { path: folder, source })?;
    let one = |(position, table): (usize, &T)| {
        let path = dir.join(path(table));
        let failed = |source| RenderError::Write { path: path.clone(), source };
        let mut file = Disk::create(&path).map_err(failed)?;
        let written = write(table, &mut file).map_err(|error| match error {
            RenderError::Csv { source, .. } if source.is_io_error() => failed(io::Error::other(source)),
            other => other,
        })?;
        Ok((position, described(table, written)))
    };
    // Each thread takes the next table when it is done with one; the last of them, of communes, is the largest.
    let made = tables.iter().enumerate().rev().par_bridge().map(one);
    let mut made: Vec<(usize, Described)> = made.collect::<Result<_, RenderError>>()?;
    made.sort_unstable_by_key(|(position, _)| *position);
    Ok(made.into_iter().map(|(_, described)| described).collect())
}

fn described(table: &dyn Rows, written: Written) -> Described {
    let Written { bytes, sha256, key } = written;
    let resource =
        Resource { path: path(table), title: table.title().to_owned(), table: table.table(), bytes, sha256 };
    Described { resource, key }
}

/// Where a table lies within the edition.
pub(super) fn path(table: &dyn Rows) -> String {
    format!("tables/{}.csv", table.table().name)
}

/// The file of a table: UTF-8, `.` decimals at full precision, blank where undefined.
///
/// # Errors
/// When the rows do not have the columns that the table declares.
pub fn to_csv(table: &DataTable) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    write(table, &mut bytes)?;
    Ok(bytes)
}

/// What is known of a file of rows once it is written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Whether the columns that name a row do so.
    pub(super) key: Key,
}

/// Bytes that are written at a time.
const BLOCK: usize = 64 << 10;

/// Writes the rows of a table to `out`, as [`to_csv`] has them.
///
/// # Errors
/// When the rows do not have the columns that the table declares, or `out` takes no more.
pub fn write(table: &dyn Rows, out: &mut dyn Write) -> Result<Written, RenderError> {
    let declared = table.table();
    let columns = declared.columns;
    let mut lines = Vec::with_capacity(BLOCK + BLOCK / 8);
    for (i, column) in columns.iter().enumerate() {
        lines.extend_from_slice(if i > 0 { b"," } else { b"" });
        put_text(&mut lines, column.col.name());
    }
    lines.push(b'\n');
    let mut file = Counted { out, bytes: 0, hash: Sha256::new() };
    let mut keys = Keys::of(declared);
    let mut done = Ok(());
    table.each(&mut |row| {
        if done.is_err() {
            return;
        }
        if row.len() != columns.len() {
            let problem = format!("a row of {} cells in a table of {} columns", row.len(), columns.len());
            done = Err(io::Error::new(io::ErrorKind::InvalidData, problem));
            return;
        }
        put_row(&mut lines, row, &mut keys);
        if lines.len() >= BLOCK {
            done = file.put(&mut lines);
        }
    });
    done.and_then(|()| file.put(&mut lines))
        .map_err(|source| RenderError::Csv { table: declared.name, source: source.into() })?;
    let Counted { bytes, hash, .. } = file;
    Ok(Written { bytes, sha256: datapackage::hex(&hash.finalize()), key: keys.judge(table) })
}

/// A file that is being written, with its size and hash so far.
struct Counted<'a> {
    out: &'a mut dyn Write,
    bytes: u64,
    hash: Sha256,
}

impl Counted<'_> {
    /// Writes the lines and takes them out of the buffer.
    fn put(&mut self, lines: &mut Vec<u8>) -> io::Result<()> {
        self.bytes += lines.len() as u64;
        self.hash.update(&*lines);
        self.out.write_all(lines)?;
        lines.clear();
        Ok(())
    }
}

fn put_row(lines: &mut Vec<u8>, row: &[Datum<'_>], keys: &mut Keys) {
    let start = lines.len();
    for (i, datum) in row.iter().enumerate() {
        if i > 0 {
            lines.push(b',');
        }
        let from = lines.len();
        put_datum(lines, datum);
        keys.cell(i, &lines[from..]);
    }
    keys.end_row();
    // One blank cell alone would be a blank line, which readers pass by.
    lines.extend_from_slice(if lines.len() == start { b"\"\"\n" } else { b"\n" });
}

/// A value as it stands in the file.
pub(super) fn put_datum(lines: &mut Vec<u8>, datum: &Datum<'_>) {
    match datum {
        Datum::Blank => {}
        Datum::Text(text) => put_text(lines, &safe(text)),
        Datum::Shared(text) => put_text(lines, &safe(text)),
        // What stands for a period, a number or a flag needs no quotes.
        Datum::Period(period) => _ = write!(lines, "{period}"),
        Datum::Count(count) => lines.extend_from_slice(itoa::Buffer::new().format(*count).as_bytes()),
        Datum::Number(number) => put_number(lines, *number),
        Datum::Flag(flag) => lines.extend_from_slice(if *flag { b"true" } else { b"false" }),
    }
}

/// The shortest text that reads back as the same number, without an exponent: by the writer of JSON, which is several
/// times as fast as `Display`, or by that where the other has one. A number that is none is blank.
fn put_number(lines: &mut Vec<u8>, number: f64) {
    if !number.is_finite() {
        return;
    }
    let start = lines.len();
    let written = serde_json::to_writer(&mut *lines, &number);
    if lines.ends_with(b".0") {
        lines.truncate(lines.len() - 2);
    }
    if written.is_err() || lines[start..].contains(&b'e') {
        lines.truncate(start);
        _ = write!(lines, "{number}");
    }
}

/// A text cell as RFC 4180 has it: in quotes where it holds a comma, a quote or a line break.
fn put_text(lines: &mut Vec<u8>, text: &str) {
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    // Every byte is looked at, without a way out at the first that is special: so they are compared many at a time.
    if text.as_bytes().iter().fold(false, |any, byte| any | special(byte)) {
        lines.push(b'"');
        for (i, piece) in text.split('"').enumerate() {
            lines.extend_from_slice(if i > 0 { b"\"\"" } else { b"" });
            lines.extend_from_slice(piece.as_bytes());
        }
        lines.push(b'"');
    } else {
        lines.extend_from_slice(text.as_bytes());
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
    use crate::compose::report::Value;

    /// A value as it stands in the file.
    fn cell(value: &Value) -> String {
        let mut bytes = Vec::new();
        put_datum(&mut bytes, &Datum::from(value));
        String::from_utf8(bytes).unwrap()
    }

    /// A value as it stands in the file, before it is put in quotes.
    fn plain(value: &Value) -> String {
        match value {
            Value::Blank => String::new(),
            Value::Text(text) => safe(text).into_owned(),
            Value::Count(count) => count.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Flag(flag) => flag.to_string(),
        }
    }

    #[test]
    fn numbers_read_back_exactly_and_text_is_never_a_formula() {
        for number in [0.1 + 0.2, 1.0 / 3.0, -4.9, 1e-9, 95.1, 123_456_789.25] {
            assert_eq!(cell(&Value::Number(number)).parse::<f64>().unwrap(), number);
        }
        assert_eq!(cell(&Value::Number(f64::NAN)), "");
        assert_eq!(cell(&Value::Count(-3)), "-3");
        for text in ["=1+1", "+84", "-5", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(cell(&Value::Text(text.into())).trim_matches('"'), format!("'{text}"));
        }
        assert_eq!(cell(&Value::Text("Sơn La".into())), "Sơn La");
    }

    #[test]
    fn numbers_are_as_short_as_can_be_and_have_no_exponent() {
        let mut numbers = vec![0.0, -0.0, 5e-324, 1e-7, 1e15, 1e16, 1e17, 1e21, f64::MAX, f64::MIN_POSITIVE];
        // Halfway between two texts of sixteen digits: quarters, and other fractions of few binary digits.
        numbers.extend([0.25, 0.75].map(|quarter| 667_082_108_456_853.0 + quarter));
        for bits in 1..40 {
            let whole = 9e15 / f64::from(10_u32).powi(bits / 3);
            numbers.extend((1..200).map(|i| whole.floor() + f64::from(2 * i - 1) / 2_f64.powi(bits)));
        }
        numbers.extend((0..2000).flat_map(|i| [i as f64 / 7.0, 100.0 * f64::from(i) / 1459.0, f64::from(i)]));
        // Patterns of bits spread over the whole range.
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..20_000 {
            bits = bits.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            numbers.extend([f64::from_bits(bits), (bits >> 11) as f64 / 1e12, (bits >> 40) as f64 / 1e4]);
        }
        for number in numbers.into_iter().filter(|number| number.is_finite()) {
            let text = cell(&Value::Number(number));
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), number.to_bits(), "{text}");
            // Of two that are equally short, `Display` may have the other.
            assert_eq!(text.len(), number.to_string().len(), "{text}");
            assert!(!text.contains('e') && !text.ends_with(".0"), "{text}");
            assert_eq!(cell(&Value::Number(-number)).trim_start_matches('-'), text.trim_start_matches('-'));
        }
        for count in [0, 7, -7, 10, 459, i64::MIN, i64::MAX] {
            assert_eq!(cell(&Value::Count(count)), count.to_string());
        }
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
            writer.write_record(row.iter().map(plain)).unwrap();
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
