//! Ranks: where each place stands among the others.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::coverage::indicator_key;
use super::summary::{CoverageRow, RankRow};
use crate::model::register::{Direction, IndicatorRegister};
use crate::model::{Period, PeriodKind, Place, Vintage};

/// One ranking is of one indicator and definition, on one set of borders, in one period.
type Table = ((usize, Arc<str>), Option<Arc<str>>, Vintage, PeriodKind);

/// The places with a figure in each period.
type Figures<'a> = BTreeMap<Period, Vec<(&'a Place, f64)>>;

/// Every place with a figure, best first; from two places on.
pub(super) fn ranks(rows: &[CoverageRow], register: &IndicatorRegister) -> Vec<RankRow> {
    let mut tables: BTreeMap<Table, Figures> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.place.is_country()) {
        if let Some(percent) = row.percent {
            let indicator = indicator_key(register, &row.indicator);
            let table = (indicator, row.definition.clone(), row.place.vintage, row.period.kind());
            tables.entry(table).or_default().entry(row.period).or_default().push((&row.place, percent));
        }
    }
    let mut ranked = Vec::new();
    for ((indicator, ..), periods) in tables {
        let best_is_low = register.get(&indicator.1).is_some_and(|known| known.direction == Direction::Down);
        let mut earlier: Vec<(Period, BTreeMap<&Place, u32>)> = Vec::new();
        for (period, mut places) in periods {
            if places.len() < 2 {
                continue;
            }
            places.sort_by(|a, b| {
                let by_value = if best_is_low { a.1.total_cmp(&b.1) } else { b.1.total_cmp(&a.1) };
                by_value.then_with(|| a.0.cmp(b.0))
            });
            let mut rank = 0;
            let mut table: BTreeMap<&Place, u32> = BTreeMap::new();
            for (i, (place, value)) in places.iter().enumerate() {
                if i == 0 || places[i - 1].1 != *value {
                    rank = i as u32 + 1;
                }
                table.insert(place, rank);
            }
            let same_places = |other: &&(Period, BTreeMap<&Place, u32>)| other.1.keys().eq(table.keys());
            let previous = earlier.iter().rev().find(same_places);
            ranked.extend(places.iter().map(|(place, value)| RankRow {
                indicator: indicator.1.clone(),
                period,
                place: (*place).clone(),
                value: *value,
                rank: table.get(place).copied().unwrap_or(0),
                places: places.len() as u32,
                previous: previous.and_then(|(period, ranks)| Some((*period, *ranks.get(place)?))),
            }));
            earlier.push((period, table));
        }
    }
    ranked
}
