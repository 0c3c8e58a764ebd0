//! Value axes: from values to places, grid lines and tick labels.

use super::scene::{Anchor, Scene, Stroke, Words};
use super::text::{Weight, clean, width, wrap};
use super::theme::{SMALL, Theme};
use crate::compose::report::Axis;

/// A straight scale from values to px.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale over the axis and all data, so that nothing is drawn outside; values that are not finite are passed over.
    pub fn new(low: f64, high: f64, data: impl IntoIterator<Item = f64>) -> Self {
        let bounds = [low, high].into_iter().filter(|_| low < high);
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in bounds.chain(data).filter(|value| value.is_finite()) {
            least = least.min(value);
            most = most.max(value);
        }
        if least > most {
            (least, most) = (0.0, 1.0);
        } else if least == most {
            let room = if least == 0.0 { 1.0 } else { least.abs() * 0.1 };
            (least, most) = (least - room, most + room);
        }
        Self { low: least, high: most, from: 0.0, to: 1.0 }
    }

    /// The scale between two places; the first is that of the lowest value.
    pub fn over(self, from: f64, to: f64) -> Self {
        Self { from, to, ..self }
    }

    /// Place of a value; for one that is not finite, the place of the lowest.
    pub fn at(&self, value: f64) -> f64 {
        if !value.is_finite() {
            return self.from;
        }
        // Halves first: the difference of two huge bounds may not be finite.
        let share = (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        self.from + share.clamp(0.0, 1.0) * (self.to - self.from)
    }

    /// Whether a value lies on the scale.
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Ticks that lie on the scale, with their places and clean texts.
pub(super) fn ticks(axis: &Axis, scale: &Scale) -> Vec<(f64, String)> {
    let on = axis.ticks.iter().filter(|(value, _)| scale.holds(*value));
    on.map(|(value, text)| (scale.at(*value), clean(text))).collect()
}

/// Every how many-th of labels at these places can be shown, so that they stay `gap` px apart.
pub(super) fn every(places: &[f64], widths: &[f64], gap: f64) -> usize {
    let count = places.len();
    (1..count.max(2))
        .find(|step| {
            // Counted from the last one, which matters most.
            let shown: Vec<usize> = (0..count).rev().step_by(*step).collect();
            shown.windows(2).all(|pair| {
                let (right, left) = (pair[0], pair[1]);
                places[right] - widths[right] / 2.0 - places[left] - widths[left] / 2.0 >= gap
            })
        })
        .unwrap_or(count.max(1))
}

/// Width of the tick labels of an upright axis.
pub(super) fn upright_room(axis: &Axis) -> f64 {
    axis.ticks.iter().map(|(_, text)| width(&clean(text), SMALL, Weight::Regular)).fold(0.0, f64::max)
}

/// Grid lines across from `left` to `right`, labels left of them.
pub(super) fn upright(scene: &mut Scene, axis: &Axis, scale: &Scale, left: f64, right: f64, theme: &Theme) {
    let mut last = f64::INFINITY;
    for (y, text) in ticks(axis, scale) {
        if (last - y).abs() < SMALL {
            continue;
        }
        last = y;
        scene.line((left, y), (right, y), Stroke::new(theme.grid.light, 1.0));
        scene.words(Words::new(text, SMALL, theme.muted.light).beside(left - 8.0, y, Anchor::End));
    }
}

/// Grid lines upright from `top` to `bottom`, labels below, and above too where a chart is tall; then what the axis
/// measures. Returns the lower end.
pub(super) fn level(
    scene: &mut Scene,
    axis: &Axis,
    scale: &Scale,
    (top, bottom): (f64, f64),
    both: bool,
    theme: &Theme,
) -> f64 {
    let ticks = ticks(axis, scale);
    let places: Vec<f64> = ticks.iter().map(|(x, _)| *x).collect();
    let widths: Vec<f64> = ticks.iter().map(|(_, text)| width(text, SMALL, Weight::Regular)).collect();
    let step = every(&places, &widths, 8.0);
    let mut end = bottom;
    for (at, (x, text)) in ticks.iter().enumerate() {
        if !(ticks.len() - 1 - at).is_multiple_of(step) {
            continue;
        }
        scene.line_beneath((*x, top), (*x, bottom), Stroke::new(theme.grid.light, 1.0));
        let half = widths[at] / 2.0;
        let centre = x.max(half).min(scene.width - half);
        let label = Words::new(text.clone(), SMALL, theme.muted.light);
        if both {
            scene.words(label.clone().at(centre, top - 6.0, Anchor::Middle));
        }
        scene.words(label.at(centre, bottom + 15.0, Anchor::Middle));
        end = bottom + 19.0;
    }
    let room = scene.width;
    for line in wrap(&clean(&axis.label), SMALL, Weight::Regular, room, 2) {
        let label = Words::new(line, SMALL, theme.muted.light);
        let middle = f64::midpoint(scale.from, scale.to);
        let half = label.width() / 2.0;
        scene.words(label.at(middle.max(half).min(room - half), end + 12.0, Anchor::Middle));
        end += 15.0;
    }
    end
}

/// Labels of times below a plot; returns the lower end.
pub(super) fn times(scene: &mut Scene, labels: &[(f64, String)], y: f64, theme: &Theme) -> f64 {
    let places: Vec<f64> = labels.iter().map(|(x, _)| *x).collect();
    let widths: Vec<f64> = labels.iter().map(|(_, text)| width(text, SMALL, Weight::Regular)).collect();
    let step = every(&places, &widths, 10.0);
    for (at, (x, text)) in labels.iter().enumerate() {
        let shown = (labels.len() - 1 - at).is_multiple_of(step);
        scene.line((*x, y), (*x, y + if shown { 5.0 } else { 3.0 }), Stroke::new(theme.rule.light, 1.0));
        if shown {
            let half = widths[at] / 2.0;
            let centre = x.max(half).min(scene.width - half);
            scene.words(Words::new(text.clone(), SMALL, theme.muted.light).at(
                centre,
                y + 18.0,
                Anchor::Middle,
            ));
        }
    }
    y + 22.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn a_scale_holds_its_data_whatever_they_are() {
        let scale = Scale::new(0.0, 100.0, [120.0]).over(0.0, 240.0);
        assert_eq!(scale.at(60.0), 120.0);
        assert_eq!(scale.at(120.0), 240.0);
        assert_eq!(scale.at(f64::NAN), 0.0);
        let same = Scale::new(5.0, 5.0, [5.0, 5.0]).over(0.0, 10.0);
        assert_eq!(same.at(5.0), 5.0);
        assert!(Scale::new(f64::NAN, 1.0, []).over(0.0, 1.0).at(0.5).is_finite());
        assert!(Scale::new(f64::MIN, f64::MAX, []).over(0.0, 1.0).at(0.5).is_finite());
    }

    #[test]
    fn labels_that_would_touch_are_thinned_from_the_last() {
        let places: Vec<f64> = (0..10).map(|at| f64::from(at) * 10.0).collect();
        assert_eq!(every(&places, &[8.0; 10], 1.0), 1);
        assert_eq!(every(&places, &[12.0; 10], 1.0), 2);
        assert_eq!(every(&places, &[500.0; 10], 1.0), 10);
        assert_eq!(every(&[], &[], 1.0), 1);
    }
}
