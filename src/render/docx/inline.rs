//! What stands within a paragraph: runs of text, fields, bookmarks and pictures.

use std::sync::Arc;

use super::xml::Xml;
use crate::compose::tongue::Tongue;
use crate::render::letters::held_hyphens;

/// The language of names and quotations in a report that is written in another one.
const VIETNAMESE: &str = "vi-VN";
/// The name space of pictures.
pub(super) const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// A run of text in a style of characters, where it has one: letters, weights and colours are the styles'. Line ends become
/// breaks.
pub(super) fn run(xml: &mut Xml, text: &str, style: &str) {
    if text.is_empty() {
        return;
    }
    let tongues = Arc::clone(&xml.tongues);
    for (piece, tongue) in tongues.pieces(text) {
        one(xml, piece, style, tongue);
    }
}

/// A run of one language.
fn one(xml: &mut Xml, text: &str, style: &str, tongue: Tongue) {
    xml.open("w:r", &[]);
    if !style.is_empty() || tongue != Tongue::Own {
        xml.open("w:rPr", &[]);
        if !style.is_empty() {
            xml.val("w:rStyle", style);
        }
        match tongue {
            Tongue::Own => {}
            Tongue::Name | Tongue::Vietnamese => {
                xml.val("w:lang", VIETNAMESE);
            }
            Tongue::Code => {
                xml.empty("w:noProof", &[]);
            }
        }
        xml.close();
    }
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            xml.empty("w:br", &[]);
        }
        let mut from = 0;
        for (_, at) in held_hyphens(line) {
            xml.text("w:t", &[("xml:space", "preserve")], &line[from..at]).empty("w:noBreakHyphen", &[]);
            from = at + 1;
        }
        xml.text("w:t", &[("xml:space", "preserve")], &line[from..]);
    }
    xml.close();
}

/// A field with the text it shows until it is brought up to date.
pub(super) fn field(xml: &mut Xml, instruction: &str, shown: &str, style: &str) {
    xml.open("w:fldSimple", &[("w:instr", &format!(" {instruction} "))]);
    run(xml, shown, style);
    xml.close();
}

/// A field with marks at its ends, as programs write those that stand within another one.
pub(super) fn marked(xml: &mut Xml, instruction: &str, shown: &str) {
    begin(xml, instruction);
    run(xml, shown, "");
    mark(xml, "end");
}

pub(super) fn begin(xml: &mut Xml, instruction: &str) {
    mark(xml, "begin");
    xml.open("w:r", &[]);
    xml.text("w:instrText", &[("xml:space", "preserve")], &format!(" {instruction} ")).close();
    mark(xml, "separate");
}

pub(super) fn mark(xml: &mut Xml, kind: &str) {
    xml.open("w:r", &[]).empty("w:fldChar", &[("w:fldCharType", kind)]).close();
}

pub(super) fn bookmark(n: usize) -> String {
    format!("_Toc{n:06}")
}

/// The bookmark around the number of a table's caption, and its id beside those of the headings.
pub(super) fn caption_mark(n: usize) -> (String, String) {
    (format!("_RefTable{n}"), (1_000_000 + n).to_string())
}

/// The number of the logo among the pictures, which count from 1.
pub(super) const LOGO_ID: usize = 1_000_000;

/// A picture in the line.
pub(super) struct Drawn<'a> {
    pub name: &'a str,
    pub alt: &'a str,
    pub relation: &'a str,
    /// Width and height, EMU.
    pub size: (f64, f64),
}

pub(super) fn drawing(xml: &mut Xml, drawn: &Drawn<'_>, id: usize) {
    let Drawn { name, alt, relation, size } = *drawn;
    let (cx, cy) = (format!("{:.0}", size.0), format!("{:.0}", size.1));
    let id = id.to_string();
    xml.open("w:drawing", &[])
        .open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
    xml.empty("wp:extent", &[("cx", &cx), ("cy", &cy)]);
    xml.empty("wp:docPr", &[("id", &id), ("name", name), ("descr", alt)]);
    xml.open("wp:cNvGraphicFramePr", &[]).empty("a:graphicFrameLocks", &[("noChangeAspect", "1")]).close();
    xml.open("a:graphic", &[]).open("a:graphicData", &[("uri", PICTURE)]).open("pic:pic", &[]);
    xml.open("pic:nvPicPr", &[]).empty("pic:cNvPr", &[("id", &id), ("name", name), ("descr", alt)]);
    xml.empty("pic:cNvPicPr", &[]).close();
    xml.open("pic:blipFill", &[]).empty("a:blip", &[("r:embed", relation)]);
    xml.open("a:stretch", &[]).empty("a:fillRect", &[]).close().close();
    xml.open("pic:spPr", &[]).open("a:xfrm", &[]).empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &[("cx", &cx), ("cy", &cy)]).close();
    xml.open("a:prstGeom", &[("prst", "rect")]).empty("a:avLst", &[]).close().close();
    xml.close().close().close().close().close();
}
