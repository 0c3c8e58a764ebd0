//! The lines behind each row of the tables, so that two editions can be compared down to the line.

use std::borrow::Cow;

use super::SummaryTable;
use crate::analyse::Summary;
use crate::clean::Audit;
use crate::clean::tables::{Origin, Origins};
use crate::compose::report::{Datum, Rows};
use crate::model::Lang;
use crate::model::table::{COMMITMENTS, COVERAGE, KEY_PARTS, ORIGINS, TARGETS, TEAM_COUNTS, TOPICS, Table};

/// `quality/origins.csv`, whose rows are made when they are written.
#[derive(Debug)]
pub struct OriginTable<'a> {
    summary: &'a Summary,
    audit: &'a Audit,
    tables: Vec<SummaryTable<'a>>,
    title: &'static str,
}

impl<'a> OriginTable<'a> {
    /// The lines behind the rows of `tables`, which are those of `summary`.
    pub fn new(summary: &'a Summary, audit: &'a Audit, tables: Vec<SummaryTable<'a>>, lang: Lang) -> Self {
        OriginTable { summary, audit, tables, title: lang.pick(ORIGINS.vi, ORIGINS.en) }
    }

    /// The lines behind the row of a table that comes from lines of its own.
    fn behind(&self, table: &Table, row: usize) -> Option<Cow<'a, Origins>> {
        let s = self.summary;
        match table.name {
            name if name == TOPICS.name => s.topics.get(row).map(|row| Cow::Borrowed(&row.origins)),
            name if name == COVERAGE.name => s.coverage.get(row).map(|row| Cow::Borrowed(&row.origins)),
            name if name == TEAM_COUNTS.name => s.teams.get(row).map(|row| Cow::Borrowed(&row.origins)),
            name if name == TARGETS.name => s.targets.get(row).map(|row| {
                let mut origins = Origins::one(row.origin);
                origins.extend(&row.latest_origins);
                Cow::Owned(origins)
            }),
            name if name == COMMITMENTS.name => {
                s.commitments.get(row).map(|row| Cow::Owned(Origins::one(row.commitment.origin)))
            }
            _ => None,
        }
    }

    /// `coverage.csv:12, 14; teams.csv:3`; nothing where not all of them are known.
    fn lines(&self, origins: &Origins) -> String {
        if u64::try_from(origins.first.len()).is_ok_and(|known| known < origins.count) {
            return String::new();
        }
        let source = |origin: &Origin| {
            let account = usize::try_from(origin.file).ok().and_then(|at| self.audit.files.get(at));
            account.map_or_else(String::new, |account| match &account.source.sheet {
                Some(sheet) => format!("{}[{sheet}]", account.source.file),
                None => account.source.file.to_string(),
            })
        };
        let files = origins.first.chunk_by(|a, b| a.file == b.file).map(|of_file| {
            let lines: Vec<String> = of_file.iter().map(|origin| origin.line.to_string()).collect();
            format!("{}:{}", of_file.first().map(source).unwrap_or_default(), lines.join(", "))
        });
        files.collect::<Vec<_>>().join("; ")
    }
}

impl Rows for OriginTable<'_> {
    fn table(&self) -> &'static Table {
        &ORIGINS
    }

    fn title(&self) -> &str {
        self.title
    }

    fn each(&self, put: &mut dyn FnMut(&[Datum<'_>])) {
        for rows in &self.tables {
            let (table, mut at) = (rows.table(), 0);
            if self.behind(table, 0).is_none() {
                continue;
            }
            rows.each(&mut |row| {
                let origins = self.behind(table, at).filter(|origins| origins.count > 0);
                at += 1;
                if let Some(origins) = origins {
                    put(&[
                        Datum::from(table.name),
                        Datum::Text(Cow::Owned(key(table, row))),
                        Datum::Text(Cow::Owned(self.lines(&origins))),
                        Datum::from(origins.count),
                    ]);
                }
            });
        }
    }
}

/// The key cells of a row.
fn key(table: &Table, row: &[Datum<'_>]) -> String {
    let cells = table.key.iter().map(|col| {
        let at = table.columns.iter().position(|column| column.col == *col);
        match at.and_then(|at| row.get(at)) {
            Some(Datum::Text(text)) => text.to_string(),
            Some(Datum::Shared(text)) => text.to_string(),
            Some(Datum::Period(period)) => period.to_string(),
            Some(Datum::Count(count)) => count.to_string(),
            Some(Datum::Number(number)) => number.to_string(),
            Some(Datum::Flag(flag)) => flag.to_string(),
            Some(Datum::Blank) | None => String::new(),
        }
    });
    cells.collect::<Vec<_>>().join(KEY_PARTS)
}
