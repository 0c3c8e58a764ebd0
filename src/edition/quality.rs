//! `quality/*.csv` and `private/rejected_rows.csv`: what was read, what was left out, what is doubtful.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::EditionError;
use crate::clean::Audit;
use crate::clean::tables::Origin;
use crate::compose::report::{Datum, Rows};
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
    let of_audit =
        |table: &'static Table, rows| AuditTable { table, title: lang.pick(table.vi, table.en), audit, rows };
    let tables =
        [of_audit(&REJECTED, rejected), of_audit(&ACCOUNTING, accounting), of_audit(&CHECKS, checks)];
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

/// A table of `quality/`, whose rows are made from the audit when they are written.
struct AuditTable<'a> {
    table: &'static Table,
    title: &'static str,
    audit: &'a Audit,
    rows: fn(&Audit, Put<'_>),
}

/// Takes one row after the other.
type Put<'p> = &'p mut dyn FnMut(&[Datum<'_>]);

impl Rows for AuditTable<'_> {
    fn table(&self) -> &'static Table {
        self.table
    }

    fn title(&self) -> &str {
        self.title
    }

    fn each(&self, put: Put<'_>) {
        (self.rows)(self.audit, put);
    }
}

fn text(text: &str) -> Datum<'_> {
    if text.is_empty() { Datum::Blank } else { Datum::Text(text.into()) }
}

fn or_blank(words: Option<&str>) -> Datum<'_> {
    words.map_or(Datum::Blank, text)
}

fn count<'a>(count: u64) -> Datum<'a> {
    i64::try_from(count).map_or(Datum::Blank, Datum::Count)
}

/// File, sheet and line of an origin.
fn place(audit: &Audit, origin: Origin) -> [Datum<'_>; 3] {
    let source = audit.files.get(origin.file as usize).map(|account| &account.source);
    [
        source.map_or(Datum::Blank, |source| Datum::Shared(&source.file)),
        or_blank(source.and_then(|source| source.sheet.as_deref())),
        count(origin.line),
    ]
}

fn rejected(audit: &Audit, put: Put<'_>) {
    debug_assert_eq!(REJECTED.columns.len(), 11);
    // A file that cannot be used at all stands before the rows of those that can.
    for unusable in &audit.unusable {
        let (problem, advice) = (&unusable.problem, &unusable.advice);
        put(&[
            text(&unusable.source.file),
            or_blank(unusable.source.sheet.as_deref()),
            unusable.line.map_or(Datum::Blank, count),
            Datum::Blank,
            Datum::Blank,
            Datum::Blank,
            text(unusable.rule.code()),
            text(&problem.vi),
            text(&problem.en),
            text(&advice.vi),
            text(&advice.en),
        ]);
    }
    for rejection in &audit.rejections {
        let [file, sheet, line] = place(audit, rejection.origin);
        put(&[
            file,
            sheet,
            line,
            or_blank(rejection.column),
            or_blank(rejection.header.as_deref()),
            text(&rejection.cell),
            text(rejection.rule.code()),
            text(&rejection.problem.vi),
            text(&rejection.problem.en),
            text(&rejection.advice.vi),
            text(&rejection.advice.en),
        ]);
    }
}

fn accounting(audit: &Audit, put: Put<'_>) {
    debug_assert_eq!(ACCOUNTING.columns.len(), 10);
    for account in &audit.files {
        put(&[
            text(&account.source.file),
            or_blank(account.source.sheet.as_deref()),
            text(account.kind.as_str()),
            text(account.encoding),
            or_blank(account.separator.map(separator_name)),
            count(account.read),
            count(account.used),
            count(account.set_aside()),
            count(account.rejected),
            count(account.form_lines),
        ]);
    }
    // A file that cannot be used has no kind, and no row of it was read.
    for file in &audit.unusable {
        let [kind, encoding, separator] = [Datum::Blank, Datum::Blank, Datum::Blank];
        let [read, used, set_aside, rejected, form_lines] = [0; 5].map(count);
        let (name, sheet) = (text(&file.source.file), or_blank(file.source.sheet.as_deref()));
        put(&[name, sheet, kind, encoding, separator, read, used, set_aside, rejected, form_lines]);
    }
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
fn checks(audit: &Audit, put: Put<'_>) {
    debug_assert_eq!(CHECKS.columns.len(), 9);
    for check in &audit.checks {
        let severity = if check.rule.severity() == Severity::Conflict { "conflict" } else { "doubt" };
        let places = check.origins.iter().map(|origin| place(audit, *origin));
        let nowhere = check.origins.is_empty().then_some([Datum::Blank, Datum::Blank, Datum::Blank]);
        for [file, _, line] in places.chain(nowhere) {
            put(&[
                text(check.rule.code()),
                text(severity),
                file,
                line,
                check.place.as_ref().map_or(Datum::Blank, |place| Datum::Shared(&place.name)),
                check.period.map_or(Datum::Blank, Datum::Period),
                or_blank(check.figure.as_ref().map(FigureId::as_str)),
                text(&check.problem.vi),
                text(&check.problem.en),
            ]);
        }
    }
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
