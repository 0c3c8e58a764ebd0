//! Every sign of a whole report can be set: the replacement is for what exports and offices write, not for our words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;

use super::arrange::{Part, arrange};
use super::world::Memory;
use super::{TEMPLATE, height, layout, pages_of, view, world_with};
use serde_json::Value as Json;
use typst::foundations::{NativeElement, Value};
use typst::introspection::{Introspector, MetadataElem};

use crate::Project;
use crate::compose::report::*;
use crate::demo::{DemoOptions, demo};
use crate::model::{Lang, Overrides};
use crate::render::picture::{Need, draw};
use crate::render::{Edition, Theme, sample};

/// The signs of texts and drawings for which no embedded font has a glyph.
fn without_glyph(texts: &[String]) -> BTreeSet<char> {
    let fonts = Memory::new("", Vec::new()).unwrap();
    texts.iter().flat_map(|text| text.chars()).filter(|c| !fonts.has_glyph(*c)).collect()
}

/// The texts of the document made from `folder`, and its charts as drawn.
fn texts(folder: &Path, lang: Lang) -> Vec<String> {
    let overrides = Overrides { lang: Some(lang), ..Overrides::default() };
    let report = Project::open(folder, &overrides).unwrap().run(&|_| ()).unwrap().report;
    let theme = Theme::default();
    let need = Need { drawn: true, ..Need::default() };
    let pictures = draw(&report, &theme.charts(), need).unwrap();
    assert!(!pictures.is_empty(), "a report without charts shows little");
    let edition = Edition { report: &report, pictures: &pictures, theme: &theme, more: &[] };
    let mut texts: Vec<String> = pictures.iter().map(|picture| picture.svg.clone()).collect();
    texts.push(view::report(&edition).to_string());
    texts
}

#[test]
fn a_sign_without_glyph_is_found() {
    let texts = ["95,10 % – đạt".to_owned(), "\u{1f3c1} hết".to_owned()];
    assert_eq!(without_glyph(&texts).into_iter().collect::<String>(), "\u{1f3c1}");
}

#[test]
fn every_sign_of_the_published_report_has_a_glyph() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published");
    for lang in [Lang::Vi, Lang::En] {
        assert_eq!(without_glyph(&texts(&folder, lang)), BTreeSet::new(), "{lang:?}");
    }
}

#[test]
fn every_sign_of_a_demo_report_has_a_glyph() {
    let folder = tempfile::tempdir().unwrap();
    demo(folder.path(), &DemoOptions { rows: 3_000, ..DemoOptions::default() }).unwrap();
    for lang in [Lang::Vi, Lang::En] {
        assert_eq!(without_glyph(&texts(folder.path(), lang)), BTreeSet::new(), "{lang:?}");
    }
}

fn rows(count: usize) -> Table {
    let cell = |text: String| TableCell { text, ..TableCell::default() };
    Table {
        id: "rows".into(),
        title: "Mọi nơi".into(),
        columns: vec![TableColumn { label: "Đơn vị".into(), ..TableColumn::default() }; 2],
        rows: (1..=count)
            .map(|at| TableRow {
                cells: vec![cell(format!("Nơi thứ {at}")), cell(String::new())],
                strong: false,
                ..TableRow::default()
            })
            .collect(),
        notes: vec!["Câu thứ nhất.".into(), "Câu cuối cùng.".into()],
        number: 1,
        ..Table::default()
    }
}

/// The pages of a report of one chapter, those of the contents apart.
fn chapter(report: &mut Report, blocks: Vec<Block>) -> Vec<String> {
    report.chapters = vec![Chapter { id: "one".into(), title: "Một chương".into(), blocks }];
    let theme = Theme::default();
    let pictures = draw(report, &theme.charts(), Need { drawn: true, ..Need::default() }).unwrap();
    let edition = Edition { report, pictures: &pictures, theme: &theme, more: &[] };
    let mut pages = pages_of(&edition).unwrap();
    pages.remove(0);
    pages
}

fn paragraph(lines: usize) -> Block {
    Block::Paragraph(vec![Span::Text(
        "Một câu dài chừng một dòng để lấp chỗ trên trang giấy này. ".repeat(lines),
    )])
}

#[test]
fn a_drawing_as_high_as_a_page_leaves_no_empty_page_before_it() {
    // Without a place to sign all rows find room.
    let mut report = Report { signing: None, ..sample::report() };
    let at = report.figures.iter().position(|figure| matches!(figure.chart, Chart::Ranking(_))).unwrap();
    let places = vec![Interval { label: "Nơi".into(), value: 50.0, ..Interval::default() }; 63];
    report.figures[at].chart = Chart::Intervals(Intervals { rows: places, axis: Axis::default() });
    let headline = report.figures[at].headline.clone();
    let pages = chapter(&mut report, vec![paragraph(2), Block::Figure(at), Block::Table(rows(30))]);
    assert!(pages[0].contains("Mọi nơi") && !pages[0].contains(&headline), "{}", pages[0]);
    assert!(pages[1].contains(&headline) && !pages[1].contains("Nơi thứ"), "{}", pages[1]);
}

/// The figure of a kind with so many rows, and its headline.
fn drawing(report: &mut Report, rows: usize) -> (Block, String) {
    let at = report.figures.iter().position(|figure| matches!(figure.chart, Chart::Ranking(_))).unwrap();
    let mut figure = report.figures[at].clone();
    let Chart::Ranking(ranking) = &mut figure.chart else { panic!("no ranking") };
    let row = ranking.rows[0].clone();
    ranking.rows = vec![row; rows];
    figure.headline = format!("Hình có {rows} dòng");
    let headline = figure.headline.clone();
    report.figures.push(figure);
    (Block::Figure(report.figures.len() - 1), headline)
}

#[test]
fn drawings_keep_their_order_and_no_drawing_parts_a_table() {
    let mut report = sample::report();
    let (first, _) = drawing(&mut report, 16);
    let (second, _) = drawing(&mut report, 34);
    let (third, _) = drawing(&mut report, 35);
    let mut after = rows(20);
    (after.title, after.number) = ("Bảng sau".into(), 2);
    let blocks = vec![paragraph(39), first, second, third, Block::Table(rows(34)), Block::Table(after)];
    let pages = chapter(&mut report, blocks);
    let text = pages.concat();
    let at = |words: &str| text.find(words).unwrap();
    let drawings = ["có 16 dòng", "có 34 dòng", "có 35 dòng"].map(at);
    assert!(drawings.is_sorted(), "drawings keep their order: {drawings:?}");
    let table = at("Mọi nơi")..at("Nơi thứ 34");
    assert!(!drawings.iter().any(|drawing| table.contains(drawing)), "{drawings:?} {table:?}");
    // That the page before a high drawing is filled is tested where the order is made.
    assert!(pages.len() <= 5, "{pages:?}");
}

#[test]
fn a_table_that_goes_on_says_so_above_its_head() {
    let mut report = sample::report();
    let pages = chapter(&mut report, vec![paragraph(3), Block::Table(rows(90)), paragraph(90)]);
    let last = pages.iter().position(|page| page.contains("Nơi thứ 90")).unwrap();
    assert!(last > 1 && last + 1 < pages.len(), "the table is parted twice, and a page follows it");
    for (at, page) in pages.iter().enumerate() {
        let goes_on = (1..=last).contains(&at);
        assert_eq!(page.contains("Bảng 1 (tiếp theo)"), goes_on, "{page}");
        assert_eq!(page.contains("Đơn vị"), at <= last, "{page}");
    }
}

#[test]
fn a_drawing_does_not_pass_the_heading_of_the_next_section() {
    let mut report = sample::report();
    let (high, headline) = drawing(&mut report, 34);
    let section = |id: &str| Block::Heading { level: 2, id: id.into(), text: format!("Mục {id}") };
    let blocks =
        vec![section("một"), paragraph(30), high, section("hai"), paragraph(40), Block::Table(rows(40))];
    let text = chapter(&mut report, blocks).concat();
    let at = |words: &str| text.find(words).unwrap();
    assert!(at("Mục một") < at(&headline) && at(&headline) < at("Mục hai"), "{text}");
}

#[test]
fn a_text_stands_right_before_the_table_that_it_leads_to() {
    for lines in 24..36 {
        let mut report = sample::report();
        let leads = Block::Paragraph(vec![Span::Text("Năm nơi đứng cuối như sau.".into())]);
        let pages = chapter(&mut report, vec![paragraph(lines), paragraph(2), leads, Block::Table(rows(9))]);
        let holding = |words: &str| pages.iter().position(|page| page.contains(words)).unwrap();
        // It may end the page before.
        let between = holding("Nơi thứ 1") - holding("Năm nơi đứng cuối");
        assert!(between <= 1, "{lines} lines");
        let page = &pages[holding("Năm nơi đứng cuối")];
        assert!(between == 0 || !page.contains("Nơi thứ"), "{lines} lines: {page}");
    }
}

#[test]
fn a_low_drawing_does_not_overtake_one_as_high_as_a_page() {
    let mut report = sample::report();
    let (high, _) = drawing(&mut report, 63);
    let (low, _) = drawing(&mut report, 5);
    let pages = chapter(&mut report, vec![paragraph(10), high, paragraph(4), low, paragraph(60)]);
    let holding = |words: &str| pages.iter().position(|page| page.contains(words)).unwrap();
    assert!(holding("có 63 dòng") < holding("có 5 dòng"), "{pages:?}");
}

#[test]
fn a_drawing_stays_in_its_chapter() {
    let mut report = sample::report();
    let (high, headline) = drawing(&mut report, 34);
    let chapters = |blocks, id: &str| Chapter { id: id.into(), title: format!("Chương {id}"), blocks };
    report.chapters = vec![chapters(vec![paragraph(30), high], "một"), chapters(vec![paragraph(40)], "hai")];
    let theme = Theme::default();
    let pictures = draw(&report, &theme.charts(), Need { drawn: true, ..Need::default() }).unwrap();
    let edition = Edition { report: &report, pictures: &pictures, theme: &theme, more: &[] };
    let pages = pages_of(&edition).unwrap();
    let of = |words: &str| pages.iter().skip(1).position(|page| page.contains(words)).unwrap();
    let drawn = of(&headline);
    let text = pages.iter().skip(1).rposition(|page| page.contains("Chương hai")).unwrap();
    assert!(drawn < text, "drawn on page {drawn}, the next chapter from {text} on");
}

#[test]
fn a_short_table_does_not_wait_for_the_room_of_all_its_notes() {
    let mut report = sample::report();
    let mut table = rows(6);
    table.notes = (1..=12).map(|at| format!("Ghi chú thứ {at}. {}", "Lời dài. ".repeat(24))).collect();
    let pages = chapter(&mut report, vec![paragraph(29), Block::Table(table)]);
    assert!(pages[0].contains("Nơi thứ 6") && pages[0].contains("Ghi chú thứ 1."), "{}", pages[0]);
    assert!(pages[1].contains("Ghi chú thứ 12.") && !pages[1].contains("Nơi thứ"), "{}", pages[1]);
}

/// A report with technical lines, with or without a place to sign.
fn ended(signed: bool) -> Report {
    let mut report = sample::report();
    report.imprint = (1..=8).map(|at| format!("Dòng cuối {at}")).collect();
    report.signing = report.signing.filter(|_| signed);
    report
}

#[test]
fn the_imprint_has_no_page_of_its_own() {
    // However much stands before, the last page holds rows and not the imprint alone.
    for lines in [26, 29, 32, 35] {
        let mut table = rows(4);
        table.notes.truncate(1);
        let pages = chapter(&mut ended(false), vec![paragraph(lines), Block::Table(table)]);
        let last = pages.last().unwrap();
        assert!(last.contains("Dòng cuối 1") && last.contains("Nơi thứ 4"), "{lines} lines: {last}");
    }
    // The last rows of a longer table keep room for it.
    for count in [10, 28, 30, 32, 34, 36, 38, 40] {
        let pages = chapter(&mut ended(false), vec![paragraph(2), Block::Table(rows(count))]);
        let last = pages.last().unwrap();
        let row = format!("Nơi thứ {count}");
        assert!(last.contains("Dòng cuối 8") && last.contains(&row), "{count} rows: {last}");
    }
}

#[test]
fn nothing_follows_the_place_to_sign() {
    for (lines, count) in [(20, 4), (26, 4), (29, 9), (32, 4), (2, 12), (2, 30), (2, 36)] {
        let pages = chapter(&mut ended(true), vec![paragraph(lines), Block::Table(rows(count))]);
        let last = pages.last().unwrap();
        let at =
            |words: &str| last.find(words).unwrap_or_else(|| panic!("{words} after {count} rows: {last}"));
        // It stands below the technical lines, on their page, which holds the last of the chapter as well.
        assert!(last.contains(&format!("Nơi thứ {count}")), "{lines} lines, {count} rows: {last}");
        assert!(at("Dòng cuối 1") < at("Dòng cuối 8") && at("Dòng cuối 8") < at("Nơi nhận"), "{last}");
        assert!(!last[at("Nơi nhận")..].contains("Dòng"), "{last}");
    }
}

/// The letters of the widest key figure and the width of its card, points.
#[test]
fn a_key_figure_stays_within_its_card() {
    let card = |value: &str| KeyFigure { value: value.into(), ..sample_card() };
    let cards = |value: &str| [vec![card("95,10\u{a0}%"); 7], vec![card(value)]].concat();
    assert_eq!(height::value_size(&cards("4/6")), 16.0);
    for value in ["4,774\u{a0}questions", "14,774\u{a0}questions"] {
        let cards = cards(value);
        let size = height::value_size(&cards);
        let width = crate::render::letters::serif(value, true) * size;
        // Four side by side, with the space in the cards and between them.
        let room = ((162.0 - 3.0 * height::CARDS_APART) / 4.0 - 5.0) * 72.0 / 25.4;
        assert!((10.0..16.0).contains(&size) && width <= room, "{value}: {width} of {room} at {size}");
    }
}

fn sample_card() -> KeyFigure {
    let report = sample::report();
    let mut blocks = report.chapters.into_iter().flat_map(|chapter| chapter.blocks);
    let cards = blocks.find_map(|block| match block {
        Block::KeyFigures(cards) => cards.into_iter().next(),
        _ => None,
    });
    cards.unwrap()
}

#[test]
fn a_line_does_not_end_at_the_hyphen_behind_a_letter() {
    use typst::layout::{Frame, FrameItem};
    fn runs(frame: &Frame, into: &mut Vec<String>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => runs(&group.frame, into),
                FrameItem::Text(run) => into.push(run.text.to_string()),
                _ => {}
            }
        }
    }
    let mut report = sample::report();
    let words = Block::Paragraph(vec![Span::Text("một hai ba E-commerce ".repeat(60))]);
    report.chapters = vec![Chapter { id: "one".into(), title: "Một".into(), blocks: vec![words] }];
    let theme = Theme::default();
    let edition = Edition { report: &report, pictures: &[], theme: &theme, more: &[] };
    let document = layout(&super::world(&edition).unwrap()).unwrap();
    let mut lines = Vec::new();
    document.pages().iter().for_each(|page| runs(&page.frame, &mut lines));
    let whole = lines.iter().map(|line| line.matches("E-commerce").count()).sum::<usize>();
    assert_eq!(whole, 60, "{lines:?}");
}

/// Heights of the blocks of a report, as the typesetter measures them and as they are told before, with what they are.
fn heights(edition: &Edition<'_>) -> Vec<(f64, f64, String)> {
    let sets = view::chapters(edition);
    let pieces = |set: &view::Set| {
        let pieces = &set.part.shapes[0].pieces;
        pieces[..pieces.len() - usize::from(set.json.get("ends").is_some())].to_vec()
    };
    let told: Vec<f64> = sets.iter().map(|set| height::sum(&pieces(set))).collect();
    let whole: Vec<bool> = sets.iter().map(|set| set.part.shapes[0].whole).collect();
    let mut report = view::report(edition);
    let blocks: Vec<Json> = sets
        .into_iter()
        .zip(whole)
        .map(|(mut set, whole)| {
            let map = set.json.as_object_mut().unwrap();
            map.insert("leads".into(), false.into());
            map.insert("whole".into(), whole.into());
            map.insert("last".into(), false.into());
            map.insert("cell".into(), height::CELL.into());
            set.json
        })
        .collect();
    let names: Vec<String> =
        blocks.iter().map(|block| block.to_string().chars().take(160).collect()).collect();
    report["blocks"] = blocks.into();
    let (template, _) = TEMPLATE.split_once("// Title block and contents").unwrap();
    let measured =
        "#context for b in report.blocks [#metadata(measure(set-block(b), width: 162mm).height / 1mm)]";
    let document = layout(&world_with(edition, &format!("{template}{measured}"), report).unwrap()).unwrap();
    let found = document.introspector().query(&MetadataElem::ELEM.select());
    let found = found.iter().map(|content| match content.to_packed::<MetadataElem>().unwrap().value {
        Value::Float(height) => height,
        ref value => panic!("{value:?}"),
    });
    found.zip(told).zip(names).map(|((set, told), name)| (set, told, name)).collect()
}

#[test]
fn heights_are_told_before_anything_is_set() {
    let folder = tempfile::tempdir().unwrap();
    demo(folder.path(), &DemoOptions { rows: 3_000, ..DemoOptions::default() }).unwrap();
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published");
    for (folder, lang) in [
        (&*published, Lang::Vi),
        (&*published, Lang::En),
        (folder.path(), Lang::Vi),
        (folder.path(), Lang::En),
    ] {
        let overrides = Overrides { lang: Some(lang), ..Overrides::default() };
        let report = Project::open(folder, &overrides).unwrap().run(&|_| ()).unwrap().report;
        let theme = Theme::default();
        let pictures = draw(&report, &theme.charts(), Need { drawn: true, ..Need::default() }).unwrap();
        let edition = Edition { report: &report, pictures: &pictures, theme: &theme, more: &[] };
        let heights = heights(&edition);
        let far = |by: f64| heights.iter().filter(move |(set, told, _)| (set - told).abs() > by);
        // Justified lines may hold a word more or less than was told; no text is off by more than that line.
        let wrong: Vec<_> = far(0.4).collect();
        assert!(
            wrong.len() * 20 <= heights.len(),
            "{lang:?}: {} of {}: {wrong:?}",
            wrong.len(),
            heights.len()
        );
        // Each item of a list may be one of them.
        assert!(
            far(6.5).all(|(set, told, name)| name.contains("\"items\"") && (set - told).abs() < 13.0),
            "{lang:?}: {wrong:?}"
        );
        // And so are the pages on which drawings and tables begin; the contents have the first.
        let pages = pages_of(&edition).unwrap();
        let mut sets = view::chapters(&edition);
        view::with_closing(&mut sets, |set| height::closing(&report, set));
        let (parts, blocks): (Vec<Part>, Vec<Json>) =
            sets.into_iter().map(|set| (set.part, set.json)).unzip();
        let captions = arrange(&parts).into_iter().filter_map(|placed| {
            let block = &blocks[placed.part];
            Some((block["caption"].as_str().or(block["headline"].as_str())?, placed.page + 1))
        });
        let found = |caption: &str| pages.iter().position(|page| page.contains(caption)).unwrap();
        let (there, elsewhere): (Vec<_>, Vec<_>) = captions
            .map(|(caption, page)| (caption, page, found(caption)))
            .partition(|(_, told, found)| told == found);
        assert!(elsewhere.len() * 10 <= there.len(), "{lang:?}: {elsewhere:?}");
    }
}

#[test]
fn what_covers_the_rule_below_a_table_covers_no_words() {
    use typst::layout::{Frame, FrameItem, Point};
    use typst::visualize::{Color, Paint};
    /// Feet of the lines of text, and places of white lines, points from the top.
    fn walk(frame: &Frame, at: Point, feet: &mut Vec<f64>, white: &mut Vec<f64>) {
        for (place, item) in frame.items() {
            let at = at + *place;
            match item {
                FrameItem::Group(group) => walk(&group.frame, at, feet, white),
                FrameItem::Text(_) => feet.push(at.y.to_pt()),
                FrameItem::Shape(shape, _) => {
                    let stroke = shape.stroke.as_ref().map(|stroke| stroke.paint.clone());
                    white.extend((stroke == Some(Paint::Solid(Color::WHITE))).then_some(at.y.to_pt()));
                }
                _ => {}
            }
        }
    }
    let mut report = sample::report();
    let blocks = vec![paragraph(2), Block::Table(rows(60)), paragraph(2)];
    report.chapters = vec![Chapter { id: "one".into(), title: "Một chương".into(), blocks }];
    let theme = Theme::default();
    let edition = Edition { report: &report, pictures: &[], theme: &theme, more: &[] };
    let document = layout(&super::world(&edition).unwrap()).unwrap();
    let (mut feet, mut white) = (Vec::new(), Vec::new());
    let page = &document.pages()[2];
    walk(&page.frame, Point::zero(), &mut feet, &mut white);
    assert!(!white.is_empty() && feet.len() > 20);
    // Letters reach about a quarter of their ten points below their foot, the line half of its 2.4 points up and down.
    for line in white {
        let covered = feet.iter().find(|foot| (line - 1.2 - 2.3..line + 1.2 + 8.0).contains(*foot));
        assert_eq!(covered, None, "a white line at {line}");
    }
}
