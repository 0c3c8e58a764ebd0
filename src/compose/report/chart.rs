//! Charts: what is drawn, with everything around it.

use super::{Direction, Table};

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
    /// The value of that line at the earlier time, where it has one.
    pub reference_before: Option<f64>,
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
    /// Drawn hollow: preliminary or estimated.
    pub weak: bool,
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
    /// What a row without colour means, finished.
    pub weak: String,
    /// The cell that the headline names: its row and its column.
    pub marked: Option<(usize, usize)>,
}

/// One row of a heat map.
#[derive(Clone, Debug, Default)]
pub struct HeatRow {
    /// Name.
    pub label: String,
    /// Value as its text shows it, by which its class is found, and the text; a column each, `None` where there is none.
    pub cells: Vec<Option<(f64, String)>>,
    /// Rests on few questions: its values stand without the colour of a class.
    pub weak: bool,
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
    /// Value as its text shows it, by which its class is found.
    pub value: Option<f64>,
    /// As people read it; empty where there is none.
    pub text: String,
    /// The same without its unit, which the figure names: for tiles with little room.
    pub short: String,
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
    /// A fall is what is wanted: the colours follow what is good, the stripes what falls.
    pub less_is_better: bool,
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
    /// One place among them: its name with its latest value, finished, and its value at each time.
    pub own: Option<(String, Vec<Option<f64>>)>,
}
