//! Stacked bars: a part says its value where it is wide enough, the total stands at the end.

use super::axis::{self, Scale};
use super::color::Color;
use super::rows::{self, Row};
use super::scene::{Anchor, Fill, Scene, Words};
use super::text::{Weight, clean, fit, width};
use super::theme::{TINY, Theme};
use crate::compose::report::Stacked;

pub(super) fn draw(chart: &Stacked, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let fills: Vec<(Fill, Color)> = (0..chart.parts.len()).map(|part| filling(part, theme)).collect();
    let names: Vec<(Fill, String)> =
        fills.iter().zip(&chart.parts).map(|((fill, _), name)| (*fill, clean(name))).collect();
    let head = scene.legend(0.0, 0.0, &names, theme) + 4.0;
    let listed: Vec<Row<'_>> = chart
        .rows
        .iter()
        .map(|row| Row { label: &row.label, text: "", strong: false, weak: false })
        .collect();
    let tall = chart.rows.len() > 30;
    let top = head + if tall { 16.0 } else { 0.0 };
    let rows = rows::lay(&mut scene, &listed, top + 3.0, 0.36, theme);
    let length = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
    let sums =
        chart.rows.iter().map(|row| row.parts.iter().flatten().map(|(value, _)| length(*value)).sum::<f64>());
    let scale = Scale::new(chart.axis.low.min(0.0), chart.axis.high, sums.chain([0.0]));
    // Totals stand at the ends of their bars.
    let size = rows::label_size(chart.rows.len());
    let totals: Vec<String> = chart
        .rows
        .iter()
        .map(|row| fit(&clean(&row.total), size, Weight::Strong, scene.width * 0.3))
        .collect();
    let room = totals.iter().map(|total| width(total, size, Weight::Strong)).fold(0.0, f64::max) + 8.0;
    let scale = scale.over(rows.left, rows.right - room);
    scene.height = axis::level(&mut scene, &chart.axis, &scale, (top, rows.bottom), rows.tall(), theme);
    let thick = rows.pitch * 0.76;
    for ((row, total), &y) in chart.rows.iter().zip(totals).zip(&rows.middles) {
        let mut level = 0.0;
        for (at, part) in row.parts.iter().enumerate() {
            let Some((value, text)) = part else { continue };
            let Some(&(fill, ink)) = fills.get(at) else { continue };
            let (from, to) = (scale.at(level), scale.at(level + length(*value)));
            level += length(*value);
            if to - from < 0.05 {
                continue;
            }
            // A hair of page between parts keeps them apart without colour.
            let wide = (to - from - 1.0).max(0.4);
            scene.rect(from, y - thick / 2.0, wide, thick, fill);
            scene.tell(format!("{}: {}", clean(chart.parts.get(at).map_or("", String::as_str)), clean(text)));
            let words = Words::new(clean(text), TINY, ink).beside(from + wide / 2.0, y, Anchor::Middle);
            if words.width() + 8.0 <= wide && thick >= TINY {
                if !matches!(fill, Fill::Plain(_)) {
                    let (Fill::Striped(color)
                    | Fill::Dotted(color)
                    | Fill::Plain(color)
                    | Fill::Veil(color, _)) = fill
                    else {
                        continue;
                    };
                    let area = words.area();
                    scene.rect(area.x - 3.0, y - thick / 2.0, area.w + 6.0, thick, Fill::Plain(color));
                }
                scene.words(words);
            }
        }
        let words = Words::new(total, size, theme.ink.light).strong(true).halo();
        scene.words(words.beside(scale.at(level) + 6.0, y, Anchor::Start));
    }
    scene
}

/// What fills a part, and the colour of words on it. Four parts are told apart by form and colour alike; more than that
/// go on in pale blues, which is as many as a bar can carry.
fn filling(part: usize, theme: &Theme) -> (Fill, Color) {
    let (fill, color) = match part {
        0 | 1 => (Fill::Plain(theme.series[part].light), theme.series[part].light),
        2 => (Fill::Striped(theme.series[2].light), theme.series[2].light),
        3 => (Fill::Dotted(theme.series[3].light), theme.series[3].light),
        _ => {
            let step = [1, 3, 0, 2][part % 4];
            let words = theme.class(step, theme.ramp.len()).1;
            return (Fill::Plain(theme.ramp[step].light), words);
        }
    };
    (fill, theme.on_series(color))
}
