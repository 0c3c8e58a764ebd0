//! The report as the template reads it: `report.json`.

use serde_json::{Value as Json, json};

use crate::compose::Report;
use crate::compose::report::{Block, Chapter, Direction, Figure, KeyFigure, Span, State, Table};
use crate::render::{Edition, Logo, measure, sourced};

/// Greatest height of a drawing, mm: with caption and source it fills a page.
const HIGHEST: f64 = 220.0;

/// The whole report.
pub(super) fn report(edition: &Edition<'_>) -> Json {
    let report = edition.report;
    json!({
        "lang": report.lang.tag(),
        "region": report.lang.pick("VN", "GB"),
        // A tagged document has a title.
        "title": if report.title.trim().is_empty() { "–" } else { &report.title },
        "subtitle": report.subtitle,
        "office": report.office,
        "invented": report.invented,
        "signing": report.signing,
        "accent": edition.theme.accent.hex(),
        "logo": edition.theme.logo.as_ref().map(|logo| {
            let (width, height) = logo.within(20.0, 70.0);
            json!({ "file": logo_file(logo), "alt": report.words.logo, "width": width, "height": height })
        }),
        "entries": report.chapters.iter().map(|chapter| 1 + sections(chapter)).sum::<usize>(),
        "words": { "contents": report.words.contents, "note": report.words.note },
        "chapters": report.chapters.iter().map(|chapter| json!({
            "title": if chapter.title.is_empty() { "–" } else { &chapter.title },
            "blocks": blocks(chapter, edition),
        })).collect::<Vec<_>>(),
        "imprint": report.imprint,
    })
}

/// The blocks of a chapter. A tagged document skips no level of headings and has none without words.
fn blocks(chapter: &Chapter, edition: &Edition<'_>) -> Vec<Json> {
    let mut last = 1;
    let mut list = Vec::with_capacity(chapter.blocks.len());
    for item in &chapter.blocks {
        if let Block::Heading { level, text, .. } = item {
            if !text.is_empty() {
                last = (*level).clamp(2, last + 1);
                list.push(json!({ "kind": "heading", "level": last, "text": text }));
            }
        } else {
            list.extend(block(item, edition));
        }
    }
    list
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

fn block(block: &Block, edition: &Edition<'_>) -> Option<Json> {
    let report = edition.report;
    Some(match block {
        Block::Heading { .. } => return None,
        Block::Paragraph(words) => json!({ "kind": "paragraph", "spans": spans(words) }),
        Block::List(items) => {
            json!({ "kind": "list", "items": items.iter().map(|item| spans(item)).collect::<Vec<_>>() })
        }
        Block::Note(words) => json!({ "kind": "note", "spans": spans(words) }),
        Block::OfficeNote { heading, paragraphs } => {
            json!({ "kind": "office", "heading": heading, "paragraphs": paragraphs })
        }
        Block::KeyFigures(figures) => {
            json!({ "kind": "cards", "cards": figures.iter().map(card).collect::<Vec<_>>() })
        }
        Block::Table(content) => table(content, report),
        Block::Figure(index) => {
            let picture = edition.pictures.get(*index)?;
            figure(report.figures.get(*index)?, *index, picture.size(), report)
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

fn figure(figure: &Figure, index: usize, size: Option<(f64, f64)>, report: &Report) -> Json {
    let measure = match figure.unit.as_str() {
        "" => figure.subtitle.clone(),
        unit => format!("{} ({unit})", figure.subtitle),
    };
    // A drawing that would be higher than a page allows beside its caption is made narrower.
    let (width, height) = size.unwrap_or((1.0, 1.0));
    let share = (HIGHEST / (measure::PAGE * height / width)).min(1.0);
    json!({
        "kind": "figure",
        "number": format!("{} {}.", report.words.figure, figure.number),
        "headline": figure.headline,
        "measure": measure,
        "file": file(index),
        "alt": figure.alt,
        "source": sourced(&figure.source, report),
        "width": share,
        "height": measure::PAGE * height / width * share,
    })
}

fn table(table: &Table, report: &Report) -> Json {
    let columns = measure::columns(table, measure::PAGE);
    json!({
        "kind": "table",
        "number": table.number,
        "caption": format!("{} {}. {}", report.words.table, table.number, table.title),
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
                || json!({ "text": "", "state": "neutral" }),
                |cell| json!({ "text": cell.text, "state": state(cell.state) }),
            )).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "notes": table.notes,
        "source": sourced(&table.source, report),
    })
}

fn state(state: State) -> &'static str {
    match state {
        State::Good => "good",
        State::Watch => "watch",
        State::Bad => "bad",
        State::Neutral => "neutral",
    }
}
