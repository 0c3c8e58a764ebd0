//! The parts of the text document against each other and against the order of the schema.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::io::Read as _;

use quick_xml::events::Event;

use super::*;
use crate::render::sample;

fn parts() -> BTreeMap<String, Vec<u8>> {
    parts_of(&sample::report())
}

/// The sample, and the published figures in either language.
fn documents() -> Vec<BTreeMap<String, Vec<u8>>> {
    let mut reports = sample::composed();
    reports.push(sample::report());
    reports.iter().map(parts_of).collect()
}

fn parts_of(report: &crate::compose::Report) -> BTreeMap<String, Vec<u8>> {
    let bytes = sample::with_edition(report, |edition| Docx.files(edition).unwrap().remove(0).bytes);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts[name].clone()).unwrap()
}

fn attributes<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let name = format!(" {name}=\"");
    xml.match_indices(&name).map(|(at, _)| xml[at + name.len()..].split('"').next().unwrap()).collect()
}

/// Walks a part and hands each element with the names of its children to `check`.
fn children(xml: &str, mut check: impl FnMut(&str, &[String])) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                if let Some((_, list)) = open.last_mut() {
                    list.push(name.clone());
                }
                open.push((name, Vec::new()));
            }
            Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                if let Some((_, list)) = open.last_mut() {
                    list.push(name);
                }
            }
            Event::End(_) => {
                let (name, list) = open.pop().unwrap();
                check(&name, &list);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let order: [(&str, &[&str]); 23] = [
        (
            "w:pPr",
            &[
                "w:pStyle",
                "w:keepNext",
                "w:keepLines",
                "w:pageBreakBefore",
                "w:numPr",
                "w:pBdr",
                "w:shd",
                "w:tabs",
                "w:spacing",
                "w:ind",
                "w:contextualSpacing",
                "w:jc",
                "w:outlineLvl",
            ],
        ),
        (
            "w:rPr",
            &[
                "w:rStyle",
                "w:rFonts",
                "w:b",
                "w:bCs",
                "w:i",
                "w:iCs",
                "w:noProof",
                "w:color",
                "w:sz",
                "w:szCs",
                "w:u",
                "w:lang",
            ],
        ),
        (
            "w:tblPr",
            &[
                "w:tblStyle",
                "w:tblW",
                "w:tblInd",
                "w:tblBorders",
                "w:tblLayout",
                "w:tblCellMar",
                "w:tblLook",
                "w:tblCaption",
            ],
        ),
        ("w:tcPr", &["w:tcW", "w:tcBorders", "w:shd", "w:vAlign"]),
        ("w:sectPr", &["w:headerReference", "w:pgSz", "w:pgMar", "w:titlePg"]),
        (
            "w:style",
            &[
                "w:name",
                "w:basedOn",
                "w:next",
                "w:uiPriority",
                "w:semiHidden",
                "w:unhideWhenUsed",
                "w:qFormat",
                "w:pPr",
                "w:rPr",
                "w:tblPr",
                "w:tblStylePr",
            ],
        ),
        ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
        ("w:settings", &["w:zoom", "w:defaultTabStop", "w:compat", "w:themeFontLang"]),
        ("w:p", &["w:pPr", "w:bookmarkStart", "w:hyperlink", "w:r", "w:fldSimple", "w:bookmarkEnd"]),
        ("w:tr", &["w:trPr", "w:tc"]),
        ("w:tc", &["w:tcPr", "w:p"]),
        ("w:tcBorders", &["w:top", "w:left", "w:bottom", "w:right"]),
        ("w:pBdr", &["w:top", "w:left", "w:bottom", "w:right"]),
        ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
        ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
        ("w:tblStylePr", &["w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr"]),
        ("w:docDefaults", &["w:rPrDefault", "w:pPrDefault"]),
        ("w:styles", &["w:docDefaults", "w:style"]),
        ("w:numbering", &["w:abstractNum", "w:num"]),
        ("w:abstractNum", &["w:nsid", "w:multiLevelType", "w:lvl"]),
        ("w:lvl", &["w:start", "w:numFmt", "w:pStyle", "w:lvlText", "w:lvlJc", "w:pPr", "w:rPr"]),
        ("w:sdt", &["w:sdtPr", "w:sdtContent"]),
        ("wp:inline", &["wp:extent", "wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"]),
    ];
    // What of a paragraph may stand in any order.
    let free = ["w:r", "w:fldSimple", "w:hyperlink", "w:bookmarkEnd"];
    let mut seen = 0;
    for parts in documents() {
        for name in parts.keys().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
            children(&text(&parts, name), |element, list| {
                let Some((_, order)) = order.iter().find(|(known, _)| *known == element) else { return };
                seen += 1;
                let places: Vec<usize> = list
                    .iter()
                    .filter(|child| element != "w:p" || !free.contains(&child.as_str()))
                    .map(|child| {
                        order
                            .iter()
                            .position(|known| known == child)
                            .unwrap_or_else(|| panic!("{element}/{child}"))
                    })
                    .collect();
                assert!(places.is_sorted(), "{element}: {list:?}");
            });
        }
    }
    assert!(seen > 100);
}

#[test]
fn cells_end_with_a_paragraph_rows_fill_the_grid_and_the_section_stands_last() {
    for parts in documents() {
        let document = text(&parts, "word/document.xml");
        let mut grids = Vec::new();
        children(&document, |element, list| match element {
            "w:tc" => assert_eq!(list.last().map(String::as_str), Some("w:p")),
            "w:body" => {
                assert_eq!(list.last().map(String::as_str), Some("w:sectPr"));
                // A paragraph parts two tables, and stands behind the last one.
                let after = list.windows(2).filter(|pair| pair[0] == "w:tbl");
                assert!(after.clone().all(|pair| pair[1] == "w:p") && after.count() > 0);
            }
            "w:tblGrid" => grids.push(list.len()),
            _ => {}
        });
        for (table, grid) in document.split("<w:tbl>").skip(1).zip(grids) {
            let table = table.split("</w:tbl>").next().unwrap();
            for row in table.split("<w:tr>").skip(1) {
                assert_eq!(row.matches("<w:tc>").count(), grid, "{row}");
            }
        }
    }
}

#[test]
fn fields_close_in_their_order_and_numbers_are_those_of_lists() {
    for parts in documents() {
        let document = text(&parts, "word/document.xml");
        let mut open: Vec<&str> = Vec::new();
        for kind in attributes(&document, "w:fldCharType") {
            match kind {
                "begin" => open.push(kind),
                "separate" => {
                    assert_eq!(open.pop(), Some("begin"));
                    open.push(kind);
                }
                _ => assert_eq!(open.pop(), Some("separate")),
            }
        }
        assert!(open.is_empty());
        let numbering = text(&parts, "word/numbering.xml");
        let lists = attributes(&numbering, "w:numId");
        for used in document.split("<w:numId w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(lists.contains(&used), "list {used}");
        }
    }
}

#[test]
fn every_part_has_a_type_of_its_own_or_of_its_ending() {
    for parts in documents() {
        let types = text(&parts, "[Content_Types].xml");
        let (named, endings) = (attributes(&types, "PartName"), attributes(&types, "Extension"));
        for part in parts.keys().filter(|part| *part != "[Content_Types].xml") {
            let ending = part.rsplit('.').next().unwrap();
            assert!(endings.contains(&ending), "{part}");
            // A part in XML without a type of its own would be unknown; relations have that of their ending.
            assert!(ending != "xml" || named.contains(&format!("/{part}").as_str()), "{part}");
        }
        for part in named {
            assert!(parts.contains_key(&part[1..]), "{part}");
        }
    }
}

#[test]
fn every_word_has_the_language_of_the_report() {
    for (parts, language) in documents().iter().zip(["vi-VN", "en-GB", "vi-VN"]) {
        let styles = text(parts, "word/styles.xml");
        assert!(styles.contains(&format!("<w:lang w:val=\"{language}\"")), "{language}");
        let core = text(parts, "docProps/core.xml");
        assert!(core.contains("<dc:creator>") && !core.contains("<dc:creator></"), "{core}");
        assert!(core.contains(&format!("<dc:language>{language}<")));
        assert_eq!(
            core.matches("T00:00:00Z</dcterms:").count(),
            2,
            "made on the day that it speaks of: {core}"
        );
        // In another language names and quotations are marked as what they are; hashes and names of files are no words.
        let document = text(parts, "word/document.xml");
        assert_eq!(document.contains("<w:lang w:val=\"vi-VN\"/>"), language != "vi-VN", "{language}");
        for run in document.split("<w:r>").skip(1).filter(|_| language != "vi-VN") {
            let own = |c: char| matches!(c, 'À'..='ỹ') && c.is_alphabetic() && !('Ͱ'..='ᷟ').contains(&c);
            let words = run.split("<w:t ").skip(1).map(|text| text.split("</w:t>").next().unwrap());
            let foreign = words.collect::<String>().contains(own);
            assert!(!foreign || run.contains("<w:lang w:val=\"vi-VN\"/>"), "{run}");
        }
    }
}

#[test]
fn every_relation_leads_to_a_part_and_every_part_has_a_type() {
    let parts = parts();
    let relations = text(&parts, "word/_rels/document.xml.rels");
    let targets = attributes(&relations, "Target");
    assert!(targets.iter().all(|target| parts.contains_key(&format!("word/{target}"))), "{targets:?}");
    let document = text(&parts, "word/document.xml");
    let ids = attributes(&relations, "Id");
    for used in attributes(&document, "r:embed").into_iter().chain(attributes(&document, "r:id")) {
        assert!(ids.contains(&used), "{used}");
    }
    let styles = text(&parts, "word/styles.xml");
    let known = attributes(&styles, "w:styleId");
    for kind in ["<w:pStyle w:val=\"", "<w:rStyle w:val=\""] {
        let mut used = document.split(kind).skip(1).map(|rest| rest.split('"').next().unwrap()).peekable();
        assert!(used.peek().is_some());
        used.for_each(|used| assert!(known.contains(&used), "style {used}"));
    }
}

#[test]
fn pictures_have_words_and_ids_of_their_own_and_header_rows_repeat() {
    let parts = parts();
    let document = text(&parts, "word/document.xml");
    let pictures: Vec<&str> = document.split("<wp:docPr ").skip(1).collect();
    assert_eq!(pictures.len(), sample::report().figures.len());
    let mut ids: Vec<&str> = pictures.iter().map(|picture| picture.split('"').nth(1).unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), pictures.len());
    assert!(pictures.iter().all(|picture| picture.contains("descr=\"") && !picture.contains("descr=\"\"")));
    assert_eq!(
        document.matches("<w:tblHeader/>").count(),
        2,
        "one header row a table, none for the key figures"
    );
    let mut bookmarks: Vec<&str> = attributes(&document, "w:name");
    let all = bookmarks.len();
    bookmarks.sort_unstable();
    bookmarks.dedup();
    assert_eq!(bookmarks.len(), all);
    for anchor in attributes(&document, "w:anchor") {
        assert!(bookmarks.contains(&anchor), "{anchor}");
    }
}

#[test]
fn a_piece_of_a_table_on_the_next_page_says_whose_it_is() {
    let mut report = sample::report();
    let blocks = report.chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks);
    let mut tables = blocks.filter_map(|block| match block {
        crate::compose::report::Block::Table(table) => Some(table),
        _ => None,
    });
    let (high, low) = (tables.next().unwrap(), tables.next().unwrap());
    high.rows = high.rows.iter().cycle().take(80).cloned().collect();
    low.rows.truncate(2);
    let (high, low) = (high.number, low.number);
    let document = text(&parts_of(&report), "word/document.xml");
    let heads: Vec<&str> = document
        .split("<w:tr>")
        .filter(|row| row.contains("<w:tblHeader/>"))
        .map(|row| row.split("</w:tr>").next().unwrap())
        .collect();
    assert_eq!(heads.len(), 2);
    // In its first cell, and as the caption counts it.
    let first = heads[0].split("</w:tc>").next().unwrap();
    assert!(first.contains(" REF _RefTable1 ") && first.contains(&format!(">Bảng {high}<")), "{first}");
    assert_eq!(heads[0].matches("REF ").count(), 1);
    assert!(!heads[1].contains("REF "), "one that stays whole needs no number: {low} {}", heads[1]);
    let caption = document.split("w:name=\"_RefTable1\"").nth(1).unwrap();
    let caption = caption.split("<w:bookmarkEnd").next().unwrap();
    assert!(caption.contains("SEQ Bảng ") && !caption.contains("</w:p>"), "{caption}");
}

#[test]
fn page_and_language_are_those_of_an_office() {
    let parts = parts();
    let document = text(&parts, "word/document.xml");
    // Twips: 20 to 25 mm above and below, 30 to 35 left, 15 to 20 right.
    let page = &document[document.find("<w:pgMar").unwrap()..];
    let within = |side: &str, low: f64, high: f64| {
        let value: f64 = attributes(page, side)[0].parse::<f64>().unwrap() / 56.693;
        assert!(value >= low - 0.1 && value <= high + 0.1, "{side} {value}");
    };
    within("w:top", 20.0, 25.0);
    within("w:bottom", 20.0, 25.0);
    within("w:left", 30.0, 35.0);
    within("w:right", 15.0, 20.0);
    assert!(document.contains("<w:titlePg/>"), "no number on the first page");
    assert!(text(&parts, "word/header1.xml").contains(" PAGE "));
    assert!(!text(&parts, "word/header2.xml").contains("PAGE"));
    let styles = text(&parts, "word/styles.xml");
    assert!(styles.contains("w:val=\"vi-VN\"") && styles.contains("Times New Roman"));
}

#[test]
fn contents_have_page_numbers_and_no_one_is_asked_for_them() {
    let parts = parts();
    let document = text(&parts, "word/document.xml");
    assert!(!text(&parts, "word/settings.xml").contains("updateFields"), "Word would ask on opening");
    let contents = document.split("<w:sdtContent>").nth(1).unwrap().split("</w:sdtContent>").next().unwrap();
    let numbers: Vec<usize> = contents
        .split(" PAGEREF ")
        .skip(1)
        .map(|field| field.split("<w:t xml:space=\"preserve\">").nth(1).unwrap())
        .map(|shown| shown.split('<').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(numbers.len(), contents.matches("<w:hyperlink ").count());
    assert_eq!(numbers[0], 2, "the first chapter begins behind the contents");
    assert!(numbers.is_sorted() && numbers.last() > numbers.first(), "{numbers:?}");
    assert_eq!(contents.matches("\"begin\"").count(), contents.matches("\"end\"").count());
}

#[test]
fn pages_say_whose_they_are_and_the_imprint_stands_apart() {
    let mut report = sample::report();
    report.imprint = vec!["Báo cáo lập bằng chương trình".into(), "sessions.csv".into()];
    let parts = parts_of(&report);
    assert!(text(&parts, "word/header1.xml").contains(&report.title));
    assert!(!text(&parts, "word/header2.xml").contains(&report.title), "none on the first page");
    let document = text(&parts, "word/document.xml");
    let rule = document.find("w:val=\"ImprintRule\"").unwrap();
    let said = &document[rule..];
    let (imprint, signature) = said.split_once("w:val=\"Recipients\"").unwrap();
    // Its two lines and a blank one; behind the place to sign a blank one alone, since a table does not end a document.
    assert_eq!(imprint.matches("w:val=\"Imprint\"").count(), 3);
    assert_eq!(signature.matches("w:val=\"Imprint\"").count(), 1);
    assert!(!said.contains("w:val=\"Source\""), "notes of tables stand before it");
}

#[test]
fn a_title_of_two_lines_is_balanced() {
    let mut report = sample::report();
    report.title = "Báo cáo chuyển đổi số và đối thoại với thanh niên năm 2024".into();
    let document = text(&parts_of(&report), "word/document.xml");
    let (before, after) = document.split_once("<w:br/>").unwrap();
    assert!(before.ends_with("đối thoại</w:t>"), "{}", &before[before.len() - 60..]);
    assert!(after.contains("với thanh niên năm 2024"));
    // What is said of two things is parted between them.
    let said = "Theo địa giới 63 tỉnh, thành phố; số liệu đến năm 2024; cam kết tính đến ngày 31/12/2024";
    let parted = "Theo địa giới 63 tỉnh, thành phố; số liệu đến năm 2024;\ncam kết tính đến ngày 31/12/2024";
    assert_eq!(super::front::balanced("Subtitle", said), parted);
}

/// The chapter of that title, to the properties of the next one's heading.
fn chapter<'x>(document: &'x str, title: &str) -> &'x str {
    let from = document.find(&format!(">{title}</w:t></w:r><w:bookmarkEnd")).unwrap();
    let rest = &document[from..];
    let to = rest.find("w:val=\"Heading1\"").unwrap();
    &rest[..to + rest[to..].find("</w:pPr>").unwrap()]
}

#[test]
fn key_figures_have_a_page_with_findings_and_the_next_chapter_begins_one() {
    for report in sample::composed() {
        let document = text(&parts_of(&report), "word/document.xml");
        let key = chapter(&document, &report.chapters[0].title);
        let figures = report.chapters[0].blocks.iter().find_map(|block| match block {
            crate::compose::report::Block::KeyFigures(figures) => Some(figures.len()),
            _ => None,
        });
        assert_eq!(figures, Some(8));
        let row = key.split("<w:tr>").nth(1).unwrap().split("</w:tr>").next().unwrap();
        assert_eq!(row.matches("<w:tc>").count(), 4, "as many side by side as the typeset report has");
        assert_eq!(key.matches("w:val=\"CardValue\"").count(), 8);
        assert!(key.contains(&format!("<w:tblCaption w:val=\"{}\"/>", report.chapters[0].title)));
        assert!(key.contains("w:val=\"KeyList\""), "closer than other lists");
        let next = &key[key.len() - 80..];
        assert!(
            next.ends_with("w:val=\"Heading1\"/><w:pageBreakBefore/><w:spacing w:before=\"0\"/>"),
            "{next}"
        );
        let contents = document.split(" PAGEREF ").skip(1).map(|field| field.split("</w:t>").next().unwrap());
        let pages: Vec<&str> = contents.map(|field| field.rsplit('>').next().unwrap()).collect();
        assert_eq!(pages[..3], ["2", "2", "2"], "the chapter and its two sections");
        assert_eq!(pages[3], "3");
    }
}

#[test]
fn key_figures_that_no_page_holds_go_on_and_the_next_chapter_follows() {
    let mut report = sample::composed().remove(0);
    for block in &mut report.chapters[0].blocks {
        if let crate::compose::report::Block::List(items) = block {
            *items = items.iter().cycle().take(24).cloned().collect();
        }
    }
    let document = text(&parts_of(&report), "word/document.xml");
    let key = chapter(&document, &report.chapters[0].title);
    assert!(!key.contains("w:val=\"KeyList\"") && key.contains("w:val=\"ListNumber\""));
    assert!(document.find("<w:pageBreakBefore/>") < document.find(key), "the first chapter begins a page");
    assert!(!key[key.len() - 80..].contains("<w:pageBreakBefore/>"), "and the next one none");
}

#[test]
fn the_last_row_of_a_table_stays_with_what_is_said_below() {
    for parts in documents() {
        let document = text(&parts, "word/document.xml");
        let mut tables = 0;
        for table in document.split("w:val=\"ReportTable\"").skip(1) {
            let last = table.split("</w:tbl>").next().unwrap().rsplit("<w:tr>").next().unwrap();
            assert_eq!(last.matches("<w:keepNext/>").count(), last.matches("<w:tc>").count(), "{last}");
            // And all that is said there stays together, each of it whole by its style.
            let below = table.split("</w:tbl>").nth(1).unwrap();
            let said: Vec<&str> =
                below.split("<w:p>").skip(1).take_while(|one| one.contains("w:val=\"Source\"")).collect();
            let kept = said.iter().filter(|one| one.contains("<w:keepNext/>")).count();
            assert_eq!(kept, said.len().saturating_sub(1), "{below}");
            tables += 1;
        }
        assert!(tables > 1);
        let styles = text(&parts, "word/styles.xml");
        let source = styles.split("w:styleId=\"Source\"").nth(1).unwrap().split("</w:style>").next().unwrap();
        assert!(source.contains("<w:keepLines/>"), "{source}");
    }
}

#[test]
fn a_torn_line_lets_go_of_what_it_holds_and_all_paragraphs_are_set_alike() {
    use crate::compose::report::{Block, Span};
    let written = |said: &str| {
        let mut report = sample::report();
        let spans = said.split('|').map(|part| Span::Text(part.into())).collect();
        report.chapters[1].blocks.insert(0, Block::Paragraph(spans));
        let document = text(&parts_of(&report), "word/document.xml");
        let at = document.find("nhữngchữ").unwrap();
        let end = at + document[at..].find("</w:p>").unwrap();
        assert!(!document[document[..at].rfind("<w:pPr>").unwrap()..at].contains("<w:jc "));
        document[at..end].to_owned()
    };
    let words = "nhữngchữngắnởđây ".repeat(2);
    let held = |count: &str| written(&format!("{words}|rồi {count}|1.234.567\u{a0}câu\u{a0}hỏi còn lại"));
    let torn = "aaa ".repeat(2);
    let lines: [String; 4] = [0, 4, 6, 9].map(|n| held(&format!("{torn}{} ", "i".repeat(3 * n + 1))));
    // Where its line would be torn, and not where it has room or begins the next one.
    let let_go = lines.iter().filter(|line| line.contains("1.234.567 câu")).count();
    assert!((1..lines.len()).contains(&let_go), "{let_go}");
    let whole = |line: &&String| line.contains("câu\u{a0}hỏi") || line.contains("câu hỏi");
    assert_eq!(lines.iter().filter(whole).count(), lines.len());
}

#[test]
fn a_sentence_names_a_table_as_its_caption_counts_it() {
    use crate::compose::report::{Block, Span, TableCell, TableName};
    let mut report = sample::report();
    let blocks = report.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let ids: Vec<String> = blocks
        .filter_map(|block| match block {
            Block::Table(table) => Some(table.id.clone()),
            _ => None,
        })
        .collect();
    let said = |id: &str| Block::Paragraph(vec![Span::Table { id: id.into(), text: "Bảng\u{a0}2".into() }]);
    report.chapters[1].blocks.extend([said(&ids[1]), said("none")]);
    let document = text(&parts_of(&report), "word/document.xml");
    let named = document.split(" REF _RefTable2 \\h ").nth(1).unwrap();
    assert!(named.split("</w:fldSimple>").next().unwrap().contains("Bảng\u{a0}2"), "{named}");
    assert_eq!(document.matches("REF _RefTable2 \\h").count(), 1, "one that there is not is words alone");
    assert!(document.contains("w:name=\"_RefTable2\""));
    // So in a cell.
    let tables = report.chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks);
    let first = tables.into_iter().find_map(|block| match block {
        Block::Table(table) => table.rows[0].cells.last_mut(),
        _ => None,
    });
    let see = TableName { id: ids[1].clone(), number: 2, text: "Bảng\u{a0}2".into() };
    *first.unwrap() =
        TableCell { text: "xem Bảng\u{a0}2; khác".into(), see: Some(see), ..TableCell::default() };
    let document = text(&parts_of(&report), "word/document.xml");
    assert_eq!(document.matches("REF _RefTable2 \\h").count(), 2);
    assert!(document.contains("xem ") && document.contains("; khác"));
}

#[test]
fn what_a_drawing_measures_saves_a_line_where_smaller_letters_do() {
    let of = |words: usize| "chữ ".repeat(words).trim_end().to_owned();
    let measures = |words: usize| {
        let mut report = sample::report();
        (report.figures[0].subtitle, report.figures[0].unit) = (of(words), String::new());
        text(&parts_of(&report), "word/document.xml").contains("w:val=\"MeasureClose\"")
    };
    let lines = |style: &str, words: usize| super::flow::lines_in(style, &of(words));
    let most = (1..40).rfind(|words| lines("Measure", *words) == 1).unwrap();
    assert_eq!([most, most + 1, most + 5].map(measures), [false, true, false]);
}

#[test]
fn styles_of_the_report_are_told_apart_from_those_that_programs_have() {
    let styles = text(&parts(), "word/styles.xml");
    for (id, own, picked) in [
        ("Heading1", false, true),
        ("Caption", false, true),
        ("CardText", true, false),
        ("OfficeNote", true, true),
        ("Gap", true, false),
        ("Good", true, false),
        ("Strong", false, true),
    ] {
        let style =
            styles.split("<w:style ").find(|style| style.contains(&format!("w:styleId=\"{id}\""))).unwrap();
        assert_eq!(style.contains("w:customStyle=\"1\""), own, "{id}");
        assert_eq!(style.contains("<w:qFormat/>"), picked, "{id}");
        assert!(style.contains("<w:uiPriority "), "{id}");
    }
}

#[test]
fn letters_are_those_of_styles_so_that_a_template_changes_tables_too() {
    for parts in documents() {
        let styles = text(&parts, "word/styles.xml");
        let style = |id: &str| {
            let mark = format!("w:styleId=\"{id}\"");
            styles
                .split("<w:style ")
                .find(|style| style.contains(&mark))
                .unwrap()
                .split("</w:style>")
                .next()
                .unwrap()
        };
        let bold = |id: &str| style(id).contains("<w:b/>");
        for part in ["word/document.xml", "word/header1.xml", "word/header2.xml"] {
            let part = text(&parts, part);
            for direct in ["<w:sz ", "<w:b/>", "<w:b ", "<w:i/>", "<w:color ", "<w:rFonts "] {
                assert!(!part.contains(direct), "{direct}");
            }
            // Of two styles with bold letters that meet, a text program makes letters that are not.
            for paragraph in part.split("<w:pStyle w:val=\"").skip(1) {
                let of = paragraph.split('"').next().unwrap();
                let runs = paragraph.split("</w:p>").next().unwrap().split("<w:rStyle w:val=\"").skip(1);
                for run in runs.map(|run| run.split('"').next().unwrap()) {
                    assert!(!(bold(of) && bold(run)), "{run} in {of}");
                }
            }
        }
        let firsts = style("ReportTable").split("<w:tblStylePr").nth(1).unwrap();
        assert!(!firsts.contains("<w:b/>"));
        let document = text(&parts, "word/document.xml");
        for mark in ["TableHead", "TableUnit", "TableText"] {
            assert!(document.contains(&format!("w:val=\"{mark}\"")), "{mark}");
        }
    }
}

#[test]
fn items_of_lists_have_a_number_by_their_style_and_each_list_begins_with_one() {
    for parts in documents() {
        let (styles, numbering) = (text(&parts, "word/styles.xml"), text(&parts, "word/numbering.xml"));
        for (style, number) in [("ListNumber", "1"), ("KeyList", "2")] {
            let of = styles
                .split(&format!("w:styleId=\"{style}\""))
                .nth(1)
                .unwrap()
                .split("</w:style>")
                .next()
                .unwrap();
            assert!(of.contains(&format!("<w:numPr><w:numId w:val=\"{number}\"/></w:numPr>")), "{of}");
            assert!(numbering.contains(&format!("<w:pStyle w:val=\"{style}\"/>")));
        }
        let signs = numbering.matches("<w:nsid ").count();
        assert_eq!((signs, numbering.matches("<w:abstractNum ").count()), (2, 2));
        let document = text(&parts, "word/document.xml");
        let lists = document.split("<w:numId w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let starts = lists.collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(numbering.matches("<w:startOverride ").count(), starts);
    }
}
