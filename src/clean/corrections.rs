//! `corrections.csv` in the project folder: rows to read instead of those that were rejected.
//!
//! The file has the columns `file`, `sheet`, `line`, `rule`, `row`, as `private/rejected_rows.csv` is written: correct
//! the text in `row`, save the file as `corrections.csv` beside the exports, and the next run reads each `row` in the
//! place of exactly that line of that file. `row` is a record as the export has it, with the export's own separator
//! (`;` between the cells of a sheet). A blank `row` takes the line out. `sheet` and `rule` may be left blank.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::record::Kept;
use crate::ingest::{Export, Exports};
use crate::model::Text;

/// Name of the file in the project folder.
pub const FILE_NAME: &str = "corrections.csv";

/// All corrections of a project: by file and sheet, then by line.
#[derive(Debug, Default)]
pub struct Corrections {
    rows: BTreeMap<(String, String), BTreeMap<u64, Correction>>,
    /// What of the file itself cannot be used.
    pub faults: Vec<Text>,
}

/// One corrected row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Correction {
    /// Line of `corrections.csv`.
    at: u64,
    /// The record.
    row: String,
}

impl Corrections {
    /// Reads `corrections.csv` of a folder; none where there is no such file.
    ///
    /// # Errors
    /// Where the file is there and cannot be read.
    pub fn load(folder: &Path) -> io::Result<Self> {
        match std::fs::read(folder.join(FILE_NAME)) {
            Ok(bytes) => Ok(Self::parse(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Corrections::default()),
            Err(error) => Err(error),
        }
    }

    /// Reads a correction file, in UTF-8 or (with its mark) UTF-16, as spreadsheet programs save them. Lines without a file or a line number, and files that are no list
    /// of corrections, are faults.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut corrections = Corrections::default();
        // A mark at its start says which of them it is.
        let (text, _, lossy) = encoding_rs::UTF_8.decode(bytes);
        if lossy {
            corrections.faults.push(Text::new(
                "corrections.csv không lưu với bảng mã UTF-8 nên không dòng sửa nào được dùng: hãy lưu lại là \"CSV UTF-8\"",
                "corrections.csv is not saved as UTF-8, so that no correction is used: save it again as \"CSV UTF-8\"",
            ));
            return corrections;
        }
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            return corrections;
        }
        // Spreadsheet programs of some locales save with `;`.
        let head = text.lines().next().unwrap_or_default();
        let separator =
            [b',', b';', b'\t'].into_iter().max_by_key(|b| head.bytes().filter(|h| h == b).count());
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator.unwrap_or(b','))
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = reader.headers().cloned().unwrap_or_default();
        let column = |name: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        let (Some(file), Some(line), Some(row)) = (column("file"), column("line"), column("row")) else {
            corrections.faults.push(Text::new(
                "corrections.csv không có đủ các cột file, line, row nên không dòng sửa nào được dùng",
                "corrections.csv lacks one of the columns file, line, row, so that no correction is used",
            ));
            return corrections;
        };
        let sheet = column("sheet");
        let mut opposed = Vec::new();
        // What the csv reader takes from text is always a record: lengths are flexible and the text is UTF-8.
        for (nth, record) in reader.records().flatten().enumerate() {
            let cell = |i: usize| record.get(i).unwrap_or_default();
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let at = cell(line).trim().parse::<u64>().ok().filter(|_| !cell(file).trim().is_empty());
            let Some(at) = at else {
                let nth = nth + 1;
                corrections.faults.push(Text::new(
                    format!(
                        "corrections.csv, dòng sửa thứ {nth}: không ghi tệp hoặc số dòng nên không được dùng"
                    ),
                    format!(
                        "corrections.csv, correction {nth}: gives no file or no line number and is not used"
                    ),
                ));
                continue;
            };
            let sheet = sheet.map(cell).unwrap_or_default();
            let key = (cell(file).trim().to_owned(), sheet.trim().to_owned());
            let here = Correction {
                at: record.position().map_or(0, csv::Position::line),
                row: cell(row).to_owned(),
            };
            let rows = corrections.rows.entry(key.clone()).or_default();
            match rows.get(&at) {
                Some(before) if before.row != here.row => {
                    let (file, one, other) = (&key.0, before.at, here.at);
                    corrections.faults.push(Text::new(
                        format!("corrections.csv, dòng {one} và {other}: sửa {file}, dòng {at} theo hai cách khác nhau nên không cách nào được dùng"),
                        format!("corrections.csv, lines {one} and {other}: two different corrections of {file}, line {at}; neither is used"),
                    ));
                    opposed.push((key, at));
                }
                Some(_) => {}
                None => {
                    rows.insert(at, here);
                }
            }
        }
        for (key, at) in opposed {
            if let Some(rows) = corrections.rows.get_mut(&key) {
                rows.remove(&at);
            }
        }
        corrections
    }

    /// The corrected rows of one export, by line.
    pub fn of(&self, export: &Export) -> BTreeMap<u64, Kept> {
        let sheet = export.source.sheet.as_deref().unwrap_or_default();
        let exact = self.rows.get(&(export.source.file.to_string(), sheet.to_owned()));
        let any_sheet = self.rows.get(&(export.source.file.to_string(), String::new()));
        let rows = any_sheet.into_iter().chain(exact).flatten();
        let separator = export.separator.unwrap_or(b';');
        rows.map(|(line, correction)| (*line, split(*line, correction, separator))).collect()
    }
}

impl Corrections {
    /// Corrections of files that are not there: file, line.
    pub fn unused(&self, exports: &Exports) -> Vec<(Option<u32>, u64, String)> {
        let mut unused = Vec::new();
        for ((file, sheet), rows) in &self.rows {
            let is_it = |export: &&Export| {
                *export.source.file == **file
                    && (sheet.is_empty() || export.source.sheet.as_deref().unwrap_or_default() == sheet)
            };
            if exports.exports.iter().find(is_it).is_none() {
                unused.extend(rows.keys().map(|line| (None, *line, file.clone())));
            }
        }
        unused
    }
}

/// The cells of a corrected row.
fn split(line: u64, correction: &Correction, separator: u8) -> Kept {
    let row = &correction.row;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(row.as_bytes());
    let mut record = csv::ByteRecord::new();
    let found = reader.read_byte_record(&mut record).unwrap_or(false);
    let cells: Vec<Vec<u8>> = if found { record.iter().map(<[u8]>::to_vec).collect() } else { Vec::new() };
    Kept {
        line,
        corrected: Some(correction.at),
        spans: spans(row, separator, cells.len()),
        refs: vec![String::new(); cells.len()],
        numbers: vec![false; cells.len()],
        cells,
        raw: row.as_bytes().to_vec(),
    }
}

/// Where each cell stands in a record, with its quotes.
fn spans(row: &str, separator: u8, cells: usize) -> Vec<Option<std::ops::Range<usize>>> {
    let mut ends = Vec::new();
    let mut quoted = false;
    for (at, byte) in row.bytes().enumerate() {
        quoted ^= byte == b'"';
        if byte == separator && !quoted {
            ends.push(at);
        }
    }
    ends.push(row.len());
    let starts = std::iter::once(0).chain(ends.iter().map(|end| end + 1));
    let ranges = starts.zip(&ends).map(|(start, end)| Some(start..*end));
    let mut spans: Vec<_> = ranges.collect();
    spans.resize(cells, None);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_file_sheet_and_line() {
        let text = "file,sheet,line,rule,row\na.csv,,3,E021,\"2022,\"\"Sơn La\"\",x\"\nb.xlsx,Sheet1,7,E011,a;b\n,,x,,\n";
        let corrections = Corrections::parse(text.as_bytes());
        assert_eq!(corrections.rows.len(), 2);
        assert_eq!(corrections.faults.len(), 1);
        let row = &corrections.rows[&("a.csv".to_owned(), String::new())][&3];
        let kept = split(3, row, b',');
        assert_eq!((kept.corrected, kept.spans[1].clone()), (Some(2), Some(5..14)));
        assert_eq!(kept.cells, [b"2022".to_vec(), "Sơn La".into(), b"x".to_vec()]);
        assert_eq!(split(1, &Correction { at: 1, row: String::new() }, b',').cells, Vec::<Vec<u8>>::new());
    }

    #[test]
    fn what_is_no_list_of_corrections_is_told() {
        let wide: Vec<u8> = "file,line,row\na.csv,2,x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe], &wide[..]].concat();
        for (bytes, faults) in [
            (&b"file,line,row\na.csv,2,x\n"[..], 0),
            (b"", 0),
            (b"tep;dong;noi dung\na.csv;2;x\n", 1),
            (b"file,line,row\na.csv,hai,x\n,,\n", 1),
            (b"file,line,row\na.csv,2,x\na.csv,2,x\n", 0),
            (b"file,line,row\na.csv,2,x\na.csv,2,y\n", 1),
            (&wide, 1),
            (&marked, 0),
        ] {
            assert_eq!(Corrections::parse(bytes).faults.len(), faults, "{bytes:?}");
        }
    }
}
