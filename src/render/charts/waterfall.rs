//! Contributions that add up to a change: each bar begins where the one above it ends.

use super::axis::{self, Scale};
use super::color::Color;
use super::rows::{self, Row};
use super::scene::{Anchor, Fill, Scene, Stroke, Words};
use super::text::{Weight, clean, fit, width};
use super::theme::Theme;
use crate::compose::report::Waterfall;

struct Bar {
    from: f64,
    to: f64,
    color: Color,
    text: String,
}

impl Bar {
    /// A fall is striped as well as coloured.
    fn fill(&self) -> Fill {
        if self.to < self.from { Fill::Striped(self.color) } else { Fill::Plain(self.color) }
    }
}

pub(super) fn draw(chart: &Waterfall, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let total = |label| Row { label, text: "", strong: true, weak: false };
    let mut listed = vec![total(chart.start.0.as_str())];
    listed.extend(chart.steps.iter().map(|(label, _, _)| Row {
        label,
        text: "",
        strong: false,
        weak: false,
    }));
    listed.push(total(chart.end.0.as_str()));
    let size = rows::label_size(listed.len());
    let mut bars = bars(chart, theme);
    for bar in &mut bars {
        bar.text = fit(&bar.text, size, Weight::Strong, scene.width * 0.3);
    }
    let rows = rows::lay(&mut scene, &listed, 4.0, 0.36, theme);
    let room = bars.iter().map(|bar| width(&bar.text, size, Weight::Strong)).fold(0.0, f64::max) + 8.0;
    let ends = bars.iter().flat_map(|bar| [bar.from, bar.to]);
    let scale = Scale::new(chart.axis.low, chart.axis.high, ends.skip(1));
    let base = |value: f64| if value.is_finite() { value } else { 0.0 };
    let scale = scale.over(rows.left + 2.0, (rows.right - room).max(rows.left + 60.0));
    scene.height = axis::level(&mut scene, &chart.axis, &scale, (0.0, rows.bottom), false, theme);
    let thick = (rows.pitch * 0.7).min(15.0);
    let last = bars.len() - 1;
    for (at, (bar, &y)) in bars.iter().zip(&rows.middles).enumerate() {
        let (from, to) = (scale.at(bar.from), scale.at(base(bar.to)));
        if let Some(next) = rows.middles.get(at + 1) {
            scene.line((to, y), (to, *next), Stroke::dashed(theme.rule.light, 1.0, "2 2"));
        }
        let total = at == 0 || at == last;
        // A total is a bar from zero; where the axis begins elsewhere a bar would lie about its size, and a mark stands instead.
        let from = if total { scale.at(0.0) } else { from };
        let (left, right) = (from.min(to), from.max(to));
        if total && !scale.holds(0.0) {
            scene.line((to, y - thick / 2.0), (to, y + thick / 2.0), Stroke::new(bar.color, 2.0));
            scene.dot(to, y, 5.0, bar.color, false);
        } else {
            scene.rect(left, y - thick / 2.0, (right - left).max(1.5), thick, bar.fill());
        }
        let right = if total { to + 2.0 } else { right };
        let words = Words::new(bar.text.clone(), size, theme.ink.light).strong(total).halo();
        scene.words(words.beside(right + 6.0, y, Anchor::Start));
    }
    scene
}

fn bars(chart: &Waterfall, theme: &Theme) -> Vec<Bar> {
    let total = |(_, value, text): &(String, f64, String), from| Bar {
        from,
        to: *value,
        color: theme.series[0].light,
        text: clean(text),
    };
    let mut bars = vec![total(&chart.start, f64::NAN)];
    let mut level = if chart.start.1.is_finite() { chart.start.1 } else { 0.0 };
    for (_, change, text) in &chart.steps {
        let change = if change.is_finite() { *change } else { 0.0 };
        let worse = if chart.less_is_better { change > 0.0 } else { change < 0.0 };
        let color = if worse { theme.series[3].light } else { theme.series[1].light };
        bars.push(Bar { from: level, to: level + change, color, text: clean(text) });
        level += change;
    }
    bars.push(total(&chart.end, f64::NAN));
    bars
}

#[cfg(test)]
mod tests {
    use super::super::scene::Shape;
    use super::*;

    #[test]
    fn colours_say_what_is_good_and_stripes_what_falls() {
        let theme = Theme::default();
        let fills = |less_is_better| {
            let chart = Waterfall {
                start: ("2024".into(), 5.0, "5\u{a0}%".into()),
                steps: vec![("Sơn La".into(), -1.0, "−1".into()), ("Huế".into(), 0.5, "+0,5".into())],
                end: ("2025".into(), 4.5, "4,5\u{a0}%".into()),
                less_is_better,
                ..Waterfall::default()
            };
            let scene = draw(&chart, &theme);
            let bars = scene.shapes.iter().filter_map(|(shape, _)| match shape {
                Shape::Rect(_, Fill::Striped(color)) => Some((true, *color)),
                Shape::Rect(_, Fill::Plain(color)) => Some((false, *color)),
                _ => None,
            });
            bars.collect::<Vec<_>>()
        };
        let (good, bad) = (theme.series[1].light, theme.series[3].light);
        assert!(fills(false).contains(&(true, bad)) && fills(false).contains(&(false, good)));
        assert!(fills(true).contains(&(true, good)) && fills(true).contains(&(false, bad)));
    }
}
