//! Spread: how far places lie apart on an indicator.

use std::collections::BTreeMap;

use super::coverage::indicator_key;
use super::summary::{CoverageRow, Spread};
use crate::model::register::IndicatorRegister;
use crate::stats::quantile::five_numbers;

/// Lowest, quartiles and highest of the places with a figure, an indicator, period and basis; from two places on.
pub(super) fn spread(rows: &[CoverageRow], register: &IndicatorRegister) -> Vec<Spread> {
    let mut groups = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.place.is_country()) {
        if let Some(percent) = row.percent {
            let key = (indicator_key(register, &row.indicator), row.period, row.place.vintage, row.basis);
            groups.entry(key).or_insert_with(Vec::new).push(percent);
        }
    }
    groups
        .into_iter()
        .filter(|(_, values)| values.len() > 1)
        .filter_map(|((indicator, period, _, basis), values)| {
            Some(Spread {
                indicator: indicator.1,
                period,
                basis,
                places: values.len() as u32,
                quartiles: five_numbers(&values)?,
            })
        })
        .collect()
}
