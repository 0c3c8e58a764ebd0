//! What one file holds: its encoding, its separator, where its header stands, what its columns are.

use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::model::fold::{fold, tidied, tidy};
use crate::model::table::PERCENT;
use crate::model::{Rule, Settings, Text, called};

use super::blocks::{Position, ReadOptions};
use super::bytes::{Digest, HEAD, Survey, Unread};
use super::carry;
use super::cells::Cells;
use super::encoding::{Encoding, Finding, detect};
use super::field::{Fields, Held};
use super::fold::TextAccess;
use super::foreign;
use super::header::{self, HeadRow, Header};
use super::layout::shape;
use super::names::Names;
use super::near::{self, NearMiss, Told};
use super::record::Splitter;
use super::scan::Ahead;
use super::section::Sections;
use super::sheet::{self, JOINT, SheetRow};
use super::wide::is_serial;
use super::{Access, Export, Exports, Role, RowKind, Source, Unusable, YearAt};

/// Separators that are tried.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows in which a header is looked for.
const HEADER_ROWS: usize = 120;

/// Rows that show what the rows of a table look like.
const HEAD_ROWS: usize = 400;

/// The exports that a file holds, or why it has none.
pub(super) fn examine(
    name: &str,
    path: &Path,
    settings: &Settings,
    names: &Names,
    options: ReadOptions,
) -> Exports {
    let source = Source { file: name.into(), sheet: None };
    let unreadable = |why: Text| {
        let problem =
            Text::new(format!("không mở được: {}", why.vi), format!("cannot be opened: {}", why.en));
        Exports { unusable: vec![unusable(&source, Rule::FileUnreadable, problem)], ..Exports::default() }
    };
    let mut survey = match Survey::of(path) {
        Ok(survey) => survey,
        Err(error) => return unreadable(error.text()),
    };
    let is_letter = name.to_lowercase().ends_with(".txt");
    if let Some((problem, advice)) = foreign::explain(&survey.head).filter(|_| !is_letter) {
        let lost = Unusable { advice, ..unusable(&source, Rule::HeaderUnknown, problem) };
        return Exports { unusable: vec![lost], ..Exports::default() };
    }
    if sheet::is_workbook(&survey.head) {
        if survey.digest.get().is_none() {
            match Digest::of_file(path) {
                Ok(digest) => survey.digest = Arc::new(OnceLock::from(digest)),
                Err(error) => return unreadable(Unread::from(error).text()),
            }
        }
        return match sheet::read(path, None) {
            Ok(sheets) => from_sheets(&source, path, &survey, sheets, names),
            Err(error) => unreadable(error.text()),
        };
    }
    match chosen_encoding(name, settings) {
        Some(Err(problem)) => {
            Exports { unusable: vec![unusable(&source, Rule::FileUnreadable, problem)], ..Exports::default() }
        }
        Some(Ok(encoding)) => {
            from_text(source, path, survey, Finding { encoding, confidence: 1.0 }, names, options)
        }
        None => {
            let finding = detect(&survey.head, &survey.evidence);
            from_text(source, path, survey, finding, names, options)
        }
    }
}

/// A file that cannot be used, with the rule's own advice.
fn unusable(source: &Source, rule: Rule, problem: Text) -> Unusable {
    let (vi, en) = rule.advice();
    let advice = Text::new(vi, en);
    Unusable { source: source.clone(), rule, problem, advice, line: None, line_text: String::new() }
}

/// A table without a header that is understood.
fn headless(source: &Source, miss: Option<&NearMiss>, rows: &[HeadRow], names: &Names) -> Unusable {
    let Told { problem, advice } = near::explain(miss, rows, names);
    let row = miss.and_then(|miss| rows.get(miss.rows.end.checked_sub(1)?));
    Unusable {
        line: row.map(|row| row.line),
        line_text: row.map(line_text).unwrap_or_default(),
        advice,
        ..unusable(source, Rule::HeaderUnknown, problem)
    }
}

/// Bytes of a header that a message shows.
const SHOWN: usize = 4096;

/// The first line of a row, for messages.
fn line_text(row: &HeadRow) -> String {
    let line = row.raw.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    String::from_utf8_lossy(&line[..line.len().min(SHOWN)]).into_owned()
}

/// The encoding that the settings name for a file, or for all files.
fn chosen_encoding(name: &str, settings: &Settings) -> Option<Result<Encoding, Text>> {
    let short = name.rsplit('/').next().unwrap_or(name);
    let of_file =
        [name, short].iter().find_map(|name| settings.files.get(*name)).and_then(|f| f.encoding.as_ref());
    let wanted = of_file.or(settings.encoding.as_ref())?;
    Some(Encoding::from_name(wanted).ok_or_else(|| {
        Text::new(
            format!("không có bảng mã “{wanted}”; dùng utf-8, utf-16le, utf-16be, cp1258, tcvn3 hoặc vni"),
            format!("no encoding “{wanted}”; use utf-8, utf-16le, utf-16be, cp1258, tcvn3 or vni"),
        )
    }))
}

/// Splits the head into rows.
fn head_rows(text: &[u8], start: u64, whole: bool, separator: u8, most: usize) -> Vec<HeadRow> {
    let splitter = Splitter { separator, columns: 0, max: HEAD };
    let mut fields = Fields::default();
    let (mut pos, mut line, mut rows) = (0, 1, Vec::new());
    while pos < text.len() && rows.len() < most {
        let Some(found) = splitter.split(&text[pos..], whole, Ahead::default(), &mut fields) else { break };
        let raw = &text[pos..pos + found.len];
        // Cells repeat from row to row, and what was tidied once stays as it is.
        let above = rows.last().map(|row: &HeadRow| &row.cells);
        let mut cells = Cells::with_room(fields.list.len(), raw.len());
        for i in 0..fields.list.len() {
            match (fields.cell(raw, i), above.and_then(|above| above.get(i))) {
                (cell, Some(above)) if cell == above.as_bytes() => cells.push(above),
                (cell, _) => match std::str::from_utf8(cell) {
                    Ok(cell) => cells.push(&tidied(cell)),
                    Err(_) => cells.push(&tidied(&String::from_utf8_lossy(cell))),
                },
            }
        }
        rows.push(HeadRow {
            line,
            next_line: line + found.lines,
            offset: start + pos as u64,
            next_offset: start + (pos + found.next) as u64,
            cells,
            raw: raw.to_vec(),
        });
        pos += found.next;
        line += found.lines;
        if found.endless {
            break;
        }
    }
    rows
}

fn from_text(
    source: Source,
    path: &Path,
    survey: Survey,
    finding: Finding,
    names: &Names,
    options: ReadOptions,
) -> Exports {
    let encoding = finding.encoding;
    let bom = Encoding::bom_len(&survey.head);
    let body = &survey.head[bom..];
    let decoded;
    let (text, start): (&[u8], u64) = if encoding.is_utf8() {
        (body, bom as u64)
    } else {
        decoded = encoding.decode(body);
        (decoded.as_bytes(), 0)
    };
    let mut best: Option<(u8, Header, Vec<HeadRow>)> = None;
    let mut nearest: Option<(u8, NearMiss)> = None;
    let mut cells = 0;
    // A separator that stands nowhere makes rows of one cell, and no header.
    for separator in SEPARATORS.into_iter().filter(|separator| memchr::memchr(*separator, text).is_some()) {
        let rows = head_rows(text, start, survey.whole, separator, HEADER_ROWS);
        cells = cells.max(rows.iter().map(|row| row.cells.len()).max().unwrap_or_default());
        match header::find(&rows, names) {
            Ok(header) if best.as_ref().is_none_or(|best| header.understood > best.1.understood) => {
                best = Some((separator, header, rows));
            }
            Err(Some(miss)) if nearest.as_ref().is_none_or(|(_, n)| miss.likeness() > n.likeness()) => {
                nearest = Some((separator, miss));
            }
            _ => {}
        }
    }
    let Some((separator, header, mut rows)) = best else {
        // A letter or a read-me is no export and needs no complaint.
        let is_prose = source.file.to_lowercase().ends_with(".txt") && cells < 3 && nearest.is_none();
        let separator = nearest.as_ref().map_or(b',', |(separator, _)| *separator);
        let rows = head_rows(text, start, survey.whole, separator, HEADER_ROWS);
        let miss = nearest.as_ref().map(|(_, miss)| miss);
        let lost = (!is_prose).then(|| headless(&source, miss, &rows, names));
        return Exports { unusable: lost.into_iter().collect(), ..Exports::default() };
    };
    if rows.len() == HEADER_ROWS {
        rows = head_rows(text, start, survey.whole, separator, HEAD_ROWS);
    }
    if let Some(repeated) = repeated(&source, &rows, &header) {
        return Exports { unusable: vec![repeated], ..Exports::default() };
    }
    let (shape, width) = shape(&rows, &header, names);
    let carries_place = carry::carries_place(&rows, &header, &shape);
    let data = match (rows.get(header.data), rows.last()) {
        (Some(row), _) => Position { offset: row.offset, line: row.line },
        // The head ends before the first record of data does.
        (None, Some(last)) => Position { offset: last.next_offset, line: last.next_line },
        (None, None) => Position { offset: start, line: 1 },
    };
    let access = TextAccess {
        path: path.to_owned(),
        packing: survey.packing,
        encoding,
        bom,
        bytes: survey.bytes,
        digest: Arc::clone(&survey.digest),
        starts: Arc::default(),
        splitter: Splitter { separator, columns: shape.columns, max: options.max_record },
        shape: Arc::new(shape),
        data,
        in_order: carries_place,
        options,
        sections: OnceLock::new(),
    };
    let export = export(source, &header, width, &rows, Access::Text(access), carries_place, data.line - 1);
    Exports {
        exports: vec![Export {
            encoding: encoding.as_str(),
            encoding_confidence: finding.confidence,
            separator: Some(separator),
            digest: survey.digest,
            bytes: survey.bytes,
            ..export
        }],
        ..Exports::default()
    }
}

fn from_sheets(
    source: &Source,
    path: &Path,
    survey: &Survey,
    sheets: Vec<sheet::Sheet>,
    names: &Names,
) -> Exports {
    let mut found = Exports::default();
    let mut misses = Vec::new();
    for sheet in sheets {
        let source = Source { file: Arc::clone(&source.file), sheet: Some(sheet.name.as_str().into()) };
        let rows: Vec<HeadRow> = sheet.rows.iter().take(HEAD_ROWS).map(head_row).collect();
        let header = match header::find(&rows, names) {
            Ok(header) => header,
            // Lists for choosing from and workings are hidden; nobody expects them to be read.
            Err(_) if sheet.hidden => continue,
            Err(miss) => {
                let near = miss.as_ref().is_some_and(|miss| miss.found.len() > 1);
                misses.push((near, headless(&source, miss.as_ref(), &rows, names)));
                continue;
            }
        };
        if sheet.hidden {
            let problem = Text::new(
                "trang bị ẩn mà có bảng số liệu; không đọc trang này",
                "the sheet is hidden and holds a table; it was not read",
            );
            found.unusable.push(unusable(&source, Rule::SheetHidden, problem));
            continue;
        }
        if let Some(repeated) = repeated(&source, &rows, &header) {
            found.unusable.push(repeated);
            continue;
        }
        let (shape, width) = shape(&rows, &header, names);
        let carries_place = carry::carries_place(&rows, &header, &shape);
        let data_line = rows.get(header.data).or(rows.last()).map_or(1, |row| row.line);
        let data_line = if header.data < rows.len() { data_line } else { data_line + 1 };
        let doubtful = doubtful_percentages(&sheet, &header);
        let access = Access::Sheet { path: path.to_owned(), data_line, shape: Arc::new(shape), doubtful };
        let export = export(source, &header, width, &rows, access, carries_place, data_line - 1);
        found.exports.push(Export { digest: Arc::clone(&survey.digest), bytes: survey.bytes, ..export });
    }
    // Covers and notes beside a table need no complaint; a workbook without any table does, once.
    if found.exports.is_empty() && found.unusable.is_empty() && misses.iter().all(|(near, _)| !near) {
        misses.truncate(1);
        found.unusable.extend(misses.into_iter().map(|(_, miss)| miss));
    } else {
        found.unusable.extend(misses.into_iter().filter(|(near, _)| *near).map(|(_, miss)| miss));
    }
    found
}

fn head_row(row: &SheetRow) -> HeadRow {
    let cells = (0..row.fields.list.len())
        .map(|i| tidy(&String::from_utf8_lossy(row.fields.cell(&row.raw, i))))
        .collect();
    HeadRow { line: row.line, next_line: row.line + 1, cells, raw: row.raw.clone(), ..HeadRow::default() }
}

/// Two columns that mean the same make the file unusable: nobody can say which one counts.
fn repeated(source: &Source, rows: &[HeadRow], header: &Header) -> Option<Unusable> {
    let (col, one, other) = header.repeated?;
    let caption = |i: usize| header.captions.get(i).map(String::as_str).unwrap_or_default();
    let (one, other, name) = (caption(one), caption(other), called::column(col));
    let problem = Text::new(
        format!("hai cột “{one}” và “{other}” cùng có nghĩa là “{}”", name.vi),
        format!("the columns “{one}” and “{other}” both mean “{}”", name.en),
    );
    let row = rows.get(header.rows.end - 1);
    Some(Unusable {
        line: row.map(|row| row.line),
        line_text: row.map(line_text).unwrap_or_default(),
        ..unusable(source, Rule::HeaderRepeated, problem)
    })
}

fn export(
    source: Source,
    header: &Header,
    width: usize,
    rows: &[HeadRow],
    access: Access,
    carries_place: bool,
    form_lines_above: u64,
) -> Export {
    let mut roles = header.roles.clone();
    roles.resize(width, Role::Ignored);
    let mut headers: Vec<Arc<str>> = header.captions.iter().map(|caption| caption.as_str().into()).collect();
    headers.resize(width, "".into());
    let year_at = header.year.as_ref().map(|year| &year.year);
    let is_unread = |i: &usize| {
        roles[*i] == Role::Ignored
            && header.place_code != Some(*i)
            && year_at != Some(&YearAt::Field(*i))
            && !is_serial(&fold(&headers[*i]))
            && rows.iter().skip(header.data).any(|row| !row.cell(*i).is_empty())
    };
    let unread = (0..width).filter(is_unread).map(|i| Arc::clone(&headers[i])).collect();
    Export {
        source,
        kind: header.kind,
        encoding: "sheet",
        encoding_confidence: 1.0,
        separator: None,
        digest: Arc::default(),
        bytes: 0,
        header_line: rows.get(header.rows.end - 1).map_or(1, |row| row.line),
        headers,
        roles,
        caption: header.caption.clone(),
        unread,
        year: header.year.clone(),
        place_code: header.place_code,
        carries_place,
        form_lines_above,
        access,
    }
}

/// Percentage columns of a sheet that does not tell how its numbers are shown: there 0.583 may stand for 58,3 %, and
/// reading it as 0,583 % would be a guess, whatever stands in the other cells.
fn doubtful_percentages(sheet: &sheet::Sheet, header: &Header) -> Vec<usize> {
    if sheet.shows_percent {
        return Vec::new();
    }
    let is_percent = |role: &Role| match role {
        Role::Column(col) => *col == PERCENT,
        Role::Wide(wide) => wide.measure == PERCENT,
        Role::Ignored => false,
    };
    (0..header.roles.len()).filter(|i| is_percent(&header.roles[*i])).collect()
}

impl Access {
    /// Visits the rows of a sheet from its data on.
    pub(super) fn sheet_rows(&self, name: &str, mut visit: impl FnMut(&super::Row<'_>)) -> io::Result<()> {
        let Access::Sheet { path, data_line, shape, doubtful } = self else { return Ok(()) };
        let sheets = sheet::read(path, Some(name)).map_err(io::Error::other)?;
        let mut sections = Sections::default();
        let rows = sheets.into_iter().flat_map(|sheet| sheet.rows).filter(|row| row.line >= *data_line);
        for mut row in rows {
            let (mut kind, order) = sections.judge(shape, row.line, &row.raw, &mut row.fields);
            if memchr::memchr(0, &row.raw).is_some() {
                kind = RowKind::Broken(Rule::NulByte);
            }
            let is_fraction = |i: &&usize| {
                let Some(field) = row.fields.list.get(**i) else { return false };
                let text = std::str::from_utf8(row.fields.cell(&row.raw, **i)).unwrap_or_default();
                field.held == Held::Number && text.parse::<f64>().is_ok_and(|x| x > 0.0 && x <= 1.0)
            };
            if kind == RowKind::Data
                && let Some(field) = doubtful.iter().find(is_fraction)
            {
                kind = RowKind::Fraction(*field);
            }
            visit(&super::Row {
                line: row.line,
                kind,
                fields: &row.fields.list,
                raw: &row.raw,
                scratch: &row.fields.scratch,
                separator: JOINT,
                order,
            });
            if kind == RowKind::Header {
                sections.extend(shape.heads.section(row.line, &row.raw, &row.fields));
            }
        }
        Ok(())
    }
}
