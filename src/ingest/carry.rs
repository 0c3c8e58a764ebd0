//! Whether blank place cells take the place above, as merged cells come out when a form is saved as text.
//!
//! Only where the rows show it: the first row has a place, at least two blank cells follow places, and the blocks
//! that places begin hold the same other keys in the same order (each block the same indicators, say, or the same
//! years). One blank cell among filled ones is a place that was forgotten, and never a guess.

use crate::model::table::{COMMUNE, DISTRICT, INDICATOR, LEVEL, PERIOD, PROVINCE};

use super::form::Shape;
use super::header::{HeadRow, Header};
use super::{ExportKind, Role};

/// Whether the form shows that blank places take the place above.
pub(super) fn carries_place(rows: &[HeadRow], header: &Header, shape: &Shape) -> bool {
    if !matches!(header.kind, ExportKind::Coverage | ExportKind::Teams) {
        return false;
    }
    let field = |col| header.roles.iter().position(|role| *role == Role::Column(col));
    let Some(place) = field(PROVINCE) else { return false };
    let others: Vec<usize> =
        [INDICATOR, PERIOD, LEVEL, DISTRICT, COMMUNE].into_iter().filter_map(field).collect();
    // Two blanks at least; mostly there is none, and nothing more to be looked at.
    let rows = rows.get(header.data..).unwrap_or_default();
    if rows.iter().filter(|row| row.cell(place).is_empty()).take(2).count() < 2 {
        return false;
    }
    // Blocks: the place, and the other keys of each of its rows.
    let mut blocks: Vec<(&str, Vec<Vec<&str>>)> = Vec::new();
    for row in rows {
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if row.cells.len() < shape.columns || filled < 2 {
            continue;
        }
        let keys: Vec<&str> = others.iter().map(|i| row.cell(*i)).collect();
        let name = row.cell(place);
        if !name.is_empty() {
            blocks.push((name, vec![keys]));
        } else {
            // Signatures and notes have no keys.
            if keys.iter().all(|key| key.is_empty()) {
                continue;
            }
            match blocks.last_mut() {
                Some((_, block)) => block.push(keys),
                None => return false,
            }
        }
    }
    let blank: usize = blocks.iter().map(|(_, block)| block.len() - 1).sum();
    let distinct =
        blocks.iter().all(|(_, block)| block.iter().enumerate().all(|(i, keys)| !block[..i].contains(keys)));
    if blank < 2 || !distinct || others.is_empty() {
        return false;
    }
    let mut names: Vec<&str> = blocks.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    let once = names.windows(2).all(|pair| pair[0] != pair[1]);
    let every_block = blocks.iter().all(|(_, block)| block.len() > 1);
    // The head may end amid the last block.
    let (last, full) = match blocks.split_last() {
        Some((last, full)) if !full.is_empty() => (last, full),
        _ => return once && every_block,
    };
    let pattern = &full[0].1;
    let alike = full.iter().all(|(_, block)| block == pattern) && pattern.starts_with(&last.1);
    // Districts differ from province to province: there the name stands once, over its rows.
    let below = field(DISTRICT).or(field(COMMUNE)).is_some();
    once && (alike && pattern.len() > 1 || below && every_block)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Caption;

    fn check(columns: &[crate::model::table::Col], lines: &[&str]) -> bool {
        let rows: Vec<HeadRow> = lines
            .iter()
            .map(|line| HeadRow { cells: line.split(';').map(str::to_owned).collect(), ..HeadRow::default() })
            .collect();
        let header = Header {
            kind: ExportKind::Coverage,
            rows: 0..0,
            captions: Vec::new(),
            roles: columns.iter().map(|col| Role::Column(*col)).collect(),
            caption: Caption::default(),
            year: None,
            place_code: None,
            data: 0,
            understood: columns.len(),
            repeated: None,
        };
        let shape = Shape { columns: columns.len(), ..Shape::default() };
        carries_place(&rows, &header, &shape)
    }

    #[test]
    fn only_what_the_form_shows() {
        use crate::model::table::PERCENT;
        let columns = [PROVINCE, PERIOD, PERCENT];
        assert!(check(&columns, &["Sơn La;2021;1", ";2022;2", "Điện Biên;2021;3", ";2022;4"]));
        assert!(check(&columns, &["Sơn La;2021;1", ";2022;2", ";2023;3", "Người lập;;"]));
        assert!(!check(&columns, &["Sơn La;2021;1", ";2022;2", "Điện Biên;2021;3", "Điện Biên;2022;4"]));
        assert!(!check(&columns, &[";2021;1", ";2022;2", "Điện Biên;2021;3", ";2022;4"]));
        assert!(!check(&columns, &["Sơn La;2021;1", ";2022;2", "Điện Biên;2021;3", ";2023;4"]));
        assert!(!check(&columns, &["Sơn La;2021;1", ";2021;2", ";2021;3"]));
        let columns = [PROVINCE, DISTRICT, PERCENT];
        assert!(check(&columns, &["Sơn La;A;1", ";B;2", ";C;2", "Điện Biên;D;3", ";E;4"]));
        assert!(!check(&columns, &["Sơn La;A;1", ";B;2", "Sơn La;C;2", "Điện Biên;D;3", ";E;4"]));
    }
}
