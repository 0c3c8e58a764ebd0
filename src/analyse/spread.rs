//! Spread: how far places lie apart on an indicator.

use std::collections::BTreeMap;

use super::coverage::{Coverage, indicator_key};
use super::summary::{Convergence, CoverageRow, Family, Spread};
use super::trends;
use crate::model::Period;
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
        .filter_map(|((indicator, period, vintage, basis), values)| {
            Some(Spread {
                indicator: indicator.1,
                vintage,
                period,
                basis,
                places: values.len() as u32,
                quartiles: five_numbers(&values)?,
            })
        })
        .collect()
}

/// The places of a panel: every period with the places that have a figure in it.
type Panel<'a> = BTreeMap<Period, BTreeMap<&'a super::borders::Strand, f64>>;

/// Whether the places that have a figure in every period draw together; from three places and two periods on.
pub(super) fn convergence(
    coverage: &Coverage,
    register: &IndicatorRegister,
) -> (Vec<Convergence>, Vec<Family>) {
    let mut panels = BTreeMap::new();
    for (row, key) in coverage.rows.iter().zip(&coverage.keys).filter(|(row, _)| !row.place.is_country()) {
        if let Some(percent) = row.percent {
            let indicator = indicator_key(register, &row.indicator);
            let panel = (indicator, key.definition.clone(), key.basis, row.period.kind());
            let panel: &mut Panel = panels.entry(panel).or_default();
            panel.entry(row.period).or_default().insert(&key.strand, percent);
        }
    }
    let mut rows = Vec::new();
    for ((indicator, _, basis, _), mut panel) in panels {
        panel.retain(|_, places| places.len() > 2);
        let in_all =
            |place: &&super::borders::Strand| panel.values().all(|places| places.contains_key(*place));
        let Some(first) = panel.values().next() else { continue };
        let places: Vec<_> = first.keys().copied().filter(in_all).collect();
        if places.len() < 3 || panel.len() < 2 {
            continue;
        }
        let values = |figures: &BTreeMap<_, f64>| {
            places.iter().filter_map(|place| figures.get(place).copied()).collect()
        };
        let quartiles: Vec<(Period, [f64; 5])> = panel
            .iter()
            .filter_map(|(period, figures)| {
                let values: Vec<f64> = values(figures);
                Some((*period, five_numbers(&values)?))
            })
            .collect();
        let between = quartiles.iter().map(|(period, five)| (*period, five[3] - five[1])).collect();
        if let Some(trend) = trends::trend(between) {
            let places = places.len() as u32;
            rows.push(Convergence { indicator: indicator.1, basis, places, quartiles, trend });
        }
    }
    let families = trends::judge(&mut rows, |_| Some("convergence".to_owned()), |row| &mut row.trend);
    (rows, families)
}
