//! The workbook of whole editions: every head that says it has notes leads to them, and every sheet leads back.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use nhipso::Project;
use nhipso::demo::{DemoOptions, demo};
use nhipso::model::{Lang, Overrides, Vintage};
use nhipso::render::Format;

/// A sheet: its name, its texts and its links by their cells.
struct Sheet {
    name: String,
    texts: BTreeMap<String, String>,
    links: BTreeMap<String, String>,
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).unwrap().into_owned()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.split_once(&format!(" {name}=\""))?.1;
    Some(unescaped(from.split_once('"')?.0))
}

/// The sheets of a workbook in their order.
fn sheets(workbook: &Path) -> Vec<Sheet> {
    let mut archive = zip::ZipArchive::new(fs::File::open(workbook).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let said = |item: &str| -> String {
        let texts = item.split("<t").skip(1).filter(|text| text.starts_with(['>', ' ']));
        texts.map(|text| unescaped(text.split_once('>').unwrap().1.split("</t>").next().unwrap())).collect()
    };
    let strings: Vec<String> = part("xl/sharedStrings.xml").split("<si>").skip(1).map(said).collect();
    let book = part("xl/workbook.xml");
    let names = book.split("<sheet ").skip(1).map(|tag| attribute(&format!(" {tag}"), "name").unwrap());
    let names: Vec<String> = names.collect();
    let sheet = |(name, number): (String, usize)| {
        let xml = part(&format!("xl/worksheets/sheet{number}.xml"));
        let text = |cell: &str| {
            let index: usize = cell.split_once("<v>")?.1.split_once('<')?.0.parse().ok()?;
            let at = attribute(&format!(" {cell}"), "r")?;
            cell.split_once('>')?.0.contains("t=\"s\"").then(|| (at, strings[index].clone()))
        };
        let link = |tag: &str| {
            let tag = format!(" {}", tag.split_once('>').unwrap().0);
            (attribute(&tag, "ref").unwrap(), attribute(&tag, "location").unwrap())
        };
        Sheet {
            name,
            texts: xml.split("<c ").skip(1).filter_map(text).collect(),
            links: xml.split("<hyperlink ").skip(1).map(link).collect(),
        }
    };
    names.into_iter().zip(1..).map(sheet).collect()
}

/// The number of the first note that a head names: `Đơn vị [ghi chú 2–4]`.
fn first_note(head: &str) -> Option<&str> {
    let mark = head.split_once('[')?.1.split_once(']')?.0;
    let number = mark.strip_prefix("ghi\u{a0}chú\u{a0}").or_else(|| mark.strip_prefix("note\u{a0}"))?;
    number.split('–').next()
}

/// Checks the links of a workbook; how many heads have notes.
fn check(workbook: &Path) -> usize {
    let sheets = sheets(workbook);
    let (contents, notes) = (&sheets[1].name, sheets.last().unwrap());
    let mut noted = 0;
    for sheet in &sheets {
        for (at, to) in &sheet.links {
            let (name, cell) = to.rsplit_once('!').unwrap();
            let name = name.trim_matches('\'').replace("''", "'");
            let there = sheets.iter().find(|sheet| sheet.name == name);
            assert!(there.is_some_and(|there| there.texts.contains_key(cell)), "{} {at}: {to}", sheet.name);
        }
    }
    for sheet in &sheets[2..] {
        let heads = || sheet.texts.iter().filter(|(at, _)| at.trim_start_matches(char::is_alphabetic) == "1");
        let back = format!("'{contents}'!A1");
        assert!(heads().any(|(at, _)| sheet.links.get(at) == Some(&back)), "{}: no way back", sheet.name);
        for (at, head) in heads() {
            let Some(number) = first_note(head) else { continue };
            noted += 1;
            let row = number.parse::<usize>().unwrap() + 1;
            assert_eq!(
                sheet.links.get(at),
                Some(&format!("'{}'!A{row}", notes.name)),
                "{} {at}: {head}",
                sheet.name
            );
            assert_eq!(notes.texts[&format!("B{row}")], sheet.name, "the note is of this sheet");
        }
    }
    noted
}

#[test]
fn heads_with_notes_lead_to_them_and_every_sheet_leads_back() {
    let written = |provinces| {
        let folder = tempfile::tempdir().unwrap();
        demo(folder.path(), &DemoOptions { provinces, ..DemoOptions::default() }).unwrap();
        folder
    };
    let (of_34, of_63) = (written(Vintage::V34), written(Vintage::V63));
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/published");
    for exports in [&published, of_34.path(), of_63.path()] {
        for lang in [Lang::Vi, Lang::En] {
            let overrides = Overrides { lang: Some(lang), ..Overrides::default() };
            let folder = tempfile::tempdir().unwrap();
            let edition = folder.path().join("edition");
            Project::open(exports, &overrides).unwrap().report(&edition, &[Format::Xlsx], &|_| ()).unwrap();
            let noted = check(&edition.join("report.xlsx"));
            assert!(noted > 10, "{} {lang:?}: {noted}", exports.display());
        }
    }
}
