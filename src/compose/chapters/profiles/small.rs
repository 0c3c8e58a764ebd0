//! Small charts: lines over time of one place or topic, beside those of all places.

use std::collections::BTreeMap;

use crate::analyse::summary::TopicRow;
use crate::compose::composer::Composer;
use crate::compose::report::{Chart, Figure, Line, Lines, Point, SmallLines, Table, TableRow};
use crate::compose::tables::{bare, number, number_column, text_column, words};

/// The lines of a chart, to be drawn small.
pub(super) fn of_figure(figure: Figure) -> Option<SmallLines> {
    match figure.chart {
        Chart::Lines(lines) => {
            Some(SmallLines { title: figure.subtitle, unit: figure.unit, alt: figure.alt, lines })
        }
        _ => None,
    }
}

/// The share of one topic over time, in places that each have their rows in the order of time, the subject's own first;
/// from two periods on.
pub(super) fn shares(c: &Composer<'_>, title: String, places: [&[&TopicRow]; 2]) -> Option<SmallLines> {
    let lines: Vec<Line> = places
        .iter()
        .enumerate()
        .filter_map(|(i, rows)| {
            let points: Vec<Point> = rows
                .iter()
                .enumerate()
                .filter_map(|(j, row)| {
                    let before = j.checked_sub(1).and_then(|j| rows.get(j));
                    Some(Point {
                        time: row.period.decimal(),
                        value: row.share?,
                        text: c.n.percent(row.share?, 1),
                        interval: None,
                        // Another land is another series.
                        breaks: before.is_some_and(|before| before.place != row.place),
                        weak: row.partial,
                    })
                })
                .collect();
            let place = rows.last().map(|row| c.place(&row.place))?;
            (points.len() > 1).then_some(Line { label: place, strong: i == 0, points })
        })
        .collect();
    let own = lines.first().filter(|line| line.strong)?;
    let (first, last) = (own.points.first()?, own.points.last()?);
    let mut times: Vec<(f64, String)> = places
        .iter()
        .flat_map(|rows| rows.iter().map(|row| (row.period.decimal(), c.n.short(row.period))))
        .collect();
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    times.dedup_by(|a, b| a.0 == b.0);
    let when = |time: f64| times.iter().find(|known| known.0 == time).map(|known| known.1.clone());
    let (from, to) = (when(first.time).unwrap_or_default(), when(last.time).unwrap_or_default());
    let alt = c.t(
        &format!("Biểu đồ đường: {title}, {}: {from} là {}, {to} là {}.", own.label, first.text, last.text),
        &format!("Line chart: {title}, {}: {} in {from}, {} in {to}.", own.label, first.text, last.text),
    );
    let values = lines.iter().flat_map(|line| line.points.iter().map(|point| point.value));
    let axis = c.axis(values, true, Some((0.0, 100.0)));
    Some(SmallLines {
        title,
        unit: "%".to_owned(),
        alt,
        lines: Lines { lines, times, axis, target: None, breaks: Vec::new() },
    })
}

/// Shares side by side on one scale: a line that lies higher is a larger share.
pub(super) fn on_one_scale(c: &Composer<'_>, charts: &mut [SmallLines]) {
    let lines = charts.iter().flat_map(|chart| &chart.lines.lines);
    let values: Vec<f64> = lines.flat_map(|line| line.points.iter().map(|point| point.value)).collect();
    let axis = c.axis(values, true, Some((0.0, 100.0)));
    charts.iter_mut().for_each(|chart| chart.lines.axis = axis.clone());
}

/// All values of small charts as one table: a row a line, a column a period.
pub(super) fn values(c: &Composer<'_>, id: String, title: String, charts: &[SmallLines]) -> Table {
    let mut times: BTreeMap<u64, String> = BTreeMap::new();
    // Decimal years are positive: their bits are in their order.
    for chart in charts {
        let points = || chart.lines.lines.iter().flat_map(|line| &line.points);
        let known = chart.lines.times.iter().filter(|(time, _)| points().any(|point| point.time == *time));
        times.extend(known.map(|(time, text)| (time.to_bits(), text.clone())));
    }
    let mut columns = vec![text_column(c.t("Chỉ tiêu", "Measure")), text_column(c.t("Đơn vị", "Place"))];
    columns.extend(times.values().map(|text| number_column(text.clone(), "")));
    let rows = charts
        .iter()
        .flat_map(|chart| chart.lines.lines.iter().map(move |line| (chart, line)))
        .map(|(chart, line)| {
            let title = match chart.unit.as_str() {
                "" => chart.title.clone(),
                unit => format!("{} ({unit})", chart.title),
            };
            let mut cells = vec![words(title), words(line.label.clone())];
            cells.extend(times.keys().map(|time| {
                match line.points.iter().find(|point| point.time.to_bits() == *time) {
                    Some(point) => number(bare(c, &point.text, &chart.unit), point.value),
                    None => words(""),
                }
            }));
            TableRow { cells, strong: false, ..TableRow::default() }
        })
        .collect();
    Table { id, title, columns, rows, ..Table::default() }
}
