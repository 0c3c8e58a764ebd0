//! The frames of the sessions, and what is computed in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use polars::prelude::*;

use super::{TopicKey, topic_key};
use crate::analyse::borders::{Borders, Strand};
use crate::analyse::frames::{self, *};
use crate::analyse::units::{Cast, Casting, Located, Unit};
use crate::clean::tables::QuestionCount;
use crate::model::Period;
use crate::model::register::TopicRegister;
use crate::model::table::{PARTIAL, QUESTIONS, SHARE, TOTAL};

pub(super) const COUNTS: Declaration = Declaration {
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

pub(super) const TIMES: Declaration = Declaration {
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

/// What positions in the frames mean.
pub(super) struct Keys {
    pub(super) units: Codes<Unit>,
    strands: Codes<Strand>,
    pub(super) periods: Codes<Period>,
    pub(super) topics: Codes<TopicKey>,
    /// Of each entry of the table.
    subjects: Vec<u32>,
}

impl Keys {
    pub(super) fn new(
        located: &[Located],
        questions: &[QuestionCount],
        register: Option<&TopicRegister>,
    ) -> Keys {
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
pub(super) fn casts(
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
    /// Whether the unit itself was reported, and the codes of its parts that were.
    type Reported = (bool, BTreeSet<Arc<str>>);
    let mut parts: BTreeMap<(Unit, Period), Reported> = BTreeMap::new();
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
pub(super) fn counts_frame(
    located: &[Located],
    questions: &[QuestionCount],
    keys: &Keys,
) -> PolarsResult<DataFrame> {
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
pub(super) fn times_frame(
    located: &[Located],
    keys: &Keys,
    casts: &BTreeMap<Vec<u32>, Cast>,
    borders: &Borders,
) -> PolarsResult<DataFrame> {
    let gaps = gaps(located, borders);
    let mut times: BTreeMap<(u32, u32), Time> = BTreeMap::new();
    // Strands of sums lie behind those of places: all sums are of one land.
    let sum_strand = located.iter().filter_map(|row| keys.strands.of(&row.strand)).max().map(|last| last + 1);
    for row in located {
        let Some(when) = keys.periods.of(&row.period) else { continue };
        let earlier = row.period.year_earlier().and_then(|period| keys.periods.of(&period));
        let gap = gaps.contains(&(row.unit.clone(), row.period));
        if let Some(unit) = keys.units.of(&row.unit) {
            times.insert((unit, when), Time { strand: keys.strands.of(&row.strand), earlier, cast: 0, gap });
        }
        if let Some(sum) = &row.sum
            && let Some(unit) = keys.units.of(sum)
        {
            let cast = casts.get(&keys.sum_key(sum, row.period)).map_or(0, |cast| cast.id);
            let line = Time { strand: sum_strand, earlier, cast, gap: false };
            times.entry((unit, when)).or_insert(line).gap |= gap;
        }
    }
    DataFrame::new_infer_height(vec![
        positions(UNIT, times.keys().map(|key| Some(key.0))),
        positions(WHEN, times.keys().map(|key| Some(key.1))),
        positions(STRAND, times.values().map(|time| time.strand)),
        positions(EARLIER, times.values().map(|time| time.earlier)),
        positions(CAST, times.values().map(|time| Some(time.cast))),
        flags(GAPS, times.values().map(|time| time.gap)),
    ])
}

/// What a unit is in one period.
struct Time {
    strand: Option<u32>,
    earlier: Option<u32>,
    cast: u32,
    gap: bool,
}

/// Entries added up to one row a unit, period and topic.
pub(super) fn fold(counts: LazyFrame) -> LazyFrame {
    counts.group_by([UNIT.expr(), WHEN.expr(), SUBJECT.expr()]).agg([
        known_sum(QUESTIONS),
        COUNTED.expr().sum(),
        UNCOUNTED.expr().sum(),
        ROW.expr(),
    ])
}

/// Every topic that a land raised at some time, in every period in which it raised anything; with the totals.
pub(super) fn grid(folded: LazyFrame, times: LazyFrame) -> LazyFrame {
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
pub(super) fn with_shares(grid: LazyFrame) -> LazyFrame {
    let not_raised_now = COUNTED.expr().is_null();
    let questions = when(not_raised_now).then(lit(0i64)).otherwise(QUESTIONS.expr()).alias(QUESTIONS);
    let share_of_questions = when(TOTAL.expr().gt(lit(0i64)))
        .then(lit(100.0) * QUESTIONS.expr().cast(DataType::Float64) / TOTAL.expr().cast(DataType::Float64))
        .otherwise(lit(NULL))
        .alias(SHARE);
    grid.with_columns([questions]).with_columns([share_of_questions])
}

/// The share of the same sub-period a year earlier, of the same land and (for a sum) the same places.
pub(super) fn with_changes(shares: LazyFrame) -> LazyFrame {
    // A share of a part is no level to compare with.
    let earlier = shares.clone().filter(PARTIAL.expr().not()).select([
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
