//! One indicator as the report looks at it: the period in focus, its places, its national line.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::composer::Composer;
use std::cmp::Reverse;

use crate::analyse::summary::{
    Basis, CoverageRow, NotCombined, Spread, TargetRow, TargetVerdict, TrendVerdict,
};
use crate::model::register::{Combine, Direction};
use crate::model::{Level, Period, Place, Vintage};

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
    /// The same where places can be held against it: what amounts add up to is no level of one place.
    pub yardstick: Option<&'a CoverageRow>,
    /// Targets of the indicator.
    pub targets: Vec<&'a TargetRow>,
    /// Units without a figure because a part is missing.
    pub not_combined: Vec<&'a NotCombined>,
    /// Spread over time, one row a period.
    pub spread: Vec<&'a Spread>,
    /// The edition is one province's: it speaks of the province, and all places stand beside it.
    pub of_province: bool,
    /// The view is of one place, for its page: all places stand beside it.
    pub of_place: bool,
}

impl<'a> IndicatorView<'a> {
    /// The row that a headline speaks of: the line of all places, or the only place.
    pub fn headline(&self) -> Option<&'a CoverageRow> {
        if let Some(own) = self.own() {
            return Some(own);
        }
        self.line.or(match self.places.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }

    /// The row of the province whose edition this is.
    pub fn own(&self) -> Option<&'a CoverageRow> {
        match self.places.as_slice() {
            [only] if self.of_place || self.of_province && only.place.level == Level::Province => Some(*only),
            _ => None,
        }
    }

    /// The indicator as the page of one place tells it, which `places` name on the borders of their times: its latest
    /// figure, beside the line of all places of the same period.
    pub fn of_place(&self, c: &Composer<'a>, places: &[&Place]) -> Option<IndicatorView<'a>> {
        let row = c
            .rows_of(&self.id)
            .filter(|row| row.percent.is_some() && row.period.kind() == self.focus.kind())
            .filter(|row| places.contains(&&row.place))
            .max_by_key(|row| (row.period.end(), row.place.vintage))?;
        let now = row.period == self.focus;
        Some(IndicatorView {
            id: Arc::clone(&self.id),
            focus: row.period,
            places: vec![row],
            line: self.line.filter(|_| now),
            yardstick: self.yardstick.filter(|_| now),
            targets: self.targets.clone(),
            not_combined: Vec::new(),
            spread: Vec::new(),
            of_province: false,
            of_place: true,
        })
    }
}

impl<'a> IndicatorView<'a> {
    /// The target of a place that its level is set against: the next one that is not due by the day of the report, else
    /// the last one that was.
    pub fn target_of(&self, place: &Place, as_of: Option<Period>) -> Option<&'a TargetRow> {
        let is_over = |target: &TargetRow| as_of.is_some_and(|day| target.due.end() <= day.end());
        self.targets
            .iter()
            .copied()
            .filter(|target| target.place.level == place.level && target.place.name == place.name)
            // A former unit's target is none of the new unit that has its name.
            .filter(|target| target.verdict != TargetVerdict::OtherBorders)
            .min_by_key(|target| match is_over(target) {
                true => (true, None, Some(Reverse(target.due))),
                false => (false, Some(target.due), None),
            })
    }
}

impl IndicatorView<'_> {
    /// The period that most places are compared with; of two as frequent ones the later.
    ///
    /// Changes over different spans are never set against each other.
    pub fn compared_with(&self) -> Option<Period> {
        let mut since: Vec<Period> = self.places.iter().filter_map(|row| row.change_since).collect();
        since.sort_unstable();
        since.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first().copied())
    }
}

/// A change of a percentage below this is told as hardly any.
const HARDLY: f64 = 0.05;

/// Whether the change of `row` is its distance from `before`: the analysis judged both to be of one series.
pub(super) fn follows(row: &CoverageRow, before: &CoverageRow) -> bool {
    let distance = row.percent.zip(before.percent).map(|(now, then)| now - then);
    row.change_since == Some(before.period)
        && row.change_pp.zip(distance).is_some_and(|(change, distance)| (change - distance).abs() < 1e-6)
}

impl<'a> Composer<'a> {
    /// What a chart measures: the name, and that less is better where it is, since most rise when they do well.
    pub fn measured(&self, indicator: &str) -> String {
        let name = self.indicator_name(indicator);
        match self.less_is_better(indicator) {
            true => self.t(&format!("{name} (càng thấp càng tốt)"), &format!("{name} (lower is better)")),
            false => name,
        }
    }

    /// Whether what the places of an indicator changed by is noise: all of them together hardly changed, and no place does
    /// clearly, by its trend where that can be judged, else by its change. Nobody then moved most.
    pub fn only_wavers(&self, view: &IndicatorView<'_>) -> bool {
        let hardly = |row: &CoverageRow| row.change_pp.is_some_and(|change| self.hardly(&view.id, change));
        if !view.line.is_some_and(hardly) {
            return false;
        }
        let trends = || self.summary.coverage_trends.iter().filter(|trend| trend.indicator == view.id);
        view.places.iter().all(|row| {
            let own = trends().filter(|trend| trend.place == row.place && trend.basis == row.basis);
            match own.max_by_key(|trend| trend.trend.last_period).map(|trend| trend.trend.verdict) {
                Some(TrendVerdict::Rising | TrendVerdict::Falling) => false,
                Some(TrendVerdict::NoClearTrend) => true,
                Some(TrendVerdict::TooFew | TrendVerdict::NotJudged) | None => {
                    row.change_pp.is_none() || hardly(row)
                }
            }
        })
    }

    /// Whether less of the indicator is better.
    pub fn less_is_better(&self, indicator: &str) -> bool {
        self.indicator(indicator).is_some_and(|known| known.direction == Direction::Down)
    }

    /// Whether places are added up to all of them by their values, and not by the counts behind a rate.
    pub fn is_summed(&self, indicator: &str) -> bool {
        self.indicator(indicator).is_some_and(|known| known.combine == Combine::Sum)
    }

    /// Whether a change that does not print as zero is still too small to speak of a rise or a fall.
    pub fn hardly(&self, indicator: &str, change: f64) -> bool {
        self.unit(indicator) == "%" && change.abs() < HARDLY
    }

    /// The shares of a topic in a place, as what a trend is of: `Tỷ trọng “Việc làm”, cả nước`.
    pub fn share_series(&self, topic: &str, place: &Place) -> String {
        let (topic, place) = (self.topic(topic), self.place_in(place));
        self.t(&format!("Tỷ trọng “{topic}”, {place}"), &format!("Share of “{topic}”, {place}"))
    }

    /// The text with names of places held together.
    pub(super) fn held(&self, text: &str) -> String {
        let units = self.registers.places.iter().flat_map(|places| &places.units);
        super::names::held(text, self.names.with_titles().chain(units.map(|unit| &*unit.name)))
    }

    /// Whether a level is better than another one, and is seen to be: levels that print the same are not.
    pub fn clearly_better(&self, indicator: &str, value: f64, than: f64) -> bool {
        let shown = |value| self.n.shown(value, self.decimals(indicator));
        match self.less_is_better(indicator) {
            true => shown(value) < shown(than),
            false => shown(value) > shown(than),
        }
    }

    /// ` có số liệu` behind a count of provinces where others of the same borders have no figure.
    pub fn of_those_with_figures(&self, view: &IndicatorView<'_>) -> String {
        let known = view.places.first().filter(|row| row.place.level == Level::Province);
        let all = known.zip(self.registers.places.as_ref()).map(|(row, register)| {
            register.units.iter().filter(|unit| unit.vintage == row.place.vintage).count()
        });
        match all.is_some_and(|all| view.places.len() < all) {
            true => self.t(" có số liệu", " with figures"),
            false => String::new(),
        }
    }

    /// The name under which figures of all places of an indicator stand.
    pub fn id_of_all(&self, view: &IndicatorView<'_>) -> String {
        let vintage = view.places.first().map_or(Vintage::Own, |row| row.place.vintage);
        let period = view.focus.to_string();
        self.id("coverage", &Place::country(vintage), view.focus, &[&view.id, &period]).0
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
        let mut seen = BTreeSet::new();
        let mut ids: Vec<Arc<str>> = Vec::new();
        for row in &summary.coverage {
            if seen.insert(&row.indicator) {
                ids.push(Arc::clone(&row.indicator));
            }
        }
        let order = |id: &str| {
            let known = &self.registers.indicators.indicators;
            known.iter().position(|indicator| indicator.id == id).unwrap_or(usize::MAX)
        };
        ids.sort_by_cached_key(|id| order(id));
        ids.into_iter().filter_map(|id| self.indicator_view(id)).collect()
    }

    fn indicator_view(&self, id: Arc<str>) -> Option<IndicatorView<'a>> {
        let summary: &'a crate::analyse::Summary = self.summary;
        let rows = || self.rows_of(&id).filter(|row| row.percent.is_some());
        let focus = self.focus_period(rows())?;
        // One place, two definitions: the later row of the table is the later version.
        let places: BTreeMap<&Place, &CoverageRow> = rows()
            .filter(|row| row.period == focus && !row.place.is_country())
            .map(|row| (&row.place, row))
            .collect();
        let mut places: Vec<&CoverageRow> = places.into_values().collect();
        places.sort_by(|a, b| self.best_first(a, b));
        let line = rows()
            .filter(|row| row.period == focus && row.place.is_country())
            // A sum over one place says nothing that the place does not say itself.
            .filter(|row| {
                row.basis == Basis::Published || row.places_with_figures.is_none_or(|have| have > 1)
            })
            .min_by_key(|row| (row.basis, &*row.place.name != "Cả nước"));
        // Of one province's edition: what other places alone have is no part of it.
        if places.is_empty() && line.is_none() {
            return None;
        }
        let mut spread: Vec<&Spread> = summary
            .spread
            .iter()
            .filter(|spread| spread.indicator == id && spread.period.kind() == focus.kind())
            .collect();
        if let Some(basis) = places.first().map(|row| row.basis) {
            spread.retain(|spread| spread.basis == basis);
        }
        let summed = self.is_summed(&id);
        Some(IndicatorView {
            yardstick: line.filter(|_| !summed),
            targets: summary.targets.iter().filter(|target| target.indicator == id).collect(),
            not_combined: summary.not_combined.iter().filter(|unit| unit.measure == *id).collect(),
            id,
            focus,
            places,
            line,
            spread,
            of_province: summary.province.is_some(),
            of_place: false,
        })
    }

    /// The latest period with at least half as many places as the fullest one.
    fn focus_period<'r>(&self, rows: impl Iterator<Item = &'r CoverageRow>) -> Option<Period> {
        let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
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
        // A province may go on under another code; districts and communes share their names with others.
        let same_place = |place: &Place| {
            let goes_on = place.vintage != row.place.vintage
                && place.level == row.place.level
                && matches!(place.level, Level::Country | Level::Province);
            place.name == row.place.name && (*place == row.place || goes_on)
        };
        let mut rows: Vec<&CoverageRow> = self
            .rows_of(&row.indicator)
            .filter(|other| other.percent.is_some())
            .filter(|other| other.period.kind() == row.period.kind() && same_place(&other.place))
            .collect();
        let own: BTreeSet<Period> =
            rows.iter().filter(|other| other.place == row.place).map(|other| other.period).collect();
        rows.retain(|other| other.place == row.place || !own.contains(&other.period));
        // A series that broke because its percentages came about in another way is shown with both its parts.
        let alike: BTreeSet<Period> =
            rows.iter().filter(|other| other.basis == row.basis).map(|other| other.period).collect();
        rows.retain(|other| other.basis == row.basis || !alike.contains(&other.period));
        rows.sort_by_key(|row| row.period);
        rows
    }
}
