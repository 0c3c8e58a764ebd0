//! Rows of coverage: levels, their trends, and what could not be combined.

use std::sync::Arc;

use super::Trend;
use crate::clean::tables::Origins;
use crate::model::settings::RunThrough;
use crate::model::{Period, Place, Vintage};

/// A row of `coverage.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageRow {
    /// Where.
    pub place: Place,
    /// Indicator id.
    pub indicator: Arc<str>,
    /// When.
    pub period: Period,
    /// Count covered.
    pub covered: Option<u64>,
    /// Count in all.
    pub total: Option<u64>,
    /// The level; `None` for a merged unit of which a part is missing.
    pub percent: Option<f64>,
    /// Points since `change_since`.
    pub change_pp: Option<f64>,
    /// The latest earlier period of the same kind.
    pub change_since: Option<Period>,
    /// Given or computed.
    pub basis: Basis,
    /// Places with a figure: for a sum of places or a merged unit.
    pub places_with_figures: Option<u32>,
    /// Places expected.
    pub places_expected: Option<u32>,
    /// Preliminary or estimated.
    pub preliminary: bool,
    /// Source as the exports give it.
    pub source: Option<Arc<str>>,
    /// What the note of its only row says besides, as it is written.
    pub remark: Option<Arc<str>>,
    /// Definition version, where one is set.
    pub definition: Option<Arc<str>>,
    /// Lines.
    pub origins: Origins,
}

/// Whether a percentage was given or computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Given by the office: it wins.
    Published,
    /// From covered and total.
    Computed,
}

impl Basis {
    /// As the column `basis` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Published => "published",
            Basis::Computed => "computed",
        }
    }
}

/// What an entry `[[run_through]]` of `nhipso.toml` did.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// The entry.
    pub told: RunThrough,
    /// Figures that it is about.
    pub figures: usize,
    /// Where series now go on; empty where there was no such break.
    pub joins: Vec<Join>,
}

/// A series that goes on between two of its periods, though what they say came about differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// Where.
    pub place: Place,
    /// Indicator id.
    pub indicator: Arc<str>,
    /// Last period before the change.
    pub before: Period,
    /// First period after it.
    pub after: Period,
}

/// A row of `coverage_trends.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageTrend {
    /// Where.
    pub place: Place,
    /// Indicator id.
    pub indicator: Arc<str>,
    /// Given or computed.
    pub basis: Basis,
    /// The trend.
    pub trend: Trend,
}

/// A merged unit that has no figure.
#[derive(Clone, Debug, PartialEq)]
pub struct NotCombined {
    /// The unit on the run's borders.
    pub place: Place,
    /// Table and measure: an indicator id, or `teams/all`.
    pub measure: String,
    /// When.
    pub period: Period,
    /// Predecessors with a figure.
    pub parts_reported: Vec<Arc<str>>,
    /// Predecessors in all.
    pub parts_expected: Vec<Arc<str>>,
    /// The parts have percentages without a base.
    pub no_base: bool,
    /// Lines of the parts.
    pub origins: Origins,
}

/// Spread of an indicator between places in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Indicator id.
    pub indicator: Arc<str>,
    /// Whose borders the places are of.
    pub vintage: Vintage,
    /// When.
    pub period: Period,
    /// Given or computed.
    pub basis: Basis,
    /// Places with a figure.
    pub places: u32,
    /// Lowest, first quartile, median, third quartile, highest.
    pub quartiles: [f64; 5],
}
