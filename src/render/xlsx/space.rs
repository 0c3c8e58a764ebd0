//! How native charts share out their room: programs do so each in its own way, and leave none for labels beyond the bars.

use rust_xlsxwriter::ChartLayout;

use super::grid::{Grid, Shape};
use super::native::MOST_BARS;
use crate::compose::report::Figure;
use crate::render::letters::{lines, serif};

/// Share of the height of a chart of lines that these have, and pixels from one label to the next.
pub(super) const PLOT: f64 = 0.6;
pub(super) const LABEL_LINE: f64 = 17.0;
/// Width of a chart, pixels.
pub(super) const WIDTH: f64 = 720.0;
/// Widths of a chart of bars beside its table, the widest first, and printed sizes that are as good as the largest.
const WIDTHS: [f64; 8] = [WIDTH, 680.0, 640.0, 600.0, 560.0, 520.0, 480.0, 440.0];
const ALIKE: f64 = 0.015;
/// Sizes of letters: the title, all others; points.
pub(super) const TITLE: f64 = 12.0;
pub(super) const LABELS: f64 = 10.0;
/// Pixels of a point, and lines of letters from one to the next in their sizes.
const PIXELS: f64 = 4.0 / 3.0;
const NEXT: f64 = 1.25;
/// Pixels from a name to its bar, at the right edge, and around what stands above and below each other.
const NEAR: f64 = 26.0;
const EDGE: f64 = 16.0;
const GAP: f64 = 12.0;
/// What stands above a title, of the height.
const LOWER: f64 = 0.02;
/// Ticks that stand apart on an axis.
const TICKS: f64 = 12.0;
/// Share of the width that names may take, and what programs leave of it to a title.
const NAMES: f64 = 0.52;
const TITLED: f64 = 0.8;
/// Pixels of a bar with its distance to the next, of what stands above and below all bars, and of a chart of lines.
const BAR: f64 = 22.0;
const AROUND: f64 = 160.0;
const LINES: f64 = 400.0;
/// Pixels of all bars together from which on they stand closer, and of one of them with its distance to the next then.
const CLOSE: (f64, f64) = (1140.0, 19.0);
/// How much higher two bars are that lie over each other.
const OVER: f64 = 1.15;
/// Room across and down an upright page, and a page across below its head, points.
const PAGE: [(f64, f64); 2] = [(494.0, 690.0), (741.0, 440.0)];
/// Pixels of a row of the table, and of a digit of its columns.
const ROW: f64 = 21.0;
const DIGIT: f64 = 8.0;
/// Digits of the empty column between a table and the chart beside it.
const BETWEEN: f64 = 9.0;
/// What a label above a point, or left of a bar, takes of the axis.
const LABEL: f64 = 0.12;

/// Whether the values lie along the horizontal axis.
pub(super) fn horizontal(shape: Shape) -> bool {
    matches!(shape, Shape::Bars | Shape::Pairs | Shape::Ranked | Shape::Stacked | Shape::Points)
}

/// Whether what stands above a value would leave the axis.
pub(super) fn at_the_top(value: f64, (low, high): (f64, f64)) -> bool {
    value + LABEL * (high - low) > high
}

/// How far apart ticks stand: a step of the axis, or twice, four times that where they would stand close.
pub(super) fn ticks(step: f64, span: f64) -> f64 {
    let mut apart = step;
    while span / apart > TICKS {
        apart *= 2.0;
    }
    apart
}

/// What the axis of the values says.
pub(super) fn measure(figure: &Figure, grid: &Grid) -> String {
    let measure = super::sheets::measure(figure);
    if grid.remark.is_empty() { measure } else { format!("{measure}; {}", grid.remark) }
}

/// Lowest and highest value of the axis, a step further where a label would stand on the names or the title. A share ends at
/// 100 %.
pub(super) fn roomy(grid: &Grid, unit: &str) -> (f64, f64) {
    let (low, high) = grid.axis;
    // Bars start at zero.
    let low = if horizontal(grid.shape) && grid.shape != Shape::Points { low.min(0.0) } else { low };
    let labelled = matches!(grid.shape, Shape::Lines | Shape::Bars) && grid.series.len() == 1;
    if !labelled || !grid.intervals.is_empty() || grid.step <= 0.0 {
        return (low, high);
    }
    let values = || grid.rows.iter().flat_map(|(_, entries)| entries.iter().flatten()).map(|entry| entry.0);
    let lowest = values().fold(f64::INFINITY, f64::min);
    let highest = values().fold(f64::NEG_INFINITY, f64::max);
    let below = grid.shape == Shape::Bars && lowest < 0.0 && lowest - LABEL * (high - low) < low;
    // Beyond the bars there is room.
    let above = grid.shape == Shape::Lines && at_the_top(highest, (low, high));
    let whole = unit == "%" && high <= 100.0;
    let higher = if above { high + grid.step } else { high };
    (if below { low - grid.step } else { low }, if whole { higher.min(100.0) } else { higher })
}

/// Whether bars of several series have their numbers: few enough are there to be read. Of a ranking the later ones have.
pub(super) fn told(grid: &Grid) -> bool {
    match grid.shape {
        Shape::Ranked => grid.rows.len() <= MOST_BARS,
        Shape::Pairs | Shape::Stacked => grid.rows.len() * grid.series.len() <= MOST_BARS,
        _ => false,
    }
}

/// Height of the chart of a width, pixels: in a narrower one the words around the bars have more lines.
pub(super) fn height_at(figure: &Figure, grid: &Grid, width: f64) -> f64 {
    let lines = |width: f64| {
        let title = TITLED * width / (TITLE * PIXELS);
        let measure = TITLED * TITLED * width / (LABELS * PIXELS);
        lines(&figure.headline, true, title, 0.0) + lines(&self::measure(figure, grid), false, measure, 0.0)
    };
    height(grid) + TITLE * PIXELS * NEXT * lines(width).saturating_sub(lines(WIDTH)) as f64
}

/// Height of a chart of the usual width, pixels.
pub(super) fn height(grid: &Grid) -> f64 {
    if !horizontal(grid.shape) {
        return LINES;
    }
    let bars = grid.rows.len().clamp(4, MOST_BARS) as f64;
    let high = match grid.shape {
        Shape::Stacked => BAR,
        Shape::Ranked => BAR * OVER,
        _ => BAR * grid.series.len().max(1) as f64,
    };
    // Many bars stand closer, as close as the rows of their table: a page that is filled by their height prints them larger.
    AROUND + (high * bars).min(CLOSE.0.max(CLOSE.1 * bars))
}

/// Pixels of a row of a chart of bars.
pub(super) fn row(grid: &Grid) -> f64 {
    (height(grid) - AROUND) / grid.rows.len().clamp(4, MOST_BARS) as f64
}

/// Whether an upright page holds a chart below a table of so many rows and digits in larger letters than a page across.
pub(super) fn below(rows: usize, digits: f64, grid: &Grid) -> bool {
    let [upright, across] = scales(WIDTH.max(digits * DIGIT), ROW * (rows + 2) as f64 + height(grid));
    upright > across
}

/// The size of a chart beside its table of so many rows and digits, from which a column parts it, pixels, and whether an upright
/// page holds both in larger letters than a page across. Bars are as long as letters stay large: a page that is filled by its
/// height is not made to hold a wider chart.
pub(super) fn beside(rows: usize, digits: f64, figure: &Figure, grid: &Grid) -> ((f64, f64), bool) {
    let fitted = |width: f64| {
        let high = height_at(figure, grid, width);
        let [upright, across] =
            scales((digits + BETWEEN) * DIGIT + width, (ROW * (rows + 1) as f64).max(ROW + high));
        (upright.max(across), ((width, high), upright > across))
    };
    let widths = match grid.shape {
        Shape::Bars | Shape::Ranked | Shape::Points => WIDTHS,
        _ => [WIDTH; WIDTHS.len()],
    };
    let tries = widths.map(fitted);
    let largest = tries.iter().map(|(scale, _)| *scale).fold(0.0, f64::max);
    let wide = tries.iter().find(|(scale, _)| *scale >= largest - ALIKE);
    wide.map_or(((WIDTH, height(grid)), false), |(_, fitted)| *fitted)
}

/// How large an upright page and a page across print what is so wide and high; never larger than it is.
fn scales(wide: f64, high: f64) -> [f64; 2] {
    PAGE.map(|(width, height)| (width / wide).min(height / high).min(1.0 / PIXELS))
}

/// The number format of an axis whose ticks stand so far apart.
pub(super) fn format(apart: f64) -> String {
    let whole = |decimals: &usize| {
        let scaled = apart * 10f64.powi(i32::try_from(*decimals).unwrap_or(0));
        (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1.0)
    };
    let plain = match (0..4).find(whole).unwrap_or(2) {
        0 => "#,##0".to_owned(),
        decimals => format!("#,##0.{}", "0".repeat(decimals)),
    };
    format!("{plain};\"\u{2212}\"{plain}")
}

/// Width of a label, pixels.
pub(super) fn wide(text: &str) -> f64 {
    serif(text, false) * LABELS * PIXELS
}

/// Where the bars lie: right of the longest name, and left of the longest label that stands beyond a bar.
pub(super) fn layout(figure: &Figure, grid: &Grid, size: (f64, f64)) -> ChartLayout {
    let [left, top, width, height] = inner(figure, grid, size);
    ChartLayout::new().set_offset(left, top).set_dimensions(width, height)
}

/// The same as shares of the chart: from the left, from the top, width and height.
fn inner(figure: &Figure, grid: &Grid, (wide_of, height): (f64, f64)) -> [f64; 4] {
    let high = |text: &str, size: f64, room: f64| {
        lines(text, size > LABELS, room / (size * PIXELS), 0.0) as f64 * size * PIXELS * NEXT
    };
    let names = grid.rows.iter().map(|(name, _)| wide(name)).fold(0.0, f64::max).min(NAMES * wide_of) + NEAR;
    let labels = || grid.rows.iter().flat_map(|(_, entries)| entries.iter().flatten());
    let beside = grid.shape != Shape::Stacked && (grid.series.len() == 1 || told(grid));
    let labelled = beside && grid.intervals.is_empty() && grid.rows.len() <= MOST_BARS;
    let beyond = match labelled {
        true => labels().map(|(_, text)| wide(text)).fold(0.0, f64::max) + EDGE,
        false => EDGE,
    };
    let width = wide_of - names - beyond;
    // The higher a chart, the lower its title.
    let above = high(&figure.headline, TITLE, TITLED * wide_of) + 2.0 * GAP + LOWER * height;
    let ticks = LABELS * PIXELS * NEXT + GAP;
    let measure = high(&measure(figure, grid), LABELS, TITLED * width) + GAP;
    let legend = if grid.series.len() > 1 { ticks } else { 0.0 };
    // The same holds for what stands below the bars, and for the legend below that.
    let lower = LOWER * height * if legend > 0.0 { 2.0 } else { 1.0 };
    let plot = (height - above - ticks - measure - legend - lower).max(height * 0.4);
    [names / wide_of, above / height, width / wide_of, plot / height]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(shape: Shape, values: &[f64], axis: (f64, f64)) -> Grid {
        Grid {
            shape,
            corner: String::new(),
            series: vec!["z".into()],
            rows: values.iter().map(|value| (String::new(), vec![Some((*value, String::new()))])).collect(),
            intervals: Vec::new(),
            bases: Vec::new(),
            pale: Vec::new(),
            remark: String::new(),
            less_is_better: false,
            moves: [false; 2],
            axis,
            step: 2.0,
            target: None,
            reference: None,
            told: Vec::new(),
        }
    }

    #[test]
    fn labels_have_room_on_the_axis() {
        let roomy = |grid: &Grid| roomy(grid, "");
        // A bar that ends near the end of the axis: its label would stand on the names.
        assert_eq!(roomy(&grid(Shape::Bars, &[7.9, -1.9], (-2.0, 8.0))), (-4.0, 8.0));
        assert_eq!(roomy(&grid(Shape::Bars, &[5.0, -0.1], (-2.0, 8.0))), (-2.0, 8.0));
        assert_eq!(roomy(&grid(Shape::Lines, &[7.9, 3.0], (2.0, 8.0))), (2.0, 10.0));
        assert_eq!(roomy(&grid(Shape::Bars, &[5.0], (2.0, 8.0))), (0.0, 8.0), "bars start at zero");
    }

    #[test]
    fn numbers_of_an_axis_have_the_decimals_of_its_steps() {
        for (apart, said) in [
            (0.5, "#,##0.0;\"−\"#,##0.0"),
            (2.5, "#,##0.0;\"−\"#,##0.0"),
            (0.25, "#,##0.00;\"−\"#,##0.00"),
            (10.0, "#,##0;\"−\"#,##0"),
            (20_000.0, "#,##0;\"−\"#,##0"),
            (0.1 + 0.2, "#,##0.0;\"−\"#,##0.0"),
        ] {
            assert_eq!(format(apart), said, "{apart}");
        }
    }

    #[test]
    fn a_page_is_turned_where_letters_are_then_larger() {
        let figure = figure();
        let lines = grid(Shape::Lines, &[1.0; 8], (0.0, 10.0));
        assert!(!beside(8, 30.0, &figure, &lines).1);
        let bars = grid(Shape::Bars, &[1.0; 63], (0.0, 10.0));
        assert!(beside(63, 30.0, &figure, &bars).1 && below(60, 100.0, &bars));
        assert!(!below(8, 80.0, &grid(Shape::Bars, &[1.0; 8], (0.0, 10.0))));
    }

    fn figure() -> Figure {
        crate::render::sample::report().figures.remove(0)
    }

    #[test]
    fn a_high_chart_is_as_wide_as_letters_stay_large() {
        let (figure, bars) = (figure(), grid(Shape::Bars, &[1.0; 34], (0.0, 10.0)));
        let ((width, height), upright) = beside(34, 34.0, &figure, &bars);
        assert!(upright && width < WIDTH, "{width}");
        let scale = |width: f64, height: f64| scales((34.0 + BETWEEN) * DIGIT + width, ROW + height)[0];
        assert!(scale(width, height) > scale(WIDTH, self::height(&bars)) * 1.1, "{width} {height}");
        // Few bars leave the chart its width: it is not smaller for it; lines have theirs.
        let few = grid(Shape::Bars, &[1.0; 4], (0.0, 10.0));
        assert_eq!(beside(4, 20.0, &figure, &few).0, (WIDTH, self::height(&few)));
        let lines = grid(Shape::Lines, &[1.0; 34], (0.0, 10.0));
        assert_eq!(beside(34, 34.0, &figure, &lines).0.0, WIDTH);
    }

    #[test]
    fn many_bars_are_no_higher_than_their_table() {
        let high = |count: usize| height(&grid(Shape::Ranked, &vec![1.0; count], (0.0, 10.0)));
        assert!(high(63) <= ROW * 65.0, "{}", high(63));
        assert!((34..MOST_BARS).all(|count| high(count) <= high(count + 1)), "never lower for a bar more");
    }

    #[test]
    fn what_stands_below_many_bars_has_room_of_its_own() {
        let figure = figure();
        for count in [5, 34, 63] {
            let mut bars = grid(Shape::Ranked, &vec![1.0; count], (0.0, 10.0));
            bars.series.push("y".into());
            let high = height(&bars);
            let [_, top, _, plot] = inner(&figure, &bars, (WIDTH, high));
            // Ticks, the measure and the legend, each a line, and what programs leave between two of them in a high chart.
            let least = 3.0 * LABELS * PIXELS * NEXT + 2.0 * LOWER * high;
            assert!((1.0 - top - plot) * high >= least, "{count}: {top} {plot} of {high}");
        }
    }

    #[test]
    fn ticks_stand_apart() {
        assert_eq!(ticks(5.0, 100.0), 10.0);
        assert_eq!(ticks(10.0, 100.0), 10.0);
        assert_eq!(ticks(1.0, 50.0), 8.0);
    }

    #[test]
    fn an_axis_of_shares_ends_at_the_whole() {
        assert_eq!(roomy(&grid(Shape::Lines, &[99.5], (90.0, 100.0)), "%"), (90.0, 100.0));
        assert_eq!(roomy(&grid(Shape::Bars, &[99.5], (0.0, 100.0)), "%"), (0.0, 100.0));
        assert_eq!(roomy(&grid(Shape::Lines, &[99.5], (90.0, 100.0)), "z"), (90.0, 102.0));
        assert_eq!(roomy(&grid(Shape::Lines, &[119.0], (90.0, 120.0)), "%"), (90.0, 122.0), "no share");
    }
}
