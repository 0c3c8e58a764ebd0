//! The audit as rows of `quality/*.csv` and `private/rejected_rows.csv`.

use super::audit::Audit;
use crate::clean::tables::Origin;
use crate::ingest::{Exports, IngestError, Source};
use crate::model::rule::Severity;

/// Header of `quality/rejected.csv`.
pub const REJECTED: &[&str] = &[
    "file",
    "sheet",
    "line",
    "column",
    "header",
    "cell",
    "rule",
    "problem_vi",
    "problem_en",
    "advice_vi",
    "advice_en",
];

/// Header of `quality/accounting.csv`.
pub const ACCOUNTING: &[&str] = &[
    "file",
    "sheet",
    "kind",
    "encoding",
    "separator",
    "read",
    "used",
    "set_aside",
    "rejected",
    "form_lines",
];

/// Header of `quality/checks.csv`.
pub const CHECKS: &[&str] =
    &["rule", "severity", "file", "line", "place", "period", "figure", "problem_vi", "problem_en"];

/// Header of `private/rejected_rows.csv`, and of `corrections.csv`.
pub const REJECTED_ROWS: &[&str] = &["file", "sheet", "line", "rule", "row"];

impl Audit {
    fn source(&self, origin: Origin) -> Option<&Source> {
        self.files.get(origin.file as usize).map(|account| &account.source)
    }

    fn file_and_sheet(&self, origin: Origin) -> (String, String) {
        let source = self.source(origin);
        let file = source.map(|source| source.file.to_string()).unwrap_or_default();
        (file, source.and_then(|source| source.sheet.as_deref()).unwrap_or_default().to_owned())
    }

    /// The rows of `quality/rejected.csv`: the files that could not be used, then the rejected rows.
    pub fn rejected_table(&self) -> Vec<Vec<String>> {
        let unusable = self.unusable.iter().map(|file| {
            let (vi, en) = file.rule.advice();
            vec![
                file.source.file.to_string(),
                file.source.sheet.as_deref().unwrap_or_default().to_owned(),
                file.line.map(|line| line.to_string()).unwrap_or_default(),
                String::new(),
                String::new(),
                String::new(),
                file.rule.code().to_owned(),
                file.problem.vi.clone(),
                file.problem.en.clone(),
                vi.to_owned(),
                en.to_owned(),
            ]
        });
        let rows = self.rejections.iter().map(|rejection| {
            let (file, sheet) = self.file_and_sheet(rejection.origin);
            vec![
                file,
                sheet,
                rejection.origin.line.to_string(),
                rejection.column.unwrap_or_default().to_owned(),
                rejection.header.as_deref().unwrap_or_default().to_owned(),
                rejection.cell.clone(),
                rejection.rule.code().to_owned(),
                rejection.problem.vi.clone(),
                rejection.problem.en.clone(),
                rejection.advice.vi.clone(),
                rejection.advice.en.clone(),
            ]
        });
        unusable.chain(rows).collect()
    }

    /// The rows of `quality/accounting.csv`.
    pub fn accounting_table(&self) -> Vec<Vec<String>> {
        self.files
            .iter()
            .map(|account| {
                let separator = match account.separator {
                    Some(b'\t') => "tab".to_owned(),
                    Some(byte) => char::from(byte).to_string(),
                    None => String::new(),
                };
                vec![
                    account.source.file.to_string(),
                    account.source.sheet.as_deref().unwrap_or_default().to_owned(),
                    account.kind.as_str().to_owned(),
                    account.encoding.to_owned(),
                    separator,
                    account.read.to_string(),
                    account.used.to_string(),
                    account.set_aside().to_string(),
                    account.rejected.to_string(),
                    account.form_lines.to_string(),
                ]
            })
            .collect()
    }

    /// The rows of `quality/checks.csv`; a check of several lines names them all in one cell, the first file's first.
    pub fn checks_table(&self) -> Vec<Vec<String>> {
        self.checks
            .iter()
            .map(|check| {
                let first = check.origins.first().copied();
                let file = first.map(|origin| self.file_and_sheet(origin).0).unwrap_or_default();
                let lines: Vec<String> = check
                    .origins
                    .iter()
                    .map(|origin| match first.is_some_and(|first| first.file == origin.file) {
                        true => origin.line.to_string(),
                        false => format!("{}:{}", self.file_and_sheet(*origin).0, origin.line),
                    })
                    .collect();
                let severity = match check.rule.severity() {
                    Severity::Conflict => "conflict",
                    _ => "doubt",
                };
                vec![
                    check.rule.code().to_owned(),
                    severity.to_owned(),
                    file,
                    lines.join(" "),
                    check.place.as_ref().map(|place| place.name.to_string()).unwrap_or_default(),
                    check.period.map(|period| period.to_string()).unwrap_or_default(),
                    check.figure.as_ref().map(|figure| figure.to_string()).unwrap_or_default(),
                    check.problem.vi.clone(),
                    check.problem.en.clone(),
                ]
            })
            .collect()
    }

    /// The rows of `private/rejected_rows.csv`: rejected records as they stand in their files, looked up again.
    ///
    /// # Errors
    /// Where a file can no longer be read.
    pub fn rejected_rows(&self, exports: &Exports) -> Result<Vec<Vec<String>>, IngestError> {
        let mut table = Vec::new();
        for (file, export) in exports.exports.iter().enumerate() {
            let rejected: Vec<_> =
                self.rejections.iter().filter(|rejection| rejection.origin.file as usize == file).collect();
            let lines: Vec<u64> = rejected.iter().map(|rejection| rejection.origin.line).collect();
            if lines.is_empty() {
                continue;
            }
            export.rows_at(&lines, |row| {
                let Ok(i) = lines.binary_search(&row.line) else { return };
                let (name, sheet) = self.file_and_sheet(rejected[i].origin);
                table.push(vec![
                    name,
                    sheet,
                    row.line.to_string(),
                    rejected[i].rule.code().to_owned(),
                    String::from_utf8_lossy(row.raw()).into_owned(),
                ]);
            })?;
        }
        Ok(table)
    }
}
