//! `word/document.xml`: the report's chapters as paragraphs, tables and pictures.

use std::sync::Arc;

use super::arrange::{Kind, Part, arrange};
use super::flow::{Filled, Flow, Piece, eased, lines_in, room};
use super::front::balanced;
use super::inline::{Drawn, LOGO_ID, PICTURE, bookmark, caption_mark, drawing, field, run};
use super::styles::{APART, KEY_LIST, KEY_STYLES, KEY_TEXT, LIST};
use super::xml::Xml;
use super::{OFFICE, W, letterhead, lists, table};
use crate::compose::Report;
use crate::compose::report::{Block, Chapter, Span, Table};
use crate::compose::tongue::Tongues;
use crate::render::{Edition, measure, sourced};

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const GRAPHIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// Width of the text column, in EMU (36,000 a millimetre).
const COLUMN: f64 = 162.0 * 36_000.0;
/// Least height of letters in a drawing that is made lower so that a page holds it, points.
const READABLE: f64 = 6.6;
/// Where a page is to hold much: space above and below headings, that below texts and items of lists, and from line to line.
struct Close {
    heading: (u32, u32),
    text: u32,
    line: u32,
}
/// One closer than the other.
const CLOSE: [Close; 3] = [
    Close { heading: (240, 100), text: 60, line: 264 },
    Close { heading: (160, 60), text: 40, line: 240 },
    Close { heading: (120, 40), text: 20, line: 240 },
];
/// What is free on a page of which it is said that it holds something, points: two lines, in which programs may differ and an
/// office may add words; half a line where no more can be had.
const RESERVE: f64 = 34.0;
const FREE: f64 = 8.0;
/// Lines of an imprint that stays in one piece, and those of a longer one that stay together at its end.
const WHOLE: usize = 24;
const TOGETHER: usize = 5;
/// What the rule below the heading of a chapter takes, points.
const RULE: f64 = 5.25;
/// Lines of a text below a heading that no page parts.
const SHORT: usize = 5;
/// By how much words of a justified line may be drawn apart, in sizes of their letters: three spaces more.
const GAP: f64 = 0.55;
/// EMU a point.
const EMU: f64 = 12_700.0;

/// The document and what it needs beside it.
pub(super) struct Body {
    /// `word/document.xml`.
    pub xml: String,
    /// Pictures in their order: index into the edition's.
    pub pictures: Vec<usize>,
    /// Numbered lists, each with the style of its items.
    pub lists: Vec<&'static str>,
    /// Where the page of the key figures is to hold much: space below its texts, and from line to line, twips.
    pub close: Option<(u32, u32)>,
}

/// Who writes the parts of the document.
pub(super) struct Scribe<'a> {
    edition: &'a Edition<'a>,
    /// The part that is being written, and what it takes of the page.
    pub xml: Xml,
    pub flow: Flow,
    /// What is known of the languages of its words.
    tongues: Arc<Tongues>,
    parts: Vec<Part>,
    pictures: Vec<usize>,
    tables: Vec<&'a Table>,
    /// Anchors of all tables of the report, in their order.
    named: Vec<&'a str>,
    /// Size of the letters of each table at most, points.
    letters: Vec<f64>,
    lists: Vec<&'static str>,
    headings: usize,
    /// Title of the chapter that is being written.
    chapter: &'a str,
    /// What was written last is a text, which may lead to a table.
    text: bool,
    /// The next heading begins a page.
    fresh: bool,
    /// What is written is to take little of the page.
    close: Option<&'static Close>,
    /// How close the key figures' page is.
    key: Option<&'static Close>,
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
                Kind::Table { number, .. }
                    if placed.closer != 0 || !placed.named || placed.loose || placed.along =>
                {
                    let stand = table::Stand {
                        closer: placed.closer,
                        named: placed.named,
                        loose: placed.loose,
                        along: placed.along,
                        ..scribe.stand(number)
                    };
                    scribe.table(number, stand, report);
                    xml.written(&scribe.part(part.kind).xml);
                }
                Kind::Chapter | Kind::Heading if placed.fresh => {
                    xml.written(&begun(&part.xml));
                }
                Kind::Text | Kind::Imprint if placed.along => {
                    xml.written(&staying(&part.xml, part.kind == Kind::Imprint));
                }
                _ => {
                    xml.written(&part.xml);
                }
            }
        }
        page(&mut xml);
        let close = scribe.key.map(|close| (close.text, close.line));
        Body { xml: xml.finish(), pictures: scribe.pictures, lists: scribe.lists, close }
    }
}

impl<'a> Scribe<'a> {
    fn new(edition: &'a Edition<'a>) -> Self {
        let tongues = Arc::new(Tongues::of(edition.report));
        let blocks = edition.report.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let named = blocks.filter_map(|block| match block {
            Block::Table(table) => Some(&*table.id),
            _ => None,
        });
        Scribe {
            named: named.collect(),
            edition,
            xml: Xml::of(&tongues),
            tongues,
            flow: Flow::default(),
            parts: Vec::new(),
            pictures: Vec::new(),
            tables: Vec::new(),
            letters: Vec::new(),
            lists: Vec::new(),
            headings: 0,
            chapter: "",
            text: false,
            fresh: true,
            close: None,
            key: None,
        }
    }

    fn report(&mut self, report: &'a Report) {
        let mut chapters = report.chapters.iter();
        let key = |chapter: &&Chapter| chapter.blocks.iter().any(|b| matches!(b, Block::KeyFigures(_)));
        if let Some(first) = report.chapters.first().filter(key) {
            self.on_a_page(first, report);
            chapters.next();
        }
        for chapter in chapters {
            self.chapter(chapter, report);
        }
        // Told apart from the notes of the table above.
        if !report.imprint.is_empty() {
            self.paragraph("ImprintRule", "");
        }
        // Its lines stay together, and with the place to sign, below which nothing stands: a page of one line is a page
        // lost, and a signature alone on a page signs nothing.
        let count = report.imprint.len();
        let kept = if count <= WHOLE { 0 } else { count - TOGETHER };
        let loose = count.saturating_sub(usize::from(report.signing.is_none()));
        for (n, line) in report.imprint.iter().enumerate() {
            if (kept..loose).contains(&n) {
                self.kept("Imprint", line, "");
            } else {
                self.paragraph("Imprint", line);
            }
        }
        if let Some(signing) = &report.signing {
            self.kept("Imprint", "", "");
            letterhead::signature(&mut self.xml, &mut self.flow, signing);
            // A paragraph stands behind every table, the last one too.
            self.paragraph("Imprint", "");
        }
        self.end(Kind::Imprint);
    }

    fn chapter(&mut self, chapter: &'a Chapter, report: &Report) {
        self.chapter = &chapter.title;
        let tables = chapter.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        self.letters.extend(measure::series(&tables.collect::<Vec<_>>(), measure::PAGE));
        self.heading(1, &chapter.title);
        for block in &chapter.blocks {
            self.block(block, report);
        }
    }

    /// The first chapter, which begins a page, on that page where this can hold it, if it need be with less space; then the
    /// next one begins a page too.
    fn on_a_page(&mut self, chapter: &'a Chapter, report: &Report) {
        let tries =
            |free: f64| [None].into_iter().chain(CLOSE.iter().map(Some)).map(move |close| (close, free));
        for (close, free) in tries(RESERVE).chain(tries(FREE)).chain([(None, FREE)]) {
            *self = Scribe { close, key: close, ..Scribe::new(self.edition) };
            self.chapter(chapter, report);
            let pieces: Vec<Piece> = self.parts.iter().flat_map(|part| part.pieces.clone()).collect();
            let mut filled = Filled::empty(2);
            filled.set(&pieces);
            self.close = None;
            self.fresh = filled.page() == 2 && filled.free() > free;
            if self.fresh {
                break;
            }
        }
    }

    /// What was written since the last part.
    pub fn part(&mut self, kind: Kind) -> Part {
        let xml = std::mem::replace(&mut self.xml, Xml::of(&self.tongues));
        let flow = std::mem::take(&mut self.flow);
        Part { kind, xml: xml.finish(), pieces: flow.pieces() }
    }

    fn end(&mut self, kind: Kind) {
        let part = self.part(kind);
        if !part.xml.is_empty() {
            self.parts.push(part);
        }
    }

    /// Whether a text was written last that is not the first of its section: it leads to a table below it.
    fn led(&self, text: bool) -> bool {
        let first = |at: usize| matches!(self.parts[at].kind, Kind::Chapter | Kind::Heading);
        text && self.parts.len().checked_sub(2).is_some_and(|at| !first(at))
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
        if let Some(signing) = &report.signing {
            letterhead::head(&mut self.xml, &mut self.flow, signing);
        }
        let office = report.office.as_deref().filter(|_| report.signing.is_none());
        for (style, text) in [
            ("Office", office.unwrap_or_default()),
            ("Title", &balanced("Title", &report.title)),
            ("Subtitle", &balanced("Subtitle", &report.subtitle)),
            ("Banner", report.invented.as_deref().unwrap_or_default()),
        ] {
            if !text.is_empty() {
                self.paragraph(style, text);
            }
        }
        self.contents(report, pages);
        self.part(Kind::Text)
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
        // The contents have the first page, and the key figures theirs; a later chapter begins where the one before ends.
        let fresh = std::mem::take(&mut self.fresh);
        let (above, below) = self.close.map_or((0, 0), |close| close.heading);
        let (over, under) = (above.to_string(), below.to_string());
        let spacing = [("w:before", if fresh { "0" } else { &over }), ("w:after", &under)];
        if fresh {
            xml.empty("w:pageBreakBefore", &[]);
        }
        // At the head of its page, as other pages begin.
        if fresh || self.close.is_some() {
            xml.empty("w:spacing", if self.close.is_some() { &spacing } else { &spacing[..1] });
        }
        xml.close().empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        run(xml, text, "");
        xml.empty("w:bookmarkEnd", &[("w:id", &id)]).close();
        self.flow.heading(style, text, fresh);
        if self.close.is_some() {
            let rule = if level == 1 { RULE } else { 0.0 };
            self.flow.spaced(style, (f64::from(above) / 20.0, f64::from(below) / 20.0 + rule), 1.1);
        }
        self.end(if level == 1 { Kind::Chapter } else { Kind::Heading });
    }

    fn block(&mut self, block: &'a Block, report: &Report) {
        let mut kind = Kind::Text;
        let text = matches!(block, Block::Paragraph(_) | Block::Note(_));
        let text = std::mem::replace(&mut self.text, text);
        match block {
            Block::Heading { level, text, .. } => self.heading(*level, text),
            Block::Paragraph(spans) => {
                self.spans(if self.close.is_some() { KEY_TEXT } else { "BodyText" }, spans, None);
            }
            Block::Note(spans) => self.spans("Note", spans, None),
            Block::List(items) => {
                let style = if self.close.is_some() { KEY_LIST } else { LIST };
                self.lists.push(style);
                for item in items {
                    self.spans(style, item, Some(lists::number(self.lists.len())));
                }
            }
            Block::OfficeNote { heading, paragraphs } => {
                self.kept("OfficeNote", heading, "Strong");
                for paragraph in paragraphs {
                    self.paragraph("OfficeNote", paragraph);
                }
            }
            Block::KeyFigures(figures) => {
                table::cards(&mut self.xml, &mut self.flow, figures, self.chapter);
                self.paragraph("Gap", "");
            }
            Block::Table(content) => {
                self.tables.push(content);
                let number = self.tables.len();
                self.table(number, self.stand(number), report);
                kind = Kind::Table { number, led: self.led(text) };
            }
            Block::Figure(index) => {
                if report.figures.get(*index).is_some() && self.edition.pictures.get(*index).is_some() {
                    self.pictures.push(*index);
                    let number = self.pictures.len();
                    let (height, least) = self.figure(number, 0.0, report);
                    kind = Kind::Drawing { number, height, least };
                }
            }
        }
        self.end(kind);
    }

    /// How the table of a number stands before pages are filled.
    fn stand(&self, number: usize) -> table::Stand {
        let most = self.letters.get(number - 1).copied().unwrap_or(table::LARGEST);
        table::Stand { most, closer: 0, named: true, loose: false, along: false }
    }

    /// The table of a number.
    fn table(&mut self, number: usize, stand: table::Stand, report: &Report) {
        let Some(content) = self.tables.get(number - 1).copied() else { return };
        let (mark, id) = caption_mark(number);
        self.caption(&report.words.table, content.number, &content.title, Some((&mark, &id)));
        if !content.columns.is_empty() {
            let named = table::Named {
                title: &content.title,
                // It keeps its look when fields are brought up to date.
                field: &format!("REF {mark} \\* MERGEFORMAT"),
                number: &format!("{} {}", report.words.table, content.number),
            };
            table::table(&mut self.xml, &mut self.flow, content, &named, stand);
        }
        let notes: Vec<String> = match &content.notes[..] {
            [] => Vec::new(),
            [note] => vec![format!("{}: {note}", report.words.note)],
            notes => std::iter::once(format!("{}:", report.words.notes))
                .chain(notes.iter().zip(1..).map(|(note, n)| format!("{n}. {note}")))
                .collect(),
        };
        let source = sourced(&content.source, report);
        let said: Vec<&str> = notes.iter().map(String::as_str).chain([source.as_str()]).collect();
        let said: Vec<&str> = said.into_iter().filter(|line| !line.is_empty()).collect();
        // What is said below a table stays together, and with its last rows.
        for (n, line) in said.iter().enumerate() {
            if n + 1 == said.len() && !stand.along {
                self.paragraph("Source", line);
            } else {
                self.kept("Source", line, "");
            }
        }
        if said.is_empty() {
            // Between a table and what follows stands a line, and two tables do not become one.
            self.paragraph("Gap", "");
        }
    }

    /// The picture of a number, lower than it could be by so many points; its height, and the least with which its letters
    /// can be read, points.
    fn figure(&mut self, number: usize, lower: f64, report: &Report) -> (f64, f64) {
        let edition = self.edition;
        let index = self.pictures.get(number - 1).copied().unwrap_or_default();
        let (Some(figure), Some(picture)) = (report.figures.get(index), edition.pictures.get(index)) else {
            return (0.0, 0.0);
        };
        let measure = match figure.unit.as_str() {
            "" => figure.subtitle.clone(),
            unit => format!("{} ({unit})", figure.subtitle),
        };
        let source = sourced(&figure.source, report);
        let caption = format!("{} {}: {}", report.words.figure, figure.number, figure.headline);
        let (width, height) = picture.size().unwrap_or((1.0, 1.0));
        // As wide as the text, where a page holds it with its own texts.
        let highest = room(&beside(&caption, &measure, &source)) * EMU;
        let whole = height * (COLUMN / width).min(highest / height);
        let most = whole - lower * EMU;
        let least = picture.letters().map_or(0.0, |letters| READABLE * height / letters);

        self.caption(&report.words.figure, figure.number, &figure.headline, None);
        if !measure.is_empty() {
            self.paragraph(measured(&measure), &measure);
        }
        let xml = &mut self.xml;
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "Picture").close().open("w:r", &[]);
        let drawn = Drawn {
            name: &format!("{}.png", figure.id),
            alt: &figure.alt,
            relation: &format!("image{number}"),
            size: (width * most / height, most),
        };
        drawing(xml, &drawn, number);
        xml.close().close();
        self.flow.picture("Picture", most / EMU);
        self.paragraph("Source", &source);
        (most / EMU, least)
    }

    /// "Bảng 1: …", the number being a field of its own, so that an office can add tables of its own; where it is spoken of
    /// elsewhere, in a bookmark of that name and id.
    fn caption(&mut self, word: &str, number: usize, text: &str, mark: Option<(&str, &str)>) {
        let xml = &mut self.xml;
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", "Caption").close();
        if let Some((name, id)) = mark {
            xml.empty("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
        }
        run(xml, &format!("{word} "), "");
        let counted = format!("SEQ {} \\* ARABIC", word.replace([' ', '"', '\\'], ""));
        field(xml, &counted, &number.to_string(), "");
        if let Some((_, id)) = mark {
            xml.empty("w:bookmarkEnd", &[("w:id", id)]);
        }
        run(xml, &format!(": {text}"), "");
        xml.close();
        self.flow.paragraph("Caption", &format!("{word} {number}: {text}"), false);
    }

    pub fn paragraph(&mut self, style: &str, text: &str) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style).close();
        run(&mut self.xml, text, "");
        self.xml.close();
        self.flow.paragraph(style, text, false);
    }

    /// A paragraph that stays on the page of the next one.
    fn kept(&mut self, style: &str, text: &str, mark: &str) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style).empty("w:keepNext", &[]).close();
        run(&mut self.xml, text, mark);
        self.xml.close();
        self.flow.paragraph(style, text, true);
    }

    fn spans(&mut self, style: &str, spans: &[Span], list: Option<usize>) {
        let said = spans.iter().map(Span::text).collect::<String>();
        // A short text goes over with its heading, in every program.
        let below = self.parts.last().is_some_and(|part| matches!(part.kind, Kind::Chapter | Kind::Heading));
        let whole = below && list.is_none() && lines_in(style, &said) <= SHORT;
        let xml = &mut self.xml;
        xml.open("w:p", &[]).open("w:pPr", &[]).val("w:pStyle", style);
        if whole {
            xml.empty("w:keepLines", &[]);
        }
        if let Some(list) = list {
            xml.open("w:numPr", &[]).val("w:ilvl", "0").val("w:numId", &list.to_string()).close();
        }
        // How close they are is said by their styles.
        let close = self.close.filter(|_| KEY_STYLES.contains(&style));
        xml.close();
        let eased = eased(style, &said, GAP);
        let mut from = 0;
        for span in spans {
            let shown = let_go(span.text(), from, &eased);
            from += span.text().len();
            match span {
                // Its number as the caption counts it, which an office may change.
                Span::Table { id, text } => match self.named.iter().position(|table| table == id) {
                    Some(at) => {
                        field(xml, &format!("REF {} \\h", caption_mark(at + 1).0), text, "");
                    }
                    None => run(xml, text, ""),
                },
                Span::Strong(_) => run(xml, &shown, "Strong"),
                Span::Text(_) | Span::Figure { .. } => run(xml, &shown, ""),
            }
        }
        xml.close();
        self.flow.paragraph(style, &let_go(&said, 0, &eased), false);
        if whole {
            self.flow.whole();
        }
        if let Some(Close { text, line, .. }) = close {
            let below = text + if style == KEY_TEXT { APART } else { 0 };
            self.flow.spaced(style, (0.0, f64::from(below) / 20.0), f64::from(*line) / 240.0);
        }
    }
}

/// A text with the spaces let go at these places, counted as it begins at `from`.
fn let_go(text: &str, from: usize, places: &[usize]) -> String {
    let sign = |(at, sign): (usize, char)| if places.contains(&(from + at)) { ' ' } else { sign };
    text.char_indices().map(sign).collect()
}

/// A heading that begins a page: at its head, as other pages begin.
fn begun(heading: &str) -> String {
    match heading.contains("<w:spacing ") {
        true => heading.replacen("<w:spacing ", "<w:pageBreakBefore/><w:spacing ", 1),
        false => heading.replacen("</w:pPr>", "<w:pageBreakBefore/><w:spacing w:before=\"0\"/></w:pPr>", 1),
    }
}

/// What closes the document, `whole`, on one page; or what stays with it by its last paragraph.
fn staying(xml: &str, whole: bool) -> String {
    const STYLE: &str = "<w:pPr><w:pStyle w:val=\"";
    let kept = |from: usize| {
        let end = from + xml[from..].find("/>").map_or(0, |end| end + 2);
        (!xml[end..].starts_with("<w:keepNext/>")).then_some(end)
    };
    let mut begins: Vec<usize> = xml.match_indices(STYLE).map(|(at, _)| at + STYLE.len()).collect();
    // Behind the place to sign nothing follows; its own lines know where they stand.
    match whole {
        true => begins.retain(|at| xml[*at..].starts_with("Imprint")),
        false => begins = begins.split_off(begins.len().saturating_sub(1)),
    }
    if whole {
        begins.pop();
    }
    let mut out = String::with_capacity(xml.len() + begins.len() * 16);
    let mut written = 0;
    for end in begins.into_iter().filter_map(kept) {
        out.push_str(&xml[written..end]);
        out.push_str("<w:keepNext/>");
        written = end;
    }
    out.push_str(&xml[written..]);
    out
}

/// The style of what a drawing measures: in letters a little smaller where that saves a line, which would hold a word or two.
fn measured(measure: &str) -> &'static str {
    let (plain, close) = ("Measure", "MeasureClose");
    if lines_in(close, measure) < lines_in(plain, measure) { close } else { plain }
}

/// What stands on the page of a drawing: its caption, what it measures, its source, and a picture without height.
fn beside(caption: &str, measure: &str, source: &str) -> Vec<Piece> {
    let mut flow = Flow::default();
    flow.paragraph("Caption", caption, true);
    if !measure.is_empty() {
        flow.paragraph(measured(measure), measure, true);
    }
    flow.picture("Picture", 0.0);
    flow.paragraph("Source", source, false);
    flow.pieces()
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
