//! Coverage: levels on the run's borders, the line of all places, changes since the period before, trends.

mod frame;
mod joined;
mod rows;

use std::sync::Arc;

use frame::{
    FIGURES, Keys, figures_frame, folds, has_base, has_value, keys_of, order, read, reported, sorting,
};
use polars::prelude::*;
use rows::{Context, Draft};

use super::borders::Borders;
use super::frames::{ALL_UNIT, UNIT};
use super::series::{self, Series};
use super::summary::{Basis, CoverageRow, CoverageTrend, Family, Joined, NotCombined};
use super::trends;
use super::units::{Located, locate};
use crate::clean::tables::CoverageFigure;
use crate::model::PeriodKind;
use crate::model::register::{IndicatorRegister, Registers};
use crate::model::settings::RunThrough;

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
    /// Series that go on through a change, because the project says so.
    pub(super) joined: Vec<Joined>,
}

/// What makes rows one series: the land, the indicator and its definition, how the value came about, the kind of
/// period, and the places behind a sum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeriesKey {
    pub(super) strand: super::borders::Strand,
    indicator: (usize, Arc<str>),
    pub(super) definition: Option<Arc<str>>,
    pub(super) basis: Basis,
    kind: PeriodKind,
    cast: u32,
    /// The project says that it goes on through changes of the definition.
    runs_through: bool,
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
    registers: &Registers,
    run_through: &[RunThrough],
) -> PolarsResult<Coverage> {
    let register: &IndicatorRegister = &registers.indicators;
    let located = locate(borders, figures.iter().map(|figure| (&figure.place, figure.period)), false);
    let keys = Keys::new(&located, figures, register);
    let figures_frame = FIGURES.check(figures_frame(&located, figures, &keys)?)?;
    // Used twice, computed once.
    let reported = reported(figures_frame.lazy())?.collect()?.lazy();
    let places =
        read(&reported.clone().group_by(keys_of(UNIT)).agg(folds()).sort(order(), sorting()).collect()?)?;
    let of_all = |counted: Expr| {
        let sums = reported.clone().filter(ALL_UNIT.expr().is_not_null().and(counted));
        read(&sums.group_by(keys_of(ALL_UNIT)).agg(folds()).sort(order(), sorting()).collect()?)
    };
    // A rate needs its counts to be added up, an amount is added up as it is.
    let (of_counts, of_values) = (of_all(has_base())?, of_all(has_value())?);

    let context =
        Context { located: by_row(&located, figures.len()), figures, keys: &keys, borders, register };
    let mut draft = Draft::default();
    // What is added up from parts first: it decides how later figures of the same unit come about.
    for folded in places.iter().filter(|folded| folded.expected != 1) {
        context.place_row(folded, &mut draft);
    }
    for folded in places.iter().filter(|folded| folded.expected == 1) {
        context.place_row(folded, &mut draft);
    }
    let sums = context.sums(of_counts, of_values);
    context.sum_rows(&sums, &places, &mut draft);
    Ok(finish(draft, registers, run_through))
}

fn by_row(located: &[Located], rows: usize) -> Vec<Option<Located>> {
    let mut by_row = vec![None; rows];
    for row in located {
        by_row[row.row as usize] = Some(row.clone());
    }
    by_row
}

/// Sorts the rows, and adds changes and trends.
fn finish(mut draft: Draft, registers: &Registers, run_through: &[RunThrough]) -> Coverage {
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
    let (mut rows, mut keys): (Vec<CoverageRow>, Vec<SeriesKey>) =
        order.iter().filter_map(|&i| slots[i].take()).unzip();
    let joined = joined::join(&rows, &mut keys, registers, run_through);

    let series = series(&rows, &keys);
    for one in &series {
        for ((step, &row), since) in one.points.windows(2).zip(&one.rows[1..]).zip(&one.points) {
            rows[row].change_pp = Some(step[1].1 - step[0].1);
            rows[row].change_since = Some(since.0);
        }
    }
    let (trends, families) = coverage_trends(&rows, series, &registers.indicators);
    Coverage { rows, keys, trends, families, not_combined: draft.not_combined, addends, joined }
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
