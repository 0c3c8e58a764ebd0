//! Tables pasted below each other: a header amid the rows whose columns stand in another order.
//!
//! A line is such a header if each of its cells names a column. From there on the fields of a row are brought into the
//! order of the first header, if both have the same columns; else the rows below belong to a table that this export
//! does not describe, and are rejected.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Rule;
use crate::model::fold::fold;
use crate::model::table::Col;

use super::field::{Field, Fields, Held};
use super::form::{Shape, is_blank};
use super::header::Header;
use super::names::{KINDS, Names};
use super::{Role, RowKind};

/// Fewest columns that a header below another one names.
const LEAST: usize = 3;

/// What captions mean in the first header.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    /// Folded captions of the first header, with their field.
    captions: HashMap<String, usize>,
    /// All names of the columns of its kind.
    names: Arc<HashMap<String, Col>>,
    /// Those of the other kinds.
    others: Vec<Arc<HashMap<String, Col>>>,
    /// Where the columns stand in the first header.
    fields: Vec<(Col, usize)>,
    /// Fields of the first header that are read.
    needed: Vec<usize>,
}

impl Heads {
    /// The captions of a header, and all names of columns of its kind.
    pub fn new(header: &Header, names: &Names) -> Self {
        let filled = header.captions.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let columns = header.roles.iter().enumerate().filter_map(|(i, role)| match role {
            Role::Column(col) => Some((*col, i)),
            _ => None,
        });
        let others = KINDS.into_iter().filter(|kind| *kind != header.kind);
        Heads {
            captions: filled.map(|(field, caption)| (fold(caption), field)).collect(),
            names: names.columns_of(header.kind),
            others: others.map(|kind| names.columns_of(kind)).collect(),
            fields: columns.collect(),
            needed: (0..header.roles.len()).filter(|i| header.roles[*i] != Role::Ignored).collect(),
        }
    }

    /// The field of the first header that a caption means; none inside where that header has no such column, none at
    /// all where the caption names nothing.
    fn field_of(&self, caption: &str) -> Option<Option<usize>> {
        if let Some(field) = self.captions.get(caption) {
            return Some(Some(*field));
        }
        let Some(named) = self.names.get(caption) else {
            // A table of another kind has a header too.
            return self.others.iter().any(|names| names.contains_key(caption)).then_some(None);
        };
        Some(self.fields.iter().find(|(col, _)| col == named).map(|(_, field)| *field))
    }

    /// The section that begins below `line`, where the line is a header.
    pub fn section(&self, line: u64, raw: &[u8], fields: &Fields) -> Option<Section> {
        let mut from: Vec<Option<usize>> = Vec::new();
        let mut named = Vec::new();
        let mut captions = 0;
        for i in 0..fields.list.len() {
            let cell = fields.cell(raw, i);
            if is_blank(cell) {
                continue;
            }
            captions += 1;
            let field = self.field_of(&fold(std::str::from_utf8(cell).ok()?))?;
            if let Some(field) = field {
                if named.contains(&field) {
                    return None;
                }
                named.push(field);
                from.resize(from.len().max(field + 1), None);
                from[field] = Some(i);
            }
        }
        let width = (0..fields.list.len()).rposition(|i| !is_blank(fields.cell(raw, i)))? + 1;
        if captions < LEAST || named.is_empty() {
            return None;
        }
        let same = self.needed.iter().all(|field| from.get(*field) == Some(&Some(*field)));
        let complete = self.needed.iter().all(|field| named.contains(field));
        let order = match (same, complete) {
            (true, _) => Order::Same,
            (false, true) => Order::Moved { from, width },
            (false, false) => Order::Unknown,
        };
        Some(Section { line, order })
    }
}

/// How the columns of a section stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Order {
    /// As in the first header.
    Same,
    /// Elsewhere: where each field of the first header stands, and the fields that a row must have.
    Moved { from: Vec<Option<usize>>, width: usize },
    /// The columns are others.
    Unknown,
}

/// Rows below a header amid the rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Section {
    /// Line of the header.
    line: u64,
    order: Order,
}

/// The sections of a file, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Sections(Vec<Section>);

impl Sections {
    /// Takes note of sections; those of one file may come in any order.
    pub fn extend(&mut self, sections: impl IntoIterator<Item = Section>) {
        self.0.extend(sections);
    }

    /// Takes in the sections of another part of the file.
    pub fn absorb(&mut self, other: Sections) {
        self.0.extend(other.0);
    }

    /// The sections, where one of them is not as the first header says; else none.
    pub fn settled(mut self) -> Self {
        if self.0.iter().all(|section| section.order == Order::Same) {
            return Sections::default();
        }
        self.0.sort_by_key(|section| section.line);
        self
    }

    /// Whether the first header speaks for all rows.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a row is; its fields are brought into the order of the first header. Where they stood comes with it.
    pub fn judge(
        &self,
        shape: &Shape,
        line: u64,
        raw: &[u8],
        fields: &mut Fields,
    ) -> (RowKind, &[Option<usize>]) {
        let kind = shape.judge(raw, fields);
        let section = self.0.iter().rev().find(|section| section.line < line);
        let Some(section) = section.filter(|_| !matches!(kind, RowKind::Header)) else { return (kind, &[]) };
        match &section.order {
            Order::Same => (kind, &[]),
            Order::Unknown if kind == RowKind::Form => (kind, &[]),
            Order::Unknown => (RowKind::Broken(Rule::HeaderOther), &[]),
            Order::Moved { from, width } => {
                let blank = |i: usize| is_blank(fields.cell(raw, i));
                let filled = (0..fields.list.len()).rposition(|i| !blank(i)).map_or(0, |i| i + 1);
                if kind == RowKind::Form && filled < 2 {
                    return (kind, &[]);
                }
                if fields.list.len() < *width {
                    return (RowKind::Broken(Rule::FieldsTooFew), &[]);
                }
                if filled > *width {
                    return (RowKind::Broken(Rule::FieldsTooMany), &[]);
                }
                let nothing = Field { start: 0, end: 0, held: Held::Raw };
                let moved = from.iter().map(|at| at.and_then(|at| fields.list.get(at)).copied());
                let mut moved: Vec<Field> = moved.map(|field| field.unwrap_or(nothing)).collect();
                moved.resize(moved.len().max(shape.columns), nothing);
                fields.list = moved;
                (shape.judge(raw, fields), from)
            }
        }
    }
}
