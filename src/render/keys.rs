//! Keys: whether the columns that are to name a row of a table do so, found out while its rows are written.
//!
//! Of every row a hash of its key is kept, since equal keys have equal hashes; only where two are equal the keys
//! themselves are compared.

use std::collections::HashSet;
use std::hash::Hasher;

use super::csv::put_datum;
use crate::compose::report::Rows;
use crate::model::fast::FastHasher;
use crate::model::table::{Column, Table};

/// What the rows of a table say of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Every row has all parts of it, and no two rows the same.
    Primary,
    /// Some rows leave a part blank, and no two rows have the same.
    Unique,
    /// The table has none, or two rows have the same.
    None,
}

/// The keys of the rows written so far.
pub(super) struct Keys {
    /// Of each column: whether it is part of the key.
    parts: Vec<bool>,
    /// Whether any column is.
    any: bool,
    /// The row being written.
    row: FastHasher,
    hashes: Vec<u64>,
    complete: bool,
}

impl Keys {
    pub(super) fn of(table: &Table) -> Self {
        // A key of which a column is not there is none.
        let known = table.key.iter().all(|key| table.columns.iter().any(|column| column.col == *key));
        let is_part = |column: &Column| known && table.key.contains(&column.col);
        let parts: Vec<bool> = table.columns.iter().map(is_part).collect();
        Keys {
            any: parts.contains(&true),
            parts,
            row: FastHasher::default(),
            hashes: Vec::new(),
            complete: true,
        }
    }

    /// A cell of the row that is being written, as it stands in the file.
    pub(super) fn cell(&mut self, column: usize, written: &[u8]) {
        if self.parts[column] {
            self.complete &= !written.is_empty();
            self.row.write(written);
        }
    }

    /// The row is complete.
    pub(super) fn end_row(&mut self) {
        if self.any {
            self.hashes.push(std::mem::take(&mut self.row).finish());
        }
    }

    /// What all rows together say, which are those of `table`.
    pub(super) fn judge(mut self, table: &dyn Rows) -> Key {
        if !self.any {
            return Key::None;
        }
        self.hashes.sort_unstable();
        let equal = self.hashes.windows(2).any(|pair| pair[0] == pair[1]);
        match (equal && self.has_equal(table), self.complete) {
            (true, _) => Key::None,
            (false, true) => Key::Primary,
            (false, false) => Key::Unique,
        }
    }

    /// Whether two rows have the same key, by the keys themselves.
    fn has_equal(&self, table: &dyn Rows) -> bool {
        let mut seen = HashSet::new();
        let mut equal = false;
        table.each(&mut |row| {
            let mut key: Vec<Vec<u8>> = Vec::new();
            for (datum, _) in row.iter().zip(&self.parts).filter(|(_, part)| **part) {
                let mut cell = Vec::new();
                put_datum(&mut cell, datum);
                key.push(cell);
            }
            equal |= !seen.insert(key);
        });
        equal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::report::{DataTable, Value};
    use crate::model::table::{COMMITMENTS, TEAM_COUNTS};
    use crate::render::csv;

    fn key_of(table: &'static Table, keys: &[&[&str]]) -> Key {
        let rows = keys.iter().map(|key| {
            let mut cells = key.iter();
            let is_key = |column: &crate::model::table::Column| table.key.contains(&column.col);
            let cell = |column| match is_key(column).then(|| cells.next()).flatten() {
                Some(text) if !text.is_empty() => Value::Text((*text).into()),
                _ => Value::Blank,
            };
            table.columns.iter().map(cell).collect()
        });
        let data = DataTable { table, title: String::new(), rows: rows.collect() };
        csv::write(&data, &mut Vec::new()).map_or(Key::None, |written| written.key)
    }

    #[test]
    fn a_key_names_one_row() {
        let parts = TEAM_COUNTS.key.len();
        assert!(parts > 2 && !COMMITMENTS.columns.is_empty());
        let row = |first: &'static str, last: &'static str| {
            let mut row = vec!["x"; parts];
            (row[0], row[parts - 1]) = (first, last);
            row
        };
        let of = |rows: &[Vec<&'static str>]| {
            key_of(&TEAM_COUNTS, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
        };
        assert_eq!(of(&[row("a", "b"), row("a", "c"), row("b", "a")]), Key::Primary);
        assert_eq!(of(&[row("a", "b"), row("", "c")]), Key::Unique);
        assert_eq!(of(&[row("a", "b"), row("b", "c"), row("a", "b")]), Key::None);
        // Cells end where they end.
        assert_eq!(of(&[row("a", "bx"), row("ab", "x")]), Key::Primary);
    }

    #[test]
    fn rows_whose_hashes_meet_are_told_apart_by_their_keys() {
        let row = |first: &str| {
            let mut row = vec![Value::Text("x".into()); TEAM_COUNTS.columns.len()];
            row[0] = Value::Text(first.into());
            row
        };
        let data = |rows| DataTable { table: &TEAM_COUNTS, title: String::new(), rows };
        let judged = |data: &DataTable| {
            let mut keys = Keys::of(&TEAM_COUNTS);
            keys.hashes = vec![7, 7];
            keys.judge(data)
        };
        assert_eq!(judged(&data(vec![row("a"), row("b")])), Key::Primary);
        assert_eq!(judged(&data(vec![row("a"), row("a")])), Key::None);
    }
}
