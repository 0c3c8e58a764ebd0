//! What moved the whole: each place's part in the latest change of the line of all places.

use std::collections::BTreeMap;

use super::borders::{Borders, Strand};
use super::coverage::Coverage;
use super::summary::Contribution;
use crate::clean::tables::CoverageFigure;
use crate::model::{Period, Place};
use crate::stats::decomposition::{Part, decompose};

/// Level and weight effects of every place, for the last step of each sum over the same places.
pub(super) fn contributions(
    figures: &[CoverageFigure],
    coverage: &Coverage,
    borders: &Borders,
) -> Vec<Contribution> {
    let addends: BTreeMap<usize, &[u32]> =
        coverage.addends.iter().map(|sum| (sum.row, sum.figures.as_slice())).collect();
    let mut rows = Vec::new();
    for one in &coverage.series {
        let ([.., before, after], [.., (since, _), (period, _)]) =
            (one.rows.as_slice(), one.points.as_slice())
        else {
            continue;
        };
        let (Some(before), Some(after)) = (addends.get(before), addends.get(after)) else { continue };
        let (before, after) =
            (by_land(figures, before, borders, *since), by_land(figures, after, borders, *period));
        // All of the country before and after the merger is the same land, but not the same places.
        if before.len() < 2 || !before.keys().eq(after.keys()) {
            continue;
        }
        let parts: Vec<Part> =
            before.values().zip(after.values()).map(|(b, a)| Part { before: b.1, after: a.1 }).collect();
        let Some(effects) = decompose(&parts) else { continue };
        let sum = |pick: fn(&Part) -> (u64, u64)| {
            let (covered, total) = parts.iter().map(pick).fold((0, 0), |s, c| (s.0 + c.0, s.1 + c.1));
            100.0 * covered as f64 / total as f64
        };
        let whole = (sum(|part| part.before), sum(|part| part.after));
        let start = rows.len();
        let indicator = coverage.rows[one.rows[0]].indicator.clone();
        rows.extend(after.into_values().zip(effects).map(|((place, _), effect)| Contribution {
            indicator: indicator.clone(),
            place,
            since: *since,
            period: *period,
            level_pp: 100.0 * effect.level,
            weight_pp: 100.0 * effect.weight,
            whole,
        }));
        let effect = |row: &Contribution| (row.level_pp + row.weight_pp).abs();
        rows[start..].sort_by(|a, b| effect(b).total_cmp(&effect(a)).then_with(|| a.place.cmp(&b.place)));
    }
    rows
}

/// Covered and total of each land on the run's borders.
fn by_land(
    figures: &[CoverageFigure],
    rows: &[u32],
    borders: &Borders,
    period: Period,
) -> BTreeMap<Strand, (Place, (u64, u64))> {
    let mut lands: BTreeMap<Strand, (Place, (u64, u64))> = BTreeMap::new();
    for figure in rows.iter().map(|&row| &figures[row as usize]) {
        let counts = figure.covered.zip(figure.total);
        if let (Some(place), Some((covered, total))) = (borders.unit_of(&figure.place, period), counts) {
            let land = lands.entry(borders.strand(&place, period)).or_insert((place, (0, 0)));
            land.1 = (land.1.0 + covered, land.1.1 + total);
        }
    }
    lands
}
