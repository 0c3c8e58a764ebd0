//! Places that have figures of an indicator, but none of the period that the report looks at: they are told with the
//! period they are of, and never ranked beside the others.

use std::collections::BTreeMap;

use super::composer::Composer;
use super::names::to_name;
use super::sentences::Phrase;
use super::view::IndicatorView;
use crate::analyse::summary::CoverageRow;
use crate::model::{Level, Place, Vintage};

/// Names that a sentence bears.
const NAMED: usize = 3;

impl<'a> Composer<'a> {
    /// The latest figure of every place that has one, but none of the period in focus: neither itself nor the province
    /// that its land is part of today. The latest first, then the best.
    pub fn of_other_periods(&self, view: &IndicatorView<'_>) -> Vec<&'a CoverageRow> {
        if view.of_place || self.summary.province.is_some() {
            return Vec::new();
        }
        let mut latest: BTreeMap<&Place, &CoverageRow> = BTreeMap::new();
        for row in self.rows_of(&view.id).filter(|row| row.percent.is_some() && !row.place.is_country()) {
            let known = latest.entry(&row.place).or_insert(row);
            if known.period.end() <= row.period.end() {
                *known = row;
            }
        }
        let now = |place: &Place| {
            let mut shown = view.places.iter().map(|row| &row.place);
            shown.any(|other| other == place || self.goes_on_as(place, other))
        };
        let later = |place: &Place| latest.keys().any(|other| self.goes_on_as(place, other));
        let mut rows: Vec<&CoverageRow> =
            latest.values().filter(|row| !now(&row.place) && !later(&row.place)).copied().collect();
        rows.sort_by(|a, b| b.period.end().cmp(&a.period.end()).then_with(|| self.best_first(a, b)));
        rows
    }

    /// Whether the land of a former province is that of `other`, or a part of it.
    fn goes_on_as(&self, place: &Place, other: &Place) -> bool {
        (place.vintage, other.vintage) == (Vintage::V63, Vintage::V34)
            && (place.level, other.level) == (Level::Province, Level::Province)
            && self.registers.places.as_ref().is_some_and(|places| {
                places.unit(place.vintage, &place.code).is_some_and(|unit| unit.today == other.code)
            })
    }

    /// Whether a province has other land today than it had under the same name.
    pub fn had_other_land(&self, place: &Place) -> bool {
        place.vintage == Vintage::V63
            && self.registers.places.as_ref().is_some_and(|places| {
                places.unit(place.vintage, &place.code).is_some_and(|unit| !unit.unchanged)
            })
    }

    /// A name that stands for the land it had until the borders moved.
    pub fn until_merger(&self, name: &str) -> String {
        self.t(&format!("{name} (đến tháng 6/2025)"), &format!("{name} (until June 2025)"))
    }
}

/// `chỉ có số liệu của kỳ khác: Kon Tum (81,00 %, năm 2023)`.
pub(super) fn told(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let rows = c.of_other_periods(view);
    let shown = to_name(rows.len(), NAMED);
    let mut names: Vec<Phrase> = rows
        .iter()
        .take(shown)
        .map(|row| {
            let slots = [
                ("place", c.place_in(&row.place).into()),
                ("level", c.coverage_level(row).map(Phrase::from).unwrap_or_default()),
                ("period", c.n.period(row.period).into()),
            ];
            c.say("{place} ({level}, {period})", "{place} ({level}, {period})", &slots)
        })
        .collect();
    let more = rows.len() - shown;
    if more > 0 {
        names.push(c.t(&format!("{more} đơn vị khác"), &format!("{more} more")).into());
    }
    if names.is_empty() {
        return Phrase::default();
    }
    c.say(
        "chỉ có số liệu của kỳ khác: {names}",
        "figures of another period only come from {names}",
        &[("names", Phrase::joined(names, ", ", c.lang.pick(" và ", " and ")))],
    )
}
