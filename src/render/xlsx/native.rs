//! Native charts of the workbook: they stay linked to their cells and can be edited.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartSolidFill,
    ChartType, Color,
};

use super::grid::{Grid, Shape};
use super::look;
use crate::compose::report::Figure;

/// The categorical palette, told apart with any kind of colour vision.
const PALETTE: [u32; 6] = [0x12_436D, 0x28_A197, 0x80_1650, 0xF4_6A25, 0x3D_3D3D, 0xA2_85D1];

/// Bars of a chart that get higher with their number; more of them get narrower, and have no labels.
pub(super) const MOST_BARS: usize = 70;
/// What a label beside a bar or above a point takes of the axis.
const LABEL: f64 = 0.12;

/// Lowest and highest value of the axis, a step further where a label would stand beyond it: on the names, or the frame.
fn roomy(grid: &Grid) -> (f64, f64) {
    let (low, high) = grid.axis;
    // Bars start at zero.
    let low = if grid.shape == Shape::Lines { low } else { low.min(0.0) };
    if grid.series.len() > 1 || grid.step <= 0.0 {
        return (low, high);
    }
    let room = LABEL * (high - low);
    let values = || grid.rows.iter().flat_map(|(_, entries)| entries.iter().flatten()).map(|entry| entry.0);
    let lowest = values().fold(f64::INFINITY, f64::min);
    let highest = values().fold(f64::NEG_INFINITY, f64::max);
    let below = grid.shape == Shape::Bars && lowest < 0.0 && lowest - room < low;
    let above = highest > 0.0 && highest + room > high;
    (if below { low - grid.step } else { low }, if above { high + grid.step } else { high })
}

/// The letters of the workbook, in a chart.
fn font(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(look::FONT).set_size(f64::from(size));
    font
}

/// The chart of `figure`, drawn over a table at A1 of the sheet `name` that holds the series of `grid` in `columns`, and what is
/// to be reached in the column `target`, where there is one.
pub(super) fn chart(
    figure: &Figure,
    grid: &Grid,
    columns: &[usize],
    target: Option<usize>,
    name: &str,
) -> Chart {
    let kind = match grid.shape {
        Shape::Lines => ChartType::Line,
        Shape::Bars => ChartType::Bar,
        Shape::Stacked => ChartType::BarStacked,
    };
    let mut chart = Chart::new(kind);
    let last = u32::try_from(grid.rows.len()).unwrap_or(u32::MAX);
    for (i, column) in columns.iter().enumerate() {
        let column = u16::try_from(*column).unwrap_or(u16::MAX);
        let color = Color::RGB(PALETTE[i % PALETTE.len()]);
        let series = chart.add_series();
        series
            .set_name((name, 0, column))
            .set_categories((name, 1, 0, last, 0))
            .set_values((name, 1, column, last, column));
        match grid.shape {
            Shape::Lines => {
                series.set_format(
                    ChartFormat::new().set_line(ChartLine::new().set_color(color).set_width(2.25)),
                );
                let mut marker = ChartMarker::new();
                marker.set_type(ChartMarkerType::Circle).set_size(6);
                marker.set_format(
                    ChartFormat::new()
                        .set_solid_fill(ChartSolidFill::new().set_color(color))
                        .set_border(ChartLine::new().set_color(color)),
                );
                series.set_marker(&marker);
            }
            Shape::Bars | Shape::Stacked => {
                series.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(color)));
                series.set_gap(45);
            }
        }
        if grid.series.len() == 1 && grid.rows.len() <= MOST_BARS {
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(&font(10));
            if grid.shape == Shape::Lines {
                // Beside its mark it would stand on the line.
                label.set_position(ChartDataLabelPosition::Above);
            }
            series.set_data_label(&label);
        }
    }
    if let (Some(column), Some((words, value))) = (target, &grid.target) {
        let (low, high) = grid.axis;
        // Where the line lies at the upper end, its name would stand on the title.
        let side = match value + LABEL * (high - low) > high {
            true => ChartDataLabelPosition::Below,
            false => ChartDataLabelPosition::Above,
        };
        line_across(&mut chart, (name, column), last, (words, side));
    }
    chart.title().set_name(&figure.headline).set_overlay(false);
    chart.title().set_font(font(12).set_bold());
    chart.x_axis().set_font(&font(10));
    chart.y_axis().set_font(&font(10));
    chart.legend().set_font(&font(10));
    let quiet = ChartLine::new().set_color(Color::RGB(0xD5_DCE3)).set_width(0.75).clone();
    let (low, high) = roomy(grid);
    // In a bar chart of the library the horizontal axis, that of the values, is called x.
    let bars = grid.shape != Shape::Lines;
    let values = if bars { chart.x_axis() } else { chart.y_axis() };
    if high > low {
        values.set_min(low).set_max(high);
        if grid.step > 0.0 {
            values.set_major_unit(grid.step);
        }
    }
    values.set_major_gridlines(true).set_major_gridlines_line(&quiet);
    let measure = super::sheets::measure(figure);
    if !measure.is_empty() {
        values.set_name(&measure).set_name_font(font(10).unset_bold());
    }
    if bars {
        let places = chart.y_axis();
        places.set_reverse().set_label_interval(1).set_major_gridlines(false);
        places.set_label_position(ChartAxisLabelPosition::Low);
    }
    if grid.series.len() > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        chart.legend().set_hidden();
    }
    let height = match grid.shape {
        Shape::Lines => 400,
        _ => {
            160 + 22
                * last.clamp(4, MOST_BARS as u32)
                * if grid.shape == Shape::Stacked { 1 } else { u32::try_from(grid.series.len()).unwrap_or(1) }
        }
    };
    chart.set_width(720).set_height(height);
    chart.set_alt_text(&figure.alt).set_name(&figure.id);
    chart
}

/// A dashed line of what is to be reached, from a column of a sheet, named at its end.
fn line_across(
    chart: &mut Chart,
    (name, column): (&str, usize),
    last: u32,
    (words, side): (&str, ChartDataLabelPosition),
) {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(0x56_6270)).set_width(1.5).set_dash_type(ChartLineDashType::Dash);
    let mut marker = ChartMarker::new();
    marker.set_none();
    let mut label = ChartDataLabel::new();
    label.show_value().set_position(side).set_font(&font(10));
    // The last point has the name; the others have no label.
    let mut labels = vec![ChartDataLabel::new().set_hidden().to_custom(); last.saturating_sub(1) as usize];
    labels.push(ChartDataLabel::new().set_value(words).set_font(&font(10)).to_custom());
    let series = chart.add_series();
    series
        .set_name((name, 0, column))
        .set_categories((name, 1, 0, last, 0))
        .set_values((name, 1, column, last, column));
    series.set_format(ChartFormat::new().set_line(&line)).set_marker(&marker);
    series.set_data_label(&label).set_custom_data_labels(&labels).delete_from_legend(true);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_room_on_the_axis() {
        let grid = |shape, values: &[f64], axis| Grid {
            shape,
            corner: String::new(),
            series: vec!["z".into()],
            rows: values.iter().map(|value| (String::new(), vec![Some((*value, String::new()))])).collect(),
            axis,
            step: 2.0,
            target: None,
        };
        // A bar that ends near the end of the axis: its label would stand on the names.
        assert_eq!(roomy(&grid(Shape::Bars, &[7.9, -1.9], (-2.0, 8.0))), (-4.0, 10.0));
        assert_eq!(roomy(&grid(Shape::Bars, &[5.0, -0.1], (-2.0, 8.0))), (-2.0, 8.0));
        assert_eq!(roomy(&grid(Shape::Lines, &[7.9, 3.0], (2.0, 8.0))), (2.0, 10.0));
        assert_eq!(roomy(&grid(Shape::Bars, &[5.0], (2.0, 8.0))), (0.0, 8.0), "bars start at zero");
    }
}
