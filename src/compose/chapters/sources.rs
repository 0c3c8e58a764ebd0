//! The sources of the figures: what each is, who published it, and when.

use std::collections::BTreeSet;

use crate::compose::composer::Composer;
use crate::compose::report::{Block, Table, TableCell, TableRow};
use crate::compose::tables::{text_column, words};

/// A table of the sources that the exports name; where the project says of one of them what it is.
pub(super) fn sources(c: &Composer<'_>) -> Option<Block> {
    let s = c.summary;
    let named = s.coverage.iter().map(|row| &row.source);
    let named = named.chain(s.teams.iter().map(|row| &row.source));
    let named = named.chain(s.targets.iter().map(|row| &row.source));
    let named: BTreeSet<&str> = named
        .chain(s.commitments.iter().map(|row| &row.commitment.source))
        .flatten()
        .map(|source| &**source)
        .collect();
    if !named.iter().any(|source| c.settings.sources.contains_key(*source)) {
        return None;
    }
    // What is not known is said to be so.
    let or_unknown = |text: Option<String>| -> TableCell {
        words(text.unwrap_or_else(|| c.t("không ghi lại", "not recorded")))
    };
    let mut rows: Vec<(String, TableRow)> = named
        .into_iter()
        .map(|source| {
            let known = c.settings.sources.get(source);
            let title = known.map_or_else(|| source.to_owned(), |known| known.title.get(c.lang).to_owned());
            let publisher = known.and_then(|known| known.publisher.as_ref());
            let cells = vec![
                words(title.clone()),
                or_unknown(publisher.map(|publisher| publisher.get(c.lang).to_owned())),
                or_unknown(known.and_then(|known| known.date.as_ref()).map(|date| c.date_of(date))),
                words(known.and_then(|known| known.url.clone()).unwrap_or_default()),
                words(source),
            ];
            (title, TableRow { cells, strong: false, ..TableRow::default() })
        })
        .collect();
    rows.sort_by(|a, b| c.names.compare(&a.0, &b.0));
    let table = Table {
        id: "quality-sources".to_owned(),
        title: c.t("Nguồn số liệu", "Sources of the figures"),
        columns: vec![
            text_column(c.t("Nguồn", "Source")),
            text_column(c.t("Cơ quan công bố", "Published by")),
            text_column(c.t("Ngày", "Date")).aside(),
            text_column(c.t("Địa chỉ", "Address")),
            text_column(c.t("Ghi trong tệp số liệu là", "In the exports")),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        ..Table::default()
    };
    Some(c.table(c.tidy(table)))
}
