//! Rows of community digital teams.

use std::sync::Arc;

use super::Trend;
use crate::clean::tables::{Origins, TeamLevel};
use crate::model::{Period, Place};

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
    /// What the note of its row says, as it is written; of a single row alone.
    pub note: Option<Arc<str>>,
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
