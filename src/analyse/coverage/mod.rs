//! Coverage: levels on the run's borders, the line of all places, changes since the period before, trends.

mod frame;
mod joined;
mod rows;

use std::sync::Arc;

use frame::{FIGURES, Keys, figure_key, figures_frame, fold, has_base, has_value, reported};
use polars::prelude::*;
use rows::{Context, Draft};

use super::borders::Borders;
use super::frames::{ALL_KEY, KEY};
use super::series::{self, Series};
use super::summary::{Basis, CoverageRow, CoverageTrend, Family, Joined, NotCombined};
use super::trends;
use super::units::locate;
use crate::clean::tables::CoverageFigure;
use crate::model::PeriodKind;
use crate::model::arrange::{arrange, order};
use crate::model::place::text_order;
use crate::model::register::{Combine, IndicatorRegister, Registers};
use crate::model::settings::RunThrough;

/// What the coverage exports say.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    pub(super) rows: Vec<CoverageRow>,
    /// Of each row: what its series is.
    pub(super) keys: Vec<SeriesKey>,
    /// The series of the rows that have a figure.
    pub(super) series: Vec<Series<usize>>,
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
    let map = locate(borders, figures.iter().map(|figure| (&figure.place, figure.period)), false);
    let keys = Keys::new(figures, register);
    let packed_by = figure_key(&map, &keys)?;
    let frame = FIGURES.check(figures_frame(&map, figures, &keys, packed_by)?)?;
    // Used twice, computed once; on the borders of the exports everything is reported as it is.
    let all_direct = map.rows.iter().all(|row| row.direct);
    let reported = if all_direct { frame.lazy() } else { reported(frame.lazy())?.collect()?.lazy() };
    let places = fold(reported.clone(), KEY, packed_by)?;
    let of_all = |counted: Expr, combine: Combine| {
        if !keys.combine.contains(&combine) {
            return Ok(Vec::new());
        }
        fold(reported.clone().filter(ALL_KEY.expr().is_not_null().and(counted)), ALL_KEY, packed_by)
    };
    // A rate needs its counts to be added up, an amount is added up as it is.
    let (of_counts, of_values) = (of_all(has_base(), Combine::Ratio)?, of_all(has_value(), Combine::Sum)?);

    let context = Context { located: map.by_row(figures.len()), map: &map, figures, keys: &keys, borders };
    let mut draft = Draft::with_room(places.len() + of_counts.len() + of_values.len());
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

/// Sorts the rows, and adds changes and trends.
fn finish(draft: Draft, registers: &Registers, run_through: &[RunThrough]) -> Coverage {
    let Draft { mut rows, mut keys, .. } = draft;
    let order = order(rows.len(), |at, other| {
        let [(a, a_key), (b, b_key)] = [at, other].map(|i| (&rows[i], &keys[i]));
        (a.place.level, a.place.vintage)
            .cmp(&(b.place.level, b.place.vintage))
            .then_with(|| text_order(&a.place.code, &b.place.code))
            .then_with(|| a_key.indicator.cmp(&b_key.indicator))
            .then_with(|| a.period.cmp(&b.period))
            // An office's figure for the country before our sum of provinces.
            .then_with(|| a_key.strand.cmp(&b_key.strand))
            .then_with(|| (a.basis, &a.definition).cmp(&(b.basis, &b.definition)))
    });
    let mut position = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, &old)| position[old] = new);
    let addends = draft.addends.into_iter();
    let addends = addends.map(|(row, figures)| Addends { row: position[row], figures }).collect();
    arrange(&mut rows, &order);
    arrange(&mut keys, &order);
    let joined = joined::join(&rows, &mut keys, registers, run_through);

    let series = series(&rows, &keys);
    for one in &series {
        for ((step, &row), since) in one.points.windows(2).zip(&one.rows[1..]).zip(&one.points) {
            rows[row].change_pp = Some(step[1].1 - step[0].1);
            rows[row].change_since = Some(since.0);
        }
    }
    let (trends, families) = coverage_trends(&rows, &series, &registers.indicators);
    Coverage { rows, keys, series, trends, families, not_combined: draft.not_combined, addends, joined }
}

/// The series of the rows that have a figure.
fn series(rows: &[CoverageRow], keys: &[SeriesKey]) -> Vec<Series<usize>> {
    let points = rows.iter().zip(keys).enumerate();
    series::collect(points.filter_map(|(i, (row, key))| Some((key, row.period, row.percent?, i))))
}

fn coverage_trends(
    rows: &[CoverageRow],
    series: &[Series<usize>],
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
