//! One indicator as the report looks at it: the period in focus, its places, its national line.

use std::cmp::Ordering;
use std::sync::Arc;

use super::composer::Composer;
use crate::analyse::summary::{Basis, CoverageRow, NotCombined, Spread, TargetRow};
use crate::model::register::Direction;
use crate::model::{Period, Place};

/// An indicator and the rows that tell its story.
pub(super) struct IndicatorView<'a> {
    /// Its id.
    pub id: Arc<str>,
    /// The latest period that at least half of the places report.
    pub focus: Period,
    /// Places in that period, best first.
    pub places: Vec<&'a CoverageRow>,
    /// The line of all places in that period: published where there is one, else complete, else a sum.
    pub line: Option<&'a CoverageRow>,
    /// Targets of the indicator.
    pub targets: Vec<&'a TargetRow>,
    /// Units without a figure because a part is missing.
    pub not_combined: Vec<&'a NotCombined>,
    /// Spread over time, one row a period.
    pub spread: Vec<&'a Spread>,
}

impl<'a> IndicatorView<'a> {
    /// The row that a headline speaks of: the line of all places, or the only place.
    pub fn headline(&self) -> Option<&'a CoverageRow> {
        self.line.or(match self.places.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }
}

impl<'a> Composer<'a> {
    /// Whether less of the indicator is better.
    pub fn less_is_better(&self, indicator: &str) -> bool {
        self.indicator(indicator).is_some_and(|known| known.direction == Direction::Down)
    }

    /// Compares levels, best first; equal ones by name.
    pub fn best_first(&self, a: &CoverageRow, b: &CoverageRow) -> Ordering {
        let by_value = match (a.percent, b.percent) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        let by_value = if self.less_is_better(&a.indicator) { by_value.reverse() } else { by_value };
        by_value.then_with(|| self.names.compare(&a.place.name, &b.place.name))
    }

    /// The indicators of the report, in the order of the register, then of their appearance.
    pub fn indicators(&self) -> Vec<IndicatorView<'a>> {
        let summary: &'a crate::analyse::Summary = self.summary;
        let mut ids: Vec<Arc<str>> = Vec::new();
        for row in &summary.coverage {
            if !ids.contains(&row.indicator) {
                ids.push(Arc::clone(&row.indicator));
            }
        }
        let order = |id: &str| {
            let known = &self.registers.indicators.indicators;
            known.iter().position(|indicator| indicator.id == id).unwrap_or(usize::MAX)
        };
        ids.sort_by_key(|id| order(id));
        ids.into_iter().filter_map(|id| self.indicator_view(id)).collect()
    }

    fn indicator_view(&self, id: Arc<str>) -> Option<IndicatorView<'a>> {
        let summary: &'a crate::analyse::Summary = self.summary;
        let rows = || summary.coverage.iter().filter(|row| row.indicator == id && row.percent.is_some());
        let focus = self.focus_period(rows())?;
        let mut places: Vec<&CoverageRow> = Vec::new();
        for row in rows().filter(|row| row.period == focus && !row.place.is_country()) {
            match places.iter_mut().find(|other| other.place == row.place) {
                // One place, two definitions: the later row of the table is the later version.
                Some(other) => *other = row,
                None => places.push(row),
            }
        }
        places.sort_by(|a, b| self.best_first(a, b));
        let line = rows()
            .filter(|row| row.period == focus && row.place.is_country())
            // A sum over one place says nothing that the place does not say itself.
            .filter(|row| {
                row.basis == Basis::Published || row.places_with_figures.is_none_or(|have| have > 1)
            })
            .min_by_key(|row| (row.basis, &*row.place.name != "Cả nước"));
        let mut spread: Vec<&Spread> = summary
            .spread
            .iter()
            .filter(|spread| spread.indicator == id && spread.period.kind() == focus.kind())
            .collect();
        if let Some(basis) = places.first().map(|row| row.basis) {
            spread.retain(|spread| spread.basis == basis);
        }
        Some(IndicatorView {
            targets: summary.targets.iter().filter(|target| target.indicator == id).collect(),
            not_combined: summary.not_combined.iter().filter(|unit| unit.measure == *id).collect(),
            id,
            focus,
            places,
            line,
            spread,
        })
    }

    /// The latest period with at least half as many places as the fullest one.
    fn focus_period<'r>(&self, rows: impl Iterator<Item = &'r CoverageRow>) -> Option<Period> {
        let mut counts: std::collections::BTreeMap<Period, usize> = std::collections::BTreeMap::new();
        for row in rows {
            *counts.entry(row.period).or_default() += usize::from(!row.place.is_country());
        }
        let most = counts.values().copied().max()?;
        counts
            .iter()
            .filter(|(_, count)| **count * 2 >= most)
            .map(|(period, _)| *period)
            .max_by_key(|period| (period.end(), std::cmp::Reverse(period.start())))
    }

    /// The levels of one place over the periods of one kind, in the order of time.
    pub fn history(&self, row: &CoverageRow) -> Vec<&'a CoverageRow> {
        let summary: &'a crate::analyse::Summary = self.summary;
        let same_place = |place: &Place| {
            *place == row.place || (place.level == row.place.level && place.name == row.place.name)
        };
        let mut rows: Vec<&CoverageRow> = summary
            .coverage
            .iter()
            .filter(|other| other.indicator == row.indicator && other.percent.is_some())
            .filter(|other| other.period.kind() == row.period.kind() && same_place(&other.place))
            .filter(|other| other.place.name == row.place.name && other.basis == row.basis)
            .collect();
        rows.sort_by_key(|row| row.period);
        rows
    }
}
