//! Charts: a [`Figure`] becomes SVG and PNG. One file a chart; palette, sizes and measuring here.
//!
//! [`theme`] holds colours, [`text`] measures words, [`place`] keeps labels apart, [`scene`] is what a chart
//! consists of, [`paint`] writes it as SVG by plotters, [`raster`] as PNG by resvg. Nothing here computes a figure: values
//! decide where a mark stands, and every word comes finished.

mod axis;
mod color;
mod diverging;
mod forest;
mod frame;
mod heat;
mod intervals;
mod line_labels;
mod lines;
mod paint;
mod place;
mod ranking;
mod raster;
mod rows;
mod scene;
mod slopes;
mod spread;
mod stacked;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod tiles;
mod waterfall;

pub use color::{Color, Sight};
pub(super) use raster::Raster;
pub(super) use raster::font_database as fonts;
pub use raster::png;
pub use theme::{Role, Theme};

use crate::compose::report::{Chart, Figure, Words};
use scene::{Area, Scene};

/// What goes around a drawing.
#[derive(Clone, Copy, Debug)]
pub enum Frame<'a> {
    /// Nothing: headline, measure and source stand beside it as text.
    Bare,
    /// Headline, measure, unit and source are part of the drawing, named by the report's words: it stands alone.
    Full(&'a Words),
}

/// A drawing that stands alone, and where within it what is drawn without a frame stands.
#[derive(Debug)]
pub(super) struct Alone {
    /// As SVG.
    pub svg: String,
    /// Where the drawing of [`Frame::Bare`] stands in it, which [`Raster::part`] cuts out.
    pub within: Area,
}

/// Why a chart could not be drawn. Neither depends on the figures: any [`Figure`] can be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The SVG backend failed.
    #[error("cannot draw a chart: {0}")]
    Paint(String),
    /// The SVG could not be made into a picture, or not into one of that size.
    #[error("cannot make a picture of a chart: {0}")]
    Raster(String),
}

/// The figure as SVG: scalable, with title and description, its colours replaceable by [`Theme::stylesheet`].
///
/// Ids within begin with the figure's id, so that a page can hold many drawings.
pub fn svg(figure: &Figure, theme: &Theme, frame: Frame<'_>) -> Result<String, ChartError> {
    painted(&scene(figure, theme, frame), figure, theme)
}

/// The figure as [`svg`] gives it in its full frame.
pub(super) fn alone(figure: &Figure, theme: &Theme, words: &Words) -> Result<Alone, ChartError> {
    let (scene, within) = frame::around(scene(figure, theme, Frame::Bare), figure, words, theme);
    Ok(Alone { svg: painted(&scene, figure, theme)?, within })
}

fn painted(scene: &Scene, figure: &Figure, theme: &Theme) -> Result<String, ChartError> {
    let id = identifier(&figure.id);
    let title = if figure.headline.is_empty() { &figure.subtitle } else { &figure.headline };
    let naming = paint::Naming { id: &id, title, description: &figure.alt };
    paint::paint(scene, &naming, theme)
}

fn scene(figure: &Figure, theme: &Theme, frame: Frame<'_>) -> Scene {
    let scene = match &figure.chart {
        Chart::Lines(chart) => lines::draw(chart, theme),
        Chart::Ranking(chart) => ranking::draw(chart, theme),
        Chart::Intervals(chart) => intervals::draw(chart, theme),
        Chart::Heat(chart) => heat::draw(chart, theme),
        Chart::Stacked(chart) => stacked::draw(chart, theme),
        Chart::Tiles(chart) => tiles::draw(chart, theme),
        Chart::Slopes(chart) => slopes::draw(chart, theme),
        Chart::Diverging(chart) => diverging::draw(chart, theme),
        Chart::Forest(chart) => forest::draw(chart, theme),
        Chart::Waterfall(chart) => waterfall::draw(chart, theme),
        Chart::Spread(chart) => spread::draw(chart, theme),
    };
    match frame {
        Frame::Bare => scene,
        Frame::Full(words) => frame::around(scene, figure, words, theme).0,
    }
}

/// The figure's id as ids within a drawing may be: ASCII letters, digits, `-` and `_`.
fn identifier(id: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    format!("chart-{}", id.chars().map(plain).collect::<String>())
}
