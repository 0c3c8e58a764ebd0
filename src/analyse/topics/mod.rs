//! Topics: questions a place, period and topic; shares with their intervals; changes; trends; diversity.

mod frame;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use frame::{
    COUNTS, Keys, Naming, RAISED, TIMES, casts, check_keys, counts_frame, fold, gaps, grid, raised_frame,
    read_known, sum_key, times_frame, with_shares,
};
use polars::prelude::*;

use super::borders::Borders;
use super::frames::*;
use super::series;
use super::summary::{Diversity, Family, Likeness, TopicRow, TopicTrend, UncountedTopic};
use super::trends;
use super::units::{Cast, Casts, Map, locate};
use crate::clean::tables::{Origins, QuestionCount};
use crate::model::fast::FastMap;
use crate::model::register::{TopicRegister, UNMATCHED};
use crate::model::table::{PARTIAL, TOTAL};
use crate::model::{Period, PeriodKind, Place};
use crate::stats::shannon::{rarefied_shannon, shannon};
use crate::stats::wilson;

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

/// The questions folded to calendar years; `None` where they are already.
pub(super) fn by_year(questions: &[QuestionCount]) -> Option<Vec<QuestionCount>> {
    if questions.iter().all(|count| count.period.kind() == PeriodKind::Year) {
        return None;
    }
    let mut folded: BTreeMap<(Place, Period, Arc<str>), QuestionCount> = BTreeMap::new();
    for count in questions {
        let Some(year) = Period::year(count.period.calendar_year()) else { continue };
        match folded.entry((count.place.clone(), year, count.topic.clone())) {
            Entry::Vacant(free) => {
                free.insert(QuestionCount { period: year, ..count.clone() });
            }
            Entry::Occupied(mut taken) => {
                let sum = taken.get_mut();
                sum.questions = match (sum.questions, count.questions) {
                    (Some(a), Some(b)) => Some(a + b),
                    (a, b) => a.or(b),
                };
                sum.counted_rows += count.counted_rows;
                sum.uncounted_rows += count.uncounted_rows;
                sum.origins.extend(&count.origins);
            }
        }
    }
    Some(folded.into_values().collect())
}

/// Everything about topics.
pub(super) fn topics(
    questions: &[QuestionCount],
    borders: &Borders,
    register: Option<&TopicRegister>,
) -> PolarsResult<Topics> {
    let map = locate(borders, questions.iter().map(|entry| (&entry.place, entry.period)), true);
    let keys = Keys::new(questions, register);
    let gaps = gaps(&map, borders);
    let casts = casts(&map, questions, &gaps, borders);
    let naming = Naming::new(&map, &keys)?;
    let counts = COUNTS.check(counts_frame(&map, questions, &keys, &naming)?)?;
    let times = TIMES.check(times_frame(&map, &casts, &gaps, &naming)?)?;
    let raised = RAISED.check(raised_frame(&map, &keys)?)?;

    let (folded, behind) = fold(counts.lazy())?;
    let shares = with_shares(grid(folded, times.lazy(), raised.lazy(), &naming)).collect()?;

    let table = read(&shares, &behind, questions, (&map, &keys), &casts, borders)?;
    let (trends, families) = topic_trends(&table, register);
    Ok(Topics {
        diversity: table.profiles.iter().filter_map(diversity).collect(),
        uncounted: uncounted(&map, questions),
        rows: table.rows,
        keys: table.keys,
        trends,
        families,
        profiles: table.profiles,
    })
}

/// The finished table, with what the series need.
struct TopicTable {
    rows: Vec<TopicRow>,
    /// Of each row: strand, cast.
    keys: Vec<(u32, u32)>,
    /// Of each row: position of its topic in the report.
    subjects: Vec<u32>,
    profiles: Vec<Profile>,
}

fn read(
    frame: &DataFrame,
    behind: &[Vec<u32>],
    entries: &[QuestionCount],
    (map, keys): (&Map, &Keys),
    casts: &Casts,
    borders: &Borders,
) -> PolarsResult<TopicTable> {
    check_keys(frame)?;
    let (units, times) = (read_keys(frame, UNIT)?, read_keys(frame, WHEN)?);
    let (subjects, strands) = (read_keys(frame, SUBJECT)?, read_keys(frame, STRAND)?);
    let cast_ids = read_keys(frame, CAST)?;
    let (known, totals) = (read_known(frame)?, read_counts(frame, TOTAL)?);
    let partial = read_flags(frame, PARTIAL)?;
    let behind_rows: Vec<Option<u32>> = frame.column(BEHIND.name())?.u32()?.iter().collect();

    // The share of the same sub-period a year earlier, of the same land and (for a sum) the same places; a share of a
    // part is no level to compare with.
    let line = |i: usize, when: u32| [strands[i], cast_ids[i], subjects[i], when];
    let mut levels: FastMap<[u32; 4], Option<f64>> = FastMap::default();
    levels.reserve(frame.height());
    for i in (0..frame.height()).filter(|&i| !partial[i]) {
        let taken = levels.insert(line(i, times[i]), known[i].1);
        polars_ensure!(taken.is_none(), ComputeError: "two shares of one land, topic and period");
    }
    let periods = map.periods.all().iter();
    let earlier: Vec<Option<u32>> =
        periods.map(|period| period.year_earlier().and_then(|period| map.periods.of(&period))).collect();
    let before = |i: usize| *levels.get(&line(i, earlier[times[i] as usize]?))?;

    let mut rows = Vec::with_capacity(frame.height());
    let mut profiles: BTreeMap<(u32, u32), Profile> = BTreeMap::new();
    for i in 0..frame.height() {
        let unit = map.units.get(units[i]);
        let cast = casts.get(&sum_key(units[i], times[i])).copied();
        let place = match unit.sum {
            true => borders.sum_place(unit.vintage(), cast.is_some_and(Cast::complete)),
            false => unit.place(),
        };
        let (period, topic) = (*map.periods.get(times[i]), keys.topics.get(subjects[i]).1.clone());
        let (questions, share) = known[i];
        let total = totals[i].unwrap_or(0);
        let interval = questions.and_then(|count| wilson(count, total));
        if let Some(count) = questions
            && *topic != *UNMATCHED
            && !partial[i]
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
        let behind = behind_rows[i].map_or(&[] as &[u32], |at| &behind[at as usize]);
        behind.iter().for_each(|&row| origins.extend(&entries[row as usize].origins));
        rows.push(TopicRow {
            place,
            period,
            topic,
            questions,
            total,
            share,
            share_low: interval.map(|(low, _)| 100.0 * low),
            share_high: interval.map(|(_, high)| 100.0 * high),
            change_pp: share.zip(before(i)).filter(|_| !partial[i]).map(|(now, before)| now - before),
            partial: partial[i],
            origins,
        });
    }
    let keys = strands.into_iter().zip(cast_ids).collect();
    Ok(TopicTable { rows, keys, subjects, profiles: profiles.into_values().collect() })
}

/// Counts and shares over time, each its own series and family; `unmatched` belongs to none.
fn topic_trends(table: &TopicTable, register: Option<&TopicRegister>) -> (Vec<TopicTrend>, Vec<Family>) {
    /// A name, and the value it stands for.
    type Metric = (&'static str, fn(&TopicRow) -> Option<f64>);
    const METRICS: [Metric; 2] =
        [("count", |row| row.questions.map(|count| count as f64)), ("share", |row| row.share)];
    let mut points = Vec::with_capacity(METRICS.len() * table.rows.len());
    for (metric, (_, value)) in (0_u8..).zip(METRICS) {
        for (i, (row, key)) in table.rows.iter().zip(&table.keys).enumerate() {
            // A count or share of a part of the place is no point of its series.
            if let Some(value) = value(row).filter(|_| !row.partial) {
                let series = (metric, *key, table.subjects[i], row.period.kind());
                points.push((series, row.period, value, (i, metric)));
            }
        }
    }
    let series = series::collect(points.into_iter());
    let mut rows: Vec<TopicTrend> = series::trends(&series)
        .into_iter()
        .map(|((row, metric), trend)| {
            let row = &table.rows[row];
            let (metric, _) = METRICS[usize::from(metric)];
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
fn uncounted(map: &Map, questions: &[QuestionCount]) -> Vec<UncountedTopic> {
    let mut rows: BTreeMap<(u32, Period, Arc<str>), (u64, Origins)> = BTreeMap::new();
    for row in &map.rows {
        let entry = &questions[row.row as usize];
        if entry.uncounted_rows > 0 {
            let key = (row.unit, *map.periods.get(row.when), entry.topic.clone());
            let (count, origins) = rows.entry(key).or_default();
            *count += entry.uncounted_rows;
            origins.extend(&entry.origins);
        }
    }
    rows.into_iter()
        .map(|((unit, period, topic), (rows, origins))| UncountedTopic {
            place: map.units.get(unit).place(),
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
        rarefied: rarefied_shannon(&counts, Likeness::ENOUGH),
        topics: counts.iter().filter(|&&count| count > 0).count() as u32,
    })
}
