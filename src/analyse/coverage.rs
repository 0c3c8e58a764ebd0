//! Coverage: levels on the run's borders, the line of all places, changes since the period before, trends.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use polars::prelude::*;

use super::borders::Borders;
use super::frames::{self, *};
use super::series::{self, Series};
use super::summary::{Basis, CoverageRow, CoverageTrend, Family, NotCombined};
use super::trends;
use super::units::{Cast, Casting, Located, Unit, locate};
use crate::clean::tables::{CoverageFigure, Origins};
use crate::model::register::{Combine, IndicatorRegister};
use crate::model::table::{COVERED, Col, TOTAL};
use crate::model::{Period, PeriodKind, Place};

const FIGURES: Declaration = Declaration {
    name: "coverage",
    columns: &[
        (ROW, DataType::UInt32),
        (UNIT, DataType::UInt32),
        (ALL_UNIT, DataType::UInt32),
        (WHEN, DataType::UInt32),
        (SUBJECT, DataType::UInt32),
        (DEFINITION, DataType::UInt32),
        (DIRECT, DataType::Boolean),
        (EXPECTED, DataType::UInt32),
        (COVERED, DataType::Int64),
        (TOTAL, DataType::Int64),
        (VALUE, DataType::Float64),
    ],
};

/// What the coverage exports say.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    pub(super) rows: Vec<CoverageRow>,
    /// Of each row: what its series is.
    pub(super) keys: Vec<SeriesKey>,
    pub(super) trends: Vec<CoverageTrend>,
    pub(super) families: Vec<Family>,
    pub(super) not_combined: Vec<NotCombined>,
    /// For each sum of ours: the places whose counts went into it.
    pub(super) addends: Vec<Addends>,
}

/// What makes rows one series: the land, the indicator and its definition, how the value came about, the kind of
/// period, and the places behind a sum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeriesKey {
    pub(super) strand: super::borders::Strand,
    indicator: (usize, Arc<str>),
    definition: Option<Arc<str>>,
    basis: Basis,
    kind: PeriodKind,
    cast: u32,
}

/// The places behind one sum.
#[derive(Clone, Debug)]
pub(super) struct Addends {
    /// Position of the sum among the rows.
    pub(super) row: usize,
    /// Positions in the table of `clean`, in its order.
    pub(super) figures: Vec<u32>,
}

/// Position of an indicator in the report: as registered, then by name.
pub(super) fn indicator_key(register: &IndicatorRegister, id: &Arc<str>) -> (usize, Arc<str>) {
    let position = register.indicators.iter().position(|indicator| *indicator.id == **id);
    (position.unwrap_or(usize::MAX), id.clone())
}

/// Everything about coverage.
pub(super) fn coverage(
    figures: &[CoverageFigure],
    borders: &Borders,
    register: &IndicatorRegister,
) -> PolarsResult<Coverage> {
    let located = locate(borders, figures.iter().map(|figure| (&figure.place, figure.period)), false);
    let keys = Keys::new(&located, figures, register);
    let reported = reported(FIGURES.check(figures_frame(&located, figures, &keys)?)?.lazy())?;
    let places =
        read(&reported.clone().group_by(keys_of(UNIT)).agg(folds()).sort(order(), sorting()).collect()?)?;
    let sums = reported.filter(ALL_UNIT.expr().is_not_null().and(has_base()));
    let sums = read(&sums.group_by(keys_of(ALL_UNIT)).agg(folds()).sort(order(), sorting()).collect()?)?;

    let context =
        Context { located: by_row(&located, figures.len()), figures, keys: &keys, borders, register };
    let mut draft = Draft::default();
    for folded in &places {
        context.place_row(folded, &mut draft);
    }
    context.sum_rows(&sums, &places, &mut draft);
    Ok(finish(draft, register))
}

/// What positions in the frames mean.
struct Keys {
    units: Codes<Unit>,
    periods: Codes<Period>,
    indicators: Codes<(usize, Arc<str>)>,
    definitions: Codes<Arc<str>>,
    /// Of each figure of the table.
    subjects: Vec<u32>,
}

impl Keys {
    fn new(located: &[Located], figures: &[CoverageFigure], register: &IndicatorRegister) -> Keys {
        let units = located.iter().flat_map(|row| [Some(row.unit.clone()), row.sum.clone()]).flatten();
        let key_of = |figure: &CoverageFigure| indicator_key(register, &figure.indicator);
        let indicators = Codes::new(figures.iter().map(key_of));
        Keys {
            units: Codes::new(units),
            periods: Codes::new(located.iter().map(|row| row.period)),
            subjects: figures.iter().map(|figure| indicators.of(&key_of(figure)).unwrap_or(0)).collect(),
            indicators,
            definitions: Codes::new(figures.iter().filter_map(|figure| figure.definition.clone())),
        }
    }
}

fn figures_frame(located: &[Located], figures: &[CoverageFigure], keys: &Keys) -> PolarsResult<DataFrame> {
    let rows = || located.iter().map(|row| (row, &figures[row.row as usize]));
    DataFrame::new_infer_height(vec![
        positions(ROW, rows().map(|(row, _)| Some(row.row))),
        positions(UNIT, rows().map(|(row, _)| keys.units.of(&row.unit))),
        positions(ALL_UNIT, rows().map(|(row, _)| row.sum.as_ref().and_then(|sum| keys.units.of(sum)))),
        positions(WHEN, rows().map(|(row, _)| keys.periods.of(&row.period))),
        positions(SUBJECT, rows().map(|(row, _)| keys.subjects.get(row.row as usize).copied())),
        positions(
            DEFINITION,
            rows().map(|(_, figure)| figure.definition.as_ref().and_then(|text| keys.definitions.of(text))),
        ),
        flags(DIRECT, rows().map(|(row, _)| row.direct)),
        positions(EXPECTED, rows().map(|(row, _)| Some(row.expected))),
        frames::counts(COVERED, rows().map(|(_, figure)| figure.covered)),
        frames::counts(TOTAL, rows().map(|(_, figure)| figure.total)),
        numbers(VALUE, rows().map(|(_, figure)| figure.percent)),
    ])
}

fn keys_of(unit: Col) -> [Expr; 4] {
    [unit.expr().alias(UNIT), WHEN.expr(), SUBJECT.expr(), DEFINITION.expr()]
}

fn order() -> [&'static str; 4] {
    [UNIT.name(), SUBJECT.name(), WHEN.name(), DEFINITION.name()]
}

fn sorting() -> SortMultipleOptions {
    SortMultipleOptions::default()
}

/// Covered of how many, in one row.
fn has_base() -> Expr {
    COVERED.expr().is_not_null().and(TOTAL.expr().gt(lit(0i64)))
}

/// A figure reported for the unit itself stands; its parts, where they were reported as well, are not added to it.
fn reported(figures: LazyFrame) -> PolarsResult<LazyFrame> {
    let same_figure = [UNIT.expr(), WHEN.expr(), SUBJECT.expr(), DEFINITION.expr()];
    let direct_exists = DIRECT.expr().any(true).over(same_figure)?;
    Ok(figures.filter(DIRECT.expr().or(direct_exists.not())))
}

/// Sums over rows that have both counts, how many those are, and what a single row says.
fn folds() -> Vec<Expr> {
    let of_bases = |column: Col| column.expr().filter(has_base()).sum().alias(column);
    vec![
        of_bases(COVERED),
        of_bases(TOTAL),
        has_base().sum().cast(DataType::UInt32).alias(BASES),
        known_sum(VALUE),
        VALUE.expr().count().cast(DataType::UInt32).alias(VALUES),
        EXPECTED.expr().max().alias(EXPECTED),
        ROW.expr(),
    ]
}

/// Rows folded to one unit, period, indicator and definition.
struct Folded {
    unit: u32,
    when: u32,
    subject: u32,
    definition: Option<u32>,
    covered: u64,
    total: u64,
    bases: u32,
    value: Option<f64>,
    values: u32,
    expected: u32,
    rows: Vec<u32>,
}

fn read(frame: &DataFrame) -> PolarsResult<Vec<Folded>> {
    let (units, times) = (read_keys(frame, UNIT)?, read_keys(frame, WHEN)?);
    let (subjects, definitions) = (read_keys(frame, SUBJECT)?, read_positions(frame, DEFINITION)?);
    let (covered, totals) = (read_counts(frame, COVERED)?, read_counts(frame, TOTAL)?);
    let (bases, values) = (read_keys(frame, BASES)?, read_keys(frame, VALUES)?);
    let (value, expected) = (read_numbers(frame, VALUE)?, read_keys(frame, EXPECTED)?);
    let rows = read_lists(frame, ROW)?;
    let folded = rows.into_iter().enumerate().map(|(i, rows)| Folded {
        unit: units[i],
        when: times[i],
        subject: subjects[i],
        definition: definitions[i],
        // A sum over no base is 0 here: `bases` says whether it means anything.
        covered: covered[i].unwrap_or(0),
        total: totals[i].unwrap_or(0),
        bases: bases[i],
        value: value[i],
        values: values[i],
        expected: expected[i],
        rows,
    });
    Ok(folded.collect())
}

fn by_row(located: &[Located], rows: usize) -> Vec<Option<Located>> {
    let mut by_row = vec![None; rows];
    for row in located {
        by_row[row.row as usize] = Some(row.clone());
    }
    by_row
}

struct Context<'a> {
    located: Vec<Option<Located>>,
    figures: &'a [CoverageFigure],
    keys: &'a Keys,
    borders: &'a Borders,
    register: &'a IndicatorRegister,
}

/// Rows being written, with what their series are.
#[derive(Default)]
struct Draft {
    rows: Vec<(CoverageRow, SeriesKey)>,
    not_combined: Vec<NotCombined>,
    /// Position in `rows` and the figures added up.
    addends: Vec<(usize, Vec<u32>)>,
    /// Units with a figure that has a base, a period, indicator and definition.
    with_base: BTreeSet<(u32, u32, u32, Option<u32>)>,
}

impl Context<'_> {
    fn figures_of(&self, folded: &Folded) -> impl Iterator<Item = &CoverageFigure> {
        folded.rows.iter().map(|&row| &self.figures[row as usize])
    }

    fn combine(&self, indicator: &str) -> Combine {
        self.register.get(indicator).map_or(Combine::Ratio, |indicator| indicator.combine)
    }

    /// Everything of a row that follows from its figures alone.
    fn frame_of(&self, folded: &Folded, place: Place) -> CoverageRow {
        let mut origins = Origins::default();
        let mut sources: Vec<Arc<str>> = Vec::new();
        for figure in self.figures_of(folded) {
            origins.extend(&figure.origins);
            sources.extend(figure.source.clone().filter(|source| !sources.contains(source)));
        }
        CoverageRow {
            place,
            indicator: self.keys.indicators.get(folded.subject).1.clone(),
            period: *self.keys.periods.get(folded.when),
            covered: None,
            total: None,
            percent: None,
            change_pp: None,
            change_since: None,
            basis: Basis::Computed,
            places_with_figures: None,
            places_expected: None,
            preliminary: self.figures_of(folded).any(|figure| figure.preliminary),
            source: match sources.as_slice() {
                [] => None,
                [one] => Some(one.clone()),
                several => Some(Arc::from(several.join("; "))),
            },
            definition: folded.definition.map(|id| self.keys.definitions.get(id).clone()),
            origins,
        }
    }

    fn key_of(&self, row: &CoverageRow, strand: super::borders::Strand, cast: u32) -> SeriesKey {
        SeriesKey {
            strand,
            indicator: indicator_key(self.register, &row.indicator),
            definition: row.definition.clone(),
            basis: row.basis,
            kind: row.period.kind(),
            cast,
        }
    }

    /// The row of a place: as reported, or added up from the parts that make it up today.
    fn place_row(&self, folded: &Folded, draft: &mut Draft) {
        let unit = self.keys.units.get(folded.unit);
        let mut row = self.frame_of(folded, unit.place());
        let strand = self.borders.strand(&row.place, row.period);
        if folded.expected == 1 {
            let Some(figure) = self.figures_of(folded).next() else { return };
            (row.covered, row.total) = (figure.covered, figure.total);
            row.percent = figure.percent.or_else(|| percent(figure.covered, figure.total));
            row.basis = if figure.percent.is_some() { Basis::Published } else { Basis::Computed };
        } else {
            self.merged_row(folded, &mut row, draft);
        }
        if row.percent.is_some() && (folded.bases > 0) {
            draft.with_base.insert((folded.unit, folded.when, folded.subject, folded.definition));
        }
        let key = self.key_of(&row, strand, 0);
        draft.rows.push((row, key));
    }

    /// A unit has a figure only when all the units it was made of have it.
    fn merged_row(&self, folded: &Folded, row: &mut CoverageRow, draft: &mut Draft) {
        let Some(parts) = self.borders.parts(&row.place, row.period) else { return };
        let expected = parts.codes.len() as u32;
        let reported: Vec<(Arc<str>, bool)> = self
            .figures_of(folded)
            .map(|figure| (figure.place.name.clone(), percent(figure.covered, figure.total).is_some()))
            .collect();
        row.places_expected = Some(expected);
        row.places_with_figures = Some(reported.len() as u32);
        let combine = self.combine(&row.indicator);
        let all_reported = folded.expected > 0 && reported.len() as u32 == expected;
        let all_based = all_reported && folded.bases == expected;
        match combine {
            Combine::Ratio if all_based => {
                (row.covered, row.total) = (Some(folded.covered), Some(folded.total));
                row.percent = percent(row.covered, row.total);
            }
            Combine::Sum if all_reported && folded.values == expected => {
                if all_based {
                    (row.covered, row.total) = (Some(folded.covered), Some(folded.total));
                }
                row.percent = folded.value;
            }
            _ => draft.not_combined.push(NotCombined {
                place: row.place.clone(),
                measure: row.indicator.to_string(),
                period: row.period,
                parts_reported: reported.iter().map(|(name, _)| name.clone()).collect(),
                parts_expected: parts.names,
                no_base: match combine {
                    Combine::Not => true,
                    Combine::Ratio => reported.iter().any(|(_, based)| !based),
                    Combine::Sum => false,
                },
                origins: row.origins.clone(),
            }),
        }
    }

    /// The lines of all places: sums over what was reported, whichever borders the run has.
    fn sum_rows(&self, sums: &[Folded], places: &[Folded], draft: &mut Draft) {
        let published: BTreeSet<(u32, u32, Option<u32>)> = places
            .iter()
            .filter(|folded| self.keys.units.get(folded.unit).place().is_country())
            .map(|folded| (folded.when, folded.subject, folded.definition))
            .collect();
        let casts = self.casts(sums, draft);
        for folded in sums {
            let indicator = &self.keys.indicators.get(folded.subject).1;
            let key = key(folded);
            let (Some(cast), Combine::Ratio) = (casts.get(&key), self.combine(indicator)) else { continue };
            let vintage = self.keys.units.get(folded.unit).vintage();
            let mut row = self.frame_of(folded, self.borders.sum_place(vintage, cast.complete()));
            (row.covered, row.total) = (Some(folded.covered), Some(folded.total));
            row.percent = percent(row.covered, row.total);
            (row.places_with_figures, row.places_expected) = (Some(cast.units), cast.expected);
            // An office's own counts for the whole country stand; ours would have the same name and key.
            let taken = published.contains(&(folded.when, folded.subject, folded.definition))
                && draft.rows.iter().any(|(other, _)| {
                    other.place == row.place
                        && (other.period, other.basis) == (row.period, row.basis)
                        && other.indicator == row.indicator
                });
            if taken {
                continue;
            }
            let key = self.key_of(&row, self.borders.sum_strand(), cast.id);
            draft.addends.push((draft.rows.len(), folded.rows.clone()));
            draft.rows.push((row, key));
        }
    }

    /// Which places are behind each sum. On today's borders a merged unit counts once all its parts are there.
    fn casts(&self, sums: &[Folded], draft: &Draft) -> BTreeMap<Vec<u32>, Cast> {
        let mut casting = Casting::default();
        for folded in sums {
            for located in folded.rows.iter().filter_map(|&row| self.located[row as usize].as_ref()) {
                let unit = self.keys.units.of(&located.unit);
                let based = unit.is_some_and(|unit| {
                    draft.with_base.contains(&(unit, folded.when, folded.subject, folded.definition))
                });
                let vintage = self.keys.units.get(folded.unit).vintage();
                casting.add(key(folded), vintage, located, based);
            }
        }
        casting.finish(self.borders)
    }
}

fn key(folded: &Folded) -> Vec<u32> {
    vec![folded.unit, folded.when, folded.subject, folded.definition.map_or(0, |id| id + 1)]
}

/// Covered of total in percent; `None` without a base.
fn percent(covered: Option<u64>, total: Option<u64>) -> Option<f64> {
    match (covered?, total?) {
        (_, 0) => None,
        (covered, total) => Some(100.0 * covered as f64 / total as f64),
    }
}

/// Sorts the rows, and adds changes and trends.
fn finish(mut draft: Draft, register: &IndicatorRegister) -> Coverage {
    let mut order: Vec<usize> = (0..draft.rows.len()).collect();
    order.sort_by_cached_key(|&i| {
        let (row, key) = &draft.rows[i];
        let place = (row.place.level, row.place.vintage, row.place.code.clone());
        // An office's figure for the country before our sum of provinces.
        (place, key.indicator.clone(), row.period, key.strand.clone(), row.basis, row.definition.clone())
    });
    let mut position = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, &old)| position[old] = new);
    let addends =
        draft.addends.drain(..).map(|(row, figures)| Addends { row: position[row], figures }).collect();
    let mut slots: Vec<Option<(CoverageRow, SeriesKey)>> = draft.rows.drain(..).map(Some).collect();
    let (mut rows, keys): (Vec<CoverageRow>, Vec<SeriesKey>) =
        order.iter().filter_map(|&i| slots[i].take()).unzip();

    let series = series(&rows, &keys);
    for one in &series {
        for ((step, &row), since) in one.points.windows(2).zip(&one.rows[1..]).zip(&one.points) {
            rows[row].change_pp = Some(step[1].1 - step[0].1);
            rows[row].change_since = Some(since.0);
        }
    }
    let (trends, families) = coverage_trends(&rows, series, register);
    Coverage { rows, keys, trends, families, not_combined: draft.not_combined, addends }
}

/// The series of the rows that have a figure.
pub(super) fn series(rows: &[CoverageRow], keys: &[SeriesKey]) -> Vec<Series<usize>> {
    let points = rows.iter().zip(keys).enumerate();
    series::collect(points.filter_map(|(i, (row, key))| Some((key.clone(), row.period, row.percent?, i))))
}

fn coverage_trends(
    rows: &[CoverageRow],
    series: Vec<Series<usize>>,
    register: &IndicatorRegister,
) -> (Vec<CoverageTrend>, Vec<Family>) {
    let mut trends: Vec<CoverageTrend> = series::trends(series)
        .into_iter()
        .map(|(row, trend)| {
            let row = &rows[row];
            CoverageTrend {
                place: row.place.clone(),
                indicator: row.indicator.clone(),
                basis: row.basis,
                trend,
            }
        })
        .collect();
    trends.sort_by_cached_key(|row| {
        let place = (row.place.level, row.place.vintage, row.place.code.clone());
        (place, indicator_key(register, &row.indicator), row.basis, row.trend.first_period)
    });
    let families = trends::judge(
        &mut trends,
        |row| {
            let apart = if row.place.is_country() { "/all" } else { "" };
            Some(format!("coverage/{}/{}{apart}", row.indicator, row.basis.as_str()))
        },
        |row| &mut row.trend,
    );
    (trends, families)
}
