//! What a chart consists of before it is painted: shapes and words with their places, in px from the top left.
//!
//! A chart is laid out into a scene and painted afterwards, so that its height can follow its content and tests can
//! ask where every word stands.

use super::color::Color;
use super::text::{Weight, width};
use super::theme::{SMALL, Theme};

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::render) struct Area {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Area {
    /// Whether both share more than a touch.
    pub fn overlaps(&self, other: &Area) -> bool {
        let slack = 0.2;
        self.x + self.w > other.x + slack
            && other.x + other.w > self.x + slack
            && self.y + self.h > other.y + slack
            && other.y + other.h > self.y + slack
    }

    /// Whether a line from one point to another passes through.
    pub fn is_crossed(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        // Liang and Barsky: the part of the line within each pair of sides; anything left lies within all.
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut first, mut last) = (0.0_f64, 1.0_f64);
        let sides = [
            (-dx, from.0 - self.x),
            (dx, self.x + self.w - from.0),
            (-dy, from.1 - self.y),
            (dy, self.y + self.h - from.1),
        ];
        for (step, room) in sides {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                first = first.max(room / step);
            } else {
                last = last.min(room / step);
            }
        }
        first <= last
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    /// Colour.
    pub color: Color,
    /// Width, px.
    pub width: f64,
    /// Lengths of dashes and gaps, px; empty for a whole line.
    pub dash: &'static str,
}

impl Stroke {
    /// A whole line.
    pub fn new(color: Color, width: f64) -> Self {
        Self { color, width, dash: "" }
    }

    /// A dashed line.
    pub fn dashed(color: Color, width: f64, dash: &'static str) -> Self {
        Self { color, width, dash }
    }
}

/// What fills an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fill {
    /// A colour.
    Plain(Color),
    /// A colour that lets things through, 0 to 1.
    Veil(Color, f64),
    /// Slanted lines on the page: no value.
    Hatch,
    /// Slanted light lines on a colour, to tell parts apart without colour.
    Striped(Color),
    /// Light dots on a colour.
    Dotted(Color),
}

/// Where a text stands from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Right of it.
    Start,
    /// Around it.
    Middle,
    /// Left of it.
    End,
}

/// A text on one line.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// Point on the base line.
    pub x: f64,
    /// Base line.
    pub y: f64,
    /// The text, clean.
    pub text: String,
    /// Height of the font, px.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub color: Color,
    /// Where it stands from its point.
    pub anchor: Anchor,
    /// With a rim in the page's colour, for words over lines.
    pub halo: bool,
    /// The whole text where the shown one is cut.
    pub full: Option<String>,
}

impl Words {
    /// Words of height `size` in `color`, right of their point.
    pub fn new(text: impl Into<String>, size: f64, color: Color) -> Self {
        Self {
            x: 0.0,
            y: 0.0,
            text: text.into(),
            size,
            weight: Weight::Regular,
            color,
            anchor: Anchor::Start,
            halo: false,
            full: None,
        }
    }

    /// At a point, the base line at `y`.
    pub fn at(mut self, x: f64, y: f64, anchor: Anchor) -> Self {
        (self.x, self.y, self.anchor) = (x, y, anchor);
        self
    }

    /// At a point, its small letters around `y`.
    pub fn beside(self, x: f64, y: f64, anchor: Anchor) -> Self {
        let base = y + self.size * 0.35;
        self.at(x, base, anchor)
    }

    /// In weight 600.
    pub fn strong(mut self, strong: bool) -> Self {
        self.weight = if strong { Weight::Strong } else { Weight::Regular };
        self
    }

    /// With a rim in the page's colour.
    pub fn halo(mut self) -> Self {
        self.halo = true;
        self
    }

    /// Width, px.
    pub fn width(&self) -> f64 {
        width(&self.text, self.size, self.weight)
    }

    /// Where it stands: from the marks over capitals to the feet of `g`.
    pub fn area(&self) -> Area {
        let w = self.width();
        let x = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - w / 2.0,
            Anchor::End => self.x - w,
        };
        Area { x, y: self.y - self.size * 0.86, w, h: self.size * 1.1 }
    }
}

/// One thing to paint.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A filled rectangle.
    Rect(Area, Fill),
    /// The rim of a rectangle.
    Rim(Area, Stroke),
    /// A line through points.
    Path(Vec<(f64, f64)>, Stroke),
    /// A filled polygon.
    Polygon(Vec<(f64, f64)>, Fill),
    /// A circle with its rim; filled by its own colour or the page's.
    Dot {
        /// Centre.
        x: f64,
        /// Centre.
        y: f64,
        /// Radius.
        r: f64,
        /// Colour.
        color: Color,
        /// Whether it is filled by the page.
        hollow: bool,
    },
    /// Words.
    Words(Words),
}

/// Everything of a chart.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
    /// Shapes in the order of painting, with what a pointer over them tells.
    pub shapes: Vec<(Shape, Option<String>)>,
    /// Colour of the page.
    pub page: Color,
}

impl Scene {
    /// An empty scene.
    pub fn new(theme: &Theme) -> Self {
        Self {
            width: theme.width.clamp(320.0, 2000.0),
            height: 0.0,
            shapes: Vec::new(),
            page: theme.page.light,
        }
    }

    /// Adds a shape.
    pub fn add(&mut self, shape: Shape) {
        self.shapes.push((shape, None));
    }

    /// Says what a pointer over the last shape tells.
    pub fn tell(&mut self, text: String) {
        if let Some(last) = self.shapes.last_mut()
            && !text.is_empty()
        {
            last.1 = Some(text);
        }
    }

    /// Adds a filled rectangle.
    pub fn rect(&mut self, x: f64, y: f64, w: f64, h: f64, fill: Fill) {
        self.add(Shape::Rect(Area { x, y, w, h }, fill));
    }

    /// Adds a straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.add(Shape::Path(vec![from, to], stroke));
    }

    /// Adds a straight line below everything that is there: words keep their rims over it.
    pub fn line_beneath(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.shapes.insert(0, (Shape::Path(vec![from, to], stroke), None));
    }

    /// Adds a circle.
    pub fn dot(&mut self, x: f64, y: f64, r: f64, color: Color, hollow: bool) {
        self.add(Shape::Dot { x, y, r, color, hollow });
    }

    /// Adds words; none for an empty text.
    pub fn words(&mut self, words: Words) {
        if words.text.is_empty() {
            return;
        }
        let full = words.full.clone();
        self.add(Shape::Words(words));
        self.tell(full.unwrap_or_default());
    }

    /// Adds a mark whose form tells series apart: circle, square, triangle, diamond.
    pub fn mark(&mut self, form: usize, x: f64, y: f64, color: Color, hollow: bool) {
        let fill = if hollow { Fill::Plain(self.page) } else { Fill::Plain(color) };
        let points = match form % 4 {
            0 => return self.dot(x, y, 3.6, color, hollow),
            1 => vec![(x - 3.3, y - 3.3), (x + 3.3, y - 3.3), (x + 3.3, y + 3.3), (x - 3.3, y + 3.3)],
            2 => vec![(x, y - 4.4), (x + 4.3, y + 3.3), (x - 4.3, y + 3.3)],
            _ => vec![(x, y - 4.8), (x + 4.8, y), (x, y + 4.8), (x - 4.8, y)],
        };
        let mut rim = points.clone();
        rim.extend_from_slice(&points[..2]);
        self.add(Shape::Polygon(points, fill));
        if hollow {
            self.add(Shape::Path(rim, Stroke::new(color, 1.6)));
        }
    }

    /// Everything of `other`, moved down and right.
    pub fn absorb(&mut self, other: Scene, dx: f64, dy: f64) {
        let moved = |points: Vec<(f64, f64)>| points.into_iter().map(|(x, y)| (x + dx, y + dy)).collect();
        let place = |area: Area| Area { x: area.x + dx, y: area.y + dy, ..area };
        for (shape, told) in other.shapes {
            let shape = match shape {
                Shape::Rect(area, fill) => Shape::Rect(place(area), fill),
                Shape::Rim(area, stroke) => Shape::Rim(place(area), stroke),
                Shape::Path(points, stroke) => Shape::Path(moved(points), stroke),
                Shape::Polygon(points, fill) => Shape::Polygon(moved(points), fill),
                Shape::Dot { x, y, r, color, hollow } => {
                    Shape::Dot { x: x + dx, y: y + dy, r, color, hollow }
                }
                Shape::Words(words) => {
                    let (x, y) = (words.x + dx, words.y + dy);
                    Shape::Words(Words { x, y, ..words })
                }
            };
            self.shapes.push((shape, told));
        }
    }

    /// Swatches with their names in lines from `y` on; returns the lower end.
    pub fn legend(&mut self, x: f64, y: f64, entries: &[(Fill, String)], theme: &Theme) -> f64 {
        let (mut at, mut line) = (x, y);
        for (fill, name) in entries {
            let words = Words::new(
                super::text::fit(name, SMALL, Weight::Regular, self.width - x - 24.0),
                SMALL,
                theme.muted.light,
            );
            let room = 18.0 + words.width();
            if at > x && at + room > self.width {
                (at, line) = (x, line + 18.0);
            }
            self.swatch(at, line + 3.0, *fill, theme);
            self.words(words.at(at + 18.0, line + 12.0, Anchor::Start));
            at += room + 16.0;
        }
        line + 18.0
    }

    /// A small square of a colour, rimmed where the page would swallow it.
    pub fn swatch(&mut self, x: f64, y: f64, fill: Fill, theme: &Theme) {
        let area = Area { x, y, w: 12.0, h: 11.0 };
        self.add(Shape::Rect(area, fill));
        let pale = match fill {
            Fill::Plain(color) => color.contrast(theme.page.light) < 2.0,
            _ => true,
        };
        if pale {
            self.add(Shape::Rim(area, Stroke::new(theme.back.light, 0.8)));
        }
    }

    /// Where all words stand.
    #[cfg(test)]
    pub fn word_areas(&self) -> Vec<(Area, &str)> {
        self.shapes
            .iter()
            .filter_map(|(shape, _)| match shape {
                Shape::Words(words) => Some((words.area(), words.text.as_str())),
                _ => None,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn a_line_crosses_an_area_or_passes_it() {
        let area = Area { x: 10.0, y: 10.0, w: 20.0, h: 10.0 };
        assert!(area.is_crossed((0.0, 0.0), (40.0, 30.0)));
        assert!(area.is_crossed((15.0, 12.0), (16.0, 13.0)));
        assert!(!area.is_crossed((0.0, 0.0), (5.0, 40.0)));
        assert!(!area.is_crossed((0.0, 21.0), (40.0, 21.0)));
        assert!(area.is_crossed((12.0, 0.0), (12.0, 40.0)));
    }

    #[test]
    fn areas_that_only_touch_do_not_overlap() {
        let left = Area { x: 0.0, y: 0.0, w: 10.0, h: 10.0 };
        assert!(!left.overlaps(&Area { x: 10.0, ..left }));
        assert!(left.overlaps(&Area { x: 9.0, ..left }));
    }
}
