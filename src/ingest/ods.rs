//! What calamine does not tell of an OpenDocument sheet: which numbers are percentages, what dates show, and which
//! cells are merged.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read, Seek};

use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::sheet::Shown;
use crate::model::fold::fold;

/// What is known of the cells of one sheet; rows and columns from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    /// Cells whose number is shown as a percentage.
    pub percentages: BTreeSet<(u32, u32)>,
    /// Cells that show a month or a year of their date, and no day.
    pub dates: BTreeMap<(u32, u32), Shown>,
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
    let mut first_dates: Vec<(u32, Shown)> = Vec::new();
    // The cell of a date that is being read: its columns, its moment, what it shows.
    let mut date: Option<(std::ops::Range<u32>, String, String)> = None;
    loop {
        buf.clear();
        let (element, empty) = match reader.read_event_into(&mut buf) {
            Ok(Event::Start(element)) => (element, false),
            Ok(Event::Empty(element)) => (element, true),
            Ok(Event::Text(text)) => {
                if let Some((.., shown)) = &mut date {
                    shown.push_str(&text);
                }
                continue;
            }
            Ok(Event::End(element)) => {
                match element.local_name().as_ref() {
                    "table-cell" => {
                        if let Some((columns, moment, text)) = date.take()
                            && let Some(shown) = shown_of(&moment, &text)
                        {
                            first_dates.extend(columns.take(REPEATS as usize).map(|col| (col, shown)));
                        }
                    }
                    "table-row" => {
                        for again in 0..repeat.min(REPEATS) {
                            let cells = first_dates.iter().map(|(col, shown)| ((row + again, *col), *shown));
                            extras.dates.extend(cells);
                        }
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
                first_dates.clear();
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
                if !empty && let Some(moment) = attribute(&element, "date-value") {
                    date = Some((col..col.saturating_add(wide), moment, String::new()));
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

/// What of a moment (`2022-09-01`) a cell shows by its text: `09/2022`, `Sep-22`, `2022`; `None` where it shows the day.
fn shown_of(moment: &str, text: &str) -> Option<Shown> {
    let mut date = moment.split(['-', 'T']);
    let (year, month, day) = (date.next()?, date.next()?, date.next()?);
    let is_year = |digits: &str| digits == year || digits.len() == 2 && year.ends_with(digits);
    let is = |digits: &str, part: &str| digits.parse::<u32>().ok() == part.parse().ok();
    let digits: Vec<&str> =
        text.split(|ch: char| !ch.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let words = fold(text);
    let words =
        words.split(|ch: char| !ch.is_alphabetic()).filter(|word| !matches!(*word, "" | "thang" | "nam"));
    match (&digits[..], words.count()) {
        ([one], 0) if is_year(one) => Some(Shown::Year),
        ([one], 1) if is_year(one) => Some(Shown::Month),
        ([one, other], 0)
            if is(one, month) && is_year(other) && !(is(one, day) && is(other, month))
                || *one == year && is(other, month) =>
        {
            Some(Shown::Month)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_what_of_a_date_is_meant() {
        for (text, shown) in [
            ("09/2022", Some(Shown::Month)),
            ("9/22", Some(Shown::Month)),
            ("2022-09", Some(Shown::Month)),
            ("Sep-22", Some(Shown::Month)),
            ("Tháng 9 năm 2022", Some(Shown::Month)),
            ("2022", Some(Shown::Year)),
            ("01/09/2022", None),
            ("01/09", None),
            ("1-Sep-22", None),
            ("Thursday, September 1, 2022", None),
        ] {
            assert_eq!(shown_of("2022-09-01", text), shown, "{text}");
        }
        assert_eq!(shown_of("2009-09-09T00:00:00", "09/09"), None);
    }
}
