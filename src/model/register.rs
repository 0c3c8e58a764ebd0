//! The registers: places, topics, indicators and header names, as data that is checked when it is loaded.
//!
//! The defaults lie under `data/registry/` and are compiled in; a project may bring its own.
//! Everything is in the order of its file, so that no output depends on a hash order.
//!
//! Here is what a register *is*; how files become one is told in [`load`], one submodule a register.

mod error;
mod headers;
mod indicators;
pub mod load;
mod places;
mod provinces;
mod topics;

pub use error::RegisterError;
pub use headers::CONTRACT;

use std::sync::Arc;

use jiff::civil::Date;

use serde::{Deserialize, Serialize};

use super::message::Text;
use super::period::Period;
use super::place::Vintage;

/// All registers of one run.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    /// Provinces in both vintages, regions and tile grids; `None` for `--places any`.
    pub places: Option<Arc<PlaceRegister>>,
    /// Topics of the sessions; `None` for `--topics any`.
    pub topics: Option<Arc<TopicRegister>>,
    /// Coverage indicators.
    pub indicators: Arc<IndicatorRegister>,
    /// Names that columns carry in exports.
    pub headers: Arc<HeaderRegister>,
}

/// Provinces before and after 1 July 2025.
#[derive(Clone, Debug, Default)]
pub struct PlaceRegister {
    /// The units of each vintage (63 before 34), in the order of their codes.
    pub units: Vec<Unit>,
    /// Units that were gone before the borders of the 63 stood as [`units`](Self::units) has them
    /// (Hà Tây, until July 2008); of vintage 63, `today` names the unit that their land lies in.
    pub former: Vec<Unit>,
    /// Regions of both vintages.
    pub regions: Vec<Region>,
    /// Where each unit stands on the tile grid.
    pub tiles: Vec<Tile>,
}

/// One province in one vintage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Whose borders.
    pub vintage: Vintage,
    /// Two-digit code of the General Statistics Office.
    pub code: Arc<str>,
    /// Short name: `Sơn La`.
    pub name: Arc<str>,
    /// Full name: `Tỉnh Sơn La`.
    pub full_name: Arc<str>,
    /// Name without accents.
    pub ascii: Arc<str>,
    /// English name.
    pub english: Arc<str>,
    /// Code of its region in its vintage.
    pub region: Arc<str>,
    /// The code in vintage 34 that this unit is (part of) today; its own code for vintage 34.
    pub today: Arc<str>,
    /// Whether exactly this land continues in the other vintage, so that a series may run through 2025-07-01.
    pub unchanged: bool,
    /// Further spellings, beyond what folding and rules reach.
    pub aliases: Vec<Arc<str>>,
    /// First day on which the unit existed, where the register says (Đắk Nông: 2004-01-01).
    pub valid_from: Option<Date>,
    /// Last day on which the unit existed, where the register says (Hà Tây: 2008-07-31).
    pub valid_until: Option<Date>,
    /// First day on which the unit had the land it has in this vintage, where that is later than its birth
    /// (Hà Nội: 2008-08-01); figures from before are for other land.
    pub land_since: Option<Date>,
}

/// A socio-economic region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Code, such as `DBSH`.
    pub code: Arc<str>,
    /// Name.
    pub name: Text,
}

/// A cell of the tile-grid map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Whose borders.
    pub vintage: Vintage,
    /// Code of the unit (for an archipelago, of the unit it belongs to).
    pub code: Arc<str>,
    /// What the tile says.
    pub name: Arc<str>,
    /// Row from the north, from 0.
    pub row: u8,
    /// Column from the west, from 0.
    pub col: u8,
    /// Hoàng Sa, Trường Sa.
    pub archipelago: bool,
}

/// Topics that sessions raise.
#[derive(Clone, Debug, Default)]
pub struct TopicRegister {
    /// In the order of the register.
    pub topics: Vec<Topic>,
}

/// One topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Stable id, such as `cyber-safety`.
    pub id: String,
    /// What the report calls it.
    pub label: Text,
    /// Other names that exports use for it (matched whole, after folding).
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words that tell the topic of a question without one (matched as whole words).
    #[serde(default)]
    pub keywords: Vec<String>,
}

/// The id under which questions are counted that no topic matches.
pub const UNMATCHED: &str = "unmatched";

/// Coverage indicators.
#[derive(Clone, Debug, Default)]
pub struct IndicatorRegister {
    /// In the order of the register.
    pub indicators: Vec<Indicator>,
}

impl IndicatorRegister {
    /// The indicator with this id.
    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }
}

/// One coverage indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable id, such as `villages_mobile_broadband`.
    pub id: String,
    /// What the report calls it, as a noun phrase: "Thôn, bản được phủ băng rộng di động".
    pub name: Text,
    /// Unit of its value; `%` unless said.
    #[serde(default = "percent_unit")]
    pub unit: String,
    /// What is counted as covered: "thôn, bản được phủ sóng".
    pub covered: Text,
    /// What is counted as total: "tổng số thôn, bản".
    pub total: Text,
    /// The concept, in a sentence of our own.
    pub concept: Text,
    /// Whether more is better.
    #[serde(default)]
    pub direction: Direction,
    /// Whether the level can only rise (a fall is then a doubt).
    #[serde(default)]
    pub only_rises: bool,
    /// Lowest and highest possible value.
    #[serde(default = "percent_range")]
    pub range: (f64, f64),
    /// How places are combined.
    #[serde(default)]
    pub combine: Combine,
    /// Office that keeps the figures.
    #[serde(default)]
    pub office: Text,
    /// By what the figures are broken down, in a phrase; blank where nothing is said.
    #[serde(default, skip_serializing_if = "Text::is_blank")]
    pub breakdowns: Text,
    /// Version of the definition; two versions are not chained.
    #[serde(default = "first_version")]
    pub version: u32,
    /// Calendar year from which figures follow this version; those before follow the version before. All of them
    /// follow it unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i16>,
    /// Other names that exports use for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Headers of a wide form for the covered count.
    #[serde(default)]
    pub covered_headers: Vec<String>,
    /// Headers of a wide form for the total count.
    #[serde(default)]
    pub total_headers: Vec<String>,
    /// Headers of a wide form for the percentage (beside the aliases).
    #[serde(default)]
    pub percent_headers: Vec<String>,
}

impl Indicator {
    /// The version of the definition that a figure of this period follows, where there is more than one: `v2`.
    pub fn version_in(&self, period: Period) -> Option<String> {
        let since = self.since?;
        let version =
            if period.calendar_year() < since { self.version.saturating_sub(1) } else { self.version };
        Some(format!("v{version}"))
    }
}

fn percent_unit() -> String {
    "%".to_owned()
}

fn percent_range() -> (f64, f64) {
    (0.0, 100.0)
}

fn first_version() -> u32 {
    1
}

/// Whether more of an indicator is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    #[default]
    Up,
    /// Less is better.
    Down,
}

/// How an indicator of several places is combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Combine {
    /// The ratio of the sums of covered and total.
    #[default]
    Ratio,
    /// The sum of the values.
    Sum,
    /// Not at all.
    Not,
}

/// Names that the columns of exports carry, per contract column.
#[derive(Clone, Debug, Default)]
pub struct HeaderRegister {
    /// Contract column and its aliases, in the order of the register.
    pub columns: Vec<HeaderNames>,
}

/// The names of one contract column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderNames {
    /// Contract column, such as `period`.
    pub column: String,
    /// Names in exports, Vietnamese and English (matched after folding).
    pub names: Vec<String>,
    /// Kinds of export the names are for; empty for all.
    #[serde(default)]
    pub kinds: Vec<String>,
}

#[cfg(test)]
mod tests;
