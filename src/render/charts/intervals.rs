//! Values with intervals, ranked: a dot and a whisker a row, the text on the right.

use super::axis::{self, Scale};
use super::color::Color;
use super::rows::{self, Row};
use super::scene::{Scene, Stroke};
use super::theme::Theme;
use crate::compose::report::Intervals;

pub(super) fn draw(chart: &Intervals, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let listed: Vec<Row<'_>> = chart
        .rows
        .iter()
        .map(|row| Row { label: &row.label, text: &row.text, strong: false, weak: row.weak })
        .collect();
    let top = if chart.rows.len() > 30 { 18.0 } else { 2.0 };
    let rows = rows::lay(&mut scene, &listed, top + 4.0, 0.42, theme);
    let values = chart.rows.iter().flat_map(|row| [row.value, row.low, row.high]);
    let scale = Scale::new(chart.axis.low, chart.axis.high, values).over(rows.left + 6.0, rows.right - 6.0);
    scene.height = axis::level(&mut scene, &chart.axis, &scale, (top, rows.bottom), rows.tall(), theme);
    rows.guides(&mut scene, theme);
    for (row, &y) in chart.rows.iter().zip(&rows.middles) {
        let color = if row.weak { theme.rule.light } else { theme.series[0].light };
        let ends =
            (row.low.is_finite() && row.high.is_finite()).then(|| (scale.at(row.low), scale.at(row.high)));
        whisker(&mut scene, ends, y, color);
        if row.value.is_finite() {
            scene.dot(scale.at(row.value), y, 4.2, color, row.weak);
        }
    }
    scene
}

/// A whisker with its two ends.
pub(super) fn whisker(scene: &mut Scene, ends: Option<(f64, f64)>, y: f64, color: Color) {
    let Some((low, high)) = ends else { return };
    let stroke = Stroke::new(color, 1.5);
    scene.line((low, y), (high, y), stroke);
    for x in [low, high] {
        scene.line((x, y - 3.5), (x, y + 3.5), stroke);
    }
}
