//! `word/document.xml`: the report's chapters as paragraphs, tables and pictures.

use super::flow::Flow;
use super::xml::Xml;
use super::{OFFICE, W, table};
use crate::compose::Report;
use crate::compose::report::{Block, Figure, Span, Table};
use crate::render::{Edition, Picture, sourced};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const GRAPHIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
/// Width of the text column and the greatest height of a picture, in EMU (36,000 a millimetre).
const COLUMN: f64 = 162.0 * 36_000.0;
const HIGHEST: f64 = 200.0 * 36_000.0;
/// EMU a point.
const EMU: f64 = 12_700.0;

/// How a run looks: elements of `w:rPr` in the order of the schema, with their values.
pub(super) type Look<'a> = &'a [(&'static str, Option<&'a str>)];

/// The document and what it needs beside it.
pub(super) struct Body {
    /// `word/document.xml`.
    pub xml: String,
    /// Pictures in their order: index into the edition's.
    pub pictures: Vec<usize>,
    /// Number of numbered lists.
    pub lists: usize,
}

struct Scribe<'a> {
    xml: Xml,
    edition: &'a Edition<'a>,
    pictures: Vec<usize>,
    lists: usize,
    headings: usize,
    flow: Flow,
    /// The page of each heading, where they are known.
    pages: Vec<usize>,
}

impl Body {
    /// The body of an edition: written twice, since the contents at its beginning name the pages of what follows.
    pub(super) fn of(edition: &Edition<'_>) -> Self {
        let pages = Scribe::write(edition, Vec::new()).flow.pages();
        let scribe = Scribe::write(edition, pages);
        Body { xml: scribe.xml.finish(), pictures: scribe.pictures, lists: scribe.lists }
    }
}

impl<'a> Scribe<'a> {
    fn write(edition: &'a Edition<'a>, pages: Vec<usize>) -> Self {
        let mut xml = Xml::document();
        xml.open(
            "w:document",
            &[
                ("xmlns:w", W),
                ("xmlns:r", OFFICE),
                ("xmlns:wp", DRAWING),
                ("xmlns:a", GRAPHIC),
                ("xmlns:pic", PICTURE),
            ],
        );
        xml.open("w:body", &[]);
        let (pictures, flow) = (Vec::new(), Flow::default());
        let mut scribe = Scribe { xml, edition, pictures, lists: 0, headings: 0, flow, pages };
        let report = edition.report;
        scribe.first_page(report);
        for chapter in &report.chapters {
            scribe.heading(1, &chapter.title);
            for block in &chapter.blocks {
                scribe.block(block, report);
            }
        }
        for line in &report.imprint {
            scribe.paragraph("Source", line);
        }
        page(&mut scribe.xml);
        scribe
    }

    fn first_page(&mut self, report: &Report) {
        if let Some(logo) = &self.edition.theme.logo {
            let (width, height) = logo.within(20.0, 70.0);
            let size = (width * 36_000.0, height * 36_000.0);
            let xml = &mut self.xml;
            xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "Logo").close().open("w:r", &[]);
            let logo = Drawn { name: "logo.png", alt: &report.words.logo, relation: "logo", size };
            drawing(xml, &logo, LOGO_ID);
            xml.close().close();
            self.flow.picture("Logo", height / 25.4 * 72.0);
        }
        for (style, text) in [
            ("Office", report.office.as_deref().unwrap_or_default()),
            ("Title", &report.title),
            ("Subtitle", &report.subtitle),
            ("Banner", report.invented.as_deref().unwrap_or_default()),
        ] {
            if !text.is_empty() {
                self.paragraph(style, text);
            }
        }
        self.contents(report);
    }

    /// The contents as a field, filled with the headings and their pages, so that nobody has to bring it up to date
    /// before it can be read; each number is a field of its own.
    fn contents(&mut self, report: &Report) {
        let mut entries: Vec<(u8, &str)> = Vec::new();
        for chapter in &report.chapters {
            entries.push((1, &chapter.title));
            entries.extend(chapter.blocks.iter().filter_map(|block| match block {
                Block::Heading { level, text, .. } => Some((*level, text.as_str())),
                _ => None,
            }));
        }
        if entries.is_empty() {
            return;
        }
        let xml = &mut self.xml;
        xml.open("w:sdt", &[]).open("w:sdtPr", &[]).open("w:docPartObj", &[]);
        xml.val("w:docPartGallery", "Table of Contents").empty("w:docPartUnique", &[]);
        xml.close().close().open("w:sdtContent", &[]);
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "TOCHeading").close();
        run(xml, &report.words.contents, &[]);
        xml.close();
        self.flow.paragraph("TOCHeading", &report.words.contents, false);
        let shown: Vec<(usize, (u8, &str))> =
            entries.into_iter().enumerate().filter(|(_, (level, _))| *level <= 2).collect();
        for (place, (index, (level, text))) in shown.iter().enumerate() {
            let style = if *level == 1 { "TOC1" } else { "TOC2" };
            xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style).close();
            if place == 0 {
                begin(xml, "TOC \\o \"1-2\" \\h \\z \\u");
            }
            let anchor = bookmark(index + 1);
            xml.open("w:hyperlink", &[("w:anchor", &anchor), ("w:history", "1")]);
            run(xml, text, &[]);
            xml.open("w:r", &[]).empty("w:tab", &[]).close();
            let number = self.pages.get(*index).map(usize::to_string).unwrap_or_default();
            marked(xml, &format!("PAGEREF {anchor} \\h"), &number);
            xml.close();
            self.flow.paragraph(style, text, false);
            if place + 1 == shown.len() {
                mark(xml, "end");
            }
            xml.close();
        }
        xml.close().close();
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.headings += 1;
        let (id, name) = (self.headings.to_string(), bookmark(self.headings));
        let style = match level {
            1 => "Heading1",
            2 => "Heading2",
            _ => "Heading3",
        };
        let xml = &mut self.xml;
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style);
        // The contents have the first page; a later chapter begins where the one before ends.
        if self.headings == 1 {
            xml.empty("w:pageBreakBefore", &[]);
        }
        xml.close().empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        run(xml, text, &[]);
        xml.empty("w:bookmarkEnd", &[("w:id", &id)]).close();
        self.flow.heading(style, text, self.headings == 1);
    }

    fn block(&mut self, block: &Block, report: &Report) {
        match block {
            Block::Heading { level, text, .. } => self.heading(*level, text),
            Block::Paragraph(spans) => self.spans("BodyText", spans, None),
            Block::Note(spans) => self.spans("Note", spans, None),
            Block::List(items) => {
                self.lists += 1;
                for item in items {
                    self.spans("ListNumber", item, Some(self.lists));
                }
            }
            Block::OfficeNote { heading, paragraphs } => {
                self.kept("OfficeNote", heading, &[("w:b", None)]);
                for paragraph in paragraphs {
                    self.paragraph("OfficeNote", paragraph);
                }
            }
            Block::KeyFigures(figures) => {
                table::cards(&mut self.xml, &mut self.flow, figures);
                self.paragraph("TableText", "");
            }
            Block::Table(content) => self.table(content, report),
            Block::Figure(index) => {
                if let (Some(figure), Some(picture)) =
                    (report.figures.get(*index), self.edition.pictures.get(*index))
                {
                    self.figure(figure, picture, *index, report);
                }
            }
        }
    }

    fn table(&mut self, content: &Table, report: &Report) {
        self.caption(&report.words.table, content.number, &content.title);
        if !content.columns.is_empty() {
            table::table(&mut self.xml, &mut self.flow, content, &content.title);
        }
        let notes = &content.notes;
        if let [note] = &notes[..] {
            self.paragraph("Source", &format!("{}: {note}", report.words.note));
        } else if !notes.is_empty() {
            self.kept("Source", &format!("{}:", report.words.note), &[]);
            for (n, note) in notes.iter().enumerate() {
                self.paragraph("Source", &format!("{}. {note}", n + 1));
            }
        }
        self.paragraph("Source", &sourced(&content.source, report));
    }

    fn figure(&mut self, figure: &Figure, picture: &Picture, index: usize, report: &Report) {
        self.caption(&report.words.figure, figure.number, &figure.headline);
        let measure = match figure.unit.as_str() {
            "" => figure.subtitle.clone(),
            unit => format!("{} ({unit})", figure.subtitle),
        };
        if !measure.is_empty() {
            self.paragraph("Measure", &measure);
        }
        self.pictures.push(index);
        let id = self.pictures.len();
        let xml = &mut self.xml;
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "Picture").close().open("w:r", &[]);
        let (width, height) = picture.size().unwrap_or((1.0, 1.0));
        let scale = (COLUMN / width).min(HIGHEST / height);
        let drawn = Drawn {
            name: &format!("{}.png", figure.id),
            alt: &figure.alt,
            relation: &format!("image{id}"),
            size: (width * scale, height * scale),
        };
        drawing(xml, &drawn, id);
        xml.close().close();
        self.flow.picture("Picture", height * scale / EMU);
        self.paragraph("Source", &sourced(&figure.source, report));
    }

    /// "Bảng 1. …", the number being a field of its own, so that an office can add tables of its own.
    fn caption(&mut self, word: &str, number: usize, text: &str) {
        let xml = &mut self.xml;
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "Caption").close();
        run(xml, &format!("{word} "), &[]);
        field(xml, &format!("SEQ {} \\* ARABIC", word.replace([' ', '"', '\\'], "")), &number.to_string());
        run(xml, &format!(". {text}"), &[]);
        xml.close();
        self.flow.paragraph("Caption", &format!("{word} {number}. {text}"), false);
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style).close();
        run(&mut self.xml, text, &[]);
        self.xml.close();
        self.flow.paragraph(style, text, false);
    }

    /// A paragraph that stays on the page of the next one.
    fn kept(&mut self, style: &str, text: &str, look: Look<'_>) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style).empty("w:keepNext", &[]).close();
        run(&mut self.xml, text, look);
        self.xml.close();
        self.flow.paragraph(style, text, true);
    }

    fn spans(&mut self, style: &str, spans: &[Span], list: Option<usize>) {
        let xml = &mut self.xml;
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style);
        if let Some(list) = list {
            xml.open("w:numPr", &[]).val("w:ilvl", "0").val("w:numId", &list.to_string()).close();
        }
        xml.close();
        for span in spans {
            let strong: Look<'_> = &[("w:b", None)];
            run(xml, span.text(), if matches!(span, Span::Strong(_)) { strong } else { &[] });
        }
        xml.close();
        self.flow.paragraph(style, &spans.iter().map(Span::text).collect::<String>(), false);
    }
}

/// A run of text; line ends become breaks.
pub(super) fn run(xml: &mut Xml, text: &str, look: Look<'_>) {
    if text.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    if !look.is_empty() {
        xml.open("w:rPr", &[]);
        for (name, value) in look {
            match value {
                Some(value) => xml.val(name, value),
                None => xml.empty(name, &[]),
            };
        }
        xml.close();
    }
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            xml.empty("w:br", &[]);
        }
        xml.text("w:t", &[("xml:space", "preserve")], line);
    }
    xml.close();
}

/// A field with the text it shows until it is brought up to date.
pub(super) fn field(xml: &mut Xml, instruction: &str, shown: &str) {
    xml.open("w:fldSimple", &[("w:instr", &format!(" {instruction} "))]);
    run(xml, shown, &[]);
    xml.close();
}

/// A field with marks at its ends, as programs write those that stand within another one.
fn marked(xml: &mut Xml, instruction: &str, shown: &str) {
    begin(xml, instruction);
    run(xml, shown, &[]);
    mark(xml, "end");
}

fn begin(xml: &mut Xml, instruction: &str) {
    mark(xml, "begin");
    xml.open("w:r", &[]);
    xml.text("w:instrText", &[("xml:space", "preserve")], &format!(" {instruction} ")).close();
    mark(xml, "separate");
}

fn mark(xml: &mut Xml, kind: &str) {
    xml.open("w:r", &[]).empty("w:fldChar", &[("w:fldCharType", kind)]).close();
}

fn bookmark(n: usize) -> String {
    format!("_Toc{n:06}")
}

/// The number of the logo among the pictures, which count from 1.
const LOGO_ID: usize = 1_000_000;

/// A picture in the line.
struct Drawn<'a> {
    name: &'a str,
    alt: &'a str,
    relation: &'a str,
    /// Width and height, EMU.
    size: (f64, f64),
}

fn drawing(xml: &mut Xml, drawn: &Drawn<'_>, id: usize) {
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

/// A4, top 25, bottom 20, left 30, right 18 mm; the number at the top from the second page on.
fn page(xml: &mut Xml) {
    xml.open("w:sectPr", &[]);
    xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "part-header1")]);
    xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", "part-header2")]);
    xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", "1417"),
            ("w:right", "1021"),
            ("w:bottom", "1134"),
            ("w:left", "1701"),
            ("w:header", "624"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ],
    );
    xml.empty("w:titlePg", &[]).close();
}
