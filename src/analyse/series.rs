//! Series: the points of one measure on one land, in the order of time.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::summary::Trend;
use super::trends::trend;
use crate::model::Period;

/// One series: its points, and which row each comes from.
#[derive(Clone, Debug)]
pub(super) struct Series<R> {
    pub(super) points: Vec<(Period, f64)>,
    pub(super) rows: Vec<R>,
}

/// Sorts points (key, period, value, row) into series. Of two rows for one period the later one in the table stands:
/// tables are sorted by vintage, so that is the figure on the borders of that period.
pub(super) fn collect<K: Ord, R: Copy>(points: impl Iterator<Item = (K, Period, f64, R)>) -> Vec<Series<R>> {
    let mut series: BTreeMap<K, BTreeMap<Period, (f64, R)>> = BTreeMap::new();
    for (key, period, value, row) in points {
        series.entry(key).or_default().insert(period, (value, row));
    }
    series
        .into_values()
        .map(|points| Series {
            rows: points.values().map(|(_, row)| *row).collect(),
            points: points.into_iter().map(|(period, (value, _))| (period, value)).collect(),
        })
        .collect()
}

/// The trend of every series, in their order, with the row of its last point.
pub(super) fn trends<R: Copy + Send>(series: Vec<Series<R>>) -> Vec<(R, Trend)> {
    series.into_par_iter().filter_map(|series| Some((*series.rows.last()?, trend(series.points)?))).collect()
}
