//! Native charts of lines and marks: lines between two times, the spread between places, and points with intervals.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLineDashType, ChartMarker,
    ChartMarkerType,
};

use super::super::grid::Grid;
use super::super::sheets::Drawn;
use super::super::{look, space};
use super::{BACK, INK, LIGHT, Over, Palette, dot, font, formatted, line, solid, tint};

/// A line a row from the earlier to the later value, with its numbers at both ends where these do not stand on each other.
pub(super) fn slopes(chart: &mut Chart, over: &Over<'_>, drawn: &Drawn<'_>, palette: &Palette, height: f64) {
    let &[from, to] = &drawn.columns[..] else { return };
    let column = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let (from, to) = (column(from), column(to));
    let grid = &drawn.grid;
    let told = [0, 1].map(|end| apart(grid, end, height));
    for (at, color) in grid.rows.iter().enumerate().map(|(at, _)| (at, palette[at % palette.len()])) {
        let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let mut drawn_line = line(color, 2.25);
        let mut marker = dot(color, 7);
        if at >= palette.len() {
            // The colours come again.
            drawn_line.set_dash_type(ChartLineDashType::Dash);
            marker.set_type(ChartMarkerType::Square);
        }
        let labels = [ChartDataLabelPosition::Left, ChartDataLabelPosition::Right];
        let labels = labels.into_iter().zip(&told).enumerate().map(|(end, (side, told))| {
            if !told.get(at).copied().unwrap_or(false) {
                return ChartDataLabel::new().set_hidden().to_custom();
            }
            let mut letters = font(space::LABELS);
            letters.set_color(look::color(INK));
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(&letters).set_position(side);
            formatted(&mut label, drawn, end).to_custom()
        });
        let mut label = ChartDataLabel::new();
        label.show_value().set_font(&font(space::LABELS)).set_position(ChartDataLabelPosition::Right);
        chart
            .add_series()
            .set_name((over.sheet, row, 0))
            .set_categories((over.sheet, 0, from, 0, to))
            .set_values((over.sheet, row, from, row, to))
            .set_format(ChartFormat::new().set_line(&drawn_line))
            .set_marker(&marker)
            .set_data_label(formatted(&mut label, drawn, 1))
            .set_custom_data_labels(&labels.collect::<Vec<_>>());
    }
}

/// Of the values of one end of the lines, which have their number: those that stand apart from the one told above them.
fn apart(grid: &Grid, end: usize, height: f64) -> Vec<bool> {
    let (low, high) = grid.axis;
    let value = |at: usize| grid.rows.get(at).and_then(|(_, entries)| Some(entries.get(end)?.as_ref()?.0));
    let mut order: Vec<usize> = (0..grid.rows.len()).filter(|at| value(*at).is_some()).collect();
    order.sort_by(|a, b| value(*b).unwrap_or_default().total_cmp(&value(*a).unwrap_or_default()));
    let mut told = vec![false; grid.rows.len()];
    let mut above = f64::INFINITY;
    for at in order {
        let Some(value) = value(at) else { continue };
        if (above - value) / (high - low) * height * space::PLOT >= space::LABEL_LINE {
            told[at] = true;
            above = value;
        }
    }
    told
}

/// Points with intervals along the values, pale where they say little, and their names at the left edge.
pub(super) fn points(chart: &mut Chart, over: &Over<'_>, drawn: &Drawn<'_>, palette: &Palette) {
    let (Some(places), Some(column)) = (drawn.helpers.places, drawn.columns.first()) else { return };
    let grid = &drawn.grid;
    let color = palette[0];
    let values = over.column(*column);
    let mut pale_dot = dot(tint(color, LIGHT), 9);
    let fill = solid(tint(color, LIGHT));
    pale_dot.set_format(ChartFormat::new().set_solid_fill(&fill).set_border(&line(color, 1.5)));
    // A point of a series can have no kind of its own: those that say little are a series.
    let parts = match places.parted {
        Some([clear, pale]) => vec![(clear, dot(color, 9)), (pale, pale_dot)],
        None => vec![(places.all, dot(color, 9))],
    };
    for (heights, marker) in parts {
        let series = chart.add_series();
        series.set_name((over.sheet, 0, values.2)).set_categories(values).set_values(over.helper(heights));
        series.set_format(ChartFormat::new().set_no_line()).set_marker(&marker);
        if let Some(reach) = drawn.helpers.reach {
            series.set_x_error_bars(&over.reaching(reach));
        }
    }
    let mut letters = font(space::LABELS);
    letters.set_color(look::color(INK));
    let mut label = ChartDataLabel::new();
    label.show_value().set_font(&letters).set_position(ChartDataLabelPosition::Left);
    let name = |(name, _): &(String, Vec<_>)| {
        let mut one = ChartDataLabel::new();
        // Programs break a label early: one line, as beside a bar.
        one.set_value(name.replace(' ', "\u{a0}").as_str())
            .set_font(&letters)
            .set_position(ChartDataLabelPosition::Left)
            .to_custom()
    };
    let mut none = ChartMarker::new();
    none.set_none();
    chart
        .add_series()
        .set_categories(over.helper(places.edge))
        .set_values(over.helper(places.all))
        .set_format(ChartFormat::new().set_no_line())
        .set_marker(&none)
        .set_data_label(&label)
        .set_custom_data_labels(&grid.rows.iter().map(name).collect::<Vec<_>>());
}

/// The median strong, the quartiles around it paler, highest and lowest dashed; then one place.
pub(super) fn spread(chart: &mut Chart, over: &Over<'_>, columns: &[usize], palette: &Palette) {
    for (at, column) in columns.iter().enumerate() {
        let color = palette[0];
        let back = tint(color, BACK);
        let (mut line, color, size) = match at {
            0 | 4 => (line(back, 1.25), back, 3),
            1 | 3 => (line(back, 2.0), back, 5),
            2 => (line(color, 2.75), color, 7),
            _ => (line(palette[3], 2.25), palette[3], 6),
        };
        if matches!(at, 0 | 4) {
            line.set_dash_type(ChartLineDashType::Dash);
        }
        let series = over.series(chart, *column);
        series.set_format(ChartFormat::new().set_line(&line)).set_marker(&dot(color, size));
    }
}
