//! The cover: title, office, and the sentences of the report in their order.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Image, Url, Worksheet, XlsxError};

use super::fill::{CELL, clip, clip_to};
use super::look;
use super::sheets::to;
use crate::compose::Report;
use crate::compose::names::small;
use crate::compose::report::{Block, Chapter, KeyFigure, Span};
use crate::render::Logo;

/// Width of the only column, in digits. LibreOffice does not shrink a lone column to the page but cuts it off: it fits
/// a page of A4.
const WIDTH: f64 = 84.0;
/// Margin left and right of the printed cover, inches.
const MARGIN: f64 = 0.5;
/// Space below each text, points, and the colour of the fine line there.
const BELOW: f64 = 4.0;
const RULE: Color = Color::RGB(0xD5_DCE3);

/// How words look.
#[derive(Clone, Copy)]
struct Style {
    size: f64,
    bold: bool,
    colour: Option<Color>,
}

const TEXT: Style = Style { size: look::SIZE, bold: false, colour: None };
const STRONG: Style = Style { bold: true, ..TEXT };
/// An empty line above the heading of a chapter.
const GAP: Style = Style { size: 7.0, ..TEXT };

/// The lines of a cell.
type Lines = Vec<(String, Style)>;

/// A cell.
enum Cell {
    /// Its lines, a heading among them above the text that it stands over, so that no page parts them.
    Lines(Lines),
    /// A sheet that it leads to, and its words, of which each line is a cell: some programs cut a link that has more.
    Link(String, Vec<String>),
}

/// Sheets that the cover leads to: the contents, and tables by their numbers.
pub(super) struct Links<'a> {
    pub contents: &'a str,
    pub tables: &'a BTreeMap<usize, String>,
}

/// The cover of the workbook.
pub(super) fn sheet(
    report: &Report,
    logo: Option<&Logo>,
    accent: Color,
    name: &str,
    links: &Links<'_>,
) -> Result<Worksheet, XlsxError> {
    let title = Style { size: 22.0, bold: true, colour: Some(accent) };
    let heading = Style { size: 14.0, ..title };
    let mut page = look::page(name)?;
    page.set_screen_gridlines(false).set_column_width(0, WIDTH)?;
    page.set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_footer("&R&\"Times New Roman,Regular\"&P/&N");
    page.set_margins(MARGIN, MARGIN, 0.75, 0.75, 0.3, 0.3);

    let mut cells: Vec<Cell> = [
        (report.office.clone().unwrap_or_default(), STRONG),
        (report.subtitle.clone(), TEXT),
        (report.invented.clone().unwrap_or_default(), STRONG),
    ]
    .map(|line| Cell::Lines(vec![line]))
    .into();
    cells.push(Cell::Link(to(links.contents), vec![links.contents.to_owned()]));
    for chapter in &report.chapters {
        chapter_cells(chapter, heading, links, &mut cells);
    }
    // The imprint stands apart from what is said last.
    let gap = |n: usize| (n == 0).then(|| ("\n".to_owned(), GAP));
    let imprint = report.imprint.iter().chain([&report.words.workbook.decimals]).enumerate();
    cells.extend(
        imprint.map(|(n, line)| Cell::Lines(gap(n).into_iter().chain([(line.clone(), TEXT)]).collect())),
    );

    write(&mut page, 0, &[(report.title.clone(), title)])?;
    let mut row = 1;
    // The logo has a row of its own, below the title: a reader's first cell is the title.
    if let Some(logo) = logo {
        let (width, height) = logo.within(64.0, 260.0);
        let image = Image::new_from_buffer(&logo.png)?
            .set_alt_text(&report.words.logo)
            .set_scale_to_size(width, height, false);
        page.set_row_height(row, (height + 8.0) * 0.75)?;
        page.insert_image_with_offset(row, 0, &image, 4, 4)?;
        row += 1;
    }
    for cell in cells {
        match cell {
            Cell::Lines(lines) => {
                let lines: Lines = lines.into_iter().filter(|(text, _)| !text.is_empty()).collect();
                if lines.is_empty() {
                    continue;
                }
                write(&mut page, row, &lines)?;
            }
            Cell::Link(to, lines) => {
                let last = lines.len().saturating_sub(1);
                for (n, line) in lines.into_iter().enumerate() {
                    let (look, below) =
                        if n == last { (cell_format(&TEXT), BELOW) } else { (format(&TEXT), 0.0) };
                    look::set_height(&mut page, row, look::SIZE * look::LINE + below)?;
                    let url = Url::new(&to).set_text(line);
                    page.write_url_with_format(row, 0, url, &look.set_hyperlink())?;
                    row += 1;
                }
                continue;
            }
        }
        row += 1;
    }
    Ok(page)
}

/// The texts of a chapter, each with the headings that stand above it.
fn chapter_cells(chapter: &Chapter, heading: Style, links: &Links<'_>, cells: &mut Vec<Cell>) {
    let words = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>();
    let mut above: Lines = vec![("\n".to_owned(), GAP), (chapter.title.clone(), heading)];
    for block in &chapter.blocks {
        let mut texts: Lines = match block {
            Block::Heading { text, .. } => {
                above.push((text.clone(), STRONG));
                continue;
            }
            Block::Paragraph(spans) | Block::Note(spans) => vec![(words(spans), TEXT)],
            Block::List(items) => {
                items.iter().zip(1..).map(|(item, n)| (format!("{n}. {}", words(item)), TEXT)).collect()
            }
            Block::OfficeNote { heading, paragraphs } => {
                above.push((heading.clone(), STRONG));
                paragraphs.iter().map(|paragraph| (paragraph.clone(), TEXT)).collect()
            }
            // A table is on a sheet of its own.
            Block::Table(table) => {
                let Some(sheet) = links.tables.get(&table.number) else { continue };
                if !above.is_empty() {
                    cells.push(Cell::Lines(std::mem::take(&mut above)));
                }
                cells.push(Cell::Link(to(sheet), in_lines(&format!("{sheet}: {}", table.title))));
                continue;
            }
            // What a director looks for first stands here as well as on a sheet of its own.
            Block::KeyFigures(figures) => figures.iter().map(|figure| (told(figure), TEXT)).collect(),
            Block::Figure(_) => continue,
        };
        for text in texts.drain(..) {
            let mut lines = std::mem::take(&mut above);
            lines.push(text);
            cells.push(Cell::Lines(lines));
        }
    }
    if !above.is_empty() {
        cells.push(Cell::Lines(above));
    }
}

/// The lines of a text on the cover.
fn in_lines(text: &str) -> Vec<String> {
    look::broken(text, false, WIDTH * look::SAFE - look::SPARE)
}

/// A key figure as a line.
fn told(figure: &KeyFigure) -> String {
    let more = [&figure.change, &figure.target].map(String::as_str);
    let more = more
        .iter()
        .filter(|text| !text.is_empty())
        .map(|text| format!("; {}", small(text)))
        .collect::<String>();
    format!("{}: {}{more}", figure.label, figure.value)
}

fn format(style: &Style) -> Format {
    let mut format = look::plain().set_font_size(style.size);
    if style.bold {
        format = format.set_bold();
    }
    match style.colour {
        Some(colour) => format.set_font_color(colour),
        None => format,
    }
}

fn cell_format(style: &Style) -> Format {
    let format = format(style).set_text_wrap().set_align(FormatAlign::Top);
    format.set_border_bottom(FormatBorder::Hair).set_border_bottom_color(RULE)
}

fn write(page: &mut Worksheet, row: u32, lines: &[(String, Style)]) -> Result<(), XlsxError> {
    let high = lines.iter().map(|(text, style)| match text.as_str() {
        "\n" => style.size * look::LINE,
        text => look::high(text, style.bold, style.size, WIDTH),
    });
    look::set_height(page, row, high.sum::<f64>() + BELOW)?;
    match lines {
        [(text, style)] => page.write_string_with_format(row, 0, clip(text), &cell_format(style))?,
        _ => {
            let formats: Vec<Format> = lines.iter().map(|(_, style)| format(style)).collect();
            let texts: Vec<String> = lines
                .iter()
                .enumerate()
                .map(|(i, (text, _))| match i + 1 < lines.len() && text != "\n" {
                    true => format!("{text}\n"),
                    false => text.clone(),
                })
                .collect();
            // Headings are short: only the text at the end can be too long for a cell.
            let room = texts[..texts.len() - 1].iter().map(|text| text.chars().count()).sum::<usize>();
            let texts: Vec<String> =
                texts.iter().map(|text| clip_to(text, CELL.saturating_sub(room))).collect();
            let parts: Vec<(&Format, &str)> = formats.iter().zip(texts.iter().map(String::as_str)).collect();
            page.write_rich_string_with_format(row, 0, &parts, &cell_format(&TEXT))?
        }
    };
    Ok(())
}
