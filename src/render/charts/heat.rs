//! A heat map: cells of classes with their values, in as many panels as readable column heads need.

use super::scene::{Anchor, Area, Fill, Scene, Shape, Stroke, Words};
use super::text::{Weight, balance, clean, fit, widest_word, width, wrap};
use super::theme::{SMALL, TINY, Theme};
use crate::compose::report::Heat;

/// Height of a line of column heads.
const LEADING: f64 = 12.5;
/// Height of letters, and of a row, where there are many rows, px: a map as high as a page, which is then made smaller, can
/// still be read.
const DENSE: f64 = 11.0;
const DENSE_ROW: f64 = 13.6;
/// Width of the frame of a cell, px: a little more than the gap between cells.
const FRAME: f64 = 2.0;
/// Widest column, px.
const WIDEST: f64 = 74.0;

/// How columns are arranged.
struct Plan {
    /// Columns in a panel.
    columns: usize,
    /// Width of a column.
    pitch: f64,
    /// Tiers of heads: in two, neighbours stand one above the other.
    tiers: usize,
    /// Whether values are written into cells.
    valued: bool,
    /// Height of values.
    size: f64,
    /// Height of heads.
    heads: f64,
}

pub(super) fn draw(chart: &Heat, theme: &Theme) -> Scene {
    let mut scene = Scene::new(theme);
    let heads: Vec<String> = chart.columns.iter().map(|name| clean(name)).collect();
    let count = chart.rows.len();
    // Many rows stand closer, so that two panels of them still fit a page.
    let dense = count > 24;
    let (size, share, lines) = if dense { (DENSE, 0.28, 1) } else { (SMALL, 0.33, 3) };
    let names: Vec<String> = chart.rows.iter().map(|row| clean(&row.label)).collect();
    let most = scene.width * share;
    let wrapped: Vec<Vec<String>> =
        names.iter().map(|name| balance(name, size, Weight::Regular, most, lines)).collect();
    let left =
        wrapped.iter().flatten().map(|line| width(line, size, Weight::Regular)).fold(0.0, f64::max).ceil()
            + 10.0;
    let mut y = key(&mut scene, chart, theme) + 6.0;
    if heads.is_empty() {
        scene.height = y;
        return scene;
    }
    let (cell_size, head_size) = if dense { (DENSE, DENSE) } else { (TINY, TINY) };
    let cells: f64 = chart
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().flatten())
        .map(|(_, text)| width(&clean(text), cell_size, Weight::Regular))
        .fold(0.0, f64::max);
    let plan = plan(&heads, head_size, (cells, cell_size), scene.width - left);
    let tallest = wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64;
    let height = if dense { DENSE_ROW } else { (tallest * (size + 2.0) + 5.0).max(20.0) };
    let mut marked = None;
    for start in (0..heads.len()).step_by(plan.columns) {
        let end = (start + plan.columns).min(heads.len());
        y = column_heads(&mut scene, &heads[start..end], left, y, &plan, theme);
        for (number, (row, (lines, name))) in chart.rows.iter().zip(wrapped.iter().zip(&names)).enumerate() {
            let middle = y + height / 2.0;
            let first = middle - (lines.len() as f64 - 1.0) * (size + 2.0) / 2.0;
            for (at, line) in lines.iter().enumerate() {
                let ink = if row.weak { theme.muted.light } else { theme.ink.light };
                let mut words = Words::new(line.clone(), size, ink);
                words.full = (at == 0 && lines.iter().any(|line| line.ends_with('…'))).then(|| name.clone());
                scene.words(words.beside(left - 8.0, first + at as f64 * (size + 2.0), Anchor::End));
            }
            for (at, head) in heads.iter().enumerate().take(end).skip(start) {
                let x = left + (at - start) as f64 * plan.pitch;
                let area = Area { x, y, w: plan.pitch - 1.0, h: height - 1.0 };
                let cell = row.cells.get(at).and_then(Option::as_ref);
                draw_cell(&mut scene, (chart, row.weak), area, cell, (name, head), &plan, theme);
                if chart.marked == Some((number, at)) {
                    marked = Some(area);
                }
            }
            y += height;
        }
        y += 10.0;
    }
    if let Some(area) = marked {
        frame(&mut scene, area, theme);
    }
    scene.height = y - 6.0;
    scene
}

/// A frame at the edge of the cell that the headline names, in the gap to its neighbours, whose values it leaves free. It is
/// dark enough to be seen without its colour; within a cell that is high enough, the page parts it from the class.
fn frame(scene: &mut Scene, area: Area, theme: &Theme) {
    let at = |by: f64| Area { x: area.x - by, y: area.y - by, w: area.w + 2.0 * by, h: area.h + 2.0 * by };
    if area.h > DENSE_ROW {
        scene.add(Shape::Rim(at(-1.3), Stroke::new(theme.page.light, 1.2)));
    }
    scene.add(Shape::Rim(at(0.25), Stroke::new(theme.words[3].light, FRAME)));
}

fn draw_cell(
    scene: &mut Scene,
    (chart, weak): (&Heat, bool),
    area: Area,
    cell: Option<&(f64, String)>,
    (row, column): (&str, &str),
    plan: &Plan,
    theme: &Theme,
) {
    let Some((value, text)) = cell.filter(|(value, _)| !value.is_nan()) else {
        scene.add(Shape::Rect(area, Fill::Hatch));
        return;
    };
    let (color, ink) = match weak {
        true => (theme.page.light, theme.muted.light),
        false => theme.class(class_of(*value, &chart.classes), chart.classes.len()),
    };
    let text = clean(text);
    scene.add(Shape::Rect(area, Fill::Plain(color)));
    if plan.valued {
        let (x, y) = (area.x + area.w / 2.0, area.y + area.h / 2.0);
        scene.words(Words::new(text, plan.size, ink).beside(x, y, Anchor::Middle));
    } else {
        scene.tell(format!("{row}, {column}: {text}"));
    }
}

/// The class a value falls into: the first whose upper bound it does not exceed.
pub(super) fn class_of(value: f64, classes: &[(f64, String)]) -> usize {
    classes.iter().position(|(bound, _)| value <= *bound).unwrap_or(classes.len().saturating_sub(1))
}

/// Swatches of the classes and of cells without value; returns the lower end.
fn key(scene: &mut Scene, chart: &Heat, theme: &Theme) -> f64 {
    let count = chart.classes.len();
    let mut entries: Vec<(Fill, String)> = chart
        .classes
        .iter()
        .enumerate()
        .map(|(at, (_, text))| (Fill::Plain(theme.class(at, count).0), clean(text)))
        .collect();
    let blank = |row: &crate::compose::report::HeatRow| {
        row.cells.len() < chart.columns.len()
            || row.cells.iter().any(|cell| cell.as_ref().is_none_or(|(value, _)| value.is_nan()))
    };
    if chart.rows.iter().any(|row| row.weak) && !chart.weak.is_empty() {
        entries.push((Fill::Plain(theme.page.light), clean(&chart.weak)));
    }
    if chart.rows.iter().any(blank) && !chart.missing.is_empty() {
        entries.push((Fill::Hatch, clean(&chart.missing)));
    }
    if entries.is_empty() { 0.0 } else { scene.legend(0.0, 0.0, &entries, theme) }
}

/// The fewest panels in which every head can be read, and the values too where three panels are enough for them.
fn plan(heads: &[String], head: f64, (cells, size): (f64, f64), room: f64) -> Plan {
    let word = heads.iter().map(|text| widest_word(text, head, Weight::Regular)).fold(0.0, f64::max);
    let plan_for = |panels: usize| {
        let columns = heads.len().div_ceil(panels);
        let pitch = (room / columns as f64).min(WIDEST);
        let tiers = if word + 4.0 <= pitch { 1 } else { 2 };
        // The last head may reach beyond its column: the plot ends before the frame.
        let reach = if tiers > 1 { (pitch * 2.0 - 4.0 - pitch) / 2.0 } else { 0.0 };
        let pitch = (pitch.min((room - reach) / columns as f64) * 2.0).floor() / 2.0;
        let readable = word + 4.0 <= pitch * tiers as f64;
        (Plan { columns, pitch, tiers, valued: cells + 4.0 <= pitch, size, heads: head }, readable)
    };
    let mut fallback = None;
    for panels in 1..=4.min(heads.len()) {
        let (plan, readable) = plan_for(panels);
        if readable && plan.valued {
            return plan;
        }
        if (readable || panels == 4) && fallback.is_none() {
            fallback = Some(plan);
        }
        if panels == 3
            && let Some(plan) = fallback.take()
        {
            return plan;
        }
    }
    fallback.unwrap_or_else(|| plan_for(4.min(heads.len())).0)
}

/// Heads over their columns, the upper tier with a line down to its column; returns the lower end.
fn column_heads(scene: &mut Scene, heads: &[String], left: f64, y: f64, plan: &Plan, theme: &Theme) -> f64 {
    let room = plan.pitch * plan.tiers as f64 - 4.0;
    let wrapped: Vec<Vec<String>> = heads
        .iter()
        .map(|head| {
            wrap(head, plan.heads, Weight::Regular, room, if room < 60.0 { 6 } else { 4 })
                .into_iter()
                .map(|line| fit(&line, plan.heads, Weight::Regular, room))
                .collect()
        })
        .collect();
    let tall = |tier: usize| {
        wrapped.iter().skip(tier).step_by(plan.tiers).map(Vec::len).max().unwrap_or(0) as f64 * LEADING
    };
    // The first, third, ... head stands in the lower tier.
    let (lower, upper) = (tall(0), if plan.tiers > 1 { tall(1) + 6.0 } else { 0.0 });
    let bottom = y + upper + lower + 4.0;
    for (at, lines) in wrapped.iter().enumerate() {
        let raised = plan.tiers > 1 && at % 2 == 1;
        let x = left + (at as f64 + 0.5) * plan.pitch - 0.5;
        let end = if raised { bottom - lower - 6.0 } else { bottom };
        if raised {
            scene.line((x, end - 2.0), (x, bottom - 2.0), Stroke::new(theme.back.light, 0.8));
        }
        for (row, line) in lines.iter().enumerate() {
            let base = end - 5.0 - (lines.len() - 1 - row) as f64 * LEADING;
            let words = Words::new(line.clone(), plan.heads, theme.muted.light);
            let half = words.width() / 2.0;
            scene.words(words.at(x.min(scene.width - half), base, Anchor::Middle));
        }
    }
    bottom
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn a_bound_belongs_to_its_class() {
        let classes = vec![(10.0, String::new()), (20.0, String::new()), (f64::INFINITY, String::new())];
        assert_eq!([10.0, 10.1, 20.0, 99.0].map(|value| class_of(value, &classes)), [0, 1, 1, 2]);
        assert_eq!(class_of(5.0, &[]), 0);
    }

    #[test]
    fn many_columns_go_into_panels() {
        let heads: Vec<String> = (0..34).map(|_| "Thái Nguyên".to_owned()).collect();
        let plan = plan(&heads, TINY, (20.0, TINY), 520.0);
        assert!(plan.columns < 34 && plan.valued);
        assert!(widest_word("Thái Nguyên", TINY, Weight::Regular) + 4.0 <= plan.pitch * plan.tiers as f64);
        let few = super::plan(&heads[..5], TINY, (20.0, TINY), 520.0);
        assert_eq!((few.columns, few.tiers), (5, 1));
    }
    #[test]
    fn the_cell_of_the_headline_is_framed() {
        let row = |label: &str| crate::compose::report::HeatRow {
            label: label.into(),
            cells: vec![Some((5.0, "5,0".into())), Some((15.0, "15,0".into()))],
            weak: false,
        };
        let mut chart = Heat {
            columns: vec!["Việc làm".into(), "Học bạ số".into()],
            rows: vec![row("Sơn La"), row("Huế")],
            classes: vec![(10.0, String::new()), (f64::INFINITY, String::new())],
            ..Heat::default()
        };
        let frames = |chart: &Heat| -> Vec<Area> {
            let scene = draw(chart, &Theme::default());
            let orange = Theme::default().words[3].light;
            let framed = |shape: &Shape| match shape {
                Shape::Rim(area, stroke) => (stroke.color == orange).then_some(*area),
                _ => None,
            };
            scene.shapes.iter().filter_map(|(shape, _)| framed(shape)).collect()
        };
        assert!(frames(&chart).is_empty());
        chart.marked = Some((1, 0));
        let scene = draw(&chart, &Theme::default());
        let areas = scene.word_areas();
        let cell = areas.iter().rfind(|(_, text)| *text == "5,0").map(|(area, _)| *area).unwrap();
        let frames = frames(&chart);
        assert!(frames.len() == 1 && frames[0].overlaps(&cell) && frames[0].w < 90.0, "{frames:?} {cell:?}");
        // The frame covers neither its own value nor one of a neighbour, of which no sign reaches beyond its cell.
        let rows = (0..40).map(|_| row("Huế")).collect();
        for chart in [chart.clone(), Heat { rows, marked: Some((7, 1)), ..chart }] {
            let scene = draw(&chart, &Theme::default());
            let (mut cells, mut rim) = (Vec::new(), Vec::new());
            for (shape, _) in &scene.shapes {
                match shape {
                    Shape::Rect(area, _) if area.w > 20.0 => cells.push(*area),
                    Shape::Rim(area, stroke) if area.w > 20.0 => rim.push((*area, stroke.width / 2.0)),
                    _ => {}
                }
            }
            let &(area, half) = rim.last().unwrap();
            let outer =
                Area { x: area.x - half, y: area.y - half, w: area.w + half * 2.0, h: area.h + half * 2.0 };
            // Digits and a comma take no more than this of a cell, from top to bottom.
            let inner =
                |cell: &Area| Area { x: cell.x + 2.0, y: cell.y + 2.0, w: cell.w - 4.0, h: cell.h - 2.8 };
            let near: Vec<&Area> = cells.iter().filter(|cell| outer.overlaps(&inner(cell))).collect();
            assert_eq!(near.len(), 1, "{near:?}");
            let own = inner(near[0]);
            assert!(
                area.y + half <= own.y && own.y + own.h <= area.y + area.h - half + 0.1,
                "{own:?} {area:?}"
            );
        }
    }
}
