//! The frames of the sessions, and what is computed in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use polars::prelude::*;

use super::{TopicKey, topic_key};
use crate::analyse::borders::Borders;
use crate::analyse::frames::{self, *};
use crate::analyse::units::{Casting, Casts, Located, Map, SumKey};
use crate::clean::tables::QuestionCount;
use crate::model::fast::FastMap;
use crate::model::register::TopicRegister;
use crate::model::table::{PARTIAL, QUESTIONS, SHARE, TOTAL};

pub(super) const COUNTS: Declaration = Declaration {
    name: "questions",
    columns: &[
        (ROW, DataType::UInt32),
        (SPOT, DataType::UInt64),
        (SUBJECT, DataType::UInt32),
        (KEY, DataType::UInt64),
        (QUESTIONS, DataType::Int64),
        (COUNTED, DataType::Int64),
        (UNCOUNTED, DataType::Int64),
    ],
};

pub(super) const TIMES: Declaration = Declaration {
    name: "units in time",
    columns: &[
        (SPOT, DataType::UInt64),
        (UNIT, DataType::UInt32),
        (WHEN, DataType::UInt32),
        (STRAND, DataType::UInt32),
        (CAST, DataType::UInt32),
        (GAPS, DataType::Boolean),
    ],
};

pub(super) const RAISED: Declaration = Declaration {
    name: "topics raised",
    columns: &[(STRAND, DataType::UInt32), (SUBJECT, DataType::UInt32)],
};

/// What positions in the frames mean, beside those of units, lands and periods.
pub(super) struct Keys {
    pub(super) topics: Codes<TopicKey>,
    /// Of each entry of the table.
    subjects: Vec<u32>,
}

impl Keys {
    pub(super) fn new(questions: &[QuestionCount], register: Option<&TopicRegister>) -> Keys {
        let mut known: FastMap<&Arc<str>, u32> = FastMap::default();
        questions.iter().for_each(|entry| _ = known.entry(&entry.topic).or_default());
        let topics = Codes::new(known.keys().map(|topic| topic_key(register, topic)));
        known.iter_mut().for_each(|(id, code)| *code = topics.of(&topic_key(register, id)).unwrap_or(0));
        let subjects = questions.iter().map(|entry| known.get(&entry.topic).copied().unwrap_or(0));
        Keys { subjects: subjects.collect(), topics }
    }
}

/// What names the sum or unit in a period.
pub(super) fn sum_key(unit: u32, when: u32) -> SumKey {
    [unit, when, 0, 0]
}

/// Which places each sum of a period is made of: those with a counted question.
pub(super) fn casts(map: &Map, questions: &[QuestionCount], gaps: &Gaps, borders: &Borders) -> Casts {
    let mut casting = Casting::default();
    for row in &map.rows {
        let (Some(sum), true) = (row.sum, questions[row.row as usize].counted_rows > 0) else { continue };
        let whole = !gaps.contains(&(row.unit, row.when));
        casting.add(sum_key(sum, row.when), map.units.get(sum).vintage(), row, whole);
    }
    casting.finish(map, borders)
}

/// Units and periods in which something is missing.
pub(super) type Gaps = BTreeSet<(u32, u32)>;

/// Merged units and periods in which a part raised nothing, or the parts of that time do not add up to the unit.
pub(super) fn gaps(map: &Map, borders: &Borders) -> Gaps {
    /// Whether the unit itself was reported, and the codes of its parts that were.
    type Reported<'a> = (bool, BTreeSet<&'a str>);
    let mut parts: BTreeMap<(u32, u32), Reported<'_>> = BTreeMap::new();
    // Without a row that is not of its unit there is nothing that could be missing.
    for row in map.rows.iter().filter(|row| !row.direct) {
        parts.entry((row.unit, row.when)).or_default().1.insert(&row.part);
    }
    if !parts.is_empty() {
        for row in map.rows.iter().filter(|row| row.direct) {
            if let Some(reported) = parts.get_mut(&(row.unit, row.when)) {
                reported.0 = true;
            }
        }
    }
    parts.retain(|(unit, when), (direct, codes)| {
        !*direct
            && borders
                .parts(&map.units.get(*unit).place(), *map.periods.get(*when))
                .is_some_and(|parts| !parts.add_up || parts.codes.iter().any(|code| !codes.contains(&**code)))
    });
    parts.into_keys().collect()
}

/// What names a row of the table: unit, topic and period, in the order of the report. A spot, a unit in one period, is
/// named by the number of its first topic: from there its topics lie as far apart as there are periods.
pub(super) struct Naming {
    packed: Packed<3>,
    periods: u64,
}

impl Naming {
    pub(super) fn new(map: &Map, keys: &Keys) -> PolarsResult<Self> {
        let periods = map.periods.all().len();
        let packed = Packed::new([map.units.all().len(), keys.topics.all().len(), periods])?;
        Ok(Naming { packed, periods: periods as u64 })
    }

    fn spot(&self, unit: u32, when: u32) -> u64 {
        self.packed.key([unit, 0, when])
    }

    /// The key of a topic in a spot.
    fn key(&self) -> Expr {
        (SPOT.expr() + SUBJECT.expr().cast(DataType::UInt64) * lit(self.periods)).alias(KEY)
    }
}

/// The sums and units that a row counts for.
fn units(row: &Located) -> impl Iterator<Item = u32> {
    [Some(row.unit), row.sum].into_iter().flatten()
}

/// One row an entry and unit: for the place, and for the line of all places.
pub(super) fn counts_frame(
    map: &Map,
    questions: &[QuestionCount],
    keys: &Keys,
    naming: &Naming,
) -> PolarsResult<DataFrame> {
    let of_units = |row| units(row).map(move |unit| (row, unit));
    let rows: Vec<(&Located, u32)> = map.rows.iter().flat_map(of_units).collect();
    let entry = |row: &Located| &questions[row.row as usize];
    let subject = |row: &Located| keys.subjects[row.row as usize];
    let key = |row: &Located, unit| naming.packed.key([unit, subject(row), row.when]);
    DataFrame::new_infer_height(vec![
        positions(ROW, rows.iter().map(|(row, _)| Some(row.row))),
        packed(SPOT, rows.iter().map(|(row, unit)| Some(naming.spot(*unit, row.when)))),
        positions(SUBJECT, rows.iter().map(|(row, _)| Some(subject(row)))),
        packed(KEY, rows.iter().map(|(row, unit)| Some(key(row, *unit)))),
        frames::counts(QUESTIONS, rows.iter().map(|(row, _)| entry(row).questions)),
        frames::counts(COUNTED, rows.iter().map(|(row, _)| Some(entry(row).counted_rows))),
        frames::counts(UNCOUNTED, rows.iter().map(|(row, _)| Some(entry(row).uncounted_rows))),
    ])
}

/// The strand of sums: it lies behind those of places, and all sums are of one land.
fn sum_strand(map: &Map) -> u32 {
    map.rows.iter().map(|row| row.strand).max().map_or(0, |last| last + 1)
}

/// One row a unit and period: its land, the cast of a sum, and whether parts are missing.
pub(super) fn times_frame(map: &Map, casts: &Casts, gaps: &Gaps, naming: &Naming) -> PolarsResult<DataFrame> {
    let mut times: BTreeMap<(u32, u32), Time> = BTreeMap::new();
    let of_sums = sum_strand(map);
    // Rows of one unit and period follow each other.
    let spot = |row: &Located| (row.unit, row.when, row.strand, row.sum);
    for rows in map.rows.chunk_by(|a, b| spot(a) == spot(b)) {
        let (unit, when, strand, sum) = spot(&rows[0]);
        let gap = gaps.contains(&(unit, when));
        times.insert((unit, when), Time { strand, cast: 0, gap });
        if let Some(sum) = sum {
            let cast = casts.get(&sum_key(sum, when)).map_or(0, |cast| cast.id);
            let line = Time { strand: of_sums, cast, gap: false };
            times.entry((sum, when)).or_insert(line).gap |= gap;
        }
    }
    DataFrame::new_infer_height(vec![
        packed(SPOT, times.keys().map(|(unit, when)| Some(naming.spot(*unit, *when)))),
        positions(UNIT, times.keys().map(|key| Some(key.0))),
        positions(WHEN, times.keys().map(|key| Some(key.1))),
        positions(STRAND, times.values().map(|time| Some(time.strand))),
        positions(CAST, times.values().map(|time| Some(time.cast))),
        flags(GAPS, times.values().map(|time| time.gap)),
    ])
}

/// Every land and the topics that it raised at some time.
pub(super) fn raised_frame(map: &Map, keys: &Keys) -> PolarsResult<DataFrame> {
    let of_sums = sum_strand(map);
    let lands = |row: &Located| [Some(row.strand), row.sum.map(|_| of_sums)].into_iter().flatten();
    let of_row = |row| lands(row).map(move |land| (land, keys.subjects[row.row as usize]));
    let raised = Codes::new(map.rows.iter().flat_map(of_row));
    DataFrame::new_infer_height(vec![
        positions(STRAND, raised.all().iter().map(|(land, _)| Some(*land))),
        positions(SUBJECT, raised.all().iter().map(|(_, subject)| Some(*subject))),
    ])
}

/// What a unit is in one period.
struct Time {
    strand: u32,
    cast: u32,
    gap: bool,
}

/// Entries added up to one row a unit, period and topic; and the entries behind each, by its position `BEHIND`.
pub(super) fn fold(counts: LazyFrame) -> PolarsResult<(LazyFrame, Vec<Vec<u32>>)> {
    let sums = counts.group_by([KEY.expr()]).agg([
        SPOT.expr().first(),
        QUESTIONS.expr().sum(),
        known(QUESTIONS).alias(VALUES),
        COUNTED.expr().sum(),
        UNCOUNTED.expr().sum(),
        ROW.expr(),
    ]);
    let folded = sums.with_row_index(BEHIND.name(), None).collect()?;
    let behind = read_lists(&folded, ROW)?;
    // Lists would be copied with each join and each sorting.
    Ok((folded.drop_many([ROW.name()]).lazy(), behind))
}

/// Every topic that a land raised at some time, in every period in which it raised anything; with the totals.
///
/// Columns are added one after the other: a frame that a join left in several pieces would be parted and put together
/// for each of them, over 8 MB of zeros that polars then keeps. That no join doubles a row is seen in the end, by [`check_keys`]: the check of polars would cost more than the joins.
pub(super) fn grid(folded: LazyFrame, times: LazyFrame, raised: LazyFrame, naming: &Naming) -> LazyFrame {
    let totals = folded
        .clone()
        .group_by([SPOT.expr()])
        .agg([QUESTIONS.expr().sum().alias(TOTAL), UNCOUNTED.expr().sum().gt(lit(0)).alias(PARTIAL)])
        .join_builder()
        .with(times)
        .on([SPOT.expr()])
        .how(JoinType::Left)
        .finish();
    let partial = PARTIAL.expr().or(GAPS.expr()).alias(PARTIAL);
    let raised_now_or_counted = COUNTED.expr().is_not_null().or(TOTAL.expr().gt(lit(0i64)));
    totals
        .join_builder()
        .with(raised)
        .on([STRAND.expr()])
        .how(JoinType::Left)
        .finish()
        .with_columns_seq([naming.key()])
        .join_builder()
        .with(folded.select([KEY.expr(), QUESTIONS.expr(), VALUES.expr(), COUNTED.expr(), BEHIND.expr()]))
        .on([KEY.expr()])
        .how(JoinType::Left)
        .finish()
        .filter(raised_now_or_counted)
        .with_columns_seq([partial])
}

/// Zero where the place raised the topic at another time only; the share of all questions of the place and period; in
/// the order of the report. What is not known is left to [`read_known`]: to write nulls polars keeps 8 MB of zeros.
pub(super) fn with_shares(grid: LazyFrame) -> LazyFrame {
    let questions = QUESTIONS.expr().fill_null(lit(0i64));
    let part = lit(100.0) * QUESTIONS.expr().cast(DataType::Float64);
    let share = (part / TOTAL.expr().cast(DataType::Float64)).alias(SHARE);
    grid.with_columns_seq([questions])
        .with_columns_seq([share])
        .sort([KEY.name()], SortMultipleOptions::default())
}

/// The keys of all rows, which are ascending, and each of which stands there once.
pub(super) fn check_keys(frame: &DataFrame) -> PolarsResult<()> {
    let keys = read_packed(frame, KEY)?;
    polars_ensure!(keys.is_sorted_by(|a, b| a < b), ComputeError: "two rows of one place, topic and period");
    Ok(())
}

/// What is known of topics: their questions, none where only rows without a count raise them; their shares, none
/// without questions to have a share of.
pub(super) fn read_known(frame: &DataFrame) -> PolarsResult<Vec<(Option<u64>, Option<f64>)>> {
    let counts = read_counts(frame, QUESTIONS)?.into_iter().zip(read_counts(frame, TOTAL)?);
    let values = frame.column(VALUES.name())?.u32()?.iter();
    let rows = counts.zip(values).zip(read_numbers(frame, SHARE)?);
    let known = rows.map(|(((count, total), values), share)| {
        // No row at all is a topic that was not raised now.
        let count = count.filter(|_| values != Some(0));
        (count, share.filter(|_| count.is_some() && total > Some(0)))
    });
    Ok(known.collect())
}
