//! Widths of columns made even: a column that has room to spare gives it to one that needs fewer lines for it.

use std::collections::BTreeMap;

use super::letters::{broken, serif};
use super::measure::{Columns, EM, INSET, SPARE};
use crate::compose::report::Table;

/// What one column can get from the others at once, mm.
const MOST: i32 = 16;
/// So many columns at most get some.
const TIMES: usize = 12;

/// A text as it breaks: the width of each word, alone and with the space behind it, in sizes of the letters.
type Words = Vec<(f64, f64)>;

fn words(text: &str, bold: bool) -> Words {
    let parts = broken(text);
    parts.map(|word| (serif(word.trim_end_matches([' ', '\n']), bold) * SPARE, serif(word, bold))).collect()
}

/// Lines of a text in so much room.
fn lines(words: &Words, room: f64) -> u32 {
    let (mut lines, mut used) = (1, 0.0);
    for (bare, whole) in words {
        if used > 0.0 && used + bare > room {
            lines += 1;
            used = 0.0;
        }
        used += whole;
    }
    lines
}

/// The cells of a column, its head first: each as the texts below each other in it.
struct Column {
    cells: Vec<Vec<Words>>,
    /// Its width before, and how narrow it may be, mm.
    width: f64,
    least: f64,
    /// The lines of its cells by how many millimetres it is wider than before.
    known: BTreeMap<i32, Vec<u32>>,
}

impl Column {
    fn lines(&mut self, wider: i32, size: f64) -> &[u32] {
        let room = (self.width + f64::from(wider) - 2.0 * INSET) / (size * EM);
        let cells = &self.cells;
        self.known.entry(wider).or_insert_with(|| {
            cells.iter().map(|texts| texts.iter().map(|text| lines(text, room)).sum()).collect()
        })
    }
}

/// Lines of the rows, the head first, where the columns are so much wider.
fn rows(columns: &mut [Column], wider: &[i32], size: f64) -> Vec<u32> {
    let mut rows = Vec::new();
    for (column, wider) in columns.iter_mut().zip(wider) {
        let lines = column.lines(*wider, size);
        rows.resize(rows.len().max(lines.len()), 0);
        rows.iter_mut().zip(lines).for_each(|(row, lines)| *row = (*row).max(*lines));
    }
    rows
}

/// The columns with room moved between them, as long as that makes the table lower; none gets narrower than `least`.
pub(super) fn evened(table: &Table, columns: Columns, least: &[f64]) -> Columns {
    let Columns { size, widths } = columns;
    let cells = |at: usize| {
        let head = table.columns.get(at).map(|column| {
            let unit = (!column.unit.is_empty()).then(|| words(&column.unit, false));
            [words(&column.label, true)].into_iter().chain(unit).collect()
        });
        let rows = table.rows.iter().map(move |row| {
            vec![row.cells.get(at).map(|cell| words(&cell.text, row.strong)).unwrap_or_default()]
        });
        head.into_iter().chain(rows).collect()
    };
    let mut columns: Vec<Column> = widths
        .iter()
        .zip(least)
        .enumerate()
        .map(|(at, (width, least))| Column {
            cells: cells(at),
            width: *width,
            least: *least,
            known: BTreeMap::new(),
        })
        .collect();
    let mut wider = vec![0; columns.len()];
    for _ in 0..TIMES {
        let now = rows(&mut columns, &wider, size);
        let height: u32 = now.iter().sum();
        // What each column can give so that no row gets higher for it.
        let spare: Vec<i32> = (0..columns.len())
            .map(|at| {
                let column = &mut columns[at];
                let gives = |by: &i32| {
                    let narrow = column.width + f64::from(wider[at] - by);
                    let low =
                        column.lines(wider[at] - by, size).iter().zip(&now).all(|(own, row)| own <= row);
                    narrow >= column.least && low
                };
                (1..=MOST).take_while(gives).last().unwrap_or(0)
            })
            .collect();
        // The way that saves most lines, and of two alike the one that moves less.
        let mut best: Option<(u32, i32, Vec<i32>)> = None;
        for to in 0..columns.len() {
            for by in 1..=MOST {
                let Some(moved) = moved(&wider, &spare, to, by) else { break };
                let saved = height.saturating_sub(rows(&mut columns, &moved, size).iter().sum());
                if saved > 0 && best.as_ref().is_none_or(|best| (saved, -by) > (best.0, -best.1)) {
                    best = Some((saved, by, moved));
                }
            }
        }
        let Some((_, _, moved)) = best else { break };
        wider = moved;
    }
    let widths = columns.iter().zip(&wider).map(|(column, wider)| column.width + f64::from(*wider));
    Columns { size, widths: widths.collect() }
}

/// The columns with one of them wider by so much, which those give that have most to spare; none where they have not.
fn moved(wider: &[i32], spare: &[i32], to: usize, by: i32) -> Option<Vec<i32>> {
    let mut moved = wider.to_vec();
    let mut left = spare.to_vec();
    left[to] = 0;
    for _ in 0..by {
        let from = (0..left.len()).max_by_key(|at| (left[*at], std::cmp::Reverse(*at)))?;
        if left[from] == 0 {
            return None;
        }
        left[from] -= 1;
        moved[from] -= 1;
    }
    moved[to] += by;
    Some(moved)
}
