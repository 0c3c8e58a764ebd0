//! What native charts are drawn with besides their tables, on a sheet of its own: how far intervals reach, what bars stand
//! on, a line to be reached, and where points and their names stand. Among the data it would be read as data.

use super::fill::Cell;
use super::grid::{Entry, Grid, Shape};
use super::number;
use crate::compose::Report;
use crate::compose::report::{Figure, reach};

/// Rows of the sheet, first and last, that hold one helper of a chart.
pub(super) type Range = (u32, u32);

/// The column of values on the sheet.
pub(super) const VALUES: u16 = 3;

/// The helpers of one chart.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Helpers {
    /// What is to be reached, in every row.
    pub target: Option<Range>,
    /// What an interval reaches down from its value, and up.
    pub reach: Option<[Range; 2]>,
    /// What the bars of a waterfall stand on.
    pub bases: Option<Range>,
    /// Where points and their names stand.
    pub places: Option<Places>,
}

/// Where points stand on the upright axis, those that say little apart from the others, and where their names end on the
/// level one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    pub all: Range,
    /// Those that are clear, and the others; `None` where all are clear.
    pub parted: Option<[Range; 2]>,
    pub edge: Range,
}

/// One cell of a helper: the sheet of its chart, what it is, its row there, its value.
struct Row {
    sheet: String,
    part: String,
    name: String,
    value: Option<f64>,
    format: String,
}

/// The helpers of all charts, one below the other.
#[derive(Default)]
pub(super) struct Rows {
    /// Name of their sheet.
    pub sheet: String,
    rows: Vec<Row>,
}

impl Rows {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows of the sheet.
    pub(super) fn cells(&self) -> Vec<(Vec<Cell<'static>>, bool)> {
        let cells = |row: &Row| {
            let texts = [&row.sheet, &row.part, &row.name].map(|text| Cell::Text(text.clone().into()));
            let value = row.value.map_or(Cell::Blank, |value| Cell::Number(value, row.format.clone().into()));
            (texts.into_iter().chain([value]).collect(), false)
        };
        self.rows.iter().map(cells).collect()
    }

    /// Takes up what the chart of a sheet needs.
    pub(super) fn take(&mut self, sheet: &str, figure: &Figure, grid: &Grid, report: &Report) -> Helpers {
        let words = &report.words.workbook;
        // A helper is no value of the chart: it has the decimals of one, and nothing that is said of it.
        let format = |entry: &Entry| number::like(&entry.as_ref()?.1, report.lang);
        let first = grid.rows.iter().find_map(|(_, entries)| entries.iter().find_map(format));
        let usual = first.unwrap_or_else(|| "General".to_owned());
        let united = |part: &str, unit: &str| match unit {
            "" => part.to_owned(),
            unit => format!("{part} ({unit})"),
        };
        let mut take = |part: String, values: Vec<Option<f64>>, format: &str| -> Range {
            let first = self.rows.len() + 1;
            self.rows.extend(grid.rows.iter().zip(values).map(|((name, _), value)| Row {
                sheet: sheet.to_owned(),
                part: part.clone(),
                name: name.clone(),
                value,
                format: format.to_owned(),
            }));
            let row = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            (row(first), row(self.rows.len()))
        };
        let count = grid.rows.len();
        let target = grid.target.as_ref();
        let target = target.map(|(name, value)| {
            // As many decimals as its name says.
            let own = name.rsplit_once(": ").and_then(|(_, said)| number::like(said, report.lang));
            take(name.clone(), vec![Some(*value); count], own.as_ref().unwrap_or(&usual))
        });
        let reach = (!grid.intervals.is_empty()).then(|| {
            [0, 1].map(|side| {
                let rows = grid.rows.iter().zip(&grid.intervals);
                let far = rows.map(|((_, entries), interval)| {
                    let value = entries.first()?.as_ref()?.0;
                    Some(interval.map_or(0.0, |interval| reach(value, interval)[side]))
                });
                // How far it reaches is a difference.
                let unit = if figure.unit == "%" { &words.points } else { &figure.unit };
                take(united(&words.reach[side], unit), far.collect(), &usual)
            })
        });
        let bases = (!grid.bases.is_empty()).then(|| {
            let values = grid.bases.iter().map(|base| base.as_ref().map(|base| base.0));
            take(words.base.clone(), values.collect(), &usual)
        });
        let places = (grid.shape == Shape::Points).then(|| {
            // The first stands on top.
            let heights = || (1..=count).rev().map(|at| Some(at as f64));
            let of = |pale: bool| {
                let own = heights().zip(&grid.pale).map(|(height, of)| height.filter(|_| *of == pale));
                own.collect::<Vec<_>>()
            };
            let edge = vec![Some(super::space::roomy(grid, &figure.unit).0); count];
            let [all, clear, pale, names] = words.places.each_ref().map(String::clone);
            Places {
                all: take(all, heights().collect(), "0"),
                parted: grid
                    .pale
                    .contains(&true)
                    .then(|| [take(clear, of(false), "0"), take(pale, of(true), "0")]),
                edge: take(names, edge, &usual),
            }
        });
        Helpers { target, reach, bases, places }
    }
}
