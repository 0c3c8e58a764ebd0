//! One row as the kinds of export read it, be it in its file or in `corrections.csv`; and what is wrong with it.

use std::ops::Range;
use std::sync::Arc;

use super::audit::Rejection;
use super::tables::Origin;
use crate::ingest::Row;
use crate::model::table::Col;
use crate::model::{Rule, Text};

/// A row of cells.
pub trait Record {
    /// Line on which it starts.
    fn line(&self) -> u64;
    /// The cell of field `i`; empty where the row is shorter.
    fn cell(&self, i: usize) -> &[u8];
    /// Number of fields.
    fn len(&self) -> usize;
    /// The record as it stands.
    fn raw(&self) -> &[u8];
    /// Where field `i` stands in [`Record::raw`].
    fn span(&self, i: usize) -> Option<Range<usize>>;
    /// Reference of field `i` in a sheet.
    fn cell_ref(&self, i: usize) -> String;
    /// Whether a sheet holds the cell as a number, written with a point for decimals.
    fn is_number(&self, i: usize) -> bool;
    /// Line of `corrections.csv` that it stands on, where it is from there.
    fn corrected(&self) -> Option<u64> {
        None
    }
}

impl Record for Row<'_> {
    fn line(&self) -> u64 {
        self.line
    }

    fn cell(&self, i: usize) -> &[u8] {
        Row::cell(self, i)
    }

    fn len(&self) -> usize {
        Row::len(self)
    }

    fn raw(&self) -> &[u8] {
        Row::raw(self)
    }

    fn span(&self, i: usize) -> Option<Range<usize>> {
        Row::span(self, i)
    }

    fn cell_ref(&self, i: usize) -> String {
        Row::cell_ref(self, i)
    }

    fn is_number(&self, i: usize) -> bool {
        Row::is_number(self, i)
    }
}

/// A row kept for later: one whose place stands above it in another part of the file, or one from `corrections.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Line on which it starts.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<Vec<u8>>,
    /// The record as it stands.
    pub raw: Vec<u8>,
    /// Where each cell stands in `raw`.
    pub spans: Vec<Option<Range<usize>>>,
    /// References of the cells in a sheet.
    pub refs: Vec<String>,
    /// Which cells a sheet holds as numbers.
    pub numbers: Vec<bool>,
    /// Line of `corrections.csv` that it stands on, where it is from there.
    pub corrected: Option<u64>,
}

impl Kept {
    /// A copy of a row.
    pub fn of(row: &impl Record) -> Self {
        let fields = 0..row.len();
        Kept {
            line: row.line(),
            cells: fields.clone().map(|i| row.cell(i).to_vec()).collect(),
            raw: row.raw().to_vec(),
            spans: fields.clone().map(|i| row.span(i)).collect(),
            refs: fields.clone().map(|i| row.cell_ref(i)).collect(),
            numbers: fields.map(|i| row.is_number(i)).collect(),
            corrected: row.corrected(),
        }
    }
}

impl Record for Kept {
    fn line(&self) -> u64 {
        self.line
    }

    fn cell(&self, i: usize) -> &[u8] {
        self.cells.get(i).map(Vec::as_slice).unwrap_or_default()
    }

    fn len(&self) -> usize {
        self.cells.len()
    }

    fn raw(&self) -> &[u8] {
        &self.raw
    }

    fn span(&self, i: usize) -> Option<Range<usize>> {
        self.spans.get(i).cloned().flatten()
    }

    fn cell_ref(&self, i: usize) -> String {
        self.refs.get(i).cloned().unwrap_or_default()
    }

    fn is_number(&self, i: usize) -> bool {
        self.numbers.get(i).copied().unwrap_or_default()
    }

    fn corrected(&self) -> Option<u64> {
        self.corrected
    }
}

/// What is wrong with a row: the first thing found, in the order period, place, indicator, numbers, sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The contract column to blame; `None` for the whole row.
    pub column: Option<Col>,
    /// Its field.
    pub field: Option<usize>,
    /// The rule broken.
    pub rule: Rule,
    words: Box<Words>,
}

/// The case at hand and what to do; apart, because rows that are fine carry room for a fault too.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Words {
    problem: Text,
    advice: Text,
    /// What of the record to underline, where no column is to blame.
    span: Option<Range<usize>>,
}

impl Fault {
    /// A fault with the rule's own advice.
    pub fn new(rule: Rule, problem: Text) -> Self {
        let (vi, en) = rule.advice();
        let words = Box::new(Words { problem, advice: Text::new(vi, en), span: None });
        Fault { column: None, field: None, rule, words }
    }

    /// The fault, told of a column.
    pub fn at(mut self, column: Col, field: Option<usize>) -> Self {
        self.column = Some(column);
        self.field = field;
        self
    }

    /// The fault, told of a part of the record.
    pub fn within(mut self, span: Option<Range<usize>>) -> Self {
        self.words.span = span;
        self
    }

    /// The fault with advice for the case at hand.
    pub fn advise(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.words.advice = Text::new(vi, en);
        self
    }

    /// What the audit says of `row`.
    pub fn reject(mut self, file: u32, headers: &[Arc<str>], is_sheet: bool, row: &impl Record) -> Rejection {
        if let Some(line) = row.corrected() {
            let problem = &mut self.words.problem;
            problem.vi += &format!(" (nội dung lấy từ corrections.csv, dòng {line})");
            problem.en += &format!(" (as corrected on line {line} of corrections.csv)");
        }
        let raw = row.raw();
        let span = self.words.span.take().or_else(|| self.field.and_then(|i| row.span(i)));
        let Shown { text, span, below, skipped, partial } = Shown::of(raw, span);
        Rejection {
            origin: Origin { file, line: row.line() },
            column: self.column.map(Col::name),
            header: self.field.and_then(|i| headers.get(i)).cloned(),
            cell_ref: self.field.filter(|_| is_sheet).map(|i| row.cell_ref(i)),
            cell: self.field.map(|i| String::from_utf8_lossy(row.cell(i)).into_owned()).unwrap_or_default(),
            rule: self.rule,
            problem: self.words.problem,
            advice: self.words.advice,
            record: partial.then(|| String::from_utf8_lossy(&raw[..raw.len().min(KEPT)]).into_owned()),
            line_text: text,
            span,
            below,
            skipped,
        }
    }
}

/// What a message shows of a record.
struct Shown {
    /// A line of it, or a part of that; bytes that are no text stand as U+FFFD.
    text: String,
    /// What is underlined in it.
    span: Option<Range<usize>>,
    /// Lines of the record above it.
    below: u64,
    /// Characters of the line before it.
    skipped: u64,
    /// Whether there is more of the record.
    partial: bool,
}

impl Shown {
    /// The line of the record in which `span` begins; the first one, where there is none.
    fn of(raw: &[u8], span: Option<Range<usize>>) -> Self {
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let at = span.as_ref().map_or(0, |span| span.start.min(raw.len()));
        let start = raw[..at].iter().rposition(is_end).map_or(0, |end| end + 1);
        let line = raw[start..].iter().position(is_end).map_or(&raw[start..], |end| &raw[start..start + end]);
        // CRLF is one line end.
        let ends = raw[..start]
            .iter()
            .enumerate()
            .filter(|(i, byte)| **byte == b'\n' || **byte == b'\r' && raw.get(i + 1) != Some(&b'\n'));
        let below = ends.count() as u64;
        // A line of megabytes says nothing more at its end; what is to be underlined has to be there.
        let begin = if at - start > SHOWN / 2 && line.len() > SHOWN { at - start - SHOWN / 2 } else { 0 };
        let cut = whole_from(line, begin);
        let shown = &line[cut..whole_from(line, line.len().min(cut + SHOWN))];
        // Each side by itself: a byte that does not decode is shown longer than it is.
        let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let skipped = lossy(&line[..cut]).chars().count() as u64;
        let partial = shown.len() < raw.len();
        let Some(span) = span.filter(|span| span.start <= span.end && span.start >= start + cut) else {
            return Shown { text: lossy(shown), span: None, below, skipped, partial };
        };
        let from = (span.start - start - cut).min(shown.len());
        let to = (span.end - start - cut).min(shown.len());
        let mut text = lossy(&shown[..from]);
        let first = text.len();
        text += &lossy(&shown[from..to]);
        let span = first..text.len();
        text += &lossy(&shown[to..]);
        Shown { text, span: Some(span), below, skipped, partial }
    }
}

/// The first offset from `at` on that does not lie within a character.
fn whole_from(line: &[u8], at: usize) -> usize {
    let within = line[at..].iter().take_while(|byte| **byte & 0xc0 == 0x80).count();
    at + within
}

/// Bytes of a line that a message shows.
const SHOWN: usize = 4096;

/// Bytes of a record that are kept for correcting it.
const KEPT: usize = 1 << 20;

/// The text of a cell; none where a byte did not decode, here or before (U+FFFD stands in its place).
pub fn decoded(cell: &[u8]) -> Option<&str> {
    std::str::from_utf8(cell).ok().filter(|text| text.is_ascii() || !text.contains('\u{fffd}'))
}

/// The text of a cell, or the fault that its bytes are none.
pub fn text_of(row: &impl Record, field: usize, column: Col) -> Result<&str, Fault> {
    decoded(row.cell(field)).ok_or_else(|| undecodable(row.cell(field)).at(column, Some(field)))
}

/// The fault of bytes that are no text.
pub fn undecodable(cell: &[u8]) -> Fault {
    let shown = String::from_utf8_lossy(cell);
    let shown: String = shown.chars().take(60).collect();
    Fault::new(
        Rule::TextUndecodable,
        Text::new(
            format!("ô \"{shown}\" có byte không giải mã được"),
            format!("the cell \"{shown}\" holds bytes that do not decode"),
        ),
    )
}
