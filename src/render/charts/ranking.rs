//! Places ranked: a dot for the value, a hollow dot for the one before, an arrow between.

use super::axis::{self, Scale};
use super::rows::{self, Look, Row};
use super::scene::{Anchor, Fill, Scene, Shape, Stroke, Words};
use super::text::{Weight, clean, fit};
use super::theme::{SMALL, Theme};
use crate::compose::report::{Axis, Mark, Rank, Ranking};

const RADIUS: f64 = 4.2;
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
    let places: Vec<&[Rank]> = parts.iter().map(|rows| &chart.rows[rows.clone()]).collect();
    let scales = scales(&chart.axis, reference, &places);
    let panels = parts.into_iter().zip(scales).map(|(rows, scale)| {
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

/// The scale of each panel. Where the list goes on in a next panel, so does the scale: each has the part that its own places
/// and, in one of them at least, the reference need. A unit is equally long in all of them, and no room stays empty for
/// values that stand in another panel.
fn scales(axis: &Axis, reference: Option<&Mark>, panels: &[&[Rank]]) -> Vec<Scale> {
    let values = |rows: &[Rank]| {
        let both = rows.iter().flat_map(|row| [Some(row.value), row.previous]);
        both.flatten().filter(|value| value.is_finite()).collect::<Vec<f64>>()
    };
    let reference = reference.map(|mark| mark.value);
    let all = panels.iter().flat_map(|rows| values(rows)).chain(reference);
    let whole = Scale::new(axis.low, axis.high, all);
    let shared = vec![whole; panels.len()];
    let mut spans: Vec<(f64, f64)> = panels
        .iter()
        .filter_map(|rows| {
            let values = values(rows);
            let (low, high) =
                (values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?);
            Some((low, high))
        })
        .collect();
    if spans.len() < 2 || spans.len() < panels.len() {
        return shared;
    }
    if let Some(value) = reference {
        let with = |(low, high): (f64, f64)| (low.min(value), high.max(value));
        let more = |span: (f64, f64)| with(span).1 - with(span).0 - (span.1 - span.0);
        if let Some(nearest) = spans.iter_mut().min_by(|a, b| more(**a).total_cmp(&more(**b))) {
            *nearest = with(*nearest);
        }
    }
    let ends = spans
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), span| (low.min(span.0), high.max(span.1)));
    // An axis that begins at zero does so in the panel of the lowest.
    let low = if axis.low == 0.0 { ends.0.min(0.0) } else { ends.0 };
    if let Some(lowest) = spans.iter_mut().min_by(|a, b| a.0.total_cmp(&b.0)) {
        lowest.0 = low;
    }
    let long = spans.iter().map(|span| span.1 - span.0).fold(0.0, f64::max);
    let last = (ends.1 - long).max(low);
    let own: Vec<Scale> = spans
        .iter()
        .map(|span| {
            let from = (f64::midpoint(span.0, span.1) - long / 2.0).clamp(low, last);
            Scale::new(from, from + long, [span.0, span.1])
        })
        .collect();
    let told = |scale: &Scale| axis::ticks(axis, scale).len() > 1;
    if long > 0.0 && own.iter().all(told) { own } else { shared }
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
        if let Some(mark) = self.reference.filter(|mark| scale.holds(mark.value)) {
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
            if let Some(before) = before {
                arrow(scene, before, now, y, theme);
                scene.dot(before, y, RADIUS - 0.8, theme.rule.light, true);
            }
            scene.dot(now, y, if row.strong { RADIUS + 1.0 } else { RADIUS }, color, row.weak);
        }
    }
}

/// A line from one dot to the other, with a head where there is room for one.
fn arrow(scene: &mut Scene, from: f64, to: f64, y: f64, theme: &Theme) {
    let way = (to - from).signum();
    let gap = (to - from).abs();
    if gap < 1.0 {
        return;
    }
    scene.line((from, y), (to, y), Stroke::new(theme.rule.light, 1.4));
    if gap > 3.0 * RADIUS {
        let tip = to - way * (RADIUS + 0.8);
        let back = tip - way * 5.0;
        scene.add(Shape::Polygon(
            vec![(tip, y), (back, y - 3.2), (back, y + 3.2)],
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
        scene.dot(x, y, RADIUS - 0.8, theme.rule.light, true);
        let words = Words::new(before, SMALL, theme.muted.light).beside(x + 9.0, y, Anchor::Start);
        x += 9.0 + words.width() + 10.0;
        scene.words(words);
        arrow(scene, x, x + 28.0 + RADIUS, y, theme);
        x += 28.0 + RADIUS;
    }
    scene.dot(x, y, RADIUS, theme.series[0].light, false);
    scene.words(Words::new(now, SMALL, theme.ink.light).beside(x + 10.0, y, Anchor::Start));
    22.0
}
