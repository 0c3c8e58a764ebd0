//! What the first page of the text document has besides whose it is: the title in its lines, and the contents.

use super::body::Scribe;
use super::flow::WIDTH;
use super::inline::{begin, bookmark, mark, marked, run};
use super::styles;
use crate::compose::Report;
use crate::compose::report::Block;
use crate::render::letters;

impl Scribe<'_> {
    /// The contents as a field, filled with the headings and their pages, so that nobody has to bring it up to date
    /// before it can be read; each number is a field of its own.
    pub(super) fn contents(&mut self, report: &Report, pages: &[usize]) {
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
        run(xml, &report.words.contents, "");
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
            run(xml, text, "");
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
}

/// A title in a style, of two lines: parted behind a semicolon where it has one, or else about equally long, the first a
/// little longer, as the typeset report has it: full lines would leave a word or two for the second.
pub(super) fn balanced(style: &str, title: &str) -> String {
    let place = styles::place(style);
    if letters::lines(title, place.bold, WIDTH / place.size, 0.0) != 2 {
        return title.to_owned();
    }
    let wide = |words: &str| letters::serif(words, place.bold) * place.size;
    let uneven = |at: usize| (wide(&title[..at]) - wide(&title[at..])).abs();
    let parts = title.match_indices("; ").map(|(at, _)| at + 1);
    let fit = parts.filter(|at| wide(&title[..*at]).max(wide(&title[at + 1..])) <= WIDTH);
    if let Some(at) = fit.min_by(|one, other| uneven(*one).total_cmp(&uneven(*other))) {
        return format!("{}\n{}", &title[..at], &title[at + 1..]);
    }
    let room = (letters::serif(title, place.bold) / 2.0 * 1.12 + 4.0 / 25.4 * 72.0 / place.size)
        .min(WIDTH / place.size);
    let mut spaces = title.match_indices(' ').map(|(at, _)| at);
    match spaces.rfind(|at| letters::serif(&title[..*at], place.bold) <= room) {
        Some(at) => format!("{}\n{}", &title[..at], &title[at + 1..]),
        None => title.to_owned(),
    }
}
