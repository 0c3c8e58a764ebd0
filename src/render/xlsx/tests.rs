//! The workbook against the guidance on releasing statistics in spreadsheets.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use super::*;
use crate::compose::report::Block;
use crate::render::sample;

fn parts() -> BTreeMap<String, String> {
    let bytes =
        sample::with_edition(&sample::report(), |edition| Xlsx.files(edition).unwrap().remove(0).bytes);
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

#[test]
fn no_cell_is_merged_hidden_or_a_formula() {
    let parts = parts();
    for sheet in sheets(&parts) {
        for never in ["<mergeCell", "<f>", "<f ", "hidden=\"1\""] {
            assert!(!sheet.contains(never), "{never}");
        }
    }
    assert!(!parts["xl/workbook.xml"].contains("state=\"hidden\""));
    let strings = &parts["xl/sharedStrings.xml"];
    assert!(strings.contains("=HYPERLINK"), "text that looks like a formula is kept as text");
}

#[test]
fn every_sheet_but_the_cover_is_one_marked_table_from_the_first_cell() {
    let parts = parts();
    let sheets = sheets(&parts);
    let tables: Vec<&String> =
        parts.iter().filter(|(name, _)| name.starts_with("xl/tables/")).map(|(_, xml)| xml).collect();
    assert_eq!(tables.len(), sheets.len() - 1);
    for table in &tables {
        assert!(attributes(table, "ref")[0].starts_with("A1:"), "{table}");
        let heads = attributes(table, "name");
        assert!(heads.iter().all(|head| !head.trim().is_empty()));
    }
    for sheet in &sheets[1..] {
        assert_eq!(sheet.matches("<tablePart ").count(), 1);
        assert!(sheet.contains("state=\"frozen\""), "the header stays in sight");
    }
}

#[test]
fn names_are_unique_and_short_and_the_contents_link_to_all() {
    let parts = parts();
    let book = &parts["xl/workbook.xml"];
    let names: Vec<&str> = book
        .split("<sheet")
        .skip(1)
        .filter(|sheet| sheet.starts_with(" name"))
        .map(|sheet| attributes(sheet, "name")[0])
        .collect();
    let unique: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(unique.len(), names.len());
    assert!(names.iter().all(|name| name.chars().count() <= 31));
    let links = attributes(sheets(&parts)[1], "location");
    for name in &names[2..] {
        assert!(links.contains(&format!("'{name}'!A1").as_str()), "{name} in {links:?}");
    }
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
        let mark = format!("[ghi chú {n}]");
        // Once in a header, once on the sheet of notes.
        assert!(strings.matches(&mark).count() >= 2, "{mark}");
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
