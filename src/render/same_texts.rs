//! One report, many writers: what one format says, every format says.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use super::*;
use crate::compose::report::{Block, Figure, Part, Span, Table, TableRow, Value};
use crate::model::table::{Kind, OTHER, PLACE};

/// Text without white space and case: formats break lines where they like, and an office's name may be set in capitals.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Every finished text that all formats show.
fn texts(report: &Report) -> Vec<String> {
    let mut texts = vec![report.title.clone(), report.subtitle.clone()];
    texts.extend(report.office.clone());
    texts.extend(report.invented.clone());
    for chapter in &report.chapters {
        texts.push(chapter.title.clone());
        chapter.blocks.iter().for_each(|block| texts.extend(of_block(report, block)));
    }
    texts.extend(report.imprint.iter().cloned());
    texts
}

/// The same with where the report is dated and signed, which a workbook does not show.
fn printed(report: &Report) -> Vec<String> {
    let lines = report.signing.iter().flat_map(|signing| {
        let head = [&signing.issuer, &signing.number, &signing.state, &signing.motto, &signing.dated];
        let end = [&signing.recipients, &signing.post, &signing.how, &signing.name];
        let lines = head.into_iter().chain(end);
        lines.chain(&signing.receivers).cloned()
    });
    texts(report).into_iter().chain(lines).collect()
}

fn of_block(report: &Report, block: &Block) -> Vec<String> {
    let words = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>();
    match block {
        Block::Heading { text, .. } => vec![text.clone()],
        Block::Paragraph(spans) | Block::Note(spans) => vec![words(spans)],
        Block::List(items) => items.iter().map(|item| words(item)).collect(),
        Block::KeyFigures(figures) => figures
            .iter()
            .flat_map(|figure| {
                [&figure.label, &figure.value, &figure.change, &figure.target].map(Clone::clone)
            })
            .collect(),
        Block::Table(table) => of_table(table, Cells::All),
        Block::Figure(index) => {
            let figure = &report.figures[*index];
            vec![figure.headline.clone(), figure.source.clone()]
        }
        Block::OfficeNote { heading, paragraphs } => [std::slice::from_ref(heading), paragraphs].concat(),
    }
}

/// What the pages of single places and topics say, which the page alone has.
fn of_pages(report: &Report) -> Vec<String> {
    let subjects = || report.places.iter().chain(&report.topics);
    let mut texts: Vec<String> = subjects().map(|subject| subject.name.clone()).collect();
    for part in subjects().flat_map(|subject| &subject.page) {
        match part {
            Part::Block(block) => texts.extend(of_block(report, block)),
            Part::Small { charts, values } => {
                texts.extend(of_table(values, Cells::All));
                texts.extend(charts.iter().flat_map(|chart| [chart.title.clone(), chart.unit.clone()]));
                let ends = charts.iter().flat_map(|chart| &chart.lines.lines);
                texts.extend(ends.filter_map(|line| Some(line.points.last()?.text.clone())));
            }
        }
    }
    texts
}

#[derive(Clone, Copy, PartialEq)]
enum Cells {
    All,
    /// Without those that a workbook holds as numbers.
    Words,
}

fn of_table(table: &Table, cells: Cells) -> Vec<String> {
    let mut texts = vec![table.title.clone(), table.source.clone()];
    texts.extend(table.notes.iter().cloned());
    texts.extend(table.columns.iter().flat_map(|column| [column.label.clone(), column.unit.clone()]));
    if cells == Cells::All {
        // Each row in the order of its cells: a figure under another head, or beside another name, would be found.
        let whole = |row: &TableRow| row.cells.iter().map(|cell| cell.text.as_str()).collect::<String>();
        texts.extend(table.rows.iter().map(whole));
    }
    let shown = table.rows.iter().flat_map(|row| &row.cells);
    texts.extend(
        shown.filter(|cell| cells == Cells::All || cell.value.is_none()).map(|cell| cell.text.clone()),
    );
    texts
}

fn assert_says(format: &str, said: &str, texts: impl IntoIterator<Item = String>) {
    let said = squeezed(said);
    for text in texts {
        assert!(said.contains(&squeezed(&text)), "{format} lacks {text:?}");
    }
}

fn file(report: &Report, writer: &dyn Writer) -> Vec<u8> {
    sample::with_edition(report, |edition| writer.files(edition).unwrap().remove(0).bytes)
}

/// The parts of a packed document.
fn parts(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

/// The text between the tags.
fn without_tags(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    for (entity, sign) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, sign);
    }
    text
}

fn data_and_alt(figure: &Figure) -> Vec<String> {
    let mut texts = of_table(&figure.data, Cells::All);
    texts.push(figure.subtitle.clone());
    texts
}

/// A paragraph may go on overleaf, with a running head between its two parts.
fn assert_says_over_pages(said: &str, texts: impl IntoIterator<Item = String>) {
    let said = squeezed(said);
    for text in texts {
        let whole = squeezed(&text);
        let ends: Vec<usize> = whole.char_indices().map(|(i, _)| i).chain([whole.len()]).collect();
        let first = ends.partition_point(|&end| said.contains(&whole[..end])).saturating_sub(1);
        assert!(said.contains(&whole[ends[first]..]), "pdf lacks {text:?}");
    }
}

#[test]
fn a_composed_report_reads_the_same_in_every_format() {
    for report in sample::composed() {
        let page = String::from_utf8(file(&report, &html::Html)).unwrap();
        let body = without_tags(page.split_once("<body>").unwrap().1);
        assert_says("html", &body, printed(&report));
        assert_says("html", &body, of_pages(&report));
        let document =
            parts(file(&report, &docx::Docx))["word/document.xml"].replace("<w:noBreakHyphen/>", "-");
        assert_says("docx", &without_tags(&document), printed(&report));
        // Typesetting takes long, and the words of one language show that it leaves none out.
        if report.lang == crate::model::Lang::Vi {
            let pages = sample::with_edition(&report, |edition| pdf::text_of(edition).unwrap());
            assert_says_over_pages(&pages, printed(&report));
        }
        // A workbook holds numbers as numbers; its words are those of the report.
        let shared = without_tags(&parts(file(&report, &xlsx::Xlsx))["xl/sharedStrings.xml"]);
        let numbers: std::collections::BTreeSet<&str> = report
            .chapters
            .iter()
            .flat_map(|chapter| &chapter.blocks)
            .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells)
            .filter(|cell| cell.value.is_some())
            .map(|cell| cell.text.as_str())
            .collect();
        assert_says(
            "xlsx",
            &shared,
            texts(&report)
                .into_iter()
                .filter(|text| !numbers.contains(text.as_str()) && !whole_rows(&report).contains(text)),
        );
    }
}

/// The rows of the report's tables, each as one text.
fn whole_rows(report: &Report) -> std::collections::BTreeSet<String> {
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let tables = blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let tables = tables.chain(report.figures.iter().map(|figure| &figure.data));
    tables
        .flat_map(|table| &table.rows)
        .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect()
}

/// A cell of a table for machines, as a text and a workbook can hold it alike.
fn plain(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => text.to_string(),
        Value::Count(count) => (*count as f64).to_string(),
        Value::Number(number) if number.is_finite() => number.to_string(),
        Value::Number(_) => String::new(),
        Value::Flag(flag) => flag.to_string(),
    }
}

/// The cells of a sheet below its header, row by row, as [`plain`] writes them.
fn cells_of(sheet: &str, strings: &[String], columns: usize) -> Vec<Vec<String>> {
    let rows = sheet.split("<row ").skip(2).map(|row| row.split("</row>").next().unwrap());
    let of = |row: &str| {
        let mut cells = vec![String::new(); columns];
        for cell in row.split("<c ").skip(1) {
            let at = cell.split("r=\"").nth(1).unwrap().split('"').next().unwrap();
            let letters = at.bytes().take_while(u8::is_ascii_uppercase);
            let column = letters.fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1) - 1;
            // Names that stand in the workbook beside ids come behind the columns of the file.
            if column >= columns {
                continue;
            }
            let Some(value) = cell.split("<v>").nth(1).map(|rest| rest.split('<').next().unwrap()) else {
                continue;
            };
            cells[column] = match cell.split("t=\"").nth(1).map(|rest| &rest[..1]) {
                Some("s") => strings[value.parse::<usize>().unwrap()].clone(),
                Some("b") => (value == "1").to_string(),
                _ => value.parse::<f64>().unwrap().to_string(),
            };
        }
        cells
    };
    rows.map(of).collect()
}

#[test]
fn text_files_and_workbook_hold_the_same_cells() {
    for report in sample::composed().into_iter().chain([sample::report()]) {
        let written = sample::with_edition(&report, |edition| csv::Csv.files(edition).unwrap());
        let book = parts(file(&report, &xlsx::Xlsx));
        let unescaped = |text: &str| quick_xml::escape::unescape(text).unwrap().into_owned();
        // A text may be in several pieces, each with a look of its own.
        let string = |si: &str| -> String {
            let pieces = si.split("<t").skip(1).filter(|piece| piece.starts_with(['>', ' ']));
            let text =
                |piece: &str| unescaped(piece.split_once('>').unwrap().1.split("</t>").next().unwrap());
            pieces.map(text).collect()
        };
        let strings: Vec<String> = book["xl/sharedStrings.xml"].split("<si>").skip(1).map(string).collect();
        // Every sheet but the first has one table, in their order.
        let named = |name: &str| {
            let name = format!(" displayName=\"{name}\"");
            (1..)
                .map_while(|n| book.get(&format!("xl/tables/table{n}.xml")))
                .position(|xml| xml.contains(&name))
        };
        assert!(!report.data.is_empty());
        for table in &report.data {
            let wanted: Vec<Vec<String>> =
                table.rows.iter().map(|row| row.iter().map(plain).collect()).collect();
            let path = format!("tables/{}.csv", table.table.name);
            let text = &written.iter().find(|file| file.path == path).unwrap().bytes;
            let mut reader = ::csv::Reader::from_reader(text.as_slice());
            let kinds: Vec<bool> =
                table.table.columns.iter().map(|column| column.kind == Kind::Text).collect();
            let cell = |(text, words): (&str, &bool)| match text.parse::<f64>() {
                Ok(number) if !words => number.to_string(),
                // A text that a program would take for a formula has an apostrophe before it.
                _ => text.strip_prefix('\'').unwrap_or(text).to_owned(),
            };
            let read: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().zip(&kinds).map(cell).collect()).collect();
            assert_eq!(read, wanted, "{path}");
            let sheet = named(table.table.name).map(|table| table + 1);
            // A table without rows has no sheet.
            assert_eq!(sheet.is_none(), table.rows.is_empty(), "{}", table.table.name);
            let Some(sheet) = sheet else { continue };
            let sheet = &book[&format!("xl/worksheets/sheet{}.xml", sheet + 1)];
            let held = cells_of(sheet, &strings, table.table.columns.len());
            // Places are called there what the report calls them, and numbers have the digits that spreadsheets keep: files
            // have one name for all languages, and all digits.
            let mut wanted = wanted;
            for (at, column) in table.table.columns.iter().enumerate() {
                for cell in wanted.iter_mut().filter_map(|row| row.get_mut(at)) {
                    let names = &report.words.workbook.names;
                    if let Some((_, said)) = names.iter().find(|(name, _)| name == cell)
                        && [PLACE, OTHER].contains(&column.col)
                    {
                        cell.clone_from(said);
                    }
                    if let (Kind::Number, Ok(number)) = (column.kind, cell.parse::<f64>()) {
                        *cell = format!("{number:.14e}").parse::<f64>().unwrap().to_string();
                    }
                }
            }
            assert_eq!(held, wanted, "{} in the workbook", table.table.name);
        }
    }
}

#[test]
fn the_page_says_everything() {
    let report = sample::report();
    let page = String::from_utf8(file(&report, &html::Html)).unwrap();
    let body = without_tags(page.split_once("<body>").unwrap().1);
    assert_says("html", &body, printed(&report));
    assert_says("html", &body, of_pages(&report));
    assert_says("html", &body, report.figures.iter().flat_map(data_and_alt));
    for explanation in report.explanations.values() {
        // Where a line has cells each stands below its header.
        let lines = explanation.lines.iter().flat_map(|line| {
            let cells = line.cells().map(|cells| {
                cells.iter().flat_map(|(name, cell)| [*name, *cell]).map(str::to_owned).collect()
            });
            let said: Vec<String> = cells.unwrap_or_else(|| vec![line.text.clone()]);
            said.into_iter().chain([line.place.clone()])
        });
        let operands =
            explanation.operands.iter().flat_map(|(label, value, _)| [label.clone(), value.clone()]);
        let own = [&explanation.title, &explanation.value, &explanation.formula, &explanation.more];
        assert_says(
            "html",
            &body,
            own.into_iter().chain(&explanation.caveats).cloned().chain(lines).chain(operands),
        );
    }
}

#[test]
fn the_text_document_says_it_too() {
    let report = sample::report();
    let parts = parts(file(&report, &docx::Docx));
    let document = &parts["word/document.xml"];
    assert_says("docx", &without_tags(document), printed(&report));
    for figure in &report.figures {
        let alt = quick_xml::escape::escape(&figure.alt);
        assert!(document.contains(&format!("descr=\"{alt}\"")), "{}", figure.id);
    }
}

#[test]
fn the_typeset_pages_say_it_too() {
    let report = sample::report();
    let said = sample::with_edition(&report, |edition| pdf::text_of(edition).unwrap());
    assert_says("pdf", &said, printed(&report));
    assert_says("pdf", &said, report.figures.iter().map(|figure| figure.subtitle.clone()));
}

#[test]
fn the_workbook_says_it_too() {
    let report = sample::report();
    let parts = parts(file(&report, &xlsx::Xlsx));
    let said = without_tags(&parts["xl/sharedStrings.xml"]);
    let tables: Vec<&Table> = report
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.blocks)
        .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
        .chain(report.figures.iter().map(|figure| &figure.data))
        .collect();
    let cells: Vec<String> = tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.cells)
        .filter(|cell| cell.value.is_some())
        .map(|cell| cell.text.clone())
        .collect();
    let rows = whole_rows(&report);
    let alone = |text: &String| !cells.contains(text) && !rows.contains(text);
    assert_says("xlsx", &said, texts(&report).into_iter().filter(alone));
    assert_says(
        "xlsx",
        &said,
        report
            .figures
            .iter()
            .flat_map(|figure| of_table(&figure.data, Cells::Words))
            .filter(|text| !report.figures.iter().any(|figure| figure.data.title == *text)),
    );
    // A number that people read in a table is a number in the workbook, under a format that shows it like that.
    let sheets: String = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
        .map(|(_, xml)| xml.as_str())
        .collect();
    for cell in tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
        if let Some(value) = cell.value {
            assert!(sheets.contains(&format!("<v>{value}</v>")), "{} {value}", cell.text);
        }
    }
    let drawings: String = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/drawings/drawing"))
        .map(|(_, xml)| xml.as_str())
        .collect();
    // A native chart may be of another kind than the drawing: what it shows and says is the same.
    for figure in &report.figures {
        assert!(drawings.contains("descr=\""), "{}", figure.id);
        assert!(
            squeezed(&without_tags(&drawings.replace("descr=\"", ">").replace('"', "<")))
                .contains(&squeezed(&format!("{} ({}). {}.", figure.subtitle, figure.unit, figure.headline))),
            "{}",
            figure.id
        );
    }
}
