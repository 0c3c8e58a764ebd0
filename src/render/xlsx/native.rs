//! Native charts of the workbook: they stay linked to their cells and can be edited.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartAxisLabelPosition, ChartAxisTickType, ChartDataLabel,
    ChartDataLabelPosition, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill, ChartPatternFillType,
    ChartPoint, ChartRange, ChartSeries, ChartSolidFill, ChartType,
};

use super::fill::whole_words;
use super::grid::{Grid, Shape};
use super::helpers::{Range, VALUES};
use super::look;
use super::sheets::Drawn;
use super::space;
use crate::compose::report::WorkbookWords;
use crate::render::charts::{self, Color};

mod marks;

/// Colours of series: the four that charts of the report have, told apart with any kind of colour vision, and two for lines
/// of a project's own.
pub(super) type Palette = [Color; 6];

/// Bars of a chart that get higher with their number; more of them get narrower, and have no labels.
pub(super) const MOST_BARS: usize = 70;
/// Characters of the words for those who do not see a chart: of more, programs have none.
const WORDS: usize = 255;
/// What is no series: grid lines, the line of a target, intervals.
const QUIET: Color = Color(0xD5, 0xDC, 0xE3);
const TARGET: Color = Color(0x56, 0x62, 0x70);
const INK: Color = Color(0x1B, 0x24, 0x2E);
const WHITE: Color = Color(255, 255, 255);
/// How much white is in a bar that an interval is drawn over, in a pale one, and in a line that stands back.
const LIGHT: f64 = 0.55;
const PALE: f64 = 0.88;
const BACK: f64 = 0.4;
/// How much of a bar lies over the earlier one, and what is between the bars of two rows, percent of a bar.
const OVERLAP: i8 = 30;
const GAP: u16 = 45;
/// Pixels of a bar from which on the digits of its number stand within it.
const HIGH: f64 = 10.0;
/// Brightness from which on dark letters are read on a colour.
const BRIGHT: f64 = 120.0;
/// Pixels of the width of a chart that its bars have at least, roughly.
const BARS: f64 = 450.0;
/// The same of the narrowest.
const SHORT: f64 = 200.0;
/// Steps of a waterfall that have room for what each adds.
const MOST_STEPS: usize = 16;

/// The colours that a theme gives.
pub(super) fn palette(theme: &charts::Theme) -> Palette {
    let [a, b, c, d] = theme.series.map(|role| role.light);
    [a, b, c, d, Color(0x3D, 0x3D, 0x3D), Color(0xA2, 0x85, 0xD1)]
}

/// A colour with a share of white.
fn tint(Color(red, green, blue): Color, white: f64) -> Color {
    let mixed = |part: u8| (f64::from(part) + (255.0 - f64::from(part)) * white).round() as u8;
    Color(mixed(red), mixed(green), mixed(blue))
}

/// The letters of the workbook, in a chart.
fn font(size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(look::FONT).set_size(size);
    font
}

fn line(color: Color, width: f64) -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(look::color(color)).set_width(width);
    line
}

fn solid(color: Color) -> ChartSolidFill {
    let mut fill = ChartSolidFill::new();
    fill.set_color(look::color(color));
    fill
}

fn dot(color: Color, size: u8) -> ChartMarker {
    let mut marker = ChartMarker::new();
    marker.set_type(ChartMarkerType::Circle).set_size(size);
    marker.set_format(ChartFormat::new().set_solid_fill(&solid(color)).set_border(&line(color, 0.75)));
    marker
}

/// A sheet with its series.
struct Over<'a> {
    sheet: &'a str,
    helpers: &'a str,
    last: u32,
}

impl Over<'_> {
    fn column(&self, column: usize) -> (&str, u32, u16, u32, u16) {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        (self.sheet, 1, column, self.last, column)
    }

    /// A helper of the chart.
    fn helper(&self, (first, last): Range) -> (&str, u32, u16, u32, u16) {
        (self.helpers, first, VALUES, last, VALUES)
    }

    /// A series over a column, named by its head, with the labels of the first one.
    fn series<'c>(&self, chart: &'c mut Chart, column: usize) -> &'c mut ChartSeries {
        let values = self.column(column);
        chart
            .add_series()
            .set_name((self.sheet, 0, values.2))
            .set_categories(self.column(0))
            .set_values(values)
    }

    /// Error bars along the values that reach so far down and up.
    fn reaching(&self, [down, up]: [Range; 2]) -> ChartErrorBars {
        let range =
            |(first, last): Range| ChartRange::new_from_range(self.helpers, first, VALUES, last, VALUES);
        let mut bars = ChartErrorBars::new();
        bars.set_type(ChartErrorBarsType::Custom(range(up), range(down)));
        bars.set_format(ChartFormat::new().set_line(&line(INK, 1.25)));
        bars
    }
}

/// The chart of a figure, drawn over the table at A1 of the sheet `name`, so many pixels wide and high.
pub(super) fn chart(
    drawn: &Drawn<'_>,
    palette: &Palette,
    words: &WorkbookWords,
    [name, helpers]: [&str; 2],
    (width, height): (f64, f64),
) -> Chart {
    let Drawn { figure, grid, columns, .. } = drawn;
    let mut chart = Chart::new(match grid.shape {
        Shape::Lines | Shape::Spread | Shape::Slopes => ChartType::Line,
        Shape::Points => ChartType::ScatterStraightWithMarkers,
        Shape::Bars | Shape::Pairs | Shape::Ranked => ChartType::Bar,
        Shape::Stacked => ChartType::BarStacked,
        Shape::Steps => ChartType::ColumnStacked,
    });
    let over = Over { sheet: name, helpers, last: u32::try_from(grid.rows.len()).unwrap_or(u32::MAX) };
    match grid.shape {
        Shape::Lines => lines(&mut chart, &over, drawn, palette),
        Shape::Spread => marks::spread(&mut chart, &over, columns, palette),
        Shape::Steps => steps(&mut chart, &over, drawn, palette),
        Shape::Slopes => marks::slopes(&mut chart, &over, drawn, palette, height),
        Shape::Points => marks::points(&mut chart, &over, drawn, palette),
        Shape::Bars | Shape::Pairs | Shape::Ranked | Shape::Stacked => {
            bars(&mut chart, &over, drawn, palette);
        }
    }
    if let (Some(range), Some((words, value))) = (drawn.helpers.target, &grid.target) {
        // Where the line lies at the upper end, its name would stand on the title.
        let side = match space::at_the_top(*value, grid.axis) {
            true => ChartDataLabelPosition::Below,
            false => ChartDataLabelPosition::Above,
        };
        line_across(&mut chart, &over, range, (words, side));
    }
    // Beside an upright axis what it measures would stand on its side: it stands below the headline, in a line of its own.
    let measure = space::measure(figure, grid);
    let title = match space::horizontal(grid.shape) || measure.is_empty() {
        true => figure.headline.clone(),
        false => format!("{}{}{measure}", figure.headline, super::language::BREAK),
    };
    chart.title().set_name(&title).set_overlay(false);
    chart.title().set_font(font(space::TITLE).set_bold());
    chart.x_axis().set_font(&font(space::LABELS));
    chart.y_axis().set_font(&font(space::LABELS));
    chart.legend().set_font(&font(space::LABELS));
    axes(&mut chart, drawn);
    match grid.shape {
        Shape::Spread | Shape::Slopes => _ = chart.legend().set_position(ChartLegendPosition::Right),
        _ if grid.series.len() > 1 => _ = chart.legend().set_position(ChartLegendPosition::Bottom),
        _ => _ = chart.legend().set_hidden(),
    }
    if space::horizontal(grid.shape) {
        chart.plot_area().set_layout(&space::layout(figure, grid, (width, height)));
    }
    chart.set_width(width as u32).set_height(height as u32);
    chart.set_alt_text(whole_words(&alt(drawn, words), WORDS)).set_name(&figure.id);
    chart
}

/// What the chart is, shows and says.
fn alt(drawn: &Drawn<'_>, words: &WorkbookWords) -> String {
    let kinds = &words.kinds;
    let kind = match drawn.grid.shape {
        Shape::Lines | Shape::Spread => &kinds.lines,
        Shape::Slopes => &kinds.slopes,
        Shape::Points => &kinds.points,
        Shape::Bars if drawn.helpers.reach.is_some() => &kinds.intervals,
        Shape::Bars | Shape::Pairs | Shape::Ranked => &kinds.bars,
        Shape::Stacked => &kinds.stacked,
        Shape::Steps => &kinds.steps,
    };
    format!("{kind}: {}. {}.", super::sheets::measure(drawn.figure), drawn.figure.headline)
}

fn axes(chart: &mut Chart, drawn: &Drawn<'_>) {
    let (figure, grid) = (drawn.figure, &drawn.grid);
    let (low, high) = space::roomy(grid, &figure.unit);
    // In a bar chart of the library the horizontal axis, that of the values, is called x.
    let flat = space::horizontal(grid.shape);
    let values = if flat { chart.x_axis() } else { chart.y_axis() };
    if high > low {
        values.set_min(low).set_max(high);
        if grid.step > 0.0 {
            let apart = space::ticks(grid.step, high - low);
            values.set_major_unit(apart).set_num_format(space::format(apart));
        }
    }
    // A line would strike through the numbers beside bars.
    let told = flat && numbered(drawn) || grid.shape == Shape::Steps && grid.rows.len() <= MOST_STEPS;
    values.set_major_gridlines(!told);
    if !told {
        values.set_major_gridlines_line(&line(QUIET, 0.75));
    }
    let measure = space::measure(figure, grid);
    if flat && !measure.is_empty() {
        values.set_name(&measure).set_name_font(font(space::LABELS).unset_bold());
    }
    if grid.shape == Shape::Points {
        // Both axes of points have values: the names stand where the upright one has none.
        let places = chart.y_axis();
        places.set_min(0.0).set_max(grid.rows.len() as f64 + 1.0).set_major_gridlines(false);
        places.set_label_position(ChartAxisLabelPosition::None).set_major_tick_type(ChartAxisTickType::None);
        chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
        return;
    }
    let names = if flat { chart.y_axis() } else { chart.x_axis() };
    names.set_label_interval(1).set_major_gridlines(false).set_label_position(ChartAxisLabelPosition::Low);
    if flat {
        // The first on top, and the axis of the values below the last.
        names.set_reverse().set_crossing(ChartAxisCrossing::Max);
    } else if grid.shape == Shape::Steps {
        // Names break into lines; turned they could not be read.
        names.set_font(font(space::LABELS).set_rotation(0));
    }
}

/// Lines with a dot a value, and with its number where there is one line.
fn lines(chart: &mut Chart, over: &Over<'_>, drawn: &Drawn<'_>, palette: &Palette) {
    let labelled = drawn.grid.series.len() == 1 && drawn.grid.rows.len() <= MOST_BARS;
    for (column, color) in drawn.columns.iter().zip(palette.iter().cycle()) {
        let series = over.series(chart, *column);
        series.set_format(ChartFormat::new().set_line(&line(*color, 2.25))).set_marker(&dot(*color, 6));
        if labelled {
            let mut label = ChartDataLabel::new();
            // Beside its mark it would stand on the line.
            label.show_value().set_font(&font(space::LABELS)).set_position(ChartDataLabelPosition::Above);
            series.set_data_label(formatted(&mut label, drawn, 0));
        }
    }
}

/// A label with the number format of its series: what a program has cached of a cell has all its digits.
fn formatted<'l>(label: &'l mut ChartDataLabel, drawn: &Drawn<'_>, at: usize) -> &'l mut ChartDataLabel {
    match drawn.formats.get(at).and_then(Option::as_ref) {
        Some(format) => label.set_num_format(format),
        None => label,
    }
}

/// Bars with their numbers, or with intervals drawn over them; pale where they say little.
fn bars(chart: &mut Chart, over: &Over<'_>, drawn: &Drawn<'_>, palette: &Palette) {
    let Drawn { grid, columns, .. } = drawn;
    let reach = drawn.helpers.reach;
    let pairs = matches!(grid.shape, Shape::Pairs | Shape::Ranked) && columns.len() == 2;
    for (at, column) in columns.iter().enumerate() {
        let color = match (pairs, at) {
            (true, 0) => tint(palette[0], LIGHT),
            (true, _) => palette[0],
            _ => palette[at % palette.len()],
        };
        let series = over.series(chart, *column);
        if let Some(Some(name)) = drawn.names.get(at) {
            series.set_name(name);
        }
        let plain = if reach.is_some() { tint(color, LIGHT) } else { color };
        let bar = |fill: Color, edge: Color| {
            let mut format = ChartFormat::new();
            format.set_solid_fill(&solid(fill)).set_border(&line(edge, 0.75));
            format
        };
        series.set_format(&mut bar(plain, color)).set_gap(GAP);
        if grid.shape == Shape::Ranked {
            series.set_overlap(OVERLAP);
        }
        let last = at + 1 == columns.len();
        if let Some(reference) = grid.reference.filter(|_| last) {
            // What the others are held against has a colour of its own, besides its name in strong letters.
            let mut points = vec![ChartPoint::default(); reference];
            points.push(ChartPoint::new().set_format(&mut bar(palette[2], palette[2])));
            series.set_points(&points);
        }
        if grid.pale.contains(&true) && last {
            let point = |(at, pale): (usize, &bool)| match pale {
                true => ChartPoint::new().set_format(&mut bar(tint(color, PALE), tint(color, BACK))),
                false if grid.reference == Some(at) => {
                    ChartPoint::new().set_format(&mut bar(palette[2], palette[2]))
                }
                false => ChartPoint::default(),
            };
            series.set_points(&grid.pale.iter().enumerate().map(point).collect::<Vec<_>>());
        }
        if let Some(reach) = reach {
            // Along the values: in a bar chart their axis is x.
            series.set_x_error_bars(&over.reaching(reach));
        } else if !numbered(drawn) {
            // Too many bars, or none whose number would find a place.
        } else if grid.shape == Shape::Stacked {
            parts(series, drawn, at, color);
        } else if grid.shape == Shape::Ranked && last && shorter(grid) {
            within(series, drawn);
        } else if last || grid.shape == Shape::Pairs {
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(&font(space::LABELS));
            series.set_data_label(formatted(&mut label, drawn, at));
        }
    }
}

/// Whether bars have their numbers.
fn numbered(drawn: &Drawn<'_>) -> bool {
    let grid = &drawn.grid;
    let one = grid.series.len() == 1 && grid.rows.len() <= MOST_BARS;
    drawn.helpers.reach.is_none() && (one || space::told(grid))
}

/// Whether a later bar of a ranking ends within the earlier one, on which its number would stand.
fn shorter(grid: &Grid) -> bool {
    let of = |entry: &Option<(f64, String)>| entry.as_ref().map(|(value, _)| value.abs());
    grid.rows.iter().any(|(_, entries)| match &entries[..] {
        [before, now] => of(before).zip(of(now)).is_some_and(|(before, now)| now < before),
        _ => false,
    })
}

/// Numbers at the inner end of bars that are dark, and wide and high enough for theirs, beyond the end of the others, dark on
/// the pale bar there.
fn within(series: &mut ChartSeries, drawn: &Drawn<'_>) {
    let Drawn { grid, .. } = drawn;
    let (low, high) = grid.axis;
    let label = |color: Color, position| {
        let mut letters = font(space::LABELS);
        letters.set_color(look::color(color));
        let mut label = ChartDataLabel::new();
        label.show_value().set_font(&letters).set_position(position);
        formatted(&mut label, drawn, grid.series.len().saturating_sub(1));
        label
    };
    let mut beyond = label(INK, ChartDataLabelPosition::OutsideEnd);
    if bar_height(grid) < HIGH {
        // Told for the whole series: LibreOffice puts all labels where those of the series stand.
        series.set_data_label(&beyond);
        return;
    }
    let wide = |(value, text): &(f64, String)| space::wide(text) < value.abs() / (high - low) * SHORT;
    let inside = grid.rows.iter().enumerate().map(|(at, (_, entries))| {
        let dark = !grid.pale.get(at).copied().unwrap_or(false);
        dark && entries.last().and_then(Option::as_ref).is_some_and(wide)
    });
    let labels: Vec<ChartDataLabel> =
        inside.map(|inside| if inside { ChartDataLabel::default() } else { beyond.to_custom() }).collect();
    let within = label(WHITE, ChartDataLabelPosition::InsideEnd);
    series.set_data_label(&within).set_custom_data_labels(&labels);
}

/// Pixels of a bar of a ranking.
fn bar_height(grid: &Grid) -> f64 {
    let percent = |part: f64| part / 100.0;
    space::row(grid) / (2.0 - percent(f64::from(OVERLAP)) + percent(f64::from(GAP)))
}

/// Numbers on the parts of bars, where a part is wide enough for its own.
fn parts(series: &mut ChartSeries, drawn: &Drawn<'_>, at: usize, color: Color) {
    let (low, high) = drawn.grid.axis;
    let Color(red, green, blue) = color;
    let bright = 0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue);
    let mut letters = font(space::LABELS);
    letters.set_color(look::color(if bright < BRIGHT { WHITE } else { INK }));
    let mut label = ChartDataLabel::new();
    label.show_value().set_font(&letters).set_position(ChartDataLabelPosition::Center);
    let fits = |entry: &Option<(f64, String)>| {
        entry.as_ref().is_some_and(|(value, text)| space::wide(text) < value / (high - low) * BARS)
    };
    let one = |(_, entries): &(String, Vec<Option<(f64, String)>>)| match entries.get(at).is_some_and(fits) {
        true => ChartDataLabel::default(),
        false => ChartDataLabel::new().set_hidden().to_custom(),
    };
    let labels: Vec<ChartDataLabel> = drawn.grid.rows.iter().map(one).collect();
    series.set_data_label(&label).set_custom_data_labels(&labels);
}

/// Bars that float between the levels they lead from and to, and the levels as dots.
fn steps(chart: &mut Chart, over: &Over<'_>, drawn: &Drawn<'_>, palette: &Palette) {
    let (&[level, ref moved @ ..], Some(bases)) = (&drawn.columns[..], drawn.helpers.bases) else { return };
    let mut moved = moved.iter();
    let (good, bad) = (palette[1], palette[3]);
    let (up, down) = if drawn.grid.less_is_better { (bad, good) } else { (good, bad) };
    let series = chart.add_series();
    series.set_categories(over.column(0)).set_values(over.helper(bases));
    series.set_format(ChartFormat::new().set_no_fill().set_no_border()).set_gap(GAP).delete_from_legend(true);
    if drawn.grid.rows.len() <= MOST_STEPS {
        // What a step adds stands below its bar, at the end of what this stands on.
        let mut letters = font(space::LABELS);
        letters.set_color(look::color(INK));
        let mut label = ChartDataLabel::new();
        label.show_value().set_font(&letters).set_position(ChartDataLabelPosition::InsideEnd);
        let one = |text: &String| match text.is_empty() {
            true => ChartDataLabel::new().set_hidden().to_custom(),
            false => label.clone().set_value(text.as_str()).to_custom(),
        };
        let labels: Vec<ChartDataLabel> = drawn.grid.told.iter().map(one).collect();
        series.set_data_label(&label).set_custom_data_labels(&labels);
    }
    let [rises, falls] = drawn.grid.moves;
    if let Some(rise) = rises.then(|| moved.next()).flatten() {
        let mut risen = ChartFormat::new();
        risen.set_solid_fill(&solid(up)).set_border(&line(up, 0.75));
        over.series(chart, *rise).set_format(&mut risen);
    }
    if let Some(fall) = falls.then(|| moved.next()).flatten() {
        // A fall is striped as well as coloured.
        let mut stripes = ChartPatternFill::new();
        stripes.set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards);
        stripes.set_foreground_color(look::color(down)).set_background_color(look::color(WHITE));
        let mut fallen = ChartFormat::new();
        fallen.set_pattern_fill(&stripes).set_border(&line(down, 0.75));
        over.series(chart, *fall).set_format(&mut fallen);
    }
    let mut levels = Chart::new(ChartType::Line);
    let mut label = ChartDataLabel::new();
    label.show_value().set_font(font(space::LABELS).set_bold()).set_position(ChartDataLabelPosition::Above);
    let series = over.series(&mut levels, level);
    series
        .set_format(ChartFormat::new().set_no_line())
        .set_marker(&dot(palette[0], 9))
        .set_data_label(formatted(&mut label, drawn, 0));
    chart.combine(&levels);
}

/// A dashed line of what is to be reached, from a column of a sheet, named at its end.
fn line_across(
    chart: &mut Chart,
    over: &Over<'_>,
    range: Range,
    (words, side): (&str, ChartDataLabelPosition),
) {
    let mut dashes = line(TARGET, 1.5);
    dashes.set_dash_type(ChartLineDashType::Dash);
    let mut marker = ChartMarker::new();
    marker.set_none();
    let mut label = ChartDataLabel::new();
    label.show_value().set_position(side).set_font(&font(space::LABELS));
    // The last point has the name; the others have no label.
    let hidden = ChartDataLabel::new().set_hidden().to_custom();
    let mut labels = vec![hidden; over.last.saturating_sub(1) as usize];
    // Without a colour of its own the library writes the look of the label before its place, which Excel takes for a fault.
    let mut named = font(space::LABELS);
    named.set_color(look::color(INK));
    labels.push(ChartDataLabel::new().set_value(words).set_font(&named).set_position(side).to_custom());
    let series = chart.add_series();
    series.set_name(words).set_categories(over.column(0)).set_values(over.helper(range));
    series.set_format(ChartFormat::new().set_line(&dashes)).set_marker(&marker);
    series.set_data_label(&label).set_custom_data_labels(&labels).delete_from_legend(true);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_have_the_colours_of_the_theme() {
        let theme = charts::Theme::default().with_series(&[Color(0xC8, 0x10, 0x2E)]);
        let palette = palette(&theme);
        assert_eq!(palette[..4], theme.series.map(|role| role.light));
        assert_ne!(palette[0], charts::Theme::default().series[0].light);
    }

    #[test]
    fn a_pale_colour_lies_between_it_and_white() {
        assert_eq!(tint(Color(0, 100, 200), 0.5), Color(128, 178, 228));
        assert_eq!(tint(Color(9, 9, 9), 0.0), Color(9, 9, 9));
    }
}
