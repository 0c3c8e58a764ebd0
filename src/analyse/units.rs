//! Units: the places of the run's borders and the lines of all places, as frames know them.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::borders::{Borders, Strand};
use super::frames::Codes;
use crate::model::fast::FastMap;
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
    pub(super) unit: u32,
    /// Whose land the unit is.
    pub(super) strand: u32,
    /// The land of the place as reported.
    own_strand: u32,
    /// Whether the place as reported had the land of its vintage.
    pub(super) has_its_land: bool,
    /// The sum it counts for.
    pub(super) sum: Option<u32>,
    /// When.
    pub(super) when: u32,
    /// Reported on these borders.
    pub(super) direct: bool,
    /// Parts that the unit needs to have a figure: 1 for itself; 0 where the parts of that time do not add up to it.
    pub(super) expected: u32,
    /// Code of the part, where `expected` is not 1.
    pub(super) part: Arc<str>,
}

/// The rows of a table on the run's borders, and what the positions in them mean.
#[derive(Debug)]
pub(super) struct Map {
    /// The rows, in the order of the table; what these borders cannot show is left out.
    pub(super) rows: Vec<Located>,
    /// Units and sums.
    pub(super) units: Codes<Unit>,
    /// Periods.
    pub(super) periods: Codes<Period>,
}

impl Map {
    /// The located rows by their position in the table of `rows` rows.
    pub(super) fn by_row(&self, rows: usize) -> Vec<Option<&Located>> {
        let mut by_row = vec![None; rows];
        self.rows.iter().for_each(|row| by_row[row.row as usize] = Some(row));
        by_row
    }
}

/// What rows of one place and period have in common.
struct Spot {
    unit: Unit,
    sum: Option<Unit>,
    strand: Strand,
    own_strand: Strand,
    period: Period,
    direct: bool,
    expected: u32,
    part: Arc<str>,
}

/// Puts rows on the run's borders.
pub(super) fn locate<'a>(
    borders: &Borders,
    rows: impl Iterator<Item = (&'a Place, Period)>,
    fold_mixed: bool,
) -> Map {
    let rows: Vec<(&Place, Period)> = rows.collect();
    // A year that the merger divides may hold events of both vintages; each period is reported on one.
    let on_today: BTreeSet<Period> = rows
        .iter()
        .filter(|(place, _)| fold_mixed && place.vintage == Vintage::V34 && !place.is_country())
        .map(|(_, period)| *period)
        .collect();
    let sums = [Vintage::V63, Vintage::V34, Vintage::Own].map(|vintage| (vintage, Unit::sum_of(vintage)));
    let spot = |(place, period): (&Place, Period)| {
        let mut unit = borders.unit_of(place, period)?;
        if on_today.contains(&period) && unit.vintage == Vintage::V63 {
            unit = borders.today(&unit);
        }
        let direct = unit.vintage == place.vintage;
        let parts = if direct { None } else { borders.parts(&unit, period) };
        let expected = parts.map_or(1, |parts| if parts.add_up { parts.codes.len() as u32 } else { 0 });
        let sum = sums.iter().find(|(vintage, _)| place.level == borders.level && *vintage == unit.vintage);
        Some(Spot {
            strand: borders.strand(&unit, period),
            own_strand: borders.strand(place, period),
            sum: sum.map(|(_, sum)| sum.clone()),
            unit: Unit::of(&unit),
            period,
            direct,
            expected,
            part: place.code.clone(),
        })
    };
    // Tables are in the order of places and periods: what rows of one spot have in common is asked once.
    let at = |row: &(&Place, Period), other: &(&Place, Period)| row.1 == other.1 && row.0 == other.0;
    let runs: Vec<&[(&Place, Period)]> = rows.chunk_by(at).collect();
    let spots: Vec<Option<Spot>> = runs.iter().map(|run| spot(run[0])).collect();

    let shown = || spots.iter().flatten();
    let units = Codes::new(shown().flat_map(|spot| [Some(&spot.unit), spot.sum.as_ref()]).flatten().cloned());
    let strands = Codes::new(shown().flat_map(|spot| [&spot.strand, &spot.own_strand]).cloned());
    let periods = Codes::new(shown().map(|spot| spot.period));
    let mut located = Vec::with_capacity(rows.len());
    let mut next = 0;
    for (run, spot) in runs.iter().zip(&spots) {
        let first = next;
        next += run.len() as u32;
        let Some(spot) = spot else { continue };
        let codes = (units.of(&spot.unit), strands.of(&spot.strand), strands.of(&spot.own_strand));
        let (Some(unit), Some(strand), Some(own_strand)) = codes else { continue };
        let Some(when) = periods.of(&spot.period) else { continue };
        let sum = spot.sum.as_ref().and_then(|sum| units.of(sum));
        located.extend((first..next).map(|row| Located {
            row,
            unit,
            strand,
            own_strand,
            has_its_land: spot.own_strand.has_its_land(),
            sum,
            when,
            direct: spot.direct,
            expected: spot.expected,
            part: spot.part.clone(),
        }));
    }
    Map { rows: located, units, periods }
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

/// What names a sum: its unit and period, and up to two things more that tell it from others.
pub(super) type SumKey = [u32; 4];

/// The cast of every sum.
pub(super) type Casts = FastMap<SumKey, Cast>;

/// Collects, for every sum, which land went into it, and numbers the sets.
#[derive(Debug, Default)]
pub(super) struct Casting(FastMap<SumKey, Addends>);

/// What went into one sum.
#[derive(Debug)]
struct Addends {
    /// Lands, as often as they were met.
    lands: Vec<u32>,
    /// Units that have a figure, as often as they were met.
    units: Vec<u32>,
    vintage: Vintage,
    when: u32,
}

impl Casting {
    /// A place went into the sum named by `key`; `whole` where its unit has a figure, of which it may be a part.
    pub(super) fn add(&mut self, key: SumKey, vintage: Vintage, row: &Located, whole: bool) {
        let none = || Addends { lands: Vec::new(), units: Vec::new(), vintage, when: row.when };
        let addends = self.0.entry(key).or_insert_with(none);
        addends.lands.push(if whole { row.strand } else { row.own_strand });
        if whole {
            addends.units.push(row.unit);
        }
        (addends.vintage, addends.when) = (vintage, row.when);
    }

    /// The cast of every sum, where positions mean what `map` says.
    pub(super) fn finish(mut self, map: &Map, borders: &Borders) -> Casts {
        for addends in self.0.values_mut() {
            for positions in [&mut addends.lands, &mut addends.units] {
                positions.sort_unstable();
                positions.dedup();
            }
        }
        let sets = Codes::new(self.0.values().map(|addends| addends.lands.clone()));
        let cast = |(key, addends): (SumKey, Addends)| {
            let units = addends.units.len() as u32;
            let expected = borders.expected(addends.vintage, *map.periods.get(addends.when));
            let id = match expected {
                Some(expected) if units >= expected => 0,
                _ => sets.of(&addends.lands).map_or(u32::MAX, |set| set + 1),
            };
            (key, Cast { id, units, expected })
        };
        self.0.into_iter().map(cast).collect()
    }
}
