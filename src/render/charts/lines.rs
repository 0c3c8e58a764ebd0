//! Lines over time, each named at its end; targets, intervals and changes of definition are marked where they are.

use super::axis::{self, Scale};
use super::color::Color;
use super::line_labels::{break_words, draw_target, end_labels, point_values};
use super::place::Taken;
use super::scene::{Area, Fill, Scene, Shape, Stroke};
use super::text::{Weight, clean, width, wrap_with_value};
use super::theme::{LABEL, SMALL, Theme};
use crate::compose::report::{Line, Lines, Point};

/// Height of the plot, px; it grows with the labels up to the second.
const HEIGHT: (f64, f64) = (250.0, 440.0);
/// Height of a line of an end label.
pub(super) const LEADING: f64 = 15.0;
/// Room that a value below its point takes.
const BELOW: f64 = 24.0;

/// A line as it is drawn.
pub(super) struct Drawn<'a> {
    /// What is drawn.
    pub line: &'a Line,
    /// Points that are numbers; at least one.
    pub points: Vec<&'a Point>,
    /// Place among the strong lines; `None` for one that stands back.
    pub series: Option<usize>,
    /// The only line of its chart.
    pub alone: bool,
    /// Name and last value, in lines.
    pub label: Vec<String>,
}

impl Drawn<'_> {
    pub fn color(&self, theme: &Theme) -> Color {
        self.series.map_or(theme.back.light, |at| theme.series[at % 4].light)
    }

    pub fn ink(&self, theme: &Theme) -> Color {
        self.series.map_or(theme.muted.light, |at| theme.words[at % 4].light)
    }

    pub fn weight(&self) -> Weight {
        if self.series.is_some() { Weight::Strong } else { Weight::Regular }
    }

    pub fn size(&self) -> f64 {
        if self.series.is_some() { LABEL } else { SMALL }
    }
}

/// Where the plot lies.
pub(super) struct Plot {
    /// From times to px.
    pub across: Scale,
    /// From values to px.
    pub up: Scale,
    /// Left end.
    pub left: f64,
    /// Right end.
    pub right: f64,
    /// Upper end.
    pub top: f64,
    /// Lower end.
    pub bottom: f64,
    /// Where the names of lines begin.
    pub column: f64,
    /// Where the grid lies.
    pub grid: Vec<f64>,
}

impl Plot {
    /// Place of a point.
    pub fn at(&self, point: &Point) -> (f64, f64) {
        (self.across.at(point.time), self.up.at(point.value))
    }
}

pub(super) fn draw(chart: &Lines, theme: &Theme) -> Scene {
    // Where all lines end well before the plot does (a target lies ahead), names stand at the ends if nothing is there.
    // In narrow lines they rather stand there than beyond the target, to where a long leader would seem to go on.
    let within = [(0.3, 2), (0.19, 3)].into_iter().find_map(|room| lay(chart, theme, room, true));
    within.or_else(|| lay(chart, theme, (0.3, 2), false)).unwrap_or_else(|| Scene::new(theme))
}

/// The chart with its names within the plot or right of it, in lines that take a share of its width and at most so many;
/// `None` where they would cover something within.
fn lay(chart: &Lines, theme: &Theme, (share, most): (f64, usize), within: bool) -> Option<Scene> {
    let mut scene = Scene::new(theme);
    let target = chart.target.as_ref().filter(|mark| mark.value.is_finite());
    let mut drawn = choose(chart);
    let label_room = scene.width * share;
    for line in &mut drawn {
        let value = line.points.last().map(|point| clean(&point.text)).unwrap_or_default();
        let name = clean(&line.line.label);
        line.label = wrap_with_value(&name, &value, line.size(), line.weight(), label_room, most);
    }
    if within && drawn.iter().flat_map(|line| &line.label).any(|line| line.ends_with('…')) {
        return None;
    }
    let widest = drawn
        .iter()
        .flat_map(|line| line.label.iter().map(|text| width(text, line.size(), line.weight())))
        .fold(0.0, f64::max);
    let left = axis::upright_room(&chart.axis) + 14.0;
    let right = scene.width - if widest > 0.0 && !within { widest + 20.0 } else { 10.0 };

    let moments = chart.times.iter().map(|(time, _)| *time);
    let of_points = drawn.iter().flat_map(|line| line.points.iter().map(|point| point.time));
    let marked =
        target.and_then(|mark| mark.time).into_iter().chain(chart.breaks.iter().map(|(time, _)| *time));
    let across =
        Scale::new(f64::NAN, f64::NAN, moments.chain(of_points).chain(marked)).over(left + 8.0, right - 8.0);
    let end = drawn
        .iter()
        .flat_map(|line| line.points.last())
        .map(|point| across.at(point.time))
        .fold(left, f64::max);
    if within && (drawn.is_empty() || end + 20.0 + widest > right) {
        return None;
    }
    let (marks, top) = break_words(scene.width, chart, &across, theme);

    let needed: f64 = drawn.iter().map(|line| line.label.len() as f64 * LEADING + 2.0).sum();
    let bottom = top + needed.clamp(HEIGHT.0, HEIGHT.1);
    let values = drawn.iter().flat_map(|line| line.points.iter()).flat_map(|point| {
        let (low, high) = point.interval.unwrap_or((point.value, point.value));
        [point.value, low, high]
    });
    let up = Scale::new(chart.axis.low, chart.axis.high, values.chain(target.map(|mark| mark.value)))
        .over(bottom, top);
    // Where a point whose value is told lies near the lower end, its value finds room below it.
    let lowest = drawn.iter().flat_map(valued).map(|point| up.at(point.value)).fold(top, f64::max);
    let floor = if chart.axis.low != 0.0 && bottom - lowest < BELOW { BELOW } else { 0.0 };
    let up = up.over(bottom - floor, top);
    let column = if within { end + 14.0 } else { right + 14.0 };
    let grid = axis::ticks(&chart.axis, &up).into_iter().map(|(y, _)| y).collect();
    let plot = Plot { across, up, left, right, top, bottom, column, grid };

    axis::upright(&mut scene, &chart.axis, &plot.up, left, right, theme);
    let times: Vec<(f64, String)> = chart
        .times
        .iter()
        .filter(|(time, _)| time.is_finite())
        .map(|(time, text)| (plot.across.at(*time), clean(text)))
        .collect();
    scene.line((left, bottom), (right, bottom), Stroke::new(theme.rule.light, 1.0));
    scene.height = axis::times(&mut scene, &times, bottom, theme);
    for (x, words) in &marks {
        scene.line((*x, words.y + 5.0), (*x, bottom), Stroke::dashed(theme.rule.light, 1.2, "3 3"));
    }

    let mut taken = Taken::default();
    for (x, words) in marks {
        taken.areas.push(words.area());
        taken.lines.push(((x, top), (x, bottom)));
        scene.words(words);
    }
    for line in &drawn {
        draw_line(&mut scene, &mut taken, line, &plot, theme);
    }
    if let Some(mark) = target {
        draw_target(&mut scene, &mut taken, mark, &plot, theme);
    }
    let clear = end_labels(&mut scene, &mut taken, &drawn, &plot, theme);
    if within && !clear {
        return None;
    }
    point_values(&mut scene, &mut taken, &drawn, &plot, theme);
    Some(scene)
}

/// The lines in the order of painting: those that stand back first.
fn choose(chart: &Lines) -> Vec<Drawn<'_>> {
    let all_alike = chart.lines.iter().all(|line| !line.strong) && chart.lines.len() <= 6;
    let mut series = 0;
    let mut drawn: Vec<Drawn<'_>> = chart
        .lines
        .iter()
        .map(|line| {
            let strong = line.strong || all_alike;
            let at = strong.then_some(series);
            series += usize::from(strong);
            let points = line
                .points
                .iter()
                .filter(|point| point.value.is_finite() && point.time.is_finite())
                .collect();
            Drawn { line, points, series: at, alone: false, label: Vec::new() }
        })
        .filter(|line| !line.points.is_empty())
        .collect();
    drawn.sort_by_key(|line| line.series.is_some());
    if let [only] = drawn.as_mut_slice() {
        only.alone = true;
    }
    drawn
}

/// The points of a line whose values are told beside them, if there is room: all but the last of a line that stands
/// alone, the first of others.
pub(super) fn valued<'d, 'a>(line: &'d Drawn<'a>) -> impl Iterator<Item = &'a Point> + 'd + use<'d, 'a> {
    let last = line.points.len() - 1;
    let shown = match line.series {
        None => 0,
        Some(_) if line.alone && line.points.len() <= 12 => last,
        Some(_) => last.min(1),
    };
    line.points.iter().take(shown).copied()
}

fn draw_line(scene: &mut Scene, taken: &mut Taken, line: &Drawn<'_>, plot: &Plot, theme: &Theme) {
    let color = line.color(theme);
    let stroke = match line.series {
        None => Stroke::new(color, 1.3),
        Some(at) => Stroke { color, width: 2.4, dash: ["", "7 3", "2 3", "9 3 2 3"][(at / 4) % 4] },
    };
    let at = |point: &Point| plot.at(point);
    let mut runs: Vec<Vec<&Point>> = Vec::new();
    for &point in &line.points {
        match runs.last_mut() {
            Some(run) if !point.breaks => run.push(point),
            _ => runs.push(vec![point]),
        }
    }
    if line.series.is_some() {
        for run in &runs {
            band(scene, run, plot, color);
        }
    }
    for run in &runs {
        let path: Vec<(f64, f64)> = run.iter().map(|point| at(point)).collect();
        taken.lines.extend(path.windows(2).map(|pair| (pair[0], pair[1])));
        if path.len() > 1 {
            scene.add(Shape::Path(path, stroke));
        }
    }
    let name = clean(&line.line.label);
    let last = line.points.len() - 1;
    // Marks that would touch each other say less than the line alone: then the ends carry them, and weak points.
    let spread = (at(line.points[last]).0 - at(line.points[0]).0) / last.max(1) as f64;
    for (index, &point) in line.points.iter().enumerate() {
        let (x, y) = at(point);
        if last > 0 && spread < 20.0 && index != 0 && index != last && !point.weak {
            continue;
        }
        match line.series {
            Some(series) => {
                scene.mark(series, x, y, color, point.weak);
                taken.areas.push(Area { x: x - 4.5, y: y - 4.5, w: 9.0, h: 9.0 });
            }
            None => scene.dot(x, y, 2.2, color, point.weak),
        }
        let time = clean(&format!("{name} {}", point.text));
        scene.tell(time);
    }
}

/// The intervals of neighbouring points as a band; of a single point as a whisker.
fn band(scene: &mut Scene, run: &[&Point], plot: &Plot, color: Color) {
    let whole = |point: &&Point| point.interval.filter(|(low, high)| low.is_finite() && high.is_finite());
    for part in run.chunk_by(|a, b| whole(a).is_some() == whole(b).is_some()) {
        let ends: Vec<(f64, f64, f64)> = part
            .iter()
            .filter_map(|point| {
                whole(point)
                    .map(|(low, high)| (plot.across.at(point.time), plot.up.at(low), plot.up.at(high)))
            })
            .collect();
        match ends[..] {
            [] => {}
            [(x, low, high)] => scene.line((x, low), (x, high), Stroke::new(color, 1.4)),
            _ => {
                let mut outline: Vec<(f64, f64)> = ends.iter().map(|(x, low, _)| (*x, *low)).collect();
                outline.extend(ends.iter().rev().map(|(x, _, high)| (*x, *high)));
                scene.add(Shape::Polygon(outline, Fill::Veil(color, 0.15)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::compose::report::{Axis, Mark};

    #[test]
    fn a_first_point_at_the_lower_end_is_told_too() {
        let point = |time, value, text: &str| Point { time, value, text: text.into(), ..Point::default() };
        let ticks = (0..=4).map(|at| 92.0 + 2.0 * f64::from(at)).map(|tick| (tick, tick.to_string()));
        let chart = Lines {
            lines: vec![Line {
                label: "Sơn La".into(),
                strong: true,
                points: vec![point(2021.0, 92.39, "92,39\u{a0}%"), point(2022.0, 95.1, "95,10\u{a0}%")],
            }],
            times: [2021.0, 2022.0, 2025.0].map(|time: f64| (time, time.to_string())).to_vec(),
            axis: Axis { low: 92.0, high: 100.0, ticks: ticks.collect(), label: String::new() },
            target: Some(Mark { time: Some(2025.0), value: 100.0, text: "Mục tiêu: 100\u{a0}%".into() }),
            ..Lines::default()
        };
        let scene = draw(&chart, &Theme::default());
        let told: Vec<&str> = scene.word_areas().into_iter().map(|(_, text)| text).collect();
        assert!(told.contains(&"92,39\u{a0}%"), "{told:?}");
    }
    fn rising(name: &str, target: Option<f64>) -> Lines {
        let point = |(at, value): (usize, f64)| Point {
            time: 2019.0 + at as f64,
            value,
            text: format!("{value:.2}\u{a0}%").replace('.', ","),
            ..Point::default()
        };
        let values = [72.99, 75.97, 78.81, 81.74, 84.72, 87.75, 90.54];
        let ticks = (0..=5).map(|at| 70.0 + 5.0 * f64::from(at)).map(|tick| (tick, tick.to_string()));
        Lines {
            lines: vec![Line {
                label: name.into(),
                strong: true,
                points: values.into_iter().enumerate().map(point).collect(),
            }],
            times: (2019..=if target.is_some() { 2027 } else { 2025 })
                .map(|year| (f64::from(year), year.to_string()))
                .collect(),
            axis: Axis { low: 70.0, high: 95.0, ticks: ticks.collect(), label: String::new() },
            target: target.map(|value| Mark { time: Some(2027.0), value, text: "Mục tiêu".into() }),
            ..Lines::default()
        }
    }

    #[test]
    fn values_keep_off_lines_and_each_other() {
        for wide in [680.0, 350.0] {
            let scene = draw(&rising("Cả nước", None), &Theme { width: wide, ..Theme::default() });
            let line = scene.shapes.iter().find_map(|(shape, _)| match shape {
                Shape::Path(points, _) if points.len() > 4 => Some(points.clone()),
                _ => None,
            });
            let line = line.unwrap();
            let words = scene.word_areas();
            let values: Vec<Area> =
                words.iter().filter(|(_, text)| text.ends_with("\u{a0}%")).map(|(area, _)| *area).collect();
            assert!(values.len() > if wide > 400.0 { 3 } else { 0 }, "{words:?}");
            for (at, area) in values.iter().enumerate() {
                let around = Area { x: area.x - 1.9, y: area.y - 1.9, w: area.w + 3.8, h: area.h + 3.8 };
                let clear = line.windows(2).all(|pair| !around.is_crossed(pair[0], pair[1]));
                // On a phone the first one has little room.
                assert!(clear || wide < 400.0 && at == 0, "{wide}: {area:?}");
                assert!(values[at + 1..].iter().all(|other| !around.overlaps(other)), "{wide}: {area:?}");
            }
        }
    }

    #[test]
    fn a_long_name_stands_at_its_line_before_a_target() {
        let name = "Trung du và miền núi phía Bắc";
        let scene = draw(&rising(name, Some(94.0)), &Theme::default());
        let at = |wanted: &str| {
            scene.word_areas().into_iter().find(|(_, text)| text.contains(wanted)).map(|(area, _)| area)
        };
        let (name, year) = (at("Trung du").unwrap(), at("2027").unwrap());
        assert!(name.x < year.x, "{name:?} {year:?}");
    }
}
