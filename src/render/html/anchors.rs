//! Where figures stand on the page, and which place and topic they speak of.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::compose::Report;
use crate::compose::report::{TableRow, Value};
use crate::model::FigureId;
use crate::model::table::Col;

/// An entry of the picker or of the contents.
#[derive(Serialize)]
pub(super) struct Choice {
    pub key: String,
    pub label: String,
}

/// What the picker offers: the pairs of two columns in the tables, each once, in their order.
pub(super) fn choices(report: &Report, key: Col, label: Col) -> Vec<Choice> {
    let mut seen = BTreeSet::new();
    let mut choices = Vec::new();
    for table in &report.data {
        let place = |wanted: Col| table.table.columns.iter().position(|column| column.col == wanted);
        let (Some(key), Some(label)) = (place(key), place(label)) else { continue };
        for row in &table.rows {
            if let (Some(Value::Text(key)), Some(Value::Text(label))) = (row.get(key), row.get(label))
                && !key.is_empty()
                && seen.insert(key.clone())
            {
                choices.push(Choice { key: key.to_string(), label: label.to_string() });
            }
        }
    }
    if choices.len() > 1 { choices } else { Vec::new() }
}

/// Where the figures stand on the page: the figure's own name, without spaces (an id has none), each once.
pub(super) struct Anchors<'a>(pub(super) BTreeMap<&'a FigureId, String>);

impl<'a> Anchors<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let mut taken = BTreeSet::new();
        let mut anchors = BTreeMap::new();
        for id in report.explanations.keys() {
            let mut anchor: String =
                id.as_str().chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
            while !taken.insert(anchor.clone()) {
                anchor.push('_');
            }
            anchors.insert(id, anchor);
        }
        Anchors(anchors)
    }

    pub(super) fn href(&self, id: &FigureId) -> Option<String> {
        self.0.get(id).map(|anchor| percent_encoded(anchor))
    }
}

fn percent_encoded(anchor: &str) -> String {
    let mut text = String::with_capacity(anchor.len());
    for byte in anchor.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/@:!$()*,;=".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// The place a figure's name speaks of, without its vintage.
pub(super) fn place_of(id: &FigureId) -> Option<&str> {
    id.as_str().split('/').nth(1).map(|place| place.split('@').next().unwrap_or(place))
}

/// The topic a figure's name speaks of.
pub(super) fn topic_of(id: &FigureId) -> Option<&str> {
    let mut parts = id.as_str().split('/');
    let table = parts.next()?;
    matches!(table, "topics" | "topic_trends" | "topic_moves" | "distinctive_topics")
        .then(|| parts.nth(1))
        .flatten()
}

/// The one answer that all figures of a row give, where they agree.
pub(super) fn common(row: &TableRow, part: fn(&FigureId) -> Option<&str>) -> Option<&str> {
    let mut answers = row.cells.iter().filter_map(|cell| cell.figure.as_ref()).map(part);
    let first = answers.next()??;
    answers.all(|answer| answer == Some(first)).then_some(first)
}
