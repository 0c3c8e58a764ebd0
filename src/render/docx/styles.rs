//! `word/styles.xml`: named styles that an office can replace by its template's.

use super::xml::Xml;

/// A paragraph style.
struct Style {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    next: &'static str,
    /// Half points; 0: as the style it rests on.
    size: u32,
    bold: bool,
    italic: bool,
    colour: &'static str,
    /// Twentieths of a point above and below.
    space: (u32, u32),
    keep_next: bool,
    align: &'static str,
    outline: Option<u32>,
    /// How far apart its lines are: 240 without space between them.
    line: u32,
    extra: Extra,
}

/// What single styles have besides.
#[derive(Clone, Copy, PartialEq)]
enum Extra {
    None,
    /// First line indented by 1 cm.
    Indent,
    /// Shaded, with a bar at the left.
    Bar,
    /// A frame around.
    Frame,
    /// A rule below.
    Rule,
    /// No space between paragraphs of this style.
    Tight,
    /// An entry of the contents, indented by that many twips.
    Entry(u32),
}

const PLAIN: Style = Style {
    id: "",
    name: "",
    based_on: "Normal",
    next: "",
    size: 0,
    bold: false,
    italic: false,
    colour: "",
    space: (0, 0),
    keep_next: false,
    align: "",
    outline: None,
    line: 264,
    extra: Extra::None,
};
/// Size of plain text, half points.
const PLAIN_SIZE: u32 = 28;
/// Twips by which first lines, framed paragraphs and items of a list are indented.
const FIRST_LINE: u32 = 567;
const SIDE: u32 = 170;
pub(super) const HANGING: u32 = 510;
/// The style of items of a list.
const LIST: &str = "ListNumber";
const KEY_LIST: &str = "KeyList";
/// Names of styles that every program has; the others are the report's own.
const BUILT_IN: [&str; 12] = [
    "Body Text",
    "Title",
    "Subtitle",
    "heading 1",
    "heading 2",
    "heading 3",
    "TOC Heading",
    "toc 1",
    "toc 2",
    "List Number",
    "caption",
    "header",
];
const ACCENT: &str = "ACCENT";
const SOFT: &str = "44505C";

const STYLES: [Style; 33] = [
    Style {
        id: "BodyText",
        name: "Body Text",
        space: (0, 120),
        align: "both",
        extra: Extra::Indent,
        ..PLAIN
    },
    // The same where a page is to hold much.
    Style {
        id: "KeyText",
        name: "Key Text",
        size: 26,
        space: (0, 100),
        align: "both",
        extra: Extra::Indent,
        ..PLAIN
    },
    Style { id: "Logo", name: "Logo", align: "center", space: (0, 160), line: 240, ..PLAIN },
    Style { id: "Office", name: "Office", size: 26, bold: true, align: "center", space: (0, 480), ..PLAIN },
    Style {
        id: "Title",
        name: "Title",
        size: 48,
        bold: true,
        colour: ACCENT,
        align: "center",
        space: (480, 160),
        keep_next: true,
        ..PLAIN
    },
    Style {
        id: "Subtitle",
        name: "Subtitle",
        size: 26,
        italic: true,
        align: "center",
        space: (0, 240),
        ..PLAIN
    },
    Style {
        id: "Banner",
        name: "Banner",
        size: 26,
        bold: true,
        colour: "8A4A00",
        align: "center",
        space: (120, 360),
        extra: Extra::Frame,
        ..PLAIN
    },
    Style {
        id: "Heading1",
        name: "heading 1",
        next: "BodyText",
        size: 36,
        bold: true,
        colour: ACCENT,
        space: (560, 240),
        keep_next: true,
        outline: Some(0),
        extra: Extra::Rule,
        ..PLAIN
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        next: "BodyText",
        size: 30,
        bold: true,
        space: (320, 140),
        keep_next: true,
        outline: Some(1),
        ..PLAIN
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        next: "BodyText",
        size: 28,
        bold: true,
        italic: true,
        space: (280, 120),
        keep_next: true,
        outline: Some(2),
        ..PLAIN
    },
    Style {
        id: "TOCHeading",
        name: "TOC Heading",
        size: 30,
        bold: true,
        space: (240, 100),
        keep_next: true,
        ..PLAIN
    },
    Style {
        id: "TOC1",
        name: "toc 1",
        size: 24,
        bold: true,
        space: (80, 20),
        line: 240,
        extra: Extra::Entry(0),
        ..PLAIN
    },
    Style {
        id: "TOC2",
        name: "toc 2",
        size: 24,
        space: (0, 20),
        line: 240,
        extra: Extra::Entry(340),
        ..PLAIN
    },
    // Not justified: figures keep to their units, and few spaces would have to fill a line.
    Style { id: LIST, name: "List Number", space: (0, 100), ..PLAIN },
    Style { id: KEY_LIST, name: "Key List", size: 26, space: (0, 60), ..PLAIN },
    Style { id: "Note", name: "Note", size: 26, space: (160, 200), extra: Extra::Bar, ..PLAIN },
    Style { id: "OfficeNote", name: "Office Note", space: (0, 0), extra: Extra::Frame, ..PLAIN },
    Style {
        id: "Caption",
        name: "caption",
        next: "BodyText",
        size: 24,
        bold: true,
        space: (240, 100),
        keep_next: true,
        ..PLAIN
    },
    Style {
        id: "Measure",
        name: "Measure",
        size: 22,
        colour: SOFT,
        space: (0, 80),
        keep_next: true,
        ..PLAIN
    },
    Style { id: "Picture", name: "Picture", size: 20, keep_next: true, align: "center", line: 240, ..PLAIN },
    Style {
        id: "Source",
        name: "Source",
        size: 20,
        colour: SOFT,
        space: (60, 200),
        extra: Extra::Tight,
        ..PLAIN
    },
    Style {
        id: "ImprintRule",
        name: "Imprint Rule",
        size: 12,
        space: (240, 80),
        keep_next: true,
        extra: Extra::Rule,
        ..PLAIN
    },
    Style { id: "Imprint", name: "Imprint", size: 19, colour: SOFT, space: (0, 20), line: 240, ..PLAIN },
    Style { id: "TableText", name: "Table Text", size: 22, ..PLAIN },
    // The head of the first page and who signs, in the sizes of Decree 30.
    Style { id: "Letterhead", name: "Letterhead", size: 24, align: "center", line: 240, ..PLAIN },
    Style { id: "LetterheadText", name: "Letterhead Text", size: 26, align: "center", line: 240, ..PLAIN },
    Style { id: "Signature", name: "Signature Block", size: 26, align: "center", line: 240, ..PLAIN },
    Style { id: "Recipients", name: "Recipients", size: 24, line: 240, ..PLAIN },
    Style { id: "Receivers", name: "Receivers", size: 22, line: 240, ..PLAIN },
    // Between a table and what follows where nothing is said below it.
    Style { id: "Gap", name: "Gap", size: 4, space: (0, 160), line: 240, ..PLAIN },
    Style { id: "CardText", name: "Card Text", size: 19, line: 240, ..PLAIN },
    Style { id: "CardValue", name: "Card Value", size: 32, bold: true, space: (20, 20), line: 240, ..PLAIN },
    Style { id: "Header", name: "header", align: "center", ..PLAIN },
];

/// What a paragraph of a style takes of the page, in points.
pub(super) struct Place {
    /// Size and weight of its letters, and how far apart its lines are, in their own height.
    pub size: f64,
    pub bold: bool,
    pub apart: f64,
    /// Space above and below.
    pub space: (f64, f64),
    /// It stays on the page of the next one.
    pub keep_next: bool,
    /// How much further in its first line begins.
    pub indent: f64,
    /// How much narrower it is than the column.
    pub inset: f64,
    /// Its name, where paragraphs of this style follow each other without space.
    pub tight: Option<&'static str>,
}

/// The place of a style; that of plain text where there is no such style.
pub(super) fn place(id: &str) -> Place {
    let style = STYLES.iter().find(|style| style.id == id).unwrap_or(&PLAIN);
    let points = |twips: u32| f64::from(twips) / 20.0;
    let size = if style.size == 0 { PLAIN_SIZE } else { style.size };
    // What borders and their distance from the words add.
    let (over, under) = match style.extra {
        Extra::Frame => (6.75, 6.75),
        Extra::Rule => (0.0, 5.25),
        _ => (0.0, 0.0),
    };
    Place {
        size: f64::from(size) / 2.0,
        bold: style.bold,
        apart: f64::from(style.line) / 240.0,
        space: (points(style.space.0) + over, points(style.space.1) + under),
        keep_next: style.keep_next,
        indent: if style.extra == Extra::Indent { points(FIRST_LINE) } else { 0.0 },
        inset: match style.extra {
            Extra::Bar | Extra::Frame => 2.0 * points(SIDE),
            Extra::Entry(left) => points(left),
            _ if id == LIST || id == KEY_LIST => points(HANGING),
            _ => 0.0,
        },
        tight: matches!(style.extra, Extra::Tight | Extra::Frame).then_some(style.id),
    }
}

/// `word/styles.xml` in a language (`vi-VN`) and an accent colour (`12436D`).
pub(super) fn styles(language: &str, accent: &str) -> String {
    let mut xml = Xml::document();
    xml.open("w:styles", &[("xmlns:w", super::W)]);
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
    xml.open("w:style", &[("w:type", "character"), ("w:styleId", "Strong")]);
    xml.val("w:name", "Strong").empty("w:qFormat", &[]).open("w:rPr", &[]).empty("w:b", &[]).close().close();
    for style in &STYLES {
        paragraph(&mut xml, style, accent);
    }
    tables(&mut xml);
    xml.finish()
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
    xml.empty("w:qFormat", &[]).open("w:pPr", &[]);
    if style.keep_next {
        xml.empty("w:keepNext", &[]).empty("w:keepLines", &[]);
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
        .empty("w:qFormat", &[])
        .open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for (side, size, colour) in
        [("w:top", "12", "000000"), ("w:bottom", "12", "000000"), ("w:insideH", "4", "B9C2CB")]
    {
        xml.empty(side, &[("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", colour)]);
    }
    xml.close();
    margins(xml, &super::table::ABOVE.to_string(), "90");
    xml.close();
    xml.open("w:tblStylePr", &[("w:type", "firstRow")]).open("w:rPr", &[]).empty("w:b", &[]).close();
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
