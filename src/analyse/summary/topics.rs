//! Rows about what is asked.

use std::sync::Arc;

use super::Trend;
use crate::clean::tables::Origins;
use crate::model::{Period, Place};

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
    /// How likely z reaches 1.96 in a place that asks as all others do, with as many questions.
    pub by_chance: f64,
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
    /// The H expected of [`Likeness::ENOUGH`](super::Likeness::ENOUGH) of its questions; `None` where it has fewer.
    pub rarefied: Option<f64>,
    /// Number of topics with a question.
    pub topics: u32,
}
