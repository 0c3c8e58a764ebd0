//! From SVG to PNG: resvg with the embedded fonts, at twice the size, in as few bytes as its colours need.

use std::io::Write as _;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::ChartError;
use super::scene::Area;
use crate::render::fonts;

/// Pixels to a px of the drawing.
const SCALE: f32 = 2.0;

/// The drawing as PNG on white, at twice its size.
pub fn png(svg: &str) -> Result<Vec<u8>, ChartError> {
    Raster::new(svg)?.png()
}

/// A drawing as pixels, each of a colour of its palette.
#[derive(Debug)]
pub(in crate::render) struct Raster {
    /// Red, green and blue of each colour.
    palette: Vec<u8>,
    /// Places in the palette, and for how many pixels on.
    runs: Vec<(u8, u32)>,
    /// The runs of each row; those of the row above where it is the same.
    rows: Vec<Range<usize>>,
    width: usize,
}

impl Raster {
    /// The drawing on white, at twice its size. Fonts are the embedded ones, so that every machine gives these pixels.
    pub fn new(svg: &str) -> Result<Self, ChartError> {
        let options = usvg::Options {
            font_family: fonts::SANS.to_owned(),
            fontdb: font_database(),
            ..usvg::Options::default()
        };
        let tree =
            usvg::Tree::from_str(svg, &options).map_err(|error| ChartError::Raster(error.to_string()))?;
        let size = tree.size();
        let (width, height) = ((size.width() * SCALE).ceil() as u32, (size.height() * SCALE).ceil() as u32);
        let mut pixmap = Pixmap::new(width, height)
            .ok_or_else(|| ChartError::Raster(format!("{width} × {height} pixels")))?;
        pixmap.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixmap.as_mut());
        Ok(indexed(pixmap.data(), pixmap.width() as usize, &named(svg)))
    }

    /// All of it as PNG.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        self.encode(0..self.width, 0..self.rows.len())
    }

    /// What stands in an area of the drawing, as PNG.
    pub fn part(&self, area: Area) -> Result<Vec<u8>, ChartError> {
        let pixels = |from: f64, length: f64, most: usize| {
            let from = ((from * f64::from(SCALE)).round() as usize).min(most);
            from..(from + (length * f64::from(SCALE)).ceil() as usize).min(most)
        };
        self.encode(pixels(area.x, area.w, self.width), pixels(area.y, area.h, self.rows.len()))
    }

    /// A chart has a handful of colours and their mixtures at edges: a palette is enough for the eye, in a quarter of the bytes.
    fn encode(&self, across: Range<usize>, down: Range<usize>) -> Result<Vec<u8>, ChartError> {
        let failed = |error: png::EncodingError| ChartError::Raster(error.to_string());
        let (width, height) = (across.len() as u32, down.len() as u32);
        let mut bytes = Vec::with_capacity(64 * 1024);
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(&self.palette);
        // At 192 to the inch a drawing stands on paper in the size it has on screen.
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: 7559, yppu: 7559, unit: png::Unit::Meter }));
        let mut writer = encoder.write_header().map_err(failed)?;
        // Level 6 takes a quarter more time than 5 for a thirtieth less; level 9 many times as long for a tenth less.
        let mut packed = ZlibEncoder::new(Vec::with_capacity(64 * 1024), Compression::new(6));
        let written = packed.write_all(&self.lines(across, down)).and_then(|()| packed.finish());
        let packed = written.map_err(|error| failed(error.into()))?;
        writer.write_chunk(png::chunk::IDAT, &packed).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(bytes)
    }

    /// The rows as PNG has them, each behind the number of its filter. Filters are for gradients: on indices they only hide
    /// the repetitions, but for the one that says that a row is the same as the row above.
    fn lines(&self, across: Range<usize>, down: Range<usize>) -> Vec<u8> {
        const NONE: u8 = 0;
        const UP: u8 = 2;
        let mut lines = Vec::with_capacity((across.len() + 1) * down.len());
        let mut above = None;
        for row in &self.rows[down] {
            let end = lines.len() + 1 + across.len();
            if above == Some(row) {
                lines.push(UP);
            } else {
                lines.push(NONE);
                let mut x = 0;
                for &(color, length) in &self.runs[row.clone()] {
                    let from = x.max(across.start);
                    x += length as usize;
                    lines.resize(lines.len() + x.min(across.end).saturating_sub(from), color);
                }
            }
            lines.resize(end, 0);
            above = Some(row);
        }
        lines
    }
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

/// The colours that a drawing names.
fn named(svg: &str) -> Vec<u32> {
    let mut colors: Vec<u32> =
        svg.split("=\"#").skip(1).filter_map(|rest| u32::from_str_radix(rest.get(..6)?, 16).ok()).collect();
    colors.sort_unstable();
    colors.dedup();
    colors
}

/// Pixels and their palette: the colours that are named and do occur, then the most frequent ones that
/// are not too near to another; every pixel goes to the nearest. Ties by value, so that the bytes are always the same.
fn indexed(rgba: &[u8], width: usize, named: &[u32]) -> Raster {
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
    let runs = runs.into_iter().map(|(place, length)| (nearest[place as usize], length)).collect();
    let palette =
        chosen.iter().flat_map(|color| [(color >> 16) as u8, (color >> 8) as u8, *color as u8]).collect();
    Raster { palette, runs, rows, width }
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

    /// The palette, and each pixel's place in it.
    fn flat(raster: &Raster) -> (Vec<u8>, Vec<u8>) {
        let runs = raster.rows.iter().flat_map(|row| &raster.runs[row.clone()]);
        (raster.palette.clone(), runs.flat_map(|(color, length)| vec![*color; *length as usize]).collect())
    }

    /// Width and pixels of a PNG, as a reader of PNG understands it.
    fn read(png: &[u8]) -> (u32, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        (reader.info().width, pixels)
    }

    #[test]
    fn a_reader_finds_every_pixel_and_a_part_is_a_part() {
        let (white, grey) = ([255; 4], [9, 9, 9, 255]);
        let row = [white.repeat(3), grey.repeat(2), white.repeat(3)].concat();
        let pixels = [white.repeat(8), row.repeat(3), white.repeat(8)].concat();
        let raster = indexed(&pixels, 8, &[]);
        assert_eq!(read(&raster.png().unwrap()), (8, flat(&raster).1));
        // Begins in a row that is the same as the row above, and within runs.
        let part = raster.part(Area { x: 1.0, y: 1.0, w: 1.4, h: 1.5 }).unwrap();
        assert_eq!(read(&part), (3, [[0, 1, 1].repeat(2), vec![0; 3]].concat()));
        // No further than there is something.
        let rest = raster.part(Area { x: 3.0, y: 2.0, w: 9.0, h: 9.0 }).unwrap();
        assert_eq!(read(&rest), (2, vec![0; 2]));
    }

    #[test]
    fn runs_end_where_the_colour_does() {
        let (white, grey) = ([255; 4], [9, 9, 9, 255]);
        for length in [1, 2, 15, 16, 17, 31, 32, 100] {
            let pixels = [white.repeat(length), grey.repeat(40)].concat();
            assert_eq!(run(&pixels, white), length);
            assert_eq!(run(&pixels[4 * length..], grey), 40);
            let (palette, indices) = flat(&indexed(&pixels, length + 40, &[]));
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
        let (one, four) = (indexed(&pixels, 20, &[]), indexed(&pixels, 5, &[]));
        assert_eq!(flat(&four), flat(&one));
        assert_eq!(flat(&one).1, [[0, 0, 0, 1, 1].repeat(3), vec![0; 5]].concat());
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
        let (palette, indices) = flat(&indexed(&rgba, rgba.len() / 4, &colors));
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
