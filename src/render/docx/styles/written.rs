//! `word/styles.xml`.

use super::{
    ACCENT, APART, BUILT_IN, CELL, Extra, FIRST_LINE, KEY_STYLES, KEY_TEXT, LETTERS, Letters, PICKED, PLAIN,
    PLAIN_SIZE, SIDE, STYLES, Style,
};
use crate::render::docx::xml::Xml;
use crate::render::docx::{W, lists, table};

/// What is asked of the styles of a document.
pub(in crate::render::docx) struct Asked<'a> {
    /// Its language (`vi-VN`), and its colour (`12436D`).
    pub language: &'a str,
    pub accent: &'a str,
    /// Where the page of the key figures is to hold much: space below its texts, and from line to line, twips.
    pub close: Option<(u32, u32)>,
    /// Whether something has a style.
    pub used: &'a dyn Fn(&str) -> bool,
}

/// `word/styles.xml`. Smaller letters and colours of totals that nothing has are left out.
pub(in crate::render::docx) fn written(asked: &Asked<'_>) -> String {
    let Asked { language, accent, close, used } = *asked;
    let mut xml = Xml::document();
    xml.open("w:styles", &[("xmlns:w", W)]);
    xml.open("w:docDefaults", &[]).open("w:rPrDefault", &[]).open("w:rPr", &[]);
    let font = "Times New Roman";
    xml.empty("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)]);
    let size = PLAIN_SIZE.to_string();
    xml.val("w:sz", &size).val("w:szCs", &size);
    xml.empty("w:lang", &[("w:val", language), ("w:eastAsia", language), ("w:bidi", "ar-SA")]);
    xml.close().close().open("w:pPrDefault", &[]).open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:after", "0"), ("w:line", "264"), ("w:lineRule", "auto")]);
    xml.close().close().close();

    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.val("w:name", "Normal").empty("w:qFormat", &[]).close();
    xml.open(
        "w:style",
        &[("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultParagraphFont")],
    );
    xml.val("w:name", "Default Paragraph Font").val("w:uiPriority", "1").empty("w:semiHidden", &[]).close();
    let asked = |style: &&Style| ![CELL.based_on, "Measure"].contains(&style.based_on) || used(style.id);
    for style in STYLES.iter().filter(asked) {
        match close {
            Some((below, line)) if KEY_STYLES.contains(&style.id) => {
                // Text stands over the cards, and does not touch them.
                let below = if style.id == KEY_TEXT { below + APART } else { below };
                paragraph(&mut xml, &Style { space: (0, below), line, ..*style }, accent);
            }
            _ => paragraph(&mut xml, style, accent),
        }
    }
    for letters in LETTERS.iter().filter(|letters| !(letters.bold && letters.coloured()) || used(letters.id))
    {
        characters(&mut xml, letters);
    }
    hyperlink(&mut xml);
    tables(&mut xml);
    xml.finish()
}

/// What of a style says where programs show it: those to pick first.
fn shown(xml: &mut Xml, id: &str, other: &str) {
    match PICKED.iter().position(|picked| *picked == id) {
        Some(place) => xml.val("w:uiPriority", &(place + 1).to_string()).empty("w:qFormat", &[]),
        None => xml.val("w:uiPriority", other),
    };
}

/// A style of characters.
fn characters(xml: &mut Xml, letters: &Letters) {
    let own = !matches!(letters.id, "Strong" | "Emphasis");
    let marks = [("w:type", "character"), ("w:customStyle", "1"), ("w:styleId", letters.id)];
    let known = [marks[0], marks[2]];
    xml.open("w:style", if own { &marks } else { &known });
    xml.val("w:name", letters.name).val("w:basedOn", "DefaultParagraphFont");
    xml.val("w:uiPriority", if own { "60" } else { "22" });
    if !own {
        xml.empty("w:qFormat", &[]);
    }
    xml.open("w:rPr", &[]);
    if letters.bold {
        xml.empty("w:b", &[]).empty("w:bCs", &[]);
    }
    if letters.italic {
        xml.empty("w:i", &[]).empty("w:iCs", &[]);
    }
    if letters.coloured() {
        xml.val("w:color", letters.colour);
    }
    xml.close().close();
}

/// Links that an office adds look as links do elsewhere.
fn hyperlink(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "character"), ("w:styleId", "Hyperlink")]);
    xml.val("w:name", "Hyperlink").val("w:basedOn", "DefaultParagraphFont").val("w:uiPriority", "99");
    xml.empty("w:unhideWhenUsed", &[]).open("w:rPr", &[]);
    xml.val("w:color", "0563C1").val("w:u", "single").close().close();
}

fn paragraph(xml: &mut Xml, style: &Style, accent: &str) {
    let own = !BUILT_IN.contains(&style.name);
    let marks = [("w:type", "paragraph"), ("w:customStyle", "1"), ("w:styleId", style.id)];
    let known = [marks[0], marks[2]];
    xml.open("w:style", if own { &marks } else { &known });
    xml.val("w:name", style.name).val("w:basedOn", style.based_on);
    if !style.next.is_empty() {
        xml.val("w:next", style.next);
    }
    let other = match style.id {
        "TOC1" | "TOC2" | "TOCHeading" => "39",
        "Header" => "99",
        _ => "50",
    };
    shown(xml, style.id, other);
    xml.open("w:pPr", &[]);
    if style.keep_next {
        xml.empty("w:keepNext", &[]);
    }
    if style.keep_next || style.whole {
        xml.empty("w:keepLines", &[]);
    }
    if let Some(number) = lists::of_style(style.id) {
        xml.open("w:numPr", &[]).val("w:numId", &number.to_string()).close();
    }
    borders(xml, style, accent);
    if let Extra::Entry(_) = style.extra {
        xml.open("w:tabs", &[])
            .empty("w:tab", &[("w:val", "right"), ("w:leader", "dot"), ("w:pos", "9184")])
            .close();
    }
    let (above, below) = (style.space.0.to_string(), style.space.1.to_string());
    let (line, plain) = (style.line.to_string(), style.line == PLAIN.line);
    let spacing = [("w:before", &*above), ("w:after", &*below), ("w:line", &*line), ("w:lineRule", "auto")];
    xml.empty("w:spacing", if plain { &spacing[..2] } else { &spacing });
    match style.extra {
        Extra::Indent => xml.empty("w:ind", &[("w:firstLine", &FIRST_LINE.to_string())]),
        Extra::Entry(left) => xml.empty("w:ind", &[("w:left", &left.to_string())]),
        Extra::Bar | Extra::Frame => {
            let side = SIDE.to_string();
            xml.empty("w:ind", &[("w:left", &side), ("w:right", &side)])
        }
        // Notes and sources below a table are one block of lines.
        Extra::Tight => xml.empty("w:contextualSpacing", &[]),
        Extra::None | Extra::Rule => xml,
    };
    if !style.align.is_empty() {
        xml.val("w:jc", style.align);
    }
    if let Some(level) = style.outline {
        xml.val("w:outlineLvl", &level.to_string());
    }
    xml.close().open("w:rPr", &[]);
    if style.bold {
        xml.empty("w:b", &[]).empty("w:bCs", &[]);
    }
    if style.italic {
        xml.empty("w:i", &[]).empty("w:iCs", &[]);
    }
    match style.colour {
        "" => {}
        ACCENT => {
            xml.val("w:color", accent);
        }
        colour => {
            xml.val("w:color", colour);
        }
    }
    if style.size > 0 {
        let size = style.size.to_string();
        xml.val("w:sz", &size).val("w:szCs", &size);
    }
    xml.close().close();
}

fn borders(xml: &mut Xml, style: &Style, accent: &str) {
    type Line<'a> = (&'static str, &'a str, &'a str, &'a str);
    let lines: &[Line<'_>] = match style.extra {
        Extra::Bar => &[("w:left", "18", "8", "8A4A00")],
        Extra::Frame => &[
            ("w:top", "6", "6", "777777"),
            ("w:left", "6", "6", "777777"),
            ("w:bottom", "6", "6", "777777"),
            ("w:right", "6", "6", "777777"),
        ],
        Extra::Rule => &[("w:bottom", "10", "4", accent)],
        _ => return,
    };
    xml.open("w:pBdr", &[]);
    for (side, size, space, colour) in lines {
        xml.empty(side, &[("w:val", "single"), ("w:sz", size), ("w:space", space), ("w:color", colour)]);
    }
    xml.close();
    if style.extra == Extra::Bar {
        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "F4F6F8")]);
    }
}

fn tables(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")]);
    xml.val("w:name", "Normal Table")
        .val("w:uiPriority", "99")
        .empty("w:semiHidden", &[])
        .open("w:tblPr", &[]);
    xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
    margins(xml, "0", "108");
    xml.close().close();

    xml.open("w:style", &[("w:type", "table"), ("w:customStyle", "1"), ("w:styleId", "ReportTable")]);
    xml.val("w:name", "Report Table")
        .val("w:basedOn", "TableNormal")
        .val("w:uiPriority", "40")
        .empty("w:qFormat", &[])
        .open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for (side, size, colour) in
        [("w:top", "12", "000000"), ("w:bottom", "12", "000000"), ("w:insideH", "4", "B9C2CB")]
    {
        xml.empty(side, &[("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", colour)]);
    }
    xml.close();
    margins(xml, &table::ABOVE.to_string(), "90");
    xml.close();
    // Its letters are bold by their own style: of two that are, a text program makes one that is not.
    xml.open("w:tblStylePr", &[("w:type", "firstRow")]);
    xml.empty("w:tblPr", &[]).open("w:tcPr", &[]).open("w:tcBorders", &[]);
    xml.empty("w:bottom", &[("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")]);
    xml.close().val("w:vAlign", "bottom").close().close().close();
}

fn margins(xml: &mut Xml, rows: &str, columns: &str) {
    xml.open("w:tblCellMar", &[]);
    for (side, width) in [("w:top", rows), ("w:left", columns), ("w:bottom", rows), ("w:right", columns)] {
        xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
    }
    xml.close();
}
