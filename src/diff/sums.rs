//! The line of all places, whose name says whether all of them have the figure: it is one line all the same.

use std::collections::BTreeMap;

use super::{Key, Row, Rows};
use crate::model::table::{PLACE, PLACE_CODE, Table};

/// Whether a row is of all places together: it has a name and no code.
pub(super) fn is_sum(row: &Row) -> bool {
    let says = |name: &str| row.cells.get(name).is_some_and(|cell| !cell.is_empty());
    row.cells.contains_key(PLACE_CODE.name()) && !says(PLACE_CODE.name()) && says(PLACE.name())
}

/// Puts the line of all places of the earlier edition under the name that it has in the later one: "Các tỉnh có số liệu"
/// becomes "Cả nước" once the last province reports. Where there are several such lines, nothing is guessed.
pub(super) fn pair(table: &Table, before: &mut Rows, after: &Rows) {
    let went = nameless(table, before, after);
    let came = nameless(table, after, before);
    for (named, old) in went {
        let ([old], Some([new])) = (old.as_slice(), came.get(&named).map(Vec::as_slice)) else { continue };
        if let Some(row) = before.remove(old) {
            before.insert(new.clone(), row);
        }
    }
}

/// The lines of all places that the other edition does not have, by their keys without the name.
fn nameless(table: &Table, rows: &Rows, others: &Rows) -> BTreeMap<Key, Vec<Key>> {
    let mut found: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    for (key, _) in rows.iter().filter(|(key, row)| !others.contains_key(*key) && is_sum(row)) {
        // A key by name has the name behind its columns as well.
        let names = table.key.iter().map(|col| *col == PLACE).chain(std::iter::repeat(true));
        let nameless =
            key.iter().zip(names).map(|(cell, name)| if name { String::new() } else { cell.clone() });
        found.entry(nameless.collect()).or_default().push(key.clone());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::COVERAGE;

    fn rows(named: &[(&str, &str, &str)]) -> Rows {
        let row = |(code, place, period): &(&str, &str, &str)| {
            let cells = [("place_code", *code), ("vintage", "34"), ("place", place), ("period", period)];
            let cells: BTreeMap<String, String> =
                cells.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect();
            let key = COVERAGE.key.iter().map(|col| cells.get(col.name()).cloned().unwrap_or_default());
            (key.collect::<Key>(), Row { name: Vec::new(), lines: None, cells })
        };
        named.iter().map(row).collect()
    }

    #[test]
    fn the_line_of_all_places_keeps_its_place_under_another_name() {
        let mut before = rows(&[("", "Các tỉnh có số liệu", "2025"), ("14", "Sơn La", "2025")]);
        let after = rows(&[("", "Cả nước", "2025"), ("12", "Lai Châu", "2025")]);
        pair(&COVERAGE, &mut before, &after);
        assert_eq!(before.keys().filter(|key| after.contains_key(*key)).count(), 1);
        assert!(before.values().any(|row| row.cells["place"] == "Các tỉnh có số liệu"), "it is the same row");
        // Of another period it is another line, and of two nobody knows which one it is.
        for old in [&[("", "Các tỉnh có số liệu", "2024")][..], &[("", "A", "2025"), ("", "B", "2025")]]
        {
            let mut before = rows(old);
            pair(&COVERAGE, &mut before, &after);
            assert!(before.keys().all(|key| !after.contains_key(key)), "{old:?}");
        }
    }
}
