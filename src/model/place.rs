//! Places, and the land their names and codes stood for at a time.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::period::Period;

/// Which borders a place belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vintage {
    /// The 63 provinces, up to 30 June 2025.
    V63,
    /// The 34 provinces, from 1 July 2025.
    V34,
    /// A register of the project's own, or none (`--places any`): borders that never move.
    Own,
}

impl Vintage {
    /// `63`, `34`, or blank: as the column `vintage` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Vintage::V63 => "63",
            Vintage::V34 => "34",
            Vintage::Own => "",
        }
    }
}

impl fmt::Display for Vintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How large a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// All places together.
    Country,
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh (until June 2025).
    District,
    /// Xã, phường, thị trấn.
    Commune,
}

/// One place in one set of borders.
///
/// Equality and order look at vintage, level and code, then at the name, which follows from them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Whose borders.
    pub vintage: Vintage,
    /// How large.
    pub level: Level,
    /// Code within the vintage; empty for the country; the name where there is no register;
    /// for a district or commune the province's code, `/`, and the folded-space name(s), as `14/Mộc Châu/Xã A`.
    pub code: Arc<str>,
    /// Name as the report prints it.
    pub name: Arc<str>,
}

/// The order of two texts that are often one and the same: then nothing is compared.
pub fn text_order(a: &Arc<str>, b: &Arc<str>) -> Ordering {
    if Arc::ptr_eq(a, b) { Ordering::Equal } else { a.cmp(b) }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.vintage, self.level)
            .cmp(&(other.vintage, other.level))
            .then_with(|| text_order(&self.code, &other.code))
            .then_with(|| text_order(&self.name, &other.name))
    }
}

impl Place {
    /// The line of all places of a vintage.
    pub fn country(vintage: Vintage) -> Self {
        Place { vintage, level: Level::Country, code: Arc::from(""), name: Arc::from("Cả nước") }
    }

    /// What its figures are added up from: (Vietnamese, English). Since July 2025 there are no districts.
    pub fn parts(&self) -> (&'static str, &'static str) {
        match (self.vintage, self.level) {
            (Vintage::Own, _) => ("đơn vị trực thuộc", "parts"),
            (Vintage::V63, Level::Country | Level::Province) => ("huyện, xã", "districts or communes"),
            _ => ("đơn vị cấp xã", "communes"),
        }
    }

    /// Whether this is the line of all places.
    pub fn is_country(&self) -> bool {
        self.level == Level::Country
    }
}

/// On which borders a run reports (`--boundaries`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Boundaries {
    /// Each period in its own vintage.
    #[default]
    #[serde(rename = "as-reported")]
    AsReported,
    /// History restated on the 34 provinces.
    #[serde(rename = "34")]
    Today,
    /// The 63 provinces; ends at June 2025.
    #[serde(rename = "63")]
    Former,
}

impl Boundaries {
    /// As the option writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Boundaries::AsReported => "as-reported",
            Boundaries::Today => "34",
            Boundaries::Former => "63",
        }
    }

    /// The vintage that a run on these borders implies for a period; names of figures leave it out.
    /// As reported, the end of the period decides: before 1 July 2025 it is the 63 provinces.
    pub fn vintage_of(self, period: Period) -> Vintage {
        let end = period.end();
        match self {
            Boundaries::Today => Vintage::V34,
            Boundaries::Former => Vintage::V63,
            Boundaries::AsReported if (end.year(), end.month()) < (2025, 7) => Vintage::V63,
            Boundaries::AsReported => Vintage::V34,
        }
    }
}
