//! Tables: those for people, and those for machines.

use std::sync::Arc;

use super::State;
use crate::model::FigureId;
use crate::model::table;

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
}

/// A row of a table for people.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// Cells, one a column.
    pub cells: Vec<TableCell>,
    /// A total or national line.
    pub strong: bool,
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
    /// Whether what it says is good.
    pub state: State,
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
