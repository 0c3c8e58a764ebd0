//! Headline, measure and source around a drawing that must stand alone.

use super::scene::{Anchor, Area, Fill, Scene, Shape, Words};
use super::text::{Weight, balance, clean, width, wrap};
use super::theme::{LABEL, SMALL, Theme};
use crate::compose::report::{Figure, Words as Terms};

const MARGIN: f64 = 18.0;
/// Height of the headline, px.
const HEADLINE: f64 = 17.0;

/// The scene with headline, subtitle and unit above and the source below, on a page of its own, and where it stands on it.
pub(super) fn around(inner: Scene, figure: &Figure, terms: &Terms, theme: &Theme) -> (Scene, Area) {
    let mut scene = Scene::new(theme);
    let room = inner.width;
    scene.width = room + 2.0 * MARGIN;
    let mut y = MARGIN;
    for line in balance(&clean(&figure.headline), HEADLINE, Weight::Strong, room, 4) {
        y += HEADLINE * 1.3;
        scene.words(Words::new(line, HEADLINE, theme.ink.light).strong(true).at(
            MARGIN,
            y - 5.0,
            Anchor::Start,
        ));
    }
    y += 4.0;
    // A short unit stays on one line with its name.
    let whole =
        |text: &str| if text.chars().count() < 24 { text.replace(' ', "\u{a0}") } else { text.to_owned() };
    let unit = labelled(&whole(&terms.unit), &whole(&figure.unit));
    for line in measure(figure.subtitle.trim_end_matches('.'), &unit, room) {
        y += LABEL * 1.32;
        scene.words(Words::new(line, LABEL, theme.muted.light).at(MARGIN, y - 4.0, Anchor::Start));
    }
    // At whole pixels, so that the drawing has the pixels that it has by itself.
    let within = Area { x: MARGIN, y: (y + 12.0).ceil(), w: room, h: inner.height };
    scene.absorb(inner, within.x, within.y);
    let mut y = within.y + within.h + 8.0;
    for line in wrap(&clean(&labelled(&terms.source, &figure.source)), SMALL, Weight::Regular, room, 4) {
        y += SMALL * 1.35;
        scene.words(Words::new(line, SMALL, theme.muted.light).at(MARGIN, y, Anchor::Start));
    }
    scene.height = y + MARGIN;
    let page = Area { x: 0.0, y: 0.0, w: scene.width, h: scene.height };
    scene.shapes.insert(0, (Shape::Rect(page, Fill::Plain(theme.page.light)), None));
    (scene, within)
}

/// What is measured and its unit, set apart by a dot within a line; where both do not fit one, the unit has its own.
fn measure(subtitle: &str, unit: &str, room: f64) -> Vec<String> {
    let mut lines = wrap(&clean(subtitle), LABEL, Weight::Regular, room, 4);
    let unit = clean(unit);
    if unit.is_empty() {
        return lines;
    }
    if let Some(last) = lines.last_mut() {
        let joined = format!("{last} · {unit}");
        if width(&joined, LABEL, Weight::Regular) <= room {
            *last = joined;
            return lines;
        }
    }
    lines.extend(wrap(&unit, LABEL, Weight::Regular, room, 2));
    lines
}

/// `Name: text`; nothing without text.
fn labelled(name: &str, text: &str) -> String {
    match (name.is_empty(), text.is_empty()) {
        (_, true) => String::new(),
        (true, false) => text.to_owned(),
        (false, false) => format!("{name}: {text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_begins_or_ends_with_the_dot_before_the_unit() {
        let long =
            "Hồ sơ giải quyết quá hạn: đóng góp của từng đơn vị vào thay đổi chung, năm 2025 so với năm 2024";
        for subtitle in [long, "Hồ sơ giải quyết quá hạn", &[long, long].join("; "), ""] {
            for room in [300.0, 420.0, 644.0, 700.0] {
                let lines = measure(subtitle, "Đơn vị tính: điểm\u{a0}%", room);
                assert!(lines.iter().all(|line| !line.starts_with('·') && !line.ends_with('·')), "{lines:?}");
                assert!(lines.iter().any(|line| line.ends_with("điểm\u{a0}%")), "{lines:?}");
            }
        }
        assert_eq!(measure("Số tổ", "Đơn vị tính: tổ", 644.0), ["Số tổ · Đơn vị tính: tổ"]);
    }
}
