//! The frame of the coverage exports, and what is added up in it.

use std::sync::Arc;

use polars::prelude::*;

use super::indicator_key;
use crate::analyse::frames::{self, *};
use crate::analyse::units::{Located, Unit};
use crate::clean::tables::CoverageFigure;
use crate::model::Period;
use crate::model::register::IndicatorRegister;
use crate::model::table::{COVERED, Col, TOTAL};

pub(super) const FIGURES: Declaration = Declaration {
    name: "coverage",
    columns: &[
        (ROW, DataType::UInt32),
        (UNIT, DataType::UInt32),
        (ALL_UNIT, DataType::UInt32),
        (WHEN, DataType::UInt32),
        (SUBJECT, DataType::UInt32),
        (DEFINITION, DataType::UInt32),
        (DIRECT, DataType::Boolean),
        (EXPECTED, DataType::UInt32),
        (COVERED, DataType::Int64),
        (TOTAL, DataType::Int64),
        (VALUE, DataType::Float64),
    ],
};

/// What positions in the frames mean.
pub(super) struct Keys {
    pub(super) units: Codes<Unit>,
    pub(super) periods: Codes<Period>,
    pub(super) indicators: Codes<(usize, Arc<str>)>,
    pub(super) definitions: Codes<Arc<str>>,
    /// Of each figure of the table.
    pub(super) subjects: Vec<u32>,
}

impl Keys {
    pub(super) fn new(located: &[Located], figures: &[CoverageFigure], register: &IndicatorRegister) -> Keys {
        let units = located.iter().flat_map(|row| [Some(row.unit.clone()), row.sum.clone()]).flatten();
        let key_of = |figure: &CoverageFigure| indicator_key(register, &figure.indicator);
        let indicators = Codes::new(figures.iter().map(key_of));
        Keys {
            units: Codes::new(units),
            periods: Codes::new(located.iter().map(|row| row.period)),
            subjects: figures.iter().map(|figure| indicators.of(&key_of(figure)).unwrap_or(0)).collect(),
            indicators,
            definitions: Codes::new(figures.iter().filter_map(|figure| figure.definition.clone())),
        }
    }
}

pub(super) fn figures_frame(
    located: &[Located],
    figures: &[CoverageFigure],
    keys: &Keys,
) -> PolarsResult<DataFrame> {
    let rows = || located.iter().map(|row| (row, &figures[row.row as usize]));
    DataFrame::new_infer_height(vec![
        positions(ROW, rows().map(|(row, _)| Some(row.row))),
        positions(UNIT, rows().map(|(row, _)| keys.units.of(&row.unit))),
        positions(ALL_UNIT, rows().map(|(row, _)| row.sum.as_ref().and_then(|sum| keys.units.of(sum)))),
        positions(WHEN, rows().map(|(row, _)| keys.periods.of(&row.period))),
        positions(SUBJECT, rows().map(|(row, _)| keys.subjects.get(row.row as usize).copied())),
        positions(
            DEFINITION,
            rows().map(|(_, figure)| figure.definition.as_ref().and_then(|text| keys.definitions.of(text))),
        ),
        flags(DIRECT, rows().map(|(row, _)| row.direct)),
        positions(EXPECTED, rows().map(|(row, _)| Some(row.expected))),
        frames::counts(COVERED, rows().map(|(_, figure)| figure.covered)),
        frames::counts(TOTAL, rows().map(|(_, figure)| figure.total)),
        numbers(VALUE, rows().map(|(_, figure)| figure.percent)),
    ])
}

pub(super) fn keys_of(unit: Col) -> [Expr; 4] {
    [unit.expr().alias(UNIT), WHEN.expr(), SUBJECT.expr(), DEFINITION.expr()]
}

pub(super) fn order() -> [&'static str; 4] {
    [UNIT.name(), SUBJECT.name(), WHEN.name(), DEFINITION.name()]
}

pub(super) fn sorting() -> SortMultipleOptions {
    SortMultipleOptions::default()
}

/// Covered of how many, in one row.
pub(super) fn has_base() -> Expr {
    COVERED.expr().is_not_null().and(TOTAL.expr().gt(lit(0i64)))
}

/// A figure as the row gives it.
pub(super) fn has_value() -> Expr {
    VALUE.expr().is_not_null()
}

/// A figure reported for the unit itself stands; its parts, where they were reported as well, are not added to it.
pub(super) fn reported(figures: LazyFrame) -> PolarsResult<LazyFrame> {
    let same_figure = [UNIT.expr(), WHEN.expr(), SUBJECT.expr(), DEFINITION.expr()];
    let direct_exists = DIRECT.expr().any(true).over(same_figure)?;
    Ok(figures.filter(DIRECT.expr().or(direct_exists.not())))
}

/// Sums over rows that have both counts, how many those are, and what a single row says.
pub(super) fn folds() -> Vec<Expr> {
    let of_bases = |column: Col| column.expr().filter(has_base()).sum().alias(column);
    vec![
        of_bases(COVERED),
        of_bases(TOTAL),
        has_base().sum().cast(DataType::UInt32).alias(BASES),
        known_sum(VALUE),
        VALUE.expr().count().cast(DataType::UInt32).alias(VALUES),
        EXPECTED.expr().max().alias(EXPECTED),
        ROW.expr(),
    ]
}

/// Rows folded to one unit, period, indicator and definition.
pub(super) struct Folded {
    pub(super) unit: u32,
    pub(super) when: u32,
    pub(super) subject: u32,
    pub(super) definition: Option<u32>,
    pub(super) covered: u64,
    pub(super) total: u64,
    pub(super) bases: u32,
    pub(super) value: Option<f64>,
    pub(super) values: u32,
    pub(super) expected: u32,
    pub(super) rows: Vec<u32>,
}

pub(super) fn read(frame: &DataFrame) -> PolarsResult<Vec<Folded>> {
    let (units, times) = (read_keys(frame, UNIT)?, read_keys(frame, WHEN)?);
    let (subjects, definitions) = (read_keys(frame, SUBJECT)?, read_positions(frame, DEFINITION)?);
    let (covered, totals) = (read_counts(frame, COVERED)?, read_counts(frame, TOTAL)?);
    let (bases, values) = (read_keys(frame, BASES)?, read_keys(frame, VALUES)?);
    let (value, expected) = (read_numbers(frame, VALUE)?, read_keys(frame, EXPECTED)?);
    let rows = read_lists(frame, ROW)?;
    let folded = rows.into_iter().enumerate().map(|(i, rows)| Folded {
        unit: units[i],
        when: times[i],
        subject: subjects[i],
        definition: definitions[i],
        // A sum over no base is 0 here: `bases` says whether it means anything.
        covered: covered[i].unwrap_or(0),
        total: totals[i].unwrap_or(0),
        bases: bases[i],
        value: value[i],
        values: values[i],
        expected: expected[i],
        rows,
    });
    Ok(folded.collect())
}
