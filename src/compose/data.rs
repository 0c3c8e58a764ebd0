//! The tables for machines: every row of the summary at full precision, in the declared columns.

use std::sync::Arc;

use super::composer::Composer;
use super::report::{DataTable, Value};
use crate::analyse::summary::{
    CommitmentRow, CoverageRow, CoverageTrend, DistinctiveTopic, TargetRow, TeamRow, TeamTrend, TopicRow,
    TopicTrend, Trend,
};
use crate::model::table::{self, Table};
use crate::model::{Period, Place};

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Value::Blank } else { Value::Text(Arc::from(text)) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::from(text.as_str())
    }
}

impl From<&Arc<str>> for Value {
    fn from(text: &Arc<str>) -> Self {
        if text.is_empty() { Value::Blank } else { Value::Text(Arc::clone(text)) }
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        i64::try_from(count).map_or(Value::Blank, Value::Count)
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Value::Count(i64::from(count))
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Value::Count(count)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        // A zero has no sign.
        if number.is_finite() { Value::Number(number + 0.0) } else { Value::Blank }
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Flag(flag)
    }
}

impl From<Period> for Value {
    fn from(period: Period) -> Self {
        Value::from(period.to_string())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Blank, Into::into)
    }
}

macro_rules! row {
    ($($cell:expr),* $(,)?) => { [$(Value::from($cell)),*] };
}

mod insights;

/// Every table of an edition, in the order of [`table::ALL`].
pub(super) fn tables(c: &Composer<'_>) -> Vec<DataTable> {
    table::ALL.iter().map(|table| DataTable { table, title: title(c, table), rows: rows(c, table) }).collect()
}

fn title(c: &Composer<'_>, table: &Table) -> String {
    c.lang.pick(table.vi, table.en).to_owned()
}

pub(super) fn rows(c: &Composer<'_>, table: &Table) -> Vec<Vec<Value>> {
    let s = c.summary;
    match table.name {
        "topics" => s.topics.iter().map(|row| topic(c, row)).collect(),
        "topic_trends" => s.topic_trends.iter().map(|row| topic_trend(c, row)).collect(),
        "distinctive_topics" => s.distinctive.iter().map(|row| distinctive(c, row)).collect(),
        "coverage" => s.coverage.iter().map(|row| coverage(c, row)).collect(),
        "coverage_trends" => s.coverage_trends.iter().map(|row| coverage_trend(c, row)).collect(),
        "teams" => s.teams.iter().map(team).collect(),
        "team_trends" => s.team_trends.iter().map(team_trend).collect(),
        "targets" => s.targets.iter().map(target).collect(),
        "commitments" => s.commitments.iter().map(commitment).collect(),
        other => insights::rows(c, other),
    }
}

fn place(place: &Place) -> [Value; 3] {
    row![&place.code, place.vintage.as_str(), &place.name]
}

fn after(first: impl IntoIterator<Item = Value>, rest: impl IntoIterator<Item = Value>) -> Vec<Value> {
    first.into_iter().chain(rest).collect()
}

fn topic(c: &Composer<'_>, r: &TopicRow) -> Vec<Value> {
    after(
        place(&r.place),
        row![
            r.period,
            &r.topic,
            c.topic(&r.topic),
            r.questions,
            // Without a single counted question there is no total to speak of.
            Some(r.total).filter(|total| *total > 0 || r.questions.is_some()),
            r.share,
            r.share_low,
            r.share_high,
            r.change_pp,
            r.partial,
        ],
    )
}

fn trend(t: &Trend) -> [Value; 15] {
    row![
        u64::try_from(t.n).ok(),
        t.first_period,
        t.last_period,
        t.first_value,
        t.last_value,
        t.slope,
        t.slope_low,
        t.slope_high,
        t.mk_s,
        t.mk_var,
        t.mk_z,
        t.mk_p,
        t.tau_b,
        t.q,
        t.verdict.as_str(),
    ]
}

fn topic_trend(c: &Composer<'_>, r: &TopicTrend) -> Vec<Value> {
    let first = after(place(&r.place), row![&r.topic, c.topic(&r.topic), r.metric]);
    after(first, trend(&r.trend))
}

fn distinctive(c: &Composer<'_>, r: &DistinctiveTopic) -> Vec<Value> {
    after(place(&r.place), row![&r.topic, c.topic(&r.topic), r.questions, r.log_odds, r.z])
}

fn coverage(c: &Composer<'_>, r: &CoverageRow) -> Vec<Value> {
    after(
        place(&r.place),
        row![
            &r.indicator,
            c.indicator_name(&r.indicator),
            r.period,
            r.covered,
            r.total,
            r.percent,
            r.change_pp,
            r.change_since,
            r.basis.as_str(),
            r.places_with_figures,
            r.places_expected,
        ],
    )
}

fn coverage_trend(c: &Composer<'_>, r: &CoverageTrend) -> Vec<Value> {
    let first = row![&r.indicator, c.indicator_name(&r.indicator), r.basis.as_str()];
    after(after(place(&r.place), first), trend(&r.trend))
}

fn team(r: &TeamRow) -> Vec<Value> {
    after(
        place(&r.place),
        row![r.period, r.level.as_str(), r.teams, r.members, r.trained, r.members_per_team, r.trained_share],
    )
}

fn team_trend(r: &TeamTrend) -> Vec<Value> {
    let first = after(place(&r.place), row![r.level.as_str(), r.metric]);
    after(first, trend(&r.trend))
}

fn target(r: &TargetRow) -> Vec<Value> {
    let first = after(row![&r.indicator], place(&r.place));
    after(
        first,
        row![
            r.due,
            r.target,
            r.latest_period,
            r.latest_value,
            r.gap,
            r.pace_needed,
            r.pace_seen,
            r.reached_year,
            r.verdict.as_str(),
        ],
    )
}

fn commitment(r: &CommitmentRow) -> Vec<Value> {
    let promise = &r.commitment;
    let first = after(row![promise.session], place(&promise.place));
    after(
        first,
        row![
            promise.question_no.as_ref(),
            promise.agency.as_ref(),
            &promise.text,
            promise.due,
            promise.done,
            r.status.as_str(),
            r.days_late,
        ],
    )
}
