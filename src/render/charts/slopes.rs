//! Slopes from one period to another: names and values on both sides, moved apart where lines end close together.

use super::axis::Scale;
use super::place::{keep, stack};
use super::scene::{Anchor, Scene, Shape, Stroke, Words};
use super::text::{Weight, clean, fit, width};
use super::theme::{LABEL, SMALL, Theme};
use crate::compose::report::{SlopeRow, Slopes};

/// Height of a label.
const LEADING: f64 = 15.5;
/// Height of the plot, px; it grows with the labels up to the second.
const HEIGHT: (f64, f64) = (300.0, 820.0);

pub(super) fn draw(chart: &Slopes, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let mut rows: Vec<&SlopeRow> =
        chart.rows.iter().filter(|row| row.from.0.is_finite() && row.to.0.is_finite()).collect();
    // Strong ones are painted last, over the others.
    rows.sort_by_key(|row| row.strong);
    let most = scene.width * 0.3;
    let side = |of: fn(&SlopeRow) -> &(f64, String)| {
        let widths = rows.iter().map(|row| {
            let weight = if row.strong { Weight::Strong } else { Weight::Regular };
            let text = format!("{} {}", clean(&row.label), clean(&of(row).1));
            width(&text, size(row), weight)
        });
        widths.fold(60.0, f64::max).min(most) + 22.0
    };
    let (left, right) = (side(|row| &row.from), scene.width - side(|row| &row.to));
    let top = 30.0;
    let bottom = top + (rows.len() as f64 * LEADING + 10.0).clamp(HEIGHT.0, HEIGHT.1);
    let values = rows.iter().flat_map(|row| [row.from.0, row.to.0]);
    let up = Scale::new(f64::NAN, f64::NAN, values).over(bottom - 8.0, top + 8.0);
    for (x, text, anchor) in [(left, &chart.from, Anchor::Middle), (right, &chart.to, Anchor::Middle)] {
        scene.line((x, top - 6.0), (x, bottom), Stroke::new(theme.rule.light, 1.0));
        let text = fit(&clean(text), LABEL, Weight::Strong, most);
        scene.words(Words::new(text, LABEL, theme.ink.light).strong(true).at(x, 14.0, anchor));
    }
    let mut strong = 0;
    let colors: Vec<_> = rows
        .iter()
        .map(|row| {
            let at = strong % 4;
            strong += usize::from(row.strong);
            if row.strong {
                (theme.series[at].light, theme.words[at].light, at)
            } else {
                (theme.back.light, theme.muted.light, 0)
            }
        })
        .collect();
    for (row, (color, _, form)) in rows.iter().zip(&colors) {
        let ends = [(left, up.at(row.from.0)), (right, up.at(row.to.0))];
        let stroke = Stroke::new(*color, if row.strong { 2.4 } else { 1.3 });
        scene.line(ends[0], ends[1], stroke);
        for (x, y) in ends {
            if row.strong {
                scene.mark(*form, x, y, *color, false);
            } else {
                scene.dot(x, y, 2.4, *color, false);
            }
        }
    }
    let rank: Vec<usize> = rows.iter().map(|row| usize::from(!row.strong)).collect();
    let kept = keep(&vec![LEADING; rows.len()], &rank, bottom - top + LEADING);
    for on_left in [true, false] {
        let value = |row: &SlopeRow| if on_left { row.from.0 } else { row.to.0 };
        let wanted: Vec<f64> = kept.iter().map(|&at| up.at(value(rows[at]))).collect();
        let centres = stack(&wanted, &vec![LEADING; kept.len()], top - LEADING / 2.0, bottom + LEADING / 2.0);
        for ((&at, centre), y) in kept.iter().zip(centres).zip(wanted) {
            let row = rows[at];
            label(
                &mut scene,
                row,
                on_left,
                (if on_left { left } else { right }, y, centre),
                colors[at].1,
                theme,
            );
        }
    }
    scene.height = bottom + LEADING;
    scene
}

fn size(row: &SlopeRow) -> f64 {
    if row.strong { LABEL } else { SMALL }
}

/// Name and value at one end; the value stands next to the line.
fn label(
    scene: &mut Scene,
    row: &SlopeRow,
    on_left: bool,
    (x, y, centre): (f64, f64, f64),
    color: super::theme::Color,
    theme: &Theme,
) {
    let (size, weight) = (size(row), if row.strong { Weight::Strong } else { Weight::Regular });
    let value = clean(if on_left { &row.from.1 } else { &row.to.1 });
    let way = if on_left { -1.0 } else { 1.0 };
    let start = x + way * 18.0;
    if (centre - y).abs() > 2.5 {
        let stroke = Stroke::new(theme.rule.light, 0.8);
        scene.add(Shape::Path(
            vec![(x + way * 5.0, y), (x + way * 8.0, y), (start - way * 2.0, centre)],
            stroke,
        ));
    }
    let name_room = (if on_left { start } else { scene.width - start })
        - width(&value, size, weight)
        - width(" ", size, weight);
    let full = clean(&row.label);
    let name = fit(&full, size, weight, name_room);
    let (text, anchor) = if on_left {
        (format!("{name} {value}"), Anchor::End)
    } else {
        (format!("{value} {name}"), Anchor::Start)
    };
    let mut words = Words::new(text.trim(), size, color).strong(row.strong);
    words.full = (name != full).then_some(full);
    scene.words(words.beside(start, centre, anchor));
}
