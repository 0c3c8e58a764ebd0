//! Tables: those for people, and those for machines.

use std::borrow::Cow;
use std::sync::Arc;

use super::State;
use crate::model::table;
use crate::model::{FigureId, Period};

/// A table for people.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Anchor and file stem.
    pub id: String,
    /// Number within the report, from 1.
    pub number: usize,
    /// Title, without its number.
    pub title: String,
    /// Columns.
    pub columns: Vec<TableColumn>,
    /// Rows, in their order.
    pub rows: Vec<TableRow>,
    /// Notes below.
    pub notes: Vec<String>,
    /// Source line; empty where there is none.
    pub source: String,
}

/// A column of a table for people.
#[derive(Clone, Debug, Default)]
pub struct TableColumn {
    /// Header.
    pub label: String,
    /// Unit, below the header; empty where there is none.
    pub unit: String,
    /// Numbers stand right.
    pub numeric: bool,
    /// Ranks: the first of them comes first.
    pub rank: bool,
    /// Stands behind the others, as counts do behind their share: a narrow screen shows it when it is asked for.
    pub aside: bool,
    /// Its finished heads on a sheet of its own, where no title is in sight and a part and its whole are two cells; empty where
    /// its label and unit do.
    pub heads: Vec<String>,
}

impl TableColumn {
    /// The column, with heads of its own on a sheet.
    #[must_use]
    pub fn headed(self, heads: impl Into<Vec<String>>) -> Self {
        Self { heads: heads.into(), ..self }
    }

    /// The column, standing behind the others.
    #[must_use]
    pub fn aside(self) -> Self {
        Self { aside: true, ..self }
    }
}

/// A row of a table for people.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// Cells, one a column.
    pub cells: Vec<TableCell>,
    /// A total or national line.
    pub strong: bool,
    /// Code of the place that it speaks of, where its figures do not say so.
    pub place: Option<Arc<str>>,
}

/// A cell of a table for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableCell {
    /// As people read it.
    pub text: String,
    /// The figure it shows.
    pub figure: Option<FigureId>,
    /// For sorting, and for the cell of a workbook.
    pub value: Option<f64>,
    /// The lower and the upper end of the interval that it tells, at full precision.
    pub range: Option<(f64, f64)>,
    /// Whether what it says is good.
    pub state: State,
    /// The table that its text names.
    pub see: Option<TableName>,
}

/// A table as a text names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableName {
    /// Anchor.
    pub id: String,
    /// Number within the report, from 1.
    pub number: usize,
    /// The words that name it: `Bảng 14`.
    pub text: String,
}

/// A table for machines: a file of `tables/`, a sheet of the workbook, a resource of the data package.
#[derive(Clone, Debug)]
pub struct DataTable {
    /// Its declaration.
    pub table: &'static table::Table,
    /// Title in the report's language.
    pub title: String,
    /// Rows; one value a column.
    pub rows: Vec<Vec<Value>>,
}

/// A value for machines.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Undefined.
    Blank,
    /// Text.
    Text(Arc<str>),
    /// A whole number.
    Count(i64),
    /// A number, at full precision.
    Number(f64),
    /// True or false.
    Flag(bool),
}

/// A value for machines as it is written: a [`Value`] whose text stays where it lies.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum<'a> {
    /// Undefined.
    Blank,
    /// Text.
    Text(Cow<'a, str>),
    /// Text that many rows share.
    Shared(&'a Arc<str>),
    /// A period, in its ISO form.
    Period(Period),
    /// A whole number.
    Count(i64),
    /// A number, at full precision.
    Number(f64),
    /// True or false.
    Flag(bool),
}

/// A table for machines, whose rows may be at hand or made when they are written.
pub trait Rows: Sync {
    /// Its declaration.
    fn table(&self) -> &'static table::Table;

    /// Title in the report's language.
    fn title(&self) -> &str;

    /// Hands over its rows in their order, one value a column.
    fn each(&self, put: &mut dyn FnMut(&[Datum<'_>]));

    /// The table with its rows at hand.
    fn at_hand(&self) -> DataTable {
        let mut rows = Vec::new();
        self.each(&mut |row| rows.push(row.iter().map(Value::from).collect()));
        DataTable { table: self.table(), title: self.title().to_owned(), rows }
    }
}

impl Rows for DataTable {
    fn table(&self) -> &'static table::Table {
        self.table
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn each(&self, put: &mut dyn FnMut(&[Datum<'_>])) {
        let mut cells: Vec<Datum<'_>> = Vec::with_capacity(self.table.columns.len());
        for row in &self.rows {
            cells.clear();
            cells.extend(row.iter().map(Datum::from));
            put(&cells);
        }
    }
}

impl<'a> From<&'a Value> for Datum<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Blank => Datum::Blank,
            Value::Text(text) => Datum::Shared(text),
            Value::Count(count) => Datum::Count(*count),
            Value::Number(number) => Datum::Number(*number),
            Value::Flag(flag) => Datum::Flag(*flag),
        }
    }
}

impl From<&Datum<'_>> for Value {
    fn from(datum: &Datum<'_>) -> Self {
        match datum {
            Datum::Blank => Value::Blank,
            Datum::Text(text) => Value::Text(Arc::from(&**text)),
            Datum::Shared(text) => Value::Text(Arc::clone(text)),
            Datum::Period(period) => Value::Text(Arc::from(period.to_string())),
            Datum::Count(count) => Value::Count(*count),
            Datum::Number(number) => Value::Number(*number),
            Datum::Flag(flag) => Value::Flag(*flag),
        }
    }
}
