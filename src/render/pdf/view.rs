//! The report as the template reads it: `report.json`.

use serde_json::{Value as Json, json};

use super::arrange::{Kind, Part, Shape, arrange, room_left};
use super::forms::{SMALLER, foot, scales, shapes};
use super::height::{self, Closing, Look, POINT, Piece};
use crate::compose::Report;
use crate::compose::report::{Block, Chapter, Direction, Figure, KeyFigure, Span, State, Table};
use crate::model::numbers::NBSP;
use crate::render::picture::Picture;
use crate::render::{Edition, Logo, letters, measure, sourced};

/// Greatest height of a drawing, mm: with caption and source it fills a page.
const HIGHEST: f64 = 220.0;
/// One as high as this has a page of its own: nothing is caught above or below it.
const PAGE_HIGH: f64 = 200.0;
/// What such a page takes.
const WHOLE_PAGE: f64 = 250.0;
/// Notes of so many letters may run on to the next page.
const MANY_LETTERS: usize = 700;
/// What it costs that the technical lines and the place to sign are set close, as an empty part of a page, mm.
const CLOSER: f64 = 20.0;
/// Room of a title in the head of a page, mm, and size of its letters, points.
const ASIDE: (f64, f64) = (72.0, 9.0);

/// A chapter begins on the next page unless there is so much room left on this one, mm: for its title and a text.
const CHAPTER_ROOM: f64 = 30.0;
/// What a line of text takes, mm, and a little more.
const A_LINE: f64 = 7.0;

/// A block as the template reads it, and the room that it takes.
pub(super) struct Set {
    pub json: Json,
    pub part: Part,
}

/// The whole report.
pub(super) fn report(edition: &Edition<'_>) -> Json {
    let report = edition.report;
    let title = if report.title.trim().is_empty() { "–" } else { &report.title };
    let (blocks, closing) = blocks(chapters(edition), |set| height::closing(report, set));
    let aside =
        |title: &str| json!({ "text": title, "width": height::balanced(title, false, ASIDE.1, ASIDE.0) });
    let logo = edition.theme.logo.as_ref();
    let logo = logo.map(|logo| (logo, logo.within(20.0, 70.0)));
    let entries = report.chapters.iter().map(|chapter| 1 + sections(chapter)).sum::<usize>();
    let mut json = json!({
        "lang": report.lang.tag(),
        "region": report.lang.pick("VN", "GB"),
        // A tagged document has a title.
        "name": title.replace(NBSP, " "),
        "title": title,
        "title-width": height::balanced(title, true, 24.0, measure::PAGE),
        "subtitle": report.subtitle,
        "office": report.office,
        "office-width": report.office.as_deref().map(|office| {
            height::balanced(&office.to_uppercase(), true, 13.0, measure::PAGE)
        }),
        "invented": report.invented,
        "signing": report.signing.as_ref().map(|signing| {
            let mut json = json!(signing);
            // The rule below the motto is as long as its line.
            json["motto-width"] = (letters::serif(&signing.motto, true) * 13.0 * POINT).into();
            json
        }),
        "accent": edition.theme.accent.hex(),
        "logo": logo.map(|(logo, (width, height))| {
            json!({ "file": logo_file(logo), "alt": report.words.logo, "width": width, "height": height })
        }),
        "many": entries > MANY_ENTRIES,
        "apart": contents(edition, title, entries, logo.map_or(0.0, |(_, (_, height))| height)),
        "words": { "contents": report.words.contents, "note": report.words.note, "notes": report.words.notes },
        "aside": aside(title),
        "chapters": report.chapters.iter().map(|chapter| aside(shown(&chapter.title))).collect::<Vec<_>>(),
        "blocks": blocks,
        "imprint": report.imprint,
        "imprint-room": height::closing(report, closing),
        "closing": closing,
    });
    json["hyphened"] = hyphened(&json).into();
    json
}

/// Whether a text has a hyphen or a slash at which no line ends: behind the first letter or two of a word, within a name, or
/// before the name of a file.
fn hyphened(json: &Json) -> bool {
    match json {
        Json::String(text) => {
            let hyphen = |(at, _): (usize, &str)| {
                let before = text[..at].chars().rev().take_while(|sign| sign.is_alphabetic()).count();
                let word = (1..=2).contains(&before) && text[at + 1..].starts_with(char::is_alphabetic);
                word || text[..at].ends_with(NBSP) && text[at + 1..].starts_with(NBSP)
            };
            let file = |(at, _): (usize, &str)| {
                let name =
                    text[at + 1..].trim_start_matches(|sign: char| sign.is_ascii_lowercase() || sign == '_');
                name.starts_with(".csv") && !text[at + 1..].starts_with('.')
            };
            text.match_indices('-').any(hyphen) || text.match_indices('/').any(file)
        }
        Json::Array(list) => list.iter().any(hyphened),
        Json::Object(map) => map.values().any(hyphened),
        _ => false,
    }
}

/// A tagged document has no heading without words.
fn shown(title: &str) -> &str {
    if title.is_empty() { "–" } else { title }
}

/// Contents with more lines than this are set in smaller letters.
const MANY_ENTRIES: usize = 18;

/// Space between the lines of the contents, mm, so that they stay on the first page as long as their lines allow it.
fn contents(edition: &Edition<'_>, title: &str, entries: usize, logo: f64) -> f64 {
    let report = edition.report;
    let office = report.office.as_deref().map(str::to_uppercase).unwrap_or_default();
    let invented = report.invented.as_deref().unwrap_or_default();
    let head = report.signing.as_ref().map_or(0.0, height::document_head);
    let office = if head > 0.0 { "" } else { &*office };
    let words =
        [(office, true, 13.0), (title, true, 24.0), (&report.subtitle, false, 13.0), (invented, true, 13.0)];
    let words = words.into_iter().filter(|(words, ..)| !words.is_empty());
    let words: f64 = words.map(|(words, bold, size)| height::line(words, bold, size) + height::BETWEEN).sum();
    let around =
        if entries > MANY_ENTRIES { 18.0 } else { 40.0 } + if invented.is_empty() { 0.0 } else { 9.0 };
    let left = WHOLE_PAGE - words - head - logo - around - 14.0 - report.chapters.len() as f64;
    (left / entries.max(1) as f64 - 2.6).clamp(2.1, 3.2)
}

/// The blocks of all chapters, each with its title above.
pub(super) fn chapters(edition: &Edition<'_>) -> Vec<Set> {
    edition.report.chapters.iter().flat_map(|chapter| chapter_on_a_page(chapter, edition)).collect()
}

/// The blocks of a chapter. One with key figures is the page of those who read no other: set as close as it takes to
/// stand on one page, and alone on it; where that does not do, as all others.
fn chapter_on_a_page(chapter: &Chapter, edition: &Edition<'_>) -> Vec<Set> {
    let summary = chapter.blocks.iter().any(|block| matches!(block, Block::KeyFigures(_)));
    for look in Look::CLOSE.into_iter().filter(|_| summary && edition.report.chapters.len() > 1) {
        let mut sets = set_chapter(chapter, edition, look);
        let parts: Vec<&Part> = sets.iter().map(|set| &set.part).collect();
        // Were a line told too few, it alone would have the next page.
        let Some(left) = room_left(&parts).filter(|left| *left > A_LINE) else { continue };
        if let Some(last) = sets.last_mut() {
            last.json["ends"] = true.into();
            last.part.shapes.truncate(1);
            // What is left of the page stays empty.
            last.part.shapes.iter_mut().for_each(|shape| shape.pieces.push(Piece { gap: 0.0, height: left }));
        }
        return sets;
    }
    set_chapter(chapter, edition, Look::PLAIN)
}

/// The blocks of a chapter, its title above.
fn set_chapter(chapter: &Chapter, edition: &Edition<'_>, look: Look) -> Vec<Set> {
    let mut list = vec![heading(1, shown(&chapter.title), look)];
    // A tagged document skips no level of headings and has none without words.
    let mut last = 1;
    for item in &chapter.blocks {
        if let Block::Heading { level, text, .. } = item {
            if !text.is_empty() {
                last = (*level).clamp(2, last + 1);
                list.push(heading(last, text, look));
            }
        } else {
            list.extend(block(item, edition, look));
        }
    }
    // One that is lower as a whole needs no more room than it takes.
    let all = list.iter().map(|set| {
        let pieces = set.part.shapes.first().map_or(0.0, |shape| height::sum(&shape.pieces));
        pieces + set.part.below.max(height::BETWEEN)
    });
    let room = all.sum::<f64>().min(CHAPTER_ROOM);
    if let Some(title) = list.first_mut() {
        title.json["room"] = room.into();
        title.part.shapes.iter_mut().for_each(|shape| shape.room = room);
    }
    if look.size != Look::PLAIN.size {
        list.iter_mut().for_each(|set| set.json["size"] = look.size.into());
    }
    list
}

/// The blocks in the order in which they fill the pages, and how what stands below them all is set, whose height `closing`
/// tells. It has no page of its own: the last rows or lines of the report come along.
fn blocks(mut list: Vec<Set>, closing: impl Fn(Closing) -> f64) -> (Vec<Json>, Closing) {
    with_closing(&mut list, closing);
    let (parts, mut list): (Vec<Part>, Vec<Json>) = list.into_iter().map(|set| (set.part, set.json)).unzip();
    let order = arrange(&parts);
    let close = order.last().is_some_and(|placed| placed.end_close);
    let closing = if close { Closing::CLOSE } else { Closing::PLAIN };
    let placed = order.into_iter().map(|placed| {
        let mut json = list[placed.part].take();
        if let Some(map) = json.as_object_mut() {
            match parts[placed.part].kind {
                Kind::Drawing => {
                    let width = map.get("width").and_then(Json::as_f64).unwrap_or(1.0);
                    map.insert("width".into(), (width * placed.scale).into());
                }
                Kind::Table => {
                    map.insert("whole".into(), placed.whole.into());
                    map.insert("last".into(), placed.holds_end.into());
                    let cell = if placed.close { height::CLOSE_CELL } else { height::CELL };
                    map.insert("cell".into(), cell.into());
                }
                Kind::Text => {
                    map.insert("leads".into(), placed.leads.into());
                }
                Kind::Chapter if placed.fresh => {
                    map.insert("room".into(), WHOLE_PAGE.into());
                }
                Kind::Chapter | Kind::Heading | Kind::Set => {}
            }
        }
        json
    });
    (placed.collect(), closing)
}

/// The last of the blocks with what stands below them all.
pub(super) fn with_closing(list: &mut [Set], closing: impl Fn(Closing) -> f64) {
    let plain = closing(Closing::PLAIN);
    if let Some(set) = list.last_mut().filter(|_| plain > 0.0) {
        let table = set.part.kind == Kind::Table;
        let closer = set.part.shapes.iter().map(|shape| Shape {
            end_close: true,
            cost: shape.cost.hypot(CLOSER),
            ..shape.clone()
        });
        let closer: Vec<Shape> = closer.collect();
        set.part.shapes.extend(closer);
        for shape in &mut set.part.shapes {
            let height = if shape.end_close { closing(Closing::CLOSE) } else { plain };
            shape.pieces.extend((!table).then_some(Piece { gap: 10.0, height }));
            if let Some(piece) = shape.pieces.last_mut().filter(|_| table) {
                piece.height += height;
                shape.holds_end = true;
            }
        }
    }
}

/// Entries of the contents that a chapter has besides its own.
fn sections(chapter: &Chapter) -> usize {
    chapter.blocks.iter().filter(|block| matches!(block, Block::Heading { level: 2, .. })).count()
}

/// Where the drawing of a figure lies in the typesetter's world.
pub(super) fn file(index: usize) -> String {
    format!("figure-{index}.svg")
}

/// Where the logo lies in the typesetter's world.
pub(super) fn logo_file(logo: &Logo) -> &'static str {
    if logo.svg.is_some() { "logo.svg" } else { "logo.png" }
}

fn heading(level: u8, text: &str, look: Look) -> Set {
    let (above, below) = match level {
        1 => (13.0, 6.0),
        2 => (look.heading, 3.5),
        _ => (6.0, 3.0),
    };
    let shapes = vec![Shape::new(height::one(height::heading(level, text)))];
    let kind = if level == 1 { Kind::Chapter } else { Kind::Heading };
    let part = Part { kind, above, below, shapes };
    Set { json: json!({ "kind": "heading", "level": level, "text": text, "above": above }), part }
}

fn block(block: &Block, edition: &Edition<'_>, look: Look) -> Option<Set> {
    let report = edition.report;
    let set = |kind, above, below, pieces, json| Set {
        json,
        part: Part { kind, above, below, shapes: vec![Shape::new(pieces)] },
    };
    Some(match block {
        Block::Heading { .. } => return None,
        Block::Paragraph(words) => {
            let json = json!({ "kind": "paragraph", "spans": spans(words) });
            set(Kind::Text, 0.0, 0.0, height::paragraph(words, look), json)
        }
        Block::List(items) => {
            let words: Vec<Json> = items.iter().map(|item| spans(item)).collect();
            let json = json!({ "kind": "list", "items": words, "apart": look.items });
            set(Kind::Set, 0.0, 0.0, height::list(items, look), json)
        }
        Block::Note(words) => {
            let json = json!({ "kind": "note", "spans": spans(words) });
            set(Kind::Text, 4.0, 4.0, height::one(height::note(words)), json)
        }
        Block::OfficeNote { heading, paragraphs } => {
            let json = json!({ "kind": "office", "heading": heading, "paragraphs": paragraphs });
            set(Kind::Set, 5.0, 5.0, height::office(heading, paragraphs), json)
        }
        Block::KeyFigures(figures) => {
            let json = json!({
                "kind": "cards",
                "cards": figures.iter().map(card).collect::<Vec<_>>(),
                "value": height::value_size(figures),
                "columns": measure::side_by_side(figures.len()),
                "apart": height::CARDS_APART,
            });
            set(Kind::Set, 3.0, 6.0, height::cards(figures), json)
        }
        Block::Table(content) => table(content, report),
        Block::Figure(index) => {
            let picture = edition.pictures.get(*index)?;
            figure(report.figures.get(*index)?, *index, picture, report)
        }
    })
}

fn spans(spans: &[Span]) -> Json {
    spans
        .iter()
        .map(|span| json!({ "text": span.text(), "strong": matches!(span, Span::Strong(_)) }))
        .collect()
}

fn card(figure: &KeyFigure) -> Json {
    json!({
        "label": figure.label,
        "value": figure.value,
        "change": figure.change,
        "mark": match figure.trend {
            Direction::Up => "▲",
            Direction::Down => "▼",
            Direction::Level | Direction::Unknown => "",
        },
        "target": figure.target,
        "state": state(figure.state),
    })
}

fn figure(figure: &Figure, index: usize, picture: &Picture, report: &Report) -> Set {
    let measure = match figure.unit.as_str() {
        "" => figure.subtitle.clone(),
        // The unit alone is no line.
        unit => format!("{}{NBSP}({})", figure.subtitle, unit.replace(' ', &NBSP.to_string())),
    };
    let (number, source) =
        (format!("{} {}:", report.words.figure, figure.number), sourced(&figure.source, report));
    // A drawing that would be higher than a page allows beside its caption is made narrower.
    let (width, height) = picture.size().unwrap_or((1.0, 1.0));
    let share = (HIGHEST / (measure::PAGE * height / width)).min(1.0);
    let drawn = measure::PAGE * height / width * share;
    let whole_page = drawn >= PAGE_HIGH;
    let scaled = |scale: f64| {
        let cost = (1.0 - scale) * SMALLER;
        let height = height::figure(&number, &figure.headline, &measure, &source, drawn * scale);
        Shape { scale, cost, ..Shape::new(height::one(height)) }
    };
    let shapes = match whole_page {
        true => vec![Shape::new(height::one(WHOLE_PAGE))],
        false => {
            let letters = picture.letters().map(|size| size * measure::PAGE / POINT / width * share);
            scales(letters).into_iter().map(scaled).collect()
        }
    };
    let json = json!({
        "kind": "figure",
        "number": number,
        "headline": figure.headline,
        "measure": measure,
        "file": file(index),
        "alt": figure.alt,
        "source": source,
        "width": share,
        "height": whole_page.then_some(WHOLE_PAGE),
    });
    Set { json, part: Part { kind: Kind::Drawing, above: 6.0, below: 5.0, shapes } }
}

fn table(table: &Table, report: &Report) -> Set {
    let columns = measure::columns(table, measure::PAGE);
    let caption = format!("{} {}: {}", report.words.table, table.number, table.title);
    let source = sourced(&table.source, report);
    let letters: usize = table.notes.iter().map(|note| note.chars().count()).sum();
    let long = letters > MANY_LETTERS;
    let rows = height::table(table, &columns, &caption, &report.words.note, &source);
    let json = json!({
        "kind": "table",
        "number": table.number,
        "caption": caption,
        "continued": format!("{} {} {}", report.words.table, table.number, report.words.continued),
        "size": columns.size,
        "inset": measure::INSET,
        "columns": table.columns.iter().zip(&columns.widths).map(|(column, width)| json!({
            "label": column.label, "unit": column.unit, "numeric": column.numeric, "width": width,
        })).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(|row| json!({
            "strong": row.strong,
            // The typesetter counts cells: a row has exactly as many as there are columns.
            "cells": (0..table.columns.len()).map(|i| row.cells.get(i).map_or_else(
                || json!(""),
                |cell| match cell.state {
                    State::Neutral => json!(cell.text),
                    judged => json!({ "text": cell.text, "state": state(judged) }),
                },
            )).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "notes": table.notes,
        "long": long,
        "foot": foot(table.rows.len()),
        "source": source,
    });
    Set { json, part: Part { kind: Kind::Table, above: 6.0, below: 6.0, shapes: shapes(&rows, long) } }
}

fn state(state: State) -> &'static str {
    match state {
        State::Good => "good",
        State::Watch => "watch",
        State::Bad => "bad",
        State::Neutral => "neutral",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_all_blocks_is_set_close_where_it_fits_then() {
        let set = |height| {
            let shapes = vec![Shape::new(height::one(height))];
            let part = Part { kind: Kind::Table, above: 0.0, below: 0.0, shapes };
            Set { json: json!({}), part }
        };
        let closing = |set: Closing| if set == Closing::CLOSE { 70.0 } else { 90.0 };
        for (high, found) in [(100.0, Closing::PLAIN), (160.0, Closing::CLOSE), (240.0, Closing::PLAIN)] {
            let list = vec![set(20.0), set(high - 20.0)];
            assert_eq!(blocks(list, closing).1, found, "{high} mm");
        }
    }

    #[test]
    fn a_word_with_a_hyphen_behind_its_first_letters_is_found() {
        for (text, found) in [
            ("E-commerce", true),
            ("“e-ID”", true),
            ("Rịa - Vũng", false),
            ("Rịa_-_Vũng", true),
            ("Theil-Sen", false),
            ("tables/moves.csv", true),
            ("3/2022, teams.csv", false),
        ] {
            let text = text.replace('_', "\u{a0}");
            assert_eq!(hyphened(&json!({ "blocks": [{ "text": text }] })), found, "{text}");
        }
    }
}
