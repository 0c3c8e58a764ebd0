//! Slopes from one period to another: names and values on both sides, moved apart where lines end close together.

use super::axis::Scale;
use super::color::Color;
use super::place::{keep, stack};
use super::scene::{Anchor, Scene, Shape, Stroke, Words};
use super::text::{Weight, balance, clean, fit, widest_word, width};
use super::theme::{LABEL, SMALL, Theme};
use crate::compose::report::{SlopeRow, Slopes};

/// Height of a label of one line, and of each further line.
const LEADING: f64 = 15.5;
const FURTHER: f64 = 13.0;
/// Lines of a name, and on a drawing for a phone, which is narrower than the second.
const LINES: usize = 2;
const NARROW: (usize, f64) = (3, 400.0);
/// Share of the drawing's width that the labels of one side may take, and one long word among them.
const SHARE: f64 = 0.34;
const WORD: f64 = 0.4;
/// Height of the plot, px; it grows with the labels up to the second.
const HEIGHT: (f64, f64) = (300.0, 820.0);
/// Where the plot begins.
const TOP: f64 = 30.0;

/// How a row is drawn.
struct Look {
    line: Color,
    words: Color,
    form: usize,
    size: f64,
    weight: Weight,
}

/// Labels of one side.
struct Side {
    /// Whether names stand left of the plot.
    left: bool,
    /// Rows that have a label, and its middle.
    labels: Vec<(usize, f64)>,
    /// The name of every row, in lines.
    names: Vec<Vec<String>>,
    /// Room for leaders: wider where labels had to move far.
    zone: f64,
    /// Room for values, which stand next to the lines, and for both names and values.
    values: f64,
    room: f64,
}

/// The value of a row at one end, and its text.
fn end(row: &SlopeRow, left: bool) -> (f64, String) {
    let (value, text) = if left { &row.from } else { &row.to };
    (*value, clean(text))
}

pub(super) fn draw(chart: &Slopes, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let mut rows: Vec<&SlopeRow> =
        chart.rows.iter().filter(|row| row.from.0.is_finite() && row.to.0.is_finite()).collect();
    // Strong ones are painted last, over the others.
    rows.sort_by_key(|row| row.strong);
    let looks = looks(&rows, theme);
    let named = [true, false].map(|left| names(left, &rows, &looks, scene.width));
    let tallest = named.iter().map(|(names, _)| heights(names).iter().sum::<f64>()).fold(0.0, f64::max);
    let bottom = TOP + (tallest + 10.0).clamp(HEIGHT.0, HEIGHT.1);
    let values = rows.iter().flat_map(|row| [row.from.0, row.to.0]);
    let up = Scale::new(f64::NAN, f64::NAN, values).over(bottom - 8.0, TOP + 8.0);
    let [first, second] = named;
    let sides =
        [side(true, first, &rows, &looks, &up, bottom), side(false, second, &rows, &looks, &up, bottom)];
    let ends = [sides[0].room + sides[0].zone, scene.width - sides[1].room - sides[1].zone];
    for (x, text) in ends.into_iter().zip([&chart.from, &chart.to]) {
        scene.line((x, TOP - 6.0), (x, bottom), Stroke::new(theme.rule.light, 1.0));
        let text = fit(&clean(text), LABEL, Weight::Strong, scene.width * 0.4);
        scene.words(Words::new(text, LABEL, theme.ink.light).strong(true).at(x, 14.0, Anchor::Middle));
    }
    for (row, look) in rows.iter().zip(&looks) {
        let ends = [(ends[0], up.at(row.from.0)), (ends[1], up.at(row.to.0))];
        scene.line(ends[0], ends[1], Stroke::new(look.line, if row.strong { 2.4 } else { 1.3 }));
        for (x, y) in ends {
            if row.strong {
                scene.mark(look.form, x, y, look.line, false);
            } else {
                scene.dot(x, y, 2.4, look.line, false);
            }
        }
    }
    for (side, x) in sides.iter().zip(ends) {
        for &(at, centre) in &side.labels {
            label(&mut scene, side, (rows[at], &side.names[at]), &looks[at], (x, &up, centre));
        }
    }
    scene.height = bottom + LEADING;
    scene
}

fn looks(rows: &[&SlopeRow], theme: &Theme) -> Vec<Look> {
    let mut strong = 0;
    rows.iter()
        .map(|row| {
            if !row.strong {
                let (line, words) = (theme.back.light, theme.muted.light);
                return Look { line, words, form: 0, size: SMALL, weight: Weight::Regular };
            }
            let at = strong % 4;
            strong += 1;
            // In the colour of its words, which is the darker one: without colours, too, it is no line that stands back.
            let ink = theme.words[at].light;
            Look { line: ink, words: ink, form: at, size: LABEL, weight: Weight::Strong }
        })
        .collect()
}

/// Names in lines, and the width of the widest value beside them.
fn names(left: bool, rows: &[&SlopeRow], looks: &[Look], wide: f64) -> (Vec<Vec<String>>, f64) {
    let values = rows.iter().zip(looks).map(|(row, look)| width(&end(row, left).1, look.size, look.weight));
    let values = values.fold(0.0, f64::max).min(wide * SHARE) + 5.0;
    let names = rows.iter().zip(looks);
    let words = names.clone().map(|(row, look)| widest_word(&clean(&row.label), look.size, look.weight));
    let word = words.fold(0.0, f64::max).min(wide * WORD - values);
    let room = (wide * SHARE - values).max(word).max(30.0);
    let lines = if wide < NARROW.1 { NARROW.0 } else { LINES };
    let names = names.map(|(row, look)| balance(&clean(&row.label), look.size, look.weight, room, lines));
    (names.collect(), values)
}

fn heights(names: &[Vec<String>]) -> Vec<f64> {
    names.iter().map(|lines| LEADING + lines.len().saturating_sub(1) as f64 * FURTHER).collect()
}

fn side(
    left: bool,
    (names, values): (Vec<Vec<String>>, f64),
    rows: &[&SlopeRow],
    looks: &[Look],
    up: &Scale,
    bottom: f64,
) -> Side {
    let rank: Vec<usize> = rows.iter().map(|row| usize::from(!row.strong)).collect();
    let (low, high) = (TOP - LEADING / 2.0, bottom + LEADING / 2.0);
    let heights = heights(&names);
    let kept = keep(&heights, &rank, high - low);
    let wanted: Vec<f64> = kept.iter().map(|&at| up.at(end(rows[at], left).0)).collect();
    let kept_heights: Vec<f64> = kept.iter().map(|&at| heights[at]).collect();
    let centres = stack(&wanted, &kept_heights, low, high);
    let farthest = wanted.iter().zip(&centres).map(|(y, centre)| (y - centre).abs()).fold(0.0, f64::max);
    let zone = (farthest * 0.4).clamp(16.0, 52.0);
    let widest = kept
        .iter()
        .flat_map(|&at| names[at].iter().map(move |line| width(line, looks[at].size, looks[at].weight)))
        .fold(0.0, f64::max);
    let room = (values + widest).max(60.0);
    Side { left, labels: kept.into_iter().zip(centres).collect(), names, zone, values, room }
}

/// Name and value at one end; the value stands next to the line.
fn label(
    scene: &mut Scene,
    side: &Side,
    (row, names): (&SlopeRow, &[String]),
    look: &Look,
    (x, up, centre): (f64, &Scale, f64),
) {
    let (value, text) = end(row, side.left);
    let y = up.at(value);
    let (way, anchor) = if side.left { (-1.0, Anchor::End) } else { (1.0, Anchor::Start) };
    let start = x + way * side.zone;
    if (centre - y).abs() > 2.5 || side.zone > 20.0 {
        let path = vec![(x + way * 5.0, y), (start - way * 6.0, centre), (start - way * 2.0, centre)];
        scene.add(Shape::Path(path, Stroke::new(look.line, 0.8)));
    }
    let text = fit(&text, look.size, look.weight, side.values);
    scene.words(Words::new(text, look.size, look.words).strong(row.strong).beside(start, centre, anchor));
    let full = clean(&row.label);
    let first = centre - names.len().saturating_sub(1) as f64 * FURTHER / 2.0;
    for (at, line) in names.iter().enumerate() {
        let mut words = Words::new(line.clone(), look.size, look.words).strong(row.strong);
        words.full = (at == 0 && names.iter().any(|line| line.ends_with('…'))).then(|| full.clone());
        scene.words(words.beside(start + way * side.values, first + at as f64 * FURTHER, anchor));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strong_lines_stand_out_without_colours() {
        let theme = Theme::default();
        let row = |strong| SlopeRow { strong, ..SlopeRow::default() };
        let rows = [row(false), row(true), row(true), row(true), row(true)];
        let looks = looks(&rows.iter().collect::<Vec<_>>(), &theme);
        let weak = looks[0].line.contrast(theme.page.light);
        for look in &looks[1..] {
            assert!(look.line.contrast(theme.page.light) > 2.0 * weak, "{}", look.line.hex());
        }
    }

    #[test]
    fn names_are_whole_on_a_phone() {
        let row = |(at, label): (usize, &str)| SlopeRow {
            label: label.into(),
            from: (2.0 + at as f64 / 3.0, format!("{at},7\u{a0}%")),
            to: (3.0 + at as f64 / 4.0, format!("{at},9\u{a0}%")),
            strong: at == 0,
        };
        let names = ["E-commerce", "Thanh toán không dùng tiền mặt", "Dịch vụ công trực tuyến"];
        let chart = Slopes { rows: names.into_iter().enumerate().map(row).collect(), ..Slopes::default() };
        let scene = draw(&chart, &Theme { width: 350.0, ..Theme::default() });
        assert!(scene.word_areas().iter().all(|(_, text)| !text.ends_with('…')), "{:?}", scene.word_areas());
    }
}
