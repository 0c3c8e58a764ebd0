//! From SVG to PNG: resvg with the embedded fonts, at twice the size, in as few bytes as its colours need.

use std::ops::Range;
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
    encode(&pixmap, svg).map_err(|error| ChartError::Raster(error.to_string()))
}

/// The embedded fonts, as a drawing finds them.
pub(in crate::render) fn font_database() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut fonts_found = fontdb::Database::new();
        for bytes in [fonts::SANS_REGULAR, fonts::SANS_SEMIBOLD, fonts::SERIF_REGULAR] {
            fonts_found.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
        }
        fonts_found.set_sans_serif_family(fonts::SANS);
        // A family that is not here is looked for as the serif one: words of an office's drawing are set in another
        // font rather than left out.
        fonts_found.set_serif_family(fonts::SERIF);
        Arc::new(fonts_found)
    }))
}

/// How many colours a picture keeps.
const COLORS: usize = 64;
/// How far apart colours are kept, squared and weighted as in [`distance`].
const APART: i32 = 9 * 14 * 14;

/// A chart has a handful of colours and their mixtures at edges: a palette is enough for the eye, in a quarter of the bytes.
fn encode(pixmap: &Pixmap, svg: &str) -> Result<Vec<u8>, png::EncodingError> {
    let (palette, indices) = indexed(pixmap.data(), pixmap.width() as usize, &named(svg));
    let mut bytes = Vec::with_capacity(64 * 1024);
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette);
    // Level 9 takes five times as long as 6 for a tenth less.
    encoder.set_deflate_compression(png::DeflateCompression::Level(6));
    // Filters are for gradients: on indices they only hide the repetitions.
    encoder.set_filter(png::Filter::NoFilter);
    // At 192 to the inch a drawing stands on paper in the size it has on screen.
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 7559, yppu: 7559, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(bytes)
}

/// The colours that a drawing names.
fn named(svg: &str) -> Vec<u32> {
    let mut colors: Vec<u32> =
        svg.split("=\"#").skip(1).filter_map(|rest| u32::from_str_radix(rest.get(..6)?, 16).ok()).collect();
    colors.sort_unstable();
    colors.dedup();
    colors
}

/// A palette, and each pixel's place in it: the colours that are named and do occur, then the most frequent ones that
/// are not too near to another; every pixel goes to the nearest. Ties by value, so that the bytes are always the same.
fn indexed(rgba: &[u8], width: usize, named: &[u32]) -> (Vec<u8>, Vec<u8>) {
    let mut colors = Colors::new();
    // A chart is mostly long runs of one colour, and rows like the one above: these are looked at, not pixels.
    let mut runs: Vec<(u32, u32)> = Vec::new();
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut above: &[u8] = &[];
    for row in rgba.chunks_exact(4 * width) {
        match rows.last() {
            Some(same) if row == above => {
                for (place, length) in &runs[same.clone()] {
                    colors.counts[*place as usize] += length;
                }
                rows.push(same.clone());
            }
            _ => {
                let start = runs.len();
                let mut rest = row;
                while let Some(pixel) = rest.first_chunk::<4>() {
                    let length = run(rest, *pixel);
                    let color = u32::from(pixel[0]) << 16 | u32::from(pixel[1]) << 8 | u32::from(pixel[2]);
                    let place = colors.place(color);
                    colors.counts[place as usize] += length as u32;
                    runs.push((place, length as u32));
                    rest = &rest[4 * length..];
                }
                rows.push(start..runs.len());
            }
        }
        above = row;
    }
    let occurs = |color: &u32| colors.seen.contains(color);
    let mut chosen: Vec<u32> = named.iter().copied().filter(occurs).take(COLORS).collect();
    let mut ranked: Vec<(u32, u32)> =
        colors.seen.iter().copied().zip(colors.counts.iter().copied()).collect();
    ranked.sort_unstable_by_key(|&(color, count)| (std::cmp::Reverse(count), color));
    for &(color, _) in &ranked {
        if chosen.len() < COLORS && chosen.iter().all(|other| distance(color, *other) >= APART) {
            chosen.push(color);
        }
    }
    let nearest: Vec<u8> = colors.seen.iter().map(|color| nearest(&chosen, *color)).collect();
    let mut indices = Vec::with_capacity(rgba.len() / 4);
    for row in rows {
        for (place, length) in &runs[row] {
            indices.resize(indices.len() + *length as usize, nearest[*place as usize]);
        }
    }
    let palette =
        chosen.iter().flat_map(|color| [(color >> 16) as u8, (color >> 8) as u8, *color as u8]).collect();
    (palette, indices)
}

/// How many pixels at the start of `rgba` are `pixel`.
fn run(rgba: &[u8], pixel: [u8; 4]) -> usize {
    const MANY: usize = 16;
    let mut many = [0; 4 * MANY];
    many.chunks_exact_mut(4).for_each(|one| one.copy_from_slice(&pixel));
    let whole = rgba.chunks_exact(4 * MANY).take_while(|pixels| *pixels == many).count() * MANY;
    let rest = rgba[4 * whole..].chunks_exact(4);
    whole + rest.take_while(|other| **other == pixel).count()
}

/// Colours in the order of their first pixel, found again by hashing with open addresses.
struct Colors {
    seen: Vec<u32>,
    counts: Vec<u32>,
    /// One more than the place in `seen`; 0 where free. A power of two, at least twice as long as `seen`.
    table: Vec<u32>,
}

impl Colors {
    fn new() -> Self {
        Self { seen: Vec::new(), counts: Vec::new(), table: vec![0; 1 << 13] }
    }

    /// The place of a colour, new or seen before.
    fn place(&mut self, color: u32) -> u32 {
        let mut at = self.slot(color);
        loop {
            match self.table[at] {
                0 => break,
                place if self.seen[place as usize - 1] == color => return place - 1,
                _ => at = (at + 1) & (self.table.len() - 1),
            }
        }
        self.seen.push(color);
        self.counts.push(0);
        let place = self.seen.len() as u32;
        self.table[at] = place;
        if self.seen.len() * 2 > self.table.len() {
            self.grow();
        }
        place - 1
    }

    fn slot(&self, color: u32) -> usize {
        (color.wrapping_mul(0x9E37_79B1) >> 8) as usize & (self.table.len() - 1)
    }

    fn grow(&mut self) {
        self.table = vec![0; self.table.len() * 2];
        for place in 0..self.seen.len() {
            let mut at = self.slot(self.seen[place]);
            while self.table[at] != 0 {
                at = (at + 1) & (self.table.len() - 1);
            }
            self.table[at] = place as u32 + 1;
        }
    }
}

/// How unlike two colours are to the eye: the sum of squares, green counting most.
fn distance(a: u32, b: u32) -> i32 {
    let gap = |shift: u32| {
        let gap = ((a >> shift) & 0xFF) as i32 - ((b >> shift) & 0xFF) as i32;
        gap * gap
    };
    2 * gap(16) + 4 * gap(8) + 3 * gap(0)
}

fn nearest(chosen: &[u32], color: u32) -> u8 {
    chosen
        .iter()
        .enumerate()
        .min_by_key(|&(at, other)| (distance(color, *other), at))
        .map_or(0, |(at, _)| at as u8)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn runs_end_where_the_colour_does() {
        let (white, grey) = ([255; 4], [9, 9, 9, 255]);
        for length in [1, 2, 15, 16, 17, 31, 32, 100] {
            let pixels = [white.repeat(length), grey.repeat(40)].concat();
            assert_eq!(run(&pixels, white), length);
            assert_eq!(run(&pixels[4 * length..], grey), 40);
            let (palette, indices) = indexed(&pixels, length + 40, &[]);
            let shown: Vec<&[u8]> = indices.iter().map(|at| &palette[3 * usize::from(*at)..][..3]).collect();
            assert!(shown[..length].iter().all(|color| **color == white[..3]));
            assert!(shown[length..].iter().all(|color| **color == grey[..3]) && shown.len() == length + 40);
        }
    }

    #[test]
    fn a_row_like_the_one_above_counts_as_any_other() {
        let (white, grey) = ([255; 4], [9, 9, 9, 255]);
        let row = [white.repeat(3), grey.repeat(2)].concat();
        let pixels = [row.repeat(3), white.repeat(5)].concat();
        let whole = indexed(&pixels, 20, &[]);
        assert_eq!(indexed(&pixels, 5, &[]), whole);
        assert_eq!(whole.1, [[0, 0, 0, 1, 1].repeat(3), vec![0; 5]].concat());
    }

    #[test]
    fn named_colours_are_kept_and_others_go_to_the_nearest() {
        let mut rgba = [255, 255, 255, 255].repeat(1000);
        for step in 0..=255_u8 {
            rgba.extend_from_slice(&[step, 0, 0, 255, step, 0, 0, 255]);
        }
        // Rare, but named: a small mark must keep its colour.
        rgba.extend_from_slice(&[0xF4, 0x6A, 0x25, 255]);
        rgba.extend_from_slice(&[0xF4, 0x6B, 0x25, 255]);
        let colors = named("<circle fill=\"#F46A25\"/><path stroke=\"#123456\" fill=\"#F46A25\"/>");
        assert_eq!(colors, [0x0012_3456, 0x00F4_6A25]);
        let (palette, indices) = indexed(&rgba, rgba.len() / 4, &colors);
        assert!(palette.len() <= 3 * COLORS);
        let color = |at: usize| &palette[usize::from(indices[at]) * 3..][..3];
        assert_eq!(color(0), [255, 255, 255]);
        for at in [indices.len() - 1, indices.len() - 2] {
            assert_eq!(color(at), [0xF4, 0x6A, 0x25]);
        }
        for step in 0..256 {
            let shown = i32::from(color(1000 + 2 * step)[0]);
            assert!((shown - step as i32).abs() <= 30, "{step} {shown}");
        }
    }
}
