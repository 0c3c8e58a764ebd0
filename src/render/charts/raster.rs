//! From SVG to PNG: resvg with the embedded fonts, at twice the size, in as few bytes as its colours need.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::ChartError;
use crate::render::fonts;

/// Pixels to a px of the drawing.
const SCALE: f32 = 2.0;

/// The drawing as PNG on white, at twice its size. Fonts are the embedded ones, so that every machine gives these bytes.
pub fn png(svg: &str) -> Result<Vec<u8>, ChartError> {
    let options = usvg::Options {
        font_family: fonts::SANS.to_owned(),
        fontdb: font_database(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| ChartError::Raster(error.to_string()))?;
    let size = tree.size();
    let (width, height) = ((size.width() * SCALE).ceil() as u32, (size.height() * SCALE).ceil() as u32);
    let mut pixmap =
        Pixmap::new(width, height).ok_or_else(|| ChartError::Raster(format!("{width} × {height} pixels")))?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixmap.as_mut());
    encode(&pixmap).map_err(|error| ChartError::Raster(error.to_string()))
}

fn font_database() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut fonts_found = fontdb::Database::new();
        for bytes in [fonts::SANS_REGULAR, fonts::SANS_SEMIBOLD, fonts::SERIF_REGULAR] {
            fonts_found.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
        }
        fonts_found.set_sans_serif_family(fonts::SANS);
        Arc::new(fonts_found)
    }))
}

/// A chart has a handful of colours and their mixtures at edges: 256 of them are enough for the eye, in a quarter of the bytes.
fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let (palette, indices) = indexed(pixmap.data());
    let mut bytes = Vec::with_capacity(64 * 1024);
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_compression(png::Compression::Balanced);
    // At 192 to the inch a drawing stands on paper in the size it has on screen.
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 7559, yppu: 7559, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(bytes)
}

/// The 256 most frequent colours, and each pixel's nearest one; ties by value, so that the bytes are always the same.
fn indexed(rgba: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let pack = |pixel: &[u8]| u32::from(pixel[0]) << 16 | u32::from(pixel[1]) << 8 | u32::from(pixel[2]);
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let mut run: (u32, u32) = (0, 0);
    for pixel in rgba.chunks_exact(4) {
        let color = pack(pixel);
        if color == run.0 {
            run.1 += 1;
        } else {
            if run.1 > 0 {
                *counts.entry(run.0).or_default() += run.1;
            }
            run = (color, 1);
        }
    }
    if run.1 > 0 {
        *counts.entry(run.0).or_default() += run.1;
    }
    let mut ranked: Vec<(u32, u32)> = counts.into_iter().collect();
    ranked.sort_unstable_by_key(|&(color, count)| (std::cmp::Reverse(count), color));
    let chosen: Vec<u32> = ranked.iter().take(256).map(|(color, _)| *color).collect();
    let mut lookup: HashMap<u32, u8> =
        chosen.iter().enumerate().map(|(at, color)| (*color, at as u8)).collect();
    for (color, _) in ranked.iter().skip(256) {
        lookup.insert(*color, nearest(&chosen, *color));
    }
    let mut last = (u32::MAX, 0);
    let indices = rgba
        .chunks_exact(4)
        .map(|pixel| {
            let color = pack(pixel);
            if color != last.0 {
                last = (color, lookup.get(&color).copied().unwrap_or(0));
            }
            last.1
        })
        .collect();
    let palette =
        chosen.iter().flat_map(|color| [(color >> 16) as u8, (color >> 8) as u8, *color as u8]).collect();
    (palette, indices)
}

fn nearest(chosen: &[u32], color: u32) -> u8 {
    let far = |a: u32, b: u32, shift: u32| {
        let gap = ((a >> shift) & 0xFF) as i32 - ((b >> shift) & 0xFF) as i32;
        gap * gap
    };
    let distance =
        |other: u32| 2 * far(color, other, 16) + 4 * far(color, other, 8) + 3 * far(color, other, 0);
    chosen.iter().enumerate().min_by_key(|&(at, other)| (distance(*other), at)).map_or(0, |(at, _)| at as u8)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn frequent_colours_are_kept_and_others_go_to_the_nearest() {
        let mut rgba = Vec::new();
        for step in 0..=255_u8 {
            rgba.extend_from_slice(&[step, 0, 0, 255, step, 0, 0, 255]);
        }
        rgba.extend_from_slice(&[10, 1, 0, 255]);
        let (palette, indices) = indexed(&rgba);
        assert_eq!(palette.len(), 768);
        let last = usize::from(*indices.last().unwrap()) * 3;
        assert_eq!(palette[last..last + 3], [10, 0, 0]);
    }
}
