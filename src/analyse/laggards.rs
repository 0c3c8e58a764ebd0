//! Laggards: the communes that stand last on an indicator.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::borders::{Borders, MERGER};
use super::coverage::indicator_key;
use super::summary::CoverageRow;
use crate::clean::Tables;
use crate::clean::tables::{Laggard, Laggards};
use crate::model::place::Boundaries;
use crate::model::register::{Combine, Direction, IndicatorRegister, PlaceRegister};
use crate::model::{Level, Period, Place};

/// How many are kept where the report speaks of communes itself.
const KEPT: usize = 50;

/// By indicator as registered, then period. Only rates are compared: a count is low where a commune is small.
pub(super) fn laggards(
    tables: &Tables,
    rows: &[CoverageRow],
    borders: &Borders,
    boundaries: Boundaries,
    register: &IndicatorRegister,
    places: Option<&PlaceRegister>,
) -> Vec<Laggards> {
    let mut all: Vec<Laggards> = match borders.level {
        Level::Commune => of_rows(rows, register, places),
        _ => tables.laggards.clone(),
    };
    all.retain(|laggards| {
        let known = register.get(&laggards.indicator);
        known.is_none_or(|known| known.combine == Combine::Ratio)
            && !(boundaries == Boundaries::Former && laggards.period.end() >= MERGER)
    });
    all.sort_by_cached_key(|laggards| (indicator_key(register, &laggards.indicator), laggards.period));
    all
}

fn of_rows(
    rows: &[CoverageRow],
    register: &IndicatorRegister,
    places: Option<&PlaceRegister>,
) -> Vec<Laggards> {
    let mut all: BTreeMap<(Arc<str>, Period), Laggards> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.place.level == Level::Commune) {
        let Some(value) = row.percent else { continue };
        let key = (row.indicator.clone(), row.period);
        let down = register.get(&row.indicator).is_some_and(|known| known.direction == Direction::Down);
        let told = all.entry(key.clone()).or_insert_with(|| Laggards::new(key, down));
        told.communes += 1;
        told.zero += u64::from(value == 0.0);
        told.rows.push(Laggard {
            province: province(&row.place, places),
            place: row.place.clone(),
            value,
            counts: row.covered.zip(row.total),
            origin: row.origins.first.first().copied(),
        });
    }
    for told in all.values_mut() {
        let down = told.down;
        told.rows.sort_by(|a, b| {
            let by_value = if down { b.value.total_cmp(&a.value) } else { a.value.total_cmp(&b.value) };
            by_value.then_with(|| a.place.cmp(&b.place))
        });
        told.rows.truncate(KEPT);
    }
    all.into_values().collect()
}

/// The province that a commune's code begins with.
fn province(commune: &Place, places: Option<&PlaceRegister>) -> Place {
    let code = commune.code.split('/').next().unwrap_or_default();
    let name = places.and_then(|places| places.unit(commune.vintage, code)).map(|unit| unit.name.clone());
    let code: Arc<str> = Arc::from(code);
    Place {
        vintage: commune.vintage,
        level: Level::Province,
        name: name.unwrap_or_else(|| code.clone()),
        code,
    }
}
