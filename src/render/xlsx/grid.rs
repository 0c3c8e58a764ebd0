//! The numbers of a chart as a grid that a native chart can be drawn over.

use crate::compose::names::small;
use crate::compose::report::{
    Axis, Chart, Direction, Figure, Point, Rank, Ranking, SpreadBands, Table, Waterfall, WorkbookWords,
};
use crate::model::numbers::broken;

/// What the native chart looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Lines over time.
    Lines,
    /// Horizontal bars, the first on top.
    Bars,
    /// Horizontal bars of an earlier and a later time.
    Pairs,
    /// The same, ranked by the later one, which lies over the earlier one.
    Ranked,
    /// Horizontal bars of parts.
    Stacked,
    /// A line a row from an earlier to a later time.
    Slopes,
    /// Points with intervals, the first on top.
    Points,
    /// Lines of highest, third quartile, median, first quartile, lowest; then of one place.
    Spread,
    /// Upright bars from one level to another: level, rise, fall.
    Steps,
}

/// Lines between two times, and points with intervals, that are told apart; more of them are bars.
const MOST_SLOPES: usize = 12;
const MOST_POINTS: usize = 40;

/// A value with the text people read, or one that is written with the same decimals.
pub(super) type Entry = Option<(f64, String)>;

/// A label column, a column a series.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// How it is drawn.
    pub shape: Shape,
    /// Header of the label column.
    pub corner: String,
    /// Names of the series.
    pub series: Vec<String>,
    /// Label and one entry a series.
    pub rows: Vec<(String, Vec<Entry>)>,
    /// Interval around the value of each row; empty where the chart has none.
    pub intervals: Vec<Option<(f64, f64)>>,
    /// What the bars of a waterfall stand on, with the decimals of a level; empty where the chart has none.
    pub bases: Vec<Entry>,
    /// Rows whose bars are pale; empty where none is.
    pub pale: Vec<bool>,
    /// What pale ones say, or what the axis measures, where the measure does not.
    pub remark: String,
    /// A fall is what is wanted.
    pub less_is_better: bool,
    /// Whether a waterfall has a step up, and one down: each is a series where it has.
    pub moves: [bool; 2],
    /// Lowest and highest value of the axis.
    pub axis: (f64, f64),
    /// How far apart its ticks are; 0 where there is one tick or none.
    pub step: f64,
    /// What is to be reached, a line across: its name and its value.
    pub target: Option<(String, f64)>,
    /// Of a ranking, what its rows are held against, as a row of its own: its place among them.
    pub reference: Option<usize>,
    /// Above each step of a waterfall what it adds, as people read it; empty where it adds nothing.
    pub told: Vec<String>,
}

/// The grid of a figure; `None` where the workbook has no chart that shows the same (heat map, tile map), so that its data
/// table stands alone.
pub(super) fn of(figure: &Figure, words: &WorkbookWords) -> Option<Grid> {
    let corner = figure.data.columns.first().map(|column| column.label.clone()).unwrap_or_default();
    let measure = super::sheets::measure(figure);
    let grid = |shape, series, rows, axis: &Axis| Grid {
        shape,
        corner: corner.clone(),
        series,
        rows,
        intervals: Vec::new(),
        bases: Vec::new(),
        pale: Vec::new(),
        remark: String::new(),
        less_is_better: false,
        moves: [false; 2],
        axis: (axis.low, axis.high),
        step: axis.ticks.windows(2).next().map_or(0.0, |pair| pair[1].0 - pair[0].0),
        target: None,
        reference: None,
        told: Vec::new(),
    };
    Some(match &figure.chart {
        Chart::Lines(lines) => {
            let at = |points: &[Point], time: f64| {
                points.iter().find(|point| point.time == time).map(|point| (point.value, point.text.clone()))
            };
            let rows = lines
                .times
                .iter()
                .map(|(time, text)| {
                    (text.clone(), lines.lines.iter().map(|line| at(&line.points, *time)).collect())
                })
                .filter(|(_, entries): &(String, Vec<Entry>)| entries.iter().any(Option::is_some))
                .collect();
            let series = lines.lines.iter().map(|line| line.label.clone()).collect();
            let target = lines.target.as_ref().filter(|mark| mark.value.is_finite());
            let target = target.map(|mark| (mark.text.clone(), mark.value));
            Grid { target, ..grid(Shape::Lines, series, rows, &lines.axis) }
        }
        Chart::Ranking(ranking) => {
            let series =
                if ranking.current_label.is_empty() { measure } else { ranking.current_label.clone() };
            let weak = ranking.rows.iter().any(|rank| rank.weak);
            let pale = ranking.rows.iter().filter(|_| weak).map(|rank| rank.weak).collect();
            let now = |rank: &Rank| Some((rank.value, rank.text.clone()));
            // The earlier value is written with the decimals of the later one.
            let before = |rank: &Rank| rank.previous.map(|value| (value, rank.text.clone()));
            let ranked = ranking.rows.iter();
            if ranking.rows.iter().any(|rank| rank.previous.is_some()) {
                let rows = ranked.map(|rank| (rank.label.clone(), vec![before(rank), now(rank)]));
                let series = vec![ranking.previous_label.clone(), series];
                Grid { pale, ..grid(Shape::Ranked, series, rows.collect(), &ranking.axis) }
            } else {
                let rows = ranked.map(|rank| (rank.label.clone(), vec![now(rank)]));
                Grid { pale, ..grid(Shape::Bars, vec![series], rows.collect(), &ranking.axis) }
            }
        }
        Chart::Intervals(intervals) => {
            let rows = intervals
                .rows
                .iter()
                .map(|row| (row.label.clone(), vec![Some((row.value, row.text.clone()))]))
                .collect();
            Grid {
                intervals: intervals.rows.iter().map(|row| Some((row.low, row.high))).collect(),
                pale: intervals.rows.iter().map(|row| row.weak).collect(),
                ..grid(Shape::Bars, vec![measure], rows, &intervals.axis)
            }
        }
        Chart::Forest(forest) => {
            let rows = forest
                .rows
                .iter()
                .map(|row| (row.label.clone(), vec![Some((row.slope, row.text.clone()))]))
                .collect();
            let unclear = |direction| !matches!(direction, Direction::Up | Direction::Down);
            let pale: Vec<bool> = forest.rows.iter().map(|row| unclear(row.verdict)).collect();
            let intervals: Vec<_> = forest.rows.iter().map(|row| row.interval).collect();
            let known = intervals.iter().any(Option::is_some);
            let shape = if known && intervals.len() <= MOST_POINTS { Shape::Points } else { Shape::Bars };
            Grid {
                intervals: if known { intervals } else { Vec::new() },
                remark: if pale.contains(&true) { words.unclear.clone() } else { String::new() },
                pale,
                ..grid(shape, vec![measure], rows, &forest.axis)
            }
        }
        Chart::Stacked(stacked) => {
            let rows = stacked.rows.iter().map(|row| (row.label.clone(), row.parts.clone())).collect();
            grid(Shape::Stacked, stacked.parts.clone(), rows, &stacked.axis)
        }
        Chart::Slopes(slopes) => {
            let rows = slopes
                .rows
                .iter()
                .map(|row| (row.label.clone(), vec![Some(row.from.clone()), Some(row.to.clone())]))
                .collect();
            let series = vec![slopes.from.clone(), slopes.to.clone()];
            let shape = if slopes.rows.len() <= MOST_SLOPES { Shape::Slopes } else { Shape::Pairs };
            grid(shape, series, rows, &slopes.axis)
        }
        Chart::Diverging(diverging) => {
            let rows = diverging
                .rows
                .iter()
                .map(|(value, label, text)| (label.clone(), vec![Some((*value, text.clone()))]))
                .collect();
            // Each is a pair: of what, both heads say.
            let heads = figure.data.columns.iter().take(2).map(|column| column.label.as_str());
            let heads =
                heads.enumerate().map(|(at, head)| if at == 0 { head.to_owned() } else { small(head) });
            let corner = heads.collect::<Vec<_>>().join(": ");
            let pairs = diverging.rows.iter().all(|(_, label, _)| label.contains(": "));
            let bars = grid(Shape::Bars, vec![short(figure)], rows, &diverging.axis);
            if pairs { Grid { corner, ..bars } } else { bars }
        }
        Chart::Spread(spread) => {
            let (series, rows) = bands(spread, &figure.data);
            grid(Shape::Spread, series, rows, &spread.axis)
        }
        Chart::Waterfall(waterfall) => {
            let falls = |step: &(String, f64, String)| step.1 < 0.0;
            let moves = [!waterfall.steps.iter().all(falls), waterfall.steps.iter().any(falls)];
            let kept = [true, moves[0], moves[1]];
            // What no step has is no column.
            let only = |entries: Vec<Entry>| entries.into_iter().zip(kept).filter(|(_, kept)| *kept);
            let (rows, bases): (Vec<_>, Vec<_>) = steps(waterfall).into_iter().unzip();
            let rows = rows
                .into_iter()
                .map(|(label, entries)| (label, only(entries).map(|(entry, _)| entry).collect()))
                .collect();
            let names = step_names(figure, waterfall, words);
            let remark = names.first().map(|level| format!("{}: {}", words.axis, small(level)));
            let names = names.into_iter().zip(kept);
            let names = names.filter(|(_, kept)| *kept).map(|(name, _)| name).collect();
            Grid {
                less_is_better: waterfall.less_is_better,
                told: told(waterfall),
                remark: remark.unwrap_or_default(),
                moves,
                bases,
                ..grid(Shape::Steps, names, rows, &waterfall.axis)
            }
        }
        Chart::Heat(_) | Chart::Tiles(_) => return None,
    })
    .filter(|grid: &Grid| !grid.rows.is_empty() && !grid.series.is_empty())
}

/// Lines of a spread, from the highest to the lowest, as they lie above each other; then that of one place.
fn bands(spread: &SpreadBands, data: &Table) -> (Vec<String>, Vec<(String, Vec<Entry>)>) {
    // The data name quartiles as well, in the order of their values.
    let named = |at: usize| data.columns.get(2 + at).map(|column| column.label.clone()).unwrap_or_default();
    let mut series: Vec<String> = (0..5).rev().map(named).collect();
    series.extend(spread.own.as_ref().map(|(name, _)| name.clone()));
    let text = |row: usize, value: f64| {
        let cells = data.rows.get(row).map_or(&[][..], |row| &row.cells);
        let told = cells.iter().find(|cell| cell.value == Some(value));
        told.map(|cell| cell.text.clone()).unwrap_or_default()
    };
    let rows = spread.bands.iter().enumerate().map(|(at, (_, time, values))| {
        let own = spread.own.as_ref().map(|(_, own)| own.get(at).copied().flatten());
        let entries = values.iter().rev().copied().map(Some).chain(own);
        (time.clone(), entries.map(|value| value.map(|value| (value, text(at, value)))).collect())
    });
    (series, rows.collect())
}

/// What a figure measures without what it shows of it, with its unit: the head of a column.
fn short(figure: &Figure) -> String {
    let (measure, _) = figure.subtitle.split_once("; ").unwrap_or((&figure.subtitle, ""));
    match figure.unit.as_str() {
        "" => measure.to_owned(),
        unit => format!("{measure} ({unit})"),
    }
}

/// A number as people read it, and its unit.
fn parts(text: &str) -> (&str, &str) {
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |at| at + 1);
    (&text[..end], text[end..].trim())
}

/// The columns of a waterfall with their units: those of a level, and those of what is added to it.
fn step_names(figure: &Figure, waterfall: &Waterfall, words: &WorkbookWords) -> Vec<String> {
    let level = parts(&waterfall.start.2).1;
    let units = [level, &figure.unit, &figure.unit];
    let named = |(name, unit): (&String, &str)| match unit {
        "" => name.clone(),
        unit => format!("{name} ({unit})"),
    };
    words.steps.iter().zip(units).map(named).collect()
}

/// Start, steps and end of a waterfall as level, rise and fall, each with what it stands on.
fn steps(waterfall: &Waterfall) -> Vec<((String, Vec<Entry>), Entry)> {
    let level = |(label, value, text): &(String, f64, String)| {
        ((label.clone(), vec![Some((*value, parts(text).0.to_owned())), None, None]), None)
    };
    let levels = waterfall.levels();
    let between = waterfall.steps.iter().zip(levels).map(|((label, by, text), (before, after))| {
        let size = parts(text).0.trim_start_matches(['+', '-', '\u{2212}']).to_owned();
        let moved = Some(((after - before).abs(), size));
        let base = Some((before.min(after), parts(&waterfall.start.2).0.to_owned()));
        let (rise, fall) = if *by < 0.0 { (None, moved) } else { (moved, None) };
        ((label.clone(), vec![None, rise, fall]), base)
    });
    [level(&waterfall.start)].into_iter().chain(between).chain([level(&waterfall.end)]).collect()
}

/// What each row of a waterfall adds, as people read it; a level adds nothing.
fn told(waterfall: &Waterfall) -> Vec<String> {
    let steps = waterfall.steps.iter().map(|(_, _, text)| parts(text).0.to_owned());
    [String::new()].into_iter().chain(steps).chain([String::new()]).collect()
}

impl Grid {
    /// Takes what a ranking is held against among its rows, at the place of its value: the row's place, its name, and a value
    /// a series.
    pub(super) fn hold_against(&mut self, chart: &Chart) -> Option<(usize, String, Vec<Entry>)> {
        let Chart::Ranking(Ranking { reference: Some(mark), reference_before, .. }) = chart else {
            return None;
        };
        let (name, text) = mark.text.split_once(": ")?;
        // Its unit is that of the column; what is said of it besides stays with its name.
        let (text, more) = parts(text);
        let name = more.find('(').map_or(name.to_owned(), |at| format!("{name} {}", &more[at..]));
        let values: Vec<f64> = self
            .rows
            .iter()
            .filter_map(|(_, entries)| entries.last()?.as_ref().map(|entry| entry.0))
            .collect();
        let falls = values.first() >= values.last();
        let beyond = |value: &f64| if falls { *value < mark.value } else { *value > mark.value };
        let at = values.iter().position(beyond).unwrap_or(values.len());
        let entry = (mark.value, text.to_owned());
        let mut entries: Vec<Entry> = vec![None; self.series.len()];
        *entries.last_mut()? = Some(entry);
        if let [before, _] = &mut entries[..] {
            // Written with the decimals of the later one.
            *before = reference_before.map(|value| (value, text.to_owned()));
        }
        self.rows.insert(at, (name.clone(), entries.clone()));
        if !self.pale.is_empty() {
            self.pale.insert(at, false);
        }
        self.reference = Some(at);
        Some((at, name, entries))
    }

    /// The columns of `table` that hold the series, where its rows are the grid's: then the chart is drawn over the
    /// table itself.
    pub(super) fn columns_in(&self, table: &Table) -> Option<Vec<usize>> {
        if table.rows.len() != self.rows.len() {
            return None;
        }
        let same = |series: usize, column: usize| {
            self.rows.iter().zip(&table.rows).all(|((label, entries), row)| {
                let value = row.cells.get(column).and_then(|cell| cell.value);
                let first = row.cells.first().is_some_and(|cell| broken(&cell.text) == *label);
                first
                    && value == entries.get(series).and_then(|entry| entry.as_ref().map(|(value, _)| *value))
            })
        };
        let mut columns: Vec<usize> = Vec::new();
        for series in 0..self.series.len() {
            // Two series of the same values have a column each.
            let free = |column: &usize| !columns.contains(column) && same(series, *column);
            columns.push((1..table.columns.len()).find(free)?);
        }
        Some(columns)
    }
}
