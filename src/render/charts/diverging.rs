//! Bars to both sides of zero, each with its value at the end.

use super::axis::{self, Scale};
use super::rows::{self, Row};
use super::scene::{Anchor, Fill, Scene, Stroke, Words};
use super::text::{Weight, clean, fit, width};
use super::theme::{SMALL, Theme};
use crate::compose::report::Diverging;

pub(super) fn draw(chart: &Diverging, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let listed: Vec<Row<'_>> =
        chart.rows.iter().map(|(_, label, _)| Row { label, text: "", strong: false, weak: false }).collect();
    let (left, right) = (clean(&chart.left), clean(&chart.right));
    let head = if left.is_empty() && right.is_empty() { 2.0 } else { 22.0 };
    let size = rows::label_size(chart.rows.len());
    let rows = rows::lay(&mut scene, &listed, head + 4.0, 0.36, theme);
    let most = scene.width * 0.2;
    let texts: Vec<String> =
        chart.rows.iter().map(|(_, _, text)| fit(&clean(text), size, Weight::Regular, most)).collect();
    // Values stand beyond the bars: as much room as the widest needs, on the sides where there are bars.
    let room = |below: bool| {
        let side = chart.rows.iter().zip(&texts).filter(|((value, _, _), _)| (*value < 0.0) == below);
        side.map(|(_, text)| width(text, size, Weight::Regular) + 8.0).fold(6.0, f64::max)
    };
    let values = chart.rows.iter().map(|(value, _, _)| *value).chain([0.0]);
    let scale = Scale::new(chart.axis.low, chart.axis.high, values)
        .over(rows.left + room(true), (rows.right - room(false)).max(rows.left + room(true) + 40.0));
    let zero = scale.at(0.0);
    scene.height = axis::level(&mut scene, &chart.axis, &scale, (head, rows.bottom), false, theme);
    let thick = (rows.pitch * 0.66).min(15.0);
    for (((value, _, _), text), &y) in chart.rows.iter().zip(&texts).zip(&rows.middles) {
        if !value.is_finite() {
            continue;
        }
        let end = scale.at(*value);
        let color = if *value < 0.0 { theme.series[3].light } else { theme.series[0].light };
        scene.rect(zero.min(end), y - thick / 2.0, (end - zero).abs(), thick, Fill::Plain(color));
        let words = Words::new(text.clone(), size, theme.ink.light).halo();
        scene.words(if *value < 0.0 {
            words.beside(end - 5.0, y, Anchor::End)
        } else {
            words.beside(end + 5.0, y, Anchor::Start)
        });
    }
    scene.line((zero, head), (zero, rows.bottom), Stroke::new(theme.rule.light, 1.4));
    heads(&mut scene, (&left, &right), zero, theme);
    scene
}

/// What lies left and right of zero, on both sides of it; where the words of a side are wider than the side, they are cut.
fn heads(scene: &mut Scene, (left, right): (&str, &str), zero: f64, theme: &Theme) {
    let gap = 10.0;
    let rooms = (zero - gap, scene.width - zero - gap);
    let left = fit(left, SMALL, Weight::Strong, rooms.0);
    let right = fit(right, SMALL, Weight::Strong, rooms.1);
    scene.words(Words::new(left, SMALL, theme.words[3].light).strong(true).at(zero - gap, 13.0, Anchor::End));
    scene.words(Words::new(right, SMALL, theme.words[0].light).strong(true).at(
        zero + gap,
        13.0,
        Anchor::Start,
    ));
}
