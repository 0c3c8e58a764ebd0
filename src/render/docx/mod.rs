//! `report.docx`: a text document that an office can edit, sign and put under its own template.
//!
//! Real styles, a contents field, captions with their own counters, repeated header rows, charts with words for those
//! who do not see them, Vietnamese as its language, and the page of Decree 30/2020. Written by hand on `zip`: the parts
//! and the order of elements are those of ECMA-376. Packed without a clock, so that the same report gives the same bytes.

mod arrange;
mod body;
mod flow;
mod front;
mod inline;
mod letterhead;
mod lists;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use std::io::{Cursor, Write as _};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Edition, File, RenderError, Writer};
use crate::compose::Report;
use crate::compose::tongue::Tongues;
use xml::Xml;

/// The writer of `report.docx`.
pub(super) struct Docx;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl Writer for Docx {
    fn files(&self, edition: &Edition<'_>) -> Result<Vec<File>, RenderError> {
        let report = edition.report;
        let language = report.lang.pick("vi-VN", "en-GB");
        let accent = edition.theme.accent.hex();
        let body = body::Body::of(edition);
        let used = |style: &str| body.xml.contains(&format!("Style w:val=\"{style}\""));
        let asked = styles::Asked {
            language,
            accent: accent.trim_start_matches('#'),
            close: body.close,
            used: &used,
        };
        let styles = styles::written(&asked);
        let mut parts: Vec<(String, Vec<u8>)> = vec![
            ("[Content_Types].xml".into(), content_types().into()),
            ("_rels/.rels".into(), package_relations().into()),
            ("docProps/core.xml".into(), core(edition, language).into()),
            (
                "word/_rels/document.xml.rels".into(),
                document_relations(body.pictures.len(), edition.theme.logo.is_some()).into(),
            ),
            ("word/document.xml".into(), body.xml.into()),
            ("word/styles.xml".into(), styles.into()),
            ("word/numbering.xml".into(), lists::numbering(&body.lists).into()),
            ("word/settings.xml".into(), settings(language).into()),
            ("word/header1.xml".into(), page_number(report).into()),
            ("word/header2.xml".into(), no_page_number().into()),
        ];
        for (i, picture) in body.pictures.iter().enumerate() {
            let png = edition.pictures.get(*picture).map(|picture| picture.png.clone()).unwrap_or_default();
            parts.push((format!("word/media/image{}.png", i + 1), png));
        }
        if let Some(logo) = &edition.theme.logo {
            parts.push(("word/media/logo.png".into(), logo.png.clone()));
        }
        Ok(vec![File::new("report.docx", pack(&parts)?)])
    }
}

fn pack(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, RenderError> {
    let failed = |error: &dyn std::fmt::Display| RenderError::Word(error.to_string());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        // Pictures are packed already. The time of the parts is the earliest that the format knows.
        let method =
            if path.ends_with(".png") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::DEFAULT);
        archive.start_file(path.as_str(), options).map_err(|error| failed(&error))?;
        archive.write_all(bytes).map_err(|error| failed(&error))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}

fn content_types() -> String {
    let mut xml = Xml::document();
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    for (extension, kind) in [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
    ] {
        xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
    }
    for (part, kind) in [
        ("document", "document.main+xml"),
        ("styles", "styles+xml"),
        ("numbering", "numbering+xml"),
        ("settings", "settings+xml"),
        ("header1", "header+xml"),
        ("header2", "header+xml"),
    ] {
        let (part, kind) = (format!("/word/{part}.xml"), format!("{word}{kind}"));
        xml.empty("Override", &[("PartName", &part), ("ContentType", &kind)]);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
    xml.finish()
}

fn package_relations() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&[
        ("rId1".into(), format!("{OFFICE}/officeDocument"), "word/document.xml".into()),
        ("rId2".into(), core.into(), "docProps/core.xml".into()),
    ])
}

fn document_relations(pictures: usize, logo: bool) -> String {
    let mut list: Vec<(String, String, String)> = [
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header", "header1"),
        ("header", "header2"),
    ]
    .iter()
    .map(|(kind, part)| (format!("part-{part}"), format!("{OFFICE}/{kind}"), format!("{part}.xml")))
    .collect();
    list.extend(
        (1..=pictures)
            .map(|i| (format!("image{i}"), format!("{OFFICE}/image"), format!("media/image{i}.png"))),
    );
    if logo {
        list.push(("logo".into(), format!("{OFFICE}/image"), "media/logo.png".into()));
    }
    relations(&list)
}

fn relations(list: &[(String, String, String)]) -> String {
    let mut xml = Xml::document();
    xml.open("Relationships", &[("xmlns", RELATIONS)]);
    for (id, kind, target) in list {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    xml.finish()
}

fn core(edition: &Edition<'_>, language: &str) -> String {
    let report = edition.report;
    let mut xml = Xml::document();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.text("dc:title", &[], &report.name()).text("dc:subject", &[], &report.subject());
    let office = report.office.as_deref().or(report.signing.as_ref().map(|signing| &*signing.issuer));
    // Who has it made; where nobody is named, what makes it.
    xml.text("dc:creator", &[], &office.unwrap_or(env!("CARGO_PKG_NAME")).replace('\n', ", "));
    if let Some(invented) = &report.invented {
        xml.text("dc:description", &[], invented);
    }
    xml.text("dc:language", &[], language);
    // Made on the day that it speaks of: the same report gives the same bytes.
    if let Some(day) = report.day {
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.text(name, &[("xsi:type", "dcterms:W3CDTF")], &format!("{day}T00:00:00Z"));
        }
    }
    xml.finish()
}

fn settings(language: &str) -> String {
    let mut xml = Xml::document();
    xml.open("w:settings", &[("xmlns:w", W)]);
    // Fields are not brought up to date when the document is opened: Word would ask the reader first.
    xml.empty("w:zoom", &[("w:percent", "100")]).val("w:defaultTabStop", "567").open("w:compat", &[]);
    let uri = "http://schemas.microsoft.com/office/word";
    xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")]);
    xml.close().empty("w:themeFontLang", &[("w:val", language)]);
    xml.finish()
}

/// The number at the top in the middle, 14 points; below it, small, what the report is: a page may go its own way.
fn page_number(report: &Report) -> String {
    let mut xml = Xml::document();
    xml.tongues = Arc::new(Tongues::of(report));
    xml.open("w:hdr", &[("xmlns:w", W)])
        .open("w:p", &[])
        .open("w:pPr", &[])
        .val("w:pStyle", "Header")
        .close();
    inline::field(&mut xml, "PAGE", "2", "");
    xml.close().open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "RunningTitle").close();
    inline::run(&mut xml, &report.title, "");
    xml.finish()
}

/// The head of the first page, which has no number.
fn no_page_number() -> String {
    let mut xml = Xml::document();
    xml.open("w:hdr", &[("xmlns:w", W)]).open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "Header");
    xml.finish()
}
