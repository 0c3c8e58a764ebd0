//! The workbook against the guidance on releasing statistics in spreadsheets.
#![allow(clippy::unwrap_used, clippy::panic)]

mod data;
mod native;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use super::*;
use crate::compose::report::Block;
use crate::render::sample;

fn parts() -> BTreeMap<String, String> {
    parts_of(&sample::report())
}

fn parts_of(report: &crate::compose::Report) -> BTreeMap<String, String> {
    let bytes = sample::with_edition(report, |edition| Xlsx.files(edition).unwrap().remove(0).bytes);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn sheets(parts: &BTreeMap<String, String>) -> Vec<&String> {
    (1..).map_while(|n| parts.get(&format!("xl/worksheets/sheet{n}.xml"))).collect()
}

fn attributes<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let name = format!(" {name}=\"");
    xml.match_indices(&name).map(|(at, _)| xml[at + name.len()..].split('"').next().unwrap()).collect()
}

/// A check of one point of the guidance.
type Check = fn(&Book);

/// The checklist of the UK Government Analysis Function, "Making spreadsheets accessible: a brief checklist of the basics",
/// in its order. What it leaves to those who write the words (spelling, plain language) is not here.
const CHECKLIST: [(&str, Check); 29] = [
    ("Tables: mark up tables", marked),
    ("Tables: give tables meaningful names", named),
    ("Tables: remove merged cells, split cells and nested tables", unmerged),
    ("Tables: remove blank rows and columns within tables", no_blank_rows),
    ("Tables: one tagged header row, without repeats", headed),
    ("Tables: wrap text within cells", wrapped),
    (
        "Tables: filters and frozen panes are there on purpose: the header and what names the rows of wide tables",
        frozen,
    ),
    ("Tables: cells without data say so, and the workbook says what an empty one means", empties_told),
    ("Tables: avoid hiding rows or columns", nothing_hidden),
    ("Notes: no symbols or superscript as marks", no_superscript),
    ("Notes: the word note in the marks, and they lead to notes", marks_lead_to_notes),
    ("Notes: marks in headers, not in cells", marks_in_headers),
    ("Notes: note text in a table on a sheet of notes", marks_lead_to_notes),
    ("Formatting: links say where they lead", links_to_sheets),
    ("Formatting: no italic or underlined words but links, no small letters", plain_letters),
    ("Formatting: descriptive titles", titled),
    ("Formatting: headers and footers of the print say nothing that stands there alone", heads_repeat),
    ("Formatting: no background fill, no colour as the only message", no_fill),
    ("Formatting: charts and pictures have words", charts_have_words),
    ("Formatting: charts have a title, and their values say what they measure", charts_are_titled),
    ("Formatting: charts are drawn over cells that can be read", charts_lie_over_cells),
    ("Formatting: no macros", no_macros),
    ("Formatting: numbers are numbers, and no formulas", no_formulas),
    ("Structure: unique names of sheets", unique_names),
    ("Structure: no blank sheets", no_blank_sheets),
    ("Structure: tables at the left edge", marked),
    ("Structure: no content below or beside a table, one table a sheet", nothing_beside),
    ("Before publishing: document information", document_information),
    ("Before publishing: the cursor is in the first cell of the first sheet", opens_at_the_cover),
];

/// A workbook, unpacked.
struct Book {
    parts: BTreeMap<String, String>,
    /// Texts of its cells.
    strings: Vec<String>,
    /// Names and titles of the tables for machines that the report has.
    data: Vec<(&'static str, String)>,
    /// Names of tables for machines and of their sheets.
    tabs: Vec<(&'static str, &'static str)>,
    /// The day that the report speaks of.
    day: String,
}

impl Book {
    fn of(report: &crate::compose::Report) -> Self {
        let parts = parts_of(report);
        let unescape = |text: &str| quick_xml::escape::unescape(text).unwrap().into_owned();
        let one = |si: &str| -> String {
            let texts = si.split("<t").skip(1).filter(|t| t.starts_with('>') || t.starts_with(" xml:space"));
            texts.map(|t| unescape(t.split_once('>').unwrap().1.split("</t>").next().unwrap())).collect()
        };
        let strings = parts["xl/sharedStrings.xml"].split("<si>").skip(1).map(one).collect();
        let data = report.data.iter().filter(|data| !data.rows.is_empty());
        let data = data.map(|data| (data.table.name, data.title.clone())).collect();
        let tabs = report.words.workbook.sheets.clone();
        Self { parts, strings, data, tabs, day: report.day.unwrap().to_string() }
    }

    fn sheets(&self) -> Vec<&String> {
        sheets(&self.parts)
    }

    fn named(&self, prefix: &str) -> Vec<&String> {
        self.parts.iter().filter(|(name, _)| name.starts_with(prefix)).map(|(_, xml)| xml).collect()
    }

    fn names(&self) -> Vec<String> {
        let sheets = self.parts["xl/workbook.xml"].split("<sheet ").skip(1);
        sheets.map(|sheet| attributes(&format!(" {sheet}"), "name")[0].to_owned()).collect()
    }

    /// The texts of the cells of a sheet, by row and column (`A1`).
    fn texts(&self, sheet: &str) -> Vec<(String, &str)> {
        let cells = sheet.split("<c ").skip(1).map(|cell| cell.split("</c>").next().unwrap());
        let of = |cell: &str| {
            let at = attributes(&format!(" {cell}"), "r")[0].to_owned();
            let index: usize = cell.split("<v>").nth(1)?.split('<').next()?.parse().ok()?;
            Some((at, self.strings[index].as_str()))
        };
        cells.filter(|cell| cell.contains("t=\"s\"")).filter_map(of).collect()
    }
}

/// Sheets behind those of tables for machines: what their columns mean, and the notes.
const LAST: usize = 2;

impl Book {
    /// Where the sheets of tables for machines stand.
    fn machine(&self) -> std::ops::Range<usize> {
        let end = self.names().len() - LAST;
        end - self.data.len()..end
    }
}

fn marked(book: &Book) {
    let (tables, sheets) = (book.named("xl/tables/"), book.sheets());
    assert_eq!(tables.len(), sheets.len() - 1, "all sheets but the cover");
    for table in tables {
        assert!(attributes(table, "ref")[0].starts_with("A1:"), "{table}");
    }
    assert!(sheets[1..].iter().all(|sheet| sheet.matches("<tablePart ").count() == 1));
}

fn named(book: &Book) {
    let mut names: Vec<String> = book
        .named("xl/tables/")
        .iter()
        .map(|table| attributes(table, "displayName")[0].to_lowercase())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    // Tables for machines, behind those of the report, before what their columns mean and the notes, have the names of
    // their files.
    let sheets = book.names();
    let (own, rest) = sheets[1..].split_at(book.machine().start - 1);
    for sheet in own.iter().chain(&rest[book.data.len()..]) {
        assert!(names.contains(&fill::marked_name(sheet).to_lowercase()), "{sheet}: {names:?}");
    }
    for (sheet, (name, title)) in rest.iter().zip(&book.data) {
        assert!(names.contains(&(*name).to_owned()), "{name}: {names:?}");
        let tab = book.tabs.iter().find(|(of, _)| of == name).map_or(title.as_str(), |(_, tab)| *tab);
        assert!(sheet == tab && !sheet.contains('…'), "{sheet}: {title}");
    }
}

fn unmerged(book: &Book) {
    assert!(book.sheets().iter().all(|sheet| !sheet.contains("<mergeCell")));
}

fn no_blank_rows(book: &Book) {
    for sheet in book.sheets() {
        let rows: Vec<&str> = sheet.split("<row ").skip(1).collect();
        let last: usize = attributes(&format!(" {}", rows.last().unwrap()), "r")[0].parse().unwrap();
        assert_eq!(rows.len(), last, "no row is left out");
        assert!(rows.iter().all(|row| row.contains("<c ")), "{sheet}");
    }
}

fn headed(book: &Book) {
    for table in book.named("xl/tables/") {
        assert!(!table.contains("headerRowCount=\"0\""));
        let columns = table.split("<tableColumn ").skip(1);
        let heads: Vec<String> =
            columns.map(|column| attributes(&format!(" {column}"), "name")[0].to_lowercase()).collect();
        assert!(heads.iter().all(|head| !head.trim().is_empty()));
        assert_eq!(heads.iter().collect::<BTreeSet<_>>().len(), heads.len(), "{heads:?}");
    }
}

fn wrapped(book: &Book) {
    let styles = &book.parts["xl/styles.xml"];
    let formats = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
    let formats: Vec<&str> = formats.split("<xf ").skip(1).collect();
    for sheet in book.sheets() {
        for cell in sheet.split("<c ").skip(1).filter(|cell| cell.contains("t=\"s\"")) {
            let style: usize = attributes(&format!(" {cell}"), "s")[0].parse().unwrap();
            assert!(formats[style].contains("wrapText=\"1\""), "{cell}");
        }
    }
}

fn frozen(book: &Book) {
    let machine = book.machine();
    for (at, sheet) in book.sheets().iter().enumerate().skip(1) {
        let pane = sheet.split("<pane ").nth(1).unwrap().split("/>").next().unwrap();
        let pane = format!(" {pane}");
        assert_eq!((attributes(&pane, "ySplit"), attributes(&pane, "state")), (vec!["1"], vec!["frozen"]));
        let names = attributes(&pane, "xSplit");
        assert_eq!(names.is_empty(), !machine.contains(&at), "{pane}");
        assert!(names.iter().all(|names| names.parse::<usize>().unwrap() > 2), "{pane}");
    }
}

fn empties_told(book: &Book) {
    let blank = book.sheets()[1..].iter().any(|sheet| {
        let rows: Vec<usize> = sheet.split("<row ").skip(1).map(|row| row.matches("<c ").count()).collect();
        rows.iter().any(|count| *count < rows[0])
    });
    let cover = book.texts(book.sheets()[0]);
    let told = cover
        .iter()
        .any(|(_, text)| text.contains('…') && (text.contains("ô trống") || text.contains("blank cell")));
    assert!(!blank || told, "{cover:?}");
}

fn nothing_hidden(book: &Book) {
    assert!(book.sheets().iter().all(|sheet| !sheet.contains("hidden=\"1\"")));
    assert!(!book.parts["xl/workbook.xml"].contains("state=\"hidden\""));
}

fn no_superscript(book: &Book) {
    for part in ["xl/styles.xml", "xl/sharedStrings.xml"] {
        assert!(!book.parts[part].contains("vertAlign"));
    }
}

/// The marks of notes in a text.
fn marks(text: &str) -> Vec<&str> {
    let from = text.match_indices('[').map(|(at, _)| &text[at..]);
    let whole = from.filter_map(|rest| Some(&rest[..=rest.find(']')?]));
    whole.filter(|mark| mark.starts_with("[ghi\u{a0}chú\u{a0}") || mark.starts_with("[note\u{a0}")).collect()
}

/// The marks of single notes that a mark stands for: `[ghi chú 2–4]`.
fn each(mark: &str) -> Vec<String> {
    let (word, numbers) = mark.rsplit_once('\u{a0}').unwrap();
    let numbers = numbers.trim_end_matches(']');
    let (first, last) = numbers.split_once('–').unwrap_or((numbers, numbers));
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    (first..=last).map(|number| format!("{word}\u{a0}{number}]")).collect()
}

fn marks_lead_to_notes(book: &Book) {
    let sheets = book.sheets();
    let (notes, tables) = sheets.split_last().unwrap();
    let told: Vec<&str> =
        book.texts(notes).into_iter().filter(|(at, _)| at.starts_with('A')).map(|(_, text)| text).collect();
    let mut set = BTreeSet::new();
    for sheet in &tables[1..] {
        for (at, text) in book.texts(sheet) {
            assert!(marks(text).len() <= 1, "one mark for all notes of a table: {at} {text}");
            set.extend(marks(text).into_iter().flat_map(each));
        }
    }
    assert!(!set.is_empty());
    assert!(set.iter().all(|mark| told.contains(&mark.as_str())), "{set:?} {told:?}");
    assert_eq!(told.iter().filter(|text| !marks(text).is_empty()).count(), set.len(), "every note is marked");
}

fn marks_in_headers(book: &Book) {
    let sheets = book.sheets();
    for sheet in &sheets[1..sheets.len() - 1] {
        // Each of them is one word: no line ends within it.
        let whole = |text: &str| !text.contains("[ghi chú ") && !text.contains("[ghi\u{20}chú");
        assert!(book.texts(sheet).iter().all(|(_, text)| whole(text)));
        for (at, text) in book.texts(sheet) {
            let row = at.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            assert!(row == "1" || marks(text).is_empty(), "{at}: {text}");
        }
    }
}

fn links_to_sheets(book: &Book) {
    let (sheets, names) = (book.sheets(), book.names());
    let contents = sheets[1];
    let (to, shown) = (attributes(contents, "location"), attributes(contents, "display"));
    assert_eq!(to.len(), shown.len());
    // And from each back to them, from the mark of its notes to the first of these, and from columns to what they mean.
    let links = |sheet: &'_ str| -> Vec<(String, String)> {
        let links =
            sheet.split("<hyperlink ").skip(1).map(|link| format!(" {}", link.split("/>").next().unwrap()));
        let of = |link: &str, name: &str| attributes(link, name)[0].to_owned();
        links.map(|link| (of(&link, "ref"), of(&link, "location"))).collect()
    };
    let texts: Vec<Vec<(String, &str)>> = sheets.iter().map(|sheet| book.texts(sheet)).collect();
    let at = |sheet: usize, cell: &str| {
        texts[sheet].iter().find(|(at, _)| at == cell).map_or("", |(_, text)| *text)
    };
    let (notes, meanings) = (names.len() - 1, names.len() - LAST);
    let mut to_notes = 0;
    for (n, sheet) in sheets.iter().enumerate().skip(2) {
        let links = links(sheet);
        let heads: Vec<_> = links.iter().filter(|(at, _)| at.ends_with('1') && at.len() == 2).collect();
        let mut heads = heads.into_iter();
        if let Some(mark) = marks(at(n, "A1")).first() {
            to_notes += 1;
            let (cell, to) = heads.next().unwrap();
            let row = to.strip_prefix(&format!("'{}'!A", names[notes])).unwrap_or_else(|| panic!("{to}"));
            assert_eq!(cell, "A1");
            assert_eq!(at(notes, &format!("A{row}")), each(mark)[0]);
        }
        let (_, back) = heads.next().unwrap();
        assert_eq!(*back, format!("'{}'!A1", names[1]), "{}", names[n]);
        if book.machine().contains(&n) {
            let (_, to) = heads.next().unwrap();
            let row = to.strip_prefix(&format!("'{}'!A", names[meanings])).unwrap_or_else(|| panic!("{to}"));
            assert_eq!(
                [at(meanings, &format!("A{row}")), at(meanings, &format!("B{row}"))],
                [&names[n], at(n, "A1")]
            );
        }
        assert_eq!(attributes(sheet, "tooltip").len(), sheet.matches(" tooltip=").count());
    }
    assert!(to_notes > 0);
    // From notes and meanings to their sheets, from the cover to the contents and to every table.
    for (n, column) in [(notes, 'B'), (meanings, 'A')] {
        let links = links(sheets[n]);
        let rows = sheets[n].matches("<row ").count();
        for row in 2..=rows {
            let cell = format!("{column}{row}");
            let (_, to) = links.iter().find(|(at, _)| *at == cell).unwrap_or_else(|| panic!("{cell}"));
            assert_eq!(*to, format!("'{}'!A1", at(n, &cell)));
        }
    }
    let cover = links(sheets[0]);
    let told = |name: &String| cover.iter().any(|(_, to)| *to == format!("'{name}'!A1"));
    let of = |name: &&String| ["Bảng ", "Table "].iter().any(|word| name.starts_with(word));
    assert!(told(&names[1]) && names.iter().filter(of).all(told), "{cover:?}");
    for name in &book.names()[2..] {
        let at = to.iter().position(|link| *link == format!("'{name}'!A1"));
        assert_eq!(shown[at.unwrap_or_else(|| panic!("{name} in {to:?}"))], name);
    }
}

fn plain_letters(book: &Book) {
    let styles = &book.parts["xl/styles.xml"];
    let fonts = styles.split("<fonts").nth(1).unwrap().split("</fonts>").next().unwrap();
    for font in fonts.split("<font>").skip(1) {
        assert!(!font.contains("<i/>"), "{font}");
        assert!(
            !font.contains("<u/>") || font.contains("theme=\"10\"") || font.contains("<b/>"),
            "a link: {font}"
        );
        let size = format!(" {}", font.split("<sz ").nth(1).unwrap());
        let size: f64 = attributes(&size, "val")[0].parse().unwrap();
        // The line above a chapter of the cover is empty.
        assert!(size >= 10.0 || size == 7.0, "{font}");
    }
}

/// The titles of the sheets behind the contents.
fn titles(book: &Book) -> Vec<&str> {
    let contents = book.texts(book.sheets()[1]);
    contents.into_iter().filter(|(at, _)| at.starts_with('B') && at != "B1").map(|(_, title)| title).collect()
}

fn titled(book: &Book) {
    let titles = titles(book);
    assert_eq!(titles.len(), book.sheets().len() - 2);
    assert!(titles.iter().all(|title| title.chars().count() > 3), "{titles:?}");
}

fn heads_repeat(book: &Book) {
    let titles = titles(book);
    for (sheet, title) in book.sheets()[2..].iter().zip(titles) {
        let head = sheet.split("<oddHeader>").nth(1).unwrap().split("</oddHeader>").next().unwrap();
        let head = quick_xml::escape::unescape(head).unwrap().into_owned();
        let head = head.replace("&&", "\u{1}");
        let mut parts = head.split("&B").skip(1).map(|part| part.replace('\n', " ").replace('\u{1}', "&"));
        // What is said stands whole, then what it measures: all of that, but where a head has no room for it.
        let (said, measure) = (parts.next().unwrap(), parts.next().unwrap_or_default());
        assert!(title.ends_with(said.trim_end()), "{head:?} {title:?}");
        let measured = title.trim_end_matches(said.trim_end());
        let mut pieces = measure.split('…');
        let found = pieces.all(|piece| measured.contains(piece));
        let whole = measure.is_empty()
            || [" – ", "; "].iter().any(|end| measured.contains(&format!("{measure}{end}")));
        assert!(found && (measure.contains('…') || whole), "{head:?} {title:?}");
    }
}

fn no_fill(book: &Book) {
    // Two kinds of fill stand in every workbook, and no cell has the second.
    let styles = &book.parts["xl/styles.xml"];
    assert!(styles.contains("<fills count=\"2\">"));
    assert!(!styles.contains("fillId=\"1\""));
    assert!(!book.sheets().iter().any(|sheet| sheet.contains("<conditionalFormatting")));
}

fn charts_have_words(book: &Book) {
    for drawing in book.named("xl/drawings/drawing") {
        let words = attributes(drawing, "descr");
        assert_eq!(words.len(), drawing.matches("<xdr:cNvPr ").count());
        assert!(words.iter().all(|words| !words.is_empty()));
    }
}

fn charts_are_titled(book: &Book) {
    for chart in book.named("xl/charts/chart") {
        let (head, plot) = chart.split_once("<c:plotArea>").unwrap();
        assert!(head.contains("<c:title>"), "{head}");
        let values = plot.split("<c:valAx>").nth(1).unwrap();
        // Words stand upright: what an upright axis measures is told below the headline.
        let told = plot.contains("<c:barDir val=\"bar\"/>") && values.contains("<c:title>");
        assert!(told || head.matches("<a:p>").count() > 1, "{head} {values}");
    }
}

fn charts_lie_over_cells(book: &Book) {
    let names = book.names();
    for chart in book.named("xl/charts/chart") {
        assert!(!chart.contains("numLit") && !chart.contains("strLit"), "{chart}");
        let ranges: Vec<&str> =
            chart.split("<c:f>").skip(1).map(|rest| rest.split("</c:f>").next().unwrap()).collect();
        assert!(!ranges.is_empty());
        for range in ranges {
            let sheet = range.rsplit_once('!').unwrap().0.trim_matches('\'');
            assert!(names.iter().any(|name| name == sheet), "{range}");
        }
    }
}

fn no_macros(book: &Book) {
    assert!(!book.parts.keys().any(|name| name.contains("vba")));
}

fn no_formulas(book: &Book) {
    assert!(!book.sheets().iter().any(|sheet| sheet.contains("<f>") || sheet.contains("<f ")));
}

fn unique_names(book: &Book) {
    let names = book.names();
    let unique: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(unique.len(), names.len());
    assert!(names.iter().all(|name| name.chars().count() <= 31 && name.trim() == name));
}

fn no_blank_sheets(book: &Book) {
    assert!(book.sheets().iter().all(|sheet| sheet.contains("<c ")));
}

fn nothing_beside(book: &Book) {
    let tables: BTreeSet<&str> =
        book.named("xl/tables/").iter().map(|table| attributes(table, "ref")[0]).collect();
    for sheet in &book.sheets()[1..] {
        let used = attributes(&sheet[sheet.find("<dimension").unwrap()..], "ref")[0];
        assert!(tables.contains(used), "{used}");
    }
}

fn document_information(book: &Book) {
    let core = &book.parts["docProps/core.xml"];
    assert!(!core.contains("<dc:title></dc:title>") && core.contains("<dc:title>"));
    // Made on the day that the report speaks of: the same bytes at any time.
    assert_eq!(core.matches(&format!(">{}T00:00:00Z</dcterms:", book.day)).count(), 2, "{core}");
    let custom = &book.parts["docProps/custom.xml"];
    for (part, before) in [(custom, ">"), (core, "<dc:language>")] {
        assert!(
            ["vi-VN", "en-GB"].iter().any(|language| part.contains(&format!("{before}{language}<"))),
            "{part}"
        );
    }
}

fn opens_at_the_cover(book: &Book) {
    assert!(!book.parts["xl/workbook.xml"].contains("activeTab"));
    let cover = book.sheets()[0];
    assert!(cover.contains("tabSelected=\"1\"") && !cover.contains("<selection"));
}

#[test]
fn the_checklist_of_the_guidance_holds() {
    let composed = sample::composed();
    assert_eq!(composed.len(), 2, "in either language");
    for report in &composed {
        let book = Book::of(report);
        for (point, check) in CHECKLIST {
            println!("{point}");
            check(&book);
        }
    }
    // The sample tries the writer with odd texts; what an empty cell means is said where reports are composed.
    let book = Book::of(&sample::report());
    for (point, check) in CHECKLIST.iter().filter(|(point, _)| !point.contains("cells without data")) {
        println!("{point}");
        check(&book);
    }
}

#[test]
fn text_that_looks_like_a_formula_is_kept_as_text() {
    let book = Book::of(&sample::report());
    assert!(book.strings.iter().any(|text| text.contains("=HYPERLINK")));
}

#[test]
fn marks_of_notes_lead_to_notes() {
    let parts = parts();
    let strings = &parts["xl/sharedStrings.xml"];
    let notes: usize = sample::report()
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.blocks)
        .map(|block| if let Block::Table(table) = block { table.notes.len() } else { 0 })
        .sum();
    assert!(notes > 0);
    for n in 1..=notes {
        let mark = format!("[ghi\u{a0}chú\u{a0}{n}]");
        // On the sheet of notes, and where it is the only one of its table in its header.
        assert!(strings.matches(&mark).count() >= 1, "{mark}");
    }
}

#[test]
fn the_document_says_what_it_is_and_charts_have_words() {
    let parts = parts();
    assert!(parts["docProps/core.xml"].contains("<dc:title>Báo cáo chuyển đổi số năm 2022</dc:title>"));
    assert!(parts["docProps/custom.xml"].contains("vi-VN"));
    let charts = parts.keys().filter(|name| name.starts_with("xl/charts/chart")).count();
    assert_eq!(charts, 2, "lines and ranking have native charts");
    let drawings: Vec<&String> = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/drawings/drawing"))
        .map(|(_, xml)| xml)
        .collect();
    assert!(
        drawings.iter().all(|drawing| attributes(drawing, "descr").iter().all(|words| !words.is_empty()))
    );
    assert_eq!(drawings.len(), charts);
}

#[test]
fn the_cover_leads_to_tables_by_their_whole_titles() {
    let mut report = sample::report();
    let long = "Tiến độ thực hiện mục tiêu: Người trưởng thành có điện thoại thông minh trong hộ gia đình, thời hạn năm 2027";
    let tables = report.chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks);
    let table = tables.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let table = table.last().unwrap();
    table.title = long.to_owned();
    let sheet = format!("{} {}", sample::report().words.table, table.number);
    let book = Book::of(&report);
    let cover = book.sheets()[0];
    let links =
        cover.split("<hyperlink ").skip(1).map(|link| format!(" {}", link.split("/>").next().unwrap()));
    let links: Vec<String> =
        links.filter(|link| link.contains(&format!("location=\"'{sheet}'!A1\""))).collect();
    let at = |link: &String| attributes(link, "ref")[0].to_owned();
    let texts = book.texts(cover);
    let said = |at: String| texts.iter().find(|(of, _)| *of == at).unwrap().1;
    let lines: Vec<&str> = links.iter().map(|link| said(at(link))).collect();
    assert!(lines.len() > 1, "no link has two lines: {lines:?}");
    assert_eq!(lines.join(" "), format!("{sheet}: {long}"));
}

#[test]
fn what_is_not_drawn_is_not_told_of_its_marks() {
    use crate::compose::report::{Chart, Heat};
    let mut report = sample::report();
    let figure = &mut report.figures[0];
    figure.chart = Chart::Heat(Heat {
        columns: Vec::new(),
        rows: Vec::new(),
        classes: Vec::new(),
        missing: String::new(),
        weak: String::new(),
        marked: None,
    });
    figure.data.title = "Tỷ trọng theo đơn vị, năm 2022".into();
    figure.subtitle = format!("{}; đóng khung: nơi nổi trội nhất", figure.data.title);
    figure.unit = "%".into();
    let parts = parts_of(&report);
    assert!(parts["xl/sharedStrings.xml"].contains("Tỷ trọng theo đơn vị, năm 2022 (%) – "));
    assert!(!parts.values().any(|part| part.contains("đóng khung")));
}
