//! Tables as the template is fed with them: columns as wide as what they hold, cells with what they are sorted by.

use std::borrow::Cow;

use serde::Serialize;

use super::anchors::{common, percent_encoded, place_of, subject_of, topic_of};
use super::escaped;
use super::foreign::held;
use super::narrow::{Narrow, STYLED, narrow, whole_names};
use super::view::{Look, state};
use crate::compose::report::{Table, TableCell, TableName, TableRow};
use crate::model::Lang;
use crate::model::numbers::names_free;
use crate::render::{measure, sourced};

/// Width of a table beside the contents on a screen, and on paper, with the space at both sides of a cell, mm.
const SCREEN: (f64, f64) = (228.0, 2.54);
const PAPER: (f64, f64) = (165.0, 1.0);
/// The page's letters are so much wider than those that tables are measured in.
const WIDER: f64 = 1.2;

/// Heads of so many letters stand on one line, so that longer ones have what room there is.
const SHORT: usize = 12;

#[derive(Serialize)]
pub(super) struct TableView<'a> {
    id: &'a str,
    caption: String,
    /// Above the heads where paper goes on with the table; nothing where it has no number.
    again: Option<String>,
    /// How wide it is, which of its columns hold numbers, and which a narrow screen shows when asked.
    class: String,
    /// Whether there are such.
    aside: bool,
    /// Letter sizes on a screen and on paper, points.
    sizes: [f64; 2],
    /// Width on a narrow screen, in sizes of the letters, where that does not hold it.
    wide: Option<String>,
    /// Width of its columns of longer texts there, and of broken names where that is less than usual.
    text: Option<String>,
    tight: Option<String>,
    /// Size of its letters there, as a part of their usual size.
    letters: Option<String>,
    columns: Vec<ColumnView<'a>>,
    rows: Vec<RowView<'a>>,
    notes: &'a [String],
    source: String,
}

#[derive(Serialize)]
struct ColumnView<'a> {
    label: &'a str,
    unit: &'a str,
    class: String,
    /// Sorted upwards first.
    up: bool,
    /// Shares of the table's width on a screen and on paper, percent.
    shares: [String; 2],
}

#[derive(Serialize)]
struct RowView<'a> {
    strong: bool,
    place: Option<&'a str>,
    subject: Option<&'a str>,
    topic: Option<&'a str>,
    cells: Vec<CellView<'a>>,
}

#[derive(Serialize)]
struct CellView<'a> {
    text: Cow<'a, str>,
    /// Its markup where that is more than its text: ranges that stay whole, and a link to the table that it names.
    markup: Option<String>,
    class: String,
    value: Option<String>,
    href: Option<String>,
    /// Vietnamese in a page of another language.
    foreign: bool,
}

impl<'a> Look<'_, 'a> {
    pub(super) fn table(&self, table: &'a Table, caption: String) -> TableView<'a> {
        // The line of all places stands beside those of a place where both speak of one thing.
        let mut subjects = table.rows.iter().filter_map(|row| common(row, subject_of));
        let first = subjects.next();
        let many = table.rows.iter().any(|row| row.strong) && subjects.any(|other| Some(other) != first);
        let around = 2.0 * table.columns.len() as f64;
        let measured = [SCREEN, PAPER].map(|(width, inset)| {
            measure::columns(table, (width - around * inset) / WIDER + around * measure::INSET)
        });
        let share = |at: usize, columns: &measure::Columns| {
            let all: f64 = columns.widths.iter().sum();
            columns.widths.get(at).map_or_else(String::new, |width| format!("{:.1}", width / all * 100.0))
        };
        let on_phone = narrow(table);
        TableView {
            id: &table.id,
            caption,
            again: (table.number > 0)
                .then(|| format!("{} {} {}", self.words.table, table.number, self.words.continued)),
            class: class_of(table, &on_phone),
            aside: !on_phone.aside.is_empty(),
            wide: on_phone.wide.map(|wide| format!("{wide:.0}")),
            text: on_phone.text.map(|text| format!("{text:.1}")),
            tight: on_phone.tight.map(|tight| format!("{tight:.1}")),
            letters: on_phone.letters.map(|letters| format!("{:.2}", (letters * 100.0).floor() / 100.0)),
            sizes: [measured[0].size, measured[1].size],
            columns: table
                .columns
                .iter()
                .enumerate()
                .map(|(i, column)| ColumnView {
                    shares: [share(i, &measured[0]), share(i, &measured[1])],
                    label: &column.label,
                    unit: &column.unit,
                    class: joined(&[
                        if column.numeric { "n" } else { "" },
                        if column.label.chars().count() <= SHORT { "w" } else { "" },
                    ]),
                    up: column.rank || !column.numeric,
                })
                .collect(),
            rows: table.rows.iter().map(|row| self.row(row, table, (many, on_phone.names))).collect(),
            notes: &table.notes,
            source: sourced(&table.source, self.report),
        }
    }

    /// `many`: its table speaks of several things; `names`: it has room for names in one line.
    fn row(&self, row: &'a TableRow, table: &Table, (many, names): (bool, bool)) -> RowView<'a> {
        RowView {
            strong: row.strong,
            subject: if many { common(row, subject_of) } else { None },
            place: row.place.as_deref().or_else(|| common(row, place_of)).and_then(|code| {
                self.places.key(code, |name| row.cells.iter().any(|cell| names_free(&cell.text) == name))
            }),
            topic: common(row, topic_of),
            cells: row
                .cells
                .iter()
                .enumerate()
                .map(|(i, cell)| {
                    let numeric = table.columns.get(i).is_some_and(|column| column.numeric);
                    self.cell(cell, numeric, i >= STYLED, names)
                })
                .collect(),
        }
    }

    /// `alone`: the table's class does not say that its column holds numbers.
    fn cell(&self, cell: &'a TableCell, numeric: bool, alone: bool, names: bool) -> CellView<'a> {
        let plain = names_free(&cell.text);
        let text = if names { whole_names(&cell.text) } else { plain.clone() };
        let href = cell.figure.as_ref().and_then(|id| self.anchors.href(id));
        CellView {
            class: joined(&[if numeric && alone { "n" } else { "" }, state(cell.state)]),
            value: cell
                .value
                .filter(|value| value.is_finite())
                .filter(|value| !numeric || !says(&cell.text, *value, self.report.lang))
                .map(short),
            foreign: !numeric && self.tongues.is_vietnamese(&plain),
            markup: match &cell.see {
                Some(table) if href.is_none() => linked(&text, table),
                _ => (!numeric && text.contains('–')).then(|| held(&text).into_owned()),
            },
            text,
            href,
        }
    }
}

/// The text with a link where it names a table; nothing where it does not.
fn linked(text: &str, table: &TableName) -> Option<String> {
    let (before, behind) = text.split_once(&table.text)?;
    let named = escaped(&table.text);
    Some(format!("{}<a href=#{}>{named}</a>{}", held(before), percent_encoded(&table.id), held(behind)))
}

/// The classes of a table: wide ones, and by the places of its columns `n3` for numbers, so that no cell has to say it, and
/// how a narrow screen has them: `a3` when asked for, `k3` unbroken, `m3` as wide as most names, `t3` as text, `x3` with words
/// that are cut.
fn class_of(table: &Table, narrow: &Narrow) -> String {
    let wide = match table.columns.len() {
        0..=4 => "",
        5..=6 => "many",
        _ => "many most",
    };
    let columns = table.columns.iter().take(STYLED).enumerate().filter(|(_, column)| column.numeric);
    let numeric: Vec<usize> = columns.map(|(at, _)| at).collect();
    let all = |sign: char, columns: &[usize]| -> String {
        let names: Vec<String> = columns.iter().map(|at| format!("{sign}{}", at + 1)).collect();
        names.join(" ")
    };
    let kinds = [
        ('n', &numeric),
        ('a', &narrow.aside),
        ('k', &narrow.whole),
        ('m', &narrow.broken),
        ('t', &narrow.texts),
        ('x', &narrow.cut),
    ];
    let [numbers, behind, whole, broken, texts, cut] = kinds.map(|(sign, columns)| all(sign, columns));
    let few = if narrow.wide.is_none() { "few" } else { "" };
    let named = if narrow.named { "named" } else { "" };
    joined(&[wide, &numbers, &behind, &whole, &broken, &texts, &cut, few, named])
}

/// Whether a text is the number itself, as it is rounded: then it is sorted by what it says, as the script reads it.
fn says(text: &str, value: f64, lang: Lang) -> bool {
    let start = text.find(|sign: char| sign.is_ascii_digit()).unwrap_or(text.len());
    let (before, rest) = text.split_at(start);
    let end =
        rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.' && sign != ',').unwrap_or(rest.len());
    let (group, decimal) = lang.pick(('.', ','), (',', '.'));
    let plain = rest[..end].replace(group, "").replace(decimal, ".");
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number = plain.parse::<f64>().unwrap_or(f64::NAN);
    let number = if before.ends_with(['−', '-']) { -number } else { number };
    (number - value).abs() <= 0.500_001 * 0.1f64.powi(i32::try_from(decimals).unwrap_or(0))
}

/// A number to sort by: ten figures of it tell all apart that readers can.
fn short(value: f64) -> String {
    let whole = value.to_string();
    if whole.len() <= 11 {
        return whole;
    }
    let before = whole.trim_start_matches('-').find('.').unwrap_or(whole.len());
    let rounded = format!("{value:.0$}", 10usize.saturating_sub(before));
    match rounded.contains('.') {
        true => rounded.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => rounded,
    }
}

/// The classes that are none of them empty.
fn joined(classes: &[&str]) -> String {
    let mut all = String::new();
    for class in classes.iter().filter(|class| !class.is_empty()) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(class);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_a_cell_names_is_a_link() {
        let table =
            TableName { id: "quality-checks-table".into(), number: 14, text: "Bảng\u{a0}14".into() };
        assert_eq!(
            linked("nghi vấn, xem Bảng\u{a0}14; <b>", &table).as_deref(),
            Some("nghi vấn, xem <a href=#quality-checks-table>Bảng\u{a0}14</a>; &lt;b&gt;")
        );
        assert_eq!(linked("nghi vấn", &table), None);
    }

    #[test]
    fn a_text_that_is_its_number_needs_none_beside_it() {
        for (text, value, lang, said) in [
            ("95,10", 95.1049, Lang::Vi, true),
            ("95.10", 95.1049, Lang::En, true),
            ("95,10", 95.12, Lang::Vi, false),
            ("1.459", 1459.0, Lang::Vi, true),
            ("1.459", 1.459, Lang::Vi, false),
            ("−0,11", -0.1051, Lang::Vi, true),
            ("+3,02\u{a0}%", 3.0166, Lang::Vi, true),
            ("4/175", 2.3, Lang::Vi, false),
            ("5,1–47,7", 5.1, Lang::Vi, true),
            ("…", 3.0, Lang::Vi, false),
        ] {
            assert_eq!(says(text, value, lang), said, "{text} {value}");
        }
        assert_eq!(
            [2.0, 82.666_666_666_666_67, -1_234_567.891_234, 0.000_123_456_789_123, 2_019.235_616_438_356_2]
                .map(short),
            ["2", "82.66666667", "-1234567.891", "0.000123457", "2019.235616"]
        );
    }
}
