//! What a name or a code means at a time.

use jiff::civil::{Date, date};

use super::{PlaceIndex, UnitId, Units};
use crate::model::register::Unit;
use crate::model::{Period, Vintage};

/// The day from which the 34 provinces stand.
pub const MERGER: Date = date(2025, 7, 1);

/// What the time of a figure decides about names: figures of one era are read alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// The period ends in the n-th stretch of the register's history.
    Stretch(u8),
    /// The period begins before the merger and ends after it (the year 2025).
    Across,
}

/// Which unit a spelling means at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Settled {
    /// This unit.
    Unit(UnitId),
    /// A unit of the 63 after June 2025: a part of today's unit.
    Part(UnitId),
    /// One of two, as the rest of the file shows: a unit of the 63 or of the 34.
    Either(UnitId, UnitId),
    /// A code of two units after June 2025: that of the 34, unless the file names units by the codes of the 63.
    Late(UnitId, UnitId),
}

/// Why a spelling means nothing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotThen {
    /// The unit did not exist yet.
    NotYet(UnitId),
    /// The unit was gone.
    Gone(UnitId),
    /// A code that no unit had.
    NoUnit,
}

impl PlaceIndex {
    /// The era of a period.
    pub fn era(&self, period: Period) -> Era {
        if period.start() < MERGER && period.end() >= MERGER {
            return Era::Across;
        }
        let end = period.end();
        Era::Stretch(self.turns.iter().filter(|turn| **turn <= end).count() as u8)
    }

    /// The unit that a spelling means in an era. `borders` is what the project says of the file.
    pub fn settle(&self, units: Units, era: Era, borders: Option<Vintage>) -> Result<Settled, NotThen> {
        if let Some(own) = units.own {
            return Ok(Settled::Unit(own));
        }
        let (day, after) = match era {
            Era::Across => (MERGER, None),
            Era::Stretch(n) => {
                let day = n.checked_sub(1).and_then(|i| self.turns.get(usize::from(i))).copied();
                let day = day.unwrap_or(Date::MIN);
                (day, Some(day >= MERGER))
            }
        };
        let former = units.former.map(|id| self.existing(id, day));
        match (borders, after) {
            (Some(Vintage::V63), _) => match (former, units.today) {
                (Some(former), _) => former.map(Settled::Unit),
                (None, Some(today)) => Ok(Settled::Unit(today)),
                (None, None) => Err(NotThen::NoUnit),
            },
            (None, Some(true)) if self.is_code_of_two(units) => match (former, units.today) {
                (Some(Ok(former)), Some(today)) => Ok(Settled::Late(former, today)),
                (_, Some(today)) => Ok(Settled::Unit(today)),
                _ => Err(NotThen::NoUnit),
            },
            (Some(_), _) | (None, Some(true)) => match (units.today, former) {
                (Some(today), _) => Ok(Settled::Unit(today)),
                (None, Some(former)) => former.map(Settled::Part),
                (None, None) => Err(NotThen::NoUnit),
            },
            (None, Some(false)) => former.unwrap_or(Err(NotThen::NoUnit)).map(Settled::Unit),
            (None, None) => match (former, units.today) {
                (Some(Ok(former)), Some(today)) => Ok(Settled::Either(former, today)),
                (Some(former), None) => former.map(Settled::Unit),
                (_, Some(today)) => Ok(Settled::Unit(today)),
                (None, None) => Err(NotThen::NoUnit),
            },
        }
    }

    /// Whether a spelling means the same unit whenever, on the borders that the project says.
    pub fn is_timeless(&self, units: Units, borders: Option<Vintage>) -> bool {
        units.own.is_some() || units.today.is_some() && borders.is_some_and(|said| said != Vintage::V63)
    }

    /// What a name and the code beside it mean together at a time; none where they disagree.
    pub fn agreed(&self, named: Units, coded: Units, era: Era, borders: Option<Vintage>) -> Option<Units> {
        if named == coded {
            return Some(named);
        }
        let both = |a: Option<UnitId>, b: Option<UnitId>| a.filter(|_| a == b);
        let joint = Units {
            former: both(named.former, coded.former),
            today: both(named.today, coded.today),
            own: both(named.own, coded.own),
        };
        if era == Era::Across && borders.is_none() {
            return (joint != Units::default()).then_some(joint);
        }
        // A code of two units is that of the name, where one of them has it.
        let unit = |units| match self.settle(units, era, borders) {
            Ok(Settled::Unit(id) | Settled::Part(id)) => vec![id],
            Ok(Settled::Either(a, b) | Settled::Late(a, b)) => vec![a, b],
            Err(_) => Vec::new(),
        };
        let (name, code) = (unit(named), unit(coded));
        (name.is_empty() || name.iter().any(|id| code.contains(id))).then_some(named)
    }

    /// Whether these are two units of different names, which only a code can have in common.
    fn is_code_of_two(&self, units: Units) -> bool {
        let unit = |id: Option<UnitId>| id.and_then(|id| self.unit(id));
        match (unit(units.former), unit(units.today)) {
            (Some(former), Some(today)) => {
                former.name != today.name && !(former.unchanged && former.today == today.code)
            }
            _ => false,
        }
    }

    fn existing(&self, id: UnitId, day: Date) -> Result<UnitId, NotThen> {
        let Some(unit) = self.unit(id) else { return Err(NotThen::NoUnit) };
        if unit.valid_until.is_some_and(|until| day > until) {
            return Err(NotThen::Gone(id));
        }
        // A unit of the 63 that lives on in another after the merger is a part, and not gone.
        if unit.valid_from.is_some_and(|from| day < from) {
            return Err(NotThen::NotYet(id));
        }
        Ok(id)
    }

    /// The unit of the 63 in which the land of a unit that is gone, or not there yet, lies at another time.
    pub fn heir(&self, id: UnitId) -> Option<&Unit> {
        let unit = self.unit(id)?;
        self.units.iter().find(|other| other.vintage == Vintage::V34 && other.code == unit.today)
    }

    /// Which borders a period is reported in: the 63 until June 2025, the 34 after; none where names are free.
    pub fn vintage_of(&self, period: Period) -> Vintage {
        if !self.registered || self.units.iter().any(|unit| unit.vintage == Vintage::Own) {
            Vintage::Own
        } else if period.end() < MERGER {
            Vintage::V63
        } else {
            Vintage::V34
        }
    }
}
