//! Units: the places of the run's borders and the lines of all places, as frames know them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::borders::{Borders, Strand};
use super::frames::Codes;
use crate::model::place::text_order;
use crate::model::{Level, Period, Place, Vintage};

/// A place of the run, or the sum of all places of a vintage; in the order of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    level: Level,
    vintage: Vintage,
    code: Arc<str>,
    /// Whether this is a sum of ours; its name depends on how complete it is.
    pub(super) sum: bool,
    name: Arc<str>,
}

impl PartialOrd for Unit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Unit {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.level, self.vintage)
            .cmp(&(other.level, other.vintage))
            .then_with(|| text_order(&self.code, &other.code))
            .then_with(|| self.sum.cmp(&other.sum))
            .then_with(|| text_order(&self.name, &other.name))
    }
}

impl Unit {
    pub(super) fn of(place: &Place) -> Unit {
        Unit {
            level: place.level,
            vintage: place.vintage,
            code: place.code.clone(),
            sum: false,
            name: place.name.clone(),
        }
    }

    pub(super) fn sum_of(vintage: Vintage) -> Unit {
        Unit { sum: true, ..Unit::of(&Place::country(vintage)) }
    }

    pub(super) fn place(&self) -> Place {
        Place { vintage: self.vintage, level: self.level, code: self.code.clone(), name: self.name.clone() }
    }

    pub(super) fn vintage(&self) -> Vintage {
        self.vintage
    }
}

/// One row of a table, put on the run's borders.
#[derive(Clone, Debug)]
pub(super) struct Located {
    /// Position in the table.
    pub(super) row: u32,
    /// The unit it belongs to.
    pub(super) unit: Unit,
    /// Whose land the unit is.
    pub(super) strand: Strand,
    /// The land of the place as reported.
    pub(super) own_strand: Strand,
    /// The sum it counts for.
    pub(super) sum: Option<Unit>,
    /// When.
    pub(super) period: Period,
    /// Reported on these borders.
    pub(super) direct: bool,
    /// Parts that the unit needs to have a figure: 1 for itself; 0 where the parts of that time do not add up to it.
    pub(super) expected: u32,
    /// Code of the part, where `expected` is not 1.
    pub(super) part: Arc<str>,
}

/// Puts rows on the run's borders; what these borders cannot show is left out.
pub(super) fn locate<'a>(
    borders: &Borders,
    rows: impl Iterator<Item = (&'a Place, Period)>,
    fold_mixed: bool,
) -> Vec<Located> {
    let rows: Vec<(&Place, Period)> = rows.collect();
    // A year that the merger divides may hold events of both vintages; each period is reported on one.
    let on_today: BTreeSet<Period> = rows
        .iter()
        .filter(|(place, _)| fold_mixed && place.vintage == Vintage::V34 && !place.is_country())
        .map(|(_, period)| *period)
        .collect();
    (0..)
        .zip(rows)
        .filter_map(|(row, (place, period))| {
            let mut unit = borders.unit_of(place, period)?;
            if on_today.contains(&period) && unit.vintage == Vintage::V63 {
                unit = borders.today(&unit);
            }
            let direct = unit.vintage == place.vintage;
            let parts = if direct { None } else { borders.parts(&unit, period) };
            let expected = parts.map_or(1, |parts| if parts.add_up { parts.codes.len() as u32 } else { 0 });
            let counts = place.level == borders.level;
            Some(Located {
                row,
                strand: borders.strand(&unit, period),
                own_strand: borders.strand(place, period),
                sum: counts.then(|| Unit::sum_of(unit.vintage)),
                unit: Unit::of(&unit),
                period,
                direct,
                expected,
                part: place.code.clone(),
            })
        })
        .collect()
}

/// The places behind a sum: how many, whether all, and which (so that only like is compared with like).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cast {
    /// Number of the set of places; 0 where they are all.
    pub(super) id: u32,
    /// Units with a figure.
    pub(super) units: u32,
    /// Units there are.
    pub(super) expected: Option<u32>,
}

impl Cast {
    /// Whether every unit has a figure.
    pub(super) fn complete(self) -> bool {
        self.id == 0
    }
}

/// Collects, for every sum, which land went into it, and numbers the sets.
#[derive(Debug, Default)]
pub(super) struct Casting(BTreeMap<Vec<u32>, Addends>);

/// What went into one sum.
#[derive(Debug)]
struct Addends {
    lands: BTreeSet<Strand>,
    /// Units that have a figure.
    units: BTreeSet<Unit>,
    vintage: Vintage,
    period: Period,
}

impl Casting {
    /// A place went into the sum named by `key`; `whole` where its unit has a figure, of which it may be a part.
    pub(super) fn add(&mut self, key: Vec<u32>, vintage: Vintage, row: &Located, whole: bool) {
        let land = if whole { &row.strand } else { &row.own_strand };
        let (lands, units) = (BTreeSet::new(), BTreeSet::new());
        let period = row.period;
        let addends = self.0.entry(key).or_insert(Addends { lands, units, vintage, period });
        addends.lands.insert(land.clone());
        if whole {
            addends.units.insert(row.unit.clone());
        }
        (addends.vintage, addends.period) = (vintage, period);
    }

    /// The cast of every sum.
    pub(super) fn finish(self, borders: &Borders) -> BTreeMap<Vec<u32>, Cast> {
        let sets = Codes::new(self.0.values().map(|addends| addends.lands.clone()));
        let cast = |(key, addends): (Vec<u32>, Addends)| {
            let units = addends.units.len() as u32;
            let expected = borders.expected(addends.vintage, addends.period);
            let id = match expected {
                Some(expected) if units >= expected => 0,
                _ => sets.of(&addends.lands).map_or(u32::MAX, |set| set + 1),
            };
            (key, Cast { id, units, expected })
        };
        self.0.into_iter().map(cast).collect()
    }
}
