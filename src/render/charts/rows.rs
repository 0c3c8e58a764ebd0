//! What all charts with a row a name have in common: names on the left, values on the right, a plot between.

use super::scene::{Anchor, Scene, Stroke, Words};
use super::text::{Weight, balance, clean, fit, width};
use super::theme::{LABEL, SMALL, Theme};

/// Where the plot between names and texts would have less than this share of a narrow drawing, it gets its own line below
/// them: intervals of some px say nothing.
const LEAST_PLOT: f64 = 0.4;
/// A narrower drawing is one for a phone, px.
const NARROW: f64 = 400.0;
/// Height of the line that a plot has below its name, px.
const BELOW: f64 = 17.0;

/// A chart of more rows is tall: its axis is labelled above too.
pub(super) const TALL: usize = 30;

/// A row to be laid out.
pub(super) struct Row<'a> {
    /// Name, left of the plot.
    pub label: &'a str,
    /// Text right of the plot; may be empty.
    pub text: &'a str,
    /// Both in weight 600.
    pub strong: bool,
    /// Both stand back.
    pub weak: bool,
}

/// Where rows stand.
pub(super) struct Rows {
    /// Left end of the plot.
    pub left: f64,
    /// Right end of the plot.
    pub right: f64,
    /// Lower end.
    pub bottom: f64,
    /// Middle of each row.
    pub middles: Vec<f64>,
    /// Height of a row of one line.
    pub pitch: f64,
}

/// Height of a row of one line: closer where there are many, so that a page holds them.
pub(super) fn pitch(count: usize) -> f64 {
    match count {
        0..=20 => 22.0,
        21..=26 => 18.0,
        _ => 14.6,
    }
}

/// Height of names: smaller where rows are close.
pub(super) fn label_size(count: usize) -> f64 {
    if count > 26 { SMALL } else { LABEL }
}

/// What rows of one look have in common, so that panels beside each other stand on one scale.
pub(super) struct Look {
    size: f64,
    pitch: f64,
    lines: usize,
    /// Widest name, and what it may take.
    names: (f64, f64),
    /// Widest text, and what it may take.
    texts: (f64, f64),
    /// Names stand above the plot and not beside it.
    above: bool,
}

impl Look {
    /// The look of `rows` in panels of `count` rows that are `wide` px each. Names take at most `share` of the width, in up to
    /// three lines where rows are few, else cut.
    pub fn of(rows: &[Row<'_>], count: usize, wide: f64, share: f64) -> Self {
        let size = label_size(count);
        let lines = if count <= 24 { 3 } else { 1 };
        let (most, texts_room) = (wide * share, wide * 0.34);
        let names = rows.iter().flat_map(|row| {
            let lines = balance(&clean(row.label), size, row.weight(), most, lines);
            lines.into_iter().map(|line| width(&line, size, row.weight()))
        });
        let texts = rows.iter().map(|row| width(&clean(row.text), size, row.weight()).min(texts_room));
        let (names, texts) = (names.fold(0.0, f64::max), texts.fold(0.0, f64::max));
        let above = wide < NARROW && count <= TALL && wide - names - texts - 26.0 < wide * LEAST_PLOT;
        Look { size, pitch: pitch(count), lines, names: (names, most), texts: (texts, texts_room), above }
    }
}

impl Row<'_> {
    fn weight(&self) -> Weight {
        if self.strong { Weight::Strong } else { Weight::Regular }
    }
}

/// Lays rows out from `top` on and writes names and texts. Names take at most `share` of the width, in up to three lines
/// where rows are few, else cut.
pub(super) fn lay(scene: &mut Scene, rows: &[Row<'_>], top: f64, share: f64, theme: &Theme) -> Rows {
    let look = Look::of(rows, rows.len(), scene.width, share);
    lay_as(scene, rows, &look, top, theme)
}

/// The same in a look that is given.
pub(super) fn lay_as(scene: &mut Scene, rows: &[Row<'_>], look: &Look, top: f64, theme: &Theme) -> Rows {
    if look.above {
        return lay_above(scene, rows, look, top, theme);
    }
    let (size, (widest, most), (text_width, texts_room)) = (look.size, look.names, look.texts);
    let left = if widest > 0.0 { widest + 12.0 } else { 8.0 };
    let right = scene.width - if text_width > 0.0 { text_width + 14.0 } else { 8.0 };
    let mut middles = Vec::with_capacity(rows.len());
    let mut y = top;
    for row in rows {
        let (name, text) = (clean(row.label), clean(row.text));
        let lines = balance(&name, size, row.weight(), most, look.lines);
        let height = look.pitch + (lines.len().max(1) - 1) as f64 * (size + 2.5);
        let middle = y + height / 2.0;
        let color = if row.weak { theme.muted.light } else { theme.ink.light };
        let first = middle - (lines.len().max(1) - 1) as f64 * (size + 2.5) / 2.0;
        for (at, line) in lines.iter().enumerate() {
            let mut words = Words::new(line.clone(), size, color).strong(row.strong);
            words.full = (at == 0 && lines.iter().any(|line| line.ends_with('…'))).then(|| name.clone());
            scene.words(words.beside(left - 12.0, first + at as f64 * (size + 2.5), Anchor::End));
        }
        let shown = fit(&text, size, row.weight(), texts_room);
        let mut words = Words::new(shown, size, color).strong(row.strong);
        words.full = (words.text != text).then(|| text.clone());
        scene.words(words.beside(scene.width, middle, Anchor::End));
        middles.push(middle);
        y += height;
    }
    Rows { left, right, bottom: y, middles, pitch: look.pitch }
}

/// Names and texts on lines of their own, each above its place in the plot, which is as wide as the drawing.
fn lay_above(scene: &mut Scene, rows: &[Row<'_>], look: &Look, top: f64, theme: &Theme) -> Rows {
    let size = look.size;
    let leading = size + 2.5;
    let mut middles = Vec::with_capacity(rows.len());
    let mut y = top;
    for row in rows {
        let (name, text) = (clean(row.label), clean(row.text));
        let color = if row.weak { theme.muted.light } else { theme.ink.light };
        let end = width(&text, size, row.weight());
        // A text as wide as the drawing stands below the name.
        let beside = end <= scene.width * 0.6;
        let room = if beside { scene.width - end - 12.0 } else { scene.width };
        let lines = balance(&name, size, row.weight(), room, 3);
        for (at, line) in lines.iter().enumerate() {
            let mut words = Words::new(line.clone(), size, color).strong(row.strong);
            words.full = (at == 0 && lines.iter().any(|line| line.ends_with('…'))).then(|| name.clone());
            scene.words(words.halo().beside(0.0, y + (at as f64 + 0.5) * leading, Anchor::Start));
        }
        y += lines.len() as f64 * leading;
        if !beside {
            y += leading;
        }
        let shown = fit(&text, size, row.weight(), scene.width);
        let mut words = Words::new(shown, size, color).strong(row.strong);
        words.full = (words.text != text).then(|| text.clone());
        scene.words(words.halo().beside(scene.width, y - leading / 2.0, Anchor::End));
        middles.push(y + BELOW / 2.0);
        y += BELOW + 4.0;
    }
    Rows { left: 8.0, right: scene.width - 8.0, bottom: y, middles, pitch: look.pitch }
}

impl Rows {
    /// A fine line along each row, from name to text.
    pub fn guides(&self, scene: &mut Scene, theme: &Theme) {
        for &y in &self.middles {
            scene.line(
                (self.left - 6.0, y),
                (self.right + 6.0, y),
                Stroke::dashed(theme.grid.light, 1.0, "1 3"),
            );
        }
    }

    /// Whether the axis is labelled above too, since its lower end may be out of sight.
    pub fn tall(&self) -> bool {
        self.middles.len() > TALL
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::Shape;
    use super::*;
    use crate::compose::report::Axis;

    #[test]
    fn a_grid_lies_below_words() {
        let rows = [Row {
            label: "Thanh toán không dùng tiền mặt",
            text: "3,9 % (184/4.774)",
            strong: false,
            weak: false,
        }];
        let theme = Theme { width: 350.0, ..Theme::default() };
        let mut scene = Scene::new(&theme);
        let laid = lay(&mut scene, &rows, 6.0, 0.42, &theme);
        assert!(laid.left < 10.0, "names stand above the plot");
        let axis = Axis { low: 0.0, high: 6.0, ticks: vec![(2.0, "2".into())], label: String::new() };
        let scale = super::super::axis::Scale::new(0.0, 6.0, []).over(laid.left, laid.right);
        super::super::axis::level(&mut scene, &axis, &scale, (2.0, laid.bottom), false, &theme);
        let first = |wanted: fn(&Shape) -> bool| scene.shapes.iter().position(|(shape, _)| wanted(shape));
        let (grid, words) = (
            first(|shape| matches!(shape, Shape::Path(..))),
            first(|shape| matches!(shape, Shape::Words(_))),
        );
        assert!(grid.is_some() && grid < words, "{grid:?} {words:?}");
    }
}
