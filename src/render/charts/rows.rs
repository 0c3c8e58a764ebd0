//! What all charts with a row a name have in common: names on the left, values on the right, a plot between.

use super::scene::{Anchor, Scene, Stroke, Words};
use super::text::{Weight, balance, clean, fit, width};
use super::theme::{LABEL, SMALL, Theme};

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

/// Lays rows out from `top` on and writes names and texts. Names take at most `share` of the width, in up to three lines
/// where rows are few, else cut.
pub(super) fn lay(scene: &mut Scene, rows: &[Row<'_>], top: f64, share: f64, theme: &Theme) -> Rows {
    let size = label_size(rows.len());
    let pitch = pitch(rows.len());
    let lines = if rows.len() <= 24 { 3 } else { 1 };
    let most = scene.width * share;
    let names: Vec<String> = rows.iter().map(|row| clean(row.label)).collect();
    let texts: Vec<String> = rows.iter().map(|row| clean(row.text)).collect();
    let weight = |row: &Row<'_>| if row.strong { Weight::Strong } else { Weight::Regular };
    let wrapped: Vec<Vec<String>> =
        rows.iter().zip(&names).map(|(row, name)| balance(name, size, weight(row), most, lines)).collect();
    let widest = rows
        .iter()
        .zip(&wrapped)
        .flat_map(|(row, lines)| lines.iter().map(|line| width(line, size, weight(row))))
        .fold(0.0, f64::max);
    let texts_room = scene.width * 0.34;
    let text_width = rows
        .iter()
        .zip(&texts)
        .map(|(row, text)| width(text, size, weight(row)).min(texts_room))
        .fold(0.0, f64::max);
    let left = if widest > 0.0 { widest + 12.0 } else { 8.0 };
    let right = scene.width - if text_width > 0.0 { text_width + 14.0 } else { 8.0 };
    let mut middles = Vec::with_capacity(rows.len());
    let mut y = top;
    for ((row, lines), (name, text)) in rows.iter().zip(&wrapped).zip(names.iter().zip(&texts)) {
        let height = pitch + (lines.len().max(1) - 1) as f64 * (size + 2.5);
        let middle = y + height / 2.0;
        let color = if row.weak { theme.muted.light } else { theme.ink.light };
        let first = middle - (lines.len().max(1) - 1) as f64 * (size + 2.5) / 2.0;
        for (at, line) in lines.iter().enumerate() {
            let mut words = Words::new(line.clone(), size, color).strong(row.strong);
            words.full = (at == 0 && lines.iter().any(|line| line.ends_with('…'))).then(|| name.clone());
            scene.words(words.beside(left - 12.0, first + at as f64 * (size + 2.5), Anchor::End));
        }
        let shown = fit(text, size, weight(row), texts_room);
        let mut words = Words::new(shown, size, color).strong(row.strong);
        words.full = (words.text != *text).then(|| text.clone());
        scene.words(words.beside(scene.width, middle, Anchor::End));
        middles.push(middle);
        y += height;
    }
    Rows { left, right, bottom: y, middles, pitch }
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
        self.middles.len() > 30
    }
}
