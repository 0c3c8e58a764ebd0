//! The summary: every figure of the report, at full precision, as plain rows.
//!
//! Rows are sorted by the key of their table (places by level — country first — then vintage and code; then the
//! order of the register; then period). Percentages and shares are in percent (0–100), changes in percentage points.

mod commitments;
mod coverage;
mod targets;
mod teams;
mod topics;
mod trend;

pub use commitments::{CommitmentRow, CommitmentStatus};
pub use coverage::{Basis, CoverageRow, CoverageTrend, Join, Joined, NotCombined, Spread};
pub use targets::{PaceBasis, PaceRange, RangeBasis, TargetRow, TargetVerdict};
pub use teams::{TeamBases, TeamRow, TeamTrend};
pub use topics::{DistinctiveTopic, Diversity, TopicRow, TopicTrend, UncountedTopic};
pub use trend::{Family, Trend, TrendVerdict};

pub use super::insights::{
    AgencyRow, Contribution, Convergence, Likeness, Movement, MovesCompared, RankRow, RegionCoverage,
    RegionTeams, RegionTopic, TopicMove,
};
use crate::clean::tables::Commitment;
pub use crate::clean::tables::{Laggard, Laggards};
use crate::model::Period;
use crate::model::place::Boundaries;

/// All figures of one edition.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Borders of the run.
    pub boundaries: Boundaries,
    /// The year the report is about.
    pub year: Option<i16>,
    /// The date at which commitments are judged.
    pub as_of: Option<Period>,
    /// `topics.csv`.
    pub topics: Vec<TopicRow>,
    /// `topic_trends.csv`.
    pub topic_trends: Vec<TopicTrend>,
    /// `distinctive_topics.csv`.
    pub distinctive: Vec<DistinctiveTopic>,
    /// Topics raised without a count, which enter no share.
    pub uncounted: Vec<UncountedTopic>,
    /// `coverage.csv`.
    pub coverage: Vec<CoverageRow>,
    /// `coverage_trends.csv`.
    pub coverage_trends: Vec<CoverageTrend>,
    /// Series that go on through a change, because the project says so: one for each entry of its settings.
    pub joined: Vec<Joined>,
    /// Merged units without a figure because a part is missing or has no base.
    pub not_combined: Vec<NotCombined>,
    /// `teams.csv`.
    pub teams: Vec<TeamRow>,
    /// `team_trends.csv`.
    pub team_trends: Vec<TeamTrend>,
    /// `targets.csv`.
    pub targets: Vec<TargetRow>,
    /// `commitments.csv`.
    pub commitments: Vec<CommitmentRow>,
    /// Commitments of sessions after the date of judgement: set aside, as on that day nobody had made them.
    pub promised_later: Vec<Commitment>,
    /// Spread of each indicator between places, per period.
    pub spread: Vec<Spread>,
    /// Diversity of topics per place and period.
    pub diversity: Vec<Diversity>,
    /// Sizes of the families of tests.
    pub families: Vec<Family>,
    /// Topics that came, grew, faded or went; the line of all places first, then the largest change first.
    pub moves: Vec<TopicMove>,
    /// How many were looked at for them.
    pub moves_compared: Vec<MovesCompared>,
    /// Topics by region; regions in the order of the register, then periods, topics.
    pub region_topics: Vec<RegionTopic>,
    /// For each place the places with the most similar topics.
    pub likeness: Vec<Likeness>,
    /// What each place contributed to the latest change of the line of all places; largest first.
    pub contributions: Vec<Contribution>,
    /// Whether places draw together.
    pub convergence: Vec<Convergence>,
    /// Coverage by region.
    pub region_coverage: Vec<RegionCoverage>,
    /// Teams by region.
    pub region_teams: Vec<RegionTeams>,
    /// Promises by agency; most overdue first.
    pub agencies: Vec<AgencyRow>,
    /// Communes that lag, by indicator and period.
    pub laggards: Vec<Laggards>,
    /// Ranks of places, best first within indicator and period.
    pub ranks: Vec<RankRow>,
    /// The one province that the edition is about; `None` for an edition of all places.
    pub province: Option<super::province::Province>,
}
