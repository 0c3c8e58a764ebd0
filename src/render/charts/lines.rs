//! Lines over time, each named at its end; targets, intervals and changes of definition are marked where they are.

use super::axis::{self, Scale};
use super::place::{Taken, keep, stack};
use super::scene::{Anchor, Area, Fill, Scene, Stroke, Words};
use super::text::{Weight, clean, fit, width, wrap_with_value};
use super::theme::{Color, LABEL, SMALL, Theme};
use crate::compose::report::{Line, Lines, Mark, Point};

/// Height of the plot, px; it grows with the labels up to the second.
const HEIGHT: (f64, f64) = (250.0, 440.0);
/// Height of a line of an end label.
const LEADING: f64 = 15.0;

/// How far the name of a line that stands back may move, px, where there are more than [`FEW`] lines.
const FAR: f64 = 22.0;
/// So many lines keep their names wherever they go.
const FEW: usize = 14;

/// A line as it is drawn.
struct Drawn<'a> {
    line: &'a Line,
    points: Vec<&'a Point>,
    /// Place among the strong lines; `None` for one that stands back.
    series: Option<usize>,
    label: Vec<String>,
}

impl Drawn<'_> {
    fn color(&self, theme: &Theme) -> Color {
        self.series.map_or(theme.back.light, |at| theme.series[at % 4].light)
    }

    fn ink(&self, theme: &Theme) -> Color {
        self.series.map_or(theme.muted.light, |at| theme.words[at % 4].light)
    }

    fn weight(&self) -> Weight {
        if self.series.is_some() { Weight::Strong } else { Weight::Regular }
    }

    fn size(&self) -> f64 {
        if self.series.is_some() { LABEL } else { SMALL }
    }
}

pub(super) fn draw(chart: &Lines, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let target = chart.target.as_ref().filter(|mark| mark.value.is_finite());
    let mut drawn = choose(chart);
    let label_room = scene.width * 0.3;
    for line in &mut drawn {
        let value = line.points.last().map(|point| clean(&point.text)).unwrap_or_default();
        let name = clean(&line.line.label);
        line.label = wrap_with_value(&name, &value, line.size(), line.weight(), label_room, 2);
    }
    let widest = drawn
        .iter()
        .flat_map(|line| line.label.iter().map(|text| width(text, line.size(), line.weight())))
        .fold(0.0, f64::max);
    let left = axis::upright_room(&chart.axis) + 14.0;
    let right = scene.width - if widest > 0.0 { widest + 20.0 } else { 10.0 };

    let moments = chart.times.iter().map(|(time, _)| *time);
    let of_points = drawn.iter().flat_map(|line| line.points.iter().map(|point| point.time));
    let marked =
        target.and_then(|mark| mark.time).into_iter().chain(chart.breaks.iter().map(|(time, _)| *time));
    let across =
        Scale::new(f64::NAN, f64::NAN, moments.chain(of_points).chain(marked)).over(left + 8.0, right - 8.0);
    let (marks, top) = break_words(scene.width, chart, &across, theme);

    let needed: f64 = drawn.iter().map(|line| line.label.len() as f64 * LEADING + 2.0).sum();
    let bottom = top + needed.clamp(HEIGHT.0, HEIGHT.1);
    let values = drawn.iter().flat_map(|line| line.points.iter()).flat_map(|point| {
        let (low, high) = point.interval.unwrap_or((point.value, point.value));
        [point.value, low, high]
    });
    let up = Scale::new(chart.axis.low, chart.axis.high, values.chain(target.map(|mark| mark.value)))
        .over(bottom, top);

    axis::upright(&mut scene, &chart.axis, &up, left, right, theme);
    let times: Vec<(f64, String)> = chart
        .times
        .iter()
        .filter(|(time, _)| time.is_finite())
        .map(|(time, text)| (across.at(*time), clean(text)))
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
        draw_line(&mut scene, &mut taken, line, &across, &up, theme);
    }
    if let Some(mark) = target {
        draw_target(&mut scene, &mut taken, mark, &across, &up, (left, right), theme);
    }
    end_labels(&mut scene, &mut taken, &drawn, &across, &up, (top, bottom, right), theme);
    point_values(&mut scene, &mut taken, &drawn, &across, &up, (left, right, top, bottom), theme);
    scene
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
            Drawn { line, points, series: at, label: Vec::new() }
        })
        .filter(|line| !line.points.is_empty())
        .collect();
    drawn.sort_by_key(|line| line.series.is_some());
    drawn
}

/// Upright marks with their words, in as many tiers above the plot as they need, and the plot's upper end.
///
/// Words stand around their mark, or right or left of it where that keeps them clear of other words and marks.
fn break_words(wide: f64, chart: &Lines, across: &Scale, theme: &Theme) -> (Vec<(f64, Words)>, f64) {
    let mut found: Vec<(f64, String)> = chart
        .breaks
        .iter()
        .filter(|(time, _)| time.is_finite())
        .map(|(time, text)| (across.at(*time), fit(&clean(text), SMALL, Weight::Regular, wide)))
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let places: Vec<f64> = found.iter().map(|(x, _)| *x).collect();
    let mut tiers: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut marks = Vec::new();
    for (at, (x, text)) in found.into_iter().enumerate() {
        let room = width(&text, SMALL, Weight::Regular);
        // Where another mark is near on one side, the words go to the other.
        let near = |range: std::ops::Range<f64>| {
            places.iter().enumerate().any(|(other, at_x)| other != at && range.contains(at_x))
        };
        let mut starts = vec![x - room / 2.0, x - room + 4.0, x - 4.0];
        starts.retain(|start| *start >= 0.0 && start + room <= wide);
        starts.sort_by_key(|start| near(*start - 8.0..start + room + 8.0));
        starts.push((x - room / 2.0).min(wide - room).max(0.0));
        let free = |tier: &Vec<(f64, f64)>, start: f64| {
            tier.iter().all(|(from, to)| start + room + 12.0 <= *from || *to + 12.0 <= start)
        };
        let choice = tiers.iter().enumerate().find_map(|(tier, taken)| {
            starts.iter().find(|start| free(taken, **start)).map(|start| (tier, *start))
        });
        let (tier, start) = choice.unwrap_or((tiers.len(), starts[0]));
        if tier == tiers.len() {
            tiers.push(Vec::new());
        }
        tiers[tier].push((start, start + room));
        let y = 11.0 + tier as f64 * 15.0;
        marks.push((x, Words::new(text, SMALL, theme.muted.light).at(start, y, Anchor::Start).halo()));
    }
    (marks, if tiers.is_empty() { 20.0 } else { tiers.len() as f64 * 15.0 + 20.0 })
}

fn draw_line(
    scene: &mut Scene,
    taken: &mut Taken,
    line: &Drawn<'_>,
    across: &Scale,
    up: &Scale,
    theme: &Theme,
) {
    let color = line.color(theme);
    let stroke = match line.series {
        None => Stroke::new(color, 1.3),
        Some(at) => Stroke { color, width: 2.4, dash: ["", "7 3", "2 3", "9 3 2 3"][(at / 4) % 4] },
    };
    let at = |point: &Point| (across.at(point.time), up.at(point.value));
    let mut runs: Vec<Vec<&Point>> = Vec::new();
    for &point in &line.points {
        match runs.last_mut() {
            Some(run) if !point.breaks => run.push(point),
            _ => runs.push(vec![point]),
        }
    }
    if line.series.is_some() {
        for run in &runs {
            band(scene, run, across, up, color);
        }
    }
    for run in &runs {
        let path: Vec<(f64, f64)> = run.iter().map(|point| at(point)).collect();
        taken.lines.extend(path.windows(2).map(|pair| (pair[0], pair[1])));
        if path.len() > 1 {
            scene.add(super::scene::Shape::Path(path, stroke));
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
fn band(scene: &mut Scene, run: &[&Point], across: &Scale, up: &Scale, color: Color) {
    let whole = |point: &&Point| point.interval.filter(|(low, high)| low.is_finite() && high.is_finite());
    for part in run.chunk_by(|a, b| whole(a).is_some() == whole(b).is_some()) {
        let ends: Vec<(f64, f64, f64)> = part
            .iter()
            .filter_map(|point| {
                whole(point).map(|(low, high)| (across.at(point.time), up.at(low), up.at(high)))
            })
            .collect();
        match ends[..] {
            [] => {}
            [(x, low, high)] => scene.line((x, low), (x, high), Stroke::new(color, 1.4)),
            _ => {
                let mut outline: Vec<(f64, f64)> = ends.iter().map(|(x, low, _)| (*x, *low)).collect();
                outline.extend(ends.iter().rev().map(|(x, _, high)| (*x, *high)));
                scene.add(super::scene::Shape::Polygon(outline, Fill::Veil(color, 0.15)));
            }
        }
    }
}

fn draw_target(
    scene: &mut Scene,
    taken: &mut Taken,
    mark: &Mark,
    across: &Scale,
    up: &Scale,
    (left, right): (f64, f64),
    theme: &Theme,
) {
    let y = up.at(mark.value);
    scene.line((left, y), (right, y), Stroke::dashed(theme.series[2].light, 1.5, "6 4"));
    if let Some(time) = mark.time.filter(|time| time.is_finite()) {
        let x = across.at(time);
        scene.mark(3, x, y, theme.series[2].light, true);
        taken.areas.push(Area { x: x - 5.5, y: y - 5.5, w: 11.0, h: 11.0 });
    }
    let text = fit(&clean(&mark.text), SMALL, Weight::Strong, right - left);
    let words = Words::new(text, SMALL, theme.words[2].light).strong(true).halo();
    let room = words.width();
    let mut tries = Vec::new();
    for base in [y - 6.0, y + 15.0] {
        for start in [left + 4.0, f64::midpoint(left, right) - room / 2.0, right - room - 4.0] {
            tries.push(words.clone().at(start.max(left), base, Anchor::Start));
        }
    }
    // Never on the times below.
    tries.retain(|words| words.y + 4.0 <= up.at(f64::NAN));
    let areas: Vec<Area> = tries.iter().map(Words::area).collect();
    if let Some((best, _)) = taken.best(&areas) {
        taken.areas.push(areas[best]);
        scene.words(tries.swap_remove(best));
    }
    taken.lines.push(((left, y), (right, y)));
}

/// Names and last values right of the plot, moved apart, with a leader where a label is not beside its line's end.
fn end_labels(
    scene: &mut Scene,
    taken: &mut Taken,
    drawn: &[Drawn<'_>],
    across: &Scale,
    up: &Scale,
    (top, bottom, right): (f64, f64, f64),
    theme: &Theme,
) {
    let heights: Vec<f64> = drawn.iter().map(|line| line.label.len() as f64 * LEADING + 1.0).collect();
    let rank: Vec<usize> = drawn.iter().map(|line| usize::from(line.series.is_none())).collect();
    let (low, high) = ((top - 12.0).max(0.0), bottom + 6.0);
    let ends: Vec<(f64, f64)> = drawn
        .iter()
        .map(|line| {
            line.points.last().map_or((right, bottom), |point| (across.at(point.time), up.at(point.value)))
        })
        .collect();
    let mut kept = keep(&heights, &rank, high - low);
    let centres = loop {
        let wanted: Vec<f64> = kept.iter().map(|&at| ends[at].1).collect();
        let room: Vec<f64> = kept.iter().map(|&at| heights[at]).collect();
        let centres = stack(&wanted, &room, low, high);
        // A name that had to move far from a line that stands back misleads more than it tells.
        let moved = |at: usize| (centres[at] - wanted[at]).abs();
        let backs = (0..kept.len()).filter(|&at| drawn[kept[at]].series.is_none() && moved(at) > FAR);
        match backs.max_by(|&a, &b| moved(a).total_cmp(&moved(b))) {
            Some(worst) if drawn.len() > FEW => kept.remove(worst),
            _ => break centres,
        };
    };
    for (&at, centre) in kept.iter().zip(centres) {
        let line = &drawn[at];
        let (x, y) = ends[at];
        let start = right + 14.0;
        if (centre - y).abs() > 4.0 || start - x > 30.0 {
            let stroke = Stroke::new(theme.rule.light, 0.8);
            let knee = (start - 10.0).max(x + 6.0);
            scene
                .add(super::scene::Shape::Path(vec![(x + 6.0, y), (knee, y), (start - 2.0, centre)], stroke));
        }
        let first = centre - (line.label.len() as f64 - 1.0) * LEADING / 2.0;
        for (row, text) in line.label.iter().enumerate() {
            let words = Words::new(text.clone(), line.size(), line.ink(theme)).strong(line.series.is_some());
            let words = words.beside(start, first + row as f64 * LEADING, Anchor::Start);
            taken.areas.push(words.area());
            scene.words(words);
        }
    }
}

/// Values beside points: all of a line that stands alone, else the first of each strong line, if there is room for each.
fn point_values(
    scene: &mut Scene,
    taken: &mut Taken,
    drawn: &[Drawn<'_>],
    across: &Scale,
    up: &Scale,
    (left, right, top, bottom): (f64, f64, f64, f64),
    theme: &Theme,
) {
    let strong: Vec<&Drawn<'_>> = drawn.iter().filter(|line| line.series.is_some()).collect();
    let alone = drawn.len() == 1 && strong.iter().all(|line| line.points.len() <= 12);
    let inside = |area: &Area| {
        area.y >= top - 16.0 && area.y + area.h <= bottom && area.x >= left && area.x + area.w <= right
    };
    let mut chosen = Vec::new();
    for line in &strong {
        let last = line.points.len() - 1;
        let shown = &line.points[..if alone { last } else { last.min(1) }];
        let tries = |point: &Point| {
            let (x, y) = (across.at(point.time), up.at(point.value));
            let mut words = Words::new(clean(&point.text), SMALL, line.ink(theme));
            // Over a band a rim would tear holes into it.
            words.halo = line.points.iter().all(|point| point.interval.is_none());
            let half = words.width() / 2.0;
            let middle = x.max(left + half + 1.0);
            [
                words.clone().at(middle, y - 9.0, Anchor::Middle),
                words.clone().at(x + 5.0, y - 8.0, Anchor::End),
                words.clone().at(x - 5.0, y - 8.0, Anchor::Start),
                words.clone().at(middle, y + 18.0, Anchor::Middle),
                words.clone().at(x - 3.0, y + 17.0, Anchor::Start),
                words.at(x + 3.0, y + 17.0, Anchor::End),
            ]
        };
        // One way of standing for all points reads better than the best one for each.
        let all: Vec<[Words; 6]> = shown.iter().map(|point| tries(point)).collect();
        let free = |words: &Words, taken: &Taken| inside(&words.area()) && taken.cost(&words.area()) == 0;
        let fits = |way: usize| all.iter().filter(|words| free(&words[way], taken)).count();
        let Some(best) = (0..6).rev().max_by_key(|way| fits(*way)) else { continue };
        for words in all {
            let ways = std::iter::once(best).chain(0..6);
            if let Some(way) = ways.into_iter().find(|way| free(&words[*way], taken)) {
                taken.areas.push(words[way].area());
                chosen.push(words[way].clone());
            }
        }
    }
    if alone || chosen.len() == strong.len() {
        for words in chosen {
            scene.words(words);
        }
    }
}
