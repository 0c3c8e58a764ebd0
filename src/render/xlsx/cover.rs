//! The cover: title, office, and the sentences of the report in their order.

use rust_xlsxwriter::{Color, Format, FormatAlign, Image, Worksheet, XlsxError};

use super::fill::clip;
use crate::compose::Report;
use crate::compose::report::{Block, Span};
use crate::render::Logo;

/// Width of the only column, in characters of 11 points. LibreOffice does not shrink a lone column to the page but cuts
/// it off: it fits a page of A4 in the widest font that may stand in for Excel's own (7 points a digit).
const WIDTH: f64 = 72.0;
/// Margin left and right of the printed cover, inches.
const MARGIN: f64 = 0.5;

/// How a line looks.
#[derive(Clone, Copy)]
struct Style {
    size: f64,
    bold: bool,
    colour: Option<Color>,
    above: f64,
}

const TEXT: Style = Style { size: 11.0, bold: false, colour: None, above: 3.0 };
const STRONG: Style = Style { bold: true, above: 6.0, ..TEXT };

/// The cover of the workbook.
pub(super) fn sheet(
    report: &Report,
    logo: Option<&Logo>,
    accent: Color,
    name: &str,
) -> Result<Worksheet, XlsxError> {
    let title = Style { size: 22.0, bold: true, colour: Some(accent), above: 6.0 };
    let heading = Style { size: 14.0, above: 14.0, ..title };
    let mut lines: Vec<(String, Style)> = vec![
        (report.title.clone(), title),
        (report.office.clone().unwrap_or_default(), STRONG),
        (report.subtitle.clone(), TEXT),
        (report.invented.clone().unwrap_or_default(), STRONG),
    ];
    let words = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>();
    for chapter in &report.chapters {
        lines.push((chapter.title.clone(), heading));
        for block in &chapter.blocks {
            match block {
                Block::Heading { text, .. } => lines.push((text.clone(), STRONG)),
                Block::Paragraph(spans) | Block::Note(spans) => lines.push((words(spans), TEXT)),
                Block::List(items) => lines.extend(items.iter().map(|item| (words(item), TEXT))),
                Block::OfficeNote { heading, paragraphs } => {
                    lines.push((heading.clone(), STRONG));
                    lines.extend(paragraphs.iter().map(|paragraph| (paragraph.clone(), TEXT)));
                }
                Block::KeyFigures(_) | Block::Table(_) | Block::Figure(_) => {}
            }
        }
    }
    lines.extend(report.imprint.iter().map(|line| (line.clone(), Style { above: 8.0, ..TEXT })));

    let mut page = Worksheet::new();
    page.set_name(name)?.set_screen_gridlines(false).set_column_width(0, WIDTH)?;
    page.set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_margins(MARGIN, MARGIN, 0.75, 0.75, 0.3, 0.3);
    let mut row = 0;
    for (text, style) in lines.iter().filter(|(text, _)| !text.is_empty()) {
        let mut format =
            Format::new().set_text_wrap().set_align(FormatAlign::Bottom).set_font_size(style.size);
        if style.bold {
            format = format.set_bold();
        }
        if let Some(colour) = style.colour {
            format = format.set_font_color(colour);
        }
        page.write_string_with_format(row, 0, clip(text), &format)?;
        let fit = WIDTH * TEXT.size / style.size;
        let high = (text.chars().count() as f64 / fit).ceil().max(1.0) * style.size * 1.36 + style.above;
        page.set_row_height(row, high.min(409.0))?;
        row += 1;
        // The logo has a row of its own, below the title: a reader's first cell is the title.
        if let Some(logo) = logo.filter(|_| row == 1) {
            let (width, height) = logo.within(64.0, 260.0);
            let image = Image::new_from_buffer(&logo.png)?
                .set_alt_text(&report.words.logo)
                .set_scale_to_size(width, height, false);
            page.set_row_height(row, (height + 8.0) * 0.75)?;
            page.insert_image_with_offset(row, 0, &image, 4, 4)?;
            row += 1;
        }
    }
    Ok(page)
}
