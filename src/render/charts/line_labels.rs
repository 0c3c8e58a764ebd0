//! Words of a line chart: names at the ends of lines, values beside points, targets, and changes of definition.

use super::axis::Scale;
use super::lines::{Drawn, LEADING, Plot, valued};
use super::place::{Taken, keep, stack};
use super::scene::{Anchor, Area, Scene, Shape, Stroke, Words};
use super::text::{Weight, clean, fit, width};
use super::theme::{SMALL, Theme};
use crate::compose::report::{Lines, Mark, Point};

/// A leader that goes further than this, px.
const LONG: f64 = 40.0;
/// How far values keep off lines, and half of how far they keep off each other in a row, px.
const CLEAR: f64 = 2.0;
/// How far the name of a line that stands back may move, px, where there are more than [`FEW`] lines.
const FAR: f64 = 22.0;
/// So many lines keep their names wherever they go.
const FEW: usize = 14;

/// Upright marks with their words, in as many tiers above the plot as they need, and the plot's upper end.
///
/// Words stand around their mark, or right or left of it where that keeps them clear of other words and marks.
pub(super) fn break_words(
    wide: f64,
    chart: &Lines,
    across: &Scale,
    theme: &Theme,
) -> (Vec<(f64, Words)>, f64) {
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

/// The target's line, its mark where it stands at a time, and its words where they cover least.
pub(super) fn draw_target(scene: &mut Scene, taken: &mut Taken, mark: &Mark, plot: &Plot, theme: &Theme) {
    let (left, right) = (plot.left, plot.right);
    let y = plot.up.at(mark.value);
    scene.line((left, y), (right, y), Stroke::dashed(theme.series[2].light, 1.5, "6 4"));
    if let Some(time) = mark.time.filter(|time| time.is_finite()) {
        let x = plot.across.at(time);
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
    tries.retain(|words| words.y + 4.0 <= plot.bottom);
    let areas: Vec<Area> = tries.iter().map(Words::area).collect();
    if let Some((best, _)) = taken.best(&areas) {
        taken.areas.push(areas[best]);
        scene.words(tries.swap_remove(best));
    }
    taken.lines.push(((left, y), (right, y)));
}

/// Names and last values, moved apart, with a leader where a label is not beside its line's end. Whether they cover
/// nothing.
pub(super) fn end_labels(
    scene: &mut Scene,
    taken: &mut Taken,
    drawn: &[Drawn<'_>],
    plot: &Plot,
    theme: &Theme,
) -> bool {
    let heights: Vec<f64> = drawn.iter().map(|line| line.label.len() as f64 * LEADING + 1.0).collect();
    let rank: Vec<usize> = drawn.iter().map(|line| usize::from(line.series.is_none())).collect();
    let (low, high) = ((plot.top - 12.0).max(0.0), plot.bottom + 6.0);
    let ends: Vec<(f64, f64)> = drawn
        .iter()
        .map(|line| line.points.last().map_or((plot.right, plot.bottom), |point| plot.at(point)))
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
    let mut clear = true;
    for (&at, centre) in kept.iter().zip(centres) {
        let line = &drawn[at];
        let (x, y) = ends[at];
        let start = plot.column;
        if (centre - y).abs() > 4.0 || start - x > 30.0 {
            // A long one is dotted: it is no part of the line.
            let stroke = match start - x > LONG {
                true => Stroke::dashed(theme.rule.light, 1.0, "1 3"),
                false => Stroke::new(theme.rule.light, 0.8),
            };
            let knee = (start - 10.0).max(x + 6.0);
            scene.add(Shape::Path(vec![(x + 6.0, y), (knee, y), (start - 2.0, centre)], stroke));
        }
        let first = centre - (line.label.len() as f64 - 1.0) * LEADING / 2.0;
        for (row, text) in line.label.iter().enumerate() {
            let words = Words::new(text.clone(), line.size(), line.ink(theme)).strong(line.series.is_some());
            let words = words.halo().beside(start, first + row as f64 * LEADING, Anchor::Start);
            clear &= taken.cost(&words.area()) == 0;
            taken.areas.push(words.area());
            scene.words(words);
        }
    }
    clear
}

/// Values beside points: all of a line that stands alone, else the first of each strong line, if there is room for each.
pub(super) fn point_values(
    scene: &mut Scene,
    taken: &mut Taken,
    drawn: &[Drawn<'_>],
    plot: &Plot,
    theme: &Theme,
) {
    let (left, right, top, bottom) = (plot.left, plot.right, plot.top, plot.bottom);
    let strong: Vec<&Drawn<'_>> = drawn.iter().filter(|line| line.series.is_some()).collect();
    let alone = strong.iter().all(|line| line.alone);
    let inside = |area: &Area| {
        area.y >= top - 16.0 && area.y + area.h <= bottom && area.x >= left && area.x + area.w <= right
    };
    let mut chosen = Vec::new();
    for line in &strong {
        let shown: Vec<&Point> = valued(line).collect();
        let tries = |point: &Point| {
            let (x, y) = plot.at(point);
            let mut words = Words::new(clean(&point.text), SMALL, line.ink(theme));
            // Over a band a rim would tear holes into it.
            words.halo = line.points.iter().all(|point| point.interval.is_none());
            let half = words.width() / 2.0;
            let middle = x.max(left + half + 8.0);
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
        let clear = |words: &Words, taken: &Taken, by: f64| {
            let area = words.area();
            let beside = Area { x: area.x - 2.0 * by, w: area.w + 4.0 * by, ..area };
            let around = Area { y: area.y - by, h: area.h + 2.0 * by, ..beside };
            inside(&area) && taken.cost(&beside) == 0 && taken.crossed(&around) == 0
        };
        let struck = |words: &Words| {
            let area = words.area();
            plot.grid.iter().any(|y| (area.y - CLEAR..area.y + area.h + CLEAR).contains(y))
        };
        // Where most are clear of lines, then where fewest touch the grid.
        let fits = |way: usize| {
            let clear = all.iter().filter(|words| clear(&words[way], taken, CLEAR)).count();
            (clear, all.iter().filter(|words| !struck(&words[way])).count())
        };
        let Some(best) = (0..6).rev().max_by_key(|way| fits(*way)) else { continue };
        for (at, words) in all.into_iter().enumerate() {
            let ways = || std::iter::once(best).chain(0..6);
            let way = ways().find(|way| clear(&words[*way], taken, CLEAR));
            // What a line begins with is told in any case.
            let near = || ways().find(|way| at == 0 && clear(&words[*way], taken, 0.0));
            if let Some(way) = way.or_else(near) {
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
