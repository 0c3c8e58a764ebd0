//! The summary: every figure of the report, at full precision, as plain rows.
//!
//! Rows are sorted by the key of their table (places by level — country first — then vintage and code; then the
//! order of the register; then period). Percentages and shares are in percent (0–100), changes in percentage points.

use std::sync::Arc;

pub use super::insights::{
    AgencyRow, Contribution, Convergence, Likeness, Movement, MovesCompared, RankRow, RegionCoverage,
    RegionTeams, RegionTopic, TopicMove,
};
use crate::clean::tables::{Commitment, Origin, Origins, TeamLevel};
pub use crate::clean::tables::{Laggard, Laggards};
use crate::model::place::Boundaries;
use crate::model::{Period, Place, Vintage};

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

/// A row of `topics.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicRow {
    /// Where.
    pub place: Place,
    /// When.
    pub period: Period,
    /// Topic id, `unmatched` included.
    pub topic: Arc<str>,
    /// Questions on it; 0 where the place raised it at some other time; `None` where only rows without a count raise it.
    pub questions: Option<u64>,
    /// All counted questions of the place and period, unmatched ones included.
    pub total: u64,
    /// Percent of `total`.
    pub share: Option<f64>,
    /// Wilson 95 %, percent.
    pub share_low: Option<f64>,
    /// Wilson 95 %, percent.
    pub share_high: Option<f64>,
    /// Points since the same sub-period a year earlier.
    pub change_pp: Option<f64>,
    /// Some rows have no count, or a part of a merged place is missing.
    pub partial: bool,
    /// Lines.
    pub origins: Origins,
}

/// A topic that a place raised in rows without a count.
#[derive(Clone, Debug, PartialEq)]
pub struct UncountedTopic {
    /// Where.
    pub place: Place,
    /// When.
    pub period: Period,
    /// Topic id.
    pub topic: Arc<str>,
    /// Rows that raise it without a count.
    pub rows: u64,
    /// Lines.
    pub origins: Origins,
}

/// What the tests say of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Points.
    pub n: usize,
    /// First period.
    pub first_period: Period,
    /// Last period.
    pub last_period: Period,
    /// First value.
    pub first_value: f64,
    /// Last value.
    pub last_value: f64,
    /// Theil–Sen, a year; from 3 points.
    pub slope: Option<f64>,
    /// Lower end of Sen's 95 % interval.
    pub slope_low: Option<f64>,
    /// Upper end of Sen's 95 % interval.
    pub slope_high: Option<f64>,
    /// Mann–Kendall S; from 3 points.
    pub mk_s: Option<i64>,
    /// Its tie-corrected variance.
    pub mk_var: Option<f64>,
    /// Continuity-corrected z.
    pub mk_z: Option<f64>,
    /// Two-sided p.
    pub mk_p: Option<f64>,
    /// tau-b; blank where all values are equal.
    pub tau_b: Option<f64>,
    /// Benjamini–Hochberg within the family.
    pub q: Option<f64>,
    /// Verdict.
    pub verdict: TrendVerdict,
    /// The points, for charts: (period, value).
    pub points: Vec<(Period, f64)>,
}

impl Trend {
    /// The interval of the slope, where it deserves its 95 %: with three and four points even the lowest and the highest
    /// slope enclose the true one only 67 and 92 times in a hundred.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.slope_low.zip(self.slope_high).filter(|_| self.n >= 5)
    }
}

/// What can be said of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrendVerdict {
    /// q < 0.05 and S > 0.
    Rising,
    /// q < 0.05 and S < 0.
    Falling,
    /// Five points or more, and q ≥ 0.05.
    NoClearTrend,
    /// Fewer than five points.
    TooFew,
    /// In no family of tests, so that nothing is said of it (`unmatched`).
    NotJudged,
}

impl TrendVerdict {
    /// As the column `verdict` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            TrendVerdict::Rising => "rising",
            TrendVerdict::Falling => "falling",
            TrendVerdict::NoClearTrend => "no_clear_trend",
            TrendVerdict::TooFew => "too_few",
            TrendVerdict::NotJudged => "",
        }
    }
}

/// A row of `topic_trends.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicTrend {
    /// Where.
    pub place: Place,
    /// Topic id.
    pub topic: Arc<str>,
    /// `count` or `share`.
    pub metric: &'static str,
    /// The trend.
    pub trend: Trend,
}

/// A row of `distinctive_topics.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct DistinctiveTopic {
    /// Where.
    pub place: Place,
    /// Topic id.
    pub topic: Arc<str>,
    /// Questions of the place on it, in the report's year.
    pub questions: u64,
    /// Log-odds ratio against all other places.
    pub log_odds: f64,
    /// z score.
    pub z: f64,
}

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

/// A row of `teams.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamRow {
    /// Where.
    pub place: Place,
    /// When.
    pub period: Period,
    /// Which teams.
    pub level: TeamLevel,
    /// Teams.
    pub teams: Option<u64>,
    /// Members.
    pub members: Option<u64>,
    /// Teams that were trained.
    pub trained: Option<u64>,
    /// Members per team, over rows that have both.
    pub members_per_team: Option<f64>,
    /// Trained of teams, percent, over rows that have both.
    pub trained_share: Option<f64>,
    /// Teams per commune, over communes that say how many teams they have.
    pub teams_per_commune: Option<f64>,
    /// What the measures rest on.
    pub bases: TeamBases,
    /// Places with a figure, for a sum of places or a merged unit.
    pub places_with_figures: Option<u32>,
    /// Places expected.
    pub places_expected: Option<u32>,
    /// Source as the exports give it.
    pub source: Option<Arc<str>>,
    /// Lines.
    pub origins: Origins,
}

/// What the measures of a row of teams rest on: counts of rows that have both parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TeamBases {
    /// Members, and the teams they are in.
    pub members: Option<(u64, u64)>,
    /// Teams that were trained, and all of those rows.
    pub trained: Option<(u64, u64)>,
    /// Teams, and the communes they are of.
    pub communes: Option<(u64, u64)>,
    /// For a sum of places or a merged unit: places behind teams, members, trained, members per team, share trained
    /// and teams per commune.
    pub places: Option<[u32; 6]>,
}

/// A row of `team_trends.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamTrend {
    /// Where.
    pub place: Place,
    /// Which teams.
    pub level: TeamLevel,
    /// `teams`, `members`, `trained`, `members_per_team`, `trained_share`.
    pub metric: &'static str,
    /// The trend.
    pub trend: Trend,
}

/// A row of `targets.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetRow {
    /// Indicator id.
    pub indicator: Arc<str>,
    /// For whom.
    pub place: Place,
    /// By the end of which period.
    pub due: Period,
    /// Value to reach.
    pub target: f64,
    /// Latest period with a figure.
    pub latest_period: Option<Period>,
    /// Its value.
    pub latest_value: Option<f64>,
    /// Points still to go towards the target, whichever way that is (0 or less: met).
    pub gap: Option<f64>,
    /// Points a year needed from the end of the latest period to the end of `due`.
    pub pace_needed: Option<f64>,
    /// Points a year seen, towards the target: negative where the place moves away from it.
    pub pace_seen: Option<f64>,
    /// How the pace was seen.
    pub pace_basis: Option<PaceBasis>,
    /// When the target is reached at the pace seen, as a decimal year: 2027.0 is the end of 2026.
    pub reached_year: Option<f64>,
    /// Verdict.
    pub verdict: TargetVerdict,
    /// Source as the export gives it.
    pub source: Option<Arc<str>>,
    /// Line of the target.
    pub origin: Origin,
    /// Lines of the latest value.
    pub latest_origins: Origins,
}

/// Where a pace comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaceBasis {
    /// Theil–Sen over three periods or more.
    TheilSen,
    /// The last change divided by its years.
    LastChange,
}

/// Where a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetVerdict {
    /// Reached.
    Met,
    /// Not reached, and the pace seen suffices.
    OnPace,
    /// Not reached, and the pace seen does not suffice.
    Behind,
    /// Moving away.
    Receding,
    /// Not reached by its due period.
    Missed,
    /// No figure, or no pace to judge by.
    Unknown,
}

impl TargetVerdict {
    /// As the column `verdict` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            TargetVerdict::Met => "met",
            TargetVerdict::OnPace => "on_pace",
            TargetVerdict::Behind => "behind",
            TargetVerdict::Receding => "receding",
            TargetVerdict::Missed => "missed",
            TargetVerdict::Unknown => "unknown",
        }
    }
}

/// A row of `commitments.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitmentRow {
    /// What was promised.
    pub commitment: Commitment,
    /// Where it stands.
    pub status: CommitmentStatus,
    /// Days past the end of its due period, where late.
    pub days_late: Option<i64>,
}

/// Where a commitment stands at the date of judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommitmentStatus {
    /// Not yet due.
    Open,
    /// Due, and no completion recorded.
    Overdue,
    /// Completed in time.
    Done,
    /// Completed late.
    DoneLate,
}

impl CommitmentStatus {
    /// As the column `status` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            CommitmentStatus::Open => "open",
            CommitmentStatus::Overdue => "overdue",
            CommitmentStatus::Done => "done",
            CommitmentStatus::DoneLate => "done_late",
        }
    }
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

/// Diversity of topics of a place and period.
#[derive(Clone, Debug, PartialEq)]
pub struct Diversity {
    /// Where.
    pub place: Place,
    /// When.
    pub period: Period,
    /// Shannon's H in nats, over matched topics.
    pub shannon: f64,
    /// Number of topics with a question.
    pub topics: u32,
}

/// One family of tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// What it holds: `coverage/<indicator>/<basis>`, `topics/place/share`, ...
    pub name: String,
    /// Series with a p.
    pub tests: usize,
    /// Series that the adjusted test calls rising or falling.
    pub found: usize,
    /// Most points a series of it has.
    pub longest: usize,
}
