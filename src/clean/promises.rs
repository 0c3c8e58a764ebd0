//! Targets and commitments: few rows, each kept as it is.

use std::sync::Arc;

use super::context::Named;
use super::keys::{Cells, Names};
use super::layout::Job;
use super::messages;
use super::notes::words_of;
use super::number::{self, Decimal, DecimalCell, Evidence, Mark, is_missing};
use super::part::{Gather, Outcome};
use super::reader::{Head, KeyReader};
use super::record::{Fault, Record, text_of};
use crate::model::Period;
use crate::model::fold::{fold_case, tidy};
use crate::model::table::{
    AGENCY, COMMITMENT, Col, DATE, DONE, DUE, INDICATOR, PERIOD, QUESTION_NO, SESSION_DATE, SOURCE, TARGET,
};

/// One target of one export.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetRow {
    /// Line.
    pub line: u64,
    /// Indicator: registered id, or name as it is, folded.
    pub indicator: Arc<str>,
    /// Place.
    pub spot: u32,
    /// By the end of which period.
    pub due: Period,
    /// Value to reach.
    pub target: Decimal,
    /// Source.
    pub source: Option<Arc<str>>,
}

/// The targets of one export.
#[derive(Default)]
pub struct Targets {
    /// Rows.
    pub rows: Vec<TargetRow>,
    /// Rows whose value can be read in two ways: the mark, both readings, and the row with the first of them.
    pub open: Vec<(TargetRow, Mark, Decimal)>,
    /// What the other values prove.
    pub evidence: Evidence,
    /// Spellings of indicators that come as they are.
    pub names: Names,
    sources: Cells<Option<Arc<str>>>,
}

impl Gather for Targets {
    fn row(&mut self, job: &Job<'_>, keys: &mut KeyReader, row: &impl Record) -> Result<Outcome, Fault> {
        let head = keys.head(job, row);
        let value_field = job.field(TARGET);
        let value_cell = value_field.map(|field| row.cell(field)).unwrap_or_default();
        match head {
            Head::Total => return Ok(Outcome::Total),
            _ if !value_cell.is_empty() && is_missing(value_cell) => return Ok(Outcome::Empty),
            Head::Above => return Ok(Outcome::Above),
            _ => {}
        }
        let due = keys.when(job, row, DUE, job.field(DUE), ("thời hạn", "due date"))?;
        let Some(spot) = keys.spot(job, row, head, due)? else { return Ok(Outcome::Total) };
        let field = job.field(INDICATOR);
        let text = field.map(|field| text_of(row, field, INDICATOR)).transpose()?.unwrap_or_default();
        let index = &job.context.indicators;
        let indicator = match (index.read(text), &job.export.caption.indicator) {
            (Named::Known(id), _) => id,
            (Named::Free(key), _) => {
                self.names.add(&key, &tidy(text));
                key
            }
            (Named::Near(id), _) => {
                let name = index.get(&id).map(|indicator| indicator.name.clone()).unwrap_or_default();
                return Err(messages::indicator_near(text, &id, &name).at(INDICATOR, field));
            }
            (Named::Blank, Some(id)) if field.is_none() => Arc::clone(id),
            (Named::Blank, _) => return Err(messages::missing("chỉ tiêu", "indicator").at(INDICATOR, field)),
        };
        let wrong = |fault| messages::number(fault, value_cell).at(TARGET, value_field);
        let held = value_field.is_some_and(|field| row.is_number(field));
        let read = if held { number::held_decimal(value_cell) } else { number::decimal(value_cell) };
        let source = job.field(SOURCE).and_then(|field| words_of(&mut self.sources, row.cell(field)));
        let mut target = TargetRow {
            line: row.line(),
            indicator,
            spot,
            due: due.period,
            target: Decimal { digits: 0, decimals: 0 },
            source,
        };
        match read.map_err(wrong)? {
            DecimalCell::Missing => {
                return Err(messages::missing("mục tiêu", "target").at(TARGET, value_field));
            }
            DecimalCell::Share(..) => return Err(wrong(number::NumberFault::Invalid)),
            DecimalCell::Ambiguous { mark, decimal, grouped } => {
                target.target = decimal;
                self.open.push((target, mark, grouped));
            }
            DecimalCell::Exact(value, mark) => {
                if let Some(mark) = mark {
                    self.evidence.note(mark);
                }
                if let Some(fault) = out_of_range(job, &target.indicator, value, value_cell) {
                    return Err(fault.at(TARGET, value_field));
                }
                target.target = value;
                self.rows.push(target);
            }
        }
        Ok(Outcome::Taken)
    }

    fn absorb(&mut self, other: Self, spots: &[u32]) {
        self.names.absorb(other.names);
        self.evidence.join(other.evidence);
        self.rows.extend(other.rows.into_iter().map(|mut row| {
            row.spot = spots[row.spot as usize];
            row
        }));
        self.open.extend(other.open.into_iter().map(|(mut row, mark, grouped)| {
            row.spot = spots[row.spot as usize];
            (row, mark, grouped)
        }));
    }

    fn finish(&mut self) {
        self.rows.sort_by_key(|row| row.line);
        self.open.sort_by_key(|(row, ..)| row.line);
    }
}

/// The fault of a target outside its indicator's range.
pub fn out_of_range(job: &Job<'_>, indicator: &str, value: Decimal, cell: &[u8]) -> Option<Fault> {
    let (low, high) = job.context.indicators.get(indicator)?.range;
    let value = value.value();
    (value < low || value > high).then(|| messages::out_of_range(&String::from_utf8_lossy(cell), (low, high)))
}

/// One commitment of one export.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitmentRow {
    /// Line.
    pub line: u64,
    /// Day of the session.
    pub session: Period,
    /// Place.
    pub spot: u32,
    /// Number of the question.
    pub question_no: Option<Arc<str>>,
    /// Who promised.
    pub agency: Option<Arc<str>>,
    /// What.
    pub text: Arc<str>,
    /// By the end of which period.
    pub due: Period,
    /// When it was completed.
    pub done: Option<Period>,
    /// Source.
    pub source: Option<Arc<str>>,
}

/// The commitments of one export.
#[derive(Default)]
pub struct Commitments {
    /// Rows.
    pub rows: Vec<CommitmentRow>,
    sources: Cells<Option<Arc<str>>>,
}

impl Gather for Commitments {
    fn row(&mut self, job: &Job<'_>, keys: &mut KeyReader, row: &impl Record) -> Result<Outcome, Fault> {
        let head = keys.head(job, row);
        match head {
            Head::Total => return Ok(Outcome::Total),
            Head::Above => return Ok(Outcome::Above),
            _ => {}
        }
        let text = |column: Col| -> Result<Option<Arc<str>>, Fault> {
            let Some(field) = job.field(column) else { return Ok(None) };
            let text = tidy(text_of(row, field, column)?);
            Ok((!text.is_empty()).then(|| Arc::from(text)))
        };
        let promise = text(COMMITMENT)?;
        if promise.as_deref().is_some_and(|text| is_missing(text.as_bytes())) {
            return Ok(Outcome::Empty);
        }
        let day = [SESSION_DATE, DATE, PERIOD].into_iter().find(|col| job.field(*col).is_some());
        let day = day.unwrap_or(SESSION_DATE);
        let session = keys.when(job, row, day, job.field(day), ("ngày đối thoại", "date of the session"))?;
        let Some(spot) = keys.spot(job, row, head, session)? else { return Ok(Outcome::Total) };
        let Some(promise) = promise else {
            return Err(
                messages::missing("nội dung cam kết", "commitment").at(COMMITMENT, job.field(COMMITMENT))
            );
        };
        let due = keys.when(job, row, DUE, job.field(DUE), ("thời hạn", "due date"))?;
        let done = match job.field(DONE) {
            Some(field) if !is_missing(row.cell(field)) && row.cell(field).trim_ascii() != b"-" => Some(
                keys.when(job, row, DONE, Some(field), ("ngày hoàn thành", "date of completion"))?.period,
            ),
            _ => None,
        };
        let said = |column| job.field(column).map_or(&b""[..], |field| row.cell(field));
        for (column, name, end) in [
            (DUE, ("thời hạn", "due date"), Some(due.period.end())),
            (DONE, ("ngày hoàn thành", "date of completion"), done.map(|done| done.end())),
        ] {
            if end.is_some_and(|end| end < session.period.start()) {
                let fault = messages::before_session(name, said(column), said(day));
                return Err(fault.at(column, job.field(column)));
            }
        }
        let source = job.field(SOURCE).and_then(|field| words_of(&mut self.sources, row.cell(field)));
        self.rows.push(CommitmentRow {
            line: row.line(),
            session: session.period,
            spot,
            question_no: text(QUESTION_NO)?,
            agency: text(AGENCY)?,
            text: promise,
            due: due.period,
            done,
            source,
        });
        Ok(Outcome::Taken)
    }

    fn absorb(&mut self, other: Self, spots: &[u32]) {
        self.rows.extend(other.rows.into_iter().map(|mut row| {
            row.spot = spots[row.spot as usize];
            row
        }));
    }

    fn finish(&mut self) {
        self.rows.sort_by_key(|row| row.line);
    }
}

/// How texts of a key are compared: without case and spaces.
pub fn folded(text: &Option<Arc<str>>) -> String {
    fold_case(text.as_deref().unwrap_or_default())
}
