//! The reading of one export, part by part: every row becomes used, set aside or rejected.

use super::audit::Rejection;
use super::layout::Job;
use super::messages;
use super::reader::{Head, KeyReader};
use super::record::{Fault, Kept, Record};
use crate::ingest::{IngestError, Row, RowKind};
use crate::model::table::PERCENT;
use crate::model::{Place, Rule};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its figures were taken.
    Taken,
    /// A total row.
    Total,
    /// A row without data.
    Empty,
    /// Its place stands in an earlier part of the file.
    Above,
}

/// What one kind of export gathers from its rows.
pub trait Gather: Default + Send {
    /// Takes the figures of one row.
    ///
    /// # Errors
    /// What is wrong with the row; then nothing of it was taken.
    fn row(&mut self, job: &Job<'_>, keys: &mut KeyReader, row: &impl Record) -> Result<Outcome, Fault>;

    /// Notes the figures that a row which is rejected would have given, as far as its cells say which: what they are
    /// part of is not the sum of the others.
    fn miss(&mut self, _job: &Job<'_>, _keys: &mut KeyReader, _row: &impl Record) {}

    /// Takes in what another part of the file gathered; `spots` says where its places went.
    fn absorb(&mut self, other: Self, spots: &[u32]);

    /// Puts what is kept row by row into the order of the file, once all parts are joined, and gives up the room for more.
    fn finish(&mut self) {}
}

/// One part of an export, or several joined.
#[derive(Default)]
pub struct Part<G> {
    /// Data rows.
    pub read: u64,
    /// Total rows.
    pub totals: u64,
    /// Rows without data.
    pub empty: u64,
    /// Lines that are no data rows.
    pub form_lines: u64,
    /// Rows rejected so far.
    pub rejections: Vec<Rejection>,
    /// Lines read as `corrections.csv` has them.
    pub corrected: Vec<u64>,
    /// Keys.
    pub keys: KeyReader,
    /// Figures.
    pub gathered: G,
    /// Places of its spots, once they are asked for.
    pub places: Vec<Place>,
    /// Rows at the start whose place stands in an earlier part.
    waiting: Vec<Kept>,
}

impl<G: Gather> Part<G> {
    /// Reads a whole export.
    ///
    /// # Errors
    /// Where the file can no longer be read.
    pub fn read(job: &Job<'_>) -> Result<Self, IngestError> {
        let mut all = job.export.fold(
            Self::default,
            |part, row| part.line(job, row),
            |all, part| all.absorb(job, part),
        )?;
        for row in std::mem::take(&mut all.waiting) {
            let fault = messages::not_carried()
                .at(crate::model::table::PROVINCE, job.field(crate::model::table::PROVINCE));
            all.reject(job, &row, fault);
        }
        all.form_lines += job.export.form_lines_above;
        all.keys.rest();
        all.gathered.finish();
        Ok(all)
    }

    /// Reads one line of the file.
    fn line(&mut self, job: &Job<'_>, row: &Row<'_>) {
        if matches!(row.kind, RowKind::Form | RowKind::Header) {
            self.form_lines += 1;
            return;
        }
        self.read += 1;
        if !job.corrections.is_empty()
            && let Some(corrected) = job.corrections.get(&row.line)
        {
            self.corrected.push(row.line);
            return self.correct(job, corrected);
        }
        match row.kind {
            RowKind::Broken(rule) => {
                let (columns, separator) = (job.export.headers.len(), job.export.separator.unwrap_or(b';'));
                self.reject(
                    job,
                    row,
                    messages::broken(rule, row.len(), columns, Record::raw(row), separator),
                );
            }
            RowKind::Fraction(_) if self.keys.head(job, row) == Head::Total => self.totals += 1,
            RowKind::Fraction(field) => {
                let fault = messages::fraction(row.cell(field)).at(PERCENT, Some(field));
                self.reject(job, row, fault);
            }
            _ => self.data(job, row),
        }
    }

    fn correct(&mut self, job: &Job<'_>, row: &Kept) {
        let columns = job.export.headers.len();
        let rule = match row.cells.len() {
            0 => {
                self.empty += 1;
                return;
            }
            fields if fields < columns => Rule::FieldsTooFew,
            fields
                if fields > columns
                    && row.cells[columns..].iter().any(|cell| !cell.trim_ascii().is_empty()) =>
            {
                Rule::FieldsTooMany
            }
            _ => return self.data(job, row),
        };
        let separator = job.export.separator.unwrap_or(b';');
        self.reject(job, row, messages::broken(rule, row.cells.len(), columns, &row.raw, separator));
    }

    fn data(&mut self, job: &Job<'_>, row: &impl Record) {
        match self.gathered.row(job, &mut self.keys, row) {
            Ok(Outcome::Taken) => {}
            Ok(Outcome::Total) => self.totals += 1,
            Ok(Outcome::Empty) => self.empty += 1,
            Ok(Outcome::Above) => self.waiting.push(Kept::of(row)),
            Err(fault) => self.reject(job, row, fault),
        }
    }

    fn reject(&mut self, job: &Job<'_>, row: &impl Record, fault: Fault) {
        self.rejections.push(fault.reject(job.file, &job.export.headers, job.is_sheet(), row));
        let Part { keys, gathered, .. } = self;
        keys.aside(|keys| gathered.miss(job, keys, row));
    }

    /// Joins another part of the file, whose rows stand between those of this one, or behind them.
    fn absorb(&mut self, job: &Job<'_>, mut other: Self) {
        // What only speeds up reading has done its work.
        self.keys.rest();
        other.keys.rest();
        for row in std::mem::take(&mut other.waiting) {
            self.data(job, &row);
        }
        self.read += other.read;
        self.totals += other.totals;
        self.empty += other.empty;
        self.form_lines += other.form_lines;
        self.rejections.append(&mut other.rejections);
        self.corrected.append(&mut other.corrected);
        let spots = self.keys.absorb(other.keys);
        self.gathered.absorb(other.gathered, &spots);
    }

    /// Rejects rows after all were seen: `faults` are lines, ascending, with what is wrong there.
    ///
    /// # Errors
    /// Where the file can no longer be read.
    pub fn reject_late<F>(&mut self, job: &Job<'_>, faults: Vec<(u64, F)>) -> Result<(), IngestError>
    where
        F: Fn(&dyn RowText) -> Fault,
    {
        let lines: Vec<u64> = faults.iter().map(|(line, _)| *line).collect();
        visit(job, &lines, |row| {
            if let Ok(i) = faults.binary_search_by_key(&row.line, |(line, _)| *line) {
                let fault = (faults[i].1)(row);
                self.reject(job, row, fault);
            }
        })
    }
}

/// The cells of a row, as text, for messages.
pub trait RowText {
    /// The text of field `i`.
    fn text(&self, i: usize) -> String;
}

impl RowText for Kept {
    fn text(&self, i: usize) -> String {
        String::from_utf8_lossy(self.cell(i)).into_owned()
    }
}

/// Visits rows again, as corrected.
///
/// # Errors
/// Where the file can no longer be read.
pub fn visit(job: &Job<'_>, lines: &[u64], mut see: impl FnMut(&Kept)) -> Result<(), IngestError> {
    if lines.is_empty() {
        return Ok(());
    }
    job.export.rows_at(lines, |row| match job.corrections.get(&row.line) {
        Some(corrected) => see(corrected),
        None => see(&Kept::of(row)),
    })
}
