//! The audit: what became of every line, and what is doubtful.

use std::ops::Range;
use std::sync::Arc;

use super::tables::{Origin, Origins};
use crate::ingest::{ExportKind, Source, Unusable};
use crate::model::numbers::Numbers;
use crate::model::{FigureId, Lang, Period, Place, Rule, Text};

/// Everything the run has to say about the quality of its input.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// One account a file or sheet; [`Origin::file`] points here.
    pub files: Vec<Account>,
    /// Rows left out, in the order of files and lines.
    pub rejections: Vec<Rejection>,
    /// Doubts and conflicts.
    pub checks: Vec<Check>,
    /// Files that could not be used.
    pub unusable: Vec<Unusable>,
    /// What of the rows that are used a report does not show.
    pub unshown: Vec<Unshown>,
}

impl Audit {
    /// Rejected rows of all files.
    pub fn rejected(&self) -> u64 {
        self.files.iter().map(|account| account.rejected).sum()
    }
}

/// The account of one file: `read = used + set_aside + rejected`.
#[derive(Clone, Debug)]
pub struct Account {
    /// Where.
    pub source: Source,
    /// What.
    pub kind: ExportKind,
    /// Encoding found.
    pub encoding: &'static str,
    /// How sure, 0 to 1.
    pub encoding_confidence: f64,
    /// Separator.
    pub separator: Option<u8>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Bytes.
    pub bytes: u64,
    /// Data rows.
    pub read: u64,
    /// Rows whose figures are used.
    pub used: u64,
    /// Total rows set aside.
    pub totals: u64,
    /// Rows without data set aside.
    pub empty: u64,
    /// Repeated rows set aside.
    pub repeats: Repeats,
    /// Rows rejected (a conflict counts here).
    pub rejected: u64,
    /// Columns that hold something and are not read.
    pub unread: Vec<Arc<str>>,
    /// In which borders the file is read, and why, where that is not what its periods alone say.
    pub read_in: Option<Text>,
    /// Lines that are no data rows: titles, header, column ids, blanks, signatures.
    pub form_lines: u64,
}

impl Account {
    /// How sure the encoding is, in per cent; `None` where the file says it itself.
    pub fn encoding_percent(&self) -> Option<u8> {
        (self.encoding_confidence < 1.0)
            .then(|| (self.encoding_confidence * 100.0).round().clamp(0.0, 99.0) as u8)
    }

    /// What cannot be known of a text in this encoding.
    pub fn encoding_limit(&self) -> Option<Text> {
        (self.encoding == "tcvn3").then(|| {
            Text::new(
                "chữ hoa gõ bằng phông đuôi H đọc thành chữ thường",
                "capitals typed in \"H\" fonts come out as small letters",
            )
        })
    }

    /// Rows set aside, for whichever reason.
    pub fn set_aside(&self) -> u64 {
        self.totals + self.empty + self.repeats.count
    }
}

/// Rows of a file that repeat others: all counted, the first few named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    /// How many.
    pub count: u64,
    /// Their first lines, at most [`Repeats::KEPT`], in order.
    pub lines: Vec<u64>,
}

impl Repeats {
    /// How many lines are kept.
    pub const KEPT: usize = 5;

    /// Takes note of a row.
    pub fn note(&mut self, line: u64) {
        self.count += 1;
        self.lines.insert(self.lines.partition_point(|known| *known < line), line);
        self.lines.truncate(Self::KEPT);
    }

    /// Where they stand, behind their number: ` (dòng 16, 20)`; nothing where there is none.
    pub fn shown(&self, lang: Lang) -> String {
        let lines: Vec<String> = self.lines.iter().map(u64::to_string).collect();
        let more = if self.count > lines.len() as u64 { ", …" } else { "" };
        let (vi, en) = ("dòng", if self.count == 1 { "line" } else { "lines" });
        match lines.is_empty() {
            true => String::new(),
            false => format!(" ({} {}{more})", lang.pick(vi, en), lines.join(", ")),
        }
    }
}

/// Why a report does not show a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is of a time after the year that the report is about.
    Later(i16),
    /// The report stands on the borders of the 63 provinces, which had ended.
    Ended,
    /// The report stands on the borders of the 63 provinces, of which the place was none.
    NoSuchUnit,
}

impl Why {
    /// In words.
    pub fn text(self) -> Text {
        match self {
            Why::Later(year) => Text::new(
                format!("thuộc kỳ sau năm báo cáo {year}"),
                format!("of a time after {year}, the year of the report"),
            ),
            Why::Ended => Text::new(
                "thuộc kỳ kết thúc sau tháng 6/2025, khi không còn địa giới 63 tỉnh, thành phố mà báo cáo dùng",
                "of periods that end after June 2025, when the borders of the 63 provinces, on which the report stands, had ended",
            ),
            Why::NoSuchUnit => Text::new(
                "của đơn vị không có trong 63 tỉnh, thành phố mà báo cáo dùng",
                "of places that are none of the 63 provinces, on whose borders the report stands",
            ),
        }
    }
}

/// Rows of one kind that are used and that a report does not show, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshown {
    /// Why.
    pub why: Why,
    /// Of which kind of export.
    pub kind: ExportKind,
    /// The files, as positions in [`Audit::files`].
    pub files: Vec<u32>,
    /// How many rows.
    pub rows: u64,
    /// Their periods, in the order of their ends; of commitments the years in which they were made.
    pub periods: Vec<Period>,
    /// The first lines.
    pub first: Vec<Origin>,
}

impl Unshown {
    /// `coverage.csv, năm 2025`; of many periods the first and the last.
    pub fn told(&self, audit: &Audit, lang: Lang) -> String {
        let n = Numbers::new(lang);
        let named = |file: &u32| audit.files.get(*file as usize).map(|account| source_name(&account.source));
        let files: Vec<String> = self.files.iter().filter_map(named).collect();
        let periods = match self.periods.as_slice() {
            [first, _, .., last] => {
                let (first, last) = (n.period(*first), n.period(*last));
                match lang {
                    Lang::Vi => format!("từ {first} đến {last}"),
                    Lang::En => format!("{first} to {last}"),
                }
            }
            few => few.iter().map(|period| n.period(*period)).collect::<Vec<_>>().join(", "),
        };
        [files.join(", "), periods].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// `coverage.csv`, or `bieu.xlsx[Biểu 5]`.
pub fn source_name(source: &Source) -> String {
    match &source.sheet {
        Some(sheet) => format!("{}[{sheet}]", source.file),
        None => source.file.to_string(),
    }
}

/// One row left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// File and line.
    pub origin: Origin,
    /// Contract name of the column to blame; `None` for a whole row.
    pub column: Option<&'static str>,
    /// The column's header as the file has it.
    pub header: Option<Arc<str>>,
    /// Cell reference in a sheet (`D7`).
    pub cell_ref: Option<String>,
    /// The cell as it stood.
    pub cell: String,
    /// The rule broken.
    pub rule: Rule,
    /// The case at hand.
    pub problem: Text,
    /// What to do, for the case at hand.
    pub advice: Text,
    /// The line of the record on which the cell begins (else the first one) as it stood, at most 4096 bytes of it.
    pub line_text: String,
    /// The whole record, where `line_text` does not hold all of it: what a correction starts from.
    pub record: Option<String>,
    /// The cell within `line_text`, in bytes.
    pub span: Option<Range<usize>>,
    /// Lines of the record above `line_text`.
    pub below: u64,
    /// Characters of the line before `line_text`.
    pub skipped: u64,
}

/// A doubt or a conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Which rule.
    pub rule: Rule,
    /// The lines concerned.
    pub origins: Vec<Origin>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub period: Option<Period>,
    /// The figure it stands beside.
    pub figure: Option<FigureId>,
    /// What is doubtful.
    pub problem: Text,
}

/// A doubt beside the figure of `place`.
pub fn doubt(
    rule: Rule,
    lines: &[&Origins],
    place: &Place,
    period: Period,
    figure: FigureId,
    problem: Text,
) -> Check {
    let mut origins: Vec<Origin> = lines.iter().flat_map(|lines| lines.first.iter().copied()).collect();
    origins.sort_unstable();
    origins.dedup();
    Check { rule, origins, place: Some(place.clone()), period: Some(period), figure: Some(figure), problem }
}
