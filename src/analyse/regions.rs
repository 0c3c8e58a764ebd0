//! Regions: the provinces of a socio-economic region added up, on whichever borders they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::coverage::indicator_key;
use super::summary::{CoverageRow, RegionCoverage, RegionTeams, RegionTopic, TeamRow, TopicRow};
use super::topics::{TopicKey, topic_key};
use crate::clean::tables::TeamLevel;
use crate::model::fast::FastMap;
use crate::model::register::{Combine, IndicatorRegister, PlaceRegister, TopicRegister};
use crate::model::{Level, Period, Place, Vintage};
use crate::stats::wilson;

/// Position of a region in the register.
type RegionKey = (Vintage, usize);

/// One sum of coverage: region, indicator, definition and period.
type CoverageKey = (RegionKey, (usize, Arc<str>), Option<Arc<str>>, Period);

/// Tells of a province in which region it lies, and looks that up once.
fn region_of<'r>(register: &'r PlaceRegister) -> impl FnMut(&'r Place) -> Option<RegionKey> {
    let look_up = |place: &Place| {
        let unit = register.unit(place.vintage, &place.code)?;
        let position = register.regions.iter().position(|region| region.code == unit.region)?;
        Some((place.vintage, position))
    };
    let mut known: FastMap<(Vintage, &'r str), Option<RegionKey>> = FastMap::default();
    move |place| {
        let key = (place.vintage, &*place.code);
        if place.level == Level::Province {
            *known.entry(key).or_insert_with(|| look_up(place))
        } else {
            None
        }
    }
}

fn expected(register: &PlaceRegister, region: RegionKey, period: Period) -> u32 {
    let code = &register.regions[region.1].code;
    let units = register.units_of(region.0).filter(|unit| unit.region == *code);
    units.filter(|unit| unit.exists_on(period.end())).count() as u32
}

/// Covered and total of the provinces that have both; percentages alone are not combined.
pub(super) fn coverage<'r>(
    rows: &'r [CoverageRow],
    register: Option<&'r PlaceRegister>,
    indicators: &IndicatorRegister,
) -> Vec<RegionCoverage> {
    let Some(register) = register else { return Vec::new() };
    let mut region_of = region_of(register);
    let mut sums: BTreeMap<CoverageKey, (u64, u64, u32)> = BTreeMap::new();
    for row in rows {
        let combined = indicators.get(&row.indicator).is_none_or(|known| known.combine == Combine::Ratio);
        let counts = row.covered.zip(row.total).filter(|(_, total)| combined && *total > 0);
        if let (Some(region), Some((covered, total))) = (region_of(&row.place), counts) {
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
pub(super) fn teams<'r>(rows: &'r [TeamRow], register: Option<&'r PlaceRegister>) -> Vec<RegionTeams> {
    let Some(register) = register else { return Vec::new() };
    let mut region_of = region_of(register);
    let mut sums: BTreeMap<(RegionKey, TeamLevel, Period), (u64, u32)> = BTreeMap::new();
    for row in rows {
        if let (Some(region), Some(teams)) = (region_of(&row.place), row.teams) {
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

/// The provinces of one region with counted questions in one period.
#[derive(Default)]
struct Asked {
    total: u64,
    places: BTreeSet<Arc<str>>,
    partial: bool,
    topics: BTreeMap<TopicKey, u64>,
}

/// Questions of the provinces that have any, added up.
pub(super) fn topics<'r>(
    rows: &'r [TopicRow],
    register: Option<&'r PlaceRegister>,
    topics: Option<&TopicRegister>,
) -> Vec<RegionTopic> {
    let Some(register) = register else { return Vec::new() };
    let mut region_of = region_of(register);
    let mut sums: BTreeMap<(RegionKey, Period), Asked> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.total > 0) {
        let Some(region) = region_of(&row.place) else { continue };
        let asked = sums.entry((region, row.period)).or_default();
        if asked.places.insert(row.place.code.clone()) {
            asked.total += row.total;
        }
        asked.partial |= row.partial;
        *asked.topics.entry(topic_key(topics, &row.topic)).or_default() += row.questions.unwrap_or(0);
    }
    let mut found = Vec::new();
    for ((region, period), asked) in sums {
        for (topic, questions) in asked.topics {
            let Some((low, high)) = wilson(questions, asked.total) else { continue };
            found.push(RegionTopic {
                region: register.regions[region.1].code.clone(),
                vintage: region.0,
                period,
                topic: topic.1,
                questions,
                total: asked.total,
                share: (100.0 * questions as f64 / asked.total as f64, 100.0 * low, 100.0 * high),
                partial: asked.partial,
                places_with_figures: asked.places.len() as u32,
                places_expected: expected(register, region, period),
            });
        }
    }
    found
}
