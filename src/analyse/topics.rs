//! Topics: questions a place, period and topic; shares with their intervals; changes; trends; diversity.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use polars::prelude::*;

use super::borders::Borders;
use super::frames::{self, *};
use super::series;
use super::summary::{Diversity, Family, TopicRow, TopicTrend, UncountedTopic};
use super::trends;
use super::units::{Cast, Casting, Located, Unit, locate};
use crate::clean::tables::{Origins, QuestionCount};
use crate::model::register::{TopicRegister, UNMATCHED};
use crate::model::table::{PARTIAL, QUESTIONS, SHARE, TOTAL};
use crate::model::{Period, Place};
use crate::stats::{shannon, wilson};

const COUNTS: Declaration = Declaration {
    name: "questions",
    columns: &[
        (ROW, DataType::UInt32),
        (UNIT, DataType::UInt32),
        (WHEN, DataType::UInt32),
        (SUBJECT, DataType::UInt32),
        (QUESTIONS, DataType::Int64),
        (COUNTED, DataType::Int64),
        (UNCOUNTED, DataType::Int64),
    ],
};

const TIMES: Declaration = Declaration {
    name: "units in time",
    columns: &[
        (UNIT, DataType::UInt32),
        (WHEN, DataType::UInt32),
        (STRAND, DataType::UInt32),
        (EARLIER, DataType::UInt32),
        (CAST, DataType::UInt32),
        (GAPS, DataType::Boolean),
    ],
};

/// What the sessions say.
#[derive(Debug, Default)]
pub(super) struct Topics {
    pub(super) rows: Vec<TopicRow>,
    /// Of each row: its land, and the places behind a sum.
    pub(super) keys: Vec<(u32, u32)>,
    pub(super) trends: Vec<TopicTrend>,
    pub(super) families: Vec<Family>,
    pub(super) uncounted: Vec<UncountedTopic>,
    pub(super) diversity: Vec<Diversity>,
    /// Questions of each place (no sums), for comparing places.
    pub(super) profiles: Vec<Profile>,
}

/// The topics of one place and period, as counts in the order of the register, without `unmatched`.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) place: Place,
    pub(super) sum: bool,
    pub(super) period: Period,
    /// Topic and its questions; only counted ones.
    pub(super) counts: Vec<(Arc<str>, u64)>,
}

/// Position of a topic in the report: as registered, then by name, `unmatched` last.
pub(super) type TopicKey = (usize, Arc<str>);

pub(super) fn topic_key(register: Option<&TopicRegister>, topic: &Arc<str>) -> TopicKey {
    let position = register.and_then(|register| register.topics.iter().position(|t| *t.id == **topic));
    match position {
        Some(position) => (position, topic.clone()),
        None if **topic == *UNMATCHED => (usize::MAX, topic.clone()),
        None => (usize::MAX - 1, topic.clone()),
    }
}

/// Everything about topics.
pub(super) fn topics(
    questions: &[QuestionCount],
    borders: &Borders,
    register: Option<&TopicRegister>,
) -> PolarsResult<Topics> {
    let located = locate(borders, questions.iter().map(|entry| (&entry.place, entry.period)), true);
    let keys = Keys::new(&located, questions, register);
    let casts = casts(&located, questions, &keys, borders);
    let counts = COUNTS.check(counts_frame(&located, questions, &keys)?)?;
    let times = TIMES.check(times_frame(&located, &keys, &casts, borders)?)?;

    let folded = fold(counts.lazy());
    let grid = grid(folded, times.lazy());
    let shares = with_changes(with_shares(grid)).collect()?;

    let table = read(&shares, questions, &keys, &casts, borders)?;
    let (trends, families) = topic_trends(&table, register);
    Ok(Topics {
        diversity: table.profiles.iter().filter_map(diversity).collect(),
        uncounted: uncounted(&located, questions),
        rows: table.rows,
        keys: table.keys,
        trends,
        families,
        profiles: table.profiles,
    })
}

/// What positions in the frames mean.
struct Keys {
    units: Codes<Unit>,
    strands: Codes<super::borders::Strand>,
    periods: Codes<Period>,
    topics: Codes<TopicKey>,
    /// Of each entry of the table.
    subjects: Vec<u32>,
}

impl Keys {
    fn new(located: &[Located], questions: &[QuestionCount], register: Option<&TopicRegister>) -> Keys {
        let topic_of = |entry: &QuestionCount| topic_key(register, &entry.topic);
        let topics = Codes::new(questions.iter().map(topic_of));
        let units = located.iter().flat_map(|row| [Some(row.unit.clone()), row.sum.clone()]).flatten();
        Keys {
            units: Codes::new(units),
            strands: Codes::new(located.iter().map(|row| row.strand.clone())),
            periods: Codes::new(located.iter().map(|row| row.period)),
            subjects: questions.iter().map(|entry| topics.of(&topic_of(entry)).unwrap_or(0)).collect(),
            topics,
        }
    }

    fn sum_key(&self, sum: &Unit, period: Period) -> Vec<u32> {
        [self.units.of(sum), self.periods.of(&period)].into_iter().flatten().collect()
    }
}

/// Which places each sum of a period is made of: those with a counted question.
fn casts(
    located: &[Located],
    questions: &[QuestionCount],
    keys: &Keys,
    borders: &Borders,
) -> BTreeMap<Vec<u32>, Cast> {
    let gaps = gaps(located, borders);
    let mut casting = Casting::default();
    for row in located {
        let (Some(sum), true) = (&row.sum, questions[row.row as usize].counted_rows > 0) else { continue };
        let whole = !gaps.contains(&(row.unit.clone(), row.period));
        casting.add(keys.sum_key(sum, row.period), sum.vintage(), row, whole);
    }
    casting.finish(borders)
}

/// Merged units and periods in which a part raised nothing, or the parts of that time do not add up to the unit.
fn gaps(located: &[Located], borders: &Borders) -> BTreeSet<(Unit, Period)> {
    let mut parts: BTreeMap<(Unit, Period), (bool, BTreeSet<Arc<str>>)> = BTreeMap::new();
    for row in located {
        let (direct, codes) = parts.entry((row.unit.clone(), row.period)).or_default();
        *direct |= row.direct;
        codes.insert(row.part.clone());
    }
    parts.retain(|(unit, period), (direct, codes)| {
        !*direct
            && borders
                .parts(&unit.place(), *period)
                .is_some_and(|parts| !parts.add_up || parts.codes.iter().any(|code| !codes.contains(code)))
    });
    parts.into_keys().collect()
}

/// One row an entry and unit: for the place, and for the line of all places.
fn counts_frame(located: &[Located], questions: &[QuestionCount], keys: &Keys) -> PolarsResult<DataFrame> {
    let rows: Vec<(&Located, &Unit)> = located
        .iter()
        .flat_map(|row| {
            [Some(&row.unit), row.sum.as_ref()].into_iter().flatten().map(move |unit| (row, unit))
        })
        .collect();
    let entry = |row: &Located| &questions[row.row as usize];
    DataFrame::new_infer_height(vec![
        positions(ROW, rows.iter().map(|(row, _)| Some(row.row))),
        positions(UNIT, rows.iter().map(|(_, unit)| keys.units.of(unit))),
        positions(WHEN, rows.iter().map(|(row, _)| keys.periods.of(&row.period))),
        positions(SUBJECT, rows.iter().map(|(row, _)| keys.subjects.get(row.row as usize).copied())),
        frames::counts(QUESTIONS, rows.iter().map(|(row, _)| entry(row).questions)),
        frames::counts(COUNTED, rows.iter().map(|(row, _)| Some(entry(row).counted_rows))),
        frames::counts(UNCOUNTED, rows.iter().map(|(row, _)| Some(entry(row).uncounted_rows))),
    ])
}

/// One row a unit and period: its land, the period a year earlier, the cast of a sum, and whether parts are missing.
fn times_frame(
    located: &[Located],
    keys: &Keys,
    casts: &BTreeMap<Vec<u32>, Cast>,
    borders: &Borders,
) -> PolarsResult<DataFrame> {
    let gaps = gaps(located, borders);
    let mut times: BTreeMap<(u32, u32), (Option<u32>, Option<u32>, u32, bool)> = BTreeMap::new();
    // Strands of sums lie behind those of places: all sums are of one land.
    let sum_strand = located.iter().filter_map(|row| keys.strands.of(&row.strand)).max().map(|last| last + 1);
    for row in located {
        let Some(when) = keys.periods.of(&row.period) else { continue };
        let earlier = row.period.year_earlier().and_then(|period| keys.periods.of(&period));
        let gap = gaps.contains(&(row.unit.clone(), row.period));
        if let Some(unit) = keys.units.of(&row.unit) {
            times.insert((unit, when), (keys.strands.of(&row.strand), earlier, 0, gap));
        }
        if let Some(sum) = &row.sum
            && let Some(unit) = keys.units.of(sum)
        {
            let cast = casts.get(&keys.sum_key(sum, row.period)).map_or(0, |cast| cast.id);
            let line = times.entry((unit, when)).or_insert((sum_strand, earlier, cast, false));
            line.3 |= gap;
        }
    }
    DataFrame::new_infer_height(vec![
        positions(UNIT, times.keys().map(|key| Some(key.0))),
        positions(WHEN, times.keys().map(|key| Some(key.1))),
        positions(STRAND, times.values().map(|time| time.0)),
        positions(EARLIER, times.values().map(|time| time.1)),
        positions(CAST, times.values().map(|time| Some(time.2))),
        flags(GAPS, times.values().map(|time| time.3)),
    ])
}

/// Entries added up to one row a unit, period and topic.
fn fold(counts: LazyFrame) -> LazyFrame {
    counts.group_by([UNIT.expr(), WHEN.expr(), SUBJECT.expr()]).agg([
        known_sum(QUESTIONS),
        COUNTED.expr().sum(),
        UNCOUNTED.expr().sum(),
        ROW.expr(),
    ])
}

/// Every topic that a land raised at some time, in every period in which it raised anything; with the totals.
fn grid(folded: LazyFrame, times: LazyFrame) -> LazyFrame {
    let totals = folded
        .clone()
        .group_by([UNIT.expr(), WHEN.expr()])
        .agg([QUESTIONS.expr().sum().alias(TOTAL), UNCOUNTED.expr().sum().gt(lit(0)).alias(PARTIAL)])
        .join_builder()
        .with(times.clone())
        .on([UNIT.expr(), WHEN.expr()])
        .how(JoinType::Left)
        .validate(JoinValidation::OneToOne)
        .finish();
    let raised = folded
        .clone()
        .join_builder()
        .with(times)
        .on([UNIT.expr(), WHEN.expr()])
        .how(JoinType::Left)
        .validate(JoinValidation::ManyToOne)
        .finish()
        .select([STRAND.expr(), SUBJECT.expr()])
        .unique(None, UniqueKeepStrategy::Any);
    let partial = PARTIAL.expr().or(GAPS.expr()).alias(PARTIAL);
    let raised_now_or_counted = COUNTED.expr().is_not_null().or(TOTAL.expr().gt(lit(0i64)));
    totals
        .join_builder()
        .with(raised)
        .on([STRAND.expr()])
        .how(JoinType::Left)
        .validate(JoinValidation::ManyToMany)
        .finish()
        .join_builder()
        .with(folded)
        .on([UNIT.expr(), WHEN.expr(), SUBJECT.expr()])
        .how(JoinType::Left)
        .validate(JoinValidation::OneToOne)
        .finish()
        .filter(raised_now_or_counted)
        .with_columns([partial])
}

/// Zero where the place raised the topic at another time only; the share of all questions of the place and period.
fn with_shares(grid: LazyFrame) -> LazyFrame {
    let not_raised_now = COUNTED.expr().is_null();
    let questions = when(not_raised_now).then(lit(0i64)).otherwise(QUESTIONS.expr()).alias(QUESTIONS);
    let share_of_questions = when(TOTAL.expr().gt(lit(0i64)))
        .then(lit(100.0) * QUESTIONS.expr().cast(DataType::Float64) / TOTAL.expr().cast(DataType::Float64))
        .otherwise(lit(NULL))
        .alias(SHARE);
    grid.with_columns([questions]).with_columns([share_of_questions])
}

/// The share of the same sub-period a year earlier, of the same land and (for a sum) the same places.
fn with_changes(shares: LazyFrame) -> LazyFrame {
    let earlier = shares.clone().select([
        STRAND.expr(),
        CAST.expr(),
        SUBJECT.expr(),
        WHEN.expr().alias(EARLIER),
        SHARE.expr().alias(SHARE_BEFORE),
    ]);
    let key = [STRAND.expr(), CAST.expr(), SUBJECT.expr(), EARLIER.expr()];
    shares
        .join_builder()
        .with(earlier)
        .on(key)
        .how(JoinType::Left)
        .validate(JoinValidation::ManyToOne)
        .finish()
        .sort([UNIT.name(), SUBJECT.name(), WHEN.name()], SortMultipleOptions::default())
}

/// The finished table, with what the series need.
struct TopicTable {
    rows: Vec<TopicRow>,
    /// Of each row: strand, cast.
    keys: Vec<(u32, u32)>,
    profiles: Vec<Profile>,
}

fn read(
    frame: &DataFrame,
    questions: &[QuestionCount],
    keys: &Keys,
    casts: &BTreeMap<Vec<u32>, Cast>,
    borders: &Borders,
) -> PolarsResult<TopicTable> {
    let (units, times) = (read_keys(frame, UNIT)?, read_keys(frame, WHEN)?);
    let (subjects, strands) = (read_keys(frame, SUBJECT)?, read_keys(frame, STRAND)?);
    let cast_ids = read_keys(frame, CAST)?;
    let (counts, totals) = (read_counts(frame, QUESTIONS)?, read_counts(frame, TOTAL)?);
    let (shares, before) = (read_numbers(frame, SHARE)?, read_numbers(frame, SHARE_BEFORE)?);
    let (partial, lines) = (read_flags(frame, PARTIAL)?, read_lists(frame, ROW)?);

    let mut rows = Vec::with_capacity(frame.height());
    let mut profiles: BTreeMap<(u32, u32), Profile> = BTreeMap::new();
    for i in 0..frame.height() {
        let unit = keys.units.get(units[i]);
        let cast = casts.get(&vec![units[i], times[i]]).copied();
        let place = match unit.sum {
            true => borders.sum_place(unit.vintage(), cast.is_some_and(Cast::complete)),
            false => unit.place(),
        };
        let (period, topic) = (*keys.periods.get(times[i]), keys.topics.get(subjects[i]).1.clone());
        let total = totals[i].unwrap_or(0);
        let interval = counts[i].and_then(|count| wilson(count, total));
        if let Some(count) = counts[i]
            && *topic != *UNMATCHED
        {
            let profile = profiles.entry((units[i], times[i])).or_insert_with(|| Profile {
                place: place.clone(),
                sum: unit.sum,
                period,
                counts: Vec::new(),
            });
            profile.counts.push((topic.clone(), count));
        }
        let mut origins = Origins::default();
        lines[i].iter().for_each(|&row| origins.extend(&questions[row as usize].origins));
        rows.push(TopicRow {
            place,
            period,
            topic,
            questions: counts[i],
            total,
            share: shares[i],
            share_low: interval.map(|(low, _)| 100.0 * low),
            share_high: interval.map(|(_, high)| 100.0 * high),
            change_pp: shares[i].zip(before[i]).map(|(now, before)| now - before),
            partial: partial[i],
            origins,
        });
    }
    let keys = strands.into_iter().zip(cast_ids).collect();
    Ok(TopicTable { rows, keys, profiles: profiles.into_values().collect() })
}

/// Counts and shares over time, each its own series and family; `unmatched` belongs to none.
fn topic_trends(table: &TopicTable, register: Option<&TopicRegister>) -> (Vec<TopicTrend>, Vec<Family>) {
    const METRICS: [(&str, fn(&TopicRow) -> Option<f64>); 2] =
        [("count", |row| row.questions.map(|count| count as f64)), ("share", |row| row.share)];
    let mut points = Vec::new();
    for (metric, value) in METRICS {
        for (i, (row, key)) in table.rows.iter().zip(&table.keys).enumerate() {
            if let Some(value) = value(row) {
                let series = (metric, *key, topic_key(register, &row.topic), row.period.kind());
                points.push((series, row.period, value, (i, metric)));
            }
        }
    }
    let series = series::collect(points.into_iter());
    let mut rows: Vec<TopicTrend> = series::trends(series)
        .into_iter()
        .map(|((row, metric), trend)| {
            let row = &table.rows[row];
            TopicTrend { place: row.place.clone(), topic: row.topic.clone(), metric, trend }
        })
        .collect();
    rows.sort_by_cached_key(|row| {
        let topic = topic_key(register, &row.topic);
        (
            row.place.level,
            row.place.vintage,
            row.place.code.clone(),
            topic,
            row.metric,
            row.trend.first_period,
        )
    });
    let families = trends::judge(
        &mut rows,
        |row| {
            let level = if row.place.is_country() { "all" } else { "place" };
            (*row.topic != *UNMATCHED).then(|| format!("topics/{level}/{}", row.metric))
        },
        |row| &mut row.trend,
    );
    (rows, families)
}

/// Topics raised in rows without a count, as reported.
fn uncounted(located: &[Located], questions: &[QuestionCount]) -> Vec<UncountedTopic> {
    let mut rows: BTreeMap<(Unit, Period, Arc<str>), (u64, Origins)> = BTreeMap::new();
    for row in located {
        let entry = &questions[row.row as usize];
        if entry.uncounted_rows > 0 {
            let key = (row.unit.clone(), row.period, entry.topic.clone());
            let (count, origins) = rows.entry(key).or_default();
            *count += entry.uncounted_rows;
            origins.extend(&entry.origins);
        }
    }
    rows.into_iter()
        .map(|((unit, period, topic), (rows, origins))| UncountedTopic {
            place: unit.place(),
            period,
            topic,
            rows,
            origins,
        })
        .collect()
}

fn diversity(profile: &Profile) -> Option<Diversity> {
    let counts: Vec<u64> = profile.counts.iter().map(|(_, count)| *count).collect();
    Some(Diversity {
        place: profile.place.clone(),
        period: profile.period,
        shannon: shannon(&counts)?,
        topics: counts.iter().filter(|&&count| count > 0).count() as u32,
    })
}
