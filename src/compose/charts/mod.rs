//! Charts: which one the data can carry, its headline, its axes, its alt text and its data.

pub(super) mod coverage;
pub(super) mod coverage_spread;
pub(super) mod province;
pub(super) mod teams;
pub(super) mod topic_places;
pub(super) mod topics;
pub(super) mod waterfall;

use super::composer::Composer;
use super::report::Axis;

/// At most so many rows stand in a ranking; of longer ones the ends are shown.
pub(super) const MOST_RANKS: usize = 63;

/// Bounds between classes of colour: more classes cannot be told apart.
const MOST_BOUNDS: u8 = 5;

/// Points that an axis of percentages spans at least.
const NARROWEST: f64 = 2.0;

/// Classes of a map at least.
const FEWEST_CLASSES: f64 = 4.0;

/// A round step that cuts `span` into about five.
fn step(span: f64) -> f64 {
    if span <= 0.0 || !span.is_finite() {
        return 1.0;
    }
    let raw = span / 5.0;
    let power = 10f64.powf(raw.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * power >= raw * 0.999);
    factor.unwrap_or(10.0) * power
}

/// The next round step below a round one.
fn lower(step: f64) -> f64 {
    let power = 10f64.powf((step * 1.001).log10().floor());
    match step / power {
        factor if factor < 1.5 => power / 2.0,
        factor if factor < 2.2 => power,
        factor if factor < 4.0 => power * 2.0,
        _ => power * 2.5,
    }
}

impl Composer<'_> {
    /// An axis with round ticks around `values`.
    ///
    /// `zero` keeps zero on it (lengths are compared); `within` are the bounds that values cannot pass.
    pub fn axis(
        &self,
        values: impl IntoIterator<Item = f64>,
        zero: bool,
        within: Option<(f64, f64)>,
    ) -> Axis {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = within.unwrap_or((0.0, 1.0));
        }
        if zero {
            low = low.min(0.0);
            high = high.max(0.0);
        }
        if high - low < 1e-9 {
            let room = (high.abs() * 0.1).max(1.0);
            low -= room;
            high += room;
        }
        let step = step(high - low);
        let mut first = (low / step + 1e-9).floor();
        let mut last = (high / step - 1e-9).ceil();
        if let Some((least, most)) = within {
            // Values inside the bounds never need an axis beyond them.
            if low >= least {
                first = first.max((least / step).ceil());
            }
            if high <= most {
                last = last.min((most / step).floor());
            }
        }
        let decimals = super::numbers::decimals_of(step, 6);
        let ticks = (0..=20)
            .map(|i| first + f64::from(i))
            .take_while(|tick| *tick <= last + 1e-9)
            .map(|tick| (tick * step, self.n.decimal(tick * step, decimals)))
            .collect();
        Axis { low: (first * step).min(low), high: (last * step).max(high), ticks, label: String::new() }
    }

    /// The axis of an indicator's levels: within its bounds, never so narrow that a change that is hardly one fills the
    /// chart, and from zero where that costs a third of its height at most: a last point on its floor reads as none left.
    pub fn level_axis(&self, indicator: &str, values: impl IntoIterator<Item = f64>) -> Axis {
        let within = self.indicator(indicator).map(|known| known.range);
        let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if self.unit(indicator) == "%" && low <= high && high - low < NARROWEST {
            let (least, most) = within.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
            let middle = (low + high) / 2.0;
            let from = (middle - NARROWEST / 2.0).min(most - NARROWEST).max(least);
            values.extend([from, (from + NARROWEST).min(most)]);
        }
        self.axis(values, low >= 0.0 && low <= (high - low) / 2.0, within)
    }

    /// Classes of equal width for a heat map or a map: upper bound and text, the last one open.
    ///
    /// Where there are many values, the highest twentieth does not widen the classes: most values would share the
    /// first one. Values are those that are shown.
    pub fn classes(&self, values: impl IntoIterator<Item = f64>, unit: &str) -> Vec<(f64, String)> {
        let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let (Some(low), Some(high)) = (values.first().copied(), values.last().copied()) else {
            return Vec::new();
        };
        let spare = values.len() / 20;
        let wide = values.get(values.len() - 1 - spare).copied().unwrap_or(high) - low;
        let mut step = step(if wide > 0.0 { wide } else { high - low });
        // Fewer classes than this would show most places alike: the next lower round step then.
        let classes = |step: f64| ((high - 1e-9) / step).floor() - (low / step + 1e-9).floor() + 1.0;
        while high > low && classes(step) < FEWEST_CLASSES {
            step = lower(step);
        }
        let decimals = super::numbers::decimals_of(step, 6);
        let text = |value: f64| self.n.with_unit(&self.n.decimal(value, decimals), unit);
        let first = (low / step + 1e-9).floor() + 1.0;
        // A bound is the number it is printed as.
        let bounds: Vec<f64> = (0..MOST_BOUNDS)
            .map(|i| self.n.shown((first + f64::from(i)) * step, decimals))
            .take_while(|bound| *bound < high - 1e-9)
            .collect();
        let mut classes = Vec::new();
        let mut before: Option<f64> = None;
        for bound in &bounds {
            let words = match before {
                None => self.t(&format!("đến {}", text(*bound)), &format!("up to {}", text(*bound))),
                Some(low) => self.t(
                    &format!("trên {} đến {}", self.n.decimal(low, decimals), text(*bound)),
                    &format!("over {} to {}", self.n.decimal(low, decimals), text(*bound)),
                ),
            };
            classes.push((*bound, words));
            before = Some(*bound);
        }
        let words = match before {
            None => text(high),
            Some(low) => self.t(&format!("trên {}", text(low)), &format!("over {}", text(low))),
        };
        classes.push((f64::INFINITY, words));
        classes
    }
}

/// Indexes of a long list to show: all of a short one, both ends of a long one.
pub(super) fn ends(count: usize) -> Vec<usize> {
    if count <= MOST_RANKS { (0..count).collect() } else { (0..20).chain(count - 20..count).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::Summary;
    use crate::clean::Audit;
    use crate::compose::SourceLines;
    use crate::model::Settings;
    use crate::model::register::Registers;

    #[test]
    fn axes_and_classes_are_round() {
        let (summary, audit, lines) = (Summary::default(), Audit::default(), SourceLines::new());
        let (settings, registers) = (Settings::default(), Registers::default());
        let c = Composer::new(&summary, &audit, &lines, &settings, &registers);
        let axis = c.axis([92.39, 95.1, 100.0], false, Some((0.0, 100.0)));
        assert_eq!((axis.low, axis.high), (92.0, 100.0));
        assert_eq!(axis.ticks.first().map(|tick| tick.1.as_str()), Some("92"));
        let axis = c.axis([1459.0, 566.0], true, None);
        assert_eq!((axis.low, axis.high), (0.0, 1500.0));
        assert_eq!(axis.ticks.last().map(|tick| tick.1.as_str()), Some("1.500"));
        let axis = c.axis([-3.2, 4.1], true, None);
        assert!(axis.low <= -3.2 && axis.high >= 4.1 && axis.ticks.iter().any(|tick| tick.0 == 0.0));
        let axis = c.axis([50.0], false, Some((0.0, 100.0)));
        assert!(axis.low < 50.0 && axis.high > 50.0 && axis.ticks.len() >= 2);
        assert!(c.axis([], false, None).low < 1.0);
        // A series that stays put looks like one.
        let axis = c.level_axis("some_rate", [68.74, 68.76]);
        assert!(axis.high - axis.low >= 2.0 && axis.low < 68.0, "{axis:?}");

        // Near zero the axis begins there: on its floor 4 would read as none.
        let axis = c.level_axis("some_rate", [13.1, 8.0, 4.25]);
        assert_eq!((axis.low, axis.high), (0.0, 15.0));
        assert!(c.level_axis("some_rate", [43.1, 24.25]).low > 0.0);

        let classes = c.classes([56.1, 57.6, 74.5, 78.4], "%");
        assert_eq!(classes.first().map(|class| class.1.as_str()), Some("đến 60\u{a0}%"));
        assert_eq!(classes.last().map(|class| class.0), Some(f64::INFINITY));
        assert_eq!(c.classes([5.0, 5.0], "%").len(), 1);
        // One high value among many does not push all others into the first class.
        let shares: Vec<f64> = (0..100).map(|i| f64::from(i) / 10.0).chain([60.0]).collect();
        let classes = c.classes(shares, "%");
        assert_eq!(classes.len(), 6, "{classes:?}");
        assert_eq!(classes.first().map(|class| class.0), Some(2.0));
        // Three classes would show most places alike.
        let levels: Vec<f64> = (0..63).map(|i| 72.0 + f64::from(i) * 0.42).collect();
        let bounds: Vec<f64> = c.classes(levels, "%").into_iter().map(|class| class.0).collect();
        assert_eq!(bounds[..5], [75.0, 80.0, 85.0, 90.0, 95.0]);
        assert_eq!([10.0, 5.0, 2.5, 2.0, 1.0, 0.5].map(lower), [5.0, 2.5, 2.0, 1.0, 0.5, 0.25]);
        // A bound is what it is printed as: 3 × 0.1 is not 0.3.
        let bounds: Vec<f64> = c.classes([0.11, 0.58], "%").into_iter().map(|class| class.0).collect();
        assert_eq!(bounds[..4], [0.2, 0.3, 0.4, 0.5]);
        assert_eq!(ends(100).len(), 40);
        assert_eq!(ends(3), [0, 1, 2]);
    }
}
