//! The frame of the coverage exports, and what is added up in it.

use std::sync::Arc;

use polars::prelude::*;

use super::indicator_key;
use crate::analyse::frames::{self, *};
use crate::analyse::units::{Located, Map};
use crate::clean::tables::CoverageFigure;
use crate::model::fast::FastMap;
use crate::model::register::{Combine, IndicatorRegister};
use crate::model::table::{COVERED, Col, TOTAL};

pub(super) const FIGURES: Declaration = Declaration {
    name: "coverage",
    columns: &[
        (ROW, DataType::UInt32),
        (KEY, DataType::UInt64),
        (ALL_KEY, DataType::UInt64),
        (DIRECT, DataType::Boolean),
        (EXPECTED, DataType::UInt32),
        (COVERED, DataType::Int64),
        (TOTAL, DataType::Int64),
        (VALUE, DataType::Float64),
    ],
};

/// What positions in the frames mean, beside those of units and periods.
pub(super) struct Keys {
    pub(super) indicators: Codes<(usize, Arc<str>)>,
    /// How each indicator is added up.
    pub(super) combine: Vec<Combine>,
    pub(super) definitions: Codes<Arc<str>>,
    /// Of each figure of the table.
    subjects: Vec<u32>,
}

impl Keys {
    pub(super) fn new(figures: &[CoverageFigure], register: &IndicatorRegister) -> Keys {
        let mut known: FastMap<&Arc<str>, u32> = FastMap::default();
        figures.iter().for_each(|figure| _ = known.entry(&figure.indicator).or_default());
        let key_of = |id: &Arc<str>| indicator_key(register, id);
        let indicators = Codes::new(known.keys().map(|id| key_of(id)));
        known.iter_mut().for_each(|(id, code)| *code = indicators.of(&key_of(id)).unwrap_or(0));
        let combine = |(_, id): &(usize, Arc<str>)| {
            register.get(id).map_or(Combine::Ratio, |indicator| indicator.combine)
        };
        Keys {
            combine: indicators.all().iter().map(combine).collect(),
            subjects: figures
                .iter()
                .map(|figure| known.get(&figure.indicator).copied().unwrap_or(0))
                .collect(),
            indicators,
            definitions: Codes::new(figures.iter().filter_map(|figure| figure.definition.clone())),
        }
    }
}

/// What names a figure: unit, indicator, period, and definition (0 where none is set), in the order of the report.
pub(super) type FigureKey = Packed<4>;

pub(super) fn figure_key(map: &Map, keys: &Keys) -> PolarsResult<FigureKey> {
    let counts = [map.units.all().len(), keys.indicators.all().len(), map.periods.all().len()];
    Packed::new([counts[0], counts[1], counts[2], keys.definitions.all().len() + 1])
}

pub(super) fn figures_frame(
    map: &Map,
    figures: &[CoverageFigure],
    keys: &Keys,
    packed_by: FigureKey,
) -> PolarsResult<DataFrame> {
    let rows = || map.rows.iter().map(|row| (row, &figures[row.row as usize]));
    let key = |unit: u32, row: &Located, figure: &CoverageFigure| {
        let definition = figure.definition.as_ref().and_then(|text| keys.definitions.of(text));
        let subject = keys.subjects[row.row as usize];
        packed_by.key([unit, subject, row.when, definition.map_or(0, |id| id + 1)])
    };
    DataFrame::new_infer_height(vec![
        positions(ROW, rows().map(|(row, _)| Some(row.row))),
        packed(KEY, rows().map(|(row, figure)| Some(key(row.unit, row, figure)))),
        packed(ALL_KEY, rows().map(|(row, figure)| row.sum.map(|sum| key(sum, row, figure)))),
        flags(DIRECT, rows().map(|(row, _)| row.direct)),
        positions(EXPECTED, rows().map(|(row, _)| Some(row.expected))),
        frames::counts(COVERED, rows().map(|(_, figure)| figure.covered)),
        frames::counts(TOTAL, rows().map(|(_, figure)| figure.total)),
        numbers(VALUE, rows().map(|(_, figure)| figure.percent)),
    ])
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
    let direct_exists = DIRECT.expr().any(true).over([KEY.expr()])?;
    Ok(figures.filter(DIRECT.expr().or(direct_exists.not())))
}

/// Sums over rows that have both counts, how many those are, and what a single row says.
fn folds() -> Vec<Expr> {
    let of_bases = |column: Col| column.expr().filter(has_base()).sum().alias(column);
    vec![
        of_bases(COVERED),
        of_bases(TOTAL),
        has_base().sum().cast(DataType::UInt32).alias(BASES),
        VALUE.expr().sum(),
        known(VALUE).alias(VALUES),
        EXPECTED.expr().max().alias(EXPECTED),
        ROW.expr(),
    ]
}

/// Rows added up under the keys of `key`, in the order of the report.
pub(super) fn fold(rows: LazyFrame, key: Col, packed_by: FigureKey) -> PolarsResult<Vec<Folded>> {
    read(&rows.group_by([key.expr().alias(KEY)]).agg(folds()).collect()?, packed_by)
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

/// Reads what was added up, in the order of the report.
fn read(frame: &DataFrame, packed_by: FigureKey) -> PolarsResult<Vec<Folded>> {
    let keys = read_packed(frame, KEY)?;
    let (covered, totals) = (read_counts(frame, COVERED)?, read_counts(frame, TOTAL)?);
    let (bases, values) = (read_keys(frame, BASES)?, read_keys(frame, VALUES)?);
    let (value, expected) = (where_known(&read_numbers(frame, VALUE)?, &values), read_keys(frame, EXPECTED)?);
    let mut rows = read_lists(frame, ROW)?;
    let folded = in_order(&keys).into_iter().map(|i| {
        let [unit, subject, when, definition] = packed_by.positions(keys[i]);
        Folded {
            unit,
            when,
            subject,
            definition: definition.checked_sub(1),
            // A sum over no base is 0 here: `bases` says whether it means anything.
            covered: covered[i].unwrap_or(0),
            total: totals[i].unwrap_or(0),
            bases: bases[i],
            value: value[i],
            values: values[i],
            expected: expected[i],
            rows: std::mem::take(&mut rows[i]),
        }
    });
    Ok(folded.collect())
}
