//! What a row of a table rests on: its own figures, the figures of the basic tables it was computed from, and its lines.

use super::names::Row;
use crate::analyse::summary::{CoverageRow, TeamRow, TopicRow, Trend};
use crate::clean::tables::{Origin, TeamLevel};
use crate::compose::cite::{Measure, Series};
use crate::compose::composer::Composer;
use crate::compose::report::Span;
use crate::model::{Period, Place, Vintage};

/// A figure that a row was computed from.
pub(super) struct Part {
    /// Its period or its place.
    pub name: String,
    pub span: Option<Span>,
    pub origins: Vec<Origin>,
}

/// Explains every figure of the row, and gives its main one.
pub(super) fn figures(c: &Composer<'_>, row: &Row) -> Option<Span> {
    let s = c.summary;
    let i = row.index;
    match row.table.name {
        "topics" => {
            let row = s.topics.get(i)?;
            c.topic_interval(row);
            c.topic_change(row);
            c.topic_total(row);
            let questions = c.topic_questions(row);
            c.topic_share(row).or(questions)
        }
        "coverage" => {
            let row = s.coverage.get(i)?;
            c.coverage_change(row);
            c.coverage_places(row);
            c.coverage_level(row)
        }
        "teams" => {
            let row = s.teams.get(i)?;
            let all = [
                Measure::Teams,
                Measure::Members,
                Measure::Trained,
                Measure::MembersPerTeam,
                Measure::TrainedShare,
            ];
            let spans: Vec<Span> = all.iter().filter_map(|measure| c.team_value(row, *measure)).collect();
            spans.into_iter().next()
        }
        "targets" => {
            let row = s.targets.get(i)?;
            c.target_gap(row);
            c.target_pace_needed(row);
            c.target_pace_seen(row);
            c.target_reached(row);
            c.target_range(row);
            Some(c.target_goal(row))
        }
        "target_ranges" => c.target_range(s.targets.iter().filter(|row| row.range.is_some()).nth(i)?),
        "distinctive_topics" => Some(c.distinctive_z(s.distinctive.get(i)?, s.year?)),
        "topic_moves" => Some(c.move_change(s.moves.get(i)?, true)),
        "similar_places" => Some(c.divergence(s.likeness.get(i)?)),
        "topic_diversity" => Some(c.effective_topics(s.diversity.get(i)?)),
        "topic_trends" => {
            let row = s.topic_trends.get(i)?;
            let rest = [&*row.topic, row.metric];
            let unit = if row.metric == "share" { c.n.point_unit() } else { c.t("câu hỏi", "questions") };
            let key = ("topic_trends", &rest[..]);
            slope(c, key, &row.place, c.topic(&row.topic), unit, &row.trend)
        }
        "coverage_trends" => {
            let row = s.coverage_trends.get(i)?;
            let rest = [&*row.indicator, row.basis.as_str()];
            let unit = c.difference_unit(&row.indicator);
            let key = ("coverage_trends", &rest[..]);
            slope(c, key, &row.place, c.indicator_name(&row.indicator), unit, &row.trend)
        }
        "team_trends" => {
            let row = s.team_trends.get(i)?;
            let rest = [row.level.as_str(), row.metric];
            let title = c.t("Tổ công nghệ số cộng đồng", "Community digital teams");
            slope(c, ("team_trends", &rest), &row.place, title, String::new(), &row.trend)
        }
        _ => None,
    }
}

fn slope(
    c: &Composer<'_>,
    (table, rest): (&str, &[&str]),
    place: &Place,
    title: String,
    unit: String,
    trend: &Trend,
) -> Option<Span> {
    let joined = match (table, rest.first()) {
        ("coverage_trends", Some(indicator)) => c.joined_within(place, indicator, trend),
        _ => Vec::new(),
    };
    let series = Series {
        id: c.id(table, place, trend.last_period, rest),
        title: format!("{title}, {}", c.place_in(place)),
        unit,
        decimals: 2,
        trend,
        joined,
    };
    c.trend_q(&series);
    c.trend_slope(&series)
}

/// What the row was computed from, in the order of its tables.
pub(super) fn parts(c: &Composer<'_>, row: &Row) -> Vec<Part> {
    let s = c.summary;
    let i = row.index;
    let when = |period: Period| c.n.short(period);
    let found = match row.table.name {
        "coverage_trends" => s.coverage_trends.get(i).map(|r| {
            // A series that goes on through a change has points of both bases, and of two definitions at one time that
            // of its own.
            let goes_on = !c.joined_within(&r.place, &r.indicator, &r.trend).is_empty();
            let same = |row: &&CoverageRow| {
                row.indicator == r.indicator
                    && (row.basis == r.basis || goes_on)
                    && lasts(&row.place, &r.place)
                    && r.trend
                        .points
                        .iter()
                        .any(|point| (point.0, Some(point.1)) == (row.period, row.percent))
            };
            s.coverage.iter().filter(same).map(|row| level(c, row, when(row.period))).collect()
        }),
        "contributions" => s.contributions.get(i).map(|r| {
            let same = |row: &&CoverageRow| {
                row.indicator == r.indicator
                    && lasts(&row.place, &r.place)
                    && [r.since, r.period].contains(&row.period)
            };
            s.coverage.iter().filter(same).map(|row| level(c, row, when(row.period))).collect()
        }),
        "ranks" => s.ranks.get(i).map(|r| {
            let same = |row: &&CoverageRow| {
                row.indicator == r.indicator
                    && row.period == r.period
                    && row.percent == Some(r.value)
                    && row.place == r.place
            };
            s.coverage.iter().filter(same).map(|row| level(c, row, when(row.period))).collect()
        }),
        "spread" => s.spread.get(i).map(|r| {
            let same = |row: &&CoverageRow| {
                row.indicator == r.indicator
                    && row.period == r.period
                    && row.basis == r.basis
                    && row.place.vintage == r.vintage
                    && !row.place.is_country()
                    && row.percent.is_some()
            };
            s.coverage.iter().filter(same).map(|row| level(c, row, c.place(&row.place))).collect()
        }),
        "convergence" => s.convergence.get(i).map(|r| {
            let period = r.trend.last_period;
            let same = |row: &&CoverageRow| {
                row.indicator == r.indicator
                    && row.period == period
                    && row.basis == r.basis
                    && !row.place.is_country()
                    && row.percent.is_some()
            };
            s.coverage.iter().filter(same).map(|row| level(c, row, c.place(&row.place))).collect()
        }),
        "region_coverage" => s.region_coverage.get(i).map(|r| {
            let same = |row: &&CoverageRow| {
                row.indicator == r.indicator
                    && row.period == r.period
                    && row.covered.is_some()
                    && lies_in(c, &row.place, &r.region, r.vintage)
            };
            s.coverage.iter().filter(same).map(|row| level(c, row, c.place(&row.place))).collect()
        }),
        "team_trends" => s.team_trends.get(i).map(|r| {
            let same = |row: &&TeamRow| {
                row.level == r.level && lasts(&row.place, &r.place) && is_point(&r.trend, row.period)
            };
            s.teams.iter().filter(same).map(|row| team(c, row, when(row.period))).collect()
        }),
        "region_teams" => s.region_teams.get(i).map(|r| {
            let same = |row: &&TeamRow| {
                row.level == r.level
                    && row.period == r.period
                    && row.teams.is_some()
                    && lies_in(c, &row.place, &r.region, r.vintage)
            };
            s.teams.iter().filter(same).map(|row| team(c, row, c.place(&row.place))).collect()
        }),
        "topic_trends" => s.topic_trends.get(i).map(|r| {
            let same = |row: &&TopicRow| {
                row.topic == r.topic && lasts(&row.place, &r.place) && is_point(&r.trend, row.period)
            };
            s.topics.iter().filter(same).map(|row| topic(c, row, when(row.period))).collect()
        }),
        "distinctive_topics" => s.distinctive.get(i).map(|r| {
            let year = s.year;
            let same = |row: &&TopicRow| {
                row.topic == r.topic && row.place == r.place && Some(row.period.calendar_year()) == year
            };
            s.topics.iter().filter(same).map(|row| topic(c, row, when(row.period))).collect()
        }),
        "topic_moves" => s.moves.get(i).map(|r| {
            let same = |row: &&TopicRow| {
                row.topic == r.topic
                    && lasts(&row.place, &r.place)
                    && [r.since, r.period].contains(&row.period)
            };
            s.topics.iter().filter(same).map(|row| topic(c, row, when(row.period))).collect()
        }),
        "topic_diversity" => s.diversity.get(i).map(|r| {
            let same = |row: &&TopicRow| row.place == r.place && row.period == r.period;
            s.topics.iter().filter(same).map(|row| topic(c, row, c.topic(&row.topic))).collect()
        }),
        "similar_places" => s.likeness.get(i).map(|r| {
            let same = |row: &&TopicRow| {
                (row.place == r.place || row.place == r.other)
                    && Some(row.period.calendar_year()) == s.year
                    && row.questions.is_some_and(|count| count > 0)
            };
            let name = |row: &TopicRow| format!("{}, {}", c.place(&row.place), c.topic(&row.topic));
            s.topics.iter().filter(same).map(|row| topic(c, row, name(row))).collect()
        }),
        "region_topics" => s.region_topics.get(i).map(|r| {
            let same = |row: &&TopicRow| {
                row.topic == r.topic
                    && row.period == r.period
                    && row.questions.is_some_and(|count| count > 0)
                    && lies_in(c, &row.place, &r.region, r.vintage)
            };
            s.topics.iter().filter(same).map(|row| topic(c, row, c.place(&row.place))).collect()
        }),
        "topics" => s.topics.get(i).map(|row| vec![topic(c, row, when(row.period))]),
        _ => None,
    };
    found.unwrap_or_default()
}

/// The lines that the row itself comes from.
pub(super) fn origins(c: &Composer<'_>, row: &Row) -> Vec<Origin> {
    let s = c.summary;
    let i = row.index;
    let found = match row.table.name {
        "coverage" => s.coverage.get(i).map(|row| row.origins.first.to_vec()),
        "teams" => s.teams.get(i).map(|row| row.origins.first.to_vec()),
        "topics" => s.topics.get(i).map(|row| row.origins.first.to_vec()),
        "targets" => s.targets.get(i).map(|row| [&[row.origin][..], &row.latest_origins.first].concat()),
        "target_ranges" => {
            let row = s.targets.iter().filter(|row| row.range.is_some()).nth(i);
            row.map(|row| [&[row.origin][..], &row.latest_origins.first].concat())
        }
        "commitments" => s.commitments.get(i).map(|row| vec![row.commitment.origin]),
        _ => None,
    };
    found.unwrap_or_default()
}

fn level(c: &Composer<'_>, row: &CoverageRow, name: String) -> Part {
    Part { name, span: c.coverage_level(row), origins: row.origins.first.to_vec() }
}

fn team(c: &Composer<'_>, row: &TeamRow, name: String) -> Part {
    let name =
        if row.level == TeamLevel::All { name } else { format!("{name}, {}", c.team_level(row.level)) };
    Part { name, span: c.team_value(row, Measure::Teams), origins: row.origins.first.to_vec() }
}

fn topic(c: &Composer<'_>, row: &TopicRow, name: String) -> Part {
    Part { name, span: c.topic_questions(row), origins: row.origins.first.to_vec() }
}

/// Whether two places are one, a unit whose land did not change in July 2025 among them.
fn lasts(one: &Place, other: &Place) -> bool {
    one == other || one.level == other.level && one.name == other.name
}

fn is_point(trend: &Trend, period: Period) -> bool {
    trend.points.iter().any(|(point, _)| *point == period)
}

fn lies_in(c: &Composer<'_>, place: &Place, region: &str, vintage: Vintage) -> bool {
    let unit = c.registers.places.as_ref().and_then(|places| places.unit(place.vintage, &place.code));
    place.vintage == vintage && unit.is_some_and(|unit| &*unit.region == region)
}
