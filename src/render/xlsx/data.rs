//! The tables for machines as sheets of the workbook.
//!
//! A tab says what the table is in the language of the report, as far as its 31 characters go; the marked table on it has the
//! name of the file in `tables/`, and its columns those of the file, so that a formula, or who reads the file as well, finds
//! the same there. Tables begin at A1 as all do: what they are, and what each column says, is told in the contents, in the
//! head of the printed page and on the sheet of notes. A table that speaks of indicators by their ids alone has their names
//! in one more column. What all places together are called is said in
//! the language of the report; the files, whose rows are found again by it, have one name for it in every language.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fill::{Cell, Room, marked_name};
use super::sheets::{Book, Sheet};
use crate::compose::report::{DataTable, Value};
use crate::model::table::{self, Col, Column, INDICATOR, INDICATOR_LABEL, Kind, PLACE, Table};

/// Rows of a sheet without its header.
const ROWS: usize = 1_048_575;
/// Columns that stand on each of the pages side by side: what a row is about stands in the first ones.
const KEYS: usize = 3;

impl<'a> Book<'a> {
    /// The sheets of the tables for machines.
    pub(super) fn data(&mut self, sheets: &mut Vec<Sheet<'a>>) {
        let report = self.report;
        let names = indicators(&report.data);
        for table in &report.data {
            for (n, rows) in table.rows.chunks(ROWS).enumerate() {
                let name = self.free(&table.title, false);
                if n == 0 {
                    self.explained.push((name.clone(), table.table));
                }
                let marked = match n {
                    0 => marked_name(table.table.name),
                    n => format!("{}_{}", marked_name(table.table.name), n + 1),
                };
                let mut sheet = machine(table, rows, name, marked, &names);
                if let Some(place) = place(table.table, PLACE) {
                    name_sums(&mut sheet.rows, place, &report.words.workbook.sums);
                }
                sheets.push(sheet);
            }
        }
    }

    /// What the columns of each of them say: sheet and column, meaning.
    pub(super) fn columns(&self) -> Vec<(String, &'static str)> {
        let lang = self.report.lang;
        let told = self.explained.iter().flat_map(|(sheet, table)| {
            let names = names_apart(table).then(label).flatten();
            table.columns.iter().chain(names).map(move |column| {
                (format!("{sheet}: {}", column.col.name()), lang.pick(column.vi, column.en))
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
    let cell = |(value, column): (&'a Value, &Column)| match value {
        Value::Blank => Cell::Blank,
        Value::Text(text) if text.is_empty() => Cell::Blank,
        Value::Text(text) => Cell::Text((&**text).into()),
        Value::Count(count) => Cell::Number(*count as f64, "#,##0".into()),
        Value::Number(number) if number.is_finite() => Cell::Number(*number, shown(column, *number).into()),
        Value::Number(_) => Cell::Blank,
        Value::Flag(flag) => Cell::Flag(*flag),
    };
    let mut header: Vec<String> = columns.iter().map(|column| column.col.name().to_owned()).collect();
    let mut rows: Vec<(Vec<Cell<'a>>, bool)> =
        rows.iter().map(|row| (row.iter().zip(columns).map(cell).collect(), false)).collect();
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
        source: "",
        chart: None,
        room: Room::Wide(KEYS.min(columns.len())),
    }
}

/// Puts what the report calls all places together in place of the name in the files.
fn name_sums<'a>(rows: &mut [(Vec<Cell<'a>>, bool)], place: usize, sums: &'a [(String, String)]) {
    for (cells, _) in rows {
        if let Some(Cell::Text(name)) = cells.get_mut(place)
            && let Some((_, said)) = sums.iter().find(|(known, _)| known == name)
        {
            *name = said.as_str().into();
        }
    }
}

/// Whether a table speaks of indicators without their names.
fn names_apart(table: &Table) -> bool {
    place(table, INDICATOR).is_some() && place(table, INDICATOR_LABEL).is_none()
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

/// How a number of a machine's table is shown; the cell keeps all its digits. What rounds to zero has no sign.
fn shown(column: &Column, value: f64) -> &'static str {
    match (column.kind, column.unit) {
        // A count that may have decimals, such as a mean, and has none.
        (Kind::Number, "") if value.fract() == 0.0 => "#,##0",
        (Kind::Number, "") => "[>=0.00005]0.0000;[<=-0.00005]-0.0000;0.0000",
        (Kind::Number, "year") => "0.0",
        (Kind::Number, _) => "[>=0.005]#,##0.00;[<=-0.005]-#,##0.00;0.00",
        _ => "#,##0",
    }
}
