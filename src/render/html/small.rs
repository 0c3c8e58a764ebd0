//! Small charts of lines, drawn for the page alone: they take its colours and its type.

use std::fmt::Write as _;

use crate::compose::report::{Line, Lines, Point, SmallLines};
use crate::render::letters::sans;

/// Width and height of the drawing.
const SIZE: (f64, f64) = (260.0, 108.0);
/// Room left of the lines for what they begin with, and right of them for what they end in.
const SIDES: (f64, f64) = (58.0, 62.0);
/// Room above and below the lines, where no target is written there; years stand below.
const ENDS: (f64, f64) = (12.0, 24.0);
/// Height of a line of text, and about the width of a letter.
const LINE: f64 = 14.0;
const LETTER: f64 = 7.0;

/// Where values and times lie on the drawing.
struct Scale {
    times: (f64, f64),
    values: (f64, f64),
    top: f64,
    bottom: f64,
}

impl Scale {
    fn x(&self, time: f64) -> f64 {
        let (first, last) = self.times;
        let width = SIZE.0 - SIDES.0 - SIDES.1;
        SIDES.0 + if last > first { (time - first) / (last - first) * width } else { width / 2.0 }
    }

    fn y(&self, value: f64) -> f64 {
        let (low, high) = self.values;
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        self.bottom - share * (self.bottom - self.top)
    }
}

/// The lowest and the highest value drawn: there are no ticks that a scale would have to reach.
pub(super) fn extent(lines: &Lines) -> (f64, f64) {
    let all = || values(lines).chain(lines.target.as_ref().map(|target| target.value));
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

/// Draws the lines on a scale that is as long as `span` at least; nothing where there are none.
pub(super) fn draw(chart: &SmallLines, span: f64) -> String {
    let Some(scale) = scale(&chart.lines, span) else { return String::new() };
    let mut svg = format!("<svg viewBox=\"0 0 {} {}\">", SIZE.0, SIZE.1);
    // Writing to a string cannot fail.
    if let Some(target) = &chart.lines.target {
        let y = scale.y(target.value);
        let (x, text) = beside_target(&chart.lines, &scale, y, &target.text);
        let _ = write!(
            svg,
            "<path class=\"goal\" d=\"M{} {y:.1}H{}\"/><text class=\"goal\" x=\"{x}\" y=\"{text:.1}\">{}</text>",
            SIDES.0,
            SIZE.0 - SIDES.1,
            escaped(&target.text)
        );
    }
    // The subject's own line lies over the others.
    for line in chart.lines.lines.iter().rev() {
        let _ = write!(svg, "<path class=\"{}\" d=\"{}\"/>", class(line), path(line, &scale));
    }
    ends(&mut svg, chart, &scale, End::First);
    ends(&mut svg, chart, &scale, End::Last);
    years(&mut svg, &chart.lines, &scale);
    svg.push_str("</svg>");
    svg
}

/// Where a target says what it is: above its line where all figures lie below it, else below it; at the other side or the other
/// end where the lines of the figures leave more room there.
fn beside_target(lines: &Lines, scale: &Scale, y: f64, text: &str) -> (f64, f64) {
    let wide = sans(text, false) * GOAL;
    let (left, right) = (SIDES.0, SIZE.0 - SIDES.1);
    let above = values(lines).all(|value| value <= target_value(lines));
    let rows = [y - 4.0, y + LINE - 2.0];
    let usual = if above { rows } else { [rows[1], rows[0]] };
    // How near a line of the figures comes to the middle of the letters.
    let clear = |from: f64, text: f64| {
        let steps = (0..=12).map(|step| from + wide * f64::from(step) / 12.0);
        let near = steps.flat_map(|x| lines.lines.iter().filter_map(move |line| height_at(line, scale, x)));
        near.map(|line| (line - (text - GOAL / 3.0)).abs()).fold(f64::INFINITY, f64::min)
    };
    let places = usual.iter().flat_map(|row| [(left, *row), (right - wide, *row)]);
    let best = places.clone().max_by(|a, b| clear(a.0, a.1).total_cmp(&clear(b.0, b.1)));
    let first = places.clone().find(|(from, row)| clear(*from, *row) > GOAL);
    let (from, row) = first.or(best).unwrap_or((left, usual[0]));
    ((from * 10.0).round() / 10.0, row)
}

/// The value of the target.
fn target_value(lines: &Lines) -> f64 {
    lines.target.as_ref().map_or(f64::INFINITY, |target| target.value)
}

/// How high a line stands at a place of the drawing; nothing where it does not reach there.
fn height_at(line: &Line, scale: &Scale, x: f64) -> Option<f64> {
    line.points.windows(2).find_map(|pair| {
        let [(x0, y0), (x1, y1)] =
            [&pair[0], &pair[1]].map(|point| (scale.x(point.time), scale.y(point.value)));
        (x0 <= x && x <= x1 && x1 > x0).then(|| y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    })
}

/// Size of the letters of a target.
const GOAL: f64 = 11.0;

fn values(lines: &Lines) -> impl Iterator<Item = f64> {
    lines.lines.iter().flat_map(|line| line.points.iter().map(|point| point.value))
}

fn scale(lines: &Lines, span: f64) -> Option<Scale> {
    let times = || lines.lines.iter().flat_map(|line| line.points.iter().map(|point| point.time));
    let first = times().min_by(f64::total_cmp)?;
    let last = times().max_by(f64::total_cmp)?;
    let (mut top, mut bottom) = (ENDS.0, SIZE.1 - ENDS.1);
    if let Some(target) = &lines.target {
        match values(lines).all(|value| value <= target.value) {
            true => top += LINE - 4.0,
            false => bottom -= LINE - 4.0,
        }
    }
    let (low, high) = extent(lines);
    let more = ((span - (high - low)) / 2.0).max(0.0);
    Some(Scale { times: (first, last), values: (low - more, high + more), top, bottom })
}

/// A place on the drawing, to a tenth.
fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

fn class(line: &Line) -> &'static str {
    if line.strong { "own" } else { "all" }
}

fn path(line: &Line, scale: &Scale) -> String {
    let mut d = String::new();
    for (i, point) in line.points.iter().enumerate() {
        let step = if i == 0 || point.breaks { 'M' } else { 'L' };
        let _ = write!(d, "{step}{} {}", at(scale.x(point.time)), at(scale.y(point.value)));
    }
    d
}

/// Which end of a line.
#[derive(Clone, Copy, PartialEq)]
enum End {
    First,
    Last,
}

/// The dots and the values with which lines begin or end; two values keep their distance. A line that begins later than the
/// others begins within the drawing, where its value has no room.
fn ends(svg: &mut String, chart: &SmallLines, scale: &Scale, end: End) {
    let point = |line: &'_ Line| match end {
        End::First => {
            line.points.first().filter(|point| line.points.len() > 1 && point.time == scale.times.0).cloned()
        }
        End::Last => line.points.last().cloned(),
    };
    let mut last: Vec<(&Line, Point, f64)> = chart
        .lines
        .lines
        .iter()
        .filter_map(|line| point(line).map(|point| (line, point, 0.0)))
        .map(|(line, point, _)| {
            let y = scale.y(point.value) + 4.0;
            (line, point, y)
        })
        .collect();
    last.sort_by(|a, b| a.2.total_cmp(&b.2));
    for i in 1..last.len() {
        let (above, below) = (last[i - 1].2, last[i].2);
        if below - above < LINE {
            let apart = (LINE - (below - above)) / 2.0;
            last[i - 1].2 -= apart;
            last[i].2 = last[i - 1].2 + LINE;
        }
    }
    // Moved apart, they stay above the years.
    let over = last.last().map_or(0.0, |lowest| (lowest.2 - (SIZE.1 - LINE - 4.0)).max(0.0));
    last.iter_mut().for_each(|one| one.2 -= over);
    for (line, point, y) in last {
        let (at_end, height) = (scale.x(point.time), y);
        let (x, y) = (at(at_end), at(scale.y(point.value)));
        let (beside, anchor) = match end {
            End::First => (at_end - 7.0, " e"),
            End::Last => (at_end + 7.0, ""),
        };
        let weak = if point.weak { " weak" } else { "" };
        let _ = write!(
            svg,
            "<circle class=\"{}{weak}\" cx=\"{x}\" cy=\"{y}\" r=\"{}\"/><text class=\"{0}{anchor}\" x=\"{}\" y=\"{}\">{}</text>",
            class(line),
            if line.strong { "3.5" } else { "2.5" },
            at(beside),
            at(height),
            escaped(&point.text)
        );
    }
}

/// The first and the last period below the lines.
fn years(svg: &mut String, lines: &Lines, scale: &Scale) {
    let y = SIZE.1 - 4.0;
    let (first, last) = scale.times;
    let named = |time: f64| lines.times.iter().find(|known| known.0 == time).map(|known| known.1.as_str());
    let letters = |time: f64| named(time).map_or(0, |text| text.chars().count()) as f64;
    // Long names begin and end with the drawing, so that they stay apart.
    let long = (letters(first) + letters(last)) * LETTER > SIZE.0 - SIDES.0 - SIDES.1;
    for (time, end) in [(first, ""), (last, " class=\"e\"")] {
        if let Some(text) = named(time) {
            let x = match (end, long) {
                ("", true) => 0.0,
                ("", false) => SIDES.0,
                (_, true) => SIZE.0,
                (_, false) => scale.x(time),
            };
            let _ = write!(svg, "<text{end} x=\"{}\" y=\"{y}\">{}</text>", at(x), escaped(text));
        }
        if first == last {
            break;
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::report::{Axis, Mark};

    fn line(label: &str, strong: bool, values: &[(f64, f64, bool)]) -> Line {
        let points = values.iter().map(|(time, value, breaks)| Point {
            time: *time,
            value: *value,
            text: format!("{value} <%"),
            breaks: *breaks,
            ..Point::default()
        });
        Line { label: label.into(), strong, points: points.collect() }
    }

    fn chart(target: Option<f64>) -> SmallLines {
        let own = line("Sơn La", true, &[(2022.0, 80.0, false), (2023.0, 82.0, false), (2025.0, 90.0, true)]);
        let all = line("Cả nước", false, &[(2022.0, 85.0, false), (2025.0, 90.1, false)]);
        SmallLines {
            lines: Lines {
                lines: vec![own, all],
                times: [2022, 2023, 2025].map(|year| (f64::from(year), year.to_string())).to_vec(),
                axis: Axis { low: 80.0, high: 100.0, ..Axis::default() },
                target: target.map(|value| Mark { time: None, value, text: "Mục tiêu".into() }),
                breaks: Vec::new(),
            },
            ..SmallLines::default()
        }
    }

    #[test]
    fn all_lies_within_and_texts_keep_apart() {
        for target in [None, Some(100.0), Some(80.0)] {
            let svg = draw(&chart(target), 0.0);
            let of = |name: &str| -> Vec<f64> {
                let start = format!(" {name}=\"");
                let found = svg.match_indices(&start).map(|(at, _)| &svg[at + start.len()..]);
                found.filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
            };
            assert!(of("y").iter().all(|y| (9.0..=SIZE.1).contains(y)), "{svg}");
            assert!(of("x").iter().all(|x| (40.0..=SIZE.0 - 40.0).contains(x)), "{svg}");
            // A scale is what both ends of a line say.
            for value in ["80 &lt;%", "85 &lt;%", "90 &lt;%", "90.1 &lt;%"] {
                assert_eq!(svg.matches(&format!(">{value}</text>")).count(), 1, "{value}: {svg}");
            }
            // The last values of both lines lie a tenth of a point apart, their texts a line.
            let texts: Vec<f64> = svg
                .split("<text class=\"own\"")
                .skip(1)
                .chain(svg.split("<text class=\"all\"").skip(1))
                .filter_map(|rest| rest.split(" y=\"").nth(1)?.split('"').next()?.parse().ok())
                .collect();
            assert!(texts.len() == 2 && (texts[0] - texts[1]).abs() >= LINE - 0.1, "{texts:?}");
        }
    }

    #[test]
    fn a_target_says_what_it_is_where_no_line_crosses_it() {
        let text = "Mục tiêu: 85 %";
        let (left, right) = (SIDES.0, SIZE.0 - SIDES.1 - sans(text, false) * GOAL);
        let place = |values: &[(f64, f64)], target: f64| {
            let values: Vec<(f64, f64, bool)> =
                values.iter().map(|(time, value)| (*time, *value, false)).collect();
            let mut lines = chart(Some(target)).lines;
            lines.lines = vec![line("Sơn La", true, &values)];
            let scale = scale(&lines, 0.0).map(|scale| (scale.y(target), scale));
            let (y, scale) = scale?;
            let (x, row) = beside_target(&lines, &scale, y, text);
            // No line of the figures goes through its letters, which stand within the drawing.
            let letters = (0..=20).map(|step| x + sans(text, false) * GOAL * f64::from(step) / 20.0);
            let heights = letters.filter_map(|x| height_at(&lines.lines[0], &scale, x));
            let clear = heights.map(|line| (line - (row - GOAL / 3.0)).abs()).fold(f64::INFINITY, f64::min);
            Some(((x - left).abs() < 0.1, (x - right).abs() < 0.1, row < y, clear > GOAL / 2.0))
        };
        // All lie below it: above its line, at its beginning.
        assert_eq!(place(&[(2019.0, 60.0), (2025.0, 80.0)], 85.0), Some((true, false, true, true)));
        // A line that falls through it from its beginning on: at the other end.
        assert_eq!(
            place(&[(2019.0, 90.0), (2022.0, 60.0), (2025.0, 55.0)], 85.0),
            Some((false, true, false, true))
        );
        // One that rises through it to its end: at the beginning, on the side where no line is.
        assert_eq!(
            place(&[(2019.0, 55.0), (2023.0, 60.0), (2025.0, 90.0)], 85.0),
            Some((true, false, false, true))
        );
    }

    #[test]
    fn names_of_periods_stay_apart() {
        let mut chart = chart(None);
        for (time, text) in [(0, "6 tháng đầu 2022"), (2, "6 tháng cuối 2025")] {
            chart.lines.times[time].1 = text.into();
        }
        let svg = draw(&chart, 0.0);
        assert!(svg.contains("<text x=\"0\" ") && svg.contains("<text class=\"e\" x=\"260\" "), "{svg}");
    }

    #[test]
    fn a_break_is_not_joined_and_text_is_no_markup() {
        let svg = draw(&chart(None), 0.0);
        let own = svg.split("class=\"own\" d=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(own.map(|d| (d.matches('M').count(), d.matches('L').count())), Some((2, 1)));
        assert!(svg.contains("90 &lt;%") && !svg.contains("<%"));
        assert_eq!(draw(&SmallLines::default(), 0.0), "");
    }
    #[test]
    fn side_by_side_a_rise_is_as_steep_as_it_is_large() {
        let rise = |span: f64| {
            let svg = draw(&chart(None), span);
            let heights = svg.split("class=\"own\" cx=").skip(1);
            let heights: Vec<f64> = heights
                .filter_map(|rest| rest.split("cy=\"").nth(1)?.split('"').next()?.parse().ok())
                .collect();
            heights.first().zip(heights.last()).map_or(0.0, |(first, last)| first - last)
        };
        assert!((rise(0.0) - 2.0 * rise(20.2)).abs() < 0.2, "{} {}", rise(0.0), rise(20.2));
    }
}
