//! Community digital teams: counts and ratios on the run's borders, the line of all places, trends.

use std::sync::Arc;

use polars::prelude::*;

use super::borders::{Borders, Strand};
use super::frames::{self, *};
use super::series;
use super::summary::{Family, NotCombined, TeamBases, TeamRow, TeamTrend};
use super::trends;
use super::units::{Cast, Casting, Casts, Located, Map, SumKey, locate};
use crate::clean::tables::{Origins, TeamCount, TeamLevel};
use crate::model::fast::FastMap;
use crate::model::table::{Col, MEMBERS, TEAMS, TRAINED};

const COUNTS: Declaration = Declaration {
    name: "teams",
    columns: &[
        (ROW, DataType::UInt32),
        (KEY, DataType::UInt64),
        (ALL_KEY, DataType::UInt64),
        (DIRECT, DataType::Boolean),
        (EXPECTED, DataType::UInt32),
        (TEAMS, DataType::Int64),
        (MEMBERS, DataType::Int64),
        (TRAINED, DataType::Int64),
        (TEAMS_WITH_MEMBERS, DataType::Int64),
        (MEMBERS_WITH_TEAMS, DataType::Int64),
        (TEAMS_WITH_TRAINED, DataType::Int64),
        (TRAINED_WITH_TEAMS, DataType::Int64),
        (TEAMS_OF_COMMUNES, DataType::Int64),
        (COMMUNES, DataType::Int64),
    ],
};

/// The counts of a row, in the order of the frame.
const MEASURES: [Col; COUNTED] = [
    TEAMS,
    MEMBERS,
    TRAINED,
    TEAMS_WITH_MEMBERS,
    MEMBERS_WITH_TEAMS,
    TEAMS_WITH_TRAINED,
    TRAINED_WITH_TEAMS,
    TEAMS_OF_COMMUNES,
    COMMUNES,
];

/// How many counts a row has.
const COUNTED: usize = 9;

/// A name, and the value it stands for.
type Metric = (&'static str, fn(&TeamRow) -> Option<f64>);

/// What is followed over time.
const METRICS: [Metric; 5] = [
    ("teams", |row| row.teams.map(|count| count as f64)),
    ("members", |row| row.members.map(|count| count as f64)),
    ("trained", |row| row.trained.map(|count| count as f64)),
    ("members_per_team", |row| row.members_per_team),
    ("trained_share", |row| row.trained_share),
];

/// What the exports say of the teams.
#[derive(Debug, Default)]
pub(super) struct Teams {
    pub(super) rows: Vec<TeamRow>,
    pub(super) trends: Vec<TeamTrend>,
    pub(super) families: Vec<Family>,
    pub(super) not_combined: Vec<NotCombined>,
}

/// Everything about the teams.
pub(super) fn teams(counts: &[TeamCount], borders: &Borders) -> PolarsResult<Teams> {
    let map = locate(borders, counts.iter().map(|count| (&count.place, count.period)), false);
    let packed_by = Packed::new([map.units.all().len(), LEVELS.len(), map.periods.all().len()])?;
    let frame = COUNTS.check(counts_frame(&map, counts, packed_by)?)?;
    // Used twice, computed once; on the borders of the exports everything is reported as it is.
    let all_direct = map.rows.iter().all(|row| row.direct);
    let reported = if all_direct { frame.lazy() } else { reported(frame.lazy())?.collect()?.lazy() };
    let folded = |key: Col| {
        let rows = reported.clone().filter(key.expr().is_not_null());
        read(&rows.group_by([key.expr().alias(KEY)]).agg(folds()).collect()?, packed_by)
    };
    let (places, sums) = (folded(KEY)?, folded(ALL_KEY)?);

    let context = Context { by_row: map.by_row(counts.len()), map: &map, counts, borders };
    let mut draft = Draft::default();
    for folded in &places {
        context.place_row(folded, &mut draft);
    }
    context.sum_rows(&sums, &mut draft);
    Ok(finish(draft))
}

/// Counts of the unit itself stand; its parts, where they were reported as well, are not added to them.
fn reported(frame: LazyFrame) -> PolarsResult<LazyFrame> {
    let direct_exists = DIRECT.expr().any(true).over([KEY.expr()])?;
    Ok(frame.filter(DIRECT.expr().or(direct_exists.not())))
}

const LEVELS: [TeamLevel; 3] = [TeamLevel::All, TeamLevel::Commune, TeamLevel::Village];

/// What names a row: unit, level and period, in the order of the report.
type CountKey = Packed<3>;

fn counts_frame(map: &Map, counts: &[TeamCount], packed_by: CountKey) -> PolarsResult<DataFrame> {
    let rows = || map.rows.iter().map(|row| (row, &counts[row.row as usize]));
    let key = |unit: u32, row: &Located, count: &TeamCount| {
        let level = (0..).zip(LEVELS).find(|(_, level)| *level == count.level).map_or(0, |(at, _)| at);
        packed_by.key([unit, level, row.when])
    };
    let mut columns = vec![
        positions(ROW, rows().map(|(row, _)| Some(row.row))),
        packed(KEY, rows().map(|(row, count)| Some(key(row.unit, row, count)))),
        packed(ALL_KEY, rows().map(|(row, count)| row.sum.map(|sum| key(sum, row, count)))),
        flags(DIRECT, rows().map(|(row, _)| row.direct)),
        positions(EXPECTED, rows().map(|(row, _)| Some(row.expected))),
    ];
    for (i, measure) in MEASURES.into_iter().enumerate() {
        columns.push(frames::counts(measure, rows().map(|(_, count)| measures(count)[i])));
    }
    DataFrame::new_infer_height(columns)
}

fn measures(count: &TeamCount) -> [Option<u64>; COUNTED] {
    [
        count.teams,
        count.members,
        count.trained,
        count.teams_with_members,
        count.members_with_teams,
        count.teams_with_trained,
        count.trained_with_teams,
        count.teams.filter(|_| count.communes.is_some()),
        count.communes,
    ]
}

/// The column that says how many rows know a measure, beside its sum.
fn known_by(measure: Col) -> String {
    format!("{} known", measure.name())
}

fn folds() -> Vec<Expr> {
    let mut folds = vec![EXPECTED.expr().max().alias(EXPECTED), ROW.expr()];
    for measure in MEASURES {
        folds.push(measure.expr().sum());
        folds.push(known(measure).alias(known_by(measure)));
    }
    folds
}

/// Rows folded to one unit, period and level.
struct Folded {
    unit: u32,
    when: u32,
    subject: u32,
    expected: u32,
    rows: Vec<u32>,
    /// Sum of each measure, and how many rows know it.
    sums: [(Option<u64>, u32); COUNTED],
}

/// Reads what was added up, in the order of the report.
fn read(frame: &DataFrame, packed_by: CountKey) -> PolarsResult<Vec<Folded>> {
    let (keys, expected) = (read_packed(frame, KEY)?, read_keys(frame, EXPECTED)?);
    let mut sums = vec![[(None, 0); COUNTED]; frame.height()];
    for (m, measure) in MEASURES.into_iter().enumerate() {
        let known: Vec<u32> = frame.column(&known_by(measure))?.u32()?.iter().flatten().collect();
        let summed = where_known(&read_counts(frame, measure)?, &known);
        for (sums, known) in sums.iter_mut().zip(summed.into_iter().zip(known)) {
            sums[m] = known;
        }
    }
    let mut rows = read_lists(frame, ROW)?;
    let folded = in_order(&keys).into_iter().map(|i| {
        let [unit, subject, when] = packed_by.positions(keys[i]);
        let rows = std::mem::take(&mut rows[i]);
        Folded { unit, when, subject, expected: expected[i], rows, sums: sums[i] }
    });
    Ok(folded.collect())
}

struct Context<'a> {
    by_row: Vec<Option<&'a Located>>,
    map: &'a Map,
    counts: &'a [TeamCount],
    borders: &'a Borders,
}

/// The land of a row, and for each metric the places behind it.
type TeamKey = (Strand, [u32; 5]);

#[derive(Default)]
struct Draft {
    rows: Vec<(TeamRow, TeamKey)>,
    not_combined: Vec<NotCombined>,
    /// Units with a figure: unit, period, level, measure.
    complete: FastMap<SumKey, ()>,
}

impl Context<'_> {
    fn row_of(&self, folded: &Folded, sums: &[Option<u64>; COUNTED]) -> TeamRow {
        let unit = self.map.units.get(folded.unit);
        let mut origins = Origins::default();
        let mut sources: Vec<Arc<str>> = Vec::new();
        for count in folded.rows.iter().map(|&row| &self.counts[row as usize]) {
            origins.extend(&count.origins);
            sources.extend(count.source.clone().filter(|source| !sources.contains(source)));
        }
        let [teams, members, trained, teams_wm, members_wt, teams_wt, trained_wt, teams_wc, communes] = *sums;
        TeamRow {
            place: unit.place(),
            period: *self.map.periods.get(folded.when),
            level: LEVELS[folded.subject as usize],
            teams,
            members,
            trained,
            members_per_team: ratio(members_wt, teams_wm),
            trained_share: ratio(trained_wt, teams_wt).map(|share| 100.0 * share),
            teams_per_commune: ratio(teams_wc, communes),
            bases: TeamBases {
                members: members_wt.zip(teams_wm),
                trained: trained_wt.zip(teams_wt),
                communes: teams_wc.zip(communes),
                places: None,
            },
            places_with_figures: None,
            places_expected: None,
            source: match sources.as_slice() {
                [] => None,
                [one] => Some(one.clone()),
                several => Some(Arc::from(several.join("; "))),
            },
            note: match folded.rows.as_slice() {
                [only] => self.counts[*only as usize].note.clone(),
                _ => None,
            },
            origins,
        }
    }

    /// A place as reported, or added up from parts: each measure only where all parts have it.
    fn place_row(&self, folded: &Folded, draft: &mut Draft) {
        let merged = folded.expected != 1;
        let all_known =
            |(sum, known): (Option<u64>, u32)| sum.filter(|_| !merged || known == folded.expected);
        let sums = folded.sums.map(all_known);
        let mut row = self.row_of(folded, &sums);
        for (m, _) in sums.iter().enumerate().filter(|(_, sum)| sum.is_some()) {
            draft.complete.insert(key(folded, m), ());
        }
        if merged && let Some(parts) = self.borders.parts(&row.place, row.period) {
            let count = |place: usize| folded.sums[place].1;
            row.places_expected = Some(parts.codes.len() as u32);
            row.places_with_figures = Some(count(0));
            row.bases.places = Some([0, 1, 2, 3, 5, 7].map(count));
            for (m, measure) in MEASURES.into_iter().enumerate().take(3) {
                if sums[m].is_some() || count(m) == 0 {
                    continue;
                }
                let level = row.level.as_str();
                let has_it = |count: &&TeamCount| measures(count)[m].is_some();
                let rows = folded.rows.iter().map(|&row| &self.counts[row as usize]);
                draft.not_combined.push(NotCombined {
                    place: row.place.clone(),
                    measure: match m {
                        0 => format!("teams/{level}"),
                        _ => format!("teams/{level}/{}", measure.name()),
                    },
                    period: row.period,
                    parts_reported: rows.filter(has_it).map(|count| count.place.name.clone()).collect(),
                    parts_expected: parts.names.clone(),
                    no_base: false,
                    origins: row.origins.clone(),
                });
            }
        }
        let strand = self.borders.strand(&row.place, row.period);
        draft.rows.push((row, (strand, [0; 5])));
    }

    /// The lines of all places, over whatever was reported.
    fn sum_rows(&self, sums: &[Folded], draft: &mut Draft) {
        let casts = self.casts(sums, draft);
        for folded in sums {
            let cast = |m: usize| casts.get(&key(folded, m)).copied();
            // Named by its teams: with all of them in, a measure that lacks a place is no figure for the country.
            let complete = cast(0).is_some_and(Cast::complete);
            let in_all = |m: usize| !complete || cast(m).is_some_and(Cast::complete);
            let mut kept = folded.sums.map(|(sum, _)| sum);
            kept.iter_mut().enumerate().for_each(|(m, sum)| *sum = sum.filter(|_| in_all(m)));
            if kept.iter().all(Option::is_none) {
                continue;
            }
            let mut row = self.row_of(folded, &kept);
            row.place = self.borders.sum_place(self.map.units.get(folded.unit).vintage(), complete);
            row.places_with_figures = Some(cast(0).map_or(0, |cast| cast.units));
            row.bases.places = Some([0, 1, 2, 3, 5, 7].map(|m| cast(m).map_or(0, |cast| cast.units)));
            row.places_expected = (0..MEASURES.len()).find_map(&cast).and_then(|cast| cast.expected);
            let taken = draft.rows.iter().any(|(other, _)| {
                other.place == row.place && other.period == row.period && other.level == row.level
            });
            if taken {
                continue;
            }
            let id = |m: usize| cast(m).map_or(u32::MAX, |cast| cast.id);
            let ids = [id(0), id(1), id(2), id(3), id(5)];
            draft.rows.push((row, (self.borders.sum_strand(), ids)));
        }
    }

    fn casts(&self, sums: &[Folded], draft: &Draft) -> Casts {
        let mut casting = Casting::default();
        for folded in sums {
            let vintage = self.map.units.get(folded.unit).vintage();
            for located in folded.rows.iter().filter_map(|&row| self.by_row[row as usize]) {
                let reported = measures(&self.counts[located.row as usize]);
                for (m, _) in reported.iter().enumerate().filter(|(_, count)| count.is_some()) {
                    let key = key(folded, m);
                    let unit = [located.unit, key[1], key[2], key[3]];
                    casting.add(key, vintage, located, draft.complete.contains_key(&unit));
                }
            }
        }
        casting.finish(self.map, self.borders)
    }
}

fn key(folded: &Folded, measure: usize) -> SumKey {
    [folded.unit, folded.when, folded.subject, measure as u32]
}

fn ratio(part: Option<u64>, whole: Option<u64>) -> Option<f64> {
    match (part?, whole?) {
        (_, 0) => None,
        (part, whole) => Some(part as f64 / whole as f64),
    }
}

fn finish(mut draft: Draft) -> Teams {
    draft.rows.sort_by_cached_key(|(row, (strand, _))| {
        let place = (row.place.level, row.place.vintage, row.place.code.clone());
        (place, row.level, row.period, strand.clone())
    });
    let mut points = Vec::new();
    for (metric, (_, value)) in METRICS.into_iter().enumerate() {
        for (i, (row, (strand, casts))) in draft.rows.iter().enumerate() {
            if let Some(value) = value(row) {
                let key = (strand, row.level, metric, row.period.kind(), casts[metric]);
                points.push((key, row.period, value, (metric, i)));
            }
        }
    }
    let series = series::collect(points.into_iter());
    let mut trends: Vec<TeamTrend> = series::trends(&series)
        .into_iter()
        .map(|((metric, row), trend)| {
            let (row, metric) = (&draft.rows[row].0, METRICS[metric].0);
            TeamTrend { place: row.place.clone(), level: row.level, metric, trend }
        })
        .collect();
    let metric_position = |name: &str| METRICS.iter().position(|(metric, _)| *metric == name);
    trends.sort_by_cached_key(|row| {
        let place = (row.place.level, row.place.vintage, row.place.code.clone());
        (place, row.level, metric_position(row.metric), row.trend.first_period)
    });
    let families = trends::judge(
        &mut trends,
        |row| {
            let apart = if row.place.is_country() { "/all" } else { "" };
            Some(format!("teams/{}/{}{apart}", row.level.as_str(), row.metric))
        },
        |row| &mut row.trend,
    );
    let rows = draft.rows.into_iter().map(|(row, _)| row).collect();
    Teams { rows, trends, families, not_combined: draft.not_combined }
}
