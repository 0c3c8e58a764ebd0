//! The tables for machines: every row of the summary at full precision, in the declared columns.

use std::borrow::Cow;
use std::sync::Arc;

use super::labels::Labels;
use super::report::{Datum, Rows};
use crate::analyse::Summary;
use crate::analyse::summary::{
    CommitmentRow, CoverageRow, CoverageTrend, DistinctiveTopic, TargetRow, TeamRow, TeamTrend, TopicRow,
    TopicTrend, Trend,
};
use crate::model::table::{self, Table};
use crate::model::{Lang, Period, Place};

impl<'a> From<Cow<'a, str>> for Datum<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        if text.is_empty() { Datum::Blank } else { Datum::Text(text) }
    }
}

impl<'a> From<&'a str> for Datum<'a> {
    fn from(text: &'a str) -> Self {
        Datum::from(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a Arc<str>> for Datum<'a> {
    fn from(text: &'a Arc<str>) -> Self {
        if text.is_empty() { Datum::Blank } else { Datum::Shared(text) }
    }
}

impl From<u64> for Datum<'_> {
    fn from(count: u64) -> Self {
        i64::try_from(count).map_or(Datum::Blank, Datum::Count)
    }
}

impl From<u32> for Datum<'_> {
    fn from(count: u32) -> Self {
        Datum::Count(i64::from(count))
    }
}

impl From<i64> for Datum<'_> {
    fn from(count: i64) -> Self {
        Datum::Count(count)
    }
}

impl From<f64> for Datum<'_> {
    fn from(number: f64) -> Self {
        // A zero has no sign.
        if number.is_finite() { Datum::Number(number + 0.0) } else { Datum::Blank }
    }
}

impl From<bool> for Datum<'_> {
    fn from(flag: bool) -> Self {
        Datum::Flag(flag)
    }
}

impl From<Period> for Datum<'_> {
    fn from(period: Period) -> Self {
        Datum::Period(period)
    }
}

impl<'a, T: Into<Datum<'a>>> From<Option<T>> for Datum<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Datum::Blank, Into::into)
    }
}

macro_rules! row {
    ($($cell:expr),* $(,)?) => { [$(Datum::from($cell)),*] };
}

mod insights;
pub(super) mod origins;

/// A table of an edition, whose rows are made from the summary when they are written.
#[derive(Debug)]
pub struct SummaryTable<'a> {
    table: &'static Table,
    title: &'static str,
    summary: &'a Summary,
    labels: Arc<Labels<'a>>,
}

impl Rows for SummaryTable<'_> {
    fn table(&self) -> &'static Table {
        self.table
    }

    fn title(&self) -> &str {
        self.title
    }

    fn each(&self, put: &mut dyn FnMut(&[Datum<'_>])) {
        let cells = Vec::with_capacity(self.table.columns.len());
        rows(self.summary, &self.labels, self.table, &mut Lines { cells, put });
    }
}

/// Every table of an edition, in the order of [`table::ALL`].
pub(super) fn tables<'a>(summary: &'a Summary, labels: Labels<'a>, lang: Lang) -> Vec<SummaryTable<'a>> {
    let labels = Arc::new(labels);
    let table = |table: &&'static Table| SummaryTable {
        table,
        title: lang.pick(table.vi, table.en),
        summary,
        labels: Arc::clone(&labels),
    };
    table::ALL.iter().map(table).collect()
}

/// Takes the cells of one row after the other.
struct Lines<'p, 'a> {
    cells: Vec<Datum<'a>>,
    put: &'p mut dyn FnMut(&[Datum<'_>]),
}

impl<'a> Lines<'_, 'a> {
    /// More cells of the row.
    fn add<const N: usize>(&mut self, cells: [Datum<'a>; N]) -> &mut Self {
        self.cells.extend(cells);
        self
    }

    /// The cells that name a place.
    fn place(&mut self, place: &'a Place) -> &mut Self {
        self.add(row![&place.code, place.vintage.as_str(), &place.name])
    }

    /// The row is complete.
    fn end(&mut self) {
        (self.put)(&self.cells);
        self.cells.clear();
    }
}

fn rows<'a>(s: &'a Summary, labels: &Labels<'a>, table: &Table, lines: &mut Lines<'_, 'a>) {
    match table.name {
        "topics" => s.topics.iter().for_each(|row| topic(labels, row, lines)),
        "topic_trends" => s.topic_trends.iter().for_each(|row| topic_trend(labels, row, lines)),
        "distinctive_topics" => s.distinctive.iter().for_each(|row| distinctive(labels, row, lines)),
        "coverage" => s.coverage.iter().for_each(|row| coverage(labels, row, lines)),
        "coverage_trends" => s.coverage_trends.iter().for_each(|row| coverage_trend(labels, row, lines)),
        "teams" => s.teams.iter().for_each(|row| team(row, lines)),
        "team_trends" => s.team_trends.iter().for_each(|row| team_trend(row, lines)),
        "targets" => s.targets.iter().for_each(|row| target(row, lines)),
        "commitments" => s.commitments.iter().for_each(|row| commitment(row, lines)),
        other => insights::rows(s, labels, other, lines),
    }
}

fn topic<'a>(labels: &Labels<'a>, r: &'a TopicRow, lines: &mut Lines<'_, 'a>) {
    let cells = row![
        r.period,
        &r.topic,
        labels.topic(&r.topic),
        r.questions,
        // Without a single counted question there is no total to speak of.
        Some(r.total).filter(|total| *total > 0 || r.questions.is_some()),
        r.share,
        r.share_low,
        r.share_high,
        r.change_pp,
        r.partial,
    ];
    lines.place(&r.place).add(cells).end();
}

fn trend(t: &Trend) -> [Datum<'_>; 15] {
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

fn topic_trend<'a>(labels: &Labels<'a>, r: &'a TopicTrend, lines: &mut Lines<'_, 'a>) {
    lines.place(&r.place).add(row![&r.topic, labels.topic(&r.topic), r.metric]).add(trend(&r.trend)).end();
}

fn distinctive<'a>(labels: &Labels<'a>, r: &'a DistinctiveTopic, lines: &mut Lines<'_, 'a>) {
    let cells = row![&r.topic, labels.topic(&r.topic), r.questions, r.log_odds, r.z];
    lines.place(&r.place).add(cells).end();
}

fn coverage<'a>(labels: &Labels<'a>, r: &'a CoverageRow, lines: &mut Lines<'_, 'a>) {
    let cells = row![
        &r.indicator,
        labels.indicator(&r.indicator),
        r.period,
        r.covered,
        r.total,
        r.percent,
        r.change_pp,
        r.change_since,
        r.basis.as_str(),
        r.places_with_figures,
        r.places_expected,
    ];
    lines.place(&r.place).add(cells).end();
}

fn coverage_trend<'a>(labels: &Labels<'a>, r: &'a CoverageTrend, lines: &mut Lines<'_, 'a>) {
    let first = row![&r.indicator, labels.indicator(&r.indicator), r.basis.as_str()];
    lines.place(&r.place).add(first).add(trend(&r.trend)).end();
}

fn team<'a>(r: &'a TeamRow, lines: &mut Lines<'_, 'a>) {
    let counts = row![r.period, r.level.as_str(), r.teams, r.members, r.trained];
    lines.place(&r.place).add(counts).add(row![r.members_per_team, r.trained_share]).end();
}

fn team_trend<'a>(r: &'a TeamTrend, lines: &mut Lines<'_, 'a>) {
    lines.place(&r.place).add(row![r.level.as_str(), r.metric]).add(trend(&r.trend)).end();
}

fn target<'a>(r: &'a TargetRow, lines: &mut Lines<'_, 'a>) {
    let cells = row![
        r.due,
        r.target,
        r.latest_period,
        r.latest_value,
        r.gap,
        r.pace_needed,
        r.pace_seen,
        r.reached_year,
        r.verdict.as_str(),
    ];
    lines.add(row![&r.indicator]).place(&r.place).add(cells).end();
}

fn commitment<'a>(r: &'a CommitmentRow, lines: &mut Lines<'_, 'a>) {
    let promise = &r.commitment;
    let cells = row![
        promise.question_no.as_ref(),
        promise.agency.as_ref(),
        &promise.text,
        promise.due,
        promise.done,
        r.status.as_str(),
        r.days_late,
    ];
    lines.add(row![promise.session]).place(&promise.place).add(cells).end();
}
