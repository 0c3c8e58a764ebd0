//! Spread between places over time: lowest to highest, the middle half, the median.

use super::axis::{self, Scale};
use super::place::stack;
use super::scene::{Anchor, Fill, Scene, Shape, Stroke, Words};
use super::text::{Weight, balance, clean, width};
use super::theme::{LABEL, Theme};
use crate::compose::report::SpreadBands;

const HEIGHT: f64 = 200.0;
const LEADING: f64 = 15.0;

pub(super) fn draw(chart: &SpreadBands, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let bands: Vec<&(f64, String, [f64; 5])> = chart
        .bands
        .iter()
        .filter(|(time, _, five)| time.is_finite() && five.iter().all(|value| value.is_finite()))
        .collect();
    let [highest, median, lowest] = &chart.labels;
    let own = chart.own.as_ref().map(|(label, values)| {
        let at = chart.bands.iter().map(|band| band.0).zip(values);
        let known = at.filter_map(|(time, value)| Some((time, (*value)?)));
        (label, known.filter(|point| point.0.is_finite() && point.1.is_finite()).collect::<Vec<_>>())
    });
    let own = own.filter(|(_, points)| !points.is_empty());
    let names = [highest, median, &chart.middle, lowest];
    let labels: Vec<Vec<String>> = names
        .into_iter()
        .chain(own.as_ref().map(|(label, _)| *label))
        .map(|label| balance(&clean(label), LABEL, Weight::Strong, scene.width * 0.28, 3))
        .collect();
    let widest = labels.iter().flatten().map(|line| width(line, LABEL, Weight::Strong)).fold(0.0, f64::max);
    let left = axis::upright_room(&chart.axis) + 14.0;
    let right = scene.width - if widest > 0.0 { widest + 18.0 } else { 10.0 };
    let (top, bottom) = (10.0, 10.0 + HEIGHT);
    let values = own.iter().flat_map(|(_, points)| points.iter().map(|point| point.1));
    let up = Scale::new(chart.axis.low, chart.axis.high, bands.iter().flat_map(|band| band.2).chain(values))
        .over(bottom, top);
    let across =
        Scale::new(f64::NAN, f64::NAN, bands.iter().map(|band| band.0)).over(left + 12.0, right - 12.0);
    axis::upright(&mut scene, &chart.axis, &up, left, right, theme);
    scene.line((left, bottom), (right, bottom), Stroke::new(theme.rule.light, 1.0));
    let times: Vec<(f64, String)> = bands.iter().map(|band| (across.at(band.0), clean(&band.1))).collect();
    scene.height = axis::times(&mut scene, &times, bottom, theme);

    // A place has one colour in all charts, which is not that of a target: beside it the others stand back.
    let color = if own.is_some() { theme.rule.light } else { theme.series[0].light };
    let edge = |at: usize| -> Vec<(f64, f64)> {
        bands.iter().map(|band| (across.at(band.0), up.at(band.2[at]))).collect()
    };
    let between = |low: usize, high: usize| {
        let mut outline = edge(low);
        outline.extend(edge(high).into_iter().rev());
        outline
    };
    match bands[..] {
        [] => return scene,
        [band] => {
            let x = across.at(band.0);
            scene.line((x, up.at(band.2[0])), (x, up.at(band.2[4])), Stroke::new(color, 1.5));
            let (low, high) = (up.at(band.2[1]), up.at(band.2[3]));
            scene.rect(x - 14.0, high, 28.0, (low - high).max(1.0), Fill::Veil(color, 0.35));
        }
        _ => {
            scene.add(Shape::Polygon(between(0, 4), Fill::Veil(color, 0.14)));
            scene.add(Shape::Polygon(between(1, 3), Fill::Veil(color, 0.26)));
            for at in [0, 4] {
                scene.add(Shape::Path(edge(at), Stroke::dashed(color, 1.3, "4 3")));
            }
            // Beside a place of its own the median stands back.
            scene.add(Shape::Path(edge(2), Stroke::new(color, if own.is_some() { 1.4 } else { 2.6 })));
        }
    }
    for band in &bands {
        scene.dot(across.at(band.0), up.at(band.2[2]), if own.is_some() { 2.4 } else { 3.6 }, color, false);
    }
    if let Some((_, points)) = &own {
        let line: Vec<(f64, f64)> =
            points.iter().map(|(time, value)| (across.at(*time), up.at(*value))).collect();
        for (x, y) in &line {
            scene.dot(*x, *y, 4.0, theme.series[0].light, false);
        }
        scene.add(Shape::Path(line, Stroke::new(theme.series[0].light, 2.6)));
    }
    let Some(last) = bands.last() else { return scene };
    // The middle half is named at its lower part: the median's name stands above.
    let part = up.at(f64::midpoint(last.2[1], last.2[2]));
    let mut wanted = vec![up.at(last.2[4]), up.at(last.2[2]), part, up.at(last.2[0])];
    let ink = if own.is_some() { theme.muted.light } else { theme.words[0].light };
    let mut inks = vec![theme.muted.light, ink, theme.muted.light, theme.muted.light];
    let mut strong = vec![false, own.is_none(), false, false];
    if let Some((_, points)) = &own {
        wanted.extend(points.last().map(|point| up.at(point.1)));
        inks.push(theme.words[0].light);
        strong.push(true);
    }
    let heights: Vec<f64> = labels
        .iter()
        .map(|lines| if lines.is_empty() { 0.0 } else { lines.len() as f64 * LEADING + 2.0 })
        .collect();
    let centres = stack(&wanted, &heights, 0.0, bottom + 8.0);
    // Where one name is led to its line, all are: a name without a leader would seem to belong to none.
    let led = labels.iter().zip(&centres).zip(&wanted);
    let led = led.into_iter().any(|((lines, centre), y)| !lines.is_empty() && (centre - y).abs() > 4.0);
    for ((((lines, centre), y), strong), ink) in labels.iter().zip(centres).zip(wanted).zip(strong).zip(inks)
    {
        if !lines.is_empty() && led {
            let x = across.at(last.0);
            scene.add(Shape::Path(
                vec![(x + 5.0, y), (right + 2.0, y), (right + 12.0, centre)],
                Stroke::new(theme.rule.light, 0.8),
            ));
        }
        let first = centre - (lines.len() as f64 - 1.0) * LEADING / 2.0;
        for (at, line) in lines.iter().enumerate() {
            let words = Words::new(line.clone(), LABEL, ink).strong(strong);
            scene.words(words.beside(right + 14.0, first + at as f64 * LEADING, Anchor::Start));
        }
    }
    scene
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::report::Axis;

    fn chart(own: Option<(String, Vec<Option<f64>>)>, fives: [[f64; 5]; 2]) -> SpreadBands {
        let ticks = [0.0, 20.0, 40.0, 60.0, 80.0].map(|tick: f64| (tick, tick.to_string())).to_vec();
        SpreadBands {
            bands: fives
                .iter()
                .enumerate()
                .map(|(at, five)| (2024.0 + at as f64, at.to_string(), *five))
                .collect(),
            labels: ["cao nhất", "trung vị", "thấp nhất"].map(Into::into),
            middle: "một nửa số đơn vị ở giữa".into(),
            axis: Axis { low: 0.0, high: 80.0, ticks, label: String::new() },
            own,
        }
    }

    #[test]
    fn a_place_has_its_own_colour_and_not_that_of_a_target() {
        let theme = Theme::default();
        let own = Some(("Sơn La".to_owned(), vec![Some(30.0), Some(40.0)]));
        let scene = draw(&chart(own, [[10.0, 20.0, 30.0, 40.0, 50.0]; 2]), &theme);
        let colours: Vec<_> = scene
            .shapes
            .iter()
            .filter_map(|(shape, _)| match shape {
                Shape::Path(_, stroke) if stroke.width > 2.0 => Some(stroke.color),
                _ => None,
            })
            .collect();
        assert_eq!(colours, [theme.series[0].light]);
        let maroon =
            |shape: &Shape| matches!(shape, Shape::Dot { color, .. } if *color == theme.series[2].light);
        assert!(!scene.shapes.iter().any(|(shape, _)| maroon(shape)));
    }

    #[test]
    fn all_names_have_leaders_or_none() {
        let theme = Theme::default();
        let leaders = |five: [f64; 5]| {
            let scene = draw(&chart(None, [five; 2]), &theme);
            scene
                .shapes
                .iter()
                .filter(|(shape, _)| matches!(shape, Shape::Path(points, _) if points.len() == 3))
                .count()
        };
        assert_eq!(leaders([30.0, 31.0, 32.0, 33.0, 34.0]), 4);
        assert_eq!(leaders([5.0, 20.0, 50.0, 60.0, 78.0]), 0);
    }
}
