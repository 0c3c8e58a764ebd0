//! From a scene to SVG: plotters' SVG backend paints, and what it cannot say is put in afterwards.
//!
//! The backend knows whole pixels only, so that the scene is painted at ten times its size and divided by ten in the
//! text that comes out: places are exact to a tenth. It has no dashes, patterns, titles or roles, repeats font and
//! opacity at each element, and writes a font's size divided by 1.24; [`Extra`] and [`finish`] see to that.

use std::fmt::Write as _;
use std::sync::Once;

use plotters::prelude::{
    DrawingBackend, FontDesc, FontFamily, FontStyle, RGBColor, SVGBackend, ShapeStyle, TextStyle,
};
use plotters::style::Color as _;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::ChartError;
use super::color::Color;
use super::scene::{Anchor, Fill, Scene, Shape, Stroke};
use super::text::Weight;
use super::theme::Theme;
use crate::render::fonts;

/// What the backend multiplies font sizes by before dividing them again.
const EM: f64 = 1.24;

/// What is added to one painted element: attributes that replace its own, and what a pointer over it tells.
#[derive(Default)]
struct Extra {
    attributes: Vec<(&'static str, String)>,
    told: Option<String>,
}

/// Names of the drawing for those who do not see it.
pub(super) struct Naming<'a> {
    /// Unique within a page.
    pub id: &'a str,
    /// Short.
    pub title: &'a str,
    /// Whole.
    pub description: &'a str,
}

/// The scene as SVG.
pub(super) fn paint(scene: &Scene, naming: &Naming<'_>, theme: &Theme) -> Result<String, ChartError> {
    register_fonts();
    let size = (tenths(scene.width).max(1) as u32, tenths(scene.height).max(1) as u32);
    let mut painted = String::with_capacity(scene.shapes.len() * 160);
    let mut extras = Vec::with_capacity(scene.shapes.len());
    {
        let mut backend = SVGBackend::with_string(&mut painted, size);
        for (shape, told) in &scene.shapes {
            let attributes = paint_shape(&mut backend, shape, scene.page, naming.id)
                .map_err(|error| ChartError::Paint(error.to_string()))?;
            extras.push(Extra { attributes, told: told.clone() });
        }
        backend.present().map_err(|error| ChartError::Paint(error.to_string()))?;
    }
    finish(&painted, &extras, scene, naming, theme)
}

/// Tells plotters of the font, once for the whole program.
fn register_fonts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // A font it cannot read would only matter to its own measuring, which is not used.
        let _ = plotters::style::register_font(fonts::SANS, FontStyle::Normal, fonts::SANS_REGULAR);
        let _ = plotters::style::register_font(fonts::SANS, FontStyle::Bold, fonts::SANS_SEMIBOLD);
    });
}

fn tenths(value: f64) -> i32 {
    // A cast of a float saturates; what is not a number becomes 0.
    (value * 10.0).round() as i32
}

fn point((x, y): (f64, f64)) -> (i32, i32) {
    (tenths(x), tenths(y))
}

fn paper(color: Color) -> RGBColor {
    RGBColor(color.0, color.1, color.2)
}

fn pen(stroke: &Stroke) -> ShapeStyle {
    paper(stroke.color).stroke_width(tenths(stroke.width).max(1) as u32)
}

/// Paints one shape as exactly one element and returns the attributes that the backend has no words for.
fn paint_shape(
    backend: &mut SVGBackend<'_>,
    shape: &Shape,
    page: Color,
    id: &str,
) -> Result<Vec<(&'static str, String)>, Box<dyn std::error::Error + Send + Sync>> {
    let mut more = Vec::new();
    match shape {
        Shape::Rect(area, fill) => {
            let (from, to) = (point((area.x, area.y)), point((area.x + area.w, area.y + area.h)));
            backend.draw_rect(from, to, &filling(*fill, id, &mut more), true)?;
        }
        Shape::Rim(area, stroke) => {
            let (from, to) = (point((area.x, area.y)), point((area.x + area.w, area.y + area.h)));
            backend.draw_rect(from, to, &pen(stroke), false)?;
            more.push(("stroke-width", tenth(&tenths(stroke.width).to_string())));
            dash(stroke, &mut more);
        }
        Shape::Path(points, stroke) => {
            if let [from, to] = points[..] {
                backend.draw_line(point(from), point(to), &pen(stroke))?;
            } else {
                backend.draw_path(points.iter().map(|&at| point(at)), &pen(stroke))?;
                more.push(("stroke-linejoin", "round".to_owned()));
            }
            dash(stroke, &mut more);
        }
        Shape::Polygon(points, fill) => {
            backend.fill_polygon(points.iter().map(|&at| point(at)), &filling(*fill, id, &mut more))?;
        }
        Shape::Dot { x, y, r, color, hollow } => {
            let style = paper(*color).stroke_width(16);
            backend.draw_circle(point((*x, *y)), tenths(*r).max(0) as u32, &style, !hollow)?;
            if *hollow {
                more.push(("fill", page.hex()));
            }
        }
        Shape::Words(words) => {
            let style = match words.weight {
                Weight::Regular => FontStyle::Normal,
                Weight::Strong => FontStyle::Bold,
            };
            let font = FontDesc::new(FontFamily::Name(fonts::SANS), words.size * 10.0 * EM, style);
            let across = match words.anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            // The shift that comes with the anchor is taken out again: y is the base line.
            let ink = paper(words.color);
            let style = TextStyle::from(font).color(&ink).pos(Pos::new(across, VPos::Top));
            backend.draw_text(&words.text, &style, point((words.x, words.y)))?;
            if words.halo {
                more.push(("stroke", page.hex()));
                more.push(("stroke-width", "3".to_owned()));
                more.push(("stroke-linejoin", "round".to_owned()));
                more.push(("paint-order", "stroke".to_owned()));
            }
        }
    }
    Ok(more)
}

fn dash(stroke: &Stroke, more: &mut Vec<(&'static str, String)>) {
    if !stroke.dash.is_empty() {
        more.push(("stroke-dasharray", stroke.dash.to_owned()));
    }
}

fn filling(fill: Fill, id: &str, more: &mut Vec<(&'static str, String)>) -> ShapeStyle {
    match fill {
        Fill::Plain(color) => paper(color).filled(),
        Fill::Veil(color, alpha) => paper(color).mix(alpha.clamp(0.01, 1.0)).filled(),
        Fill::Hatch => {
            more.push(("fill", format!("url(#{id}-hatch)")));
            RGBColor(0, 0, 0).filled()
        }
        Fill::Striped(color) => {
            more.push(("fill", format!("url(#{id}-striped)")));
            paper(color).filled()
        }
        Fill::Dotted(color) => {
            more.push(("fill", format!("url(#{id}-dotted)")));
            paper(color).filled()
        }
    }
}

/// The patterns that the scene uses, as definitions.
fn patterns(scene: &Scene, id: &str, theme: &Theme) -> String {
    let used = |wanted: fn(&Fill) -> Option<Color>| {
        scene.shapes.iter().find_map(|(shape, _)| match shape {
            Shape::Rect(_, fill) | Shape::Polygon(_, fill) => wanted(fill),
            _ => None,
        })
    };
    let page = scene.page.hex();
    let mut defs = String::new();
    let open = "patternUnits=\"userSpaceOnUse\"";
    if let Some(line) =
        used(|fill| matches!(fill, Fill::Hatch).then_some(Color(0, 0, 0))).map(|_| theme.back.light.hex())
    {
        let _ = write!(
            defs,
            "<pattern id=\"{id}-hatch\" {open} width=\"7\" height=\"7\"><path d=\"M-1,1 l2,-2 M0,7 l7,-7 M6,8 l2,-2\" \
             stroke=\"{line}\" stroke-width=\"0.8\"/></pattern>"
        );
    }
    if let Some(color) = used(|fill| if let Fill::Striped(color) = fill { Some(*color) } else { None }) {
        let color = color.hex();
        let _ = write!(
            defs,
            "<pattern id=\"{id}-striped\" {open} width=\"8\" height=\"8\"><rect width=\"8\" height=\"8\" fill=\"{color}\"/>\
             <path d=\"M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4\" stroke=\"{page}\" stroke-width=\"1.4\"/></pattern>"
        );
    }
    if let Some(color) = used(|fill| if let Fill::Dotted(color) = fill { Some(*color) } else { None }) {
        let color = color.hex();
        let _ = write!(
            defs,
            "<pattern id=\"{id}-dotted\" {open} width=\"7\" height=\"7\"><rect width=\"7\" height=\"7\" fill=\"{color}\"/>\
             <circle cx=\"2\" cy=\"2\" r=\"1\" fill=\"{page}\"/><circle cx=\"5.5\" cy=\"5.5\" r=\"1\" fill=\"{page}\"/></pattern>"
        );
    }
    if defs.is_empty() { defs } else { format!("<defs>{defs}</defs>\n") }
}

/// Rewrites what the backend wrote, line by line: an element each, text on a line of its own.
fn finish(
    painted: &str,
    extras: &[Extra],
    scene: &Scene,
    naming: &Naming<'_>,
    theme: &Theme,
) -> Result<String, ChartError> {
    let id = naming.id;
    let (width, height) = (tenth(&tenths(scene.width).to_string()), tenth(&tenths(scene.height).to_string()));
    let mut out = String::with_capacity(painted.len());
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nhipso-chart\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{font}\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n{patterns}",
        font = fonts::SANS_STACK,
        title = escaped(naming.title),
        description = escaped(naming.description),
        patterns = patterns(scene, id, theme),
    );
    let mut extras = extras.iter();
    let mut lines = painted.lines().skip(1);
    while let Some(line) = lines.next() {
        if line == "</svg>" {
            out.push_str(line);
            out.push('\n');
            return Ok(out);
        }
        let extra =
            extras.next().ok_or_else(|| ChartError::Paint("an element without a shape".to_owned()))?;
        let name = element(line, extra, &mut out);
        if name == "text" {
            let words = lines.next().unwrap_or_default();
            lines.next();
            out.push('>');
            told(extra, &mut out);
            out.push_str(words);
            out.push_str("</text>\n");
        } else if extra.told.is_some() {
            out.push('>');
            told(extra, &mut out);
            let _ = writeln!(out, "</{name}>");
        } else {
            out.push_str("/>\n");
        }
    }
    Err(ChartError::Paint("the drawing ends early".to_owned()))
}

fn told(extra: &Extra, out: &mut String) {
    if let Some(told) = &extra.told {
        let _ = write!(out, "<title>{}</title>", escaped(told));
    }
}

/// Writes an element's name and attributes, open at the end.
fn element<'a>(line: &'a str, extra: &Extra, out: &mut String) -> &'a str {
    let body = line.trim_start_matches('<').trim_end_matches("/>").trim_end_matches('>');
    let (name, mut rest) = body.split_once(' ').unwrap_or((body, ""));
    out.push('<');
    out.push_str(name);
    while let Some((key, tail)) = rest.split_once("=\"") {
        let Some((value, tail)) = tail.split_once('"') else { break };
        rest = tail.trim_start();
        if extra.attributes.iter().any(|(own, _)| *own == key) {
            continue;
        }
        let value = match (key, value) {
            ("opacity", "1") | ("stroke", "none") | ("text-anchor", "start") | ("dy" | "font-family", _) => {
                continue;
            }
            ("stroke-width", _) if name == "circle" && !line.contains("fill=\"none\"") => continue,
            ("font-weight", _) => "600".to_owned(),
            ("font-size", size) => number(size.parse::<f64>().unwrap_or(120.0) / 10.0),
            ("points", points) => {
                let mut tenfold = String::with_capacity(points.len());
                for part in points.trim_end().split_inclusive([',', ' ']) {
                    let digits = part.trim_end_matches([',', ' ']);
                    tenfold.push_str(&tenth(digits));
                    tenfold.push_str(&part[digits.len()..]);
                }
                tenfold
            }
            (
                "x" | "y" | "width" | "height" | "x1" | "y1" | "x2" | "y2" | "cx" | "cy" | "r"
                | "stroke-width",
                value,
            ) => tenth(value),
            (_, value) => value.to_owned(),
        };
        let _ = write!(out, " {key}=\"{value}\"");
    }
    for (key, value) in &extra.attributes {
        let _ = write!(out, " {key}=\"{value}\"");
    }
    name
}

/// A whole number of tenths as a decimal number.
fn tenth(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, last) = digits.split_at(digits.len().saturating_sub(1));
    let whole = if whole.is_empty() { "0" } else { whole };
    match last {
        "0" if whole == "0" => "0".to_owned(),
        "0" => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{last}"),
    }
}

/// A number to a tenth.
fn number(value: f64) -> String {
    tenth(&tenths(value).to_string())
}

/// Text as it may stand in XML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(' '),
            _ if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn tenths_read_as_decimals() {
        for (digits, decimal) in
            [("0", "0"), ("5", "0.5"), ("10", "1"), ("1234", "123.4"), ("-7", "-0.7"), ("-120", "-12")]
        {
            assert_eq!(tenth(digits), decimal);
        }
        assert_eq!(number(12.499_999_9), "12.5");
    }

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escaped("a<b & \"c\"\u{0}\n>"), "a&lt;b &amp; &quot;c&quot; &gt;");
    }
}
