//! What calamine does not tell of an OpenDocument sheet: which numbers are percentages, and which cells are merged.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read, Seek};

use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What is known of the cells of one sheet; rows and columns from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    /// Cells whose number is shown as a percentage.
    pub percentages: BTreeSet<(u32, u32)>,
    /// Cells merged into one.
    pub merged: Vec<Dimensions>,
}

/// Repetitions of a row that can hold anything; the rows to the end of the sheet are blank.
const REPEATS: u32 = 1000;

/// Reads the sheets of a document; empty where it is none.
pub(super) fn read(file: impl Read + Seek) -> BTreeMap<String, Extras> {
    let mut sheets = BTreeMap::new();
    let Ok(mut archive) = zip::ZipArchive::new(file) else { return sheets };
    let Ok(content) = archive.by_name("content.xml") else { return sheets };
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut buf = Vec::new();
    let mut name = String::new();
    let mut extras = Extras::default();
    let (mut row, mut col, mut repeat) = (0_u32, 0_u32, 1);
    let mut first_percentage = Vec::new();
    loop {
        buf.clear();
        let (element, empty) = match reader.read_event_into(&mut buf) {
            Ok(Event::Start(element)) => (element, false),
            Ok(Event::Empty(element)) => (element, true),
            Ok(Event::End(element)) => {
                match element.local_name().as_ref() {
                    "table-row" => {
                        for again in 1..repeat.min(REPEATS) {
                            let cells = first_percentage.iter().map(|col| (row + again, *col));
                            extras.percentages.extend(cells);
                        }
                        row = row.saturating_add(repeat);
                    }
                    "table" => {
                        sheets.insert(std::mem::take(&mut name), std::mem::take(&mut extras));
                    }
                    _ => {}
                }
                continue;
            }
            Ok(Event::Eof) | Err(_) => return sheets,
            Ok(_) => continue,
        };
        match element.local_name().as_ref() {
            "table" => {
                name = attribute(&element, "name").unwrap_or_default();
                row = 0;
            }
            "table-row" => {
                repeat = count(&element, "number-rows-repeated");
                col = 0;
                first_percentage.clear();
                if empty {
                    row = row.saturating_add(repeat);
                }
            }
            "table-cell" | "covered-table-cell" => {
                let wide = count(&element, "number-columns-repeated");
                if attribute(&element, "value-type").as_deref() == Some("percentage") {
                    first_percentage.extend((col..col.saturating_add(wide)).take(REPEATS as usize));
                    let cells = (col..col.saturating_add(wide)).take(REPEATS as usize).map(|col| (row, col));
                    extras.percentages.extend(cells);
                }
                let down = count(&element, "number-rows-spanned");
                let across = count(&element, "number-columns-spanned");
                if down > 1 || across > 1 {
                    let end = (row.saturating_add(down - 1), col.saturating_add(across - 1));
                    extras.merged.push(Dimensions { start: (row, col), end });
                }
                col = col.saturating_add(wide);
            }
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|text| text.into_owned())
}

/// A number of repetitions, at least 1.
fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}
