//! `report.pdf`: typeset by Typst as a library, after the page that Decree 30/2020 asks for.
//!
//! The template is fixed; the report reaches it as data, so that no text is ever markup. The file is tagged after
//! PDF/UA-1: a chart without words or a sign without glyph is an error and not a gap. No date and no clock: the same
//! report gives the same bytes.

mod arrange;
mod forms;
mod height;
#[cfg(test)]
mod tests;
mod view;
mod world;

use serde_json::Value as Json;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{Edition, File, RenderError, Writer};
use world::Memory;

/// The writer of `report.pdf`.
pub(super) struct Pdf;

const TEMPLATE: &str = include_str!("template.typ");
/// Stands for a sign that no embedded font has.
const NO_GLYPH: char = '\u{25a1}';

impl Writer for Pdf {
    fn files(&self, edition: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        let world = world(edition)?;
        let document = layout(&world)?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| RenderError::Pdf(error.message().to_string()))?;
        let creator = Smart::Custom(Some("nhipso".into()));
        let options = PdfOptions { creator, standards, ..PdfOptions::default() };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| failed(&world, &errors))?;
        Ok(vec![File::new("report.pdf", bytes)])
    }
}

/// The template, the report as data and the charts.
fn world(edition: &Edition<'_>) -> Result<Memory, RenderError> {
    world_with(edition, TEMPLATE, view::report(edition))
}

/// A template with the data of a report.
fn world_with(edition: &Edition<'_>, template: &str, report: Json) -> Result<Memory, RenderError> {
    let fonts = Memory::new("", Vec::new())?;
    let drawable = |text: &str| -> String {
        let kept = text.chars().filter(|c| !c.is_control() || *c == '\n');
        kept.map(|c| if c.is_ascii() || fonts.has_glyph(c) { c } else { NO_GLYPH }).collect()
    };
    let report = with_texts(report, &drawable);
    let mut files = vec![("report.json".to_owned(), report.to_string().into_bytes())];
    let drawings = edition.pictures.iter().map(|picture| drawable(&picture.svg).into_bytes());
    files.extend(drawings.enumerate().map(|(i, svg)| (view::file(i), svg)));
    if let Some(logo) = &edition.theme.logo {
        let bytes = logo.svg.as_ref().map_or_else(|| logo.png.clone(), |svg| svg.clone().into_bytes());
        files.push((view::logo_file(logo).to_owned(), bytes));
    }
    Memory::new(template, files)
}

/// The data with every text changed by `change`.
fn with_texts(data: Json, change: &impl Fn(&str) -> String) -> Json {
    match data {
        Json::String(text) => Json::String(change(&text)),
        Json::Array(list) => list.into_iter().map(|item| with_texts(item, change)).collect(),
        Json::Object(map) => map.into_iter().map(|(key, item)| (key, with_texts(item, change))).collect(),
        other => other,
    }
}

fn layout(world: &Memory) -> Result<PagedDocument, RenderError> {
    typst::compile::<PagedDocument>(world).output.map_err(|errors| failed(world, &errors))
}

fn failed(world: &Memory, errors: &[SourceDiagnostic]) -> RenderError {
    let lines: Vec<String> = errors.iter().map(|error| told(world, error)).collect();
    RenderError::Pdf(lines.join("; "))
}

/// The words on the pages, in their order.
#[cfg(test)]
pub(super) fn text_of(edition: &Edition<'_>) -> Result<String, RenderError> {
    Ok(pages_of(edition)?.concat())
}

/// The words of each page.
#[cfg(test)]
fn pages_of(edition: &Edition<'_>) -> Result<Vec<String>, RenderError> {
    use typst::layout::{Frame, FrameItem};
    fn walk(frame: &Frame, text: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, text),
                FrameItem::Text(run) => text.push_str(&run.text),
                _ => {}
            }
        }
    }
    let document = layout(&world(edition)?)?;
    let pages = document.pages().iter().map(|page| {
        let mut text = String::new();
        walk(&page.frame, &mut text);
        text
    });
    Ok(pages.collect())
}

/// The message with its line of the template and its hints.
fn told(world: &Memory, error: &SourceDiagnostic) -> String {
    let line = world
        .range(error.span)
        .and_then(|range| world.source(world.main()).ok()?.lines().byte_to_line(range.start))
        .map(|line| format!(" (template line {})", line + 1))
        .unwrap_or_default();
    let hints: String = error.hints.iter().map(|hint| format!("; {}", hint.v)).collect();
    format!("{}{line}{hints}", error.message)
}
