//! Regions: the provinces of a socio-economic region added up, on whichever borders they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::coverage::indicator_key;
use super::summary::{CoverageRow, RegionCoverage, RegionTeams, TeamRow};
use crate::clean::tables::TeamLevel;
use crate::model::register::{Combine, IndicatorRegister, PlaceRegister};
use crate::model::{Level, Period, Place, Vintage};

/// Position of a region in the register.
type RegionKey = (Vintage, usize);

/// One sum of coverage: region, indicator, definition and period.
type CoverageKey = (RegionKey, (usize, Arc<str>), Option<Arc<str>>, Period);

fn region_of(register: &PlaceRegister, place: &Place) -> Option<RegionKey> {
    let unit = register.unit(place.vintage, &place.code).filter(|_| place.level == Level::Province)?;
    let position = register.regions.iter().position(|region| region.code == unit.region)?;
    Some((place.vintage, position))
}

fn expected(register: &PlaceRegister, region: RegionKey, period: Period) -> u32 {
    let code = &register.regions[region.1].code;
    let units = register.units_of(region.0).filter(|unit| unit.region == *code);
    units.filter(|unit| unit.exists_on(period.end())).count() as u32
}

/// Covered and total of the provinces that have both; percentages alone are not combined.
pub(super) fn coverage(
    rows: &[CoverageRow],
    register: Option<&PlaceRegister>,
    indicators: &IndicatorRegister,
) -> Vec<RegionCoverage> {
    let Some(register) = register else { return Vec::new() };
    let mut sums: BTreeMap<CoverageKey, (u64, u64, u32)> = BTreeMap::new();
    for row in rows {
        let combined = indicators.get(&row.indicator).is_none_or(|known| known.combine == Combine::Ratio);
        let counts = row.covered.zip(row.total).filter(|(_, total)| combined && *total > 0);
        if let (Some(region), Some((covered, total))) = (region_of(register, &row.place), counts) {
            let key = (region, indicator_key(indicators, &row.indicator), row.definition.clone(), row.period);
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + covered, sum.1 + total, sum.2 + 1);
        }
    }
    sums.into_iter()
        .map(|((region, indicator, _, period), (covered, total, places))| RegionCoverage {
            region: register.regions[region.1].code.clone(),
            vintage: region.0,
            indicator: indicator.1,
            period,
            covered,
            total,
            percent: 100.0 * covered as f64 / total as f64,
            places_with_figures: places,
            places_expected: expected(register, region, period),
        })
        .collect()
}

/// Teams of the provinces that give them.
pub(super) fn teams(rows: &[TeamRow], register: Option<&PlaceRegister>) -> Vec<RegionTeams> {
    let Some(register) = register else { return Vec::new() };
    let mut sums: BTreeMap<(RegionKey, TeamLevel, Period), (u64, u32)> = BTreeMap::new();
    for row in rows {
        if let (Some(region), Some(teams)) = (region_of(register, &row.place), row.teams) {
            let sum = sums.entry((region, row.level, row.period)).or_default();
            *sum = (sum.0 + teams, sum.1 + 1);
        }
    }
    sums.into_iter()
        .map(|((region, level, period), (teams, places))| RegionTeams {
            region: register.regions[region.1].code.clone(),
            vintage: region.0,
            level,
            period,
            teams,
            places_with_figures: places,
            places_expected: expected(register, region, period),
        })
        .collect()
}
