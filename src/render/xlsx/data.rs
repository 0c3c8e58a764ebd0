//! The tables for machines as sheets of the workbook.
//!
//! A tab says what the table is in the language of the report, as far as its 31 characters go; the marked table on it has the
//! name of the file in `tables/`, and its columns those of the file, so that a formula, or who reads the file as well, finds
//! the same there. Tables begin at A1 as all do: what they are, and what each column says, is told in the contents, in the
//! head of the printed page and on a sheet of their own. A table that speaks of indicators by their ids alone has their names
//! in one more column. Places are called what the report calls them; the files, whose rows are found again by it, have one
//! name for each in every language.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fill::{Cell, Room, marked_name};
use super::sheets::{Book, Sheet};
use super::widths::Names;
use crate::compose::Report;
use crate::compose::report::{DataTable, Value};
use crate::model::table::{
    self, Col, Column, FIRST_VALUE, INDICATOR, INDICATOR_LABEL, Kind, LAST_VALUE, METRIC, OTHER, PLACE,
    PLACE_CODE, REGION, Table, VALUE, VINTAGE,
};

/// What the column of a name ends with, beside that of its id.
const LABEL: &str = "_label";
/// Rows of a sheet without its header.
const ROWS: usize = 1_048_575;
/// Columns whose values are what the column of the metric says, and how they are shown.
const MEASURED: [Col; 3] = [VALUE, FIRST_VALUE, LAST_VALUE];
const WHOLE: &str = "#,##0;\"\u{2212}\"#,##0";
const TWO_DECIMALS: &str = "[>=0.005]#,##0.00;[<=-0.005]\"\u{2212}\"#,##0.00;0.00";
/// Digits of a number that spreadsheets keep: of more, some programs show what was lost in reckoning.
const DIGITS: usize = 15;

impl<'a> Book<'a> {
    /// The sheets of the tables for machines.
    pub(super) fn data(&mut self, sheets: &mut Vec<Sheet<'a>>) {
        let report = self.report;
        let names = indicators(&report.data);
        for table in &report.data {
            for (n, rows) in table.rows.chunks(ROWS).enumerate() {
                let tab = report.words.workbook.sheets.iter().find(|(of, _)| *of == table.table.name);
                let name = self.free(tab.map_or(&*table.title, |(_, tab)| tab), false);
                if n == 0 {
                    self.explained.push((name.clone(), table.table));
                }
                let marked = match n {
                    0 => marked_name(table.table.name),
                    n => format!("{}_{}", marked_name(table.table.name), n + 1),
                };
                let mut sheet = machine(table, rows, name, marked, &names);
                for place in [PLACE, OTHER].into_iter().filter_map(|col| place(table.table, col)) {
                    named(&mut sheet.rows, place, &report.words.workbook.names);
                }
                sheets.push(sheet);
            }
        }
    }

    /// What the columns of each of them say: sheet, column, meaning, unit.
    pub(super) fn columns(&self) -> Vec<[Cow<'_, str>; 4]> {
        let (lang, words) = (self.report.lang, &self.report.words.workbook);
        let unit = |column: &Column| words.units.iter().find(|(unit, _)| *unit == column.unit);
        let told = self.explained.iter().flat_map(|(sheet, table)| {
            let names = names_apart(table).then(label).flatten();
            table.columns.iter().chain(names).map(move |column| {
                let codes = words.codes.iter().filter(|(of, ..)| *of == column.col);
                let codes: Vec<(&str, &str)> = codes.map(|(_, code, said)| (*code, &**said)).collect();
                let held = held(self.report, table, column, &codes);
                [
                    Cow::from(sheet),
                    column.col.name().into(),
                    explained(lang.pick(column.vi, column.en), &codes, &held).into(),
                    unit(column).map_or(column.unit, |(_, said)| said).into(),
                ]
            })
        });
        told.collect()
    }
}

fn machine<'a>(
    table: &'a DataTable,
    rows: &'a [Vec<Value>],
    name: String,
    marked: String,
    names: &BTreeMap<&'a str, &'a Arc<str>>,
) -> Sheet<'a> {
    let columns = table.table.columns;
    let cell = |value: &'a Value| match value {
        Value::Blank => Cell::Blank,
        Value::Text(text) if text.is_empty() => Cell::Blank,
        Value::Text(text) => Cell::Text((&**text).into()),
        Value::Count(count) => Cell::Number(*count as f64, WHOLE.into()),
        Value::Number(number) if number.is_finite() => Cell::Number(kept(*number), "".into()),
        Value::Number(_) => Cell::Blank,
        Value::Flag(flag) => Cell::Flag(*flag),
    };
    let mut header: Vec<String> = columns.iter().map(|column| column.col.name().to_owned()).collect();
    let mut rows: Vec<(Vec<Cell<'a>>, bool)> =
        rows.iter().map(|row| (row.iter().map(cell).collect(), false)).collect();
    let metric = place(table.table, METRIC);
    for (i, column) in columns.iter().enumerate().filter(|(_, column)| column.kind == Kind::Number) {
        if let Some(metric) = metric.filter(|_| MEASURED.contains(&column.col)) {
            by_metric(&mut rows, i, metric);
            continue;
        }
        let whole = |(cells, _): &(Vec<Cell<'_>>, bool)| match cells[i] {
            Cell::Number(value, _) => value.fract() == 0.0,
            _ => true,
        };
        let format = shown(column, rows.iter().all(whole));
        for (cells, _) in &mut rows {
            if let Cell::Number(_, shown) = &mut cells[i] {
                *shown = format.into();
            }
        }
    }
    if let (true, Some(id)) = (names_apart(table.table), place(table.table, INDICATOR)) {
        header.push(INDICATOR_LABEL.name().to_owned());
        for (cells, _) in &mut rows {
            let name = match &cells[id] {
                Cell::Text(id) => names.get(&**id),
                _ => None,
            };
            cells.push(name.map_or(Cell::Blank, |name| Cell::Text((&***name).into())));
        }
    }
    let title = format!("{} ({})", table.title, table.table.name);
    Sheet {
        head: [title.clone().into(), "".into()],
        title: title.into(),
        name,
        table: marked,
        header,
        rows,
        notes: Vec::new(),
        noted: None,
        explained: None,
        source: "",
        chart: None,
        room: Room::Wide(names_of(table.table)),
    }
}

/// Shows the values of a column, each by what it measures: counts whole, the others with two decimals.
fn by_metric(rows: &mut [(Vec<Cell<'_>>, bool)], column: usize, metric: usize) {
    let of = |cells: &[Cell<'_>]| match cells.get(metric) {
        Some(Cell::Text(metric)) => metric.to_string(),
        _ => String::new(),
    };
    let parted = rows.iter().filter_map(|(cells, _)| match cells.get(column) {
        Some(Cell::Number(value, _)) if value.fract() != 0.0 => Some(of(cells)),
        _ => None,
    });
    let parted: BTreeSet<String> = parted.collect();
    for (cells, _) in rows {
        let format = if parted.contains(&of(cells)) { TWO_DECIMALS } else { WHOLE };
        if let Some(Cell::Number(_, shown)) = cells.get_mut(column) {
            *shown = format.into();
        }
    }
}

/// The columns from the first on that name a row: those of the key with their names, and periods among them.
fn names_of(table: &Table) -> Names {
    let keyed = |name: &str| table.key.iter().any(|col| col.name() == name);
    let named = |column: &Column| {
        let name = column.col.name();
        keyed(name) || column.col == PLACE || name.strip_suffix(LABEL).is_some_and(keyed)
    };
    let run = table.columns.iter().take_while(|column| named(column) || column.kind == Kind::Period);
    let columns = run.enumerate().filter(|(_, column)| named(column)).map(|(at, _)| at + 1).last();
    let labelled = |column: &Column| {
        table.columns.iter().any(|other| other.col.name().strip_suffix(LABEL) == Some(column.col.name()))
    };
    let code = |column: &&Column| [PLACE_CODE, VINTAGE, REGION].contains(&column.col) || labelled(column);
    Names { columns: columns.unwrap_or(0), codes: table.columns.iter().take_while(code).count() }
}

/// A number with as many digits as spreadsheets keep.
fn kept(value: f64) -> f64 {
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

/// Puts what the report calls a place in place of its name in the files.
fn named<'a>(rows: &mut [(Vec<Cell<'a>>, bool)], place: usize, names: &'a [(String, String)]) {
    for (cells, _) in rows {
        if let Some(Cell::Text(name)) = cells.get_mut(place)
            && let Some((_, said)) = names.iter().find(|(known, _)| known == name)
        {
            *name = said.as_str().into();
        }
    }
}

/// Whether a table speaks of indicators without their names.
fn names_apart(table: &Table) -> bool {
    place(table, INDICATOR).is_some() && place(table, INDICATOR_LABEL).is_none()
}

/// Those of `codes` that cells of a column hold.
fn held<'c>(report: &Report, table: &Table, column: &Column, codes: &[(&'c str, &str)]) -> BTreeSet<&'c str> {
    let data = report.data.iter().find(|data| data.table.name == table.name);
    let at = place(table, column.col).filter(|_| !codes.is_empty());
    let Some((data, at)) = data.zip(at) else { return BTreeSet::new() };
    let cells = data.rows.iter().filter_map(|row| row.get(at));
    let code = |cell: &Value| match cell {
        Value::Text(text) => codes.iter().map(|(code, _)| *code).find(|code| **code == **text),
        _ => None,
    };
    cells.filter_map(code).collect()
}

/// A meaning with each code that it names, or that cells hold, in words.
fn explained(meaning: &str, codes: &[(&str, &str)], held: &BTreeSet<&str>) -> String {
    let mut told = meaning.to_owned();
    let mut more: Vec<String> = Vec::new();
    for (code, said) in codes.iter().filter(|(code, said)| code != said) {
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let whole = |at: &usize| {
            apart(told[..*at].chars().next_back()) && apart(told[at + code.len()..].chars().next())
        };
        let at = told.match_indices(code).map(|(at, _)| at).find(whole);
        match at {
            // It may be explained where it stands.
            Some(at) if told[at + code.len()..].starts_with(" (") => {}
            Some(at) => told.insert_str(at + code.len(), &format!(" ({said})")),
            None if held.contains(code) => more.push(format!("{code} ({said})")),
            None => {}
        }
    }
    if more.is_empty() { told } else { format!("{told}: {}", more.join(", ")) }
}

fn place(table: &Table, col: Col) -> Option<usize> {
    table.columns.iter().position(|column| column.col == col)
}

/// The column of names as other tables declare it.
fn label() -> Option<&'static Column> {
    table::ALL.iter().flat_map(|table| table.columns).find(|column| column.col == INDICATOR_LABEL)
}

/// The names of indicators, as tables tell them.
fn indicators(tables: &[DataTable]) -> BTreeMap<&str, &Arc<str>> {
    let mut names = BTreeMap::new();
    for table in tables {
        let places = (place(table.table, INDICATOR), place(table.table, INDICATOR_LABEL));
        let (Some(id), Some(name)) = places else { continue };
        for row in &table.rows {
            if let (Some(Value::Text(id)), Some(Value::Text(name))) = (row.get(id), row.get(name)) {
                names.insert(&**id, name);
            }
        }
    }
    names
}

/// How the numbers of a column of a machine's table are shown, alike, so that their points stand below each other; the cells
/// keep all their digits. What rounds to zero has no sign.
fn shown(column: &Column, whole: bool) -> &'static str {
    match column.unit {
        // Counts that may have decimals, such as means, and have none.
        "" if whole => WHOLE,
        "" => "[>=0.00005]0.0000;[<=-0.00005]\"\u{2212}\"0.0000;0.0000",
        "year" => "0.0",
        _ => TWO_DECIMALS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::{COMMITMENTS, COVERAGE, COVERAGE_TRENDS, TARGETS, TOPIC_MOVES, TOPICS};

    #[test]
    fn the_first_columns_name_a_row() {
        for (table, columns, codes) in [
            (&TOPICS, 6, 2),
            (&COVERAGE, 6, 2),
            (&COVERAGE_TRENDS, 6, 2),
            (&TOPIC_MOVES, 7, 2),
            (&TARGETS, 5, 0),
            (&COMMITMENTS, 8, 0),
        ] {
            assert_eq!(names_of(table), Names { columns, codes }, "{}", table.name);
        }
        for table in table::ALL {
            let names = names_of(table);
            assert!(names.columns > names.codes || table.key.is_empty(), "{}: {names:?}", table.name);
        }
    }

    #[test]
    fn values_are_shown_by_what_they_measure() {
        let row = |metric: &'static str, value: f64| {
            (vec![Cell::Text(metric.into()), Cell::Number(value, "".into())], false)
        };
        let mut rows = [row("teams", 14_836.0), row("members_per_team", 20.2), row("members_per_team", 20.0)];
        by_metric(&mut rows, 1, 0);
        let formats: Vec<&str> = rows
            .iter()
            .map(|(cells, _)| match &cells[1] {
                Cell::Number(_, format) => &**format,
                _ => "",
            })
            .collect();
        assert_eq!(formats, [WHOLE, TWO_DECIMALS, TWO_DECIMALS]);
    }

    #[test]
    fn numbers_lose_what_reckoning_added() {
        assert_eq!(kept(0.999_999_999_999_999_9), 1.0);
        assert_eq!(kept(-0.1 - 0.2), -0.3);
        assert_eq!(kept(72.990_786_511_636_7), 72.990_786_511_636_7);
        assert_eq!(kept(0.0), 0.0);
    }

    #[test]
    fn codes_are_explained_where_a_meaning_names_them() {
        let codes = [("met", "đã đạt"), ("on_pace", "đúng tiến độ"), ("gone", "mất"), ("same", "same")];
        let held = BTreeSet::from(["gone", "same"]);
        let told = |meaning| explained(meaning, &codes, &held);
        assert_eq!(
            told("Kết luận: met, on_pace; meter, not_met"),
            "Kết luận: met (đã đạt), on_pace (đúng tiến độ); meter, not_met: gone (mất)"
        );
        assert_eq!(told("gone (không còn)"), "gone (không còn)");
    }
}
