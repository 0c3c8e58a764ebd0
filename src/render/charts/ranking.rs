//! Places ranked: a dot for the value, a hollow dot for the one before, an arrow between.

use super::axis::{self, Scale};
use super::rows::{self, Look, Row};
use super::scene::{Anchor, Fill, Scene, Shape, Stroke, Words};
use super::text::{Weight, clean, fit};
use super::theme::{SMALL, Theme};
use crate::compose::report::{Axis, Mark, Rank, Ranking};

/// Radius of a full dot and of a hollow one.
const RADIUS: f64 = 4.2;
const HOLLOW: f64 = RADIUS - 0.8;
/// Length of the head of an arrow: the least and the greatest; and what it keeps clear of the dots.
const HEAD: (f64, f64) = (3.0, 5.0);
const CLEAR: f64 = 0.8;
/// A longer ranking stands in two panels beside each other, where each of them is this wide, px: a page holds it with letters
/// that can be read.
const LONG: usize = 40;
const PANEL: f64 = 300.0;
/// Space between two panels, px.
const APART: f64 = 28.0;

pub(super) fn draw(chart: &Ranking, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let top = key(&mut scene, chart, theme);
    let reference = chart.reference.as_ref().filter(|mark| mark.value.is_finite());
    let half = (scene.width - APART) / 2.0;
    let two = chart.rows.len() > LONG && half >= PANEL;
    let (count, wide) =
        if two { (chart.rows.len().div_ceil(2), half) } else { (chart.rows.len(), scene.width) };
    let listed: Vec<Row<'_>> = chart
        .rows
        .iter()
        .map(|row| Row { label: &row.label, text: &row.text, strong: row.strong, weak: false })
        .collect();
    let look = Look::of(&listed, count, wide, 0.36);
    let panel = Panel { chart, reference, look, tall: count > rows::TALL, theme };
    // A ranking without rows has its axis all the same.
    let count = count.max(1);
    let parts: Vec<_> = (0..chart.rows.len().max(1))
        .step_by(count)
        .map(|from| from..(from + count).min(chart.rows.len()))
        .collect();
    let scale = scale(chart, reference, parts.len() > 1);
    let panels = parts.into_iter().map(|rows| {
        let mut scene = Scene { width: wide, ..Scene::new(theme) };
        panel.draw(&mut scene, (&listed[rows.clone()], &chart.rows[rows]), scale, top);
        scene
    });
    for (at, panel) in panels.enumerate() {
        scene.height = scene.height.max(panel.height);
        scene.absorb(panel, at as f64 * (wide + APART), 0.0);
    }
    scene
}

/// The scale of all panels: equal values stand equally far in, in whichever panel they are. Where there are several, it ends
/// with the values and the reference, so that a panel, which is narrow, has no empty room at its sides; an axis that begins at
/// zero does so all the same.
fn scale(chart: &Ranking, reference: Option<&Mark>, several: bool) -> Scale {
    let rows = chart.rows.iter().flat_map(|row| [Some(row.value), row.previous]);
    let values = rows.flatten().chain(reference.map(|mark| mark.value)).filter(|value| value.is_finite());
    let Axis { low, high, .. } = chart.axis;
    if !several {
        return Scale::new(low, high, values);
    }
    let close = Scale::new(f64::NAN, f64::NAN, values.clone().chain((low == 0.0).then_some(0.0)));
    let told = axis::ticks(&chart.axis, &close).len() > 1;
    if told { close } else { Scale::new(low, high, values) }
}

/// What the panels of a ranking have in common.
struct Panel<'a> {
    chart: &'a Ranking,
    reference: Option<&'a Mark>,
    look: Look,
    /// Ticks are labelled above too.
    tall: bool,
    theme: &'a Theme,
}

impl Panel<'_> {
    fn draw(&self, scene: &mut Scene, (listed, places): (&[Row<'_>], &[Rank]), scale: Scale, mut top: f64) {
        let theme = self.theme;
        if self.reference.is_some() {
            top += 18.0;
        }
        if self.tall {
            top += 16.0;
        }
        let rows = rows::lay_as(scene, listed, &self.look, top + 4.0, theme);
        let scale = scale.over(rows.left + 8.0, rows.right - 8.0);
        // Where tick labels stand above too, the reference is named below them, so that its line crosses none.
        let head = if self.tall && self.reference.is_some() { top - 18.0 } else { top };
        scene.height = axis::level(scene, &self.chart.axis, &scale, (head, rows.bottom), self.tall, theme);
        rows.guides(scene, theme);
        if let Some(mark) = self.reference {
            let x = scale.at(mark.value);
            let color = theme.words[2].light;
            scene.line((x, top), (x, rows.bottom), Stroke::dashed(theme.series[2].light, 1.5, "5 3"));
            let text = fit(&clean(&mark.text), SMALL, Weight::Strong, scene.width);
            let words = Words::new(text, SMALL, color).strong(true);
            let half = words.width() / 2.0;
            let centre = x.max(half).min(scene.width - half);
            scene.words(words.halo().at(centre, top - 5.0, Anchor::Middle));
        }
        for (row, &y) in places.iter().zip(&rows.middles) {
            let color = theme.series[0].light;
            let before = row.previous.filter(|value| value.is_finite()).map(|value| scale.at(value));
            if !row.value.is_finite() {
                continue;
            }
            let now = scale.at(row.value);
            let radius = if row.strong { RADIUS + 1.0 } else { RADIUS };
            if let Some(before) = before {
                arrow(scene, (before, now), radius, y, theme);
                scene.dot(before, y, HOLLOW, theme.rule.light, true);
            }
            scene.dot(now, y, radius, color, row.weak);
        }
    }
}

/// A line from a hollow dot to a full one of a radius, with a head where there is room for one between them: a smaller one
/// where there is little.
fn arrow(scene: &mut Scene, (from, to): (f64, f64), radius: f64, y: f64, theme: &Theme) {
    let way = (to - from).signum();
    let gap = (to - from).abs();
    if gap < 1.0 {
        return;
    }
    scene.line((from, y), (to, y), Stroke::new(theme.rule.light, 1.4));
    let long = (gap - HOLLOW - radius - 2.0 * CLEAR).min(HEAD.1);
    if long >= HEAD.0 {
        let tip = to - way * (radius + CLEAR);
        let back = tip - way * long;
        let half = long * 0.64;
        scene.add(Shape::Polygon(
            vec![(tip, y), (back, y - half), (back, y + half)],
            Fill::Plain(theme.rule.light),
        ));
    }
}

/// What the dots are; returns the lower end.
fn key(scene: &mut Scene, chart: &Ranking, theme: &Theme) -> f64 {
    let (before, now) = (clean(&chart.previous_label), clean(&chart.current_label));
    let has_before =
        chart.rows.iter().any(|row| row.previous.is_some_and(f64::is_finite)) && !before.is_empty();
    // One kind of dot explains itself: the subtitle names its period.
    if !has_before {
        return 4.0;
    }
    let (mut x, y) = (6.0, 8.0);
    if has_before {
        scene.dot(x, y, HOLLOW, theme.rule.light, true);
        let words = Words::new(before, SMALL, theme.muted.light).beside(x + 9.0, y, Anchor::Start);
        x += 9.0 + words.width() + 10.0;
        scene.words(words);
        arrow(scene, (x, x + 28.0 + RADIUS), RADIUS, y, theme);
        x += 28.0 + RADIUS;
    }
    scene.dot(x, y, RADIUS, theme.series[0].light, false);
    scene.words(Words::new(now, SMALL, theme.ink.light).beside(x + 10.0, y, Anchor::Start));
    22.0
}
