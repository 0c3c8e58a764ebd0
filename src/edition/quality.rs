//! `quality/*.csv` and `private/rejected_rows.csv`: what was read, what was left out, what is doubtful.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::EditionError;
use crate::clean::Audit;
use crate::clean::tables::Origin;
use crate::compose::report::{DataTable, Rows, Value};
use crate::model::rule::Severity;
use crate::model::table::{ACCOUNTING, CHECKS, REJECTED, Table};
use crate::model::{FigureId, Lang};
use crate::render::csv;
use crate::render::datapackage::Resource;

/// Writes the tables of `quality/`, with the lines behind the figures as the report has them, and the rows that were
/// left out to `private/`; returns the former for the data package.
pub fn write(
    audit: &Audit,
    origins: &dyn Rows,
    lang: Lang,
    folder: &Path,
) -> Result<Vec<Resource>, EditionError> {
    let quality = folder.join("quality");
    fs::create_dir_all(&quality).map_err(EditionError::write(&quality))?;
    let mut resources = Vec::new();
    let made = |table: &'static Table, rows| DataTable {
        table,
        title: lang.pick(table.vi, table.en).to_owned(),
        rows,
    };
    let tables = [
        made(&REJECTED, rejected(audit)),
        made(&ACCOUNTING, accounting(audit)),
        made(&CHECKS, checks(audit)),
    ];
    for data in tables.iter().map(|table| table as &dyn Rows).chain([origins]) {
        let table = data.table();
        let name = format!("quality/{}.csv", table.name);
        let path = folder.join(&name);
        let mut file = File::create(&path).map_err(EditionError::write(&path))?;
        let written = csv::write(data, &mut file).map_err(io::Error::other);
        let written = written.map_err(EditionError::write(&path))?;
        let (bytes, sha256) = (written.bytes, written.sha256);
        resources.push(Resource { path: name, title: data.title().to_owned(), table, bytes, sha256 });
    }
    let private = folder.join("private");
    fs::create_dir_all(&private).map_err(EditionError::write(&private))?;
    write_rejected_rows(audit, &private.join("rejected_rows.csv"))?;
    Ok(resources)
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Blank } else { Value::Text(text.into()) }
}

fn count(count: u64) -> Value {
    i64::try_from(count).map_or(Value::Blank, Value::Count)
}

/// File, sheet and line of an origin.
fn place(audit: &Audit, origin: Origin) -> [Value; 3] {
    let source = audit.files.get(origin.file as usize).map(|account| &account.source);
    [
        source.map_or(Value::Blank, |source| Value::Text(Arc::clone(&source.file))),
        source.and_then(|source| source.sheet.as_deref()).map_or(Value::Blank, text),
        count(origin.line),
    ]
}

fn rejected(audit: &Audit) -> Vec<Vec<Value>> {
    debug_assert_eq!(REJECTED.columns.len(), 11);
    // A file that cannot be used at all stands before the rows of those that can.
    let files = audit.unusable.iter().map(|unusable| {
        let sheet = unusable.source.sheet.as_deref().map_or(Value::Blank, text);
        let mut row = vec![text(&unusable.source.file), sheet, unusable.line.map_or(Value::Blank, count)];
        row.extend([Value::Blank, Value::Blank, Value::Blank, text(unusable.rule.code())]);
        row.extend(
            [&unusable.problem, &unusable.advice].map(|words| [text(&words.vi), text(&words.en)]).concat(),
        );
        row
    });
    let rows = audit.rejections.iter().map(|rejection| {
        let mut row = place(audit, rejection.origin).to_vec();
        row.extend([
            rejection.column.map_or(Value::Blank, text),
            rejection.header.as_deref().map_or(Value::Blank, text),
            text(&rejection.cell),
            text(rejection.rule.code()),
            text(&rejection.problem.vi),
            text(&rejection.problem.en),
            text(&rejection.advice.vi),
            text(&rejection.advice.en),
        ]);
        row
    });
    files.chain(rows).collect()
}

fn accounting(audit: &Audit) -> Vec<Vec<Value>> {
    debug_assert_eq!(ACCOUNTING.columns.len(), 10);
    let files = audit.files.iter().map(|account| {
        vec![
            text(&account.source.file),
            account.source.sheet.as_deref().map_or(Value::Blank, text),
            text(account.kind.as_str()),
            text(account.encoding),
            account.separator.map_or(Value::Blank, |separator| text(separator_name(separator))),
            count(account.read),
            count(account.used),
            count(account.set_aside()),
            count(account.rejected),
            count(account.form_lines),
        ]
    });
    // A file that cannot be used has no kind, and no row of it was read.
    let unusable = audit.unusable.iter().map(|file| {
        let sheet = file.source.sheet.as_deref().map_or(Value::Blank, text);
        let mut row = vec![text(&file.source.file), sheet, Value::Blank, Value::Blank, Value::Blank];
        row.extend((0..5).map(|_| count(0)));
        row
    });
    files.chain(unusable).collect()
}

/// A separator in a word, where the sign itself could not be seen in a cell.
fn separator_name(separator: u8) -> &'static str {
    match separator {
        b',' => ",",
        b';' => ";",
        b'|' => "|",
        _ => "tab",
    }
}

/// One row a line that a doubt or a conflict concerns, so that each can be looked up.
fn checks(audit: &Audit) -> Vec<Vec<Value>> {
    debug_assert_eq!(CHECKS.columns.len(), 9);
    let mut rows = Vec::new();
    for check in &audit.checks {
        let severity = if check.rule.severity() == Severity::Conflict { "conflict" } else { "doubt" };
        // A doubt may concern thousands of lines: its words are there once.
        let [rule, severity, vi, en] =
            [check.rule.code(), severity, &check.problem.vi, &check.problem.en].map(text);
        let name = check.place.as_ref().map_or(Value::Blank, |place| Value::Text(Arc::clone(&place.name)));
        let period = check.period.map_or(Value::Blank, |period| text(&period.to_string()));
        let figure = check.figure.as_ref().map(FigureId::as_str).map_or(Value::Blank, text);
        let places = check.origins.iter().map(|origin| place(audit, *origin));
        let nowhere = check.origins.is_empty().then_some([Value::Blank, Value::Blank, Value::Blank]);
        for [file, _, line] in places.chain(nowhere) {
            rows.push(vec![
                rule.clone(),
                severity.clone(),
                file,
                line,
                name.clone(),
                period.clone(),
                figure.clone(),
                vi.clone(),
                en.clone(),
            ]);
        }
    }
    rows
}

/// The rows as they stood: corrected and saved as `corrections.csv` beside the exports, they are read in their place.
fn write_rejected_rows(audit: &Audit, path: &Path) -> Result<(), EditionError> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let header = writer.write_record(["file", "sheet", "line", "rule", "row"]);
    let rows = audit.rejections.iter().try_for_each(|rejection| {
        let source = audit.files.get(rejection.origin.file as usize).map(|account| &account.source);
        writer.write_record([
            source.map_or("", |source| &source.file),
            source.and_then(|source| source.sheet.as_deref()).unwrap_or_default(),
            &rejection.origin.line.to_string(),
            rejection.rule.code(),
            rejection.record.as_ref().unwrap_or(&rejection.line_text),
        ])
    });
    header.and(rows).map_err(io::Error::other).map_err(EditionError::write(path))?;
    let bytes = writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))
        .map_err(EditionError::write(path))?;
    fs::write(path, bytes).map_err(EditionError::write(path))
}
