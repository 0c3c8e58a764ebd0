//! On which borders a figure is reported, and which land a series runs over.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::{Date, date};

use crate::clean::Tables;
use crate::model::place::{Boundaries, text_order};
use crate::model::register::PlaceRegister;
use crate::model::{Level, Period, Place, Vintage};

/// First day of the 34 provinces.
pub(super) const MERGER: Date = date(2025, 7, 1);

/// The borders of one run.
pub(super) struct Borders {
    register: Option<Arc<PlaceRegister>>,
    boundaries: Boundaries,
    /// The level of place whose figures add up to the line of all places.
    pub(super) level: Level,
}

/// The land a series runs over: as long as it is the same, the series may go on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Strand {
    level: Level,
    vintage: Option<Vintage>,
    code: Arc<str>,
    /// A sum that this program made, not a figure that an office published.
    sum: bool,
    /// The unit before it had the land of its vintage (Hà Nội before August 2008).
    other_land: bool,
}

impl PartialOrd for Strand {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Strand {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.level, self.vintage)
            .cmp(&(other.level, other.vintage))
            .then_with(|| text_order(&self.code, &other.code))
            .then_with(|| (self.sum, self.other_land).cmp(&(other.sum, other.other_land)))
    }
}

impl Strand {
    /// Whether the unit had the land of its vintage.
    pub(super) fn has_its_land(&self) -> bool {
        !self.other_land
    }
}

/// The units of the 63 that make up one of the 34.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// Codes, in vintage 63.
    pub(super) codes: Vec<Arc<str>>,
    /// Names.
    pub(super) names: Vec<Arc<str>>,
    /// Whether together they were the unit's land in the period asked for.
    pub(super) add_up: bool,
}

impl Borders {
    pub(super) fn new(
        register: Option<Arc<PlaceRegister>>,
        boundaries: Boundaries,
        tables: &Tables,
    ) -> Borders {
        Borders { register, boundaries, level: tables.level.unwrap_or(Level::Province) }
    }

    /// The place on the run's borders that a reported place belongs to in `period`; `None` where these borders
    /// have no such place (`63` after June 2025, or a merged unit on the former borders).
    pub(super) fn unit_of(&self, place: &Place, period: Period) -> Option<Place> {
        match (self.boundaries, place.vintage) {
            (_, Vintage::Own) | (Boundaries::AsReported, _) | (Boundaries::Today, Vintage::V34) => {
                Some(place.clone())
            }
            (Boundaries::Today, Vintage::V63) => Some(self.today(place)),
            (Boundaries::Former, _) if period.end() >= MERGER => None,
            (Boundaries::Former, Vintage::V63) => Some(place.clone()),
            (Boundaries::Former, Vintage::V34) => self.former(place),
        }
    }

    /// The place on the run's borders for something due later than these borders ended.
    pub(super) fn unit_before(&self, place: &Place) -> Option<Place> {
        match (self.boundaries, place.vintage) {
            (Boundaries::Former, Vintage::V63) => Some(place.clone()),
            (Boundaries::Former, Vintage::V34) => self.former(place),
            _ => None,
        }
    }

    /// The unit of today's 34 that a place of the 63 is, or is part of. Places below the province keep theirs.
    pub(super) fn today(&self, place: &Place) -> Place {
        match (place.level, place.vintage) {
            (Level::Country, Vintage::V63) => {
                Place { vintage: Vintage::V34, name: place.name.clone(), ..place.clone() }
            }
            (Level::Province, Vintage::V63) => {
                let today = self.register.as_deref().and_then(|register| {
                    let mut all = register.units_of(Vintage::V63).chain(&register.former);
                    let unit = all.find(|unit| unit.code == place.code && unit.name == place.name);
                    let unit = unit.or_else(|| register.unit(Vintage::V63, &place.code))?;
                    register.unit(Vintage::V34, &unit.today)
                });
                today.map_or_else(
                    || place.clone(),
                    |unit| Place {
                        vintage: Vintage::V34,
                        level: Level::Province,
                        code: unit.code.clone(),
                        name: unit.name.clone(),
                    },
                )
            }
            _ => place.clone(),
        }
    }

    /// The unit of the 63 that a place of the 34 is, where its land did not change.
    fn former(&self, place: &Place) -> Option<Place> {
        match place.level {
            Level::Country => Some(Place { vintage: Vintage::V63, ..place.clone() }),
            Level::Province => {
                let register = self.register.as_deref()?;
                let mut parts = register.predecessors(&place.code).filter(|unit| unit.unchanged);
                let unit = parts.next()?;
                Some(Place {
                    vintage: Vintage::V63,
                    level: Level::Province,
                    code: unit.code.clone(),
                    name: unit.name.clone(),
                })
            }
            _ => None,
        }
    }

    /// Whose land a figure of `place` in `period` is about.
    pub(super) fn strand(&self, place: &Place, period: Period) -> Strand {
        let strand = |vintage, code: &Arc<str>, other_land| Strand {
            level: place.level,
            vintage,
            code: code.clone(),
            sum: false,
            other_land,
        };
        if place.is_country() {
            return strand(None, &place.code, false);
        }
        let unit = match (place.level, self.register.as_deref()) {
            (Level::Province, Some(register)) => register.unit(place.vintage, &place.code),
            _ => None,
        };
        let Some(unit) = unit.filter(|unit| unit.name == place.name) else {
            return strand(Some(place.vintage), &place.code, false);
        };
        let other_land = unit.vintage == Vintage::V63 && !unit.has_its_land_on(period.end());
        if unit.unchanged && unit.vintage != Vintage::Own {
            return strand(Some(Vintage::V34), &unit.today, other_land);
        }
        strand(Some(place.vintage), &place.code, other_land)
    }

    /// The land of a sum of all places.
    pub(super) fn sum_strand(&self) -> Strand {
        Strand { level: Level::Country, vintage: None, code: Arc::from(""), sum: true, other_land: false }
    }

    /// The units of the 63 that `unit` of the 34 is made of, as of `period`; `None` where it is not such a unit.
    pub(super) fn parts(&self, unit: &Place, period: Period) -> Option<Parts> {
        if unit.vintage != Vintage::V34 || unit.level != Level::Province {
            return None;
        }
        let register = self.register.as_deref()?;
        let (codes, names) =
            register.predecessors(&unit.code).map(|part| (part.code.clone(), part.name.clone())).unzip();
        let add_up = register.predecessors_on(&unit.code, period.end()).is_some();
        Some(Parts { codes, names, add_up })
    }

    /// How many places of a vintage there were in `period`; `None` where no register says.
    pub(super) fn expected(&self, vintage: Vintage, period: Period) -> Option<u32> {
        let register = self.register.as_deref()?;
        if self.level != Level::Province {
            return None;
        }
        let day = period.end();
        let former = register.former.iter().filter(|unit| unit.vintage == vintage);
        let count = register.units_of(vintage).chain(former).filter(|unit| unit.exists_on(day)).count();
        u32::try_from(count).ok().filter(|&count| count > 0)
    }

    /// The line of all places of `vintage`: "Cả nước" where it is `complete`, else a name that promises less.
    pub(super) fn sum_place(&self, vintage: Vintage, complete: bool) -> Place {
        let name = match (complete, self.level, vintage) {
            (true, ..) => return Place::country(vintage),
            (false, Level::Province, Vintage::V63 | Vintage::V34) => "Các tỉnh có số liệu",
            (false, Level::District, _) => "Các huyện có số liệu",
            (false, Level::Commune, _) => "Các xã có số liệu",
            _ => "Các đơn vị có số liệu",
        };
        Place { name: Arc::from(name), ..Place::country(vintage) }
    }
}
