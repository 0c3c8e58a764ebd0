//! Headline, measure and source around a drawing that must stand alone.

use super::scene::{Anchor, Area, Fill, Scene, Shape, Words};
use super::text::{Weight, balance, clean, wrap};
use super::theme::{LABEL, SMALL, Theme};
use crate::compose::report::{Figure, Words as Terms};

const MARGIN: f64 = 18.0;
/// Height of the headline, px.
const HEADLINE: f64 = 17.0;

/// The scene with headline, subtitle and unit above and the source below, on a page of its own.
pub(super) fn around(inner: Scene, figure: &Figure, terms: &Terms, theme: &Theme) -> Scene {
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
    let measure = labelled(&figure.subtitle, &whole(&terms.unit), &whole(&figure.unit));
    for line in wrap(&clean(&measure), LABEL, Weight::Regular, room, 4) {
        y += LABEL * 1.32;
        scene.words(Words::new(line, LABEL, theme.muted.light).at(MARGIN, y - 4.0, Anchor::Start));
    }
    let top = y + 12.0;
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
        (false, false) if name.is_empty() => format!("{lead} ·\u{a0}{text}"),
        (false, false) => format!("{lead} ·\u{a0}{name}:\u{a0}{text}"),
    }
}
