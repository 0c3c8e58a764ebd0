//! `word/document.xml`: the report's chapters as paragraphs, tables and pictures.

use super::arrange::{Kind, Part, arrange};
use super::flow::{Filled, Flow, WIDTH};
use super::inline::{Drawn, LOGO_ID, Look, PICTURE, begin, bookmark, drawing, field, mark, marked, run};
use super::xml::Xml;
use super::{OFFICE, W, styles, table};
use crate::compose::Report;
use crate::compose::report::{Block, Span, Table};
use crate::render::{Edition, letters, sourced};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const GRAPHIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// Width of the text column and the greatest height of a picture, in EMU (36,000 a millimetre).
const COLUMN: f64 = 162.0 * 36_000.0;
const HIGHEST: f64 = 214.0 * 36_000.0;
/// Letters of the notes of a table from which on they need not stand on one page: about six lines.
const LONG_NOTES: usize = 600;
/// EMU a point.
const EMU: f64 = 12_700.0;

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
    edition: &'a Edition<'a>,
    /// The part that is being written, and what it takes of the page.
    xml: Xml,
    flow: Flow,
    parts: Vec<Part>,
    pictures: Vec<usize>,
    lists: usize,
    headings: usize,
}

impl Body {
    /// The body of an edition: its parts are written, then put in the order that fills the pages; the contents before them
    /// name the pages of what follows.
    pub(super) fn of(edition: &Edition<'_>) -> Self {
        let report = edition.report;
        let mut scribe = Scribe::new(edition);
        scribe.report(report);
        let parts = std::mem::take(&mut scribe.parts);
        let mut filled = Filled::default();
        let front = scribe.front(report, &[]);
        filled.set(&front.pieces);
        let order = arrange(&mut filled, &parts);
        let front = scribe.front(report, filled.headings());

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
        xml.open("w:body", &[]).written(&front.xml);
        for placed in order {
            let part = &parts[placed.part];
            match part.kind {
                Kind::Drawing { number, .. } if placed.lower > 0.0 => {
                    scribe.figure(number, placed.lower, report);
                    xml.written(&scribe.part(part.kind).xml);
                }
                _ => {
                    xml.written(&part.xml);
                }
            }
        }
        page(&mut xml);
        Body { xml: xml.finish(), pictures: scribe.pictures, lists: scribe.lists }
    }
}

impl<'a> Scribe<'a> {
    fn new(edition: &'a Edition<'a>) -> Self {
        Scribe {
            edition,
            xml: Xml::default(),
            flow: Flow::default(),
            parts: Vec::new(),
            pictures: Vec::new(),
            lists: 0,
            headings: 0,
        }
    }

    fn report(&mut self, report: &Report) {
        for chapter in &report.chapters {
            self.heading(1, &chapter.title);
            for block in &chapter.blocks {
                self.block(block, report);
            }
        }
        if let Some(signing) = &report.signing {
            table::signing(&mut self.xml, &mut self.flow, signing);
        }
        // Told apart from the notes of the table above.
        if !report.imprint.is_empty() {
            self.paragraph("ImprintRule", "");
        }
        for line in &report.imprint {
            self.paragraph("Imprint", line);
        }
        self.end(Kind::Imprint);
    }

    /// What was written since the last part.
    fn part(&mut self, kind: Kind) -> Part {
        let (xml, flow) = (std::mem::take(&mut self.xml), std::mem::take(&mut self.flow));
        Part { kind, xml: xml.finish(), pieces: flow.pieces() }
    }

    fn end(&mut self, kind: Kind) {
        let part = self.part(kind);
        if !part.xml.is_empty() {
            self.parts.push(part);
        }
    }

    /// The first page, with the contents; `pages` are those of the headings, where they are known.
    fn front(&mut self, report: &Report, pages: &[usize]) -> Part {
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
        let dated = report.signing.as_ref().map_or("", |signing| &signing.dated);
        for (style, text) in [
            ("Office", report.office.as_deref().unwrap_or_default()),
            ("Dated", dated),
            ("Title", &balanced(&report.title)),
            ("Subtitle", &report.subtitle),
            ("Banner", report.invented.as_deref().unwrap_or_default()),
        ] {
            if !text.is_empty() {
                self.paragraph(style, text);
            }
        }
        self.contents(report, pages);
        self.part(Kind::Text)
    }

    /// The contents as a field, filled with the headings and their pages, so that nobody has to bring it up to date
    /// before it can be read; each number is a field of its own.
    fn contents(&mut self, report: &Report, pages: &[usize]) {
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
            let number = pages.get(*index).map(usize::to_string).unwrap_or_default();
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
            // At the head of its page, as other pages begin.
            xml.empty("w:pageBreakBefore", &[]).empty("w:spacing", &[("w:before", "0")]);
        }
        xml.close().empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        run(xml, text, &[]);
        xml.empty("w:bookmarkEnd", &[("w:id", &id)]).close();
        self.flow.heading(style, text, self.headings == 1);
        self.end(Kind::Heading);
    }

    fn block(&mut self, block: &Block, report: &Report) {
        let mut kind = Kind::Text;
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
            Block::Table(content) => {
                self.table(content, report);
                kind = Kind::Table;
            }
            Block::Figure(index) => {
                if report.figures.get(*index).is_some() && self.edition.pictures.get(*index).is_some() {
                    self.pictures.push(*index);
                    let number = self.pictures.len();
                    let height = self.figure(number, 0.0, report);
                    kind = Kind::Drawing { number, height };
                }
            }
        }
        self.end(kind);
    }

    fn table(&mut self, content: &Table, report: &Report) {
        self.caption(&report.words.table, content.number, &content.title);
        if !content.columns.is_empty() {
            table::table(&mut self.xml, &mut self.flow, content, &content.title);
        }
        let notes: Vec<String> = match &content.notes[..] {
            [] => Vec::new(),
            [note] => vec![format!("{}: {note}", report.words.note)],
            notes => std::iter::once(format!("{}:", report.words.note))
                .chain(notes.iter().zip(1..).map(|(note, n)| format!("{n}. {note}")))
                .collect(),
        };
        let source = sourced(&content.source, report);
        let said: Vec<&str> = notes.iter().map(String::as_str).chain([source.as_str()]).collect();
        let said: Vec<&str> = said.into_iter().filter(|line| !line.is_empty()).collect();
        // What is said below a table stays together, unless it is long.
        let long = said.iter().map(|line| line.chars().count()).sum::<usize>() > LONG_NOTES;
        for (n, line) in said.iter().enumerate() {
            if n + 1 == said.len() || long && n > 0 && n + 2 < said.len() {
                self.paragraph("Source", line);
            } else {
                self.kept("Source", line, &[]);
            }
        }
        if said.is_empty() {
            // Between a table and what follows stands a line, and two tables do not become one.
            self.paragraph("Source", "");
        }
    }

    /// The picture of a number, lower than it could be by so many points; its height, points.
    fn figure(&mut self, number: usize, lower: f64, report: &Report) -> f64 {
        let edition = self.edition;
        let index = self.pictures.get(number - 1).copied().unwrap_or_default();
        let (Some(figure), Some(picture)) = (report.figures.get(index), edition.pictures.get(index)) else {
            return 0.0;
        };
        self.caption(&report.words.figure, figure.number, &figure.headline);
        let measure = match figure.unit.as_str() {
            "" => figure.subtitle.clone(),
            unit => format!("{} ({unit})", figure.subtitle),
        };
        if !measure.is_empty() {
            self.paragraph("Measure", &measure);
        }
        let xml = &mut self.xml;
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "Picture").close().open("w:r", &[]);
        let (width, height) = picture.size().unwrap_or((1.0, 1.0));
        let most = height * (COLUMN / width).min(HIGHEST / height) - lower * EMU;
        let drawn = Drawn {
            name: &format!("{}.png", figure.id),
            alt: &figure.alt,
            relation: &format!("image{number}"),
            size: (width * most / height, most),
        };
        drawing(xml, &drawn, number);
        xml.close().close();
        self.flow.picture("Picture", most / EMU);
        self.paragraph("Source", &sourced(&figure.source, report));
        most / EMU
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

/// A title of two lines that are about equally long, the first a little longer, as the typeset report has it: full lines
/// would leave a word or two for the second.
fn balanced(title: &str) -> String {
    let place = styles::place("Title");
    if letters::lines(title, place.bold, WIDTH / place.size, 0.0) != 2 {
        return title.to_owned();
    }
    let room = (letters::serif(title, place.bold) / 2.0 * 1.12 + 4.0 / 25.4 * 72.0 / place.size)
        .min(WIDTH / place.size);
    let mut spaces = title.match_indices(' ').map(|(at, _)| at);
    match spaces.rfind(|at| letters::serif(&title[..*at], place.bold) <= room) {
        Some(at) => format!("{}\n{}", &title[..at], &title[at + 1..]),
        None => title.to_owned(),
    }
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
