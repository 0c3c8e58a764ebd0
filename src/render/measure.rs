//! How wide the columns of a table want to be on a printed page, counted in characters.

use crate::compose::report::Table;

/// Characters each column wants: its longest cell, and the longest word of its header (headers may break).
pub(super) fn wants(table: &Table) -> Vec<usize> {
    let longest = |text: &str| text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    let column = |(i, column): (usize, &crate::compose::report::TableColumn)| {
        let cells =
            table.rows.iter().filter_map(|row| row.cells.get(i)).map(|cell| cell.text.chars().count());
        cells.max().unwrap_or(0).max(longest(&column.label)).max(longest(&column.unit)) + 3
    };
    table.columns.iter().enumerate().map(column).collect()
}

/// The largest of the usual letter sizes (points) at which `wanted` characters fit into `width` mm, and whether they do
/// at all; a letter is about half as wide as it is high.
pub(super) fn size(wanted: usize, width: f64) -> (f64, bool) {
    let holds = |size: f64| wanted as f64 <= width / (size * 0.3528 * 0.5);
    [11.0, 10.0, 9.0, 8.5].into_iter().find(|&size| holds(size)).map_or((9.0, false), |size| (size, true))
}
