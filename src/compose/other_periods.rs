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

/// `chỉ có số liệu của kỳ khác: Kon Tum (81 %, năm 2023)`.
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::super::report::{Block, Chart, Report};
    use super::super::sample::{level, province, registers, settings};
    use super::super::{Notes, SourceLines, compose};
    use super::*;
    use crate::analyse::Summary;
    use crate::clean::Audit;
    use crate::model::Lang;

    const VILLAGES: &str = "villages_mobile_broadband";

    fn written(lang: Lang, rows: &[(Place, &str, f64)]) -> Report {
        let rows = rows.iter().map(|(place, iso, percent)| level(place, VILLAGES, iso, *percent, 2));
        let summary = Summary { coverage: rows.collect(), ..Summary::default() };
        compose(
            &summary,
            &Audit::default(),
            &SourceLines::new(),
            &Notes::new(),
            &settings(lang),
            &registers(),
        )
    }

    fn blocks(report: &Report) -> impl Iterator<Item = &Block> {
        report.chapters.iter().find(|chapter| chapter.id == "coverage").unwrap().blocks.iter()
    }

    /// The table of the indicator: place, period and rank of each row, and the notes below.
    fn table(report: &Report) -> (Vec<[String; 3]>, String) {
        let found = blocks(report).find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let table = found.unwrap();
        let bare = |text: &str| text.replace('\u{a0}', " ");
        let at = |label: &str| table.columns.iter().position(|column| bare(&column.label) == label);
        let cell = |row: &crate::compose::report::TableRow, label| {
            at(label).map_or_else(String::new, |at| bare(&row.cells[at].text))
        };
        let rows = table.rows.iter().map(|row| ["Đơn vị", "Kỳ", "Thứ hạng"].map(|label| cell(row, label)));
        (rows.collect(), table.notes.join(" "))
    }

    #[test]
    fn a_place_with_an_older_figure_is_told_with_its_period_and_not_ranked() {
        let rows = [
            (province("51", "Quảng Ngãi"), "2023", 80.0),
            (province("51", "Quảng Ngãi"), "2024", 85.0),
            (province("14", "Sơn La"), "2024", 90.0),
            (province("62", "Kon Tum"), "2022", 70.0),
            (province("62", "Kon Tum"), "2023", 81.0),
        ];
        let report = written(Lang::Vi, &rows);
        let (told, notes) = table(&report);
        let row = |name: &str| told.iter().find(|row| row[0] == name).unwrap().clone();
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!(row("Sơn La")[2], "1");
        assert_eq!(row("Kon Tum"), ["Kon Tum", "2023", ""]);
        assert!(notes.contains("kỳ khác"), "{notes}");
        let notes: Vec<String> = blocks(&report)
            .filter_map(|block| match block {
                Block::Note(spans) => Some(spans.iter().map(|span| span.text()).collect::<String>()),
                _ => None,
            })
            .collect();
        let said = notes.join(" ").replace('\u{a0}', " ");
        assert!(said.contains("kỳ khác: Kon Tum (81 %, năm 2023)"), "{said}");
    }

    #[test]
    fn a_province_that_was_merged_is_told_by_the_one_that_has_its_land() {
        let today = |code: &str, name: &str| Place { vintage: Vintage::V34, ..province(code, name) };
        let rows = [
            (province("45", "Quảng Trị"), "2024", 90.0),
            (province("44", "Quảng Bình"), "2024", 80.0),
            (today("44", "Quảng Trị"), "2026", 97.5),
        ];
        let report = written(Lang::Vi, &rows);
        let (told, _) = table(&report);
        let names: Vec<&str> = told.iter().map(|row| &*row[0]).collect();
        // One name stands for two lands, and says which.
        assert_eq!(names, ["Quảng Trị", "Quảng Trị (đến tháng 6/2025)"]);
        let lines = report.figures.iter().find(|figure| matches!(figure.chart, Chart::Lines(_)));
        let subtitle = &lines.unwrap().subtitle;
        assert!(subtitle.contains("địa giới cũ"), "{subtitle}");
    }
}
