//! The report, free of any format: what every writer writes.
//!
//! Texts are finished (rounded, worded, in one language); numbers beside them are for machines (sorting, cells
//! of a workbook, positions in a chart). A writer computes nothing, rounds nothing and words nothing of its own.

use std::collections::BTreeMap;

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
    /// Office that signs, where one is set.
    pub office: Option<String>,
    /// A banner for a report made from invented figures.
    pub invented: Option<String>,
    /// The words that writers need around the content.
    pub words: Words,
    /// Chapters in their order; the first one is the director's page.
    pub chapters: Vec<Chapter>,
    /// Figures (charts), in their order; blocks point here.
    pub figures: Vec<Figure>,
    /// Tables for machines, in the order of [`crate::model::table::ALL`].
    pub data: Vec<DataTable>,
    /// Explanation of every figure that is named in the report.
    pub explanations: BTreeMap<FigureId, Explanation>,
    /// Lines of the notes sheet and the imprint: sources, methods in short, version.
    pub imprint: Vec<String>,
}

/// Fixed words around the content, in the report's language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// "Mục lục".
    pub contents: String,
    /// "Bảng".
    pub table: String,
    /// "Hình".
    pub figure: String,
    /// "Nguồn".
    pub source: String,
    /// "Đơn vị tính".
    pub unit: String,
    /// "Ghi chú".
    pub note: String,
    /// "Bảng số liệu".
    pub figure_data: String,
    /// "Cách tính".
    pub how_computed: String,
    /// "Dòng số liệu gốc".
    pub source_lines: String,
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
}

impl Span {
    /// The words of the span.
    pub fn text(&self) -> &str {
        match self {
            Span::Text(text) | Span::Strong(text) | Span::Figure { text, .. } => text,
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

/// A table for people.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Anchor and file stem.
    pub id: String,
    /// Number within the report, from 1.
    pub number: usize,
    /// Title, without its number.
    pub title: String,
    /// Columns.
    pub columns: Vec<TableColumn>,
    /// Rows, in their order.
    pub rows: Vec<TableRow>,
    /// Notes below.
    pub notes: Vec<String>,
    /// Source line; empty where there is none.
    pub source: String,
}

/// A column of a table for people.
#[derive(Clone, Debug, Default)]
pub struct TableColumn {
    /// Header.
    pub label: String,
    /// Unit, below the header; empty where there is none.
    pub unit: String,
    /// Numbers stand right.
    pub numeric: bool,
}

/// A row of a table for people.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// Cells, one a column.
    pub cells: Vec<TableCell>,
    /// A total or national line.
    pub strong: bool,
}

/// A cell of a table for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableCell {
    /// As people read it.
    pub text: String,
    /// The figure it shows.
    pub figure: Option<FigureId>,
    /// For sorting, and for the cell of a workbook.
    pub value: Option<f64>,
    /// Whether what it says is good.
    pub state: State,
}

/// A chart with everything around it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Anchor and file stem, such as `coverage-villages_mobile_broadband`.
    pub id: String,
    /// Number within the report, from 1.
    pub number: usize,
    /// The finding.
    pub headline: String,
    /// The measure.
    pub subtitle: String,
    /// Unit.
    pub unit: String,
    /// Source line.
    pub source: String,
    /// What a reader who does not see it should know.
    pub alt: String,
    /// What is drawn.
    pub chart: Chart,
    /// Its data, one click away.
    pub data: Table,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Chart {
    /// Lines over time, with intervals and targets.
    Lines(Lines),
    /// Places ranked by a value, with last year's and the national line.
    Ranking(Ranking),
    /// Shares ranked, with their intervals.
    Intervals(Intervals),
    /// A heat map.
    Heat(Heat),
    /// Stacked bars.
    Stacked(Stacked),
    /// A tile-grid map.
    Tiles(Tiles),
    /// Slopes from one period to another.
    Slopes(Slopes),
    /// Bars to both sides of zero.
    Diverging(Diverging),
    /// Slopes with intervals and verdicts.
    Forest(Forest),
    /// Contributions that add up to a change.
    Waterfall(Waterfall),
    /// Spread between places over time.
    Spread(SpreadBands),
}

/// A value axis.
#[derive(Clone, Debug, Default)]
pub struct Axis {
    /// Lowest value drawn.
    pub low: f64,
    /// Highest value drawn.
    pub high: f64,
    /// Ticks with their texts, from low to high.
    pub ticks: Vec<(f64, String)>,
    /// What the axis measures, finished; empty where the subtitle says it.
    pub label: String,
}

/// Lines over time.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Lines; each is labelled at its end.
    pub lines: Vec<Line>,
    /// Decimal years with their texts.
    pub times: Vec<(f64, String)>,
    /// Values.
    pub axis: Axis,
    /// A target to reach.
    pub target: Option<Mark>,
    /// A vertical line with words: a change of borders or definition.
    pub breaks: Vec<(f64, String)>,
}

/// One line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its name.
    pub label: String,
    /// Drawn strongly; the others stand back.
    pub strong: bool,
    /// Points in the order of time.
    pub points: Vec<Point>,
}

/// One point.
#[derive(Clone, Debug, Default)]
pub struct Point {
    /// Decimal year.
    pub time: f64,
    /// Value.
    pub value: f64,
    /// The value as people read it.
    pub text: String,
    /// Interval.
    pub interval: Option<(f64, f64)>,
    /// Not joined to the point before it.
    pub breaks: bool,
    /// Drawn hollow: preliminary, or resting on few questions.
    pub weak: bool,
}

/// A marked value.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// Decimal year, where it stands at a time.
    pub time: Option<f64>,
    /// Value.
    pub value: f64,
    /// As people read it.
    pub text: String,
}

/// Places ranked.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// From first to last.
    pub rows: Vec<Rank>,
    /// Values.
    pub axis: Axis,
    /// The national line.
    pub reference: Option<Mark>,
    /// What the hollow dot is, where there is one: "2021".
    pub previous_label: String,
    /// What the full dot is: "2022".
    pub current_label: String,
}

/// One place of a ranking.
#[derive(Clone, Debug, Default)]
pub struct Rank {
    /// Name.
    pub label: String,
    /// Value.
    pub value: f64,
    /// As people read it.
    pub text: String,
    /// The value before.
    pub previous: Option<f64>,
    /// Drawn strongly.
    pub strong: bool,
}

/// Values with intervals, ranked.
#[derive(Clone, Debug, Default)]
pub struct Intervals {
    /// From first to last.
    pub rows: Vec<Interval>,
    /// Values.
    pub axis: Axis,
}

/// One value with its interval.
#[derive(Clone, Debug, Default)]
pub struct Interval {
    /// Name.
    pub label: String,
    /// Value.
    pub value: f64,
    /// Interval.
    pub low: f64,
    /// Interval.
    pub high: f64,
    /// Text at the end of the row: "18,2 % (2/11)".
    pub text: String,
    /// Greyed: few questions, or below the line (unmatched).
    pub weak: bool,
}

/// A heat map.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// Names of columns.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<HeatRow>,
    /// Classes from low to high: upper bound (inclusive) and text; the last one has no bound (infinity).
    pub classes: Vec<(f64, String)>,
    /// What an empty cell means, finished.
    pub missing: String,
}

/// One row of a heat map.
#[derive(Clone, Debug, Default)]
pub struct HeatRow {
    /// Name.
    pub label: String,
    /// Value and its text, a column each; `None` where there is none.
    pub cells: Vec<Option<(f64, String)>>,
}

/// Stacked bars.
#[derive(Clone, Debug, Default)]
pub struct Stacked {
    /// Names of the parts, in their order.
    pub parts: Vec<String>,
    /// Bars.
    pub rows: Vec<StackedRow>,
    /// Values.
    pub axis: Axis,
}

/// One bar of parts.
#[derive(Clone, Debug, Default)]
pub struct StackedRow {
    /// Name.
    pub label: String,
    /// Value and text of each part; `None` where there is none.
    pub parts: Vec<Option<(f64, String)>>,
    /// The total at its end, finished.
    pub total: String,
}

/// A tile-grid map.
#[derive(Clone, Debug, Default)]
pub struct Tiles {
    /// Tiles, archipelagos included.
    pub tiles: Vec<TileValue>,
    /// Classes from low to high: upper bound (inclusive; infinity for the last) and text.
    pub classes: Vec<(f64, String)>,
    /// What a tile without value means, finished.
    pub missing: String,
}

/// One tile.
#[derive(Clone, Debug, Default)]
pub struct TileValue {
    /// Row from the north.
    pub row: u8,
    /// Column from the west.
    pub col: u8,
    /// Name.
    pub label: String,
    /// Value.
    pub value: Option<f64>,
    /// As people read it; empty where there is none.
    pub text: String,
    /// Hoàng Sa, Trường Sa.
    pub archipelago: bool,
}

/// Slopes from one period to another.
#[derive(Clone, Debug, Default)]
pub struct Slopes {
    /// Left period.
    pub from: String,
    /// Right period.
    pub to: String,
    /// Rows: label, left value and text, right value and text, strong.
    pub rows: Vec<SlopeRow>,
    /// Values.
    pub axis: Axis,
}

/// One slope.
#[derive(Clone, Debug, Default)]
pub struct SlopeRow {
    /// Name.
    pub label: String,
    /// Value on the left, with its text.
    pub from: (f64, String),
    /// Value on the right, with its text.
    pub to: (f64, String),
    /// Drawn strongly.
    pub strong: bool,
}

/// Bars to both sides of zero.
#[derive(Clone, Debug, Default)]
pub struct Diverging {
    /// Bars from highest to lowest: value, name, text.
    pub rows: Vec<(f64, String, String)>,
    /// Values, zero within.
    pub axis: Axis,
    /// What lies left of zero, finished.
    pub left: String,
    /// What lies right of zero, finished.
    pub right: String,
}

/// Trends with their intervals.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    /// From steepest to flattest.
    pub rows: Vec<ForestRow>,
    /// Values, zero within.
    pub axis: Axis,
}

/// One trend.
#[derive(Clone, Debug, Default)]
pub struct ForestRow {
    /// Name.
    pub label: String,
    /// Slope.
    pub slope: f64,
    /// Interval.
    pub interval: Option<(f64, f64)>,
    /// Slope and verdict as people read them.
    pub text: String,
    /// Rising, falling, or level where nothing can be said.
    pub verdict: Direction,
}

/// Contributions that add up to a change.
#[derive(Clone, Debug, Default)]
pub struct Waterfall {
    /// Where it starts: name, value, text.
    pub start: (String, f64, String),
    /// Steps: name, change, text.
    pub steps: Vec<(String, f64, String)>,
    /// Where it ends.
    pub end: (String, f64, String),
    /// Values.
    pub axis: Axis,
}

/// Spread between places over time.
#[derive(Clone, Debug, Default)]
pub struct SpreadBands {
    /// Time, text of the time, then lowest, first quartile, median, third quartile, highest.
    pub bands: Vec<(f64, String, [f64; 5])>,
    /// Values.
    pub axis: Axis,
    /// Names of highest, median and lowest, finished.
    pub labels: [String; 3],
    /// What the band between the quartiles is, finished; empty where the subtitle says it.
    pub middle: String,
}

/// A table for machines: a file of `tables/`, a sheet of the workbook, a resource of the data package.
#[derive(Clone, Debug)]
pub struct DataTable {
    /// Its declaration.
    pub table: &'static crate::model::table::Table,
    /// Title in the report's language.
    pub title: String,
    /// Rows; one value a column.
    pub rows: Vec<Vec<Value>>,
}

/// A value for machines.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Undefined.
    Blank,
    /// Text.
    Text(std::sync::Arc<str>),
    /// A whole number.
    Count(i64),
    /// A number, at full precision.
    Number(f64),
    /// True or false.
    Flag(bool),
}

/// How one figure came about.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// What the figure is, in words.
    pub title: String,
    /// The value as people read it.
    pub value: String,
    /// The formula, in words and signs.
    pub formula: String,
    /// What goes into it: name, value, and the figure's own name where it has one.
    pub operands: Vec<(String, String, Option<FigureId>)>,
    /// Where it comes from.
    pub lines: Vec<SourceLine>,
    /// Doubts and caveats about it, finished.
    pub caveats: Vec<String>,
    /// "và 12 dòng khác", finished; empty where all lines are shown.
    pub more: String,
}

/// One line of an export behind a figure.
#[derive(Clone, Debug, Default)]
pub struct SourceLine {
    /// `coverage.csv:3`, or `so-lieu.xlsx[Biểu 5]:12`.
    pub place: String,
    /// The line as it stood; empty where it may not be published.
    pub text: String,
}
