//! A tile-grid map: a tile a place with its name and value; the archipelagos with a rim of their own.

use super::color::Color;
use super::heat::class_of;
use super::scene::{Anchor, Area, Fill, Scene, Shape, Stroke, Words};
use super::text::{Weight, balance, clean, width, wrap};
use super::theme::{SMALL, TINY, Theme};
use crate::compose::report::{TileValue, Tiles};

/// Widest and highest tile, px.
const TILE: (f64, f64) = (78.0, 40.0);
const GAP: f64 = 2.0;
const LEADING: f64 = 12.0;
/// On a drawing for a phone tiles are higher than wide: names stand in more and closer lines.
const NARROW: f64 = 400.0;
const NARROW_HIGH: f64 = 46.0;
const NARROW_LEADING: f64 = 10.4;
/// Width of the sea before the archipelagos there, in columns, and how much of it their names may take.
const SEA: f64 = 0.6;
const NAMES: f64 = 0.5;
/// Spaces at which a line breaks and at which it does not.
const SPACES: [char; 2] = [' ', '\u{a0}'];
/// What lines keep off the upper and the lower edge of a low tile together, px.
const OFF: f64 = 6.0;
/// Least height of letters on a tile.
const LEAST: f64 = 9.0;

pub(super) fn draw(chart: &Tiles, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let narrow = scene.width < NARROW;
    let columns = chart.tiles.iter().map(|tile| tile.col).max().map_or(1, |last| usize::from(last) + 1);
    let rows = chart.tiles.iter().map(|tile| tile.row).max().map_or(0, |last| usize::from(last) + 1);
    let near = if narrow { near(chart) } else { None };
    let across = near.map_or(columns as f64, |column| column + 1.0);
    let columns = across.floor() as usize;
    // Whole px: edges are sharp.
    let wide = (scene.width / across).min(TILE.0);
    let wide = if narrow { wide } else { wide.floor() };
    let (high, leading) = if narrow { (NARROW_HIGH, NARROW_LEADING) } else { (TILE.1, LEADING) };
    let left = ((scene.width - wide * across) / 2.0).floor();
    let entries = entries(chart, theme);
    let widest = entries.iter().map(|(_, text)| width(text, SMALL, Weight::Regular)).fold(0.0, f64::max);
    let size = (widest + 22.0, entries.len() as f64 * 18.0);
    let mut top = 2.0;
    let within = hole(chart, (columns, rows), (wide, high), size);
    match within {
        Some((x, y)) => legend(&mut scene, &entries, (left + x, top + y), theme),
        None => top += scene.legend(0.0, 0.0, &entries, theme) + 6.0,
    }
    let fits = |tile: &TileValue| {
        width(&clean(&tile.text), TINY, Weight::Strong) <= room(wide - GAP, narrow, tile.archipelago)
    };
    let whole = chart.tiles.iter().all(fits);
    for tile in &chart.tiles {
        let column = near.filter(|_| tile.archipelago).unwrap_or(f64::from(tile.col));
        let gap = if narrow { 1.0 } else { GAP };
        let mut area = Area {
            x: left + column * wide + gap / 2.0,
            y: top + f64::from(tile.row) * high + gap / 2.0,
            w: wide - gap,
            h: high - gap,
        };
        if near.is_some() && tile.archipelago {
            (area.x, area.w) = (area.x - NAMES * wide, area.w + NAMES * wide);
            // Two lines of its name, as far as there is sea.
            let land = chart.tiles.iter().filter(|other| !other.archipelago && other.row == tile.row);
            let shore = land.map(|other| f64::from(other.col) + 1.0).fold(0.0, f64::max);
            let sea = (area.x - left - shore * wide - 4.0).max(0.0);
            let more = (rimmed(&clean(&tile.label)) - area.w).clamp(0.0, sea);
            (area.x, area.w) = (area.x - more, area.w + more);
        }
        // Alone in the sea, an archipelago has room for its name.
        let alone = !chart.tiles.iter().any(|other| other.row == tile.row && other.col + 1 == tile.col);
        if tile.archipelago && alone && tile.col > 0 && !narrow {
            let more = (TILE.0 + 8.0 - wide).clamp(0.0, wide - 8.0);
            (area.x, area.w) = (area.x - more, area.w + more);
        }
        draw_tile(&mut scene, chart, tile, (area, leading, whole), theme);
    }
    scene.height = top + rows as f64 * high + 2.0;
    scene
}

/// The column of the archipelagos on a narrow screen, where the sea between has little room: just off the land, or
/// further where land lies in their row.
fn near(chart: &Tiles) -> Option<f64> {
    let land = || chart.tiles.iter().filter(|tile| !tile.archipelago);
    let last = land().map(|tile| tile.col).max()?;
    let mut islands = chart.tiles.iter().filter(|tile| tile.archipelago).peekable();
    islands.peek()?;
    let beside = islands.any(|island| land().any(|tile| tile.row == island.row && tile.col == last));
    Some(f64::from(last) + if beside { 1.0 + SEA } else { SEA })
}

fn draw_tile(
    scene: &mut Scene,
    chart: &Tiles,
    tile: &TileValue,
    (area, leading, whole): (Area, f64, bool),
    theme: &Theme,
) {
    let value = tile.value.filter(|value| !value.is_nan());
    let (fill, ink): (Fill, Color) = match value {
        Some(value) => {
            let (color, ink) = theme.class(class_of(value, &chart.classes), chart.classes.len());
            (Fill::Plain(color), ink)
        }
        None if tile.archipelago => (Fill::Plain(theme.page.light), theme.ink.light),
        None => (Fill::Hatch, theme.ink.light),
    };
    let (name, text) = (clean(&tile.label), clean(&tile.text));
    scene.add(Shape::Rect(area, fill));
    if let Fill::Plain(color) = fill
        && color == theme.ramp[0].light
    {
        // The palest class is told from the page by its rim.
        let inset = Area { x: area.x + 0.4, y: area.y + 0.4, w: area.w - 0.8, h: area.h - 0.8 };
        scene.add(Shape::Rim(inset, Stroke::new(theme.back.light, 0.8)));
    }
    scene.tell(format!("{name}: {}", if text.is_empty() { clean(&chart.missing) } else { text.clone() }));
    if tile.archipelago {
        let inset = Area { x: area.x + 1.0, y: area.y + 1.0, w: area.w - 2.0, h: area.h - 2.0 };
        scene.add(Shape::Rim(inset, Stroke::dashed(theme.words[0].light, 1.4, "4 2.5")));
    } else if value.is_none() {
        scene.add(Shape::Rim(area, Stroke::new(theme.back.light, 0.8)));
    }
    let room = room(area.w, leading < LEADING, tile.archipelago);
    let most = ((area.h - 2.0) / leading) as usize - usize::from(!text.is_empty());
    let (size, lines) = match tile.archipelago && leading < LEADING {
        // Its name keeps off its rim, as long as all of it is told.
        true => Some(fitted(&name, room, 2))
            .filter(|(_, lines)| !name.contains(" (") || lines.iter().any(|line| line.ends_with(')')))
            .unwrap_or_else(|| fitted(&name, room, most)),
        false => fitted(&name, room, most),
    };
    let count = lines.len() + usize::from(!text.is_empty());
    // Three lines on a low tile stand a little closer, off its edges.
    let leading = leading.min((area.h - if leading < LEADING { 3.0 } else { OFF }) / count.max(1) as f64);
    let first = area.y + area.h / 2.0 - (count as f64 - 1.0) * leading / 2.0;
    let centre = area.x + area.w / 2.0;
    for (at, line) in lines.into_iter().enumerate() {
        let mut words = Words::new(line, size, ink);
        // Slanted lines behind words are covered by the page.
        words.halo = matches!(fill, Fill::Hatch);
        scene.words(words.beside(centre, first + at as f64 * leading, Anchor::Middle));
    }
    let (size, text) = valued(&text, &clean(&tile.short), whole, room);
    let words = Words::new(text, size, ink).strong(true);
    scene.words(words.beside(centre, first + (count as f64 - 1.0) * leading, Anchor::Middle));
}

/// Room of names and values on a tile, between its edges or within its rim.
fn room(wide: f64, narrow: bool, rimmed: bool) -> f64 {
    wide - match (narrow, rimmed) {
        (false, false) => 5.0,
        (false, true) => 8.0,
        (true, false) => 1.0,
        (true, true) => 5.0,
    }
}

/// Width of the tile of an archipelago that holds its name in two lines, what stands in brackets below.
fn rimmed(name: &str) -> f64 {
    let lines = name.split(" (").enumerate();
    let wide = |(at, line): (usize, &str)| match at {
        0 => width(line, TINY, Weight::Regular),
        _ => width(&format!("({line}"), TINY, Weight::Regular),
    };
    lines.map(wide).fold(0.0, f64::max) + 5.5
}

/// The value with its unit where all values of the map have room for it, else without it: the subtitle names it.
fn valued(text: &str, short: &str, whole: bool, room: f64) -> (f64, String) {
    let text = if whole || short.is_empty() { text } else { short };
    let fits = |(text, size): &(&str, f64)| !text.is_empty() && width(text, *size, Weight::Strong) <= room;
    match [(text, TINY), (text, LEAST)].into_iter().find(fits) {
        Some((text, size)) => (size, text.to_owned()),
        None => (TINY, super::text::fit(text, TINY, Weight::Strong, room)),
    }
}

/// The name in the largest size at which it fits uncut, else cut in the smallest; what stands in brackets has lines of
/// its own.
fn fitted(name: &str, room: f64, most: usize) -> (f64, Vec<String>) {
    let (first, rest) = match name.split_once(" (") {
        Some((first, rest)) if most > 1 => (first, format!("({rest}")),
        _ => (name, String::new()),
    };
    // Words that belong together are parted before they get smaller.
    let parted = first.replace('\u{a0}', " ");
    for (first, size) in [(first, TINY), (&parted, TINY), (&parted, 9.8), (&parted, 9.2), (&parted, LEAST)] {
        let mut lines = balance(first, size, Weight::Regular, room, most);
        lines.extend(balance(&rest, size, Weight::Regular, room, most));
        // `TP.` has no line of its own.
        let short = lines.len() > 1 && lines.iter().any(|line| line.ends_with('.') && !line.contains(SPACES));
        if lines.len() <= most && !short && !lines.iter().any(|line| line.ends_with('…')) {
            return (size, lines);
        }
    }
    (LEAST, wrap(shortened(name), LEAST, Weight::Regular, room, most))
}

/// The name without what stands in brackets, which is what a reader misses least.
fn shortened(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

fn entries(chart: &Tiles, theme: &Theme) -> Vec<(Fill, String)> {
    let count = chart.classes.len();
    // Highest first, as on a scale that stands.
    let classes = chart.classes.iter().enumerate().rev();
    let mut entries: Vec<(Fill, String)> =
        classes.map(|(at, (_, text))| (Fill::Plain(theme.class(at, count).0), clean(text))).collect();
    let blank = chart.tiles.iter().any(|tile| tile.value.is_none_or(f64::is_nan) && !tile.archipelago);
    if blank && !chart.missing.is_empty() {
        entries.push((Fill::Hatch, clean(&chart.missing)));
    }
    entries
}

/// Swatches one below the other.
fn legend(scene: &mut Scene, entries: &[(Fill, String)], (x, y): (f64, f64), theme: &Theme) {
    for (at, (fill, text)) in entries.iter().enumerate() {
        let line = y + at as f64 * 18.0;
        scene.swatch(x, line + 3.0, *fill, theme);
        scene.words(Words::new(text.clone(), SMALL, theme.muted.light).at(
            x + 18.0,
            line + 12.0,
            Anchor::Start,
        ));
    }
}

/// A place between the tiles for something of the given size, from the top left of the grid: the first free one from
/// the top, on the right before the left.
fn hole(
    chart: &Tiles,
    (columns, rows): (usize, usize),
    (wide, high): (f64, f64),
    size: (f64, f64),
) -> Option<(f64, f64)> {
    let need = ((size.0 / wide).ceil() as usize, (size.1 / high).ceil() as usize);
    if need.0 == 0 || need.0 > columns || need.1 > rows {
        return None;
    }
    let free = |col: usize, row: usize| {
        !chart.tiles.iter().any(|tile| {
            let (at, down) = (usize::from(tile.col), usize::from(tile.row));
            (col..col + need.0).contains(&at) && (row..row + need.1).contains(&down)
        })
    };
    for row in 0..=rows - need.1 {
        for col in (0..=columns - need.0).rev() {
            if free(col, row) {
                let x = if col + need.0 == columns {
                    columns as f64 * wide - size.0
                } else {
                    col as f64 * wide + 4.0
                };
                return Some((x, row as f64 * high + 4.0));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn tile(row: u8, col: u8, label: &str, archipelago: bool) -> TileValue {
        TileValue { row, col, label: label.into(), archipelago, ..TileValue::default() }
    }

    #[test]
    fn an_archipelago_is_named_in_two_lines_where_there_is_sea() {
        let mut tiles: Vec<TileValue> = (0..9).map(|col| tile(0, col, "Hà Nội", false)).collect();
        tiles.push(tile(1, 5, "Bến Tre", false));
        tiles.push(tile(1, 10, "Trường Sa (Khánh Hòa)", true));
        let chart = Tiles { tiles, ..Tiles::default() };
        let scene = draw(&chart, &Theme { width: 350.0, ..Theme::default() });
        let words: Vec<&str> = scene.word_areas().into_iter().map(|(_, text)| text).collect();
        assert!(words.contains(&"Trường Sa") && words.contains(&"(Khánh Hòa)"), "{words:?}");
    }

    #[test]
    fn an_abbreviation_has_no_line_of_its_own() {
        for name in ["TP. Hồ\u{a0}Chí\u{a0}Minh", "TP.\u{a0}Hồ\u{a0}Chí\u{a0}Minh"] {
            for room in [45.0, 50.0, 71.0, 76.0] {
                let (size, lines) = fitted(name, room, 2);
                assert_eq!((size, &*lines.join("|")), (TINY, "TP. Hồ|Chí Minh"), "{name} in {room}");
            }
        }
        assert_eq!(fitted("Hồ\u{a0}Chí\u{a0}Minh City", 71.0, 2).1, ["Hồ\u{a0}Chí\u{a0}Minh", "City"]);
    }

    #[test]
    fn the_palest_class_has_a_rim() {
        let value =
            |value| TileValue { value: Some(value), text: value.to_string(), ..tile(0, 0, "Huế", false) };
        let classes = vec![(10.0, "đến 10".to_owned()), (f64::INFINITY, "trên 10".to_owned())];
        let rims = |value: TileValue| {
            let scene = draw(
                &Tiles { tiles: vec![value], classes: classes.clone(), ..Tiles::default() },
                &Theme::default(),
            );
            let tile = |area: &Area| area.w > 20.0;
            scene
                .shapes
                .iter()
                .filter(|(shape, _)| matches!(shape, Shape::Rim(area, _) if tile(area)))
                .count()
        };
        assert_eq!((rims(value(5.0)), rims(value(50.0))), (1, 0));
    }
}
