//! Series: the points of one measure on one land, in the order of time.

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
    let mut points: Vec<(K, Period, f64, R)> = points.collect();
    // Mostly in order already; equal ones stay in the order of the table.
    points.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let series = points.chunk_by(|a, b| a.0 == b.0).map(|points| {
        let last_of_each = points.chunk_by(|a, b| a.1 == b.1).filter_map(<[_]>::last);
        let (points, rows) = last_of_each.map(|(_, period, value, row)| ((*period, *value), *row)).unzip();
        Series { points, rows }
    });
    series.collect()
}

/// The trend of every series, in their order, with the row of its last point.
pub(super) fn trends<R: Copy + Send + Sync>(series: &[Series<R>]) -> Vec<(R, Trend)> {
    let trend = |series: &Series<R>| Some((*series.rows.last()?, trend(series.points.clone())?));
    series.par_iter().filter_map(trend).collect()
}
