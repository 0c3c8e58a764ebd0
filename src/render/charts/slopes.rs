//! Slopes from one period to another: names and values on both sides, moved apart where lines end close together.

use super::axis::Scale;
use super::color::Color;
use super::place::{keep, stack};
use super::scene::{Anchor, Scene, Shape, Stroke, Words};
use super::text::{Weight, clean, fit, width};
use super::theme::{LABEL, SMALL, Theme};
use crate::compose::report::{SlopeRow, Slopes};

/// Height of a label.
const LEADING: f64 = 15.5;
/// Height of the plot, px; it grows with the labels up to the second.
const HEIGHT: (f64, f64) = (300.0, 820.0);
/// Where the plot begins.
const TOP: f64 = 30.0;

/// How a row is drawn.
struct Look {
    line: Color,
    words: Color,
    form: usize,
    size: f64,
    weight: Weight,
}

/// Labels of one side.
struct Side {
    /// Whether names stand left of the plot.
    left: bool,
    /// Rows that have a label, and its middle.
    labels: Vec<(usize, f64)>,
    /// Room for leaders: wider where labels had to move far.
    zone: f64,
    /// Room for names and values.
    room: f64,
}

pub(super) fn draw(chart: &Slopes, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let mut rows: Vec<&SlopeRow> =
        chart.rows.iter().filter(|row| row.from.0.is_finite() && row.to.0.is_finite()).collect();
    // Strong ones are painted last, over the others.
    rows.sort_by_key(|row| row.strong);
    let looks = looks(&rows, theme);
    let bottom = TOP + (rows.len() as f64 * LEADING + 10.0).clamp(HEIGHT.0, HEIGHT.1);
    let values = rows.iter().flat_map(|row| [row.from.0, row.to.0]);
    let up = Scale::new(f64::NAN, f64::NAN, values).over(bottom - 8.0, TOP + 8.0);
    let sides = [true, false].map(|left| side(left, &rows, &looks, &up, bottom, scene.width));
    let ends = [sides[0].room + sides[0].zone, scene.width - sides[1].room - sides[1].zone];
    for (x, text) in ends.into_iter().zip([&chart.from, &chart.to]) {
        scene.line((x, TOP - 6.0), (x, bottom), Stroke::new(theme.rule.light, 1.0));
        let text = fit(&clean(text), LABEL, Weight::Strong, scene.width * 0.4);
        scene.words(Words::new(text, LABEL, theme.ink.light).strong(true).at(x, 14.0, Anchor::Middle));
    }
    for (row, look) in rows.iter().zip(&looks) {
        let ends = [(ends[0], up.at(row.from.0)), (ends[1], up.at(row.to.0))];
        scene.line(ends[0], ends[1], Stroke::new(look.line, if row.strong { 2.4 } else { 1.3 }));
        for (x, y) in ends {
            if row.strong {
                scene.mark(look.form, x, y, look.line, false);
            } else {
                scene.dot(x, y, 2.4, look.line, false);
            }
        }
    }
    for (side, x) in sides.iter().zip(ends) {
        for &(at, centre) in &side.labels {
            label(&mut scene, side, rows[at], &looks[at], (x, &up, centre));
        }
    }
    scene.height = bottom + LEADING;
    scene
}

fn looks(rows: &[&SlopeRow], theme: &Theme) -> Vec<Look> {
    let mut strong = 0;
    rows.iter()
        .map(|row| {
            if !row.strong {
                let (line, words) = (theme.back.light, theme.muted.light);
                return Look { line, words, form: 0, size: SMALL, weight: Weight::Regular };
            }
            let at = strong % 4;
            strong += 1;
            let (line, words) = (theme.series[at].light, theme.words[at].light);
            Look { line, words, form: at, size: LABEL, weight: Weight::Strong }
        })
        .collect()
}

fn side(left: bool, rows: &[&SlopeRow], looks: &[Look], up: &Scale, bottom: f64, wide: f64) -> Side {
    let rank: Vec<usize> = rows.iter().map(|row| usize::from(!row.strong)).collect();
    let (low, high) = (TOP - LEADING / 2.0, bottom + LEADING / 2.0);
    let kept = keep(&vec![LEADING; rows.len()], &rank, high - low);
    let end = |row: &SlopeRow| if left { row.from.0 } else { row.to.0 };
    let wanted: Vec<f64> = kept.iter().map(|&at| up.at(end(rows[at]))).collect();
    let centres = stack(&wanted, &vec![LEADING; kept.len()], low, high);
    let farthest = wanted.iter().zip(&centres).map(|(y, centre)| (y - centre).abs()).fold(0.0, f64::max);
    let zone = (farthest * 0.4).clamp(16.0, 52.0);
    let room = kept
        .iter()
        .map(|&at| {
            let value = if left { &rows[at].from.1 } else { &rows[at].to.1 };
            let text = format!("{} {}", clean(&rows[at].label), clean(value));
            width(&text, looks[at].size, looks[at].weight)
        })
        .fold(60.0, f64::max)
        .min(wide * 0.34);
    Side { left, labels: kept.into_iter().zip(centres).collect(), zone, room }
}

/// Name and value at one end; the value stands next to the line.
fn label(scene: &mut Scene, side: &Side, row: &SlopeRow, look: &Look, (x, up, centre): (f64, &Scale, f64)) {
    let (y, value) = if side.left { (up.at(row.from.0), &row.from.1) } else { (up.at(row.to.0), &row.to.1) };
    let value = fit(&clean(value), look.size, look.weight, side.room);
    let way = if side.left { -1.0 } else { 1.0 };
    let start = x + way * side.zone;
    if (centre - y).abs() > 2.5 || side.zone > 20.0 {
        let path = vec![(x + way * 5.0, y), (start - way * 6.0, centre), (start - way * 2.0, centre)];
        scene.add(Shape::Path(path, Stroke::new(look.line, 0.8)));
    }
    let full = clean(&row.label);
    let left = side.room - width(&value, look.size, look.weight) - width(" ", look.size, look.weight);
    let name = fit(&full, look.size, look.weight, left);
    let (text, anchor) = if side.left {
        (format!("{name} {value}"), Anchor::End)
    } else {
        (format!("{value} {name}"), Anchor::Start)
    };
    let mut words = Words::new(text.trim(), look.size, look.words).strong(row.strong);
    words.full = (name != full).then_some(full);
    scene.words(words.beside(start, centre, anchor));
}
