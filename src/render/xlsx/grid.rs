//! The numbers of a chart as a grid that a native chart can be drawn over.

use crate::compose::report::{Axis, Chart, Figure, Point, Table};

/// What the native chart looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Lines over time.
    Lines,
    /// Horizontal bars, the first on top.
    Bars,
    /// Horizontal bars of parts.
    Stacked,
}

/// A value with the text people read.
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
    /// Lowest and highest value of the axis.
    pub axis: (f64, f64),
    /// How far apart its ticks are; 0 where there is one tick or none.
    pub step: f64,
    /// What is to be reached, a line across: its name and its value.
    pub target: Option<(String, f64)>,
}

/// The grid of a figure; `None` where the workbook has no chart that shows the same (heat map, tile map, trends with
/// intervals, contributions), so that its data table stands alone.
pub(super) fn of(figure: &Figure) -> Option<Grid> {
    let corner = figure.data.columns.first().map(|column| column.label.clone()).unwrap_or_default();
    let measure = match figure.unit.as_str() {
        "" => figure.subtitle.clone(),
        unit => format!("{} ({unit})", figure.subtitle),
    };
    let grid = |shape, series, rows, axis: &Axis| Grid {
        shape,
        corner,
        series,
        rows,
        axis: (axis.low, axis.high),
        step: axis.ticks.windows(2).next().map_or(0.0, |pair| pair[1].0 - pair[0].0),
        target: None,
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
            let rows = ranking
                .rows
                .iter()
                .map(|rank| (rank.label.clone(), vec![Some((rank.value, rank.text.clone()))]))
                .collect();
            let series =
                if ranking.current_label.is_empty() { measure } else { ranking.current_label.clone() };
            grid(Shape::Bars, vec![series], rows, &ranking.axis)
        }
        Chart::Intervals(intervals) => {
            let rows = intervals
                .rows
                .iter()
                .map(|row| (row.label.clone(), vec![Some((row.value, row.text.clone()))]))
                .collect();
            grid(Shape::Bars, vec![measure], rows, &intervals.axis)
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
            grid(Shape::Bars, series, rows, &slopes.axis)
        }
        Chart::Diverging(diverging) => {
            let rows = diverging
                .rows
                .iter()
                .map(|(value, label, text)| (label.clone(), vec![Some((*value, text.clone()))]))
                .collect();
            grid(Shape::Bars, vec![measure], rows, &diverging.axis)
        }
        Chart::Heat(_) | Chart::Tiles(_) | Chart::Forest(_) | Chart::Waterfall(_) | Chart::Spread(_) => {
            return None;
        }
    })
    .filter(|grid: &Grid| !grid.rows.is_empty() && !grid.series.is_empty())
}

impl Grid {
    /// The columns of `table` that hold the series, where its rows are the grid's: then the chart is drawn over the
    /// table itself.
    pub(super) fn columns_in(&self, table: &Table) -> Option<Vec<usize>> {
        if table.rows.len() != self.rows.len() {
            return None;
        }
        let same = |series: usize, column: usize| {
            self.rows.iter().zip(&table.rows).all(|((label, entries), row)| {
                let value = row.cells.get(column).and_then(|cell| cell.value);
                let first = row.cells.first().is_some_and(|cell| cell.text == *label);
                first
                    && value == entries.get(series).and_then(|entry| entry.as_ref().map(|(value, _)| *value))
            })
        };
        (0..self.series.len())
            .map(|series| (1..table.columns.len()).find(|&column| same(series, column)))
            .collect()
    }
}
