//! Names of rows: the table, the place, then the other key columns in their order, as
//! `coverage/14/villages_mobile_broadband/2022/published`.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::composer::Composer;
use crate::compose::data_tables;
use crate::compose::report::{Rows, Value};
use crate::model::FigureId;
use crate::model::fold::{fold, fold_case};
use crate::model::table::{self, Col, PLACE, PLACE_CODE, REGION, REGION_LABEL, Table, VINTAGE};

/// A row of a table, by its name.
pub(super) struct Row {
    pub table: &'static Table,
    /// Which row of the table.
    pub index: usize,
    pub cells: Vec<Value>,
    pub id: FigureId,
    /// Spellings of its place, as segments.
    places: Vec<Vec<String>>,
    /// The other cells of its key, as segments; and as they are written.
    parts: Vec<String>,
}

/// How a name is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Met {
    /// All of the row's key is named.
    pub whole: bool,
    /// The name ends with a column of the table.
    pub column: Option<Col>,
    /// The parts of the name behind the place.
    behind: Vec<String>,
}

impl Met {
    /// Whether a figure has the very name asked for, whatever the spelling of its place.
    pub fn names(&self, figure: &FigureId) -> bool {
        let tail = figure.as_str().splitn(3, '/').nth(2).unwrap_or_default();
        filled(segments(tail)) == self.behind
    }
}

/// A cell as a key and a person write it.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => text.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
    }
}

/// One part of a name, as parts are compared.
fn segment(text: &str) -> String {
    let folded = fold(text);
    if folded.is_empty() { fold_case(text) } else { folded }
}

/// A name in parts. A `/` within a part is written `|`, which reads the same.
pub(super) fn segments(name: &str) -> Vec<String> {
    name.split(['/', '|']).map(segment).collect()
}

fn filled(segments: Vec<String>) -> Vec<String> {
    segments.into_iter().filter(|segment| !segment.is_empty()).collect()
}

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: Col) -> &Value {
        let at = self.table.columns.iter().position(|known| known.col == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or(&Value::Blank)
    }

    /// Whether a name, given as the segments behind the table's, is one of this row.
    pub fn met(&self, asked: &[String]) -> Option<Met> {
        self.places.iter().filter_map(|place| self.met_behind(asked.strip_prefix(&place[..])?)).max_by_key(
            // The whole name is better met than a part of it.
            |met| (met.whole, met.column.is_none()),
        )
    }

    fn met_behind(&self, asked: &[String]) -> Option<Met> {
        let behind = filled(asked.to_vec());
        if let Some(whole) = self.follows(&behind) {
            return Some(Met { whole, column: None, behind });
        }
        let (last, rest) = behind.split_last()?;
        let column = self.table.columns.iter().find(|column| segment(column.col.name()) == *last)?.col;
        Some(Met { whole: self.follows(rest)?, column: Some(column), behind })
    }

    /// Whether the parts asked for stand in the row's key in this order; `Some(true)` where they are all of it.
    fn follows(&self, asked: &[String]) -> Option<bool> {
        let mut parts = self.parts.iter();
        asked
            .iter()
            .all(|segment| parts.any(|part| part == segment))
            .then_some(asked.len() == self.parts.len())
    }

    /// How near a name is that is not met: parts that it has in common with this row.
    pub fn common(&self, asked: &[String]) -> usize {
        let place = self.places.iter().any(|place| !place.is_empty() && asked.starts_with(place));
        let parts =
            asked.iter().filter(|segment| !segment.is_empty() && self.parts.contains(segment)).count();
        2 * usize::from(place) + parts
    }
}

/// The rows of the table called `name`, with their names.
pub(super) fn rows(c: &Composer<'_>, name: &str) -> Vec<Row> {
    let Some(table) = table::ALL.iter().copied().find(|table| segment(table.name) == name) else {
        return Vec::new();
    };
    let mut tables = data_tables(c.summary, c.settings, c.registers).into_iter();
    let cells =
        tables.find(|one| one.table().name == table.name).map_or(Vec::new(), |one| one.at_hand().rows);
    let mut rows: Vec<Row> = (0..).zip(cells).map(|(index, cells)| row(c, table, index, cells)).collect();
    // Rows that only their borders, the name of their sum or their definition tell apart carry that too.
    let by_column = |column: Col| move |row: &Row| text(row.cell(column));
    let by_definition = |row: &Row| {
        let figure = c.summary.coverage.get(row.index).filter(|_| row.table.name == table::COVERAGE.name);
        figure.and_then(|figure| figure.definition.as_deref()).unwrap_or_default().to_owned()
    };
    let marks: [&dyn Fn(&Row) -> String; 3] = [&by_column(VINTAGE), &by_column(PLACE), &by_definition];
    for mark_of in marks {
        let mut told: BTreeMap<FigureId, BTreeSet<String>> = BTreeMap::new();
        for row in &rows {
            told.entry(row.id.clone()).or_default().insert(mark_of(row));
        }
        for row in &mut rows {
            let mark = mark_of(row);
            if !mark.is_empty() && told.get(&row.id).is_some_and(|marks| marks.len() > 1) {
                row.id = row.id.part(&mark);
                row.parts.extend(filled(segments(&mark)));
            }
        }
    }
    rows
}

fn row(c: &Composer<'_>, table: &'static Table, index: usize, cells: Vec<Value>) -> Row {
    let mut row = Row {
        table,
        index,
        cells,
        id: FigureId(table.name.to_owned()),
        places: vec![Vec::new()],
        parts: Vec::new(),
    };
    let has = |column: Col| table.columns.iter().any(|known| known.col == column);
    if has(PLACE_CODE) || has(REGION) {
        let (code, label) = if has(PLACE_CODE) { (PLACE_CODE, PLACE) } else { (REGION, REGION_LABEL) };
        let (code, label, vintage) = (text(row.cell(code)), text(row.cell(label)), text(row.cell(VINTAGE)));
        row.id = row.id.part(if code.is_empty() { "all" } else { &code });
        row.places = spellings(c, &code, &label, &vintage);
    }
    for column in table.key.iter().filter(|column| ![PLACE_CODE, VINTAGE, PLACE, REGION].contains(column)) {
        let part = text(row.cell(*column));
        if !part.is_empty() {
            row.id = row.id.part(&part);
            row.parts.extend(filled(segments(&part)));
        }
    }
    row
}

/// Spellings of a place: its code, its code with its borders, its name; those of a part of a province also behind the
/// name of the province. The line of all places has none of its own.
fn spellings(c: &Composer<'_>, code: &str, label: &str, vintage: &str) -> Vec<Vec<String>> {
    if code.is_empty() {
        let names = ["all", "", "cả nước", label];
        return names.iter().map(|name| vec![segment(name)]).collect();
    }
    let segments_of = |name: &str| filled(segments(name));
    let mut spellings = vec![segments_of(code), segments_of(label)];
    if !vintage.is_empty() {
        spellings.push(segments_of(&format!("{code}@{vintage}")));
        spellings.push(segments_of(&format!("{label}@{vintage}")));
    }
    if let Some((province, rest)) = code.split_once('/') {
        let mut units = c.registers.places.iter().flat_map(|places| places.units.iter());
        if let Some(unit) = units.find(|unit| &*unit.code == province && unit.vintage.as_str() == vintage) {
            spellings.push(segments_of(&format!("{}/{rest}", unit.name)));
        }
    }
    spellings
}
