//! The report, free of any format: what every writer writes.
//!
//! Texts are finished (rounded, worded, in one language); numbers beside them are for machines (sorting, cells
//! of a workbook, positions in a chart). A writer computes nothing, rounds nothing and words nothing of its own.

mod chart;
mod explanation;
mod profile;
mod signing;
mod table;
mod workbook;

pub use chart::*;
pub use explanation::*;
pub use profile::*;
pub use signing::*;
pub use table::*;
pub use workbook::*;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::numbers::NBSP;
use crate::model::{FigureId, Lang};

/// One edition of the report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Language.
    pub lang: Lang,
    /// Title.
    pub title: String,
    /// Line below the title: year, borders, date of judgement.
    pub subtitle: String,
    /// The day up to which the figures go and as of which commitments are judged.
    pub day: Option<Date>,
    /// Office that signs, where one is set.
    pub office: Option<String>,
    /// Where it is dated and signed.
    pub signing: Option<Signing>,
    /// A banner for a report made from invented figures.
    pub invented: Option<String>,
    /// The words that writers need around the content.
    pub words: Words,
    /// Chapters in their order; the first one is the director's page.
    pub chapters: Vec<Chapter>,
    /// Figures (charts), in their order; blocks point here.
    pub figures: Vec<Figure>,
    /// Places that a reader can pick, in the order of their names.
    pub places: Vec<Subject>,
    /// Topics that a reader can pick, in the order of their names.
    pub topics: Vec<Subject>,
    /// Tables for machines, in the order of [`crate::model::table::ALL`].
    pub data: Vec<DataTable>,
    /// Explanation of every figure that is named in the report.
    pub explanations: BTreeMap<FigureId, Explanation>,
    /// Lines of the notes sheet and the imprint: sources, methods in short, version.
    pub imprint: Vec<String>,
}

impl Report {
    /// The title as the properties of a document have it: spaces that hold a line together would keep it from being found.
    pub fn name(&self) -> String {
        self.title.replace(NBSP, " ")
    }

    /// The line below the title, as the properties of a document have it.
    pub fn subject(&self) -> String {
        self.subtitle.replace(NBSP, " ")
    }
}

/// Fixed words around the content, in the report's language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// "Mục lục".
    pub contents: String,
    /// "Bảng".
    pub table: String,
    /// "(tiếp theo)": behind the number of a table that goes on.
    pub continued: String,
    /// "Hình".
    pub figure: String,
    /// "Nguồn".
    pub source: String,
    /// "Đơn vị tính".
    pub unit: String,
    /// "Ghi chú".
    pub note: String,
    /// The same above several notes.
    pub notes: String,
    /// "Bảng số liệu".
    pub figure_data: String,
    /// "Cách tính".
    pub how_computed: String,
    /// What shows the columns that a narrow screen leaves out at first.
    pub all_columns: String,
    /// Where a search or a choice finds nothing.
    pub nothing: String,
    /// "Dòng số liệu gốc".
    pub source_lines: String,
    /// "Giá trị": the head of what figures are.
    pub value: String,
    /// "Dòng": the head of the numbers of lines.
    pub line: String,
    /// "Tìm trong báo cáo".
    pub search: String,
    /// "Lọc bảng".
    pub filter: String,
    /// "Sắp xếp theo".
    pub sort_by: String,
    /// "Chuyển đến nội dung chính".
    pub skip: String,
    /// "Trang".
    pub page: String,
    /// "và {n} dòng khác" is finished text elsewhere; this is "Đóng".
    pub close: String,
    /// "Đơn vị": the picker of a province's page.
    pub place: String,
    /// "Chủ đề": the picker of a topic's page.
    pub topic: String,
    /// "Tất cả".
    pub all: String,
    /// "Hồ sơ từng đơn vị": the pages of single places.
    pub place_pages: String,
    /// "Hồ sơ từng chủ đề": the pages of single topics.
    pub topic_pages: String,
    /// "Trong các bảng của báo cáo": rows of the report's tables that speak of a place or topic.
    pub in_tables: String,
    /// "In trang này".
    pub print: String,
    /// "Bìa": the first sheet of a workbook.
    pub cover: String,
    /// "Tên bảng": the head of the titles in a workbook's contents.
    pub titles: String,
    /// "Nội dung": the head of the texts on a workbook's sheet of notes.
    pub texts: String,
    /// Heads of the key figures as a table: what is measured, the figure, its change, its target.
    pub key_heads: [String; 4],
    /// "cận dưới", "cận trên": the two numbers of an interval, a column each.
    pub bounds: [String; 2],
    /// "trong tổng số": the whole of a part, in a column beside it.
    pub whole: String,
    /// "Biểu trưng của Sở …": what the logo is, for those who do not see it.
    pub logo: String,
    /// Those of the workbook alone.
    pub workbook: WorkbookWords,
}

/// A chapter.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    /// Anchor, the same in both languages: `key-figures`, `coverage`, `teams`, `topics`, `targets`, `quality`, `methods`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Content.
    pub blocks: Vec<Block>,
}

/// A piece of a chapter.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading of a section; level 2 or 3 (the chapter's own is 1).
    Heading {
        /// 2 or 3.
        level: u8,
        /// Anchor.
        id: String,
        /// Text.
        text: String,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list of findings or doubts.
    List(Vec<Vec<Span>>),
    /// The key figures of the director's page.
    KeyFigures(Vec<KeyFigure>),
    /// A table for people.
    Table(Table),
    /// A chart: index into [`Report::figures`].
    Figure(usize),
    /// A caveat or remark set apart.
    Note(Vec<Span>),
    /// An office's own words, from `notes/<chapter>.md`; plain paragraphs.
    OfficeNote {
        /// Whose words they are, finished.
        heading: String,
        /// Paragraphs.
        paragraphs: Vec<String>,
    },
}

/// A run of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Words that matter.
    Strong(String),
    /// A number, with the name by which it can be explained.
    Figure {
        /// Its name.
        id: FigureId,
        /// As people read it, unit included.
        text: String,
    },
    /// Where a table is spoken of: `Bảng 6`.
    Table {
        /// Its anchor.
        id: String,
        /// Word and number.
        text: String,
    },
}

impl Span {
    /// The words of the span.
    pub fn text(&self) -> &str {
        match self {
            Span::Text(text) | Span::Strong(text) | Span::Figure { text, .. } | Span::Table { text, .. } => {
                text
            }
        }
    }
}

/// A key figure of the director's page.
#[derive(Clone, Debug)]
pub struct KeyFigure {
    /// Its name.
    pub id: FigureId,
    /// What it is.
    pub label: String,
    /// The number with its unit.
    pub value: String,
    /// The number alone, at full precision, where it is one.
    pub number: Option<f64>,
    /// Change with its unit and base period; empty where there is none.
    pub change: String,
    /// Which way the change goes, for the mark beside it.
    pub trend: Direction,
    /// Where it stands against its target; empty where there is none.
    pub target: String,
    /// Whether that is good.
    pub state: State,
}

/// Up, down or level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Rose.
    Up,
    /// Fell.
    Down,
    /// Did not change.
    Level,
    /// Nothing to compare with.
    #[default]
    Unknown,
}

/// Whether a state of things is good, beside the words that say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Met, done, on pace.
    Good,
    /// Behind, open.
    Watch,
    /// Missed, overdue, receding.
    Bad,
    /// Nothing to judge.
    #[default]
    Neutral,
}
