//! Rows of the summary that say what stands out: what moved, who is alike, what moved the whole.

use std::sync::Arc;

use super::summary::{Basis, Trend};
use crate::clean::tables::TeamLevel;
use crate::model::{Period, Place, Vintage};
use crate::stats::Z95_ONE_SIDED;

/// A topic whose share moved by more than small numbers explain, or that came or went.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicMove {
    /// Where.
    pub place: Place,
    /// Topic id; never `unmatched`.
    pub topic: Arc<str>,
    /// The latest period of the report's year in which the place has questions.
    pub period: Period,
    /// What it is compared with: the same sub-period a year earlier, else the latest earlier one of the same kind.
    pub since: Period,
    /// Which way.
    pub movement: Movement,
    /// Questions on it now, and all of them.
    pub now: (u64, u64),
    /// Questions on it then, and all of them.
    pub before: (u64, u64),
    /// Change of its share, percentage points.
    pub change_pp: f64,
    /// Newcombe's 95 % interval of the change, percentage points: a guide to small numbers.
    pub interval: (f64, f64),
}

/// Which way a topic moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Movement {
    /// Never raised before by a place that had questions before.
    New,
    /// Its share grew, and the interval lies above 0.
    Growing,
    /// Its share fell, and the interval lies below 0.
    Fading,
    /// Raised before, not any more.
    Gone,
}

impl Movement {
    /// As a table says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Movement::New => "new",
            Movement::Growing => "growing",
            Movement::Fading => "fading",
            Movement::Gone => "gone",
        }
    }
}

/// One of the places whose topics are most like those of another, in the report's year.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// Where.
    pub place: Place,
    /// The place that is like it.
    pub other: Place,
    /// 1 for the nearest, by [`Likeness::at_most`]; at most [`Likeness::NEAREST`] a place.
    pub rank: u32,
    /// Jensen–Shannon divergence of the two profiles, in bits: 0 (equal) to 1 (nothing in common).
    pub divergence: f64,
    /// What two places that ask the same would differ by, with so few questions: the expected divergence.
    pub by_chance: f64,
    /// Its standard deviation.
    pub chance_deviation: f64,
    /// Questions of the two places that a topic matches.
    pub questions: (u64, u64),
}

/// How many topics of a place were looked at for [`TopicMove`]s.
#[derive(Clone, Debug, PartialEq)]
pub struct MovesCompared {
    /// Where.
    pub place: Place,
    /// Topics with a question in either of the two periods.
    pub topics: u32,
    /// How many of them would clearly move by chance alone, if no share changed.
    pub by_chance: f64,
}

/// Questions of one socio-economic region on one topic.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionTopic {
    /// Code of the region in the register.
    pub region: Arc<str>,
    /// Whose borders the provinces are of.
    pub vintage: Vintage,
    /// When.
    pub period: Period,
    /// Topic id, `unmatched` included.
    pub topic: Arc<str>,
    /// Questions on it, added up over the provinces.
    pub questions: u64,
    /// All counted questions of the region, unmatched ones included.
    pub total: u64,
    /// Percent of `total`, with its Wilson 95 % interval.
    pub share: (f64, f64, f64),
    /// Some rows of a province have no count, or a part of it is missing.
    pub partial: bool,
    /// Provinces with counted questions.
    pub places_with_figures: u32,
    /// Provinces of the region.
    pub places_expected: u32,
}

impl Likeness {
    /// How many neighbours a place has at most.
    pub const NEAREST: usize = 3;
    /// So many questions are enough to compare what a place asks.
    pub const ENOUGH: u64 = 30;

    /// By how much the two places differ more than chance alone would make them; below 0 where it is less.
    pub fn excess(&self) -> f64 {
        self.divergence - self.by_chance
    }

    /// The excess with what chance may have taken from it, in 95 of 100 cases: by this much the two differ at most. Few
    /// questions leave it large, so that they make nobody alike.
    pub fn at_most(&self) -> f64 {
        self.excess() + Z95_ONE_SIDED * self.chance_deviation
    }

    /// The excess without what chance may have added to it, in 95 of 100 cases: by this much the two differ at least.
    pub fn at_least(&self) -> f64 {
        self.excess() - Z95_ONE_SIDED * self.chance_deviation
    }
}

/// What one place contributes to the change of a ratio over the same places; the contributions of all places add up
/// to the change of the line of all places.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// Indicator id.
    pub indicator: Arc<str>,
    /// Of which place.
    pub place: Place,
    /// From.
    pub since: Period,
    /// To: the latest period of the sum.
    pub period: Period,
    /// Because its own level moved; percentage points of the whole.
    pub level_pp: f64,
    /// Because its weight moved; percentage points of the whole.
    pub weight_pp: f64,
    /// Percentage of the whole, then and now.
    pub whole: (f64, f64),
}

/// Whether places draw together on an indicator: the spread of the same places over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Convergence {
    /// Indicator id.
    pub indicator: Arc<str>,
    /// Given or computed.
    pub basis: Basis,
    /// Places that have a figure in every period of the series.
    pub places: u32,
    /// Lowest, quartiles and highest of those places, a period each.
    pub quartiles: Vec<(Period, [f64; 5])>,
    /// Trend of the distance between the quartiles, in percentage points; falling is drawing together.
    pub trend: Trend,
}

/// Coverage of one socio-economic region.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionCoverage {
    /// Code of the region in the register.
    pub region: Arc<str>,
    /// Whose borders the provinces are of.
    pub vintage: Vintage,
    /// Indicator id.
    pub indicator: Arc<str>,
    /// When.
    pub period: Period,
    /// Sum over provinces with covered and total.
    pub covered: u64,
    /// Sum over provinces with covered and total.
    pub total: u64,
    /// Covered of total.
    pub percent: f64,
    /// Provinces in the sum.
    pub places_with_figures: u32,
    /// Provinces of the region.
    pub places_expected: u32,
}

/// Teams of one socio-economic region.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionTeams {
    /// Code of the region in the register.
    pub region: Arc<str>,
    /// Whose borders the provinces are of.
    pub vintage: Vintage,
    /// Which teams.
    pub level: TeamLevel,
    /// When.
    pub period: Period,
    /// Teams of the provinces that give them.
    pub teams: u64,
    /// Provinces in the sum.
    pub places_with_figures: u32,
    /// Provinces of the region.
    pub places_expected: u32,
}

/// What became of the promises of one agency.
#[derive(Clone, Debug, PartialEq)]
pub struct AgencyRow {
    /// Who promised; `None` for promises without a name.
    pub agency: Option<Arc<str>>,
    /// Where.
    pub place: Place,
    /// Promises in all.
    pub promised: u32,
    /// Not yet due.
    pub open: u32,
    /// Due, and no completion recorded.
    pub overdue: u32,
    /// Completed in time.
    pub done: u32,
    /// Completed late.
    pub done_late: u32,
    /// Longest delay among them, in days.
    pub longest_delay: Option<i64>,
}

/// The rank of a place on an indicator in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct RankRow {
    /// Indicator id.
    pub indicator: Arc<str>,
    /// When.
    pub period: Period,
    /// Which place.
    pub place: Place,
    /// Its value.
    pub value: f64,
    /// 1 for the best by the indicator's direction; equal values share the better rank.
    pub rank: u32,
    /// Places ranked.
    pub places: u32,
    /// Its rank in the latest earlier period of the same kind in which the same places, neither more nor fewer, are
    /// ranked; `None` where there is no such period.
    pub previous: Option<(Period, u32)>,
}
