//! Headline, measure and source around a drawing that must stand alone.

use super::scene::{Anchor, Area, Fill, Scene, Shape, Words};
use super::text::{Weight, clean, wrap};
use super::theme::{LABEL, SMALL, Theme};
use crate::compose::report::{Figure, Words as Terms};

const MARGIN: f64 = 18.0;

/// The scene with headline, subtitle and unit above and the source below, on a page of its own.
pub(super) fn around(inner: Scene, figure: &Figure, terms: &Terms, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let room = inner.width;
    scene.width = room + 2.0 * MARGIN;
    let mut y = MARGIN;
    let mut write = |scene: &mut Scene, text: &str, size: f64, strong: bool, color, most| {
        let weight = if strong { Weight::Strong } else { Weight::Regular };
        for line in wrap(&clean(text), size, weight, room, most) {
            y += size * 1.32;
            scene.words(Words::new(line, size, color).strong(strong).at(
                MARGIN,
                y - size * 0.3,
                Anchor::Start,
            ));
        }
        y
    };
    write(&mut scene, &figure.headline, 18.0, true, theme.ink.light, 4);
    let measure = labelled(&figure.subtitle, &terms.unit, &figure.unit);
    let top = write(&mut scene, &measure, LABEL, false, theme.muted.light, 4) + 12.0;
    let height = inner.height;
    scene.absorb(inner, MARGIN, top);
    let mut y = top + height + 8.0;
    for line in wrap(&clean(&labelled("", &terms.source, &figure.source)), SMALL, Weight::Regular, room, 4) {
        y += SMALL * 1.35;
        scene.words(Words::new(line, SMALL, theme.muted.light).at(MARGIN, y, Anchor::Start));
    }
    scene.height = y + MARGIN;
    let page = Area { x: 0.0, y: 0.0, w: scene.width, h: scene.height };
    scene.shapes.insert(0, (Shape::Rect(page, Fill::Plain(theme.page.light)), None));
    scene
}

/// `lead. Name: text`, of which lead or text may be missing.
fn labelled(lead: &str, name: &str, text: &str) -> String {
    let lead = lead.trim_end_matches('.');
    match (lead.is_empty(), text.is_empty()) {
        (true, true) => String::new(),
        (false, true) => lead.to_owned(),
        (true, false) if name.is_empty() => text.to_owned(),
        (true, false) => format!("{name}: {text}"),
        (false, false) if name.is_empty() => format!("{lead} · {text}"),
        (false, false) => format!("{lead} · {name}: {text}"),
    }
}
