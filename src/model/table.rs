//! The tables of an edition: names, columns, types, units — declared once.
//!
//! The frames of `analyse`, the rows of `tables/*.csv`, the sheets of the workbook and the fields of
//! `datapackage.json` all come from the declarations in [`ALL`].

use polars::prelude::{DataType, Expr, PlSmallStr, col};

/// The name of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Col(pub &'static str);

impl Col {
    /// The expression that reads the column.
    pub fn expr(self) -> Expr {
        col(self.0)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        self.0
    }
}

impl From<Col> for PlSmallStr {
    fn from(column: Col) -> Self {
        PlSmallStr::from_static(column.0)
    }
}

impl From<Col> for Expr {
    fn from(column: Col) -> Self {
        column.expr()
    }
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Count,
    /// A number with decimals.
    Number,
    /// A period in ISO form (`2022`, `2022-Q3`, `2022-09`, `2022-09-14`).
    Period,
    /// True or false.
    Flag,
}

impl Kind {
    /// The polars type of such a column.
    pub fn data_type(self) -> DataType {
        match self {
            Kind::Text | Kind::Period => DataType::String,
            Kind::Count => DataType::Int64,
            Kind::Number => DataType::Float64,
            Kind::Flag => DataType::Boolean,
        }
    }
}

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in files.
    pub col: Col,
    /// What its cells are.
    pub kind: Kind,
    /// Unit of the numbers; empty where there is none.
    pub unit: &'static str,
    /// What it says, in Vietnamese.
    pub vi: &'static str,
    /// What it says, in English.
    pub en: &'static str,
}

/// One table of an edition.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// File stem in `tables/`, and the name of the marked table in the workbook.
    pub name: &'static str,
    /// Title in Vietnamese.
    pub vi: &'static str,
    /// Title in English.
    pub en: &'static str,
    /// Columns in their order.
    pub columns: &'static [Column],
    /// The columns that together name a row.
    pub key: &'static [Col],
}

macro_rules! cols {
    ($($name:ident $text:literal),* $(,)?) => {
        $(#[doc = concat!("The column `", $text, "`.")] pub const $name: Col = Col($text);)*
    };
}

/// Columns, and behind them what a test of a trend says.
macro_rules! tested_columns {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            C_SLOPE, C_SLOPE_LOW, C_SLOPE_HIGH, C_MK_S, C_MK_VAR, C_MK_Z, C_MK_P, C_TAU_B, C_Q, C_VERDICT,
        ]
    };
}

/// Columns, and behind them a series and what a test of its trend says.
macro_rules! trend_columns {
    ($($own:expr),* $(,)?) => {
        tested_columns![$($own,)* C_N, C_FIRST_PERIOD, C_LAST_PERIOD, C_FIRST_VALUE, C_LAST_VALUE]
    };
}

mod columns;
mod facts;
mod insights;
mod quality;

pub use columns::*;
pub use facts::*;
pub use insights::*;
pub use quality::*;

/// Parts the cells of a key where they stand in one cell.
pub const KEY_PARTS: &str = " | ";

/// The tables of the contract: what an edition states of places, topics, teams and targets.
pub static FACTS: &[&Table] = &[
    &TOPICS,
    &TOPIC_TRENDS,
    &DISTINCTIVE_TOPICS,
    &COVERAGE,
    &COVERAGE_TRENDS,
    &TEAM_COUNTS,
    &TEAM_TRENDS,
    &TARGETS,
    &COMMITMENTS,
];

/// Every table of an edition, in the order of its contents: the contract's, then what follows from them.
pub static ALL: &[&Table] = &[
    &TOPICS,
    &TOPIC_TRENDS,
    &DISTINCTIVE_TOPICS,
    &COVERAGE,
    &COVERAGE_TRENDS,
    &TEAM_COUNTS,
    &TEAM_TRENDS,
    &TARGETS,
    &COMMITMENTS,
    &TOPIC_MOVES,
    &SIMILAR_PLACES,
    &TOPIC_DIVERSITY,
    &REGION_TOPICS,
    &CONTRIBUTIONS,
    &SPREAD,
    &CONVERGENCE,
    &RANKS,
    &REGION_COVERAGE,
    &REGION_TEAMS,
    &TEAM_BASES,
    &TARGET_RANGES,
    &LAGGARDS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_columns_and_names_are_unique() {
        let all: Vec<_> = ALL.iter().chain(QUALITY).collect();
        assert!(FACTS.iter().zip(ALL).all(|(fact, table)| fact.name == table.name));
        for (i, table) in all.iter().enumerate() {
            assert!(all[..i].iter().all(|other| other.name != table.name));
            for key in table.key {
                assert!(table.columns.iter().any(|column| column.col == *key), "{} {key:?}", table.name);
            }
            for (j, column) in table.columns.iter().enumerate() {
                assert!(table.columns[..j].iter().all(|other| other.col != column.col));
            }
        }
    }
}
