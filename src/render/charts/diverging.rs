//! Bars to both sides of zero, each with its value at the end.

use super::axis::{self, Scale};
use super::rows::{self, Row};
use super::scene::{Anchor, Fill, Scene, Stroke, Words};
use super::text::{Weight, balance, clean, fit, width};
use super::theme::{SMALL, Theme};
use crate::compose::report::Diverging;

pub(super) fn draw(chart: &Diverging, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let listed: Vec<Row<'_>> =
        chart.rows.iter().map(|(_, label, _)| Row { label, text: "", strong: false, weak: false }).collect();
    let (left, right) = (clean(&chart.left), clean(&chart.right));
    let size = rows::label_size(chart.rows.len());
    let most = scene.width * 0.2;
    let texts: Vec<String> =
        chart.rows.iter().map(|(_, _, text)| fit(&clean(text), size, Weight::Regular, most)).collect();
    // Values stand beyond the bars: as much room as the widest needs, on the sides where there are bars.
    let room = |below: bool| {
        let side = chart.rows.iter().zip(&texts).filter(|((value, _, _), _)| (*value < 0.0) == below);
        side.map(|(_, text)| width(text, size, Weight::Regular) + 8.0).fold(6.0, f64::max)
    };
    let values = chart.rows.iter().map(|(value, _, _)| *value).chain([0.0]);
    let over = |rows: &rows::Rows| {
        let low = rows.left + room(true);
        Scale::new(chart.axis.low, chart.axis.high, values.clone())
            .over(low, (rows.right - room(false)).max(low + 40.0))
    };
    // How wide the rows are says how many lines the heads take, and these where the rows begin.
    let tried = over(&rows::lay(&mut Scene::new(theme), &listed, 0.0, 0.36, theme)).at(0.0);
    let heads = [(&left, tried), (&right, scene.width - tried)];
    let heads = heads.map(|(text, room)| balance(text, SMALL, Weight::Strong, room - GAP, 2));
    let lines = heads.iter().map(Vec::len).max().unwrap_or_default();
    let head = if lines == 0 { 2.0 } else { 22.0 + (lines - 1) as f64 * LEADING };
    let rows = rows::lay(&mut scene, &listed, head + 4.0, 0.36, theme);
    let scale = over(&rows);
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
    // What lies left and right of zero, on both sides of it.
    let [left, right] = heads;
    let sides = [
        (left, zero - GAP, theme.words[3].light, Anchor::End),
        (right, zero + GAP, theme.words[0].light, Anchor::Start),
    ];
    for (words, x, color, anchor) in sides {
        let above = lines - words.len();
        for (n, line) in words.into_iter().enumerate() {
            let y = 13.0 + (above + n) as f64 * LEADING;
            scene.words(Words::new(line, SMALL, color).strong(true).at(x, y, anchor));
        }
    }
    scene
}

/// Between a head and the line of zero, and from one line of it to the next.
const GAP: f64 = 10.0;
const LEADING: f64 = 13.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::report::Axis;

    #[test]
    fn heads_are_whole_on_a_phone() {
        let chart = Diverging {
            rows: vec![
                (6.8, "Thanh Hóa: Vocational training".into(), "+6.8".into()),
                (-2.5, "Phú Thọ: Vocational training".into(), "−2.5".into()),
            ],
            axis: Axis { low: -4.0, high: 8.0, ..Axis::default() },
            left: "asked less than elsewhere".into(),
            right: "asked more than elsewhere".into(),
        };
        for (width, lines) in [(350.0, 2), (680.0, 1)] {
            let scene = draw(&chart, &Theme { width, ..Theme::default() });
            let heads: Vec<_> = scene.word_areas().into_iter().filter(|(area, _)| area.y < 30.0).collect();
            assert!(heads.iter().all(|(_, text)| !text.ends_with('…')), "{heads:?}");
            let right = heads.iter().filter(|(_, text)| "asked more than elsewhere".contains(text));
            assert_eq!(right.count(), lines, "{heads:?}");
        }
    }
}
